package report

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/job"
	"github.com/huoshui/huoshui/internal/base/lease"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/base/outward"
	"github.com/huoshui/huoshui/internal/base/secret"
	"github.com/huoshui/huoshui/internal/web/console"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func schemas() []db.Schema {
	return []db.Schema{auth.Schema(), audit.Schema, lease.Schema, job.Schema, outbox.Schema, Schema}
}

// hand is a clock that a test moves.
type hand struct{ at time.Time }

func (h *hand) Now() time.Time { return h.at }

// desk is a workspace with a region and two shops, in which a test says what steps
// there were.
type desk struct {
	t     *testing.T
	s     *Service
	auth  *auth.Service
	time  *hand // the workspace's, and the wall's
	mux   http.Handler
	owner id.User
	ws    id.Workspace
	head  id.Unit
	east  id.Unit
	shop  id.Unit
	other id.Unit
	lang  string
	token string
	csrf  string

	steps     []Step
	touched   []time.Time
	needy     []Attention
	todo      int
	bad       *int
	killed    error
	simulated bool
	reminded  []string
	roots     *x509.CertPool
}

var (
	_ Neighbours = (*desk)(nil)
	_ House      = (*desk)(nil)
)

func (k *desk) Steps(_ context.Context, _ *db.Tx, ws id.Workspace, from, to time.Time) (out []Step, err error) {
	for _, s := range k.steps {
		if ws == k.ws && !s.At.Before(from) && s.At.Before(to) {
			out = append(out, s)
		}
	}
	return out, nil
}

func (k *desk) Touched(context.Context, *db.Tx, id.Workspace, time.Time) ([]time.Time, error) {
	return k.touched, nil
}

func (k *desk) Zone(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error) {
	return k.auth.Zone(ctx, tx, ws)
}

func (k *desk) Units(ctx context.Context, tx *db.Tx, ws id.Workspace) ([]auth.Unit, error) {
	return k.auth.UnitsIn(ctx, tx, ws)
}

func (k *desk) People(ctx context.Context, tx *db.Tx, ws id.Workspace) (out []Person, err error) {
	staff, err := k.auth.StaffIn(ctx, tx, ws)
	for _, c := range staff {
		out = append(out, Person{User: c.User.ID, Name: c.User.Name, Unit: c.Grant.Unit, Does: auth.Can(c.Grant.Role, auth.Quotes)})
	}
	return out, err
}

func (k *desk) Groups(_ context.Context, _ *db.Tx, ws id.Workspace, groups []id.Group) (map[id.Group]string, error) {
	out := map[id.Group]string{}
	for _, g := range groups {
		if ws == k.ws && g < 10 {
			out[g] = fmt.Sprintf("河边 %d 群", g)
		}
	}
	return out, nil
}

func (k *desk) Books(_ context.Context, _ *db.Tx, ws id.Workspace, _ []id.Playbook) (map[id.Playbook]Book, error) {
	if ws != k.ws {
		return nil, nil
	}
	return map[id.Playbook]Book{1: {Title: "周六抢购", Steps: map[string]i18n.Text{"notice": {Hans: "发预告", Hant: "發預告", En: "Announce it"}}}}, nil
}

func (k *desk) Attention(_ context.Context, _ *db.Tx, _ id.Workspace, _ auth.Scope, lang i18n.Lang, most int) ([]Attention, int, error) {
	return k.needy[:min(most, len(k.needy))], len(k.needy), nil
}

func (k *desk) ToDo(context.Context, *db.Tx, id.Workspace, auth.Scope, time.Time) (int, error) {
	return k.todo, nil
}

func (k *desk) Complaints(context.Context, *db.Tx, id.Workspace, auth.Scope) (*int, error) {
	return k.bad, k.killed
}

func (k *desk) Label(context.Context, *db.Tx, id.Workspace) (i18n.Text, error) {
	return i18n.Text{}, nil
}

func (k *desk) MaySend(context.Context, id.Workspace) error {
	if k.simulated {
		return fault.New(fault.Conflict, i18n.Text{Hans: "模拟的不往外发。", Hant: "模擬的不往外發。", En: "Simulated."}.With())
	}
	return nil
}

func (k *desk) Remind(_ context.Context, _ *db.Tx, _ id.Workspace, who id.User, key, title, why string, until time.Time) error {
	k.reminded = append(k.reminded, strings.Join([]string{id.Show(who), key, title, why, until.In(k.zone()).Format("01-02 15:04")}, " | "))
	return nil
}

