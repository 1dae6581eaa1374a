package insight

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
	"github.com/huoshui/huoshui/internal/web/console"
)

// chance is the same in every run, so that pages are.
type chance struct{ r *rand.ChaCha8 }

func (c chance) Read(b []byte) (int, error) { return c.r.Read(b) }

// neighbours answers what pages ask, with one statement a question as the real
// ones do.
type neighbours struct {
	names  map[uint32]PersonName
	quotes map[uint64]string
	staff  bool
	asks   []ReachAsk
	busy   bool // an import is under way
	auth   *auth.Service
	asked  int     // how often quotes were asked for
	byHand *ByHand // nil where groups are not kept by hand
	told   Counted
}

func (n *neighbours) Names(_ context.Context, _ *db.Tx, _ id.Workspace, ords []uint32) (map[uint32]PersonName, error) {
	out := map[uint32]PersonName{}
	for _, o := range ords {
		if p, ok := n.names[o]; ok {
			out[o] = p
		}
	}
	return out, nil
}

func (n *neighbours) Quotes(_ context.Context, _ *db.Tx, _ id.Workspace, _ id.Group, keys []uint64) (map[uint64]string, error) {
	n.asked++
	out := map[uint64]string{}
	for _, k := range keys {
		out[k] = n.quotes[k]
	}
	return out, nil
}

func (n *neighbours) StaffKnown(context.Context, *db.Tx, id.Workspace) (bool, error) {
	return n.staff, nil
}
func (n *neighbours) Asks(context.Context, *db.Tx, id.Workspace) ([]ReachAsk, error) {
	return n.asks, nil
}
func (n *neighbours) Importing(context.Context, *db.Tx, id.Workspace) (bool, error) {
	return n.busy, nil
}
func (n *neighbours) Counted(ctx context.Context, tx *db.Tx, _ id.Workspace, _ id.Group) (Counted, error) {
	return n.told, nil
}
func (n *neighbours) ByHand(_ context.Context, _ *db.Tx, _ id.Workspace, group id.Group, at func(parts ...string) string) (*ByHand, error) {
	if n.byHand != nil {
		n.byHand.Href = at("wechat", id.Show(group))
	}
	return n.byHand, nil
}
func (n *neighbours) Units(ctx context.Context, ws id.Workspace) ([]auth.Unit, error) {
	return n.auth.Units(ctx, ws)
}

// stage is the console with insight's pages, and one browser.
type stage struct {
	t       testing.TB
	db      *db.DB
	auth    *auth.Service
	deps    *neighbours
	mux     http.Handler
	ws      id.Workspace
	owner   id.User
	cookies map[string]*http.Cookie
	lang    string
}

func newStage(t testing.TB, d *db.DB) *stage {
	t.Helper()
	r := chance{rand.NewChaCha8([32]byte{11})}
	s := &stage{t: t, db: d, cookies: map[string]*http.Cookie{}, lang: "zh-CN"}
	s.auth = auth.New(auth.Options{DB: d, IDs: id.NewSource(1), Rand: r})
	s.deps = &neighbours{auth: s.auth, staff: true, names: map[uint32]PersonName{1: {"小河", 101}, 2: {"店员阿青", 102}, 3: {"米粒", 103}},
		quotes: map[uint64]string{7: "几点开门?"}}
	var err error
	s.owner, s.ws, _, err = s.auth.Setup(t.Context(), auth.First{Login: "boss", Name: "阿青",
		Workspace: auth.NewWorkspace{Name: "青禾茶铺", Kind: auth.Own, Zone: "Asia/Shanghai"}})
	s.must(err)
	base, err := url.Parse("http://hs.example")
	s.must(err)
	shell, err := console.New(console.Options{Auth: s.auth, Clock: d.Clock, Rand: r, Log: slog.New(slog.DiscardHandler), BaseURL: base, Menu: Rooms()})
	s.must(err)
	s.must(Pages(shell, &Service{DB: d}, s.deps))
	s.mux, err = shell.Handler()
	s.must(err)
	return s
}

