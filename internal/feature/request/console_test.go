package request_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/request"
)

// langs are what browsers ask for.
var langs = []string{"zh-CN", "zh-TW", "en"}

func ids(all ...request.Request) (out []string) {
	for _, r := range all {
		out = append(out, id.Show(r.ID))
	}
	return out
}

// week fills a desk: two placed, one near an SOP, and three that wait.
func (k *desk) week() (colleague request.Person, token string, all []request.Request) {
	k.t.Helper()
	colleague, token = k.join("小电", auth.ViewOnly, k.shop)
	sells := wish("电商部", "周六试吃")
	sells.Selling = true
	moments := wish("市场部", "门店上新")
	moments.Channel, moments.Money = request.Moments, 0
	evil := wish("<b>品牌部</b>", "</script><i>上新")
	evil.Groups, evil.Draft, evil.Picture = []id.Group{3}, "", "https://hs.example/a.png"
	private := wish("客服部", "回访")
	private.Channel, private.Whom, private.Groups = request.Private, "上个月买过的客户", []id.Group{1}
	for i, a := range []request.Ask{sells, moments, evil, private, wish("市场部", "读书会")} {
		who := k.chief()
		if i == 0 || i == 3 {
			who = colleague
		}
		k.time.on(time.Minute)
		all = append(all, k.file(who, a))
	}
	k.must(k.s.Place(k.t.Context(), k.ws, k.chief(), all[3].ID, on(4, 12), 0))
	k.must(k.s.Place(k.t.Context(), k.ws, k.chief(), all[4].ID, on(5, 16), 0))
	k.plans = []request.Planned{{At: on(4, 13), Group: 1, Channel: request.Message, Title: "每日清单"}, {At: on(3, 20), Channel: request.Moments, Title: "朋友圈一周", Maybe: true},
		{At: on(6, 20), Group: 3, Channel: request.Announce, Title: "周榜"}}
	return colleague, token, all
}

// TestPagesInEveryLanguage as they were looked at: empty first, then a week.
func TestPagesInEveryLanguage(t *testing.T) {
	k := onSQLite(t)
	k.golden("empty", k.page("/w/{ws}/requests"))
	k.golden("calendar_empty", k.page("/w/{ws}/requests/calendar"))
	_, token, all := k.week()
	shown := ids(all...)
	for _, lang := range langs {
		k.lang = lang
		k.golden("list_"+lang, k.page("/w/{ws}/requests"), shown...)
		k.golden("one_"+lang, k.page("/w/{ws}/requests/"+shown[0]), shown...)
		k.golden("form_"+lang, k.page("/w/{ws}/requests/new"), shown...)
		k.golden("slots_"+lang, k.page("/w/{ws}/requests/slots"), shown...)
		k.golden("calendar_"+lang, k.page("/w/{ws}/requests/calendar"), shown...)
		k.golden("settings_"+lang, k.page("/w/{ws}/requests/settings"), shown...)
	}
	k.lang = "zh-CN"
	k.golden("placed", k.page("/w/{ws}/requests?show=placed"), shown...)
	k.golden("one_placed", k.page("/w/{ws}/requests/"+shown[3]), shown...)
	k.golden("one_moments", k.page("/w/{ws}/requests/"+shown[1]), shown...)
	k.golden("slots_moments", k.page("/w/{ws}/requests/slots?channel=moments"), shown...)
	k.says("a search that finds nothing", k.page("/w/{ws}/requests/slots?q=x"), "没有这样的群")
	k.silent("what somebody typed", k.page("/w/{ws}/requests"), "<i>上新", "<b>品牌部")
	k.as(token)
	k.golden("mine", k.page("/w/{ws}/requests"), shown...)
	k.golden("one_mine", k.page("/w/{ws}/requests/"+shown[0]), shown...)
	k.golden("calendar_colleague", k.page("/w/{ws}/requests/calendar"), shown...)
}

