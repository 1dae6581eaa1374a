package playbook

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/job"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// The kinds of jobs: a run is to be looked at again, an SOP begins in a group, and
// it is looked for whom in the group it begins.
const (
	RunJob   job.Kind = "sop.run"
	StartJob job.Kind = "sop.start"
	SweepJob job.Kind = "sop.sweep"
)

// startKey names a start of an SOP in a group.
func startKey(book id.Playbook, start int, group id.Group) string {
	return id.Show(book) + "/" + strconv.Itoa(start) + "/" + id.Show(group)
}

func startAt(ws id.Workspace, book id.Playbook, start int, group id.Group, at time.Time) job.Job {
	return job.Job{Workspace: ws, Kind: StartJob, Key: startKey(book, start, group), Due: at}
}

// starting is a start of an SOP in a group, as it stands now.
type starting struct {
	book  Book
	p     *engine.Program
	n     int
	start *script.Start
	place Place
}

// startOf finds the start of an SOP that a key names; nil where the SOP runs there
// no more.
func (s *Service) startOf(ctx context.Context, tx *db.Tx, ws id.Workspace, key string) (*starting, error) {
	parts := strings.Split(key, "/")
	if len(parts) != 3 {
		return nil, fmt.Errorf("no SOP begins by the key %q", key)
	}
	book, err := id.Parse[id.Playbook](parts[0])
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(parts[1])
	if err != nil {
		return nil, err
	}
	group, err := id.Parse[id.Group](parts[2])
	if err != nil {
		return nil, err
	}
	b, err := bookOf(ctx, tx, ws, book)
	if err != nil {
		return nil, err
	}
	place, ok, err := placeOf(ctx, tx, ws, book, group)
	if err != nil || !ok || b.State != On {
		return nil, err
	}
	p, err := s.program(ctx, tx, ws, book, b.Version)
	if err != nil || n >= len(p.Starts()) {
		return nil, err
	}
	return &starting{b, p, n, &p.Starts()[n], place}, nil
}

// mayBegin reports whether an SOP may begin for a subject as far as its own
// condition says.
func mayBegin(p *engine.Program, start *script.Start, k *Known, fields map[string]string, now time.Time) bool {
	f := &k.Facts
	f.Start, f.Now, f.Field = start.ID, now, k.with(fields)
	return p.May(f)
}

// onTime begins an SOP in a group by the calendar, and sees to the next time.
func (s *Service) onTime(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, j *job.Job) error {
	st, err := s.startOf(ctx, tx, ws, j.Key)
	if err != nil || st == nil {
		return err
	}
	known, err := s.Needs.Knows(ctx, tx, ws, now, []Subject{{Group: st.place.Group}}, cond.Everything())
	if err != nil || known[0].Gone {
		return err
	}
	if next, again := st.p.Next(st.n, now, known[0].Zone, st.place.Fields); again {
		if err := job.Put(ctx, tx, s.IDs, startAt(ws, st.book.ID, st.n, st.place.Group, next)); err != nil {
			return err
		}
	}
	switch {
	case st.place.still():
		return nil
	case st.p.Book.Per == script.PerMember:
		return s.sweepFrom(ctx, tx, ws, j.Key, sweep{Due: j.Due.UnixMilli()}, now)
	}
	return s.beginAt(ctx, tx, ws, st, &known[0], j.Due, now)
}

// beginAt begins an SOP in a group at its time, or some time later.
func (s *Service) beginAt(ctx context.Context, tx *db.Tx, ws id.Workspace, st *starting, known *Known, due, now time.Time) error {
	if !mayBegin(st.p, st.start, known, st.place.Fields, now) {
		return nil
	}
	moment := st.moment(due, known.Zone)
	f := engine.Falling{Occasion: "at/" + st.start.ID + "/" + strconv.FormatInt(moment.UnixMilli(), 10), Moment: moment, Due: due}
	mv, err := s.fall(ctx, tx, ws, st, Subject{Group: st.place.Group}, f, known.Zone, now)
	if err != nil || mv == nil {
		return err
	}
	return s.moveAll(ctx, tx, ws, now, []move{*mv})
}

// moment is what the steps of a run count from that begins at its time.
func (st *starting) moment(due time.Time, zone *time.Location) time.Time {
	if st.start.Moment == "" {
		return due
	}
	if t, ok := script.ParseMoment(st.place.Fields[st.start.Moment], zone); ok {
		return t
	}
	return due
}

// fall begins a run whose time has come, and returns how it goes on; nil where it
// does not begin, or somebody is asked first.
func (s *Service) fall(ctx context.Context, tx *db.Tx, ws id.Workspace, st *starting, whom Subject, f engine.Falling, zone *time.Location, now time.Time) (*move, error) {
	asks := false
	if st.start.Moment == "" { // else each of its steps says what it misses
		var skips bool
		if skips, asks = engine.Missed(st.start, f.Due, now, zone); skips {
			return nil, nil
		}
	}
	r := Run{Book: st.book.ID, Version: st.book.Version, Subject: whom, Occasion: f.Occasion, State: st.p.Begin(st.start.ID, f.Moment, st.place.Fields)}
	began, err := s.beginOnce(ctx, tx, ws, st.p, &r, zone, now)
	switch {
	case err != nil || !began:
		return nil, err
	case !asks:
		return &move{run: r}, nil
	}
	m := s.newMoving(ws, now)
	var acts []engine.Action
	r.State, acts = st.p.BeginLate(st.start.ID, f.Moment, now, st.place.Fields)
	if err := m.took(ctx, tx, st.p, &r, acts, 0); err != nil {
		return nil, err
	}
	return nil, m.end(ctx, tx)
}
