package outbox

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Attempt is what became of one attempt.
type Attempt struct {
	At      time.Time
	Outcome Outcome
	Due     time.Time // when it is tried again; zero where it is not
	Code    string
	Why     string
}

// mostAttempts is how many of a deed are kept, the latest.
const mostAttempts = 60

// keepAttempt writes down what became of an attempt.
func keepAttempt(ctx context.Context, tx *db.Tx, d Deed, to State, due time.Time, r Result) error {
	if to == Sent && d.Attempts == 1 {
		return nil
	}
	again := int64(0)
	if to == Waiting {
		again = due.UnixMilli()
	}
	_, err := tx.Exec(ctx, `INSERT INTO outbox_attempt (workspace, deed, n, at, outcome, due, code, why)
		SELECT $1, $2, COALESCE(MAX(n), 0) + 1, $3, $4, $5, $6, $7 FROM outbox_attempt WHERE workspace = $1 AND deed = $2`,
		d.Workspace, d.ID, tx.Now.UnixMilli(), int64(r.Outcome), again, clean(r.Code), clean(r.Why))
	if err != nil {
		return fmt.Errorf("keep an attempt: %w", err)
	}
	_, err = tx.Exec(ctx, `DELETE FROM outbox_attempt WHERE workspace = $1 AND deed = $2
		AND n <= (SELECT MAX(n) FROM outbox_attempt WHERE workspace = $1 AND deed = $2) - $3`, d.Workspace, d.ID, int64(mostAttempts))
	if err != nil {
		return fmt.Errorf("forget early attempts: %w", err)
	}
	return nil
}

