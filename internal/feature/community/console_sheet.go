package community

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// table is what is known of the groups that v sees, as a table; lives and tones
// are the columns in which these stand.
func (p *pages) table(r *http.Request, v console.Viewer) (rows [][]string, err error) {
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		mine, err := p.visibleGroups(r.Context(), tx, v)
		if err != nil {
			return err
		}
		mine = mine[:min(len(mine), mostRows)]
		ids := make([]id.Group, len(mine))
		for i, g := range mine {
			ids[i] = g.ID
		}
		known, err := p.s.Profiles(r.Context(), tx, v.Workspace, ids)
		if err != nil {
			return err
		}
		rows = tableOf(mine, known, v.Lang)
		return nil
	})
	return rows, err
}

// tableOf lays out what is said of groups. Of all columns those are left out that
// no table could be read back with.
func tableOf(mine []Group, known map[id.Group]Profile, lang i18n.Lang) [][]string {
	used := map[string]string{}
	for _, name := range groupColumns {
		used[name] = ""
	}
	for _, g := range mine {
		maps.Copy(used, known[g.ID].Columns)
	}
	names := columnNames(used)
	names = names[:min(len(names), mostColumns)]
	rows := [][]string{append([]string{headID.In(lang), headName.In(lang), headLife.In(lang), headTone.In(lang)}, names...)}
	for _, g := range mine {
		p := known[g.ID]
		row := []string{id.Show(g.ID), g.Name, lifeWord(p.Life).In(lang), toneWord(p.Tone).In(lang)}
		for _, name := range names {
			row = append(row, p.Columns[name])
		}
		rows = append(rows, row)
	}
	return rows
}

func (p *pages) sendWorkbook(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	rows, err := p.table(r, v)
	if err != nil {
		return err
	}
	var lives, tones []string
	for _, l := range Lives {
		lives = append(lives, lifeWord(l).In(v.Lang))
	}
	for _, t := range Tones {
		tones = append(tones, toneWord(t).In(v.Lang))
	}
	data, err := writeWorkbook(rows, map[int][]string{2: lives, 3: tones})
	if err != nil {
		return err
	}
	return sendFile(w, v, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "group-profiles.xlsx", data)
}

func (p *pages) sendCSV(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	rows, err := p.table(r, v)
	if err != nil {
		return err
	}
	data, err := writeCSV(rows)
	if err != nil {
		return err
	}
	return sendFile(w, v, "text/csv; charset=utf-8", "group-profiles.csv", data)
}

// sendFile sends a file that may be sent back filled in: what is not real says so
// in its name, for a line above the head could not be read again.
func sendFile(w http.ResponseWriter, v console.Viewer, kind, name string, data []byte) error {
	switch {
	case v.Sample:
		name = "sample-" + name
	case v.Simulated:
		name = "simulated-" + name
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	_, _ = w.Write(data) // the reader has gone; there is nobody to tell
	return nil
}

// receiveSheet handles POST /w/{ws}/group-profiles/sheet: a file, which is kept
// until its sender has seen what it would change.
func (p *pages) receiveSheet(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	name, data, err := sentFile(r)
	var k keptTable
	if err == nil {
		var g grid
		if g, err = readFile(data); err == nil {
			k.Name = name
			k.Rows, k.Refused, err = readSheet(g)
		}
	}
	if err == nil {
		err = p.s.DB.Write(r.Context(), func(tx *db.Tx) error { return keepSheet(r.Context(), tx, v.Workspace, v.User, k) })
	}
	if err == nil {
		return redirect(w, r, v.At("group-profiles", "sheet"))
	}
	if kind := fault.KindOf(err); kind != fault.Invalid && kind != fault.Limited {
		return err
	}
	view, showing := p.defaultsView(r, v, nil)
	if showing != nil {
		return showing
	}
	view.Form = console.FormOf(err)
	view.Form.Field = "file"
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.defaults, view)
}

