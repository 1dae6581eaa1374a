package checkup

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console"
	"github.com/huoshui/huoshui/internal/web/console/consoletest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// still is a clock that a test moves.
type still struct{ at time.Time }

func (s *still) Now() time.Time { return s.at }

// near stands for the rest of the house; accounts are real.
type near struct{ k *desk }

func (n near) Zone(context.Context, *db.Tx, id.Workspace) (*time.Location, error) {
	return time.LoadLocation("Asia/Shanghai")
}

func (n near) Home(ctx context.Context, tx *db.Tx, ws id.Workspace, user id.User) (id.Unit, error) {
	staff, err := n.k.auth.StaffIn(ctx, tx, ws)
	for _, c := range staff {
		if c.User.ID == user && c.Grant.Unit != n.k.head {
			return c.Grant.Unit, err
		}
	}
	return 0, err
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

func (n near) Keep(_ context.Context, ws id.Workspace, by By, name string, unit id.Unit, remark string) (id.Group, error) {
	if !n.k.door {
		return 0, fault.New(fault.Forbidden, noGroup.With())
	}
	n.k.remark = remark
	return n.k.group(ws, name, unit), nil
}

func (n near) Scene(_ context.Context, _ *db.Tx, ws id.Workspace, scope auth.Scope, _ time.Time) (Scene, error) {
	if ws != n.k.ws || !scope.All {
		return Scene{}, nil
	}
	return n.k.scene, nil
}

// todo is a to-do that was opened, and how it ended.
type todo struct {
	Todo
	ended string
}

func (n near) Open(_ context.Context, _ *db.Tx, _ id.Workspace, todos []Todo) error {
	n.k.mu.Lock()
	defer n.k.mu.Unlock()
	for _, t := range todos {
		if n.k.todos[t.Key] == nil {
			n.k.todos[t.Key] = &todo{Todo: t}
		}
	}
	return nil
}

func (n near) Close(_ context.Context, _ *db.Tx, _ id.Workspace, key string, done bool, _ id.User) error {
	n.k.mu.Lock()
	defer n.k.mu.Unlock()
	if t := n.k.todos[key]; t != nil && t.ended == "" {
		if t.ended = "needless"; done {
			t.ended = "done"
		}
	}
	return nil
}

// desk is a console with the pages of the check-up, and one browser.
type desk struct {
	consoletest.Visitor
	t          *testing.T
	db         *db.DB
	auth       *auth.Service
	s          *Service
	owner      id.User
	ws         id.Workspace
	head, shop id.Unit
	clock      *still
	boss       string

	scene  Scene
	door   bool // a group may be made
	remark string
	places map[id.Group]Place
	in     map[id.Group]id.Workspace
	mu     sync.Mutex // guards todos: several may write at once
	todos  map[string]*todo
	forms  int
}

func schemas() []db.Schema { return []db.Schema{auth.Schema(), audit.Schema, Schema} }

func each(t *testing.T, fn func(k *desk)) {
	t.Helper()
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) { fn(newDesk(t, d, auth.Own)) })
}

func onSQLite(t *testing.T) *desk {
	t.Helper()
	return newDesk(t, dbtest.Open(t, db.SQLite, schemas()), auth.Own)
}

func newDesk(t *testing.T, d *db.DB, kind auth.WorkspaceKind) *desk {
	t.Helper()
	ids := id.NewSource(1)
	k := &desk{t: t, db: d, Visitor: consoletest.Visitor{T: t, Lang: "zh-CN", IDs: regexp.MustCompile(`\b(ws|usr|grp|unit|chk)_[0-9a-z]{13}`), Update: *update}, clock: &still{dbtest.Noon}, auth: auth.New(auth.Options{DB: d, IDs: ids, Rand: rand.NewChaCha8([32]byte{9})}), door: true,
		places: map[id.Group]Place{}, in: map[id.Group]id.Workspace{}, todos: map[string]*todo{}}
	k.s = &Service{DB: d, IDs: ids, Near: near{k}, Todos: near{k}, ClockOf: func(id.Workspace) clock.Clock { return k.clock }}
	var err error
	k.owner, k.ws, _, err = k.auth.Setup(t.Context(), auth.First{Login: "boss", Name: "老板", Workspace: auth.NewWorkspace{Name: "我的店", Kind: kind, Zone: "Asia/Shanghai"}})
	k.must(err)
	all, err := k.auth.Units(t.Context(), k.ws)
	k.must(err)
	k.head = all[0].ID
	k.shop, err = k.auth.CreateUnit(t.Context(), k.owner, k.ws, k.head, auth.Store, "河边店")
	k.must(err)
	base, err := url.Parse("http://" + consoletest.Host)
	k.must(err)
	shell, err := console.New(console.Options{Auth: k.auth, Clock: d.Clock, Rand: rand.NewChaCha8([32]byte{3}), Log: slog.New(slog.DiscardHandler), BaseURL: base, Menu: Rooms(),
		ClockOf: func(id.Workspace) clock.Clock { return k.clock }})
	k.must(err)
	k.must(Pages(shell, k.s, func() string { k.forms++; return fmt.Sprint("PAPER", k.forms) }))
	k.At = "/w/" + id.Show(k.ws)
	k.Mux, err = shell.Handler()
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
	k.Token, k.CSRF = token, s.CSRF
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

// group makes a group that the house knows.
func (k *desk) group(ws id.Workspace, name string, unit id.Unit) id.Group {
	g := id.New[id.Group](k.s.IDs, dbtest.Noon)
	k.places[g], k.in[g] = Place{Name: name, Unit: unit, ByHand: true}, ws
	return g
}

func (k *desk) by() By { return By{User: k.owner, Scope: auth.Everything(), Connect: true} }

// take answers about a group, new where one is 0.
func (k *desk) take(one id.Checkup, form string, a Answers) id.Checkup {
	k.t.Helper()
	got, err := k.s.Take(k.t.Context(), k.ws, k.by(), Wanted{Group: one, Form: form, Answers: a})
	k.must(err)
	return got
}

// open are the to-dos that are open, by a part of their keys.
func (k *desk) open(part string) (n int) {
	for key, t := range k.todos {
		if t.ended == "" && strings.Contains(key, part) {
			n++
		}
	}
	return n
}

// paper is a form with answers.
func paper(a Answers, more ...string) []string {
	for _, q := range All {
		if a[q] != "" {
			more = append(more, q.String(), string(a[q]))
		}
	}
	return more
}

// went is the path, below the workspace, to which an answer leads.
func (k *desk) went(what string, w *httptest.ResponseRecorder) string {
	k.t.Helper()
	k.Want(what, w, 303)
	return strings.TrimPrefix(w.Header().Get("Location"), "/w/"+id.Show(k.ws))
}
