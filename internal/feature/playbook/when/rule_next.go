package when

import (
	"math/bits"
	"slices"
	"time"
)

// patience is how many days and times Next looks at before it gives a rule up.
// It is enough for 1,000 years of 30 February, for 130 years of days one by
// one, and takes a few milliseconds.
const patience = 50_000

// Next returns the first instant after after at which r happens by the clocks
// of zone; false where there is none before the year 10000, or none that was
// found with reasonable patience.
func (r Rule) Next(after time.Time, zone *time.Location) (time.Time, bool) {
	if y := after.Year(); r.freq == never || y < 1 || y > 9998 {
		return time.Time{}, false
	}
	day, second := wallOf(after, zone)
	s := search{rule: r, day: day, minute: second / 60}
	if r.bounded && s.day < r.start {
		s.day, s.minute = r.start, 0
	}
	for {
		day, minute, ok := s.next()
		if !ok {
			return time.Time{}, false
		}
		t := instant(day, minute*60, zone)
		if r.until.passed(t, day, minute*60) {
			return time.Time{}, false
		}
		if t.After(after) { // not so for what clocks show a second time
			return t, true
		}
	}
}

// search walks over local days and minutes, from day and minute on.
type search struct {
	rule        Rule
	day, minute int
	steps       int
	from, to    int   // the numbered days of the period that chosen is about
	chosen      []int // the numbered days that BYSETPOS leaves of it
}

const lastDay = 2932896 // 9999-12-31

// next returns the next local time of the rule and moves past it.
func (s *search) next() (day, minute int, ok bool) {
	for s.day <= lastDay {
		if s.steps++; s.steps > patience {
			break
		}
		d := dateNumbered(s.day)
		if skip := s.rule.skip(d, s.day); skip > s.day {
			s.day, s.minute = skip, 0
			continue
		}
		if s.happens(d) {
			if m, found := s.time(); found {
				day = s.day
				s.minute = m + 1
				return day, m, true
			}
		}
		s.day, s.minute = s.day+1, 0
	}
	return 0, 0, false
}

// skip returns the numbered day to go on with where the year, month, week or
// day of d is left out as a whole, n itself where it is not.
func (r Rule) skip(d Date, n int) int {
	start := dateNumbered(r.start)
	nextMonth := Date{d.Year, d.Month + 1, 1}.number()
	if r.months != 0 && r.months&(1<<d.Month) == 0 {
		return nextMonth
	}
	switch r.freq {
	case yearly:
		if floorMod(d.Year-start.Year, r.interval) != 0 {
			return Date{d.Year + 1, 1, 1}.number()
		}
	case monthly:
		if floorMod((d.Year-start.Year)*12+int(d.Month-start.Month), r.interval) != 0 {
			return nextMonth
		}
	case weekly:
		if floorMod(r.weekOf(n)-r.weekOf(r.start), r.interval) != 0 {
			return n + 1
		}
	case daily:
		if past := floorMod(n-r.start, r.interval); past != 0 {
			return n + r.interval - past
		}
	}
	return n
}

// weekOf numbers weeks by the day on which the rule's weeks begin.
func (r Rule) weekOf(n int) int {
	return floorDiv(n+4-int(r.weekStart), 7) // day -4 was a Sunday
}

// happens reports whether the rule has times on d, which was not skipped.
func (s *search) happens(d Date) bool {
	if !s.rule.matches(d, s.day) || len(s.rule.positions) == 0 {
		return s.rule.matches(d, s.day)
	}
	if s.day < s.from || s.day >= s.to {
		s.choose(d)
	}
	return slices.Contains(s.chosen, s.day)
}

// choose applies BYSETPOS to the period that d lies in.
func (s *search) choose(d Date) {
	switch s.rule.freq {
	case yearly:
		s.from, s.to = Date{d.Year, 1, 1}.number(), Date{d.Year + 1, 1, 1}.number()
	case monthly:
		s.from, s.to = Date{d.Year, d.Month, 1}.number(), Date{d.Year, d.Month + 1, 1}.number()
	default:
		s.from = s.rule.weekOf(s.day)*7 - 4 + int(s.rule.weekStart)
		s.to = s.from + 7
	}
	s.steps += s.to - s.from
	var all []int
	for n := s.from; n < s.to; n++ {
		if e := dateNumbered(n); s.rule.inMonths(e) && s.rule.matches(e, n) {
			all = append(all, n)
		}
	}
	s.chosen = s.chosen[:0]
	for _, p := range s.rule.positions {
		if p < 0 {
			p += len(all) + 1
		}
		if p >= 1 && p <= len(all) {
			s.chosen = append(s.chosen, all[p-1])
		}
	}
}

func (r Rule) inMonths(d Date) bool { return r.months == 0 || r.months&(1<<d.Month) != 0 }

// matches reports whether BYMONTHDAY and BYDAY allow d, the n-th day.
func (r Rule) matches(d Date, n int) bool {
	length := daysIn(d.Year, d.Month)
	if len(r.monthDays) > 0 && !slices.Contains(r.monthDays, d.Day) && !slices.Contains(r.monthDays, d.Day-length-1) {
		return false
	}
	if len(r.weekdays) == 0 {
		return true
	}
	index, size := d.Day-1, length
	if r.freq == yearly && r.months == 0 {
		first := Date{d.Year, 1, 1}.number()
		index, size = n-first, Date{d.Year + 1, 1, 1}.number()-first
	}
	for _, w := range r.weekdays {
		if w.day != weekdayOf(n) {
			continue
		}
		if w.n == 0 || w.n == index/7+1 || w.n == -((size-1-index)/7+1) {
			return true
		}
	}
	return false
}

// time returns the rule's first time on the day at or after s.minute.
func (s *search) time() (int, bool) {
	r := s.rule
	step, first := 1, s.minute
	since := s.day - r.start
	switch r.freq {
	case minutely:
		step = r.interval
		first += floorMod(-(since*minutesADay + first), step)
	case hourly:
		if r.interval > 1 {
			return s.hour(since)
		}
	}
	for m := first; m < minutesADay; {
		if s.steps++; s.steps > patience {
			break
		}
		switch {
		case r.hours&(1<<(m/60)) == 0 && step == 1:
			m = (m/60 + 1) * 60
		case r.hours&(1<<(m/60)) != 0 && r.minutes&(1<<(m%60)) != 0:
			return m, true
		default:
			m += step
		}
	}
	return 0, false
}

// hour is time for a rule of every so many hours.
func (s *search) hour(since int) (int, bool) {
	r := s.rule
	h := s.minute / 60
	rest := r.minutes >> (s.minute % 60) << (s.minute % 60)
	if s.minute >= minutesADay {
		return 0, false
	}
	if rest == 0 {
		h, rest = h+1, r.minutes
	}
	for ; h < 24; h, rest = h+1, r.minutes {
		if r.hours&(1<<h) != 0 && floorMod(since*24+h, r.interval) == 0 {
			return h*60 + bits.TrailingZeros64(rest), true
		}
	}
	return 0, false
}
