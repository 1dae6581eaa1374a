package house

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	hand "github.com/huoshui/huoshui/internal/channel/manual"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/connection"
	"github.com/huoshui/huoshui/internal/feature/playbook"
)

// wayOut is the connection by which something that an SOP wants said in a group
// leaves, and how; 0 where a person is asked for it at once. By groups kept by hand
// a person is asked as well, once the gate has let it pass.
func (n playbookNeighbours) wayOut(ctx context.Context, tx *db.Tx, ws id.Workspace, d *playbook.Deed, in community.Group, doors []connection.Door) (id.Connection, channel.Deed, error) {
	if d.Invite != nil && d.Invite.Direct {
		return n.invites(ctx, tx, ws, d, in, doors)
	}
	door, said := saysIn(d, in, doors)
	return door, said, nil
}

// saysIn is wayOut of what is said.
func saysIn(d *playbook.Deed, in community.Group, doors []connection.Door) (id.Connection, channel.Deed) {
	if d.Say == nil || d.Say.To != "group" && d.Say.To != "announcement" {
		return 0, channel.Deed{}
	}
	door, byHand := id.Connection(0), in.Network == hand.Network
	for _, one := range doors { // the network is named once, or a person says it
		if one.Network == in.Network && one.Closed.IsZero() && (byHand || speaks(one.Network) && d.Say.To == "group") {
			door = one.ID
		}
	}
	if door == 0 {
		return 0, channel.Deed{}
	}
	said := channel.Deed{Key: d.Key, Action: channel.Send, Chat: in.Chat, Text: d.Say.Text, Purpose: purposeOf(d)}
	if byHand {
		said.ByHand = helpOf(d)
	}
	return door, said
}

// dismissed says which groups among these people have noted as dismissed.
func (n playbookNeighbours) dismissed(ctx context.Context, tx *db.Tx, ws id.Workspace, among map[id.Group]community.Group) (map[id.Group]bool, error) {
	out := map[id.Group]bool{}
	for _, g := range among {
		if g.Network != hand.Network {
			continue
		}
		kept, err := n.Manual.Kept(ctx, tx, ws)
		for of, k := range kept {
			out[of] = !k.Dismissed.IsZero()
		}
		return out, err
	}
	return out, nil
}

// helpOf is what a person is shown who says by hand what an SOP wants said.
func helpOf(d *playbook.Deed) *channel.ByHand {
	t := toDo(d)
	help := &channel.ByHand{Title: t.TitleIn, Why: t.WhyIn, Check: t.Check, Share: t.Share, Pictures: t.Pictures, About: t.About, Member: t.Member, Due: t.Due,
		Playbook: t.Origin.Playbook, Run: d.Run, Step: t.Origin.Step, Role: d.Owner, Book: d.Book}
	for _, w := range t.Wordings {
		help.Ways = append(help.Ways, channel.Way(w))
	}
	return help
}
