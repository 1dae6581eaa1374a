package table

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// The largest workbook that is opened, and what of one sheet stays in memory
// while it is; the rest waits on disk.
const (
	maxWorkbook = 256 << 20
	maxUnzipped = 4 << 30
	sheetMemory = 16 << 20
)

// openWorkbook opens the workbook that in is. The caller closes it.
func openWorkbook(in export.Input) (*excelize.File, error) {
	rc, err := in.OpenRaw("")
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	limited := &io.LimitedReader{R: rc, N: maxWorkbook + 1}
	data, err := io.ReadAll(limited)
	if limited.N <= 0 {
		return nil, fault.New(fault.Limited, hugeWorkbook.With(in.Name(), maxWorkbook>>20))
	}
	if err == nil {
		err = swollen(in.Name(), data)
	}
	var book *excelize.File
	if err == nil {
		book, err = excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: sheetMemory, RawCellValue: true})
	}
	if err != nil {
		if fault.KindOf(err) != fault.Internal {
			return nil, err
		}
		return nil, fault.Because(fmt.Errorf("opening workbook %s: %w", in.Name(), err), fault.Invalid, badWorkbook.With(in.Name()))
	}
	return book, nil
}

// swollen refuses a workbook that is a zip bomb: a sheet of it would fill the
// disk before its first row is read.
func swollen(name string, data []byte) error {
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return err
	}
	total := uint64(0)
	for _, f := range zr.File {
		total += min(f.UncompressedSize64, maxUnzipped)
	}
	return export.Limits{}.Swollen(name, int64(len(data)), int64(total))
}

// sheet is a sheet that holds a chat.
type sheet struct {
	name   string
	at     int // row of the header
	header []string
	rows   [][]string // the first below it
}

// chatSheets returns the sheets with a header that names what is needed, or
// else, for a person to choose columns from, the first with any row.
func chatSheets(book *excelize.File) ([]sheet, error) {
	var chats, others []sheet
	for _, name := range book.GetSheetList() {
		s, err := sheetTop(book, name)
		if err != nil {
			return nil, err
		}
		switch {
		case s.header == nil:
		case sureness(Guess(s.header)) == fullGuess:
			chats = append(chats, s)
		default:
			others = append(others, s)
		}
	}
	if chats == nil {
		return others[:min(1, len(others))], nil
	}
	return chats, nil
}

// sheetTop reads the first rows of a sheet.
func sheetTop(book *excelize.File, name string) (sheet, error) {
	s := sheet{name: name}
	rows, err := book.Rows(name)
	if err != nil {
		var not excelize.ErrSheetNotExist
		if errors.As(err, &not) {
			return s, nil // a sheet of charts has no rows
		}
		return s, err
	}
	defer rows.Close()
	best := -1
	for n := 1; n <= learnFrom && rows.Next(); n++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return s, err
		}
		if n <= headerWithin && len(cells) >= 2 && named(cells) > best {
			best = named(cells)
			s.at, s.header, s.rows = n, trimmed(cells), nil
			continue
		}
		if s.header != nil {
			s.rows = append(s.rows, cells)
		}
	}
	return s, rows.Error()
}

func readXLSX(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
	book, err := openWorkbook(in)
	if err != nil {
		return err
	}
	defer book.Close()
	sheets, err := chatSheets(book)
	if err != nil {
		return fault.Because(fmt.Errorf("reading workbook %s: %w", in.Name(), err), fault.Invalid, badWorkbook.With(in.Name()))
	}
	if len(sheets) == 0 {
		return fault.New(fault.Invalid, noHeader.With(in.Name()))
	}
	t := newTeller(ctx, in, opt, sink)
	t.ragged = true
	for _, s := range sheets {
		if len(sheets) > 1 { // a sheet for each group
			t.chat = s.name
			t.file = in.Name() + "/" + s.name
		}
		if err := t.columns(s.header, opt); err != nil {
			return err
		}
		t.learn(s.rows)
		if err := t.sheet(book, s); err != nil {
			return err
		}
	}
	return nil
}

// sheet tells every row below the header of s.
func (t *teller) sheet(book *excelize.File, s sheet) error {
	rows, err := book.Rows(s.name)
	if err != nil {
		return fmt.Errorf("reading sheet %s: %w", s.name, err)
	}
	defer rows.Close()
	for n := 1; rows.Next(); n++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return fault.Because(fmt.Errorf("reading sheet %s: %w", s.name, err), fault.Invalid, badWorkbook.With(t.file))
		}
		if n <= s.at {
			continue
		}
		if err := t.row(n, cells); err != nil {
			return err
		}
	}
	return rows.Error()
}
