package request

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// option is something to choose.
type option struct {
	Value  string
	Label  string
	Chosen bool
}

type formView struct {
	Form     console.Form
	Typed    url.Values
	Action   string
	Back     string
	Revising bool
	Why      i18n.Text // it was returned, and in whose words
	Note     string
	Channels []option
	Metrics  []option
	Groups   []option
	Cut      int // groups that are not offered one by one; 0 for none
	Units    []option
	Known    []string // departments that were named before
	Today    string
}

// mostOffered is how many groups a form offers one by one.
const mostOffered = 300

// formOf fills the form with what there is to choose from.
func (p *pages) formOf(ctx context.Context, tx *db.Tx, v console.Viewer, typed url.Values) (out formView, err error) {
	out.Typed = typed
	known, err := p.s.placeOf(ctx, tx, v.Workspace)
	if err != nil {
		return out, err
	}
	out.Today = string(known.today())
	for _, c := range Channels {
		out.Channels = append(out.Channels, option{string(c), channelWords[c].In(v.Lang), typed.Get("channel") == string(c)})
	}
	for _, m := range Metrics {
		out.Metrics = append(out.Metrics, option{string(m), metricWords[m].In(v.Lang), typed.Get("metric") == string(m)})
	}
	for _, g := range known.groups {
		value := id.Show(g.ID)
		chosen := slices.Contains(typed["groups"], value)
		switch {
		case !v.Scope.Has(g.Unit):
		case len(out.Groups) < mostOffered || chosen:
			out.Groups = append(out.Groups, option{value, g.Name, chosen})
		default:
			out.Cut++
		}
	}
	units, err := p.s.Near.Units(ctx, tx, v.Workspace)
	if err != nil {
		return out, err
	}
	for _, u := range units {
		if v.Scope.Has(u.ID) || v.Scope.All {
			out.Units = append(out.Units, option{id.Show(u.ID), u.Name, typed.Get("unit") == id.Show(u.ID)})
		}
	}
	mine, err := filedBy(ctx, tx, v.Workspace, v.User, mostOwn)
	for _, r := range mine {
		if !slices.Contains(out.Known, r.Department) {
			out.Known = append(out.Known, r.Department)
		}
	}
	return out, err
}

// showNew handles GET /w/{ws}/requests/new.
func (p *pages) showNew(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	typed := url.Values{"channel": {string(Message)}, "metric": {string(Orders)}, "from": {"12:00"}, "to": {"14:00"}}
	var view formView
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		if view, err = p.formOf(r.Context(), tx, v, typed); err != nil {
			return err
		}
		if len(view.Known) > 0 {
			typed.Set("department", view.Known[0])
		}
		return nil
	})
	if err != nil {
		return err
	}
	view.Action, view.Back = v.At("requests"), v.At("requests")
	return p.shell.Show(w, r, v, p.form, view)
}

var badClock = i18n.Text{Hans: "时间写成 9:00 或 21:30 这样。", Hant: "時間寫成 9:00 或 21:30 這樣。", En: "A time of day looks like 9:00 or 21:30."}

func minuteIn(r *http.Request, field string) (int, error) {
	text := strings.ReplaceAll(strings.TrimSpace(r.PostFormValue(field)), "：", ":")
	if text == "24:00" {
		return dayMinutes, nil
	}
	t, err := time.Parse("15:04", text)
	if err != nil {
		return 0, wrong(field, badClock.With())
	}
	return t.Hour()*60 + t.Minute(), nil
}

// figureIn reads a whole number; none is 0.
func figureIn(r *http.Request, field string, least int64) (int64, error) {
	text := strings.NewReplacer(",", "", "，", "", " ", "").Replace(r.PostFormValue(field))
	if text == "" && least == 0 {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, &auth.FieldError{Field: field, Err: fault.Because(err, fault.Invalid, badFigure.With(least, maxFigure))}
	}
	return n, nil
}

func dayIn(r *http.Request, field string) (Day, error) {
	text := strings.TrimSpace(r.PostFormValue(field))
	if text == "" && field == "last" {
		return "", nil
	}
	d, ok := ParseDay(text)
	if !ok {
		return "", wrong(field, dayOver.With())
	}
	return d, nil
}

