package router_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/base/lease"
	"github.com/huoshui/huoshui/internal/base/router"
)

var effects = db.Schema{Owner: "effect", Files: fstest.MapFS{"schema/00001_init.sql": {Data: []byte(
	"-- +goose Up\nCREATE TABLE effect_seen (workspace BIGINT NOT NULL, n BIGINT NOT NULL, chat TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (workspace, chat, n));")}}}

func schemas() []db.Schema { return []db.Schema{inbox.Schema, audit.Schema, lease.Schema, effects} }

// recorder writes down every event it handles; fails says which it cannot.
type recorder struct {
	fails func(body string) error
}

func (r *recorder) Prepare(_ context.Context, ws id.Workspace, batch []router.Routed) (router.Plan, error) {
	return router.Plan{Write: func(ctx context.Context, tx *db.Tx) error {
		for _, e := range batch {
			if r.fails != nil {
				if err := r.fails(e.Event.Body); err != nil {
					return err
				}
			}
			if _, err := tx.Exec(ctx, `INSERT INTO effect_seen (workspace, n, chat, body) VALUES ($1,
				(SELECT COALESCE(MAX(n), 0) + 1 FROM effect_seen WHERE workspace = $1 AND chat = $2), $2, $3)`,
				ws, string(e.Event.Chat), e.Event.Body); err != nil {
				return err
			}
		}
		return nil
	}}, nil
}

