package house

import (
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/id"
)

// reader is the first owner in a workspace of their own with nothing in it.
type reader struct {
	t     *testing.T
	mux   http.Handler
	token string
	at    string // /w/ws_…
}

func newReader(t *testing.T) *reader {
	t.Helper()
	app := started(t, false)
	base, err := url.Parse("http://hs.example")
	if err != nil {
		t.Fatal(err)
	}
	mux, stop, err := app.Handler(t.Context(), Serving{BaseURL: base, Uploads: t.TempDir(), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	link, err := app.Auth.AdminLink(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := app.Auth.UseLink(t.Context(), link.Token, "")
	if err != nil {
		t.Fatal(err)
	}
	session, err := app.Auth.Authenticate(t.Context(), fresh.Token)
	if err != nil {
		t.Fatal(err)
	}
	ws, err := app.Auth.CreateWorkspace(t.Context(), session.User.ID, auth.NewWorkspace{Name: "桥头小铺", Kind: auth.Own, Zone: "Asia/Shanghai"})
	if err != nil {
		t.Fatal(err)
	}
	return &reader{t, mux, fresh.Token, "/w/" + id.Show(ws)}
}

func (r *reader) get(path string) (status int, page string) {
	r.t.Helper()
	req := httptest.NewRequest("GET", path, nil)
	req.Host = "hs.example"
	req.Header.Set("Accept-Language", "zh-CN")
	req.AddCookie(&http.Cookie{Name: "huoshui", Value: r.token})
	w := httptest.NewRecorder()
	r.mux.ServeHTTP(w, req)
	return w.Code, w.Body.String()
}

var (
	helpLink  = regexp.MustCompile(`<a class="hs-help" href="([^"]*)">`)
	pageTitle = regexp.MustCompile(`(?s)<h1>(.*?)</h1>`)
	helpNames = regexp.MustCompile(`<a href="[^"]*/help/([a-z-]+)">`)
	openLink  = regexp.MustCompile(`<a class="btn btn-primary" href="([^"]*)">打开`)
)

// TestEveryRoomHasItsPageOfHelp, by the name it has in the menu; and where a
// room is empty, the way there stands where people look.
func TestEveryRoomHasItsPageOfHelp(t *testing.T) {
	r := newReader(t)
	for _, room := range rooms() {
		status, page := r.get(r.at + "/" + room.Path)
		if room.Simulated {
			status = http.StatusOK // it is elsewhere; the page that says so leads to its help
		}
		m := helpLink.FindStringSubmatch(page)
		if status != http.StatusOK || m == nil {
			t.Errorf("%s: status %d, help at %q", room.Path, status, m)
			continue
		}
		to := html.UnescapeString(m[1])
		if !strings.HasPrefix(to, r.at+"/help/") {
			t.Errorf("the room %s has no page of help: add it to shelves() in internal/web/help, with texts in three languages and a picture", room.Path)
			continue
		}
		if _, page := r.get(to); !strings.Contains(page, "<h1>"+room.Label.Hans+"</h1>") || !strings.Contains(page, "‹ 回到 "+room.Label.Hans) {
			t.Errorf("the help of %s is called %q", room.Path, pageTitle.FindStringSubmatch(page))
		}
		if full[room.Path] || room.Simulated {
			continue
		}
		if _, main, _ := strings.Cut(page, "<main"); !strings.Contains(main, `class="hs-helplink"`) {
			t.Errorf("%s is empty and does not lead to its help: put {{template \"helplink\" $}} there", room.Path)
		}
	}
}

// full are the rooms that are never empty: checkup begins with its questions.
var full = map[string]bool{"settings": true, "checkup": true}

// TestHelpLeadsToScreensThatExist: what a page of help offers to open is there.
func TestHelpLeadsToScreensThatExist(t *testing.T) {
	r := newReader(t)
	_, index := r.get(r.at + "/help")
	opened := 0
	for _, m := range helpNames.FindAllStringSubmatch(index, -1) {
		_, page := r.get(r.at + "/help/" + m[1])
		to := openLink.FindStringSubmatch(page)
		if to == nil {
			continue // one of many, or the list itself
		}
		opened++
		if status, _ := r.get(html.UnescapeString(to[1])); status >= 400 {
			t.Errorf("the help %s opens %s: status %d", m[1], to[1], status)
		}
	}
	if opened < 20 {
		t.Errorf("only %d screens were opened", opened)
	}
}

// TestHelpIsReadBeforeSigningIn, from the page of signing in.
func TestHelpIsReadBeforeSigningIn(t *testing.T) {
	r := newReader(t)
	r.token = ""
	_, page := r.get("/sign-in")
	m := helpLink.FindStringSubmatch(page)
	if m == nil {
		t.Fatal("the page of signing in has no way to help")
	}
	if status, page := r.get(html.UnescapeString(m[1])); status != http.StatusOK || !strings.Contains(page, "忘了密码") {
		t.Errorf("%s: status %d", m[1], status)
	}
}
