package request

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// slotsIn lists the slots of the weeks from one until another, both included.
func slotsIn(ctx context.Context, tx *db.Tx, ws id.Workspace, first, last Day) (out []Slot, err error) {
	err = tx.Each(ctx, `SELECT request, group_id, channel, at, week, department FROM request_slot WHERE workspace = $1 AND week >= $2 AND week <= $3
		ORDER BY at, request, group_id`, []any{ws, string(first), string(last)}, func(scan func(...any) error) error {
		var s Slot
		var at int64
		err := scan(&s.Request, &s.Group, &s.Channel, &at, &s.Week, &s.Department)
		s.At = timeOf(at)
		out = append(out, s)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list slots: %w", err)
	}
	return out, nil
}

func addSlot(ctx context.Context, tx *db.Tx, ws id.Workspace, s *Slot) error {
	_, err := tx.Exec(ctx, `INSERT INTO request_slot (workspace, request, group_id, channel, at, week, department, todo) VALUES ($1, $2, $3, $4, $5, $6, $7, 'open')`,
		ws, s.Request, s.Group, string(s.Channel), millis(s.At), string(s.Week), s.Department)
	if err != nil {
		return fmt.Errorf("give a slot: %w", err)
	}
	return nil
}

// heldIn lists the groups in which a request has slots.
func heldIn(ctx context.Context, tx *db.Tx, ws id.Workspace, request id.Request) (out []id.Group, err error) {
	err = tx.Each(ctx, `SELECT group_id FROM request_slot WHERE workspace = $1 AND request = $2 ORDER BY group_id`, []any{ws, request},
		func(scan func(...any) error) error {
			var g id.Group
			err := scan(&g)
			out = append(out, g)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list the slots of a request: %w", err)
	}
	return out, nil
}

// freeSlots takes a request's slots back.
func freeSlots(ctx context.Context, tx *db.Tx, ws id.Workspace, request id.Request) error {
	if _, err := tx.Exec(ctx, `DELETE FROM request_slot WHERE workspace = $1 AND request = $2`, ws, request); err != nil {
		return fmt.Errorf("take slots back: %w", err)
	}
	return nil
}

// How the to-do of a slot stands.
const (
	todoOpen   = "open"
	todoDone   = "done"
	todoMissed = "missed"
)

// setTodo notes how the to-do of a slot stands; it reports false where there is
// no such slot.
func setTodo(ctx context.Context, tx *db.Tx, ws id.Workspace, request id.Request, g id.Group, to string) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE request_slot SET todo = $4 WHERE workspace = $1 AND request = $2 AND group_id = $3`, ws, request, g, to)
	if err != nil {
		return false, fmt.Errorf("note how a slot stands: %w", err)
	}
	return n == 1, nil
}

// todosOf counts the to-dos of a request by how they stand.
func todosOf(ctx context.Context, tx *db.Tx, ws id.Workspace, request id.Request) (map[string]int, error) {
	out := map[string]int{}
	err := tx.Each(ctx, `SELECT todo, COUNT(*) FROM request_slot WHERE workspace = $1 AND request = $2 GROUP BY todo`, []any{ws, request}, func(scan func(...any) error) error {
		var todo string
		var n int
		err := scan(&todo, &n)
		out[todo] = n
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("count the to-dos of a request: %w", err)
	}
	return out, nil
}

// settingsOf are a workspace's settings; the defaults where it has none.
func settingsOf(ctx context.Context, tx *db.Tx, ws id.Workspace) (Settings, error) {
	set := Defaults()
	var body string
	err := tx.QueryRow(ctx, `SELECT body FROM request_settings WHERE workspace = $1`, ws).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return set, nil
	}
	if err != nil {
		return set, fmt.Errorf("read the settings of requests: %w", err)
	}
	if err := json.Unmarshal([]byte(body), &set); err != nil { // a channel that is not in it keeps its default
		return set, fmt.Errorf("read the settings of requests: %w", err)
	}
	return set, nil
}

func saveSettings(ctx context.Context, tx *db.Tx, ws id.Workspace, set *Settings) error {
	body, err := json.Marshal(set)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO request_settings (workspace, body, changed) VALUES ($1, $2, $3)
		ON CONFLICT (workspace) DO UPDATE SET body = excluded.body, changed = excluded.changed`, ws, string(body), tx.Now.UnixMilli())
	if err != nil {
		return fmt.Errorf("write the settings of requests: %w", err)
	}
	return nil
}
