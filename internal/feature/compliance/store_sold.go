package compliance

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// FirstSold tells when something was first to be sold in groups, whether it was let
// through or not. Groups in which nothing was are left out.
func (s *Service) FirstSold(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]time.Time, error) {
	out := map[id.Group]time.Time{}
	in, list := db.Among(tx, 2, groups)
	err := tx.Each(ctx, `SELECT grp, MIN(first) FROM compliance_decision WHERE workspace = $1 AND selling = 1 AND grp IN `+in+` GROUP BY grp`, []any{ws, list},
		func(scan func(...any) error) error {
			var g id.Group
			var first int64
			err := scan(&g, &first)
			out[g] = time.UnixMilli(first).UTC()
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("ask when groups were first sold in: %w", err)
	}
	return out, nil
}
