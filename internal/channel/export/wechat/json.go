package wechat

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// longestValue is the longest message, in bytes of JSON, that is held in
// memory. A longer one is passed over.
const longestValue = 4 << 20

// What can be wrong with a document as a whole.
var (
	errCutOff = errors.New("the JSON ends before it is complete")
	errBroken = errors.New("the JSON has no sense from here on")
)

// document reads one JSON document value by value. It finds where a value
// ends by brackets and quotes alone, so that a message that is no sound JSON
// costs only itself.
type document struct {
	r     *bufio.Reader
	line  int    // of the next byte, from 1
	value []byte // the value read last; reused
	long  bool   // it was longer than longestValue, so value is only its beginning
}

func newDocument(r io.Reader) *document {
	return &document{r: bufio.NewReaderSize(r, 64<<10), line: 1}
}

// ended tells a document cut short from one that cannot be read.
func (d *document) ended(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errCutOff
	}
	return fmt.Errorf("reading JSON near line %d: %w", d.line, err)
}

// peek returns the next byte that is not white space and leaves it there.
func (d *document) peek() (byte, error) {
	for {
		c, err := d.r.ReadByte()
		if err != nil {
			return 0, d.ended(err)
		}
		switch c {
		case '\n':
			d.line++
		case ' ', '\t', '\r':
		default:
			return c, d.r.UnreadByte()
		}
	}
}

// take reads the byte c.
func (d *document) take(c byte) error {
	got, err := d.peek()
	if err != nil {
		return err
	}
	if got != c {
		return errBroken
	}
	_, err = d.r.Discard(1)
	return err
}

// next reads the next value into d.value.
func (d *document) next() error {
	if _, err := d.peek(); err != nil {
		return err
	}
	d.value, d.long = d.value[:0], false
	var end ender
	for {
		if _, err := d.r.Peek(1); err != nil {
			return d.ended(err)
		}
		window, err := d.r.Peek(d.r.Buffered())
		if err != nil {
			return d.ended(err)
		}
		n, done := end.find(window)
		if len(d.value)+n <= longestValue {
			d.value = append(d.value, window[:n]...)
		} else {
			d.long = true
		}
		d.line += bytes.Count(window[:n], []byte{'\n'})
		if _, err := d.r.Discard(n); err != nil {
			return d.ended(err)
		}
		if done {
			return nil
		}
	}
}

// decode puts the value read last into v.
func (d *document) decode(v any) error {
	if d.long {
		return errBroken
	}
	return json.Unmarshal(d.value, v)
}

// fields visits every field of the object that comes next, by name. visit
// reads the value, or calls next to pass over it.
func (d *document) fields(visit func(name string) error) error {
	if err := d.take('{'); err != nil {
		return err
	}
	for {
		c, err := d.peek()
		if err != nil {
			return err
		}
		if c == '}' || c == ',' {
			if err := d.take(c); err != nil || c == '}' {
				return err
			}
			continue
		}
		var name string
		if err := d.next(); err != nil {
			return err
		}
		if err := d.decode(&name); err != nil {
			return errBroken
		}
		if err := d.take(':'); err != nil {
			return err
		}
		if err := visit(name); err != nil {
			return err
		}
	}
}

// items visits every element of the array that comes next, with its number
// from 1 and the line it begins in; it is in d.value. What a damaged element
// may leave behind, such as a bracket too many, is passed over.
func (d *document) items(visit func(n, line int) error) error {
	if err := d.take('['); err != nil {
		return err
	}
	for n := 1; ; {
		c, err := d.peek()
		if err != nil {
			return err
		}
		if c == ']' || c == ',' || c == '}' || c == ':' {
			if err := d.take(c); err != nil || c == ']' {
				return err
			}
			continue
		}
		line := d.line
		if err := d.next(); err != nil {
			return err
		}
		if err := visit(n, line); err != nil {
			return err
		}
		n++
	}
}

// ender finds where a value ends.
type ender struct {
	depth          int
	quoted, escape bool
}

// find returns how many bytes of w belong to the value, and whether it ends
// within w.
func (e *ender) find(w []byte) (int, bool) {
	for i, c := range w {
		switch {
		case e.quoted && e.escape:
			e.escape = false
		case e.quoted && c == '\\':
			e.escape = true
		case e.quoted && c == '"':
			e.quoted = false
			if e.depth == 0 {
				return i + 1, true
			}
		case e.quoted:
		case c == '"':
			e.quoted = true
		case c == '{' || c == '[':
			e.depth++
		case c == '}' || c == ']':
			if e.depth--; e.depth < 0 {
				return i, true
			} else if e.depth == 0 {
				return i + 1, true
			}
		case e.depth == 0 && (c == ',' || c == ':' || c == ' ' || c == '\n' || c == '\r' || c == '\t'):
			return i, true
		}
	}
	return len(w), false
}

// loose is a value that some writers put down as text and some as a number.
type loose string

func (l *loose) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		return json.Unmarshal(raw, (*string)(l))
	}
	if string(raw) == "null" {
		return nil
	}
	if len(raw) > 0 && (raw[0] == '{' || raw[0] == '[') {
		return errors.New("expected text or a number")
	}
	*l = loose(raw)
	return nil
}

// yes reports whether l is 1 or true.
func (l loose) yes() bool { return l == "1" || l == "true" }
