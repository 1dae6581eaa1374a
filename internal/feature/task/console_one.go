package task

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// oneView is the page of one to-do.
type oneView struct {
	Card    card
	State   i18n.Text
	IsOpen  bool
	Used    int // the wording that was used, from 1; 0 for none
	Proof   string
	ProofAt string // where the proof is a link
	Picture string // where the picture is; "" for none
	Events  []eventView
	Reasons []reasonChoice
	People  []choice
	Undo    bool
	Form    console.Form
	Typed   typed
	Chosen  i18n.Text
	Answers []answerView
	Next    string // where to go on with what was filled in; "" for nowhere
	NextIs  i18n.Text
}

// typed is what somebody typed, shown again after a mistake.
type typed struct{ Proof, Note, Reason, To string }

type eventView struct {
	At   time.Time
	What i18n.Message
	Why  i18n.Text
	Note string
}

func eventOf(e Event, k *whose) eventView {
	by := k.name(e.By)
	if by == "" && e.By != 0 {
		by = "—"
	}
	out := eventView{At: e.At, Note: e.Note, Why: reasonWord(e.Reason)}
	word := eventWords()[e.What]
	switch {
	case e.By == 0:
		word = programWords()[e.What]
		out.What = word.With()
		if e.What == "given" || e.What == "escalated" {
			out.What = word.With(k.name(e.Other))
		}
	case e.What == "handed":
		out.What = word.With(by, k.name(e.Other))
	default:
		out.What = word.With(by)
	}
	return out
}

// showOne handles GET /w/{ws}/today/{task}.
func (p *pages) showOne(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view, err := p.oneOf(r, v)
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.one, view)
}

func (p *pages) oneOf(r *http.Request, v console.Viewer) (out oneView, err error) {
	task, err := id.Parse[id.Task](r.PathValue("task"))
	if err != nil {
		return out, err
	}
	ctx, me := r.Context(), personOf(v)
	err = p.s.DB.Read(ctx, func(tx *db.Tx) error {
		t, err := seen(ctx, tx, v.Workspace, &me, task)
		if err != nil {
			return err
		}
		k, err := p.lookUp(ctx, tx, v, []Task{t})
		if err != nil {
			return err
		}
		events, err := storyOf(ctx, tx, v.Workspace, task)
		for _, e := range events {
			out.Events = append(out.Events, eventOf(e, &k))
		}
		out.answered(&t)
		if path, label := p.next(v, &t); path != "" {
			out.Next, out.NextIs = v.At(path), label
		}
		out.Card = cardOf(v, &t, &k, p.s.now(v.Workspace))
		out.State, out.IsOpen, out.Used, out.Proof = stateWord(t.Outcome.State), t.Open(), t.Outcome.Wording, t.Outcome.Proof
		if u, err := url.Parse(out.Proof); err == nil && (u.Scheme == "https" || u.Scheme == "http") {
			out.ProofAt = out.Proof
		}
		at, err := shown(ctx, tx, v.Workspace, task)
		if !at.IsZero() {
			out.Picture = v.At("today", id.Show(task), "picture")
		}
		out.Reasons, out.People, out.Undo = reasonChoices(), colleagues(v, k.people), t.MayUndo(v.User, tx.Now)
		return err
	})
	return out, err
}

// next is where somebody may go on with what was filled in with a to-do that is done.
func (p *pages) next(v console.Viewer, t *Task) (string, i18n.Text) {
	if p.s.Next == nil || t.Outcome.State != Done || !v.Can(auth.Run) {
		return "", i18n.Text{}
	}
	return p.s.Next.After(t)
}

// settled goes on to the list, or back to the to-do with what was wrong.
func (p *pages) settled(w http.ResponseWriter, r *http.Request, v console.Viewer, said string, err error) error {
	if err == nil {
		to, q := v.At("today"), url.Values{"said": {said}, "task": {r.PathValue("task")}}
		if back := backTo(r, v); back != "" {
			return seeOther(w, r, back+"?"+q.Encode())
		}
		if who := r.PostFormValue("who"); who != "" && who != "mine" {
			q.Set("who", who)
		}
		return seeOther(w, r, to+"?"+q.Encode())
	}
	if !console.Correctable(err) {
		return err
	}
	view, failed := p.oneOf(r, v)
	if failed != nil {
		return err
	}
	view.Form = console.FormOf(err)
	view.Card.typedAgain(r)
	view.Typed = typed{r.PostFormValue("proof"), r.PostFormValue("note"), r.PostFormValue("reason"), r.PostFormValue("to")}
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.one, view)
}

// backTo is the page on which somebody settled a to-do, where that is another one of
// their workspace; "" for this list.
func backTo(r *http.Request, v console.Viewer) string {
	back := r.PostFormValue("back")
	if back == "" || console.LocalPath(back) != back || !strings.HasPrefix(back, v.At("")) || strings.ContainsAny(back, "?#%") || strings.Contains(back, "..") {
		return ""
	}
	return back
}

// done handles POST /w/{ws}/today/{task}/done.
func (p *pages) done(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	task, err := id.Parse[id.Task](r.PathValue("task"))
	if err != nil {
		return err
	}
	d, err := p.didOf(r, v, task)
	if err != nil {
		return err
	}
	err = p.s.Done(r.Context(), v.Workspace, personOf(v), task, d)
	return p.settled(w, r, v, "done", err)
}

// skip handles POST /w/{ws}/today/{task}/skip.
func (p *pages) skip(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	task, err := id.Parse[id.Task](r.PathValue("task"))
	if err != nil {
		return err
	}
	err = p.s.Skip(r.Context(), v.Workspace, personOf(v), task, Reason(r.PostFormValue("reason")), r.PostFormValue("note"))
	return p.settled(w, r, v, "skipped", err)
}

// hand handles POST /w/{ws}/today/{task}/hand.
func (p *pages) hand(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	task, err := id.Parse[id.Task](r.PathValue("task"))
	if err != nil {
		return err
	}
	to, _ := id.Parse[id.User](r.PostFormValue("to")) // nobody is refused beside the field
	err = p.s.HandOver(r.Context(), v.Workspace, personOf(v), task, to, r.PostFormValue("note"))
	return p.settled(w, r, v, "handed", err)
}

// claim handles POST /w/{ws}/today/{task}/claim.
func (p *pages) claim(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	task, err := id.Parse[id.Task](r.PathValue("task"))
	if err != nil {
		return err
	}
	return p.settled(w, r, v, "claimed", p.s.Claim(r.Context(), v.Workspace, personOf(v), task))
}

// reopen handles POST /w/{ws}/today/{task}/reopen.
func (p *pages) reopen(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	task, err := id.Parse[id.Task](r.PathValue("task"))
	if err != nil {
		return err
	}
	return p.settled(w, r, v, "reopened", p.s.Reopen(r.Context(), v.Workspace, personOf(v), task))
}
