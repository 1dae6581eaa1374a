package job_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"strings"
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
	"github.com/huoshui/huoshui/internal/base/job"
)

func schemas() []db.Schema { return []db.Schema{job.Schema} }

// hand does jobs by their bodies: what the next attempts come to. What it does
// it writes down as a job of another kind, in the same transaction, so that a
// rollback takes it back.
type hand struct {
	ids *id.Source

	mu    sync.Mutex
	tried map[string]int
	early []string
}

func (h *hand) Do(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, jobs []job.Job) error {
	for _, j := range jobs {
		h.mu.Lock()
		script := strings.Fields(string(j.Body))
		next := "do"
		if n := h.tried[j.Key]; n < len(script) {
			next = script[n]
		}
		h.tried[j.Key]++
		if now.Before(j.Due) {
			h.early = append(h.early, j.Key)
		}
		h.mu.Unlock()
		switch next {
		case "fail":
			return errors.New("not now")
		case "panic":
			panic("no idea")
		case "killed":
			runtime.Goexit()
		}
		if err := note(ctx, tx, h.ids, ws, j.Key); err != nil {
			return err
		}
	}
	return nil
}

// note counts in the database how often a job was done.
func note(ctx context.Context, tx *db.Tx, ids *id.Source, ws id.Workspace, key string) error {
	n := 1
	for there := 1; there > 0; n++ {
		const look = `SELECT COUNT(*) FROM job_waiting WHERE workspace = $1 AND kind = $2 AND key = $3`
		if err := tx.QueryRow(ctx, look, ws, fmt.Sprint("done", n), key).Scan(&there); err != nil {
			return err
		}
	}
	far := time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
	return job.Put(ctx, tx, ids, job.Job{Workspace: ws, Kind: job.Kind(fmt.Sprint("done", n-1)), Key: key, Due: far})
}

func newHand() *hand { return &hand{ids: id.NewSource(7), tried: map[string]int{}} }

// timesDone reads how often each job was done.
func timesDone(t testing.TB, d *db.DB) map[string]int {
	t.Helper()
	out := map[string]int{}
	err := d.Read(context.Background(), func(tx *db.Tx) error {
		return tx.Each(context.Background(), `SELECT key FROM job_waiting WHERE kind LIKE 'done%' AND workspace <> 0`, nil, func(scan func(...any) error) error {
			var key string
			err := scan(&key)
			out[key]++
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func put(t testing.TB, d *db.DB, ids *id.Source, jobs ...job.Job) {
	t.Helper()
	if err := d.Write(context.Background(), func(tx *db.Tx) error { return job.Put(context.Background(), tx, ids, jobs...) }); err != nil {
		t.Fatal(err)
	}
}

func never(context.Context, *db.Tx) (bool, error) { return false, nil }

func wall(id.Workspace) clock.Clock { return clock.Real{} }

// begin runs a worker until it is stopped or killed.
func begin(d *db.DB, doers map[job.Kind]job.Doer, clocks func(id.Workspace) clock.Clock, held func(context.Context, *db.Tx) (bool, error)) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	w := job.NewWorker(d, doers, clocks, held, slog.New(slog.DiscardHandler))
	var wg sync.WaitGroup
	again := make(chan struct{}, 100)
	again <- struct{}{}
	wg.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-again:
				wg.Go(func() {
					defer func() { again <- struct{}{} }() // the next process, when this one is killed
					_ = w.Run(ctx)
				})
			}
		}
	})
	return func() { cancel(); wg.Wait() }
}

// quick is a clock that runs faster than the wall.
type quick struct{ clock.Workspace }

func (q quick) Now() time.Time { return q.At(time.Now()) }

