package plan

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// Moment is a step of a run on a time line.
type Moment struct {
	At    time.Time
	Start string    // the id of what began the run
	T     time.Time // from which the run counts
	Eve   bool      // T is the moment of a form: the evening of a campaign
	Step  *script.Step
	Way   []Way // the ways that lead to it, outermost first; none where it always comes
}

// Way is one of the ways of a step that has several.
type Way struct {
	Step string // its id
	Name string // came, not, or the name of the arm, part or choice
}

// The ways of a step that waits for something.
const (
	Came = "came"
	Not  = "not"
	// Unknown is the way of a branch where nobody can tell.
	Unknown = "unknown"
)

// Maybe reports whether a moment only comes when something else does.
func (m Moment) Maybe() bool {
	return len(m.Way) > 0 || m.Step.If != "" || m.Step.Hold != nil
}

// Begun is a start that is taken to happen at an instant: somebody joins, a
// birthday, a day on which a group has been silent for so long.
type Begun struct {
	Start string
	At    time.Time
}

// mostRuns is how many runs of one start a time line shows.
const mostRuns = 5000

// Expand lists what is due from from until before to, in order, of the runs that
// begin by the calendar: by a rule, on a festival, at the moment of a form.
// Fields that are not given have what the form holds at first.
//
// A run is laid out as if every step took no time and whatever is waited for did
// not come, so that what follows a wait stands at its latest; steps whose
// condition nobody knows yet are listed, see Moment.Maybe. Where the form holds
// no moment at first and none is given, nothing is due.
func Expand(p *script.Playbook, fields map[string]string, from, to time.Time, zone *time.Location) []Moment {
	return Suppose(p, fields, nil, from, to, zone)
}

// Suppose is Expand, with starts that are taken to happen.
func Suppose(p *script.Playbook, fields map[string]string, begun []Begun, from, to time.Time, zone *time.Location) []Moment {
	values := p.Defaults(from, zone)
	maps.Copy(values, fields)
	var out []Moment
	for i := range p.Start {
		s := &p.Start[i]
		ts := dated(s, values, from, to, zone)
		for _, b := range begun {
			if b.Start == s.ID {
				ts = append(ts, begins(s, b.At, zone))
			}
		}
		for _, t := range ts {
			r := run{start: s, t: t, values: values, zone: zone}
			r.steps(p.Steps, r.first(p.Steps), nil)
			out = append(out, r.out...)
		}
	}
	out = slices.DeleteFunc(out, func(m Moment) bool { return m.At.Before(from) || !m.At.Before(to) })
	slices.SortStableFunc(out, func(a, b Moment) int { return cmp.Or(a.At.Compare(b.At), a.T.Compare(b.T)) })
	return out
}

// around is how far outside a stretch of time a run may begin that reaches into it.
const around = 400 * 24 * time.Hour

// dated lists the moments that a start has by the calendar.
func dated(s *script.Start, values map[string]string, from, to time.Time, zone *time.Location) (out []time.Time) {
	next := func(time.Time) (time.Time, bool) { return time.Time{}, false }
	switch {
	case s.Moment != "":
		if t, ok := script.ParseMoment(values[s.Moment], zone); ok {
			return []time.Time{t}
		}
	case s.Every != "":
		if rule, err := s.Rule(values); err == nil {
			next = func(after time.Time) (time.Time, bool) { return rule.Next(after, zone) }
		}
	case s.Festival != "":
		at, err := s.Clock(values)
		if f, ferr := when.FestivalNamed(s.Festival); err == nil && ferr == nil {
			next = func(after time.Time) (time.Time, bool) { return f.Next(after, at, zone) }
		}
	}
	lookBack := around
	if s.Every != "" {
		lookBack = 60 * 24 * time.Hour
	}
	for t := from.Add(-lookBack); len(out) < mostRuns; {
		at, ok := next(t)
		if !ok || at.After(to.Add(around)) || s.Every != "" && !at.Before(to) {
			return out
		}
		out, t = append(out, begins(s, at, zone)), at
	}
	return out
}

