package export

import "time"

// Sequence numbers the events of one chat that a file gives the same time, in
// the order they are listed: what event.Event.Order holds. The zero value is
// ready for the first event.
type Sequence struct {
	at time.Time
	n  uint16
}

// Next returns the number of the next event, which happened at at. It stays
// at the highest there is rather than begin anew.
func (s *Sequence) Next(at time.Time) uint16 {
	switch {
	case !at.Equal(s.at):
		s.at, s.n = at, 0
	case s.n < ^uint16(0):
		s.n++
	}
	return s.n
}
