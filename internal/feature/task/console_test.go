package task_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/task"
)

func onSQLite(t *testing.T) *desk {
	t.Helper()
	return newDesk(t, dbtest.Open(t, db.SQLite, schemas()))
}

// morning is what somebody finds before them: overdue, due soon, not yet, of money,
// of a member, and with a link that leads nowhere good.
func (k *desk) morning() (shown []string) {
	late := hello(plain("late"))
	late.From, late.Due, late.Title = noon.Add(-3*time.Hour), noon.Add(-10*time.Minute), "给昨晚没到的三位回个话"
	soon := hello(plain("soon"))
	soon.Due, soon.Selling, soon.Link = noon.Add(20*time.Minute), true, "javascript:alert(1)"
	soon.Pictures = []string{"https://hs.example/a.png", "data:text/html,x"}
	soon.Origin = task.Origin{Playbook: "周六抢购", Run: "r1", Step: "s2"}
	money := hello("money/1")
	money.Money, money.Title, money.Kind, money.Due = true, "退 </script><b>12 元", task.Other, noon.Add(5*time.Hour)
	money.About, money.Member, money.Group, money.Wordings = true, 7, 0, nil
	later := hello(plain("later"))
	later.From, later.Due, later.Title = noon.Add(8*time.Hour), noon.Add(10*time.Hour), "晚上收尾"
	for _, t := range k.open(late, soon, money, later) {
		shown = append(shown, id.Show(t.ID))
	}
	return append(shown, id.Show(id.Group(1)), id.Show(id.Member(7)))
}

// TestToday: what presses most first, the text ready, and nothing of what others
// must not see.
func TestToday(t *testing.T) {
	k := onSQLite(t)
	k.golden("today_empty", k.page("/w/{ws}/today"))
	shown := k.morning()
	_, token := k.join("小林", auth.Operator, k.shop)
	shown = append(shown, id.Show(k.shop), id.Show(k.person("小林").User))
	page := k.page("/w/{ws}/today")
	k.golden("today", page, shown...)
	k.silent("the list", page, "javascript:", "<b>12", "data:text")
	if a, b := strings.Index(page.Body.String(), "回个话"), strings.Index(page.Body.String(), "周六的预告"); a < 0 || b < a {
		t.Error("what is overdue does not come first")
	}
	for lang, word := range map[string]string{"zh-TW": "複製文案", "en": "Copy text"} {
		k.lang = lang
		k.says(lang, k.page("/w/{ws}/today"), word)
	}
	k.lang = "zh-CN"
	k.want("one unit", k.page("/w/{ws}/today?who="+id.Show(k.shop)), 200)
	k.silent("one unit", k.page("/w/{ws}/today?who="+id.Show(k.shop)), "12 元")
	part := k.page("/w/{ws}/today/list?who=mine")
	if strings.Contains(part.Body.String(), "<html") || !strings.Contains(part.Body.String(), "回个话") {
		t.Errorf("the part that moves: %.300s", part.Body.String())
	}
	k.as(token)
	k.silent("a store's list", k.page("/w/{ws}/today?who=all"), "12 元")
	k.want("head office's to-do, from a store", k.page("/w/{ws}/today/"+shown[2]), 404)
}

