package chat

import (
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// batchEvents is how many events one transaction records: large enough for
// speed, small enough to hold the writer for well under 50 ms.
const batchEvents = 2000

// batch is a run of events with whom they concern, by local numbers.
type batch struct {
	said   []pending
	people []int32  // numbers of people first seen in this batch
	who    []Person // and what was known of them then
	chats  []int32
	where  []Chat
	skips  []export.Skip
	events int64
	newest int64
	read   int64 // bytes read so far
}

// pending is an event whose people and chat are known by the sink's numbers.
type pending struct {
	rec      Recorded
	chat     int32
	author   int32
	mentions []int32
}

// sink gathers what the readers tell into batches and hands them on.
type sink struct {
	now    int64
	out    func(*batch) error
	cur    *batch
	keyer  *event.Keyer
	people map[string]int32
	who    []Person
	chats  map[string]int32
	where  []Chat
	listed map[[2]int32]bool
	plain  map[int32]bool             // chats of which ordinary members are listed
	ids    map[event.NativeUser]int32 // people of the chat's network and namespace
	of     [2]string
	last   lastChat
	stamp  int64 // latest of all exports
	newest int64

	export struct { // the export being read
		stamp   int64
		stated  bool
		touched map[int32]bool
	}
	unstated bool  // some export states no kinds of people
	skips    int64 // lines skipped
	notes    int   // on whole files
	read     int64
	done     []export.Exported
}

type lastChat struct {
	network   event.Network
	namespace string
	chat      event.NativeChat
	n         int32
}

func newSink(now time.Time, out func(*batch) error) *sink {
	s := &sink{now: now.UnixMilli(), out: out, cur: &batch{}, people: map[string]int32{}, chats: map[string]int32{},
		listed: map[[2]int32]bool{}, plain: map[int32]bool{}}
	s.begin()
	return s
}

// begin makes ready for an export.
func (s *sink) begin() {
	s.keyer = event.NewKeyer()
	s.last = lastChat{n: -1}
	s.export.stamp, s.export.stated, s.export.touched = 0, false, map[int32]bool{}
}

// close ends the one export of a source that does not mark exports.
func (s *sink) close() error {
	if len(s.done) > 0 || len(s.export.touched) == 0 {
		return nil
	}
	return s.End(export.Exported{Events: 1})
}

var (
	_ export.Sink   = (*sink)(nil)
	_ export.Marker = (*sink)(nil)
)

func (s *sink) Begin(export.Exported) error {
	s.begin()
	return nil
}

// End keeps how far the export reaches for the chats it tells of.
func (s *sink) End(e export.Exported) error {
	for n := range s.export.touched {
		c := &s.where[n]
		c.Open = c.Open || s.export.stamp == 0
		c.Until = max(c.Until, s.export.stamp)
	}
	s.stamp = max(s.stamp, s.export.stamp)
	s.unstated = s.unstated || !s.export.stated && e.Events > 0
	s.done = append(s.done, e)
	return nil
}

func (s *sink) Stamp(t time.Time) error {
	if ms := t.UnixMilli(); ms <= s.now+24*3600*1000 {
		s.export.stamp = max(s.export.stamp, ms)
	}
	return nil
}

// Skip keeps the first skipped lines with their reasons. What concerns a whole
// file is no line, and is kept however many lines there are.
func (s *sink) Skip(k export.Skip) error {
	if k.Line == 0 {
		if s.notes++; s.notes <= maxSkips {
			s.cur.skips = append(s.cur.skips, k)
		}
		return nil
	}
	if s.skips++; s.skips <= maxSkips {
		s.cur.skips = append(s.cur.skips, k)
	}
	return nil
}

// maxSkips is how many skipped lines, and how many notes on whole files, are
// kept with their reasons.
const maxSkips = 1000

func (s *sink) Group(g export.Group) error {
	n := s.chatOf(g.Network, g.Namespace, g.Chat)
	if c := &s.where[n]; g.Name != "" && c.NameAt <= 0 && (c.Name == "" || g.Name < c.Name) {
		c.Name = g.Name
	}
	return nil
}

func (s *sink) Person(p export.Person) error {
	key := event.PersonKey(p.Network, p.Namespace, p.Chat, p.Actor)
	if key == "" {
		return nil
	}
	n := s.personOf(key, Person{Person: p}, 0)
	own := &s.who[n]
	own.Kind = max(own.Kind, p.Kind)
	own.Self, own.Owner, own.Admin = own.Self || p.Self, own.Owner || p.Owner, own.Admin || p.Admin
	// A source that only marks bots says nothing of staff.
	s.export.stated = s.export.stated || p.Kind == export.Human || p.Kind == export.Staff
	if p.Chat != "" {
		chat := s.chatOf(p.Network, p.Namespace, p.Chat)
		s.listed[[2]int32{chat, n}] = true
		s.plain[chat] = s.plain[chat] || !p.Self && !p.Owner && !p.Admin
	}
	return nil
}

func (s *sink) Event(e *event.Event) error {
	at := e.At.UnixMilli()
	chat := s.chatOf(e.Network, e.Namespace, e.Chat)
	c := &s.where[chat]
	c.Newest, s.newest = max(c.Newest, at), max(s.newest, at)
	if e.Kind == event.GroupRenamed && e.Body != "" && (at > c.NameAt || at == c.NameAt && e.Body < c.Name) {
		c.Name, c.NameAt = e.Body, at
	}
	rec := Recorded{At: at, Tie: e.Order, Kind: e.Kind, Form: e.Form}
	subjects := e.Subjects
	switch e.Kind {
	case event.Message:
		subjects = []event.Actor{e.Actor}
		rec.Body, rec.Thread, rec.Answers = e.Body, e.Thread, event.NativeKey(e.ReplyTo)
		rec.Chars = max(e.Chars, utf8.RuneCountInString(e.Body))
	case event.Join, event.Leave, event.Remove:
		if len(subjects) == 0 {
			subjects = []event.Actor{e.Actor}
		}
	case event.Delete: // of a message the file no longer has; who took it back is all it says
		if subjects = []event.Actor{e.Actor}; e.Target != "" || !e.Actor.Known() {
			return nil
		}
	default:
		return nil
	}
	rec.Key = s.keyer.Key(e)
	for i, who := range subjects {
		author, ok := s.actor(e, who, at)
		if !ok {
			continue
		}
		p := pending{rec: rec, chat: chat, author: author}
		p.rec.Key = event.SubjectKey(rec.Key, i)
		for _, m := range e.Mentions {
			if n, ok := s.actor(e, m, 0); ok {
				p.mentions = append(p.mentions, n)
			}
		}
		s.cur.said = append(s.cur.said, p)
	}
	s.cur.events++
	if len(s.cur.said) >= batchEvents {
		return s.flush()
	}
	return nil
}

// flush hands the current batch on. Batches of the same files are the same
// however often they are read: a resumed import relies on it.
func (s *sink) flush() error {
	b := s.cur
	b.newest, b.read = s.newest, s.read
	for _, n := range b.people {
		b.who = append(b.who, s.who[n])
	}
	for _, n := range b.chats {
		b.where = append(b.where, s.where[n])
	}
	s.cur = &batch{said: make([]pending, 0, batchEvents+8)}
	return s.out(b)
}

func (s *sink) actor(e *event.Event, a event.Actor, at int64) (int32, bool) {
	if !a.Known() {
		return 0, false
	}
	if a.ID != "" {
		if s.ids == nil || s.of[0] != string(e.Network) || s.of[1] != e.Namespace {
			s.ids, s.of = map[event.NativeUser]int32{}, [2]string{string(e.Network), e.Namespace}
		}
		if n, ok := s.ids[a.ID]; ok {
			s.named(n, a, at)
			return n, true
		}
	}
	p := export.Person{Network: e.Network, Namespace: e.Namespace, Chat: e.Chat, Actor: a}
	n := s.personOf(event.PersonKey(e.Network, e.Namespace, e.Chat, a), Person{Person: p}, at)
	if a.ID != "" {
		s.ids[a.ID] = n
	}
	return n, true
}

func (s *sink) named(n int32, a event.Actor, at int64) {
	if p := &s.who[n]; a.Name != "" && (p.Name == "" || at > p.NameAt || at == p.NameAt && a.Name < p.Name) {
		p.Name, p.NameAt = a.Name, at
	}
}

func (s *sink) personOf(key string, p Person, at int64) int32 {
	n, ok := s.people[key]
	if !ok {
		n = int32(len(s.who))
		s.people[key] = n
		p.NameAt = at
		s.who = append(s.who, p)
		s.cur.people = append(s.cur.people, n)
	}
	s.named(n, p.Actor, at)
	return n
}

func (s *sink) chatOf(network event.Network, namespace string, chat event.NativeChat) int32 {
	if l := s.last; l.n >= 0 && l.chat == chat && l.namespace == namespace && l.network == network {
		return l.n
	}
	key := event.GroupKey(network, namespace, chat)
	n, ok := s.chats[key]
	if !ok {
		n = int32(len(s.where))
		s.chats[key] = n
		s.where = append(s.where, Chat{Network: network, Namespace: namespace, Chat: chat})
		s.cur.chats = append(s.cur.chats, n)
	}
	s.last = lastChat{network, namespace, chat, n}
	s.export.touched[n] = true
	return n
}
