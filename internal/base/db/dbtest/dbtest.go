// Package dbtest gives a test a fresh, migrated database on every dialect.
//
// PostgreSQL is reached through HUOSHUI_TEST_POSTGRES, which the test command
// sets to a cluster it made. Without it the PostgreSQL half is skipped with a
// sentence, and in CI it fails: a database nobody tested is not supported.
package dbtest

import (
	"context"
	"database/sql"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
)

// Noon is the instant at which every test database's clock is stopped.
var Noon = time.Date(2030, 1, 2, 12, 0, 0, 0, time.UTC)

// Each runs fn once per dialect, on an empty database with schemas applied. Short
// runs under the race detector, which is slow, take one dialect for each test, by the
// test's name: each of the two is watched in about half of them, always the same.
func Each(t *testing.T, schemas []db.Schema, fn func(*testing.T, *db.DB)) {
	t.Helper()
	dialects := []db.Dialect{db.SQLite, db.Postgres}
	if watched && testing.Short() {
		sum := fnv.New32a()
		sum.Write([]byte(t.Name()))
		at := sum.Sum32() >> 8 % 2
		dialects = dialects[at : at+1]
	}
	for _, dialect := range dialects {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			fn(t, Open(t, dialect, schemas))
		})
	}
}

// Open makes one fresh, migrated database of the dialect.
func Open(t testing.TB, dialect db.Dialect, schemas []db.Schema) *db.DB {
	t.Helper()
	address := filepath.Join(t.TempDir(), "test.db")
	if dialect == db.Postgres {
		address = freshSchema(t)
	}
	d, err := db.Open(t.Context(), address, clock.Fixed(Noon))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := d.Migrate(t.Context(), schemas...); err != nil {
		t.Fatal(err)
	}
	return d
}

var counter atomic.Int64

// freshSchema makes an empty PostgreSQL schema that only this test sees.
func freshSchema(t testing.TB) string {
	t.Helper()
	address := os.Getenv("HUOSHUI_TEST_POSTGRES")
	if address == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("HUOSHUI_TEST_POSTGRES is not set: in CI both databases are tested")
		}
		t.Skip("HUOSHUI_TEST_POSTGRES is not set: PostgreSQL is not exercised (make test sets it up)")
	}
	admin, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("t_%d_%d_%d", os.Getpid(), time.Now().UnixNano()%1e9, counter.Add(1))
	if _, err := admin.ExecContext(t.Context(), "CREATE SCHEMA "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := drop(admin, name); err != nil {
			t.Error(err)
		}
		if err := admin.Close(); err != nil {
			t.Error(err)
		}
	})
	sep := "?"
	if strings.Contains(address, "?") {
		sep = "&"
	}
	return fmt.Sprintf("%s%ssearch_path=%s", address, sep, name)
}

// drop drops a schema. What a connection that was closed still does on the server
// may stand in the way for a moment: PostgreSQL sees that, and it is tried again.
func drop(admin *sql.DB, name string) (err error) {
	for range 5 {
		_, err = admin.ExecContext(context.Background(), "DROP SCHEMA "+name+" CASCADE")
		if err == nil || !strings.Contains(err.Error(), "40P01") {
			return err
		}
	}
	return err
}
