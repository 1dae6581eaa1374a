package when

import (
	"strconv"
	"strings"
	"time"
)

const (
	secondsADay = 24 * 60 * 60
	minutesADay = 24 * 60
)

// Date is a day of the Gregorian calendar, in no zone.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the day that the calendars of zone show at t.
func DateOf(t time.Time, zone *time.Location) Date {
	y, m, d := t.In(known(zone)).Date()
	return Date{y, m, d}
}

// Weekday is the day of the week of d.
func (d Date) Weekday() time.Weekday { return weekdayOf(d.number()) }

// Plus is the day n days after d, before it where n is negative.
func (d Date) Plus(n int) Date { return dateNumbered(d.number() + n) }

// Before reports whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.number() < e.number() }

// number counts days from 1970-01-01, which is 0.
func (d Date) number() int {
	return floorDiv(int(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix()), secondsADay)
}

func dateNumbered(n int) Date {
	y, m, d := time.Unix(int64(n)*secondsADay, 0).UTC().Date()
	return Date{y, m, d}
}

func weekdayOf(number int) time.Weekday { return time.Weekday(floorMod(number+4, 7)) } // 1970-01-01 was a Thursday

// daysIn is how many days a month has.
func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// Clock is a time of day, in minutes after midnight: 0 to 1439, and 1440 for
// the end of the day.
type Clock int

// ParseClock reads "9:00", "09:30" or "24:00".
func ParseClock(text string) (Clock, error) {
	bad := invalid(badClock.With(shown(text)))
	hour, minute, ok := strings.Cut(strings.ReplaceAll(strings.TrimSpace(text), "：", ":"), ":")
	if !ok || len(hour) < 1 || len(hour) > 2 || len(minute) != 2 || !digits(hour) || !digits(minute) {
		return 0, bad
	}
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	if m > 59 || h*60+m > minutesADay {
		return 0, bad
	}
	return Clock(h*60 + m), nil
}

func (c Clock) String() string {
	return strconv.Itoa(int(c)/60/10) + strconv.Itoa(int(c)/60%10) + ":" + strconv.Itoa(int(c)%60/10) + strconv.Itoa(int(c)%10)
}

// At is the instant at which the clocks of zone show c on d.
func At(d Date, c Clock, zone *time.Location) time.Time {
	return instant(d.number(), int(c)*60, zone)
}

// instant is when the clocks of zone show that many seconds after midnight of
// the numbered day. It walks over the stretches in which the zone keeps one
// offset: the first that reaches the wanted time has it, and where its start is
// past the wanted time already, clocks jumped over it.
func instant(day, second int, zone *time.Location) time.Time {
	zone = known(zone)
	wall := int64(day)*secondsADay + int64(second)
	t := time.Unix(wall-2*secondsADay, 0).In(zone)
	for range 16 { // no zone changed its clocks so often in four days
		_, offset := t.Zone()
		_, end := t.ZoneBounds()
		at := time.Unix(wall-int64(offset), 0)
		if at.Before(t) {
			return t
		}
		if end.IsZero() || at.Before(end) {
			return at.In(zone)
		}
		t = end.In(zone)
	}
	return t
}

// wallOf is what the clocks of zone show at t: the number of the day and the
// second of it.
func wallOf(t time.Time, zone *time.Location) (day, second int) {
	t = t.In(known(zone))
	h, m, s := t.Clock()
	return DateOf(t, zone).number(), h*60*60 + m*60 + s
}

func known(zone *time.Location) *time.Location {
	if zone == nil {
		return time.UTC
	}
	return zone
}

func digits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod(a, b int) int { return a - floorDiv(a, b)*b }

// shown shortens what somebody wrote, for a sentence about it.
func shown(text string) string {
	const most = 40
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}
