package engine

import (
	"hash/fnv"
	"maps"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

const (
	// inTime is how late a step with a time of its own is still done where it does
	// not say.
	inTime = 2 * time.Hour
	// taskTime is how long there is for a to-do that does not say.
	taskTime = 24 * time.Hour
)

// Begin is a run that has not done anything yet, by one of the SOP's starts; "" for
// one that another SOP has called.
func (p *Program) Begin(start string, moment time.Time, fields map[string]string) State {
	s := State{At: end, Start: start, Moment: moment, Prev: moment, Fields: maps.Clone(fields)}
	if len(p.ops) > 0 {
		s.At = 0
	}
	return s
}

// going is a run while it goes on.
type going struct {
	p     *Program
	w     *World
	s     State
	acts  []Action
	facts *cond.Facts
	live  map[string]string // figures that were looked up; "" for one that cannot be had
}

// Advance takes a run as far as it goes. It fails only where the state is none of
// this program; a condition that nobody can answer does not hold.
func (p *Program) Advance(s State, in Input, w *World) (State, []Action) {
	g := &going{p: p, w: w, s: s, facts: w.Facts}
	g.s.Fields = maps.Clone(s.Fields)
	if g.s.Phase == Over {
		return g.s, nil
	}
	if g.facts == nil {
		g.facts = &cond.Facts{}
	}
	g.facts.Field, g.facts.Now, g.facts.Start, g.facts.Event.Count = g.values(), w.Now, s.Start, int64(max(1, s.Crowd))
	if g.stops(in) {
		return g.s, g.acts
	}
	if g.hear(in) {
		g.walk()
	}
	return g.s, g.acts
}

// values are all fields that have a value. What was filled in for the run goes
// before what is known.
func (g *going) values() map[string]string {
	out := make(map[string]string, len(g.w.Known)+len(g.s.Fields))
	maps.Copy(out, g.w.Known)
	for name, value := range g.s.Fields {
		if value != "" || out[name] == "" {
			out[name] = value
		}
	}
	return out
}

func (g *going) over(why string) {
	g.s.At, g.s.Phase, g.s.Due, g.s.Why = end, Over, time.Time{}, why
}

// stops reports whether the SOP says that it ends here.
func (g *going) stops(in Input) bool {
	for _, s := range g.p.stops {
		if s.on != "" && (in.Kind != Happened || in.On != s.on) {
			continue
		}
		if s.cond == nil || g.holds(s.cond) {
			g.over(Stopped)
			return true
		}
	}
	return false
}

// holds reports whether a condition holds; nil does.
func (g *going) holds(c *cond.Condition) bool {
	yes, _ := g.tells(c)
	return yes
}

// tells is holds, and whether anybody can tell.
func (g *going) tells(c *cond.Condition) (yes, told bool) {
	if c == nil {
		return true, true
	}
	yes, err := c.Holds(g.facts)
	return err == nil && yes, err == nil
}

// hear takes in what the run is told, and reports whether it goes on.
func (g *going) hear(in Input) bool {
	if g.s.At < 0 || g.s.At >= len(g.p.ops) {
		g.over(Finished)
		return false
	}
	o := &g.p.ops[g.s.At]
	due := !g.w.Now.Before(g.s.Due)
	mine := in.Step == o.step.ID
	switch g.s.Phase {
	case Ready:
		return due
	case Awaits:
		if o.step.Await == nil {
			return g.leave(o.next)
		}
		if in.Kind == Happened && in.On == o.step.Await.On && g.holds(o.came) {
			return g.leave(o.ways[0].to)
		}
		return due && g.leave(o.ways[1].to)
	case Asked:
		if in.Kind == Answered && mine {
			return g.answered(o, in)
		}
		return due && g.answered(o, Input{Choice: byDefault(o.step.Task)})
	case Late:
		switch {
		case in.Kind == Answered && mine && in.Choice == 0:
			g.s.Agreed, g.s.Phase = true, Ready
			return true
		case in.Kind == Answered && mine || due:
			g.skip(o, Declined)
			return g.leave(o.next)
		}
	case Called:
		return in.Kind == Returned && mine && g.leave(o.next)
	}
	return false
}

// answered takes in how a to-do ended.
func (g *going) answered(o *op, in Input) bool {
	for name, value := range in.Fields {
		if g.p.fields[name].From == script.FromTask {
			if g.s.Fields == nil {
				g.s.Fields = map[string]string{}
			}
			g.s.Fields[name] = value
		}
	}
	g.facts.Field = g.values()
	if in.Choice >= 0 && in.Choice < len(o.ways) {
		return g.leave(o.ways[in.Choice].to)
	}
	return g.leave(o.next)
}

// byDefault is the choice that is taken where nobody chose, −1 for none.
func byDefault(t *script.Task) int {
	if t == nil {
		return -1
	}
	return slices.IndexFunc(t.Choices, func(c script.Choice) bool { return c.Default })
}

// leave goes on from a step that is done.
func (g *going) leave(to int) bool {
	g.s.At, g.s.Phase, g.s.Due, g.s.From, g.s.Held, g.s.Agreed = to, Ready, time.Time{}, time.Time{}, time.Time{}, false
	g.s.Prev = g.w.Now
	return true
}

// walk does steps until the run waits or is over.
func (g *going) walk() {
	for g.s.Phase == Ready {
		if g.s.At == end {
			g.over(Finished)
			return
		}
		o := &g.p.ops[g.s.At]
		due, fixed := g.dueOf(o)
		if g.w.Now.Before(due) {
			g.s.Due = due
			return
		}
		if !g.inTime(o, due, fixed) || !g.wanted(o) {
			continue
		}
		g.do(o)
	}
}

// dueOf is when a step is to be done, and whether it has a time of its own.
func (g *going) dueOf(o *op) (due time.Time, fixed bool) {
	s := o.step
	due = g.s.From
	switch {
	case s.At != "":
		offset, err := s.Offset(g.values())
		if err != nil {
			return g.w.Now, false
		}
		due, fixed = offset.From(g.s.Moment, g.w.Zone), true
	case s.After != "":
		due = script.Later(g.s.Prev, s.After, g.w.Zone)
	}
	if due.IsZero() {
		due = g.w.Now
	}
	if g.s.From.After(due) { // put off
		due = g.s.From
	}
	if o.hours != nil {
		from := due
		if !fixed && g.w.Now.After(due) { // it comes when it may, however long that took
			from = g.w.Now
		}
		if open, ok := o.hours.NextOpen(from, g.w.Zone); ok {
			due = open
		}
	}
	return due, fixed
}

// inTime sees to a step whose time has passed, and reports whether it is done now.
func (g *going) inTime(o *op, due time.Time, fixed bool) bool {
	m := o.step.Missed
	if m.Do == "" {
		if !fixed {
			return true
		}
		m = script.Missed{Do: "late"}
	}
	limit := due.Add(inTime)
	if m.Within != "" {
		limit = script.Later(due, m.Within, g.w.Zone)
	} else if m.Do != "late" {
		limit = due.Add(time.Minute)
	}
	if g.s.Agreed || !g.w.Now.After(limit) {
		return true
	}
	if m.Do == "ask" {
		g.s.Phase, g.s.Due = Late, g.w.Now.Add(taskTime)
		g.act(o, Action{Ask: &Asking{Late: true, Waits: true, About: g.filled(o.called()), Due: g.s.Due}})
		return false
	}
	g.skip(o, TooLate)
	g.leave(o.next)
	return false
}

// wanted reports whether the conditions of a step let it be done now.
func (g *going) wanted(o *op) bool {
	if o.cond != nil {
		yes, err := o.cond.Holds(g.facts)
		if err != nil || !yes {
			why := NoCondition
			if err != nil {
				why = NoAnswer
			}
			g.skip(o, why)
			g.leave(o.next)
			return false
		}
	}
	if o.hold == nil || g.s.Agreed || !g.holds(o.hold) {
		return true
	}
	h := o.step.Hold
	if g.s.Held.IsZero() {
		g.s.Held = g.w.Now
	}
	if limit := script.Later(g.s.Held, h.Most, g.w.Zone); h.Most != "" && !g.w.Now.Before(limit) {
		g.s.Phase, g.s.Due = Late, g.w.Now.Add(taskTime)
		g.act(o, Action{Ask: &Asking{Late: true, Held: true, Waits: true, About: g.filled(o.called()), Due: g.s.Due}})
		return false
	}
	g.s.From = script.Later(g.w.Now, h.Again, g.w.Zone)
	g.s.Due = g.s.From
	return false
}

func (g *going) act(o *op, a Action) {
	a.Step, a.Owner = o.step.ID, o.step.Owner
	if a.Owner == "" {
		a.Owner = g.p.Book.Owner
	}
	g.acts = append(g.acts, a)
}

func (g *going) skip(o *op, why Reason, lacking ...string) {
	g.act(o, Action{Skip: &Skip{Why: why, Lacking: lacking}})
}

// share is a number below n, always the same for the same names.
func share(n int, names ...string) int {
	h := fnv.New64a()
	for _, name := range names {
		_, _ = h.Write([]byte(name))
		_, _ = h.Write([]byte{0})
	}
	x := h.Sum64()
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return int(x % uint64(n))
}
