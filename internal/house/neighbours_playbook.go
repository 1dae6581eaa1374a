package house

import (
	"cmp"
	"context"
	"slices"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/channel"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// playbookNeighbours is what SOPs ask of the other features.
type playbookNeighbours struct{ *App }

var (
	_ playbook.Neighbours = playbookNeighbours{}
	_ playbook.Grounds    = playbookNeighbours{}
)

// Who names people of a group by number.
func (n playbookNeighbours) Who(ctx context.Context, tx *db.Tx, ws id.Workspace, where fact.Where, people []fact.Person) ([]uint32, error) {
	group, err := id.Parse[id.Group](where.Group)
	if err != nil {
		return nil, err
	}
	groups, err := n.Community.GroupsNamed(ctx, tx, ws, []id.Group{group})
	if err != nil {
		return nil, err
	}
	g, keys := groups[group], make([]string, len(people))
	for i, p := range people {
		keys[i] = event.PersonKey(g.Network, g.Namespace, g.Chat, event.Actor{ID: event.NativeUser(p.ID), Name: p.Name})
	}
	known, err := n.Community.PeopleByKey(ctx, tx, ws, keys)
	out := make([]uint32, len(people))
	for i, key := range keys {
		out[i] = known[key].Ord
	}
	return out, err
}

// Act puts what is to be said into the outbox where the network lets us say it, and
// makes a to-do of the rest.
func (n playbookNeighbours) Act(ctx context.Context, tx *db.Tx, ws id.Workspace, deeds []playbook.Deed) error {
	doors, err := n.Connection.Doors(ctx, tx, ws)
	if err != nil {
		return err
	}
	var groups []id.Group
	for _, d := range deeds {
		groups = append(groups, d.Subject.Group)
	}
	named, err := n.Community.GroupsNamed(ctx, tx, ws, groups)
	if err != nil {
		return err
	}
	over, err := n.dismissed(ctx, tx, ws, named)
	if err != nil {
		return err
	}
	var todo []task.New
	var by []errand
	for i := range deeds {
		d := &deeds[i]
		if over[d.Subject.Group] { // nobody is there to be spoken to
			continue
		}
		door, said, err := n.wayOut(ctx, tx, ws, d, named[d.Subject.Group], doors)
		if err != nil {
			return err
		}
		if door != 0 {
			if err := n.Say(ctx, tx, ws, door, said); err != nil {
				return err
			}
			continue
		}
		done, err := n.byItself(ctx, tx, ws, d)
		if err != nil {
			return err
		}
		if !done {
			t := toDo(d)
			if err := n.offer(ctx, tx, ws, d, &t, named[d.Subject.Group], doors); err != nil {
				return err
			}
			todo, by = append(todo, t), append(by, errand{d.Owner, d.Book})
		}
	}
	if len(todo) == 0 {
		return nil
	}
	if err := n.address(ctx, tx, ws, todo, by, named); err != nil {
		return err
	}
	_, err = n.Task.Open(ctx, tx, ws, todo)
	return err
}

// Withdraw takes back to-dos that are open.
func (n playbookNeighbours) Withdraw(ctx context.Context, tx *db.Tx, ws id.Workspace, keys []string) error {
	if err := n.Task.Withdraw(ctx, tx, ws, keys); err != nil {
		return err
	}
	return outbox.Withdraw(ctx, tx, ws, keys)
}

// purposeOf says what something that an SOP says is for, to the gate.
func purposeOf(d *playbook.Deed) *channel.Purpose {
	kind := touching.News
	switch {
	case d.Say.To == "announcement":
		kind = touching.Announcement
	case d.Say.Selling:
		kind = touching.Selling
	case d.Subject.Member != 0: // said in the group because of one who came
		kind = touching.Welcome
	}
	return &channel.Purpose{Kind: string(kind), Selling: d.Say.Selling, AtAll: d.Say.All, Origin: id.Show(d.Book)}
}

// speaks reports whether something can be said on a network by its own interface.
func speaks(n event.Network) bool { return n == event.Sandbox || n == event.Matrix }

// taskEnds tells SOPs how to-dos end.
type taskEnds struct{ s *playbook.Service }

var _ task.Hearer = taskEnds{}

// Settled takes the run on that waits for a to-do. What was not done is no choice;
// what nobody did in time the run sees to by itself, as its SOP says.
func (e taskEnds) Settled(ctx context.Context, tx *db.Tx, ws id.Workspace, t task.Task) error {
	switch t.Outcome.State {
	case task.Withdrawn, task.Expired: // the first by the SOP itself
		return nil
	}
	choice := t.Outcome.Choice - 1
	if t.Kind == task.Approve && len(t.Choices) == 0 && t.Outcome.State == task.Done { // opened before to-dos had choices
		choice = 0
	}
	return e.s.Answer(ctx, tx, ws, t.Key, choice, t.Outcome.Values)
}

var goneOn = i18n.Text{
	Hans: "SOP 已经接着往下走了，这一条不能撤销。",
	Hant: "SOP 已經接著往下走了，這一條不能復原。",
	En:   "The playbook has gone on since, so this cannot be undone.",
}

// Reopened fails where a run has gone on since.
func (e taskEnds) Reopened(ctx context.Context, tx *db.Tx, ws id.Workspace, t task.Task) error {
	waits, err := e.s.Waits(ctx, tx, ws, t.Key)
	if err == nil && !waits {
		return fault.New(fault.Conflict, goneOn.With())
	}
	return err
}

// playbookPages is what the pages of SOPs ask of the other features.
type playbookPages struct{ *App }

var _ playbook.Deps = playbookPages{}

// mostGroups is how many groups a page offers to choose from.
const mostGroups = 5000

// Groups lists the groups somebody sees.
func (n playbookPages) Groups(ctx context.Context, tx *db.Tx, ws id.Workspace, scope auth.Scope) ([]playbook.GroupName, error) {
	all, err := n.Community.Groups(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	var out []playbook.GroupName
	for _, g := range all {
		if scope.Has(g.Unit) && len(out) < mostGroups {
			out = append(out, playbook.GroupName{ID: g.ID, Name: cmp.Or(g.Name, string(g.Chat))})
		}
	}
	slices.SortFunc(out, func(a, b playbook.GroupName) int { return cmp.Compare(a.Name, b.Name) })
	return out, nil
}

// People names members.
func (n playbookPages) People(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32) (map[uint32]string, error) {
	known, err := n.Community.Authors(ctx, tx, ws, ords)
	out := make(map[uint32]string, len(known))
	for ord, w := range known {
		out[ord] = w.Name
	}
	return out, err
}
