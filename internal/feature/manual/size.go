package manual

import (
	"cmp"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

// What a group's size is held against: from FullAt people on it is full, where a
// workspace says nothing else; from Invited on WeChat lets people in by invitation
// only and no code works any more; more than MostPeople it does not hold.
const (
	FullAt     = 300
	Invited    = 200
	MostPeople = 500
	leastFull  = 20
)

// Band is how large a group is.
type Band int

// The bands, from what is not known to what takes nobody more.
const (
	Uncounted Band = iota // nobody said how many people are in it
	Growing               // there is room
	Right                 // large enough, and not too large
	Full                  // from here on newcomers go to the next group
)

// BandOf is the band of so many people, Unknown among them, where a group is full
// from so many on. A group is large enough from two thirds of that on, and from 200
// on in any case.
func BandOf(people, full int) Band {
	switch {
	case people < 0:
		return Uncounted
	case people >= full:
		return Full
	case people >= enough(full):
		return Right
	}
	return Growing
}

// Crowded reports whether a full group has so many people more that it may be split:
// from a third more on, or where WeChat lets nobody in any more.
func Crowded(people, full int) bool { return people >= full && people >= min(full*4/3, MostPeople) }

func enough(full int) int { return min(Invited, full*2/3) }

// checkFull says what of the number from which groups are full cannot be.
func checkFull(full int) error {
	if full < leastFull || full > MostPeople {
		return &auth.FieldError{Field: "full", Err: fault.New(fault.Invalid, badFull.With(leastFull, MostPeople))}
	}
	return nil
}

// Seat is a group among those that somebody may be sent to.
type Seat struct {
	Group  id.Group
	Name   string
	Where  Where
	People int  // Unknown where nobody said
	Shut   bool // a person closed it to newcomers
	Gone   bool // it was dismissed
	Unseen bool // by whoever asks
}

// Takes reports whether newcomers may be sent there. A group of which nobody said
// how many people are in it is not taken to be full.
func (s *Seat) Takes(full int) bool {
	return !s.Gone && !s.Unseen && !s.Shut && BandOf(s.People, full) != Full
}

// NextOf is where whoever wants to come into a group goes instead: the group of the
// same place and series with the next number that takes people; where those all are
// full, the lowest before it. What somebody counted goes before what nobody did. 0
// where there is none.
func NextOf(all []Seat, of id.Group, full int) id.Group {
	i := slices.IndexFunc(all, func(s Seat) bool { return s.Group == of })
	if i < 0 {
		return 0
	}
	here := SeriesOf(all[i].Name)
	var rest []Seat
	for _, s := range all {
		if s.Group != of && s.Where == all[i].Where && SeriesOf(s.Name).Same(here) && s.Takes(full) {
			rest = append(rest, s)
		}
	}
	if len(rest) == 0 {
		return 0
	}
	before := func(s *Seat) int { // the numbers after this one come first
		if SeriesOf(s.Name).Number <= here.Number {
			return 1
		}
		return 0
	}
	uncounted := func(s *Seat) int {
		if s.People < 0 {
			return 1
		}
		return 0
	}
	return slices.MinFunc(rest, func(a, b Seat) int {
		return cmp.Or(cmp.Compare(uncounted(&a), uncounted(&b)), cmp.Compare(before(&a), before(&b)),
			cmp.Compare(SeriesOf(a.Name).Number, SeriesOf(b.Name).Number), cmp.Compare(a.Group, b.Group))
	}).Group
}

// FreeName is what the next group of a series is called: after the highest number
// that any group of it bears or bore, wherever it is, so that no two are of one name.
func FreeName(all []Seat, like string) string {
	series := SeriesOf(like)
	highest := 0
	for i := range all {
		if s := SeriesOf(all[i].Name); s.Same(series) {
			highest = max(highest, s.Number)
		}
	}
	return series.With(max(highest, series.Number) + 1)
}

// perDay is how many who came are told apart in a day's count of them.
const perDay = 10_000

// cameOn is how many were noted as having come on a day.
func (g *Group) cameOn(day Day) int {
	if g.Came/perDay != int64(day) {
		return 0
	}
	return int(g.Came % perDay)
}

// moved counts one who came or went, at a moment of a day, into what is known of a
// group's size. Who came before the count is in it; so are as many of that day as
// whoever counted said, whose names follow.
func (g *Group) moved(came bool, at time.Time, day Day) {
	if came {
		g.Came = int64(day)*perDay + int64(min(g.cameOn(day)+1, perDay-1))
	}
	switch {
	case at.Before(g.Counted):
	case came && g.Unnamed > 0:
		g.Unnamed--
	case came:
		g.Since++
	default:
		g.Since--
	}
}
