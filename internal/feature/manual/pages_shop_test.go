package manual

import (
	"net/url"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console/consoletest"
)

// langs are the languages of goldens.
var langs = [...]string{"zh-CN", "zh-TW", "en"}

// TestAFullGroupSendsPeopleOn: 150 is advice to grow, 250 is right, 300 is full; one touch
// makes the next group, and the words are ready for whoever asks and for the group.
func TestAFullGroupSendsPeopleOn(t *testing.T) {
	k := onSQLite(t)
	_, r := k.works()
	g := k.make("青禾福利群")[0]
	at := "/wechat/" + id.Show(g)
	k.Says("not known", k.Page(at), "不知道满没满", `href="#today"`)
	k.people(g, 150)
	k.Says("150", k.Page(at), "150 人，还有地方：到 200 人还差 50 位", "今天可以做一件")
	k.people(g, 250)
	k.Says("250", k.Page(at), "250 人，正合适。满 300 人再开下一个群", "一个群最多 500 人；过了 200 人，只能邀请进，不能扫码")
	k.people(g, 299)
	if w := k.Post(at+"/moves", "how", "left", "names", "走的人"); !strings.HasSuffix(w.Header().Get("Location"), "said=moved") {
		t.Errorf("somebody left: %s", w.Header().Get("Location"))
	}
	w := k.Post(at+"/moves", "how", "joined", "names", "小雨\n小北")
	if !strings.HasSuffix(w.Header().Get("Location"), "?n=2&said=full") {
		t.Fatalf("the 300th is noted: %s", w.Header().Get("Location"))
	}
	k.Golden("full_none", k.Page(at+"?n=2&said=full"), 200)
	k.Says("pasted", k.Post("/wechat/paste", "text", talk, "at", "2030-01-02T19:00", "group", id.Show(g), "do", "take"), "这个群不再进人了")
	r.on["welcome"] = true
	w = k.Post(at + "/next")
	if !strings.HasSuffix(w.Header().Get("Location"), "?said=next&n=1&left=0#size") {
		t.Fatalf("the next group: %d %s", w.Code, w.Header().Get("Location"))
	}
	k.Says("made", k.Page(at+"?said=next&n=1&left=0"), "一样的提醒打开了 1 句", "在微信里也建一个同名的群")
	k.Says("made, with nothing on", k.Page(at+"?said=next&n=0&left=0"), "建好了。在微信里也建一个同名的群")
	k.Says("made, with more to do", k.Page(at+"?said=next&n=1&left=2"), "还有 2 句要到新群里点")
	for _, lang := range langs {
		k.Lang = lang
		k.Golden("full_"+lang, k.Page(at+"?n=1&said=full"), 200)
	}
	k.Lang = "zh-CN"
	h := k.hall()
	next := NextOf(h.seats, g, h.set.Full)
	k.people(next, 20)
	k.Says("a code works", k.Page(at), "我把群码发你")
	k.people(next, 200)
	k.Says("no code works", k.Page(at), "我邀请你进去", "那边 200 人")
	k.Golden("list_full", k.Page("/wechat"), 200)
	if w := k.Post(at + "/next"); !strings.HasSuffix(w.Header().Get("Location"), id.Show(g)+"#size") || len(k.hall().groups) != 2 {
		t.Errorf("a second touch: %s, %d groups", w.Header().Get("Location"), len(k.hall().groups))
	}
	k.Want("not full", k.Post("/wechat/"+id.Show(next)+"/next"), 422)
	k.Want("closed", k.Post("/wechat/"+id.Show(next)+"/shut", "to", "shut"), 303)
	k.Says("closed", k.Page("/wechat/"+id.Show(next)), "你们说了，这个群先不进人", "可以进人了")
	k.Says("the first has nowhere to go", k.Page(at), "还没有下一个能进人的群", "建好 青禾福利3群")
	k.Want("neither", k.Post(at+"/shut", "to", "ajar"), 404)
	k.Want("opened", k.Post("/wechat/"+id.Show(next)+"/shut", "to", "open"), 303)
}

