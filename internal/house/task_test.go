package house

import (
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// todoAbout opens a to-do about a member that names and quotes them.
func (s *stage) todoAbout(name, said string) task.Task {
	s.t.Helper()
	ords, who := s.known()
	var opened []task.Task
	err := s.app.DB.Write(s.t.Context(), func(tx *db.Tx) (err error) {
		for _, ord := range ords {
			if who[ord].Name != name {
				continue
			}
			opened, err = s.app.Task.Open(s.t.Context(), tx, s.ws, []task.New{{Key: "test/1", Kind: task.Call, About: true, Member: ord,
				Title: "问问" + name, Why: said, Wordings: []task.Wording{{Text: name + "：" + said}}, Due: dbtest.Noon.Add(time.Hour)}})
		}
		return err
	})
	if err != nil || len(opened) != 1 {
		s.t.Fatalf("open a to-do about %s: %v, %v", name, opened, err)
	}
	return opened[0]
}

// TestTodosFollowTheirGroup: a to-do belongs to the unit of its group, also when
// the group moves to another.
func TestTodosFollowTheirGroup(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		var group id.Group
		var unit id.Unit = 77
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			made, err := s.app.Community.RecogniseGroups(t.Context(), tx, s.ws, id.Import(1), []community.SeenGroup{{Network: event.WeChat, Chat: "c1", Name: "河边一群"}})
			if err != nil {
				return err
			}
			group = made[0]
			opened, err := s.app.Task.Open(t.Context(), tx, s.ws, []task.New{{Key: "test/2", Kind: task.Send, Group: group, Title: "说一声"}})
			if err != nil || opened[0].Unit != 0 {
				t.Errorf("opened at %v: %v", opened, err)
			}
			return communityNeighbours{s.app}.GroupMoved(t.Context(), tx, s.ws, group, unit)
		})
		if err != nil {
			t.Fatal(err)
		}
		err = d.Read(t.Context(), func(tx *db.Tx) error {
			got, err := s.app.Task.Get(t.Context(), tx, s.ws, "test/2")
			if got.Unit != unit {
				t.Errorf("it is at unit %d, want %d", got.Unit, unit)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.app.stepTasks(t.Context()); err != nil {
			t.Error(err)
		}
	})
}
