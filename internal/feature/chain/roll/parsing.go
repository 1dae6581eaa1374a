package roll

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// token is a piece of what somebody wants.
type token struct {
	kind    byte // 'T' text, 'P' product, 'A' amount
	text    string
	product int
	amount  amount
	joined  bool // nothing stands between it and the one before
}

// parsing is one row while its segments are read.
type parsing struct {
	*reader
	entry  *entry
	note   *note
	sender string

	leading []string // text before the first of what is wanted
	tokens  []token
	begun   bool
	same    bool // "同上"
	each    int  // tokens from here on share the next amount; None
}

// besides are words before something else that is wanted.
var besides = regexp.MustCompile(`^(?:另外?|还有|外加|以及)(.+)$`)

// segment reads one segment.
func (p *parsing) segment(raw string) {
	low := fold(raw)
	if rest := p.asked(raw, low); rest != "" {
		raw, low = rest, fold(rest)
	}
	if named := p.sender != "" || len(p.leading) > 0; named {
		if rest := p.behalf(raw, low); rest != "" {
			raw, low = rest, fold(rest)
		}
	}
	if m := besides.FindStringSubmatchIndex(low); m != nil && p.begun { // "另A1瓶"
		if _, n := p.productOrCode([]rune(low[m[2]:]), 0); n > 0 {
			raw, low = part(raw, low, m[2], m[3]), low[m[2]:m[3]]
		}
	}
	named := p.sender != "" || len(p.leading) > 0
	if p.saysElse(raw, low, named) {
		return
	}
	if !p.begun && !named {
		if m := roomFirst.FindStringSubmatchIndex(low); m != nil {
			p.entry.Room = part(raw, low, m[2], m[3])
			raw = part(raw, low, m[4], m[5])
			low = fold(raw)
		} else if m := roomLast.FindStringSubmatchIndex(low); m != nil && !p.hasAmount(low[m[2]:m[3]]) {
			p.entry.Room = part(raw, low, m[4], m[5])
			raw = part(raw, low, m[2], m[3])
			low = fold(raw)
		}
	}
	raw = p.tidied(raw, low, named)
	low = fold(raw)
	if m := eachOf.FindStringSubmatchIndex(low); m != nil && p.shared(raw, low, m) {
		return
	}
	p.take(p.tokenise(raw, low))
}

// saysElse reads a segment that wants nothing by itself: the same as another, a door, a
// place, a wish, everything there is.
func (p *parsing) saysElse(raw, low string, named bool) bool {
	switch {
	case named && p.sameAs(low, raw):
		return true
	case p.roomOf(low, raw, p.entry), p.bareNumber(low), p.onBehalfOf(raw, low):
		return true
	case named && p.all(low):
		return true
	case named && aged.MatchString(low) && p.words.find(raw) < 0:
		p.note.remarks = append(p.note.remarks, raw)
		return true
	case p.begun && mayI.MatchString(low):
		p.rest(raw)
		return true
	case p.complete() && p.beside(low):
		p.note.remarks = append(p.note.remarks, raw)
		return true
	case p.begun && totalled.MatchString(low) && p.words.find(raw) < 0:
		p.note.remarks = append(p.note.remarks, raw)
		return true
	case named && p.placeOf(low, raw, p.entry, false):
		return true
	case named && (p.isRemark(low) || p.begun && strings.HasPrefix(low, "帮") && !p.hasAmount(low)):
		p.note.remarks = append(p.note.remarks, raw)
		return true
	}
	return false
}

// tidied takes a size from between a shorter word for goods and their amount, "衬衫160码2件",
// and writes "每样各1" as others do.
func (p *parsing) tidied(raw, low string, named bool) string {
	if m := shortSized.FindStringSubmatchIndex(low); m != nil && named && p.words.find(low[m[2]:m[3]]) < 0 && p.soldShort(low[m[2]:m[3]]) >= 0 {
		p.note.remarks = append(p.note.remarks, part(raw, low, m[4], m[5]))
		return part(raw, low, m[2], m[3]) + part(raw, low, m[6], m[7])
	}
	if lead := eachEach.FindString(low); lead != "" {
		return "各" + part(raw, low, len(lead), len(low))
	}
	return raw
}

