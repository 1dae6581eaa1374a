package engine

import (
	"slices"

	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// do does the deed of a step, and goes on or waits.
func (g *going) do(o *op) {
	s := o.step
	switch {
	case s.Say != nil:
		g.say(o)
	case s.Task != nil:
		g.ask(o)
		return
	case s.Wait != "":
		g.leave(o.next)
		g.s.From = script.Later(g.w.Now, s.Wait, g.w.Zone)
		return
	case s.Await != nil:
		g.s.Phase, g.s.Due = Awaits, script.Later(g.w.Now, s.Await.Within, g.w.Zone)
		return
	case len(s.Branch) > 0:
		g.branch(o)
		return
	case s.Split != nil:
		g.split(o)
		return
	case s.Call != nil:
		g.call(o)
		return
	default:
		g.plain(o)
	}
	g.leave(o.next)
}

// plain hands on a deed that needs nothing but its fields.
func (g *going) plain(o *op) {
	s, values := o.step, g.values()
	a := Action{Tag: s.Tag, Untag: s.Untag}
	var lacking []string
	fill := func(text string) string {
		out, missing := g.p.Book.Said(text, values, g.w.Zone)
		lacking = append(lacking, missing...)
		return out
	}
	with := func(in map[string]string) map[string]string { // for programs
		out := make(map[string]string, len(in))
		for k, v := range in {
			var missing []string
			out[k], missing = script.Fill(v, values)
			lacking = append(lacking, missing...)
		}
		return out
	}
	switch {
	case s.Invite != nil:
		a.Invite = &script.Invite{To: fill(s.Invite.To), Text: fill(s.Invite.Text), Direct: s.Invite.Direct}
	case s.Remove != nil:
		a.Remove = &script.Remove{Why: s.Remove.Why, Tell: fill(s.Remove.Tell), Direct: s.Remove.Direct}
	case s.Hook != nil:
		a.Hook = &script.Hook{To: s.Hook.To, With: with(s.Hook.With)}
	case s.Extend != nil:
		a.Extend = &script.Extend{Kind: s.Extend.Kind, With: with(s.Extend.With)}
	}
	if len(lacking) > 0 {
		g.skip(o, NoValue, lacking...)
		return
	}
	g.act(o, a)
}

// branch takes the first way whose condition holds. Where nobody can tell of one
// whether it does, the way for that is taken; where there is none, what follows is
// asked, and it is noted.
func (g *going) branch(o *op) {
	noted := false
	for _, w := range o.ways {
		if w.unknown {
			continue
		}
		yes, told := g.tells(w.cond)
		if yes {
			g.onward(w.to)
			return
		}
		if told || noted {
			continue
		}
		if n := slices.IndexFunc(o.ways, func(w way) bool { return w.unknown }); n >= 0 {
			g.onward(o.ways[n].to)
			return
		}
		g.skip(o, NoAnswer)
		noted = true
	}
	g.onward(o.next)
}

// onward goes on from a step that only chose the way: what comes after it counts
// from the step before.
func (g *going) onward(to int) {
	prev := g.s.Prev
	g.leave(to)
	g.s.Prev = prev
}

// split deals the subject out, always into the same part.
func (g *going) split(o *op) {
	parts := o.step.Split.Parts
	n := share(100, g.p.Book.Name, o.step.ID, g.w.Whom)
	for i, part := range parts {
		if n -= part.Share; n < 0 || i == len(parts)-1 {
			g.act(o, Action{Dealt: &Dealt{Part: part.Name, Held: part.Held}})
			if part.Held {
				g.over(Withheld)
				return
			}
			g.onward(o.ways[i].to)
			return
		}
	}
}

func (g *going) call(o *op) {
	c := o.step.Call
	given := make(map[string]string, len(c.With))
	for k, v := range c.With {
		given[k], _ = script.Fill(v, g.values())
	}
	g.act(o, Action{Call: &script.Call{Name: c.Name, With: given, Wait: c.Wait}})
	if c.Wait {
		g.s.Phase = Called
		return
	}
	g.leave(o.next)
}

// ask opens a to-do, and waits for it where its end matters.
func (g *going) ask(o *op) {
	t := o.step.Task
	text, lacking := g.p.Book.Said(t.Text, g.valuesFor(t.Text), g.w.Zone)
	if len(lacking) > 0 {
		g.skip(o, NoValue, lacking...)
		g.leave(o.next)
		return
	}
	a := &Asking{Task: t, Do: g.filled(t.Do), Text: text, Due: g.w.Now.Add(taskTime), Waits: len(t.Choices) > 0 || len(t.Fill) > 0,
		Check: g.filled(o.step.Check), Proof: o.step.Proof}
	for _, name := range t.Fill {
		a.Fields = append(a.Fields, g.p.fields[name])
	}
	if t.Due != "" {
		a.Due = script.Later(g.w.Now, t.Due, g.w.Zone)
	}
	g.act(o, Action{Ask: a})
	if !a.Waits {
		g.leave(o.next)
		return
	}
	g.s.Phase, g.s.Due = Asked, a.Due
}

// filled is a sentence with the values that there are, in every language.
func (g *going) filled(t script.Text) script.Text {
	for _, in := range []*string{&t.Hans, &t.Hant, &t.En} {
		*in, _ = g.p.Book.Said(*in, g.valuesFor(*in), g.w.Zone)
	}
	return t
}

// called is what a step is called: by its title, else by what is to be done, else
// by its id.
func (o *op) called() script.Text {
	switch {
	case o.step.Title.Hans != "":
		return o.step.Title
	case o.step.Task != nil:
		return o.step.Task.Do
	}
	return script.Text{Hans: o.step.ID}
}
