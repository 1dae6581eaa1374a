package house

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/base/run"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// market is some weeks in two groups, with questions, answers, comings and
// goings. What is said about edits and deletions stands apart: told as a file,
// the messages read as they do in the end.
func market() (told, changes []channel.Arrived, final map[event.NativeMessage]string) {
	r := rand.New(rand.NewPCG(5, 6))
	words := []string{"今天有排骨吗", "有的，十点到", "好的", "这个多少钱", "哈哈哈", "要两份", "谢谢老板", "明天几点开门？", "八点", "在吗", "收到"}
	start := time.Date(2029, 11, 20, 1, 0, 0, 0, time.UTC)
	final = map[event.NativeMessage]string{}
	var last event.NativeMessage
	for i := range 600 {
		chat := event.NativeChat(fmt.Sprint("stall-", i%2))
		who := event.Actor{ID: event.NativeUser(fmt.Sprint("u", r.IntN(12))), Name: ""}
		who.Name = "客" + string(who.ID)
		e := event.Event{Network: event.Telegram, Chat: chat, At: start.Add(time.Duration(i) * 97 * time.Minute).UTC(), Actor: who}
		a := channel.Arrived{Key: fmt.Sprint("k", i), Event: e}
		switch {
		case i%41 == 3:
			a.Event.Kind, a.Event.Subjects, a.Event.Actor = event.Join, []event.Actor{who}, event.Actor{}
		case i%83 == 7:
			a.Event.Kind, a.Event.Subjects, a.Event.Actor = event.Leave, []event.Actor{who}, event.Actor{}
		default:
			a.Event.Kind, a.Event.NativeID, a.Event.Body = event.Message, event.NativeMessage(fmt.Sprint("m", i)), words[r.IntN(len(words))]
			if r.IntN(3) == 0 {
				a.Event.ReplyTo = last
			}
			last = a.Event.NativeID
			final[last] = a.Event.Body
			if i%29 == 5 {
				for n := range 2 { // the later one holds
					edit := event.Event{Network: event.Telegram, Chat: chat, Kind: event.Edit, Target: last, Actor: who,
						At: e.At.Add(time.Duration(n+1) * time.Minute), Body: words[(i+n)%len(words)]}
					changes = append(changes, channel.Arrived{Key: fmt.Sprint("e", i, ".", n), Event: edit})
					final[last] = edit.Body
				}
			}
		}
		told = append(told, a)
	}
	return told, changes, final
}

// settle waits until nothing of the workspace waits in the inbox, and measures.
func (s *stage) settle() {
	s.t.Helper()
	look, giveUp := time.NewTicker(5*time.Millisecond), time.After(2*time.Minute)
	defer look.Stop()
	for waits := int64(1); waits > 0; {
		select {
		case <-look.C:
		case <-giveUp:
			s.t.Fatalf("%d events wait still", waits)
		}
		if err := s.app.DB.Read(s.t.Context(), func(tx *db.Tx) (err error) {
			waits, err = inbox.Pending(s.t.Context(), tx, s.ws)
			return err
		}); err != nil {
			s.t.Fatal(err)
		}
	}
	s.app.refresh(s.t, s.ws)
}

