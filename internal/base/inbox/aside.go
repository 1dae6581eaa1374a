package inbox

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// keepBodies is for how long the content of what was set aside is kept.
const keepBodies = 7 * 24 * time.Hour

// Aside is an event that was set aside.
type Aside struct {
	ID         id.Event
	Connection id.Connection
	Key        string
	At         time.Time
	Attempts   int
	Why        string
	Whole      bool // its content is still there, so that it can be replayed
}

// Asides lists the newest events that were set aside.
func Asides(ctx context.Context, tx *db.Tx, ws id.Workspace, limit int) (out []Aside, err error) {
	err = tx.Each(ctx, `SELECT id, connection, key, at, attempts, why, CASE WHEN length(body) > 0 THEN 1 ELSE 0 END
		FROM inbox_aside WHERE workspace = $1 ORDER BY id DESC LIMIT $2`, []any{ws, limit}, func(scan func(...any) error) error {
		var a Aside
		var at, whole int64
		err := scan(&a.ID, &a.Connection, &a.Key, &at, &a.Attempts, &a.Why, &whole)
		a.At, a.Whole = time.UnixMilli(at).UTC(), whole != 0
		out = append(out, a)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list events set aside: %w", err)
	}
	return out, nil
}

var noAside = i18n.Text{
	Hans: "没有找到这条搁置的事件，或者它的内容已经过了 %d 天、被清掉了，不能再处理。",
	Hant: "找不到這筆擱置的事件，或者其內容已超過 %d 天、已被清除，無法再處理。",
	En:   "This event is not among those set aside, or its content was cleared after %d days, so it cannot be tried again.",
}

// Replay puts an event that was set aside back into its chat's queue, behind what
// waits there; it keeps the time at which it happened. It fails with NotFound.
func (b *Box) Replay(ctx context.Context, ws id.Workspace, event id.Event) error {
	err := b.db.Write(ctx, func(tx *db.Tx) error {
		w := Waiting{Workspace: ws, Replayed: event}
		err := tx.QueryRow(ctx, `DELETE FROM inbox_aside WHERE workspace = $1 AND id = $2 AND length(body) > 0
			RETURNING lane, connection, chat, key, body`, ws, event).Scan(&w.Lane, &w.Connection, &w.Chat, &w.Key, &w.Body)
		if errors.Is(err, sql.ErrNoRows) {
			return fault.New(fault.NotFound, noAside.With(int(keepBodies.Hours()/24)))
		}
		if err != nil {
			return fmt.Errorf("take an event back: %w", err)
		}
		_, err = tx.Exec(ctx, `INSERT INTO inbox_waiting (lane, id, workspace, connection, chat, attempts, replayed, key, body)
			VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8)`,
			w.Lane, id.New[id.Event](b.ids, tx.Now), ws, w.Connection, w.Chat, event, w.Key, w.Body)
		if err != nil {
			return fmt.Errorf("queue an event again: %w", err)
		}
		return audit.Write(ctx, tx, b.ids, audit.Entry{Workspace: ws, Action: audit.EventReplayed, Subject: id.Show(event)})
	})
	if err == nil {
		b.hint()
	}
	return err
}

// Trace is what the inbox knows of one key.
type Trace struct {
	Event     id.Event // 0 where the key was never accepted, or longer ago than two eras
	Waiting   bool     // accepted, not routed yet
	Attempts  int      // while waiting
	Aside     *Aside
	Conflicts int // how often something else came under the key
}

// Find tells what became of a key of a connection.
func Find(ctx context.Context, tx *db.Tx, ws id.Workspace, connection id.Connection, key string) (t Trace, err error) {
	m := markOf(&Entry{Workspace: ws, Connection: connection, Key: key}, nil)
	err = tx.QueryRow(ctx, `SELECT event FROM (SELECT event, era FROM inbox_seen WHERE workspace = $1 AND era IN (SELECT era FROM inbox_era) AND h1 = $2 AND h2 = $3
		UNION ALL SELECT event, era FROM inbox_fresh WHERE workspace = $1 AND era IN (SELECT era FROM inbox_era) AND h1 = $2 AND h2 = $3) AS noted
		ORDER BY era LIMIT 1`, ws, m.h1, m.h2).Scan(&t.Event)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return t, fmt.Errorf("look for a key: %w", err)
	}
	if t.Event == 0 {
		if t.Event, err = packedEvent(ctx, tx, m); err != nil {
			return t, err
		}
	}
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM inbox_conflict WHERE workspace = $1 AND connection = $2 AND key = $3`, ws, connection, key).Scan(&t.Conflicts)
	if err != nil {
		return t, fmt.Errorf("count conflicts: %w", err)
	}
	if t.Event == 0 {
		return t, nil
	}
	err = tx.QueryRow(ctx, `SELECT attempts FROM inbox_waiting WHERE workspace = $1 AND connection = $2 AND key = $3 LIMIT 1`,
		ws, connection, key).Scan(&t.Attempts)
	if t.Waiting = err == nil; err != nil && !errors.Is(err, sql.ErrNoRows) {
		return t, fmt.Errorf("look among what waits: %w", err)
	}
	var a Aside
	var at int64
	err = tx.QueryRow(ctx, `SELECT id, at, attempts, why FROM inbox_aside WHERE workspace = $1 AND connection = $2 AND key = $3 LIMIT 1`,
		ws, connection, key).Scan(&a.ID, &at, &a.Attempts, &a.Why)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return t, nil
	case err != nil:
		return t, fmt.Errorf("look among what was set aside: %w", err)
	}
	a.Connection, a.Key, a.At = connection, key, time.UnixMilli(at).UTC()
	t.Aside = &a
	return t, nil
}

// sweepSlice is how many rows of an old era one transaction drops.
const sweepSlice = 5000

// Sweep drops eras that no longer count and the content of what was set aside or
// in conflict over seven days ago. It is called every hour or so.
func (b *Box) Sweep(ctx context.Context) error {
	if err := b.db.Write(ctx, func(tx *db.Tx) error { return empty(ctx, tx) }); err != nil {
		return err
	}
	for more := true; more; {
		making := b.fresh.making()
		err := b.db.Write(ctx, func(tx *db.Tx) (err error) {
			if more, err = dropOldRun(ctx, tx, making); err == nil && !more {
				more, err = dropOldEra(ctx, tx)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// empty forgets the content of what was set aside or in conflict long ago.
func empty(ctx context.Context, tx *db.Tx) error {
	old := tx.Now.Add(-keepBodies).UnixMilli()
	for _, q := range []string{
		`UPDATE inbox_aside SET body = $2 WHERE at < $1 AND length(body) > 0`,
		`UPDATE inbox_conflict SET body = $2 WHERE at < $1 AND length(body) > 0`,
	} {
		if _, err := tx.Exec(ctx, q, old, []byte{}); err != nil {
			return fmt.Errorf("empty what was set aside: %w", err)
		}
	}
	return nil
}

// dropOldEra drops a slice of the oldest era that no longer counts, and reports
// whether there is more to do.
func dropOldEra(ctx context.Context, tx *db.Tx) (bool, error) {
	var era int64
	err := tx.QueryRow(ctx, `SELECT MIN(era) FROM inbox_era WHERE era < (SELECT MAX(era) - 1 FROM inbox_era)`).Scan(&sqlInt{&era})
	if err != nil {
		return false, fmt.Errorf("look for old eras: %w", err)
	}
	if era == 0 {
		return false, nil
	}
	for ws := int64(-1); ; { // one workspace after the other, since the key begins with it
		err := tx.QueryRow(ctx, `SELECT MIN(workspace) FROM inbox_seen WHERE workspace > $1`, ws).Scan(&sqlInt{&ws})
		if err != nil {
			return false, fmt.Errorf("look for an old era: %w", err)
		}
		if ws == 0 {
			break
		}
		n, err := tx.Exec(ctx, `DELETE FROM inbox_seen WHERE workspace = $1 AND era = $2 AND (h1, h2) IN
			(SELECT h1, h2 FROM inbox_seen WHERE workspace = $1 AND era = $2 LIMIT $3)`, ws, era, sweepSlice)
		if err != nil {
			return false, fmt.Errorf("drop an old era: %w", err)
		}
		if n > 0 {
			return true, nil
		}
	}
	if _, err = tx.Exec(ctx, `DELETE FROM inbox_era WHERE era = $1`, era); err != nil {
		return false, fmt.Errorf("end an old era: %w", err)
	}
	return true, nil
}

// sqlInt reads a number that may be NULL, as 0.
type sqlInt struct{ to *int64 }

func (n *sqlInt) Scan(v any) error {
	var from sql.NullInt64
	err := from.Scan(v)
	*n.to = from.Int64
	return err
}

// CountAside counts the events of a workspace that were set aside.
func CountAside(ctx context.Context, tx *db.Tx, ws id.Workspace) (n int64, err error) {
	if err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM inbox_aside WHERE workspace = $1`, ws).Scan(&n); err != nil {
		return 0, fmt.Errorf("count events set aside: %w", err)
	}
	return n, nil
}
