package roll

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// noProduct are words before or behind an amount that are no product.
var noProduct = regexp.MustCompile(`^点(?:$|半|钟|左右|[前后到来拿取以之多整])|^(?:共|合计|一共|总共|总计|小计|合共|同|元|块钱|要|想要|来|有没有|付|应付|实付|金额|收|押金|运费)$|^(?:要|想要|需要|有没有).*的$|各$|^(?:不|别|没|再|还|也|就|先|给|是|有|只).|.(?:要|来|就|先|再|还|给|给我|共|都|也|是|有|只|改|换)$`)

// asksOf are words of a question or a sentence.
var asksOf = regexp.MustCompile(`[的了吗呢哪怎么]`)

// nobody are words that stand where a name does and name nobody.
var nobody = regexp.MustCompile(`^(?:我们?家?|咱们?家?|俺家?)?(?:也|还|再|另|另外|还有)?(?:要|来|加|给我|算我|加我|我家?|也要)$|^(?:另外?|还有|外加|再)$`)

// finish puts together what was read.
func (p *parsing) finish() {
	e := p.entry
	p.lead()
	if p.same {
		e.ask(Copied) // the reader puts in what stands above, where nothing else is wanted
		if len(p.tokens) == 0 {
			return
		}
	}
	p.pair()
	if len(e.Items) > mostItems {
		e.Items = e.Items[:mostItems]
		e.ask(Words)
	}
	if p.sender == "" && nobody.MatchString(e.Name) {
		e.Name = ""
	}
	if e.Name == "" {
		e.ask(NoName)
	}
	if len(e.Items) == 0 && !e.Crossed && len(e.Why) == 0 {
		e.ask(NoItems)
	}
	if e.Crossed {
		e.Why = nil
		if e.Name == "" {
			e.ask(NoName)
		}
	}
}

// lead finds the name in what stands before what is wanted.
func (p *parsing) lead() {
	e, parts := p.entry, p.leading
	if len(p.tokens) > 0 && p.tokens[0].kind == 'A' && !p.tokens[0].amount.plus && len(parts) > 0 && !p.follows() {
		if n := len(parts) - 1; n > 0 || p.sender != "" { // "小雨 排骨 2斤"
			p.tokens = append([]token{{kind: 'T', text: parts[n]}}, p.tokens...)
			parts = parts[:n]
		}
	}
	if p.sender != "" {
		e.Name = p.sender
	} else if len(parts) > 0 {
		e.Name, parts = joinName(parts)
		p.forWhom()
	}
	for _, rest := range parts {
		low := fold(rest)
		switch {
		case forWhom.MatchString(low) && e.For == "" && !strings.HasPrefix(low, "给我"):
			e.For = whom(rest)
		case p.words.find(rest) >= 0:
			p.tokens = append([]token{{kind: 'P', product: p.words.find(rest), text: rest}}, p.tokens...)
		case p.soldShort(rest) >= 0:
			p.tokens = append([]token{{kind: 'T', text: rest}}, p.tokens...)
		case p.sender != "" && len(p.tokens) == 0: // talk
			p.rest(rest)
		default:
			p.rest(rest)
		}
	}
	e.Name = clip(strings.Trim(e.Name, ":.-— "), 60)
}

// follows reports whether text follows the first amount, so that the amounts stand
// before what they are of: "2斤 排骨".
func (p *parsing) follows() bool {
	return p.amountsFirst()
}

// joinName puts a name together of its first piece and of what belongs to it: signs,
// and Latin words.
func joinName(parts []string) (name string, rest []string) {
	name = parts[0]
	at := 1
	for at < len(parts) {
		next := parts[at]
		if !hasWord(next) || !hasWord(name) || isASCII(name) && isASCII(next) || at == 1 && surname(name, next) {
			name += " " + next
			at++
			continue
		}
		break
	}
	return name, parts[at:]
}

