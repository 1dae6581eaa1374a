package playbook

import (
	"net/http"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/library"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/web/console"
)

// editView is the form in which an SOP is written.
type editView struct {
	Form     console.Form
	Title    i18n.Text
	Text     string
	Problems []problemView
	Tongues  []tongueView // of a ready SOP
}

// tongueView is a language in which a ready SOP may be opened: groups need not speak
// that of the console.
type tongueView struct {
	Name, Href string
	Lang       i18n.Lang
	Chosen     bool
}

type problemView struct {
	Line, Column int
	What, Remedy i18n.Message
	Excerpt      string
	Warning      bool
}

// empty is what somebody begins with who begins with nothing.
var empty = i18n.Text{
	Hans: beginning("我的第一个 SOP", "周末好，今天店里开到晚上 8 点，想要什么在群里说一声。"),
	Hant: beginning("我的第一個 SOP", "週末好，今天店裡開到晚上 8 點，想要什麼在群裡說一聲。"),
	En:   beginning("My first playbook", "Happy weekend. The shop is open until 8 tonight; if you'd like anything, say so here."),
}

func beginning(title, says string) string {
	return `sop: 1
name: my-first
title: ` + title + `
per: group
start:
  - {id: weekly, every: FREQ=WEEKLY;BYDAY=SA, at: "10:00", missed: skip}
steps:
  - id: hello
    say:
      to: group
      wordings:
        - ` + says + `
`
}

func (p *pages) showEdit(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	view := editView{Text: empty.In(v.Lang), Title: newTitle}
	for _, e := range p.ready {
		if e.Playbook.Name == r.URL.Query().Get("ready") {
			view.Title = textIn(e.Playbook.Title)
			view.inTongue(e, v, r.URL.Query().Get("lang"))
		}
	}
	if r.PathValue("book") == "" {
		return p.shell.Show(w, r, v, p.edit, view)
	}
	err := p.read(r.Context(), func(tx *db.Tx) error {
		b, err := bookAt(r, tx, v)
		if err != nil {
			return err
		}
		if view.Title, err = p.s.titleOf(r.Context(), tx, v.Workspace, b); err != nil {
			return err
		}
		view.Text, err = textOf(r.Context(), tx, v.Workspace, b.ID, b.Version)
		return err
	})
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.edit, view)
}

// inTongue opens a ready SOP in a language, that of the reader where none is asked for.
func (e *editView) inTongue(of library.Entry, v console.Viewer, asked string) {
	l, ok := i18n.Parse(asked)
	if !ok {
		l = v.Lang
	}
	e.Text = of.Text.In(l)
	for i, one := range i18n.Langs {
		href := v.At("playbook-new") + "?ready=" + of.Playbook.Name + "&lang=" + string(one)
		e.Tongues = append(e.Tongues, tongueView{tongues[i], href, one, one == l})
	}
}

// tongues are the languages by their own names, in the order of i18n.Langs.
var tongues = [len(i18n.Langs)]string{"简体", "繁體", "English"}

// save keeps what was written, or shows it once more with what is to be mended.
func (p *pages) save(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	text := r.PostFormValue("text")
	b, problems, err := p.s.Save(r.Context(), v.Workspace, text, v.User)
	if err == nil {
		return seeOther(w, r, v.At("playbooks", id.Show(b.ID)))
	}
	if fault.KindOf(err) != fault.Invalid && fault.KindOf(err) != fault.Conflict {
		return err
	}
	view := editView{Form: console.FormOf(err), Title: newTitle, Text: text, Problems: shownProblems(problems)}
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.edit, view)
}

func shownProblems(all []script.Problem) (out []problemView) {
	for _, q := range all {
		out = append(out, problemView{q.Line, q.Column, q.What, q.Remedy, q.Excerpt, q.Warning})
	}
	return out
}
