package insight

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
)

// CountDue counts the groups of all workspaces that wait to be measured.
func CountDue(ctx context.Context, tx *db.Tx) (n int64, err error) {
	if err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM insight_due`).Scan(&n); err != nil {
		return 0, fmt.Errorf("count groups to be measured: %w", err)
	}
	return n, nil
}