// surname reports whether a name was written in two pieces: "王 小明".
func surname(first, given string) bool {
	a, b := []rune(first), []rune(given)
	return len(a) == 1 && isHan(a[0]) && len(b) <= 2 && isHan(b[0]) && !forWhom.MatchString(fold(given)) && !remarked.MatchString(fold(given))
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool { return c > 127 }) < 0
}

// whom is who "帮同事代" is for.
func whom(s string) string {
	low := fold(s)
	m := forWhom.FindStringSubmatchIndex(low)
	return clip(part(s, low, m[2], m[3]), 40)
}

// forWhom parts "小雨代王姐", where it is likely to mean that.
func (p *parsing) forWhom() {
	e := p.entry
	low := fold(e.Name)
	m := forOther.FindStringSubmatchIndex(low)
	if m == nil {
		return
	}
	name, other := part(e.Name, low, m[2], m[3]), part(e.Name, low, m[6], m[7])
	key := low[m[6]:m[7]]
	switch {
	case p.names[Key(e.Name)] > 1: // it is somebody's name
	case p.names[Key(name)] > 0, kin.MatchString(key) && utf8.RuneCountInString(key) > 1:
		e.Name, e.For = name, other
	default:
		e.ask(Words)
		e.Rest = strings.TrimSpace(e.Rest + " " + string([]rune(e.Name)[utf8.RuneCountInString(low[:m[4]]):]))
	}
}

func (p *parsing) rest(s string) {
	p.entry.Rest = clip(strings.TrimSpace(p.entry.Rest+" "+s), 200)
	p.entry.ask(Words)
}

// pair gives each amount its product.
func (p *parsing) pair() {
	p.withoutMoney()
	p.described()
	p.bySegments()
	before := p.amountsFirst()
	for i := 0; i < len(p.tokens); i++ {
		t := p.tokens[i]
		next := func() (token, bool) {
			if i+1 < len(p.tokens) {
				return p.tokens[i+1], true
			}
			return token{}, false
		}
		switch t.kind {
		case 'A':
			if n, ok := next(); ok && n.kind != 'A' && before {
				p.unlike(&n)
				p.item(&n, &t.amount)
				i++
				continue
			}
			p.item(nil, &t.amount)
		default:
			if n, ok := next(); ok && n.kind == 'A' && !before {
				if n.amount.unit == "" && !strings.HasPrefix(n.text, "×") {
					p.unlike(&t)
				}
				p.item(&t, &n.amount)
				i++
				continue
			}
			if t.kind == 'P' || p.soldShort(t.text) >= 0 {
				p.item(&t, p.oneOf(&t))
				continue
			}
			p.rest(t.text)
		}
	}
}

// amountsFirst reports whether each amount stands before its product.
func (p *parsing) amountsFirst() bool {
	if len(p.tokens) == 0 || p.tokens[0].kind != 'A' {
		return false
	}
	for i, t := range p.tokens {
		if (i%2 == 0) != (t.kind == 'A') {
			return false
		}
	}
	return len(p.tokens)%2 == 0
}

// bySegments puts amounts behind their products where people wrote some before and
// some behind: "半斤鸡爪 凉皮一份". It does so only where every segment is clear by itself.
func (p *parsing) bySegments() {
	if p.amountsFirst() || !slices.ContainsFunc(p.tokens, func(t token) bool { return t.kind == 'P' && t.joined }) {
		return
	}
	var out []token
	for i := 0; i+1 < len(p.tokens); i += 2 {
		a, b := p.tokens[i], p.tokens[i+1]
		switch {
		case i > 0 && a.joined, !b.joined:
			return
		case a.kind == 'A' && b.kind == 'P':
			a, b = b, a
		case a.kind != 'P' || b.kind != 'A':
			return
		}
		out = append(out, a, b)
	}
	if len(out) == len(p.tokens) {
		p.tokens = out
	}
}

// unitOf is the unit of an amount that may be missing.
func unitOf(a *amount) string {
	if a == nil {
		return ""
	}
	return a.unit
}

