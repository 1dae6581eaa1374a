package job

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

const (
	batchSize   = 500         // a doer to whom that is too much puts the rest again
	idle        = time.Second // how often it looks when nothing woke it
	maxAttempts = 12
	firstRest   = time.Second // doubled each time
	longest     = time.Hour
	elsewhere   = 20 * time.Millisecond // how long it rests where another process does what is due
	doTime      = 30 * time.Second      // for one batch
)

// Worker does jobs when their time has come. Any number of workers may share a
// database.
type Worker struct {
	db    *db.DB
	doers map[Kind]Doer
	clock func(id.Workspace) clock.Clock
	held  func(context.Context, *db.Tx) (bool, error) // the installation was restored, and nobody has released it
	log   *slog.Logger
	wake  chan struct{}
}

// NewWorker returns a worker. clock is by which clock a workspace lives; held
// says whether nothing may be done at all.
func NewWorker(d *db.DB, doers map[Kind]Doer, clock func(id.Workspace) clock.Clock, held func(context.Context, *db.Tx) (bool, error), log *slog.Logger) *Worker {
	return &Worker{db: d, doers: doers, clock: clock, held: held, log: log, wake: make(chan struct{}, 1)}
}

// Woken makes the worker look at once, after the commit of a job that is due, or
// when a clock was set. Losing a wake-up loses nothing.
func (w *Worker) Woken() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// Run does jobs until ctx ends.
func (w *Worker) Run(ctx context.Context) error {
	timer := time.NewTimer(idle)
	defer timer.Stop()
	for {
		pause, err := w.step(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			w.log.Error("doing jobs failed; trying again", "err", err)
			pause = time.Second
		}
		timer.Reset(pause)
		select {
		case <-ctx.Done():
			return nil
		case <-w.wake:
		case <-timer.C:
		}
	}
}

// step does a batch of each workspace where something is due, and says how long
// to rest.
func (w *Worker) step(ctx context.Context) (time.Duration, error) {
	var firsts []next
	var wakes, held bool
	err := w.db.Read(ctx, func(tx *db.Tx) (err error) {
		if held, err = w.held(ctx, tx); err != nil || held {
			return err
		}
		if wakes, err = anyRested(ctx, tx); err != nil {
			return err
		}
		firsts, err = nextOfAll(ctx, tx)
		return err
	})
	if err != nil || held {
		return idle, err
	}
	if wakes {
		return 0, w.db.Write(ctx, func(tx *db.Tx) error { _, err := rested(ctx, tx); return err })
	}
	pause := idle
	var fails []error
	for _, n := range firsts {
		left := n.due.Sub(w.clock(n.ws).Now())
		if left > 0 {
			pause = min(pause, left)
			continue
		}
		did, err := w.batch(ctx, n.ws)
		if pause = min(pause, elsewhere); did > 0 {
			pause = 0
		}
		fails = append(fails, err)
	}
	return pause, errors.Join(fails...)
}

// batch does what is due in a workspace, as much as one transaction should, and
// returns how much that was.
func (w *Worker) batch(ctx context.Context, ws id.Workspace) (did int, err error) {
	now := w.clock(ws).Now()
	err = w.do(ctx, ws, now, func(ctx context.Context, tx *db.Tx) ([]Job, error) {
		if held, err := w.held(ctx, tx); err != nil || held {
			return nil, err
		}
		jobs, err := claim(ctx, tx, ws, now, batchSize)
		did = len(jobs)
		return jobs, err
	})
	return did, err
}

// do takes jobs off the list and does them. Where that fails they are halved
// until the one that fails stands alone, which then rests.
func (w *Worker) do(ctx context.Context, ws id.Workspace, now time.Time, take func(context.Context, *db.Tx) ([]Job, error)) error {
	var jobs []Job
	err := w.db.Write(ctx, func(tx *db.Tx) (err error) {
		if jobs, err = take(ctx, tx); err != nil || len(jobs) == 0 {
			jobs = nil
			return err
		}
		slices.SortFunc(jobs, func(a, b Job) int { return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID)) })
		return w.each(ctx, tx, ws, now, slices.Clone(jobs))
	})
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil || len(jobs) == 0:
		return err
	case len(jobs) > 1:
		half := len(jobs) / 2
		var fails []error
		for _, part := range [][]Job{jobs[:half], jobs[half:]} {
			fails = append(fails, w.do(ctx, ws, now, func(ctx context.Context, tx *db.Tx) ([]Job, error) { return claimAgain(ctx, tx, ws, part) }))
		}
		return errors.Join(fails...)
	}
	return w.failed(ctx, jobs[0], err)
}

// failed lets a job rest that could not be done, alone.
func (w *Worker) failed(ctx context.Context, j Job, why error) error {
	aside := j.Attempts+1 >= maxAttempts
	w.log.Warn("a job could not be done", "kind", string(j.Kind), "job", int64(j.ID), "attempt", j.Attempts+1, "aside", aside, "err", why)
	return w.db.Write(ctx, func(tx *db.Tx) error {
		return failed(ctx, tx, j, tx.Now.Add(min(firstRest<<j.Attempts, longest)), aside, reason(why))
	})
}

// each hands jobs to those who do them, kind by kind in the order of the first.
func (w *Worker) each(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, jobs []Job) (err error) {
	ctx, cancel := context.WithTimeout(ctx, doTime)
	defer cancel()
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("doing it broke off: %v", v)
		}
	}()
	for len(jobs) > 0 {
		kind := jobs[0].Kind
		own := slices.DeleteFunc(slices.Clone(jobs), func(j Job) bool { return j.Kind != kind })
		jobs = slices.DeleteFunc(jobs, func(j Job) bool { return j.Kind == kind })
		doer := w.doers[kind]
		if doer == nil {
			return fmt.Errorf("nobody here does jobs of the kind %q", kind)
		}
		if err := doer.Do(ctx, tx, ws, now, own); err != nil {
			return err
		}
	}
	return nil
}
