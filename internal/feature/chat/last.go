package chat

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// LastSaid is when somebody spoke last in a group, as connections have told;
// zero where none did.
func (s *Service) LastSaid(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group) (time.Time, error) {
	var ms int64
	err := tx.QueryRow(ctx, `SELECT last_at FROM chat_count WHERE workspace = $1 AND group_id = $2`, ws, group).Scan(&ms)
	if errors.Is(err, sql.ErrNoRows) || err == nil && ms == 0 {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("ask when somebody spoke last: %w", err)
	}
	return time.UnixMilli(ms).UTC(), nil
}

// ToldBy is what a connection has told so far.
type ToldBy struct {
	Import   id.Import
	Events   int64
	Messages int64
	Newest   time.Time // of what it told, when it happened; zero where it told nothing
}

// Told lists what the connections of a workspace have told.
func (s *Service) Told(ctx context.Context, tx *db.Tx, ws id.Workspace) (map[id.Connection]ToldBy, error) {
	out := map[id.Connection]ToldBy{}
	err := tx.Each(ctx, `SELECT l.connection, i.id, i.events, i.messages, i.newest FROM chat_live l JOIN chat_import i
		ON i.workspace = l.workspace AND i.id = l.import WHERE l.workspace = $1`, []any{ws}, func(scan func(...any) error) error {
		var c id.Connection
		var t ToldBy
		var newest int64
		err := scan(&c, &t.Import, &t.Events, &t.Messages, &newest)
		if newest > 0 {
			t.Newest = time.UnixMilli(newest).UTC()
		}
		out[c] = t
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list what connections have told: %w", err)
	}
	return out, nil
}
