package agenda

import (
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

// timeline is what an SOP will do in groups that have filled in the same times.
type timeline struct {
	moments []plan.Moment
	groups  int
}

// places adds what SOPs will do by beginnings that are still to come, the earliest.
func (l *laying) places() {
	all := make([]*timeline, len(l.Places))
	for i := range l.Places {
		all[i] = l.expand(&l.Places[i])
		all[i].groups++
	}
	until := l.horizon()
	for i := range l.Places {
		for n := range all[i].moments {
			if all[i].moments[n].At.After(until) {
				l.more = true
				break
			}
			l.place(&l.Places[i], &all[i].moments[n])
		}
	}
}

// horizon is until when no more is due than may be shown. What is due at that very
// moment is laid out, too, and cut afterwards.
func (l *laying) horizon() time.Time {
	due := map[time.Time]int{}
	for _, one := range l.ready {
		for i := range one.moments {
			due[one.moments[i].At.UTC()] += one.groups
		}
	}
	n := 0
	for _, at := range slices.SortedFunc(maps.Keys(due), time.Time.Compare) {
		if n += due[at]; n >= l.Most {
			return at
		}
	}
	return l.To
}

// place adds something that an SOP will do in a group.
func (l *laying) place(p *Place, m *plan.Moment) {
	if p.Begun[Occasion(m.Start, m.T)] {
		return
	}
	if p.Facts.Field == nil {
		p.Facts.Now, p.Facts.Field = l.Now, with(p.Known, p.Fields)
	}
	p.Facts.Start = m.Start
	book := p.Program.Book
	e := of(p.Book, book, m.Step, p.Group)
	e.UID = scheduledUID(p.Book, p.Group, m.Start, m.T, m.Step.ID)
	e.At, e.moment, e.values = m.At, *m, p.Facts.Field
	e.Outlook = max(p.Program.ForeseeRun(&p.Facts), outlook(p.Program, m, &p.Facts))
	if book.Per == script.PerMember { // it is not known yet whom it will be about
		e.Outlook = max(e.Outlook, engine.IfHolds)
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
func (l *laying) expand(p *Place) *timeline {
	key := id.Show(p.Book) + " " + p.Zone.String()
	names, ok := l.times[p.Program]
	if !ok {
		names = times(p.Program.Book)
		l.times[p.Program] = names
	}
	for _, name := range names {
		key += "\x00" + p.Fields[name]
	}
	out := l.ready[key]
	if out == nil {
		fields := map[string]string{}
		for _, f := range p.Program.Book.Fields {
			fields[f.Name] = p.Fields[f.Name]
		}
		out = &timeline{moments: slices.DeleteFunc(plan.Expand(p.Program.Book, fields, l.From, l.To, p.Zone), func(m plan.Moment) bool {
			return !m.T.After(l.Now) || m.At.Before(l.Now)
		})}
		l.ready[key] = out
	}
	return out
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
