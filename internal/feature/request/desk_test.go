package request_test

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
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/request"
	"github.com/huoshui/huoshui/internal/web/console"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// noon is a Wednesday, 20:00 by the clocks of Shanghai.
var noon = dbtest.Noon

// hand is a clock that a test moves.
type hand struct{ at atomic.Int64 }

func (h *hand) Now() time.Time      { return time.UnixMilli(h.at.Load()).UTC() }
func (h *hand) on(by time.Duration) { h.at.Add(by.Milliseconds()) }

// near stands for what the house knows; accounts and units are real.
type near struct{ k *desk }

func (n near) Groups(_ context.Context, _ *db.Tx, ws id.Workspace) ([]request.Group, error) {
	if ws != n.k.ws {
		return nil, nil
	}
	return slices.Clone(n.k.groups), nil
}

func (n near) Won(_ context.Context, _ *db.Tx, _ id.Workspace, groups []id.Group, _ time.Time) (map[id.Group]bool, error) {
	out := map[id.Group]bool{}
	for _, g := range groups {
		out[g] = g == 1
	}
	return out, nil
}

func (n near) Units(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]auth.Unit, error) {
	return n.k.auth.UnitsIn(ctx, tx, ws)
}

func (n near) Names(ctx context.Context, tx *db.Tx, ws id.Workspace) (map[id.User]string, error) {
	staff, err := n.k.auth.StaffIn(ctx, tx, ws)
	out := map[id.User]string{}
	for _, c := range staff {
		out[c.User.ID] = c.User.Name
	}
	return out, err
}

func (n near) Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error) {
	return n.k.auth.Zone(ctx, tx, ws)
}

func (n near) Limits(context.Context, *db.Tx, id.Workspace) (request.Limits, error) {
	return request.Limits{Week: map[request.Channel]int{request.Message: 84, request.Announce: 7, request.Moments: 21, request.Private: 3, request.Live: 84},
		QuietFrom: 21*60 + 30, QuietEnd: 9 * 60}, nil
}

func (n near) Planned(_ context.Context, _ *db.Tx, _ id.Workspace, from, to time.Time) (out []request.Planned, err error) {
	for _, p := range n.k.plans {
		if !p.At.Before(from) && p.At.Before(to) {
			out = append(out, p)
		}
	}
	return out, nil
}

// todos keeps to-dos, as far as requests can tell.
type todos struct {
	mu        sync.Mutex
	open      []request.Todo
	withdrawn []string
	meet      func() // where it is not nil, called by whoever takes to-dos back
}

func (o *todos) Open(_ context.Context, _ *db.Tx, _ id.Workspace, more []request.Todo) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.open = append(o.open, more...)
	return nil
}

func (o *todos) Withdraw(_ context.Context, _ *db.Tx, _ id.Workspace, keys []string) error {
	if o.meet != nil {
		o.meet()
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.withdrawn = append(o.withdrawn, keys...)
	o.open = slices.DeleteFunc(o.open, func(t request.Todo) bool { return slices.Contains(keys, t.Key) })
	return nil
}

// desk is a console with the pages of requests, and one browser at a time.
type desk struct {
	t          *testing.T
	db         *db.DB
	auth       *auth.Service
	s          *request.Service
	todos      *todos
	mux        http.Handler
	owner      id.User
	ws         id.Workspace
	head, shop id.Unit
	time       *hand
	groups     []request.Group
	plans      []request.Planned
	lang       string
	token      string
	csrf       string
	boss       string // the owner's token
}

func schemas() []db.Schema { return []db.Schema{auth.Schema(), audit.Schema, request.Schema} }

func each(t *testing.T, fn func(k *desk)) {
	t.Helper()
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) { fn(newDesk(t, d)) })
}

func onSQLite(t *testing.T) *desk {
	t.Helper()
	return newDesk(t, dbtest.Open(t, db.SQLite, schemas()))
}

func newDesk(t *testing.T, d *db.DB) *desk {
	t.Helper()
	ids := id.NewSource(1)
	k := &desk{t: t, db: d, lang: "zh-CN", time: &hand{}, todos: &todos{}, auth: auth.New(auth.Options{DB: d, IDs: ids, Rand: rand.NewChaCha8([32]byte{9})})}
	k.time.at.Store(noon.UnixMilli())
	k.s = &request.Service{DB: d, IDs: ids, Near: near{k}, Todos: k.todos, ClockOf: func(id.Workspace) clock.Clock { return k.time }}
	var err error
	k.owner, k.ws, _, err = k.auth.Setup(t.Context(), auth.First{Login: "boss", Name: "老板", Workspace: auth.NewWorkspace{Name: "青禾", Kind: auth.Own, Zone: "Asia/Shanghai"}})
	k.must(err)
	all, err := k.auth.Units(t.Context(), k.ws)
	k.must(err)
	k.head = all[0].ID
	k.shop, err = k.auth.CreateUnit(t.Context(), k.owner, k.ws, k.head, auth.Store, "河边店")
	k.must(err)
	k.groups = []request.Group{{ID: 1, Name: "河边一群", Unit: k.shop, People: 120}, {ID: 2, Name: "河边二群", Unit: k.shop, People: 80}, {ID: 3, Name: "总部群", People: 200}}
	base, err := url.Parse("http://hs.example")
	k.must(err)
	shell, err := console.New(console.Options{Auth: k.auth, Clock: d.Clock, Rand: rand.NewChaCha8([32]byte{3}), Log: slog.New(slog.DiscardHandler),
		BaseURL: base, Menu: request.Rooms()})
	k.must(err)
	k.must(request.Pages(shell, k.s))
	k.mux, err = shell.Handler()
	k.must(err)
	fresh, err := k.auth.SetPassword(t.Context(), k.owner, "", "a long enough one")
	k.must(err)
	k.boss = fresh.Token
	k.as(fresh.Token)
	return k
}

