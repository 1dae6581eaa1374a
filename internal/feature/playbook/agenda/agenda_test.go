package agenda_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/library"
	"github.com/huoshui/huoshui/internal/feature/playbook/plan"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

const (
	book  id.Playbook = 5
	shop  id.Group    = 11
	other id.Group    = 12
	run   id.Run      = 21
)

var china = time.FixedZone("UTC+8", 8*60*60)

// at is a moment of March 2030; the 4th is a Monday.
func at(text string) time.Time {
	t, _ := script.ParseMoment("2030-"+text, china)
	return t
}

// program makes an SOP ready.
func program(t testing.TB, text string) *engine.Program {
	t.Helper()
	r, err := script.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	read, problems := r.Read([]byte(text))
	if read == nil {
		t.Fatal(problems[0].In("en"), problems[0].Excerpt)
	}
	return compiled(t, read)
}

func compiled(t testing.TB, read *script.Playbook) *engine.Program {
	t.Helper()
	c, err := cond.NewCompiler()
	if err != nil {
		t.Fatal(err)
	}
	p, err := engine.Compile(c, read)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// ready are the SOPs of the library that begin by the calendar for groups.
func ready(t testing.TB) map[string]*engine.Program {
	t.Helper()
	r, err := script.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	all, err := library.All(r)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*engine.Program{}
	for _, e := range all {
		if s := e.Playbook.Start[0]; s.Moment != "" || s.Every != "" {
			out[e.Playbook.Name] = compiled(t, e.Playbook)
		}
	}
	return out
}

func place(p *engine.Program, group id.Group, fields map[string]string) agenda.Place {
	return agenda.Place{Book: book, Program: p, Group: group, Fields: fields, Zone: china, Facts: cond.Facts{Group: cond.Group{Life: "long-term"}}}
}

// line shows an entry: "03-06 12:00 t3 announcement planned", with ? where its condition
// may hold and ! where it most likely does not.
func line(e *agenda.Entry) string {
	step := e.Title.Hans
	if e.Step != nil {
		step = e.Step.ID
	}
	mark := map[engine.Outlook]string{engine.IfHolds: "?", engine.Unlikely: "!"}[e.Outlook]
	out := fmt.Sprintf("%s %s %s%s %s", e.At.In(china).Format("01-02 15:04"), step, e.Channel, mark, e.State)
	if e.People > 0 {
		out += fmt.Sprintf(" ×%d", e.People)
	}
	if len(e.Groups) > 1 {
		out += fmt.Sprintf(" in %d groups", len(e.Groups))
	}
	return out
}

func lines(all []agenda.Entry) string {
	var out []string
	for i := range all {
		out = append(out, line(&all[i]))
	}
	return strings.Join(out, "\n")
}

func want(t *testing.T, got, text string) {
	t.Helper()
	var lines []string
	for l := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		lines = append(lines, strings.TrimSpace(l))
	}
	if w := strings.Join(lines, "\n"); got != w {
		t.Errorf("the calendar has\n%s\nwant\n%s", got, w)
	}
}

func saleFields(p *engine.Program) map[string]string {
	out := p.Book.Defaults(at("03-01 00:00"), china)
	out["开始时间"], out["商品"] = "2030-03-09 20:00", "橙子"
	return out
}

