package manual

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	hand "github.com/huoshui/huoshui/internal/channel/manual"
	"github.com/huoshui/huoshui/internal/web/console"
)

// pasteForm is what stands in the form of a paste, besides its text.
type pasteForm struct {
	Clip
	Day, Date string // today, yesterday or other; and which other
	Group     id.Group
	Name      string // of a group that is to be made
	Sure      bool   // it is a chat, whatever it looks like
	SaidTwo   string // whether it is a talk between two: isTwo, noTwo, or nothing yet
	Bare      bool   // nobody speaks in it as far as can be told, and there are some lines
}

// Limits on what a form of a paste may answer.
const (
	mostAnswers = 500
	anotherDay  = "other"
	newGroup    = "new"
)

// answersIn reads the form of a paste.
func answersIn(r *http.Request, v console.Viewer, now time.Time) (a pasteForm, err error) {
	a.Text, a.Day, a.Date, a.Name = r.PostFormValue("text"), r.PostFormValue("day"), r.PostFormValue("date"), r.PostFormValue("name")
	a.MonthFirst, a.NoStaff, a.Sure = r.PostFormValue("order") == "md", r.PostFormValue("nostaff") != "", r.PostFormValue("sure") != ""
	a.Staff, a.NoNames = r.PostForm["staff"], r.PostForm["noname"]
	if len(r.PostForm) > mostAnswers || len(a.Staff)+len(a.NoNames) > mostAnswers {
		return a, fault.New(fault.Limited, manyAnswers.With(mostAnswers))
	}
	a.SaidTwo, a.Two, a.Answers = r.PostFormValue("two"), twoIn(r, v), map[int]string{}
	if a.ownIsStaff(); a.Sure && a.SaidTwo == "" {
		a.SaidTwo = noTwo // that was asked before
	}
	for field, values := range r.PostForm {
		n, ok := strings.CutPrefix(field, "l.")
		if line, err := strconv.Atoi(n); ok && err == nil && values[0] != "" && (a.Two != nil || !ofTwo(values[0])) {
			a.Answers[line] = values[0]
		}
	}
	if g := r.PostFormValue("group"); g != newGroup {
		if a.Group, err = groupOr0(g); err != nil {
			return a, err
		}
	}
	a.Clip.Day = dayIn(r, v, now, a.Day, a.Date)
	return a, nil
}

// groupOr0 reads a group of an address or a form; 0 where none is written.
func groupOr0(value string) (id.Group, error) {
	if value == "" {
		return 0, nil
	}
	g, err := id.Parse[id.Group](value)
	if err == nil && g == 0 {
		err = fault.New(fault.NotFound, noGroup.With())
	}
	return g, err
}

// dayIn is about when the last of a paste was said; zero for now.
func dayIn(r *http.Request, v console.Viewer, now time.Time, day, date string) time.Time {
	noon := func(t time.Time) time.Time {
		y, m, d := t.In(v.Zone).Date()
		return time.Date(y, m, d, 12, 0, 0, 0, v.Zone)
	}
	switch day {
	case "yesterday":
		return noon(now.AddDate(0, 0, -1))
	case anotherDay:
		if at, err := time.ParseInLocation(time.DateOnly, date, v.Zone); err == nil {
			return noon(at)
		}
	}
	if at, err := time.ParseInLocation("2006-01-02T15:04", r.PostFormValue("at"), v.Zone); err == nil {
		return at
	}
	return time.Time{}
}

// showPaste handles GET /w/{ws}/wechat/paste: an empty box.
func (p *pages) showPaste(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	group, err := groupOr0(r.URL.Query().Get("group"))
	if err != nil {
		return err
	}
	a := pasteForm{Group: group}
	return p.showBox(w, r, v, http.StatusOK, &a, console.Form{})
}

