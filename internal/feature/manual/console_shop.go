package manual

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

func (p *pages) shopRoutes() {
	h := p.shell.Handle
	h("GET /w/{ws}/wechat/settings", auth.Run, p.showSettings)
	h("POST /w/{ws}/wechat/settings/shops", auth.Manage, p.setShops)
	h("POST /w/{ws}/wechat/settings/full", auth.Manage, p.setFull)
	h("POST /w/{ws}/wechat/settings/place", auth.Manage, p.setPlace)
	h("POST /w/{ws}/wechat/{group}/place", auth.Run, p.place)
	h("POST /w/{ws}/wechat/{group}/arrived", auth.Quotes, p.arrived)
	h("POST /w/{ws}/wechat/{group}/next", auth.Run, p.makeNext)
	h("POST /w/{ws}/wechat/{group}/shut", auth.Run, p.shut)
}

// shopView is what a page has of shops.
type shopView struct {
	On    bool
	Offer bool // it is off, and the viewer may switch it on
	Set   string
	Steps []stepView
	Done  bool // all of them
}

// stepView is one of the three steps; it is done by what is so, never by a touch.
type stepView struct {
	N     int
	Label i18n.Text
	Href  string
	Done  bool
}

// tabView leads to the groups of one place.
type tabView struct {
	Label, Href string
	On          bool
}

// shopOf says what a page has of shops; group is the one whose page it is, else 0.
func (p *pages) shopOf(ctx context.Context, tx *db.Tx, v console.Viewer, h *hall, group id.Group, day Day) (out shopView, err error) {
	out = shopView{On: h.set.Shops, Offer: !h.set.Shops && v.Can(auth.Manage) && v.Scope.All}
	if v.Can(auth.Run) {
		out.Set = v.At("wechat", "settings")
	}
	if !out.On || p.s.Ready == nil || p.s.Todos == nil {
		return out, nil
	}
	greets, err := p.s.Ready.Runs(ctx, tx, v.Workspace, "welcome")
	if err != nil {
		return out, err
	}
	var alive []Group
	first, welcomed := group, false
	for i := range h.groups {
		if s := &h.seats[i]; !s.Unseen && !s.Gone {
			alive = append(alive, h.groups[i])
			welcomed = welcomed || greets[s.Group]
			if first == 0 {
				first = s.Group
			}
		}
	}
	told, err := p.s.toldArrivals(ctx, tx, v.Workspace, alive, day)
	if err != nil {
		return out, err
	}
	add, at := v.At("wechat", "add"), ""
	if first != 0 {
		at = v.At("wechat", id.Show(first))
	}
	on := func(anchor string) string {
		if at == "" {
			return add
		}
		return at + anchor
	}
	out.Steps = []stepView{{1, guideMade, add, len(alive) > 0}, {2, guideHi, on("#sops"), welcomed}, {3, guideIn, on("#arrived"), told}}
	out.Done = len(alive) > 0 && welcomed && told
	return out, nil
}

// shopIn fills in what the page of a group has of shops.
func (p *pages) shopIn(ctx context.Context, tx *db.Tx, v console.Viewer, h *hall, g *Group, view *groupView) error {
	day, _, err := p.s.today(ctx, tx, v.Workspace)
	if err != nil {
		return err
	}
	if view.Shop, err = p.shopOf(ctx, tx, v, h, g.ID, day); err != nil || !view.Shop.On {
		return err
	}
	kept, err := placesOf(ctx, tx, v.Workspace)
	view.Picks, view.Unplaced = picksOf(h.places(kept)), view.Where == Where{} && v.Can(auth.Run)
	return err
}

// picks are the shops and the areas that one may pick from.
type picks struct{ Shops, Areas []string }

// picksOf are those among places, each once.
func picksOf(all []Where) (out picks) {
	for _, w := range all {
		if w.Shop != "" && !slices.Contains(out.Shops, w.Shop) {
			out.Shops = append(out.Shops, w.Shop)
		}
		if w.Area != "" && !slices.Contains(out.Areas, w.Area) {
			out.Areas = append(out.Areas, w.Area)
		}
	}
	return out
}

// query is a place as part of an address.
func (w Where) query() string { return "?" + url.Values{"shop": {w.Shop}, "area": {w.Area}}.Encode() }

// filter leaves the groups of the place that the address asks for.
func (view *listView) filter(r *http.Request, v console.Viewer) {
	view.Shown = view.Rows
	if !view.Shop.On {
		return
	}
	q := r.URL.Query()
	asked := Where{Shop: q.Get("shop"), Area: q.Get("area")}
	var all []Where
	for _, row := range view.Rows {
		if !row.Dismissed && row.Where != (Where{}) && !slices.Contains(all, row.Where) {
			all = append(all, row.Where)
		}
	}
	slices.SortFunc(all, Where.compare)
	if len(all) > 1 || asked != (Where{}) {
		view.Places = append(view.Places, tabView{Href: v.At("wechat"), On: asked == Where{}})
		for _, w := range all {
			view.Places = append(view.Places, tabView{w.String(), v.At("wechat") + w.query(), w == asked})
		}
	}
	if asked != (Where{}) {
		view.Shown = slices.DeleteFunc(slices.Clone(view.Rows), func(row rowView) bool { return row.Where != asked })
	}
}

// geoView is a name proposed by shop and area.
type geoView struct {
	On                bool
	Named             bool // a name was proposed, and is to be looked at
	Shop, Area, Theme string
	Known             []tabView
	picks
	Themes []string
	asked  bool
}

