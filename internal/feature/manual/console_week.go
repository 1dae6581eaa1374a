package manual

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// sheetView is the weekly sheet: one row a group, four numbers each.
type sheetView struct {
	Form    console.Form
	Verdict i18n.Message
	Week    Week
	Span    i18n.Message
	Last    i18n.Message // the week before, beside which each figure stands
	Other   string       // address of the other week that can be filled in
	OtherIs i18n.Message
	Rows    []sheetRow
	Page    int
	Prev    string
	Next    string
	Saved   bool
}

type sheetRow struct {
	ID, Href, Name string
	Cells          []sheetCell
	By             string
	At             time.Time
}

type sheetCell struct {
	Field, Value string
	Label        i18n.Text
	Was          int
	Change       i18n.Message
}

// spanOf says a week in days.
func spanOf(w Week, zone *time.Location) i18n.Message {
	from := w.Monday(zone)
	to := from.AddDate(0, 0, 6)
	return weekSpan.With(int(from.Month()), from.Day(), int(to.Month()), to.Day())
}

// weekIn reads which week is meant: the one that is under way or the one before.
func weekIn(asked string, now time.Time, zone *time.Location) Week {
	this := WeekOf(now, zone)
	n, _ := strconv.Atoi(asked) // anything else is the usual one
	if w := Week(n); w == this || w == this.Before(zone) {
		return w
	}
	return DueWeek(now, zone)
}

// sheet reads what the weekly sheet shows.
func (p *pages) sheet(r *http.Request, v console.Viewer) (view sheetView, err error) {
	ctx, ws := r.Context(), v.Workspace
	page, _ := strconv.Atoi(r.FormValue("page"))
	err = p.s.DB.Read(ctx, func(tx *db.Tx) error {
		zone, err := p.s.Near.Zone(ctx, tx, ws)
		if err != nil {
			return err
		}
		now := p.s.now(ws)
		view.Week = weekIn(r.FormValue("week"), now, zone)
		before := view.Week.Before(zone)
		view.Span, view.Last = spanOf(view.Week, zone), spanOf(before, zone)
		this := WeekOf(now, zone)
		if view.Other, view.OtherIs = v.At("wechat", "week")+"?week="+strconv.Itoa(int(this)), thisWeek.With(); view.Week == this {
			view.Other, view.OtherIs = v.At("wechat", "week")+"?week="+strconv.Itoa(int(this.Before(zone))), lastWeek.With()
		}
		mine, err := p.s.seen(ctx, tx, ws, byOf(v))
		if err != nil {
			return err
		}
		told, err := weeksAll(ctx, tx, ws, view.Week)
		if err != nil {
			return err
		}
		was, err := weeksAll(ctx, tx, ws, before)
		if err != nil {
			return err
		}
		open := 0
		for _, g := range mine {
			if _, is := told[g.ID]; !is {
				open++
			}
		}
		view.Verdict = sheetVerdict(len(mine), open)
		mine = view.part(v, mine, page)
		places, err := p.s.Near.Places(ctx, tx, ws, idsOf(mine))
		if err != nil {
			return err
		}
		staff, _, err := p.s.Near.People(ctx, tx, ws)
		for _, g := range mine {
			row := rowOf(told, was, g.ID)
			row.Name, row.Href, row.By, row.At = places[g.ID].Name, v.At("wechat", id.Show(g.ID)), nameOf(staff, told[g.ID].By), told[g.ID].At
			view.Rows = append(view.Rows, row)
		}
		return err
	})
	return view, err
}

func sheetVerdict(all, open int) i18n.Message {
	switch {
	case all == 0:
		return sheetNone.With()
	case open == 0:
		return sheetDone.With(all)
	}
	return sheetOpen.With(all, open)
}

// part takes the groups of one page.
func (s *sheetView) part(v console.Viewer, all []Group, page int) []Group {
	last := max(0, (len(all)-1)/SheetRows)
	s.Page = min(max(page, 0), last)
	at := func(n int) string {
		return v.At("wechat", "week") + "?week=" + strconv.Itoa(int(s.Week)) + "&page=" + strconv.Itoa(n)
	}
	if s.Page > 0 {
		s.Prev = at(s.Page - 1)
	}
	if s.Page < last {
		s.Next = at(s.Page + 1)
	}
	from := s.Page * SheetRows
	return all[from:min(from+SheetRows, len(all))]
}

