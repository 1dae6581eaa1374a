package risk

import "sort"

// line is what people said in one group, in time order: the only view of a
// group that the figures are made from.
type line struct {
	at  []int64  // Unix seconds, never falling
	who []uint32 // author of each
}

// people returns the messages of h that people wrote.
func people(h History) line {
	var l line
	for _, p := range h.Points {
		if p.Person {
			l.at = append(l.at, p.At)
			l.who = append(l.who, p.Author)
		}
	}
	return l
}

// upTo returns how many messages were written at t or earlier.
func (l line) upTo(t int64) int {
	return sort.Search(len(l.at), func(i int) bool { return l.at[i] > t })
}

// before returns how many messages were written earlier than t.
func (l line) before(t int64) int {
	return sort.Search(len(l.at), func(i int) bool { return l.at[i] >= t })
}

// until returns the part of l written at t or earlier.
func (l line) until(t int64) line {
	n := l.upTo(t)
	return line{at: l.at[:n], who: l.who[:n]}
}
