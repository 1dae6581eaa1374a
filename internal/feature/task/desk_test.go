package task_test

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
	"sync/atomic"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/task"
	"github.com/huoshui/huoshui/internal/web/console"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// hand is a clock that a test moves.
type hand struct{ at atomic.Int64 }

func (h *hand) Now() time.Time      { return time.UnixMilli(h.at.Load()).UTC() }
func (h *hand) on(by time.Duration) { h.at.Add(by.Milliseconds()) }

// directory stands for what the house knows; accounts are real.
type directory struct{ k *desk }

func (d directory) People(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]task.Person, error) {
	staff, err := d.k.auth.StaffIn(ctx, tx, ws)
	units, other := d.k.auth.UnitsIn(ctx, tx, ws)
	if err != nil || other != nil {
		return nil, fmt.Errorf("%w %w", err, other)
	}
	var out []task.Person
	for _, c := range staff {
		out = append(out, task.Person{User: c.User.ID, Name: c.User.Name, Lang: c.User.Lang, Role: c.Grant.Role, Unit: c.Grant.Unit, Scope: auth.ScopeOf(units, c.Grant.Unit)})
	}
	return out, nil
}

func (d directory) Units(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]auth.Unit, error) {
	return d.k.auth.UnitsIn(ctx, tx, ws)
}

func (d directory) Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error) {
	return d.k.auth.Zone(ctx, tx, ws)
}

func (d directory) Groups(_ context.Context, _ *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]task.Place, error) {
	out := map[id.Group]task.Place{}
	for _, g := range groups {
		if place, ok := d.k.groups[g]; ok && ws == d.k.ws {
			out[g] = place
		}
	}
	return out, nil
}

func (d directory) Members(_ context.Context, _ *db.Tx, _ id.Workspace, ords []uint32) (map[uint32]task.Known, error) {
	out := map[uint32]task.Known{}
	for _, o := range ords {
		if name, ok := d.k.members[o]; ok {
			out[o] = task.Known{Name: name, Member: id.Member(o)}
		}
	}
	return out, nil
}

func (d directory) Within(_ context.Context, _ *db.Tx, _ id.Workspace, scope auth.Scope) (out []task.Named, err error) {
	for g, place := range d.k.groups {
		if scope.Has(place.Unit) {
			out = append(out, task.Named{Group: g, Name: place.Name})
		}
	}
	slices.SortFunc(out, func(a, b task.Named) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// ear hears how to-dos end.
type ear struct {
	heard []string
	deny  error
}

func (e *ear) Settled(_ context.Context, _ *db.Tx, _ id.Workspace, t task.Task) error {
	e.heard = append(e.heard, t.Key+" "+string(t.Outcome.State))
	return nil
}

func (e *ear) Reopened(_ context.Context, _ *db.Tx, _ id.Workspace, t task.Task) error {
	if e.deny != nil {
		return e.deny
	}
	e.heard = append(e.heard, t.Key+" again")
	return nil
}

// desk is a console with the pages of to-dos, and one browser at a time.
type desk struct {
	t       *testing.T
	db      *db.DB
	auth    *auth.Service
	s       *task.Service
	ear     *ear
	mux     http.Handler
	owner   id.User
	ws      id.Workspace
	head    id.Unit
	shop    id.Unit
	time    *hand // the workspace's clock
	wall    *hand
	groups  map[id.Group]task.Place
	members map[uint32]string
	lang    string
	token   string
	csrf    string
	boss    string // the owner's token
}

func schemas() []db.Schema { return []db.Schema{auth.Schema(), audit.Schema, task.Schema} }

func each(t *testing.T, fn func(k *desk)) {
	t.Helper()
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) { fn(newDesk(t, d)) })
}

