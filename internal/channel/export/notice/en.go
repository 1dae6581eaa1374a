package notice

import (
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
)

// aGroup takes "the group chat" or the like from the front of s.
func aGroup(s string) (rest string, ok bool) {
	for _, w := range [...]string{"the group chat", "a group chat", "this group chat", "group chat", "the chat group", "the group", "this group", "the chat"} {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return rest, true
		}
	}
	return s, false
}

// invitedEn reads: A invited B, C to the group chat. "You to a group chat
// with D" says that D was there already.
func (n *notice) invitedEn() (Reading, bool) {
	for l, r := range n.cuts(0, len(n.low), " has invited ", " invited ", " have invited ") {
		actor, ok := party(n.text[:l])
		if !ok {
			continue
		}
		for end, after := range n.cuts(r, len(n.low), " to join ", " to ", " into ") {
			rest, ok := aGroup(n.low[after:])
			who, some := n.people(n.text[r:end])
			if ok && some && !pending(rest) {
				return Reading{Kind: event.Join, Scene: byInvitation, Actor: actor, Subjects: who}, true
			}
		}
	}
	return Reading{}, false
}

// joinedEn reads: A joined the group chat via the QR code shared by B.
func (n *notice) joinedEn() (Reading, bool) {
	for l, r := range n.cuts(0, len(n.low), " has joined ", " joined ") {
		who, some := n.people(n.text[:l])
		rest, ok := aGroup(n.low[r:])
		if !some || !ok || pending(rest) {
			continue
		}
		out := Reading{Kind: event.Join, Subjects: who}
		rest = strings.TrimSpace(rest)
		switch {
		case strings.Contains(rest, "qr code"):
			out.Scene = byQRCode
		case strings.Contains(rest, "link") || strings.Contains(rest, "group card"):
			out.Scene = byLink
		case strings.Contains(rest, "invit"):
			out.Scene = byInvitation
		case rest != "" && !strings.HasPrefix(rest, "."):
			continue
		}
		out.Actor = sharerEn(n.text[len(n.text)-len(rest):], rest)
		return out, true
	}
	return Reading{}, false
}

// sharerEn finds who shared the code in "via the QR code shared by B" or
// "via the QR code you shared". low is how in lower case.
func sharerEn(how, low string) Party {
	if i := strings.LastIndex(low, " by "); i >= 0 {
		if p, ok := party(strings.TrimRight(how[i+len(" by "):], ". ")); ok && !strings.HasPrefix(low[i:], " by scanning") {
			return p
		}
	}
	if end := strings.LastIndex(low, " shared"); end >= 0 {
		if i := strings.LastIndex(low[:end], "code "); i >= 0 {
			if p, ok := party(how[i+len("code ") : end]); ok {
				return p
			}
		}
	}
	return Party{}
}

// removedEn reads: A removed B from the group chat, and: B was removed from
// the group chat by A.
func (n *notice) removedEn() (Reading, bool) {
	for l, r := range n.cuts(0, len(n.low), " were removed from ", " was removed from ", " have been removed from ", " has been removed from ") {
		who, some := n.people(n.text[:l])
		rest, ok := aGroup(n.low[r:])
		if !some || !ok {
			continue
		}
		out := Reading{Kind: event.Remove, Subjects: who}
		if strings.HasPrefix(rest, " by ") {
			by := n.text[len(n.text)-len(rest)+len(" by "):]
			out.Actor, _ = party(strings.TrimRight(by, ". "))
		}
		return out, true
	}
	for l, r := range n.cuts(0, len(n.low), " has removed ", " removed ") {
		actor, ok := party(n.text[:l])
		for end, after := range n.cuts(r, len(n.low), " from ") {
			_, group := aGroup(n.low[after:])
			if who, some := n.people(n.text[r:end]); ok && group && some {
				return Reading{Kind: event.Remove, Actor: actor, Subjects: who}, true
			}
		}
	}
	return Reading{}, false
}

// leftEn reads: A left the group chat.
func (n *notice) leftEn() (Reading, bool) {
	for l, r := range n.cuts(0, len(n.low), " has left ", " have left ", " left ") {
		rest, ok := aGroup(n.low[r:])
		if who, some := n.people(n.text[:l]); ok && some && strings.Trim(rest, ". ") == "" {
			return Reading{Kind: event.Leave, Subjects: who}, true
		}
	}
	return Reading{}, false
}

// renamedEn reads: A changed the group name to "B".
func (n *notice) renamedEn() (Reading, bool) {
	for l, r := range n.cuts(0, len(n.low), " changed the group name to ", " changed the group chat name to ", " changed group name to ", " renamed the group to ", " renamed the group chat to ") {
		actor, ok := party(n.text[:l])
		if title := bareTitle(n.text[r:]); ok && title != "" {
			return Reading{Kind: event.GroupRenamed, Actor: actor, Title: title}, true
		}
	}
	return Reading{}, false
}

// recalledEn reads: A recalled a message.
func (n *notice) recalledEn() (Reading, bool) {
	for l, r := range n.cuts(0, len(n.low), " has recalled ", " recalled ", " withdrew ", " has withdrawn ", " retracted ", " unsent ") {
		if actor, ok := party(n.text[:l]); ok && strings.Contains(n.low[r:], "message") {
			return Reading{Kind: event.Delete, Actor: actor}, true
		}
	}
	return Reading{}, false
}

// pokedEn reads: A tickled B.
func (n *notice) pokedEn() (Reading, bool) {
	for l := range n.cuts(0, len(n.low), " tickled ", " patted ", " nudged ") {
		s := strings.TrimSpace(n.text[:l])
		actor, ok := party(s)
		if s == "I" {
			actor, ok = Party{Self: true}, true
		}
		if ok && actor.Known() {
			return Reading{Kind: event.Message, Form: event.Poke, Actor: actor}, true
		}
	}
	return Reading{}, false
}

// ownedEn reads: A is now the group owner.
func (n *notice) ownedEn() (Reading, bool) {
	for l, r := range n.cuts(0, len(n.low), " is now ", " are now ", " became ", " has become ", " have become ") {
		rest := strings.Trim(n.low[r:], ". ")
		if !strings.HasSuffix(rest, "group owner") && !strings.HasSuffix(rest, "owner of the group") {
			continue
		}
		if owner, ok := party(n.text[:l]); ok && owner.Known() {
			return Reading{Kind: event.Notice, Owner: owner}, true
		}
	}
	return Reading{}, false
}
