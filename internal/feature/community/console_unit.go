package community

import (
	"context"
	"net/http"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// choice is one option of a select.
type choice struct {
	Value, Name string
	Selected    bool
}

type unitView struct {
	Group   Group
	Value   string // the group's id
	Back    string
	Choices []choice
	Form    console.Form
}

// groupOf returns a group that v may see, or NotFound.
func (p *pages) groupOf(ctx context.Context, tx *db.Tx, v console.Viewer, value string) (Group, error) {
	g, err := id.Parse[id.Group](value)
	if err != nil {
		return Group{}, err
	}
	found, err := groupsNamed(ctx, tx, v.Workspace, []id.Group{g})
	if err != nil {
		return Group{}, err
	}
	hidden, err := p.deps.Hidden(ctx, tx, v.Workspace)
	if err != nil {
		return Group{}, err
	}
	seen, err := isGroupSeen(ctx, tx, v.Workspace, g, hidden)
	group, known := found[g]
	if err == nil && (!known || !seen || !v.Scope.Has(group.Unit)) {
		err = fault.New(fault.NotFound, noSuchGroup.With())
	}
	return group, err
}

// unitChoices lists the units that v sees as a tree drawn with blanks; head
// office stands for groups without a unit of their own.
func unitChoices(units []auth.Unit, v console.Viewer, chosen id.Unit) []choice {
	var out []choice
	for _, u := range auth.Under(units) {
		if !v.Scope.Has(u.ID) {
			continue
		}
		indent := ""
		for range u.Depth {
			indent += "\u3000"
		}
		out = append(out, choice{id.Show(u.ID), indent + u.Name, u.ID == chosen || u.Kind == auth.Head && chosen == 0})
	}
	return out
}

func (p *pages) showUnit(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view := unitView{Value: r.URL.Query().Get("group")}
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		view.Group, err = p.groupOf(r.Context(), tx, v, view.Value)
		return err
	})
	if err != nil {
		return err
	}
	units, err := p.deps.Units(r.Context(), v.Workspace)
	if err != nil {
		return err
	}
	view.Back, view.Choices = v.At("groups", view.Value), unitChoices(units, v, view.Group.Unit)
	return p.shell.Show(w, r, v, p.unit, view)
}

// saveUnit handles POST /w/{ws}/group-unit: the fields group and unit.
func (p *pages) saveUnit(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	unit, err := p.chosenUnit(r, v)
	if err != nil {
		return err
	}
	ctx, value := r.Context(), r.PostFormValue("group")
	err = p.s.DB.Write(ctx, func(tx *db.Tx) error {
		g, err := p.groupOf(ctx, tx, v, value)
		if err != nil {
			return err
		}
		if err := p.s.SetUnit(ctx, tx, v.Workspace, g.ID, unit); err != nil {
			return err
		}
		return p.deps.GroupMoved(ctx, tx, v.Workspace, g.ID, unit)
	})
	if err != nil {
		return err
	}
	return redirect(w, r, v.At("groups", value)+"?done=unit")
}

// chosenUnit reads the unit of the form, 0 for head office. It must be one v sees.
func (p *pages) chosenUnit(r *http.Request, v console.Viewer) (id.Unit, error) {
	units, err := p.deps.Units(r.Context(), v.Workspace)
	if err != nil {
		return 0, err
	}
	for _, u := range units {
		if id.Show(u.ID) != r.PostFormValue("unit") || !v.Scope.Has(u.ID) {
			continue
		}
		if u.Kind == auth.Head {
			return 0, nil
		}
		return u.ID, nil
	}
	return 0, fault.New(fault.Invalid, noSuchUnit.With())
}
