package playbook

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/plan"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/web/console"
)

// bookView is the page of one SOP.
type bookView struct {
	Title, About i18n.Text
	ID           string
	State        stateView
	On, Paused   bool
	Cannot       string // what it asks for and nothing here does yet
	Version      int64
	May          bool
	Starts       []i18n.Message
	Rows         []stepView
	Fields       []fieldView
	Whole        bool // it is about the workspace, and there are no groups to choose
	Groups       []placeView
	Runs         []runView
	Asked        bool       // it waits for a second person
	Going        *goingView // nil where it was never started
	Hand         *handView  // nil where a person does not begin it
}

// stepView is a step on the time line.
type stepView struct {
	When, Way i18n.Message
	Depth     int
	What      i18n.Text
	Title     i18n.Text
	Do        i18n.Text // what a person does, where that is not its title
	Wordings  []string
	Owner     string
	Check     i18n.Text
}

type fieldView struct {
	Name, Value, Hint string
	Ask               i18n.Text
}

// placeView is a group where it may run, with its own columns.
type placeView struct {
	ID, Name string
	Chosen   bool
	Paused   bool
	Waits    bool // the SOP has not come to it yet
	Columns  []fieldView
}

type runView struct {
	Href, Whom string
	Begun      time.Time
	Ended      time.Time
	State      i18n.Text
}

// bookAt returns the SOP in the address.
func bookAt(r *http.Request, tx *db.Tx, v console.Viewer) (b Book, err error) {
	book, err := id.Parse[id.Playbook](r.PathValue("book"))
	if err != nil {
		return b, err
	}
	return bookOf(r.Context(), tx, v.Workspace, book)
}

// titleOf is what an SOP is called, in every language in which it says so.
func (s *Service) titleOf(ctx context.Context, tx *db.Tx, ws id.Workspace, b Book) (i18n.Text, error) {
	prog, err := s.program(ctx, tx, ws, b.ID, b.Version)
	if err != nil {
		return i18n.Text{}, err
	}
	return textIn(prog.Book.Title), nil
}

// mostRuns is how many runs a page lists.
const mostRuns = 30

func (p *pages) showBook(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	var view bookView
	err := p.read(r.Context(), func(tx *db.Tx) error {
		b, err := bookAt(r, tx, v)
		if err != nil {
			return err
		}
		prog, err := p.s.program(r.Context(), tx, v.Workspace, b.ID, b.Version)
		if err != nil {
			return err
		}
		s := prog.Book
		view = bookView{Title: textIn(s.Title), About: textIn(s.About), ID: id.Show(b.ID), State: stateOf(b.State), On: b.State == On, Paused: b.State == Paused,
			Cannot: cannot(s), Version: b.Version, May: v.Can("manage") && v.Scope.All}
		if err := p.placesOf(r, tx, v, b, s, &view); err != nil {
			return err
		}
		if err := p.fillGoing(r, tx, v, b, &view); err != nil {
			return err
		}
		view.Hand = p.handOf(b, s, view.Groups)
		view.Runs, err = p.runsOn(r, tx, v, b)
		return err
	})
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.book, view)
}

// fillGoing says how far an SOP was let loose.
func (p *pages) fillGoing(r *http.Request, tx *db.Tx, v console.Viewer, b Book, view *bookView) error {
	l, ok, err := launchOf(r.Context(), tx, v.Workspace, b.ID)
	if err != nil || !ok || b.State == Off && l.State != Asked && l.State != Declined {
		return err
	}
	all, err := places(r.Context(), tx, v.Workspace, b.ID)
	view.Going, view.Asked = p.goingOn(&l, all, v), l.State == Asked
	return err
}

// steps are the steps of an SOP as a time line, by what was filled in.
func steps(s *script.Playbook, filled map[string]string) (out []stepView) {
	for _, row := range plan.Rows(s, filled) {
		v := stepView{When: row.When, Way: row.Way, Depth: row.Depth, Title: textIn(row.Step.Title), What: deedOf(row.Step), Owner: row.Step.Owner, Check: textIn(row.Step.Check)}
		if v.Owner == "" {
			v.Owner = s.Owner
		}
		if say := row.Step.Say; say != nil {
			for _, w := range say.Wordings {
				v.Wordings = append(v.Wordings, w.Text)
			}
		}
		switch t := row.Step.Task; {
		case t == nil:
		case v.Title == i18n.Text{}:
			v.Title = textIn(t.Do)
		default:
			v.Do = textIn(t.Do)
		}
		out = append(out, v)
	}
	return out
}

// placesOf fills in where an SOP runs and what was filled in for it.
func (p *pages) placesOf(r *http.Request, tx *db.Tx, v console.Viewer, b Book, s *script.Playbook, view *bookView) error {
	all, err := places(r.Context(), tx, v.Workspace, b.ID)
	if err != nil {
		return err
	}
	at := map[id.Group]Place{}
	values := s.Defaults(p.s.Clock(v.Workspace).Now(), v.Zone)
	for _, one := range all {
		at[one.Group] = one
		for name, value := range one.Fields { // what the form held is the same everywhere
			values[name] = value
		}
	}
	view.Starts, view.Rows = plan.Starts(s, values), steps(s, values)
	for _, f := range s.Fields {
		if f.From == script.FromForm {
			view.Fields = append(view.Fields, fieldView{Name: f.Name, Value: values[f.Name], Hint: f.Sample, Ask: textIn(f.Ask)})
		}
	}
	if _, view.Whole = at[0]; view.Whole {
		return nil
	}
	groups, err := p.deps.Groups(r.Context(), tx, v.Workspace, v.Scope)
	if err != nil {
		return err
	}
	for _, g := range groups {
		place, chosen := at[g.ID]
		one := placeView{ID: id.Show(g.ID), Name: g.Name, Chosen: chosen, Paused: place.Paused, Waits: chosen && place.Waits && b.State != Off}
		for _, f := range s.Fields {
			if f.From == script.FromGroup {
				one.Columns = append(one.Columns, fieldView{Name: f.Name, Value: place.Fields[f.Name], Hint: f.Sample})
			}
		}
		view.Groups = append(view.Groups, one)
	}
	return nil
}

