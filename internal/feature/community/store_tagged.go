package community

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// AnyTagged reports whether anybody of a workspace carries a tag.
func (s *Service) AnyTagged(ctx context.Context, tx *db.Tx, ws id.Workspace) (yes bool, err error) {
	err = tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM community_tag WHERE workspace = $1)`, ws).Scan(&yes)
	if err != nil {
		return false, fmt.Errorf("ask whether anybody carries a tag: %w", err)
	}
	return yes, nil
}
