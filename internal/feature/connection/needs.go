package connection

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
)

// Networks is what the house knows of connections to chat networks.
type Networks interface {
	// MayConnect is nil where a workspace may be connected to the outside.
	MayConnect(ctx context.Context, ws id.Workspace) error
	// ConnectMatrix connects a workspace to a homeserver.
	ConnectMatrix(ctx context.Context, ws id.Workspace, f MatrixForm) (Door, error)
	// Reenter gives a connection its tokens again.
	Reenter(ctx context.Context, d Door, asToken, hsToken string) error
	// Registration is the file that the homeserver is to be given.
	Registration(d Door) (string, error)
	// Check tries a connection step by step.
	Check(ctx context.Context, d Door) []channel.Finding
	// Standing is how the connections of a workspace stand.
	Standing(ctx context.Context, ws id.Workspace) (map[id.Connection]Standing, error)
	// Backfill begins to bring what was said before a connection was made.
	Backfill(ctx context.Context, d Door, by id.User) error
}

// MatrixForm is what somebody says of a homeserver.
type MatrixForm struct {
	Name, Homeserver, ServerName, Base string
	ASToken, HSToken                   string // of a registration that is there already; else made
}

// Standing is how a connection stands.
type Standing struct {
	Events int64     // that it told
	Last   time.Time // when the newest of these happened; zero where it told nothing
	Heard  bool      // some process hears it
}

// Teller tells the whole story of one id.
type Teller interface {
	// Story fails with NotFound where nothing is known under an id, or where it is
	// not for those eyes.
	Story(ctx context.Context, v Reader, what string) (Story, error)
}

// Reader is who wants to know a story.
type Reader struct {
	Workspace id.Workspace
	Scope     auth.Scope
	Quotes    bool                         // may see what people wrote
	At        func(parts ...string) string // the address of a page
}

// Story is everything that is known of one thing.
type Story struct {
	Title  i18n.Message
	Names  []Named // by what it is known: our id, the network's, the key
	Steps  []Step  // in the order in which they happened
	Quote  string  // what was said; only for who may read it
	Hidden bool    // something was said that the reader may not see
}

// Named is one of the names of a thing.
type Named struct {
	Label i18n.Text
	Value string
	Href  string // its page; "" where it has none
}

// Step is one thing that happened.
type Step struct {
	At   time.Time // zero where nobody noted when
	Tone string    // "good", "wait", "bad" or "" for neither
	What i18n.Message
	More string // a reason in the machine's own words; "" for none
	Href string // where more is to be seen
}
