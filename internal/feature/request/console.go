package request

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"slices"

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
	return []console.Item{{Path: "requests", Icon: "request", Action: auth.View,
		Label: i18n.Text{Hans: "需求", Hant: "需求", En: "Requests"}}}
}

// pages answers the addresses of requests.
type pages struct {
	shell *console.Shell
	s     *Service

	list, form, one, slots, calendar, settings, group *console.Page
}

// Pages brings the pages of requests to the shell. It fails when a template or a
// word is wrong.
func Pages(shell *console.Shell, s *Service) error {
	p := &pages{shell: shell, s: s}
	var faults []error
	for name, into := range map[string]**console.Page{"list": &p.list, "form": &p.form, "one": &p.one, "slots": &p.slots, "calendar": &p.calendar, "settings": &p.settings, "group": &p.group} {
		var err error
		*into, err = console.NewPage(views, "view/"+name+".html", pageWords(), "view/parts.html")
		faults = append(faults, err)
	}
	files, err := fs.Sub(static, "static")
	if err := errors.Join(append(faults, err)...); err != nil {
		return fmt.Errorf("request pages: %w", err)
	}
	shell.Assets("request", files)
	shell.Handle("GET /w/{ws}/requests", auth.View, p.showList)
	shell.Handle("GET /w/{ws}/requests/new", auth.View, p.showNew)
	shell.Handle("POST /w/{ws}/requests", auth.View, p.file)
	shell.Handle("GET /w/{ws}/requests/slots", auth.View, p.showSlots)
	shell.Handle("GET /w/{ws}/requests/calendar", auth.View, p.showCalendar)
	shell.Handle("GET /w/{ws}/requests/export.csv", auth.Run, p.export)
	shell.Handle("GET /w/{ws}/requests/settings", auth.Manage, p.showSettings)
	shell.Handle("POST /w/{ws}/requests/settings", auth.Manage, p.saveSettings)
	shell.Handle("GET /w/{ws}/requests/settings/group/{group}", auth.Manage, p.showGroup)
	shell.Handle("POST /w/{ws}/requests/settings/group/{group}", auth.Manage, p.saveGroup)
	shell.Handle("GET /w/{ws}/requests/{request}", auth.View, p.showOne)
	shell.Handle("GET /w/{ws}/requests/{request}/edit", auth.View, p.showEdit)
	shell.Handle("POST /w/{ws}/requests/{request}/edit", auth.View, p.revise)
	shell.Handle("POST /w/{ws}/requests/{request}/place", auth.Run, p.place)
	shell.Handle("POST /w/{ws}/requests/{request}/decline", auth.Run, p.decline)
	shell.Handle("POST /w/{ws}/requests/{request}/return", auth.Run, p.giveBack)
	shell.Handle("POST /w/{ws}/requests/{request}/withdraw", auth.View, p.withdraw)
	shell.Handle("POST /w/{ws}/requests/{request}/result", auth.View, p.result)
	shell.Handle("POST /w/{ws}/requests/{request}/noticed", auth.View, p.noticed)
	return nil
}

// personOf is the viewer as the rules know people.
func personOf(v console.Viewer) Person { return Person{User: v.User, Role: v.Role, Scope: v.Scope} }

func seeOther(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// tab is one of the lists.
type tab struct {
	Href   string
	Label  i18n.Text
	Active bool
}

// shelves are the lists of those who decide, by what the address calls them.
var shelves = []struct {
	name   string
	label  i18n.Text
	states []State
}{
	{"queue", i18n.Text{Hans: "排队中", Hant: "排隊中", En: "Queue"}, []State{Waiting}},
	{"returned", i18n.Text{Hans: "等对方补充", Hant: "等對方補充", En: "Waiting for more"}, []State{Returned}},
	{"placed", i18n.Text{Hans: "已排期", Hant: "已排期", En: "With a slot"}, []State{Placed}},
	{"sent", i18n.Text{Hans: "等结果", Hant: "等結果", En: "Waiting for results"}, []State{Sent}},
	{"over", i18n.Text{Hans: "办完了", Hant: "辦完了", En: "Finished"}, []State{Closed, Declined, Withdrawn}},
	{"mine", i18n.Text{Hans: "我提的", Hant: "我提的", En: "Mine"}, nil},
}

// row is a request in a list.
type row struct {
	Href       string
	R          *Rated
	Channel    i18n.Text
	State      i18n.Text
	Where      i18n.Message
	Wanted     string
	Late       bool // its last day is over, and nothing was done
	Scored     bool
	Metric     i18n.Text
	SlotAt     string
	Reason     i18n.Text
	MineAndNew bool
}

type listView struct {
	Decides, Manages bool
	Tabs             []tab
	Show             string
	Rows             []row
	Waiting          int
	More             bool // than are shown
	Filed            bool
	Export           string
}

// mostShown is how many requests a list shows.
const mostShown = 200

// showList handles GET /w/{ws}/requests.
func (p *pages) showList(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view := listView{Decides: v.Can(auth.Run), Manages: v.Can(auth.Manage), Show: r.URL.Query().Get("show"), Export: v.At("requests", "export.csv")}
	at := slices.IndexFunc(shelves, func(s struct {
		name   string
		label  i18n.Text
		states []State
	}) bool {
		return s.name == view.Show
	})
	switch {
	case !view.Decides:
		at = len(shelves) - 1
	case at < 0:
		at = 0
	}
	view.Show = shelves[at].name
	for i, s := range shelves {
		if view.Decides {
			view.Tabs = append(view.Tabs, tab{v.At("requests") + "?show=" + s.name, s.label, i == at})
		}
	}
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) error { return p.fillList(r, tx, v, &view, shelves[at].states) })
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.list, view)
}