func (k *desk) zone() *time.Location { return zoned(k.t, "Asia/Shanghai") }

func each(t *testing.T, fn func(k *desk)) {
	t.Helper()
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) { fn(newDesk(t, d)) })
}

func onSQLite(t *testing.T) *desk {
	t.Helper()
	return newDesk(t, dbtest.Open(t, db.SQLite, schemas()))
}

// morningOf is a Wednesday at half past eight.
func (k *desk) morningOf() time.Time { return time.Date(2030, 1, 2, 8, 30, 0, 0, k.zone()) }

func newDesk(t *testing.T, d *db.DB) *desk {
	t.Helper()
	ids := id.NewSource(1)
	k := &desk{t: t, lang: "zh-CN", time: &hand{}, roots: x509.NewCertPool(), auth: auth.New(auth.Options{DB: d, IDs: ids, Rand: rand.NewChaCha8([32]byte{9})})}
	k.time.at = k.morningOf()
	d.Clock = k.time
	key, err := secret.Keep(t.TempDir())
	k.must(err)
	out := outward.New(outward.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Resolver: names{"smtp.example": "127.0.0.1", "inside.example": "10.0.0.1"}})
	out.HTTP().Transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: k.roots, MinVersion: tls.VersionTLS12}
	secrets := 0
	k.s = &Service{DB: d, IDs: ids, Key: key, Out: out, Near: k, House: k, ClockOf: func(id.Workspace) clock.Clock { return k.time },
		Secret: func() string { secrets++; return fmt.Sprint("SECRET", secrets) },
		Sign:   func(body []byte, _ time.Time, with ...string) string { return fmt.Sprint(len(body), with) },
		Link:   func(id.Workspace, ...string) string { return "https://hs.example/w/WS/execution" }, roots: &tls.Config{RootCAs: k.roots, MinVersion: tls.VersionTLS12}}
	k.owner, k.ws, _, err = k.auth.Setup(t.Context(), auth.First{Login: "boss", Name: "老板", Workspace: auth.NewWorkspace{Name: "青禾", Kind: auth.Own, Zone: "Asia/Shanghai"}})
	k.must(err)
	all, err := k.auth.Units(t.Context(), k.ws)
	k.must(err)
	k.head = all[0].ID
	for _, u := range []struct {
		into   *id.Unit
		parent *id.Unit
		kind   auth.UnitKind
		name   string
	}{{&k.east, &k.head, auth.Region, "华东"}, {&k.shop, &k.east, auth.Store, "河边店"}, {&k.other, &k.head, auth.Store, "山上店"}} {
		*u.into, err = k.auth.CreateUnit(t.Context(), k.owner, k.ws, *u.parent, u.kind, u.name)
		k.must(err)
	}
	base, err := url.Parse("http://hs.example")
	k.must(err)
	shell, err := console.New(console.Options{Auth: k.auth, Clock: k.time, Rand: rand.NewChaCha8([32]byte{3}), Log: slog.New(slog.DiscardHandler), BaseURL: base, Menu: Rooms()})
	k.must(err)
	k.must(Pages(shell, k.s))
	k.mux, err = shell.Handler()
	k.must(err)
	fresh, err := k.auth.SetPassword(t.Context(), k.owner, "", "a long enough one")
	k.must(err)
	k.as(fresh.Token)
	return k
}

// names looks names up in a list.
type names map[string]string

func (n names) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	if a, ok := n[host]; ok {
		return []netip.Addr{netip.MustParseAddr(a)}, nil
	}
	return nil, errors.New("no such name: " + host)
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

// join makes an account and returns it with its token.
func (k *desk) join(name string, role auth.Role, unit id.Unit) (id.User, string) {
	k.t.Helper()
	login := fmt.Sprint("user", name)
	link, err := k.auth.Invite(k.t.Context(), k.owner, k.ws, login, auth.Grant{Role: role, Unit: unit})
	k.must(err)
	fresh, err := k.auth.AcceptInvite(k.t.Context(), link.Token, auth.Newcomer{Login: login, Name: name, Password: "a long enough one"})
	k.must(err)
	var who id.User
	k.read(func(tx *db.Tx) error {
		people, err := k.People(k.t.Context(), tx, k.ws)
		who = people[slices.IndexFunc(people, func(p Person) bool { return p.Name == name })].User
		return err
	})
	return who, fresh.Token
}

