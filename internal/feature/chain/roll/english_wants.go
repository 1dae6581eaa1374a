package roll

import (
	"regexp"
	"slices"
	"strings"
)

// wanting is what stands behind the name, while it is read.
type wanting struct {
	*parsing
	words   []latin
	text    string
	tokens  []token
	remarks []string
	whom    string
	learns  bool     // the head tells of no goods
	unknown []string // what was not understood
	counts  []string // goods of which it is not sure what was counted
}

var (
	likeOther = regexp.MustCompile(`^(?:the )?(?:same (?:again )?as|as) (?:(?:no\.? ?|number |#)([0-9]{1,3})|(.{1,30}?))(?:,? (?:please|pls|thanks))?[.! ]*$|^(?:same(?: again)?|ditto)(?:,? (?:please|pls|thanks))?[.! ]*$`)
	// wishes begin words about how, when and where, and not about what.
	wishes = regexp.MustCompile(`^(?:please|pls|thanks|thank|thx|ta|cheers|sorry|will|i'll|we'll|i|we|i'm|can|could|is|are|collect|collecting|collection|pick|picking|pickup|after|before|by|at|around|from|on|until|leave|deliver|delivery|drop|ring|call|text|no|not|without|with|paid|pay|paying|cash|card|transfer|transferred|size|tomorrow|today|tonight|morning|afternoon|evening|hi|hello|as|if|for|flat|apt|apartment|unit|room|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|my|the|frozen|fresh|sliced|unsliced|well|ready)$`)
	// doubts are words by which it is no longer sure what is wanted.
	doubts = regexp.MustCompile(`\b(?:maybe|perhaps|possibly|or|instead|unless|unsure|sure|tbc|tbd|probably|might|swap|chang\w*|cancel\w*|another|more|extra|less|fewer|but|depends|depending|any|only|except|half|add|adding|also|each|both|all|none|nothing|longer|want|wants|need|needs|split|share|rather|either|double|twice|minus|plus)\b`)
	// ifAny is what somebody wants only in a case; ifPossible is no more than polite.
	ifAny      = regexp.MustCompile(`\bif\b`)
	ifPossible = regexp.MustCompile(`\bif (?:it's |its |at all )?(?:poss|possible|ok|okay|fine)\b`)
	// timed are numbers that are no amount.
	timed      = regexp.MustCompile(`\b(?:at|by|after|before|from|until|till|around) [0-9]{1,2}[.:∶][0-9]{2}\b|\b[0-9]{1,2}(?:[:.][0-9]{2})?(?:\s?-\s?[0-9]{1,2}(?:[:.][0-9]{2})?)?\s?(?:am|pm|ish|o'clock)\b|\b[0-9]{1,2}:[0-9]{2}\b|\b[0-9]{1,2}(?:st|nd|rd|th)\b|\b(?:flat|apt|apartment|unit|room|rm|door|house|floor|grade|year|class|age|aged|size|gate|no|by|at|after|before|from|until|till|around)\.? ?#?[0-9]{1,4}[a-z]?\b|[£$€] ?[0-9]+(?:\.[0-9]{2})?|^[0-9]{1,2}[a-fh-j]$`)
	whenDay    = regexp.MustCompile(`(?i)\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?s?\b|\b(?:christmas|xmas|easter|diwali|eid|cny|new year|january|february|march|june|july|august|september|october|november|december|pick|collection|delivery|lunch|dinner|breakfast|party|birthday)`)
	properName = regexp.MustCompile(`^(?:my |our )?\p{Lu}[\p{L}'’.-]*(?:(?: | and | & )(?:my )?\p{Lu}[\p{L}'’.-]*){0,4}$|^(?:my |our )?(?:mum|mom|mother|dad|father|gran|grandma|nan|sister|brother|son|daughter|neighbour|neighbor|friend|husband|wife|aunt|auntie|uncle)$`)
)

// likeAnother reads "same as Noah"; the name is folded, "above" for the row above.
func (w *wanting) likeAnother() (string, bool) {
	if len(w.words) == 0 {
		return "", false
	}
	m := likeOther.FindStringSubmatch(fold(w.text[w.words[0].from:]))
	switch {
	case m == nil:
		return "", false
	case m[1]+m[2] == "":
		return "above", true
	}
	return strings.TrimSpace(m[1] + m[2]), true
}

