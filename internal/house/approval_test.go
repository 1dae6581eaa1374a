package house

import (
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook"
)

// TestWhoMayAgreeHasATodo: another of those who may start SOPs, and not whoever asked;
// it leads to the SOP, and goes when it is taken back.
func TestWhoMayAgreeHasATodo(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		units, err := s.app.Auth.Units(t.Context(), s.ws)
		s.must(err)
		near := playbookNeighbours{s.app}
		a := playbook.Approval{Key: "launch/x/1", Book: 7, Title: i18n.Text{Hans: "周三团购", Hant: "週三團購", En: "Wednesday"}, Groups: 28, People: 1568, By: s.user}
		s.write(func(tx *db.Tx) error { return near.Approval(t.Context(), tx, s.ws, a) })
		if n := s.number(`SELECT count(*) FROM task_item WHERE workspace = $1`, s.ws); n != 0 {
			t.Errorf("%d are asked where there is nobody else", n)
		}
		other := s.colleague("小林", auth.Grant{Role: auth.Owner, Unit: units[0].ID})
		s.write(func(tx *db.Tx) error { return near.Approval(t.Context(), tx, s.ws, a) })
		todo, ok := s.todos()["看一眼，批准或不批准：周三团购"]
		if !ok || todo.Owner != other || todo.Titled(i18n.En) != "Look and decide: Wednesday" || !strings.Contains(todo.Reasoned(i18n.ZhHans), "28 个群") || !strings.HasSuffix(todo.Link, "/playbooks/"+id.Show(a.Book)) {
			t.Errorf("they are asked by %+v", todo)
		}
		s.write(func(tx *db.Tx) error { return near.Withdraw(t.Context(), tx, s.ws, []string{a.Key}) })
		if n := s.number(`SELECT count(*) FROM task_item WHERE workspace = $1 AND state = 'open'`, s.ws); n != 0 {
			t.Error("what was decided is still to be done")
		}
	})
}
