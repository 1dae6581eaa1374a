package table

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func shanghai() moment {
	return moment{zone: time.FixedZone("Asia/Shanghai", 8*60*60), now: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}
}

// TestTimesAreReadAsPeopleWriteThem: all of these are a quarter past nine in
// Shanghai on 2 March 2025, to the precision given.
func TestTimesAreReadAsPeopleWriteThem(t *testing.T) {
	want := time.Date(2025, 3, 2, 1, 15, 0, 0, time.UTC)
	for _, s := range []string{
		"2025-03-02 09:15:00", "2025-03-02 09:15", "2025-3-2 9:15", "2025/3/2 9:15:00", "2025.03.02 09:15",
		"2025-03-02T09:15:00", "2025-03-02T09:15:00+08:00", "2025-03-02T01:15:00Z", "2025-03-02T01:15:00.000Z", "2025-03-02 09:15:00 +0800",
		"2025-03-02 01:15:00 UTC", "2025年3月2日 9:15", "2025年03月02日 09时15分00秒", "2025年3月2日 上午9:15", "2025年3月2日 星期日 9点15分",
		"2025年3月2日 周日 上午 9:15", "2025/3/2 上午 09:15:00", "3/2/2025 9:15 AM", "3/2/2025, 9:15:00 am", "3/2/25 9:15",
		"Mar 2, 2025 9:15 AM", "2 Mar 2025 09:15", "20250302091500", "1740878100", "1740878100000", "1740878100000000", "1740878100.000",
		"45718.385416666664", "45718.3854166667", " 2025-03-02 09:15:00 ", "2025-03-02  09:15:00.000", "2025-03-02 09:15:00,000",
		"\uff12\uff10\uff12\uff15-03-02 09\uff1a15",
	} {
		got, ok := shanghai().parse(s)
		if !ok || !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%q: %v, %v", s, got, ok)
		}
	}
}

func TestPartsOfTheDay(t *testing.T) {
	for s, want := range map[string]string{
		"2025-03-02 上午12:05": "00:05", "2025-03-02 凌晨2:05": "02:05", "2025-03-02 中午12:05": "12:05", "2025-03-02 中午1:05": "13:05",
		"2025-03-02 中午11:35": "11:35", "2025-03-02 下午3:05": "15:05", "2025-03-02 晚上11:05": "23:05", "2025-03-02 12:05 PM": "12:05",
		"2025-03-02 12:05 AM": "00:05", "2025-03-02 晚上23:05": "23:05", "2025-03-02": "00:00", "45718": "00:00", "20250302": "00:00",
	} {
		got, ok := shanghai().parse(s)
		if !ok || got.In(shanghai().zone).Format("2006-01-02 15:04") != "2025-03-02 "+want {
			t.Errorf("%q: %v, %v; want %s", s, got, ok, want)
		}
	}
}

// TestAMissingYearIsTheLatestThatHasBeen by the run's own clock.
func TestAMissingYearIsTheLatestThatHasBeen(t *testing.T) {
	for s, want := range map[string]string{"02-27 09:15": "2026-02-27", "12-31 09:15": "2025-12-31", "3月2日 9:15": "2026-03-02", "3月20日 9:15": "2025-03-20"} {
		got, ok := shanghai().parse(s)
		if !ok || got.In(shanghai().zone).Format(time.DateOnly) != want {
			t.Errorf("%q: %v, %v; want %s", s, got, ok, want)
		}
	}
}

func TestWhatIsNoTime(t *testing.T) {
	for _, s := range []string{
		"", " ", "soon", "9", "9:15", "12", "2025", "2025-13-02", "2025-02-30 10:00", "2025-03-02 25:00", "2025-03-02 10:61", "-1740878100",
		"1e9", "0x10", "2025-03-02 hello 09:15", "1.2.3.4.5.6.7.8", "99999999999999999999", "12/34/5678", "2025-03-02 9", "NaN", "1960-01-01 10:00",
	} {
		if got, ok := shanghai().parse(s); ok {
			t.Errorf("%q is read as %v", s, got)
		}
	}
}

// TestExcelDaysReadBack: whatever second Excel stores as days is read as that second.
func TestExcelDaysReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := shanghai()
		want := time.Unix(rapid.Int64Range(1, 4_000_000_000).Draw(t, "seconds"), 0).UTC()
		local := want.In(m.zone)
		days := float64(time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), local.Minute(), local.Second(), 0, time.UTC).
			Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Seconds()) / 86400
		if got := m.serial(days); !got.Equal(want) {
			t.Fatalf("%v days: %v; want %v", days, got, want)
		}
	})
}

// FuzzTime claims that no text makes reading a time fail in a way of its own,
// and that what is read is within bounds.
func FuzzTime(f *testing.F) {
	for _, s := range []string{"2025年3月2日 下午3:05", "3/2/2025 9:15 AM", "45718.3854", "1740878100", "周", "星期", "-/2/3/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, ok := shanghai().parse(s); ok && (got.Unix() < 0 || got.Year() > 9999) {
			t.Errorf("%q is read as %v", s, got)
		}
		orderOf(s)
		ambiguous(s)
	})
}
