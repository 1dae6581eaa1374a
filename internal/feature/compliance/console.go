package compliance

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
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
	"github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/web/console"
)

//go:embed view/*.html
var views embed.FS

// Rooms are the menu items of this feature.
func Rooms() []console.Item {
	return []console.Item{{Path: "compliance", Icon: "lock", Action: auth.Run,
		Label: i18n.Text{Hans: "规则与合规", Hant: "規則與合規", En: "Compliance"}}}
}

type pages struct {
	shell *console.Shell
	s     *Service

	list, why, rules *console.Page
}

// Pages brings the pages to the shell. It fails when a template or a word is wrong.
func Pages(shell *console.Shell, s *Service) error {
	p := &pages{shell: shell, s: s}
	var faults []error
	for name, into := range map[string]**console.Page{"list": &p.list, "why": &p.why, "rules": &p.rules} {
		var err error
		*into, err = console.NewPage(views, "view/"+name+".html", words(), "view/parts.html")
		faults = append(faults, err)
	}
	if err := errors.Join(faults...); err != nil {
		return fmt.Errorf("compliance pages: %w", err)
	}
	shell.Handle("GET /w/{ws}/compliance", auth.Run, p.showList)
	shell.Handle("POST /w/{ws}/compliance/stop", auth.Run, p.turn(func(ctx context.Context, tx *db.Tx, v console.Viewer) error {
		return s.StopAll(ctx, tx, v.Workspace, 0, v.User)
	}))
	shell.Handle("POST /w/{ws}/compliance/resume", auth.Run, p.turn(func(ctx context.Context, tx *db.Tx, v console.Viewer) error {
		return s.Resume(ctx, tx, v.Workspace, 0)
	}))
	shell.Handle("POST /w/{ws}/compliance/pause", auth.Run, p.turn(func(ctx context.Context, tx *db.Tx, v console.Viewer) error {
		return s.PausePromos(ctx, tx, v.Workspace, 0, v.User, time.Time{})
	}))
	shell.Handle("POST /w/{ws}/compliance/unpause", auth.Run, p.turn(func(ctx context.Context, tx *db.Tx, v console.Viewer) error {
		return s.ResumePromos(ctx, tx, v.Workspace, 0)
	}))
	shell.Handle("GET /w/{ws}/compliance/why", auth.Run, p.showWhy)
	shell.Handle("POST /w/{ws}/compliance/group/{group}", auth.Manage, p.saveGroup)
	shell.Handle("POST /w/{ws}/compliance/group/{group}/stop", auth.Run, p.stopGroup)
	shell.Handle("POST /w/{ws}/compliance/member/{member}", auth.Run, p.saveConsent)
	shell.Handle("GET /w/{ws}/compliance/rules", auth.Manage, p.showRules)
	shell.Handle("POST /w/{ws}/compliance/rules", auth.Manage, p.saveRules)
	return nil
}

var onlyWhole = i18n.Text{
	Hans: "规则管着整个工作区，只有能看整个工作区的人看得到。需要的话，请负责人帮你查。",
	Hant: "規則管著整個工作區，只有能看整個工作區的人看得到。如有需要，請負責人協助查看。",
	En:   "The rules hold for the whole workspace, so only those who see all of it see them. If you need to know, ask an owner.",
}

func whole(v console.Viewer) error {
	if !v.Scope.All {
		return fault.New(fault.Forbidden, onlyWhole.With())
	}
	return nil
}

// turn is a switch of the page.
func (p *pages) turn(do func(ctx context.Context, tx *db.Tx, v console.Viewer) error) console.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
		if err := whole(v); err != nil {
			return err
		}
		if err := p.s.DB.Write(r.Context(), func(tx *db.Tx) error { return do(r.Context(), tx, v) }); err != nil {
			return err
		}
		http.Redirect(w, r, v.At("compliance"), http.StatusSeeOther)
		return nil
	}
}

// row is one decision as pages show it.
type row struct {
	Kind         i18n.Text
	Label        i18n.Text
	Says         i18n.Message
	Also         []i18n.Text
	Whom, Href   string // whose story is told there
	Sells, Never bool
	Passed       bool
	At, Until    time.Time
	Times        int
}

type option struct {
	Value    string
	Label    i18n.Text
	Selected bool
}

type listView struct {
	Stopped, Promos bool
	Rows            []row
	Rules, Kinds    []option
	Any, Newest     bool
	All, Older      string
}

const pageSize = 50

