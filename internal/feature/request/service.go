package request

import (
	"context"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Service takes requests in and gives out slots.
type Service struct {
	DB      *db.DB
	IDs     *id.Source
	Near    Neighbours
	Todos   Todos
	ClockOf func(id.Workspace) clock.Clock // by which a workspace lives
}

// How many requests may be under way, of one person and in all.
const (
	mostOwn = 20
	mostAll = 500
	mostDay = 40 // filed by one person within a day, whatever became of them
)

// place is what is known of a workspace while something is done in it.
type place struct {
	now    time.Time
	zone   *time.Location
	groups []Group // by name
	byID   map[id.Group]*Group
	people int64 // in all groups
}

func (s *Service) placeOf(ctx context.Context, tx *db.Tx, ws id.Workspace) (*place, error) {
	p := &place{now: s.ClockOf(ws).Now(), byID: map[id.Group]*Group{}}
	var err error
	if p.zone, err = s.Near.Zone(ctx, tx, ws); err != nil {
		return nil, err
	}
	if p.groups, err = s.Near.Groups(ctx, tx, ws); err != nil {
		return nil, err
	}
	for i := range p.groups {
		g := &p.groups[i]
		p.byID[g.ID], p.people = g, p.people+g.People
	}
	return p, nil
}

func (p *place) today() Day { return DayOf(p.now, p.zone) }

// units are those of a request's groups, as far as the groups are still there.
func (p *place) units(r *Request) (out []id.Unit) {
	for _, g := range r.Groups {
		if known := p.byID[g]; known != nil {
			out = append(out, known.Unit)
		}
	}
	return out
}

// sees reports whether somebody may see a request: it is theirs, or theirs to
// decide about.
func (p *place) sees(who *Person, r *Request) bool {
	return r.By == who.User || who.Decides(p.units(r))
}

// seen returns a request that somebody may see; NotFound where they may not.
func (s *Service) seen(ctx context.Context, tx *db.Tx, ws id.Workspace, p *place, who *Person, request id.Request) (Request, error) {
	r, err := get(ctx, tx, ws, request)
	if err == nil && !p.sees(who, &r) {
		return Request{}, fault.New(fault.NotFound, noRequest.With())
	}
	return r, err
}

// want makes sure that what somebody asks for can be taken in, with the groups of
// a unit where one was chosen.
func (s *Service) want(ctx context.Context, tx *db.Tx, ws id.Workspace, p *place, who *Person, a *Ask, unit id.Unit) error {
	if unit != 0 && a.Channel != Moments {
		units, err := s.Near.Units(ctx, tx, ws)
		if err != nil {
			return err
		}
		in := auth.ScopeOf(units, unit)
		for _, g := range p.groups {
			if in.Has(g.Unit) && who.Scope.Has(g.Unit) {
				a.Groups = append(a.Groups, g.ID)
			}
		}
	}
	a.Tidy()
	for _, g := range a.Groups {
		if known := p.byID[g]; known == nil || !who.Scope.Has(known.Unit) {
			return &auth.FieldError{Field: "groups", Err: fault.New(fault.NotFound, noGroup.With())}
		}
	}
	return a.Check(p.today())
}

// File takes a request in, with all groups of a unit where that is not 0. It fails
// with Invalid, naming the field, or Limited where too many are under way.
func (s *Service) File(ctx context.Context, ws id.Workspace, who Person, a Ask, unit id.Unit) (r Request, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		p, err := s.placeOf(ctx, tx, ws)
		if err != nil {
			return err
		}
		if err := s.want(ctx, tx, ws, p, &who, &a, unit); err != nil {
			return err
		}
		own, all, filed, err := underWay(ctx, tx, ws, who.User, p.now.AddDate(0, 0, -1))
		switch {
		case err != nil:
			return err
		case own >= mostOwn:
			return fault.New(fault.Limited, tooManyOpen.With(own))
		case filed >= mostDay:
			return fault.New(fault.Limited, tooManyDay.With(filed))
		case all >= mostAll:
			return fault.New(fault.Limited, tooManyAll.With(all))
		}
		r = Request{Ask: a, ID: id.New[id.Request](s.IDs, tx.Now), By: who.User, State: Waiting, Filed: p.now, Changed: p.now}
		if err := insert(ctx, tx, ws, &r); err != nil {
			return err
		}
		return s.did(ctx, tx, ws, &r, Event{At: p.now, By: who.User, What: "filed"}, audit.RequestFiled)
	})
	return r, err
}

// did tells of what was done, in the request's story and in the record.
func (s *Service) did(ctx context.Context, tx *db.Tx, ws id.Workspace, r *Request, e Event, what audit.Action) error {
	if err := tell(ctx, tx, ws, r.ID, e); err != nil {
		return err
	}
	return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: what, Subject: id.Show(r.ID), Detail: audit.Detail{Why: string(e.Reason)}})
}

// act changes a request that somebody may see and that is in one of some states.
// What do does to it is saved; it returns what is told.
func (s *Service) act(ctx context.Context, ws id.Workspace, who Person, request id.Request, what audit.Action, from []State,
	do func(tx *db.Tx, p *place, r *Request) (Event, error)) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		p, err := s.placeOf(ctx, tx, ws)
		if err != nil {
			return err
		}
		r, err := s.seen(ctx, tx, ws, p, &who, request)
		if err != nil {
			return err
		}
		if !slices.Contains(from, r.State) {
			return fault.New(fault.Conflict, notNow.With(stateWords[r.State]))
		}
		was, turn := r.State, r.Turn
		e, err := do(tx, p, &r)
		if err != nil {
			return err
		}
		r.Changed, r.News = p.now, r.News || who.User != r.By
		if err := save(ctx, tx, ws, &r, was, turn); err != nil {
			return err
		}
		e.At, e.By = p.now, who.User
		return s.did(ctx, tx, ws, &r, e, what)
	})
}

