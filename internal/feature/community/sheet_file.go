package community

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Limits of a file with a table.
const (
	mostFile     = 4 << 20
	mostUnzipped = 64 << 20
	sheetMemory  = 16 << 20
)

var (
	fileUnreadable = i18n.Text{
		Hans: "这个文件打不开。请传 .xlsx 或 .csv 文件，不要加密码。",
		Hant: "這個檔案打不開。請上傳 .xlsx 或 .csv 檔案，不要加密碼。",
		En:   "This file cannot be opened. Send an .xlsx or .csv file without a password.",
	}
	fileLarge = i18n.Text{
		Hans: "文件太大：最多 %d MB。请分几次传。",
		Hant: "檔案太大：最多 %d MB。請分幾次上傳。",
		En:   "The file is too large: at most %d MB. Send it in parts.",
	}
)

// readFile reads a table: an Excel workbook's first sheet, or CSV. It fails with
// Invalid or Limited.
func readFile(data []byte) (g grid, err error) {
	if len(data) > mostFile {
		return g, fault.New(fault.Limited, fileLarge.With(mostFile>>20))
	}
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		g, err = readWorkbook(data)
	} else {
		g, err = readCSV(data)
	}
	total := 0
	for _, row := range g.rows {
		for _, text := range row {
			total += len(text)
		}
	}
	switch {
	case err == nil && total > mostText:
		return grid{}, fault.New(fault.Limited, fileLarge.With(mostFile>>20))
	case err == nil || fault.KindOf(err) != fault.Internal:
		return g, err
	}
	return grid{}, fault.Because(err, fault.Invalid, fileUnreadable.With())
}

func readWorkbook(data []byte) (g grid, err error) {
	if g.formulas, err = formulasIn(data); err != nil {
		return g, err
	}
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: mostUnzipped, UnzipXMLSizeLimit: sheetMemory})
	if err != nil {
		return g, fmt.Errorf("open a workbook: %w", err)
	}
	defer book.Close() //nolint:errcheck // only read from
	sheets := book.GetSheetList()
	if len(sheets) == 0 {
		return g, errors.New("a workbook without a sheet")
	}
	rows, err := book.Rows(sheets[0])
	if err != nil {
		return g, fmt.Errorf("read a sheet: %w", err)
	}
	defer rows.Close() //nolint:errcheck // only read from
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return g, fmt.Errorf("read a row: %w", err)
		}
		if len(g.rows) > mostRows+1 { // it is refused already
			break
		}
		g.rows = append(g.rows, cells[:min(len(cells), mostHeads+1)])
	}
	return g, rows.Error()
}

// formulasIn finds the cells of a workbook that are formulas.
func formulasIn(data []byte) (map[cell]bool, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("open a workbook: %w", err)
	}
	out := map[cell]bool{}
	left := int64(mostUnzipped)
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "xl/worksheets/") || !strings.HasSuffix(f.Name, ".xml") {
			continue
		}
		n, err := formulasOf(f, left, out)
		if left -= n; err != nil {
			return nil, err
		}
		if left <= 0 {
			return nil, fault.New(fault.Limited, fileLarge.With(mostFile>>20))
		}
	}
	return out, nil
}

// formulasOf finds the formulas of one sheet, reading at most so many bytes.
func formulasOf(f *zip.File, most int64, out map[cell]bool) (read int64, err error) {
	rc, err := f.Open()
	if err != nil {
		return 0, fmt.Errorf("open a sheet: %w", err)
	}
	defer rc.Close() //nolint:errcheck // only read from
	in := &io.LimitedReader{R: rc, N: most}
	d, at := xml.NewDecoder(in), ""
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) || in.N <= 0 {
			return most - in.N, nil
		}
		if err != nil {
			return most - in.N, fmt.Errorf("read a sheet: %w", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "c":
			at = ""
			for _, a := range start.Attr {
				if a.Name.Local == "r" {
					at = a.Value
				}
			}
		case "f":
			if column, row, err := excelize.CellNameToCoordinates(at); err == nil {
				out[cell{row - 1, column - 1}] = true
			}
		}
	}
}

