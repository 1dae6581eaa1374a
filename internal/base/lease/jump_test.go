package lease_test

import (
	"slices"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/lease"
)

// TestWhatWasTakenByAClockThatWasAheadIsFree: a process that died while the clock
// was a year ahead keeps nobody from its work for a year, and counts for nobody.
func TestWhatWasTakenByAClockThatWasAheadIsFree(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *hand) {
		const n, year = 4, 365 * 24 * time.Hour
		share := func(k *lease.Keeper) []string {
			t.Helper()
			if err := k.Renew(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := k.Share(t.Context(), "lane/", n); err != nil {
				t.Fatal(err)
			}
			return k.Held("lane/", c.Now())
		}
		a, b := lease.NewKeeper(d, "a"), lease.NewKeeper(d, "b")
		c.move(year)
		if got := share(a); len(got) != n {
			t.Fatalf("alone, a holds %v", got)
		}
		c.move(-year)
		if got := share(b); len(got) != n {
			t.Errorf("a is gone, and b holds %v", got)
		}
		if confirmed(t, d, a, "lane/000") {
			t.Error("a may go on with what b has")
		}
	})
}

// TestAClockThatJumpsCostsNobodyHisWork, there and back, as soon as it is looked at.
func TestAClockThatJumpsCostsNobodyHisWork(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *hand) {
		a := lease.NewKeeper(d, "a")
		want := []string{"lane/000", "lane/001", "lane/002"}
		for _, jump := range []time.Duration{0, 24 * time.Hour, -48 * time.Hour, 365 * 24 * time.Hour, -time.Second} {
			c.move(jump)
			if err := a.Renew(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := a.Share(t.Context(), "lane/", len(want)); err != nil {
				t.Fatal(err)
			}
			if got := a.Held("lane/", c.Now()); !slices.Equal(got, want) || !confirmed(t, d, a, want...) {
				t.Errorf("after a jump by %v, %v is held", jump, got)
			}
		}
	})
}

// TestWhoeverStandsStillInATransactionLosesIt: with the lanes it confirmed.
func TestWhoeverStandsStillInATransactionLosesIt(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, _ *hand) {
		if d.Dialect == db.SQLite {
			t.Skip("SQLite has no server that could end the transaction of a process that stands still")
		}
		a := lease.NewKeeper(d, "a")
		take(t, a, "x")
		limit := ""
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			if ok, err := a.Confirm(t.Context(), tx, "x"); err != nil || !ok {
				t.Errorf("not confirmed: %v", err)
			}
			return tx.QueryRow(t.Context(), `SHOW idle_in_transaction_session_timeout`).Scan(&limit)
		})
		if err != nil || limit != "10s" {
			t.Errorf("it may stand still for %s (%v)", limit, err)
		}
	})
}
