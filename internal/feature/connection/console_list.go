package connection

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/web/console"
)

// rowView is one connection in the list, and at the head of its page.
type rowView struct {
	Name, Href string
	Kind       i18n.Text
	State      stateView
	In, Out    time.Time // when something came in, and left, last
	Events     int64
	Waits      int
	TooMany    bool // more wait than were counted
}

// stateView is how a connection stands, in a word with its mark.
type stateView struct {
	Tone, Mark string
	Word       i18n.Text
	Says       i18n.Text // what it means and what to do; empty where all is well
}

type listView struct {
	Verdict          i18n.Message
	Rows             []rowView
	Aside, Conflicts int64
}

// counted is how many deeds that wait are counted at most.
const counted = 1000

func (p *pages) showList(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	var view listView
	var doors []Door
	err := p.read(r.Context(), func(tx *db.Tx) (err error) {
		if doors, err = p.s.Doors(r.Context(), tx, v.Workspace); err != nil {
			return err
		}
		if view.Aside, err = inbox.CountAside(r.Context(), tx, v.Workspace); err != nil {
			return err
		}
		view.Conflicts, err = inbox.CountConflicts(r.Context(), tx, v.Workspace)
		return err
	})
	if err != nil {
		return err
	}
	standing, err := p.nets.Standing(r.Context(), v.Workspace)
	if err != nil {
		return err
	}
	bad := 0
	for _, d := range doors {
		if !d.Closed.IsZero() {
			continue
		}
		row, err := p.row(r.Context(), v, d, standing[d.ID])
		if err != nil {
			return err
		}
		if row.State.Tone == "bad" {
			bad++
		}
		view.Rows = append(view.Rows, row)
	}
	switch {
	case len(view.Rows) == 0:
		view.Verdict = verdictNone.With()
	case bad > 0:
		view.Verdict = verdictBad.With(len(view.Rows), bad)
	default:
		view.Verdict = verdictGood.With(len(view.Rows))
	}
	return p.shell.Show(w, r, v, p.list, view)
}

func (p *pages) row(ctx context.Context, v console.Viewer, d Door, s Standing) (row rowView, err error) {
	row = rowView{Name: d.Name, Href: at(v, d.ID), Kind: kindOf(d.Network), In: s.Last, Events: s.Events}
	err = p.read(ctx, func(tx *db.Tx) (err error) {
		if row.Waits, err = outbox.Waits(ctx, tx, v.Workspace, d.ID, counted+1); err != nil {
			return err
		}
		row.Out, err = outbox.LastSent(ctx, tx, v.Workspace, d.ID)
		return err
	})
	if row.TooMany = row.Waits > counted; row.TooMany {
		row.Waits = counted
	}
	row.State = stateOf(d, s)
	if _, lost := p.s.Unseal(d); lost != nil {
		row.State = stateView{"bad", "✕", wordLocked, saysLocked}
		if d.Network == Hook {
			row.State.Says = pausedSays[NoKey]
		}
	}
	return row, err
}

// stateOf says how a connection stands.
func stateOf(d Door, s Standing) stateView {
	switch {
	case d.Why == ByHand:
		return stateView{"wait", "◌", wordPaused, pausedSays[ByHand]}
	case !d.Paused.IsZero():
		return stateView{"bad", "✕", wordPaused, pausedSays[d.Why]}
	case !d.Failing.IsZero():
		return stateView{"bad", "◒", wordFailing, saysFailing}
	case d.Network == event.Matrix && !s.Heard:
		return stateView{"bad", "◒", wordUnheard, saysUnheard}
	case d.Network == event.Webhook && s.Events == 0 || d.Network == event.Matrix && s.Events == 0:
		return stateView{"wait", "◌", wordQuiet, i18n.Text{}}
	}
	return stateView{"good", "●", wordGood, i18n.Text{}}
}

func kindOf(n event.Network) i18n.Text {
	if k, ok := kinds[n]; ok {
		return k
	}
	return i18n.Text{Hans: string(n), Hant: string(n), En: string(n)}
}

// asideView is the page of what could not be handled.
type asideView struct {
	Asides    []asideRow
	Conflicts []asideRow
	MayReplay bool
	Done      i18n.Message
}

type asideRow struct {
	ID, Key, Story string
	From           string
	At             time.Time
	Attempts       int
	Why            string
	Whole          bool
}

// mostAside is how many of each are listed.
const mostAside = 100

func (p *pages) showAside(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	view := asideView{MayReplay: v.Can("manage")}
	if r.URL.Query().Get("done") == "1" {
		view.Done = replayed.With()
	}
	err := p.read(r.Context(), func(tx *db.Tx) error {
		doors, err := p.s.Doors(r.Context(), tx, v.Workspace)
		if err != nil {
			return err
		}
		names := map[id.Connection]string{}
		for _, d := range doors {
			names[d.ID] = d.Name
		}
		asides, err := inbox.Asides(r.Context(), tx, v.Workspace, mostAside)
		if err != nil {
			return err
		}
		for _, a := range asides {
			view.Asides = append(view.Asides, asideRow{ID: id.Show(a.ID), Key: shownKey(a.Key), Story: storyOf(v, id.Show(a.ID)), From: names[a.Connection], At: a.At,
				Attempts: a.Attempts, Why: a.Why, Whole: a.Whole})
		}
		conflicts, err := inbox.Conflicts(r.Context(), tx, v.Workspace, mostAside)
		for _, c := range conflicts {
			view.Conflicts = append(view.Conflicts, asideRow{ID: id.Show(c.ID), Key: shownKey(c.Key), Story: storyOf(v, id.Show(c.First)), From: names[c.Connection], At: c.At})
		}
		return err
	})
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.aside, view)
}

// shownKey is a key as people read it: what parts it is not to be seen otherwise.
func shownKey(key string) string { return strings.ReplaceAll(key, "\x1f", " / ") }

func (p *pages) replay(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	e, err := id.Parse[id.Event](r.PathValue("event"))
	if err != nil {
		return err
	}
	if err := whole(v); err != nil {
		return err
	}
	if err := p.box.Replay(r.Context(), v.Workspace, e); err != nil {
		return err
	}
	return seeOther(w, r, v.At("set-aside")+"?done=1")
}
