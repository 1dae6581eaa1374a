package when

import "time"

// Yearly is a birthday or an anniversary at a time of day. With Lunar it is a
// day of the Chinese calendar, and Leap says that it was in a leap month.
//
// What a year lacks is moved: 29 February to the 28th, the 30th of a lunar
// month to the 29th, a leap month to the ordinary one of its number.
type Yearly struct {
	Month, Day  int
	Lunar, Leap bool
	At          Clock
}

// Check says what is wrong with y, if anything.
func (y Yearly) Check() error {
	most := 30
	if !y.Lunar && y.Month >= 1 && y.Month <= 12 {
		most = daysIn(2000, time.Month(y.Month)) // a leap year
	}
	switch {
	case y.Month < 1 || y.Month > 12 || y.Day < 1 || y.Day > most:
		return invalid(noSuchDay.With(y.Month, y.Day))
	case y.Leap && !y.Lunar:
		return invalid(leapOfSolar.With())
	case y.At < 0 || y.At >= minutesADay:
		return invalid(badClock.With(y.At.String()))
	}
	return nil
}

// In is the day of y in a year, which for lunar days is the lunar year: one in
// its twelfth month mostly falls in the Gregorian year after it.
func (y Yearly) In(year int) (Date, bool) {
	if y.Check() != nil {
		return Date{}, false
	}
	if !y.Lunar {
		return Date{year, time.Month(y.Month), min(y.Day, daysIn(year, time.Month(y.Month)))}, true
	}
	leap := y.Leap && LeapMonth(year) == y.Month
	if d, ok := lunarDay(year, y.Month, y.Day, leap); ok {
		return d, true
	}
	return lunarDay(year, y.Month, y.Day-1, leap)
}

// Next returns the first instant after after at which it is that day and time
// by the clocks of zone; false where y is no day, and beyond the years that the
// calendar is known for.
func (y Yearly) Next(after time.Time, zone *time.Location) (time.Time, bool) {
	year := DateOf(after, zone).Year
	for n := year - 1; n <= year+2; n++ {
		d, ok := y.In(n)
		if !ok {
			continue
		}
		if t := At(d, y.At, zone); t.After(after) {
			return t, true
		}
	}
	return time.Time{}, false
}
