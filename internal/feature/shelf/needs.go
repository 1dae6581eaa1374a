package shelf

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Neighbours is what the shelf asks of the rest of the house.
type Neighbours interface {
	// Groups lists the groups of a workspace by name, those that were dismissed too.
	Groups(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]Group, error)
	// Named tells of groups; those that are not the workspace's are left out.
	Named(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) ([]Group, error)
	// Units lists the organisation.
	Units(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]auth.Unit, error)
	// Zone is the zone of a workspace's days.
	Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error)
	// Noted is what somebody filled in who was asked for a summary by a to-do. It fails
	// with NotFound where by does not see the to-do, or it asked for none.
	Noted(ctx context.Context, tx *db.Tx, ws id.Workspace, by By, todo id.Task) (Noted, error)
}

// Group is a group that a piece may belong to.
type Group struct {
	ID   id.Group
	Name string
	Unit id.Unit
	Gone bool // it was dismissed
}

// Noted is what a to-do was told.
type Noted struct {
	Group   id.Group // 0 for none
	At      time.Time
	Title   string
	Sharer  string
	Summary string
	Link    string
}
