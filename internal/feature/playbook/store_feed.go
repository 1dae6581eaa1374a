package playbook

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

func putFeed(ctx context.Context, tx *db.Tx, ws id.Workspace, who id.User, hash []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO playbook_feed (workspace, user_id, hash, created) VALUES ($1, $2, $3, $4)
		ON CONFLICT (workspace, user_id) DO UPDATE SET hash = $3, created = $4`, ws, who, hash, tx.Now.UnixMilli())
	if err != nil {
		return fmt.Errorf("make a calendar address: %w", err)
	}
	return nil
}

func dropFeed(ctx context.Context, tx *db.Tx, ws id.Workspace, who id.User) (bool, error) {
	n, err := tx.Exec(ctx, `DELETE FROM playbook_feed WHERE workspace = $1 AND user_id = $2`, ws, who)
	if err != nil {
		return false, fmt.Errorf("close a calendar address: %w", err)
	}
	return n > 0, nil
}

// feedBy is whose calendar has an address with this hash.
func feedBy(ctx context.Context, tx *db.Tx, hash []byte) (ws id.Workspace, who id.User, err error) {
	err = tx.QueryRow(ctx, `SELECT workspace, user_id FROM playbook_feed WHERE hash = $1`, hash).Scan(&ws, &who)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, 0, fault.New(fault.NotFound, noFeedThere.With())
	}
	if err != nil {
		return 0, 0, fmt.Errorf("find a calendar address: %w", err)
	}
	return ws, who, nil
}

// feedSince is when the calendar address of somebody was made; zero where they have none.
func feedSince(ctx context.Context, tx *db.Tx, ws id.Workspace, who id.User) (time.Time, error) {
	var created int64
	err := tx.QueryRow(ctx, `SELECT created FROM playbook_feed WHERE workspace = $1 AND user_id = $2`, ws, who).Scan(&created)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("find a calendar address: %w", err)
	}
	return time.UnixMilli(created).UTC(), nil
}
