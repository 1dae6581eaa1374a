package playbook

import (
	"cmp"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
	"github.com/huoshui/huoshui/internal/web/console"
)

// calendarView is the page of the calendar.
type calendarView struct {
	Title           i18n.Text
	Verdict         i18n.Message
	Mode, Date, By  string
	Modes           []modeView
	Prev, Next, Now string
	Groups, People  []choice
	Books           []choice
	Channels, Bys   []wordChoice
	Filtered        bool
	Clear           string
	Conflicts       []conflictView
	MoreConflicts   int // of other kinds
	Trouble         int // all of them
	RowName         i18n.Text
	Weekdays        []i18n.Text
	Days            []dayView
	Rows            []calendarRow
	Empty, AnySOP   bool
	Cut             int
}

type modeView struct {
	Label  i18n.Text
	Href   string
	Active bool
}

type wordChoice struct {
	Value  string
	Label  i18n.Text
	Chosen bool
}

// dayView is a day, or what of it belongs to a row.
type dayView struct {
	Num            int
	ISO, Href      string
	Title, Weekday i18n.Text
	Feasts         []i18n.Text
	Today, Outside bool
	Lines          []lineView
	More           int
}

// calendarRow is a group, a channel or a person, and their days.
type calendarRow struct {
	Name i18n.Text
	Days []dayView
}

// lineView is an entry of the calendar.
type lineView struct {
	Href, Clock, Until, At string
	Channel                string // its key, for the look
	Short, By              i18n.Text
	Title                  i18n.Text
	Text, Where            string
	Groups, People         int
	MoreGroups             int // that Where does not name
	Owner                  string
	SOP                    i18n.Text
	State                  string
	Mark, MaybeMark        string
	StateWord, Why, Maybe  i18n.Text
	Faint                  bool
	Trouble                []i18n.Text
}

// conflictView is something that comes too close together.
type conflictView struct {
	Why, Remedy i18n.Text
	Day         i18n.Text
	DayHref     string
	Where       string
	What        []lineView
	Again       int // so often the same comes again
}

// How much a page shows: entries of a day in the month, entries of a cell of a week with
// rows, entries of a day in other views, names of groups beside an entry, conflicts.
const (
	mostInMonth   = 4
	mostInCell    = 6
	mostInDay     = 300
	mostNames     = 3
	mostConflicts = 6
)

// layout lays what was found out as a page.
type layout struct {
	v     console.Viewer
	a     *asked
	f     *found
	today when.Date

	trouble map[int][]i18n.Text
	by      map[when.Date][]int // entries of a day that pass the filters
}

func (l *layout) view() calendarView {
	a := l.a
	l.sort()
	out := calendarView{Title: a.title(), Mode: a.mode, Date: isoDate(a.day), By: a.by, Filtered: a.filtered(), AnySOP: len(l.f.books) > 0,
		Prev: a.at(l.v, a.step(-1)), Next: a.at(l.v, a.step(1)), Now: a.at(l.v, span{a.mode, l.today}), Clear: (&asked{by: a.by}).at(l.v, a.span)}
	for _, m := range [...]string{byMonth, byWeek, byDay} {
		out.Modes = append(out.Modes, modeView{modeWords[m], a.at(l.v, span{m, a.day}), m == a.mode})
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
	l.conflicts(&out)
	first, n := a.days()
	shown := 0
	for i := range n {
		d := l.day(first.Plus(i), l.by[first.Plus(i)], l.room())
		out.Days = append(out.Days, d)
		shown += len(d.Lines) + d.More
	}
	if a.by != "" {
		out.Rows, out.RowName = l.rows(first, n), rowNames[a.by]
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
	l.trouble, l.by = map[int][]i18n.Text{}, map[when.Date][]int{}
	for _, c := range l.f.conflicts {
		for _, i := range c.What {
			if !slices.Contains(l.trouble[i], c.Why) {
				l.trouble[i] = append(l.trouble[i], c.Why)
			}
		}
	}
	for i := range l.f.entries {
		if e := &l.f.entries[i]; l.passes(e) {
			day := when.DateOf(e.At, l.v.Zone)
			l.by[day] = append(l.by[day], i)
		}
	}
}

// passes reports whether the filters let an entry through; those by group and SOP have
// been seen to already.
func (l *layout) passes(e *agenda.Entry) bool {
	return (l.a.channel == "" || e.Channel == l.a.channel) && (l.a.person == "" || e.Owner == l.a.person)
}

// day lays out a day with some of its entries.
func (l *layout) day(d when.Date, which []int, room int) dayView {
	out := dayView{Num: d.Day, ISO: isoDate(d), Href: l.a.at(l.v, span{byDay, d}), Title: dayTitle(d), Weekday: weekdayName(d.Weekday()),
		Today: d == l.today, Outside: l.a.outside(d)}
	for _, f := range when.FestivalsOn(d) {
		out.Feasts = append(out.Feasts, f.Name())
	}
	lines := agenda.Fold(l.f.entries, which)
	shown := l.pick(lines, room)
	for i := range shown {
		out.Lines = append(out.Lines, l.line(&shown[i]))
	}
	out.More = len(lines) - len(shown)
	return out
}

// pick chooses what of a day is shown where there is no room for all: first what is in
// the way of something, then what is said to people, what people are to do, and what most
// likely will not be done. The order stays.
func (l *layout) pick(lines []agenda.Line, room int) []agenda.Line {
	if len(lines) <= room {
		return lines
	}
	rank := func(i int) int {
		one := &lines[i]
		switch {
		case slices.ContainsFunc(one.Of, func(e int) bool { return len(l.trouble[e]) > 0 }):
			return 0
		case one.Outlook == engine.Unlikely || one.State == agenda.Skipped:
			return 3
		case one.Channel == agenda.ToDoList || one.Channel == agenda.Other:
			return 2
		}
		return 1
	}
	order := make([]int, len(lines))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rank(a), rank(b)) })
	order = order[:room-1] // the last line says how many more there are
	slices.Sort(order)
	out := make([]agenda.Line, len(order))
	for i, n := range order {
		out[i] = lines[n]
	}
	return out
}

