package chain

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chain/roll"
	"github.com/huoshui/huoshui/internal/web/console"
)

// rowForm is what stands in the form of a row.
type rowForm struct {
	Name, For, Place, Room, Phone, Remark string
	Items                                 []itemForm
	Crossed                               bool
	Picks                                 []string // what an amount without a product may be of
}

type itemForm struct{ Product, Amount string }

// spare is how many empty lines the form of a row has, picksShown how many products
// can be tapped.
const spare, picksShown = 1, 12

func number(n int) string { return strconv.Itoa(n) }

// formOf fills the form of a row. Phone numbers stand in it as they are: a masked one
// would be kept.
func formOf(r *roll.Row, t *teller) rowForm {
	f := rowForm{Name: r.Name, For: r.For, Place: r.Place, Room: r.Room, Phone: r.Phone, Remark: r.Remark, Crossed: r.Crossed}
	for _, it := range r.Items {
		one := itemForm{Product: it.Product}
		if it.Amount >= 0 {
			one.Amount = roll.Show(it.Amount) + t.unit(it.Unit)
		}
		f.Items = append(f.Items, one)
	}
	unnamed := slices.ContainsFunc(r.Items, func(it roll.Item) bool { return it.Product == "" })
	if goods := t.products(); unnamed && len(goods) <= picksShown {
		f.Picks = goods
	}
	f.Items = append(f.Items, make([]itemForm, max(spare, 2-len(r.Items)))...)
	return f
}

// rowIn reads the form of a row; Invalid about what is not clear in it.
func rowIn(r *http.Request) (out roll.Row, err error) {
	out = roll.Row{Name: r.PostFormValue("name"), For: r.PostFormValue("for"), Place: r.PostFormValue("place"), Room: r.PostFormValue("room"), Phone: r.PostFormValue("phone"),
		Remark: r.PostFormValue("remark"), Crossed: r.PostFormValue("crossed") != ""}
	products, amounts := r.PostForm["product"], r.PostForm["amount"]
	for i := range min(len(products), len(amounts), 40) {
		product, typed := strings.TrimSpace(products[i]), strings.TrimSpace(amounts[i])
		if product == "" && typed != "" { // a tap on one of the products
			product = r.PostFormValue("pick")
		}
		if product == "" && typed == "" {
			continue
		}
		it := roll.Item{Product: product, Amount: roll.None}
		if n, unit, ok := roll.ParseAmount(typed); ok {
			it.Amount, it.Unit = n, unit
		} else if n, unit, ok := amountAndWord(typed); ok {
			it.Amount, it.Unit = n, unit
		}
		if it.Product == "" || it.Amount < 0 {
			err = wrong("items", fault.New(fault.Invalid, halfItem.With()))
		}
		out.Items = append(out.Items, it)
	}
	return out, err
}

// amountAndWord reads an amount in a unit that is not known, such as "2 loaf".
func amountAndWord(s string) (n int64, unit string, ok bool) {
	at := strings.IndexFunc(s, func(c rune) bool { return (c < '0' || c > '9') && c != '.' })
	if at <= 0 {
		return 0, "", false
	}
	n, _, ok = roll.ParseAmount(s[:at])
	unit = strings.TrimSpace(s[at:])
	return n, unit, ok && len([]rune(unit)) <= 10 && !strings.ContainsAny(unit, "0123456789")
}

// typedForm is what somebody typed, to be shown again.
func typedForm(r *http.Request) rowForm {
	f := rowForm{Name: r.PostFormValue("name"), For: r.PostFormValue("for"), Place: r.PostFormValue("place"), Room: r.PostFormValue("room"), Phone: r.PostFormValue("phone"),
		Remark: r.PostFormValue("remark"), Crossed: r.PostFormValue("crossed") != ""}
	products, amounts := r.PostForm["product"], r.PostForm["amount"]
	for i := range min(len(products), len(amounts), 40) {
		f.Items = append(f.Items, itemForm{products[i], amounts[i]})
	}
	return f
}

// rowView is the page on which one row is changed.
type rowView struct {
	Here, Title          string
	New                  bool
	Row                  rowShown
	Form                 console.Form
	Products, PlaceNames []string
}

// rowOf reads the row that a request is about; "new" is one that is to be added.
func (p *pages) rowOf(r *http.Request, v console.Viewer) (view rowView, seq int, err error) {
	whole, _, err := p.load(r, v)
	if err != nil {
		return view, 0, err
	}
	t := teller{v: v, whole: &whole, phones: true}
	view = rowView{Here: v.At("chain", id.Show(whole.ID)), Title: titleOf(&whole.Chain, v.Lang), Products: t.products(), PlaceNames: whole.Head.Places}
	if r.PathValue("seq") == "new" {
		view.New = true
		view.Row = rowShown{Href: view.Here + "/row/new", Edit: formOf(&roll.Row{}, &t)}
		return view, 0, nil
	}
	seq, err = strconv.Atoi(r.PathValue("seq"))
	if err != nil {
		return view, 0, noSuchRow()
	}
	at, err := rowAt(whole.Rows, seq)
	if err != nil {
		return view, 0, err
	}
	view.Row = t.row(&whole.Rows[at])
	return view, seq, nil
}

// showRow handles GET /w/{ws}/chain/{chain}/row/{seq}.
func (p *pages) showRow(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, _, err := p.rowOf(r, v)
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.row, view)
}

// saveRow handles POST /w/{ws}/chain/{chain}/row/{seq}.
func (p *pages) saveRow(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, seq, err := p.rowOf(r, v)
	if err != nil {
		return err
	}
	chain, err := chainIn(r)
	if err != nil {
		return err
	}
	said, err := rowIn(r)
	switch {
	case err != nil:
	case view.New:
		_, err = p.s.AddRow(r.Context(), v.Workspace, byOf(v), chain, said)
	default:
		err = p.s.SaveRow(r.Context(), v.Workspace, byOf(v), chain, seq, said)
	}
	if err == nil {
		at := "#r" + strconv.Itoa(seq)
		if r.PostFormValue("from") == "ask" || view.New {
			at = "#ask"
		}
		return p.done(w, r, v, "fixed", at)
	}
	if !console.Correctable(err) {
		return err
	}
	view.Form, view.Row.Edit = console.FormOf(err), typedForm(r)
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.row, view)
}
