package playbook

import (
	"context"
	"encoding/json"
	"fmt"
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
	r, err := l.S.running(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	return r.kinds, nil
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
	case fact.GroupBecame:
		var b fact.Became
		err = json.Unmarshal(f.Body, &b)
		h.where = b.Where
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
	on, err := l.S.running(ctx, tx, ws)
	if err != nil || len(on.books) == 0 {
		return err
	}
	for i := range facts {
		h, err := read(&facts[i])
		if err != nil {
			return err
		}
		h.event.Question = h.event.Text != "" && l.S.Needs.Asks(h.event.Text)
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
			if err := l.S.tell(ctx, tx, ws, Subject{group, ord}, &h, on); err != nil {
				return err
			}
		}
	}
	return nil
}

// tooOld is how old something may be and still begin an SOP whose start does not
// say: what is found weeks later is not greeted.
const tooOld = 24 * time.Hour

// isOld reports whether something happened too long ago to begin an SOP.
func isOld(s *script.Start, at, now time.Time, zone *time.Location) bool {
	limit := at.Add(tooOld)
	if s.Becomes != "" && s.Missed.Within != "" {
		limit = script.Later(at, s.Missed.Within, zone)
	}
	return !now.Before(limit)
}

// tell lets runs of a subject go on, and SOPs begin.
func (s *Service) tell(ctx context.Context, tx *db.Tx, ws id.Workspace, subject Subject, h *happened, on *running) error {
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
	if on.decider.Wants(h.kind) {
		more, err := s.starts(ctx, tx, ws, subject, h, on, now)
		if err != nil {
			return err
		}
		moves = append(moves, more...)
	}
	return s.moveAll(ctx, tx, ws, now, moves)
}

// starts begins the SOPs that an event begins for a subject.
func (s *Service) starts(ctx context.Context, tx *db.Tx, ws id.Workspace, subject Subject, h *happened, on *running, now time.Time) ([]move, error) {
	known, err := s.Needs.Knows(ctx, tx, ws, now, []Subject{subject}, on.asked)
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
	for _, hit := range on.decider.Decide(nil, h.kind, nth, f) {
		b, p := on.books[hit.Program], on.programs[hit.Program]
		start := &p.Starts()[hit.Start]
		if isOld(start, h.at, now, known[0].Zone) {
			continue
		}
		whom := subject
		switch p.Book.Per {
		case script.PerGroup:
			whom.Member = 0
		case script.PerWorkspace:
			whom = Subject{}
		}
		place, ok, err := placeOf(ctx, tx, ws, b.ID, whom.Group)
		if err != nil {
			return nil, err
		}
		if !ok || place.still() {
			continue
		}
		if start.Gather.For != "" && p.Book.Per == script.PerMember {
			if err := s.gather(ctx, tx, ws, b, start, subject.Group, came{subject.Member, h.fact, h.at}, known[0].Zone, now); err != nil {
				return nil, err
			}
			continue
		}
		r := Run{Book: b.ID, Version: b.Version, Subject: whom, Occasion: "on/" + start.ID + "/" + id.Show(h.fact), State: p.Begin(start.ID, h.at, place.Fields)}
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
	switch jobs[0].Kind {
	case StartJob:
		return l.S.each(ctx, tx, ws, now, jobs, l.S.onTime)
	case GatherJob:
		return l.S.each(ctx, tx, ws, now, jobs, l.S.together)
	case WatchJob:
		return l.S.each(ctx, tx, ws, now, jobs, l.S.watch)
	case SweepJob:
		return l.S.sweepAll(ctx, tx, ws, now, jobs)
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

// mostStarts is how many SOPs begin by the calendar in one transaction.
const mostStarts = 25

// each does jobs one after the other, so many as one transaction may; the rest waits
// for the next.
func (s *Service) each(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, jobs []job.Job, do func(context.Context, *db.Tx, id.Workspace, time.Time, *job.Job) error) error {
	for i := range jobs[:min(mostStarts, len(jobs))] {
		if err := do(ctx, tx, ws, now, &jobs[i]); err != nil {
			return err
		}
	}
	return job.Put(ctx, tx, s.IDs, jobs[min(mostStarts, len(jobs)):]...)
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
