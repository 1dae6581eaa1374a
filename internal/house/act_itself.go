package house

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/connection"
	"github.com/huoshui/huoshui/internal/feature/playbook"
)

// byItself does what needs neither a network nor a person: tags, and what is
// posted to a program of the owner's. False where it is none of these, or there
// is no such hook.
func (n playbookNeighbours) byItself(ctx context.Context, tx *db.Tx, ws id.Workspace, d *playbook.Deed) (bool, error) {
	switch {
	case len(d.Tag)+len(d.Untag) > 0:
		if d.Subject.Member == 0 {
			return true, nil
		}
		err := n.Community.Tag(ctx, tx, ws, d.Subject.Member, d.Tag, d.Untag)
		if fault.KindOf(err) == fault.NotFound { // forgotten meanwhile
			err = nil
		}
		return true, err
	case d.Hook != nil:
		return n.post(ctx, tx, ws, d)
	}
	return false, nil
}

func (n playbookNeighbours) post(ctx context.Context, tx *db.Tx, ws id.Workspace, d *playbook.Deed) (bool, error) {
	step := connection.Told{With: d.Hook.With}
	if d.Subject.Group != 0 {
		step.Group = id.Show(d.Subject.Group)
	}
	if d.Subject.Member != 0 {
		who, err := n.Community.Authors(ctx, tx, ws, []uint32{d.Subject.Member})
		if err != nil {
			return false, err
		}
		step.Who = id.Show(who[d.Subject.Member].Member)
	}
	return connection.Hooks{S: n.Connection}.PostStep(ctx, tx, ws, d.Hook.To, d.Key, n.times.Of(ws).Now(), step)
}
