package request

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/web/console"
)

// field is one of the figures of the settings.
type field struct {
	Name  string
	Label i18n.Text
	Hint  i18n.Message
	Value string
}

type settingsView struct {
	Form                  console.Form
	Weights, Quota, Other []field
	Saved                 bool
}

// figure is a setting by the name of its field.
type figure struct {
	name  string
	label i18n.Text
	hint  i18n.Message
	get   int64
	set   func(*Settings, int64)
}

func weights(s *Settings) []figure {
	of := func(p Part, n int, set func(*Settings, int64)) figure {
		return figure{"w_" + string(p), partWords[p].name, partWords[p].how.With(), int64(n), set}
	}
	return []figure{
		of(Reach, s.Reach, func(s *Settings, n int64) { s.Reach = int(n) }),
		of(Value, s.Value, func(s *Settings, n int64) { s.Value = int(n) }),
		of(Fit, s.Fit, func(s *Settings, n int64) { s.Fit = int(n) }),
		of(Urgency, s.Urgency, func(s *Settings, n int64) { s.Urgency = int(n) }),
		of(Room, s.Room, func(s *Settings, n int64) { s.Room = int(n) }),
	}
}

func quotas(s *Settings, l *Limits) (out []figure) {
	for _, c := range Channels {
		out = append(out, figure{"q_" + string(c), channelWords[c], atMost.With(l.Week[c]), int64(s.Quota[c]), func(s *Settings, n int64) { s.Quota[c] = int(n) }})
	}
	return out
}

func others(s *Settings) []figure {
	return []figure{
		{"department", departmentWord, departmentHint.With(), int64(s.Department), func(s *Settings, n int64) { s.Department = int(n) }},
		{"gap", gapWord, gapHint.With(), int64(s.Gap), func(s *Settings, n int64) { s.Gap = int(n) }},
		{"full", fullWord, fullHint.With(), s.Full, func(s *Settings, n int64) { s.Full = n }},
	}
}

func fields(all []figure, typed func(string) string) (out []field) {
	for _, f := range all {
		value := strconv.FormatInt(f.get, 10)
		if typed != nil {
			value = typed(f.name)
		}
		out = append(out, field{f.name, f.label, f.hint, value})
	}
	return out
}

func (p *pages) settingsOf(r *http.Request, v console.Viewer) (set Settings, limits Limits, err error) {
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		if set, err = settingsOf(r.Context(), tx, v.Workspace); err != nil {
			return err
		}
		limits, err = p.s.Near.Limits(r.Context(), tx, v.Workspace)
		return err
	})
	return set, limits, err
}

var onlyWhole = i18n.Text{
	Hans: "名额和打分管着整个工作区，只有能看整个工作区的人能改。",
	Hant: "名額與評分管著整個工作區，只有能看整個工作區的人能改。",
	En:   "Slots and scoring hold for the whole workspace, so only those who see all of it change them.",
}

// showSettings handles GET /w/{ws}/requests/settings.
func (p *pages) showSettings(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if !v.Scope.All {
		return fault.New(fault.Forbidden, onlyWhole.With())
	}
	set, limits, err := p.settingsOf(r, v)
	if err != nil {
		return err
	}
	view := settingsView{Weights: fields(weights(&set), nil), Quota: fields(quotas(&set, &limits), nil), Other: fields(others(&set), nil),
		Saved: r.URL.Query().Get("said") == "saved"}
	return p.shell.Show(w, r, v, p.settings, view)
}

// saveSettings handles POST /w/{ws}/requests/settings.
func (p *pages) saveSettings(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if !v.Scope.All {
		return fault.New(fault.Forbidden, onlyWhole.With())
	}
	set, limits, err := p.settingsOf(r, v)
	if err != nil {
		return err
	}
	all := append(append(weights(&set), quotas(&set, &limits)...), others(&set)...)
	var failed error
	for _, f := range all {
		n, err := strconv.ParseInt(strings.TrimSpace(r.PostFormValue(f.name)), 10, 32)
		if err != nil && failed == nil {
			failed = wrong(f.name, badFigure.With(0, maxFigure))
		}
		f.set(&set, n)
	}
	if failed == nil {
		failed = p.s.Set(r.Context(), v.Workspace, set)
	}
	if failed == nil {
		return seeOther(w, r, v.At("requests", "settings")+"?said=saved")
	}
	if !console.Correctable(failed) {
		return failed
	}
	typed := r.PostFormValue
	view := settingsView{Form: console.FormOf(failed), Weights: fields(weights(&set), typed), Quota: fields(quotas(&set, &limits), typed), Other: fields(others(&set), typed)}
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.settings, view)
}
