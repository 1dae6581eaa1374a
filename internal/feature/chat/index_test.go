package chat

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
)

// TestAProcessKilledWhileItReads: what is in the index already, but on the list
// still, is read once more by the next, and found once.
func TestAProcessKilledWhileItReads(t *testing.T) {
	dbtest.Each(t, []db.Schema{Schema}, func(t *testing.T, d *db.DB) {
		f := newShelf(t, d)
		part := f.part(1, Live)
		for n := range 5 {
			f.say(1, part, said(7, uint64(n+1), dbtest.Noon.Add(time.Duration(n)*time.Minute), fmt.Sprintf("第%d斤排骨", n)))
		}
		if _, err := f.x.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
		f.x = f.s.NewIndex()
		f.say(1, part, said(7, 6, dbtest.Noon.Add(time.Hour), "第5斤排骨"))
		f.index()
		f.wants("after that", 1, Search{Query: "排骨"}, "第5斤排骨", "第4斤排骨", "第3斤排骨", "第2斤排骨", "第1斤排骨", "第0斤排骨")
		if n, err := f.x.Waiting(t.Context()); err != nil || n != 0 {
			t.Errorf("%d still wait (%v)", n, err)
		}
	})
}

// TestNothingOldIsWrittenOverNew: who has read before somebody else wrote writes
// nothing, and reads again.
func TestNothingOldIsWrittenOverNew(t *testing.T) {
	d := dbtest.Open(t, db.SQLite, []db.Schema{Schema})
	f := newShelf(t, d)
	part := f.part(1, Live)
	f.say(1, part, said(7, 1, dbtest.Noon, "排骨"))
	f.index()
	at := func() (s state) {
		t.Helper()
		if err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
			s, err = stateOf(t.Context(), tx)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return s
	}
	before := at()
	f.say(1, part, said(7, 2, dbtest.Noon.Add(time.Minute), "更多排骨"))
	f.index()
	none := func(*db.Tx) error { t.Error("it is written"); return nil }
	if err := f.x.put(t.Context(), before, none); !errors.Is(err, errElsewhere) {
		t.Errorf("what was read before somebody else wrote: %v", err)
	}
	before = at()
	if err := f.x.readAnew(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := f.x.put(t.Context(), before, none); !errors.Is(err, errElsewhere) {
		t.Errorf("what was read before the index was begun anew: %v", err)
	}
	if err := f.x.follow(t.Context(), before, none); !errors.Is(err, errElsewhere) {
		t.Errorf("what was taken in before the index was begun anew: %v", err)
	}
	f.index()
	f.wants("in the end", 1, Search{Query: "排骨"}, "更多排骨", "排骨")
}

// TestAnIndexOfAnotherDatabaseIsMadeAnew: also one that is lost, or older than the
// database has seen.
func TestAnIndexOfAnotherDatabaseIsMadeAnew(t *testing.T) {
	dir := t.TempDir()
	reopen := func(name string) *shelf {
		t.Helper()
		d, err := db.Open(t.Context(), filepath.Join(dir, name), clock.Fixed(dbtest.Noon))
		if err == nil {
			err = d.Migrate(t.Context(), Schema)
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = d.Close() }) // again, for some
		return newShelf(t, d)
	}
	shut := func(f *shelf) {
		t.Helper()
		if err := f.s.DB.Close(); err != nil {
			t.Fatal(err)
		}
	}
	derived := func(name string) string { return filepath.Join(dir, name) + ".derived" }
	f := reopen("a")
	part := f.part(1, Live)
	f.say(1, part, said(7, 1, dbtest.Noon, "排骨"))
	f.index()
	shut(f)
	copyFile(t, derived("a"), derived("old"))
	f = reopen("a")
	f.n = 10
	f.say(1, part, said(7, 2, dbtest.Noon.Add(time.Minute), "更多排骨"))
	f.index()
	shut(f)
	g := reopen("b")
	g.say(1, g.part(1, Live), said(7, 1, dbtest.Noon, "别家的排骨"))
	g.index()
	shut(g)
	for what, other := range map[string]string{"an older one": derived("old"), "another's": derived("b"), "none": filepath.Join(dir, "none")} {
		copyFile(t, other, derived("a"))
		f = reopen("a")
		f.index()
		f.wants(what, 1, Search{Query: "排骨"}, "更多排骨", "排骨")
		shut(f)
	}
}

// copyFile makes to like from, or away where from is not there.
func copyFile(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if os.IsNotExist(err) {
		err = os.Remove(to)
	} else if err == nil {
		err = os.WriteFile(to, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}
