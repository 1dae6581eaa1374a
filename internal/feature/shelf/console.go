package shelf

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

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
	return []console.Item{{Path: "shelf", Icon: "book", Action: auth.Quotes, Label: text("往期总结", "往期總結", "Past summaries")}}
}

// pages answers the addresses of the shelf.
type pages struct {
	shell *console.Shell
	s     *Service

	list, one, form *console.Page
}

// Pages brings the pages to the shell. It fails when a template or a word is wrong.
func Pages(shell *console.Shell, s *Service) error {
	p := &pages{shell: shell, s: s}
	var faults []error
	for name, into := range map[string]**console.Page{"list": &p.list, "one": &p.one, "form": &p.form} {
		var err error
		*into, err = console.NewPage(views, "view/"+name+".html", pageWords(), "view/parts.html")
		faults = append(faults, err)
	}
	files, err := fs.Sub(static, "static")
	if err := errors.Join(append(faults, err)...); err != nil {
		return fmt.Errorf("pages of the shelf: %w", err)
	}
	shell.Assets("shelf", files)
	shell.Handle("GET /w/{ws}/shelf", auth.Quotes, p.showList)
	shell.Handle("GET /w/{ws}/shelf/new", auth.Run, p.showNew)
	shell.Handle("POST /w/{ws}/shelf/new", auth.Run, p.make)
	shell.Handle("GET /w/{ws}/shelf/{piece}", auth.Quotes, p.showOne)
	shell.Handle("GET /w/{ws}/shelf/{piece}/edit", auth.Run, p.showEdit)
	shell.Handle("POST /w/{ws}/shelf/{piece}/edit", auth.Run, p.change)
	shell.Handle("POST /w/{ws}/shelf/{piece}/archive", auth.Run, p.archive)
	shell.Handle("POST /w/{ws}/shelf/{piece}/remove", auth.Run, p.remove)
	return nil
}

func byOf(v console.Viewer) By { return By{User: v.User, Role: v.Role, Scope: v.Scope} }

