package agenda

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/plan"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

func millis(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }

// expanded is what an SOP will do by the times that were filled in.
type expanded struct {
	moments []plan.Moment
	step    []int // which of the steps each is
	steps   []int // the first moment of each
}

// timeline is what an SOP will do in groups that have filled in the same times, and in
// which it is as likely to do each step.
type timeline struct {
	*expanded
	looks  []engine.Outlook // of the steps
	first  *Place
	groups []id.Group
}

// places adds what SOPs will do by beginnings that are still to come, the earliest.
func (l *laying) places() {
	var all []*timeline
	at := map[string]*timeline{}
	for i := range l.Places {
		p := &l.Places[i]
		p.Facts.Now, p.Facts.Field = l.Now, with(p.Known, p.Fields)
		x, key := l.expand(p)
		looks := p.foresee(x)
		for _, look := range looks {
			key += string('0' + rune(look))
		}
		key += begunKey(p, x.moments) + fmt.Sprint("\x00", p.Stage, p.Reached.UnixMilli())
		if at[key] == nil {
			at[key] = &timeline{expanded: x, looks: looks, first: p}
			all = append(all, at[key])
		}
		at[key].groups = append(at[key].groups, p.Group)
	}
	until := horizon(all, l.Most, l.To)
	for _, one := range all {
		for n := range one.moments {
			if one.moments[n].At.After(until) {
				l.more = true
				break
			}
			l.place(one, n)
		}
	}
}

// begunKey names which of what is laid out has begun already.
func begunKey(p *Place, ms []plan.Moment) string {
	if len(p.Begun) == 0 {
		return ""
	}
	out := ""
	for i := range ms {
		if occasion := Occasion(ms[i].Start, ms[i].T); p.Begun[occasion] && !strings.Contains(out, occasion) {
			out += "\x00" + occasion
		}
	}
	return out
}

// foresee says how likely each step is done in a group.
func (p *Place) foresee(x *expanded) []engine.Outlook {
	looks := make([]engine.Outlook, len(x.steps))
	run := p.Program.ForeseeRun(&p.Facts)
	if p.Program.Book.Per == script.PerMember { // it is not known yet whom it will be about
		run = max(run, engine.IfHolds)
	}
	for n, i := range x.steps {
		p.Facts.Start = x.moments[i].Start
		looks[n] = max(run, outlook(p.Program, &x.moments[i], &p.Facts))
	}
	return looks
}

// sorted says of each moment which of the steps it is.
func sorted(all []plan.Moment) *expanded {
	x := &expanded{moments: all, step: make([]int, len(all))}
	at := map[string]int{}
	for i := range all {
		key := wayKey(&all[i])
		n, ok := at[key]
		if !ok {
			n = len(x.steps)
			at[key], x.steps = n, append(x.steps, i)
		}
		x.step[i] = n
	}
	return x
}

// wayKey names a step of a start, and the ways that lead to it.
func wayKey(m *plan.Moment) string {
	key := m.Start + "/" + m.Step.ID
	for _, w := range m.Way {
		key += "/" + w.Step + "/" + w.Name
	}
	return key
}

// horizon is until when no more is due than may be shown. What is due at that very
// moment is laid out, too, and cut afterwards.
func horizon(all []*timeline, most int, end time.Time) time.Time {
	due := map[time.Time]int{}
	for _, one := range all {
		for i := range one.moments {
			due[one.moments[i].At.UTC()]++
		}
	}
	n := 0
	for _, at := range slices.SortedFunc(maps.Keys(due), time.Time.Compare) {
		if n += due[at]; n >= most {
			return at
		}
	}
	return end
}

// place adds something that an SOP will do in groups.
func (l *laying) place(one *timeline, n int) {
	p, m := one.first, &one.moments[n]
	if p.Begun[Occasion(m.Start, m.T)] || m.At.Before(p.Reached) {
		return
	}
	e := of(p.Book, p.Program.Book, m.Step, one.groups...)
	e.UID = scheduledUID(p.Book, p.Group, m.Start, m.T, m.Step.ID)
	e.At, e.moment, e.values, e.Outlook = m.At, *m, p.Facts.Field, one.looks[one.step[n]]
	if p.Stage != 0 {
		e.Stage, e.Held = p.Stage, one.groups
	}
	l.add(e)
}

// scheduledUID is the same before a run has begun and after.
func scheduledUID(book id.Playbook, group id.Group, start string, t time.Time, step string) string {
	return strings.Join([]string{id.Show(book), id.Show(group), start, millis(t), step}, "-")
}

// with is what is known, and what was filled in.
func with(known, fields map[string]string) map[string]string {
	out := make(map[string]string, len(known)+len(fields))
	for _, values := range []map[string]string{known, fields} {
		for k, v := range values {
			out[k] = v
		}
	}
	return out
}

// expand lays an SOP out for a group; groups that have filled in the same times share
// one time line. What was not filled in is empty and not what a form would hold at
// first: an SOP begins by what was filled in.
func (l *laying) expand(p *Place) (x *expanded, key string) {
	key = id.Show(p.Book) + " " + p.Zone.String()
	names, ok := l.times[p.Program]
	if !ok {
		names = times(p.Program.Book)
		l.times[p.Program] = names
	}
	for _, name := range names {
		key += "\x00" + p.Fields[name]
	}
	if x = l.ready[key]; x == nil {
		fields := map[string]string{}
		for _, f := range p.Program.Book.Fields {
			fields[f.Name] = p.Fields[f.Name]
		}
		x = sorted(slices.DeleteFunc(plan.Expand(p.Program.Book, fields, l.From, l.To, p.Zone), func(m plan.Moment) bool {
			return !m.T.After(l.Now) || m.At.Before(l.Now)
		}))
		l.ready[key] = x
	}
	return x, key
}

// times lists the fields that say when something is done.
func times(b *script.Playbook) (out []string) {
	for i := range b.Start {
		out = append(out, script.Placeholders(b.Start[i].At)...)
		if b.Start[i].Moment != "" {
			out = append(out, b.Start[i].Moment)
		}
	}
	script.Each(b.Steps, func(s *script.Step) { out = append(out, script.Placeholders(s.At)...) })
	slices.Sort(out)
	return slices.Compact(out)
}

// outlook is whether a step that is laid out will be done, by the ways that lead to it
// and by its own condition.
func outlook(p *engine.Program, m *plan.Moment, f *cond.Facts) engine.Outlook {
	out := p.Foresee(m.Step.ID, f)
	for _, w := range m.Way {
		out = max(out, p.ForeseeWay(w.Step, w.Name, f))
	}
	return out
}
