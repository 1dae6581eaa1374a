package request_test

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/request"
)

// state reads how a request stands from its page.
func (k *desk) state(r request.Request) string {
	k.t.Helper()
	w := k.page("/w/{ws}/requests/" + id.Show(r.ID))
	k.want("its page", w, 200)
	_, rest, _ := strings.Cut(w.Body.String(), `<span class="hs-tag rq-`)
	state, _, _ := strings.Cut(rest, `"`)
	return state
}

func (k *desk) is(what string, r request.Request, want request.State) {
	k.t.Helper()
	if got := k.state(r); got != string(want) {
		k.t.Errorf("%s: it is %q, want %q", what, got, want)
	}
}

// TestTheWholeWay of a request: filed, placed, done, closed, each told and recorded.
func TestTheWholeWay(t *testing.T) {
	each(t, func(k *desk) {
		ctx := k.t.Context()
		colleague, _ := k.join("小电", auth.ViewOnly, k.shop)
		r := k.file(colleague, wish("电商部", "周六试吃"))
		k.is("filed", r, request.Waiting)
		k.kind("by somebody else", k.s.Withdraw(ctx, k.ws, k.chief(), r.ID), fault.Forbidden)
		k.kind("by who only files", k.s.Place(ctx, k.ws, colleague, r.ID, on(4, 12), 0), fault.Forbidden)
		k.must(k.s.Place(ctx, k.ws, k.chief(), r.ID, on(4, 12), 0))
		k.is("placed", r, request.Placed)
		if len(k.todos.open) != 2 || k.todos.open[0].Group != 1 || !k.todos.open[0].Due.Equal(on(4, 12)) || !k.todos.open[0].Until.Equal(on(5, 0)) ||
			!k.todos.open[0].From.Equal(on(4, 10)) {
			k.t.Fatalf("its to-dos: %+v", k.todos.open)
		}
		k.settle(k.todos.open[0].Key, true)
		k.is("half done", r, request.Placed)
		k.must(k.reopen(k.todos.open[0].Key))
		k.settle(k.todos.open[1].Key, false)
		k.is("one left", r, request.Placed)
		k.settle(k.todos.open[0].Key, true)
		k.is("done", r, request.Sent)
		k.must(k.reopen(k.todos.open[0].Key))
		k.is("undone", r, request.Placed)
		k.settle(k.todos.open[0].Key, true)
		k.settle("sop/x/y", true)                                                    // of somebody else
		k.settle("request/"+id.Show(id.Request(9))+"/1/"+id.Show(id.Group(1)), true) // of nobody
		if err := k.s.Close(ctx, k.ws, colleague, r.ID, -1, ""); auth.Field(err) != "result" {
			k.t.Errorf("a result below nothing: %v", err)
		}
		k.must(k.s.Close(ctx, k.ws, colleague, r.ID, 24, "下雨，少来了几位"))
		k.is("closed", r, request.Closed)
		k.says("its page", k.page("/w/{ws}/requests/"+id.Show(r.ID)), "24", "80%", "下雨")
		k.kind("undone after all", k.reopen(k.todos.open[0].Key), fault.Conflict)
		k.kind("closed twice", k.s.Close(ctx, k.ws, colleague, r.ID, 25, ""), fault.Conflict)
		if want := []audit.Action{audit.RequestFiled, audit.RequestPlaced, audit.RequestClosed}; !slices.Equal(k.recorded(), want) {
			k.t.Errorf("recorded %v, want %v", k.recorded(), want)
		}
	})
}

