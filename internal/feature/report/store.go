package report

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

//go:embed schema/*.sql
var files embed.FS

// Schema is the tables of reports.
var Schema = db.Schema{Owner: "report", Files: files}

// seen is until when steps were counted: zero times where they never were.
type seen struct{ at, wall time.Time }

func seenOf(ctx context.Context, tx *db.Tx, ws id.Workspace) (s seen, err error) {
	var at, wall int64
	err = tx.QueryRow(ctx, `SELECT at, wall FROM report_seen WHERE workspace = $1`, ws).Scan(&at, &wall)
	if errors.Is(err, sql.ErrNoRows) {
		return seen{}, nil
	}
	if err != nil {
		return s, fmt.Errorf("look until when steps were counted: %w", err)
	}
	return seen{time.UnixMilli(at).UTC(), time.UnixMilli(wall).UTC()}, nil
}

func putSeen(ctx context.Context, tx *db.Tx, ws id.Workspace, s seen) error {
	_, err := tx.Exec(ctx, `INSERT INTO report_seen (workspace, at, wall) VALUES ($1, $2, $3)
		ON CONFLICT (workspace) DO UPDATE SET at = excluded.at, wall = excluded.wall`, ws, s.at.UnixMilli(), s.wall.UnixMilli())
	if err != nil {
		return fmt.Errorf("note until when steps were counted: %w", err)
	}
	return nil
}

