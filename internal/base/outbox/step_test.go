package outbox_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
)

// morning lets promotions leave at a moment, and everything else at once.
type morning struct{ at time.Time }

func (m morning) May(_ context.Context, tx *db.Tx, d outbox.Deed) (outbox.Decision, error) {
	if d.Action == "promo" && tx.Now.Before(m.at) {
		return outbox.Decision{Until: m.at, Why: "quiet"}, nil
	}
	return outbox.Decision{Pass: true}, nil
}

// TestWhatTheGateHoldsKeepsNobodyWaiting: an answer passes by a promotion of the
// same line that waits until morning; the promotions then leave in their order.
func TestWhatTheGateHoldsKeepsNobodyWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := dbtest.Open(t, db.SQLite, schemas())
		d.Clock = clock.Real{}
		ids := id.NewSource(1)
		n := &network{done: map[string]int{}, order: map[string][]string{}}
		put(t, d, ids,
			outbox.Deed{Workspace: 1, Connection: 7, Line: "room", Key: "first promo", Action: "promo", Body: []byte("x")},
			outbox.Deed{Workspace: 1, Connection: 7, Line: "room", Key: "second promo", Action: "promo", Body: []byte("x")},
			outbox.Deed{Workspace: 1, Connection: 7, Line: "room", Key: "answer", Action: "answer", Body: []byte("x")})
		stop := start(t, d, n, morning{time.Now().Add(time.Hour)}, nil)
		defer stop()
		time.Sleep(10 * time.Second)
		if got := states(t, d, 1); got["answer"].State != outbox.Sent || got["first promo"].State != outbox.Waiting {
			t.Errorf("the answer is %s, the promotion %s", got["answer"].State, got["first promo"].State)
		}
		time.Sleep(time.Hour)
		n.mu.Lock()
		defer n.mu.Unlock()
		if want := []string{"answer", "first promo", "second promo"}; !slices.Equal(n.order["room"], want) {
			t.Errorf("left in the order %q, want %q", n.order["room"], want)
		}
	})
}
