package house

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/report"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// reportNeighbours tells reports of the steps of SOPs: what runs did, and what
// became of the to-dos they opened.
type reportNeighbours struct{ *App }

var _ report.Neighbours = reportNeighbours{}

const (
	// autoTime is how long an automatic step has; as long as a step with a time of its
	// own may be late.
	autoTime = 2 * time.Hour
	// handTime is how long there is for a to-do without a limit.
	handTime = 24 * time.Hour
	// openedBefore is how long before it may begin a to-do is opened at most.
	openedBefore = 7 * 24 * time.Hour
	// atOnce is of how many keys it is asked at a time.
	keysAtOnce = 1000
)

// Steps lists the steps whose time came in a stretch of time.
func (n reportNeighbours) Steps(ctx context.Context, tx *db.Tx, ws id.Workspace, from, to time.Time) ([]report.Step, error) {
	real := n.times.own(ws).read().Real()
	oldest := id.Task(0) // where the clock is not the wall's, ids tell nothing of its time
	if real {
		oldest = id.At[id.Task](from.Add(-openedBefore))
	}
	asked, err := n.Task.AskedBetween(ctx, tx, ws, from, to, oldest)
	if err != nil {
		return nil, err
	}
	out, err := n.byHand(ctx, tx, ws, asked)
	if err != nil {
		return nil, err
	}
	did, err := n.Playbook.DidBetween(ctx, tx, ws, from, to)
	if err != nil {
		return nil, err
	}
	auto, err := n.byProgram(ctx, tx, ws, did, real)
	if err != nil {
		return nil, err
	}
	out = append(out, auto...)
	return out, n.placed(ctx, tx, ws, out)
}

// byHand are to-dos as steps. Questions whether a step is still wanted are none.
func (n reportNeighbours) byHand(ctx context.Context, tx *db.Tx, ws id.Workspace, asked []task.Asked) (out []report.Step, err error) {
	var runs []id.Run
	for i := range asked {
		if run, err := id.Parse[id.Run](asked[i].Run); err == nil {
			runs = append(runs, run)
		}
	}
	books := map[id.Run]id.Playbook{}
	if len(runs) > 0 {
		slices.Sort(runs)
		if books, err = n.Playbook.BooksOf(ctx, tx, ws, slices.Compact(runs)); err != nil {
			return nil, err
		}
	}
	for i := range asked {
		a := &asked[i]
		run, err := id.Parse[id.Run](a.Run)
		if err != nil || strings.HasSuffix(a.Key, "/late") {
			continue
		}
		s := report.Step{Group: a.Group, Unit: a.Unit, Person: a.Owner, Book: books[run], Step: a.Step, Human: true, At: a.From, Due: a.From.Add(handTime)}
		if !a.Due.IsZero() {
			s.At, s.Due = a.Due, a.Due
		}
		switch a.Outcome.State {
		case task.Open:
			s.Fate = report.Waits
		case task.Done:
			s.Fate, s.Done, s.Person = report.Did, a.Outcome.At, cmp.Or(a.Outcome.By, a.Owner)
		case task.Skipped:
			s.Fate, s.Reason, s.Person = report.LeftOut, string(a.Outcome.Reason), cmp.Or(a.Outcome.By, a.Owner)
		case task.Expired:
			s.Fate = report.Expired
		case task.Withdrawn:
			s.Fate = report.Withdrawn
		}
		out = append(out, s)
	}
	return out, nil
}

