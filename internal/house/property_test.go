package house

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/insight"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
)

// moments are the times a village is judged at: where its files end, and
// while it still lives.
func moments() []time.Time {
	return []time.Time{{}, time.Unix(villageStart, 0).AddDate(0, 0, 61).Add(5 * time.Hour)}
}

// judged is what diagnose says of files at a time.
func judged(t testing.TB, at time.Time, paths []string, staff ...string) string {
	t.Helper()
	d, err := Diagnose(t.Context(), Diagnosing{Paths: paths, Now: dbtest.Noon,
		Options: diagnose.Options{AsOf: at, Zone: tz(t), Lang: i18n.En, RiskAlways: true, Staff: staff}})
	if err != nil {
		t.Fatal(err)
	}
	return text(t, d.Report())
}

func (s *stage) report(at time.Time) string {
	s.t.Helper()
	r, err := s.app.Insight.Report(s.t.Context(), s.ws, insight.Ask{AsOf: at, RiskAlways: true, Lang: i18n.En})
	if err != nil {
		s.t.Fatal(err)
	}
	return text(s.t, r)
}

// stage is a program on a database, with what was done to it so far.
type stage struct {
	t    *testing.T
	r    *rand.Rand
	app  *App
	ws   id.Workspace
	user id.User
}

func newStage(t *testing.T, d *db.DB, seed uint64) *stage {
	a, ws, user := app(t, d)
	return &stage{t: t, r: rand.New(rand.NewPCG(seed, 11)), app: a, ws: ws, user: user}
}

func (s *stage) bring(paths ...string) id.Import {
	s.t.Helper()
	return imported(s.t, s.app, s.ws, s.user, paths...)
}

func (s *stage) undo(imp id.Import) {
	s.t.Helper()
	if err := s.app.Chat.Undo(s.t.Context(), s.ws, imp); err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) write(fn func(*db.Tx) error) {
	s.t.Helper()
	if err := s.app.DB.Write(s.t.Context(), fn); err != nil {
		s.t.Fatal(err)
	}
}

