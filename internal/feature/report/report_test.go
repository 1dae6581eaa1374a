package report

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

func zoned(t testing.TB, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// TestWhatAStepCountsAs is the definition, line by line.
func TestWhatAStepCountsAs(t *testing.T) {
	due := time.Date(2030, 1, 2, 12, 0, 0, 0, time.UTC)
	before, after := due.Add(-time.Minute), due.Add(time.Minute)
	for name, c := range map[string]struct {
		step Step
		now  time.Time
		want Outcome
	}{
		"done before its limit":               {Step{Fate: Did, Done: before}, after, Timely},
		"done at its limit":                   {Step{Fate: Did, Done: due}, after, Timely},
		"done after its limit":                {Step{Fate: Did, Done: after}, after, Late},
		"done because somebody agreed":        {Step{Fate: Did, Done: before, Late: true}, after, Late},
		"somebody decided against it":         {Step{Fate: LeftOut, Reason: "no-time"}, after, Skipped},
		"a field was empty":                   {Step{Fate: LeftOut, Reason: "lacking"}, after, Skipped},
		"nobody could tell":                   {Step{Fate: LeftOut, Reason: "no-answer"}, after, Skipped},
		"its condition did not hold":          {Step{Fate: LeftOut, Reason: NoCondition}, after, Uncounted},
		"another did it for all":              {Step{Fate: LeftOut, Reason: SaidForAll}, after, Uncounted},
		"taken back":                          {Step{Fate: Withdrawn}, after, Uncounted},
		"it waits and has time":               {Step{Fate: Waits}, before, Open},
		"it waits, at its limit":              {Step{Fate: Waits}, due, Open},
		"it waits and its time is over":       {Step{Fate: Waits}, after, Overdue},
		"nobody did it and it is of no use":   {Step{Fate: Expired}, after, Overdue},
		"the same, long before anybody looks": {Step{Fate: Expired}, before, Overdue},
	} {
		c.step.Due = due
		if got := c.step.Outcome(c.now); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func anyStep(t *rapid.T) Step {
	fates := []Fate{Waits, Did, LeftOut, Expired, Withdrawn}
	reasons := []string{"no-time", "lacking", NoCondition, SaidForAll, "gate"}
	at := time.Date(2030, 1, 2, 0, 0, 0, 0, time.UTC)
	moment := rapid.IntRange(0, 48)
	return Step{Group: id.Group(rapid.IntRange(0, 3).Draw(t, "group")), Unit: id.Unit(rapid.IntRange(0, 2).Draw(t, "unit")),
		Person: id.User(rapid.IntRange(0, 2).Draw(t, "person")), Step: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "step"),
		Human: rapid.Bool().Draw(t, "human"), Due: at.Add(time.Duration(moment.Draw(t, "due")) * time.Hour),
		Done: at.Add(time.Duration(moment.Draw(t, "done")) * time.Hour), Late: rapid.Bool().Draw(t, "late"),
		Fate: rapid.SampledFrom(fates).Draw(t, "fate"), Reason: rapid.SampledFrom(reasons).Draw(t, "reason")}
}

// TestTheFiveSumToWhatWasDue: whatever happened, each step that was due is exactly
// one of the five, and those that were not are none.
func TestTheFiveSumToWhatWasDue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		steps := rapid.SliceOfN(rapid.Custom(anyStep), 0, 30).Draw(t, "steps")
		now := time.Date(2030, 1, 2, rapid.IntRange(0, 72).Draw(t, "now"), 0, 0, 0, time.UTC)
		due, tally := 0, Tally{}
		for i := range steps {
			s := &steps[i]
			if s.Fate != Withdrawn && (s.Fate != LeftOut || s.Reason != NoCondition && s.Reason != SaidForAll) {
				due++
			}
			tally.Add(s.Outcome(now), 1)
		}
		if tally.Due() != due || tally.Timely+tally.Late+tally.Skipped+tally.Open+tally.Overdue != due || tally.Done()+tally.Skipped+tally.Undone() != due {
			t.Fatalf("%d due, counted as %+v", due, tally)
		}
		kept, n := sum(steps, now), 0
		for k, one := range kept {
			n += one
			if (k.Reason != "") != (k.Outcome == Skipped) {
				t.Fatalf("a reason where none belongs, or none: %+v", k)
			}
		}
		if n != due {
			t.Fatalf("%d due, kept %d", due, n)
		}
	})
}