// item adds so much of a product; either may be missing.
func (p *parsing) item(t *token, a *amount) {
	e := p.entry
	it := Item{Amount: None}
	product, unit := None, ""
	switch {
	case t == nil:
		if product = p.words.only(); product < 0 {
			e.ask(NoProduct)
		}
	case t.kind == 'P':
		product = t.product
	default:
		if product = p.words.find(t.text); product >= 0 {
			break
		}
		if low := fold(t.text); grownUp[low] != nil {
			if product = p.withoutEnd(low); product >= 0 { // "2大1小"
				break
			}
		}
		if is := p.shortFor(withoutDe(fold(strings.TrimSpace(t.text))), unitOf(a)); is >= 0 { // as it is written: which it is, a person sees
			p.called[fold(strings.TrimSpace(t.text))] = is + 1
			it.Product, unit = strings.TrimSpace(t.text), p.words.products[is].Unit
		} else {
			it.Product = p.newProduct(t.text)
		}
	}
	if product >= 0 {
		it.Product, unit = p.words.products[product].Name, p.words.products[product].Unit
		if is := p.shortFor(fold(it.Product), ""); unit == "" && is >= 0 {
			unit = p.words.products[is].Unit
		}
	}
	switch {
	case a == nil:
		e.ask(NoAmount)
	case a.n == 0:
		it.Amount = None
		e.ask(NoAmount)
	default:
		it.Amount, it.Unit = a.n, a.unit
		if it.Unit == "" {
			it.Unit = unit
		}
		if it.Unit == "" && a.plus && strings.ContainsFunc(it.Product, isHan) {
			it.Unit = "份"
		}
	}
	for i := range e.Items {
		if have := &e.Items[i]; have.Product == it.Product && have.Product != "" && have.Amount >= 0 && it.Amount >= 0 {
			e.ask(Words) // the same twice: one more, or a slip
			if e.Rest == "" {
				e.Rest = it.Product
			}
		}
	}
	e.Items = append(e.Items, it)
}

// endsInCode reports whether a folded text ends in the code of a product, which then
// is what was meant.
func (p *parsing) endsInCode(low string) bool {
	if low == "" || !isLatin(rune(low[len(low)-1])) {
		return false
	}
	_, is := p.words.codes[low[len(low)-1:]]
	return is && (len(low) == 1 || !isLatin(rune(low[len(low)-2])))
}

// partOfTold reports whether a word begins with one of the goods of the head, or one of
// them with it, or it is in several of them: it may mean those.
func (p *parsing) partOfTold(low string) bool {
	in := 0
	for i := range p.words.told {
		name := fold(clean(p.words.products[i].Name))
		switch {
		case utf8.RuneCountInString(name) > 1 && strings.HasPrefix(low, name), low != name && strings.HasPrefix(name, low):
			return true
		case strings.Contains(name, strings.TrimSuffix(low, "的")):
			in++
		}
	}
	return in > 1 || in == 1 && strings.HasSuffix(low, "的")
}

// newProduct is the name of a product that nobody told of before; what cannot be one
// is asked about.
func (p *parsing) newProduct(text string) string {
	text = strings.Trim(text, " .~-:!()→")
	low := fold(text)
	n := utf8.RuneCountInString(text)
	if n > 16 || noProduct.MatchString(low) || ofAge.MatchString(low) || n > 3 && asksOf.MatchString(low) || p.partOfTold(low) || !hasWord(text) || len(p.words.codes) > 0 && n <= 2 && isLatin([]rune(text)[0]) || vague.MatchString(low) || doubtful.MatchString(low) || p.endsInCode(low) || strings.ContainsAny(text, "→()?@#%=") || arrow.MatchString(low) || remarked.MatchString(low) && !p.kindOfGoods(low) || forWhom.MatchString(low) {
		p.rest(text)
		return ""
	}
	return text
}