// TestWhoMayWhat: who only looks files and sees their own; deciding, exporting and
// settings are for those whose role has them.
func TestWhoMayWhat(t *testing.T) {
	k := onSQLite(t)
	_, token, all := k.week()
	_, newcomer := k.join("小新", auth.ViewOnly, k.shop)
	_, operator := k.join("小运", auth.Operator, k.shop)
	one := "/w/{ws}/requests/" + id.Show(all[0].ID)
	k.as(newcomer)
	k.says("nothing of one's own", k.page("/w/{ws}/requests"), "你还没有提过需求")
	k.want("another's", k.page(one), 404)
	k.want("another's form", k.page(one+"/edit"), 404)
	k.silent("a colleague's week", k.page("/w/{ws}/requests/calendar"), "回访", "读书会")
	k.says("a colleague's week", k.page("/w/{ws}/requests/calendar"), "已有安排")
	k.as(token)
	k.want("place", k.post(one+"/place", "day", "2030-01-04", "clock", "12:00"), 403)
	k.want("decline", k.post(one+"/decline", "reason", "too-much"), 403)
	k.want("export", k.page("/w/{ws}/requests/export.csv"), 403)
	k.want("settings", k.page("/w/{ws}/requests/settings"), 403)
	k.as(operator)
	k.want("settings", k.post("/w/{ws}/requests/settings"), 403)
	k.want("of a store", k.page(one), 200)
	k.want("of head office", k.page("/w/{ws}/requests/"+id.Show(all[2].ID)), 404)
	k.want("Moments, from a store", k.page("/w/{ws}/requests/"+id.Show(all[1].ID)), 404)
	k.silent("a store's queue", k.page("/w/{ws}/requests"), "门店上新", "上新")
	k.want("without a token", k.do("POST", one+"/decline", strings.NewReader("reason=too-much")), 403)
}

// TestOthersAnswer404: ids of another workspace lead nowhere, by any address.
func TestOthersAnswer404(t *testing.T) {
	k := onSQLite(t)
	_, _, all := k.week()
	ws, err := k.auth.CreateWorkspace(t.Context(), k.owner, auth.NewWorkspace{Name: "别家", Kind: auth.Own, Zone: "Asia/Shanghai"})
	k.must(err)
	root := "/w/" + id.Show(ws) + "/requests/"
	mine := id.Show(all[1].ID)
	k.want("its page", k.page(root+mine), 404)
	k.want("its form", k.page(root+mine+"/edit"), 404)
	for _, deed := range []string{"edit", "place", "decline", "return", "withdraw", "result", "noticed"} {
		k.want(deed, k.post(root+mine+"/"+deed, "reason", "too-much", "day", "2030-01-04", "clock", "12:00", "result", "1"), 404)
		k.want("nothing typed: "+deed, k.post(root+mine+"/"+deed), 404)
		k.want("no id: "+deed, k.post(root+"req_x/"+deed), 404)
	}
	k.silent("its list", k.page("/w/"+id.Show(ws)+"/requests"), "门店上新")
	k.silent("its calendar", k.page(root+"calendar"), "门店上新", "河边一群")
	k.want("who yields", k.post("/w/{ws}/requests/"+mine+"/place", "day", "2030-01-04", "clock", "12:00", "yields", "req_0000000000009"), 404)
	k.want("a group of elsewhere", k.post("/w/{ws}/requests", pairs(with("groups", "grp_0000000000009"))...), 422)
}

func with(field string, values ...string) url.Values {
	v := typedForm()
	v[field] = values
	return v
}

