package connection

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/web/console"
)

// deliveryView is the story of one delivery.
type deliveryView struct {
	Row                deliveryRow
	Door               rowView
	Story, Fact, Body  string
	Hidden, Forgotten  bool // there is a text that the reader may not see, or no more
	Attempts           []attemptRow
	MayAgain, MayDrop  bool
	Done               i18n.Message
	Href, Native, Line string
}

type attemptRow struct {
	At, Due   time.Time
	State     stateView
	Code, Why string
	Reason    i18n.Text
}

// token revocation stands with deliveries for want of a page of its own.
func (p *pages) revoke(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	t, err := id.Parse[id.Token](r.PathValue("token"))
	if err != nil {
		return err
	}
	if err := whole(v); err != nil {
		return err
	}
	if err := p.s.Revoke(r.Context(), v.Workspace, t); err != nil {
		return err
	}
	back := v.At("connections")
	if c, err := id.Parse[id.Connection](r.PostFormValue("door")); err == nil {
		back = at(v, c) + "?done=revoked"
	}
	return seeOther(w, r, back)
}

func (p *pages) deedAt(r *http.Request, v console.Viewer) (d outbox.Deed, err error) {
	if err := whole(v); err != nil {
		return d, err
	}
	deed, err := id.Parse[id.Deed](r.PathValue("deed"))
	if err != nil {
		return d, err
	}
	err = p.read(r.Context(), func(tx *db.Tx) (err error) {
		d, err = outbox.Get(r.Context(), tx, v.Workspace, deed)
		return err
	})
	return d, err
}

func (p *pages) showDelivery(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	d, err := p.deedAt(r, v)
	if err != nil {
		return err
	}
	view := deliveryView{Row: deliveryOf(v, &d), Href: v.At("deliveries", id.Show(d.ID)), Native: d.Native, Line: d.Line, Story: storyOf(v, id.Show(d.ID))}
	if d.Fact != 0 {
		view.Fact = id.Show(d.Fact)
	}
	if done, ok := doneWords[r.URL.Query().Get("done")]; ok {
		view.Done = done.With()
	}
	switch {
	case len(d.Body) == 0:
		view.Forgotten = true
	case v.Can(auth.Quotes):
		view.Body = indented(d.Body)
	default:
		view.Hidden = true
	}
	var door Door
	err = p.read(r.Context(), func(tx *db.Tx) error {
		attempts, err := outbox.Attempts(r.Context(), tx, d)
		for _, a := range attempts {
			view.Attempts = append(view.Attempts, attemptRow{At: a.At, Due: a.Due, State: attemptState(a.Outcome), Code: a.Code, Why: a.Why, Reason: codeWords[a.Code]})
		}
		if err == nil {
			door, err = p.s.Door(r.Context(), tx, v.Workspace, d.Connection)
		}
		if fault.KindOf(err) == fault.NotFound { // a deed of a connection that this table never knew
			return nil
		}
		return err
	})
	if err != nil {
		return err
	}
	view.Door = rowView{Name: door.Name, Kind: kindOf(door.Network)}
	if door.ID != 0 && door.Closed.IsZero() {
		view.Door.Href = at(v, door.ID)
	}
	if v.Can(auth.Manage) {
		view.MayAgain = (d.State == outbox.Refused || d.State == outbox.Uncertain) && len(d.Body) > 0
		view.MayDrop = d.State == outbox.Waiting || d.State == outbox.Uncertain || d.State == outbox.Human
	}
	return p.shell.Show(w, r, v, p.delivery, view)
}

func unmarshal(body []byte, into any) error { return json.Unmarshal(body, into) }

// indented is JSON as people read it.
func indented(body []byte) string {
	var any json.RawMessage
	if json.Unmarshal(body, &any) != nil {
		return ""
	}
	out, err := json.MarshalIndent(any, "", "  ")
	if err != nil {
		return ""
	}
	return string(out)
}

func (p *pages) again(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	d, err := p.deedAt(r, v)
	if err != nil {
		return err
	}
	if err := p.s.Again(r.Context(), v.Workspace, d); err != nil {
		return err
	}
	return seeOther(w, r, v.At("deliveries", id.Show(d.ID))+"?done=again")
}

func (p *pages) drop(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	d, err := p.deedAt(r, v)
	if err != nil {
		return err
	}
	if err := p.s.Drop(r.Context(), v.Workspace, d); err != nil {
		return err
	}
	return seeOther(w, r, v.At("deliveries", id.Show(d.ID))+"?done=dropped")
}

// fieldFault is a sentence about one field of a form.
func fieldFault(field string, says i18n.Text) error {
	return &auth.FieldError{Field: field, Err: fault.New(fault.Invalid, says.With())}
}
