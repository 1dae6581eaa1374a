package task

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/ics"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// Figures of what was done are of this many days.
const (
	doneDays = 7
	rateDays = 28
)

type loadRow struct {
	Name    string
	Left    bool // somebody who is no longer of the staff
	Load    Load
	Done7   int
	Rate    string
	Why     []whyRow
	Duty    bool
	Shifts  []shiftRow
	User    string
	MayPlan bool
}

type whyRow struct {
	Label i18n.Text
	N     int
}

type shiftRow struct {
	Day        i18n.Text
	Start, End string
	DayN       int
	Night      bool // ends on the next day
}

type teamView struct {
	Rows, Groups []loadRow
	Free         int  // nobody's
	NoShift      bool // of anybody
	DayWords     []i18n.Text
	People       []choice
	Plan         bool
	Form         console.Form
	Said         i18n.Message
}

// whyRows lists reasons, the most frequent first.
func whyRows(l *Load) (out []whyRow) {
	for _, r := range Reasons {
		if n := l.Why[r]; n > 0 {
			out = append(out, whyRow{reasonWord(r), n})
		}
	}
	slices.SortStableFunc(out, func(a, b whyRow) int { return cmp.Compare(b.N, a.N) })
	return out
}

func hourOf(m int) string { return fmt.Sprintf("%02d:%02d", m/60, m%60) }

func minuteOf(s string) int {
	t, err := time.Parse("15:04", s)
	if err != nil {
		return -1
	}
	return t.Hour()*60 + t.Minute()
}

// teamOf is the page of who has how much to do. Who does not run the workspace
// sees their own row only; rows are in the order of names, never of figures.
func (p *pages) teamOf(r *http.Request, v console.Viewer) (out teamView, err error) {
	ctx, ws, now := r.Context(), v.Workspace, p.s.now(v.Workspace)
	out.Plan, out.DayWords = v.Can(auth.Run), dayWords()
	err = p.s.DB.Read(ctx, func(tx *db.Tx) error {
		people, err := p.s.Directory.People(ctx, tx, ws)
		if err != nil {
			return err
		}
		want := Wanted{By: personOf(v), Units: auth.Everything()}
		month, err := loads(ctx, tx, ws, want, now, now.AddDate(0, 0, -rateDays))
		if err != nil {
			return err
		}
		week, err := loads(ctx, tx, ws, want, now, now.AddDate(0, 0, -doneDays))
		if err != nil {
			return err
		}
		shifts, err := shiftsOf(ctx, tx, ws)
		if err != nil {
			return err
		}
		out.NoShift = len(shifts) == 0
		duty := OnDuty(shifts, now.In(v.Zone))
		for _, one := range people {
			mine := one.User == v.User
			if !auth.Can(one.Role, auth.Quotes) || !mine && (!out.Plan || !v.Scope.Has(one.Unit)) {
				continue
			}
			row := rowOf(one.Name, month[one.User], week[one.User])
			row.User, row.Duty, row.MayPlan = id.Show(one.User), slices.Contains(duty, one.User), out.Plan
			row.Shifts = shiftRows(shifts, one.User)
			out.Rows = append(out.Rows, row)
			out.People = append(out.People, choice{id.Show(one.User), one.Name, false})
		}
		if free := month[0]; free != nil {
			out.Free = free.Open
		}
		out.Rows = append(out.Rows, leftRows(out.Plan, people, month)...)
		return p.groupRows(r, tx, v, want, &out)
	})
	return out, err
}

// leftRows are those who left and still have something to do, so that it can be
// handed over.
func leftRows(plan bool, people []Person, month map[id.User]*Load) (out []loadRow) {
	for u, l := range month {
		known := u == 0 || slices.ContainsFunc(people, func(p Person) bool { return p.User == u })
		if plan && !known && l.Open > 0 {
			row := rowOf("", l, nil)
			row.User, row.Left = id.Show(u), true
			out = append(out, row)
		}
	}
	slices.SortFunc(out, func(a, b loadRow) int { return cmp.Compare(a.User, b.User) })
	return out
}

func rowOf(name string, month, week *Load) loadRow {
	row := loadRow{Name: name, Rate: new(Load).Rate()}
	if month != nil {
		row.Load, row.Rate, row.Why = *month, month.Rate(), whyRows(month)
	}
	if week != nil {
		row.Done7 = week.Done
	}
	return row
}

func shiftRows(all []Shift, who id.User) (out []shiftRow) {
	for _, s := range all {
		if s.User == who {
			out = append(out, shiftRow{dayWords()[s.Day], hourOf(s.Start), hourOf(s.End), int(s.Day), s.End < s.Start})
		}
	}
	return out
}

func (p *pages) groupRows(r *http.Request, tx *db.Tx, v console.Viewer, want Wanted, out *teamView) error {
	if !out.Plan {
		return nil
	}
	ctx, now := r.Context(), p.s.now(v.Workspace)
	by, err := groupLoads(ctx, tx, v.Workspace, want, now.AddDate(0, 0, -rateDays))
	if err != nil {
		return err
	}
	var groups []id.Group
	for g := range by {
		groups = append(groups, g)
	}
	if len(groups) == 0 {
		return nil
	}
	places, err := p.s.Directory.Groups(ctx, tx, v.Workspace, groups)
	for g, l := range by {
		if place, ok := places[g]; ok && v.Scope.Has(place.Unit) {
			out.Groups = append(out.Groups, rowOf(place.Name, l, nil))
		}
	}
	slices.SortFunc(out.Groups, func(a, b loadRow) int { return cmp.Compare(a.Name, b.Name) })
	return err
}

