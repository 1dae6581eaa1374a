package agenda_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/plan"
)

// TestARunUnderWay: what it did, where somebody is waited for, and what is to come.
func TestARunUnderWay(t *testing.T) {
	p := ready(t)["rush-sale"]
	stands, _ := p.Place("asked")
	r := agenda.Run{ID: run, Book: book, Program: p, Group: shop, Zone: china, Facts: cond.Facts{Group: cond.Group{Life: "long-term"}},
		State: engine.State{At: stands, Start: "sale", Phase: engine.Asked, Due: at("03-10 09:50"), Moment: at("03-09 20:00"), Fields: saleFields(p)},
		Acts: []agenda.Act{
			{At: at("03-05 15:00"), Step: "ready", What: "ask"},
			{At: at("03-06 13:00"), Step: "t3", What: "ask", Why: "late"}, {At: at("03-06 14:00"), Step: "t3", What: "say"},
			{At: at("03-09 19:50"), Step: "ten", What: "skip", Why: "condition"},
			{At: at("03-09 22:00"), Step: "close", What: "say"},
			{At: at("03-10 09:00"), Step: "asked", What: "ask"},
		}}
	g := agenda.Given{Now: at("03-10 09:10"), From: at("03-01 00:00"), To: at("04-01 00:00"), Most: 100, Runs: []agenda.Run{r},
		ToDos: []agenda.ToDo{
			{ID: 31, Group: shop, At: at("03-10 09:50"), Until: at("03-10 09:50"), Title: "翻一下昨晚的群", Owner: "小雨", Run: run, Step: "asked"},
			{ID: 32, Group: shop, At: at("03-11 18:00"), Title: "给新朋友回话"},
			{ID: 33, Group: other, At: at("03-12 18:00"), Title: "别的群的{{嘉宾}}", Run: 99, Step: "far"},
		}}
	all, _ := g.Lay()
	want(t, lines(all), `
		03-05 15:00 ready todo done
		03-06 14:00 t3 announcement done
		03-09 19:50 ten group skipped
		03-09 22:00 close group done
		03-10 09:00 asked todo waiting
		03-10 10:00 report group planned
		03-10 10:05 service todo planned
		03-11 18:00 给新朋友回话 todo waiting
		03-12 18:00 别的群的〔嘉宾〕 todo waiting
		03-12 20:00 notice group! planned
		03-13 20:00 dissolve todo! planned`)
	if waits := all[4]; waits.Task != 31 || waits.Owner != "小雨" || !waits.Until.Equal(at("03-10 09:50")) {
		t.Errorf("what waits for somebody is %+v", waits)
	}
	r.Paused = true
	g.Runs, g.ToDos = []agenda.Run{r}, nil
	if all, _ = g.Lay(); all[5].State != agenda.Waiting || !all[5].Paused {
		t.Errorf("while it is paused, the rest is %+v", all[5])
	}
}

// TestWhatWasAskedAboutIsStillToCome: somebody has said that a step whose time had passed
// is still to be done, and it stands there once.
func TestWhatWasAskedAboutIsStillToCome(t *testing.T) {
	p := ready(t)["rush-sale"]
	stands, _ := p.Place("service")
	g := agenda.Given{Now: at("03-12 09:00"), From: at("03-01 00:00"), To: at("03-12 20:00"), Most: 100, Runs: []agenda.Run{{ID: run, Book: book, Program: p, Group: shop, Zone: china,
		State: engine.State{At: stands, Start: "sale", Agreed: true, Moment: at("03-09 20:00"), Fields: saleFields(p)},
		Acts:  []agenda.Act{{At: at("03-12 08:00"), Step: "service", What: "ask", Why: "late"}}}}}
	all, _ := g.Lay()
	want(t, lines(all), `03-12 09:00 service todo planned`)
}

// TestTheEdgesOfADay: what is at its beginning belongs to it, what is at its end to the
// next.
func TestTheEdgesOfADay(t *testing.T) {
	g := agenda.Given{Now: at("03-03 09:00"), From: at("03-04 00:00"), To: at("03-05 00:00"), Most: 10, ToDos: []agenda.ToDo{
		{ID: 31, At: at("03-03 23:59"), Title: "before"}, {ID: 32, At: at("03-04 00:00"), Title: "first"}, {ID: 33, At: at("03-04 23:59"), Title: "last"}, {ID: 34, At: at("03-05 00:00"), Title: "after"}}}
	all, _ := g.Lay()
	want(t, lines(all), `
		03-04 00:00 first todo waiting
		03-04 23:59 last todo waiting`)
}

const greeting = `
sop: 1
name: greeting
title: 欢迎
per: member
owner: 值班人
start:
  - {id: joined, on: member.joined}
steps:
  - id: hello
    title: 欢迎
    say: {to: group, wordings: ["欢迎。"]}
  - id: first
    await:
      on: message.recorded
      within: 3d
      came:
        - id: catch
          task: {do: 接住第一句话}
      not:
        - id: third
          say: {to: member, wordings: ["有想找的，跟我说。"]}
`