// TestEachJobIsDoneOnce, not before its time by its workspace's clock, whatever
// fails and wherever a process is killed; what always fails is set aside.
func TestEachJobIsDoneOnce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		synctest.Test(t, func(t *testing.T) {
			d := dbtest.Open(t, db.SQLite, schemas())
			d.Clock = clock.Real{}
			fast, err := clock.Workspace{}.Set(time.Now(), rapid.IntRange(2, 500).Draw(rt, "speed"), false)
			if err != nil {
				t.Fatal(err)
			}
			clocks := func(ws id.Workspace) clock.Clock {
				if ws == 2 {
					return quick{fast}
				}
				return clock.Real{}
			}
			h := newHand()
			aside := map[string]bool{}
			var jobs []job.Job
			for i := range rapid.IntRange(1, 15).Draw(rt, "jobs") {
				script := rapid.SliceOfN(rapid.SampledFrom([]string{"fail", "panic", "killed", "do"}), 0, 3).Draw(rt, "script")
				key := fmt.Sprint("job-", i)
				if rapid.IntRange(0, 99).Draw(rt, "hopeless") == 57 { // small numbers are drawn more often
					script = slices.Repeat([]string{"fail"}, 100)
					aside[key] = true
				}
				due := time.Now().Add(time.Duration(rapid.IntRange(-100, 40).Draw(rt, "due")) * time.Second)
				jobs = append(jobs, job.Job{Workspace: id.Workspace(rapid.IntRange(1, 3).Draw(rt, "ws")), Kind: "k", Key: key, Due: due, Body: []byte(strings.Join(script, " "))})
			}
			put(t, d, id.NewSource(1), jobs...)
			stop := begin(d, map[job.Kind]job.Doer{"k": h}, clocks, never)
			for range 90 * 6 { // parts of virtual minutes, until nothing waits
				time.Sleep(10 * time.Second)
				if open := pending(t, d, 1, 2, 3) - int64(len(timesDone(t, d))+len(asideOf(t, d, 1, 2, 3))); open == 0 {
					break
				}
			}
			stop()
			got := timesDone(t, d)
			for _, j := range jobs {
				want := 1
				if aside[j.Key] {
					want = 0
				}
				if got[j.Key] != want {
					t.Errorf("%s (%s) was done %d times, want %d", j.Key, j.Body, got[j.Key], want)
				}
			}
			if len(h.early) > 0 {
				t.Errorf("done before their time: %v", h.early)
			}
			if left := asideOf(t, d, 1, 2, 3); len(left) != len(aside) {
				t.Errorf("%d jobs are set aside, want %d", len(left), len(aside))
			}
		})
	})
}

