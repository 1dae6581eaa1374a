package house

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/playbook/replay"
)

// pastGate asks the gate's rules about what a replay would have said. Settings, and
// for what a group is, are those of today; what passed is counted from the beginning
// of the replay. What is stopped today was not stopped then.
type pastGate struct {
	zone   *time.Location
	rests  func(around time.Time) []touching.Span
	usual  touching.Settings
	sets   map[id.Group]touching.Settings // that differ
	stages map[id.Group]*touching.Stage
	stands func(member uint32) (agreed, less bool)

	groups  map[id.Group]*groupCounts
	members map[uint32]*memberCounts
	moments map[momentsOf]*dayCount
}

var _ replay.Gate = (*pastGate)(nil)

// dayCount counts what passed on a day.
type dayCount struct {
	day touching.Date
	n   int
}

func (c *dayCount) on(day touching.Date) int {
	if c.day != day {
		c.day, c.n = day, 0
	}
	return c.n
}

type groupCounts struct{ announced, called, all, selling dayCount }

type memberCounts struct{ day, week dayCount }

// momentsOf is who posts Moments: a role in a group.
type momentsOf struct {
	group id.Group
	role  string
}

// newPastGate returns a gate that knows nothing of any group yet.
func newPastGate(zone *time.Location, stands func(uint32) (agreed, less bool)) *pastGate {
	return &pastGate{zone: zone, rests: gateNeighbours{}.Rests, usual: touching.Defaults(), stands: stands, sets: map[id.Group]touching.Settings{},
		stages: map[id.Group]*touching.Stage{}, groups: map[id.Group]*groupCounts{}, members: map[uint32]*memberCounts{}, moments: map[momentsOf]*dayCount{}}
}

// load reads what is set for groups.
func (g *pastGate) load(ctx context.Context, tx *db.Tx, a *App, ws id.Workspace, groups []id.Group) (err error) {
	if g.usual, _, err = a.Compliance.Settings(ctx, tx, ws, 0); err != nil {
		return err
	}
	for _, group := range groups {
		set, own, err := a.Compliance.Settings(ctx, tx, ws, group)
		if err != nil {
			return err
		}
		if own {
			g.sets[group] = set
		}
		stage, err := a.Compliance.Stage(ctx, tx, ws, group)
		if err != nil {
			return err
		}
		g.stages[group] = &touching.Stage{Kind: stage.Kind, Opened: stage.Opened}
	}
	return nil
}

// stage is how far a group is.
func (g *pastGate) stage(group id.Group) *touching.Stage {
	s := g.stages[group]
	if s == nil {
		s = &touching.Stage{}
		g.stages[group] = s
	}
	return s
}

// saw notes when a group was first seen.
func (g *pastGate) saw(group id.Group, at time.Time) {
	if s := g.stage(group); s.First.IsZero() {
		s.First = at
	}
}

// Ask says what the gate would, and counts what passes.
func (g *pastGate) Ask(t *replay.Touch, now time.Time) replay.Verdict {
	now = now.Truncate(time.Millisecond)
	touch := pastTouch(t)
	set, differs := g.sets[t.Group]
	if !differs {
		set = g.usual
	}
	f := touching.Facts{At: now, Zone: g.zone, Stage: *g.stage(t.Group), Counts: g.counts(t, now)}
	if touch.Sells() {
		f.Rests = g.rests(now)
	}
	if touch.Member != 0 {
		f.Agreed, f.Refused = g.stands(t.Member)
	}
	v := touching.Judge(&set, &f, &touch, now)
	switch v.Outcome {
	case touching.Pass:
		g.count(t, &touch, now)
		return replay.Verdict{Outcome: replay.Pass}
	case touching.Later:
		return replay.Verdict{Outcome: replay.Later, Rule: v.Rule.String(), Until: v.Until}
	case touching.Held:
		return replay.Verdict{Outcome: replay.Held, Rule: v.Rule.String()}
	}
	return replay.Verdict{Outcome: replay.Never, Rule: v.Rule.String()}
}

// pastTouch is what a touch of an SOP is to the gate.
func pastTouch(t *replay.Touch) touching.Touch {
	out := touching.Touch{Group: t.Group, Selling: t.Selling, AtAll: t.All, Origin: t.SOP}
	switch t.Channel {
	case replay.Announcement:
		out.Kind = touching.Announcement
	case replay.Moments:
		out.Kind, out.Group = touching.Moments, 0
	case replay.ToMember:
		out.Kind, out.Member = touching.Private, id.Member(t.Member)
	case replay.Invite:
		out.Kind, out.Member = touching.Invite, id.Member(t.Member)
	case replay.ToGroup:
		switch {
		case t.Selling:
			out.Kind = touching.Selling
		case t.Member != 0: // said in the group because of one who came
			out.Kind = touching.Welcome
		default:
			out.Kind = touching.News
		}
	default:
		out.Kind = touching.Act
	}
	return out
}

// of are the counts that a touch is about.
func (g *pastGate) of(t *replay.Touch) (*groupCounts, *memberCounts, *dayCount) {
	c, m, posts := g.groups[t.Group], g.members[t.Member], g.moments[momentsOf{t.Group, t.Owner}]
	if c == nil {
		c = &groupCounts{}
		g.groups[t.Group] = c
	}
	if m == nil {
		m = &memberCounts{}
		g.members[t.Member] = m
	}
	if posts == nil {
		posts = &dayCount{}
		g.moments[momentsOf{t.Group, t.Owner}] = posts
	}
	return c, m, posts
}

func (g *pastGate) counts(t *replay.Touch, now time.Time) touching.Counts {
	c, m, posts := g.of(t)
	day := touching.DateOf(now, g.zone)
	week := day.Monday()
	return touching.Counts{Moments: posts.on(day), Announced: c.announced.on(day), CalledAll: c.called.on(week), Group: c.all.on(day), GroupSelling: c.selling.on(day),
		Member: m.day.on(day), MemberWeek: m.week.on(week)}
}

// count counts what passed, as compliance does.
func (g *pastGate) count(t *replay.Touch, touch *touching.Touch, now time.Time) {
	g.counts(t, now) // of today
	c, m, posts := g.of(t)
	s := g.stage(t.Group)
	welcome := touch.Kind == touching.Welcome
	switch {
	case touch.Kind == touching.Moments:
		posts.n++
	case touch.Member != 0:
		m.day.n++
		m.week.n++
	case !welcome:
		c.all.n++
	}
	if touch.Group == 0 {
		return
	}
	if touch.Kind == touching.Announcement {
		c.announced.n++
	}
	if touch.CallsAll() {
		c.called.n++
	}
	if touch.Member == 0 && touch.Sells() {
		c.selling.n++
	}
	if !touch.Sells() && touch.Member == 0 {
		s.Welcomed = s.Welcomed || welcome
		if !welcome {
			s.Posts++
		}
	}
}
