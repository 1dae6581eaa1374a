package inbox

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Clash is something that came under a key under which something else was
// accepted before.
type Clash struct {
	ID         id.Event
	First      id.Event // what was accepted under the key
	Connection id.Connection
	Key        string
	At         time.Time
}

// Conflicts lists the newest conflicts.
func Conflicts(ctx context.Context, tx *db.Tx, ws id.Workspace, limit int) (out []Clash, err error) {
	err = tx.Each(ctx, `SELECT id, first, connection, key, at FROM inbox_conflict WHERE workspace = $1 ORDER BY id DESC LIMIT $2`, []any{ws, limit},
		func(scan func(...any) error) error {
			var c Clash
			var at int64
			err := scan(&c.ID, &c.First, &c.Connection, &c.Key, &at)
			c.At = time.UnixMilli(at).UTC()
			out = append(out, c)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list conflicts: %w", err)
	}
	return out, nil
}

// CountConflicts counts the conflicts of a workspace.
func CountConflicts(ctx context.Context, tx *db.Tx, ws id.Workspace) (n int64, err error) {
	if err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM inbox_conflict WHERE workspace = $1`, ws).Scan(&n); err != nil {
		return 0, fmt.Errorf("count conflicts: %w", err)
	}
	return n, nil
}

// KeyOf returns the connection and key of an event, as far as the inbox still
// knows it by its id: while it waits, or where it was set aside or something clashed with it. ok is
// false otherwise: what was routed is known by its key alone.
func KeyOf(ctx context.Context, tx *db.Tx, ws id.Workspace, event id.Event) (c id.Connection, key string, ok bool, err error) {
	args := []any{ws, event}
	for lane := range Lanes {
		args = append(args, lane)
	}
	err = tx.Each(ctx, `SELECT connection, key FROM inbox_waiting WHERE workspace = $1 AND id = $2 AND lane IN `+db.List(3, Lanes)+`
		UNION ALL SELECT connection, key FROM inbox_aside WHERE workspace = $1 AND id = $2
		UNION ALL SELECT connection, key FROM inbox_conflict WHERE workspace = $1 AND (id = $2 OR first = $2)`, args, func(scan func(...any) error) error {
		ok = true
		return scan(&c, &key)
	})
	if err != nil {
		return 0, "", false, fmt.Errorf("look for an event: %w", err)
	}
	return c, key, ok, nil
}
