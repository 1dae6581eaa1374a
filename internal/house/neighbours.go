package house

import (
	"context"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/insight"
)

// insightNeighbours is what insight's pages ask of the other features.
type insightNeighbours struct{ *App }

var _ insight.Deps = insightNeighbours{}

// Names resolves member numbers.
func (n insightNeighbours) Names(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) (map[uint32]insight.PersonName, error) {
	known, err := n.Community.Authors(ctx, tx, ws, ords)
	if err != nil {
		return nil, err
	}
	out := make(map[uint32]insight.PersonName, len(known))
	for ord, w := range known {
		out[ord] = insight.PersonName{Name: w.Name, Member: w.Member}
	}
	return out, nil
}

// Quotes returns the words of messages.
func (n insightNeighbours) Quotes(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, keys []uint64) (map[uint64]string, error) {
	return n.Chat.Texts(ctx, tx, ws, group, keys)
}

// StaffKnown reports whether anybody said who the staff are.
func (n insightNeighbours) StaffKnown(ctx context.Context, tx *db.Tx, ws id.Workspace) (bool, error) {
	imports, err := n.Chat.Imports(ctx, tx, ws)
	if err != nil {
		return false, err
	}
	return staffKnown(ctx, tx, ws, n.Community, imports)
}

// Asks lists the imports whose last day wants an answer.
func (n insightNeighbours) Asks(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]insight.ReachAsk, error) {
	list, err := n.Chat.Imports(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	var out []insight.ReachAsk
	for _, i := range list {
		if i.AsksReach(tx.Now) {
			out = append(out, insight.ReachAsk{Import: i.ID, Name: i.Name, Newest: time.UnixMilli(i.Newest).UTC()})
		}
	}
	return out, nil
}

// Importing reports whether an import is under way.
func (n insightNeighbours) Importing(ctx context.Context, tx *db.Tx, ws id.Workspace) (bool, error) {
	list, err := n.Chat.Imports(ctx, tx, ws)
	return slices.ContainsFunc(list, func(i chat.Import) bool { return i.State == chat.Running }), err
}

// Counted counts what connections have told of a group.
func (n insightNeighbours) Counted(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group) (insight.Counted, error) {
	told, err := n.Chat.Counted(ctx, tx, ws, group)
	return insight.Counted(told), err
}

// Units lists the organisation.
func (n insightNeighbours) Units(ctx context.Context, ws id.Workspace) ([]auth.Unit, error) {
	return n.Auth.Units(ctx, ws)
}

// communityNeighbours is what community's pages ask of the other features.
type communityNeighbours struct{ *App }

var _ community.Followers = communityNeighbours{}

// Top lists authors by how much they wrote.
func (n communityNeighbours) Top(ctx context.Context, tx *db.Tx, ws id.Workspace, want community.Wanted) ([]community.Count, error) {
	standing := -1
	if want.Standing != community.Unstated {
		standing = int(standingAs[want.Standing])
	}
	rows, err := n.Insight.TopPeople(ctx, tx, ws, want.Scope, standing, want.Offset, want.Limit)
	if err != nil {
		return nil, err
	}
	out := make([]community.Count, len(rows))
	for i, r := range rows {
		out[i] = community.Count(r)
	}
	return out, nil
}

// Counts tells of the given authors.
func (n communityNeighbours) Counts(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, ords []uint32) (map[uint32]community.Count, error) {
	rows, err := n.Insight.CountPeople(ctx, tx, ws, scope, ords)
	if err != nil {
		return nil, err
	}
	out := make(map[uint32]community.Count, len(rows))
	for _, r := range rows {
		out[r.Ord] = community.Count(r)
	}
	return out, nil
}

// Wrote lists the groups somebody wrote in.
func (n communityNeighbours) Wrote(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, ords []uint32) ([]community.Wrote, error) {
	rows, err := n.Insight.GroupsOf(ctx, tx, ws, scope, ords)
	if err != nil {
		return nil, err
	}
	out := make([]community.Wrote, len(rows))
	for i, r := range rows {
		out[i] = community.Wrote(r)
	}
	return out, nil
}

// LinkPosters is not known yet: figures keep no count of links by person.
func (n communityNeighbours) LinkPosters(context.Context, *db.Tx, id.Workspace) ([]uint32, error) {
	return nil, nil
}

// Changed makes the figures of whoever changed follow.
func (n communityNeighbours) Changed(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) error {
	return n.Insight.MarkAuthorsDue(ctx, tx, ws, ords)
}

// Merged has what is kept of members be one's: what either refused both have, and of
// what SOPs do about them each goes on once.
func (n communityNeighbours) Merged(ctx context.Context, tx *db.Tx, ws id.Workspace, into id.Member, from []id.Member, ords []uint32) error {
	for _, m := range from {
		if err := n.Compliance.Merged(ctx, tx, ws, into, m); err != nil {
			return err
		}
	}
	return n.Playbook.Merged(ctx, tx, ws, ords)
}

// Parted gives back to a member what was theirs.
func (n communityNeighbours) Parted(ctx context.Context, tx *db.Tx, ws id.Workspace, into, from id.Member, ords []uint32) error {
	if err := n.Compliance.Parted(ctx, tx, ws, into, from); err != nil {
		return err
	}
	return n.Playbook.Parted(ctx, tx, ws, ords)
}

// AllChanged makes all figures follow.
func (n communityNeighbours) AllChanged(ctx context.Context, tx *db.Tx, ws id.Workspace) error {
	return n.Insight.MarkAllDue(ctx, tx, ws)
}

// GroupMoved restricts pages of a group by its new unit.
func (n communityNeighbours) GroupMoved(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, unit id.Unit) error {
	if err := n.Task.GroupMoved(ctx, tx, ws, group, unit); err != nil {
		return err
	}
	return n.Insight.MoveGroup(ctx, tx, ws, group, unit)
}

// StaffKnown reports whether anybody said who the staff are, or the files do.
func (n communityNeighbours) StaffKnown(ctx context.Context, tx *db.Tx, ws id.Workspace) (bool, error) {
	return insightNeighbours(n).StaffKnown(ctx, tx, ws)
}

// Hidden lists the imports that have not finished.
func (n communityNeighbours) Hidden(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]id.Import, error) {
	list, err := n.Chat.Imports(ctx, tx, ws)
	var out []id.Import
	for _, i := range list {
		if i.State == chat.Running || i.State == chat.Undoing {
			out = append(out, i.ID)
		}
	}
	return out, err
}

// Units lists the organisation.
func (n communityNeighbours) Units(ctx context.Context, ws id.Workspace) ([]auth.Unit, error) {
	return n.Auth.Units(ctx, ws)
}
