package manual

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
)

// Neighbours is what groups kept by hand ask of the rest of the house.
type Neighbours interface {
	// Door is the connection behind which a workspace's groups stand, making it
	// where there is none and make says so; NotFound where there is none.
	Door(ctx context.Context, ws id.Workspace, make bool) (id.Connection, error)
	// Found makes a group known by its chat, or gives it its new name. A group that
	// was not known belongs to unit.
	Found(ctx context.Context, tx *db.Tx, ws id.Workspace, door id.Connection, chat event.NativeChat, name string, unit id.Unit) (id.Group, error)
	// Places tells of groups.
	Places(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]Place, error)
	// People lists the staff, and the organisation.
	People(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]Person, []auth.Unit, error)
	// Zone is the zone of a workspace's days.
	Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error)
	// Known says which messages of a group are kept already, that were said between
	// two moments.
	Known(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, messages []event.NativeMessage, from, to time.Time) (map[event.NativeMessage]bool, error)
	// Take brings in what was copied: what happens now by the road of all events,
	// what is past as history. What is kept already is not kept again.
	Take(ctx context.Context, ws id.Workspace, by id.User, from Source, now, past []channel.Arrived) error
}

// Source is where something was copied.
type Source struct {
	Door id.Connection
	Chat event.NativeChat
	Name string
}

// Follower wants to know when what people say of a group has changed.
type Follower interface {
	Changed(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group) error
}

// Place is a group as it is shown.
type Place struct {
	Name string
	Unit id.Unit
}

// Person is one of the staff.
type Person struct {
	User  id.User
	Name  string
	Does  bool // to-dos
	Scope auth.Scope
}
