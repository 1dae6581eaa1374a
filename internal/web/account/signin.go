package account

import (
	"net/http"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

type signInView struct {
	Form        console.Form
	Login, Back string
}

func (p *pages) showSignIn(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	back := console.LocalPath(r.URL.Query().Get("back"))
	if v.SignedIn() {
		return redirect(w, r, back)
	}
	return p.shell.Show(w, r, v, p.signIn, signInView{Back: back})
}

func (p *pages) doSignIn(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	view := signInView{Login: r.PostFormValue("login"), Back: console.LocalPath(r.PostFormValue("back"))}
	fresh, err := p.auth.SignIn(r.Context(), view.Login, r.PostFormValue("password"), p.shell.Address(r), p.shell.Token(r))
	if k := fault.KindOf(err); err != nil && (k == fault.Unknown || k == fault.Limited) {
		view.Form = console.FormOf(err)
		p.shell.SetRetryAfter(w, err)
		return p.shell.ShowStatus(w, r, v, console.StatusOf(err), p.signIn, view)
	}
	if err != nil {
		return err
	}
	p.shell.SetSession(w, fresh)
	return redirect(w, r, view.Back)
}

func (p *pages) signOut(w http.ResponseWriter, r *http.Request, _ console.Viewer) error {
	if err := p.auth.SignOut(r.Context(), p.shell.Token(r)); err != nil {
		return err
	}
	p.shell.ClearSession(w, r)
	return redirect(w, r, "/sign-in")
}

// linkView is a one-time link before it is used.
type linkView struct {
	Form        console.Form
	Link        auth.Link
	Token       string
	Login, Name string // as typed
}

// showLink handles GET /link/{token}. It only shows a button: whatever fetches
// the address to preview it must not use the link up.
func (p *pages) showLink(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	token := r.PathValue("token")
	l, err := p.auth.PeekLink(r.Context(), token)
	if err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.link, linkView{Link: l, Token: token, Name: l.Name})
}

func (p *pages) useLink(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	token := r.PathValue("token")
	l, err := p.auth.PeekLink(r.Context(), token)
	if err != nil {
		return err
	}
	view := linkView{Link: l, Token: token, Login: r.PostFormValue("login"), Name: r.PostFormValue("name")}
	fresh, to, err := p.takeLink(r, v, view)
	if err != nil && console.Correctable(err) {
		view.Form = console.FormOf(err)
		return p.shell.ShowStatus(w, r, v, console.StatusOf(err), p.link, view)
	}
	if err != nil {
		return err
	}
	p.shell.SetSession(w, fresh)
	return redirect(w, r, to)
}

// takeLink uses the link as its purpose wants, and says where to go then.
func (p *pages) takeLink(r *http.Request, v console.Viewer, view linkView) (auth.Fresh, string, error) {
	ctx, token := r.Context(), view.Token
	switch {
	case view.Link.Purpose == auth.ForPassword:
		fresh, err := p.auth.UsePasswordLink(ctx, token, r.PostFormValue("password"))
		return fresh, "/", err
	case view.Link.Purpose == auth.ForInvite && v.SignedIn():
		fresh, ws, err := p.auth.JoinByInvite(ctx, token, v.User, p.shell.Token(r))
		return fresh, "/w/" + id.Show(ws), err
	case view.Link.Purpose == auth.ForInvite:
		fresh, err := p.auth.AcceptInvite(ctx, token, auth.Newcomer{Login: view.Login, Name: view.Name,
			Password: r.PostFormValue("password"), Lang: v.Lang})
		return fresh, "/w/" + id.Show(view.Link.Workspace), err
	}
	fresh, err := p.auth.UseLink(ctx, token, p.shell.Token(r))
	return fresh, "/", err
}
