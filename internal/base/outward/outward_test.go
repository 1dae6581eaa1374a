package outward_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/outward"
)

// TestWhatLeadsInside: every way of writing an inner address is refused, and the
// public internet is not.
func TestWhatLeadsInside(t *testing.T) {
	c := outward.New(outward.Options{})
	for _, in := range strings.Fields(`127.0.0.1 127.255.255.254 10.1.2.3 172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254 169.254.0.1
		100.64.0.1 100.100.100.200 100.127.255.255 0.0.0.0 0.1.2.3 255.255.255.255 224.0.0.1 239.1.1.1 240.0.0.1 192.0.0.192 198.18.0.1
		192.0.2.1 198.51.100.7 203.0.113.9 168.63.129.16 :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1
		fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 ff02::1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 2002:7f00:1:: 2002:a00:1::
		2001:db8::1 2001::1 fec0::1 100::1 ::ffff:100.64.0.1 ::ffff:0.0.0.0`) {
		err := c.May(in, netip.MustParseAddr(in))
		if !errors.Is(err, outward.ErrInside) || fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%s: %v", in, err)
		}
	}
	for _, out := range strings.Fields(`93.184.215.14 1.1.1.1 172.15.0.1 172.32.0.1 100.63.255.255 100.128.0.1 192.167.1.1 2606:4700::1111
		::ffff:1.1.1.1 64:ff9b::101:101 2002:101:101::1 223.5.5.5`) {
		if err := c.May(out, netip.MustParseAddr(out)); err != nil {
			t.Errorf("%s: %v", out, err)
		}
	}
}

func TestOwnerAllowsNetworks(t *testing.T) {
	allow, err := outward.ParseNetworks(" 10.0.0.0/8, 192.168.1.5,fd00::/8 ")
	if err != nil {
		t.Fatal(err)
	}
	c := outward.New(outward.Options{Allow: allow})
	for in, want := range map[string]bool{"10.9.9.9": true, "::ffff:10.9.9.9": true, "192.168.1.5": true, "192.168.1.6": false, "fd12::1": true,
		"127.0.0.1": false, "64:ff9b::a00:1": true} {
		if got := c.May(in, netip.MustParseAddr(in)) == nil; got != want {
			t.Errorf("%s: allowed %t", in, got)
		}
	}
	for _, bad := range []string{"ten", "10.0.0.0/99", "fe80::1%eth0", "10.0.0.1;10.0.0.2"} {
		if _, err := outward.ParseNetworks(bad); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if all, err := outward.ParseNetworks(""); err != nil || all != nil {
		t.Errorf("nothing: %v, %v", all, err)
	}
}

// turns answers look-ups, each time with the next of what it was given.
type turns struct {
	mu  sync.Mutex
	say map[string][]string // by name; the last is said for ever
}

func (r *turns) LookupNetIP(_ context.Context, _, host string) (out []netip.Addr, _ error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.say[host]) == 0 {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	now := r.say[host][0]
	if len(r.say[host]) > 1 {
		r.say[host] = r.say[host][1:]
	}
	for a := range strings.FieldsSeq(now) {
		out = append(out, netip.MustParseAddr(a))
	}
	return out, nil
}

// outside pretends that a server of this test stands at every public address,
// and notes what was dialled.
func outside(t *testing.T, say map[string][]string, redirects int, h http.HandlerFunc) (*outward.Client, *[]string) {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	var dialled []string
	var mu sync.Mutex
	c := outward.New(outward.Options{Resolver: &turns{say: say}, Redirects: redirects, Whole: 5 * time.Second, MaxAnswer: 10,
		Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			mu.Lock()
			dialled = append(dialled, address)
			mu.Unlock()
			return (&net.Dialer{}).DialContext(ctx, network, s.Listener.Addr().String())
		}})
	return c, &dialled
}

