package when

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

func TestSpringFestivals(t *testing.T) {
	for i, want := range []string{
		"2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06",
		"2028-01-26", "2029-02-13", "2030-02-03", "2031-01-23", "2032-02-11", "2033-01-31", "2034-02-19", "2035-02-08",
	} {
		d, ok := Lunar{Year: 2020 + i, Month: 1, Day: 1}.Date()
		if got := iso(d); !ok || got != want {
			t.Errorf("%d: %s, want %s", 2020+i, got, want)
		}
	}
}

func TestLeapMonthsOfThisTime(t *testing.T) {
	want := map[int]int{2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3, 2033: 11}
	for y := 2020; y <= 2035; y++ {
		if got := LeapMonth(y); got != want[y] {
			t.Errorf("%d has leap month %d, want %d", y, got, want[y])
		}
	}
}

func TestLunarDays(t *testing.T) {
	for _, c := range []struct {
		solar string
		want  Lunar
	}{
		{"1900-01-01", Lunar{1899, 12, 1, false}},
		{"1900-01-31", Lunar{1900, 1, 1, false}},
		{"1949-10-01", Lunar{1949, 8, 10, false}},
		{"2000-01-01", Lunar{1999, 11, 25, false}},
		{"2020-05-23", Lunar{2020, 4, 1, true}},
		{"2025-07-25", Lunar{2025, 6, 1, true}},
		{"2025-08-22", Lunar{2025, 6, 29, true}},
		{"2025-08-23", Lunar{2025, 7, 1, false}},
		{"2033-12-22", Lunar{2033, 11, 1, true}},
		{"2100-12-31", Lunar{2100, 12, 1, false}},
		{"2101-01-28", Lunar{2100, 12, 29, false}},
	} {
		if got, ok := LunarOf(day(t, c.solar)); !ok || got != c.want {
			t.Errorf("%s is %+v, want %+v", c.solar, got, c.want)
		}
	}
	for _, out := range []string{"1899-12-31", "2101-01-29", "2300-01-01", "0001-01-01"} {
		if got, ok := LunarOf(day(t, out)); ok {
			t.Errorf("%s is %+v", out, got)
		}
	}
	for _, none := range []Lunar{{2025, 7, 1, true}, {2025, 6, 30, true}, {2025, 0, 1, false}, {2025, 13, 1, false}, {1899, 12, 1, false}, {2101, 1, 1, false}, {2025, 1, 0, false}, {2024, 0, 1, true}} {
		if d, ok := none.Date(); ok {
			t.Errorf("%+v is %s", none, iso(d))
		}
	}
}

// TestEveryDayHasOneName: solar to lunar and back, each day of the calendar.
func TestEveryDayHasOneName(t *testing.T) {
	var last Lunar
	for n := (Date{1900, 1, 31}).number(); n <= (Date{2101, 1, 28}).number(); n++ {
		d := dateNumbered(n)
		l, ok := LunarOf(d)
		back, ok2 := l.Date()
		if !ok || !ok2 || back != d {
			t.Fatalf("%s is %+v is %s", iso(d), l, iso(back))
		}
		if l.Day != 1 && l.Day != last.Day+1 {
			t.Fatalf("%+v comes after %+v", l, last)
		}
		last = l
	}
}

func TestLunarRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := Lunar{rapid.IntRange(1900, 2100).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 30).Draw(t, "day"), rapid.Bool().Draw(t, "leap")}
		d, ok := l.Date()
		if !ok {
			if !l.Leap && l.Day < 30 {
				t.Fatalf("%+v is no day", l)
			}
			return
		}
		if back, ok := LunarOf(d); !ok || back != l {
			t.Fatalf("%+v is %s is %+v", l, iso(d), back)
		}
	})
}

