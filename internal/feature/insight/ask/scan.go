package ask

import "unicode/utf8"

// clauseRoom is how many letters of a clause are kept; a longer clause is read
// in pieces, of which only the last has a real end.
const clauseRoom = 256

// scanner walks a turn once, takes out what is not the author's own words and
// hands the clauses to the vocabulary as it meets their ends.
type scanner struct {
	voc  *vocabulary
	text string
	cut  bool

	at       int // next byte of text
	lineFrom int // where the line begins, mentions left out
	n        int // letters in clause
	space    bool
	comma    bool // the clause follows a comma
	open     bool // a clause that may still be asked stands before, in this line
	broken   bool // the clause is longer than its room
	clause   [clauseRoom]letter
	turn     turn
}

// run reads the whole turn.
func (s *scanner) run() {
	s.line()
	for s.at < len(s.text) {
		c := s.text[s.at]
		if c >= utf8.RuneSelf {
			s.wide()
			continue
		}
		switch actions[c] {
		case actWord:
			s.word()
		case actSpace:
			s.space = true
			s.at++
		default:
			s.special(c, actions[c])
		}
	}
	s.end(false, s.cut)
}

// word takes in plain ASCII, single spaces between words included, up to a
// byte that needs looking at. It does what push does, without a call a byte.
func (s *scanner) word() {
	s.push(letter(plain[s.text[s.at]]))
	text, i, n := s.text, s.at+1, s.n
	for i < len(text) && n < clauseRoom-1 {
		c := plain[text[i]]
		if c == 0 {
			if text[i] != ' ' || i+1 == len(text) || plain[text[i+1]] == 0 {
				break
			}
			c = ' '
		} else if (c == 'h' || c == 'w') && !isWord(s.clause[n-1]) {
			break // may begin a web address
		}
		s.clause[n] = letter(c)
		i++
		n++
	}
	s.at, s.n = i, n
}

// action is what a byte of ASCII means to the scanner.
type action uint8

const (
	actWord action = iota // stands for itself
	actSpace
	actLine
	actStop // ends a clause
	actDot  // does so unless a letter or digit follows: 9.9
	actAsk
	actMention
	actBracket
	actCode
	actQuote
	actLink // may begin a web address
)

// actions tells what every ASCII byte means.
var actions = [utf8.RuneSelf]action{
	'\n': actLine, ' ': actSpace, '\t': actSpace, '\r': actSpace, '\v': actSpace, '\f': actSpace,
	'!': actStop, ';': actStop, '~': actStop, '(': actStop, ')': actStop, '|': actStop,
	'.': actDot, ',': actDot, ':': actDot,
	'?': actAsk, '@': actMention, '[': actBracket, '`': actCode, '"': actQuote,
	'h': actLink, 'w': actLink, 'H': actLink, 'W': actLink,
}

// plain gives the letter of every byte that stands for itself or may begin a
// web address, 0 for the others.
var plain = plainBytes()

// plainBytes returns the table of plain.
func plainBytes() (table [256]byte) {
	for c, a := range actions {
		if a == actWord || a == actLink {
			table[c] = lower(byte(c))
		}
	}
	return table
}

// special handles an ASCII byte that does not stand for itself.
func (s *scanner) special(c byte, a action) {
	switch a {
	case actLine:
		s.end(false, false)
		s.at++
		s.open, s.comma = false, false
		s.line()
		return
	case actStop, actAsk:
		s.stop()
		return
	case actDot:
		if c == ':' && s.shortcode() {
			return
		}
		if next := s.peek(1); !isWord(letter(lower(next))) {
			s.stop()
			return
		}
	case actMention:
		if s.mention() {
			return
		}
	case actBracket:
		if s.bracket() {
			return
		}
	case actCode:
		if s.code() {
			return
		}
	case actQuote:
		if s.unwrap() || s.quoted(`"`, 1, false) {
			return
		}
	case actLink:
		if s.link() {
			return
		}
	}
	s.push(letter(lower(c)))
	s.at++
}

