package shelf

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/hanzi"
	"github.com/huoshui/huoshui/internal/base/id"
)

// TestWhatIsKeptIsFound: the newest day first, by words of its title and of its
// summary, whatever their size and width, and by nothing that only looks like a wildcard.
func TestWhatIsKeptIsFound(t *testing.T) {
	each(t, func(k *desk) {
		g := k.groups[0].ID
		a, b, c := k.said("怎么挑小排", 3, g), k.said("叶子菜怎么放", 1, g), k.said("WiFi 与 100% 棉", 2)
		b.Summary = "根朝下竖着放，ＶＩＰ都这么做"
		c.Summary = `a\b 和 c_d`
		k.keep(a)
		k.keep(b)
		k.keep(c)
		for q, want := range map[string]string{
			"": "叶子菜怎么放 | WiFi 与 100% 棉 | 怎么挑小排", "小排": "怎么挑小排", "排": "怎么挑小排", "竖着": "叶子菜怎么放", "怎么": "叶子菜怎么放 | 怎么挑小排", "怎么 颜色": "怎么挑小排",
			"vip": "叶子菜怎么放", "ＷＩＦＩ": "WiFi 与 100% 棉", "%": "WiFi 与 100% 棉", "100%": "WiFi 与 100% 棉", "_": "WiFi 与 100% 棉", `\`: "WiFi 与 100% 棉", "c_d": "WiFi 与 100% 棉", "cxd": "", "大闸蟹": "", "'": ""} {
			k.finds("looking for "+q, k.by(), Wanted{Query: q}, want)
		}
	})
}

// TestEitherScriptFindsTheOther, also in what a program kept that did not fold so.
func TestEitherScriptFindsTheOther(t *testing.T) {
	each(t, func(k *desk) {
		ctx, g := t.Context(), k.groups[0].ID
		a, b, c := k.said("周日总结：面包怎么发", 3, g), k.said("週日總結：麵包怎麼烤", 2, g), k.said("豆腐", 1, g)
		a.Summary, b.Summary, c.Summary = "先问大家", "再問大家", "盐卤（ＶＩＰ）"
		k.keep(a)
		k.keep(b)
		k.keep(c)
		finds := func(when string) {
			one, other := "周日总结：面包怎么发", "週日總結：麵包怎麼烤"
			for q, want := range map[string][]string{"总结": {one, other}, "總結": {one, other}, "問大家": {one, other}, "问 麵": {one, other}, "發": {one}, "烤": {other}, "鹽鹵(vip": {"豆腐"}, "總結 豆腐": nil} {
				k.must(k.db.Read(ctx, func(tx *db.Tx) error {
					found, err := k.s.List(ctx, tx, k.ws, k.by(), Wanted{Query: q})
					var got []string
					for i := range found.Pieces {
						got = append(got, found.Pieces[i].Title)
					}
					if slices.Sort(got); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
						t.Errorf("%s, looking for %s: %v, want %v", when, q, got, want)
					}
					return err
				}))
			}
		}
		stale := func() (n int) {
			k.must(k.db.Read(ctx, func(tx *db.Tx) error {
				return tx.QueryRow(ctx, `SELECT COUNT(*) FROM shelf_piece WHERE workspace = $1 AND (folded <> $2 OR find = title)`, k.ws, hanzi.Version).Scan(&n)
			}))
			return n
		}
		finds("kept now")
		k.must(k.db.Write(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE shelf_piece SET folded = 0, find = title WHERE workspace = $1`, k.ws)
			return err
		}))
		finds("kept before")
		k.must(k.s.Sweep(ctx, k.ws+1))
		if n := stale(); n != 3 {
			t.Errorf("the sweep of another workspace left %d", n)
		}
		k.must(k.s.Sweep(ctx, k.ws))
		if n := stale(); n != 0 {
			t.Errorf("%d are as an older program kept them", n)
		}
		finds("swept")
	})
}

