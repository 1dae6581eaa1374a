package chain

import (
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chain/roll"
	"github.com/huoshui/huoshui/internal/web/console"
)

// teller writes a chain in the language of a page. Phone numbers are masked unless
// somebody asked for them.
type teller struct {
	v      console.Viewer
	whole  *Whole
	phones bool
	one    *ones // nil on pages that ask nothing
	lent   *bool // whether 份 is the program's word in this chain; nil until asked
}

func (t *teller) hant() bool { return t.v.Lang == i18n.ZhHant }

// unit writes a unit in the characters of a page. English pages have none where the
// word is the program's own.
func (t *teller) unit(unit string) string {
	if t.v.Lang == i18n.En && unit == oneOf {
		if t.lent == nil {
			lent := !t.whole.saysOneOf()
			t.lent = &lent
		}
		if *t.lent {
			return ""
		}
	}
	return roll.UnitIn(unit, t.hant())
}

func (t *teller) masked(s string) string {
	if t.phones {
		return s
	}
	return Mask(s)
}

// wants writes items: "排骨 2斤、豆腐 1份".
func (t *teller) wants(items []roll.Item) string {
	parts := make([]string, len(items))
	for i, it := range items {
		it.Product = t.whole.Head.Product(it.Product).Name
		it.Unit = t.unit(it.Unit)
		parts[i] = it.String()
	}
	between := "、"
	if t.v.Lang == i18n.En {
		between = ", "
	}
	return strings.Join(parts, between)
}

// row writes a row.
func (t *teller) row(r *Row) rowShown {
	now := r.Now()
	marks := t.whole.Judged.Marks[r.Seq]
	out := rowShown{Seq: r.Seq, N: now.N, Name: t.masked(now.Name), For: t.masked(now.For), Wants: t.wants(now.Items), Place: now.Place, Usual: t.whole.Usual[r.Seq], Room: now.Room,
		Phone: t.masked(now.Phone), Remark: t.masked(now.Remark), Crossed: now.Crossed, Open: r.Open(), Fresh: r.Fresh, Was: r.Was, Taken: !r.Taken.IsZero(),
		Rest: t.masked(now.Rest), Gone: r.missing(), Again: r.Again, Twice: has(marks, MarkTwice), Edit: formOf(now, t)}
	here := t.v.At("chain", id.Show(t.whole.ID))
	out.Href, out.Back = here+"/row/"+number(r.Seq), here
	for _, line := range linesOf(now.Text) {
		out.Text = append(out.Text, t.masked(line))
	}
	if t.one != nil {
		out.One = t.oneSays(r)
	}
	if r.Erased {
		out.Name = erased.In(t.v.Lang)
	}
	if r.Again {
		out.TextWants = t.wants(r.Read.Items)
	}
	for _, m := range marks {
		out.Marks = append(out.Marks, markShown{markWords()[m], markLoud(m)})
	}
	for _, w := range now.Why {
		out.Why = append(out.Why, whyWords()[w])
	}
	if money, ok := t.whole.Head.Cost(now); ok && r.Counts() {
		out.Money = t.money(money)
	}
	return out
}

// sums writes what all want of a product, each unit by itself.
func (t *teller) sums(list []Sum) string {
	parts := make([]string, len(list))
	for i, s := range list {
		parts[i] = roll.Show(s.Amount) + t.unit(s.Unit)
	}
	return strings.Join(parts, " + ")
}

func (t *teller) goods(list []Total) []goodShown {
	out := make([]goodShown, len(list))
	for i := range list {
		g := &list[i]
		out[i] = goodShown{Name: g.Product.Name, Code: g.Product.Code, Spec: g.Product.Spec, Sums: t.sums(g.Sums), People: g.People, Unpaid: g.Unpaid, Over: g.Over}
		if g.Product.Price >= 0 {
			out[i].Price = t.price(&g.Product)
		}
		if g.Priced {
			out[i].Money = t.money(g.Money)
		}
	}
	return out
}

// money writes so much of it, in that of the chain's prices: "25 元", "£25".
func (t *teller) money(n int64) string {
	if sign := t.whole.Head.Sign; sign != "" {
		return sign + roll.Price(n)
	}
	return pageWords()["yuan"].With(roll.Price(n)).In(t.v.Lang)
}

// price writes what a product costs: "25 元/份".
func (t *teller) price(p *roll.Product) string {
	out := t.money(p.Price)
	if unit := t.unit(p.Unit); unit != "" {
		out += "/" + unit
	}
	return out
}

func (t *teller) places() []placeShown {
	out := make([]placeShown, len(t.whole.Judged.Places))
	for i, p := range t.whole.Judged.Places {
		name := p.Place
		if name == "" {
			name = nowhere.In(t.v.Lang)
		}
		out[i] = placeShown{Name: name, People: p.People, Goods: t.goods(p.Goods)}
	}
	return out
}

// limits writes the limits of a chain and of its products.
func (t *teller) limits() (out []i18n.Message) {
	h := &t.whole.Head
	show := func(l roll.Limit) string { return roll.Show(l.Amount) + t.unit(l.Unit) }
	if h.Each.Amount > 0 {
		out = append(out, limitEachSays.With(show(h.Each)))
	}
	if h.Total.Amount > 0 {
		out = append(out, limitTotalSays.With(show(h.Total)))
	}
	for _, p := range h.Products {
		if p.Each.Amount > 0 {
			out = append(out, limitEachOf.With(p.Name, show(p.Each)))
		}
		if p.Total.Amount > 0 {
			out = append(out, limitTotalOf.With(p.Name, show(p.Total)))
		}
	}
	return out
}

// products are the names that a row may name.
func (t *teller) products() []string {
	var out []string
	for _, p := range t.whole.Head.Products {
		out = append(out, p.Name)
	}
	for _, name := range t.whole.Head.Found {
		if t.whole.Head.meant(name) == "" {
			out = append(out, name)
		}
	}
	return out
}

// posted is the text that goes into the group, with the people where full says so.
func (t *teller) posted(full bool) string {
	h := &t.whole.Head
	w := roll.Written{Title: t.whole.Title, Products: h.Products, Places: h.Places, Each: h.Each, Total: h.Total, Until: h.Until, Sign: h.Sign, Hant: t.hant()}
	if full {
		for i := range t.whole.Rows {
			if r := &t.whole.Rows[i]; r.Counts() && !r.Erased {
				now := *r.Now()
				now.Items = append([]roll.Item{}, now.Items...)
				for k := range now.Items {
					now.Items[k].Product = h.Product(now.Items[k].Product).Name
				}
				w.Rows = append(w.Rows, now)
			}
		}
	}
	return strings.TrimRight(w.String(), "\n")
}
