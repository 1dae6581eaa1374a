package manual

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"slices"
	"strconv"
	"strings"
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
	return []console.Item{{Path: "wechat", Icon: "phone", Action: auth.Quotes, Label: text("微信群", "微信群", "WeChat groups")}}
}

// pages answers the addresses of groups kept by hand.
type pages struct {
	shell *console.Shell
	s     *Service

	list, add, group, paste *console.Page
}

// pasteBytes is how large a form with a paste may be: its characters may take
// three times their room on the way.
const pasteBytes = 2 << 20

// Pages brings the pages to the shell. It fails when a template or a word is wrong.
func Pages(shell *console.Shell, s *Service) error {
	p := &pages{shell: shell, s: s}
	var faults []error
	for name, into := range map[string]**console.Page{"list": &p.list, "add": &p.add, "group": &p.group, "paste": &p.paste} {
		var err error
		*into, err = console.NewPage(views, "view/"+name+".html", pageWords(), "view/parts.html")
		faults = append(faults, err)
	}
	files, err := fs.Sub(static, "static")
	if err := errors.Join(append(faults, err)...); err != nil {
		return fmt.Errorf("pages of groups kept by hand: %w", err)
	}
	shell.Assets("manual", files)
	shell.Handle("GET /w/{ws}/wechat", auth.Quotes, p.showList)
	shell.Handle("GET /w/{ws}/wechat/add", auth.Run, p.showAdd)
	shell.Handle("POST /w/{ws}/wechat/add", auth.Run, p.doAdd)
	shell.Handle("GET /w/{ws}/wechat/{group}", auth.Quotes, p.showGroup)
	shell.Handle("POST /w/{ws}/wechat/{group}/figures", auth.Quotes, p.tell)
	shell.Handle("POST /w/{ws}/wechat/{group}/moves", auth.Quotes, p.moves)
	shell.HandleUpload("POST /w/{ws}/wechat/{group}/paste", auth.Quotes, pasteBytes, p.read)
	shell.HandleUpload("POST /w/{ws}/wechat/{group}/take", auth.Quotes, pasteBytes, p.take)
	shell.Handle("POST /w/{ws}/wechat/{group}/rename", auth.Run, p.rename)
	shell.Handle("POST /w/{ws}/wechat/{group}/keep", auth.Run, p.keep)
	shell.Handle("POST /w/{ws}/wechat/{group}/dismiss", auth.Run, p.dismiss)
	return nil
}

func byOf(v console.Viewer) By {
	return By{User: v.User, Scope: v.Scope, Connect: v.Can(auth.Manage) && v.Scope.All}
}

func seeOther(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

type choice struct {
	Value, Label string
	Chosen       bool
}

// rowView is a group in the list.
type rowView struct {
	Href, Name, Keeper string
	Filled             bool // for today
	People             int
	Pasted             time.Time
	Dismissed          bool
}

type listView struct {
	Verdict i18n.Message
	Rows    []rowView
	Gone    int
}

// showList handles GET /w/{ws}/wechat.
func (p *pages) showList(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	var view listView
	ctx, ws := r.Context(), v.Workspace
	err := p.s.DB.Read(ctx, func(tx *db.Tx) error {
		all, err := groupsOf(ctx, tx, ws)
		if err != nil {
			return err
		}
		ids := make([]id.Group, len(all))
		for i := range all {
			ids[i] = all[i].ID
		}
		places, err := p.s.Near.Places(ctx, tx, ws, ids)
		if err != nil {
			return err
		}
		zone, err := p.s.Near.Zone(ctx, tx, ws)
		if err != nil {
			return err
		}
		filled, err := filledOn(ctx, tx, ws, DayOf(p.s.now(ws), zone))
		if err != nil {
			return err
		}
		people, err := p.s.People(ctx, tx, ws, ids)
		if err != nil {
			return err
		}
		staff, _, err := p.s.Near.People(ctx, tx, ws)
		for _, g := range all {
			place, ok := places[g.ID]
			if !ok || !v.Scope.Has(place.Unit) {
				continue
			}
			row := rowView{Href: v.At("wechat", id.Show(g.ID)), Name: place.Name, Keeper: nameOf(staff, g.Keeper), Filled: filled[g.ID], People: Unknown,
				Pasted: g.Pasted, Dismissed: !g.Dismissed.IsZero()}
			if c, ok := people[g.ID]; ok {
				row.People = c.People
			}
			view.Rows = append(view.Rows, row)
		}
		return err
	})
	if err != nil {
		return err
	}
	view.Verdict, view.Gone = verdict(view.Rows)
	return p.shell.Show(w, r, v, p.list, view)
}

// verdict says what of today is still to be filled in.
func verdict(rows []rowView) (says i18n.Message, gone int) {
	open, alive := 0, 0
	for _, r := range rows {
		switch {
		case r.Dismissed:
			gone++
		case !r.Filled:
			open++
			alive++
		default:
			alive++
		}
	}
	switch {
	case alive == 0:
		return verdictNone.With(), gone
	case open == 0:
		return verdictDone.With(alive), gone
	}
	return verdictOpen.With(alive, open), gone
}

func nameOf(staff []Person, u id.User) string {
	for _, p := range staff {
		if p.User == u && u != 0 {
			return p.Name
		}
	}
	return ""
}

// addView is the form for new groups.
type addView struct {
	Form                     console.Form
	Names, Note, People      string
	Units, Keepers           []choice
	Most                     int
	Nothing                  bool // there is no group yet
	chosenUnit, chosenKeeper string
}

// fill fills in the choices of the form.
func (p *pages) fill(r *http.Request, v console.Viewer, view *addView) error {
	view.Most = MostGroups
	ctx := r.Context()
	return p.s.DB.Read(ctx, func(tx *db.Tx) error {
		staff, units, err := p.s.Near.People(ctx, tx, v.Workspace)
		if err != nil {
			return err
		}
		view.Keepers = keepers(staff, view.chosenKeeper)
		slices.SortStableFunc(units, func(a, b auth.Unit) int { return cmp.Compare(rank(a), rank(b)) })
		for _, u := range units {
			if v.Scope.Has(u.ID) {
				view.Units = append(view.Units, choice{id.Show(u.ID), u.Name, id.Show(u.ID) == view.chosenUnit})
			}
		}
		all, err := groupsOf(ctx, tx, v.Workspace)
		view.Nothing = len(all) == 0
		return err
	})
}

// rank puts head office first.
func rank(u auth.Unit) int {
	if u.Kind == auth.Head {
		return 0
	}
	return 1
}

func keepers(staff []Person, chosen string) (out []choice) {
	for _, one := range staff {
		if one.Does {
			out = append(out, choice{id.Show(one.User), one.Name, id.Show(one.User) == chosen})
		}
	}
	return out
}

// showAdd handles GET /w/{ws}/wechat/add.
func (p *pages) showAdd(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view := addView{chosenKeeper: id.Show(v.User)}
	if err := p.fill(r, v, &view); err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.add, view)
}

