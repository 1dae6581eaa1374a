package phone

import (
	"cmp"
	"crypto/subtle"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

const (
	// CodeLife is how long a pairing code is good for.
	CodeLife = 10 * time.Minute
	// Tries is how many wrong codes shut the door, and how many one address may
	// have sent before it is not listened to for TryRest. A million codes, five
	// tries: whoever guesses comes in once in 200,000 openings.
	Tries = 5
	// TryRest is for how long.
	TryRest = 10 * time.Minute

	codeDigits    = 6
	codes         = 1_000_000
	mostAddresses = 6 // offered to choose from
)

// Private reports whether a phone of the same local network can be at ip, and
// nobody from outside.
func Private(ip netip.Addr) bool { return ip.Is4() && ip.IsPrivate() }

// virtual are beginnings of names of interfaces that lead to no phone: machines
// within this machine, and tunnels.
var virtual = [...]string{"docker", "br-", "veth", "virbr", "vmnet", "vbox", "vmware", "virtualbox", "vethernet", "hyper-v", "utun", "tun", "tap", "wg",
	"tailscale", "zt", "zerotier", "ppp", "lxc", "lxd", "podman", "bridge", "cni", "flannel", "wsl"}

// Sort puts the address first that phones most likely find the computer at, and
// drops what is told twice or is too much to choose from.
func Sort(all []Address) []Address {
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b Address) int {
		return cmp.Or(cmp.Compare(unlikely(a), unlikely(b)), a.IP.Compare(b.IP))
	})
	out = slices.CompactFunc(out, func(a, b Address) bool { return a.IP == b.IP })
	return out[:min(len(out), mostAddresses)]
}

// unlikely is how unlikely phones are behind an address.
func unlikely(a Address) int {
	name, n := strings.ToLower(a.Via), 0
	for _, v := range virtual {
		if strings.HasPrefix(name, v) || strings.Contains(name, "("+v) {
			n = 10
		}
	}
	b := a.IP.As4()
	switch {
	case b[0] == 192 && b[1] == 168: // what routers of homes and shops give
		return n
	case b[0] == 10:
		return n + 1
	}
	return n + 2
}

// knock is a pairing code, and what was tried against it.
type knock struct {
	code  string
	user  id.User // whose phone it lets in
	until time.Time
	wrong int
	used  bool
}

// live reports whether the code still lets somebody in.
func (k *knock) live(now time.Time) bool {
	return k != nil && !k.used && k.wrong < Tries && now.Before(k.until)
}

// answer is what became of a try.
type answer int

const (
	stale  answer = iota // there is no code that holds
	wrong                // and some tries are left
	enough               // wrong, and it was the last try
	right
)

// try tries typed against the code, and uses it up where it is right.
func (k *knock) try(typed string, now time.Time) answer {
	if !k.live(now) {
		return stale
	}
	if subtle.ConstantTimeCompare([]byte(k.code), []byte(plainDigits(typed))) == 1 {
		k.used = true
		return right
	}
	if k.wrong++; k.wrong >= Tries {
		return enough
	}
	return wrong
}

// plainDigits is a code as people type it, without blanks and full-width forms.
func plainDigits(typed string) string {
	if len(typed) > 64 {
		return ""
	}
	return strings.Join(strings.Fields(norm.NFKC.String(typed)), "")
}

// codeOf is the code that a number stands for.
func codeOf(n uint32) string { return fmt.Sprintf("%0*d", codeDigits, n%codes) }

// strikes counts the wrong codes that came from each address, across codes: an
// address that shut the door once cannot shut it again right after it was opened.
type strikes map[netip.Addr]strike

type strike struct {
	n    int
	last time.Time
}

// rest is how long an address is not listened to yet, 0 for not at all.
func (s strikes) rest(from netip.Addr, now time.Time) time.Duration {
	if was := s[from]; was.n >= Tries {
		return max(was.last.Add(TryRest).Sub(now), 0)
	}
	return 0
}

// add counts a wrong code, and forgets what is old.
func (s strikes) add(from netip.Addr, now time.Time) {
	for a, was := range s {
		if now.Sub(was.last) >= TryRest {
			delete(s, a)
		}
	}
	s[from] = strike{s[from].n + 1, now}
}

// kinds are what phones say they are, the most telling first.
var kinds = [...]struct {
	says []string // all of them
	name i18n.Text
}{
	{[]string{"ipad"}, same("iPad")},
	{[]string{"iphone"}, same("iPhone")},
	{[]string{"harmony"}, i18n.Text{Hans: "鸿蒙手机", Hant: "鴻蒙手機", En: "HarmonyOS phone"}},
	{[]string{"android", "mobile"}, i18n.Text{Hans: "安卓手机", Hant: "Android 手機", En: "Android phone"}},
	{[]string{"android"}, i18n.Text{Hans: "安卓平板", Hant: "Android 平板", En: "Android tablet"}},
	{[]string{"windows"}, i18n.Text{Hans: "Windows 电脑", Hant: "Windows 電腦", En: "Windows computer"}},
	{[]string{"macintosh"}, same("Mac")},
}

func same(s string) i18n.Text { return i18n.Text{Hans: s, Hant: s, En: s} }

// nameOf is what a device may be called, by what its browser says of itself.
func nameOf(agent string) i18n.Text {
	agent = strings.ToLower(agent)
	for _, k := range kinds {
		if !slices.ContainsFunc(k.says, func(s string) bool { return !strings.Contains(agent, s) }) {
			return k.name
		}
	}
	return i18n.Text{Hans: "手机", Hant: "手機", En: "Phone"}
}
