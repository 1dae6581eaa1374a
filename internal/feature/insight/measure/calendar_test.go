package measure

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestSpringFestivals holds the table to astronomy: the first day of the
// Chinese year is that of the second new moon after the winter solstice's month,
// or of the third where a month without a principal term comes between.
func TestSpringFestivals(t *testing.T) {
	if len(springFestivals) != 51 || springFestivals[0].year != 2000 {
		t.Fatalf("the table covers %d years from %d", len(springFestivals), springFestivals[0].year)
	}
	for i, f := range springFestivals {
		if f.year != 2000+i {
			t.Fatalf("year %d stands where %d is due", f.year, 2000+i)
		}
		got := time.Date(f.year, f.month, f.day, 0, 0, 0, 0, time.UTC)
		if want := newYear(f.year); !got.Equal(want) {
			t.Errorf("the year %d begins on %s by the table, on %s by the moon", f.year, got.Format(time.DateOnly), want.Format(time.DateOnly))
		}
	}
}

// newYear works out the first day of the Chinese year, as midnight UTC of the
// date in China.
func newYear(year int) time.Time {
	solstice := solarTerm(270, julian(time.Date(year-1, 12, 21, 12, 0, 0, 0, time.UTC)))
	next := solarTerm(270, julian(time.Date(year, 12, 21, 12, 0, 0, 0, time.UTC)))
	// The month that holds the solstice is the eleventh.
	k := math.Floor((solstice-2451550.1)/29.530588853) + 2
	for chinaDay(newMoon(k)) > chinaDay(solstice) {
		k--
	}
	last := k
	for chinaDay(newMoon(last+1)) <= chinaDay(next) {
		last++
	}
	after := 2.0 // months from the eleventh to the first
	if last-k == 13 {
		for n := 1.0; n <= 2; n++ { // is one of the next two the leap month?
			from, to := chinaDay(newMoon(k+n)), chinaDay(newMoon(k+n+1))
			if !holdsPrincipalTerm(from, to) {
				after = 3
				break
			}
		}
	}
	d := chinaDay(newMoon(k + after))
	return time.Unix((int64(d)-2440588)*86400, 0).UTC()
}

// holdsPrincipalTerm reports whether the sun passes a multiple of 30° on the
// Chinese days from … to−1.
func holdsPrincipalTerm(from, to float64) bool {
	begin := solarLongitude(from - 0.5 - 8.0/24)
	end := solarLongitude(to - 0.5 - 8.0/24)
	return math.Floor(begin/30) != math.Floor(end/30) || end < begin
}

// chinaDay is the Julian day number of the Chinese date at an instant.
func chinaDay(jd float64) float64 { return math.Floor(jd + 0.5 + 8.0/24) }

func julian(t time.Time) float64 { return float64(t.Unix())/86400 + 2440587.5 }

// solarTerm is when the sun's apparent longitude is degrees, near an instant.
func solarTerm(degrees, near float64) float64 {
	for range 30 {
		diff := math.Mod(degrees-solarLongitude(near)+540, 360) - 180
		near += diff * 365.2422 / 360
	}
	return near
}

// solarLongitude is the sun's apparent longitude in degrees, to about 0.01°
// (the low-accuracy series of Meeus, Astronomical Algorithms, ch. 25).
func solarLongitude(jd float64) float64 {
	jd += 69.0 / 86400 // dynamical time
	t := (jd - 2451545) / 36525
	rad := math.Pi / 180
	l := 280.46646 + 36000.76983*t + 0.0003032*t*t
	m := (357.52911 + 35999.05029*t - 0.0001537*t*t) * rad
	c := (1.914602-0.004817*t-0.000014*t*t)*math.Sin(m) + (0.019993-0.000101*t)*math.Sin(2*m) + 0.000289*math.Sin(3*m)
	omega := (125.04 - 1934.136*t) * rad
	lon := math.Mod(l+c-0.00569-0.00478*math.Sin(omega), 360)
	return math.Mod(lon+360, 360)
}

