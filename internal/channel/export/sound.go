package export

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cespare/xxhash/v2"

	"github.com/huoshui/huoshui/internal/base/event"
)

// How long what a file tells may be. A longer name or text is no chat's but a
// broken or hostile file's; an id longer than this fits no database's index.
const (
	MaxName = 200      // characters of a person's or a group's name
	MaxBody = 64 << 10 // bytes of a message's text
	MaxID   = 512      // bytes of a native id, a namespace or a thread
)

// Clean makes s text that databases take: sound UTF-8 without NUL. What is no
// character becomes U+FFFD.
func Clean(s string) string {
	if isText(s) {
		return s
	}
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\uFFFD")
}

// isText is asked some twenty times of every event, mostly about short ASCII
// or nothing.
func isText(s string) bool {
	for i := range len(s) {
		if c := s[i]; c == 0 || c >= utf8.RuneSelf {
			return strings.IndexByte(s[i:], 0) < 0 && utf8.ValidString(s[i:])
		}
	}
	return true
}

// soundName is s, clean and at most MaxName characters long.
func soundName(s string) string {
	if isName(s) {
		return s
	}
	s = Clean(s)
	runes := 0
	for i := range s {
		if runes == MaxName {
			return s[:i]
		}
		runes++
	}
	return s
}

// isName reports whether soundName would return s unchanged, and may say no
// where it would.
func isName(s string) bool { return len(s) <= MaxName && isText(s) }

// soundID is id, clean and at most MaxID bytes long. Of a longer one the
// beginning is kept and a hash of the whole, so that two ids stay two.
func soundID[S ~string](id S) S {
	s := string(id)
	if isID(s) {
		return id
	}
	s = Clean(s)
	if len(s) <= MaxID {
		return S(s)
	}
	hash := "~" + strconv.FormatUint(xxhash.Sum64String(s), 16)
	return S(cutAt(s, MaxID-len(hash)) + hash)
}

func isID(s string) bool { return len(s) <= MaxID && isText(s) }

// cutAt returns the beginning of s, sound UTF-8 longer than limit: at most
// limit bytes, ending with a whole character.
func cutAt(s string, limit int) string {
	for !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}

func soundActor(a event.Actor) event.Actor {
	return event.Actor{ID: soundID(a.ID), Name: soundName(a.Name)}
}

func isActor(a event.Actor) bool { return isID(string(a.ID)) && isName(a.Name) }

func soundGroup(g Group) Group {
	g.Namespace, g.Chat, g.Name = soundID(g.Namespace), soundID(g.Chat), soundName(g.Name)
	return g
}

func soundPerson(p Person) Person {
	p.Namespace, p.Chat, p.Actor = soundID(p.Namespace), soundID(p.Chat), soundActor(p.Actor)
	return p
}

// soundEvent returns e, or a clean copy of it where something in it is not as
// it should be: the event belongs to its reader.
func soundEvent(e *event.Event) *event.Event {
	if isSound(e) {
		return e
	}
	own := *e
	own.Namespace, own.Chat, own.Thread = soundID(e.Namespace), soundID(e.Chat), soundID(e.Thread)
	own.NativeID, own.ReplyTo, own.Target = soundID(e.NativeID), soundID(e.ReplyTo), soundID(e.Target)
	own.Scene, own.Actor = soundName(e.Scene), soundActor(e.Actor)
	own.Subjects, own.Mentions = soundActors(e.Subjects), soundActors(e.Mentions)
	switch own.Body = Clean(e.Body); {
	case names(e.Kind):
		own.Body = soundName(e.Body)
	case len(own.Body) > MaxBody:
		own.Chars = max(e.Chars, utf8.RuneCountInString(own.Body))
		own.Body = cutAt(own.Body, MaxBody)
	}
	return &own
}

// names reports whether the body of an event of this kind is a name, to be cut
// where the same name is cut elsewhere.
func names(k event.Kind) bool { return k == event.Renamed || k == event.GroupRenamed }

func soundActors(list []event.Actor) []event.Actor {
	list = slices.Clone(list)
	for i, a := range list {
		list[i] = soundActor(a)
	}
	return list
}

// isSound reports whether soundEvent has nothing to do. It is asked of every
// event there is.
func isSound(e *event.Event) bool {
	most := MaxBody
	if names(e.Kind) {
		most = MaxName
	}
	return len(e.Body) <= most && isText(e.Body) && isActor(e.Actor) &&
		isID(string(e.NativeID)) && isID(string(e.Chat)) && isID(e.Namespace) &&
		isID(string(e.ReplyTo)) && isID(string(e.Target)) && isID(e.Thread) && isName(e.Scene) &&
		!slices.ContainsFunc(e.Subjects, unsoundActor) && !slices.ContainsFunc(e.Mentions, unsoundActor)
}

func unsoundActor(a event.Actor) bool { return !isActor(a) }
