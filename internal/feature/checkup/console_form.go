package checkup

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// chipView is an answer that can be chosen.
type chipView struct {
	Value       Choice
	Label       i18n.Text
	Chosen, Was bool // Was: it was the answer the last time
}

// questionView is a question with its answers.
type questionView struct {
	N               int
	Name            string
	Asks, Hint, Why i18n.Text
	Chips           []chipView
	Was             i18n.Text // the answer of the last time
}

// formView is the six questions.
type formView struct {
	Action, Back string
	Here         string // where the form stands by itself
	Token        string // the paper
	Known        string // the group that the house knows; "" for none
	Title        i18n.Message
	Name         string
	Called       i18n.Message // what it is called while nobody names it
	Named        bool         // it has its name from elsewhere
	Last         i18n.Message // when it was asked about before
	Questions    []questionView
	Form         console.Form
	First        string // the question to go to
}

// answersIn reads answers; what is no answer stays empty.
func answersIn(of func(string) string) (a Answers) {
	for _, q := range All {
		if c := Choice(of(q.String())); q.Takes(c) {
			a[q] = c
		}
	}
	return a
}

// queryOf writes answers as an address carries them.
func queryOf(a *Answers) string {
	out := url.Values{}
	for _, q := range All {
		out.Set(q.String(), string(a[q]))
	}
	return out.Encode()
}

// begun reports whether an address carries answers, or says what they are to be
// about.
func begun(r *http.Request) bool {
	ask := r.URL.Query()
	return answersIn(ask.Get) != Answers{} || ask.Get("group") != "" || ask.Get("form") != ""
}

// tokenIn is the paper that an address or a form names; "" for none that could be.
func tokenIn(token string) string {
	if len(token) > maxForm || strings.ContainsFunc(token, func(r rune) bool { return (r < 'A' || r > 'Z') && (r < '0' || r > '9') }) {
		return ""
	}
	return token
}

func questionsOf(a, was *Answers) (out []questionView) {
	for _, q := range All {
		one := questionView{N: int(q) + 1, Name: q.String(), Asks: asked[q], Hint: hints[q], Why: whys[q]}
		for _, c := range q.Choices() {
			one.Chips = append(one.Chips, chipView{Value: c, Label: label(q, c), Chosen: a[q] == c, Was: was[q] == c})
		}
		if was[q] != "" {
			one.Was = label(q, was[q])
		}
		out = append(out, one)
	}
	return out
}

// showNew handles GET /w/{ws}/checkup/new, with or without a group that the house
// knows. A group that was asked about before is asked about again.
func (p *pages) showNew(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	ask := r.URL.Query()
	view := formView{Token: tokenIn(ask.Get("form")), Known: ask.Get("group")}
	a := answersIn(ask.Get)
	one, err := p.fillNew(r, v, &view, &a)
	if err != nil {
		return err
	}
	if one != 0 {
		return seeOther(w, r, v.At("checkup", id.Show(one), "again")+"?"+r.URL.RawQuery)
	}
	return p.shell.Show(w, r, v, p.form, view)
}

// fillNew fills in the form for a group that is asked about for the first time; it
// returns the group where it is not.
func (p *pages) fillNew(r *http.Request, v console.Viewer, view *formView, a *Answers) (one id.Checkup, err error) {
	view.Action, view.Back, view.Here, view.Title = v.At("checkup"), v.At("checkup"), v.At("checkup", "new"), formTitle.With()
	view.Questions = questionsOf(a, &Answers{})
	ctx, ws := r.Context(), v.Workspace
	err = p.s.DB.Read(ctx, func(tx *db.Tx) error {
		w := Wanted{Form: view.Token}
		if view.Known != "" {
			group, err := id.Parse[id.Group](view.Known)
			if err == nil {
				err = p.s.prove(ctx, tx, ws, byOf(v), group)
			}
			if err != nil {
				return err
			}
			places, err := p.s.Near.Places(ctx, tx, ws, []id.Group{group})
			if err != nil {
				return err
			}
			w.Known, view.Named, view.Title = group, true, formOf.With(places[group].Name)
		}
		g, err := p.s.before(ctx, tx, ws, &w)
		if err == nil {
			_, err = p.s.may(ctx, tx, ws, byOf(v), &g)
			one = g.ID
			return err
		}
		if fault.KindOf(err) != fault.NotFound {
			return err
		}
		all, last, err := count(ctx, tx, ws)
		view.Called = nthGroup(last + 1)
		if all == 0 {
			view.Back = ""
		}
		return err
	})
	if view.Token == "" {
		view.Token = p.secret()
	}
	return one, err
}

