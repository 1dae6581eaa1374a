package agenda_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
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
			{ID: 33, Group: other, At: at("03-12 18:00"), Title: "别的群的", Run: 99, Step: "far"},
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
		03-12 18:00 别的群的 todo waiting
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
		g.Runs = append(g.Runs, agenda.Run{ID: run + id.Run(i), Book: book, Program: p, Group: shop, Member: true, Zone: china, Occasion: fmt.Sprint("on/joined/", i),
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
	for i := range 50 {
		g.Places = append(g.Places, place(p, id.Group(100+i), nil))
	}
	all, cut := g.Lay()
	if len(all) != 20 || !cut || !all[19].At.Equal(at("03-01 09:00")) {
		t.Errorf("%d are kept, cut is %v, the last is at %s", len(all), cut, all[len(all)-1].At)
	}
}

// TestTheSameInManyGroupsIsOneLine, as long as it stands alike.
func TestTheSameInManyGroupsIsOneLine(t *testing.T) {
	p := program(t, nine)
	g := agenda.Given{Now: at("03-01 00:00"), From: at("03-04 00:00"), To: at("03-06 00:00"), Most: 100, Places: []agenda.Place{place(p, shop, nil), place(p, other, nil)}}
	all, _ := g.Lay()
	folded := agenda.Fold(all, []int{0, 1, 2, 3})
	if len(folded) != 2 || len(folded[0].Groups) != 2 || folded[1].At.Equal(folded[0].At) {
		t.Errorf("there are %d lines of %d entries", len(folded), len(all))
	}
}
