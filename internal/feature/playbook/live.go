package playbook

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/job"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// Live tells SOPs what happens. It is a hearer of facts and a doer of jobs.
type Live struct{ S *Service }

// Name is under which facts are kept for it.
func (l Live) Name() string { return "playbook" }

// Wants says of which facts the SOPs of a workspace that run have to be told.
func (l Live) Wants(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]fact.Kind, error) {
	kinds := map[string]bool{}
	err := l.S.running(ctx, tx, ws, func(_ Book, p *engine.Program) { maps.Copy(kinds, p.Kinds()) })
	var out []fact.Kind
	for k := range kinds {
		out = append(out, fact.Kind(k))
	}
	slices.Sort(out)
	return out, err
}

// running goes through the SOPs of a workspace that run.
func (s *Service) running(ctx context.Context, tx *db.Tx, ws id.Workspace, fn func(Book, *engine.Program)) error {
	all, err := books(ctx, tx, ws)
	if err != nil {
		return err
	}
	for _, b := range all {
		if b.State != On {
			continue
		}
		p, err := s.program(ctx, tx, ws, b.ID, b.Version)
		if err != nil {
			return err
		}
		fn(b, p)
	}
	return nil
}

// happened is a fact, as SOPs see it.
type happened struct {
	fact  id.Fact
	kind  string
	at    time.Time
	where fact.Where
	who   []fact.Person
	event cond.Event
}

// read takes out of a fact what SOPs ask about.
func read(f *fact.Fact) (h happened, err error) {
	h = happened{fact: f.ID, kind: string(f.Kind), at: f.At, event: cond.Event{Kind: string(f.Kind)}}
	switch f.Kind {
	case fact.MessageRecorded, fact.MessageEdited, fact.MessageDeleted:
		var m fact.Message
		err = json.Unmarshal(f.Body, &m)
		h.where, h.who, h.event.Text = m.Where, []fact.Person{m.From}, m.Text
	case fact.MemberJoined, fact.MemberLeft:
		var m fact.Move
		err = json.Unmarshal(f.Body, &m)
		h.where, h.who = m.Where, m.Who
	case fact.OrderPaid, fact.OrderRefunded:
		var o fact.Order
		err = json.Unmarshal(f.Body, &o)
		h.where, h.who, h.event.Amount = o.Where, []fact.Person{o.Who}, o.Amount
	default:
		var n fact.Named
		err = json.Unmarshal(f.Body, &n)
		h.where = n.Where
	}
	if err != nil {
		return h, fmt.Errorf("read a fact: %w", err)
	}
	return h, nil
}

// Hear lets runs go on and begin by what has happened, one fact after another.
func (l Live) Hear(ctx context.Context, tx *db.Tx, ws id.Workspace, facts []fact.Fact) error {
	var ready []*engine.Program
	var list []Book
	if err := l.S.running(ctx, tx, ws, func(b Book, p *engine.Program) { list, ready = append(list, b), append(ready, p) }); err != nil || len(ready) == 0 {
		return err
	}
	d := engine.NewDecider(ready)
	for i := range facts {
		h, err := read(&facts[i])
		if err != nil {
			return err
		}
		group, err := id.Parse[id.Group](h.where.Group)
		if err != nil {
			return fmt.Errorf("read a fact: %w", err)
		}
		ords, err := l.S.Needs.Who(ctx, tx, ws, h.where, h.who)
		if err != nil {
			return err
		}
		if len(ords) == 0 {
			ords = []uint32{0}
		}
		for _, ord := range ords {
			if err := l.S.tell(ctx, tx, ws, Subject{group, ord}, &h, list, ready, d); err != nil {
				return err
			}
		}
	}
	return nil
}

// tooOld is how old something may be and still begin an SOP: what is found weeks
// later is not greeted.
const tooOld = 24 * time.Hour

// tell lets runs of a subject go on, and SOPs begin.
func (s *Service) tell(ctx context.Context, tx *db.Tx, ws id.Workspace, subject Subject, h *happened, list []Book, ready []*engine.Program, d *engine.Decider) error {
	now := s.Clock(ws).Now()
	open, err := openRuns(ctx, tx, ws, subject)
	if err != nil {
		return err
	}
	var moves []move
	for _, r := range open {
		p, err := s.program(ctx, tx, ws, r.Book, r.Version)
		if err != nil {
			return err
		}
		if p.Hears(&r.State, h.kind) {
			moves = append(moves, move{run: r, in: engine.Input{Kind: engine.Happened, On: h.kind}, event: h.event, fact: h.fact})
		}
	}
	if d.Wants(h.kind) && now.Sub(h.at) < tooOld {
		more, err := s.starts(ctx, tx, ws, subject, h, list, ready, d, now)
		if err != nil {
			return err
		}
		moves = append(moves, more...)
	}
	return s.moveAll(ctx, tx, ws, now, moves)
}

