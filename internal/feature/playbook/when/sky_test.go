package when

import (
	"math"
	"testing"
	"time"
)

// The table of lunar years is held to the sky here: new moons by chapter 49 of
// Meeus, Astronomical Algorithms (good to some seconds), the sun by chapter 25
// (0.01°, which is a quarter of an hour).

// newMoon is the day number in universal time of the k-th new moon from that
// of 6 January 2000.
func newMoon(k float64) float64 {
	T := k / 1236.85
	at := 2451550.09766 + 29.530588861*k + 0.00015437*T*T - 0.000000150*T*T*T
	e := 1 - 0.002516*T - 0.0000074*T*T
	m := 2.5534 + 29.10535670*k - 0.0000014*T*T
	n := 201.5643 + 385.81693528*k + 0.0107582*T*T + 0.00001238*T*T*T
	f := 160.7108 + 390.67050284*k - 0.0016118*T*T - 0.00000227*T*T*T
	o := 124.7746 - 1.56375588*k + 0.0020672*T*T
	for _, c := range [...]struct{ size, angle float64 }{
		{-0.40720, n}, {0.17241 * e, m}, {0.01608, 2 * n}, {0.01039, 2 * f}, {0.00739 * e, n - m}, {-0.00514 * e, n + m},
		{0.00208 * e * e, 2 * m}, {-0.00111, n - 2*f}, {-0.00057, n + 2*f}, {0.00056 * e, 2*n + m}, {-0.00042, 3 * n},
		{0.00042 * e, m + 2*f}, {0.00038 * e, m - 2*f}, {-0.00024 * e, 2*n - m}, {-0.00017, o}, {-0.00007, n + 2*m},
		{0.00004, 2*n - 2*f}, {0.00004, 3 * m}, {0.00003, n + m - 2*f}, {0.00003, 2*n + 2*f}, {-0.00003, n + m + 2*f},
		{0.00003, n - m + 2*f}, {-0.00002, n - m - 2*f}, {-0.00002, 3*n + m}, {0.00002, 4 * n},
		{0.000325, 299.77 + 0.107408*k - 0.009173*T*T}, {0.000165, 251.88 + 0.016321*k}, {0.000164, 251.83 + 26.651886*k},
		{0.000126, 349.42 + 36.412478*k}, {0.000110, 84.66 + 18.206239*k}, {0.000062, 141.74 + 53.303771*k},
		{0.000060, 207.14 + 2.453732*k}, {0.000056, 154.84 + 7.306860*k}, {0.000047, 34.52 + 27.261239*k},
		{0.000042, 207.19 + 0.121824*k}, {0.000040, 291.34 + 1.844379*k}, {0.000037, 161.72 + 24.198154*k},
		{0.000035, 239.56 + 25.513099*k}, {0.000023, 331.55 + 3.592518*k},
	} {
		at += c.size * sin(c.angle)
	}
	return universal(at)
}

// sun is the apparent longitude of the sun in degrees at a day number.
func sun(day float64) float64 {
	T := (day + 2440587.5 + lag(day)/secondsADay - 2451545) / 36525
	m := 357.52911 + 35999.05029*T - 0.0001537*T*T
	l := 280.46646 + 36000.76983*T + 0.0003032*T*T
	l += (1.914602-0.004817*T-0.000014*T*T)*sin(m) + (0.019993-0.000101*T)*sin(2*m) + 0.000289*sin(3*m)
	return math.Mod(math.Mod(l-0.00569-0.00478*sin(125.04-1934.136*T), 360)+360, 360)
}

func universal(julian float64) float64 {
	day := julian - 2440587.5
	return day - lag(day)/secondsADay
}

// lag is by how many seconds the turning of the earth is behind even time: as
// measured, and as expected.
func lag(day float64) float64 {
	year := 1970 + day/365.2425
	points := [...][2]float64{{1890, -6}, {1900, -3}, {1910, 10}, {1920, 21}, {1930, 24}, {1950, 29}, {1970, 40}, {1990, 57}, {2000, 64}, {2025, 69}, {2050, 85}, {2110, 160}}
	for i := 1; i < len(points); i++ {
		if a, b := points[i-1], points[i]; year <= b[0] {
			return a[1] + (b[1]-a[1])*(year-a[0])/(b[0]-a[0])
		}
	}
	return points[len(points)-1][1]
}

func sin(degrees float64) float64 { return math.Sin(degrees * math.Pi / 180) }

// ahead of universal time were China's clocks, in days: those of Peking until 1928.
func chinaAhead(day float64) float64 {
	if day < float64(Date{1929, 1, 1}.number()) {
		return (7*60 + 45 + 40.0/60) / minutesADay
	}
	return 8.0 / 24
}