// TestDoing goes the ways of one to-do by its forms.
func TestDoing(t *testing.T) {
	k := onSQLite(t)
	shown := k.morning()
	other, _ := k.join("小林", auth.Operator, k.shop)
	k.golden("one", k.page("/w/{ws}/today/"+shown[1]), append(shown, id.Show(other.User))...)
	w := k.post("/w/{ws}/today/"+shown[1]+"/done", "wording", "2", "who", "all")
	k.want("done", w, 303)
	after := k.page(w.Header().Get("Location"))
	k.says("after it was done", after, "做完一件", shown[1]+"/reopen")
	k.silent("after it was done", after, "发周六的预告")
	k.want("undone", k.post("/w/{ws}/today/"+shown[1]+"/reopen"), 303)
	k.want("no reason", k.post("/w/{ws}/today/"+shown[1]+"/skip", "note", "我打的字"), 422)
	k.says("what was typed stays", k.post("/w/{ws}/today/"+shown[1]+"/skip", "note", "我打的字"), "我打的字", "请选一个不做的原因")
	k.want("no proof", k.post("/w/{ws}/today/"+shown[2]+"/done"), 422)
	k.want("handed", k.post("/w/{ws}/today/"+shown[0]+"/hand", "to", id.Show(other.User), "note", "辛苦"), 303)
	k.says("its story", k.page("/w/{ws}/today/"+shown[0]), "老板转交给小林", "辛苦")
	k.want("skipped", k.post("/w/{ws}/today/"+shown[1]+"/skip", "reason", "own-words", "note", "停电"), 303)
	k.says("why", k.page("/w/{ws}/today/"+shown[1]), "决定不做", "停电")
	k.want("twice", k.post("/w/{ws}/today/"+shown[1]+"/done"), 422)
}

// TestOthersAnswer404: ids of another workspace lead nowhere, by any address.
func TestOthersAnswer404(t *testing.T) {
	k := onSQLite(t)
	shown := k.morning()
	ws, err := k.auth.CreateWorkspace(t.Context(), k.owner, auth.NewWorkspace{Name: "别家", Kind: auth.Own, Zone: "Asia/Shanghai"})
	k.must(err)
	root := "/w/" + id.Show(ws) + "/today/"
	k.want("its page", k.page(root+shown[0]), 404)
	for _, deed := range []string{"done", "skip", "hand", "claim", "reopen"} {
		k.want(deed, k.post(root+shown[0]+"/"+deed, "reason", "no-time", "to", id.Show(k.owner), "proof", "x"), 404)
	}
	k.silent("its list", k.page("/w/"+id.Show(ws)+"/today?who=all"), "回个话")
	k.want("a word that is no id", k.page("/w/{ws}/today/task_x"), 404)
	_, viewer := k.join("小看", auth.ViewOnly, k.head)
	k.as(viewer)
	k.want("who only views figures", k.page("/w/{ws}/today"), 403)
}

// TestTeam: who has how much, in the order of names, and only one's own for who
// does not run the workspace.
func TestTeam(t *testing.T) {
	k := onSQLite(t)
	k.morning()
	a, _ := k.join("小林", auth.Operator, k.shop)
	b, agent := k.join("小周", auth.Agent, k.shop)
	one := hello(plain("mine"))
	one.Owner = a.User
	done := k.open(one)[0]
	k.must(k.s.Skip(t.Context(), k.ws, a, done.ID, task.NoTime, ""))
	gone := hello(plain("gone"))
	gone.Owner, gone.Due, gone.Until = a.User, noon.Add(30*time.Minute), noon.Add(time.Hour)
	k.open(gone)
	two := k.open(hello(plain("two")))[0]
	k.must(k.s.Done(t.Context(), k.ws, a, two.ID, task.Did{}))
	w := k.post("/w/{ws}/today/team/shift", "user", id.Show(a.User), "day", "3", "start", "18:00", "end", "02:00")
	k.want("a shift", w, 303)
	k.want("a strange shift", k.post("/w/{ws}/today/team/shift", "user", id.Show(a.User), "day", "9", "start", "x", "end", "02:00"), 422)
	k.time.on(2 * time.Hour)
	_, err := k.s.Step(t.Context(), k.ws)
	k.must(err)
	k.says("one done, one skipped, one that nobody did", k.page("/w/{ws}/today/team"), ">1/3<", "没来得及 1")
	k.golden("team", k.page("/w/{ws}/today/team"), id.Show(a.User), id.Show(b.User), id.Show(k.owner))
	k.want("all of it", k.post("/w/{ws}/today/team/hand", "from", id.Show(a.User), "to", id.Show(b.User)), 303)
	last := hello(plain("last"))
	last.Owner = a.User
	k.open(last)
	k.must(k.auth.RemoveStaff(t.Context(), k.owner, k.ws, a.User))
	k.says("who left", k.page("/w/{ws}/today/team"), "已离开的同事")
	k.want("what they leave", k.post("/w/{ws}/today/team/hand", "from", id.Show(a.User), "to", id.Show(b.User)), 303)
	if got := k.get(last.Key).Owner; got != b.User {
		t.Errorf("what somebody left is with %d", got)
	}
	k.as(agent)
	k.silent("an agent's page", k.page("/w/{ws}/today/team"), "老板", "小林")
	k.want("an agent plans", k.post("/w/{ws}/today/team/shift", "user", id.Show(b.User), "day", "3", "start", "18:00", "end", "19:00"), 403)
	k.want("an agent takes another's", k.post("/w/{ws}/today/team/hand", "from", id.Show(a.User), "to", id.Show(b.User)), 403)
}

