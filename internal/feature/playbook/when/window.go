package when

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Window is when something is open: hours of the day, such as "9:00-21:30" or,
// over midnight, "21:30-9:00", on all days or on some, such as
// "MO-FR 9:00-18:00; SA,SU 10:00-22:00". Hours over midnight belong to the day
// on which they begin. An opening is part of it, a closing is not. The zero
// Window is never open.
type Window struct {
	text  string
	spans []span
}

// span is one stretch of hours on the days of a week.
type span struct {
	days     uint8 // bit 0 is Sunday
	from, to Clock // to is on the next day where it is not after from
}

const (
	everyDay    = 1<<7 - 1
	mostSpans   = 20
	longestText = 500
)

// written makes one of the ways in which people write days and hours.
var written = strings.NewReplacer(
	"：", ":", "；", ";", "，", ",", "、", ",", "–", "-", "—", "-", "－", "-", "~", "-",
	"至", "-", "週天", "周日", "周天", "周日", "週", "周",
)

// ParseWindow reads a window. Days may be written 周一至周五, too.
func ParseWindow(text string) (Window, error) {
	if len(text) > longestText {
		return Window{}, invalid(badWindow.With(shown(text)))
	}
	clean := written.Replace(text)
	clean = strings.NewReplacer(" - ", "-", " -", "-", "- ", "-", ", ", ",").Replace(clean)
	w := Window{text: strings.TrimSpace(text)}
	for part := range strings.SplitSeq(clean, ";") {
		s, err := parseSpan(strings.TrimSpace(part))
		if err != nil {
			return Window{}, err
		}
		w.spans = append(w.spans, s)
	}
	if len(w.spans) > mostSpans {
		return Window{}, invalid(badWindow.With(shown(text)))
	}
	return w, nil
}

func parseSpan(text string) (span, error) {
	bad := invalid(badWindow.With(shown(text)))
	s := span{days: everyDay}
	hours := text
	if i := strings.LastIndexAny(text, " \t"); i >= 0 {
		hours = text[i+1:]
		var ok bool
		if s.days, ok = weekdays(strings.TrimSpace(text[:i])); !ok {
			return span{}, bad
		}
	}
	from, to, ok := strings.Cut(hours, "-")
	if !ok {
		return span{}, bad
	}
	var err error
	if s.from, err = ParseClock(from); err != nil {
		return span{}, err
	}
	if s.to, err = ParseClock(to); err != nil {
		return span{}, err
	}
	if s.from == s.to || s.from == minutesADay {
		return span{}, invalid(emptyWindow.With(shown(text)))
	}
	return s, nil
}

// chineseDays are the days of the week, by time.Weekday.
var chineseDays = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// weekdays reads "MO-FR,SU" into bits.
func weekdays(text string) (uint8, bool) {
	var out uint8
	for part := range strings.SplitSeq(strings.ToUpper(text), ",") {
		first, last, more := strings.Cut(strings.TrimSpace(part), "-")
		if !more {
			last = first
		}
		from, ok := dayNamed(first)
		to, ok2 := dayNamed(last)
		if !ok || !ok2 {
			return 0, false
		}
		for d := from; ; d = (d + 1) % 7 {
			out |= 1 << d
			if d == to {
				break
			}
		}
	}
	return out, true
}

func dayNamed(name string) (int, bool) {
	name = strings.TrimSpace(name)
	if i := slices.Index(chineseDays[:], name); i >= 0 {
		return i, true
	}
	i := slices.Index(weekdayCodes[:], name)
	return i, i >= 0
}

// String is the window as it was written.
func (w Window) String() string { return w.text }

// Contains reports whether w is open at t by the clocks of zone.
func (w Window) Contains(t time.Time, zone *time.Location) bool {
	return slices.ContainsFunc(w.stretches(t, zone), func(s stretch) bool { return s.holds(t) })
}

// NextOpen returns t where w is open at t, else the next opening; false where
// w never opens.
func (w Window) NextOpen(t time.Time, zone *time.Location) (time.Time, bool) {
	for _, s := range w.stretches(t, zone) {
		if s.holds(t) {
			return t, true
		}
		if s.open.After(t) {
			return s.open, true
		}
	}
	return time.Time{}, false
}

// NextClose returns the first closing after t: where w is open at t, the end of
// that; else the end of the next opening. False where w never closes, or never
// opens.
func (w Window) NextClose(t time.Time, zone *time.Location) (time.Time, bool) {
	for _, s := range w.stretches(t, zone) {
		if s.close.After(t) {
			return s.close, s.close.Sub(s.open) < ahead*24*time.Hour
		}
	}
	return time.Time{}, false
}

// stretch is one opening of a window.
type stretch struct{ open, close time.Time }

func (s stretch) holds(t time.Time) bool { return !t.Before(s.open) && t.Before(s.close) }

// ahead is for how many days openings are looked for. Whatever closes once a
// week closes within them.
const ahead = 8

// stretches are the openings from the day before t on, in order, those that
// touch made into one.
func (w Window) stretches(t time.Time, zone *time.Location) []stretch {
	today, _ := wallOf(t, zone)
	var all []stretch
	for day := today - 1; day <= today+ahead; day++ {
		for _, s := range w.spans {
			if s.days&(1<<weekdayOf(day)) == 0 {
				continue
			}
			end := day
			if s.to <= s.from {
				end++
			}
			one := stretch{instant(day, int(s.from)*60, zone), instant(end, int(s.to)*60, zone)}
			if one.open.Before(one.close) { // not so where clocks jumped over it
				all = append(all, one)
			}
		}
	}
	slices.SortFunc(all, func(a, b stretch) int {
		return cmp.Or(a.open.Compare(b.open), a.close.Compare(b.close))
	})
	var out []stretch
	for _, s := range all {
		if n := len(out); n > 0 && !s.open.After(out[n-1].close) {
			if s.close.After(out[n-1].close) {
				out[n-1].close = s.close
			}
			continue
		}
		out = append(out, s)
	}
	return out
}

// NewYearRest reports whether t lies in the rest over the Spring Festival, from
// 18:00 on 除夕 to the end of 初三 in China, and when the rest ends.
func NewYearRest(t time.Time) (end time.Time, resting bool) {
	start, end, ok := NewYearRestOf(DateOf(t, china()).Year)
	if !ok || t.Before(start) || !t.Before(end) {
		return time.Time{}, false
	}
	return end, true
}

// NewYearRestOf is the rest over the Spring Festival of a year, from 1900 to 2100.
func NewYearRestOf(year int) (start, end time.Time, ok bool) {
	e, ok := yearOf(year)
	if !ok || year < 1900 {
		return time.Time{}, time.Time{}, false
	}
	first := e.newYear(year)
	return instant(first-1, 18*60*60, china()), instant(first+3, 0, china()), true
}

func china() *time.Location { return time.FixedZone("UTC+8", 8*60*60) }
