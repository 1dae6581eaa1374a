package chain

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chain/roll"
)

const friday = "#接龙\n周五团\nA 土鸡蛋 25元/板\nB 老豆腐 6元/盒\n自提点：桥头店、河边店\n\n1. 小雨 A1 B2 桥头店\n2. 阿青 B1 河边店\n3. 老周 +1\n4. 王姐 A3"

// TestAPasteIsAddedUp: what is clear counts, what is not waits for a person, and what
// they say counts from then on.
func TestAPasteIsAddedUp(t *testing.T) {
	each(t, func(k *desk) {
		c := k.paste(friday)
		k.wants(c, "土鸡蛋 4板, 老豆腐 3盒")
		w := k.load(c)
		if w.Judged.People != 3 || w.Judged.Open != 1 || w.Judged.Money != 11800 || w.People != 3 || w.Asks != 1 || w.Day != 20300102 {
			t.Errorf("%+v of %d", w.Judged, w.Day)
		}
		if len(w.Judged.Places) != 3 || w.Judged.Places[0].Place != "桥头店" || w.Judged.Places[2].Place != "" {
			t.Errorf("places: %+v", w.Judged.Places)
		}
		seq := k.row(c, "老周").Seq
		k.must(k.s.SaveRow(t.Context(), k.ws, k.by(), c, seq, roll.Row{Name: "老周", Items: []roll.Item{{Product: "老豆腐", Amount: 1000}}}))
		k.wants(c, "土鸡蛋 4板, 老豆腐 4盒")
		if w := k.load(c); w.Judged.Asks() != 0 || w.Asks != 0 {
			t.Errorf("it still asks about %d", w.Judged.Asks())
		}
	})
}

// TestALaterPaste adds, changes, asks about what is gone, and loses neither a
// correction nor a tick.
func TestALaterPaste(t *testing.T) {
	each(t, func(k *desk) {
		ctx, c := t.Context(), k.paste(friday)
		k.must(k.s.SaveRow(ctx, k.ws, k.by(), c, k.row(c, "老周").Seq, roll.Row{Name: "老周", Items: []roll.Item{{Product: "老豆腐", Amount: 1000}}, Place: "桥头店"}))
		k.must(k.s.SaveRow(ctx, k.ws, k.by(), c, k.row(c, "小雨").Seq, roll.Row{Name: "小雨", Items: []roll.Item{{Product: "土鸡蛋", Amount: 2000}, {Product: "老豆腐", Amount: 2000}}, Place: "桥头店"}))
		k.must(k.s.Take(ctx, k.ws, k.by(), c, k.row(c, "王姐").Seq, true))
		later := strings.Replace(strings.Replace(friday, "2. 阿青 B1 河边店\n", "", 1), "4. 王姐 A3", "4. 王姐 A2\n5. 小满 B3", 1)
		m, err := k.s.Update(ctx, k.ws, k.by(), c, later)
		if err != nil || m != (Moved{Added: 1, Changed: 1, Gone: 1}) {
			t.Errorf("moved %+v: %v", m, err)
		}
		if r := k.row(c, "老周"); r.Open() || r.Now().Place != "桥头店" {
			t.Errorf("a correction was lost: %+v", r)
		}
		if r := k.row(c, "王姐"); r.Taken.IsZero() || r.Was == "" {
			t.Errorf("a tick was lost, or a change not told: %+v", r)
		}
		if r := k.row(c, "阿青"); !r.Open() || r.Counts() {
			t.Errorf("what is gone counts, or is not asked about: %+v", r)
		}
		k.wants(c, "土鸡蛋 4板, 老豆腐 6盒")
		k.must(k.s.AnswerRow(ctx, k.ws, k.by(), c, k.row(c, "阿青").Seq, StaysIn))
		k.wants(c, "土鸡蛋 4板, 老豆腐 7盒")
		if m, err := k.s.Update(ctx, k.ws, k.by(), c, later); err != nil || m != (Moved{}) {
			t.Errorf("the same again moved %+v: %v", m, err)
		}
		_, err = k.s.Update(ctx, k.ws, k.by(), c, strings.Replace(later, "1. 小雨 A1 B2", "1. 小雨 A5 B2", 1))
		k.must(err)
		r := k.row(c, "小雨")
		if !r.Again || r.Counts() {
			t.Errorf("the text changed what a person had corrected, and nobody is asked: %+v", r)
		}
		k.must(k.s.AnswerRow(ctx, k.ws, k.by(), c, r.Seq, AsIsHere))
		k.wants(c, "土鸡蛋 4板, 老豆腐 7盒")
		k.must(k.s.AnswerRow(ctx, k.ws, k.by(), c, r.Seq, AsInText))
		k.wants(c, "土鸡蛋 7板, 老豆腐 7盒")
	})
}

