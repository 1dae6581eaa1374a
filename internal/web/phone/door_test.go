package phone_test

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/run"
	"github.com/huoshui/huoshui/internal/web/account"
	"github.com/huoshui/huoshui/internal/web/console"
	"github.com/huoshui/huoshui/internal/web/phone"
)

var loop = netip.MustParseAddr("127.0.0.1")

// hands are a clock that a test sets.
type hands struct {
	mu  sync.Mutex // guards now
	now time.Time
}

func (h *hands) Now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *hands) later(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

// loopNet is a network that is this computer alone.
type loopNet struct {
	mu   sync.Mutex // guards what follows
	has  []phone.Address
	deaf bool // nothing can listen
}

func (n *loopNet) Addresses() ([]phone.Address, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.has, nil
}

func (n *loopNet) Listen(ctx context.Context, at netip.AddrPort) (net.Listener, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.deaf {
		return nil, net.ErrClosed
	}
	return (&net.ListenConfig{}).Listen(ctx, "tcp4", netip.AddrPortFrom(at.Addr(), 0).String())
}

func (n *loopNet) set(has ...phone.Address) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.has = has
}

// shop is a console on one listener, whose owner sits at a laptop, and its door.
type shop struct {
	t      *testing.T
	db     *db.DB
	svc    *auth.Service
	clock  *hands
	net    *loopNet
	door   *phone.Door
	work   *run.Group
	owner  id.User
	ws     id.Workspace
	laptop *browser
}

// browser is one browser at one address.
type browser struct {
	t      *testing.T
	client *http.Client
	base   string
	agent  string
	lang   string
}

func newBrowser(t *testing.T, base string) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	must(t, err)
	return &browser{t: t, base: base, lang: "zh-CN", agent: "Mozilla/5.0 (iPhone)", client: &http.Client{Jar: jar,
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// setting is what tests may want otherwise.
type setting struct {
	public          string
	nowhere, lonely bool // no door at all; no address
}

func open(t *testing.T, o setting) *shop {
	t.Helper()
	return openOn(t, dbtest.Open(t, db.SQLite, []db.Schema{auth.Schema(), audit.Schema}), o)
}

func openOn(t *testing.T, d *db.DB, o setting) *shop {
	t.Helper()
	s := &shop{t: t, db: d, clock: &hands{now: dbtest.Noon}, net: &loopNet{}}
	d.Clock = s.clock
	if !o.lonely {
		s.net.set(phone.Address{IP: loop, Via: "WLAN"})
	}
	s.svc = auth.New(auth.Options{DB: d, IDs: id.NewSource(1), Rand: rand.Reader})
	var err error
	s.owner, s.ws, _, err = s.svc.Setup(t.Context(), auth.First{Login: "boss", Name: "阿青", Lang: i18n.ZhHans,
		Workspace: auth.NewWorkspace{Name: "青禾茶铺", Kind: auth.Own, Zone: "Asia/Shanghai"}})
	must(t, err)
	log := slog.New(slog.DiscardHandler)
	s.work = run.NewGroup(t.Context(), log)
	t.Cleanup(s.work.Stop)
	base := httptest.NewUnstartedServer(nil)
	at := "http://" + base.Listener.Addr().String()
	u, err := url.Parse(at)
	must(t, err)
	shell, err := console.New(console.Options{Auth: s.svc, Clock: s.clock, Rand: rand.Reader, Log: log, BaseURL: u, Menu: account.Rooms()})
	must(t, err)
	must(t, account.Add(shell, s.svc, s.clock, func() bool { return true }))
	from := phone.Options{Net: s.net, Auth: s.svc, Clock: s.clock, Rand: rand.Reader, Log: log, Work: s.work}
	if o.nowhere {
		from.Net = nil
	}
	s.door = phone.NewDoor(from)
	must(t, phone.Add(shell, s.door, o.public))
	shell.HandleUser("GET /wait", func(w http.ResponseWriter, r *http.Request, _ console.Viewer) error {
		return shell.Live(w, r, func(ctx context.Context) { <-ctx.Done() })
	})
	pages, err := shell.Handler()
	must(t, err)
	s.door.Lead(pages)
	base.Config.Handler = pages
	base.Start()
	t.Cleanup(base.Close)
	s.laptop = newBrowser(t, at)
	s.signIn(s.laptop, "boss")
	return s
}

func (s *shop) signIn(b *browser, login string) {
	s.t.Helper()
	link, err := s.svc.AdminLink(s.t.Context(), login)
	must(s.t, err)
	b.want("POST", "/link/"+link.Token, http.StatusSeeOther)
}

func (b *browser) send(method, path, body string) (int, http.Header, string) {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), method, b.base+path, strings.NewReader(body))
	must(b.t, err)
	r.Header.Set("Accept-Language", b.lang)
	r.Header.Set("User-Agent", b.agent)
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", b.base)
	}
	return b.do(r)
}

