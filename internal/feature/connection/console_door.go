package connection

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/web/console"
)

// doorView is the page of one connection.
type doorView struct {
	Row      rowView
	ID       string
	Network  string
	May      bool // change it
	MayCheck bool
	Locked   bool // its secret must be entered again
	Paused   bool
	Done     i18n.Message
	Form     console.Form
	Findings []channel.Finding // of the check; nil where it was not asked for
	Checked  bool

	Compares bool // with the network's own list and history
	Compared Compared

	URL    string // of a hook
	Kinds  []i18n.Text
	Tokens []tokenRow

	States     []stateLink
	State      string
	Deliveries []deliveryRow
	Older      string
}

type tokenRow struct {
	ID, Name string
	Scopes   []i18n.Text
	Created  time.Time
	Revoked  time.Time
}

type stateLink struct {
	Href   string
	Word   i18n.Text
	Active bool
}

type deliveryRow struct {
	Href, Key     string
	What          i18n.Text
	State         stateView
	Created, Due  time.Time
	Attempts      int
	Code          string
	Reason        i18n.Text
	Waiting, Done bool
}

// onPage is how many deliveries a page lists.
const onPage = 50

func (p *pages) showDoor(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	d, err := p.doorAt(r, v)
	if err != nil {
		return err
	}
	view, err := p.viewOf(r, v, d)
	if err != nil {
		return err
	}
	if done, ok := doneWords[r.URL.Query().Get("done")]; ok {
		view.Done = done.With()
	}
	return p.shell.Show(w, r, v, p.door, view)
}

func (p *pages) viewOf(r *http.Request, v console.Viewer, d Door) (view doorView, err error) {
	standing, err := p.nets.Standing(r.Context(), v.Workspace)
	if err != nil {
		return view, err
	}
	view = doorView{ID: id.Show(d.ID), Network: string(d.Network), May: v.Can(auth.Manage), MayCheck: v.Can(auth.Run), Paused: !d.Paused.IsZero(), State: r.URL.Query().Get("state")}
	if view.Row, err = p.row(r.Context(), v, d, standing[d.ID]); err != nil {
		return view, err
	}
	view.Compares = d.Network != Hook && d.Network != event.Webhook && d.Network != event.WeChat
	if len(d.Sealed) > 0 {
		_, err := p.s.Unseal(d)
		view.Locked = err != nil
	}
	if d.Network == Hook {
		set, err := readHook(d.Settings)
		if err != nil {
			return view, err
		}
		if view.URL = set.URL; !view.May { // there may be a secret in what follows
			view.URL, _, _ = strings.Cut(set.URL, "?")
		}
		for _, k := range set.Kinds {
			view.Kinds = append(view.Kinds, kindWords[k])
		}
	}
	return view, p.read(r.Context(), func(tx *db.Tx) (err error) {
		if view.Compared, err = p.s.Compared(r.Context(), tx, v.Workspace, d.ID); err != nil {
			return err
		}
		return p.lists(r, tx, v, d, &view)
	})
}

// lists fills in the tokens of a source, and what leaves by a connection.
func (p *pages) lists(r *http.Request, tx *db.Tx, v console.Viewer, d Door, view *doorView) error {
	if d.Network == event.Webhook {
		all, err := p.s.Tokens(r.Context(), tx, v.Workspace)
		if err != nil {
			return err
		}
		for _, t := range all {
			if t.Connection != d.ID {
				continue
			}
			row := tokenRow{ID: id.Show(t.ID), Name: t.Name, Created: t.Created, Revoked: t.Revoked}
			for _, s := range t.Scopes {
				row.Scopes = append(row.Scopes, scopeWords[s])
			}
			view.Tokens = append(view.Tokens, row)
		}
		return nil
	}
	before, _ := id.Parse[id.Deed](r.URL.Query().Get("before")) // anything else is the newest
	if _, ok := stateWords[outbox.State(view.State)]; !ok {
		view.State = ""
	}
	list, err := outbox.List(r.Context(), tx, v.Workspace, d.ID, outbox.State(view.State), before, onPage+1)
	if err != nil {
		return err
	}
	here := at(v, d.ID)
	view.States = append(view.States, stateLink{here, wordAll, view.State == ""})
	for _, s := range deliveryStates {
		if s == outbox.Human && (d.Network == Hook || d.Network == event.Matrix) { // no person has to confirm there
			continue
		}
		view.States = append(view.States, stateLink{here + "?state=" + string(s), stateWords[s], view.State == string(s)})
	}
	if len(list) > onPage {
		list = list[:onPage]
		view.Older = here + "?state=" + view.State + "&before=" + id.Show(list[onPage-1].ID)
	}
	for i := range list {
		view.Deliveries = append(view.Deliveries, deliveryOf(v, &list[i]))
	}
	return nil
}

func deliveryOf(v console.Viewer, d *outbox.Deed) deliveryRow {
	return deliveryRow{Href: v.At("deliveries", id.Show(d.ID)), Key: id.Show(d.ID), What: whatOf(d), State: deedState(d.State), Created: d.Created,
		Due: d.Due, Attempts: d.Attempts, Code: d.Code, Reason: codeWords[d.Code], Waiting: d.State == outbox.Waiting && d.Attempts > 0}
}

