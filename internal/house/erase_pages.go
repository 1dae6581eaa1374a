package house

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/run"
	"github.com/huoshui/huoshui/internal/feature/community"
)

// forgetter lets community's pages forget people: who they are at once, and what
// they wrote behind the answer, since that may take minutes.
type forgetter struct {
	communityNeighbours
	work *run.Group
}

var _ community.Deps = forgetter{}

// Forget forgets a member.
func (f forgetter) Forget(ctx context.Context, ws id.Workspace, m id.Member) error {
	if err := f.beginErasure(ctx, ws, m); err != nil {
		return err
	}
	f.work.Go("forget a member", func(ctx context.Context) error { return f.finishErasure(ctx, ws, m) })
	return nil
}

// FindMember finds a member of a workspace by their id as people see it, or fails
// with NotFound.
func (a *App) FindMember(ctx context.Context, workspace, member string) (ws id.Workspace, m id.Member, err error) {
	if ws, err = a.workspaceFor(ctx, workspace); err != nil {
		return 0, 0, err
	}
	if m, err = id.Parse[id.Member](member); err != nil {
		return 0, 0, err
	}
	return ws, m, a.DB.Read(ctx, func(tx *db.Tx) error {
		_, err := a.Community.Ords(ctx, tx, ws, m)
		return err
	})
}
