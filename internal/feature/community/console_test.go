package community_test

import (
	"cmp"
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
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/web/console"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// said is how much one identity wrote in one group.
type said struct {
	ord   uint32
	group id.Group
	n     int64
}

// neighbours stands for what the house supplies. Every answer takes one
// statement, so that statements can be counted.
type neighbours struct {
	desk    *desk
	said    []said
	units   map[id.Group]id.Unit
	hidden  []id.Import
	posters []uint32
	changed []string
	one     []string
	busy    error // nobody can be forgotten now
}

func (n *neighbours) count(ctx context.Context, tx *db.Tx, scope auth.Scope, keep func(uint32) bool) (map[uint32]community.Count, error) {
	var one int
	if err := tx.QueryRow(ctx, `SELECT 1`).Scan(&one); err != nil {
		return nil, err
	}
	out := map[uint32]community.Count{}
	for _, s := range n.said {
		if !scope.Has(n.units[s.group]) || !keep(s.ord) {
			continue
		}
		c := out[s.ord]
		c.Ord, c.Messages, c.Groups = s.ord, c.Messages+s.n, c.Groups+1
		out[s.ord] = c
	}
	return out, nil
}

func (n *neighbours) Top(ctx context.Context, tx *db.Tx, ws id.Workspace, want community.Wanted) ([]community.Count, error) {
	who := map[uint32]community.Standing{}
	for ord := range uint32(200) {
		who[ord] = n.desk.standings[ord]
	}
	counts, err := n.count(ctx, tx, want.Scope, func(ord uint32) bool {
		return ws == n.desk.ws && (want.Standing == community.Unstated || cmp.Or(who[ord], community.Person) == want.Standing)
	})
	var all []community.Count
	for _, c := range counts {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b community.Count) int {
		return cmp.Or(cmp.Compare(b.Messages, a.Messages), cmp.Compare(a.Ord, b.Ord))
	})
	all = all[min(want.Offset, len(all)):]
	return all[:min(want.Limit, len(all))], err
}

func (n *neighbours) Counts(ctx context.Context, tx *db.Tx, _ id.Workspace, scope auth.Scope, ords []uint32) (map[uint32]community.Count, error) {
	return n.count(ctx, tx, scope, func(ord uint32) bool { return slices.Contains(ords, ord) })
}

func (n *neighbours) Wrote(_ context.Context, _ *db.Tx, _ id.Workspace, scope auth.Scope, ords []uint32) ([]community.Wrote, error) {
	var out []community.Wrote
	for _, s := range n.said {
		if slices.Contains(ords, s.ord) && scope.Has(n.units[s.group]) {
			out = append(out, community.Wrote{Group: s.group, Messages: s.n})
		}
	}
	return out, nil
}

func (n *neighbours) LinkPosters(context.Context, *db.Tx, id.Workspace) ([]uint32, error) {
	return n.posters, nil
}

func (n *neighbours) Changed(_ context.Context, _ *db.Tx, _ id.Workspace, ords []uint32) error {
	slices.Sort(ords)
	n.changed = append(n.changed, fmt.Sprint(ords))
	return nil
}

func (n *neighbours) Merged(_ context.Context, _ *db.Tx, _ id.Workspace, _ id.Member, from []id.Member, ords []uint32) error {
	slices.Sort(ords)
	n.one = append(n.one, fmt.Sprint(len(from), " merged: ", ords))
	return nil
}

func (n *neighbours) Parted(_ context.Context, _ *db.Tx, _ id.Workspace, into, from id.Member, ords []uint32) error {
	n.one = append(n.one, fmt.Sprint(into != from, " parted: ", ords))
	return nil
}

func (n *neighbours) AllChanged(context.Context, *db.Tx, id.Workspace) error {
	n.changed = append(n.changed, "all")
	return nil
}

func (n *neighbours) GroupMoved(_ context.Context, _ *db.Tx, _ id.Workspace, g id.Group, u id.Unit) error {
	n.units[g] = u
	n.changed = append(n.changed, "group")
	return nil
}

