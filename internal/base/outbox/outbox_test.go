package outbox_test

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"maps"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/lease"
	"github.com/huoshui/huoshui/internal/base/outbox"
)

func schemas() []db.Schema { return []db.Schema{outbox.Schema, lease.Schema} }

// network does what its script says, once per attempt, and counts what it did.
type network struct {
	mu      sync.Mutex
	script  map[string][]string // by key: what the next attempts come to
	done    map[string]int      // how often a deed was really done
	order   map[string][]string // by line: what was done, in order
	forgets bool                // it cannot tell what was done
}

func (n *network) Send(_ context.Context, d outbox.Deed) outbox.Result {
	n.mu.Lock()
	next := "done"
	if s := n.script[d.Key]; len(s) > 0 {
		next, n.script[d.Key] = s[0], s[1:]
	}
	if next == "done" || next == "done and away" || next == "done and killed" {
		n.done[d.Key]++
		n.order[d.Line] = append(n.order[d.Line], d.Key)
	}
	n.mu.Unlock()
	switch next {
	case "done":
		return outbox.Result{Outcome: outbox.Done, Native: "n-" + d.Key}
	case "away":
		return outbox.Result{Outcome: outbox.NotDone, Code: "503"}
	case "limit":
		return outbox.Result{Outcome: outbox.Limit, Until: time.Now().Add(time.Minute)}
	case "refuse":
		return outbox.Result{Outcome: outbox.Refuse, Code: "403", Why: "not allowed"}
	case "human":
		return outbox.Result{Outcome: outbox.NeedHuman}
	case "panic":
		panic("no idea")
	case "killed", "done and killed": // nobody hears of this attempt again
		runtime.Goexit()
	}
	return outbox.Result{Outcome: outbox.Maybe}
}

// times tells how often a deed was really done.
func (n *network) times(key string) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.done[key]
}

func (n *network) Find(_ context.Context, d outbox.Deed) outbox.Result {
	n.mu.Lock()
	defer n.mu.Unlock()
	switch {
	case n.forgets:
		return outbox.Result{Outcome: outbox.Maybe}
	case n.done[d.Key] > 0:
		return outbox.Result{Outcome: outbox.Done, Native: "n-" + d.Key}
	}
	return outbox.Result{Outcome: outbox.NotDone}
}

func begin(t testing.TB, d *db.DB, n outbox.Sender) (stop func()) {
	return start(t, d, n, outbox.Open{}, nil)
}

