package chain

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/chain/roll"
	"github.com/huoshui/huoshui/internal/web/console/consoletest"
)

// tea is a chain in which most wrote no amount: of five rows it is one, and four are
// left alone (by weight, also beside tea, unclear in another way, taken back).
const tea = "#接龙\n下午茶\nA 奶茶 12元/杯\nB 柠檬茶 10元/杯\nC 蛋挞 5元/个\nD 卤牛肉 30元/斤\n\n1. 小雨 A1\n2. 建国 柠檬茶 去冰\n3. 阿青 A\n4. 老周 A、C\n5. 王姐 B2、C\n" +
	"6. 小满 D\n7. 阿珍 A、D\n8. 何叔 A ？？随便\n9. ~~林林 B~~\n10. 大刘 B 半糖"

// others are the rows of tea that no tap settles.
var others = []string{"小满", "阿珍", "何叔", "林林"}

// TestWhatNobodyCountedIsOne by one tap: it counts in the unit that its price is for, and
// what else a row says stays.
func TestWhatNobodyCountedIsOne(t *testing.T) {
	each(t, func(k *desk) {
		ctx, c := t.Context(), k.paste(tea)
		k.wants(c, "奶茶 1杯")
		done, err := k.s.One(ctx, k.ws, k.by(), c, 0)
		if err != nil || done.Rows != 5 {
			t.Fatalf("settled %+v: %v", done, err)
		}
		k.wants(c, "奶茶 3杯, 柠檬茶 4杯, 蛋挞 2个")
		w := k.load(c)
		if j := w.Judged; j.Money != 8600 || j.Open != 3 || w.Asks != 3 || j.People != 6 {
			t.Errorf("%+v, and %d to look at", j, w.Asks)
		}
		r := k.row(c, "建国")
		if now := r.Now(); r.Open() || r.Fix == nil || now.Wants() != "柠檬茶 1杯" || now.Remark != "去冰" || r.Read.Items[0].Amount != roll.None || !slices.Equal(r.Fixed, []string{"items"}) || !has(w.Judged.Marks[r.Seq], MarkFixed) {
			t.Errorf("%+v, read %+v", now, r.Read)
		}
		if now := k.row(c, "王姐").Now(); now.Wants() != "柠檬茶 2杯、蛋挞 1个" {
			t.Errorf("beside an amount that was written: %s", now.Wants())
		}
		for _, name := range others {
			if r := k.row(c, name); r.Fix != nil || r.Counts() {
				t.Errorf("%s was not left alone: %+v", name, r.Now())
			}
		}
		_, err = k.s.One(ctx, k.ws, k.by(), c, 0)
		k.kind("once more", err, fault.Conflict)
	})
}

// TestOneRowIsOne, and no other is touched; what must be left alone says so.
func TestOneRowIsOne(t *testing.T) {
	each(t, func(k *desk) {
		ctx, c := t.Context(), k.paste(tea)
		done, err := k.s.One(ctx, k.ws, k.by(), c, k.row(c, "老周").Seq)
		if err != nil || done.Rows != 1 {
			t.Fatalf("settled %+v: %v", done, err)
		}
		k.wants(c, "奶茶 2杯, 蛋挞 1个")
		for _, name := range append([]string{"小雨", "老周"}, others...) {
			_, err := k.s.One(ctx, k.ws, k.by(), c, k.row(c, name).Seq)
			k.kind(name, err, fault.Conflict)
		}
		_, err = k.s.One(ctx, k.ws, k.by(), c, 99)
		k.kind("no such row", err, fault.NotFound)
	})
}

