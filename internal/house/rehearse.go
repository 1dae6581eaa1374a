package house

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/channel/sandbox/crowd"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/replay"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

var badSize = i18n.Text{
	Hans: "试跑可以是 1 到 %d 周、1 到 %d 个群。",
	Hant: "試跑可以是 1 到 %d 週、1 到 %d 個群組。",
	En:   "A rehearsal has 1 to %d weeks and 1 to %d groups.",
}

// before is for how long people have lived before a rehearsal begins: as long as it
// lasts, and for four weeks at least.
func before(of playbook.RehearseOf) time.Duration {
	return time.Duration(max(4, of.Weeks)) * 7 * 24 * time.Hour
}

// Rehearse lets SOPs run among simulated people.
func (n trials) Rehearse(ctx context.Context, of playbook.RehearseOf) (playbook.Rehearsed, error) {
	return Rehearse(ctx, of)
}

// Rehearse lets SOPs run among the sandbox's simulated people, in virtual time and
// without a database: once without the SOPs and once with them, from the same
// beginning. People hear what is said to their group, a minute later at most, and
// react to it as the sandbox's crowd does: to words, not to sense. To-dos with
// something to say are done at once; what is said privately nobody answers.
func Rehearse(ctx context.Context, of playbook.RehearseOf) (out playbook.Rehearsed, err error) {
	if of.Weeks < 1 || of.Weeks > playbook.MostWeeks || of.Groups < 1 || of.Groups > playbook.MostSimulated {
		return out, fault.New(fault.Invalid, badSize.With(playbook.MostWeeks, playbook.MostSimulated))
	}
	lib, err := crowd.Read()
	if err != nil {
		return out, err
	}
	models, err := Models()
	if err != nil {
		return out, err
	}
	lasts := time.Duration(of.Weeks) * 7 * 24 * time.Hour
	end := of.Begin.Add(lasts)
	total := int64(end.Sub(of.Begin)*2/time.Hour) + int64(before(of)/time.Hour)
	done := int64(0)
	tick := func() {
		if done++; of.Progress != nil {
			of.Progress(done, total)
		}
	}
	first := newSimulation(lib, of)
	if err := first.live(ctx, of.Begin, tick); err != nil {
		return out, err
	}
	without, err := first.split()
	if err != nil {
		return out, err
	}
	with, err := first.split()
	if err != nil {
		return out, err
	}
	if err := without.live(ctx, end, tick); err != nil {
		return out, err
	}
	if err := with.play(of); err != nil {
		return out, err
	}
	if err := with.live(ctx, end, tick); err != nil {
		return out, err
	}
	out.Summary, out.People = with.player.Summary(), map[uint32]string{}
	out.Summary.To = end.Add(-time.Millisecond)
	for who := range with.met {
		out.People[who] = with.world.Person(who).Name
	}
	for i, g := range with.groups {
		out.Groups = append(out.Groups, playbook.GroupFigures{Group: g.id, Name: g.name,
			Before:  first.figures(first.groups[i], of.Begin.Add(-lasts), of.Begin, models.Links),
			Without: without.figures(without.groups[i], of.Begin, end, models.Links),
			With:    with.figures(g, of.Begin, end, models.Links)})
	}
	return out, nil
}

// simulation is groups of simulated people that live together.
type simulation struct {
	lib    *crowd.Library
	town   uint64
	zone   *time.Location
	now    time.Time
	groups []*simulated
	world  *simulationWorld
	player *replay.Player // nil where no SOP runs
	met    map[uint32]bool
	sent   []sent
}

// simulated is a group of simulated people.
type simulated struct {
	id     id.Group
	name   string
	people *crowd.Crowd
	state  crowd.State
	lights []measure.Light
	marks  []measure.Mark
	did    []crowd.Line // what was not said: comings and goings
	said   int          // by SOPs
	key    uint64
}

// sent is something that an SOP has said to a group, and that its people have not
// heard yet.
type sent struct {
	group *simulated
	text  string
}

