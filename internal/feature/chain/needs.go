package chain

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Neighbours is what chains ask of the rest of the house.
type Neighbours interface {
	// Groups lists the groups that people keep by hand and that are still there.
	Groups(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]Group, error)
	// Zone is the zone of a workspace's days.
	Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error)
}

// Group is a group in which a chain may stand.
type Group struct {
	ID   id.Group
	Name string
	Unit id.Unit
}
