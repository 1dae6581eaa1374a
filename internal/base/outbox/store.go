package outbox

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

const columns = `id, workspace, connection, line, key, action, body, fact, event, state, due, attempts, created, ended, native, code, why`

func scanDeed(scan func(...any) error) (d Deed, err error) {
	var due, created, ended int64
	err = scan(&d.ID, &d.Workspace, &d.Connection, &d.Line, &d.Key, &d.Action, &d.Body, &d.Fact, &d.Event, &d.State, &due, &d.Attempts, &created, &ended,
		&d.Native, &d.Code, &d.Why)
	d.Due, d.Created = time.UnixMilli(due).UTC(), time.UnixMilli(created).UTC()
	if ended > 0 {
		d.Ended = time.UnixMilli(ended).UTC()
	}
	return d, err
}

// due lists deeds of lanes that may be taken up: the first open one of each
// line, without those of connections that are busy. What the gate holds for a
// while is stepped over: a promotion that waits until morning keeps no answer
// waiting.
func due(ctx context.Context, tx *db.Tx, lanes []int, busy []id.Connection, limit int) (out []Deed, err error) {
	if len(lanes) == 0 {
		return nil, nil
	}
	args := []any{tx.Now.UnixMilli(), limit}
	for _, l := range lanes {
		args = append(args, l)
	}
	without := ``
	if len(busy) > 0 {
		without = ` AND connection NOT IN ` + db.List(3+len(lanes), len(busy))
		for _, c := range busy {
			args = append(args, int64(c))
		}
	}
	query := `SELECT ` + columns + ` FROM outbox_deed WHERE state IN ('waiting', 'sending') AND state = 'waiting' AND due <= $1 AND lane IN ` + db.List(3, len(lanes)) + without + `
		AND NOT EXISTS (SELECT 1 FROM outbox_deed e WHERE e.state IN ('waiting', 'sending') AND e.workspace = outbox_deed.workspace
			AND e.connection = outbox_deed.connection AND e.line = outbox_deed.line AND e.id < outbox_deed.id
			AND NOT (e.state = 'waiting' AND e.code = 'gate' AND e.due > $1))
		ORDER BY id LIMIT $2`
	err = tx.Each(ctx, query, args, func(scan func(...any) error) error {
		d, err := scanDeed(scan)
		out = append(out, d)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list deeds due: %w", err)
	}
	return out, nil
}

// lapsed lists deeds of lanes that somebody took up and never settled.
func lapsed(ctx context.Context, tx *db.Tx, lanes []int, limit int) (out []Deed, err error) {
	if len(lanes) == 0 {
		return nil, nil
	}
	args := []any{tx.Now.UnixMilli(), limit}
	for _, l := range lanes {
		args = append(args, l)
	}
	query := `SELECT ` + columns + ` FROM outbox_deed WHERE state IN ('waiting', 'sending') AND state = 'sending' AND until < $1 AND lane IN ` + db.List(3, len(lanes)) + `
		ORDER BY id LIMIT $2`
	err = tx.Each(ctx, query, args, func(scan func(...any) error) error {
		d, err := scanDeed(scan)
		out = append(out, d)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list deeds left over: %w", err)
	}
	return out, nil
}

// takeUp marks a deed as being sent; false where somebody else did.
func takeUp(ctx context.Context, tx *db.Tx, d Deed, from State) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE outbox_deed SET state = 'sending', attempts = attempts + 1, until = $4
		WHERE workspace = $1 AND id = $2 AND state = $3 AND attempts = $5`,
		d.Workspace, d.ID, string(from), tx.Now.Add(attemptLength).UnixMilli(), d.Attempts)
	if err != nil {
		return false, fmt.Errorf("take a deed up: %w", err)
	}
	return n == 1, nil
}

// settle writes down what became of a deed that this process took up with its
// attempts-th attempt; due is when something is done about it again, where it is
// not settled. An attempt that the network put off does not count. It reports
// false where somebody else was first.
func settle(ctx context.Context, tx *db.Tx, d Deed, to State, due time.Time, r Result) (bool, error) {
	ended, attempts := int64(0), d.Attempts
	if to != Waiting && to != Sending {
		ended = tx.Now.UnixMilli()
	}
	if r.Outcome == Limit {
		attempts--
	}
	n, err := tx.Exec(ctx, `UPDATE outbox_deed SET state = $3, due = $4, until = $4, ended = $5, native = $6, code = $7, why = $8, attempts = $10
		WHERE workspace = $1 AND id = $2 AND state = 'sending' AND attempts = $9`,
		d.Workspace, d.ID, string(to), due.UnixMilli(), ended, r.Native, clean(r.Code), clean(r.Why), d.Attempts, attempts)
	if err != nil {
		return false, fmt.Errorf("settle a deed: %w", err)
	}
	if n == 0 { // somebody else did
		return false, nil
	}
	return true, keepAttempt(ctx, tx, d, to, due, r)
}

// hold lets a deed wait, or refuses it, by what the gate said.
func hold(ctx context.Context, tx *db.Tx, d Deed, said Decision) error {
	to, ended, due := Waiting, int64(0), said.Until
	if said.Until.IsZero() {
		to, ended, due = Refused, tx.Now.UnixMilli(), tx.Now
	}
	_, err := tx.Exec(ctx, `UPDATE outbox_deed SET state = $3, due = $4, ended = $5, code = 'gate', why = $6 WHERE workspace = $1 AND id = $2 AND state = 'waiting'`,
		d.Workspace, d.ID, string(to), due.UnixMilli(), ended, clean(said.Why))
	if err != nil {
		return fmt.Errorf("hold a deed back: %w", err)
	}
	return nil
}

const maxWhy = 500

func clean(s string) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\uFFFD")
	if r := []rune(s); len(r) > maxWhy {
		s = string(r[:maxWhy])
	}
	return s
}

var noDeed = i18n.Text{
	Hans: "没有找到这件事，或者它的状态已经变了。请刷新页面再看。",
	Hant: "找不到這件事，或者它的狀態已經改變。請重新整理頁面再看。",
	En:   "This was not found, or its state has changed. Refresh the page.",
}

// Get returns a deed, or NotFound.
func Get(ctx context.Context, tx *db.Tx, ws id.Workspace, deed id.Deed) (Deed, error) {
	d, err := scanDeed(tx.QueryRow(ctx, `SELECT `+columns+` FROM outbox_deed WHERE workspace = $1 AND id = $2`, ws, deed).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return d, fault.New(fault.NotFound, noDeed.With())
	}
	return d, err
}

// ByKey returns the deed that was put under a key, or NotFound.
func ByKey(ctx context.Context, tx *db.Tx, ws id.Workspace, key string) (Deed, error) {
	d, err := scanDeed(tx.QueryRow(ctx, `SELECT `+columns+` FROM outbox_deed WHERE workspace = $1 AND key = $2`, ws, key).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return d, fault.New(fault.NotFound, noDeed.With())
	}
	if err != nil {
		return d, fmt.Errorf("read a deed: %w", err)
	}
	return d, nil
}

// List lists the newest deeds of a workspace below before (0 for the newest), of
// one connection (0 for all) and one state ("" for all).
func List(ctx context.Context, tx *db.Tx, ws id.Workspace, connection id.Connection, state State, before id.Deed, limit int) (out []Deed, err error) {
	query, args := `SELECT `+columns+` FROM outbox_deed WHERE workspace = $1`, []any{ws, limit}
	add := func(condition string, v any) {
		args = append(args, v)
		query += fmt.Sprintf(` AND `+condition, len(args))
	}
	if connection != 0 {
		add(`connection = $%d`, connection)
	}
	if state != "" {
		add(`state = $%d`, string(state))
	}
	if before != 0 {
		add(`id < $%d`, before)
	}
	err = tx.Each(ctx, query+` ORDER BY id DESC LIMIT $2`, args, func(scan func(...any) error) error {
		d, err := scanDeed(scan)
		out = append(out, d)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list deeds: %w", err)
	}
	return out, nil
}

// Again lets a deed leave once more that was refused or is uncertain: a person
// has decided. It fails with NotFound.
func Again(ctx context.Context, tx *db.Tx, ws id.Workspace, deed id.Deed) error {
	n, err := tx.Exec(ctx, `UPDATE outbox_deed SET state = 'waiting', due = $3, ended = 0, attempts = 0, code = '', why = ''
		WHERE workspace = $1 AND id = $2 AND state IN ('refused', 'uncertain') AND length(body) > 0`, ws, deed, tx.Now.UnixMilli())
	return found(n, err)
}

// Drop decides against a deed that has not left, or that is uncertain: it is
// taken for done or not wanted. It fails with NotFound.
func Drop(ctx context.Context, tx *db.Tx, ws id.Workspace, deed id.Deed) error {
	n, err := tx.Exec(ctx, `UPDATE outbox_deed SET state = 'dropped', ended = $3 WHERE workspace = $1 AND id = $2 AND state IN ('waiting', 'uncertain', 'human')`,
		ws, deed, tx.Now.UnixMilli())
	return found(n, err)
}

func found(n int64, err error) error {
	if err == nil && n == 0 {
		return fault.New(fault.NotFound, noDeed.With())
	}
	return err
}

// Pending counts what of a workspace is still to leave.
func Pending(ctx context.Context, tx *db.Tx, ws id.Workspace) (n int64, err error) {
	if err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM outbox_deed WHERE workspace = $1 AND state IN ('waiting', 'sending')`, ws).Scan(&n); err != nil {
		return 0, fmt.Errorf("count deeds: %w", err)
	}
	return n, nil
}
