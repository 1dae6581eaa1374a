package community

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// groupsShown is how many of a member's groups their page lists.
const groupsShown = 100

type identityRow struct {
	Name, Native string
	Network      i18n.Text
	Word, Why    i18n.Text
	Self, Owner  bool
}

type groupRow struct {
	Name, Href string
	Messages   int64
}

// mergeRow is a merge into the member that can be undone.
type mergeRow struct {
	Names []string
	At    time.Time
	Href  string // where undoing it is sent
}

// standingChoice is one button of the form of standings.
type standingChoice struct {
	Value string
	Label i18n.Text
	On    bool
}

type memberView struct {
	Row        row
	Done       i18n.Text
	Identities []identityRow
	Groups     []groupRow
	MoreGroups int
	Merges     []mergeRow
	MayRun     bool
	MayForget  bool
	Why        string // where it is told what they got and why; "" for whoever may not see it
	Forgotten  bool
	Notes      notesView
	ByHand     bool // somebody here said what they are
	Choices    []standingChoice
	Query      string // whom to merge with
	Found      []row
	Many       bool
}

func (p *pages) showMember(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	m, err := pathMember(r, "member")
	if err != nil {
		return err
	}
	return p.showWith(w, r, v, m, nil)
}

// showWith shows a member; typed is what somebody wanted to note and could not.
func (p *pages) showWith(w http.ResponseWriter, r *http.Request, v console.Viewer, m id.Member, typed *notesView) error {
	view := memberView{MayRun: v.Can(auth.Run), MayForget: v.Can(auth.Manage), Done: memberDone()[r.URL.Query().Get("done")], Query: clip(strings.TrimSpace(r.URL.Query().Get("merge")))}
	moved := id.Member(0)
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		if moved, err = p.movedOn(r.Context(), tx, v, m); err != nil || moved != 0 {
			return err
		}
		return p.fillMember(r.Context(), tx, v, m, &view)
	})
	if err != nil {
		return err
	}
	if moved != 0 {
		return redirect(w, r, v.At("members", id.Show(moved))+"?done=moved")
	}
	if typed != nil {
		typed.Consents = view.Notes.Consents
		view.Notes = *typed
	}
	return p.shell.Show(w, r, v, p.member, view)
}

// movedOn finds who a member without identities has become; 0 where they are
// still themselves, or nobody.
func (p *pages) movedOn(ctx context.Context, tx *db.Tx, v console.Viewer, m id.Member) (id.Member, error) {
	is, err := identitiesOfMember(ctx, tx, v.Workspace, m)
	if err != nil || len(is) > 0 {
		return 0, err
	}
	return movedTo(ctx, tx, v.Workspace, m)
}

func (p *pages) fillMember(ctx context.Context, tx *db.Tx, v console.Viewer, m id.Member, view *memberView) error {
	is, err := p.visible(ctx, tx, v, m)
	if err != nil {
		return err
	}
	rows, err := p.counted(ctx, tx, v, []id.Member{m})
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return fault.New(fault.NotFound, noSuchMember.With())
	}
	view.Row, view.Forgotten = rows[0], true
	if v.Scope.All && v.Can(auth.Run) {
		view.Why = v.At("compliance", "why") + "?of=" + id.Show(m)
	}
	for _, i := range is {
		view.Forgotten = view.Forgotten && i.Erased()
		_, _, word := standingWord(i.Standing())
		view.ByHand = view.ByHand || i.ByHand != Unstated
		view.Identities = append(view.Identities, identityRow{Name: i.Name, Network: networkName(i.Network), Native: string(i.Native),
			Word: word, Why: whyOf([]Identity{i}), Self: i.Self, Owner: i.Owner})
	}
	if err := p.fillGroups(ctx, tx, v, ordsOfAll(is), view); err != nil {
		return err
	}
	if err := p.fillNotes(ctx, tx, v, m, is, view); err != nil {
		return err
	}
	if !view.MayRun {
		return nil
	}
	for _, s := range []Standing{Person, Staff, Bot} {
		_, _, word := standingWord(s)
		view.Choices = append(view.Choices, standingChoice{standingValues[s], word, view.Row.Standing == s})
	}
	if err := p.fillMerges(ctx, tx, v, m, view); err != nil {
		return err
	}
	if view.Query == "" {
		return nil
	}
	view.Found, view.Many, err = p.found(ctx, tx, v, view.Query, 20)
	view.Found = slices.DeleteFunc(view.Found, func(r row) bool { return r.Member == m })
	return err
}

func (p *pages) fillGroups(ctx context.Context, tx *db.Tx, v console.Viewer, ords []uint32, view *memberView) error {
	wrote, err := p.deps.Wrote(ctx, tx, v.Workspace, v.Scope, ords)
	if err != nil {
		return err
	}
	if len(wrote) > groupsShown {
		view.MoreGroups = len(wrote) - groupsShown
		wrote = wrote[:groupsShown]
	}
	ids := make([]id.Group, len(wrote))
	for i, g := range wrote {
		ids[i] = g.Group
	}
	named, err := groupsNamed(ctx, tx, v.Workspace, ids)
	for _, g := range wrote {
		view.Groups = append(view.Groups, groupRow{named[g.Group].Name, v.At("groups", id.Show(g.Group)), g.Messages})
	}
	return err
}

func (p *pages) fillMerges(ctx context.Context, tx *db.Tx, v console.Viewer, m id.Member, view *memberView) error {
	merges, err := mergesInto(ctx, tx, v.Workspace, m)
	if err != nil {
		return err
	}
	is, err := identitiesOfMember(ctx, tx, v.Workspace, m)
	if err != nil {
		return err
	}
	named := map[uint32]string{}
	for _, i := range is {
		named[i.Ord] = i.Name
		if i.Name == "" {
			named[i.Ord] = string(i.Native)
		}
	}
	for _, g := range merges {
		r := mergeRow{At: g.At, Href: v.At("members", id.Show(m), "merges", id.Show(id.Member(g.ID)), "undo")}
		for ord := range g.Moved {
			if name := named[ord]; name != "" && !slices.Contains(r.Names, name) {
				r.Names = append(r.Names, name)
			}
		}
		slices.Sort(r.Names)
		view.Merges = append(view.Merges, r)
	}
	return nil
}

// saveStanding records what somebody here says a member is.
func (p *pages) saveStanding(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	m, err := pathMember(r, "member")
	if err != nil {
		return err
	}
	value := r.PostFormValue("to")
	to := standingFor(value)
	if to == Unstated && value != "auto" {
		return fault.New(fault.Invalid, noSuchStanding.With())
	}
	ctx := r.Context()
	err = p.s.DB.Write(ctx, func(tx *db.Tx) error {
		if _, err := p.visible(ctx, tx, v, m); err != nil {
			return err
		}
		ords, err := p.s.SetStanding(ctx, tx, v.Workspace, m, to)
		if err != nil {
			return err
		}
		return p.deps.Changed(ctx, tx, v.Workspace, ords)
	})
	if err != nil {
		return err
	}
	return redirect(w, r, v.At("members", id.Show(m))+"?done=standing")
}
