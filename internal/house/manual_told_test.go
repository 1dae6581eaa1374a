package house

import (
	"log/slog"
	"net/http"
	"net/netip"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/feature/chat"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/insight"
	"github.com/huoshui/huoshui/internal/feature/manual"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/feature/task"
	"github.com/huoshui/huoshui/internal/web/api"
)

// TestAProgramAsksAPerson: what a program wants said in a WeChat group is a to-do, and
// it is told when that is done.
func TestAProgramAsksAPerson(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		k := s.live()
		group := s.handGroup("青禾老客群")
		s.handDoor(k)
		shell := api.New(api.Options{Tokens: newTokens(s.app), Clock: d.Clock, Log: slog.New(slog.DiscardHandler), Version: "1",
			Address: func(*http.Request) netip.Addr { return netip.IPv6Loopback() }})
		s.app.addAPI(shell, Serving{Log: slog.New(slog.DiscardHandler)}, k)
		c := &counter{desk: &desk{s, shell.Handler()}}
		token := c.token(s.ws, "shop", "send,read")
		code, first, _ := c.ask(token, "第 1 单", saying(id.Show(group), "你的花到了"))
		if code != http.StatusAccepted {
			t.Fatal(code, first)
		}
		state := func() any {
			_, got := c.call(token, "GET", "/messages/"+first["id"].(string), "")
			return got["state"]
		}
		s.until("it waits for a person", func() bool { return state() == "human" })
		if err := s.app.Task.Done(t.Context(), s.ws, s.me(), s.todos()["你的花到了"].ID, task.Did{Wording: 1, Proof: "发了"}); err != nil {
			t.Fatal(err)
		}
		if got := state(); got != "sent" {
			t.Errorf("the program is told %v", got)
		}
	})
}

// TestAnSOPThatStopsTakesItsToDosBack, and the deeds they were for.
func TestAnSOPThatStopsTakesItsToDosBack(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		k := s.live()
		group := s.handGroup("青禾老客群")
		s.handDoor(k)
		s.runs(handGreeting, group)
		if _, err := s.app.Manual.Moved(t.Context(), s.ws, s.owner(), group, event.Join, []string{"小雨"}); err != nil {
			t.Fatal(err)
		}
		s.until("there is something to do", func() bool { return len(s.todos()) == 2 })
		var book id.Playbook
		if err := s.app.DB.Read(t.Context(), func(tx *db.Tx) error {
			return tx.QueryRow(t.Context(), `SELECT id FROM playbook_book WHERE workspace = $1`, s.ws).Scan(&book)
		}); err != nil {
			t.Fatal(err)
		}
		if err := s.app.Playbook.Switch(t.Context(), s.ws, book, playbook.Off); err != nil {
			t.Fatal(err)
		}
		if left := s.todos(); len(left) != 0 {
			t.Errorf("still to be done: %v", left)
		}
		if n := s.number(`SELECT count(*) FROM outbox_deed WHERE workspace = $1 AND state = $2`, s.ws, string(outbox.Dropped)); n != 1 {
			t.Errorf("%d deeds are dropped", n)
		}
	})
}

// TestNothingIsAskedForADismissedGroup, whatever an SOP wants.
func TestNothingIsAskedForADismissedGroup(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		group := s.handGroup("青禾老客群")
		said := func(run string) []playbook.Deed {
			return []playbook.Deed{{Key: "sop/" + run + "/hello", Subject: playbook.Subject{Group: group}, Action: engine.Action{Step: "hello", Say: &engine.Saying{Say: &script.Say{To: "group"}, Text: "早"}}}}
		}
		act := func(run string) int64 {
			t.Helper()
			s.write(func(tx *db.Tx) error { return playbookNeighbours{s.app}.Act(t.Context(), tx, s.ws, said(run)) })
			return s.number(`SELECT count(*) FROM outbox_deed WHERE workspace = $1`, s.ws)
		}
		if n := act("a"); n != 1 {
			t.Fatalf("%d deeds of a group that is there", n)
		}
		if err := s.app.Manual.Dismiss(t.Context(), s.ws, s.owner(), group); err != nil {
			t.Fatal(err)
		}
		if n := act("b"); n != 1 {
			t.Errorf("%d deeds after it was dismissed", n)
		}
	})
}

