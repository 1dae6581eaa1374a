package connection_test

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/base/secret"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/feature/connection"
	"github.com/huoshui/huoshui/internal/web/console"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// nets stands for what the house knows.
type nets struct {
	s       *connection.Service
	may     error
	standby map[id.Connection]connection.Standing
	back    int
}

func (n *nets) MayConnect(context.Context, id.Workspace) error { return n.may }

func (n *nets) ConnectMatrix(ctx context.Context, ws id.Workspace, f connection.MatrixForm) (connection.Door, error) {
	if f.Homeserver == "" {
		return connection.Door{}, &auth.FieldError{Field: "homeserver", Err: fault.New(fault.Invalid, i18n.Text{Hans: "地址要填。", Hant: "位址必填。", En: "It is needed."}.With())}
	}
	return n.s.Add(ctx, ws, event.Matrix, f.Name, func(id.Connection) (string, []byte, error) { return "{}", []byte("{}"), nil })
}

func (n *nets) Reenter(ctx context.Context, d connection.Door, as, _ string) error {
	return n.s.Reseal(ctx, d.Workspace, d.ID, d.Settings, []byte(as))
}

func (n *nets) Registration(connection.Door) (string, error) {
	return "id: \"huoshui\"\nas_token: \"A\"\n", nil
}

func (n *nets) Check(context.Context, connection.Door) []channel.Finding {
	return []channel.Finding{
		{Tried: i18n.Text{Hans: "询问 Matrix 服务器", Hant: "詢問家伺服器", En: "Ask"}, OK: true, Got: "Matrix v1.12"},
		{Tried: i18n.Text{Hans: "用令牌", Hant: "使用權杖", En: "Token"}, Got: "401 <b>", Mend: i18n.Text{Hans: "换注册文件。", Hant: "更換註冊檔。", En: "Change it."}},
	}
}

func (n *nets) Standing(context.Context, id.Workspace) (map[id.Connection]connection.Standing, error) {
	return n.standby, nil
}

func (n *nets) Backfill(context.Context, connection.Door, id.User) error { n.back++; return nil }

func (n *nets) Story(_ context.Context, v connection.Reader, what string) (connection.Story, error) {
	if what != "m1" || v.Workspace == 0 {
		return connection.Story{}, fault.New(fault.NotFound, i18n.Text{Hans: "没有。", Hant: "沒有。", En: "None."}.With())
	}
	s := connection.Story{Title: i18n.Text{Hans: "一条消息", Hant: "一則訊息", En: "A message"}.With(), Quote: "在吗<b>", Steps: []connection.Step{
		{At: dbtest.Noon.Add(-time.Hour), Tone: "good", What: i18n.Text{Hans: "收到", Hant: "收到", En: "Came"}.With()},
		{Tone: "bad", What: i18n.Text{Hans: "放到一边", Hant: "放到一邊", En: "Aside"}.With(), More: "why<", Href: v.At("set-aside")}}}
	if s.Hidden = !v.Quotes; s.Hidden {
		s.Quote = ""
	}
	return s, nil
}

// desk is a console with the pages of connections.
type desk struct {
	*yard
	auth        *auth.Service
	nets        *nets
	mux         http.Handler
	ws          id.Workspace
	owner       id.User
	token, csrf string
	lang        string
}

func newDesk(t *testing.T, d *db.DB) *desk {
	t.Helper()
	k := &desk{yard: newYard(t, d), lang: "zh-CN"}
	ids := id.NewSource(2)
	k.auth = auth.New(auth.Options{DB: d, IDs: ids, Rand: rand.NewChaCha8([32]byte{9})})
	var err error
	k.owner, k.ws, _, err = k.auth.Setup(t.Context(), auth.First{Login: "boss", Name: "阿青", Workspace: auth.NewWorkspace{Name: "青禾", Kind: auth.Own, Zone: "Asia/Shanghai"}})
	k.must(err)
	base, err := url.Parse("http://hs.example")
	k.must(err)
	shell, err := console.New(console.Options{Auth: k.auth, Clock: d.Clock, Rand: rand.NewChaCha8([32]byte{3}), Log: slog.New(slog.DiscardHandler), BaseURL: base, Menu: connection.Rooms()})
	k.must(err)
	k.nets = &nets{s: k.s, standby: map[id.Connection]connection.Standing{}}
	k.must(connection.Pages(shell, k.s, k.nets, k.nets))
	k.mux, err = shell.Handler()
	k.must(err)
	fresh, err := k.auth.SetPassword(t.Context(), k.owner, "", "a long enough one")
	k.must(err)
	k.as(fresh.Token)
	return k
}

