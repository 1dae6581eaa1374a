package playbook_test

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/library"
	"github.com/huoshui/huoshui/internal/feature/playbook/plan"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// diary is what the calendar asks of the rest of the house, for a test.
type diary struct {
	deps
	k *desk
}

func (d diary) Groups(ctx context.Context, tx *db.Tx, in id.Workspace, scope auth.Scope) ([]playbook.GroupName, error) {
	all, err := d.deps.Groups(ctx, tx, in, scope)
	if d.k.seen != nil {
		all = slices.DeleteFunc(all, func(g playbook.GroupName) bool { return !slices.Contains(d.k.seen, g.ID) })
	}
	return all, err
}

func (d diary) ToDos(_ context.Context, _ *db.Tx, in id.Workspace, _ id.User, from, to time.Time, _ int) (out []agenda.ToDo, err error) {
	for _, t := range d.k.todos {
		if in == d.own && !t.At.Before(from) && t.At.Before(to) {
			out = append(out, t)
		}
	}
	return out, nil
}

func (d diary) Limits(context.Context, *db.Tx, id.Workspace) (agenda.Limits, error) {
	caps, err := plan.Usual()
	return agenda.Limits{All: caps}, err
}

func (d diary) Slots(_ context.Context, _ *db.Tx, in id.Workspace, _ playbook.Reader, groups []id.Group, from, to time.Time) (out []agenda.Slot, err error) {
	for _, s := range d.k.slots {
		if in == d.own && slices.Contains(groups, s.Group) && !s.At.Before(from) && s.At.Before(to) {
			out = append(out, s)
		}
	}
	return out, nil
}

func (d diary) DaysOf(_ context.Context, _ *db.Tx, _ id.Workspace, kind string, groups []id.Group, _ []when.Date, _ int) (out []playbook.Subject, more bool, err error) {
	for _, s := range d.k.days {
		if kind == engine.Birthday && slices.Contains(groups, s.Group) {
			out = append(out, s)
		}
	}
	return out, false, nil
}

func (d diary) Reader(context.Context, *db.Tx, id.Workspace, id.User) (playbook.Reader, error) {
	if d.k.left {
		return playbook.Reader{}, fault.New(fault.NotFound, i18n.Text{Hans: "人走了。", Hant: "人走了。", En: "Gone."}.With())
	}
	zone, err := time.LoadLocation("Asia/Shanghai")
	return playbook.Reader{Scope: auth.Everything(), Zone: zone, Lang: d.k.reads, Kind: d.k.kind}, err
}

// ready is how an SOP of the library is written.
func (k *desk) ready(name string) string {
	k.t.Helper()
	r, err := script.NewReader()
	k.must(err)
	all, err := library.All(r)
	k.must(err)
	i := slices.IndexFunc(all, func(e library.Entry) bool { return e.Playbook.Name == name })
	return all[i].Text.Hans
}

// starts saves an SOP in the desk's workspace and lets it run in groups.
func (k *desk) starts(text string, fields map[string]string, groups ...id.Group) string {
	k.t.Helper()
	at := k.post("/playbook-new", url.Values{"text": {text}})
	var places []playbook.Place
	for _, g := range groups {
		places = append(places, playbook.Place{Group: g, Fields: fields})
	}
	b, err := id.Parse[id.Playbook](strings.TrimPrefix(at, "/playbooks/"))
	k.must(err)
	k.must(k.s.Put(k.t.Context(), k.ws, b, places))
	k.must(k.s.Switch(k.t.Context(), k.ws, b, playbook.On))
	return at
}

// saleForm is what is filled in for the sale of Saturday, 12 January 2030.
func saleForm() map[string]string {
	return map[string]string{"开始时间": "2030-01-12 20:00", "结束钟点": "22:00", "预告钟点": "12:00", "红包雨钟点": "20:00", "早上钟点": "9:30", "交代钟点": "10:00",
		"解散钟点": "20:00", "活动小群": "有", "小群链接": "https://hs.example/g", "商品": "爱媛橙 <5 斤>", "活动价": "39", "每人限购": "2", "链接": "https://hs.example/c",
		"真实优点": "当天早上摘", "注意什么": "皮薄", "发货时间": "周一", "取货方式": "到店自提", "退换说明": "24 小时内包退", "新品群链接": "https://hs.example/n"}
}

