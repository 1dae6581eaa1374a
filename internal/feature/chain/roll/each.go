package roll

import (
	"regexp"
	"slices"
)

var (
	eachOf     = regexp.MustCompile(`^(.*?)(?:各要|各来|各|每样|每种|每款)\s*(.+)$`)
	allOf      = regexp.MustCompile(`^(?:都|全|全部|所有|全都|所有的|样样|都要)$`)
	allCounted = regexp.MustCompile(`^([两二三四五六七八2-8])(?:种|样|款|个|本|件|盒|瓶|箱|包|袋|杯|张)(?:都|口味)?$`)
	eachEach   = regexp.MustCompile(`^(?:每样|每种|每款|样样)各`)
	allBut     = regexp.MustCompile(`^除了?(.+?)(?:外|以外|之外|其他|其余|都)*$`)
)

// allWanted is one of each: "三本都要", where three are sold.
var allWanted = regexp.MustCompile(`^(?:(?:[两二三四五六七八])(?:种|样|款|个|本|件|盒|瓶|箱|包|袋|杯|份)|全部|全套)(?:都|全)?要(?:了|的)?$|^(?:全部?|都)要?(?:各?来)?(?:一|1)(?:份|个|样)$`)

// mostEach is how many products "各一份" may be about, where nobody names them.
const mostEach = 8

// shared reads "A、B各1份": what stands before without an amount gets this one.
func (p *parsing) shared(raw, low string, m []int) bool {
	a, ok := p.eachAmount([]rune(low[m[4]:m[5]]))
	if !ok {
		return false
	}
	before := part(raw, low, m[2], m[3])
	more := p.listed(before)
	if before == "" && p.open() {
		more = nil
	} else if more == nil {
		return false
	}
	open := 0
	for i := len(p.tokens) - 1; i >= 0 && p.tokens[i].kind == 'P'; i-- {
		open++
	}
	list := append(slices.Clone(p.tokens[len(p.tokens)-open:]), more...)
	p.tokens, p.begun = p.tokens[:len(p.tokens)-open], true
	for _, t := range list {
		p.tokens = append(p.tokens, t, token{kind: 'A', amount: a, joined: true})
	}
	return true
}

// eachAmount reads what everything gets: "1份", "一".
func (p *parsing) eachAmount(s []rune) (amount, bool) {
	if a, end, ok := p.words.amountAt(s, 0); ok && end == len(s) {
		return a, a.n > 0
	}
	if n, end := chineseNumber(s, 0); end == len(s) && n > 0 {
		return amount{n: n * 1000}, true
	}
	return amount{}, false
}

// listed are the products that stand before "各": by name, all of them, or
// all but one; nil where something else stands there.
func (p *parsing) listed(s string) []token {
	low := fold(s)
	if s == "" || allOf.MatchString(low) && !p.open() {
		return p.everything(nil)
	}
	if m := allCounted.FindStringSubmatch(low); m != nil && !p.open() && countOf(firstRune(m[1])) == p.words.told {
		return p.everything(nil)
	}
	if m := allBut.FindStringSubmatch(low); m != nil {
		if i := p.words.find(m[1]); i >= 0 {
			return p.everything(&i)
		}
		return nil
	}
	if list := p.conjoin(s); list != nil {
		return list
	}
	if list := p.onlyCodes(low); list != nil {
		return list
	}
	if list := p.byFirst(low); list != nil {
		return list
	}
	tokens := p.tokenise(s, low)
	for _, t := range tokens {
		if t.kind != 'P' {
			return nil
		}
	}
	return tokens
}

// countOf is a number of one sign.
func countOf(r rune) int {
	if isDigit(r) {
		return int(r - '0')
	}
	return int(digitOf[r])
}

// open reports whether products without amounts stand there already.
func (p *parsing) open() bool {
	return len(p.tokens) > 0 && p.tokens[len(p.tokens)-1].kind == 'P'
}

// everything is each of the products that the head tells of, without one of them; nil
// where it tells of none, or of too many.
func (p *parsing) everything(but *int) (out []token) {
	told := p.words.told
	if told < 2 || told > mostEach || told > len(p.words.products) {
		return nil
	}
	for i := range told {
		if but == nil || i != *but {
			out = append(out, token{kind: 'P', product: i, text: p.words.products[i].Name})
		}
	}
	return out
}

// all reads "三本都要", where nothing else is wanted: one of each.
func (p *parsing) all(low string) bool {
	if len(p.tokens) > 0 || !allWanted.MatchString(low) {
		return false
	}
	if n := digitOf[firstRune(low)]; n > 0 && int(n) != p.words.told {
		return false
	}
	list := p.everything(nil)
	for _, t := range list {
		p.tokens = append(p.tokens, t, token{kind: 'A', amount: amount{n: 1000}, joined: true})
	}
	p.begun = p.begun || list != nil
	return list != nil
}
