package chat

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/web/console"
)

// columnView is one question about a table: which column holds this.
type columnView struct {
	Field    string // of the form
	Label    i18n.Text
	Hint     i18n.Text
	Needed   bool
	Chosen   int // of Header, -1 for none
	Says     *i18n.Message
	ColumnID string
}

// tableView is some files with the same columns.
type tableView struct {
	Files   []string
	Header  []string
	Rows    [][]string
	Columns []columnView
	Sure    bool // every column that is needed was guessed
	Last    bool
}

type columnsView struct {
	Tables []tableView
	Href   string
	Form   console.Form
}

// part is one part of a message that a column may hold.
type part struct {
	field       string
	label, hint i18n.Text
	needed      bool
	of          func(*export.Mapping) *string
}

func parts() []part {
	return []part{
		{"time", partTime, i18n.Text{}, true, func(m *export.Mapping) *string { return &m.Time }},
		{"user", partUser, partUserHint, false, func(m *export.Mapping) *string { return &m.User }},
		{"userid", partUserID, partUserIDHint, false, func(m *export.Mapping) *string { return &m.UserID }},
		{"text", partText, i18n.Text{}, true, func(m *export.Mapping) *string { return &m.Text }},
		{"group", partGroup, partGroupHint, false, func(m *export.Mapping) *string { return &m.Group }},
		{"kind", partKind, partKindHint, false, func(m *export.Mapping) *string { return &m.Kind }},
		{"reply", partReply, partReplyHint, false, func(m *export.Mapping) *string { return &m.ReplyTo }},
	}
}

// cellShown is how many characters of a cell a preview shows.
const cellShown = 40

func clipped(rows [][]string, width int) [][]string {
	out := make([][]string, len(rows))
	for i, r := range rows {
		for _, cell := range r[:min(width, len(r))] {
			if utf8.RuneCountInString(cell) > cellShown {
				cell = string([]rune(cell)[:cellShown]) + "…"
			}
			out[i] = append(out[i], cell)
		}
	}
	return out
}

// viewOf shows a draft with the columns that m names for each table.
func viewOf(d *draft, v console.Viewer, draftID string, chosen []export.Mapping) columnsView {
	view := columnsView{Href: v.At("import-columns", draftID)}
	for n, t := range d.Tables {
		tv := tableView{Files: t.Files, Header: t.Header, Rows: clipped(t.Rows, len(t.Header)), Last: n == len(d.Tables)-1,
			Sure: t.Guess.Time != "" && t.Guess.Text != "" && (t.Guess.User != "" || t.Guess.UserID != "")}
		for _, p := range parts() {
			c := columnView{Field: fieldOf(p.field, n), Label: p.label, Hint: p.hint, Needed: p.needed, Chosen: -1}
			for i, name := range t.Header {
				if name != "" && name == *p.of(&chosen[n]) {
					c.Chosen = i
					break
				}
			}
			tv.Columns = append(tv.Columns, c)
		}
		view.Tables = append(view.Tables, tv)
	}
	return view
}

func fieldOf(part string, table int) string { return part + "." + strconv.Itoa(table) }

func (p *pages) showColumns(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	d, _, err := p.draftOf(r, v)
	if err != nil {
		return err
	}
	chosen := make([]export.Mapping, len(d.Tables))
	for n, t := range d.Tables {
		chosen[n] = t.Guess
	}
	return p.shell.Show(w, r, v, p.columns, viewOf(d, v, r.PathValue("draft"), chosen))
}

// mistake is what is wrong with the columns chosen for a table.
type mistake struct {
	field string
	says  i18n.Message
}

// chosenFor reads the columns chosen for one table.
func chosenFor(r *http.Request, n int, t draftTable) (m export.Mapping, wrong []mistake) {
	used := map[int]bool{}
	for _, p := range parts() {
		field := fieldOf(p.field, n)
		i, err := strconv.Atoi(r.PostFormValue(field))
		if err != nil || i < 0 || i >= len(t.Header) {
			if p.needed {
				wrong = append(wrong, mistake{field, chooseColumn.With()})
			}
			continue
		}
		if used[i] {
			wrong = append(wrong, mistake{field, usedColumn.With(t.Header[i])})
		}
		used[i] = true
		*p.of(&m) = t.Header[i]
	}
	if m.User == "" && m.UserID == "" {
		wrong = append(wrong, mistake{fieldOf("user", n), chooseAuthor.With()})
	}
	return m, wrong
}

func (p *pages) saveColumns(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	d, dir, err := p.draftOf(r, v)
	if err != nil {
		return err
	}
	chosen := make([]export.Mapping, len(d.Tables))
	var wrong []mistake
	for n, t := range d.Tables {
		m, faults := chosenFor(r, n, t)
		chosen[n], wrong = m, append(wrong, faults...)
	}
	if len(wrong) > 0 {
		view := viewOf(d, v, r.PathValue("draft"), chosen)
		view.Form.Says = checkColumns.With()
		for _, m := range wrong {
			for i := range view.Tables {
				for k := range view.Tables[i].Columns {
					if c := &view.Tables[i].Columns[k]; c.Field == m.field && c.Says == nil {
						c.Says = &m.says
					}
				}
			}
		}
		return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.columns, view)
	}
	imp, err := p.startTables(r, v, d, dir, chosen)
	if err != nil {
		return err
	}
	if len(d.Tables) > 1 {
		return seeOther(w, r, v.At("import"))
	}
	return seeOther(w, r, at(v, imp))
}

// startTables starts an import for each table of a draft. One that cannot be
// started leaves the rest as a draft.
func (p *pages) startTables(r *http.Request, v console.Viewer, d *draft, dir string, chosen []export.Mapping) (imp id.Import, err error) {
	zone, err := time.LoadLocation(d.Zone)
	if err != nil {
		return 0, fault.Because(err, fault.Invalid, noZone.With(d.Zone))
	}
	left := *d
	for n, t := range d.Tables {
		up := Upload{Name: named(t.Files), Dir: p.folder(), Files: t.Files, Zone: zone, Namespace: d.Namespace, Table: &chosen[n], Unit: d.Unit}
		if err := move(dir, up.Dir, t.Files); err != nil {
			return 0, err
		}
		if imp, err = p.deps.Start(r.Context(), v.Workspace, v.User, up); err != nil {
			return 0, errors.Join(err, move(up.Dir, dir, t.Files), os.Remove(up.Dir))
		}
		left.Tables = d.Tables[n+1:]
		if err := left.save(dir); err != nil {
			return 0, err
		}
	}
	return imp, os.RemoveAll(dir)
}

func (p *pages) discardDraft(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	_, dir, err := p.draftOf(r, v)
	if err != nil {
		return err
	}
	if err := os.RemoveAll(filepath.Clean(dir)); err != nil {
		return err
	}
	return seeOther(w, r, v.At("import")+"?done=discarded")
}
