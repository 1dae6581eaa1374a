package insight

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Waiting counts the questions in groups that nobody has answered, where there are
// any, as far as what was said is known.
func (s *Service) Waiting(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]int, error) {
	out := map[id.Group]int{}
	in, list := db.Among(tx, 2, groups)
	err := tx.Each(ctx, `SELECT group_id, waiting FROM insight_group WHERE workspace = $1 AND group_id IN `+in+` AND waiting > 0`, []any{ws, list}, func(scan func(...any) error) error {
		var g id.Group
		var n int
		err := scan(&g, &n)
		out[g] = n
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("count unanswered questions: %w", err)
	}
	return out, nil
}
