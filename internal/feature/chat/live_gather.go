package chat

import (
	"cmp"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
)

// pendingLive is an event whose people and group have places in lists.
type pendingLive struct {
	rec      Recorded
	part     *livePart
	chat     int
	author   int // −1 nobody
	mentions []int
	changes  bool
	found    bool // a move that comparing found
	none     bool // a move that is none
}

// gathering collects what a batch tells before it is recognised.
type gathering struct {
	b      *LiveBatch
	known  *acquaintance
	now    time.Time
	partOf map[id.Connection]*livePart
	parts  []*livePart
	at     map[int]int // chat of each event, by its place
	list   []pendingLive
	edits  []pendingLive

	people   map[seenKey]int
	who      []Person
	whoKey   []seenKey
	chats    map[seenKey]int
	where    []Chat
	whereKey []seenKey
}

func newGathering(b *LiveBatch, now time.Time) *gathering {
	return &gathering{b: b, now: now, at: map[int]int{}, partOf: map[id.Connection]*livePart{}, people: map[seenKey]int{}, chats: map[seenKey]int{}}
}

// tooEarly is before any chat there is: a clock that was never set.
var tooEarly = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// add takes one event in, and says why where it cannot.
func (g *gathering) add(n int, a *Arrived) (refused string) {
	e := &a.Event
	switch {
	case e.At.After(g.now.Add(24 * time.Hour)):
		return "its time, " + e.At.Format(time.RFC3339) + ", lies in the future"
	case e.At.Before(tooEarly):
		return "its time, " + e.At.Format(time.RFC3339) + ", is before any chat there is"
	}
	part := g.partOf[a.Connection]
	if part.first == 0 {
		part.first = a.Turn
	}
	at := e.At.UnixMilli()
	part.events++
	part.newest = max(part.newest, at)
	chat := g.chatOf(part.id, e, at)
	p := pendingLive{rec: Recorded{At: at, Tie: e.Order, Kind: e.Kind, Form: e.Form, Place: n}, part: part, chat: chat, author: -1}
	g.at[n] = chat
	switch e.Kind {
	case event.Message:
		p.rec.Key = event.SubjectKey(event.NativeKey(e.NativeID), 0)
		p.rec.Body, p.rec.Thread, p.rec.Answers = e.Body, e.Thread, event.NativeKey(e.ReplyTo)
		p.rec.Chars = max(e.Chars, utf8.RuneCountInString(e.Body))
		p.author = g.personOf(part.id, e, e.Actor, at)
		for _, m := range e.Mentions {
			if n := g.personOf(part.id, e, m, 0); n >= 0 {
				p.mentions = append(p.mentions, n)
			}
		}
		if p.author < 0 {
			return "it does not say who wrote it"
		}
		g.list = append(g.list, p)
	case event.Edit, event.Delete:
		if e.Target == "" { // the network does not say which
			return ""
		}
		p.changes = true
		p.rec.Key = event.SubjectKey(event.NativeKey(e.Target), 0)
		p.rec.Answers = uint64(a.ID) // breaks ties between changes of one instant
		p.rec.Body = e.Body
		if e.Kind == event.Edit {
			p.author = g.personOf(part.id, e, e.Actor, at)
		}
		g.list = append(g.list, p)
	case event.Join, event.Leave, event.Remove:
		g.moves(a, part, p)
	case event.Renamed:
		renamed := e.Actor
		renamed.Name = e.Body
		g.personOf(part.id, e, renamed, at)
	}
	return ""
}

// moves takes in who came or went.
func (g *gathering) moves(a *Arrived, part *livePart, p pendingLive) {
	subjects := a.Event.Subjects
	if len(subjects) == 0 {
		subjects = []event.Actor{a.Event.Actor}
	}
	p.found = isFound(a)
	for i, who := range subjects {
		one := p
		if one.author = g.personOf(part.id, &a.Event, who, p.rec.At); one.author < 0 {
			continue
		}
		one.rec.Key = moveKey(a.Connection, a.Key, i)
		g.list = append(g.list, one)
	}
}

func (g *gathering) chatOf(part id.Import, e *event.Event, at int64) int {
	k := seenKey{part, event.GroupKey(e.Network, e.Namespace, e.Chat)}
	n, ok := g.chats[k]
	if !ok {
		n = len(g.where)
		g.chats[k] = n
		g.where = append(g.where, Chat{Network: e.Network, Namespace: e.Namespace, Chat: e.Chat, Open: true})
		g.whereKey = append(g.whereKey, k)
	}
	c := &g.where[n]
	c.Newest = max(c.Newest, at)
	if (e.Kind == event.GroupRenamed || e.Kind == event.GroupCreated) && e.Body != "" && (at > c.NameAt || at == c.NameAt && e.Body < c.Name) {
		c.Name, c.NameAt = e.Body, at
	}
	return n
}

func (g *gathering) personOf(part id.Import, e *event.Event, a event.Actor, at int64) int {
	key := event.PersonKey(e.Network, e.Namespace, e.Chat, a)
	if key == "" {
		return -1
	}
	k := seenKey{part, key}
	n, ok := g.people[k]
	if !ok {
		n = len(g.who)
		g.people[k] = n
		p := Person{}
		p.Network, p.Namespace, p.Chat, p.Actor = e.Network, e.Namespace, e.Chat, event.Actor{ID: a.ID}
		if a.ID == "" {
			p.Name = a.Name
		}
		g.who = append(g.who, p)
		g.whoKey = append(g.whoKey, k)
	}
	if p := &g.who[n]; a.Name != "" && (p.Name == "" || at > p.NameAt || at == p.NameAt && a.Name < p.Name) {
		p.Name, p.NameAt = a.Name, at
	}
	return n
}

// resolve turns places in lists into ids, all of which are known by now.
func (g *gathering) resolve() {
	groups := map[id.Group]struct{}{}
	for i := range g.list {
		p := &g.list[i]
		p.rec.Group = g.known.groups[g.whereKey[p.chat]].id
		groups[p.rec.Group] = struct{}{}
		if p.author >= 0 {
			p.rec.Author = g.ordOf(p.author)
		}
		if p.changes {
			g.edits = append(g.edits, *p)
			continue
		}
		if p.none {
			continue
		}
		for _, m := range p.mentions {
			p.rec.Mentions = append(p.rec.Mentions, g.ordOf(m))
		}
		p.part.said = append(p.part.said, p.rec)
	}
	g.b.parts = slices.SortedFunc(slices.Values(g.parts), func(a, b *livePart) int { return cmp.Compare(a.id, b.id) })
	for n, chat := range g.at {
		g.b.Where[n] = g.known.groups[g.whereKey[chat]].id
	}
	for gr := range groups {
		g.b.groups = append(g.b.groups, gr)
	}
	slices.Sort(g.b.groups)
}

func (g *gathering) ordOf(n int) uint32 { return g.known.people[g.whoKey[n]].ord }

// admit lets changes pass but those by somebody who did not write the message:
// not every network makes sure of that.
func (g *gathering) admit(authors map[place]uint32) {
	for i := range g.b.parts {
		for j := range g.b.parts[i].said {
			r := &g.b.parts[i].said[j]
			authors[place{r.Group, r.Key}] = r.Author
		}
	}
	for i := range g.edits {
		p := &g.edits[i]
		if author, known := authors[place{p.rec.Group, p.rec.Key}]; known && p.author >= 0 && author != p.rec.Author {
			g.b.Refused[p.rec.Place] = "it edits a message that somebody else wrote"
			continue
		}
		g.b.Changed = append(g.b.Changed, p.rec)
	}
}
