package hold_test

import (
	"context"
	"testing"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/hold"
)

// TestHeldFromTheFirstRowUntilReleased: an ordinary installation is never held;
// a restored one is from the moment the restore begins until somebody says so.
func TestHeldFromTheFirstRowUntilReleased(t *testing.T) {
	dbtest.Each(t, []db.Schema{hold.Schema}, func(t *testing.T, d *db.DB) {
		want := func(when string, held, whole bool) {
			t.Helper()
			err := d.Read(t.Context(), func(tx *db.Tx) error {
				since, got, err := hold.Held(t.Context(), tx)
				if err != nil || got != held || held && !since.Equal(dbtest.Noon) {
					t.Errorf("%s: held %v since %v (%v)", when, got, since, err)
				}
				if got := hold.Whole(t.Context(), tx); (got == nil) != whole {
					t.Errorf("%s: whole is answered with %v", when, got)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		do := func(fn func(context.Context, *db.Tx) error) error {
			return d.Write(t.Context(), func(tx *db.Tx) error { return fn(t.Context(), tx) })
		}
		release := func(ctx context.Context, tx *db.Tx) error { return hold.Release(ctx, tx, "somebody") }
		want("fresh", false, true)
		if err := do(release); fault.KindOf(err) != fault.Conflict {
			t.Errorf("released what was not held: %v", err)
		}
		if err := do(func(ctx context.Context, tx *db.Tx) error { return hold.Begin(ctx, tx, dbtest.Noon) }); err != nil {
			t.Fatal(err)
		}
		want("restoring", true, false)
		if err := do(release); fault.KindOf(err) != fault.Conflict {
			t.Errorf("half a restore was released: %v", err)
		}
		if err := do(hold.Finish); err != nil {
			t.Fatal(err)
		}
		want("restored", true, true)
		if err := do(release); err != nil {
			t.Fatal(err)
		}
		want("released", false, true)
	})
}
