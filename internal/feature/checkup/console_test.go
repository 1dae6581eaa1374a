package checkup

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console/consoletest"
)

// TestPages are the pages as an owner sees them, from the first group to the next
// week.
func TestPages(t *testing.T) {
	k := onSQLite(t)
	k.Golden("form", k.Page("/checkup"), 200)
	k.Golden("mistakes", k.Page("/checkup/mistakes"), 200)
	k.Golden("mistakes_made", k.Page("/checkup/mistakes?purpose=yes&more=no&door=unsure&daily=yes"), 200)
	k.Golden("form_half", k.Post("/checkup", paper(Answers{Under200, Years, Fortnight, "", "lots", ""}, "form", "PAPER", "name", "福利<b>群")...), 422)
	at := k.went("answered", k.Post("/checkup", paper(quiet, "form", "PAPER", "name", "福利群")...))
	k.Golden("result", k.Page(at), 200)
	if p := k.went("planned", k.Post(at+"/plan")); p != at+"?said=planned&n=3" {
		t.Errorf("leads to %s", p)
	}
	k.Golden("result_planned", k.Page(at+"?said=planned&n=3"), 200)
	k.went("tied", k.Post(at+"/tie", "name", "福利群"))
	k.Golden("result_tied", k.Page(at+"?said=tied"), 200)
	other := k.went("another", k.Post("/checkup", paper(Answers{Under30, Days, Never, None, None, Unsure}, "form", "OTHER")...))
	k.Golden("result_forming", k.Page(other), 200)
	k.went("a third", k.Post("/checkup", paper(Answers{Unsure, Unsure, Unsure, Unsure, Unsure, Unsure}, "form", "THIRD", "name", "会员群")...))
	k.clock.at = k.clock.at.Add(7 * 24 * time.Hour)
	k.Golden("list", k.Page("/checkup"), 200)
	k.Golden("form_again", k.Page(at+"/again"), 200)
	k.Golden("result_due", k.Page(at), 200)
	k.Golden("form_again_half", k.Post(at, paper(Answers{Under200, "", "", "", "", ""})...), 422)
	k.went("next week", k.Post(at, paper(better)...))
	k.Golden("result_change", k.Page(at), 200)
	k.Golden("result_older", k.Page(at+"?day=20300102"), 200)
	k.Want("a day that is not there", k.Page(at+"?day=20300103"), 404)
	for _, in := range []struct { // in this order: papers are counted
		lang  string
		words []string
	}{{"zh-TW", []string{"這個群組平穩", "今天做這 3 件事", "按你的回答估的"}}, {"en", []string{"This group is steady", "To do today", "Estimated from your answers"}}} {
		lang := in.lang
		k.Lang = lang
		k.Says(lang, k.Page(at), in.words...)
		k.Golden("result_"+lang, k.Page(at), 200)
		k.Golden("list_"+lang, k.Page("/checkup"), 200)
		k.Golden("form_"+lang, k.Page("/checkup/new"), 200)
	}
	k.Lang = "zh-CN"
	k.Want("not sure", k.Post(at+"/drop"), 422)
	if p := k.went("dropped", k.Post(at+"/drop", "sure", "1")); p != "/checkup" {
		t.Errorf("leads to %s", p)
	}
	k.Want("afterwards", k.Page(at), 404)
}

// TestEveryRowSaysThatItIsEstimated: so does every part of a result.
func TestEveryRowSaysThatItIsEstimated(t *testing.T) {
	k := onSQLite(t)
	at := k.went("answered", k.Post("/checkup", paper(quiet, "form", "PAPER")...))
	k.Post("/checkup", paper(better, "form", "OTHER")...)
	k.clock.at = k.clock.at.Add(7 * 24 * time.Hour)
	k.Post(at, paper(better)...)
	list, result := consoletest.Main(k.Page("/checkup").Body.String()), consoletest.Main(k.Page(at).Body.String())
	if rows, tags := strings.Count(list, `<li class="ck-`), strings.Count(list, "按你的回答估的"); rows != 2 || tags != rows {
		t.Errorf("%d rows, of which %d say so", rows, tags)
	}
	if days, tags := strings.Count(result, "?day="), strings.Count(result, "按你的回答估的"); days != 2 || tags != 5+days {
		t.Errorf("%d days, and it is said %d times", days, tags)
	}
	for _, page := range []string{list, result} {
		if strings.Contains(page, "%") || strings.Contains(page, "分数") || strings.Contains(page, "健康分") {
			t.Error("a guess became a score")
		}
	}
}

