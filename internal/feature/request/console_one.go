package request

import (
	"net/http"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// oneView is the page of one request.
type oneView struct {
	Row     row
	Href    string
	By      string
	Groups  []string
	Parts   []partView
	Alike   []alikeView
	Story   []eventView
	Times   []timeView // that are free
	Swaps   []swapView
	Clashes []clashView
	Unfit   int64 // groups in which what sells would be held
	At      time.Time
	Decline []choice
	Return  []choice
	Decides bool // and there is something to decide
	Mine    bool
	Edits   bool
	Takes   bool // it may be withdrawn
	Asks    bool // for its result
	Reached *float64
	Form    console.Form
	Typed   typed
	Said    i18n.Text
	Until   string // the last day a time was looked for
}

// typed is what somebody typed, shown again after a mistake.
type typed struct{ Day, Clock, Reason, Note, Result, Doing string }

type choice struct {
	Value string
	Label i18n.Text
}

type partView struct {
	Name, How i18n.Text
	From      i18n.Message
	P         Points
}

type alikeView struct {
	Href, Title, Department string
	Filed                   time.Time
	State                   i18n.Text
}

type eventView struct {
	What  i18n.Message
	Why   i18n.Text
	Note  string
	Slot  string
	At    time.Time
	Whole bool // there is somebody to name
}

// timeView is a moment that is free; Clash says with what of an SOP it clashes.
type timeView struct{ Day, Clock, Clash string }

type swapView struct {
	ID, Href, Title, Department, At string
	Day, Clock                      string
	Total                           int
}

type clashView struct{ Title, At string }

var saidWords = map[string]i18n.Text{
	"filed":     {Hans: "提好了。运营会看，结果在这一页告诉你。", Hant: "提好了。營運會看，結果在這一頁告訴你。", En: "Filed. An operator will look at it; what comes of it is told on this page."},
	"revised":   {Hans: "改好了，已经重新排队。", Hant: "改好了，已重新排隊。", En: "Changed; it is in the queue again."},
	"placed":    {Hans: "排好了，待办已经放进“今日”。", Hant: "排好了，待辦已放進「今日」。", En: "It has its slot, and there are to-dos for it."},
	"declined":  {Hans: "已经告诉对方，这条不接。", Hant: "已告訴對方，這則不接。", En: "They are told that it is declined."},
	"returned":  {Hans: "已经退回，等对方补充。", Hant: "已退回，等對方補充。", En: "It is back with them for more."},
	"withdrawn": {Hans: "撤回了。", Hant: "撤回了。", En: "It is withdrawn."},
	"closed":    {Hans: "结果记下了。", Hant: "結果記下了。", En: "The result is noted."},
}

// How far back the same text is pointed out, and how much a page proposes.
const (
	alikeDays = 7
	mostTimes = 4
	mostSwaps = 5
)

// showOne handles GET /w/{ws}/requests/{request}.
func (p *pages) showOne(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.oneOf(r, v)
	if err != nil {
		return err
	}
	view.Said = saidWords[r.URL.Query().Get("said")]
	return p.shell.Show(w, r, v, p.one, view)
}

func (p *pages) oneOf(r *http.Request, v console.Viewer) (out oneView, err error) {
	request, err := id.Parse[id.Request](r.PathValue("request"))
	if err != nil {
		return out, err
	}
	ctx, who := r.Context(), personOf(v)
	err = p.s.DB.Read(ctx, func(tx *db.Tx) error {
		known, err := p.s.placeOf(ctx, tx, v.Workspace)
		if err != nil {
			return err
		}
		is, err := p.s.seen(ctx, tx, v.Workspace, known, &who, request)
		if err != nil {
			return err
		}
		b, err := p.s.bookFor(ctx, tx, v.Workspace, known, is)
		if err != nil {
			return err
		}
		rated, err := p.s.rate(ctx, tx, v.Workspace, known, b, []Request{is})
		if err != nil {
			return err
		}
		out.Row, out.Href = rowOf(v, known, &rated[0]), v.At("requests", id.Show(request))
		out.Mine = is.By == v.User
		out.Edits = out.Mine && (is.State == Waiting || is.State == Returned)
		out.Takes = out.Mine && is.State.Open()
		out.Asks = is.State == Sent
		out.Decides = who.Decides(known.units(&is)) && (is.State == Waiting || is.State == Placed)
		for _, g := range is.Groups {
			if known.byID[g] != nil {
				out.Groups = append(out.Groups, known.byID[g].Name)
			}
		}
		if is.Result != nil && is.Expected > 0 {
			reached := float64(*is.Result) / float64(is.Expected)
			out.Reached = &reached
		}
		if out.Row.Scored {
			out.Parts = partsOf(&rated[0].Score, v.Scope.All)
			out.Unfit = unfit(&rated[0].Score)
		}
		if err := p.tellOne(r, tx, v, known, &who, &is, &out); err != nil || !out.Decides {
			return err
		}
		return p.decisions(r, tx, v, known, b, &rated[0], &out)
	})
	return out, err
}

// tellOne fills in the story, and where the same text was asked for.
func (p *pages) tellOne(r *http.Request, tx *db.Tx, v console.Viewer, known *place, who *Person, is *Request, out *oneView) error {
	ctx := r.Context()
	names, err := p.s.Near.Names(ctx, tx, v.Workspace)
	if err != nil {
		return err
	}
	name := func(u id.User) any {
		if n := names[u]; n != "" {
			return n
		}
		return nobody
	}
	out.By = names[is.By]
	if out.By == "" {
		out.By = nobody.In(v.Lang)
	}
	events, err := storyOf(ctx, tx, v.Workspace, is.ID)
	if err != nil {
		return err
	}
	for _, e := range events {
		one := eventView{What: eventWords[e.What].With(), Why: reasonWords[e.Reason], Note: e.Note, At: e.At}
		if e.By != 0 {
			one.What = eventWords[e.What].With(name(e.By))
		}
		if !e.Slot.IsZero() {
			one.Slot = e.Slot.In(known.zone).Format("2006-01-02 15:04")
		}
		out.Story = append(out.Story, one)
	}
	same, err := alike(ctx, tx, v.Workspace, is, is.Filed.AddDate(0, 0, -alikeDays))
	for i := range same {
		one := alikeView{Title: same[i].Title, Department: same[i].Department, Filed: same[i].Filed, State: stateWords[same[i].State]}
		if !known.sees(who, &same[i]) {
			one.Title = ""
		} else {
			one.Href = v.At("requests", id.Show(same[i].ID))
		}
		out.Alike = append(out.Alike, one)
	}
	return err
}

// decisions fills in the times that are free, who could give way, and what SOPs
// have planned nearby.
func (p *pages) decisions(r *http.Request, tx *db.Tx, v console.Viewer, known *place, b *Book, is *Rated, out *oneView) error {
	ctx := r.Context()
	for _, one := range DeclineReasons {
		out.Decline = append(out.Decline, choice{string(one), reasonWords[one]})
	}
	for _, one := range ReturnReasons {
		out.Return = append(out.Return, choice{string(one), reasonWords[one]})
	}
	out.Until = string(min(is.Last, known.today().Plus(aheadDays)))
	out.Typed.Day, out.Typed.Clock = string(is.Day), clockOf(is.From)
	first, last := known.now, known.now.AddDate(0, 0, aheadDays+1)
	plans, err := p.s.Near.Planned(ctx, tx, v.Workspace, first, last)
	if err != nil {
		return err
	}
	near := func(at time.Time) (title, when string) {
		for i := range plans {
			for _, g := range is.Places() {
				if b.Clashes(&Slot{Group: g, Channel: is.Channel, At: at}, &plans[i]) {
					return plans[i].Title, plans[i].At.In(known.zone).Format("01-02 15:04")
				}
			}
		}
		return "", ""
	}
	times := b.Without(is.ID).Propose(&is.Request, mostTimes+1, func(at time.Time) bool {
		title, _ := near(at)
		return title != ""
	})
	times = slices.DeleteFunc(times, is.Slot.Equal) // that it has already
	for i, at := range times[:min(len(times), mostTimes)] {
		local := at.In(known.zone)
		one := timeView{Day: local.Format(dayForm), Clock: local.Format("15:04")}
		one.Clash, _ = near(at)
		out.Times = append(out.Times, one)
		if i == 0 && is.State == Waiting {
			out.Typed.Day, out.Typed.Clock = one.Day, one.Clock
		}
	}
	if is.State == Placed {
		out.At = is.Slot
		if title, when := near(is.Slot); title != "" {
			out.Clashes = append(out.Clashes, clashView{title, when})
		}
		return nil
	}
	out.Swaps, err = p.swaps(r, tx, v, known, b, is)
	return err
}

// swaps lists those that could give way in the week that a request wants: they
// stand in a group where no slot is left, and score lower.
func (p *pages) swaps(r *http.Request, tx *db.Tx, v console.Viewer, known *place, b *Book, is *Rated) (out []swapView, err error) {
	who, week := personOf(v), is.Day.Monday()
	var seen []id.Request
	for _, g := range is.Places() {
		if b.Free(g, is.Channel, week) > 0 {
			continue
		}
		for _, s := range b.Slots(g) {
			if s.Week == week && s.Channel == is.Channel && s.At.After(known.now) && !slices.Contains(seen, s.Request) {
				seen = append(seen, s.Request)
			}
		}
	}
	all, err := named(r.Context(), tx, v.Workspace, seen)
	if err != nil {
		return nil, err
	}
	var lower []Request
	for _, other := range seen {
		if one := all[other]; one.State == Placed && who.Decides(known.units(&one)) {
			lower = append(lower, one)
		}
	}
	rated, err := p.ratedOf(r, tx, v, known, lower)
	for _, one := range rated {
		if local := one.Slot.In(known.zone); one.Score.Total < is.Score.Total && len(out) < mostSwaps {
			out = append(out, swapView{ID: id.Show(one.ID), Href: v.At("requests", id.Show(one.ID)), Title: one.Title, Department: one.Department,
				At: local.Format("01-02 15:04"), Day: local.Format(dayForm), Clock: local.Format("15:04"), Total: one.Score.Total})
		}
	}
	return out, err
}

// unfit counts the groups in which something does not fit.
func unfit(s *Score) int64 {
	for _, p := range s.Parts {
		if p.Part == Fit {
			return p.In - p.Of
		}
	}
	return 0
}

// partsOf lays a score out with the figures it comes from. How many people there
// are in all groups is told to who sees the whole workspace.
func partsOf(s *Score, whole bool) (out []partView) {
	for _, p := range s.Parts {
		w := partWords[p.Part]
		one := partView{Name: w.name, How: w.how, From: w.from.With(p.Of, p.In), P: p}
		switch {
		case p.Part == Value && p.Of == 0:
			one.From = unsaidMoney.With()
		case p.Part == Urgency:
			one.From = w.from.With(urgentDays - p.Of)
		case !p.Known:
			one.From = unknownPart.With()
		case p.Part == Reach && !whole:
			one.From = reachShare.With(p.N)
		}
		out = append(out, one)
	}
	return out
}

// settled goes on to the request, or back to it with what was wrong.
func (p *pages) settled(w http.ResponseWriter, r *http.Request, v console.Viewer, said string, err error) error {
	if err == nil {
		return seeOther(w, r, v.At("requests", r.PathValue("request"))+"?said="+said)
	}
	if !console.Correctable(err) {
		return err
	}
	view, failed := p.oneOf(r, v)
	if failed != nil {
		return failed
	}
	view.Form = console.FormOf(err)
	if auth.Field(err) == "" { // it is said above all forms
		view.Form = console.Form{Says: view.Form.Says}
	}
	day, clock := view.Typed.Day, view.Typed.Clock
	view.Typed = typed{r.PostFormValue("day"), r.PostFormValue("clock"), r.PostFormValue("reason"), r.PostFormValue("note"), r.PostFormValue("result"), said}
	if said != "placed" {
		view.Typed.Day, view.Typed.Clock = day, clock
	}
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.one, view)
}
