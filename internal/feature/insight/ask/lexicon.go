package ask

import (
	"slices"
	"strings"
)

// A letter is a character as the rules see it: lower case, full width folded
// to half, a Traditional character the same as its Simplified one.
type letter uint16

// Letters below 32 are classes; 32 to 126 are ASCII, lower case; from 128 on
// come the characters of the word lists, numbered as they were met. A Chinese
// character of no list is a letter of its own value, so that equal characters
// can be told; all else is letterOther.
const (
	letterOther   letter = iota // a character of another script
	letterNothing               // zero-width: as if it were not there
	letterEmoji                 // a picture character
	letterSpace                 // any space but the line break
	letterStop                  // ends a clause
	letterAsk                   // a question mark
	letterOpen                  // opens a quotation
	letterQuoted                // stands for what was taken out: a quotation, code, an address
)

// firstNumbered is the first letter given to a character of the word lists;
// firstHan and lastHan bound the Chinese characters that stand for themselves.
const (
	firstNumbered = 128
	firstHan      = 0x4e00
	lastHan       = 0x9fff
)

// alphabet turns characters into letters.
type alphabet struct {
	known [1 << 16]letter
	next  letter
}

// newAlphabet returns an alphabet that knows the classes and ASCII, and holds
// every pair of variants (Simplified, Traditional) to be one letter.
func newAlphabet(variants string) *alphabet {
	a := &alphabet{next: firstNumbered}
	a.class(letterNothing, "\u200b\u200c\u200d\u2060\ufeff\ufe0f\ufe0e\u00ad\u200e\u200f")
	a.class(letterSpace, "\t\r\u00a0\u1680\u2002\u2003\u2004\u2005\u2006\u2009\u200a\u3000")
	a.class(letterStop, "。！；…～：，⋯•·—（）【】")
	a.class(letterAsk, "？⁇⁈⁉﹖")
	a.class(letterOpen, "「“《『‹«")
	for r := 0x2600; r < 0x27c0; r++ {
		a.known[r] = letterEmoji
	}
	for c := ' '; c < 0x7f; c++ {
		a.known[c] = letter(lower(byte(c)))
	}
	for c := rune(0xff01); c <= 0xff5e; c++ { // full-width ASCII
		if a.known[c] == letterOther {
			a.known[c] = letter(lower(byte(c - 0xfee0)))
		}
	}
	for r := letter(firstHan); r <= lastHan; r++ {
		a.known[r] = r
	}
	for pair := range strings.FieldsSeq(variants) {
		of := []rune(pair)
		for _, r := range of[1:] {
			a.known[r] = a.number(of[0])
		}
	}
	return a
}

// class puts every character of chars into class l.
func (a *alphabet) class(l letter, chars string) {
	for _, r := range chars {
		a.known[r] = l
	}
}

// number returns the letter of r, giving it one where it has none.
func (a *alphabet) number(r rune) letter {
	if r >= 1<<16 {
		return letterEmoji
	}
	if l := a.known[r]; l == letterOther || l >= firstHan {
		a.known[r] = a.next
		a.next++
	}
	return a.known[r]
}

// of returns the letter of r.
func (a *alphabet) of(r rune) letter {
	switch {
	case r < 1<<16:
		return a.known[r]
	case r >= 0x1f000 && r < 0x20000, r >= 0xe0000:
		return letterEmoji
	}
	return letterOther // rare characters of the supplementary planes
}

// spell returns word in letters, numbering characters met for the first time.
func (a *alphabet) spell(word string) []letter {
	var out []letter
	for _, r := range word {
		out = append(out, a.number(r))
	}
	return out
}

// lower returns c in lower case.
func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// isWord reports whether l is an ASCII letter, digit or apostrophe: what
// English words are made of.
func isWord(l letter) bool {
	return l >= 'a' && l <= 'z' || l >= '0' && l <= '9' || l == '\''
}

// kind says what a word of a lexicon stands for.
type kind uint8

// word is an entry of a lexicon.
type word struct {
	spelt []letter
	kind  kind
	step  uint8 // how much of it is used up; the rest is looked at again
}

// lexicon finds the words of several lists. The longest word at a place wins,
// so an exception is written as a longer word with a kind of its own.
type lexicon struct {
	words  []word            // of two letters and more, by pair, longest first
	start  [pairs + 1]uint16 // words[start[p]:start[p+1]] begin with pair p
	single []word            // by letter; words of one letter, step 0 for none
	begin  letterSet         // letters that begin a word
}

// pairs is how many groups the words are parted in, by their first two letters.
const pairs = 1 << 12

// pairOf returns the group of words that begin with first and second.
func pairOf(first, second letter) int {
	return int((uint32(first)*167 + uint32(second)*3) % pairs)
}

// newLexicon builds a lexicon of entries, which must be spelt in a alone. Of
// two entries spelt alike the first wins.
func newLexicon(a *alphabet, entries []word) *lexicon {
	x := &lexicon{single: make([]word, a.next), begin: make(letterSet, a.next)}
	for _, w := range entries {
		x.begin[w.spelt[0]] = true
		if len(w.spelt) > 1 {
			x.words = append(x.words, w)
		} else if x.single[w.spelt[0]].step == 0 {
			x.single[w.spelt[0]] = w
		}
	}
	slices.SortStableFunc(x.words, func(v, w word) int {
		if p, q := pairOf(v.spelt[0], v.spelt[1]), pairOf(w.spelt[0], w.spelt[1]); p != q {
			return p - q
		}
		return len(w.spelt) - len(v.spelt)
	})
	at := 0
	for p := range x.start {
		for at < len(x.words) && pairOf(x.words[at].spelt[0], x.words[at].spelt[1]) < p {
			at++
		}
		x.start[p] = uint16(at)
	}
	return x
}

// begins reports whether some word begins with l.
func (x *lexicon) begins(l letter) bool { return x.begin.has(l) }

// at returns the kind of the longest word that clause holds at i, and how much
// of the clause it uses up: 0 where there is none. English words must end at a
// word's end.
func (x *lexicon) at(clause []letter, i int) (kind, int) {
	rest := clause[i:]
	if len(rest) > 1 {
		p := pairOf(rest[0], rest[1])
		for j := x.start[p]; j < x.start[p+1]; j++ {
			w := &x.words[j]
			if n := len(w.spelt); n <= len(rest) && same(rest, w.spelt) && !splits(rest, n) {
				return w.kind, int(w.step)
			}
		}
	}
	if !x.begins(rest[0]) || splits(rest, 1) {
		return 0, 0
	}
	w := &x.single[rest[0]]
	return w.kind, int(w.step)
}

// splits reports whether the first n letters of rest end within an English word.
func splits(rest []letter, n int) bool {
	return n < len(rest) && isWord(rest[n]) && isWord(rest[n-1])
}

// same reports whether clause begins with spelt, which is no longer.
func same(clause, spelt []letter) bool {
	clause = clause[:len(spelt)]
	for i, l := range spelt {
		if clause[i] != l {
			return false
		}
	}
	return true
}

// covers reports whether clause is made of words of x and nothing else, and
// the kinds met, as bits.
func (x *lexicon) covers(clause []letter) (kinds uint32, ok bool) {
	for i := 0; i < len(clause); {
		if clause[i] == ' ' {
			i++
			continue
		}
		k, n := x.at(clause, i)
		if n == 0 {
			return 0, false
		}
		kinds |= 1 << k
		i += n
	}
	return kinds, kinds != 0
}

// letterSet is a set of letters of the word lists.
type letterSet []bool

// has reports whether l is in the set.
func (s letterSet) has(l letter) bool { return int(l) < len(s) && s[l] }
