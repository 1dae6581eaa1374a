package request

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Neighbours is what the house knows of groups, people and plans.
type Neighbours interface {
	// Groups lists the groups of a workspace by name.
	Groups(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]Group, error)
	// Won tells in which of some groups something may be sold.
	Won(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group, now time.Time) (map[id.Group]bool, error)
	// Units lists the organisation.
	Units(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]auth.Unit, error)
	// Names are the names of the staff.
	Names(ctx context.Context, tx *db.Tx, ws id.Workspace) (map[id.User]string, error)
	// Zone is the zone of the workspace's days.
	Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error)
	// Limits are the gate's caps and quiet hours.
	Limits(ctx context.Context, tx *db.Tx, ws id.Workspace) (Limits, error)
	// Planned lists what SOPs have planned from a moment until before another.
	Planned(ctx context.Context, tx *db.Tx, ws id.Workspace, from, to time.Time) ([]Planned, error)
}

// Group is a group as this feature has to know it.
type Group struct {
	ID     id.Group
	Name   string
	Unit   id.Unit
	People int64 // known to be in it; 0 for unknown
}

// Todos keeps to-dos for people.
type Todos interface {
	// Open opens a to-do for each; what is open under a key stays as it is.
	Open(ctx context.Context, tx *db.Tx, ws id.Workspace, todos []Todo) error
	// Withdraw takes back those that nobody has done yet.
	Withdraw(ctx context.Context, tx *db.Tx, ws id.Workspace, keys []string) error
}

// Todo is what a person is to do for a request, in one group.
type Todo struct {
	Key     string
	Request *Request
	Group   id.Group // 0 for none
	From    time.Time
	Due     time.Time
	Until   time.Time // when it is of no use any more
}