// countsOf reads what is kept of a day.
func countsOf(ctx context.Context, tx *db.Tx, ws id.Workspace, day Day) (map[sole]int, error) {
	out := map[sole]int{}
	err := tx.Each(ctx, `SELECT unit, group_id, person, book, step, human, outcome, reason, n FROM report_day WHERE workspace = $1 AND day = $2`,
		[]any{ws, int64(day)}, func(scan func(...any) error) error {
			var k sole
			var human int64
			var n int
			err := scan(&k.Unit, &k.Group, &k.Person, &k.Book, &k.Step, &human, &k.Outcome, &k.Reason, &n)
			k.Human = human != 0
			out[k] = n
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("read what is kept of a day: %w", err)
	}
	return out, nil
}

// change is a row of a day that is unlike what is kept; n is 0 where it is to go.
type change struct {
	sole
	n int
}

func putCounts(ctx context.Context, tx *db.Tx, ws id.Workspace, day Day, all []change) error {
	var put []change
	for _, c := range all {
		if c.n > 0 {
			put = append(put, c)
			continue
		}
		_, err := tx.Exec(ctx, `DELETE FROM report_day WHERE workspace = $1 AND day = $2 AND unit = $3 AND group_id = $4 AND person = $5 AND book = $6
			AND step = $7 AND human = $8 AND outcome = $9 AND reason = $10`,
			ws, int64(day), c.Unit, c.Group, c.Person, c.Book, c.Step, bit(c.Human), string(c.Outcome), c.Reason)
		if err != nil {
			return fmt.Errorf("take a count of a day away: %w", err)
		}
	}
	b := db.Bulk{Into: `report_day (workspace, day, unit, group_id, person, book, step, human, outcome, reason, n)`, Columns: 11,
		Then: `ON CONFLICT (workspace, day, unit, group_id, person, book, step, human, outcome, reason) DO UPDATE SET n = excluded.n`}
	_, err := b.Run(ctx, tx, len(put), func(dst []any, i int) []any {
		c := &put[i]
		return append(dst, int64(ws), int64(day), int64(c.Unit), int64(c.Group), int64(c.Person), int64(c.Book), c.Step, bit(c.Human), string(c.Outcome), c.Reason, int64(c.n))
	})
	if err != nil {
		return fmt.Errorf("keep the counts of a day: %w", err)
	}
	return nil
}

func bit(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// forget drops days before one.
func forget(ctx context.Context, tx *db.Tx, ws id.Workspace, before Day) error {
	if _, err := tx.Exec(ctx, `DELETE FROM report_day WHERE workspace = $1 AND day < $2`, ws, int64(before)); err != nil {
		return fmt.Errorf("forget old days: %w", err)
	}
	if _, err := tx.Exec(ctx, `DELETE FROM report_sent WHERE workspace = $1 AND day < $2`, ws, int64(before)); err != nil {
		return fmt.Errorf("forget old reports: %w", err)
	}
	return nil
}

// view is which of the counts somebody looks at.
type view struct {
	days  Days
	scope auth.Scope
	who   id.User // only theirs; 0 for all
}

// condition is what follows WHERE workspace = $1, and the arguments of both.
func (v *view) condition(ws id.Workspace) (string, []any) {
	text, args := ` AND day >= $2 AND day <= $3`, []any{ws, int64(v.days.From), int64(v.days.To)}
	arg := func(x any) string {
		args = append(args, x)
		return fmt.Sprintf("$%d", len(args))
	}
	if v.who != 0 {
		text += ` AND person = ` + arg(v.who)
	}
	if v.scope.All {
		return text, args
	}
	in := []string{`-1`} // an empty scope sees nothing
	for _, u := range v.scope.Units() {
		in = append(in, arg(u))
	}
	return text + ` AND unit IN (` + strings.Join(in, ", ") + `)`, args
}

// byHuman is the sum of a view, apart for people and for the program.
func byHuman(ctx context.Context, tx *db.Tx, ws id.Workspace, v *view) (human, auto Tally, err error) {
	where, args := v.condition(ws)
	err = tx.Each(ctx, `SELECT human, outcome, SUM(n) FROM report_day WHERE workspace = $1`+where+` GROUP BY human, outcome`, args,
		func(scan func(...any) error) error {
			var by int64
			var o Outcome
			var n int
			if err := scan(&by, &o, &n); err != nil {
				return err
			}
			if by != 0 {
				human.Add(o, n)
			} else {
				auto.Add(o, n)
			}
			return nil
		})
	if err != nil {
		return human, auto, fmt.Errorf("count steps: %w", err)
	}
	return human, auto, nil
}

// both is a tally of each kind.
type both struct{ Human, Auto Tally }

func (b *both) add(human int64, o Outcome, n int) {
	if human != 0 {
		b.Human.Add(o, n)
	} else {
		b.Auto.Add(o, n)
	}
}

func byGroup(ctx context.Context, tx *db.Tx, ws id.Workspace, v *view) (map[id.Group]*both, error) {
	return grouped[id.Group](ctx, tx, ws, v, `group_id`, ` AND group_id <> 0`)
}

func byUnit(ctx context.Context, tx *db.Tx, ws id.Workspace, v *view) (map[id.Unit]*both, error) {
	return grouped[id.Unit](ctx, tx, ws, v, `unit`, ``)
}

func byPerson(ctx context.Context, tx *db.Tx, ws id.Workspace, v *view) (map[id.User]*both, error) {
	return grouped[id.User](ctx, tx, ws, v, `person`, ` AND person <> 0 AND human = 1`)
}

func grouped[K comparable](ctx context.Context, tx *db.Tx, ws id.Workspace, v *view, column, more string) (map[K]*both, error) {
	out := map[K]*both{}
	where, args := v.condition(ws)
	err := tx.Each(ctx, `SELECT `+column+`, human, outcome, SUM(n) FROM report_day WHERE workspace = $1`+where+more+` GROUP BY `+column+`, human, outcome`, args,
		func(scan func(...any) error) error {
			var k K
			var human int64
			var o Outcome
			var n int
			if err := scan(&k, &human, &o, &n); err != nil {
				return err
			}
			if out[k] == nil {
				out[k] = &both{}
			}
			out[k].add(human, o, n)
			return nil
		})
	if err != nil {
		return nil, fmt.Errorf("count steps by %s: %w", column, err)
	}
	return out, nil
}

// stepKey names a step of an SOP; one that was sometimes done by a person and
// sometimes not stands twice.
type stepKey struct {
	Book  id.Playbook
	Step  string
	Human bool
}

func byStep(ctx context.Context, tx *db.Tx, ws id.Workspace, v *view) (map[stepKey]*Tally, error) {
	out := map[stepKey]*Tally{}
	where, args := v.condition(ws)
	err := tx.Each(ctx, `SELECT book, step, human, outcome, SUM(n) FROM report_day WHERE workspace = $1`+where+` GROUP BY book, step, human, outcome`, args,
		func(scan func(...any) error) error {
			var k stepKey
			var human int64
			var o Outcome
			var n int
			if err := scan(&k.Book, &k.Step, &human, &o, &n); err != nil {
				return err
			}
			k.Human = human != 0
			if out[k] == nil {
				out[k] = &Tally{}
			}
			out[k].Add(o, n)
			return nil
		})
	if err != nil {
		return nil, fmt.Errorf("count steps by what they are: %w", err)
	}
	return out, nil
}

// why is how many were left out for a reason.
type why struct {
	Reason string
	Human  bool
	N      int
}

// byReason lists why steps were left out, the most frequent first.
func byReason(ctx context.Context, tx *db.Tx, ws id.Workspace, v *view) (out []why, err error) {
	where, args := v.condition(ws)
	err = tx.Each(ctx, `SELECT reason, human, SUM(n) FROM report_day WHERE workspace = $1`+where+` AND outcome = 'skipped' GROUP BY reason, human
		ORDER BY SUM(n) DESC, reason, human`, args, func(scan func(...any) error) error {
		var w why
		var human int64
		err := scan(&w.Reason, &human, &w.N)
		w.Human = human != 0
		out = append(out, w)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("count why steps were left out: %w", err)
	}
	return out, nil
}