func seeOther(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

func pieceIn(r *http.Request) (id.Piece, error) { return id.Parse[id.Piece](r.PathValue("piece")) }

type choice struct {
	Value, Label string
	Chosen       bool
}

// listedPiece is a piece in the list.
type listedPiece struct {
	Href, Title, Sharer string
	Day                 i18n.Message
	Where               i18n.Message
	Begins              string
}

type listView struct {
	Verdict, Said i18n.Message
	Query         string
	Group         string // id of the one that is chosen; "" for any
	Groups        []choice
	Cut           int // how many groups are offered, where there are more
	Away, None    bool
	HasAway       bool // there is something put away to look at
	Rows          []listedPiece
	Page, Pages   int
	Prev, Next    string
	Card          string
	New           string
}

// How much a page shows.
const (
	rowsShown   = 20
	groupsShown = 300
	beginShown  = 90 // characters of a summary in the list
)

// showList handles GET /w/{ws}/shelf.
func (p *pages) showList(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	q := r.URL.Query()
	want := Wanted{Query: strings.TrimSpace(q.Get("q")), Archived: q.Get("away") != "" && v.Can(auth.Run)}
	if value := q.Get("group"); value != "" {
		var err error
		if want.Group, err = id.Parse[id.Group](value); err != nil {
			return err
		}
	}
	view, err := p.listOf(r, v, want)
	if err != nil {
		return err
	}
	view.Said = saidWords()[q.Get("said")].With()
	return p.shell.Show(w, r, v, p.list, view)
}

// listOf reads what the list shows.
func (p *pages) listOf(r *http.Request, v console.Viewer, want Wanted) (view listView, err error) {
	ctx := r.Context()
	view = listView{Query: want.Query, Away: want.Archived, New: v.At("shelf", "new")}
	err = p.s.DB.Read(ctx, func(tx *db.Tx) error {
		found, err := p.s.List(ctx, tx, v.Workspace, byOf(v), want)
		if err != nil {
			return err
		}
		group := ""
		if g := found.where.known[want.Group]; g != nil {
			group, view.Group = g.Name, id.Show(g.ID)
			view.New += "?group=" + view.Group
			if view.Card, err = p.s.Card(ctx, tx, v.Workspace, g.ID, v.Lang); err != nil {
				return err
			}
		}
		view.None, view.HasAway = len(found.Pieces) == 0, found.Away && v.Can(auth.Run)
		view.Verdict = verdict(&found, want, group)
		view.groups(found.where, v)
		view.rows(r, v, &found)
		return nil
	})
	return view, err
}

// verdict says in a sentence what there is.
func verdict(found *Found, want Wanted, group string) i18n.Message {
	n := len(found.Pieces)
	switch {
	case want.Query != "" && n == 0:
		return verdictNot.With(clipped(want.Query, mostQuery))
	case want.Query != "":
		return verdictFound.With(n)
	case want.Archived && n == 0:
		return verdictNoAway.With()
	case want.Archived:
		return verdictAway.With(n)
	case group != "" && n == 0:
		return verdictNoneOf.With(group)
	case n == 0:
		return verdictEmpty.With()
	case group != "":
		return verdictOf.With(group, n, found.Pieces[0].Day.Says(found.where.today))
	}
	return verdictKept.With(n, found.Pieces[0].Day.Says(found.where.today))
}

// groups fills in the choice of groups: those that somebody sees, the dismissed ones
// only while one of them is chosen.
func (view *listView) groups(w *where, v console.Viewer) {
	for _, g := range w.groups {
		at := id.Show(g.ID)
		switch chosen := at == view.Group; {
		case !v.Scope.Has(g.Unit) || g.Gone && !chosen:
		case len(view.Groups) >= groupsShown && !chosen:
			view.Cut = groupsShown
		default:
			view.Groups = append(view.Groups, choice{at, g.Name, chosen})
		}
	}
}

// rows fills in one page of what was found.
func (view *listView) rows(r *http.Request, v console.Viewer, found *Found) {
	all := found.Pieces
	view.Pages = max(1, (len(all)+rowsShown-1)/rowsShown)
	page, _ := strconv.Atoi(r.URL.Query().Get("page")) // anything else is the first
	view.Page = min(max(1, page), view.Pages)
	from := (view.Page - 1) * rowsShown
	for i := range all[from:min(len(all), from+rowsShown)] {
		p := &all[from+i]
		view.Rows = append(view.Rows, listedPiece{Href: v.At("shelf", id.Show(p.ID)), Title: p.Title, Sharer: p.Sharer, Day: p.Day.Says(found.where.today),
			Where: found.where.says(byOf(v), p), Begins: clipped(strings.ReplaceAll(p.Summary, "\n", " "), beginShown)})
	}
	at := func(page int) string {
		q := url.Values{"page": {strconv.Itoa(page)}}
		for name, value := range map[string]string{"q": view.Query, "group": view.Group} {
			if value != "" {
				q.Set(name, value)
			}
		}
		if view.Away {
			q.Set("away", "1")
		}
		return v.At("shelf") + "?" + q.Encode()
	}
	if view.Page > 1 {
		view.Prev = at(view.Page - 1)
	}
	if view.Page < view.Pages {
		view.Next = at(view.Page + 1)
	}
}

// says names the groups of a piece that somebody sees: the first of them, and how many
// there are.
func (w *where) says(by By, p *Piece) i18n.Message {
	if p.Everyone {
		return pageWords()["everyone"].With()
	}
	first, n := i18n.Message{}, 0
	for i := range w.groups { // by name
		if g := &w.groups[i]; w.in(p, g) && by.Scope.Has(g.Unit) {
			if n++; n == 1 {
				first = placeName(g)
			}
		}
	}
	switch n {
	case 0:
		return pageWords()["nowhere"].With()
	case 1:
		return first
	}
	return pageWords()["places.n"].With(first, n)
}

// placeName is a group's name, with a word where it was dismissed.
func placeName(g *Group) i18n.Message {
	if g.Gone {
		return nameGone.With(g.Name, pageWords()["gone"])
	}
	return namePlain.With(g.Name)
}

var (
	namePlain = text("%s", "%s", "%s")
	nameGone  = text("%s%s", "%s%s", "%s%s")
)

func clipped(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

// oneView is the page of one piece.
type oneView struct {
	Here, Title, Sharer, Link string
	Said                      i18n.Message
	Form                      console.Form
	Day                       i18n.Message
	Places                    []i18n.Message
	Summary                   []string // line by line
	Posted                    string
	Archived, Mine            bool
}

// showOne handles GET /w/{ws}/shelf/{piece}.
func (p *pages) showOne(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.oneOf(r, v)
	if err != nil {
		return err
	}
	view.Said = saidWords()[r.URL.Query().Get("said")].With()
	return p.shell.Show(w, r, v, p.one, view)
}

// oneOf reads what the page of a piece shows.
func (p *pages) oneOf(r *http.Request, v console.Viewer) (view oneView, err error) {
	piece, err := pieceIn(r)
	if err != nil {
		return view, err
	}
	by := byOf(v)
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		one, w, err := p.s.Load(r.Context(), tx, v.Workspace, by, piece)
		if err != nil {
			return err
		}
		view = oneView{Here: v.At("shelf", id.Show(piece)), Title: one.Title, Sharer: one.Sharer, Link: one.Link, Day: one.Day.Says(w.today), Summary: strings.Split(one.Summary, "\n"),
			Posted: one.Posted(w.today, v.Lang), Archived: one.Archived, Mine: w.owns(by, &one)}
		if one.Everyone {
			view.Places = append(view.Places, pageWords()["everyone"].With())
			return nil
		}
		for i := range w.groups {
			if g := &w.groups[i]; w.in(&one, g) && v.Scope.Has(g.Unit) {
				view.Places = append(view.Places, placeName(g))
			}
		}
		if len(view.Places) == 0 {
			view.Places = append(view.Places, pageWords()["nowhere"].With())
		}
		return nil
	})
	return view, err
}
