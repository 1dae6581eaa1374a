package house

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/compliance"
	"github.com/huoshui/huoshui/internal/feature/insight"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// knowing is what SOPs ask about, gathered for many subjects at once: how often the
// database is asked does not grow with them.
type knowing struct {
	now   time.Time
	zone  *time.Location
	asked cond.Asked

	groups   map[id.Group]community.Group
	profiles map[id.Group]community.Profile // 0 is the workspace
	measured map[id.Group]insight.Measured
	heard    map[id.Group]chat.Heard
	count    map[id.Group]headcount
	duty     []task.Person // who is on duty now

	people  map[uint32]community.Who
	kin     map[uint32][]uint32 // all numbers of a member, by the smallest
	doings  map[chat.Someone]chat.Doing
	written map[insight.Writer]insight.Written
	agreed  map[id.Member]compliance.Agreement

	shelf map[id.Group]string // days and titles of what was kept of sharings

	said map[id.Group]community.Profile // of groups, over what holds in the workspace
}

// quietFrom and quietTo say since when somebody is in a group who is new and has
// not spoken yet.
const quietFrom, quietTo = 7 * 24 * time.Hour, 24 * time.Hour

// Knows says what is known of subjects.
func (n playbookNeighbours) Knows(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, subjects []playbook.Subject, asked cond.Asked) ([]playbook.Known, error) {
	var groups []id.Group
	var ords []uint32
	for _, s := range subjects {
		if s.Group != 0 {
			groups = append(groups, s.Group)
		}
		if s.Member != 0 {
			ords = append(ords, s.Member)
		}
	}
	slices.Sort(groups)
	slices.Sort(ords)
	k := &knowing{now: now, asked: asked, said: map[id.Group]community.Profile{}}
	if err := n.ofGroups(ctx, tx, ws, k, slices.Compact(groups), slices.Compact(ords)); err != nil {
		return nil, err
	}
	if err := n.ofPeople(ctx, tx, ws, k, subjects); err != nil {
		return nil, err
	}
	out := make([]playbook.Known, len(subjects))
	for i, s := range subjects {
		out[i] = k.of(s)
	}
	return out, n.persons(ctx, tx, ws, k, subjects, out)
}

// ofGroups gathers what is known of groups, and who people are.
func (n playbookNeighbours) ofGroups(ctx context.Context, tx *db.Tx, ws id.Workspace, k *knowing, groups []id.Group, ords []uint32) (err error) {
	if k.zone, err = n.zone(ctx, tx, ws); err != nil {
		return err
	}
	if k.profiles, err = n.Community.Profiles(ctx, tx, ws, append([]id.Group{0}, groups...)); err != nil {
		return err
	}
	if len(groups) > 0 {
		if k.groups, err = n.Community.GroupsNamed(ctx, tx, ws, groups); err != nil {
			return err
		}
		if err = n.measures(ctx, tx, ws, k, groups); err != nil {
			return err
		}
	}
	if k.asked.Any(engine.Shelf) {
		if k.shelf, err = n.Shelf.Indices(ctx, tx, ws, groups); err != nil {
			return err
		}
	}
	for _, h := range k.heard { // who wrote last may be a bot
		if h.Known {
			ords = append(ords, h.By)
		}
	}
	if k.people, err = n.Community.Authors(ctx, tx, ws, ords); err != nil {
		return err
	}
	return n.onDuty(ctx, tx, ws, k)
}

// measures gathers how groups are doing, as far as that is asked about.
func (n playbookNeighbours) measures(ctx context.Context, tx *db.Tx, ws id.Workspace, k *knowing, groups []id.Group) (err error) {
	counts := k.asked.Any("group.members", engine.HowMany)
	if counts || k.asked.Any("group.state", "group.active", "group.age_days", "group.last_said", "member.last_seen") {
		list, err := n.Insight.Measured(ctx, tx, ws, groups)
		if err != nil {
			return err
		}
		k.measured = make(map[id.Group]insight.Measured, len(list))
		for _, m := range list {
			k.measured[m.Group] = m
		}
	}
	if counts {
		if k.count, err = n.headcounts(ctx, tx, ws, k.groups, k.measured); err != nil {
			return err
		}
	}
	if k.asked.Any("group.quiet_new", "group.last_said") {
		k.heard, err = n.Chat.HeardIn(ctx, tx, ws, groups, k.now.Add(-quietFrom), k.now.Add(-quietTo))
	}
	return err
}

// onDuty finds out who is on duty now, where a group does not name anybody itself.
func (n playbookNeighbours) onDuty(ctx context.Context, tx *db.Tx, ws id.Workspace, k *knowing) error {
	asked := len(k.groups) == 0
	for g := range k.groups {
		asked = asked || !k.namesDuty(g)
	}
	if !asked || !k.asked.Any(engine.OnDuty) {
		return nil
	}
	shifts, err := n.Task.Shifts(ctx, tx, ws)
	if err != nil {
		return err
	}
	on := task.OnDuty(shifts, k.now.In(k.zone))
	if len(on) == 0 {
		return nil
	}
	people, err := taskNeighbours(n).People(ctx, tx, ws)
	for _, p := range people {
		if slices.Contains(on, p.User) && p.Role != auth.ViewOnly {
			k.duty = append(k.duty, p)
		}
	}
	return err
}