// asked reads the form.
func asked(r *http.Request) (a Ask, unit id.Unit, err error) {
	if err := r.ParseForm(); err != nil {
		return a, 0, fault.Because(err, fault.Invalid, missing.With())
	}
	a = Ask{Department: r.PostFormValue("department"), Title: r.PostFormValue("title"), Channel: Channel(r.PostFormValue("channel")),
		Whom: r.PostFormValue("whom"), Goal: r.PostFormValue("goal"), Metric: Metric(r.PostFormValue("metric")),
		Selling: r.PostFormValue("selling") != "", Draft: r.PostFormValue("draft"), Picture: r.PostFormValue("picture")}
	for _, text := range r.PostForm["groups"] {
		g, err := id.Parse[id.Group](text)
		if err != nil {
			return a, 0, &auth.FieldError{Field: "groups", Err: err}
		}
		a.Groups = append(a.Groups, g)
	}
	if text := r.PostFormValue("unit"); text != "" {
		if unit, err = id.Parse[id.Unit](text); err != nil {
			return a, 0, &auth.FieldError{Field: "groups", Err: err}
		}
	}
	for field, into := range map[string]*Day{"day": &a.Day, "last": &a.Last} {
		if *into, err = dayIn(r, field); err != nil {
			return a, 0, err
		}
	}
	for field, into := range map[string]*int{"from": &a.From, "to": &a.To} {
		if *into, err = minuteIn(r, field); err != nil {
			return a, 0, err
		}
	}
	if a.Expected, err = figureIn(r, "expected", 1); err != nil {
		return a, 0, err
	}
	a.Money, err = figureIn(r, "money", 0)
	return a, unit, err
}

// again shows the form with what was typed and what is wrong with it.
func (p *pages) again(w http.ResponseWriter, r *http.Request, v console.Viewer, problem error, action, back string, revising bool) error {
	if !console.Correctable(problem) {
		return problem
	}
	var view formView
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		view, err = p.formOf(r.Context(), tx, v, r.PostForm)
		return err
	})
	if err != nil {
		return err
	}
	view.Form, view.Action, view.Back, view.Revising = console.FormOf(problem), action, back, revising
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.form, view)
}

// file handles POST /w/{ws}/requests.
func (p *pages) file(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	a, unit, err := asked(r)
	var made Request
	if err == nil {
		made, err = p.s.File(r.Context(), v.Workspace, personOf(v), a, unit)
	}
	if err != nil {
		return p.again(w, r, v, err, v.At("requests"), v.At("requests"), false)
	}
	return seeOther(w, r, v.At("requests", id.Show(made.ID))+"?said=filed")
}

// typedOf is a request as its form has it.
func typedOf(r *Request) url.Values {
	figure := func(n int64) string {
		if n == 0 {
			return ""
		}
		return strconv.FormatInt(n, 10)
	}
	out := url.Values{"department": {r.Department}, "title": {r.Title}, "channel": {string(r.Channel)}, "whom": {r.Whom}, "day": {string(r.Day)},
		"from": {clockOf(r.From)}, "to": {clockOf(r.To)}, "last": {string(r.Last)}, "goal": {r.Goal}, "metric": {string(r.Metric)},
		"expected": {figure(r.Expected)}, "money": {figure(r.Money)}, "draft": {r.Draft}, "picture": {r.Picture}}
	if r.Selling {
		out.Set("selling", "1")
	}
	for _, g := range r.Groups {
		out.Add("groups", id.Show(g))
	}
	return out
}

// own makes sure that a request is the viewer's, before anything is said of the
// form.
func (p *pages) own(r *http.Request, v console.Viewer, request id.Request) error {
	return p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		is, err := get(r.Context(), tx, v.Workspace, request)
		if err == nil && is.By != v.User {
			err = fault.New(fault.NotFound, noRequest.With())
		}
		return err
	})
}

// showEdit handles GET /w/{ws}/requests/{request}/edit.
func (p *pages) showEdit(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	request, err := id.Parse[id.Request](r.PathValue("request"))
	if err != nil {
		return err
	}
	var view formView
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		is, err := get(r.Context(), tx, v.Workspace, request)
		switch {
		case err != nil:
			return err
		case is.By != v.User:
			return fault.New(fault.NotFound, noRequest.With())
		case is.State != Waiting && is.State != Returned:
			return fault.New(fault.Conflict, notNow.With(stateWords[is.State]))
		}
		view, err = p.formOf(r.Context(), tx, v, typedOf(&is))
		view.Why, view.Note = reasonWords[is.Reason], is.Note
		return err
	})
	if err != nil {
		return err
	}
	view.Back = v.At("requests", id.Show(request))
	view.Action, view.Revising = view.Back+"/edit", true
	return p.shell.Show(w, r, v, p.form, view)
}

// revise handles POST /w/{ws}/requests/{request}/edit.
func (p *pages) revise(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	request, err := id.Parse[id.Request](r.PathValue("request"))
	if err != nil {
		return err
	}
	if err := p.own(r, v, request); err != nil {
		return err
	}
	a, unit, err := asked(r)
	if err == nil {
		err = p.s.Revise(r.Context(), v.Workspace, personOf(v), request, a, unit)
	}
	back := v.At("requests", id.Show(request))
	if err != nil {
		return p.again(w, r, v, err, back+"/edit", back, true)
	}
	return seeOther(w, r, back+"?said=revised")
}
