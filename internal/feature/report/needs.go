package report

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Person is one of the staff.
type Person struct {
	User id.User
	Name string
	Unit id.Unit
	Does bool // their role does to-dos
}

// Neighbours is where steps come from, and who and where.
type Neighbours interface {
	// Steps lists the steps whose time came from one moment to before another, as
	// they stand.
	Steps(ctx context.Context, tx *db.Tx, ws id.Workspace, from, to time.Time) ([]Step, error)
	// Touched tells when the time came of steps for people that have changed since a
	// moment of the wall.
	Touched(ctx context.Context, tx *db.Tx, ws id.Workspace, since time.Time) ([]time.Time, error)
	// Zone is the zone of the workspace's days.
	Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error)
	// Units lists the organisation, People the staff by name.
	Units(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]auth.Unit, error)
	People(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]Person, error)
	// Groups names groups; those that are no more have no name.
	Groups(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]string, error)
	// Books tells of SOPs and their steps.
	Books(ctx context.Context, tx *db.Tx, ws id.Workspace, books []id.Playbook) (map[id.Playbook]Book, error)
}

// Book is an SOP as it is shown.
type Book struct {
	Title string
	Steps map[string]i18n.Text // what they do, by id, as far as the newest version has them
}

// Attention is a group that needs somebody, and why.
type Attention struct {
	Group id.Group
	Name  string
	State i18n.Text
	Why   string // in the language that was asked for
}

// House is what the morning's report tells besides, and what it may do.
type House interface {
	// Attention lists the groups of a scope that need somebody most, and how many
	// there are.
	Attention(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, lang i18n.Lang, most int) ([]Attention, int, error)
	// ToDo counts what people of a scope have to do until a moment.
	ToDo(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, until time.Time) (int, error)
	// Complaints counts those that are not settled; nil where nobody knows.
	Complaints(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope) (*int, error)
	// Label says what a workspace's data are where they are not somebody's own: sample
	// or simulated.
	Label(ctx context.Context, tx *db.Tx, ws id.Workspace) (i18n.Text, error)
	// MaySend is nil where a workspace may send to the outside.
	MaySend(ctx context.Context, ws id.Workspace) error
	// Remind opens a to-do that only somebody sees.
	Remind(ctx context.Context, tx *db.Tx, ws id.Workspace, who id.User, key, title, why string, until time.Time) error
}
