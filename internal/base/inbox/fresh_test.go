package inbox_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
)

// desk is a box that runs.
type desk struct {
	*inbox.Box
	stop func()
}

func open(d *db.DB, most, least int, ids *id.Source) desk {
	b := inbox.New(d, ids)
	b.Gather(most, least)
	ctx, stop := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() { _ = b.Run(ctx) }) // it fails at nothing
	return desk{b, func() { stop(); wg.Wait() }}
}

// TestAKeyIsKnownWhereverItIs: while keys gather, move on and have moved, for two
// boxes on one database and for those that come after them, in this era and the
// next; and none is lost.
func TestAKeyIsKnownWhereverItIs(t *testing.T) {
	dbtest.Each(t, []db.Schema{inbox.Schema, audit.Schema}, func(t *testing.T, d *db.DB) {
		c := &hand{}
		c.ms.Store(dbtest.Noon.UnixMilli())
		d.Clock = c
		round := 0
		ids := []*id.Source{id.NewSource(1), id.NewSource(2)}
		rapid.Check(t, func(t *rapid.T) {
			round++
			ws := id.Workspace(round)
			most, least := rapid.IntRange(1, 12).Draw(t, "most"), rapid.IntRange(1, 6).Draw(t, "least")
			desks := []desk{open(d, most, least, ids[0]), open(d, most, least, ids[1])}
			defer func() {
				for _, b := range desks {
					b.stop()
				}
			}()
			var told []inbox.Entry
			aged := false
			for range rapid.IntRange(5, 40).Draw(t, "calls") {
				at := rapid.IntRange(0, 1).Draw(t, "desk")
				switch rapid.IntRange(0, 20).Draw(t, "what else") {
				case 7:
					desks[at].stop()
					desks[at] = open(d, most, least, ids[at])
				case 8:
					if !aged { // two eras later nothing need be known
						aged = true
						c.move(inbox.Horizon)
					}
				}
				var batch []inbox.Entry
				known := len(told)
				for range rapid.IntRange(0, 5).Draw(t, "new ones") {
					told = append(told, entry(ws, 1, fmt.Sprint(len(told)), "c", "x"))
				}
				batch = append(batch, told[known:]...)
				for range rapid.IntRange(0, 5).Draw(t, "old ones") {
					if known > 0 {
						batch = append(batch, told[rapid.IntRange(0, known-1).Draw(t, "which")])
					}
				}
				for i, v := range accept(t, desks[at].Box, batch...) {
					if want := map[bool]inbox.Verdict{true: inbox.Accepted, false: inbox.Duplicate}[i < len(told)-known]; v != want {
						t.Fatalf("key %s of %d: %v, want %v", batch[i].Key, len(told), v, want)
					}
				}
			}
			if noted, _ := keysOf(t, d, ws); noted != len(told) {
				t.Fatalf("%d keys are noted, want %d", noted, len(told))
			}
		})
	})
}

// keysOf counts the keys of a workspace, and those that have not moved on.
func keysOf(t fatal, d *db.DB, ws id.Workspace) (noted, left int) {
	t.Helper()
	err := d.Read(context.Background(), func(tx *db.Tx) error {
		if err := tx.QueryRow(context.Background(), `SELECT COUNT(*) FROM (SELECT h1, h2 FROM inbox_seen WHERE workspace = $1
			UNION SELECT h1, h2 FROM inbox_fresh WHERE workspace = $1 UNION SELECT h1, h2 FROM inbox_packed WHERE workspace = $1) AS noted`, ws).Scan(&noted); err != nil {
			return err
		}
		return tx.QueryRow(context.Background(), `SELECT COUNT(*) FROM inbox_fresh WHERE workspace = $1`, ws).Scan(&left)
	})
	if err != nil {
		t.Fatal(err)
	}
	return noted, left
}

