package manual

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// groupView is the page of one group: how it is today, and what is known so far.
type groupView struct {
	Here, Insight   string
	Checkup         string // where six questions are asked about it
	Name, Note      string
	Keeper          string
	Alive           bool
	Said            i18n.Message
	Form            console.Form
	Today           typed
	TodayBy         string
	TodayAt         time.Time
	Joined, Left    string // names that were typed
	Pasted          string
	PastedAt        string
	Last            time.Time
	Days            []dayView
	Keepers         []choice
	NewName, Remark string
	Now             i18n.Message // what to do now, in a sentence
	Twin            bool         // another group bears the same name
	ToDo            todayView
	Sops            sopsView
	Weeks           []weekView
	Rules           rulesView
	Size            sizeView
	Shop            shopView
	Where           Where
	Unplaced        bool // shops are run, and the viewer may say where the group belongs
	Picks           picks
	What            string // of what came in, as typed
	Shelf           shelfView
}

// shelfView is the index card for whoever has just come.
type shelfView struct{ Card, All, Add string }

// typed is what stands in the form of figures.
type typed struct{ People, Joined, Left, Messages, Spoke string }

type dayView struct {
	Day string
	Figures
	By string
}

// daysShown is how many days that were filled in a page lists.
const daysShown = 14

func groupIn(r *http.Request) (id.Group, error) { return id.Parse[id.Group](r.PathValue("group")) }

// viewOf reads what the page of a group shows.
func (p *pages) viewOf(r *http.Request, v console.Viewer) (view groupView, err error) {
	group, err := groupIn(r)
	if err != nil {
		return view, err
	}
	ctx := r.Context()
	err = p.s.DB.Read(ctx, func(tx *db.Tx) error {
		g, place, err := p.s.reach(ctx, tx, v.Workspace, byOf(v), group)
		if err != nil {
			return err
		}
		staff, _, err := p.s.Near.People(ctx, tx, v.Workspace)
		if err != nil {
			return err
		}
		zone, err := p.s.Near.Zone(ctx, tx, v.Workspace)
		if err != nil {
			return err
		}
		now := p.s.now(v.Workspace)
		view = groupView{Here: v.At("wechat", id.Show(g.ID)), Insight: v.At("groups", id.Show(g.ID)), Checkup: v.At("checkup") + "?group=" + id.Show(g.ID), Name: place.Name, Note: g.Note, Keeper: nameOf(staff, g.Keeper),
			Alive: g.Dismissed.IsZero(), Last: g.Pasted, Keepers: keepers(staff, id.Show(g.Keeper)), NewName: place.Name, Remark: g.Note,
			PastedAt: now.In(zone).Format("2006-01-02T15:04")}
		days, err := figuresOf(ctx, tx, v.Workspace, g.ID, daysShown)
		for _, d := range days {
			by := nameOf(staff, d.By)
			if d.Day == DayOf(now, zone) {
				view.Today, view.TodayBy, view.TodayAt = typed{number(d.People), number(d.Joined), number(d.Left), number(d.Messages), number(d.Spoke)}, by, d.At
			}
			view.Days = append(view.Days, dayView{d.Day.String(), d.Figures, by})
		}
		if err != nil {
			return err
		}
		weeks, err := weeksOf(ctx, tx, v.Workspace, g.ID, weeksShown+1)
		if err != nil {
			return err
		}
		view.Weeks = weeksIn(weeks, staff, zone)
		return p.workOf(r, tx, v, &g, place, &view)
	})
	return view, err
}

// workOf fills in what there is to do in a group: today, by ready SOPs, and what its
// rules are.
func (p *pages) workOf(r *http.Request, tx *db.Tx, v console.Viewer, g *Group, place Place, view *groupView) (err error) {
	ctx := r.Context()
	if p.s.Ready != nil {
		d, err := p.s.Ready.Details(ctx, tx, v.Workspace, g.ID)
		if err != nil {
			return err
		}
		view.Rules = rulesOf(place.Name, d, v.Lang)
	}
	h, err := p.s.hallOf(ctx, tx, v.Workspace, byOf(v))
	if err != nil {
		return err
	}
	view.Where = placeIn(h.about[g.ID])
	if !view.Alive {
		return nil
	}
	view.Size = sizeOf(v, &h, g)
	if err := p.shopIn(ctx, tx, v, &h, g, view); err != nil {
		return err
	}
	if p.s.Shelf != nil {
		at := "group=" + id.Show(g.ID)
		view.Shelf = shelfView{All: v.At("shelf") + "?" + at, Add: v.At("shelf", "new") + "?" + at}
		if view.Shelf.Card, err = p.s.Shelf.Card(ctx, tx, v.Workspace, g.ID, v.Lang); err != nil {
			return err
		}
	}
	if view.Twin, err = p.twin(ctx, tx, v, g, place.Name); err != nil {
		return err
	}
	if view.ToDo, err = p.todayIn(ctx, tx, v, []id.Group{g.ID}, map[id.Group]string{g.ID: place.Name}, view.Here); err != nil {
		return err
	}
	if view.Said, err = p.settledHere(r, tx, v, &view.ToDo); err != nil {
		return err
	}
	if view.Sops, err = p.sopsIn(ctx, tx, v, g.ID, view.Here, r.FormValue("open")); err != nil {
		return err
	}
	view.Now = nowSays(len(view.ToDo.Cards)+len(view.ToDo.Rest), &view.Sops)
	return nil
}

