package roll

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	countedBy  = regexp.MustCompile(`^(bag|tray|slice|pack|packet|piece|bottle|jar|carton|punnet|tub|portion|pint|pot|case|can|tin|cup|set|roll|jug|sack|crate|basket|pair|pc|lb)s?$|^(box|bunch)(?:es)?$|^(loaf|loave)s?$|^(kg|g|ml)$`)
	numberWord = regexp.MustCompile(`^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$`)
	byPiece    = regexp.MustCompile(`^(?:|each|ea|pc|pcs|piece|个|份)$`)
)

// unit is the unit that stands at word i; "" for none.
func (w *wanting) unit(i int) string {
	if i >= len(w.words) {
		return ""
	}
	low := w.words[i].low
	for k := range w.parsing.words.told {
		if u := fold(w.parsing.words.products[k].Unit); u != "" && isASCII(u) && sameWord(low, u) {
			return u
		}
	}
	m := countedBy.FindStringSubmatch(low)
	if m == nil {
		return ""
	}
	return strings.Replace(m[1]+m[2]+m[3]+m[4], "loave", "loaf", 1)
}

// numberIn is a number in digits or in a word, in thousandths; false for none.
func numberIn(low string) (int64, bool) {
	if numberWord.MatchString(low) {
		return 1000 * int64(1+slices.Index([]string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}, low)), true
	}
	whole, part, _ := strings.Cut(low, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || n > mostAmount || len(part) > 3 {
		return 0, false
	}
	thousandths, err := strconv.ParseInt((part + "000")[:3], 10, 64)
	return n*1000 + thousandths, err == nil
}

// amount reads the amount that begins at word i: "2", "x2", "2 x", "two", "a dozen". What
// goes on as a range, a time or a house's number is none.
func (w *wanting) amount(i int) (a amount, next int, ok bool) {
	at := i
	low := func(k int) string {
		if k < len(w.words) {
			return w.words[k].low
		}
		return ""
	}
	switch low(at) {
	case "x", "×", "*":
		at++
	case "+":
		a.plus = true
		at++
	case "a", "an":
		if _, code := w.parsing.words.codes["a"]; code && w.words[i].raw == "A" {
			return a, i, false
		}
		return w.article(i)
	case "half":
		if low(i+1) == "a" {
			at++
		}
		if low(at+1) == "dozen" {
			return amount{n: 500, unit: "dozen"}, at + 2, true
		}
		return a, i, false
	case "dozen":
		return amount{n: 1000, unit: "dozen"}, i + 1, true
	}
	if a.n, ok = numberIn(low(at)); !ok || a.n == 0 {
		return a, i, false
	}
	at++
	if at < len(w.words) {
		next := &w.words[at]
		switch {
		case next.low == "x" || next.low == "×" || next.low == "*":
			if _, again := numberIn(low(at + 1)); again {
				return a, i, false // "2 x 3"
			}
			return a, at + 1, true
		case next.low == "dozen":
			a.unit = "dozen"
			return a, at + 1, true
		case !next.gap && (strings.Contains("-/~:%'", next.low) || next.low == "pm" || next.low == "am" || next.low == "st" || next.low == "nd" || next.low == "rd" || next.low == "th"):
			return a, i, false
		case next.low == "-" && isDigit(firstRune(low(at+1))), next.low == "or", next.low == "to", next.low == "more", next.low == "half":
			return a, i, false
		}
	}
	return a, at, true
}

// article reads "a" before goods, a unit or a dozen.
func (w *wanting) article(i int) (a amount, next int, ok bool) {
	if i+1 < len(w.words) && w.words[i+1].low == "dozen" {
		return amount{n: 1000, unit: "dozen"}, i + 2, true
	}
	if _, n, _ := w.goodsAt(i + 1); n > 0 || w.unit(i+1) != "" {
		return amount{n: 1000}, i + 1, true
	}
	return a, i, false
}

// dozens counts a dozen of what is sold by the piece as twelve; of something else, how many
// that is, a person has to see.
func (w *wanting) dozens(t token, a amount) amount {
	if a.unit != "dozen" {
		return a
	}
	product := t.product
	if t.kind == 'T' {
		product = w.shortEnglish(fold(t.text))
	}
	if product >= 0 && product < len(w.parsing.words.products) && byPiece.MatchString(fold(w.parsing.words.products[product].Unit)) {
		a.n, a.unit = a.n*12, ""
	}
	return a
}

// countsPieces reports whether a number without a unit may count pieces of what is sold
// by more than one: "6 bagels" by the dozen, "2 eggs" by the tray. A sign for times counts
// what has the price, except dozens.
func (w *wanting) countsPieces(t *token, times bool) bool {
	product := t.product
	if t.kind == 'T' {
		product = w.shortEnglish(fold(t.text))
	}
	if product < 0 || product >= len(w.parsing.words.products) || t.text == "" {
		return false
	}
	unit, name := fold(w.parsing.words.products[product].Unit), w.parsing.words.english[product]
	words := latinWords(fold(t.text))
	last := words[len(words)-1].low
	switch {
	case len(name) == 0, byPiece.MatchString(unit), sameWord(last, unit):
		return false
	case unit == "dozen":
		return true
	}
	many := strings.HasSuffix(last, "s") && !strings.HasSuffix(last, "ss") && !strings.HasSuffix(last, "us")
	return !times && (many || t.kind == 'P' && last != name[len(name)-1] && isPlural(name[len(name)-1], last))
}