// solstice is the day number in universal time of the December solstice, by
// chapter 27, which is good to a minute.
func solstice(year int) float64 {
	y := float64(year-2000) / 1000
	at := 2451900.05952 + 365242.74049*y - 0.06223*y*y - 0.00823*y*y*y + 0.00032*y*y*y*y
	T := (at - 2451545) / 36525
	cos := func(degrees float64) float64 { return sin(degrees + 90) }
	w := 35999.373*T - 2.47
	sum := 0.0
	for _, c := range [...][3]float64{
		{485, 324.96, 1934.136}, {203, 337.23, 32964.467}, {199, 342.08, 20.186}, {182, 27.85, 445267.112},
		{156, 73.14, 45036.886}, {136, 171.52, 22518.443}, {77, 222.54, 65928.934}, {74, 296.72, 3034.906},
		{70, 243.58, 9037.513}, {58, 119.81, 33718.147}, {52, 297.17, 150.678}, {50, 21.02, 2281.226},
		{45, 247.54, 29929.562}, {44, 325.15, 31555.956}, {29, 60.93, 4443.417}, {18, 155.12, 67555.328},
		{17, 288.79, 4562.452}, {16, 198.04, 62894.029}, {14, 199.76, 31436.921}, {12, 95.39, 14577.848},
		{12, 287.11, 31931.756}, {12, 320.81, 34777.259}, {9, 227.73, 1222.114}, {8, 15.45, 16859.074},
	} {
		sum += c[0] * cos(c[1]+c[2]*T)
	}
	return universal(at + 0.00001*sum/(1+0.0334*cos(w)+0.0007*cos(2*w)))
}

// sameDay reports whether at, a day number in universal time, is on the day by
// China's clocks, or within so many minutes of it.
func sameDay(at float64, day int, minutes float64) bool {
	at += chinaAhead(at)
	slack := minutes / minutesADay
	return at > float64(day)-slack && at < float64(day+1)+slack
}

func TestMonthsBeginAtNewMoons(t *testing.T) {
	for i, raw := range years {
		y, e := firstYear+i, entry(raw)
		start := e.newYear(y)
		for m := range e.months() {
			at := newMoon(math.Round((float64(start) - 10962.76) / 29.530588861))
			slack := 0.0
			switch (Date{y, time.Month(m), 0}) {
			case Date{1906, 3, 0}: // published a day late: 8 minutes before midnight in Peking, after it in UTC+8
				slack = 10
			case Date{2097, 6, 0}: // half a minute from midnight, by how fast the earth will turn
				slack = 2
			}
			if !sameDay(at, start, slack) {
				t.Errorf("the month at place %d of %d begins on %v, and the new moon is at %.4f", m, y, dateNumbered(start), at)
			}
			start += e.length(m)
		}
		if i+1 < len(years) && start != entry(years[i+1]).newYear(y+1) {
			t.Errorf("%d ends on %v", y, dateNumbered(start-1))
		}
	}
}

func TestSolarTerms(t *testing.T) {
	for i, raw := range years {
		y, e := firstYear+i, entry(raw)
		at := float64(Date{y, 4, 5}.number())
		for range 5 {
			at += (math.Mod(15-sun(at)+540, 360) - 180) / 360 * 365.2422
		}
		if got := (Date{y, time.April, e.qingming()}); !sameDay(at, got.number(), 0) {
			t.Errorf("清明 on %v, and the sun is there at %.4f", got, at)
		}
		if got := (Date{y, time.December, e.dongzhi()}); !sameDay(solstice(y), got.number(), 0) {
			t.Errorf("冬至 on %v, and the sun is there at %.4f", got, solstice(y))
		}
	}
}

// TestLeapMonths: 冬至 is in month 11, and of 13 months between two such the
// first in which the sun enters no sign is the leap month.
func TestLeapMonths(t *testing.T) {
	type month struct {
		year, start, end, number int
		leap                     bool
	}
	var all []month
	for i, raw := range years {
		y, e := firstYear+i, entry(raw)
		start := e.newYear(y)
		for m := range e.months() {
			number, leap := e.named(m)
			all = append(all, month{y, start, start + e.length(m), number, leap})
			start += e.length(m)
		}
	}
	sign := func(day, minutes float64) float64 {
		at := day - chinaAhead(day) + minutes/minutesADay
		return math.Floor(sun(at) / 30)
	}
	enters := func(m month) bool { return sign(float64(m.start), 0) != sign(float64(m.end), 0) }
	unsure := func(m month) bool { // the sun enters within a quarter of an hour of the month's end
		return sign(float64(m.end), -15) != sign(float64(m.end), 15)
	}
	doubts := 0
	last := -1
	for i, m := range all {
		if m.number != 11 || m.leap {
			continue
		}
		if d := (Date{m.year, time.December, entry(years[m.year-firstYear]).dongzhi()}).number(); d < m.start || d >= m.end {
			t.Errorf("冬至 of %d is not in month 11", m.year)
		}
		if last >= 0 {
			leap, doubt := 0, false
			for j := last + 1; j <= i; j++ {
				doubt = doubt || i-last == 13 && unsure(all[j])
				if i-last == 13 && leap == 0 && !enters(all[j]) {
					leap = j
				}
			}
			if doubt {
				doubts++
			}
			for j := last + 1; j <= i && !doubt; j++ {
				if all[j].leap != (j == leap) {
					t.Errorf("%d, month %d, leap %v", all[j].year, all[j].number, all[j].leap)
				}
			}
		}
		last = i
	}
	if doubts != 3 { // 1917, 1922 and 1987, whose leap months are those that almanacs printed
		t.Errorf("%d years are in doubt", doubts)
	}
}
