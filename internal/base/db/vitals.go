package db

import (
	"context"
	"fmt"
	"strconv"
)

// Vitals is what a database says of itself.
type Vitals struct {
	Version  string
	Number   int64             // of PostgreSQL's version, such as 150004; 0 on SQLite
	Bytes    int64             // how large it is
	Settings map[string]string // those on which its promises hang
	Broken   []string          // what SQLite's check of the file finds; none where it is sound
	Derived  []string          // … and of the one beside it, which can be made anew
}

// settings on which promises hang, of each dialect.
var settings = map[Dialect][]string{
	SQLite:   {"journal_mode", "synchronous", "foreign_keys"},
	Postgres: {"fsync", "full_page_writes", "synchronous_commit", "max_connections"},
}

// Vitals asks the database how it is. On SQLite it reads the whole file, which
// takes a while where that is large.
func (d *DB) Vitals(ctx context.Context) (v Vitals, err error) {
	v.Settings = map[string]string{}
	err = d.Read(ctx, func(tx *Tx) (err error) {
		version, size, show := `SELECT sqlite_version()`, `SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()`, `PRAGMA `
		if d.Dialect == Postgres {
			version, size, show = `SHOW server_version`, `SELECT pg_database_size(current_database())`, `SHOW `
		}
		if err := tx.QueryRow(ctx, version).Scan(&v.Version); err != nil {
			return fmt.Errorf("ask for the database's version: %w", err)
		}
		if err := tx.QueryRow(ctx, size).Scan(&v.Bytes); err != nil {
			return fmt.Errorf("ask for the database's size: %w", err)
		}
		for _, name := range settings[d.Dialect] {
			var value string
			if err := tx.QueryRow(ctx, show+name).Scan(&value); err != nil {
				return fmt.Errorf("ask for %s: %w", name, err)
			}
			v.Settings[name] = value
		}
		if d.Dialect == Postgres {
			var number string
			err := tx.QueryRow(ctx, `SHOW server_version_num`).Scan(&number)
			v.Number, _ = strconv.ParseInt(number, 10, 64) // 0 where it has none
			return err
		}
		return nil
	})
	if err == nil && d.Dialect == SQLite {
		if v.Broken, err = d.checked(ctx, `PRAGMA main.quick_check(20)`); err == nil {
			v.Derived, err = d.checked(ctx, `PRAGMA derived.quick_check(20)`)
		}
	}
	return v, err
}

// checked lists what a check of a file finds, nothing where it is sound. One that
// is too damaged to be checked is no less damaged.
func (d *DB) checked(ctx context.Context, check string) (found []string, err error) {
	err = d.Read(ctx, func(tx *Tx) (err error) {
		found, err = tx.strings(ctx, check)
		return err
	})
	switch {
	case damaged(err):
		return append(found, err.Error()), nil
	case len(found) == 1 && found[0] == "ok":
		return nil, err
	}
	return found, err
}