// showAgain handles GET /w/{ws}/checkup/{checkup}/again.
func (p *pages) showAgain(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	one, err := oneIn(r)
	if err != nil {
		return err
	}
	a := answersIn(r.URL.Query().Get)
	view, err := p.fillAgain(r, v, one, &a)
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.form, view)
}

// fillAgain fills in the form for a group that was asked about before: the answers
// of that time stand beside, and nothing is chosen.
func (p *pages) fillAgain(r *http.Request, v console.Viewer, one id.Checkup, a *Answers) (view formView, err error) {
	ctx, ws := r.Context(), v.Workspace
	err = p.s.DB.Read(ctx, func(tx *db.Tx) error {
		g, _, err := p.s.reach(ctx, tx, ws, byOf(v), one)
		if err != nil {
			return err
		}
		zone, err := p.s.Near.Zone(ctx, tx, ws)
		if err != nil {
			return err
		}
		checks, err := checksOf(ctx, tx, ws, one, 2)
		if len(checks) > 0 && checks[0].Day == DayOf(p.s.now(ws), zone) { // it is only being mended
			checks = checks[1:]
		}
		var was Answers
		here := v.At("checkup", id.Show(one))
		view = formView{Action: here, Back: here, Here: here + "/again", Title: formOf.With(g.called()), Named: true}
		if len(checks) > 0 {
			was = checks[0].Answers
			view.Last = lastTime.With(dayWord(checks[0].At, zone))
		}
		view.Questions = questionsOf(a, &was)
		return err
	})
	return view, err
}

// take handles POST /w/{ws}/checkup and POST /w/{ws}/checkup/{checkup}.
func (p *pages) take(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	want := Wanted{Form: tokenIn(r.PostFormValue("form")), Name: r.PostFormValue("name")}
	for _, q := range All {
		want.Answers[q] = Choice(r.PostFormValue(q.String()))
	}
	var err error
	if r.PathValue("checkup") != "" {
		if want.Group, err = oneIn(r); err != nil {
			return err
		}
	} else if known := r.PostFormValue("group"); known != "" {
		if want.Known, err = id.Parse[id.Group](known); err != nil {
			return err
		}
	}
	one, err := p.s.Take(r.Context(), v.Workspace, byOf(v), want)
	if err == nil {
		return seeOther(w, r, v.At("checkup", id.Show(one)))
	}
	if !console.Correctable(err) {
		return err
	}
	return p.showWrong(w, r, v, &want, err)
}

// showWrong shows the form again, with what was given, at what is wrong with it.
func (p *pages) showWrong(w http.ResponseWriter, r *http.Request, v console.Viewer, want *Wanted, wrong error) (err error) {
	given := answersIn(r.PostFormValue)
	view := formView{Token: want.Form, Known: r.PostFormValue("group")}
	if want.Group != 0 {
		view, err = p.fillAgain(r, v, want.Group, &given)
	} else {
		_, err = p.fillNew(r, v, &view, &given)
	}
	if err != nil {
		return err
	}
	view.Form, view.Name, view.First = console.FormOf(wrong), want.Name, auth.Field(wrong)
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.form, view)
}
