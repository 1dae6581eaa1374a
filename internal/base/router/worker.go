package router

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/inbox"
)

// worker routes the events of some lanes, one batch after the other.
type worker struct {
	*Router
	n, of   int
	wake    chan struct{}
	last    int                 // the lane that the latest batch ended in
	blocked map[int64]time.Time // chats that pause after a failure, until when
}

// run routes until ctx ends, and then finishes the batch it has.
func (w *worker) run(ctx context.Context) error {
	batch, end := finishing(ctx)
	defer end()
	timer := time.NewTimer(idle)
	defer timer.Stop()
	for {
		n, err := w.step(batch)
		pause := idle
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			w.log.Error("routing failed; trying again", "err", err)
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

// finishing is a context that goes on for a while after ctx has ended, so that
// what was begun is brought to its end. It ends when end is called.
func finishing(ctx context.Context) (goesOn context.Context, end func()) {
	goesOn, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		timer := time.NewTimer(lastBatch)
		defer timer.Stop()
		select {
		case <-timer.C:
			cancel()
		case <-goesOn.Done():
		}
	})
	return goesOn, func() { stop(); cancel() }
}

// step routes one batch and returns how many events that were. A failure of the
// database is returned; one of an event is dealt with.
func (w *worker) step(ctx context.Context) (int, error) {
	var batch []inbox.Waiting
	err := w.db.Read(ctx, func(tx *db.Tx) (err error) {
		batch, err = w.take(ctx, tx)
		return err
	})
	if err != nil || len(batch) == 0 {
		return 0, err
	}
	w.last = batch[len(batch)-1].Lane
	// The lanes of a batch are in order, the workspaces of a lane mixed.
	for len(batch) > 0 {
		ws := batch[0].Workspace
		var own []inbox.Waiting
		var rest []inbox.Waiting
		for _, e := range batch {
			if e.Workspace == ws {
				own = append(own, e)
			} else {
				rest = append(rest, e)
			}
		}
		switch err := w.route(ctx, own); {
		case errors.Is(err, errTaken): // the lane is another's now; the next Share says so
			return 0, nil
		case err != nil:
			return 0, err
		}
		batch = rest
	}
	return 1, nil
}

// take lists what is to be routed next, beginning behind the lane in which the
// latest batch ended, so that a busy lane keeps nobody waiting.
func (w *worker) take(ctx context.Context, tx *db.Tx) ([]inbox.Waiting, error) {
	lanes := slices.DeleteFunc(w.held(w.last), func(lane int) bool { return lane%w.of != w.n })
	pausing := w.pausing(tx.Now)
	turn := slices.IndexFunc(lanes, func(lane int) bool { return lane <= w.last })
	if turn < 0 {
		turn = len(lanes)
	}
	batch, err := inbox.Take(ctx, tx, lanes[:turn], batchSize, pausing)
	if err != nil || len(batch) >= batchSize/2 {
		return batch, err
	}
	more, err := inbox.Take(ctx, tx, lanes[turn:], batchSize-len(batch), pausing)
	return append(batch, more...), err
}

// pausing lists the chats that must wait, and forgets those that need not.
func (w *worker) pausing(now time.Time) []int64 {
	var out []int64
	for chat := range w.blocked {
		if w.pauses(chat, now) {
			out = append(out, chat)
		} else {
			delete(w.blocked, chat)
		}
	}
	slices.Sort(out)
	return out
}

// pauses reports whether a chat must wait. Where the clock went back, nobody
// waits until it is again what it was.
func (w *worker) pauses(chat int64, now time.Time) bool {
	left := w.blocked[chat].Sub(now)
	return left > 0 && left <= firstPause<<maxAttempts
}

// route routes events of one workspace. Where that fails it halves them until
// the event that cannot be handled stands alone.
func (w *worker) route(ctx context.Context, batch []inbox.Waiting) error {
	now := w.db.Clock.Now()
	if len(w.blocked) > 0 {
		batch = slices.DeleteFunc(slices.Clone(batch), func(e inbox.Waiting) bool { return w.pauses(e.Chat, now) })
	}
	if len(batch) == 0 {
		return nil
	}
	err := w.commit(ctx, batch[0].Workspace, batch)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errTaken) || db.IsAway(ctx, err): // no attempt is counted
		return err
	case len(batch) == 1:
		return w.failed(ctx, batch[0], err)
	}
	if err := w.route(ctx, batch[:len(batch)/2]); err != nil {
		return err
	}
	return w.route(ctx, batch[len(batch)/2:])
}

// failed counts an attempt on an event that cannot be handled. Its chat pauses,
// and goes on without it after the last. An error says that not even this could
// be written down, so that the event may not be to blame.
func (w *worker) failed(ctx context.Context, e inbox.Waiting, cause error) error {
	aside := e.Attempts+1 >= maxAttempts || len(w.blocked) >= maxBlocked
	err := w.db.Write(ctx, func(tx *db.Tx) error {
		if aside {
			return inbox.SetAside(ctx, tx, e, reason(cause))
		}
		return inbox.Failed(ctx, tx, e)
	})
	if err != nil {
		return errors.Join(cause, err)
	}
	if aside {
		w.aside.Add(1)
	}
	w.log.Warn("an event could not be handled", "event", int64(e.ID), "attempt", e.Attempts+1, "set_aside", aside, "err", cause)
	if !aside {
		w.blocked[e.Chat] = w.db.Clock.Now().Add(firstPause << e.Attempts)
	}
	return nil
}

// maxReason is how much of a reason is kept, in bytes.
const maxReason = 500

func reason(cause error) string {
	text := cause.Error()
	if len(text) > maxReason {
		text = text[:maxReason]
	}
	return cleanText(text)
}

// cleanText makes s text that databases take.
func cleanText(s string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\uFFFD")
}
