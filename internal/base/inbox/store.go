package inbox

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// lookUp is how many keys one statement looks for.
const lookUp = 400

// Where keys are looked for: in an era, or in a run.
const (
	keysOfEra = `SELECT h1, h2, content, event FROM inbox_seen WHERE workspace = $1 AND era = $2 AND h1 IN `
	keysOfRun = `SELECT h1, h2, content, event FROM inbox_packed WHERE workspace = $1 AND run = $2 AND h1 IN `
)

// keysIn finds what was accepted under the marks of items in an era or run.
func keysIn(ctx context.Context, tx *db.Tx, query string, of int64, items []*item) (map[mark]known, error) {
	out := map[mark]known{}
	for from := 0; from < len(items); {
		ws := items[from].mark.workspace
		to := from
		args := []any{int64(ws), of}
		for to < len(items) && items[to].mark.workspace == ws && to-from < lookUp {
			args = append(args, items[to].mark.h1)
			to++
		}
		list := db.List(3, to-from)
		if tx.Dialect == db.SQLite {
			list, args = `(SELECT value FROM json_each($3))`, append(args[:2], jsonOf(args[2:]))
		}
		err := tx.Each(ctx, query+list, args, func(scan func(...any) error) error {
			m := mark{workspace: ws}
			var k known
			err := scan(&m.h1, &m.h2, &k.content, &k.event)
			out[m] = k
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("look for keys seen before: %w", err)
		}
		from = to
	}
	return out, nil
}

// jsonOf writes numbers as one argument: SQLite takes longer to read a statement
// of hundreds of them than to run it.
func jsonOf(numbers []any) string {
	list := []byte{'['}
	for i, n := range numbers {
		if i > 0 {
			list = append(list, ',')
		}
		list = strconv.AppendInt(list, n.(int64), 10)
	}
	return string(append(list, ']'))
}

// decideOlder judges items by what was moved into eras and returns those not
// found there.
func decideOlder(ctx context.Context, tx *db.Tx, eras []int64, fresh []*item) ([]*item, error) {
	for _, era := range eras {
		found, err := keysIn(ctx, tx, keysOfEra, era, fresh)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			continue
		}
		fresh = slices.DeleteFunc(fresh, func(i *item) bool {
			before, ok := found[i.mark]
			if ok {
				i.judge(before)
			}
			return ok
		})
	}
	return fresh, nil
}

// decideNow notes the keys of fresh in the current era: those that were not
// there are accepted.
func decideNow(ctx context.Context, tx *db.Tx, era int64, fresh []*item) error {
	b := db.Bulk{Into: `inbox_seen (workspace, era, h1, h2, content, event)`, Columns: 6,
		Then: `ON CONFLICT (workspace, era, h1, h2) DO NOTHING`}
	n, err := b.Run(ctx, tx, len(fresh), func(dst []any, i int) []any {
		it := fresh[i]
		return append(dst, int64(it.mark.workspace), era, it.mark.h1, it.mark.h2, it.content, int64(it.id))
	})
	if err != nil {
		return err
	}
	for _, it := range fresh {
		it.verdict = Accepted
	}
	if n == int64(len(fresh)) {
		return nil
	}
	found, err := keysIn(ctx, tx, keysOfEra, era, fresh)
	if err != nil {
		return err
	}
	for _, it := range fresh {
		if before := found[it.mark]; before.event != it.id {
			it.judge(before)
		}
	}
	return nil
}

// insertWaiting queues what was accepted.
func insertWaiting(ctx context.Context, tx *db.Tx, items []item) error {
	type row struct {
		*item
		chat int64
		lane int
	}
	rows := make([]row, 0, len(items))
	for i := range items {
		if items[i].verdict == Accepted {
			chat := chatHash(items[i].Entry)
			rows = append(rows, row{&items[i], chat, LaneOf(chat)})
		}
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Or(cmp.Compare(a.lane, b.lane), cmp.Compare(a.id, b.id)) })
	b := db.Bulk{Into: `inbox_waiting (lane, id, workspace, connection, chat, attempts, replayed, key, body)`, Columns: 9}
	_, err := b.Run(ctx, tx, len(rows), func(dst []any, i int) []any {
		r := rows[i]
		return append(dst, int64(r.lane), int64(r.id), int64(r.Workspace), int64(r.Connection), r.chat, int64(0), int64(0), r.Key, r.Body)
	})
	return err
}

// mostConflicts is how many conflicts of one commit are kept whole; there is no
// use in more, and a broken sender can make any number.
const mostConflicts = 100

