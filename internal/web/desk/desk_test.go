package desk

import (
	"context"
	"flag"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// hands is a clock that is set by hand.
type hands struct{ at time.Time }

func (h *hands) Now() time.Time { return h.at }

func never() {}

// TestAWayInWorksOnce: whatever is made, used and waited for, a way in works once,
// for a minute, while it is among the newest.
func TestAWayInWorksOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := &hands{dbtest.Noon}
		d := NewDoor(c, "s", 8080, never)
		type known struct {
			token string
			made  time.Time
		}
		var live []known
		ready := false
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			switch rapid.SampledFrom([]string{"make", "make", "use", "use", "wait", "open", "guess"}).Draw(t, "step") {
			case "make":
				live = append(live, known{strings.TrimPrefix(d.Way(), "/open/"), c.at})
				live = live[max(0, len(live)-mostWays):]
			case "wait":
				c.at = c.at.Add(time.Duration(rapid.IntRange(0, 40).Draw(t, "seconds")) * time.Second)
			case "open":
				if d.open(); !ready {
					for i := range live {
						live[i].made = c.at
					}
				}
				ready = true
			case "guess":
				if d.use("") || d.use(rapid.StringN(1, 40, -1).Draw(t, "guess")) {
					t.Fatal("a guess works")
				}
			case "use":
				if len(live) == 0 {
					continue
				}
				i := rapid.IntRange(0, len(live)-1).Draw(t, "which")
				k := live[i]
				live = append(live[:i:i], live[i+1:]...)
				if got, want := d.use(k.token), c.at.Sub(k.made) < time.Minute; got != want {
					t.Fatalf("after %v it is let in: %v", c.at.Sub(k.made), got)
				}
				if d.use(k.token) {
					t.Fatal("it works twice")
				}
			}
		}
	})
}

// TestOnlyOwnNames: no name that somebody else can make lead here is answered.
func TestOnlyOwnNames(t *testing.T) {
	for host, want := range map[string]bool{
		"127.0.0.1:8080": true, "localhost:8080": true, "LocalHost:8080": true, "[::1]:8080": true,
		"127.0.0.1": false, "127.0.0.1:80": false, "127.0.0.2:8080": false, "localhost.:8080": false, "evil.example:8080": false,
		"127.0.0.1.evil.example:8080": false, "127.0.0.1:8080:8080": false, "": false, "0.0.0.0:8080": false, "[::ffff:127.0.0.1]:8080": false,
	} {
		if got := ownName(host, 8080); got != want {
			t.Errorf("%q: %v", host, got)
		}
	}
	for peer, want := range map[string]bool{"127.0.0.1:5": true, "[::1]:5": true, "[::ffff:127.0.0.1]:5": true, "192.168.1.7:5": false, "": false, "@": false} {
		if got := fromLoopback(peer); got != want {
			t.Errorf("from %q: %v", peer, got)
		}
	}
}

// house is a console that was opened by a double-click, and one browser.
type house struct {
	t       *testing.T
	auth    *auth.Service
	door    *Door
	faces   http.Handler
	ended   bool
	clock   *hands
	cookies map[string]*http.Cookie
}

func newHouse(t *testing.T) *house {
	t.Helper()
	d := dbtest.Open(t, db.SQLite, []db.Schema{auth.Schema(), audit.Schema})
	h := &house{t: t, clock: &hands{dbtest.Noon}, cookies: map[string]*http.Cookie{},
		auth: auth.New(auth.Options{DB: d, IDs: id.NewSource(1), Rand: rand.NewChaCha8([32]byte{7})})}
	if _, _, _, err := h.auth.Setup(t.Context(), auth.First{Login: "boss", Name: "阿青",
		Workspace: auth.NewWorkspace{Name: "青禾茶铺", Kind: auth.Own, Zone: "Asia/Shanghai"}}); err != nil {
		t.Fatal(err)
	}
	h.door = NewDoor(h.clock, "secret", 8080, func() { h.ended = true })
	shell, err := console.New(console.Options{Auth: h.auth, Clock: d.Clock, Rand: rand.NewChaCha8([32]byte{3}), Log: slog.New(slog.DiscardHandler),
		BaseURL: &url.URL{Scheme: "http", Host: "127.0.0.1:8080"}, Quits: true})
	if err == nil {
		err = h.door.Add(shell, h.auth)
	}
	if err != nil {
		t.Fatal(err)
	}
	if h.faces, err = shell.Handler(); err != nil {
		t.Fatal(err)
	}
	return h
}

