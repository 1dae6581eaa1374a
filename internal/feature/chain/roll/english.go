package roll

import (
	"regexp"
	"slices"
	"strings"
)

// latin is a word, a number or a sign of a row in English.
type latin struct {
	raw, low string
	from, to int  // where it stands, in bytes
	gap      bool // a space stands before it
}

var (
	latinWord = regexp.MustCompile(`[0-9]+(?:\.[0-9]+)?|[\p{L}\p{M}][\p{L}\p{M}'’]*|\S`)
	// inRoom are names that begin with where somebody lives: "Unit 304", "Apt 12C Rosa".
	inRoom = regexp.MustCompile(`^(?:flat|apt|apartment|unit|room|house|no\.?) ?#?[0-9]{1,4}[a-z]?(?: [^0-9]*)?$`)
	// titleWord is a word before a name that is part of it.
	titleWord = regexp.MustCompile(`^(?:mr|mrs|ms|miss|dr|auntie|aunty|aunt|uncle|grandma|grandpa|nana|sir)$`)
	// noName are words that begin a sentence, a sum or a wish, and name nobody.
	noName = regexp.MustCompile(`^(?:i|i'm|i'd|i'll|we|me|you|he|she|it|they|my|our|your|the|this|that|these|a|an|and|or|but|please|pls|can|could|may|would|will|need|needs|want|wants|get|have|got|only|just|also|plus|still|now|then|add|make|change|swap|cancel|sorry|oops|hi|hey|hello|dear|thanks|thank|any|all|each|every|everyone|total|totals|sum|subtotal|count|there|left|leftover|leftovers|remaining|spare|spares|stock|available|order|orders|note|notes|price|prices|update|reminder|ps|fyi|edit|no|not|none|for|from|with|of|to|at|on|in|by|more|extra|another|same|sold|limit|max|min|minimum|maximum|so|if|is|are|what|which|who|how|when|where|why|anyone|collect|collection|pickup|pick|delivery|deliver|dozen|half|couple|few|some|pay|payment|cash|friday|saturday|sunday|monday|tuesday|wednesday|thursday|room|pages?|account|bank|deadline|next|phone|tel|mobile|address|time|date|venue|closing|closes|opens|paypal|ref|reference|postcode|code|grade|class)$`)
	// beginsWish is how people ask for what they want.
	beginsWish = regexp.MustCompile(`^(?:please |pls |hi |hello )*(?:(?:can|could|may) (?:i|we) (?:please )?(?:have|get|order)|(?:i|we)(?:'d| would) like|(?:i|we)(?:'ll| will) (?:have|take)|would like|will take|(?:i|we) (?:want|need)|wants|please|pls) `)
)

// latinWords takes a row apart.
func latinWords(s string) (out []latin) {
	end := 0
	for _, m := range latinWord.FindAllStringIndex(s, -1) {
		raw := s[m[0]:m[1]]
		out = append(out, latin{raw, strings.ReplaceAll(fold(raw), "’", "'"), m[0], m[1], m[0] > end})
		end = m[1]
	}
	return out
}

// isWord reports whether it is made of letters.
func (w *latin) isWord() bool {
	c := firstRune(w.low)
	return isLatin(c) || c > 0xbf && c < 0x250
}

// english reads a row in English: who, and then so much of goods of the head, each word of
// which has to be one that it knows. It reports whether it did; a row that begins in
// another way is left to the other rules, and a rest is asked about.
func (p *parsing) english(s string) bool {
	if !p.sellsInEnglish() && !p.learnsGoods(s) || !strings.ContainsFunc(s, isLatin) {
		return false
	}
	words := latinWords(s)
	if p.sender != "" {
		return p.ordersAs(p.sender, s, words, 0)
	}
	for _, parted := range [...]func(latin, latin) bool{partsName, partsLoosely} {
		for i := range words {
			if i == 0 || i+1 == len(words) || !parted(words[i], words[i+1]) {
				continue
			}
			if name := strings.TrimSpace(s[:words[i].from]); p.mayBeNamed(name, words[:i]) && (words[i].low != "," || i == 1 || writtenAsName(words[:i])) {
				return p.ordersAs(name, s, words, i+1)
			}
			break
		}
	}
	return p.namedBefore(s, words)
}

// sellsInEnglish reports whether goods of the head have names in English, or one in
// English as well.
func (p *parsing) sellsInEnglish() bool {
	return slices.ContainsFunc(p.words.english[:min(p.words.told, len(p.words.english))], func(name []string) bool {
		return slices.ContainsFunc(name, func(word string) bool { return len(word) > 1 && isLatin(firstRune(word)) })
	})
}

// partsName reports whether a sign parts a name from what is wanted: a colon, or a dash
// that does not join two words.
func partsName(w, next latin) bool {
	return w.low == ":" || w.low == "-" && (w.gap || next.gap)
}

func partsLoosely(w, _ latin) bool { return w.low == "," }

// mayBeNamed reports whether what stands before the sign can be a name: no goods, no
// amount, and no beginning of a sentence.
func (p *parsing) mayBeNamed(name string, words []latin) bool {
	room := inRoom.MatchString(fold(name))
	if alone := room || len(words) == 1 && slices.Contains([]string{"Will", "May", "Max"}, words[0].raw); len(words) == 0 || len(words) > 8 || noName.MatchString(words[0].low) && !alone || len(words) > 1 && strings.Contains(words[0].low, "'") && noName.MatchString(words[1].low) {
		return false
	}
	digits := strings.ContainsAny(name, "0123456789")
	if digits && !room {
		return false
	}
	e := wanting{parsing: p, words: words, text: name}
	for i := range words {
		if _, n, _ := e.named(i); n > 0 {
			return false
		}
		if _, next, ok := e.amount(i); ok && !digits && next > i {
			return false
		}
	}
	return true
}

