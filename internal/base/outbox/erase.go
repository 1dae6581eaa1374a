package outbox

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Erase empties deeds of a workspace that are about somebody: is looks into a
// body. One that has not left is dropped.
func Erase(ctx context.Context, tx *db.Tx, ws id.Workspace, is func(body []byte) bool) error {
	var found []id.Deed
	err := tx.Each(ctx, `SELECT id, body FROM outbox_deed WHERE workspace = $1 AND length(body) > 0`, []any{ws}, func(scan func(...any) error) error {
		var d id.Deed
		var body []byte
		err := scan(&d, &body)
		if err == nil && is(body) {
			found = append(found, d)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("look for deeds about somebody: %w", err)
	}
	for _, d := range found {
		_, err := tx.Exec(ctx, `UPDATE outbox_deed SET body = $3, state = CASE WHEN state = 'waiting' THEN 'dropped' ELSE state END,
			ended = CASE WHEN state = 'waiting' THEN $4 ELSE ended END WHERE workspace = $1 AND id = $2`, ws, d, []byte{}, tx.Now.UnixMilli())
		if err != nil {
			return fmt.Errorf("empty deeds about somebody: %w", err)
		}
	}
	return nil
}
