package report

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

type tab struct {
	Label  i18n.Text
	Href   string
	Active bool
}

type option struct {
	Value, Label string
	Chosen       bool
}

// line is one row of a table: a name and what was counted.
type line struct {
	Name, Sub, Href string
	Label           i18n.Text // instead of a name
	T               Tally
	Auto            Tally // where both kinds stand in one row
	User            string
	MayRemind       bool
	Reminded        bool
}

type whyLine struct {
	Label i18n.Text
	Human bool
	N     int
}

type rateView struct {
	Tabs                         []tab
	Units                        []option
	Unit, Period                 string
	Verdict                      i18n.Message
	Nothing                      bool
	Kinds                        []line
	Regions, Groups, Steps, Team []line
	MoreGroups                   int
	Why                          []whyLine
	Mine                         *line
	Lead                         bool
	Said                         i18n.Message
	Form                         console.Form
	From, To                     string
}

// most rows of a table: a page is read, an export is for the rest.
const mostRows = 200

func periodWord(word string) i18n.Text {
	switch word {
	case Seven:
		return i18n.Text{Hans: "近 7 天", Hant: "近 7 天", En: "7 days"}
	case Week:
		return i18n.Text{Hans: "本周", Hant: "本週", En: "This week"}
	case Month:
		return i18n.Text{Hans: "本月", Hant: "本月", En: "This month"}
	}
	return i18n.Text{Hans: "昨天", Hant: "昨天", En: "Yesterday"}
}

// showRate handles GET /w/{ws}/execution.
func (p *pages) showRate(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.rateOf(r, v)
	if err != nil {
		return err
	}
	if r.URL.Query().Get("said") == "reminded" {
		view.Said = saidReminded.With()
	}
	return p.shell.Show(w, r, v, p.rate, view)
}

// looking is what a page of figures is about.
type looking struct {
	view
	units []auth.Unit
	word  string
	unit  id.Unit
}

// lookingAt reads what is chosen in the address. What is unknown is left out.
func (p *pages) lookingAt(ctx context.Context, tx *db.Tx, v console.Viewer, q url.Values) (l looking, err error) {
	l.word = q.Get("period")
	if !slices.Contains(Periods[:], l.word) {
		l.word = Yesterday
	}
	l.days, l.scope = Period(l.word, DayOf(p.s.now(v.Workspace), v.Zone)), v.Scope
	if l.units, err = p.s.Near.Units(ctx, tx, v.Workspace); err != nil {
		return l, err
	}
	if u, err := id.Parse[id.Unit](q.Get("unit")); err == nil && v.Scope.Has(u) {
		l.unit, l.scope = u, auth.ScopeOf(l.units, u)
	}
	return l, nil
}

func (l *looking) address(v console.Viewer, word string) string {
	q := url.Values{"period": {word}}
	if l.unit != 0 {
		q.Set("unit", id.Show(l.unit))
	}
	return v.At("execution") + "?" + q.Encode()
}