// starts begins the SOPs that an event begins for a subject.
func (s *Service) starts(ctx context.Context, tx *db.Tx, ws id.Workspace, subject Subject, h *happened, list []Book, ready []*engine.Program, d *engine.Decider, now time.Time) ([]move, error) {
	known, err := s.Needs.Knows(ctx, tx, ws, now, []Subject{subject})
	if err != nil || known[0].Gone {
		return nil, err
	}
	f := &known[0].Facts
	f.Event, f.Now = h.event, now
	nth := 0
	if h.kind == string(fact.MessageRecorded) {
		nth = int(f.Member.Messages)
	}
	var moves []move
	for _, hit := range d.Decide(nil, h.kind, nth, f) {
		b, p := list[hit.Program], ready[hit.Program]
		place, ok, err := placeOf(ctx, tx, ws, b.ID, subject.Group)
		if err != nil {
			return nil, err
		}
		if !ok || place.Paused {
			continue
		}
		if start := &p.Starts()[hit.Start]; start.Gather.For != "" && p.Book.Per == script.PerMember {
			if err := s.gather(ctx, tx, ws, b, start, subject.Group, came{subject.Member, h.fact, h.at}, known[0].Zone, now); err != nil {
				return nil, err
			}
			continue
		}
		whom := subject
		if p.Book.Per == script.PerGroup {
			whom.Member = 0
		}
		r := Run{Book: b.ID, Version: b.Version, Subject: whom, Occasion: "on/" + p.Starts()[hit.Start].ID + "/" + id.Show(h.fact), State: p.Begin(h.at, place.Fields)}
		began, err := s.beginOnce(ctx, tx, ws, p, &r, known[0].Zone, now)
		if err != nil {
			return nil, err
		}
		if began {
			moves = append(moves, move{run: r, event: h.event, fact: h.fact})
		}
	}
	return moves, nil
}

// beginOnce begins a run, unless its SOP began for the subject a short while ago.
func (s *Service) beginOnce(ctx context.Context, tx *db.Tx, ws id.Workspace, p *engine.Program, r *Run, zone *time.Location, now time.Time) (bool, error) {
	if once := p.Book.Once; once != "" {
		_, last, err := before(ctx, tx, ws, r.Book, r.Subject)
		if err != nil || !last.IsZero() && script.Later(last, once, zone).After(now) {
			return false, err
		}
	}
	return s.begin(ctx, tx, ws, r, now)
}

// Do looks at runs whose time has come, and begins SOPs by the calendar.
func (l Live) Do(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, jobs []job.Job) error {
	if do, ok := map[job.Kind]func(context.Context, *db.Tx, id.Workspace, time.Time, *job.Job) error{StartJob: l.S.onTime, GatherJob: l.S.together}[jobs[0].Kind]; ok {
		for i := range jobs {
			if err := do(ctx, tx, ws, now, &jobs[i]); err != nil {
				return err
			}
		}
		return nil
	}
	var ids []id.Run
	for i := range jobs {
		r, err := id.Parse[id.Run](jobs[i].Key)
		if err != nil {
			return fmt.Errorf("read which run is due: %w", err)
		}
		ids = append(ids, r)
	}
	due, err := runsOf(ctx, tx, ws, ids)
	if err != nil {
		return err
	}
	moves := make([]move, 0, len(due))
	for _, r := range due {
		moves = append(moves, move{run: r})
	}
	return l.S.moveAll(ctx, tx, ws, now, moves)
}

// onTime begins an SOP in a group by the calendar, and sees to the next time.
func (s *Service) onTime(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, j *job.Job) error {
	parts := strings.Split(j.Key, "/")
	if len(parts) != 3 {
		return fmt.Errorf("no SOP begins by the key %q", j.Key)
	}
	book, err := id.Parse[id.Playbook](parts[0])
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(parts[1])
	if err != nil {
		return err
	}
	group, err := id.Parse[id.Group](parts[2])
	if err != nil {
		return err
	}
	b, err := bookOf(ctx, tx, ws, book)
	if err != nil {
		return err
	}
	place, ok, err := placeOf(ctx, tx, ws, book, group)
	if err != nil || !ok || b.State != On {
		return err
	}
	p, err := s.program(ctx, tx, ws, book, b.Version)
	if err != nil || n >= len(p.Starts()) {
		return err
	}
	return s.beginAt(ctx, tx, ws, b, p, n, place, j.Due, now)
}

