package community

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// spareColumns is how many empty places for new details a page offers.
const spareColumns = 3

func (p *pages) profileRoutes() {
	s := p.shell
	s.Handle("GET /w/{ws}/groups/{group}/profile", auth.View, p.showProfile)
	s.Handle("POST /w/{ws}/groups/{group}/profile", auth.Run, p.saveProfile)
	s.Handle("GET /w/{ws}/group-profiles", auth.Run, p.showDefaults)
	s.Handle("POST /w/{ws}/group-profiles", auth.Run, p.saveDefaults)
	s.Handle("GET /w/{ws}/group-profiles.xlsx", auth.Run, p.sendWorkbook)
	s.Handle("GET /w/{ws}/group-profiles.csv", auth.Run, p.sendCSV)
	s.HandleUpload("POST /w/{ws}/group-profiles/sheet", auth.Run, mostFile+1<<16, p.receiveSheet)
	s.Handle("GET /w/{ws}/group-profiles/sheet", auth.Run, p.showSheet)
	s.Handle("POST /w/{ws}/group-profiles/sheet/take", auth.Run, p.takeSheet)
	s.Handle("POST /w/{ws}/group-profiles/sheet/drop", auth.Run, p.dropSheet)
}

// option is one choice of a select.
type option struct {
	Value    string
	Label    i18n.Text
	Selected bool
}

// columnRow is one detail of a group in a form.
type columnRow struct {
	Name, Value string
	Else        string    // what stands where it is empty
	Help        i18n.Text // of those that pages ask for
	Free        bool      // its name may be changed
}

type profileView struct {
	Group   Group
	Back    string
	Here    string // where the form is sent
	Done    bool
	Shop    bool // it is the workspace's
	Whole   bool // its viewer may change what holds in the workspace
	Lives   []option
	Tones   []option
	Columns []columnRow
	Form    console.Form
}

func (v *profileView) fill(p, shop Profile) {
	for _, l := range Lives {
		v.Lives = append(v.Lives, option{string(l), lifeWord(l), cmp.Or(p.Life, LongTerm) == l})
	}
	anyTone := i18n.Text{Hans: "都可以", Hant: "都可以", En: "Any"}
	if shop.Tone != "" {
		anyTone = toneAsAll(shop.Tone)
	}
	v.Tones = append(v.Tones, option{"", anyTone, p.Tone == ""})
	for _, t := range Tones {
		v.Tones = append(v.Tones, option{string(t), toneWord(t), p.Tone == t})
	}
	known := groupColumns[:]
	if v.Shop {
		known = shopColumns[:]
	}
	for _, name := range known {
		v.Columns = append(v.Columns, columnRow{Name: name, Value: p.Columns[name], Else: shop.Columns[name], Help: columnHelp(name)})
	}
	all := map[string]string{}
	for _, columns := range []map[string]string{p.Columns, shop.Columns} {
		for name := range columns {
			all[name] = ""
		}
	}
	for _, name := range columnNames(all) {
		if !slices.Contains(known, name) {
			v.Columns = append(v.Columns, columnRow{Name: name, Value: p.Columns[name], Else: shop.Columns[name], Free: true})
		}
	}
	for range spareColumns {
		v.Columns = append(v.Columns, columnRow{Free: true})
	}
}

// typed reads a profile from a form: its details are pairs of the fields name and
// value. It fails with Invalid where one is there twice or has no name.
func typed(r *http.Request) (Profile, error) {
	p := Profile{Life: Life(r.PostFormValue("life")), Tone: Tone(r.PostFormValue("tone")), Columns: map[string]string{}}
	names, values := r.PostForm["name"], r.PostForm["value"]
	var bad error
	for i := range min(len(names), len(values), mostColumns+len(groupColumns)+spareColumns) {
		name, value := tidy(names[i]), tidy(values[i])
		if value == "" {
			continue
		}
		if _, twice := p.Columns[name]; twice && bad == nil {
			bad = fault.New(fault.Invalid, columnNameTwice.With(name))
		}
		p.Columns[name] = value
	}
	return p, bad
}

func (p *pages) showProfile(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.profileView(r, v, nil)
	if err != nil {
		return err
	}
	view.Done = r.URL.Query().Get("done") == "profile"
	return p.shell.Show(w, r, v, p.profile, view)
}