// send sends what a browser of this computer would, unless through is another way.
func (h *house) send(through http.Handler, method, path, lang string, form url.Values) *httptest.ResponseRecorder {
	h.t.Helper()
	r := httptest.NewRequestWithContext(h.t.Context(), method, path, strings.NewReader(form.Encode()))
	r.Host, r.RemoteAddr = "127.0.0.1:8080", "127.0.0.1:50000"
	r.Header.Set("Accept-Language", lang)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", "http://127.0.0.1:8080")
	}
	for _, c := range h.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	through.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		h.cookies[c.Name] = c
	}
	return w
}

func (h *house) session() string {
	if c := h.cookies["huoshui"]; c != nil {
		return c.Value
	}
	return ""
}

// form is what the browser sends along with a form.
func (h *house) form() url.Values {
	h.t.Helper()
	s, err := h.auth.Authenticate(h.t.Context(), h.session())
	if err != nil {
		h.t.Fatal(err)
	}
	return url.Values{"csrf": {s.CSRF}}
}

// TestArrivesSignedIn once, keeps the session it has, and only at this computer.
func TestArrivesSignedIn(t *testing.T) {
	h := newHouse(t)
	guarded := h.door.Guard(h.faces)
	way := h.door.Way()
	if w := h.send(h.faces, "GET", way, "en", nil); w.Code != http.StatusNotFound || h.session() != "" {
		t.Errorf("by another door it is answered %d", w.Code)
	}
	if w := h.send(guarded, "GET", way, "en", nil); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/" || h.session() == "" {
		t.Fatalf("it is answered %d", w.Code)
	}
	had := h.session()
	h.send(guarded, "GET", h.door.Way(), "en", nil)
	if h.session() != had {
		t.Error("who is signed in got another session")
	}
	h.cookies = map[string]*http.Cookie{}
	if w := h.send(guarded, "GET", way, "en", nil); w.Code != http.StatusGone || h.session() != "" {
		t.Errorf("a second time it is answered %d", w.Code)
	}
	late := h.door.Way()
	h.clock.at = h.clock.at.Add(wayLasts)
	if w := h.send(guarded, "GET", late, "en", nil); w.Code != http.StatusGone || h.session() != "" {
		t.Errorf("after a minute it is answered %d", w.Code)
	}
}

// TestWhoMayEndIt: an owner, at this computer, with the form of the page.
func TestWhoMayEndIt(t *testing.T) {
	h := newHouse(t)
	guarded := h.door.Guard(h.faces)
	if w := h.send(guarded, "POST", "/quit", "en", nil); w.Code == http.StatusOK || h.ended {
		t.Errorf("nobody ends it: %d", w.Code)
	}
	h.send(guarded, "GET", h.door.Way(), "en", nil)
	for what, c := range map[string]struct {
		through http.Handler
		form    url.Values
	}{"without the form's token": {guarded, nil}, "by another door": {h.faces, h.form()}} {
		if w := h.send(c.through, "POST", "/quit", "en", c.form); w.Code != http.StatusForbidden || h.ended {
			t.Errorf("%s it is answered %d, ended: %v", what, w.Code, h.ended)
		}
	}
	invite, err := h.auth.Memberships(t.Context(), h.owner())
	if err != nil {
		t.Fatal(err)
	}
	if w := h.send(guarded, "POST", "/quit", "en", h.form()); w.Code != http.StatusOK || !h.ended || len(invite) != 1 {
		t.Errorf("the owner is answered %d, ended: %v", w.Code, h.ended)
	}
}

func (h *house) owner() id.User {
	h.t.Helper()
	s, err := h.auth.Authenticate(h.t.Context(), h.session())
	if err != nil {
		h.t.Fatal(err)
	}
	return s.User.ID
}

// TestPages are as they were looked at, in three languages.
func TestPages(t *testing.T) {
	h := newHouse(t)
	guarded := h.door.Guard(h.faces)
	for _, lang := range []string{"zh-CN", "zh-TW", "en"} {
		h.golden("used_"+lang, h.send(guarded, "GET", "/open/AAAA", lang, nil))
	}
	h.send(guarded, "GET", h.door.Way(), "zh-CN", nil)
	for _, lang := range []string{"zh-CN", "zh-TW", "en"} {
		h.golden("quit_"+lang, h.send(guarded, "GET", "/quit", lang, nil))
		h.golden("ended_"+lang, h.send(guarded, "POST", "/quit", lang, h.form()))
		hall := &Hall{shown: make(chan struct{})}
		h.golden("ready_"+lang, h.send(http.HandlerFunc(hall.serve), "GET", "/open/AAAA", lang, nil))
		hall.Refuse(fault.New(fault.Unavailable, i18n.Text{Hans: "磁盘 <满> 了。", Hant: "磁碟 <滿> 了。", En: "The disk is <full>."}.With()))
		h.golden("refused_"+lang, h.send(http.HandlerFunc(hall.serve), "GET", "/open/AAAA", lang, nil))
	}
}