// begins moves a day by the shift of its start.
func begins(s *script.Start, t time.Time, zone *time.Location) time.Time {
	if o, err := when.ParseOffset(s.Shift); s.Shift != "" && err == nil {
		return o.From(t, zone)
	}
	return t
}

// Fallen lists what an SOP does that begins at a moment, and whose steps count from
// another: a day of somebody's year, which its start may be shifted from.
func Fallen(p *script.Playbook, fields map[string]string, b Begun, due time.Time, zone *time.Location) []Moment {
	r := run{start: &script.Start{ID: b.Start}, t: b.At, values: p.Defaults(due, zone), zone: zone}
	maps.Copy(r.values, fields)
	for i := range p.Start {
		if p.Start[i].ID == b.Start {
			r.start = &p.Start[i]
		}
	}
	r.steps(p.Steps, due, nil)
	slices.SortStableFunc(r.out, func(a, b Moment) int { return a.At.Compare(b.At) })
	return r.out
}

// run is a run while it is laid out.
type run struct {
	start  *script.Start
	t      time.Time
	values map[string]string
	zone   *time.Location
	out    []Moment
}

// first is when a run begins: at its moment, or at the earliest step before.
func (r *run) first(steps []script.Step) time.Time {
	at := r.t
	for i := range steps {
		if o, err := steps[i].Offset(r.values); steps[i].At != "" && err == nil {
			if t := o.From(r.t, r.zone); t.Before(at) {
				at = t
			}
		}
	}
	return at
}

// steps lays steps out one after the other from at on, and returns when the last
// is done.
func (r *run) steps(steps []script.Step, at time.Time, way []Way) time.Time {
	for i := range steps {
		at = r.step(&steps[i], at, way)
	}
	return at
}

func (r *run) step(s *script.Step, at time.Time, way []Way) time.Time {
	return r.lay(s, r.due(s, at), way)
}

// lay lays out a step that is due at at, and what is inside it.
func (r *run) lay(s *script.Step, at time.Time, way []Way) time.Time {
	if s.Wait != "" {
		return script.Later(at, s.Wait, r.zone)
	}
	if s.Await == nil && s.Branch == nil {
		r.out = append(r.out, Moment{At: at, Start: r.start.ID, T: r.t, Eve: r.start.Moment != "", Step: s, Way: way})
	}
	inside := func(steps []script.Step, name string, from time.Time) time.Time {
		return r.steps(steps, from, append(slices.Clone(way), Way{s.ID, name}))
	}
	end := at
	switch {
	case s.Await != nil:
		inside(s.Await.Came, Came, at)
		end = inside(s.Await.Not, Not, script.Later(at, s.Await.Within, r.zone))
	case s.Branch != nil:
		return r.branch(s, at, way)
	case s.Split != nil:
		for _, part := range s.Split.Parts {
			end = latest(end, inside(part.Do, part.Name, at))
		}
	case s.Task != nil:
		for _, choice := range s.Task.Choices {
			inside(choice.Do, choice.Name.Hans, at)
		}
	}
	return end
}

// branch lays out the ways of a branch; where they only ask what began the run, the
// one that is taken.
func (r *run) branch(s *script.Step, at time.Time, way []Way) time.Time {
	end := at
	for _, arm := range s.Branch {
		if asked, ok := strings.CutPrefix(arm.If, "start == '"); ok && strings.Count(asked, "'") == 1 && strings.HasSuffix(asked, "'") {
			if asked == r.start.ID+"'" {
				return r.steps(arm.Do, at, way)
			}
			continue
		}
		name := arm.If
		if arm.Unknown {
			name = Unknown
		}
		end = latest(end, r.steps(arm.Do, at, append(slices.Clone(way), Way{s.ID, name})))
	}
	return end
}

// due is when a step is done whose turn comes at at.
func (r *run) due(s *script.Step, at time.Time) time.Time {
	if o, err := s.Offset(r.values); s.At != "" && err == nil {
		at = latest(at, o.From(r.t, r.zone))
	}
	if s.After != "" {
		at = script.Later(at, s.After, r.zone)
	}
	if w, err := when.ParseWindow(s.Hours); s.Hours != "" && err == nil {
		if open, ok := w.NextOpen(at, r.zone); ok {
			at = open
		}
	}
	return at
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
