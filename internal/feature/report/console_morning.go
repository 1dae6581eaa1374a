package report

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/web/console"
)

// planLine is the report of a unit in the list.
type planLine struct {
	Name, Href string
	Depth      int
	On         bool
	Clock      string
	Workdays   bool
	Mails      int
	Hook       bool
	Robot      bool
	Last       *sentLine
}

// sentLine is what became of the report of a day.
type sentLine struct {
	Day   string
	What  i18n.Text
	Tone  string // "good", "wait", "bad"
	Parts []partLine
}

// partLine is what became of it at one address.
type partLine struct {
	Kind  i18n.Text
	State i18n.Text
	Why   i18n.Text
	Code  string
	Tone  string
	Href  string
	Due   time.Time // when it is tried again
}

type morningsView struct {
	Rows      []planLine
	Server    string // "" where none was said
	Simulated bool
}

func whatWord(what string) i18n.Text {
	switch what {
	case late:
		return i18n.Text{Hans: "晚了才发", Hant: "晚了才發", En: "Sent late"}
	case missed:
		return i18n.Text{Hans: "活水没在运行，没有发", Hant: "活水沒有在執行，沒有發", En: "Not sent: Huoshui was not running"}
	}
	return i18n.Text{Hans: "到点发的", Hant: "準時發的", En: "Sent in time"}
}

// standWord says how one part of a report stands.
func standWord(s outbox.State) (i18n.Text, string) {
	switch s {
	case outbox.Sent:
		return i18n.Text{Hans: "发到了", Hant: "發到了", En: "sent"}, "good"
	case outbox.Refused, outbox.Unsupported:
		return i18n.Text{Hans: "没发成", Hant: "沒有發成", En: "not sent"}, "bad"
	case outbox.Uncertain:
		return i18n.Text{Hans: "不知道到没到，要人看一眼", Hant: "不知道到了沒有，要人看一眼", En: "nobody knows whether it arrived; please decide"}, "bad"
	case outbox.Dropped:
		return i18n.Text{Hans: "有人决定不发了", Hant: "有人決定不送了", En: "somebody decided not to send it"}, "wait"
	case outbox.Waiting, outbox.Sending, outbox.Human:
	}
	return i18n.Text{Hans: "在发", Hant: "發送中", En: "on its way"}, "wait"
}

func kindWord(key string) i18n.Text {
	switch {
	case strings.Contains(key, "/"+ByMail+"/"):
		return i18n.Text{Hans: "邮件", Hant: "郵件", En: "E-mail"}
	case strings.Contains(key, "/"+ByRobot+"/"):
		return i18n.Text{Hans: "群机器人", Hant: "群組機器人", En: "Group robot"}
	}
	return i18n.Text{Hans: "程序", Hant: "程式", En: "Program"}
}

// sentOf shows what became of a report.
func sentOf(v console.Viewer, s *Sent, stands map[string]outbox.Stands) sentLine {
	out := sentLine{Day: s.Day.String(), What: whatWord(s.What), Tone: "good"}
	if s.What == missed {
		out.Tone = "bad"
	}
	for _, key := range s.Deeds {
		d, ok := stands[key]
		if !ok { // settled long ago
			continue
		}
		part := partLine{Kind: kindWord(key), Href: v.At("deliveries", id.Show(d.ID)), Code: d.Code}
		part.State, part.Tone = standWord(d.State)
		if d.State == outbox.Waiting {
			part.Due = d.Due
		}
		if part.Tone != "good" {
			part.Why = codeWord(d.Code)
			out.Tone = worse(out.Tone, part.Tone)
		}
		out.Parts = append(out.Parts, part)
	}
	return out
}

func worse(a, b string) string {
	if a == "bad" || b == "bad" {
		return "bad"
	}
	if a == "wait" || b == "wait" {
		return "wait"
	}
	return "good"
}

// history shows what became of the latest reports of a unit.
func history(ctx context.Context, tx *db.Tx, v console.Viewer, unit id.Unit, most int) (out []sentLine, err error) {
	all, err := lately(ctx, tx, v.Workspace, unit, most)
	if err != nil {
		return nil, err
	}
	var keys []string
	for _, s := range all {
		keys = append(keys, s.Deeds...)
	}
	stands, err := outbox.StandsOf(ctx, tx, v.Workspace, keys)
	for i := range all {
		out = append(out, sentOf(v, &all[i], stands))
	}
	return out, err
}

