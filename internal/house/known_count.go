package house

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	hand "github.com/huoshui/huoshui/internal/channel/manual"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/connection"
	"github.com/huoshui/huoshui/internal/feature/insight"
	"github.com/huoshui/huoshui/internal/feature/manual"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// headcount is how many people are in a group, as far as anybody knows. The zero
// one is not known.
type headcount struct {
	people int64
	known  bool
	least  bool       // there may be more: nobody has shown the whole list
	hand   manual.Day // on which a person said so; 0 where none did
	at     time.Time  // as of when it was measured; zero where it is so now
}

// String is the count as texts say it, "" where it is not known.
func (h headcount) String() string {
	switch {
	case !h.known || h.people == 0:
		return ""
	case h.least:
		return "至少 " + strconv.FormatInt(h.people, 10)
	}
	return strconv.FormatInt(h.people, 10)
}

// headcounts counts who is in groups. What a person said of a group kept by hand
// holds; else who is there by the list of its network and by moves since, then what
// was measured, then whom moves and messages have shown. Staff and bots are not
// counted but where a person counted them.
func (n playbookNeighbours) headcounts(ctx context.Context, tx *db.Tx, ws id.Workspace, groups map[id.Group]community.Group, measured map[id.Group]insight.Measured) (map[id.Group]headcount, error) {
	out := make(map[id.Group]headcount, len(groups))
	var byHand, rest []id.Group
	for g, c := range groups {
		if c.Network == hand.Network {
			byHand = append(byHand, g)
		}
	}
	if len(byHand) > 0 {
		said, err := n.Manual.People(ctx, tx, ws, byHand)
		if err != nil {
			return nil, err
		}
		for g, c := range said {
			out[g] = headcount{people: int64(c.People), known: true, hand: c.Day}
		}
	}
	for g := range groups {
		if !out[g].known {
			rest = append(rest, g)
		}
	}
	if len(rest) == 0 {
		return out, nil
	}
	besides, err := n.Community.NotPeople(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	there, err := n.Chat.PresentIn(ctx, tx, ws, rest, besides)
	if err != nil {
		return nil, err
	}
	for _, g := range rest {
		p, told := there[g]
		m, is := measured[g]
		switch {
		case p.Listed:
			out[g] = headcount{people: p.People, known: true}
		case is && m.Members >= 0:
			out[g] = headcount{people: m.Members, known: true, at: time.UnixMilli(m.At)}
		case told:
			out[g] = headcount{people: p.People, known: true, least: true}
		}
	}
	return out, nil
}

// counted is how many people are in a group, −1 where it is not known, known in part
// only, or was so too long ago.
func (n playbookNeighbours) counted(ctx context.Context, tx *db.Tx, ws id.Workspace, g id.Group, f script.Field, now time.Time, zone *time.Location) (int64, error) {
	groups, err := n.Community.GroupsNamed(ctx, tx, ws, []id.Group{g})
	if err != nil {
		return -1, err
	}
	list, err := n.Insight.Measured(ctx, tx, ws, []id.Group{g})
	if err != nil {
		return -1, err
	}
	measured := map[id.Group]insight.Measured{}
	for _, m := range list {
		measured[m.Group] = m
	}
	all, err := n.headcounts(ctx, tx, ws, groups, measured)
	if err != nil {
		return -1, err
	}
	h := all[g]
	at := h.at
	switch {
	case !h.known || h.least:
		return -1, nil
	case h.hand != 0:
		at = h.hand.End(zone)
	case at.IsZero():
		doors, err := n.Connection.Doors(ctx, tx, ws)
		if err != nil || !slices.ContainsFunc(doors, func(d connection.Door) bool { return d.Network == groups[g].Network && d.Closed.IsZero() }) {
			return -1, err
		}
		at = now
	}
	if !isFresh(at, f, now, zone) {
		return -1, nil
	}
	return h.people, nil
}
