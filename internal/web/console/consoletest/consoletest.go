// Package consoletest visits the pages of a feature as a browser does that somebody is
// signed in with, and holds them to golden files.
package consoletest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Host is where the shell of a test has to think it is.
const Host = "hs.example"

// Visitor is a browser and whoever is signed in with it.
type Visitor struct {
	T      *testing.T
	Mux    http.Handler
	At     string // what stands before every path, such as /w/ws_…
	Lang   string // as a browser asks for it
	Token  string // of the session
	CSRF   string
	IDs    *regexp.Regexp // ids to blot out of golden files: a kind, and what differs
	Update bool           // golden files are rewritten
}

// Do asks for a page, or sends a form to it.
func (v *Visitor) Do(method, path string, body io.Reader) *httptest.ResponseRecorder {
	v.T.Helper()
	r := httptest.NewRequestWithContext(v.T.Context(), method, v.At+path, body)
	r.Host = Host
	r.Header.Set("Accept-Language", v.Lang)
	if method == http.MethodPost {
		r.Header.Set("Origin", "http://"+Host)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.AddCookie(&http.Cookie{Name: "huoshui", Value: v.Token})
	w := httptest.NewRecorder()
	v.Mux.ServeHTTP(w, r)
	return w
}

// Page asks for a page.
func (v *Visitor) Page(path string) *httptest.ResponseRecorder {
	v.T.Helper()
	return v.Do(http.MethodGet, path, nil)
}

// Post sends a form: names and what they hold, in turn.
func (v *Visitor) Post(path string, pairs ...string) *httptest.ResponseRecorder {
	v.T.Helper()
	form := url.Values{"csrf": {v.CSRF}}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return v.Do(http.MethodPost, path, strings.NewReader(form.Encode()))
}

// Want holds an answer to a status.
func (v *Visitor) Want(what string, w *httptest.ResponseRecorder, status int) {
	v.T.Helper()
	if w.Code != status {
		v.T.Errorf("%s: status %d, want %d: %.900s", what, w.Code, status, Main(w.Body.String()))
	}
}

// Says holds the main part of a page to words that stand in it.
func (v *Visitor) Says(what string, w *httptest.ResponseRecorder, words ...string) {
	v.T.Helper()
	for _, word := range words {
		if !strings.Contains(Main(w.Body.String()), word) {
			v.T.Errorf("%s does not say %q: %.1900s", what, word, Main(w.Body.String()))
		}
	}
}

// Main is the main part of a page.
func Main(page string) string {
	_, rest, ok := strings.Cut(page, "<main")
	if !ok {
		return page
	}
	main, _, _ := strings.Cut(rest, "</main>")
	return "<main" + main + "</main>\n"
}

// Golden compares the main part of a page with a file, with ids and the token blotted
// out.
func (v *Visitor) Golden(name string, w *httptest.ResponseRecorder, status int) {
	v.T.Helper()
	v.Want(name, w, status)
	got := v.IDs.ReplaceAllString(strings.ReplaceAll(Main(w.Body.String()), v.CSRF, "TOKEN"), "${1}_X")
	file := filepath.Join("testdata", "pages", name+".html")
	if v.Update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil { //nolint:gosec // a folder of the repository
			v.T.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil { //nolint:gosec // a file of the repository
			v.T.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		v.T.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		v.T.Errorf("%s (run with -update and look at it):\n%s", file, diff)
	}
}