// whatOf says what a deed is about.
func whatOf(d *outbox.Deed) i18n.Text {
	if d.Action != ActionHook {
		return actionWords[channel.Action(d.Action)]
	}
	var p Payload
	if unmarshal(d.Body, &p) != nil {
		return wordForgotten
	}
	return kindWords[p.Kind]
}

func (p *pages) check(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	d, err := p.doorAt(r, v)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(r.Context(), 45*time.Second)
	defer cancel()
	view, err := p.viewOf(r, v, d)
	if err != nil {
		return err
	}
	view.Checked = true
	switch d.Network {
	case Hook:
		view.Findings = p.s.CheckHook(ctx, d)
	case event.Webhook:
		view.Findings = p.checkSource(d, view)
	default:
		view.Findings = p.nets.Check(ctx, d)
	}
	return p.shell.Show(w, r, v, p.door, view)
}

// checkSource looks at a source of events: whether it has a good token, and
// whether anything ever came.
func (p *pages) checkSource(_ Door, view doorView) []channel.Finding {
	good := false
	for _, t := range view.Tokens {
		good = good || t.Revoked.IsZero()
	}
	return []channel.Finding{
		{Tried: triedToken, OK: good, Mend: mendToken},
		{Tried: triedEvents, OK: view.Row.Events > 0, Mend: mendEvents},
	}
}

func (p *pages) pause(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	d, err := p.doorAt(r, v)
	if err != nil {
		return err
	}
	err = p.s.DB.Write(r.Context(), func(tx *db.Tx) error { return p.s.Pause(r.Context(), tx, v.Workspace, d.ID, ByHand) })
	if err != nil {
		return err
	}
	return seeOther(w, r, at(v, d.ID)+"?done=paused")
}

func (p *pages) resume(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	d, err := p.doorAt(r, v)
	if err != nil {
		return err
	}
	if err := p.s.Resume(r.Context(), v.Workspace, d.ID); err != nil {
		return err
	}
	return seeOther(w, r, at(v, d.ID)+"?done=resumed")
}

func (p *pages) rotate(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	d, err := p.doorAt(r, v)
	if err != nil {
		return err
	}
	secret, err := p.s.RotateHook(r.Context(), v.Workspace, d.ID)
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.once, onceView{Kind: "rotated", Secret: secret, Name: d.Name, Href: at(v, d.ID)})
}

func (p *pages) reenter(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	d, err := p.doorAt(r, v)
	if err != nil {
		return err
	}
	err = p.nets.Reenter(r.Context(), d, r.PostFormValue("as_token"), r.PostFormValue("hs_token"))
	if err == nil {
		return seeOther(w, r, at(v, d.ID)+"?done=entered")
	}
	if !console.Correctable(err) {
		return err
	}
	view, err2 := p.viewOf(r, v, d)
	if err2 != nil {
		return err2
	}
	view.Form = console.FormOf(err)
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.door, view)
}

func (p *pages) registration(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	d, err := p.doorAt(r, v)
	if err != nil {
		return err
	}
	if d.Network != event.Matrix {
		return fault.New(fault.NotFound, noDoor.With())
	}
	text, err := p.nets.Registration(d)
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.once, onceView{Kind: "registration", Text: text, Name: d.Name, Href: at(v, d.ID)})
}

func (p *pages) history(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	d, err := p.doorAt(r, v)
	if err != nil {
		return err
	}
	if err := p.nets.Backfill(r.Context(), d, v.User); err != nil {
		return err
	}
	return seeOther(w, r, v.At("import"))
}

// removeView asks before a connection is removed.
type removeView struct {
	Name, Href string
	Waits      int
	Hook       bool
}

func (p *pages) askRemove(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	d, err := p.doorAt(r, v)
	if err != nil {
		return err
	}
	row, err := p.row(r.Context(), v, d, Standing{})
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.remove, removeView{Name: d.Name, Href: at(v, d.ID), Waits: row.Waits, Hook: d.Network == Hook})
}

func (p *pages) doRemove(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	d, err := p.doorAt(r, v)
	if err != nil {
		return err
	}
	if d.Network == event.Sandbox {
		return fault.New(fault.Conflict, keepSandbox.With())
	}
	if err := p.s.Close(r.Context(), v.Workspace, d.ID); err != nil {
		return err
	}
	return seeOther(w, r, v.At("connections"))
}

var keepSandbox = i18n.Text{
	Hans: "演练平台是这个工作区自带的，不能移除。",
	Hant: "演練平台是這個工作區內建的，無法移除。",
	En:   "The sandbox platform belongs to this workspace and cannot be removed.",
}

// deliveryStates are the states by which deliveries may be listed, in order.
var deliveryStates = [...]outbox.State{outbox.Waiting, outbox.Human, outbox.Sent, outbox.Refused, outbox.Uncertain, outbox.Dropped}
