package manual

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// sopsView is the ready SOPs of a group, a sentence each.
type sopsView struct {
	Here   string
	May    bool // the viewer may switch them
	Offers []offerView
	Not    []offerView // those that something is lacking for
	Unfit  []offerView // those that do not suit a shop, where shops are what a workspace runs
	On     int
}

type offerView struct {
	Offer
	Href string // of the SOP's page, where there is one
	Open bool   // its questions are unfolded
	Form console.Form
}

// longestAnswer is how long an answer may be, in characters.
const longestAnswer = 200

// sopsIn lists the ready SOPs of a group, or with 0 of all groups.
func (p *pages) sopsIn(ctx context.Context, tx *db.Tx, v console.Viewer, group id.Group, here, open string) (out sopsView, err error) {
	out.Here, out.May = here, v.Can(auth.Manage) && v.Scope.All
	if p.s.Ready == nil {
		return out, nil
	}
	all, err := p.s.Ready.Offers(ctx, tx, v.Workspace, group, v.Lang)
	if err != nil {
		return out, err
	}
	set, err := settingsOf(ctx, tx, v.Workspace)
	if err != nil {
		return out, err
	}
	for _, o := range all {
		one := offerView{Offer: o, Open: o.Name == open}
		if v.Can(auth.View) && o.Book != 0 {
			one.Href = v.At("playbooks", id.Show(o.Book))
		} else if out.May {
			one.Href = v.At("playbook-new") + "?ready=" + o.Name
		}
		if o.On {
			out.On++
		}
		if set.Shops && o.Unfit.Hans != "" && !o.On && !one.Open { // what runs is never out of sight
			out.Unfit = append(out.Unfit, one)
			continue
		}
		if o.Lacks.Hans != "" && !o.On {
			out.Not = append(out.Not, one)
			continue
		}
		out.Offers = append(out.Offers, one)
	}
	return out, nil
}

// turnGroup handles POST /w/{ws}/wechat/{group}/sop/{name}/{to}.
func (p *pages) turnGroup(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	group, err := groupIn(r)
	if err != nil {
		return err
	}
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		_, _, err := p.s.alive(r.Context(), tx, v.Workspace, byOf(v), group)
		return err
	})
	if err != nil {
		return err
	}
	return p.turn(w, r, v, group)
}

// turnAll handles POST /w/{ws}/wechat/sop/{name}/{to}.
func (p *pages) turnAll(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	return p.turn(w, r, v, 0)
}

// turn switches a ready SOP on or off.
func (p *pages) turn(w http.ResponseWriter, r *http.Request, v console.Viewer, group id.Group) error {
	name, to := r.PathValue("name"), r.PathValue("to")
	if p.s.Ready == nil || to != "on" && to != "off" {
		return fault.New(fault.NotFound, noSop.With())
	}
	if !v.Scope.All {
		return fault.New(fault.Forbidden, notAll.With())
	}
	here := v.At("wechat")
	if group != 0 {
		here = v.At("wechat", id.Show(group))
	}
	q := url.Values{"said": {"sop-" + to}}
	var err error
	if to == "off" {
		err = p.s.Ready.Off(r.Context(), v.Workspace, group, name)
	} else {
		var more bool
		var filled map[string]string
		if filled, err = filledIn(r); err == nil {
			more, err = p.s.Ready.On(r.Context(), v.Workspace, byOf(v), group, name, filled, v.Lang)
		}
		if more {
			q = url.Values{"said": {"sop-more"}, "open": {name}}
		}
	}
	if err == nil {
		return seeOther(w, r, here+"?"+q.Encode()+"#sops")
	}
	if !console.Correctable(err) {
		return err
	}
	return p.again(w, r, v, group, name, err)
}

// again shows the page once more with what was wrong beside the SOP.
func (p *pages) again(w http.ResponseWriter, r *http.Request, v console.Viewer, group id.Group, name string, err error) error {
	mark := func(s *sopsView) {
		for i := range s.Offers {
			if o := &s.Offers[i]; o.Name == name {
				o.Open, o.Form = true, console.FormOf(err)
				for a := range o.Asks {
					if typed, ok := r.PostForm["ask."+o.Asks[a].Key]; ok {
						o.Asks[a].Value = typed[0]
					}
				}
			}
		}
	}
	if group == 0 {
		view, failed := p.listOf(r, v)
		if failed != nil {
			return failed
		}
		mark(&view.Sops)
		return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.list, view)
	}
	view, failed := p.viewOf(r, v)
	if failed != nil {
		return failed
	}
	mark(&view.Sops)
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.group, view)
}

// filledIn reads what a form says for an SOP.
func filledIn(r *http.Request) (map[string]string, error) {
	if err := r.ParseForm(); err != nil {
		return nil, fault.Because(err, fault.Invalid, noSop.With())
	}
	out := map[string]string{}
	for key, values := range r.PostForm {
		name, ok := strings.CutPrefix(key, "ask.")
		if !ok || len(out) >= 2*atMost {
			continue
		}
		value := strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(values[0], "\x00", ""), ""))
		switch n := utf8.RuneCountInString(value); {
		case value == "":
			return nil, &auth.FieldError{Field: key, Err: fault.New(fault.Invalid, needAnswer.With())}
		case n > longestAnswer:
			return nil, &auth.FieldError{Field: key, Err: fault.New(fault.Invalid, longNote.With(longestAnswer, n))}
		}
		out[name] = value
	}
	return out, nil
}

// rulesView is what is in a group and how people get along in it.
type rulesView struct {
	Asks []Ask
	Text string // ready to post; "" while nobody said what the group is for
	Form console.Form
}

func rulesOf(name string, d map[string]string, lang i18n.Lang) rulesView {
	out := rulesView{Text: Notice(name, d, lang)}
	for _, a := range ruleAsks() {
		a.Value = d[a.Key]
		out.Asks = append(out.Asks, a)
	}
	return out
}

// describe handles POST /w/{ws}/wechat/{group}/about.
func (p *pages) describe(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	group, err := groupIn(r)
	if err != nil {
		return err
	}
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		_, _, err := p.s.alive(r.Context(), tx, v.Workspace, byOf(v), group)
		return err
	})
	if err == nil && p.s.Ready == nil {
		err = fault.New(fault.NotFound, noSop.With())
	}
	if err != nil {
		return err
	}
	columns := map[string]string{}
	for _, a := range ruleAsks() {
		columns[a.Key] = strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(r.PostFormValue("about."+a.Key), "\x00", ""), ""))
		if n := utf8.RuneCountInString(columns[a.Key]); n > longestAnswer && err == nil {
			err = &auth.FieldError{Field: "about." + a.Key, Err: fault.New(fault.Invalid, longNote.With(longestAnswer, n))}
		}
	}
	if err == nil {
		err = p.s.Ready.Describe(r.Context(), v.Workspace, group, columns)
	}
	if err == nil {
		return seeOther(w, r, v.At("wechat", id.Show(group))+"?said=described#rules")
	}
	if !console.Correctable(err) {
		return err
	}
	view, failed := p.viewOf(r, v)
	if failed != nil {
		return failed
	}
	view.Rules.Form = console.FormOf(err)
	for i := range view.Rules.Asks {
		view.Rules.Asks[i].Value = columns[view.Rules.Asks[i].Key]
	}
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.group, view)
}
