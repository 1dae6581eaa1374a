package roll

import (
	"regexp"
	"slices"
	"strings"
)

// saysWho is a row that says who wants it before a colon.
var saysWho = regexp.MustCompile(`^[^:]{1,20}:.`)

// below reports whether a line without a name goes on with the row right above it, in a
// list without numbers whose rows begin with who wants it: "豆腐1块 玉米2根" below
// "老吴：上海青1斤". It is nothing but goods that are known, each with its amount.
func (r *reader) below(i, open int) bool {
	s, l := &r.sources[open], &r.lines[i]
	if s.from != "" || l.sender != "" || s.lines[len(s.lines)-1] != i-1 || !saysWho.MatchString(s.body) || strings.Contains(l.clean, ":") {
		return false
	}
	e := r.entry(l.clean, "")
	return len(e.Why) == 1 && e.Why[0] == NoName && len(e.Items) > 0 && !e.Crossed && e.Room == "" && e.Phone == "" &&
		!slices.ContainsFunc(e.Items, func(it Item) bool { return r.words.find(it.Product) < 0 })
}

// whoFirst is somebody, and what stands behind them.
var whoFirst = regexp.MustCompile(`^[^ :]{1,10}[ :]+(.+)$`)

// wantsOf reports whether a line below the goods of a head names somebody, and right
// behind them one of the goods: "豆包妈 婴儿推车".
func (r *reader) wantsOf(low string) bool {
	m := whoFirst.FindStringSubmatch(low)
	return m != nil && slices.ContainsFunc(r.products, func(p Product) bool {
		name := fold(clean(p.Name))
		if p.Code != "" && (m[1] == fold(p.Code) || strings.HasPrefix(m[1], fold(p.Code)+" ")) {
			return true
		}
		first, _, _ := strings.Cut(strings.NewReplacer(",", " ", "+", " ", "、", " ").Replace(m[1]), " ")
		return len([]rune(name)) > 1 && (strings.HasPrefix(m[1], name) || len([]rune(first)) > 1 && strings.HasSuffix(name, first))
	})
}

// namesSold reports whether a folded text names goods, by a shorter word for them too
// where nothing else stands beside it.
func (r *reader) namesSold(low string) bool {
	return r.hasProduct(low) || slices.ContainsFunc(segments(low), func(s string) bool {
		_, coded := r.words.codes[s]
		return coded || len([]rune(s)) > 1 && r.shortFor(s, "") >= 0
	})
}

// soldShort returns which of the goods of the head a word of two signs or more means; None
// for none.
func (r *reader) soldShort(s string) int {
	low := fold(strings.TrimSpace(s))
	if len([]rune(low)) < 2 {
		return None
	}
	return r.shortFor(low, "")
}
