package engine

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// Program is an SOP made ready to run: its steps in a row, those inside others
// behind them, each knowing where it goes on.
type Program struct {
	Book *script.Playbook

	ops    []op
	places map[string]int // of steps, by their ids
	when   *cond.Condition
	among  *cond.Condition // of when what asks about the group alone; nil for nothing
	stops  []stop
	starts []start
	fields map[string]script.Field
	asked  cond.Asked
}

// op is a step, and where it goes on.
type op struct {
	step  *script.Step
	next  int // end for none
	cond  *cond.Condition
	hold  *cond.Condition
	hours *when.Window
	ways  []way // of a branch, a split, an await (came, not) or the choices of a task
	says  []*cond.Condition
	last  []*cond.Condition // of Without
	came  *cond.Condition
}

// way is one way on.
type way struct {
	cond    *cond.Condition // nil holds
	to      int
	unknown bool // it is taken where nobody can tell
}

// end is where a run is over.
const end = -1

type stop struct {
	on   string
	cond *cond.Condition
}

type start struct {
	*script.Start
	cond *cond.Condition
}

// compiler makes conditions, and keeps the first that cannot be made.
type compiler struct {
	read *cond.Compiler
	p    *Program
	err  error
}

func (c *compiler) condition(text string) *cond.Condition {
	if text == "" {
		return nil
	}
	out, err := c.read.Compile(text)
	switch {
	case err == nil:
		c.p.asked = c.p.asked.And(out.Asked())
	case c.err == nil:
		c.err = fmt.Errorf("condition %q: %w", text, err)
	}
	return out
}

// Compile makes an SOP ready that its reader found no fault with.
func Compile(read *cond.Compiler, book *script.Playbook) (*Program, error) {
	p := &Program{Book: book, places: map[string]int{}, fields: map[string]script.Field{}}
	c := &compiler{read: read, p: p}
	for _, f := range book.Fields {
		p.fields[f.Name] = f
	}
	if p.when = c.condition(book.If); p.when != nil {
		among, err := read.OfGroup(p.when)
		if err != nil {
			return nil, fmt.Errorf("condition %q: %w", book.If, err)
		}
		p.among = among
	}
	for i := range book.Start {
		p.starts = append(p.starts, start{&book.Start[i], c.condition(book.Start[i].Where)})
	}
	for _, s := range book.Stop {
		p.stops = append(p.stops, stop{s.On, c.condition(s.If)})
	}
	c.steps(book.Steps, end)
	c.figures()
	return p, c.err
}

// figures notes which of the figures that every SOP has are named anywhere in it.
func (c *compiler) figures() {
	text, err := json.Marshal(c.p.Book)
	if err != nil && c.err == nil {
		c.err = fmt.Errorf("look which figures an SOP names: %w", err)
	}
	for _, name := range [...]string{HowMany, OnDuty, Shelf} {
		if bytes.Contains(text, []byte(name)) {
			c.p.asked = c.p.asked.Besides(name)
		}
	}
}

// Fields that every SOP has and that cost something to know.
const (
	HowMany = "人数" // are in the group
	OnDuty  = "值班人"
	Shelf   = "往期目录" // what was kept of sharings in the group
)

// Asked is what an SOP asks about, by its conditions and by the fields above.
func (p *Program) Asked() cond.Asked { return p.asked }

// steps lays steps in a row that go on at next, and returns where they begin.
func (c *compiler) steps(steps []script.Step, next int) int {
	if len(steps) == 0 {
		return next
	}
	first := len(c.p.ops)
	for i := range steps { // the row first, so that each knows the one after it
		c.p.places[steps[i].ID] = first + i
		c.p.ops = append(c.p.ops, op{step: &steps[i], next: first + i + 1})
	}
	c.p.ops[first+len(steps)-1].next = next
	for i := range steps {
		c.step(first + i)
	}
	return first
}

// step makes one step ready.
func (c *compiler) step(at int) {
	o := c.p.ops[at] // a copy: the row grows meanwhile
	s := o.step
	o.cond = c.condition(s.If)
	if s.Hold != nil {
		o.hold = c.condition(s.Hold.While)
	}
	if s.Hours != "" {
		w, err := when.ParseWindow(s.Hours)
		if err != nil && c.err == nil {
			c.err = fmt.Errorf("hours of step %s: %w", s.ID, err)
		}
		o.hours = &w
	}
	if s.Say != nil {
		o.says, o.last = c.wordings(s.Say.Wordings), c.wordings(s.Say.Without)
	}
	c.waysOf(&o)
	c.p.ops[at] = o
}

func (c *compiler) wordings(all []script.Wording) (out []*cond.Condition) {
	for _, w := range all {
		out = append(out, c.condition(w.If))
	}
	return out
}

// waysOf lays out the steps inside a step.
func (c *compiler) waysOf(o *op) {
	s := o.step
	switch {
	case s.Await != nil:
		o.came = c.condition(s.Await.Where)
		o.ways = []way{{to: c.steps(s.Await.Came, o.next)}, {to: c.steps(s.Await.Not, o.next)}}
	case len(s.Branch) > 0:
		for _, arm := range s.Branch {
			o.ways = append(o.ways, way{c.condition(arm.If), c.steps(arm.Do, o.next), arm.Unknown})
		}
	case s.Split != nil:
		for _, part := range s.Split.Parts {
			to := c.steps(part.Do, o.next)
			if part.Held { // for the holdout nothing more is done
				to = end
			}
			o.ways = append(o.ways, way{to: to})
		}
	case s.Task != nil:
		for _, choice := range s.Task.Choices {
			next := o.next
			if choice.Ends {
				next = end
			}
			o.ways = append(o.ways, way{to: c.steps(choice.Do, next)})
		}
	}
}

// Place is where a step of an id stands, so that a run may go on in a newer
// version; false where there is none.
func (p *Program) Place(id string) (int, bool) {
	at, ok := p.places[id]
	return at, ok
}

// StepAt is the id of the step at a place, "" where the run is over.
func (p *Program) StepAt(at int) string {
	if at < 0 || at >= len(p.ops) {
		return ""
	}
	return p.ops[at].step.ID
}

// Minds reports whether a run waits for the end of a step's to-do.
func (p *Program) Minds(step string) bool {
	at, ok := p.places[step]
	if !ok {
		return false
	}
	t := p.ops[at].step.Task
	return t != nil && (len(t.Choices) > 0 || len(t.Fill) > 0)
}
