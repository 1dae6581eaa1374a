package chat

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Part is the import that stands for a connection, made where there is none: what
// is known by the connection before it has told anything.
func (s *Service) Part(ctx context.Context, tx *db.Tx, ws id.Workspace, connection id.Connection) (id.Import, error) {
	return partOf(ctx, tx, ws, connection, id.New[id.Import](s.IDs, tx.Now))
}

// Kept says which messages of a group are kept, of those said between two moments.
func (s *Service) Kept(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, messages []event.NativeMessage, from, to time.Time) (map[event.NativeMessage]bool, error) {
	named := make(map[int64]event.NativeMessage, len(messages))
	var keys []int64
	for _, m := range messages {
		key := int64(event.SubjectKey(event.NativeKey(m), 0))
		if _, twice := named[key]; !twice {
			keys = append(keys, key)
		}
		named[key] = m
	}
	out := map[event.NativeMessage]bool{}
	for part := range slices.Chunk(keys, 400) {
		args := []any{ws, group, Month(from.UnixMilli()), Month(to.UnixMilli())}
		for _, k := range part {
			args = append(args, k)
		}
		query := `SELECT key FROM chat_message WHERE workspace = $1 AND group_id = $2 AND month >= $3 AND month <= $4 AND key IN ` + db.List(5, len(part))
		err := tx.Each(ctx, query, args, func(scan func(...any) error) error {
			var key int64
			err := scan(&key)
			out[named[key]] = true
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("look up which messages are kept: %w", err)
		}
	}
	return out, nil
}
