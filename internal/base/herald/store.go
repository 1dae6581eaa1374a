package herald

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/id"
)

// waiting is a fact that a hearer has not heard.
type waiting struct {
	fact.Fact
	attempts int
}

func take(ctx context.Context, tx *db.Tx, hearer string) (out []waiting, err error) {
	err = tx.Each(ctx, `SELECT id, workspace, kind, at, event, attempts, body FROM herald_waiting
		WHERE hearer = $1 AND due >= 0 AND due <= $2 ORDER BY id LIMIT $3`, []any{hearer, tx.Now.UnixMilli(), batchSize}, func(scan func(...any) error) error {
		var w waiting
		var at int64
		err := scan(&w.ID, &w.Workspace, &w.Kind, &at, &w.Event, &w.attempts, &w.Body)
		w.At = time.UnixMilli(at).UTC()
		out = append(out, w)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("take facts: %w", err)
	}
	return out, nil
}

// done takes facts off a hearer's list; false where one is gone already.
func done(ctx context.Context, tx *db.Tx, hearer string, batch []waiting) (bool, error) {
	args := []any{hearer}
	for _, w := range batch {
		args = append(args, int64(w.ID))
	}
	n, err := tx.Exec(ctx, `DELETE FROM herald_waiting WHERE hearer = $1 AND id IN `+db.List(2, len(batch)), args...)
	if err != nil {
		return false, fmt.Errorf("take facts off the list: %w", err)
	}
	return n == int64(len(batch)), nil
}

// later lets a fact wait for another attempt, or sets it aside after the last.
func later(ctx context.Context, tx *db.Tx, hearer string, w waiting, cause error) error {
	due := int64(-1)
	if w.attempts+1 < maxAttempts {
		due = tx.Now.Add(min(firstPause<<w.attempts, longest)).UnixMilli()
	}
	_, err := tx.Exec(ctx, `UPDATE herald_waiting SET attempts = attempts + 1, due = $3, why = $4 WHERE hearer = $1 AND id = $2`,
		hearer, w.ID, due, reason(cause))
	if err != nil {
		return fmt.Errorf("let a fact wait: %w", err)
	}
	return nil
}

// Pending counts the facts of a workspace that a hearer has not heard.
func Pending(ctx context.Context, tx *db.Tx, ws id.Workspace) (n int64, err error) {
	if err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM herald_waiting WHERE workspace = $1 AND due >= 0`, ws).Scan(&n); err != nil {
		return 0, fmt.Errorf("count facts: %w", err)
	}
	return n, nil
}
