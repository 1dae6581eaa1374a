package chain

import (
	"net/http"
	"strings"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chain/roll"
	"github.com/huoshui/huoshui/internal/web/console"
)

// productForm is a product in the form of what a chain is about.
type productForm struct{ Code, Name, Spec, Price, Unit, Each, Total string }

// aboutView is the form of what a chain is about.
type aboutView struct {
	Here, Title, Day   string
	Form               console.Form
	Products           []productForm
	Places             string
	Each, Total, Until string
	Groups             []choice
	Most               int
	TextGone           bool // there is nothing to be read anew
}

// limitText fills the field of a limit. Units stand in forms as they are kept: without one
// it would be lost.
func limitText(l roll.Limit, t *teller) string {
	if l.Amount == 0 {
		return ""
	}
	return roll.Show(l.Amount) + roll.UnitIn(l.Unit, t.hant())
}

// aboutOf reads what a chain is about.
func (p *pages) aboutOf(r *http.Request, v console.Viewer) (view aboutView, err error) {
	whole, _, err := p.load(r, v)
	if err != nil {
		return view, err
	}
	h, t := &whole.Head, teller{v: v, whole: &whole}
	view = aboutView{Here: v.At("chain", id.Show(whole.ID)), Title: whole.Title, Day: whole.Day.String(), Places: strings.Join(h.Places, "\n"),
		Each: limitText(h.Each, &t), Total: limitText(h.Total, &t), Until: h.Until, Most: MostProducts, TextGone: whole.textGone()}
	for _, prod := range h.Products {
		one := productForm{Code: prod.Code, Name: prod.Name, Spec: prod.Spec, Unit: roll.UnitIn(prod.Unit, t.hant()), Each: limitText(prod.Each, &t), Total: limitText(prod.Total, &t)}
		if prod.Price >= 0 {
			one.Price = roll.Price(prod.Price)
		}
		view.Products = append(view.Products, one)
	}
	if len(h.Products) == 0 { // what rows name is a beginning
		for _, name := range h.Found[:min(len(h.Found), MostProducts)] {
			view.Products = append(view.Products, productForm{Name: name})
		}
	}
	view.Products = append(view.Products, productForm{}, productForm{})
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		_, err := p.groups(r, tx, v, id.Show(whole.Group), &view.Groups)
		return err
	})
	return view, err
}

// showAbout handles GET /w/{ws}/chain/{chain}/about.
func (p *pages) showAbout(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.aboutOf(r, v)
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.about, view)
}

// limitIn reads a limit of a form; the zero one for nothing.
func limitIn(field, s string) (roll.Limit, error) {
	if strings.TrimSpace(s) == "" {
		return roll.Limit{}, nil
	}
	n, unit, ok := roll.ParseAmount(s)
	if !ok {
		return roll.Limit{}, wrong(field, fault.New(fault.Invalid, badLimit.With()))
	}
	return roll.Limit{Amount: n, Unit: unit}, nil
}

// productsIn reads the products of a form.
func productsIn(r *http.Request) (typed []productForm, out []roll.Product, err error) {
	column := func(name string, i int) string {
		if list := r.PostForm[name]; i < len(list) {
			return strings.TrimSpace(list[i])
		}
		return ""
	}
	names := r.PostForm["p.name"]
	if len(names) > MostProducts+2 {
		return nil, nil, wrong("products", fault.New(fault.Invalid, manyGoods.With(MostProducts)))
	}
	seen := map[string]bool{}
	for i := range names {
		f := productForm{column("p.code", i), column("p.name", i), column("p.spec", i), column("p.price", i), column("p.unit", i), column("p.each", i), column("p.total", i)}
		typed = append(typed, f)
		name := clip(f.Name, 24)
		if name == "" || seen[name] {
			continue
		}
		seen[name] = true
		prod := roll.Product{Code: strings.ToUpper(clip(f.Code, 3)), Name: name, Spec: clip(f.Spec, 20), Unit: roll.Unit(clip(f.Unit, 10))}
		price, ok := roll.ParsePrice(f.Price)
		if prod.Price = price; !ok {
			err = wrong("products", fault.New(fault.Invalid, badPrice.With(name)))
		}
		for _, l := range []struct {
			into *roll.Limit
			text string
		}{{&prod.Each, f.Each}, {&prod.Total, f.Total}} {
			limit, bad := limitIn("products", l.text)
			if *l.into = limit; bad != nil {
				err = bad
			}
		}
		out = append(out, prod)
	}
	return typed, out, err
}

// saveAbout handles POST /w/{ws}/chain/{chain}/about.
func (p *pages) saveAbout(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	chain, err := chainIn(r)
	if err != nil {
		return err
	}
	typed, a, err := aboutIn(r)
	if err == nil {
		err = p.s.SetAbout(r.Context(), v.Workspace, byOf(v), chain, a)
	}
	if err == nil {
		said := "about"
		if whole, _, err := p.load(r, v); err == nil && whole.textGone() {
			said = "kept"
		}
		return p.done(w, r, v, said, "")
	}
	if !console.Correctable(err) {
		return err
	}
	view, failed := p.aboutOf(r, v)
	if failed != nil {
		return failed
	}
	view.Form, view.Products = console.FormOf(err), typed
	view.Title, view.Day, view.Places = r.PostFormValue("title"), r.PostFormValue("day"), r.PostFormValue("places")
	view.Each, view.Total, view.Until = r.PostFormValue("each"), r.PostFormValue("total"), r.PostFormValue("until")
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.about, view)
}

// aboutIn reads the form of what a chain is about.
func aboutIn(r *http.Request) (typed []productForm, a About, err error) {
	typed, a.Products, err = productsIn(r)
	a.Title, a.Until = r.PostFormValue("title"), r.PostFormValue("until")
	for line := range strings.Lines(r.PostFormValue("places")) {
		if name := clip(line, 40); name != "" && len(a.Places) < mostPlaces {
			a.Places = append(a.Places, name)
		}
	}
	var bad error
	if a.Each, bad = limitIn("each", r.PostFormValue("each")); bad != nil {
		err = bad
	}
	if a.Total, bad = limitIn("total", r.PostFormValue("total")); bad != nil {
		err = bad
	}
	day, ok := ParseDay(r.PostFormValue("day"))
	if a.Day = day; !ok {
		err = wrong("day", fault.New(fault.Invalid, badDay.With()))
	}
	if value := r.PostFormValue("group"); value != "" {
		if a.Group, bad = id.Parse[id.Group](value); bad != nil {
			err = wrong("group", fault.New(fault.Invalid, noGroup.With()))
		}
	}
	return typed, a, err
}
