package task

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is the tables of to-dos.
var Schema = db.Schema{Owner: "task", Files: files}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func timeOf(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// nobody stands in the column of a member where a to-do is about none.
const nobody = -1

const columns = `id, key, kind, group_id, member, title, why, wordings, pictures, link, selling, money, owner, role, unit, opened, starts, due, until,
	playbook, run, step, proof_asked, escalated, lead, state, settled_by, settled, wording, reason, note, proof, changed, asks, choice, filled, receipt`

func scanTask(scan func(...any) error) (t Task, err error) {
	var member, selling, money, opened, starts, due, until, asked, escalated, settled, changed, receipt int64
	var wordings, pictures, role, asks, filled string
	o := &t.Outcome
	err = scan(&t.ID, &t.Key, &t.Kind, &t.Group, &member, &t.Title, &t.Why, &wordings, &pictures, &t.Link, &selling, &money, &t.Owner, &role, &t.Unit,
		&opened, &starts, &due, &until, &t.Origin.Playbook, &t.Origin.Run, &t.Origin.Step, &asked, &escalated, &t.Lead,
		&o.State, &o.By, &settled, &o.Wording, &o.Reason, &o.Note, &o.Proof, &changed, &asks, &o.Choice, &filled, &receipt)
	if err != nil {
		return t, err
	}
	if member != nobody {
		t.About, t.Member = true, uint32(member) //nolint:gosec // as it was put in
	}
	t.Selling, t.Money, t.ProofAsked, t.Role = selling == 1, money == 1, asked == 1, auth.Role(role)
	t.Opened, t.From, t.Due, t.Until = timeOf(opened), timeOf(starts), timeOf(due), timeOf(until)
	t.Escalated, o.At, t.Changed = timeOf(escalated), timeOf(settled), timeOf(changed)
	o.Receipt = receipt == 1
	return t, errors.Join(json.Unmarshal([]byte(wordings), &t.Wordings), json.Unmarshal([]byte(pictures), &t.Pictures),
		unless(asks, &t.Asks), unless(filled, &o.Values))
}

// unless reads JSON into something, unless there is none.
func unless(text string, into any) error {
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), into)
}

