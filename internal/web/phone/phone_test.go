package phone

import (
	"net"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/id"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func TestWherePhonesAre(t *testing.T) {
	for ip, want := range map[string]bool{"192.168.1.5": true, "10.0.0.7": true, "172.16.0.1": true, "172.31.255.1": true, "172.32.0.1": false,
		"100.64.0.1": false, "169.254.3.4": false, "127.0.0.1": false, "8.8.8.8": false, "0.0.0.0": false, "fd00::1": false, "::1": false} {
		if got := Private(netip.MustParseAddr(ip)); got != want {
			t.Errorf("Private(%s) = %v", ip, got)
		}
	}
}

func TestTheLikelyAddressComesFirst(t *testing.T) {
	addr := func(ip, via string) Address { return Address{netip.MustParseAddr(ip), via} }
	for name, c := range map[string]struct {
		all  []Address
		want []string
	}{
		"a shop's Wi-Fi beside Docker":  {[]Address{addr("172.17.0.1", "docker0"), addr("192.168.31.8", "wlan0")}, []string{"192.168.31.8", "172.17.0.1"}},
		"a virtual machine's 192.168":   {[]Address{addr("192.168.56.1", "VirtualBox Host-Only Network"), addr("10.1.2.3", "以太网")}, []string{"10.1.2.3", "192.168.56.1"}},
		"Windows names WSL in brackets": {[]Address{addr("172.20.0.1", "vEthernet (WSL)"), addr("172.16.4.4", "WLAN")}, []string{"172.16.4.4", "172.20.0.1"}},
		"a tunnel is what there is":     {[]Address{addr("10.8.0.2", "tun0")}, []string{"10.8.0.2"}},
		"one address on two interfaces": {[]Address{addr("192.168.1.5", "en0"), addr("192.168.1.5", "en1")}, []string{"192.168.1.5"}},
		"none":                          {nil, nil},
		"more than anybody can choose from": {[]Address{addr("10.0.0.1", "a"), addr("10.0.0.2", "b"), addr("10.0.0.3", "c"), addr("10.0.0.4", "d"),
			addr("10.0.0.5", "e"), addr("10.0.0.6", "f"), addr("10.0.0.7", "g")}, []string{"10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5", "10.0.0.6"}},
	} {
		var got []string
		for _, a := range Sort(c.all) {
			got = append(got, a.IP.String())
		}
		if strings.Join(got, " ") != strings.Join(c.want, " ") {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestTries(t *testing.T) {
	fresh := func() *knock { return &knock{code: "012345", user: id.User(7), until: noon.Add(CodeLife)} }
	for name, c := range map[string]struct {
		typed []string
		at    time.Duration
		want  []answer
	}{
		"right at once":           {[]string{"012345"}, 0, []answer{right}},
		"as a phone types it":     {[]string{" ０１２ ３４５ "}, 0, []answer{right}},
		"used once":               {[]string{"012345", "012345"}, 0, []answer{right, stale}},
		"the fifth wrong one":     {[]string{"1", "2", "3", "4", "5", "012345"}, 0, []answer{wrong, wrong, wrong, wrong, enough, stale}},
		"right at the last try":   {[]string{"1", "2", "3", "4", "012345"}, 0, []answer{wrong, wrong, wrong, wrong, right}},
		"in the last second":      {[]string{"012345"}, CodeLife - time.Second, []answer{right}},
		"too late":                {[]string{"012345", "1"}, CodeLife, []answer{stale, stale}},
		"without the zero before": {[]string{"12345"}, 0, []answer{wrong}},
		"nothing, and a book":     {[]string{"", strings.Repeat("012345", 1000)}, 0, []answer{wrong, wrong}},
	} {
		k := fresh()
		for i, typed := range c.typed {
			if got := k.try(typed, noon.Add(c.at)); got != c.want[i] {
				t.Errorf("%s: try %d is %d, want %d", name, i+1, got, c.want[i])
			}
		}
	}
	var none *knock
	if none.try("012345", noon) != stale {
		t.Error("without a code somebody came in")
	}
}

// TestNobodyGetsMoreThanFiveTries however wrong and right codes are mixed.
func TestNobodyGetsMoreThanFiveTries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := &knock{code: "500000", until: noon.Add(CodeLife)}
		wrongs, in := 0, 0
		for range rapid.IntRange(1, 30).Draw(t, "tries") {
			switch k.try(rapid.SampledFrom([]string{"500000", "499999", "5", ""}).Draw(t, "typed"), noon) {
			case right:
				in++
			case wrong, enough:
				wrongs++
			}
		}
		if wrongs > Tries || in > 1 || in == 1 && wrongs >= Tries {
			t.Fatalf("%d wrong and %d right", wrongs, in)
		}
	})
}