func (s *stage) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// signIn goes in as the user called login.
func (s *stage) signIn(login string) {
	s.t.Helper()
	link, err := s.auth.AdminLink(s.t.Context(), login)
	s.must(err)
	fresh, err := s.auth.UseLink(s.t.Context(), link.Token, "")
	s.must(err)
	s.cookies["huoshui"] = &http.Cookie{Name: "huoshui", Value: fresh.Token}
}

func (s *stage) send(r *http.Request) *httptest.ResponseRecorder {
	for _, c := range s.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	s.mux.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		s.cookies[c.Name] = c
	}
	return w
}

// get asks for a page; {ws} in path stands for the workspace.
func (s *stage) get(path string, header ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequest("GET", strings.ReplaceAll(path, "{ws}", id.Show(s.ws)), nil)
	r.Host = "hs.example"
	r.Header.Set("Accept-Language", s.lang)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return s.send(r)
}

// page is get for pages that must be there.
func (s *stage) page(path string, header ...string) string {
	s.t.Helper()
	w := s.get(path, header...)
	if w.Code != http.StatusOK {
		s.t.Fatalf("GET %s answered %d: %.600s", path, w.Code, w.Body)
	}
	return w.Body.String()
}

// colleague adds somebody with a role at a unit and signs them in.
func (s *stage) colleague(login string, role auth.Role, unit id.Unit) {
	s.t.Helper()
	link, err := s.auth.Invite(s.t.Context(), s.owner, s.ws, login, auth.Grant{Role: role, Unit: unit})
	s.must(err)
	fresh, err := s.auth.AcceptInvite(s.t.Context(), link.Token, auth.Newcomer{Login: login, Name: login, Password: "a long enough one", Lang: i18n.ZhHans})
	s.must(err)
	s.cookies["huoshui"] = &http.Cookie{Name: "huoshui", Value: fresh.Token}
}

func (s *stage) head() id.Unit {
	s.t.Helper()
	units, err := s.auth.Units(s.t.Context(), s.ws)
	s.must(err)
	for _, u := range units {
		if u.Kind == auth.Head {
			return u.ID
		}
	}
	s.t.Fatal("there is no head office")
	return 0
}

func (s *stage) unit(name string, kind auth.UnitKind) id.Unit {
	s.t.Helper()
	u, err := s.auth.CreateUnit(s.t.Context(), s.owner, s.ws, s.head(), kind, name)
	s.must(err)
	return u
}

// at is T in these tests.
var at = dbtest.Noon.UnixMilli()

func days(n float64) int64 { return int64(n * dayMillis) }

func some[T any](v T) *T { return &v }

// steady is a group with give and take, of which everything is known.
func steady(name string) *measure.Figures {
	f := &measure.Figures{ID: name, Name: name, Network: "wechat", At: at, Messages: 420, People: 31, Staff: 1, First: at - days(200), Last: at - days(.1),
		Census: measure.All7, State: measure.Steady, Base: measure.Steady,
		Life: measure.Life{Start: at - days(199), End: at - days(.1), Until: at},
		Fade: measure.Fade{Known: true, Now: 60, Before: 58, Change: .03},
		Risk: &measure.RiskFigure{P: .08, Band: measure.Low, Why: measure.Reason{SilentDays: .1, UsualGap: 1.2, Trend: 1.1}},
		Talk: &measure.Talk{Turns: 160, PeopleTurns: 140, Broadcasts: 20, Conversing: 9, M: some(.41), B: some(.125), Inferred: some(.6), MError: some(.09),
			MuteShare: some(.3), Answers: measure.Answers{Questions: 12, Due: 11, Unanswered: some(.09), Within30: some(.7)}},
		Type: &measure.Type{Name: measure.SelfParticipating, B: some(.125), U: some(.09), M: some(.41), Evidence: []measure.Proof{
			{What: "broadcasts", Value: 20}, {What: "people_turns", Value: 140}, {What: "people_in_conversation", Value: 9},
			{What: "unanswered_broadcasts", Value: .3}, {What: "example_broadcast", At: at - days(2)}}},
		Roles: measure.Roles{Cobuilders: some(2), Active: 16, Onlookers: some(182)},
		Moves: measure.Moves{Seen: true, Members: some(200), Joins: 12, Left: 3, Removed: 1, Spoke24h: some(.25), Spoke7d: some(.4), Gone7d: some(.1),
			FirstWord: some(3.5), AfterPost: some(1.8)},
		Health: &measure.Health{Known: 35, Parts: measure.Parts{Interaction: some(61.0), Responsiveness: some(80.0)}},
		Top1:   some(.2), Top10: some(.55), Gini: some(.6),
		Carry:   []measure.Carrier{{Member: 1, Messages: 60}, {Member: 2, Standing: measure.Staff, Messages: 50}, {Member: 9, Messages: 5}},
		Waiting: []measure.Ask{{Key: 7, At: at - days(1.1), Member: 3, Waited: 14}, {Key: 8, At: at - days(2), Member: 1, Waited: 5, Maybe: true}},
		Edges:   []measure.Edge{{From: 1, To: 3, N: 6, Inferred: 5}, {From: 2, To: 1, N: 3}},
	}
	for i := range f.Spark {
		f.Spark[i] = measure.Tick{People: i % 5, Messages: 3 * (i % 5)}
		f.Heat[i%7][9+i%12] += 3 * (i % 5)
	}
	f.Heat[2][20] = 40
	return f
}

