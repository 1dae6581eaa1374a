package outbox

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/lease"
)

const (
	atOnce        = 64               // deeds on their way at a time
	perConnection = 8                // of these, by one connection: who is slow keeps nobody else waiting
	attemptTime   = 30 * time.Second // for one attempt
	attemptLength = time.Minute      // after which an attempt nobody settled is uncertain
	idle          = time.Second      // how often it looks when nothing woke it
	maxAttempts   = 15
	firstPause    = time.Second // doubled each time
	longest       = time.Hour
	lookAfter     = 5 * time.Second // before what may have been done is looked up; doubled while nobody can be asked
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
	hands  Hands                                       // nil where nobody wants to hear
	log    *slog.Logger
	wake   chan struct{}

	work   sync.WaitGroup
	mu     sync.Mutex            // guards what follows
	flying map[id.Deed]struct{}  // on their way
	by     map[id.Connection]int // how many of these, by connection
}

// NewWorker returns a worker. held says whether nothing may leave at all; nil
// for never.
func NewWorker(d *db.DB, keeper *lease.Keeper, send Sender, gate Gate, held func(context.Context, *db.Tx) (bool, error), log *slog.Logger) *Worker {
	if held == nil {
		held = func(context.Context, *db.Tx) (bool, error) { return false, nil }
	}
	return &Worker{db: d, keeper: keeper, send: send, gate: gate, held: held, log: log, wake: make(chan struct{}, 1),
		flying: map[id.Deed]struct{}{}, by: map[id.Connection]int{}}
}

// Give lets hands hear what waits for a person. It is called before Run.
func (w *Worker) Give(hands Hands) { w.hands = hands }

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
	defer w.work.Wait()
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

// step sets out what is due, as much as may be on its way, and returns how much
// that was. It does not wait for it.
func (w *Worker) step(ctx context.Context) (int, error) {
	room, busy := w.room()
	if room <= 0 {
		return 0, nil
	}
	var ready, left []Deed
	err := w.db.Read(ctx, func(tx *db.Tx) (err error) {
		lanes := w.lanes()
		if held, err := w.held(ctx, tx); err != nil || held || len(lanes) == 0 {
			return err
		}
		if left, err = lapsed(ctx, tx, lanes, 2*atOnce); err != nil {
			return err
		}
		ready, err = due(ctx, tx, lanes, busy, 2*atOnce) // some are on their way and not marked yet
		return err
	})
	if err != nil {
		return 0, err
	}
	n := 0
	for _, d := range left {
		n += w.setOut(ctx, d, w.lookUp)
	}
	for _, d := range ready {
		n += w.setOut(ctx, d, w.attempt)
	}
	return n, nil
}

// room is how many more may set out, and which connections may have no more.
func (w *Worker) room() (room int, busy []id.Connection) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for c, n := range w.by {
		if n >= perConnection {
			busy = append(busy, c)
		}
	}
	return atOnce - len(w.flying), busy
}

// setOut does something about a deed in the background, unless something is
// being done about it or enough is on its way. It returns how many set out.
func (w *Worker) setOut(ctx context.Context, d Deed, do func(context.Context, Deed) error) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, ok := w.flying[d.ID]; ok || len(w.flying) >= atOnce || w.by[d.Connection] >= perConnection {
		return 0
	}
	w.flying[d.ID] = struct{}{}
	w.by[d.Connection]++
	w.work.Go(func() {
		err := func() error {
			defer w.land(d) // whatever happens
			return do(ctx, d)
		}()
		if err == nil {
			w.Put() // there is room again
		} else if ctx.Err() == nil {
			w.log.Error("a deed could not be seen to; trying again", "deed", int64(d.ID), "err", err)
		}
	})
	return 1
}

// land notes that nothing is being done about a deed any more.
func (w *Worker) land(d Deed) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.flying, d.ID)
	if w.by[d.Connection]--; w.by[d.Connection] == 0 {
		delete(w.by, d.Connection)
	}
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
	r := w.do(ctx, d, w.send.Send)
	if r.Outcome == Maybe { // whatever it is, it is asked about before a person is
		r.Patient = true
	}
	return w.note(ctx, d, r, lookAfter)
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
	r := w.do(ctx, d, w.send.Find)
	if r.Outcome == Maybe && d.Attempts >= maxAttempts { // it was asked about for hours
		r.Patient = false
	}
	return w.note(ctx, d, r, pause(lookAfter, d.Attempts))
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

// pause is how long to wait after so many attempts.
func pause(first time.Duration, attempts int) time.Duration {
	return min(first<<min(attempts-1, maxAttempts), longest)
}

// note writes down what became of an attempt. What may have been done stays
// marked as being sent until it is looked up, after look.
func (w *Worker) note(ctx context.Context, d Deed, r Result, look time.Duration) error {
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
	case Maybe:
		if r.Patient {
			to, due = Sending, now.Add(look)
		}
	case Limit:
		to, due = Waiting, r.Until
	case NotDone:
		if to = Waiting; d.Attempts >= maxAttempts && !r.Patient {
			to = Refused
		} else {
			due = now.Add(pause(firstPause, d.Attempts))
		}
	}
	if to == Uncertain || to == Refused {
		w.log.Warn("a deed did not leave", "deed", int64(d.ID), "state", string(to), "attempts", d.Attempts, "code", r.Code)
	}
	return w.db.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error {
		first, err := settle(ctx, tx, d, to, due, r)
		if err == nil && first && to == Human && w.hands != nil {
			err = w.hands.Prepared(ctx, tx, d)
		}
		return err
	})
}
