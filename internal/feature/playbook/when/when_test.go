package when

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/fault"
)

func TestOffsets(t *testing.T) {
	shanghai, berlin := zoneNamed(t, "Asia/Shanghai"), zoneNamed(t, "Europe/Berlin")
	for _, c := range []struct {
		offset, from, want string
		zone               *time.Location
	}{
		{"T-3d 12:00", "2026-12-05 20:00", "2026-12-02 12:00", shanghai},
		{"T-1d 20:00", "2026-12-05 20:00", "2026-12-04 20:00", shanghai},
		{"T0 09:30", "2026-12-05 20:00", "2026-12-05 09:30", shanghai},
		{"T 9:30", "2026-12-05 20:00", "2026-12-05 09:30", shanghai},
		{"T0", "2026-12-05 20:00", "2026-12-05 20:00", shanghai},
		{"T-1h", "2026-12-05 20:00", "2026-12-05 19:00", shanghai},
		{"T-10min", "2026-12-05 20:00", "2026-12-05 19:50", shanghai},
		{"T+4d", "2026-12-05 20:00", "2026-12-09 20:00", shanghai},
		{"t−1D 20：00", "2026-01-01 08:00", "2025-12-31 20:00", shanghai},
		{"T+72h", "2026-12-05 20:00", "2026-12-08 20:00", shanghai},
		{"T+1d 24:00", "2026-12-05 20:00", "2026-12-07 00:00", shanghai},
		// Clocks are put forward at 02:00 on 29 March 2026: days keep the time of day, hours do not.
		{"T+1d", "2026-03-28 12:00", "2026-03-29 12:00", berlin},
		{"T+24h", "2026-03-28 12:00", "2026-03-29 13:00", berlin},
		{"T-1d 02:30", "2026-03-30 12:00", "2026-03-29 03:00", berlin},
	} {
		o, err := ParseOffset(c.offset)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := o.From(in(t, c.from, c.zone), c.zone).Format(local); got != c.want {
			t.Errorf("%s from %s: %s, want %s", c.offset, c.from, got, c.want)
		}
		if again, err := ParseOffset(o.String()); err != nil || again != o {
			t.Errorf("%s is written %s, and read back as %+v", c.offset, o, again)
		}
	}
	if o, _ := ParseOffset("T-1d"); o.FromDate(Date{2026, 12, 5}, shanghai).Format(local) != "2026-12-04 00:00" {
		t.Error("a day before a day is not its midnight")
	}
	at := time.Date(2026, 12, 5, 20, 0, 0, 123, time.UTC)
	if got := (Offset{}).From(at, shanghai); !got.Equal(at) {
		t.Errorf("the zero offset leads to %s", got)
	}
}

func TestOffsetsThatAreRefused(t *testing.T) {
	for _, text := range []string{"", "3d", "T3d", "T-d", "T-3", "T--3d", "T-3w", "T-1h 20:00", "T-1d 25:00", "T-1d 20:60", "T-99999d", "T+999999h", "T-1.5h", "T00", "T-3d noon"} {
		if o, err := ParseOffset(text); err == nil || fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q is read as %s, %v", text, o, err)
		}
	}
}

func TestYearly(t *testing.T) {
	shanghai := zoneNamed(t, "Asia/Shanghai")
	for _, c := range []struct {
		why         string
		y           Yearly
		after, want string
	}{
		{"a birthday", Yearly{Month: 5, Day: 20, At: 540}, "2026-05-20 08:59", "2026-05-20 09:00,2027-05-20 09:00"},
		{"29 February", Yearly{Month: 2, Day: 29, At: 540}, "2026-01-01 00:00", "2026-02-28 09:00,2027-02-28 09:00,2028-02-29 09:00"},
		{"中秋", Yearly{Month: 8, Day: 15, Lunar: true, At: 600}, "2026-01-01 00:00", "2026-09-25 10:00,2027-09-15 10:00"},
		{"the 30th of a short month", Yearly{Month: 12, Day: 30, Lunar: true, At: 600}, "2024-01-01 00:00", "2024-02-09 10:00,2025-01-28 10:00,2026-02-16 10:00"},
		{"a leap sixth month", Yearly{Month: 6, Day: 1, Lunar: true, Leap: true, At: 600}, "2025-01-01 00:00", "2025-07-25 10:00,2026-07-14 10:00"},
		{"an ordinary sixth month", Yearly{Month: 6, Day: 1, Lunar: true, At: 600}, "2025-01-01 00:00", "2025-06-25 10:00,2026-07-14 10:00"},
		{"the 30th of a short leap month", Yearly{Month: 6, Day: 30, Lunar: true, Leap: true, At: 600}, "2025-01-01 00:00", "2025-08-22 10:00"},
		{"the end of the table", Yearly{Month: 1, Day: 1, Lunar: true, At: 600}, "2100-01-01 00:00", "2100-02-09 10:00,-"},
		{"no day", Yearly{Month: 4, Day: 31}, "2026-01-01 00:00", "-"},
	} {
		at := in(t, c.after, shanghai)
		for want := range strings.SplitSeq(c.want, ",") {
			next, ok := c.y.Next(at, shanghai)
			got := "-"
			if ok {
				got = next.Format(local)
			}
			if got != want {
				t.Errorf("%s after %s: %s, want %s", c.why, at.Format(local), got, want)
			}
			at = next
		}
	}
	for _, bad := range []Yearly{{}, {Month: 13, Day: 1}, {Month: 2, Day: 30}, {Month: 1, Day: 31, Lunar: true}, {Month: 1, Day: 1, Leap: true}, {Month: 1, Day: 1, At: 1440}, {Month: 1, Day: 1, At: -1}} {
		if bad.Check() == nil {
			t.Errorf("%+v is accepted", bad)
		}
	}
}

