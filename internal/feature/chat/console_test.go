package chat_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/known"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/web/console"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// crowd numbers people and groups as they come.
type crowd struct {
	people map[string]uint32
	groups map[string]id.Group
}

func (c *crowd) People(_ context.Context, _ *db.Tx, _ id.Workspace, _ id.Import, seen []chat.Person) ([]uint32, error) {
	out := make([]uint32, len(seen))
	for i, p := range seen {
		key := event.PersonKey(p.Network, p.Namespace, p.Chat, p.Actor)
		if c.people[key] == 0 {
			c.people[key] = uint32(len(c.people) + 1)
		}
		out[i] = c.people[key]
	}
	return out, nil
}

func (c *crowd) Groups(_ context.Context, _ *db.Tx, _ id.Workspace, _ id.Import, seen []chat.Chat) ([]id.Group, error) {
	out := make([]id.Group, len(seen))
	for i, g := range seen {
		key := event.GroupKey(g.Network, g.Namespace, g.Chat)
		if c.groups[key] == 0 {
			c.groups[key] = id.Group(len(c.groups) + 1)
		}
		out[i] = c.groups[key]
	}
	return out, nil
}

func (c *crowd) Listed(context.Context, *db.Tx, id.Workspace, id.Import, id.Group, []uint32, bool) error {
	return nil
}
func (c *crowd) Settle(context.Context, id.Workspace, id.Import) error { return nil }
func (c *crowd) Forget(context.Context, id.Workspace, id.Import) error { return nil }

// house stands for what owns the goroutines: here everything is done at once,
// or, with idle, not at all.
type house struct {
	desk      *desk
	up        chat.Uploads
	idle      bool
	started   []chat.Upload
	calls     []string
	work      map[id.Import]chat.Work
	refusal   error
	refreshed int
}

func (h *house) Uploads() chat.Uploads { return h.up }

func (h *house) Start(ctx context.Context, ws id.Workspace, by id.User, up chat.Upload) (id.Import, error) {
	if h.refusal != nil {
		return 0, h.refusal
	}
	h.started = append(h.started, up)
	imp, err := h.desk.chat.Begin(ctx, ws, by, up.Name, "")
	if err != nil || h.idle {
		return imp, err
	}
	var paths []string
	for _, f := range up.Files {
		paths = append(paths, filepath.Join(up.Dir, f))
	}
	opt := export.Options{Zone: up.Zone, Namespace: up.Namespace, Table: up.Table, Now: dbtest.Noon}
	// A failed import is kept with its reason; starting it did not fail.
	_ = h.desk.chat.Run(ctx, ws, imp, func(ctx context.Context, sink export.Sink, tell export.Progress) (export.Result, error) {
		return chat.ReadFiles(ctx, paths, h.up.Formats, opt, sink, tell)
	})
	return imp, os.RemoveAll(up.Dir)
}

func (h *house) Resume(_ context.Context, _ id.Workspace, imp id.Import) error {
	h.calls = append(h.calls, "resume "+id.Show(imp))
	return nil
}

func (h *house) Undo(ctx context.Context, ws id.Workspace, imp id.Import) error {
	h.calls = append(h.calls, "undo "+id.Show(imp))
	if h.idle {
		return nil
	}
	return h.desk.chat.Undo(ctx, ws, imp)
}

func (h *house) Work(imp id.Import) (chat.Work, bool) { w, ok := h.work[imp]; return w, ok }

func (h *house) Refresh(context.Context, id.Workspace) error { h.refreshed++; return nil }

func (h *house) Units(ctx context.Context, ws id.Workspace) ([]auth.Unit, error) {
	return h.desk.auth.Units(ctx, ws)
}

// desk is a console with the import pages, and one browser at a time.
type desk struct {
	t     *testing.T
	db    *db.DB
	auth  *auth.Service
	chat  *chat.Service
	house *house
	mux   http.Handler
	owner id.User
	ws    id.Workspace
	lang  string
	token string
	csrf  string
}

func newDesk(t *testing.T, d *db.DB) *desk {
	t.Helper()
	ids := id.NewSource(1)
	k := &desk{t: t, db: d, lang: "zh-CN", auth: auth.New(auth.Options{DB: d, IDs: ids, Rand: rand.NewChaCha8([32]byte{9})})}
	k.chat = &chat.Service{DB: d, IDs: ids, Who: &crowd{map[string]uint32{}, map[string]id.Group{}}}
	k.house = &house{desk: k, work: map[id.Import]chat.Work{}, up: chat.Uploads{Dir: t.TempDir(), Formats: known.Formats(), Spare: 1}}
	var err error
	k.owner, k.ws, _, err = k.auth.Setup(t.Context(), auth.First{Login: "boss", Name: "阿青",
		Workspace: auth.NewWorkspace{Name: "青禾茶铺", Kind: auth.Own, Zone: "Asia/Shanghai"}})
	k.must(err)
	k.build()
	fresh, err := k.auth.SetPassword(t.Context(), k.owner, "", "a long enough one")
	k.must(err)
	k.as(fresh.Token)
	return k
}

func (k *desk) build() {
	base, err := url.Parse("http://hs.example")
	k.must(err)
	shell, err := console.New(console.Options{Auth: k.auth, Clock: k.db.Clock, Rand: rand.NewChaCha8([32]byte{3}), Log: slog.New(slog.DiscardHandler), BaseURL: base,
		Menu: chat.Rooms()})
	k.must(err)
	k.must(chat.Pages(shell, k.chat, k.house, k.house))
	k.mux, err = shell.Handler()
	k.must(err)
}