// asked is what follows "我要", where an amount or a product does.
func (p *parsing) asked(raw, low string) string {
	m := askWords.FindStringSubmatchIndex(low)
	if m == nil || p.words.find(raw) >= 0 {
		return ""
	}
	rest := []rune(low[m[2]:])
	if _, size := p.words.unitAt(rest, 0); size > 0 {
		if _, n := p.words.productAt(rest, size); n > 0 { // "来斤排骨"
			return "一" + part(raw, low, m[2], m[3])
		}
	}
	if _, n := p.productOrCode(rest, 0); n == 0 {
		if _, _, ok := p.words.amountAt(rest, 0); !ok {
			return ""
		}
	}
	return part(raw, low, m[2], m[3])
}

// tokenise cuts a segment into products, amounts and other text.
func (p *parsing) tokenise(raw, low string) []token {
	runes, s := []rune(raw), []rune(low)
	var out []token
	from := 0
	text := func(to int) {
		if t := strings.TrimSpace(string(runes[from:to])); t != "" {
			out = append(out, token{kind: 'T', text: t, joined: len(out) > 0})
		}
	}
	for i := 0; i < len(s); {
		if n, size := moneyAt(s, i); size > 0 && (len(out) > 0 || p.begun) {
			text(i)
			out = append(out, token{kind: 'M', text: string(runes[i : i+size]), amount: amount{n: n}, joined: len(out) > 0})
			i += size
			from = i
			continue
		}
		if product, n := p.productOrCode(s, i); n > 0 && p.stands(s, from, i, i+n) {
			text(i)
			out = append(out, token{kind: 'P', product: product, text: string(runes[i : i+n]), joined: len(out) > 0})
			i += n + p.filler(s, i+n)
			from = i
			continue
		}
		if n, end := chineseNumber(s, i); end == len(s) && n > 0 && from == i && len(out) > 0 && out[len(out)-1].kind == 'P' {
			out = append(out, token{kind: 'A', amount: amount{n: n * 1000}, text: string(runes[i:]), joined: true}) // "单果装一"
			i, from = end, end
			continue
		}
		if size := sizeBetween.FindString(string(s[i:min(len(s), i+8)])); size != "" && from == i && (len(out) > 0 && out[len(out)-1].kind == 'P' || len(out) == 0 && p.open()) {
			i += utf8.RuneCountInString(size)
			text(i)
			from = i
			continue
		}
		if len(out) > 0 && out[len(out)-1].kind == 'A' && from == i && sizeAhead.MatchString(string(s[i:])) {
			break
		}
		if a, end, ok := p.words.amountAt(s, i); ok && (from == i || !p.inName(s, i, end)) {
			text(i)
			out = append(out, token{kind: 'A', amount: a, text: string(runes[i:end]), joined: len(out) > 0})
			i = end
			from = i
			continue
		}
		i++
	}
	text(len(s))
	return out
}

// stands reports whether a product's name in the middle of a text is one: it begins
// where a word may, and ends where one may.
func (p *parsing) stands(s []rune, from, at, end int) bool {
	if at > from && (p.begun || len(p.leading) > 0 || p.sender != "") {
		return false
	}
	if end == len(s) || p.filler(s, end) > 0 {
		return true
	}
	if _, _, ok := p.words.amountAt(s, end); ok {
		return true
	}
	if _, n := p.productOrCode(s, end); n > 0 {
		return true
	}
	if _, stop := chineseNumber(s, end); stop == len(s) && stop > end {
		return true // "单果装一"
	}
	rest := string(s[end:])
	return describedAhead.MatchString(rest) || strings.HasPrefix(rest, "各") || remarkTail.MatchString(rest) && remarked.MatchString(rest)
}

// filler is the length of a word between a product and its amount: "草莓要2盒".
func (p *parsing) filler(s []rune, at int) int {
	if at+1 >= len(s) || !strings.ContainsRune("要来买订定拿", s[at]) {
		return 0
	}
	if a, _, ok := p.words.amountAt(s, at+1); ok && a.unit != "" {
		return 1
	}
	return 0
}

// inName reports whether a number stands between Latin letters, as in "K2b", or
// belongs to a name of letters and digits.
func (p *parsing) inName(s []rune, i, end int) bool {
	if i == 0 || !isLatin(s[i-1]) {
		return false
	}
	return end < len(s) && isLatin(s[end])
}

