package inbox_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
)

type hand struct{ ms atomic.Int64 }

func (h *hand) Now() time.Time       { return time.UnixMilli(h.ms.Load()).UTC() }
func (h *hand) move(d time.Duration) { h.ms.Add(d.Milliseconds()) }

// each runs fn on both databases, with a box that runs.
func each(t *testing.T, fn func(*testing.T, *db.DB, *inbox.Box, *hand)) {
	t.Helper()
	dbtest.Each(t, []db.Schema{inbox.Schema, audit.Schema}, func(t *testing.T, d *db.DB) {
		c := &hand{}
		c.ms.Store(dbtest.Noon.UnixMilli())
		d.Clock = c
		b := inbox.New(d, id.NewSource(1))
		ctx, stop := context.WithCancel(context.Background())
		var wg sync.WaitGroup
		wg.Go(func() { _ = b.Run(ctx) }) // it fails at nothing
		t.Cleanup(func() { stop(); wg.Wait() })
		fn(t, d, b, c)
	})
}

func entry(ws id.Workspace, con id.Connection, key, chat, body string) inbox.Entry {
	return inbox.Entry{Workspace: ws, Connection: con, Key: key, Chat: chat, Body: []byte(body)}
}

type fatal interface {
	Helper()
	Fatal(...any)
}

func accept(t fatal, b *inbox.Box, entries ...inbox.Entry) []inbox.Verdict {
	t.Helper()
	got, err := b.Accept(context.Background(), entries)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

var allLanes = func() (out []int) {
	for i := range inbox.Lanes {
		out = append(out, i)
	}
	return out
}()

func waiting(t fatal, d *db.DB) (out []inbox.Waiting) {
	t.Helper()
	err := d.Read(context.Background(), func(tx *db.Tx) (err error) {
		out, err = inbox.Take(context.Background(), tx, allLanes, 1<<20, nil)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTheSameEventIsAcceptedOncePerWorkspaceAndConnection(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, b *inbox.Box, _ *hand) {
		got := accept(t, b, entry(1, 1, "k", "c", "x"), entry(2, 1, "k", "c", "x"), entry(1, 2, "k", "c", "x"),
			entry(1, 1, "k", "c", "x"), entry(1, 1, "k", "c", "other"))
		want := []inbox.Verdict{inbox.Accepted, inbox.Accepted, inbox.Accepted, inbox.Duplicate, inbox.Conflict}
		if !slices.Equal(got, want) {
			t.Errorf("verdicts %v, want %v", got, want)
		}
		got = accept(t, b, entry(1, 1, "k", "c", "x"), entry(1, 1, "k", "c", "other"), entry(1, 1, "k", "c", "x"))
		if want := []inbox.Verdict{inbox.Duplicate, inbox.Conflict, inbox.Duplicate}; !slices.Equal(got, want) {
			t.Errorf("told again: verdicts %v, want %v", got, want)
		}
		if n := len(waiting(t, d)); n != 3 {
			t.Errorf("%d events wait, want 3", n)
		}
	})
}

// TestAgainstAModel: whatever is told how often in whichever batches, what waits
// is each key once, as it was told first, in order within its chat.
func TestAgainstAModel(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, b *inbox.Box, c *hand) {
		round := 0
		rapid.Check(t, func(t *rapid.T) {
			round++
			ws := id.Workspace(round)
			type said struct{ key, chat, body string }
			first := map[string]said{}
			order := map[string][]string{}
			for range rapid.IntRange(1, 5).Draw(t, "calls") {
				var entries []inbox.Entry
				var want []inbox.Verdict
				for range rapid.IntRange(0, 12).Draw(t, "entries") {
					s := said{key: fmt.Sprint(rapid.IntRange(0, 9).Draw(t, "key")), chat: fmt.Sprint(rapid.IntRange(0, 2).Draw(t, "chat")),
						body: fmt.Sprint(rapid.IntRange(0, 1).Draw(t, "body"))}
					entries = append(entries, entry(ws, 1, s.key, s.chat, s.body))
					before, known := first[s.key]
					switch {
					case !known:
						first[s.key] = s
						order[s.chat] = append(order[s.chat], s.key)
						want = append(want, inbox.Accepted)
					case before.body == s.body:
						want = append(want, inbox.Duplicate)
					default:
						want = append(want, inbox.Conflict)
					}
				}
				if got := accept(t, b, entries...); !slices.Equal(got, want) {
					t.Fatalf("verdicts %v, want %v", got, want)
				}
				if rapid.Bool().Draw(t, "an era passes") {
					c.move(inbox.Horizon) // one era later everything is still known
					accept(t, b, entry(-ws, 1, fmt.Sprint("tick", c.ms.Load()), "t", ""))
					for _, s := range first {
						if got := accept(t, b, entry(ws, 1, s.key, s.chat, s.body)); got[0] != inbox.Duplicate {
							t.Fatalf("an era later key %s is %v", s.key, got[0])
						}
					}
					return // two eras later it need not be
				}
			}
			got := map[string][]string{}
			chats := map[int64]string{}
			for _, w := range waiting(t, d) {
				if w.Workspace != ws {
					continue
				}
				s := first[w.Key]
				if string(w.Body) != s.body {
					t.Fatalf("key %s waits with %q, was told first with %q", w.Key, w.Body, s.body)
				}
				if before, ok := chats[w.Chat]; ok && before != s.chat {
					t.Fatalf("chats %s and %s are taken for one", before, s.chat)
				}
				chats[w.Chat] = s.chat
				got[s.chat] = append(got[s.chat], w.Key)
			}
			for chat, want := range order {
				if !slices.Equal(got[chat], want) {
					t.Fatalf("chat %s waits as %v, was told as %v", chat, got[chat], want)
				}
			}
		})
	})
}

