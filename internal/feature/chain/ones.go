package chain

import (
	"slices"
	"strings"
	"unicode"

	"github.com/huoshui/huoshui/internal/feature/chain/roll"
)

// Where people order milk tea or lunch, most write no amount: it is one. A row that is
// asked about for nothing else is settled by one tap, or all of them are.

// oneOf is the unit of one where a chain tells none: the program's own word, so only
// what has a Chinese name is counted by it.
const oneOf = "份"

// oneUnit is the unit of one of a product of which nobody tells any.
func oneUnit(product string) string {
	if strings.ContainsFunc(product, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return oneOf
	}
	return ""
}

// saysOneOf reports whether a chain counts by that word itself, as far as its text is
// still there; reading it lends the word to goods without a unit.
func (w *Whole) saysOneOf() bool {
	return w.textGone() || strings.Contains(w.Source, oneOf) || slices.ContainsFunc(w.Rows, func(r Row) bool { return strings.Contains(r.Read.Text, oneOf) })
}

// stillOnes has what a person says of a row count by that word as before, where an
// amount comes without a unit: English pages may not show it.
func (r *Row) stillOnes(said []roll.Item) {
	for i := range said {
		if said[i].Unit == "" && slices.ContainsFunc(r.Now().Items, func(it roll.Item) bool { return it.Product == said[i].Product && it.Unit == oneOf }) {
			said[i].Unit = oneOf
		}
	}
}

// ones knows what one of each product of a chain is.
type ones struct {
	head *Head
	said map[string][]Sum    // by product: how many rows want it in which unit, the one said first before
	open map[string][]string // products that a person is asked about, and what they may be
}

// onesOf learns it from a chain; asked are its questions.
func onesOf(h *Head, rows []Row, asked []Question) *ones {
	o := &ones{head: h, said: map[string][]Sum{}, open: map[string][]string{}}
	for i := range rows {
		if now := rows[i].Now(); !now.Crossed {
			for _, it := range now.Items {
				if it.Amount != roll.None {
					o.hear(h.Product(it.Product).Name, it.Unit)
				}
			}
		}
	}
	for _, q := range asked {
		if o.open[q.Name] = q.Like; len(h.Products) > 0 {
			o.open[q.Name] = nil
			for _, p := range h.Products {
				o.open[q.Name] = append(o.open[q.Name], p.Name)
			}
		}
	}
	return o
}

// hear notes that a row wants a product in a unit.
func (o *ones) hear(product, unit string) {
	all := o.said[product]
	at := slices.IndexFunc(all, func(s Sum) bool { return s.Unit == unit })
	if at < 0 {
		at, all = len(all), append(all, Sum{Unit: unit})
	}
	all[at].Amount++
	o.said[product] = all
}

// unit is that of one of a product: what its price is for, else what most rows say. It
// is false where the product is sold by weight, or may be, as long as nobody has said
// what it is.
func (o *ones) unit(name string) (string, bool) {
	unit, ok := o.own(name)
	if !ok {
		return "", false
	}
	for i, other := range o.open[name] {
		like, ok := o.own(other)
		switch {
		case !ok:
			return "", false
		case i == 0 && len(o.said[name]) == 0:
			unit = like
		case unit != like:
			return "", false
		}
	}
	return unit, true
}

// own is the same of a product by itself.
func (o *ones) own(name string) (string, bool) {
	h, p := o.head, o.head.Product(name)
	said := o.said[p.Name]
	units := []string{p.Unit, p.Each.Unit, p.Total.Unit}
	if p.Unit == "" {
		units = append(units, h.Each.Unit, h.Total.Unit)
	}
	for _, s := range said {
		units = append(units, s.Unit)
	}
	if slices.ContainsFunc(units, roll.ByWeight) {
		return "", false
	}
	if p.Unit != "" || p.Price >= 0 {
		return p.Unit, true
	}
	unit, most := oneUnit(p.Name), int64(0)
	for _, s := range said {
		if s.Amount > most {
			unit, most = s.Unit, s.Amount
		}
	}
	return unit, true
}

// of is what a row wants where each amount that it does not tell is one; false where
// more than that is asked of it, or something in it that has no amount is sold by weight.
func (o *ones) of(r *Row) (items []roll.Item, ok bool) {
	now := r.Now()
	if r.Again || r.missing() || r.Erased || now.Crossed || now.Rest != "" || len(now.Why) != 1 || now.Why[0] != roll.NoAmount {
		return nil, false
	}
	for _, it := range now.Items {
		if it.Product == "" {
			return nil, false
		}
		if it.Amount == roll.None {
			unit, counted := o.unit(it.Product)
			if !counted || roll.ByWeight(it.Unit) {
				return nil, false
			}
			if it.Amount, ok = 1000, true; it.Unit == "" {
				it.Unit = unit
			}
		}
		items = append(items, it)
	}
	return items, ok
}

// settleOne settles a row by that; false where it is none of those.
func (o *ones) settleOne(r *Row, tap int64) bool {
	items, ok := o.of(r)
	if !ok {
		return false
	}
	now := *r.Now()
	now.Items = items
	r.settle(now)
	r.Tap = tap
	return true
}

// tappedBy reports whether a tap settled a row, and nobody has said anything of it since.
func (r *Row) tappedBy(tap int64) bool {
	return tap != 0 && r.Tap == tap && r.Fix != nil && !r.Again && !r.missing()
}

// untap takes back what a tap settled; false where it did not. What a person said of the
// row before, such as where it is fetched, stays.
func (r *Row) untap(tap int64) bool {
	if !r.tappedBy(tap) {
		return false
	}
	r.Fixed = slices.DeleteFunc(r.Fixed, func(name string) bool { return name == "items" })
	if len(r.Fixed) == 0 {
		r.follow()
		return true
	}
	fix := r.Read
	fix.Earlier = nil
	for _, name := range r.Fixed {
		copyCell(&fix, r.Fix, name)
	}
	r.Fix, r.Tap, r.changed = &fix, 0, true
	return true
}
