package insight

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// PersonName is a member as pages name them.
type PersonName struct {
	Name   string
	Member id.Member
}

// ReachAsk is an import of which nobody has said what followed its last line:
// 「之后是没人说话,还是记录只导到那天?」
type ReachAsk struct {
	Import id.Import
	Name   string    // of the import, as it was given
	Newest time.Time // its latest event
}

// Counted is what connections have told of a group up to this moment.
type Counted struct {
	Messages, People, Last int64 // Last in Unix milliseconds
}

// ByHand is what a person said last of a group that no program may enter.
type ByHand struct {
	Href                                  string // where more is said
	Day                                   string // "" where nobody has said anything yet
	Today                                 bool
	People, Joined, Left, Messages, Spoke int // −1 where they did not say
	Week                                  *ByHandWeek
}

// ByHandWeek is what a person said of the latest week; −1 where they did not say.
type ByHandWeek struct {
	From                       string // its Monday, as 01-02
	People, Spoke, Sent, Asked int
}

// Hands is what Deps may be besides: one that knows of groups kept by hand. It
// returns nil of others.
type Hands interface {
	ByHand(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, at func(parts ...string) string) (*ByHand, error)
}

// Deps is what pages ask of neighbours. Each method runs a number of statements
// that does not grow with the workspace: a page asks all of them every time.
type Deps interface {
	// Names resolves member numbers, those of figures; whoever was forgotten is left out.
	Names(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) (map[uint32]PersonName, error)
	// Quotes returns the words of messages of a group by their keys; what is no
	// longer kept is left out. It is asked only for viewers who may read messages.
	Quotes(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, keys []uint64) (map[uint64]string, error)
	// StaffKnown reports whether somebody has said who the staff are, or files do.
	StaffKnown(ctx context.Context, tx *db.Tx, ws id.Workspace) (bool, error)
	// Asks lists the imports whose last day wants an answer, the newest first.
	Asks(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]ReachAsk, error)
	// Importing reports whether an import is under way.
	Importing(ctx context.Context, tx *db.Tx, ws id.Workspace) (bool, error)
	// Counted counts what connections have told of a group; all zero where none did.
	Counted(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group) (Counted, error)
	// Units lists the organisation.
	Units(ctx context.Context, ws id.Workspace) ([]auth.Unit, error)
}
