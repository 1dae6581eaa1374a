package measure

import (
	"cmp"
	"encoding/binary"
	"errors"
	"slices"

	"github.com/huoshui/huoshui/internal/base/event"
)

// Act is what one line of a group's history did.
type Act uint8

// The acts that figures are made of.
const (
	Spoke   Act = iota // a message that counts as said, when a person wrote it
	Poked              // a message that does not count: 拍一拍 and its like
	Joined             // Author came in
	Left               // Author went
	Removed            // Author was removed
)

// Light is the little that is kept of every event for good: enough for every
// figure over all time. Fields are ordered by size; a million take 32 MB.
type Light struct {
	Key    uint64 // the message's own key: the same key is the same message
	At     int64  // Unix milliseconds
	Author uint32 // index of the person, in the caller's numbering
	Order  uint16 // breaks ties where the source lists events in order
	Act    Act
	Shape  uint8 // hash of the text's outline; a bot's messages share few
	Traits Trait
}

// Trait is what can be seen of any message cheaply.
type Trait uint8

// The traits.
const (
	HasLink Trait = 1 << iota // text with a web address, or a shared card
	HasPicture
	IsChain
	IsRed
)

// ActOf says what an event does for figures; ok is false where it does nothing:
// system lines, recalls and 拍一拍 are no messages.
func ActOf(k event.Kind, f event.Form) (act Act, ok bool) {
	switch k {
	case event.Message:
		return Spoke, f != event.Poke
	case event.Join:
		return Joined, true
	case event.Leave:
		return Left, true
	case event.Remove:
		return Removed, true
	}
	return 0, false
}

// Said reports whether l is a message.
func (l Light) Said() bool { return l.Act == Spoke }

func compareLights(a, b Light) int {
	return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Order, b.Order), cmp.Compare(a.Key, b.Key),
		cmp.Compare(a.Author, b.Author), cmp.Compare(a.Act, b.Act))
}

// Settle sorts a group's lights and drops repeats of one key (and author: a
// join of three people is three lights under one key), keeping the largest
// Order, so that the result does not depend on the order of arrival.
func Settle(ls []Light) []Light {
	slices.SortFunc(ls, func(a, b Light) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Author, b.Author),
			cmp.Compare(a.Act, b.Act), cmp.Compare(b.Order, a.Order))
	})
	ls = slices.CompactFunc(ls, func(a, b Light) bool {
		return a.At == b.At && a.Key == b.Key && a.Author == b.Author && a.Act == b.Act
	})
	slices.SortFunc(ls, compareLights)
	return ls
}

// AppendLights encodes ls, which must belong to one local day, for storage.
func AppendLights(b []byte, ls []Light) []byte {
	b = append(b, lightVersion)
	b = binary.AppendUvarint(b, uint64(len(ls)))
	last := int64(0)
	for _, l := range ls {
		b = binary.LittleEndian.AppendUint64(b, l.Key)
		b = binary.AppendVarint(b, l.At-last)
		b = binary.AppendUvarint(b, uint64(l.Author))
		b = binary.AppendUvarint(b, uint64(l.Order))
		b = append(b, byte(l.Act), l.Shape, byte(l.Traits))
		last = l.At
	}
	return b
}

const lightVersion = 1

var errBroken = errors.New("a stored day of figures cannot be read; rebuild it from the messages")

// DecodeLights appends what AppendLights wrote to dst.
func DecodeLights(dst []Light, b []byte) ([]Light, error) {
	if len(b) == 0 || b[0] != lightVersion {
		return dst, errBroken
	}
	b = b[1:]
	n, k := binary.Uvarint(b)
	if k <= 0 || n > uint64(len(b)) {
		return dst, errBroken
	}
	b = b[k:]
	last := int64(0)
	for range n {
		if len(b) < 8 {
			return dst, errBroken
		}
		l := Light{Key: binary.LittleEndian.Uint64(b)}
		b = b[8:]
		delta, k1 := binary.Varint(b)
		author, k2 := binary.Uvarint(b[max(k1, 0):])
		order, k3 := binary.Uvarint(b[max(k1, 0)+max(k2, 0):])
		if k1 <= 0 || k2 <= 0 || k3 <= 0 || len(b) < k1+k2+k3+3 {
			return dst, errBroken
		}
		b = b[k1+k2+k3:]
		l.At, l.Author, l.Order = last+delta, uint32(author), uint16(order)
		l.Act, l.Shape, l.Traits = Act(b[0]), b[1], Trait(b[2])
		b = b[3:]
		last = l.At
		dst = append(dst, l)
	}
	return dst, nil
}
