package inbox

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Backlog is what waits, and what stands aside, in all workspaces together: of
// use to whoever keeps the program running, and to nobody else.
type Backlog struct {
	Pending int64
	Oldest  time.Time // when the oldest was accepted; zero where nothing waits
	Aside   int64
}

// CountBacklog counts it.
func CountBacklog(ctx context.Context, tx *db.Tx) (b Backlog, err error) {
	var oldest id.Event
	err = tx.QueryRow(ctx, `SELECT COUNT(*), COALESCE(MIN(id), 0) FROM inbox_waiting`).Scan(&b.Pending, &oldest)
	if err != nil {
		return b, fmt.Errorf("count what waits: %w", err)
	}
	if b.Pending > 0 {
		b.Oldest = id.Made(oldest)
	}
	if err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM inbox_aside`).Scan(&b.Aside); err != nil {
		return b, fmt.Errorf("count events set aside: %w", err)
	}
	return b, nil
}