// runsOn lists the runs of an SOP, those that began last first.
func (p *pages) runsOn(r *http.Request, tx *db.Tx, v console.Viewer, b Book) (out []runView, err error) {
	list, err := lastRuns(r.Context(), tx, v.Workspace, b.ID, mostRuns)
	if err != nil {
		return nil, err
	}
	names, err := p.names(r, tx, v, list)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if whom, ok := names[list[i].Subject]; ok { // not of groups that somebody else sees
			out = append(out, runView{Href: v.At("playbook-runs", id.Show(list[i].ID)), Whom: whom, Begun: list[i].Begun, Ended: list[i].Ended, State: phaseOf(&list[i])})
		}
	}
	return out, nil
}

// names names the subjects of runs, as far as somebody sees their groups. What
// is of no group, or of one that is gone, whoever sees all groups sees.
func (p *pages) names(r *http.Request, tx *db.Tx, v console.Viewer, list []Run) (map[Subject]string, error) {
	groups, err := p.deps.Groups(r.Context(), tx, v.Workspace, v.Scope)
	if err != nil {
		return nil, err
	}
	seen := map[id.Group]string{}
	for _, g := range groups {
		seen[g.ID] = g.Name
	}
	var ords []uint32
	for i := range list {
		if m := list[i].Subject.Member; m != 0 {
			ords = append(ords, m)
		}
	}
	people, err := p.deps.People(r.Context(), tx, v.Workspace, ords)
	if err != nil {
		return nil, err
	}
	out := map[Subject]string{}
	for i := range list {
		s := list[i].Subject
		name, ok := seen[s.Group]
		switch {
		case ok:
		case !v.Scope.All:
			continue
		case s.Group == 0:
			name = wordWhole.In(v.Lang)
		default:
			name = wordGone.In(v.Lang)
		}
		switch who := people[s.Member]; {
		case s.Member == 0 || who == "":
		case s.Group == 0:
			name = who
		default:
			name = who + " · " + name
		}
		out[s] = name
	}
	return out, nil
}

// put says in which groups an SOP runs.
func (p *pages) put(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return fault.Because(err, fault.Invalid, badForm.With())
	}
	var b Book
	var all []Place
	err := p.read(r.Context(), func(tx *db.Tx) (err error) {
		if b, err = bookAt(r, tx, v); err != nil {
			return err
		}
		was, err := places(r.Context(), tx, v.Workspace, b.ID)
		if err != nil {
			return err
		}
		if len(was) == 1 && was[0].Group == 0 { // of the workspace, whatever is ticked
			was[0].Fields = filledIn(r, "")
			all = was
			return nil
		}
		groups, err := p.deps.Groups(r.Context(), tx, v.Workspace, v.Scope)
		for _, g := range groups { // only ids that are the workspace's
			if r.PostFormValue("group."+id.Show(g.ID)) == "" {
				continue
			}
			place := Place{Group: g.ID, Waits: true} // until the SOP is started there, too
			if i := slices.IndexFunc(was, func(p Place) bool { return p.Group == g.ID }); i >= 0 {
				place = was[i]
			}
			place.Fields = filledIn(r, id.Show(g.ID))
			all = append(all, place)
		}
		return err
	})
	if err != nil {
		return err
	}
	if err := p.s.Put(r.Context(), v.Workspace, b.ID, all); err != nil {
		return err
	}
	if r.PostFormValue("then") == "start" { // what was chosen holds for whoever goes on
		return seeOther(w, r, v.At("playbooks", id.Show(b.ID), "launch"))
	}
	return seeOther(w, r, v.At("playbooks", id.Show(b.ID)))
}

// longestField is how long what is filled in may be.
const longestField = 500

// filledIn is what a form holds for a group.
func filledIn(r *http.Request, group string) map[string]string {
	out := map[string]string{}
	for key := range r.PostForm {
		value := strings.TrimSpace(r.PostFormValue(key))
		if len(value) > longestField {
			value = strings.ToValidUTF8(value[:longestField], "")
		}
		if name, ok := strings.CutPrefix(key, "field."); ok {
			out[name] = value
		}
		if name, ok := strings.CutPrefix(key, "column."+group+"."); ok {
			out[name] = value
		}
	}
	return out
}

// turn switches an SOP.
func (p *pages) turn(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	to, ok := map[string]State{"on": On, "pause": Paused, "off": Off}[r.PathValue("to")]
	if !ok {
		return fault.New(fault.NotFound, noBook.With())
	}
	book, err := id.Parse[id.Playbook](r.PathValue("book"))
	if err != nil {
		return err
	}
	if to == On {
		err = p.s.Resume(r.Context(), v.Workspace, book)
	} else {
		err = p.s.Switch(r.Context(), v.Workspace, book, to)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.At("playbooks", id.Show(book)))
}
