package task_test

import (
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// TestAPrivateToDoIsItsOwnersAlone: who sees all units does not see it, in no list
// and by no address, and cannot hand it over.
func TestAPrivateToDoIsItsOwnersAlone(t *testing.T) {
	each(t, func(k *desk) {
		mine, token := k.join("小林", auth.Operator, k.shop)
		other, _ := k.join("小周", auth.Operator, k.shop)
		one := task.New{Key: task.Private + "x", Kind: task.Other, Title: "看看还没做的两件", Owner: mine.User, Unit: k.shop}
		shown := id.Show(k.open(one)[0].ID)
		k.silent("the owner's list", k.page("/w/{ws}/today?who=all"), "看看还没做的")
		k.want("its page, to the owner of the workspace", k.page("/w/{ws}/today/"+shown), 404)
		k.want("handing all over", k.post("/w/{ws}/today/team/hand", "from", id.Show(mine.User), "to", id.Show(other.User)), 303)
		k.as(token)
		k.says("their own list", k.page("/w/{ws}/today"), "看看还没做的")
		k.want("its page", k.page("/w/{ws}/today/"+shown), 200)
		k.want("done", k.post("/w/{ws}/today/"+shown+"/done"), 303)
	})
}

// TestToDosOfATime: those due in it, of those without a limit the ones that begin in
// it, of SOPs only; and what has changed since a moment is told by when its time came.
func TestToDosOfATime(t *testing.T) {
	each(t, func(k *desk) {
		sop := func(key string, from, due time.Time) task.New {
			n := hello(key)
			n.Owner, n.From, n.Due, n.Until, n.Origin = k.owner, from, due, time.Time{}, task.Origin{Playbook: "周六抢购", Run: "run_x", Step: "s"}
			return n
		}
		plain := hello("plain")
		plain.Due, plain.Group = noon.Add(time.Hour), 2
		k.open(sop("sop/a/s", noon.Add(-time.Hour), noon.Add(time.Hour)), sop("sop/b/s", noon, time.Time{}), sop("sop/c/s", noon, noon.Add(48*time.Hour)),
			sop("sop/d/s", noon.Add(-30*time.Hour), time.Time{}), plain)
		k.must(k.db.Read(t.Context(), func(tx *db.Tx) error { return k.ofATime(tx) }))
	})
}

func (k *desk) ofATime(tx *db.Tx) error {
	t := k.t
	day, err := k.s.AskedBetween(t.Context(), tx, k.ws, noon.Add(-12*time.Hour), noon.Add(12*time.Hour), 0)
	k.must(err)
	var keys []string
	for _, a := range day {
		keys = append(keys, a.Key)
	}
	if got := strings.Join(keys, " "); got != "sop/a/s sop/b/s" {
		t.Errorf("of the day: %s", got)
	}
	for since, want := range map[time.Duration]int{-time.Second: 4, time.Second: 0} {
		at, err := k.s.TouchedSince(t.Context(), tx, k.ws, k.wall.Now().Add(since))
		k.must(err)
		if len(at) != want {
			t.Errorf("changed since %s: %v", since, at)
		}
	}
	for scope, want := range map[string]int{"all": 4, "shop": 3} {
		s := auth.Everything()
		if scope == "shop" {
			s = auth.ScopeIn(k.shop)
		}
		if n, err := k.s.ToDo(t.Context(), tx, k.ws, s, noon.Add(12*time.Hour)); err != nil || n != want {
			t.Errorf("to do in %s: %d, %v", scope, n, err)
		}
	}
	return nil
}
