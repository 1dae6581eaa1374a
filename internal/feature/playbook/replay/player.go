package replay

import (
	"container/heap"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// Options say what is tried, and how.
type Options struct {
	SOPs  []Planned
	Zone  *time.Location
	From  time.Time // before it nothing begins: what happened is only counted
	World World
	Gate  Gate

	// Asks reports whether a message asks something; nil where nobody knows.
	Asks func(text string) bool
	// Tell is told of each touch, in order; nil where nobody wants to know.
	Tell func(t *Touch) error
	// Left is told of what was said and passed, when it did; nil where nobody wants
	// to know.
	Left func(t *Touch, at time.Time)
}

// Player lets SOPs run in virtual time.
type Player struct {
	o       Options
	world   World
	decider *engine.Decider
	asked   cond.Asked     // by any of the SOPs
	named   map[string]int // SOPs by their names
	kinds   map[string]bool
	states  bool // some SOP wants to know in which state groups are
	asks    bool // some SOP wants to know whether messages ask something
	silent  []silence

	now    time.Time
	begun  bool // From has come
	due    queue
	n      int64 // counts what was put into due: of one instant the earlier comes first
	rooms  map[id.Group]*room
	list   []*room // as they came
	tags   map[uint32][]string
	open   map[subject][]*run
	opened int
	before map[began]*history
	gather map[gathering]*gathered
	next   map[[2]int]following // by SOP and start
	sum    tally
	err    error
}

// subject is about whom a run is.
type subject struct {
	group  id.Group
	member uint32
}

// began is an SOP and whom it began for.
type began struct {
	sop int
	subject
}

// history is how often an SOP began for a subject, when it last did, and by which
// occasion of each of its starts.
type history struct {
	times    int
	last     time.Time
	occasion map[int]string
}

// New returns a player. Nothing has happened yet.
func New(o Options) *Player {
	p := &Player{o: o, world: o.World, named: map[string]int{}, kinds: map[string]bool{}, rooms: map[id.Group]*room{}, tags: map[uint32][]string{},
		open: map[subject][]*run{}, before: map[began]*history{}, gather: map[gathering]*gathered{}, next: map[[2]int]following{}}
	programs := make([]*engine.Program, len(o.SOPs))
	for i, s := range o.SOPs {
		programs[i] = s.Program
		p.named[s.Program.Book.Name] = i
		p.asked = p.asked.And(s.Program.Asked())
		for kind := range s.Program.Kinds() {
			p.kinds[kind] = true
		}
		p.states = p.states || asksAbout(s.Program.Book, "state")
		p.asks = p.asks || asksAbout(s.Program.Book, "question")
	}
	p.decider = engine.NewDecider(programs)
	p.states = p.states || p.kinds[string(fact.GroupBecame)]
	p.silences()
	p.sum.init(o.SOPs)
	return p
}

// asksAbout reports whether a condition of an SOP has a word in it.
func asksAbout(b *script.Playbook, word string) (found bool) {
	b.EachCondition(func(_ []string, text string, _ bool) { found = found || strings.Contains(text, word) })
	return found
}

// item is something that is due.
type item struct {
	at time.Time
	n  int64
	do func(now time.Time)
}

// queue is what is due, the earliest first.
type queue []item

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	if !q[i].at.Equal(q[j].at) {
		return q[i].at.Before(q[j].at)
	}
	return q[i].n < q[j].n
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }

// Push and Pop are for package heap.
func (q *queue) Push(x any) { *q = append(*q, x.(item)) }

// Pop takes the last.
func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	(*q)[len(*q)-1] = item{}
	*q = (*q)[:len(*q)-1]
	return last
}

// put lets something be done at a time, now at the earliest.
func (p *Player) put(at time.Time, do func(now time.Time)) {
	if at.Before(p.now) {
		at = p.now
	}
	p.n++
	heap.Push(&p.due, item{at, p.n, do})
}

var (
	tooMany = i18n.Text{
		Hans: "同时在走的太多了（超过 %d 个）。请少选几个群，或把时间段缩短。",
		Hant: "同時在走的太多了（超過 %d 個）。請少選幾個群組，或把時間段縮短。",
		En:   "Too many runs are under way at once (over %d). Choose fewer groups or a shorter time.",
	}
	endless = i18n.Text{
		Hans: "这几个 SOP 互相叫来叫去，停不下来。请去掉其中一个 call。",
		Hant: "這幾個 SOP 互相叫來叫去，停不下來。請去掉其中一個 call。",
		En:   "These playbooks call each other without an end. Take out one of the calls.",
	}
)

// mostOpen is how many runs may be under way.
const mostOpen = 500_000

// Until lets everything be done that is due by then.
func (p *Player) Until(t time.Time) error {
	if !p.begun && !t.Before(p.o.From) {
		p.begun = true
		p.now = p.o.From
		for _, r := range p.list { // those that history was told of before
			p.arm(r)
		}
	}
	for p.err == nil && len(p.due) > 0 && !p.due[0].at.After(t) {
		next := heap.Pop(&p.due).(item)
		p.now = next.at
		next.do(next.at)
	}
	if p.err == nil && t.After(p.now) {
		p.now = t
	}
	return p.err
}

// Due is when something is next to be done; false where nothing is.
func (p *Player) Due() (time.Time, bool) {
	if len(p.due) == 0 {
		return time.Time{}, false
	}
	return p.due[0].at, true
}

