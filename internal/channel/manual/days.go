package manual

import (
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
)

// settleDays gives a day to times that have none. WeChat writes a time alone for
// what was said today; where nothing in the text has a day, each step back is the
// next morning, and the last was said on the day that is told.
func (r *reader) settleDays() {
	var loose []*time.Time
	for i := range r.out.Events {
		if e := &r.out.Events[i].Event; e.Order&isLoose != 0 {
			loose = append(loose, &e.At)
		}
	}
	if len(loose) == 0 {
		return
	}
	days := 0
	for i := 1; i < len(loose); i++ {
		if loose[i].AddDate(0, 0, days).Before(*loose[i-1]) {
			days++
		}
		*loose[i] = loose[i].AddDate(0, 0, days)
	}
	back := days
	if loose[len(loose)-1].AddDate(0, 0, -back).After(r.Now.Add(time.Minute)) {
		back++ // today it has not been so late yet
	}
	for _, at := range loose {
		*at = at.AddDate(0, 0, -back)
	}
}

func (r *reader) nothingDated() bool {
	if !r.day.IsZero() {
		return false
	}
	for i := range r.rows {
		for _, g := range r.rows[i].guesses {
			if g.way == r.way && g.at.dated() {
				return false
			}
		}
		if m := r.rows[i].mark; m != nil && m.dated() {
			return false
		}
	}
	return true
}

// tellMoves tells who came and went, at the time of what was said before it.
func (r *reader) tellMoves() {
	for _, n := range r.notes {
		switch n.said.Kind {
		case event.Join, event.Leave, event.Remove:
		default:
			continue
		}
		at := r.Day.UTC().Truncate(time.Minute)
		if len(r.out.Events) > 0 {
			at = r.out.Events[max(0, n.after-1)].Event.At.Truncate(time.Second)
		}
		for _, who := range n.said.Subjects {
			if who.Name != "" && len(r.out.Moves) < MaxMessages {
				r.out.Moves = append(r.out.Moves, Moved{Kind: n.said.Kind, Name: who.Name, Scene: n.said.Scene, At: at})
			}
		}
	}
}

// mention notes whom a message is to, where an @ names somebody who wrote here.
func (r *reader) mention() {
	names := make([]string, 0, len(r.people))
	for name := range r.people {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	for i := range r.out.Events {
		e := &r.out.Events[i].Event
		rest := e.Body
		for n := 0; n < 20; n++ {
			_, after, ok := strings.Cut(rest, "@")
			if !ok {
				break
			}
			rest = after
			for _, name := range names {
				if !strings.HasPrefix(after, name) {
					continue
				}
				if !slices.Contains(e.Mentions, event.Actor{Name: name}) {
					e.Mentions = append(e.Mentions, event.Actor{Name: name})
				}
				break // whoever is named twice is nobody else of a shorter name
			}
		}
		e.Mentions = slices.DeleteFunc(e.Mentions, func(a event.Actor) bool { _, wrote := r.people[a.Name]; return !wrote || a.Name == e.Actor.Name })
	}
}
