package plan_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/library"
	"github.com/huoshui/huoshui/internal/feature/playbook/plan"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

var (
	china  = time.FixedZone("UTC+8", 8*60*60)
	monday = time.Date(2030, 3, 4, 0, 0, 0, 0, china)
	weeks4 = monday.AddDate(0, 0, 28)
)

func ready(t testing.TB) map[string]*script.Playbook {
	t.Helper()
	r, err := script.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	all, err := library.All(r)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*script.Playbook{}
	for _, e := range all {
		out[e.Playbook.Name] = e.Playbook
	}
	return out
}

// line shows a moment: "03-06 Wed 12:00 t3 announcement?", with a question mark
// where it only may come.
func line(m plan.Moment) string {
	kind := "task"
	switch s := m.Step; {
	case s.Say != nil:
		kind = s.Say.To
	case s.Split != nil:
		kind = "split"
	case s.Tag != nil:
		kind = "tag"
	case s.Remove != nil:
		kind = "remove"
	}
	if m.Maybe() {
		kind += "?"
	}
	return fmt.Sprintf("%s %s %s", m.At.In(china).Format("01-02 Mon 15:04"), m.Step.ID, kind)
}

func lines(ms []plan.Moment) []string {
	var out []string
	for _, m := range ms {
		out = append(out, line(m))
	}
	return out
}

func at(text string) time.Time {
	t, _ := script.ParseMoment("2030-"+text, china)
	return t
}

// TestFourWeeksOfEveryReadySOP: the exact time line of each. Where a period is
// given, what stands here is the first of it, and comes again until the end.
func TestFourWeeksOfEveryReadySOP(t *testing.T) {
	all := ready(t)
	for name, c := range fourWeeks() {
		t.Run(name, func(t *testing.T) {
			p := all[name]
			if p == nil {
				t.Fatal("the library has no such SOP")
			}
			var want []string
			for _, l := range strings.Split(strings.TrimSpace(c.want), "\n") {
				want = append(want, strings.TrimSpace(l))
			}
			got := lines(plan.Suppose(p, c.fields, c.begun, monday, weeks4, china))
			if c.days > 0 {
				want = again(t, want, c.days)
			}
			if strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("four weeks are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
	for name := range all {
		if fourWeeks()[name].want == "" {
			t.Errorf("no time line says what %s does", name)
		}
	}
}

// again repeats the lines of a period until four weeks are full.
func again(t *testing.T, first []string, days int) (out []string) {
	t.Helper()
	for day := 0; day < 28; day += days {
		for _, l := range first {
			was, err := time.ParseInLocation("2006-01-02 Mon 15:04", "2030-"+l[:15], china)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, was.AddDate(0, 0, day).Format("01-02 Mon 15:04")+l[15:])
		}
	}
	return out
}

// TestASettingMovesWhatHangsOnIt: an hour later in the form is an hour later on the line,
// and a sale on another day takes everything along.
func TestASettingMovesWhatHangsOnIt(t *testing.T) {
	p := ready(t)["rush-sale"]
	got := strings.Join(lines(plan.Expand(p, map[string]string{"开始时间": "2030-03-17 19:30", "预告钟点": "13:00"}, monday, weeks4, china)), "\n")
	for _, want := range []string{"03-14 Thu 13:00 t3 announcement?", "03-15 Fri 13:00 t2 announcement?", "03-16 Sat 20:00 t1", "03-17 Sun 18:30 hour group", "03-17 Sun 20:30 going", "03-21 Thu 20:00 dissolve"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %s in\n%s", want, got)
		}
	}
	if none := plan.Expand(p, map[string]string{"开始时间": "还没定"}, monday, weeks4, china); len(none) > 0 {
		t.Errorf("without a moment, %v is due", lines(none))
	}
}

// TestATimeLineInPiecesIsTheSame: however a stretch of time is cut, nothing is lost
// or told twice, and all of it lies in order.
func TestATimeLineInPiecesIsTheSame(t *testing.T) {
	fields := map[string]string{"开始时间": "2030-03-16 20:00", "动手时间": "2030-03-12 12:00", "开群时间": "2030-03-14 10:00", "上岗时间": "2030-03-11 09:30"}
	for name, p := range ready(t) {
		whole := lines(plan.Expand(p, fields, monday, weeks4, china))
		for cut := monday; cut.Before(weeks4); cut = cut.Add(31 * time.Hour) {
			first, second := plan.Expand(p, fields, monday, cut, china), plan.Expand(p, fields, cut, weeks4, china)
			if got := append(lines(first), lines(second)...); strings.Join(got, "\n") != strings.Join(whole, "\n") {
				t.Fatalf("%s, cut at %v:\n%s\nwant\n%s", name, cut, strings.Join(got, "\n"), strings.Join(whole, "\n"))
			}
			for i := 1; i < len(second); i++ {
				if second[i].At.Before(second[i-1].At) {
					t.Errorf("%s: %s comes after %s", name, line(second[i]), line(second[i-1]))
				}
			}
		}
	}
}

// TestNobodyIsGreetedAtNight: who joins at 23:00 is greeted at nine.
func TestNobodyIsGreetedAtNight(t *testing.T) {
	got := lines(plan.Suppose(ready(t)["welcome"], nil, []plan.Begun{{Start: "joined", At: at("03-04 23:00")}}, monday, weeks4, china))
	if len(got) == 0 || got[0] != "03-05 Tue 09:00 hello group" {
		t.Errorf("the line begins %v", got)
	}
}

// TestFestivals: a start on a festival comes once in four weeks that hold it, with
// its shift.
func TestFestivals(t *testing.T) {
	p := &script.Playbook{Per: script.PerGroup, Start: []script.Start{{ID: "f", Festival: "清明", Shift: "T-2d 10:00"}},
		Steps: []script.Step{{ID: "say", Say: &script.Say{To: "group"}}, {ID: "day", At: "T+2d 9:00", Say: &script.Say{To: "group"}}}}
	got := strings.Join(lines(plan.Expand(p, nil, monday.AddDate(0, 0, 21), weeks4.AddDate(0, 0, 21), china)), "; ")
	if got != "04-03 Wed 10:00 say group; 04-05 Fri 09:00 day group" {
		t.Errorf("is %s", got)
	}
}

// TestRowsAndStartsAreSaid in all languages, with nothing left open.
func TestRowsAndStartsAreSaid(t *testing.T) {
	for name, p := range ready(t) {
		rows := plan.Rows(p, nil)
		n := 0
		script.Each(p.Steps, func(s *script.Step) {
			if s.Wait == "" {
				n++
			}
		})
		if len(rows) != n {
			t.Errorf("%s: %d rows of %d steps", name, len(rows), n)
		}
		for _, l := range i18n.Langs {
			for _, m := range plan.Starts(p, nil) {
				if said := m.In(l); said == "" || strings.Contains(said, "%!") || strings.Contains(said, "{{") {
					t.Errorf("%s begins %q", name, said)
				}
			}
			for _, r := range rows {
				if said := r.When.In(l) + r.Way.In(l); r.When.In(l) == "" || strings.Contains(said, "%!") || strings.Contains(said, "{{") {
					t.Errorf("%s, %s: %q", name, r.Step.ID, said)
				}
			}
		}
	}
}