func (k *desk) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

func (k *desk) kind(what string, err error, want fault.Kind) {
	k.t.Helper()
	if err == nil || fault.KindOf(err) != want {
		k.t.Errorf("%s: %v, want a fault of kind %d", what, err, want)
	}
}

func (k *desk) as(token string) {
	k.t.Helper()
	s, err := k.auth.Authenticate(k.t.Context(), token)
	k.must(err)
	k.token, k.csrf = token, s.CSRF
}

// join makes an account, and returns it as the rules know people, with its token.
func (k *desk) join(name string, role auth.Role, unit id.Unit) (request.Person, string) {
	k.t.Helper()
	login := fmt.Sprint("user", len(name), name)
	link, err := k.auth.Invite(k.t.Context(), k.owner, k.ws, login, auth.Grant{Role: role, Unit: unit})
	k.must(err)
	fresh, err := k.auth.AcceptInvite(k.t.Context(), link.Token, auth.Newcomer{Login: login, Name: name, Password: "a long enough one"})
	k.must(err)
	s, err := k.auth.Authenticate(k.t.Context(), fresh.Token)
	k.must(err)
	units, err := k.auth.Units(k.t.Context(), k.ws)
	k.must(err)
	return request.Person{User: s.User.ID, Role: role, Scope: auth.ScopeOf(units, unit)}, fresh.Token
}

// chief decides about everything.
func (k *desk) chief() request.Person {
	return request.Person{User: k.owner, Role: auth.Owner, Scope: auth.Everything()}
}

// wish is a request for two groups, on the Friday that follows noon.
func wish(department, title string) request.Ask {
	return request.Ask{Department: department, Title: title, Channel: request.Message, Groups: []id.Group{1, 2}, Day: "2030-01-04", From: 12 * 60, To: 14 * 60,
		Last: "2030-01-11", Goal: "请老客来试吃", Metric: request.SignUps, Expected: 30, Money: 3000, Draft: title + "，想来的回个来，名额不多不少。"}
}

func (k *desk) file(who request.Person, a request.Ask) request.Request {
	k.t.Helper()
	r, err := k.s.File(k.t.Context(), k.ws, who, a, 0)
	k.must(err)
	return r
}

// on is a moment of a day of January 2030 by the clocks of Shanghai.
func on(day, hour int) time.Time { return time.Date(2030, 1, day, hour-8, 0, 0, 0, time.UTC) }

func (k *desk) recorded() (out []audit.Action) {
	k.t.Helper()
	k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) error {
		all, err := audit.List(k.t.Context(), tx, k.ws, audit.Filter{}, 0, 50)
		for _, e := range all {
			if strings.HasPrefix(string(e.Action), "request.") {
				out = append(out, e.Action)
			}
		}
		slices.Reverse(out)
		return err
	}))
	return out
}

func (k *desk) settle(key string, done bool) {
	k.t.Helper()
	k.must(k.db.Write(k.t.Context(), func(tx *db.Tx) error { return k.s.Settled(k.t.Context(), tx, k.ws, key, done) }))
}

func (k *desk) reopen(key string) error {
	return k.db.Write(k.t.Context(), func(tx *db.Tx) error { return k.s.Reopened(k.t.Context(), tx, k.ws, key) })
}

func (k *desk) do(method, path string, body io.Reader) *httptest.ResponseRecorder {
	k.t.Helper()
	r := httptest.NewRequest(method, strings.ReplaceAll(path, "{ws}", id.Show(k.ws)), body)
	r.Host = "hs.example"
	r.Header.Set("Accept-Language", k.lang)
	if method == "POST" {
		r.Header.Set("Origin", "http://hs.example")
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.AddCookie(&http.Cookie{Name: "huoshui", Value: k.token})
	w := httptest.NewRecorder()
	k.mux.ServeHTTP(w, r)
	return w
}

func (k *desk) page(path string) *httptest.ResponseRecorder {
	k.t.Helper()
	return k.do("GET", path, nil)
}

func (k *desk) post(path string, pairs ...string) *httptest.ResponseRecorder {
	k.t.Helper()
	v := url.Values{"csrf": {k.csrf}}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return k.do("POST", path, strings.NewReader(v.Encode()))
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
		if !strings.Contains(mainOf(w.Body.String()), word) {
			k.t.Errorf("%s does not say %q: %.1500s", what, word, mainOf(w.Body.String()))
		}
	}
}

func (k *desk) silent(what string, w *httptest.ResponseRecorder, words ...string) {
	k.t.Helper()
	for _, word := range words {
		if strings.Contains(mainOf(w.Body.String()), word) {
			k.t.Errorf("%s says %q: %.1500s", what, word, mainOf(w.Body.String()))
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

// golden compares the main part of a page with a file, with ids and the token
// blotted out.
func (k *desk) golden(name string, w *httptest.ResponseRecorder, ids ...string) {
	k.t.Helper()
	k.want(name, w, 200)
	got := strings.ReplaceAll(strings.ReplaceAll(mainOf(w.Body.String()), k.csrf, "TOKEN"), id.Show(k.ws), "WS")
	for n, one := range append([]string{id.Show(k.head), id.Show(k.shop)}, ids...) {
		got = strings.ReplaceAll(got, one, fmt.Sprintf("ID%d", n+1))
	}
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
