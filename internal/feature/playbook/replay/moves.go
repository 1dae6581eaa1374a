package replay

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
)

// run is an SOP on its way with a subject.
type run struct {
	sop    int
	whom   subject
	turn   int
	name   string
	state  engine.State
	parent *run
	called string
	wakes  time.Time // when it is looked at again
}

// move is a run that is told something.
type move struct {
	run   *run
	in    engine.Input
	text  string
	names []string // of those who came together
}

// mostCalls is how many SOPs may begin by each other at one instant.
const mostCalls = 50

// moveAll takes runs on.
func (p *Player) moveAll(moves []move) {
	for calls := 0; len(moves) > 0 && p.err == nil; calls++ {
		if calls > mostCalls {
			p.err = fault.New(fault.Invalid, endless.With())
			return
		}
		var next []move
		for i := range moves {
			next = append(next, p.move(&moves[i])...)
		}
		moves = next
	}
}

// move takes one run on, and returns what goes on by it.
func (p *Player) move(mv *move) (next []move) {
	one := mv.run
	if one.state.Phase == engine.Over {
		return nil
	}
	r := p.room(one.whom.group)
	if s := r.in[one.whom.member]; s != nil && s.gone && one.whom.member != 0 {
		return p.over(one)
	}
	s := &p.o.SOPs[one.sop]
	f := p.facts(r, one.whom.member, p.now, s.Program.Asked())
	f.Event = p.event(mv.in.On, mv.text)
	w := engine.World{Now: p.now, Zone: p.o.Zone, Run: one.name, Whom: one.whom.name(), Turn: one.turn, Tone: f.Group.Tone, Known: p.values(s, r, one.whom.member, mv.names), Facts: &f}
	var acts []engine.Action
	one.state, acts = s.Program.Advance(one.state, mv.in, &w)
	for i := range acts {
		next = append(next, p.act(one, &acts[i])...)
	}
	if one.state.Phase == engine.Over {
		return append(next, p.over(one)...)
	}
	p.wake(one)
	return next
}

// wake lets a run be looked at again, if it waits for a time.
func (p *Player) wake(one *run) {
	due := one.state.Due
	if due.IsZero() || due.Equal(one.wakes) && due.After(p.now) {
		return
	}
	one.wakes = due
	p.put(due, func(time.Time) {
		if one.wakes.Equal(due) && one.state.Phase != engine.Over {
			one.wakes = time.Time{}
			p.moveAll([]move{{run: one}})
		}
	})
}

// over takes a run off, and the one on that waited for it.
func (p *Player) over(one *run) []move {
	one.state.Phase = engine.Over
	left := slices.DeleteFunc(p.open[one.whom], func(r *run) bool { return r == one })
	if p.opened--; len(left) == 0 {
		delete(p.open, one.whom)
	} else {
		p.open[one.whom] = left
	}
	if one.parent == nil {
		return nil
	}
	return []move{{run: one.parent, in: engine.Input{Kind: engine.Returned, Step: one.called}}}
}

// values are the fields that every SOP has, and the group's columns; what nobody
// says is blank.
func (p *Player) values(s *Planned, r *room, member uint32, names []string) map[string]string {
	place := p.world.Place(r.group)
	out := make(map[string]string, len(s.Blanks)+len(place.Columns)+4)
	maps.Copy(out, s.Blanks)
	maps.Copy(out, place.Columns)
	out["群名"], out["日期"] = place.Name, p.now.In(p.o.Zone).Format("2006年1月2日")
	if r.inside > 0 {
		out["人数"] = strconv.FormatInt(r.inside, 10)
	}
	if member != 0 {
		out["昵称"] = cmp.Or(p.world.Person(member).Name, "新朋友")
	}
	if len(names) > 0 {
		out["人数"] = strconv.Itoa(len(names))
		for i, name := range names[:min(3, len(names))] {
			out["昵称"+strconv.Itoa(i+1)] = name
		}
	}
	return out
}

