package console

import (
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Item is one room in the menu.
type Item struct {
	Path   string // below the workspace: "groups"
	Label  i18n.Text
	Icon   string      // one of the icons in icons.go
	Action auth.Action // who may not do it does not see it
	Phone  bool        // also in the bar at the bottom of a phone; at most five

	Simulated bool // only where the workspace's groups are simulated
	Real      bool // not in the bar of a phone there

	Second auth.Role // for whom it is not the first page, though it stands first; "" for nobody
}

// Options are what a Shell needs.
type Options struct {
	Auth    *auth.Service
	Clock   clock.Clock
	Rand    io.Reader      // crypto/rand.Reader, except in tests
	Log     *slog.Logger   // gets what went wrong, never who it went wrong for
	BaseURL *url.URL       // how people reach the console; https makes cookies secure
	Proxies []netip.Prefix // peers whose X-Forwarded-For is believed
	Menu    []Item

	// ClockOf is the clock by which a workspace lives; nil for Clock everywhere.
	// Of one workspace it is always the same value.
	ClockOf func(id.Workspace) clock.Clock
	Stop    <-chan struct{} // closed when the program is about to end; nil for never
	Quits   bool            // an owner may end the program, at /quit
}

// Shell is the console around every page. Handlers are added first, then
// Handler is asked for once; after that it is safe for use by many goroutines.
type Shell struct {
	auth    *auth.Service
	clock   clock.Clock
	rand    io.Reader
	log     *slog.Logger
	base    *url.URL
	proxies []netip.Prefix
	menu    []Item
	clockOf func(id.Workspace) clock.Clock
	stop    <-chan struct{}
	quits   bool
	streams streams
	mux     *http.ServeMux
	assets  *assets
	errPage *Page
	help    func(path string) string // the name of the page of help for a screen; nil for no help
	faults  []error                  // what was wrong with handlers and assets
}

// New returns a shell with nothing in it but its own addresses.
func New(o Options) (*Shell, error) {
	s := &Shell{auth: o.Auth, clock: o.Clock, rand: o.Rand, log: o.Log, base: o.BaseURL, proxies: o.Proxies, menu: o.Menu,
		clockOf: o.ClockOf, stop: o.Stop, quits: o.Quits, mux: http.NewServeMux()}
	var err error
	if s.assets, err = newAssets(); err != nil {
		return nil, err
	}
	if s.errPage, err = NewPage(own, "view/error.html", errorWords()); err != nil {
		return nil, err
	}
	for _, i := range o.Menu {
		if _, ok := icons()[i.Icon]; !ok {
			return nil, errors.New("menu item " + i.Path + ": there is no icon " + i.Icon)
		}
	}
	s.mux.HandleFunc("GET /static/{print}/{name...}", s.serveAsset)
	s.HandleOpen("POST /preference", s.setPreference)
	nothing := func(http.ResponseWriter, *http.Request, Viewer) error { return noSuchPage() }
	s.HandleOpen("/", nothing)
	s.add("/w/{ws}/{rest...}", route{toWorkspace, auth.View, maxForm, nothing}) // within the frame
	return s, nil
}

// Assets adds the files of a feature to /static/, named prefix/path. A page
// links to one with {{asset "prefix/path"}}.
func (s *Shell) Assets(prefix string, files fs.FS) {
	if err := s.assets.add(prefix, files); err != nil {
		s.faults = append(s.faults, err)
	}
}

// HelpFrom has the frame of every page link to its page of help. Of the path
// of a screen, page is the name of that page below /help, and "" for the list of
// all. What serves /help and /w/{ws}/help is added by whoever calls this.
func (s *Shell) HelpFrom(page func(path string) string) { s.help = page }

// Handler returns the console. It fails when any pattern or asset that was
// added is wrong.
func (s *Shell) Handler() (http.Handler, error) {
	if err := errors.Join(s.faults...); err != nil {
		return nil, err
	}
	return s.mux, nil
}

// Secure reports whether people reach the console by https.
func (s *Shell) Secure() bool { return s.base != nil && s.base.Scheme == "https" }

// URL returns the full address of a path, for links that leave the browser.
func (s *Shell) URL(path string) string {
	if s.base == nil {
		return path
	}
	u := *s.base
	u.Path, u.RawPath, u.RawQuery, u.Fragment = "", "", "", ""
	return u.String() + path
}

// LinkURL returns the full address of a one-time link.
func (s *Shell) LinkURL(token string) string { return s.URL("/link/" + token) }

// ClockOf is the clock by which a workspace lives: what pages call now.
func (s *Shell) ClockOf(ws id.Workspace) clock.Clock {
	if s.clockOf == nil || ws == 0 {
		return s.clock
	}
	return s.clockOf(ws)
}

// Home is the first room v may enter.
func (s *Shell) Home(v Viewer) string {
	for _, i := range s.menu {
		if v.Can(i.Action) && (v.Simulated || !i.Simulated) && (i.Second == "" || i.Second != v.Role) {
			return v.At(i.Path)
		}
	}
	return "/workspaces"
}

// sessionCookie is the name of the cookie that holds the session's secret. The
// __Host- prefix makes browsers refuse it from another host or without https.
func (s *Shell) sessionCookie() string {
	if s.Secure() {
		return "__Host-huoshui"
	}
	return "huoshui"
}

// Token returns the secret of the session the request came with, or "".
func (s *Shell) Token(r *http.Request) string {
	if c, err := r.Cookie(s.cookieOf(r)); err == nil {
		return c.Value
	}
	return ""
}

// SetSession gives the browser a session just made.
func (s *Shell) SetSession(w http.ResponseWriter, f auth.Fresh) {
	s.setCookie(w, s.sessionCookie(), f.Token, f.Expires)
}

// ClearSession takes the session of a request away from its browser.
func (s *Shell) ClearSession(w http.ResponseWriter, r *http.Request) {
	s.setCookie(w, s.cookieOf(r), "", time.Unix(1, 0))
}

func (s *Shell) setCookie(w http.ResponseWriter, name, value string, expires time.Time) {
	http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", Expires: expires,
		HttpOnly: true, Secure: s.Secure(), SameSite: http.SameSiteLaxMode})
}

// setPreference handles POST /preference: the language and the theme, kept by
// the browser and, for who is signed in, the language by the account too.
func (s *Shell) setPreference(w http.ResponseWriter, r *http.Request, v Viewer) error {
	year := s.clock.Now().AddDate(1, 0, 0)
	if l, ok := i18n.Parse(r.PostFormValue("lang")); ok {
		s.setCookie(w, langCookie, string(l), year)
		if v.SignedIn() {
			if err := s.auth.SetLang(r.Context(), v.User, l); err != nil {
				return err
			}
		}
	}
	switch theme := r.PostFormValue("theme"); theme {
	case "light", "dark":
		s.setCookie(w, themeCookie, theme, year)
	case "auto":
		s.setCookie(w, themeCookie, "", time.Unix(1, 0))
	}
	http.Redirect(w, r, LocalPath(r.PostFormValue("back")), http.StatusSeeOther)
	return nil
}
