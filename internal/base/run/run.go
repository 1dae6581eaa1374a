// Package run owns the goroutines of the process: whoever starts work here can
// stop it and wait until it has stopped.
package run

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// Group is a set of background work that starts and stops together.
type Group struct {
	ctx    context.Context
	cancel context.CancelFunc
	log    *slog.Logger
	wg     sync.WaitGroup
}

// NewGroup returns an empty group bounded by ctx. Failures go to log.
func NewGroup(ctx context.Context, log *slog.Logger) *Group {
	g := &Group{log: log}
	g.ctx, g.cancel = context.WithCancel(ctx)
	return g
}

// Go runs fn once, until it returns or the group stops.
func (g *Group) Go(name string, fn func(context.Context) error) {
	g.wg.Go(func() { g.call(name, fn) })
}

// Every calls fn now and then once per interval until the group stops. An error
// is logged and the next call is made all the same.
func (g *Group) Every(interval time.Duration, name string, fn func(context.Context) error) {
	g.wg.Go(func() {
		tick := time.NewTicker(interval)
		defer tick.Stop()
		for {
			g.call(name, fn)
			select {
			case <-g.ctx.Done():
				return
			case <-tick.C:
			}
		}
	})
}

func (g *Group) call(name string, fn func(context.Context) error) {
	if err := fn(g.ctx); err != nil && g.ctx.Err() == nil {
		g.log.Error("background work failed", "work", name, "err", err)
	}
}

// Stop asks all work to finish and waits until it has. It may be called twice.
func (g *Group) Stop() {
	g.cancel()
	g.wg.Wait()
}
