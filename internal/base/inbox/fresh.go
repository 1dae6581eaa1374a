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

// On SQLite a key is noted in two steps. Keys are hashes: each stands on another
// page of inbox_seen, and to write a page for every event was half of what
// accepting cost. So keys are noted in inbox_fresh in their order, which this
// process also knows by heart, and move on to inbox_seen thousands at a time, in
// the order of that table. There is one writer, and nobody judges a key but in
// its turn: what another process noted is read before.

// mostYoung is how many keys gather before they begin to move.
const mostYoung = 1 << 16

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
	upTo   int64          // the last row of moving
	gone   int64          // up to which row moving was taken away
	owed   int            // how many keys are to be moved
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
	if items, err = decideOlder(ctx, tx, append([]int64{era}, older...), items); err != nil {
		return nil, err
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
	movedOn, err := f.moveOn(ctx, tx, oldest, len(items))
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
	return nil
}

// begin lets the keys that have gathered move on.
func (f *fresh) begin() {
	if len(f.young) < f.most || f.moving != nil {
		return
	}
	f.moving, f.moved, f.upTo, f.gone = f.young, 0, f.last, f.low
	f.order = slices.SortedFunc(maps.Keys(f.moving), byMark)
	f.young = nil
}

func byMark(a, b mark) int {
	return cmp.Or(cmp.Compare(a.workspace, b.workspace), cmp.Compare(a.h1, b.h1), cmp.Compare(a.h2, b.h2))
}

// moveOn moves keys into inbox_seen, twice as many as come, and then takes them
// away. Keys of eras that are over are not moved: they would never be swept. The
// last row of the table is never taken away, since those after it count on.
func (f *fresh) moveOn(ctx context.Context, tx *db.Tx, oldest int64, came int) (committed func(), err error) {
	owed := f.owed + 2*came
	if f.moving == nil || owed < f.least {
		return func() { f.owed = min(owed, f.least) }, nil
	}
	if f.moved == len(f.order) {
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
	to := min(len(f.order), f.moved+owed)
	part := slices.DeleteFunc(slices.Clone(f.order[f.moved:to]), func(m mark) bool { return f.moving[m].era < oldest })
	if err := putSeen(ctx, tx, len(part), func(i int) (mark, noted) { return part[i], f.moving[part[i]] }); err != nil {
		return nil, err
	}
	return func() { f.owed, f.moved = 0, to }, nil
}

// putSeen writes keys into inbox_seen, unless they stand there.
func putSeen(ctx context.Context, tx *db.Tx, n int, at func(int) (mark, noted)) error {
	b := db.Bulk{Into: `inbox_seen (workspace, era, h1, h2, content, event)`, Columns: 6, Then: `ON CONFLICT (workspace, era, h1, h2) DO NOTHING`}
	_, err := b.Run(ctx, tx, n, func(dst []any, i int) []any {
		m, k := at(i)
		return append(dst, int64(m.workspace), k.era, m.h1, m.h2, k.content, int64(k.event))
	})
	return err
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
