package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/sandbox/crowd"
)

// Tick lets the crowds of a workspace do what they do until now, by the
// workspace's clock. It is called a few times a second; it is cheap where
// nothing is due, and how often it is called changes nothing of what is said.
func (p *Platform) Tick(ctx context.Context, ws id.Workspace) error {
	ripe, err := p.ripe(ctx, ws)
	if err != nil {
		return err
	}
	for _, chat := range ripe {
		for more := true; more; {
			err := p.db.Write(ctx, func(tx *db.Tx) error {
				w := &world{p: p, ctx: ctx, tx: tx, ws: ws, wall: p.clock.Now(), groups: map[event.NativeChat]*group{}, names: map[event.NativeUser]string{}}
				if err := w.lock(); err != nil {
					return err
				}
				_, err := w.group(chat)
				if more = errors.Is(err, errBehind); err != nil && !more {
					return err
				}
				return w.save()
			})
			if err != nil {
				return fmt.Errorf("let the crowd of %s live: %w", chat, err)
			}
			p.wake(ws)
		}
	}
	return nil
}

// ripe lists the groups in whose crowds something is due.
func (p *Platform) ripe(ctx context.Context, ws id.Workspace) (out []event.NativeChat, err error) {
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		c, seen, err := readClock(ctx, tx, ws)
		if err != nil {
			return err
		}
		wall := p.clock.Now()
		if c.Speed > 1 && wall.Sub(seen) > patience {
			c = c.Stood(seen, wall)
		}
		now := c.At(wall)
		return tx.Each(ctx, `SELECT chat, crowd FROM sandbox_group WHERE workspace = $1 AND crowd <> '' AND dismissed = 0 ORDER BY chat`, []any{ws},
			func(scan func(...any) error) error {
				var chat event.NativeChat
				var text string
				if err := scan(&chat, &text); err != nil {
					return err
				}
				var s crowd.State
				if err := json.Unmarshal([]byte(text), &s); err != nil {
					return err
				}
				if s.Ripe(now) || c.Speed > 1 && !c.Paused && wall.Sub(seen) > patience/10 {
					out = append(out, chat)
				}
				return nil
			})
	})
	if err != nil {
		return nil, fmt.Errorf("look whether anything is due: %w", err)
	}
	return out, nil
}

// Clock is a workspace's clock as it stands.
func (p *Platform) Clock(ctx context.Context, ws id.Workspace) (c clock.Workspace, err error) {
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		var seen time.Time
		c, seen, err = readClock(ctx, tx, ws)
		if wall := p.clock.Now(); c.Speed > 1 && wall.Sub(seen) > patience {
			c = c.Stood(seen, wall)
		}
		return err
	})
	return c, err
}

// SetClock sets how fast a workspace's clock runs, 1 … clock.MaxSpeed, and
// whether it is paused. The caller sees to it that no real network is connected
// to a workspace whose clock is set (clock.Workspace.MayConnect).
func (p *Platform) SetClock(ctx context.Context, ws id.Workspace, speed int, paused bool) error {
	return p.change(ctx, ws, func(w *world) (err error) {
		w.clock, err = w.clock.Set(w.wall, speed, paused)
		return err
	})
}

// MayConnect is nil where a workspace may be connected to a real network, else
// a Conflict that says why not.
func (p *Platform) MayConnect(ctx context.Context, ws id.Workspace) error {
	c, err := p.Clock(ctx, ws)
	if err != nil {
		return err
	}
	return c.MayConnect()
}

// Faults are what a network may suffer. They are for rehearsing.
type Faults struct {
	Down    bool      // adapters cannot reach the platform
	Losing  bool      // the platform forgets to tell what happens
	Limited time.Time // adapters' deeds are refused until then, by the wall
	Lose    int64     // so many happenings are still to be lost
	Twice   int64     // so many are still to be told twice
	Lost    int64     // how many adapters were never told of; SetFaults does not change it
}

// Faults are those that the platform suffers now.
func (p *Platform) Faults(ctx context.Context, ws id.Workspace) (f Faults, err error) {
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		return tx.Each(ctx, `SELECT down, losing, limited, lose, twice, lost FROM sandbox_world WHERE workspace = $1`, []any{ws}, func(scan func(...any) error) error {
			var down, losing, limited int64
			err := scan(&down, &losing, &limited, &f.Lose, &f.Twice, &f.Lost)
			f.Down, f.Losing = down != 0, losing != 0
			if f.Limited = time.UnixMilli(limited).UTC(); !p.clock.Now().Before(f.Limited) {
				f.Limited = time.Time{}
			}
			return err
		})
	})
	return f, err
}

// SetFaults makes the platform suffer.
func (p *Platform) SetFaults(ctx context.Context, ws id.Workspace, f Faults) error {
	return p.change(ctx, ws, func(w *world) error {
		w.down, w.losing, w.limited, w.lose, w.twice = f.Down, f.Losing, f.Limited, max(0, f.Lose), max(0, f.Twice)
		if f.Limited.IsZero() {
			w.limited = time.UnixMilli(0)
		}
		return nil
	})
}
