package render

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// escapes are the sequences by which text steers a terminal: CSI, OSC and the
// two-character ones, in their seven-bit and eight-bit forms.
var escapes = regexp.MustCompile("(?:\x1b\\[|\u009b)[0-?]*[ -/]*[@-~]?|(?:\x1b[\\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\x07\x1b\u009c]*(?:\x07|\x1b\\\\|\u009c)?|\x1b[ -/]*[0-~]?")

// maxMarks is how many combining marks may follow one letter; more of them
// climb over the lines above and below.
const maxMarks = 4

const zeroWidthJoiner = '\u200d' // holds emoji together

// clean makes text that somebody else wrote fit for one line of a screen:
// without control characters, terminal escapes, marks that turn the direction
// of writing and other invisible characters; runs of white space become one
// space. Nothing visible is lost.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	if strings.ContainsAny(s, "\x1b\u009b\u009d\u0090\u0098\u009e\u009f") {
		s = escapes.ReplaceAllString(s, "")
	}
	var b strings.Builder
	b.Grow(len(s))
	space, marks := false, 0
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space, marks = b.Len() > 0, 0
			continue
		case r == zeroWidthJoiner && b.Len() > 0 && !space: // it holds nothing together across a gap
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Cs, r), blank(r):
			continue
		case unicode.Is(unicode.M, r):
			if marks++; marks > maxMarks {
				continue
			}
		default:
			marks = 0
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return strings.Trim(b.String(), string(zeroWidthJoiner))
}

// blank reports letters that are drawn as nothing.
func blank(r rune) bool {
	switch r {
	case '\u115f', '\u1160', '\u3164', '\uffa0', '\u2800', '\u034f':
		return true
	}
	return false
}

// cutRunes shortens s to at most n characters, the last of them "…" where
// something is missing.
func cutRunes(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	i := 0
	for at := range s {
		if i == n-1 {
			return s[:at] + "…"
		}
		i++
	}
	return s
}