// TestACrowdedGroupIsAskedWhoWouldChange, in words that are ready in three languages; one
// that is only full is not, nor one of which newcomers have nowhere to go.
func TestACrowdedGroupIsAskedWhoWouldChange(t *testing.T) {
	k := onSQLite(t)
	k.works()
	g := k.make("青禾福利群")[0]
	at := "/wechat/" + id.Show(g)
	asks := func(what string, want bool, says ...string) {
		t.Helper()
		page := k.Page(at)
		k.Says(what, page, says...)
		if got := strings.Contains(page.Body.String(), `id="full-split"`); got != want {
			t.Errorf("%s: the group is asked who would change: %v", what, got)
		}
	}
	k.people(g, 420)
	asks("there is no next group", false, "可以分一个群", "建好 青禾福利2群")
	k.Want("the next group", k.Post(at+"/next"), 303)
	for lang, says := range map[string][]string{
		"zh-CN": {"420 人，满了（300 人算满）。", "不用请人走", "愿意换到“青禾福利2群”的朋友"},
		"zh-TW": {"不用請人走", "願意換到「青禾福利2群」的朋友"},
		"en":    {"Ask nobody to leave", "change to “青禾福利2群”"},
	} {
		k.Lang = lang
		asks(lang, true, says...)
	}
	k.Lang = "zh-CN"
	k.people(g, 301)
	asks("full", false, "群里的人不用动，新来的进下一个群")
}

// TestShopModeOnThePages: off there is one line; on, a name is proposed by shop and area,
// groups are seen by area, what does not suit a shop is folded away, and three steps tick
// by what is so.
func TestShopModeOnThePages(t *testing.T) {
	k := onSQLite(t)
	f, r := k.works()
	r.unfit = true
	k.Says("off", k.Page("/wechat"), "开的是实体店？打开实体店模式")
	k.Golden("settings_off", k.Page("/wechat/settings"), 200)
	k.Want("on", k.Post("/wechat/settings/shops", "to", "on"), 303)
	k.Golden("shop_empty", k.Page("/wechat"), 200)
	k.Golden("shop_add", k.Page("/wechat/add"), 200)
	k.Want("no area", k.Page("/wechat/add?shop=青禾&area="), 422)
	west := Where{"青禾", "河西"}
	k.Golden("shop_named", k.Page("/wechat/add"+west.query()), 200)
	k.Golden("shop_lacks", k.Post("/wechat/add", "names", "青禾·河西·福利1群", "shop", "青禾", "area", ""), 422)
	w := k.Post("/wechat/add", "names", "青禾·河西·福利1群", "shop", "青禾", "area", "河西", "keeper", id.Show(k.owner))
	k.Want("made", w, 303)
	to, err := url.Parse(w.Header().Get("Location"))
	k.must(err)
	at := to.Path[strings.Index(to.Path, "/wechat"):]
	g, err := id.Parse[id.Group](strings.TrimPrefix(at, "/wechat/"))
	k.must(err)
	if placeIn(r.columns[g]) != west {
		t.Errorf("it is at %v", r.columns[g])
	}
	k.Says("the next name", k.Page("/wechat/add"+west.query()), "青禾·河西·福利2群")
	for _, lang := range langs {
		k.Lang = lang
		k.Golden("shop_group_"+lang, k.Page(at), 200)
		k.Golden("settings_"+lang, k.Page("/wechat/settings"), 200)
	}
	k.Lang = "zh-CN"
	k.Says("what does not suit", k.Page(at), "还有 1 句不太适合实体店，看看")
	r.runs = map[string]map[id.Group]bool{"welcome": {g: true}}
	k.Want("came in", k.Post(at+"/arrived", "what", "本地番茄"), 303)
	k.Golden("shop_waits", k.Post(at+"/arrived", "what", "豆腐"), 422)
	f.said[f.saying[0].Key] = TodoDone
	k.Want("another area", k.Post("/wechat/add", "names", "青禾·河东·福利1群", "shop", "青禾", "area", "河东"), 303)
	for _, lang := range langs {
		k.Lang = lang
		k.Golden("shop_list_"+lang, k.Page("/wechat"), 200)
	}
	k.Lang = "zh-CN"
	page := k.Page("/wechat" + west.query())
	k.Says("by area", page, "青禾·河西·福利1群", `aria-current="page">青禾 · 河西`)
	if strings.Contains(page.Body.String(), "<strong>青禾·河东") {
		t.Error("another area's group is shown")
	}
	k.Says("an area of no group", k.Page("/wechat"+Where{"青禾", "山上"}.query()), "这个片区没有群")
	k.Want("moved", k.Post(at+"/place", "shop", "青禾", "area", "桥头"), 303)
	k.Says("moved", k.Page(at), "青禾 · 桥头")
	k.Golden("shop_place_wrong", k.Post(at+"/place", "shop", "", "area", "桥头"), 422)
	k.Want("kept", k.Post("/wechat/settings/place", "shop", "青禾二店", "area", "城南"), 303)
	k.Want("dropped", k.Post("/wechat/settings/place", "do", "drop", "shop", "青禾", "area", "河东"), 303)
	k.Golden("settings_wrong", k.Post("/wechat/settings/full", "full", "900"), 422)
	k.Want("lacks a shop", k.Post("/wechat/settings/place", "shop", " ", "area", "城南"), 422)
	k.Want("full", k.Post("/wechat/settings/full", "full", "250"), 303)
	k.Want("off", k.Post("/wechat/settings/shops", "to", "off"), 303)
	page = k.Page(at)
	for _, gone := range []string{"今天到货", "不太适合实体店", "青禾 · 桥头"} {
		if strings.Contains(consoletest.Main(page.Body.String()), gone) {
			t.Errorf("off, the page says %s", gone)
		}
	}
	k.Says("off again", k.Page("/wechat/settings"), `value="250"`)
}

