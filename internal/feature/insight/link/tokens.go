package link

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lead keeps the name at the head of a text, before a colon or comma, and
// returns the text to read for words: without that name, unless it is in Han
// characters before a comma, which may as well be the first clause.
func (r *reading) lead(text string) string {
	r.head = true
	name, delimiter := leadName(text)
	if delimiter == 0 {
		return text
	}
	r.name(name)
	after := len(name) + delimiter
	first, _ := utf8.DecodeRuneInString(name)
	if mark, _ := utf8.DecodeRuneInString(text[len(name):]); isHan(first) && fold(mark) == ',' {
		r.bodyAt = after
		return text
	}
	r.sketch.flags |= LeadNamed
	return text[after:]
}

// leadName returns what stands before the first colon or comma of a text, if
// it can be a name (no space in it and not too long), and how many bytes the
// colon or comma takes, 0 if there is no such name.
func leadName(text string) (name string, delimiter int) {
	n := 0
	for i, c := range text {
		switch {
		case c == ':' || c == ',' || c == '：' || c == '，':
			if NameHash(text[:i]) == 0 || strings.HasPrefix(text[i:], "://") || isOpening(text[:i]) {
				return "", 0
			}
			return text[:i], utf8.RuneLen(c)
		case unicode.IsSpace(c) || n == maxNameRunes:
			return "", 0
		}
		n++
	}
	return "", 0
}

// isOpening reports whether what stands before a colon or comma is a word such
// as "thanks" or "well" rather than a name.
func isOpening(lead string) bool {
	var lower [16]byte
	if len(lead) > len(lower) {
		return false
	}
	for i := range len(lead) {
		lower[i] = byte(fold(rune(lead[i]))) // other scripts give no English word
	}
	return english(string(lower[:len(lead)])) != meaning{}
}

// atName returns the name that follows an @, and whether a space closes it.
// Where the four-per-em space with which WeChat closes a name is near, the
// name goes up to it and may hold spaces; else it goes up to the first space.
func atName(text string) (name string, closed bool) {
	end, n := len(text), 0
	for i, c := range text {
		if c == '\u2005' {
			end, closed = i, true
			break
		}
		if !closed && (unicode.IsSpace(c) || c == '@') {
			end, closed = i, true
		}
		if n++; n > maxNameRunes {
			break
		}
	}
	return strings.TrimRightFunc(text[:end], isEdge), closed
}

// tokens reads the addressed names, words, flags and width of what follows
// the leading name.
func (r *reading) tokens(text string) {
	inWord := false // the character before was an ASCII letter or digit
	for i := 0; i < len(text); {
		if r.bodyAt > 0 && i == r.bodyAt {
			r.head = true
		}
		c, size := rune(text[i]), 1
		if 'a' <= c && c <= 'z' { // the commonest case, taken first for speed
			r.word.add(c)
			r.before, inWord = 0, true
			r.width++
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(text[i:])
		}
		c = fold(c)
		switch {
		case isHan(c):
			r.endWord()
			r.han(c)
			r.width += 2
		case isWordRune(c) || c == '\'' && r.word.size > 0:
			r.word.add(c)
			r.before = 0
			r.width++
		case r.opensAddress(c, text[i:]):
			r.sketch.flags |= Address
			r.word.size, r.head = 0, false
			r.width += 4
			size = untilSpace(text[i:])
		case c == '@' && !inWord:
			r.endWord()
			r.width++
			size += r.at(text[i+size:])
		default:
			r.endWord()
			r.before = 0
			r.width++
			r.mark(c, text[i+size:])
		}
		inWord = c < utf8.RuneSelf && isWordRune(c)
		i += size
	}
	r.endWord()
	r.sketch.first, r.sketch.last = ends(text)
}

// at keeps the name after an @ and returns how many bytes to pass over.
func (r *reading) at(text string) int {
	name, closed := atName(text)
	r.name(name)
	if closed {
		return len(name)
	}
	return 0
}

// opensAddress reports whether a web address begins with the word before rest.
func (r *reading) opensAddress(c rune, rest string) bool {
	return c == ':' && strings.HasPrefix(rest, "://") || c == '.' && r.word.is("www")
}

func untilSpace(text string) int {
	if i := strings.IndexByte(text, ' '); i >= 0 {
		return i
	}
	return len(text)
}

// word is a word of letters being read.
type word struct {
	letters [16]byte // its first letters, if they are ASCII
	size    int
	other   bool   // it has letters beyond ASCII
	hash    uint32 // of all letters
	shorter uint32 // of all but the last
	last    rune
}

func (w *word) add(c rune) {
	if w.size == 0 {
		w.hash, w.other = hashSeed, false
	}
	if c >= utf8.RuneSelf {
		w.other = true
	} else if w.size < len(w.letters) {
		w.letters[w.size] = byte(c)
	}
	w.shorter, w.hash, w.last = w.hash, hashRune(w.hash, c), c
	w.size++
}

func (w *word) is(s string) bool {
	return w.size == len(s) && !w.other && string(w.letters[:w.size]) == s
}

// endWord sets the flags of the word just read and keeps its hash if it
// carries content. A plural s is dropped, as English chat wavers in it.
func (r *reading) endWord() {
	w := &r.word
	if w.size == 0 {
		return
	}
	var m meaning
	if !w.other && w.size <= len(w.letters) {
		m = english(string(w.letters[:w.size]))
	}
	r.sketch.flags |= m.anywhere
	if r.head {
		r.sketch.flags |= m.head
	}
	r.head = false
	if !m.empty && w.size >= 3 {
		if w.last == 's' && w.size > 3 {
			w.hash = w.shorter
		}
		r.keep(mix(w.hash))
	}
	w.size = 0
}

// mark notes what a character that is neither letter nor digit says.
func (r *reading) mark(c rune, rest string) {
	switch {
	case c == '?': // full-width ones were folded
		r.sketch.flags |= Question
	case 0x1F300 <= c && c <= 0x1FAFF || 0x2600 <= c && c <= 0x27BF:
		r.sketch.flags |= Laughs
	case c == ':' || c == ';':
		rest = strings.TrimPrefix(rest, "-")
		if rest != "" && strings.IndexByte(")(DPp", rest[0]) >= 0 && (len(rest) == 1 || rest[1] == ' ') {
			r.sketch.flags |= Laughs
		}
	}
}

// ends returns the short hashes of the first and the last token of a text,
// each 0 where it cannot be a name.
func ends(text string) (first, last uint16) {
	text = strings.TrimSpace(text)
	i, j := strings.IndexByte(text, ' '), strings.LastIndexByte(text, ' ')
	if i < 0 {
		first = tokenName(text)
		return first, first
	}
	return tokenName(text[:i]), tokenName(text[j+1:])
}

// tokenName is the short hash of a token that may be a bare name, or 0.
func tokenName(token string) uint16 {
	token = strings.TrimFunc(token, isEdge)
	if token == "" || len(token) > 4*maxNameRunes || utf8.RuneCountInString(token) > maxNameRunes {
		return 0
	}
	return shortName(NameHash(token))
}

func isWordRune(c rune) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || c == '_' ||
		c >= utf8.RuneSelf && (unicode.IsLetter(c) || unicode.IsDigit(c))
}

// isEdge reports whether c is trimmed from the ends of a token that may be a
// name. Brackets and dashes stay, as names hold them.
func isEdge(c rune) bool {
	switch c {
	case ':', ',', '.', '!', '?', ';', '"', '\'', '(', ')', '*', '@', '~',
		'：', '，', '。', '！', '？', '；', '、', '“', '”', '（', '）', '～':
		return true
	}
	return false
}
