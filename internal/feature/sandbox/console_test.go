package sandbox_test

import (
	"bytes"
	"context"
	"flag"
	"io"
	"log/slog"
	"math/rand/v2"
	"mime/multipart"
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
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	feature "github.com/huoshui/huoshui/internal/feature/sandbox"
	"github.com/huoshui/huoshui/internal/web/console"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// neighbours stands for what the house supplies.
type neighbours struct {
	k       *desk
	story   []feature.Happening
	sent    []feature.Sent
	turned  chan struct{}
	spoken  []string
	decline []string
}

func (n *neighbours) Story(context.Context, id.Workspace, int) ([]feature.Happening, error) {
	return n.story, nil
}
func (n *neighbours) Turned(id.Workspace) <-chan struct{} { return n.turned }
func (n *neighbours) Watching(id.Workspace)               {}
func (n *neighbours) SetClock(ctx context.Context, ws id.Workspace, speed int, paused bool) error {
	return n.k.platform.SetClock(ctx, ws, speed, paused)
}
func (n *neighbours) Furnish(context.Context, id.Workspace, id.User) error { return nil }
func (n *neighbours) New(context.Context, id.User) (id.Workspace, error)   { return n.k.ws, nil }
func (n *neighbours) Memberships(ctx context.Context, user id.User) ([]auth.Membership, error) {
	return n.k.auth.Memberships(ctx, user)
}
func (n *neighbours) Speak(_ context.Context, _ id.Workspace, _ event.NativeChat, text string) error {
	n.spoken = append(n.spoken, text)
	return nil
}
func (n *neighbours) Sent(context.Context, id.Workspace, int) ([]feature.Sent, error) {
	return n.sent, nil
}
func (n *neighbours) Declined(_ context.Context, _ id.Workspace, key string) error {
	n.decline = append(n.decline, key)
	return nil
}

// desk is a console with the sandbox's pages, and one browser.
type desk struct {
	t        *testing.T
	auth     *auth.Service
	platform *sandbox.Platform
	deps     *neighbours
	mux      http.Handler
	owner    id.User
	ws       id.Workspace
	own      id.Workspace // a workspace that is no sandbox
	lang     string
	token    string
	csrf     string

	door   *sandbox.Adapter
	rain   event.NativeUser
	market event.NativeChat // hears everything
	quiet  event.NativeChat // like WeCom
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := dbtest.Open(t, db.SQLite, []db.Schema{auth.Schema(), audit.Schema, sandbox.Schema})
	ids := id.NewSource(1)
	k := &desk{t: t, lang: "zh-CN", auth: auth.New(auth.Options{DB: d, IDs: ids, Rand: rand.NewChaCha8([32]byte{9})})}
	k.deps = &neighbours{k: k, turned: make(chan struct{})}
	var err error
	k.owner, k.own, _, err = k.auth.Setup(t.Context(), auth.First{Login: "boss", Name: "阿青",
		Workspace: auth.NewWorkspace{Name: "青禾", Kind: auth.Own, Zone: "Asia/Shanghai"}})
	k.must(err)
	k.ws, err = k.auth.CreateWorkspace(t.Context(), k.owner, auth.NewWorkspace{Name: "演练群(模拟)", Kind: auth.Sandbox, Zone: "Asia/Shanghai"})
	k.must(err)
	k.platform, err = sandbox.New(d, clock.Fixed(dbtest.Noon))
	k.must(err)
	base, err := url.Parse("http://hs.example")
	k.must(err)
	shell, err := console.New(console.Options{Auth: k.auth, Clock: d.Clock, Rand: rand.NewChaCha8([32]byte{3}), Log: slog.New(slog.DiscardHandler),
		BaseURL: base, Menu: feature.Rooms()})
	k.must(err)
	k.must(feature.Pages(shell, k.platform, k.deps, k.deps))
	k.mux, err = shell.Handler()
	k.must(err)
	fresh, err := k.auth.SetPassword(t.Context(), k.owner, "", "a long enough one")
	k.must(err)
	k.as(fresh.Token)
	return k
}

// people puts two small groups and 小雨 into the workspace.
func (k *desk) people() {
	k.t.Helper()
	ctx := k.t.Context()
	var err error
	k.door, err = k.platform.Open(ctx, k.ws, 7, sandbox.Rich)
	k.must(err)
	k.rain, err = k.platform.CreatePerson(ctx, k.ws, "小雨")
	k.must(err)
	k.market, err = k.platform.CreateGroup(ctx, k.ws, "河湾福利群(模拟)", sandbox.Rich, k.rain)
	k.must(err)
	k.quiet, err = k.platform.CreateGroup(ctx, k.ws, "河湾会员群(模拟)", sandbox.WeCom, k.rain)
	k.must(err)
}

func (k *desk) person(name string, chat event.NativeChat) event.NativeUser {
	k.t.Helper()
	who, err := k.platform.CreatePerson(k.t.Context(), k.ws, name)
	k.must(err)
	if chat != "" {
		k.must(k.platform.Join(k.t.Context(), k.ws, chat, who, "qr"))
	}
	return who
}

func (k *desk) say(who event.NativeUser, w sandbox.Words) event.NativeMessage {
	k.t.Helper()
	m, err := k.platform.Say(k.t.Context(), k.ws, k.market, who, w)
	k.must(err)
	return m
}

func (k *desk) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

func (k *desk) as(token string) {
	k.t.Helper()
	s, err := k.auth.Authenticate(k.t.Context(), token)
	k.must(err)
	k.token, k.csrf = token, s.CSRF
}

func (k *desk) join(role auth.Role) {
	k.t.Helper()
	units, err := k.auth.Units(k.t.Context(), k.ws)
	k.must(err)
	link, err := k.auth.Invite(k.t.Context(), k.owner, k.ws, "guest", auth.Grant{Role: role, Unit: units[0].ID})
	k.must(err)
	fresh, err := k.auth.AcceptInvite(k.t.Context(), link.Token, auth.Newcomer{Login: "guest", Name: "guest", Password: "a long enough one"})
	k.must(err)
	k.as(fresh.Token)
}

func (k *desk) do(method, path, kind string, body io.Reader) *httptest.ResponseRecorder {
	k.t.Helper()
	r := httptest.NewRequestWithContext(k.t.Context(), method, strings.ReplaceAll(path, "{ws}", id.Show(k.ws)), body)
	r.Host = "hs.example"
	r.Header.Set("Accept-Language", k.lang)
	if method == "POST" {
		r.Header.Set("Origin", "http://hs.example")
		r.Header.Set("Content-Type", kind)
	}
	r.AddCookie(&http.Cookie{Name: "huoshui", Value: k.token})
	w := httptest.NewRecorder()
	k.mux.ServeHTTP(w, r)
	return w
}

func (k *desk) get(path string) *httptest.ResponseRecorder {
	k.t.Helper()
	return k.do("GET", path, "", nil)
}

func (k *desk) post(path string, pairs ...string) *httptest.ResponseRecorder {
	k.t.Helper()
	v := url.Values{"csrf": {k.csrf}}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return k.do("POST", "/w/{ws}/sandbox/"+path, "application/x-www-form-urlencoded", strings.NewReader(v.Encode()))
}

// write sends the form under a chat.
func (k *desk) write(picture []byte, pairs ...string) *httptest.ResponseRecorder {
	k.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	k.must(m.WriteField("csrf", k.csrf))
	for i := 0; i+1 < len(pairs); i += 2 {
		k.must(m.WriteField(pairs[i], pairs[i+1]))
	}
	part, err := m.CreateFormFile("picture", "x.png")
	k.must(err)
	_, err = part.Write(picture)
	k.must(err)
	k.must(m.Close())
	return k.do("POST", "/w/{ws}/sandbox/say", m.FormDataContentType(), &b)
}

func (k *desk) shown() []sandbox.Shown {
	k.t.Helper()
	list, err := k.platform.Messages(k.t.Context(), k.ws, k.market, 0, 100)
	k.must(err)
	return list
}

func (k *desk) want(what string, w *httptest.ResponseRecorder, status int) {
	k.t.Helper()
	if w.Code != status {
		k.t.Errorf("%s: status %d, want %d: %.600s", what, w.Code, status, mainOf(w.Body.String()))
	}
}

func (k *desk) says(what string, w *httptest.ResponseRecorder, words ...string) {
	k.t.Helper()
	for _, word := range words {
		if !strings.Contains(w.Body.String(), word) {
			k.t.Errorf("%s does not say %q: %.900s", what, word, mainOf(w.Body.String()))
		}
	}
}

func (k *desk) silent(what string, w *httptest.ResponseRecorder, words ...string) {
	k.t.Helper()
	for _, word := range words {
		if strings.Contains(mainOf(w.Body.String()), word) {
			k.t.Errorf("%s says %q", what, word)
		}
	}
}

func mainOf(page string) string {
	_, rest, ok := strings.Cut(page, "<main")
	if !ok {
		return page
	}
	main, _, _ := strings.Cut(rest, "</main>")
	return "<main" + main + "</main>\n"
}

// drawn is a code: its squares follow the workspace's id.
var drawn = regexp.MustCompile(`<path d="(M\d+ \d+h1v1h-1z)+"`)

// golden compares the main part of a page with a file.
func (k *desk) golden(name string, w *httptest.ResponseRecorder) {
	k.t.Helper()
	k.want(name, w, 200)
	got := strings.ReplaceAll(strings.ReplaceAll(mainOf(w.Body.String()), k.csrf, "TOKEN"), id.Show(k.ws), "WS")
	got = drawn.ReplaceAllString(got, `<path d="SQUARES"`)
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

// aDeed is one that Huoshui prepared.
func (k *desk) aDeed(text string) {
	k.t.Helper()
	if r := k.door.Send(k.t.Context(), channel.Deed{Key: "deed/1", Action: channel.Send, Chat: k.quiet, Text: text}); r.Outcome != channel.Pending {
		k.t.Fatalf("a deed in a WeCom-like group came to %+v", r)
	}
}

// at is a moment of the story.
func at(minutes int) time.Time { return dbtest.Noon.Add(time.Duration(minutes) * time.Minute) }
