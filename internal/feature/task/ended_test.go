package task_test

import (
	"encoding/csv"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// afternoon is what has ended: done, skipped by a colleague, expired, and done at
// head office; it returns the ids of them and of the colleague.
func (k *desk) afternoon() (ids []string, colleague task.Person, token string) {
	colleague, token = k.join("小林", auth.Operator, k.shop)
	one, two, three, four := question(plain("one")), hello(plain("two")), hello(plain("three")), hello(plain("four"))
	one.Origin = task.Origin{Playbook: "潜水 28 天关怀", Run: id.Show(id.Run(5)), Step: "decide"}
	two.Title = "=HYPERLINK(\"http://x\")"
	three.Owner, three.Until = colleague.User, noon.Add(3*time.Hour)
	four.Group = 2
	for _, t := range k.open(one, two, three, four) {
		ids = append(ids, id.Show(t.ID))
	}
	ctx, boss := k.t.Context(), k.person("老板")
	parse := func(n int) id.Task {
		t, err := id.Parse[id.Task](ids[n])
		k.must(err)
		return t
	}
	k.must(k.s.Done(ctx, k.ws, boss, parse(0), task.Did{Choice: 2, Values: map[string]string{"面额": "5"}, Note: "+86 打过电话"}))
	k.time.on(time.Hour)
	k.must(k.s.Skip(ctx, k.ws, colleague, parse(1), task.NotFit, "下雨"))
	k.must(k.s.Done(ctx, k.ws, boss, parse(3), task.Did{}))
	k.time.on(3 * time.Hour)
	_, err := k.s.Step(ctx, k.ws)
	k.must(err)
	return append(ids, id.Show(colleague.User), id.Show(k.owner), id.Show(id.Group(1)), id.Show(id.Group(2)), id.Show(id.Run(5))), colleague, token
}

// rowsOf are the ids of the to-dos that a page lists, in its order.
func rowsOf(page string, ids []string) (out []string) {
	for _, part := range strings.Split(mainOf(page), "<tr>")[1:] {
		for _, one := range ids {
			if strings.Contains(part, "/today/"+one) {
				out = append(out, one)
			}
		}
	}
	return out
}

// TestWhatHasEnded: the newest first, by every filter, and never what somebody may
// not see.
func TestWhatHasEnded(t *testing.T) {
	each(t, func(k *desk) {
		k.s.Forms = rules{}
		root := "/w/{ws}/today/finished"
		k.says("nothing yet", k.page(root), "还没有结束的待办")
		ids, _, token := k.afternoon()
		if k.golden("ended", k.page(root), ids...); k.t.Failed() {
			return
		}
		for _, c := range []struct {
			query string
			want  []int
		}{
			{"", []int{2, 3, 1, 0}}, {"?state=done", []int{3, 0}}, {"?state=expired", []int{2}}, {"?state=open", []int{2, 3, 1, 0}},
			{"?who=" + ids[4], []int{2, 1}}, {"?who=" + ids[5] + "&state=done", []int{3, 0}}, {"?group=" + ids[7], []int{3}},
			{"?book=" + url.QueryEscape("潜水 28 天关怀"), []int{0}}, {"?from=2030-01-03", []int{2}}, {"?to=2030-01-02", []int{3, 1, 0}}, {"?from=2030-01-04", nil},
		} {
			var want []string
			for _, n := range c.want {
				want = append(want, ids[n])
			}
			if got := rowsOf(k.page(root+c.query).Body.String(), ids[:4]); !slices.Equal(got, want) {
				k.t.Errorf("%q lists %v, want %v", c.query, got, want)
			}
		}
		k.says("nothing by a filter", k.page(root+"?from=2030-01-04"), "没有待办")
		k.lang = "en"
		k.says("in English", k.page(root), "Give a coupon", "It does not fit now", "expired")
		k.lang = "zh-CN"
		k.as(token)
		if got := rowsOf(k.page(root).Body.String(), ids[:4]); !slices.Equal(got, []string{ids[2], ids[1], ids[0]}) {
			k.t.Errorf("a store sees %v", got)
		}
		_, agent := k.join("小周", auth.Agent, k.shop)
		k.as(agent)
		if got := rowsOf(k.page(root+"?who="+ids[4]).Body.String(), ids[:4]); len(got) != 0 {
			k.t.Errorf("an agent sees what others did: %v", got)
		}
	})
}

// TestPagesOfWhatHasEnded: each to-do stands on one page, also where many ended at
// the same moment.
func TestPagesOfWhatHasEnded(t *testing.T) {
	each(t, func(k *desk) {
		var wanted []task.New
		for n := range 120 {
			wanted = append(wanted, hello("many/"+string(rune('a'+n%26))+string(rune('a'+n/26))))
		}
		seen, ids := map[string]int{}, []string{}
		for n, one := range k.open(wanted...) {
			k.must(k.s.Skip(k.t.Context(), k.ws, k.person("老板"), one.ID, task.NoTime, ""))
			if n%40 == 39 {
				k.time.on(time.Minute)
			}
			ids = append(ids, id.Show(one.ID))
		}
		address := "/w/{ws}/today/finished?state=skipped"
		for pages := 0; address != ""; pages++ {
			if pages > 3 {
				k.t.Fatal("the pages have no end")
			}
			body := k.page(address).Body.String()
			for _, one := range rowsOf(body, ids) {
				seen[one]++
			}
			address = ""
			if _, rest, ok := strings.Cut(body, `class="btn" href="/w/`+id.Show(k.ws)+`/today/finished?after=`); ok {
				after, _, _ := strings.Cut(rest, `"`)
				address = "/w/{ws}/today/finished?after=" + strings.ReplaceAll(after, "&amp;", "&")
			}
		}
		for _, one := range ids {
			if seen[one] != 1 {
				k.t.Fatalf("%s stands on %d pages; %d were seen", one, seen[one], len(seen))
			}
		}
		k.want("a spot that somebody changed", k.page("/w/{ws}/today/finished?after=x-y"), 200)
	})
}

// TestExport: the file holds what the list shows, all its pages, and nothing that a
// spreadsheet would run.
func TestExport(t *testing.T) {
	k := onSQLite(t)
	k.s.Forms = rules{}
	ids, _, _ := k.afternoon()
	w := k.page("/w/{ws}/today/finished.csv")
	k.want("the file", w, 200)
	text, bom := strings.CutPrefix(w.Body.String(), "\ufeff")
	if !bom || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") {
		t.Errorf("its head is %v, its beginning %.20q", w.Header(), w.Body.String())
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	k.must(err)
	if len(rows) != 5 || rows[4][0] != ids[0] || rows[4][8] != "给张券" || rows[4][9] != "面额：5" || rows[4][12] != "潜水 28 天关怀" {
		t.Fatalf("the rows: %q", rows)
	}
	if rows[3][1] != `'=HYPERLINK("http://x")` || rows[4][10] != "'+86 打过电话" {
		t.Errorf("a spreadsheet would run %q or %q", rows[3][1], rows[4][10])
	}
	if rows, err = csv.NewReader(strings.NewReader(strings.TrimPrefix(k.page("/w/{ws}/today/finished.csv?state=expired").Body.String(), "\ufeff"))).ReadAll(); err != nil || len(rows) != 2 {
		t.Errorf("filtered: %q, %v", rows, err)
	}
}

// TestANewTodo: somebody opens one by a form, for a group and a colleague that see
// each other; what is wrong stands beside its field, and what was typed stays.
func TestANewTodo(t *testing.T) {
	k := onSQLite(t)
	other, token := k.join("小林", auth.Operator, k.shop)
	ids := []string{id.Show(id.Group(1)), id.Show(id.Group(2)), id.Show(other.User), id.Show(k.owner)}
	k.golden("new", k.page("/w/{ws}/today/new"), ids...)
	for lang, word := range map[string]string{"zh-TW": "新增待辦", "en": "New to-do"} {
		k.lang = lang
		k.says(lang, k.page("/w/{ws}/today/new"), word)
	}
	k.lang = "zh-CN"
	for _, c := range []struct {
		what, says string
		pairs      []string
	}{
		{"no title", "写一句要做什么", []string{"text", "我打的字"}},
		{"too long", "太长了", []string{"title", strings.Repeat("长", 501), "text", "我打的字"}},
		{"the past", "已经过了", []string{"title", "去看看", "due", "2029-12-31T08:00", "text", "我打的字"}},
		{"no time", "没看懂", []string{"title", "去看看", "due", "明天", "text", "我打的字"}},
		{"a group of elsewhere", "没有找到这个群", []string{"title", "去看看", "group", id.Show(id.Group(99)), "text", "我打的字"}},
		{"who cannot see it", "看不到", []string{"title", "去看看", "group", ids[1], "to", ids[2], "text", "我打的字"}},
		{"nobody", "请选一位同事", []string{"title", "去看看", "to", "user_x", "text", "我打的字"}},
	} {
		w := k.post("/w/{ws}/today/new", c.pairs...)
		k.want(c.what, w, 422)
		k.says(c.what, w, c.says, "我打的字")
	}
	w := k.post("/w/{ws}/today/new", "title", " 提醒周六取货 ", "text", "周六十点来取", "group", ids[0], "to", ids[2], "due", "2030-01-02T22:00", "selling", "1", "proof", "1")
	k.want("a whole one", w, 303)
	page := k.page(w.Header().Get("Location"))
	k.says("the list", page, "建好了", "提醒周六取货")
	k.want("of a role", k.post("/w/{ws}/today/new", "title", "盘点", "to", "role-agent"), 303)
	if got := k.recorded(); !slices.Equal(got, []audit.Action{audit.TaskOpened, audit.TaskOpened}) {
		t.Errorf("recorded %v", got)
	}
	at := mainOf(page.Body.String())
	_, at, _ = strings.Cut(at, `<h2><a href="`)
	at, _, _ = strings.Cut(at, `"`)
	k.says("its page", k.page(at), "周六十点来取", "促销", "老板建了这条", "要留", "小林")
	k.as(token)
	k.want("a group that a store does not see", k.post("/w/{ws}/today/new", "title", "去看看", "group", ids[1]), 422)
	k.silent("the form of a store", k.page("/w/{ws}/today/new"), "总部群")
	k.want("a store's own, of no group", k.post("/w/{ws}/today/new", "title", "擦玻璃", "to", ids[2]), 303)
	k.says("a store's own", k.page("/w/{ws}/today?who=all"), "擦玻璃")
}

// TestCreatingTwice: a key opens one to-do; what differs under it is told.
func TestCreatingTwice(t *testing.T) {
	each(t, func(k *desk) {
		n := task.New{Key: "api/x/1", Kind: task.Other, Title: "盘点", Group: 1}
		first, err := k.s.Create(k.t.Context(), k.ws, k.person("老板"), n)
		k.must(err)
		again, err := k.s.Create(k.t.Context(), k.ws, k.person("老板"), n)
		if err != nil || again.ID != first.ID {
			k.t.Errorf("again: %v, %v", again.ID, err)
		}
		n.Title = "别的"
		_, err = k.s.Create(k.t.Context(), k.ws, k.person("老板"), n)
		k.kind("another one under the key", err, fault.Conflict)
		if got := k.recorded(); len(got) != 1 {
			k.t.Errorf("recorded %v", got)
		}
	})
}
