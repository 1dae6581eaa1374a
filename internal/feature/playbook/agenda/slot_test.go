package agenda_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
)

const noon = `
sop: 1
name: noon
title: 午间
per: group
start:
  - {id: daily, every: FREQ=DAILY, at: "12:00"}
steps:
  - {id: hello, say: {to: group, wordings: ["中午好。"]}}
`

func slot(request id.Request, group id.Group, when string) agenda.Slot {
	return agenda.Slot{Request: request, Group: group, At: at(when), Channel: agenda.InGroup, Title: "周六试吃", Department: "电商部", Text: "来试吃 {{什么}}", State: agenda.Planned}
}

// TestARequestStandsInTheCalendar: once for all its groups, its to-do with it and not
// beside it, and of what somebody may not see only that it is there.
func TestARequestStandsInTheCalendar(t *testing.T) {
	hidden := slot(2, shop, "03-05 15:00")
	hidden.Hidden = true
	g := agenda.Given{Now: at("03-04 12:00"), From: at("03-04 00:00"), To: at("03-06 00:00"), Most: 100,
		Slots: []agenda.Slot{slot(1, shop, "03-05 10:00"), slot(1, other, "03-05 10:00"), hidden, slot(3, shop, "03-04 09:00"), slot(4, shop, "03-09 09:00")},
		ToDos: []agenda.ToDo{{ID: 7, Group: shop, Request: 1, At: at("03-05 10:00"), Title: "周六试吃", Owner: "小雨"},
			{ID: 6, Group: other, Request: 1, At: at("03-05 10:00"), Title: "周六试吃", Owner: "小雨"},
			{ID: 8, Group: shop, Request: 9, At: at("03-05 11:00"), Title: "没有排期的"}}}
	all, _ := g.Lay()
	want(t, lines(all), `
		03-04 09:00 `+id.Show(id.Request(3))+` group waiting
		03-05 10:00 `+id.Show(id.Request(1))+` group planned in 2 groups
		03-05 11:00 没有排期的 todo waiting
		03-05 15:00 `+id.Show(id.Request(2))+` group planned`)
	one, secret := all[1], all[3]
	if one.Title.Hans != "周六试吃" || one.SOP.Hans != "需求 · 电商部" || one.Text != "来试吃 〔什么〕" || one.Request != 1 || !one.Asked {
		t.Errorf("a request is shown as %+v", one)
	}
	if secret.Request != 0 || secret.Text != "" || strings.Contains(secret.Title.Hans+secret.SOP.Hans, "试吃") || strings.Contains(secret.SOP.Hans, "电商部") || !secret.Asked {
		t.Errorf("a request that is not to be seen is shown as %+v", secret)
	}
}

// TestARequestTooNearToAnSOP: within the same hour, in the same group, and said together.
func TestARequestTooNearToAnSOP(t *testing.T) {
	near := func(change func(*agenda.Slot)) int {
		s := slot(1, shop, "03-05 12:59")
		change(&s)
		g := agenda.Given{Now: at("03-04 13:00"), From: at("03-05 00:00"), To: at("03-06 00:00"), Most: 100, Slots: []agenda.Slot{s}, Places: []agenda.Place{place(program(t, noon), shop, nil)}}
		all, _ := g.Lay()
		found := agenda.Conflicts(all, usual(t), g.Now, china)
		for _, c := range found {
			if !strings.Contains(c.Why.Hans, "不到一小时") || len(c.What) != 2 || c.Groups[0] != shop || len(c.Groups) != 1 || c.Remedy.Hans == "" {
				t.Errorf("the conflict is %+v", c)
			}
		}
		return len(found)
	}
	for name, c := range map[string]struct {
		change func(*agenda.Slot)
		want   int
	}{
		"59 minutes after":          {func(*agenda.Slot) {}, 1},
		"59 minutes before":         {func(s *agenda.Slot) { s.At = at("03-05 11:01") }, 1},
		"in the same minute":        {func(s *agenda.Slot) { s.At = at("03-05 12:00") }, 1},
		"an hour after":             {func(s *agenda.Slot) { s.At = at("03-05 13:00") }, 0},
		"in another group":          {func(s *agenda.Slot) { s.Group = other }, 0},
		"in private":                {func(s *agenda.Slot) { s.Channel = agenda.Private }, 0},
		"it is not done any more":   {func(s *agenda.Slot) { s.State = agenda.Skipped }, 0},
		"which, nobody may see":     {func(s *agenda.Slot) { s.Hidden = true }, 1},
		"by Moments, at their time": {func(s *agenda.Slot) { s.Channel, s.Group = agenda.Moments, 0 }, 0},
	} {
		if n := near(c.change); n != c.want {
			t.Errorf("%s: %d conflicts, want %d", name, n, c.want)
		}
	}
}

// TestARequestCountsLikeAnythingSaid: a second announcement of the day is one too many.
func TestARequestCountsLikeAnythingSaid(t *testing.T) {
	s := slot(1, shop, "03-05 18:00")
	s.Channel = agenda.Announcement
	g := agenda.Given{Now: at("03-04 13:00"), From: at("03-05 00:00"), To: at("03-06 00:00"), Most: 100, Slots: []agenda.Slot{s},
		Places: []agenda.Place{place(program(t, strings.Replace(noon, "to: group", "to: announcement", 1)), shop, nil)}}
	all, _ := g.Lay()
	if found := agenda.Conflicts(all, usual(t), g.Now, china); len(found) != 1 || !strings.Contains(found[0].Why.Hans, "两条公告") {
		t.Errorf("the conflicts are %+v", found)
	}
}

