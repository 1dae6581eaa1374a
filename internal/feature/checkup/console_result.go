package checkup

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// resultView is what is said of a group.
type resultView struct {
	Here, Back, Again, Today string
	Change                   string // where the answers of today can be mended
	Name                     i18n.Message
	Typed                    string // the name that nobody else gives it
	Form                     console.Form
	Said                     i18n.Message
	State                    State
	Mark                     string
	Word, Says               i18n.Text
	At                       time.Time
	Older                    i18n.Message // it is not the latest
	Due                      bool
	DueAt                    time.Time
	Reasons                  []reasonView
	Answers                  []answerView
	Moved                    i18n.Message // against when
	Turned                   i18n.Message // from which state to which
	Changes                  []changeView
	Deeds                    []deedView
	Planned                  bool
	Days                     []dayView
	Group                    string // the page of the group; "" while the house does not know it
	Tied                     bool
	Made                     bool // up: it cannot be kept as a real group
}

// reasonView is a rule, and the answers it rests on.
type reasonView struct {
	Rule i18n.Text
	On   []answerView
}

type answerView struct {
	Question, Answer i18n.Text
	Unsure           bool
}

type changeView struct {
	Question, From, To i18n.Text
	Better             int
}

type deedView struct {
	N              int
	Title, Why     i18n.Text
	Spot, Say      i18n.Text
	Because        []answerView
	ID             string
	Rows           int
	Private, Reply bool
}

type dayView struct {
	Href  string
	Day   string
	Mark  string
	State State
	Word  i18n.Text
	Shown bool
}

func answersOf(a *Answers, of []Question) (out []answerView) {
	for _, q := range of {
		out = append(out, answerView{short[q], label(q, a[q]), !a.Known(q)})
	}
	return out
}

// showOne handles GET /w/{ws}/checkup/{checkup}, of the latest day or of another.
func (p *pages) showOne(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.viewOf(r, v)
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(r.URL.Query().Get("n")) // anything else is none
	view.Said = said(r.URL.Query().Get("said"), n)
	return p.shell.Show(w, r, v, p.result, view)
}

func (p *pages) viewOf(r *http.Request, v console.Viewer) (view resultView, err error) {
	one, err := oneIn(r)
	if err != nil {
		return view, err
	}
	ctx, ws := r.Context(), v.Workspace
	err = p.s.DB.Read(ctx, func(tx *db.Tx) error {
		g, place, err := p.s.reach(ctx, tx, ws, byOf(v), one)
		if err != nil {
			return err
		}
		checks, err := checksOf(ctx, tx, ws, one, checksKept)
		if err != nil {
			return err
		}
		zone, err := p.s.Near.Zone(ctx, tx, ws)
		if err != nil {
			return err
		}
		at := 0
		if day := r.URL.Query().Get("day"); day != "" {
			at = dayIn(checks, day)
		}
		if at < 0 || len(checks) == 0 {
			return fault.New(fault.NotFound, noCheckup.With())
		}
		view = resultOf(v, &g, place, checks, at, zone, p.s.now(ws))
		return nil
	})
	return view, err
}

// dayIn is where a day stands among checks; -1 where it does not.
func dayIn(checks []Check, day string) int {
	for i := range checks {
		if strconv.FormatInt(int64(checks[i].Day), 10) == day {
			return i
		}
	}
	return -1
}

func resultOf(v console.Viewer, g *Group, place Place, checks []Check, at int, zone *time.Location, now time.Time) resultView {
	c := &checks[at]
	verdict := Judge(&c.Answers)
	here := v.At("checkup", id.Show(g.ID))
	view := resultView{Here: here, Back: v.At("checkup"), Again: here + "/again", Today: v.At("today"), Name: g.called(), State: c.State, Mark: mark(c.State),
		Word: stateWord(c.State), Says: says(c.State, &c.Answers, verdict.Reasons), At: c.At, DueAt: c.Due(), Due: at == 0 && !now.Before(c.Due()),
		Answers: answersOf(&c.Answers, All[:]), Tied: g.Group != 0, Made: v.Sample || v.Simulated,
		Planned: !c.Planned.IsZero() && DayOf(c.Planned, zone) == DayOf(now, zone)}
	if g.Group == 0 {
		view.Typed = g.Name
	} else if view.Group = v.At("groups", id.Show(g.Group)); place.ByHand {
		view.Group = v.At("wechat", id.Show(g.Group))
	}
	if c.Day == DayOf(now, zone) {
		view.Change = view.Again + "?" + queryOf(&c.Answers)
	}
	if at > 0 {
		view.Older = olderOne.With(dayWord(c.At, zone))
	}
	for _, one := range verdict.Reasons {
		view.Reasons = append(view.Reasons, reasonView{ruleWord(one.Rule), answersOf(&c.Answers, append(one.Rests, one.Missing...))})
	}
	for i, one := range verdict.Advice {
		w := wordsOf(one.Deed)
		view.Deeds = append(view.Deeds, deedView{N: i + 1, Title: w.Title, Why: w.Why, Spot: spotWord(one.Deed.Spot()), Say: w.Say,
			Because: answersOf(&c.Answers, one.Because), ID: "say-" + strconv.Itoa(i+1), Rows: rowsOf(w.Say.In(v.Lang))})
	}
	if at+1 < len(checks) {
		view.compare(&checks[at+1], c, zone)
	}
	if len(checks) > 1 {
		for i := range checks {
			d := &checks[i]
			day := strconv.FormatInt(int64(d.Day), 10)
			view.Days = append(view.Days, dayView{Href: here + "?day=" + day, Day: dayWord(d.At, zone), Mark: mark(d.State), State: d.State, Word: stateWord(d.State), Shown: i == at})
		}
	}
	return view
}