// TestOneNameTwice: both count until a person says whether it is one.
func TestOneNameTwice(t *testing.T) {
	each(t, func(k *desk) {
		ctx := t.Context()
		text := "红薯\n1. 小雨 红薯3斤\n2. 阿青 红薯2斤\n3. 小雨 红薯5斤 晚点拿"
		c := k.paste(text)
		if w := k.load(c); !has(w.Judged.Marks[1], MarkTwice) || !has(w.Judged.Marks[3], MarkTwice) || has(w.Judged.Marks[2], MarkTwice) {
			t.Errorf("marks: %v", w.Judged.Marks)
		}
		k.wants(c, "红薯 10斤")
		k.must(k.s.AnswerRow(ctx, k.ws, k.by(), c, 1, OnePerson))
		w := k.load(c)
		if now := w.Rows[0].Now(); now.Wants() != "红薯 8斤" || now.Remark != "晚点拿" || !w.Rows[2].Now().Crossed || len(w.Judged.Marks[1]) != 1 {
			t.Errorf("put together: %+v %+v %v", now, w.Rows[2].Now(), w.Judged.Marks)
		}
		k.wants(c, "红薯 10斤")
		k.kind("again", k.s.AnswerRow(ctx, k.ws, k.by(), c, 1, OnePerson), fault.Conflict)
		two := k.paste(text)
		k.must(k.s.AnswerRow(ctx, k.ws, k.by(), two, 3, TwoPeople))
		if w := k.load(two); has(w.Judged.Marks[1], MarkTwice) || has(w.Judged.Marks[3], MarkTwice) {
			t.Errorf("two people are asked about again: %v", w.Judged.Marks)
		}
	})
}

// TestLimits: who has more than one may have, and whose order is more than there is.
func TestLimits(t *testing.T) {
	k := onSQLite(t)
	c := k.paste("#接龙\n蛋挞\n蛋挞 20元/盒，每人限2盒，限量5盒\n1. 小雨 2盒\n2. 阿青 蛋挞3盒\n3. 老周 蛋挞1盒")
	w := k.load(c)
	if !has(w.Judged.Marks[2], MarkEach) || has(w.Judged.Marks[1], MarkEach) || !has(w.Judged.Marks[3], MarkTotal) || has(w.Judged.Marks[2], MarkTotal) || !w.Judged.Goods[0].Over {
		t.Errorf("%v %+v", w.Judged.Marks, w.Judged.Goods)
	}
	if all := k.load(k.paste("#接龙\n土鸡\n每人限2只，共3只\n1. 小雨 土鸡3只\n2. 阿青 土鸡1只")); !has(all.Judged.Marks[1], MarkEach) || !has(all.Judged.Marks[2], MarkTotal) {
		t.Errorf("of everything: %v", all.Judged.Marks)
	}
}

// TestAnotherNameForAProduct that is like none is asked about, and both count as one from
// then on.
func TestAnotherNameForAProduct(t *testing.T) {
	each(t, func(k *desk) {
		c := k.paste("鸡蛋\n土鸡蛋 30元/板\n咸鸭蛋 3元/个\n1. 小雨 土鸡蛋1板\n2. 阿青 笨蛋2板\n3. 老周 鹌鹑6个\n4. 彤彤 笨蛋2板\n5. 豆豆妈 鹌鹑2个\n6. 阿May 笨蛋1板")
		q := k.load(c).Judged.Questions
		if len(q) != 2 || q[0].Name != "笨蛋" || q[0].Rows != 3 || q[1].Name != "鹌鹑" || !slices.Equal(q[0].Like, []string{"土鸡蛋", "咸鸭蛋"}) {
			t.Fatalf("%+v", q)
		}
		k.wants(c, "土鸡蛋 1板, 笨蛋 5板, 鹌鹑 8个")
		k.must(k.s.SameProduct(t.Context(), k.ws, k.by(), c, "笨蛋", "土鸡蛋"))
		k.must(k.s.SameProduct(t.Context(), k.ws, k.by(), c, "鹌鹑", ""))
		k.wants(c, "土鸡蛋 6板, 鹌鹑 8个")
		if w := k.load(c); len(w.Judged.Questions) != 0 || w.Judged.Money != 18000 {
			t.Errorf("%+v", w.Judged)
		}
		k.kind("as what is not there", k.s.SameProduct(t.Context(), k.ws, k.by(), c, "鹌鹑", "鹅蛋"), fault.Invalid)
	})
}