// rowOf is a group's row.
func rowOf(told, was map[id.Group]ToldWeek, g id.Group) sheetRow {
	now, before := noWeekly, noWeekly
	if w, ok := told[g]; ok {
		now = w.Weekly
	}
	if w, ok := was[g]; ok {
		before = w.Weekly
	}
	row := sheetRow{ID: id.Show(g)}
	for i, f := range weekFields {
		n, b := now.at(i), before.at(i)
		row.Cells = append(row.Cells, sheetCell{Field: f + "." + row.ID, Value: number(n), Label: weekLabels()[i], Was: b, Change: Change(b, n)})
	}
	return row
}

// weekFields are the names of the four figures, in the order in which they stand.
var weekFields = [...]string{"people", "spoke", "sent", "asked"}

// at is the n-th figure.
func (w Weekly) at(n int) int { return [...]int{w.People, w.Spoke, w.Sent, w.Asked}[n] }

// showSheet handles GET /w/{ws}/wechat/week.
func (p *pages) showSheet(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.sheet(r, v)
	if err != nil {
		return err
	}
	view.Saved = r.URL.Query().Get("said") == "saved"
	return p.shell.Show(w, r, v, p.week, view)
}

// fillSheet handles POST /w/{ws}/wechat/week.
func (p *pages) fillSheet(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.sheet(r, v)
	if err != nil {
		return err
	}
	asked, _ := strconv.Atoi(r.PostFormValue("week"))
	all := map[id.Group]Weekly{}
	var wrong error
	for i := range view.Rows {
		row := &view.Rows[i]
		g, err := id.Parse[id.Group](row.ID)
		if err != nil {
			return err
		}
		var n [len(weekFields)]int
		given := false
		for c := range row.Cells {
			cell := &row.Cells[c]
			_, is := r.PostForm[cell.Field]
			given = given || is
			cell.Value = r.PostFormValue(cell.Field)
			var bad error
			if n[c], bad = figure(cell.Field, cell.Value); bad != nil && wrong == nil {
				wrong = bad
			}
		}
		if given { // a group that came up meanwhile is not in the form
			all[g] = Weekly{n[0], n[1], n[2], n[3]}
		}
	}
	if wrong == nil {
		wrong = p.s.TellWeek(r.Context(), v.Workspace, byOf(v), Week(asked), all)
	}
	if wrong == nil {
		to := v.At("wechat", "week") + "?said=saved&week=" + strconv.Itoa(asked)
		if view.Next != "" {
			to += "&page=" + strconv.Itoa(view.Page+1)
		}
		return seeOther(w, r, to)
	}
	if !console.Correctable(wrong) {
		return wrong
	}
	view.Form = console.FormOf(wrong)
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.week, view)
}

// weekView is a week of one group, as its page lists it.
type weekView struct {
	Span  i18n.Message
	Cells []sheetCell
	By    string
}

// weeksShown is how many weeks the page of a group lists.
const weeksShown = 8

// weeksIn are the weeks of a group for its page, the latest first.
func weeksIn(all []ToldWeek, staff []Person, zone *time.Location) (out []weekView) {
	for i := range all[:min(len(all), weeksShown)] {
		w := all[i]
		was := noWeekly
		if j := slices.IndexFunc(all, func(o ToldWeek) bool { return o.Week == w.Week.Before(zone) }); j >= 0 {
			was = all[j].Weekly
		}
		one := weekView{Span: spanOf(w.Week, zone), By: nameOf(staff, w.By)}
		for c := range weekFields {
			n := w.at(c)
			one.Cells = append(one.Cells, sheetCell{Value: number(n), Label: weekLabels()[c], Was: was.at(c), Change: Change(was.at(c), n)})
		}
		out = append(out, one)
	}
	return out
}
