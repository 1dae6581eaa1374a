package auth

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Zone returns the zone of a workspace's days, in the caller's transaction.
func (s *Service) Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error) {
	var zone string
	if err := tx.QueryRow(ctx, `SELECT zone FROM auth_workspace WHERE id = $1`, ws).Scan(&zone); err != nil {
		return nil, fmt.Errorf("zone of a workspace: %w", err)
	}
	return zoneOr(zone), nil
}

// KindIn returns whether a workspace holds somebody's own data, in the caller's
// transaction.
func (s *Service) KindIn(ctx context.Context, tx *db.Tx, ws id.Workspace) (kind WorkspaceKind, err error) {
	if err := tx.QueryRow(ctx, `SELECT `+kindOf+` FROM auth_workspace w WHERE w.id = $1`, ws).Scan(&kind); err != nil {
		return "", fmt.Errorf("kind of a workspace: %w", err)
	}
	return kind, nil
}
