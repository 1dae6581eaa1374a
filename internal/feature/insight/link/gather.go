package link

// gather lists the candidates of item i with their features: first i itself
// (it starts a conversation), then the latest items of its thread, newest
// first, then the latest items of the people involved, then a few of other
// threads.
func (w *walk) gather(i int32) {
	w.n = 0
	c := w.contextOf(i)
	w.add(&c, i, place{})
	speakers, own, rank := uint8(0), int32(0), int32(0)
	w.mark[c.me] = i
	j := w.seen[i].prev
	for ; j != nobody && rank < window && w.fresh(i, j, rank); j = w.seen[j].prev {
		a := w.seen[j].author
		if w.mark[a] != i {
			w.mark[a] = i
			w.heard[a] = 0
			speakers++
		}
		p := place{rank: rank, own: own, speakers: speakers, again: w.heard[a]}
		if a == c.me {
			p.again = own
			own++
		}
		w.add(&c, j, p)
		w.heard[a]++
		rank++
	}
	w.gatherPeople(&c, j, speakers, own)
	w.gatherElsewhere(&c)
}

// fresh reports whether j is recent enough to be answered without being named:
// of the last four hours, or among the last three messages and of the last day.
func (w *walk) fresh(i, j, rank int32) bool {
	age := w.seen[i].minute - w.seen[j].minute
	return age <= 4*60 || rank < 3 && age <= 24*60
}

// gatherPeople adds items older than the window, from oldest on back, by the
// people item i names, its author's last partners, and its author.
func (w *walk) gatherPeople(c *context, oldest int32, speakers uint8, own int32) {
	s, me := &w.seen[c.i], &w.people[c.me]
	if oldest == nobody {
		return
	}
	asked := [8]int32{s.marked[0], s.marked[1], s.bare[0], s.bare[1], c.me, me.partner, me.namedBy, me.heardBy}
	for k, a := range asked {
		if a == nobody || contains(asked[:k], a) {
			continue
		}
		wanted := 2 // of the people named
		if k >= 4 {
			wanted = 1
		}
		for j := w.people[a].last; j != nobody && wanted > 0; j = w.seen[j].prevBy {
			wanted--
			if w.items[j].Thread != w.items[c.i].Thread || j > oldest {
				continue
			}
			if w.seen[c.i].minute-w.seen[j].minute > peopleReach {
				break
			}
			rank := s.place - w.seen[j].place - 1
			w.add(c, j, place{rank: rank, own: own, speakers: speakers, again: w.people[a].count - w.seen[j].nth - 1})
		}
	}
}

// gatherElsewhere adds the latest items of other threads, if there are any.
func (w *walk) gatherElsewhere(c *context) {
	if len(w.tail) < 2 && w.seen[c.i].prev == w.before[c.i] {
		return
	}
	thread := w.items[c.i].Thread
	rank := int32(0)
	for j := w.before[c.i]; j != nobody && rank < elsewhere; j = w.before[j] {
		if w.items[j].Thread == thread {
			continue
		}
		if !w.fresh(c.i, j, rank) {
			return
		}
		a := w.seen[j].author
		w.add(c, j, place{rank: rank, speakers: uint8(rank) + 1, again: w.people[a].count - w.seen[j].nth - 1, far: true})
		rank++
	}
}

func contains(list []int32, x int32) bool {
	for _, y := range list {
		if y == x {
			return true
		}
	}
	return false
}

// add appends candidate j.
func (w *walk) add(c *context, j int32, p place) {
	if w.n == maxCand {
		return
	}
	w.cands[w.n], w.far[w.n] = j, p.far
	w.describe(c, j, p, &w.feats[w.n])
	w.n++
}
