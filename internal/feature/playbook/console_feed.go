package playbook

import (
	"cmp"
	"crypto/sha256"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/ics"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
	"github.com/huoshui/huoshui/internal/web/console"
)

// How far a subscribed calendar reaches, in days, and how long something lasts in it that
// takes no time.
const (
	feedBack   = 7
	feedAhead  = 60
	feedMoment = 15 * time.Minute
)

// feedView is the page of somebody's calendar address.
type feedView struct {
	Since time.Time // zero where there is none
	URL   string    // shown this once
}

// showFeed handles GET /w/{ws}/calendar/feed.
func (p *calendarPages) showFeed(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	return p.feedWith(w, r, v, "")
}

func (p *calendarPages) feedWith(w http.ResponseWriter, r *http.Request, v console.Viewer, address string) error {
	view := feedView{URL: address}
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		view.Since, err = feedSince(r.Context(), tx, v.Workspace, v.User)
		return err
	})
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.feed, view)
}

func hashOf(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// makeFeed handles POST /w/{ws}/calendar/feed/make. The address before it, if any, is of
// no use any more.
func (p *calendarPages) makeFeed(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	secret := p.secret()
	err := p.s.DB.Write(r.Context(), func(tx *db.Tx) error {
		if err := putFeed(r.Context(), tx, v.Workspace, v.User, hashOf(secret)); err != nil {
			return err
		}
		return audit.Write(r.Context(), tx, p.s.IDs, audit.Entry{Workspace: v.Workspace, Action: audit.CalendarMade, Subject: id.Show(v.User)})
	})
	if err != nil {
		return err
	}
	return p.feedWith(w, r, v, p.shell.URL("/calendar/"+secret+".ics"))
}

// closeFeed handles POST /w/{ws}/calendar/feed/close.
func (p *calendarPages) closeFeed(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	err := p.s.DB.Write(r.Context(), func(tx *db.Tx) error {
		gone, err := dropFeed(r.Context(), tx, v.Workspace, v.User)
		if err != nil || !gone {
			return err
		}
		return audit.Write(r.Context(), tx, p.s.IDs, audit.Entry{Workspace: v.Workspace, Action: audit.CalendarClosed, Subject: id.Show(v.User)})
	})
	if err != nil {
		return err
	}
	return seeOther(w, r, v.At("calendar", "feed"))
}

// readFeed handles GET /calendar/{secret}.ics: whoever has the address reads what SOPs
// will do in the groups that its owner sees.
func (p *calendarPages) readFeed(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	secret, _ := strings.CutSuffix(r.PathValue("file"), ".ics")
	ctx := r.Context()
	var events []ics.Event
	name := ""
	err := p.s.DB.Read(ctx, func(tx *db.Tx) error {
		ws, who, err := feedBy(ctx, tx, hashOf(secret))
		if err != nil {
			return err
		}
		reader, err := p.deps.Reader(ctx, tx, ws, who)
		if err != nil {
			return err
		}
		lang := cmp.Or(reader.Lang, v.Lang)
		name = feedName.In(lang)
		groups, err := p.deps.Groups(ctx, tx, ws, reader.Scope)
		if err != nil {
			return err
		}
		made := madeUpWords[reader.Kind].In(lang)
		if made != "" {
			name += " · " + made
			made += " · "
		}
		now := p.s.Clock(ws).Now()
		today := when.DateOf(now, reader.Zone)
		from, to := when.At(today.Plus(-feedBack), 0, reader.Zone), when.At(today.Plus(feedAhead), 0, reader.Zone)
		var of []id.Group
		names := map[id.Group]string{0: wholeWorkspace.In(lang)}
		for _, g := range groups {
			of, names[g.ID] = append(of, g.ID), g.Name
		}
		if reader.Scope.All {
			of = append(of, 0)
		}
		want := wantedDays{groups: of, from: from, to: to, near: p.deps}
		if want.slots, err = p.deps.Slots(ctx, tx, ws, reader, of, from, to); err != nil {
			return err
		}
		laid, err := p.s.agenda(ctx, tx, ws, want)
		for i := range laid.entries {
			if e := &laid.entries[i]; e.State != agenda.Skipped && e.Outlook != engine.Unlikely {
				events = append(events, p.event(e, made+groupsIn(e.Groups, names, lang), ws, lang, tx.Now))
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	_, _ = w.Write([]byte(ics.Write(name, events))) // the reader has gone; there is nobody to tell
	return nil
}

// groupsIn names a group, or says how many there are.
func groupsIn(groups []id.Group, names map[id.Group]string, l i18n.Lang) string {
	if len(groups) == 1 {
		return names[groups[0]]
	}
	return severalGroups.With(len(groups)).In(l)
}

// event is an entry as programs read it.
func (p *calendarPages) event(e *agenda.Entry, group string, ws id.Workspace, l i18n.Lang, changed time.Time) ics.Event {
	title := e.Title.In(l)
	if title == "" && e.Step != nil {
		title = deedOf(e.Step).In(l)
	}
	to := "/playbooks/" + id.Show(e.Book)
	switch {
	case e.Request != 0:
		to = "/requests/" + id.Show(e.Request)
	case e.Asked:
		to = "/requests/calendar"
	case e.Run != 0 && e.Groups[0] != 0:
		to = "/playbook-runs/" + id.Show(e.Run)
	}
	out := ics.Event{UID: e.UID + "@huoshui", Changed: changed, Start: e.At, End: e.At.Add(feedMoment), Summary: group + " · " + title,
		URL: p.shell.URL("/w/" + url.PathEscape(id.Show(ws)) + to), Categories: []string{channelWords[e.Channel].In(l)}, Tentative: len(e.Held) == len(e.Groups) || e.Outlook != engine.Sure}
	if e.Until.After(e.At) && e.Until.Sub(e.At) < 24*time.Hour {
		out.End = e.Until
	}
	about := []string{e.SOP.In(l), e.Text, maybeWords[e.Outlook].In(l), heldWord(e).In(l)}
	if e.State == agenda.Done { // what was asked of somebody may still be open: nothing is said of that
		about[2] = ""
	}
	for _, part := range about {
		if part == "" {
			continue
		}
		if out.Description != "" {
			out.Description += "\n"
		}
		out.Description += part
	}
	return out
}
