package inbox

import (
	"context"
	"fmt"
	"math/bits"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// run is a run of packed keys that counts.
type run struct {
	id, era int64
	filter  filter
}

// filter tells of keys that they are surely not in a run: sixteen bits for each
// key, of which six lie in one line of the processor's memory. Of a thousand keys
// that are not there it takes one or two for ones that may be.
type filter []byte

const (
	filterLine = 64 // bytes
	filterBits = 16 // for a key
	filterSet  = 6  // of them, for one key
)

func newFilter(keys int) filter {
	lines := max(1, (keys*filterBits+filterLine*8-1)/(filterLine*8))
	return make(filter, lines*filterLine)
}

// line is the part of the filter that a key has its bits in. Keys are hashes, so
// that their own bits choose.
func (f filter) line(m mark) filter {
	at, _ := bits.Mul64(uint64(m.h1), uint64(len(f)/filterLine))
	return f[at*filterLine : (at+1)*filterLine]
}

func (f filter) add(m mark) {
	line, h := f.line(m), uint64(m.h2)
	for range filterSet {
		line[h>>3&(filterLine-1)] |= 1 << (h & 7)
		h >>= 9
	}
}

func (f filter) mayHave(m mark) bool {
	if len(f) == 0 || len(f)%filterLine != 0 { // not one of ours
		return true
	}
	line, h := f.line(m), uint64(m.h2)
	for range filterSet {
		if line[h>>3&(filterLine-1)]&(1<<(h&7)) == 0 {
			return false
		}
		h >>= 9
	}
	return true
}

// knowRuns brings what is known of the runs up to date: others may have made or
// swept some.
func (f *fresh) knowRuns(ctx context.Context, tx *db.Tx) error {
	n := 0
	if err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM inbox_run`).Scan(&n); err != nil {
		return fmt.Errorf("count the runs of keys: %w", err)
	}
	if n == len(f.runs) {
		return nil
	}
	var runs []run
	err := tx.Each(ctx, `SELECT run, era, filter FROM inbox_run ORDER BY run`, nil, func(scan func(...any) error) error {
		var r run
		var bits []byte
		err := scan(&r.id, &r.era, &bits)
		r.filter = slices.Clone(bits)
		runs = append(runs, r)
		return err
	})
	if err != nil {
		return fmt.Errorf("read the runs of keys: %w", err)
	}
	f.runs = runs
	return nil
}

// decidePacked judges items by the runs of eras that count, and returns those that
// are in none.
func decidePacked(ctx context.Context, tx *db.Tx, runs []run, oldest int64, items []*item) ([]*item, error) {
	for _, r := range slices.Backward(runs) { // what is told again was mostly told a short while ago
		if r.era < oldest {
			continue
		}
		var maybe []*item
		for _, i := range items {
			if r.filter.mayHave(i.mark) {
				maybe = append(maybe, i)
			}
		}
		if len(maybe) == 0 {
			continue
		}
		found, err := keysIn(ctx, tx, keysOfRun, r.id, maybe)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			continue
		}
		items = slices.DeleteFunc(items, func(i *item) bool {
			before, ok := found[i.mark]
			if ok {
				i.judge(before)
			}
			return ok
		})
	}
	return items, nil
}

// pack writes keys into a run, unless they stand there.
func pack(ctx context.Context, tx *db.Tx, run int64, marks []mark, of map[mark]noted) error {
	b := db.Bulk{Into: `inbox_packed (run, workspace, h1, h2, content, event)`, Columns: 6, Then: `ON CONFLICT (run, workspace, h1, h2) DO NOTHING`}
	_, err := b.Run(ctx, tx, len(marks), func(dst []any, i int) []any {
		m := marks[i]
		k := of[m]
		return append(dst, run, int64(m.workspace), m.h1, m.h2, k.content, int64(k.event))
	})
	return err
}

// seal lets a run count from now on, if all its keys are there.
func seal(ctx context.Context, tx *db.Tx, r run, keys int) (whole bool, err error) {
	n := 0
	if err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM inbox_packed WHERE run = $1`, r.id).Scan(&n); err != nil {
		return false, fmt.Errorf("count packed keys: %w", err)
	}
	if n != keys {
		return false, nil
	}
	_, err = tx.Exec(ctx, `INSERT INTO inbox_run (run, era, keys, filter) VALUES ($1, $2, $3, $4) ON CONFLICT (run) DO NOTHING`, r.id, r.era, keys, []byte(r.filter))
	if err != nil {
		return false, fmt.Errorf("seal a run of keys: %w", err)
	}
	return true, nil
}

// making is the run that keys move into, 0 for none.
func (f *fresh) making() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.moving == nil {
		return 0
	}
	return f.upTo
}

// dropOldRun drops a slice of a run that no longer counts, or of one that was
// never sealed and is not being made, and reports whether there is more to do.
func dropOldRun(ctx context.Context, tx *db.Tx, making int64) (bool, error) {
	for run := int64(-1); ; { // the key begins with the run
		if err := tx.QueryRow(ctx, `SELECT COALESCE(MIN(run), 0) FROM inbox_packed WHERE run > $1`, run).Scan(&run); err != nil {
			return false, fmt.Errorf("look for an old run: %w", err)
		}
		if run == 0 {
			break
		}
		counts := 0
		err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM inbox_run WHERE run = $1 AND era >= (SELECT COALESCE(MAX(era), 0) - 1 FROM inbox_era)`, run).Scan(&counts)
		if err != nil {
			return false, fmt.Errorf("look whether a run counts: %w", err)
		}
		if counts > 0 || run == making {
			continue
		}
		if _, err := tx.Exec(ctx, `DELETE FROM inbox_packed WHERE run = $1 AND (workspace, h1, h2) IN
			(SELECT workspace, h1, h2 FROM inbox_packed WHERE run = $1 LIMIT $2)`, run, sweepSlice); err != nil {
			return false, fmt.Errorf("drop an old run: %w", err)
		}
		return true, nil
	}
	n, err := tx.Exec(ctx, `DELETE FROM inbox_run WHERE era < (SELECT COALESCE(MAX(era), 0) - 1 FROM inbox_era)`)
	if err != nil {
		return false, fmt.Errorf("drop an old run: %w", err)
	}
	return n > 0, nil
}

// packedEvent is the event that was accepted under a mark, as far as runs know.
func packedEvent(ctx context.Context, tx *db.Tx, m mark) (event id.Event, err error) {
	err = tx.QueryRow(ctx, `SELECT COALESCE(MIN(p.event), 0) FROM inbox_run r JOIN inbox_packed p ON p.run = r.run AND p.workspace = $1 AND p.h1 = $2 AND p.h2 = $3`,
		m.workspace, m.h1, m.h2).Scan(&event)
	if err != nil {
		return 0, fmt.Errorf("look for a packed key: %w", err)
	}
	return event, nil
}
