package db_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
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

// TestRenewNamesItsWorkspace: rows get their own new values, and those of the same id
// elsewhere stay as they are.
func TestRenewNamesItsWorkspace(t *testing.T) {
	own := db.Schema{Owner: "own", Files: fstest.MapFS{"schema/00001_init.sql": {Data: []byte("-- +goose Up\nCREATE TABLE own_row (workspace BIGINT NOT NULL, id BIGINT NOT NULL, state BYTEA NOT NULL, PRIMARY KEY (workspace, id));")}}}
	dbtest.Each(t, []db.Schema{own}, func(t *testing.T, d *db.DB) {
		var got []string
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			b := db.Bulk{Into: "own_row (workspace, id, state)", Columns: 3}
			if _, err := b.Run(t.Context(), tx, 4, func(dst []any, i int) []any { return append(dst, 1+i/2, 10+i%2, []byte("old")) }); err != nil {
				return err
			}
			r := db.Renew{Table: "own_row", Column: "state"}
			if err := errors.Join(r.Run(t.Context(), tx, 2, nil, nil), r.Run(t.Context(), tx, 2, []int64{10, 11, 12}, [][]byte{{'a'}, {'b'}, {'c'}})); err != nil {
				return err
			}
			return tx.Each(t.Context(), `SELECT workspace, id, state FROM own_row ORDER BY workspace, id`, nil, func(scan func(...any) error) error {
				var ws, row int64
				var state []byte
				err := scan(&ws, &row, &state)
				got = append(got, fmt.Sprint(ws, row, state[0]))
				return err
			})
		})
		if want := []string{fmt.Sprint(1, 10, 'o'), fmt.Sprint(1, 11, 'o'), fmt.Sprint(2, 10, 'a'), fmt.Sprint(2, 11, 'b')}; err != nil || !slices.Equal(got, want) {
			t.Errorf("the rows are %q (%v), want %q", got, err, want)
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
