package walk

import "bytes"

// scan finds the end of one value, and of a broken one as nearly as it can.
//
// A sound string holds no line end. Where one does, either its writer forgot
// to escape it or the closing quote is missing; what stands after the next
// quote tells which. And where a value is in pieces or indented, a line that
// begins as the value itself did, with a brace in the same column, begins the
// next one.
type scan struct {
	start           int // column the value begins in
	col             int // of the next byte
	blank           bool
	depth           int
	quoted, escaped bool
	doubt           bool // the string holds a line end
	closing         bool // the quote that may end it was the last byte that counts
	torn            bool
}

// step returns how many bytes of w belong to the value and whether it ends
// there.
func (s *scan) step(w []byte) (int, bool) {
	for i, c := range w {
		if s.next(c) {
			return i, true
		}
		if s.closing {
			if c == ' ' || c == '\t' || c == '\r' || c == '\n' {
				continue
			}
			s.closing, s.doubt = false, false
			s.quoted = c != ',' && c != ':' && c != '}' && c != ']'
		}
		if s.quoted {
			if s.inString(c) {
				return i + 1, true
			}
			continue
		}
		switch c {
		case '"':
			s.quoted = true
		case '{', '[':
			s.depth++
		case '}', ']':
			s.depth--
			if s.depth < 0 {
				return i, true
			}
			if s.depth == 0 {
				return i + 1, true
			}
		case ',', ':', ' ', '\t', '\r', '\n':
			if s.depth == 0 {
				return i, true
			}
		}
	}
	return len(w), false
}

// next keeps the column and reports whether c begins the next value.
func (s *scan) next(c byte) bool {
	if c == '\n' {
		s.col, s.blank = 0, true
		return false
	}
	if s.blank && c != ' ' && c != '\t' && c != '\r' {
		s.blank = false
		if c == '{' && s.depth > 0 && s.col == s.start && (s.torn || s.start > 0) {
			return true
		}
	}
	s.col++
	return false
}

// inString takes a byte of a string and reports whether the value, being
// nothing but that string, ends with it.
func (s *scan) inString(c byte) bool {
	switch {
	case s.escaped:
		s.escaped = false
	case c == '\\':
		s.escaped = true
	case c == '\n':
		s.doubt, s.torn = true, true
	case c == '"' && s.doubt:
		s.closing = true
	case c == '"':
		s.quoted = false
		return s.depth == 0
	}
	return false
}

// First returns the value that raw begins with, as far as raw goes.
func First(raw []byte) []byte {
	var s scan
	n, _ := s.step(raw)
	return raw[:n]
}

// Keys lists the names of the fields of the object that text begins with, as
// far as text goes.
func Keys(text []byte) map[string]bool {
	found := map[string]bool{}
	d := New(bytes.NewReader(text))
	_ = d.Fields(func(name string) error { // ends where text is cut, which is no error here
		found[name] = true
		return d.Pass()
	})
	return found
}
