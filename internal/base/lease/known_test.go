package lease_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/lease"
)

// TestWhatIsOursIsKnown: a process that does not know of what the database says is
// its own takes it again; else nobody would do its work for as long as it lives.
func TestWhatIsOursIsKnown(t *testing.T) {
	dbtest.Each(t, []db.Schema{lease.Schema}, func(t *testing.T, d *db.DB) {
		a, forgetful := lease.NewKeeper(d, "a"), lease.NewKeeper(d, "a")
		if err := a.Share(t.Context(), "lane/", 8); err != nil {
			t.Fatal(err)
		}
		if err := forgetful.Share(t.Context(), "lane/", 8); err != nil {
			t.Fatal(err)
		}
		if held := forgetful.Held("lane/", d.Clock.Now()); len(held) != 8 {
			t.Errorf("it knows of %q", held)
		}
		// With another beside it, what is more than its part is there for the other.
		again, other := lease.NewKeeper(d, "a"), lease.NewKeeper(d, "b")
		for _, k := range []*lease.Keeper{other, again, other} {
			if err := k.Share(t.Context(), "lane/", 8); err != nil {
				t.Fatal(err)
			}
		}
		if a, b := again.Held("lane/", d.Clock.Now()), other.Held("lane/", d.Clock.Now()); len(a) != 4 || len(b) != 4 {
			t.Errorf("one has %q, the other %q", a, b)
		}
	})
}

// TestRenewingForgetsNothingNew: what is taken while the rest is renewed stays
// known.
func TestRenewingForgetsNothingNew(t *testing.T) {
	dbtest.Each(t, []db.Schema{lease.Schema}, func(t *testing.T, d *db.DB) {
		k := lease.NewKeeper(d, "a")
		for i := range 300 {
			var renewing sync.WaitGroup
			renewing.Go(func() {
				if err := k.Renew(t.Context()); err != nil {
					t.Error(err)
				}
			})
			name := lease.Numbered("lane/", i)
			if _, err := k.Take(t.Context(), name); err != nil {
				t.Fatal(err)
			}
			renewing.Wait()
			if !slices.Contains(k.Held("lane/", d.Clock.Now()), name) {
				t.Fatalf("%s was taken and is not known", name)
			}
			if err := k.Release(t.Context(), name); err != nil {
				t.Fatal(err)
			}
		}
	})
}
