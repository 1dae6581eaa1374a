package playbook

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"slices"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/library"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/web/console"
)

//go:embed view/*.html
var views embed.FS

//go:embed static
var static embed.FS

// Rooms are the menu items of this feature.
func Rooms() []console.Item {
	return []console.Item{{Path: "playbooks", Icon: "clock", Action: auth.View, Label: i18n.Text{Hans: "SOP", Hant: "SOP", En: "Playbooks"}}}
}

type pages struct {
	shell *console.Shell
	s     *Service
	deps  Deps
	ready []library.Entry

	list, edit, book, run, launch *console.Page
}

// Pages brings the pages of SOPs to the shell. It fails when a template, a word or
// a ready SOP is wrong.
func Pages(shell *console.Shell, s *Service, deps Deps) error {
	p := &pages{shell: shell, s: s, deps: deps}
	var err error
	if p.ready, err = library.All(s.reader); err != nil {
		return err
	}
	var faults []error
	for name, into := range map[string]**console.Page{"list": &p.list, "edit": &p.edit, "book": &p.book, "run": &p.run, "launch": &p.launch} {
		*into, err = console.NewPage(views, "view/"+name+".html", words(), "view/parts.html")
		faults = append(faults, err)
	}
	files, err := fs.Sub(static, "static")
	if err := errors.Join(append(faults, err)...); err != nil {
		return fmt.Errorf("playbook pages: %w", err)
	}
	shell.Assets("playbook", files)
	shell.Handle("GET /w/{ws}/playbooks", auth.View, p.showList)
	shell.Handle("GET /w/{ws}/playbook-new", auth.Manage, p.showEdit)
	shell.Handle("POST /w/{ws}/playbook-new", auth.Manage, p.save)
	shell.Handle("GET /w/{ws}/playbooks/{book}", auth.View, p.showBook)
	shell.Handle("GET /w/{ws}/playbooks/{book}/edit", auth.Manage, p.showEdit)
	shell.Handle("GET /w/{ws}/playbooks/{book}/launch", auth.Manage, p.showLaunch)
	shell.Handle("POST /w/{ws}/playbooks/{book}/launch", auth.Manage, p.doLaunch)
	shell.Handle("POST /w/{ws}/playbooks/{book}/decide", auth.Manage, p.decide)
	shell.Handle("POST /w/{ws}/playbooks/{book}/further", auth.Manage, p.further)
	shell.Handle("POST /w/{ws}/playbooks/{book}/places", auth.Manage, p.put)
	shell.Handle("POST /w/{ws}/playbooks/{book}/begin", auth.Manage, p.begin)
	shell.Handle("POST /w/{ws}/playbooks/{book}/{to}", auth.Manage, p.turn)
	shell.Handle("POST /w/{ws}/playbooks/{book}/groups/{group}/{to}", auth.Manage, p.holdGroup)
	shell.Handle("GET /w/{ws}/playbook-runs/{run}", auth.View, p.showRun)
	shell.Handle("POST /w/{ws}/playbook-runs/{run}/{to}", auth.Manage, p.turnRun)
	return nil
}

var onlyWhole = i18n.Text{
	Hans: "SOP 关系到整个工作区，只有能看整个工作区的人可以改。",
	Hant: "SOP 關係到整個工作區，只有能看整個工作區的人可以改。",
	En:   "Playbooks concern the whole workspace, so only those who see all of it change them.",
}

func whole(v console.Viewer) error {
	if !v.Scope.All {
		return fault.New(fault.Forbidden, onlyWhole.With())
	}
	return nil
}

func (p *pages) read(ctx context.Context, fn func(*db.Tx) error) error { return p.s.DB.Read(ctx, fn) }

func seeOther(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// stateView is how an SOP stands, in a word with its mark.
type stateView struct {
	Tone, Mark string
	Word       i18n.Text
}

func stateOf(s State) stateView {
	switch s {
	case On:
		return stateView{"good", "●", wordOn}
	case Paused:
		return stateView{"wait", "◌", wordPaused}
	}
	return stateView{"", "○", wordOff}
}

type listView struct {
	Verdict i18n.Message
	Rows    []rowView
	Ready   []readyView
	Unfit   []readyView // those that do not suit what the workspace is
}

type rowView struct {
	Title   i18n.Text
	Href    string
	State   stateView
	Version int64
	Places  int
	Whole   bool // it is about the workspace, and no group
	Open    int64
}

type readyView struct {
	Name         string
	Title, About i18n.Text
	Needs        []i18n.Text
	Have         bool
	Unfit        i18n.Text
}

// shelve parts the ready SOPs by whether they suit the workspace; those that one has
// are among the first in any case.
func (view *listView) shelve(all []library.Entry, own []string, unfit map[string]i18n.Text) {
	for _, e := range all {
		one := readyView{Name: e.Playbook.Name, Title: textIn(e.Playbook.Title), About: textIn(e.Playbook.About), Have: slices.Contains(own, e.Playbook.Name),
			Unfit: unfit[e.Playbook.Name]}
		for _, n := range e.Data {
			one.Needs = append(one.Needs, n.Words)
		}
		if one.Unfit.Hans != "" && !one.Have {
			view.Unfit = append(view.Unfit, one)
			continue
		}
		view.Ready = append(view.Ready, one)
	}
}

func (p *pages) showList(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	var view listView
	on := 0
	var own []string
	var unfit map[string]i18n.Text
	err := p.read(r.Context(), func(tx *db.Tx) error {
		all, err := books(r.Context(), tx, v.Workspace)
		if err != nil {
			return err
		}
		if unfit, err = p.deps.Unfit(r.Context(), tx, v.Workspace); err != nil {
			return err
		}
		for _, b := range all {
			prog, err := p.s.program(r.Context(), tx, v.Workspace, b.ID, b.Version)
			if err != nil {
				return err
			}
			row := rowView{Title: textIn(prog.Book.Title), Whole: prog.Book.Per == script.PerWorkspace, Href: v.At("playbooks", id.Show(b.ID)), State: stateOf(b.State), Version: b.Version}
			if row.Places, row.Open, err = extent(r.Context(), tx, v.Workspace, b.ID); err != nil {
				return err
			}
			if l, ok, err := launchOf(r.Context(), tx, v.Workspace, b.ID); err != nil {
				return err
			} else if ok && l.State == Asked && b.State == Off {
				row.State = stateView{"wait", "◌", wordAsked}
			}
			if b.State == On {
				on++
			}
			view.Rows, own = append(view.Rows, row), append(own, b.Name)
		}
		return nil
	})
	if err != nil {
		return err
	}
	view.shelve(p.ready, own, unfit)
	switch {
	case len(view.Rows) == 0:
		view.Verdict = verdictNone.With()
	case on == 0:
		view.Verdict = verdictOff.With(len(view.Rows))
	default:
		view.Verdict = verdictOn.With(len(view.Rows), on)
	}
	return p.shell.Show(w, r, v, p.list, view)
}
