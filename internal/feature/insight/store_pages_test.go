package insight

import (
	"cmp"
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// plain is a group as the test knows it.
type plain struct {
	id    id.Group
	unit  id.Unit
	state measure.State
	kind  measure.TypeName
	band  measure.Band
	name  string
	last  int64
	n     int
}

var keysOf = map[sortKey]func(a, b plain) int{
	byName: func(a, b plain) int { return strings.Compare(a.name, b.name) },
	byState: func(a, b plain) int {
		return cmp.Compare(slices.Index(measure.States[:], a.state), slices.Index(measure.States[:], b.state))
	},
	byLast:     func(a, b plain) int { return cmp.Compare(a.last, b.last) },
	byMessages: func(a, b plain) int { return cmp.Compare(a.n, b.n) },
	byType:     func(a, b plain) int { return strings.Compare(string(a.kind), string(b.kind)) },
}

// TestListsAgreeWithAPlainReading compares the store with filtering and sorting
// in memory, for views drawn at random.
func TestListsAgreeWithAPlainReading(t *testing.T) {
	both(t, func(t *testing.T, s *stage) {
		var all []plain
		for i := range 40 {
			p := plain{id: id.Group(100 + i), unit: id.Unit(i % 4), state: measure.States[i%len(measure.States)], kind: shownTypes[i%len(shownTypes)],
				band: shownBands[i%3], name: string(rune('a'+i*7%26)) + []string{"_x", "%y", `\z`, "plain"}[i%4], last: at - int64(i*i%97), n: i * 13 % 29}
			f := steady(p.name)
			f.State, f.Type.Name, f.Risk.Band, f.Life.End, f.Messages = p.state, p.kind, p.band, p.last, p.n
			s.put(p.id, p.unit, f)
			all = append(all, p)
		}
		s.putIn(s.ws+1, 999, 1, steady("other"))
		rapid.Check(t, func(r *rapid.T) {
			l := listing{scope: auth.Everything(), down: rapid.Bool().Draw(r, "down")}
			if rapid.Bool().Draw(r, "scoped") {
				l.scope = auth.ScopeIn(rapid.SliceOfN(rapid.SampledFrom([]id.Unit{1, 2, 3, 7}), 0, 3).Draw(r, "units")...)
			}
			if rapid.Bool().Draw(r, "unit") {
				one := auth.ScopeIn(2)
				l.unit = &one
			}
			l.state = rapid.SampledFrom([]measure.State{"", "", measure.Dead, measure.Steady}).Draw(r, "state")
			l.types = rapid.SampledFrom([]measure.TypeName{"", "", measure.SelfTalk}).Draw(r, "type")
			l.band = rapid.SampledFrom([]measure.Band{"", "", measure.High}).Draw(r, "band")
			l.text = rapid.SampledFrom([]string{"", "", "A", "%", "_", `\`, "plain"}).Draw(r, "text")
			l.sort = rapid.SampledFrom([]sortKey{byName, byState, byLast, byMessages, byType}).Draw(r, "sort")
			if l.text == "" {
				l.named = ""
			} else {
				l.named = rapid.SampledFrom([]measure.State{"", measure.Fading}).Draw(r, "named")
			}
			all40 := rapid.SampledFrom([]int{40, 40000}).Draw(r, "all") // many: what fits is taken for rare
			offset := rapid.IntRange(0, 12).Draw(r, "offset")
			var want []plain
			for _, p := range all {
				named := strings.Contains(p.name, strings.ToLower(l.text)) || l.named != "" && p.state == l.named
				if l.scope.Has(p.unit) && (l.unit == nil || l.unit.Has(p.unit)) && (l.state == "" || p.state == l.state) && (l.types == "" || p.kind == l.types) &&
					(l.band == "" || p.band == l.band) && named {
					want = append(want, p)
				}
			}
			slices.SortFunc(want, func(a, b plain) int {
				c := cmp.Or(keysOf[l.sort](a, b), cmp.Compare(a.id, b.id))
				if l.down {
					return -c
				}
				return c
			})
			if l.sort == byName && s.db.Dialect == db.Postgres {
				want = nil // its order is the database's own; the SQLite half checks this
			}
			var got []listed
			var total int
			s.must(s.db.Read(context.Background(), func(tx *db.Tx) (err error) {
				if got, total, err = find(context.Background(), tx, s.ws, &l, all40, offset, 5); err != nil {
					return err
				}
				same, err := list(context.Background(), tx, s.ws, &l, offset, 5)
				if d := gocmp.Diff(got, same, gocmp.AllowUnexported(listed{})); d != "" {
					r.Fatalf("list and find part: %s", d)
				}
				return err
			}))
			if want == nil && l.sort == byName {
				return
			}
			if total != len(want) {
				r.Fatalf("%d groups counted, want %d", total, len(want))
			}
			want = want[min(offset, len(want)):]
			want = want[:min(5, len(want))]
			if len(got) != len(want) {
				r.Fatalf("%d rows, want %d", len(got), len(want))
			}
			for i := range got {
				if got[i].ID != want[i].id || got[i].Name != want[i].name || got[i].State != want[i].state {
					r.Fatalf("row %d is %d %s, want %d %s", i, got[i].ID, got[i].Name, want[i].id, want[i].name)
				}
			}
		})
	})
}

// TestShortAndLongFormsSayTheSame: a page reads the same from the short form
// kept beside the figures as from the figures.
func TestShortAndLongFormsSayTheSame(t *testing.T) {
	both(t, func(t *testing.T, s *stage) {
		village(s)
		w := whole()
		for i := range 5000 { // a curve of many steps is thinned alike
			x := 1 - float64(i)/6000
			w.Curve = append(w.Curve, measure.Step{Months: 30 + float64(i)/100, Share: x, Low: x - .01, High: x + .01})
		}
		set := func(query string, args ...any) {
			s.must(s.db.Write(t.Context(), func(tx *db.Tx) error {
				_, err := tx.Exec(t.Context(), query, args...)
				return err
			}))
		}
		long, err := jsonText(w)
		s.must(err)
		set(`UPDATE insight_whole SET whole = $2 WHERE workspace = $1`, s.ws, long)
		set(`UPDATE insight_group SET brief = '' WHERE workspace = $1`, s.ws)
		before := s.page("/w/{ws}/groups")
		for g := id.Group(11); g <= 14; g++ {
			var text []byte
			s.must(s.db.Read(t.Context(), func(tx *db.Tx) error {
				return tx.QueryRow(t.Context(), `SELECT figures FROM insight_group WHERE workspace = $1 AND group_id = $2`, s.ws, g).Scan(&text)
			}))
			var f measure.Figures
			s.must(json.Unmarshal(text, &f))
			short, err := briefOf(&f)
			s.must(err)
			set(`UPDATE insight_group SET brief = $3, figures = '{"broken' WHERE workspace = $1 AND group_id = $2`, s.ws, g, short)
		}
		short, err := wholeBriefOf(w)
		s.must(err)
		set(`UPDATE insight_whole SET brief = $2, whole = '{"broken' WHERE workspace = $1`, s.ws, short)
		if after := s.page("/w/{ws}/groups"); mainOf(after) != mainOf(before) {
			t.Error("the page reads differently from the short form")
		}
	})
}

func TestThinnedCurvesStayTrue(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		months := rapid.SliceOfNDistinct(rapid.IntRange(1, 100000), 0, 2000, rapid.ID[int]).Draw(r, "months")
		slices.Sort(months)
		curve := []measure.Step{{Share: 1, Low: 1, High: 1}}
		for i, m := range months {
			curve = append(curve, measure.Step{Months: float64(m) / 100, Share: 1 - float64(i)/3000})
		}
		got := thin(curve, 50)
		if len(got) > 53 && len(got) != len(curve) {
			r.Fatalf("%d steps of %d are left, want about 50", len(got), len(curve))
		}
		if got[0] != curve[0] || got[len(got)-1] != curve[len(curve)-1] {
			r.Fatal("an end was lost")
		}
		for i, s := range got {
			if !slices.Contains(curve, s) || i > 0 && s.Months <= got[i-1].Months {
				r.Fatalf("step %v is not of the curve, or out of order", s)
			}
		}
		if width := curve[len(curve)-1].Months / 50; len(curve) > 50 {
			for _, s := range curve { // no stretch of time is left out
				if !slices.ContainsFunc(got, func(o measure.Step) bool { return math.Abs(o.Months-s.Months) <= width+1e-9 }) {
					r.Fatalf("nothing near %v months is left", s.Months)
				}
			}
		}
	})
}
