package house

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/lease"
	"github.com/huoshui/huoshui/internal/feature/chat"
)

// reading is reading for the search index, by one process at a time.
type reading struct {
	keeper *lease.Keeper
	clock  clock.Clock
	index  *chat.Index
	log    *slog.Logger
}

// readingIdle is how long nothing is looked for after nothing was found.
const readingIdle = 200 * time.Millisecond

// run reads until ctx ends. What was said live is read at once. What an import
// brought is read half of the time only: nobody waits for it, and somebody may
// be importing.
func (r reading) run(ctx context.Context) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
		}
		timer.Reset(r.step(ctx))
	}
}

// step reads a slice and says how long to rest after it.
func (r reading) step(ctx context.Context) time.Duration {
	const name = "index/chat"
	if !slices.Contains(r.keeper.Held(name, r.clock.Now()), name) {
		held, err := r.keeper.Take(ctx, name)
		if err != nil || len(held) == 0 {
			return lease.Length / 4
		}
	}
	began := time.Now()
	did, err := r.index.Step(ctx)
	switch {
	case ctx.Err() != nil:
		return 0
	case err != nil:
		r.log.Error("reading for the search index failed; trying again", "err", err)
		return time.Second
	case did == chat.ReadTold:
		return 0
	case did == chat.ReadMonths:
		return time.Since(began)
	}
	return readingIdle
}
