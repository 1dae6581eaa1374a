package manual

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/channeltest"
)

// village is a WeChat of its own in memory, with a person who writes down what
// happens in it.
type village struct {
	mu      sync.Mutex
	n       int
	rows    []entry
	mark    int // where the last redelivery ended
	said    map[event.NativeChat][]string
	in      map[event.NativeChat]map[event.NativeUser]bool
	done    map[string]bool // deeds that a person did
	changed chan struct{}
}

type entry struct {
	channel.Arrived
	told bool
}

func newVillage() *village {
	return &village{said: map[event.NativeChat][]string{}, in: map[event.NativeChat]map[event.NativeUser]bool{}, done: map[string]bool{}, changed: make(chan struct{})}
}

func (v *village) Untold(context.Context) (out []channel.Arrived, _ error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, r := range v.rows {
		if !r.told {
			out = append(out, r.Arrived)
		}
	}
	return out, nil
}

func (v *village) Told(_ context.Context, keys []string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, key := range keys {
		for i := range v.rows {
			v.rows[i].told = v.rows[i].told || v.rows[i].Key == key
		}
	}
	return nil
}

func (v *village) Done(_ context.Context, key string) (bool, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.done[key], nil
}

func (v *village) Wait(ctx context.Context) {
	v.mu.Lock()
	waits := false
	for _, r := range v.rows {
		waits = waits || !r.told
	}
	changed := v.changed
	v.mu.Unlock()
	if waits {
		return
	}
	select {
	case <-ctx.Done():
	case <-changed:
	}
}

// wake says that there is more; it is called under the lock.
func (v *village) wake() {
	close(v.changed)
	v.changed = make(chan struct{})
}

func (v *village) Group(_ testing.TB, name string) event.NativeChat {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.n++
	chat := ChatOf(fmt.Sprint(v.n))
	v.in[chat] = map[event.NativeUser]bool{}
	v.rows = append(v.rows, entry{Arrived: channel.Arrived{Key: string(chat), Event: Named(event.GroupCreated, chat, name, time.Unix(1_900_000_000, 0))}})
	v.wake()
	return chat
}

func (v *village) Person(_ testing.TB, name string) event.NativeUser {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.n++
	return event.NativeUser(fmt.Sprint(name, v.n))
}

func (v *village) move(kind event.Kind, chat event.NativeChat, who event.NativeUser) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.in[chat][who] = kind == event.Join
	m := Moved{Kind: kind, Name: string(who), At: time.Unix(1_900_000_000, 0)}
	e := m.Event(chat)
	e.Subjects[0].ID = who // the suite knows people by ids
	v.rows = append(v.rows, entry{Arrived: channel.Arrived{Key: m.Key(chat, time.UTC), Event: e}})
	v.wake()
}

func (v *village) Join(_ testing.TB, chat event.NativeChat, who event.NativeUser) {
	v.move(event.Join, chat, who)
}

func (v *village) Leave(_ testing.TB, chat event.NativeChat, who event.NativeUser) {
	v.move(event.Leave, chat, who)
}

func (v *village) Say(_ testing.TB, chat event.NativeChat, _ event.NativeUser, text string) event.NativeMessage {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.n++
	v.said[chat] = append(v.said[chat], text)
	return event.NativeMessage(fmt.Sprint("m", v.n))
}

func (v *village) Reply(t testing.TB, chat event.NativeChat, who event.NativeUser, _ event.NativeMessage, text string) event.NativeMessage {
	return v.Say(t, chat, who, text)
}

func (v *village) Edit(t testing.TB, _ event.NativeChat, _ event.NativeUser, _ event.NativeMessage, _ string) {
	t.Skip("nobody edits a message in WeChat")
}

func (v *village) Delete(t testing.TB, _ event.NativeChat, _ event.NativeUser, _ event.NativeMessage) {
	t.Skip("nobody tells what was recalled in WeChat")
}

func (v *village) Said(_ testing.TB, chat event.NativeChat) []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return append([]string{}, v.said[chat]...)
}

func (v *village) In(_ testing.TB, chat event.NativeChat, who event.NativeUser) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.in[chat][who]
}

func (v *village) Redeliver(_ testing.TB, shuffled bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	again := v.rows[v.mark:]
	for i := range again {
		again[i].told = false
	}
	if shuffled {
		for i, j := 0, len(again)-1; i < j; i, j = i+1, j-1 {
			again[i], again[j] = again[j], again[i]
		}
	}
	v.mark = len(v.rows)
	v.wake()
}

func (v *village) Lose(t testing.TB, _ func()) {
	t.Skip("there is no network that could lose anything")
}

func (v *village) Limit(t testing.TB, _ func()) {
	t.Skip("people are limited by no program")
}

func (v *village) Down(t testing.TB, _ func()) { t.Skip("there is no network that could be away") }

// Confirm has the person do what waits, and write down that they did.
func (c confirming) Confirm(_ testing.TB, chat event.NativeChat) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, d := range c.wait.deeds {
		if d.Chat != chat || c.done[d.Key] {
			continue
		}
		c.done[d.Key] = true
		c.said[chat] = append(c.said[chat], d.Text)
		c.rows = append(c.rows, entry{Arrived: channel.Arrived{Key: "ok/" + d.Key, Event: event.Event{Network: Network, Namespace: Namespace, Chat: chat,
			Kind: event.Confirmed, Ref: d.Key, Target: event.NativeMessage("by hand/" + d.Key), At: time.Unix(1_900_000_000, 0).UTC()}}})
	}
	c.wake()
}

// confirming is a village whose person sees what waits.
type confirming struct {
	*village
	wait *waiting
}

// waiting is an adapter, with somebody who looks at what it prepares.
type waiting struct {
	*Adapter
	v     *village
	deeds []channel.Deed
}

func (w *waiting) Send(ctx context.Context, d channel.Deed) channel.Result {
	w.v.mu.Lock()
	w.deeds = append(w.deeds, d)
	w.v.mu.Unlock()
	return w.Adapter.Send(ctx, d)
}

// TestTheContract holds the adapter to what every adapter promises.
func TestTheContract(t *testing.T) {
	table := channeltest.Exercise(t, func(context.Context, *testing.T) channeltest.Rig {
		v := newVillage()
		w := &waiting{Adapter: &Adapter{Book: v, Pause: 5 * time.Millisecond}, v: v}
		return channeltest.Rig{Adapter: w, Far: confirming{v, w}, Wait: 2 * time.Second}
	})
	table.Keep(t, "manual")
	for _, a := range channel.Actions {
		if a != channel.ReadMessages && !table.Proved(a) {
			t.Errorf("%s is not proved", a)
		}
	}
	for _, check := range []string{"what cannot be read is not told", "what was sent can be looked up", "what needs a person is told when it was done"} {
		if table.Verdicts[check] != 1 {
			t.Errorf("%q is not kept", check)
		}
	}
}