// TestCalendar: whoever has the address reads, until it is closed or its owner has
// left; nobody can guess it from what is kept.
func TestCalendar(t *testing.T) {
	each(t, func(k *desk) {
		shown := k.morning()
		one, err := id.Parse[id.Task](shown[1])
		k.must(err)
		a, token := k.join("小林", auth.Operator, k.shop)
		k.must(k.s.HandOver(k.t.Context(), k.ws, k.person("老板"), one, a.User, ""))
		k.as(token)
		k.golden("calendar_none", k.page("/w/{ws}/today/calendar"))
		k.says("a new address", k.post("/w/{ws}/today/calendar/make"), "http://hs.example/today/calendar/SECRET1.ics")
		k.silent("looked at again", k.page("/w/{ws}/today/calendar"), "SECRET1")
		read := func(secret string) *httptest.ResponseRecorder {
			r := httptest.NewRequest("GET", "/today/calendar/"+secret+".ics", nil)
			w := httptest.NewRecorder()
			k.mux.ServeHTTP(w, r)
			return w
		}
		got := read("SECRET1")
		if got.Code != http.StatusOK || !strings.HasPrefix(got.Header().Get("Content-Type"), "text/calendar") ||
			!strings.Contains(got.Body.String(), "UID:"+shown[1]) || strings.Contains(got.Body.String(), shown[0]) {
			k.t.Errorf("%d: %s", got.Code, got.Body.String())
		}
		k.must(k.auth.SetLang(k.t.Context(), a.User, i18n.En))
		if told := read("SECRET1").Body.String(); !strings.Contains(told, "X-WR-CALNAME:Huoshui to-dos") {
			k.t.Errorf("who chose English reads %s", told)
		}
		k.must(k.auth.SetLang(k.t.Context(), a.User, ""))
		k.want("guessed", read("SECRET2"), 404)
		k.post("/w/{ws}/today/calendar/make")
		k.want("the old one", read("SECRET1"), 404)
		k.want("the new one", read("SECRET2"), 200)
		k.must(k.auth.RemoveStaff(k.t.Context(), k.owner, k.ws, a.User))
		k.want("who has left", read("SECRET2"), 404)
		k.as(k.boss)
		k.post("/w/{ws}/today/calendar/make")
		k.want("closed", k.post("/w/{ws}/today/calendar/close"), 303)
		k.want("closed", read("SECRET3"), 404)
	})
}

// TestThePageIsTold that something has changed.
func TestThePageIsTold(t *testing.T) {
	k := onSQLite(t)
	server := httptest.NewServer(k.mux)
	defer server.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, "GET", server.URL+"/w/"+id.Show(k.ws)+"/today/live", nil)
	k.must(err)
	r.AddCookie(&http.Cookie{Name: "huoshui", Value: k.token})
	answer, err := http.DefaultClient.Do(r)
	k.must(err)
	defer answer.Body.Close()
	buf := make([]byte, 64)
	n, err := answer.Body.Read(buf)
	k.must(err)
	first := string(buf[:n])
	began := time.Now()
	k.open(hello(plain("a")))
	n, err = answer.Body.Read(buf)
	k.must(err)
	if first != "data: changed\n\n" || string(buf[:n]) != first || time.Since(began) > 8*time.Second {
		t.Errorf("told %q, then %q after %v", first, buf[:n], time.Since(began))
	}
}
