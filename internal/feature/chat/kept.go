package chat

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Part is the import that stands for a connection, made where there is none: what
// is known by the connection before it has told anything.
func (s *Service) Part(ctx context.Context, tx *db.Tx, ws id.Workspace, connection id.Connection) (id.Import, error) {
	return partOf(ctx, tx, ws, connection, id.New[id.Import](s.IDs, tx.Now))
}

// Kept tells of the messages of a group that are kept, of those said from one
// moment to before another: their keys, and when they were said.
func (s *Service) Kept(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, from, to time.Time) (map[uint64]time.Time, error) {
	out := map[uint64]time.Time{}
	err := tx.Each(ctx, `SELECT key, at FROM chat_message WHERE workspace = $1 AND group_id = $2 AND month >= $3 AND month <= $4 AND at >= $5 AND at < $6`,
		[]any{ws, group, Month(from.UnixMilli()), Month(to.UnixMilli()), from.UnixMilli(), to.UnixMilli()}, func(scan func(...any) error) error {
			var key, at int64
			err := scan(&key, &at)
			out[uint64(key)] = time.UnixMilli(at).UTC()
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("look up which messages are kept: %w", err)
	}
	return out, nil
}
