package db_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
)

var derivedThings = schema(map[string]string{
	"00001_init.sql":             "CREATE TABLE thing_row (a BIGINT PRIMARY KEY);",
	"00002_index.postgres.sql":   "CREATE TABLE thing_index (a BIGINT PRIMARY KEY);",
	"00001_index.derived.sql":    "CREATE TABLE thing_index (a BIGINT PRIMARY KEY);",
	"00002_anything.derived.sql": "INSERT INTO thing_index (a) VALUES (-1);",
	"00003_anything.sqlite.sql":  "INSERT INTO thing_row (a) VALUES (-1);",
})

// TestWhatIsDerived is written apart and read together, and lost without harm.
func TestWhatIsDerived(t *testing.T) {
	dbtest.Each(t, []db.Schema{derivedThings}, func(t *testing.T, d *db.DB) {
		write := func(d *db.DB, query string, args ...any) error {
			return d.Write(t.Context(), func(tx *db.Tx) error {
				_, err := tx.Exec(t.Context(), query, args...)
				return err
			})
		}
		if err := write(d, `INSERT INTO thing_row (a) VALUES (1), (2)`); err != nil {
			t.Fatal(err)
		}
		err := d.Write(t.Context(), func(tx *db.Tx) error { // while the other writer is busy, where there are two
			return write(d.Derived(), `INSERT INTO thing_index (a) VALUES (2)`)
		})
		if err != nil {
			t.Fatal(err)
		}
		if d.Dialect == db.SQLite && write(d, `INSERT INTO thing_index (a) VALUES (3)`) == nil {
			t.Error("the database's own writer writes what is derived")
		}
		n := 0
		err = d.Read(t.Context(), func(tx *db.Tx) error {
			return tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM thing_row r JOIN thing_index i ON i.a = r.a WHERE r.a > 0`).Scan(&n)
		})
		if err != nil || n != 1 {
			t.Errorf("%d rows are read together (%v), want 1", n, err)
		}
	})
}

func TestSQLiteFilesAreMovedWithoutWhatIsDerived(t *testing.T) {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "a.db"), filepath.Join(dir, "b.db")
	count := func(path string) (rows, index int) {
		t.Helper()
		d, err := db.Open(t.Context(), path, clock.Fixed(dbtest.Noon))
		if err == nil {
			err = d.Migrate(t.Context(), derivedThings)
		}
		if err == nil {
			err = d.Read(t.Context(), func(tx *db.Tx) error {
				if err := tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM thing_row`).Scan(&rows); err != nil {
					return err
				}
				return tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM thing_index WHERE a > 0`).Scan(&index)
			})
		}
		if err == nil {
			err = d.Derived().Write(t.Context(), func(tx *db.Tx) error {
				_, err := tx.Exec(t.Context(), `INSERT INTO thing_index (a) VALUES (7)`)
				return err
			})
		}
		if err == nil {
			err = d.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		return rows, index
	}
	count(from)
	if rows, index := count(to); rows != 1 || index != 0 {
		t.Fatalf("a new database has %d rows and %d derived", rows, index)
	}
	if err := os.WriteFile(to+".derived", bytes.Repeat([]byte("no database "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	if rows, index := count(to); rows != 1 || index != 0 {
		t.Errorf("beside a damaged file it has %d rows and %d derived", rows, index)
	}
	if err := db.MoveSQLite(from, to); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("after the move there are %v (%v)", left, err)
	}
	if rows, index := count(to); rows != 1 || index != 0 {
		t.Errorf("what was moved has %d rows and %d derived, want 1 and none", rows, index)
	}
	if err := db.RemoveSQLite(to); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("after the removal there are %v (%v)", left, err)
	}
}