// TestWhatIsKeptFollows: however two states of a day differ, writing the difference
// makes the one of the other, and nothing is written where nothing differs.
func TestWhatIsKeptFollows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2030, 1, 3, 0, 0, 0, 0, time.UTC)
		a := sum(rapid.SliceOfN(rapid.Custom(anyStep), 0, 20).Draw(t, "was"), now)
		b := sum(rapid.SliceOfN(rapid.Custom(anyStep), 0, 20).Draw(t, "is"), now)
		for _, c := range unlike(a, b) {
			if c.n == 0 {
				delete(a, c.sole)
			} else {
				a[c.sole] = c.n
			}
		}
		if len(a) != len(b) || len(unlike(a, b)) != 0 {
			t.Fatalf("became %v, not %v", a, b)
		}
	})
}

func TestFewAreNoShare(t *testing.T) {
	for want, tally := range map[string]Tally{"—": {}, "3/4": {Timely: 2, Late: 1, Overdue: 1}, "0/1": {Skipped: 1}, "9/9": {Timely: 9, Open: 5}, "90%": {Timely: 9, Overdue: 1},
		"99%": {Timely: 299, Late: 1, Skipped: 1}, "100%": {Timely: 10}, "0%": {Overdue: 12}} {
		if got := tally.Rate(); got != want {
			t.Errorf("%+v: %s, want %s", tally, got, want)
		}
	}
	if got := (Tally{Open: 12}).Rate(); got != "—" {
		t.Errorf("where nothing had to be done yet: %s", got)
	}
}

// TestDaysOfAZone: a day is 24 hours except where the clocks are changed, the days
// join without a gap, and every moment is of exactly one.
func TestDaysOfAZone(t *testing.T) {
	for name, hours := range map[string]map[string]float64{
		"Asia/Shanghai":    {"2030-03-10": 24},
		"America/New_York": {"2026-03-08": 23, "2026-11-01": 25, "2026-07-01": 24},
		"America/Santiago": {"2024-09-08": 23, "2024-04-06": 25}, // midnight itself is jumped over, or comes twice
		"Asia/Kathmandu":   {"2026-01-01": 24},
	} {
		zone := zoned(t, name)
		for text, want := range hours {
			d, ok := ParseDay(text)
			from, to := d.Span(zone)
			if !ok || to.Sub(from).Hours() != want || d.String() != text {
				t.Errorf("%s, %s: %v to %v, %.2f hours", name, text, from, to, to.Sub(from).Hours())
			}
		}
		rapid.Check(t, func(t *rapid.T) {
			at := time.Unix(rapid.Int64Range(1.6e9, 2.2e9).Draw(t, "at"), 0)
			d := DayOf(at, zone)
			from, to := d.Span(zone)
			if at.Before(from) || !at.Before(to) {
				t.Fatalf("%v is not in %s, %v to %v", at.In(zone), d, from, to)
			}
			if next, _ := (d + 1).Span(zone); !next.Equal(to) {
				t.Fatalf("after %s there is a gap", d)
			}
		})
	}
}

func TestPeriods(t *testing.T) {
	wednesday, _ := ParseDay("2030-01-02")
	for word, want := range map[string]string{Yesterday: "2030-01-01 2030-01-01", Seven: "2029-12-27 2030-01-02", Week: "2029-12-31 2030-01-02",
		Month: "2030-01-01 2030-01-02", "nonsense": "2030-01-01 2030-01-01"} {
		if got := Period(word, wednesday); got.From.String()+" "+got.To.String() != want {
			t.Errorf("%s: %s to %s", word, got.From, got.To)
		}
	}
	if got := Period(Week, wednesday-2); got.From != wednesday-2 { // a Monday
		t.Errorf("on a Monday the week begins on %s", got.From)
	}
	if got := Period(Week, wednesday-3); got.From != wednesday-9 { // a Sunday
		t.Errorf("on a Sunday the week began on %s", got.From)
	}
}

