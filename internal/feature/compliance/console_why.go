package compliance

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/web/console"
)

// How much the page shows at most.
const (
	whyRows     = 200
	whyStays    = 100 // in how many groups it is looked what was said while somebody was there
	whyLeftOut  = 50
	whyFound    = 30
	longestName = 80 // that is looked for
)

// found is a member that may be asked about.
type found struct{ Name, Among, Href string }

// leftOut is something that an SOP did not do for a member.
type leftOut struct {
	At               time.Time
	Title, Step, Why i18n.Text
	Group, Href      string
}

type whyView struct {
	Query           string // who is looked for
	Found           []found
	More            bool
	Of, Name        string
	Here            string    // the page of whom is asked about
	Kind            i18n.Text // what the group is for; none where a member is asked about
	Group           string    // its id
	Opened, Off     bool      // selling may begin in it; everything is stopped in it
	Purposes        []option  // what the member may agree to; none where a group is asked about
	Rows            []row
	Passed, Stopped int
	LeftOut         []leftOut
}

// showWhy tells of one group or member what they got, what not, and why.
func (p *pages) showWhy(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	view := whyView{Of: strings.TrimSpace(r.URL.Query().Get("of")), Query: clipped(r.URL.Query().Get("q"))}
	if view.Of == "" && view.Query == "" {
		return p.shell.Show(w, r, v, p.why, view)
	}
	if view.Of == "" && isID(view.Query) {
		http.Redirect(w, r, v.At("compliance", "why")+"?of="+view.Query, http.StatusSeeOther)
		return nil
	}
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) error {
		if view.Of == "" {
			who, more, err := p.people.Called(r.Context(), tx, v.Workspace, view.Query, whyFound)
			view.Found, view.More = foundOf(v, who), more
			return err
		}
		want, err := askedOf(view.Of)
		if err != nil {
			return err
		}
		if view.Name, view.Kind, err = p.nameOf(r.Context(), tx, v.Workspace, want); err != nil {
			return err
		}
		if want.Group != 0 {
			return p.whyGroup(r.Context(), tx, v, want.Group, &view)
		}
		return p.whyMember(r.Context(), tx, v, want.Member, &view)
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

// isID reports whether somebody typed an id, and no name.
func isID(text string) bool {
	_, err := askedOf(text)
	return err == nil
}

// askedOf reads whom is asked about.
func askedOf(text string) (want Asked, err error) {
	if strings.HasPrefix(text, "mem_") {
		want.Member, err = id.Parse[id.Member](text)
	} else {
		want.Group, err = id.Parse[id.Group](text)
	}
	return want, err
}

// clipped keeps what is looked for within reason.
func clipped(name string) string {
	runes := []rune(strings.ToValidUTF8(strings.TrimSpace(name), ""))
	return string(runes[:min(len(runes), longestName)])
}

func foundOf(v console.Viewer, who []Someone) (out []found) {
	for _, one := range who {
		out = append(out, found{one.Name, one.Among, v.At("compliance", "why") + "?of=" + id.Show(one.Member)})
	}
	return out
}

// whyGroup tells of a group, and who is in it.
func (p *pages) whyGroup(ctx context.Context, tx *db.Tx, v console.Viewer, g id.Group, view *whyView) error {
	stage, err := p.s.Stage(ctx, tx, v.Workspace, g)
	if err != nil {
		return err
	}
	on, err := p.s.Stops(ctx, tx, v.Workspace, g)
	if err != nil {
		return err
	}
	view.Group, view.Opened, view.Here = id.Show(g), stage.Opened, v.At("groups", id.Show(g))
	view.Off = slices.ContainsFunc(on, func(s Stop) bool { return s.Group == g && s.What == everything })
	list, err := p.s.Decisions(ctx, tx, v.Workspace, Asked{Group: g, Limit: whyRows})
	if err != nil {
		return err
	}
	if view.Rows, err = p.rows(ctx, tx, v, list); err != nil {
		return err
	}
	who, more, err := p.people.Inside(ctx, tx, v.Workspace, g, whyFound)
	view.Found, view.More = foundOf(v, who), more
	return err
}

// whyMember tells of a member: what was for them, what was said to groups while they
// were there, and what SOPs did not do for them.
func (p *pages) whyMember(ctx context.Context, tx *db.Tx, v console.Viewer, m id.Member, view *whyView) error {
	view.Purposes, view.Here = purposeOptions(), v.At("members", id.Show(m))
	list, err := p.s.Decisions(ctx, tx, v.Workspace, Asked{Member: m, Limit: whyRows})
	if err != nil {
		return err
	}
	since := p.s.Near.Now(v.Workspace).Add(-keepDecisions)
	stays, err := p.people.Stays(ctx, tx, v.Workspace, m, since)
	if err != nil {
		return err
	}
	for _, s := range stays[:min(len(stays), whyStays)] {
		said, err := p.s.Decisions(ctx, tx, v.Workspace, Asked{Group: s.Group, Whole: true, Since: early(s.From), Before: s.To, Limit: whyRows})
		if err != nil {
			return err
		}
		list = append(list, said...)
	}
	slices.SortStableFunc(list, func(a, b Decision) int { return b.At.Compare(a.At) })
	list = list[:min(len(list), whyRows)]
	if view.Rows, err = p.rows(ctx, tx, v, list); err != nil {
		return err
	}
	for i := range list {
		view.Rows[i].Whole = list[i].Member == 0
	}
	return p.whyLeftOut(ctx, tx, v, m, view)
}

// apart is how far the clocks of a network and of a workspace may be apart: what was
// said because somebody came is theirs, too.
const apart = time.Minute

func early(from time.Time) time.Time {
	if from.IsZero() {
		return from
	}
	return from.Add(-apart)
}

// whyLeftOut tells what SOPs did not do for a member.
func (p *pages) whyLeftOut(ctx context.Context, tx *db.Tx, v console.Viewer, m id.Member, view *whyView) error {
	list, err := p.people.LeftOut(ctx, tx, v.Workspace, m, whyLeftOut)
	if err != nil {
		return err
	}
	var groups []id.Group
	for _, one := range list {
		groups = append(groups, one.Group)
	}
	in, err := p.s.Near.Groups(ctx, tx, v.Workspace, groups)
	for _, one := range list {
		view.LeftOut = append(view.LeftOut, leftOut{one.At, one.Title, one.Step, one.Why, in[one.Group].Name, v.At("playbook-runs", id.Show(one.Run))})
	}
	return err
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
