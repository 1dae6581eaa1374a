package roll

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	brackets = regexp.MustCompile(`\(([^()]*)\)`)
	// forSomebody is about another person, whose part it may be.
	forSomebody = regexp.MustCompile(`[给代帮替]`)
	// givesBack begins what is no order: empties that go back, or a part of what is wanted.
	givesBack = regexp.MustCompile(`^(?:退|还|含|包括)`)
)

// aside reads what stands in brackets.
func (r *reader) aside(e *entry, n *note, s, low string) (string, string) {
	for range 6 {
		m := find(brackets, low, "(")
		if m == nil {
			break
		}
		runes := []rune(s)
		inner := strings.TrimSpace(string(runes[utf8.RuneCountInString(low[:m[2]]):utf8.RuneCountInString(low[:m[3]])]))
		cut := cutOut(s, low, m)
		key := fold(inner)
		switch {
		case inner == "":
		case r.placeOf(key, inner, e, true), r.roomOf(key, inner, e):
		case forWhom.MatchString(key) && !notWho.MatchString(fold(whom(inner))):
			n.whole = whom(inner)
		case totalled.MatchString(key):
			n.remarks = append(n.remarks, inner)
		case fewOf.MatchString(key) && r.words.only() >= 0 && !strings.ContainsAny(cut, "0123456789"):
			cut += " ×" + inner // "小雨(2)"
		case r.ofThese(key, fold(cut)), r.besideOrder(key, string(runes[:utf8.RuneCountInString(low[:m[0]])]), cut):
			n.remarks = append(n.remarks, inner)
		case r.hasAmount(key), r.namesGoods(key):
			cut = strings.TrimSpace(string(runes[:utf8.RuneCountInString(low[:m[0]])]) + " " + inner + " " + string(runes[utf8.RuneCountInString(low[:m[1]]):]))
		default:
			n.remarks = append(n.remarks, inner)
		}
		s, low = cut, fold(cut)
	}
	return s, low
}

// amounts are those of a folded text that have a unit.
func (r *reader) amounts(low string) (out []amount) {
	s := []rune(low)
	for i := 0; i < len(s); {
		if a, end, ok := r.words.amountAt(s, i); ok && (i == 0 || !isDigit(s[i-1]) && s[i-1] != '.') {
			if a.unit != "" {
				out = append(out, a)
			}
			i = end
			continue
		}
		i++
	}
	return out
}

// ofThese reports whether a text without goods says how an amount of the row is made up:
// "2只切1只不切" of 3只, "一杯不加糖" of 2杯. It says more than amounts, and not of more.
func (r *reader) ofThese(low, rest string) bool {
	parts := r.amounts(low)
	if len(parts) == 0 || r.hasProduct(low) || r.namesGoods(low) || forSomebody.MatchString(low) {
		return false
	}
	words := low
	for _, u := range units {
		words = strings.ReplaceAll(words, u, "")
	}
	if strings.Trim(words, "0123456789.一二两三四五六七八九十半 ,、+") == "" {
		return false // nothing but amounts
	}
	var sum int64
	for _, a := range parts {
		if a.unit != parts[0].unit {
			return false
		}
		sum += a.n
	}
	for _, a := range r.amounts(rest) {
		if a.unit == parts[0].unit && (a.n == sum || a.n > sum && len(parts) == 1 && parts[0].n == 1000) {
			return true
		}
	}
	return false
}

// besideOrder reports whether a bracket without goods stands beside an order that is clear
// without it: right behind the name, "小白（泰迪，6斤） 拜宠清1片", or about empties.
func (r *reader) besideOrder(low, before, cut string) bool {
	if r.words.told == 0 || forSomebody.MatchString(low) || !r.hasAmount(low) || r.hasProduct(low) || r.namesGoods(low) {
		return false
	}
	if at := fold(before); !givesBack.MatchString(low) && (strings.TrimSpace(at) == "" || strings.ContainsAny(at, " :,") || r.hasProduct(at) || r.hasAmount(at)) {
		return false
	}
	left := r.plain(cut)
	return len(left.Items) > 0 && (len(left.Why) == 0 || len(left.Why) == 1 && left.Why[0] == NoName)
}
