package chat

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// Chat is a group as an import sees it.
type Chat struct {
	Network   event.Network
	Namespace string
	Chat      event.NativeChat
	Name      string
	NameAt    int64
	Newest    int64
	Until     int64 // latest stamp of the exports that tell of it
	Open      bool  // one of them has no stamp
}

// Person is somebody as an import sees them.
type Person struct {
	export.Person
	NameAt int64
}

// Recogniser turns native chats and users into groups and numbered people. It
// notes which import saw them, so that the import can be undone.
type Recogniser interface {
	People(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, seen []Person) ([]uint32, error)
	Groups(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, seen []Chat) ([]id.Group, error)
	// Listed notes whom the files list as in a group. plain says that they list
	// ordinary members, and not only whose export it is and who runs the group.
	Listed(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, group id.Group, people []uint32, plain bool) error
	Settle(ctx context.Context, ws id.Workspace, imp id.Import) error
	Forget(ctx context.Context, ws id.Workspace, imp id.Import) error
}

// LiveRecogniser is Recogniser for what happens now: each call tells only what
// is new, and what it says holds at once.
type LiveRecogniser interface {
	// Live numbers the people and gives the groups their ids, in the same orders.
	Live(ctx context.Context, tx *db.Tx, ws id.Workspace, part id.Import, people []Person, groups []Chat) ([]uint32, []id.Group, error)
	// Epoch changes when what was said before of people is not true any more.
	Epoch(ctx context.Context, tx *db.Tx, ws id.Workspace) (int64, error)
	// Holds is Epoch for whoever is about to write: it does not change before tx ends.
	Holds(ctx context.Context, tx *db.Tx, ws id.Workspace) (int64, error)
}

// Hearer must know of every batch of messages in the transaction that records
// it. Hear does its thinking at once, outside the transaction, and returns what
// is to be written inside it.
type Hearer interface {
	Hear(ws id.Workspace, imp id.Import, batch int64, said []Recorded) (write func(context.Context, *db.Tx) error)
	// Changed returns what is to be written where messages were edited or deleted
	// since: Kind says which, At when, Body how the message reads now, and Answers
	// orders changes of one instant.
	Changed(ws id.Workspace, changed []Recorded) (write func(context.Context, *db.Tx) error)
	// Forget takes back what was heard of groups from an import, in its own
	// transactions. Doing it twice does no harm.
	Forget(ctx context.Context, ws id.Workspace, imp id.Import, groups []id.Group) error
	// Due is called in the transaction that ends or undoes an import: from then
	// on the figures of groups must follow, whatever becomes of this process.
	Due(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) error
	// Settled is called after that transaction, to make them follow at once.
	Settled(ctx context.Context, ws id.Workspace, groups []id.Group) error
}