// TestAnIndexCardHasTheLastTenOfItsGroup, those of all groups among them; what is put
// away or removed is not on it.
func TestAnIndexCardHasTheLastTenOfItsGroup(t *testing.T) {
	each(t, func(k *desk) {
		ctx, g, other := t.Context(), k.groups[0].ID, k.groups[1].ID
		if k.card(g) != "" {
			t.Error("a card of an empty shelf")
		}
		for i := range 11 {
			k.keep(k.said(fmt.Sprintf("第%02d回", i), 20-i, g))
		}
		all := k.keep(k.said("大家的", 0))
		k.keep(k.said("别的群的", 0, other))
		card := k.card(g)
		if strings.Count(card, "回") != 9 || !strings.Contains(card, "1. 1月2日 大家的\n2. ") || strings.Contains(card, "别的群的") || strings.Contains(card, "第01回") || !strings.Contains(card, "再早的也留着") {
			t.Errorf("the card of a group: %s", card)
		}
		if card := k.card(other); !strings.Contains(card, "别的群的") || !strings.Contains(card, "大家的") || strings.Contains(card, "回") || strings.Contains(card, "再早") {
			t.Errorf("the card of another: %s", card)
		}
		k.must(k.s.Archive(ctx, k.ws, k.by(), all, true))
		if card := k.card(g); strings.Contains(card, "大家的") {
			t.Errorf("what is put away is on the card: %s", card)
		}
		k.finds("put away", k.by(), Wanted{Archived: true}, "大家的")
		k.must(k.s.Archive(ctx, k.ws, k.by(), all, false))
		if p := k.load(all); p.Archived || p.Summary == "" || !p.Everyone {
			t.Errorf("put back: %+v", p)
		}
		var index map[id.Group]string
		k.must(k.db.Read(ctx, func(tx *db.Tx) (err error) {
			index, err = k.s.Indices(ctx, tx, k.ws, []id.Group{g, other, k.groups[2].ID, 77})
			return err
		}))
		if len(index) != 3 || strings.Count(index[g], "\n") != OnCard-1 || !strings.HasPrefix(index[g], "2030-01-02 大家的\n") || index[k.groups[2].ID] != "2030-01-02 大家的" {
			t.Errorf("for SOPs: %v", index)
		}
	})
}

