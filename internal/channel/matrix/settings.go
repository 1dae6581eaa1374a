package matrix

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
)

// Settings are one connection's, stored as JSON. The tokens are secrets:
// printing Settings does not show them.
type Settings struct {
	ID         string   `json:"id"`                   // of the registration; "huoshui" unless given
	Homeserver string   `json:"homeserver"`           // its client API: https://matrix.example.org
	ServerName string   `json:"server_name"`          // the part of ids behind the colon: example.org
	Localpart  string   `json:"sender_localpart"`     // of our own user; "huoshui" unless given
	URL        string   `json:"url"`                  // where the homeserver finds Handler
	ASToken    string   `json:"as_token"`             // by which we are known to the homeserver
	HSToken    string   `json:"hs_token"`             // by which the homeserver is known to us
	InvitedBy  []string `json:"invited_by,omitempty"` // user ids and server names whose invitations are taken; our own server's unless given; "*" for anybody's
}

// Fresh fills in what s leaves open: names by default, and tokens by chance.
func Fresh(s Settings) Settings {
	if s.ID == "" {
		s.ID = "huoshui"
	}
	if s.Localpart == "" {
		s.Localpart = "huoshui"
	}
	for _, token := range [...]*string{&s.ASToken, &s.HSToken} {
		if *token == "" {
			*token = rand.Text() + rand.Text()
		}
	}
	return s
}

// User is the service's own user.
func (s Settings) User() event.NativeUser {
	return event.NativeUser("@" + s.Localpart + ":" + s.ServerName)
}

// String leaves the tokens out.
func (s Settings) String() string {
	return fmt.Sprintf("%s as %s, reached at %s", s.Homeserver, s.User(), s.URL)
}

// GoString is String, so that %#v shows no token either.
func (s Settings) GoString() string { return s.String() }

var (
	localpart  = regexp.MustCompile(`^[a-z0-9._=/+-]{1,200}$`)
	serverName = regexp.MustCompile(`^[A-Za-z0-9.\-\[\]:]{1,230}$`)
)

const shortestToken = 12

// Validate fails with a sentence about the first setting that cannot work.
func (s Settings) Validate() error {
	switch {
	case !isAddress(s.Homeserver):
		return fault.New(fault.Invalid, badHomeserver.With(clip(s.Homeserver)))
	case !isAddress(s.URL):
		return fault.New(fault.Invalid, badURL.With(clip(s.URL)))
	case !serverName.MatchString(s.ServerName):
		return fault.New(fault.Invalid, badServerName.With(clip(s.ServerName)))
	case !localpart.MatchString(s.Localpart):
		return fault.New(fault.Invalid, badLocalpart.With(clip(s.Localpart)))
	case s.ID == "":
		return fault.New(fault.Invalid, badID.With())
	case len(s.ASToken) < shortestToken || len(s.HSToken) < shortestToken || s.ASToken == s.HSToken:
		return fault.New(fault.Invalid, badTokens.With(shortestToken))
	}
	return nil
}

func isAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil && u.RawQuery == "" && u.Fragment == ""
}

func clip(s string) string {
	if len(s) > 80 {
		return strings.ToValidUTF8(s[:80], "") + "…"
	}
	return s
}

// welcome reports whether an invitation by somebody is taken.
func (s Settings) welcome(by event.NativeUser) bool {
	_, server, _ := strings.Cut(string(by), ":")
	if len(s.InvitedBy) == 0 {
		return server == s.ServerName
	}
	for _, who := range s.InvitedBy {
		if who == "*" || who == string(by) || who == server {
			return true
		}
	}
	return false
}

// Registration is the file that the homeserver reads: for Synapse it is named
// under app_service_config_files in homeserver.yaml. It asks for the events of
// rooms that our own user is in, and for nothing else.
func (s Settings) Registration() string {
	var b strings.Builder
	line := func(key, value string) {
		quoted, _ := json.Marshal(value) // a JSON string is a YAML string; a string cannot fail
		fmt.Fprintf(&b, "%s: %s\n", key, quoted)
	}
	line("id", s.ID)
	line("url", strings.TrimSuffix(s.URL, "/"))
	line("as_token", s.ASToken)
	line("hs_token", s.HSToken)
	line("sender_localpart", s.Localpart)
	b.WriteString("rate_limited: false\nnamespaces:\n  users:\n    - exclusive: true\n  ")
	line("    regex", "^"+regexp.QuoteMeta(string(s.User()))+"$")
	b.WriteString("  aliases: []\n  rooms: []\n")
	return b.String()
}
