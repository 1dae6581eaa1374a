package backup

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/hold"
	"github.com/huoshui/huoshui/internal/base/lease"
)

// Report is what came of a restore.
type Report struct {
	Tables int
	Rows   int64
	// Mended is how many texts held characters that PostgreSQL cannot keep (zero
	// characters, or what is no UTF-8), which now stand as U+FFFD.
	Mended int64
}

// Empty fails with Conflict where d holds anything of an installation. What a
// restore that was cut short left does not count.
func Empty(ctx context.Context, d *db.DB, schemas []db.Schema) error {
	return d.Read(ctx, func(tx *db.Tx) error {
		tables, err := tx.Tables(ctx, schemas...)
		if err != nil {
			return err
		}
		if err := isWhole(ctx, tx, tables); fault.KindOf(err) == fault.Unavailable {
			return nil
		} else if err != nil {
			return err
		}
		used, err := tx.Used(ctx, slices.DeleteFunc(tables, func(t db.Table) bool { return stays(t, schemas) })...)
		if err == nil && used {
			err = fault.New(fault.Conflict, inUse.With())
		}
		return err
	})
}

// isWhole fails with Unavailable where a restore has begun and not ended.
func isWhole(ctx context.Context, tx *db.Tx, tables []db.Table) error {
	if !slices.ContainsFunc(tables, func(t db.Table) bool { return t.Name == "hold_state" }) {
		return nil
	}
	return hold.Whole(ctx, tx)
}

// Restore makes an installation in d, which must be empty, as Empty has it. The
// rows are written in many transactions; until the last of them the database is
// marked as not whole, so that no program starts on it, and the next restore
// begins anew. Where Restore fails it leaves nothing behind.
func (a *Archive) Restore(ctx context.Context, d *db.DB, schemas []db.Schema, progress Progress) (r Report, err error) {
	release, alone, err := d.Alone(ctx, "restore")
	switch {
	case err != nil:
		return r, err
	case !alone:
		return r, fault.New(fault.Conflict, atIt.With())
	}
	defer release()
	if err := Empty(ctx, d, schemas); err != nil {
		return r, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, d.Wipe(context.WithoutCancel(ctx), schemas...))
		}
	}()
	if err := a.begin(ctx, d, schemas); err != nil {
		return r, err
	}
	l := &load{archive: a, db: d, progress: progress, want: map[string][]byte{}}
	if err := l.tables(ctx, schemas); err != nil {
		return r, err
	}
	err = d.Read(ctx, func(tx *db.Tx) error { return l.compare(ctx, tx) })
	if err != nil {
		return r, err
	}
	if err := d.Migrate(ctx, schemas...); err != nil {
		return r, err
	}
	err = d.Write(ctx, func(tx *db.Tx) error {
		if err := lease.SetFloors(ctx, tx, a.Floors); err != nil {
			return err
		}
		return hold.Finish(ctx, tx)
	})
	return Report{Tables: len(a.Tables), Rows: a.Rows(), Mended: l.mended}, err
}

// begin makes the tables as they were where the backup was made, and empties
// them of what migrations may have put in.
func (a *Archive) begin(ctx context.Context, d *db.DB, schemas []db.Schema) error {
	if err := d.Wipe(ctx, schemas...); err != nil {
		return err
	}
	if err := d.Migrate(ctx, hold.Schema); err != nil {
		return err
	}
	if err := d.Write(ctx, func(tx *db.Tx) error { return hold.Begin(ctx, tx, a.Created) }); err != nil {
		return err
	}
	others := slices.DeleteFunc(slices.Clone(schemas), func(s db.Schema) bool { return s.Owner == hold.Schema.Owner })
	if err := d.MigrateTo(ctx, a.Schemas, others...); err != nil {
		return err
	}
	return d.Write(ctx, func(tx *db.Tx) error {
		tables, err := tx.Tables(ctx, others...)
		if err != nil {
			return err
		}
		for _, t := range slices.Backward(tables) {
			if _, err := tx.Exec(ctx, "DELETE FROM "+t.Name); err != nil {
				return fmt.Errorf("empty %s: %w", t.Name, err)
			}
		}
		return nil
	})
}

// load puts the rows of an archive into a database.
type load struct {
	archive  *Archive
	db       *db.DB
	progress Progress
	done     int64
	mended   int64
	want     map[string][]byte // the sum that each table must have now
}

var errTable = errors.New("the program has no such table or column")

