package chat

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
)

// onlyTheirs is a word of two characters that begins, byte for byte, like no
// other: an index that stores of a word only what differs from the one before
// stores this one whole.
const onlyTheirs = "뷁쀍"

// TestTheIndexForgetsAWord: of one message among thousands, SQLite's index keeps
// the words when it is erased and everything else has followed; Forget is what
// takes them out of the file.
func TestTheIndexForgetsAWord(t *testing.T) {
	path := filepath.Join(t.TempDir(), "words.db")
	d, err := db.Open(t.Context(), path, clock.Fixed(dbtest.Noon))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close() //nolint:errcheck // the test has read what it wanted
	if err := d.Migrate(t.Context(), Schema); err != nil {
		t.Fatal(err)
	}
	f := newShelf(t, d)
	part := f.part(1, Live)
	theirs := said(7, 1, dbtest.Noon.Add(-time.Hour), onlyTheirs)
	theirs.Author = 9
	f.say(1, part, theirs)
	f.say(1, part, chatter(rand.New(rand.NewPCG(4, 2)), 3000, dbtest.Noon.AddDate(0, 0, -1))...)
	stands := func(when string, want bool) {
		t.Helper()
		if err := d.Scrub(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := holds(t, path, onlyTheirs); got != want {
			t.Errorf("%s the word is in the database's files: %v", when, got)
		}
	}
	forget := func() {
		t.Helper()
		if err := f.x.Forget(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	forget() // all is in one part of the index
	stands("before", true)
	if err := f.s.Erase(t.Context(), 1, []uint32{9}); err != nil {
		t.Fatal(err)
	}
	f.index()
	f.wants("when the index has followed", 1, Search{Query: onlyTheirs})
	stands("when the message is empty and the index has followed", true) // else the rest proves nothing
	forget()
	stands("when the index has forgotten", false)
	if got := len(f.bodies(1, Search{Query: "排骨", Limit: 900})); got == 0 {
		t.Error("what others said is not found any more")
	}
}

// holds reports whether a text stands anywhere in the files of a database.
func holds(t *testing.T, path, text string) bool {
	t.Helper()
	for _, suffix := range []string{"", "-wal", "-journal", ".derived", ".derived-wal", ".derived-journal"} {
		data, err := os.ReadFile(path + suffix)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(text)) {
			return true
		}
	}
	return false
}
