package task

import (
	"context"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Asked is a to-do of an SOP as whoever counts them is told of it.
type Asked struct {
	Key     string
	Kind    Kind
	Group   id.Group
	Unit    id.Unit
	Owner   id.User
	Run     string
	Step    string
	From    time.Time
	Due     time.Time // zero for whenever
	Outcome Outcome
}

const askedColumns = `key, kind, group_id, unit, owner, run, step, starts, due, state, settled_by, settled, reason`

// AskedBetween lists the to-dos of SOPs whose time came from one moment to before
// another: those that are due then, and of those without a limit the ones that begin
// then. oldest is below all ids of the latter, so that not all have to be looked at.
func (s *Service) AskedBetween(ctx context.Context, tx *db.Tx, ws id.Workspace, from, to time.Time, oldest id.Task) (out []Asked, err error) {
	for _, query := range []string{
		`SELECT ` + askedColumns + ` FROM task_item WHERE workspace = $1 AND state IN ('open', 'done', 'skipped', 'withdrawn', 'expired') AND due >= $2 AND due < $3
			AND run <> '' AND CAST($4 AS BIGINT) >= 0`,
		`SELECT ` + askedColumns + ` FROM task_item WHERE workspace = $1 AND id >= $4 AND due = 0 AND starts >= $2 AND starts < $3 AND run <> ''`,
	} {
		err := tx.Each(ctx, query, []any{ws, max(1, from.UnixMilli()), to.UnixMilli(), oldest}, func(scan func(...any) error) error {
			var a Asked
			var starts, due, settled int64
			o := &a.Outcome
			err := scan(&a.Key, &a.Kind, &a.Group, &a.Unit, &a.Owner, &a.Run, &a.Step, &starts, &due, &o.State, &o.By, &settled, &o.Reason)
			a.From, a.Due, o.At = timeOf(starts), timeOf(due), timeOf(settled)
			out = append(out, a)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("list to-dos of a time: %w", err)
		}
	}
	return out, nil
}

// TouchedSince tells when the time came of to-dos of SOPs that have changed since a
// moment of the wall, each minute once.
func (s *Service) TouchedSince(ctx context.Context, tx *db.Tx, ws id.Workspace, since time.Time) (out []time.Time, err error) {
	const minute = `(CASE WHEN due > 0 THEN due ELSE starts END) / 60000`
	err = tx.Each(ctx, `SELECT DISTINCT `+minute+` FROM task_item WHERE workspace = $1 AND changed >= $2 AND run <> ''`,
		[]any{ws, since.UnixMilli()}, func(scan func(...any) error) error {
			var at int64
			err := scan(&at)
			out = append(out, time.UnixMilli(at*60000).UTC())
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("look which to-dos have changed: %w", err)
	}
	return out, nil
}

// KeysAmong says which of some keys to-dos were opened under.
func (s *Service) KeysAmong(ctx context.Context, tx *db.Tx, ws id.Workspace, keys []string) (map[string]bool, error) {
	all, err := known(ctx, tx, ws, keys)
	out := make(map[string]bool, len(all))
	for key := range all {
		out[key] = true
	}
	return out, err
}

// ToDo counts what is open of a scope and has begun, or is due, before a moment.
func (s *Service) ToDo(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope, until time.Time) (n int, err error) {
	w := whereIn(ws)
	at := w.arg(until.UnixMilli())
	query := `SELECT COUNT(*) FROM task_item WHERE workspace = $1 AND state = 'open' AND starts < ` + at + ` AND (due = 0 OR due < ` + at + `) AND ` + w.within(scope)
	if err := tx.QueryRow(ctx, query, w.args...).Scan(&n); err != nil {
		return 0, fmt.Errorf("count what is to be done: %w", err)
	}
	return n, nil
}
