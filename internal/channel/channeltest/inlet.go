package channeltest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
)

// inlet keeps what an adapter hands on, by key, and notes what no adapter may do.
type inlet struct {
	mu      sync.Mutex
	kept    map[string]event.Event
	order   []string // keys as they were first handed in
	wrongs  []string
	refuse  int           // how many calls are still to be refused
	changed chan struct{} // closed with every call
}

func newInlet() *inlet {
	return &inlet{kept: map[string]event.Event{}, changed: make(chan struct{})}
}

var errRefused = errors.New("the inlet cannot keep anything now")

// Accept keeps happened, or, while it is told to refuse, nothing of it.
func (in *inlet) Accept(ctx context.Context, happened []channel.Arrived) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	defer func() {
		close(in.changed)
		in.changed = make(chan struct{})
	}()
	if err := ctx.Err(); err != nil {
		return err
	}
	if in.refuse > 0 {
		in.refuse--
		return errRefused
	}
	for _, a := range happened {
		in.keep(a)
	}
	return nil
}

func (in *inlet) keep(a channel.Arrived) {
	if why := unfit(a); why != "" {
		in.wrongs = append(in.wrongs, why)
	}
	before, known := in.kept[a.Key]
	if !known {
		in.kept[a.Key] = a.Event
		in.order = append(in.order, a.Key)
		return
	}
	if !bytes.Equal(event.Append(nil, &before), event.Append(nil, &a.Event)) {
		in.wrongs = append(in.wrongs, fmt.Sprintf("key %q came twice with different content: %+v and %+v", a.Key, before, a.Event))
	}
}

// unfit says what about an event could not be used by anybody.
func unfit(a channel.Arrived) string {
	e := a.Event
	switch {
	case a.Key == "":
		return fmt.Sprintf("an event without a key: %+v", e)
	case e.Network == "" || e.Chat == "" || e.Kind == 0:
		return fmt.Sprintf("an event without network, chat or kind: %+v", e)
	case e.At.IsZero() || e.At.Location() != time.UTC:
		return fmt.Sprintf("an event whose time is absent or not UTC: %+v", e)
	case e.Kind == event.Message && (e.NativeID == "" || !e.Actor.Known()):
		return fmt.Sprintf("a message without id or author: %+v", e)
	case (e.Kind == event.Edit || e.Kind == event.Delete) && e.Target == "":
		return fmt.Sprintf("an edit or deletion of no message: %+v", e)
	case (e.Kind == event.Join || e.Kind == event.Leave || e.Kind == event.Remove) && len(e.Subjects) == 0:
		return fmt.Sprintf("a coming or going of nobody: %+v", e)
	}
	return ""
}

// events lists what was kept, in the order in which it came first.
func (in *inlet) events() []event.Event {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.list()
}

func (in *inlet) list() []event.Event {
	out := make([]event.Event, 0, len(in.order))
	for _, k := range in.order {
		out = append(out, in.kept[k])
	}
	return out
}

// since lists what was kept after the first n events.
func (in *inlet) since(n int) []event.Event { return in.events()[n:] }

// refusing reports whether the next call would be refused.
func (in *inlet) refusing() bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.refuse > 0
}

// refuseNext makes the next n calls fail.
func (in *inlet) refuseNext(n int) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.refuse = n
}

// wait waits until holds is true of what was kept, for limit at most.
func (in *inlet) wait(ctx context.Context, limit time.Duration, holds func([]event.Event) bool) bool {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	for {
		in.mu.Lock()
		ok, changed := holds(in.list()), in.changed
		in.mu.Unlock()
		if ok {
			return true
		}
		select {
		case <-changed:
		case <-timer.C:
			return false
		case <-ctx.Done():
			return false
		}
	}
}
