package manual

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
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/web/console"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// still is a clock that a test moves.
type still struct{ at time.Time }

func (s *still) Now() time.Time { return s.at }

// near stands for the rest of the house; accounts are real.
type near struct{ k *desk }

func (n near) Door(_ context.Context, _ id.Workspace, make bool) (id.Connection, error) {
	if !n.k.open && !make {
		return 0, fault.New(fault.NotFound, noDoor.With())
	}
	n.k.open = true
	return 5, nil
}

func (n near) Found(_ context.Context, _ *db.Tx, ws id.Workspace, _ id.Connection, chat event.NativeChat, name string, unit id.Unit) (id.Group, error) {
	g, ok := n.k.chats[chat]
	if !ok {
		g = id.New[id.Group](n.k.s.IDs, dbtest.Noon)
		n.k.chats[chat] = g
	}
	n.k.places[g] = Place{Name: name, Unit: unit}
	n.k.in[g] = ws
	return g, nil
}

func (n near) Places(_ context.Context, _ *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]Place, error) {
	out := map[id.Group]Place{}
	for _, g := range groups {
		if place, ok := n.k.places[g]; ok && n.k.in[g] == ws {
			out[g] = place
		}
	}
	return out, nil
}

func (n near) People(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]Person, []auth.Unit, error) {
	staff, err := n.k.auth.StaffIn(ctx, tx, ws)
	if err != nil {
		return nil, nil, err
	}
	units, err := n.k.auth.UnitsIn(ctx, tx, ws)
	var out []Person
	for _, c := range staff {
		out = append(out, Person{User: c.User.ID, Name: c.User.Name, Does: auth.Can(c.Grant.Role, auth.Quotes), Scope: auth.ScopeOf(units, c.Grant.Unit)})
	}
	return out, units, err
}

func (n near) Zone(context.Context, *db.Tx, id.Workspace) (*time.Location, error) {
	return time.LoadLocation("Asia/Shanghai")
}

func (n near) Known(_ context.Context, _ *db.Tx, _ id.Workspace, _ id.Group, messages []event.NativeMessage, _, _ time.Time) (map[event.NativeMessage]bool, error) {
	out := map[event.NativeMessage]bool{}
	for _, m := range messages {
		out[m] = n.k.kept[m]
	}
	return out, nil
}

func (n near) Take(_ context.Context, _ id.Workspace, _ id.User, _ Source, now, past []channel.Arrived) error {
	for _, a := range now {
		n.k.kept[a.Event.NativeID] = true
		n.k.now++
	}
	for _, a := range past {
		n.k.kept[a.Event.NativeID] = true
		n.k.past++
	}
	return nil
}

func (n near) Changed(_ context.Context, _ *db.Tx, _ id.Workspace, _ id.Group) error {
	n.k.changed++
	return nil
}

// desk is a console with the pages of groups kept by hand, and one browser.
type desk struct {
	t          *testing.T
	db         *db.DB
	auth       *auth.Service
	s          *Service
	mux        http.Handler
	owner      id.User
	ws         id.Workspace
	head, shop id.Unit
	clock      *still
	lang       string
	boss       string
	token      string
	csrf       string

	open      bool
	chats     map[event.NativeChat]id.Group
	places    map[id.Group]Place
	in        map[id.Group]id.Workspace
	kept      map[event.NativeMessage]bool
	now, past int
	changed   int
}

func schemas() []db.Schema { return []db.Schema{auth.Schema(), audit.Schema, Schema} }

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
	k := &desk{t: t, db: d, lang: "zh-CN", clock: &still{dbtest.Noon}, auth: auth.New(auth.Options{DB: d, IDs: ids, Rand: rand.NewChaCha8([32]byte{9})}),
		chats: map[event.NativeChat]id.Group{}, places: map[id.Group]Place{}, in: map[id.Group]id.Workspace{}, kept: map[event.NativeMessage]bool{}}
	k.s = &Service{DB: d, IDs: ids, Near: near{k}, Followers: []Follower{near{k}}, ClockOf: func(id.Workspace) clock.Clock { return k.clock }}
	var err error
	k.owner, k.ws, _, err = k.auth.Setup(t.Context(), auth.First{Login: "boss", Name: "老板", Workspace: auth.NewWorkspace{Name: "青禾", Kind: auth.Own, Zone: "Asia/Shanghai"}})
	k.must(err)
	all, err := k.auth.Units(t.Context(), k.ws)
	k.must(err)
	k.head = all[0].ID
	k.shop, err = k.auth.CreateUnit(t.Context(), k.owner, k.ws, k.head, auth.Store, "河边店")
	k.must(err)
	base, err := url.Parse("http://hs.example")
	k.must(err)
	shell, err := console.New(console.Options{Auth: k.auth, Clock: d.Clock, Rand: rand.NewChaCha8([32]byte{3}), Log: slog.New(slog.DiscardHandler), BaseURL: base, Menu: Rooms(),
		ClockOf: func(id.Workspace) clock.Clock { return k.clock }})
	k.must(err)
	k.must(Pages(shell, k.s))
	k.mux, err = shell.Handler()
	k.must(err)
	fresh, err := k.auth.SetPassword(t.Context(), k.owner, "", "a long enough one")
	k.must(err)
	k.boss = fresh.Token
	k.as(k.boss)
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

// join makes an account and returns its token.
func (k *desk) join(name string, role auth.Role, unit id.Unit) (id.User, string) {
	k.t.Helper()
	login := fmt.Sprint("user", len(name), string(role))
	link, err := k.auth.Invite(k.t.Context(), k.owner, k.ws, login, auth.Grant{Role: role, Unit: unit})
	k.must(err)
	fresh, err := k.auth.AcceptInvite(k.t.Context(), link.Token, auth.Newcomer{Login: login, Name: name, Password: "a long enough one"})
	k.must(err)
	s, err := k.auth.Authenticate(k.t.Context(), fresh.Token)
	k.must(err)
	return s.User.ID, fresh.Token
}

func (k *desk) by() By { return By{User: k.owner, Scope: auth.Everything(), Connect: true} }

// make makes groups of these names at the shop.
func (k *desk) make(names ...string) []id.Group {
	k.t.Helper()
	made, err := k.s.Add(k.t.Context(), k.ws, k.by(), Wanted{Names: names, Unit: k.shop, Keeper: k.owner, People: Unknown})
	k.must(err)
	return made
}

func (k *desk) do(method, path string, body io.Reader) *httptest.ResponseRecorder {
	k.t.Helper()
	r := httptest.NewRequestWithContext(k.t.Context(), method, "/w/"+id.Show(k.ws)+path, body)
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
			k.t.Errorf("%s does not say %q: %.900s", what, word, mainOf(w.Body.String()))
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

var anID = regexp.MustCompile(`\b(ws|usr|grp|unit)_[0-9a-z]{13}`)

// golden compares the main part of a page with a file, with ids and the token
// blotted out.
func (k *desk) golden(name string, w *httptest.ResponseRecorder, status int) {
	k.t.Helper()
	k.want(name, w, status)
	got := anID.ReplaceAllString(strings.ReplaceAll(mainOf(w.Body.String()), k.csrf, "TOKEN"), "${1}_X")
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