func asideOf(t testing.TB, d *db.DB, workspaces ...id.Workspace) (out []job.Job) {
	t.Helper()
	err := d.Read(context.Background(), func(tx *db.Tx) error {
		for _, ws := range workspaces {
			jobs, err := job.Aside(context.Background(), tx, ws, 0, 100)
			if err != nil {
				return err
			}
			out = append(out, jobs...)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestWorkersShareWhatIsDue of one database and do each job once.
func TestWorkersShareWhatIsDue(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		const many = 1500
		h, ids := newHand(), id.NewSource(1)
		var jobs []job.Job
		for i := range many {
			jobs = append(jobs, job.Job{Workspace: id.Workspace(i%7 + 1), Kind: "k", Key: fmt.Sprint(i), Due: dbtest.Noon})
		}
		put(t, d, ids, jobs...)
		at := func(id.Workspace) clock.Clock { return clock.Fixed(dbtest.Noon) }
		var stops []func()
		for range 4 {
			stops = append(stops, begin(d, map[job.Kind]job.Doer{"k": h}, at, never))
		}
		look := time.NewTicker(20 * time.Millisecond)
		defer look.Stop()
		for end := time.Now().Add(time.Minute); len(timesDone(t, d)) < many && time.Now().Before(end); {
			<-look.C
		}
		for _, stop := range stops {
			stop()
		}
		got := timesDone(t, d)
		for i := range many {
			if got[fmt.Sprint(i)] != 1 {
				t.Fatalf("job %d was done %d times", i, got[fmt.Sprint(i)])
			}
		}
		if n := pending(t, d, 1, 2, 3, 4, 5, 6, 7); n != many { // the notes of what was done
			t.Errorf("%d rows are left, want %d", n, many)
		}
	})
}

func pending(t testing.TB, d *db.DB, workspaces ...id.Workspace) (sum int64) {
	t.Helper()
	err := d.Read(context.Background(), func(tx *db.Tx) error {
		for _, ws := range workspaces {
			n, err := job.Pending(context.Background(), tx, ws)
			if err != nil {
				return err
			}
			sum += n
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// TestWhileHeldNothingIsDone: a restored installation does nothing by itself.
func TestWhileHeldNothingIsDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := dbtest.Open(t, db.SQLite, schemas())
		d.Clock = clock.Real{}
		until := time.Now().Add(10 * time.Minute)
		put(t, d, id.NewSource(1), job.Job{Workspace: 1, Kind: "k", Key: "a", Due: time.Now()})
		stop := begin(d, map[job.Kind]job.Doer{"k": newHand()}, wall, func(_ context.Context, tx *db.Tx) (bool, error) { return tx.Now.Before(until), nil })
		defer stop()
		time.Sleep(9 * time.Minute)
		if got := timesDone(t, d); len(got) != 0 {
			t.Errorf("done while held: %v", got)
		}
		time.Sleep(2 * time.Minute)
		if got := timesDone(t, d); got["a"] != 1 {
			t.Errorf("not done when released: %v", got)
		}
	})
}

// TestTheSameKeyIsTheSameJob, of one workspace and kind.
func TestTheSameKeyIsTheSameJob(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		ids := id.NewSource(1)
		for _, j := range []job.Job{
			{Workspace: 1, Kind: "k", Key: "节日/a"}, {Workspace: 1, Kind: "k", Key: "节日/a", Due: dbtest.Noon}, {Workspace: 1, Kind: "k", Key: "节日/b"},
			{Workspace: 1, Kind: "k", Key: "节"}, {Workspace: 2, Kind: "k", Key: "节日/a"}, {Workspace: 1, Kind: "other", Key: "节日/a"},
		} {
			put(t, d, ids, j)
		}
		if n := pending(t, d, 1); n != 4 {
			t.Errorf("%d jobs wait, want 4: the second took the first one's place", n)
		}
		drop := func(fn func(tx *db.Tx) error) {
			t.Helper()
			if err := d.Write(t.Context(), fn); err != nil {
				t.Fatal(err)
			}
		}
		drop(func(tx *db.Tx) error {
			n, err := job.DropUnder(t.Context(), tx, 1, "k", "节日/")
			if n != 2 {
				t.Errorf("%d jobs begin with 节日/, want 2", n)
			}
			return err
		})
		for _, want := range []bool{true, false} {
			drop(func(tx *db.Tx) error {
				was, err := job.Drop(t.Context(), tx, 1, "k", "节")
				if was != want {
					t.Errorf("dropping it says %v, want %v", was, want)
				}
				return err
			})
		}
		if n := pending(t, d, 1, 2); n != 2 {
			t.Errorf("%d jobs are left, want those of the other workspace and kind", n)
		}
	})
}

// TestAPersonDecides about what was set aside, in their own workspace only.
func TestAPersonDecides(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := dbtest.Open(t, db.SQLite, schemas())
		d.Clock = clock.Real{}
		hopeless := strings.Repeat("fail ", 12)
		put(t, d, id.NewSource(1), job.Job{Workspace: 1, Kind: "k", Key: "a", Body: []byte(hopeless)}, job.Job{Workspace: 3, Kind: "nobody's", Key: "b"})
		stop := begin(d, map[job.Kind]job.Doer{"k": newHand()}, wall, never)
		defer stop()
		time.Sleep(70 * time.Minute)
		left := asideOf(t, d, 1, 3)
		if len(left) != 2 || left[0].Attempts != 12 || left[0].Why != "not now" || !strings.Contains(left[1].Why, "nobody's") {
			t.Fatalf("set aside are %+v", left)
		}
		decide := func(ws id.Workspace, fn func(context.Context, *db.Tx, id.Workspace, id.Job) error, j id.Job) error {
			return d.Write(t.Context(), func(tx *db.Tx) error { return fn(t.Context(), tx, ws, j) })
		}
		for _, fn := range []func(context.Context, *db.Tx, id.Workspace, id.Job) error{job.Again, job.Forget} {
			if err := decide(2, fn, left[0].ID); fault.KindOf(err) != fault.NotFound {
				t.Errorf("another workspace decides: %v", err)
			}
		}
		if err := errors.Join(decide(1, job.Again, left[0].ID), decide(3, job.Forget, left[1].ID)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		if got := timesDone(t, d); got["a"] != 1 || len(asideOf(t, d, 1, 3)) != 0 {
			t.Errorf("done %v, and set aside are %v", got, asideOf(t, d, 1, 3))
		}
	})
}

// TestErase drops the jobs about somebody.
func TestErase(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		ids := id.NewSource(1)
		put(t, d, ids, job.Job{Workspace: 1, Kind: "k", Key: "a", Body: []byte("greet 小雨")}, job.Job{Workspace: 1, Kind: "k", Key: "b", Body: []byte("greet 大山")},
			job.Job{Workspace: 2, Kind: "k", Key: "a", Body: []byte("greet 小雨")})
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			return job.Erase(t.Context(), tx, 1, func(b []byte) bool { return strings.Contains(string(b), "小雨") })
		})
		if err != nil {
			t.Fatal(err)
		}
		if mine, theirs := pending(t, d, 1), pending(t, d, 2); mine != 1 || theirs != 1 {
			t.Errorf("%d and %d jobs are left, want 1 and 1", mine, theirs)
		}
	})
}
