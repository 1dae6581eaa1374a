package inbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

// mostAtOnce is how many entries of several callers one commit carries at most:
// enough to share the wait for the disk, few enough for the writer's 50 ms.
const mostAtOnce = 2000

// call is one caller's entries on their way.
type call struct {
	entries  []Entry
	verdicts []Verdict
	err      error
	done     chan struct{}
}

// Run commits what callers hand in until ctx ends, many callers at a time. It
// may run several times side by side where the database has several writers.
func (b *Box) Run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return b.refuse()
		case c := <-b.calls:
			b.settle(ctx, b.gather(c))
		}
	}
}

// gather takes what waits behind c as far as one commit carries it.
func (b *Box) gather(c *call) []*call {
	out, n := []*call{c}, len(c.entries)
	for n < mostAtOnce {
		select {
		case next := <-b.calls:
			out = append(out, next)
			n += len(next.entries)
		default:
			return out
		}
	}
	return out
}

var errStopping = errors.New("the inbox is stopping")

// refuse answers those who still wait when the box stops.
func (b *Box) refuse() error {
	for {
		select {
		case c := <-b.calls:
			c.err = fault.Because(errStopping, fault.Unavailable, notTaken.With())
			close(c.done)
		default:
			return nil
		}
	}
}

// settle commits the entries of all calls together and answers each.
func (b *Box) settle(ctx context.Context, calls []*call) {
	var all []Entry
	for _, c := range calls {
		all = append(all, c.entries...)
	}
	verdicts, err := b.keep(context.WithoutCancel(ctx), all) // a commit under way is finished
	if err != nil {
		err = fault.Because(err, fault.Unavailable, notTaken.With())
	}
	for _, v := range verdicts {
		b.tally[v].Add(1)
	}
	for _, c := range calls {
		if c.err = err; err == nil {
			c.verdicts, verdicts = verdicts[:len(c.entries)], verdicts[len(c.entries):]
		}
		close(c.done)
	}
	if err == nil {
		b.hint()
	}
}

// item is an entry while it is decided.
type item struct {
	*Entry
	mark    mark
	content int64
	id      id.Event
	before  known // what was accepted under the key, where something was
	verdict Verdict
}

// keep decides about entries and writes what is to be kept, in one transaction.
func (b *Box) keep(ctx context.Context, entries []Entry) ([]Verdict, error) {
	items := make([]item, len(entries))
	buf := make([]byte, 0, MaxKey+8)
	for i := range entries {
		items[i] = item{Entry: &entries[i], mark: markOf(&entries[i], buf), content: contentOf(entries[i].Body)}
	}
	if b.db.Dialect == db.SQLite { // it has one writer: nobody else would get further
		b.fresh.mu.Lock()
		defer b.fresh.mu.Unlock()
	}
	var committed func()
	err := b.db.WriteFirst(ctx, func(tx *db.Tx) (err error) {
		for i := range items {
			items[i].id, items[i].before, items[i].verdict = id.New[id.Event](b.ids, tx.Now), known{}, 0
		}
		if committed, err = b.decide(ctx, tx, items); err != nil {
			return err
		}
		if err := insertWaiting(ctx, tx, items); err != nil {
			return err
		}
		return insertConflicts(ctx, tx, items)
	})
	if err != nil {
		return nil, err
	}
	committed()
	out := make([]Verdict, len(items))
	for i := range items {
		out[i] = items[i].verdict
	}
	return out, nil
}

// decide judges items and notes the keys of those that are accepted. What it
// returns is to be called when that has been committed.
func (b *Box) decide(ctx context.Context, tx *db.Tx, items []item) (committed func(), err error) {
	era, older, err := eras(ctx, tx)
	if err != nil {
		return nil, err
	}
	fresh := decideAmong(items)
	if b.db.Dialect == db.SQLite {
		committed, err = b.fresh.keep(ctx, tx, era, older, fresh)
	} else {
		committed, err = b.decideAtOnce(ctx, tx, era, older, fresh)
	}
	if err == nil {
		decideRepeats(items)
	}
	return committed, err
}

