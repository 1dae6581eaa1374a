package agenda_test

import (
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
	"github.com/huoshui/huoshui/internal/feature/playbook/plan"
)

const evening = `
sop: 1
name: evening
title: 晚上
per: group
owner: 值班人
start:
  - {id: daily, every: FREQ=DAILY, at: "9:00"}
steps:
  - id: notice
    say: {to: announcement, wordings: ["今天有活动。"]}
  - id: here
    at: T0 12:00
    if: group.life == 'flash'
    say: {to: announcement, wordings: ["还有活动。"]}
  - id: late
    at: T0 23:00
    say: {to: group, wordings: ["晚安。"]}
`

// TestConflictsOfACalendar: between SOPs, with the night, and none with what most likely
// is not done, in another group, or is over.
func TestConflictsOfACalendar(t *testing.T) {
	one, two := program(t, nine), program(t, evening)
	second := place(two, shop, nil)
	second.Book = 6
	elsewhere := place(two, other, nil)
	elsewhere.Book = 6
	loose := usual(t)
	loose.Own = map[id.Group]plan.Caps{shop: {Announcements: 9, Selling: 9, AtAll: 9}}
	quietly, err := plan.Usual()
	if err != nil {
		t.Fatal(err)
	}
	loose.Own[shop] = plan.Caps{Announcements: 9, Selling: 9, AtAll: 9, Quiet: quietly.Quiet, Evening: 24 * 60}
	for name, c := range map[string]struct {
		places []agenda.Place
		limits agenda.Limits
		now    string
		want   string
	}{
		"alone":            {[]agenda.Place{place(one, shop, nil)}, usual(t), "03-03 00:00", ""},
		"at the same time": {[]agenda.Place{place(one, shop, nil), second}, usual(t), "03-03 00:00", "hello+notice 同一分钟; late 免打扰"},
		"elsewhere":        {[]agenda.Place{place(one, shop, nil), elsewhere}, usual(t), "03-03 00:00", "late 免打扰"},
		"by its own rules": {[]agenda.Place{second}, loose, "03-03 00:00", "late 免打扰"},
		"when it is over":  {[]agenda.Place{place(one, shop, nil), second}, usual(t), "03-04 23:30", ""},
	} {
		g := agenda.Given{Now: at("03-03 00:00"), From: at("03-04 00:00"), To: at("03-05 00:00"), Most: 100, Places: c.places}
		all, _ := g.Lay()
		var got []string
		for _, found := range agenda.Conflicts(all, c.limits, at(c.now), china) {
			var steps []string
			for _, i := range found.What {
				steps = append(steps, all[i].Step.ID)
			}
			why := "?"
			for _, word := range []string{"同一分钟", "免打扰", "两条公告"} {
				if strings.Contains(found.Why.Hans, word) {
					why = word
				}
			}
			if found.Remedy.Hans == "" {
				t.Errorf("%s: nothing is said to do about %s", name, found.Why.Hans)
			}
			got = append(got, strings.Join(steps, "+")+" "+why)
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: the conflicts are %q, want %q", name, strings.Join(got, "; "), c.want)
		}
	}
}

// TestTheGatesOwnCapsCount: two announcements a day where one is allowed, and where two
// are.
func TestTheGatesOwnCapsCount(t *testing.T) {
	two := strings.ReplaceAll(evening, "    if: group.life == 'flash'\n", "")
	p := program(t, two)
	g := agenda.Given{Now: at("03-03 00:00"), From: at("03-04 00:00"), To: at("03-05 00:00"), Most: 100, Places: []agenda.Place{place(p, shop, nil)}}
	all, _ := g.Lay()
	limits := usual(t)
	count := func() (n int) {
		for _, c := range agenda.Conflicts(all, limits, g.Now, china) {
			if strings.Contains(c.Why.Hans, "公告") {
				n++
			}
		}
		return n
	}
	if n := count(); n != 1 {
		t.Errorf("of two announcements %d are one too many", n)
	}
	limits.All.Announcements = 2
	if n := count(); n != 0 {
		t.Errorf("where two may be, %d are too many", n)
	}
}
