package house

import (
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/feature/manual"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// handGreeting welcomes whoever comes, in two wordings, and asks a person afterwards.
const handGreeting = `
sop: 1
name: hand-greeting
title: 微信群有人进来
per: member
start:
  - {id: joined, on: member.joined}
steps:
  - {id: hello, say: {to: group, wordings: ["欢迎{{昵称}}来{{群名}}。", "{{昵称}}来啦，随便坐。"]}}
  - {id: seen, task: {do: "看看{{昵称}}有没有人理", due: 4h, choices: [{name: 有, default: true}, {name: 没有}]}}
`

// owner is who keeps the groups in these tests.
func (s *stage) owner() manual.By {
	return manual.By{User: s.user, Scope: auth.Everything(), Connect: true}
}

func (s *stage) handGroup(name string) id.Group {
	s.t.Helper()
	made, err := s.app.Manual.Add(s.t.Context(), s.ws, s.owner(), manual.Wanted{Names: []string{name}, Keeper: s.user, People: 128})
	if err != nil || len(made) != 1 {
		s.t.Fatal(made, err)
	}
	return made[0]
}

// handDoor waits until the connection to groups kept by hand is open.
func (s *stage) handDoor(k *kernel) id.Connection {
	s.t.Helper()
	door, err := (manualNeighbours{s.app}).Door(s.t.Context(), s.ws, false)
	if err != nil {
		s.t.Fatal(err)
	}
	s.until("the connection is open", func() bool { return k.doors.of(door) != nil })
	return door
}

// openKeys are the keys of the open to-dos.
func (s *stage) openKeys(tx *db.Tx) (keys []string, err error) {
	err = tx.Each(s.t.Context(), `SELECT key FROM task_item WHERE workspace = $1 AND state = 'open'`, []any{s.ws}, func(scan func(...any) error) error {
		var key string
		err := scan(&key)
		keys = append(keys, key)
		return err
	})
	return keys, err
}

// todos are the open to-dos, by their titles.
func (s *stage) todos() map[string]task.Task {
	s.t.Helper()
	out := map[string]task.Task{}
	err := s.app.DB.Read(s.t.Context(), func(tx *db.Tx) error {
		keys, err := s.openKeys(tx)
		for _, key := range keys {
			if err != nil {
				break
			}
			var t task.Task
			t, err = s.app.Task.Get(s.t.Context(), tx, s.ws, key)
			out[t.Title] = t
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

func (s *stage) deed(key string) outbox.Deed {
	s.t.Helper()
	var d outbox.Deed
	if err := s.app.DB.Read(s.t.Context(), func(tx *db.Tx) (err error) {
		d, err = outbox.ByKey(s.t.Context(), tx, s.ws, key)
		return err
	}); err != nil {
		s.t.Fatal(err)
	}
	return d
}

func (s *stage) me() task.Person {
	return task.Person{User: s.user, Role: auth.Owner, Scope: auth.Everything()}
}

// run lets an SOP run in a group.
func (s *stage) runs(text string, group id.Group) {
	s.t.Helper()
	b, problems, err := s.app.Playbook.Save(s.t.Context(), s.ws, text, s.user)
	if err != nil {
		s.t.Fatal(problems, err)
	}
	if err := s.app.Playbook.Put(s.t.Context(), s.ws, b.ID, []playbook.Place{{Group: group}}); err != nil {
		s.t.Fatal(err)
	}
	if err := s.app.Playbook.Switch(s.t.Context(), s.ws, b.ID, playbook.On); err != nil {
		s.t.Fatal(err)
	}
}

// TestAShopWithAWeChatGroup goes the whole road: a group is made, an SOP runs in it,
// a person notes that somebody came, the welcome becomes a to-do with its wordings,
// and once that is done the deed is done and the run goes on.
func TestAShopWithAWeChatGroup(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		k := s.live()
		group := s.handGroup("青禾老客群")
		s.handDoor(k)
		s.runs(handGreeting, group)
		for range 2 { // the second time says nothing new
			if _, err := s.app.Manual.Moved(t.Context(), s.ws, s.owner(), group, event.Join, []string{"小雨"}); err != nil {
				t.Fatal(err)
			}
		}
		s.until("the welcome is a to-do", func() bool { return len(s.todos()) == 2 })
		all := s.todos()
		var hello task.Task
		for title, one := range all {
			if strings.Contains(title, "小雨来") || strings.Contains(title, "欢迎小雨") {
				hello = one
			}
		}
		if len(hello.Wordings) != 2 || hello.Group != group || !hello.About || hello.Owner != s.user || hello.Origin.Playbook != "微信群有人进来" || hello.Due.IsZero() || hello.Why == "" {
			t.Fatalf("the to-do is %+v", hello)
		}
		if got := s.deed(hello.Key).State; got != outbox.Human {
			t.Errorf("the deed is %s while its to-do is open", got)
		}
		if err := s.app.Task.Done(t.Context(), s.ws, s.me(), hello.ID, task.Did{Wording: 2, Proof: "发在群里了", Note: ""}); err != nil {
			t.Fatal(err)
		}
		if got := s.deed(hello.Key).State; got != outbox.Sent {
			t.Errorf("the deed is %s after its to-do was done", got)
		}
		if err := s.app.Task.Reopen(t.Context(), s.ws, s.me(), hello.ID); err != nil {
			t.Fatal(err)
		}
		if got := s.deed(hello.Key).State; got != outbox.Human {
			t.Errorf("the deed is %s after somebody took that back", got)
		}
		if err := s.app.Task.Skip(t.Context(), s.ws, s.me(), hello.ID, task.NotFit, ""); err != nil {
			t.Fatal(err)
		}
		if got := s.deed(hello.Key); got.State != outbox.Refused || got.Code != "skipped" || got.Why != string(task.NotFit) {
			t.Errorf("the deed is %s %q %q after its to-do was skipped", got.State, got.Code, got.Why)
		}
		for _, one := range s.todos() { // the run waits for an answer
			if err := s.app.Task.Done(t.Context(), s.ws, s.me(), one.ID, task.Did{Choice: min(1, len(one.Choices)), Proof: "看过了"}); err != nil {
				t.Fatal(err)
			}
		}
		if n := s.number(`SELECT count(*) FROM playbook_run WHERE workspace = $1 AND ended = 0`, s.ws); n != 0 {
			t.Errorf("%d runs stand still", n)
		}
		if n := s.number(`SELECT count(*) FROM playbook_run WHERE workspace = $1`, s.ws); n != 1 {
			t.Errorf("%d runs began by one coming", n)
		}
	})
}

// TestADeclinedDeedComesBack: sent again, it is another to-do, which settles the
// same deed.
func TestADeclinedDeedComesBack(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		k := s.live()
		group := s.handGroup("青禾老客群")
		door := s.handDoor(k)
		for _, key := range []string{"ask/1", "带着名字的/钥匙"} {
			s.write(func(tx *db.Tx) error {
				named, err := s.app.Community.GroupsNamed(t.Context(), tx, s.ws, []id.Group{group})
				if err != nil {
					return err
				}
				return s.app.Say(t.Context(), tx, s.ws, door, channel.Deed{Key: key, Action: channel.Send, Chat: named[group].Chat, Text: "明天有排骨"})
			})
			k.outbox.Put()
			s.until("it is a to-do", func() bool { return len(s.todos()) == 1 })
			one := s.todos()["明天有排骨"]
			if one.Wordings[0].Text != "明天有排骨" || one.Group != group {
				t.Fatalf("the to-do is %+v", one)
			}
			if err := s.app.Task.Skip(t.Context(), s.ws, s.me(), one.ID, task.NoTime, ""); err != nil {
				t.Fatal(err)
			}
			s.write(func(tx *db.Tx) error { return outbox.Again(t.Context(), tx, s.ws, s.deed(key).ID) })
			k.outbox.Put()
			s.until("it is a to-do again", func() bool { return len(s.todos()) == 1 })
			if err := s.app.Task.Done(t.Context(), s.ws, s.me(), s.todos()["明天有排骨"].ID, task.Did{Wording: 1, Proof: "发了", Note: ""}); err != nil {
				t.Fatal(err)
			}
			if got := s.deed(key).State; got != outbox.Sent {
				t.Errorf("%s is %s", key, got)
			}
		}
	})
}

// TestPastedTwiceIsKeptOnce: what overlaps adds nothing, what is older than a day is
// history, and who is named in it is a member of the group.
func TestPastedTwiceIsKeptOnce(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		s.live()
		group := s.handGroup("青禾老客群")
		now := dbtest.Noon.In(tz(t))
		line := func(back time.Duration, who, said string) string {
			return who + " " + now.Add(-back).Format("2006-01-02 15:04:05") + "\n" + said + "\n\n"
		}
		old := line(80*time.Hour, "小雨", "排骨还有吗") + line(79*time.Hour, "店主", "有的")
		fresh := line(3*time.Hour, "小雨", "今天几点关门") + line(2*time.Hour, "店主", "八点") + line(time.Hour, "阿青", "好的")
		take := func(text string, want int) {
			t.Helper()
			n, err := s.app.Manual.Take(t.Context(), s.ws, s.owner(), group, manual.Clip{Text: text})
			if err != nil || n != want {
				t.Fatalf("took %d of %d: %v", n, want, err)
			}
			s.settle()
		}
		take(old+line(3*time.Hour, "小雨", "今天几点关门"), 3)
		take(old+fresh, 2)
		take(old+fresh, 0)
		if n := s.number(`SELECT count(*) FROM chat_message WHERE workspace = $1 AND kind = 1`, s.ws); n != 5 {
			t.Errorf("%d messages are kept, want 5", n)
		}
		if n := s.number(`SELECT count(*) FROM inbox_conflict WHERE workspace = $1`, s.ws); n != 0 {
			t.Errorf("%d conflicts", n)
		}
		if n := s.number(`SELECT count(*) FROM community_identity WHERE workspace = $1`, s.ws); n != 3 {
			t.Errorf("%d people are known, want 3", n)
		}
		if n := s.number(`SELECT count(*) FROM chat_import WHERE workspace = $1 AND state = 'done'`, s.ws); n != 1 {
			t.Errorf("%d imports of history, want 1", n)
		}
		n := 0
		err := s.app.DB.Read(t.Context(), func(tx *db.Tx) error {
			list, err := s.app.Insight.Measured(t.Context(), tx, s.ws, []id.Group{group})
			for _, m := range list {
				n++
				if m.Messages != 5 || m.People == 0 {
					t.Errorf("measured: %+v", m)
				}
			}
			return err
		})
		if err != nil || n != 1 {
			t.Error(n, err)
		}
	})
}

