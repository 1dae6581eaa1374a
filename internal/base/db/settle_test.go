package db_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
)

// pool is a SQLite database of a test, with a table to write to.
type pool struct {
	t    *testing.T
	d    *db.DB
	file string
	next int
}

func newPool(t *testing.T) *pool {
	t.Helper()
	p := &pool{t: t, file: filepath.Join(t.TempDir(), "p.db")}
	var err error
	if p.d, err = db.Open(t.Context(), p.file, clock.Fixed(dbtest.Noon)); err != nil {
		t.Fatal(err)
	}
	if err := p.d.Migrate(t.Context(), things); err != nil {
		t.Fatal(err)
	}
	return p
}

// write writes so many thousand bytes in rows of a thousand, in one transaction.
func (p *pool) write(thousands int) {
	p.t.Helper()
	err := p.d.Write(p.t.Context(), func(tx *db.Tx) error {
		b := db.Bulk{Into: "thing_row (a, b, c)", Columns: 3}
		_, err := b.Run(p.t.Context(), tx, thousands, func(dst []any, _ int) []any {
			p.next++
			return append(dst, p.next, "x", make([]byte, 1000))
		})
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

// size is how large one of its files is, 0 where it is not there.
func (p *pool) size(suffix string) int64 {
	p.t.Helper()
	info, err := os.Stat(p.file + suffix)
	if os.IsNotExist(err) {
		return 0
	}
	if err != nil {
		p.t.Fatal(err)
	}
	return info.Size()
}

func (p *pool) close() {
	p.t.Helper()
	if err := p.d.Close(); err != nil {
		p.t.Fatal(err)
	}
}

// count is how many rows a reader sees.
func (p *pool) count(ctx context.Context, tx *db.Tx) (n int) {
	p.t.Helper()
	if err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM thing_row`).Scan(&n); err != nil {
		p.t.Fatal(err)
	}
	return n
}

const thousand, million = 1000, 1_000_000

// TestWhatWasWrittenSettles: a second after the last write it is in the file, and the
// log is cut back by the next one.
func TestWhatWasWrittenSettles(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPool(t)
		defer p.close()
		for range 10 {
			p.write(1 * thousand)
			time.Sleep(900 * time.Millisecond) // nobody is quiet yet
		}
		if log, file := p.size("-wal"), p.size(""); log < 10*million || file > million {
			t.Fatalf("while somebody writes the log has %d bytes and the file %d", log, file)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		if file := p.size(""); file < 10*million {
			t.Errorf("after a quiet second the file has %d bytes", file)
		}
		p.write(1)
		if log := p.size("-wal"); log > 4<<20 {
			t.Errorf("after the next write the log still has %d bytes", log)
		}
	})
}

// TestALittleIsLeftInTheLog: it costs nothing at the end.
func TestALittleIsLeftInTheLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPool(t)
		p.write(1 * thousand)
		time.Sleep(time.Minute)
		synctest.Wait()
		if file := p.size(""); file > million {
			t.Errorf("the file has %d bytes", file)
		}
		p.close()
		if log, file := p.size("-wal"), p.size(""); log != 0 || file < million {
			t.Errorf("when it is closed the log has %d bytes and the file %d", log, file)
		}
	})
}

// TestSettlingWaitsForNobody, and nobody for it: a reader sees what it saw, a writer
// writes meanwhile, and once the reader has gone the rest follows by itself.
func TestSettlingWaitsForNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPool(t)
		defer p.close()
		p.write(1 * thousand)
		err := p.d.Read(t.Context(), func(tx *db.Tx) error {
			before := p.count(t.Context(), tx)
			p.write(9 * thousand)
			time.Sleep(5 * time.Second)
			synctest.Wait()
			if file := p.size(""); file > 5*million {
				t.Errorf("what somebody must not see yet is in the file, of %d bytes", file)
			}
			p.write(1)
			if after := p.count(t.Context(), tx); after != before {
				t.Errorf("a reader saw %d rows and then %d", before, after)
			}
			time.Sleep(5 * time.Second)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if file := p.size(""); file < 10*million {
			t.Errorf("after the reader has gone the file has %d bytes", file)
		}
	})
}

// TestWhatCanBeMadeAnewSettlesToo, in its own file.
func TestWhatCanBeMadeAnewSettlesToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPool(t)
		defer p.close()
		beside := schema(map[string]string{"00001_init.sql": "CREATE TABLE other_row (a BIGINT PRIMARY KEY);",
			"00002_index.derived.sql": "CREATE TABLE other_index (a BIGINT PRIMARY KEY, c BYTEA);"})
		beside.Owner = "other"
		if err := p.d.Migrate(t.Context(), beside); err != nil {
			t.Fatal(err)
		}
		err := p.d.Derived().Write(t.Context(), func(tx *db.Tx) error {
			b := db.Bulk{Into: "other_index (a, c)", Columns: 2}
			_, err := b.Run(t.Context(), tx, 10*thousand, func(dst []any, i int) []any { return append(dst, i, make([]byte, 1000)) })
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if file := p.size(".derived"); file < 10*million {
			t.Errorf("after two quiet seconds the file beside has %d bytes", file)
		}
	})
}