func get(t *testing.T, c *outward.Client, url string) (int, string, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Close = true // every request dials
	answer, err := c.Do(r)
	if err != nil {
		return 0, "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return answer.StatusCode, string(body), err
}

// TestNameThatChangesItsMind is public first and this machine the second time.
func TestNameThatChangesItsMind(t *testing.T) {
	c, dialled := outside(t, map[string][]string{"shop.example": {"93.184.215.14", "127.0.0.1", "::ffff:127.0.0.1", "::1"}}, 3,
		func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") })
	if status, body, err := get(t, c, "http://shop.example:8080/x"); err != nil || status != 200 || body != "hello" {
		t.Fatalf("the first time: %d %q %v", status, body, err)
	}
	for range 3 {
		if _, _, err := get(t, c, "http://shop.example:8080/x"); !errors.Is(err, outward.ErrInside) {
			t.Errorf("once it has changed: %v", err)
		}
	}
	if want := []string{"93.184.215.14:8080"}; !slices.Equal(*dialled, want) {
		t.Errorf("dialled %v, want %v: the address that was looked at, and nothing else", *dialled, want)
	}
}

// TestOneOfSeveral dials the addresses of a name that may be called.
func TestOneOfSeveral(t *testing.T) {
	c, dialled := outside(t, map[string][]string{"two.example": {"10.0.0.1 1.1.1.1"}}, 0, func(http.ResponseWriter, *http.Request) {})
	if _, _, err := get(t, c, "http://two.example/"); err != nil || !slices.Equal(*dialled, []string{"1.1.1.1:80"}) {
		t.Errorf("%v, dialled %v", err, *dialled)
	}
}

// TestEveryRedirectIsLookedAt: a public server that sends us inside is refused
// at the second step; so are other schemes, and too many steps end at the last.
func TestEveryRedirectIsLookedAt(t *testing.T) {
	var to string
	c, dialled := outside(t, map[string][]string{"a.example": {"1.1.1.1"}, "b.example": {"1.0.0.1"}, "inner.example": {"192.168.3.4"}}, 2,
		func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/there":
				_, _ = io.WriteString(w, "there")
			case "/loop":
				http.Redirect(w, r, "http://b.example/loop", http.StatusFound)
			default:
				http.Redirect(w, r, to, http.StatusTemporaryRedirect)
			}
		})
	for _, to = range []string{"http://127.0.0.1/there", "http://inner.example/there", "http://[::1]/there", "http://2130706433/there", "http://0x7f.1/there",
		"http://localhost/there", "http://169.254.169.254/latest/meta-data/"} {
		if _, body, err := get(t, c, "http://a.example/"); err == nil {
			t.Errorf("%s: %q", to, body)
		}
	}
	for _, to = range []string{"file:///etc/passwd", "gopher://b.example/", "http://me:secret@b.example/there"} {
		if _, _, err := get(t, c, "http://a.example/"); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", to, err)
		}
	}
	for _, d := range *dialled {
		if d != "1.1.1.1:80" {
			t.Errorf("dialled %s", d)
		}
	}
	to = "http://b.example/there"
	if status, body, err := get(t, c, "http://a.example/"); status != 200 || body != "there" {
		t.Errorf("a redirect that leads out: %d %q %v", status, body, err)
	}
	if status, _, err := get(t, c, "http://a.example/loop"); status != http.StatusFound || err != nil {
		t.Errorf("after too many: %d %v", status, err)
	}
}

// TestTheRealDialerLooksToo: without a dialer of its own, loopback is refused
// although something listens there, until it is allowed.
func TestTheRealDialerLooksToo(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, strings.Repeat("x", 100)) }))
	t.Cleanup(s.Close)
	t.Setenv("HTTP_PROXY", s.URL)
	if _, _, err := get(t, outward.New(outward.Options{}), s.URL); !errors.Is(err, outward.ErrInside) {
		t.Errorf("loopback: %v", err)
	}
	c := outward.New(outward.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, MaxAnswer: 10})
	if status, body, err := get(t, c, s.URL); err != nil || status != 200 || len(body) != 10 {
		t.Errorf("allowed: %d, %d bytes, %v", status, len(body), err)
	}
}