func (k *desk) as(token string) {
	k.t.Helper()
	s, err := k.auth.Authenticate(k.t.Context(), token)
	k.must(err)
	k.token, k.csrf = token, s.CSRF
}

func (k *desk) join(login string, role auth.Role) string {
	k.t.Helper()
	units, err := k.auth.Units(k.t.Context(), k.ws)
	k.must(err)
	l, err := k.auth.Invite(k.t.Context(), k.owner, k.ws, login, auth.Grant{Unit: units[0].ID, Role: role})
	k.must(err)
	fresh, err := k.auth.AcceptInvite(k.t.Context(), l.Token, auth.Newcomer{Login: login, Name: login, Password: "a long enough one"})
	k.must(err)
	return fresh.Token
}

func (k *desk) do(method, path string, body io.Reader) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(k.t.Context(), method, "http://hs.example"+strings.ReplaceAll(path, "{ws}", id.Show(k.ws)), body)
	r.Header.Set("Accept-Language", k.lang)
	r.AddCookie(&http.Cookie{Name: "huoshui", Value: k.token})
	if body != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", "http://hs.example")
	}
	w := httptest.NewRecorder()
	k.mux.ServeHTTP(w, r)
	return w
}

func (k *desk) get(path string) *httptest.ResponseRecorder { return k.do(http.MethodGet, path, nil) }

func (k *desk) post(path string, pairs ...string) *httptest.ResponseRecorder {
	v := url.Values{"csrf": {k.csrf}}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return k.do(http.MethodPost, path, strings.NewReader(v.Encode()))
}

func (k *desk) want(what string, w *httptest.ResponseRecorder, status int) *httptest.ResponseRecorder {
	k.t.Helper()
	if w.Code != status {
		k.t.Fatalf("%s: status %d, want %d\n%.800s", what, w.Code, status, w.Body)
	}
	return w
}

var changing = regexp.MustCompile(`(ws|con|deed|tok|evt|fact)_[0-9a-z]{13}|127\.0\.0\.1:\d+`)

