// Package gram cuts what was said into the words by which it is found again.
// Chinese does not say where a word ends, so every two characters that stand
// beside each other are one; what has spaces between its words keeps them.
//
// A run of Chinese characters 今天有排骨 gives 今天 天有 有排 排骨 and, for who
// looks for one character only, the last one, 骨: each of the others begins a
// word already. What holds all the words of a question need not hold the
// question itself (排骨 and 骨头 are also in 骨头排骨); Finder tells.
//
// Pure: no database, clock or network.
package gram

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Version is of the rules by which words are cut and of what is listed: where it
// changes, everything is to be read anew. 2: who came, went and took
// a message back is listed, too.
const Version = 2

const (
	longest  = 40     // characters of a word; the rest of it does not count
	mostRead = 20_000 // characters of a message; what follows is not found
)

// fold makes alike what people take for the same: NFKC and small letters.
func fold(s string) string {
	if !plain(s) {
		s = norm.NFKC.String(s)
	}
	return strings.ToLower(s)
}

// plain reports whether NFKC leaves s as it is, for what nearly every message is
// made of.
func plain(s string) bool {
	for _, r := range s {
		if r >= 0x80 && (r < 0x4E00 || r > 0x9FFF) && r != '，' && r != '。' {
			return norm.NFKC.IsNormalString(s)
		}
	}
	return true
}

// script says of a character how it makes words.
type script uint8

const (
	between script = iota // it parts words
	spelt                 // words of it have spaces between them
	packed                // they have not
)

func scriptOf(r rune) script {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF:
		return packed
	case r < 0x80:
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			return spelt
		}
		return between
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo, unicode.Thai, unicode.Lao, unicode.Khmer,
		unicode.Myanmar):
		return packed
	case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
		return spelt
	}
	return between
}

// Words appends the words of a message to dst, each with a space before it and
// not more than once where the message is short enough for that to be quick.
func Words(dst []byte, text string) []byte {
	text = fold(text)
	begin := len(dst)
	var before rune // the packed character just read, 0 for none
	last, n, letters := -1, 0, 0
	end := func(at int) {
		if before != 0 {
			dst = add(dst, begin, text[last:at])
		}
		before, letters = 0, 0
	}
	for at, r := range text {
		if n++; n > mostRead {
			end(at)
			return dst
		}
		switch scriptOf(r) {
		case packed:
			if before != 0 {
				dst = add(dst, begin, text[last:at+len(string(r))])
			}
			before, last, letters = r, at, 0
		case spelt:
			if before != 0 {
				end(at)
			}
			if letters == 0 {
				dst = append(dst, ' ')
			}
			if letters++; letters <= longest {
				dst = append(dst, text[at:at+len(string(r))]...)
			}
		default:
			end(at)
		}
	}
	end(len(text))
	return dst
}

// add appends a packed word that is not among the last few.
func add(dst []byte, begin int, word string) []byte {
	late := dst[max(begin, len(dst)-120):]
	for at := 0; ; {
		i := bytes.Index(late[at:], []byte(word))
		if i < 0 {
			return append(append(dst, ' '), word...)
		}
		at += i + len(word)
		if whole := at - len(word) - 1; whole >= 0 && late[whole] == ' ' && (at == len(late) || late[at] == ' ') {
			return dst
		}
	}
}

// Term is a word to look for.
type Term struct {
	Word  string
	Start bool // any word that begins so
}

// Terms are the words that every message has that holds what somebody looks
// for. None means that nothing can be looked for by words.
func Terms(query string) []Term {
	var out []Term
	var run []rune
	flush := func(kind script) {
		switch {
		case len(run) == 0:
		case kind == spelt || len(run) == 1:
			out = append(out, Term{string(run[:min(len(run), longest)]), true})
		default:
			for i := range len(run) - 1 {
				out = append(out, Term{string(run[i : i+2]), false})
			}
		}
		run = run[:0]
	}
	kind := between
	for _, r := range fold(query) {
		now := scriptOf(r)
		if now != kind {
			flush(kind)
			kind = now
		}
		if now != between {
			run = append(run, r)
		}
	}
	flush(kind)
	slices.SortFunc(out, func(a, b Term) int { return strings.Compare(a.Word, b.Word) })
	out = slices.Compact(out)
	return out[:min(len(out), 32)]
}
