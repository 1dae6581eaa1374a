package manual

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// addView is the form for new groups.
type addView struct {
	Form                     console.Form
	Names, Note, People      string
	Units, Keepers           []choice
	Most                     int
	Nothing                  bool // there is no group yet
	More                     bool // what is not needed is unfolded
	chosenUnit, chosenKeeper string

	Geo geoView
}

// fill fills in the choices of the form.
func (p *pages) fill(r *http.Request, v console.Viewer, view *addView) error {
	view.Most = MostGroups
	ctx := r.Context()
	return p.s.DB.Read(ctx, func(tx *db.Tx) error {
		staff, units, err := p.s.Near.People(ctx, tx, v.Workspace)
		if err != nil {
			return err
		}
		view.Keepers = keepers(staff, view.chosenKeeper)
		slices.SortStableFunc(units, func(a, b auth.Unit) int { return cmp.Compare(rank(a), rank(b)) })
		for _, u := range units {
			if v.Scope.Has(u.ID) {
				view.Units = append(view.Units, choice{id.Show(u.ID), u.Name, id.Show(u.ID) == view.chosenUnit})
			}
		}
		h, err := p.s.hallOf(ctx, tx, v.Workspace, byOf(v))
		if err != nil {
			return err
		}
		view.Nothing = len(h.groups) == 0
		return p.geo(ctx, tx, v, &h, view)
	})
}

// rank puts head office first.
func rank(u auth.Unit) int {
	if u.Kind == auth.Head {
		return 0
	}
	return 1
}

func keepers(staff []Person, chosen string) (out []choice) {
	for _, one := range staff {
		if one.Does {
			out = append(out, choice{id.Show(one.User), one.Name, id.Show(one.User) == chosen})
		}
	}
	return out
}

// showAdd handles GET /w/{ws}/wechat/add.
func (p *pages) showAdd(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	q := r.URL.Query()
	view := addView{chosenKeeper: id.Show(v.User), Geo: geoView{Shop: q.Get("shop"), Area: q.Get("area"), Theme: q.Get("theme"), asked: q.Has("shop") || q.Has("area")}}
	if err := p.fill(r, v, &view); err != nil {
		return err
	}
	if view.Form.Field != "" {
		return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.add, view)
	}
	return p.shell.Show(w, r, v, p.add, view)
}

// doAdd handles POST /w/{ws}/wechat/add.
func (p *pages) doAdd(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view := addView{Names: r.PostFormValue("names"), Note: r.PostFormValue("note"), People: r.PostFormValue("people"),
		chosenUnit: r.PostFormValue("unit"), chosenKeeper: r.PostFormValue("keeper"), Geo: geoView{Shop: r.PostFormValue("shop"), Area: r.PostFormValue("area"), Named: true}}
	if r.PostFormValue("quick") != "" { // by its name alone: the rest can be said later
		view.chosenKeeper = id.Show(v.User)
	}
	quick := r.PostFormValue("quick") != ""
	made, err := p.make(r, v, &view)
	if err == nil {
		if len(made) == 1 {
			return seeOther(w, r, v.At("wechat", id.Show(made[0]))+"?said=added")
		}
		return seeOther(w, r, v.At("wechat")+"?said=many")
	}
	if !console.Correctable(err) {
		return err
	}
	if quick && auth.Field(err) == "names" {
		list, failed := p.listOf(r, v)
		if failed != nil {
			return failed
		}
		list.Form, list.Name = console.FormOf(err), view.Names
		return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.list, list)
	}
	if err := p.fill(r, v, &view); err != nil {
		return err
	}
	view.Form = console.FormOf(err)
	view.More = view.Form.Field != "names" && view.Form.Field != "shop" && view.Form.Field != "area"
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.add, view)
}

func (p *pages) make(r *http.Request, v console.Viewer, view *addView) ([]id.Group, error) {
	names, err := Names("names", view.Names, MostGroups)
	if err != nil {
		return nil, err
	}
	want := Wanted{Names: names, Note: view.Note}
	if want.People, err = figure("people", view.People); err != nil {
		return nil, err
	}
	want.Keeper, _ = id.Parse[id.User](view.chosenKeeper) // anything else is nobody
	if want.Where, err = p.whereIn(r, v, view); err != nil {
		return nil, err
	}
	if want.Unit, err = p.unitOf(r, v, view.chosenUnit); err != nil {
		return nil, err
	}
	return p.s.Add(r.Context(), v.Workspace, byOf(v), want)
}

// unitOf reads the unit of a form, 0 for head office.
func (p *pages) unitOf(r *http.Request, v console.Viewer, value string) (unit id.Unit, err error) {
	if value == "" && v.Scope.All {
		return 0, nil
	}
	ctx := r.Context()
	err = p.s.DB.Read(ctx, func(tx *db.Tx) error {
		_, units, err := p.s.Near.People(ctx, tx, v.Workspace)
		for _, u := range units {
			if (id.Show(u.ID) == value || value == "") && v.Scope.Has(u.ID) { // without a word the first one they see
				if unit = u.ID; u.Kind == auth.Head {
					unit = 0
				}
				return err
			}
		}
		if err == nil {
			err = &auth.FieldError{Field: "unit", Err: noSuchUnit()}
		}
		return err
	})
	return unit, err
}