// showBox shows the box, with what was wrong with what stood in it.
func (p *pages) showBox(w http.ResponseWriter, r *http.Request, v console.Viewer, status int, a *pasteForm, form console.Form) error {
	view := pasteView{Here: v.At("wechat", "paste"), Form: form, Text: a.Text, Odd: form.Field == "odd", Bare: a.Bare, Unverified: hand.Unverified()}
	if a.Group != 0 {
		err := p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
			_, place, err := p.s.alive(r.Context(), tx, v.Workspace, byOf(v), a.Group)
			view.Group, view.Whose = id.Show(a.Group), place.Name
			return err
		})
		if err != nil {
			return err
		}
	}
	return p.shell.ShowStatus(w, r, v, status, p.paste, view)
}

// pasteInto handles POST /w/{ws}/wechat/{group}/paste: the box on a group's page.
func (p *pages) pasteInto(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	group, err := groupIn(r)
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil { // it is not read yet where the token came in another way
		return fault.Because(err, fault.Invalid, noText.With())
	}
	r.PostForm.Set("group", id.Show(group))
	return p.doPaste(w, r, v)
}

// doPaste handles POST /w/{ws}/wechat/paste: what was understood is shown; once
// somebody says that it is right, it is taken in; and then questions become to-dos.
func (p *pages) doPaste(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	a, err := answersIn(r, v, p.s.now(v.Workspace))
	if err != nil {
		return err
	}
	switch r.PostFormValue("do") {
	case "take":
		return p.takePaste(w, r, v, &a)
	case "ask":
		return p.askPaste(w, r, v, &a)
	}
	return p.understood(w, r, v, &a, pasteState{})
}

// pasteState is how far a paste is.
type pasteState struct {
	form  console.Form
	taken bool
	fresh int  // that were taken in
	full  bool // somebody came, and the group takes nobody more
}

// understood shows what was made of a paste.
func (p *pages) understood(w http.ResponseWriter, r *http.Request, v console.Viewer, a *pasteForm, state pasteState) error {
	u, err := p.s.Read(r.Context(), v.Workspace, byOf(v), a.Group, a.Clip)
	a.Bare = a.SaidTwo == "" && len(u.Events) == 0 && len(u.Unclear) > 1
	if asked, err := p.unsettled(w, r, v, a, &u, err); asked || err != nil {
		return err
	}
	if err == nil && u.Odd && !a.Sure {
		err = &auth.FieldError{Field: "odd", Err: fault.New(fault.Invalid, notAChat.With())}
	}
	if err != nil && console.Correctable(err) && (auth.Field(err) == "text" || auth.Field(err) == "odd") {
		if !u.Odd || len(u.Events) == 0 {
			err = &auth.FieldError{Field: "text", Err: err}
		}
		return p.showBox(w, r, v, http.StatusUnprocessableEntity, a, console.FormOf(err))
	}
	if err != nil {
		return err
	}
	view := p.viewPaste(v, a, &u, p.s.now(v.Workspace))
	view.Form, view.Taken, view.TakenNew, view.Full = state.form, state.taken, state.fresh, state.full
	if err := p.pasteGroups(r, v, a, &u, &view); err != nil {
		return err
	}
	status := http.StatusOK
	if !state.form.Says.IsZero() {
		status = http.StatusUnprocessableEntity
	}
	return p.shell.ShowStatus(w, r, v, status, p.paste, view)
}

// takePaste takes in a paste, making its group where it is new.
func (p *pages) takePaste(w http.ResponseWriter, r *http.Request, v console.Viewer, a *pasteForm) error {
	u, err := p.s.Read(r.Context(), v.Workspace, byOf(v), a.Group, a.Clip)
	if err == nil && u.NoDay && a.Clip.Day.IsZero() && a.Day != "today" {
		err = &auth.FieldError{Field: "day", Err: fault.New(fault.Invalid, needDay.With())}
	}
	if err == nil && a.Group == 0 {
		a.Group, err = p.newGroup(r, v, a)
	}
	fresh := 0
	if err == nil {
		fresh, err = p.s.Take(r.Context(), v.Workspace, byOf(v), a.Group, a.Clip)
	}
	full := false
	if came := func(m hand.Moved) bool { return m.Kind == event.Join }; err == nil && slices.ContainsFunc(u.Moves, came) {
		full, err = p.s.isFull(r.Context(), v.Workspace, byOf(v), a.Group)
	}
	switch {
	case err == nil:
		return p.understood(w, r, v, a, pasteState{taken: true, fresh: fresh, full: full})
	case console.Correctable(err) && auth.Field(err) == "text":
		return p.showBox(w, r, v, http.StatusUnprocessableEntity, a, console.FormOf(err))
	case console.Correctable(err):
		return p.understood(w, r, v, a, pasteState{form: console.FormOf(err)})
	}
	return err
}

