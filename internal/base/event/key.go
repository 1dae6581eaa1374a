package event

import (
	"strconv"
	"unicode"

	"github.com/cespare/xxhash/v2"
)

// PersonKey names one person of one network for good. Ids are unique within
// (network, namespace); an actor known by name only exists in that chat alone
// until somebody joins them to a member. It is "" for an actor nobody names.
func PersonKey(n Network, namespace string, chat NativeChat, a Actor) string {
	switch {
	case a.ID != "":
		return "i\x1f" + string(n) + "\x1f" + namespace + "\x1f" + string(a.ID)
	case a.Name != "":
		return "n\x1f" + string(n) + "\x1f" + namespace + "\x1f" + string(chat) + "\x1f" + a.Name
	}
	return ""
}

// GroupKey names one chat of one network for good.
func GroupKey(n Network, namespace string, chat NativeChat) string {
	return string(n) + "\x1f" + namespace + "\x1f" + string(chat)
}

// NativeKey is the key of a message that carries its network's id.
func NativeKey(id NativeMessage) uint64 {
	if id == "" {
		return 0
	}
	var d xxhash.Digest
	d.Reset()
	_, _ = d.WriteString("id\x1f")
	_, _ = d.WriteString(string(id))
	return nonZero(d.Sum64())
}

// Keyer gives the events of one file their keys, unique within a chat. Where
// the source gives no id the key is (time as given, author, normalised text,
// n-th of its kind within the file): the same file twice adds nothing, and two
// overlapping exports merge to the larger multiset.
type Keyer struct {
	seen tally
	text []byte // what the key is made of, reused

	network   Network // the chat asked about last, and the hash of its key
	namespace string
	chat      NativeChat
	chatHash  uint64
}

// NewKeyer returns a keyer for one file.
func NewKeyer() *Keyer { return &Keyer{} }

// Key returns e's key. It must be called once for each event of the file.
func (k *Keyer) Key(e *Event) uint64 {
	if e.NativeID != "" {
		return NativeKey(e.NativeID)
	}
	b := strconv.AppendInt(k.text[:0], e.At.UnixMilli(), 36)
	b = append(b, 0x1f, byte(e.Kind), byte(e.Form), 0x1f)
	b = appendActor(b, e.Actor)
	for _, s := range e.Subjects {
		b = appendActor(append(b, 0x1e), s)
	}
	b = appendNormalised(append(b, 0x1f), e.Body)
	k.text = b
	base := xxhash.Sum64(b)

	if k.chatHash == 0 || e.Chat != k.chat || e.Namespace != k.namespace || e.Network != k.network {
		k.network, k.namespace, k.chat = e.Network, e.Namespace, e.Chat
		k.chatHash = nonZero(xxhash.Sum64String(GroupKey(e.Network, e.Namespace, e.Chat)))
	}
	n := k.seen.add(nonZero(base ^ k.chatHash)) // the count is kept per chat of the file
	return nonZero(base + uint64(n)*0x9e3779b97f4a7c15)
}

// tally counts keys. A map of Go does the same in twice the time and memory.
type tally struct {
	keys  []uint64 // open addressing; 0 is free
	more  map[uint64]uint16
	taken int
}

// add returns how often key was added before.
func (t *tally) add(key uint64) uint16 {
	if 4*t.taken >= 3*len(t.keys) {
		t.grow()
	}
	mask := uint64(len(t.keys) - 1)
	at := key & mask
	for t.keys[at] != 0 {
		if t.keys[at] == key {
			if t.more == nil {
				t.more = map[uint64]uint16{}
			}
			t.more[key]++
			return t.more[key]
		}
		at = (at + 1) & mask
	}
	t.keys[at] = key
	t.taken++
	return 0
}

func (t *tally) grow() {
	old := t.keys
	t.keys = make([]uint64, max(1024, 2*len(old)))
	mask := uint64(len(t.keys) - 1)
	for _, key := range old {
		if key == 0 {
			continue
		}
		at := key & mask
		for t.keys[at] != 0 {
			at = (at + 1) & mask
		}
		t.keys[at] = key
	}
}

// SubjectKey is the key of what an event did to its i-th subject.
func SubjectKey(key uint64, i int) uint64 { return nonZero(key + uint64(i)*0xbf58476d1ce4e5b9) }

func appendActor(b []byte, a Actor) []byte {
	if a.ID != "" {
		return append(append(b, 'i'), a.ID...)
	}
	return append(append(b, 'n'), a.Name...)
}

// appendNormalised folds what exporters change between two writings of one
// message: white space at the ends and its kind and amount within.
func appendNormalised(b []byte, s string) []byte {
	if isPlain(s) {
		return append(b, s...)
	}
	start, from := len(b), -1
	flush := func(to int) {
		if from < 0 {
			return
		}
		if len(b) > start {
			b = append(b, ' ')
		}
		b, from = append(b, s[from:to]...), -1
	}
	for i, r := range s {
		if space := r == ' ' || r == '\n' || r >= 0x80 && (unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u200e') || r < 0x20 && unicode.IsSpace(r); space {
			flush(i)
		} else if from < 0 {
			from = i
		}
	}
	flush(len(s))
	return b
}

// isPlain reports whether normalised would surely return s unchanged: no white
// space but single ASCII spaces within.
func isPlain(s string) bool {
	space := true
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ':
			if space {
				return false
			}
			space = true
		case c < 0x20, c >= 0x80 && oddSpace(s[i:]):
			return false
		default:
			space = false
		}
	}
	return s == "" || !space
}

// oddSpace reports whether s begins with white space beyond ASCII, or with a
// character that shows nothing.
func oddSpace(s string) bool {
	switch {
	case len(s) >= 2 && s[0] == 0xc2:
		return s[1] == 0x85 || s[1] == 0xa0
	case len(s) >= 3 && s[0] == 0xe2:
		return s[1] == 0x80 && (s[2] <= 0x8f || s[2] == 0xa8 || s[2] == 0xa9 || s[2] == 0xaf) || s[1] == 0x81 && s[2] == 0x9f
	case len(s) >= 3 && s[0] == 0xe3:
		return s[1] == 0x80 && s[2] == 0x80
	case len(s) >= 3 && s[0] == 0xe1:
		return s[1] == 0x9a && s[2] == 0x80
	case len(s) >= 3 && s[0] == 0xef:
		return s[1] == 0xbb && s[2] == 0xbf
	}
	return false
}

func nonZero(h uint64) uint64 {
	if h == 0 {
		return 1
	}
	return h
}
