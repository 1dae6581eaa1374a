package plan_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/feature/playbook/plan"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// TestARunGoesOnFromWhereItStands: what is behind it does not come again, what is inside
// where it stands comes for certain, and what ends the run is followed by nothing.
func TestARunGoesOnFromWhereItStands(t *testing.T) {
	all := ready(t)
	sale := at("03-09 20:00")
	for name, c := range map[string]struct {
		sop  string
		from plan.Standing
		want string
	}{
		"before its day": {"rush-sale", plan.Standing{Start: "sale", T: sale, Step: "morning", At: at("03-09 09:30")}, `
			03-09 Sat 09:30 morning announcement?
			03-09 Sat 19:00 hour group
			03-09 Sat 19:00 rain2 task
			03-09 Sat 19:50 ten group?
			03-09 Sat 20:00 open group
			03-09 Sat 21:00 going group?
			03-09 Sat 21:30 last group?
			03-09 Sat 22:00 close group
			03-10 Sun 09:00 asked task
			03-10 Sun 10:00 report group
			03-10 Sun 10:05 service task
			03-12 Tue 20:00 notice group?
			03-13 Wed 20:00 dissolve task?`},
		"while somebody is asked": {"rush-sale", plan.Standing{Start: "sale", T: sale, Step: "dissolve", At: at("03-13 21:00"), Waits: true, Until: at("03-14 20:00")}, ``},
		"late by a day": {"welcome", plan.Standing{Start: "joined", T: at("03-04 10:00"), Step: "introduce", At: at("03-05 10:00")}, `
			03-05 Tue 10:00 introduce group?
			03-05 Tue 10:30 greeted task?
			03-05 Tue 10:30 catch task?
			03-08 Fri 10:30 third-day member?`},
		"inside the way that was taken": {"welcome", plan.Standing{Start: "joined", T: at("03-04 10:00"), Step: "catch", At: at("03-04 11:00")}, `
			03-04 Mon 11:00 catch task`},
		"nowhere": {"welcome", plan.Standing{Start: "joined", T: at("03-04 10:00"), Step: "gone", At: at("03-04 11:00")}, ``},
	} {
		var want []string
		for l := range strings.SplitSeq(strings.TrimSpace(c.want), "\n") {
			want = append(want, strings.TrimSpace(l))
		}
		got := strings.Join(lines(plan.Rest(all[c.sop], nil, c.from, china)), "\n")
		if got != strings.Join(want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, strings.Join(want, "\n"))
		}
	}
}

const asking = `
sop: 1
name: asking
title: 问一下
per: group
owner: 群主
start:
  - {id: hand, hand: true}
steps:
  - id: ask
    task:
      do: 还办吗？
      choices:
        - name: 不办了
          ends: true
          do:
            - {id: sorry, say: {to: group, wordings: ["这次先不办了。"]}}
            - {id: note, after: 1h, task: {do: 记一笔}}
        - name: 照办
          default: true
  - {id: go, after: 1d, say: {to: group, wordings: ["开始了。"]}}
`

// TestAWayThatEndsTheRunEndsIt: who stands on it does what is on it, and nothing behind.
func TestAWayThatEndsTheRunEndsIt(t *testing.T) {
	r, err := script.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	p, problems := r.Read([]byte(asking))
	if p == nil {
		t.Fatal(problems[0].In("en"), problems[0].Excerpt)
	}
	for step, want := range map[string]string{
		"sorry": "03-04 Mon 10:00 sorry group, 03-04 Mon 11:00 note task",
		"note":  "03-04 Mon 10:00 note task",
		"ask":   "03-04 Mon 10:00 sorry group?, 03-04 Mon 11:00 note task?, 03-05 Tue 10:00 go group",
	} {
		got := plan.Rest(p, nil, plan.Standing{Start: "hand", T: at("03-04 09:00"), Step: step, At: at("03-04 10:00"), Waits: step == "ask"}, china)
		if text := strings.Join(lines(got), ", "); text != want {
			t.Errorf("at %s: %s, want %s", step, text, want)
		}
	}
}

// TestWhatIsLeftIsPartOfTheWhole: a run that stands at a step at the time at which it is
// laid out does what the whole time line has from there on, each step once.
func TestWhatIsLeftIsPartOfTheWhole(t *testing.T) {
	all := ready(t)
	var names []string
	for name, p := range all {
		if len(plan.Expand(p, nil, monday, weeks4, china)) > 0 {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	rapid.Check(t, func(t *rapid.T) {
		p := all[rapid.SampledFrom(names).Draw(t, "SOP")]
		whole := plan.Expand(p, nil, monday, weeks4, china)
		own := slices.DeleteFunc(slices.Clone(whole), func(m plan.Moment) bool { // a step inside another stands on a way that is taken
			return len(m.Way) > 0 || !slices.ContainsFunc(p.Steps, func(s script.Step) bool { return s.ID == m.Step.ID })
		})
		one := rapid.SampledFrom(own).Draw(t, "step")
		rest := plan.Rest(p, p.Defaults(monday, china), plan.Standing{Start: one.Start, T: one.T, Step: one.Step.ID, At: one.At}, china)
		seen := map[string]bool{}
		for _, m := range rest {
			key := m.Step.ID + m.At.String()
			if seen[key] {
				t.Fatalf("%s: %s twice", p.Name, line(m))
			}
			seen[key] = true
			if m.At.Before(one.At) {
				t.Fatalf("%s: %s comes before %s", p.Name, line(m), line(one))
			}
			if m.At.Before(weeks4) && !slices.ContainsFunc(whole, func(w plan.Moment) bool { return w.T.Equal(m.T) && w.Step.ID == m.Step.ID && w.At.Equal(m.At) }) {
				t.Fatalf("%s: from %s on %s is not of the whole", p.Name, line(one), line(m))
			}
		}
		if len(rest) == 0 || rest[0].Step.ID != one.Step.ID && !rest[0].At.Equal(one.At) {
			t.Fatalf("%s: it does not go on at %s", p.Name, line(one))
		}
	})
}
