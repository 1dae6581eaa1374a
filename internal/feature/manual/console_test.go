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
	k.Golden("list_empty", k.Page("/wechat"), 200)
	k.Golden("add", k.Page("/wechat/add"), 200)
	k.Golden("add_wrong", k.Post("/wechat/add", "names", " ", "people", "十", "note", "记着的", "keeper", id.Show(k.owner), "unit", id.Show(k.shop)), 422)
	w := k.Post("/wechat/add", "names", "青禾老客群\n青禾新客群\n河边一群", "people", "128", "keeper", id.Show(k.owner), "unit", id.Show(k.shop))
	k.Want("add", w, 303)
	var at string
	for g, place := range k.places {
		if place.Name == "青禾老客群" {
			at = "/wechat/" + id.Show(g)
		}
		if place.Unit != k.shop {
			t.Errorf("%s belongs to %d", place.Name, place.Unit)
		}
	}
	k.Golden("group", k.Page(at), 200)
	k.Golden("group_wrong", k.Post(at+"/figures", "people", "120", "messages", "3", "spoke", "9"), 422)
	k.Want("figures", k.Post(at+"/figures", "people", "129", "joined", "2", "left", "1", "messages", "40", "spoke", "9"), 303)
	if w := k.Post(at+"/moves", "how", "joined", "names", "小雨\n小北"); !strings.HasSuffix(w.Header().Get("Location"), "?n=2&said=moved") {
		t.Errorf("moves: %d %s", w.Code, w.Header().Get("Location"))
	}
	k.Golden("paste", k.Post(at+"/paste", "text", talk, "at", "2030-01-02T19:00"), 200)
	k.Golden("paste_nothing", k.Post(at+"/paste", "text", "这里一条消息也没有", "at", ""), 422)
	group := strings.TrimPrefix(at, "/wechat/")
	k.Golden("paste_taken", k.Post("/wechat/paste", "text", strings.ReplaceAll(talk, "\n", "\r\n"), "at", "2030-01-02T19:00", "group", group, "do", "take"), 200)
	k.Says("pasted again", k.Post(at+"/paste", "text", talk), "都贴过了")
	k.Golden("group_told", k.Page(at+"?said=taken&n=3"), 200)
	k.Golden("list", k.Page("/wechat"), 200)
	for lang, words := range map[string][]string{"zh-TW": {"今天群組裡怎麼樣", "新加入的人"}, "en": {"How was the group today", "Who came"}} {
		k.Lang = lang
		k.Says(lang, k.Page(at), words...)
		k.Golden("list_"+lang, k.Page("/wechat"), 200)
	}
	k.Lang = "zh-CN"
	k.Want("not sure", k.Post(at+"/dismiss"), 422)
	k.Want("dismiss", k.Post(at+"/dismiss", "sure", "1"), 303)
	k.Golden("group_gone", k.Page(at+"?said=dismissed"), 200)
	k.Want("after its end", k.Post(at+"/figures", "people", "1"), 422)
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
	k.Golden("group_service", k.Page(at), 200)
	k.Want("figures", k.Post(at+"/figures", "people", "12"), 303)
	k.Want("rename", k.Post(at+"/rename", "name", "x"), 403)
	k.Want("add", k.Page("/wechat/add"), 403)
	k.as(far)
	for _, path := range []string{at, "/wechat/grp_0000000000000", "/wechat/nothing"} {
		k.Want(path, k.Page(path), 404)
	}
	for _, path := range []string{"/figures", "/moves", "/paste", "/rename", "/keep", "/dismiss"} {
		k.Want(path, k.Post(at+path, "people", "1", "names", "小雨", "name", "x", "text", talk, "sure", "1"), 404)
	}
	if strings.Contains(k.Page("/wechat").Body.String(), "青禾老客群") {
		t.Error("another unit's group is listed")
	}
	k.as(viewer)
	k.Want("list", k.Page("/wechat"), 403)
}
