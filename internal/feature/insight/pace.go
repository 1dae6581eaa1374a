package insight

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Pace measures what is due while people talk, on at most a third of one core,
// however large groups are and however many: see docs/adr/0013. Several
// processes may each have one; what one has measured is not due for the others.
type Pace struct {
	s    *Service
	tick func() time.Time // of the wall

	mu    sync.Mutex // guards all below, and is held while measuring
	free  time.Time  // before then nothing is measured
	rests map[paced]time.Time
	days  map[id.Workspace]string // on which all groups were marked due
	whole map[id.Workspace]comparing
}

type paced struct {
	ws    id.Workspace
	group id.Group
}

// comparing is whether the groups of a workspace are to be compared, and when.
type comparing struct {
	settled bool // nothing was measured since
	next    time.Time
}

// How the machine is shared: after measuring for a time it rests for twice that,
// and the group for eight times, so that a large one leaves room for the others;
// one step measures for about stepLasts; all groups are compared at most every
// compareEvery, and after six times as long as it took.
const (
	restTimes    = 2
	groupRests   = 8
	stepLasts    = 250 * time.Millisecond
	compareEvery = 3 * time.Second
	compareRests = 6
	brokenRests  = time.Minute // for a group that could not be measured
	awayRests    = time.Second // for one whose database could not be read or written just then
)

// NewPace returns a pace of s. tick tells the time by which durations are taken.
func (s *Service) NewPace(tick func() time.Time) *Pace {
	return &Pace{s: s, tick: tick, rests: map[paced]time.Time{}, days: map[id.Workspace]string{}, whole: map[id.Workspace]comparing{}}
}

// Day marks every group due once where figures were last settled on an earlier
// day of the workspace's zone.
func (p *Pace) Day(ctx context.Context, ws id.Workspace, now time.Time, zone *time.Location) error {
	stale, err := p.s.Stale(ctx, ws, now, zone)
	if err != nil || !stale {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	day := now.In(zone).Format("2006-01-02")
	if p.days[ws] == day {
		return nil
	}
	if err := p.s.DB.Write(ctx, func(tx *db.Tx) error { return p.s.MarkAllDue(ctx, tx, ws) }); err != nil {
		return err
	}
	p.days[ws] = day
	return nil
}

// Step measures some of what is due in a workspace, those first that wait
// longest, or compares its groups; before it does either it rests as long as it
// has to. now tells the workspace's time. left are the groups that are still to
// be measured.
func (p *Pace) Step(ctx context.Context, ws id.Workspace, now func() time.Time) (left map[id.Group]bool, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	due, left, err := p.dueAt(ctx, ws)
	if err != nil || len(due) == 0 && !p.comparesAt(ws, p.tick()) {
		return left, err
	}
	p.rest(ctx)
	began := p.tick()
	defer func() {
		end := p.tick()
		p.free = end.Add(restTimes * end.Sub(began))
	}()
	if p.comparesAt(ws, began) {
		if err := p.compare(ctx, ws, now(), began); err != nil || p.tick().Sub(began) > stepLasts {
			return left, err
		}
	}
	if len(due) == 0 {
		return left, nil
	}
	w, err := p.s.live(ctx, ws, now())
	if err != nil {
		return left, err
	}
	var faults []error
	for _, d := range due {
		from := p.tick()
		if from.Sub(began) > stepLasts || ctx.Err() != nil {
			break
		}
		err := p.measure(ctx, w, d)
		end := p.tick()
		p.rests[paced{ws, d.id}] = end.Add(groupRests * end.Sub(from))
		if err != nil {
			faults = append(faults, fmt.Errorf("measure group %d: %w", d.id, err))
			rests := brokenRests
			if db.IsAway(ctx, err) {
				rests = awayRests
			}
			p.rests[paced{ws, d.id}] = end.Add(rests)
			continue
		}
		delete(left, d.id)
		p.whole[ws] = comparing{next: p.whole[ws].next}
	}
	return left, errors.Join(faults...)
}

// rest waits until the machine has been left alone for long enough.
func (p *Pace) rest(ctx context.Context) {
	timer := time.NewTimer(p.free.Sub(p.tick()))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// compare compares the groups of a workspace.
func (p *Pace) compare(ctx context.Context, ws id.Workspace, now, began time.Time) error {
	err := p.s.compare(ctx, ws, now)
	took := p.tick().Sub(began)
	p.whole[ws] = comparing{settled: err == nil, next: began.Add(max(compareEvery, compareRests*took))}
	return err
}

// comparesAt reports whether the groups of a workspace are to be compared.
func (p *Pace) comparesAt(ws id.Workspace, t time.Time) bool {
	c := p.whole[ws] // nothing is known of what another process left unsettled
	return !c.settled && !t.Before(c.next)
}

// dueAt lists the groups that are due and do not rest, those first that wait
// longest, and names all that are due.
func (p *Pace) dueAt(ctx context.Context, ws id.Workspace) (due []dueGroup, all map[id.Group]bool, err error) {
	t := p.tick()
	for k, until := range p.rests {
		if !t.Before(until) {
			delete(p.rests, k)
		}
	}
	due, err = p.s.due(ctx, ws)
	all = make(map[id.Group]bool, len(due))
	for _, d := range due {
		all[d.id] = true
	}
	due = slices.DeleteFunc(due, func(d dueGroup) bool { return t.Before(p.rests[paced{ws, d.id}]) })
	slices.SortStableFunc(due, func(a, b dueGroup) int { return int(min(max(a.since-b.since, -1), 1)) })
	return due, all, err
}

// measure measures one group. Judging who posts like a machine may make it due
// once more.
func (p *Pace) measure(ctx context.Context, w *workspace, d dueGroup) error {
	if err := p.s.suspects(ctx, w, []dueGroup{d}); err != nil {
		return err
	}
	err := p.s.DB.Read(ctx, func(tx *db.Tx) error {
		return tx.QueryRow(ctx, `SELECT since FROM insight_due WHERE workspace = $1 AND group_id = $2`, w.id, d.id).Scan(&d.since)
	})
	if errors.Is(err, sql.ErrNoRows) { // another process has measured it
		return nil
	}
	if err != nil {
		return fmt.Errorf("look whether a group is due: %w", err)
	}
	return p.s.refreshGroup(ctx, w, d)
}
