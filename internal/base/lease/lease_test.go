package lease_test

import (
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/lease"
)

// hand is a clock that is moved by hand.
type hand struct{ ms atomic.Int64 }

func (h *hand) Now() time.Time       { return time.UnixMilli(h.ms.Load()).UTC() }
func (h *hand) move(d time.Duration) { h.ms.Add(d.Milliseconds()) }

func each(t *testing.T, fn func(*testing.T, *db.DB, *hand)) {
	t.Helper()
	dbtest.Each(t, []db.Schema{lease.Schema}, func(t *testing.T, d *db.DB) {
		c := &hand{}
		c.ms.Store(dbtest.Noon.UnixMilli())
		d.Clock = c
		fn(t, d, c)
	})
}

func take(t *testing.T, k *lease.Keeper, names ...string) []string {
	t.Helper()
	held, err := k.Take(t.Context(), names...)
	if err != nil {
		t.Fatal(err)
	}
	return held
}

func confirmed(t *testing.T, d *db.DB, k *lease.Keeper, names ...string) (ok bool) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
		ok, err = k.Confirm(t.Context(), tx, names...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return ok
}

func TestOneHolderAtATime(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *hand) {
		a, b := lease.NewKeeper(d, "a"), lease.NewKeeper(d, "b")
		if got := take(t, a, "x", "y"); !slices.Equal(got, []string{"x", "y"}) {
			t.Fatalf("a holds %v", got)
		}
		if got := take(t, b, "y", "z"); !slices.Equal(got, []string{"z"}) {
			t.Fatalf("b holds %v", got)
		}
		c.move(lease.Length - time.Second)
		if err := a.Renew(t.Context()); err != nil {
			t.Fatal(err)
		}
		c.move(2 * time.Second) // b's is over, a's is not
		if got := take(t, a, "x", "z"); !slices.Equal(got, []string{"x", "z"}) {
			t.Fatalf("a holds %v", got)
		}
		if confirmed(t, d, b, "z") || !confirmed(t, d, a, "x", "y", "z") {
			t.Error("what was lost is confirmed, or what is held is not")
		}
		if err := b.Renew(t.Context()); err != nil || len(b.Held("", c.Now())) != 0 {
			t.Errorf("b still believes in %v (%v)", b.Held("", c.Now()), err)
		}
		if err := a.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := take(t, b, "x", "y", "z"); len(got) != 3 {
			t.Errorf("after a closed, b holds %v", got)
		}
	})
}

func TestProcessesShareFairly(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *hand) {
		const n = 7
		ks := []*lease.Keeper{lease.NewKeeper(d, "a"), lease.NewKeeper(d, "b"), lease.NewKeeper(d, "c")}
		share := func(among []*lease.Keeper) {
			t.Helper()
			for range 4 {
				for _, k := range among {
					if err := k.Renew(t.Context()); err != nil {
						t.Fatal(err)
					}
					if err := k.Share(t.Context(), "lane/", n); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		all := func(among []*lease.Keeper) (sizes []int) {
			held := map[string]bool{}
			for _, k := range among {
				mine := k.Held("lane/", c.Now())
				sizes = append(sizes, len(mine))
				for _, name := range mine {
					if held[name] {
						t.Errorf("%s has two holders", name)
					}
					held[name] = true
				}
			}
			if len(held) != n {
				t.Errorf("%d of %d names are held", len(held), n)
			}
			return sizes
		}
		share(ks[:1])
		all(ks[:1])
		share(ks)
		if sizes := all(ks); slices.Max(sizes) > 3 || slices.Min(sizes) < 1 {
			t.Errorf("three processes hold %v of %d", sizes, n)
		}
		c.move(lease.Length + time.Second) // all but one are killed
		share(ks[:1])
		all(ks[:1])
	})
}

func TestNoIdIsMadeTwice(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *hand) {
		seen := map[id.Event]bool{}
		last := id.Event(0)
		open := func(owner string) *lease.Node {
			t.Helper()
			n, err := lease.TakeNode(t.Context(), d, owner)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		use := func(n *lease.Node) {
			t.Helper()
			for range 5000 {
				e := id.New[id.Event](n.IDs, c.Now())
				if seen[e] {
					t.Fatalf("id %d was made twice", e)
				}
				seen[e] = true
				last = max(last, e)
			}
		}
		a, b := open("a"), open("b")
		use(a)
		use(b)
		c.move(-time.Hour) // the clock is put back, and a is killed and comes again
		use(open("c"))
		use(b)
		c.move(time.Hour + 2*time.Minute)
		if err := b.Renew(t.Context()); err != nil {
			t.Errorf("nobody took b's number, and it is lost: %v", err)
		}
		d2 := open("d") // has a's number
		use(d2)
		if err := a.Renew(t.Context()); !errors.Is(err, lease.ErrLost) {
			t.Errorf("a goes on under a number that is d's: %v", err)
		}
		c.move(-time.Hour)
		use(b)
		if err := b.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		c.move(time.Hour)
		use(open("e"))
	})
}
