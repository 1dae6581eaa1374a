// Package db opens the database, runs migrations and hands out transactions.
//
// It knows two dialects, SQLite and PostgreSQL, and hides neither. SQL is
// written once, in the subset both accept, with $1-style placeholders; times
// are UTC milliseconds in BIGINT, flags are BIGINT 0 or 1, bytes are BYTEA
// (which SQLite stores as it stands).
//
// SQLite has one writing connection and several reading ones: a write never
// waits for a read, and a page never waits for an import's slice to end. What is
// committed is on the disk (synchronous=FULL): somebody was told so. What can be
// made anew from the rest lies in a file of its own with a writer of its own
// (see Derived), which readers see as if it were one with the database. What was
// written goes from the log into the file while nobody writes (see settler), so that
// closing has little left to do.
//
// Never: retries, hides a statement, or knows a table of its own.
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the "pgx" driver
	_ "modernc.org/sqlite"             // the "sqlite" driver

	"github.com/huoshui/huoshui/internal/base/clock"
)

// Dialect names a database engine.
type Dialect string

// The supported dialects.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// DB is an open database.
type DB struct {
	Dialect Dialect
	Clock   clock.Clock

	write, read *sql.DB
	derived     *DB    // SQLite's second file
	beside      string // the name of that file, in the second only
	gate        gate   // to SQLite's one writer
	kept        kept   // statements of SQLite's one writer
	settler     *settler
	statements  atomic.Int64
	writes      atomic.Int64
	waited      atomic.Int64 // nanoseconds
}

// Open opens the database at address: a PostgreSQL URL (postgres://…), or the
// path of a SQLite file, which is made if absent. It does not migrate.
func Open(ctx context.Context, address string, c clock.Clock) (*DB, error) {
	d := &DB{Dialect: SQLite, Clock: c}
	var err error
	if strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") {
		d.Dialect = Postgres
		err = d.openPostgres(address)
	} else {
		err = d.openSQLite(address)
	}
	if err != nil {
		return nil, err
	}
	err = d.write.PingContext(ctx)
	if err == nil && d.derived != nil { // before anybody reads: they look for it
		err = d.derived.begin(ctx)
	}
	if err != nil {
		_ = d.Close()
		return nil, fmt.Errorf("open database: %w", err)
	}
	if d.Dialect == SQLite {
		d.settler, d.derived.settler = newSettler(address), newSettler(d.derived.beside)
	}
	return d, nil
}

func (d *DB) openPostgres(address string) (err error) {
	d.write, err = sql.Open("pgx", address)
	if err != nil {
		return fmt.Errorf("open PostgreSQL: %w", err)
	}
	d.write.SetMaxOpenConns(8 * runtime.NumCPU())
	d.write.SetMaxIdleConns(2 * runtime.NumCPU())
	d.read = d.write
	return nil
}

func (d *DB) openSQLite(path string) (err error) {
	// busy_timeout comes first: the pragmas after it may already have to wait.
	// What the writer deletes is overwritten (secure_delete): somebody may have
	// asked to be forgotten.
	// A large autocheckpoint keeps bulk loads from stopping every 1,000 pages.
	common := "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
		"&_pragma=foreign_keys(1)&_pragma=temp_store(MEMORY)&_pragma=mmap_size(268435456)"
	d.write, err = openWriter(path, common)
	if err != nil {
		return fmt.Errorf("open SQLite: %w", err)
	}
	beside := path + besideSQLite
	d.derived = &DB{Dialect: SQLite, Clock: d.Clock, beside: beside}
	if d.derived.write, err = openWriter(beside, common); err != nil {
		return errors.Join(fmt.Errorf("open SQLite's second file: %w", err), d.write.Close())
	}
	d.read = sql.OpenDB(both{d.write.Driver(), address(path) + common + "&_pragma=query_only(1)&_pragma=cache_size(-16384)", beside})
	d.read.SetMaxOpenConns(4 * runtime.NumCPU())
	d.read.SetMaxIdleConns(4 * runtime.NumCPU())
	d.derived.read = d.read
	return nil
}

