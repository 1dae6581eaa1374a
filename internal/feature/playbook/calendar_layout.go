package playbook

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
	"github.com/huoshui/huoshui/internal/web/console"
)

// How much a page shows: entries of a day in the month, entries of a cell of a week with
// rows, entries of a day in other views, names of groups beside an entry, conflicts, rows.
const (
	mostInMonth   = 4
	mostInCell    = 6
	mostInDay     = 300
	mostNames     = 3
	mostConflicts = 6
	mostRows      = 200
)

// layout lays what was found out as a page.
type layout struct {
	v     console.Viewer
	a     *asked
	f     *found
	today when.Date

	trouble map[int][]int       // of entries: the conflicts
	by      map[when.Date][]int // entries of a day that pass the filters
	row     *id.Group           // whose row is laid out, where rows are groups
}

func (l *layout) view() calendarView {
	a := l.a
	l.sort()
	out := calendarView{Title: a.title(), Mode: a.mode, Date: isoDate(a.day), By: a.by, Filtered: a.filtered(), AnySOP: len(l.f.books) > 0, May: l.v.Can(auth.Manage) && l.v.Scope.All,
		Prev: a.at(l.v, a.step(-1)), Next: a.at(l.v, a.step(1)), Now: a.at(l.v, span{mode: a.mode, day: l.today}), Clear: (&asked{by: a.by}).at(l.v, a.span)}
	for _, m := range [...]string{byMonth, byWeek, byDay} {
		out.Modes = append(out.Modes, modeView{modeWords[m], a.at(l.v, span{mode: m, day: a.day}), m == a.mode})
	}
	out.Groups, out.People, out.Books = l.f.groupChoices(a.group), l.f.personChoices(a.person), l.f.bookChoices(a.book)
	for _, c := range agenda.Channels {
		out.Channels = append(out.Channels, wordChoice{string(c), channelWords[c], c == a.channel})
	}
	for _, by := range [...]string{"", byGroup, byChannel, byPerson} {
		out.Bys = append(out.Bys, wordChoice{by, rowWords[by], by == a.by})
	}
	for i := range 7 {
		out.Weekdays = append(out.Weekdays, weekdayName(time.Weekday((i+1)%7)))
	}
	if l.f.cut {
		out.Cut = len(l.f.entries)
	}
	var silent []string
	for _, title := range l.f.silent[:min(len(l.f.silent), mostNames)] {
		silent = append(silent, title.In(l.v.Lang))
	}
	out.Crowd, out.Silent = l.f.crowd, strings.Join(silent, comma.In(l.v.Lang))
	if !l.f.next.IsZero() {
		day := when.DateOf(l.f.next, l.v.Zone)
		out.NextDay, out.NextHref = dayTitle(day), l.a.at(l.v, span{mode: l.a.mode, day: day})
	}
	l.conflicts(&out)
	first, n := a.days()
	shown := 0
	for i := range n {
		d := l.day(first.Plus(i), l.by[first.Plus(i)], l.room())
		out.Days = append(out.Days, d)
		shown += len(d.Lines) + d.More
	}
	if a.by != "" {
		out.Rows, out.MoreRows = l.rows(first, n)
		out.RowName = rowNames[a.by]
	}
	out.Empty = shown == 0
	out.Verdict = verdictOf(shown, out.Trouble)
	return out
}

func verdictOf(shown, conflicts int) i18n.Message {
	switch {
	case shown == 0:
		return calendarNone.With()
	case conflicts == 0:
		return calendarGood.With(shown)
	}
	return calendarBad.With(shown, conflicts)
}

func (l *layout) room() int {
	if l.a.mode == byMonth {
		return mostInMonth
	}
	return mostInDay
}

// sort puts the entries that pass the filters under their days, and notes what is wrong
// with each.
func (l *layout) sort() {
	l.trouble, l.by = map[int][]int{}, map[when.Date][]int{}
	for n, c := range l.f.conflicts {
		for _, i := range c.What {
			l.trouble[i] = append(l.trouble[i], n)
		}
	}
	for i := range l.f.entries {
		if e := &l.f.entries[i]; l.a.passes(e) {
			day := when.DateOf(e.At, l.v.Zone)
			l.by[day] = append(l.by[day], i)
		}
	}
}

