package house

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/compliance"
)

// gatePeople is whom compliance asks who is where.
type gatePeople struct{ app *App }

var _ compliance.People = gatePeople{}

// Stays tells in which groups a member was: by their moves and by lists, and where
// nobody told of either, in those they wrote in.
func (n gatePeople) Stays(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member, since time.Time) (out []compliance.Stay, err error) {
	ords, err := n.app.Community.Ords(ctx, tx, ws, m)
	if err != nil {
		return nil, err
	}
	all, err := n.app.Community.Groups(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	groups := make([]id.Group, len(all))
	for i, g := range all {
		groups[i] = g.ID
	}
	spans, err := n.app.Chat.Spans(ctx, tx, ws, groups, ords, since)
	if err != nil {
		return nil, err
	}
	told := map[id.Group]bool{}
	for _, s := range spans {
		told[s.Group] = true
		out = append(out, compliance.Stay(s))
	}
	wrote, err := n.app.Insight.GroupsOf(ctx, tx, ws, auth.Scope{All: true}, ords)
	for _, g := range wrote {
		if !told[g.Group] {
			out = append(out, compliance.Stay{Group: g.Group})
		}
	}
	return out, err
}

// Inside lists who is in a group.
func (n gatePeople) Inside(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, most int) ([]compliance.Someone, bool, error) {
	ords, next, err := playbookNeighbours{n.app}.Inside(ctx, tx, ws, group, 0, most)
	if err != nil {
		return nil, false, err
	}
	who, err := n.app.Community.Authors(ctx, tx, ws, ords)
	out := make([]compliance.Someone, 0, len(ords))
	for _, ord := range ords {
		if w, ok := who[ord]; ok && w.Standing == community.Person {
			out = append(out, compliance.Someone{Member: w.Member, Name: cmp.Or(w.Name, id.Show(w.Member))})
		}
	}
	return out, next != 0, err
}

// Called lists members by a part of their name.
func (n gatePeople) Called(ctx context.Context, tx *db.Tx, ws id.Workspace, name string, most int) (out []compliance.Someone, more bool, err error) {
	hidden, err := communityNeighbours{n.app}.Hidden(ctx, tx, ws)
	if err != nil {
		return nil, false, err
	}
	list, err := n.app.Community.Called(ctx, tx, ws, name, hidden, most+1)
	if err != nil {
		return nil, false, err
	}
	if more = len(list) > most; more {
		list = list[:most]
	}
	main := map[id.Member]id.Group{} // in which they wrote most
	for _, w := range list {
		ords, err := n.app.Community.Ords(ctx, tx, ws, w.Member)
		if err != nil {
			return nil, false, err
		}
		wrote, err := n.app.Insight.GroupsOf(ctx, tx, ws, auth.Scope{All: true}, ords)
		if err != nil {
			return nil, false, err
		}
		if len(wrote) > 0 {
			main[w.Member] = wrote[0].Group
		}
	}
	groups := make([]id.Group, 0, len(main))
	for _, g := range main {
		groups = append(groups, g)
	}
	slices.Sort(groups)
	named, err := n.app.Community.GroupsNamed(ctx, tx, ws, slices.Compact(groups))
	for _, w := range list {
		out = append(out, compliance.Someone{Member: w.Member, Name: cmp.Or(w.Name, id.Show(w.Member)), Among: named[main[w.Member]].Name})
	}
	return out, more, err
}

// Origins names the SOPs of which touches are.
func (n gatePeople) Origins(ctx context.Context, tx *db.Tx, ws id.Workspace, of []string) (map[string]string, error) {
	var books []id.Playbook
	for _, origin := range of {
		if b, err := id.Parse[id.Playbook](origin); err == nil {
			books = append(books, b)
		}
	}
	known, err := n.app.Playbook.Describe(ctx, tx, ws, books)
	out := make(map[string]string, len(known))
	for b, d := range known {
		out[id.Show(b)] = d.Title
	}
	return out, err
}

// LeftOut lists what SOPs did not do for a member.
func (n gatePeople) LeftOut(ctx context.Context, tx *db.Tx, ws id.Workspace, m id.Member, most int) (out []compliance.LeftOut, err error) {
	ords, err := n.app.Community.Ords(ctx, tx, ws, m)
	if err != nil {
		return nil, err
	}
	list, err := n.app.Playbook.LeftOutFor(ctx, tx, ws, ords, most)
	for _, one := range list {
		out = append(out, compliance.LeftOut(one))
	}
	return out, err
}