// TestAShortNameCountsAsWhatItMeans where it can mean only one product: in sums, money and
// limits, and in the list of the day after. A person may say that it is something else.
func TestAShortNameCountsAsWhatItMeans(t *testing.T) {
	each(t, func(k *desk) {
		c := k.paste("周五水果团\n妃子笑荔枝 68元/箱，每人限2箱\n云南蓝莓 12元/盒\n1. 小雨 荔枝1箱 蓝莓4盒\n2. 阿青 妃子笑荔枝2箱\n3. 老周 荔枝3箱\n4. 豆豆妈 云南蓝莓1盒 荔枝1箱")
		k.wants(c, "妃子笑荔枝 7箱, 云南蓝莓 5盒")
		w := k.load(c)
		if len(w.Judged.Questions) > 0 || len(w.Judged.Meant) != 2 || w.Judged.Meant[0].Is != "妃子笑荔枝" || w.Judged.Meant[0].Rows != 3 || w.Judged.Money != 7*6800+5*1200 || !has(w.Judged.Marks[3], MarkEach) {
			t.Errorf("%+v", w.Judged)
		}
		next, err := k.s.Next(t.Context(), k.ws, k.by(), c)
		k.must(err)
		_, err = k.s.Update(t.Context(), k.ws, k.by(), next, "1. 小雨 荔枝2箱")
		k.must(err)
		k.wants(next, "妃子笑荔枝 2箱")
		k.must(k.s.SameProduct(t.Context(), k.ws, k.by(), c, "荔枝", ""))
		k.must(k.s.SameProduct(t.Context(), k.ws, k.by(), c, "蓝莓", "妃子笑荔枝"))
		k.wants(c, "妃子笑荔枝 4盒, 妃子笑荔枝 2箱, 云南蓝莓 1盒, 荔枝 5箱")
		if w := k.load(c); len(w.Judged.Meant)+len(w.Judged.Questions) > 0 {
			t.Errorf("asked after it was said: %+v", w.Judged)
		}
	})
}

// TestNobodySaidWhat: people wrote how many, and what it is of is told once.
func TestNobodySaidWhat(t *testing.T) {
	each(t, func(k *desk) {
		c := k.paste("#接龙\n明早到\n1. 小雨 2份\n2. 阿青 +1")
		if w := k.load(c); !w.Judged.Nameless || w.Judged.Open != 2 {
			t.Errorf("%+v", w.Judged)
		}
		k.must(k.s.Sold(t.Context(), k.ws, k.by(), c, "豆腐"))
		k.wants(c, "豆腐 3份")
	})
}

// TestUnitsAreNeverAddedUp, and what is sold in another unit has no price.
func TestUnitsAreNeverAddedUp(t *testing.T) {
	k := onSQLite(t)
	c := k.paste("排骨\n排骨 35元/斤\n1. 小雨 排骨2斤\n2. 阿青 排骨1份\n3. 老周 排骨半斤")
	k.wants(c, "排骨 2.5斤, 排骨 1份")
	if g := k.load(c).Judged.Goods[0]; g.Money != 8750 || g.Unpaid != 1 {
		t.Errorf("%+v", g)
	}
}