func TestWindows(t *testing.T) {
	zone := zoneNamed(t, "Asia/Shanghai")
	// 2026-11-28 is a Saturday.
	for _, c := range []struct {
		window, at  string
		open        bool
		next, close string
	}{
		{"9:00-21:30", "2026-11-28 09:00", true, "2026-11-28 09:00", "2026-11-28 21:30"},
		{"9:00-21:30", "2026-11-28 21:30", false, "2026-11-29 09:00", "2026-11-29 21:30"},
		{"9：00–21：30", "2026-11-28 08:59", false, "2026-11-28 09:00", "2026-11-28 21:30"},
		{"21:30-9:00", "2026-11-28 23:00", true, "2026-11-28 23:00", "2026-11-29 09:00"},
		{"21:30-9:00", "2026-11-28 08:00", true, "2026-11-28 08:00", "2026-11-28 09:00"},
		{"21:30-9:00", "2026-11-28 12:00", false, "2026-11-28 21:30", "2026-11-29 09:00"},
		{"MO-FR 9:00 - 18:00; SA,SU 10:00-22:00", "2026-11-28 09:30", false, "2026-11-28 10:00", "2026-11-28 22:00"},
		{"周一至周五 9:00-18:00", "2026-11-28 12:00", false, "2026-11-30 09:00", "2026-11-30 18:00"},
		{"週六、週天 9:00-18:00", "2026-11-28 12:00", true, "2026-11-28 12:00", "2026-11-28 18:00"},
		{"FR-MO 20:00-02:00", "2026-12-01 01:00", true, "2026-12-01 01:00", "2026-12-01 02:00"},
		{"FR 20:00-02:00", "2026-11-28 03:00", false, "2026-12-04 20:00", "2026-12-05 02:00"},
		{"20:00-24:00; 00:00-9:00", "2026-11-28 23:00", true, "2026-11-28 23:00", "2026-11-29 09:00"},
		{"SA-MO 00:00-24:00", "2026-11-28 01:00", true, "2026-11-28 01:00", "2026-12-01 00:00"},
		{"TU-SU 00:00-24:00; MO 00:00-23:00", "2026-11-30 23:00", false, "2026-12-01 00:00", "2026-12-07 23:00"},
		{"00:00-24:00", "2026-11-28 01:00", true, "2026-11-28 01:00", "-"},
	} {
		w, err := ParseWindow(c.window)
		if err != nil {
			t.Error(err)
			continue
		}
		at := in(t, c.at, zone)
		shut := "-"
		next, _ := w.NextOpen(at, zone)
		if end, ok := w.NextClose(at, zone); ok {
			shut = end.Format(local)
		}
		if open := w.Contains(at, zone); open != c.open || next.Format(local) != c.next || shut != c.close {
			t.Errorf("%s at %s: open %v, opens %s, closes %s", c.window, c.at, open, next.Format(local), shut)
		}
	}
	for _, text := range []string{"", "9:00", "9:00-9:00", "24:00-9:00", "9:00-25:00", "XX 9:00-10:00", "MO- 9:00-10:00", "9:00-10:00;", strings.Repeat("9:00-10:00;", 30) + "9:00-10:00", strings.Repeat("x", 999)} {
		if _, err := ParseWindow(text); err == nil || fault.KindOf(err) != fault.Invalid {
			t.Errorf("%.40q is accepted: %v", text, err)
		}
	}
	if _, ok := (Window{}).NextOpen(time.Unix(0, 0), zone); ok {
		t.Error("the zero window opens")
	}
}

func TestWindowsOverChangesOfClocks(t *testing.T) {
	zone := zoneNamed(t, "America/New_York")
	w, err := ParseWindow("2:15-2:45")
	if err != nil {
		t.Fatal(err)
	}
	before := in(t, "2026-03-08 00:00", zone) // that night clocks jump from 2:00 to 3:00
	if next, _ := w.NextOpen(before, zone); next.Format(local) != "2026-03-09 02:15" {
		t.Errorf("hours that do not exist open at %s", next)
	}
	night, err := ParseWindow("22:00-6:00")
	if err != nil {
		t.Fatal(err)
	}
	if end, _ := night.NextClose(before, zone); end.Sub(before) != 5*time.Hour {
		t.Errorf("the short night ends after %s", end.Sub(before))
	}
}

