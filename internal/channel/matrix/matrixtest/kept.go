package matrixtest

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/channel"
)

// Kept is an inlet in memory. It refuses quietly what it has, and notes as a
// conflict what comes under a known key with another content.
type Kept struct {
	mu        sync.Mutex
	all       []channel.Arrived
	byKey     map[string]int
	conflicts []string
	doubles   int
	failing   bool
	changed   chan struct{}
}

// NewKept keeps nothing yet.
func NewKept() *Kept { return &Kept{byKey: map[string]int{}, changed: make(chan struct{})} }

var errFailing = errors.New("the disk is full")

// Accept keeps what is new.
func (k *Kept) Accept(_ context.Context, happened []channel.Arrived) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.failing {
		return errFailing
	}
	for _, h := range happened {
		at, known := k.byKey[h.Key]
		switch {
		case !known:
			k.byKey[h.Key] = len(k.all)
			k.all = append(k.all, h)
		case reflect.DeepEqual(k.all[at], h):
			k.doubles++
		default:
			k.conflicts = append(k.conflicts, h.Key)
		}
	}
	close(k.changed)
	k.changed = make(chan struct{})
	return nil
}

// Fail has Accept fail until it is called with false.
func (k *Kept) Fail(on bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.failing = on
}

// All is what was kept, in the order it came.
func (k *Kept) All() []channel.Arrived {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.all)
}

// Has reports whether something was kept under a key.
func (k *Kept) Has(key string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	_, known := k.byKey[key]
	return known
}

// Doubles is how often something known came again.
func (k *Kept) Doubles() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.doubles
}

// Conflicts lists the keys under which different things came.
func (k *Kept) Conflicts() []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.conflicts)
}

// Await waits until enough holds of what was kept, and fails the test where it
// does not within atMost.
func (k *Kept) Await(t testing.TB, what string, atMost time.Duration, enough func([]channel.Arrived) bool) {
	t.Helper()
	over := time.After(atMost)
	for {
		k.mu.Lock()
		changed, all := k.changed, slices.Clone(k.all)
		k.mu.Unlock()
		if enough(all) {
			return
		}
		select {
		case <-changed:
		case <-over:
			t.Fatalf("%s: not within %s; %d events were kept", what, atMost, len(all))
		}
	}
}