func (k *desk) read(fn func(tx *db.Tx) error) {
	k.t.Helper()
	k.must(k.s.DB.Read(k.t.Context(), fn))
}

func (k *desk) write(fn func(tx *db.Tx) error) {
	k.t.Helper()
	k.must(k.s.DB.Write(k.t.Context(), fn))
}

func (k *desk) count() {
	k.t.Helper()
	k.must(k.s.Count(k.t.Context(), k.ws))
}

func (k *desk) call(method, path string, form url.Values) *httptest.ResponseRecorder {
	k.t.Helper()
	var body io.Reader
	if form != nil {
		form.Set("csrf", k.csrf)
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequestWithContext(k.t.Context(), method, "http://hs.example"+strings.ReplaceAll(path, "{ws}", "/w/"+id.Show(k.ws)), body)
	r.Header.Set("Accept-Language", k.lang)
	r.AddCookie(&http.Cookie{Name: "huoshui", Value: k.token})
	if body != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", "http://hs.example")
	}
	w := httptest.NewRecorder()
	k.mux.ServeHTTP(w, r)
	return w
}

func (k *desk) want(what string, w *httptest.ResponseRecorder, status int) {
	k.t.Helper()
	if w.Code != status {
		k.t.Errorf("%s: status %d, want %d: %.900s", what, w.Code, status, inMain.FindString(w.Body.String()))
	}
}

var (
	inMain = regexp.MustCompile(`(?s)<main.*</main>`)
	anID   = regexp.MustCompile(`\b(ws|usr|unit|grp|sop|deed)_[0-9a-z]{13}`)
	aToken = regexp.MustCompile(`name="csrf" value="[^"]*"`)
)

// golden compares the main part of a page with a file.
func (k *desk) golden(name, path string) {
	k.t.Helper()
	w := k.call("GET", path, nil)
	k.want(name, w, http.StatusOK)
	k.same(name+".html", aToken.ReplaceAllString(anID.ReplaceAllString(inMain.FindString(w.Body.String()), "${1}_X"), `name="csrf" value="T"`)+"\n")
}

func (k *desk) same(name, got string) {
	k.t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		k.must(os.WriteFile(file, []byte(got), 0o600))
	}
	want, err := os.ReadFile(file) //nolint:gosec // a golden file
	if err != nil || got != string(want) {
		k.t.Errorf("%s: %v (run with -update and look at it)\n%s", name, err, cmp.Diff(string(want), got))
	}
}

// yesterday is what happened on the day before: of the shop by people, and by the
// program.
func (k *desk) yesterday(who ...id.User) {
	at := func(hour int) time.Time { return time.Date(2030, 1, 1, hour, 0, 0, 0, k.zone()) }
	by := func(i int) id.User {
		if i < len(who) {
			return who[i]
		}
		return 0
	}
	add := func(s Step) {
		s.Book, s.Step = 1, "notice"
		if s.Unit == 0 {
			s.Unit = k.shop
		}
		k.steps = append(k.steps, s)
	}
	for g := range 3 {
		add(Step{Group: id.Group(g + 1), Person: by(0), Human: true, At: at(10), Due: at(12), Done: at(11), Fate: Did})
	}
	add(Step{Group: 1, Person: by(0), Human: true, At: at(10), Due: at(12), Done: at(14), Fate: Did})
	add(Step{Group: 2, Person: by(1), Human: true, At: at(10), Due: at(12), Fate: LeftOut, Reason: "no-time"})
	add(Step{Group: 2, Person: by(1), Human: true, At: at(15), Due: at(16), Fate: Waits})
	add(Step{Group: 3, Person: by(1), Human: true, At: at(20), Due: at(44), Fate: Waits})
	add(Step{Group: 3, Person: by(1), Human: true, At: at(9), Due: at(10), Fate: Expired})
	add(Step{Group: 4, Unit: k.other, Person: by(2), Human: true, At: at(9), Due: at(10), Fate: Expired})
	for h := range 11 {
		add(Step{Group: 1, At: at(h), Due: at(h + 2), Done: at(h), Fate: Did})
	}
	add(Step{Group: 1, At: at(13), Due: at(15), Fate: LeftOut, Reason: "lacking"})
	add(Step{Group: 1, At: at(13), Due: at(15), Fate: LeftOut, Reason: NoCondition})
	add(Step{Group: 1, At: at(13), Due: at(15), Fate: LeftOut, Reason: "gate"})
	add(Step{Group: 1, At: at(13), Due: at(15), Fate: Withdrawn, Human: true})
}
