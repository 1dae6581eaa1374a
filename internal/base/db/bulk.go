package db

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
)

// Bulk is an insert of many rows by one statement text.
type Bulk struct {
	Into    string // "chat_message (workspace, group_id, …)"
	Columns int    // how many columns Into names
	Then    string // what follows the values: "ON CONFLICT … DO NOTHING", or ""
}

// maxVariables keeps a statement under SQLite's 32,766 and PostgreSQL's 65,535.
const maxVariables = 30000

// batchRows is the most rows one statement carries: measured, more rows gain
// nothing and cost memory.
const batchRows = 200

// Run inserts n rows; row must append row i's values, in order, to dst.
func (b Bulk) Run(ctx context.Context, tx *Tx, n int, row func(dst []any, i int) []any) (changed int64, err error) {
	per := min(batchRows, maxVariables/b.Columns)
	args := make([]any, 0, per*b.Columns)
	var full *sql.Stmt
	for from := 0; from < n; from += per {
		to := min(from+per, n)
		args = args[:0]
		for i := from; i < to; i++ {
			args = row(args, i)
		}
		var res sql.Result
		tx.db.statements.Add(1)
		if to-from == per && n >= 2*per {
			if full == nil {
				if full, err = tx.tx.PrepareContext(ctx, b.text(tx.Dialect, per)); err != nil {
					return changed, fmt.Errorf("prepare insert into %s: %w", b.Into, err)
				}
				defer full.Close() //nolint:errcheck // goes with the transaction
			}
			res, err = full.ExecContext(ctx, args...)
		} else {
			res, err = tx.tx.ExecContext(ctx, b.text(tx.Dialect, to-from), args...)
		}
		if err != nil {
			return changed, fmt.Errorf("insert into %s: %w", b.Into, err)
		}
		k, err := res.RowsAffected()
		if err != nil {
			return changed, err
		}
		changed += k
	}
	return changed, nil
}

// text writes the statement. SQLite takes $1 for a name and looks names up one
// by one, so that thousands of them cost their square; it gets bare marks.
func (b Bulk) text(d Dialect, rows int) string {
	var s strings.Builder
	s.Grow(64 + rows*b.Columns*7)
	s.WriteString("INSERT INTO " + b.Into + " VALUES ")
	n := 1
	for r := range rows {
		if r > 0 {
			s.WriteByte(',')
		}
		s.WriteByte('(')
		for c := range b.Columns {
			if c > 0 {
				s.WriteByte(',')
			}
			if d == SQLite {
				s.WriteByte('?')
				continue
			}
			s.WriteByte('$')
			s.WriteString(strconv.Itoa(n))
			n++
		}
		s.WriteByte(')')
	}
	if b.Then != "" {
		s.WriteString(" " + b.Then)
	}
	return s.String()
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
