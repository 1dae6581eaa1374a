package house

import (
	"context"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
)

// times knows by which clock each workspace lives: that of the wall, except
// where a sandbox's was ever set to run faster or to stand.
type times struct {
	platform *sandbox.Platform
	wall     clock.Clock

	mu    sync.Mutex // guards known
	known map[id.Workspace]*ownClock
}

// fresh is how long what was read of a clock holds.
const fresh = 200 * time.Millisecond

func newTimes(p *sandbox.Platform, wall clock.Clock) *times {
	return &times{platform: p, wall: wall, known: map[id.Workspace]*ownClock{}}
}

// Of returns the clock of a workspace, always the same value.
func (t *times) Of(ws id.Workspace) clock.Clock {
	c := t.own(ws)
	if c.read().Real() {
		return t.wall
	}
	return c
}

func (t *times) own(ws id.Workspace) *ownClock {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := t.known[ws]
	if c == nil {
		c = &ownClock{times: t, ws: ws}
		t.known[ws] = c
	}
	return c
}

// forget makes the next question about a workspace read its clock anew.
func (t *times) forget(ws id.Workspace) {
	c := t.own(ws)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = time.Time{}
}

// ownClock is the clock of one workspace.
type ownClock struct {
	times *times
	ws    id.Workspace

	mu    sync.Mutex // guards what follows
	is    clock.Workspace
	asked time.Time
}

// Now is what the workspace's clock shows.
func (c *ownClock) Now() time.Time { return c.read().At(c.times.wall.Now()) }

// read returns how the clock runs. While the database is away it is as it was
// known last.
func (c *ownClock) read() clock.Workspace {
	now := c.times.wall.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.asked.IsZero() && now.Sub(c.asked).Abs() < fresh {
		return c.is
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if is, err := c.times.platform.Clock(ctx, c.ws); err == nil {
		c.is, c.asked = is, now
	}
	return c.is
}
