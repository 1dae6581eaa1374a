package chat

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/table"
	"github.com/huoshui/huoshui/internal/web/console"
)

// draftFile lies beside tables that wait for somebody to confirm their columns.
const draftFile = ".draft.json"

// draft is an upload of tables that is not an import yet.
type draft struct {
	Workspace id.Workspace
	By        id.User
	Made      time.Time
	Zone      string
	Namespace string
	Unit      id.Unit
	Tables    []draftTable
}

// draftTable is some files with the same columns.
type draftTable struct {
	Files  []string
	Header []string
	Rows   [][]string // the first few
	Guess  export.Mapping
}

// draftRow is a draft in the list of imports.
type draftRow struct {
	Href, Name string
	Made       time.Time
}

// sortOut starts the import of files whose format says everything, and keeps
// tables for their columns to be confirmed. It returns where to go on.
func (p *pages) sortOut(r *http.Request, v console.Viewer, a arrival) (string, error) {
	var plain []string
	var tables []draftTable
	var unknown error
	known := 0
	for _, name := range a.Files {
		t, err := p.look(filepath.Join(a.Dir, name))
		switch {
		case err != nil && fault.KindOf(err) == fault.Internal:
			return "", err
		case err != nil:
			plain = append(plain, name) // the import tells why it was passed over
			if unknown == nil {
				unknown = err
			}
		case t == nil:
			plain, known = append(plain, name), known+1
		default:
			tables = addTable(tables, name, *t)
		}
	}
	if unknown != nil && known == 0 {
		return "", unknown
	}
	whole := strings.TrimSuffix(a.Dir, ".part")
	if err := os.Rename(a.Dir, whole); err != nil {
		return "", fmt.Errorf("name an upload: %w", err)
	}
	a.Dir = whole
	to, err := p.parcel(r, v, a, plain, tables)
	if err != nil {
		err = errors.Join(err, os.RemoveAll(whole))
	}
	return to, err
}

// parcel splits an upload into what is imported now and what waits.
func (p *pages) parcel(r *http.Request, v console.Viewer, a arrival, plain []string, tables []draftTable) (to string, err error) {
	if len(tables) > 0 {
		d := draft{Workspace: v.Workspace, By: v.User, Made: p.now(), Zone: a.Zone.String(), Namespace: a.Namespace, Unit: a.Unit, Tables: tables}
		dir := a.Dir
		if len(plain) > 0 {
			dir = p.folder()
			for _, t := range tables {
				if err := move(a.Dir, dir, t.Files); err != nil {
					return "", err
				}
			}
		}
		if err := d.save(dir); err != nil {
			return "", err
		}
		to = v.At("import-columns", filepath.Base(dir))
	}
	if len(plain) == 0 {
		return to, nil
	}
	a.Files, a.Name = plain, named(plain)
	imp, err := p.deps.Start(r.Context(), v.Workspace, v.User, a.Upload)
	if err != nil {
		return "", err
	}
	if to == "" {
		to = at(v, imp)
	}
	return to, nil
}

// folder is a new folder's path. Its name is an id, so that addresses may hold it.
func (p *pages) folder() string {
	return filepath.Join(p.uploads().Dir, id.Show(id.New[id.Import](p.s.IDs, p.now())))
}

// move takes files from one folder to another, which is made if absent.
func move(from, to string, files []string) error {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return fmt.Errorf("make a folder for an upload: %w", err)
	}
	for _, f := range files {
		if err := os.Rename(filepath.Join(from, f), filepath.Join(to, f)); err != nil {
			return fmt.Errorf("move an upload: %w", err)
		}
	}
	return nil
}

// look says what a file is: nil for a format of its own or an archive, a table
// to be confirmed, or a fault where nothing knows it.
func (p *pages) look(path string) (*draftTable, error) {
	in, err := export.OpenInput(path, export.Limits{})
	if err != nil {
		return nil, err
	}
	defer in.Close() //nolint:errcheck // only read from
	if in.Names() != nil {
		return nil, nil
	}
	f, unknown := export.Detect(in, p.deps.Uploads().Formats)
	if unknown == nil && !isTable(f) {
		return nil, nil
	}
	seen, err := table.Look(in)
	switch {
	case err != nil && unknown == nil:
		return nil, err
	case err != nil || unknown != nil && !resembles(seen):
		return nil, unknown
	}
	return &draftTable{Header: seen.Header, Rows: seen.Rows, Guess: seen.Guess}, nil
}

// resembles reports whether what no format knows may yet be a table: at least
// three columns, and rows as wide as the header.
func resembles(t table.Preview) bool {
	return len(t.Header) >= 3 && len(t.Rows) > 0 && !slices.ContainsFunc(t.Rows, func(r []string) bool { return len(r) != len(t.Header) })
}

func addTable(all []draftTable, name string, t draftTable) []draftTable {
	for i := range all {
		if slices.Equal(all[i].Header, t.Header) {
			all[i].Files = append(all[i].Files, name)
			return all
		}
	}
	t.Files = []string{name}
	return append(all, t)
}

func (d draft) save(dir string) error {
	text, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("write a draft down: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, draftFile), text, 0o600); err != nil {
		return diskFault(err)
	}
	return nil
}

// draftIn reads the draft in a folder; nil where there is none.
func draftIn(dir string) (*draft, error) {
	text, err := os.ReadFile(filepath.Join(dir, draftFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read a draft: %w", err)
	}
	d := new(draft)
	if err := json.Unmarshal(text, d); err != nil {
		return nil, fmt.Errorf("read a draft: %w", err)
	}
	return d, nil
}

// drafts lists what v uploaded and has not confirmed yet.
func (p *pages) drafts(v console.Viewer) ([]draftRow, error) {
	entries, err := os.ReadDir(p.uploads().Dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list uploads: %w", err)
	}
	var out []draftRow
	for _, e := range entries {
		d, err := draftIn(filepath.Join(p.uploads().Dir, e.Name()))
		if err != nil || d == nil || d.Workspace != v.Workspace || d.By != v.User {
			continue // not one of v's, whatever else it is
		}
		var files []string
		for _, t := range d.Tables {
			files = append(files, t.Files...)
		}
		out = append(out, draftRow{Href: v.At("import-columns", e.Name()), Name: named(files), Made: d.Made})
	}
	return out, nil
}

// draftOf returns the draft in the address and its folder, or NotFound.
func (p *pages) draftOf(r *http.Request, v console.Viewer) (*draft, string, error) {
	n, err := id.Parse[id.Import](r.PathValue("draft"))
	if err != nil {
		return nil, "", err
	}
	dir := filepath.Join(p.uploads().Dir, id.Show(n))
	d, err := draftIn(dir)
	if err == nil && (d == nil || d.Workspace != v.Workspace || d.By != v.User) {
		err = fault.New(fault.NotFound, noDraft.With())
	}
	return d, dir, err
}

// SweepUploads removes what nobody will come back for: uploads that broke off,
// and drafts that nobody confirmed within a week.
func SweepUploads(dir string, now time.Time) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return fmt.Errorf("list uploads: %w", err)
	}
	var faults []error
	for _, e := range entries {
		full := filepath.Join(dir, e.Name())
		info, err := e.Info()
		if err != nil || !e.IsDir() {
			continue
		}
		d, err := draftIn(full)
		stale := err == nil && d != nil && now.Sub(d.Made) > 7*24*time.Hour
		broken := strings.HasSuffix(e.Name(), ".part") && now.Sub(info.ModTime()) > 24*time.Hour
		if stale || broken {
			faults = append(faults, os.RemoveAll(full))
		}
	}
	return errors.Join(faults...)
}