// wide handles a character beyond ASCII.
func (s *scanner) wide() {
	r, size := s.rune()
	switch l := s.voc.alphabet.of(r); l {
	case letterNothing:
		s.at += size
	case letterSpace:
		s.space = true
		s.at += size
	case letterEmoji:
		s.turn.sticker = true
		s.end(false, false)
		s.at += size
	case letterStop, letterAsk:
		s.stop()
	case letterOpen:
		if closing := closingOf(r); !s.quoted(closing, size, r == '「' && s.atLineStart()) {
			s.push(letterOther)
			s.at += size
		}
	default:
		s.push(l)
		s.at += size
	}
}

// rune returns the character here and its size. Most are Chinese and take
// three bytes; those are put together without a call.
func (s *scanner) rune() (rune, int) {
	if s.at+2 < len(s.text) {
		a, b, c := s.text[s.at], s.text[s.at+1], s.text[s.at+2]
		if a > 0xe0 && a < 0xed && b&0xc0 == 0x80 && c&0xc0 == 0x80 {
			return rune(a&0x0f)<<12 | rune(b&0x3f)<<6 | rune(c&0x3f), 3
		}
	}
	return utf8.DecodeRuneInString(s.text[s.at:])
}

// closingOf returns the mark that closes a quotation opened by r.
func closingOf(r rune) string {
	switch r {
	case '「':
		return "」"
	case '『':
		return "』"
	case '《':
		return "》"
	case '“':
		return "”"
	case '‹':
		return "›"
	}
	return "»"
}

// push adds l to the clause. A space between two Chinese characters ends the
// clause before it; any other is kept as one space.
func (s *scanner) push(l letter) {
	if s.space {
		s.space = false
		if s.n > 0 {
			if isWide(l) && isWide(s.clause[s.n-1]) {
				s.end(false, false)
			} else {
				s.put(' ')
			}
		}
	}
	s.put(l)
}

// put adds l to the clause, making room by judging what is there.
func (s *scanner) put(l letter) {
	if s.n == clauseRoom {
		s.end(false, true)
		s.broken = true
	}
	s.clause[s.n] = l
	s.n++
}

// isWide reports whether l is of a script written without spaces, as far as
// the alphabet knows.
func isWide(l letter) bool { return l >= firstNumbered || l == letterOther }

// stop ends the clause at a run of marks such as 。 or !? and asks if a
// question mark is among them.
func (s *scanner) stop() {
	ask, comma := false, true
	for s.at < len(s.text) {
		r, size := rune(s.text[s.at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s.text[s.at:])
		}
		l := s.voc.alphabet.of(r)
		switch {
		case l == letterAsk || l == '?':
			ask = true
		case l == letterStop, r < utf8.RuneSelf && actions[r] == actStop:
		case l == '.', l == ',', l == ':':
			if isWord(letter(lower(s.peek(size)))) {
				size = 0
			}
		default:
			size = 0
		}
		if size == 0 {
			break
		}
		comma = comma && (r == ',' || r == '，')
		s.at += size
	}
	s.end(ask, false)
	s.comma = comma
}

// peek returns the byte n after the current one, 0 at the end of the text.
func (s *scanner) peek(n int) byte {
	if s.at+n < len(s.text) {
		return s.text[s.at+n]
	}
	return 0
}

// end judges the clause and forgets it. asked says that a question mark ended
// it, broken that its end is not its real one.
func (s *scanner) end(asked, broken bool) {
	clause := s.clause[:s.n]
	whole := !s.broken
	s.n, s.space, s.broken = 0, false, false
	if len(clause) == 0 {
		if asked && s.open {
			s.turn.marks |= Question
		} else if asked {
			s.turn.nudge = true
		}
		return
	}
	if len(clause) == 1 && clause[0] == letterQuoted {
		if asked {
			s.turn.marks |= Question
		}
		return
	}
	f := s.voc.judge(clause, broken, s.comma)
	s.open = !f.call && !f.bare
	s.comma = false
	s.turn.add(f, len(clause), asked, whole && !broken)
}
