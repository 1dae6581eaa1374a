package community

import (
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Standing is what somebody is: people are the groups' members; staff and bots
// are not people when figures are made.
type Standing uint8

// The standings, as stored for what is stated and what is set by hand.
const (
	Unstated Standing = iota
	Person
	Bot
	Staff
)

// Identity is a person as one network names them.
type Identity struct {
	Ord     uint32
	Key     string
	Network event.Network
	Native  event.NativeUser
	Name    string
	Stated  Standing // by files; a stated kind, Person included, is final for machines
	ByHand  Standing // by somebody here; overrides everything
	Judged  bool     // posts like a machine
	Self    bool     // made an export
	Owner   bool     // owns a group
	Member  id.Member
}

// Standing is what the identity counts as.
func (i Identity) Standing() Standing {
	switch {
	case i.ByHand != Unstated:
		return i.ByHand
	case i.Stated != Unstated:
		return i.Stated
	case i.Judged:
		return Bot
	}
	return Person
}

// standingOf is the standing of a member who has several identities: staff
// wins over bot, bot over person, and what was said by hand over all.
func standingOf(is []Identity) Standing {
	hand, rest := Unstated, Person
	for _, i := range is {
		hand = max(hand, i.ByHand)
		rest = max(rest, i.Standing())
	}
	if hand != Unstated {
		return hand
	}
	return rest
}

// Group is a chat group of a workspace.
type Group struct {
	ID        id.Group
	Key       string
	Network   event.Network
	Namespace string
	Chat      event.NativeChat
	Name      string
	Unit      id.Unit
	Listed    bool
}

// SeenPerson is what one import says of a person.
type SeenPerson struct {
	Network   event.Network
	Namespace string
	Chat      event.NativeChat
	event.Actor
	NameAt int64
	Stated Standing
	Self   bool
	Owner  bool
}

// Key is the key by which the person is known for good.
func (p SeenPerson) Key() string { return event.PersonKey(p.Network, p.Namespace, p.Chat, p.Actor) }

// Merge folds what a later line says into p: the latest name wins, and the
// smaller of two at the same time; whatever is stated stays.
func (p *SeenPerson) Merge(o SeenPerson) {
	if o.Name != "" && (p.Name == "" || o.NameAt > p.NameAt || o.NameAt == p.NameAt && o.Name < p.Name) {
		p.Name, p.NameAt = o.Name, o.NameAt
	}
	p.Stated = max(p.Stated, o.Stated)
	p.Self, p.Owner = p.Self || o.Self, p.Owner || o.Owner
}

// SeenGroup is what one import says of a group.
type SeenGroup struct {
	Network   event.Network
	Namespace string
	Chat      event.NativeChat
	Name      string
	NameAt    int64
	Newest    int64 // latest event in the import
	Until     int64 // latest stamp of the files that tell of it
	Open      bool  // one of them has no stamp
}

// Key is the key by which the group is known for good.
func (g SeenGroup) Key() string { return event.GroupKey(g.Network, g.Namespace, g.Chat) }

// Merge folds what a later line says into g, as SeenPerson.Merge does.
func (g *SeenGroup) Merge(o SeenGroup) {
	if o.Name != "" && (g.Name == "" || o.NameAt > g.NameAt || o.NameAt == g.NameAt && o.Name < g.Name) {
		g.Name, g.NameAt = o.Name, o.NameAt
	}
	g.Newest, g.Until, g.Open = max(g.Newest, o.Newest), max(g.Until, o.Until), g.Open || o.Open
}