// TestTomorrowBeginsFromToday: what is sold is copied, people are not, and where they
// fetched it last time is suggested and not set.
func TestTomorrowBeginsFromToday(t *testing.T) {
	each(t, func(k *desk) {
		ctx, c := t.Context(), k.paste(friday)
		next, err := k.s.Next(ctx, k.ws, k.by(), c)
		k.must(err)
		w := k.load(next)
		if len(w.Rows) != 0 || w.Day != 20300103 || len(w.Head.Products) != 2 || w.Head.Products[0].Price != 2500 || len(w.Head.Places) != 2 || w.From != c {
			t.Errorf("%+v", w.Chain)
		}
		_, err = k.s.Update(ctx, k.ws, k.by(), next, "#接龙\n周五团\n1. 小雨 A1\n2. 阿青 B1 桥头店\n3. 新来的 A2")
		k.must(err)
		w = k.load(next)
		if len(w.Usual) != 1 || w.Usual[1] != "桥头店" || w.Rows[0].Now().Place != "" {
			t.Errorf("suggested: %v", w.Usual)
		}
		k.must(k.s.AnswerRow(ctx, k.ws, k.by(), next, 0, AllLike))
		if w := k.load(next); len(w.Usual) != 0 || w.Rows[0].Now().Place != "桥头店" {
			t.Errorf("%v %+v", w.Usual, w.Rows[0].Now())
		}
	})
}

// TestWhatItIsAboutCanBeChanged, and the text is read anew by it.
func TestWhatItIsAboutCanBeChanged(t *testing.T) {
	each(t, func(k *desk) {
		c := k.paste("#接龙\n鲜货\n1. 小雨 豆腐2\n2. 阿青排骨2斤")
		if w := k.load(c); w.Judged.Open != 1 {
			t.Fatalf("%+v", w.Judged)
		}
		err := k.s.SetAbout(t.Context(), k.ws, k.by(), c, About{Title: "周六鲜货", Day: 20300105, Products: []roll.Product{{Name: "豆腐", Price: 600, Unit: "盒"}, {Name: "排骨", Price: 3500, Unit: "斤"}}})
		k.must(err)
		k.wants(c, "豆腐 2盒, 排骨 2斤")
		if w := k.load(c); w.Title != "周六鲜货" || w.Day != 20300105 || w.Judged.Money != 8200 {
			t.Errorf("%+v", w.Chain)
		}
	})
}

// TestChainsOfOthersAreNotThere: neither another workspace's nor another unit's.
func TestChainsOfOthersAreNotThere(t *testing.T) {
	each(t, func(k *desk) {
		ctx, c := t.Context(), k.paste(friday)
		stranger := By{User: 9, Scope: auth.ScopeIn(k.shop)}
		row := roll.Row{Name: "小雨", Items: []roll.Item{{Product: "土鸡蛋", Amount: 1000}}}
		for what, by := range map[string]struct {
			ws id.Workspace
			By
		}{"another unit": {k.ws, stranger}, "another workspace": {k.ws + 1, k.by()}} {
			_, updated := k.s.Update(ctx, by.ws, by.By, c, friday)
			_, next := k.s.Next(ctx, by.ws, by.By, c)
			_, added := k.s.AddRow(ctx, by.ws, by.By, c, row)
			for deed, err := range map[string]error{"update": updated, "next": next, "add": added, "row": k.s.SaveRow(ctx, by.ws, by.By, c, 1, row),
				"answer": k.s.AnswerRow(ctx, by.ws, by.By, c, 1, TwoPeople), "same": k.s.SameProduct(ctx, by.ws, by.By, c, "土鸡蛋", ""), "sold": k.s.Sold(ctx, by.ws, by.By, c, "豆腐"),
				"take": k.s.Take(ctx, by.ws, by.By, c, 1, true), "about": k.s.SetAbout(ctx, by.ws, by.By, c, About{Day: 20300102}), "remove": k.s.Remove(ctx, by.ws, by.By, c)} {
				k.kind(what+", "+deed, err, fault.NotFound)
			}
		}
		k.kind("no such row", k.s.Take(ctx, k.ws, k.by(), c, 99, true), fault.NotFound)
		k.kind("no such row", k.s.SaveRow(ctx, k.ws, k.by(), c, 99, row), fault.NotFound)
		_, err := k.s.Paste(ctx, k.ws, k.by(), Pasted{Text: friday, Group: 7})
		k.kind("a group that is not there", err, fault.Invalid)
	})
}

