package report

import (
	"slices"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Fate is what is known of a step.
type Fate string

// The fates.
const (
	Waits     Fate = "waits" // for somebody or something to do it
	Did       Fate = "did"
	LeftOut   Fate = "left-out" // by a decision or a rule, which Reason names
	Expired   Fate = "expired"  // nobody did it, and it is of no use any more
	Withdrawn Fate = "withdrawn"
)

// Step is a step of an SOP whose time came.
type Step struct {
	Group  id.Group // 0 for none
	Unit   id.Unit  // of the group, else of whoever is to do it; 0 for head office
	Person id.User  // who did it or is to; 0 for the program and for nobody yet
	Book   id.Playbook
	Step   string
	Human  bool

	At     time.Time // when its time came
	Due    time.Time // until when it is in time
	Done   time.Time // zero unless it was done
	Late   bool      // it was done because somebody agreed to it after its time
	Fate   Fate
	Reason string // it was left out
}

// Outcome is what a step counts as.
type Outcome string

// The outcomes. Uncounted is what was never due.
const (
	Uncounted Outcome = ""
	Timely    Outcome = "timely"
	Late      Outcome = "late"
	Skipped   Outcome = "skipped"
	Open      Outcome = "open"
	Overdue   Outcome = "overdue"
)

// The reasons for which a step that was left out was not due at all.
const (
	NoCondition = "condition" // its condition did not hold
	SaidForAll  = "for-all"   // another run did it for all who came together
)

// Outcome says what a step counts as at a moment.
func (s *Step) Outcome(now time.Time) Outcome {
	switch s.Fate {
	case Did:
		if s.Late || s.Done.After(s.Due) {
			return Late
		}
		return Timely
	case LeftOut:
		if s.Reason == NoCondition || s.Reason == SaidForAll {
			return Uncounted
		}
		return Skipped
	case Expired:
		return Overdue
	case Withdrawn:
		return Uncounted
	case Waits:
	}
	if now.After(s.Due) {
		return Overdue
	}
	return Open
}

// Tally counts steps by outcome.
type Tally struct{ Timely, Late, Skipped, Open, Overdue int }

// Add counts n more of an outcome.
func (t *Tally) Add(o Outcome, n int) {
	switch o {
	case Timely:
		t.Timely += n
	case Late:
		t.Late += n
	case Skipped:
		t.Skipped += n
	case Open:
		t.Open += n
	case Overdue:
		t.Overdue += n
	case Uncounted:
	}
}

// Plus is both together.
func (t Tally) Plus(u Tally) Tally {
	return Tally{t.Timely + u.Timely, t.Late + u.Late, t.Skipped + u.Skipped, t.Open + u.Open, t.Overdue + u.Overdue}
}

// Due is how many were due.
func (t Tally) Due() int { return t.Timely + t.Late + t.Skipped + t.Open + t.Overdue }

// Done is how many were done, in time or late.
func (t Tally) Done() int { return t.Timely + t.Late }

// Undone is how many wait or were never done, and nobody said why.
func (t Tally) Undone() int { return t.Open + t.Overdue }

// fewest is how many there must be for a share to be shown as one: of fewer, a
// single step would move it by more than ten points.
const fewest = 10

// Rate is the execution rate as it is shown: "3/4" of few, "87%" of ten and more,
// "—" where nothing had to be done yet. It is rounded down: 99.6 % is not all.
func (t Tally) Rate() string {
	all := t.Due() - t.Open
	switch {
	case all == 0:
		return "—"
	case all < fewest:
		return strconv.Itoa(t.Done()) + "/" + strconv.Itoa(all)
	}
	return strconv.Itoa(t.Done()*100/all) + "%"
}

// Day is a day, as days since 1970-01-01.
type Day int64

// DayOf is the day that the calendars of zone show at t.
func DayOf(t time.Time, zone *time.Location) Day {
	y, m, d := t.In(zone).Date()
	return Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

func (d Day) utc() time.Time { return time.Unix(int64(d)*24*60*60, 0).UTC() }

// Weekday is that of d.
func (d Day) Weekday() time.Weekday { return d.utc().Weekday() }

// String is d as 2006-01-02.
func (d Day) String() string { return d.utc().Format("2006-01-02") }

// Short is d as 1/2.
func (d Day) Short() string { return d.utc().Format("1/2") }

// ParseDay reads what String writes; false where it is no day.
func ParseDay(text string) (Day, bool) {
	t, err := time.Parse("2006-01-02", text)
	return Day(t.Unix() / (24 * 60 * 60)), err == nil
}

// At is the first instant at or after so many minutes into d by the clocks of zone:
// the first of two where they are put back, the end of the gap where they are put on.
func (d Day) At(minutes int, zone *time.Location) time.Time {
	wall := d.utc().Add(time.Duration(minutes) * time.Minute)
	t := wall.Add(-36 * time.Hour).In(zone)
	for range 16 { // no zone changed its clocks so often in three days
		_, offset := t.Zone()
		_, end := t.ZoneBounds()
		at := wall.Add(-time.Duration(offset) * time.Second)
		switch {
		case at.Before(t):
			return t
		case end.IsZero() || at.Before(end):
			return at.In(zone)
		}
		t = end.In(zone)
	}
	return t
}

// Span is d from its first instant to before the first of the next day: 23 or 25
// hours where the clocks are changed.
func (d Day) Span(zone *time.Location) (from, to time.Time) {
	return d.At(0, zone), (d + 1).At(0, zone)
}

// Days are those of a period, both ends included.
type Days struct{ From, To Day }

// The periods that pages offer.
const (
	Yesterday = "yesterday"
	Seven     = "7d"
	Week      = "week"
	Month     = "month"
)

// Periods lists the periods in the order of the page.
var Periods = [...]string{Yesterday, Seven, Week, Month}

// Period is which days a word means, seen from a day; Yesterday where it means
// nothing. The week begins on Monday.
func Period(word string, today Day) Days {
	switch word {
	case Seven:
		return Days{today - 6, today}
	case Week:
		return Days{today - Day((int(today.Weekday())+6)%7), today}
	case Month:
		return Days{today - Day(today.utc().Day()-1), today}
	}
	return Days{today - 1, today - 1}
}

// ledBy reports whether a viewer may see what is of somebody: their own, and where
// they run the workspace that of people of the units they see.
func ledBy(viewer id.User, role auth.Role, scope auth.Scope, p *Person) bool {
	return p.User == viewer || auth.Can(role, auth.Run) && scope.Has(p.Unit)
}

// sole counts steps that are the same but for their number.
type sole struct {
	Unit    id.Unit
	Group   id.Group
	Person  id.User
	Book    id.Playbook
	Step    string
	Human   bool
	Outcome Outcome
	Reason  string
}

// sum counts a day's steps as they stand at a moment; what was not due is left out.
func sum(steps []Step, now time.Time) map[sole]int {
	out := map[sole]int{}
	for i := range steps {
		s := &steps[i]
		k := sole{s.Unit, s.Group, s.Person, s.Book, s.Step, s.Human, s.Outcome(now), ""}
		if k.Outcome == Skipped {
			k.Reason = s.Reason
		}
		if k.Outcome != Uncounted {
			out[k]++
		}
	}
	return out
}

// trails is how many days before one may still change by time alone: what begins
// late in a day has until late in the next, and is then overdue.
const trails = 2

// dirty are the days to count anew: those from which on it was last looked until
// today, with those that trail, and those of what has changed, none older than most.
func dirty(last, today Day, touched []Day, most int) []Day {
	oldest := today - Day(most)
	var days []Day
	for d := max(min(last, today)-trails, oldest); d <= today; d++ {
		days = append(days, d)
	}
	for _, d := range touched {
		if d >= oldest && d <= today {
			days = append(days, d)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}