// newMoon is the instant of the k-th new moon since January 2000, to about a
// minute (the same book, ch. 49, its larger terms).
func newMoon(k float64) float64 {
	t := k / 1236.85
	rad := math.Pi / 180
	jde := 2451550.09766 + 29.530588861*k + 0.00015437*t*t
	e := 1 - 0.002516*t
	m := (2.5534 + 29.10535670*k) * rad
	mm := (201.5643 + 385.81693528*k + 0.0107582*t*t) * rad
	f := (160.7108 + 390.67050284*k - 0.0016118*t*t) * rad
	om := (124.7746 - 1.56375588*k) * rad
	jde += -0.40720*math.Sin(mm) + 0.17241*e*math.Sin(m) + 0.01608*math.Sin(2*mm) + 0.01039*math.Sin(2*f) +
		0.00739*e*math.Sin(mm-m) - 0.00514*e*math.Sin(mm+m) + 0.00208*e*e*math.Sin(2*m) - 0.00111*math.Sin(mm-2*f) -
		0.00057*math.Sin(mm+2*f) + 0.00056*e*math.Sin(2*mm+m) - 0.00042*math.Sin(3*mm) + 0.00042*e*math.Sin(m+2*f) +
		0.00038*e*math.Sin(m-2*f) - 0.00024*e*math.Sin(2*mm-m) - 0.00017*math.Sin(om) - 0.00007*math.Sin(mm+2*m)
	return jde - 69.0/86400 // universal time
}

// TestCalendarAgreesWithTime: days, minutes and weekdays are those of the zone,
// whatever was asked before.
func TestCalendarAgreesWithTime(t *testing.T) {
	zones := []string{"Asia/Shanghai", "Europe/Berlin", "America/New_York", "Pacific/Apia", "Pacific/Tongatapu", "Asia/Kathmandu", "UTC", "Australia/Lord_Howe"}
	rapid.Check(t, func(t *rapid.T) {
		loc, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		c := NewCalendar(loc)
		for range 20 {
			ms := rapid.Int64Range(-1_000_000_000_000, 2_500_000_000_000).Draw(t, "ms")
			at := time.UnixMilli(ms).In(loc)
			y, m, d := at.Date()
			day := int32(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
			if time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() < 0 {
				day = int32(math.Floor(float64(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()) / 86400))
			}
			if got := c.Day(ms); got != day {
				t.Fatalf("%s: day %d, want %d", at, got, day)
			}
			if got := c.Minute(ms); got != at.Hour()*60+at.Minute() {
				t.Fatalf("%s: minute %d", at, got)
			}
			if got := Weekday(day); got != (int(at.Weekday())+6)%7 {
				t.Fatalf("%s: weekday %d", at, got)
			}
			if got := Date(day); got.Day() != d || got.Month() != m {
				t.Fatalf("%s: date %s", at, got)
			}
		}
	})
}

func TestHolidays(t *testing.T) {
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		date string
		want bool
	}{
		{"2026-02-08", false}, {"2026-02-09", true}, {"2026-02-16", true}, {"2026-02-17", true}, {"2026-02-26", true}, {"2026-02-27", false},
		{"2023-01-13", false}, {"2023-01-14", true}, {"2023-01-31", true}, {"2023-02-01", false}, // New Year's Day on 22 January
		{"2026-09-30", false}, {"2026-10-01", true}, {"2026-10-07", true}, {"2026-10-08", false},
	} {
		at, err := time.ParseInLocation(time.DateOnly, c.date, shanghai)
		if err != nil {
			t.Fatal(err)
		}
		want(t, c.date, NewCalendar(shanghai).Holiday(NewCalendar(shanghai).Day(at.UnixMilli())), c.want)
		want(t, c.date+" elsewhere", NewCalendar(berlin).Holiday(NewCalendar(berlin).Day(at.UnixMilli())), false)
	}
}

// TestSilenceAdds: a silence is the sum of its parts and never longer than the
// time that passed.
func TestSilenceAdds(t *testing.T) {
	loc, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	c := NewCalendar(loc)
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.SliceOfN(rapid.Int64Range(1_600_000_000_000, 1_900_000_000_000), 3, 3).Draw(t, "at")
		a, b, d := min(at[0], at[1], at[2]), at[0]+at[1]+at[2]-min(at[0], at[1], at[2])-max(at[0], at[1], at[2]), max(at[0], at[1], at[2])
		if c.Silence(a, b)+c.Silence(b, d) != c.Silence(a, d) {
			t.Fatalf("%d + %d ≠ %d", c.Silence(a, b), c.Silence(b, d), c.Silence(a, d))
		}
		if s := c.Silence(a, d); s < 0 || s > d-a {
			t.Fatalf("a silence of %d in %d", s, d-a)
		}
	})
}
