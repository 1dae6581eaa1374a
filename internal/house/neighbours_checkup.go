package house

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	hand "github.com/huoshui/huoshui/internal/channel/manual"
	"github.com/huoshui/huoshui/internal/feature/checkup"
	"github.com/huoshui/huoshui/internal/feature/manual"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// checkupNeighbours is what the check-up asks of the other features.
type checkupNeighbours struct{ *App }

var (
	_ checkup.Neighbours = checkupNeighbours{}
	_ checkup.Todos      = checkupNeighbours{}
)

// checkups builds the feature.
func (a *App) checkups() *checkup.Service {
	return &checkup.Service{DB: a.DB, IDs: a.IDs, Near: checkupNeighbours{a}, Todos: checkupNeighbours{a}, ClockOf: a.times.Of}
}

// Zone is the zone of a workspace's days.
func (n checkupNeighbours) Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error) {
	return n.zone(ctx, tx, ws)
}

// Home is the unit somebody belongs to.
func (n checkupNeighbours) Home(ctx context.Context, tx *db.Tx, ws id.Workspace, user id.User) (id.Unit, error) {
	staff, err := n.Auth.StaffIn(ctx, tx, ws)
	if err != nil {
		return 0, err
	}
	units, err := n.Auth.UnitsIn(ctx, tx, ws)
	if err != nil {
		return 0, err
	}
	kinds := map[id.Unit]auth.UnitKind{}
	for _, u := range units {
		kinds[u.ID] = u.Kind
	}
	for _, c := range staff {
		if c.User.ID == user && kinds[c.Grant.Unit] != auth.Head {
			return c.Grant.Unit, nil
		}
	}
	return 0, nil
}

// Places tells of groups.
func (n checkupNeighbours) Places(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]checkup.Place, error) {
	if len(groups) == 0 {
		return nil, nil
	}
	known, err := n.Community.GroupsNamed(ctx, tx, ws, groups)
	out := make(map[id.Group]checkup.Place, len(known))
	for g, k := range known {
		out[g] = checkup.Place{Name: nameOr(k.Name, string(k.Chat)), Unit: k.Unit, ByHand: k.Network == hand.Network}
	}
	return out, err
}

// Keep makes a group that is kept by hand.
func (n checkupNeighbours) Keep(ctx context.Context, ws id.Workspace, by checkup.By, name string, unit id.Unit, remark string) (id.Group, error) {
	made, err := n.Manual.Add(ctx, ws, manual.By{User: by.User, Scope: by.Scope, Connect: by.Connect},
		manual.Wanted{Names: []string{name}, Unit: unit, Keeper: by.User, People: manual.Unknown, Note: remark})
	if err != nil {
		return 0, err
	}
	return made[0], nil
}

// spotKinds are to-dos by where their words go. What is said to one person, or in
// answer to somebody, is no message to the group.
var spotKinds = map[checkup.Spot]task.Kind{checkup.InGroup: task.Send, checkup.InNotice: task.Announce, checkup.OnWall: task.Moments,
	checkup.InReply: task.Other, checkup.Private: task.Other, "": task.Check}

// Open opens to-dos. Of a group that the house does not know the gate can say
// nothing, so that what is said in it is no message either.
func (n checkupNeighbours) Open(ctx context.Context, tx *db.Tx, ws id.Workspace, todos []checkup.Todo) error {
	wanted := make([]task.New, len(todos))
	for i, t := range todos {
		kind := spotKinds[t.At]
		if t.Group == 0 && t.At != "" {
			kind = task.Other
		}
		title, why := cutText(t.Title), cutText(t.Why)
		wanted[i] = task.New{Key: t.Key, Kind: kind, Group: t.Group, Unit: t.Unit, Title: title.Hans, Why: why.Hans, Link: t.Link, Owner: t.Owner,
			From: t.From, Due: t.Due, Until: t.Until, Asks: task.Asks{TitleIn: title, WhyIn: why}}
		if t.Say != "" {
			wanted[i].Wordings = []task.Wording{{Text: t.Say}}
		}
	}
	_, err := n.Task.Open(ctx, tx, ws, wanted)
	return err
}

// cutText keeps a text short enough for a to-do.
func cutText(t i18n.Text) i18n.Text {
	return i18n.Text{Hans: clipped(t.Hans, longestTitle), Hant: clipped(t.Hant, longestTitle), En: clipped(t.En, longestTitle)}
}

// Close ends a to-do.
func (n checkupNeighbours) Close(ctx context.Context, tx *db.Tx, ws id.Workspace, key string, done bool, by id.User) error {
	if !done {
		return n.Task.Withdraw(ctx, tx, ws, []string{key})
	}
	err := n.Task.Settle(ctx, tx, ws, key, task.Outcome{State: task.Done, By: by})
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	return err
}