// geo proposes a name where shop and area are known.
func (p *pages) geo(ctx context.Context, tx *db.Tx, v console.Viewer, h *hall, view *addView) error {
	g := &view.Geo
	if g.On = h.set.Shops; !g.On {
		return nil
	}
	kept, err := placesOf(ctx, tx, v.Workspace)
	if err != nil {
		return err
	}
	all := h.places(kept)
	g.picks, g.Themes = picksOf(all), themes(v.Lang)
	for _, w := range all {
		if w.Shop != "" && w.Area != "" {
			g.Known = append(g.Known, tabView{Label: w.String(), Href: v.At("wechat", "add") + w.query()})
		}
	}
	if len(g.Shops) == 1 && !g.asked && g.Shop == "" {
		g.Shop = g.Shops[0]
	}
	if !g.asked {
		return nil
	}
	where, err := whereOf(g.Shop, g.Area)
	if err == nil {
		g.Theme, err = word("theme", cmp.Or(strings.TrimSpace(g.Theme), g.Themes[0]))
	}
	if err != nil {
		view.Form = console.FormOf(err)
		return nil
	}
	g.Named, g.Shop, g.Area = true, where.Shop, where.Area
	view.Names = GeoName(h.seats, where, g.Theme)
	return nil
}

// whereIn reads the place of new groups, which shops have to have.
func (p *pages) whereIn(r *http.Request, v console.Viewer, view *addView) (Where, error) {
	var set Settings
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		set, err = settingsOf(r.Context(), tx, v.Workspace)
		return err
	})
	if err != nil || !set.Shops {
		return Where{}, err
	}
	where, err := whereOf(view.Geo.Shop, view.Geo.Area)
	if err != nil {
		view.Geo.Named = false // to be said first
	}
	return where, err
}

type settingsView struct {
	Form       console.Form
	Saved      bool
	Shops, May bool
	Places     []Where
	Full       string
	Shop, Area string // as typed
}

// showSettings handles GET /w/{ws}/wechat/settings.
func (p *pages) showSettings(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.settingsOf(r, v)
	if err != nil {
		return err
	}
	view.Saved = r.URL.Query().Get("said") == "saved"
	return p.shell.Show(w, r, v, p.set, view)
}

func (p *pages) settingsOf(r *http.Request, v console.Viewer) (view settingsView, err error) {
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		set, err := settingsOf(r.Context(), tx, v.Workspace)
		if err != nil {
			return err
		}
		view.Places, err = placesOf(r.Context(), tx, v.Workspace)
		view.Shops, view.Full, view.May = set.Shops, strconv.Itoa(set.Full), v.Can(auth.Manage) && v.Scope.All
		return err
	})
	return view, err
}

// settled goes back to the settings, or shows them again with what was wrong.
func (p *pages) settled(w http.ResponseWriter, r *http.Request, v console.Viewer, failed error) error {
	if failed == nil {
		return seeOther(w, r, v.At("wechat", "settings")+"?said=saved")
	}
	if !console.Correctable(failed) {
		return failed
	}
	view, err := p.settingsOf(r, v)
	if err != nil {
		return err
	}
	view.Form, view.Shop, view.Area = console.FormOf(failed), r.PostFormValue("shop"), r.PostFormValue("area")
	if view.Form.Field == "full" {
		view.Full = r.PostFormValue("full")
	}
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.set, view)
}

// change changes one of the settings.
func (p *pages) change(r *http.Request, v console.Viewer, fn func(set *Settings)) error {
	return p.s.Change(r.Context(), v.Workspace, byOf(v), fn)
}

// setShops handles POST /w/{ws}/wechat/settings/shops.
func (p *pages) setShops(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	return p.settled(w, r, v, p.change(r, v, func(set *Settings) { set.Shops = r.PostFormValue("to") == "on" }))
}

// setFull handles POST /w/{ws}/wechat/settings/full.
func (p *pages) setFull(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	n, err := strconv.Atoi(strings.TrimSpace(r.PostFormValue("full")))
	if err != nil {
		n = Unknown
	}
	return p.settled(w, r, v, p.change(r, v, func(set *Settings) { set.Full = n }))
}

// setPlace handles POST /w/{ws}/wechat/settings/place.
func (p *pages) setPlace(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if r.PostFormValue("do") == "drop" {
		return p.settled(w, r, v, p.s.DropPlace(r.Context(), v.Workspace, byOf(v), Where{r.PostFormValue("shop"), r.PostFormValue("area")}))
	}
	where, err := whereOf(r.PostFormValue("shop"), r.PostFormValue("area"))
	if err == nil {
		err = p.s.AddPlace(r.Context(), v.Workspace, byOf(v), where)
	}
	return p.settled(w, r, v, err)
}

// place handles POST /w/{ws}/wechat/{group}/place.
func (p *pages) place(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	group, err := groupIn(r)
	if err != nil {
		return err
	}
	where, err := whereOf(r.PostFormValue("shop"), r.PostFormValue("area"))
	if err == nil {
		err = p.s.Move(r.Context(), v.Workspace, byOf(v), group, where)
	}
	return p.done(w, r, v, "placed", 0, err)
}

// arrived handles POST /w/{ws}/wechat/{group}/arrived.
func (p *pages) arrived(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	group, err := groupIn(r)
	if err != nil {
		return err
	}
	return p.done(w, r, v, "arrived", 0, p.s.Arrived(r.Context(), v.Workspace, byOf(v), group, r.PostFormValue("what"), v.Lang))
}
