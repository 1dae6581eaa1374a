package chat

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

const (
	formBytes = 1 << 20     // what a form may hold besides files
	maxField  = 1 << 10     // bytes of a field
	maxFiles  = 500         // files of one upload
	maxStem   = 180         // bytes of a file's name
	patience  = time.Minute // within which some bytes of an upload must arrive
)

// arrival is an upload while it comes in: a folder whose name ends in .part
// until it is whole.
type arrival struct {
	Upload
	zone string
	unit string
	size int64
}

// receive takes files in. Files of known formats start to be imported; tables
// wait for somebody to say what their columns are.
func (p *pages) receive(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	a, err := p.arrive(w, r, v)
	if err == nil {
		err = p.settle(r, v, &a)
	}
	to := ""
	if err == nil {
		to, err = p.sortOut(r, v, a)
	}
	if err != nil {
		if a.Dir != "" {
			err = errors.Join(err, os.RemoveAll(a.Dir))
		}
		return p.uploadAgain(w, r, v, a, err)
	}
	return seeOther(w, r, to)
}

// fieldError is an error about one field of the form.
type fieldError struct {
	error
	field string
}

func (e fieldError) Unwrap() error { return e.error }

func atField(field string, err error) error {
	if err == nil {
		return nil
	}
	return fieldError{err, field}
}

// formOf returns what a form says about err.
func formOf(err error) console.Form {
	form := console.FormOf(err)
	if e, ok := errors.AsType[fieldError](err); ok {
		form.Field = e.field
	}
	return form
}

// uploadAgain shows the page again with why the upload was not taken.
func (p *pages) uploadAgain(w http.ResponseWriter, r *http.Request, v console.Viewer, a arrival, failed error) error {
	status := http.StatusUnprocessableEntity
	switch fault.KindOf(failed) {
	case fault.Limited:
		status = http.StatusRequestEntityTooLarge
	case fault.Unavailable:
		status = http.StatusInsufficientStorage
	case fault.Invalid, fault.NotFound:
	default:
		return failed
	}
	if r.Header.Get("HX-Request") == "true" {
		return failed // the page stands; it shows the sentence above itself
	}
	view, err := p.listView(r, v)
	if err != nil {
		return err
	}
	view.Form = formOf(failed)
	if view.Form.Field == "unit" && view.Units == nil {
		view.Form.Field = "" // there is no such field to say it below
	}
	if a.zone != "" {
		view.Zone, view.Zones = a.zone, zones(a.zone)
	}
	if _, err := time.LoadLocation(view.Zone); err != nil {
		view.Zone, view.Zones = v.Zone.String(), zones(v.Zone.String())
	}
	view.Namespace = a.Namespace
	for i := range view.Units {
		view.Units[i].Selected = view.Units[i].Value == a.unit
	}
	return p.shell.ShowStatus(w, r, v, status, p.list, view)
}

// arrive streams the body to a new folder. What it returns with an error says
// how far it came; its folder is then the caller's to remove.
func (p *pages) arrive(w http.ResponseWriter, r *http.Request, v console.Viewer) (a arrival, err error) {
	up := p.uploads()
	if r.ContentLength > up.Limit+formBytes {
		return a, fault.New(fault.Limited, uploadTooLarge.With(size(up.Limit)))
	}
	if err := roomFor(up, max(r.ContentLength, 0)); err != nil {
		return a, err
	}
	parts, err := console.Parts(r)
	if err != nil {
		return a, err
	}
	a.Dir = filepath.Join(up.Dir, id.Show(id.New[id.Import](p.s.IDs, p.now()))+".part")
	if err := os.MkdirAll(a.Dir, 0o700); err != nil {
		return a, fmt.Errorf("make a folder for an upload: %w", err)
	}
	line := http.NewResponseController(w)
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return a, arrivalFault(err, up)
		}
		if part.FormName() != "file" {
			err = a.field(part)
		} else if part.FileName() != "" {
			err = a.file(part, up, func() { _ = line.SetReadDeadline(time.Now().Add(patience)) }) // not every connection can
		}
		if err != nil {
			return a, err
		}
	}
	_ = line.SetReadDeadline(time.Time{})
	if len(a.Files) == 0 {
		return a, fault.New(fault.Invalid, noFile.With())
	}
	return a, nil
}

// field reads one field of the form.
func (a *arrival) field(part *multipart.Part) error {
	text, err := io.ReadAll(io.LimitReader(part, maxField))
	if err != nil {
		return arrivalFault(err, Uploads{})
	}
	value := strings.TrimSpace(strings.ToValidUTF8(string(text), ""))
	switch part.FormName() {
	case "zone":
		a.zone = value
	case "namespace":
		a.Namespace = value
	case "unit":
		a.unit = value
	}
	return nil
}

