package house

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// persons fills in what is known of those of subjects that are people: what is
// noted of them, what they agreed to, and since when they are in the group.
func (n playbookNeighbours) persons(ctx context.Context, tx *db.Tx, ws id.Workspace, subjects []playbook.Subject, who map[uint32]community.Who, out []playbook.Known) error {
	var ords []uint32
	var members []id.Member
	for ord, w := range who {
		ords, members = append(ords, ord), append(members, w.Member)
	}
	if len(ords) == 0 {
		return nil
	}
	noted, err := n.Community.NotesOf(ctx, tx, ws, ords)
	if err != nil {
		return err
	}
	stands, err := n.Compliance.Stands(ctx, tx, ws, members)
	if err != nil {
		return err
	}
	var spots []chat.Spot
	for _, s := range subjects {
		if s.Group != 0 && s.Member != 0 {
			spots = append(spots, chat.Spot{Group: s.Group, Author: s.Member})
		}
	}
	stays, err := n.Chat.Stays(ctx, tx, ws, spots)
	if err != nil {
		return err
	}
	for i, s := range subjects {
		if s.Member == 0 {
			continue
		}
		k, m := &out[i], &out[i].Facts.Member
		note, stand := noted[s.Member], stands[who[s.Member].Member]
		m.Customer, m.Tags = note.Friend, note.Tags
		m.Consent, m.Less = stand.Agreed, stand.Less
		if b := note.Birth; b.Known() {
			k.Days = map[string]when.Yearly{engine.Birthday: {Month: b.Month, Day: b.Day, Lunar: b.Lunar, Leap: b.Leap}}
		}
		stay, told := stays[chat.Spot{Group: s.Group, Author: s.Member}]
		k.Gone = k.Gone || told && !stay.In
		if told && stay.In && stay.At != 0 && m.Joined.IsZero() {
			m.Joined = time.UnixMilli(stay.At).UTC()
		}
	}
	return nil
}
