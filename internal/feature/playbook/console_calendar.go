package playbook

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
	"github.com/huoshui/huoshui/internal/web/console"
)

// CalendarRooms are the menu items of the calendar.
func CalendarRooms() []console.Item {
	return []console.Item{{Path: "calendar", Icon: "calendar", Action: auth.View, Label: i18n.Text{Hans: "日历", Hant: "行事曆", En: "Calendar"}}}
}

// calendarPages answers the addresses of the calendar.
type calendarPages struct {
	shell  *console.Shell
	s      *Service
	deps   CalendarDeps
	secret func() string

	days, feed *console.Page
}

// CalendarPages brings the calendar to the shell; secret makes secrets of at least 128
// bits. It fails when a template or a word is wrong. Its look comes with Pages.
func CalendarPages(shell *console.Shell, s *Service, deps CalendarDeps, secret func() string) error {
	p := &calendarPages{shell: shell, s: s, deps: deps, secret: secret}
	var faults []error
	for name, into := range map[string]**console.Page{"calendar": &p.days, "feed": &p.feed} {
		var err error
		*into, err = console.NewPage(views, "view/"+name+".html", calendarWords(), "view/calendar_parts.html")
		faults = append(faults, err)
	}
	if err := errors.Join(faults...); err != nil {
		return fmt.Errorf("calendar pages: %w", err)
	}
	shell.Handle("GET /w/{ws}/calendar", auth.View, p.show)
	shell.Handle("GET /w/{ws}/calendar/feed", auth.View, p.showFeed)
	shell.Handle("POST /w/{ws}/calendar/feed/make", auth.View, p.makeFeed)
	shell.Handle("POST /w/{ws}/calendar/feed/close", auth.View, p.closeFeed)
	shell.HandleOpen("GET /calendar/{file}", p.readFeed)
	return nil
}

// asked is what somebody wants to see, as the address says it.
type asked struct {
	span
	by      string // what the rows of a week are; "" for none
	group   id.Group
	channel agenda.Channel
	person  string
	book    id.Playbook
}

// The rows of a week.
const (
	byGroup   = "group"
	byChannel = "channel"
	byPerson  = "person"
)

// longestName is how long the name of whoever answers for something may be in an address.
const longestName = 200

// askedIn reads an address. It fails with NotFound where it names something by an id that
// is none.
func askedIn(r *http.Request, today when.Date) (a asked, err error) {
	q := r.URL.Query()
	a.span = spanOf(q, today)
	if by := q.Get("by"); a.mode == byWeek && (by == byGroup || by == byChannel || by == byPerson) {
		a.by = by
	}
	if text := q.Get("group"); text != "" {
		if a.group, err = id.Parse[id.Group](text); err != nil {
			return a, err
		}
	}
	if text := q.Get("sop"); text != "" {
		if a.book, err = id.Parse[id.Playbook](text); err != nil {
			return a, err
		}
	}
	if c := agenda.Channel(q.Get("channel")); slices.Contains(agenda.Channels[:], c) {
		a.channel = c
	}
	if name := q.Get("person"); len(name) <= longestName {
		a.person = name
	}
	return a, nil
}

// filtered reports whether less than everything is asked for.
func (a *asked) filtered() bool {
	return a.group != 0 || a.book != 0 || a.channel != "" || a.person != ""
}

// passes reports whether the filters let an entry through; those by group and SOP have
// been seen to already.
func (a *asked) passes(e *agenda.Entry) bool {
	return (a.channel == "" || e.Channel == a.channel) && (a.person == "" || e.Owner == a.person)
}

// at is the address of another stretch of time with the same filters.
func (a *asked) at(v console.Viewer, s span) string {
	q := url.Values{"view": {s.mode}, "date": {isoDate(s.day)}}
	set := func(key, value string) {
		if value != "" {
			q.Set(key, value)
		}
	}
	if s.mode == byWeek {
		set("by", a.by)
	}
	if a.group != 0 {
		set("group", id.Show(a.group))
	}
	if a.book != 0 {
		set("sop", id.Show(a.book))
	}
	set("channel", string(a.channel))
	set("person", a.person)
	return v.At("calendar") + "?" + q.Encode()
}