// decideAtOnce is decide for PostgreSQL, where many write side by side and only
// inbox_seen itself can say which of them was first.
func (b *Box) decideAtOnce(ctx context.Context, tx *db.Tx, era int64, older []int64, fresh []*item) (committed func(), err error) {
	if !b.settled.Load() {
		if err := settleFresh(ctx, tx); err != nil {
			return nil, err
		}
	}
	runs, err := b.restoredRuns(ctx, tx)
	if err != nil {
		return nil, err
	}
	if fresh, err = decidePacked(ctx, tx, runs, slices.Min(append(older, era)), fresh); err != nil {
		return nil, err
	}
	if fresh, err = decideOlder(ctx, tx, older, fresh); err != nil {
		return nil, err
	}
	return func() { b.settled.Store(true) }, decideNow(ctx, tx, era, fresh)
}

// restoredRuns are the runs of keys that a backup from SQLite brought.
func (b *Box) restoredRuns(ctx context.Context, tx *db.Tx) ([]run, error) {
	b.fresh.mu.Lock()
	defer b.fresh.mu.Unlock()
	if b.settled.Load() {
		return b.fresh.runs, nil
	}
	err := b.fresh.knowRuns(ctx, tx)
	return b.fresh.runs, err
}

// decideAmong lists the items whose keys come first here, in the order in which
// all processes write them, so that two never wait for each other.
func decideAmong(items []item) []*item {
	seen := make(map[mark]struct{}, len(items))
	fresh := make([]*item, 0, len(items))
	for i := range items {
		if _, ok := seen[items[i].mark]; !ok {
			seen[items[i].mark] = struct{}{}
			fresh = append(fresh, &items[i])
		}
	}
	slices.SortFunc(fresh, func(a, b *item) int { return byMark(a.mark, b.mark) })
	return fresh
}

// decideRepeats judges items whose key an earlier one of the same commit has.
func decideRepeats(items []item) {
	var first map[mark]*item
	for i := range items {
		if items[i].verdict != 0 {
			continue
		}
		if first == nil {
			first = map[mark]*item{}
			for j := range items {
				if items[j].verdict != 0 {
					first[items[j].mark] = &items[j]
				}
			}
		}
		of := first[items[i].mark]
		before := of.before
		if of.verdict == Accepted {
			before = known{content: of.content, event: of.id}
		}
		items[i].judge(before)
	}
}

// known is what was accepted under a key.
type known struct {
	content int64
	event   id.Event
}

func (i *item) judge(before known) {
	i.before = before
	if i.verdict = Duplicate; i.content != before.content {
		i.verdict = Conflict
	}
}

// eras returns the current era and those before it that still count. An era
// begins when the one before is Horizon old, by at most one at a time: a clock
// that jumps ahead makes nothing forgotten.
func eras(ctx context.Context, tx *db.Tx) (era int64, older []int64, err error) {
	var begun int64
	err = tx.Each(ctx, `SELECT era, begun FROM inbox_era ORDER BY era DESC LIMIT 2`, nil, func(scan func(...any) error) error {
		var e, at int64
		if err := scan(&e, &at); err != nil {
			return err
		}
		if era == 0 {
			era, begun = e, at
		} else {
			older = append(older, e)
		}
		return nil
	})
	if err != nil {
		return 0, nil, fmt.Errorf("read eras: %w", err)
	}
	if era > 0 && tx.Now.Sub(time.UnixMilli(begun)) < Horizon {
		return era, older, nil
	}
	_, err = tx.Exec(ctx, `INSERT INTO inbox_era (era, begun) VALUES ($1, $2) ON CONFLICT (era) DO NOTHING`, era+1, tx.Now.UnixMilli())
	if err != nil {
		return 0, nil, fmt.Errorf("begin an era: %w", err)
	}
	if era == 0 {
		return 1, nil, nil
	}
	return era + 1, []int64{era}, nil
}
