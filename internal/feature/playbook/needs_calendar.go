package playbook

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
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
	// Reader tells of one of the staff who may see the calendar. It fails with
	// NotFound where there is no such person any more.
	Reader(ctx context.Context, tx *db.Tx, ws id.Workspace, who id.User) (Reader, error)
}

// Reader is somebody who reads the calendar without signing in, by its address.
type Reader struct {
	Scope auth.Scope
	Zone  *time.Location
}
