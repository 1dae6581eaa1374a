package request

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

type slotsView struct {
	Tabs    []tab
	Channel Channel
	Weeks   []string
	Rows    []slotRow
	Search  string
	More    bool
	Free    int // in all, this week
	Seats   int // in all, this week
	None    bool
}

type slotRow struct {
	Name  string // "" for the workspace's Moments
	Href  string // where its slots are set; "" for who does not
	Own   bool   // it has slots of its own
	Cells []slotCell
}

type slotCell struct{ Free, Seats int }

// How many weeks, and groups, a page shows.
const (
	weeksShown  = 4
	groupsShown = 100
)

// showSlots handles GET /w/{ws}/requests/slots: what is free in the next weeks.
func (p *pages) showSlots(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	q := r.URL.Query()
	view := slotsView{Channel: Channel(q.Get("channel")), Search: strings.TrimSpace(q.Get("q"))}
	if !slices.Contains(Channels[:], view.Channel) {
		view.Channel = Message
	}
	for _, c := range Channels {
		to := url.Values{"channel": {string(c)}}
		if view.Search != "" {
			to.Set("q", view.Search)
		}
		view.Tabs = append(view.Tabs, tab{v.At("requests", "slots") + "?" + to.Encode(), channelWords[c], c == view.Channel})
	}
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		known, err := p.s.placeOf(r.Context(), tx, v.Workspace)
		if err != nil {
			return err
		}
		b, err := p.s.bookOf(r.Context(), tx, v.Workspace, known, known.today(), known.today().Plus(7*(weeksShown-1)))
		if err != nil {
			return err
		}
		view.fill(v, known, b)
		return nil
	})
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.slots, view)
}

func (view *slotsView) fill(v console.Viewer, known *place, b *Book) {
	sets := v.Can(auth.Manage) && v.Scope.All
	monday := known.today().Monday()
	for i := range weeksShown {
		view.Weeks = append(view.Weeks, string(monday.Plus(7*i)))
	}
	add := func(g id.Group, name string) {
		seats := b.Settings.Seats(g, view.Channel, &b.Limits)
		one := slotRow{Name: name, Own: b.Settings.Own[g] != nil}
		if sets && g != 0 {
			one.Href = v.At("requests", "settings", "group", id.Show(g))
		}
		for _, week := range view.Weeks {
			one.Cells = append(one.Cells, slotCell{b.Free(g, view.Channel, Day(week)), seats})
		}
		view.Free, view.Seats = view.Free+one.Cells[0].Free, view.Seats+seats
		if view.More = len(view.Rows) >= groupsShown; !view.More {
			view.Rows = append(view.Rows, one)
		}
	}
	if view.Channel == Moments {
		add(0, "")
		return
	}
	for _, g := range known.groups {
		if v.Scope.Has(g.Unit) && strings.Contains(strings.ToLower(g.Name), strings.ToLower(view.Search)) {
			add(g.ID, g.Name)
		}
	}
	view.None = len(view.Rows) == 0
}

type calendarView struct {
	Days       []dayHead
	Rows       []calendarRow
	Week       string
	Back, Next string
	Clashes    int
	This       string
	More       bool
}

type dayHead struct {
	Day     string // 01-02
	Weekday i18n.Text
	Today   bool
}

type calendarRow struct {
	Name string // "" for what is of no group
	Days [7][]entry
}

// entry is something in the calendar; Hidden is a request of others', of which
// only that it is there is told.
type entry struct {
	At            time.Time
	Clock, Title  string
	Href          string
	Channel       i18n.Text
	SOP, Maybe    bool
	Clash, Hidden bool
}

// showCalendar handles GET /w/{ws}/requests/calendar: what a week holds, group by
// group.
func (p *pages) showCalendar(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	var view calendarView
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		known, err := p.s.placeOf(r.Context(), tx, v.Workspace)
		if err != nil {
			return err
		}
		week := known.today().Monday()
		view.This = v.At("requests", "calendar")
		if d, ok := ParseDay(r.URL.Query().Get("week")); ok {
			week = d.Monday()
		}
		view.head(v, known, week)
		return p.fillCalendar(r, tx, v, known, week, &view)
	})
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.calendar, view)
}

func (view *calendarView) head(v console.Viewer, known *place, week Day) {
	at := v.At("requests", "calendar") + "?week="
	view.Week, view.Back, view.Next = string(week), at+string(week.Plus(-7)), at+string(week.Plus(7))
	for i, word := range weekdayWords {
		d := week.Plus(i)
		view.Days = append(view.Days, dayHead{string(d)[5:], word, d == known.today()})
	}
}

func (p *pages) fillCalendar(r *http.Request, tx *db.Tx, v console.Viewer, known *place, week Day, view *calendarView) error {
	ctx := r.Context()
	b, err := p.s.bookOf(ctx, tx, v.Workspace, known, week, week)
	if err != nil {
		return err
	}
	plans, err := p.s.Near.Planned(ctx, tx, v.Workspace, week.At(0, known.zone), week.Plus(7).At(0, known.zone))
	if err != nil {
		return err
	}
	titles, err := named(ctx, tx, v.Workspace, b.Requests())
	if err != nil {
		return err
	}
	groups := []Group{{}} // what is of no group comes first
	for _, g := range known.groups {
		if v.Scope.Has(g.Unit) {
			groups = append(groups, g)
		}
	}
	for _, g := range groups {
		one := calendarRow{Name: g.Name}
		for _, s := range b.Slots(g.ID) {
			is := titles[s.Request]
			one.add(known, week, p.slotEntry(v, known, &s, &is))
		}
		for i := range plans {
			if plans[i].Group == g.ID {
				one.add(known, week, entry{At: plans[i].At, Title: plans[i].Title, SOP: true, Maybe: plans[i].Maybe, Channel: channelWords[plans[i].Channel]})
			}
		}
		view.mark(&one, b, &g, plans)
		if slices.ContainsFunc(one.Days[:], func(d []entry) bool { return len(d) > 0 }) {
			if view.More = len(view.Rows) >= groupsShown; !view.More {
				view.Rows = append(view.Rows, one)
			}
		}
	}
	return nil
}

func (p *pages) slotEntry(v console.Viewer, known *place, s *Slot, is *Request) entry {
	who := personOf(v)
	one := entry{At: s.At, Channel: channelWords[s.Channel], Hidden: !known.sees(&who, is)}
	if !one.Hidden {
		one.Title, one.Href = is.Title, v.At("requests", id.Show(is.ID))
	}
	return one
}

func (c *calendarRow) add(known *place, week Day, e entry) {
	n := week.To(DayOf(e.At, known.zone))
	if n < 0 || n > 6 {
		return
	}
	e.Clock = e.At.In(known.zone).Format("15:04")
	c.Days[n] = append(c.Days[n], e)
	slices.SortStableFunc(c.Days[n], func(a, b entry) int { return cmp.Compare(a.At.UnixMilli(), b.At.UnixMilli()) })
}

// mark marks requests that come too close to what an SOP has planned, and that.
func (view *calendarView) mark(c *calendarRow, b *Book, g *Group, plans []Planned) {
	for _, s := range b.Slots(g.ID) {
		for i := range plans {
			if !b.Clashes(&s, &plans[i]) {
				continue
			}
			view.Clashes++
			for d := range c.Days {
				for n := range c.Days[d] {
					e := &c.Days[d][n]
					e.Clash = e.Clash || !e.SOP && e.At.Equal(s.At) || e.SOP && plans[i].Group == g.ID && e.At.Equal(plans[i].At)
				}
			}
		}
	}
}
