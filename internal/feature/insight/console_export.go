package insight

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
	"github.com/huoshui/huoshui/internal/web/console"
)

// exportRows is how many groups are read, and namesAtOnce how many members
// named, by one statement of an export.
const exportRows, namesAtOnce = 1000, 500

// sheet is what an export holds: the list as it is seen, all its pages.
type sheet struct {
	heads []string
	rows  [][]any // strings and int64s; nil for unknown
}

// exportCSV handles GET /w/{ws}/groups.csv.
func (p *pages) exportCSV(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	s, err := p.sheet(r, v)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	buf.WriteString("\ufeff") // without it Excel takes the file for another encoding
	out := csv.NewWriter(&buf)
	out.UseCRLF = true
	for _, row := range s.all(tellerOf(v), v) {
		cells := make([]string, len(row))
		for i, c := range row {
			if c != nil {
				cells[i] = fmt.Sprint(c)
			}
		}
		if err := out.Write(cells); err != nil {
			return fmt.Errorf("write a CSV row: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return send(w, "text/csv; charset=utf-8", "groups.csv", buf.Bytes())
}

// exportXLSX handles GET /w/{ws}/groups.xlsx.
func (p *pages) exportXLSX(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	s, err := p.sheet(r, v)
	if err != nil {
		return err
	}
	book := excelize.NewFile()
	defer book.Close() //nolint:errcheck // nothing of it is on disk
	const name = "Sheet1"
	stream, err := book.NewStreamWriter(name)
	if err != nil {
		return fmt.Errorf("begin a workbook: %w", err)
	}
	if err := stream.SetColWidth(1, 1, 32); err != nil {
		return fmt.Errorf("set a column's width: %w", err)
	}
	for i, row := range s.all(tellerOf(v), v) {
		if err := stream.SetRow("A"+strconv.Itoa(i+1), row); err != nil {
			return fmt.Errorf("write a row of a workbook: %w", err)
		}
	}
	if err := stream.Flush(); err != nil {
		return fmt.Errorf("write a workbook: %w", err)
	}
	var buf bytes.Buffer
	if err := book.Write(&buf); err != nil {
		return fmt.Errorf("write a workbook: %w", err)
	}
	return send(w, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "groups.xlsx", buf.Bytes())
}

func send(w http.ResponseWriter, kind, name string, body []byte) error {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // the reader has gone; there is nobody to tell
	return nil
}

// all is the rows with the heads; made-up data says so in its first row.
func (s *sheet) all(t teller, v console.Viewer) [][]any {
	heads := make([]any, len(s.heads))
	for i, h := range s.heads {
		heads[i] = h
	}
	out := append([][]any{heads}, s.rows...)
	switch {
	case v.Sample:
		out = slices.Insert(out, 0, []any{t.say(sampleLabel)})
	case v.Simulated:
		out = slices.Insert(out, 0, []any{t.say(simulatedLabel)})
	}
	return out
}

// sheet reads what the address shows.
func (p *pages) sheet(r *http.Request, v console.Viewer) (*sheet, error) {
	ctx, f, t := r.Context(), parseFilter(r.URL.Query()), tellerOf(v)
	units, err := p.deps.Units(ctx, v.Workspace)
	if err != nil {
		return nil, err
	}
	l, g := f.listing(v.Scope, units), &gathered{units: units, names: map[uint32]PersonName{}}
	err = p.s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		if g.staffKnown, err = p.deps.StaffKnown(ctx, tx, v.Workspace); err != nil {
			return err
		}
		for offset := 0; ; offset += exportRows {
			rows, err := list(ctx, tx, v.Workspace, l, offset, exportRows)
			if err != nil {
				return err
			}
			g.rows = append(g.rows, rows...)
			for ords := range slices.Chunk(ordsOf(rows...), namesAtOnce) {
				names, err := p.deps.Names(ctx, tx, v.Workspace, ords)
				if err != nil {
					return err
				}
				for ord, n := range names {
					g.names[ord] = n
				}
			}
			if len(rows) < exportRows {
				return nil
			}
		}
	})
	if err != nil {
		return nil, err
	}
	s := &sheet{heads: []string{t.say(headName), t.say(headWhere), t.say(sortWords[byState]), t.say(headSpark), t.say(sortWords[byActive]),
		t.say(sortWords[byMembers]), t.say(headCarry), t.say(headType), t.say(headRisk), t.say(headReason), t.say(sortWords[byWaiting]), t.say(sortWords[byLast])}}
	for i := range g.rows {
		s.rows = append(s.rows, t.cells(v, &g.rows[i], g))
	}
	return s, nil
}

// cells is one row of an export: what the row on the page says.
func (t teller) cells(v console.Viewer, r *listed, g *gathered) []any {
	row := t.row(v, r, g)
	var carry []string
	for _, p := range row.Carry {
		carry = append(carry, p.Name)
	}
	state := row.Word
	if row.Revived {
		state += " · " + t.say(revivedWord)
	}
	var members, waiting, last, active any
	if r.State != measure.Unheard {
		active = r.Active
	}
	if r.Members >= 0 {
		members = r.Members
	}
	if g.staffKnown && r.State != measure.Unheard {
		waiting = int64(r.Waiting)
	}
	if r.LastAt != 0 {
		last = t.minute(r.LastAt)
	}
	kind := row.Type
	if r.Type == "" {
		kind = ""
	}
	return []any{harmless(row.Name), harmless(row.Sub), state, row.Spark.Says, active, members, harmless(joined(t.lang, carry)), kind, row.BandWord,
		harmless(row.Why), waiting, last}
}

// harmless puts an apostrophe before text that a spreadsheet would run as a
// formula, full-width signs and control characters included.
func harmless(s string) string {
	if s != "" && strings.ContainsAny(s[:1], "=+-@\t\r\n") || strings.HasPrefix(s, "＝") || strings.HasPrefix(s, "＋") ||
		strings.HasPrefix(s, "－") || strings.HasPrefix(s, "＠") {
		return "'" + s
	}
	return s
}

var (
	sampleLabel    = words3("样例数据：这些群和人都是编的，不是真实的群。", "範例資料：這些群組和人都是虛構的，不是真實的群組。", "Sample data: these groups and people are invented, not real ones.")
	simulatedLabel = words3("模拟：这些群和群友都由程序扮演，不是真实的群。", "模擬：這些群組與群友都由程式扮演，不是真實的群組。", "Simulated: these groups and members are played by the program, not real ones.")
	headWhere      = words3("平台和归属", "平台與歸屬", "Platform and unit")
	headReason     = words3("风险的原因", "風險的原因", "Reason of the risk")
)
