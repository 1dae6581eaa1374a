package shelf

import (
	"fmt"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/web/console/consoletest"
)

// where is the address of a page that an answer leads to, below the workspace.
func (k *desk) where(to string) string {
	k.t.Helper()
	_, rest, _ := strings.Cut(to, id.Show(k.ws))
	at, _, _ := strings.Cut(rest, "?")
	return at
}

// kept keeps a piece by the form, and returns where it is.
func (k *desk) kept(pairs ...string) string {
	k.t.Helper()
	w := k.Post("/shelf/new", pairs...)
	k.Want("keep", w, 303)
	return k.where(w.Header().Get("Location"))
}

// TestPages are the pages as an owner sees them from the first day on.
func TestPages(t *testing.T) {
	k := onSQLite(t)
	k.Golden("list_empty", k.Page("/shelf"), 200)
	g, other := id.Show(k.groups[0].ID), id.Show(k.groups[1].ID)
	k.Golden("list_empty_group", k.Page("/shelf?group="+g), 200)
	k.Golden("form", k.Page("/shelf/new?group="+g), 200)
	k.Golden("form_wrong", k.Post("/shelf/new", "title", "怎么挑<小排>", "day", "2029-12-30", "where", "some", "group", other, "sharer", "王师傅", "summary", "1. 看颜色\n2. 按一下", "link", "javascript:alert(1)"), 422)
	k.Golden("form_nowhere", k.Post("/shelf/new", "title", "怎么挑小排", "day", "2029-12-30", "where", "some", "summary", "看颜色"), 422)
	at := k.kept("title", "怎么挑<小排>", "day", "2029-12-30", "where", "some", "group", g, "group", other, "sharer", "王师傅", "summary", "1. 看颜色\n2. <b>按</b>一下", "link", "https://doc.example/a?b=1&c=2")
	k.Golden("one", k.Page(at+"?said=kept"), 200)
	k.Golden("form_edit", k.Page(at+"/edit"), 200)
	k.Want("not sure", k.Post(at+"/remove"), 422)
	k.kept("title", "叶子菜怎么放", "day", "2030-01-01", "where", "all", "summary", "根朝下竖着放")
	k.Golden("list", k.Page("/shelf"), 200)
	k.Golden("list_group", k.Page("/shelf?group="+g), 200)
	k.Golden("list_found", k.Page("/shelf?q=%E6%A0%B9%E6%9C%9D%E4%B8%8B"), 200)
	k.Golden("list_not_found", k.Page("/shelf?q=%E5%A4%A7%E9%97%B8%E8%9F%B9"), 200)
	for _, lang := range []string{"zh-TW", "en"} {
		k.Lang = lang
		k.Golden("list_group_"+lang, k.Page("/shelf?group="+g), 200)
		k.Golden("one_"+lang, k.Page(at), 200)
		k.Golden("form_"+lang, k.Page("/shelf/new"), 200)
	}
	k.Lang = "zh-CN"
	k.Want("changed", k.Post(at+"/edit", "title", "怎么挑大排", "day", "2029-12-30", "where", "all", "summary", "先拍松"), 303)
	k.Says("changed", k.Page(at), "怎么挑大排", "先拍松", "所有群")
	k.Want("away", k.Post(at+"/archive", "to", "away"), 303)
	k.Golden("one_away", k.Page(at+"?said=archived"), 200)
	k.Golden("list_away", k.Page("/shelf?away=1"), 200)
	k.Want("back", k.Post(at+"/archive", "to", "back"), 303)
	w := k.Post(at+"/remove", "sure", "1")
	k.Want("removed", w, 303)
	k.Says("removed", k.Page("/shelf?said=removed"), "删掉了")
	k.Want("gone", k.Page(at), 404)
}

// TestALinkIsAText: nobody is led anywhere by it, and what was typed is no HTML.
func TestALinkIsAText(t *testing.T) {
	k := onSQLite(t)
	at := k.kept("title", "<script>x</script>", "day", "2030-01-01", "where", "all", "sharer", "<i>王</i>", "summary", "</textarea><script>y</script>", "link", `https://doc.example/"><script>`)
	for _, path := range []string{at, at + "/edit", "/shelf", "/shelf?group=" + id.Show(k.groups[0].ID)} {
		page := consoletest.Main(k.Page(path).Body.String())
		for _, never := range []string{"<script>", "<i>王", `href="https://doc.example`} {
			if strings.Contains(page, never) {
				t.Errorf("%s has %s in it", path, never)
			}
		}
	}
}

// TestFromATodo: what was filled in stands in the form, and is kept by whoever says so.
func TestFromATodo(t *testing.T) {
	k := onSQLite(t)
	page := k.Page("/shelf/new?task=" + id.Show(aTodo))
	k.Golden("form_todo", page, 200)
	k.Want("another", k.Page("/shelf/new?task="+id.Show(aTodo+1)), 404)
	k.Want("no id", k.Page("/shelf/new?task=x"), 404)
	k.as(k.join("远处的", auth.Operator, k.hill))
	k.Want("of another unit", k.Page("/shelf/new?task="+id.Show(aTodo)), 404)
}

