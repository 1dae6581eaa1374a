package house

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
	"github.com/huoshui/huoshui/internal/feature/request"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// TestTheCalendarIsToldWhoseDayItIs: a birthday that is noted, by either calendar, and
// also what a year lacks; the day on which somebody came, and not that on which a list
// first showed them; in the groups they are in, and in no other workspace.
func TestTheCalendarIsToldWhoseDayItIs(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		groups := s.twoGroups()
		var ords []uint32
		s.write(func(tx *db.Tx) (err error) {
			var people []community.SeenPerson
			for n := range 5 {
				people = append(people, community.SeenPerson{Network: event.WeChat, Actor: event.Actor{ID: event.NativeUser(fmt.Sprint("p", n)), Name: fmt.Sprint("群友", n)}})
			}
			if ords, err = s.app.Community.RecognisePeople(t.Context(), tx, s.ws, 1, people); err != nil {
				return err
			}
			who, err := s.app.Community.Authors(t.Context(), tx, s.ws, ords)
			if err != nil {
				return err
			}
			for n, b := range []community.Birth{{Month: 1, Day: 8}, {Month: 12, Day: 5, Lunar: true}, {Month: 2, Day: 29}, {Month: 7, Day: 1}} {
				if err := s.app.Community.SetNotes(t.Context(), tx, s.ws, who[ords[n]].Member, community.Notes{Birth: b}); err != nil {
					return err
				}
			}
			for n, in := range []struct {
				group, ord     int
				inside, listed int
				at             string
			}{{0, 0, 1, 0, "2028-01-09"}, {1, 0, 0, 0, "2028-01-09"}, {1, 1, 1, 1, "2029-01-08"}, {0, 2, 1, 0, "2028-02-29"}, {1, 3, 1, 0, "2029-01-08"}} {
				at, err := time.Parse(time.DateOnly, in.at)
				if err != nil {
					return err
				}
				if _, err := tx.Exec(t.Context(), `INSERT INTO chat_inside (workspace, group_id, who, author, inside, at, found, found_at, found_after, found_in, doubt, doubted, listed)
					VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, 0, 0, 0, $7)`, s.ws, groups[in.group], n, int64(ords[in.ord]), in.inside, at.UnixMilli(), in.listed); err != nil {
					return err
				}
			}
			_, err = tx.Exec(t.Context(), `INSERT INTO insight_author (workspace, group_id, ord, standing, messages, last_at) VALUES ($1, $2, $3, 0, 12, 1)`, s.ws, groups[1], int64(ords[2]))
			return err
		})
		near := calendarNeighbours{playbookPages{s.app}}
		days := func(ws id.Workspace, kind, from string, n, most int) string {
			first, err := time.Parse(time.DateOnly, from)
			if err != nil {
				t.Fatal(err)
			}
			var list []when.Date
			for i := range n {
				list = append(list, when.DateOf(first, time.UTC).Plus(i))
			}
			var got []string
			err = d.Read(t.Context(), func(tx *db.Tx) error {
				out, more, err := near.DaysOf(t.Context(), tx, ws, kind, groups, list, most)
				for _, one := range out {
					for n := range ords {
						if one.Member == ords[n] {
							got = append(got, fmt.Sprintf("%d in %d", n, map[id.Group]int{groups[0]: 0, groups[1]: 1}[one.Group]))
						}
					}
				}
				if more {
					got = append(got, "more")
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return strings.Join(got, ", ")
		}
		for _, c := range []struct {
			kind, from string
			n, most    int
			want       string
		}{
			{engine.Birthday, "2030-01-07", 3, 100, "0 in 0, 1 in 1"}, // 8 January 2030 is the 5th of the 12th month
			{engine.Birthday, "2030-02-28", 1, 100, "2 in 0, 2 in 1"},
			{engine.Birthday, "2030-07-01", 1, 100, "3 in 1"},
			{engine.Birthday, "2030-08-01", 20, 100, ""},
			{engine.Birthday, "2030-01-07", 3, 1, "0 in 0, more"},
			{engine.Joined, "2030-01-08", 2, 100, "0 in 0, 3 in 1"},
			{engine.Joined, "2030-02-27", 3, 100, "2 in 0"},
			{engine.Joined, "2030-03-27", 3, 100, ""},
		} {
			if got := days(s.ws, c.kind, c.from, c.n, c.most); got != c.want {
				t.Errorf("%s on %d days from %s: %q, want %q", c.kind, c.n, c.from, got, c.want)
			}
		}
		if got := days(s.ws+1, engine.Birthday, "2030-01-07", 3, 100) + days(s.ws+1, engine.Joined, "2030-01-08", 2, 100); got != "" {
			t.Errorf("another workspace has %s", got)
		}
	})
}

// TestTheCalendarIsToldOfRequests: those with a slot, by whom they may be seen, and how
// they stand.
func TestTheCalendarIsToldOfRequests(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		groups, ctx := s.twoGroups(), t.Context()
		boss := request.Person{User: s.user, Role: auth.Owner, Scope: auth.Everything()}
		day := request.DayOf(dbtest.Noon, tz(t)).Plus(2)
		at := day.At(12*60, tz(t))
		file := func(a request.Ask) request.Request {
			t.Helper()
			a.Department, a.Day, a.From, a.To, a.Last, a.Goal, a.Metric, a.Expected = "电商部", day, 12*60, 14*60, day.Plus(7), "请老客来试吃", request.SignUps, 30
			r, err := s.app.Request.File(ctx, s.ws, boss, a, 0)
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		r := file(request.Ask{Title: "周六试吃", Channel: request.Announce, Groups: groups, Selling: true, Draft: "想来的回个来。"})
		post := file(request.Ask{Title: "晒单", Channel: request.Moments})
		file(request.Ask{Title: "还在排队", Channel: request.Message, Groups: groups})
		for _, one := range []request.Request{r, post} {
			if err := s.app.Request.Place(ctx, s.ws, boss, one.ID, at, 0); err != nil {
				t.Fatal(err)
			}
		}
		near := calendarNeighbours{playbookPages{s.app}}
		slots := func(ws id.Workspace, who playbook.Reader, among []id.Group, from, to time.Time) (out []agenda.Slot) {
			t.Helper()
			err := d.Read(ctx, func(tx *db.Tx) (err error) {
				out, err = near.Slots(ctx, tx, ws, who, among, from, to)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		all := append([]id.Group{0}, groups...)
		elsewhere, err := s.app.Auth.CreateWorkspace(ctx, s.user, auth.NewWorkspace{Name: "另一家", Kind: auth.Own, Zone: "Asia/Shanghai"})
		if err != nil {
			t.Fatal(err)
		}
		me := playbook.Reader{User: s.user, Role: auth.Owner, Scope: auth.Everything()}
		got := slots(s.ws, me, all, at, at.Add(time.Second))
		if len(got) != 3 || got[0].Request != r.ID || got[0].Group != groups[0] || got[0].Channel != agenda.Announcement || got[0].Title != "周六试吃" || got[0].Department != "电商部" ||
			got[0].Text != "想来的回个来。" || !got[0].Selling || got[0].Hidden || got[0].State != agenda.Planned || !got[0].At.Equal(at) {
			t.Errorf("the slots are %+v", got)
		}
		if last := got[2]; last.Request != post.ID || last.Group != 0 || last.Channel != agenda.Moments || last.Text != "请老客来试吃" {
			t.Errorf("of no group there is %+v", last)
		}
		for name, n := range map[string]int{
			"before":                 len(slots(s.ws, me, all, at.Add(-time.Hour), at)),
			"after":                  len(slots(s.ws, me, all, at.Add(time.Second), at.Add(time.Hour))),
			"in no group":            len(slots(s.ws, me, nil, at, at.Add(time.Second))),
			"in another workspace":   len(slots(elsewhere, me, all, at, at.Add(time.Second))),
			"in a group, one more":   len(slots(s.ws, me, groups[:1], at, at.Add(time.Second))) - 1,
			"weeks before and after": len(slots(s.ws, me, all, at.AddDate(0, 0, -30), at.AddDate(0, 0, 30))) - 3,
		} {
			if n != 0 {
				t.Errorf("%s there are %d", name, n)
			}
		}
		for _, one := range slots(s.ws, playbook.Reader{User: s.user + 1, Role: auth.ViewOnly, Scope: auth.Everything()}, all, at, at.Add(time.Second)) {
			if !one.Hidden || one.Title+one.Department+one.Text != "" {
				t.Errorf("whoever may not see it is told %+v", one)
			}
		}
		err = d.Read(ctx, func(tx *db.Tx) error {
			todos, err := near.ToDos(ctx, tx, s.ws, s.user, at.Add(-time.Hour), at.Add(time.Hour), 10)
			if len(todos) != 3 || todos[0].Request != r.ID || todos[0].Group != groups[0] {
				t.Errorf("its to-dos are %+v", todos)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		staff := task.Person{User: s.user, Role: auth.Owner, Scope: auth.Everything()}
		if err := s.app.Task.Done(ctx, s.ws, staff, s.todoFor(r, 1, groups[0]).ID, task.Did{Wording: 1, Proof: "发了", Anyway: true}); err != nil {
			t.Fatal(err)
		}
		if err := s.app.Task.Skip(ctx, s.ws, staff, s.todoFor(r, 1, groups[1]).ID, task.NoTime, ""); err != nil {
			t.Fatal(err)
		}
		if got := slots(s.ws, me, groups, at, at.Add(time.Second)); got[0].State != agenda.Done || got[1].State != agenda.Skipped {
			t.Errorf("done in one group and not in the other: %+v", got)
		}
	})
}