func (p *pages) fillList(r *http.Request, tx *db.Tx, v console.Viewer, view *listView, states []State) error {
	ctx, who := r.Context(), personOf(v)
	known, err := p.s.placeOf(ctx, tx, v.Workspace)
	if err != nil {
		return err
	}
	var all []Request
	if states == nil {
		all, err = filedBy(ctx, tx, v.Workspace, v.User, mostShown+1)
	} else {
		all, err = inStates(ctx, tx, v.Workspace, mostAll, states...)
	}
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(r Request) bool { return !known.sees(&who, &r) })
	rated, err := p.ratedOf(r, tx, v, known, all)
	if err != nil {
		return err
	}
	if view.Show == "queue" {
		Queue(rated)
		view.Waiting = len(rated)
	}
	if view.More = len(rated) > mostShown; view.More {
		rated = rated[:mostShown]
	}
	for i := range rated {
		view.Rows = append(view.Rows, rowOf(v, known, &rated[i]))
	}
	return nil
}

// ratedOf scores requests with the book of every week they want.
func (p *pages) ratedOf(r *http.Request, tx *db.Tx, v console.Viewer, known *place, all []Request) ([]Rated, error) {
	if len(all) == 0 {
		return nil, nil
	}
	b, err := p.s.bookFor(r.Context(), tx, v.Workspace, known, all...)
	if err != nil {
		return nil, err
	}
	return p.s.rate(r.Context(), tx, v.Workspace, known, b, all)
}

// whereOf says in which groups, and how many people are known to be in them.
func whereOf(known *place, r *Request) i18n.Message {
	if r.Channel == Moments {
		return i18n.Text{Hans: "不分群", Hant: "不分群組", En: "of no group"}.With()
	}
	n, people, name := 0, int64(0), ""
	for _, g := range r.Groups {
		if is := known.byID[g]; is != nil {
			n, people = n+1, people+is.People
			name = is.Name
		}
	}
	switch {
	case n == 0:
		return i18n.Text{Hans: "群已经不在了", Hant: "群組已經不在了", En: "groups that are gone"}.With()
	case n == 1 && people > 0:
		return i18n.Text{Hans: "%s（%d 人）", Hant: "%s（%d 人）", En: "%s (%d {person|people})"}.With(name, people)
	case n == 1:
		return i18n.Text{Hans: "%s", Hant: "%s", En: "%s"}.With(name)
	case people > 0:
		return i18n.Text{Hans: "%d 个群（共 %d 人次）", Hant: "%d 個群組（共 %d 人次）", En: "%d {group|groups} (%d {person|people}, counted in each)"}.With(n, people)
	}
	return i18n.Text{Hans: "%d 个群", Hant: "%d 個群組", En: "%d {group|groups}"}.With(n)
}

func clockOf(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

func wantedOf(a *Ask) string {
	return string(a.Day) + " " + clockOf(a.From) + "–" + clockOf(a.To)
}

func rowOf(v console.Viewer, known *place, r *Rated) row {
	out := row{Href: v.At("requests", id.Show(r.ID)), R: r, Channel: channelWords[r.Channel], State: stateWords[r.State], Where: whereOf(known, &r.Request),
		Wanted: wantedOf(&r.Ask), Metric: metricWords[r.Metric], Reason: reasonWords[r.Reason],
		Late: (r.State == Waiting || r.State == Returned) && r.Last < known.today(), Scored: r.State == Waiting || r.State == Placed,
		MineAndNew: r.News && r.By == v.User}
	if !r.Slot.IsZero() {
		out.SlotAt = r.Slot.In(known.zone).Format("2006-01-02 15:04")
	}
	return out
}