// TestPagesOfALongShelf: twenty a page, and filters stay.
func TestPagesOfALongShelf(t *testing.T) {
	k := onSQLite(t)
	g := k.groups[0].ID
	for i := range 45 {
		k.keep(k.said(fmt.Sprintf("第%02d回", i), i, g))
	}
	for page, want := range map[string]int{"": 20, "1": 20, "2": 20, "3": 5, "99": 5, "-1": 20, "x": 20} {
		w := k.Page("/shelf?q=%E5%9B%9E&group=" + id.Show(g) + "&page=" + page)
		if n := strings.Count(w.Body.String(), `class="sh-day"`); n != want {
			t.Errorf("page %q has %d, want %d", page, n, want)
		}
	}
	k.Says("second", k.Page("/shelf?q=%E5%9B%9E&group="+id.Show(g)+"&page=2"), "page=1&amp;q=%E5%9B%9E", "group="+id.Show(g)+"&amp;page=3", "2 / 3")
	if card := k.card(g); strings.Count(card, "回") != OnCard {
		t.Errorf("on the card: %s", card)
	}
}

// TestManyGroupsAreFiltered, and what was typed and chosen stays.
func TestManyGroupsAreFiltered(t *testing.T) {
	k := onSQLite(t)
	for i := range 350 {
		k.groups = append(k.groups, Group{ID: id.Group(1000 + i), Name: fmt.Sprintf("街坊%03d群", i), Unit: k.shop})
	}
	chosen := id.Show(k.groups[3+349].ID)
	w := k.Post("/shelf/new", "title", "怎么挑小排", "day", "2030-01-01", "where", "some", "group", chosen, "narrow", "街坊12", "filter", "1", "summary", "看颜色")
	k.Want("filter", w, 200)
	page := consoletest.Main(w.Body.String())
	if n := strings.Count(page, `name="group"`); n != 11 || !strings.Contains(page, `value="`+chosen+`" checked`) || !strings.Contains(page, "怎么挑小排") || !strings.Contains(page, "看颜色") {
		t.Errorf("%d groups: %s", n, page)
	}
	if k.titles(k.by(), Wanted{}) != "" {
		t.Error("filtering kept it")
	}
	page = consoletest.Main(k.Page("/shelf/new").Body.String())
	if n := strings.Count(page, `name="group"`); n != offered || !strings.Contains(page, "列了 200 个") {
		t.Errorf("%d groups are offered", n)
	}
	if page := consoletest.Main(k.Page("/shelf").Body.String()); strings.Contains(page, "<option") {
		t.Error("an empty shelf offers groups")
	}
	k.keep(k.said("大家的", 0))
	page = consoletest.Main(k.Page("/shelf?group=" + chosen).Body.String())
	if n := strings.Count(page, "<option"); n != groupsShown+2 || !strings.Contains(page, `value="`+chosen+`" selected`) || !strings.Contains(page, "列了前 300 个") {
		t.Errorf("%d groups to filter by", n)
	}
}

// TestWhoMayDoWhat: an agent reads and copies, and changes nothing; whoever only looks
// at figures sees no page; another unit's and another workspace's pieces are not there.
func TestWhoMayDoWhat(t *testing.T) {
	k := onSQLite(t)
	at := k.kept("title", "怎么挑小排", "day", "2030-01-01", "where", "some", "group", id.Show(k.groups[0].ID), "summary", "看颜色")
	agent, far, viewer := k.join("客服", auth.Agent, k.shop), k.join("远处的", auth.Operator, k.hill), k.join("只看看的人", auth.ViewOnly, k.head)
	near := k.join("店里的人", auth.Operator, k.shop)
	k.as(agent)
	k.Golden("list_agent", k.Page("/shelf"), 200)
	k.Golden("one_agent", k.Page(at), 200)
	k.Golden("form_agent", k.Page("/shelf/new"), 403)
	deeds := []string{"/shelf/new", at + "/edit", at + "/archive", at + "/remove"}
	for _, path := range deeds {
		k.Want(path, k.Post(path, "title", "x", "day", "2030-01-01", "where", "all", "summary", "x", "sure", "1"), 403)
	}
	k.Want("the form of it", k.Page(at+"/edit"), 403)
	k.as(far)
	for _, path := range []string{at, at + "/edit", "/shelf?group=" + id.Show(k.groups[0].ID), "/shelf/sum_0000000000000", "/shelf/nothing", "/shelf?group=x"} {
		k.Want(path, k.Page(path), 404)
	}
	for _, path := range deeds[1:] {
		k.Want(path, k.Post(path, "title", "x", "day", "2030-01-01", "where", "all", "summary", "x", "sure", "1"), 404)
	}
	if page := consoletest.Main(k.Page("/shelf").Body.String()); strings.Contains(page, "小排") || strings.Contains(page, "青禾福利群") {
		t.Error("another unit's is listed")
	}
	if w := k.Post("/shelf/new", "title", "x", "day", "2030-01-01", "where", "some", "group", id.Show(k.groups[0].ID), "summary", "x"); w.Code != 422 {
		t.Errorf("a group of another unit is taken: %d", w.Code)
	}
	k.as(near)
	all := k.keep(k.said("大家的", 0))
	k.Golden("one_not_mine", k.Page("/shelf/"+id.Show(all)), 200)
	k.Want("not mine", k.Page("/shelf/"+id.Show(all)+"/edit"), 403)
	k.Want("no csrf", k.Do("POST", at+"/archive", strings.NewReader("to=away")), 403)
	k.Want("mine", k.Post(at+"/archive", "to", "away"), 303)
	k.as(viewer)
	k.Golden("no_permission", k.Page("/shelf"), 403)
}