// nowSays says in a sentence what to do now.
func nowSays(todo int, sops *sopsView) i18n.Message {
	switch {
	case todo > 0:
		return nowTodo.With(todo)
	case sops.On > 0:
		return nowQuiet.With()
	case sops.May && len(sops.Offers) > 0:
		return nowBegin.With()
	}
	return nowNothing.With()
}

// twin reports whether another group that somebody sees bears the same name.
func (p *pages) twin(ctx context.Context, tx *db.Tx, v console.Viewer, g *Group, name string) (bool, error) {
	all, err := p.s.seen(ctx, tx, v.Workspace, byOf(v))
	if err != nil {
		return false, err
	}
	places, err := p.s.Near.Places(ctx, tx, v.Workspace, idsOf(all))
	for _, o := range all {
		if o.ID != g.ID && places[o.ID].Name == name {
			return true, err
		}
	}
	return false, err
}

// showGroup handles GET /w/{ws}/wechat/{group}.
func (p *pages) showGroup(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.viewOf(r, v)
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(r.URL.Query().Get("n")) // anything else is none
	if view.Said.IsZero() {
		view.Said = view.Size.said(r, n)
	}
	if view.Said.IsZero() {
		view.Said = said(r.URL.Query().Get("said"), n)
	}
	return p.shell.Show(w, r, v, p.group, view)
}

// said is what a page says after something was done; nothing for a word it does
// not know.
func said(what string, n int) i18n.Message {
	word, ok := saidWords()[what]
	switch {
	case !ok:
		return i18n.Message{}
	case what == "moved" && n == 0:
		return saidMovedBefore.With()
	case what == "taken" && n == 0:
		return saidTakenBefore.With()
	case what == "moved" || what == "taken":
		return word.With(n)
	}
	return word.With()
}

// done goes back to the page of the group, or shows it again with what was wrong.
func (p *pages) done(w http.ResponseWriter, r *http.Request, v console.Viewer, said string, n int, err error) error {
	if err == nil {
		q := url.Values{"said": {said}}
		if n > 0 {
			q.Set("n", strconv.Itoa(n))
		}
		return seeOther(w, r, v.At("wechat", r.PathValue("group"))+"?"+q.Encode())
	}
	if !console.Correctable(err) {
		return err
	}
	view, failed := p.viewOf(r, v)
	if failed != nil {
		return failed
	}
	view.Form = console.FormOf(err)
	switch said {
	case "told":
		view.Today = typed{r.PostFormValue("people"), r.PostFormValue("joined"), r.PostFormValue("left"), r.PostFormValue("messages"), r.PostFormValue("spoke")}
	case "moved":
		if r.PostFormValue("how") == "left" {
			view.Left = r.PostFormValue("names")
		} else {
			view.Joined = r.PostFormValue("names")
		}
	case "kept":
		view.Remark = r.PostFormValue("note")
	case "arrived":
		view.What = r.PostFormValue("what")
	case "placed":
		view.Where = Where{Shop: r.PostFormValue("shop"), Area: r.PostFormValue("area")}
	case "renamed":
		view.NewName = r.PostFormValue("name")
	}
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.group, view)
}

// tell handles POST /w/{ws}/wechat/{group}/figures.
func (p *pages) tell(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	group, err := groupIn(r)
	if err != nil {
		return err
	}
	f, err := figuresIn(r)
	if err == nil {
		err = p.s.Tell(r.Context(), v.Workspace, byOf(v), group, f)
	}
	return p.done(w, r, v, "told", 0, err)
}

// moves handles POST /w/{ws}/wechat/{group}/moves.
func (p *pages) moves(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	group, err := groupIn(r)
	if err != nil {
		return err
	}
	kind, field := event.Join, "names"
	if r.PostFormValue("how") == "left" {
		kind, field = event.Leave, "leavers"
	}
	names, err := Names(field, r.PostFormValue("names"), mostNames)
	n := 0
	if err == nil {
		n, err = p.s.Moved(r.Context(), v.Workspace, byOf(v), group, kind, names)
	}
	if full := false; err == nil && n > 0 && kind == event.Join {
		if full, err = p.s.isFull(r.Context(), v.Workspace, byOf(v), group); full && err == nil {
			return p.done(w, r, v, "full", n, nil)
		}
	}
	return p.done(w, r, v, "moved", n, err)
}

// rename handles POST /w/{ws}/wechat/{group}/rename.
func (p *pages) rename(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	group, err := groupIn(r)
	if err != nil {
		return err
	}
	return p.done(w, r, v, "renamed", 0, p.s.Rename(r.Context(), v.Workspace, byOf(v), group, r.PostFormValue("name")))
}

// keep handles POST /w/{ws}/wechat/{group}/keep.
func (p *pages) keep(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	group, err := groupIn(r)
	if err != nil {
		return err
	}
	keeper, _ := id.Parse[id.User](r.PostFormValue("keeper")) // anything else is nobody
	return p.done(w, r, v, "kept", 0, p.s.Keep(r.Context(), v.Workspace, byOf(v), group, keeper, r.PostFormValue("note")))
}

// dismiss handles POST /w/{ws}/wechat/{group}/dismiss.
func (p *pages) dismiss(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	group, err := groupIn(r)
	if err != nil {
		return err
	}
	if r.PostFormValue("sure") == "" {
		return p.done(w, r, v, "dismissed", 0, fault.New(fault.Invalid, notSure.With()))
	}
	return p.done(w, r, v, "dismissed", 0, p.s.Dismiss(r.Context(), v.Workspace, byOf(v), group))
}
