package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"slices"
	"strconv"
)

// besideSQLite ends the name of SQLite's second file.
const besideSQLite = ".derived"

// Derived is where tables are written that can be made anew from all others, such
// as an index: on SQLite a file of its own beside the database, so that who writes
// there keeps nobody waiting, on PostgreSQL the database itself. Whoever reads
// from the database sees them; no transaction writes to both files. The migrations
// of such tables are named NNNNN_x.derived.sql.
func (d *DB) Derived() *DB {
	if d.derived == nil {
		return d
	}
	return d.derived
}

func address(path string) string { return "file:" + (&url.URL{Path: path}).EscapedPath() }

// openWriter opens a file of SQLite for its one writer. What it deletes is
// overwritten (secure_delete): somebody may have asked to be forgotten. A large
// autocheckpoint keeps bulk loads from stopping every 1,000 pages; the log is cut
// back once all that stood in it is in the file.
func openWriter(path, common string) (*sql.DB, error) {
	pool, err := sql.Open("sqlite", address(path)+common+"&_txlock=immediate&_pragma=secure_delete(1)&_pragma=wal_autocheckpoint(20000)&_pragma=cache_size(-65536)&_pragma=journal_size_limit("+strconv.Itoa(largeLog)+")")
	if err == nil {
		pool.SetMaxOpenConns(1)
	}
	return pool, err
}

// begin makes sure that SQLite's second file is there. One that is no database, as
// after a disk has lost some of it, gives way to an empty one: nothing is lost that
// is not made anew.
func (d *DB) begin(ctx context.Context) error {
	err := d.write.PingContext(ctx)
	if !damaged(err) {
		return err
	}
	if err := removeFile(d.beside); err != nil {
		return err
	}
	return d.write.PingContext(ctx)
}

// damaged reports whether err says that a file of SQLite's is damaged, or no
// database.
func damaged(err error) bool {
	coded, ok := errors.AsType[interface {
		error
		Code() int
	}](err)
	return ok && slices.Contains([]int{11, 26}, coded.Code()&0xff)
}

// both makes connections that read a file of SQLite's and the one beside it.
type both struct {
	driver       driver.Driver
	file, beside string
}

func (b both) Driver() driver.Driver { return b.driver }

func (b both) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := b.driver.Open(b.file)
	if err != nil {
		return nil, err
	}
	run := conn.(driver.ExecerContext)
	_, err = run.ExecContext(ctx, `ATTACH DATABASE ? AS derived`, []driver.NamedValue{{Ordinal: 1, Value: b.beside}})
	if err == nil {
		_, err = run.ExecContext(ctx, `PRAGMA derived.cache_size = -8192`, nil)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open what lies beside the database: %w", err), conn.Close())
	}
	return conn, nil
}

// RemoveSQLite removes the files of a SQLite database that nobody has open.
func RemoveSQLite(file string) error {
	return errors.Join(removeFile(file), removeFile(file+besideSQLite))
}

func removeFile(file string) error {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(file + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// MoveSQLite gives a SQLite database that nobody has open another name, where
// nothing else of that name is left. What can be made anew stays behind.
func MoveSQLite(from, to string) error {
	if err := RemoveSQLite(to); err != nil {
		return err
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return RemoveSQLite(from)
}