// TestNobodyDidIt: it goes back to the queue, its slots are free, and its requester
// is told until they say that they know.
func TestNobodyDidIt(t *testing.T) {
	each(t, func(k *desk) {
		ctx := k.t.Context()
		colleague, token := k.join("小电", auth.ViewOnly, k.shop)
		r := k.file(colleague, wish("电商部", "周六试吃"))
		k.must(k.s.Place(ctx, k.ws, k.chief(), r.ID, on(4, 12), 0))
		old := slices.Clone(k.todos.open)
		for _, todo := range old {
			k.settle(todo.Key, false)
		}
		k.is("missed", r, request.Waiting)
		k.kind("what led back to the queue", k.reopen(old[0].Key), fault.Conflict)
		k.as(token)
		k.says("to its requester", k.page("/w/{ws}/requests"), "有新消息")
		k.want("got it", k.post("/w/{ws}/requests/"+id.Show(r.ID)+"/noticed"), 303)
		k.silent("to its requester", k.page("/w/{ws}/requests"), "有新消息")
		k.as(k.boss)
		k.want("somebody else got it", k.post("/w/{ws}/requests/"+id.Show(r.ID)+"/noticed"), 404)
		k.must(k.s.Place(ctx, k.ws, k.chief(), r.ID, on(4, 12), 0)) // the slot is free again
		k.settle(old[0].Key, true)                                  // of the turn before
		k.settle(old[1].Key, true)
		k.is("an old to-do", r, request.Placed)
	})
}

// TestQuotaGapAndSwap: what is over quota is refused with what to do, and one that
// scores lower gives way.
func TestQuotaGapAndSwap(t *testing.T) {
	each(t, func(k *desk) {
		ctx := k.t.Context()
		colleague, _ := k.join("小电", auth.ViewOnly, k.shop)
		poor, rich := wish("客服部", "周四提醒"), wish("电商部", "周六试吃")
		poor.Money, rich.Money = 0, 9000
		first, second := k.file(colleague, poor), k.file(colleague, wish("市场部", "上新"))
		third := k.file(colleague, rich)
		k.must(k.s.Place(ctx, k.ws, k.chief(), first.ID, on(3, 12), 0))
		err := k.s.Place(ctx, k.ws, k.chief(), second.ID, on(3, 13), 0)
		k.kind("too close", err, fault.Conflict)
		k.must(k.s.Place(ctx, k.ws, k.chief(), second.ID, on(3, 14), 0))
		err = k.s.Place(ctx, k.ws, k.chief(), third.ID, on(4, 12), 0)
		k.kind("over quota", err, fault.Conflict)
		if says := fault.Public(err).In("zh-Hans"); !strings.Contains(says, "河边一群") || !strings.Contains(says, "2030-01-07") {
			k.t.Errorf("it says %q", says)
		}
		k.kind("for one that scores higher", k.s.Place(ctx, k.ws, k.chief(), first.ID, on(4, 12), third.ID), fault.Conflict)
		k.must(k.s.Place(ctx, k.ws, k.chief(), third.ID, on(3, 12), first.ID))
		k.is("it gave way", first, request.Waiting)
		k.is("it has the slot", third, request.Placed)
		if len(k.todos.withdrawn) != 2 || len(k.todos.open) != 4 {
			k.t.Errorf("withdrawn %v, open %d", k.todos.withdrawn, len(k.todos.open))
		}
		k.kind("for a higher score", k.s.Place(ctx, k.ws, k.chief(), first.ID, on(3, 18), third.ID), fault.Conflict)
		k.is("it stays", third, request.Placed)
		k.must(k.s.Place(ctx, k.ws, k.chief(), third.ID, on(10, 12), 0)) // moved
		k.must(k.s.Place(ctx, k.ws, k.chief(), first.ID, on(4, 12), 0))
		k.kind("where it stands in nobody's way", k.s.Place(ctx, k.ws, k.chief(), second.ID, on(10, 18), first.ID), fault.Conflict)
		if !slices.Contains(k.recorded(), audit.RequestYielded) {
			k.t.Error("the record does not know who gave way")
		}
	})
}