// newSimulation is how things are some weeks before a rehearsal begins.
func newSimulation(lib *crowd.Library, of playbook.RehearseOf) *simulation {
	v := &simulation{lib: lib, town: of.Seed, zone: of.Zone, now: of.Begin.Add(-before(of)), met: map[uint32]bool{}}
	v.world = &simulationWorld{newPastWorld(of.Zone), v}
	seeds := sandbox.Seeds(of.Seed)
	for i := range of.Groups {
		like := seeds[i%len(seeds)]
		plan := like.Crowd
		plan.Town, plan.Seed = of.Seed, plan.Seed+uint64(i)*1000
		plan.From += i / len(seeds) * 200
		name := like.Name
		if i >= len(seeds) {
			name = fmt.Sprintf("%s·%d", like.Name, i/len(seeds)+1)
		}
		g := &simulated{id: id.Group(i + 1), name: name, people: crowd.New(lib, plan)}
		g.state = g.people.Begin(v.now)
		v.world.places[g.id] = replay.Place{Name: name, Speaks: true, Life: of.Like.Life, Tone: of.Like.Tone, Columns: of.Like.Columns}
		v.groups = append(v.groups, g)
	}
	return v
}

// split is the same simulation once more, to live another life.
func (v *simulation) split() (*simulation, error) {
	out := *v
	out.met, out.sent, out.groups = map[uint32]bool{}, nil, nil
	out.world = &simulationWorld{newPastWorld(v.zone), &out}
	out.world.places = v.world.places
	for _, g := range v.groups {
		text, err := json.Marshal(&g.state)
		if err != nil {
			return nil, err
		}
		fresh := *g
		fresh.state = crowd.State{}
		if err := json.Unmarshal(text, &fresh.state); err != nil {
			return nil, err
		}
		fresh.lights, fresh.marks, fresh.did = slices.Clone(g.lights), slices.Clone(g.marks), slices.Clone(g.did)
		out.groups = append(out.groups, &fresh)
	}
	return &out, nil
}

// play lets SOPs run from now on. What has happened before they know.
func (v *simulation) play(of playbook.RehearseOf) error {
	gate := newPastGate(v.zone, v.world.stands)
	v.player = replay.New(replay.Options{Asks: asks, SOPs: of.SOPs, Zone: v.zone, From: of.Begin, World: v.world, Gate: gate, Tell: func(t *replay.Touch) error {
		if t.Member != 0 {
			v.met[t.Member] = true
		}
		if of.Tell == nil {
			return nil
		}
		return of.Tell(t)
	}, Left: v.left})
	type told struct {
		g    *simulated
		line crowd.Line
	}
	var past []told
	for _, g := range v.groups {
		gate.saw(g.id, of.Begin.Add(-before(of)))
		first := g.people.Begin(of.Begin.Add(-before(of)))
		for _, who := range first.People() {
			past = append(past, told{g, crowd.Line{At: of.Begin.Add(-before(of)).UnixMilli(), Act: crowd.Joins, Who: who}})
		}
		for _, line := range g.did {
			past = append(past, told{g, line})
		}
	}
	slices.SortStableFunc(past, func(a, b told) int { return cmp.Compare(a.line.At, b.line.At) })
	for _, p := range past {
		if err := v.tell(p.g, p.line); err != nil {
			return err
		}
	}
	return nil
}

// left takes in what an SOP said, as it goes out.
func (v *simulation) left(t *replay.Touch, _ time.Time) {
	if t.Channel != replay.ToGroup && t.Channel != replay.Announcement {
		return
	}
	v.sent = append(v.sent, sent{v.groups[t.Group-1], t.Text})
}

// step is how far everybody lives before the others hear of it.
const step = time.Minute

// mostLines is how much one group does in a step.
const mostLines = 1000