func (h *house) golden(name string, w *httptest.ResponseRecorder) {
	h.t.Helper()
	page := w.Body.String()
	if at := strings.Index(page, "<main"); at >= 0 {
		page = page[at:]
	}
	if s, err := h.auth.Authenticate(h.t.Context(), h.session()); err == nil {
		page = strings.ReplaceAll(page, s.CSRF, "CSRF")
	}
	got := http.StatusText(w.Code) + "\n" + page
	path := "testdata/" + name + ".html"
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil { //nolint:gosec // a golden file
			h.t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		h.t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		h.t.Errorf("%s: %s", name, diff)
	}
}

// listen takes a free port of this computer.
func listen(t *testing.T) (*net.TCPListener, int) {
	t.Helper()
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	return l, l.Addr().(*net.TCPAddr).Port
}

// TestHallHandsOver: before the console is there people wait and another start is
// answered; afterwards the same address is the console's, and nobody was turned away.
func TestHallHandsOver(t *testing.T) {
	l, port := listen(t)
	d := NewDoor(&hands{dbtest.Noon}, "secret", port, never)
	h := Open(l, d)
	base := "http://" + l.Addr().String()
	if page := fetch(t, base+"/open/AAAA"); !strings.Contains(page, `http-equiv="refresh"`) {
		t.Errorf("before: %s", page)
	}
	early, err := net.Dial("tcp", l.Addr().String()) //nolint:noctx // it is our own
	if err != nil {
		t.Fatal(err)
	}
	defer early.Close() //nolint:errcheck // it was read
	address, err := Ask(t.Context(), port, "secret")
	if err != nil || !strings.HasPrefix(address, base+"/open/") {
		t.Errorf("another start is told %q, %v", address, err)
	}
	for _, secret := range []string{"", "other"} {
		if _, err := Ask(t.Context(), port, secret); err == nil {
			t.Errorf("who knows %q instead is answered", secret)
		}
	}
	server := &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "console") })}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(h) }()
	for page := ""; page != "console"; { // each is answered by the one or by the other
		if page = fetch(t, base); page != "console" && !strings.Contains(page, `http-equiv="refresh"`) {
			t.Fatalf("meanwhile: %s", page)
		}
	}
	// Who was let in before and speaks only now is answered, too.
	if _, err := io.WriteString(early, "GET / HTTP/1.1\r\nHost: "+l.Addr().String()+"\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if said, err := io.ReadAll(early); err != nil || !strings.Contains(string(said), `http-equiv="refresh"`) {
		t.Errorf("who came early is answered %q, %v", said, err)
	}
	if err := server.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	<-ended
}

func fetch(t *testing.T, address string) string {
	t.Helper()
	res, err := http.Get(address) //nolint:gosec,noctx // our own
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // it was read
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestHallRefuses until somebody has seen why, and then is gone.
func TestHallRefuses(t *testing.T) {
	l, port := listen(t)
	h := Open(l, NewDoor(&hands{dbtest.Noon}, "secret", port, never))
	if err := h.Close(); err != nil { // as whoever could not begin to serve does
		t.Error(err)
	}
	h.Refuse(fault.New(fault.Unavailable, i18n.Text{Hans: "满了", Hant: "滿了", En: "full"}.With()))
	left := make(chan struct{})
	go func() { defer close(left); h.Leave(t.Context()) }()
	if page := fetch(t, "http://"+l.Addr().String()+"/open/AAAA"); !strings.Contains(page, "满了") {
		t.Error(page)
	}
	<-left
	if _, err := net.Dial("tcp", l.Addr().String()); err == nil { //nolint:noctx // it is refused at once
		t.Error("somebody is still there")
	}
	l, port = listen(t)
	h = Open(l, NewDoor(&hands{dbtest.Noon}, "secret", port, never))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	h.Leave(ctx) // nobody came
}

// TestStrangerAtThePort learns nothing that lets it in, and is not believed.
func TestStrangerAtThePort(t *testing.T) {
	var heard []byte
	stranger := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		heard, _ = io.ReadAll(r.Body)
		_, _ = io.WriteString(w, `{"token":"MINE","proof":"00"}`)
	}))
	defer stranger.Close()
	at, err := url.Parse(stranger.URL)
	if err != nil {
		t.Fatal(err)
	}
	port, err := net.LookupPort("tcp", at.Port()) //nolint:noctx // a number
	if err != nil {
		t.Fatal(err)
	}
	if address, err := Ask(t.Context(), port, "the secret"); err == nil {
		t.Errorf("it is believed: %s", address)
	}
	if len(heard) == 0 || strings.Contains(string(heard), "the secret") {
		t.Errorf("it heard %s", heard)
	}
}