// named finds goods of the head that begin at word i: by their code, their name, or a
// shorter word for them, which is kept as it is written. full says that it is the name.
func (w *wanting) named(i int) (t token, n int, full bool) {
	if t, n = w.coded(i); n > 0 {
		return t, n, true
	}
	return w.goodsAt(i)
}

// coded finds a code: a capital, or a small letter that an amount follows.
func (w *wanting) coded(i int) (t token, n int) {
	if i >= len(w.words) || len(w.parsing.words.codes) == 0 {
		return t, 0
	}
	for size := 2; size > 0; size-- {
		if i+size > len(w.words) || size == 2 && w.words[i+1].gap {
			continue
		}
		key := w.words[i].low
		if size == 2 {
			key += w.words[i+1].low
		}
		product, ok := w.parsing.words.codes[key]
		if !ok || onlyDigits(key) {
			continue
		}
		if after := i + size; w.words[i].raw == w.words[i].low { // "a box" is no code
			if after >= len(w.words) || !isDigit(firstRune(w.words[after].low)) && !strings.Contains("x×*", w.words[after].low) {
				continue
			}
		}
		if is, more, full := w.goodsAt(i + size); more > 0 && full && is.product == product {
			size += more
		}
		return token{kind: 'P', product: product}, size
	}
	return t, 0
}

// goodsAt finds goods by their name, the longest one, or a shorter word for it.
func (w *wanting) goodsAt(i int) (t token, n int, full bool) {
	for n = min(6, len(w.words)-i); n > 0; n-- {
		first, last := &w.words[i], &w.words[i+n-1]
		if !first.isWord() || first.low == "and" || last.low == "and" || !last.isWord() && !isDigit(firstRune(last.low)) || noName.MatchString(first.low) && n == 1 {
			continue
		}
		low := make([]string, n)
		for k := range n {
			low[k] = w.words[i+k].low
		}
		product, full := w.goodsNamed(low)
		switch {
		case product < 0:
		case full:
			return token{kind: 'P', product: product}, n, true
		default:
			return token{kind: 'T', product: None}, n, false
		}
	}
	return token{}, 0, false
}

// goodsNamed is which of the goods of the head words are the name of, or some of its words
// in their order; None where that may be none or several.
func (r *reader) goodsNamed(low []string) (product int, full bool) {
	product = None
	several := false
	for i := range min(r.words.told, len(r.words.products)) {
		name := r.words.english[i]
		if len(name) == len(low) && inOrder(low, name) {
			return i, true
		}
		if !inOrder(low, name) {
			continue
		}
		several = several || product != None
		product = i
	}
	if several {
		return None, false
	}
	return product, false
}

// asNamed writes a shorter word for goods as one of them, or several, as their name does:
// "tarts" and "tart" are the same.
func (w *wanting) asNamed(text string) string {
	product := w.shortEnglish(fold(text))
	words := latinWords(text)
	if product < 0 || len(words) == 0 {
		return text
	}
	names := w.parsing.words.english[product]
	last, name := words[len(words)-1], names[len(names)-1]
	if last.low == name || !sameWord(last.low, name) {
		return text
	}
	return text[:last.from] + name
}

// nameWords are the words of a product's name in English, folded: "Salmon 三文鱼" has two names.
func nameWords(name string) (out []string) {
	for _, w := range latinWords(fold(clean(name))) {
		if !strings.ContainsFunc(w.low, isHan) {
			out = append(out, w.low)
		}
	}
	return out
}

// inOrder reports whether words stand in a name in their order. Only its last word may
// be one or several of it: "eggs" are no egg tarts.
func inOrder(low, name []string) bool {
	at := 0
	for _, one := range low {
		for at < len(name) && !(name[at] == one || name[at] == "&" && one == "and" || at == len(name)-1 && sameWord(name[at], one)) {
			at++
		}
		if at == len(name) {
			return false
		}
		at++
	}
	return true
}

// sameWord reports whether two words are one, or one of them is several of the other.
func sameWord(a, b string) bool {
	a, b = strings.Replace(a, "oes", "os", 1), strings.Replace(b, "oes", "os", 1) // "tomatos"
	return a == b || isPlural(a, b) || isPlural(b, a)
}

// isPlural reports whether a word is several of another.
func isPlural(many, one string) bool {
	if len(one) < 2 || len(many) <= len(one) {
		return false
	}
	return many == one+"s" || many == one+"es" || many == strings.TrimSuffix(one, "y")+"ies" || many == strings.TrimSuffix(strings.TrimSuffix(one, "e"), "f")+"ves" && (one[len(one)-1] == 'f' || one[len(one)-1] == 'e')
}

// surplus steps over a word that the title says of everything: "pork dumplings" where
// dumplings are sold.
func (w *wanting) surplus(i int) int {
	if i >= len(w.words) || !strings.HasSuffix(w.words[i].low, "s") || whenDay.MatchString(w.words[i].low) || wishes.MatchString(w.words[i].low) {
		return i
	}
	if slices.ContainsFunc(latinWords(w.title), func(t latin) bool { return len(t.low) > 3 && t.low != "orders" && sameWord(t.low, w.words[i].low) }) {
		return i + 1
	}
	return i
}

// shortEnglish is which of the goods of the head a shorter word in English means; None
// where that may be none or several.
func (r *reader) shortEnglish(low string) int {
	var words []string
	for _, w := range latinWords(low) {
		words = append(words, w.low)
	}
	if len(words) == 0 {
		return None
	}
	product, _ := r.goodsNamed(words)
	return product
}
