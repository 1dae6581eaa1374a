package house

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight"
	"github.com/huoshui/huoshui/internal/feature/manual"
)

// keptByHand tells of the groups that people keep by hand.
func (g groups) keptByHand(ctx context.Context, tx *db.Tx, ws id.Workspace) (map[id.Group]manual.Known, error) {
	if g.byHand == nil {
		return nil, nil
	}
	return g.byHand(ctx, tx, ws)
}

// keptByHand tells of the groups of a workspace that people keep by hand.
func (a *App) keptByHand(ctx context.Context, tx *db.Tx, ws id.Workspace) (map[id.Group]manual.Known, error) {
	return a.Manual.Kept(ctx, tx, ws)
}

// judgeByHand says how far a group that is kept by hand can be judged: up to the
// latest of what was copied out of it, and not at all by messages where nothing was.
func judgeByHand(info *insight.GroupInfo, k *manual.Known) {
	info.ByHand = true
	if k.Pasted.IsZero() {
		info.Unheard, info.Members = true, k.People
		return
	}
	info.Until = k.Pasted.UnixMilli()
}

var _ insight.Hands = insightNeighbours{}

// ByHand is what a person said last of a group that is kept by hand.
func (n insightNeighbours) ByHand(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group, at func(parts ...string) string) (*insight.ByHand, error) {
	f, kept, err := n.Manual.Latest(ctx, tx, ws, group)
	if err != nil || !kept {
		return nil, err
	}
	out := &insight.ByHand{Href: at("wechat", id.Show(group))}
	zone, err := n.zone(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	week, told, err := n.Manual.LatestWeek(ctx, tx, ws, group)
	if told {
		out.Week = &insight.ByHandWeek{From: manual.DayOf(week.Week.Monday(zone), zone).String(), People: week.People, Spoke: week.Spoke, Sent: week.Sent, Asked: week.Asked}
	}
	if f.Day == 0 || err != nil {
		return out, err
	}
	out.Day, out.Today = f.Day.String(), err == nil && f.Day == manual.DayOf(n.times.Of(ws).Now(), zone)
	out.People, out.Joined, out.Left, out.Messages, out.Spoke = f.People, f.Joined, f.Left, f.Messages, f.Spoke
	return out, err
}