// TestManyAtOnce: however many place at the same moment, no slot is given twice.
func TestManyAtOnce(t *testing.T) {
	each(t, func(k *desk) {
		ctx := k.t.Context()
		var all []request.Request
		for i := range 8 {
			a := wish(fmt.Sprint("部门", i), fmt.Sprint("第", i))
			a.Groups = []id.Group{id.Group(1 + i%2), 3}
			all = append(all, k.file(k.chief(), a))
		}
		var wg sync.WaitGroup
		errs := make([]error, len(all))
		for i, r := range all {
			wg.Go(func() { errs[i] = k.s.Place(ctx, k.ws, k.chief(), r.ID, on(4, 9+2*(i%6)), 0) })
		}
		wg.Wait()
		placed := 0
		for i, err := range errs {
			if err == nil {
				placed++
			} else {
				k.kind(fmt.Sprint("place ", i), err, fault.Conflict)
			}
		}
		// Two a week in the third group, which all of them want.
		if placed != 2 || len(k.todos.open) != 4 {
			k.t.Errorf("%d were placed, with %d to-dos", placed, len(k.todos.open))
		}
	})
}

// TestTwoWhoDecide about one request, having read the same page: one of them does.
func TestTwoWhoDecide(t *testing.T) {
	each(t, func(k *desk) {
		ctx := k.t.Context()
		r := k.file(k.chief(), wish("电商部", "周六试吃"))
		k.must(k.s.Place(ctx, k.ws, k.chief(), r.ID, on(4, 12), 0))
		if k.db.Dialect == db.Postgres { // where two can be at it at once, both have read it before either writes
			var both sync.WaitGroup
			both.Add(2)
			k.todos.meet = func() { both.Done(); both.Wait() }
		}
		var wg sync.WaitGroup
		errs := make([]error, 2)
		wg.Go(func() { errs[0] = k.s.Decline(ctx, k.ws, k.chief(), r.ID, request.TooMuch, "") })
		wg.Go(func() { errs[1] = k.s.Return(ctx, k.ws, k.chief(), r.ID, request.MissingText, "") })
		wg.Wait()
		for i, err := range errs {
			if (err == nil) == (errs[1-i] == nil) || err != nil && fault.KindOf(err) != fault.Conflict {
				k.t.Errorf("%v and %v", errs[0], errs[1])
			}
		}
	})
}

// TestTheLastTwoToDos: of two who finish at the same moment the second waits until
// the first has committed, so that one of them sees that both are done.
func TestTheLastTwoToDos(t *testing.T) {
	each(t, func(k *desk) {
		r := k.file(k.chief(), wish("电商部", "周六试吃"))
		k.must(k.s.Place(k.t.Context(), k.ws, k.chief(), r.ID, on(4, 12), 0))
		finish := func(ctx context.Context, todo request.Todo) error {
			return k.db.Write(ctx, func(tx *db.Tx) error { return k.s.Settled(ctx, tx, k.ws, todo.Key, true) })
		}
		var early error
		k.must(k.db.Write(k.t.Context(), func(tx *db.Tx) error {
			err := k.s.Settled(k.t.Context(), tx, k.ws, k.todos.open[0].Key, true)
			soon, cancel := context.WithTimeout(k.t.Context(), 300*time.Millisecond)
			defer cancel()
			early = finish(soon, k.todos.open[1])
			return err
		}))
		if early != nil { // it waited, and comes again
			k.must(finish(k.t.Context(), k.todos.open[1]))
		}
		k.is("both done", r, request.Sent)
	})
}