// TestATapIsTakenBack: the rows say again what the text says; what a person said of one
// since, or said before, stays.
func TestATapIsTakenBack(t *testing.T) {
	each(t, func(k *desk) {
		ctx, c := t.Context(), k.paste(tea)
		seq := k.row(c, "大刘").Seq
		one, err := k.s.One(ctx, k.ws, k.by(), c, seq)
		k.must(err)
		all, err := k.s.One(ctx, k.ws, k.by(), c, 0)
		k.must(err)
		k.must(k.s.SaveRow(ctx, k.ws, k.by(), c, k.row(c, "阿青").Seq, roll.Row{Name: "阿青", Items: []roll.Item{{Product: "奶茶", Amount: 3000}}}))
		n, err := k.s.Untap(ctx, k.ws, k.by(), c, all.Tap)
		if err != nil || n != 3 || one.Tap == all.Tap {
			t.Errorf("%d taken back of %+v after %+v: %v", n, all, one, err)
		}
		k.wants(c, "奶茶 4杯, 柠檬茶 1杯")
		if r := k.row(c, "建国"); r.Fix != nil || !r.Open() || r.Fixed != nil {
			t.Errorf("it is not as the text says: %+v", r)
		}
		for _, tap := range []int64{all.Tap, 0, -1, 99} {
			_, err = k.s.Untap(ctx, k.ws, k.by(), c, tap)
			k.kind(fmt.Sprint("tap ", tap), err, fault.Conflict)
		}
		if n, err := k.s.Untap(ctx, k.ws, k.by(), c, one.Tap); err != nil || n != 1 {
			t.Errorf("%d taken back: %v", n, err)
		}

		// Who said where somebody fetches it, and then the text lost its amount.
		k.must(k.s.SaveRow(ctx, k.ws, k.by(), c, 1, roll.Row{Name: "小雨", Items: []roll.Item{{Product: "奶茶", Amount: 1000}}, Place: "桥头店"}))
		_, err = k.s.Update(ctx, k.ws, k.by(), c, strings.Replace(tea, "小雨 A1", "小雨 A", 1))
		k.must(err)
		if r := k.row(c, "小雨"); !r.Open() || len(r.Now().Why) != 1 {
			t.Fatalf("%+v", r)
		}
		again, err := k.s.One(ctx, k.ws, k.by(), c, 1)
		k.must(err)
		_, err = k.s.Untap(ctx, k.ws, k.by(), c, again.Tap)
		k.must(err)
		if r := k.row(c, "小雨"); !r.Open() || r.Now().Place != "桥头店" || r.Now().Wants() != "奶茶 ?" {
			t.Errorf("%+v", r)
		}
	})
}

// TestALaterPasteKeepsATap, and asks where the text now says how much.
func TestALaterPasteKeepsATap(t *testing.T) {
	each(t, func(k *desk) {
		ctx, c := t.Context(), k.paste(tea)
		done, err := k.s.One(ctx, k.ws, k.by(), c, 0)
		k.must(err)
		_, err = k.s.Update(ctx, k.ws, k.by(), c, strings.Replace(tea, "3. 阿青 A\n", "3. 阿青 A2\n", 1)+"\n11. 新来的 B")
		k.must(err)
		if r := k.row(c, "建国"); r.Open() || r.Now().Wants() != "柠檬茶 1杯" {
			t.Errorf("a settled row: %+v", r)
		}
		if r := k.row(c, "阿青"); !r.Again {
			t.Errorf("the text says another amount, and nobody is asked: %+v", r)
		}
		if r := k.row(c, "新来的"); !r.Open() {
			t.Errorf("a new row is settled unasked: %+v", r)
		}
		if n, err := k.s.Untap(ctx, k.ws, k.by(), c, done.Tap); err != nil || n != 4 {
			t.Errorf("%d taken back: %v", n, err)
		}
	})
}

