package roll

import (
	"strconv"
	"strings"
)

// Written is a chain as it is posted in a group.
type Written struct {
	Title    string
	Products []Product
	Places   []string
	Each     Limit
	Total    Limit
	Until    string
	Sign     string // of the money that prices are in; "" for 元
	Rows     []Row
	Hant     bool // in traditional characters
}

// String is the text, in the form that WeChat's own chains have. Read understands it.
// Phone numbers are left out: it goes back into a group.
func (w Written) String() string {
	say := func(hans, hant string) string {
		if w.Hant {
			return hant
		}
		return hans
	}
	var b strings.Builder
	line := func(parts ...string) {
		b.WriteString(strings.Join(parts, ""))
		b.WriteByte('\n')
	}
	line(say("#接龙", "#接龍"))
	if t := flat(w.Title); t != "" {
		line(t)
	}
	for _, p := range w.Products {
		if p.Code != "" || p.Price >= 0 {
			line(w.product(p))
		}
	}
	if len(w.Places) > 0 {
		line(say("自提点：", "自取點："), strings.Join(w.Places, "、"))
	}
	limits := w.limits(w.Each, w.Total)
	if w.Until != "" {
		limits = append(limits, flat(w.Until)+"截止")
	}
	if len(limits) > 0 {
		line(strings.Join(limits, "，"))
	}
	line()
	n := 0
	for i := range w.Rows {
		if w.Rows[i].Crossed || w.Rows[i].Gone {
			continue
		}
		n++
		line(strconv.Itoa(n), ". ", w.row(&w.Rows[i]))
	}
	return b.String()
}

func (w Written) product(p Product) string {
	parts := []string{}
	if p.Code != "" {
		parts = append(parts, p.Code)
	}
	parts = append(parts, flat(p.Name))
	if p.Spec != "" {
		parts = append(parts, p.Spec)
	}
	if p.Price >= 0 {
		price := InMoney(p.Price, w.Sign)
		if p.Unit != "" {
			price += "/" + UnitIn(p.Unit, w.Hant)
		}
		parts = append(parts, price)
	}
	return strings.Join(append([]string{strings.Join(parts, " ")}, w.limits(p.Each, p.Total)...), "，")
}

func (w Written) limits(each, total Limit) (out []string) {
	if each.Amount > 0 {
		out = append(out, "每人限"+Show(each.Amount)+UnitIn(each.Unit, w.Hant))
	}
	if total.Amount > 0 {
		out = append(out, "限量"+Show(total.Amount)+UnitIn(total.Unit, w.Hant))
	}
	return out
}

func (w Written) row(r *Row) string {
	parts := []string{flat(r.Name)}
	if r.For != "" {
		parts[0] += "（代" + flat(r.For) + "）"
	}
	items := make([]string, len(r.Items))
	for i, it := range r.Items {
		items[i] = flat(it.Product)
		if n := len(items[i]); n > 0 && isDigit(rune(items[i][n-1])) {
			items[i] += "×" // else two of 酸奶250 are 2502 of something
		}
		items[i] += Show(it.Amount) + UnitIn(it.Unit, w.Hant)
	}
	if len(r.Items) > 0 && strings.Contains(parts[0], " ") && isLatin(firstRune(r.Items[0].Product)) {
		parts[0] += ":" // else nobody sees where "Li Na" ends and "pork" begins
	}
	if len(items) > 0 {
		parts = append(parts, strings.Join(items, "、"))
	}
	if r.Place != "" {
		parts = append(parts, flat(r.Place))
	}
	if r.Room != "" {
		parts = append(parts, flat(r.Room))
	}
	if r.Remark != "" {
		parts = append(parts, "（"+strings.NewReplacer("（", " ", "）", " ", "(", " ", ")", " ").Replace(flat(r.Remark))+"）")
	}
	return strings.Join(parts, " ")
}

// flat keeps a text on one line.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// InMoney writes a price with the sign of its money: "£4.50"; "25元" for none.
func InMoney(n int64, sign string) string {
	if sign == "" {
		return Price(n) + "元"
	}
	return sign + Price(n)
}

// Price writes a price in hundredths: "25", "4.50".
func Price(n int64) string {
	out := strconv.FormatInt(n/100, 10)
	if part := n % 100; part != 0 {
		out += "." + strconv.FormatInt(100+part, 10)[1:]
	}
	return out
}

// UnitIn writes a unit in the characters of a page.
func UnitIn(unit string, hant bool) string {
	if !hant {
		return unit
	}
	for _, pair := range [...][2]string{{"个", "個"}, {"只", "隻"}, {"条", "條"}, {"块", "塊"}, {"两", "兩"}, {"颗", "顆"}, {"张", "張"}, {"双", "雙"}, {"壶", "壺"}, {"篮", "籃"}} {
		if pair[0] == unit {
			return pair[1]
		}
	}
	return unit
}
