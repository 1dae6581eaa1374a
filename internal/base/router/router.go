// Package router hands what waits in the inbox to the features: in order within
// a chat, many chats side by side, many events in one transaction.
//
// Owns: nothing stored.
// Needs: the inbox, leases on its lanes, and a Handler.
// Never: routes an event twice with effect, since its removal from the inbox is
// committed with what it caused; lets one event that cannot be handled stop its
// chat for good, or another chat at all; counts an attempt while the database is away.
package router

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/base/lease"
)

// Routed is an event on its way through the features.
type Routed struct {
	ID         id.Event
	Connection id.Connection
	Key        string   // unique within the connection
	Turn       id.Event // of its routing: no other has it, not even of the same event
	Event      event.Event
}

// Plan is what is to be done about a batch.
type Plan struct {
	Write func(context.Context, *db.Tx) error
	// Refused are the events, by their place in the batch, that can never be
	// handled, with the reason as a person may read it. They are set aside at once.
	Refused map[int]string
	After   func() // called once that is committed; nil for nothing
}

// Handler does all that events cause.
type Handler interface {
	// Prepare reads and thinks about events of one workspace, in order within each
	// chat, and returns what is to be done. It is called again for the same
	// events where that could not be committed, and may be called for some of them
	// alone: what it keeps for itself must bear that.
	Prepare(ctx context.Context, ws id.Workspace, batch []Routed) (Plan, error)
}

// Settings of a router.
const (
	batchSize   = 1000                   // events in one transaction
	maxAttempts = 5                      // before an event is set aside
	firstPause  = 100 * time.Millisecond // of a chat whose event failed; doubled each time
	idle        = 200 * time.Millisecond // how often a worker looks when nothing woke it
	maxBlocked  = 200                    // chats of one worker that may pause at a time
	shareEvery  = lease.Length / 4
	lastBatch   = 5 * time.Second // for how long a batch may go on after the end was asked for
)

// lanePrefix names the leases on lanes.
const lanePrefix = "lane/"

// Router routes. Make it with New, and call Run.
type Router struct {
	// Committed hears how many events a batch had and how long it took, reading
	// and thinking included; nil for nobody. It is set before anything runs.
	Committed func(events int, took time.Duration)

	db      *db.DB
	box     *inbox.Box
	keeper  *lease.Keeper
	handler Handler
	log     *slog.Logger
	workers []*worker
	aside   atomic.Int64
}

// Aside counts the events that this process has set aside.
func (r *Router) Aside() int64 { return r.aside.Load() }

// New returns a router with some workers, each with lanes of its own.
func New(d *db.DB, box *inbox.Box, keeper *lease.Keeper, h Handler, log *slog.Logger, workers int) *Router {
	r := &Router{db: d, box: box, keeper: keeper, handler: h, log: log}
	for i := range workers {
		r.workers = append(r.workers, &worker{Router: r, n: i, of: workers, wake: make(chan struct{}, 1), blocked: map[int64]time.Time{}})
	}
	return r
}

// Share takes this process's fair part of the lanes and keeps it. Whoever runs
// the router calls it every few seconds (see Every); it fails where the database
// is away.
func (r *Router) Share(ctx context.Context) error {
	if err := r.keeper.Renew(ctx); err != nil {
		return err
	}
	return r.keeper.Share(ctx, lanePrefix, inbox.Lanes)
}

// ShareEvery is how often Share is to be called.
func ShareEvery() time.Duration { return shareEvery }

// Loops are the router's endless parts, to be run side by side until ctx ends.
func (r *Router) Loops() []func(context.Context) error {
	out := []func(context.Context) error{r.spread}
	for _, w := range r.workers {
		out = append(out, w.run)
	}
	return out
}

// spread wakes every worker when something was accepted.
func (r *Router) spread(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-r.box.Woken():
		}
		for _, w := range r.workers {
			select {
			case w.wake <- struct{}{}:
			default:
			}
		}
	}
}

// held lists the lanes this process holds, those after last first.
func (r *Router) held(last int) []int {
	var after, before []int
	names := map[string]bool{}
	for _, name := range r.keeper.Held(lanePrefix, r.db.Clock.Now()) {
		names[name] = true
	}
	for lane := range inbox.Lanes {
		switch {
		case !names[lease.Numbered(lanePrefix, lane)]:
		case lane > last:
			after = append(after, lane)
		default:
			before = append(before, lane)
		}
	}
	return append(after, before...)
}

// errTaken says that another process routed some of a batch, or has the lane.
var errTaken = errors.New("routed by another process")

// commit routes a batch of one workspace in one transaction.
func (r *Router) commit(ctx context.Context, ws id.Workspace, batch []inbox.Waiting) error {
	began := time.Now()
	routed := make([]Routed, len(batch))
	lanes := []string{}
	for i := range batch {
		w := &batch[i]
		e, err := event.Decode(w.Body)
		if err != nil {
			return err
		}
		routed[i] = Routed{ID: w.ID, Connection: w.Connection, Key: w.Key, Turn: w.ID, Event: e}
		if w.Replayed != 0 {
			routed[i].ID = w.Replayed
		}
		if i == 0 || batch[i-1].Lane != w.Lane {
			lanes = append(lanes, lease.Numbered(lanePrefix, w.Lane))
		}
	}
	plan, err := r.prepare(ctx, ws, routed)
	if err != nil {
		return err
	}
	err = r.db.Write(ctx, func(tx *db.Tx) error {
		ok, err := r.keeper.Confirm(ctx, tx, lanes...)
		if err == nil && ok {
			ok, err = inbox.Done(ctx, tx, batch)
		}
		switch {
		case err != nil:
			return err
		case !ok:
			return errTaken
		}
		for i, why := range plan.Refused {
			if err := inbox.Refuse(ctx, tx, batch[i], cleanText(why)); err != nil {
				return err
			}
		}
		return guard(func() error { return plan.Write(ctx, tx) })
	})
	if err != nil {
		return err
	}
	r.aside.Add(int64(len(plan.Refused)))
	if r.Committed != nil {
		r.Committed(len(batch), time.Since(began))
	}
	if plan.After != nil {
		plan.After()
	}
	return nil
}

func (r *Router) prepare(ctx context.Context, ws id.Workspace, routed []Routed) (plan Plan, err error) {
	err = guard(func() (err error) {
		plan, err = r.handler.Prepare(ctx, ws, routed)
		return err
	})
	return plan, err
}

// errPanic says that a handler came to grief over an event.
var errPanic = errors.New("the handling broke off")

// guard makes a panic an error, so that one event cannot end the process.
func guard(fn func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%w: %v", errPanic, v)
		}
	}()
	return fn()
}