// read reads everything, and leaves what it does not know in unknown.
func (w *wanting) read() {
	if len(w.words) > 0 {
		from := w.words[0].from
		if m := beginsWish.FindStringIndex(strings.ReplaceAll(fold(w.text[from:]), "’", "'")); m != nil {
			w.words = latinWords(w.text) // places stay those of the whole text
			for len(w.words) > 0 && w.words[0].from < from+m[1] {
				w.words = w.words[1:]
			}
		}
	}
	for i := 0; i < len(w.words); {
		if next := w.between(i); next > i {
			i = next
			continue
		}
		if next, ok := w.item(i); ok {
			i = next
			continue
		}
		i = w.aside(i)
	}
}

// clear reports whether something is wanted, and each word of it was understood.
func (w *wanting) clear() bool {
	return len(w.tokens) > 0 && len(w.unknown) == 0 && w.tokens[len(w.tokens)-1].kind != 'P' && w.tokens[len(w.tokens)-1].kind != 'T'
}

// begins reports whether an amount, or goods by their full name, stands at the beginning.
func (w *wanting) begins() bool {
	if _, _, ok := w.amount(0); ok {
		return true
	}
	_, n, full := w.named(0)
	return n > 0 && full
}

// between is where the words go on behind signs and words that part goods.
func (w *wanting) between(i int) int {
	word := &w.words[i]
	switch word.low {
	case ",", "、", ";", ".", "!", "&", "and", "-", ":":
		return i + 1
	case "plus", "+":
		if len(w.tokens) > 0 {
			return i + 1
		}
	case "please", "pls", "plz":
		if w.ends(i + 1) {
			return i + 1
		}
	}
	if onlyPictures(word.raw) {
		return i + 1
	}
	return i
}

// ends reports whether a part of the row ends before word i.
func (w *wanting) ends(i int) bool {
	return i >= len(w.words) || slices.Contains([]string{",", "、", ";", "!", "."}, w.words[i].low) || w.words[i].low == "-" && w.words[i].gap
}

// aside reads a part that orders nothing: who it is for, a price, a wish; another is
// left over.
func (w *wanting) aside(i int) int {
	if n, next, ok := w.money(i); ok {
		w.tokens = append(w.tokens, token{kind: 'M', text: w.text[w.words[i].from:w.words[next-1].to], amount: amount{n: n}})
		return next
	}
	end := i + 1
	for !w.ends(end) {
		end++
	}
	words := w.words[i:end]
	text := strings.Trim(w.text[words[0].from:words[len(words)-1].to], " .!")
	whom, named := forNamed(text)
	switch {
	case named && w.whom == "" && w.entry.For == "":
		w.whom = whom
	case wishes.MatchString(words[0].low) && !named && !w.doubtful(words, text):
		w.remarks = append(w.remarks, text)
	default:
		w.unknown = append(w.unknown, text)
	}
	return end
}

// forNamed reads "for Liam and Ava".
func forNamed(text string) (string, bool) {
	if len(text) < 5 || !strings.EqualFold(text[:4], "for ") || whenDay.MatchString(text) {
		return "", false
	}
	whom := strings.TrimSpace(text[4:])
	return whom, properName.MatchString(whom)
}

// doubtful reports whether a wish may change what is wanted: it says so, has a number
// that is no time, or so much of goods.
func (w *wanting) doubtful(words []latin, text string) bool {
	low := strings.ReplaceAll(fold(text), "’", "'")
	if strings.ContainsFunc(text, isHan) {
		return false // the other rules have read it
	}
	if doubts.MatchString(low) || ifAny.MatchString(ifPossible.ReplaceAllString(low, " ")) || strings.ContainsAny(timed.ReplaceAllString(low, " "), "0123456789") {
		return true
	}
	e := wanting{parsing: w.parsing, words: words, text: text}
	for i := range words {
		if _, next, ok := e.amount(i); ok {
			if _, n, _ := e.named(next); n > 0 {
				return true
			}
		}
	}
	return false
}

// money reads "£16", in hundredths.
func (w *wanting) money(i int) (n int64, next int, ok bool) {
	if len(w.tokens) == 0 || i+1 >= len(w.words) || !strings.Contains("£$€", w.words[i].low) || !isDigit(firstRune(w.words[i+1].low)) {
		return 0, i, false
	}
	n = hundredths(w.words[i+1].low)
	return n, i + 2, n >= 0
}