func seen(t testing.TB, d *db.DB, ws id.Workspace) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := d.Read(context.Background(), func(tx *db.Tx) error {
		return tx.Each(context.Background(), `SELECT chat, body FROM effect_seen WHERE workspace = $1 ORDER BY n`, []any{ws}, func(scan func(...any) error) error {
			var chat, body string
			err := scan(&chat, &body)
			out[chat] = append(out[chat], body)
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// process is one process with an inbox and a router on a database.
type process struct {
	box    *inbox.Box
	keeper *lease.Keeper
	r      *router.Router
	stop   func()
}

func start(t testing.TB, d *db.DB, name string, h router.Handler, workers int) *process {
	p := &process{keeper: lease.NewKeeper(d, name)}
	p.box = inbox.New(d, id.NewSource(uint16(name[0])))
	p.r = router.New(d, p.box, p.keeper, h, slog.New(slog.DiscardHandler), workers)
	ctx, cancel := context.WithCancel(context.Background())
	if err := p.r.Share(ctx); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	wg.Go(func() { _ = p.box.Run(ctx) })
	for _, loop := range p.r.Loops() {
		wg.Go(func() { _ = loop(ctx) })
	}
	wg.Go(func() {
		for every := time.NewTicker(router.ShareEvery()); ; {
			select {
			case <-ctx.Done():
				every.Stop()
				return
			case <-every.C:
				if err := p.r.Share(ctx); err != nil && ctx.Err() == nil {
					t.Error(err)
				}
			}
		}
	})
	p.stop = func() { cancel(); wg.Wait() }
	return p
}

func said(ws id.Workspace, chat string, n int, body string) inbox.Entry {
	e := event.Event{Network: event.Webhook, Chat: event.NativeChat(chat), Kind: event.Message, Body: body, Actor: event.Actor{ID: "u"}, At: dbtest.Noon}
	return inbox.Entry{Workspace: ws, Connection: 1, Key: fmt.Sprint(chat, "/", n), Chat: chat, Body: event.Append(nil, &e)}
}

// TestEveryEventOnceInOrder: whatever fails, and how often, each event has its
// effect once and in the order of its chat, and what can never be handled stands
// aside, from where it can be replayed.
func TestEveryEventOnceInOrder(t *testing.T) {
	few(t)
	rapid.Check(t, func(rt *rapid.T) {
		type plan struct {
			chat  string
			fails int // how often it fails; never succeeds from 5 on
		}
		var plans []plan
		for range rapid.IntRange(1, 40).Draw(rt, "events") {
			p := plan{chat: fmt.Sprint("c", rapid.IntRange(0, 3).Draw(rt, "chat"))}
			if rapid.IntRange(0, 9).Draw(rt, "fails") == 0 {
				p.fails = rapid.IntRange(1, 6).Draw(rt, "times")
			}
			plans = append(plans, p)
		}
		panics := rapid.Bool().Draw(rt, "panics")
		workers := rapid.IntRange(1, 3).Draw(rt, "workers")
		synctest.Test(t, func(t *testing.T) {
			d := dbtest.Open(t, db.SQLite, schemas())
			d.Clock = clock.Real{}
			var mu sync.Mutex
			left := map[string]int{}
			healed := atomic.Bool{}
			h := &recorder{fails: func(body string) error {
				mu.Lock()
				defer mu.Unlock()
				if left[body] == 0 || healed.Load() {
					return nil
				}
				if panics {
					panic("poison")
				}
				return errors.New("poison")
			}}
			want, aside := map[string][]string{}, map[string]bool{}
			for n, pl := range plans {
				body := fmt.Sprint(n)
				left[body] = pl.fails
				if pl.fails >= 5 {
					aside[body] = true
				} else {
					want[pl.chat] = append(want[pl.chat], body)
				}
			}
			p := start(t, d, "a", &attempts{recorder: h, mu: &mu, left: left}, workers)
			defer p.stop()
			for n, pl := range plans {
				if _, err := p.box.Accept(t.Context(), []inbox.Entry{said(1, pl.chat, n, fmt.Sprint(n))}); err != nil {
					t.Fatal(err)
				}
			}
			time.Sleep(20 * time.Second) // virtual
			if got := seen(t, d, 1); !same(got, want) {
				t.Errorf("seen %v, want %v", got, want)
			}
			healed.Store(true)
			var asides []inbox.Aside
			if err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
				asides, err = inbox.Asides(t.Context(), tx, 1, 100)
				return err
			}); err != nil || len(asides) != len(aside) {
				t.Fatalf("%d events stand aside, want %d (%v)", len(asides), len(aside), err)
			}
			for _, a := range asides {
				if a.Attempts != 5 || a.Why == "" {
					t.Errorf("set aside as %+v", a)
				}
				if err := p.box.Replay(t.Context(), 1, a.ID); err != nil {
					t.Error(err)
				}
			}
			time.Sleep(5 * time.Second)
			total := 0
			for _, list := range seen(t, d, 1) {
				total += len(list)
			}
			if total != len(plans) {
				t.Errorf("after the replay %d of %d events were handled", total, len(plans))
			}
		})
	})
}

// attempts counts down an event's failures only when it was tried alone.
type attempts struct {
	*recorder
	mu   *sync.Mutex
	left map[string]int
}

func (a *attempts) Prepare(ctx context.Context, ws id.Workspace, batch []router.Routed) (router.Plan, error) {
	plan, err := a.recorder.Prepare(ctx, ws, batch)
	return router.Plan{Write: func(ctx context.Context, tx *db.Tx) error {
		if len(batch) == 1 {
			defer func() {
				a.mu.Lock()
				defer a.mu.Unlock()
				a.left[batch[0].Event.Body] = max(0, a.left[batch[0].Event.Body]-1)
			}()
		}
		return plan.Write(ctx, tx)
	}}, err
}

func same(a, b map[string][]string) bool {
	if len(a) != len(b) {
		return false
	}
	for k := range a {
		if !slices.Equal(a[k], b[k]) {
			return false
		}
	}
	return true
}

// TestWhileTheDatabaseIsAwayNoAttemptIsCounted: an event is not to blame for it.
func TestWhileTheDatabaseIsAwayNoAttemptIsCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := dbtest.Open(t, db.SQLite, schemas())
		d.Clock = clock.Real{}
		away := atomic.Bool{}
		away.Store(true)
		h := &recorder{fails: func(string) error {
			if away.Load() {
				return fault.New(fault.Unavailable, i18n.Text{En: "away"}.With())
			}
			return nil
		}}
		p := start(t, d, "a", h, 2)
		defer p.stop()
		for n := range 3 {
			if _, err := p.box.Accept(t.Context(), []inbox.Entry{said(1, "c", n, fmt.Sprint(n))}); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(2 * time.Minute)
		away.Store(false)
		time.Sleep(5 * time.Second)
		if got := seen(t, d, 1)["c"]; !slices.Equal(got, []string{"0", "1", "2"}) {
			t.Errorf("seen %v", got)
		}
	})
}

