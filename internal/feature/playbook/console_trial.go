package playbook

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// trialPages are the pages on which an SOP is tried.
type trialPages struct {
	pages
	tries *Tries

	form, trial *console.Page
}

// TrialPages brings the pages on which SOPs are tried to the shell. It fails when a
// template or a word is wrong.
func TrialPages(shell *console.Shell, s *Service, deps Deps, tries *Tries) error {
	p := &trialPages{pages: pages{shell: shell, s: s, deps: deps}, tries: tries}
	var faults []error
	for name, into := range map[string]**console.Page{"try": &p.form, "trial": &p.trial} {
		page, err := console.NewPage(views, "view/"+name+".html", trialWords(), "view/parts.html")
		*into = page
		faults = append(faults, err)
	}
	if err := errors.Join(faults...); err != nil {
		return err
	}
	shell.Handle("GET /w/{ws}/playbooks/{book}/try", auth.View, p.showForm)
	shell.Handle("POST /w/{ws}/playbooks/{book}/replay", auth.Manage, p.replay)
	shell.Handle("POST /w/{ws}/playbooks/{book}/rehearse", auth.Manage, p.rehearse)
	shell.Handle("GET /w/{ws}/playbook-trials/{trial}", auth.View, p.showTrial)
	shell.Handle("GET /w/{ws}/playbook-trials/{trial}/live", auth.View, p.showTrialPart)
	shell.Handle("POST /w/{ws}/playbook-trials/{trial}/stop", auth.Manage, p.stop)
	return nil
}

// formView is the page on which an SOP is tried.
type formView struct {
	Title       i18n.Text
	ID          string
	May         bool
	Pasts       []pastView
	Groups      []placeView
	Weeks       int
	Crowds      int
	MostWeeks   int
	MostCrowds  int
	Trials      []trialRow
	Assumes     []i18n.Text
	Simulated   i18n.Text
	SimulatedOn []i18n.Text
}

type pastView struct{ ID, Name string }

// trialRow is a trial in a list.
type trialRow struct {
	Href    string
	What    i18n.Message
	State   i18n.Text
	Created time.Time
}

