// Package hanzi makes alike what readers of Chinese take for the same: simplified and
// traditional characters, wide and narrow signs, capital and small letters.
//
// Owns: characters.txt, each traditional character with its simplified one. It is made
// from a table of OpenCC (see NOTICE): of several simplified ones the first was taken that
// is another character, and 著 was added.
//
// Never: writes for people. Several traditional characters have one simplified (乾 and
// 幹 are 干), so what is folded is there to be held against what was folded alike, and
// one word may find a few that another means.
//
// Pure: no database, clock or network.
package hanzi

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Version is of what Fold makes of a text: where it changes, what was kept folded is to
// be folded anew.
const Version = 1

//go:embed characters.txt
var characters string

// simple is each traditional character's simplified one.
var simple = sync.OnceValue(func() map[rune]rune {
	out := make(map[rune]rune, 4096)
	for pair := range strings.FieldsSeq(characters) {
		from, n := utf8.DecodeRuneInString(pair)
		to, _ := utf8.DecodeRuneInString(pair[n:])
		out[from] = to
	}
	return out
})

// Fold makes a text alike to those that say the same: NFKC, small letters, simplified
// characters.
func Fold(s string) string {
	table := simple()
	return strings.Map(func(r rune) rune {
		if to, ok := table[r]; ok {
			return to
		}
		return r
	}, strings.ToLower(norm.NFKC.String(s)))
}

// Simple is the simplified character of one, and the same for all others.
func Simple(r rune) rune {
	if to, ok := simple()[r]; ok {
		return to
	}
	return r
}