// wrong says what is in the way of an entry; in the row of a group, in that.
func (l *layout) wrong(i int) (out []i18n.Text) {
	for _, n := range l.trouble[i] {
		c := &l.f.conflicts[n]
		if (l.row == nil || slices.Contains(c.Groups, *l.row)) && !slices.Contains(out, c.Why) {
			out = append(out, c.Why)
		}
	}
	return out
}

// day lays out a day with some of its entries.
func (l *layout) day(d when.Date, which []int, room int) dayView {
	out := dayView{Num: d.Day, ISO: isoDate(d), Href: l.a.at(l.v, span{mode: byDay, day: d}), Title: dayTitle(d), Weekday: weekdayName(d.Weekday()),
		Today: d == l.today, Outside: l.a.outside(d)}
	for _, f := range when.FestivalsOn(d) {
		out.Feasts = append(out.Feasts, f.Name())
	}
	shown := l.pick(which, room)
	for _, i := range shown {
		out.Lines = append(out.Lines, l.line(i))
	}
	out.More = len(which) - len(shown)
	return out
}

// pick chooses what of a day is shown where there is no room for all: first what is in
// the way of something, then what is said to people, what people are to do, and what most
// likely will not be done. The order stays.
func (l *layout) pick(which []int, room int) []int {
	if len(which) <= room {
		return which
	}
	rank := func(i int) int {
		e := &l.f.entries[i]
		switch {
		case len(l.wrong(i)) > 0:
			return 0
		case e.Outlook == engine.Unlikely || e.State == agenda.Skipped:
			return 3
		case e.Channel == agenda.ToDoList || e.Channel == agenda.Other:
			return 2
		}
		return 1
	}
	out := slices.Clone(which)
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(rank(a), rank(b)) })
	out = out[:room-1] // the last line says how many more there are
	slices.Sort(out)
	return out
}

// rows lays out a week by group, channel or person. more is how many rows there is no room
// for.
func (l *layout) rows(first when.Date, n int) (out []calendarRow, more int) {
	which := map[string]map[when.Date][]int{}
	names := map[string]i18n.Text{}
	for i := range n {
		day := first.Plus(i)
		for _, e := range l.by[day] {
			for key, name := range l.rowsOf(&l.f.entries[e]) {
				if which[key] == nil {
					which[key], names[key] = map[when.Date][]int{}, name
				}
				which[key][day] = append(which[key][day], e)
			}
		}
	}
	keys := slices.SortedFunc(maps.Keys(names), func(a, b string) int { return cmp.Or(cmpText(names[a], names[b]), cmp.Compare(a, b)) })
	for _, key := range keys[:min(len(keys), mostRows)] {
		row, own := calendarRow{Name: names[key]}, *l.a
		switch g, err := id.Parse[id.Group](key); {
		case l.a.by == byChannel:
			own.channel = agenda.Channel(key)
		case l.a.by == byPerson:
			own.person = key
		case err == nil:
			l.row, own.group = &g, g
		}
		for i := range n {
			day := first.Plus(i)
			d := l.day(day, which[key][day], mostInCell)
			d.Href = own.at(l.v, span{mode: byDay, day: day}) // to what of the day is the row's
			row.Days = append(row.Days, d)
		}
		out = append(out, row)
	}
	l.row = nil
	return out, len(keys) - len(out)
}

// rowsOf are the rows of an entry, by their keys.
func (l *layout) rowsOf(e *agenda.Entry) map[string]i18n.Text {
	switch l.a.by {
	case byChannel:
		return map[string]i18n.Text{string(e.Channel): channelWords[e.Channel]}
	case byPerson:
		if e.Owner == "" {
			return map[string]i18n.Text{"": nobody}
		}
		return map[string]i18n.Text{e.Owner: {Hans: e.Owner, Hant: e.Owner, En: e.Owner}}
	}
	out := map[string]i18n.Text{}
	for _, g := range e.Groups {
		out[id.Show(g)] = l.group(g)
	}
	return out
}

// group names a group; 0 is the whole workspace.
func (l *layout) group(g id.Group) i18n.Text {
	if g == 0 {
		return wholeWorkspace
	}
	if name := l.f.names[g]; name != "" {
		return i18n.Text{Hans: name, Hant: name, En: name}
	}
	return otherGroup
}

