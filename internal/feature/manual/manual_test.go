package manual

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/auth"
)

func TestNamesAreReadOneALine(t *testing.T) {
	got, err := Names("names", "  青禾老客群\r\n\n青禾新客群\n青禾老客群\n\t河边\x00一群 ", 10)
	if err != nil || !slices.Equal(got, []string{"青禾老客群", "青禾新客群", "河边 一群"}) {
		t.Errorf("%q %v", got, err)
	}
	var many strings.Builder
	for i := range MostGroups + 1 {
		fmt.Fprintln(&many, "群", i)
	}
	for what, text := range map[string]string{"nothing": " \n ", "too many": many.String(), "too long": strings.Repeat("长", maxName+1)} {
		if _, err := Names("names", text, MostGroups); auth.Field(err) != "names" {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestAFigureIsAWholeNumber(t *testing.T) {
	for text, want := range map[string]int{"": Unknown, " 12 ": 12, "0": 0, "100000": 100_000} {
		if n, err := figure("people", text); err != nil || n != want {
			t.Errorf("%q is %d (%v), want %d", text, n, err, want)
		}
	}
	for _, text := range []string{"-1", "1.5", "百", "100001", "99999999999999999999"} {
		if _, err := figure("people", text); auth.Field(err) != "people" {
			t.Errorf("%q passes", text)
		}
	}
}

func TestFiguresHaveToAgree(t *testing.T) {
	none := Figures{Unknown, Unknown, Unknown, Unknown, Unknown}
	for _, one := range []struct {
		f     Figures
		field string
	}{{none, "people"}, {Figures{120, Unknown, Unknown, Unknown, Unknown}, ""}, {Figures{Unknown, Unknown, Unknown, 3, 4}, "spoke"}, {Figures{Unknown, Unknown, Unknown, Unknown, 4}, ""},
		{Figures{Unknown, Unknown, Unknown, 0, 0}, ""}} {
		if err := one.f.check(); auth.Field(err) != one.field || (err == nil) != (one.field == "") {
			t.Errorf("%+v: %v", one.f, err)
		}
	}
}

// TestADayIsTheZones: the day of a moment changes at midnight there, and never goes
// back.
func TestADayIsTheZones(t *testing.T) {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	midnight := time.Date(2030, 1, 3, 0, 0, 0, 0, zone)
	if a, b := DayOf(midnight.Add(-time.Second), zone), DayOf(midnight, zone); a != 20300102 || b != 20300103 || b.String() != "01-03" {
		t.Errorf("%d %d %s", a, b, b)
	}
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "at"), 0)
		if DayOf(at, zone) > DayOf(at.Add(time.Hour), zone) {
			t.Errorf("the day goes back at %v", at)
		}
	})
}