// Close closes every connection.
func (d *DB) Close() error {
	err := d.settler.close()
	if d.derived != nil {
		err = errors.Join(err, d.derived.settler.close(), d.read.Close(), d.derived.closeWriter())
	}
	return errors.Join(err, d.closeWriter())
}

func (d *DB) closeWriter() error {
	if d.Dialect == SQLite {
		if err := d.gate.enter(context.Background(), true); err != nil {
			return err
		}
		d.letGo()
		d.gate.leave()
	}
	return d.write.Close()
}

// letGo closes the statements kept on SQLite's writing connection, if that is
// still there: a connection that was broken took them along.
func (d *DB) letGo() {
	conn, err := d.write.Conn(context.Background())
	if err != nil {
		return
	}
	defer conn.Close()                 //nolint:errcheck // returns it to the pool
	_ = conn.Raw(func(now any) error { // it fails at nothing
		if now == d.kept.conn {
			d.kept.close()
		}
		return nil
	})
}

// Statements counts the statements run so far; tests hold pages to a constant.
func (d *DB) Statements() int64 { return d.statements.Load() }

// Waits counts the writing transactions so far, and how long they waited in all
// for the writer or a connection.
func (d *DB) Waits() (writes int64, waited time.Duration) {
	return d.writes.Load(), time.Duration(d.waited.Load())
}

// Tx is a transaction with the instant it began, so that every row one
// transaction writes carries the same time.
type Tx struct {
	Now     time.Time
	Dialect Dialect

	conn *sql.Conn
	tx   *sql.Tx
	db   *DB
}

// Write runs fn in a writing transaction: committed if fn returns nil, else
// rolled back. On SQLite writers queue; keep a transaction under 50 ms.
func (d *DB) Write(ctx context.Context, fn func(*Tx) error) error {
	return d.writeInTurn(ctx, false, fn)
}

// WriteFirst is Write for what somebody outside waits for, such as a network
// that wants its events taken: on SQLite it goes before other writers.
func (d *DB) WriteFirst(ctx context.Context, fn func(*Tx) error) error {
	return d.writeInTurn(ctx, true, fn)
}

func (d *DB) writeInTurn(ctx context.Context, comesFirst bool, fn func(*Tx) error) error {
	began := time.Now()
	if d.Dialect == SQLite {
		if err := d.gate.enter(ctx, comesFirst); err != nil {
			return err
		}
		defer d.gate.leave()
		defer d.settler.wrote()
	}
	return d.do(ctx, d.write, &sql.TxOptions{}, func(tx *Tx) error {
		d.writes.Add(1)
		d.waited.Add(int64(time.Since(began)))
		return fn(tx)
	})
}

// Read runs fn in a transaction that sees one state of the database and may
// not change it.
func (d *DB) Read(ctx context.Context, fn func(*Tx) error) error {
	opts := &sql.TxOptions{}
	if d.Dialect == Postgres {
		opts = &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	}
	return d.do(ctx, d.read, opts, fn)
}

func (d *DB) do(ctx context.Context, pool *sql.DB, opts *sql.TxOptions, fn func(*Tx) error) error {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return fmt.Errorf("take a connection: %w", err)
	}
	defer conn.Close() //nolint:errcheck // returns it to the pool
	tx, err := conn.BeginTx(ctx, opts)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // no-op after Commit
	if err := fn(&Tx{Now: d.Clock.Now(), Dialect: d.Dialect, conn: conn, tx: tx, db: d}); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// Exec runs a statement that returns no rows and reports how many it changed.
func (tx *Tx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	tx.db.statements.Add(1)
	res, err := tx.tx.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// Query runs a statement that returns rows. The caller closes them; prefer Each.
func (tx *Tx) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	tx.db.statements.Add(1)
	return tx.tx.QueryContext(ctx, query, args...)
}

// QueryRow runs a statement that returns at most one row.
func (tx *Tx) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	tx.db.statements.Add(1)
	return tx.tx.QueryRowContext(ctx, query, args...)
}

// Each runs a statement and calls fn once per row with the row's Scan.
func (tx *Tx) Each(ctx context.Context, query string, args []any, fn func(scan func(...any) error) error) error {
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // Err below tells
	for rows.Next() {
		if err := fn(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}