// profileView is the page of the group in the address; as is what somebody typed,
// in place of what is kept.
func (p *pages) profileView(r *http.Request, v console.Viewer, as *Profile) (view profileView, err error) {
	value := r.PathValue("group")
	view.Back, view.Here, view.Whole = v.At("groups", value), v.At("groups", value, "profile"), v.Can(auth.Run)
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		if view.Group, err = p.groupOf(r.Context(), tx, v, value); err != nil {
			return err
		}
		known, err := p.s.Profiles(r.Context(), tx, v.Workspace, []id.Group{0, view.Group.ID})
		if err != nil {
			return err
		}
		now := known[view.Group.ID]
		if as != nil {
			now = *as
		}
		view.fill(now, known[0])
		return nil
	})
	return view, err
}

// saveProfile handles POST /w/{ws}/groups/{group}/profile: the fields life, tone,
// and pairs of name and value.
func (p *pages) saveProfile(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	to, err := typed(r)
	if err == nil {
		err = p.s.DB.Write(r.Context(), func(tx *db.Tx) error {
			g, err := p.groupOf(r.Context(), tx, v, r.PathValue("group"))
			if err != nil {
				return err
			}
			return p.s.SetProfile(r.Context(), tx, v.Workspace, g.ID, to)
		})
	}
	if err == nil {
		return redirect(w, r, v.At("groups", r.PathValue("group"), "profile")+"?done=profile")
	}
	if fault.KindOf(err) != fault.Invalid {
		return err
	}
	view, showing := p.profileView(r, v, &to)
	if showing != nil {
		return showing
	}
	view.Form = console.FormOf(err)
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.profile, view)
}

type defaultsView struct {
	profileView
	Waits  string // the name of the table that waits for its sender to agree
	Groups int    // how many groups its viewer sees
	Done   string // "shop", or what became of a table
}

func (p *pages) showDefaults(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.defaultsView(r, v, nil)
	if err != nil {
		return err
	}
	view.Done = r.URL.Query().Get("done")
	return p.shell.Show(w, r, v, p.defaults, view)
}

func (p *pages) defaultsView(r *http.Request, v console.Viewer, as *Profile) (view defaultsView, err error) {
	view.Shop, view.Whole, view.Here, view.Back = true, v.Scope.All, v.At("group-profiles"), v.At("groups")
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		now, err := p.s.profileOf(r.Context(), tx, v.Workspace, 0)
		if err != nil {
			return err
		}
		if as != nil {
			now = *as
		}
		view.fill(now, Profile{})
		mine, err := p.visibleGroups(r.Context(), tx, v)
		if err != nil {
			return err
		}
		view.Groups = len(mine)
		view.Waits, _, err = keptSheet(r.Context(), tx, v.Workspace, v.User)
		if fault.KindOf(err) == fault.NotFound {
			err = nil
		}
		return err
	})
	return view, err
}

// saveDefaults handles POST /w/{ws}/group-profiles: what holds where a group says
// nothing of itself.
func (p *pages) saveDefaults(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if !v.Scope.All {
		return fault.New(fault.Forbidden, ownDefaultsOnly.With())
	}
	to, err := typed(r)
	to.Life = ""
	if err == nil {
		err = p.s.DB.Write(r.Context(), func(tx *db.Tx) error { return p.s.SetProfile(r.Context(), tx, v.Workspace, 0, to) })
	}
	if err == nil {
		return redirect(w, r, v.At("group-profiles")+"?done=shop")
	}
	if fault.KindOf(err) != fault.Invalid {
		return err
	}
	view, showing := p.defaultsView(r, v, &to)
	if showing != nil {
		return showing
	}
	view.Form = console.FormOf(err)
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.defaults, view)
}

// visibleGroups lists the groups that v may see, by name.
func (p *pages) visibleGroups(ctx context.Context, tx *db.Tx, v console.Viewer) ([]Group, error) {
	all, err := p.s.Groups(ctx, tx, v.Workspace)
	if err != nil {
		return nil, err
	}
	hidden, err := p.deps.Hidden(ctx, tx, v.Workspace)
	if err != nil {
		return nil, err
	}
	seen, err := seenGroups(ctx, tx, v.Workspace, hidden)
	if err != nil {
		return nil, err
	}
	mine := slices.DeleteFunc(all, func(g Group) bool { return !seen[g.ID] || !v.Scope.Has(g.Unit) })
	for i := range mine {
		mine[i].Name = cmp.Or(mine[i].Name, string(mine[i].Chat))
	}
	slices.SortFunc(mine, func(a, b Group) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return mine, nil
}
