package checkup

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

//go:embed view/*.html
var views embed.FS

//go:embed static
var static embed.FS

// Rooms are the menu items of this feature.
func Rooms() []console.Item {
	return []console.Item{{Path: "checkup", Icon: "pulse", Action: auth.View, Label: text("群体检", "群體檢", "Check-up")}}
}

// pages answers the addresses of the check-up.
type pages struct {
	shell  *console.Shell
	s      *Service
	secret func() string // names a paper

	list, form, result, mistakes *console.Page
}

// Pages brings the pages to the shell. It fails when a template or a word is wrong.
func Pages(shell *console.Shell, s *Service, secret func() string) error {
	p := &pages{shell: shell, s: s, secret: secret}
	var faults []error
	for name, into := range map[string]**console.Page{"list": &p.list, "form": &p.form, "result": &p.result, "mistakes": &p.mistakes} {
		var err error
		*into, err = console.NewPage(views, "view/"+name+".html", pageWords(), "view/parts.html")
		faults = append(faults, err)
	}
	files, err := fs.Sub(static, "static")
	if err := errors.Join(append(faults, err)...); err != nil {
		return fmt.Errorf("pages of the check-up: %w", err)
	}
	shell.Assets("checkup", files)
	shell.Handle("GET /w/{ws}/checkup", auth.View, p.show)
	shell.Handle("GET /w/{ws}/checkup/new", auth.Quotes, p.showNew)
	shell.Handle("GET /w/{ws}/checkup/mistakes", auth.View, p.showMistakes)
	shell.Handle("POST /w/{ws}/checkup", auth.Quotes, p.take)
	shell.Handle("GET /w/{ws}/checkup/{checkup}", auth.View, p.showOne)
	shell.Handle("GET /w/{ws}/checkup/{checkup}/again", auth.Quotes, p.showAgain)
	shell.Handle("POST /w/{ws}/checkup/{checkup}", auth.Quotes, p.take)
	shell.Handle("POST /w/{ws}/checkup/{checkup}/plan", auth.Quotes, p.plan)
	shell.Handle("POST /w/{ws}/checkup/{checkup}/tie", auth.Run, p.tie)
	shell.Handle("POST /w/{ws}/checkup/{checkup}/rename", auth.Quotes, p.rename)
	shell.Handle("POST /w/{ws}/checkup/{checkup}/drop", auth.Run, p.drop)
	return nil
}

func byOf(v console.Viewer) By {
	return By{User: v.User, Scope: v.Scope, Connect: v.Can(auth.Manage) && v.Scope.All, Lang: v.Lang}
}

func seeOther(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

func oneIn(r *http.Request) (id.Checkup, error) {
	return id.Parse[id.Checkup](r.PathValue("checkup"))
}

// rowView is a group in the list.
type rowView struct {
	Href, Again string
	Name        i18n.Message
	State       State
	Mark        string
	Word, Says  i18n.Text
	At          time.Time
	Due         bool
	rank        int
}

type listView struct {
	Verdict, Due i18n.Message
	Rows         []rowView
}

// show handles GET /w/{ws}/checkup: the list, or the six questions where there is
// none yet.
func (p *pages) show(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.listOf(r, v)
	if err != nil {
		return err
	}
	if v.Can(auth.Quotes) && (len(view.Rows) == 0 || begun(r)) {
		return p.showNew(w, r, v)
	}
	return p.shell.Show(w, r, v, p.list, view)
}

func (p *pages) listOf(r *http.Request, v console.Viewer) (view listView, err error) {
	ctx, ws := r.Context(), v.Workspace
	err = p.s.DB.Read(ctx, func(tx *db.Tx) error {
		all, err := groupsOf(ctx, tx, ws)
		if err != nil {
			return err
		}
		if all, err = p.seen(r, v, tx, all); err != nil {
			return err
		}
		last, err := latest(ctx, tx, ws)
		now := p.s.now(ws)
		for i := range all {
			c, ok := last[all[i].ID]
			if !ok {
				continue
			}
			view.Rows = append(view.Rows, rowOf(v, &all[i], &c, now))
		}
		return err
	})
	slices.SortStableFunc(view.Rows, func(a, b rowView) int { return a.rank - b.rank })
	view.Verdict, view.Due = listVerdict(view.Rows)
	return view, err
}

// seen are those of some groups that somebody sees, by the names the house has.
func (p *pages) seen(r *http.Request, v console.Viewer, tx *db.Tx, all []Group) (out []Group, err error) {
	var known []id.Group
	for i := range all {
		if all[i].Group != 0 {
			known = append(known, all[i].Group)
		}
	}
	places, err := p.s.Near.Places(r.Context(), tx, v.Workspace, known)
	for _, g := range all {
		if place, ok := places[g.Group]; ok {
			g.Name, g.Unit = place.Name, place.Unit
		}
		if v.Scope.Has(g.Unit) {
			out = append(out, g)
		}
	}
	return out, err
}

func rowOf(v console.Viewer, g *Group, c *Check, now time.Time) rowView {
	row := rowView{Href: v.At("checkup", id.Show(g.ID)), Again: v.At("checkup", id.Show(g.ID), "again"), Name: g.called(), State: c.State, Mark: mark(c.State),
		Word: stateWord(c.State), Says: says(c.State, &c.Answers, Judge(&c.Answers).Reasons), At: c.At, Due: !now.Before(c.Due()), rank: 2}
	switch {
	case c.State.Harsh():
		row.rank = 0
	case c.State == Unclear:
		row.rank = 1
	}
	return row
}

// listVerdict says how groups are, and how many are to be asked about again.
func listVerdict(rows []rowView) (verdict, due i18n.Message) {
	harsh, open, old := 0, 0, 0
	for i := range rows {
		switch {
		case rows[i].State.Harsh():
			harsh++
		case rows[i].State == Unclear:
			open++
		}
		if rows[i].Due {
			old++
		}
	}
	switch {
	case len(rows) == 0:
		verdict = verdictNone.With()
	case harsh == 0 && open > 0:
		verdict = verdictOpen.With(len(rows), open)
	case harsh == 0:
		verdict = verdictWell.With(len(rows))
	default:
		verdict = verdictSome.With(len(rows), harsh)
	}
	if old > 0 {
		due = verdictDue.With(old)
	}
	return verdict, due
}
