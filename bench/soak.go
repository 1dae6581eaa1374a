package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/house"
)

// soak runs the road, search index and all, for minutes at half of what it can
// do, and measures how far the figures are behind and what memory it takes.
func (b *bench) soak() error {
	return b.scratch(func(name, ours, _ string) error {
		a, ws, err := fresh(b.ctx, ours)
		if err != nil {
			return err
		}
		defer a.Close() //nolint:errcheck // a scratch database
		got, err := wholeRoad(b.ctx, a, ws, 0, roadEvents, 0)
		if err != nil {
			return err
		}
		s := soaking{a: a, ws: ws, base: roadEvents}
		if err := s.run(b.ctx, got.rate/2, b.lasts); err != nil {
			return err
		}
		slices.Sort(s.behind)
		at := func(share float64) time.Duration { return s.behind[int(share*float64(len(s.behind)-1))] }
		row(fmt.Sprintf("figures behind what was accepted, %s, half load (%.0f events/s for %s)", name, got.rate/2, b.lasts),
			fmt.Sprintf("p50 %s, p99 %s, longest %s", at(.5).Round(time.Millisecond), at(.99).Round(time.Millisecond), at(1).Round(time.Millisecond)),
			"1 s", at(.99).Seconds(), "≤ 1")
		early, late := s.memory[len(s.memory)/5], s.memory[len(s.memory)-1]
		row(fmt.Sprintf("memory of the whole process at the end, %s", name), fmt.Sprintf("%d MB (most %d)", late>>20, slices.Max(s.memory)>>20),
			fmt.Sprintf("after a fifth of the time: %d MB", early>>20), float64(late)/float64(early), "flat")
		return nil
	})
}

// burst lets a million people join one group.
func (b *bench) burst() error {
	const many = 1_000_000
	return b.scratch(func(name, ours, _ string) error {
		a, ws, err := fresh(b.ctx, ours)
		if err != nil {
			return err
		}
		defer a.Close() //nolint:errcheck // a scratch database
		road, err := a.NewRoad(b.ctx, quiet, true)
		if err != nil {
			return err
		}
		defer road.Stop()
		took, most, err := watched(func() error {
			for at := 0; at < many; at += roadBatch {
				if _, err := road.Accept(b.ctx, joins(ws, at, roadBatch)); err != nil {
					return err
				}
			}
			_, err := settled(b.ctx, a, ws, 0)
			return err
		})
		if err != nil {
			return err
		}
		row(fmt.Sprintf("%d people join one group, %s", many, name), fmt.Sprintf("%.0f s (%.0f/s)", took.Seconds(), many/took.Seconds()),
			fmt.Sprintf("memory at most %d MB", most>>20), many/took.Seconds()/1000, "—")
		return nil
	})
}

// joins are people nobody has seen before, who come into one group.
func joins(ws id.Workspace, from, many int) []inbox.Entry {
	out := make([]inbox.Entry, many)
	for i := range out {
		n := strconv.Itoa(from + i)
		ev := &event.Event{Network: event.Webhook, Chat: "flash", Kind: event.Join, NativeID: event.NativeMessage("join-" + n),
			At: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC).Add(time.Duration(from+i) * time.Millisecond), Subjects: []event.Actor{{ID: event.NativeUser("u" + n), Name: "群友" + n}}}
		out[i] = inbox.Entry{Workspace: ws, Connection: 1, Key: "flash\x1fjoin-" + n, Chat: event.GroupKey(ev.Network, "", ev.Chat), Body: event.Append(nil, ev)}
	}
	return out
}

// soaking is a soak under way.
type soaking struct {
	a    *house.App
	ws   id.Workspace
	base int64 // messages recorded before it began

	mu       sync.Mutex
	accepted []mile
	behind   []time.Duration
	memory   []int64
}

// mile says how much was accepted at a moment.
type mile struct {
	sum int64
	at  time.Time
}

const soakPart = 200 // events handed in at once

// run hands events in at a rate and looks at the figures meanwhile.
func (s *soaking) run(ctx context.Context, rate float64, lasts time.Duration) error {
	road, err := s.a.NewRoad(ctx, quiet, true)
	if err != nil {
		return err
	}
	defer road.Stop()
	runtime.GC()
	ctx, cancel := context.WithTimeout(ctx, lasts)
	defer cancel()
	var wg sync.WaitGroup
	var looked error
	wg.Go(func() { looked = s.look(ctx) })
	every := time.NewTicker(time.Duration(float64(time.Second) * soakPart / rate))
	defer every.Stop()
	for n := 0; ctx.Err() == nil; n++ {
		if _, err := road.Accept(ctx, entriesOf(s.ws, int(s.base)+n*soakPart, soakPart)); err != nil {
			if ctx.Err() != nil {
				break
			}
			return err
		}
		s.mu.Lock()
		s.accepted = append(s.accepted, mile{s.base + int64(n+1)*soakPart, time.Now()})
		s.mu.Unlock()
		select {
		case <-ctx.Done():
		case <-every.C:
		}
	}
	wg.Wait()
	return looked
}

// look reads the figures four times a second, and memory every second.
func (s *soaking) look(ctx context.Context) error {
	every := time.NewTicker(250 * time.Millisecond)
	defer every.Stop()
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return nil
		case <-every.C:
		}
		now := time.Now()
		shown, err := recordedIn(ctx, s.a, s.ws)
		if err != nil && !errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
			return err
		}
		if err == nil {
			s.note(shown, now)
		}
		if n%4 == 0 {
			s.memory = append(s.memory, resident())
		}
	}
}

// note keeps how long ago the first of what is not shown was accepted.
func (s *soaking) note(shown int64, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, _ := slices.BinarySearchFunc(s.accepted, shown, func(m mile, want int64) int { return int(m.sum - want) })
	var behind time.Duration
	for ; n < len(s.accepted); n++ {
		if s.accepted[n].sum > shown && s.accepted[n].at.Before(now) {
			behind = now.Sub(s.accepted[n].at)
			break
		}
	}
	s.behind = append(s.behind, behind)
	s.accepted = s.accepted[min(n, len(s.accepted)):]
}

// resident is the memory of this process, without the pages of files that it
// shares with the system's cache: those are given back when somebody needs them.
func resident() int64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text))
	pages, _ := strconv.ParseInt(fields[1], 10, 64) // the kernel writes numbers
	shared, _ := strconv.ParseInt(fields[2], 10, 64)
	return (pages - shared) * int64(os.Getpagesize())
}