func TestFestivals(t *testing.T) {
	for _, c := range []struct{ name, days string }{
		{"除夕", "2025-01-28 2026-02-16 2027-02-05"}, {"春节", "2025-01-29 2026-02-17 2027-02-06"}, {"Lantern Festival", "2026-03-03"},
		{"清明", "2020-04-04 2021-04-04 2022-04-05 2023-04-05 2024-04-04 2025-04-04 2026-04-05 2027-04-05 2028-04-04"},
		{"冬至", "2020-12-21 2021-12-21 2022-12-22 2023-12-22 2024-12-21 2025-12-21 2026-12-22 2027-12-22 2028-12-21"},
		{"端午", "2023-06-22 2024-06-10 2025-05-31 2026-06-19"}, {"七夕", "2025-08-29 2026-08-19"}, {"中秋节", "2025-10-06 2026-09-25"},
		{"重陽", "2025-10-29 2026-10-18"}, {"腊八", "2025-01-07 2026-01-26"}, {"小年", "2026-02-10"}, {"南方小年", "2026-02-11"},
		{"元旦", "2026-01-01"}, {"情人节", "2026-02-14"}, {"妇女节", "2026-03-08"}, {"劳动节", "2026-05-01"}, {"儿童节", "2026-06-01"},
		{"教师节", "2026-09-10"}, {"国庆", "2026-10-01"}, {"双十一", "2026-11-11"}, {"double 12", "2026-12-12"}, {"平安夜", "2026-12-24"},
		{"圣诞", "2026-12-25"}, {"618", "2026-06-18"}, {"母亲节", "2025-05-11 2026-05-10 2027-05-09"}, {"Father's Day", "2025-06-15 2026-06-21"},
		{"Father’s Day", "2027-06-20"}, {"大年三十", "2026-02-16"}, {"chinese new year", "2026-02-17"},
	} {
		f, err := FestivalNamed(c.name)
		if err != nil {
			t.Error(err)
			continue
		}
		got := ""
		for y := 2020; y <= 2028; y++ {
			for _, d := range f.In(y) {
				var first, last int
				fmt.Sscanf(c.days, "%d", &first)
				fmt.Sscanf(c.days[len(c.days)-10:], "%d", &last)
				if y >= first && y <= last {
					got += " " + iso(d)
				}
			}
		}
		if got != " "+c.days {
			t.Errorf("%s:%s, want %s", c.name, got, c.days)
		}
	}
	if _, err := FestivalNamed("|"); err == nil {
		t.Error("| is a festival")
	}
}

// TestLabaMayComeTwice: 腊八 lies around 1 January.
func TestLabaMayComeTwice(t *testing.T) {
	laba, err := FestivalNamed("腊八")
	if err != nil {
		t.Fatal(err)
	}
	total, none, two := 0, 0, 0
	for y := 1901; y <= 2100; y++ {
		switch n := len(laba.In(y)); n {
		case 0:
			none++
		case 2:
			two++
		}
		total += len(laba.In(y))
	}
	if total < 199 || none == 0 || two == 0 {
		t.Errorf("%d in all, %d years with none and %d with two", total, none, two)
	}
}

func TestFestivalsHaveNamesInEveryLanguage(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Festivals() {
		for _, l := range i18n.Langs {
			name := f.Name().In(l)
			got, err := FestivalNamed(name)
			if err != nil || got != f {
				t.Errorf("%s is found as %v", name, got.Name())
			}
			if name == "" || seen[name+string(l)] {
				t.Errorf("the name %q is empty, or used twice", name)
			}
			seen[name+string(l)] = true
		}
	}
	if got := FestivalsOn(Date{2020, 10, 1}); len(got) != 2 {
		t.Errorf("on 2020-10-01 there were %v", got)
	}
}

func TestNextFestival(t *testing.T) {
	shanghai := zoneNamed(t, "Asia/Shanghai")
	f, err := FestivalNamed("除夕")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ after, want string }{
		{"2026-02-16 17:59", "2026-02-16 18:00"}, {"2026-02-16 18:00", "2027-02-05 18:00"}, {"2099-12-31 00:00", "2100-02-08 18:00"},
	} {
		if got, ok := f.Next(in(t, c.after, shanghai), 18*60, shanghai); !ok || got.Format(local) != c.want {
			t.Errorf("after %s at %s, want %s", c.after, got.Format(local), c.want)
		}
	}
	if at, ok := f.Next(in(t, "2100-12-31 00:00", shanghai), 0, shanghai); ok {
		t.Errorf("known beyond the table: %s", at)
	}
}

func iso(d Date) string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

func day(t testing.TB, text string) Date {
	t.Helper()
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return DateOf(at, time.UTC)
}
