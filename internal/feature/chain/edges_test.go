package chain

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chain/roll"
	"github.com/huoshui/huoshui/internal/web/console/consoletest"
)

// copies is one paste in which the list stands twice, and a later line takes back.
const copies = "#接龙\n周五团\nA 土鸡蛋 25元/份\nB 老豆腐 6元/盒\n自提点：桥头店、河边店\n\n1. 小雨 A2 桥头店\n2. 阿青 B1\n3. 老周 A1 桥头店\n4. 林林 13800001234 B3\n" +
	"#接龙\n周五团\n1. 小雨 A1 桥头店\n2. 老周 A1 河边店\n3. 林林 13800001234 B2\n4. 小满 A1\n5. 阿珍 A2\n林林 不要了\n阿珍 取消"

// turnsOf is the part of a page that tells what one text says differently.
func (k *desk) turnsOf(path string) string {
	k.t.Helper()
	_, rest, _ := strings.Cut(k.Page(path).Body.String(), `id="turns"`)
	part, _, _ := strings.Cut(rest, "</details>\n<section")
	return part
}

// TestWhatOnePasteSaysDifferently is told in words: each line that an earlier copy says
// otherwise, folded, not more than fits, and without phone numbers.
func TestWhatOnePasteSaysDifferently(t *testing.T) {
	k := onSQLite(t)
	c := k.paste(copies)
	k.Golden("one_turns", k.Page(at(c)), 200)
	turns := k.turnsOf(at(c))
	for _, says := range []string{"改了 3 行，少了 1 行，后来加的 2 行", "第 1 行 小雨：从 土鸡蛋 2份 改成 土鸡蛋 1份", "原来第 2 行 阿青：前面那份要 老豆腐 1盒，后面那份里没有了",
		"第 2 行 老周：要的没变（土鸡蛋 1份），在哪取、电话或备注改了", "第 4 行 小满：后面那份才有，要 土鸡蛋 1份", "第 5 行 阿珍：后面那份才有，要过 土鸡蛋 2份，又不要了", "第 3 行 林林：原来要 老豆腐 3盒，后来不要了"} {
		if !strings.Contains(turns, says) {
			t.Errorf("it does not say %q: %s", says, turns)
		}
	}
	if strings.Contains(turns, "13800001234") {
		t.Errorf("a phone number is told: %s", turns)
	}
	for lang, says := range map[string]string{"en": "line 1, 小雨: from 土鸡蛋 2份 to 土鸡蛋 1份", "zh-TW": "第 1 行 小雨：從 土鸡蛋 2份 改成 土鸡蛋 1份"} {
		k.Lang = lang
		k.Says(lang, k.Page(at(c)), says)
	}
	k.Lang = "zh-CN"
	k.must(k.db.Write(t.Context(), func(tx *db.Tx) error {
		return k.s.Erase(t.Context(), tx, k.ws, func(body []byte) bool { return strings.Contains(string(body), `"小雨"`) })
	}))
	if turns := k.turnsOf(at(c)); strings.Contains(turns, "小雨") || !strings.Contains(turns, "老周") {
		t.Errorf("after somebody was forgotten: %s", turns)
	}
	_, err := k.s.Update(t.Context(), k.ws, k.by(), c, "#接龙\n周五团\n1. 老周 A1 河边店")
	k.must(err)
	if turns := k.turnsOf(at(c)); turns != "" {
		t.Errorf("a later paste says everything once, and still: %s", turns)
	}

	var many [2]strings.Builder
	for i := range 40 {
		fmt.Fprintf(&many[0], "%d. 邻居%d A1\n", i+1, 100+i)
		fmt.Fprintf(&many[1], "%d. 邻居%d A2\n", i+1, 100+i)
	}
	c = k.paste("#接龙\n团\nA 土鸡蛋 25元/份\n" + many[0].String() + "#接龙\n团\n" + many[1].String())
	turns = k.turnsOf(at(c))
	if n := strings.Count(turns, "<li>"); n != turnsShown || !strings.Contains(turns, "还有 10 处没列在这里") {
		t.Errorf("%d lines are told: %s", n, turns)
	}
}

