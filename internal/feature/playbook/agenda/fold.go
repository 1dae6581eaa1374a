package agenda

import (
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/id"
)

// Line is what is shown as one: the same step of the same SOP, in one or more groups.
type Line struct {
	Entry
	Of     []int // the entries
	Groups []id.Group
}

// Fold makes one line of the same step that is due in several groups in the same
// minute. The order stays.
func Fold(all []Entry, which []int) (out []Line) {
	at := map[string]int{}
	for _, i := range which {
		e := &all[i]
		if e.Step == nil {
			out = append(out, Line{*e, []int{i}, []id.Group{e.Group}})
			continue
		}
		key := fmt.Sprintln(e.Book, e.Step.ID, e.State, e.Outlook, e.Paused, e.Owner, e.Why, e.At.Truncate(time.Minute).UnixMilli())
		if n, ok := at[key]; ok {
			line := &out[n]
			line.Of, line.Groups, line.People = append(line.Of, i), append(line.Groups, e.Group), line.People+e.People
			continue
		}
		at[key] = len(out)
		out = append(out, Line{*e, []int{i}, []id.Group{e.Group}})
	}
	return out
}
