package playbook_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// TestGroupsThatWaitForTheirStageAreShown: all of them while a second person has to agree,
// then each by its stage and from when that is reached; never those that lack something.
func TestGroupsThatWaitForTheirStageAreShown(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		b := s.onGroups(hourly, 70, 7)
		var groups []id.Group
		for n := range 70 {
			groups = append(groups, id.Group(100+n))
		}
		at := func(hours int) string {
			var stages []string
			s.write(func(tx *db.Tx) error {
				from := s.now.Truncate(time.Hour).Add(time.Duration(hours)*time.Hour - time.Minute)
				all, cut, err := s.s.Agenda(t.Context(), tx, ws, groups, from, from.Add(2*time.Minute))
				if cut {
					t.Error("it is cut")
				}
				for _, e := range all {
					stages = append(stages, fmt.Sprintf("%d of %d for %d", len(e.Held), len(e.Groups), e.Stage))
				}
				return err
			})
			slices.Sort(stages)
			return strings.Join(stages, " ")
		}
		want := func(hours int, what string) {
			t.Helper()
			if got := at(hours); got != what {
				t.Errorf("in %d hours there are %q, want %q", hours, got, what)
			}
		}
		want(1, "")
		if err := s.launches(b, 5, 72*time.Hour); err != nil {
			t.Fatal(err)
		}
		want(1, "63 of 63 for -1")
		if err := s.s.Decide(t.Context(), ws, b.ID, 6, true, ""); err != nil {
			t.Fatal(err)
		}
		want(1, "0 of 5 for 0")
		want(73, "45 of 50 for 2")
		want(145, "58 of 63 for -2")
		if err := s.s.Further(t.Context(), ws, b.ID); err != nil {
			t.Fatal(err)
		}
		want(1, "0 of 50 for 0")
		want(73, "13 of 63 for 3")
		s.turns(b, playbook.Off)
		want(73, "")
	})
}

// TestADeclinedSOPIsNotShown, and one that a person lets loose by hand is shown from now
// on.
func TestADeclinedSOPIsNotShown(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		count := func() (n int) {
			s.write(func(tx *db.Tx) error {
				all, _, err := s.s.Agenda(t.Context(), tx, ws, []id.Group{100, 101, 102, 103, 104, 105}, s.now, s.now.Add(time.Hour+time.Second))
				for _, e := range all {
					n += len(e.Groups)
				}
				return err
			})
			return n
		}
		few := s.onGroups(hourly, 6, 0)
		if err := s.launches(few, 5, 0); err != nil || count() != 6 {
			t.Errorf("of six groups %d are shown: %v", count(), err)
		}
		s.turns(few, playbook.Off)
		many := s.onGroups(strings.ReplaceAll(hourly, "name: hourly", "name: more"), 60, 0)
		if err := s.launches(many, 5, 0); err != nil {
			t.Fatal(err)
		}
		if err := s.s.Decide(t.Context(), ws, many.ID, 6, false, "太多了"); err != nil || count() != 0 {
			t.Errorf("what was declined is in %d groups: %v", count(), err)
		}
	})
}

const caring = `
sop: 1
name: caring
title: 生日问候
per: member
owner: 群主
start:
  - {id: birthday, yearly: birthday, at: "10:00"}
  - {id: still, silent: 28d}
if: member.consent
steps:
  - {id: word, title: 生日快乐, say: {to: member, wordings: ["{{昵称}}，生日快乐。"]}}
`