// TestAnAddressKeepsHalfAnAnswer: what is chosen is chosen again, what is no answer is
// not, and nothing is kept.
func TestAnAddressKeepsHalfAnAnswer(t *testing.T) {
	k := onSQLite(t)
	w := k.Page("/checkup/new?form=PAPER7&people=under200&age=days&spoke=" + url.QueryEscape(`"><script>`))
	k.Want("half", w, 200)
	page := consoletest.Main(w.Body.String())
	if n := strings.Count(page, " checked"); n != 2 || !strings.Contains(page, `name="form" value="PAPER7"`) || strings.Contains(page, "<script>") {
		t.Errorf("%d are chosen: %.900s", n, page)
	}
	if w := k.Page("/checkup/new?form=" + url.QueryEscape(`<x> y`)); !strings.Contains(w.Body.String(), `value="PAPER`) {
		t.Error("a paper that nobody made is taken")
	}
	at := k.went("answered", k.Post("/checkup", paper(quiet, "form", "PAPER7")...))
	if p := k.went("back", k.Page("/checkup?form=PAPER7&people=under200")); !strings.HasPrefix(p, at+"/again?") {
		t.Errorf("leads to %s", p)
	}
	if mend := consoletest.Main(k.Page(at + "/again?people=under200").Body.String()); strings.Contains(mend, "上次") || strings.Contains(mend, "ck-was") {
		t.Error("what was answered today is called last time")
	}
	if w := k.Page("/checkup"); !strings.Contains(w.Body.String(), "ck-list") {
		t.Error("the list does not come first where there is one")
	}
}

// TestFromThePageOfAGroup: it has its name already, and its page is led back to.
func TestFromThePageOfAGroup(t *testing.T) {
	k := onSQLite(t)
	g := k.group(k.ws, "会员群", k.shop)
	k.Golden("form_group", k.Page("/checkup?group="+id.Show(g)), 200)
	at := k.went("answered", k.Post("/checkup", paper(better, "form", "PAPER", "group", id.Show(g))...))
	k.Says("result", k.Page(at), "会员群", "/wechat/"+id.Show(g))
	if p := k.went("once more", k.Page("/checkup/new?group="+id.Show(g))); !strings.HasPrefix(p, at+"/again") {
		t.Errorf("leads to %s", p)
	}
	other := k.group(k.ws+1, "别人的群", 0)
	for _, path := range []string{"/checkup?group=" + id.Show(other), "/checkup?group=grp_0000000000000", "/checkup?group=x", "/checkup/chk_0000000000000", "/checkup/x", "/checkup/chk_0000000000000/again"} {
		k.Want(path, k.Page(path), 404)
	}
	k.Want("answers for it", k.Post("/checkup", paper(better, "form", "P", "group", id.Show(other))...), 404)
}

// TestWhoMaySeeAndDo: one of the shop checks and plans, and makes no group; one of
// another shop sees none of it; who only looks sees and changes nothing.
func TestWhoMaySeeAndDo(t *testing.T) {
	k := onSQLite(t)
	_, viewer := k.join("只看看的人", auth.ViewOnly, k.head)
	k.as(viewer)
	k.Golden("list_viewer_empty", k.Page("/checkup"), 200)
	k.Want("the form", k.Page("/checkup/new"), 403)
	other, err := k.auth.CreateUnit(t.Context(), k.owner, k.ws, k.head, auth.Store, "山上店")
	k.must(err)
	_, service := k.join("客服", auth.Agent, k.shop)
	_, far := k.join("远处的", auth.Operator, other)
	k.as(service)
	at := k.went("answered", k.Post("/checkup", paper(quiet, "form", "PAPER")...))
	k.went("planned", k.Post(at+"/plan"))
	k.went("renamed", k.Post(at+"/rename", "name", "福利群"))
	k.Want("a name that is too long", k.Post(at+"/rename", "name", strings.Repeat("群", 61)), 422)
	k.Golden("result_service", k.Page(at), 200)
	k.Want("tie", k.Post(at+"/tie"), 403)
	k.Want("drop", k.Post(at+"/drop", "sure", "1"), 403)
	k.as(far)
	for _, path := range []string{at, at + "/again"} {
		k.Want(path, k.Page(path), 404)
	}
	for _, path := range []string{"", "/plan", "/tie", "/rename", "/drop"} {
		k.Want(path, k.Post(at+path, paper(quiet, "name", "x", "sure", "1")...), 404)
	}
	if strings.Contains(k.Page("/checkup").Body.String(), "福利群") {
		t.Error("another unit's group is listed")
	}
	k.as(viewer)
	k.Golden("result_viewer", k.Page(at), 200)
	k.Want("list", k.Page("/checkup"), 200)
	for _, path := range []string{at, at + "/plan", at + "/rename", "/checkup"} {
		k.Want(path, k.Post(path, paper(quiet, "name", "x")...), 403)
	}
}

// TestInTheSample it may be tried, and makes no real group.
func TestInTheSample(t *testing.T) {
	k := newDesk(t, dbtest.Open(t, db.SQLite, schemas()), auth.Sample)
	at := k.went("answered", k.Post("/checkup", paper(quiet, "form", "PAPER")...))
	w := k.Page(at)
	k.Says("result", w, "这里是样例或模拟的")
	if !strings.Contains(w.Body.String(), "hs-sample") {
		t.Error("it is not labelled")
	}
	k.Want("tie", k.Post(at+"/tie"), 422)
	if len(k.places) != 0 {
		t.Error("a real group was made")
	}
}

// TestWithoutADoor says who can help.
func TestWithoutADoor(t *testing.T) {
	k := onSQLite(t)
	at := k.went("answered", k.Post("/checkup", paper(quiet, "form", "PAPER")...))
	k.door = false
	w := k.Post(at+"/tie", "name", "福利群")
	k.Want("tie", w, 422)
	k.Says("tie", w, "没有找到这个群", "福利群")
}
