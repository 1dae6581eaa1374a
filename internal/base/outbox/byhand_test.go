package outbox_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/lease"
	"github.com/huoshui/huoshui/internal/base/outbox"
)

// hands counts what waits for a person, and refuses the first so many times.
type hands struct {
	mu      sync.Mutex
	refuses int
	heard   []string
}

func (h *hands) Prepared(_ context.Context, _ *db.Tx, d outbox.Deed) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.refuses > 0 {
		h.refuses--
		return errors.New("not now")
	}
	h.heard = append(h.heard, d.Key)
	return nil
}

// TestWhatWaitsForAPersonIsHeardOnce, in the transaction in which it begins to:
// where that fails it is taken up again.
func TestWhatWaitsForAPersonIsHeardOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := dbtest.Open(t, db.SQLite, schemas())
		d.Clock = clock.Real{}
		n := &network{script: map[string][]string{"a": {"human", "human", "human"}}, done: map[string]int{}, order: map[string][]string{}}
		h := &hands{refuses: 1}
		keeper := lease.NewKeeper(d, "a")
		w := outbox.NewWorker(d, keeper, n, outbox.Open{}, nil, slog.New(slog.DiscardHandler))
		w.Give(h)
		ctx, cancel := context.WithCancel(context.Background())
		if err := w.Share(ctx); err != nil {
			t.Fatal(err)
		}
		done := make(chan struct{})
		go func() { defer close(done); _ = w.Run(ctx) }()
		put(t, d, id.NewSource(1), outbox.Deed{Workspace: 1, Connection: 2, Line: "l", Key: "a", Action: "send", Body: []byte("{}")})
		for range 40 {
			time.Sleep(5 * time.Second)
			if err := keeper.Renew(ctx); err != nil {
				t.Fatal(err)
			}
		}
		cancel()
		<-done
		if got := states(t, d, 1)["a"].State; got != outbox.Human || len(h.heard) != 1 || n.done["a"] != 0 {
			t.Errorf("state %s, heard %v, done %d times", got, h.heard, n.done["a"])
		}
	})
}

// TestWhatAPersonSaysOfADeed: done, declined and taken back, of what waits for a
// person and of nothing else.
func TestWhatAPersonSaysOfADeed(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		ids := id.NewSource(1)
		n := &network{script: map[string][]string{"a": {"human"}, "b": {"human"}, "c": {"human"}}, done: map[string]int{}, order: map[string][]string{}}
		stop := begin(t, d, n)
		put(t, d, ids, outbox.Deed{Workspace: 1, Connection: 2, Line: "1", Key: "a", Body: []byte("{}")}, outbox.Deed{Workspace: 1, Connection: 2, Line: "2", Key: "b", Body: []byte("{}")},
			outbox.Deed{Workspace: 1, Connection: 2, Line: "3", Key: "c", Body: []byte("{}")}, outbox.Deed{Workspace: 1, Connection: 2, Line: "4", Key: "later", Due: dbtest.Noon.Add(time.Hour), Body: []byte("{}")})
		look := time.NewTicker(5 * time.Millisecond)
		defer look.Stop()
		for s := states(t, d, 1); s["a"].State != outbox.Human || s["b"].State != outbox.Human || s["c"].State != outbox.Human; s = states(t, d, 1) {
			<-look.C
		}
		stop()
		do := func(fn func(context.Context, *db.Tx) error) {
			t.Helper()
			if err := d.Write(t.Context(), func(tx *db.Tx) error { return fn(t.Context(), tx) }); err != nil {
				t.Fatal(err)
			}
		}
		want := func(key string, state outbox.State, code string) {
			t.Helper()
			if got := states(t, d, 1)[key]; got.State != state || got.Code != code {
				t.Errorf("%s is %s %q, want %s %q", key, got.State, got.Code, state, code)
			}
		}
		do(func(ctx context.Context, tx *db.Tx) error { return outbox.Confirmed(ctx, tx, 2, "a", "") })
		want("a", outbox.Human, "") // that was another workspace's
		do(func(ctx context.Context, tx *db.Tx) error { return outbox.Confirmed(ctx, tx, 1, "a", "") })
		want("a", outbox.Sent, "")
		do(func(ctx context.Context, tx *db.Tx) error { return outbox.Declined(ctx, tx, 1, "a", "skipped", "") })
		want("a", outbox.Sent, "")
		do(func(ctx context.Context, tx *db.Tx) error {
			return outbox.Declined(ctx, tx, 1, "b", "skipped", "no-time")
		})
		want("b", outbox.Refused, "skipped")
		do(func(ctx context.Context, tx *db.Tx) error { return outbox.Unsaid(ctx, tx, 1, "b") })
		want("b", outbox.Human, "")
		do(func(ctx context.Context, tx *db.Tx) error {
			return outbox.Withdraw(ctx, tx, 1, []string{"a", "b", "later", "none"})
		})
		want("a", outbox.Sent, "")
		want("b", outbox.Dropped, "")
		want("c", outbox.Human, "")
		want("later", outbox.Dropped, "")
	})
}
