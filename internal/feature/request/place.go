package request

import (
	"context"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// bookOf is the book of the weeks from one until another.
func (s *Service) bookOf(ctx context.Context, tx *db.Tx, ws id.Workspace, p *place, first, last Day) (*Book, error) {
	set, err := settingsOf(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	limits, err := s.Near.Limits(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	slots, err := slotsIn(ctx, tx, ws, first.Monday(), last.Monday())
	if err != nil {
		return nil, err
	}
	return NewBook(p.now, p.zone, set, limits, slots), nil
}

// bookFor is the book of every week that matters to some requests.
func (s *Service) bookFor(ctx context.Context, tx *db.Tx, ws id.Workspace, p *place, of ...Request) (*Book, error) {
	first, last := p.today(), p.today().Plus(aheadDays)
	for i := range of {
		first, last = min(first, of[i].Day), max(last, of[i].Last)
	}
	return s.bookOf(ctx, tx, ws, p, first, last)
}

// rate scores requests as things stand in the book.
func (s *Service) rate(ctx context.Context, tx *db.Tx, ws id.Workspace, p *place, b *Book, all []Request) ([]Rated, error) {
	var sold []id.Group
	for i := range all {
		if all[i].Selling {
			sold = append(sold, all[i].Groups...)
		}
	}
	slices.Sort(sold)
	won, err := s.Near.Won(ctx, tx, ws, slices.Compact(sold), p.now)
	if err != nil {
		return nil, err
	}
	out := make([]Rated, len(all))
	for i := range all {
		r := &all[i]
		week := r.Day.Monday()
		k := Known{All: p.people, Days: p.today().To(r.Last)}
		for _, g := range r.Groups {
			if known := p.byID[g]; known != nil {
				k.Groups++
				k.People += known.People
				if !r.Selling || won[g] {
					k.Fits++
				}
			}
		}
		for _, g := range r.Places() {
			k.Seats += b.Settings.Seats(g, r.Channel, &b.Limits)
			k.Free += b.Free(g, r.Channel, week)
			if !r.Slot.IsZero() && DayOf(r.Slot, p.zone).Monday() == week {
				k.Free++ // its own, which it does not lose
			}
		}
		out[i] = Rated{*r, Rate(&r.Ask, k, &b.Settings)}
	}
	return out, nil
}

// Place gives a request slots at a moment, or others than it has. Where yields is
// not 0, that request, which must score lower and stand in the way, gives its slots
// up and is back in the queue. It fails with Conflict where there is no room, and
// says what to do.
func (s *Service) Place(ctx context.Context, ws id.Workspace, who Person, request id.Request, at time.Time, yields id.Request) error {
	return s.act(ctx, ws, who, request, audit.RequestPlaced, []State{Waiting, Placed}, func(tx *db.Tx, p *place, r *Request) (Event, error) {
		if err := s.onlyDeciders(p, &who, r); err != nil {
			return Event{}, err
		}
		if err := lock(ctx, tx, ws); err != nil {
			return Event{}, err
		}
		r.Groups = slices.DeleteFunc(r.Groups, func(g id.Group) bool { return p.byID[g] == nil })
		if len(r.Places()) == 0 {
			return Event{}, fault.New(fault.Conflict, groupsGone.With())
		}
		b, err := s.bookFor(ctx, tx, ws, p, *r)
		if err != nil {
			return Event{}, err
		}
		gone := []id.Request{r.ID}
		if yields != 0 && yields != r.ID {
			if err := s.yield(ctx, tx, ws, p, b, &who, r, yields, at); err != nil {
				return Event{}, err
			}
			gone = append(gone, yields)
		}
		b = b.Without(gone...)
		if in := b.Try(r, at); in.Why != Nothing {
			return Event{}, s.refused(p, b, r, in, at)
		}
		e := Event{What: "placed", Slot: at}
		if r.State == Placed {
			e.What = "moved"
		}
		return e, s.fill(ctx, tx, ws, p, r, at)
	})
}

// yield makes another request, which must score lower, give its slots up.
func (s *Service) yield(ctx context.Context, tx *db.Tx, ws id.Workspace, p *place, b *Book, who *Person, r *Request, yields id.Request, at time.Time) error {
	other, err := s.seen(ctx, tx, ws, p, who, yields)
	if err != nil {
		return err
	}
	if err := s.onlyDeciders(p, who, &other); err != nil {
		return err
	}
	if other.State != Placed {
		return fault.New(fault.Conflict, notNow.With(stateWords[other.State]))
	}
	if !inTheWay(b, r, &other, at) {
		return fault.New(fault.Conflict, notInTheWay.With())
	}
	rated, err := s.rate(ctx, tx, ws, p, b, []Request{*r, other})
	if err != nil {
		return err
	}
	if rated[1].Score.Total >= rated[0].Score.Total {
		return fault.New(fault.Conflict, notLower.With())
	}
	if err := s.clear(ctx, tx, ws, &other); err != nil {
		return err
	}
	turn := other.Turn
	other.State, other.Reason, other.Note, other.Changed, other.News = Waiting, "", "", p.now, other.News || who.User != other.By
	if err := save(ctx, tx, ws, &other, Placed, turn); err != nil {
		return err
	}
	return s.did(ctx, tx, ws, &other, Event{At: p.now, By: who.User, What: "yielded"}, audit.RequestYielded)
}

// inTheWay reports whether another request holds slots in a group that a request
// wants, in the week of a moment.
func inTheWay(b *Book, r, other *Request, at time.Time) bool {
	week := DayOf(at, b.Zone).Monday()
	for _, g := range r.Places() {
		for _, s := range b.Slots(g) {
			if s.Request == other.ID && s.Week == week {
				return true
			}
		}
	}
	return false
}

// How long before its slot a to-do comes up.
const todoBefore = 2 * time.Hour

// fill takes the slots, in place of those that the request had, and opens the
// to-dos.
func (s *Service) fill(ctx context.Context, tx *db.Tx, ws id.Workspace, p *place, r *Request, at time.Time) error {
	if err := s.clear(ctx, tx, ws, r); err != nil {
		return err
	}
	r.State, r.Slot, r.Turn, r.Reason, r.Note = Placed, at, r.Turn+1, "", ""
	day := DayOf(at, p.zone)
	var todos []Todo
	for _, g := range r.Places() {
		slot := Slot{Request: r.ID, Group: g, Channel: r.Channel, At: at, Week: day.Monday(), Department: Key(r.Department)}
		if err := addSlot(ctx, tx, ws, &slot); err != nil {
			return err
		}
		from := at.Add(-todoBefore)
		if from.Before(p.now) {
			from = p.now
		}
		todos = append(todos, Todo{Key: keyOf(r.ID, r.Turn, g), Request: r, Group: g, From: from, Due: at, Until: day.Plus(1).At(0, p.zone)})
	}
	return s.Todos.Open(ctx, tx, ws, todos)
}

// clear takes back the slots a request has, and the to-dos nobody has done.
func (s *Service) clear(ctx context.Context, tx *db.Tx, ws id.Workspace, r *Request) error {
	in, err := heldIn(ctx, tx, ws, r.ID)
	if err != nil || len(in) == 0 {
		return err
	}
	keys := make([]string, len(in))
	for i, g := range in {
		keys[i] = keyOf(r.ID, r.Turn, g)
	}
	// To-dos first: whoever settles one holds it, and then wants the request.
	if err := s.Todos.Withdraw(ctx, tx, ws, keys); err != nil {
		return err
	}
	r.Slot = time.Time{}
	return freeSlots(ctx, tx, ws, r.ID)
}

// refused says what is in the way, and what to do about it.
func (s *Service) refused(p *place, b *Book, r *Request, in Obstacle, at time.Time) error {
	var where any = ourMoments
	if known := p.byID[in.Group]; known != nil {
		where = known.Name
	}
	says := obstacleWords[in.Why].With()
	switch in.Why {
	case TooClose:
		says = obstacleWords[in.Why].With(where, b.Settings.Gap)
	case Department:
		says = obstacleWords[in.Why].With(r.Department, b.Settings.Department)
	case Full:
		says = fullSays(b, r, in.Group, where, at)
	}
	return fault.New(fault.Conflict, says)
}

// fullSays names the next week that has room, where there is one in time.
func fullSays(b *Book, r *Request, g id.Group, where any, at time.Time) i18n.Message {
	seats := b.Settings.Seats(g, r.Channel, &b.Limits)
	for week := DayOf(at, b.Zone).Monday().Plus(7); week <= r.Last; week = week.Plus(7) {
		if !slices.ContainsFunc(r.Places(), func(g id.Group) bool { return b.Free(g, r.Channel, week) == 0 }) {
			return fullWeekElse.With(where, channelWords[r.Channel], seats, string(week))
		}
	}
	return fullWeek.With(where, channelWords[r.Channel], seats)
}

// SetGroup gives a group slots of its own, or those of all where quota is nil. It
// fails with Invalid, naming the field, NotFound, or Limited where too many differ.
func (s *Service) SetGroup(ctx context.Context, ws id.Workspace, g id.Group, quota map[Channel]int) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		p, err := s.placeOf(ctx, tx, ws)
		if err != nil {
			return err
		}
		if p.byID[g] == nil {
			return fault.New(fault.NotFound, noGroup.With())
		}
		set, err := settingsOf(ctx, tx, ws)
		if err != nil {
			return err
		}
		limits, err := s.Near.Limits(ctx, tx, ws)
		if err != nil {
			return err
		}
		delete(set.Own, g)
		switch {
		case quota == nil:
		case len(set.Own) >= maxOwn:
			return fault.New(fault.Limited, manyOwn.With(maxOwn))
		default:
			if err := checkQuota(quota, &limits); err != nil {
				return err
			}
			if set.Own == nil {
				set.Own = OwnQuota{}
			}
			set.Own[g] = quota
		}
		if err := saveSettings(ctx, tx, ws, &set); err != nil {
			return err
		}
		return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: audit.RequestSet, Subject: id.Show(g)})
	})
}

// Set makes settings hold. It fails with Invalid, naming the field.
func (s *Service) Set(ctx context.Context, ws id.Workspace, set Settings) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		limits, err := s.Near.Limits(ctx, tx, ws)
		if err != nil {
			return err
		}
		if err := set.Check(&limits); err != nil {
			return err
		}
		if err := saveSettings(ctx, tx, ws, &set); err != nil {
			return err
		}
		return audit.Write(ctx, tx, s.IDs, audit.Entry{Workspace: ws, Action: audit.RequestSet})
	})
}
