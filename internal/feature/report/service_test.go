package report

import (
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
)

func (k *desk) sums(days Days, scope auth.Scope, who id.User) (human, auto Tally) {
	k.t.Helper()
	k.read(func(tx *db.Tx) (err error) {
		human, auto, err = byHuman(k.t.Context(), tx, k.ws, &view{days: days, scope: scope, who: who})
		return err
	})
	return human, auto
}

// TestCountedOnce: however often it is counted, the figures are the same; they
// follow what changes, also of an old day, and what was taken back goes.
func TestCountedOnce(t *testing.T) {
	each(t, func(k *desk) {
		k.yesterday(1, 2, 3)
		day := Days{DayOf(k.time.at, k.zone()) - 1, DayOf(k.time.at, k.zone()) - 1}
		want, wantAuto := Tally{Timely: 3, Late: 1, Skipped: 1, Open: 1, Overdue: 3}, Tally{Timely: 11, Skipped: 2}
		for range 3 {
			k.count()
			if human, auto := k.sums(day, auth.Everything(), 0); human != want || auto != wantAuto {
				t.Fatalf("by people %+v, by itself %+v", human, auto)
			}
		}
		for name, c := range map[string]struct {
			scope auth.Scope
			who   id.User
			due   int
		}{"one shop": {auth.ScopeIn(k.shop), 0, 8}, "the other": {auth.ScopeIn(k.other), 0, 1}, "nowhere": {auth.Scope{}, 0, 0}, "one person": {auth.Everything(), 2, 4}} {
			if human, _ := k.sums(day, c.scope, c.who); human.Due() != c.due {
				t.Errorf("%s: %+v", name, human)
			}
		}
		if human, _ := k.sums(Days{day.From - 9, day.From - 1}, auth.Everything(), 0); human.Due() != 0 {
			t.Errorf("on other days: %+v", human)
		}
		k.time.at = k.time.at.Add(3 * 24 * time.Hour) // what had time is overdue now: it is looked at again from where it was left
		k.count()
		if human, _ := k.sums(day, auth.Everything(), 0); human != (Tally{Timely: 3, Late: 1, Skipped: 1, Overdue: 4}) {
			t.Errorf("three days later: %+v", human)
		}
		for i := range k.steps {
			if k.steps[i].Fate == LeftOut && k.steps[i].Reason == "no-time" {
				k.steps[i].Fate = Withdrawn
			}
		}
		k.count()
		if human, _ := k.sums(day, auth.Everything(), 0); human.Skipped != 1 {
			t.Errorf("an old day was counted again though nothing told of it: %+v", human)
		}
		k.touched = []time.Time{k.steps[0].At}
		k.count()
		if human, _ := k.sums(day, auth.Everything(), 0); human != (Tally{Timely: 3, Late: 1, Overdue: 4}) {
			t.Errorf("after it was touched: %+v", human)
		}
	})
}

// TestByWhat: the tables of the page sum to the same.
func TestByWhat(t *testing.T) {
	each(t, func(k *desk) {
		k.yesterday(1, 2, 3)
		k.count()
		v := view{days: Period(Yesterday, DayOf(k.time.at, k.zone())), scope: auth.Everything()}
		human, auto := k.sums(v.days, v.scope, 0)
		k.read(func(tx *db.Tx) error {
			groups, err := byGroup(t.Context(), tx, k.ws, &v)
			k.must(err)
			units, err := byUnit(t.Context(), tx, k.ws, &v)
			k.must(err)
			steps, err := byStep(t.Context(), tx, k.ws, &v)
			k.must(err)
			people, err := byPerson(t.Context(), tx, k.ws, &v)
			k.must(err)
			var g, u, p both
			for _, b := range groups {
				g.Human, g.Auto = g.Human.Plus(b.Human), g.Auto.Plus(b.Auto)
			}
			for _, b := range units {
				u.Human, u.Auto = u.Human.Plus(b.Human), u.Auto.Plus(b.Auto)
			}
			for _, b := range people {
				p.Human, p.Auto = p.Human.Plus(b.Human), p.Auto.Plus(b.Auto)
			}
			var s Tally
			for _, one := range steps {
				s = s.Plus(*one)
			}
			all := human.Plus(auto)
			if g.Human != human || g.Auto != auto || u != g || s != all || p.Human != human || p.Auto != (Tally{}) {
				t.Errorf("groups %+v, units %+v, steps %+v, people %+v, all %+v", g, u, s, p, all)
			}
			whys, err := byReason(t.Context(), tx, k.ws, &v)
			n := 0
			for _, w := range whys {
				n += w.N
			}
			if n != all.Skipped || len(whys) != 3 {
				t.Errorf("reasons: %+v", whys)
			}
			return err
		})
	})
}

// TestAnotherWorkspaceSeesNothing of what was counted here.
func TestAnotherWorkspaceSeesNothing(t *testing.T) {
	each(t, func(k *desk) {
		k.yesterday()
		k.count()
		mine := k.ws
		var err error
		k.ws, err = k.auth.CreateWorkspace(t.Context(), k.owner, auth.NewWorkspace{Name: "别家", Kind: auth.Own, Zone: "Asia/Shanghai"})
		k.must(err)
		if human, auto := k.sums(Days{0, 1 << 30}, auth.Everything(), 0); human.Due()+auto.Due() != 0 {
			t.Errorf("%+v %+v", human, auto)
		}
		for _, path := range []string{"/execution/morning/" + id.Show(k.shop)} {
			k.want(path, k.call("GET", "{ws}"+path, nil), 404)
		}
		k.ws = mine
		k.want("its own", k.call("GET", "{ws}/execution/morning/"+id.Show(k.shop), nil), 200)
	})
}
