package db_test

import (
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
)

// TestTablesThroughWhichRowsPass are cleared of the rows that have gone, and keep
// their length.
func TestTablesThroughWhichRowsPass(t *testing.T) {
	passing := schema(map[string]string{"00001_init.sql": "CREATE TABLE thing_row (a BIGINT PRIMARY KEY);"})
	passing.Passing = []string{"thing_row"}
	dbtest.Each(t, []db.Schema{passing}, func(t *testing.T, d *db.DB) {
		dead := func() (n int64) {
			t.Helper()
			if d.Dialect == db.SQLite {
				return 0
			}
			err := d.Read(t.Context(), func(tx *db.Tx) error {
				return tx.QueryRow(t.Context(), `SELECT n_dead_tup FROM pg_stat_user_tables WHERE schemaname = current_schema() AND relname = 'thing_row'`).Scan(&n)
			})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		for range 2 { // the second time nothing is to be done
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				b := db.Bulk{Into: "thing_row (a)", Columns: 1}
				if _, err := b.Run(t.Context(), tx, 20_000, func(dst []any, i int) []any { return append(dst, i) }); err != nil {
					return err
				}
				_, err := tx.Exec(t.Context(), `DELETE FROM thing_row`)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		deadline := time.After(2 * time.Minute)
		look := time.NewTicker(50 * time.Millisecond)
		defer look.Stop()
		for tidied := false; d.Dialect == db.Postgres && !tidied; {
			if err := d.Tidy(t.Context(), passing); err != nil {
				t.Fatal(err)
			}
			select {
			case <-deadline:
				t.Fatalf("%d rows that have gone lie about", dead())
			case <-look.C: // the server counts a little later
				var vacuums int64
				err := d.Read(t.Context(), func(tx *db.Tx) error {
					return tx.QueryRow(t.Context(), `SELECT vacuum_count FROM pg_stat_user_tables WHERE schemaname = current_schema() AND relname = 'thing_row'`).Scan(&vacuums)
				})
				if err != nil {
					t.Fatal(err)
				}
				tidied = vacuums > 0 && dead() < 5000
			}
		}
		if err := d.Tidy(t.Context(), passing); err != nil { // on either
			t.Fatal(err)
		}
		if err := d.Migrate(t.Context(), passing); err != nil { // again
			t.Fatal(err)
		}
	})
}
