package house

import (
	"context"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/router"
	"github.com/huoshui/huoshui/internal/feature/insight"
)

// story remembers what became of the simulated events of late, for the sandbox's
// page. It lives in memory and forgets: it holds the last few of each workspace,
// of this process only, with neither a name nor a word of what was said.
type story struct {
	mu sync.Mutex // guards what follows
	of map[id.Workspace]*tale
}

// mostTold is how many events a workspace's story holds.
const mostTold = 120

type tale struct {
	n      int64 // of the last beat
	beats  []beat
	stood  map[id.Group]insight.Measured // figures as they were last; nil before they were asked for
	turned chan struct{}                 // closed when the story goes on; nil where nobody waits
}

// beat is one event, as far as it has come.
type beat struct {
	n       int64
	id      id.Event
	event   event.Event
	routed  time.Time // by the wall
	refused string    // why it was set aside
	again   bool      // it had come before, was known, and changed nothing
	settled bool      // the figures were made anew since
	before  insight.Measured
	after   insight.Measured
	along   int // how many events of the group were measured together
}

func newStory() *story { return &story{of: map[id.Workspace]*tale{}} }

func (s *story) tale(ws id.Workspace) *tale {
	t := s.of[ws]
	if t == nil {
		t = &tale{}
		s.of[ws] = t
	}
	return t
}

// note takes in what was just routed, once it is committed.
func (s *story) note(ws id.Workspace, batch []router.Routed, refused map[int]string, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range batch {
		if batch[i].Event.Network != event.Sandbox {
			continue
		}
		t := s.tale(ws)
		t.n++
		t.beats = append(t.beats, beat{n: t.n, id: batch[i].ID, event: wordless(batch[i].Event), routed: now, refused: refused[i]})
		if len(t.beats) > 2*mostTold {
			t.beats = append([]beat(nil), t.beats[mostTold:]...)
		}
		t.turn()
	}
}

// again takes in what was told a second time.
func (s *story) again(ws id.Workspace, e event.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.tale(ws)
	t.n++
	t.beats = append(t.beats, beat{n: t.n, event: wordless(e), again: true, settled: true})
	t.turn()
}

// wordless is an event without what was said and without names.
func wordless(e event.Event) event.Event {
	e.Body, e.Actor.Name, e.Mentions = "", "", nil
	subjects := make([]event.Actor, len(e.Subjects))
	for i, a := range e.Subjects {
		subjects[i] = event.Actor{ID: a.ID}
	}
	e.Subjects = subjects
	return e
}

func (t *tale) turn() {
	if t.turned != nil {
		close(t.turned)
		t.turned = nil
	}
}

// Turned returns a channel that is closed when the story next goes on.
func (s *story) Turned(ws id.Workspace) <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.tale(ws)
	if t.turned == nil {
		t.turned = make(chan struct{})
	}
	return t.turned
}

// latest lists the last beats, the newest first.
func (s *story) latest(ws id.Workspace, limit int) []beat {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.of[ws]
	if t == nil {
		return nil
	}
	var out []beat
	for i := len(t.beats) - 1; i >= 0 && len(out) < limit; i-- {
		out = append(out, t.beats[i])
	}
	return out
}

// open returns the number of the last beat and the chats of those whose figures
// were not made anew yet.
func (s *story) open(ws id.Workspace) (upto int64, keys []string, asked bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.of[ws]
	if t == nil {
		return 0, nil, false
	}
	seen := map[string]bool{}
	for i := range t.beats {
		if k := t.beats[i].chat(); !t.beats[i].settled && !seen[k] {
			seen[k] = true
			keys = append(keys, k)
		}
	}
	return t.n, keys, t.stood != nil
}

func (b *beat) chat() string { return event.GroupKey(b.event.Network, b.event.Namespace, b.event.Chat) }

// settle tells how figures moved by the beats up to a number, but for groups
// that are still to be measured.
func (s *story) settle(ws id.Workspace, upto int64, groups map[string]id.Group, now map[id.Group]insight.Measured, left map[id.Group]bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.tale(ws)
	if t.stood == nil {
		t.stood = map[id.Group]insight.Measured{}
	}
	along := map[string]int{}
	for i := range t.beats {
		if b := &t.beats[i]; b.n <= upto && !b.settled && !left[groups[b.chat()]] {
			along[b.chat()]++
		}
	}
	for i := range t.beats {
		b := &t.beats[i]
		g := groups[b.chat()]
		if b.n > upto || b.settled || left[g] {
			continue
		}
		b.settled, b.before, b.after, b.along = true, t.stood[g], now[g], along[b.chat()]
	}
	for g, m := range now {
		if !left[g] {
			t.stood[g] = m
		}
	}
	if len(along) > 0 {
		t.turn()
	}
}

// measureTold is measuring some of what is due in a workspace, told to the
// story. measure says which groups are still to be measured.
func (a *App) measureTold(ctx context.Context, ws id.Workspace, measure func() (left map[id.Group]bool, err error)) error {
	upto, keys, asked := a.story.open(ws)
	if len(keys) > 0 && !asked {
		if err := a.settleStory(ctx, ws, 0, keys, nil); err != nil {
			return err
		}
	}
	left, err := measure()
	if err != nil || len(keys) == 0 {
		return err
	}
	return a.settleStory(ctx, ws, upto, keys, left)
}

func (a *App) settleStory(ctx context.Context, ws id.Workspace, upto int64, keys []string, left map[id.Group]bool) error {
	groups, now := map[string]id.Group{}, map[id.Group]insight.Measured{}
	err := a.DB.Read(ctx, func(tx *db.Tx) error {
		known, err := a.Community.GroupsByKey(ctx, tx, ws, keys)
		if err != nil {
			return err
		}
		var ids []id.Group
		for key, g := range known {
			groups[key] = g.ID
			ids = append(ids, g.ID)
		}
		list, err := a.Insight.Measured(ctx, tx, ws, ids)
		for _, m := range list {
			now[m.Group] = m
		}
		return err
	})
	if err == nil {
		a.story.settle(ws, upto, groups, now, left)
	}
	return err
}
