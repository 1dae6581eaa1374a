package house

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/netip"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/web/console"
	"github.com/huoshui/huoshui/internal/web/phone"
)

func TestWhereSomebodyMayLetPhonesIn(t *testing.T) {
	for chosen, good := range map[string]bool{"": true, "192.168.1.5:8090": true, "127.0.0.1:9000": true, "0.0.0.0:8090": false, "8.8.8.8:80": false,
		"192.168.1.5": false, "192.168.1.5:0": false, "localhost:80": false, "[::1]:80": false} {
		_, err := PhoneNet(chosen)
		if good != (err == nil) || err != nil && fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", chosen, err)
		}
	}
}

// TestThisComputersAddressesArePrivate, whatever networks the test runs in.
func TestThisComputersAddressesArePrivate(t *testing.T) {
	all, err := LocalNet{}.Addresses()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		if !phone.Private(a.IP) || a.Via == "" {
			t.Errorf("%+v", a)
		}
	}
}

func TestHowPhonesReachAConsole(t *testing.T) {
	name := &url.URL{Scheme: "https", Host: "hs.example"}
	for what, c := range map[string]struct {
		base   *url.URL
		at     string
		public string
		door   bool
	}{
		"a laptop":                     {nil, "127.0.0.1:8080", "", true},
		"a laptop with IPv6":           {nil, "[::1]:8080", "", true},
		"behind a proxy":               {name, "127.0.0.1:8080", "https://hs.example", false},
		"in the local network already": {nil, "192.168.1.5:8080", "http://192.168.1.5:8080", false},
	} {
		o := Serving{BaseURL: c.base, Phones: LocalNet{}}
		o.forPhones(net.TCPAddrFromAddrPort(netip.MustParseAddrPort(c.at)))
		if o.public != c.public || (o.Phones != nil) != c.door {
			t.Errorf("%s: %q, a door: %v", what, o.public, o.Phones != nil)
		}
	}
}

// loopNet is this computer alone, at any free port.
type loopNet struct{ LocalNet }

func (loopNet) Addresses() ([]phone.Address, error) {
	return []phone.Address{{IP: netip.MustParseAddr("127.0.0.1"), Via: "loopback"}}, nil
}

func (n loopNet) Listen(ctx context.Context, at netip.AddrPort) (net.Listener, error) {
	return n.LocalNet.Listen(ctx, netip.AddrPortFrom(at.Addr(), 0))
}

// TestAPhoneSeesTheRealConsole from one listener while the laptop has the other, and
// both end with the program.
func TestAPhoneSeesTheRealConsole(t *testing.T) {
	app, err := Open(t.Context(), filepath.Join(t.TempDir(), "huoshui.db"), clock.Real{})
	if err != nil {
		t.Fatal(err)
	}
	defer app.Close() //nolint:errcheck // everything is committed
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	links, ended := make(chan string, 1), make(chan error, 1)
	go func() { // ends with ctx
		ended <- app.Serve(ctx, Serving{Listen: "127.0.0.1:0", Phones: loopNet{}, Uploads: t.TempDir(), Log: slog.New(slog.DiscardHandler),
			Prepare: func(ctx context.Context) error { _, err := app.First(ctx, false, i18n.ZhHans); return err },
			Ready: func(shell *console.Shell) error {
				link, err := app.SignInLink(ctx, shell, "")
				links <- link
				return err
			}})
	}()
	link := <-links
	laptop := client{t, &http.Client{}, link[:strings.Index(link, "/link/")]}
	laptop.Jar, err = cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	laptop.post(link[len(laptop.base):], nil)
	laptop.post("/phone/open", url.Values{"address": {"127.0.0.1"}})
	page := laptop.get("/phone")
	code, where := regexp.MustCompile(`ph-code">(\d{6})<`).FindStringSubmatch(page), regexp.MustCompile(`(http://127\.0\.0\.1:\d+)/pair`).FindStringSubmatch(page)
	if code == nil || where == nil {
		t.Fatal(page)
	}
	handset := client{t, &http.Client{}, where[1]}
	if handset.Jar, err = cookiejar.New(nil); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/", "/healthz", "/api/v1/groups", "/hook/x", "/me"} {
		if page := handset.get(path); !strings.Contains(page, `action="/pair"`) {
			t.Errorf("%s, before it is paired: %s", path, page)
		}
	}
	if page := handset.post("/pair", url.Values{"code": {code[1]}, "name": {"手机"}}); !strings.Contains(page, `class="hs-menu"`) {
		t.Errorf("after it was paired: %s", page)
	}
	if page := handset.get("/healthz"); strings.TrimSpace(page) == "ok" {
		t.Error("more than the console's pages is behind the door")
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	for _, base := range []string{laptop.base, handset.base} {
		if c, err := net.Dial("tcp", base[len("http://"):]); err == nil {
			_ = c.Close()
			t.Errorf("%s listens still", base)
		}
	}
}

type client struct {
	t *testing.T
	*http.Client
	base string
}

func (c client) get(path string) string {
	c.t.Helper()
	return c.send(http.MethodGet, path, nil)
}

func (c client) post(path string, form url.Values) string {
	c.t.Helper()
	if m := regexp.MustCompile(`name="csrf" value="([^"]+)"`).FindStringSubmatch(c.get("/me")); m != nil && form != nil {
		form.Set("csrf", m[1])
	}
	return c.send(http.MethodPost, path, form)
}

func (c client) send(method, path string, form url.Values) string {
	c.t.Helper()
	r, err := http.NewRequestWithContext(c.t.Context(), method, c.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", c.base)
	res, err := c.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // read
	text, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return string(text)
}

// TestTheBarOfAPhone has room for five, and a shop's owner needs these.
func TestTheBarOfAPhone(t *testing.T) {
	for simulated, want := range map[bool]string{false: "today groups wechat messages settings", true: "today sandbox groups messages settings"} {
		var bar []string
		for _, room := range rooms() {
			if room.Phone && !(simulated && room.Real) && !(room.Simulated && !simulated) {
				bar = append(bar, room.Path)
			}
		}
		if got := strings.Join(bar, " "); got != want {
			t.Errorf("simulated %t: the bar holds %q, want %q", simulated, got, want)
		}
	}
}
