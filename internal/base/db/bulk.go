package db

import (
	"context"
	"database/sql/driver"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// Bulk is an insert of many rows by few statements.
type Bulk struct {
	Into    string // "chat_message (workspace, group_id, …)"
	Columns int    // how many columns Into names
	Then    string // what follows the values: "ON CONFLICT … DO NOTHING", or ""
}

// SQLite gets statements of these many rows, prepared once: reading the text of a
// new one costs as much as running it. More rows gain nothing and cost memory.
var chunks = [...]int{200, 40, 8, 1}

// postgresRows is how many rows PostgreSQL gets at a time, as one array for each
// column.
const postgresRows = 5000

// Run inserts n rows; row must append row i's values, in order, to dst. The
// values of one column are of one type: whole numbers, text, bytes or fractions.
func (b Bulk) Run(ctx context.Context, tx *Tx, n int, row func(dst []any, i int) []any) (changed int64, err error) {
	if tx.Dialect == Postgres {
		return b.runPostgres(ctx, tx, n, row)
	}
	values := make([]any, 0, min(n, chunks[0])*b.Columns)
	args := make([]driver.NamedValue, 0, cap(values))
	for from := 0; from < n; {
		size := 1
		for _, c := range chunks {
			if n-from >= c {
				size = c
				break
			}
		}
		values, args = values[:0], args[:0]
		for i := from; i < from+size; i++ {
			values = row(values, i)
		}
		for i, v := range values {
			args = append(args, driver.NamedValue{Ordinal: i + 1, Value: plain(v)})
		}
		k, err := tx.execPrepared(ctx, keptKey{b, size}, args)
		if err != nil {
			return changed, fmt.Errorf("insert into %s: %w", b.Into, err)
		}
		changed += k
		from += size
	}
	return changed, nil
}

// execPrepared runs a statement that SQLite's writing connection keeps.
func (tx *Tx) execPrepared(ctx context.Context, key keptText, args []driver.NamedValue) (changed int64, err error) {
	tx.db.statements.Add(1)
	err = tx.conn.Raw(func(conn any) error {
		st, err := tx.db.kept.statement(ctx, conn, key)
		if err != nil {
			return err
		}
		res, err := st.(driver.StmtExecContext).ExecContext(ctx, args)
		if err != nil {
			return err
		}
		changed, err = res.RowsAffected()
		return err
	})
	return changed, err
}

// keptText names a prepared statement, and writes it when it is needed. It can be
// compared.
type keptText interface{ text() string }

// keptKey names a prepared insert of so many rows.
type keptKey struct {
	Bulk
	rows int
}

func (k keptKey) text() string { return k.Bulk.text(k.rows) }

// kept are the statements prepared on SQLite's writing connection. Whoever has
// the writer's turn may use them.
type kept struct {
	conn       any // the driver's connection they were prepared on
	statements map[keptText]driver.Stmt
}

// mostKept bounds the statements; there are a few dozen.
const mostKept = 500

func (k *kept) statement(ctx context.Context, conn any, key keptText) (driver.Stmt, error) {
	if k.conn != conn || len(k.statements) >= mostKept {
		if k.conn == conn {
			k.close()
		}
		k.conn, k.statements = conn, map[keptText]driver.Stmt{}
	}
	if st, ok := k.statements[key]; ok {
		return st, nil
	}
	st, err := conn.(driver.ConnPrepareContext).PrepareContext(ctx, key.text())
	if err != nil {
		return nil, err
	}
	k.statements[key] = st
	return st, nil
}

func (k *kept) close() {
	for _, st := range k.statements {
		_ = st.Close() // it only frees memory
	}
	k.conn, k.statements = nil, nil
}

// text writes the statement. SQLite takes $1 for a name and looks names up one
// by one, so that thousands of them cost their square; it gets bare marks.
func (b Bulk) text(rows int) string {
	one := "(" + strings.TrimSuffix(strings.Repeat("?,", b.Columns), ",") + ")"
	s := "INSERT INTO " + b.Into + " VALUES " + strings.TrimSuffix(strings.Repeat(one+",", rows), ",")
	if b.Then != "" {
		s += " " + b.Then
	}
	return s
}

// plain is v as the drivers take it.
func plain(v any) any {
	switch v := v.(type) {
	case int64, string, []byte, float64, nil:
		return v
	case int:
		return int64(v)
	case uint32:
		return int64(v)
	}
	switch r := reflect.ValueOf(v); {
	case r.CanInt():
		return r.Int()
	case r.CanUint():
		return int64(r.Uint())
	case r.CanFloat():
		return r.Float()
	case r.Kind() == reflect.String:
		return r.String()
	}
	return v
}

// runPostgres inserts rows as one array for each column: one text for any
// number of rows.
func (b Bulk) runPostgres(ctx context.Context, tx *Tx, n int, row func(dst []any, i int) []any) (changed int64, err error) {
	for from := 0; from < n; from += postgresRows {
		columns := make([]column, b.Columns)
		values := make([]any, 0, b.Columns)
		for i := from; i < min(from+postgresRows, n); i++ {
			values = row(values[:0], i)
			for c, v := range values {
				if err := columns[c].add(plain(v)); err != nil {
					return changed, fmt.Errorf("insert into %s, column %d: %w", b.Into, c+1, err)
				}
			}
		}
		args, types := make([]any, len(columns)), make([]string, len(columns))
		for c := range columns {
			if columns[c].mixed() {
				return changed, fmt.Errorf("insert into %s: column %d has values of two types", b.Into, c+1)
			}
			var name string
			args[c], name = columns[c].array()
			types[c] = "$" + strconv.Itoa(c+1) + "::" + name + "[]"
		}
		text := "INSERT INTO " + b.Into + " SELECT * FROM unnest(" + strings.Join(types, ", ") + ")"
		if b.Then != "" {
			text += " " + b.Then
		}
		k, err := tx.Exec(ctx, text, args...)
		if err != nil {
			return changed, fmt.Errorf("insert into %s: %w", b.Into, err)
		}
		changed += k
	}
	return changed, nil
}

// column collects the values of one column.
type column struct {
	ints   []int64
	texts  []string
	bytes  [][]byte
	floats []float64
}

func (c *column) add(v any) error {
	switch v := v.(type) {
	case int64:
		c.ints = append(c.ints, v)
	case string:
		c.texts = append(c.texts, v)
	case []byte:
		c.bytes = append(c.bytes, v)
	case float64:
		c.floats = append(c.floats, v)
	default:
		return fmt.Errorf("a %T is no value for a bulk insert", v)
	}
	return nil
}

func (c *column) mixed() bool {
	kinds := 0
	for _, n := range []int{len(c.ints), len(c.texts), len(c.bytes), len(c.floats)} {
		if n > 0 {
			kinds++
		}
	}
	return kinds > 1
}

func (c *column) array() (values any, name string) {
	switch {
	case c.texts != nil:
		return c.texts, "text"
	case c.bytes != nil:
		return c.bytes, "bytea"
	case c.floats != nil:
		return c.floats, "double precision"
	}
	return c.ints, "bigint"
}

// List writes n placeholders from $start on, in parentheses, for IN.
func List(start, n int) string {
	var s strings.Builder
	s.WriteByte('(')
	for i := range n {
		if i > 0 {
			s.WriteByte(',')
		}
		s.WriteByte('$')
		s.WriteString(strconv.Itoa(start + i))
	}
	s.WriteByte(')')
	return s.String()
}
