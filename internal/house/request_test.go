package house

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/community"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/request"
	"github.com/huoshui/huoshui/internal/feature/task"
)

const everyEvening = `
sop: 1
name: evening
title: 每晚清单
per: group
start:
  - {id: evening, every: FREQ=DAILY;BYHOUR=18;BYMINUTE=0}
steps:
  - {id: tell, say: {to: announcement, wordings: ["今天的清单在这里。"]}}
`

// twoGroups are groups that an import has seen.
func (s *stage) twoGroups() (out []id.Group) {
	s.t.Helper()
	s.write(func(tx *db.Tx) (err error) {
		out, err = s.app.Community.RecogniseGroups(s.t.Context(), tx, s.ws, id.Import(1), []community.SeenGroup{
			{Network: event.WeChat, Chat: "c1", Name: "河边一群"}, {Network: event.WeChat, Chat: "c2", Name: "河边二群"}})
		return err
	})
	return out
}

// todoFor is the to-do of a request, at its nth slot, in a group.
func (s *stage) todoFor(r request.Request, turn int, g id.Group) (out task.Task) {
	s.t.Helper()
	err := s.app.DB.Read(s.t.Context(), func(tx *db.Tx) (err error) {
		out, err = s.app.Task.Get(s.t.Context(), tx, s.ws, fmt.Sprintf("request/%s/%d/%s", id.Show(r.ID), turn, id.Show(g)))
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

// TestARequestBecomesToDosAndAResult, from filing it to the figure it brought.
func TestARequestBecomesToDosAndAResult(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		groups, ctx := s.twoGroups(), t.Context()
		boss := request.Person{User: s.user, Role: auth.Owner, Scope: auth.Everything()}
		me := task.Person{User: s.user, Role: auth.Owner, Scope: auth.Everything()}
		day := request.DayOf(dbtest.Noon, tz(t)).Plus(2)
		ask := request.Ask{Department: "电商部", Title: "周六试吃", Channel: request.Announce, Groups: groups, Day: day, From: 12 * 60, To: 14 * 60, Last: day.Plus(7),
			Goal: "请老客来试吃", Metric: request.SignUps, Expected: 30, Selling: true, Draft: "周六下午店里试吃，想来的回个来。"}
		r, err := s.app.Request.File(ctx, s.ws, boss, ask, 0)
		if err != nil {
			t.Fatal(err)
		}
		at := day.At(12*60, tz(t))
		if err := s.app.Request.Place(ctx, s.ws, boss, r.ID, day.At(22*60, tz(t)), 0); fault.KindOf(err) != fault.Conflict {
			t.Errorf("in the gate's quiet hours: %v", err)
		}
		if err := s.app.Request.Place(ctx, s.ws, boss, r.ID, at, 0); err != nil {
			t.Fatal(err)
		}
		open := []task.Task{s.todoFor(r, 1, groups[0]), s.todoFor(r, 1, groups[1])}
		if one := open[0]; one.Group != groups[0] || one.Kind != task.Announce || !one.Due.Equal(at) || one.Wordings[0].Text != ask.Draft || !one.Selling || !strings.Contains(one.Why, "电商部") {
			t.Fatalf("its to-dos: %+v", open)
		}
		for _, one := range open {
			if err := s.app.Task.Done(ctx, s.ws, me, one.ID, task.Did{Wording: 1, Proof: "发了", Anyway: true}); err != nil {
				t.Fatal(err)
			}
		}
		first := open[0].ID
		if err := s.app.Task.Reopen(ctx, s.ws, me, first); err != nil {
			t.Errorf("undone while nothing has come of it: %v", err)
		}
		if err := s.app.Request.Close(ctx, s.ws, boss, r.ID, 1, ""); fault.KindOf(err) != fault.Conflict {
			t.Errorf("closed while a to-do is open: %v", err)
		}
		if err := s.app.Task.Done(ctx, s.ws, me, first, task.Did{Wording: 1, Proof: "发了", Anyway: true}); err != nil {
			t.Fatal(err)
		}
		if err := s.app.Request.Close(ctx, s.ws, boss, r.ID, 24, ""); err != nil {
			t.Fatal(err)
		}
		if err := s.app.Task.Reopen(ctx, s.ws, me, first); fault.KindOf(err) != fault.Conflict {
			t.Errorf("undone after its result: %v", err)
		}
	})
}

// TestADeclinedRequestLeavesNoToDo, and one that nobody did goes back.
func TestADeclinedRequestLeavesNoToDo(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		groups, ctx := s.twoGroups(), t.Context()
		boss := request.Person{User: s.user, Role: auth.Owner, Scope: auth.Everything()}
		me := task.Person{User: s.user, Role: auth.Owner, Scope: auth.Everything()}
		day := request.DayOf(dbtest.Noon, tz(t)).Plus(2)
		r, err := s.app.Request.File(ctx, s.ws, boss, request.Ask{Department: "电商部", Title: "周六试吃", Channel: request.Message, Groups: groups[:1], Day: day,
			From: 12 * 60, To: 14 * 60, Goal: "请老客来试吃", Metric: request.SignUps, Expected: 30}, 0)
		if err != nil {
			t.Fatal(err)
		}
		place := func() {
			t.Helper()
			if err := s.app.Request.Place(ctx, s.ws, boss, r.ID, day.At(12*60, tz(t)), 0); err != nil {
				t.Fatal(err)
			}
		}
		place()
		if err := s.app.Task.Skip(ctx, s.ws, me, s.todoFor(r, 1, groups[0]).ID, task.NoTime, ""); err != nil {
			t.Fatal(err)
		}
		place() // only what waits, or has its slot, can be placed; its slot is free again
		if err := s.app.Request.Decline(ctx, s.ws, boss, r.ID, request.TooMuch, ""); err != nil {
			t.Fatal(err)
		}
		if left := s.todoFor(r, 2, groups[0]); left.Outcome.State != task.Withdrawn {
			t.Errorf("its to-do is %s", left.Outcome.State)
		}
	})
}

