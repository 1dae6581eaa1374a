package house

import (
	"errors"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/feature/community"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// looking is an SOP like that for who is silent: a person looks, and chooses.
const looking = `
sop: 1
name: looking
title: {zh-Hans: 看一眼, zh-Hant: 看一眼, en: A look}
per: member
if: '!member.staff'
fields:
  - {name: 面额, from: task, kind: money, ask: {zh-Hans: 券多少钱？, zh-Hant: 券多少錢？, en: How much is the coupon?}, sample: "5"}
start:
  - {id: joined, on: member.joined}
steps:
  - id: decide
    check: {zh-Hans: 看过资料再选, zh-Hant: 看過資料再選, en: You looked at them first}
    proof: {kind: tap}
    task:
      do: {zh-Hans: "{{昵称}}新来，看一眼。", zh-Hant: "{{昵称}}新來，看一眼。", en: "{{昵称}} is new: have a look."}
      due: 3d
      fill: [面额]
      choices:
        - {name: {zh-Hans: 先不管, zh-Hant: 先不管, en: Leave them}, default: true, do: [{id: left, say: {to: group, wordings: ["{{昵称}}慢慢看。"]}}]}
        - {name: {zh-Hans: 给张券, zh-Hant: 給張券, en: Give a coupon}, do: [{id: gift, say: {to: group, wordings: ["{{昵称}}，送你 {{面额}} 元券。"]}}]}
`

// plays puts an SOP to work in one chat of a rehearsal.
func (s *stage) plays(text string, chat event.NativeChat) {
	s.t.Helper()
	b, problems, err := s.app.Playbook.Save(s.t.Context(), s.ws, text, s.user)
	if err != nil {
		s.t.Fatal(problems, err)
	}
	groups, err := s.groupsOf(chat)
	if err == nil {
		err = s.app.Playbook.Put(s.t.Context(), s.ws, b.ID, groups)
	}
	if err == nil {
		err = s.app.Playbook.Switch(s.t.Context(), s.ws, b.ID, playbook.On)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// comes lets somebody join a chat.
func (s *stage) comes(chat event.NativeChat, name string) {
	s.t.Helper()
	who, err := s.app.Sandbox.CreatePerson(s.t.Context(), s.ws, name)
	if err == nil {
		err = s.app.Sandbox.Join(s.t.Context(), s.ws, chat, who, "扫码")
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// todo waits for the to-do whose title begins with a name.
func (s *stage) todo(name string) (out task.Task) {
	s.t.Helper()
	s.until("a to-do about "+name, func() bool {
		key := ""
		if err := s.app.DB.Read(s.t.Context(), func(tx *db.Tx) error {
			return tx.Each(s.t.Context(), `SELECT key FROM task_item WHERE workspace = $1 AND title LIKE $2`, []any{s.ws, name + "%"},
				func(scan func(...any) error) error { return scan(&key) })
		}); err != nil {
			s.t.Fatal(err)
		}
		if key == "" {
			return false
		}
		out = s.todoOf(key)
		return true
	})
	return out
}

func (s *stage) todoOf(key string) (out task.Task) {
	s.t.Helper()
	if err := s.app.DB.Read(s.t.Context(), func(tx *db.Tx) (err error) {
		out, err = s.app.Task.Get(s.t.Context(), tx, s.ws, key)
		return err
	}); err != nil {
		s.t.Fatal(err)
	}
	return out
}

// hears waits until something is said in a chat.
func (s *stage) hears(chat event.NativeChat, text string) {
	s.t.Helper()
	s.until("somebody says "+text, func() bool {
		said, err := s.app.Sandbox.Messages(s.t.Context(), s.ws, chat, 0, 30)
		if err != nil {
			s.t.Fatal(err)
		}
		for _, m := range said {
			if m.Text == text {
				return true
			}
		}
		return false
	})
}

func (s *stage) boss() task.Person {
	return task.Person{User: s.user, Role: auth.Owner, Scope: auth.Everything()}
}

// TestAChoiceAndWhatWasFilledInGoOn: the branch that was chosen runs, and what was
// filled in is in what it says; an amount that is none is refused at its field; and
// where nobody chooses in time, the default runs and the to-do is over.
func TestAChoiceAndWhatWasFilledInGoOn(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s, r, w := rehearse(t, d)
		rich, _ := s.chat(sandbox.Rich)
		s.plays(looking, rich)
		s.comes(rich, "小北")
		one := s.todo("小北")
		if one.Titled(i18n.En) != "小北 is new: have a look." || one.Check.En != "You looked at them first" || len(one.Choices) != 2 || one.ByDefault() != 1 ||
			len(one.Fields) != 1 || one.Fields[0].Title.En != "How much is the coupon?" || one.Fields[0].Help.Hant != "例如：5" || !one.Choices[0].Free || one.Choices[1].Free {
			t.Errorf("the to-do is %+v", one)
		}
		do := func(d task.Did) error { return s.app.Task.Done(t.Context(), s.ws, s.boss(), one.ID, d) }
		if err := do(task.Did{Choice: 2, Proof: "x", Values: map[string]string{"面额": "五块"}}); auth.Field(err) != "fa" {
			t.Errorf("no amount: %v", err)
		}
		if err := do(task.Did{Choice: 2, Proof: "x", Values: map[string]string{"面额": "5"}}); err != nil {
			t.Fatal(err)
		}
		s.hears(rich, "小北，送你 5 元券。")
		if err := s.app.Task.Reopen(t.Context(), s.ws, s.boss(), one.ID); err == nil {
			t.Error("what the SOP went on with was undone")
		}

		s.comes(rich, "小南")
		two := s.todo("小南")
		if err := s.app.SetSandboxClock(t.Context(), s.ws, 1000, false); err != nil {
			t.Fatal(err)
		}
		s.until("the to-do is over", func() bool {
			w.pass(8 * time.Second) // two hours there
			if err := errors.Join(r.look(t.Context()), r.tick(t.Context()), s.app.stepTasks(t.Context())); err != nil {
				t.Fatal(err)
			}
			return s.todoOf(two.Key).Outcome.State == task.Expired
		})
		s.hears(rich, "小南慢慢看。")
	})
}

// TestAReceiptEndsItsTodo: what the platform says was sent by a person's touch
// there closes the to-do of the same key.
func TestAReceiptEndsItsTodo(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s, _, _ := rehearse(t, d)
		wecom, _ := s.chat(sandbox.WeCom)
		if err := (sandboxVoice{s.app}).Speak(t.Context(), s.ws, wecom, "周六上午十点有新面包"); err != nil {
			t.Fatal(err)
		}
		var waits []sandbox.Waiting
		s.until("the deed waits for a person", func() bool {
			var err error
			if waits, err = s.app.Sandbox.Waiting(t.Context(), s.ws, wecom); err != nil {
				t.Fatal(err)
			}
			return len(waits) == 1
		})
		key := waits[0].Deed.Key
		s.write(func(tx *db.Tx) error {
			_, err := s.app.Task.Open(t.Context(), tx, s.ws, []task.New{{Key: key, Kind: task.Send, Title: "去平台点一下"}})
			return err
		})
		if err := s.app.Sandbox.Settle(t.Context(), s.ws, waits[0].Connection, key, true); err != nil {
			t.Fatal(err)
		}
		s.until("the to-do is done", func() bool {
			o := s.todoOf(key).Outcome
			return o.State == task.Done && o.Receipt && o.By == 0
		})
	})
}

// TestByHandAndByProgramCountTogether: what people say in a group uses up the
// group's cap like what the program says, once for each to-do; undone it is free
// again, and what was said anyway counts, too.
func TestByHandAndByProgramCountTogether(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		d.Clock = &wall{at: time.Date(2030, 1, 2, 4, 0, 0, 0, time.UTC)} // noon in Shanghai
		s := newStage(t, d, 0)
		var all []task.Task
		var group id.Group
		s.write(func(tx *db.Tx) error {
			made, err := s.app.Community.RecogniseGroups(t.Context(), tx, s.ws, id.Import(1), []community.SeenGroup{{Network: event.WeChat, Chat: "c1", Name: "河边一群"}})
			if err != nil {
				return err
			}
			group = made[0]
			set, _, err := s.app.Compliance.Settings(t.Context(), tx, s.ws, 0)
			if err != nil {
				return err
			}
			set.Group = 2
			if err := s.app.Compliance.Set(t.Context(), tx, s.ws, 0, set); err != nil {
				return err
			}
			var wanted []task.New
			for _, key := range []string{"hand/a", "hand/b", "hand/c"} {
				wanted = append(wanted, task.New{Key: key, Kind: task.Send, Group: group, Title: "说一声"})
			}
			all, err = s.app.Task.Open(t.Context(), tx, s.ws, wanted)
			return err
		})
		do := func(n int, anyway bool) error {
			return s.app.Task.Done(t.Context(), s.ws, s.boss(), all[n].ID, task.Did{Proof: "x", Anyway: anyway})
		}
		left := func(what string, want touching.Outcome) {
			t.Helper()
			s.write(func(tx *db.Tx) error {
				v, err := s.app.Compliance.Look(t.Context(), tx, s.ws, touching.Touch{Group: group, Kind: touching.News})
				if v.Outcome != want {
					t.Errorf("%s a program is told %v", what, v)
				}
				return err
			})
		}
		for n := range 2 {
			if err := do(n, false); err != nil {
				t.Fatal(err)
			}
		}
		left("after two", touching.Later)
		err := do(2, false)
		if fault.KindOf(err) != fault.Conflict || s.todoOf("hand/c").From.Before(d.Clock.Now().Add(time.Hour)) {
			t.Errorf("the third: %v, begins %v", err, s.todoOf("hand/c").From)
		}
		if err := s.app.Task.Reopen(t.Context(), s.ws, s.boss(), all[0].ID); err != nil {
			t.Fatal(err)
		}
		left("after one was undone", touching.Pass)
		if err := do(0, false); err != nil {
			t.Fatal(err)
		}
		if err := do(2, true); err != nil {
			t.Fatal(err)
		}
		if n := s.number(`SELECT COUNT(*) FROM compliance_touch WHERE workspace = $1 AND grp = $2`, s.ws, group); n != 3 {
			t.Errorf("%d touches are counted", n)
		}
	})
}