// item reads so much of something that begins at word i.
func (w *wanting) item(i int) (next int, ok bool) {
	if a, at, ok := w.amount(i); ok {
		return w.amountFirst(i, at, a)
	}
	t, n, _ := w.named(i)
	if n == 0 {
		t, n = w.newGoods(i, false)
	}
	if n == 0 {
		return i, false
	}
	at := w.surplus(i + n)
	t.text = w.text[w.words[i].from:w.words[i+n-1].to]
	if a, next, ok := w.amountBehind(at); ok {
		w.add(t, a, w.words[at].low)
		return next, true
	}
	w.tokens = append(w.tokens, t) // without an amount: it is asked about, or another tells
	return at, true
}

// amountBehind reads the amount of goods that stand before it, and its unit.
func (w *wanting) amountBehind(at int) (amount, int, bool) {
	if at+1 < len(w.words) && (w.words[at].low == ":" || w.words[at].low == "-") {
		at++
	}
	if at >= len(w.words) || w.words[at].low == "a" || w.words[at].low == "an" || w.words[at].low == "+" {
		return amount{}, at, false
	}
	a, next, ok := w.amount(at)
	if !ok || next < len(w.words) && (w.words[next].low == "each" || w.words[next].low == "of") {
		return a, at, false
	}
	if unit := w.unit(next); unit != "" {
		a.unit = unit
		next++
	}
	return a, next, true
}

// amountFirst reads what stands behind an amount: goods, with or without a unit before them,
// "of each", or nothing where there is only one.
func (w *wanting) amountFirst(from, at int, a amount) (next int, ok bool) {
	if next, ok := w.ofEach(at, a); ok {
		return next, true
	}
	t, n, full := w.named(at)
	unit := w.unit(at)
	begin := at
	if unit != "" {
		behind := at + 1
		if behind < len(w.words) && w.words[behind].low == "of" {
			behind++
		}
		if is, size, _ := w.named(behind); size > 0 && !(full && at+n >= behind+size) {
			t, n, begin, a.unit = is, size, behind, unit
		}
		if is, size := w.newGoods(behind, true); size > 0 {
			t, n, begin, a.unit = is, size, behind, unit
		}
	}
	if n == 0 {
		t, n = w.newGoods(at, true)
	}
	if n == 0 {
		if unit != "" {
			a.unit = unit
			at++
		}
		if article := w.words[from].low == "a" || w.words[from].low == "an"; article && (unit == "" || w.parsing.words.only() < 0) || at < len(w.words) && !w.ends(at) && !wishes.MatchString(w.words[at].low) {
			return from, false
		}
		w.tokens = append(w.tokens, token{kind: 'A', amount: a, text: "×"})
		return at, true
	}
	end := w.surplus(begin + n)
	if behind := w.unit(end); behind != "" && a.unit == "" && w.ends(end+1) {
		a.unit = behind
		end++
	}
	t.text = w.text[w.words[begin].from:w.words[begin+n-1].to]
	w.add(t, a, "")
	return end, true
}

// add adds so much of goods.
func (w *wanting) add(t token, a amount, sign string) {
	times := sign == "x" || sign == "×" || sign == "*"
	if !isDigit(firstRune(sign)) {
		sign = "×" + Show(a.n)
	}
	if a.unit == "" && w.countsPieces(&t, times) {
		w.counts = append(w.counts, t.text)
	}
	if t.kind == 'T' {
		t.text = w.asNamed(t.text)
	}
	if w.learns && !times { // the net looks at it
		w.entry.odd = true
	}
	w.tokens = append(w.tokens, t, token{kind: 'A', amount: w.dozens(t, a), text: sign, joined: true})
}

// ofEach reads "one of each", of all goods or of those that stand before.
func (w *wanting) ofEach(at int, a amount) (next int, ok bool) {
	if at < len(w.words) && w.words[at].low == "of" {
		at++
	}
	if at >= len(w.words) || w.words[at].low != "each" && w.words[at].low != "everything" {
		return at, false
	}
	at++
	if at < len(w.words) && !w.ends(at) && !wishes.MatchString(w.words[at].low) || a.unit != "" || a.plus {
		return at, false
	}
	open := len(w.tokens)
	for open > 0 && w.tokens[open-1].kind != 'A' && w.tokens[open-1].kind != 'M' {
		open--
	}
	list := slices.Clone(w.tokens[open:])
	if len(w.tokens) == 0 {
		list = w.everything(nil)
	}
	if len(list) == 0 || len(w.tokens) > 0 && (open > 0 || len(list) < 2) {
		return at, false
	}
	w.tokens = w.tokens[:open]
	for _, t := range list {
		w.add(t, a, "×")
	}
	return at, true
}