// file writes one file to the folder. A file without a byte in it is kept too:
// the import then says that it is empty.
func (a *arrival) file(part *multipart.Part, up Uploads, alive func()) (err error) {
	if len(a.Files) == maxFiles {
		return fault.New(fault.Limited, tooManyFiles.With(maxFiles))
	}
	name := a.free(safeName(part.FileName()))
	f, err := os.OpenFile(filepath.Join(a.Dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return diskFault(err)
	}
	a.Files = append(a.Files, name)
	err = a.copy(f, part, up, alive)
	if cerr := f.Close(); err == nil && cerr != nil {
		err = diskFault(cerr)
	}
	return err
}

// copyStep is how many bytes are taken between two looks at the disk.
const copyStep = 4 << 20

// copy streams a part to f. It tells a torn body from a full disk.
func (a *arrival) copy(f *os.File, part io.Reader, up Uploads, alive func()) error {
	out := bufio.NewWriterSize(f, 256<<10)
	buf := make([]byte, 32<<10)
	for looked := int64(-copyStep); ; {
		if a.size-looked >= copyStep {
			looked = a.size
			alive()
			if err := roomFor(up, 0); err != nil {
				return err
			}
		}
		n, rerr := part.Read(buf)
		if a.size += int64(n); a.size > up.Limit {
			return fault.New(fault.Limited, uploadTooLarge.With(size(up.Limit)))
		}
		if _, err := out.Write(buf[:n]); err != nil {
			return diskFault(err)
		}
		if errors.Is(rerr, io.EOF) {
			break
		}
		if rerr != nil {
			return arrivalFault(rerr, up)
		}
	}
	if err := out.Flush(); err != nil {
		return diskFault(err)
	}
	if err := f.Sync(); err != nil {
		return diskFault(err)
	}
	return nil
}

// free returns name, or with a number where a file of that name is here.
func (a *arrival) free(name string) string {
	taken := func(n string) bool {
		return slices.ContainsFunc(a.Files, func(f string) bool { return strings.EqualFold(f, n) })
	}
	ext := filepath.Ext(name)
	for n, try := 2, name; ; n++ {
		if !taken(try) {
			return try
		}
		try = fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ext), n, ext)
	}
}

// safeName makes a name from outside fit to stand in a folder: no path, no
// control characters, no hidden file, not too long; its ending stays.
func safeName(name string) string {
	name = strings.ToValidUTF8(name, "")
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`<>:"|?*`, r) {
			return '_'
		}
		return r
	}, name)
	name = strings.TrimLeft(strings.TrimSpace(name), ".")
	ext := filepath.Ext(name)
	if len(ext) > 16 {
		ext = ""
	}
	stem := strings.TrimSuffix(name, ext)
	for len(stem) > maxStem {
		_, n := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-n]
	}
	return cmp.Or(stem, "file") + ext
}

// roomFor refuses what the disk has no room for.
func roomFor(up Uploads, bytes int64) error {
	free, known := freeSpace(up.Dir)
	if known && free < bytes+up.Spare {
		return fault.New(fault.Unavailable, noRoom.With(size(bytes+up.Spare), size(max(free, 0))))
	}
	return nil
}

func diskFault(err error) error {
	if errors.Is(err, syscall.ENOSPC) {
		return fault.Because(err, fault.Unavailable, diskFull.With())
	}
	return fmt.Errorf("save an upload: %w", err)
}

// arrivalFault says why an upload ended before its end.
func arrivalFault(err error, up Uploads) error {
	if big, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return fault.Because(err, fault.Limited, uploadTooLarge.With(size(max(up.Limit, big.Limit-formBytes))))
	}
	return fault.Because(fmt.Errorf("receive an upload: %w", err), fault.Invalid, brokenUpload.With())
}

// settle reads what was said beside the files.
func (p *pages) settle(r *http.Request, v console.Viewer, a *arrival) (err error) {
	zone := cmp.Or(a.zone, v.Zone.String())
	if a.Zone, err = time.LoadLocation(zone); err != nil || zone == "Local" {
		return atField("zone", fault.New(fault.Invalid, noZone.With(zone)))
	}
	a.Unit, err = p.unitOf(r, v, a.unit)
	return atField("unit", err)
}

// named is what an import of files is called in lists.
func named(files []string) string {
	const shown = 3
	name := strings.Join(files[:min(shown, len(files))], ", ")
	if more := len(files) - shown; more > 0 {
		name += fmt.Sprintf(" +%d", more)
	}
	return name
}

// unitOf returns the unit that value names, 0 for head office. Who sees part of
// the organisation gives new groups to a unit in it.
func (p *pages) unitOf(r *http.Request, v console.Viewer, value string) (id.Unit, error) {
	units, err := p.deps.Units(r.Context(), v.Workspace)
	if err != nil {
		return 0, err
	}
	for _, u := range auth.Under(units) {
		if !v.Scope.Has(u.ID) || value != "" && id.Show(u.ID) != value {
			continue
		}
		if u.Kind == auth.Head {
			return 0, nil
		}
		if value != "" || !v.Scope.All {
			return u.ID, nil
		}
	}
	if v.Scope.All && value == "" {
		return 0, nil
	}
	return 0, fault.New(fault.Invalid, noUnit.With())
}
