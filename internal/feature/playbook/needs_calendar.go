package playbook

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// CalendarDeps is what the calendar asks of the neighbours.
type CalendarDeps interface {
	Deps
	// ToDos lists the open to-dos that somebody sees and that are due from from until
	// before to, or may be begun then where they are due at no time; so many at most,
	// the earliest.
	ToDos(ctx context.Context, tx *db.Tx, ws id.Workspace, who id.User, from, to time.Time, most int) ([]agenda.ToDo, error)
	// Limits are what the gate lets through.
	Limits(ctx context.Context, tx *db.Tx, ws id.Workspace) (agenda.Limits, error)
	// Slots lists when what other departments asked for is said in groups from from until
	// before to; 0 stands for the workspace's Moments.
	Slots(ctx context.Context, tx *db.Tx, ws id.Workspace, who Reader, groups []id.Group, from, to time.Time) ([]agenda.Slot, error)
	// DaysOf lists members of groups who may have a day of their year on one of days:
	// their birthday, or when they joined, by the engine's names. more says that there
	// are others than the most it lists.
	DaysOf(ctx context.Context, tx *db.Tx, ws id.Workspace, kind string, groups []id.Group, days []when.Date, most int) (list []Subject, more bool, err error)
	// Reader tells of one of the staff who may see the calendar. It fails with
	// NotFound where there is no such person any more.
	Reader(ctx context.Context, tx *db.Tx, ws id.Workspace, who id.User) (Reader, error)
}

// Reader is somebody who reads the calendar: whoever looks at it, or without signing in
// by its address.
type Reader struct {
	User  id.User
	Role  auth.Role
	Scope auth.Scope
	Zone  *time.Location
	Lang  i18n.Lang          // that they chose; "" where whoever reads decides
	Kind  auth.WorkspaceKind // what is made up says so, also in the feed
}
