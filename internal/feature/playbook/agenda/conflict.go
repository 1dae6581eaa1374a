package agenda

import (
	"cmp"
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
	What        []int // of the entries; the last is one too many
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
	var shared []plan.Planned
	own := map[id.Group][]plan.Planned{}
	for i := range all {
		e := &all[i]
		if e.Step == nil || e.Step.Say == nil || e.State == Skipped || e.Outlook == engine.Unlikely {
			continue
		}
		p := plan.Planned{Group: id.Show(e.Group), Playbook: strconv.Itoa(i), Moment: e.moment}
		caps, differs := limits.Own[e.Group]
		switch {
		case len(e.moment.Way) > 0 && differs:
			out = append(out, found(plan.Conflicts([]plan.Planned{p}, caps, zone))...)
		case len(e.moment.Way) > 0:
			out = append(out, found(plan.Conflicts([]plan.Planned{p}, limits.All, zone))...)
		case differs:
			own[e.Group] = append(own[e.Group], p)
		default:
			shared = append(shared, p)
		}
	}
	out = append(out, found(plan.Conflicts(shared, limits.All, zone))...)
	for g, of := range own {
		out = append(out, found(plan.Conflicts(of, limits.Own[g], zone))...)
	}
	out = append(out, atOnce(all)...)
	out = slices.DeleteFunc(out, func(c Conflict) bool {
		last := &all[c.last()]
		return last.At.Before(now) || last.State == Done
	})
	slices.SortStableFunc(out, func(a, b Conflict) int {
		return cmp.Or(all[a.last()].At.Compare(all[b.last()].At), cmp.Compare(a.last(), b.last()), cmp.Compare(a.Why.Hans, b.Why.Hans))
	})
	return out
}

func (c Conflict) last() int { return c.What[len(c.What)-1] }

// found are conflicts by the numbers of their entries.
func found(all []plan.Conflict) (out []Conflict) {
	for _, c := range all {
		one := Conflict{Why: c.Why, Remedy: c.Remedy}
		for _, p := range c.What {
			if i, err := strconv.Atoi(p.Playbook); err == nil {
				one.What = append(one.What, i)
			}
		}
		out = append(out, one)
	}
	return out
}

// atOnce finds what two SOPs say in one group in the same minute.
func atOnce(all []Entry) (out []Conflict) {
	type minute struct {
		group id.Group
		at    int64
	}
	said := map[minute][]int{}
	for i := range all {
		e := &all[i]
		if e.Channel != InGroup && e.Channel != Announcement || e.Step == nil || e.State == Skipped || e.Outlook == engine.Unlikely || len(e.moment.Way) > 0 || e.People > 0 {
			continue
		}
		at := minute{e.Group, e.At.Truncate(time.Minute).Unix()}
		before := slices.ContainsFunc(said[at], func(j int) bool { return all[j].Book != e.Book })
		said[at] = append(said[at], i)
		if before {
			out = append(out, Conflict{slices.Clone(said[at]), twoAtOnce, moveOne})
		}
	}
	return out
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
