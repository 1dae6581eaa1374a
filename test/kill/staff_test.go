//go:build unix

package kill_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// staff is somebody at the console.
type staff struct {
	t     testing.TB
	base  string
	calls http.Client
	home  string // of the workspace: /w/ws_…
}

var csrfField = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

// signIn signs in the owner of an installation.
func (tr *trial) signIn(p *program) *staff {
	tr.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		tr.t.Fatal(err)
	}
	s := &staff{t: tr.t, base: p.base, calls: http.Client{Jar: jar}}
	said := runs(tr.t, append([]string{"admin", "link", "--base-url", p.base}, tr.where()...)...)
	link := regexp.MustCompile(`http://\S+`).FindString(said)
	at, err := url.Parse(link)
	if err != nil || link == "" {
		tr.t.Fatalf("no link: %s", said)
	}
	s.post(at.Path, nil)
	s.home = regexp.MustCompile(`/w/ws_[0-9a-z]+`).FindString(s.get("/"))
	return s
}

func (s *staff) get(path string) string {
	s.t.Helper()
	return s.do(http.MethodGet, path, nil)
}

// post sends a form as the page at path has it.
func (s *staff) post(path string, fields url.Values) string {
	s.t.Helper()
	if m := csrfField.FindStringSubmatch(s.get(path)); m != nil {
		fields.Set("csrf", m[1])
	}
	return s.do(http.MethodPost, path, fields)
}

func (s *staff) do(method, path string, fields url.Values) string {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), method, s.base+path, strings.NewReader(fields.Encode()))
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Origin", s.base)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := s.calls.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // it was read
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		s.t.Fatalf("%s %s answers %d (%v): %.500s", method, path, res.StatusCode, err, text)
	}
	return string(text)
}

// hook makes a hook that is told of everything, and returns its secret.
func (s *staff) hook(address string) string {
	s.t.Helper()
	kinds := []string{"message.recorded", "message.edited", "message.deleted", "member.joined", "member.left", "group.created", "group.renamed",
		"group.dismissed", "order.paid", "order.refunded"}
	page := s.post(s.home+"/connect/hook", url.Values{"name": {"仓库"}, "url": {address}, "kind": kinds})
	secret := regexp.MustCompile(`hks_[0-9A-Za-z_-]+`).FindString(page)
	if secret == "" {
		s.t.Fatalf("no secret of a hook: %.2000s", page)
	}
	return secret
}