// namedBefore reads a row in which nothing stands between the name and what is wanted:
// the name ends where all that follows is clear. Several words are a name only where they
// are written as one, and goods right behind it have to be told in full, unless the
// name is one word: "Tom char siu bun" is not Tom Char Siu who wants a bun.
func (p *parsing) namedBefore(s string, words []latin) bool {
	for k := 1; k < len(words) && k <= 5; k++ {
		if name := strings.TrimSpace(s[:words[k].from]); !words[k].gap || !p.mayBeNamed(name, words[:k]) || k > 1 && !writtenAsName(words[:k]) {
			continue
		}
		if _, code := p.words.codes[words[k-1].low]; code && k > 1 {
			continue // "Jenny A pork 2"
		}
		rest := wanting{parsing: p, words: words[k:], text: s, learns: p.learnsGoods(s)}
		short := k > 1 && !wholeName(words[:k]) && !rest.begins()
		if like, ok := rest.likeAnother(); ok {
			p.sender = strings.TrimSpace(s[:words[k].from])
			p.sameAsNamed(like)
			return true
		}
		if rest.read(); !short && rest.clear() {
			p.takeWants(strings.TrimSpace(s[:words[k].from]), &rest)
			return true
		}
	}
	return false
}

// wholeName reports whether nothing of goods can belong to a name: it ends in an initial,
// or is a title and one word.
func wholeName(words []latin) bool {
	last := &words[len(words)-1]
	if last.low == "." && len(words) > 2 {
		last = &words[len(words)-2]
	}
	return len(last.raw) == 1 && last.raw != last.low || len(words) == 2 && titleWord.MatchString(words[0].low) && last.raw != last.low
}

// writtenAsName reports whether each word begins with a capital, as names do.
func writtenAsName(words []latin) bool {
	return !slices.ContainsFunc(words, func(w latin) bool { return w.isWord() && w.raw[0] == w.low[0] && isLatin(firstRune(w.raw)) })
}

// ordersAs reads what stands behind a name, from a word on.
func (p *parsing) ordersAs(name, s string, words []latin, at int) bool {
	if at >= len(words) || strings.ContainsFunc(s[words[at].from:], isHan) {
		return false
	}
	rest := wanting{parsing: p, words: words[at:], text: s, learns: p.learnsGoods(s)}
	if like, ok := rest.likeAnother(); ok {
		p.sender = name
		p.sameAsNamed(like)
		return true
	}
	if rest.read(); len(rest.tokens) == 0 {
		return false
	}
	p.takeWants(name, &rest)
	return true
}

// takeWants takes over what was read of a row.
func (p *parsing) takeWants(name string, w *wanting) {
	if before, whom, ok := strings.Cut(name, " for "); ok && p.entry.For == "" && properName.MatchString(whom) {
		name, p.entry.For = before, whom
	}
	p.sender, p.tokens, p.begun = name, w.tokens, true
	if w.whom != "" {
		p.entry.For = w.whom
	}
	kept := p.note.remarks[:0]
	for _, one := range p.note.remarks { // in brackets
		if whom, ok := forNamed(one); ok && p.entry.For == "" {
			p.entry.For = whom
			continue
		}
		if w.doubtful(latinWords(one), one) {
			w.unknown = append(w.unknown, one)
		}
		kept = append(kept, one)
	}
	p.note.remarks = append(kept, w.remarks...)
	for _, one := range append(w.unknown, w.counts...) {
		p.rest(one)
	}
}

// sameAsNamed notes whose order this one is the same as: a whole name, or the first word
// of one alone that stands above.
func (p *parsing) sameAsNamed(like string) {
	p.same = true
	if strings.Contains("|above|last|previous|the above|", "|"+like+"|") {
		return
	}
	p.entry.like = Key(like)
	found := 0
	for i := range p.parsed {
		e := &p.parsed[i]
		if e.copy != p.now {
			continue
		}
		first, _, _ := strings.Cut(fold(e.Name), " ")
		switch {
		case Key(e.Name) == Key(like):
			p.entry.like = Key(like)
			return
		case first == like:
			found++
			p.entry.like = Key(e.Name)
		}
	}
	if found > 1 {
		p.entry.like = Key(like)
	}
}

// unsure asks about a row in English that only the other rules have read, and that
// does not want goods of the head by their full names: what they took for a name may be
// half of the goods.
func (p *parsing) unsure(s string) {
	e := p.entry
	sells := p.sellsInEnglish()
	if len(e.Why) > 0 || e.Crossed || strings.ContainsFunc(s, isHan) || !sells && !p.learnsGoods(s) {
		return
	}
	strange := sells && slices.ContainsFunc(e.Items, func(it Item) bool {
		return !slices.ContainsFunc(p.words.products[:p.words.told], func(product Product) bool { return product.Name == it.Product })
	})
	names := latinWords(e.Name)
	if p.sender == "" && len(names) > 0 && (noName.MatchString(names[0].low) || len(names) > 1 && !writtenAsName(names)) {
		strange = true
	}
	if strange || strings.Contains(e.Name, " -") || strings.Contains(e.Name, "- ") {
		e.ask(Words)
		e.Rest = clip(s, 200)
	}
}
