package house

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/community"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
)

// moveLives hands what groups are for over to community where an older version
// kept it with the gate. Where nothing is left to hand over, it changes nothing.
func (a *App) moveLives(ctx context.Context) error {
	all, err := a.Auth.Workspaces(ctx)
	if err != nil {
		return err
	}
	for _, ws := range all {
		if err := a.DB.Write(ctx, func(tx *db.Tx) error { return a.moveLivesOf(ctx, tx, ws.ID) }); err != nil {
			return fmt.Errorf("hand over what groups are for: %w", err)
		}
	}
	return nil
}

func (a *App) moveLivesOf(ctx context.Context, tx *db.Tx, ws id.Workspace) error {
	old, err := a.Compliance.OldKinds(ctx, tx, ws)
	if err != nil || len(old) == 0 {
		return err
	}
	lives := map[id.Group]community.Life{}
	for g, kind := range old {
		if life := lifeOfKind(kind); life != "" {
			lives[g] = life
		}
	}
	return a.Community.SettleLives(ctx, tx, ws, lives)
}

// kindOfLife is what the gate calls what a group is for.
var kindOfLife = map[community.Life]touching.GroupKind{
	community.LongTerm: touching.LongTerm, community.Flash: touching.Flash, community.RushSale: touching.RushSale, community.PaidOrder: touching.PaidOrder,
}

func lifeOfKind(kind touching.GroupKind) community.Life {
	for life, k := range kindOfLife {
		if k == kind {
			return life
		}
	}
	return ""
}
