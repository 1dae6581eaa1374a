package roll

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// onlyCodes are the products of a text that is nothing but their codes: "ABC"; nil where
// it is more, or names one twice.
func (p *parsing) onlyCodes(low string) (out []token) {
	seen := map[int]bool{}
	for _, c := range low {
		product, ok := p.words.codes[string(c)]
		if !ok || seen[product] {
			return nil
		}
		seen[product] = true
		out = append(out, token{kind: 'P', product: product, text: string(c)})
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// byFirst are the products of which a text says no more than the first sign of each:
// "老嫩" for 老豆腐 and 嫩豆腐. All of them end alike, and no other begins so; nil else.
func (p *parsing) byFirst(low string) (out []token) {
	if utf8.RuneCountInString(low) < 2 {
		return nil
	}
	rest := ""
	for _, c := range low {
		found := None
		for i := range p.words.told {
			if firstRune(p.words.keys[i]) != c {
				continue
			}
			if found != None {
				return nil
			}
			found = i
		}
		if found == None {
			return nil
		}
		tail := p.words.keys[found][utf8.RuneLen(c):]
		if rest == "" {
			rest = tail
		}
		if tail == "" || tail != rest {
			return nil
		}
		out = append(out, token{kind: 'P', product: found, text: string(c)})
	}
	return out
}

// byWeight are units of which nobody wants one without saying so.
const byWeight = "斤 公斤 千克 克 两 磅 台斤 市斤 kg g lb"

// ByWeight reports whether a unit is one of weight.
func ByWeight(unit string) bool {
	return unit != "" && slices.Contains(strings.Fields(byWeight), Unit(unit))
}

// oneOf is what a product without an amount is: one, where nothing but a sign like ③
// stands there for it, and it is not sold by weight. A letter may be part of a name.
func (p *parsing) oneOf(t *token) *amount {
	s := []rune(fold(t.text))
	if t.kind != 'P' || len(s) == 0 {
		return nil
	}
	if whole := p.wholeCount(t.product); whole != nil {
		return whole
	}
	if len(s) > 1 || !isCircled(s[0]) || ByWeight(p.words.products[t.product].Unit) {
		return nil
	}
	return &amount{n: 1000}
}

// wholeCount is one, where a product's name is an amount itself: "半只", beside "整只".
func (p *parsing) wholeCount(product int) *amount {
	if onlyAmount(p.words.products[product].Name) {
		return &amount{n: 1000}
	}
	return nil
}
