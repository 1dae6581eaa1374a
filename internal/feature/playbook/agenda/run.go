package agenda

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/plan"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// run adds what a run has done, and what it will do from where it stands.
func (l *laying) run(r *Run) {
	if len(l.out) >= mostLaid {
		l.more = true
		return
	}
	r.Facts.Now, r.Facts.Start, r.Facts.Field = l.Now, r.State.Start, with(r.Known, r.State.Fields)
	last := map[string]Act{}
	for _, a := range r.Acts {
		last[a.Step] = a
	}
	if r.State.Phase == engine.Ready { // whatever was asked about it, the step is still to come
		delete(last, r.Program.StepAt(r.State.At))
	}
	script.Each(r.Program.Book.Steps, func(s *script.Step) {
		if a, ok := last[s.ID]; ok {
			l.did(r, s, a)
		}
	})
	for _, m := range l.rest(r) {
		e := l.ofRun(r, m.Step)
		e.At, e.moment, e.Paused = m.At, m, r.Paused
		e.Outlook = outlook(r.Program, &m, &r.Facts)
		if m.At.Equal(l.Now) && slices.Contains(m.Way, plan.Way{Step: r.Program.StepAt(r.State.At), Name: plan.Came}) {
			e.Until = r.State.Due // it comes at any moment until then
		}
		if r.Paused {
			e.State = Waiting
		}
		l.add(e)
	}
}

// ofRun is an entry of a step of a run.
func (l *laying) ofRun(r *Run, s *script.Step) Entry {
	e := of(r.Book, r.Program.Book, s, r.Group)
	e.Run, e.values = r.ID, r.Facts.Field
	e.UID = id.Show(r.ID) + "-" + s.ID
	switch {
	case r.Member == 0 && r.Occasion == Occasion(r.State.Start, r.State.Moment):
		e.UID = scheduledUID(r.Book, r.Group, r.State.Start, r.State.Moment, s.ID)
	case r.Member != 0 && r.Occasion == engine.Yearly(r.State.Start, r.State.Moment):
		e.UID = comingUID(r.Book, r.Group, r.Member, r.State.Start, r.State.Moment, s.ID)
	}
	if r.Member != 0 {
		e.People = 1
	}
	return e
}

// did adds what a run has done about a step. While somebody still has to do their part
// of it, it waits.
func (l *laying) did(r *Run, s *script.Step, a Act) {
	e := l.ofRun(r, s)
	e.At, e.State = a.At, Done
	e.moment = plan.Moment{At: a.At, Start: r.State.Start, T: r.State.Moment, Eve: eve(r), Step: s}
	if a.What == "skip" {
		e.State, e.Why = Skipped, a.Why
	}
	if standing := r.Program.StepAt(r.State.At) == s.ID; standing && r.State.Phase != engine.Over && r.State.Phase != engine.Ready {
		e.State, e.Until, e.Paused = Waiting, r.State.Due, r.Paused
	}
	key := taskKey{run: r.ID, step: s.ID}
	if t := l.tasks[key]; t != nil && l.inside(e.At) {
		e.State, e.Task, e.Until, e.Owner = Waiting, t.ID, t.Until, cmp.Or(t.Owner, e.Owner)
		delete(l.tasks, key) // it is shown
	}
	l.add(e)
}

// eve reports whether a run counts from the moment of a form.
func eve(r *Run) bool {
	for i := range r.Program.Book.Start {
		if s := &r.Program.Book.Start[i]; s.ID == r.State.Start {
			return s.Moment != ""
		}
	}
	return false
}

// rest is what a run does from where it stands, none of it before the present.
func (l *laying) rest(r *Run) []plan.Moment {
	st := r.State
	if st.Phase == engine.Over {
		return nil
	}
	s := plan.Standing{Start: st.Start, T: st.Moment, Step: r.Program.StepAt(st.At), At: l.Now}
	if st.Phase == engine.Ready {
		if st.Due.After(l.Now) {
			s.At = st.Due
		}
	} else {
		s.Waits, s.Until = true, st.Due
	}
	return plan.Rest(r.Program.Book, st.Fields, s, r.Zone)
}

// longestText is how much of what is said an entry shows, in characters.
const longestText = 120

// dress gives an entry its words.
func (e *Entry) dress() {
	if e.Step == nil {
		e.Title = script.Text{Hans: clipped(e.filled(e.Title.Hans))}
		return
	}
	s := e.Step
	text := ""
	switch {
	case s.Say != nil && len(s.Say.Wordings) > 0:
		text = s.Say.Wordings[0].Text
	case s.Task != nil && s.Task.Text != "":
		text = s.Task.Text
	case s.Task != nil:
		text = s.Task.Do.Hans
	case s.Invite != nil:
		text = s.Invite.Text
	case s.Remove != nil:
		text = s.Remove.Tell
	}
	e.Text = clipped(e.filled(text))
	e.Title = s.Title
	if e.Title.Hans == "" && s.Task != nil {
		d := s.Task.Do
		e.Title = script.Text{Hans: clipped(e.filled(d.Hans)), Hant: clipped(e.filled(d.Hant)), En: clipped(e.filled(d.En))}
	}
	e.values, e.book = nil, nil
}

// filled is a text with what is known; what is not yet known stands in brackets.
func (e *Entry) filled(text string) string {
	book := e.book
	if book == nil { // it is of no SOP
		book = &script.Playbook{}
	}
	out, _ := book.Said(text, e.values, time.UTC) // read and said by the same clocks
	return strings.NewReplacer("{{", "〔", "}}", "〕").Replace(out)
}

func clipped(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > longestText {
		return string(r[:longestText-1]) + "…"
	}
	return text
}