func schemas() []db.Schema { return []db.Schema{auth.Schema(), audit.Schema, chat.Schema} }

func (k *desk) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

// as goes on as whoever holds the session.
func (k *desk) as(token string) {
	k.t.Helper()
	s, err := k.auth.Authenticate(k.t.Context(), token)
	k.must(err)
	k.token, k.csrf = token, s.CSRF
}

// join adds a colleague and returns their session.
func (k *desk) join(login string, role auth.Role, unit id.Unit) string {
	k.t.Helper()
	link, err := k.auth.Invite(k.t.Context(), k.owner, k.ws, login, auth.Grant{Role: role, Unit: unit})
	k.must(err)
	fresh, err := k.auth.AcceptInvite(k.t.Context(), link.Token, auth.Newcomer{Login: login, Name: login, Password: "a long enough one"})
	k.must(err)
	return fresh.Token
}

func (k *desk) request(method, path string, body io.Reader) *http.Request {
	r := httptest.NewRequest(method, strings.ReplaceAll(path, "{ws}", id.Show(k.ws)), body)
	r.Host = "hs.example"
	r.Header.Set("Accept-Language", k.lang)
	if method == "POST" {
		r.Header.Set("Origin", "http://hs.example")
	}
	r.AddCookie(&http.Cookie{Name: "huoshui", Value: k.token})
	return r
}

func (k *desk) serve(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	k.mux.ServeHTTP(w, r)
	return w
}

func (k *desk) do(method, path, kind string, body io.Reader) *httptest.ResponseRecorder {
	k.t.Helper()
	r := k.request(method, path, body)
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	return k.serve(r)
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
	return k.do("POST", path, "application/x-www-form-urlencoded", strings.NewReader(v.Encode()))
}

// file is one file of an upload.
type file struct{ name, text string }

// upload sends files as the form does: the token first.
func (k *desk) upload(fields map[string]string, files ...file) *httptest.ResponseRecorder {
	k.t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	k.must(m.WriteField("csrf", k.csrf))
	for name, value := range fields {
		k.must(m.WriteField(name, value))
	}
	for _, f := range files {
		part, err := m.CreateFormFile("file", f.name)
		k.must(err)
		_, err = io.WriteString(part, f.text)
		k.must(err)
	}
	k.must(m.Close())
	return k.do("POST", "/w/{ws}/import", m.FormDataContentType(), &body)
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

// leftBehind lists what lies in the upload folder.
func (k *desk) leftBehind() []string {
	k.t.Helper()
	entries, err := os.ReadDir(k.house.up.Dir)
	k.must(err)
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func mainOf(page string) string {
	_, rest, ok := strings.Cut(page, "<main")
	if !ok {
		return page
	}
	main, _, _ := strings.Cut(rest, "</main>")
	return "<main" + main + "</main>\n"
}

// golden compares the main part of a page with a file. The token is different
// in every session and is blotted out.
func (k *desk) golden(name string, w *httptest.ResponseRecorder) {
	k.t.Helper()
	got := strings.ReplaceAll(mainOf(w.Body.String()), k.csrf, "TOKEN")
	file := filepath.Join("testdata", "pages", name+".html")
	if *update {
		k.must(os.MkdirAll(filepath.Dir(file), 0o755))
		k.must(os.WriteFile(file, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(file)
	k.must(err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		k.t.Errorf("%s (run with -update and look at it):\n%s", file, diff)
	}
}

func each(t *testing.T, fn func(k *desk)) {
	t.Helper()
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) { fn(newDesk(t, d)) })
}

func onSQLite(t *testing.T) *desk {
	t.Helper()
	return newDesk(t, dbtest.Open(t, db.SQLite, schemas()))
}

// river is a small WeChat export; from names the first message of n.
func river(group string, from, n int) string {
	var b strings.Builder
	for i := from; i < from+n; i++ {
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"seq":%d,"time":"2029-12-%02dT09:%02d:00+08:00","talker":"%s@chatroom","talkerName":"河边%s群","isChatRoom":true,`+
			`"sender":"wx%d","senderName":"邻居%d","isSelf":false,"type":1,"subType":0,"content":"第%d句"}`, i, 1+i/60, i%60, group, group, i%3, i%3, i)
	}
	return "[" + b.String() + "]"
}

func (k *desk) imports() []chat.Import {
	k.t.Helper()
	var out []chat.Import
	k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) (err error) {
		out, err = k.chat.Imports(k.t.Context(), tx, k.ws)
		return err
	}))
	return out
}

// set changes an import behind the service's back, to show a state of it.
func (k *desk) set(imp id.Import, what string, args ...any) {
	k.t.Helper()
	k.must(k.db.Write(k.t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(k.t.Context(), `UPDATE chat_import SET `+what+` WHERE workspace = $1 AND id = $2`, append([]any{k.ws, imp}, args...)...)
		return err
	}))
}

func (k *desk) begin(name string) id.Import {
	k.t.Helper()
	imp, err := k.chat.Begin(k.t.Context(), k.ws, k.owner, name, "")
	k.must(err)
	return imp
}

var errBroken = errors.New("the house is closed")

func ago(d time.Duration) time.Time { return dbtest.Noon.Add(-d) }

func (k *desk) head() id.Unit {
	k.t.Helper()
	units, err := k.auth.Units(k.t.Context(), k.ws)
	k.must(err)
	for _, u := range units {
		if u.Kind == auth.Head {
			return u.ID
		}
	}
	k.t.Fatal("there is no head office")
	return 0
}
