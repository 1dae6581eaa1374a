package audit

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Filter says which entries are wanted. What is zero leaves all through.
type Filter struct {
	Actor   Actor // an Actor without a By is anybody
	Actions []Action
	Subject string
}

// List lists entries of a workspace below before (0 for the newest), the newest
// first.
func List(ctx context.Context, tx *db.Tx, ws id.Workspace, want Filter, before id.Entry, limit int) (out []Entry, err error) {
	query := `SELECT id, at, by_kind, actor, action, subject, detail FROM audit_entry WHERE workspace = $1`
	args := []any{ws, limit}
	add := func(condition string, v any) {
		args = append(args, v)
		query += fmt.Sprintf(` AND `+condition, len(args))
	}
	if want.Actor.By != "" {
		add(`by_kind = $%d`, string(want.Actor.By))
		add(`actor = $%d`, want.Actor.ID)
	}
	if want.Subject != "" {
		add(`subject = $%d`, want.Subject)
	}
	if before != 0 {
		add(`id < $%d`, before)
	}
	if len(want.Actions) > 0 {
		query += ` AND action IN ` + db.List(len(args)+1, len(want.Actions))
		for _, a := range want.Actions {
			args = append(args, string(a))
		}
	}
	err = tx.Each(ctx, query+` ORDER BY id DESC LIMIT $2`, args, func(scan func(...any) error) error {
		e := Entry{Workspace: ws}
		var at int64
		var detail string
		if err := scan(&e.ID, &at, &e.Actor.By, &e.Actor.ID, &e.Action, &e.Subject, &detail); err != nil {
			return err
		}
		e.At = time.UnixMilli(at).UTC()
		out = append(out, e)
		return json.Unmarshal([]byte(detail), &out[len(out)-1].Detail)
	})
	if err != nil {
		return nil, fmt.Errorf("list the record: %w", err)
	}
	return out, nil
}