// TestTheVerdictNamesWhatIsOverOrDoubled: that all lines were read is no reason to say
// that all is well.
func TestTheVerdictNamesWhatIsOverOrDoubled(t *testing.T) {
	k := onSQLite(t)
	c := k.paste("#接龙\n蛋挞\n蛋挞 20元/盒，每人限2盒，限量9盒\n1. 小雨 2盒\n2. 阿青 蛋挞3盒\n3. 老周 蛋挞2盒\n3. 小满 蛋挞1盒\n5. 小雨 蛋挞2盒")
	page := k.Page(at(c))
	k.Says("clear, and yet", page, "5 行都看懂了，一共 1 样商品。 不过，1 行超过每人限购（第 2 行 阿青）；1 行加上去就超过总量了（第 5 行 小雨）；1 个名字接了不止一次（小雨）；2 行序号重复（第 3 行 老周、第 3 行 小满）。")
	list := k.Page("/chain")
	k.Says("list", list, "今天 1 份接龙，都看懂了，有 5 处超限或重复的要留心。", "▲ 5 处要留心")
	if strings.Contains(list.Body.String(), "都清楚") {
		t.Error("the list says that all is clear")
	}
	k.must(k.s.AnswerRow(t.Context(), k.ws, k.by(), c, 1, TwoPeople))
	if page := k.Page(at(c)).Body.String(); strings.Contains(page, "接了不止一次") {
		t.Error("two people are still told of as one name")
	}
	k.Lang = "en"
	k.Says("en", k.Page(at(c)), "All lines are clear (5); products: 1. But look: over the limit for one person: 1 (line 2, 阿青); ")
	many := k.paste("#接龙\n蛋挞 20元/盒，每人限1盒\n1. 一一 蛋挞2盒\n2. 二二 蛋挞2盒\n3. 三三 蛋挞2盒\n4. 四四 13800001234 蛋挞2盒\n5. 五五 蛋挞2盒")
	k.Lang = "zh-CN"
	k.Says("many", k.Page(at(many)), "5 行超过每人限购（第 1 行 一一、第 2 行 二二、第 3 行 三三等）。")
	if fine := k.paste("#接龙\n蛋挞 20元/盒\n1. 小雨 蛋挞2盒"); strings.Contains(k.Page(at(fine)).Body.String(), "不过，") {
		t.Error("where all is well there is a but")
	}
}

// TestWhoSaidNoPlaceHasATab of their own, and a tick leads back to it.
func TestWhoSaidNoPlaceHasATab(t *testing.T) {
	k := onSQLite(t)
	c := k.paste("#接龙\n团\nA 土鸡蛋 25元/份\n自提点：桥头店、河边店\n1. 小雨 A1 桥头店\n2. 阿青 A1\n3. 老周 A2")
	k.Says("a tab", k.Page(at(c)+"/pickup"), `/pickup?nowhere=1">没写在哪取</a>`)
	page := k.Page(at(c) + "/pickup?nowhere=1")
	k.Says("those", page, "还有 2 位没取，0 位已取。", "阿青", "老周")
	if strings.Contains(consoletest.Main(page.Body.String()), "小雨") {
		t.Error("who said where stands among those who did not")
	}
	w := k.Post(at(c)+"/taken", "seq", "2", "taken", "1", "place", "", "nowhere", "1")
	if to := w.Header().Get("Location"); !strings.HasSuffix(to, "/pickup?nowhere=1") {
		t.Errorf("a tick leads to %s", to)
	}
	k.Says("ticked", k.Page(at(c)+"/pickup?nowhere=1"), "还有 1 位没取，1 位已取。")
	all := k.paste("#接龙\n团\nA 土鸡蛋 25元/份\n自提点：桥头店、河边店\n1. 小雨 A1 桥头店\n2. 阿青 A1 河边店")
	if strings.Contains(k.Page(at(all)+"/pickup").Body.String(), "nowhere") {
		t.Error("where all said where there is a tab for those who did not")
	}
}