// TestReasons: nobody is turned down without one, and one of their own needs words.
func TestReasons(t *testing.T) {
	each(t, func(k *desk) {
		ctx := k.t.Context()
		colleague, token := k.join("小电", auth.ViewOnly, k.shop)
		r := k.file(colleague, wish("电商部", "周六试吃"))
		for _, c := range []struct {
			err   error
			field string
		}{
			{k.s.Decline(ctx, k.ws, k.chief(), r.ID, "", ""), "reason"},
			{k.s.Decline(ctx, k.ws, k.chief(), r.ID, request.MissingText, ""), "reason"}, // that is for a return
			{k.s.Decline(ctx, k.ws, k.chief(), r.ID, request.OwnWords, "  "), "note"},
			{k.s.Return(ctx, k.ws, k.chief(), r.ID, request.OwnWords, strings.Repeat("长", 501)), "note"},
			{k.s.Return(ctx, k.ws, k.chief(), r.ID, request.TooSoon, ""), "reason"},
		} {
			if auth.Field(c.err) != c.field {
				k.t.Errorf("it is about %q, want %q", auth.Field(c.err), c.field)
			}
		}
		k.must(k.s.Place(ctx, k.ws, k.chief(), r.ID, on(4, 12), 0))
		k.must(k.s.Return(ctx, k.ws, k.chief(), r.ID, request.MissingText, "图呢"))
		if len(k.todos.open) != 0 {
			k.t.Errorf("to-dos are left: %v", k.todos.open)
		}
		k.as(token)
		k.says("to its requester", k.page("/w/{ws}/requests/"+id.Show(r.ID)), "还缺文案或图片", "图呢", "修改需求")
		a := wish("电商部", "周六试吃")
		a.Picture = "https://hs.example/a.png"
		k.must(k.s.Revise(ctx, k.ws, colleague, r.ID, a, 0))
		k.is("completed", r, request.Waiting)
		k.must(k.s.Decline(ctx, k.ws, k.chief(), r.ID, request.OwnWords, "店里那天盘点"))
		k.says("to its requester", k.page("/w/{ws}/requests/"+id.Show(r.ID)), "店里那天盘点", "没有接")
		k.kind("after all", k.s.Place(ctx, k.ws, k.chief(), r.ID, on(4, 12), 0), fault.Conflict)
		k.kind("completed too late", k.s.Revise(ctx, k.ws, colleague, r.ID, a, 0), fault.Conflict)
	})
}

// TestWhoSees: a request is its requester's, and theirs who decide about all of its
// groups; anybody else finds nothing, and files for no group of elsewhere.
func TestWhoSees(t *testing.T) {
	each(t, func(k *desk) {
		ctx := k.t.Context()
		far, err := k.auth.CreateUnit(ctx, k.owner, k.ws, k.head, auth.Store, "山上店")
		k.must(err)
		k.groups = append(k.groups, request.Group{ID: 4, Name: "山上群", Unit: far, People: 10})
		colleague, _ := k.join("小电", auth.ViewOnly, k.shop)
		other, _ := k.join("小山", auth.Operator, far)
		local, _ := k.join("小河", auth.Operator, k.shop)
		r := k.file(colleague, wish("电商部", "周六试吃"))
		k.kind("another store's", k.s.Decline(ctx, k.ws, other, r.ID, request.TooMuch, ""), fault.NotFound)
		a := wish("电商部", "周六试吃")
		a.Groups = []id.Group{1, 4}
		_, err = k.s.File(ctx, k.ws, colleague, a, 0)
		k.kind("a group they do not see", err, fault.NotFound)
		a.Groups = []id.Group{99}
		_, err = k.s.File(ctx, k.ws, k.chief(), a, 0)
		k.kind("a group of elsewhere", err, fault.NotFound)
		a.Groups = []id.Group{1, 4}
		both := k.file(k.chief(), a)
		k.kind("of two stores, from one", k.s.Place(ctx, k.ws, local, both.ID, on(4, 12), 0), fault.NotFound)
		k.must(k.s.Place(ctx, k.ws, local, r.ID, on(4, 12), 0))
		a.Groups = nil
		unit, err := k.s.File(ctx, k.ws, k.chief(), a, k.shop)
		k.must(err)
		if !slices.Equal(unit.Groups, []id.Group{1, 2}) {
			k.t.Errorf("a unit's groups are %v", unit.Groups)
		}
		k.groups = k.groups[3:]
		k.kind("groups that are gone", k.s.Place(ctx, k.ws, k.chief(), unit.ID, on(4, 16), 0), fault.Conflict)
	})
}

