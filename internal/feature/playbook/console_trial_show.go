package playbook

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/replay"
	"github.com/huoshui/huoshui/internal/web/console"
)

// trialView is the page of one trial.
type trialView struct {
	Title        string
	Book, Here   string // addresses
	What         i18n.Message
	Running      bool
	Interrupted  bool
	Percent      int // −1 where it is not known
	Why          i18n.Text
	Stopped      bool
	Done         bool
	May          bool
	Simulated    bool
	Warning      i18n.Text
	Lacking      string
	Verdict      i18n.Message
	Span         i18n.Message
	Cells        []cellView
	Rules        []ruleView
	Figures      []figureView
	Steps        []stepRow
	Groups       []groupRow
	Weeks        []weekRow
	Filters      []filterView
	Touches      []touchView
	More         int
	Assumes      []i18n.Text
	NoMoves      bool // it begins by comings, and none were told of
	NothingCame  bool
	NothingFound bool

	zone *time.Location
}

type cellView struct {
	Name i18n.Text
	N    int
}

type ruleView struct {
	Word i18n.Text
	N    int
}

// stepRow is what a step did.
type stepRow struct {
	Title                          string
	Touches, Stopped, Todos, Skips int
	Why                            []whyView
}

type whyView struct {
	Word i18n.Text
	N    int
}

type groupRow struct {
	Name                    string
	Touches, Stopped, Todos int
}

type weekRow struct {
	Monday                  string
	Touches, Stopped, Todos int
}

// filterView is a choice of what is listed.
type filterView struct {
	Href string
	Word i18n.Text
	On   bool
}

// touchView is a touch in the list.
type touchView struct {
	At         time.Time
	Whom       string
	Step       string
	Way        i18n.Text
	Text       string
	ByHand     bool
	Tone, Mark string
	Gate       i18n.Text
	Until      time.Time
}

// figureView compares figures of a simulated group.
type figureView struct {
	Name                  string
	Before, Without, With Figures
	States                [3]i18n.Text
}

// shownTouches is how many touches a page lists.
const shownTouches = 200

func (p *trialPages) showTrial(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.trialView(r, v)
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.trial, view)
}

// showTrialPart is the part of the page that moves while it is tried.
func (p *trialPages) showTrialPart(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.trialView(r, v)
	if err != nil {
		return err
	}
	return p.shell.Fragment(w, r, v, p.trial, "trial", view)
}

func (p *trialPages) trialView(r *http.Request, v console.Viewer) (view trialView, err error) {
	t, result, err := p.trialAt(r, v)
	if err != nil {
		return view, err
	}
	row := p.rowOf(&t, v)
	view = trialView{Book: v.At("playbooks", id.Show(t.Book), "try"), Here: row.Href, What: row.What, Interrupted: t.Interrupted(p.s.DB.Clock.Now()),
		Stopped: t.State == TrialStopped, Done: t.State == TrialDone, May: v.Can("manage"), Simulated: t.Kind == Rehearsal, Warning: simulatedWarning,
		Why: t.Why, Percent: -1, Lacking: strings.Join(t.Want.Lacking, "、"), Assumes: ReplayAssumes(), zone: v.Zone}
	view.Running = t.State == TrialRunning && !view.Interrupted
	if t.Total > 0 {
		view.Percent = int(min(100, t.Done*100/t.Total))
	}
	if view.Simulated {
		view.Assumes = RehearseAssumes()
	}
	err = p.read(r.Context(), func(tx *db.Tx) error {
		b, err := bookOf(r.Context(), tx, v.Workspace, t.Book)
		if err != nil {
			return err
		}
		prog, err := p.s.program(r.Context(), tx, v.Workspace, b.ID, t.Want.Version)
		if err != nil {
			return err
		}
		view.Title = textIn(prog.Book.Title).In(v.Lang)
		if !view.Done {
			return nil
		}
		groups, people := map[id.Group]string{}, result.People
		for _, g := range result.Groups {
			groups[g.Group] = g.Name
		}
		if !view.Simulated {
			if groups, people, err = p.namesIn(r, tx, v, &result); err != nil {
				return err
			}
		}
		view.sum(&result.Summary)
		view.NoMoves = !view.Simulated && result.Summary.Moves == 0 && replay.Moved(prog.Book)
		titles := titlesOf(prog.Book, v.Lang)
		view.tables(&result, groups, titles, p.tries.Trials)
		view.list(&result, r.URL, groups, people, titles, p.tries.Trials)
		return nil
	})
	return view, err
}