// TestWhatOneIsCountedIn where no head says so: what the price is for, else what others
// say, else 份. What others want by weight, or a person is asked about, is left alone.
func TestWhatOneIsCountedIn(t *testing.T) {
	k := onSQLite(t)
	const nobodySaid = "#接龙\n今天喝什么\n1. 建国 柠檬茶 去冰\n2. 小雨 奶茶\n3. 阿青 奶茶 半糖" // what there is, a person tells
	for what, c := range map[string]struct {
		text, want string
		rows       int
	}{
		"nobody said":          {nobodySaid, "奶茶 2份, 柠檬茶 1份", 3},
		"others said":          {"#接龙\n今天喝什么\n1. 建国 柠檬茶 去冰\n2. 小雨 奶茶\n3. 阿青 奶茶2\n4. 老周 柠檬茶2杯", "柠檬茶 3杯, 奶茶 3", 2},
		"a price for no unit":  {"#接龙\n奶茶 12元\n蛋挞 5元\n1. 小雨 奶茶\n2. 阿青 蛋挞\n3. 老周 蛋挞2", "奶茶 1, 蛋挞 3", 2},
		"others want weights":  {"#接龙\n排骨\n1. 小雨 排骨2斤\n2. 阿青 排骨\n3. 老周 排骨", "排骨 2斤", 0},
		"kilograms in capital": {"#接龙\nA 排骨 60元/KG\nB 豆腐 3元/盒\n1. 小雨 A1\n2. 阿青 A\n3. 老周 B", "排骨 1kg, 豆腐 1盒", 1},
	} {
		made := k.paste(c.text)
		if c.text == nobodySaid {
			k.must(k.s.SetAbout(t.Context(), k.ws, k.by(), made, About{Day: 20300102, Products: []roll.Product{{Name: "奶茶", Price: roll.None}, {Name: "柠檬茶", Price: roll.None}}}))
		}
		done, err := k.s.One(t.Context(), k.ws, k.by(), made, 0)
		if err != nil && (c.rows > 0 || fault.KindOf(err) != fault.Conflict) || done.Rows != c.rows {
			t.Errorf("%s: %d rows: %v", what, done.Rows, err)
		}
		if got := k.sums(made); got != c.want {
			t.Errorf("%s: %s, want %s", what, got, c.want)
		}
		if w := k.load(made); slices.ContainsFunc(w.Judged.Goods, func(g Total) bool { return g.Unpaid > 0 }) {
			t.Errorf("%s: something has no price: %+v", what, w.Judged.Goods)
		}
	}
}

// TestWhatMayBeSoldByWeightIsNotOne: as long as nobody has said which product a word is.
func TestWhatMayBeSoldByWeightIsNotOne(t *testing.T) {
	row := func(product string) Row {
		return Row{Read: roll.Row{Name: "小雨", Items: []roll.Item{{Product: product, Amount: roll.None}}, Why: []roll.Why{roll.NoAmount}}}
	}
	tofu, ribs, cake := roll.Product{Name: "豆腐", Price: 300, Unit: "盒"}, roll.Product{Name: "排骨", Price: 3000, Unit: "斤"}, roll.Product{Name: "米糕", Price: 300, Unit: "盒"}
	for what, c := range map[string]struct {
		head Head
		row  string
		want string // the unit of one; "-" for left alone
	}{
		"one of the boxes":       {Head{Products: []roll.Product{tofu, cake}}, "小豆腐", "盒"},
		"boxes, or ribs":         {Head{Products: []roll.Product{tofu, ribs}}, "小豆腐", "-"},
		"ribs by another name":   {Head{Products: []roll.Product{tofu, ribs}, Same: map[string]string{"小排": "排骨"}}, "小排", "-"},
		"boxes by another name":  {Head{Products: []roll.Product{tofu, ribs}, Same: map[string]string{"小豆腐": "豆腐"}}, "小豆腐", "盒"},
		"something of its own":   {Head{Products: []roll.Product{tofu, ribs}, Same: map[string]string{"布丁": ""}}, "布丁", "份"},
		"two units":              {Head{Products: []roll.Product{tofu, {Name: "蛋挞", Price: 500, Unit: "个"}}}, "布丁", "-"},
		"a limit by weight":      {Head{Products: []roll.Product{{Name: "虾", Price: roll.None, Each: roll.Limit{Amount: 5000, Unit: "磅"}}}}, "虾", "-"},
		"all limited by weight":  {Head{Products: []roll.Product{{Name: "虾", Price: roll.None}}, Each: roll.Limit{Amount: 5000, Unit: "公斤"}}, "虾", "-"},
		"no product":             {Head{Products: []roll.Product{tofu}}, "", "-"},
		"a traditional catty":    {Head{Products: []roll.Product{{Name: "虾", Price: 100, Unit: "兩"}}}, "虾", "-"},
		"a unit of its own kind": {Head{Products: []roll.Product{{Name: "Sourdough", Price: 3000, Unit: "loaf"}}}, "Sourdough", "loaf"},
	} {
		rows := []Row{row(c.row)}
		asked, _, _ := c.head.questions(rows)
		items, ok := onesOf(&c.head, rows, asked).of(&rows[0])
		if got := "-"; ok {
			if got = items[0].Unit; got != c.want || items[0].Amount != 1000 {
				t.Errorf("%s: one is %+v, want %s", what, items[0], c.want)
			}
		} else if got != c.want {
			t.Errorf("%s: it is left alone, want one %s", what, c.want)
		}
		if rows[0].Read.Items[0].Amount != roll.None {
			t.Errorf("%s: what was read was changed", what)
		}
	}
}

