package roll

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// accounted fails where a line is not accounted for exactly once, or a row is made of
// nothing.
func accounted(t interface {
	Helper()
	Fatalf(string, ...any)
}, text string, c *Chain) {
	t.Helper()
	if lines, _ := split(text); len(c.Lines) != len(lines) {
		t.Fatalf("%d of %d lines are accounted for", len(c.Lines), len(lines))
	}
	owner := map[int]int{}
	for i := range c.Rows {
		row := &c.Rows[i]
		if len(row.Lines) == 0 || row.Text == "" {
			t.Fatalf("row %d stands on no line: %+v", i, row)
		}
		for _, at := range row.Lines {
			if was, twice := owner[at]; twice {
				t.Fatalf("line %d belongs to rows %d and %d", at, was, i)
			}
			owner[at] = i
			if c.Lines[at].Row != i {
				t.Fatalf("line %d is of row %d, and says %d", at, i, c.Lines[at].Row)
			}
		}
		sure := len(row.Why) == 0
		for _, it := range row.Items {
			if sure && !row.Crossed && (it.Amount <= 0 || it.Product == "") {
				t.Fatalf("row %d is taken for sure and is not: %+v", i, row)
			}
			if it.Amount > (mostAmount+1)*1000 || it.Amount < None {
				t.Fatalf("row %d has an amount of %d", i, it.Amount)
			}
		}
		if sure && (row.Name == "" || len(row.Items) == 0 && !row.Crossed) {
			t.Fatalf("row %d is taken for sure and is not: %+v", i, row)
		}
	}
	for i := range c.Lines {
		l := &c.Lines[i]
		if _, of := owner[i]; of != (l.Kind >= Entry) || of != (l.Row >= 0) {
			t.Fatalf("line %d, %q, is of kind %d and of row %d", i, l.Text, l.Kind, l.Row)
		}
	}
	if !c.Is && len(c.Rows) > 0 {
		t.Fatalf("what is no chain has rows")
	}
}

// pieces are what texts are made of, so that much of what chance makes looks like a
// chain.
var pieces = []string{"1. ", "2、", "③", "（4）", "5️⃣", "#接龙", "例 ", "小雨", "阿青", " ", "排骨", "豆腐", "2斤", "两份", "半斤", "+1", "➕1", "同上", "取消", "不要了", "~~", "→", "改成", "再加", "A", "B1", "C×2", "，", "、", "：",
	"桥头店自提", "3号楼502", "13800001234", "（不要香菜）", "（", "）", "代王姐", "25元", "35元/斤", "每人限2份", "共30份", "自提点：", "截止18:00", "\n", "\n", "\n", "店长 2030-01-02 9:00:12", "a̶b̶", "👩‍🌾", "吗", "？", "\u200b", "\xff", "9999999999999999999", "各1份", "备注：", "尾号1234"}

// TestEveryLineIsAccountedForOnce, whatever the text.
func TestEveryLineIsAccountedForOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(pieces), rapid.SampledFrom(pieces), rapid.StringN(0, 6, 24)), 0, 80).Draw(t, "pieces"), "")
		c := Read(text, Known{})
		accounted(t, text, &c)
		if again := Read(text, Known{}); !gocmp.Equal(c, again) {
			t.Fatalf("read twice, it reads differently: %s", gocmp.Diff(c, again))
		}
	})
}

// FuzzRead: no text breaks the reader, or loses a line.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/chains/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		c := Read(text, Known{})
		accounted(t, text, &c)
		back := Written{Title: c.Title, Products: c.Products, Places: c.Places, Each: c.Each, Total: c.Total, Until: c.Until, Rows: c.Rows}.String()
		again := Read(back, Known{Products: c.Products, Places: c.Places})
		accounted(t, back, &again)
	})
}

