package manual

import (
	"slices"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
)

// mark is how a message of a paste is known: a key of its words, author and time as
// written, and its bucket, all that was said at that written time.
type mark struct {
	base    uint64
	bucket  time.Time
	span    time.Duration
	untimed bool
}

// Kept are the messages of a group that are kept, by the keys of package event, and
// the moments under which they are.
type Kept map[uint64]time.Time

// spread makes the key of the n-th of equal messages.
const spread = 0x9e3779b97f4a7c15

func idOf(base uint64, n int) event.NativeMessage {
	return event.NativeMessage(keyPrefix + strconv.FormatUint(base+uint64(n)*spread, 36))
}

func (k Kept) at(m event.NativeMessage) (time.Time, bool) {
	at, ok := k[event.SubjectKey(event.NativeKey(m), 0)]
	return at, ok
}

// Reach is between which moments kept messages may be the ones of the paste.
func (p *Paste) Reach() (from, to time.Time) {
	for i, m := range p.marks {
		end := m.bucket.Add(m.span)
		if i == 0 || m.bucket.Before(from) {
			from = m.bucket
		}
		if i == 0 || end.After(to) {
			to = end
		}
	}
	return from, to
}

// Overlap says which messages of a paste are kept already, and gives the others
// their keys and places among those that are.
//
// A paste is a piece of a chat without holes, and so is every run of messages that
// are kept side by side. Where one can be laid over the other so that all that
// touches is equal, what touches is the same and the rest is not, even where
// somebody said the same again within the minute. Where it cannot (lines picked
// one by one, pieces that do not touch), as many equal messages are taken for the
// same as there are: nothing is ever doubled, and at worst words said twice in one
// written time, in two pieces that do not touch, count once.
func (p *Paste) Overlap(kept Kept) (known []bool) {
	known = make([]bool, len(p.Events))
	type written struct {
		at      time.Time
		untimed bool // else what nobody gave a time would be of midnight, or the other way round
	}
	buckets, order := map[written][]int{}, []written(nil)
	for i, m := range p.marks {
		w := written{m.bucket, m.untimed}
		if buckets[w] == nil {
			order = append(order, w)
		}
		buckets[w] = append(buckets[w], i)
	}
	all := make([]int64, 0, len(kept))
	for _, at := range kept {
		all = append(all, at.UnixMilli())
	}
	slices.Sort(all)
	for n, w := range order {
		in := buckets[w]
		b := bucket{paste: p, kept: kept, at: w.at.UnixMilli(), in: in, last: n == len(order)-1, taken: map[int64]uint64{}, place: make([]int64, len(in)), is: make([]bool, len(in)), laid: make([]bool, len(in))}
		b.gather(all)
		b.match()
		b.settle()
		for k, i := range in {
			known[i] = b.is[k]
		}
	}
	return known
}

// bucket is all of a paste that was said at one written time, and what is kept of
// that time, by places: milliseconds after it.
type bucket struct {
	paste *Paste
	kept  Kept
	at    int64
	in    []int // messages of the paste
	last  bool  // the paste ends in this time

	runs  [][]int64                     // places side by side that are kept
	taken map[int64]uint64              // by place, the base of what is kept there; 0 for something else
	ids   map[int64]event.NativeMessage // of what is kept, by place
	next  map[uint64]int                // how many keys of a base are taken
	place []int64
	is    []bool // kept already
	laid  []bool // kept, and found by laying the paste over what is kept
	clean map[int]bool
}

func (b *bucket) mark(k int) *mark { return &b.paste.marks[b.in[k]] }

// gather finds what is kept of the time.
func (b *bucket) gather(all []int64) {
	b.ids = map[int64]event.NativeMessage{}
	end := b.at + b.mark(0).span.Milliseconds()
	from, _ := slices.BinarySearch(all, b.at)
	for _, at := range all[from:] {
		if at >= end {
			break
		}
		b.taken[at-b.at] = 0
		if n := len(b.runs); n > 0 && at-b.at-b.runs[n-1][len(b.runs[n-1])-1] <= 1 {
			b.runs[n-1] = append(b.runs[n-1], at-b.at)
		} else {
			b.runs = append(b.runs, []int64{at - b.at})
		}
	}
	seen := map[uint64]bool{}
	for k := range b.in {
		base := b.mark(k).base
		for n := 0; !seen[base] && len(b.taken) > 0; n++ {
			at, ok := b.kept.at(idOf(base, n))
			if !ok {
				break
			}
			b.taken[at.UnixMilli()-b.at], b.ids[at.UnixMilli()-b.at] = base, idOf(base, n)
		}
		seen[base] = true
	}
}