// TestWhatIsAskedForMoreThanAnAmountIsLeftAlone, whatever it is.
func TestWhatIsAskedForMoreThanAnAmountIsLeftAlone(t *testing.T) {
	head := Head{Products: []roll.Product{{Name: "奶茶", Price: 1200, Unit: "杯"}}}
	for what, change := range map[string]func(*Row){
		"":                    func(*Row) {},
		"taken back":          func(r *Row) { r.Read.Crossed = true },
		"two reasons":         func(r *Row) { r.Read.Why = append(r.Read.Why, roll.Words) },
		"another reason":      func(r *Row) { r.Read.Why[0] = roll.Copied },
		"clear":               func(r *Row) { r.Read.Why = nil },
		"words left":          func(r *Row) { r.Read.Rest = "随便" },
		"not in the text":     func(r *Row) { r.Gone = true },
		"not in a later copy": func(r *Row) { r.Read.Gone = true },
		"changed since":       func(r *Row) { r.Again = true },
		"forgotten":           func(r *Row) { r.Erased = true },
		"one, or one more":    func(r *Row) { r.Read.Items[0].Amount = 1000 },
		"of nothing":          func(r *Row) { r.Read.Items = append(r.Read.Items, roll.Item{Amount: 1000}) },
		"taken back by hand":  func(r *Row) { r.Fix = &roll.Row{Crossed: true, Items: r.Read.Items, Why: r.Read.Why} },
	} {
		rows := []Row{{Seq: 1, Read: roll.Row{Name: "小雨", Items: []roll.Item{{Product: "奶茶", Amount: roll.None}}, Why: []roll.Why{roll.NoAmount}}}}
		change(&rows[0])
		if ok := onesOf(&head, rows, nil).settleOne(&rows[0], 1); ok != (what == "") {
			t.Errorf("%s: settled is %v", what, ok)
		}
	}
}

// TestATapOfOthersIsNotThere: neither another workspace's chain nor another unit's.
func TestATapOfOthersIsNotThere(t *testing.T) {
	each(t, func(k *desk) {
		ctx, c := t.Context(), k.paste(tea)
		done, err := k.s.One(ctx, k.ws, k.by(), c, 2)
		k.must(err)
		for what, by := range map[string]struct {
			ws id.Workspace
			By
		}{"another unit": {k.ws, By{User: 9, Scope: auth.ScopeIn(k.shop)}}, "another workspace": {k.ws + 1, k.by()}} {
			for _, seq := range []int{0, 3} {
				_, err := k.s.One(ctx, by.ws, by.By, c, seq)
				k.kind(what, err, fault.NotFound)
			}
			_, err := k.s.Untap(ctx, by.ws, by.By, c, done.Tap)
			k.kind(what, err, fault.NotFound)
		}
		k.wants(c, "奶茶 1杯, 柠檬茶 1杯")
	})
}

// TestATapIsInTheRecord with how many rows it settled, or gave back.
func TestATapIsInTheRecord(t *testing.T) {
	each(t, func(k *desk) {
		ctx := audit.As(t.Context(), audit.User(k.owner))
		c := k.paste(tea)
		done, err := k.s.One(ctx, k.ws, k.by(), c, 0)
		k.must(err)
		_, err = k.s.One(ctx, k.ws, k.by(), c, 0)
		k.kind("nothing left", err, fault.Conflict)
		_, err = k.s.Untap(ctx, k.ws, k.by(), c, done.Tap)
		k.must(err)
		k.must(k.db.Read(ctx, func(tx *db.Tx) error {
			all, err := audit.List(ctx, tx, k.ws, audit.Filter{Subject: id.Show(c)}, 0, 2)
			if len(all) != 2 || all[0].Action != audit.ChainUncounted || all[1].Action != audit.ChainCounted || all[0].Detail.Count != 5 || all[1].Detail.Count != 5 {
				t.Errorf("%+v", all)
			}
			return err
		}))
	})
}