func (p *pages) rateOf(r *http.Request, v console.Viewer) (out rateView, err error) {
	ctx := r.Context()
	q := r.URL.Query()
	if r.Method == http.MethodPost {
		q = r.PostForm
	}
	err = p.s.DB.Read(ctx, func(tx *db.Tx) error {
		l, err := p.lookingAt(ctx, tx, v, q)
		if err != nil {
			return err
		}
		out.frame(v, &l)
		human, auto, err := byHuman(ctx, tx, v.Workspace, &l.view)
		if err != nil {
			return err
		}
		out.sum(human, auto, l.word)
		if err := p.mine(ctx, tx, v, &l, &out); err != nil || out.Nothing {
			return err
		}
		for _, fill := range []func(context.Context, *db.Tx, console.Viewer, *looking, *rateView) error{p.regions, p.groups, p.steps, p.reasons, p.team} {
			if err := fill(ctx, tx, v, &l, &out); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// frame is what stands above the figures.
func (out *rateView) frame(v console.Viewer, l *looking) {
	out.Period, out.From, out.To, out.Lead = l.word, l.days.From.Short(), l.days.To.Short(), v.Can(auth.Run)
	for _, word := range Periods {
		out.Tabs = append(out.Tabs, tab{periodWord(word), l.address(v, word), word == l.word})
	}
	if l.unit != 0 {
		out.Unit = id.Show(l.unit)
	}
	for _, u := range auth.Under(l.units) {
		if v.Scope.Has(u.ID) && u.Kind != auth.Head {
			out.Units = append(out.Units, option{id.Show(u.ID), indent(u.Depth) + u.Name, u.ID == l.unit})
		}
	}
}

func indent(depth int) string {
	out := ""
	for range max(0, depth-1) {
		out += "　"
	}
	return out
}

// sum says how it went, in one sentence and two rows.
func (out *rateView) sum(human, auto Tally, word string) {
	all := human.Plus(auto)
	out.Nothing = all.Due() == 0
	when := periodWord(word)
	switch {
	case out.Nothing:
		out.Verdict = rateNothing.With(when)
		return
	case all.Overdue > 0:
		out.Verdict = rateLeft.With(when, all.Due(), all.Done(), all.Overdue)
	case all.Open > 0:
		out.Verdict = rateOpen.With(when, all.Due(), all.Done(), all.Open)
	default:
		out.Verdict = rateGood.With(when, all.Due(), all.Done())
	}
	out.Kinds = []line{{Label: wordHuman, T: human}, {Label: wordAuto, T: auto}}
}

// mine is the viewer's own row.
func (p *pages) mine(ctx context.Context, tx *db.Tx, v console.Viewer, l *looking, out *rateView) error {
	own := view{days: l.days, scope: auth.Everything(), who: v.User}
	by, err := byPerson(ctx, tx, v.Workspace, &own)
	if err == nil && by[v.User] != nil {
		out.Mine = &line{Name: v.Name, T: by[v.User].Human}
	}
	return err
}

// regions are the units right below the one looked at.
func (p *pages) regions(ctx context.Context, tx *db.Tx, v console.Viewer, l *looking, out *rateView) error {
	top := l.unit
	if top == 0 {
		for _, u := range l.units {
			if u.Kind == auth.Head && v.Scope.All {
				top = u.ID
			}
		}
	}
	if top == 0 {
		return nil
	}
	by, err := byUnit(ctx, tx, v.Workspace, &l.view)
	if err != nil {
		return err
	}
	for _, u := range l.units {
		if u.Parent != top || u.ID == top {
			continue
		}
		one := line{Name: u.Name, Href: (&looking{word: l.word, unit: u.ID}).address(v, l.word)}
		scope := auth.ScopeOf(l.units, u.ID)
		for at, b := range by {
			if scope.Has(at) {
				one.T, one.Auto = one.T.Plus(b.Human), one.Auto.Plus(b.Auto)
			}
		}
		if one.T.Due()+one.Auto.Due() > 0 {
			out.Regions = append(out.Regions, one)
		}
	}
	return nil
}

// groups are by name: a table to look something up in, and no ranking.
func (p *pages) groups(ctx context.Context, tx *db.Tx, v console.Viewer, l *looking, out *rateView) error {
	by, err := byGroup(ctx, tx, v.Workspace, &l.view)
	if err != nil {
		return err
	}
	ids := make([]id.Group, 0, len(by))
	for g := range by {
		ids = append(ids, g)
	}
	names, err := p.s.Near.Groups(ctx, tx, v.Workspace, ids)
	if err != nil {
		return err
	}
	for g, b := range by {
		if name, ok := names[g]; ok {
			out.Groups = append(out.Groups, line{Name: name, Href: v.At("groups", id.Show(g)), T: b.Human, Auto: b.Auto})
		}
	}
	byName(out.Groups)
	if n := len(out.Groups); n > mostRows {
		out.Groups, out.MoreGroups = out.Groups[:mostRows], n-mostRows
	}
	return nil
}

func byName(all []line) {
	slices.SortFunc(all, func(a, b line) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Sub, b.Sub), cmp.Compare(a.Href, b.Href), cmp.Compare(a.User, b.User), cmp.Compare(a.Label.Hans, b.Label.Hans))
	})
}

// steps are those of SOPs, in the order of their names.
func (p *pages) steps(ctx context.Context, tx *db.Tx, v console.Viewer, l *looking, out *rateView) error {
	by, err := byStep(ctx, tx, v.Workspace, &l.view)
	if err != nil {
		return err
	}
	var books []id.Playbook
	for k := range by {
		if !slices.Contains(books, k.Book) {
			books = append(books, k.Book)
		}
	}
	known, err := p.s.Near.Books(ctx, tx, v.Workspace, books)
	if err != nil {
		return err
	}
	for k, t := range by {
		one := line{Name: known[k.Book].Title, Sub: k.Step, T: *t, Label: wordAuto}
		if text, ok := known[k.Book].Steps[k.Step]; ok {
			one.Sub = text.In(v.Lang)
		}
		if k.Human {
			one.Label = wordHuman
		}
		if _, ok := known[k.Book]; ok && v.Can(auth.Run) {
			one.Href = v.At("playbooks", id.Show(k.Book))
		}
		out.Steps = append(out.Steps, one)
	}
	byName(out.Steps)
	out.Steps = out.Steps[:min(len(out.Steps), mostRows)]
	return nil
}

func (p *pages) reasons(ctx context.Context, tx *db.Tx, v console.Viewer, l *looking, out *rateView) error {
	all, err := byReason(ctx, tx, v.Workspace, &l.view)
	for _, one := range all {
		out.Why = append(out.Why, whyLine{reasonWord(one.Reason), one.Human, one.N})
	}
	return err
}

// team is the people whom the viewer leads, in the order of names. Nobody else is
// shown it, and there is no order by figures.
func (p *pages) team(ctx context.Context, tx *db.Tx, v console.Viewer, l *looking, out *rateView) error {
	if !out.Lead {
		return nil
	}
	people, err := p.s.Near.People(ctx, tx, v.Workspace)
	if err != nil {
		return err
	}
	by, err := byPerson(ctx, tx, v.Workspace, &view{days: l.days, scope: l.scope})
	if err != nil {
		return err
	}
	today, err := p.s.remindedToday(ctx, tx, v.Workspace, v.Zone)
	if err != nil {
		return err
	}
	for i := range people {
		one := &people[i]
		b := by[one.User]
		if b == nil || one.User == v.User || !ledBy(v.User, v.Role, v.Scope, one) {
			continue
		}
		row := line{Name: one.Name, User: id.Show(one.User), T: b.Human, Reminded: today[one.User]}
		row.MayRemind = one.Does && !row.Reminded && b.Human.Undone() > 0
		out.Team = append(out.Team, row)
	}
	byName(out.Team)
	return nil
}

// remind handles POST /w/{ws}/execution/remind.
func (p *pages) remind(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	who, err := id.Parse[id.User](r.PostFormValue("who"))
	if err != nil {
		return err
	}
	var l looking
	err = p.s.DB.Write(r.Context(), func(tx *db.Tx) (err error) {
		if l, err = p.lookingAt(r.Context(), tx, v, r.PostForm); err != nil {
			return err
		}
		return p.s.Remind(r.Context(), tx, Reminder{Workspace: v.Workspace, By: v.User, Role: v.Role, Scope: v.Scope, Zone: v.Zone, Lang: v.Lang, Who: who, Days: l.days})
	})
	if err == nil {
		return seeOther(w, r, l.address(v, l.word)+"&said=reminded")
	}
	if !console.Correctable(err) {
		return err
	}
	view, failed := p.rateOf(r, v)
	if failed != nil {
		return failed
	}
	view.Form = console.Form{Says: console.FormOf(err).Says}
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.rate, view)
}
