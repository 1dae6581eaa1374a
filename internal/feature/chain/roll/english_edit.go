package roll

import (
	"regexp"
	"slices"
	"strings"
)

var (
	cancelEnd = regexp.MustCompile(`[\s,(-]*\bcancel(?:led|ed)?\b(?: (?:please|pls|mine|my order|this|it|now))?[\s).!,]*(?:(?:sorry|please|pls|thanks|thank you|apologies)[\s).!,]*)*$`)
	noCancel  = regexp.MustCompile(`\b(?:not|don['’]t|dont|never|no|un|if|can|cannot|can['’]t)[ -]?(?:be |i |we )?cancel`)
	// changesWish are words of a line that changes what somebody wants.
	changesWish = regexp.MustCompile(`\b(?:only|now|instead|chang\w*|make|cancel\w*|adds?|adding|another|more|less|fewer|longer|can't|cant|cannot|won't|isn't|doesn't|doesnt|don't|dont|drop\w*|swap\w*|switch\w*|remove|off|needs?|wants?|just|actually|correction|update|should|reduce|extra|also|too|sorry|away|coming)\b`)
	// surelyChanges are such words that need no goods beside them.
	surelyChanges = regexp.MustCompile(`\b(?:instead|chang\w*|cancel\w*|adds?|longer|can't|cant|cannot|won't|doesn't|doesnt|don't|dont|drop\w*|swap\w*|switch\w*|remove|off the list|take \w+ off|is away|not coming)\b`)
	// changedTo, addedTo and takenBack are what is left of such a line that says clearly
	// what becomes of somebody's wish; # stands for the name.
	changedTo = regexp.MustCompile(`^(?:(?:sorry|hi|hello|oops|actually|update|correction|please|ok|so|all)[ ,:!-]*)*(?:(?:can|could) (?:you|we|i) (?:please )?)?(?:change #(?:'s)?(?: order)? to|# ?[:,-]?(?: please)? ?(?:make (?:it|that|mine)|change (?:it |that |mine |my order )?to|should (?:be|have)|(?:only|just|now) (?:needs?|wants?|has|gets?)|(?:needs?|wants?|has|gets?) (?:only|just|now)|(?:needs?|wants?)|now|only|just)) (.+)$`)
	addedTo   = regexp.MustCompile(`^(?:(?:sorry|hi|hello|oops)[ ,:!-]*)*(?:# ?[:,-] ?(?:please |pls )?add (.+)|(?:(?:can|could) you )?(?:please |pls )?add (.+) (?:for|to) #(?:'s)?(?: order)?(?: please| pls| thanks)?[.! ]*)$`)
	takenBack = regexp.MustCompile(`^(?:(?:sorry|hi|hello|oops)[ ,:!-]*)*(?:(?:(?:can|could) you )?(?:please |pls )?cancel #(?:'s)?(?: order)?|# ?[:,-]? ?(?:(?:please|pls) )?(?:has )?cancel(?:led|ed)?(?: (?:mine|my order|it))?)(?:[ ,]+(?:please|pls|thanks|sorry))*[.! ]*$`)
	takesBack = regexp.MustCompile(`\bcancel(?:led|ed)?\b`)
	// afterAll are words at the end of a change.
	afterAll = regexp.MustCompile(`(?:[ ,]+(?:now|instead|please|pls|after all|thanks|thank you|sorry|actually|from now on))+[.! ]*$|[.! ]+$`)
	// ofMine are words by which somebody changes what they said, whatever the list is about.
	ofMine = regexp.MustCompile(`\b(?:make (?:mine|it|that|us) |change (?:mine|my|me|it|us) |cancel (?:mine|my|me|us)\b|(?:take|put) me (?:off|down)\b)`)
	// replaces says that something else is wanted now, not as well.
	replaces = regexp.MustCompile(`\b(?:instead|chang\w*|make|swap\w*)\b`)
	// stockTold tells of what there is, and orders nothing.
	stockTold = regexp.MustCompile(`\b(?:left|leftover|remaining|available|stock|totals?|so far|spares?|per person|max|limit|minimum)\b|[£$€]`)
)

// cancelledEnglish takes "cancelled, sorry" off the end of a row. Behind several goods, and
// not set off from them, it may be of the last alone.
func (r *reader) cancelledEnglish(e *entry, s string) string {
	low := fold(s)
	m := find(cancelEnd, low, "c")
	if m == nil || noCancel.MatchString(low) {
		return s
	}
	said := part(s, low, m[0], m[1])
	rest := cutOut(s, low, m)
	apart := strings.ContainsAny(low[m[0]:m[0]+strings.Index(low[m[0]:], "cancel")], "-(") || strings.Contains(said, "CANCEL") && rest != strings.ToUpper(rest)
	if !apart && len(r.entry(rest, "").Items) > 1 {
		e.ask(Partly)
		return rest
	}
	e.Crossed = true
	return rest
}

