package chat

import (
	"cmp"
	"context"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
)

// count keeps what a group's row shows of what is new.
func (b *LiveBatch) count(ctx context.Context, tx *db.Tx, fresh []*Recorded) error {
	at := map[id.Group]int{}
	var counts []groupCount
	for _, r := range fresh {
		if r.Kind != event.Message {
			continue
		}
		n, ok := at[r.Group]
		if !ok {
			n = len(counts)
			at[r.Group] = n
			counts = append(counts, groupCount{group: r.Group, authors: map[uint32]written{}})
		}
		counts[n].add(r)
	}
	slices.SortFunc(counts, func(a, b groupCount) int { return cmp.Compare(a.group, b.group) })
	for i := range counts {
		c := &counts[i]
		authors := b.strangers(c)
		if len(authors) == 0 {
			continue
		}
		people, err := addPeople(ctx, tx, b.ws, c.group, authors)
		if err != nil {
			return err
		}
		c.people = people
		for _, a := range authors {
			b.wrote = append(b.wrote, wroteIn{c.group, a})
		}
	}
	if err := addWritten(ctx, tx, b.ws, counts); err != nil {
		return err
	}
	return addCounts(ctx, tx, b.ws, counts)
}

// strangers lists those of a group's authors who may not be counted yet.
func (b *LiveBatch) strangers(c *groupCount) (out []uint32) {
	b.l.counting.Lock()
	defer b.l.counting.Unlock()
	known := b.l.counted[b.ws]
	for a := range c.authors {
		if _, ok := known[wroteIn{c.group, a}]; !ok {
			out = append(out, a)
		}
	}
	slices.Sort(out)
	return out
}

// groupCount is what is new in a group.
type groupCount struct {
	group                  id.Group
	messages, people, last int64
	by                     uint32 // who wrote the latest
	authors                map[uint32]written
}

// written is how much somebody wrote, and when the latest of it.
type written struct{ messages, last int64 }

func (c *groupCount) add(r *Recorded) {
	c.messages++
	if r.At >= c.last {
		c.last, c.by = r.At, r.Author
	}
	w := c.authors[r.Author]
	c.authors[r.Author] = written{w.messages + 1, max(w.last, r.At)}
}