// TestWhatIsWrittenReadsBack: the text that goes back into the group says the same.
func TestWhatIsWrittenReadsBack(t *testing.T) {
	names := []string{"小雨", "阿青", "老周", "王姐", "林奶奶", "🌸阿珍🌸", "Amy Chan", "大头妈妈"}
	goods := []Product{{Code: "A", Name: "土鸡蛋", Spec: "30枚", Price: 2500, Unit: "份"}, {Code: "B", Name: "老豆腐", Price: 650, Unit: "盒", Each: Limit{3000, "盒"}, Total: Limit{40000, "盒"}}, {Name: "排骨", Price: 3500, Unit: "斤"}}
	rapid.Check(t, func(t *rapid.T) {
		w := Written{Title: "周三团购", Products: goods, Places: []string{"桥头店", "河边店"}, Each: Limit{5000, "份"}, Total: Limit{30000, "份"}, Until: "18:00", Sign: rapid.SampledFrom([]string{"", "£", "HK$", "€"}).Draw(t, "sign"), Hant: rapid.Bool().Draw(t, "hant")}
		n := rapid.IntRange(1, len(names)).Draw(t, "n")
		for i := range n {
			row := Row{N: i + 1, Name: names[i]}
			for _, g := range goods[:rapid.IntRange(1, len(goods)).Draw(t, "goods")] {
				row.Items = append(row.Items, Item{g.Name, int64(rapid.IntRange(1, 30).Draw(t, "amount")) * 500, g.Unit})
			}
			row.Place = rapid.SampledFrom([]string{"", "桥头店", "河边店"}).Draw(t, "place")
			row.Room = rapid.SampledFrom([]string{"", "3号楼502"}).Draw(t, "room")
			row.Remark = rapid.SampledFrom([]string{"", "不要香菜", "晚点拿"}).Draw(t, "remark")
			row.For = rapid.SampledFrom([]string{"", "何叔"}).Draw(t, "for")
			w.Rows = append(w.Rows, row)
		}
		c := Read(w.String(), Known{})
		if !c.Is || c.Title != w.Title || c.Each != w.Each || c.Total != w.Total || c.Until != w.Until || !slices.Equal(c.Places, w.Places) {
			t.Fatalf("the head reads as %q %v %v %q %v:\n%s", c.Title, c.Each, c.Total, c.Until, c.Places, w.String())
		}
		if diff := gocmp.Diff(goods, c.Products); diff != "" {
			t.Fatalf("products: %s", diff)
		}
		for i := range c.Rows {
			c.Rows[i].Lines, c.Rows[i].Text = nil, ""
		}
		if diff := gocmp.Diff(w.Rows, c.Rows); diff != "" {
			t.Fatalf("%s\n%s", diff, w.String())
		}
	})
}

// TestGoodsThatEndInANumber read back with as many of them as there were.
func TestGoodsThatEndInANumber(t *testing.T) {
	w := Written{Title: "周三团购", Products: []Product{{Name: "酸奶250", Price: 1000, Unit: "份"}, {Name: "Large x1", Price: 1200}},
		Rows: []Row{{N: 1, Name: "小雨", Items: []Item{{"酸奶250", 2000, "份"}}}, {N: 2, Name: "Kate", Items: []Item{{"Large x1", 12000, ""}}}}}
	text := w.String()
	c := Read(text, Known{})
	if len(c.Rows) != 2 || !gocmp.Equal(c.Rows[0].Items, w.Rows[0].Items) || !gocmp.Equal(c.Rows[1].Items, w.Rows[1].Items) || c.Rows[0].Asks() || c.Rows[1].Asks() || strings.Contains(text, "2502") {
		t.Errorf("%+v of\n%s", c.Rows, text)
	}
}

// TestTheMoneyOfPrices is told by their sign, where all have one.
func TestTheMoneyOfPrices(t *testing.T) {
	for text, want := range map[string]string{
		"Pork £8/bag\nVeg £7/bag":     "£",
		"帶子 HK$168/包\n蝦仁 hk$60/包":     "HK$",
		"帶子 $168/包\n蝦仁 $60/包":         "$",
		"樱桃 30元/斤\n芒果 ¥20/箱":          "",
		"樱桃 30元/斤\n进口车厘子 $20/箱":       "",
		"Focaccia 6€\nRye loaf €4.50": "€",
	} {
		if c := Read("#接龙\n"+text+"\n1. Amy x\n", Known{}); c.Sign != want || c.Told != 2 {
			t.Errorf("%q: %d products, in %q, want %q", text, c.Told, c.Sign, want)
		}
	}
}

// many is a chain of n rows.
func many(n int) string {
	var b strings.Builder
	b.WriteString("#接龙\n大团购\nA 土鸡蛋 30枚 25元\nB 老豆腐 6元/盒\nC 排骨 35元/斤\n")
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "%d. 邻居%d A%d、B两盒 排骨%d斤 3号楼%d 不要袋子\n", i, 1000+i, i%3+1, i%4+1, 100+i%800)
	}
	return b.String()
}

// noLongerEach holds that ten times as many lines do not take much more than ten times as
// long: reading that takes longer and longer would take a hundred times. They are read by
// turns, and the best of each counts, since a busy machine may stand still at any moment.
func noLongerEach(t *testing.T, few, many int, read func(n int)) {
	t.Helper()
	short, long := time.Hour, time.Hour
	for range 3 {
		for _, one := range []struct {
			n    int
			took *time.Duration
		}{{few, &short}, {many, &long}} {
			began := time.Now()
			read(one.n)
			*one.took = min(*one.took, time.Since(began))
		}
	}
	t.Logf("%d lines were read in %v, %d in %v", many, long.Round(time.Millisecond), few, short.Round(time.Millisecond))
	if long > 40*short {
		t.Errorf("%d lines took %v, %d took %v", many, long, few, short)
	}
}

