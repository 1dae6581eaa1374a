package sample

import (
	"math"
	"math/rand/v2"
	"time"
)

// Times in the making are seconds from the anchor, the start of now's day in
// Shanghai; days are counted from it, so that yesterday is −1. There has been
// no summer time in China since 1991: a fixed offset is the zone.
const (
	secondsADay = 24 * 60 * 60
	minute      = 60
	hour        = 60 * minute
	shanghai    = 8 * hour
)

// season is where in the year a day lies.
func (w *world) season(d int) string {
	switch w.date(d).Month() {
	case time.March, time.April, time.May:
		return "spring"
	case time.June, time.July, time.August:
		return "summer"
	case time.September, time.October, time.November:
		return "autumn"
	}
	return "winter"
}

func (w *world) date(d int) time.Time { return w.anchor.AddDate(0, 0, d) }

func (w *world) weekday(d int) time.Weekday { return w.date(d).Weekday() }

// festivalDay is how many days d lies after the first day of the nearest
// Chinese year; far is true where that is more than a month.
func (w *world) festivalDay(d int) (after int, far bool) {
	day := w.date(d)
	for _, f := range newYears {
		first := time.Date(f.year, f.month, f.day, 0, 0, 0, 0, w.anchor.Location())
		after = int(math.Round(day.Sub(first).Hours() / 24))
		if after > -31 && after < 31 {
			return after, false
		}
	}
	return 0, true
}

// rest reports whether d is one of the days from 除夕 to 初七, when the shop is
// closed and nobody counts the silence.
func (w *world) rest(d int) bool {
	after, far := w.festivalDay(d)
	return !far && after >= -1 && after <= 6
}

// before is the day that lies n days of silence before the anchor: the days of
// rest are not counted.
func (w *world) before(n int) int {
	d := 0
	for n > 0 {
		if d--; !w.rest(d) {
			n--
		}
	}
	return d
}

// saturday is the last Saturday before the anchor on which the shop is open.
func (w *world) saturday() int {
	d := -1
	for w.weekday(d) != time.Saturday || w.rest(d) {
		d--
	}
	return d
}

// FlashEnds is when the flash group of the sample as of now is to end: in the evening
// after its Saturday.
func FlashEnds(now time.Time) time.Time {
	y, m, d := now.In(time.FixedZone("UTC+8", shanghai)).Date()
	w := &world{anchor: time.Date(y, m, d, 0, 0, 0, 0, time.FixedZone("UTC+8", shanghai))}
	return w.date(w.saturday() + 1).Add(21 * time.Hour)
}

// mood is how much is said on a day, 1 on an ordinary one.
func (w *world) mood(d int) float64 {
	m := 1.0
	switch w.weekday(d) {
	case time.Friday:
		m = 1.15
	case time.Saturday, time.Sunday:
		m = 1.25
	}
	after, far := w.festivalDay(d)
	switch {
	case far:
	case after >= -1 && after <= 6:
		m *= 0.07
	case after >= -9 && after < -1:
		m *= 1.2 // everybody stocks up
	case after > 6 && after <= 14:
		m *= 0.6
	}
	return m
}

type newYear struct {
	year  int
	month time.Month
	day   int
}

// newYears are the first days of the Chinese year around the years in which
// this sample may be made.
var newYears = [...]newYear{
	{2024, 2, 10}, {2025, 1, 29}, {2026, 2, 17}, {2027, 2, 6}, {2028, 1, 26}, {2029, 2, 13}, {2030, 2, 3}, {2031, 1, 23},
	{2032, 2, 11}, {2033, 1, 31}, {2034, 2, 19}, {2035, 2, 8}, {2036, 1, 28}, {2037, 2, 15}, {2038, 2, 4}, {2039, 1, 24},
	{2040, 2, 12}, {2041, 2, 1}, {2042, 1, 22}, {2043, 2, 10}, {2044, 1, 30}, {2045, 2, 17}, {2046, 2, 6}, {2047, 1, 26},
	{2048, 2, 14}, {2049, 2, 2}, {2050, 1, 23},
}

// shape is how talk is spread over the hours of a day, in parts.
type shape [24]int

var (
	allDay  = shape{6: 2, 7: 6, 8: 8, 9: 8, 10: 10, 11: 16, 12: 24, 13: 11, 14: 7, 15: 7, 16: 9, 17: 11, 18: 11, 19: 11, 20: 27, 21: 25, 22: 9, 23: 2}
	early   = shape{5: 6, 6: 20, 7: 26, 8: 22, 9: 16, 10: 12, 11: 14, 12: 14, 13: 4, 14: 3, 15: 6, 16: 8, 17: 7, 18: 8, 19: 10, 20: 12, 21: 3}
	offWork = shape{7: 5, 8: 6, 9: 3, 11: 6, 12: 20, 13: 8, 15: 2, 17: 8, 18: 16, 19: 18, 20: 24, 21: 26, 22: 16, 23: 5}
	nursery = shape{6: 4, 7: 8, 8: 8, 9: 10, 10: 9, 11: 8, 12: 16, 13: 18, 14: 8, 15: 6, 16: 9, 17: 7, 18: 6, 19: 9, 20: 22, 21: 30, 22: 18, 23: 4}
)

// moment draws a second of a day.
func (s shape) moment(rng *rand.Rand) int {
	all := 0
	for _, n := range s {
		all += n
	}
	k := rng.IntN(max(all, 1))
	for h, n := range s {
		if k -= n; k < 0 {
			return h*hour + rng.IntN(hour)
		}
	}
	return 12 * hour
}

// poisson draws a count with the given mean.
func poisson(rng *rand.Rand, mean float64) int {
	if mean <= 0 {
		return 0
	}
	limit, p, n := math.Exp(-min(mean, 30)), 1.0, 0
	for {
		if p *= rng.Float64(); p <= limit {
			return n
		}
		n++
	}
}