var noGroupThere = i18n.Text{
	Hans: "没有这个群，或者它不归你看。",
	Hant: "沒有這個群組，或者它不歸你看。",
	En:   "There is no such group, or it is not yours to see.",
}

// found is what a calendar shows, before it is laid out as a page.
type found struct {
	laidOut
	conflicts []agenda.Conflict
	names     map[id.Group]string
	used      map[id.Group]bool
	books     []Book
	silent    []i18n.Text // SOPs that begin by somebody's silence, which nobody can foretell
	next      time.Time   // of what is planned after all that is shown, where nothing is shown
}

// find looks up what is asked for, of the groups that somebody sees.
func (p *calendarPages) find(r *http.Request, tx *db.Tx, v console.Viewer, a *asked) (f found, err error) {
	ctx := r.Context()
	groups, err := p.deps.Groups(ctx, tx, v.Workspace, v.Scope)
	if err != nil {
		return f, err
	}
	f.names = map[id.Group]string{}
	want := wantedDays{book: a.book, near: p.deps}
	for _, g := range groups {
		f.names[g.ID] = g.Name
		if a.group == 0 || a.group == g.ID {
			want.groups = append(want.groups, g.ID)
		}
	}
	if _, seen := f.names[a.group]; a.group != 0 && !seen {
		return f, fault.New(fault.NotFound, noGroupThere.With())
	}
	if a.group == 0 && v.Scope.All {
		want.groups = append(want.groups, 0) // what is about the whole workspace
	}
	if f.books, err = books(ctx, tx, v.Workspace); err != nil {
		return f, err
	}
	if a.book != 0 && !slices.ContainsFunc(f.books, func(b Book) bool { return b.ID == a.book }) {
		return f, fault.New(fault.NotFound, noBook.With())
	}
	if f.used, err = usedIn(ctx, tx, v.Workspace); err != nil {
		return f, err
	}
	want.from, want.to = a.around(v.Zone)
	if want.todos, err = p.toDos(r, tx, v, a, &want); err != nil {
		return f, err
	}
	if err := p.lay(r, tx, v, a, want, &f); err != nil {
		return f, err
	}
	if f.silent, err = p.s.bySilence(ctx, tx, v.Workspace, f.books, a.book); err != nil {
		return f, err
	}
	limits, err := p.deps.Limits(ctx, tx, v.Workspace)
	f.conflicts = agenda.Conflicts(f.entries, limits, p.s.Clock(v.Workspace).Now(), v.Zone)
	return f, err
}

// lookAhead is how many days after what is shown it is looked for what comes next.
const lookAhead = 62

// lay lays out what is asked for and, where that is nothing, looks for what comes next.
func (p *calendarPages) lay(r *http.Request, tx *db.Tx, v console.Viewer, a *asked, want wantedDays, f *found) (err error) {
	ctx, who := r.Context(), Reader{User: v.User, Role: v.Role, Scope: v.Scope, Zone: v.Zone}
	slots := func() error {
		if a.book == 0 { // a request is none of an SOP's
			want.slots, err = p.deps.Slots(ctx, tx, v.Workspace, who, want.groups, want.from, want.to)
		}
		return err
	}
	if err := slots(); err != nil {
		return err
	}
	if f.laidOut, err = p.s.agenda(ctx, tx, v.Workspace, want); err != nil {
		return err
	}
	first, n := a.days()
	shown := func(e agenda.Entry) bool {
		d := when.DateOf(e.At, v.Zone)
		return a.passes(&e) && !d.Before(first) && d.Before(first.Plus(n))
	}
	if want.from = when.At(first.Plus(n), 0, v.Zone); slices.ContainsFunc(f.entries, shown) || !want.from.After(p.s.Clock(v.Workspace).Now()) {
		return nil
	}
	want.to, want.todos = when.At(first.Plus(n+lookAhead), 0, v.Zone), nil
	if err := slots(); err != nil {
		return err
	}
	more, err := p.s.agenda(ctx, tx, v.Workspace, want)
	if i := slices.IndexFunc(more.entries, func(e agenda.Entry) bool { return a.passes(&e) }); i >= 0 {
		f.next = more.entries[i].At
	}
	return err
}