// TestDeedsAsTodos: what an SOP wants of a person says so in every language.
func TestDeedsAsTodos(t *testing.T) {
	both := script.Text{Hans: "问好", En: "A greeting"}
	member := playbook.Subject{Group: 3, Member: 4}
	say := func(to string, selling bool) engine.Action {
		return engine.Action{Step: "s", Say: &engine.Saying{Say: &script.Say{To: to, Selling: selling}, Text: "话", Ways: []engine.Way{{Text: "话"}, {Text: ""}}}}
	}
	for _, c := range []struct {
		name    string
		deed    playbook.Deed
		kind    task.Kind
		en      string
		why     string
		purpose string
		choices int
	}{
		{"to the group", playbook.Deed{Action: say("group", false)}, task.Send, "话", byHandGroup.En, "news", 0},
		{"selling", playbook.Deed{Action: say("group", true)}, task.Send, "话", byHandGroup.En, "selling", 0},
		{"because of one who came", playbook.Deed{Subject: member, Action: say("group", false)}, task.Send, "话", byHandGroup.En, "welcome", 0},
		{"to a member", playbook.Deed{Subject: member, Action: say("member", false)}, task.Send, "话", byHandMember.En, "private", 0},
		{"moments", playbook.Deed{Action: say("moments", false)}, task.Moments, "话", byHandMoments.En, "", 0},
		{"an announcement", playbook.Deed{Action: say("announcement", false)}, task.Announce, "话", byHandNotice.En, "", 0},
		{"late", playbook.Deed{Action: engine.Action{Step: "s", Ask: &engine.Asking{Late: true, About: both}}}, task.Approve,
			"Its time has passed. Do it still: “A greeting”?", notInTime.En, "", 2},
		{"held", playbook.Deed{Action: engine.Action{Step: "s", Ask: &engine.Asking{Late: true, Held: true, About: both}}}, task.Approve,
			"Its time has passed. Do it still: “A greeting”?", heldTooLong.En, "", 2},
		{"a removal", playbook.Deed{Subject: member, Action: engine.Action{Step: "s", Remove: &script.Remove{Why: both, Tell: "再见"}}}, task.Kick,
			"Remove them from the group: A greeting", "", "", 0},
		{"a tag", playbook.Deed{Subject: member, Action: engine.Action{Step: "s", Tag: []string{"老客"}}}, task.Other, "Tag the member: 老客", "", "", 0},
	} {
		c.deed.Key, c.deed.Title = "sop/x/s", "书"
		got := toDo(&c.deed)
		if got.Kind != c.kind || got.TitleIn.En != c.en || got.WhyIn.En != c.why || got.Purpose != c.purpose || len(got.Choices) != c.choices || got.Title != got.TitleIn.Hans {
			t.Errorf("%s: %+v", c.name, got)
		}
		for _, w := range got.Wordings {
			if w.Text == "" {
				t.Errorf("%s has an empty wording", c.name)
			}
		}
	}
	asked := toDo(&playbook.Deed{Key: "sop/x/s", Action: engine.Action{Step: "s", Ask: &engine.Asking{Do: both, Waits: true, Due: dbtest.Noon,
		Proof: script.Proof{Kind: "picture"}, Task: &script.Task{Risk: "money", Choices: []script.Choice{
			{Name: both, Default: true}, {Name: both, Why: true, Do: []script.Step{{ID: "out", Remove: &script.Remove{Why: both}}}}}}}}})
	if !asked.Money || asked.Share != 100 || !asked.Until.Equal(dbtest.Noon) || asked.Choices[0].Danger || !asked.Choices[1].Danger || !asked.Choices[1].Why || asked.ByDefault() != 1 {
		t.Errorf("a to-do of an SOP: %+v", asked)
	}
}