func (b *browser) do(r *http.Request) (int, http.Header, string) {
	b.t.Helper()
	res, err := b.client.Do(r)
	must(b.t, err)
	defer res.Body.Close() //nolint:errcheck // read
	text, err := io.ReadAll(res.Body)
	must(b.t, err)
	return res.StatusCode, res.Header, string(text)
}

var csrfField = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

// press sends a form of the page /phone or /me, and wants it to lead on.
func (b *browser) press(path string, pairs ...string) (int, string) {
	b.t.Helper()
	_, _, page := b.send("GET", "/me", "")
	form := url.Values{}
	if m := csrfField.FindStringSubmatch(page); m != nil {
		form.Set("csrf", m[1])
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	status, _, text := b.send("POST", path, form.Encode())
	return status, text
}

// want sends and wants a status; it returns where a redirect leads, or the page.
func (b *browser) want(method, path string, status int) string {
	b.t.Helper()
	got, head, text := b.send(method, path, "")
	if got != status {
		b.t.Errorf("%s %s: %d, want %d\n%s", method, path, got, status, text)
	}
	if to := head.Get("Location"); to != "" {
		return to
	}
	return text
}

var (
	codeShown = regexp.MustCompile(`class="ph-code">(\d{6})<`)
	doorShown = regexp.MustCompile(`http://(127\.\d+\.\d+\.\d+:\d+)/pair`)
)

// letIn opens the door and returns a phone in front of it, and the code.
func (s *shop) letIn() (*browser, string) {
	s.t.Helper()
	if status, page := s.laptop.press("/phone/open", "address", "127.0.0.1"); status != http.StatusSeeOther {
		s.t.Fatalf("open: %d\n%s", status, page)
	}
	page := s.laptop.want("GET", "/phone", http.StatusOK)
	code, where := codeShown.FindStringSubmatch(page), doorShown.FindStringSubmatch(page)
	if code == nil || where == nil {
		s.t.Fatal("the page shows no code or no address:\n" + page)
	}
	return newBrowser(s.t, "http://"+where[1]), code[1]
}

// pair types a code.
func (b *browser) pair(code, name string) (int, string) {
	b.t.Helper()
	status, head, text := b.send("POST", "/pair", url.Values{"code": {code}, "name": {name}}.Encode())
	if status == http.StatusSeeOther {
		return status, head.Get("Location")
	}
	return status, text
}

// notThe is a code that is another one.
func notThe(code string) string {
	if code == "111111" {
		return "222222"
	}
	return "111111"
}

func (s *shop) has(page, text string) {
	s.t.Helper()
	if !strings.Contains(page, text) {
		s.t.Errorf("the page does not say %q:\n%s", text, page)
	}
}

func TestAPhoneComesIn(t *testing.T) {
	s := open(t, setting{})
	ph, code := s.letIn()
	if to := ph.want("GET", "/me", http.StatusSeeOther); to != "/pair" {
		t.Errorf("who is not paired is led to %s", to)
	}
	ph.want("POST", "/workspaces", http.StatusSeeOther)
	s.has(ph.want("GET", "/pair", http.StatusOK), `value="iPhone"`)

	status, page := ph.pair(notThe(code), "iPhone")
	if status != http.StatusUnprocessableEntity {
		t.Errorf("a wrong code: %d", status)
	}
	s.has(page, "还能试 4 次")
	status, page = ph.pair("12345", "iPhone")
	if status != http.StatusUnprocessableEntity {
		t.Errorf("five digits: %d", status)
	}
	s.has(page, "配对码是 6 个数字")
	if status, _ = ph.pair(code, ""); status != http.StatusUnprocessableEntity {
		t.Errorf("no name: %d", status)
	}
	if status, to := ph.pair(code[:3]+" "+code[3:], "阿青的手机"); status != http.StatusSeeOther || to != "/" {
		t.Fatalf("the right code: %d\n%s", status, to)
	}
	s.has(ph.want("GET", "/me", http.StatusOK), "阿青")
	if to := ph.want("GET", "/pair", http.StatusSeeOther); to != "/" {
		t.Errorf("who is paired is led to %s", to)
	}
	s.has(ph.want("GET", "/phone", http.StatusOK), "这部手机已经连上了")

	second := newBrowser(t, ph.base)
	if status, page = second.pair(code, "another"); status != http.StatusConflict {
		t.Errorf("the code a second time: %d\n%s", status, page)
	}
	s.has(s.laptop.want("GET", "/phone", http.StatusOK), "阿青的手机")
}

// TestSessionsHoldAtOneDoorEach: a cookie that is carried over opens nothing.
func TestSessionsHoldAtOneDoorEach(t *testing.T) {
	s := open(t, setting{})
	ph, code := s.letIn()
	ph.pair(code, "iPhone")
	secret := func(b *browser) string {
		u, err := url.Parse(b.base)
		must(t, err)
		return b.client.Jar.Cookies(u)[0].Value
	}
	carry := func(to *browser, name, value string) (int, string) {
		r, err := http.NewRequestWithContext(t.Context(), "GET", to.base+"/me", nil)
		must(t, err)
		r.Header.Set("Cookie", name+"="+value)
		status, head, _ := newBrowser(t, to.base).do(r)
		return status, head.Get("Location")
	}
	for _, name := range []string{"huoshui", "huoshui_phone"} {
		if status, to := carry(ph, name, secret(s.laptop)); status != http.StatusSeeOther || to != "/pair" {
			t.Errorf("the laptop's session as %s at the door: %d %s", name, status, to)
		}
		if status, to := carry(s.laptop, name, secret(ph)); status != http.StatusSeeOther || !strings.HasPrefix(to, "/sign-in") {
			t.Errorf("the phone's session as %s at the laptop's address: %d %s", name, status, to)
		}
	}
	if status, _ := carry(ph, "huoshui_phone", secret(ph)); status != http.StatusOK {
		t.Errorf("the phone's session where it holds: %d", status)
	}
}

func TestTheDoorAnswersToItsAddressAlone(t *testing.T) {
	s := open(t, setting{})
	ph, code := s.letIn()
	ph.pair(code, "iPhone")
	send := func(method, path string, set func(*http.Request)) int {
		r, err := http.NewRequestWithContext(t.Context(), method, ph.base+path, strings.NewReader("name=x"))
		must(t, err)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		set(r)
		status, _, _ := ph.do(r)
		return status
	}
	for _, host := range []string{"evil.example", "localhost", strings.Replace(ph.base[7:], "127.0.0.1", "127.0.0.2", 1), "127.0.0.1"} {
		if got := send("GET", "/pair", func(r *http.Request) { r.Host = host }); got != http.StatusMisdirectedRequest {
			t.Errorf("as %s: %d", host, got)
		}
	}
	for _, origin := range []string{"http://evil.example", "null", s.laptop.base} {
		for _, path := range []string{"/me", "/pair", "/sign-out"} {
			if got := send("POST", path, func(r *http.Request) { r.Header.Set("Origin", origin) }); got != http.StatusForbidden {
				t.Errorf("POST %s from %s: %d", path, origin, got)
			}
		}
	}
	if got := send("POST", "/me", func(r *http.Request) { r.Header.Set("Origin", ph.base) }); got != http.StatusForbidden {
		t.Errorf("without the form's token: %d", got)
	}
	if status, _ := ph.press("/me", "name", "阿青"); status != http.StatusSeeOther {
		t.Errorf("a form of the page: %d", status)
	}
	for _, path := range []string{"/sign-in", "/link/x", "/open/x", "/phone/open", "/quit"} {
		ph.want("GET", path, http.StatusForbidden)
	}
	for _, path := range []string{"/me/password", "/phone/open", "/phone/close", "/link/x"} {
		if status, _ := ph.press(path, "address", "127.0.0.1"); status != http.StatusForbidden {
			t.Errorf("%s by phone: %d", path, status)
		}
	}
}

func TestFiveWrongCodesShutTheDoor(t *testing.T) {
	s := open(t, setting{})
	ph, code := s.letIn()
	for range phone.Tries - 1 {
		ph.pair(notThe(code), "x")
	}
	status, page := ph.pair(notThe(code), "x")
	if status != http.StatusTooManyRequests {
		t.Errorf("the fifth: %d", status)
	}
	s.has(page, "输错 5 次")
	s.has(s.laptop.want("GET", "/phone", http.StatusOK), "有人输错了 5 次配对码")
	if _, err := net.Dial("tcp", ph.base[7:]); err == nil {
		t.Error("something listens still")
	}
}

// TestWhoShutTheDoorWaits, and nobody else does: their tries are not even counted.
func TestWhoShutTheDoorWaits(t *testing.T) {
	s := open(t, setting{})
	ctx, thief, friend := t.Context(), netip.MustParseAddr("192.168.1.66"), netip.MustParseAddr("192.168.1.7")
	_, code := s.letIn()
	for range phone.Tries {
		_, err := s.door.Pair(ctx, thief, notThe(code), "x", "")
		if err == nil {
			t.Fatal("a wrong code lets in")
		}
	}
	_, code = s.letIn()
	for range 2 * phone.Tries {
		if _, err := s.door.Pair(ctx, thief, code, "x", ""); fault.KindOf(err) != fault.Limited {
			t.Fatalf("who shut the door: %v", err)
		}
	}
	if _, err := s.door.Pair(ctx, friend, code, "手机", ""); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	s.clock.later(phone.TryRest)
	_, code = s.letIn()
	if _, err := s.door.Pair(ctx, thief, code, "x", ""); err != nil {
		t.Errorf("after the rest: %v", err)
	}
}

func TestCodesExpireAndAreReplaced(t *testing.T) {
	s := open(t, setting{})
	ph, first := s.letIn()
	if status, _ := s.laptop.press("/phone/code"); status != http.StatusSeeOther {
		t.Fatalf("a new code: %d", status)
	}
	second := codeShown.FindStringSubmatch(s.laptop.want("GET", "/phone", http.StatusOK))[1]
	if first != second {
		if status, _ := ph.pair(first, "x"); status != http.StatusUnprocessableEntity {
			t.Errorf("the code before: %d", status)
		}
	}
	s.clock.later(phone.CodeLife)
	if status, _ := ph.pair(second, "x"); status != http.StatusConflict {
		t.Errorf("after ten minutes: %d", status)
	}
	s.has(ph.want("GET", "/pair", http.StatusOK), "现在没有有效的配对码")
	must(t, s.door.Watch(t.Context()))
	s.has(s.laptop.want("GET", "/phone", http.StatusOK), "没有手机连进来，已经自动关上了")
}

// TestThePhoneIsShownOut at once, with what it has open.
func TestThePhoneIsShownOut(t *testing.T) {
	s := open(t, setting{})
	ph, code := s.letIn()
	ph.pair(code, "iPhone")
	list, err := s.svc.Devices(t.Context(), s.owner)
	must(t, err)
	r, err := http.NewRequestWithContext(t.Context(), "GET", ph.base+"/wait", nil)
	must(t, err)
	stream, err := ph.client.Do(r)
	must(t, err)
	defer stream.Body.Close() //nolint:errcheck // read to its end
	if _, err := io.ReadFull(stream.Body, make([]byte, 5)); err != nil {
		t.Fatal(err)
	}
	if status, _ := s.laptop.press("/phone/remove", "phone", list[0].Ref()); status != http.StatusSeeOther {
		t.Errorf("disconnect: %d", status)
	}
	if _, err := io.ReadAll(stream.Body); err != nil && !strings.Contains(err.Error(), "EOF") {
		t.Errorf("what it had open: %v", err)
	}
	if to := ph.want("GET", "/me", http.StatusSeeOther); to != "/pair" {
		t.Errorf("after that it sees %s", to)
	}
	if status, _ := s.laptop.press("/phone/remove", "phone", list[0].Ref()); status != http.StatusNotFound {
		t.Errorf("disconnect again: %d", status)
	}
	if status, _ := s.laptop.press("/phone/remove", "phone", "ws_0000000000000"); status != http.StatusNotFound {
		t.Errorf("disconnect what is no phone: %d", status)
	}
}

func TestTheDoorShutsAndOpensAgain(t *testing.T) {
	s := open(t, setting{})
	ph, code := s.letIn()
	ph.pair(code, "iPhone")
	s.clock.later(phone.CodeLife)
	must(t, s.door.Watch(t.Context()))
	ph.want("GET", "/me", http.StatusOK) // paired phones keep it open
	s.has(s.laptop.want("GET", "/phone", http.StatusOK), "连过的 1 部手机现在可以用")
	if status, _ := s.laptop.press("/phone/close"); status != http.StatusSeeOther {
		t.Errorf("shut: %d", status)
	}
	if _, err := net.Dial("tcp", ph.base[7:]); err == nil {
		t.Error("something listens still")
	}
	again, _ := s.letIn()
	again.client.Jar = ph.client.Jar // the same phone: cookies do not look at ports
	again.want("GET", "/me", http.StatusOK)
	s.door.Shut()
	if status, _ := s.laptop.press("/phone/code"); status != http.StatusConflict {
		t.Errorf("a code for a door that is shut: %d", status)
	}
}
