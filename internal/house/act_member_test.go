package house

import (
	"slices"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/task"
)

const goes = `
sop: 1
name: goes
title: 请出去
per: member
if: '!member.staff'
start:
  - {id: joined, on: member.joined}
steps:
  - id: decide
    task:
      do: "{{昵称}}新来，看一眼。"
      choices:
        - {name: 留下, default: true}
        - {name: 请出去, do: [{id: out, remove: {why: 走错了群, tell: "{{昵称}}，这个群不是你要找的。", direct: true}}]}
`

const invited = `
sop: 1
name: asked
title: 请进老客群
per: member
if: '!member.staff'
fields:
  - {name: 去哪, from: form}
start:
  - {id: joined, on: member.joined}
steps:
  - {id: come, invite: {to: "{{去哪}}", text: "来老客群坐坐", direct: true}}
`

// isIn reports whether somebody is in a simulated group.
func (s *stage) isIn(chat event.NativeChat, name string) bool {
	s.t.Helper()
	people, err := s.app.Sandbox.People(s.t.Context(), s.ws, chat)
	s.must(err)
	return slices.ContainsFunc(people, func(p sandbox.Someone) bool { return p.Name == name })
}

// chooses takes a choice of a to-do, from 1.
func (s *stage) chooses(t task.Task, choice int) {
	s.t.Helper()
	s.must(s.app.Task.Done(s.t.Context(), s.ws, s.boss(), t.ID, task.Did{Choice: choice, Proof: "x"}))
}

// TestNobodyIsRemovedButByAPersonsWord: the SOP's to-do first asks whether, then
// another whether now; only then the program does it where the network lets it, and a
// person where it does not.
func TestNobodyIsRemovedButByAPersonsWord(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s, _, _ := rehearse(t, d)
		rich, _ := s.chat(sandbox.Rich)
		s.plays(goes, rich)
		removal := func(name string) (out task.Task) {
			s.comes(rich, name)
			first := s.todo(name)
			s.chooses(first, 2)
			return s.todoOf(strings.TrimSuffix(first.Key, "decide") + "out")
		}
		out := removal("走错的小北")
		if !out.Acts || len(out.Choices) != 3 || !out.Choices[0].Danger || out.ByDefault() != 3 || out.Wordings[0].Text != "走错的小北，这个群不是你要找的。" {
			t.Errorf("the to-do is %+v", out)
		}
		if s.number(`SELECT count(*) FROM outbox_deed WHERE workspace = $1 AND action = 'kick'`, s.ws) != 0 {
			t.Error("somebody is removed before anybody said so")
		}
		if err := s.app.Task.Done(t.Context(), s.ws, task.Person{Scope: s.boss().Scope, Role: s.boss().Role}, out.ID, task.Did{Choice: 1, Proof: "x"}); err != nil {
			t.Fatal(err)
		}
		if hand := s.todoOf(out.Key + "/hand"); hand.Acts || !hand.Open() || hand.Owner != s.user {
			t.Errorf("a program has said so, and a person is asked %+v", hand)
		}
		kept, out := out, removal("走错的小南")
		s.chooses(out, 1)
		s.until("they are out", func() bool { return !s.isIn(rich, "走错的小南") })
		if !s.isIn(rich, "走错的小北") || s.deed(out.Key+"/do").Action != "kick" {
			t.Errorf("who was not to be removed is, for %s", kept.Key)
		}
		if err := s.app.Task.Reopen(t.Context(), s.ws, s.boss(), out.ID); err == nil {
			t.Error("what the program did was undone")
		}
		staff := removal("其实是同事")
		s.write(func(tx *db.Tx) error {
			who, err := s.app.Community.Authors(t.Context(), tx, s.ws, []uint32{staff.Member})
			if err == nil {
				_, err = s.app.Community.SetStanding(t.Context(), tx, s.ws, who[staff.Member].Member, community.Staff)
			}
			return err
		})
		s.chooses(staff, 1)
		if s.number(`SELECT count(*) FROM outbox_deed WHERE workspace = $1 AND action = 'kick'`, s.ws) != 1 {
			t.Error("one of the staff is removed")
		}
	})
}

// TestWhereTheNetworkDoesNotRemove a person is asked to.
func TestWhereTheNetworkDoesNotRemove(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s, _, _ := rehearse(t, d)
		wecom, _ := s.chat(sandbox.WeCom)
		s.comes(wecom, "先来的小东")
		s.until("the group is known", func() bool {
			groups, err := s.groupsOf(wecom)
			return err == nil && len(groups) == 1
		})
		s.plays(goes, wecom)
		s.comes(wecom, "走错的小北")
		first := s.todo("走错的小北")
		s.chooses(first, 2)
		out := s.todoOf(strings.TrimSuffix(first.Key, "decide") + "out")
		s.chooses(out, 1)
		s.until("a person is asked", func() bool {
			return s.number(`SELECT count(*) FROM task_item WHERE workspace = $1 AND key = $2 AND state = 'open'`, s.ws, out.Key+"/do") == 1
		})
		if hand := s.todoOf(out.Key + "/do"); hand.Acts || hand.Kind != task.Kick || hand.Owner != s.user || hand.Member != out.Member || len(hand.Choices) > 0 {
			t.Errorf("the to-do is %+v", hand)
		}
	})
}

// TestAnSOPInvites into a group of the name by itself, and where there is none a
// person is asked.
func TestAnSOPInvites(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s, _, _ := rehearse(t, d)
		rich, me := s.chat(sandbox.Rich)
		other, err := s.app.Sandbox.CreateGroup(t.Context(), s.ws, "青禾老客二群", sandbox.Rich, me)
		s.must(err)
		s.say(other, me, "这里是老客二群")
		s.until("the other group is known", func() bool {
			return s.number(`SELECT count(*) FROM community_group WHERE workspace = $1 AND name = '青禾老客二群'`, s.ws) == 1
		})
		b, problems, err := s.app.Playbook.Save(t.Context(), s.ws, invited, s.user)
		if err != nil {
			t.Fatal(problems, err)
		}
		places, err := s.groupsOf(rich)
		s.must(err)
		come := func(where, name string) {
			places[0].Fields = map[string]string{"去哪": where}
			s.must(s.app.Playbook.Put(t.Context(), s.ws, b.ID, places))
			s.must(s.app.Playbook.Switch(t.Context(), s.ws, b.ID, "on"))
			s.comes(rich, name)
		}
		come("青禾老客二群", "老客小北")
		s.until("they are in the other group", func() bool { return s.isIn(other, "老客小北") })
		come("没有的群", "老客小南")
		s.until("a person is asked", func() bool {
			return s.number(`SELECT count(*) FROM task_item WHERE workspace = $1 AND state = 'open' AND title LIKE '邀请进群：没有的群%'`, s.ws) == 1
		})
	})
}