func readCSV(data []byte) (g grid, err error) {
	text := bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(text) { // Excel for Windows in Chinese
		if text, err = simplifiedchinese.GB18030.NewDecoder().Bytes(text); err != nil {
			return g, fmt.Errorf("read CSV: %w", err)
		}
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return g, errors.New("no text")
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	if head, _, _ := bytes.Cut(text, []byte("\n")); bytes.Count(head, []byte("\t")) > bytes.Count(head, []byte(",")) {
		r.Comma = '\t'
	}
	g.formulas = map[cell]bool{}
	for len(g.rows) <= mostRows+1 {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return g, nil
		}
		if err != nil {
			return g, fmt.Errorf("read CSV: %w", err)
		}
		row = row[:min(len(row), mostHeads+1)]
		for c, text := range row {
			if strings.HasPrefix(text, "=") {
				g.formulas[cell{len(g.rows), c}] = true
			}
			row[c] = unguarded(text)
		}
		g.rows = append(g.rows, row)
	}
	return g, nil
}

// risky are the signs by which spreadsheets take text for a formula.
const risky = "=+-@\t\r"

// guarded is text that no spreadsheet takes for a formula; unguarded takes that
// back.
func guarded(text string) string {
	if text != "" && strings.ContainsRune(risky, rune(text[0])) {
		return "'" + text
	}
	return text
}

func unguarded(text string) string {
	if len(text) > 1 && text[0] == '\'' && strings.ContainsRune(risky, rune(text[1])) {
		return text[1:]
	}
	return text
}

// writeCSV writes a table as Excel opens it.
func writeCSV(rows [][]string) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("\ufeff") // without it Excel takes the file for another encoding
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, text := range row {
			safe[i] = guarded(text)
		}
		if err := w.Write(safe); err != nil {
			return nil, fmt.Errorf("write CSV: %w", err)
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// writeWorkbook writes a table as a workbook. Every cell is text, or Excel would
// make days and numbers of what people type; choices offer what a column may hold.
func writeWorkbook(rows [][]string, choices map[int][]string) ([]byte, error) {
	const name = "Sheet1"
	book := excelize.NewFile()
	defer book.Close() //nolint:errcheck // nothing of it is on disk
	text, err := book.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return nil, fmt.Errorf("style a workbook: %w", err)
	}
	head, err := book.NewStyle(&excelize.Style{NumFmt: 49, Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, fmt.Errorf("style a workbook: %w", err)
	}
	if err := offer(book, name, len(rows), choices); err != nil {
		return nil, err
	}
	stream, err := book.NewStreamWriter(name)
	if err == nil {
		err = errors.Join(stream.SetColWidth(1, 2, 20), stream.SetColWidth(3, mostHeads, 18),
			stream.SetPanes(&excelize.Panes{Freeze: true, XSplit: 2, YSplit: 1, TopLeftCell: "C2", ActivePane: "bottomRight"}))
	}
	for i, row := range rows {
		style := text
		if i == 0 {
			style = head
		}
		cells := make([]any, len(row))
		for c, value := range row {
			cells[c] = excelize.Cell{StyleID: style, Value: value}
		}
		if err == nil {
			err = stream.SetRow(cell{i, 0}.String(), cells)
		}
	}
	if err == nil {
		err = stream.Flush()
	}
	var out bytes.Buffer
	if err == nil {
		err = book.Write(&out)
	}
	if err != nil {
		return nil, fmt.Errorf("write a workbook: %w", err)
	}
	return out.Bytes(), nil
}

// offer lets a column of a sheet be chosen from a list.
func offer(book *excelize.File, sheet string, rows int, choices map[int][]string) error {
	for column, list := range choices {
		v := excelize.NewDataValidation(true)
		v.SetSqref(cell{1, column}.String() + ":" + cell{max(rows-1, 1), column}.String())
		if err := v.SetDropList(list); err != nil {
			return fmt.Errorf("offer choices: %w", err)
		}
		if err := book.AddDataValidation(sheet, v); err != nil {
			return fmt.Errorf("offer choices: %w", err)
		}
	}
	return nil
}
