package gram

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Finder finds what somebody looks for in what was said.
type Finder struct{ parts []string }

// NewFinder returns a finder of every part of query; spaces are between parts.
func NewFinder(query string) Finder {
	var f Finder
	for _, p := range strings.Fields(fold(query)) {
		if !slices.Contains(f.parts, p) {
			f.parts = append(f.parts, p)
		}
	}
	return f
}

// In reports whether text holds every part.
func (f Finder) In(text string) bool {
	text = fold(text)
	for _, p := range f.parts {
		if !strings.Contains(text, p) {
			return false
		}
	}
	return true
}

// Piece is a part of a text.
type Piece struct {
	Text  string
	Found bool // it is what was looked for
}

// Cut cuts a text into what was looked for and the rest. Together the pieces
// are the text.
func (f Finder) Cut(text string) []Piece {
	if text == "" {
		return nil
	}
	folded, from := traced(text)
	hit := make([]bool, len(text)+1)
	for _, p := range f.parts {
		for at := 0; ; {
			i := strings.Index(folded[at:], p)
			if i < 0 {
				break
			}
			at += i
			for b := from[at]; b < from[at+len(p)]; b++ {
				hit[b] = true
			}
			at += len(p)
		}
	}
	var out []Piece
	for at := 0; at < len(text); {
		to := at + 1
		for to < len(text) && hit[to] == hit[at] {
			to++
		}
		out = append(out, Piece{text[at:to], hit[at]})
		at = to
	}
	return out
}

// traced folds a text and tells of every byte of the result, and of its end,
// where in the text it comes from.
func traced(text string) (folded string, from []int) {
	var b strings.Builder
	var it norm.Iter
	it.InitString(norm.NFKC, text)
	for !it.Done() {
		at := it.Pos()
		part := strings.ToLower(string(it.Next()))
		b.WriteString(part)
		for range len(part) {
			from = append(from, at)
		}
	}
	return b.String(), append(from, len(text))
}