// sentFile reads the file of a form.
func sentFile(r *http.Request) (name string, data []byte, err error) {
	parts, err := console.Parts(r)
	if err != nil {
		return "", nil, err
	}
	for {
		var part *multipart.Part
		if part, err = parts.NextPart(); errors.Is(err, io.EOF) {
			return "", nil, fault.New(fault.Invalid, noFile.With())
		}
		if err == nil && (part.FormName() != "file" || part.FileName() == "") {
			continue
		}
		if err == nil {
			name = clip(tidy(path.Base(strings.ReplaceAll(part.FileName(), `\`, "/"))))
			data, err = io.ReadAll(io.LimitReader(part, mostFile+1))
		}
		if _, large := errors.AsType[*http.MaxBytesError](err); large || len(data) > mostFile {
			return "", nil, fault.New(fault.Limited, fileLarge.With(mostFile>>20))
		}
		if err != nil {
			return "", nil, fault.Because(fmt.Errorf("receive a table: %w", err), fault.Invalid, noFile.With())
		}
		return name, data, nil
	}
}

// groupChange is what a table changes of one group.
type groupChange struct {
	ID      id.Group
	Name    string
	Href    string
	Changes []changedRow
	to      Profile
}

// changedRow is one change as a page shows it.
type changedRow struct {
	Name, Was, Now string
}

// preview is what a table would change now.
type preview struct {
	Name    string // of the file
	All     []groupChange
	Refused []refusal
	Same    int // groups of which nothing changes
}

// seal names what is changed: if anything of it differs later, it is shown again.
func (p *preview) seal() string {
	h := sha256.New()
	for _, g := range p.All {
		_, _ = fmt.Fprintf(h, "%d\x00", g.ID) // a hash takes everything
		for _, c := range g.Changes {
			_, _ = fmt.Fprintf(h, "%q%q%q", c.Name, c.Was, c.Now)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// previewOf is what the table that v sent would change now.
func (p *pages) previewOf(ctx context.Context, tx *db.Tx, v console.Viewer) (out preview, err error) {
	name, k, err := keptSheet(ctx, tx, v.Workspace, v.User)
	if err != nil {
		return out, err
	}
	out.Name, out.Refused = name, k.Refused
	mine, err := p.visibleGroups(ctx, tx, v)
	if err != nil {
		return out, err
	}
	named, ids := map[id.Group]string{}, make([]id.Group, 0, len(k.Rows))
	for _, g := range mine {
		named[g.ID] = g.Name
	}
	for i := range k.Rows {
		ids = append(ids, k.Rows[i].Group)
	}
	was, err := p.s.Profiles(ctx, tx, v.Workspace, ids)
	if err != nil {
		return out, err
	}
	for i := range k.Rows {
		row := &k.Rows[i]
		called, ok := named[row.Group]
		if !ok {
			out.Refused = append(out.Refused, *refuse(cell{row.Row, row.ID}, rowElsewhere.With()))
			continue
		}
		g := groupChange{ID: row.Group, Name: called, Href: v.At("groups", id.Show(row.Group), "profile"), to: row.on(was[row.Group])}
		if len(g.to.Columns) > mostColumns {
			out.Refused = append(out.Refused, *refuse(cell{row.Row, row.ID}, rowMany.With(mostColumns)))
			continue
		}
		for _, c := range was[row.Group].changesTo(g.to) {
			g.Changes = append(g.Changes, c.shown(v.Lang))
		}
		if len(g.Changes) == 0 {
			out.Same++
			continue
		}
		out.All = append(out.All, g)
	}
	return out, nil
}

// shown is a change in somebody's language.
func (c changed) shown(lang i18n.Lang) changedRow {
	switch {
	case c.Life:
		return changedRow{headLife.In(lang), lifeWord(Life(c.Was)).In(lang), lifeWord(Life(c.Now)).In(lang)}
	case c.Tone:
		return changedRow{headTone.In(lang), toneWord(Tone(c.Was)).In(lang), toneWord(Tone(c.Now)).In(lang)}
	}
	return changedRow{c.Name, c.Was, c.Now}
}

// How much of a table is shown; the rest is counted.
const changesShown, refusalsShown = 200, 100

type sheetView struct {
	preview
	MoreChanges, MoreRefused int
	Groups, Unfit            int // all of them
	Seal                     string
	Form                     console.Form
}

func (p *pages) showSheet(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	return p.sheetPage(w, r, v, http.StatusOK, nil)
}

func (p *pages) sheetPage(w http.ResponseWriter, r *http.Request, v console.Viewer, status int, why error) error {
	var view sheetView
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		view.preview, err = p.previewOf(r.Context(), tx, v)
		return err
	})
	if err != nil {
		return err
	}
	view.Seal, view.Groups, view.Unfit = view.seal(), len(view.All), len(view.Refused)
	if why != nil {
		view.Form = console.FormOf(why)
	}
	view.MoreChanges, view.MoreRefused = max(0, len(view.All)-changesShown), max(0, len(view.Refused)-refusalsShown)
	view.All, view.Refused = view.All[:min(len(view.All), changesShown)], view.Refused[:min(len(view.Refused), refusalsShown)]
	return p.shell.ShowStatus(w, r, v, status, p.sheet, view)
}

// takeAtOnce is how many groups one transaction changes.
const takeAtOnce = 100

// takeSheet does what a table wants, if it is still what its sender has seen.
func (p *pages) takeSheet(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	ctx := r.Context()
	var now preview
	err := p.s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		now, err = p.previewOf(ctx, tx, v)
		return err
	})
	if err != nil {
		return err
	}
	if now.seal() != r.PostFormValue("seal") {
		return p.sheetPage(w, r, v, http.StatusConflict, fault.New(fault.Conflict, sheetChanged.With()))
	}
	for part := range slices.Chunk(now.All, takeAtOnce) {
		all := make(map[id.Group]Profile, len(part))
		for _, g := range part {
			all[g.ID] = g.to
		}
		if err := p.s.DB.Write(ctx, func(tx *db.Tx) error { return p.s.SetProfiles(ctx, tx, v.Workspace, all) }); err != nil {
			return err
		}
	}
	err = p.s.DB.Write(ctx, func(tx *db.Tx) error { return dropSheet(ctx, tx, v.Workspace, v.User) })
	if err != nil {
		return err
	}
	return redirect(w, r, v.At("group-profiles")+"?done=taken")
}

func (p *pages) dropSheet(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	err := p.s.DB.Write(r.Context(), func(tx *db.Tx) error { return dropSheet(r.Context(), tx, v.Workspace, v.User) })
	if err != nil {
		return err
	}
	return redirect(w, r, v.At("group-profiles")+"?done=dropped")
}
