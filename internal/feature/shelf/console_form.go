package shelf

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/hanzi"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// formView is the form of a piece, new or not.
type formView struct {
	To, Back            string
	Form                console.Form
	Edit                bool
	Todo                bool // it is filled in from a to-do
	Title, Day, Today   string
	Sharer              string
	Summary, Link       string
	Everyone            bool
	Groups              []choice
	Narrow              string
	Cut                 int // how many groups are offered, where there are more
	Many                bool
	MostTitle, MostLink int
	MostSummary         int
	MostSharer          int
}

// Among how many groups somebody may filter, and how many are offered.
const (
	narrowFrom = 30
	offered    = 200
)

// showNew handles GET /w/{ws}/shelf/new.
func (p *pages) showNew(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	var said Said
	todo := false
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		if said.Day, err = p.s.dayOf(r.Context(), tx, v.Workspace, time.Time{}); err != nil {
			return err
		}
		if value := r.URL.Query().Get("task"); value != "" {
			todo = true
			return p.noted(r, tx, v, value, &said)
		}
		if g, bad := id.Parse[id.Group](r.URL.Query().Get("group")); bad == nil {
			said.Groups = []id.Group{g} // one that they do not see is not offered
		}
		return nil
	})
	if err != nil {
		return err
	}
	view, err := p.formOf(r, v, 0, &said)
	view.Todo = todo
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.form, view)
}

// noted fills in what somebody wrote who was asked for a summary by a to-do.
func (p *pages) noted(r *http.Request, tx *db.Tx, v console.Viewer, value string, said *Said) error {
	todo, err := id.Parse[id.Task](value)
	if err != nil {
		return err
	}
	n, err := p.s.Near.Noted(r.Context(), tx, v.Workspace, byOf(v), todo)
	if fault.KindOf(err) == fault.NotFound {
		return fault.New(fault.NotFound, noNoted.With())
	}
	if err != nil {
		return err
	}
	said.Title, said.Sharer, said.Summary, said.Link = n.Title, n.Sharer, n.Summary, n.Link
	if n.Group != 0 {
		said.Groups = []id.Group{n.Group}
	}
	if !n.At.IsZero() {
		said.Day, err = p.s.dayOf(r.Context(), tx, v.Workspace, n.At)
	}
	return err
}

// showEdit handles GET /w/{ws}/shelf/{piece}/edit.
func (p *pages) showEdit(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	piece, err := pieceIn(r)
	if err != nil {
		return err
	}
	var said Said
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		one, at, err := p.s.Load(r.Context(), tx, v.Workspace, byOf(v), piece)
		if err == nil && !at.owns(byOf(v), &one) {
			err = fault.New(fault.Forbidden, notYours.With())
		}
		said = Said{one.Title, one.Day, one.Everyone, one.Groups, one.Sharer, one.Summary, one.Link}
		return err
	})
	if err != nil {
		return err
	}
	view, err := p.formOf(r, v, piece, &said)
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.form, view)
}

// formOf is the form with what was said so far.
func (p *pages) formOf(r *http.Request, v console.Viewer, piece id.Piece, said *Said) (view formView, err error) {
	view = formView{To: v.At("shelf", "new"), Back: v.At("shelf"), Title: said.Title, Sharer: said.Sharer, Summary: said.Summary, Link: said.Link, Everyone: said.Everyone,
		Narrow: strings.TrimSpace(r.PostFormValue("narrow")), MostTitle: MostTitle, MostSharer: MostSharer, MostSummary: MostSummary, MostLink: MostLink}
	if piece != 0 {
		view.Edit, view.Back = true, v.At("shelf", id.Show(piece))
		view.To = view.Back + "/edit"
	}
	if said.Day != 0 {
		view.Day = said.Day.String()
	}
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		w, err := p.s.where(r.Context(), tx, v.Workspace)
		if err != nil {
			return err
		}
		view.Today = w.today.String()
		view.offer(w, v, said)
		return nil
	})
	return view, err
}

