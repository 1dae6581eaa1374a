package playbook

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// GroupName is a group as pages name it.
type GroupName struct {
	ID   id.Group
	Name string
}

// Deps is what the pages ask of the neighbours.
type Deps interface {
	// Groups lists the groups that somebody sees, by name.
	Groups(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope) ([]GroupName, error)
	// Mute counts those of groups in which no program may speak.
	Mute(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (int, error)
	// Agree counts those besides somebody who may start SOPs.
	Agree(ctx context.Context, tx *db.Tx, ws id.Workspace, besides id.User) (int, error)
	// Unfit are the ready SOPs that do not suit what a workspace is, by name, and why.
	Unfit(ctx context.Context, tx *db.Tx, ws id.Workspace) (map[string]i18n.Text, error)
	// People names members by their numbers; who is forgotten has no name.
	People(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) (map[uint32]string, error)
}