// match finds what of the paste is kept.
func (b *bucket) match() {
	b.clean = map[int]bool{}
	claimed := map[int64]bool{}
	here, there := map[uint64]int{}, map[uint64]int{}
	for k := range b.in {
		here[b.mark(k).base]++
	}
	for _, base := range b.taken {
		there[base]++
	}
	for r, run := range b.runs {
		at, n := b.lay(run)
		if n == 0 || !b.sure(run, at, n, here, there) {
			continue
		}
		b.clean[r] = true
		for k := range b.in {
			if place := at + int64(k); place >= run[0] && place <= run[len(run)-1] && !b.is[k] {
				b.is[k], b.laid[k], b.place[k], claimed[place] = true, true, place, true
			}
		}
	}
	left := map[uint64][]int64{} // equal ones in runs over which it cannot be laid
	for r, run := range b.runs {
		for _, place := range run {
			if base := b.taken[place]; base != 0 && !b.clean[r] && !claimed[place] {
				left[base] = append(left[base], place)
			}
		}
	}
	for k := range b.in {
		if base := b.mark(k).base; !b.is[k] && len(left[base]) > 0 {
			b.is[k], b.place[k] = true, left[base][0]
			left[base] = left[base][1:]
		}
	}
}

// sure reports whether n messages that touch are the same: one among them was said
// once in the paste and once in what is kept, or no other can be the same.
func (b *bucket) sure(run []int64, at int64, n int, here, there map[uint64]int) bool {
	equal := 0
	for base, times := range here {
		equal += min(times, there[base])
	}
	if n >= equal {
		return true
	}
	for place := max(at, run[0]); place <= min(run[len(run)-1], at+int64(len(b.in))-1); place++ {
		if base := b.taken[place]; here[base] == 1 && there[base] == 1 {
			return true
		}
	}
	return false
}

// lay finds the place over which the paste can be laid on a run so that all that
// touches is equal, and the most does; none where two places are as good.
func (b *bucket) lay(run []int64) (at int64, most int) {
	twice := false
	first, last := run[0], run[len(run)-1]
	from, to := first-int64(len(b.in))+1, last
	if b.in[0] > 0 { // the paste begins before this time, so nothing of it lies before
		to = first
	}
	if !b.last { // and ends after it
		from = last - int64(len(b.in)) + 1
	}
	for o := from; o <= to; o++ {
		n, ok := 0, true
		for place := max(o, first); ok && place <= min(last, o+int64(len(b.in))-1); place++ {
			ok = b.taken[place] == b.mark(int(place-o)).base
			n++
		}
		switch {
		case ok && n > most:
			at, most, twice = o, n, false
		case ok && n == most:
			twice = true
		}
	}
	if twice {
		return 0, 0
	}
	return at, most
}

// apart is how far runs lie apart, so that one may grow before it meets the next.
const apart = 100

// settle gives what is new its place and its key.
func (b *bucket) settle() {
	b.next = map[uint64]int{}
	before := int64(-1)
	for k := range b.in {
		if b.is[k] {
			b.call(k, b.ids[b.place[k]])
		} else {
			b.place[k] = b.free(k, before)
			b.taken[b.place[k]] = b.mark(k).base
			b.name(k)
		}
		before = b.place[k]
	}
}

// free is the place for a message: next to the one before it, or so far before the
// next that is kept that those between fit; else a run of its own. Beside one that
// only its words found it has no place: a run is a piece of the chat, and the same
// paste must find it again as it found it before.
func (b *bucket) free(k int, before int64) int64 {
	if before >= 0 {
		if b.is[k-1] && !b.laid[k-1] {
			return b.fresh(len(b.in) - k)
		}
		if _, is := b.taken[before+1]; !is {
			return before + 1
		}
		return b.fresh(len(b.in) - k)
	}
	for j := k + 1; j < len(b.in); j++ {
		if !b.is[j] {
			continue
		}
		if !b.laid[j] {
			return b.fresh(len(b.in) - k)
		}
		start := b.place[j] - int64(j-k)
		for place := start - 1; place < b.place[j]; place++ {
			if _, is := b.taken[place]; is || place < 0 {
				return b.fresh(len(b.in) - k)
			}
		}
		return start
	}
	return b.fresh(len(b.in) - k)
}

// fresh is where a run of n begins that touches no other: before them where the
// paste ends in this time and so comes first, else behind.
func (b *bucket) fresh(n int) int64 {
	start := int64(apart)
	if b.mark(0).untimed {
		start += b.paste.day.UTC().Truncate(time.Minute).UnixMilli() - b.at
	}
	if len(b.taken) == 0 {
		return start
	}
	low, high := int64(1<<62), int64(0)
	for place := range b.taken {
		low, high = min(low, place), max(high, place)
	}
	if first := low - int64(n) - 2; b.last && b.in[0] > 0 && first >= 0 {
		return first
	}
	return max(start, high+apart)
}

// name gives a new message the first key that is free.
func (b *bucket) name(k int) {
	for base := b.mark(k).base; ; {
		m := idOf(base, b.next[base])
		b.next[base]++
		if _, is := b.kept.at(m); !is {
			b.call(k, m)
			return
		}
	}
}

// call gives a message its id and its moment.
func (b *bucket) call(k int, m event.NativeMessage) {
	a := &b.paste.Events[b.in[k]]
	a.Event.NativeID, a.Key = m, string(a.Event.Chat)+"/"+string(m)
	a.Event.At = time.UnixMilli(b.at + b.place[k]).UTC()
}
