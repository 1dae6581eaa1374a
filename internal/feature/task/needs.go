package task

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Directory is what the house knows of people and groups.
type Directory interface {
	// People lists the staff of a workspace, by name.
	People(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]Person, error)
	// Units lists the organisation.
	Units(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]auth.Unit, error)
	// Zone is the zone of the workspace's days.
	Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error)
	// Groups tells of groups; those that are not the workspace's are left out.
	Groups(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]Place, error)
	// Members tells of people by their numbers; who is forgotten has no name.
	Members(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) (map[uint32]Known, error)
	// Within lists the groups of a scope by name, not more than a page can offer.
	Within(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope) ([]Named, error)
}

// Named is a group that can be chosen.
type Named struct {
	Group id.Group
	Name  string
}

// Place is a group as it is shown.
type Place struct {
	Name string
	Unit id.Unit
}

// Known is a member as they are shown.
type Known struct {
	Name   string
	Member id.Member
}

// Hearer hears how to-dos end, in the transaction in which they do. It looks at
// the key or the origin, and passes over what is not its own.
type Hearer interface {
	// Settled says that a to-do ended, however it did.
	Settled(ctx context.Context, tx *db.Tx, ws id.Workspace, t Task) error
	// Reopened says that somebody took back what they said of it. It fails with
	// Conflict where that has led to something which cannot be taken back.
	Reopened(ctx context.Context, tx *db.Tx, ws id.Workspace, t Task) error
}

// Forms knows by what rules fields are filled in.
type Forms interface {
	// Check says what is wrong with a value, in a sentence to stand beside the
	// field. It fails with Invalid.
	Check(f Field, value string) error
}

// Next knows what may come next once a to-do is done.
type Next interface {
	// After is the address below the workspace to which somebody may go on with what
	// they filled in, and what that is called; "" for nothing.
	After(t *Task) (path string, label i18n.Text)
}

// Gate is asked before a person says something to people, as it is before the
// program does.
type Gate interface {
	// Look says whether it may be said now, and changes nothing.
	Look(ctx context.Context, tx *db.Tx, ws id.Workspace, t *Task, by id.User) (Verdict, error)
	// May says whether it may be said now, and counts it where it may: one key once.
	May(ctx context.Context, tx *db.Tx, ws id.Workspace, t *Task, by id.User) (Verdict, error)
	// Said counts what was said although it should have waited.
	Said(ctx context.Context, tx *db.Tx, ws id.Workspace, t *Task, by id.User) error
	// Return takes out of the counts what was not said.
	Return(ctx context.Context, tx *db.Tx, ws id.Workspace, key string) error
}

// Verdict is what a gate says. Where it says no, Why is a word for it, and Until
// when it may be said; zero where nobody knows, or never.
type Verdict struct {
	May   bool
	Never bool
	Why   i18n.Text
	Until time.Time
}
