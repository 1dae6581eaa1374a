package checkup

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Neighbours is what the check-up asks of the rest of the house.
type Neighbours interface {
	// Zone is the zone of a workspace's days.
	Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error)
	// Home is the unit somebody belongs to; 0 for head office.
	Home(ctx context.Context, tx *db.Tx, ws id.Workspace, user id.User) (id.Unit, error)
	// Places tells of groups; those that are not the workspace's are left out.
	Places(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]Place, error)
	// Keep makes a group that is kept by hand, with a remark. It fails as the making
	// of one by its own page does.
	Keep(ctx context.Context, ws id.Workspace, by By, name string, unit id.Unit, remark string) (id.Group, error)
	// Scene tells of the groups that somebody sees and that still go on, by name.
	Scene(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, now time.Time) (Scene, error)
}

// Place is a group as it is shown.
type Place struct {
	Name   string
	Unit   id.Unit
	ByHand bool // it has a page of its own among the WeChat groups
}

// Todos keeps what people are to do.
type Todos interface {
	// Open opens to-dos; one that was opened under its key before stays as it is.
	Open(ctx context.Context, tx *db.Tx, ws id.Workspace, todos []Todo) error
	// Close ends a to-do that is answered by what somebody did: as done where it was
	// time, as needed no more where it was not. One that is not there is passed over.
	Close(ctx context.Context, tx *db.Tx, ws id.Workspace, key string, done bool, by id.User) error
}

// Todo is something to be done.
type Todo struct {
	Key        string
	Group      id.Group // 0 where the house does not know it
	Unit       id.Unit
	At         Spot // where its words go; "" for no words
	Title, Why i18n.Text
	Say        string // its words; "" for none
	Link       string // a page of the workspace; "" for none
	Owner      id.User
	From, Due  time.Time // zero for now, and for whenever
	Until      time.Time // when it is of no use any more; zero for never
}
