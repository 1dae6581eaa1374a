package manual

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/id"
)

// TestTodayOnThePages: the first group is made by its name alone; what is to be done
// stands on its page and on the list, in three languages; a sentence is switched on
// and off; the rules are ready to post.
func TestTodayOnThePages(t *testing.T) {
	k := onSQLite(t)
	f, r := k.works()
	k.Golden("first", k.Page("/wechat"), 200)
	k.Golden("first_wrong", k.Post("/wechat/add", "quick", "1", "names", strings.Repeat("长", 61)), 422)
	w := k.Post("/wechat/add", "quick", "1", "names", "青禾福利群🌱")
	at := "/wechat" + strings.TrimSuffix(w.Header().Get("Location")[strings.LastIndex(w.Header().Get("Location"), "/"):], "?said=added")
	k.Golden("group_fresh", k.Page(at+"?said=added"), 200)
	g, err := id.Parse[id.Group](strings.TrimPrefix(at, "/wechat/"))
	k.must(err)
	noon := dbtest.Noon
	send := text("发消息", "發訊息", "Send a message")
	f.open = []Todo{
		{ID: 11, Group: g, Rank: Newcomer, Due: noon.Add(30 * time.Minute), Kind: send, Title: "欢迎 小雨。", Why: "有新人进群", Wordings: []Wording{{"warm", "欢迎 小雨。"}, {"brisk", "小雨，欢迎。"}}, Images: []int{1, 3}, Links: []string{"https://a.example/1.jpg"}},
		{ID: 12, Group: g, Rank: Usual, Due: noon.Add(-time.Hour), Kind: send, Title: "发到货", Wordings: []Wording{{"", "到货了 <b>"}}, Proof: true},
		{Group: g, Rank: Waiting, Kind: send, Title: "有 3 个问题还没人答", Page: "/w/x/groups/y#g-waiting"},
		{ID: 13, Group: 0, Rank: Usual, Kind: send, Title: "晚上 · 交班", Asks: true, Due: noon.Add(9 * time.Hour)},
		{ID: 14, Group: g, Rank: Usual, Kind: send, Title: "夜里的话", Wordings: []Wording{{"", "晚安"}}, Held: text("现在先别发：免打扰时段。", "現在先別發：免打擾時段。", "Hold this for now: quiet hours.").With()},
	}
	f.undone = 12
	k.Golden("list_today", k.Page("/wechat?said=done&task="+id.Show(id.Task(12))), 200)
	k.Golden("group_today", k.Page(at), 200)
	for lang, words := range map[string][]string{"zh-TW": {"複製文案", "這次不發", "群組裡有什麼、群規"}, "en": {"Copy text", "Not this time", "What is in the group, and its rules"}} {
		k.Lang = lang
		k.Says(lang, k.Page(at), words...)
		k.Golden("group_today_"+lang, k.Page(at), 200)
		k.Golden("list_today_"+lang, k.Page("/wechat"), 200)
	}
	k.Lang = "zh-CN"
	k.Want("nothing said", k.Post(at+"/sop/welcome/on", "ask.c.群里有什么", " "), 422)
	k.Golden("group_asked", k.Post(at+"/sop/welcome/on", "ask.c.群里有什么", strings.Repeat("多", 201)), 422)
	k.Want("on", k.Post(at+"/sop/welcome/on", "ask.c.群里有什么", "到货和自提"), 303)
	if !r.on["welcome"] || r.filled["c.群里有什么"] != "到货和自提" {
		t.Errorf("switched on with %v", r.filled)
	}
	k.Says("it is on", k.Page(at), "开着，有人进群就备好")
	k.Want("off", k.Post(at+"/sop/welcome/off"), 303)
	k.Want("of all groups", k.Post("/wechat/sop/daily-list/on"), 303)
	k.Want("not offered", k.Post(at+"/sop/rush-sale/on"), 422)
	if to := k.Post(at + "/sop/sunday-talk/on").Header().Get("Location"); !strings.Contains(to, "open=sunday-talk") {
		t.Errorf("what else is asked is at %s", to)
	}
	k.Want("another word", k.Post(at+"/sop/welcome/maybe"), 404)
	k.Want("about", k.Post(at+"/about", "about.群里有什么", "到货和自提", "about.服务时间", "9:00–20:00", "about.群主", "小河"), 303)
	k.Golden("group_rules", k.Page(at+"?said=described"), 200)
	k.Want("too long", k.Post(at+"/about", "about.群里有什么", strings.Repeat("多", 201)), 422)
	k.make("青禾福利群🌱")
	k.Says("of one name", k.Page(at), "还有一个群也叫这个名字")
}

