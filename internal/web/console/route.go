package console

import (
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// HandlerFunc answers one address for a viewer. An error it returns becomes
// the page that fits; it must then have written nothing.
type HandlerFunc func(w http.ResponseWriter, r *http.Request, v Viewer) error

// entrance says how much a route asks of who comes.
type entrance uint8

const (
	toAnyone entrance = iota
	toSignedIn
	toWorkspace
)

type route struct {
	entrance entrance
	action   auth.Action
	maxBody  int64
	handler  HandlerFunc
}

// Handle adds an address inside a workspace, such as "GET /w/{ws}/groups", for
// whoever may do action there. Others see a page that says who may.
func (s *Shell) Handle(pattern string, action auth.Action, h HandlerFunc) {
	s.HandleUpload(pattern, action, maxForm, h)
}

// HandleUpload is Handle for bodies up to maxBody bytes. The form sends its
// csrf field first; the handler reads the rest with Parts.
func (s *Shell) HandleUpload(pattern string, action auth.Action, maxBody int64, h HandlerFunc) {
	if !strings.Contains(pattern, " /w/{ws}") {
		s.faults = append(s.faults, fmt.Errorf("pattern %q is not of the form METHOD /w/{ws}/…", pattern))
	}
	if !auth.Can(auth.Owner, action) {
		s.faults = append(s.faults, fmt.Errorf("pattern %q: %q is not an action", pattern, action))
	}
	s.add(pattern, route{toWorkspace, action, maxBody, h})
}

// HandleUser adds an address outside workspaces for whoever is signed in.
func (s *Shell) HandleUser(pattern string, h HandlerFunc) {
	s.add(pattern, route{toSignedIn, "", maxForm, h})
}

// HandleOpen adds an address for everybody. The viewer may be nobody. Unsafe
// methods are let through only from pages of this site.
func (s *Shell) HandleOpen(pattern string, h HandlerFunc) {
	s.add(pattern, route{toAnyone, "", maxForm, h})
}

// add registers a route; a pattern the router refuses is told by Handler.
func (s *Shell) add(pattern string, rt route) {
	defer func() {
		if p := recover(); p != nil {
			s.faults = append(s.faults, fmt.Errorf("pattern %q: %v", pattern, p))
		}
	}()
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, rt) })
}

// serve runs a route with everything around it.
func (s *Shell) serve(w http.ResponseWriter, r *http.Request, rt route) {
	st := &state{viewer: Viewer{Lang: langOf(r, ""), Zone: time.UTC}}
	r = withState(r, st)
	s.secureHeaders(w.Header())
	if r.Body != nil {
		r.Body = http.MaxBytesReader(w, r.Body, rt.maxBody) // on the server's own writer, which it tells to hang up
	}
	w = &answer{ResponseWriter: w, st: st}
	defer func() {
		if p := recover(); p != nil {
			s.Fail(w, r, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	if err := s.admit(r, st, rt); err != nil {
		s.Fail(w, r, err)
		return
	}
	r = r.WithContext(audit.As(r.Context(), audit.User(st.viewer.User)))
	if err := rt.handler(w, r, st.viewer); err != nil {
		s.Fail(w, r, err)
	}
}

var forbidden = i18n.Text{
	Hans: "你的角色是“%s”，不能打开这一页。需要的话，请工作区的负责人改一下你的角色。",
	Hant: "你的角色是「%s」，無法打開這一頁。如有需要，請工作區的負責人調整你的角色。",
	En:   "Your role, %s, does not open this page. If you need it, ask an owner of the workspace to change your role.",
}

// admit finds out who comes and whether they may.
func (s *Shell) admit(r *http.Request, st *state, rt route) error {
	st.token = s.Token(r)
	session, err := s.authenticate(r, st.token)
	switch {
	case err == nil:
		st.viewer.User, st.viewer.Login, st.viewer.Name = session.User.ID, session.User.Login, session.User.Name
		st.viewer.HasPassword, st.viewer.CSRF, st.viewer.Device = session.User.HasPassword, session.CSRF, session.Device
		st.viewer.Lang = langOf(r, session.User.Lang)
	case fault.KindOf(err) != fault.Unknown || rt.entrance != toAnyone:
		return err
	}
	if !safe(r.Method) {
		if err := s.fromHere(r, rt.entrance == toAnyone); err != nil {
			return err
		}
	}
	if rt.entrance == toWorkspace {
		if err := s.enter(r, st, rt.action); err != nil {
			return err
		}
	}
	if rt.entrance != toAnyone && !safe(r.Method) {
		return checkToken(r, st)
	}
	if rt.entrance == toAnyone && !safe(r.Method) {
		if err := r.ParseForm(); err != nil {
			return bodyFault(err)
		}
	}
	return nil
}

func (s *Shell) enter(r *http.Request, st *state, action auth.Action) error {
	ws, err := id.Parse[id.Workspace](r.PathValue("ws"))
	if err != nil {
		return err
	}
	e, err := s.auth.Enter(r.Context(), st.viewer.User, ws)
	if err != nil {
		return err
	}
	v := &st.viewer
	v.Workspace, v.WorkspaceName, v.Zone = e.Workspace.ID, e.Workspace.Name, e.Workspace.Zone
	v.Sample, v.Simulated = e.Workspace.Kind == auth.Sample, e.Workspace.Kind == auth.Sandbox
	v.Role, v.Scope = e.Role, e.Scope
	if !auth.Can(e.Role, action) {
		return fault.New(fault.Forbidden, forbidden.With(e.Role.Label()))
	}
	return nil
}

// secureHeaders go with every answer. Scripts come from files only; style
// attributes are let through, for the widths of bars and for chart tips.
func (s *Shell) secureHeaders(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; "+
		"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	h.Set("Cache-Control", "private, no-store")
	if s.Secure() {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// answer notes that writing has begun.
type answer struct {
	http.ResponseWriter
	st *state
}

func (a *answer) WriteHeader(code int) {
	a.st.written = true
	a.ResponseWriter.WriteHeader(code)
}

func (a *answer) Write(b []byte) (int, error) {
	a.st.written = true
	return a.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// signInFor is the sign-in page that leads back to where the request wanted to go.
func signInFor(r *http.Request) string {
	if r.URL.Path == "/" || !safe(r.Method) {
		return "/sign-in"
	}
	return "/sign-in?back=" + url.QueryEscape(r.URL.RequestURI())
}

// seeOther sends the browser to another page, also when htmx asks for a part.
func seeOther(w http.ResponseWriter, r *http.Request, to string) {
	if r.Header.Get("HX-Request") == "true" {
		w.Header().Set("HX-Redirect", to)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}
