package db

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/fault"
)

// ColumnKind is what a column holds, alike on every dialect.
type ColumnKind string

// The kinds of columns.
const (
	Int   ColumnKind = "int"
	Float ColumnKind = "float"
	Text  ColumnKind = "text"
	Bytes ColumnKind = "bytes"
)

// Column is a column of a table.
type Column struct {
	Name string     `json:"name"`
	Kind ColumnKind `json:"kind"` // "" for one that only this dialect has
}

// Table is a table as the database has it.
type Table struct {
	Name, Owner string
	Columns     []Column
	refers      []string // tables its rows refer to
}

// Tables lists the tables of schemas, in their order, and so that no table
// comes before one that its rows refer to. What a dialect keeps behind the
// scenes, such as the shadows of a search index, is not among them.
func (tx *Tx) Tables(ctx context.Context, schemas ...Schema) ([]Table, error) {
	names, err := tx.names(ctx)
	if err != nil {
		return nil, fmt.Errorf("list tables: %w", err)
	}
	byOwner := map[string][]Table{}
	for _, name := range names {
		owner := ""
		for _, s := range schemas {
			if strings.HasPrefix(name, s.Owner+"_") && len(s.Owner) > len(owner) {
				owner = s.Owner
			}
		}
		if owner == "" {
			continue
		}
		t := Table{Name: name, Owner: owner}
		if err := tx.describe(ctx, &t); err != nil {
			return nil, fmt.Errorf("look at table %s: %w", name, err)
		}
		byOwner[owner] = append(byOwner[owner], t)
	}
	var out []Table
	for _, s := range schemas {
		out = append(out, referredFirst(byOwner[s.Owner])...)
	}
	return out, nil
}

// referredFirst orders the tables of one owner.
func referredFirst(left []Table) (out []Table) {
	waits := func(t Table) bool {
		return slices.ContainsFunc(t.refers, func(name string) bool {
			return name != t.Name && slices.ContainsFunc(left, func(o Table) bool { return o.Name == name })
		})
	}
	for len(left) > 0 {
		i := slices.IndexFunc(left, func(t Table) bool { return !waits(t) })
		i = max(i, 0) // a circle has no order
		out = append(out, left[i])
		left = slices.Delete(slices.Clone(left), i, i+1)
	}
	return out
}

func (tx *Tx) strings(ctx context.Context, query string, args ...any) (out []string, err error) {
	err = tx.Each(ctx, query, args, func(scan func(...any) error) error {
		var s string
		err := scan(&s)
		out = append(out, s)
		return err
	})
	return out, err
}

func (tx *Tx) names(ctx context.Context) ([]string, error) {
	if tx.Dialect == SQLite {
		return tx.strings(ctx, `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name`)
	}
	return tx.strings(ctx, `SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace
		AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname COLLATE "C"`)
}

func (tx *Tx) describe(ctx context.Context, t *Table) (err error) {
	columns := `SELECT name, type FROM pragma_table_info($1) ORDER BY cid`
	refers := `SELECT DISTINCT "table" FROM pragma_foreign_key_list($1)`
	if tx.Dialect == Postgres {
		columns = `SELECT a.attname, format_type(a.atttypid, NULL) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
			WHERE c.relname = $1 AND c.relnamespace = current_schema()::regnamespace
			AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum`
		refers = `SELECT DISTINCT r.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid
			WHERE k.contype = 'f' AND c.relname = $1 AND c.relnamespace = current_schema()::regnamespace`
	}
	err = tx.Each(ctx, columns, []any{t.Name}, func(scan func(...any) error) error {
		var name, kind string
		err := scan(&name, &kind)
		t.Columns = append(t.Columns, Column{name, kindOf[strings.ToLower(kind)]})
		return err
	})
	if err != nil {
		return err
	}
	t.refers, err = tx.strings(ctx, refers, t.Name)
	return err
}

// kindOf are the types that both dialects know, by the names either has for them.
var kindOf = map[string]ColumnKind{
	"bigint": Int, "integer": Int, "int": Int, "smallint": Int, "text": Text, "bytea": Bytes, "blob": Bytes,
	"double precision": Float, "real": Float,
}

