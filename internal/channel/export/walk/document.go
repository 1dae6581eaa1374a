// Package walk reads JSON documents of any length value by value.
//
// Owns: where a value ends, and what may be saved when one is broken.
// Needs: text as export.Input opens it, which is sound UTF-8.
// Never: knows a format. What the fields are called and mean is for the room
// that walks.
package walk

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// MaxValue is the longest single value, in bytes, that is held in memory. A
// message is never that long; what is longer is passed over.
const MaxValue = 8 << 20

// Document reads one JSON document value by value, so that neither a list of
// millions nor one broken element costs more than itself. It follows only
// brackets and quotes; whether a value is sound is found out when it is
// decoded, which leaves the values after it readable.
//
// Its methods fail with a Damage where the document itself stops making
// sense, with what the file below failed with, or with what visit returned.
type Document struct {
	r    *bufio.Reader
	line int    // of the next byte, counted from 1
	col  int    // of the next byte, counted from 0
	val  []byte // the value last read, reused
	size int    // of it, in bytes
}

// New returns the document that r holds.
func New(r io.Reader) *Document {
	return &Document{r: bufio.NewReaderSize(r, 64<<10), line: 1}
}

// Open hands the named file of in ("" for a plain file) to visit as a
// document, and closes it. An error of visit comes back as it is.
func Open(in export.Input, name string, visit func(*Document) error) (err error) {
	f, err := in.Open(name)
	if err != nil {
		return fmt.Errorf("opening %q of %s: %w", name, in.Name(), err)
	}
	defer func() {
		if e := f.Close(); err == nil && e != nil {
			err = fmt.Errorf("closing %q of %s: %w", name, in.Name(), e)
		}
	}()
	return visit(New(f))
}

// Line returns the line that reading has come to, counted from 1.
func (d *Document) Line() int { return d.line }

// window returns the bytes at hand, at least one.
func (d *Document) window() ([]byte, error) {
	if _, err := d.r.Peek(1); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, Damage{Line: d.line, Cut: true}
		}
		return nil, fmt.Errorf("reading JSON near line %d: %w", d.line, err)
	}
	return d.r.Peek(d.r.Buffered())
}

func (d *Document) take(read []byte) {
	if n := bytes.Count(read, []byte{'\n'}); n > 0 {
		d.line += n
		d.col = -1 - bytes.LastIndexByte(read, '\n')
	}
	d.col += len(read)
	_, _ = d.r.Discard(len(read)) // these bytes are buffered
}

// Peek returns the first byte of the next value, or of what stands in its
// place, without taking it.
func (d *Document) Peek() (byte, error) {
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

func (d *Document) expect(c byte) error {
	got, err := d.Peek()
	if err != nil {
		return err
	}
	if got != c {
		return Damage{Line: d.line}
	}
	d.take([]byte{c})
	return nil
}

// Fields calls visit for each field of the object that comes next. visit must
// read or pass the field's value.
func (d *Document) Fields(visit func(name string) error) error {
	if err := d.expect('{'); err != nil {
		return err
	}
	for {
		c, err := d.Peek()
		switch {
		case err != nil:
			return err
		case c == '}':
			return d.expect('}')
		case c == ',':
			d.take([]byte{c})
			continue
		case c != '"':
			return Damage{Line: d.line}
		}
		var name string
		if _, err := d.Into(&name); err != nil {
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

// Items calls visit for each element of the array that comes next, with the
// line it begins in. visit must read or pass the element. Stray closing
// brackets, which a broken element leaves behind, are passed over.
func (d *Document) Items(visit func(line int) error) error {
	if err := d.expect('['); err != nil {
		return err
	}
	for {
		c, err := d.Peek()
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

// Each decodes each element of the array that comes next into a T of its own
// and hands it to good, with the line it begins in and its number, from 1. An
// element that is no T goes to bad. It ends with ctx.
func Each[T any](ctx context.Context, d *Document, good func(v *T, line, nth int) error, bad func(line, nth int) error) error {
	nth := 0
	return d.Items(func(line int) error {
		if nth++; nth%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		v := new(T)
		ok, err := d.Into(v)
		switch {
		case err != nil:
			return err
		case !ok:
			return bad(line, nth)
		}
		return good(v, line, nth)
	})
}

// checkEvery is how many elements may pass before the context is looked at.
const checkEvery = 1024

// Into decodes the next value into v. It reports false for a value that is
// read but is not what v holds, or is too long; v is then not to be used.
func (d *Document) Into(v any) (bool, error) {
	size, err := d.value(true)
	d.size = size
	if err != nil {
		return false, err
	}
	if size > MaxValue {
		return false, nil
	}
	return Decode(d.val, v) == nil, nil
}

// Why says why Into or Each could not use the value last read: it was too long,
// or else what the format says of it.
func (d *Document) Why(otherwise i18n.Message) i18n.Message {
	if d.size > MaxValue {
		return tooLong.With(d.size>>10, MaxValue>>10)
	}
	return otherwise
}

// Raw returns the next value as it stands, until the next is read. Of one
// longer than MaxValue the end is missing.
func (d *Document) Raw() ([]byte, error) {
	_, err := d.value(true)
	return d.val, err
}

// Pass passes over the next value.
func (d *Document) Pass() error {
	_, err := d.value(false)
	return err
}

// value takes the next value, into val where it is to be kept, and returns its
// size in bytes. Of a value longer than MaxValue not all is kept.
func (d *Document) value(keep bool) (int, error) {
	if _, err := d.Peek(); err != nil {
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
		if keep && len(d.val) <= MaxValue {
			d.val = append(d.val, w[:n]...)
		}
		size += n
		d.take(w[:n])
		if done {
			return size, nil
		}
	}
}