// TestTheForm keeps what was typed and says what is wrong beside its field.
func TestTheForm(t *testing.T) {
	k := onSQLite(t)
	w := k.post("/w/{ws}/requests", pairs(typedForm())...)
	k.want("filed", w, 303)
	k.says("filed", k.page(w.Header().Get("Location")), "提好了", "周六试吃", "3,000")
	for field, value := range map[string]string{"title": "", "day": "2029-01-04", "from": "noon", "to": "11:00", "expected": "many", "money": "-5", "picture": "ftp://x",
		"last": "2030-01-03", "channel": "fax"} {
		v := with(field, value)
		v.Set("goal", "这句话要留着")
		w := k.post("/w/{ws}/requests", pairs(v)...)
		if k.want(field, w, 422); !strings.Contains(w.Body.String(), "is-invalid") || !strings.Contains(w.Body.String(), "这句话要留着") {
			t.Errorf("%s=%q: %.300s", field, value, mainOf(w.Body.String()))
		}
	}
	k.want("a unit", k.post("/w/{ws}/requests", pairs(func() url.Values { v := with("groups"); v.Set("unit", id.Show(k.shop)); return v }())...), 303)
	edit := strings.TrimSuffix(w.Header().Get("Location"), "?said=filed") + "/edit"
	k.says("its form again", k.page(edit), `value="周六试吃"`, `value="2030-01-04"`, " checked")
	k.want("revised", k.post(edit, pairs(with("title", "周日试吃"))...), 303)
	k.says("revised", k.page(strings.TrimSuffix(edit, "/edit")), "周日试吃", "补充后重新提交")
	k.want("wrongly revised", k.post(edit, pairs(with("title", ""))...), 422)
}

// TestDecidingFromThePage: a slot, refusals beside the field, and the way back.
func TestDecidingFromThePage(t *testing.T) {
	k := onSQLite(t)
	_, _, all := k.week()
	one := "/w/{ws}/requests/" + id.Show(all[0].ID)
	k.says("no time", k.post(one+"/place", "day", "2030-01-04", "clock", ""), "请选好日期和时间")
	w := k.post(one+"/place", "day", "2030-01-04", "clock", "23:00")
	k.want("in the night", w, 422)
	k.says("in the night", w, "免打扰", `value="23:00"`)
	k.says("no reason", k.post(one+"/decline", "note", "我打的字"), "请从列表里选一个", "我打的字")
	k.want("placed", k.post(one+"/place", "day", "2030-01-06", "clock", "15:00"), 303)
	k.says("placed", k.page(one+"?said=placed"), "排在 2030-01-06 15:00", "排好了", "改时间")
	k.want("returned", k.post(one+"/return", "reason", "fix-text"), 303)
	k.says("returned", k.page("/w/{ws}/requests?show=returned"), "周六试吃", "文案要改")
	k.want("declined twice", k.post(one+"/decline", "reason", "too-much"), 422)
}

// TestSettingsFromThePage are kept, and count at once.
func TestSettingsFromThePage(t *testing.T) {
	k := onSQLite(t)
	form := []string{"w_reach", "0", "w_value", "1", "w_fit", "0", "w_urgency", "0", "w_room", "0", "q_message", "4", "q_announce", "1", "q_moments", "0",
		"q_private", "1", "q_live", "1", "department", "5", "gap", "60", "full", "6000"}
	k.want("saved", k.post("/w/{ws}/requests/settings", form...), 303)
	k.says("saved", k.page("/w/{ws}/requests/settings?said=saved"), "存好了", `value="6000"`)
	r := k.file(k.chief(), wish("电商部", "周六试吃")) // 3,000 of 6,000
	k.says("the score", k.page("/w/{ws}/requests/"+id.Show(r.ID)), "<strong>50</strong>", "3000 ÷ 6000 元")
	k.says("no Moments", k.page("/w/{ws}/requests/slots?channel=moments"), "每周没有名额", "满了")
	for i, name := range form {
		if i%2 == 1 {
			continue
		}
		v := append([]string{}, form...)
		v[i+1] = "9999999999"
		w := k.post("/w/{ws}/requests/settings", v...)
		k.want(name, w, 422)
		k.says(name, w, `is-invalid" id="`+name, "9999999999")
	}
	if got := k.recorded(); len(got) != 2 || got[0] != audit.RequestSet {
		t.Errorf("recorded %v", got)
	}
}