// bySilence names the SOPs that are on and begin by somebody's silence; with an SOP that
// one alone.
func (s *Service) bySilence(ctx context.Context, tx *db.Tx, ws id.Workspace, all []Book, book id.Playbook) (out []i18n.Text, err error) {
	for _, b := range all {
		if b.State != On || book != 0 && b.ID != book {
			continue
		}
		p, err := s.program(ctx, tx, ws, b.ID, b.Version)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(p.Starts(), func(s script.Start) bool { return s.Silent != "" }) {
			out = append(out, textIn(p.Book.Title))
		}
	}
	return out, nil
}

// toDosAround is how many days before and after what is shown to-dos are looked for: what
// opened one stands on another day than the one until which it is to be done; and how many there are at most.
const (
	toDosAround = 60
	mostToDos   = 5000
)

// toDos are the open to-dos that are asked for.
func (p *calendarPages) toDos(r *http.Request, tx *db.Tx, v console.Viewer, a *asked, want *wantedDays) ([]agenda.ToDo, error) {
	all, err := p.deps.ToDos(r.Context(), tx, v.Workspace, v.User, want.from.AddDate(0, 0, -toDosAround), want.to.AddDate(0, 0, toDosAround), mostToDos)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(t agenda.ToDo) bool { return a.group != 0 && t.Group != a.group })
	if a.book == 0 {
		return all, nil
	}
	var runs []id.Run
	for _, t := range all {
		if t.Run != 0 {
			runs = append(runs, t.Run)
		}
	}
	known, err := runsOf(r.Context(), tx, v.Workspace, runs)
	return slices.DeleteFunc(all, func(t agenda.ToDo) bool {
		return !slices.ContainsFunc(known, func(r Run) bool { return r.ID == t.Run && r.Book == a.book })
	}), err
}

// show handles GET /w/{ws}/calendar.
func (p *calendarPages) show(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	now := p.s.Clock(v.Workspace).Now()
	a, err := askedIn(r, when.DateOf(now, v.Zone))
	if err != nil {
		return err
	}
	var f found
	err = p.s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		f, err = p.find(r, tx, v, &a)
		return err
	})
	if err != nil {
		return err
	}
	l := layout{v: v, a: &a, f: &f, today: when.DateOf(now, v.Zone)}
	return p.shell.Show(w, r, v, p.days, l.view())
}

// choice is one of what a form offers.
type choice struct {
	Value, Label string
	Chosen       bool
}

// mostChoices is how many groups a form offers.
const mostChoices = 1000

// groupChoices are the groups to choose from: those in which anything is planned.
func (f *found) groupChoices(chosen id.Group) (out []choice) {
	for _, e := range f.entries {
		for _, g := range e.Groups {
			f.used[g] = true
		}
	}
	for g, name := range f.names {
		if f.used[g] || g == chosen {
			out = append(out, choice{id.Show(g), name, g == chosen})
		}
	}
	slices.SortFunc(out, func(a, b choice) int { return cmp.Or(cmp.Compare(a.Label, b.Label), cmp.Compare(a.Value, b.Value)) })
	return out[:min(len(out), mostChoices)]
}

// personChoices are those who answer for anything that was found.
func (f *found) personChoices(chosen string) (out []choice) {
	names := []string{}
	for _, e := range f.entries {
		if e.Owner != "" {
			names = append(names, e.Owner)
		}
	}
	if chosen != "" {
		names = append(names, chosen)
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		out = append(out, choice{name, name, name == chosen})
	}
	return out[:min(len(out), mostChoices)]
}

func (f *found) bookChoices(chosen id.Playbook) (out []choice) {
	for _, b := range f.books {
		if b.State != Off || b.ID == chosen {
			out = append(out, choice{id.Show(b.ID), b.Title, b.ID == chosen})
		}
	}
	return out
}