func TestManyCallersShareCommits(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, b *inbox.Box, _ *hand) {
		var wg sync.WaitGroup
		var accepted atomic.Int64
		for sender := range 32 {
			wg.Go(func() {
				for n := range 20 { // every event is told by two senders
					got, err := b.Accept(t.Context(), []inbox.Entry{entry(1, 1, fmt.Sprint(sender/2, ".", n), fmt.Sprint(sender/2), "x")})
					if err != nil {
						t.Error(err)
						return
					}
					if got[0] == inbox.Accepted {
						accepted.Add(1)
					}
				}
			})
		}
		wg.Wait()
		if n := len(waiting(t, d)); n != 16*20 || accepted.Load() != 16*20 {
			t.Errorf("%d events wait and %d were called accepted, want %d", n, accepted.Load(), 16*20)
		}
	})
}

func TestWhatCannotBeTakenCostsTheWholeCall(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, b *inbox.Box, _ *hand) {
		for name, bad := range map[string]inbox.Entry{
			"no key": entry(1, 1, "", "c", "x"), "a zero": entry(1, 1, "a\x00", "c", "x"), "no text": entry(1, 1, "\xff", "c", "x"),
			"a long key": entry(1, 1, string(make([]byte, inbox.MaxKey+1)), "c", "x"), "a big body": entry(1, 1, "k", "c", string(make([]byte, inbox.MaxBody+1))),
		} {
			if _, err := b.Accept(t.Context(), []inbox.Entry{entry(1, 1, "good", "c", "x"), bad}); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		if n := len(waiting(t, d)); n != 0 {
			t.Errorf("%d events were kept", n)
		}
	})
}

func TestADatabaseThatFailsIsSaidAndNothingIsKept(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, b *inbox.Box, _ *hand) {
		if err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `ALTER TABLE inbox_waiting RENAME TO inbox_away`)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Accept(t.Context(), []inbox.Entry{entry(1, 1, "k", "c", "x")}); fault.KindOf(err) != fault.Unavailable {
			t.Fatalf("got %v", err)
		}
		if err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `ALTER TABLE inbox_away RENAME TO inbox_waiting`)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if got := accept(t, b, entry(1, 1, "k", "c", "x")); got[0] != inbox.Accepted {
			t.Errorf("the same again is %v: something of the failed call was kept", got[0])
		}
	})
}

