package gate

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Date is a day, in no zone.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the day that the calendars of zone show at t.
func DateOf(t time.Time, zone *time.Location) Date {
	y, m, d := t.In(zone).Date()
	return Date{y, m, d}
}

// Plus is the day n days later.
func (d Date) Plus(n int) Date {
	y, m, day := time.Date(d.Year, d.Month, d.Day+n, 0, 0, 0, 0, time.UTC).Date()
	return Date{y, m, day}
}

// Monday is the first day of the week of d.
func (d Date) Monday() Date {
	return d.Plus(-(int(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Weekday()) + 6) % 7)
}

// Number counts days from 1970-01-01, which is 0.
func (d Date) Number() int64 {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60)
}

// Numbered is the inverse of Number.
func Numbered(n int64) Date {
	y, m, d := time.Unix(n*24*60*60, 0).UTC().Date()
	return Date{y, m, d}
}

// Start is when d begins by the clocks of zone.
func (d Date) Start(zone *time.Location) time.Time { return d.At(0, zone) }

// At is when the clocks of zone show c on d: the first time where they show it
// twice, and the first instant after the gap where they jump over it.
func (d Date) At(c Clock, zone *time.Location) time.Time {
	wall := time.Date(d.Year, d.Month, d.Day, 0, int(c), 0, 0, time.UTC).Unix()
	t := time.Unix(wall-2*24*60*60, 0).In(zone)
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

// Clock is a time of day, in minutes after midnight: 0 to 1440.
type Clock int

const endOfDay = Clock(24 * 60)

var badClock = i18n.Text{
	Hans: "时间写成 9:00 或 21:30 这样；现在是“%s”。",
	Hant: "時間寫成 9:00 或 21:30 這樣；現在是「%s」。",
	En:   "A time of day looks like 9:00 or 21:30, not “%s”.",
}

// ParseClock reads "9:00", "21:30" or "24:00".
func ParseClock(text string) (Clock, error) {
	clean := strings.ReplaceAll(strings.TrimSpace(text), "：", ":")
	hour, minute, ok := strings.Cut(clean, ":")
	h, err := strconv.ParseUint(hour, 10, 8)
	m, err2 := strconv.ParseUint(minute, 10, 8)
	if c := Clock(h*60 + m); ok && err == nil && err2 == nil && len(hour) <= 2 && len(minute) == 2 && m < 60 && c <= endOfDay {
		return c, nil
	}
	if r := []rune(text); len(r) > 20 {
		text = string(r[:20]) + "…"
	}
	return 0, fault.New(fault.Invalid, badClock.With(text))
}

func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }

// Hours are hours of the day, from From to before To; over midnight where To is
// not after From, and none at all where both are the same.
type Hours struct{ From, To Clock }

func (h Hours) String() string { return h.From.String() + "-" + h.To.String() }

// on is the stretch of h that begins on d.
func (h Hours) on(d Date, zone *time.Location) Span {
	end := d
	if h.To <= h.From {
		end = d.Plus(1)
	}
	return Span{d.At(h.From, zone), end.At(h.To, zone)}
}

func (s Span) holds(t time.Time) bool { return !t.Before(s.From) && t.Before(s.To) }
