package cond

import (
	"slices"
	"strings"
	"unicode"
)

// Lasting reports whether a condition asks only for what stays the same while a run
// is under way: what the group lives for, what began the run, and what was filled in
// for it. Where it cannot be told it is not.
func (c *Condition) Lasting() bool {
	words := strings.FieldsFunc(withoutTexts(c.text), func(r rune) bool {
		return r != '_' && r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	for _, w := range words {
		if !slices.Contains(lasting[:], w) {
			return false
		}
	}
	return len(words) > 0
}

// lasting is what may stand in such a condition outside of quotation marks.
var lasting = [...]string{"group.life", "start", "field", "true", "false", "in"}

// withoutTexts is a condition without what stands between quotation marks.
func withoutTexts(text string) string {
	var out strings.Builder
	inside := rune(0)
	for _, r := range text {
		switch {
		case inside == 0 && (r == '\'' || r == '"'):
			inside = r
		case inside == 0:
			out.WriteRune(r)
		case r == inside:
			inside = 0
			out.WriteByte(' ')
		}
	}
	return out.String()
}
