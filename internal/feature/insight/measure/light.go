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
	_                  // once 拍一拍, which is not kept
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

// compareLights is the order of a group's history. The time nearly always
// decides, so it is looked at first and alone.
func compareLights(a, b Light) int {
	switch {
	case a.At < b.At:
		return -1
	case a.At > b.At:
		return 1
	}
	return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Author, b.Author), cmp.Compare(a.Act, b.Act))
}

// Settle sorts a group's lights and drops repeats of one key (and author: a
// join of three people is three lights), so that the result does not depend on
// the order of arrival. Of a message that two exports tell with different times
// the earlier is kept, and of places in one instant the later one.
func Settle(ls []Light) []Light {
	arrange(ls)
	if !repeats(ls) {
		return ls
	}
	slices.SortFunc(ls, func(a, b Light) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Author, b.Author), cmp.Compare(a.Act, b.Act),
			cmp.Compare(a.At, b.At), cmp.Compare(b.Order, a.Order), cmp.Compare(a.Shape, b.Shape), cmp.Compare(a.Traits, b.Traits))
	})
	ls = slices.CompactFunc(ls, func(a, b Light) bool { return a.Key == b.Key && a.Author == b.Author && a.Act == b.Act })
	slices.SortFunc(ls, compareLights)
	return ls
}

// arrange sorts ls. Files mostly come in order of time, and then only what
// shares an instant has to be put in order.
func arrange(ls []Light) {
	for i := 1; i < len(ls); i++ {
		if ls[i].At < ls[i-1].At {
			slices.SortFunc(ls, compareLights)
			return
		}
	}
	for i := 0; i < len(ls); {
		j := i + 1
		for j < len(ls) && ls[j].At == ls[i].At {
			j++
		}
		if j > i+1 {
			slices.SortFunc(ls[i:j], compareLights)
		}
		i = j
	}
}

// repeats reports whether some key may stand twice.
func repeats(ls []Light) bool {
	size := 16
	for size < 2*len(ls) {
		size *= 2
	}
	seen := make([]uint64, size) // open addressing; no key is 0
	for i := range ls {
		k := ls[i].Key
		if k == 0 {
			return true // never made by a keyer; looked at closely
		}
		at := (k * 0x9e3779b97f4a7c15) >> 20 & uint64(size-1)
		for ; seen[at] != 0; at = (at + 1) & uint64(size-1) {
			if seen[at] == k {
				return true
			}
		}
		seen[at] = k
	}
	return false
}

// AppendLights encodes ls for storage; it is shortest where they are in order.
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
