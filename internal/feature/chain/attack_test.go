package chain

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/feature/chain/roll"
)

// TestThousandsOfProductsAreAddedUpInTime: whoever pastes thousands of names holds up
// nobody. It took ten seconds, of which other writers waited each.
func TestThousandsOfProductsAreAddedUpInTime(t *testing.T) {
	rows := make([]Row, 5000)
	for i := range rows {
		name := fmt.Sprintf("货%c%c%c", 0x4e00+i%97, 0x5e00+i/97%97, 0x6e00+i%89)
		rows[i] = Row{Seq: i + 1, Read: roll.Row{N: i + 1, Name: fmt.Sprint("用户", i), Place: fmt.Sprint("点", i), Items: []roll.Item{{Product: name, Amount: 2000, Unit: "斤"}}}}
	}
	began := time.Now()
	if j := Judge(&Head{}, rows); j.People != len(rows) {
		t.Errorf("%d people", j.People)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("it took %v", took)
	}
}

// TestTwoWhoWriteAtOnceBothStand: neither writes over the other.
func TestTwoWhoWriteAtOnceBothStand(t *testing.T) {
	each(t, func(k *desk) {
		c := k.paste("红薯\n1. 小雨 红薯3斤")
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				_, err := k.s.AddRow(t.Context(), k.ws, k.by(), c, roll.Row{Name: fmt.Sprint("客", i), Items: []roll.Item{{Product: "红薯", Amount: 1000, Unit: "斤"}}})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Go(func() {
			if err := k.s.Take(t.Context(), k.ws, k.by(), c, 1, true); err != nil {
				t.Error(err)
			}
		})
		all.Go(func() {
			if err := k.s.SaveRow(t.Context(), k.ws, k.by(), c, 1, roll.Row{Name: "小雨", Items: []roll.Item{{Product: "红薯", Amount: 4000, Unit: "斤"}}}); err != nil {
				t.Error(err)
			}
		})
		all.Wait()
		w := k.load(c)
		if len(w.Rows) != 9 || w.Rows[0].Taken.IsZero() {
			t.Errorf("%d rows, fetched: %v", len(w.Rows), w.Rows[0].Taken)
		}
		k.wants(c, "红薯 12斤")
	})
}

// TestWhoIsForgottenTakesNothingOfOthers: two wrote the same second line, and an
// earlier copy says something else of the one.
func TestWhoIsForgottenTakesNothingOfOthers(t *testing.T) {
	each(t, func(k *desk) {
		ctx := t.Context()
		c := k.paste("菜\n红薯 3元/斤\n豆腐 2元/盒\n\n1. 小雨 红薯2斤\n豆腐1盒\n2. 阿青 红薯3斤\n豆腐1盒")
		before := k.sums(c)
		k.must(k.db.Write(ctx, func(tx *db.Tx) error {
			return k.s.Erase(ctx, tx, k.ws, func(body []byte) bool { return strings.Contains(string(body), `"小雨"`) })
		}))
		k.must(k.s.SetAbout(ctx, k.ws, k.by(), c, About{Title: "菜", Day: 20300102, Products: k.load(c).Head.Products}))
		k.wants(c, before)
		if src := k.load(c).Source; strings.Contains(src, "小雨") || !strings.Contains(src, "阿青 红薯3斤\n豆腐1盒") || !strings.Contains(src, "\n\n") {
			t.Errorf("%q", src)
		}
	})
	left := without("1. 小雨 2斤\n2. 小雨天 1斤\n\n#接龙\n1、小雨2斤 改3斤\n2. 小雨天 1斤", []wrote{{"1、小雨2斤 改3斤", "小雨"}})
	if left != "2. 小雨天 1斤\n\n#接龙\n2. 小雨天 1斤" {
		t.Errorf("%q", left)
	}
}

// TestPhonesBesideANameAreMasked, too.
func TestPhonesBesideANameAreMasked(t *testing.T) {
	k := onSQLite(t)
	c := k.paste("红薯\n1. 小雨 红薯3斤")
	k.must(k.s.SaveRow(t.Context(), k.ws, k.by(), c, 1, roll.Row{Name: "小雨13800001234", For: "老周 13900005678", Items: []roll.Item{{Product: "红薯", Amount: 3000, Unit: "斤"}}}))
	for _, path := range []string{"", "/pickup"} {
		if page := k.Page(at(c) + path).Body.String(); strings.Contains(page, "13800001234") || strings.Contains(page, "13900005678") {
			t.Errorf("%s shows a phone number", path)
		}
	}
}

// TestThousandsOfQuestionsAreAskedAFewAtATime: a page of all of them opens nowhere.
func TestThousandsOfQuestionsAreAskedAFewAtATime(t *testing.T) {
	k := onSQLite(t)
	text := "#接龙\nA. 排骨 25元/斤\nB. 豆腐 3元/份\n"
	for i := range 200 {
		text += fmt.Sprintf("%d. 用户%d 货%c%c 2斤\n", i+1, i, 0x4e00+i%97, 0x5e00+i%89)
	}
	c := k.paste(text)
	all := len(k.load(c).Judged.Questions)
	page := k.Page(at(c)).Body.String()
	if n := strings.Count(page, "/same\""); all < 100 || n != asksShown {
		t.Errorf("%d of %d questions on the page", n, all)
	}
}

// TestATextThatIsTooLongIsNotHalfRead: who stands below would be gone.
func TestATextThatIsTooLongIsNotHalfRead(t *testing.T) {
	k := onSQLite(t)
	c := k.paste("红薯\n1. 小雨 红薯3斤")
	long := "红薯\n" + strings.Repeat("\n", roll.MostLines) + "1. 小雨 红薯3斤\n2. 阿青 红薯1斤"
	_, err := k.s.Update(t.Context(), k.ws, k.by(), c, long)
	k.kind("a later text", err, fault.Limited)
	_, err = k.s.Paste(t.Context(), k.ws, k.by(), Pasted{Text: strings.Replace(long, "\n\n", "\n1. 小雨 红薯3斤\n", 1)})
	k.kind("a text", err, fault.Limited)
	k.wants(c, "红薯 3斤")
}