// TestRemovedIsGone: nothing of a piece is left in the tables.
func TestRemovedIsGone(t *testing.T) {
	each(t, func(k *desk) {
		p := k.keep(k.said("要删的", 1, k.groups[0].ID, k.groups[1].ID))
		k.must(k.s.Remove(t.Context(), k.ws, k.by(), p))
		k.must(k.db.Read(t.Context(), func(tx *db.Tx) error {
			for _, table := range []string{"shelf_piece", "shelf_place"} {
				var n int
				if err := tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM `+table+` WHERE workspace = $1`, k.ws).Scan(&n); err != nil || n != 0 {
					t.Errorf("%d rows in %s: %v", n, table, err)
				}
			}
			return nil
		}))
		k.kind("again", k.s.Remove(t.Context(), k.ws, k.by(), p), fault.NotFound)
	})
}

// TestWhoSeesAndChangesWhat: a shop sees what belongs to its groups and to all, and
// changes what is its own alone.
func TestWhoSeesAndChangesWhat(t *testing.T) {
	each(t, func(k *desk) {
		ctx, shop, hill := t.Context(), k.of(k.shop), k.of(k.hill)
		ours, theirs := k.keep(k.said("河边的", 4, k.groups[0].ID)), k.keep(k.said("山上的", 3, k.groups[2].ID))
		both, all := k.keep(k.said("两家的", 2, k.groups[0].ID, k.groups[2].ID)), k.keep(k.said("总部给大家的", 1))
		own, err := k.s.Make(ctx, k.ws, shop, k.said("河边给自己的群的", 0))
		k.must(err)
		k.finds("the shop", shop, Wanted{}, "河边给自己的群的 | 总部给大家的 | 两家的 | 河边的")
		k.finds("the other", hill, Wanted{}, "总部给大家的 | 两家的 | 山上的")
		k.finds("nobody's", By{Scope: auth.ScopeIn()}, Wanted{}, "")
		k.finds("one group", k.by(), Wanted{Group: k.groups[2].ID}, "总部给大家的 | 两家的 | 山上的")
		if card := k.card(k.groups[2].ID); strings.Contains(card, "河边") {
			t.Errorf("another shop's is on the card: %s", card)
		}
		change := k.said("改过", 4, k.groups[0].ID)
		for what, c := range map[string]struct {
			by   By
			ws   id.Workspace
			p    id.Piece
			want fault.Kind
		}{"not seen": {shop, k.ws, theirs, fault.NotFound}, "another workspace": {k.by(), k.ws + 1, ours, fault.NotFound}, "of both": {shop, k.ws, both, fault.Forbidden}, "of all": {shop, k.ws, all, fault.Forbidden},
			"the other's": {hill, k.ws, own, fault.NotFound}, "not there": {k.by(), k.ws, 99, fault.NotFound}} {
			for deed, err := range map[string]error{"change": k.s.Change(ctx, c.ws, c.by, c.p, change), "archive": k.s.Archive(ctx, c.ws, c.by, c.p, true), "remove": k.s.Remove(ctx, c.ws, c.by, c.p)} {
				k.kind(what+", "+deed, err, c.want)
			}
		}
		for what, g := range map[string]id.Group{"of another shop": k.groups[2].ID, "not there": 77} {
			_, err := k.s.Make(ctx, k.ws, shop, k.said("新的", 0, g))
			if k.kind(what, err, fault.Invalid); auth.Field(err) != "groups" {
				t.Errorf("%s: told about %q", what, auth.Field(err))
			}
		}
		_, err = k.s.Make(ctx, k.ws, By{Scope: auth.ScopeIn()}, k.said("新的", 0))
		k.kind("by nobody in the organisation", err, fault.Forbidden)
		k.must(k.db.Read(ctx, func(tx *db.Tx) error {
			_, err := k.s.List(ctx, tx, k.ws, shop, Wanted{Group: k.groups[2].ID})
			k.kind("the list of another's group", err, fault.NotFound)
			_, _, err = k.s.Load(ctx, tx, k.ws+1, k.by(), ours)
			k.kind("from another workspace", err, fault.NotFound)
			return nil
		}))
		k.must(k.s.Change(ctx, k.ws, shop, ours, change))
		if p := k.load(ours); p.Title != "改过" || p.Unit != k.shop {
			t.Errorf("%+v", p)
		}
	})
}

// TestGroupsThatEndBreakNothing: one that was dismissed keeps what was kept for it and
// takes nothing new; of one that is no longer known at all, the unit still sees it.
func TestGroupsThatEndBreakNothing(t *testing.T) {
	each(t, func(k *desk) {
		ctx, g := t.Context(), k.groups[0].ID
		p := k.keep(k.said("聊过的", 2, g))
		k.groups[0].Gone = true
		if !strings.Contains(k.card(g), "聊过的") {
			t.Error("what was kept is gone with the group")
		}
		said := k.said("改过的", 2, g)
		k.must(k.s.Change(ctx, k.ws, k.by(), p, said))
		_, err := k.s.Make(ctx, k.ws, k.by(), k.said("新的", 0, g))
		k.kind("new for one that was dismissed", err, fault.Invalid)
		k.groups = k.groups[1:]
		k.finds("the unit", k.of(k.shop), Wanted{}, "改过的")
		k.finds("another unit", k.of(k.hill), Wanted{}, "")
		if k.card(g) != "" {
			t.Error("a card of a group that nobody knows")
		}
		k.kind("kept for what is no more", k.s.Change(ctx, k.ws, k.by(), p, said), fault.Invalid)
		k.must(k.s.Change(ctx, k.ws, k.by(), p, k.said("改过的", 2, k.groups[0].ID)))
		if !strings.Contains(k.card(k.groups[0].ID), "改过的") {
			t.Error("it did not move to another group")
		}
	})
}

// TestOneOfATitleADay: whoever presses twice keeps one.
func TestOneOfATitleADay(t *testing.T) {
	each(t, func(k *desk) {
		s := k.said("怎么挑小排", 1)
		p := k.keep(s)
		_, err := k.s.Make(t.Context(), k.ws, k.by(), s)
		if k.kind("again", err, fault.Conflict); auth.Field(err) != "title" {
			t.Errorf("told about %q", auth.Field(err))
		}
		k.must(k.s.Change(t.Context(), k.ws, k.by(), p, s)) // it is no other
		s.Day--
		k.keep(s)
	})
}

// TestWhoIsForgottenSharedNothing: their name goes where it says who shared; what was
// written of it stays, for others wrote it.
func TestWhoIsForgottenSharedNothing(t *testing.T) {
	each(t, func(k *desk) {
		a, b := k.said("怎么挑小排", 1), k.said("怎么挑鱼", 2)
		a.Sharer, b.Sharer = "小雨", "小雨天"
		one, two := k.keep(a), k.keep(b)
		k.must(k.s.Archive(t.Context(), k.ws, k.by(), one, true))
		k.must(k.db.Write(t.Context(), func(tx *db.Tx) error {
			return k.s.Erase(t.Context(), tx, k.ws, func(body []byte) bool { return strings.Contains(string(body), `"小雨"`) })
		}))
		if p := k.load(one); p.Sharer != "" || p.Summary == "" {
			t.Errorf("%+v", p)
		}
		if p := k.load(two); p.Sharer != "小雨天" {
			t.Errorf("somebody else was forgotten: %+v", p)
		}
	})
}

// TestDeedsAreInTheRecord, without a word of what was written.
func TestDeedsAreInTheRecord(t *testing.T) {
	each(t, func(k *desk) {
		ctx := audit.As(t.Context(), audit.User(k.owner))
		p, err := k.s.Make(ctx, k.ws, k.by(), k.said("怎么挑小排", 1))
		k.must(err)
		k.must(k.s.Change(ctx, k.ws, k.by(), p, k.said("怎么挑大排", 1)))
		k.must(k.s.Archive(ctx, k.ws, k.by(), p, true))
		k.must(k.s.Archive(ctx, k.ws, k.by(), p, false))
		k.must(k.s.Remove(ctx, k.ws, k.by(), p))
		want := []audit.Action{audit.PieceRemoved, audit.PieceRestored, audit.PieceArchived, audit.PieceChanged, audit.PieceKept}
		k.must(k.db.Read(ctx, func(tx *db.Tx) error {
			all, err := audit.List(ctx, tx, k.ws, audit.Filter{Actions: want}, 0, 50)
			for i, e := range all {
				if i < len(want) && (e.Action != want[i] || e.Subject != id.Show(p) || e.Detail != (audit.Detail{})) {
					t.Errorf("%d: %s of %s, %+v", i, e.Action, e.Subject, e.Detail)
				}
			}
			if len(all) != len(want) {
				t.Errorf("%d entries", len(all))
			}
			return err
		}))
	})
}

// TestAFullShelfIsFoundInTime: as many as there may be, each as long as it may be.
func TestAFullShelfIsFoundInTime(t *testing.T) {
	if testing.Short() {
		t.Skip("a volume test: left out of short runs")
	}
	each(t, func(k *desk) {
		long := strings.Repeat("先看颜色再按一下", MostSummary/8)
		for from := 0; from < mostPieces; from += 500 {
			k.must(k.db.Write(t.Context(), func(tx *db.Tx) error {
				for i := range 500 {
					p := Piece{ID: id.Piece(from + i + 1), Title: fmt.Sprint("第", from+i, "回"), Day: today, Everyone: true, Summary: long}
					if err := putPiece(t.Context(), tx, k.ws, &p); err != nil {
						return err
					}
				}
				return nil
			}))
		}
		began := time.Now()
		k.finds("the last", k.by(), Wanted{Query: "第1999回 按一下"}, "第1999回")
		t.Logf("one of %d was found in %v", mostPieces, time.Since(began).Round(time.Millisecond))
		_, err := k.s.Make(t.Context(), k.ws, k.by(), k.said("再来一篇", 0))
		k.kind("one more", err, fault.Limited)
	})
}
