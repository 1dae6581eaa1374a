package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/sandbox/crowd"
)

// Living is a group with a crowd, to be made.
type Living struct {
	Name    string
	Profile Profile
	Crowd   crowd.Plan    // Town is filled in
	Past    time.Duration // how long people have talked in it already
	Told    bool          // whether adapters hear of that past as if it happened now; else only Historian tells it
}

// seeds are the groups of a new workspace, one of each profile.
func seeds(seed uint64, past time.Duration, isTold bool) []Living {
	return []Living{
		{"河湾面包房福利群（模拟）", Rich, crowd.Plan{Seed: seed + 1, First: 118, Opens: 45, Joins: 25, Leaves: 12, Posts: 80, Answer: 70}, past, isTold},
		{"河湾面包房会员群（模拟）", WeCom, crowd.Plan{Seed: seed + 2, From: 80, First: 56, Opens: 18, Joins: 8, Leaves: 3, Posts: 40, Answer: 85}, past, isTold},
		{"周六快闪群（模拟）", Poor, crowd.Plan{Seed: seed + 3, From: 150, First: 38, Opens: 30, Joins: 40, Leaves: 10, Posts: 60, Answer: 40}, past, isTold},
	}
}

// Seeds are the groups of a new workspace, for whoever lets them live without one.
func Seeds(seed uint64) []Living { return seeds(seed, 0, false) }

// Seed makes three living groups, one of each profile, with days of past talk.
// Where the workspace has any group already it does nothing and returns none.
// Adapters that are to be in the groups are opened before. It may be called
// again after it was interrupted.
func (p *Platform) Seed(ctx context.Context, ws id.Workspace, seed uint64, days int, isTold bool) (made []event.NativeChat, err error) {
	err = p.change(ctx, ws, func(w *world) error {
		var n int
		if err := w.tx.QueryRow(ctx, `SELECT count(*) FROM sandbox_group WHERE workspace = $1`, ws).Scan(&n); err != nil || n > 0 {
			return err
		}
		for _, l := range seeds(seed, time.Duration(days)*24*time.Hour, isTold) {
			g, err := w.foundLiving(l)
			if err != nil {
				return err
			}
			made = append(made, g.Chat)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return made, p.Tick(ctx, ws)
}

// CreateLiving makes a group with a crowd; what is past by then is told by the
// Ticks that follow.
func (p *Platform) CreateLiving(ctx context.Context, ws id.Workspace, l Living) (chat event.NativeChat, err error) {
	if err := errors.Join(named(l.Name), l.Profile.valid()); err != nil {
		return "", err
	}
	err = p.change(ctx, ws, func(w *world) error {
		g, err := w.foundLiving(l)
		if err == nil {
			chat = g.Chat
		}
		return err
	})
	return chat, err
}

// foundLiving makes a group with its crowd at the beginning of its past.
func (w *world) foundLiving(l Living) (*group, error) {
	l.Crowd.Town = w.town
	plan, err := json.Marshal(l.Crowd)
	if err != nil {
		return nil, err
	}
	g, err := w.found(l.Name, l.Profile, "")
	if err != nil {
		return nil, err
	}
	begin := w.now.Add(-l.Past)
	g.people, g.plan, g.Owner = crowd.New(w.p.lib, l.Crowd), string(plan), crowdID(0)
	g.state = g.people.Begin(begin)
	g.Last = begin.UnixMilli()
	if l.Told {
		g.Made = g.Last
	}
	people := g.state.People()
	b := db.Bulk{Into: `sandbox_person (workspace, person, name, kind)`, Columns: 4, Then: `ON CONFLICT (workspace, person) DO NOTHING`}
	if _, err := b.Run(w.ctx, w.tx, len(people), func(dst []any, i int) []any {
		p, kind := w.p.lib.Person(w.town, people[i]), "crowd"
		if p.Staff {
			kind = "staff"
		}
		return append(dst, int64(w.ws), string(crowdID(people[i])), p.Name, kind)
	}); err != nil {
		return nil, err
	}
	b = db.Bulk{Into: `sandbox_member (workspace, chat, person, joined, gone, muted, banned, seen)`, Columns: 8}
	if _, err := b.Run(w.ctx, w.tx, len(people), func(dst []any, i int) []any {
		return append(dst, int64(w.ws), string(g.Chat), string(crowdID(people[i])), g.Last, 0, 0, 0, 0)
	}); err != nil {
		return nil, fmt.Errorf("fill the group: %w", err)
	}
	return g, nil
}
