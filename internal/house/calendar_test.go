package house

import (
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
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
	"github.com/huoshui/huoshui/internal/feature/playbook/plan"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// TestTheCalendarAsksTheHouse: the gate's own settings, of the workspace and of a group
// that differs; the to-dos of a stretch of time, its edge the later's; and who reads.
func TestTheCalendarAsksTheHouse(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		near := calendarNeighbours{playbookPages{s.app}}
		usual, err := plan.Usual()
		if err != nil {
			t.Fatal(err)
		}
		var group id.Group
		noon := dbtest.Noon
		s.write(func(tx *db.Tx) error {
			made, err := s.app.Community.RecogniseGroups(t.Context(), tx, s.ws, id.Import(1), []community.SeenGroup{{Network: event.WeChat, Chat: "c1", Name: "河边一群"}})
			if err != nil {
				return err
			}
			group = made[0]
			_, err = s.app.Task.Open(t.Context(), tx, s.ws, []task.New{
				{Key: "test/1", Kind: task.Send, Group: group, Title: "说一声", Due: noon.Add(time.Hour), Origin: task.Origin{Playbook: "欢迎", Run: id.Show(id.Run(9)), Step: "a"}},
				{Key: "test/2", Kind: task.Send, Group: group, Title: "再说一声", Due: noon.Add(2 * time.Hour)},
				{Key: "test/3", Kind: task.Send, Group: group, Title: "不急", From: noon.Add(90 * time.Minute)},
			})
			return err
		})
		read := func(ws id.Workspace) (limits agenda.Limits, todos []agenda.ToDo) {
			err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
				if limits, err = near.Limits(t.Context(), tx, ws); err != nil {
					return err
				}
				todos, err = near.ToDos(t.Context(), tx, ws, s.user, noon.Add(time.Hour), noon.Add(2*time.Hour), 10)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return limits, todos
		}
		limits, todos := read(s.ws)
		if len(limits.Own) != 0 || limits.All.Announcements != usual.Announcements || limits.All.Evening != usual.Evening || limits.All.AtAll != usual.AtAll {
			t.Errorf("a new workspace may %+v", limits)
		}
		for minute := range 24 * 60 {
			at := noon.Add(time.Duration(minute) * time.Minute)
			if limits.All.MomentHours.Contains(at, time.UTC) != usual.MomentHours.Contains(at, time.UTC) {
				t.Fatalf("the hours of Moments differ at %s", at)
			}
		}
		if len(todos) != 2 || todos[0].Title != "说一声" || todos[0].Run != 9 || todos[0].Step != "a" || !todos[0].At.Equal(noon.Add(time.Hour)) || todos[1].Title != "不急" {
			t.Errorf("to-dos of the hour are %+v", todos)
		}
		set := touching.Defaults()
		set.Announced, set.Quiet = 3, touching.Hours{}
		s.write(func(tx *db.Tx) error { return s.app.Compliance.Set(t.Context(), tx, s.ws, group, set) })
		limits, _ = read(s.ws)
		if own := limits.Own[group]; own.Announcements != 3 || own.Quiet.Contains(noon.Add(14*time.Hour), time.UTC) || limits.All.Announcements != usual.Announcements {
			t.Errorf("the group that differs may %+v, all may %+v", own, limits.All)
		}
		limits, todos = read(s.ws + 1)
		if len(limits.Own)+len(todos) != 0 {
			t.Errorf("another workspace has %v and %v", limits.Own, todos)
		}
		s.write(func(tx *db.Tx) error {
			if r, err := near.Reader(t.Context(), tx, s.ws, s.user); err != nil || !r.Scope.All || r.Zone == nil || r.User != s.user || r.Role != auth.Owner || r.Kind != auth.Own {
				t.Errorf("the owner reads as %+v: %v", r, err)
			}
			_, err := near.Reader(t.Context(), tx, s.ws, s.user+1)
			if fault.KindOf(err) != fault.NotFound {
				t.Errorf("somebody who is not here reads: %v", err)
			}
			return nil
		})
	})
}