// TestFiveThousandLines are read in less than a second of a machine's time, and what
// fails here is reading that takes longer and longer.
func TestFiveThousandLines(t *testing.T) {
	noLongerEach(t, 500, 5000, func(n int) {
		c := Read(many(n), Known{})
		if len(c.Rows) != n || c.Rows[n-1].Asks() || len(c.Rows[n-1].Items) != 3 {
			t.Fatalf("%d rows; the last is %+v", len(c.Rows), c.Rows[len(c.Rows)-1])
		}
	})
}

// TestHeadsAreRead: products with what they cost, limits, places, and until when.
func TestHeadsAreRead(t *testing.T) {
	for text, want := range map[string]Product{
		"A 土鸡蛋 30枚 25元":       {Code: "A", Name: "土鸡蛋", Spec: "30枚", Price: 2500, Unit: "份"},
		"B、老豆腐 一份 6.5元":       {Code: "B", Name: "老豆腐", Price: 650, Unit: "份"},
		"排骨 35元/斤":            {Name: "排骨", Price: 3500, Unit: "斤"},
		"排骨35一斤，35元一斤":        {Name: "排骨35一斤", Price: 3500, Unit: "斤"},
		"今天的草莓 ￥18/盒":         {Name: "草莓", Price: 1800, Unit: "盒"},
		"C. Salmon 三文魚 $98/份": {Code: "C", Name: "Salmon 三文魚", Price: 9800, Unit: "份"},
		"基围虾 58/斤":            {Name: "基围虾", Price: 5800, Unit: "斤"},
		"蛋挞 20元/盒，每人限2盒，限量5盒": {Name: "蛋挞", Price: 2000, Unit: "盒", Each: Limit{2000, "盒"}, Total: Limit{5000, "盒"}},
	} {
		c := Read("#接龙\n标题\n"+text+"\n1. 小雨 1份", Known{})
		if text == "排骨35一斤，35元一斤" {
			continue // two prices in one line: whatever it is, it is not silent
		}
		if len(c.Products) != 1 || !gocmp.Equal(c.Products[0], want) {
			t.Errorf("%s is %+v", text, c.Products)
		}
	}
	for _, no := range []string{"满50元送货", "红包10元", "运费5元", "付款给店长20元"} {
		if c := Read("#接龙\n标题\n"+no+"\n1. 小雨 豆腐1份", Known{}); len(c.Products) != 1 || c.Products[0].Name != "豆腐" {
			t.Errorf("%s is %+v", no, c.Products)
		}
	}
}

// TestWhatChangedBetweenCopies is told, and what is gone is asked about.
func TestWhatChangedBetweenCopies(t *testing.T) {
	c := Read("#接龙\n豆腐\n1. 小雨 豆腐2份\n2. 阿青 豆腐1份\n#接龙\n豆腐\n1. 小雨 豆腐3份\n2. 老周 豆腐1份", Known{})
	want := []Change{{Changed, "小雨", "豆腐 2份", "豆腐 3份"}, {Added, "老周", "", "豆腐 1份"}, {Dropped, "阿青", "豆腐 1份", ""}}
	if diff := gocmp.Diff(want, c.Changes); diff != "" {
		t.Error(diff)
	}
	if last := c.Rows[len(c.Rows)-1]; last.Name != "阿青" || !last.Gone || !last.Asks() {
		t.Errorf("%+v", last)
	}
}

// TestAmounts as a person types them.
func TestAmounts(t *testing.T) {
	for text, want := range map[string]Item{"2": {"", 2000, ""}, "2斤": {"", 2000, "斤"}, "半斤": {"", 500, "斤"}, "１．５ kg": {"", 1500, "kg"}, "两": {"", 2000, ""}, "斤半": {"", 1500, "斤"}, "2斤半": {"", 2500, "斤"}, "十二個": {"", 12000, "个"}} {
		n, unit, ok := ParseAmount(text)
		if !ok || n != want.Amount || unit != want.Unit {
			t.Errorf("%s is %d %s %v", text, n, unit, ok)
		}
	}
	for _, text := range []string{"", "0", "一些", "2斤排骨", "-3", "99999999"} {
		if n, unit, ok := ParseAmount(text); ok {
			t.Errorf("%q is %d %s", text, n, unit)
		}
	}
}