// TestWindowsAgreeWithTheClock asks every few minutes of a week.
func TestWindowsAgreeWithTheClock(t *testing.T) {
	zone := zoneNamed(t, "Asia/Shanghai")
	rapid.Check(t, func(t *rapid.T) {
		from, to := rapid.IntRange(0, minutesADay-1).Draw(t, "from"), rapid.IntRange(1, minutesADay).Draw(t, "to")
		if from == to {
			return
		}
		d := rapid.IntRange(0, 6).Draw(t, "day")
		w, err := ParseWindow(weekdayCodes[d] + " " + Clock(from).String() + "-" + Clock(to).String())
		if err != nil {
			t.Fatal(err)
		}
		at := time.Date(2026, 11, 28, 0, 0, 0, 0, zone).Add(time.Duration(rapid.IntRange(0, 14*minutesADay).Draw(t, "at")) * time.Minute)
		_, second := wallOf(at, zone)
		m, weekday := second/60, int(at.Weekday())
		want := weekday == d && m >= from && (m < to || to < from) || to < from && weekday == (d+1)%7 && m < to
		if w.Contains(at, zone) != want {
			t.Fatalf("%s at %s: %v", w, at, !want)
		}
		open, ok := w.NextOpen(at, zone)
		end, ok2 := w.NextClose(at, zone)
		if !ok || !ok2 || open.Before(at) || !w.Contains(open, zone) || !end.After(open) || w.Contains(end, zone) || !w.Contains(end.Add(-1), zone) {
			t.Fatalf("%s at %s: opens %s, closes %s", w, at, open, end)
		}
	})
}

func TestNewYearRest(t *testing.T) {
	zone := zoneNamed(t, "Asia/Shanghai")
	for at, want := range map[string]bool{
		"2026-02-16 17:59": false, "2026-02-16 18:00": true, "2026-02-17 12:00": true, "2026-02-19 23:59": true, "2026-02-20 00:00": false,
		"2027-02-05 18:00": true, "2026-07-01 00:00": false, "2101-01-28 18:00": false,
	} {
		end, resting := NewYearRest(in(t, at, zone))
		if resting != want {
			t.Errorf("at %s: %v", at, resting)
		}
		if want && at < "2026-03" && end.In(zone).Format(local) != "2026-02-20 00:00" {
			t.Errorf("the rest ends at %s", end)
		}
	}
	if _, resting := NewYearRest(time.Date(2026, 2, 16, 10, 0, 0, 0, time.UTC)); !resting {
		t.Error("18:00 in China is not seen in UTC")
	}
}

func TestInstantsMoveForward(t *testing.T) {
	zones := []string{"America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Shanghai", "America/Sao_Paulo", "Africa/Casablanca"}
	rapid.Check(t, func(t *rapid.T) {
		zone, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		n := rapid.IntRange(-20000, 40000).Draw(t, "day")
		s := rapid.IntRange(0, secondsADay-1).Draw(t, "second")
		at := instant(n, s, zone)
		if later := instant(n, s+rapid.IntRange(1, 7200).Draw(t, "later"), zone); later.Before(at) {
			t.Fatalf("%s comes after %s", at, later)
		}
		if d, sec := wallOf(at, zone); (d != n || sec != s) && (d*secondsADay+sec < n*secondsADay+s) {
			t.Fatalf("asked for day %d second %d, clocks show %d %d", n, s, d, sec)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"FREQ=WEEKLY;BYDAY=SU;BYHOUR=20;BYMINUTE=30", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1;BYHOUR=9", "FREQ=MINUTELY;INTERVAL=999;BYMINUTE=7",
		"FREQ=YEARLY;INTERVAL=1000;BYDAY=-53MO;BYSETPOS=366;BYHOUR=1;UNTIL=99991231", "FREQ=HOURLY;INTERVAL=7;BYHOUR=3;BYMONTHDAY=31;BYMONTH=2",
		"T-3d 12:00", "T+72h", "T0", "9:00-21:30", "MO-FR 9:00-18:00; 周六 21:30-9:00", "24:00", "除夕", "|",
	} {
		f.Add(seed, int64(1_800_000_000))
	}
	zone := zoneNamed(f, "Australia/Lord_Howe")
	f.Fuzz(func(t *testing.T, text string, unix int64) {
		at := time.Unix(unix%253_000_000_000, 0)
		if r, err := ParseRule(text); err == nil {
			if next, ok := r.Next(at, zone); ok && !next.After(at) {
				t.Errorf("%s after %s: %s", text, at, next)
			}
			s := search{rule: r, day: DateOf(at, zone).number()}
			if s.next(); s.steps > 2*patience {
				t.Errorf("%s took %d steps", text, s.steps)
			}
		}
		if o, err := ParseOffset(text); err == nil {
			if again, err := ParseOffset(o.String()); err != nil || again.String() != o.String() {
				t.Errorf("%q is written %s", text, o)
			}
			o.From(at, zone)
		}
		if w, err := ParseWindow(text); err == nil {
			if open, ok := w.NextOpen(at, zone); ok && !w.Contains(open, zone) {
				t.Errorf("%s opens at %s and is not open", text, open)
			}
			w.NextClose(at, zone)
		}
		_, _ = ParseClock(text)
		_, _ = FestivalNamed(text)
	})
}