// Forget forgets in this feature's tables only.
func (n *neighbours) Forget(ctx context.Context, ws id.Workspace, m id.Member) error {
	if n.busy != nil {
		return n.busy
	}
	return n.desk.db.Write(ctx, func(tx *db.Tx) error {
		_, _, err := n.desk.who.Erase(ctx, tx, ws, m)
		return err
	})
}

func (n *neighbours) StaffKnown(ctx context.Context, tx *db.Tx, ws id.Workspace) (bool, error) {
	return n.desk.who.StaffAnswered(ctx, tx, ws)
}

func (n *neighbours) Hidden(context.Context, *db.Tx, id.Workspace) ([]id.Import, error) {
	return n.hidden, nil
}

func (n *neighbours) Units(ctx context.Context, ws id.Workspace) ([]auth.Unit, error) {
	return n.desk.auth.Units(ctx, ws)
}

// desk is a console with the member pages, and one browser at a time.
type desk struct {
	t         *testing.T
	db        *db.DB
	auth      *auth.Service
	who       *community.Service
	deps      *neighbours
	mux       http.Handler
	owner     id.User
	ws        id.Workspace
	lang      string
	token     string
	csrf      string
	standings map[uint32]community.Standing // as figures have them
}

func schemas() []db.Schema { return []db.Schema{auth.Schema(), audit.Schema, community.Schema} }

func newDesk(t *testing.T, d *db.DB) *desk {
	t.Helper()
	ids := id.NewSource(1)
	k := &desk{t: t, db: d, lang: "zh-CN", standings: map[uint32]community.Standing{},
		auth: auth.New(auth.Options{DB: d, IDs: ids, Rand: rand.NewChaCha8([32]byte{9})}), who: &community.Service{DB: d, IDs: ids}}
	k.deps = &neighbours{desk: k, units: map[id.Group]id.Unit{}}
	var err error
	k.owner, k.ws, _, err = k.auth.Setup(t.Context(), auth.First{Login: "boss", Name: "阿青",
		Workspace: auth.NewWorkspace{Name: "青禾", Kind: auth.Own, Zone: "Asia/Shanghai"}})
	k.must(err)
	base, err := url.Parse("http://hs.example")
	k.must(err)
	shell, err := console.New(console.Options{Auth: k.auth, Clock: d.Clock, Rand: rand.NewChaCha8([32]byte{3}), Log: slog.New(slog.DiscardHandler),
		BaseURL: base, Menu: community.Rooms()})
	k.must(err)
	k.must(community.Pages(shell, k.who, k.deps))
	k.mux, err = shell.Handler()
	k.must(err)
	fresh, err := k.auth.SetPassword(t.Context(), k.owner, "", "a long enough one")
	k.must(err)
	k.as(fresh.Token)
	return k
}

func each(t *testing.T, fn func(k *desk)) {
	t.Helper()
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) { fn(newDesk(t, d)) })
}