// Tell takes in what happened. It is told in the order of time.
func (p *Player) Tell(h *Happening) error {
	if h.At.Before(p.now) {
		return p.Tell(&Happening{At: p.now, Kind: h.Kind, Group: h.Group, Member: h.Member, Text: h.Text, Chain: h.Chain})
	}
	if err := p.Until(h.At); err != nil {
		return err
	}
	r := p.room(h.Group)
	r.took(p.world, h)
	p.sum.heard(h, !h.At.Before(p.o.From))
	if p.states {
		p.world.Hear(h, h.Member != 0 && !r.in[h.Member].people)
	}
	if h.At.Before(p.o.From) {
		return nil
	}
	p.arm(r)
	p.happened(r, h)
	return p.err
}

// room is a group, which is known from now on.
func (p *Player) room(group id.Group) *room {
	r := p.rooms[group]
	if r == nil {
		r = &room{group: group, in: map[uint32]*seen{}}
		p.rooms[group] = r
		p.list = append(p.list, r)
	}
	return r
}

// happened lets runs go on and SOPs begin by what happened.
func (p *Player) happened(r *room, h *Happening) {
	if !p.kinds[h.Kind] && !p.stoppable(h) {
		return
	}
	var moves []move
	for _, s := range [...]subject{{h.Group, 0}, {h.Group, h.Member}} {
		for _, one := range p.open[s] {
			if p.o.SOPs[one.sop].Program.Hears(&one.state, h.Kind) {
				moves = append(moves, move{one, engine.Input{Kind: engine.Happened, On: h.Kind}, h.Text, nil})
			}
		}
		if h.Member == 0 {
			break
		}
	}
	if p.decider.Wants(h.Kind) && (h.Member == 0 || !r.in[h.Member].gone || h.Kind == string(fact.MemberLeft)) {
		moves = append(moves, p.starts(r, h)...)
	}
	p.moveAll(moves)
}

// stoppable reports whether a run may be stopped by whatever happens.
func (p *Player) stoppable(h *Happening) bool {
	return len(p.open[subject{h.Group, h.Member}]) > 0 || h.Member != 0 && len(p.open[subject{h.Group, 0}]) > 0
}

// starts begins SOPs by what happened.
func (p *Player) starts(r *room, h *Happening) (moves []move) {
	f := p.facts(r, h.Member, p.now, p.asked)
	f.Event = p.event(h.Kind, h.Text)
	nth := 0
	if h.Kind == string(fact.MessageRecorded) {
		nth = int(f.Member.Messages)
	}
	gone := h.Member != 0 && r.in[h.Member].gone
	for _, hit := range p.decider.Decide(nil, h.Kind, nth, &f) {
		s := &p.o.SOPs[hit.Program]
		fields, ok := p.in(hit.Program, h.Group)
		if !ok || gone && s.Program.Book.Per == script.PerMember {
			continue
		}
		start := &s.Program.Starts()[hit.Start]
		if start.Gather.For != "" && s.Program.Book.Per == script.PerMember {
			p.gatherOne(hit, r, came{h.Member, p.now})
			continue
		}
		whom := subject{h.Group, h.Member}
		if s.Program.Book.Per == script.PerGroup {
			whom.member = 0
		}
		if one := p.begin(hit.Program, hit.Start, whom, "", s.Program.Begin(start.ID, h.At, fields)); one != nil {
			moves = append(moves, move{one, engine.Input{}, h.Text, nil})
		}
	}
	return moves
}

// event is what happened, as conditions see it.
func (p *Player) event(kind, text string) cond.Event {
	return cond.Event{Kind: kind, Text: text, Question: p.asks && p.o.Asks != nil && text != "" && p.o.Asks(text)}
}

// in is what was filled in for a group, if an SOP is tried in it. One that is about
// the workspace is tried once, in the group that came first.
func (p *Player) in(sop int, group id.Group) (map[string]string, bool) {
	s := &p.o.SOPs[sop]
	if fields, ok := s.Places[group]; ok {
		return fields, true
	}
	if s.Program.Book.Per == script.PerWorkspace && group != p.list[0].group {
		return nil, false
	}
	return s.Everywhere, s.Everywhere != nil
}

// begin begins a run, unless its SOP began for the subject a short while ago or by
// the same occasion; nil then.
func (p *Player) begin(sop, start int, whom subject, occasion string, state engine.State) *run {
	key := began{sop, whom}
	h := p.before[key]
	if h == nil {
		h = &history{}
		p.before[key] = h
	}
	book := p.o.SOPs[sop].Program.Book
	if start >= 0 && book.Once != "" && !h.last.IsZero() && script.Later(h.last, book.Once, p.o.Zone).After(p.now) {
		return nil
	}
	if occasion != "" {
		if p.hasBegun(sop, start, whom, occasion) {
			return nil
		}
		if h.occasion == nil {
			h.occasion = map[int]string{}
		}
		h.occasion[start] = occasion
	}
	one := &run{sop: sop, whom: whom, turn: h.times, state: state,
		name: book.Name + "/" + whom.name() + "/" + strconv.Itoa(h.times)}
	h.times++
	h.last = p.now
	p.open[whom] = append(p.open[whom], one)
	if p.opened++; p.opened > mostOpen {
		p.err = fault.New(fault.Invalid, tooMany.With(mostOpen))
	}
	p.sum.begun(sop)
	return one
}

// hasBegun reports whether an SOP began for a subject by this occasion.
func (p *Player) hasBegun(sop, start int, whom subject, occasion string) bool {
	h := p.before[began{sop, whom}]
	return h != nil && h.occasion[start] == occasion
}

// name is what a subject is called where chance decides, as live.
func (s subject) name() string { return id.Show(s.group) + "/" + id.Show(id.Member(s.member)) }
