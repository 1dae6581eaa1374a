package task

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Between lists the open to-dos that somebody sees and that are due from from until
// before to, or, where they are due at no time, may be begun then; the earliest first.
func (s *Service) Between(ctx context.Context, tx *db.Tx, ws id.Workspace, by Person, from, to time.Time, limit int) ([]Task, error) {
	w := whereIn(ws)
	w.wanted(Wanted{By: by, Units: auth.Everything()})
	begin, end := w.arg(from.UnixMilli()), w.arg(to.UnixMilli())
	query := `SELECT ` + columns + ` FROM task_item WHERE workspace = $1` + w.text.String() + ` AND state = 'open'
		AND (due >= ` + begin + ` AND due < ` + end + ` OR due = 0 AND starts >= ` + begin + ` AND starts < ` + end + `)
		ORDER BY CASE WHEN due = 0 THEN starts ELSE due END, id LIMIT ` + w.arg(limit)
	return list(ctx, tx, query, w.args)
}