func start(t testing.TB, d *db.DB, n outbox.Sender, gate outbox.Gate, held func(context.Context, *db.Tx) (bool, error)) (stop func()) {
	keeper := lease.NewKeeper(d, "a")
	w := outbox.NewWorker(d, keeper, n, gate, held, slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithCancel(context.Background())
	if err := w.Share(ctx); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	wg.Go(func() { _ = w.Run(ctx) })
	wg.Go(func() {
		for every := time.NewTicker(lease.Length / 4); ; {
			select {
			case <-ctx.Done():
				every.Stop()
				return
			case <-every.C:
				if err := keeper.Renew(ctx); err != nil && ctx.Err() == nil {
					t.Error(err)
				}
			}
		}
	})
	return func() { cancel(); wg.Wait() }
}

func put(t testing.TB, d *db.DB, ids *id.Source, deeds ...outbox.Deed) (n int64) {
	t.Helper()
	err := d.Write(context.Background(), func(tx *db.Tx) (err error) {
		n, err = outbox.Put(context.Background(), tx, ids, deeds...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func states(t testing.TB, d *db.DB, ws id.Workspace) map[string]outbox.Deed {
	t.Helper()
	out := map[string]outbox.Deed{}
	err := d.Read(context.Background(), func(tx *db.Tx) error {
		list, err := outbox.List(context.Background(), tx, ws, 0, "", 0, 1000)
		for _, one := range list {
			out[one.Key] = one
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestNothingIsDoneTwiceAndNothingIsLost, whatever the network does and wherever
// the process is killed: each deed is done once or stands with its reason, and
// what is done of a line is done in order.
func TestNothingIsDoneTwiceAndNothingIsLost(t *testing.T) {
	few(t)
	rapid.Check(t, func(rt *rapid.T) {
		type plan struct {
			line   string
			script []string
		}
		var plans []plan
		for range rapid.IntRange(1, 10).Draw(rt, "deeds") {
			plans = append(plans, plan{fmt.Sprint("l", rapid.IntRange(0, 3).Draw(rt, "line")),
				rapid.SliceOfN(rapid.SampledFrom([]string{"done", "away", "limit", "refuse", "human", "panic", "killed", "done and killed", "done and away"}), 0, 4).Draw(rt, "script")})
		}
		forgets := rapid.Bool().Draw(rt, "the network cannot tell")
		synctest.Test(t, func(t *testing.T) {
			d := dbtest.Open(t, db.SQLite, schemas())
			d.Clock = clock.Real{}
			n := &network{script: map[string][]string{}, done: map[string]int{}, order: map[string][]string{}, forgets: forgets}
			ids := id.NewSource(1)
			var keys []string
			for i, p := range plans {
				key := fmt.Sprintf("k%02d", i)
				keys = append(keys, key)
				n.script[key] = p.script
				deed := outbox.Deed{Workspace: 1, Connection: 1, Line: p.line, Key: key, Action: "send", Body: []byte("x")}
				if put(t, d, ids, deed) != 1 || put(t, d, ids, deed) != 0 {
					t.Fatal("the same key was put twice")
				}
			}
			stop := start(t, d, n, outbox.Open{}, nil)
			defer stop()
			got := states(t, d, 1)
			for range 60 { // virtual half-minutes, until all is settled
				time.Sleep(30 * time.Second)
				open := func(d outbox.Deed) bool { return d.State == outbox.Waiting || d.State == outbox.Sending }
				if got = states(t, d, 1); !slices.ContainsFunc(slices.Collect(maps.Values(got)), open) {
					break
				}
			}
			for _, key := range keys {
				deed, did := got[key], n.done[key]
				switch deed.State {
				case outbox.Sent:
					if did != 1 || deed.Native != "n-"+key {
						t.Errorf("%s is sent as %q and was done %d times", key, deed.Native, did)
					}
				case outbox.Uncertain:
					if did > 1 || !forgets {
						t.Errorf("%s is uncertain and was done %d times; the network cannot tell: %v", key, did, forgets)
					}
				case outbox.Refused, outbox.Human:
					if did != 0 {
						t.Errorf("%s is %s and was done %d times", key, deed.State, did)
					}
				default:
					t.Errorf("%s is %s still", key, deed.State)
				}
				if deed.State != outbox.Uncertain && deed.Ended.IsZero() {
					t.Errorf("%s has no end", key)
				}
			}
			for line, list := range n.order {
				if !slices.IsSorted(list) {
					t.Errorf("line %s was done as %v", line, list)
				}
			}
		})
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

// no lets nothing pass for a while, and one key never.
type no struct{ until time.Time }

func (g no) May(_ context.Context, tx *db.Tx, d outbox.Deed) (outbox.Decision, error) {
	if d.Key == "never" {
		return outbox.Decision{Why: "no consent"}, nil
	}
	return outbox.Decision{Pass: !tx.Now.Before(g.until), Until: g.until, Why: "quiet hours"}, nil
}

func TestTheGateIsAskedAndItsReasonKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := dbtest.Open(t, db.SQLite, schemas())
		d.Clock = clock.Real{}
		n := &network{script: map[string][]string{}, done: map[string]int{}, order: map[string][]string{}}
		put(t, d, id.NewSource(1), outbox.Deed{Workspace: 1, Key: "later", Line: "a"}, outbox.Deed{Workspace: 1, Key: "never", Line: "b"})
		stop := start(t, d, n, no{time.Now().Add(time.Hour)}, nil)
		defer stop()
		time.Sleep(time.Minute)
		got := states(t, d, 1)
		if l := got["later"]; l.State != outbox.Waiting || l.Why != "quiet hours" || l.Attempts != 0 {
			t.Errorf("in quiet hours it is %+v", l)
		}
		if v := got["never"]; v.State != outbox.Refused || v.Why != "no consent" || v.Code != "gate" {
			t.Errorf("without consent it is %+v", v)
		}
		time.Sleep(time.Hour)
		if got := states(t, d, 1)["later"]; got.State != outbox.Sent || n.times("later") != 1 || n.times("never") != 0 {
			t.Errorf("after quiet hours it is %+v", got)
		}
	})
}

func TestWhileHeldNothingLeaves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := dbtest.Open(t, db.SQLite, schemas())
		d.Clock = clock.Real{}
		n := &network{script: map[string][]string{}, done: map[string]int{}, order: map[string][]string{}}
		put(t, d, id.NewSource(1), outbox.Deed{Workspace: 1, Key: "k", Line: "a"})
		until := time.Now().Add(time.Minute)
		stop := start(t, d, n, outbox.Open{}, func(_ context.Context, tx *db.Tx) (bool, error) { return tx.Now.Before(until), nil })
		defer stop()
		time.Sleep(50 * time.Second)
		if n.times("k") != 0 {
			t.Error("it left while held")
		}
		time.Sleep(20 * time.Second)
		if n.times("k") != 1 {
			t.Error("it did not leave when released")
		}
	})
}

// TestAPersonDecides about what is uncertain, in their own workspace only.
func TestAPersonDecides(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		put(t, d, id.NewSource(1), outbox.Deed{Workspace: 1, Key: "a", Line: "l"}, outbox.Deed{Workspace: 2, Key: "a", Line: "l"})
		mine := states(t, d, 1)["a"]
		write := func(fn func(*db.Tx) error) error { return d.Write(t.Context(), fn) }
		if err := write(func(tx *db.Tx) error { return outbox.Drop(t.Context(), tx, 2, mine.ID) }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another workspace drops it: %v", err)
		}
		if err := write(func(tx *db.Tx) error { return outbox.Again(t.Context(), tx, 1, mine.ID) }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("what still waits is sent again: %v", err)
		}
		if err := write(func(tx *db.Tx) error { return outbox.Drop(t.Context(), tx, 1, mine.ID) }); err != nil {
			t.Fatal(err)
		}
		if got := states(t, d, 1)["a"]; got.State != outbox.Dropped || got.Ended.IsZero() {
			t.Errorf("dropped it is %+v", got)
		}
		if got := states(t, d, 2)["a"]; got.State != outbox.Waiting {
			t.Errorf("the other workspace's is %+v", got)
		}
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			for ws, want := range map[id.Workspace]int64{1: 0, 2: 1} {
				if n, err := outbox.Pending(t.Context(), tx, ws); err != nil || n != want {
					t.Errorf("%d deeds of workspace %d wait, want %d (%v)", n, ws, want, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
