package table

import (
	"bytes"

	"github.com/huoshui/huoshui/internal/channel/export"
)

// Preview is what a person needs to confirm the columns of a table.
type Preview struct {
	Header []string
	Rows   [][]string // the first few below it
	Guess  export.Mapping
	Whole  bool // the guess names all that reading needs
}

// previewRows is how many rows a preview shows.
const previewRows = 5

// Look returns the beginning of the table that in is, in any of the three
// kinds. Its header is nil where none was found.
func Look(in export.Input) (Preview, error) {
	head, err := export.HeadOf(in)
	if err != nil {
		return Preview{}, err
	}
	var p Preview
	switch {
	case sniffXLSX(head) > 0:
		err = p.workbook(in)
	case bytes.HasPrefix(bytes.TrimSpace(head.Text), []byte("{")):
		p.objects(head)
	default:
		var start top
		if start, err = csvTop(bytes.NewReader(head.Text)); err == nil {
			p.Header, p.Rows = start.header, start.rows
		}
	}
	if err != nil {
		return Preview{}, err
	}
	p.Rows = p.Rows[:min(len(p.Rows), previewRows)]
	p.Guess = Guess(p.Header)
	p.Whole = sureness(p.Guess) == fullGuess
	return p, nil
}

func (p *Preview) workbook(in export.Input) error {
	book, err := openWorkbook(in)
	if err != nil {
		return err
	}
	defer book.Close()
	sheets, err := chatSheets(book)
	if err == nil && len(sheets) > 0 {
		p.Header, p.Rows = sheets[0].header, sheets[0].rows
	}
	return err
}

func (p *Preview) objects(head export.Head) {
	for line := range bytes.Lines(head.Text) {
		obj, err := parseObject(bytes.TrimSpace(line))
		if err != nil {
			continue
		}
		if p.Header == nil {
			p.Header = obj.keys
		}
		row := make([]string, len(p.Header))
		for i, key := range p.Header {
			row[i] = obj.values[key]
		}
		p.Rows = append(p.Rows, row)
	}
}