const morning = `
sop: 1
name: morning
title: 早上好
per: group
owner: 值班人
start:
  - {id: daily, every: FREQ=DAILY, at: "9:30"}
steps:
  - id: hello
    title: 问好
    say: {to: announcement, wordings: ["早上好，今天有热面包。"]}
  - id: look
    title: 看一眼
    at: T0 18:00
    owner: 店长
    task: {do: 看一眼有没有漏回, due: 1h}
`

// TestTheCalendarShowsWhatWillBe: empty, with a sale on it, by month, week and day, and
// with what comes too close together.
func TestTheCalendarShowsWhatWillBe(t *testing.T) {
	k := newDesk(t)
	k.golden("calendar_empty", k.get("/calendar", 200))
	k.lang = "en"
	k.golden("calendar_empty_en", k.get("/calendar", 200))
	k.lang = "zh-CN"

	k.starts(k.ready("rush-sale"), saleForm(), shop)
	k.todos = []agenda.ToDo{{ID: 77, Group: shop, At: dbtest.Noon.Add(30 * time.Hour), Title: "给新朋友回话 <b>", Owner: "小雨"}}
	k.golden("calendar_month", k.get("/calendar", 200))
	k.lang = "zh-TW"
	k.golden("calendar_month_zh-TW", k.get("/calendar", 200))
	k.lang = "zh-CN"
	k.golden("calendar_day", k.get("/calendar?view=day&date=2030-01-12", 200))

	k.starts(morning, nil, shop, other)
	k.golden("calendar_week_conflicts", k.get("/calendar?view=week&date=2030-01-12", 200))
	k.golden("calendar_week_group", k.get("/calendar?view=week&date=2030-01-12&by=group", 200))
	k.golden("calendar_day_conflicts", k.get("/calendar?view=day&date=2030-01-12", 200))
	k.lang = "en"
	k.golden("calendar_week_person_en", k.get("/calendar?view=week&date=2030-01-12&by=person", 200))
	k.golden("calendar_week_channel_en", k.get("/calendar?view=week&date=2030-01-12&by=channel&channel=announcement", 200))
}

// TestTheCalendarGoesOnWithTheRun: what is done says so, and nothing stands in it twice.
func TestTheCalendarGoesOnWithTheRun(t *testing.T) {
	k := newDesk(t)
	k.starts(k.ready("rush-sale"), saleForm(), shop)
	here := k.stage.ofDesk(k.ws)
	count := func() int { return strings.Count(k.get("/calendar?view=week&date=2030-01-12", 200), `class="cal-e`) }
	before := count()
	if before != 16 { // eighteen, of which two are in the week after
		t.Errorf("the week of the sale has %d entries", before)
	}
	here.passes(5*24*time.Hour+20*time.Hour, false) // Tuesday, 8 January, 16:00 in China
	k.stage.now = here.now
	page := k.get("/calendar?view=week&date=2030-01-12", 200)
	if n := strings.Count(page, `class="cal-e`); n != before {
		t.Errorf("while it is under way the week has %d entries, not %d", n, before)
	}
	if !strings.Contains(page, "playbook-runs/run_") {
		t.Error("no entry leads to the run")
	}
	day := k.get("/calendar?view=day&date=2030-01-08", 200)
	if !strings.Contains(day, "在等人") {
		t.Errorf("nobody is waited for:\n%s", mainPart.FindString(day))
	}
}

// TestAToDoIsOpenUntilItIsDone: also where the day on which it was opened is shown, and the
// day on which it is due is another.
func TestAToDoIsOpenUntilItIsDone(t *testing.T) {
	k := newDesk(t)
	k.starts(morning, nil, shop)
	here := k.stage.ofDesk(k.ws)
	here.passes(24*time.Hour, false)
	k.stage.now = here.now
	day := func() string {
		return mainPart.FindString(k.get("/calendar?view=day&date=2030-01-03&channel=todo", 200))
	}
	page := day()
	run, err := id.Parse[id.Run](regexp.MustCompile(`run_[0-9a-z]{13}`).FindString(page))
	k.must(err)
	if !strings.Contains(page, ">做了<") {
		t.Errorf("what nobody has to do any more is not done: %s", page)
	}
	k.todos = []agenda.ToDo{{ID: 77, Group: shop, At: dbtest.Noon.AddDate(0, 0, 20), Until: dbtest.Noon.AddDate(0, 0, 20), Title: "看一眼", Owner: "小雨", Run: run, Step: "look"}}
	if page = day(); !strings.Contains(page, "在等人") || strings.Contains(page, ">做了<") || !strings.Contains(page, "/today/task_") {
		t.Errorf("what is still to be done is done: %s", page)
	}
}

