package render

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// columns is how many columns of a terminal s takes: Han, kana, hangul,
// full-width forms and emoji two, combining marks none, all else one. Signs of
// ambiguous width (● ▇ ─) count one, as terminals draw them unless told otherwise.
func columns(s string) int {
	n, joined := 0, false
	for _, r := range s {
		if !joined {
			n += runeColumns(r)
		}
		joined = r == zeroWidthJoiner
	}
	return n
}

func runeColumns(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case r == zeroWidthJoiner, unicode.Is(unicode.M, r):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	default:
		return 1
	}
}

// pad fills s with spaces on the right up to n columns.
func pad(s string, n int) string { return s + strings.Repeat(" ", max(0, n-columns(s))) }

// padLeft fills s with spaces on the left up to n columns.
func padLeft(s string, n int) string { return strings.Repeat(" ", max(0, n-columns(s))) + s }

// cutColumns shortens s to at most n columns, ending in "…" where it was longer.
func cutColumns(s string, n int) string {
	if columns(s) <= n {
		return s
	}
	if n <= 0 {
		return ""
	}
	used := 0
	for at, r := range s {
		if used+runeColumns(r) > n-1 {
			return s[:at] + "…"
		}
		used += runeColumns(r)
	}
	return s
}

// noStart are signs that do not begin a line, noEnd those that do not end one.
const (
	noStart = "\uff0c\u3001\u3002\uff1b\uff1a\uff01\uff1f\uff09」』》】…·,.;:!?)]}%”’"
	noEnd   = "\uff08「『《【([{“‘"
)

// wrap breaks s into lines of at most n columns: between words, and anywhere
// between wide characters, but not before a closing sign or after an opening
// one. A word longer than a line is broken.
func wrap(s string, n int) []string {
	n = max(n, 8)
	var lines []string
	line, used := "", 0
	for _, w := range pieces(s) {
		k := columns(w)
		if used > 0 && used+columns(strings.TrimRight(w, " ")) > n {
			lines = append(lines, strings.TrimRight(line, " "))
			line, used = "", 0
		}
		for k > n {
			head := headColumns(w, n)
			lines = append(lines, head)
			w = w[len(head):]
			k = columns(w)
		}
		line += w
		used += k
	}
	if line = strings.TrimRight(line, " "); line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// headColumns is the longest beginning of s of at most n columns.
func headColumns(s string, n int) string {
	used := 0
	for at, r := range s {
		if used += runeColumns(r); used > n {
			return s[:at]
		}
	}
	return s
}

// pieces cuts s where a line may be broken. A space belongs to what is before it.
func pieces(s string) []string {
	var out []string
	start := 0
	var last rune
	for at, r := range s {
		if at > start && mayBreak(last, r) {
			out = append(out, s[start:at])
			start = at
		}
		last = r
	}
	if start < len(s) {
		out = append(out, s[start:])
	}
	return out
}

func mayBreak(before, after rune) bool {
	switch {
	case after == ' ', after == zeroWidthJoiner, before == zeroWidthJoiner, unicode.Is(unicode.M, after):
		return false
	case before == ' ':
		return true
	case strings.ContainsRune(noStart, after), strings.ContainsRune(noEnd, before):
		return false
	}
	return runeColumns(before) == 2 || runeColumns(after) == 2
}