func list(ctx context.Context, tx *db.Tx, query string, args []any) (out []Task, err error) {
	err = tx.Each(ctx, query, args, func(scan func(...any) error) error {
		t, err := scanTask(scan)
		out = append(out, t)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list to-dos: %w", err)
	}
	return out, nil
}

func oneOf(row *sql.Row) (Task, error) {
	t, err := scanTask(row.Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return t, fault.New(fault.NotFound, noTask.With())
	}
	if err != nil {
		return t, fmt.Errorf("read a to-do: %w", err)
	}
	return t, nil
}

func get(ctx context.Context, tx *db.Tx, ws id.Workspace, task id.Task) (Task, error) {
	return oneOf(tx.QueryRow(ctx, `SELECT `+columns+` FROM task_item WHERE workspace = $1 AND id = $2`, ws, task))
}

func getByKey(ctx context.Context, tx *db.Tx, ws id.Workspace, key string) (Task, error) {
	return oneOf(tx.QueryRow(ctx, `SELECT `+columns+` FROM task_item WHERE workspace = $1 AND key = $2`, ws, key))
}

// known lists which of some keys have a to-do, and which.
func known(ctx context.Context, tx *db.Tx, ws id.Workspace, keys []string) (map[string]id.Task, error) {
	out := map[string]id.Task{}
	in, list := db.Among(tx, 2, keys)
	err := tx.Each(ctx, `SELECT key, id FROM task_item WHERE workspace = $1 AND key IN `+in, []any{ws, list}, func(scan func(...any) error) error {
		var key string
		var task id.Task
		err := scan(&key, &task)
		out[key] = task
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for to-dos: %w", err)
	}
	return out, nil
}

// insertAll keeps to-dos, and reports of each whether it is fresh: one of its key may
// be there already.
func insertAll(ctx context.Context, tx *db.Tx, ws id.Workspace, all []*Task) ([]bool, error) {
	texts := make([][3]string, len(all))
	for i, t := range all {
		wordings, err := json.Marshal(t.Wordings)
		if err != nil {
			return nil, err
		}
		pictures, err := json.Marshal(t.Pictures)
		if err != nil {
			return nil, err
		}
		asks, err := json.Marshal(t.Asks)
		if err != nil {
			return nil, err
		}
		texts[i] = [3]string{string(wordings), string(pictures), string(asks)}
	}
	b := db.Bulk{Into: `task_item (workspace, id, key, kind, group_id, member, title, why, wordings, pictures, link, selling, money, owner, role, unit,
			opened, starts, due, until, playbook, run, step, proof_asked, escalates, escalated, lead, state, settled_by, settled, wording, reason, note, proof, changed, asks)`,
		Columns: 36, Then: `ON CONFLICT (workspace, key) DO NOTHING`}
	n, err := b.Run(ctx, tx, len(all), func(dst []any, i int) []any {
		t := all[i]
		member := int64(nobody)
		if t.About {
			member = int64(t.Member)
		}
		return append(dst, int64(ws), int64(t.ID), t.Key, string(t.Kind), int64(t.Group), member, t.Title, t.Why, texts[i][0], texts[i][1], t.Link, flag(t.Selling), flag(t.Money),
			int64(t.Owner), string(t.Role), int64(t.Unit), millis(t.Opened), millis(t.From), millis(t.Due), millis(t.Until), t.Origin.Playbook, t.Origin.Run, t.Origin.Step,
			flag(t.ProofAsked), t.escalates(), int64(0), int64(0), string(Open), int64(0), int64(0), int64(0), "", "", "", tx.Now.UnixMilli(), texts[i][2])
	})
	if err != nil {
		return nil, err
	}
	fresh, keys := make([]bool, len(all)), make([]string, len(all))
	for i, t := range all {
		fresh[i], keys[i] = true, t.Key
	}
	if n == int64(len(all)) {
		return fresh, nil
	}
	is, err := known(ctx, tx, ws, keys)
	for i, t := range all {
		fresh[i] = is[t.Key] == t.ID
	}
	return fresh, err
}

// begun tells that to-dos were opened, and of those that are somebody's from the
// roster, to whom they were given.
func begun(ctx context.Context, tx *db.Tx, ws id.Workspace, all []*Task, given map[id.Task]bool, at time.Time) error {
	type line struct {
		t    *Task
		n    int64
		what string
		who  id.User
	}
	var lines []line
	for _, t := range all {
		if given[t.ID] {
			lines = append(lines, line{t, 1, "opened", 0}, line{t, 2, "given", t.Owner})
		} else {
			lines = append(lines, line{t, 1, "opened", t.Owner})
		}
	}
	b := db.Bulk{Into: `task_story (workspace, task, n, at, by_user, what, other, reason, note)`, Columns: 9}
	_, err := b.Run(ctx, tx, len(lines), func(dst []any, i int) []any {
		l := &lines[i]
		by := id.User(0)
		if l.n == 1 {
			by = l.t.By
		}
		return append(dst, int64(ws), int64(l.t.ID), l.n, millis(at), int64(by), l.what, int64(l.who), "", "")
	})
	return err
}

// escalates is when a to-do would be brought before somebody else; 0 for never.
func (t *Task) escalates() int64 {
	if t.Due.IsZero() {
		return 0
	}
	return millis(t.Due.Add(t.Grace()))
}

// settle ends a to-do that is open; it reports false where it is not.
func settle(ctx context.Context, tx *db.Tx, ws id.Workspace, task id.Task, o Outcome) (bool, error) {
	filled := ""
	if len(o.Values) > 0 {
		text, err := json.Marshal(o.Values)
		if err != nil {
			return false, err
		}
		filled = string(text)
	}
	n, err := tx.Exec(ctx, `UPDATE task_item SET state = $3, settled_by = $4, settled = $5, wording = $6, reason = $7, note = $8, proof = $9, changed = $10,
		choice = $11, filled = $12, receipt = $13 WHERE workspace = $1 AND id = $2 AND state = 'open'`,
		ws, task, string(o.State), o.By, millis(o.At), o.Wording, string(o.Reason), o.Note, o.Proof, tx.Now.UnixMilli(), o.Choice, filled, flag(o.Receipt))
	if err != nil {
		return false, fmt.Errorf("settle a to-do: %w", err)
	}
	return n == 1, nil
}

// give makes an open to-do somebody else's, if it is still whose it was.
func give(ctx context.Context, tx *db.Tx, ws id.Workspace, task id.Task, from, to id.User) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE task_item SET owner = $4, changed = $5 WHERE workspace = $1 AND id = $2 AND owner = $3 AND state = 'open'`,
		ws, task, from, to, tx.Now.UnixMilli())
	if err != nil {
		return false, fmt.Errorf("give a to-do: %w", err)
	}
	return n == 1, nil
}

// postpone lets an open to-do begin later.
func postpone(ctx context.Context, tx *db.Tx, ws id.Workspace, t *Task) error {
	_, err := tx.Exec(ctx, `UPDATE task_item SET starts = $3, due = $4, escalates = $5, changed = $6 WHERE workspace = $1 AND id = $2 AND state = 'open'`,
		ws, t.ID, millis(t.From), millis(t.Due), t.escalates(), tx.Now.UnixMilli())
	if err != nil {
		return fmt.Errorf("put off a to-do: %w", err)
	}
	return nil
}

// reopen opens what somebody settled after a moment of the wall.
func reopen(ctx context.Context, tx *db.Tx, ws id.Workspace, task id.Task, by id.User, after time.Time) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE task_item SET state = 'open', settled_by = 0, settled = 0, wording = 0, reason = '', note = '', proof = '', changed = $5, choice = 0, filled = '', receipt = 0
		WHERE workspace = $1 AND id = $2 AND settled_by = $3 AND changed > $4 AND state IN ('done', 'skipped')`,
		ws, task, by, after.UnixMilli(), tx.Now.UnixMilli())
	if err != nil {
		return false, fmt.Errorf("open a to-do again: %w", err)
	}
	return n == 1, nil
}