// TestTheCalendarIsFiltered, by what stands in the address; what is not there is not
// there.
func TestTheCalendarIsFiltered(t *testing.T) {
	k := newDesk(t)
	k.starts(morning, nil, shop, other)
	b := strings.TrimPrefix(k.starts(k.ready("rush-sale"), saleForm(), shop), "/playbooks/")
	theirs := k.runs(welcome, nil) // in another workspace
	day := func(more string) int {
		return strings.Count(k.get("/calendar?view=day&date=2030-01-12"+more, 200), `<span class="cal-when">`)
	}
	for more, want := range map[string]int{
		"": 10, "&sop=" + b: 8, "&group=" + id.Show(other): 2, "&group=" + id.Show(shop): 10, "&channel=announcement": 2, "&channel=todo&person=店长": 1,
		"&person=没有这个人": 0, "&channel=nonsense": 10,
	} {
		if got := day(more); got != want {
			t.Errorf("with %q the day has %d entries, not %d", more, got, want)
		}
	}
	for _, path := range []string{"?group=" + id.Show(id.Group(999)), "?group=nonsense", "?sop=" + id.Show(theirs.ID), "?sop=nonsense"} {
		k.get("/calendar"+path, http.StatusNotFound)
	}
	k.get("/calendar?view=year&date=9999-99-99&by=moon", 200)
	k.get("/calendar?date=0001-01-01&view=week", 200)
	if page := k.get("/calendar?view=week&date=2030-02-08&person=没有这个人", 200); !strings.Contains(page, "筛选之后没有安排") {
		t.Error("it is not said that the filters let nothing through")
	}

	k.seen = []id.Group{other} // somebody of another unit
	if got := day(""); got != 2 {
		t.Errorf("whoever sees one group sees %d entries", got)
	}
	k.get("/calendar?group="+id.Show(shop), http.StatusNotFound)
	if page := k.get("/calendar?view=week&date=2030-01-12", 200); strings.Contains(page, "青禾一群") || strings.Contains(page, "T0 早上") {
		t.Error("a group that is somebody else's shows")
	}
}

// TestARowShowsWhatIsInItsOwnWay: the same entry in another group is in nobody's.
func TestARowShowsWhatIsInItsOwnWay(t *testing.T) {
	k := newDesk(t)
	k.starts(morning, nil, shop, other)
	k.starts(k.ready("rush-sale"), saleForm(), shop)
	page := k.get("/calendar?view=week&date=2030-01-12&by=group", 200)
	rows := strings.Split(page, `<th scope="row">`)
	if len(rows) != 3 || strings.Count(rows[1], "⚠") == 0 || !strings.HasPrefix(rows[1], "青禾一群") {
		t.Fatalf("there are %d rows, the first with %d conflicts", len(rows)-1, strings.Count(rows[1], "⚠"))
	}
	table, _, _ := strings.Cut(rows[2], "</table>")
	if strings.Contains(table, "⚠") || strings.Contains(table, "T0 早上") {
		t.Errorf("the other group's row has %s", table)
	}
}

