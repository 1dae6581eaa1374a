package chatlab

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// maxValue is the longest single value, in bytes, that is held in memory. A
// message is never that long; what is longer is passed over.
const maxValue = 8 << 20

// document reads one JSON document value by value, so that neither a list of
// millions nor one broken element costs more than itself. It follows only
// brackets and quotes; whether a value is sound is found out when it is
// decoded, which leaves the values after it readable.
type document struct {
	r    *bufio.Reader
	line int    // of the next byte, counted from 1
	col  int    // of the next byte, counted from 0
	val  []byte // the value last read, reused
}

func newDocument(r io.Reader) *document {
	return &document{r: bufio.NewReaderSize(r, 64<<10), line: 1}
}

// damage says where a document stopped making sense.
type damage struct {
	line int
	cut  bool // it ended before it was complete
}

func (d damage) Error() string {
	if d.cut {
		return fmt.Sprintf("the JSON ends early, in line %d", d.line)
	}
	return fmt.Sprintf("the JSON is broken in line %d", d.line)
}

// window returns the bytes at hand, at least one.
func (d *document) window() ([]byte, error) {
	if _, err := d.r.Peek(1); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, damage{line: d.line, cut: true}
		}
		return nil, fmt.Errorf("reading JSON near line %d: %w", d.line, err)
	}
	return d.r.Peek(d.r.Buffered())
}

func (d *document) take(read []byte) {
	if n := bytes.Count(read, []byte{'\n'}); n > 0 {
		d.line += n
		d.col = -1 - bytes.LastIndexByte(read, '\n')
	}
	d.col += len(read)
	_, _ = d.r.Discard(len(read)) // these bytes are buffered
}

// next returns the first byte that is no white space, without taking it.
func (d *document) next() (byte, error) {
	for {
		w, err := d.window()
		if err != nil {
			return 0, err
		}
		rest := bytes.TrimLeft(w, " \t\r\n")
		d.take(w[:len(w)-len(rest)])
		if len(rest) > 0 {
			return rest[0], nil
		}
	}
}

func (d *document) expect(c byte) error {
	got, err := d.next()
	if err != nil {
		return err
	}
	if got != c {
		return damage{line: d.line}
	}
	d.take([]byte{c})
	return nil
}

// fields calls visit for each field of the object that comes next. visit must
// read or skip the field's value.
func (d *document) fields(visit func(name string) error) error {
	if err := d.expect('{'); err != nil {
		return err
	}
	for {
		c, err := d.next()
		switch {
		case err != nil:
			return err
		case c == '}':
			return d.expect('}')
		case c == ',':
			d.take([]byte{c})
			continue
		case c != '"':
			return damage{line: d.line}
		}
		var name string
		if _, err := d.into(&name); err != nil {
			return err
		}
		if err := d.expect(':'); err != nil {
			return err
		}
		if err := visit(name); err != nil {
			return err
		}
	}
}

// items calls visit for each element of the array that comes next, with the
// line it begins in. visit must read or skip the element. Stray closing
// brackets, which a broken element leaves behind, are passed over.
func (d *document) items(visit func(line int) error) error {
	if err := d.expect('['); err != nil {
		return err
	}
	for {
		c, err := d.next()
		switch {
		case err != nil:
			return err
		case c == ']':
			return d.expect(']')
		case c == ',' || c == '}' || c == ':':
			d.take([]byte{c})
			continue
		}
		if err := visit(d.line); err != nil {
			return err
		}
	}
}

// into decodes the next value into v. It reports false for a value that is
// read but is not what v holds, or is too long; v is then not to be used.
func (d *document) into(v any) (bool, error) {
	size, err := d.pass(true)
	if err != nil {
		return false, err
	}
	if size > maxValue {
		return false, nil
	}
	return decode(d.val, v) == nil, nil
}

var escapedNUL = []byte(`\u0000`)

// decode is json.Unmarshal for text that databases take: an escaped NUL, which
// they refuse, becomes U+FFFD. It may change raw.
func decode(raw []byte, v any) error {
	for rest := raw; ; {
		i := bytes.Index(rest, escapedNUL)
		if i < 0 {
			return json.Unmarshal(raw, v)
		}
		before := len(raw) - len(rest) + i
		if slashes := before - len(bytes.TrimRight(raw[:before], `\`)); slashes%2 == 0 {
			copy(rest[i:], `\ufffd`)
		}
		rest = rest[i+len(escapedNUL):]
	}
}

// skip passes over the next value.
func (d *document) skip() error {
	_, err := d.pass(false)
	return err
}

// pass takes the next value, into val where it is to be kept, and returns its
// size in bytes. Of a value longer than maxValue not all is kept.
func (d *document) pass(keep bool) (int, error) {
	if _, err := d.next(); err != nil {
		return 0, err
	}
	d.val = d.val[:0]
	s := scan{start: d.col, col: d.col}
	size := 0
	for {
		w, err := d.window()
		if err != nil {
			return size, err
		}
		n, done := s.step(w)
		if keep && len(d.val) <= maxValue {
			d.val = append(d.val, w[:n]...)
		}
		size += n
		d.take(w[:n])
		if done {
			return size, nil
		}
	}
}

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

// keys lists the names of the fields of the object that text begins with, as
// far as text goes.
func keys(text []byte) map[string]bool {
	found := map[string]bool{}
	d := newDocument(bytes.NewReader(text))
	_ = d.fields(func(name string) error { // ends where text is cut, which is no error here
		found[name] = true
		return d.skip()
	})
	return found
}

// settle turns damage to the file into a skip, so that what was read before
// it stands. Other errors it returns.
func settle(err error, file string, sink export.Sink) error {
	d, ok := errors.AsType[damage](err)
	if !ok {
		return err
	}
	why := brokenOff
	if d.cut {
		why = cutShort
	}
	return sink.Skip(export.Skip{File: file, Line: d.line, Why: why.With()})
}

// sequence numbers events of one chat that the file gives the same time.
type sequence struct {
	at time.Time
	n  uint16
}

func (s *sequence) next(at time.Time) uint16 {
	switch {
	case !at.Equal(s.at):
		s.at, s.n = at, 0
	case s.n < ^uint16(0):
		s.n++
	}
	return s.n
}

// loose is text that some writers put down as a number.
type loose string

func (l *loose) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		return json.Unmarshal(raw, (*string)(l))
	}
	if string(raw) == "null" {
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(raw, &n); err != nil {
		return fmt.Errorf("expected text or a number: %w", err)
	}
	*l = loose(n)
	return nil
}

var cutShort = i18n.Text{
	Hans: "文件在这里突然结束,可能没有下载完整。前面的内容已经保留;请重新导出一次,再导入不会重复。",
	Hant: "檔案在這裡突然結束,可能沒有下載完整。前面的內容已保留;請重新匯出一次,再次匯入不會重複。",
	En:   "The file ends abruptly here, perhaps because it was not downloaded completely. Everything before is kept. Export it again; importing it again duplicates nothing.",
}

var brokenOff = i18n.Text{
	Hans: "从这里起 JSON 的结构坏了,读不下去。前面的内容已经保留;请重新导出一次,不要手工改动文件。",
	Hant: "從這裡開始 JSON 結構已損壞,無法繼續讀取。前面的內容已保留;請重新匯出一次,不要手動修改檔案。",
	En:   "The JSON is broken from here on and cannot be read further. Everything before is kept. Export it again and leave the file as it is.",
}
