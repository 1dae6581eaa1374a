package task

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Wanted says which to-dos somebody looks at.
type Wanted struct {
	By    Person
	Mine  bool       // theirs, those brought to them, and nobody's that fit them
	Units auth.Scope // only of these units too; Everything for all
	Limit int
}

// where is what follows WHERE workspace = $1, and the arguments of both.
type where struct {
	text strings.Builder
	args []any
}

func whereIn(ws id.Workspace) *where {
	return &where{args: []any{ws}}
}

func (w *where) arg(v any) string {
	w.args = append(w.args, v)
	return fmt.Sprintf("$%d", len(w.args))
}

// within is a condition that holds for what belongs to a scope.
func (w *where) within(s auth.Scope) string {
	if s.All {
		return `1 = 1`
	}
	units := s.Units()
	if len(units) == 0 {
		return `1 = 0`
	}
	in := make([]string, len(units))
	for i, u := range units {
		in[i] = w.arg(u)
	}
	return `unit IN (` + strings.Join(in, ", ") + `)`
}

func (w *where) wanted(want Wanted) {
	me := w.arg(want.By.User)
	own := `owner = ` + me + ` OR lead = ` + me
	w.text.WriteString(` AND (owner = ` + me + ` OR substr(key, 1, ` + w.arg(len(Private)) + `) <> ` + w.arg(Private) + `)`)
	scope := w.within(want.By.Scope)
	if want.Mine {
		w.text.WriteString(` AND (` + own + ` OR owner = 0 AND role IN ('', ` + w.arg(string(want.By.Role)) + `) AND ` + scope + `)`)
	} else {
		w.text.WriteString(` AND (` + own + ` OR ` + scope + `)`)
	}
	if !want.Units.All {
		w.text.WriteString(` AND ` + w.within(want.Units))
	}
}

// listOpen lists what is to be done, what presses most first, and what may not be
// begun yet last.
func listOpen(ctx context.Context, tx *db.Tx, ws id.Workspace, want Wanted, now time.Time) ([]Task, error) {
	w := whereIn(ws)
	w.wanted(want)
	query := `SELECT ` + columns + ` FROM task_item WHERE workspace = $1` + w.text.String() + ` AND state = 'open'
		ORDER BY CASE WHEN starts > ` + w.arg(now.UnixMilli()) + ` THEN 1 ELSE 0 END, CASE WHEN due = 0 THEN 1 ELSE 0 END, due, id LIMIT ` + w.arg(want.Limit)
	return list(ctx, tx, query, w.args)
}

// Counts is how many are to be done.
type Counts struct{ Open, Overdue, Later int }

func countOpen(ctx context.Context, tx *db.Tx, ws id.Workspace, want Wanted, now time.Time) (c Counts, err error) {
	w := whereIn(ws)
	w.wanted(want)
	at := w.arg(now.UnixMilli())
	query := `SELECT COUNT(*), COALESCE(SUM(CASE WHEN due > 0 AND due <= ` + at + ` THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN starts > ` + at + ` THEN 1 ELSE 0 END), 0)
		FROM task_item WHERE workspace = $1` + w.text.String() + ` AND state = 'open'`
	if err := tx.QueryRow(ctx, query, w.args...).Scan(&c.Open, &c.Overdue, &c.Later); err != nil {
		return c, fmt.Errorf("count to-dos: %w", err)
	}
	c.Open -= c.Later
	return c, nil
}

// stampOf is unlike before whenever a to-do of a workspace has changed.
func stampOf(ctx context.Context, tx *db.Tx, ws id.Workspace) (stamp string, err error) {
	var newest int64
	var open int
	err = tx.QueryRow(ctx, `SELECT COALESCE(MAX(changed), 0), SUM(CASE WHEN state = 'open' THEN 1 ELSE 0 END) FROM task_item WHERE workspace = $1
		AND changed >= (SELECT COALESCE(MAX(changed), 0) FROM task_item WHERE workspace = $1)`, ws).Scan(&newest, nullInt{&open})
	return fmt.Sprint(newest, open), err
}

// nullInt reads NULL as 0.
type nullInt struct{ into *int }

// Scan takes a whole number or NULL.
func (n nullInt) Scan(v any) error {
	*n.into = 0
	if i, ok := v.(int64); ok {
		*n.into = int(i)
	}
	return nil
}
