package request

import (
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/id"
)

// Slot is a slot that a request has been given in a group.
type Slot struct {
	Request    id.Request
	Group      id.Group // 0 for the workspace's Moments
	Channel    Channel
	At         time.Time
	Week       Day    // its Monday
	Department string // as Key makes it
}

// Planned is something that an SOP has planned.
type Planned struct {
	At      time.Time
	Group   id.Group // 0 for all
	Channel Channel
	Title   string
	Maybe   bool // only where a condition comes true
}

// Why is why a request cannot have a slot.
type Why int

// The obstacles, in the order in which they are looked for.
const (
	Nothing    Why = iota
	Over           // the moment has passed
	TooLate        // for the request: after its last day
	InQuiet        // in the quiet hours
	Full           // no slot is left in a group, of the channel, that week
	TooClose       // to another request in a group
	Department     // has had its share of the week
)

// Obstacle is what is in the way, where, and which other request it is.
type Obstacle struct {
	Why   Why
	Group id.Group
	Other id.Request
}

// Book is what is known when slots are given out.
type Book struct {
	Now      time.Time
	Zone     *time.Location
	Settings Settings
	Limits   Limits

	used map[seat]int
	near map[id.Group][]Slot
	held map[share]map[id.Request]bool
}

// seat is what slots are counted by, share what a department's requests are.
type (
	seat struct {
		group   id.Group
		channel Channel
		week    Day
	}
	share struct {
		department string
		week       Day
	}
)

// NewBook returns a book with the slots of the weeks in question.
func NewBook(now time.Time, zone *time.Location, set Settings, limits Limits, slots []Slot) *Book {
	b := &Book{Now: now, Zone: zone, Settings: set, Limits: limits, used: map[seat]int{}, near: map[id.Group][]Slot{}, held: map[share]map[id.Request]bool{}}
	for _, s := range slots {
		b.used[seat{s.Group, s.Channel, s.Week}]++
		b.near[s.Group] = append(b.near[s.Group], s)
		of := share{s.Department, s.Week}
		if b.held[of] == nil {
			b.held[of] = map[id.Request]bool{}
		}
		b.held[of][s.Request] = true
	}
	return b
}

// Slots lists what is in the book for a group, in the order in which it was given.
func (b *Book) Slots(g id.Group) []Slot { return b.near[g] }

// Requests lists the requests that have slots in the book.
func (b *Book) Requests() (out []id.Request) {
	for _, slots := range b.near {
		for _, s := range slots {
			out = append(out, s.Request)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Without is the book as it would be had some requests no slots.
func (b *Book) Without(out ...id.Request) *Book {
	var left []Slot
	for _, slots := range b.near {
		for _, s := range slots {
			if !slices.Contains(out, s.Request) {
				left = append(left, s)
			}
		}
	}
	return NewBook(b.Now, b.Zone, b.Settings, b.Limits, left)
}

// Free is how many slots of a channel are left in a group in a week.
func (b *Book) Free(g id.Group, c Channel, week Day) int {
	return max(0, b.Settings.Seats(g, c, &b.Limits)-b.used[seat{g, c, week}])
}

// Try says what is in the way of giving a request, which has none, slots at a
// moment.
func (b *Book) Try(r *Request, at time.Time) Obstacle {
	day := DayOf(at, b.Zone)
	week := day.Monday()
	switch {
	case !at.After(b.Now):
		return Obstacle{Why: Over}
	case day > r.Last:
		return Obstacle{Why: TooLate}
	case b.Limits.Quiet(minuteOf(at, b.Zone)):
		return Obstacle{Why: InQuiet}
	}
	for _, g := range r.Places() {
		if b.Free(g, r.Channel, week) == 0 {
			return Obstacle{Why: Full, Group: g}
		}
	}
	gap := time.Duration(b.Settings.Gap) * time.Minute
	for _, g := range r.Places() {
		for i := range b.near[g] {
			if s := &b.near[g][i]; s.At.Sub(at).Abs() < max(gap, time.Minute) {
				return Obstacle{TooClose, g, s.Request}
			}
		}
	}
	if len(b.held[share{Key(r.Department), week}]) >= b.Settings.Department {
		return Obstacle{Why: Department}
	}
	return Obstacle{}
}

// How finely, and how far ahead, times are proposed.
const (
	everyMinutes = 30
	aheadDays    = 28
)

// Propose lists the first moments at which a request could have slots, within the
// hours it wants, one a day: on the day it wants, else on those after it, else on
// those before. Within a day those come first that do not clash, where clashes is
// given.
func (b *Book) Propose(r *Request, most int, clashes func(time.Time) bool) (out []time.Time) {
	today := DayOf(b.Now, b.Zone)
	first := max(r.Day, today)
	last := min(r.Last, today.Plus(aheadDays))
	var days []Day
	for d := first; d <= last; d = d.Plus(1) {
		days = append(days, d)
	}
	for d := first.Plus(-1); d >= today && d >= first.Plus(-aheadDays); d = d.Plus(-1) {
		days = append(days, d)
	}
	for _, d := range days {
		if len(out) == most {
			break
		}
		if at := b.firstOn(d, r, clashes); !at.IsZero() {
			out = append(out, at)
		}
	}
	return out
}

// firstOn is the first moment of a day; the zero one where there is none.
func (b *Book) firstOn(d Day, r *Request, clashes func(time.Time) bool) (first time.Time) {
	for m := r.From; m < r.To; m += everyMinutes {
		at := d.At(m, b.Zone)
		if b.Try(r, at).Why != Nothing {
			continue
		}
		if clashes == nil || !clashes(at) {
			return at
		}
		if first.IsZero() {
			first = at
		}
	}
	return first
}

// Clashes reports whether something that an SOP has planned comes too close to a
// slot in the same group: within the gap, or a second announcement of the day.
func (b *Book) Clashes(s *Slot, p *Planned) bool {
	if p.Group != 0 && p.Group != s.Group || (s.Channel == Moments) != (p.Channel == Moments) {
		return false
	}
	if s.Channel == Announce && p.Channel == Announce && DayOf(s.At, b.Zone) == DayOf(p.At, b.Zone) {
		return true
	}
	return s.At.Sub(p.At).Abs() < time.Duration(b.Settings.Gap)*time.Minute
}
