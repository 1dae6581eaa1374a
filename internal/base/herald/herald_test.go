package herald_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/herald"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/lease"
)

var effects = db.Schema{Owner: "effect", Files: fstest.MapFS{"schema/00001_init.sql": {Data: []byte(
	"-- +goose Up\nCREATE TABLE effect_heard (hearer TEXT NOT NULL, fact TEXT NOT NULL, PRIMARY KEY (hearer, fact));")}}}

// ear writes down what it hears; fails says what it cannot bear.
type ear struct {
	name  string
	kinds []fact.Kind
	fails func(body string) error
}

func (e *ear) Name() string { return e.name }
func (e *ear) Wants(_ context.Context, _ *db.Tx, ws id.Workspace) ([]fact.Kind, error) {
	if ws == 9 {
		return nil, nil
	}
	return e.kinds, nil
}
func (e *ear) Hear(ctx context.Context, tx *db.Tx, ws id.Workspace, facts []fact.Fact) error {
	for _, f := range facts {
		if f.Workspace != ws {
			return errors.New("facts of two workspaces at once")
		}
		if err := e.fails(string(f.Body)); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO effect_heard (hearer, fact) VALUES ($1, $2)`, e.name, string(f.Body)); err != nil {
			return err
		}
	}
	return nil
}

func heard(t testing.TB, d *db.DB, name string) (out []string) {
	t.Helper()
	err := d.Read(context.Background(), func(tx *db.Tx) error {
		return tx.Each(context.Background(), `SELECT fact FROM effect_heard WHERE hearer = $1`, []any{name}, func(scan func(...any) error) error {
			var s string
			err := scan(&s)
			out = append(out, s)
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

func start(d *db.DB, owner string, ears ...herald.Hearer) (h *herald.Herald, stop func()) {
	h = herald.New(d, id.NewSource(uint16(owner[0])), lease.NewKeeper(d, owner), slog.New(slog.DiscardHandler), ears...)
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	for _, loop := range h.Loops() {
		wg.Go(func() { _ = loop(ctx) })
	}
	return h, func() { cancel(); wg.Wait() }
}

// TestEachHearerHearsEachFactOnce, whatever fails how often; what can never be
// borne stands aside and holds nobody up, and what was rolled back is never told.
func TestEachHearerHearsEachFactOnce(t *testing.T) {
	few(t)
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(rt, "facts")
		fails := rapid.SliceOfN(rapid.SampledFrom([]int{0, 0, 0, 0, 1, 3, 99}), n, n).Draw(rt, "fails")
		synctest.Test(t, func(t *testing.T) {
			d := dbtest.Open(t, db.SQLite, []db.Schema{herald.Schema, lease.Schema, effects})
			d.Clock = clock.Real{}
			var mu sync.Mutex
			left := map[string]int{}
			bears := func(string) error { return nil }
			a := &ear{"a", []fact.Kind{fact.MemberJoined}, bears}
			b := &ear{"b", []fact.Kind{fact.MemberJoined, fact.OrderPaid}, func(body string) error {
				mu.Lock()
				defer mu.Unlock()
				if left[body] > 0 {
					left[body]--
					return errors.New("not now")
				}
				return nil
			}}
			h, stop := start(d, "x", a, b)
			defer stop()
			var want []string
			for i := range n {
				body := fmt.Sprint(i)
				mu.Lock()
				left[body] = fails[i]
				mu.Unlock()
				if fails[i] < 99 {
					want = append(want, body)
				}
				tell := func(undo error) {
					err := d.Write(t.Context(), func(tx *db.Tx) error {
						f := fact.Fact{Kind: fact.MemberJoined, At: tx.Now, Body: []byte(body)}
						if err := h.Tell(t.Context(), tx, id.Workspace(1+i%3), []fact.Fact{f}); err != nil {
							return err
						}
						return undo
					})
					if !errors.Is(err, undo) {
						t.Fatal(err)
					}
				}
				if i%5 == 0 {
					tell(errors.New("rolled back"))
				}
				tell(nil)
			}
			h.Told()
			time.Sleep(3 * time.Minute) // virtual
			slices.Sort(want)
			if got := heard(t, d, "b"); !slices.Equal(got, want) {
				t.Errorf("b heard %v, want %v", got, want)
			}
			if got := heard(t, d, "a"); len(got) != n {
				t.Errorf("a heard %d of %d, held up by what b cannot bear", len(got), n)
			}
		})
	})
}

func TestOnlyWhatIsWantedIsKept(t *testing.T) {
	dbtest.Each(t, []db.Schema{herald.Schema, lease.Schema, effects}, func(t *testing.T, d *db.DB) {
		a := &ear{"a", []fact.Kind{fact.OrderPaid}, func(string) error { return nil }}
		h := herald.New(d, id.NewSource(1), lease.NewKeeper(d, "x"), slog.New(slog.DiscardHandler), a)
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			for _, ws := range []id.Workspace{1, 9} {
				facts := []fact.Fact{{Kind: fact.OrderPaid, Body: []byte("{}")}, {Kind: fact.MemberLeft, Body: []byte("{}")}}
				if err := h.Tell(t.Context(), tx, ws, facts); err != nil {
					return err
				}
			}
			for ws, want := range map[id.Workspace]int64{1: 1, 9: 0} {
				if n, err := herald.Pending(t.Context(), tx, ws); err != nil || n != want {
					t.Errorf("%d facts wait in workspace %d, want %d (%v)", n, ws, want, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// few lets short runs draw fewer cases: each makes a database.
func few(t *testing.T) {
	t.Helper()
	if testing.Short() {
		if err := flag.Set("rapid.checks", "10"); err != nil {
			t.Fatal(err)
		}
	}
}

// full is what PostgreSQL says without room, or SQLite while it is locked.
type full string

func (f full) Error() string    { return "no room" }
func (f full) SQLState() string { return string(f) }

// TestNoFactIsBlamedForItsDatabase: while the database is away no attempt is
// counted and nothing passes what waits; afterwards all of it is told in order.
func TestNoFactIsBlamedForItsDatabase(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := dbtest.Open(t, db.SQLite, []db.Schema{herald.Schema, lease.Schema, effects})
		d.Clock = clock.Real{}
		var mu sync.Mutex
		calls := 0
		a := &ear{"a", []fact.Kind{fact.MemberJoined}, func(string) error {
			mu.Lock()
			defer mu.Unlock()
			if calls++; calls <= 100 && calls%3 != 0 { // it comes and goes
				return fmt.Errorf("write: %w", full("53100"))
			}
			return nil
		}}
		h, stop := start(d, "x", a)
		defer stop()
		var want []string
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			var facts []fact.Fact
			for i := range 8 {
				want = append(want, fmt.Sprint(i))
				facts = append(facts, fact.Fact{Kind: fact.MemberJoined, At: tx.Now, Body: []byte(want[i])})
			}
			return h.Tell(t.Context(), tx, 1, facts)
		})
		if err != nil {
			t.Fatal(err)
		}
		h.Told()
		time.Sleep(20 * time.Second) // virtual
		err = d.Read(t.Context(), func(tx *db.Tx) error {
			var n int
			err := tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM herald_waiting WHERE attempts = 0 AND due = 0`).Scan(&n)
			if n != len(want) {
				t.Errorf("%d of %d wait, unblamed", n, len(want))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(3 * time.Minute)
		var got []string
		err = d.Read(t.Context(), func(tx *db.Tx) error {
			return tx.Each(t.Context(), `SELECT fact FROM effect_heard ORDER BY rowid`, nil, func(scan func(...any) error) error {
				var s string
				err := scan(&s)
				got = append(got, s)
				return err
			})
		})
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("heard %v, want %v (%v)", got, want, err)
		}
	})
}
