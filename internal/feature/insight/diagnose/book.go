package diagnose

import (
	"slices"
	"time"

	"github.com/cespare/xxhash/v2"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// Book collects what exports tell. It is an export.Sink and export.Marker.
type Book struct {
	now    int64
	people map[string]uint32
	who    []person
	groups map[string]*group
	byName []*group // in order of first mention
	newest int64    // latest event of any kind
	latest int64    // of the export being read
	asOf   int64    // T where it is known beforehand; 0 else

	keyer   *event.Keyer
	touched map[*group]bool
	stamp   int64 // of the export being read
	stamps  int64 // latest stamp of all
	last    lastSeen

	skips    []export.Skip
	skipped  int
	notes    int  // of skips, those on whole files
	unstated bool // some export states no kinds of people
	stated   bool // the export being read does
	exports  []export.Exported
}

// lastSeen remembers the newest look-ups: most lines repeat them.
type lastSeen struct {
	chat      event.NativeChat
	namespace string
	network   event.Network
	group     *group

	ids map[event.NativeUser]uint32 // people of (network, namespace) by id
	of  [2]string
}

// person is one author as the exports know them.
type person struct {
	key    string
	rank   uint64
	id     event.NativeUser
	name   string
	nameAt int64 // when the name was seen; the latest wins
	kind   export.PersonKind
	self   bool
	owner  bool
}

// group is one chat as the exports know it.
type group struct {
	key       string
	network   event.Network
	namespace string
	chat      event.NativeChat
	name      string
	nameAt    int64
	lights    []measure.Light
	recent    []recent
	compactAt int
	listed    map[uint32]bool
	list      bool  // listed is a member list, not just who runs the group
	until     int64 // latest stamp of the exports that tell of it
	open      bool  // an export without a stamp tells of it
}

// recent is a message whose words may still matter.
type recent struct {
	said measure.Said
}

// keepDays is how long before the newest event words are kept: the window of
// 28 days, the days before it that may be answered in it, and a day for zones.
const keepDays = 28 + 8 + 2

const dayMillis = int64(24 * time.Hour / time.Millisecond)

// maxSkips is how many skipped lines, and how many notes on whole files, are
// remembered with their reasons.
const maxSkips = 200

// NewBook returns an empty book. now is the run's own clock; asOf is the time to
// judge at where somebody has said it, else zero.
func NewBook(now, asOf time.Time) *Book {
	b := &Book{now: now.UnixMilli(), people: map[string]uint32{}, groups: map[string]*group{}}
	if !asOf.IsZero() {
		b.asOf = asOf.UnixMilli()
	}
	return b
}

var (
	_ export.Sink   = (*Book)(nil)
	_ export.Marker = (*Book)(nil)
)

// Begin is called before each export.
func (b *Book) Begin(e export.Exported) error {
	b.keyer, b.touched, b.stamp, b.stated, b.latest = event.NewKeyer(), map[*group]bool{}, 0, false, 0
	b.last = lastSeen{}
	return nil
}

// End is called after each export: how far it reaches holds for its groups.
func (b *Book) End(e export.Exported) error {
	for g := range b.touched {
		if b.stamp == 0 {
			g.open = true
		}
		g.until = max(g.until, b.stamp)
	}
	b.stamps = max(b.stamps, b.stamp)
	b.unstated = b.unstated || !b.stated && e.Events > 0
	b.exports = append(b.exports, e)
	b.keyer = nil
	return nil
}

// Stamp keeps when the export says it was made.
func (b *Book) Stamp(t time.Time) error {
	if ms := t.UnixMilli(); ms <= b.now+dayMillis {
		b.stamp = max(b.stamp, ms)
	}
	return nil
}

// Skip counts a skipped line and remembers the first ones. What concerns a
// whole file is no line, and however many lines there are, it is remembered.
func (b *Book) Skip(s export.Skip) error {
	if s.Line == 0 {
		if b.notes++; b.notes <= maxSkips {
			b.skips = append(b.skips, s)
		}
		return nil
	}
	if b.skipped++; b.skipped <= maxSkips {
		b.skips = append(b.skips, s)
	}
	return nil
}

// Group takes what an export says of a chat.
func (b *Book) Group(g export.Group) error {
	own := b.group(g.Network, g.Namespace, g.Chat)
	if g.Name != "" && (own.nameAt <= 0 && (own.name == "" || g.Name < own.name)) {
		own.name = g.Name
	}
	return nil
}

// Person takes what an export says of somebody.
func (b *Book) Person(p export.Person) error {
	key := event.PersonKey(p.Network, p.Namespace, p.Chat, p.Actor)
	if key == "" {
		return nil
	}
	n := b.person(key, p.Actor, 0)
	own := &b.who[n]
	own.kind = max(own.kind, p.Kind)
	own.self, own.owner = own.self || p.Self, own.owner || p.Owner
	b.stated = b.stated || p.Kind == export.Human || p.Kind == export.Staff // a source that only marks bots says nothing of staff
	if p.Chat != "" {
		g := b.group(p.Network, p.Namespace, p.Chat)
		if g.listed == nil {
			g.listed = map[uint32]bool{}
		}
		g.listed[n] = true
		g.list = g.list || !p.Self && !p.Owner && !p.Admin
	}
	return nil
}

// Event takes one line of a chat.
func (b *Book) Event(e *event.Event) error {
	at := e.At.UnixMilli()
	g := b.group(e.Network, e.Namespace, e.Chat)
	b.newest, b.latest = max(b.newest, at), max(b.latest, at)
	if b.asOf > 0 && at > b.asOf {
		return nil // what came after does not exist for the report
	}
	if e.Kind == event.GroupRenamed && e.Body != "" && (at > g.nameAt || at == g.nameAt && e.Body < g.name) {
		g.name, g.nameAt = e.Body, at
	}
	act, ok := measure.ActOf(e.Kind, e.Form)
	if !ok {
		return nil
	}
	key := b.keyer.Key(e)
	if act != measure.Spoke {
		subjects := e.Subjects
		if len(subjects) == 0 {
			subjects = []event.Actor{e.Actor}
		}
		for i, s := range subjects {
			if n, ok := b.actor(e, s, at); ok {
				g.lights = append(g.lights, measure.Light{Key: event.SubjectKey(key, i), At: at, Order: e.Order, Author: n, Act: act})
			}
		}
		return nil
	}
	if n, ok := b.actor(e, e.Actor, at); ok {
		b.spoke(g, e, key, n, at)
	}
	return nil
}

func (b *Book) spoke(g *group, e *event.Event, key uint64, author uint32, at int64) {
	said := measure.Said{Key: key, At: at, Author: author, Order: e.Order, Act: measure.Spoke, Form: e.Form, Body: e.Body}
	g.lights = append(g.lights, said.Light())
	if at < b.oldest() {
		return
	}
	said.Cut = e.Chars > 0 && len(e.Body) < e.Chars // a byte is at most a character
	if said.Cut || e.Chars > 0 && e.Chars != len(e.Body) {
		said.Cut = e.Chars > runes(e.Body)
	}
	said.Thread = measure.ThreadOf(e.Thread)
	said.Answers = event.NativeKey(e.ReplyTo)
	for _, m := range e.Mentions {
		if n, ok := b.actor(e, m, 0); ok {
			said.Mentions = append(said.Mentions, n)
		}
	}
	g.recent = append(g.recent, recent{said})
	if len(g.recent) > g.compactAt {
		b.compact(g)
	}
}

// oldest is the time from which words may still matter: a group is judged at
// the end of its export at the earliest, or where somebody said.
func (b *Book) oldest() int64 {
	end := b.latest
	if b.asOf > 0 {
		end = min(end, b.asOf)
	}
	return end - keepDays*dayMillis
}

// compact drops the words of messages that have grown too old to matter.
func (b *Book) compact(g *group) {
	oldest := b.oldest()
	g.recent = slices.DeleteFunc(g.recent, func(r recent) bool { return r.said.At < oldest })
	g.compactAt = max(4096, 2*len(g.recent))
}

func runes(s string) int {
	n := 0
	for range s {
		n++
	}
	return n
}

// actor numbers the person an event names.
func (b *Book) actor(e *event.Event, a event.Actor, at int64) (uint32, bool) {
	if a.ID == "" {
		if a.Name == "" {
			return 0, false
		}
		return b.person(event.PersonKey(e.Network, e.Namespace, e.Chat, a), a, at), true
	}
	l := &b.last
	if l.ids == nil || l.of[0] != string(e.Network) || l.of[1] != e.Namespace {
		l.ids, l.of = map[event.NativeUser]uint32{}, [2]string{string(e.Network), e.Namespace}
	}
	n, ok := l.ids[a.ID]
	if !ok {
		n = b.person(event.PersonKey(e.Network, e.Namespace, e.Chat, a), a, at)
		l.ids[a.ID] = n
		return n, true
	}
	b.named(n, a, at)
	return n, true
}

// named keeps the name an author was last seen with.
func (b *Book) named(n uint32, a event.Actor, at int64) {
	if p := &b.who[n]; a.Name != "" && (at > p.nameAt || at == p.nameAt && a.Name < p.name) {
		p.name, p.nameAt = a.Name, at
	}
}

func (b *Book) person(key string, a event.Actor, at int64) uint32 {
	n, ok := b.people[key]
	if !ok {
		n = uint32(len(b.who))
		b.people[key] = n
		b.who = append(b.who, person{key: key, rank: xxhash.Sum64String(key), id: a.ID, nameAt: -1})
	}
	b.named(n, a, at)
	return n
}

func (b *Book) group(network event.Network, namespace string, chat event.NativeChat) *group {
	if l := &b.last; l.group != nil && l.chat == chat && l.namespace == namespace && l.network == network {
		return l.group
	}
	key := event.GroupKey(network, namespace, chat)
	g := b.groups[key]
	if g == nil {
		g = &group{key: key, network: network, namespace: namespace, chat: chat}
		b.groups[key] = g
		b.byName = append(b.byName, g)
	}
	b.last.chat, b.last.namespace, b.last.network, b.last.group = chat, namespace, network, g
	b.touched[g] = true
	return g
}

// sorted lists the groups by id, then by the rest of their key.
func (b *Book) sorted() []*group {
	gs := slices.Clone(b.byName)
	slices.SortFunc(gs, func(x, y *group) int {
		return measure.CompareGroups(x.native(), y.native())
	})
	return gs
}

// native is how the group's network names it.
func (g *group) native() measure.NativeGroup {
	return measure.NativeGroup{Network: string(g.network), Namespace: g.namespace, Chat: string(g.chat), Key: g.key}
}
