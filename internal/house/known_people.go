package house

import (
	"context"
	"maps"
	"slices"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// persons fills in what is known of those of subjects that are people: what is
// noted of them, and whether they are in the group still.
func (n playbookNeighbours) persons(ctx context.Context, tx *db.Tx, ws id.Workspace, k *knowing, subjects []playbook.Subject, out []playbook.Known) error {
	if len(k.people) == 0 {
		return nil
	}
	var noted map[uint32]community.Notes
	var err error
	if k.asked.Any("member.customer", "member.tags", engine.Birthday) {
		if noted, err = n.Community.NotesOf(ctx, tx, ws, slices.Collect(maps.Keys(k.people))); err != nil {
			return err
		}
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
		is, m := &out[i], &out[i].Facts.Member
		note := noted[s.Member]
		if m.Customer = note.Friend; len(note.Tags) > 0 {
			m.Tags = note.Tags
		}
		if b := note.Birth; b.Known() {
			is.Days = map[string]when.Yearly{engine.Birthday: {Month: b.Month, Day: b.Day, Lunar: b.Lunar, Leap: b.Leap}}
		}
		stay, told := stays[chat.Spot{Group: s.Group, Author: s.Member}]
		is.Gone = is.Gone || told && !stay.In
	}
	return nil
}