// Version is how far an owner's tables were brought.
type Version struct {
	Owner string `json:"owner"`
	At    int64  `json:"at"` // 0 where they were not made yet
}

// Versions tells how far the tables of schemas were brought in this database.
func (tx *Tx) Versions(ctx context.Context, schemas ...Schema) ([]Version, error) {
	names, err := tx.names(ctx)
	if err != nil {
		return nil, fmt.Errorf("list tables: %w", err)
	}
	out := make([]Version, len(schemas))
	for i, s := range schemas {
		out[i].Owner = s.Owner
		table := versionTable(s)
		if !slices.Contains(names, table) {
			continue
		}
		if err := tx.QueryRow(ctx, `SELECT COALESCE(MAX(version_id), 0) FROM `+table).Scan(&out[i].At); err != nil {
			return nil, fmt.Errorf("read %s: %w", table, err)
		}
	}
	return out, nil
}

func versionTable(s Schema) string { return "schema_" + s.Owner }

// Newest is the newest version that the program knows, on any dialect or only
// on one.
func (s Schema) Newest(only ...Dialect) (newest int64, err error) {
	names, err := fs.Glob(s.Files, "schema/*.sql")
	for _, name := range names {
		dialect := ""
		if parts := strings.Split(name, "."); len(parts) > 2 {
			dialect = parts[len(parts)-2]
		}
		if dialect != "" && len(only) > 0 && !slices.Contains(only, Dialect(dialect)) {
			continue
		}
		number, _, _ := strings.Cut(strings.TrimPrefix(name, "schema/"), "_")
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("migration %s has no number: %w", name, err)
		}
		newest = max(newest, n)
	}
	return newest, err
}

// Used reports whether any of tables has a row.
func (tx *Tx) Used(ctx context.Context, tables ...Table) (bool, error) {
	for _, t := range tables {
		n := 0
		err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM `+t.Name+` LIMIT 1) AS first`).Scan(&n)
		if err != nil {
			return false, fmt.Errorf("look into %s: %w", t.Name, err)
		}
		if n > 0 {
			return true, nil
		}
	}
	return false, nil
}

// Wipe drops every table of schemas, with all that is in them.
func (d *DB) Wipe(ctx context.Context, schemas ...Schema) error {
	return d.Write(ctx, func(tx *Tx) error {
		tables, err := tx.Tables(ctx, schemas...)
		if err != nil {
			return err
		}
		var names []string
		for _, t := range slices.Backward(tables) {
			names = append(names, t.Name)
		}
		for _, s := range schemas {
			names = append(names, versionTable(s))
		}
		for _, name := range names {
			if _, err := tx.Exec(ctx, `DROP TABLE IF EXISTS `+name); err != nil {
				return fmt.Errorf("drop %s: %w", name, err)
			}
		}
		return nil
	})
}

// Alone takes a name that one connection of one process has at a time, for as
// long as it lives; ok is false where another has it. On SQLite it is always
// given: whoever uses it there makes a file of their own.
func (d *DB) Alone(ctx context.Context, name string) (release func(), ok bool, err error) {
	if d.Dialect == SQLite {
		return func() {}, true, nil
	}
	conn, err := d.write.Conn(ctx)
	if err != nil {
		return nil, false, fmt.Errorf("take a connection: %w", err)
	}
	err = conn.QueryRowContext(ctx, `SELECT pg_try_advisory_lock(hashtext(current_schema() || '/' || $1))`, name).Scan(&ok)
	if err != nil || !ok {
		return nil, false, errors.Join(err, conn.Close())
	}
	return func() {
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock(hashtext(current_schema() || '/' || $1))`, name) // it ends with the connection
		_ = conn.Close()
	}, true, nil
}

// NotNewer fails with Unavailable where a newer program has brought one of the
// tables of schemas further than this one knows.
func (d *DB) NotNewer(ctx context.Context, schemas ...Schema) error {
	return d.Read(ctx, func(tx *Tx) error {
		at, err := tx.Versions(ctx, schemas...)
		if err != nil {
			return err
		}
		for i, s := range schemas {
			newest, err := s.Newest()
			if err != nil {
				return err
			}
			if at[i].At > newest {
				return fault.New(fault.Unavailable, newerSchema.With(s.Owner, at[i].At, newest))
			}
		}
		return nil
	})
}
