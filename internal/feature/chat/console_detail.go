package chat

import (
	"net/http"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/web/console"
)

// How much of an import's page is written out.
const (
	skipsShown = 200
	filesShown = 200
)

// fileRow is a file of an import and what it was read as.
type fileRow struct {
	Name  string
	Title i18n.Text
}

type detailView struct {
	Row      row
	Done     i18n.Text
	Files    []fileRow
	More     int // files not shown
	Skips    []Skip
	Cut      int64 // skipped lines not shown
	MayUndo  bool
	Reach    Reach
	MaySay   bool // the answer to what followed can be given or changed
	Duration time.Duration
}

// Live reports whether the page moves by itself.
func (d detailView) Live() bool { return d.Row.Live() }

func (p *pages) detailView(r *http.Request, v console.Viewer) (view detailView, err error) {
	i, err := p.found(r, v)
	if err != nil {
		return view, err
	}
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		view.Skips, err = p.s.Skips(r.Context(), tx, v.Workspace, i.ID, skipsShown)
		return err
	})
	if err != nil {
		return view, err
	}
	view.Row = p.rowOf(v, i)
	files := i.files()
	for _, f := range files[:min(filesShown, len(files))] {
		view.Files = append(view.Files, fileRow{f.File, p.titleOf(f.Format)})
	}
	view.More = len(files) - len(view.Files)
	view.Cut = max(0, i.Skipped-int64(len(view.Skips)))
	view.MayUndo = i.State == Done && !view.Row.Figures
	view.Reach, view.MaySay = i.Reach, i.State == Done && i.Stamp == 0 && i.Reach != Unasked
	return view, nil
}

func (p *pages) showDetail(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.detailView(r, v)
	if err != nil {
		return err
	}
	view.Done = detailDone()[r.URL.Query().Get("done")]
	return p.shell.Show(w, r, v, p.detail, view)
}

func (p *pages) liveDetail(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.detailView(r, v)
	if err != nil {
		return err
	}
	return p.shell.Fragment(w, r, v, p.detail, "import", view)
}

// answerReach records what followed the last event, and lets the figures follow.
func (p *pages) answerReach(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	i, err := p.found(r, v)
	if err != nil {
		return err
	}
	reach := Reach(r.PostFormValue("reach"))
	if reach != Open && reach != Cut {
		return fault.New(fault.Invalid, whichReach.With())
	}
	if i.State != Done {
		return fault.New(fault.Conflict, notDone.With())
	}
	err = p.s.DB.Write(r.Context(), func(tx *db.Tx) error { return p.s.SetReach(r.Context(), tx, v.Workspace, i.ID, reach) })
	if err != nil {
		return err
	}
	if err := p.deps.Refresh(r.Context(), v.Workspace); err != nil {
		return err
	}
	return seeOther(w, r, at(v, i.ID)+"?done=reach")
}

// resume goes on with an import, or a taking back, that was interrupted.
func (p *pages) resume(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	i, err := p.found(r, v)
	if err != nil {
		return err
	}
	if _, working := p.deps.Work(i.ID); !working {
		switch i.State {
		case Running:
			err = p.deps.Resume(r.Context(), v.Workspace, i.ID)
		case Undoing:
			err = p.deps.Undo(r.Context(), v.Workspace, i.ID)
		default:
			err = fault.New(fault.Conflict, cannotResume.With())
		}
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, at(v, i.ID))
}

type undoView struct {
	Row    row
	Losing Losing
	Goes   int64 // messages that go
	Stay   int64 // groups that stay, with fewer messages or the same
}

// mayUndo says no where an import cannot be taken back as it is.
func (p *pages) mayUndo(i Import) error {
	_, working := p.deps.Work(i.ID)
	if working || i.State != Done && i.State != Running {
		return fault.New(fault.Conflict, cannotUndo.With())
	}
	return nil
}

func (p *pages) askUndo(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	i, err := p.found(r, v)
	if err != nil {
		return err
	}
	if err := p.mayUndo(i); err != nil {
		return err
	}
	view := undoView{Row: p.rowOf(v, i)}
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		view.Losing, err = p.s.wouldLose(r.Context(), tx, v.Workspace, i.ID)
		return err
	})
	if err != nil {
		return err
	}
	view.Goes = max(0, i.Messages-view.Losing.Kept)
	view.Stay = view.Losing.Groups - view.Losing.Gone
	return p.shell.Show(w, r, v, p.undo, view)
}

func (p *pages) doUndo(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	i, err := p.found(r, v)
	if err != nil {
		return err
	}
	if err := p.mayUndo(i); err != nil {
		return err
	}
	if err := p.deps.Undo(r.Context(), v.Workspace, i.ID); err != nil {
		return err
	}
	return seeOther(w, r, at(v, i.ID))
}
