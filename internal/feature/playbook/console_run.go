package playbook

import (
	"net/http"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/web/console"
)

// runPage is the story of one run.
type runPage struct {
	Title, Whom  string
	Book         string // address
	Version      int64
	State        i18n.Text
	Begun, Ended time.Time
	Due          time.Time
	At           string // where the run is paused and ended
	May, Held    bool
	Acts         []actView
}

type actView struct {
	At    time.Time
	Title string
	What  i18n.Text
	Why   i18n.Text
	Name  string // of the part of a split, or the SOP that was called
	Fill  string // where what was empty is filled in; "" where there is no such place
}

var noRun = i18n.Text{Hans: "没有这次运行。", Hant: "沒有這次執行。", En: "There is no such run."}

// turnRun pauses a run, lets it go on, or ends it.
func (p *pages) turnRun(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	run, err := id.Parse[id.Run](r.PathValue("run"))
	if err != nil {
		return err
	}
	switch r.PathValue("to") {
	case "pause":
		err = p.s.HoldRun(r.Context(), v.Workspace, run, true)
	case "resume":
		err = p.s.HoldRun(r.Context(), v.Workspace, run, false)
	case "end":
		err = p.s.EndRun(r.Context(), v.Workspace, run)
	default:
		err = fault.New(fault.NotFound, noRun.With())
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.At("playbook-runs", id.Show(run)))
}

// holdGroup pauses an SOP in one group, or lets it go on there.
func (p *pages) holdGroup(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	return p.launched(w, r, v, func(book id.Playbook) error {
		group, err := id.Parse[id.Group](r.PathValue("group"))
		if err != nil {
			return err
		}
		hold, ok := map[string]bool{"pause": true, "resume": false}[r.PathValue("to")]
		if !ok {
			return fault.New(fault.NotFound, noBook.With())
		}
		return p.s.HoldGroup(r.Context(), v.Workspace, book, group, hold)
	})
}

func (p *pages) showRun(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	run, err := id.Parse[id.Run](r.PathValue("run"))
	if err != nil {
		return err
	}
	var view runPage
	err = p.read(r.Context(), func(tx *db.Tx) error {
		found, err := runsOf(r.Context(), tx, v.Workspace, []id.Run{run})
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return fault.New(fault.NotFound, noRun.With())
		}
		one := &found[0]
		names, err := p.names(r, tx, v, found)
		if err != nil {
			return err
		}
		whom, ok := names[one.Subject]
		if !ok {
			return fault.New(fault.NotFound, noRun.With())
		}
		prog, err := p.s.program(r.Context(), tx, v.Workspace, one.Book, one.Version)
		if err != nil {
			return err
		}
		view = runPage{Title: prog.Book.Title.In(v.Lang), Whom: whom, Book: v.At("playbooks", id.Show(one.Book)), Version: one.Version, State: phaseOf(one), Begun: one.Begun, Ended: one.Ended, Due: one.State.Due,
			At: v.At("playbook-runs", id.Show(one.ID)), May: v.Can("manage") && v.Scope.All && one.Ended.IsZero(), Held: one.Held}
		did, err := acts(r.Context(), tx, v.Workspace, one.ID)
		titles := titlesOf(prog.Book, v.Lang)
		for _, a := range did {
			shown := actView{At: a.At, Title: titles[a.Step], What: actWords[a.What], Why: whyWords[a.Why]}
			if a.Why == string(engine.NoValue) && one.Subject.Group != 0 {
				shown.Fill = v.At("groups", id.Show(one.Subject.Group), "profile")
			}
			if shown.Why.Hans == "" {
				shown.Name = a.Why
			}
			view.Acts = append(view.Acts, shown)
		}
		return err
	})
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.run, view)
}

// titlesOf are what the steps of an SOP are called, as somebody reads them.
func titlesOf(s *script.Playbook, l i18n.Lang) map[string]string {
	out := map[string]string{}
	script.Each(s.Steps, func(step *script.Step) {
		title := step.Title.In(l)
		if title == "" && step.Task != nil {
			title = step.Task.Do.In(l)
		}
		if title == "" {
			title = deedOf(step).In(l)
		}
		out[step.ID] = title
	})
	return out
}

// phaseOf says where a run stands.
func phaseOf(r *Run) i18n.Text {
	if r.State.Phase == engine.Over {
		return endWords[r.State.Why]
	}
	if r.Held {
		return wordPaused
	}
	return phaseWords[r.State.Phase]
}