// TestWhoMayChangeShops: an operator looks and makes groups; an agent notes what came in;
// neither changes the settings, and another unit's group is not there.
func TestWhoMayChangeShops(t *testing.T) {
	k := onSQLite(t)
	k.works()
	g := k.make("青禾福利群")[0]
	at := "/wechat/" + id.Show(g)
	k.people(g, 300)
	other, err := k.auth.CreateUnit(t.Context(), k.owner, k.ws, k.head, auth.Store, "山上店")
	k.must(err)
	_, service := k.join("客服", auth.Agent, k.shop)
	_, far := k.join("远处的", auth.Operator, other)
	_, near := k.join("店里的运营", auth.Operator, k.shop)
	k.as(service)
	k.Says("may not make", k.Page(at), "请负责人来建下一个群")
	for _, path := range []string{at + "/next", at + "/shut", at + "/place", "/wechat/settings/shops", "/wechat/settings/full", "/wechat/settings/place"} {
		k.Want(path, k.Post(path, "to", "on", "full", "250", "shop", "甲", "area", "乙"), 403)
	}
	k.Want("what came in", k.Post(at+"/arrived", "what", "番茄"), 303)
	k.Want("settings", k.Page("/wechat/settings"), 403)
	k.as(far)
	for _, path := range []string{"/next", "/shut", "/place", "/arrived"} {
		k.Want(path, k.Post(at+path, "to", "shut", "shop", "甲", "area", "乙", "what", "番茄"), 404)
	}
	k.as(near)
	k.Want("settings", k.Page("/wechat/settings"), 200)
	for _, path := range []string{"/wechat/settings/shops", "/wechat/settings/full", "/wechat/settings/place"} {
		k.Want(path, k.Post(path, "to", "on", "full", "250", "shop", "甲", "area", "乙"), 403)
	}
	if strings.Contains(k.Page("/wechat").Body.String(), "打开实体店模式") {
		t.Error("whoever may not switch it on is offered it")
	}
	if w := k.Post(at + "/next"); !strings.HasSuffix(w.Header().Get("Location"), "?said=next&ask=1#size") {
		t.Errorf("next: %d %s", w.Code, w.Header().Get("Location"))
	}
	k.Says("reminders are an owner's", k.Page(at+"?said=next&ask=1"), "提醒要请负责人到新群里打开")
	if !strings.Contains(k.Page(at).Body.String(), "青禾福利2群") {
		t.Error("an operator of the shop makes no next group")
	}
}