// TestBirthdaysThatComeAreShown, of those who agreed; and it is said that nobody can tell
// whose silence will last.
func TestBirthdaysThatComeAreShown(t *testing.T) {
	k := newDesk(t)
	k.h.people = map[uint32]cond.Member{1: {Consent: true}, 2: {Consent: true}, 3: {}, 4: {Consent: true}}
	k.h.days = map[uint32]when.Yearly{1: {Month: 1, Day: 8}, 2: {Month: 1, Day: 8}, 3: {Month: 1, Day: 8}, 4: {Month: 3, Day: 12}}
	for m := range uint32(4) {
		k.days = append(k.days, playbook.Subject{Group: shop, Member: m + 1})
	}
	k.starts(caring, nil, shop)
	page := k.get("/calendar", 200)
	if strings.Count(page, `class="cal-e`) != 1 || !strings.Contains(page, "2 位群成员") || !strings.Contains(page, "人一开口就重新算") || !strings.Contains(page, "生日问候") {
		t.Errorf("January has %s", mainPart.FindString(page))
	}
	if page := k.get("/calendar?date=2030-02-08", 200); !strings.Contains(page, "下一件在 3 月 12 日") {
		t.Errorf("it is not said when the next is: %s", mainPart.FindString(page))
	}
	if page := k.get("/calendar?view=day&date=2030-01-08", 200); !strings.Contains(page, "〔昵称〕，生日快乐") || strings.Contains(page, "第1位") {
		t.Errorf("the day has %s", mainPart.FindString(page))
	}
	here := k.stage.ofDesk(k.ws) // the day before, in the workspace's own zone
	here.passes(5*24*time.Hour, false)
	k.stage.now = here.now
	k.h.gone[playbook.Subject{Group: shop, Member: 2}] = true
	if page := k.get("/calendar", 200); !strings.Contains(page, "1 位群成员") {
		t.Error("who has left is waited for")
	}
	k.h.gone[playbook.Subject{Group: shop, Member: 1}] = true
	if page := k.get("/calendar", 200); strings.Contains(page, "位群成员") {
		t.Error("whoever has left is waited for")
	}
}

// TestRequestsStandOnTheCalendar: with what is in their way, by themselves and in the feed,
// and not where one SOP is looked at.
func TestRequestsStandOnTheCalendar(t *testing.T) {
	k := newDesk(t)
	sale := strings.TrimPrefix(k.starts(k.ready("rush-sale"), saleForm(), shop), "/playbooks/")
	at := time.Date(2030, 1, 12, 2, 0, 0, 0, time.UTC) // ten in the morning, half an hour after what the sale says
	k.slots = []agenda.Slot{{Request: 5, Group: shop, At: at, Channel: agenda.InGroup, Title: "周六试吃 <b>", Department: "电商部", Text: "来试吃", State: agenda.Planned},
		{Request: 6, Group: other, At: at, Channel: agenda.InGroup, Title: "不该看见", Hidden: true, State: agenda.Planned}}
	k.golden("calendar_day_requests", k.get("/calendar?view=day&date=2030-01-12", 200))
	k.lang = "en"
	k.golden("calendar_week_requests_en", k.get("/calendar?view=week&date=2030-01-12", 200))
	k.lang = "zh-CN"
	if page := k.get("/calendar?view=day&date=2030-01-12&sop="+sale, 200); strings.Contains(page, "试吃") || strings.Contains(page, "别的部门") {
		t.Error("a request is an SOP's")
	}
	k.post("/calendar/feed/close", url.Values{})
	k.body(k.do("POST", "/w/"+id.Show(k.ws)+"/calendar/feed/make", url.Values{}), http.StatusOK)
	feed := strings.ReplaceAll(k.body(k.do("GET", "/calendar/SECRET.ics", nil), 200), "\r\n ", "")
	for _, want := range []string{"SUMMARY:青禾一群 · 周六试吃 <b>\r\n", "/requests/" + id.Show(id.Request(5)), "SUMMARY:青禾二群 <b> · 别的部门的需求", "/requests/calendar"} {
		if !strings.Contains(feed, want) {
			t.Errorf("%q is not in\n%s", want, feed)
		}
	}
	if strings.Contains(feed, "不该看见") {
		t.Error("the feed tells of a request that is not to be seen")
	}
	k.seen = []id.Group{other}
	if page := k.get("/calendar?view=week&date=2030-01-12", 200); strings.Contains(page, "试吃") || !strings.Contains(page, "别的部门的需求") {
		t.Error("requests in other groups are shown")
	}
}

// TestTheMonthGoesOnAtItsEnd: what is planned for the week after is seen without turning
// the page.
func TestTheMonthGoesOnAtItsEnd(t *testing.T) {
	k := newDesk(t)
	k.starts(morning, nil, shop)
	k.stage.now = time.Date(2030, 3, 31, 4, 0, 0, 0, time.UTC) // a Sunday, the last of March
	if page := k.get("/calendar", 200); !strings.Contains(page, `datetime="2030-04-07"`) {
		t.Error("the first week of April is not there")
	}
	if page := k.get("/calendar?date=2030-04-10", 200); strings.Contains(page, `datetime="2030-05-12"`) {
		t.Error("a month that is not this one goes on, too")
	}
}
