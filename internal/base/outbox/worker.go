package outbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/lease"
)

const (
	atOnce        = 16               // deeds on their way at a time
	attemptTime   = 30 * time.Second // for one attempt
	attemptLength = time.Minute      // after which an attempt nobody settled is uncertain
	idle          = time.Second // how often it looks when nothing woke it
	maxAttempts   = 15
	firstPause    = time.Second // doubled each time
	longest       = time.Hour
)

// prefix names the leases on lanes.
const prefix = "outbox/"

// Worker sends what is due.
type Worker struct {
	db     *db.DB
	keeper *lease.Keeper
	send   Sender
	gate   Gate
	held   func(context.Context, *db.Tx) (bool, error) // the installation was restored, and nobody has released it
	log    *slog.Logger
	wake   chan struct{}
}

// NewWorker returns a worker. held says whether nothing may leave at all; nil
// for never.
func NewWorker(d *db.DB, keeper *lease.Keeper, send Sender, gate Gate, held func(context.Context, *db.Tx) (bool, error), log *slog.Logger) *Worker {
	if held == nil {
		held = func(context.Context, *db.Tx) (bool, error) { return false, nil }
	}
	return &Worker{db: d, keeper: keeper, send: send, gate: gate, held: held, log: log, wake: make(chan struct{}, 1)}
}

// Put wakes the worker after a commit; losing a wake-up loses nothing.
func (w *Worker) Put() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// Share takes this process's fair part of the lanes; it is called every few
// seconds, and the keeper's leases are renewed by whoever owns it.
func (w *Worker) Share(ctx context.Context) error { return w.keeper.Share(ctx, prefix, Lanes) }

// Run sends until ctx ends, and waits for what is on its way.
func (w *Worker) Run(ctx context.Context) error {
	timer := time.NewTimer(idle)
	defer timer.Stop()
	for {
		n, err := w.step(ctx)
		pause := idle
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			w.log.Error("sending failed; trying again", "err", err)
			pause = time.Second
		case n > 0:
			continue
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

// step takes up what is due, sends it, and returns how much that was.
func (w *Worker) step(ctx context.Context) (int, error) {
	var ready, left []Deed
	err := w.db.Read(ctx, func(tx *db.Tx) (err error) {
		lanes := w.lanes()
		if held, err := w.held(ctx, tx); err != nil || held || len(lanes) == 0 {
			return err
		}
		if left, err = lapsed(ctx, tx, lanes, atOnce); err != nil {
			return err
		}
		ready, err = due(ctx, tx, lanes, atOnce)
		return err
	})
	if err != nil {
		return 0, err
	}
	var wg sync.WaitGroup
	fails := make(chan error, len(ready)+len(left))
	for _, d := range left {
		wg.Go(func() { fails <- w.lookUp(ctx, d) })
	}
	for _, d := range ready {
		wg.Go(func() { fails <- w.attempt(ctx, d) })
	}
	wg.Wait()
	close(fails)
	for e := range fails {
		err = errors.Join(err, e)
	}
	return len(ready) + len(left), err
}

func (w *Worker) lanes() (out []int) {
	now := w.db.Clock.Now()
	for _, name := range w.keeper.Held(prefix, now) {
		for lane := range Lanes {
			if name == lease.Numbered(prefix, lane) {
				out = append(out, lane)
			}
		}
	}
	return out
}

// attempt takes one deed up and sends it.
func (w *Worker) attempt(ctx context.Context, d Deed) error {
	var mine bool
	err := w.db.Write(ctx, func(tx *db.Tx) error {
		mine = false
		if ok, err := w.keeper.Confirm(ctx, tx, lease.Numbered(prefix, laneOf(d.Workspace, d.Connection, d.Line))); err != nil || !ok {
			return err
		}
		said, err := w.gate.May(ctx, tx, d)
		if err != nil {
			return err
		}
		if !said.Pass {
			return hold(ctx, tx, d, said)
		}
		mine, err = takeUp(ctx, tx, d, Waiting)
		return err
	})
	if err != nil || !mine {
		return err
	}
	d.Attempts++
	return w.note(ctx, d, w.do(ctx, d, w.send.Send))
}

// lookUp finds out what became of a deed that a process took up and did not
// settle: it may have been done.
func (w *Worker) lookUp(ctx context.Context, d Deed) error {
	var mine bool
	err := w.db.Write(ctx, func(tx *db.Tx) (err error) {
		mine, err = takeUp(ctx, tx, d, Sending)
		return err
	})
	if err != nil || !mine {
		return err
	}
	d.Attempts++
	return w.note(ctx, d, w.do(ctx, d, w.send.Find))
}

// do calls a Sender within its time. What breaks off is uncertain.
func (w *Worker) do(ctx context.Context, d Deed, fn func(context.Context, Deed) Result) (r Result) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), attemptTime) // what is on its way is settled
	defer cancel()
	defer func() {
		if v := recover(); v != nil {
			r = Result{Outcome: Maybe, Why: fmt.Sprintf("the sending broke off: %v", v)}
		}
	}()
	return fn(ctx, d)
}

// note writes down what became of an attempt.
func (w *Worker) note(ctx context.Context, d Deed, r Result) error {
	now := w.db.Clock.Now()
	to, due := Uncertain, now
	switch r.Outcome {
	case Done:
		to = Sent
	case NeedHuman:
		to = Human
	case NoSuch:
		to = Unsupported
	case Refuse:
		to = Refused
	case Limit:
		to, due = Waiting, r.Until
	case NotDone:
		if to = Waiting; d.Attempts >= maxAttempts {
			to = Refused
		} else {
			due = now.Add(min(firstPause<<(d.Attempts-1), longest))
		}
	}
	if to == Uncertain || to == Refused {
		w.log.Warn("a deed did not leave", "deed", int64(d.ID), "state", string(to), "attempts", d.Attempts, "code", r.Code)
	}
	return w.db.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error { return settle(ctx, tx, d, to, due, r) })
}