// TestARushSaleStandsInTheCalendarWhole before anything of it has happened: what is only
// for a group of its own most likely is not done in this one, and says so.
func TestARushSaleStandsInTheCalendarWhole(t *testing.T) {
	p := ready(t)["rush-sale"]
	g := agenda.Given{Now: at("03-03 10:00"), From: at("03-01 00:00"), To: at("04-01 00:00"), Most: 100, Places: []agenda.Place{place(p, shop, saleFields(p))}}
	all, cut := g.Lay()
	want(t, lines(all), `
		03-05 15:00 ready todo planned
		03-06 12:00 t3 announcement planned
		03-07 12:00 t2 announcement planned
		03-08 20:00 t1 announcement planned
		03-08 20:00 rain1 todo planned
		03-09 09:30 morning announcement planned
		03-09 19:00 hour group planned
		03-09 19:00 rain2 todo planned
		03-09 19:50 ten group! planned
		03-09 20:00 open group planned
		03-09 21:00 going group! planned
		03-09 21:30 last group! planned
		03-09 22:00 close group planned
		03-10 09:00 asked todo planned
		03-10 10:00 report group planned
		03-10 10:05 service todo planned
		03-12 20:00 notice group! planned
		03-13 20:00 dissolve todo! planned`)
	if cut {
		t.Error("eighteen are too many")
	}
	ten := all[1]
	if ten.Title.Hans != "T−3 预告" || !strings.Contains(ten.Text, "橙子") || strings.Contains(ten.Text, "{{") || ten.Owner != "群主" || ten.SOP.Hans != "周六 20:00 抢购" {
		t.Errorf("the words of an entry are %+v", ten)
	}
	quiet := agenda.Conflicts(all, usual(t), g.Now, china)
	if len(quiet) != 0 {
		t.Errorf("a sale is in its own way: %s", quiet[0].Why.Hans)
	}
}

func usual(t testing.TB) agenda.Limits {
	t.Helper()
	caps, err := plan.Usual()
	if err != nil {
		t.Fatal(err)
	}
	return agenda.Limits{All: caps}
}

// played lets a run go on until a moment, as if whoever is asked answered at once with
// what comes first, and returns where it stands.
func played(p *engine.Program, fields map[string]string, moment, now time.Time) agenda.Run {
	s := p.Begin(p.Starts()[0].ID, moment, fields)
	r := agenda.Run{ID: run, Book: book, Program: p, Group: shop, Zone: china, Facts: cond.Facts{Group: cond.Group{Life: "long-term"}}, Occasion: agenda.Occasion(s.Start, moment)}
	w := engine.World{Now: moment.AddDate(0, 0, -10), Zone: china, Known: map[string]string{"值班人": "小王"}, Facts: &r.Facts}
	in := engine.Input{}
	for range 200 {
		step := p.StepAt(s.At)
		if s.Phase == engine.Asked {
			in = engine.Input{Kind: engine.Answered, Step: step}
		}
		var acts []engine.Action
		s, acts = p.Advance(s, in, &w)
		for _, a := range acts {
			what, why := "say", ""
			switch {
			case a.Skip != nil:
				what, why = "skip", string(a.Skip.Why)
			case a.Ask != nil:
				what = "ask"
			}
			r.Acts = append(r.Acts, agenda.Act{At: w.Now, Step: a.Step, What: what, Why: why})
		}
		in = engine.Input{}
		switch {
		case s.Phase == engine.Over || s.Due.After(now) && s.Phase != engine.Asked:
			r.State = s
			return r
		case s.Phase != engine.Asked:
			w.Now = s.Due
		}
	}
	panic("the run does not end")
}