// rows lays out a week by group, channel or person.
func (l *layout) rows(first when.Date, n int) (out []calendarRow) {
	keys := map[string]int{}
	which := []map[when.Date][]int{}
	for i := range n {
		day := first.Plus(i)
		for _, e := range l.by[day] {
			key, name := l.rowOf(&l.f.entries[e])
			at, ok := keys[key]
			if !ok {
				at = len(out)
				keys[key] = at
				out, which = append(out, calendarRow{Name: name}), append(which, map[when.Date][]int{})
			}
			which[at][day] = append(which[at][day], e)
		}
	}
	for r := range out {
		for i := range n {
			day := first.Plus(i)
			out[r].Days = append(out[r].Days, l.day(day, which[r][day], mostInCell))
		}
	}
	slices.SortStableFunc(out, func(a, b calendarRow) int { return cmpText(a.Name, b.Name) })
	return out
}

// rowOf is the row of an entry.
func (l *layout) rowOf(e *agenda.Entry) (key string, name i18n.Text) {
	switch l.a.by {
	case byChannel:
		return string(e.Channel), channelWords[e.Channel]
	case byPerson:
		if e.Owner == "" {
			return "", nobody
		}
		return e.Owner, i18n.Text{Hans: e.Owner, Hant: e.Owner, En: e.Owner}
	}
	name = l.group(e.Group)
	return id.Show(e.Group), name
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

// line lays out an entry, or the same one in several groups.
func (l *layout) line(one *agenda.Line) lineView {
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
	if one.State != agenda.Done && one.State != agenda.Skipped {
		out.Maybe, out.MaybeMark = maybeWords[one.Outlook], maybeMarks[one.Outlook]
	}
	l.where(&out, one.Groups)
	for _, i := range one.Of {
		for _, why := range l.trouble[i] {
			if !slices.Contains(out.Trouble, why) {
				out.Trouble = append(out.Trouble, why)
			}
		}
	}
	return out
}

// where names the groups of a line, the first of them.
func (l *layout) where(out *lineView, groups []id.Group) {
	groups = slices.Clone(groups)
	slices.Sort(groups)
	groups = slices.Compact(groups)
	if out.Groups = len(groups); l.a.by == byGroup || l.a.group != 0 {
		return // it is said already
	}
	for i, g := range groups {
		if i >= mostNames {
			out.MoreGroups++
			continue
		}
		if i > 0 {
			out.Where += " · "
		}
		out.Where += l.group(g).In(l.v.Lang)
	}
}

// href is where a line leads: to the to-do, the run, or the SOP.
func (l *layout) href(one *agenda.Line) string {
	switch {
	case one.Task != 0 && len(one.Of) == 1 && l.v.Can("quotes"):
		return l.v.At("today", id.Show(one.Task))
	case one.Run != 0 && len(one.Of) == 1 && one.Group != 0:
		return l.v.At("playbook-runs", id.Show(one.Run))
	case one.Book != 0:
		return l.v.At("playbooks", id.Show(one.Book))
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
		if day.Before(first) || !day.Before(first.Plus(n)) || !slices.ContainsFunc(c.What, func(i int) bool { return l.passes(&l.f.entries[i]) }) {
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
		one := conflictView{Why: c.Why, Remedy: c.Remedy, Day: dayTitle(day), DayHref: l.a.at(l.v, span{byDay, day}), Where: l.group(e.Group).In(l.v.Lang)}
		for _, line := range agenda.Fold(l.f.entries, c.What) {
			one.What = append(one.What, l.line(&line))
		}
		out.Conflicts = append(out.Conflicts, one)
	}
}