// TestKilledWhileItIsPrepared: a deed that a process took up and did not settle is
// one to-do in the end, and the same deed is never two.
func TestKilledWhileItIsPrepared(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		w := &wall{at: dbtest.Noon}
		d.Clock = w
		s := newStage(t, d, 0)
		group := s.handGroup("青禾老客群")
		door, err := (manualNeighbours{s.app}).Door(t.Context(), s.ws, false)
		if err != nil {
			t.Fatal(err)
		}
		s.write(func(tx *db.Tx) error {
			named, err := s.app.Community.GroupsNamed(t.Context(), tx, s.ws, []id.Group{group})
			if err != nil {
				return err
			}
			said := channel.Deed{Key: "ask/1", Action: channel.Send, Chat: named[group].Chat, Text: "明天有排骨"}
			for range 2 { // asked for twice
				if err := s.app.Say(t.Context(), tx, s.ws, door, said); err != nil {
					return err
				}
			}
			_, err = tx.Exec(t.Context(), `UPDATE outbox_deed SET state = 'sending', attempts = 1, until = $2 WHERE workspace = $1`, s.ws, tx.Now.Add(-time.Second).UnixMilli())
			return err
		})
		k := s.live()
		s.handDoor(k)
		s.until("it is a to-do", func() bool {
			w.pass(time.Second)
			k.outbox.Put()
			return len(s.todos()) == 1
		})
		if got := s.deed("ask/1"); got.State != outbox.Human {
			t.Errorf("the deed is %s", got.State)
		}
		if n := s.number(`SELECT count(*) FROM task_item WHERE workspace = $1`, s.ws); n != 1 {
			t.Errorf("%d to-dos", n)
		}
	})
}