// act notes what a run wants done, and returns what goes on by it.
func (p *Player) act(one *run, a *engine.Action) []move {
	t := Touch{At: p.now, Group: one.whom.group, Member: one.whom.member, SOP: p.o.SOPs[one.sop].Program.Book.Name, Step: a.Step, Owner: a.Owner, Origin: one.sop}
	speaks := p.world.Place(one.whom.group).Speaks
	switch {
	case a.Skip != nil:
		p.sum.skipped(one.sop, a.Step, a.Skip.Why)
		return nil
	case a.Dealt != nil:
		return nil
	case a.Call != nil:
		return p.call(one, a)
	case a.Say != nil:
		t.Channel, t.Text, t.Selling, t.All = channelOf(a.Say.To), a.Say.Text, a.Say.Selling, a.Say.All
		t.ByHand = t.Channel != ToGroup || !speaks
	case a.Ask != nil:
		t.Channel, t.ByHand = ToDo, true
		if a.Ask.Task != nil {
			t.Text = a.Ask.Text
			if t.Text == "" {
				t.Text, _ = p.o.SOPs[one.sop].Program.Book.Said(a.Ask.Task.Do.Hans, p.values(&p.o.SOPs[one.sop], p.room(one.whom.group), one.whom.member, nil), p.o.Zone)
			}
		}
	case a.Invite != nil:
		t.Channel, t.Text, t.ByHand = Invite, a.Invite.Text, true
	case a.Remove != nil:
		t.Channel, t.Text, t.ByHand = Remove, a.Remove.Tell, true
	default: // what the program does by itself, and nobody is touched by
		p.tag(one.whom.member, a.Tag, a.Untag)
		p.sum.silently()
		return nil
	}
	p.touch(&t)
	return nil
}

func channelOf(to string) Channel {
	switch to {
	case "announcement":
		return Announcement
	case "member":
		return ToMember
	case "moments":
		return Moments
	}
	return ToGroup
}

// touch asks the gate about what is to be said, and tells of it.
func (p *Player) touch(t *Touch) {
	if t.Channel.Said() {
		t.Verdict = p.o.Gate.Ask(t, p.now)
	} else {
		t.Verdict.Outcome = Pass
	}
	p.sum.touched(p, t)
	p.settle(t, t.Verdict)
	if p.o.Tell != nil && p.err == nil {
		p.err = p.o.Tell(t)
	}
}

// settle lets what passes reach people, and asks again about what is to go later.
func (p *Player) settle(t *Touch, v Verdict) {
	switch v.Outcome {
	case Pass:
		p.reach(t)
		if p.o.Left != nil && t.Channel.Said() {
			p.o.Left(t, p.now)
		}
	case Later:
		kept := *t
		p.put(v.Until, func(now time.Time) { p.settle(&kept, p.o.Gate.Ask(&kept, now)) })
	}
}

// reach counts whom something that was said has reached.
func (p *Player) reach(t *Touch) {
	r := p.room(t.Group)
	switch {
	case t.Channel == ToGroup || t.Channel == Announcement:
		r.told++
	case t.Member != 0 && (t.Channel == ToMember || t.Channel == Invite):
		r.who(p.world, t.Member).reached++
	}
}

// call begins another SOP for the same subject. What is not tried, too, has ended at
// once.
func (p *Player) call(one *run, a *engine.Action) []move {
	n, ok := p.named[a.Call.Name]
	if !ok {
		if a.Call.Wait {
			return []move{{run: one, in: engine.Input{Kind: engine.Returned, Step: a.Step}}}
		}
		return nil
	}
	fields := maps.Clone(one.state.Fields)
	if fields == nil {
		fields = map[string]string{}
	}
	maps.Copy(fields, a.Call.With)
	fresh := p.begin(n, -1, one.whom, "", p.o.SOPs[n].Program.Begin("", one.state.Moment, fields))
	if fresh == nil {
		return nil
	}
	if a.Call.Wait {
		fresh.parent, fresh.called = one, a.Step
	}
	return []move{{run: fresh}}
}
