package inbox

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/huoshui/huoshui/internal/base/db"
)

// On SQLite a key is noted in two steps. Keys are hashes: each would stand on
// another page of a table that is ordered by them, and to write a page for every
// event was half of what accepting cost. So keys are noted in inbox_fresh in their
// order, which this process also knows by heart, and move on by the hundred
// thousand into runs that are ordered in themselves. There is one writer, and
// nobody judges a key but in its turn: what another process noted is read before.

// mostYoung is how many keys gather before they begin to move.
const mostYoung = 1 << 17

// leastMoved is how many keys are moved at a time, at least: one for one they
// would cost as much as they spare.
const leastMoved = 1000

// fresh is what this process knows of inbox_fresh by heart.
type fresh struct {
	most, least int // mostYoung and leastMoved

	mu    sync.Mutex
	last  int64          // the newest row it knows
	young map[mark]noted // keys that gather
	low   int64          // the row before the first of young

	moving map[mark]noted // keys that move on
	order  []mark         // of moving, as they do
	moved  int            // how many of order have
	sealed bool           // the run that they move into counts
	upTo   int64          // the last row of moving, and the number of the run
	gone   int64          // up to which row moving was taken away
	owed   int            // how many keys are to be moved

	runs  []run // that count
	seen  bool  // there are keys in inbox_seen, from before there were runs or from a backup
	asked bool  // seen is known
}

// noted is what is known of a key, and the era in which it was noted.
type noted struct {
	era int64
	known
}

// keep judges and notes the keys of items on SQLite, and moves some on. What
// it returns is to be called when all has been committed.
func (f *fresh) keep(ctx context.Context, tx *db.Tx, era int64, older []int64, items []*item) (committed func(), err error) {
	if err := f.catchUp(ctx, tx); err != nil {
		return nil, err
	}
	oldest := slices.Min(append(older, era))
	items = slices.DeleteFunc(items, func(i *item) bool {
		before, ok := f.find(i.mark)
		if ok = ok && before.era >= oldest; ok {
			i.judge(before.known)
		}
		return ok
	})
	if items, err = decidePacked(ctx, tx, f.runs, oldest, items); err != nil {
		return nil, err
	}
	if f.seen {
		if items, err = decideOlder(ctx, tx, append([]int64{era}, older...), items); err != nil {
			return nil, err
		}
	}
	for _, i := range items {
		i.verdict = Accepted
	}
	b := db.Bulk{Into: `inbox_fresh (n, workspace, era, h1, h2, content, event)`, Columns: 7}
	last := f.last
	_, err = b.Run(ctx, tx, len(items), func(dst []any, i int) []any {
		it := items[i]
		return append(dst, last+int64(i)+1, int64(it.mark.workspace), era, it.mark.h1, it.mark.h2, it.content, int64(it.id))
	})
	if err != nil {
		return nil, err
	}
	movedOn, err := f.moveOn(ctx, tx, len(items))
	return func() {
		movedOn()
		for n, i := range items {
			f.add(last+int64(n)+1, i.mark, noted{era, known{content: i.content, event: i.id}})
		}
		f.begin()
	}, err
}

func (f *fresh) find(m mark) (n noted, ok bool) {
	if n, ok = f.young[m]; !ok {
		n, ok = f.moving[m]
	}
	return n, ok
}

func (f *fresh) add(row int64, m mark, n noted) {
	if len(f.young) == 0 {
		f.young, f.low = map[mark]noted{}, row-1
	}
	f.young[m] = n
	f.last = row
}

// catchUp reads what others have noted, or what was noted before this process
// began.
func (f *fresh) catchUp(ctx context.Context, tx *db.Tx) error {
	err := tx.Each(ctx, `SELECT n, workspace, era, h1, h2, content, event FROM inbox_fresh WHERE n > $1 ORDER BY n`, []any{f.last}, func(scan func(...any) error) error {
		var row int64
		var m mark
		var n noted
		if err := scan(&row, &m.workspace, &n.era, &m.h1, &m.h2, &n.content, &n.event); err != nil {
			return err
		}
		f.add(row, m, n)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the keys noted last: %w", err)
	}
	if err := f.knowRuns(ctx, tx); err != nil {
		return err
	}
	if n := len(f.runs); n > 0 { // of a backup, perhaps: rows count on from there, since runs are numbered by them
		f.last = max(f.last, f.runs[n-1].id)
	}
	if f.asked {
		return nil
	}
	n := 0
	if err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM inbox_seen LIMIT 1) AS one`).Scan(&n); err != nil {
		return fmt.Errorf("look for keys of before: %w", err)
	}
	f.seen, f.asked = n > 0, true
	return nil
}

// begin lets the keys that have gathered move on.
func (f *fresh) begin() {
	if len(f.young) < f.most || f.moving != nil {
		return
	}
	f.moving, f.moved, f.sealed, f.upTo, f.gone = f.young, 0, false, f.last, f.low
	f.order = slices.SortedFunc(maps.Keys(f.moving), byMark)
	f.young = nil
}

func byMark(a, b mark) int {
	return cmp.Or(cmp.Compare(a.workspace, b.workspace), cmp.Compare(a.h1, b.h1), cmp.Compare(a.h2, b.h2))
}

// moveOn moves keys into their run, twice as many as come, seals it, and then takes
// them away. The last row of the table is never taken away, since those after it
// count on.
func (f *fresh) moveOn(ctx context.Context, tx *db.Tx, came int) (committed func(), err error) {
	owed := f.owed + 2*came
	switch {
	case f.moving == nil || came == 0 || owed < f.least: // where none came, the last row may be one that moves
		return func() { f.owed = min(owed, f.least) }, nil
	case f.moved < len(f.order):
		to := min(len(f.order), f.moved+owed)
		return func() { f.owed, f.moved = 0, to }, pack(ctx, tx, f.upTo, f.order[f.moved:to], f.moving)
	case !f.sealed:
		return f.seal(ctx, tx, owed)
	}
	to := min(f.upTo, f.gone+2*int64(owed))
	if _, err := tx.Exec(ctx, `DELETE FROM inbox_fresh WHERE n > $1 AND n <= $2`, f.gone, to); err != nil {
		return nil, fmt.Errorf("take keys away that have moved: %w", err)
	}
	return func() {
		if f.owed, f.gone = 0, to; to == f.upTo {
			f.moving, f.order = nil, nil
		}
	}, nil
}

// seal lets the run count that all keys have moved into; where some are missing
// from it, they move once more.
func (f *fresh) seal(ctx context.Context, tx *db.Tx, owed int) (committed func(), err error) {
	r := run{id: f.upTo, filter: newFilter(len(f.order))}
	for m, n := range f.moving {
		r.filter.add(m)
		r.era = max(r.era, n.era)
	}
	whole, err := seal(ctx, tx, r, len(f.order))
	return func() {
		if f.owed, f.sealed = owed, whole; !whole {
			f.moved = 0
			return
		}
		f.runs = append(f.runs, r)
	}, err
}

// settleFresh moves all keys on that a backup from SQLite brought to PostgreSQL.
func settleFresh(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `INSERT INTO inbox_seen (workspace, era, h1, h2, content, event)
		SELECT workspace, era, h1, h2, content, event FROM inbox_fresh ON CONFLICT (workspace, era, h1, h2) DO NOTHING`)
	if err == nil {
		_, err = tx.Exec(ctx, `DELETE FROM inbox_fresh`)
	}
	if err != nil {
		return fmt.Errorf("move keys on: %w", err)
	}
	return nil
}