type hand struct{ ms atomic.Int64 }

func (h *hand) Now() time.Time { return time.UnixMilli(h.ms.Load()).UTC() }

// TestProcessesShareTheWork: two route side by side; one is cut off without a
// word, and the other takes over what it had, each event having its effect once
// and in order.
func TestProcessesShareTheWork(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		c := &hand{}
		c.ms.Store(dbtest.Noon.UnixMilli())
		d.Clock = c
		h := &recorder{}
		a, b := start(t, d, "a", h, 2), start(t, d, "b", h, 2)
		defer b.stop()
		for range 3 {
			for _, p := range []*process{a, b} {
				if err := p.r.Share(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
		}
		if x, y := len(a.keeper.Held("lane/", c.Now())), len(b.keeper.Held("lane/", c.Now())); x != inbox.Lanes/2 || y != inbox.Lanes/2 {
			t.Fatalf("the lanes are shared %d to %d", x, y)
		}
		const chats, rounds = 20, 15
		send := func(p *process, from int) {
			t.Helper()
			for n := from; n < from+rounds; n++ {
				var entries []inbox.Entry
				for chat := range chats {
					entries = append(entries, said(1, fmt.Sprint("c", chat), n, fmt.Sprint(n)))
				}
				if _, err := p.box.Accept(t.Context(), entries); err != nil {
					t.Fatal(err)
				}
			}
		}
		until := func(n int) {
			t.Helper()
			look, giveUp := time.NewTicker(20*time.Millisecond), time.After(time.Minute)
			defer look.Stop()
			for total := 0; total < n; {
				select {
				case <-look.C:
				case <-giveUp:
					t.Fatalf("only %d of %d events were handled", total, n)
				}
				total = 0
				for _, list := range seen(t, d, 1) {
					total += len(list)
				}
			}
		}
		send(a, 0)
		until(chats * rounds)
		a.stop() // its leases stay
		send(b, rounds)
		c.ms.Add(2 * lease.Length.Milliseconds())
		for range 2 {
			if err := b.r.Share(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		until(2 * chats * rounds)
		for chat, list := range seen(t, d, 1) {
			for n, body := range list {
				if body != fmt.Sprint(n) {
					t.Fatalf("chat %s was handled as %v", chat, list)
				}
			}
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

// TestWhatWasBegunIsFinished: a router that is told to end commits the batch it
// has in hand, and takes no other.
func TestWhatWasBegunIsFinished(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := dbtest.Open(t, db.SQLite, schemas())
		d.Clock = clock.Real{}
		begun, goOn := make(chan struct{}), make(chan struct{})
		h := &slow{recorder: &recorder{}, begun: begun, goOn: goOn}
		p := start(t, d, "a", h, 1)
		if _, err := p.box.Accept(t.Context(), []inbox.Entry{said(1, "c", 1, "in hand")}); err != nil {
			t.Fatal(err)
		}
		<-begun
		if _, err := p.box.Accept(t.Context(), []inbox.Entry{said(1, "c", 2, "for later")}); err != nil {
			t.Fatal(err)
		}
		ended := make(chan struct{})
		go func() { p.stop(); close(ended) }()
		synctest.Wait()
		close(goOn)
		<-ended
		if got := seen(t, d, 1)["c"]; !slices.Equal(got, []string{"in hand"}) {
			t.Errorf("seen %v", got)
		}
	})
}

// slow waits within its first transaction.
type slow struct {
	*recorder
	begun, goOn chan struct{}
	once        sync.Once
}

func (s *slow) Prepare(ctx context.Context, ws id.Workspace, batch []router.Routed) (router.Plan, error) {
	s.once.Do(func() { close(s.begun); <-s.goOn })
	return s.recorder.Prepare(ctx, ws, batch)
}