// newGroup makes the group that a form names.
func (p *pages) newGroup(r *http.Request, v console.Viewer, a *pasteForm) (id.Group, error) {
	if r.PostFormValue("group") != newGroup || !v.Can(auth.Run) {
		return 0, &auth.FieldError{Field: "group", Err: fault.New(fault.Invalid, needGroup.With())}
	}
	names, err := Names("name", a.Name, 1)
	if err != nil {
		return 0, err
	}
	p.making.Lock() // who taps twice has one group
	defer p.making.Unlock()
	if twin, err := p.justMade(r, v, names[0]); err != nil || twin != 0 {
		return twin, err
	}
	unit := id.Unit(0)
	if !v.Scope.All {
		if unit, err = p.firstUnit(r, v); err != nil {
			return 0, err
		}
	}
	made, err := p.s.Add(r.Context(), v.Workspace, byOf(v), Wanted{Names: names, Unit: unit, Keeper: p.keeperOf(r, v), People: Unknown})
	if fault.KindOf(err) == fault.Forbidden {
		err = &auth.FieldError{Field: "group", Err: err}
	}
	if err != nil {
		return 0, err
	}
	return made[0], nil
}

// justNow is how long ago a group was made that a second tap means.
const justNow = 2 * time.Minute

// justMade is the group of a name that was made a moment ago; 0 for none.
func (p *pages) justMade(r *http.Request, v console.Viewer, name string) (twin id.Group, err error) {
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		all, err := groupsOf(r.Context(), tx, v.Workspace)
		if err != nil {
			return err
		}
		now := p.s.now(v.Workspace)
		all = slices.DeleteFunc(all, func(g Group) bool { return !g.Dismissed.IsZero() || now.Sub(g.Made) > justNow })
		places, err := p.s.Near.Places(r.Context(), tx, v.Workspace, idsOf(all))
		for _, g := range all {
			if place, ok := places[g.ID]; ok && place.Name == name && v.Scope.Has(place.Unit) {
				twin = g.ID
			}
		}
		return err
	})
	return twin, err
}

// keeperOf is whoever pastes, where they do to-dos.
func (p *pages) keeperOf(r *http.Request, v console.Viewer) (keeper id.User) {
	_ = p.s.DB.Read(r.Context(), func(tx *db.Tx) error { // without it nobody in particular runs the group
		staff, _, err := p.s.Near.People(r.Context(), tx, v.Workspace)
		if slices.ContainsFunc(staff, func(one Person) bool { return one.User == v.User && one.Does }) {
			keeper = v.User
		}
		return err
	})
	return keeper
}

// firstUnit is a unit that somebody sees who does not see all.
func (p *pages) firstUnit(r *http.Request, v console.Viewer) (unit id.Unit, err error) {
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		_, units, err := p.s.Near.People(r.Context(), tx, v.Workspace)
		i := slices.IndexFunc(units, func(u auth.Unit) bool { return v.Scope.Has(u.ID) })
		if err == nil && i < 0 {
			return &auth.FieldError{Field: "group", Err: noSuchUnit()}
		}
		if i >= 0 {
			unit = units[i].ID
		}
		return err
	})
	return unit, err
}

// askPaste makes to-dos of what nobody answered.
func (p *pages) askPaste(w http.ResponseWriter, r *http.Request, v console.Viewer, a *pasteForm) error {
	if a.Group == 0 {
		return fault.New(fault.NotFound, noGroup.With())
	}
	if _, err := p.s.Ask(r.Context(), v.Workspace, byOf(v), a.Group, a.Clip); err != nil {
		if !console.Correctable(err) {
			return err
		}
		return p.understood(w, r, v, a, pasteState{form: console.FormOf(err), taken: true})
	}
	return seeOther(w, r, v.At("today")+"?who=all")
}
