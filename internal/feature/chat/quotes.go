package chat

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Texts returns the words of messages of a group by their keys, looking in its
// last four months with messages only, so that its whole past is not searched.
func (s *Service) Texts(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, keys []uint64) (map[uint64]string, error) {
	out := map[uint64]string{}
	if len(keys) == 0 {
		return out, nil
	}
	keys = keys[:min(len(keys), 500)]
	args := []any{ws, group}
	for _, k := range keys {
		args = append(args, int64(k))
	}
	query := `SELECT key, body FROM chat_message WHERE workspace = $1 AND group_id = $2
		AND month >= (SELECT COALESCE(MAX(m.month), 0) - 3 FROM chat_message m WHERE m.workspace = $1 AND m.group_id = $2) AND key IN ` + db.List(3, len(keys))
	err := tx.Each(ctx, query, args, func(scan func(...any) error) error {
		var key int64
		var body string
		err := scan(&key, &body)
		out[uint64(key)] = body
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look up the words of messages: %w", err)
	}
	return out, nil
}