// golden compares the main part of a page with a file. Ids are numbered as they
// come.
func (k *desk) golden(name string, w *httptest.ResponseRecorder) {
	k.t.Helper()
	got := w.Body.String()
	if _, rest, ok := strings.Cut(got, `<div id="notice"`); ok {
		_, got, _ = strings.Cut(rest, "\n")
	}
	got, _, _ = strings.Cut(got, "</main>")
	got = strings.ReplaceAll(got, k.csrf, "TOKEN")
	seen := map[string]string{}
	got = changing.ReplaceAllStringFunc(got, func(s string) string {
		if seen[s] == "" {
			seen[s] = fmt.Sprintf("ID%d", len(seen)+1)
		}
		return seen[s]
	})
	file := filepath.Join("testdata", "pages", name+".html")
	if *update {
		k.must(os.MkdirAll(filepath.Dir(file), 0o755))
		k.must(os.WriteFile(file, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(file)
	k.must(err)
	if diff := gocmp.Diff(string(want), got); diff != "" {
		k.t.Errorf("%s (run with -update and look at it):\n%s", file, diff)
	}
}

func deskSchemas() []db.Schema {
	return []db.Schema{auth.Schema(), audit.Schema, inbox.Schema, outbox.Schema, connection.Schema}
}

// hookedUp makes a hook through the form and returns its address.
func (k *desk) hookedUp() string {
	k.t.Helper()
	made := k.want("a hook", k.post("/w/{ws}/connect/hook", "name", "门店机器人", "url", k.url, "kind", "message.recorded", "kind", "member.joined"), 200)
	k.golden("hook_made", made)
	m := regexp.MustCompile(`connections/(con_\w{13})"`).FindStringSubmatch(made.Body.String())
	if m == nil || !strings.Contains(made.Body.String(), "hks_SECRET") {
		k.t.Fatalf("the page does not show the secret: %s", made.Body)
	}
	return "/w/{ws}/connections/" + m[1]
}

// TestPagesOfAHook from its making to its end.
func TestPagesOfAHook(t *testing.T) {
	dbtest.Each(t, deskSchemas(), func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		k.golden("list_nothing", k.want("list", k.get("/w/{ws}/connections"), 200))
		k.golden("form_hook", k.want("form", k.get("/w/{ws}/connect/hook"), 200))
		k.golden("form_hook_wrong", k.want("a bad hook", k.post("/w/{ws}/connect/hook", "name", "x<", "url", "ftp://x", "kind", "order.paid"), 422))
		k.want("an inner address", k.post("/w/{ws}/connect/hook", "name", "x", "url", "http://10.0.0.1/", "kind", "order.paid"), 422)
		hook := k.hookedUp()
		f := said(k.ws, 1, "grp_a")
		k.hear(f)
		k.golden("hook", k.want("hook", k.get(hook+"?state=waiting"), 200))
		if strings.Contains(k.get(hook).Body.String(), "hks_") {
			t.Error("the secret is shown again")
		}
		k.golden("hook_check", k.want("check", k.post(hook+"/check"), 200))
		deed := k.deeds(k.ws)[0]
		at := "/w/{ws}/deliveries/" + id.Show(deed.ID)
		k.golden("delivery", k.want("delivery", k.get(at), 200))
		k.want("drop", k.post(at+"/drop"), 303)
		k.want("drop twice", k.post(at+"/drop"), 404)
		k.want("pause", k.post(hook+"/pause"), 303)
		k.golden("hook_paused", k.want("paused", k.get(hook), 200))
		k.want("resume", k.post(hook+"/resume"), 303)
		if w := k.want("rotate", k.post(hook+"/rotate"), 200); !strings.Contains(w.Body.String(), "hks_SECRET") {
			t.Error("a rotated secret is not shown")
		}
		k.golden("remove", k.want("ask", k.get(hook+"/remove"), 200))
		k.want("remove", k.post(hook+"/remove"), 303)
		k.want("a removed hook", k.get(hook), 404)
	})
}

// TestPagesOfSourcesAndMatrix, and of stories and what was set aside.
func TestPagesOfSourcesAndMatrix(t *testing.T) {
	k := newDesk(t, dbtest.Open(t, db.SQLite, deskSchemas()))
	k.want("no scope", k.post("/w/{ws}/connect/token", "name", "商城"), 422)
	k.golden("form_token", k.want("no name", k.post("/w/{ws}/connect/token", "events", "1", "send", "1"), 422))
	sends := k.want("a token that sends", k.post("/w/{ws}/connect/token", "name", "客服", "send", "1"), 200)
	source := "/w/{ws}/connections/" + regexp.MustCompile(`con_\w{13}`).FindString(sends.Body.String())
	if page := k.want("its source", k.get(source), 200).Body.String(); !strings.Contains(page, "发消息") || strings.Contains(page, "读数据") {
		t.Error("a token that may only send is shown otherwise")
	}
	made := k.want("token", k.post("/w/{ws}/connect/token", "name", "商城", "events", "1", "read", "1"), 200)
	k.golden("token_made", made)
	source = "/w/{ws}/connections/" + regexp.MustCompile(`con_\w{13}`).FindString(made.Body.String())
	page := k.want("source", k.get(source), 200)
	k.golden("source", page)
	if strings.Contains(page.Body.String(), "hs_SECRET") {
		t.Error("the token is shown again")
	}
	token := regexp.MustCompile(`tok_\w{13}`).FindString(page.Body.String())
	k.want("revoke", k.post("/w/{ws}/connection-token/"+token+"/revoke"), 303)
	k.want("revoke twice", k.post("/w/{ws}/connection-token/"+token+"/revoke"), 404)
	k.golden("form_manual", k.want("form", k.get("/w/{ws}/connect/manual"), 200))
	k.want("manual without a name", k.post("/w/{ws}/connect/manual", "name", " "), 422)
	k.golden("form_matrix", k.want("form", k.get("/w/{ws}/connect/matrix"), 200))
	wrong := k.want("bad matrix", k.post("/w/{ws}/connect/matrix", "name", "m", "as_token", "verysecret"), 422)
	if strings.Contains(wrong.Body.String(), "verysecret") {
		t.Error("a token that was typed is sent back")
	}
	connected := k.want("matrix", k.post("/w/{ws}/connect/matrix", "name", "花店", "homeserver", "https://m.example"), 200)
	k.golden("matrix_made", connected)
	matrix := "/w/{ws}/connections/" + regexp.MustCompile(`con_\w{13}`).FindString(connected.Body.String())
	k.golden("matrix_check", k.want("check", k.post(matrix+"/check"), 200))
	k.want("history", k.post(matrix+"/history"), 303)
	if k.nets.back != 1 {
		t.Error("the history was not asked for")
	}
	k.golden("list", k.want("list", k.get("/w/{ws}/connections"), 200))
	k.golden("aside", k.want("aside", k.get("/w/{ws}/set-aside"), 200))
	k.golden("story", k.want("story", k.get("/w/{ws}/story?id=m1"), 200))
	k.golden("story_nothing", k.want("story", k.get("/w/{ws}/story?id=%3Cb%3E"), 404))
	k.want("a long id", k.get("/w/{ws}/story?id="+strings.Repeat("x", 2000)), 404)
	for _, lang := range []string{"zh-TW", "en"} {
		k.lang = lang
		k.golden("list_"+lang, k.get("/w/{ws}/connections"))
		k.golden("form_hook_"+lang, k.get("/w/{ws}/connect/hook"))
	}
	k.nets.may = fault.New(fault.Conflict, i18n.Text{Hans: "时钟太快", Hant: "時鐘太快", En: "fast clock"}.With())
	k.want("with a fast clock", k.post("/w/{ws}/connect/hook", "name", "x", "url", k.url, "kind", "order.paid"), 422)
}

// TestRestoredWithoutTheKey: the list and the page say that the secret must be
// entered again, and entering it mends that.
func TestRestoredWithoutTheKey(t *testing.T) {
	k := newDesk(t, dbtest.Open(t, db.SQLite, deskSchemas()))
	hook := k.hookedUp()
	k.want("matrix", k.post("/w/{ws}/connect/matrix", "name", "花店", "homeserver", "https://m.example"), 200)
	other, err := secret.Keep(t.TempDir())
	k.must(err)
	k.s.Key = other
	list := k.want("list", k.get("/w/{ws}/connections"), 200).Body.String()
	if n := strings.Count(list, "密钥解不开了"); n != 2 || !strings.Contains(list, "2 个要处理") {
		t.Errorf("%d connections say so: %s", n, list)
	}
	k.golden("hook_locked", k.want("hook", k.get(hook), 200))
	k.want("rotate", k.post(hook+"/rotate"), 200)
	matrix := "/w/{ws}/connections/" + regexp.MustCompile(`con_\w{13}`).FindString(list)
	k.golden("matrix_locked", k.want("matrix", k.get(matrix), 200))
	k.want("tokens", k.post(matrix+"/tokens", "as_token", "a", "hs_token", "b"), 303)
	if list := k.get("/w/{ws}/connections").Body.String(); strings.Contains(list, "密钥解不开了") {
		t.Error("it says so still")
	}
}

// TestWhoMayWhat: only owners change; who may not read what was said is not
// shown what is sent; others' connections are not there.
func TestWhoMayWhat(t *testing.T) {
	k := newDesk(t, dbtest.Open(t, db.SQLite, deskSchemas()))
	hook := k.hookedUp()
	k.hear(fact.Fact{ID: 7, Workspace: k.ws, Kind: fact.MessageRecorded, At: dbtest.Noon, Body: []byte(`{"group":"grp_a","text":"悄悄话"}`)})
	deed := "/w/{ws}/deliveries/" + id.Show(k.deeds(k.ws)[0].ID)
	if !strings.Contains(k.get(deed).Body.String(), "悄悄话") {
		t.Error("an owner does not see what is sent")
	}
	for _, role := range []auth.Role{auth.Operator, auth.ViewOnly} {
		k.as(k.join(string(role), role))
		for _, path := range []string{"/w/{ws}/connections", hook, deed, "/w/{ws}/set-aside"} {
			w := k.want(string(role)+" "+path, k.get(path), 200)
			if main, _, _ := strings.Cut(w.Body.String(), "</main>"); strings.Contains(main, hook+"/remove") || strings.Contains(main, "/again\"") {
				t.Errorf("%s may change %s", role, path)
			}
		}
		for _, path := range []string{hook + "/pause", hook + "/remove", hook + "/rotate", deed + "/drop", "/w/{ws}/connect/token", "/w/{ws}/set-aside/evt_0000000000001/replay"} {
			k.want(string(role)+" posts "+path, k.post(path, "name", "x", "events", "1"), 403)
		}
	}
	if w := k.get(deed); strings.Contains(w.Body.String(), "悄悄话") || !strings.Contains(w.Body.String(), "看不到聊天原文") {
		t.Error("who may not read what was said sees what is sent")
	}
	k.golden("delivery_viewer", k.get(deed))
	k.want("nobody's connection", k.get("/w/{ws}/connections/con_0000000000001"), 404)
	k.want("nobody's deed", k.get("/w/{ws}/deliveries/deed_0000000000001"), 404)
}