func insertConflicts(ctx context.Context, tx *db.Tx, items []item) error {
	var rows []*item
	for i := range items {
		if items[i].verdict == Conflict && len(rows) < mostConflicts {
			rows = append(rows, &items[i])
		}
	}
	b := db.Bulk{Into: `inbox_conflict (workspace, id, at, connection, first, key, body)`, Columns: 7}
	_, err := b.Run(ctx, tx, len(rows), func(dst []any, i int) []any {
		r := rows[i]
		return append(dst, int64(r.Workspace), int64(r.id), tx.Now.UnixMilli(), int64(r.Connection), int64(r.before.event), r.Key, r.Body)
	})
	return err
}

// Take lists up to limit entries that wait in lanes, lane by lane in order,
// without the chats in but. They go on waiting until Done.
func Take(ctx context.Context, tx *db.Tx, lanes []int, limit int, but []int64) (out []Waiting, err error) {
	if len(lanes) == 0 {
		return nil, nil
	}
	args := []any{limit}
	for _, l := range lanes {
		args = append(args, l)
	}
	query := `SELECT lane, id, workspace, connection, chat, attempts, replayed, key, body FROM inbox_waiting WHERE lane IN ` + db.List(2, len(lanes))
	if len(but) > 0 {
		query += ` AND chat NOT IN ` + db.List(2+len(lanes), len(but))
		for _, c := range but {
			args = append(args, c)
		}
	}
	err = tx.Each(ctx, query+` ORDER BY lane, id LIMIT $1`, args, func(scan func(...any) error) error {
		var w Waiting
		err := scan(&w.Lane, &w.ID, &w.Workspace, &w.Connection, &w.Chat, &w.Attempts, &w.Replayed, &w.Key, &w.Body)
		out = append(out, w)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("take what waits: %w", err)
	}
	return out, nil
}

// Done removes routed entries, lane by lane in order. It reports false, having
// removed some or none, where one of them was routed by somebody else: the caller
// rolls back. The ids are one argument: to read a statement of a thousand takes
// longer than to run it, and so does telling which went.
func Done(ctx context.Context, tx *db.Tx, routed []Waiting) (bool, error) {
	query, begin, end := `DELETE FROM inbox_waiting WHERE lane = $1 AND id IN (SELECT value FROM json_each($2))`, "[", "]"
	if tx.Dialect == db.Postgres {
		query, begin, end = `DELETE FROM inbox_waiting WHERE lane = $1 AND id = ANY (CAST($2 AS BIGINT[]))`, "{", "}"
	}
	var list []byte
	for from := 0; from < len(routed); {
		to := from
		list = append(list[:0], begin...)
		for ; to < len(routed) && routed[to].Lane == routed[from].Lane; to++ {
			if to > from {
				list = append(list, ',')
			}
			list = strconv.AppendInt(list, int64(routed[to].ID), 10)
		}
		n, err := tx.Exec(ctx, query, routed[from].Lane, string(append(list, end...)))
		if err != nil {
			return false, fmt.Errorf("remove what was routed: %w", err)
		}
		if n != int64(to-from) {
			return false, nil
		}
		from = to
	}
	return true, nil
}

// Failed counts one more attempt on an entry. It is called outside the
// transaction that failed.
func Failed(ctx context.Context, tx *db.Tx, w Waiting) error {
	_, err := tx.Exec(ctx, `UPDATE inbox_waiting SET attempts = attempts + 1 WHERE lane = $1 AND id = $2`, w.Lane, w.ID)
	if err != nil {
		return fmt.Errorf("count an attempt: %w", err)
	}
	return nil
}

// SetAside takes an entry that cannot be routed out of its chat's way, with the
// reason. What is in why is shown to people: it holds no text of a message.
func SetAside(ctx context.Context, tx *db.Tx, w Waiting, why string) error {
	ok, err := Done(ctx, tx, []Waiting{w})
	if err != nil || !ok { // somebody else routed it
		return err
	}
	return Refuse(ctx, tx, w, why)
}

// Refuse is SetAside for an entry that Done has removed in the same transaction.
func Refuse(ctx context.Context, tx *db.Tx, w Waiting, why string) error {
	_, err := tx.Exec(ctx, `INSERT INTO inbox_aside (workspace, id, at, lane, connection, chat, attempts, why, key, body)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		w.Workspace, w.ID, tx.Now.UnixMilli(), w.Lane, w.Connection, w.Chat, w.Attempts+1, why, w.Key, w.Body)
	if err != nil {
		return fmt.Errorf("set an event aside: %w", err)
	}
	return nil
}

// Pending counts what of a workspace waits to be routed.
func Pending(ctx context.Context, tx *db.Tx, ws id.Workspace) (n int64, err error) {
	if err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM inbox_waiting WHERE workspace = $1`, ws).Scan(&n); err != nil {
		return 0, fmt.Errorf("count what waits: %w", err)
	}
	return n, nil
}
