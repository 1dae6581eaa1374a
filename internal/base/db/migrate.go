package db

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/pressly/goose/v3"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Schema is one owner's migrations: schema/NNNNN_name.sql, forward only. A
// file named NNNNN_x.sqlite.sql or NNNNN_x.postgres.sql runs on that dialect only,
// one named NNNNN_x.derived.sql only on SQLite, in the file beside (see Derived).
type Schema struct {
	Owner string
	Files fs.FS
	// Stays names the tables that no backup takes along, because they hold
	// what must not travel (a session, a one-time link), is of this place only (a
	// lease), or is made anew from the rest.
	Stays []string
	// Passing names the tables through which rows only pass (see Tidy).
	Passing []string
}

var newerSchema = i18n.Text{
	Hans: "数据库由更新的版本写过（%s 第 %d 版，本程序只认识到第 %d 版）。请换用新版程序，旧版不会改动它。",
	Hant: "資料庫已由較新的版本寫入（%s 第 %d 版，本程式只認得到第 %d 版）。請改用新版程式，舊版不會更動它。",
	En:   "The database was written by a newer version (%s is at %d; this program knows up to %d). Use the newer program; this one will not touch it.",
}

// Migrate applies every migration that has not been applied yet, owner by
// owner in the order given. It refuses a database newer than the program.
func (d *DB) Migrate(ctx context.Context, schemas ...Schema) error {
	for _, s := range schemas {
		err := d.migrate(ctx, s, 0)
		if err == nil && d.derived != nil {
			err = d.derived.migrateBeside(ctx, s)
		}
		if err == nil {
			err = d.letPass(ctx, s)
		}
		if err != nil {
			return fmt.Errorf("migrate %s: %w", s.Owner, err)
		}
	}
	return nil
}

// MigrateTo brings the tables of schemas as far as they were elsewhere, and
// leaves those alone that were not there.
func (d *DB) MigrateTo(ctx context.Context, elsewhere []Version, schemas ...Schema) error {
	for _, s := range schemas {
		for _, v := range elsewhere {
			if v.Owner != s.Owner || v.At == 0 {
				continue
			}
			if err := d.migrate(ctx, s, v.At); err != nil {
				return fmt.Errorf("migrate %s to %d: %w", s.Owner, v.At, err)
			}
		}
	}
	return nil
}

// migrate brings the tables of s up to a version, 0 for the newest.
func (d *DB) migrate(ctx context.Context, s Schema, to int64) error {
	files, err := fs.Sub(s.Files, "schema")
	if err != nil {
		return err
	}
	dialect, not := goose.DialectSQLite3, []string{string(Postgres), besideFiles}
	if d.Dialect == Postgres {
		dialect, not = goose.DialectPostgres, []string{string(SQLite), besideFiles}
	}
	exclude, err := named(files, func(kind string) bool { return slices.Contains(not, kind) })
	if err != nil {
		return err
	}
	return d.run(ctx, dialect, files, s, exclude, to)
}

// besideFiles is the kind of migrations that run in the file beside SQLite's.
const besideFiles = "derived"

// migrateBeside brings the tables of s in the file beside SQLite's up to date.
func (d *DB) migrateBeside(ctx context.Context, s Schema) error {
	files, err := fs.Sub(s.Files, "schema")
	if err != nil {
		return err
	}
	ours, err := named(files, func(kind string) bool { return kind == besideFiles })
	if err != nil || len(ours) == 0 {
		return err
	}
	exclude, err := named(files, func(kind string) bool { return kind != besideFiles })
	if err != nil {
		return err
	}
	return d.run(ctx, goose.DialectSQLite3, files, s, exclude, 0)
}

// named lists the migrations of kinds: what a name says between its dots.
func named(files fs.FS, is func(kind string) bool) (out []string, err error) {
	names, err := fs.Glob(files, "*.sql")
	for _, n := range names {
		kind := ""
		if parts := strings.Split(n, "."); len(parts) > 2 {
			kind = parts[len(parts)-2]
		}
		if is(kind) {
			out = append(out, n)
		}
	}
	return out, err
}

func (d *DB) run(ctx context.Context, dialect goose.Dialect, files fs.FS, s Schema, exclude []string, to int64) error {
	p, err := goose.NewProvider(dialect, d.write, files,
		goose.WithTableName(versionTable(s)), goose.WithExcludeNames(exclude),
		goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return err
	}
	current, target, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if current > target {
		return fault.New(fault.Unavailable, newerSchema.With(s.Owner, current, target))
	}
	if to > 0 {
		_, err = p.UpTo(ctx, to)
	} else {
		_, err = p.Up(ctx)
	}
	return err
}