// TestHowFarAGroupKeptByHandIsJudged: not by messages where none was pasted, else up
// to the latest that was.
func TestHowFarAGroupKeptByHandIsJudged(t *testing.T) {
	var never, once insight.GroupInfo
	judgeByHand(&never, &manual.Known{People: 128})
	judgeByHand(&once, &manual.Known{Group: manual.Group{Pasted: time.UnixMilli(5000)}, People: manual.Unknown})
	if !never.Unheard || never.Members != 128 || !never.ByHand || never.Until != 0 {
		t.Errorf("never pasted: %+v", never)
	}
	if once.Unheard || once.Until != 5000 || !once.ByHand {
		t.Errorf("pasted: %+v", once)
	}
}

// TestWhatPassedTheGateIsCountedOnce: the one announcement of a day passes as a deed
// and, done by hand, is not held against itself; the next one waits.
func TestWhatPassedTheGateIsCountedOnce(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		k := s.live()
		group := s.handGroup("青禾老客群")
		door := s.handDoor(k)
		say := func(key, text string) {
			s.write(func(tx *db.Tx) error {
				named, err := s.app.Community.GroupsNamed(t.Context(), tx, s.ws, []id.Group{group})
				if err != nil {
					return err
				}
				return s.app.Say(t.Context(), tx, s.ws, door, channel.Deed{Key: key, Action: channel.Send, Chat: named[group].Chat, Text: text,
					Purpose: &channel.Purpose{Kind: string(touching.Announcement)}})
			})
			k.outbox.Put()
		}
		say("公告/一", "今天八点关门")
		s.until("it is a to-do", func() bool { return len(s.todos()) == 1 })
		one := s.todos()["今天八点关门"]
		if one.Kind != task.Announce {
			t.Errorf("it is to %s", one.Kind)
		}
		say("公告/二", "明天九点开门")
		s.until("the second waits", func() bool { return s.deed("公告/二").Code == "gate" })
		if err := s.app.Task.Done(t.Context(), s.ws, s.me(), one.ID, task.Did{Wording: 1, Proof: "发了"}); err != nil {
			t.Errorf("the only announcement of the day is held: %v", err)
		}
		if n := s.number(`SELECT count(*) FROM compliance_touch WHERE workspace = $1`, s.ws); n != 1 {
			t.Errorf("it counts %d times", n)
		}
	})
}

// TestWhoCameStandsAmongTheMessages of a group as soon as that is told, on its page and
// in no search.
func TestWhoCameStandsAmongTheMessages(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		k := s.live()
		group := s.handGroup("青禾老客群")
		s.handDoor(k)
		if _, err := s.app.Manual.Moved(t.Context(), s.ws, s.owner(), group, event.Join, []string{"小雨"}); err != nil {
			t.Fatal(err)
		}
		find := func(query string) (kinds []event.Kind) {
			s.must(s.app.DB.Read(t.Context(), func(tx *db.Tx) error {
				page, err := s.app.Chat.Find(t.Context(), tx, s.ws, chat.Search{Group: group, Query: query, Limit: 50})
				for _, m := range page.Said {
					kinds = append(kinds, m.Kind)
				}
				return err
			}))
			return kinds
		}
		s.until("it is listed", func() bool { return len(find("")) > 0 })
		if kinds := find(""); len(kinds) != 1 || kinds[0] != event.Join {
			t.Errorf("listed are %v", kinds)
		}
		if kinds := find("小雨"); len(kinds) != 0 {
			t.Errorf("a search finds %v", kinds)
		}
	})
}
