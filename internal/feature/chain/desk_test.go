package chain

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chain/roll"
	"github.com/huoshui/huoshui/internal/web/console"
	"github.com/huoshui/huoshui/internal/web/console/consoletest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// still is a clock that a test moves.
type still struct{ at time.Time }

func (s *still) Now() time.Time { return s.at }

// near stands for the rest of the house; accounts are real.
type near struct{ k *desk }

func (n near) Groups(_ context.Context, _ *db.Tx, ws id.Workspace) ([]Group, error) {
	if ws != n.k.ws {
		return nil, nil
	}
	return n.k.groups, nil
}

func (n near) Zone(context.Context, *db.Tx, id.Workspace) (*time.Location, error) {
	if n.k.meanwhile != nil {
		n.k.meanwhile()
	}
	return time.LoadLocation("Asia/Shanghai")
}

// desk is a console with the pages of chains, and one browser.
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
	groups     []Group
	meanwhile  func() // what others do while a chain is worked on; nil for nothing
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
	k := &desk{t: t, db: d, Visitor: consoletest.Visitor{T: t, Lang: "zh-CN", IDs: regexp.MustCompile(`\b(ws|usr|grp|unit|chn)_[0-9a-z]{13}`), Update: *update}, clock: &still{dbtest.Noon}, auth: auth.New(auth.Options{DB: d, IDs: ids, Rand: rand.NewChaCha8([32]byte{9})})}
	k.s = &Service{DB: d, IDs: ids, Near: near{k}, ClockOf: func(id.Workspace) clock.Clock { return k.clock }}
	var err error
	k.owner, k.ws, _, err = k.auth.Setup(t.Context(), auth.First{Login: "boss", Name: "老板", Workspace: auth.NewWorkspace{Name: "青禾", Kind: auth.Own, Zone: "Asia/Shanghai"}})
	k.must(err)
	all, err := k.auth.Units(t.Context(), k.ws)
	k.must(err)
	k.head = all[0].ID
	k.shop, err = k.auth.CreateUnit(t.Context(), k.owner, k.ws, k.head, auth.Store, "河边店")
	k.must(err)
	k.groups = []Group{{ID: id.New[id.Group](ids, dbtest.Noon), Name: "青禾福利群", Unit: k.shop}}
	base, err := url.Parse("http://" + consoletest.Host)
	k.must(err)
	shell, err := console.New(console.Options{Auth: k.auth, Clock: d.Clock, Rand: rand.NewChaCha8([32]byte{3}), Log: slog.New(slog.DiscardHandler), BaseURL: base, Menu: Rooms(),
		ClockOf: func(id.Workspace) clock.Clock { return k.clock }})
	k.must(err)
	k.must(Pages(shell, k.s))
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

func (k *desk) kind(what string, err error, want fault.Kind) {
	k.t.Helper()
	if err == nil || fault.KindOf(err) != want {
		k.t.Errorf("%s: %v, want a fault of kind %v", what, err, want)
	}
}

func (k *desk) as(token string) {
	k.t.Helper()
	s, err := k.auth.Authenticate(k.t.Context(), token)
	k.must(err)
	k.Token, k.CSRF = token, s.CSRF
}

// join makes an account and returns its token.
func (k *desk) join(name string, role auth.Role, unit id.Unit) string {
	k.t.Helper()
	login := fmt.Sprint("user", len(name), string(role))
	link, err := k.auth.Invite(k.t.Context(), k.owner, k.ws, login, auth.Grant{Role: role, Unit: unit})
	k.must(err)
	fresh, err := k.auth.AcceptInvite(k.t.Context(), link.Token, auth.Newcomer{Login: login, Name: name, Password: "a long enough one"})
	k.must(err)
	return fresh.Token
}

func (k *desk) by() By { return By{User: k.owner, Scope: auth.Everything()} }

// paste makes a chain of a text.
func (k *desk) paste(text string) id.Chain {
	k.t.Helper()
	made, err := k.s.Paste(k.t.Context(), k.ws, k.by(), Pasted{Text: text})
	k.must(err)
	return made
}

// load reads a chain as the owner sees it.
func (k *desk) load(chain id.Chain) (w Whole) {
	k.t.Helper()
	k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) (err error) {
		w, err = k.s.Load(k.t.Context(), tx, k.ws, k.by(), chain)
		return err
	}))
	return w
}

// row is the row of a name in a chain.
func (k *desk) row(chain id.Chain, name string) *Row {
	k.t.Helper()
	w := k.load(chain)
	for i := range w.Rows {
		if w.Rows[i].Now().Name == name {
			return &w.Rows[i]
		}
	}
	k.t.Fatalf("%s is not in the chain", name)
	return nil
}

// sums is what all want of each product, in words.
func (k *desk) sums(chain id.Chain) string {
	k.t.Helper()
	var out []string
	for _, g := range k.load(chain).Judged.Goods {
		for _, s := range g.Sums {
			out = append(out, g.Product.Name+" "+roll.Show(s.Amount)+s.Unit)
		}
	}
	return strings.Join(out, ", ")
}

func (k *desk) wants(chain id.Chain, want string) {
	k.t.Helper()
	if got := k.sums(chain); got != want {
		k.t.Errorf("in all %s, want %s", got, want)
	}
}