func onSQLite(t *testing.T) *desk {
	t.Helper()
	return newDesk(t, dbtest.Open(t, db.SQLite, schemas()))
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

func (k *desk) join(login string, role auth.Role, unit id.Unit) string {
	k.t.Helper()
	link, err := k.auth.Invite(k.t.Context(), k.owner, k.ws, login, auth.Grant{Role: role, Unit: unit})
	k.must(err)
	fresh, err := k.auth.AcceptInvite(k.t.Context(), link.Token, auth.Newcomer{Login: login, Name: login, Password: "a long enough one"})
	k.must(err)
	return fresh.Token
}

func (k *desk) head() id.Unit {
	k.t.Helper()
	units, err := k.auth.Units(k.t.Context(), k.ws)
	k.must(err)
	i := slices.IndexFunc(units, func(u auth.Unit) bool { return u.Kind == auth.Head })
	return units[i].ID
}

func (k *desk) store(name string) id.Unit {
	k.t.Helper()
	u, err := k.auth.CreateUnit(k.t.Context(), k.owner, k.ws, k.head(), auth.Store, name)
	k.must(err)
	return u
}

func (k *desk) do(method, path, kind string, body io.Reader) *httptest.ResponseRecorder {
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

const village, shed = id.Import(1), id.Import(2)

// people makes identities as an import sees them, and returns their members.
func (k *desk) people(imp id.Import, seen ...community.SeenPerson) (ords []uint32, members []id.Member) {
	k.t.Helper()
	return k.peopleIn(k.ws, imp, seen...)
}

func (k *desk) peopleIn(ws id.Workspace, imp id.Import, seen ...community.SeenPerson) (ords []uint32, members []id.Member) {
	k.t.Helper()
	ctx := k.t.Context()
	k.must(k.db.Write(ctx, func(tx *db.Tx) (err error) {
		if ords, err = k.who.RecognisePeople(ctx, tx, ws, imp, seen); err != nil {
			return err
		}
		known, err := k.who.Authors(ctx, tx, ws, ords)
		for _, o := range ords {
			members = append(members, known[o].Member)
		}
		return err
	}))
	return ords, members
}

func (k *desk) groups(imp id.Import, names ...string) []id.Group {
	k.t.Helper()
	var seen []community.SeenGroup
	for _, n := range names {
		seen = append(seen, community.SeenGroup{Network: event.WeChat, Chat: event.NativeChat("chat-" + n), Name: n})
	}
	var out []id.Group
	k.must(k.db.Write(k.t.Context(), func(tx *db.Tx) (err error) {
		out, err = k.who.RecogniseGroups(k.t.Context(), tx, k.ws, imp, seen)
		return err
	}))
	return out
}

func named(native, name string) community.SeenPerson {
	return community.SeenPerson{Network: event.WeChat, Actor: event.Actor{ID: event.NativeUser(native), Name: name}, NameAt: 1}
}

// street is a small neighbourhood: who is who, and how much they said.
type street struct {
	ords    []uint32
	members []id.Member
	shown   []string // member ids as addresses have them
	groups  []id.Group
}

func (k *desk) street() street {
	k.t.Helper()
	bot := named("b1", "天气")
	bot.Stated = community.Bot
	self := named("s1", "阿青")
	self.Self = true
	owner := named("o1", "老周")
	owner.Owner = true
	var s street
	s.ords, s.members = k.people(village, named("p1", "小雨"), named("p2", "</script><b>甜甜"), bot, self, owner, named("k1", "河边客服小李"),
		community.SeenPerson{Network: event.Archive, Chat: "x", Actor: event.Actor{Name: "小雨"}, NameAt: 1})
	s.groups = k.groups(village, "河边一群", "河边二群")
	for i, o := range s.ords {
		k.deps.said = append(k.deps.said, said{o, s.groups[0], int64(1000 - 100*i)})
	}
	k.deps.said = append(k.deps.said, said{s.ords[0], s.groups[1], 50})
	k.standings[s.ords[2]] = community.Bot
	for _, m := range s.members {
		s.shown = append(s.shown, id.Show(m))
	}
	return s
}

func (s street) ids() []string {
	return append(slices.Clone(s.shown), id.Show(s.groups[0]), id.Show(s.groups[1]))
}

func (k *desk) identities(m id.Member) []uint32 {
	k.t.Helper()
	var out []uint32
	k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) error {
		return tx.Each(k.t.Context(), `SELECT ord FROM community_identity WHERE workspace = $1 AND member = $2 ORDER BY ord`, []any{k.ws, m},
			func(scan func(...any) error) error {
				var o uint32
				err := scan(&o)
				out = append(out, o)
				return err
			})
	}))
	return out
}

func (k *desk) standing(ord uint32) community.Standing {
	k.t.Helper()
	var out community.Standing
	k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) error {
		known, err := k.who.Authors(k.t.Context(), tx, k.ws, []uint32{ord})
		out = known[ord].Standing
		return err
	}))
	return out
}

type recorder = httptest.ResponseRecorder