const care = `
sop: 1
name: care
title: 生日
per: member
fields:
  - {name: 钟点, from: form, kind: clock, default: "10:00"}
start:
  - {id: birthday, yearly: birthday, at: "{{钟点}}"}
if: member.consent
steps:
  - {id: word, say: {to: member, wordings: ["{{昵称}}，生日快乐。{{群名}}"]}}
  - {id: look, after: 2h, task: {do: "问问 {{昵称}}", due: 1h}}
`

func whoseDay(member uint32, agreed bool) agenda.Coming {
	return agenda.Coming{Book: book, Group: shop, Member: member, Fields: map[string]string{"钟点": "10:00"}, Zone: china, Start: "birthday", Moment: at("03-06 10:00"), Due: at("03-06 10:00"),
		Facts: cond.Facts{Member: cond.Member{Consent: agreed}}, Known: map[string]string{"昵称": "小" + string(rune('甲'+rune(member))), "群名": "河边"}}
}

// TestDaysThatCome: of those who agreed, together where they fall together, and named by
// no one's name.
func TestDaysThatCome(t *testing.T) {
	p := program(t, care)
	g := agenda.Given{Now: at("03-04 12:00"), From: at("03-04 00:00"), To: at("03-08 00:00"), Most: 100, Coming: []agenda.Coming{whoseDay(1, true), whoseDay(2, false), whoseDay(3, true)}}
	for i := range g.Coming {
		g.Coming[i].Program = p
	}
	all, _ := g.Lay()
	want(t, lines(all), `
		03-06 10:00 word member? planned ×2
		03-06 12:00 look todo? planned ×2`)
	if all[0].Text != "〔昵称〕，生日快乐。河边" {
		t.Errorf("to two it is said %q", all[0].Text)
	}
}

// TestWhatWaitsForItsStageSaysSo, and is no one with what waits for nothing; before its
// stage is reached nothing is done.
func TestWhatWaitsForItsStageSaysSo(t *testing.T) {
	p := program(t, noon)
	reached, second, unagreed := place(p, shop, nil), place(p, other, nil), place(p, 13, nil)
	second.Stage, second.Reached, unagreed.Stage = 2, at("03-06 00:00"), agenda.Unagreed
	g := agenda.Given{Now: at("03-04 13:00"), From: at("03-05 00:00"), To: at("03-07 00:00"), Most: 100, Places: []agenda.Place{reached, second, unagreed}}
	all, _ := g.Lay()
	var got []string
	for _, e := range all {
		got = append(got, fmt.Sprint(e.At.In(china).Format("02"), e.Groups, e.Held, e.Stage))
	}
	if text := strings.Join(got, "; "); text != "05[11 13] [13] -1; 06[11 12 13] [12 13] -2" {
		t.Errorf("the days hold %s", text)
	}
}

// TestADayHasOneNameBeforeAndAfter: whoever subscribed to the calendar sees it once.
func TestADayHasOneNameBeforeAndAfter(t *testing.T) {
	p := program(t, care)
	one := whoseDay(1, true)
	one.Program = p
	before := agenda.Given{Now: at("03-04 12:00"), From: at("03-04 00:00"), To: at("03-08 00:00"), Most: 100, Coming: []agenda.Coming{one}}
	s := p.Begin("birthday", one.Moment, one.Fields)
	s.Due = one.Due
	after := agenda.Given{Now: one.Due.Add(-time.Second), From: before.From, To: before.To, Most: 100, Runs: []agenda.Run{{ID: run, Book: book, Program: p, Group: shop, Member: 1, Zone: china,
		Occasion: "yearly/birthday/" + strconv.FormatInt(one.Moment.UnixMilli(), 10), State: s}}}
	was, _ := before.Lay()
	is, _ := after.Lay()
	if len(was) != 2 || len(is) != 2 || was[0].UID != is[0].UID || was[1].UID != is[1].UID || was[0].UID == was[1].UID {
		t.Errorf("it was %v and is %v", was, is)
	}
}

// TestClocksThatAreMoved: what is done daily is done once on the day on which an hour is
// lacking, and once on the day that has one twice.
func TestClocksThatAreMoved(t *testing.T) {
	york, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	for clock, days := range map[string]map[string]string{
		"2:30": {"2030-03-09": "02:30", "2030-03-10": "03:00", "2030-03-11": "02:30"},
		"1:30": {"2030-11-02": "01:30", "2030-11-03": "01:30", "2030-11-04": "01:30"},
	} {
		p := place(program(t, strings.Replace(noon, "12:00", clock, 1)), shop, nil)
		p.Zone = york
		uids := map[string]bool{}
		for day, want := range days {
			from, err := time.ParseInLocation(time.DateOnly, day, york)
			if err != nil {
				t.Fatal(err)
			}
			g := agenda.Given{Now: from.AddDate(0, 0, -7), From: from, To: from.AddDate(0, 0, 1), Most: 100, Places: []agenda.Place{p}}
			all, _ := g.Lay()
			if len(all) != 1 || all[0].At.In(york).Format("15:04") != want {
				t.Errorf("at %s on %s: %s", clock, day, lines(all))
				continue
			}
			uids[all[0].UID] = true
		}
		if len(uids) != 3 {
			t.Errorf("three days have %d names", len(uids))
		}
	}
}
