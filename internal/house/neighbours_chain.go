package house

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chain"
)

// chainNeighbours is what sign-up chains ask of the other features.
type chainNeighbours struct{ *App }

var _ chain.Neighbours = chainNeighbours{}

// Groups lists the groups that people keep by hand and that are still there.
func (n chainNeighbours) Groups(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]chain.Group, error) {
	kept, err := n.Manual.Kept(ctx, tx, ws)
	if err != nil || len(kept) == 0 {
		return nil, err
	}
	ids := make([]id.Group, 0, len(kept))
	for g, k := range kept {
		if k.Dismissed.IsZero() {
			ids = append(ids, g)
		}
	}
	known, err := n.Community.GroupsNamed(ctx, tx, ws, ids)
	if err != nil {
		return nil, err
	}
	out := make([]chain.Group, 0, len(known))
	for g, k := range known {
		out = append(out, chain.Group{ID: g, Name: nameOr(k.Name, string(k.Chat)), Unit: k.Unit})
	}
	slices.SortFunc(out, func(a, b chain.Group) int {
		if by := strings.Compare(a.Name, b.Name); by != 0 {
			return by
		}
		return int(min(1, max(-1, a.ID-b.ID)))
	})
	return out, nil
}

// Zone is the zone of a workspace's days.
func (n chainNeighbours) Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error) {
	return n.zone(ctx, tx, ws)
}
