package when

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Offset is so long before or after a moment T: "T-3d 12:00", "T-1h", "T0 09:30".
// Days are days of the calendar, at the time of day that is given or at T's
// own; hours and minutes are counted out. The zero Offset is T itself.
type Offset struct {
	days   int
	exact  time.Duration
	at     Clock
	stated bool // at was given
	text   string
}

const furthestDays = 3660 // ten years

// ParseOffset reads an offset. A wide colon or minus sign will do.
func ParseOffset(text string) (Offset, error) {
	bad := func() error { return invalid(badOffset.With(shown(text))) }
	clean := text
	if len(text) != utf8.RuneCountInString(text) {
		clean = strings.NewReplacer("：", ":", "－", "-", "−", "-", "＋", "+").Replace(text)
	}
	first, clock, two := strings.Cut(strings.TrimSpace(clean), " ")
	rest, ok := strings.CutPrefix(strings.ToUpper(first), "T")
	if !ok {
		return Offset{}, bad()
	}
	o := Offset{text: "T0"}
	exact := false
	if rest != "" && rest != "0" {
		n, unit, ok := amount(rest)
		if !ok {
			return Offset{}, bad()
		}
		if n < -furthestDays*unit.perDay || n > furthestDays*unit.perDay {
			return Offset{}, invalid(offsetTooFar.With(shown(text), furthestDays))
		}
		o.text = "T" + rest[:1] + strconv.Itoa(max(n, -n)) + unit.name
		exact = unit.length > 0
		if exact {
			o.exact = time.Duration(n) * unit.length
		} else {
			o.days = n
		}
	}
	if !two {
		return o, nil
	}
	if exact {
		return Offset{}, invalid(offsetBoth.With(shown(text)))
	}
	at, err := ParseClock(clock)
	if err != nil {
		return Offset{}, err
	}
	o.at, o.stated, o.text = at, true, o.text+" "+at.String()
	return o, nil
}

// unit is what an offset counts in; its length is 0 for days.
type unit struct {
	name   string
	length time.Duration
	perDay int
}

var units = [...]unit{{"d", 0, 1}, {"h", time.Hour, 24}, {"min", time.Minute, minutesADay}}

// amount reads "-3D".
func amount(text string) (int, unit, bool) {
	for _, u := range units {
		number, ok := strings.CutSuffix(text, strings.ToUpper(u.name))
		if !ok || len(number) < 2 || len(number) > 9 || number[0] != '-' && number[0] != '+' || !digits(number[1:]) {
			continue
		}
		n, err := strconv.Atoi(number)
		return n, u, err == nil
	}
	return 0, unit{}, false
}

// String is the offset as ParseOffset reads it.
func (o Offset) String() string {
	if o.text == "" {
		return "T0"
	}
	return o.text
}

// From is the instant that lies o from t, by the days and clocks of zone.
func (o Offset) From(t time.Time, zone *time.Location) time.Time {
	if o.days == 0 && !o.stated {
		return t.Add(o.exact)
	}
	day, second := wallOf(t, zone)
	if o.stated {
		return instant(day+o.days, int(o.at)*60, zone)
	}
	return instant(day+o.days, second, zone).Add(time.Duration(t.Nanosecond()))
}

// FromDate is From for a T that is a day. Where neither o nor the day says a
// time, it is midnight.
func (o Offset) FromDate(d Date, zone *time.Location) time.Time {
	return o.From(At(d, 0, zone), zone)
}
