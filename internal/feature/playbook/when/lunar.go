package when

import "math/bits"

// Lunar is a day of the Chinese calendar. Year is the Gregorian year in which
// its new year falls; Leap marks the second of two months of one number.
type Lunar struct {
	Year, Month, Day int
	Leap             bool
}

// LunarOf is d in the Chinese calendar; false before 1900 and after the end of
// the lunar year 2100, which is in January 2101.
func LunarOf(d Date) (Lunar, bool) {
	n := d.number()
	year := d.Year
	if y, ok := yearOf(year); !ok || n < y.newYear(year) {
		year--
	}
	y, ok := yearOf(year)
	if !ok || d.Year < 1900 {
		return Lunar{}, false
	}
	left := n - y.newYear(year)
	for i := range y.months() {
		if left < y.length(i) {
			month, leap := y.named(i)
			return Lunar{year, month, left + 1, leap}, true
		}
		left -= y.length(i)
	}
	return Lunar{}, false
}

// Date is l in the Gregorian calendar; false where the calendar has no such
// day, or not in the years 1900 to 2100.
func (l Lunar) Date() (Date, bool) {
	if l.Year < 1900 {
		return Date{}, false
	}
	return lunarDay(l.Year, l.Month, l.Day, l.Leap)
}

// lunarDay is Date for all the years of the table.
func lunarDay(year, month, day int, leap bool) (Date, bool) {
	e, ok := yearOf(year)
	if !ok {
		return Date{}, false
	}
	i, ok := e.index(month, leap)
	if !ok || day < 1 || day > e.length(i) {
		return Date{}, false
	}
	n := e.newYear(year) + day - 1
	for j := range i {
		n += e.length(j)
	}
	return dateNumbered(n), true
}

// LeapMonth is the month that year has twice, 0 where it has none.
func LeapMonth(year int) int {
	y, _ := yearOf(year)
	return y.leap()
}

// entry is one year of the table.
type entry uint32

func yearOf(year int) (entry, bool) {
	if year < firstYear || year >= firstYear+len(years) {
		return 0, false
	}
	return entry(years[year-firstYear]), true
}

func (e entry) leap() int { return int(e & 0xf) }

func (e entry) months() int {
	if e.leap() > 0 {
		return 13
	}
	return 12
}

// length is how many days the month at that place has.
func (e entry) length(i int) int { return 29 + int(e>>(4+i)&1) }

// days is how many days the year has.
func (e entry) days() int { return 29*e.months() + bits.OnesCount32(uint32(e>>4&0x1fff)) }

func (e entry) newYear(year int) int { return Date{year, 1, 1}.number() + int(e>>17&0x3f) }

// qingming and dongzhi are days of April and December.
func (e entry) qingming() int { return 4 + int(e>>23&3) }
func (e entry) dongzhi() int  { return 21 + int(e>>25&3) }

// named is the number of the month at a place, and whether it is the leap one.
func (e entry) named(i int) (month int, leap bool) {
	if e.leap() > 0 && i >= e.leap() {
		return i, i == e.leap()
	}
	return i + 1, false
}

// index is the place of a month in its year.
func (e entry) index(month int, leap bool) (int, bool) {
	switch {
	case month < 1 || month > 12, leap && month != e.leap():
		return 0, false
	case leap, e.leap() > 0 && month > e.leap():
		return month, true
	}
	return month - 1, true
}
