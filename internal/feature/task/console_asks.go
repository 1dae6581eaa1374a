package task

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// choiceView is one of the ways to end a to-do.
type choiceView struct {
	N           int
	Text        i18n.Text
	Danger, Why bool
}

// fieldView is something to be filled in.
type fieldView struct {
	At, Value   string
	Title, Help i18n.Text
	Input, Mode string // of the browser: "" is a text of several lines
	Required    bool
	For         bool      // only some of the choices need it,
	Needed      i18n.Text // which are these
}

// inputs are what the browser offers for a kind of field; every other holds a text.
func inputOf(kind string) (input, mode string) {
	switch kind {
	case "count":
		return "text", "numeric"
	case "money":
		return "text", "decimal"
	case "link":
		return "url", "url"
	case "clock":
		return "time", ""
	case "moment":
		return "datetime-local", ""
	case "person":
		return "text", ""
	}
	return "", ""
}

// asks shows what a to-do asks.
func (c *card) asks(t *Task) {
	c.Check = t.Check
	for i, one := range t.Choices {
		c.Choices = append(c.Choices, choiceView{i + 1, one.Text, one.Danger, one.Why})
	}
	if n := t.ByDefault(); n > 0 {
		c.Default = t.Choices[n-1].Text
		c.Why = strings.TrimSuffix(c.Why, "。") // it goes on
	}
	needed, free := neededBy(t.Choices)
	for n, f := range t.Fields {
		input, mode := inputOf(f.Kind)
		c.Fields = append(c.Fields, fieldView{At: fieldAt(n), Title: f.Shown(), Help: f.Help, Input: input, Mode: mode, Required: f.Required && !free,
			For: f.Required && free, Needed: needed})
	}
	c.Final = t.Answers()
}

// neededBy names the choices for which fields have to be filled in, and says whether
// there are others.
func neededBy(all []Choice) (named i18n.Text, others bool) {
	for _, c := range all {
		if c.Free {
			others = true
			continue
		}
		if named.Hans != "" {
			named.Hans, named.En = named.Hans+"、", named.En+", "
		}
		named.Hans, named.Hant, named.En = named.Hans+"“"+c.Text.Hans+"”", named.Hant+"「"+c.Text.Hant+"」", named.En+"“"+c.Text.En+"”"
	}
	return named, others
}

// AnyWhy reports whether some choice asks for a reason.
func (c card) AnyWhy() bool {
	return slices.ContainsFunc(c.Choices, func(one choiceView) bool { return one.Why })
}

// origin leads to the run that wants a to-do, where a viewer may see it: runs are
// seen by who sees their group.
func (c *card) origin(v console.Viewer, t *Task, k *whose) {
	c.Origin = t.Origin.Playbook
	place, ok := k.places[t.Group]
	if _, err := id.Parse[id.Run](t.Origin.Run); err == nil && ok && v.Scope.Has(place.Unit) && v.Can(auth.View) {
		c.OriginHref = v.At("playbook-runs", t.Origin.Run)
	}
}

// mind is what the gate is asked about: whatever is alike in it is answered alike.
type mind struct {
	kind         Kind
	purpose      string
	group        id.Group
	member       uint32
	selling, all bool
}

// gate asks for every open to-do that says something whether it may be said now.
func (p *pages) gate(ctx context.Context, tx *db.Tx, v console.Viewer, tasks []Task, k *whose) (err error) {
	k.held, err = p.s.heldOf(ctx, tx, v.Workspace, v.User, tasks)
	return err
}

// didOf is what somebody says of a to-do in a form.
func (p *pages) didOf(r *http.Request, v console.Viewer, task id.Task) (Did, error) {
	d := Did{Proof: r.PostFormValue("proof"), Note: r.PostFormValue("note"), Anyway: r.PostFormValue("anyway") != "", Values: map[string]string{}}
	d.Wording, _ = strconv.Atoi(r.PostFormValue("wording"))
	d.Choice, _ = strconv.Atoi(r.PostFormValue("choice"))
	me := personOf(v)
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		t, err := seen(r.Context(), tx, v.Workspace, &me, task)
		for n, f := range t.Fields {
			value := r.PostFormValue(fieldAt(n))
			if f.Kind == "moment" { // browsers put a T between day and time
				value = strings.Replace(value, "T", " ", 1)
			}
			d.Values[f.Name] = value
		}
		return err
	})
	return d, err
}

// typedAgain puts into the fields of a form what somebody typed.
func (c *card) typedAgain(r *http.Request) {
	for n := range c.Fields {
		c.Fields[n].Value = r.PostFormValue(c.Fields[n].At)
	}
}

// answerView is something that was filled in.
type answerView struct {
	Title i18n.Text
	Value string
}

// answered shows what somebody answered.
func (o *oneView) answered(t *Task) {
	if n := t.Outcome.Choice; n > 0 && n <= len(t.Choices) {
		o.Chosen = t.Choices[n-1].Text
	}
	for _, f := range t.Fields {
		if value := t.Outcome.Values[f.Name]; value != "" {
			o.Answers = append(o.Answers, answerView{f.Shown(), value})
		}
	}
}
