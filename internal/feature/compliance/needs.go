package compliance

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/compliance/gate"
)

// Neighbours is what the house knows.
type Neighbours interface {
	// Now is what the workspace's clock shows.
	Now(ws id.Workspace) time.Time
	// Zone is the zone of its days.
	Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error)
	// Groups names groups of a workspace, and says when each was first known and what
	// it is for; what is not of the workspace is left out.
	Groups(ctx context.Context, tx *db.Tx, ws id.Workspace, of []id.Group) (map[id.Group]Group, error)
	// Members names members of a workspace; who is not of it is left out.
	Members(ctx context.Context, tx *db.Tx, ws id.Workspace, of []id.Member) (map[id.Member]string, error)
	// Rests are the times around a moment, and for a year after it, in which nothing
	// is sold, because of the Spring Festival.
	Rests(around time.Time) []gate.Span
}

// Group is what the house knows of a group.
type Group struct {
	Name  string
	First time.Time
	Kind  gate.GroupKind // "" is gate.LongTerm
}

// Stay is a time during which a member was in a group.
type Stay struct {
	Group    id.Group
	From, To time.Time // From is zero where nobody told since when; To where they are still there
}

// Someone is a member with their name, and in a few words who they are.
type Someone struct {
	Member id.Member
	Name   string
	Among  string // the name of a group in which they wrote most; "" where there is none
}

// LeftOut is something that an SOP did not do for a member, and why.
type LeftOut struct {
	At               time.Time
	Group            id.Group
	Run              id.Run
	Title, Step, Why i18n.Text
}

// People is who is where, for the page that says what somebody got.
type People interface {
	// Stays tells in which groups a member was since a moment.
	Stays(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member, since time.Time) ([]Stay, error)
	// Inside lists who is in a group, at most so many; more says that there are others.
	Inside(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, most int) (who []Someone, more bool, err error)
	// Called lists members by a part of their name, at most so many.
	Called(ctx context.Context, tx *db.Tx, ws id.Workspace, name string, most int) (who []Someone, more bool, err error)
	// Origins names the SOPs of which touches are, by what these say they come from;
	// what is of none is left out.
	Origins(ctx context.Context, tx *db.Tx, ws id.Workspace, of []string) (map[string]string, error)
	// LeftOut lists what SOPs did not do for a member, the latest first.
	LeftOut(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member, most int) ([]LeftOut, error)
}
