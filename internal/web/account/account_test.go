package account_test

import (
	"flag"
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
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/account"
	"github.com/huoshui/huoshui/internal/web/console"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const goodPassword = "a long enough one"

// chance is the same in every run, so that pages are.
type chance struct{ r *rand.ChaCha8 }

func (c chance) Read(b []byte) (int, error) { return c.r.Read(b) }

// desk is the whole console with nothing but these pages, and one browser.
type desk struct {
	t       *testing.T
	svc     *auth.Service
	mux     http.Handler
	owner   id.User
	ws      id.Workspace
	cookies map[string]*http.Cookie
	lang    string
	ready   bool // what there is to look at has been made
}

func newDesk(t *testing.T, kind auth.WorkspaceKind) *desk {
	t.Helper()
	d := dbtest.Open(t, db.SQLite, []db.Schema{auth.Schema(), audit.Schema})
	r := chance{rand.NewChaCha8([32]byte{7})}
	k := &desk{t: t, cookies: map[string]*http.Cookie{}, lang: "zh-CN", ready: true,
		svc: auth.New(auth.Options{DB: d, IDs: id.NewSource(1), Rand: r})}
	var err error
	k.owner, k.ws, _, err = k.svc.Setup(t.Context(), auth.First{Login: "boss", Name: "阿青",
		Workspace: auth.NewWorkspace{Name: "青禾茶铺", Kind: kind, Zone: "Asia/Shanghai"}})
	k.must(err)
	base, err := url.Parse("https://hs.example")
	k.must(err)
	shell, err := console.New(console.Options{Auth: k.svc, Clock: d.Clock, Rand: r, Log: slog.New(slog.DiscardHandler), BaseURL: base,
		Menu: account.Rooms()})
	k.must(err)
	k.must(account.Add(shell, k.svc, clock.Fixed(dbtest.Noon), func() bool { return k.ready }))
	k.mux, err = shell.Handler()
	k.must(err)
	return k
}

func (k *desk) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

func (k *desk) send(method, path string, values url.Values) *httptest.ResponseRecorder {
	k.t.Helper()
	r := httptest.NewRequest(method, strings.ReplaceAll(path, "{ws}", id.Show(k.ws)), strings.NewReader(values.Encode()))
	r.Host = "hs.example"
	r.Header.Set("Accept-Language", k.lang)
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", "https://hs.example")
	}
	for _, c := range k.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	k.mux.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		k.cookies[c.Name] = c
	}
	return w
}

func (k *desk) get(path string) *httptest.ResponseRecorder {
	k.t.Helper()
	return k.send("GET", path, nil)
}

// post sends a form as a browser would: with the token of the session.
func (k *desk) post(path string, pairs ...string) *httptest.ResponseRecorder {
	k.t.Helper()
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	if s, err := k.svc.Authenticate(k.t.Context(), k.token()); err == nil {
		v.Set("csrf", s.CSRF)
	}
	return k.send("POST", path, v)
}

func (k *desk) token() string {
	if c := k.cookies["__Host-huoshui"]; c != nil {
		return c.Value
	}
	return ""
}

func (k *desk) want(what string, w *httptest.ResponseRecorder, status int) {
	k.t.Helper()
	if w.Code != status {
		k.t.Errorf("%s: status %d, want %d: %.400s", what, w.Code, status, mainOf(w.Body.String()))
	}
}

// signInAsOwner goes in by a one-time link, as after the first start.
func (k *desk) signInAsOwner() {
	k.t.Helper()
	link, err := k.svc.AdminLink(k.t.Context(), "")
	k.must(err)
	k.want("use the link", k.send("POST", "/link/"+link.Token, nil), 303)
}

func (k *desk) head() id.Unit {
	k.t.Helper()
	units, err := k.svc.Units(k.t.Context(), k.ws)
	k.must(err)
	for _, u := range units {
		if u.Kind == auth.Head {
			return u.ID
		}
	}
	k.t.Fatal("no head office")
	return 0
}

func (k *desk) join(login, name string, g auth.Grant) id.User {
	k.t.Helper()
	link, err := k.svc.Invite(k.t.Context(), k.owner, k.ws, name, g)
	k.must(err)
	f, err := k.svc.AcceptInvite(k.t.Context(), link.Token, auth.Newcomer{Login: login, Name: name, Password: goodPassword})
	k.must(err)
	return f.User
}

