package request

import "time"

// Day is a day of the calendar, as 2006-01-02, in no zone. Days compare as texts.
type Day string

const dayForm = "2006-01-02"

// ParseDay reads a day, and reports whether it is one.
func ParseDay(s string) (Day, bool) {
	t, err := time.Parse(dayForm, s)
	return Day(s), err == nil && t.Year() >= 2000 && t.Year() < 2200
}

// DayOf is the day that the calendars of zone show at t.
func DayOf(t time.Time, zone *time.Location) Day { return Day(t.In(zone).Format(dayForm)) }

func (d Day) date() time.Time {
	t, _ := time.Parse(dayForm, string(d)) // it was read before
	return t
}

// Plus is the day n days later.
func (d Day) Plus(n int) Day { return Day(d.date().AddDate(0, 0, n).Format(dayForm)) }

// Monday is the first day of the week of d, which names the week.
func (d Day) Monday() Day { return d.Plus(-(int(d.date().Weekday()) + 6) % 7) }

// To is how many days later other is.
func (d Day) To(other Day) int { return int(other.date().Sub(d.date()).Hours() / 24) }

// At is when the clocks of zone show a minute of d.
func (d Day) At(minute int, zone *time.Location) time.Time {
	y, m, day := d.date().Date()
	return time.Date(y, m, day, 0, minute, 0, 0, zone)
}

// minuteOf is the minute of the day that clocks of zone show.
func minuteOf(t time.Time, zone *time.Location) int {
	local := t.In(zone)
	return local.Hour()*60 + local.Minute()
}