// TestItSaysWhatWasNotTriedOnAPhone, where a chain is pasted and where one goes back.
func TestItSaysWhatWasNotTriedOnAPhone(t *testing.T) {
	k := onSQLite(t)
	c := k.paste("#接龙\n团\n1. 小雨 豆腐1盒")
	for lang, says := range map[string][2]string{"zh-CN": {"还没在真手机的微信上一一对过", "还没在真手机的微信上对过"}, "zh-TW": {"還沒在真手機的微信上一一對過", "還沒在真手機的微信上對過"},
		"en": {"have not been checked against WeChat on a real phone", "was not checked in WeChat on a real phone"}} {
		k.Lang = lang
		k.Says(lang, k.Page("/chain"), says[0])
		k.Says(lang, k.Page(at(c)+"/text"), says[1])
	}
}

// TestTheTextIsNotKeptForEver: thirty days after a chain was changed last the pasted
// text goes, with the talk in it; the table stays, and says that it is not read anew.
func TestTheTextIsNotKeptForEver(t *testing.T) {
	each(t, func(k *desk) {
		ctx := t.Context()
		c, unclear := k.paste("#接龙\n团\nA 土鸡蛋 25元/份\n今天好热啊\n1. 小雨 A1"), k.paste("#接龙\n明早到\n1. 小雨 2份")
		k.must(k.s.Sweep(ctx, k.ws+1))
		k.clock.at = k.clock.at.Add(29 * 24 * time.Hour)
		k.must(k.s.AnswerRow(ctx, k.ws, k.by(), c, 1, TwoPeople)) // it is still worked on
		k.must(k.s.Sweep(ctx, k.ws))
		if w := k.load(unclear); w.Source == "" {
			t.Error("the text is gone after 29 days")
		}
		k.clock.at = k.clock.at.Add(2 * 24 * time.Hour)
		k.must(k.s.Sweep(ctx, k.ws+1))
		k.must(k.s.Sweep(ctx, k.ws))
		if w := k.load(c); !strings.Contains(w.Source, "今天好热啊") {
			t.Error("the text is gone though the chain was changed two days ago")
		}
		if w := k.load(unclear); w.Source != "" || len(w.Rows) != 1 || w.Rows[0].Read.Text != "1. 小雨 2份" {
			t.Errorf("after 31 days: %+v", w)
		}
		k.kind("what is sold", k.s.Sold(ctx, k.ws, k.by(), unclear, "豆腐"), fault.Conflict)
		k.Says("about", k.Page(at(unclear)+"/about"), "已经清掉了")
		w := k.Post(at(unclear)+"/about", "title", "明早", "day", "2030-01-02")
		if to := w.Header().Get("Location"); w.Code != 303 || !strings.Contains(to, "said=kept") {
			t.Errorf("%d %s", w.Code, to)
		}
		if w := k.load(unclear); len(w.Rows) != 1 || w.Title != "明早" {
			t.Errorf("%+v", w)
		}
		_, err := k.s.Update(ctx, k.ws, k.by(), unclear, "#接龙\n明早到\n1. 小雨 2份")
		k.must(err)
		k.must(k.s.Sold(ctx, k.ws, k.by(), unclear, "豆腐"))
		k.wants(unclear, "豆腐 2份")
	})
}

