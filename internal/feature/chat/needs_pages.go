package chat

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// Uploads says where files lie while they are being imported, and how large
// they may be. A zero Limit stands for 2 GiB, a zero Spare for 256 MiB.
type Uploads struct {
	Dir     string          // a folder of this program's own
	Limit   int64           // bytes of one upload, all files together
	Spare   int64           // bytes that stay free on the disk beside it
	Formats []export.Format // what can be read
}

// Work is what an import is doing at this moment.
type Work struct {
	Since       time.Time // when this run of it began; zero while it waits for its turn
	Done, Total int64     // stored bytes read in this run; Total 0 until known
	Undoing     bool      // it is being taken back, though its state may not say so yet
}

// Deps is what the import pages ask of the house, which owns the goroutines.
type Deps interface {
	Uploads() Uploads
	// Start opens an import of files that have arrived in up.Dir and reads them
	// in the background; the folder is the house's from then on.
	Start(ctx context.Context, ws id.Workspace, by id.User, up Upload) (id.Import, error)
	// Resume goes on with an import that was interrupted, in the background.
	Resume(ctx context.Context, ws id.Workspace, imp id.Import) error
	// Undo takes back an import that is done, abandons one that was interrupted,
	// or goes on with taking back, in the background.
	Undo(ctx context.Context, ws id.Workspace, imp id.Import) error
	// Work tells what an import is doing; false where nothing is at work on it,
	// nor waiting for its turn to be.
	Work(imp id.Import) (Work, bool)
	// Refresh lets all figures of a workspace follow, in the background.
	Refresh(ctx context.Context, ws id.Workspace) error
	// Units lists the organisation, as auth.Service does.
	Units(ctx context.Context, ws id.Workspace) ([]auth.Unit, error)
}

// GroupName is a group as pages name it.
type GroupName struct{ Name string }

// Author is somebody who wrote, as pages name them.
type Author struct {
	Name   string
	Member id.Member
}

// Naming is what the pages of messages ask of the neighbours.
type Naming interface {
	// GroupNames names those of groups that a scope sees; the others are left out.
	GroupNames(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, groups []id.Group) (map[id.Group]GroupName, error)
	// AuthorNames resolves authors; whoever was forgotten is left out.
	AuthorNames(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) (map[uint32]Author, error)
}
