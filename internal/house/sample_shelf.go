package house

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export/sample"
	"github.com/huoshui/huoshui/internal/feature/shelf"
)

// fillShelf puts the summaries of the sample's sharings onto its shelf, unless SOPs
// are at work there, which come after them, or anything is kept already: what people
// removed stays removed.
func (a *App) fillShelf(ctx context.Context, ws id.Workspace) error {
	groups := map[string]id.Group{}
	var here id.Group
	err := a.DB.Read(ctx, func(tx *db.Tx) error {
		has, err := a.Playbook.List(ctx, tx, ws)
		if err != nil {
			return err
		}
		if kept, err := a.Shelf.Any(ctx, tx, ws); err != nil || kept || len(has) > 0 {
			return err
		}
		all, err := a.Community.Groups(ctx, tx, ws)
		for _, g := range all {
			groups[g.Name], here = g.ID, g.ID
		}
		return err
	})
	if err != nil || here == 0 {
		return err
	}
	return a.Shelf.Furnish(ctx, ws, piecesOfSample(groups))
}

// piecesOfSample are the sharings of the sample as summaries, of groups that are there.
func piecesOfSample(groups map[string]id.Group) []shelf.Told {
	var out []shelf.Told
	for _, t := range sample.Talks() {
		one := shelf.Told{DaysAgo: t.Days, Said: shelf.Said{Title: t.Title, Sharer: t.Sharer, Summary: t.Points, Everyone: len(t.Groups) == 0}}
		for _, name := range t.Groups {
			if g := groups[name]; g != 0 {
				one.Said.Groups = append(one.Said.Groups, g)
			}
		}
		if one.Said.Everyone || len(one.Said.Groups) > 0 {
			out = append(out, one)
		}
	}
	return out
}
