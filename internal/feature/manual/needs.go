package manual

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	hand "github.com/huoshui/huoshui/internal/channel/manual"
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
	// Known tells of the messages of a group that are kept, of those said between two
	// moments.
	Known(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, from, to time.Time) (hand.Kept, error)
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

// Shelf is what groups kept by hand ask of past summaries.
type Shelf interface {
	// Card is what somebody new to a group is sent, of what was kept for it; "" where
	// nothing is.
	Card(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, lang i18n.Lang) (string, error)
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