func (p *trialPages) showForm(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view := formView{May: v.Can("manage"), Weeks: 4, Crowds: 3, MostWeeks: MostWeeks, MostCrowds: MostSimulated, Assumes: ReplayAssumes(), Simulated: simulatedWarning, SimulatedOn: RehearseAssumes()}
	pasts, err := p.tries.Trials.Pasts(r.Context(), v.Workspace)
	if err != nil {
		return err
	}
	for _, one := range pasts {
		view.Pasts = append(view.Pasts, pastView{id.Show(one.ID), one.Name})
	}
	err = p.read(r.Context(), func(tx *db.Tx) error {
		b, err := bookAt(r, tx, v)
		if err != nil {
			return err
		}
		if view.Title, err = p.s.titleOf(r.Context(), tx, v.Workspace, b); err != nil {
			return err
		}
		view.ID = id.Show(b.ID)
		at, err := places(r.Context(), tx, v.Workspace, b.ID)
		if err != nil {
			return err
		}
		groups, err := p.deps.Groups(r.Context(), tx, v.Workspace, v.Scope)
		if err != nil {
			return err
		}
		for _, g := range groups {
			placed := slices.ContainsFunc(at, func(one Place) bool { return one.Group == g.ID })
			view.Groups = append(view.Groups, placeView{ID: id.Show(g.ID), Name: g.Name, Chosen: placed})
		}
		trials, err := trialsOf(r.Context(), tx, v.Workspace, b.ID)
		for i := range trials {
			if maySee(&trials[i], v) {
				view.Trials = append(view.Trials, p.rowOf(&trials[i], v))
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.form, view)
}

// maySee reports whether somebody sees a trial: their own, or with the whole
// workspace everybody's.
func maySee(t *Trial, v console.Viewer) bool { return v.Scope.All || t.By == v.User }

func (p *trialPages) rowOf(t *Trial, v console.Viewer) trialRow {
	out := trialRow{Href: v.At("playbook-trials", id.Show(t.ID)), Created: t.Created, State: trialStates[t.State], What: whatReplay.With()}
	if t.Kind == Rehearsal {
		out.What = whatRehearse.With(t.Want.Crowds, t.Want.Weeks)
	}
	if t.Interrupted(p.s.DB.Clock.Now()) {
		out.State = trialInterrupted
	}
	return out
}

var (
	badTrialDay = i18n.Text{
		Hans: "日期要写成 2026-03-31 这样，而且开始不晚于结束。",
		Hant: "日期要寫成 2026-03-31 這樣，而且開始不晚於結束。",
		En:   "Days look like 2026-03-31, and the first is not after the last.",
	}
	noneToTry = i18n.Text{
		Hans: "至少选一个群。",
		Hant: "至少選一個群組。",
		En:   "Choose one group at least.",
	}
)

// replay begins to try an SOP over what has happened.
func (p *trialPages) replay(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := r.ParseForm(); err != nil {
		return fault.Because(err, fault.Invalid, badForm.With())
	}
	want := TrialWant{From: r.PostFormValue("from"), To: r.PostFormValue("to")}
	from, good := dayOf(want.From, time.UTC)
	to, fine := dayOf(want.To, time.UTC)
	if want.From != "" && !good || want.To != "" && !fine || good && fine && to.Before(from) {
		return fault.New(fault.Invalid, badTrialDay.With())
	}
	if past := r.PostFormValue("past"); past != "" {
		imp, err := id.Parse[id.Import](past)
		if err != nil {
			return err
		}
		known, err := p.tries.Trials.Pasts(r.Context(), v.Workspace)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(known, func(one PastName) bool { return one.ID == imp }) {
			return fault.New(fault.NotFound, noTrial.With())
		}
		want.Import = imp
	}
	var b Book
	err := p.read(r.Context(), func(tx *db.Tx) (err error) {
		if b, err = bookAt(r, tx, v); err != nil {
			return err
		}
		groups, err := p.deps.Groups(r.Context(), tx, v.Workspace, v.Scope)
		for _, g := range groups { // only ids that somebody sees
			if r.PostFormValue("group."+id.Show(g.ID)) != "" {
				want.Groups = append(want.Groups, g.ID)
			}
		}
		if err == nil && len(want.Groups) == 0 {
			err = fault.New(fault.Invalid, noneToTry.With())
		}
		if len(want.Groups) == len(groups) && v.Scope.All {
			want.Groups = nil
		}
		return err
	})
	if err != nil {
		return err
	}
	return p.start(w, r, v, Trial{Book: b.ID, Kind: Replayed, By: v.User, Want: want})
}

// rehearse begins to try an SOP with simulated people.
func (p *trialPages) rehearse(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	number := func(name string, most int) (int, error) {
		n, err := strconv.Atoi(r.PostFormValue(name))
		if err != nil || n < 1 || n > most {
			return 0, fault.New(fault.Invalid, badCrowd.With(MostWeeks, MostSimulated))
		}
		return n, nil
	}
	weeks, err := number("weeks", MostWeeks)
	if err != nil {
		return err
	}
	crowds, err := number("crowds", MostSimulated)
	if err != nil {
		return err
	}
	var b Book
	err = p.read(r.Context(), func(tx *db.Tx) (err error) {
		b, err = bookAt(r, tx, v)
		return err
	})
	if err != nil {
		return err
	}
	return p.start(w, r, v, Trial{Book: b.ID, Kind: Rehearsal, By: v.User, Want: TrialWant{Weeks: weeks, Crowds: crowds}})
}

func (p *trialPages) start(w http.ResponseWriter, r *http.Request, v console.Viewer, one Trial) error {
	trial, err := p.tries.Start(r.Context(), v.Workspace, one, v.Zone)
	if err != nil {
		return err
	}
	return seeOther(w, r, v.At("playbook-trials", id.Show(trial)))
}

// stop ends a trial.
func (p *trialPages) stop(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	t, _, err := p.trialAt(r, v)
	if err != nil {
		return err
	}
	if err := p.s.DB.Write(r.Context(), func(tx *db.Tx) error { return stopTrial(r.Context(), tx, v.Workspace, t.ID) }); err != nil {
		return err
	}
	return seeOther(w, r, v.At("playbooks", id.Show(t.Book), "try"))
}

// trialAt is the trial in the address, if somebody sees it.
func (p *trialPages) trialAt(r *http.Request, v console.Viewer) (t Trial, result TrialResult, err error) {
	trial, err := id.Parse[id.Trial](r.PathValue("trial"))
	if err != nil {
		return t, result, err
	}
	err = p.read(r.Context(), func(tx *db.Tx) error {
		t, result, err = trialOf(r.Context(), tx, v.Workspace, trial)
		return err
	})
	if err == nil && !maySee(&t, v) {
		err = fault.New(fault.NotFound, noTrial.With())
	}
	return t, result, err
}