// TestTheCalendarIsSubscribedTo: by an address that only its maker was shown, under names
// that stay the same.
func TestTheCalendarIsSubscribedTo(t *testing.T) {
	k := newDesk(t)
	k.starts(k.ready("rush-sale"), saleForm(), shop)
	k.golden("feed", k.get("/calendar/feed", 200))
	page := k.body(k.do("POST", "/w/"+id.Show(k.ws)+"/calendar/feed/make", url.Values{}), 200)
	if !strings.Contains(page, "http://hs.example/calendar/SECRET.ics") {
		t.Errorf("the address is not shown: %s", mainPart.FindString(page))
	}
	k.golden("feed_made", k.get("/calendar/feed", 200))
	read := func() string {
		res := k.do("GET", "/calendar/SECRET.ics", nil)
		if kind := res.Header.Get("Content-Type"); kind != "text/calendar; charset=utf-8" {
			t.Errorf("it is %s", kind)
		}
		return strings.ReplaceAll(k.body(res, 200), "\r\n ", "")
	}
	first := read()
	for _, want := range []string{"DTSTART:20300112T120000Z\r\nDTEND:20300112T121500Z\r\nSUMMARY:青禾一群 · 开抢\r\n", "DTSTART:20300109T040000Z", `爱媛橙 <5 斤>`, `\n`, "CATEGORIES:群公告"} {
		if !strings.Contains(first, want) {
			t.Errorf("%q is not in\n%s", want, first)
		}
	}
	if strings.Contains(first, "散了") {
		t.Error("what most likely is not done stands in it")
	}
	here := k.stage.ofDesk(k.ws)
	here.passes(5*24*time.Hour+20*time.Hour, false)
	k.stage.now = here.now
	uids := func(text string) (out []string) {
		for l := range strings.SplitSeq(text, "\r\n") {
			if uid, ok := strings.CutPrefix(l, "UID:"); ok {
				out = append(out, uid)
			}
		}
		slices.Sort(out)
		return out
	}
	if was, is := uids(first), uids(read()); !slices.Equal(was, is) || len(was) != 13 || len(slices.Compact(was)) != 13 {
		t.Errorf("%d entries were\n%v\nand are\n%v", len(was), was, is)
	}
	k.kind = auth.Sample
	if made := read(); strings.Count(made, "SUMMARY:样例数据 · ") != 13 || !strings.Contains(made, "X-WR-CALNAME:活水日历 · 样例数据\r\n") {
		t.Errorf("it is not said that it is made up:\n%s", made)
	}
	if k.reads = i18n.En; !strings.Contains(read(), "X-WR-CALNAME:Huoshui calendar") {
		t.Error("its owner chose English, and reads something else")
	}
	k.left = true
	k.body(k.do("GET", "/calendar/SECRET.ics", nil), http.StatusNotFound)
	k.left = false
	k.body(k.do("GET", "/calendar/GUESSED.ics", nil), http.StatusNotFound)
	k.post("/calendar/feed/close", url.Values{})
	k.body(k.do("GET", "/calendar/SECRET.ics", nil), http.StatusNotFound)
}

// TestTheAgendaOnBothDatabases: what will be, what was, and of whom.
func TestTheAgendaOnBothDatabases(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		b := s.runs(morning, nil)
		if err := s.s.Put(t.Context(), ws, b.ID, []playbook.Place{{Group: shop}, {Group: other, Waits: true}}); err != nil {
			t.Fatal(err)
		}
		s.runs(welcome, nil)
		s.h.state = "steady"
		s.hears(1, fact.MemberJoined, shop, "u1")
		s.passes(36*time.Hour, false)
		lay := func(groups []id.Group, from, to time.Time) (out []string) {
			s.write(func(tx *db.Tx) error {
				all, cut, err := s.s.Agenda(t.Context(), tx, ws, groups, from, to)
				if cut {
					t.Error("it is cut")
				}
				for i := range all {
					state := string(all[i].State)
					if all[i].Outlook != engine.Sure {
						state += "?"
					}
					out = append(out, all[i].At.In(time.FixedZone("", 8*3600)).Format("01-02 15:04 ")+all[i].Step.ID+" "+state)
				}
				return err
			})
			return out
		}
		from := dbtest.Noon.Add(-24 * time.Hour)
		got := strings.Join(lay([]id.Group{shop}, from, from.AddDate(0, 0, 6)), "\n")
		want := strings.Join([]string{
			"01-02 20:00 hello done", "01-03 09:30 hello done", "01-03 18:00 look done", "01-04 08:00 spoke planned?", "01-04 09:30 hello planned",
			"01-04 18:00 look planned", "01-04 20:00 nudge planned?", "01-05 09:30 hello planned", "01-05 18:00 look planned", "01-06 09:30 hello planned",
			"01-06 18:00 look planned", "01-07 09:30 hello planned", "01-07 18:00 look planned"}, "\n")
		if got != want {
			t.Errorf("it is\n%s\nwant\n%s", got, want)
		}
		if elsewhere := lay([]id.Group{other}, from, from.AddDate(0, 0, 6)); len(elsewhere) != 0 {
			t.Errorf("in a group that is not reached yet there is %v", elsewhere)
		}
		if nowhere := lay(nil, from, from.AddDate(0, 0, 6)); len(nowhere) != 0 {
			t.Errorf("in no group there is %v", nowhere)
		}
	})
}
