package outbox

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Stands is how a deed stands, in short.
type Stands struct {
	ID    id.Deed
	State State
	Ended time.Time // zero while it is not settled
	Due   time.Time // while it waits: when it is tried again
	Code  string
}

// StandsOf says how the deeds of some keys stand; those that are not there, or no
// more, are left out.
func StandsOf(ctx context.Context, tx *db.Tx, ws id.Workspace, keys []string) (map[string]Stands, error) {
	out := make(map[string]Stands, len(keys))
	if len(keys) == 0 {
		return out, nil
	}
	in, list := db.Among(tx, 2, keys)
	err := tx.Each(ctx, `SELECT key, id, state, ended, due, code FROM outbox_deed WHERE workspace = $1 AND key IN `+in, []any{ws, list}, func(scan func(...any) error) error {
		var key string
		var s Stands
		var ended, due int64
		err := scan(&key, &s.ID, &s.State, &ended, &due, &s.Code)
		if ended > 0 {
			s.Ended = time.UnixMilli(ended).UTC()
		}
		s.Due = time.UnixMilli(due).UTC()
		out[key] = s
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look how deeds stand: %w", err)
	}
	return out, nil
}
