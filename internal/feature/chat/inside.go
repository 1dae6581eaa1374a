package chat

import (
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Inside is what is known of somebody's being in a group.
type Inside struct {
	Author  int64 // their number; −1 while nobody told of them
	In      bool
	At      int64 // since when, Unix milliseconds; 0 where nothing is known
	Doubt   int64 // when a list first showed otherwise; 0 where none has
	Doubted int64 // the same by the wall's clock

	found      uint64 // key of the latest move that comparing found
	foundAt    int64
	foundAfter int64
	foundIn    bool
}

// PersonHash is by what being in a group is known: people who were forgotten
// are still known by it to be there, and by nothing else.
func PersonHash(n event.Network, namespace string, who event.NativeUser) int64 {
	key := event.PersonKey(n, namespace, "", event.Actor{ID: who})
	if key == "" {
		return 0
	}
	return hashOf(key)
}

func hashOf(key string) int64 { return int64(event.NativeKey(event.NativeMessage(key))) }

// FoundPrefix begins the keys of what comparing found. No network has such.
const FoundPrefix = "found/"

// isFound reports whether an event was found by comparing.
func isFound(a *Arrived) bool {
	return a.Event.Scene == event.Found && strings.HasPrefix(a.Key, FoundPrefix)
}

// moveKey is the key of what an event did to its i-th subject.
func moveKey(connection id.Connection, key string, i int) uint64 {
	return event.SubjectKey(event.NativeKey(event.NativeMessage("event\x1f"+id.Show(connection)+"\x1f"+key)), i)
}

// take lets a move hold, and reports whether it is one at all.
//
// One that was found says only what is known already where the network told of
// it meanwhile: it is none. One that the network tells late, after it was found,
// is the same move: it takes the key of the one that was found, so that it
// counts once, with the time that the network gives. Which of leaving and being
// removed it was is not told apart then.
func (s *Inside) take(r *Recorded, found bool) bool {
	in := r.Kind == event.Join
	switch {
	case found && s.At != 0 && (s.In == in || r.At <= s.At), found && s.At == 0 && !in:
		return false
	case found:
		s.found, s.foundAt, s.foundAfter, s.foundIn = r.Key, r.At, s.At, in
	case s.found != 0 && s.foundIn == in && s.foundAfter < r.At && r.At <= s.foundAt:
		r.Key = s.found
		if r.Kind == event.Remove {
			r.Kind = event.Leave
		}
		if Month(r.At) != Month(s.foundAt) { // else it would lie apart from it
			r.At = s.foundAt
		}
		return true
	}
	if r.At >= s.At {
		s.In, s.At, s.Doubt, s.Doubted = in, r.At, 0, 0
	}
	return true
}