// TestTheWeekShowsWhatSOPsPlan: only of those that are on, where they are not paused.
func TestTheWeekShowsWhatSOPsPlan(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		groups := s.twoGroups()
		b, problems, err := s.app.Playbook.Save(t.Context(), s.ws, everyEvening, s.user)
		if err != nil {
			t.Fatal(problems, err)
		}
		if err := s.app.Playbook.Put(t.Context(), s.ws, b.ID, []playbook.Place{{Group: groups[0]}, {Group: groups[1], Paused: true}}); err != nil {
			t.Fatal(err)
		}
		planned := func() (out []request.Planned) {
			t.Helper()
			err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
				out, err = requestNeighbours{s.app}.Planned(t.Context(), tx, s.ws, dbtest.Noon.AddDate(0, 0, -7), dbtest.Noon.AddDate(0, 0, 7))
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		if got := planned(); len(got) != 0 {
			t.Errorf("off, it plans %+v", got)
		}
		if err := s.app.Playbook.Switch(t.Context(), s.ws, b.ID, playbook.On); err != nil {
			t.Fatal(err)
		}
		b, problems, err = s.app.Playbook.Save(t.Context(), s.ws, strings.NewReplacer("name: evening", "name: moments", "to: announcement", "to: moments", "title: 每晚清单", "title: 朋友圈").Replace(everyEvening), s.user)
		if err != nil {
			t.Fatal(problems, err)
		}
		if err := s.app.Playbook.Put(t.Context(), s.ws, b.ID, []playbook.Place{{Group: groups[0]}, {Group: groups[1]}}); err != nil {
			t.Fatal(err)
		}
		if err := s.app.Playbook.Switch(t.Context(), s.ws, b.ID, playbook.On); err != nil {
			t.Fatal(err)
		}
		got := planned()
		posts := slices.DeleteFunc(slices.Clone(got), func(p request.Planned) bool { return p.Channel != request.Moments })
		if got = slices.DeleteFunc(got, func(p request.Planned) bool { return p.Channel == request.Moments }); len(posts) != 7 || posts[0].Group != 0 {
			t.Errorf("for two groups it posts %+v", posts)
		}
		if len(got) != 7 || got[0].Group != groups[0] || got[0].Channel != request.Announce || got[0].Title != "每晚清单" || got[0].Maybe ||
			got[1].At.Sub(got[0].At) != 24*time.Hour {
			t.Errorf("on, it plans %+v", got)
		}
	})
}

// TestWhereSomethingMayBeSold follows what the gate knows of a group's stage.
func TestWhereSomethingMayBeSold(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		groups := s.twoGroups()
		won := func(at time.Time) (out map[id.Group]bool) {
			t.Helper()
			s.write(func(tx *db.Tx) (err error) {
				out, err = requestNeighbours{s.app}.Won(t.Context(), tx, s.ws, groups, at)
				return err
			})
			return out
		}
		later := dbtest.Noon.AddDate(0, 0, 3)
		if got := won(later); got[groups[0]] || got[groups[1]] {
			t.Errorf("fresh groups: %v", got)
		}
		s.write(func(tx *db.Tx) error {
			if err := s.app.Community.SetProfile(t.Context(), tx, s.ws, groups[1], community.Profile{Life: community.Flash}); err != nil {
				return err
			}
			for i := range 4 {
				kind := touching.News
				if i == 0 {
					kind = touching.Welcome
				}
				if _, err := s.app.Compliance.May(t.Context(), tx, s.ws, "test"+string(rune('a'+i)), touching.Touch{Group: groups[0], Kind: kind}); err != nil {
					return err
				}
			}
			return nil
		})
		if got := won(dbtest.Noon); got[groups[0]] || !got[groups[1]] {
			t.Errorf("on its first day: %v", got)
		}
		if got := won(later); !got[groups[0]] || !got[groups[1]] {
			t.Errorf("welcomed, three posts and three days later: %v", got)
		}
	})
}
