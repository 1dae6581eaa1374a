package event

import (
	"encoding/binary"
	"errors"
	"time"
)

// ErrBroken says that bytes are no event as Append wrote it.
var ErrBroken = errors.New("the stored event cannot be read")

const codecVersion = 1

// Append appends e to b in the form in which events wait in the database. The
// same event always gives the same bytes.
func Append(b []byte, e *Event) []byte {
	b = append(b, codecVersion, byte(e.Kind), byte(e.Form))
	b = binary.AppendVarint(b, e.At.UnixMilli())
	b = binary.AppendUvarint(b, uint64(e.Order))
	b = binary.AppendUvarint(b, uint64(e.Chars))
	b = binary.AppendVarint(b, e.Amount)
	for _, s := range [...]string{string(e.Network), e.Namespace, string(e.Chat), string(e.NativeID), string(e.ReplyTo), string(e.Target),
		e.Body, e.Scene, e.Thread, e.Media, e.Ref, e.Currency} {
		b = appendText(b, s)
	}
	b = appendOne(b, e.Actor)
	for _, list := range [...][]Actor{e.Subjects, e.Mentions} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, a := range list {
			b = appendOne(b, a)
		}
	}
	return b
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendOne(b []byte, a Actor) []byte { return appendText(appendText(b, string(a.ID)), a.Name) }

// Decode reads what Append wrote, or fails with ErrBroken.
func Decode(b []byte) (e Event, err error) {
	if len(b) < 3 || b[0] != codecVersion {
		return e, ErrBroken
	}
	d := decoder{b: b[3:]}
	e.Kind, e.Form = Kind(b[1]), Form(b[2])
	e.At = time.UnixMilli(d.varint()).UTC()
	e.Order, e.Chars, e.Amount = uint16(d.uvarint()), int(d.uvarint()), d.varint()
	e.Network, e.Namespace, e.Chat = Network(d.text()), d.text(), NativeChat(d.text())
	e.NativeID, e.ReplyTo, e.Target = NativeMessage(d.text()), NativeMessage(d.text()), NativeMessage(d.text())
	e.Body, e.Scene, e.Thread = d.text(), d.text(), d.text()
	e.Media, e.Ref, e.Currency = d.text(), d.text(), d.text()
	e.Actor = d.actor()
	e.Subjects, e.Mentions = d.actors(), d.actors()
	if d.bad || len(d.b) > 0 {
		return Event{}, ErrBroken
	}
	return e, nil
}

// decoder walks through bytes; what is read after something was bad is zero.
type decoder struct {
	b   []byte
	bad bool
}

func (d *decoder) skip(n int) {
	if n <= 0 || n > len(d.b) {
		d.b, d.bad = nil, true
		return
	}
	d.b = d.b[n:]
}

func (d *decoder) uvarint() uint64 {
	v, n := binary.Uvarint(d.b)
	d.skip(n)
	return v
}

func (d *decoder) varint() int64 {
	v, n := binary.Varint(d.b)
	d.skip(n)
	return v
}

func (d *decoder) text() string {
	n := d.uvarint()
	if n > uint64(len(d.b)) {
		d.b, d.bad = nil, true
		return ""
	}
	s := string(d.b[:n])
	d.b = d.b[n:]
	return s
}

func (d *decoder) actor() Actor { return Actor{ID: NativeUser(d.text()), Name: d.text()} }

func (d *decoder) actors() []Actor {
	n := d.uvarint()
	if n > uint64(len(d.b)) { // an actor takes two bytes at least
		d.b, d.bad = nil, true
		return nil
	}
	var out []Actor
	for range n {
		out = append(out, d.actor())
	}
	return out
}