func newDesk(t *testing.T, d *db.DB) *desk {
	t.Helper()
	ids := id.NewSource(1)
	k := &desk{t: t, db: d, lang: "zh-CN", time: &hand{}, wall: &hand{}, ear: &ear{}, members: map[uint32]string{7: "阿青"},
		auth: auth.New(auth.Options{DB: d, IDs: ids, Rand: rand.NewChaCha8([32]byte{9})})}
	k.time.at.Store(noon.UnixMilli())
	k.wall.at.Store(noon.UnixMilli())
	d.Clock = k.wall
	secrets := 0
	k.s = &task.Service{DB: d, IDs: ids, Directory: directory{k}, Hearers: []task.Hearer{k.ear}, ClockOf: func(id.Workspace) clock.Clock { return k.time },
		Secret: func() string { secrets++; return fmt.Sprint("SECRET", secrets) }}
	var err error
	k.owner, k.ws, _, err = k.auth.Setup(t.Context(), auth.First{Login: "boss", Name: "老板", Workspace: auth.NewWorkspace{Name: "青禾", Kind: auth.Own, Zone: "Asia/Shanghai"}})
	k.must(err)
	all, err := k.auth.Units(t.Context(), k.ws)
	k.must(err)
	k.head = all[0].ID
	k.shop, err = k.auth.CreateUnit(t.Context(), k.owner, k.ws, k.head, auth.Store, "河边店")
	k.must(err)
	k.groups = map[id.Group]task.Place{1: {Name: "河边一群", Unit: k.shop}, 2: {Name: "总部群"}}
	base, err := url.Parse("http://hs.example")
	k.must(err)
	shell, err := console.New(console.Options{Auth: k.auth, Clock: d.Clock, Rand: rand.NewChaCha8([32]byte{3}), Log: slog.New(slog.DiscardHandler),
		BaseURL: base, Menu: task.Rooms()})
	k.must(err)
	k.must(task.Pages(shell, k.s))
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

func (k *desk) as(token string) {
	k.t.Helper()
	s, err := k.auth.Authenticate(k.t.Context(), token)
	k.must(err)
	k.token, k.csrf = token, s.CSRF
}

// join makes an account, and returns it as the rules know people, with its token.
func (k *desk) join(name string, role auth.Role, unit id.Unit) (task.Person, string) {
	k.t.Helper()
	login := fmt.Sprint("user", len(name), name)
	link, err := k.auth.Invite(k.t.Context(), k.owner, k.ws, login, auth.Grant{Role: role, Unit: unit})
	k.must(err)
	fresh, err := k.auth.AcceptInvite(k.t.Context(), link.Token, auth.Newcomer{Login: login, Name: name, Password: "a long enough one"})
	k.must(err)
	return k.person(name), fresh.Token
}

func (k *desk) person(name string) (out task.Person) {
	k.t.Helper()
	k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) error {
		all, err := directory{k}.People(k.t.Context(), tx, k.ws)
		i := slices.IndexFunc(all, func(p task.Person) bool { return p.Name == name })
		out = all[i]
		return err
	}))
	return out
}

func (k *desk) open(wanted ...task.New) []task.Task {
	k.t.Helper()
	var out []task.Task
	k.must(k.db.Write(k.t.Context(), func(tx *db.Tx) (err error) {
		out, err = k.s.Open(k.t.Context(), tx, k.ws, wanted)
		return err
	}))
	return out
}

func (k *desk) get(key string) (t task.Task) {
	k.t.Helper()
	k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) (err error) {
		t, err = k.s.Get(k.t.Context(), tx, k.ws, key)
		return err
	}))
	return t
}

func (k *desk) do(method, path string, body io.Reader) *httptest.ResponseRecorder {
	k.t.Helper()
	return k.doAs(method, path, "application/x-www-form-urlencoded", body)
}

func (k *desk) doAs(method, path, kind string, body io.Reader) *httptest.ResponseRecorder {
	k.t.Helper()
	r := httptest.NewRequest(method, strings.ReplaceAll(path, "{ws}", id.Show(k.ws)), body)
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
			k.t.Errorf("%s does not say %q: %.900s", what, word, mainOf(w.Body.String()))
		}
	}
}

func (k *desk) silent(what string, w *httptest.ResponseRecorder, words ...string) {
	k.t.Helper()
	for _, word := range words {
		if strings.Contains(mainOf(w.Body.String()), word) {
			k.t.Errorf("%s says %q: %.900s", what, word, mainOf(w.Body.String()))
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
	for n, one := range ids {
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