func TestWhichDaysAreCountedAnew(t *testing.T) {
	today := Day(1000)
	for name, c := range map[string]struct {
		last    Day
		touched []Day
		want    []Day
	}{
		"a minute later":   {1000, nil, []Day{998, 999, 1000}},
		"after two days":   {997, nil, []Day{995, 996, 997, 998, 999, 1000}},
		"an old to-do":     {1000, []Day{980, 1000}, []Day{980, 998, 999, 1000}},
		"too old, and yet": {1000, []Day{900, 1001}, []Day{998, 999, 1000}},
		"a clock set back": {1003, nil, []Day{998, 999, 1000}},
	} {
		if got := dirty(c.last, today, c.touched, 40); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
	if got := dirty(0, today, nil, 40); len(got) != 41 {
		t.Errorf("the first time: %d days", len(got))
	}
}

// TestWhenAReportGoes: at its time on its days by the zone's clocks, also on the days
// on which these are changed, and never twice a day.
func TestWhenAReportGoes(t *testing.T) {
	shanghai, york := zoned(t, "Asia/Shanghai"), zoned(t, "America/New_York")
	nine := Plan{At: 9 * 60, Workdays: true}
	for name, c := range map[string]struct {
		p     Plan
		after time.Time
		want  string
	}{
		"the same morning":     {nine, time.Date(2030, 1, 2, 8, 59, 0, 0, shanghai), "2030-01-02T09:00:00+08:00"},
		"at nine for the next": {nine, time.Date(2030, 1, 2, 9, 0, 0, 0, shanghai), "2030-01-03T09:00:00+08:00"},
		"over the weekend":     {nine, time.Date(2030, 1, 4, 10, 0, 0, 0, shanghai), "2030-01-07T09:00:00+08:00"},
		"every day":            {Plan{At: 9 * 60}, time.Date(2030, 1, 4, 10, 0, 0, 0, shanghai), "2030-01-05T09:00:00+08:00"},
		"clocks put on":        {Plan{At: 2*60 + 30}, time.Date(2026, 3, 8, 0, 0, 0, 0, york), "2026-03-08T03:00:00-04:00"},
		"clocks put back":      {Plan{At: 90}, time.Date(2026, 11, 1, 0, 0, 0, 0, york), "2026-11-01T01:30:00-04:00"},
		"and not again":        {Plan{At: 90}, time.Date(2026, 11, 1, 5, 30, 0, 0, time.UTC), "2026-11-02T01:30:00-05:00"},
	} {
		if got := c.p.Next(c.after, c.after.Location()).Format(time.RFC3339); c.after.Location() != time.UTC && got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if c.after.Location() == time.UTC {
			if got := c.p.Next(c.after, york).Format(time.RFC3339); got != c.want {
				t.Errorf("%s: %s, want %s", name, got, c.want)
			}
		}
	}
}

func TestUntilWhenAReportIsOfUse(t *testing.T) {
	zone := zoned(t, "Asia/Shanghai")
	day, _ := ParseDay("2030-01-02")
	for _, c := range []struct {
		at   int
		hour float64
		want bool
	}{{9 * 60, 9, true}, {9 * 60, 12, true}, {9 * 60, 12.1, false}, {8 * 60, 12, true}, {18 * 60, 21, true}, {18 * 60, 21.1, false}} {
		p := Plan{At: c.at}
		if got := p.InTime(day, day.At(int(c.hour*60), zone), zone); got != c.want {
			t.Errorf("at %d minutes, looked at %.1f o'clock: %t", c.at, c.hour, got)
		}
	}
}

func TestWhoSeesWhoseFigures(t *testing.T) {
	shop := auth.ScopeIn(5)
	for name, c := range map[string]struct {
		role  auth.Role
		scope auth.Scope
		who   Person
		want  bool
	}{
		"one's own":                        {auth.Agent, auth.Scope{}, Person{User: 1}, true},
		"a lead, of the shop":              {auth.Operator, shop, Person{User: 2, Unit: 5}, true},
		"a lead, of another shop":          {auth.Operator, shop, Person{User: 2, Unit: 6}, false},
		"an agent, of the same shop":       {auth.Agent, shop, Person{User: 2, Unit: 5}, false},
		"a viewer who sees all":            {auth.ViewOnly, auth.Everything(), Person{User: 2, Unit: 5}, false},
		"who sees all and runs everything": {auth.Owner, auth.Everything(), Person{User: 2, Unit: 6}, true},
	} {
		if got := ledBy(1, c.role, c.scope, &c.who); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// TestWordsAreWhole: every reason and every code is said in each language.
func TestWordsAreWhole(t *testing.T) {
	for code, w := range reasonWords() {
		if w.Hans == "" || w.Hant == "" || w.En == "" {
			t.Errorf("%s has no words in some language", code)
		}
	}
	for _, code := range []string{"auth", "no-starttls", "certificate", "inside", "dns", "timeout", "unreachable", "cut-off", "no-such-address", "key", "closed", "too-late", "simulated"} {
		if w := codeWord(code); w.Hans == "" || w.Hant == "" || w.En == "" {
			t.Errorf("%s has no words in some language", code)
		}
	}
	if missing := pageWords().Missing(); len(missing) > 0 {
		t.Errorf("missing: %v", missing)
	}
	if reasonWord("what is this") == (i18n.Text{}) {
		t.Error("a reason of a newer program has no words")
	}
}