// beginAt begins an SOP in a group at its time, or some time later.
func (s *Service) beginAt(ctx context.Context, tx *db.Tx, ws id.Workspace, b Book, p *engine.Program, n int, place Place, due, now time.Time) error {
	known, err := s.Needs.Knows(ctx, tx, ws, now, []Subject{{Group: place.Group}})
	if err != nil || known[0].Gone {
		return err
	}
	zone := known[0].Zone
	if next, ok := p.Next(n, now, zone, place.Fields); ok {
		if err := job.Put(ctx, tx, s.IDs, startAt(ws, b.ID, n, place.Group, next)); err != nil {
			return err
		}
	}
	if place.Paused || !p.May(&known[0].Facts) {
		return nil
	}
	start, moment := &p.Starts()[n], due
	if t, ok := script.ParseMoment(place.Fields[start.Moment], zone); ok && start.Moment != "" {
		moment = t
	}
	r := Run{Book: b.ID, Version: b.Version, Subject: Subject{Group: place.Group}, Occasion: "at/" + start.ID + "/" + strconv.FormatInt(moment.UnixMilli(), 10),
		State: p.Begin(moment, place.Fields)}
	asks := false
	if start.Moment == "" {
		var skips bool
		if skips, asks = late(start, due, now, zone); skips {
			return nil
		}
	}
	began, err := s.beginOnce(ctx, tx, ws, p, &r, zone, now)
	if err != nil || !began {
		return err
	}
	if asks {
		m := &moving{s: s, ws: ws, now: now, state: map[id.Playbook]State{}}
		var acts []engine.Action
		r.State, acts = p.BeginLate(moment, now, place.Fields)
		if err := m.took(ctx, tx, p, &r, acts, 0); err != nil {
			return err
		}
		if err := job.Put(ctx, tx, s.IDs, m.jobs...); err != nil {
			return err
		}
		return s.Needs.Act(ctx, tx, ws, m.deeds)
	}
	return s.moveAll(ctx, tx, ws, now, []move{{run: r}})
}

// late says what is done about a beginning whose time has passed: where its SOP
// does not say, it still begins within two hours.
func late(s *script.Start, due, now time.Time, zone *time.Location) (skips, asks bool) {
	limit := due.Add(2 * time.Hour)
	switch {
	case s.Missed.Within != "":
		limit = script.Later(due, s.Missed.Within, zone)
	case s.Missed.Do == "skip" || s.Missed.Do == "ask":
		limit = due.Add(time.Minute)
	}
	if !now.After(limit) {
		return false, false
	}
	return s.Missed.Do != "ask", s.Missed.Do == "ask"
}

// Answer tells a run how a to-do of the given key ended. Keys that are no run's
// are left alone.
func (s *Service) Answer(ctx context.Context, tx *db.Tx, ws id.Workspace, key string, choice int, fields map[string]string) error {
	parts := strings.Split(key, "/")
	if len(parts) < 3 || parts[0] != "sop" {
		return nil
	}
	run, err := id.Parse[id.Run](parts[1])
	if err != nil {
		return nil //nolint:nilerr // no key of ours
	}
	found, err := runsOf(ctx, tx, ws, []id.Run{run})
	if err != nil || len(found) == 0 {
		return err
	}
	return s.moveAll(ctx, tx, ws, s.Clock(ws).Now(), []move{{run: found[0], in: engine.Input{Kind: engine.Answered, Step: parts[2], Choice: choice, Fields: fields}}})
}

// Waits reports whether a to-do of the given key may be opened again as far as its
// run is concerned: nobody waits for it, or somebody still does.
func (s *Service) Waits(ctx context.Context, tx *db.Tx, ws id.Workspace, key string) (bool, error) {
	parts := strings.Split(key, "/")
	if len(parts) < 3 || parts[0] != "sop" {
		return true, nil
	}
	run, err := id.Parse[id.Run](parts[1])
	if err != nil {
		return true, nil //nolint:nilerr // no key of ours
	}
	found, err := runsOf(ctx, tx, ws, []id.Run{run})
	if err != nil || len(found) == 0 {
		return true, err
	}
	p, err := s.program(ctx, tx, ws, found[0].Book, found[0].Version)
	if err != nil {
		return false, err
	}
	return !p.Minds(parts[2]) && len(parts) == 3, nil
}