// TestTheGateHoldsWhatAPersonWouldSay: nobody is asked in the night to say what may
// not be said before the morning.
func TestTheGateHoldsWhatAPersonWouldSay(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		w := &wall{at: time.Date(2030, 1, 2, 15, 30, 0, 0, time.UTC)} // half past eleven at night
		d.Clock = w
		s := newStage(t, d, 0)
		k := s.live()
		group := s.handGroup("青禾老客群")
		s.handDoor(k)
		s.runs(strings.Replace(handGreeting, `  - {id: seen, task: {do: "看看{{昵称}}有没有人理", due: 4h, choices: [{name: 有, default: true}, {name: 没有}]}}`+"\n", "", 1), group)
		if _, err := s.app.Manual.Moved(t.Context(), s.ws, s.owner(), group, event.Join, []string{"小雨"}); err != nil {
			t.Fatal(err)
		}
		s.until("the welcome is held", func() bool {
			return s.number(`SELECT count(*) FROM outbox_deed WHERE workspace = $1 AND state = 'waiting' AND code = 'gate'`, s.ws) == 1
		})
		if got := s.todos(); len(got) != 0 {
			t.Errorf("somebody is asked in the night: %v", got)
		}
		w.pass(10 * time.Hour)
		s.until("it is a to-do in the morning", func() bool {
			k.outbox.Put()
			return len(s.todos()) == 1
		})
	})
}
