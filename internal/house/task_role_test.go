package house

import (
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// colleague is one more of the staff.
func (s *stage) colleague(name string, g auth.Grant) id.User {
	s.t.Helper()
	link, err := s.app.Auth.Invite(s.t.Context(), s.user, s.ws, name, g)
	s.must(err)
	_, err = s.app.Auth.AcceptInvite(s.t.Context(), link.Token, auth.Newcomer{Login: "u" + id.Show(g.Unit), Name: name, Password: "a long enough one"})
	s.must(err)
	all, err := s.app.Auth.Staff(s.t.Context(), s.ws)
	s.must(err)
	for _, c := range all {
		if c.User.Name == name {
			return c.User.ID
		}
	}
	s.t.Fatalf("%s is not of the staff", name)
	return 0
}

// TestWhatARoleIsToDoGoesToThem: the owner of the group as its network says, an
// adviser of its store, and where nobody is that, whoever let the SOP loose; and it
// says so.
func TestWhatARoleIsToDoGoesToThem(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		g := s.measured(dbtest.Noon)
		units, err := s.app.Auth.Units(t.Context(), s.ws)
		s.must(err)
		shop, err := s.app.Auth.CreateUnit(t.Context(), s.user, s.ws, units[0].ID, auth.Store, "桥头店")
		s.must(err)
		place, err := s.app.Auth.CreateUnit(t.Context(), s.user, s.ws, shop, auth.Adviser, "小李")
		s.must(err)
		runs, sells := s.colleague("阿店", auth.Grant{Role: auth.Operator, Unit: shop}), s.colleague("小李", auth.Grant{Role: auth.Agent, Unit: place})
		owner := event.PersonKey(event.WeChat, "", "c1", event.Actor{ID: "boss"})
		s.write(func(tx *db.Tx) error {
			if _, err := tx.Exec(t.Context(), `UPDATE community_group SET unit = $3 WHERE workspace = $1 AND id = $2`, s.ws, g, shop); err != nil {
				return err
			}
			return s.app.Community.SetOwner(t.Context(), tx, s.ws, g, owner) // nobody has heard of them yet
		})
		book, problems, err := s.app.Playbook.Save(t.Context(), s.ws, looking, s.user)
		if err != nil {
			t.Fatal(problems, err)
		}
		n := 0
		asked := func(role string) task.Task {
			t.Helper()
			n++
			key := "sop/run/" + strings.Repeat("x", n)
			var out task.Task
			s.write(func(tx *db.Tx) error {
				do := script.Text{Hans: "看一眼"}
				err := playbookNeighbours{s.app}.Act(t.Context(), tx, s.ws, []playbook.Deed{{Key: key, Book: book.ID, Title: "看一眼", Subject: playbook.Subject{Group: g},
					Action: engine.Action{Step: "look", Owner: role, Ask: &engine.Asking{Do: do, Task: &script.Task{Do: do}, Due: s.app.times.Of(s.ws).Now().Add(1e12)}}}})
				if err != nil {
					return err
				}
				out, err = s.app.Task.Get(t.Context(), tx, s.ws, key)
				return err
			})
			return out
		}
		is := func(got task.Task, who id.User, why string) {
			t.Helper()
			if got.Owner != who || !strings.Contains(got.Why, why) || got.WhyIn.En == "" {
				t.Errorf("%d has it because %q, want %d because %q", got.Owner, got.Why, who, why)
			}
		}
		is(asked("群主"), s.user, "先给开始这个 SOP 的人")
		is(asked("导购"), sells, "由“导购”做")
		is(asked("店长"), runs, "由“店长”做")
		s.write(func(tx *db.Tx) error {
			_, err := s.app.Community.RecognisePeople(t.Context(), tx, s.ws, 1, []community.SeenPerson{{Network: event.WeChat, Chat: "c1", Actor: event.Actor{ID: "boss", Name: "阿店"}}})
			if err != nil {
				return err
			}
			return s.app.Community.SetOwner(t.Context(), tx, s.ws, g, owner)
		})
		s.must(s.app.Community.Settle(t.Context(), s.ws, 1))
		is(asked("群主"), runs, "由“群主”做")
		is(asked("带教"), runs, "先给管这个群的人")
		s.write(func(tx *db.Tx) error { // of another workspace nothing counts
			owns, err := s.app.Community.Owners(t.Context(), tx, s.ws+1, []id.Group{g})
			if len(owns) > 0 {
				t.Error("another workspace knows who owns the group")
			}
			by, err2 := s.app.Playbook.LaunchedBy(t.Context(), tx, s.ws+1, []id.Playbook{book.ID})
			if len(by) > 0 || err2 != nil {
				t.Error("another workspace knows who started it", err2)
			}
			return err
		})
	})
}