// TestManyMembersAreOneEntry where the same is done for them in the same minute; what
// may come at any moment says until when.
func TestManyMembersAreOneEntry(t *testing.T) {
	p := program(t, greeting)
	stands, _ := p.Place("first")
	g := agenda.Given{Now: at("03-04 12:00"), From: at("03-01 00:00"), To: at("04-01 00:00"), Most: 100}
	for i := range 5 {
		joined := at("03-04 10:00").Add(time.Duration(i) * 10 * time.Second)
		if i == 4 {
			joined = at("03-04 11:00")
		}
		g.Runs = append(g.Runs, agenda.Run{ID: run + id.Run(i), Book: book, Program: p, Group: shop, Member: 1, Zone: china, Occasion: fmt.Sprint("on/joined/", i),
			State: engine.State{At: stands, Start: "joined", Phase: engine.Awaits, Moment: joined, Due: joined.AddDate(0, 0, 3)},
			Acts:  []agenda.Act{{At: joined, Step: "hello", What: "say"}}})
	}
	all, _ := g.Lay()
	want(t, lines(all), `
		03-04 10:00 hello group done ×4
		03-04 11:00 hello group done ×1
		03-04 12:00 catch todo? planned ×5
		03-07 10:00 third member? planned ×4
		03-07 11:00 third member? planned ×1`)
	if !all[2].Until.Equal(at("03-07 10:00")) {
		t.Errorf("somebody may speak until %s", all[2].Until)
	}
}

// TestWhatIsTooMuchIsCut: the earliest is kept, and it is said.
func TestWhatIsTooMuchIsCut(t *testing.T) {
	p := program(t, nine)
	g := agenda.Given{Now: at("03-01 00:00"), From: at("03-01 00:00"), To: at("06-01 00:00"), Most: 20}
	for i := range 3 {
		one := place(p, shop, nil)
		one.Book = id.Playbook(i + 1)
		g.Places = append(g.Places, one)
	}
	all, cut := g.Lay()
	if len(all) != 20 || !cut || !all[19].At.Equal(at("03-07 09:00")) || !all[17].At.Equal(at("03-06 09:00")) {
		t.Errorf("%d are kept, cut is %v, the last is at %s", len(all), cut, all[len(all)-1].At)
	}
	g.Most = 1000
	if all, cut = g.Lay(); cut || len(all) != 92*3 {
		t.Errorf("of three months %d are kept, cut is %v", len(all), cut)
	}
}

// TestTheSameInManyGroupsIsOneEntry, as long as it stands alike: where it is as likely,
// by the same times, and as far.
func TestTheSameInManyGroupsIsOneEntry(t *testing.T) {
	p := ready(t)["rush-sale"]
	later := saleFields(p)
	later["早上钟点"] = "10:30"
	g := agenda.Given{Now: at("03-08 20:30"), From: at("03-09 00:00"), To: at("03-09 19:55"), Most: 100}
	for i := range 50 {
		g.Places = append(g.Places, place(p, id.Group(100+i), saleFields(p)))
	}
	g.Places = append(g.Places, place(p, 200, later))
	own := place(p, 201, saleFields(p))
	own.Facts.Group.Life = "rush-sale"
	g.Places = append(g.Places, own)
	begun := place(p, 202, saleFields(p))
	begun.Begun = map[string]bool{agenda.Occasion("sale", at("03-09 20:00")): true}
	g.Places = append(g.Places, begun)
	stands, _ := p.Place("morning")
	g.Runs = []agenda.Run{{ID: run, Book: book, Program: p, Group: 202, Zone: china, Facts: own.Facts, State: engine.State{At: stands, Start: "sale", Due: at("03-09 09:30"), Moment: at("03-09 20:00"), Fields: saleFields(p)}}}
	g.Runs[0].Facts.Group.Life = "long-term"
	all, _ := g.Lay()
	want(t, lines(all), `
		03-09 09:30 morning announcement planned in 51 groups
		03-09 09:30 morning announcement! planned
		03-09 10:30 morning announcement planned
		03-09 19:00 hour group planned in 53 groups
		03-09 19:00 rain2 todo planned in 53 groups
		03-09 19:50 ten group! planned in 52 groups
		03-09 19:50 ten group planned`)
	if all[0].Run != 0 || !slices.IsSorted(all[0].Groups) || all[2].Groups[0] != 200 {
		t.Errorf("the groups are %v, the run is %d", all[0].Groups, all[0].Run)
	}
}

// TestAConflictSaysInWhichGroups: once for all in which it is the same.
func TestAConflictSaysInWhichGroups(t *testing.T) {
	one, two := program(t, nine), program(t, evening)
	g := agenda.Given{Now: at("03-03 00:00"), From: at("03-04 00:00"), To: at("03-05 00:00"), Most: 100}
	for i := range 30 {
		g.Places = append(g.Places, place(one, id.Group(100+i), nil))
		if i%3 == 0 {
			other := place(two, id.Group(100+i), nil)
			other.Book = 6
			g.Places = append(g.Places, other)
		}
	}
	all, _ := g.Lay()
	found := agenda.Conflicts(all, usual(t), g.Now, china)
	if len(found) != 2 || len(found[0].Groups) != 10 || len(found[1].Groups) != 10 {
		t.Errorf("%d conflicts: %+v", len(found), found)
	}
	limits := usual(t)
	limits.Own = map[id.Group]plan.Caps{103: {Announcements: 5, Quiet: limits.All.Quiet, Evening: 24 * 60}}
	again := agenda.Conflicts(all, limits, g.Now, china)
	if len(again) != 2 || len(again[0].Groups) != 10 {
		t.Errorf("with one that differs, %d conflicts: %+v", len(again), again)
	}
}