func (p *pages) showList(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	ask := r.URL.Query()
	want := Asked{Rule: gate.RuleNamed(ask.Get("rule")), Kind: gate.Kind(ask.Get("kind")), Stopped: true, Limit: pageSize + 1}
	if ms, err := strconv.ParseInt(ask.Get("before"), 10, 64); err == nil && ms > 0 {
		want.Before = time.UnixMilli(ms)
	}
	view := listView{All: v.At("compliance"), Any: want.Rule != 0 || want.Kind != "", Newest: want.Before.IsZero()}
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		on, err := p.s.Stops(r.Context(), tx, v.Workspace, 0)
		for _, s := range on {
			view.Stopped, view.Promos = view.Stopped || s.What == everything, view.Promos || s.What == promos
		}
		if err != nil {
			return err
		}
		list, err := p.s.Decisions(r.Context(), tx, v.Workspace, want)
		if len(list) > pageSize {
			list = list[:pageSize]
			view.Older = v.At("compliance") + "?" + url.Values{"rule": {ask.Get("rule")}, "kind": {ask.Get("kind")},
				"before": {strconv.FormatInt(list[pageSize-1].At.UnixMilli(), 10)}}.Encode()
		}
		if err == nil {
			view.Rows, err = p.rows(r.Context(), tx, v, list)
		}
		return err
	})
	if err != nil {
		return err
	}
	for n := gate.Refused; reasons[n].label != (i18n.Text{}); n++ {
		view.Rules = append(view.Rules, option{n.String(), reasons[n].label, n == want.Rule})
	}
	for _, k := range gate.Kinds {
		view.Kinds = append(view.Kinds, option{string(k), kindWords[k], k == want.Kind})
	}
	return p.shell.Show(w, r, v, p.list, view)
}

// rows makes decisions fit to be shown, with the names of whom they are about.
func (p *pages) rows(ctx context.Context, tx *db.Tx, v console.Viewer, list []Decision) ([]row, error) {
	var groups []id.Group
	var members []id.Member
	for _, d := range list {
		if d.Group != 0 {
			groups = append(groups, d.Group)
		}
		if d.Member != 0 {
			members = append(members, d.Member)
		}
	}
	in, err := p.s.Near.Groups(ctx, tx, v.Workspace, groups)
	if err != nil {
		return nil, err
	}
	who, err := p.s.Near.Members(ctx, tx, v.Workspace, members)
	if err != nil {
		return nil, err
	}
	out := make([]row, len(list))
	for i, d := range list {
		one := row{Kind: kindWords[d.Kind], Sells: d.Selling && d.Kind != gate.Selling, Passed: d.Outcome == gate.Pass, Never: d.Outcome == gate.Never,
			At: d.At, Until: d.Until, Times: d.Times}
		of := ""
		if _, ok := in[d.Group]; ok {
			one.Whom, of = in[d.Group].Name, id.Show(d.Group)
		}
		if name, ok := who[d.Member]; ok {
			one.Whom, of = name, id.Show(d.Member)
		}
		if of != "" {
			one.Href = v.At("compliance", "why") + "?of=" + of
		}
		if !one.Passed {
			one.Label, one.Says = reasons[d.Rule].label, because(d.Verdict)
			for _, also := range d.Rules.List() {
				if also != d.Rule {
					one.Also = append(one.Also, reasons[also].label)
				}
			}
		}
		out[i] = one
	}
	return out, nil
}

type whyView struct {
	Of, Name        string
	Kind            i18n.Text // what the group is for; none where a member is asked about
	Group           string    // its id
	Opened, Off     bool      // selling may begin in it; everything is stopped in it
	Purposes        []option  // what the member may agree to; none where a group is asked about
	Rows            []row
	Passed, Stopped int
}

// showWhy tells of one group or member what they got, what not, and why.
func (p *pages) showWhy(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	view := whyView{Of: strings.TrimSpace(r.URL.Query().Get("of"))}
	if view.Of == "" {
		return p.shell.Show(w, r, v, p.why, view)
	}
	want := Asked{Limit: 200}
	var err error
	if strings.HasPrefix(view.Of, "mem_") {
		want.Member, err = id.Parse[id.Member](view.Of)
	} else {
		want.Group, err = id.Parse[id.Group](view.Of)
	}
	if err != nil {
		return err
	}
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		if view.Name, view.Kind, err = p.nameOf(r.Context(), tx, v.Workspace, want); err != nil {
			return err
		}
		if want.Group != 0 {
			stage, err := p.s.Stage(r.Context(), tx, v.Workspace, want.Group)
			if err != nil {
				return err
			}
			view.Group, view.Opened = id.Show(want.Group), stage.Opened
			on, err := p.s.Stops(r.Context(), tx, v.Workspace, want.Group)
			if err != nil {
				return err
			}
			view.Off = slices.ContainsFunc(on, func(s Stop) bool { return s.Group == want.Group && s.What == everything })
		} else {
			view.Purposes = purposeOptions()
		}
		list, err := p.s.Decisions(r.Context(), tx, v.Workspace, want)
		if err == nil {
			view.Rows, err = p.rows(r.Context(), tx, v, list)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, one := range view.Rows {
		if one.Passed {
			view.Passed++
		} else {
			view.Stopped++
		}
	}
	return p.shell.Show(w, r, v, p.why, view)
}

// nameOf names whom is asked about, and what a group is for, or fails with NotFound.
func (p *pages) nameOf(ctx context.Context, tx *db.Tx, ws id.Workspace, want Asked) (name string, kind i18n.Text, err error) {
	if want.Member != 0 {
		is, err := p.s.Near.Members(ctx, tx, ws, []id.Member{want.Member})
		name, ok := is[want.Member]
		if err == nil && !ok {
			err = fault.New(fault.NotFound, noSuchMember.With())
		}
		return name, kind, err
	}
	is, err := p.s.Near.Groups(ctx, tx, ws, []id.Group{want.Group})
	g, ok := is[want.Group]
	if err == nil && !ok {
		err = fault.New(fault.NotFound, noSuchGroup.With())
	}
	return g.Name, groupWords[cmp.Or(g.Kind, gate.LongTerm)], err
}
