package house

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/plan"
	"github.com/huoshui/huoshui/internal/feature/request"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// requestNeighbours is what requests ask of the other features.
type requestNeighbours struct{ *App }

var (
	_ request.Neighbours = requestNeighbours{}
	_ request.Todos      = requestNeighbours{}
)

// requests builds the feature, which hears how its to-dos end.
func (a *App) requests() *request.Service {
	s := &request.Service{DB: a.DB, IDs: a.IDs, Near: requestNeighbours{a}, Todos: requestNeighbours{a}, ClockOf: a.times.Of}
	a.Task.Hearers = append(a.Task.Hearers, requestEnds{s})
	return s
}

// Groups lists the groups, with how many people are known to be in each.
func (n requestNeighbours) Groups(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]request.Group, error) {
	all, err := n.Community.Groups(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	ids := make([]id.Group, len(all))
	for i, g := range all {
		ids[i] = g.ID
	}
	measured, err := n.Insight.Measured(ctx, tx, ws, ids)
	if err != nil {
		return nil, err
	}
	people := make(map[id.Group]int64, len(measured))
	for _, m := range measured {
		people[m.Group] = m.People
	}
	out := make([]request.Group, len(all))
	for i, g := range all {
		out[i] = request.Group{ID: g.ID, Name: nameOr(g.Name, string(g.Chat)), Unit: g.Unit, People: people[g.ID]}
	}
	slices.SortFunc(out, func(a, b request.Group) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return out, nil
}

// Won tells in which groups the gate would let something be sold, as far as their
// stage goes.
func (n requestNeighbours) Won(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group, now time.Time) (map[id.Group]bool, error) {
	if len(groups) == 0 {
		return nil, nil
	}
	set, _, err := n.Compliance.Settings(ctx, tx, ws, 0)
	if err != nil {
		return nil, err
	}
	zone, err := n.zone(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	known, err := gateNeighbours{n.App}.Groups(ctx, tx, ws, groups)
	if err != nil {
		return nil, err
	}
	stages, err := n.Compliance.Stages(ctx, tx, ws, groups)
	out := make(map[id.Group]bool, len(groups))
	for _, g := range groups {
		s, is := stages[g], known[g]
		isLong := is.Kind == "" || is.Kind == touching.LongTerm
		days := touching.DateOf(now, zone).Number() - touching.DateOf(is.First, zone).Number()
		out[g] = !isLong || s.Opened || s.Welcomed && s.Posts >= set.StagePosts && days >= int64(set.StageDays)
	}
	return out, err
}

// Units lists the organisation.
func (n requestNeighbours) Units(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]auth.Unit, error) {
	return n.Auth.UnitsIn(ctx, tx, ws)
}

// Names are the names of the staff.
func (n requestNeighbours) Names(ctx context.Context, tx *db.Tx, ws id.Workspace) (map[id.User]string, error) {
	staff, err := n.Auth.StaffIn(ctx, tx, ws)
	out := make(map[id.User]string, len(staff))
	for _, c := range staff {
		out[c.User.ID] = c.User.Name
	}
	return out, err
}

// Zone is the zone of a workspace's days.
func (n requestNeighbours) Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error) {
	return n.zone(ctx, tx, ws)
}

// Limits are the gate's caps, as a week bears them, and its quiet hours.
func (n requestNeighbours) Limits(ctx context.Context, tx *db.Tx, ws id.Workspace) (request.Limits, error) {
	set, _, err := n.Compliance.Settings(ctx, tx, ws, 0)
	const days = 7
	return request.Limits{
		Week: map[request.Channel]int{request.Message: days * set.Group, request.Announce: days * set.Announced, request.Moments: days * set.Moments,
			request.Private: set.MemberWeek, request.Live: days * set.Group},
		QuietFrom: int(set.Quiet.From), QuietEnd: int(set.Quiet.To),
	}, err
}

// saidBy is by which channel of requests an SOP says something; "" for what it
// does not say.
func saidBy(m *plan.Moment) request.Channel {
	if m.Step.Say == nil {
		return ""
	}
	switch m.Step.Say.To {
	case "announcement":
		return request.Announce
	case "moments":
		return request.Moments
	case "member":
		return request.Private
	}
	return request.Message
}

// Planned lists what SOPs that are on will say by the calendar, of what is still to come:
// what they did before is no plan. Moments are posted once, whatever groups an SOP has.
func (n requestNeighbours) Planned(ctx context.Context, tx *db.Tx, ws id.Workspace, from, to time.Time) (out []request.Planned, err error) {
	zone, err := n.zone(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	on, err := n.Playbook.InForce(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	if now := n.times.Of(ws).Now(); from.Before(now) {
		from = now
	}
	for _, r := range on {
		posted := map[int64]bool{}
		for _, where := range r.Places {
			for _, one := range plannedIn(&r, where, from, to, zone) {
				if at := one.At.UnixMilli(); one.Channel == request.Moments {
					if posted[at] {
						continue
					}
					posted[at] = true
				}
				out = append(out, one)
			}
		}
	}
	return out, nil
}

func plannedIn(r *playbook.InForce, where playbook.Place, from, to time.Time, zone *time.Location) (out []request.Planned) {
	for _, m := range plan.Expand(r.Script, where.Fields, from, to, zone) {
		by := saidBy(&m)
		if by == "" {
			continue
		}
		group := where.Group
		if by == request.Moments {
			group = 0
		}
		out = append(out, request.Planned{At: m.At, Group: group, Channel: by, Title: r.Book.Title, Maybe: m.Maybe()})
	}
	return out
}

// Open makes to-dos of what is to be said for requests.
func (n requestNeighbours) Open(ctx context.Context, tx *db.Tx, ws id.Workspace, todos []request.Todo) error {
	wanted := make([]task.New, len(todos))
	for i, t := range todos {
		wanted[i] = task.New{Key: t.Key, Kind: todoKinds[t.Request.Channel], Group: t.Group, Title: t.Request.Title,
			Why:     clipped(t.Request.Department+"："+t.Request.Goal, longestTitle),
			Selling: t.Request.Selling, From: t.From, Due: t.Due, Until: t.Until}
		if t.Request.Whom != "" {
			wanted[i].Why = clipped(t.Request.Department+"："+t.Request.Whom+"，"+t.Request.Goal, longestTitle)
		}
		if t.Request.Draft != "" {
			wanted[i].Wordings = []task.Wording{{Text: t.Request.Draft}}
		}
		if t.Request.Picture != "" {
			wanted[i].Pictures = []string{t.Request.Picture}
		}
	}
	_, err := n.Task.Open(ctx, tx, ws, wanted)
	return err
}

var todoKinds = map[request.Channel]task.Kind{request.Message: task.Send, request.Announce: task.Announce, request.Moments: task.Moments,
	request.Private: task.Send, request.Live: task.Other}

// Withdraw takes back to-dos that are open.
func (n requestNeighbours) Withdraw(ctx context.Context, tx *db.Tx, ws id.Workspace, keys []string) error {
	return n.Task.Withdraw(ctx, tx, ws, keys)
}

// requestEnds tells requests how to-dos end.
type requestEnds struct{ s *request.Service }

var _ task.Hearer = requestEnds{}

// Settled tells whether a to-do was done. What the request itself took back it
// knows.
func (e requestEnds) Settled(ctx context.Context, tx *db.Tx, ws id.Workspace, t task.Task) error {
	if t.Outcome.State == task.Withdrawn {
		return nil
	}
	return e.s.Settled(ctx, tx, ws, t.Key, t.Outcome.State == task.Done)
}

// Reopened fails where a request has gone on since.
func (e requestEnds) Reopened(ctx context.Context, tx *db.Tx, ws id.Workspace, t task.Task) error {
	return e.s.Reopened(ctx, tx, ws, t.Key)
}
