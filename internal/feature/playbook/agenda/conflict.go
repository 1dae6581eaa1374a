package agenda

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/plan"
)

// Conflict is entries that come too close to each other, or one at a bad time.
type Conflict struct {
	What        []int      // of the entries; the last is one too many
	Groups      []id.Group // in which it is so
	Why, Remedy i18n.Text
}

// Limits are what people bear, in the whole workspace and in groups that differ.
type Limits struct {
	All plan.Caps
	Own map[id.Group]plan.Caps
}

// Conflicts finds what of entries is in the way of each other, or at a bad time, and is
// not over yet; in the order of time. What most likely will not be done is in nobody's
// way, and of what excludes each other each is looked at by itself.
func Conflicts(all []Entry, limits Limits, now time.Time, zone *time.Location) (out []Conflict) {
	f := finding{all: all, zone: zone, at: map[string]int{}}
	var moments []int
	for i := range all {
		if all[i].Channel == Moments { // whoever posts does so for all groups
			moments = append(moments, i)
		}
	}
	f.look(moments, nil, limits.All)
	f.crowded(moments, nil)
	for _, c := range classes(all, limits) {
		caps, differs := limits.Own[c.groups[0]]
		if !differs {
			caps = limits.All
		}
		f.look(c.entries, c.groups, caps)
		f.atOnce(c.entries, c.groups)
		f.crowded(c.entries, c.groups)
	}
	out = slices.DeleteFunc(f.out, func(c Conflict) bool {
		last := &all[c.last()]
		return last.At.Before(now) || last.State == Done
	})
	slices.SortStableFunc(out, func(a, b Conflict) int {
		return cmp.Or(all[a.last()].At.Compare(all[b.last()].At), cmp.Compare(a.last(), b.last()), cmp.Compare(a.Why.Hans, b.Why.Hans))
	})
	return out
}

func (c Conflict) last() int { return c.What[len(c.What)-1] }

// class is groups of which the same is to be said: what is in the way in one of them is
// so in all.
type class struct {
	groups  []id.Group
	entries []int
}

// set is groups that several entries have in common, by where they are kept.
type set struct {
	first *id.Group
	many  int
}

// classes sorts groups by what stands in the calendar for them. A group that differs from
// what holds for all is one by itself.
func classes(all []Entry, limits Limits) (out []class) {
	sets, in := map[set]int{}, [][]int{}
	of := map[id.Group][]int{} // the numbers of the sets of a group
	for i := range all {
		if all[i].Channel == Moments {
			continue
		}
		groups := all[i].Groups
		one := set{&groups[0], len(groups)}
		n, ok := sets[one]
		if !ok {
			n = len(in)
			sets[one], in = n, append(in, nil)
			for _, g := range groups {
				of[g] = append(of[g], n)
			}
		}
		in[n] = append(in[n], i)
	}
	at := map[string]int{}
	for _, g := range slices.Sorted(maps.Keys(of)) {
		var key []byte
		for _, n := range of[g] {
			key = strconv.AppendInt(append(key, ' '), int64(n), 36)
		}
		if _, differs := limits.Own[g]; differs {
			key = append(key, " of "+id.Show(g)...)
		}
		c, ok := at[string(key)]
		if !ok {
			c = len(out)
			at[string(key)], out = c, append(out, class{})
			for _, n := range of[g] {
				out[c].entries = append(out[c].entries, in[n]...)
			}
			slices.Sort(out[c].entries)
		}
		out[c].groups = append(out[c].groups, g)
	}
	return out
}

// finding is conflicts while they are found.
type finding struct {
	all  []Entry
	zone *time.Location
	at   map[string]int
	out  []Conflict
}

// add takes in a conflict in groups, where nil stands for those of its last entry; the same one in others is one with it.
func (f *finding) add(c Conflict) {
	if c.Groups == nil {
		c.Groups = f.all[c.last()].Groups
	}
	key := fmt.Sprint(c.What, c.Why.Hans)
	if i, ok := f.at[key]; ok {
		f.out[i].Groups = append(slices.Clip(f.out[i].Groups), c.Groups...)
		return
	}
	f.at[key] = len(f.out)
	f.out = append(f.out, c)
}

// said reports whether an entry is something that most likely will be said.
func (e *Entry) said() bool {
	return e.Step != nil && e.Step.Say != nil && e.State != Skipped && e.Outlook != engine.Unlikely
}

// look finds what of some entries is in the way.
func (f *finding) look(which []int, groups []id.Group, caps plan.Caps) {
	var together []plan.Planned
	for _, i := range which {
		e := &f.all[i]
		if !e.said() {
			continue
		}
		p := plan.Planned{Playbook: strconv.Itoa(i), Moment: e.moment}
		if len(e.moment.Way) == 0 {
			together = append(together, p)
			continue
		}
		f.found(plan.Conflicts([]plan.Planned{p}, caps, f.zone), groups)
	}
	f.found(plan.Conflicts(together, caps, f.zone), groups)
}

// found takes in conflicts by the numbers of their entries.
func (f *finding) found(all []plan.Conflict, groups []id.Group) {
	for _, c := range all {
		one := Conflict{Why: c.Why, Remedy: c.Remedy, Groups: groups}
		for _, p := range c.What {
			if i, err := strconv.Atoi(p.Playbook); err == nil {
				one.What = append(one.What, i)
			}
		}
		f.add(one)
	}
}

// atOnce finds what two SOPs say in a group in the same minute.
func (f *finding) atOnce(which []int, groups []id.Group) {
	said := map[int64][]int{}
	for _, i := range which {
		e := &f.all[i]
		if e.Channel != InGroup && e.Channel != Announcement || e.Asked || !e.said() || len(e.moment.Way) > 0 || e.People > 0 {
			continue
		}
		at := e.At.Truncate(time.Minute).Unix()
		before := slices.ContainsFunc(said[at], func(j int) bool { return f.all[j].Book != e.Book })
		said[at] = append(said[at], i)
		if before {
			f.add(Conflict{slices.Clone(said[at]), groups, twoAtOnce, moveOne})
		}
	}
}

var (
	twoAtOnce = i18n.Text{
		Hans: "同一个群同一分钟有两个 SOP 在说话。",
		Hant: "同一個群組同一分鐘有兩個 SOP 在說話。",
		En:   "Two playbooks speak in the group in the same minute.",
	}
	moveOne = i18n.Text{
		Hans: "挪开一条，隔半小时以上，两边都看得清。",
		Hant: "挪開一則，隔半小時以上，兩邊都看得清。",
		En:   "Move one of them by half an hour or more, so that both are read.",
	}
)
