package backup

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/lease"
)

// Write writes the tables of schemas, as they are at one moment, while others go
// on working on them. program is the version that is told to whoever restores.
// It fails with Unavailable where a restore has begun and not ended: half of an
// installation is not to pass for one.
func Write(ctx context.Context, d *db.DB, w io.Writer, program string, schemas []db.Schema, progress Progress) (h Header, err error) {
	err = d.Read(ctx, func(tx *db.Tx) error {
		h, err = describe(ctx, tx, program, schemas)
		if err != nil {
			return err
		}
		return writeAll(ctx, tx, w, &h, progress)
	})
	return h, err
}

// describe finds what there is to write.
func describe(ctx context.Context, tx *db.Tx, program string, schemas []db.Schema) (h Header, err error) {
	h = Header{Format: format, Program: program, Created: tx.Now.UTC(), Dialect: tx.Dialect}
	all, err := tx.Tables(ctx, schemas...)
	if err == nil {
		err = isWhole(ctx, tx, all)
	}
	if err != nil {
		return h, err
	}
	if h.Schemas, err = tx.Versions(ctx, schemas...); err != nil {
		return h, err
	}
	if h.Floors, err = lease.Floors(ctx, tx); err != nil {
		return h, err
	}
	for _, t := range all {
		if stays(t, schemas) {
			h.Stays = append(h.Stays, t.Name)
			continue
		}
		for _, c := range t.Columns {
			if c.Kind == "" {
				return h, fmt.Errorf("%s.%s is of a type that only one database knows; its owner must say in Stays that %s is made anew", t.Name, c.Name, t.Name)
			}
		}
		out := Table{Name: t.Name, Columns: t.Columns}
		if err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM `+t.Name).Scan(&out.Rows); err != nil {
			return h, fmt.Errorf("count %s: %w", t.Name, err)
		}
		h.Tables = append(h.Tables, out)
	}
	return h, nil
}

func stays(t db.Table, schemas []db.Schema) bool {
	return slices.ContainsFunc(schemas, func(s db.Schema) bool { return slices.Contains(s.Stays, t.Name) })
}

// file is a file that is being written.
type file struct {
	out *bufio.Writer // before compression
	len [binary.MaxVarintLen64]byte
}

func (f *file) block(kind byte, payload []byte) error {
	if len(payload) > largestBlock {
		return fmt.Errorf("a row of %d bytes is too large for a backup", len(payload))
	}
	_ = f.out.WriteByte(kind) // Write below tells
	_, _ = f.out.Write(f.len[:binary.PutUvarint(f.len[:], uint64(len(payload)))])
	_, err := f.out.Write(payload)
	return err
}

func writeAll(ctx context.Context, tx *db.Tx, w io.Writer, h *Header, progress Progress) error {
	whole := sha256.New()
	both := io.MultiWriter(w, whole)
	if _, err := io.WriteString(both, opening); err != nil {
		return fmt.Errorf("write the backup: %w", err)
	}
	z, err := zstd.NewWriter(both, zstd.WithEncoderConcurrency(2))
	if err != nil {
		return fmt.Errorf("begin compression: %w", err)
	}
	defer z.Close() //nolint:errcheck // closed below where all went well
	f := &file{out: bufio.NewWriterSize(z, 1<<16)}
	head, err := json.Marshal(h)
	if err != nil {
		return err
	}
	if err := f.block(blockHeader, head); err != nil {
		return fmt.Errorf("write the backup: %w", err)
	}
	done, total := int64(0), h.Rows()
	for _, t := range h.Tables {
		err := f.table(ctx, tx, t, func(n int64) { done += n; progress.tell(done, total) })
		if err != nil {
			return fmt.Errorf("write %s: %w", t.Name, err)
		}
	}
	if err := f.block(blockLast, nil); err != nil {
		return fmt.Errorf("write the backup: %w", err)
	}
	if err := f.out.Flush(); err != nil {
		return fmt.Errorf("write the backup: %w", err)
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write the backup: %w", err)
	}
	if _, err := w.Write(append([]byte(closing), whole.Sum(nil)...)); err != nil {
		return fmt.Errorf("write the backup: %w", err)
	}
	return nil
}

// table writes the rows of a table, in whichever order the database has them.
func (f *file) table(ctx context.Context, tx *db.Tx, t Table, told func(int64)) error {
	if err := f.block(blockTable, []byte(t.Name)); err != nil {
		return err
	}
	var s sum
	block, n := make([]byte, 0, fullBlock+fullBlock/4), int64(0)
	flush := func() error {
		if n == 0 {
			return nil
		}
		err := f.block(blockRows, block)
		told(n)
		block, n = block[:0], 0
		return err
	}
	err := each(ctx, tx, t, func(row []byte) error {
		s.add(row)
		n++
		if block = append(block, row...); len(block) < fullBlock {
			return nil
		}
		return flush()
	})
	if err != nil {
		return err
	}
	if err := flush(); err != nil {
		return err
	}
	return f.block(blockEnd, s.bytes())
}

// each calls fn with every row of a table. What it is given lasts until it
// returns.
func each(ctx context.Context, tx *db.Tx, t Table, fn func(row []byte) error) error {
	values, into := make([]any, len(t.Columns)), make([]any, len(t.Columns))
	for i := range values {
		into[i] = &values[i]
	}
	var row []byte
	return tx.Each(ctx, "SELECT "+columnList(t)+" FROM "+t.Name, nil, func(scan func(...any) error) error {
		if err := scan(into...); err != nil {
			return err
		}
		row = row[:0]
		for i, c := range t.Columns {
			var err error
			if row, err = appendValue(row, c.Kind, values[i]); err != nil {
				return fmt.Errorf("read %s.%s: %w", t.Name, c.Name, err)
			}
		}
		return fn(row)
	})
}

func columnList(t Table) string {
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = `"` + strings.ReplaceAll(c.Name, `"`, "") + `"` // key and at are words of SQL
	}
	return strings.Join(names, ", ")
}