// byProgram are what runs did and left out by themselves. What became a to-do is a
// step for people and is told of by that. What left by the outbox is done when it
// has; of one that is not there any more it is known that it did, long ago.
func (n reportNeighbours) byProgram(ctx context.Context, tx *db.Tx, ws id.Workspace, did []playbook.Did, real bool) (out []report.Step, err error) {
	for part := range slices.Chunk(did, keysAtOnce) {
		keys := make([]string, len(part))
		for i := range part {
			keys[i] = part[i].Key
		}
		todo, err := n.Task.KeysAmong(ctx, tx, ws, keys)
		if err != nil {
			return nil, err
		}
		left, err := outbox.StandsOf(ctx, tx, ws, keys)
		if err != nil {
			return nil, err
		}
		for i := range part {
			d := &part[i]
			skipped := d.What == "skip"
			if !skipped && (todo[d.Key] || d.What == "ask") {
				continue
			}
			s := report.Step{Group: d.Group, Book: d.Book, Step: d.Step, Human: skipped && d.Human, At: d.At, Due: d.At.Add(autoTime), Done: d.At, Late: d.Late, Fate: report.Did}
			if skipped {
				s.Fate, s.Reason, s.Done = report.LeftOut, d.Why, time.Time{}
			} else if stands, ok := left[d.Key]; ok {
				sentStep(&s, stands, real)
			}
			out = append(out, s)
		}
	}
	return out, nil
}

// sentStep says of a step what became of it on its way out.
func sentStep(s *report.Step, d outbox.Stands, real bool) {
	switch d.State {
	case outbox.Sent:
		if real { // the outbox knows the wall's time only
			s.Done = d.Ended
		}
		return
	case outbox.Refused:
		s.Fate, s.Reason = report.LeftOut, "refused"
		if d.Code == "gate" {
			s.Reason = "gate"
		}
	case outbox.Dropped:
		s.Fate, s.Reason = report.LeftOut, "dropped"
	case outbox.Unsupported:
		s.Fate, s.Reason = report.LeftOut, "cannot"
	case outbox.Waiting, outbox.Sending, outbox.Uncertain, outbox.Human:
		s.Fate = report.Waits
	}
	s.Done = time.Time{}
}

// placed says to which unit the groups of steps belong that were not told of it.
func (n reportNeighbours) placed(ctx context.Context, tx *db.Tx, ws id.Workspace, steps []report.Step) error {
	var groups []id.Group
	for i := range steps {
		if steps[i].Group != 0 {
			groups = append(groups, steps[i].Group)
		}
	}
	if len(groups) == 0 {
		return nil
	}
	slices.Sort(groups)
	known, err := n.Community.GroupsNamed(ctx, tx, ws, slices.Compact(groups))
	if err != nil {
		return err
	}
	for i := range steps {
		if g, ok := known[steps[i].Group]; ok {
			steps[i].Unit = g.Unit
		}
	}
	return nil
}

// Touched tells when the time came of to-dos that have changed.
func (n reportNeighbours) Touched(ctx context.Context, tx *db.Tx, ws id.Workspace, since time.Time) ([]time.Time, error) {
	return n.Task.TouchedSince(ctx, tx, ws, since)
}

// Zone is the zone of a workspace's days.
func (n reportNeighbours) Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error) {
	return n.zone(ctx, tx, ws)
}

// Units lists the organisation.
func (n reportNeighbours) Units(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]auth.Unit, error) {
	return n.Auth.UnitsIn(ctx, tx, ws)
}

// People lists the staff, by name.
func (n reportNeighbours) People(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]report.Person, error) {
	staff, err := n.Auth.StaffIn(ctx, tx, ws)
	out := make([]report.Person, len(staff))
	for i, c := range staff {
		out[i] = report.Person{User: c.User.ID, Name: c.User.Name, Unit: c.Grant.Unit, Does: auth.Can(c.Grant.Role, auth.Quotes)}
	}
	return out, err
}

// Groups names groups.
func (n reportNeighbours) Groups(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]string, error) {
	out := map[id.Group]string{}
	if len(groups) == 0 {
		return out, nil
	}
	known, err := n.Community.GroupsNamed(ctx, tx, ws, groups)
	for g, is := range known {
		out[g] = nameOr(is.Name, string(is.Chat))
	}
	return out, err
}

// Books tells of SOPs and their steps.
func (n reportNeighbours) Books(ctx context.Context, tx *db.Tx, ws id.Workspace, books []id.Playbook) (map[id.Playbook]report.Book, error) {
	known, err := n.Playbook.Describe(ctx, tx, ws, books)
	out := map[id.Playbook]report.Book{}
	for b, d := range known {
		out[b] = report.Book(d)
	}
	return out, err
}