// showMornings handles GET /w/{ws}/execution/morning.
func (p *pages) showMornings(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	out := morningsView{Simulated: p.s.House.MaySend(r.Context(), v.Workspace) != nil}
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		units, err := p.s.Near.Units(r.Context(), tx, v.Workspace)
		if err != nil {
			return err
		}
		all, err := plans(r.Context(), tx, v.Workspace)
		if err != nil {
			return err
		}
		if m, ok, err := mailOf(r.Context(), tx, v.Workspace); err != nil {
			return err
		} else if ok {
			out.Server = m.Host
		}
		for _, u := range auth.Under(units) {
			if !v.Scope.Has(u.ID) {
				continue
			}
			row := planLine{Name: u.Name, Depth: u.Depth, Href: v.At("execution", "morning", id.Show(u.ID))}
			if k, ok := all[u.ID]; ok {
				row.On, row.Clock, row.Workdays, row.Mails, row.Hook, row.Robot = k.On, k.Clock(), k.Workdays, len(k.Mails), k.Hook, k.Robot
				last, err := history(r.Context(), tx, v, u.ID, 1)
				if err != nil {
					return err
				}
				if len(last) > 0 {
					row.Last = &last[0]
				}
			}
			out.Rows = append(out.Rows, row)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.mornings, out)
}

type planView struct {
	Form              console.Form
	Unit, Name        string
	On, Workdays      bool
	Clock, Mails      string
	Lang              i18n.Lang
	Langs             []option
	Hook, Robot       bool
	HookURL, RobotURL string // as typed, after a mistake
	Sign              string // shown this once
	Server, Simulated bool
	Said              i18n.Message
	Bad               bool // what is said is that something failed
	Why               i18n.Text
	TryTo             string
	Preview           *preview
	History           []sentLine
}

// preview is the report as it would go now.
type preview struct {
	Subject, Verdict i18n.Message
	Sections         []Section
	Until            Day
}

func (p *pages) unitAt(ctx context.Context, tx *db.Tx, r *http.Request, v console.Viewer) (auth.Unit, error) {
	unit, err := id.Parse[id.Unit](r.PathValue("unit"))
	if err != nil {
		return auth.Unit{}, err
	}
	u, _, err := p.s.unitOf(ctx, tx, v.Workspace, v.Scope, unit)
	return u, err
}

// planOf is the page of a unit's report.
func (p *pages) planOf(r *http.Request, v console.Viewer) (out planView, err error) {
	ctx := r.Context()
	out = planView{Clock: "09:00", Workdays: true, Lang: v.Lang, Simulated: p.s.House.MaySend(ctx, v.Workspace) != nil}
	err = p.s.DB.Read(ctx, func(tx *db.Tx) error {
		u, err := p.unitAt(ctx, tx, r, v)
		if err != nil {
			return err
		}
		out.Unit, out.Name = id.Show(u.ID), u.Name
		k, ok, err := planOf(ctx, tx, v.Workspace, u.ID)
		if err != nil {
			return err
		}
		if ok {
			out.On, out.Clock, out.Workdays, out.Lang, out.Hook, out.Robot = k.On, k.Clock(), k.Workdays, k.Lang, k.Hook, k.Robot
			out.Mails = strings.Join(k.Mails, "\n")
			if len(k.Mails) > 0 {
				out.TryTo = k.Mails[0]
			}
		}
		if _, out.Server, err = mailOf(ctx, tx, v.Workspace); err != nil {
			return err
		}
		if out.History, err = history(ctx, tx, v, u.ID, 14); err != nil {
			return err
		}
		m, err := p.s.compose(ctx, tx, v.Workspace, u.ID, out.Lang, p.s.now(v.Workspace), v.Zone)
		out.Preview = &preview{m.Subject(), m.Verdict(), m.Sections(), m.Day}
		return err
	})
	out.langs()
	return out, err
}

