package manual

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	hand "github.com/huoshui/huoshui/internal/channel/manual"
	"github.com/huoshui/huoshui/internal/web/console"
)

// groupView is the page of one group: how it is today, and what is known so far.
type groupView struct {
	Here, Insight   string
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
}

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
		view = groupView{Here: v.At("wechat", id.Show(g.ID)), Insight: v.At("groups", id.Show(g.ID)), Name: place.Name, Note: g.Note, Keeper: nameOf(staff, g.Keeper),
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
		return err
	})
	return view, err
}

// showGroup handles GET /w/{ws}/wechat/{group}.
func (p *pages) showGroup(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.viewOf(r, v)
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(r.URL.Query().Get("n")) // anything else is none
	view.Said = said(r.URL.Query().Get("said"), n)
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
	case "taken":
		view.Pasted = r.PostFormValue("text")
	case "kept":
		view.Remark = r.PostFormValue("note")
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
	return p.done(w, r, v, "moved", n, err)
}

// pasteView is what was read of a paste, before it is taken in.
type pasteView struct {
	Here, Name, Text, At string
	Verdict              i18n.Message
	From, To             string
	People               []hand.Wrote
	More                 int // people who are not listed
	Known, Fresh         int
	Past                 int // of Fresh, older than a day
	Moves, Skipped       int
	Untimed              int
	Cut                  bool
	Lines                []lineView
	Hidden               int // messages between the first and the last that are shown
}

type lineView struct {
	At        string
	Who, Text string
	Known     bool
	Gap       bool // some are left out above it
}

// mostWrote is how many people the preview lists, and mostLines how many messages at
// each end.
const (
	mostWrote = 12
	mostLines = 4
)

// momentIn reads about when something was said.
func (p *pages) momentIn(r *http.Request, v console.Viewer) time.Time {
	at, err := time.ParseInLocation("2006-01-02T15:04", r.PostFormValue("at"), v.Zone)
	if err != nil {
		return time.Time{} // now
	}
	return at
}

// read handles POST /w/{ws}/wechat/{group}/paste: what is shown before it is taken.
func (p *pages) read(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	group, err := groupIn(r)
	if err != nil {
		return err
	}
	copied := r.PostFormValue("text")
	paste, known, err := p.s.Read(r.Context(), v.Workspace, byOf(v), group, copied, p.momentIn(r, v))
	if err != nil {
		return p.done(w, r, v, "taken", 0, err)
	}
	page, err := p.viewOf(r, v)
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.paste, previewOf(&page, copied, r.PostFormValue("at"), v.Zone, &paste, known, p.s.now(v.Workspace)))
}

// previewOf shows what was read.
func previewOf(page *groupView, copied, about string, zone *time.Location, paste *hand.Paste, known map[event.NativeMessage]bool, now time.Time) pasteView {
	at := func(t time.Time) string { return t.In(zone).Format("01-02 15:04") }
	view := pasteView{Here: page.Here, Name: page.Name, Text: copied, At: about, From: at(paste.From), To: at(paste.To), Moves: len(paste.Moves), Skipped: paste.Skipped,
		Untimed: paste.Untimed, Cut: paste.Cut, People: paste.People[:min(len(paste.People), mostWrote)], More: max(0, len(paste.People)-mostWrote)}
	for i, a := range paste.Events {
		e := &a.Event
		if known[e.NativeID] {
			view.Known++
		} else if view.Fresh++; !Fresh(e.At, now) {
			view.Past++
		}
		if i < mostLines || i >= len(paste.Events)-mostLines {
			view.Lines = append(view.Lines, lineView{At: at(e.At), Who: e.Actor.Name, Text: cut(e.Body), Known: known[e.NativeID], Gap: i == len(paste.Events)-mostLines && i > mostLines})
		}
	}
	if n := len(paste.Events) - 2*mostLines; n > 0 {
		view.Hidden = n
	}
	view.Verdict = previewSome.With(len(paste.Events), len(paste.People))
	if view.Fresh == 0 {
		view.Verdict = previewNone.With(len(paste.Events))
	}
	return view
}

func cut(s string) string {
	s = strings.ReplaceAll(s, "\n", " ")
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// take handles POST /w/{ws}/wechat/{group}/take.
func (p *pages) take(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	group, err := groupIn(r)
	if err != nil {
		return err
	}
	n, err := p.s.Take(r.Context(), v.Workspace, byOf(v), group, r.PostFormValue("text"), p.momentIn(r, v))
	return p.done(w, r, v, "taken", n, err)
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
