package chain

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/id"
)

// busy has one of everything that a page may have to show.
const busy = "#接龙\n周五团\nA 土鸡蛋 30枚 25元\nB 老豆腐 6元/盒，每人限3盒\n自提点：桥头店、河边店\n截止18:00\n\n1. 小雨 A1 B2盒 桥头店 13800001234\n2. 阿青 B4 河边店 晚点拿\n3. 老周 +1\n4. ~~林林 A2~~\n5. 小满代何叔 A1 3号楼502\n" +
	"6. 小雨 B1 <b>\n7. 王姐 鸡蛋2份\n8. =SUM A1"

func at(c id.Chain) string { return "/chain/" + id.Show(c) }

// TestPages are the pages as an owner sees them from the first day on.
func TestPages(t *testing.T) {
	k := onSQLite(t)
	k.Golden("list_empty", k.Page("/chain"), 200)
	k.Golden("list_wrong", k.Post("/chain/paste", "text", "春天到了，城里的花都开了。\n河边的柳树抽了新芽。"), 422)
	k.Want("nothing", k.Post("/chain/paste", "text", "  "), 422)
	w := k.Post("/chain/paste", "text", busy, "group", id.Show(k.groups[0].ID))
	k.Want("paste", w, 303)
	_, where, _ := strings.Cut(w.Header().Get("Location"), id.Show(k.ws))
	k.Golden("one", k.Page(where), 200)
	k.Golden("row", k.Page(where+"/row/3"), 200)
	k.Golden("row_wrong", k.Post(where+"/row/3", "name", "", "product", "豆腐", "amount", "一些"), 422)
	k.Want("row", k.Post(where+"/row/3", "name", "老周", "product", "", "amount", "1", "pick", "老豆腐", "from", "ask"), 303)
	k.Want("same", k.Post(where+"/same", "name", "鸡蛋", "as", "土鸡蛋"), 303)
	k.Golden("row_new", k.Page(where+"/row/new"), 200)
	k.Want("added", k.Post(where+"/row/new", "name", "补的人", "product", "土鸡蛋", "amount", "2"), 303)
	k.Golden("about", k.Page(where+"/about"), 200)
	k.Golden("about_wrong", k.Post(where+"/about", "title", "周五团", "day", "2030-01-02", "p.code", "A", "p.name", "土鸡蛋", "p.price", "贵", "p.each", "很多", "places", "桥头店", "each", "x"), 422)
	k.Want("taken", k.Post(where+"/taken", "seq", "1", "taken", "1"), 303)
	k.Golden("pickup", k.Page(where+"/pickup"), 200)
	k.Golden("pickup_place", k.Page(where+"/pickup?place=%E6%B2%B3%E8%BE%B9%E5%BA%97"), 200)
	k.Golden("text", k.Page(where+"/text"), 200)
	w = k.Post(where+"/update", "text", strings.Replace(busy, "2. 阿青 B4 河边店 晚点拿\n", "", 1)+"\n9. 新来的 A1")
	if !strings.HasSuffix(w.Header().Get("Location"), "?n0=1&n1=0&n2=1&said=updated") {
		t.Errorf("updated: %d %s", w.Code, w.Header().Get("Location"))
	}
	k.Golden("one_updated", k.Page(where+"?said=updated&n0=1&n1=0&n2=1"), 200)
	k.Want("not sure", k.Post(where+"/remove"), 422)
	w = k.Post(where + "/next")
	_, next, _ := strings.Cut(w.Header().Get("Location"), id.Show(k.ws))
	k.Golden("one_next", k.Page(next), 200)
	k.Golden("list", k.Page("/chain"), 200)
	for lang, words := range map[string][]string{"zh-TW": {"要你看一眼的", "每樣要多少", "名字出現不止一次"}, "en": {"To look at", "How much of each", "The name stands more than once"}} {
		k.Lang = lang
		k.Says(lang, k.Page(where), words...)
		k.Golden("list_"+lang, k.Page("/chain"), 200)
		k.Golden("one_"+lang, k.Page(where), 200)
	}
	k.Want("removed", k.Post(where+"/remove", "sure", "1"), 303)
	k.Lang = "zh-CN"
	k.Golden("gone", k.Page(where), 410)
	for _, lang := range []string{"zh-TW", "en"} {
		k.Lang = lang
		k.Golden("gone_"+lang, k.Page(where+"/pickup"), 410)
	}
}

// TestMoneyIsInWhatTheChainWrites: pounds stay pounds, on the page, in the text that goes
// back into the group, and tomorrow.
func TestMoneyIsInWhatTheChainWrites(t *testing.T) {
	k := onSQLite(t)
	w := k.Post("/chain/paste", "text", "Saturday dumplings\nPork £8/bag\nVeg £7.50/bag\n\n1. Jenny - 2 pork\n2. Mark T: 1 bag veg")
	k.Want("paste", w, 303)
	_, where, _ := strings.Cut(w.Header().Get("Location"), id.Show(k.ws))
	k.Says("page", k.Page(where), "£8/bag", "£7.50/bag", "£23.50", "£16")
	k.Says("text", k.Page(where+"/text"), "Pork £8/bag")
	w = k.Post(where + "/next")
	_, next, _ := strings.Cut(w.Header().Get("Location"), id.Show(k.ws))
	k.Says("tomorrow", k.Page(next), "£8/bag")
	w = k.Post("/chain/paste", "text", "#接龙\n樱桃 30元/斤\n1. 小雨 樱桃2斤")
	_, where, _ = strings.Cut(w.Header().Get("Location"), id.Show(k.ws))
	k.Says("yuan", k.Page(where), "30 元/斤", "60 元")
}

