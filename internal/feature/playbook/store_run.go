package playbook

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
)

const runColumns = `id, book, version, group_id, member, occasion, turn, begun, ended, held, parent, called, state`

func scanRun(scan func(...any) error) (r Run, err error) {
	var begun, ended, held int64
	var state []byte
	if err = scan(&r.ID, &r.Book, &r.Version, &r.Subject.Group, &r.Subject.Member, &r.Occasion, &r.Turn, &begun, &ended, &held, &r.Parent, &r.Called, &state); err != nil {
		return r, err
	}
	r.Begun, r.Held = time.UnixMilli(begun).UTC(), held != 0
	if ended != 0 {
		r.Ended = time.UnixMilli(ended).UTC()
	}
	return r, json.Unmarshal(state, &r.State)
}

// insertRun keeps a run that begins, and reports whether its occasion had not
// begun it before.
func insertRun(ctx context.Context, tx *db.Tx, ws id.Workspace, r Run) (bool, error) {
	state, err := json.Marshal(r.State)
	if err != nil {
		return false, err
	}
	n, err := tx.Exec(ctx, `INSERT INTO playbook_run (workspace, id, book, version, group_id, member, occasion, turn, begun, ended, held, why, parent, called, state)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, '', $10, $11, $12) ON CONFLICT (workspace, book, group_id, member, occasion) DO NOTHING`,
		ws, r.ID, r.Book, r.Version, r.Subject.Group, int64(r.Subject.Member), r.Occasion, r.Turn, r.Begun.UnixMilli(), r.Parent, r.Called, state)
	if err != nil {
		return false, fmt.Errorf("begin a run: %w", err)
	}
	return n > 0, nil
}

// saveRun keeps where a run stands now.
func saveRun(ctx context.Context, tx *db.Tx, ws id.Workspace, r *Run, now time.Time) error {
	return saveRuns(ctx, tx, ws, []*Run{r}, now)
}

// saveRuns keeps where runs stand now; each is named once. Of those that go on only
// their state is written, and no index has to follow.
func saveRuns(ctx context.Context, tx *db.Tx, ws id.Workspace, all []*Run, now time.Time) error {
	var going, over []*Run
	for _, r := range all {
		if r.State.Phase == engine.Over {
			r.Ended = now
			over = append(over, r)
		} else {
			going = append(going, r)
		}
	}
	if err := renewRuns(ctx, tx, ws, going); err != nil {
		return err
	}
	return endRuns(ctx, tx, ws, over)
}

// endRuns keeps the last state of runs.
func endRuns(ctx context.Context, tx *db.Tx, ws id.Workspace, all []*Run) error {
	states := make([][]byte, len(all))
	for i, r := range all {
		var err error
		if states[i], err = json.Marshal(&r.State); err != nil {
			return err
		}
	}
	b := db.Bulk{Into: `playbook_run (workspace, id, book, version, group_id, member, occasion, turn, begun, ended, held, why, parent, called, state)`, Columns: 15,
		Then: `ON CONFLICT (workspace, id) DO UPDATE SET state = excluded.state, ended = excluded.ended, why = excluded.why`}
	_, err := b.Run(ctx, tx, len(all), func(dst []any, i int) []any {
		r := all[i]
		return append(dst, int64(ws), int64(r.ID), int64(r.Book), r.Version, int64(r.Subject.Group), int64(r.Subject.Member), r.Occasion, int64(r.Turn), r.Begun.UnixMilli(),
			r.Ended.UnixMilli(), flag(r.Held), r.State.Why, int64(r.Parent), r.Called, states[i])
	})
	return err
}

// renewRuns keeps the state of runs.
func renewRuns(ctx context.Context, tx *db.Tx, ws id.Workspace, all []*Run) error {
	ids, states := make([]int64, len(all)), make([][]byte, len(all))
	for i, r := range all {
		var err error
		ids[i] = int64(r.ID)
		if states[i], err = json.Marshal(&r.State); err != nil {
			return err
		}
	}
	return db.Renew{Table: "playbook_run", Column: "state"}.Run(ctx, tx, int64(ws), ids, states)
}

