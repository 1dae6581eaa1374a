package playbook

import (
	"context"
	"errors"
	"maps"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/job"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// move is a run that is told something.
type move struct {
	run   Run
	in    engine.Input
	event cond.Event
	fact  id.Fact
	names []string // of those who came together
}

// gone is why a run is over whose subject is no more.
const gone = "gone"

// wake is the job by which a run is looked at again, if it waits for a time.
func (r *Run) wake(ws id.Workspace, now time.Time) (job.Job, bool) {
	due := r.State.Due
	if r.State.Phase == engine.Over || due.IsZero() {
		return job.Job{}, false
	}
	if due.Before(now) || r.State.Told != nil {
		due = now
	}
	return job.Job{Workspace: ws, Kind: RunJob, Key: id.Show(r.ID), Due: due}, true
}

// mostCalls is how many SOPs may begin by each other in one transaction.
const mostCalls = 50

// moveAll takes runs on and has done what they want. A run that another has called
// and that ends takes the other on.
func (s *Service) moveAll(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, moves []move) error {
	m := s.newMoving(ws, now)
	for calls := 0; len(moves) > 0; calls++ {
		if calls > mostCalls {
			return errors.New("SOPs begin each other without an end")
		}
		subjects := make([]Subject, len(moves))
		for i := range moves {
			subjects[i] = moves[i].run.Subject
		}
		asked, err := s.askedBy(ctx, tx, ws, moves)
		if err != nil {
			return err
		}
		known, err := s.Needs.Knows(ctx, tx, ws, now, subjects, asked)
		if err != nil {
			return err
		}
		m.next = nil
		for i := range moves {
			if err := m.move(ctx, tx, &moves[i], &known[i]); err != nil {
				return err
			}
		}
		moves = m.next
	}
	return m.end(ctx, tx)
}

// askedBy is what the SOPs of runs ask about.
func (s *Service) askedBy(ctx context.Context, tx *db.Tx, ws id.Workspace, moves []move) (out cond.Asked, err error) {
	seen := map[edition]bool{}
	for i := range moves {
		at := edition{moves[i].run.Book, moves[i].run.Version}
		if seen[at] {
			continue
		}
		seen[at] = true
		p, err := s.program(ctx, tx, ws, at.book, at.n)
		if err != nil {
			return out, err
		}
		out = out.And(p.Asked())
	}
	return out, nil
}

// end keeps what has gathered, and has it done.
func (m *moving) end(ctx context.Context, tx *db.Tx) error {
	if err := m.keep(ctx, tx); err != nil {
		return err
	}
	if err := job.Put(ctx, tx, m.s.IDs, m.jobs...); err != nil {
		return err
	}
	if len(m.deeds) == 0 {
		return nil
	}
	return m.s.Needs.Act(ctx, tx, m.ws, m.deeds)
}

// keep writes where runs stand and what they did. Whoever reads either while runs
// are taken on calls it before.
func (m *moving) keep(ctx context.Context, tx *db.Tx) error {
	all := make([]*Run, 0, len(m.moved))
	for i := range m.moved {
		if r := &m.moved[i]; m.last[r.ID] == i {
			all = append(all, r)
		}
	}
	did := m.did
	m.moved, m.did, m.last = nil, nil, map[id.Run]int{}
	if err := saveRuns(ctx, tx, m.ws, all, m.now); err != nil {
		return err
	}
	return note(ctx, tx, m.ws, m.s.IDs, m.now, did)
}

// stood takes in where a run stands now.
func (m *moving) stood(r *Run) {
	m.last[r.ID] = len(m.moved)
	m.moved = append(m.moved, *r)
}

// moving is what gathers while runs are taken on.
type moving struct {
	s     *Service
	ws    id.Workspace
	now   time.Time
	state map[id.Playbook]State
	moved []Run
	last  map[id.Run]int // where in moved a run stands last
	did   []entry
	jobs  []job.Job
	deeds []Deed
	next  []move
}

func (s *Service) newMoving(ws id.Workspace, now time.Time) *moving {
	return &moving{s: s, ws: ws, now: now, state: map[id.Playbook]State{}, last: map[id.Run]int{}}
}

// stands is whether an SOP runs.
func (m *moving) stands(ctx context.Context, tx *db.Tx, book id.Playbook) (State, error) {
	if st, ok := m.state[book]; ok {
		return st, nil
	}
	b, err := bookOf(ctx, tx, m.ws, book)
	if err != nil {
		return "", err
	}
	m.state[book] = b.State
	return b.State, nil
}

// move takes one run on.
func (m *moving) move(ctx context.Context, tx *db.Tx, mv *move, known *Known) error {
	r := &mv.run
	st, err := m.stands(ctx, tx, r.Book)
	if err != nil || st == Off || r.State.Phase == engine.Over {
		return err
	}
	if st == Paused || r.Held {
		if mv.in.Kind != engine.Answered { // what it misses its steps say
			return nil
		}
		r.State.Told = &mv.in
		m.stood(r)
		return nil
	}
	if told := r.State.Told; told != nil {
		mv.in, r.State.Told = *told, nil
	}
	if known.Gone {
		if err := m.keep(ctx, tx); err != nil {
			return err
		}
		return m.s.cancel(ctx, tx, m.ws, r, gone, m.now)
	}
	p, err := m.s.program(ctx, tx, m.ws, r.Book, r.Version)
	if err != nil {
		return err
	}
	known.Facts.Event = mv.event
	if len(mv.names) > 0 {
		crowd(known.Values, mv.names)
	}
	w := engine.World{Now: m.now, Zone: known.Zone, Run: id.Show(r.ID), Whom: r.Subject.name(), Turn: r.Turn, Tone: known.Tone, Known: known.Values, Facts: &known.Facts,
		Live: func(f script.Field) (string, bool) { return m.s.Needs.Live(ctx, tx, m.ws, r.Subject, f) }}
	var acts []engine.Action
	r.State, acts = p.Advance(r.State, mv.in, &w)
	return m.took(ctx, tx, p, r, acts, mv.fact)
}

// took keeps where a run stands after a move, and what it wants.
func (m *moving) took(ctx context.Context, tx *db.Tx, p *engine.Program, r *Run, acts []engine.Action, because id.Fact) error {
	m.stood(r)
	for i := range acts {
		word, why := what(&acts[i])
		m.did = append(m.did, entry{r.ID, acts[i].Step, word, why})
	}
	if j, ok := r.wake(m.ws, m.now); ok {
		m.jobs = append(m.jobs, j)
	} else if _, err := job.Drop(ctx, tx, m.ws, RunJob, id.Show(r.ID)); err != nil {
		return err
	}
	for _, a := range acts {
		switch {
		case a.Skip != nil || a.Dealt != nil:
		case a.Call != nil:
			if err := m.call(ctx, tx, r, a); err != nil {
				return err
			}
		default:
			m.deeds = append(m.deeds, Deed{Key: keyOf(r.ID, a.Step, a.Ask != nil && a.Ask.Late), Book: r.Book, Title: p.Book.Title.Hans, Run: r.ID, Subject: r.Subject, Fact: because, Action: a})
		}
	}
	if r.State.Phase == engine.Over && (r.State.Why == engine.Stopped || r.Parent != 0) {
		if err := m.keep(ctx, tx); err != nil {
			return err
		}
	}
	if r.State.Why == engine.Stopped {
		if err := m.s.withdraw(ctx, tx, m.ws, r.ID); err != nil {
			return err
		}
	}
	if r.State.Phase == engine.Over && r.Parent != 0 {
		return m.back(ctx, tx, r)
	}
	return nil
}

// keyOf names what a run wants done, for good: no step is done twice.
func keyOf(run id.Run, step string, late bool) string {
	key := "sop/" + id.Show(run) + "/" + step
	if late {
		key += "/late"
	}
	return key
}

// call begins another SOP for the same subject.
func (m *moving) call(ctx context.Context, tx *db.Tx, r *Run, a engine.Action) error {
	b, err := bookNamed(ctx, tx, m.ws, a.Call.Name)
	if fault.KindOf(err) == fault.NotFound || err == nil && b.State != On { // what is not there, or is off, has ended at once
		if a.Call.Wait {
			m.next = append(m.next, move{run: *r, in: engine.Input{Kind: engine.Returned, Step: a.Step}})
		}
		return nil
	}
	if err != nil {
		return err
	}
	p, err := m.s.program(ctx, tx, m.ws, b.ID, b.Version)
	if err != nil {
		return err
	}
	fields := maps.Clone(r.State.Fields)
	if fields == nil {
		fields = map[string]string{}
	}
	maps.Copy(fields, a.Call.With)
	fresh := Run{Book: b.ID, Version: b.Version, Subject: r.Subject, Occasion: "call/" + id.Show(r.ID) + "/" + a.Step, State: p.Begin("", r.State.Moment, fields)}
	if a.Call.Wait {
		fresh.Parent, fresh.Called = r.ID, a.Step
	}
	began, err := m.s.begin(ctx, tx, m.ws, &fresh, m.now)
	if began {
		m.next = append(m.next, move{run: fresh})
	}
	return err
}

// back takes on the run that waited for r.
func (m *moving) back(ctx context.Context, tx *db.Tx, r *Run) error {
	parent, err := runsOf(ctx, tx, m.ws, []id.Run{r.Parent})
	if err != nil || len(parent) == 0 {
		return err
	}
	m.next = append(m.next, move{run: parent[0], in: engine.Input{Kind: engine.Returned, Step: r.Called}})
	return nil
}

// begin keeps a run that begins, and reports whether it does: not twice by one
// occasion.
func (s *Service) begin(ctx context.Context, tx *db.Tx, ws id.Workspace, r *Run, now time.Time) (bool, error) {
	n, _, err := before(ctx, tx, ws, r.Book, r.Subject)
	if err != nil {
		return false, err
	}
	r.ID, r.Begun, r.Turn = id.New[id.Run](s.IDs, tx.Now), now, n
	return insertRun(ctx, tx, ws, *r)
}

// with is what is known, and what was filled in.
func (k *Known) with(fields map[string]string) map[string]string {
	out := maps.Clone(k.Values)
	if out == nil {
		out = map[string]string{}
	}
	maps.Copy(out, fields)
	return out
}

// name is what a subject is called where chance decides: always the same.
func (s Subject) name() string {
	return id.Show(s.Group) + "/" + id.Show(id.Member(s.Member))
}