func (s *Service) onlyDeciders(p *place, who *Person, r *Request) error {
	if !who.Decides(p.units(r)) {
		return fault.New(fault.Forbidden, notYours.With())
	}
	return nil
}

func onlyRequester(who *Person, r *Request) error {
	if who.User != r.By {
		return fault.New(fault.Forbidden, notTheirs.With())
	}
	return nil
}

// Revise lets its requester complete a request that waits or was returned. It
// fails as File does.
func (s *Service) Revise(ctx context.Context, ws id.Workspace, who Person, request id.Request, a Ask, unit id.Unit) error {
	return s.act(ctx, ws, who, request, audit.RequestRevised, []State{Waiting, Returned}, func(tx *db.Tx, p *place, r *Request) (Event, error) {
		if err := onlyRequester(&who, r); err != nil {
			return Event{}, err
		}
		if err := s.want(ctx, tx, ws, p, &who, &a, unit); err != nil {
			return Event{}, err
		}
		r.Ask, r.State, r.Reason, r.Note, r.News = a, Waiting, "", "", false
		return Event{What: "revised"}, nil
	})
}

// because makes sure that a reason is one of some, and said in words where it is
// none of them.
func because(reason Reason, note string, of []Reason) (string, error) {
	note = tidy(note)
	switch n := utf8.RuneCountInString(note); {
	case !slices.Contains(of, reason):
		return "", wrong("reason", choose.With())
	case n > maxNote:
		return "", wrong("note", tooLong.With(maxNote, n))
	case reason == OwnWords && n == 0:
		return "", wrong("note", missing.With())
	}
	return note, nil
}

// Decline turns a request down, with a reason; a slot it had is free again.
func (s *Service) Decline(ctx context.Context, ws id.Workspace, who Person, request id.Request, reason Reason, note string) error {
	return s.refuse(ctx, ws, who, request, Declined, reason, note)
}

// Return sends a request back to its requester for more, with a reason; a slot it
// had is free again.
func (s *Service) Return(ctx context.Context, ws id.Workspace, who Person, request id.Request, reason Reason, note string) error {
	return s.refuse(ctx, ws, who, request, Returned, reason, note)
}

func (s *Service) refuse(ctx context.Context, ws id.Workspace, who Person, request id.Request, to State, reason Reason, note string) error {
	what, of := audit.RequestDeclined, DeclineReasons[:]
	if to == Returned {
		what, of = audit.RequestReturned, ReturnReasons[:]
	}
	return s.act(ctx, ws, who, request, what, []State{Waiting, Placed}, func(tx *db.Tx, p *place, r *Request) (Event, error) {
		if err := s.onlyDeciders(p, &who, r); err != nil {
			return Event{}, err
		}
		said, err := because(reason, note, of)
		if err != nil {
			return Event{}, err
		}
		if err := s.clear(ctx, tx, ws, r); err != nil {
			return Event{}, err
		}
		r.State, r.Reason, r.Note = to, reason, said
		return Event{What: string(to), Reason: reason, Note: said}, nil
	})
}

// Withdraw takes a request back, by its requester.
func (s *Service) Withdraw(ctx context.Context, ws id.Workspace, who Person, request id.Request) error {
	return s.act(ctx, ws, who, request, audit.RequestWithdrawn, []State{Waiting, Returned, Placed}, func(tx *db.Tx, _ *place, r *Request) (Event, error) {
		if err := onlyRequester(&who, r); err != nil {
			return Event{}, err
		}
		r.State, r.Reason, r.Note, r.News = Withdrawn, "", "", false
		return Event{What: "withdrawn"}, s.clear(ctx, tx, ws, r)
	})
}

// Close notes what a request that was done has brought.
func (s *Service) Close(ctx context.Context, ws id.Workspace, who Person, request id.Request, result int64, note string) error {
	return s.act(ctx, ws, who, request, audit.RequestClosed, []State{Sent}, func(_ *db.Tx, _ *place, r *Request) (Event, error) {
		note = tidy(note)
		switch n := utf8.RuneCountInString(note); {
		case result < 0 || result > maxFigure:
			return Event{}, wrong("result", badFigure.With(0, maxFigure))
		case n > maxNote:
			return Event{}, wrong("note", tooLong.With(maxNote, n))
		}
		r.State, r.Result, r.News = Closed, &result, r.News && who.User != r.By
		return Event{What: "closed", Note: note}, nil
	})
}

// Noticed notes that a request's requester knows how it stands. It is their own
// reading, which is in no record.
func (s *Service) Noticed(ctx context.Context, ws id.Workspace, who Person, request id.Request) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		r, err := get(ctx, tx, ws, request)
		if err == nil && r.By != who.User {
			err = fault.New(fault.NotFound, noRequest.With())
		}
		if err != nil {
			return err
		}
		r.News = false
		return save(ctx, tx, ws, &r, r.State, r.Turn)
	})
}