// known lists people by name: number and member.
func (s *stage) known() (ords []uint32, who map[uint32]community.Who) {
	s.t.Helper()
	err := s.app.DB.Read(s.t.Context(), func(tx *db.Tx) error {
		for ord := range uint32(1000) {
			ords = append(ords, ord)
		}
		var err error
		who, err = s.app.Community.Authors(s.t.Context(), tx, s.ws, ords)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	ords = slices.DeleteFunc(ords, func(ord uint32) bool { _, ok := who[ord]; return !ok })
	return ords, who
}

// name makes staff of everybody who bears one of names.
func (s *stage) name(names []string) {
	s.t.Helper()
	ords, who := s.known()
	for _, ord := range ords {
		if !slices.Contains(names, who[ord].Name) {
			continue
		}
		s.write(func(tx *db.Tx) error {
			ords, err := s.app.Community.SetStanding(s.t.Context(), tx, s.ws, who[ord].Member, community.Staff)
			return errors.Join(err, s.follow(tx, ords))
		})
	}
	s.app.refresh(s.t, s.ws)
}

// join makes one member of everybody who bears a name; who of them comes first
// depends on the order in which files came.
func (s *stage) join(name string) {
	s.t.Helper()
	ords, who := s.known()
	ords = slices.DeleteFunc(ords, func(ord uint32) bool { return who[ord].Name != name })
	for _, ord := range ords[1:] {
		s.write(func(tx *db.Tx) error {
			_, err := s.app.Community.Merge(s.t.Context(), tx, s.ws, who[ords[0]].Member, []id.Member{who[ord].Member}, s.user)
			return errors.Join(err, s.follow(tx, ords))
		})
	}
	s.app.refresh(s.t, s.ws)
}

// said lists every message with the keys of its group and author, and how many
// of them the imports that stand count as theirs.
func (s *stage) said() string {
	s.t.Helper()
	var b strings.Builder
	err := s.app.DB.Read(s.t.Context(), func(tx *db.Tx) error {
		var lines []string
		err := tx.Each(s.t.Context(), `SELECT g.key, i.key, m.month, m.key, m.at, m.kind, m.form, m.chars, m.answers, m.body FROM chat_message m
			JOIN community_group g ON g.workspace = m.workspace AND g.id = m.group_id
			JOIN community_identity i ON i.workspace = m.workspace AND i.ord = m.author`, nil, func(scan func(...any) error) error {
			var group, author, body string
			var n [7]int64
			err := scan(&group, &author, &n[0], &n[1], &n[2], &n[3], &n[4], &n[5], &n[6], &body)
			lines = append(lines, fmt.Sprintf("%q %q %v %q\n", group, author, n, body))
			return err
		})
		if err != nil {
			return err
		}
		slices.Sort(lines)
		var all, theirs int
		err = tx.QueryRow(s.t.Context(), `SELECT (SELECT count(*) FROM chat_message), (SELECT SUM(messages) FROM chat_import WHERE state = 'done')`).Scan(&all, &theirs)
		fmt.Fprintf(&b, "%d messages, of which imports count %d, of whom %d are known\n%s", all, theirs, len(lines), strings.Join(lines, ""))
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return b.String()
}

// follow tells insight that what holds of people has changed, as pages do.
func (s *stage) follow(tx *db.Tx, ords []uint32) error {
	return s.app.Insight.MarkAuthorsDue(s.t.Context(), tx, s.ws, ords)
}

// meddle merges two members, or says by hand what one is, and returns what
// takes it back.
func (s *stage) meddle() (back func()) {
	s.t.Helper()
	ords, who := s.known()
	if len(ords) < 2 {
		return func() {}
	}
	a, b := who[ords[s.r.IntN(len(ords))]], who[ords[s.r.IntN(len(ords))]]
	if s.r.IntN(2) == 0 {
		to := []community.Standing{community.Person, community.Bot, community.Staff}[s.r.IntN(3)]
		set := func(to community.Standing) {
			s.write(func(tx *db.Tx) error {
				ords, err := s.app.Community.SetStanding(s.t.Context(), tx, s.ws, a.Member, to)
				if err != nil {
					return err
				}
				return s.follow(tx, ords)
			})
		}
		set(to)
		return func() { set(community.Unstated) }
	}
	var merge int64
	s.write(func(tx *db.Tx) (err error) {
		merge, err = s.app.Community.Merge(s.t.Context(), tx, s.ws, a.Member, []id.Member{b.Member}, s.user)
		if err != nil {
			return err
		}
		return s.follow(tx, []uint32{a.Ord, b.Ord})
	})
	return func() {
		s.write(func(tx *db.Tx) error {
			ords, err := s.app.Community.Unmerge(s.t.Context(), tx, s.ws, merge)
			if err != nil {
				return err
			}
			return s.follow(tx, append(ords, a.Ord))
		})
	}
}

// bringAll imports every path in a random order, some of them twice, some
// undone and brought again, while people are meddled with in between.
func (s *stage) bringAll(paths []string) {
	s.t.Helper()
	paths = slices.Clone(paths)
	s.r.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
	var extra []id.Import
	for len(paths) > 0 {
		n := min(len(paths), 1+s.r.IntN(3))
		part := paths[:n]
		paths = paths[n:]
		imp := s.bring(part...)
		switch s.r.IntN(4) {
		case 0: // taken back and brought again
			s.undo(imp)
			s.bring(part...)
		case 1: // brought twice; the first, which owns the messages, goes
			s.bring(part...)
			s.undo(imp)
		case 2: // brought twice, and stays so
			extra = append(extra, s.bring(part[0]))
		}
		if s.r.IntN(3) == 0 {
			back := s.meddle()
			if s.r.IntN(2) == 0 {
				s.app.refresh(s.t, s.ws)
			}
			back()
		}
	}
	if len(extra) > 1 {
		s.undo(extra[0])
	}
	s.app.refresh(s.t, s.ws)
}

// refresh measures what is due, as the console does by itself.
func (a *App) refresh(t testing.TB, ws id.Workspace) {
	t.Helper()
	if err := a.Insight.RefreshDue(t.Context(), ws, a.DB.Clock.Now()); err != nil {
		t.Fatal(err)
	}
}

// TestOneReportHoweverTheFilesCame brings a village in many ways: cut into
// files that overlap, rows shuffled, in any order, twice, undone and brought
// again, members merged and unmerged, standing set by hand and taken back. The
// report is the one of the uncut files, byte for byte, with a database or none.
func TestOneReportHoweverTheFilesCame(t *testing.T) {
	seeds := []uint64{0, 1, 2, 3, 4, 5}
	if testing.Short() {
		seeds = seeds[1:2]
	}
	for _, seed := range seeds {
		v := settle(seed)
		var staff []string
		switch seed % 3 {
		case 1: // files that state who is what
			v.rooms = slices.DeleteFunc(v.rooms, func(r room) bool { return r.way != tsv })
		case 2: // somebody says who is staff; two people bear one of the names
			staff = []string{"桥头店", "小北"}
		}
		r := rand.New(rand.NewPCG(seed, 3))
		dir := t.TempDir()
		var whole, parts []string
		for _, p := range v.whole() {
			whole = append(whole, v.write(t, r, dir, p))
		}
		for _, p := range v.split(r) {
			parts = append(parts, v.write(t, r, dir, p))
		}
		var want []string
		for _, at := range moments() {
			want = append(want, judged(t, at, whole, staff...))
			wantSame(t, fmt.Sprintf("seed %d: cut into files, without a database, at %v", seed, at), judged(t, at, parts, staff...), want[len(want)-1])
		}
		t.Run(fmt.Sprint("seed=", seed), func(t *testing.T) {
			dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
				s := newStage(t, d, seed)
				s.bringAll(parts)
				fresh := newStage(t, dbtest.Open(t, d.Dialect, Schemas()), seed)
				fresh.bring(whole...)
				s.name(staff)
				fresh.name(staff)
				for i, at := range moments() {
					wantSame(t, fmt.Sprint("a fresh import at ", at), fresh.report(at), want[i])
					wantSame(t, fmt.Sprint("brought in pieces at ", at), s.report(at), want[i])
				}
				wantSame(t, "what was said", s.said(), fresh.said())
				s.silentSince()
				fresh.silentSince()
				wantSame(t, "what pages read", s.kept(), fresh.kept())
				s.join("阿岚")
				fresh.join("阿岚")
				wantSame(t, "two who are one", s.report(time.Time{}), fresh.report(time.Time{}))
				wantSame(t, "two who are one, on pages", s.kept(), fresh.kept())
			})
		})
	}
}

// silentSince answers for every import that nobody spoke after its last event:
// until somebody says so, how far pages judge depends on what came together.
func (s *stage) silentSince() {
	s.t.Helper()
	s.write(func(tx *db.Tx) error {
		list, err := s.app.Chat.Imports(s.t.Context(), tx, s.ws)
		for _, i := range list {
			err = errors.Join(err, s.app.Chat.SetReach(s.t.Context(), tx, s.ws, i.ID, chat.Open))
		}
		return errors.Join(err, s.app.Insight.MarkAllDue(s.t.Context(), tx, s.ws))
	})
	s.app.refresh(s.t, s.ws)
}

// kept is what insight keeps for pages, without the numbers of people, which
// follow the order in which they were first seen.
func (s *stage) kept() string {
	s.t.Helper()
	type row struct {
		ID, Name, Network, State, Census, Band, Type, Health, Spark string
		At, Messages, People, Active, Members, Last, Waiting, Need  int64
		Together                                                    int64
		Risk, Score                                                 float64
	}
	var rows []row
	err := s.app.DB.Read(s.t.Context(), func(tx *db.Tx) error {
		return tx.Each(s.t.Context(), `SELECT report_id, name, network, state, census, band, type, health_json, spark, at, messages, people, active,
			members, last_at, waiting, need, together, risk, health FROM insight_group WHERE workspace = $1 ORDER BY report_id`, []any{s.ws},
			func(scan func(...any) error) error {
				var g row
				rows = append(rows, g)
				p := &rows[len(rows)-1]
				return scan(&p.ID, &p.Name, &p.Network, &p.State, &p.Census, &p.Band, &p.Type, &p.Health, &p.Spark, &p.At, &p.Messages, &p.People,
					&p.Active, &p.Members, &p.Last, &p.Waiting, &p.Need, &p.Together, &p.Risk, &p.Score)
			})
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return text(s.t, rows)
}