// TestALinkToARemovedChain says that it was removed, to those who could see it, and to
// nobody else: neither in another workspace nor in another unit.
func TestALinkToARemovedChain(t *testing.T) {
	each(t, func(k *desk) {
		ctx, c := t.Context(), k.paste(friday)
		next, err := k.s.Next(ctx, k.ws, k.by(), c)
		k.must(err)
		k.must(k.s.Remove(ctx, k.ws, k.by(), c))
		for _, path := range []string{"", "/row/1", "/about", "/pickup", "/text", "/excel"} {
			w := k.Page(at(c) + path)
			k.Want(path, w, 410)
			k.Says(path, w, "这份接龙已经删掉了。", "去接龙页")
			if strings.Contains(w.Body.String(), "周五团") {
				t.Errorf("%s tells what was in it", path)
			}
		}
		k.Want("a deed", k.Post(at(c)+"/taken", "seq", "1", "taken", "1"), 410)
		k.Want("never there", k.Page("/chain/chn_0000000000000"), 404)
		k.Want("no such line", k.Page(at(next)+"/row/1"), 404)
		k.Says("begun from it", k.Page(at(next)), at(c))

		token := k.join("店员", auth.Agent, k.shop) // the chain was head office's
		k.as(token)
		k.Want("another unit", k.Page(at(c)), 404)
		k.as(k.boss)
		other, err := k.auth.CreateWorkspace(ctx, k.owner, auth.NewWorkspace{Name: "别家", Kind: auth.Own, Zone: "Asia/Shanghai"})
		k.must(err)
		was := k.ws
		k.ws, k.At = other, "/w/"+id.Show(other)
		k.Want("another workspace", k.Page(at(c)), 404)
		k.ws, k.At = was, "/w/"+id.Show(was)
		k.clock.at = k.clock.at.Add(366 * 24 * time.Hour)
		k.must(k.s.Sweep(ctx, k.ws))
		k.Want("a year later", k.Page(at(c)), 404)
	})
}

// TestOthersWriteWhileAChainIsWorkedOut: what takes long is done while nobody has to
// wait, and what somebody wrote meanwhile stands.
func TestOthersWriteWhileAChainIsWorkedOut(t *testing.T) {
	each(t, func(k *desk) {
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second) // where they do have to wait, it is for ever
		defer cancel()
		c, other := k.paste(friday), k.paste(friday)
		about := About{Title: "周六团", Day: 20300105, Group: k.groups[0].ID, Products: k.load(c).Head.Products}
		times := 0
		k.meanwhile = func() {
			times++
			k.must(k.s.Take(ctx, k.ws, k.by(), other, 1, true))
			if times <= 1 {
				k.must(k.s.Take(ctx, k.ws, k.by(), c, 1, true))
			}
		}
		k.must(k.s.SetAbout(ctx, k.ws, k.by(), c, about))
		k.meanwhile = nil
		if w := k.load(c); times != 2 || w.Title != "周六团" || w.Rows[0].Taken.IsZero() || w.Group != k.groups[0].ID {
			t.Errorf("worked out %d times: %+v, fetched %v", times, w.Chain, w.Rows[0].Taken)
		}
		// Who is disturbed again and again has everybody wait in the end.
		about.Group, times = 0, 0
		k.meanwhile = func() {
			if times++; times <= tries {
				_, err := k.s.AddRow(ctx, k.ws, k.by(), c, roll.Row{Name: fmt.Sprint("客", times), Items: []roll.Item{{Product: "土鸡蛋", Amount: 1000}}})
				k.must(err)
			}
		}
		k.must(k.s.SetAbout(ctx, k.ws, k.by(), c, about))
		k.meanwhile = nil
		if w := k.load(c); times != tries+1 || len(w.Rows) != 4+tries || w.Title != "周六团" {
			t.Errorf("worked out %d times: %d rows", times, len(w.Rows))
		}
		// Who removes it meanwhile wins.
		k.meanwhile = func() { k.must(k.s.Remove(ctx, k.ws, k.by(), c)); k.meanwhile = nil }
		about.Group = k.groups[0].ID
		k.kind("removed meanwhile", k.s.SetAbout(ctx, k.ws, k.by(), c, about), fault.NotFound)
		var left int
		k.must(k.db.Read(ctx, func(tx *db.Tx) error {
			return tx.QueryRow(ctx, `SELECT COUNT(*) FROM chain_row WHERE workspace = $1 AND chain = $2`, k.ws, id.Chain(c)).Scan(&left)
		}))
		if left != 0 {
			t.Errorf("%d rows of it are left", left)
		}
	})
}
