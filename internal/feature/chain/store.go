package chain

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is the tables of chains.
var Schema = db.Schema{Owner: "chain", Files: files}

func timeOf(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

func msOf(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func bit(is bool) int64 {
	if is {
		return 1
	}
	return 0
}

const (
	chainColumns = `id, title, day, unit, group_id, from_chain, example, head, people, asks, watch, rev, by_user, made, changed`
	listColumns  = `id, title, day, unit, group_id, from_chain, example, '{}', people, asks, watch, rev, by_user, made, changed`
)

func scanChain(scan func(...any) error, more ...any) (c Chain, err error) {
	var example, made, changed int64
	var head string
	into := append([]any{&c.ID, &c.Title, &c.Day, &c.Unit, &c.Group, &c.From, &example, &head, &c.People, &c.Asks, &c.Watch, &c.rev, &c.By, &made, &changed}, more...)
	if err = scan(into...); err != nil {
		return c, err
	}
	c.Example, c.Made, c.Changed = example == 1, timeOf(made), timeOf(changed)
	if err := json.Unmarshal([]byte(head), &c.Head); err != nil {
		return c, fmt.Errorf("read what a chain is about: %w", err)
	}
	return c, nil
}

// chainsOf lists a workspace's chains, the newest day first, without what they are
// about: there may be thousands.
func chainsOf(ctx context.Context, tx *db.Tx, ws id.Workspace, limit int) (out []Chain, err error) {
	err = tx.Each(ctx, `SELECT `+listColumns+` FROM chain_list WHERE workspace = $1 ORDER BY day DESC, id DESC LIMIT $2`, []any{ws, limit}, func(scan func(...any) error) error {
		c, err := scanChain(scan)
		out = append(out, c)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list chains: %w", err)
	}
	return out, nil
}

// chainOf returns a chain with its text, or NotFound.
func chainOf(ctx context.Context, tx *db.Tx, ws id.Workspace, chain id.Chain) (Chain, error) {
	var source string
	c, err := scanChain(tx.QueryRow(ctx, `SELECT `+chainColumns+`, source FROM chain_list WHERE workspace = $1 AND id = $2`, ws, chain).Scan, &source)
	if errors.Is(err, sql.ErrNoRows) {
		return c, fault.New(fault.NotFound, noChain.With())
	}
	if err != nil {
		return c, fmt.Errorf("read a chain: %w", err)
	}
	c.Source = source
	return c, nil
}

// lockChain makes others that change a chain wait until this transaction ends: else
// the last of them writes over what the first did. On SQLite every writer waits anyway.
func lockChain(ctx context.Context, tx *db.Tx, ws id.Workspace, chain id.Chain) error {
	if _, err := tx.Exec(ctx, `UPDATE chain_list SET rev = rev + 1 WHERE workspace = $1 AND id = $2`, ws, chain); err != nil {
		return fmt.Errorf("lock a chain: %w", err)
	}
	return nil
}

// lockSeen is lockChain where a chain still is what somebody saw; false where it was
// written to since, or removed.
func lockSeen(ctx context.Context, tx *db.Tx, ws id.Workspace, c *Chain) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE chain_list SET rev = rev + 1 WHERE workspace = $1 AND id = $2 AND rev = $3`, ws, c.ID, c.rev)
	if err != nil {
		return false, fmt.Errorf("lock a chain: %w", err)
	}
	return n == 1, nil
}

// countChains is how many chains a workspace has.
func countChains(ctx context.Context, tx *db.Tx, ws id.Workspace) (n int, err error) {
	if err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM chain_list WHERE workspace = $1`, ws).Scan(&n); err != nil {
		return 0, fmt.Errorf("count chains: %w", err)
	}
	return n, nil
}

func insertChain(ctx context.Context, tx *db.Tx, ws id.Workspace, c *Chain) error {
	head, err := json.Marshal(c.Head)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO chain_list (workspace, id, title, day, unit, group_id, from_chain, example, head, source, people, asks, by_user, made, changed, watch)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		ws, c.ID, c.Title, int64(c.Day), c.Unit, c.Group, c.From, bit(c.Example), string(head), c.Source, c.People, c.Asks, c.By, msOf(c.Made), msOf(c.Changed), c.Watch)
	if err != nil {
		return fmt.Errorf("keep a chain: %w", err)
	}
	return nil
}

