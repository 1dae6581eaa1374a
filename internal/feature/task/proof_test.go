package task_test

import (
	"fmt"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// TestWatched: somebody besides who does it has to see it and be able to read it.
func TestWatched(t *testing.T) {
	all, shop := auth.Everything(), auth.ScopeOf([]auth.Unit{{ID: 1, Kind: auth.Head}, {ID: 2, Parent: 1, Kind: auth.Store}, {ID: 3, Parent: 1, Kind: auth.Store}}, 3)
	me, boss := task.Person{User: 1, Role: auth.Owner, Scope: all}, task.Person{User: 2, Role: auth.Owner, Scope: all}
	agent, elsewhere := task.Person{User: 3, Role: auth.Agent, Scope: all}, task.Person{User: 4, Role: auth.Operator, Scope: shop}
	reader := task.Person{User: 5, Role: auth.ViewOnly, Scope: all}
	free := task.Task{New: task.New{Unit: 2}}
	mine := free
	mine.Owner = me.User
	brought := mine
	brought.Lead = elsewhere.User
	for name, c := range map[string]struct {
		todo   task.Task
		people []task.Person
		want   bool
	}{
		"alone":                            {mine, []task.Person{me}, false},
		"alone, and it is nobody's yet":    {free, []task.Person{me}, false},
		"nobody is left":                   {mine, nil, false},
		"with a colleague":                 {mine, []task.Person{me, boss}, true},
		"with an agent":                    {mine, []task.Person{me, agent}, true},
		"nobody's, and two could do it":    {free, []task.Person{me, boss}, true},
		"a colleague of another shop":      {mine, []task.Person{me, elsewhere}, false},
		"to whom it was brought":           {brought, []task.Person{me, elsewhere}, true},
		"a colleague who reads no to-dos":  {mine, []task.Person{me, reader}, false},
		"nobody's, and one of them can do": {free, []task.Person{me, elsewhere}, false},
	} {
		if got := task.Watched(&c.todo, c.people); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestNobodyChecksThemselves: alone, no spot check; what money moves, or whoever opened
// it asks of all, is asked all the same; and with a colleague one in ten is asked again.
func TestNobodyChecksThemselves(t *testing.T) {
	each(t, func(k *desk) {
		open := func(name string) (spots, always int) {
			var all []task.New
			for n := range 120 {
				one := hello(fmt.Sprint(name, "/", n))
				one.Owner = k.owner
				all = append(all, one)
			}
			all[0].Money, all[1].Share = true, 100
			all[2].Share = 10
			k.must(k.db.Write(k.t.Context(), func(tx *db.Tx) error {
				made, err := k.s.Open(k.t.Context(), tx, k.ws, all)
				for i := range made {
					switch stays, err := k.s.Get(k.t.Context(), tx, k.ws, made[i].Key); {
					case err != nil || stays.ProofAsked != made[i].ProofAsked:
						t.Errorf("kept is %+v: %v", stays, err)
					case made[i].ProofAsked && i < 2:
						always++
					case made[i].ProofAsked:
						spots++
					}
				}
				return err
			}))
			return spots, always
		}
		if spots, always := open("alone"); spots != 0 || always != 2 {
			t.Errorf("alone %d spot checks, and %d that are always asked", spots, always)
		}
		k.join("小林", auth.ViewOnly, k.head)
		if spots, _ := open("watched"); spots != 0 {
			t.Errorf("%d spot checks for somebody who may not look at them", spots)
		}
		k.join("小河", auth.Agent, k.shop)
		if spots, always := open("together"); spots < 5 || spots > 25 || always != 2 {
			t.Errorf("with a colleague %d spot checks, and %d that are always asked", spots, always)
		}
	})
}

// TestWhoIsLeftAloneOwesNoSpotCheck of what was opened while somebody could look at it:
// it is done without at once, and the sweep takes it away for good. What money moves, or
// whoever opened it asks of all, stays.
func TestWhoIsLeftAloneOwesNoSpotCheck(t *testing.T) {
	each(t, func(k *desk) {
		ctx := t.Context()
		leaves, _ := k.join("小河", auth.Agent, k.head)
		var all []task.New
		for n := range 250 { // more than one step of the sweep
			one := hello(fmt.Sprint("check/", n))
			one.Owner, one.Share = k.owner, 99
			all = append(all, one)
		}
		all[0].Money, all[1].Share = true, 100
		made := k.open(all...)
		asked := func() (n int, spot task.Task) {
			for i := range made {
				k.must(k.db.Read(ctx, func(tx *db.Tx) error {
					now, err := k.s.Get(ctx, tx, k.ws, made[i].Key)
					if now.ProofAsked {
						if n++; i > 1 {
							spot = now
						}
					}
					return err
				}))
			}
			return n, spot
		}
		boss := k.person("老板")
		k.must(k.s.Sweep(ctx, k.ws))
		before, spot := asked()
		if before < 220 {
			t.Fatalf("%d of %d are asked for proof, though somebody looks", before, len(made))
		}
		k.kind("while somebody looks", k.s.Done(ctx, k.ws, boss, spot.ID, task.Did{}), fault.Invalid)
		k.must(k.auth.RemoveStaff(ctx, k.owner, k.ws, leaves.User))
		k.must(k.s.Done(ctx, k.ws, boss, spot.ID, task.Did{}))
		for _, one := range made[:2] {
			k.kind("what is always asked", k.s.Done(ctx, k.ws, boss, one.ID, task.Did{}), fault.Invalid)
		}
		k.must(k.s.Sweep(ctx, k.ws+1))
		if n, _ := asked(); n != before {
			t.Errorf("the sweep of another workspace left %d of %d", n, before)
		}
		k.must(k.s.Sweep(ctx, k.ws))
		if n, _ := asked(); n != 3 { // the third has ended, and says what was asked of it
			t.Errorf("%d are still asked for proof", n)
		}
	})
}
