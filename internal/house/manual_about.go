package house

import (
	"context"
	"maps"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/manual"
)

// manualAbout is what groups kept by hand ask of what people say of groups.
type manualAbout struct{ *App }

var _ manual.About = manualAbout{}

// Of tells what is said of groups, or where they say nothing, of all.
func (n manualAbout) Of(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]map[string]string, error) {
	said, err := n.Community.Profiles(ctx, tx, ws, append([]id.Group{0}, groups...))
	if err != nil {
		return nil, err
	}
	out := make(map[id.Group]map[string]string, len(groups))
	for _, g := range groups {
		out[g] = said[g].Over(said[0]).Columns
	}
	return out, nil
}

// Say keeps some columns of a group; the rest stays.
func (n manualAbout) Say(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, columns map[string]string) error {
	said, err := n.Community.Profiles(ctx, tx, ws, []id.Group{0, group})
	if err != nil {
		return err
	}
	p := said[group]
	p.Columns = maps.Clone(p.Columns)
	if p.Columns == nil {
		p.Columns = map[string]string{}
	}
	for name, value := range columns {
		switch {
		case value == "" || p.Columns[name] == "" && value == said[0].Columns[name]: // as everywhere
			delete(p.Columns, name)
		default:
			p.Columns[name] = value
		}
	}
	return n.Community.SetProfile(ctx, tx, ws, group, p)
}

// Runs tells in which groups a ready SOP is switched on.
func (n manualReady) Runs(ctx context.Context, tx *db.Tx, ws id.Workspace, name string) (map[id.Group]bool, error) {
	s, err := sentenceOf(name)
	if err != nil {
		return nil, err
	}
	zone, err := n.zone(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	stands, err := n.Playbook.Stands(ctx, tx, ws, name)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	out := map[id.Group]bool{}
	for i := range stands.Places {
		p := &stands.Places[i]
		one := standing{Sentence: s, says: stands.Says, group: p.Group, here: p, stands: stands}
		one.over = overAt(stands.Says, p, n.times.Of(ws).Now(), zone)
		out[p.Group] = one.on()
	}
	return out, nil
}
