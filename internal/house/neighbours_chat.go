package house

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chat"
)

// chatNeighbours is what chat's pages of messages ask of the other features.
type chatNeighbours struct{ *App }

var _ chat.Naming = chatNeighbours{}

// GroupNames names the groups that a scope sees.
func (n chatNeighbours) GroupNames(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, groups []id.Group) (map[id.Group]chat.GroupName, error) {
	known, err := n.Community.GroupsNamed(ctx, tx, ws, groups)
	out := make(map[id.Group]chat.GroupName, len(known))
	for _, g := range known {
		if scope.All || scope.Has(g.Unit) {
			out[g.ID] = chat.GroupName{Name: g.Name}
		}
	}
	return out, err
}

// AuthorNames names those who wrote.
func (n chatNeighbours) AuthorNames(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) (map[uint32]chat.Author, error) {
	known, err := n.Community.Authors(ctx, tx, ws, ords)
	out := make(map[uint32]chat.Author, len(known))
	for ord, w := range known {
		out[ord] = chat.Author{Name: w.Name, Member: w.Member}
	}
	return out, err
}