// TestTheTapsStandOnThePage, only where there is something to tap, in three languages.
func TestTheTapsStandOnThePage(t *testing.T) {
	k := onSQLite(t)
	c := k.paste(tea)
	for lang, says := range map[string][]string{
		"zh-CN": {"没写数量的 5 行，都算 1", "有 5 行只差数量没写。", "点了就加上：柠檬茶 2杯、奶茶 2杯、蛋挞 2个", ">算 1 杯<", ">算 奶茶 1杯、蛋挞 1个<", ">算 蛋挞 1个<", "点错了可以撤销"},
		"zh-TW": {"沒寫數量的 5 行，都算 1", "有 5 行只差數量沒寫。", "點了就加上：柠檬茶 2杯、奶茶 2杯、蛋挞 2個", ">算 1 杯<", ">算 蛋挞 1個<", "點錯了可以復原"},
		"en":    {"Take all 5 as one each", "5 lines lack nothing but an amount.", "One tap adds: 柠檬茶 2杯, 奶茶 2杯, 蛋挞 2个", ">Take as 1 杯<", ">Take as 蛋挞 1个<", "It can be undone."},
	} {
		k.Lang = lang
		page := k.Page(at(c))
		k.Says(lang, page, says...)
		if n := strings.Count(page.Body.String(), `value="one"`); n != 5 {
			t.Errorf("%s: %d rows have a button, want those that lack nothing but an amount", lang, n)
		}
		k.Golden("one_taps_"+lang, page, 200)
	}
	k.Lang = "zh-CN"
	w := k.Post(at(c)+"/answer", "answer", "one", "seq", number(k.row(c, "建国").Seq))
	if to := w.Header().Get("Location"); w.Code != 303 || !strings.HasSuffix(to, "n0=1&n1=1&said=ones#ask") {
		t.Errorf("%d %s", w.Code, to)
	}
	for _, seq := range []string{"", "x", "0", "99"} {
		k.Want("no row "+seq, k.Post(at(c)+"/answer", "answer", "one", "seq", seq), 404)
	}
	k.Want("by weight", k.Post(at(c)+"/answer", "answer", "one", "seq", number(k.row(c, "小满").Seq)), 422)
	w = k.Post(at(c)+"/answer", "answer", "ones")
	_, to, _ := strings.Cut(w.Header().Get("Location"), id.Show(k.ws))
	page := k.Page(to)
	k.Golden("one_tapped", page, 200)
	k.Says("done", page, "4 行没写的数量按 1 记下了", `value="untap"`)
	for _, none := range []string{`value="one"`, `value="ones"`, `id="ones"`} {
		if strings.Contains(page.Body.String(), none) {
			t.Errorf("nothing is left, and there still is %s", none)
		}
	}
	for lang, says := range map[string]string{"zh-TW": "4 行沒寫的數量按 1 記下了", "en": "Amounts taken as one in 4 lines"} {
		k.Lang = lang
		k.Says(lang, k.Page(to), says)
	}
	k.Lang = "zh-CN"
	_, tap, _ := strings.Cut(page.Body.String(), `name="tap" value="`)
	tap, _, _ = strings.Cut(tap, `"`)
	w = k.Post(at(c)+"/answer", "answer", "untap", "tap", tap)
	_, back, _ := strings.Cut(strings.TrimSuffix(w.Header().Get("Location"), "#ask"), id.Show(k.ws))
	k.Says("back", k.Page(back), "撤销了，4 行又和接龙里写的一样。", `value="ones"`)
	if strings.Contains(k.Page(to).Body.String(), `value="untap"`) {
		t.Error("what was taken back can be taken back again")
	}
	k.Want("again", k.Post(at(c)+"/answer", "answer", "untap", "tap", tap), 422)
	k.Want("no csrf", k.Do("POST", at(c)+"/answer", strings.NewReader("answer=ones")), 403)
}

