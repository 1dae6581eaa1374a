package event

import (
	"strconv"
	"strings"
	"time"
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
	seen map[uint64]uint16

	network   Network // the chat asked about last, and the hash of its key
	namespace string
	chat      NativeChat
	chatHash  uint64
}

// NewKeyer returns a keyer for one file.
func NewKeyer() *Keyer { return &Keyer{seen: map[uint64]uint16{}} }

// Key returns e's key. It must be called once for each event of the file.
func (k *Keyer) Key(e *Event) uint64 {
	if e.NativeID != "" {
		return NativeKey(e.NativeID)
	}
	var d xxhash.Digest
	d.Reset()
	var buf [24]byte
	_, _ = d.Write(strconv.AppendInt(buf[:0], e.At.UnixMilli(), 36))
	_, _ = d.Write([]byte{0x1f, byte(e.Kind), byte(e.Form), 0x1f})
	writeActor(&d, e.Actor)
	for _, s := range e.Subjects {
		_, _ = d.WriteString("\x1e")
		writeActor(&d, s)
	}
	_, _ = d.WriteString("\x1f")
	_, _ = d.WriteString(normalised(e.Body))
	base := d.Sum64()

	if k.chatHash == 0 || e.Chat != k.chat || e.Namespace != k.namespace || e.Network != k.network {
		k.network, k.namespace, k.chat = e.Network, e.Namespace, e.Chat
		k.chatHash = nonZero(xxhash.Sum64String(GroupKey(e.Network, e.Namespace, e.Chat)))
	}
	counted := base ^ k.chatHash // the count is kept per chat of the file
	n := k.seen[counted]
	k.seen[counted] = n + 1
	return nonZero(base + uint64(n)*0x9e3779b97f4a7c15)
}

// SubjectKey is the key of what an event did to its i-th subject.
func SubjectKey(key uint64, i int) uint64 { return nonZero(key + uint64(i)*0xbf58476d1ce4e5b9) }

func writeActor(d *xxhash.Digest, a Actor) {
	if a.ID != "" {
		_, _ = d.WriteString("i")
		_, _ = d.WriteString(string(a.ID))
		return
	}
	_, _ = d.WriteString("n")
	_, _ = d.WriteString(a.Name)
}

// normalised folds what exporters change between two writings of one message:
// white space at the ends and its kind and amount within.
func normalised(s string) string {
	if isPlain(s) {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u200e'
	}), " ")
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

// Millis is the one way times are kept: Unix milliseconds, UTC.
func Millis(t time.Time) int64 { return t.UnixMilli() }
