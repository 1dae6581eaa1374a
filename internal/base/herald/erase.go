package herald

import (
	"context"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Erase drops facts of a workspace that wait to be told and are about somebody:
// is looks into a body.
func Erase(ctx context.Context, tx *db.Tx, ws id.Workspace, is func(body []byte) bool) error {
	var found []id.Fact
	err := tx.Each(ctx, `SELECT id, body FROM herald_waiting WHERE workspace = $1`, []any{ws}, func(scan func(...any) error) error {
		var f id.Fact
		var body []byte
		err := scan(&f, &body)
		if err == nil && is(body) {
			found = append(found, f)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("look for facts about somebody: %w", err)
	}
	for _, f := range found {
		if _, err := tx.Exec(ctx, `DELETE FROM herald_waiting WHERE workspace = $1 AND id = $2`, ws, f); err != nil {
			return fmt.Errorf("drop facts about somebody: %w", err)
		}
	}
	return nil
}