// TestWhoIsForgottenLeavesNoName, and what they wanted goes on counting.
func TestWhoIsForgottenLeavesNoName(t *testing.T) {
	each(t, func(k *desk) {
		ctx, c := t.Context(), k.paste(friday)
		k.must(k.db.Write(ctx, func(tx *db.Tx) error {
			return k.s.Erase(ctx, tx, k.ws, func(body []byte) bool { return strings.Contains(string(body), `"小雨"`) })
		}))
		w := k.load(c)
		raw, err := json.Marshal(w)
		k.must(err)
		if strings.Contains(string(raw), "小雨") {
			t.Errorf("the name is still there: %s", raw)
		}
		k.wants(c, "土鸡蛋 4板, 老豆腐 3盒")
		_, err = k.s.Update(ctx, k.ws, k.by(), c, w.Source)
		k.must(err)
		k.wants(c, "土鸡蛋 4板, 老豆腐 3盒")
	})
}

// TestEveryChangeOfAChainIsInTheRecord, without names.
func TestEveryChangeOfAChainIsInTheRecord(t *testing.T) {
	k := onSQLite(t)
	ctx := audit.As(t.Context(), audit.User(k.owner))
	c, err := k.s.Paste(ctx, k.ws, k.by(), Pasted{Text: friday})
	k.must(err)
	_, err = k.s.Update(ctx, k.ws, k.by(), c, friday)
	k.must(err)
	k.must(k.s.AnswerRow(ctx, k.ws, k.by(), c, 1, TwoPeople))
	k.must(k.s.Take(ctx, k.ws, k.by(), c, 1, true))
	k.must(k.s.SetAbout(ctx, k.ws, k.by(), c, About{Title: "x", Day: 20300102}))
	k.must(k.s.Remove(ctx, k.ws, k.by(), c))
	want := []audit.Action{audit.ChainRemoved, audit.ChainChanged, audit.ChainTaken, audit.ChainFixed, audit.ChainPasted, audit.ChainMade}
	k.must(k.db.Read(ctx, func(tx *db.Tx) error {
		all, err := audit.List(ctx, tx, k.ws, audit.Filter{Actions: want}, 0, 50)
		for i, e := range all {
			if i < len(want) && (e.Action != want[i] || e.Subject != id.Show(c)) {
				t.Errorf("%d: %s of %s", i, e.Action, e.Subject)
			}
		}
		if len(all) != len(want) {
			t.Errorf("%d entries", len(all))
		}
		return err
	}))
	k.kind("after it is removed", k.s.Take(ctx, k.ws, k.by(), c, 1, true), fault.NotFound)
}

// TestFiveThousandRowsAreKept, and changing one of them does not write them all.
func TestFiveThousandRowsAreKept(t *testing.T) {
	if testing.Short() {
		t.Skip("a volume test: left out of short runs")
	}
	each(t, func(k *desk) {
		var b strings.Builder
		b.WriteString("#接龙\n大团购\nA 土鸡蛋 25元/板\n")
		for i := range 5000 {
			b.WriteString(number(i+1) + ". 邻居" + number(10000+i) + " A" + number(i%3+1) + "\n")
		}
		began := time.Now()
		c := k.paste(b.String())
		pasted := time.Since(began)
		began = time.Now()
		k.must(k.s.AnswerRow(t.Context(), k.ws, k.by(), c, 4321, TwoPeople))
		t.Logf("5,000 rows were kept in %v, one of them changed in %v", pasted.Round(time.Millisecond), time.Since(began).Round(time.Millisecond))
		k.wants(c, "土鸡蛋 9999板")
	})
}

// TestMask hides the middle of phone numbers, wherever they stand.
func TestMask(t *testing.T) {
	for in, want := range map[string]string{"13800001234": "138****1234", "小雨 138 0000 1234 桥头": "小雨 138 **** 1234 桥头", "尾号1234": "尾号1234", "0912-345-678": "091*-**5-678", "2斤": "2斤", "2345 6789": "**** 6789",
		"3号楼502 排骨2斤": "3号楼502 排骨2斤"} {
		if got := Mask(in); got != want {
			t.Errorf("%s is %s, want %s", in, got, want)
		}
	}
}
