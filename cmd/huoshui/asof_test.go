package main

import (
	"testing"
	"time"
)

// TestBareDateMeansItsWholeDay: the end of a day in its zone, also of days
// that clocks make shorter or longer.
func TestBareDateMeansItsWholeDay(t *testing.T) {
	for zone, dates := range map[string][]string{
		"Asia/Shanghai":    {"2026-02-28", "2024-02-29", "1999-12-31"},
		"Europe/Berlin":    {"2026-03-29", "2026-10-25"},
		"America/New_York": {"2026-03-08", "2026-11-01"},
	} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		for _, date := range dates {
			at, err := parseAsOf(date, loc)
			if err != nil {
				t.Fatal(err)
			}
			if last := at.In(loc).Format(time.DateOnly); last != date {
				t.Errorf("%s in %s ends on %s", date, zone, last)
			}
			if next := at.Add(time.Millisecond).In(loc); next.Hour() != 0 || next.Minute() != 0 || next.Format(time.DateOnly) == date {
				t.Errorf("%s in %s ends before %s", date, zone, next)
			}
		}
	}
}

// FuzzAsOf: whatever is typed is a moment or a fault, and what was shown as a
// moment is read back as the same one.
func FuzzAsOf(f *testing.F) {
	for _, s := range []string{"", "2026-03-31", "2026-03-31T18:00:00+08:00", "2026-03-31 18:00", "2026-03-31 18:00:05", "31.3.2026", "9999-99-99"} {
		f.Add(s)
	}
	loc := time.FixedZone("", 8*3600)
	f.Fuzz(func(t *testing.T, s string) {
		at, err := parseAsOf(s, loc)
		if err != nil || at.IsZero() || at.Year() < 0 || at.Year() > 9999 {
			return
		}
		again, err := parseAsOf(at.Format(time.RFC3339Nano), loc)
		if err != nil || !again.Equal(at) {
			t.Errorf("%q is %v, which is read back as %v (%v)", s, at, again, err)
		}
	})
}
