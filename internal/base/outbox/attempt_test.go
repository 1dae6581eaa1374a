package outbox_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
)

// hung never answers before its time is over, except at one door.
type hung struct{ open id.Connection }

func (h hung) Send(ctx context.Context, d outbox.Deed) outbox.Result {
	if d.Connection != h.open {
		<-ctx.Done()
	}
	return outbox.Result{Outcome: outbox.Done}
}

func (h hung) Find(context.Context, outbox.Deed) outbox.Result {
	return outbox.Result{Outcome: outbox.Maybe}
}

// TestWhoIsSlowKeepsNobodyElseWaiting: hundreds of deeds hang at one door, and
// what is put at another leaves at once.
func TestWhoIsSlowKeepsNobodyElseWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := dbtest.Open(t, db.SQLite, schemas())
		d.Clock = clock.Real{}
		ids := id.NewSource(1)
		var deeds []outbox.Deed
		for i := range 300 {
			deeds = append(deeds, outbox.Deed{Workspace: 1, Connection: 7, Line: fmt.Sprint(i), Key: fmt.Sprint("slow", i), Action: "x"})
		}
		put(t, d, ids, deeds...)
		stop := begin(t, d, hung{open: 8})
		defer stop()
		time.Sleep(2 * time.Second)
		put(t, d, ids, outbox.Deed{Workspace: 1, Connection: 8, Line: "a", Key: "quick", Action: "x"})
		time.Sleep(2 * time.Second)
		if got := states(t, d, 1)["quick"].State; got != outbox.Sent {
			t.Errorf("beside a slow door a deed is %s", got)
		}
	})
}

// TestStoryOfADeed: each attempt is kept with its reason, and what was sent at
// once needs no more than itself.
func TestStoryOfADeed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := dbtest.Open(t, db.SQLite, schemas())
		d.Clock = clock.Real{}
		time.Sleep(time.Until(dbtest.Noon)) // ids count from 2024
		ids := id.NewSource(1)
		n := &network{script: map[string][]string{"b": {"away", "limit", "away", "done"}, "c": {"refuse"}}, done: map[string]int{}, order: map[string][]string{}}
		for _, k := range []string{"a", "b", "c"} {
			put(t, d, ids, outbox.Deed{Workspace: 1, Connection: 7, Line: k, Key: k, Action: "x", Body: []byte("said"), Event: 5})
		}
		stop := begin(t, d, n)
		time.Sleep(5 * time.Minute)
		stop()
		all := states(t, d, 1)
		for key, want := range map[string]string{"a": "[done]", "b": "[not done, 503; limit; not done, 503; done]", "c": "[refuse, 403]"} {
			err := d.Read(t.Context(), func(tx *db.Tx) error {
				list, err := outbox.Attempts(t.Context(), tx, all[key])
				if got := tell(list); got != want {
					t.Errorf("%s: %s, want %s", key, got, want)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			last, err := outbox.LastSent(t.Context(), tx, 1, 7)
			if err == nil && !last.Equal(all["b"].Ended) {
				t.Errorf("left last at %v, want %v", last, all["b"].Ended)
			}
			caused, err2 := outbox.OfEvent(t.Context(), tx, 1, 5)
			if len(caused) != 3 {
				t.Errorf("an event has caused %d deeds", len(caused))
			}
			if other, _ := outbox.OfEvent(t.Context(), tx, 2, 5); len(other) > 0 {
				t.Error("another workspace's event of the same number")
			}
			return joinErr(err, err2)
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, step := range []struct {
			after       time.Duration
			want, whole int
		}{{6 * 24 * time.Hour, 3, 3}, {2 * 24 * time.Hour, 3, 0}, {60 * 24 * time.Hour, 0, 0}} {
			time.Sleep(step.after)
			if left, whole := swept(t, d); left != step.want || whole != step.whole {
				t.Errorf("%d deeds are left, %d with what they said; want %d and %d", left, whole, step.want, step.whole)
			}
		}
	})
}

func joinErr(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// swept is what is left after forgetting.
func swept(t *testing.T, d *db.DB) (left, whole int) {
	t.Helper()
	if err := outbox.Sweep(t.Context(), d, 1); err != nil {
		t.Fatal(err)
	}
	all := states(t, d, 1)
	for _, one := range all {
		if len(one.Body) > 0 {
			whole++
		}
	}
	return len(all), whole
}

func tell(list []outbox.Attempt) string {
	words := map[outbox.Outcome]string{outbox.Done: "done", outbox.NotDone: "not done", outbox.Limit: "limit", outbox.Refuse: "refuse"}
	out := "["
	for i, a := range list {
		if i > 0 {
			out += "; "
		}
		out += words[a.Outcome]
		if a.Code != "" {
			out += ", " + a.Code
		}
	}
	return out + "]"
}

// TestAConnectionIsClosedAndOpenedAgain on both databases.
func TestAConnectionIsClosedAndOpenedAgain(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		ids := id.NewSource(1)
		later := dbtest.Noon.Add(time.Hour)
		put(t, d, ids, outbox.Deed{Workspace: 1, Connection: 7, Line: "a", Key: "a", Action: "x", Due: later},
			outbox.Deed{Workspace: 1, Connection: 8, Line: "a", Key: "b", Action: "x", Due: later},
			outbox.Deed{Workspace: 2, Connection: 7, Line: "a", Key: "a", Action: "x", Due: later})
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			n, err := outbox.Waits(t.Context(), tx, 1, 7, 10)
			if n != 1 {
				t.Errorf("%d wait", n)
			}
			if last, err := outbox.LastSent(t.Context(), tx, 1, 7); !last.IsZero() || err != nil {
				t.Errorf("nothing left, %v, %v", last, err)
			}
			if list, err := outbox.OfMessage(t.Context(), tx, 1, 7, "m"); len(list) != 0 || err != nil {
				t.Errorf("%v, %v", list, err)
			}
			return joinErr(err, outbox.Hurry(t.Context(), tx, 1, 7))
		})
		if err != nil {
			t.Fatal(err)
		}
		if s := states(t, d, 1); !s["a"].Due.Equal(dbtest.Noon) || !s["b"].Due.Equal(later) || !states(t, d, 2)["a"].Due.Equal(later) {
			t.Error("what was hurried is not what waits at the connection")
		}
		err = d.Write(t.Context(), func(tx *db.Tx) error {
			n, err := outbox.DropWaiting(t.Context(), tx, 1, 7)
			if n != 1 {
				t.Errorf("%d dropped", n)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := outbox.Sweep(t.Context(), d, 1); err != nil {
			t.Fatal(err)
		}
	})
}
