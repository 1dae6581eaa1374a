package wechat

import (
	"context"
	"io"
	"strings"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// What one record of a table may take; beyond, a quotation mark is missing.
const (
	longestRecord = 1 << 20 // bytes
	tallestRecord = 2000    // lines; halved with every mark missed, so that a table full of them ends
	shortest      = 20      // lines that are always allowed
)

// records reads a table of comma-separated values. A record whose quotation
// mark is never closed costs its first line; reading goes on with the next.
type records struct {
	lines *export.Lines
	again []string // lines to be read once more
	n     int      // of the line read last
	wrong int      // records whose mark was missing
	f     fields
}

func (c *records) line() (string, bool) {
	if len(c.again) > 0 {
		s := c.again[0]
		c.again = c.again[1:]
		c.n++
		return s, true
	}
	if !c.lines.Next() {
		return "", false
	}
	c.n = c.lines.Number()
	return c.lines.Text(), true
}

// next returns the next record and the line it begins in; open where it lacks
// a quotation mark and is only the first line.
func (c *records) next() (rec []string, line int, open, ok bool) {
	s, ok := c.line()
	for ok && strings.TrimSpace(s) == "" {
		s, ok = c.line()
	}
	if !ok {
		return nil, 0, false, false
	}
	line = c.n
	c.f = fields{}
	held, size := []string(nil), len(s)
	for !c.f.feed(s) {
		if s, ok = c.line(); ok {
			held = append(held, s)
			size += len(s)
		}
		if !ok || size > longestRecord || len(held) > max(tallestRecord>>min(c.wrong, 16), shortest) {
			c.wrong++
			c.again = append(held, c.again...)
			c.n = line
			return nil, line, true, true
		}
	}
	return c.f.done(), line, false, true
}

// fields takes a record apart, line by line.
type fields struct {
	out    []string
	cur    strings.Builder
	quoted bool
	more   bool // a line was fed before
}

// feed adds a line and reports whether the record is complete. A quotation
// mark counts at the beginning of a field and, in a quoted one, before a comma
// or the line's end; elsewhere it is a character like any other.
func (f *fields) feed(line string) bool {
	if f.more {
		f.cur.WriteByte('\n')
	}
	f.more = true
	for i := 0; ; {
		if !f.quoted {
			if strings.HasPrefix(line[i:], `"`) {
				f.quoted = true
				i++
				continue
			}
			value, _, found := strings.Cut(line[i:], ",")
			f.cur.WriteString(value)
			f.end()
			if !found {
				return true
			}
			i += len(value) + 1
			continue
		}
		value, rest, found := strings.Cut(line[i:], `"`)
		f.cur.WriteString(value)
		if !found {
			return false
		}
		i += len(value) + 1
		switch {
		case strings.HasPrefix(rest, `"`):
			f.cur.WriteByte('"')
			i++
		case rest == "":
			f.quoted = false
			f.end()
			return true
		case strings.HasPrefix(rest, ","):
			f.quoted = false
			f.end()
			i++
		default:
			f.cur.WriteByte('"')
		}
	}
}

func (f *fields) end() {
	f.out = append(f.out, f.cur.String())
	f.cur.Reset()
}

func (f *fields) done() []string { return f.out }

// columnsOf finds the columns by name: without regard to case, spaces or a
// mark at the beginning.
func columnsOf(head []string) map[string]int {
	at := make(map[string]int, len(head))
	for i, name := range head {
		name = strings.ToLower(strings.Trim(name, "\ufeff \t"))
		if _, twice := at[name]; !twice {
			at[name] = i
		}
	}
	return at
}

// table is a table with a header.
type table struct {
	at   map[string]int
	cols int
	rec  []string
	line int
}

// get returns the value in the first of the columns that there is.
func (t *table) get(names ...string) string {
	for _, name := range names {
		if i, ok := t.at[name]; ok && i < len(t.rec) {
			return t.rec[i]
		}
	}
	return ""
}

// has reports whether the record reaches to all these columns, where the
// table has them at all.
func (t *table) has(names ...string) bool {
	for _, name := range names {
		if i, ok := t.at[name]; ok && i >= len(t.rec) {
			return false
		}
	}
	return true
}

// rows calls visit for every record below the header, which must have the
// columns of one of the layouts. Records without the columns in need are
// skipped; skips go to tell, which may be nil.
func rows(ctx context.Context, in export.Input, r io.Reader, tell *teller, layouts [][]string, need []string, visit func(*table) error) error {
	var sink export.Sink
	if tell != nil {
		sink = tell.sink
	}
	c := &records{lines: export.NewLines(r, in.Name(), sink)}
	head, _, _, ok := c.next()
	t := &table{at: columnsOf(head), cols: len(head)}
	if !ok || !t.fits(layouts) {
		if err := c.lines.Err(); err != nil {
			return err
		}
		return fault.New(fault.Invalid, noHeader.With(in.Name(), strings.Join(layouts[0], ",")))
	}
	for n := 1; ; n++ {
		if err := stopped(ctx, n); err != nil {
			return err
		}
		rec, line, open, ok := c.next()
		if !ok {
			return c.lines.Err()
		}
		t.rec, t.line = rec, line
		var err error
		switch {
		case tell == nil && (open || !t.has(need...)):
		case open:
			err = tell.skip(line, openQuote.With())
		case !t.has(need...):
			err = tell.skip(line, fewColumns.With(len(rec), t.cols))
		default:
			err = visit(t)
		}
		if err != nil {
			return err
		}
	}
}

func (t *table) fits(layouts [][]string) bool {
	for _, columns := range layouts {
		all := true
		for _, name := range columns {
			_, ok := t.at[name]
			all = all && ok
		}
		if all {
			return true
		}
	}
	return false
}
