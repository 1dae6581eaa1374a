package compliance

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
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
	shell  *console.Shell
	s      *Service
	people People

	list, why, rules *console.Page
}

// Pages brings the pages to the shell. It fails when a template or a word is wrong.
func Pages(shell *console.Shell, s *Service, people People) error {
	p := &pages{shell: shell, s: s, people: people}
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
	From         string // the SOP that wanted it; "" for none
	Whom, Href   string // whose story is told there
	Sells, Never bool
	Passed       bool
	Whole        bool // it was for a whole group, and its page is a member's
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
	var origins []string
	for _, d := range list {
		if d.Origin != "" && !slices.Contains(origins, d.Origin) {
			origins = append(origins, d.Origin)
		}
	}
	from, err := p.people.Origins(ctx, tx, v.Workspace, origins)
	if err != nil {
		return nil, err
	}
	out := make([]row, len(list))
	for i, d := range list {
		one := row{Kind: kindWords[d.Kind], From: from[d.Origin], Sells: d.Selling && d.Kind != gate.Selling, Passed: d.Outcome == gate.Pass, Never: d.Outcome == gate.Never,
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
