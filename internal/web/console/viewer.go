package console

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Viewer is who looks at a page: somebody signed in, inside one workspace. On
// pages outside any workspace the workspace fields are empty, and on open
// pages User is 0 for whoever is not signed in. Lang and Zone are always set.
type Viewer struct {
	User          id.User
	Login, Name   string
	HasPassword   bool
	Workspace     id.Workspace
	WorkspaceName string
	Sample        bool // the workspace holds made-up data
	Simulated     bool // the workspace's groups are simulated and live
	Role          auth.Role
	Scope         auth.Scope // which units they see
	Lang          i18n.Lang
	Zone          *time.Location // the workspace's
	CSRF          string         // goes into every form as the field "csrf"
	Device        id.Device      // the paired phone they look from, else 0
}

// SignedIn reports whether v is anybody known.
func (v Viewer) SignedIn() bool { return v.User != 0 }

// Can reports whether v may do action in the workspace.
func (v Viewer) Can(action auth.Action) bool { return v.Workspace != 0 && auth.Can(v.Role, action) }

// At returns the address of a page in the viewer's workspace: At("groups", x)
// is /w/ws_…/groups/x.
func (v Viewer) At(parts ...string) string {
	return "/w/" + id.Show(v.Workspace) + "/" + strings.Join(parts, "/")
}

// state is what the shell knows about a request while it runs.
type state struct {
	viewer  Viewer
	parts   *parts // the rest of a multipart body, after its token
	token   string // the session's secret
	written bool   // the answer has begun; it cannot become an error page
}

type stateKey struct{}

func stateOf(r *http.Request) *state {
	if s, ok := r.Context().Value(stateKey{}).(*state); ok {
		return s
	}
	return &state{viewer: Viewer{Lang: langOf(r, ""), Zone: time.UTC}}
}

func withState(r *http.Request, s *state) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), stateKey{}, s))
}

// The cookies that hold a choice, not a secret.
const (
	langCookie  = "huoshui_lang"
	themeCookie = "huoshui_theme"
)

// langOf is the language of a page: the one the user set, else the one this
// browser chose, else the one it accepts.
func langOf(r *http.Request, user i18n.Lang) i18n.Lang {
	if user != "" {
		return user
	}
	if c, err := r.Cookie(langCookie); err == nil {
		if l, ok := i18n.Parse(c.Value); ok {
			return l
		}
	}
	return i18n.Accept(r.Header.Get("Accept-Language"))
}

// themeOf is "light" or "dark" where the browser chose one, else "".
func themeOf(r *http.Request) string {
	c, err := r.Cookie(themeCookie)
	if err != nil || c.Value != "light" && c.Value != "dark" {
		return ""
	}
	return c.Value
}

// LocalPath returns p if it is an address within this site, else "/". It keeps
// a link made by somebody else from sending people away after signing in.
func LocalPath(p string) string {
	if len(p) > 2000 || !strings.HasPrefix(p, "/") || strings.HasPrefix(p, "//") ||
		strings.ContainsFunc(p, func(r rune) bool { return r < ' ' || r == '\\' || r == 0x7f }) {
		return "/"
	}
	return p
}