// live starts the road from the inbox; it stops with the test.
func (s *stage) live() *kernel {
	k := newKernel(s.app, "test", slog.New(slog.DiscardHandler))
	work := run.NewGroup(context.Background(), slog.New(slog.DiscardHandler))
	if err := k.router.Share(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
	k.start(work)
	s.t.Cleanup(work.Stop)
	return k
}

// TestToldLiveIsAsImported: the same history gives the same report, byte for
// byte, whether it came as a file or was told as it happened, in whatever order,
// in whatever batches, and with whatever told twice; and messages that were
// edited read as they do now, also where the edit came first.
func TestToldLiveIsAsImported(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		told, changes, final := market()
		s := newStage(t, d, 0)
		imp := s.begin()
		err := s.app.Chat.Run(t.Context(), s.ws, imp, func(_ context.Context, sink export.Sink, _ export.Progress) (export.Result, error) {
			for _, a := range told {
				e := a.Event
				if e.Kind == event.Message {
					e.Body = final[e.NativeID]
				}
				if err := sink.Event(&e); err != nil {
					return export.Result{}, err
				}
			}
			return export.Result{}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		staff := func() {
			t.Helper()
			s.write(func(tx *db.Tx) error { return s.app.Community.AnswerStaff(t.Context(), tx, s.ws, s.user) })
			s.name([]string{"客u3", "客u7"})
		}
		staff()
		want := s.report(time.Time{})
		if !strings.Contains(want, `"messages": 57`) {
			t.Fatalf("the report does not speak of the market: %.300s", want)
		}
		s.undo(imp)
		k := s.live()
		r := rand.New(rand.NewPCG(1, 2))
		all := append(append([]channel.Arrived{}, told...), changes...)
		for _, again := range r.Perm(len(all))[:100] {
			all = append(all, all[again])
		}
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		door := inlet{k.box, s.ws, 7}
		for len(all) > 0 {
			n := min(len(all), 1+r.IntN(60))
			if err := door.Accept(t.Context(), all[:n]); err != nil {
				t.Fatal(err)
			}
			all = all[n:]
		}
		s.settle()
		staff()
		wantSame(t, "told live", s.report(time.Time{}), want)
		checkBodies(t, s, final)
	})
}

// checkBodies compares what is kept of messages with how they read in the end.
func checkBodies(t *testing.T, s *stage, final map[event.NativeMessage]string) {
	t.Helper()
	keys := map[int64]string{}
	for native, body := range final {
		keys[int64(event.SubjectKey(event.NativeKey(native), 0))] = body
	}
	n := 0
	err := s.app.DB.Read(t.Context(), func(tx *db.Tx) error {
		return tx.Each(t.Context(), `SELECT key, body FROM chat_message WHERE workspace = $1 AND kind = 1`, []any{s.ws}, func(scan func(...any) error) error {
			var key int64
			var body string
			err := scan(&key, &body)
			if n++; body != keys[key] {
				t.Errorf("a message reads %q, want %q", body, keys[key])
			}
			return err
		})
	})
	if err != nil || n != len(final) {
		t.Errorf("%d messages are kept, want %d (%v)", n, len(final), err)
	}
}

// TestOnlyTheAuthorEdits, what cannot be is set aside with its reason, and a
// deleted message is gone while it still counts.
func TestOnlyTheAuthorEdits(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		k := s.live()
		at := dbtest.Noon.Add(-time.Hour)
		tell := func(key string, e event.Event) {
			t.Helper()
			e.Network, e.Chat = event.Matrix, "room"
			if e.At.IsZero() {
				e.At = at
			}
			if err := (inlet{k.box, s.ws, 7}).Accept(t.Context(), []channel.Arrived{{Key: key, Event: e}}); err != nil {
				t.Fatal(err)
			}
			s.settle()
		}
		mine, other := event.Actor{ID: "@a", Name: "A"}, event.Actor{ID: "@b", Name: "B"}
		tell("1", event.Event{Kind: event.Message, NativeID: "m1", Actor: mine, Body: "first"})
		tell("2", event.Event{Kind: event.Message, NativeID: "m2", Actor: mine, Body: "second"})
		tell("3", event.Event{Kind: event.Edit, Target: "m1", Actor: other, Body: "forged"})
		tell("4", event.Event{Kind: event.Delete, Target: "m2", Actor: other})
		tell("5", event.Event{Kind: event.Edit, Target: "m2", Actor: mine, Body: "back again", At: at.Add(time.Minute)})
		tell("6", event.Event{Kind: event.Message, NativeID: "m3", Actor: mine, Body: "to come", At: dbtest.Noon.AddDate(0, 0, 3)})
		tell("7", event.Event{Kind: event.Message, NativeID: "m4", Actor: mine, Body: "long ago", At: time.Unix(0, 0).UTC()})
		checkBodies(t, s, map[event.NativeMessage]string{"m1": "first", "m2": ""})
		var asides []inbox.Aside
		var told map[id.Group]int64
		if err := s.app.DB.Read(t.Context(), func(tx *db.Tx) (err error) {
			if asides, err = inbox.Asides(t.Context(), tx, s.ws, 10); err != nil {
				return err
			}
			told = map[id.Group]int64{}
			return tx.Each(t.Context(), `SELECT group_id, messages FROM chat_count WHERE workspace = $1`, []any{s.ws}, func(scan func(...any) error) error {
				var g id.Group
				var n int64
				err := scan(&g, &n)
				told[g] = n
				return err
			})
		}); err != nil {
			t.Fatal(err)
		}
		var why []string
		for _, a := range asides {
			why = append(why, a.Key+": "+a.Why)
		}
		if len(asides) != 3 || !strings.Contains(strings.Join(why, "\n"), "3: it edits a message that somebody else wrote") {
			t.Errorf("set aside are %v", why)
		}
		for _, n := range told {
			if n != 2 {
				t.Errorf("the group counts %d messages, want 2", n)
			}
		}
	})
}
