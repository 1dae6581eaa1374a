package manual

import (
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Week is an ISO week, such as 203001.
type Week int64

// WeekOf is the week of a moment.
func WeekOf(at time.Time, zone *time.Location) Week {
	y, w := at.In(zone).ISOWeek()
	return Week(y*100 + w)
}

// Monday is when a week begins.
func (w Week) Monday(zone *time.Location) time.Time {
	fourth := time.Date(int(w/100), 1, 4, 0, 0, 0, 0, zone) // always in the first week
	back := (int(fourth.Weekday()) + 6) % 7
	return time.Date(int(w/100), 1, 4-back+int(w%100-1)*7, 0, 0, 0, 0, zone)
}

// Before is the week before.
func (w Week) Before(zone *time.Location) Week {
	return WeekOf(w.Monday(zone).AddDate(0, 0, -3), zone)
}

// valid reports whether there is such a week.
func (w Week) valid() bool {
	return w >= 200001 && w <= 299953 && WeekOf(w.Monday(time.UTC), time.UTC) == w
}

// Weekly is what a person says of a group's week. Each may be Unknown.
type Weekly struct {
	People int // in it now
	Spoke  int // members who said something that week
	Sent   int // what was sent by us
	Asked  int // who asked or bought
}

// noWeekly is a week of which nobody said anything.
var noWeekly = Weekly{Unknown, Unknown, Unknown, Unknown}

// check says what of the figures cannot be; field names one.
func (w Weekly) check(field func(string) string) error {
	wrong := func(name string, m i18n.Message) error {
		return &auth.FieldError{Field: field(name), Err: fault.New(fault.Invalid, m)}
	}
	switch {
	case w.People >= 0 && w.Spoke > w.People:
		return wrong("spoke", spokeOver.With())
	case w.People >= 0 && w.Asked > w.People:
		return wrong("asked", askedOver.With())
	}
	return nil
}

// ToldWeek is what somebody said of a group's week, and who did.
type ToldWeek struct {
	Week Week
	Weekly
	By id.User
	At time.Time
}

// DueWeek is which week a sheet is for when somebody opens it: until Wednesday the
// one that is over, later the one that is under way.
func DueWeek(now time.Time, zone *time.Location) Week {
	this := WeekOf(now, zone)
	switch now.In(zone).Weekday() {
	case time.Monday, time.Tuesday, time.Wednesday:
		return this.Before(zone)
	}
	return this
}

// remindAt is from which hour on people are reminded of the sheet.
const remindAt = 9

// Reminds reports whether it is time to remind of the week that is over, for groups
// that were there before this one began: from Monday morning on, and no later than
// Wednesday.
func Reminds(now, made time.Time, zone *time.Location) bool {
	local := now.In(zone)
	this := WeekOf(now, zone)
	if !made.Before(this.Monday(zone)) {
		return false
	}
	switch local.Weekday() {
	case time.Monday:
		return local.Hour() >= remindAt
	case time.Tuesday, time.Wednesday:
		return true
	}
	return false
}

// Change is what a figure did since the week before, in words; zero where it is
// unknown now.
func Change(was, now int) i18n.Message {
	switch {
	case now < 0:
		return i18n.Message{}
	case was < 0:
		return changeFirst.With()
	case now > was:
		return changeUp.With(now - was)
	case now < was:
		return changeDown.With(was - now)
	}
	return changeSame.With()
}
