package table

import (
	"bytes"
	"context"
	"io"
	"strings"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/channel/export"
)

const (
	// headerWithin is how many rows from the top the header is looked for:
	// people put a title above it.
	headerWithin = 6
	// learnFrom is how many rows tell the order of day and month.
	learnFrom = 500
	// A quoted field may run over this many lines and bytes; beyond, its quote
	// is taken for a stray one.
	quoteLines = 500
	quoteBytes = 256 << 10
)

// record is one row of a CSV file, and the line it begins on.
type record struct {
	line  int
	cells []string
	open  bool // a quote in it was never closed
}

// csvReader cuts lines into records. A quoted field may hold separators and
// line ends; a quote that is never closed costs its own line only.
type csvReader struct {
	lines *export.Lines
	comma byte
	queue []queued // lines read ahead in search of a closing quote
}

type queued struct {
	line int
	text string
}

func (r *csvReader) nextLine() (queued, bool) {
	if len(r.queue) > 0 {
		q := r.queue[0]
		r.queue = r.queue[1:]
		return q, true
	}
	if !r.lines.Next() {
		return queued{}, false
	}
	return queued{r.lines.Number(), r.lines.Text()}, true
}

// next returns the next record, or false at the end.
func (r *csvReader) next() (record, bool) {
	first, ok := r.nextLine()
	if !ok {
		return record{}, false
	}
	cells, open := cut(first.text, r.comma)
	if !open {
		return record{line: first.line, cells: cells}, true
	}
	var more []queued
	for size := len(first.text); len(more) < quoteLines && size < quoteBytes; {
		q, ok := r.nextLine()
		if !ok {
			break
		}
		more = append(more, q)
		size += len(q.text) + 1
		if !mayClose(q.text, r.comma) {
			continue
		}
		if cells, open := cut(joined(first, more), r.comma); !open {
			return record{line: first.line, cells: cells}, true
		}
	}
	r.queue = append(more, r.queue...)
	return record{line: first.line, cells: cells, open: true}, true
}

func joined(first queued, more []queued) string {
	var b strings.Builder
	b.WriteString(first.text)
	for _, q := range more {
		b.WriteByte('\n')
		b.WriteString(q.text)
	}
	return b.String()
}

// mayClose reports whether a quoted field could end in line.
func mayClose(line string, comma byte) bool {
	_, _, closed := quoted(line, comma)
	return closed
}

// cut splits a record at its separators. open says that it ends within quotes.
func cut(text string, comma byte) (cells []string, open bool) {
	for {
		if !strings.HasPrefix(text, `"`) {
			i := strings.IndexByte(text, comma)
			if i < 0 {
				return append(cells, text), false
			}
			cells = append(cells, text[:i])
			text = text[i+1:]
			continue
		}
		cell, rest, closed := quoted(text[1:], comma)
		cells = append(cells, cell)
		if !closed || rest == "" {
			return cells, !closed
		}
		text = rest[1:] // past the separator
	}
}

// quoted reads a field up to its closing quote, which a separator or the end
// follows. Two quotes are one; a single one elsewhere stands for itself.
func quoted(text string, comma byte) (cell, rest string, closed bool) {
	var b strings.Builder
	for {
		i := strings.IndexByte(text, '"')
		if i < 0 {
			return b.String() + text, "", false
		}
		b.WriteString(text[:i])
		text = text[i+1:]
		if text == "" || text[0] == comma {
			return b.String(), text, true
		}
		b.WriteByte('"')
		if text[0] == '"' {
			text = text[1:]
		}
	}
}

// top is the beginning of a CSV file: how it is separated, where its header
// stands, and the first rows below.
type top struct {
	comma  byte
	header []string
	rows   [][]string
}

// csvTop finds the separator and the header in the first rows of r: those by
// which most columns can be named.
func csvTop(r io.Reader) (top, error) {
	text, err := io.ReadAll(io.LimitReader(r, 256<<10))
	if err != nil {
		return top{}, err
	}
	var found top
	best := -1
	for _, comma := range []byte{',', '\t', ';', '|'} {
		cr := csvReader{lines: export.NewLines(bytes.NewReader(text), "", nil), comma: comma}
		for range headerWithin {
			rec, ok := cr.next()
			if !ok {
				break
			}
			score := named(rec.cells)
			if len(rec.cells) < 2 || score <= best {
				continue
			}
			best = score
			found = top{comma: comma, header: trimmed(rec.cells)}
		}
	}
	if found.header == nil {
		return found, nil
	}
	cr := csvReader{lines: export.NewLines(bytes.NewReader(text), "", nil), comma: found.comma}
	below := false
	for len(found.rows) < learnFrom {
		rec, ok := cr.next()
		if !ok {
			break
		}
		if below && !rec.open {
			found.rows = append(found.rows, rec.cells)
		}
		below = below || same(trimmed(rec.cells), found.header)
	}
	return found, nil
}

// named counts the columns that a header's names tell the use of; those
// without which a table is none count most.
func named(header []string) int {
	m := Guess(trimmed(header))
	n := 0
	for _, name := range []string{m.Time, m.Text} {
		if name != "" {
			n += 10
		}
	}
	for _, name := range []string{m.User, m.UserID, m.Group, m.Kind, m.ReplyTo} {
		if name != "" {
			n++
		}
	}
	return n
}

func trimmed(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = strings.TrimSpace(c)
	}
	return out
}

func same(a, b []string) bool {
	return strings.Join(a, "\x00") == strings.Join(b, "\x00")
}

func readCSV(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
	rc, err := in.Open("")
	if err != nil {
		return err
	}
	start, err := csvTop(rc)
	_ = rc.Close() // only read from
	if err != nil {
		return err
	}
	t := newTeller(ctx, in, opt, sink)
	if start.header == nil {
		return fault.New(fault.Invalid, noHeader.With(in.Name()))
	}
	if err := t.columns(start.header, opt); err != nil {
		return err
	}
	t.learn(start.rows)
	if rc, err = in.Open(""); err != nil {
		return err
	}
	defer rc.Close()
	cr := csvReader{lines: export.NewLines(rc, in.Name(), sink), comma: start.comma}
	below := false
	for {
		rec, ok := cr.next()
		if !ok {
			return cr.lines.Err()
		}
		switch {
		case !below:
			below = same(trimmed(rec.cells), start.header)
		case rec.open:
			err = t.skip(rec.line, openQuote.With())
		default:
			err = t.row(rec.line, rec.cells)
		}
		if err != nil {
			return err
		}
	}
}