// doAdd handles POST /w/{ws}/wechat/add.
func (p *pages) doAdd(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view := addView{Names: r.PostFormValue("names"), Note: r.PostFormValue("note"), People: r.PostFormValue("people"),
		chosenUnit: r.PostFormValue("unit"), chosenKeeper: r.PostFormValue("keeper")}
	made, err := p.make(r, v, &view)
	if err == nil {
		if len(made) == 1 {
			return seeOther(w, r, v.At("wechat", id.Show(made[0]))+"?said=added")
		}
		return seeOther(w, r, v.At("wechat"))
	}
	if !console.Correctable(err) {
		return err
	}
	view.Form = console.FormOf(err)
	if err := p.fill(r, v, &view); err != nil {
		return err
	}
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.add, view)
}

func (p *pages) make(r *http.Request, v console.Viewer, view *addView) ([]id.Group, error) {
	names, err := Names("names", view.Names, MostGroups)
	if err != nil {
		return nil, err
	}
	want := Wanted{Names: names, Note: view.Note}
	if want.People, err = figure("people", view.People); err != nil {
		return nil, err
	}
	want.Keeper, _ = id.Parse[id.User](view.chosenKeeper) // anything else is nobody
	if want.Unit, err = p.unitOf(r, v, view.chosenUnit); err != nil {
		return nil, err
	}
	return p.s.Add(r.Context(), v.Workspace, byOf(v), want)
}

// unitOf reads the unit of a form, 0 for head office.
func (p *pages) unitOf(r *http.Request, v console.Viewer, value string) (unit id.Unit, err error) {
	if value == "" && v.Scope.All {
		return 0, nil
	}
	ctx := r.Context()
	err = p.s.DB.Read(ctx, func(tx *db.Tx) error {
		_, units, err := p.s.Near.People(ctx, tx, v.Workspace)
		for _, u := range units {
			if id.Show(u.ID) == value && v.Scope.Has(u.ID) {
				if unit = u.ID; u.Kind == auth.Head {
					unit = 0
				}
				return err
			}
		}
		if err == nil {
			err = &auth.FieldError{Field: "unit", Err: noSuchUnit()}
		}
		return err
	})
	return unit, err
}

// number shows a figure in a form: nothing where it is unknown.
func number(n int) string {
	if n < 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// figuresIn reads the figures of a form.
func figuresIn(r *http.Request) (f Figures, err error) {
	for name, into := range map[string]*int{"people": &f.People, "joined": &f.Joined, "left": &f.Left, "messages": &f.Messages, "spoke": &f.Spoke} {
		n, wrong := figure(name, r.PostFormValue(name))
		if *into = n; wrong != nil && (err == nil || strings.Compare(name, auth.Field(err)) < 0) {
			err = wrong
		}
	}
	return f, err
}
