package manual

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
)

// mostUntold is how much is handed on at a time.
const mostUntold = 500

// Untold lists what was written down behind a connection and not handed on yet, in
// the order in which it was.
func (s *Service) Untold(ctx context.Context, ws id.Workspace, door id.Connection) (out []channel.Arrived, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		return tx.Each(ctx, `SELECT key, body FROM manual_told WHERE workspace = $1 AND connection = $2 AND told = 0 ORDER BY n LIMIT $3`,
			[]any{ws, door, mostUntold}, func(scan func(...any) error) error {
				var a channel.Arrived
				var body []byte
				if err := scan(&a.Key, &body); err != nil {
					return err
				}
				a.Event, err = event.Decode(body)
				out = append(out, a)
				return err
			})
	})
	if err != nil {
		return nil, fmt.Errorf("list what is to be handed on: %w", err)
	}
	return out, nil
}

// Told notes that these are kept for good: what they say is forgotten here.
func (s *Service) Told(ctx context.Context, ws id.Workspace, door id.Connection, keys []string) error {
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		for part := range slices.Chunk(keys, 200) {
			args := []any{ws, door, tx.Now.UnixMilli(), []byte{}}
			for _, key := range part {
				args = append(args, key)
			}
			if _, err := tx.Exec(ctx, `UPDATE manual_told SET told = $3, body = $4 WHERE workspace = $1 AND connection = $2 AND told = 0 AND key IN `+
				db.List(5, len(part)), args...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("note what was handed on: %w", err)
	}
	return nil
}

// Waits lists the connections behind which something is to be handed on, of every
// workspace.
func (s *Service) Waits(ctx context.Context) (out []id.Connection, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error { return waits(ctx, tx, &out) })
	if err != nil {
		return nil, fmt.Errorf("look for what is to be handed on: %w", err)
	}
	return out, nil
}

func waits(ctx context.Context, tx *db.Tx, into *[]id.Connection) error {
	return tx.Each(ctx, `SELECT DISTINCT connection FROM manual_told WHERE told = 0`, nil, func(scan func(...any) error) error {
		var c id.Connection
		err := scan(&c)
		*into = append(*into, c)
		return err
	})
}

// keepTold is for how long it is remembered that something was told.
const keepTold = 40 * 24 * time.Hour

// Sweep forgets what was told long ago. It is called every hour or so.
func (s *Service) Sweep(ctx context.Context, ws id.Workspace) error {
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM manual_told WHERE workspace = $1 AND told > 0 AND told < $2`, ws, tx.Now.Add(-keepTold).UnixMilli())
		return err
	})
	if err != nil {
		return fmt.Errorf("forget what was told: %w", err)
	}
	return nil
}

// Erase drops what waits to be handed on and is about somebody: is looks into an
// event.
func (s *Service) Erase(ctx context.Context, tx *db.Tx, ws id.Workspace, is func(body []byte) bool) error {
	var found []string
	err := tx.Each(ctx, `SELECT key, body FROM manual_told WHERE workspace = $1 AND told = 0`, []any{ws}, func(scan func(...any) error) error {
		var key string
		var body []byte
		err := scan(&key, &body)
		if err == nil && is(body) {
			found = append(found, key)
		}
		return err
	})
	for i := 0; err == nil && i < len(found); i++ {
		_, err = tx.Exec(ctx, `UPDATE manual_told SET told = $3, body = $4 WHERE workspace = $1 AND key = $2`, ws, found[i], tx.Now.UnixMilli(), []byte{})
	}
	if err != nil {
		return fmt.Errorf("forget what people wrote down of somebody: %w", err)
	}
	return nil
}
