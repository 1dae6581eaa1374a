package manual

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/url"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel"
	hand "github.com/huoshui/huoshui/internal/channel/manual"
	"github.com/huoshui/huoshui/internal/web/console"
	"github.com/huoshui/huoshui/internal/web/console/consoletest"
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

func (n near) Known(_ context.Context, _ *db.Tx, _ id.Workspace, _ id.Group, from, to time.Time) (hand.Kept, error) {
	out := hand.Kept{}
	for key, at := range n.k.kept {
		if !at.Before(from) && at.Before(to) {
			out[key] = at
		}
	}
	return out, nil
}

func (n near) Take(_ context.Context, _ id.Workspace, _ id.User, _ Source, now, past []channel.Arrived) error {
	for _, a := range slices.Concat(now, past) {
		n.k.kept[event.SubjectKey(event.NativeKey(a.Event.NativeID), 0)] = a.Event.At
	}
	n.k.now += len(now)
	n.k.past += len(past)
	return nil
}

func (n near) Changed(_ context.Context, _ *db.Tx, _ id.Workspace, _ id.Group) error {
	n.k.changed++
	return nil
}

// desk is a console with the pages of groups kept by hand, and one browser.
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

	open      bool
	chats     map[event.NativeChat]id.Group
	places    map[id.Group]Place
	in        map[id.Group]id.Workspace
	kept      hand.Kept
	staff     map[string]bool
	asked     map[event.NativeMessage]Question
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
	k := &desk{t: t, db: d, Visitor: consoletest.Visitor{T: t, Lang: "zh-CN", IDs: regexp.MustCompile(`\b(ws|usr|grp|unit)_[0-9a-z]{13}`), Update: *update}, clock: &still{dbtest.Noon}, auth: auth.New(auth.Options{DB: d, IDs: ids, Rand: rand.NewChaCha8([32]byte{9})}),
		chats: map[event.NativeChat]id.Group{}, places: map[id.Group]Place{}, in: map[id.Group]id.Workspace{}, kept: hand.Kept{}, staff: map[string]bool{}, asked: map[event.NativeMessage]Question{}}
	k.s = &Service{DB: d, IDs: ids, Near: near{k}, Followers: []Follower{near{k}}, Talk: talker{k}, ClockOf: func(id.Workspace) clock.Clock { return k.clock }}
	var err error
	k.owner, k.ws, _, err = k.auth.Setup(t.Context(), auth.First{Login: "boss", Name: "老板", Workspace: auth.NewWorkspace{Name: "青禾", Kind: auth.Own, Zone: "Asia/Shanghai"}})
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

func (k *desk) by() By {
	return By{User: k.owner, Scope: auth.Everything(), Connect: true, Names: true}
}

// make makes groups of these names at the shop.
func (k *desk) make(names ...string) []id.Group {
	k.t.Helper()
	made, err := k.s.Add(k.t.Context(), k.ws, k.by(), Wanted{Names: names, Unit: k.shop, Keeper: k.owner, People: Unknown})
	k.must(err)
	return made
}