func TestAnAddressRests(t *testing.T) {
	s, a, b := strikes{}, netip.MustParseAddr("192.168.1.9"), netip.MustParseAddr("192.168.1.10")
	for i := range Tries {
		if s.rest(a, noon) != 0 {
			t.Errorf("rests after %d tries", i)
		}
		s.add(a, noon)
	}
	if got := s.rest(a, noon.Add(4*time.Minute)); got != 6*time.Minute {
		t.Errorf("rests for %v more, want 6m", got)
	}
	if s.rest(b, noon) != 0 || s.rest(a, noon.Add(TryRest)) != 0 {
		t.Error("another address rests, or this one for too long")
	}
	s.add(b, noon.Add(TryRest))
	if len(s) != 1 {
		t.Errorf("%d addresses are kept, want the one that is not old", len(s))
	}
}

func TestWhatDevicesAreCalled(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148": "iPhone",
		"Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X)":                                             "iPad",
		"Mozilla/5.0 (Linux; Android 14; 23127PN0CC) Chrome/120 Mobile Safari/537.36":               "安卓手机",
		"Mozilla/5.0 (Linux; Android 13; Pad) Chrome/120 Safari/537.36":                             "安卓平板",
		"Mozilla/5.0 (Phone; OpenHarmony 5.0) ArkWeb/4.1 Mobile HuaweiBrowser":                      "鸿蒙手机",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120":                                      "Windows 电脑",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605":                                "Mac",
		"": "手机",
	} {
		if got := nameOf(agent).Hans; got != want {
			t.Errorf("%q is called %s, want %s", agent, got, want)
		}
	}
}

// TestWhatAPhoneHasOpenEndsWithIt, and nobody else's.
func TestWhatAPhoneHasOpenEndsWithIt(t *testing.T) {
	var g guests
	ctx, leave := g.enter(t.Context(), 1)
	other, leaveOther := g.enter(t.Context(), 2)
	g.showOut(1)
	if ctx.Err() == nil || other.Err() != nil {
		t.Errorf("shown out: %v, the other: %v", ctx.Err(), other.Err())
	}
	leave()
	leaveOther()
	g.showOut(2)
	if len(g.open) != 0 {
		t.Errorf("%d phones are kept after they left", len(g.open))
	}
}

// TestTheDoorIsNarrow: who comes when it is full waits until somebody has gone.
func TestTheDoorIsNarrow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		street := make(street)
		l := newNarrow(street)
		var inside []net.Conn
		for range mostConns {
			go street.come()
			c, err := l.Accept()
			if err != nil {
				t.Fatal(err)
			}
			inside = append(inside, c)
		}
		go street.come()
		next := make(chan net.Conn, 1)
		go func() {
			c, _ := l.Accept()
			next <- c
		}()
		synctest.Wait()
		if len(next) != 0 {
			t.Fatal("one more than there is room for came in")
		}
		_, _ = inside[0].Close(), inside[0].Close() // the second gives nothing back
		<-next
		last := make(chan error, 1)
		go func() {
			_, err := l.Accept()
			last <- err
		}()
		synctest.Wait()
		if len(last) != 0 {
			t.Fatal("one room was given back twice")
		}
		_ = l.Close()
		if err := <-last; err == nil {
			t.Error("who waited came in after the door was shut")
		}
	})
}

// street is where people come from.
type street chan net.Conn

func (s street) come() {
	a, _ := net.Pipe()
	s <- a
}

func (s street) Accept() (net.Conn, error) { return <-s, nil }

func (street) Close() error { return nil }

func (street) Addr() net.Addr { return nil }
