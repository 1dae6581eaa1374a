package console_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

// stage is a shell with a few addresses and one owner signed in.
type stage struct {
	t     *testing.T
	db    *db.DB
	svc   *auth.Service
	shell *console.Shell
	mux   http.Handler
	log   *bytes.Buffer
	ws    id.Workspace
	owner id.User
	fresh auth.Fresh
	csrf  string
}

func newStage(t *testing.T, base string, kind auth.WorkspaceKind) *stage {
	t.Helper()
	d := dbtest.Open(t, db.SQLite, []db.Schema{auth.Schema(), audit.Schema})
	svc := auth.New(auth.Options{DB: d, IDs: id.NewSource(1), Rand: rand.Reader})
	s := &stage{t: t, db: d, svc: svc, log: &bytes.Buffer{}}
	var err error
	s.owner, s.ws, _, err = svc.Setup(t.Context(), auth.First{Login: "boss", Name: "阿青", Lang: i18n.En,
		Workspace: auth.NewWorkspace{Name: "Tea", Kind: kind, Zone: "Asia/Shanghai"}})
	must(t, err)
	s.fresh, err = svc.SetPassword(t.Context(), s.owner, "", "a long enough one")
	must(t, err)
	session, err := svc.Authenticate(t.Context(), s.fresh.Token)
	must(t, err)
	s.csrf = session.CSRF
	u, err := url.Parse(base)
	must(t, err)
	s.shell, err = console.New(console.Options{Auth: svc, Clock: clock.Fixed(dbtest.Noon), Rand: rand.Reader, BaseURL: u,
		Log: slog.New(slog.NewTextHandler(s.log, nil)), Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")},
		Menu: []console.Item{{Path: "things", Icon: "groups", Label: i18n.Text{Hans: "物", Hant: "物", En: "Things"}, Action: auth.View, Phone: true}}})
	must(t, err)
	s.routes()
	s.mux, err = s.shell.Handler()
	must(t, err)
	return s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (s *stage) routes() {
	page, err := console.NewPage(fstest.MapFS{"x.html": {Data: []byte(
		`{{define "title"}}{{t "hello"}}{{end}}{{define "body"}}<p>{{t "hello"}} {{.Name}}</p>{{end}}{{define "part"}}<i>{{number .View}}</i>{{end}}`)}},
		"x.html", i18n.Words{"hello": {Hans: "你好", Hant: "你好", En: "Hello"}})
	must(s.t, err)
	sh := s.shell
	ok := func(w http.ResponseWriter, _ *http.Request, _ console.Viewer) error {
		_, err := io.WriteString(w, "done")
		return err
	}
	sh.Handle("GET /w/{ws}/things", auth.View, func(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
		return sh.Show(w, r, v, page, 1234567)
	})
	sh.Handle("GET /w/{ws}/part", auth.View, func(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
		return sh.Fragment(w, r, v, page, "part", 1234567)
	})
	sh.Handle("POST /w/{ws}/things", auth.Run, ok)
	sh.Handle("GET /w/{ws}/manage", auth.Manage, ok)
	sh.HandleUpload("POST /w/{ws}/files", auth.Run, 200, func(w http.ResponseWriter, r *http.Request, _ console.Viewer) error {
		parts, err := console.Parts(r)
		if err != nil {
			return err
		}
		for {
			p, err := parts.NextPart()
			if err != nil {
				return nil
			}
			body, err := io.ReadAll(p)
			if err != nil {
				return err
			}
			_, _ = w.Write(append([]byte(p.FormName()+"="), body...))
		}
	})
	sh.Handle("GET /w/{ws}/boom", auth.View, func(http.ResponseWriter, *http.Request, console.Viewer) error {
		return errors.New("secret cause")
	})
	sh.Handle("GET /w/{ws}/panic", auth.View, func(http.ResponseWriter, *http.Request, console.Viewer) error {
		var none map[string]int
		none["x"] = 1
		return nil
	})
	sh.Handle("GET /w/{ws}/limited", auth.View, func(http.ResponseWriter, *http.Request, console.Viewer) error {
		return fault.New(fault.Limited, i18n.Text{Hans: "慢", Hant: "慢", En: "Slow down."}.With())
	})
	sh.Handle("GET /w/{ws}/half", auth.View, func(w http.ResponseWriter, _ *http.Request, _ console.Viewer) error {
		_, _ = io.WriteString(w, "half a page")
		return errors.New("and then it broke")
	})
	sh.HandleOpen("POST /open", ok)
}

// ask sends a request as the owner unless told otherwise.
func (s *stage) ask(method, path string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequest(method, strings.ReplaceAll(path, "{ws}", id.Show(s.ws)), nil)
	r.Host = "hs.example"
	name := "huoshui"
	if s.shell.Secure() {
		name = "__Host-huoshui"
	}
	r.AddCookie(&http.Cookie{Name: name, Value: s.fresh.Token})
	for _, c := range change {
		c(r)
	}
	w := httptest.NewRecorder()
	s.mux.ServeHTTP(w, r)
	return w
}

func header(k, v string) func(*http.Request) { return func(r *http.Request) { r.Header.Set(k, v) } }
func nobody(r *http.Request)                 { r.Header.Del("Cookie") }

func form(values string) func(*http.Request) {
	return func(r *http.Request) {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Body = io.NopCloser(strings.NewReader(values))
	}
}

func (s *stage) want(what string, w *httptest.ResponseRecorder, status int) {
	s.t.Helper()
	if w.Code != status {
		s.t.Errorf("%s: status %d, want %d\n%.300s", what, w.Code, status, w.Body)
	}
}

func TestForgedFormsAreRefused(t *testing.T) {
	s := newStage(t, "https://hs.example", auth.Own)
	good := form("csrf=" + s.csrf)
	for what, c := range map[string]struct {
		change []func(*http.Request)
		want   int
	}{
		"no token":                   {nil, 403},
		"a wrong token":              {[]func(*http.Request){form("csrf=x")}, 403},
		"an empty token":             {[]func(*http.Request){form("csrf=")}, 403},
		"the token in the address":   {[]func(*http.Request){func(r *http.Request) { r.URL.RawQuery = "csrf=" + s.csrf }}, 403},
		"the token":                  {[]func(*http.Request){good}, 200},
		"the token in the header":    {[]func(*http.Request){header("X-CSRF-Token", s.csrf)}, 200},
		"from this site":             {[]func(*http.Request){good, header("Sec-Fetch-Site", "same-origin"), header("Origin", "https://hs.example")}, 200},
		"from another site":          {[]func(*http.Request){good, header("Sec-Fetch-Site", "cross-site")}, 403},
		"from another port":          {[]func(*http.Request){good, header("Sec-Fetch-Site", "same-site")}, 403},
		"with another site's origin": {[]func(*http.Request){good, header("Origin", "https://evil.example")}, 403},
		"with an origin of null":     {[]func(*http.Request){good, header("Origin", "null")}, 403},
		"too large":                  {[]func(*http.Request){form("csrf=" + s.csrf + "&x=" + strings.Repeat("y", 1<<20))}, 413},
	} {
		s.want(what, s.ask("POST", "/w/{ws}/things", c.change...), c.want)
	}
	s.want("an open form that does not say where it comes from", s.ask("POST", "/open", nobody), 403)
	s.want("an open form from this site", s.ask("POST", "/open", nobody, header("Origin", "https://hs.example")), 200)
	s.want("an open form from another site", s.ask("POST", "/open", nobody, header("Origin", "https://evil.example")), 403)
}

func multi(parts ...string) func(*http.Request) {
	return func(r *http.Request) {
		var b bytes.Buffer
		m := multipart.NewWriter(&b)
		for _, p := range parts {
			name, value, _ := strings.Cut(p, "=")
			_ = m.WriteField(name, value)
		}
		_ = m.Close()
		r.Header.Set("Content-Type", m.FormDataContentType())
		r.Body = io.NopCloser(&b)
	}
}

func TestUploadsStreamAfterTheirToken(t *testing.T) {
	s := newStage(t, "https://hs.example", auth.Own)
	path := "/w/{ws}/files"
	s.want("no token", s.ask("POST", path, multi("file=a")), 403)
	s.want("the token after the file", s.ask("POST", path, multi("file=a", "csrf="+s.csrf)), 403)
	w := s.ask("POST", path, header("X-CSRF-Token", s.csrf), multi("file=abc"))
	if w.Code != 200 || w.Body.String() != "file=abc" {
		t.Errorf("with the header: %d %q", w.Code, w.Body)
	}
	s.want("longer than the route allows", s.ask("POST", path, header("X-CSRF-Token", s.csrf), multi("file="+strings.Repeat("x", 500))), 413)
	s.want("not multipart at all", s.ask("POST", path, header("X-CSRF-Token", s.csrf), form("x=1")), 422)
}

func TestOtherWorkspacesAndUnknownPages(t *testing.T) {
	s := newStage(t, "https://hs.example", auth.Own)
	other, err := s.svc.CreateWorkspace(t.Context(), s.owner, auth.NewWorkspace{Name: "Other", Kind: auth.Own, Zone: "UTC"})
	must(t, err)
	link, err := s.svc.Invite(t.Context(), s.owner, s.ws, "v", auth.Grant{Role: auth.ViewOnly, Unit: head(t, s.svc, s.ws)})
	must(t, err)
	viewer, err := s.svc.AcceptInvite(t.Context(), link.Token, auth.Newcomer{Login: "viewer", Name: "v", Password: "a long enough one"})
	must(t, err)
	boss := s.ask("GET", "/w/"+id.Show(other)+"/things")
	s.want("the owner's other workspace", boss, 200)
	s.fresh = viewer
	for _, path := range []string{"/w/" + id.Show(other) + "/things", "/w/" + id.Show(id.Workspace(77)) + "/things", "/w/ws_x/things",
		"/w/" + id.Show(other) + "/manage", "/w/{ws}/nothing", "/nothing"} {
		s.want(path, s.ask("GET", path), 404)
	}
	foreign, none := s.ask("GET", "/w/"+id.Show(other)+"/things").Body.String(), s.ask("GET", "/w/"+id.Show(id.Workspace(77))+"/things").Body.String()
	if strings.ReplaceAll(foreign, id.Show(other), "") != strings.ReplaceAll(none, id.Show(id.Workspace(77)), "") {
		t.Error("a workspace of others looks different from one that does not exist")
	}
	s.want("a page beyond the role", s.ask("GET", "/w/{ws}/manage"), 403)
	s.want("an act beyond the role", s.ask("POST", "/w/{ws}/things", form("csrf="+s.csrf)), 403)
	s.want("a page within the role", s.ask("GET", "/w/{ws}/things"), 200)
	if w := s.ask("GET", "/w/{ws}/manage"); !strings.Contains(w.Body.String(), "只看") {
		t.Errorf("the 403 page does not say why: %s", w.Body)
	}
}

func head(t *testing.T, svc *auth.Service, ws id.Workspace) id.Unit {
	t.Helper()
	units, err := svc.Units(t.Context(), ws)
	must(t, err)
	return units[0].ID
}

func TestNobodyIsSentToSignIn(t *testing.T) {
	s := newStage(t, "https://hs.example", auth.Own)
	w := s.ask("GET", "/w/{ws}/things?sort=risk", nobody)
	want := "/sign-in?back=" + url.QueryEscape("/w/"+id.Show(s.ws)+"/things?sort=risk")
	if w.Code != 303 || w.Header().Get("Location") != want {
		t.Errorf("%d to %q, want 303 to %q", w.Code, w.Header().Get("Location"), want)
	}
	w = s.ask("GET", "/w/{ws}/part", nobody, header("HX-Request", "true"))
	if w.Code != 204 || !strings.HasPrefix(w.Header().Get("HX-Redirect"), "/sign-in") {
		t.Errorf("a part of a page: %d %v", w.Code, w.Header())
	}
	s.want("a form without a session", s.ask("POST", "/w/{ws}/things", nobody), 401)
	s.want("a token that was planted", s.ask("GET", "/w/{ws}/things", nobody, func(r *http.Request) {
		r.AddCookie(&http.Cookie{Name: "__Host-huoshui", Value: "planted"})
	}), 303)
	s.want("a cookie without the prefix", s.ask("GET", "/w/{ws}/things", nobody, func(r *http.Request) {
		r.AddCookie(&http.Cookie{Name: "huoshui", Value: s.fresh.Token})
	}), 303)
}

func TestLocalPath(t *testing.T) {
	for in, want := range map[string]string{"/w/x?y=1": "/w/x?y=1", "": "/", "//evil.example": "/", "/\\evil.example": "/", "https://evil.example": "/",
		"/a\nb": "/", "javascript:alert(1)": "/", "/a\\b": "/", "/ok": "/ok"} {
		if got := console.LocalPath(in); got != want {
			t.Errorf("LocalPath(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFailuresAreTold(t *testing.T) {
	s := newStage(t, "https://hs.example", auth.Own)
	for _, path := range []string{"/w/{ws}/boom", "/w/{ws}/panic"} {
		s.log.Reset()
		w := s.ask("GET", path)
		s.want(path, w, 500)
		found := regexp.MustCompile(`<code>([a-z2-7]{8})</code>`).FindStringSubmatch(w.Body.String())
		if found == nil || !strings.Contains(s.log.String(), "id="+found[1]) {
			t.Errorf("%s: no id that is both on the page and in the log: %v %s", path, found, s.log)
		}
		if strings.Contains(w.Body.String(), "secret cause") || strings.Contains(w.Body.String(), "goroutine") {
			t.Errorf("%s shows the cause", path)
		}
		if strings.Contains(s.log.String(), "阿青") || strings.Contains(s.log.String(), s.fresh.Token) {
			t.Errorf("%s: the log names somebody: %s", path, s.log)
		}
	}
	s.want("limited", s.ask("GET", "/w/{ws}/limited"), 429)
	w := s.ask("GET", "/w/{ws}/limited", header("HX-Request", "true"))
	if w.Code != 429 || strings.Contains(w.Body.String(), "<html") || !strings.Contains(w.Body.String(), "Slow down.") {
		t.Errorf("a part that failed: %d %s", w.Code, w.Body)
	}
	w = s.ask("GET", "/w/{ws}/half")
	if w.Body.String() != "half a page" {
		t.Errorf("an answer that had begun was written over: %q", w.Body)
	}
}

func TestHeadersAndCookies(t *testing.T) {
	for base, secure := range map[string]bool{"https://hs.example": true, "http://127.0.0.1:8080": false} {
		s := newStage(t, base, auth.Own)
		w := s.ask("GET", "/w/{ws}/things")
		s.want("page", w, 200)
		csp := w.Header().Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'self'", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'self'"} {
			if !strings.Contains(csp, part) {
				t.Errorf("the content security policy lacks %s: %s", part, csp)
			}
		}
		if strings.Contains(csp, "script-src") || strings.Contains(csp, "unsafe-eval") {
			t.Errorf("scripts are let through: %s", csp)
		}
		if (w.Header().Get("Strict-Transport-Security") != "") != secure || w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: headers %v", base, w.Header())
		}
		if regexp.MustCompile(`<script[^>]*>[^<]|<style|\son[a-z]+=`).MatchString(w.Body.String()) {
			t.Errorf("the frame holds inline script or style: %s", w.Body)
		}
		rec := httptest.NewRecorder()
		s.shell.SetSession(rec, s.fresh)
		c := rec.Result().Cookies()[0]
		if c.Secure != secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" ||
			strings.HasPrefix(c.Name, "__Host-") != secure {
			t.Errorf("%s: cookie %+v", base, c)
		}
	}
}

func TestSampleIsLabelledOnEveryPage(t *testing.T) {
	sample, own := newStage(t, "http://127.0.0.1:8080", auth.Sample), newStage(t, "http://127.0.0.1:8080", auth.Own)
	for _, path := range []string{"/w/{ws}/things", "/w/{ws}/nothing", "/w/{ws}/boom", "/w/{ws}/limited"} {
		if !strings.Contains(sample.ask("GET", path).Body.String(), "Sample data") {
			t.Errorf("%s of the sample is not labelled", path)
		}
		if strings.Contains(own.ask("GET", path).Body.String(), "Sample data") {
			t.Errorf("%s of an own workspace is labelled as sample", path)
		}
	}
}

func TestLanguageAndTheme(t *testing.T) {
	s := newStage(t, "http://127.0.0.1:8080", auth.Own)
	for accept, want := range map[string]string{"zh-TW,zh;q=0.9": "zh-Hant", "en-GB": "en", "zh-CN": "zh-Hans", "fr": "zh-Hans"} {
		w := s.ask("GET", "/nothing", nobody, header("Accept-Language", accept))
		if !strings.Contains(w.Body.String(), `<html lang="`+want+`"`) {
			t.Errorf("Accept-Language %s did not give %s", accept, want)
		}
	}
	here := header("Origin", "http://hs.example")
	w := s.ask("POST", "/preference", here, form("lang=zh-Hant&theme=dark&back=/w/x"))
	if w.Code != 303 || w.Header().Get("Location") != "/w/x" {
		t.Errorf("preference: %d %v", w.Code, w.Header())
	}
	w = s.ask("GET", "/w/{ws}/things", func(r *http.Request) {
		for _, c := range w.Result().Cookies() {
			r.AddCookie(c)
		}
	})
	if !strings.Contains(w.Body.String(), `<html lang="zh-Hant" data-bs-theme="dark"`) {
		t.Errorf("neither language nor theme was kept: %.200s", w.Body)
	}
	if w := s.ask("POST", "/preference", here, form("back=//evil.example")); w.Header().Get("Location") != "/" {
		t.Errorf("sent away to %q", w.Header().Get("Location"))
	}
}

func TestParts(t *testing.T) {
	s := newStage(t, "http://127.0.0.1:8080", auth.Own)
	if got := s.ask("GET", "/w/{ws}/part").Body.String(); got != "<i>1,234,567</i>" {
		t.Errorf("part = %q", got)
	}
}