// live lets everybody live until a moment.
func (v *simulation) live(ctx context.Context, until time.Time, tick func()) error {
	type told struct {
		g    *simulated
		line crowd.Line
	}
	var all []told
	for v.now.Before(until) {
		v.now = v.now.Add(step)
		all = all[:0]
		for _, g := range v.groups {
			for done := false; !done; {
				var lines []crowd.Line
				lines, done = g.people.Advance(&g.state, v.now, mostLines)
				for _, line := range lines {
					all = append(all, told{g, line})
				}
			}
		}
		slices.SortStableFunc(all, func(a, b told) int { return cmp.Compare(a.line.At, b.line.At) })
		for _, one := range all {
			v.note(one.g, one.line)
			if err := v.tell(one.g, one.line); err != nil {
				return err
			}
		}
		if v.player != nil {
			if err := v.player.Until(v.now); err != nil {
				return err
			}
			v.heard()
		}
		if v.now.Sub(v.now.Truncate(time.Hour)) < step {
			tick()
			if err := ctx.Err(); err != nil {
				return err
			}
		}
	}
	return nil
}

// heard lets people hear what SOPs have said.
func (v *simulation) heard() {
	for _, s := range v.sent {
		g := s.group
		at := max(v.now.UnixMilli(), g.state.Last+1)
		seq := g.state.Seq + 1
		g.people.Hear(&g.state, crowd.Heard{At: at, Did: crowd.Spoke, Who: -1, Seq: seq, Text: s.text})
		g.said++
		g.keep(measure.Said{At: at, Author: ourselves, Act: measure.Spoke, Form: event.Text, Body: s.text, Key: uint64(seq)})
	}
	v.sent = v.sent[:0]
}

// ourselves is who says what SOPs say.
const ourselves uint32 = 1 << 30

// number is by what somebody of the crowd is known: 0 is nobody.
func number(who int) uint32 { return uint32(who) + 1 } //nolint:gosec // a small number

// note keeps what somebody did, for figures and for SOPs that begin later.
func (v *simulation) note(g *simulated, line crowd.Line) {
	said := measure.Said{At: line.At, Author: number(line.Who), Form: line.Form, Body: line.Text, Answers: uint64(line.To)} //nolint:gosec // counts from one
	switch line.Act {
	case crowd.Says:
		said.Act, said.Key = measure.Spoke, uint64(line.Seq) //nolint:gosec // counts from one
	case crowd.Joins:
		said.Act = measure.Joined
	case crowd.Leaves:
		said.Act = measure.Left
	default:
		return
	}
	if said.Key == 0 {
		g.key++
		said.Key = 1<<40 + g.key
	}
	g.keep(said)
	if v.player == nil {
		g.did = append(g.did, line)
	}
}

func (g *simulated) keep(said measure.Said) {
	g.lights = append(g.lights, said.Light())
	if said.Act == measure.Spoke {
		g.marks = append(g.marks, said.Mark())
	}
}

// tell lets SOPs hear what somebody did.
func (v *simulation) tell(g *simulated, line crowd.Line) error {
	kind, ok := map[crowd.Act]fact.Kind{crowd.Says: fact.MessageRecorded, crowd.Joins: fact.MemberJoined, crowd.Leaves: fact.MemberLeft}[line.Act]
	if v.player == nil || !ok {
		return nil
	}
	return v.player.Tell(&replay.Happening{At: time.UnixMilli(line.At).UTC(), Kind: string(kind), Group: g.id, Member: number(line.Who), Text: line.Text, Chain: line.Form == event.Chain})
}

// simulationWorld is who simulated people are: friends of the shop who have agreed to
// be written to.
type simulationWorld struct {
	*pastWorld
	v *simulation
}

// Person says who somebody is.
func (w *simulationWorld) Person(member uint32) replay.Person {
	if p, ok := w.people[member]; ok {
		return p
	}
	is := w.v.lib.Person(w.v.town, int(member)-1)
	p := replay.Person{Name: is.Name, Staff: is.Staff, Customer: true, Consent: true, Birthday: when.Yearly{Month: int(member*7%12) + 1, Day: int(member*11%28) + 1}}
	w.people[member] = p
	return p
}

// stands says how somebody stands to being written to.
func (w *simulationWorld) stands(uint32) (agreed, less bool) { return true, false }