// editEnglish notes a line in English that changes the row of somebody who stands above. What
// it does not understand of such a line, a person is asked about.
func (r *reader) editEnglish(i int) bool {
	l := &r.lines[i]
	p := parsing{reader: r}
	if l.n > 0 || strings.ContainsFunc(l.clean, isHan) || !changesWish.MatchString(fold(l.clean)) {
		return false
	}
	name, rest := r.spokenOf(l)
	if name == "" {
		return false
	}
	ed := editing{line: i, name: name, kind: 'c'}
	text := strings.TrimSpace(strings.ReplaceAll(rest, "’", "'"))
	low := fold(text)
	if !p.sellsInEnglish() {
		if !ofMine.MatchString(low) || !r.numbered {
			return false
		}
		r.editing = append(r.editing, ed) // what it changes no head tells of: a person is asked
		return true
	}
	if !surelyChanges.MatchString(low) && (!changesWish.MatchString(low) || !r.speaksOfGoods(rest)) {
		return false
	}
	switch m, a := changedTo.FindStringSubmatchIndex(low), addedTo.FindStringSubmatchIndex(low); {
	case takenBack.MatchString(low):
		ed.kind, ed.clear = 'x', true
	case r.setOne(&ed, low):
	case a != nil:
		ed.kind = 'a'
		from, to := a[2], a[3]
		if from < 0 {
			from, to = a[4], a[5]
		}
		r.editTo(&ed, part(text, low, from, to), true)
	case m != nil:
		r.editTo(&ed, part(text, low, m[2], m[3]), replaces.MatchString(low))
	}
	r.editing = append(r.editing, ed)
	return true
}

// editTo reads what a row is changed to. Other goods than it has are clear only where
// the line says that they are wanted instead.
func (r *reader) editTo(ed *editing, wants string, other bool) {
	e := r.entry(afterAll.ReplaceAllString(wants, ""), "x")
	at := slices.IndexFunc(r.parsed, func(have entry) bool { return Key(have.Name) == Key(ed.name) })
	if at < 0 || len(e.Why) > 0 || len(e.Items) == 0 || e.Remark != "" || e.For != "" {
		return
	}
	has := func(it Item) bool {
		return slices.ContainsFunc(r.parsed[at].Items, func(have Item) bool { return have.Product == it.Product })
	}
	for i, it := range e.Items { // "tart" where the row has egg tarts
		is := r.meant(it.Product)
		for _, have := range r.parsed[at].Items {
			if is >= 0 && !has(it) && r.meant(have.Product) == is {
				e.Items[i].Product = have.Product
			}
		}
	}
	ed.items = e.Items
	ed.clear = other || !slices.ContainsFunc(e.Items, func(it Item) bool { return !has(it) })
}

// meant is which of the goods of the head a name or a shorter word is; None for none.
func (r *reader) meant(product string) int {
	if i := r.productNamed(product); i >= 0 && i < r.words.told {
		return i
	}
	return r.shortEnglish(fold(product))
}

// mostAlike is how many people with one first name are told apart.
const mostAlike = 50

// noteName notes a name that stands in the list, by its first word.
func (r *reader) noteName(name string) {
	words := latinWords(name)
	if len(words) == 0 {
		return
	}
	first := unowned(words[0].low)
	if list := r.firsts[first]; len(list) < mostAlike && !slices.ContainsFunc(list, func(have string) bool { return Key(have) == Key(name) }) {
		r.firsts[first] = append(list, name)
	}
}

// spokenOf finds who of those above a line speaks of, and writes # for the name. "" for
// nobody, or for several.
func (r *reader) spokenOf(l *line) (name, rest string) {
	words := latinWords(l.clean)
	begin, end := 0, 0
	for i := 0; i < len(words); i++ {
		is, size := r.nameAt(words[i:])
		switch last := &words[max(i, i+size-1)]; {
		case size == 0:
			continue
		case name == "":
			name, begin, end = is, words[i].from, last.from+len(unowned(last.raw))
		case Key(is) != Key(name):
			return "", ""
		}
		i += size - 1
	}
	switch {
	case name != "":
		return name, l.clean[:begin] + "#" + l.clean[end:]
	case l.sender != "" && r.names[Key(l.sender)] > 0:
		return l.sender, "# " + l.clean
	}
	return "", ""
}

// nameAt is the name that words begin with, the longest one, or that of which they have
// the first word and nobody else does.
func (r *reader) nameAt(words []latin) (name string, size int) {
	list := r.firsts[unowned(words[0].low)]
	for _, one := range list {
		of := latinWords(one)
		same := len(of) > size && len(of) <= len(words) && slices.EqualFunc(of, words[:len(of)], func(a, b latin) bool {
			return unowned(a.raw) == unowned(b.raw) || len(of) > 1 && unowned(a.low) == unowned(b.low)
		})
		if same {
			name, size = one, len(of)
		}
	}
	if size == 0 && len(list) == 1 && unowned(latinWords(list[0])[0].raw) == unowned(words[0].raw) {
		return list[0], 1
	}
	return name, size
}

// unowned is a name without the "'s" behind it.
func unowned(name string) string {
	return strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")
}

// speaksOfGoods reports whether goods of the head, or a number, stand in a line.
func (r *reader) speaksOfGoods(s string) bool {
	w := wanting{parsing: &parsing{reader: r, entry: &entry{}, note: &note{}}, words: latinWords(s), text: s}
	for i := range w.words {
		if _, n, _ := w.named(i); n > 0 {
			return true
		}
		if _, _, ok := w.amount(i); ok {
			return true
		}
	}
	return false
}

// ordersInEnglish reports whether so much of goods stands somewhere in a line that reads as
// talk, which tells of no stock.
func (r *reader) ordersInEnglish(s string) bool {
	p := parsing{reader: r, entry: &entry{}, note: &note{}}
	if strings.ContainsFunc(s, isHan) || !p.sellsInEnglish() || stockTold.MatchString(fold(s)) {
		return false
	}
	if takesBack.MatchString(fold(s)) {
		return true
	}
	w := wanting{parsing: &p, words: latinWords(s), text: s}
	for i := range w.words {
		if a, next, ok := w.amount(i); ok {
			if w.unit(next) != "" && a.unit == "" {
				next++
			}
			if _, n, _ := w.named(next); n > 0 {
				return true
			}
		}
	}
	return false
}
