package measure

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/feature/insight/ask"
	"github.com/huoshui/huoshui/internal/feature/insight/link"
)

// Said is one line of a group's history as it is fed to the accumulator: a
// message with its text, or a coming or going.
type Said struct {
	Key      uint64 // unique within the group
	At       int64  // Unix milliseconds
	Author   uint32 // who spoke, came or went; the caller's numbering of people
	Order    uint16
	Act      Act
	Form     event.Form
	Cut      bool   // Body is not the whole text
	Body     string // read, never kept
	Thread   uint32 // ThreadOf the topic; 0 for none
	Answers  uint64 // key of the message it answers; 0 for none
	Mentions []uint32
}

// ThreadOf is the number by which figures know a topic of a group.
func ThreadOf(topic string) uint32 {
	if topic == "" {
		return 0
	}
	return max(hash32(topic), 1)
}

func hash32(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// Light is what of s is kept for good.
func (s *Said) Light() Light {
	l := Light{Key: s.Key, At: s.At, Author: s.Author, Order: s.Order, Act: s.Act}
	if !l.Said() {
		return l
	}
	switch s.Form {
	case event.Picture, event.Video:
		l.Traits |= HasPicture
	case event.Link:
		l.Traits |= HasLink
	case event.Chain:
		l.Traits |= IsChain
	case event.Red:
		l.Traits |= IsRed
	}
	if s.Form == event.Text || s.Form == event.Quote || s.Form == event.Link {
		if strings.Contains(s.Body, "://") {
			l.Traits |= HasLink
		}
		l.Shape = shapeOf(s.Body)
	}
	return l
}

// shapeOf hashes the outline of a text: its first characters, digits alike. It
// is 0 for texts too short to tell a person from a machine.
func shapeOf(text string) uint8 {
	h, n := uint32(2166136261), 0
	for _, r := range text {
		if n == 16 {
			break
		}
		if r >= '0' && r <= '9' {
			r = '0'
		}
		h = (h ^ uint32(r)) * 16777619
		n++
	}
	if n < 8 {
		return 0
	}
	h ^= h >> 15
	return uint8(max(h%256, 1))
}

// Mark is what is kept of a message's words while it lies within the days
// that conversation figures look at. The text cannot be read back from it.
type Mark struct {
	Key      uint64
	Answers  uint64
	Reads    ask.Marks
	Thread   uint32
	Form     event.Form
	Mentions []uint32
	Sketch   link.Sketch
}

// Mark reads the words of s.
func (s *Said) Mark() Mark {
	m := Mark{Key: s.Key, Answers: s.Answers, Thread: s.Thread, Form: s.Form, Mentions: s.Mentions}
	switch s.Form {
	case event.Text, event.Quote, event.Link, event.Other:
		m.Reads = ask.Read(s.Body, s.Cut)
		m.Sketch = link.Read(s.Body)
	case event.Sticker:
		m.Reads = ask.Stock
	}
	return m
}

const markVersion = 1

// AppendMarks encodes ms for storage beside the lights of the same day.
func AppendMarks(b []byte, ms []Mark) []byte {
	b = append(b, markVersion)
	b = binary.AppendUvarint(b, uint64(len(ms)))
	for i := range ms {
		m := &ms[i]
		b = binary.LittleEndian.AppendUint64(b, m.Key)
		b = binary.LittleEndian.AppendUint64(b, m.Answers)
		b = binary.AppendUvarint(b, uint64(m.Reads))
		b = binary.LittleEndian.AppendUint32(b, m.Thread)
		b = append(b, byte(m.Form))
		b = binary.AppendUvarint(b, uint64(len(m.Mentions)))
		for _, p := range m.Mentions {
			b = binary.AppendUvarint(b, uint64(p))
		}
		b = m.Sketch.Append(b)
	}
	return b
}

// DecodeMarks appends what AppendMarks wrote to dst.
func DecodeMarks(dst []Mark, b []byte) ([]Mark, error) {
	if len(b) == 0 || b[0] != markVersion {
		return dst, errBroken
	}
	r := reader{b: b[1:]}
	n := r.uvarint()
	if r.bad || n > uint64(len(r.b)) {
		return dst, errBroken
	}
	for range n {
		m := Mark{Key: r.fixed64(), Answers: r.fixed64(), Reads: ask.Marks(r.uvarint()), Thread: r.fixed32(), Form: event.Form(r.byte())}
		if k := r.uvarint(); k > 0 && k <= uint64(len(r.b)) {
			m.Mentions = make([]uint32, k)
			for i := range m.Mentions {
				m.Mentions[i] = uint32(r.uvarint())
			}
		}
		if r.bad {
			return dst, errBroken
		}
		s, used, err := link.Decode(r.b)
		if err != nil {
			return dst, errBroken
		}
		m.Sketch, r.b = s, r.b[used:]
		dst = append(dst, m)
	}
	return dst, nil
}

// reader takes numbers off the head of b, remembering whether any was missing.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) take(n int) []byte {
	if len(r.b) < n {
		r.bad, r.b = true, nil
		return make([]byte, n)
	}
	head := r.b[:n]
	r.b = r.b[n:]
	return head
}

func (r *reader) byte() byte      { return r.take(1)[0] }
func (r *reader) fixed32() uint32 { return binary.LittleEndian.Uint32(r.take(4)) }
func (r *reader) fixed64() uint64 { return binary.LittleEndian.Uint64(r.take(8)) }

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}

// SettleMarks sorts marks by key and drops repeats. Where exports tell one
// message in different ways, the fuller telling wins, whichever came first.
func SettleMarks(ms []Mark) []Mark {
	slices.SortFunc(ms, compareMarks)
	return slices.CompactFunc(ms, func(a, b Mark) bool { return a.Key == b.Key })
}

// compareMarks orders marks by key and those of one key by how much they tell.
func compareMarks(a, b Mark) int {
	if a.Key != b.Key {
		return cmp.Compare(a.Key, b.Key)
	}
	return cmp.Or(cmp.Compare(b.Answers, a.Answers), cmp.Compare(len(b.Mentions), len(a.Mentions)), cmp.Compare(len(b.Sketch.Words()), len(a.Sketch.Words())),
		cmp.Compare(b.Reads, a.Reads), cmp.Compare(b.Thread, a.Thread), cmp.Compare(b.Form, a.Form),
		bytes.Compare(b.Sketch.Append(nil), a.Sketch.Append(nil)))
}
