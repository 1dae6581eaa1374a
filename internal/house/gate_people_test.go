package house

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/feature/compliance"
	"github.com/huoshui/huoshui/internal/feature/playbook"
)

const greets = `
sop: 1
name: greets
title: 打招呼
per: member
start:
  - {id: joined, on: member.joined}
if: '!member.staff'
steps:
  - {id: hello, title: 说你好, say: {to: group, wordings: ["你好，{{昵称}}。"]}}
  - {id: customer, title: 谢谢老客, if: "'老客' in member.tags", say: {to: group, wordings: ["老客来了。"]}}
`

// TestWhatSomebodyGotInTheirGroups: who was greeted in a group got it, with what the
// gate said; whoever came after them is greeted without them once they have left.
func TestWhatSomebodyGotInTheirGroups(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s, r, w := rehearse(t, d)
		later := func() {
			for range 20 { // the platform takes a longer silence for a program that stood still
				w.pass(8 * time.Second)
				s.must(r.look(t.Context()))
			}
		}
		rich, _ := s.chat(sandbox.Rich)
		places, err := s.groupsOf(rich)
		s.must(err)
		sop, problems, err := s.app.Playbook.Save(t.Context(), s.ws, greets, s.user)
		if err != nil {
			t.Fatal(problems, err)
		}
		s.must(s.app.Playbook.Put(t.Context(), s.ws, sop.ID, places))
		s.must(s.app.Playbook.Switch(t.Context(), s.ws, sop.ID, playbook.On))
		people, ctx := gatePeople{s.app}, t.Context()
		comes := func(name string) (who func()) {
			is, err := s.app.Sandbox.CreatePerson(ctx, s.ws, name)
			s.must(err)
			s.must(s.app.Sandbox.Join(ctx, s.ws, rich, is, "扫码"))
			s.until(name+" is greeted", func() bool {
				list, err := s.app.Sandbox.Messages(ctx, s.ws, rich, 0, 20)
				s.must(err)
				for _, m := range list {
					if strings.Contains(m.Text, "你好，"+name) {
						return true
					}
				}
				return false
			})
			return func() { s.must(s.app.Sandbox.Leave(ctx, s.ws, rich, is)) }
		}
		leaves := comes("新来的小北")
		north := s.memberCalled("新来的小北")
		got := func(m id.Member) (stays []compliance.Stay, said []compliance.Decision) {
			s.must(s.app.DB.Read(ctx, func(tx *db.Tx) (err error) {
				if stays, err = people.Stays(ctx, tx, s.ws, m, w.Now().Add(-24*time.Hour)); err != nil {
					return err
				}
				for _, stay := range stays {
					list, err := s.app.Compliance.Decisions(ctx, tx, s.ws, compliance.Asked{Group: stay.Group, Whole: true, Since: stay.From.Add(-time.Minute), Before: stay.To, Limit: 9})
					said = append(said, list...)
					if err != nil {
						return err
					}
				}
				return nil
			}))
			return stays, said
		}
		stays, greeted := got(north) // and whoever of the crowd came in that moment
		if len(stays) != 1 || stays[0].Group != places[0].Group || stays[0].From.IsZero() || !stays[0].To.IsZero() || len(greeted) == 0 {
			t.Errorf("while they are there: %+v, %+v", stays, greeted)
		}
		later()
		leaves()
		s.until("it is known that they left", func() bool {
			stays, _ := got(north)
			return len(stays) == 1 && !stays[0].To.IsZero()
		})
		later()
		comes("后来的大鱼")
		left := w.Now().Add(-2 * time.Minute)
		if _, said := got(north); slices.ContainsFunc(said, func(d compliance.Decision) bool { return d.At.After(left) }) {
			t.Errorf("who left got %+v", said)
		}
		if _, said := got(s.memberCalled("后来的大鱼")); len(said) == 0 || slices.ContainsFunc(said, func(d compliance.Decision) bool { return d.At.Before(left) }) {
			t.Errorf("who came later got %+v", said)
		}
		s.must(s.app.DB.Read(ctx, func(tx *db.Tx) error { return whoIsThere(ctx, tx, s, people, places[0].Group, north) }))
	})
}

// whoIsThere asks for somebody by name, for who is in a group, and for what was left
// out for somebody.
func whoIsThere(ctx context.Context, tx *db.Tx, s *stage, people gatePeople, group id.Group, north id.Member) error {
	out, err := people.LeftOut(ctx, tx, s.ws, north, 9)
	if err != nil {
		return err
	}
	if len(out) != 1 || out[0].Title.Hans != "打招呼" || out[0].Step.Hans != "谢谢老客" || out[0].Why.Hans != "条件不成立" || out[0].Group != group {
		s.t.Errorf("left out: %+v", out)
	}
	if list, more, err := people.Called(ctx, tx, s.ws, "新来的小", 1); err != nil || len(list) != 1 || more || list[0].Member != north {
		s.t.Errorf("called so: %+v, %v, %v", list, more, err)
	}
	if list, more, err := people.Called(ctx, tx, s.ws, "的", 1); err != nil || len(list) != 1 || !more || list[0].Among == "" {
		s.t.Errorf("called something: %+v, %v, %v", list, more, err)
	}
	list, _, err := people.Inside(ctx, tx, s.ws, group, 400)
	names := ""
	for _, one := range list {
		names += one.Name + " "
	}
	if strings.Contains(names, "新来的小北") || !strings.Contains(names, "后来的大鱼") {
		s.t.Errorf("in the group: %s", names)
	}
	return err
}