// namesIn names whom the touches are about, as far as somebody sees their groups.
func (p *trialPages) namesIn(r *http.Request, tx *db.Tx, v console.Viewer, result *TrialResult) (map[id.Group]string, map[uint32]string, error) {
	groups := map[id.Group]string{}
	all, err := p.deps.Groups(r.Context(), tx, v.Workspace, v.Scope)
	if err != nil {
		return nil, nil, err
	}
	for _, g := range all {
		groups[g.ID] = g.Name
	}
	ords := map[uint32]bool{}
	for i := range result.Touches {
		if m := result.Touches[i].Member; m != 0 {
			ords[m] = true
		}
	}
	people, err := p.deps.People(r.Context(), tx, v.Workspace, slices.Sorted(maps.Keys(ords)))
	return groups, people, err
}

// sum says in sentences and figures what was done.
func (view *trialView) sum(s *replay.Summary) {
	view.NothingCame = s.Groups == 0
	view.Span = trialSpan.With(s.From.In(view.zone).Format(time.DateOnly), s.To.In(view.zone).Format(time.DateOnly), s.Groups, s.People, s.Messages)
	switch {
	case s.Touches == 0 && s.Todos == 0:
		view.Verdict = verdictNothing.With()
	case s.Stopped() == 0:
		view.Verdict = verdictAllPass.With(s.Touches, s.Touched, s.Todos)
	default:
		view.Verdict = verdictSomeStop.With(s.Touches, s.Touched, s.Stopped(), s.Todos)
	}
	view.Cells = []cellView{{cellRuns, s.Begun}, {cellTouches, s.Touches}, {cellPassed, s.Passed}, {cellLater, s.Later}, {cellHeld, s.Held}, {cellNever, s.Never},
		{cellTouched, s.Touched}, {cellMost, s.Most}, {cellTodos, s.Todos}, {cellBusy, s.BusyDay}}
}

// tables fills in what was done by step, group and week, and which rules stopped it.
func (view *trialView) tables(result *TrialResult, groups map[id.Group]string, titles map[string]string, trials Trials) {
	s := &result.Summary
	for _, c := range s.Steps {
		row := stepRow{Title: titles[c.Step], Touches: c.Touches, Stopped: c.Stopped(), Todos: c.Todos}
		for why, n := range c.Skipped {
			row.Skips += n
			row.Why = append(row.Why, whyView{whyWords[string(why)], n})
		}
		slices.SortFunc(row.Why, func(a, b whyView) int { return strings.Compare(a.Word.En, b.Word.En) })
		view.Steps = append(view.Steps, row)
	}
	for _, g := range s.ByGroup {
		if name, ok := groups[g.Group]; ok {
			view.Groups = append(view.Groups, groupRow{name, g.Touches, g.Stopped(), g.Todos})
		}
	}
	for _, w := range s.Weeks {
		view.Weeks = append(view.Weeks, weekRow{w.Monday, w.Touches, w.Stopped(), w.Todos})
	}
	for _, r := range s.Stopping {
		view.Rules = append(view.Rules, ruleView{trials.Rule(r.Rule), r.N})
	}
	for _, g := range result.Groups {
		view.Figures = append(view.Figures, figureView{g.Name, g.Before, g.Without, g.With,
			[3]i18n.Text{groupStates[g.Before.State], groupStates[g.Without.State], groupStates[g.With.State]}})
	}
}

// list fills in the touches that a person asked for in the address.
func (view *trialView) list(result *TrialResult, at *url.URL, groups map[id.Group]string, people map[uint32]string, titles map[string]string, trials Trials) {
	want := at.Query().Get("show")
	for _, f := range []struct {
		name string
		word i18n.Text
	}{{"", filterAll}, {"touch", filterTouches}, {"stopped", filterStopped}, {"todo", filterTodos}} {
		href := view.Here
		if f.name != "" {
			href += "?show=" + f.name
		}
		view.Filters = append(view.Filters, filterView{href, f.word, f.name == want})
	}
	view.More = result.More
	for i := range result.Touches {
		t := &result.Touches[i]
		name, seen := groups[t.Group]
		isWanted := want == "" || want == "touch" && t.Channel.Said() || want == "stopped" && t.Verdict.Rule != "" || want == "todo" && t.ByHand
		if !seen || !isWanted {
			continue
		}
		if len(view.Touches) == shownTouches {
			view.More++
			continue
		}
		if who := people[t.Member]; t.Member != 0 && who != "" {
			name = who + " · " + name
		}
		one := touchView{At: t.At.In(view.zone), Whom: name, Step: titles[t.Step], Way: ChannelWord(t.Channel), Text: t.Text, ByHand: t.ByHand && t.Channel.Said(), Until: t.Verdict.Until}
		if !one.Until.IsZero() {
			one.Until = one.Until.In(view.zone)
		}
		switch {
		case !t.Channel.Said():
		case t.Verdict.Outcome == replay.Pass:
			one.Tone, one.Mark, one.Gate = "good", "●", gatePass
		default:
			one.Tone, one.Mark, one.Gate = "wait", "○", trials.Rule(t.Verdict.Rule)
		}
		view.Touches = append(view.Touches, one)
	}
	view.NothingFound = len(view.Touches) == 0
}
