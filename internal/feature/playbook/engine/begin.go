package engine

import (
	"time"

	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// Decider says which SOPs an event begins. It is made anew when one is begun,
// paused or changed, and asked from many goroutines.
type Decider struct {
	by map[string][]trigger // by what happens
}

type trigger struct {
	n       int // of the program
	start   int
	nth     int
	becomes string
	id      string
	life    []script.Life
	where   *cond.Condition
	when    *cond.Condition
}

// became is what happens where a group comes into another state.
const became = string(fact.GroupBecame)

// on is by what that happens a start begins an SOP; "" for none.
func (s *start) on() string {
	if s.Becomes != "" {
		return became
	}
	return s.On
}

// NewDecider returns a decider over programs that are active.
func NewDecider(all []*Program) *Decider {
	d := &Decider{by: map[string][]trigger{}}
	for n, p := range all {
		for i, s := range p.starts {
			if on := s.on(); on != "" {
				d.by[on] = append(d.by[on], trigger{n, i, s.Nth, s.Becomes, s.ID, p.Book.Groups, s.cond, p.when})
			}
		}
	}
	return d
}

// Wants reports whether anything begins by what happens.
func (d *Decider) Wants(on string) bool { return len(d.by[on]) > 0 }

// Hit is an SOP that begins: which program, and by which of its starts.
type Hit struct{ Program, Start int }

// Decide appends what an event begins to dst. nth is the how-manieth of its kind
// it is for its subject, 0 where nobody counted.
func (d *Decider) Decide(dst []Hit, on string, nth int, f *cond.Facts) []Hit {
	for i := range d.by[on] {
		t := &d.by[on][i]
		if t.nth != 0 && t.nth != nth || t.becomes != "" && t.becomes != f.Group.State || !lives(t.life, f.Group.Life) {
			continue
		}
		f.Start = t.id
		if said(t.where, f) && said(t.when, f) {
			dst = append(dst, Hit{t.n, t.start})
		}
	}
	return dst
}

func lives(among []script.Life, life string) bool {
	for _, l := range among {
		if string(l) == life {
			return true
		}
	}
	return len(among) == 0
}

// said reports whether a condition holds; nil does, one without an answer does not.
func said(c *cond.Condition, f *cond.Facts) bool {
	if c == nil {
		return true
	}
	yes, err := c.Holds(f)
	return err == nil && yes
}

// MayIn reports whether an SOP may begin for anybody in a group, of which alone the
// facts are.
func (p *Program) MayIn(f *cond.Facts) bool {
	return lives(p.Book.Groups, f.Group.Life) && said(p.among, f)
}

// May reports whether a run may begin as far as the SOP's own condition and the
// groups it is for say.
func (p *Program) May(f *cond.Facts) bool {
	return lives(p.Book.Groups, f.Group.Life) && said(p.when, f)
}

// Occasion is when something scheduled happens next, and by which start.
type Occasion struct {
	Start int
	At    time.Time
}

// Next is the first time after a moment at which a start of the SOP that goes by
// the calendar alone begins, for a subject with these fields. False where none
// does again.
func (p *Program) Next(start int, after time.Time, zone *time.Location, fields map[string]string) (time.Time, bool) {
	s := p.starts[start].Start
	switch {
	case s.Every != "":
		rule, err := s.Rule(fields)
		if err != nil {
			return time.Time{}, false
		}
		return rule.Next(after, zone)
	case s.Festival != "":
		return nextFestival(s, after, zone, fields)
	case s.Moment != "":
		t, ok := script.ParseMoment(fields[s.Moment], zone)
		if !ok {
			return time.Time{}, false
		}
		first := p.first(t, zone, fields)
		return first, first.After(after)
	case s.Silent != "", s.Yearly != "":
		return nextLook(s, after, zone, fields)
	}
	return time.Time{}, false
}

// first is when the first step of a run that counts from t is to be done: such a
// run begins before its moment.
func (p *Program) first(t time.Time, zone *time.Location, fields map[string]string) time.Time {
	first := t
	for i := range p.Book.Steps {
		s := &p.Book.Steps[i]
		if s.At == "" {
			continue
		}
		if o, err := s.Offset(fields); err == nil && o.From(t, zone).Before(first) {
			first = o.From(t, zone)
		}
	}
	return first
}

// nextFestival is the next beginning by a festival, which its shift may put before
// the day itself.
func nextFestival(s *script.Start, after time.Time, zone *time.Location, fields map[string]string) (time.Time, bool) {
	f, err := when.FestivalNamed(s.Festival)
	if err != nil {
		return time.Time{}, false
	}
	at, err := s.Clock(fields)
	if err != nil {
		return time.Time{}, false
	}
	var shift when.Offset
	if s.Shift != "" {
		if shift, err = when.ParseOffset(s.Shift); err != nil {
			return time.Time{}, false
		}
	}
	for from := after.AddDate(0, -2, 0); ; {
		day, ok := f.Next(from, at, zone)
		if !ok {
			return time.Time{}, false
		}
		if t := shift.From(day, zone); t.After(after) {
			return t, true
		}
		from = day
	}
}

// Starts lists the starts of the SOP.
func (p *Program) Starts() []script.Start { return p.Book.Start }

// Hears reports whether something that happens may move a run that stands at s.
func (p *Program) Hears(s *State, on string) bool {
	for _, stop := range p.stops {
		if stop.on == on || stop.on == "" {
			return true
		}
	}
	if s.Phase != Awaits || s.At < 0 || s.At >= len(p.ops) {
		return false
	}
	await := p.ops[s.At].step.Await
	return await != nil && await.On == on
}

// Kinds lists what an SOP has to be told of.
func (p *Program) Kinds() map[string]bool {
	out := map[string]bool{}
	for i := range p.starts {
		out[p.starts[i].on()] = true
	}
	for _, s := range p.stops {
		out[s.on] = true
	}
	for i := range p.ops {
		if a := p.ops[i].step.Await; a != nil {
			out[a.On] = true
		}
	}
	delete(out, "")
	return out
}

// BeginLate is a run whose time had passed: somebody is asked whether it is still
// to be done. It is over where nobody says so.
func (p *Program) BeginLate(start string, moment, now time.Time, fields map[string]string) (State, []Action) {
	s := p.Begin(start, moment, fields)
	if s.At == end {
		return s, nil
	}
	s.Phase, s.Due = Late, now.Add(taskTime)
	o := &p.ops[s.At]
	owner := o.step.Owner
	if owner == "" {
		owner = p.Book.Owner
	}
	return s, []Action{{Step: o.step.ID, Owner: owner, Ask: &Asking{Late: true, Waits: true, About: o.called(), Due: s.Due}}}
}
