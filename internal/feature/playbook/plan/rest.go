package plan

import (
	"maps"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// Standing is where a run under way stands.
type Standing struct {
	Start string    // the id of what began it; "" for another SOP
	T     time.Time // from which it counts
	Step  string    // at which it stands
	At    time.Time // when that step is due; where it waits there, the present
	Waits bool      // the step is begun: something or somebody is waited for
	Until time.Time // for how long
}

// Rest lists what a run does from where it stands, in order: the step itself where
// it is not begun, what is inside it, and what follows. The ways that have led there
// are taken, so that what lies on them comes for certain. It is empty where the SOP
// has no such step.
func Rest(p *script.Playbook, fields map[string]string, s Standing, zone *time.Location) []Moment {
	r := run{start: &script.Start{ID: s.Start}, t: s.T, values: p.Defaults(s.T, zone), zone: zone}
	maps.Copy(r.values, fields)
	for i := range p.Start {
		if p.Start[i].ID == s.Start {
			r.start = &p.Start[i]
		}
	}
	r.rest(p.Steps, s)
	slices.SortStableFunc(r.out, func(a, b Moment) int { return a.At.Compare(b.At) })
	return r.out
}

// rest goes on where a run stands among steps or inside one of them. over says that
// nothing follows what it stands in.
func (r *run) rest(steps []script.Step, s Standing) (end time.Time, found, over bool) {
	for i := range steps {
		end, found, over = r.inside(&steps[i], s)
		if steps[i].ID == s.Step {
			end, found = r.stands(&steps[i], s), true
		}
		if found && !over {
			end = r.steps(steps[i+1:], end, nil)
		}
		if found {
			return end, true, over
		}
	}
	return end, false, false
}

// inside goes on in whichever way of a step a run stands.
func (r *run) inside(step *script.Step, s Standing) (end time.Time, found, over bool) {
	among := func(steps []script.Step, ends bool) {
		if !found {
			end, found, over = r.rest(steps, s)
			over = found && (over || ends)
		}
	}
	if step.Await != nil {
		among(step.Await.Came, false)
		among(step.Await.Not, false)
	}
	for _, arm := range step.Branch {
		among(arm.Do, false)
	}
	if step.Split != nil {
		for _, part := range step.Split.Parts {
			among(part.Do, part.Held)
		}
	}
	if step.Task != nil {
		for _, choice := range step.Task.Choices {
			among(choice.Do, choice.Ends)
		}
	}
	return end, found, over
}

// stands lays out the step at which a run stands.
func (r *run) stands(step *script.Step, s Standing) time.Time {
	switch {
	case !s.Waits:
		return r.lay(step, s.At, nil)
	case step.Await != nil:
		r.steps(step.Await.Came, s.At, []Way{{step.ID, Came}})
		return r.steps(step.Await.Not, latest(s.At, s.Until), []Way{{step.ID, Not}})
	case step.Task != nil:
		for _, choice := range step.Task.Choices {
			r.steps(choice.Do, s.At, []Way{{step.ID, choice.Name.Hans}})
		}
	}
	return s.At
}
