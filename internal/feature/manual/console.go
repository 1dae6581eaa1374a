package manual

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
	"sync"
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
	return []console.Item{{Path: "wechat", Icon: "wechat", Action: auth.Quotes, Phone: true, Real: true, Label: text("微信群", "微信群", "WeChat groups")}}
}

// pages answers the addresses of groups kept by hand.
type pages struct {
	shell *console.Shell
	s     *Service

	list, add, group, paste, week, set *console.Page

	making sync.Mutex // held while a group is made of a paste
}

// pasteBytes is how large a form with a paste may be: its characters may take
// three times their room on the way.
const pasteBytes = 2 << 20

// Pages brings the pages to the shell. It fails when a template or a word is wrong.
func Pages(shell *console.Shell, s *Service) error {
	p := &pages{shell: shell, s: s}
	var faults []error
	for name, into := range map[string]**console.Page{"list": &p.list, "add": &p.add, "group": &p.group, "paste": &p.paste, "week": &p.week, "settings": &p.set} {
		var err error
		*into, err = console.NewPage(views, "view/"+name+".html", pageWords(), "view/parts.html", "view/today.html", "view/sops.html", "view/paste_parts.html", "view/paste_two.html", "view/size.html", "view/shop.html")
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
	shell.Handle("GET /w/{ws}/wechat/week", auth.Quotes, p.showSheet)
	shell.Handle("POST /w/{ws}/wechat/week", auth.Quotes, p.fillSheet)
	shell.Handle("POST /w/{ws}/wechat/sop/{name}/{to}", auth.Manage, p.turnAll)
	shell.Handle("GET /w/{ws}/wechat/{group}", auth.Quotes, p.showGroup)
	shell.Handle("POST /w/{ws}/wechat/{group}/sop/{name}/{to}", auth.Manage, p.turnGroup)
	shell.Handle("POST /w/{ws}/wechat/{group}/about", auth.Run, p.describe)
	shell.Handle("POST /w/{ws}/wechat/{group}/figures", auth.Quotes, p.tell)
	shell.Handle("POST /w/{ws}/wechat/{group}/moves", auth.Quotes, p.moves)
	shell.Handle("GET /w/{ws}/wechat/paste", auth.Quotes, p.showPaste)
	shell.HandleUpload("POST /w/{ws}/wechat/paste", auth.Quotes, pasteBytes, p.doPaste)
	shell.HandleUpload("POST /w/{ws}/wechat/{group}/paste", auth.Quotes, pasteBytes, p.pasteInto)
	shell.Handle("POST /w/{ws}/wechat/{group}/rename", auth.Run, p.rename)
	shell.Handle("POST /w/{ws}/wechat/{group}/keep", auth.Run, p.keep)
	shell.Handle("POST /w/{ws}/wechat/{group}/dismiss", auth.Run, p.dismiss)
	p.shopRoutes()
	return nil
}

func byOf(v console.Viewer) By {
	return By{User: v.User, Name: v.Name, Role: v.Role, Scope: v.Scope, Connect: v.Can(auth.Manage) && v.Scope.All, Names: v.Can(auth.Run)}
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
	Where              Where
	Full, Shut         bool
}

type listView struct {
	Verdict i18n.Message
	Said    i18n.Message
	Form    console.Form // of the first group's name
	Name    string
	Rows    []rowView
	Shown   []rowView // those of the place that was asked for
	Places  []tabView
	Shop    shopView
	Gone    int
	Today   todayView
	Sops    sopsView
	Week    i18n.Message // how far the weekly sheet is
	WeekDue bool
}

// showList handles GET /w/{ws}/wechat.
func (p *pages) showList(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.listOf(r, v)
	if err != nil {
		return err
	}
	if word, ok := saidWords()[r.URL.Query().Get("said")]; ok && view.Said.IsZero() && !strings.Contains(word.Hans, "%") {
		view.Said = word.With()
	}
	return p.shell.Show(w, r, v, p.list, view)
}

// listOf reads what the list shows.
func (p *pages) listOf(r *http.Request, v console.Viewer) (view listView, err error) {
	ctx, ws := r.Context(), v.Workspace
	err = p.s.DB.Read(ctx, func(tx *db.Tx) error {
		all, err := groupsOf(ctx, tx, ws)
		if err != nil {
			return err
		}
		places, err := p.s.Near.Places(ctx, tx, ws, idsOf(all))
		if err != nil {
			return err
		}
		day, zone, err := p.s.today(ctx, tx, ws)
		if err != nil {
			return err
		}
		h, err := p.s.hallOf(ctx, tx, ws, byOf(v))
		if err != nil {
			return err
		}
		if view.Shop, err = p.shopOf(ctx, tx, v, &h, 0, day); err != nil {
			return err
		}
		names, alive := map[id.Group]string{}, []id.Group{0}
		for _, g := range all {
			if place, ok := places[g.ID]; ok && v.Scope.Has(place.Unit) && g.Dismissed.IsZero() {
				names[g.ID], alive = place.Name, append(alive, g.ID)
			}
		}
		if err := p.rows(ctx, tx, v, &view, &h, day); err != nil {
			return err
		}
		if len(view.Rows) == 0 {
			return nil
		}
		if view.Today, err = p.todayIn(ctx, tx, v, alive, names, v.At("wechat")); err != nil {
			return err
		}
		if view.Said, err = p.settledHere(r, tx, v, &view.Today); err != nil {
			return err
		}
		view.filter(r, v)
		if view.Sops, err = p.sopsIn(ctx, tx, v, 0, v.At("wechat"), r.FormValue("open")); err != nil {
			return err
		}
		return p.weekOn(ctx, tx, ws, &view, alive[1:], zone)
	})
	if err != nil {
		return view, err
	}
	view.Verdict, view.Gone = verdict(view.Rows, len(view.Today.Cards)+len(view.Today.Rest))
	return view, nil
}

// weekOn says how far the weekly sheet is.
func (p *pages) weekOn(ctx context.Context, tx *db.Tx, ws id.Workspace, view *listView, alive []id.Group, zone *time.Location) error {
	week := DueWeek(p.s.now(ws), zone)
	told, err := weeksAll(ctx, tx, ws, week)
	open := 0
	for _, g := range alive {
		if _, is := told[g]; !is {
			open++
		}
	}
	if view.Week = weekDone.With(spanOf(week, zone)); open > 0 {
		view.Week, view.WeekDue = weekOpen.With(spanOf(week, zone), open), true
	}
	return err
}

// rows fills in the groups of the list.
func (p *pages) rows(ctx context.Context, tx *db.Tx, v console.Viewer, view *listView, h *hall, day Day) error {
	filled, err := filledOn(ctx, tx, v.Workspace, day)
	if err != nil {
		return err
	}
	staff, _, err := p.s.Near.People(ctx, tx, v.Workspace)
	for i := range h.groups {
		g, seat := &h.groups[i], &h.seats[i]
		if seat.Unseen {
			continue
		}
		view.Rows = append(view.Rows, rowView{Href: v.At("wechat", id.Show(g.ID)), Name: seat.Name, Keeper: nameOf(staff, g.Keeper), Filled: filled[g.ID], People: seat.People,
			Pasted: g.Pasted, Dismissed: seat.Gone, Where: seat.Where, Full: BandOf(seat.People, h.set.Full) == Full, Shut: seat.Shut})
	}
	return err
}

// verdict says in a sentence what of today is still to be done.
func verdict(rows []rowView, todo int) (says i18n.Message, gone int) {
	alive := 0
	for _, r := range rows {
		if r.Dismissed {
			gone++
		} else {
			alive++
		}
	}
	switch {
	case alive == 0:
		return verdictNone.With(), gone
	case todo == 0:
		return verdictDone.With(alive), gone
	}
	return verdictOpen.With(alive, todo), gone
}

func nameOf(staff []Person, u id.User) string {
	for _, p := range staff {
		if p.User == u && u != 0 {
			return p.Name
		}
	}
	return ""
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