var (
	mainPart = regexp.MustCompile(`(?s)<main.*</main>`)
	secrets  = regexp.MustCompile(`(name="csrf" value="|/link/)[A-Za-z0-9_-]{43}`)
	refs     = regexp.MustCompile(`invitations/[0-9a-f]{64}`)
)

func mainOf(page string) string { return mainPart.FindString(page) }

func (k *desk) golden(name string, w *httptest.ResponseRecorder, status int) {
	k.t.Helper()
	k.want(name, w, status)
	got := secrets.ReplaceAllString(mainOf(w.Body.String()), "${1}SECRET")
	got = refs.ReplaceAllString(got, "invitations/REF") + "\n"
	file := "testdata/" + name + ".html"
	if *update {
		k.must(os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	if err != nil {
		k.t.Error(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
		k.t.Errorf("page differs from %s:\n%s", file, d)
	}
}

func TestPages(t *testing.T) {
	k := newDesk(t, auth.Sample)
	ctx := t.Context()
	k.golden("signin", k.get("/sign-in?back=/w/x"), 200)
	k.golden("signin_wrong", k.post("/sign-in", "login", "boss", "password", "<wrong>"), 401)
	k.golden("link_dead", k.get("/link/nothing"), 404)
	invite, err := k.svc.Invite(ctx, k.owner, k.ws, "小雨 <b>", auth.Grant{Role: auth.Operator, Unit: k.head()})
	k.must(err)
	k.golden("link_invite", k.get("/link/"+invite.Token), 200)
	k.golden("link_invite_short", k.post("/link/"+invite.Token, "login", "boss", "name", "小雨", "password", "short"), 422)
	link, err := k.svc.AdminLink(ctx, "")
	k.must(err)
	k.golden("link_signin", k.get("/link/"+link.Token), 200)
	k.signInAsOwner()

	k.golden("me_no_password", k.get("/me"), 200)
	k.golden("workspaces_sample", k.get("/workspaces"), 200)
	k.golden("workspaces_no_name", k.post("/workspaces", "name", " ", "zone", "Asia/Shanghai"), 422)
	k.golden("settings", k.get("/w/{ws}/settings"), 200)
	k.golden("staff", k.get("/w/{ws}/settings/staff"), 200)
	k.golden("staff_invited", k.post("/w/{ws}/settings/staff", "name", "小满", "role", "viewer", "unit", id.Show(k.head())), 201)
	k.golden("staff_no_unit", k.post("/w/{ws}/settings/staff", "name", "小满", "role", "viewer", "unit", "unit_x"), 404)
	k.golden("units_alone", k.get("/w/{ws}/settings/units"), 200)
	k.want("add a unit", k.post("/w/{ws}/settings/units", "name", "华东", "kind", "region", "parent", id.Show(k.head())), 303)
	k.golden("units", k.get("/w/{ws}/settings/units?done=added"), 200)
	k.golden("units_wrong_level", k.post("/w/{ws}/settings/units", "name", "x", "kind", "head", "parent", id.Show(k.head())), 422)
	k.golden("colleague_last_owner", k.post("/w/{ws}/settings/staff/"+id.Show(k.owner), "role", "viewer", "unit", id.Show(k.head())), 409)
	k.golden("remove_self", k.get("/w/{ws}/settings/staff/"+id.Show(k.owner)+"/remove"), 200)

	viewer := k.join("viewer", "老周", auth.Grant{Role: auth.ViewOnly, Unit: k.head()})
	k.golden("colleague", k.get("/w/{ws}/settings/staff/"+id.Show(viewer)), 200)
	k.cookies = map[string]*http.Cookie{}
	k.want("sign in", k.post("/sign-in", "login", "viewer", "password", goodPassword), 303)
	k.golden("staff_forbidden", k.get("/w/{ws}/settings/staff"), 403)
	k.golden("settings_viewer", k.get("/w/{ws}/settings"), 200)
	k.must(k.svc.RemoveStaff(ctx, k.owner, k.ws, viewer))
	k.want("sign in again", k.post("/sign-in", "login", "viewer", "password", goodPassword), 303)
	k.golden("workspaces_none", k.get("/workspaces"), 200)
}

// TestEveryPageSpeaksEveryLanguage: no page holds a word of another language.
func TestEveryPageSpeaksEveryLanguage(t *testing.T) {
	k := newDesk(t, auth.Own)
	k.signInAsOwner()
	k.must(k.svc.EditWorkspace(t.Context(), k.owner, k.ws, "Tea", "UTC"))
	k.must(k.svc.EditUnit(t.Context(), k.owner, k.ws, k.head(), 0, "Tea"))
	k.must(k.svc.SetName(t.Context(), k.owner, "Ann"))
	han := regexp.MustCompile(`\p{Han}+`)
	paths := []string{"/me", "/workspaces", "/w/{ws}/settings", "/w/{ws}/settings/staff", "/w/{ws}/settings/units", "/nothing", "/w/{ws}/nothing",
		"/w/{ws}/settings/staff/" + id.Show(k.owner), "/w/{ws}/settings/staff/" + id.Show(k.owner) + "/remove",
		"/w/{ws}/settings/units/" + id.Show(k.head())}
	for _, l := range i18n.Langs {
		k.must(k.svc.SetLang(t.Context(), k.owner, l))
		for _, p := range paths {
			body := mainOf(k.get(p).Body.String())
			body = strings.NewReplacer("简体", "", "繁體", "").Replace(body)
			switch found := han.FindString(body); {
			case l == i18n.En && found != "":
				t.Errorf("%s in English says %s", p, found)
			case l != i18n.En && found == "":
				t.Errorf("%s in %s says nothing in Chinese", p, l)
			}
			if s := simplified.FindString(body); l == i18n.ZhHant && s != "" {
				t.Errorf("%s in zh-Hant holds the simplified %s", p, s)
			}
			if strings.Contains(body, "%!") {
				t.Errorf("%s in %s: a sentence got the wrong arguments: %s", p, l, body)
			}
		}
	}
}

// simplified are characters that no page in Traditional Chinese needs.
var simplified = regexp.MustCompile(`[这个们码设账组织门导购区时见让发开页认换选样会还没]`)

// TestPreviewsDoNotBurnLinks: a chat program that fetches the address leaves
// it usable; using it works once.
func TestPreviewsDoNotBurnLinks(t *testing.T) {
	k := newDesk(t, auth.Own)
	link, err := k.svc.AdminLink(t.Context(), "")
	k.must(err)
	for range 5 {
		k.want("preview", k.get("/link/"+link.Token), 200)
		k.want("preview by HEAD", k.send("HEAD", "/link/"+link.Token, nil), 200)
	}
	if k.token() != "" {
		t.Error("looking at a link signed somebody in")
	}
	k.want("use", k.post("/link/"+link.Token), 303)
	k.want("in", k.get("/"), 303)
	k.want("use again", k.post("/link/"+link.Token), 404)
}

func TestSigningInChangesTheToken(t *testing.T) {
	k := newDesk(t, auth.Own)
	k.join("xiaoyu", "小雨", auth.Grant{Role: auth.Agent, Unit: k.head()})
	k.cookies["__Host-huoshui"] = &http.Cookie{Name: "__Host-huoshui", Value: "planted-by-somebody-else"}
	k.want("sign in", k.post("/sign-in", "login", "xiaoyu", "password", goodPassword, "back", "//evil.example"), 303)
	first := k.token()
	if first == "planted-by-somebody-else" || first == "" {
		t.Fatal("the token from before signing in is still in use")
	}
	k.want("change password", k.post("/me/password", "current", goodPassword, "password", "quite another one"), 303)
	second := k.token()
	if _, err := k.svc.Authenticate(t.Context(), first); err == nil || second == first {
		t.Error("the token from before the change still works")
	}
	k.want("still in", k.get("/me"), 200)
	k.want("sign out", k.post("/sign-out"), 303)
	if _, err := k.svc.Authenticate(t.Context(), second); err == nil {
		t.Error("the session lives on after signing out")
	}
	k.want("out", k.get("/me"), 303)
}

func TestTooManyTriesAreTold(t *testing.T) {
	k := newDesk(t, auth.Own)
	for range auth.AccountTries {
		k.want("a wrong try", k.post("/sign-in", "login", "boss", "password", "wrong"), 401)
	}
	w := k.post("/sign-in", "login", "boss", "password", "wrong")
	k.golden("signin_limited", w, 429)
}

func TestLeavingTheSample(t *testing.T) {
	k := newDesk(t, auth.Sample)
	k.signInAsOwner()
	if w := k.get("/"); w.Header().Get("Location") != "/start" {
		t.Errorf("with a sample alone / leads to %s", w.Header().Get("Location"))
	}
	w := k.post("/workspaces", "name", "我的店", "zone", "Asia/Shanghai")
	k.want("make a workspace", w, 303)
	w = k.get(w.Header().Get("Location"))
	k.want("enter it", w, 303)
	page := k.get(w.Header().Get("Location")).Body.String()
	if strings.Contains(page, "样例数据") || !strings.Contains(page, "我的店") {
		t.Error("the own workspace is labelled as sample, or is not the own one")
	}
	if to := k.get("/").Header().Get("Location"); strings.Contains(to, id.Show(k.ws)) || to == "/workspaces" {
		t.Errorf("with an own workspace / leads to %s", to)
	}
	if sample := k.get("/w/{ws}/settings").Body.String(); !strings.Contains(sample, "样例数据") {
		t.Error("the sample is not labelled")
	}
}

func TestInvitedColleagueComesIn(t *testing.T) {
	k := newDesk(t, auth.Own)
	k.signInAsOwner()
	w := k.post("/w/{ws}/settings/staff", "name", "小雨", "role", "operator", "unit", id.Show(k.head()))
	k.want("invite", w, 201)
	link := regexp.MustCompile(`https://hs\.example(/link/[A-Za-z0-9_-]{43})`).FindStringSubmatch(w.Body.String())
	if link == nil {
		t.Fatalf("the page shows no link: %s", mainOf(w.Body.String()))
	}
	if again := k.get("/w/{ws}/settings/staff").Body.String(); strings.Contains(again, "/link/") {
		t.Error("the link is shown a second time")
	}
	k.cookies = map[string]*http.Cookie{}
	w = k.post(link[1], "login", "xiaoyu", "name", "小雨", "password", goodPassword)
	k.want("accept", w, 303)
	if to := w.Header().Get("Location"); to != "/w/"+id.Show(k.ws) {
		t.Errorf("led to %s", to)
	}
	k.want("operators do not manage accounts", k.get("/w/{ws}/settings/staff"), 403)
	k.want("nor organise", k.post("/w/{ws}/settings/units", "name", "x", "kind", "store", "parent", id.Show(k.head())), 403)
	k.want("accept again", k.post(link[1]), 404)
}

// TestNoIdOfAnotherWorkspaceIsFound sends every address of this package with
// ids of a workspace the visitor may not enter.
func TestNoIdOfAnotherWorkspaceIsFound(t *testing.T) {
	k := newDesk(t, auth.Own)
	ctx := t.Context()
	stranger := k.join("stranger", "别家", auth.Grant{Role: auth.Owner, Unit: k.head()})
	theirs, err := k.svc.CreateWorkspace(ctx, stranger, auth.NewWorkspace{Name: "别家", Kind: auth.Own, Zone: "UTC"})
	k.must(err)
	k.must(k.svc.RemoveStaff(ctx, k.owner, k.ws, stranger))
	_, err = k.svc.Invite(ctx, k.owner, k.ws, "小雨", auth.Grant{Role: auth.Agent, Unit: k.head()})
	k.must(err)
	open, err := k.svc.Invitations(ctx, k.ws)
	k.must(err)
	k.want("sign in", k.post("/sign-in", "login", "stranger", "password", goodPassword), 303)
	ours := "/w/" + id.Show(k.ws) + "/settings"
	mine := "/w/" + id.Show(theirs) + "/settings"
	k.want("their own settings", k.get(mine), 200)
	user, unit, invite := "/staff/"+id.Show(k.owner), "/units/"+id.Show(k.head()), "/invitations/"+open[0].Ref+"/withdraw"
	for _, path := range []string{ours, ours + "/staff", ours + "/units", "/w/" + id.Show(k.ws),
		ours + user, mine + user, ours + user + "/remove", mine + user + "/remove", ours + unit, mine + unit} {
		k.want("GET "+path, k.get(path), 404)
	}
	grant := []string{"role", "viewer", "unit", id.Show(k.head()), "name", "x", "zone", "UTC", "kind", "store", "parent", id.Show(k.head())}
	for _, path := range []string{ours, ours + "/staff", ours + "/units", ours + invite, mine + invite, ours + user, mine + user,
		ours + user + "/reset", mine + user + "/reset", ours + user + "/remove", mine + user + "/remove", ours + unit, mine + unit,
		ours + unit + "/remove", mine + unit + "/remove", mine + "/staff", mine + "/units"} {
		k.want("POST "+path, k.post(path, grant...), 404)
	}
	staff, err := k.svc.Staff(ctx, k.ws)
	if err != nil || len(staff) != 1 || staff[0].Grant.Role != auth.Owner {
		t.Errorf("our staff were changed: %+v (%v)", staff, err)
	}
}