// escalate brings an open to-do before somebody, once.
func escalate(ctx context.Context, tx *db.Tx, ws id.Workspace, task id.Task, lead id.User, at time.Time) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE task_item SET escalated = $3, lead = $4, changed = $5 WHERE workspace = $1 AND id = $2 AND escalated = 0 AND state = 'open'`,
		ws, task, millis(at), lead, tx.Now.UnixMilli())
	if err != nil {
		return false, fmt.Errorf("escalate a to-do: %w", err)
	}
	return n == 1, nil
}

// Event is one thing that happened to a to-do.
type Event struct {
	At     time.Time
	By     id.User // 0 for the program
	What   string  // "opened", "claimed", "handed", "done", "skipped", "reopened", "withdrawn", "expired", "escalated", "given", "receipt", "postponed"
	Other  id.User // whom it went to
	Reason Reason
	Note   string
}

// tell adds to the story of a to-do whose row this transaction has written.
func tell(ctx context.Context, tx *db.Tx, ws id.Workspace, task id.Task, e Event) error {
	_, err := tx.Exec(ctx, `INSERT INTO task_story (workspace, task, n, at, by_user, what, other, reason, note)
		SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), COALESCE(MAX(n), 0) + 1, CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS TEXT), CAST($6 AS BIGINT),
			CAST($7 AS TEXT), CAST($8 AS TEXT) FROM task_story WHERE workspace = $1 AND task = $2`,
		ws, task, millis(e.At), e.By, e.What, e.Other, string(e.Reason), e.Note)
	if err != nil {
		return fmt.Errorf("tell of a to-do: %w", err)
	}
	return nil
}

func storyOf(ctx context.Context, tx *db.Tx, ws id.Workspace, task id.Task) (out []Event, err error) {
	err = tx.Each(ctx, `SELECT at, by_user, what, other, reason, note FROM task_story WHERE workspace = $1 AND task = $2 ORDER BY n`, []any{ws, task},
		func(scan func(...any) error) error {
			var e Event
			var at int64
			err := scan(&at, &e.By, &e.What, &e.Other, &e.Reason, &e.Note)
			e.At = timeOf(at)
			out = append(out, e)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("story of a to-do: %w", err)
	}
	return out, nil
}

// listAsked lists open to-dos of which proof is asked for, from one on.
func listAsked(ctx context.Context, tx *db.Tx, ws id.Workspace, after id.Task, most int) ([]Task, error) {
	return list(ctx, tx, `SELECT `+columns+` FROM task_item WHERE workspace = $1 AND state = 'open' AND proof_asked = 1 AND id > $2 ORDER BY id LIMIT $3`, []any{ws, after, most})
}

// dropAsked asks for proof of an open to-do no more.
func dropAsked(ctx context.Context, tx *db.Tx, ws id.Workspace, task id.Task) error {
	if _, err := tx.Exec(ctx, `UPDATE task_item SET proof_asked = 0, changed = $3 WHERE workspace = $1 AND id = $2 AND state = 'open'`, ws, task, tx.Now.UnixMilli()); err != nil {
		return fmt.Errorf("ask for no proof of a to-do: %w", err)
	}
	return nil
}
