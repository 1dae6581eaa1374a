package ask

// finding is what the words of one clause amount to.
type finding struct {
	asks    bool
	call    bool
	bare    bool // an interjection and no more
	stock   bool
	same    bool
	joins   bool // opens with 同问 or the like
	request bool
	blame   bool // complaint
	private bool
	praise  bool
	spoilt  bool // praise turned round, or thanks for a red packet
	void    bool // names choices or tells of a question, and asks none
	passed  int  // where the latest exception ended; it takes its ending with it
}

// judge reads one clause, without leading or trailing spaces and not empty.
// broken says that its end is not its real end; comma that it follows one.
func (v *vocabulary) judge(clause []letter, broken, comma bool) finding {
	var f finding
	if len(clause) <= shortClause {
		v.whole(clause, &f)
		if f.call || f.bare || f.stock {
			return f
		}
	}
	v.search(clause, &f)
	if !f.asks && !f.void {
		f.asks = !broken && v.endsAsking(clause, f.passed) || v.opensAsking(clause, comma)
	}
	return f
}

// shortClause is how long a clause may be to be taken for a stock reply, in
// letters. Longer ones are repetitions at most.
const shortClause = 24

// whole judges the clause as a stock reply, a joining-in or a call.
func (v *vocabulary) whole(clause []letter, f *finding) {
	if _, n := v.heads.at(clause, 0); n > 0 {
		f.joins = true
	}
	if allOne(clause) {
		f.stock = true
		return
	}
	const calls = 1<<kindCall | 1<<kindAddress | 1<<kindFill
	const sames = 1<<kindSame | 1<<kindPlus | 1<<kindTail | 1<<kindStock | 1<<kindAddress | 1<<kindFill
	const stocks = 1<<kindStock | 1<<kindPlus | 1<<kindAddress | 1<<kindFill
	if _, f.bare = v.bare.covers(clause); f.bare {
		f.stock = true
		return
	}
	kinds, ok := v.short.covers(clause)
	if !ok {
		return
	}
	f.call = kinds&(1<<kindCall) != 0 && kinds&^calls == 0
	f.same = kinds&(1<<kindSame|1<<kindPlus) != 0 && kinds&^sames == 0
	f.stock = kinds&(1<<kindStock|1<<kindPlus) != 0 && kinds&^stocks == 0
}

// allOne reports whether clause is a run of 1s or of 6s: 111, 666.
func allOne(clause []letter) bool {
	if clause[0] != '1' && clause[0] != '6' {
		return false
	}
	for _, l := range clause {
		if l != clause[0] {
			return false
		}
	}
	return true
}

// concession is how many letters after an asking word 都 or 也 may stand and
// still take the question back: 哪款好看都行.
const concession = 4

// search finds the words that tell wherever they stand.
func (v *vocabulary) search(clause []letter, f *finding) {
	h := hunt{pending: -1, or: -1, f: f}
	for i := 0; i < len(clause); {
		l := clause[i]
		if l == v.not && v.repeats && v.isAorNotA(clause, i) {
			f.asks = true
		}
		k, n := kindPass, 0
		if v.anywhere.begins(l) {
			k, n = v.anywhere.at(clause, i)
		}
		if n == 0 {
			for i++; isWord(l) && i < len(clause) && isWord(clause[i]); i++ {
			} // English words are looked up where they begin
			continue
		}
		h.meet(v, clause, k, i, i+n)
		i += n
	}
	if h.pending >= 0 || h.or > 0 && v.isChoice(clause, h.or) {
		f.asks = true
	}
	if h.void {
		f.asks = false
	}
	f.void, f.passed = h.void, h.passed
}

// isAorNotA reports whether the same character stands on both sides of 不 at i:
// 甜不甜. 不敢不敢 and 不不不 are refusals.
func (v *vocabulary) isAorNotA(clause []letter, i int) bool {
	if i == 0 || i+1 == len(clause) || clause[i-1] != clause[i+1] || clause[i+1] < firstNumbered {
		return false
	}
	return clause[i+1] != v.not && (i < 2 || clause[i-2] != v.not)
}