// TestKeysMoveOn: however many come, in whatever numbers, few stay where they gather.
func TestKeysMoveOn(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, b *inbox.Box, _ *hand) {
		b.Gather(100, 10)
		n := 0
		for call := range 300 {
			var batch []inbox.Entry
			for range call % 17 {
				n++
				batch = append(batch, entry(1, 1, fmt.Sprint(n), "c", "x"))
			}
			accept(t, b, batch...)
			if noted, left := keysOf(t, d, 1); noted != n || left > 350 {
				t.Fatalf("after %d keys %d are noted, %d of them have not moved on", n, noted, left)
			}
		}
		if _, left := keysOf(t, d, 1); d.Dialect == db.SQLite && left == n {
			t.Error("no key has moved on")
		}
	})
}

// TestKeysThatABackupBrought from SQLite are known on PostgreSQL, and move on.
func TestKeysThatABackupBrought(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, b *inbox.Box, c *hand) {
		accept(t, b, entry(1, 1, "a", "c", "x"), entry(1, 1, "b", "c", "x"))
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			if _, err := tx.Exec(t.Context(), `INSERT INTO inbox_fresh (n, workspace, era, h1, h2, content, event)
				SELECT h1, workspace, era, h1, h2, content, event FROM inbox_seen WHERE workspace = 1`); err != nil {
				return err
			}
			_, err := tx.Exec(t.Context(), `DELETE FROM inbox_seen WHERE workspace = 1`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		later := open(d, 1000, 1, id.NewSource(2))
		defer later.stop()
		for _, v := range accept(t, later.Box, entry(1, 1, "a", "c", "x"), entry(1, 1, "b", "c", "x")) {
			if v != inbox.Duplicate {
				t.Errorf("a key of the backup is %v", v)
			}
		}
		noted, left := keysOf(t, d, 1)
		if noted != 2 || d.Dialect == db.Postgres && left != 0 {
			t.Errorf("%d keys are noted, %d have not moved on", noted, left)
		}
	})
}

// TestRunsOfOldErasAreSwept: and what a process that was killed had packed for a
// run that it never sealed.
func TestRunsOfOldErasAreSwept(t *testing.T) {
	d := dbtest.Open(t, db.SQLite, []db.Schema{inbox.Schema, audit.Schema})
	c := &hand{}
	c.ms.Store(dbtest.Noon.UnixMilli())
	d.Clock = c
	b := open(d, 10, 5, id.NewSource(1))
	defer func() { b.stop() }()
	n := 0
	tell := func(many int) {
		t.Helper()
		for range many {
			n++
			if got := accept(t, b.Box, entry(1, 1, fmt.Sprint(n), "c", "x")); got[0] != inbox.Accepted {
				t.Fatalf("key %d is %v", n, got[0])
			}
		}
	}
	count := func(table string) (n int) {
		t.Helper()
		if err := d.Read(t.Context(), func(tx *db.Tx) error { return tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM `+table).Scan(&n) }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	tell(200)
	if count("inbox_run") < 5 {
		t.Fatalf("there are %d runs", count("inbox_run"))
	}
	if err := d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), `INSERT INTO inbox_packed (run, workspace, h1, h2, content, event) VALUES (999999, 1, 1, 1, 1, 1)`)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	sweep := func() {
		t.Helper()
		if err := b.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	before := count("inbox_packed")
	sweep()
	if got := count("inbox_packed"); got != before-1 {
		t.Errorf("%d packed keys are left of %d, one of them of no run", got, before)
	}
	for range 3 {
		c.move(inbox.Horizon)
		tell(100)
	}
	sweep()
	if got := count("inbox_packed"); got > 260 {
		t.Errorf("%d packed keys are left; the keys of two eras are 200", got)
	}
	b.stop()
	b = open(d, 10, 5, id.NewSource(2))
	for n := 301; n <= 500; n++ {
		if got := accept(t, b.Box, entry(1, 1, fmt.Sprint(n), "c", "x")); got[0] != inbox.Duplicate {
			t.Fatalf("key %d, of an era that counts, is %v", n, got[0])
		}
	}
}
