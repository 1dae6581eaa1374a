package phone_test

import (
	"flag"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/web/phone"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var (
	mainPart = regexp.MustCompile(`(?s)<main.*</main>`)
	// changing is what is another in every run.
	changing = []struct {
		find *regexp.Regexp
		put  string
	}{
		{regexp.MustCompile(`name="csrf" value="[^"]*"`), `name="csrf" value="CSRF"`},
		{regexp.MustCompile(`viewBox="[^"]*"`), `viewBox="FRAME"`},
		{regexp.MustCompile(`width="\d+" height="\d+"`), `width="N" height="N"`},
		{regexp.MustCompile(` d="M[^"]*"`), ` d="SQUARES"`},
		{regexp.MustCompile(`ph-code">\d{6}<`), `ph-code">CODE<`},
		{regexp.MustCompile(`seen=[0-9a-f]{16}`), `seen=SEEN`},
		{regexp.MustCompile(`127\.0\.0\.1:\d+`), `ADDRESS`},
		{regexp.MustCompile(`dev_[0-9a-z]{13}`), `PHONE`},
	}
)

func golden(t *testing.T, name, page string) {
	t.Helper()
	got := mainPart.FindString(page)
	for _, c := range changing {
		got = c.find.ReplaceAllString(got, c.put)
	}
	path := filepath.Join("testdata", "pages", name+".html")
	if *update {
		must(t, os.MkdirAll(filepath.Dir(path), 0o755))
		must(t, os.WriteFile(path, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(path)
	must(t, err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s changed (run with -update when it should):\n%s", path, diff)
	}
}

func (s *shop) page(name string, status int) {
	s.t.Helper()
	golden(s.t, name, s.laptop.want("GET", "/phone", status))
}

func TestPagesAtTheLaptop(t *testing.T) {
	s := open(t, setting{})
	s.page("closed", http.StatusOK)
	s.net.set(phone.Address{IP: loop, Via: "WLAN"}, phone.Address{IP: netip.MustParseAddr("127.0.0.2"), Via: "以太网"})
	s.page("choose", http.StatusOK)
	ph, code := s.letIn()
	s.page("code", http.StatusOK)
	ph.pair(code, "阿青的手机")
	s.page("open", http.StatusOK)
	for _, lang := range []i18n.Lang{i18n.ZhHant, i18n.En} {
		must(t, s.svc.SetLang(t.Context(), s.owner, lang))
		s.page("open_"+string(lang), http.StatusOK)
	}
	must(t, s.svc.SetLang(t.Context(), s.owner, i18n.ZhHans))
	s.net.set(phone.Address{IP: netip.MustParseAddr("127.0.0.2"), Via: "以太网"})
	must(t, s.door.Watch(t.Context()))
	s.page("lost", http.StatusOK)
	s.net.set()
	s.page("lost_nowhere", http.StatusOK)
	s.net.set(phone.Address{IP: loop, Via: "WLAN"})
	must(t, s.door.Watch(t.Context()))
	s.page("open", http.StatusOK) // found again
}

func TestPagesElsewhere(t *testing.T) {
	s := open(t, setting{lonely: true})
	s.page("nowhere", http.StatusOK)
	s = open(t, setting{nowhere: true})
	s.page("served", http.StatusOK)
	if status, _ := s.laptop.press("/phone/open", "address", "127.0.0.1"); status != http.StatusNotFound {
		t.Errorf("opening a door that is none: %d", status)
	}
	s = open(t, setting{nowhere: true, public: "https://hs.example"})
	s.page("public", http.StatusOK)
	if to := s.laptop.want("GET", "/pair", http.StatusSeeOther); to != "/phone" {
		t.Errorf("/pair at the console's own address leads to %s", to)
	}
}

func TestPagesOnThePhone(t *testing.T) {
	s := open(t, setting{})
	ph, code := s.letIn()
	golden(t, "pair", ph.want("GET", "/pair", http.StatusOK))
	_, page := ph.pair(notThe(code), "iPhone")
	golden(t, "pair_wrong", page)
	ph.lang = "zh-TW"
	golden(t, "pair_zh-Hant", ph.want("GET", "/pair", http.StatusOK))
	ph.lang = "en"
	golden(t, "pair_en", ph.want("GET", "/pair", http.StatusOK))
	ph.lang = "zh-CN"
	for range phone.Tries - 1 {
		_, page = ph.pair(notThe(code), "iPhone")
	}
	golden(t, "pair_shut", page)
	ph, code = s.letIn()
	_, page = ph.pair(code, "iPhone")
	golden(t, "pair_rest", page)
}

// TestOnlyOwnersLetPhonesIn, and a code is shown to nobody but whose phone it lets in.
func TestOnlyOwnersLetPhonesIn(t *testing.T) {
	s := open(t, setting{})
	units, err := s.svc.Units(t.Context(), s.ws)
	must(t, err)
	join := func(login string, role auth.Role) *browser {
		link, err := s.svc.Invite(t.Context(), s.owner, s.ws, login, auth.Grant{Role: role, Unit: units[0].ID})
		must(t, err)
		_, err = s.svc.AcceptInvite(t.Context(), link.Token, auth.Newcomer{Login: login, Name: login, Password: "a long enough one", Lang: i18n.ZhHans})
		must(t, err)
		b := newBrowser(t, s.laptop.base)
		s.signIn(b, login)
		return b
	}
	agent, partner := join("xiaoyu", auth.Agent), join("partner", auth.Owner)
	s.letIn()
	golden(t, "owners", agent.want("GET", "/phone", http.StatusForbidden))
	for _, path := range []string{"/phone/open", "/phone/code", "/phone/close", "/phone/start"} {
		if status, _ := agent.press(path, "address", "127.0.0.1"); status != http.StatusForbidden {
			t.Errorf("%s by an agent: %d", path, status)
		}
	}
	if page := partner.want("GET", "/phone", http.StatusOK); codeShown.MatchString(page) {
		t.Error("another owner sees a code that lets a phone in as somebody else")
	}
	if to := newBrowser(t, s.laptop.base).want("GET", "/phone", http.StatusSeeOther); !strings.HasPrefix(to, "/sign-in") {
		t.Errorf("nobody is led to %s", to)
	}
}

func TestWhatCannotBeOpened(t *testing.T) {
	s := open(t, setting{})
	for _, bad := range []string{"", "127.0.0.9", "8.8.8.8", "0.0.0.0", "x", strings.Repeat("9", 5000)} {
		status, page := s.laptop.press("/phone/open", "address", bad)
		if status != http.StatusConflict || strings.Contains(page, strings.Repeat("9", 100)) {
			t.Errorf("an address that is none of this computer's, %.20q: %d", bad, status)
		}
	}
	s.net.deaf = true
	status, page := s.laptop.press("/phone/open", "address", "127.0.0.1")
	if status != http.StatusServiceUnavailable {
		t.Errorf("nothing can listen: %d", status)
	}
	golden(t, "deaf", page)
}

// TestThePageMovesOnlyWhenSomethingChanged, so that nothing is taken from under a
// reader's hands.
func TestThePageMovesOnlyWhenSomethingChanged(t *testing.T) {
	s := open(t, setting{})
	if !phone.Sealed(s.door) {
		t.Error("what was seen is told without a key")
	}
	ph, code := s.letIn()
	ask := func(seen string) (int, string) {
		r, err := http.NewRequestWithContext(t.Context(), "GET", s.laptop.base+"/phone?seen="+seen, nil)
		must(t, err)
		r.Header.Set("HX-Request", "true")
		status, _, text := s.laptop.do(r)
		return status, text
	}
	find := regexp.MustCompile(`seen=([0-9a-f]{16})`)
	seen := find.FindStringSubmatch(s.laptop.want("GET", "/phone", http.StatusOK))[1]
	if status, _ := ask(seen); status != http.StatusNoContent {
		t.Errorf("nothing has changed: %d", status)
	}
	ph.pair(code, "iPhone")
	status, text := ask(seen)
	if status != http.StatusOK || strings.Contains(text, "<html") {
		t.Errorf("a phone came in: %d", status)
	}
	s.has(text, "iPhone")
	if again := find.FindStringSubmatch(text); again == nil || again[1] == seen {
		t.Errorf("the new part asks for %v, the old one for %s", again, seen)
	}
}

// TestTheNextStart: paired phones come in again where their owner wished so and the
// computer is where it was, on both databases.
func TestTheNextStart(t *testing.T) {
	dbtest.Each(t, []db.Schema{auth.Schema(), audit.Schema}, func(t *testing.T, d *db.DB) {
		s := openOn(t, d, setting{})
		restart := func() bool {
			t.Helper()
			s.door.Shut()
			must(t, s.door.Restore(t.Context()))
			return !strings.Contains(s.laptop.want("GET", "/phone", http.StatusOK), "/phone/open")
		}
		ph, code := s.letIn()
		ph.pair(code, "iPhone")
		if restart() {
			t.Error("it opens though nobody wished so")
		}
		s.letIn()
		if status, _ := s.laptop.press("/phone/start", "start", "yes"); status != http.StatusSeeOther {
			t.Errorf("wish: %d", status)
		}
		if !restart() {
			t.Error("it stays shut though its owner wished otherwise")
		}
		if page := s.laptop.want("GET", "/phone", http.StatusOK); codeShown.MatchString(page) {
			t.Error("it opens with a code that nobody asked for")
		}
		s.net.set(phone.Address{IP: netip.MustParseAddr("127.0.0.2"), Via: "Café"})
		if restart() {
			t.Error("it opens in another network")
		}
		s.net.set(phone.Address{IP: loop, Via: "WLAN"})
		list, err := s.svc.Devices(t.Context(), s.owner)
		must(t, err)
		must(t, s.svc.RemoveDevice(t.Context(), s.owner, list[0].ID))
		if restart() {
			t.Error("it opens for nobody")
		}
	})
}