// hunt is what a search has met so far.
type hunt struct {
	pending int    // where the latest asking word ended, -1 for none
	asked   letter // the first letter of that word
	or      int    // where 还是 stands, -1 for nowhere
	denied  bool   // 没 or 不 stands before
	void    bool   // nothing in the clause is asked of anyone here
	passed  int    // where the latest exception ended
	f       *finding
}

// meet takes in a word of kind k that clause holds from i to next.
func (h *hunt) meet(v *vocabulary, clause []letter, k kind, i, next int) {
	switch k {
	case kindAsk:
		h.ask(clause[i], next)
	case kindWhat:
		if !h.denied {
			h.ask(clause[i], next)
		}
	case kindHow:
		if next < len(clause) && !v.notVerb.has(clause[next]) {
			h.ask(clause[i], next)
		}
	case kindMany:
		if next < len(clause) && v.isMeasure.has(clause[next]) {
			h.ask(clause[i], next)
		}
	case kindConcede:
		if h.pending >= 0 && i-h.pending <= concession {
			h.pending = -1
		}
	case kindOr:
		h.or = i
	case kindRegardless:
		h.void = true
	case kindDeny:
		h.denied = true
	case kindPass:
		h.passed = next
	default:
		h.f.note(k)
	}
}

// ask notes an asking word. The same one twice names whatever it may be and
// asks nothing: 哪款好看买哪款.
func (h *hunt) ask(first letter, next int) {
	if h.pending >= 0 && h.asked == first {
		h.void = true
	}
	h.pending, h.asked = next, first
}

// note records a word whose kind alone tells.
func (f *finding) note(k kind) {
	switch k {
	case kindCheck:
		f.asks = true
	case kindPlead:
		f.request = true
	case kindComplain:
		f.blame = true
	case kindPrivate:
		f.private = true
	case kindPraise:
		f.praise = true
	case kindBlame, kindThank:
		f.spoilt = true
	}
}

// isChoice reports whether clause is A还是B and nothing else, 还是 standing at
// or: two choices alike in length, or with a character in common where A ends,
// its topic left aside (下节课是周三还是周四). 我还是去吧 is not.
func (v *vocabulary) isChoice(clause []letter, or int) bool {
	a, b := clause[:or], v.trimParticles(clause[or+2:])
	if len(a) == 0 || len(b) == 0 || v.resolved.has(b[len(b)-1]) {
		return false
	}
	if _, n := v.choice.at(a, 0); n == len(a) {
		return false
	}
	if a[len(a)-1] == b[len(b)-1] && a[len(a)-1] >= 32 || a[0] == b[0] && a[0] >= 32 {
		return true
	}
	for back := 2; back <= len(a) && back <= len(b); back++ {
		if l := b[len(b)-back]; l >= firstNumbered && l == a[len(a)-back] {
			return true
		}
	}
	longer, shorter := max(units(a), units(b)), min(units(a), units(b))
	return longer <= choiceLength && longer-shorter <= 2
}

// choiceLength is how long two choices may be that have no character in
// common, in units.
const choiceLength = 5

// units returns the length of clause, an English word counted as one.
func units(clause []letter) int {
	n := 0
	for i, l := range clause {
		if !isWord(l) || i == 0 || !isWord(clause[i-1]) {
			n++
		}
	}
	return n
}

// trimParticles returns clause without 呀 啊 哈 at its end.
func (v *vocabulary) trimParticles(clause []letter) []letter {
	for len(clause) > 1 && v.isParticle.has(clause[len(clause)-1]) {
		clause = clause[:len(clause)-1]
	}
	return clause
}

// longestEnding is the length of the longest word in endings and notEndings.
const longestEnding = 8

// endsAsking reports whether clause ends as a question does, in what stands
// after passed. 不 没 没有 ask only after something: alone they are an answer.
func (v *vocabulary) endsAsking(clause []letter, passed int) bool {
	clause = v.trimParticles(clause)
	if !v.ending.begins(clause[len(clause)-1]) {
		return false
	}
	var back [longestEnding]letter
	n := 0
	for i := len(clause) - 1; i >= 0 && n < longestEnding; i-- {
		back[n] = clause[i]
		n++
	}
	k, length := v.ending.at(back[:n], 0)
	if length == 0 || k != kindAsk || len(clause)-length < passed {
		return false
	}
	return length < len(clause) || clause[0] != v.not && clause[0] != v.none
}
