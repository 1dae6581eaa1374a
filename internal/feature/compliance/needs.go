package compliance

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/compliance/gate"
)

// Neighbours is what the house knows.
type Neighbours interface {
	// Now is what the workspace's clock shows.
	Now(ws id.Workspace) time.Time
	// Zone is the zone of its days.
	Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error)
	// Groups names groups of a workspace, and says when each was first known and what
	// it is for; what is not of the workspace is left out.
	Groups(ctx context.Context, tx *db.Tx, ws id.Workspace, of []id.Group) (map[id.Group]Group, error)
	// Members names members of a workspace; who is not of it is left out.
	Members(ctx context.Context, tx *db.Tx, ws id.Workspace, of []id.Member) (map[id.Member]string, error)
	// Rests are the times around a moment, and for a year after it, in which nothing
	// is sold, because of the Spring Festival.
	Rests(around time.Time) []gate.Span
}

// Group is what the house knows of a group.
type Group struct {
	Name  string
	First time.Time
	Kind  gate.GroupKind // "" is gate.LongTerm
}
