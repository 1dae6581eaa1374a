package wording

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The marks that stand for placeholders in a folded text. They are of the
// private area, and a text that holds them itself loses them.
const (
	liveMark  = '\uE000' // {{剩余}}: filled from data
	otherMark = '\uE001' // {{商品}}
)

// folding is how many characters are folded without asking for memory.
const folding = 256

// longestName is how many bytes a placeholder's name may have.
const longestName = 120

// folded is a text as the patterns read it: small letters, half width,
// simplified characters, a mark for every placeholder, nothing between the
// characters of a Chinese word.
type folded struct {
	text   string
	from   []int32 // by byte of text: where its character begins in the original
	to     []int32 // by byte of text: where it ends there
	braces []Finding
}

// step is one character on its way into a folded text.
type step struct {
	r        rune
	from, to int32
}

// fold reads text; room is where it may put the characters down.
func fold(text string, live []string, room []step) folded {
	var f folded
	steps := room
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if b := brace(r); b != 0 {
			if name, n := placeholder(text[at:]); n > 0 {
				mark := otherMark
				if isLive(name, live) {
					mark = liveMark
				}
				if name == "" {
					f.braces = append(f.braces, says(Placeholder, at, at+n, emptyPlaceholder))
				}
				steps = append(steps, step{mark, int32(at), int32(at + n)})
				at += n
				continue
			}
			n := runOf(text[at:], b)
			f.braces = append(f.braces, says(Placeholder, at, at+n, strayBraces))
			steps = append(steps, step{' ', int32(at), int32(at + n)})
			at += n
			continue
		}
		steps = unfold(steps, r, int32(at), int32(at+size))
		at += size
	}
	f.write(tighten(steps))
	return f
}

// brace returns { or } for every brace of any width, 0 for others.
func brace(r rune) rune {
	switch r {
	case '{', '｛', '﹛':
		return '{'
	case '}', '｝', '﹜':
		return '}'
	}
	return 0
}

// runOf returns how many bytes of braces alike text begins with.
func runOf(text string, b rune) int {
	for i, r := range text {
		if brace(r) != b {
			return i
		}
	}
	return len(text)
}

// placeholder returns the name of the placeholder text begins with and how
// many bytes it takes, none where it is not one.
func placeholder(text string) (name string, n int) {
	rest, ok := strings.CutPrefix(text, "{{")
	if !ok {
		return "", 0
	}
	if len(rest) > longestName {
		rest = rest[:longestName]
	}
	i := strings.IndexFunc(rest, func(r rune) bool { return brace(r) != 0 || r == '\n' })
	if i < 0 || !strings.HasPrefix(rest[i:], "}}") {
		return "", 0
	}
	return strings.TrimSpace(rest[:i]), i + len("{{}}")
}

// isLive reports whether name is one of live, whichever script it is in.
func isLive(name string, live []string) bool {
	return slices.ContainsFunc(live, func(l string) bool {
		return l == name || simple(l) == simple(name)
	})
}

// simple returns s in simplified characters, as far as the patterns need them.
func simple(s string) string { return strings.Map(alike, s) }

// unfold puts down what r is read as: nothing, one character or several.
func unfold(steps []step, r rune, from, to int32) []step {
	switch {
	case r == utf8.RuneError, r == liveMark, r == otherMark:
		return append(steps, step{' ', from, to})
	case r < utf8.RuneSelf:
		return append(steps, step{unicode.ToLower(r), from, to})
	case unseen(r):
		return steps
	case r >= 0x4E00 && r <= 0x9FFF, r == '，', r == '。', r == '、':
		return append(steps, step{alike(r), from, to})
	}
	var one [utf8.UTFMax]byte
	for _, x := range norm.NFKC.String(string(one[:utf8.EncodeRune(one[:], r)])) {
		steps = append(steps, step{alike(unicode.ToLower(x)), from, to})
	}
	return steps
}

// unseen reports whether r shows nothing of its own.
func unseen(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me)
}

// tighten takes out what stands between the characters of a Chinese word:
// spaces and marks such as * · - always, 、 and ， where the characters beside
// them stand alone, as in 最、低、价. Elsewhere a run of such marks is a space.
// It works in place.
func tighten(steps []step) []step {
	kept := steps[:0]
	alone := true // the last kept character has nothing of a word before it
	for i := 0; i < len(steps); {
		if !soft(steps[i].r) && !hard(steps[i].r) {
			alone = len(kept) == 0 || !packed(kept[len(kept)-1].r) || i > 0 && !packed(steps[i-1].r)
			kept = append(kept, steps[i])
			i++
			continue
		}
		end, stop := i, -1
		for ; end < len(steps) && (soft(steps[end].r) || hard(steps[end].r)); end++ {
			if hard(steps[end].r) && (stop < 0 || steps[end].r == '\n') {
				stop = end
			}
		}
		before := len(kept) > 0 && packed(kept[len(kept)-1].r)
		after := end < len(steps) && packed(steps[end].r)
		lone := alone || end+1 < len(steps) && !packed(steps[end+1].r) || end+1 == len(steps)
		switch {
		case before && after && (stop < 0 || lone && comma(steps[stop].r)):
		case stop >= 0:
			kept = append(kept, steps[stop])
		case before || after:
			if len(kept) > 0 && end < len(steps) && !figure(kept[len(kept)-1].r, steps[end].r) {
				kept = append(kept, step{' ', steps[i].from, steps[i].to})
			}
		default:
			kept = append(kept, step{joint(steps[i].r, end-i), steps[i].from, steps[i].to})
		}
		i = end
	}
	return kept
}

// figure reports whether a and b are a placeholder or number and what it
// counts, which belong together: 还剩 {{剩余}} 件, 瘦 10 斤.
func figure(a, b rune) bool { return packed(a) && counts(b) || counts(a) && (packed(b) || counts(b)) }

func counts(r rune) bool { return r == liveMark || r == otherMark || r >= '0' && r <= '9' }

// joint is what n marks of which r is the first are read as between letters.
func joint(r rune, n int) rune {
	if n == 1 && (r == '.' || r == '%' || r == '\'' || r == '+') {
		return r
	}
	return ' '
}

// packed reports whether r is of a script without spaces between its words.
func packed(r rune) bool { return unicode.Is(unicode.Han, r) }

// hard reports whether r ends a clause.
func hard(r rune) bool {
	switch r {
	case '\n', '，', '。', '、', ',', ';', '；', ':', '：', '!', '！', '?', '？', '(', ')', '（', '）':
		return true
	}
	return false
}

func comma(r rune) bool { return r == ',' || r == '，' || r == '、' }

// soft reports whether r is a space, a mark or a picture that parts nothing.
func soft(r rune) bool {
	switch {
	case hard(r), r == liveMark, r == otherMark, r == '%', r == '$':
		return false
	case r < utf8.RuneSelf:
		return r <= ' ' || r >= '!' && r <= '/' || r >= ':' && r <= '@' || r >= '[' && r <= '`' || r >= '{'
	}
	return !unicode.IsLetter(r) && !unicode.IsNumber(r)
}

// write sets down the characters, with the way back to the original.
func (f *folded) write(steps []step) {
	var b strings.Builder
	b.Grow(3 * len(steps))
	from := make([]int32, 0, 3*len(steps))
	to := make([]int32, 0, 3*len(steps))
	for _, s := range steps {
		n, _ := b.WriteRune(s.r)
		for range n {
			from = append(from, s.from)
			to = append(to, s.to)
		}
	}
	f.text, f.from, f.to = b.String(), from, to
}