// tables loads every table.
func (l *load) tables(ctx context.Context, schemas []db.Schema) error {
	known := map[string]db.Table{}
	err := l.db.Read(ctx, func(tx *db.Tx) error {
		all, err := tx.Tables(ctx, schemas...)
		for _, t := range all {
			if !stays(t, schemas) {
				known[t.Name] = t
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, t := range l.archive.Tables {
		for _, c := range t.Columns {
			if !slices.Contains(known[t.Name].Columns, c) {
				return fmt.Errorf("%s.%s: %w", t.Name, c.Name, errTable)
			}
		}
	}
	var changed sum // what mending changes of the current table's sum
	total := l.archive.Rows()
	return l.archive.scan(ctx, func(t Table, rows [][]any) error {
		if l.db.Dialect == db.Postgres {
			if err := l.mend(t, rows, &changed); err != nil {
				return err
			}
		}
		err := l.db.Write(ctx, func(tx *db.Tx) error { return insert(ctx, tx, t, rows) })
		l.done += int64(len(rows))
		l.progress.tell(l.done, total)
		return err
	}, func(t Table, sum []byte) {
		l.want[t.Name] = changed.on(sum)
		changed.lanes = [4]uint64{}
	})
}

// insert puts in rows of a table. A bulk insert knows no NULL, which few tables
// have.
func insert(ctx context.Context, tx *db.Tx, t Table, rows [][]any) error {
	into := t.Name + " (" + columnList(t) + ")"
	if !slices.ContainsFunc(rows, func(row []any) bool { return slices.Contains(row, nil) }) {
		bulk := db.Bulk{Into: into, Columns: len(t.Columns)}
		_, err := bulk.Run(ctx, tx, len(rows), func(dst []any, i int) []any { return append(dst, rows[i]...) })
		return err
	}
	for part := range slices.Chunk(rows, max(1, mostValues/len(t.Columns))) {
		lists, values := make([]string, len(part)), make([]any, 0, len(part)*len(t.Columns))
		for i, row := range part {
			lists[i] = db.List(len(values)+1, len(row))
			values = append(values, row...)
		}
		if _, err := tx.Exec(ctx, "INSERT INTO "+into+" VALUES "+strings.Join(lists, ", "), values...); err != nil {
			return fmt.Errorf("insert into %s: %w", t.Name, err)
		}
	}
	return nil
}

// mostValues is how many values a plain statement carries.
const mostValues = 1000

// mend replaces in texts what PostgreSQL cannot keep.
func (l *load) mend(t Table, rows [][]any, changed *sum) error {
	for _, row := range rows {
		var was []byte
		for i, v := range row {
			text, ok := v.(string)
			if !ok || utf8.ValidString(text) && strings.IndexByte(text, 0) < 0 {
				continue
			}
			if was == nil {
				var err error
				if was, err = encode(t, row); err != nil {
					return err
				}
			}
			row[i] = strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", "\uFFFD"), "\uFFFD")
			l.mended++
		}
		if was == nil {
			continue
		}
		is, err := encode(t, row)
		if err != nil {
			return err
		}
		changed.swap(was, is)
	}
	return nil
}

func encode(t Table, row []any) (out []byte, err error) {
	for i, c := range t.Columns {
		if out, err = appendValue(out, c.Kind, row[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// swap takes a row out of the lanes and another in.
func (s *sum) swap(was, is []byte) {
	var out sum
	out.add(was)
	s.add(is)
	for i := range s.lanes {
		s.lanes[i] -= out.lanes[i]
	}
}

// on is what another sum comes to with the lanes of s.
func (s *sum) on(other []byte) []byte {
	out := slices.Clone(other)
	for i, l := range s.lanes {
		lane := out[8*(i+1):]
		binary.BigEndian.PutUint64(lane, binary.BigEndian.Uint64(lane)+l)
	}
	return out
}

// compare reads every table back and holds it to the archive.
func (l *load) compare(ctx context.Context, tx *db.Tx) error {
	for _, t := range l.archive.Tables {
		var s sum
		if err := each(ctx, tx, t, func(row []byte) error { s.add(row); return nil }); err != nil {
			return fmt.Errorf("read %s back: %w", t.Name, err)
		}
		if !bytes.Equal(s.bytes(), l.want[t.Name]) {
			return fault.New(fault.Unavailable, differs.With(t.Name))
		}
	}
	return nil
}