// TestLimits: a department has its share of a week, a person so many requests.
func TestLimits(t *testing.T) {
	each(t, func(k *desk) {
		ctx := k.t.Context()
		set := request.Defaults()
		set.Quota[request.Message], set.Department = 9, 2
		k.must(k.s.Set(ctx, k.ws, set))
		for i := range 3 {
			r := k.file(k.chief(), wish([]string{"电商部", " 电商部 ", "电商部"}[i], fmt.Sprint("第", i)))
			err := k.s.Place(ctx, k.ws, k.chief(), r.ID, on(4, 9+3*i), 0)
			if i < 2 {
				k.must(err)
				continue
			}
			k.kind("a third", err, fault.Conflict)
			k.must(k.s.Place(ctx, k.ws, k.chief(), r.ID, on(8, 12), 0)) // in the week after
		}
		for i := range 17 {
			k.file(k.chief(), wish("市场部", fmt.Sprint("再来", i)))
		}
		_, err := k.s.File(ctx, k.ws, k.chief(), wish("市场部", "还来"), 0)
		k.kind("a twenty-first", err, fault.Limited)
		k.time.on(25 * time.Hour)
		wisher := request.Person{User: 9, Role: auth.Owner, Scope: auth.Everything()}
		for i := range 40 {
			one := k.file(wisher, wish("市场部", fmt.Sprint("又来", i)))
			k.must(k.s.Withdraw(ctx, k.ws, wisher, one.ID))
		}
		_, err = k.s.File(ctx, k.ws, wisher, wish("市场部", "又来"), 0)
		k.kind("a forty-first within a day", err, fault.Limited)
		k.time.on(25 * time.Hour)
		k.file(wisher, wish("市场部", "又来"))
		over := request.Defaults()
		over.Quota[request.Announce] = 8
		if err := k.s.Set(ctx, k.ws, over); auth.Field(err) != "q_announce" {
			k.t.Errorf("more than the gate lets pass: %v", err)
		}
	})
}

// TestTheSameText is pointed out for seven days, and its title only to who sees it.
func TestTheSameText(t *testing.T) {
	each(t, func(k *desk) {
		colleague, token := k.join("小电", auth.ViewOnly, k.shop)
		first := k.file(k.chief(), wish("市场部", "周六试吃"))
		second := k.file(colleague, wish("电商部", "周六试吃"))
		k.says("to who decides", k.page("/w/{ws}/requests/"+id.Show(second.ID)), "七天内", id.Show(first.ID))
		k.as(token)
		k.says("to its requester", k.page("/w/{ws}/requests/"+id.Show(second.ID)), "七天内", "另一条需求")
		k.silent("to its requester", k.page("/w/{ws}/requests/"+id.Show(second.ID)), id.Show(first.ID))
		k.time.on(8 * 24 * time.Hour)
		later := wish("电商部", "周六试吃")
		later.Day, later.Last = "2030-01-15", "2030-01-16"
		third := k.file(colleague, later)
		k.silent("eight days later", k.page("/w/{ws}/requests/"+id.Show(third.ID)), "七天内")
	})
}

// typedForm is what a browser would send.
func typedForm() url.Values {
	return url.Values{"department": {"电商部"}, "title": {"周六试吃"}, "channel": {"message"}, "groups": {id.Show(id.Group(1))}, "day": {"2030-01-04"},
		"from": {"12:00"}, "to": {"14:00"}, "last": {""}, "goal": {"请老客来试吃"}, "metric": {"signups"}, "expected": {"30"}, "money": {"3,000"},
		"draft": {"周六下午店里试吃草莓蛋糕"}}
}

func pairs(v url.Values) (out []string) {
	for name, all := range v {
		for _, one := range all {
			out = append(out, name, one)
		}
	}
	return out
}
