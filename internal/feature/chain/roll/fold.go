package roll

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/hanzi"
)

// fold makes words comparable, rune by rune and as long as they were, so that places in
// a text stay the same.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		case isHan(r):
			if to := hanzi.Simple(r); utf8.RuneLen(to) == utf8.RuneLen(r) {
				return to
			}
		}
		return r
	}, s)
}

// Key makes names comparable.
func Key(name string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\u00a0' || r == '\ufe0f' {
			return -1
		}
		return r
	}, fold(clean(name)))
}

var cleaner = strings.NewReplacer("\u200b", "", "\ufeff", "", "\u2060", "", "\u00ad", "", "\u200e", "", "\u200f", "", "\u202a", "", "\u202c", "", "\u2066", "", "\u2068", "", "\u2069", "",
	"\u00a0", " ", "\u3000", " ", "\t", " ", "\u2005", " ", "\u2009", " ", "➕", "+", "✖️", "×", "✖", "×", "✕", "×", "➡️", "→", "➡", "→", "⇒", "→", "⟶", "→", "——>", "→", "->", "→", "=>", "→", "－", "-", "—", "-", "–", "-",
	"【", "(", "】", ")", "[", "(", "]", ")", "〔", "(", "〕", ")", "️⃣", "⃣", "⃣️", "⃣")

// keycap is a run of keys with digits.
var keycap = regexp.MustCompile(`(?:[0-9]⃣)+`)

// clean brings what people type in many ways into one.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' { // full width
			return r - '！' + '!'
		}
		return r
	}, s)
	s = strings.TrimSpace(cleaner.Replace(s))
	if !strings.Contains(s, "⃣") {
		return s
	}
	return keycap.ReplaceAllStringFunc(s, func(one string) string { // "3️⃣" is ③
		if strings.Count(one, "⃣") > 1 || one[0] == '0' {
			return one
		}
		return string('①' + rune(one[0]-'1'))
	})
}

// inner stands for the space within a name of several words.
const inner = "\u2007"

// whole writes a name of several words as one.
func whole(s string) string { return strings.ReplaceAll(s, " ", inner) }

func isHan(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r >= 0x3400 && r <= 0x4dbf || r >= 0x20000 && r <= 0x2fa1f
}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// hasWord reports whether s has a letter or a sign of writing in it.
func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return isHan(r) || isLatin(r) || isDigit(r) })
}

// isPicture reports whether a rune is a picture or a bullet, or goes with one: "▪️", "🍓".
func isPicture(r rune) bool {
	return r == '\ufe0f' || r == '\u200d' || r == '•' || r == '·' || r == ' ' || unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) && r > 0x1f000
}