// TestAnExampleIsLabelled, and one tap brings it.
func TestAnExampleIsLabelled(t *testing.T) {
	k := onSQLite(t)
	for _, lang := range []string{"zh-CN", "zh-TW", "en"} {
		k.Lang = lang
		w := k.Post("/chain/paste", "example", "1")
		k.Want("example", w, 303)
		_, where, _ := strings.Cut(w.Header().Get("Location"), id.Show(k.ws))
		page := k.Page(where)
		k.Says(lang, page, "hs-tag-sample")
		if n := strings.Count(page.Body.String(), `class="card cn-ask"`); n != 1 {
			t.Errorf("%s: the example asks about %d lines, want the one that is not clear", lang, n)
		}
	}
}

// TestPhonesAreMasked unless somebody asks to see them.
func TestPhonesAreMasked(t *testing.T) {
	k := onSQLite(t)
	c := k.paste(busy)
	for _, path := range []string{"", "/pickup", "/text"} {
		if strings.Contains(k.Page(at(c)+path).Body.String(), "13800001234") {
			t.Errorf("%s shows a phone number", path)
		}
	}
	k.Says("masked", k.Page(at(c)), "138****1234")
	k.Says("asked for", k.Page(at(c)+"?phones=1"), "13800001234")
	if strings.Contains(k.Page(at(c)+"/text").Body.String(), "138") {
		t.Error("a phone number goes into the group")
	}
}

// sheet reads a sheet of the Excel file of a chain.
func (k *desk) sheet(path, name string) [][]string {
	k.t.Helper()
	w := k.Page(path)
	k.Want("excel", w, 200)
	book, err := excelize.OpenReader(bytes.NewReader(w.Body.Bytes()))
	k.must(err)
	defer book.Close() //nolint:errcheck // nothing of it is on disk
	rows, err := book.GetRows(name)
	k.must(err)
	return rows
}

// TestExcel has the lines, the products and the places; no cell is a formula.
func TestExcel(t *testing.T) {
	k := onSQLite(t)
	c := k.paste(busy)
	rows := k.sheet(at(c)+"/excel", "明细")
	if len(rows) != 10 || rows[2][1] != "小雨" || rows[2][3] != "土鸡蛋 1份、老豆腐 2盒" || rows[2][8] != "37" || rows[2][6] != "138****1234" || rows[4][9] != "还没看，没算" || rows[5][9] != "不要了" {
		t.Errorf("%q", rows)
	}
	if !strings.Contains(rows[0][0], "2030-01-02") || !strings.Contains(rows[0][0], "没算进来") {
		t.Errorf("it says of itself: %q", rows[0])
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.HasPrefix(cell, "=") {
				t.Errorf("%q is a formula", cell)
			}
		}
	}
	if got := k.sheet(at(c)+"/excel?phones=1", "明细")[2][6]; got != "13800001234" {
		t.Errorf("asked for, the phone is %q", got)
	}
	goods := k.sheet(at(c)+"/excel", "按商品")
	if len(goods) != 4 || goods[2][0] != "土鸡蛋" || goods[2][2] != "5" || goods[3][2] != "6" {
		t.Errorf("%q", goods)
	}
	places := k.sheet(at(c)+"/excel", "按自提点")
	if len(places) < 4 || places[2][0] != "桥头店" || places[2][1] != "1" {
		t.Errorf("%q", places)
	}
	w := k.Page(at(c) + "/excel")
	if d := w.Header().Get("Content-Disposition"); !strings.Contains(d, `filename="chain-2030-01-02.xlsx"`) || !strings.Contains(d, "%E6%8E%A5%E9%BE%99") {
		t.Errorf("it is called %s", d)
	}
}

// TestWhoMaySeeAndDo: an agent of the shop works with the shop's chains; one of another
// unit sees none of them; whoever only looks at figures sees no page.
func TestWhoMaySeeAndDo(t *testing.T) {
	k := onSQLite(t)
	other, err := k.auth.CreateUnit(t.Context(), k.owner, k.ws, k.head, auth.Store, "山上店")
	k.must(err)
	service, far, viewer := k.join("客服", auth.Agent, k.shop), k.join("远处的", auth.Operator, other), k.join("只看看的人", auth.ViewOnly, k.head)
	k.as(service)
	w := k.Post("/chain/paste", "text", busy)
	k.Want("paste", w, 303)
	_, where, _ := strings.Cut(w.Header().Get("Location"), id.Show(k.ws))
	k.Want("taken", k.Post(where+"/taken", "seq", "1", "taken", "1"), 303)
	k.Want("no csrf", k.Do("POST", where+"/taken", strings.NewReader("seq=1")), 403)
	k.as(far)
	for _, path := range []string{"", "/row/1", "/row/new", "/about", "/pickup", "/text", "/excel"} {
		k.Want(path, k.Page(where+path), 404)
	}
	for _, path := range []string{"/update", "/answer", "/same", "/sold", "/row/1", "/row/new", "/about", "/taken", "/next", "/remove"} {
		k.Want(path, k.Post(where+path, "text", busy, "seq", "1", "answer", "both", "name", "x", "as", "", "sold", "x", "product", "x", "amount", "1", "sure", "1", "day", "2030-01-02"), 404)
	}
	for _, path := range []string{"/chain/chn_0000000000000", "/chain/nothing"} {
		k.Want(path, k.Page(path), 404)
	}
	if strings.Contains(k.Page("/chain").Body.String(), "周五团") {
		t.Error("another unit's chain is listed")
	}
	if w := k.Post("/chain/paste", "text", busy, "group", id.Show(k.groups[0].ID)); w.Code != 422 {
		t.Errorf("a group of another unit is taken: %d", w.Code)
	}
	k.as(viewer)
	k.Want("list", k.Page("/chain"), 403)
}