// put keeps figures as refreshing does, in the stage's workspace.
func (s *stage) put(group id.Group, unit id.Unit, f *measure.Figures) {
	s.t.Helper()
	s.putIn(s.ws, group, unit, f)
}

func (s *stage) putIn(ws id.Workspace, group id.Group, unit id.Unit, f *measure.Figures) {
	s.t.Helper()
	s.must(s.db.Write(s.t.Context(), func(tx *db.Tx) error {
		if err := storeGroup(s.t.Context(), tx, ws, GroupInfo{ID: group, Unit: unit}, f); err != nil {
			return err
		}
		health, err := jsonText(f.Health)
		if err != nil {
			return err
		}
		_, err = tx.Exec(s.t.Context(), `UPDATE insight_group SET health_json = $3 WHERE workspace = $1 AND group_id = $2`, ws, group, health)
		return err
	}))
}

// sum keeps what all groups come to, as it is when they have been compared.
func (s *stage) sum(w *measure.Whole) {
	s.t.Helper()
	s.must(s.db.Read(s.t.Context(), func(tx *db.Tx) error {
		c, err := countStates(s.t.Context(), tx, s.ws, auth.Everything(), &wholeBrief{})
		w.Groups, w.States, w.Census = c.Groups, c.States, c.Census
		return err
	}))
	text, err := jsonText(w)
	s.must(err)
	s.must(s.db.Write(s.t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(s.t.Context(), `INSERT INTO insight_whole (workspace, at, whole) VALUES ($1, $2, $3)
			ON CONFLICT (workspace) DO UPDATE SET whole = excluded.whole, at = excluded.at`, s.ws, at, text)
		return err
	}))
}

// whole is a sum with a curve.
func whole() *measure.Whole {
	w := &measure.Whole{Groups: 40, Concentration: &measure.Concentration{Top1: .38, Top10: .81, Gini: .74}}
	for i, months := range []int{1, 3, 6, 12, 24} {
		x := .9 - .15*float64(i)
		w.Survival = append(w.Survival, measure.Survival{Months: months, Share: x, Low: x - .1, High: x + .08, AtRisk: 40 - 6*i})
	}
	for i := range 30 {
		x := 1 - .02*float64(i)
		w.Curve = append(w.Curve, measure.Step{Months: float64(i), Share: x, Low: x - .05, High: min(1, x+.05)})
	}
	return w
}

func schemas() []db.Schema { return []db.Schema{auth.Schema(), audit.Schema, Schema} }

func both(t *testing.T, fn func(*testing.T, *stage)) {
	t.Helper()
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		s.signIn("boss")
		fn(t, s)
	})
}

// lite is a stage on SQLite, for what does not depend on the database.
func lite(t testing.TB) *stage {
	t.Helper()
	s := newStage(t, dbtest.Open(t, db.SQLite, schemas()))
	s.signIn("boss")
	return s
}

func mainOf(page string) string {
	_, rest, ok := strings.Cut(page, "<main")
	if !ok {
		return page
	}
	body, _, _ := strings.Cut(rest, "</main>")
	return "<main" + body + "</main>\n"
}