func (out *planView) langs() {
	out.Langs = nil
	for _, one := range []option{{string(i18n.ZhHans), "简体中文", false}, {string(i18n.ZhHant), "繁體中文", false}, {string(i18n.En), "English", false}} {
		one.Chosen = one.Value == string(out.Lang)
		out.Langs = append(out.Langs, one)
	}
}

// showPlan handles GET /w/{ws}/execution/morning/{unit}.
func (p *pages) showPlan(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.planOf(r, v)
	if err != nil {
		return err
	}
	if r.URL.Query().Get("said") == "saved" {
		view.Said = saidSaved.With()
	}
	return p.shell.Show(w, r, v, p.plan, view)
}

// savePlan handles POST /w/{ws}/execution/morning/{unit}.
func (p *pages) savePlan(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	want, err := wantedOf(r)
	var sign string
	if err == nil {
		sign, err = p.s.Set(r.Context(), v.Workspace, v.Scope, want)
	}
	if err == nil && sign == "" {
		return seeOther(w, r, v.At("execution", "morning", id.Show(want.Unit))+"?said=saved")
	}
	if err != nil && !console.Correctable(err) || fault.KindOf(err) == fault.NotFound {
		return err
	}
	view, failed := p.planOf(r, v)
	if failed != nil {
		return failed
	}
	if err == nil {
		view.Said, view.Sign = saidSaved.With(), sign
		return p.shell.Show(w, r, v, p.plan, view)
	}
	view.Form = console.FormOf(err)
	view.On, view.Workdays, view.Clock, view.Mails = r.PostFormValue("on") != "", r.PostFormValue("days") == "workdays", r.PostFormValue("at"), r.PostFormValue("mails")
	view.HookURL, view.RobotURL = r.PostFormValue("hook"), r.PostFormValue("robot")
	if l, ok := i18n.Parse(r.PostFormValue("lang")); ok {
		view.Lang = l
		view.langs()
	}
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.plan, view)
}

// wantedOf reads the form, or fails with Invalid beside a field.
func wantedOf(r *http.Request) (want Wanted, err error) {
	if want.Unit, err = id.Parse[id.Unit](r.PathValue("unit")); err != nil {
		return want, err
	}
	want.On, want.Workdays = r.PostFormValue("on") != "", r.PostFormValue("days") == "workdays"
	want.HookURL, want.RobotURL = strings.TrimSpace(r.PostFormValue("hook")), strings.TrimSpace(r.PostFormValue("robot"))
	want.DropHook, want.DropRobot = r.PostFormValue("drop_hook") != "", r.PostFormValue("drop_robot") != ""
	want.Lang, _ = i18n.Parse(r.PostFormValue("lang")) // the first language for what is none
	if want.At, err = ReadClock(r.PostFormValue("at")); err != nil {
		return want, err
	}
	want.Mails, err = ReadMails(r.PostFormValue("mails"))
	return want, err
}

// tryPlan handles POST /w/{ws}/execution/morning/{unit}/try.
func (p *pages) tryPlan(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	unit, err := id.Parse[id.Unit](r.PathValue("unit"))
	if err != nil {
		return err
	}
	to, by := strings.TrimSpace(r.PostFormValue("to")), r.PostFormValue("by")
	result, err := p.s.Try(r.Context(), v.Workspace, v.Scope, v.Zone, unit, by, to)
	if err != nil && (!console.Correctable(err) || fault.KindOf(err) == fault.NotFound) {
		return err
	}
	view, failed := p.planOf(r, v)
	if failed != nil {
		return failed
	}
	if by == ByMail || by == "" {
		view.TryTo = to
	}
	if err != nil {
		view.Form = console.FormOf(err)
		return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.plan, view)
	}
	view.Said, view.Bad, view.Why = tried(result)
	return p.shell.Show(w, r, v, p.plan, view)
}

// tried says what became of a try.
func tried(r outbox.Result) (said i18n.Message, bad bool, why i18n.Text) {
	if r.Outcome == outbox.Done {
		return saidTried.With(), false, i18n.Text{}
	}
	return saidNotTried.With(r.Code), true, codeWord(r.Code)
}
