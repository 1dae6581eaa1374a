package task

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// anyDue reports whether a step may have something to do. What begins and is
// nobody's counts only where somebody has a shift.
func anyDue(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time) (bool, error) {
	var n int
	err := tx.QueryRow(ctx, `SELECT CASE
		WHEN EXISTS (SELECT 1 FROM task_item WHERE workspace = $1 AND state = 'open' AND until > 0 AND until <= $2) THEN 1
		WHEN EXISTS (SELECT 1 FROM task_item WHERE workspace = $1 AND state = 'open' AND due > 0 AND due <= $2 AND escalates <= $2 AND escalated = 0) THEN 1
		WHEN EXISTS (SELECT 1 FROM task_shift WHERE workspace = $1) AND
			EXISTS (SELECT 1 FROM task_item WHERE workspace = $1 AND owner = 0 AND state = 'open' AND starts <= $2) THEN 1
		ELSE 0 END`, ws, now.UnixMilli()).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("look for to-dos that are due: %w", err)
	}
	return n == 1, nil
}

func overSince(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, limit int) ([]Task, error) {
	return list(ctx, tx, `SELECT `+columns+` FROM task_item WHERE workspace = $1 AND state = 'open' AND until > 0 AND until <= $2 ORDER BY until LIMIT $3`,
		[]any{ws, now.UnixMilli(), limit})
}

func pressedSince(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, limit int) ([]Task, error) {
	return list(ctx, tx, `SELECT `+columns+` FROM task_item WHERE workspace = $1 AND state = 'open' AND due > 0 AND due <= $2 AND escalates <= $2 AND escalated = 0
		ORDER BY due LIMIT $3`, []any{ws, now.UnixMilli(), limit})
}

func begunByNobody(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, limit int) ([]Task, error) {
	return list(ctx, tx, `SELECT `+columns+` FROM task_item WHERE workspace = $1 AND owner = 0 AND state = 'open' AND starts <= $2 ORDER BY due, id LIMIT $3`,
		[]any{ws, now.UnixMilli(), limit})
}

func openBy(ctx context.Context, tx *db.Tx, ws id.Workspace, owner id.User) ([]Task, error) {
	return list(ctx, tx, `SELECT `+columns+` FROM task_item WHERE workspace = $1 AND owner = $2 AND state = 'open' ORDER BY due, id`, []any{ws, owner})
}

// mostCounted is up to how many open to-dos of one person are told apart.
const mostCounted = 100

// openOf counts the open to-dos of people, up to mostCounted of each: it is asked
// whenever one is given to somebody.
func openOf(ctx context.Context, tx *db.Tx, ws id.Workspace, people []Person) (map[id.User]int, error) {
	users := make([]id.User, len(people))
	for i, p := range people {
		users[i] = p.User
	}
	from, list := db.Pairs(tx, 3, "who", users, users)
	out := map[id.User]int{}
	err := tx.Each(ctx, `SELECT who.a, (SELECT COUNT(*) FROM
			(SELECT 1 FROM task_item t WHERE t.workspace = $1 AND t.owner = who.a AND t.state = 'open' LIMIT $2) AS few)
		FROM `+from, append([]any{ws, mostCounted}, list...), func(scan func(...any) error) error {
		var who id.User
		var n int
		err := scan(&who, &n)
		out[who] = n
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("count open to-dos: %w", err)
	}
	return out, nil
}

func moveGroup(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, unit id.Unit) error {
	if _, err := tx.Exec(ctx, `UPDATE task_item SET unit = $3, changed = $4 WHERE workspace = $1 AND group_id = $2`, ws, group, unit, tx.Now.UnixMilli()); err != nil {
		return fmt.Errorf("move the to-dos of a group: %w", err)
	}
	return nil
}

// Shifts lists who is on duty when.
func (s *Service) Shifts(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]Shift, error) {
	return shiftsOf(ctx, tx, ws)
}

func shiftsOf(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []Shift, err error) {
	err = tx.Each(ctx, `SELECT user_id, day, start_min, end_min FROM task_shift WHERE workspace = $1 ORDER BY user_id, day, start_min`, []any{ws},
		func(scan func(...any) error) error {
			var one Shift
			err := scan(&one.User, &one.Day, &one.Start, &one.End)
			out = append(out, one)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list shifts: %w", err)
	}
	return out, nil
}

func addShift(ctx context.Context, tx *db.Tx, ws id.Workspace, s Shift) error {
	_, err := tx.Exec(ctx, `INSERT INTO task_shift (workspace, user_id, day, start_min, end_min) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (workspace, user_id, day, start_min) DO UPDATE SET end_min = $5`, ws, s.User, int(s.Day), s.Start, s.End)
	if err != nil {
		return fmt.Errorf("add a shift: %w", err)
	}
	return nil
}

func removeShift(ctx context.Context, tx *db.Tx, ws id.Workspace, s Shift) (bool, error) {
	n, err := tx.Exec(ctx, `DELETE FROM task_shift WHERE workspace = $1 AND user_id = $2 AND day = $3 AND start_min = $4`, ws, s.User, int(s.Day), s.Start)
	if err != nil {
		return false, fmt.Errorf("remove a shift: %w", err)
	}
	return n > 0, nil
}

// blank empties every text of the to-dos about people, and what was told of them.
func blank(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) error {
	args := []any{ws}
	for _, o := range ords {
		args = append(args, int64(o))
	}
	in := db.List(2, len(ords))
	if _, err := tx.Exec(ctx, `UPDATE task_story SET note = '' WHERE workspace = $1 AND task IN
		(SELECT id FROM task_item WHERE workspace = $1 AND member >= 0 AND member IN `+in+`)`, args...); err != nil {
		return fmt.Errorf("blank the stories of to-dos: %w", err)
	}
	if _, err := tx.Exec(ctx, `DELETE FROM task_picture WHERE workspace = $1 AND task IN
		(SELECT id FROM task_item WHERE workspace = $1 AND member >= 0 AND member IN `+in+`)`, args...); err != nil {
		return fmt.Errorf("drop the pictures of to-dos: %w", err)
	}
	if _, err := tx.Exec(ctx, `DELETE FROM task_image WHERE workspace = $1 AND task IN
		(SELECT id FROM task_item WHERE workspace = $1 AND member >= 0 AND member IN `+in+`)`, args...); err != nil {
		return fmt.Errorf("drop the pictures that go out with to-dos: %w", err)
	}
	if _, err := tx.Exec(ctx, `UPDATE task_item SET title = '', why = '', wordings = 'null', pictures = 'null', link = '', note = '', proof = '', asks = '', filled = ''
		WHERE workspace = $1 AND member >= 0 AND member IN `+in, args...); err != nil {
		return fmt.Errorf("blank to-dos: %w", err)
	}
	return nil
}

func openAbout(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) ([]Task, error) {
	args := []any{ws}
	for _, o := range ords {
		args = append(args, int64(o))
	}
	return list(ctx, tx, `SELECT `+columns+` FROM task_item WHERE workspace = $1 AND state = 'open' AND member >= 0 AND member IN `+db.List(2, len(ords)), args)
}