// ofPeople gathers what is known of members in their groups.
func (n playbookNeighbours) ofPeople(ctx context.Context, tx *db.Tx, ws id.Workspace, k *knowing, subjects []playbook.Subject) (err error) {
	k.kin = map[uint32][]uint32{}
	for ord, w := range k.people {
		k.kin[w.Ord] = append(k.kin[w.Ord], ord)
	}
	var who []chat.Someone
	var writers []insight.Writer
	var members []id.Member
	for _, s := range subjects {
		w, ok := k.people[s.Member]
		if s.Member == 0 || !ok {
			continue
		}
		members = append(members, w.Member)
		if s.Group == 0 {
			continue
		}
		writers = append(writers, insight.Writer{Group: s.Group, Ord: w.Ord})
		for _, ord := range k.kin[w.Ord] {
			who = append(who, chat.Someone{Group: s.Group, Author: ord})
		}
	}
	if len(members) == 0 {
		return nil
	}
	words := k.asked.Any("member.messages", "member.last_said", "member.last_seen")
	if words || k.asked.Any("member.joined") {
		if k.doings, err = n.Chat.Doings(ctx, tx, ws, who); err != nil {
			return err
		}
	}
	if words {
		if k.written, err = n.Insight.Written(ctx, tx, ws, writers); err != nil {
			return err
		}
	}
	if k.asked.Any("member.consent", "member.less") {
		k.agreed, err = n.Compliance.Agreements(ctx, tx, ws, members)
	}
	return err
}

// of puts together what is known of one subject.
func (k *knowing) of(s playbook.Subject) playbook.Known {
	said, ok := k.said[s.Group]
	if !ok {
		said = k.profiles[s.Group].Over(k.profiles[0])
		k.said[s.Group] = said
	}
	out := playbook.Known{Zone: k.zone, Tone: string(said.Tone), Values: maps.Clone(said.Columns)}
	out.Values["日期"] = k.now.In(k.zone).Format(time.DateOnly)
	if name := k.onDutyAt(k.groups[s.Group].Unit); name != "" && !k.namesDuty(s.Group) {
		out.Values[dutyField] = name
	}
	if s.Group != 0 {
		g, ok := k.groups[s.Group]
		out.Gone = !ok
		out.Facts.Group = k.group(g, said)
		out.Values["群名"] = g.Name
		if said := k.count[s.Group].String(); said != "" {
			out.Values[engine.HowMany] = said
		}
		if said := k.shelf[s.Group]; said != "" {
			out.Values[engine.Shelf] = said
		}
	}
	if s.Member != 0 {
		w, ok := k.people[s.Member]
		out.Gone = out.Gone || !ok
		out.Facts.Member = k.member(s.Group, w)
		out.Values["昵称"] = cmp.Or(w.Name, "新朋友")
	}
	return out
}

// dutyField is the field that names whom to turn to.
const dutyField = engine.OnDuty

// namesDuty reports whether a group says itself whom to turn to.
func (k *knowing) namesDuty(g id.Group) bool {
	return g != 0 && k.profiles[g].Columns[dutyField] != ""
}

// onDutyAt names who is on duty for groups of a unit; of several the first who runs
// them, and "" where there is nobody.
func (k *knowing) onDutyAt(unit id.Unit) string {
	for _, p := range k.duty {
		if p.Scope.Has(unit) {
			return p.Name
		}
	}
	return ""
}

// group is what conditions may ask of a group.
func (k *knowing) group(g community.Group, said community.Profile) cond.Group {
	m, h := k.measured[g.ID], k.heard[g.ID]
	out := cond.Group{Name: g.Name, Life: string(said.Life), Tone: string(said.Tone), State: string(m.State), Members: k.count[g.ID].people, Active: m.Active,
		QuietNew: h.QuietNew, Column: said.Columns}
	if m.Last > 0 {
		out.LastSaid = time.UnixMilli(m.Last).UTC()
	}
	if h.Known && h.Last.After(out.LastSaid) && k.people[h.By].Standing != community.Bot {
		out.LastSaid = h.Last
	}
	if g.ID != 0 {
		out.AgeDays = max(0, int64(k.now.Sub(k.since(g.ID))/(24*time.Hour)))
	}
	return out
}

// since is from when on a group is known: its first message, or when it was first
// seen.
func (k *knowing) since(g id.Group) time.Time {
	since := id.Made(g)
	if first := time.UnixMilli(k.measured[g].First).UTC(); k.measured[g].First > 0 && first.Before(since) {
		return first
	}
	return since
}

// member is what conditions may ask of a member of a group. Of what connections
// count at once and what was measured with a delay, the larger is true: neither
// forgets.
func (k *knowing) member(g id.Group, w community.Who) cond.Member {
	agreed := k.agreed[w.Member]
	out := cond.Member{Name: w.Name, Staff: w.Standing == community.Staff, Consent: agreed.Agreed, Less: agreed.Less, Tags: []string{}}
	for _, ord := range k.kin[w.Ord] {
		d := k.doings[chat.Someone{Group: g, Author: ord}]
		out.Messages += d.Messages
		out.LastSaid, out.LastSeen = later(out.LastSaid, d.Last), later(out.LastSeen, d.Seen)
		if !d.Joined.IsZero() && (out.Joined.IsZero() || d.Joined.Before(out.Joined)) {
			out.Joined = d.Joined
		}
	}
	measured := k.written[insight.Writer{Group: g, Ord: w.Ord}]
	out.Messages = max(out.Messages, measured.Messages)
	if measured.Last > 0 {
		out.LastSaid = later(out.LastSaid, time.UnixMilli(measured.Last).UTC())
	}
	out.LastSeen = later(out.LastSeen, out.LastSaid)
	if g != 0 { // silent for longer than the group is known nobody can be
		out.LastSeen = later(out.LastSeen, k.since(g))
	}
	return out
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