func saveChain(ctx context.Context, tx *db.Tx, ws id.Workspace, c *Chain) error {
	head, err := json.Marshal(c.Head)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE chain_list SET title = $3, day = $4, unit = $5, group_id = $6, head = $7, source = $8, people = $9, asks = $10, changed = $11, watch = $12
		WHERE workspace = $1 AND id = $2`, ws, c.ID, c.Title, int64(c.Day), c.Unit, c.Group, string(head), c.Source, c.People, c.Asks, msOf(c.Changed), c.Watch)
	if err != nil {
		return fmt.Errorf("change a chain: %w", err)
	}
	return nil
}

// dropChain removes a chain with its rows, and notes that it was there.
func dropChain(ctx context.Context, tx *db.Tx, ws id.Workspace, c *Chain, now time.Time) error {
	if _, err := tx.Exec(ctx, `DELETE FROM chain_row WHERE workspace = $1 AND chain = $2`, ws, c.ID); err != nil {
		return fmt.Errorf("remove a chain's rows: %w", err)
	}
	if _, err := tx.Exec(ctx, `DELETE FROM chain_list WHERE workspace = $1 AND id = $2`, ws, c.ID); err != nil {
		return fmt.Errorf("remove a chain: %w", err)
	}
	if _, err := tx.Exec(ctx, `INSERT INTO chain_removed (workspace, id, unit, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, ws, c.ID, c.Unit, msOf(now)); err != nil {
		return fmt.Errorf("note that a chain was removed: %w", err)
	}
	return nil
}

// removedOf is whose a removed chain was, and when it was removed; NotFound where none
// of that id was.
func removedOf(ctx context.Context, tx *db.Tx, ws id.Workspace, chain id.Chain) (unit id.Unit, at time.Time, err error) {
	var ms int64
	err = tx.QueryRow(ctx, `SELECT unit, at FROM chain_removed WHERE workspace = $1 AND id = $2`, ws, chain).Scan(&unit, &ms)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, at, fault.New(fault.NotFound, noChain.With())
	}
	if err != nil {
		return 0, at, fmt.Errorf("look for a removed chain: %w", err)
	}
	return unit, timeOf(ms), nil
}

// forget clears the texts of chains that nobody changed since a moment, and what is
// known of those that were removed before another.
func forget(ctx context.Context, tx *db.Tx, ws id.Workspace, unchanged, removed time.Time) error {
	if _, err := tx.Exec(ctx, `UPDATE chain_list SET source = '', rev = rev + 1 WHERE workspace = $1 AND changed < $2 AND source <> ''`, ws, msOf(unchanged)); err != nil {
		return fmt.Errorf("clear the texts of chains: %w", err)
	}
	if _, err := tx.Exec(ctx, `DELETE FROM chain_removed WHERE workspace = $1 AND at < $2`, ws, msOf(removed)); err != nil {
		return fmt.Errorf("forget removed chains: %w", err)
	}
	return nil
}

// rowsOf lists a chain's rows in their order.
func rowsOf(ctx context.Context, tx *db.Tx, ws id.Workspace, chain id.Chain) (out []Row, err error) {
	err = tx.Each(ctx, `SELECT seq, body, taken FROM chain_row WHERE workspace = $1 AND chain = $2 ORDER BY seq`, []any{ws, chain}, func(scan func(...any) error) error {
		var r Row
		var body string
		var taken int64
		if err := scan(&r.Seq, &body, &taken); err != nil {
			return err
		}
		seq := r.Seq
		if err := json.Unmarshal([]byte(body), &r); err != nil {
			return fmt.Errorf("row %d: %w", seq, err)
		}
		r.Seq, r.Taken = seq, timeOf(taken)
		out = append(out, r)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list the rows of a chain: %w", err)
	}
	return out, nil
}

// putRows keeps the rows that were changed, or are new.
func putRows(ctx context.Context, tx *db.Tx, ws id.Workspace, chain id.Chain, rows []Row) error {
	var bodies []string
	var changed []*Row
	for i := range rows {
		if !rows[i].changed {
			continue
		}
		body, err := json.Marshal(&rows[i])
		if err != nil {
			return err
		}
		bodies, changed = append(bodies, string(body)), append(changed, &rows[i])
	}
	bulk := db.Bulk{Into: `chain_row (workspace, chain, seq, body, taken)`, Columns: 5,
		Then: `ON CONFLICT (workspace, chain, seq) DO UPDATE SET body = excluded.body, taken = excluded.taken`}
	_, err := bulk.Run(ctx, tx, len(changed), func(dst []any, i int) []any {
		return append(dst, int64(ws), int64(chain), int64(changed[i].Seq), bodies[i], msOf(changed[i].Taken))
	})
	if err != nil {
		return fmt.Errorf("keep the rows of a chain: %w", err)
	}
	return nil
}

// setTaken notes when a row was fetched; false where there is no such row.
func setTaken(ctx context.Context, tx *db.Tx, ws id.Workspace, chain id.Chain, seq int, at time.Time) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE chain_row SET taken = $4 WHERE workspace = $1 AND chain = $2 AND seq = $3`, ws, chain, seq, msOf(at))
	if err != nil {
		return false, fmt.Errorf("note what was fetched: %w", err)
	}
	return n == 1, nil
}
