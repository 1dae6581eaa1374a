package connection

import (
	"net/http"
	"strings"

	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/web/console"
)

// formView is a form for a new connection.
type formView struct {
	Kind string // "token", "hook", "matrix" or "manual"
	Form console.Form
	Name string

	Events, Read, Send, Tasks bool // scopes

	URL   string
	Kinds []kindChoice

	Matrix MatrixForm
}

type kindChoice struct {
	Value  string
	Word   i18n.Text
	Chosen bool
}

// onceView shows a secret, this once.
type onceView struct {
	Kind           string // "token", "hook", "rotated" or "registration"
	Secret, Text   string
	Name, Href     string
	Example, Check string
}

func choices(chosen []string) (out []kindChoice) {
	for _, k := range fact.Public {
		c := kindChoice{Value: string(k), Word: kindWords[k]}
		for _, one := range chosen {
			c.Chosen = c.Chosen || one == c.Value
		}
		out = append(out, c)
	}
	return out
}

func (p *pages) showForm(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	view := formView{Kind: r.PathValue("kind"), Name: r.URL.Query().Get("name"), Events: true, Kinds: choices(nil), Matrix: MatrixForm{Base: p.shell.URL("")}}
	switch view.Kind {
	case "manual":
		view.Name = manualName.In(v.Lang)
		return p.shell.Show(w, r, v, p.form, view)
	case "token", "hook", "matrix":
		return p.shell.Show(w, r, v, p.form, view)
	}
	return fault.New(fault.NotFound, noDoor.With())
}

// again shows a form once more with what is wrong with it.
func (p *pages) showAgain(w http.ResponseWriter, r *http.Request, v console.Viewer, view formView, err error) error {
	if !console.Correctable(err) && fault.KindOf(err) != fault.Unavailable {
		return err
	}
	view.Form = console.FormOf(err)
	return p.shell.ShowStatus(w, r, v, http.StatusUnprocessableEntity, p.form, view)
}

func (p *pages) makeToken(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	view := formView{Kind: "token", Name: strings.TrimSpace(r.PostFormValue("name")), Events: r.PostFormValue("events") != "",
		Read: r.PostFormValue("read") != "", Send: r.PostFormValue("send") != "", Tasks: r.PostFormValue("tasks") != ""}
	var scopes []string
	if view.Events {
		scopes = append(scopes, ScopeEvents)
	}
	if view.Read {
		scopes = append(scopes, ScopeRead)
	}
	if view.Send {
		scopes = append(scopes, ScopeSend)
	}
	if view.Tasks {
		scopes = append(scopes, ScopeTasks)
	}
	if len(scopes) == 0 {
		return p.showAgain(w, r, v, view, fieldFault("scopes", noScopes))
	}
	if view.Name == "" {
		return p.showAgain(w, r, v, view, fieldFault("name", noName))
	}
	token, t, err := p.s.NewToken(r.Context(), v.Workspace, view.Name, scopes)
	if err != nil {
		return p.showAgain(w, r, v, view, err)
	}
	return p.shell.Show(w, r, v, p.once, onceView{Kind: "token", Secret: token, Name: view.Name, Href: at(v, t.Connection),
		Example: `curl -H "Authorization: Bearer ` + token + `" -H "Content-Type: application/json" \
  -d '{"events":[{"id":"1","chat":"demo","kind":"message","at":"2030-01-02T12:00:00Z","actor":{"id":"u1","name":"小雨"},"text":"在吗"}]}' \
  ` + p.shell.URL("/api/v1/events")})
}

func (p *pages) makeHook(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return fault.Because(err, fault.Invalid, badHookURL.With(maxURL))
	}
	chosen := r.PostForm["kind"]
	view := formView{Kind: "hook", Name: strings.TrimSpace(r.PostFormValue("name")), URL: strings.TrimSpace(r.PostFormValue("url")), Kinds: choices(chosen)}
	set := HookSettings{URL: view.URL}
	for _, k := range chosen {
		set.Kinds = append(set.Kinds, fact.Kind(k))
	}
	err := p.nets.MayConnect(r.Context(), v.Workspace)
	if err != nil {
		return p.showAgain(w, r, v, view, err)
	}
	secret, d, err := p.s.NewHook(r.Context(), v.Workspace, view.Name, set)
	if err != nil {
		return p.showAgain(w, r, v, view, err)
	}
	return p.shell.Show(w, r, v, p.once, onceView{Kind: "hook", Secret: secret, Name: d.Name, Href: at(v, d.ID)})
}

func (p *pages) makeMatrix(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	if err := whole(v); err != nil {
		return err
	}
	field := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	f := MatrixForm{Name: field("name"), Homeserver: field("homeserver"), ServerName: field("server_name"), Base: field("base"),
		ASToken: field("as_token"), HSToken: field("hs_token")}
	d, err := p.nets.ConnectMatrix(r.Context(), v.Workspace, f)
	if err != nil {
		f.ASToken, f.HSToken = "", "" // secrets are never sent back
		return p.showAgain(w, r, v, formView{Kind: "matrix", Name: f.Name, Matrix: f}, err)
	}
	text, err := p.nets.Registration(d)
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.once, onceView{Kind: "registration", Text: text, Name: d.Name, Href: at(v, d.ID)})
}
