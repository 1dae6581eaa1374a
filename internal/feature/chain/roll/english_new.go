package roll

import (
	"regexp"
	"strings"
)

// forSeats are words for who comes and where they sit or get in, and no goods.
var forSeats = regexp.MustCompile(`^(?:seats?|people|persons?|pax|adults?|child|children|kids?|gates?|me|wife|husband|friends?|guests?|platforms?|stops?)$`)

// newGoods finds goods that no head tells of, in a list whose head tells of none: up to four
// small words behind an amount, or before a sign for times. Capitals are names and streets.
// What one row alone names in this way, the net asks about.
func (w *wanting) newGoods(i int, behind bool) (t token, n int) {
	if !w.learns || i >= len(w.words) {
		return t, 0
	}
	if t, n := w.learnt(i); n > 0 {
		return t, n
	}
	for n < 4 && i+n < len(w.words) {
		word := &w.words[i+n]
		if !word.isWord() || len(word.low) < 3 || word.raw != word.low || forSeats.MatchString(word.low) || wishes.MatchString(word.low) || noName.MatchString(word.low) || doubts.MatchString(word.low) || numberWord.MatchString(word.low) {
			break
		}
		n++
	}
	if n == 0 || !behind && !w.timesAt(i+n) {
		return t, 0
	}
	return token{kind: 'T', product: None}, n
}

// timesAt reports whether a sign for times and a number stand at word i.
func (w *wanting) timesAt(i int) bool {
	return i+1 < len(w.words) && strings.Contains("x×*", w.words[i].low) && isDigit(firstRune(w.words[i+1].low))
}

// learnt finds goods that another row has named, one or several of them.
func (w *wanting) learnt(i int) (t token, n int) {
	for n = min(4, len(w.words)-i); n > 0; n-- {
		low := make([]string, n)
		for k := range n {
			low[k] = w.words[i+k].low
		}
		for product := range w.parsing.words.products {
			if name := w.parsing.words.english[product]; len(name) == n && inOrder(low, name) {
				return token{kind: 'P', product: product}, n
			}
		}
	}
	return t, 0
}

// learnsGoods reports whether a row may tell of goods: the head of a list with numbers
// tells of none.
func (p *parsing) learnsGoods(s string) bool {
	return p.words.told == 0 && !p.given && p.sender == "" && (p.numbered || p.marked) && !strings.ContainsFunc(s, isHan)
}
