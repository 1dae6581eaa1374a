package db_test

import (
	"context"
	"errors"
	"testing"
	"testing/fstest"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
)

func schema(files map[string]string) db.Schema {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys["schema/"+name] = &fstest.MapFile{Data: []byte("-- +goose Up\n" + text)}
	}
	return db.Schema{Owner: "thing", Files: fsys}
}

var things = schema(map[string]string{
	"00001_init.sql":            "CREATE TABLE thing_row (a BIGINT PRIMARY KEY, b TEXT NOT NULL, c BYTEA);",
	"00002_engine.sqlite.sql":   "INSERT INTO thing_row (a, b) VALUES (-1, 'sqlite');",
	"00002_engine.postgres.sql": "INSERT INTO thing_row (a, b) VALUES (-1, 'postgres');",
})

func TestDialectFilesRunOnTheirOwnDialectOnly(t *testing.T) {
	dbtest.Each(t, []db.Schema{things}, func(t *testing.T, d *db.DB) {
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			var b string
			if err := tx.QueryRow(t.Context(), `SELECT b FROM thing_row WHERE a = $1`, -1).Scan(&b); err != nil {
				return err
			}
			if b != string(d.Dialect) {
				t.Errorf("the %s file ran on %s", b, d.Dialect)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestBulkInsertsEveryRowOnce(t *testing.T) {
	dbtest.Each(t, []db.Schema{things}, func(t *testing.T, d *db.DB) {
		for _, n := range []int{0, 1, 499, 500, 501, 1777} {
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				if _, err := tx.Exec(t.Context(), `DELETE FROM thing_row`); err != nil {
					return err
				}
				b := db.Bulk{Into: "thing_row (a, b, c)", Columns: 3, Then: "ON CONFLICT (a) DO NOTHING"}
				row := func(dst []any, i int) []any { return append(dst, i, "x", []byte{byte(i), 0}) }
				got, err := b.Run(t.Context(), tx, n, row)
				if err != nil || got != int64(n) {
					t.Errorf("n=%d: inserted %d (%v)", n, got, err)
				}
				if again, err := b.Run(t.Context(), tx, n, row); err != nil || again != 0 {
					t.Errorf("n=%d: the same rows again changed %d (%v)", n, again, err)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestWriteRollsBackAndReadersCannotWrite(t *testing.T) {
	dbtest.Each(t, []db.Schema{things}, func(t *testing.T, d *db.DB) {
		stop := errors.New("stop")
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			if _, err := tx.Exec(t.Context(), `INSERT INTO thing_row (a, b) VALUES (7, 'x')`); err != nil {
				return err
			}
			return stop
		})
		if !errors.Is(err, stop) {
			t.Fatal(err)
		}
		n := -1
		if err := d.Read(t.Context(), func(tx *db.Tx) error {
			return tx.QueryRow(t.Context(), `SELECT count(*) FROM thing_row WHERE a = 7`).Scan(&n)
		}); err != nil || n != 0 {
			t.Errorf("after a rollback %d rows remain (%v)", n, err)
		}
		if err := d.Read(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `INSERT INTO thing_row (a, b) VALUES (8, 'x')`)
			return err
		}); err == nil {
			t.Error("a reading transaction was allowed to write")
		}
	})
}

func TestNewerSchemaRefusesToStart(t *testing.T) {
	dbtest.Each(t, []db.Schema{things}, func(t *testing.T, d *db.DB) {
		older := schema(map[string]string{"00001_init.sql": "SELECT 1;"})
		err := d.Migrate(context.Background(), older)
		if fault.KindOf(err) != fault.Unavailable {
			t.Errorf("an older program started on a newer database: %v", err)
		}
	})
}

// TestABrokenConnectionTakesItsStatementsAlong: what was prepared on it is not
// used again, nor closed a second time.
func TestABrokenConnectionTakesItsStatementsAlong(t *testing.T) {
	d := dbtest.Open(t, db.SQLite, []db.Schema{things})
	fill := func(ctx context.Context, from int) error {
		return d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := db.Bulk{Into: "thing_row (a, b)", Columns: 2}.Run(ctx, tx, 300, func(dst []any, i int) []any { return append(dst, from+i, "x") })
			return err
		})
	}
	if err := fill(t.Context(), 1000); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := fill(ctx, 2000); err == nil {
		t.Error("a cancelled insert went through")
	}
	d.Break(t)
	if err := fill(t.Context(), 3000); err != nil {
		t.Errorf("after a broken connection: %v", err)
	}
	d.Break(t)
}
