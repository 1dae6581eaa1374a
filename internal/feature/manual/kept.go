package manual

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Known is how far a group is known that is kept by hand.
type Known struct {
	Group
	People int // that somebody last said are in it; Unknown where nobody did
}

// Kept tells of all groups of a workspace that are kept by hand.
func (s *Service) Kept(ctx context.Context, tx *db.Tx, ws id.Workspace) (map[id.Group]Known, error) {
	all, err := groupsOf(ctx, tx, ws)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	ids := make([]id.Group, len(all))
	for i := range all {
		ids[i] = all[i].ID
	}
	people, err := s.People(ctx, tx, ws, ids)
	if err != nil {
		return nil, err
	}
	out := make(map[id.Group]Known, len(all))
	for _, g := range all {
		k := Known{Group: g, People: Unknown}
		if c, ok := people[g.ID]; ok {
			k.People = c.People
		}
		out[g.ID] = k
	}
	return out, nil
}

// Latest is what was filled in of a group last; false where it is not kept by hand.
func (s *Service) Latest(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group) (f Filled, kept bool, err error) {
	if _, err := groupOf(ctx, tx, ws, group); err != nil {
		if fault.KindOf(err) == fault.NotFound {
			return f, false, nil
		}
		return f, false, err
	}
	list, err := figuresOf(ctx, tx, ws, group, 1)
	if len(list) > 0 {
		f = list[0]
	}
	return f, true, err
}

// LatestWeek is what somebody said of a group's latest week; false where nobody did.
func (s *Service) LatestWeek(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group) (ToldWeek, bool, error) {
	all, err := weeksOf(ctx, tx, ws, group, 1)
	if err != nil || len(all) == 0 {
		return ToldWeek{}, false, err
	}
	return all[0], true, nil
}

// Keeper is who runs a group, as far as they still work here and see it; 0 for
// nobody in particular, or where it is not kept by hand.
func (s *Service) Keeper(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group) (id.User, error) {
	g, err := groupOf(ctx, tx, ws, group)
	if fault.KindOf(err) == fault.NotFound || err == nil && g.Keeper == 0 {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	places, err := s.Near.Places(ctx, tx, ws, []id.Group{group})
	if err != nil {
		return 0, err
	}
	if s.checkKeeper(ctx, tx, ws, g.Keeper, places[group].Unit) != nil {
		return 0, nil
	}
	return g.Keeper, nil
}

// Shops reports whether a workspace runs shops.
func (s *Service) Shops(ctx context.Context, tx *db.Tx, ws id.Workspace) (bool, error) {
	set, err := settingsOf(ctx, tx, ws)
	return set.Shops, err
}
