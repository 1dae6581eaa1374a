package shelf

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
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

func (n near) Groups(_ context.Context, _ *db.Tx, ws id.Workspace) ([]Group, error) {
	if ws != n.k.ws {
		return nil, nil
	}
	return n.k.groups, nil
}

func (n near) Named(_ context.Context, _ *db.Tx, ws id.Workspace, groups []id.Group) (out []Group, err error) {
	for _, g := range n.k.groups {
		if ws == n.k.ws && slices.Contains(groups, g.ID) {
			out = append(out, g)
		}
	}
	return out, nil
}

func (n near) Units(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]auth.Unit, error) {
	return n.k.auth.UnitsIn(ctx, tx, ws)
}

func (n near) Noted(_ context.Context, _ *db.Tx, ws id.Workspace, by By, todo id.Task) (Noted, error) {
	if ws != n.k.ws || todo != aTodo || !by.Scope.Has(n.k.shop) {
		return Noted{}, fault.New(fault.NotFound, noNoted.With())
	}
	return Noted{Group: n.k.groups[0].ID, At: dbtest.Noon.AddDate(0, 0, -1), Title: "怎么挑小排", Sharer: "王师傅", Summary: "1. 看颜色", Link: "https://doc.example/a"}, nil
}

// aTodo is the one that asked for a summary.
const aTodo id.Task = 4711

func (n near) Zone(context.Context, *db.Tx, id.Workspace) (*time.Location, error) {
	return time.LoadLocation("Asia/Shanghai")
}

// desk is a console with the pages of the shelf, and one browser.
type desk struct {
	consoletest.Visitor
	t          *testing.T
	db         *db.DB
	auth       *auth.Service
	s          *Service
	owner      id.User
	ws         id.Workspace
	head, shop id.Unit
	hill       id.Unit
	clock      *still
	boss       string
	groups     []Group
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
	k := &desk{t: t, db: d, Visitor: consoletest.Visitor{T: t, Lang: "zh-CN", IDs: regexp.MustCompile(`\b(ws|usr|grp|unit|sum|task)_[0-9a-z]{13}`), Update: *update}, clock: &still{dbtest.Noon}, auth: auth.New(auth.Options{DB: d, IDs: ids, Rand: rand.NewChaCha8([32]byte{9})})}
	k.s = &Service{DB: d, IDs: ids, Near: near{k}, ClockOf: func(id.Workspace) clock.Clock { return k.clock }}
	var err error
	k.owner, k.ws, _, err = k.auth.Setup(t.Context(), auth.First{Login: "boss", Name: "老板", Workspace: auth.NewWorkspace{Name: "青禾", Kind: auth.Own, Zone: "Asia/Shanghai"}})
	k.must(err)
	all, err := k.auth.Units(t.Context(), k.ws)
	k.must(err)
	k.head = all[0].ID
	k.shop, err = k.auth.CreateUnit(t.Context(), k.owner, k.ws, k.head, auth.Store, "河边店")
	k.must(err)
	k.hill, err = k.auth.CreateUnit(t.Context(), k.owner, k.ws, k.head, auth.Store, "山上店")
	k.must(err)
	for _, g := range []Group{{Name: "青禾福利群", Unit: k.shop}, {Name: "青禾会员群", Unit: k.shop}, {Name: "山上邻居群", Unit: k.hill}} {
		g.ID = id.New[id.Group](ids, dbtest.Noon)
		k.groups = append(k.groups, g)
	}
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

func (k *desk) by() By { return By{User: k.owner, Role: auth.Owner, Scope: auth.Everything()} }

// of is somebody who sees a unit.
func (k *desk) of(units ...id.Unit) By {
	return By{User: 9, Role: auth.Operator, Scope: auth.ScopeIn(units...)}
}

// said is a piece about a group of the shop, of some days ago.
func (k *desk) said(title string, ago int, groups ...id.Group) Said {
	return Said{Title: title, Day: DayOf(dbtest.Noon.AddDate(0, 0, -ago), time.UTC), Everyone: len(groups) == 0, Groups: groups, Summary: "1. 先看颜色\n2. 再按一下"}
}

// keep keeps a piece as the owner.
func (k *desk) keep(s Said) id.Piece {
	k.t.Helper()
	made, err := k.s.Make(k.t.Context(), k.ws, k.by(), s)
	k.must(err)
	return made
}

// titles lists what somebody finds.
func (k *desk) titles(by By, want Wanted) string {
	k.t.Helper()
	var out []string
	k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) error {
		found, err := k.s.List(k.t.Context(), tx, k.ws, by, want)
		for _, p := range found.Pieces {
			out = append(out, p.Title)
		}
		return err
	}))
	return strings.Join(out, " | ")
}

func (k *desk) finds(what string, by By, want Wanted, titles string) {
	k.t.Helper()
	if got := k.titles(by, want); got != titles {
		k.t.Errorf("%s: %q, want %q", what, got, titles)
	}
}

// load reads a piece as the owner sees it.
func (k *desk) load(piece id.Piece) (p Piece) {
	k.t.Helper()
	k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) (err error) {
		p, _, err = k.s.Load(k.t.Context(), tx, k.ws, k.by(), piece)
		return err
	}))
	return p
}

// card is the index card of a group.
func (k *desk) card(group id.Group) (text string) {
	k.t.Helper()
	k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) (err error) {
		text, err = k.s.Card(k.t.Context(), tx, k.ws, group, i18n.ZhHans)
		return err
	}))
	return text
}
