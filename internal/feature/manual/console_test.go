package manual

import (
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/id"
)

const talk = "看不懂的一行\n小雨 2029-12-30 20:15:33\n排骨还有吗 <b>\n\"店主\"邀请\"小北\"加入了群聊\n店主 2030-01-02 9:16:00\n有的，给你留\n小雨 2030-01-02 9:17:00\n[图片]"

// TestPages are the pages as an owner sees them from the first day on.
func TestPages(t *testing.T) {
	k := onSQLite(t)
	k.golden("list_empty", k.page("/wechat"), 200)
	k.golden("add", k.page("/wechat/add"), 200)
	k.golden("add_wrong", k.post("/wechat/add", "names", " ", "people", "十", "note", "记着的", "keeper", id.Show(k.owner), "unit", id.Show(k.shop)), 422)
	w := k.post("/wechat/add", "names", "青禾老客群\n青禾新客群\n河边一群", "people", "128", "keeper", id.Show(k.owner), "unit", id.Show(k.shop))
	k.want("add", w, 303)
	var at string
	for g, place := range k.places {
		if place.Name == "青禾老客群" {
			at = "/wechat/" + id.Show(g)
		}
		if place.Unit != k.shop {
			t.Errorf("%s belongs to %d", place.Name, place.Unit)
		}
	}
	k.golden("group", k.page(at), 200)
	k.golden("group_wrong", k.post(at+"/figures", "people", "120", "messages", "3", "spoke", "9"), 422)
	k.want("figures", k.post(at+"/figures", "people", "129", "joined", "2", "left", "1", "messages", "40", "spoke", "9"), 303)
	if w := k.post(at+"/moves", "how", "joined", "names", "小雨\n小北"); !strings.HasSuffix(w.Header().Get("Location"), "?n=2&said=moved") {
		t.Errorf("moves: %d %s", w.Code, w.Header().Get("Location"))
	}
	k.golden("paste", k.post(at+"/paste", "text", talk, "at", "2030-01-02T19:00"), 200)
	k.golden("paste_nothing", k.post(at+"/paste", "text", "这里一条消息也没有", "at", ""), 422)
	k.want("take", k.post(at+"/take", "text", talk, "at", "2030-01-02T19:00"), 303)
	k.says("pasted again", k.post(at+"/paste", "text", talk), "没有新的")
	k.golden("group_told", k.page(at+"?said=taken&n=3"), 200)
	k.golden("list", k.page("/wechat"), 200)
	for lang, words := range map[string][]string{"zh-TW": {"今天群組裡怎麼樣", "新加入的人"}, "en": {"How was the group today", "Who came"}} {
		k.lang = lang
		k.says(lang, k.page(at), words...)
		k.golden("list_"+lang, k.page("/wechat"), 200)
	}
	k.lang = "zh-CN"
	k.want("not sure", k.post(at+"/dismiss"), 422)
	k.want("dismiss", k.post(at+"/dismiss", "sure", "1"), 303)
	k.golden("group_gone", k.page(at+"?said=dismissed"), 200)
	k.want("after its end", k.post(at+"/figures", "people", "1"), 422)
}

// TestWhoMaySeeAndDo: an operator of the shop fills in and does not make groups; one
// of another unit sees none of it; whoever only looks at figures sees no page.
func TestWhoMaySeeAndDo(t *testing.T) {
	k := onSQLite(t)
	g := k.make("青禾老客群")[0]
	at := "/wechat/" + id.Show(g)
	other, err := k.auth.CreateUnit(t.Context(), k.owner, k.ws, k.head, auth.Store, "山上店")
	k.must(err)
	_, service := k.join("客服", auth.Agent, k.shop)
	_, far := k.join("远处的", auth.Operator, other)
	_, viewer := k.join("只看看的人", auth.ViewOnly, k.head)
	k.as(service)
	k.golden("group_service", k.page(at), 200)
	k.want("figures", k.post(at+"/figures", "people", "12"), 303)
	k.want("rename", k.post(at+"/rename", "name", "x"), 403)
	k.want("add", k.page("/wechat/add"), 403)
	k.as(far)
	for _, path := range []string{at, "/wechat/grp_0000000000000", "/wechat/nothing"} {
		k.want(path, k.page(path), 404)
	}
	for _, path := range []string{"/figures", "/moves", "/paste", "/take", "/rename", "/keep", "/dismiss"} {
		k.want(path, k.post(at+path, "people", "1", "names", "小雨", "name", "x", "text", talk, "sure", "1"), 404)
	}
	if strings.Contains(k.page("/wechat").Body.String(), "青禾老客群") {
		t.Error("another unit's group is listed")
	}
	k.as(viewer)
	k.want("list", k.page("/wechat"), 403)
}