// offer fills in the groups to choose from: those that are chosen, and of the others as
// many as a page holds.
func (view *formView) offer(w *where, v console.Viewer, said *Said) {
	all, want := 0, hanzi.Fold(view.Narrow)
	var others []choice
	for i := range w.groups {
		g := &w.groups[i]
		chosen := slices.Contains(said.Groups, g.ID)
		if !v.Scope.Has(g.Unit) || g.Gone && !chosen {
			continue
		}
		all++
		one := choice{id.Show(g.ID), placeName(g).In(v.Lang), chosen}
		switch {
		case chosen:
			view.Groups = append(view.Groups, one)
		case !strings.Contains(hanzi.Fold(g.Name), want):
		case len(others) >= offered:
			view.Cut = offered
		default:
			others = append(others, one)
		}
	}
	view.Groups, view.Many = append(view.Groups, others...), all > narrowFrom
	if len(view.Groups) == 0 && all == 0 {
		view.Everyone = true // there is nothing else to choose
	}
}

// saidIn reads the form.
func saidIn(r *http.Request) (s Said, err error) {
	s = Said{Title: r.PostFormValue("title"), Everyone: r.PostFormValue("where") == "all", Sharer: r.PostFormValue("sharer"), Summary: r.PostFormValue("summary"), Link: r.PostFormValue("link")}
	if day, ok := ParseDay(r.PostFormValue("day")); ok {
		s.Day = day
	}
	for _, value := range r.PostForm["group"][:min(len(r.PostForm["group"]), MostPlaces+1)] {
		g, bad := id.Parse[id.Group](value)
		if bad != nil {
			return s, wrong("groups", fault.New(fault.Invalid, noGroup.With()))
		}
		s.Groups = append(s.Groups, g)
	}
	return s, nil
}

// make handles POST /w/{ws}/shelf/new.
func (p *pages) make(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	return p.save(w, r, v, 0)
}

// change handles POST /w/{ws}/shelf/{piece}/edit.
func (p *pages) change(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	piece, err := pieceIn(r)
	if err != nil {
		return err
	}
	return p.save(w, r, v, piece)
}

// save keeps what a form says of a piece, 0 for a new one; or shows the form again,
// with what was wrong, or with other groups to choose from.
func (p *pages) save(w http.ResponseWriter, r *http.Request, v console.Viewer, piece id.Piece) error {
	said, err := saidIn(r)
	word := "kept"
	switch {
	case r.PostFormValue("filter") != "":
		view, err := p.formOf(r, v, piece, &said)
		if err != nil {
			return err
		}
		return p.shell.Show(w, r, v, p.form, view)
	case err != nil:
	case piece == 0:
		piece, err = p.s.Make(r.Context(), v.Workspace, byOf(v), said)
	default:
		word, err = "changed", p.s.Change(r.Context(), v.Workspace, byOf(v), piece, said)
	}
	if err == nil {
		return seeOther(w, r, v.At("shelf", id.Show(piece))+"?said="+word)
	}
	if !console.Correctable(err) {
		return err
	}
	view, failed := p.formOf(r, v, piece, &said)
	if failed != nil {
		return failed
	}
	view.Form = console.FormOf(err)
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.form, view)
}

// archive handles POST /w/{ws}/shelf/{piece}/archive.
func (p *pages) archive(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	piece, err := pieceIn(r)
	if err != nil {
		return err
	}
	away, word := r.PostFormValue("to") != "back", "archived"
	if !away {
		word = "restored"
	}
	if err := p.s.Archive(r.Context(), v.Workspace, byOf(v), piece, away); err != nil {
		return err
	}
	return seeOther(w, r, v.At("shelf", id.Show(piece))+"?said="+word)
}

// remove handles POST /w/{ws}/shelf/{piece}/remove.
func (p *pages) remove(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	piece, err := pieceIn(r)
	if err != nil {
		return err
	}
	if r.PostFormValue("sure") == "" {
		view, err := p.oneOf(r, v)
		if err != nil {
			return err
		}
		view.Form = console.FormOf(wrong("sure", fault.New(fault.Invalid, notSure.With())))
		return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.one, view)
	}
	if err := p.s.Remove(r.Context(), v.Workspace, byOf(v), piece); err != nil {
		return err
	}
	return seeOther(w, r, v.At("shelf")+"?said=removed")
}
