package chat_test

import (
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
)

// TestAFullDiskIsToldWhereNothingHasBegun: a database that may not grow refuses
// an import before its first line, with a sentence.
func TestAFullDiskIsToldWhereNothingHasBegun(t *testing.T) {
	k := newDesk(t, dbtest.Open(t, db.SQLite, schemas()))
	err := k.db.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), `PRAGMA max_page_count = 1`) // never below what is in use
		return err
	})
	k.must(err)
	for range 200 { // what is left of the last pages is soon used up
		if _, err = k.chat.Begin(t.Context(), k.ws, k.owner, "春茶群.txt", strings.Repeat("x", 4000)); err != nil {
			break
		}
	}
	if fault.KindOf(err) != fault.Unavailable || !strings.Contains(fault.Public(err).In("zh-Hans"), "磁盘满了") {
		t.Errorf("a full disk is told as %v", err)
	}
}