func TestSetAsideAndReplayed(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, b *inbox.Box, c *hand) {
		accept(t, b, entry(1, 1, "bad", "c", "poison"), entry(1, 1, "good", "c", "x"))
		w := waiting(t, d)
		write := func(fn func(tx *db.Tx) error) {
			t.Helper()
			if err := d.Write(t.Context(), fn); err != nil {
				t.Fatal(err)
			}
		}
		write(func(tx *db.Tx) error { return inbox.Failed(t.Context(), tx, w[0]) })
		write(func(tx *db.Tx) error { return inbox.SetAside(t.Context(), tx, w[0], "cannot be read") })
		write(func(tx *db.Tx) error { return inbox.SetAside(t.Context(), tx, w[0], "twice is once") })
		if left := waiting(t, d); len(left) != 1 || left[0].Key != "good" {
			t.Fatalf("left is %+v", left)
		}
		trace := func() (tr inbox.Trace) {
			t.Helper()
			if err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
				tr, err = inbox.Find(t.Context(), tx, 1, 1, "bad")
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return tr
		}
		if tr := trace(); tr.Event != w[0].ID || tr.Aside == nil || tr.Aside.Why != "cannot be read" || tr.Waiting {
			t.Errorf("the story is %+v", tr)
		}
		if err := b.Replay(t.Context(), 2, w[0].ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another workspace replays it: %v", err)
		}
		if err := b.Replay(t.Context(), 1, w[0].ID); err != nil {
			t.Fatal(err)
		}
		again := waiting(t, d)
		if len(again) != 2 || again[1].Key != "bad" || string(again[1].Body) != "poison" || again[1].Replayed != w[0].ID || again[1].ID <= w[1].ID {
			t.Errorf("replayed as %+v", again)
		}
		if tr := trace(); !tr.Waiting || tr.Aside != nil {
			t.Errorf("the story is %+v", tr)
		}
		write(func(tx *db.Tx) error { return inbox.SetAside(t.Context(), tx, again[1], "still bad") })
		c.move(7*24*time.Hour + time.Second)
		if err := b.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := b.Replay(t.Context(), 1, again[1].ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("its content is a week old and still there: %v", err)
		}
	})
}

func TestRoutedByTwoIsRoutedByOne(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, b *inbox.Box, _ *hand) {
		accept(t, b, entry(1, 1, "a", "c", "x"), entry(1, 1, "b", "d", "x"), entry(1, 1, "c", "e", "x"))
		w := waiting(t, d)
		done := func(of []inbox.Waiting) (ok bool) {
			t.Helper()
			if err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
				ok, err = inbox.Done(t.Context(), tx, of)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return ok
		}
		if !done(w[:2]) || done(w) {
			t.Error("what somebody else routed was routed again")
		}
		accept(t, b, entry(1, 1, "x", "f", "x"), entry(1, 1, "y", "f", "x"), entry(1, 1, "z", "f", "x"))
		w = waiting(t, d)
		w = slices.DeleteFunc(w, func(e inbox.Waiting) bool { return e.Lane != w[len(w)-1].Lane && e.Key != "y" })
		w = slices.DeleteFunc(w, func(e inbox.Waiting) bool { return e.Key != "x" && e.Key != "z" })
		if len(w) == 2 && !done(w) {
			t.Error("two with another between them were not removed")
		}
		if left := waiting(t, d); !slices.ContainsFunc(left, func(e inbox.Waiting) bool { return e.Key == "y" }) {
			t.Error("what stood between was removed")
		}
	})
}

func TestErasAreDroppedWholeAndAJumpingClockForgetsNothing(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, b *inbox.Box, c *hand) {
		first := []inbox.Entry{entry(1, 1, "a", "c", "x"), entry(2, 1, "a", "c", "x")}
		accept(t, b, first...)
		c.move(3 * 365 * 24 * time.Hour) // a jump ahead, and back
		for range 3 {
			if got := accept(t, b, first...); got[0] != inbox.Duplicate || got[1] != inbox.Duplicate {
				t.Fatalf("after a jump: %v", got)
			}
		}
		c.move(-3 * 365 * 24 * time.Hour)
		if got := accept(t, b, first...); got[0] != inbox.Duplicate {
			t.Fatalf("after the jump back: %v", got)
		}
		c.move(3*365*24*time.Hour + inbox.Horizon)
		accept(t, b, entry(1, 1, "b", "c", "x")) // the third era
		if err := b.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := accept(t, b, first...); got[0] != inbox.Accepted || got[1] != inbox.Accepted {
			t.Errorf("two eras later: %v", got)
		}
		if got := accept(t, b, entry(1, 1, "b", "c", "x")); got[0] != inbox.Duplicate {
			t.Errorf("the sweep took a later era: %v", got)
		}
	})
}