// runsOf reads runs by their ids, those that are there.
func runsOf(ctx context.Context, tx *db.Tx, ws id.Workspace, ids []id.Run) ([]Run, error) {
	in, list := db.Among(tx, 2, ids)
	return runs(ctx, tx, `SELECT `+runColumns+` FROM playbook_run WHERE workspace = $1 AND id IN `+in, []any{ws, list})
}

// openRuns lists the runs under way of a group and, where one is named, a member.
func openRuns(ctx context.Context, tx *db.Tx, ws id.Workspace, s Subject) ([]Run, error) {
	return runs(ctx, tx, `SELECT `+runColumns+` FROM playbook_run WHERE workspace = $1 AND group_id = $2 AND member IN (0, $3) AND ended = 0 ORDER BY id`,
		[]any{ws, s.Group, int64(s.Member)})
}

// openOf lists the runs under way of an SOP.
func openOf(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook) ([]Run, error) {
	return runs(ctx, tx, `SELECT `+runColumns+` FROM playbook_run WHERE workspace = $1 AND book = $2 AND ended = 0 ORDER BY id`, []any{ws, book})
}

func runs(ctx context.Context, tx *db.Tx, query string, args []any) (out []Run, err error) {
	err = tx.Each(ctx, query, args, func(scan func(...any) error) error {
		r, err := scanRun(scan)
		out = append(out, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read runs: %w", err)
	}
	return out, nil
}

// before counts the runs of an SOP that a subject has had, and tells when the last
// began.
func before(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook, s Subject) (n int, last time.Time, err error) {
	var begun int64
	err = tx.QueryRow(ctx, `SELECT COUNT(*), COALESCE(MAX(begun), 0) FROM playbook_run WHERE workspace = $1 AND book = $2 AND group_id = $3 AND member = $4`,
		ws, book, s.Group, int64(s.Member)).Scan(&n, &begun)
	if err != nil {
		return 0, last, fmt.Errorf("count runs: %w", err)
	}
	if begun != 0 {
		last = time.UnixMilli(begun).UTC()
	}
	return n, last, nil
}

// entry is something that a run did or left out.
type entry struct {
	run  id.Run
	step string
	what string
	why  string
}

// note writes down what runs did, in order: by ids, which only grow.
func note(ctx context.Context, tx *db.Tx, ws id.Workspace, ids *id.Source, at time.Time, did []entry) error {
	b := db.Bulk{Into: `playbook_act (workspace, run, n, at, step, what, why)`, Columns: 7}
	_, err := b.Run(ctx, tx, len(did), func(dst []any, i int) []any {
		d := &did[i]
		return append(dst, int64(ws), int64(d.run), int64(id.New[id.Act](ids, tx.Now)), at.UnixMilli(), d.step, d.what, d.why)
	})
	if err != nil {
		return fmt.Errorf("write down what runs did: %w", err)
	}
	return nil
}

// acts lists what a run did.
func acts(ctx context.Context, tx *db.Tx, ws id.Workspace, run id.Run) (out []Act, err error) {
	err = tx.Each(ctx, `SELECT at, step, what, why FROM playbook_act WHERE workspace = $1 AND run = $2 ORDER BY n`, []any{ws, run},
		func(scan func(...any) error) error {
			var a Act
			var at int64
			err := scan(&at, &a.Step, &a.What, &a.Why)
			a.At = time.UnixMilli(at).UTC()
			out = append(out, a)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("list what a run did: %w", err)
	}
	return out, nil
}

// extent is in how many groups an SOP runs, and how many of its runs are under way.
func extent(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook) (in int, open int64, err error) {
	err = tx.QueryRow(ctx, `SELECT (SELECT COUNT(*) FROM playbook_place WHERE workspace = $1 AND book = $2),
		(SELECT COUNT(*) FROM playbook_run WHERE workspace = $1 AND book = $2 AND ended = 0)`, ws, book).Scan(&in, &open)
	if err != nil {
		return 0, 0, fmt.Errorf("count what an SOP does: %w", err)
	}
	return in, open, nil
}

// lastRuns lists the runs of an SOP, those that began last first.
func lastRuns(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook, limit int) ([]Run, error) {
	return runs(ctx, tx, `SELECT `+runColumns+` FROM playbook_run WHERE workspace = $1 AND book = $2 ORDER BY id DESC LIMIT $3`, []any{ws, book, limit})
}
