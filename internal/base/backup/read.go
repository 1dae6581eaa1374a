package backup

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/klauspost/compress/zstd"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
)

// Archive is a file that was found to be whole.
type Archive struct {
	Header
	file *os.File
	size int64
}

// Close closes the file.
func (a *Archive) Close() error { return a.file.Close() }

// Open opens a file and reads it to its end. It fails with Invalid where the
// file is no backup, damaged, cut short or of a newer program.
func Open(ctx context.Context, path string, schemas []db.Schema) (_ *Archive, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.Because(err, fault.NotFound, notBackup.With(path))
	}
	defer func() {
		if err != nil {
			_ = f.Close() // the first error tells
		}
	}()
	a := &Archive{file: f}
	if a.size, err = whole(ctx, f, path); err != nil {
		return nil, err
	}
	h, err := a.header()
	switch {
	case err != nil:
		return nil, errDamaged(err, path)
	case h.Format > format:
		return nil, fault.New(fault.Invalid, newer.With(path, h.Program))
	}
	a.Header = h
	if known, err := knows(schemas, &h); err != nil {
		return nil, err
	} else if !known {
		return nil, fault.New(fault.Invalid, newer.With(path, h.Program))
	}
	err = a.scan(ctx, func(Table, [][]any) error { return nil }, func(Table, []byte) {})
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, errDamaged(err, path)
	}
	return a, nil
}

// knows reports whether the program knows all that a file holds.
func knows(schemas []db.Schema, h *Header) (bool, error) {
	newest := map[string]int64{}
	for _, s := range schemas {
		n, err := s.Newest()
		if err != nil {
			return false, err
		}
		newest[s.Owner] = n
	}
	for _, v := range h.Schemas {
		if v.At > newest[v.Owner] {
			return false, nil
		}
	}
	return true, nil
}

// whole makes sure that a file begins as a backup does and has the sum that it
// says it has.
func whole(ctx context.Context, f *os.File, path string) (size int64, err error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	if !info.Mode().IsRegular() {
		return 0, fault.New(fault.Invalid, notBackup.With(path))
	}
	begins, tail := make([]byte, len(opening)), make([]byte, tailLen)
	if _, err := f.ReadAt(begins, 0); err != nil || string(begins) != opening {
		return 0, fault.Because(err, fault.Invalid, notBackup.With(path))
	}
	size = info.Size() - int64(tailLen)
	if size < int64(len(opening)) {
		return 0, fault.New(fault.Invalid, cut.With(path))
	}
	if _, err := f.ReadAt(tail, size); err != nil {
		return 0, fmt.Errorf("read the backup: %w", err)
	}
	if string(tail[:len(closing)]) != closing {
		return 0, fault.New(fault.Invalid, cut.With(path))
	}
	h := sha256.New()
	if _, err := io.Copy(h, &stopping{ctx, io.NewSectionReader(f, 0, size)}); err != nil {
		return 0, fmt.Errorf("read the backup: %w", err)
	}
	if !bytes.Equal(h.Sum(nil), tail[len(closing):]) {
		return 0, fault.New(fault.Invalid, damaged.With(path))
	}
	return size, nil
}

// stopping reads until ctx ends.
type stopping struct {
	ctx  context.Context
	from io.Reader
}

func (s *stopping) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.from.Read(p)
}

// blocks reads blocks one after the other.
type blocks struct {
	in  *bufio.Reader
	buf bytes.Buffer
}

// blocks opens the file at its first block.
func (a *Archive) blocks() (*blocks, func(), error) {
	z, err := zstd.NewReader(io.NewSectionReader(a.file, int64(len(opening)), a.size-int64(len(opening))),
		zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxWindow(64<<20))
	if err != nil {
		return nil, nil, err
	}
	return &blocks{in: bufio.NewReaderSize(z, 1<<16)}, z.Close, nil
}

var errBlock = errors.New("a block that cannot stand here")

// next returns a block, which lasts until the next.
func (b *blocks) next() (kind byte, payload []byte, err error) {
	if kind, err = b.in.ReadByte(); err != nil {
		return 0, nil, err
	}
	n, err := binary.ReadUvarint(b.in)
	if err != nil {
		return 0, nil, err
	}
	if n > largestBlock {
		return 0, nil, errBlock
	}
	b.buf.Reset()
	if _, err := io.CopyN(&b.buf, b.in, int64(n)); err != nil {
		return 0, nil, err
	}
	return kind, b.buf.Bytes(), nil
}

// header reads the first block.
func (a *Archive) header() (h Header, err error) {
	b, done, err := a.blocks()
	if err != nil {
		return h, err
	}
	defer done()
	kind, payload, err := b.next()
	if err == nil && kind != blockHeader {
		err = errBlock
	}
	if err != nil {
		return h, err
	}
	return h, json.Unmarshal(payload, &h)
}

// scan reads the tables in order and gives out their rows, a block at a time.
// The rows last until rows returns. It makes sure of every sum.
func (a *Archive) scan(ctx context.Context, rows func(Table, [][]any) error, end func(Table, []byte)) error {
	b, done, err := a.blocks()
	if err != nil {
		return err
	}
	defer done()
	if kind, _, err := b.next(); err != nil || kind != blockHeader {
		return errors.Join(errBlock, err)
	}
	for _, t := range a.Tables {
		kind, name, err := b.next()
		if err != nil || kind != blockTable || string(name) != t.Name {
			return errors.Join(errBlock, err)
		}
		sum, err := scanTable(ctx, b, t, rows)
		if err != nil {
			return fmt.Errorf("table %s: %w", t.Name, err)
		}
		end(t, sum)
	}
	if kind, _, err := b.next(); err != nil || kind != blockLast {
		return errors.Join(errBlock, err)
	}
	return nil
}

var errSum = errors.New("the rows are not those that were written")

func scanTable(ctx context.Context, b *blocks, t Table, give func(Table, [][]any) error) ([]byte, error) {
	var s sum
	var values []any
	var rows [][]any
	for {
		kind, payload, err := b.next()
		switch {
		case err != nil:
			return nil, err
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case kind == blockEnd:
			if !bytes.Equal(payload, s.bytes()) || s.rows != t.Rows {
				return nil, errSum
			}
			return s.bytes(), nil
		case kind != blockRows:
			return nil, errBlock
		}
		values, rows = values[:0], rows[:0]
		for rest := payload; len(rest) > 0; {
			from, left := len(values), len(rest)
			before := rest
			if values, rest, err = readRow(values, rest, len(t.Columns)); err != nil {
				return nil, err
			}
			if len(rest) == left { // a table without columns would have no end
				return nil, errRow
			}
			s.add(before[:left-len(rest)])
			rows = append(rows, values[from:len(values):len(values)])
		}
		if err := give(t, rows); err != nil {
			return nil, err
		}
	}
}