// showTeam handles GET /w/{ws}/today/team.
func (p *pages) showTeam(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.teamOf(r, v)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	went, _ := strconv.Atoi(q.Get("went"))
	stay, _ := strconv.Atoi(q.Get("stay"))
	switch q.Get("said") {
	case "shift":
		view.Said = saidShift.With()
	case "all":
		view.Said = saidAll.With(went)
		if stay > 0 {
			view.Said = saidSome.With(went, stay)
		}
	}
	return p.shell.Show(w, r, v, p.team, view)
}

func (p *pages) planned(w http.ResponseWriter, r *http.Request, v console.Viewer, query string, err error) error {
	if err == nil {
		return seeOther(w, r, v.At("today", "team")+"?"+query)
	}
	if !console.Correctable(err) {
		return err
	}
	view, failed := p.teamOf(r, v)
	if failed != nil {
		return failed
	}
	view.Form = console.Form{Says: console.FormOf(err).Says}
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.team, view)
}

// handAll handles POST /w/{ws}/today/team/hand.
func (p *pages) handAll(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	from, err := id.Parse[id.User](r.PostFormValue("from"))
	if err != nil {
		return err
	}
	to, _ := id.Parse[id.User](r.PostFormValue("to")) // nobody is refused beside the form
	went, stay, err := p.s.HandOverAll(r.Context(), v.Workspace, personOf(v), from, to, r.PostFormValue("note"))
	return p.planned(w, r, v, fmt.Sprintf("said=all&went=%d&stay=%d", went, stay), err)
}

func shiftIn(r *http.Request) Shift {
	who, _ := id.Parse[id.User](r.PostFormValue("user")) // 0 is not valid
	day, err := strconv.Atoi(r.PostFormValue("day"))
	if err != nil {
		day = -1
	}
	return Shift{User: who, Day: time.Weekday(day), Start: minuteOf(r.PostFormValue("start")), End: minuteOf(r.PostFormValue("end"))}
}

// addShift handles POST /w/{ws}/today/team/shift.
func (p *pages) addShift(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	return p.planned(w, r, v, "said=shift", p.s.AddShift(r.Context(), v.Workspace, personOf(v), shiftIn(r)))
}

// removeShift handles POST /w/{ws}/today/team/shift/remove.
func (p *pages) removeShift(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	return p.planned(w, r, v, "said=shift", p.s.RemoveShift(r.Context(), v.Workspace, personOf(v), shiftIn(r)))
}

type calendarView struct {
	Since time.Time // zero where there is none
	URL   string    // shown this once
}

// showCalendar handles GET /w/{ws}/today/calendar.
func (p *pages) showCalendar(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	return p.calendarWith(w, r, v, "")
}

func (p *pages) calendarWith(w http.ResponseWriter, r *http.Request, v console.Viewer, address string) error {
	view := calendarView{URL: address}
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		view.Since, err = feedSince(r.Context(), tx, v.Workspace, v.User)
		return err
	})
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.calendar, view)
}

// makeFeed handles POST /w/{ws}/today/calendar/make.
func (p *pages) makeFeed(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	secret, err := p.s.NewFeed(r.Context(), v.Workspace, v.User)
	if err != nil {
		return err
	}
	return p.calendarWith(w, r, v, p.shell.URL("/today/calendar/"+secret+".ics"))
}

// closeFeed handles POST /w/{ws}/today/calendar/close.
func (p *pages) closeFeed(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := p.s.CloseFeed(r.Context(), v.Workspace, v.User); err != nil {
		return err
	}
	return seeOther(w, r, v.At("today", "calendar"))
}

// feed handles GET /today/calendar/{secret}.ics: whoever has the address reads.
func (p *pages) feed(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	secret, _ := strings.CutSuffix(r.PathValue("file"), ".ics")
	fed, err := p.s.Feed(r.Context(), secret)
	if err != nil {
		return err
	}
	lang := cmp.Or(fed.Lang, v.Lang)
	events := make([]ics.Event, 0, len(fed.Tasks))
	for _, t := range fed.Tasks {
		e := ics.Event{UID: id.Show(t.ID) + "@huoshui", Changed: t.Changed, Start: t.From, End: t.Due, Summary: t.Titled(lang), Description: t.Reasoned(lang),
			URL: p.shell.URL("/w/" + url.PathEscape(id.Show(fed.Workspace)) + "/today/" + id.Show(t.ID)), Categories: []string{kindWord(t.Kind).In(lang)}}
		if place, ok := fed.Places[t.Group]; ok {
			e.Summary = place.Name + " · " + e.Summary
		}
		if t.Due.IsZero() {
			e.End = t.From.Add(leastGrace)
		}
		events = append(events, e)
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	_, _ = w.Write([]byte(ics.Write(calendarName.In(lang), events))) // the reader has gone; there is nobody to tell
	return nil
}
