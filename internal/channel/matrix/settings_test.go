package matrix

import (
	"fmt"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

func whole() Settings {
	return Settings{
		ID: "huoshui", Homeserver: "https://m.example.org", ServerName: "example.org", Localpart: "huoshui",
		URL: "https://h.example.org/hook/matrix", ASToken: "as-0123456789", HSToken: "hs-0123456789",
	}
}

func TestRegistration(t *testing.T) {
	const want = `id: "huoshui"
url: "https://h.example.org/hook/matrix"
as_token: "as-0123456789"
hs_token: "hs-0123456789"
sender_localpart: "huoshui"
rate_limited: false
namespaces:
  users:
    - exclusive: true
      regex: "^@huoshui:example\\.org$"
  aliases: []
  rooms: []
`
	if got := whole().Registration(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestFreshTokensDifferEveryTime(t *testing.T) {
	a, b := Fresh(Settings{}), Fresh(Settings{})
	seen := map[string]bool{a.ASToken: true, a.HSToken: true, b.ASToken: true, b.HSToken: true}
	if len(seen) != 4 || len(a.ASToken) < 40 {
		t.Errorf("tokens %v", seen)
	}
	if kept := Fresh(a); kept.ASToken != a.ASToken || kept.HSToken != a.HSToken {
		t.Error("tokens that were there are replaced")
	}
}

func TestPrintingSettingsShowsNoToken(t *testing.T) {
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		if out := fmt.Sprintf(verb, whole()); strings.Contains(out, "0123456789") {
			t.Errorf("%s prints %s", verb, out)
		}
	}
}

func TestSettingsThatCannotWork(t *testing.T) {
	if err := whole().Validate(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Settings){
		"no scheme":         func(s *Settings) { s.Homeserver = "m.example.org" },
		"another scheme":    func(s *Settings) { s.Homeserver = "ftp://m.example.org" },
		"a password in it":  func(s *Settings) { s.Homeserver = "https://a:b@m.example.org" },
		"no own address":    func(s *Settings) { s.URL = "" },
		"no server name":    func(s *Settings) { s.ServerName = "" },
		"an odd name":       func(s *Settings) { s.ServerName = "a b" },
		"capitals":          func(s *Settings) { s.Localpart = "Huoshui" },
		"no id":             func(s *Settings) { s.ID = "" },
		"a short token":     func(s *Settings) { s.ASToken = "x" },
		"one token for two": func(s *Settings) { s.ASToken = s.HSToken },
	} {
		s := whole()
		spoil(&s)
		err := s.Validate()
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, l := range i18n.Langs {
			if text := fault.Public(err).In(l); text == "" || strings.Contains(text, "%!") {
				t.Errorf("%s in %s: %q", name, l, text)
			}
		}
		if _, err := Open(s, Options{}); err == nil {
			t.Errorf("%s: opened", name)
		}
	}
}

func TestWhoseInvitationsAreTaken(t *testing.T) {
	for _, c := range []struct {
		allowed []string
		by      string
		want    bool
	}{
		{nil, "@a:example.org", true}, {nil, "@a:evil.org", false}, {nil, "@a:example.org.evil.org", false},
		{[]string{"*"}, "@a:evil.org", true}, {[]string{"@b:y"}, "@b:y", true}, {[]string{"@b:y"}, "@a:example.org", false},
		{[]string{"y:8448"}, "@c:y:8448", true},
	} {
		s := whole()
		s.InvitedBy = c.allowed
		if got := s.welcome(event.NativeUser(c.by)); got != c.want {
			t.Errorf("%v, invited by %s: %t", c.allowed, c.by, got)
		}
	}
}
