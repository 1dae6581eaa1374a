package house

import (
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/feature/playbook"
)

const greeting = `
sop: 1
name: greeting
title: 有人进群
per: member
start:
  - {id: joined, on: member.joined}
if: '!member.staff'
steps:
  - {id: hello, say: {to: group, wordings: ["欢迎{{昵称}}来{{群名}}。"]}}
  - {id: pause, wait: 5min}
  - {id: word, say: {to: member, wordings: ["{{昵称}}，有事随时说。", "{{昵称}}，想找什么跟我说。"]}}
`

// TestAnSOPSpeaksAndAsks: what the network lets us say is said by the one road,
// and the rest becomes a to-do.
func TestAnSOPSpeaksAndAsks(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s, r, w := rehearse(t, d)
		rich, _ := s.chat(sandbox.Rich)
		b, problems, err := s.app.Playbook.Save(t.Context(), s.ws, greeting, s.user)
		if err != nil {
			t.Fatal(problems, err)
		}
		groups, err := s.groupsOf(rich)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.app.Playbook.Put(t.Context(), s.ws, b.ID, groups); err != nil {
			t.Fatal(err)
		}
		if err := s.app.Playbook.Switch(t.Context(), s.ws, b.ID, playbook.On); err != nil {
			t.Fatal(err)
		}
		who, err := s.app.Sandbox.CreatePerson(t.Context(), s.ws, "新来的小北")
		if err != nil {
			t.Fatal(err)
		}
		if err := s.app.Sandbox.Join(t.Context(), s.ws, rich, who, "扫码"); err != nil {
			t.Fatal(err)
		}

		s.until("the newcomer is welcomed in the group", func() bool {
			said, err := s.app.Sandbox.Messages(t.Context(), s.ws, rich, 0, 20)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range said {
				if strings.HasPrefix(m.Text, "欢迎新来的小北来") {
					return true
				}
			}
			return false
		})
		if n := s.number(`SELECT count(*) FROM task_item WHERE workspace = $1`, s.ws); n != 0 {
			t.Errorf("%d to-dos before their time", n)
		}
		for range 40 { // the platform takes a longer silence for a program that stood still
			w.pass(8 * time.Second)
			if err := r.look(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		s.until("what no network can say is a to-do", func() bool {
			runs := s.number(`SELECT count(*) FROM playbook_run WHERE workspace = $1`, s.ws) // whoever acts in the phone has joined, too
			return runs > 0 && s.number(`SELECT count(*) FROM task_item WHERE workspace = $1 AND state = 'open'`, s.ws) == runs
		})
	})
}

// groupsOf are the places of an SOP that runs in one chat.
func (s *stage) groupsOf(chat event.NativeChat) (out []playbook.Place, err error) {
	err = s.app.DB.Read(s.t.Context(), func(tx *db.Tx) error {
		all, err := s.app.Community.Groups(s.t.Context(), tx, s.ws)
		for _, g := range all {
			if g.Chat == chat {
				out = append(out, playbook.Place{Group: g.ID})
			}
		}
		return err
	})
	return out, err
}