// productOrCode finds the product that begins at i: by its name, or by its code with
// an amount, or nothing, behind.
func (p *parsing) productOrCode(s []rune, i int) (product, n int) {
	if product, n = p.words.productAt(s, i); n > 0 {
		return product, n
	}
	if i > 0 && (isLatin(s[i-1]) || isDigit(s[i]) && isDigit(s[i-1])) || !isLatin(s[i]) && !isDigit(s[i]) && !isCircled(s[i]) {
		return None, 0
	}
	for size := 3; size > 0; size-- {
		if i+size > len(s) {
			continue
		}
		product, ok := p.words.codes[string(s[i:i+size])]
		if !ok {
			continue
		}
		after := i + size
		switch {
		case isCircled(s[i]): // it is part of no other word: "①③"
			return product, size
		case after == len(s):
			if i == 0 || p.amountEnds(s, i) { // "2A", "2份A", "①"
				return product, size
			}
		case p.words.hasProduct(s, after, product):
			_, more := p.words.productAt(s, after)
			return product, size + more
		default:
			if _, _, ok := p.words.amountAt(s, after); ok {
				return product, size
			}
		}
	}
	return None, 0
}

// amountEnds reports whether an amount stands right before i.
func (p *parsing) amountEnds(s []rune, i int) bool {
	for k := i - 1; k >= 0 && k >= i-6; k-- {
		if _, end, ok := p.words.amountAt(s, k); ok && end == i {
			return true
		}
	}
	return false
}

// hasProduct reports whether a product's name begins at i.
func (v *vocabulary) hasProduct(s []rune, i, product int) bool {
	found, n := v.productAt(s, i)
	return n > 0 && found == product
}

// take adds the tokens of a segment to the row.
func (p *parsing) take(tokens []token) {
	if len(tokens) == 0 {
		return
	}
	if !p.begun && len(tokens) == 1 && tokens[0].kind == 'T' {
		p.leading = append(p.leading, tokens[0].text)
		return
	}
	if !p.begun && p.sender == "" && len(p.leading) == 0 && tokens[0].kind == 'T' {
		tokens = p.gluedTo(tokens)
		if tokens == nil {
			return
		}
	}
	p.begun = true
	for i, t := range tokens {
		if t.kind == 'T' && i > 0 && onlyPictures(t.text) {
			continue
		}
		if t.kind == 'T' && !(i+1 < len(tokens) && tokens[i+1].kind == 'A') { // "嫩豆腐2块" is no wish
			t = p.tail(t)
			if t.text == "" {
				continue
			}
		}
		p.tokens = append(p.tokens, t)
	}
}

// gluedTo reads a first segment in which the name stands right before something else:
// before a known product it is the name; before an amount it may be a product as
// well, and a person is asked.
func (p *parsing) gluedTo(tokens []token) []token {
	if tokens[1].kind == 'P' {
		p.leading = append(p.leading, tokens[0].text)
		tokens[1].joined = false
		return tokens[1:]
	}
	if name := tokens[0].text + tokens[1].text; len(tokens) == 2 && p.numberInName(tokens[0].text, tokens[1]) {
		p.leading = append(p.leading, name)
		return nil
	}
	if p.entry.Room != "" && p.shortFor(fold(tokens[0].text), unitOf(&tokens[1].amount)) >= 0 {
		return tokens // who it is for is said: "3-2-501 农夫2桶"
	}
	if name := p.nameBefore(tokens); name != "" {
		p.leading = append(p.leading, name)
		tokens[1].joined = false
		return tokens[1:]
	}
	if len(tokens) == 2 && p.glued != nil && p.words.only() >= 0 {
		if p.reader.gluedNames {
			p.leading = append(p.leading, strings.TrimRight(tokens[0].text, "-~_"))
			tokens[1].joined = false
			return tokens[1:]
		}
		p.reader.glued[named{p.now, fold(tokens[0].text), 0}]++
	}
	p.entry.ask(Glued)
	p.begun = true
	p.tokens = append(p.tokens, tokens...)
	return nil
}

// numberInName reports whether a number belongs to the name before it: "邻居5000".
func (p *parsing) numberInName(text string, t token) bool {
	if t.kind != 'A' || t.amount.unit != "" || t.amount.plus || !isDigit(rune(t.text[0])) {
		return false
	}
	before := []rune(text)
	return len(t.text) >= 3 || isLatin(before[len(before)-1])
}

// tail takes a wish off a piece of text: "不要香菜" behind an amount.
func (p *parsing) tail(t token) token {
	low := fold(t.text)
	if mayI.MatchString(low) {
		p.rest(t.text)
		t.text = ""
		return t
	}
	if p.isRemark(low) || p.isWish(low) {
		p.note.remarks = append(p.note.remarks, t.text)
		t.text = ""
		return t
	}
	if m := remarkTail.FindStringSubmatchIndex(low); m != nil && m[2] != m[3] {
		p.note.remarks = append(p.note.remarks, part(t.text, low, m[4], m[5]))
		t.text = part(t.text, low, m[2], m[3])
	}
	return t
}
