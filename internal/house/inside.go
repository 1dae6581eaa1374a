package house

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/connection"
	"github.com/huoshui/huoshui/internal/feature/playbook/library"
)

// Inside lists who is in a group: whom moves and lists show there, and who has
// written in it and is not known to have left.
func (n playbookNeighbours) Inside(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, after uint32, most int) ([]uint32, uint32, error) {
	roll, next, err := n.Chat.Roll(ctx, tx, ws, group, after, most)
	if err != nil {
		return nil, 0, err
	}
	wrote, err := n.Insight.AuthorsAfter(ctx, tx, ws, group, after, most)
	if err != nil {
		return nil, 0, err
	}
	if len(wrote) == most && (next == 0 || wrote[most-1] < next) {
		next = wrote[most-1]
	}
	in := map[uint32]bool{}
	for _, ord := range wrote {
		in[ord] = true
	}
	spots := make([]chat.Spot, len(wrote))
	for i, ord := range wrote {
		spots[i] = chat.Spot{Group: group, Author: ord}
	}
	stays, err := n.Chat.Stays(ctx, tx, ws, spots)
	if err != nil {
		return nil, 0, err
	}
	for _, s := range slices.Concat(roll, slices.Collect(maps.Values(stays))) {
		in[s.Author] = s.In
	}
	maps.DeleteFunc(in, func(ord uint32, is bool) bool { return !is || next != 0 && ord > next })
	people, err := n.Community.Authors(ctx, tx, ws, slices.Collect(maps.Keys(in)))
	if err != nil {
		return nil, 0, err
	}
	ords := map[uint32]bool{} // what they do is told of them by the smallest of their numbers
	for ord := range in {
		if w, ok := people[ord]; ok {
			ords[w.Ord] = true
		}
	}
	return slices.Sorted(maps.Keys(ords)), next, nil
}

// Zones says in which zone groups live: all in that of their workspace.
func (n playbookNeighbours) Zones(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) ([]*time.Location, error) {
	zone, err := n.zone(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	return slices.Repeat([]*time.Location{zone}, len(groups)), nil
}

// Left counts who has left groups.
func (n playbookNeighbours) Left(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group, from, to time.Time) (int, time.Duration, error) {
	return n.Chat.LeftBetween(ctx, tx, ws, groups, from, to)
}

// Unfit are the ready SOPs that do not suit a workspace that runs shops.
func (n playbookPages) Unfit(ctx context.Context, tx *db.Tx, ws id.Workspace) (map[string]i18n.Text, error) {
	if shops, err := n.Manual.Shops(ctx, tx, ws); !shops {
		return nil, err
	}
	return library.Unfit(), nil
}

// Mute counts those of groups in which no program may speak.
func (n playbookPages) Mute(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (mute int, err error) {
	doors, err := n.Connection.Doors(ctx, tx, ws)
	if err != nil {
		return 0, err
	}
	named, err := n.Community.GroupsNamed(ctx, tx, ws, groups)
	if err != nil {
		return 0, err
	}
	for _, g := range named {
		if !slices.ContainsFunc(doors, func(d connection.Door) bool { return d.Network == g.Network && d.Closed.IsZero() && speaks(d.Network) }) {
			mute++
		}
	}
	return mute, nil
}

// Agree counts those besides somebody who may start SOPs in the whole workspace.
func (n playbookPages) Agree(ctx context.Context, tx *db.Tx, ws id.Workspace, besides id.User) (count int, err error) {
	people, err := taskNeighbours(n).People(ctx, tx, ws)
	for _, p := range people {
		if p.User != besides && p.Scope.All && auth.Can(p.Role, auth.Manage) {
			count++
		}
	}
	return count, err
}
