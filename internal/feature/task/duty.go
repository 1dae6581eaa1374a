package task

import (
	"cmp"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Shift is when somebody is on duty each week, in the workspace's zone: from a
// minute of a day to a minute of the same day, or of the next where that is not
// later.
type Shift struct {
	User       id.User
	Day        time.Weekday
	Start, End int // minutes of the day, 0 … 1439
}

const dayMinutes = 24 * 60

// Valid reports whether there can be such a shift.
func (s Shift) Valid() bool {
	in := func(n, below int) bool { return n >= 0 && n < below }
	return s.User != 0 && in(int(s.Day), 7) && in(s.Start, dayMinutes) && in(s.End, dayMinutes)
}

// On reports whether the shift is at a moment that the clock on the wall shows.
func (s Shift) On(local time.Time) bool {
	m, day := local.Hour()*60+local.Minute(), local.Weekday()
	if s.End > s.Start {
		return day == s.Day && m >= s.Start && m < s.End
	}
	return day == s.Day && m >= s.Start || day == (s.Day+1)%7 && m < s.End
}

// OnDuty lists who is on duty at a moment, each once.
func OnDuty(shifts []Shift, local time.Time) (out []id.User) {
	for _, s := range shifts {
		if s.On(local) {
			out = append(out, s.User)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Choose is who gets a to-do without an owner: of those on duty whom it fits, who
// has the fewest open ones; 0 where there is nobody.
func Choose(t *Task, people []Person, duty []id.User, open map[id.User]int) (who id.User) {
	for i := range people {
		p := &people[i]
		if !slices.Contains(duty, p.User) || !p.Fits(t) {
			continue
		}
		if who == 0 || cmp.Or(cmp.Compare(open[p.User], open[who]), cmp.Compare(p.User, who)) < 0 {
			who = p.User
		}
	}
	return who
}

// LeadOf is who is told of what is long overdue: somebody else who runs the unit of its
// owner (of the to-do, where it has none), else one above, else an owner of the
// workspace. It is the owner themselves where there is nobody else.
func LeadOf(t *Task, people []Person, units []auth.Unit) id.User {
	at := t.Unit
	for _, p := range people {
		if p.User == t.Owner && t.Owner != 0 {
			at = p.Unit
		}
	}
	first := func(may func(Person) bool) (who id.User) {
		for _, p := range people {
			if p.User != t.Owner && may(p) && (who == 0 || p.User < who) {
				who = p.User
			}
		}
		return who
	}
	for range len(units) + 1 { // a chain of parents is no circle; if it were, this ends
		if who := first(func(p Person) bool { return p.Unit == at && p.Role == auth.Operator }); who != 0 && at != 0 {
			return who
		}
		i := slices.IndexFunc(units, func(u auth.Unit) bool { return u.ID == at })
		if i < 0 {
			break
		}
		at = units[i].Parent
	}
	return cmp.Or(first(func(p Person) bool { return p.Role == auth.Owner }), t.Owner)
}
