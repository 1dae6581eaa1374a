package community

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Count is what figures say of one author: messages of all time, and the groups
// they wrote in. Ord is the smallest number of the member's identities as it
// was when the groups were last measured.
type Count struct {
	Ord      uint32
	Messages int64
	Groups   int64
}

// Wrote is how much somebody wrote in one group.
type Wrote struct {
	Group    id.Group
	Messages int64
}

// Wanted says which authors are listed.
type Wanted struct {
	Scope         auth.Scope // only groups of these units count
	Standing      Standing   // Unstated: everybody
	Offset, Limit int
}

// Figures tells how much people wrote, from what is kept, never from a scan of
// messages. An author without a message in the scope is left out of answers.
type Figures interface {
	// Top lists authors, those with most messages first.
	Top(ctx context.Context, tx *db.Tx, ws id.Workspace, want Wanted) ([]Count, error)
	// Counts tells of the given authors only.
	Counts(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, ords []uint32) (map[uint32]Count, error)
	// Wrote lists the groups that any of ords wrote in, most messages first.
	Wrote(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, ords []uint32) ([]Wrote, error)
	// LinkPosters lists who posts at least 30 % of a group's links and pictures.
	// Nil where that is not known.
	LinkPosters(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]uint32, error)
}

// Followers must hear of what somebody here says, in the transaction that
// records it; their figures follow soon after it is committed.
type Followers interface {
	// Changed says that these identities are somebody else, or of another
	// standing, than before.
	Changed(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) error
	// Merged says that members are one now: what is kept of them has to be one's.
	Merged(ctx context.Context, tx *db.Tx, ws id.Workspace, into id.Member, from []id.Member, ords []uint32) error
	// Parted says that a member is somebody of their own again, with their numbers.
	Parted(ctx context.Context, tx *db.Tx, ws id.Workspace, into, from id.Member, ords []uint32) error
	// AllChanged says that it is now known who the staff are.
	AllChanged(ctx context.Context, tx *db.Tx, ws id.Workspace) error
	// GroupMoved says that a group belongs to another unit. Whoever restricts
	// pages by unit does so by the new one from this commit on.
	GroupMoved(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, unit id.Unit) error
}

// Eraser forgets people, in everything that is kept anywhere.
type Eraser interface {
	// Forget forgets a member: from its return on nobody is told who they are, and
	// what they wrote is emptied soon after. It fails with NotFound, or with
	// Conflict where it has to wait.
	Forget(ctx context.Context, ws id.Workspace, m id.Member) error
}

// Deps is what the pages of groups and members ask of their neighbours.
type Deps interface {
	Figures
	Followers
	Eraser
	// Hidden lists the imports that have not finished or are being taken back:
	// whom only they know is not shown.
	Hidden(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]id.Import, error)
	// StaffKnown reports whether somebody has said who the staff are, or the files do.
	StaffKnown(ctx context.Context, tx *db.Tx, ws id.Workspace) (bool, error)
	// Units lists the organisation, as auth.Service does.
	Units(ctx context.Context, ws id.Workspace) ([]auth.Unit, error)
}
