package house

import (
	"context"
	"errors"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// taskNeighbours is what to-dos ask of the other features.
type taskNeighbours struct{ *App }

var _ task.Directory = taskNeighbours{}

// People lists the staff of a workspace.
func (n taskNeighbours) People(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]task.Person, error) {
	staff, err := n.Auth.StaffIn(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	units, err := n.Auth.UnitsIn(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	out := make([]task.Person, len(staff))
	for i, c := range staff {
		out[i] = task.Person{User: c.User.ID, Name: c.User.Name, Lang: c.User.Lang, Role: c.Grant.Role, Unit: c.Grant.Unit, Scope: auth.ScopeOf(units, c.Grant.Unit)}
	}
	return out, nil
}

// Units lists the organisation.
func (n taskNeighbours) Units(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]auth.Unit, error) {
	return n.Auth.UnitsIn(ctx, tx, ws)
}

// Zone is the zone of a workspace's days.
func (n taskNeighbours) Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error) {
	return n.zone(ctx, tx, ws)
}

// Groups tells of groups.
func (n taskNeighbours) Groups(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]task.Place, error) {
	if len(groups) == 0 {
		return nil, nil
	}
	known, err := n.Community.GroupsNamed(ctx, tx, ws, groups)
	if err != nil {
		return nil, err
	}
	out := make(map[id.Group]task.Place, len(known))
	for g, k := range known {
		out[g] = task.Place{Name: k.Name, Unit: k.Unit}
	}
	return out, nil
}

// Members tells of people by their numbers.
func (n taskNeighbours) Members(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) (map[uint32]task.Known, error) {
	known, err := n.Community.Authors(ctx, tx, ws, ords)
	if err != nil {
		return nil, err
	}
	out := make(map[uint32]task.Known, len(known))
	for ord, w := range known {
		out[ord] = task.Known{Name: w.Name, Member: w.Member}
	}
	return out, nil
}

// Within lists the groups of a scope.
func (n taskNeighbours) Within(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope) ([]task.Named, error) {
	all, err := playbookPages(n).Groups(ctx, tx, ws, scope)
	out := make([]task.Named, len(all))
	for i, g := range all {
		out[i] = task.Named{Group: g.ID, Name: g.Name}
	}
	return out, err
}

// stepTasks looks after the to-dos of every workspace that are due.
func (a *App) stepTasks(ctx context.Context) error {
	all, err := a.Auth.Workspaces(ctx)
	if err != nil {
		return err
	}
	var faults []error
	for _, ws := range all {
		more := true
		for more && err == nil {
			more, err = a.Task.Step(ctx, ws.ID)
		}
		faults, err = append(faults, err), nil
	}
	return errors.Join(faults...)
}
