package inbox

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Erase empties what of a workspace was set aside or came in conflict and is
// about somebody: is looks into a body. What still waits is left to the road,
// behind which the erasure is done.
func Erase(ctx context.Context, tx *db.Tx, ws id.Workspace, is func(body []byte) bool) error {
	for _, t := range []struct{ list, empty string }{
		{`SELECT id, body FROM inbox_aside WHERE workspace = $1 AND length(body) > 0`, `UPDATE inbox_aside SET body = $3 WHERE workspace = $1 AND id = $2`},
		{`SELECT id, body FROM inbox_conflict WHERE workspace = $1 AND length(body) > 0`, `UPDATE inbox_conflict SET body = $3 WHERE workspace = $1 AND id = $2`},
	} {
		var found []id.Event
		err := tx.Each(ctx, t.list, []any{ws}, func(scan func(...any) error) error {
			var e id.Event
			var body []byte
			err := scan(&e, &body)
			if err == nil && is(body) {
				found = append(found, e)
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("look for somebody's events: %w", err)
		}
		for _, e := range found {
			if _, err := tx.Exec(ctx, t.empty, ws, e, []byte{}); err != nil {
				return fmt.Errorf("empty somebody's events: %w", err)
			}
		}
	}
	return nil
}
