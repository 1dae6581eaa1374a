package insight

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// GroupInfo is what insight must know of a group besides what was said in it.
type GroupInfo struct {
	ID       id.Group
	ReportID string // native id, told apart from others of the workspace
	Name     string
	Network  event.Network
	Unit     id.Unit
	Until    int64 // the group is not judged beyond this; 0 where nothing limits it
	Ends     int64 // when it is over, as people said beforehand; 0 where nobody did
	Listed   bool
	Unheard  bool // its network does not tell what is said in it
	Members  int  // of an unheard group: how many are in it now; −1 where that is not told either
	ByHand   bool // people tell what happens in it: who is not told of may have come or gone all the same
}

// Horizon says how far a workspace's groups are known.
type Horizon struct {
	Newest     int64       // latest event of any kind
	Stamp      int64       // latest stamp of the files; 0 where none has one
	Open       bool        // some files have no stamp
	StaffKnown bool        // somebody named the staff, or files state who is what
	Skipped    int         // lines of the files that could not be used
	Hidden     []id.Import // imports that have not finished: their parts are not read
}

// Groups tells where and who. Live is the console's rule for how far groups are
// known (a file without a stamp reaches to its last event until somebody says
// that silence followed); otherwise such a file limits nothing.
type Groups interface {
	Groups(ctx context.Context, tx *db.Tx, ws id.Workspace, live bool) ([]GroupInfo, error)
	Horizon(ctx context.Context, tx *db.Tx, ws id.Workspace) (Horizon, error)
	Listed(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group) ([]uint32, error)
	// Authors resolves authors to members; an author it does not know is left out.
	// bots, where it is not nil, are those who post like machines, whatever was
	// judged before.
	Authors(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32, bots map[uint32]bool) (map[uint32]measure.Someone, error)
	// Judge records that an author posts like a machine, or no longer does.
	Judge(ctx context.Context, tx *db.Tx, ws id.Workspace, ord uint32, bot bool) error
}

// Became says that a group is in another state than when it was measured before.
type Became struct {
	Group   id.Group
	Was, Is measure.State
	At      time.Time
}

// Tells lets others hear of what was measured, in the same transaction.
type Tells interface {
	Became(ctx context.Context, tx *db.Tx, ws id.Workspace, b Became) error
}