// TestTheWeeklySheetOnItsPage, in three languages, with the week before beside it.
func TestTheWeeklySheetOnItsPage(t *testing.T) {
	k := onSQLite(t)
	k.works()
	k.Golden("week_empty", k.Page("/wechat/week"), 200)
	g := k.make("青禾福利群", "青禾会员群")
	week := DueWeek(k.clock.at, time.FixedZone("", 8*3600))
	field := func(name string, n int) string { return name + "." + id.Show(g[n]) }
	k.Want("filled", k.Post("/wechat/week", "week", fmt.Sprint(week), field("people", 0), "128", field("spoke", 0), "20", field("sent", 0), "", field("asked", 0), "6"), 303)
	k.Golden("week", k.Page("/wechat/week?said=saved"), 200)
	k.clock.at = k.clock.at.AddDate(0, 0, 7)
	later := fmt.Sprint(DueWeek(k.clock.at, time.FixedZone("", 8*3600)))
	k.Golden("week_wrong", k.Post("/wechat/week", "week", later, field("people", 0), "一百", field("spoke", 0), "3", field("people", 1), "-4"), 422)
	k.Want("more", k.Post("/wechat/week", "week", later, field("people", 0), "120", field("spoke", 0), "20", field("people", 1), "90"), 303)
	for _, lang := range []string{"zh-CN", "zh-TW", "en"} {
		k.Lang = lang
		k.Golden("week_later_"+lang, k.Page("/wechat/week"), 200)
	}
	k.Lang = "zh-CN"
	k.Golden("group_weeks", k.Page("/wechat/"+id.Show(g[0])), 200)
	k.Want("a week long past", k.Post("/wechat/week", "week", "202901", field("people", 0), "1"), 422)
}

// TestOnlyAnOwnerSwitches: whoever serves the group does its to-dos and fills in its
// week; another unit's group is not there.
func TestOnlyAnOwnerSwitches(t *testing.T) {
	k := onSQLite(t)
	k.works()
	g := k.make("青禾福利群")[0]
	at := "/wechat/" + id.Show(g)
	other, err := k.auth.CreateUnit(t.Context(), k.owner, k.ws, k.head, auth.Store, "山上店")
	k.must(err)
	_, service := k.join("客服", auth.Agent, k.shop)
	_, far := k.join("远处的", auth.Operator, other)
	k.as(service)
	k.Want("on", k.Post(at+"/sop/welcome/on"), 403)
	k.Want("about", k.Post(at+"/about", "about.群里有什么", "x"), 403)
	k.Says("read only", k.Page(at), "开关由负责人来点")
	k.Want("week", k.Page("/wechat/week"), 200)
	k.as(far)
	k.Want("about", k.Post(at+"/about", "about.群里有什么", "x"), 404)
	if strings.Contains(k.Page("/wechat/week").Body.String(), "青禾福利群") {
		t.Error("another unit's group is on the sheet")
	}
	k.as(k.boss)
	k.must(k.s.Dismiss(t.Context(), k.ws, k.by(), g))
	k.Want("of a group that is gone", k.Post(at+"/sop/welcome/on", "ask.c.群里有什么", "x"), 409)
	k.Want("its rules", k.Post(at+"/about", "about.群里有什么", "x"), 409)
	k.Golden("group_gone_works", k.Page(at), 200)
}