// TestEachStepStandsInItOnce, whenever one looks: before a run has begun, while it is
// under way, and when it is over; and always under the same name.
func TestEachStepStandsInItOnce(t *testing.T) {
	all := ready(t)
	names := []string{"rush-sale", "flash-group", "wash-group", "sunday-talk"}
	rapid.Check(t, func(t *rapid.T) {
		p := all[rapid.SampledFrom(names).Draw(t, "SOP")]
		fields := p.Book.Defaults(at("03-01 00:00"), china)
		for _, f := range p.Book.Fields {
			if f.From == script.FromForm && f.Kind == script.AMoment {
				fields[f.Name] = "2030-03-20 20:00"
			}
		}
		start := p.Starts()[0]
		moment, ok := script.ParseMoment(fields[start.Moment], china)
		if !ok {
			moment, _ = p.Next(0, at("03-15 00:00"), china, fields)
		}
		now := at("03-01 00:00").Add(time.Duration(rapid.IntRange(0, 60*24*60).Draw(t, "minute")) * time.Minute)
		first, _ := p.Next(0, moment.AddDate(0, 0, -40), china, fields)
		if start.Moment == "" {
			first = moment
		}
		g := agenda.Given{Now: now, From: at("01-01 00:00"), To: at("12-31 00:00"), Most: 10000}
		if now.Before(first) {
			g.Places = []agenda.Place{place(p, shop, fields)}
		} else {
			r := played(p, fields, moment, now)
			g.Runs = []agenda.Run{r}
			g.Places = []agenda.Place{place(p, shop, fields)}
			g.Places[0].Begun = map[string]bool{r.Occasion: true}
		}
		entries, _ := g.Lay()
		got := map[string]int{}
		for i := range entries {
			if e := &entries[i]; strings.Contains(e.UID, "-"+moment1(moment)+"-") {
				got[e.UID]++
				if e.State == agenda.Planned && e.At.Before(now) {
					t.Fatalf("%s is still to come", line(e))
				}
			}
		}
		wanted := map[string]int{}
		for _, m := range plan.Expand(p.Book, fields, at("01-01 00:00"), at("12-31 00:00"), china) {
			if m.T.Equal(moment) && len(m.Way) == 0 {
				wanted[strings.Join([]string{id.Show(book), id.Show(shop), m.Start, moment1(m.T), m.Step.ID}, "-")] = 1
			}
		}
		maps.DeleteFunc(got, func(uid string, _ int) bool { // a way that was not taken is not gone on
			_, outside := wanted[uid]
			return !outside
		})
		if !maps.Equal(got, wanted) {
			t.Fatalf("at %s the calendar has\n%s", now.In(china), lines(entries))
		}
	})
}

func moment1(t time.Time) string { return fmt.Sprint(t.UnixMilli()) }

// TestStretchesOfTimeMeet: what stands in one and in the next is what stands in both
// together, and the edge belongs to the later.
func TestStretchesOfTimeMeet(t *testing.T) {
	all := ready(t)
	names := slices.Sorted(maps.Keys(all))
	rapid.Check(t, func(t *rapid.T) {
		p := all[rapid.SampledFrom(names).Draw(t, "SOP")]
		fields := p.Book.Defaults(at("03-01 00:00"), china)
		lay := func(from, to time.Time) string {
			g := agenda.Given{Now: at("03-01 00:00"), From: from, To: to, Most: 10000, Places: []agenda.Place{place(p, shop, fields)}}
			entries, _ := g.Lay()
			return lines(entries)
		}
		whole := lay(at("03-01 00:00"), at("04-01 00:00"))
		edge := at("03-01 00:00").Add(time.Duration(rapid.IntRange(1, 31*24*2).Draw(t, "half hours")) * 30 * time.Minute)
		two := strings.TrimSpace(lay(at("03-01 00:00"), edge) + "\n" + lay(edge, at("04-01 00:00")))
		if whole != two {
			t.Fatalf("%s cut at %s:\n%s\nwhole:\n%s", p.Book.Name, edge, two, whole)
		}
	})
}

const nine = `
sop: 1
name: nine
title: 早上好
per: group
owner: 值班人
start:
  - {id: daily, every: FREQ=DAILY, at: "9:00"}
steps:
  - id: hello
    title: 问好
    say: {to: group, wordings: ["早上好，今天有热面包。"]}
`

// TestClocksThatArePutForward: nine in the morning stays nine, on all of four days.
func TestClocksThatArePutForward(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	p := program(t, nine)
	one := place(p, shop, nil)
	one.Zone = zone
	day := func(d int) time.Time { return time.Date(2026, 3, d, 0, 0, 0, 0, zone) }
	g := agenda.Given{Now: day(6), From: day(7), To: day(11), Most: 100, Places: []agenda.Place{one}}
	all, _ := g.Lay()
	var got []string
	for _, e := range all {
		got = append(got, e.At.In(zone).Format("01-02 15:04 MST"))
	}
	if w := "03-07 09:00 EST 03-08 09:00 EDT 03-09 09:00 EDT 03-10 09:00 EDT"; strings.Join(got, " ") != w {
		t.Errorf("it is %v, want %s", got, w)
	}
	next, _ := p.Next(0, g.Now, zone, nil)
	g.From = day(6)
	if all, _ = g.Lay(); !all[0].At.Equal(next) {
		t.Errorf("the first is at %s, and it begins at %s", all[0].At, next)
	}
}