// TestASingleRowNeedsNoButtonForAll, and where every amount is written there is none.
func TestASingleRowNeedsNoButtonForAll(t *testing.T) {
	k := onSQLite(t)
	single := k.Page(at(k.paste("#接龙\nA 奶茶 12元/杯\n1. 小雨 A1\n2. 阿青 A"))).Body.String()
	if !strings.Contains(single, `value="one"`) || strings.Contains(single, `value="ones"`) {
		t.Errorf("of one row: %s", consoletest.Main(single))
	}
	none := k.Page(at(k.paste(friday))).Body.String()
	if strings.Contains(none, `value="one"`) || strings.Contains(none, `value="ones"`) {
		t.Errorf("of none: %s", consoletest.Main(none))
	}
	var many strings.Builder
	for i := range 30 {
		fmt.Fprintf(&many, "%d. 邻居%d A\n", i+1, 100+i)
	}
	c := k.paste("#接龙\nA 奶茶 12元/杯\n" + many.String())
	k.Says("more than a page shows", k.Page(at(c)), "没写数量的 30 行，都算 1", "点了就加上：奶茶 30杯")
	k.Want("all of them", k.Post(at(c)+"/answer", "answer", "ones"), 303)
	k.wants(c, "奶茶 30杯")
}

// TestTheWordForOneIsNobodysOnEnglishPages: where a chain tells no unit, Chinese pages
// count by 份, English ones by nothing; where the chain itself says 份, all do. What has
// no Chinese name is never counted by it.
func TestTheWordForOneIsNobodysOnEnglishPages(t *testing.T) {
	const bare = "#接龙\n下午茶\nA 奶茶\nB 柠檬茶\n\n1. 小雨 A\n2. 建国 B\n3. 阿青 A\n4. 老周 A+1"
	latin := strings.NewReplacer("奶茶", "Latte", "柠檬茶", "Mocha").Replace
	for what, c := range map[string]struct {
		text, button string // as an English page has them
		kept         string // of one, in the table
	}{
		"Chinese goods":          {bare, "Take as 1<", "奶茶 1份"},
		"Chinese goods, a price": {strings.Replace(bare, "奶茶", "奶茶 12元", 1), "Take as 1<", "奶茶 1份"},
		"the chain says it":      {strings.Replace(bare, "\n\n", "\n每人限2份\n\n", 1), "Take as 1 份<", "奶茶 1份"},
		"one of the rows does":   {bare + "\n5. 何叔 B2份", "Take as 1 份<", "奶茶 1份"},
		"goods without its name": {latin(bare), "Take as 1<", "Latte 1"},
	} {
		k := onSQLite(t)
		id := k.paste(c.text)
		k.Lang = "en"
		k.Says(what, k.Page(at(id)), c.button)
		_, err := k.s.One(t.Context(), k.ws, k.by(), id, 0)
		k.must(err)
		for _, name := range []string{"小雨", "老周"} {
			if got := k.row(id, name).Now().Wants(); got != c.kept {
				t.Errorf("%s: %s is kept as %s, want %s", what, name, got, c.kept)
			}
		}
		own := strings.Contains(c.button, "份")
		for _, page := range []string{at(id), at(id) + "/row/1", at(id) + "/pickup"} {
			if has := strings.Contains(k.Page(page).Body.String(), "份"); has != own {
				t.Errorf("%s, %s: 份 stands there is %v, want %v", what, page, has, own)
			}
		}
		k.Lang = "zh-CN"
		if has := strings.Contains(k.Page(at(id)).Body.String(), "3份"); has != strings.HasSuffix(c.kept, "份") {
			t.Errorf("%s: in Chinese 份 stands there is %v", what, has)
		}
		product, _, _ := strings.Cut(c.kept, " ")
		k.must(k.s.SaveRow(t.Context(), k.ws, k.by(), id, 1, roll.Row{Name: "小雨", Items: []roll.Item{{Product: product, Amount: 3000}}}))
		if got, want := k.row(id, "小雨").Now().Wants(), strings.Replace(c.kept, "1", "3", 1); got != want {
			t.Errorf("%s: an English form makes it %s, want %s", what, got, want)
		}
	}
}