// rowsOf is how many lines of a phone a text needs, about.
func rowsOf(say string) (n int) {
	for line := range strings.Lines(say) {
		wide := 0
		for _, r := range line {
			if wide++; r > 0x2000 { // takes the room of two
				wide++
			}
		}
		n += 1 + wide/38
	}
	return n
}

// compare says what has changed since the check before.
func (view *resultView) compare(before, c *Check, zone *time.Location) {
	since := c.At.Sub(before.At)
	view.Moved = sinceThen.With(dayWord(before.At, zone))
	if since > 4*24*time.Hour && since < 10*24*time.Hour {
		view.Moved = sinceWeek.With(dayWord(before.At, zone))
	}
	switch {
	case before.State == c.State:
		view.Turned = turnedNot.With(stateWord(c.State))
	default:
		view.Turned = turned.With(stateWord(before.State), stateWord(c.State))
	}
	for _, m := range Changes(&before.Answers, &c.Answers) {
		view.Changes = append(view.Changes, changeView{short[m.Question], label(m.Question, m.From), label(m.Question, m.To), m.Better})
	}
}

// dayWord is a day as a page names it.
func dayWord(at time.Time, zone *time.Location) string { return at.In(zone).Format("01-02") }

// said is what a page says after something was done; nothing for a word it does not
// know.
func said(what string, n int) i18n.Message {
	switch what {
	case "planned":
		return saidPlanned.With(n)
	case "tied":
		return saidTied.With()
	case "renamed":
		return saidRenamed.With()
	}
	return i18n.Message{}
}

// done goes back to the result, or shows it again with what was wrong.
func (p *pages) done(w http.ResponseWriter, r *http.Request, v console.Viewer, said string, err error) error {
	if err == nil {
		return seeOther(w, r, v.At("checkup", r.PathValue("checkup"))+"?said="+said)
	}
	if !console.Correctable(err) && fault.KindOf(err) != fault.Forbidden {
		return err
	}
	view, failed := p.viewOf(r, v)
	if failed != nil {
		return failed
	}
	if view.Form = console.FormOf(err); view.Form.Field != "name" {
		view.Form.Field = ""
	}
	if name := r.PostFormValue("name"); name != "" {
		view.Typed = name
	}
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.result, view)
}

// plan handles POST /w/{ws}/checkup/{checkup}/plan.
func (p *pages) plan(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	one, err := oneIn(r)
	if err != nil {
		return err
	}
	n, err := p.s.Plan(r.Context(), v.Workspace, byOf(v), one)
	return p.done(w, r, v, "planned&n="+strconv.Itoa(n), err)
}

// tie handles POST /w/{ws}/checkup/{checkup}/tie.
func (p *pages) tie(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	one, err := oneIn(r)
	if err != nil {
		return err
	}
	if v.Sample || v.Simulated {
		return p.done(w, r, v, "", fault.New(fault.Conflict, notOnSim.With()))
	}
	if name := r.PostFormValue("name"); name != "" {
		if err := p.s.Rename(r.Context(), v.Workspace, byOf(v), one, name); err != nil && fault.KindOf(err) != fault.Conflict {
			return p.done(w, r, v, "", err)
		}
	}
	_, err = p.s.Tie(r.Context(), v.Workspace, byOf(v), one)
	return p.done(w, r, v, "tied", err)
}

// rename handles POST /w/{ws}/checkup/{checkup}/rename.
func (p *pages) rename(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	one, err := oneIn(r)
	if err != nil {
		return err
	}
	return p.done(w, r, v, "renamed", p.s.Rename(r.Context(), v.Workspace, byOf(v), one, r.PostFormValue("name")))
}

// drop handles POST /w/{ws}/checkup/{checkup}/drop.
func (p *pages) drop(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	one, err := oneIn(r)
	if err != nil {
		return err
	}
	if r.PostFormValue("sure") == "" {
		return p.done(w, r, v, "", fault.New(fault.Invalid, notSure.With()))
	}
	if err := p.s.Drop(r.Context(), v.Workspace, byOf(v), one); err != nil {
		return p.done(w, r, v, "", err)
	}
	return seeOther(w, r, v.At("checkup"))
}
