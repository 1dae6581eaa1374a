package agenda

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/id"
)

// folded puts entries in the order of time, and makes one of what is alike in several
// groups, or for several members, in the same minute.
func folded(all []Entry) (out []Entry) {
	slices.SortStableFunc(all, func(a, b Entry) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Groups[0], b.Groups[0])) })
	at := map[string]int{}
	for i := range all {
		e := &all[i]
		if e.Step == nil { // a to-do is somebody's
			out = append(out, *e)
			continue
		}
		key := fmt.Sprintln(e.Book, e.Step.ID, e.State, e.Why, e.Outlook, e.Paused, e.Owner, e.People > 0, len(e.moment.Way) > 0, e.At.Truncate(time.Minute).UnixMilli())
		n, ok := at[key]
		if !ok {
			at[key] = len(out)
			out = append(out, *e)
			continue
		}
		one := &out[n]
		one.Groups = append(slices.Clip(one.Groups), e.Groups...)
		one.People, one.Run, one.Task, one.values = one.People+e.People, 0, 0, alike(one.values, e.values)
		one.wait(e)
	}
	for i := range out {
		out[i].Groups, out[i].Held = inOrder(out[i].Groups), inOrder(out[i].Held)
	}
	slices.SortStableFunc(out, func(a, b Entry) int { return a.At.Compare(b.At) })
	return out
}

// alike is what two texts are filled with alike: what is said to several names none of
// them.
func alike(a, b map[string]string) map[string]string {
	same := func(in map[string]string, name string) bool {
		other, ok := in[name]
		return ok && other == a[name]
	}
	if !slices.ContainsFunc(slices.Collect(maps.Keys(a)), func(name string) bool { return !same(b, name) }) {
		return a
	}
	out := maps.Clone(a) // which is others', too
	maps.DeleteFunc(out, func(name, _ string) bool { return !same(b, name) })
	return out
}

// wait notes in which groups another entry, which is one with it, has not been let loose.
func (e *Entry) wait(other *Entry) {
	switch {
	case e.Stage == 0:
		e.Stage = other.Stage
	case other.Stage != 0 && other.Stage != e.Stage:
		e.Stage = Several
	}
	e.Held = append(slices.Clip(e.Held), other.Held...)
}

// inOrder is groups in order and each once; what is in order already stays the same slice.
func inOrder(groups []id.Group) []id.Group {
	if ascending(groups) {
		return groups
	}
	groups = slices.Clone(groups)
	slices.Sort(groups)
	return slices.Compact(groups)
}

func ascending(groups []id.Group) bool {
	for i := 1; i < len(groups); i++ {
		if groups[i] <= groups[i-1] {
			return false
		}
	}
	return true
}