// TestAGroupOfItsOwn has other slots than the rest, until it is like them again.
func TestAGroupOfItsOwn(t *testing.T) {
	k := onSQLite(t)
	one := "/w/{ws}/requests/settings/group/" + id.Show(id.Group(1))
	form := []string{"q_message", "5", "q_announce", "0", "q_moments", "3", "q_private", "1", "q_live", "1"}
	k.want("saved", k.post(one, form...), 303)
	k.golden("group", k.page(one+"?said=saved"), id.Show(id.Group(1)))
	k.says("its slots", k.page("/w/{ws}/requests/slots"), "空 5 / 5", "空 2 / 2", "单独设的", "还空 9 个")
	k.says("no announcements", k.page("/w/{ws}/requests/slots?channel=announce"), "满了", "空 1 / 1")
	form[3] = "8"
	w := k.post(one, form...)
	k.want("more than the gate lets pass", w, 422)
	k.says("more than the gate lets pass", w, `is-invalid" id="q_announce`, `value="8"`)
	form[3] = "x"
	k.want("no number", k.post(one, form...), 422)
	settings := []string{"w_reach", "2", "w_value", "3", "w_fit", "2", "w_urgency", "1", "w_room", "2", "department", "3", "gap", "120", "full", "10000"}
	k.want("the rest is saved", k.post("/w/{ws}/requests/settings", append(settings, "q_message", "3", "q_announce", "1", "q_moments", "3", "q_private", "1", "q_live", "1")...), 303)
	k.says("its slots stay", k.page("/w/{ws}/requests/slots"), "空 5 / 5", "空 3 / 3")
	k.want("like the others", k.post(one, "as", "all"), 303)
	k.silent("like the others", k.page("/w/{ws}/requests/slots"), "空 5 / 5", "单独设的")
	for _, g := range []string{"grp_0000000000009", "grp_x"} {
		k.want(g, k.page("/w/{ws}/requests/settings/group/"+g), 404)
		k.want(g, k.post("/w/{ws}/requests/settings/group/"+g, form...), 404)
	}
	_, operator := k.join("小运", auth.Operator, k.shop)
	k.as(operator)
	k.want("an operator", k.page(one), 403)
	k.silent("an operator", k.page("/w/{ws}/requests/slots"), "/settings/")
}

// TestExport has a line for each, and no formula for a spreadsheet.
func TestExport(t *testing.T) {
	k := onSQLite(t)
	k.week()
	a := wish("=1+1", "@SUM(A1)")
	a.Draft = ""
	k.file(k.chief(), a)
	w := k.page("/w/{ws}/requests/export.csv")
	k.want("export", w, 200)
	body := w.Body.String()
	if n := strings.Count(body, "\r\n"); n != 7 || !strings.Contains(body, "'=1+1") || !strings.Contains(body, "'@SUM") || !strings.HasPrefix(body, "\ufeff需求,部门") {
		t.Errorf("%d lines: %s", n, body)
	}
}

// TestALongQueue is cut with a word, and is read by a number of statements that does
// not grow with it.
func TestALongQueue(t *testing.T) {
	k := onSQLite(t)
	fill := func(from, to int) {
		for i := from; i < to; i++ {
			who := request.Person{User: id.User(1000 + i/20), Role: auth.Owner, Scope: auth.Everything()}
			k.file(who, wish(fmt.Sprint("部门", i%7), fmt.Sprint("第", i, "条")))
		}
	}
	count := func() int64 {
		before := k.db.Statements()
		k.want("the queue", k.page("/w/{ws}/requests"), 200)
		return k.db.Statements() - before
	}
	fill(0, 10)
	few := count()
	fill(10, 210)
	if many := count(); many != few {
		t.Errorf("%d statements for 10, %d for 210", few, many)
	}
	k.says("the queue", k.page("/w/{ws}/requests"), "210 条在排队", "只列出前 200 条")
}
