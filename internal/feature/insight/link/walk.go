package link

import "math"

const (
	window      = 30          // how many of the latest items of the thread are candidates
	elsewhere   = 6           // how many of the latest items of other threads
	peopleReach = 7 * 24 * 60 // minutes within which older messages of the people involved are
	maxCand     = 64          // bound on candidates, "starts a conversation" included
)

// seen is what the walk knows of an item it has passed.
type seen struct {
	author   int32 // dense number of the author
	prev     int32 // the item before it in its thread, or nobody
	prevBy   int32 // the item before it by its author, or nobody
	place    int32 // how many items of its thread came before
	nth      int32 // how many items of its author came before
	minute   int32 // its time in minutes since the first item
	to       int32 // the item it was linked to
	root     int32 // the item that started its conversation
	answerer int32 // the last other person whose item was linked to it, or nobody
	kids     uint8 // how many items of other people were linked to it, to 255
	marked   [2]int32
	bare     [2]int32
	sig      uint64 // one bit for each of its words, to see quickly that two items share none
}

// person is what the walk knows of an author so far.
type person struct {
	last      int32 // latest item, or nobody
	count     int32 // items so far
	partner   int32 // the person last linked to, or nobody
	partnerAt int32 // the item that was
	namedBy   int32 // the last person who named this one, or nobody
	namedAt   int32
	heardBy   int32 // the last other person whose item was linked to one of this person's
	heardAt   int32
}

// talk is what the walk knows of a conversation, by its root.
type talk struct {
	last int32 // its latest item
	size int32
}

// walk goes through the items of a group once, from the first to the last,
// and gathers for each the candidates it may answer, with their features.
type walk struct {
	items  []Item
	names  *Names
	dense  map[int32]int32 // Item.Author → index into people
	people []person
	seen   []seen
	talks  []talk           // by root item
	tail   map[uint32]int32 // thread → its latest item
	latest int32            // the latest item of the group, or nobody
	before []int32          // item → the item before it in the group
	rarity []uint8          // word → how rare it is in the group, see rarities
	minute int64            // the minute of the first item

	mark  []int32 // person → item for which they were last counted as a speaker
	heard []int32 // person → how many of their items the current walk back has passed

	cands [maxCand]int32 // candidates of the current item, itself first
	far   [maxCand]bool  // whether the candidate is of another thread
	n     int
	feats [maxCand]features
}

func newWalk(items []Item, names *Names) *walk {
	if names == nil {
		names = &Names{}
	}
	w := &walk{
		items: items, names: names, latest: nobody,
		dense:  make(map[int32]int32),
		seen:   make([]seen, len(items)),
		talks:  make([]talk, len(items)),
		before: make([]int32, len(items)),
		tail:   make(map[uint32]int32),
		rarity: rarities(items),
	}
	if len(items) > 0 {
		w.minute = items[0].At / 60000
	}
	return w
}

// rarities tells for each word how rare it is among the items: 4 × log2 of
// (items ÷ items that hold it), up to 40.
func rarities(items []Item) []uint8 {
	counts := make([]uint32, 1<<16)
	n := 0
	for i := range items {
		if !items[i].System {
			n++
			for _, word := range items[i].Sketch.Words() {
				counts[word]++
			}
		}
	}
	out := make([]uint8, len(counts))
	for i := range items {
		if items[i].System {
			continue
		}
		for _, word := range items[i].Sketch.Words() {
			if out[word] == 0 {
				out[word] = uint8(min(40, 4*math.Log2(float64(n)/float64(counts[word]))))
			}
		}
	}
	return out
}

// number returns the dense number of an author, giving a new one if needed.
func (w *walk) number(author int32) int32 {
	a, ok := w.dense[author]
	if !ok {
		a = int32(len(w.people))
		w.dense[author] = a
		w.people = append(w.people, person{last: nobody, partner: nobody, namedBy: nobody, heardBy: nobody})
		w.mark = append(w.mark, nobody)
		w.heard = append(w.heard, 0)
	}
	return a
}

// meet takes note of item i as it arrives, before it is linked.
func (w *walk) meet(i int32) {
	it := &w.items[i]
	s := &w.seen[i]
	s.author = w.number(it.Author)
	s.prev, s.prevBy, s.answerer = nobody, w.people[s.author].last, nobody
	if tail, ok := w.tail[it.Thread]; ok {
		s.prev, s.place = tail, w.seen[tail].place+1
	}
	w.before[i] = w.latest
	s.nth = w.people[s.author].count
	s.minute = int32(min(max(it.At/60000-w.minute, 0), math.MaxInt32))
	for _, word := range it.Sketch.Words() {
		s.sig |= 1 << (word & 63)
	}
	w.resolve(i)
}

// resolve finds the people item i names: marked, as an address, or bare.
func (w *walk) resolve(i int32) {
	s, sk := &w.seen[i], &w.items[i].Sketch
	s.marked, s.bare = [2]int32{nobody, nobody}, [2]int32{nobody, nobody}
	n := 0
	for _, h := range sk.Names() {
		if a := w.known(w.names.called(h), s.author); a != nobody && n < len(s.marked) {
			s.marked[n] = a
			n++
		}
	}
	for k, h := range [2]uint16{sk.first, sk.last} {
		a := w.known(w.names.perhaps(h), s.author)
		if a != s.marked[0] && a != s.marked[1] {
			s.bare[k] = a
		}
	}
}

// known returns the dense number of an author who has spoken and is not self.
func (w *walk) known(author, self int32) int32 {
	if author < 0 {
		return nobody
	}
	if a, ok := w.dense[author]; ok && a != self {
		return a
	}
	return nobody
}

// advance takes note that item i was linked to item to.
func (w *walk) advance(i, to int32) {
	s := &w.seen[i]
	me := &w.people[s.author]
	s.to = to
	if to == i {
		s.root = i
	} else {
		s.root = w.seen[to].root
	}
	t := &w.talks[s.root]
	t.last = i
	t.size++
	if other := w.seen[to].author; other != s.author {
		answered := &w.seen[to]
		answered.answerer = s.author
		if answered.kids < math.MaxUint8 {
			answered.kids++
		}
		me.partner, me.partnerAt = other, i
		w.people[other].heardBy, w.people[other].heardAt = s.author, i
	}
	for _, named := range [4]int32{s.marked[0], s.marked[1], s.bare[0], s.bare[1]} {
		if named != nobody {
			w.people[named].namedBy, w.people[named].namedAt = s.author, i
		}
	}
	me.last = i
	me.count++
	w.tail[w.items[i].Thread] = i
	w.latest = i
}
