package house

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/feature/community"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/insight"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// playbookNeighbours is what SOPs ask of the other features.
type playbookNeighbours struct{ *App }

var _ playbook.Neighbours = playbookNeighbours{}

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

// Knows says what is known of subjects.
func (n playbookNeighbours) Knows(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, subjects []playbook.Subject) ([]playbook.Known, error) {
	var groups []id.Group
	var ords []uint32
	for _, s := range subjects {
		if s.Group != 0 && !slices.Contains(groups, s.Group) {
			groups = append(groups, s.Group)
		}
		if s.Member != 0 && !slices.Contains(ords, s.Member) {
			ords = append(ords, s.Member)
		}
	}
	zone, err := n.zone(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	named, err := n.Community.GroupsNamed(ctx, tx, ws, groups)
	if err != nil {
		return nil, err
	}
	people, err := n.Community.Authors(ctx, tx, ws, ords)
	if err != nil {
		return nil, err
	}
	measured, err := n.Insight.Measured(ctx, tx, ws, groups)
	if err != nil {
		return nil, err
	}
	figures := map[id.Group]insight.Measured{}
	for _, m := range measured {
		figures[m.Group] = m
	}
	out := make([]playbook.Known, len(subjects))
	for i, s := range subjects {
		out[i] = knownOf(s, zone, named, people, figures[s.Group])
	}
	return out, nil
}

// knownOf puts together what is known of one subject.
func knownOf(s playbook.Subject, zone *time.Location, named map[id.Group]community.Group, people map[uint32]community.Who, m insight.Measured) playbook.Known {
	k := playbook.Known{Zone: zone, Values: map[string]string{}}
	if s.Group != 0 {
		g, ok := named[s.Group]
		k.Gone = !ok
		k.Facts.Group = cond.Group{Name: g.Name, Life: string(script.LongTerm), State: string(m.State), Members: m.People, Active: m.Active}
		k.Values["群名"] = g.Name
		if m.People > 0 {
			k.Values["人数"] = strconv.FormatInt(m.People, 10)
		}
	}
	if s.Member != 0 {
		w, ok := people[s.Member]
		k.Gone = k.Gone || !ok
		k.Facts.Member = cond.Member{Name: w.Name, Staff: w.Standing == community.Staff}
		k.Values["昵称"] = w.Name
	}
	return k
}

// Live looks a figure up. None can be yet: what is for sale is told to nobody here.
func (n playbookNeighbours) Live(context.Context, *db.Tx, id.Workspace, playbook.Subject, script.Field) (string, bool) {
	return "", false
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
	for i := range deeds {
		d := &deeds[i]
		if over[d.Subject.Group] { // nobody is there to be spoken to
			continue
		}
		door, said := wayOut(d, named[d.Subject.Group], doors)
		if door == 0 {
			todo = append(todo, toDo(d))
			continue
		}
		if err := n.Say(ctx, tx, ws, door, said); err != nil {
			return err
		}
	}
	if len(todo) == 0 {
		return nil
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

// longestTitle is how long a to-do's title may be, in characters.
const longestTitle = 200

// toDo is a deed as something for a person to do.
func toDo(d *playbook.Deed) task.New {
	t := task.New{Key: d.Key, Kind: task.Other, Group: d.Subject.Group, About: d.Subject.Member != 0, Member: d.Subject.Member,
		Why: whyByHand(d), Origin: task.Origin{Playbook: clipped(d.Title, longestTitle), Run: id.Show(d.Run), Step: d.Step}}
	switch {
	case d.Say != nil:
		t.Kind, t.Title, t.Selling = map[string]task.Kind{"announcement": task.Announce, "moments": task.Moments}[d.Say.To], d.Say.Text, d.Say.Selling
		if t.Kind == "" {
			t.Kind = task.Send
		}
		for _, w := range d.Say.Ways {
			t.Wordings = append(t.Wordings, task.Wording{Tone: w.Tone, Text: w.Text})
		}
		if d.Say.Image != "" {
			t.Pictures = []string{d.Say.Image}
		}
	case d.Ask != nil && d.Ask.Late:
		t.Kind, t.Title, t.Due = task.Approve, "时间已经过了，还要做吗：“"+d.Step+"”", d.Ask.Due
	case d.Ask != nil:
		t.Kind, t.Title, t.Due, t.Money = task.Check, d.Ask.Task.Do.Hans, d.Ask.Due, d.Ask.Task.Risk == "money"
		if d.Ask.Text != "" {
			t.Wordings = []task.Wording{{Text: d.Ask.Text}}
		}
	case d.Invite != nil:
		t.Title, t.Wordings = "邀请进群："+d.Invite.To, []task.Wording{{Text: d.Invite.Text}}
	case d.Remove != nil:
		t.Kind, t.Title, t.Wordings = task.Kick, "移出群："+d.Remove.Why.Hans, []task.Wording{{Text: d.Remove.Tell}}
	case d.Hook != nil:
		t.Title = "推送到 " + d.Hook.To
	case d.Extend != nil:
		t.Title = "交给别的功能：" + d.Extend.Kind
	default:
		t.Title = "给群成员加标签：" + strings.Join(slices.Concat(d.Tag, d.Untag), "、")
	}
	t.Title = clipped(t.Title, longestTitle)
	t.Wordings = slices.DeleteFunc(t.Wordings, func(w task.Wording) bool { return w.Text == "" })
	return t
}

// whyByHand says why something is for a person to do, in the language in which SOPs
// are written.
func whyByHand(d *playbook.Deed) string {
	switch {
	case d.Say != nil && d.Say.To == "group":
		return "这个群不让程序说话，话已备好，复制就能发。"
	case d.Say != nil:
		return map[string]string{"announcement": "群公告要由人发。", "moments": "朋友圈要由人发。", "member": "跟本人说的话要由人发。"}[d.Say.To]
	case d.Ask != nil && d.Ask.Held:
		return "拖得太久了，先问一声。"
	case d.Ask != nil && d.Ask.Late:
		return "该做的时候没做成，先问一声。"
	}
	return ""
}

func clipped(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return text
}

// taskEnds tells SOPs how to-dos end.
type taskEnds struct{ s *playbook.Service }

var _ task.Hearer = taskEnds{}

// Settled takes the run on that waits for a to-do. What was not done is no choice.
func (e taskEnds) Settled(ctx context.Context, tx *db.Tx, ws id.Workspace, t task.Task) error {
	if t.Outcome.State == task.Withdrawn { // by the SOP itself
		return nil
	}
	choice := -1
	if t.Kind == task.Approve && t.Outcome.State == task.Done {
		choice = 0
	}
	return e.s.Answer(ctx, tx, ws, t.Key, choice, nil)
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
