package help

import (
	"flag"
	"html/template"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// desk is a console with help, and one browser at a time.
type desk struct {
	t     *testing.T
	mux   http.Handler
	ws    string
	token string
	lang  string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := dbtest.Open(t, db.SQLite, []db.Schema{auth.Schema(), audit.Schema})
	svc := auth.New(auth.Options{DB: d, IDs: id.NewSource(1), Rand: rand.NewChaCha8([32]byte{9})})
	k := &desk{t: t, lang: "zh-CN"}
	owner, ws, _, err := svc.Setup(t.Context(), auth.First{Login: "boss", Name: "阿青",
		Workspace: auth.NewWorkspace{Name: "青禾", Kind: auth.Own, Zone: "Asia/Shanghai"}})
	k.must(err)
	k.ws = "/w/" + id.Show(ws)
	base, err := url.Parse("http://hs.example")
	k.must(err)
	shell, err := console.New(console.Options{Auth: svc, Clock: d.Clock, Rand: rand.NewChaCha8([32]byte{3}), Log: slog.New(slog.DiscardHandler), BaseURL: base})
	k.must(err)
	k.must(Add(shell))
	k.mux, err = shell.Handler()
	k.must(err)
	fresh, err := svc.SetPassword(t.Context(), owner, "", "a long enough one")
	k.must(err)
	k.token = fresh.Token
	return k
}

func (k *desk) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

func (k *desk) get(path string, status int) string {
	k.t.Helper()
	r := httptest.NewRequest("GET", path, nil)
	r.Host = "hs.example"
	r.Header.Set("Accept-Language", k.lang)
	if k.token != "" {
		r.AddCookie(&http.Cookie{Name: "huoshui", Value: k.token})
	}
	w := httptest.NewRecorder()
	k.mux.ServeHTTP(w, r)
	if w.Code != status {
		k.t.Errorf("%s: status %d, want %d", path, w.Code, status)
	}
	return w.Body.String()
}

var (
	inMain = regexp.MustCompile(`(?s)<main.*</main>`)
	anID   = regexp.MustCompile(`ws_[0-9a-z]{13}`)
	print  = regexp.MustCompile(`/static/[0-9a-f]{12}/`)
	href   = regexp.MustCompile(`href="([^"]*)"`)
)

// TestPagesOfHelpLookLike keeps the list, one page and the words in every language.
func TestPagesOfHelpLookLike(t *testing.T) {
	k := newDesk(t)
	k.token = ""
	for _, lang := range []string{"zh-CN", "zh-TW", "en"} {
		k.lang = lang
		for name, path := range map[string]string{
			"index": "/help", "page": "/help/today?back=%2Fw%2Fws_x%2Ftoday", "words": "/help/words", "found": "/help?q=%E6%8E%A5%E9%BE%99", "none": "/help?q=zzz",
		} {
			got := print.ReplaceAllString(anID.ReplaceAllString(inMain.FindString(k.get(path, 200)), "ws_ID"), "/static/PRINT/")
			file := "testdata/pages/" + name + "_" + lang + ".html"
			if *update {
				k.must(os.MkdirAll("testdata/pages", 0o755))
				k.must(os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			k.must(err)
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s (run with -update and look at it):\n%s", file, diff)
			}
		}
	}
}

// TestHelpIsThereForEverybody: signed in or not, inside a workspace or outside,
// in three languages; and a page that is not there says so.
func TestHelpIsThereForEverybody(t *testing.T) {
	k := newDesk(t)
	signedIn := k.token
	for _, lang := range []string{"zh-CN", "zh-TW", "en"} {
		k.lang = lang
		for _, name := range append(names(), "words", "") {
			k.token = ""
			k.get("/help/"+name, map[bool]int{true: 404, false: 200}[name == ""])
			k.token = signedIn
			for _, at := range []string{"/help", k.ws + "/help"} {
				page := k.get(strings.TrimSuffix(at+"/"+name, "/"), 200)
				l, _ := i18n.Parse(lang)
				if a, err := readArticle(texts, name, l); err == nil && !strings.Contains(page, "<h1>"+template.HTMLEscapeString(a.Title)+"</h1>") {
					t.Errorf("%s/%s in %s does not say its title %q", at, name, lang, a.Title)
				}
			}
		}
	}
	k.get("/help/nowhere", 404)
	k.token = ""
	k.get(k.ws+"/help/today", 303) // to the sign-in page: whose workspace it is is nobody's business
}

// TestHelpLeadsBack to the screen somebody came from, and never to another site.
func TestHelpLeadsBack(t *testing.T) {
	k := newDesk(t)
	at := k.ws + "/today?who=all"
	page := k.get(k.ws+"/help/today?back="+url.QueryEscape(at), 200)
	for _, want := range []string{`<a class="hs-back" href="` + at + `">‹ 回到 今日</a>`, `<a class="btn btn-primary" href="` + k.ws + `/today">打开这个画面</a>`} {
		if !strings.Contains(page, want) {
			t.Errorf("there is no %s in %s", want, page)
		}
	}
	for _, bad := range []string{"https://else.example/", "//else.example/", "/\\else.example", "javascript:alert(1)"} {
		if page := k.get("/help/today?back="+url.QueryEscape(bad), 200); strings.Contains(inMain.FindString(page), "else.example") || strings.Contains(page, "javascript:") {
			t.Errorf("%s is led to", bad)
		}
	}
	if page := k.get("/help/today?back=/nowhere", 200); !strings.Contains(page, "回到刚才那一页") {
		t.Error("a screen without help has no way back")
	}
}

// TestTheFrameLinksToTheScreensHelp, inside the workspace that is open, and from
// pages of an error too.
func TestTheFrameLinksToTheScreensHelp(t *testing.T) {
	k := newDesk(t)
	for path, want := range map[string]string{
		k.ws + "/today":      k.ws + "/help/today?back=" + url.QueryEscape(k.ws+"/today"),
		k.ws + "/nowhere":    k.ws + "/help?back=" + url.QueryEscape(k.ws+"/nowhere"),
		"/nowhere":           "/help?back=%2Fnowhere",
		"/help":              "/help",
		"/help/today":        "/help",
		k.ws + "/help/today": k.ws + "/help",
	} {
		page := k.get(path, map[bool]int{true: 200, false: 404}[strings.Contains(path, "/help")])
		if !strings.Contains(page, `<a class="hs-help" href="`+want+`">`) {
			t.Errorf("%s does not link to %s", path, want)
		}
	}
}

// TestEveryLinkInHelpIsAnswered by help itself, from wherever it is read.
func TestEveryLinkInHelpIsAnswered(t *testing.T) {
	k := newDesk(t)
	asked := 0
	for _, at := range []string{"/help", k.ws + "/help"} {
		for _, name := range append(names(), "words", "") {
			from := &url.URL{Path: strings.TrimSuffix(at+"/"+name, "/")}
			for _, m := range href.FindAllStringSubmatch(inMain.FindString(k.get(from.Path, 200)), -1) {
				to, err := from.Parse(m[1])
				if err != nil {
					t.Errorf("%s links to %q", from, m[1])
					continue
				}
				if strings.HasPrefix(to.Path, at) || strings.HasPrefix(to.Path, "/static/") {
					k.get(to.Path, 200)
					asked++
				}
			}
		}
	}
	if asked < 200 {
		t.Errorf("only %d links were followed", asked)
	}
}

func TestASearchIsClipped(t *testing.T) {
	k := newDesk(t)
	page := k.get("/help?q="+strings.Repeat("a", 500)+"%3Cscript%3E%ff", 200)
	if page = inMain.FindString(page); strings.Contains(page, strings.Repeat("a", 61)) || strings.Contains(page, "<script>") {
		t.Error("a long query is shown whole")
	}
	for q, want := range map[string]string{"接龙": "/help/chain", "UNANSWERED": "漏回", "自己人": "/help/staff-question"} {
		if page := k.get("/help?q="+url.QueryEscape(q), 200); !strings.Contains(page, want) {
			t.Errorf("%q does not find %s", q, want)
		}
	}
}