// Attempts lists the attempts of a deed that were kept, the earliest first.
func Attempts(ctx context.Context, tx *db.Tx, d Deed) (out []Attempt, err error) {
	err = tx.Each(ctx, `SELECT at, outcome, due, code, why FROM outbox_attempt WHERE workspace = $1 AND deed = $2 ORDER BY n`,
		[]any{d.Workspace, d.ID}, func(scan func(...any) error) error {
			var a Attempt
			var at, outcome, due int64
			err := scan(&at, &outcome, &due, &a.Code, &a.Why)
			a.At, a.Outcome = time.UnixMilli(at).UTC(), Outcome(outcome)
			if due > 0 {
				a.Due = time.UnixMilli(due).UTC()
			}
			out = append(out, a)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list attempts: %w", err)
	}
	if n := len(out); d.State == Sent && (n == 0 || out[n-1].Outcome != Done) {
		out = append(out, Attempt{At: d.Ended, Outcome: Done, Code: d.Code})
	}
	return out, nil
}

// Waits counts what of a connection is still to leave, up to limit.
func Waits(ctx context.Context, tx *db.Tx, ws id.Workspace, connection id.Connection, limit int) (n int, err error) {
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM outbox_deed
		WHERE workspace = $1 AND connection = $2 AND state IN ('waiting', 'sending') LIMIT $3) AS open`, ws, connection, limit).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count what a connection is to send: %w", err)
	}
	return n, nil
}

// LastSent is when something left by a connection last; zero where nothing did
// among its latest deeds.
func LastSent(ctx context.Context, tx *db.Tx, ws id.Workspace, connection id.Connection) (time.Time, error) {
	var ms sql.NullInt64
	err := tx.QueryRow(ctx, `SELECT MAX(ended) FROM (SELECT state, ended FROM outbox_deed WHERE workspace = $1 AND connection = $2
		ORDER BY id DESC LIMIT 1000) AS latest WHERE state = 'sent'`, ws, connection).Scan(&ms)
	if err != nil {
		return time.Time{}, fmt.Errorf("ask what left last: %w", err)
	}
	if !ms.Valid {
		return time.Time{}, nil
	}
	return time.UnixMilli(ms.Int64).UTC(), nil
}

// Hurry lets what waits at a connection leave now: it is open again.
func Hurry(ctx context.Context, tx *db.Tx, ws id.Workspace, connection id.Connection) error {
	_, err := tx.Exec(ctx, `UPDATE outbox_deed SET due = $3 WHERE workspace = $1 AND connection = $2 AND state = 'waiting' AND due > $3`,
		ws, connection, tx.Now.UnixMilli())
	if err != nil {
		return fmt.Errorf("hurry deeds: %w", err)
	}
	return nil
}

// DropWaiting decides against everything that waits at a connection.
func DropWaiting(ctx context.Context, tx *db.Tx, ws id.Workspace, connection id.Connection) (int64, error) {
	n, err := tx.Exec(ctx, `UPDATE outbox_deed SET state = 'dropped', ended = $3 WHERE workspace = $1 AND connection = $2 AND state = 'waiting'`,
		ws, connection, tx.Now.UnixMilli())
	if err != nil {
		return 0, fmt.Errorf("drop deeds: %w", err)
	}
	return n, nil
}

// OfEvent lists the deeds that facts about an event have caused.
func OfEvent(ctx context.Context, tx *db.Tx, ws id.Workspace, event id.Event) (out []Deed, err error) {
	err = tx.Each(ctx, `SELECT `+columns+` FROM outbox_deed WHERE workspace = $1 AND event = $2 AND event <> 0 ORDER BY id LIMIT 200`, []any{ws, event},
		func(scan func(...any) error) error {
			d, err := scanDeed(scan)
			out = append(out, d)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list what an event has caused: %w", err)
	}
	return out, nil
}

// OfMessage lists the deeds after which a network calls a message what it does.
func OfMessage(ctx context.Context, tx *db.Tx, ws id.Workspace, connection id.Connection, native string) (out []Deed, err error) {
	err = tx.Each(ctx, `SELECT `+columns+` FROM outbox_deed WHERE workspace = $1 AND connection = $2 AND native = $3 AND native <> '' ORDER BY id LIMIT 20`,
		[]any{ws, connection, native}, func(scan func(...any) error) error {
			d, err := scanDeed(scan)
			out = append(out, d)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list what became a message: %w", err)
	}
	return out, nil
}

// For how long what is settled is kept: what it said, and that it was.
const (
	keepBodies = 7 * 24 * time.Hour
	keepDeeds  = 60 * 24 * time.Hour
	sweepSlice = 1000
)

// Sweep forgets what settled deeds said after a week, and the deeds themselves
// after two months. It is called every hour or so.
func Sweep(ctx context.Context, d *db.DB, ws id.Workspace) error {
	for _, q := range []struct {
		text string
		keep time.Duration
		more []any
	}{
		{`UPDATE outbox_deed SET body = $4 WHERE workspace = $1 AND id IN (SELECT id FROM outbox_deed WHERE workspace = $1 AND id < $2
			AND state NOT IN ('waiting', 'sending') AND length(body) > 0 ORDER BY id LIMIT $3)`, keepBodies, []any{[]byte{}}},
		{`DELETE FROM outbox_attempt WHERE workspace = $1 AND deed IN (SELECT deed FROM outbox_attempt
			WHERE workspace = $1 AND deed < $2 ORDER BY deed LIMIT $3)`, keepDeeds, nil},
		{`DELETE FROM outbox_deed WHERE workspace = $1 AND id IN (SELECT id FROM outbox_deed WHERE workspace = $1 AND id < $2
			AND state NOT IN ('waiting', 'sending') ORDER BY id LIMIT $3)`, keepDeeds, nil},
	} {
		for n := int64(sweepSlice); n == sweepSlice; {
			err := d.Write(ctx, func(tx *db.Tx) (err error) {
				n, err = tx.Exec(ctx, q.text, append([]any{ws, id.At[id.Deed](tx.Now.Add(-q.keep)), sweepSlice}, q.more...)...)
				return err
			})
			if err != nil {
				return fmt.Errorf("forget settled deeds: %w", err)
			}
		}
	}
	return nil
}
