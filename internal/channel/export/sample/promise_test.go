package sample

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
)

// juneOnce is the sample of the ordinary day, which the tests only look at.
var juneOnce = sync.OnceValues(func() (*exporttest.Recorder, error) {
	rec := new(exporttest.Recorder)
	_, err := Tell(context.Background(), 20260217, ordinaryDay, rec)
	return rec, err
})

func june(t *testing.T) *exporttest.Recorder {
	t.Helper()
	rec, err := juneOnce()
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// chat is what a test sees of one group: days are counted from the anchor,
// yesterday is −1.
type chat struct {
	t      *testing.T
	anchor time.Time
	kinds  map[event.NativeUser]export.PersonKind
	events []event.Event
}

func chats(t *testing.T, now time.Time, rec *exporttest.Recorder) map[string]*chat {
	t.Helper()
	y, m, d := now.In(zone).Date()
	kinds := map[event.NativeUser]export.PersonKind{}
	for _, p := range rec.Persons {
		kinds[p.ID] = p.Kind
	}
	byID, out := map[event.NativeChat]*chat{}, map[string]*chat{}
	for _, g := range rec.Groups {
		c := &chat{t: t, anchor: time.Date(y, m, d, 0, 0, 0, 0, zone), kinds: kinds}
		if out[g.Name] != nil {
			t.Fatalf("two groups are called %s", g.Name)
		}
		byID[g.Chat], out[g.Name] = c, c
	}
	for _, e := range rec.Events {
		byID[e.Chat].events = append(byID[e.Chat].events, e)
	}
	return out
}

func (c *chat) day(e *event.Event) int {
	return int((e.At.Sub(c.anchor)+1000*24*time.Hour)/(24*time.Hour)) - 1000
}

// said returns the messages of one kind of people that count as said.
func (c *chat) said(kind export.PersonKind) []event.Event {
	var out []event.Event
	for _, e := range c.events {
		if e.Kind == event.Message && e.Form != event.Poke && c.kinds[e.Actor.ID] == kind {
			out = append(out, e)
		}
	}
	return out
}

// speakers counts the different people who spoke on each day.
func (c *chat) speakers() map[int]int {
	seen, out := map[[2]any]bool{}, map[int]int{}
	for _, e := range c.said(export.Human) {
		if k := [2]any{c.day(&e), e.Actor.ID}; !seen[k] {
			seen[k] = true
			out[c.day(&e)]++
		}
	}
	return out
}

// silentDays are whole days since a person last spoke.
func (c *chat) silentDays() int {
	said := c.said(export.Human)
	if len(said) == 0 {
		c.t.Fatal("no person ever spoke")
	}
	return int(c.anchor.Sub(said[len(said)-1].At) / (24 * time.Hour))
}

func TestGroupsLiveAsPlanned(t *testing.T) {
	all := chats(t, ordinaryDay, june(t))
	for name, want := range map[string][2]int{
		"河边生鲜·会员群": {0, 0}, "河边生鲜·福利群": {0, 3}, "柳荫店 · 邻里群": {0, 0}, "妈妈厨房": {0, 0}, "早市接龙群": {0, 0},
		"码头店 · 老客群": {15, 26}, "素食互助群": {15, 26}, "鲜奶周订群": {15, 26},
		"开业尝鲜群": {200, 230}, "整箱拼单快团": {140, 165}, "邻居菜谱交换群": {95, 115}, "码头店 · 晚餐搭子群": {60, 75}, "桥头店 · 优惠券群": {35, 50},
		"牛羊肉拼单群": {0, 3}, "周日学做菜": {0, 7}, "每日特价通知群": {0, 6},
	} {
		if got := all[name].silentDays(); got < want[0] || got > want[1] {
			t.Errorf("%s has been silent for %d days, want %d to %d", name, got, want[0], want[1])
		}
	}
	for name, p := range planned() {
		c := all[name]
		if p.ways == flash {
			p.born = flashAhead + 4 // from the Wednesday before the Saturday before 17 June 2026
		}
		if first := c.day(&c.events[0]); first != -p.born {
			t.Errorf("%s begins on day %d, want %d", name, first, -p.born)
		}
		if !p.daily {
			continue
		}
		for d, n := -7, c.speakers(); d < 0; d++ {
			if n[d] < 3 || n[0] == 0 {
				t.Errorf("%s: %d people on day %d, %d at midnight", name, n[d], d, n[0])
			}
		}
	}
}

func planned() map[string]plan {
	out := map[string]plan{}
	for _, p := range plans() {
		out[p.name] = p
	}
	return out
}

func TestFadingGroupsFade(t *testing.T) {
	all := chats(t, ordinaryDay, june(t))
	for name, p := range planned() {
		before, now := 0, 0
		for d, n := range all[name].speakers() {
			switch {
			case d >= -27:
				now += n
			case d >= -55:
				before += n
			}
		}
		switch {
		case p.fading && (before < 20 || now*10 > before*4 || now == 0):
			t.Errorf("%s has %d people-days after %d; it should fade", name, now, before)
		case !p.fading && p.last == 0 && p.hush[0] == 0 && p.born > 60 && now*10 < before*5:
			t.Errorf("%s has %d people-days after %d; it should not fade", name, now, before)
		}
	}
}

func TestQuietBuyersOnlySignUp(t *testing.T) {
	c := chats(t, ordinaryDay, june(t))["鲜奶周订群"]
	recent := 0
	for _, e := range c.said(export.Human) {
		if c.day(&e) < -28 {
			continue
		}
		if e.Form != event.Chain {
			t.Errorf("on day %d somebody says %q", c.day(&e), e.Body)
		}
		recent++
	}
	if recent < 5 {
		t.Errorf("%d entries in 28 days", recent)
	}
}

func TestRevivedGroupWasSilentForWeeks(t *testing.T) {
	c := chats(t, ordinaryDay, june(t))["牛羊肉拼单群"]
	said := c.said(export.Human)
	for i := 1; i < len(said); i++ {
		if said[i].At.Sub(said[i-1].At) > 28*24*time.Hour && c.day(&said[i]) > -28 {
			return
		}
	}
	t.Error("no silence of four weeks ended in the last four")
}

func TestSundayGroupMeetsOnSundays(t *testing.T) {
	c := chats(t, ordinaryDay, june(t))["周日学做菜"]
	met, other := map[int]int{}, 0
	for _, e := range c.said(export.Human) {
		if d := c.day(&e); e.At.In(zone).Weekday() == time.Sunday && e.At.In(zone).Hour() >= 19 {
			met[d]++
		} else {
			other++
		}
	}
	for d, n := range c.speakers() {
		if met[d] >= 15 && n < 4 {
			t.Errorf("on day %d only %d people came", d, n)
		}
	}
	if len(met) < 30 || other > 30 {
		t.Errorf("they met on %d Sundays and said %d things on other days", len(met), other)
	}
}

func TestSelfTalkPostsByTheClock(t *testing.T) {
	c := chats(t, ordinaryDay, june(t))["每日特价通知群"]
	posts := map[int]map[int]bool{}
	for _, e := range c.said(export.Staff) {
		for i, at := range punctualTimes() {
			of := e.At.In(zone).Hour()*hour + e.At.In(zone).Minute()*minute
			if e.Form == event.Text && of >= at-3*minute && of <= at+4*minute {
				if posts[c.day(&e)] == nil {
					posts[c.day(&e)] = map[int]bool{}
				}
				posts[c.day(&e)][i] = true
			}
		}
	}
	for d := -28; d < 0; d++ {
		if len(posts[d]) != 4 {
			t.Errorf("on day %d there are %d of the four posts", d, len(posts[d]))
		}
	}
	if people := len(c.said(export.Human)); people*3 > len(c.said(export.Staff)) {
		t.Errorf("people say %d things to %d posts", people, len(c.said(export.Staff)))
	}
}

// isQuestion holds a text against the questions of the phrases.
func isQuestion(s string) bool {
	for _, w := range []string{"吗", "没", "几", "多少", "怎么", "能不能", "有没有", "什么时候", "哪", "会不会", "是不是", "多久"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// answered counts questions of the last 28 days and those that staff answered.
func (c *chat) answered() (asked, answered int) {
	for i, e := range c.events {
		if e.Kind != event.Message || e.Form != event.Text || c.kinds[e.Actor.ID] != export.Human || c.day(&e) < -28 || !isQuestion(e.Body) {
			continue
		}
		asked++
		if slices.ContainsFunc(c.events[i+1:], func(f event.Event) bool {
			soon := f.At.Sub(e.At) < 30*time.Minute && f.Form == event.Text
			return c.kinds[f.Actor.ID] == export.Staff && f.Kind == event.Message && (soon || f.ReplyTo == e.NativeID)
		}) {
			answered++
		}
	}
	return asked, answered
}

func TestQuestionsAreAnsweredExceptWhereThePlanSaysNot(t *testing.T) {
	all := chats(t, ordinaryDay, june(t))
	if asked, got := all["新品试吃报名群"].answered(); asked < 15 || got*3 > asked {
		t.Errorf("the group that is not listened to: %d of %d answered", got, asked)
	}
	if asked, got := all["有事找店长"].answered(); asked < 30 || got*10 < asked*7 {
		t.Errorf("the group to ask the shop: %d of %d answered", got, asked)
	}
}

func TestLastNightIsLeftOpen(t *testing.T) {
	c := chats(t, ordinaryDay, june(t))["码头店 · 海鲜群"]
	var after []event.Event
	for _, e := range c.events {
		if e.Kind == event.Message && e.At.After(c.anchor.Add(-3*time.Hour)) {
			after = append(after, e)
		}
	}
	if len(after) != 2 || !isQuestion(after[0].Body) || after[1].Body != "在吗" || after[0].Actor == after[1].Actor ||
		!after[1].At.Equal(c.anchor.Add(-time.Hour)) {
		t.Errorf("last night there was %+v", after)
	}
}

func TestPeopleNoonEveningAndNight(t *testing.T) {
	rec := june(t)
	var hours [24]int
	forms, wrote := map[event.Form]int{}, map[event.NativeUser]int{}
	all := 0
	for _, c := range chats(t, ordinaryDay, rec) {
		for _, e := range c.said(export.Human) {
			hours[e.At.In(zone).Hour()]++
			wrote[e.Actor.ID]++
			forms[e.Form]++
			all++
		}
		for _, e := range c.said(export.Staff) {
			forms[e.Form]++
		}
	}
	peak, other := min(hours[12], hours[20], hours[21]), 0
	for h, n := range hours {
		if h != 12 && h != 20 && h != 21 {
			other = max(other, n)
		}
		if h < 5 && n*1000 > all {
			t.Errorf("%d of %d messages in the night at %d", n, all, h)
		}
	}
	if peak <= other {
		t.Errorf("noon and the evening are no peaks: %v", hours)
	}
	counts := make([]int, 0, len(wrote))
	for _, n := range wrote {
		counts = append(counts, -n)
	}
	slices.Sort(counts)
	top := 0
	for _, n := range counts[:len(counts)/10] {
		top -= n
	}
	if share := float64(top) / float64(all); share < 0.35 || share > 0.9 {
		t.Errorf("the loudest tenth write %.2f of everything", share)
	}
	for _, f := range []event.Form{event.Text, event.Voice, event.Picture, event.Video, event.Sticker, event.Link, event.Quote, event.Chain, event.Red} {
		if forms[f] < 10 {
			t.Errorf("only %d messages of form %d", forms[f], f)
		}
	}
}

func TestSpringFestivalIsQuiet(t *testing.T) {
	eve := time.Date(2026, 2, 16, 0, 0, 0, 0, zone)
	quiet, usual := 0, 0
	for _, e := range june(t).Events {
		switch after := e.At.Sub(eve); {
		case after >= 0 && after < 8*24*time.Hour:
			quiet++
		case after >= 30*24*time.Hour && after < 38*24*time.Hour:
			usual++
		}
	}
	if quiet == 0 || quiet*4 > usual {
		t.Errorf("%d events over the holidays, %d in as many days a month later", quiet, usual)
	}
}

// TestNewYearsAreNewMoonsOfTheRightMonth keeps typing errors out of the table.
func TestNewYearsAreNewMoonsOfTheRightMonth(t *testing.T) {
	const month = 29.530588
	known := time.Date(2026, 2, 17, 0, 0, 0, 0, zone)
	for i, f := range newYears {
		d := time.Date(f.year, f.month, f.day, 0, 0, 0, 0, zone)
		moons := d.Sub(known).Hours() / 24 / month
		if off := moons - float64(int(moons+1000.5)-1000); off*month > 1 || off*month < -1 {
			t.Errorf("%v is %.1f days off the new moon", d, off*month)
		}
		if day := d.YearDay(); day < 21 || day > 52 || f.year != newYears[0].year+i {
			t.Errorf("%v is no first day of a Chinese year", d)
		}
	}
}

func TestTheShopSleepsAtNight(t *testing.T) {
	for name, c := range chats(t, ordinaryDay, june(t)) {
		for _, e := range append(c.said(export.Staff), c.said(export.Bot)...) {
			if of := e.At.In(zone).Hour()*60 + e.At.In(zone).Minute(); of < 7*60+45 || of > 22*60+5 {
				t.Errorf("%s: %s writes at %v", name, e.Actor.Name, e.At.In(zone))
			}
		}
	}
}
