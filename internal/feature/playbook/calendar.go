package playbook

import (
	"context"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// How much a calendar takes in at most: entries it shows; runs and, of each SOP, groups it
// looks at, more than a page ever names.
const (
	mostEntries = 2000
	mostLooked  = 6000
)

// wantedDays says what somebody wants to see of the calendar.
type wantedDays struct {
	groups   []id.Group // among these
	book     id.Playbook
	from, to time.Time
	todos    []agenda.ToDo
	slots    []agenda.Slot
	near     CalendarDeps // who tells whose day comes; nil for nobody
}

// Agenda lays out what SOPs do and have done in groups from from until before to. cut
// says that there is more than that.
func (s *Service) Agenda(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group, from, to time.Time) (out []agenda.Entry, cut bool, err error) {
	l, err := s.agenda(ctx, tx, ws, wantedDays{groups: groups, from: from, to: to})
	return l.entries, l.cut, err
}

// laidOut is what stands in a calendar.
type laidOut struct {
	entries []agenda.Entry
	cut     bool // there is more than is shown
	crowd   bool // more people have their day than were looked at
}

// agenda lays out what SOPs do and have done in groups, and what people are to do.
func (s *Service) agenda(ctx context.Context, tx *db.Tx, ws id.Workspace, w wantedDays) (out laidOut, err error) {
	all, err := books(ctx, tx, ws)
	if err != nil {
		return out, err
	}
	if w.book != 0 {
		all = slices.DeleteFunc(all, func(b Book) bool { return b.ID != w.book })
	}
	g := agenda.Given{Now: s.Clock(ws).Now(), From: w.from, To: w.to, ToDos: w.todos, Slots: w.slots, Most: mostEntries}
	runs, full, err := s.runsFor(ctx, tx, ws, w)
	if err != nil {
		return out, err
	}
	if g.Runs, err = s.agendaRuns(ctx, tx, ws, all, runs); err != nil {
		return out, err
	}
	if w.to.After(g.Now) {
		for _, b := range all {
			more, err := s.ahead(ctx, tx, ws, b, w, &g)
			if err != nil {
				return out, err
			}
			full, out.crowd = full || more.cut, out.crowd || more.crowd
		}
	}
	if err := s.knowFor(ctx, tx, ws, &g); err != nil {
		return out, err
	}
	out.entries, out.cut = g.Lay()
	out.cut = out.cut || full
	return out, nil
}

// runsFor lists the runs that reach into a stretch of time; full says that there are
// more.
func (s *Service) runsFor(ctx context.Context, tx *db.Tx, ws id.Workspace, w wantedDays) (out []Run, full bool, err error) {
	for _, members := range []bool{false, true} {
		open, err := openIn(ctx, tx, ws, w.groups, members, w.book, mostLooked)
		if err != nil {
			return nil, false, err
		}
		out, full = append(out, open...), full || len(open) == mostLooked
	}
	over, err := endedIn(ctx, tx, ws, w.groups, w.book, w.from, w.to, mostLooked)
	return append(out, over...), full || len(over) == mostLooked, err
}

// agendaRuns are runs as the calendar takes them in.
func (s *Service) agendaRuns(ctx context.Context, tx *db.Tx, ws id.Workspace, all []Book, runs []Run) (out []agenda.Run, err error) {
	paused := map[id.Playbook]bool{}
	for _, b := range all {
		paused[b.ID] = b.State == Paused
	}
	ids := make([]id.Run, len(runs))
	for i := range runs {
		ids[i] = runs[i].ID
	}
	acts, err := actsIn(ctx, tx, ws, ids)
	if err != nil {
		return nil, err
	}
	for i := range runs {
		r := &runs[i]
		p, err := s.program(ctx, tx, ws, r.Book, r.Version)
		if err != nil {
			return nil, err
		}
		out = append(out, agenda.Run{ID: r.ID, Book: r.Book, Program: p, Group: r.Subject.Group, Member: r.Subject.Member, Occasion: r.Occasion,
			State: r.State, Paused: paused[r.Book] || r.Held, Acts: acts[r.ID]})
	}
	return out, nil
}

// knowFor fills in what is known of the groups, and which beginnings have begun already.
func (s *Service) knowFor(ctx context.Context, tx *db.Tx, ws id.Workspace, g *agenda.Given) error {
	of := map[id.Group]int{}
	var subjects []Subject
	see := func(group id.Group) {
		if _, ok := of[group]; !ok {
			of[group] = len(subjects)
			subjects = append(subjects, Subject{Group: group})
		}
	}
	for i := range g.Places {
		see(g.Places[i].Group)
	}
	for i := range g.Runs {
		see(g.Runs[i].Group)
	}
	if len(subjects) == 0 {
		return nil
	}
	known, err := s.Needs.Knows(ctx, tx, ws, g.Now, subjects, cond.Everything())
	if err != nil {
		return err
	}
	for i := range g.Runs {
		k := &known[of[g.Runs[i].Group]]
		g.Runs[i].Known, g.Runs[i].Facts, g.Runs[i].Zone = k.Values, k.Facts, k.Zone
	}
	kept := g.Places[:0]
	for _, p := range g.Places {
		if k := &known[of[p.Group]]; !k.Gone {
			p.Known, p.Facts, p.Zone = k.Values, k.Facts, k.Zone
			kept = append(kept, p)
		}
	}
	g.Places = kept
	return s.begun(ctx, tx, ws, g.Places)
}

// begun fills in which beginnings that count from a moment of a form have begun before
// their moment. Others begin when it comes.
func (s *Service) begun(ctx context.Context, tx *db.Tx, ws id.Workspace, all []agenda.Place) error {
	for from := 0; from < len(all); {
		to := from
		var groups []id.Group
		var occasions []string
		for ; to < len(all) && all[to].Book == all[from].Book; to++ {
			groups = append(groups, all[to].Group)
			occasions = append(occasions, moments(all[to].Program, &all[to])...)
		}
		if len(occasions) > 0 {
			slices.Sort(occasions)
			begun, err := begunBy(ctx, tx, ws, all[from].Book, groups, slices.Compact(occasions))
			if err != nil {
				return err
			}
			for i := from; i < to; i++ {
				all[i].Begun = begun[all[i].Group]
			}
		}
		from = to
	}
	return nil
}

// moments are the occasions of an SOP in a group that its form names.
func moments(p *engine.Program, at *agenda.Place) (out []string) {
	for i := range p.Starts() {
		if s := &p.Starts()[i]; s.Moment != "" {
			if t, ok := script.ParseMoment(at.Fields[s.Moment], at.Zone); ok {
				out = append(out, agenda.Occasion(s.ID, t))
			}
		}
	}
	return out
}