// line lays out an entry.
func (l *layout) line(i int) lineView {
	one := &l.f.entries[i]
	at := one.At.In(l.v.Zone)
	out := lineView{Href: l.href(one), Clock: at.Format("15:04"), At: at.UTC().Format(time.RFC3339), Channel: string(one.Channel), Short: shortWords[one.Channel], By: channelWords[one.Channel],
		Title: textIn(one.Title), Text: one.Text, People: one.People, Owner: one.Owner, SOP: textIn(one.SOP),
		State: string(one.State), Mark: stateMarks[one.State], StateWord: stateWords[one.State], Why: whyWords[one.Why], Faint: one.Outlook == engine.Unlikely || one.State == agenda.Skipped}
	if one.Title.Hans == "" && one.Step != nil {
		out.Title = deedOf(one.Step)
	}
	if one.Until.After(one.At) {
		out.Until = one.Until.In(l.v.Zone).Format("01-02 15:04")
	}
	if one.Paused {
		out.StateWord = wordPaused
	}
	if one.State == agenda.Planned {
		out.StateWord = i18n.Text{}
	}
	if word := l.held(one); word.Hans != "" {
		out.Mark, out.StateWord = stageMark, word
	}
	if one.State != agenda.Done && one.State != agenda.Skipped {
		out.Maybe, out.MaybeMark = maybeWords[one.Outlook], maybeMarks[one.Outlook]
	}
	out.Where, out.Groups, out.MoreGroups = l.where(one.Groups)
	out.Trouble = l.wrong(i)
	return out
}

// held says for what groups of an entry wait; in the row of a group, that one.
func (l *layout) held(e *agenda.Entry) i18n.Text {
	if l.row == nil {
		return heldWord(e)
	}
	if !slices.Contains(e.Held, *l.row) {
		return i18n.Text{}
	}
	return heldWord(&agenda.Entry{Groups: e.Held, Held: e.Held, Stage: e.Stage})
}

// where names groups, the first of them, unless it is said already which they are.
func (l *layout) where(groups []id.Group) (names string, many, more int) {
	many = len(groups)
	if l.row != nil || l.a.group != 0 {
		return "", 1, 0
	}
	for i, g := range groups[:min(many, mostNames)] {
		if i > 0 {
			names += " · "
		}
		names += l.group(g).In(l.v.Lang)
	}
	return names, many, max(0, many-mostNames)
}

// href is where a line leads: to the to-do, the run, or the SOP.
func (l *layout) href(e *agenda.Entry) string {
	switch {
	case e.Task != 0 && l.v.Can(auth.Quotes):
		return l.v.At("today", id.Show(e.Task))
	case e.Request != 0:
		return l.v.At("requests", id.Show(e.Request))
	case e.Asked:
		return l.v.At("requests", "calendar")
	case e.Run != 0 && e.Groups[0] != 0:
		return l.v.At("playbook-runs", id.Show(e.Run))
	case e.Book != 0:
		return l.v.At("playbooks", id.Show(e.Book))
	}
	return l.v.At("today")
}

// conflicts lays out what comes too close together on the days that are shown. The same
// between the same steps is said once.
func (l *layout) conflicts(out *calendarView) {
	first, n := l.a.days()
	said := map[string]int{}
	for _, c := range l.f.conflicts {
		e := &l.f.entries[c.What[len(c.What)-1]]
		day := when.DateOf(e.At, l.v.Zone)
		if day.Before(first) || !day.Before(first.Plus(n)) || !slices.ContainsFunc(c.What, func(i int) bool { return l.a.passes(&l.f.entries[i]) }) {
			continue
		}
		out.Trouble++
		key := c.Why.Hans
		for _, i := range c.What {
			key += " " + id.Show(l.f.entries[i].Book) + "/" + l.f.entries[i].Step.ID
		}
		if at, ok := said[key]; ok {
			if at < mostConflicts {
				out.Conflicts[at].Again++
			}
			continue
		}
		said[key] = len(said)
		if len(out.Conflicts) >= mostConflicts {
			out.MoreConflicts++
			continue
		}
		one := conflictView{Why: c.Why, Remedy: c.Remedy, Day: dayTitle(day), DayHref: l.a.at(l.v, span{mode: byDay, day: day})}
		one.Where, _, one.MoreGroups = l.where(c.Groups)
		for _, i := range c.What {
			one.What = append(one.What, l.line(i))
		}
		out.Conflicts = append(out.Conflicts, one)
	}
}
