package manual

import (
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
)

func (k *desk) kind(what string, err error, want fault.Kind) {
	k.t.Helper()
	if err == nil || fault.KindOf(err) != want {
		k.t.Errorf("%s: %v, want a fault of kind %v", what, err, want)
	}
}

// TestWhatPeopleTellIsHandedOnInOrderAndOnce: a group that is made, who came and who
// went, its new name and its end; told once, it is not told again and its words are
// gone.
func TestWhatPeopleTellIsHandedOnInOrderAndOnce(t *testing.T) {
	each(t, func(k *desk) {
		ctx := t.Context()
		g := k.make("青禾老客群")[0]
		fresh := func(kind event.Kind, want int, names ...string) {
			t.Helper()
			if n, err := k.s.Moved(ctx, k.ws, k.by(), g, kind, names); err != nil || n != want {
				t.Errorf("%v: %d new, want %d (%v)", names, n, want, err)
			}
		}
		fresh(event.Join, 2, "小雨", "小北")
		k.clock.at = k.clock.at.Add(time.Hour)
		fresh(event.Join, 1, "小雨", "阿青")
		fresh(event.Leave, 1, "小雨")
		k.must(k.s.Rename(ctx, k.ws, k.by(), g, "青禾的老朋友"))
		k.must(k.s.Rename(ctx, k.ws, k.by(), g, "青禾的老朋友")) // it has that name
		k.must(k.s.Dismiss(ctx, k.ws, k.by(), g))
		waiting, err := k.s.Waits(ctx)
		if err != nil || len(waiting) != 1 || waiting[0] != 5 {
			t.Errorf("waiting: %v %v", waiting, err)
		}
		got, err := k.s.Untold(ctx, k.ws, 5)
		k.must(err)
		var kinds []event.Kind
		var keys []string
		for _, a := range got {
			kinds, keys = append(kinds, a.Event.Kind), append(keys, a.Key)
		}
		want := []event.Kind{event.GroupCreated, event.Join, event.Join, event.Join, event.Leave, event.GroupRenamed, event.GroupDismissed}
		if len(kinds) != len(want) {
			t.Fatalf("told %v, want %v", kinds, want)
		}
		for i := range want {
			if kinds[i] != want[i] {
				t.Fatalf("told %v, want %v", kinds, want)
			}
		}
		if got[5].Event.Body != "青禾的老朋友" || got[1].Event.Subjects[0].Name != "小雨" {
			t.Errorf("told %+v and %+v", got[1].Event, got[5].Event)
		}
		if other, err := k.s.Untold(ctx, k.ws+1, 5); err != nil || len(other) != 0 {
			t.Errorf("another workspace is told %d (%v)", len(other), err)
		}
		k.must(k.s.Told(ctx, k.ws, 5, keys))
		if left, err := k.s.Untold(ctx, k.ws, 5); err != nil || len(left) != 0 {
			t.Errorf("%d are told again (%v)", len(left), err)
		}
		var bytes int64
		k.must(k.db.Read(ctx, func(tx *db.Tx) error {
			return tx.QueryRow(ctx, `SELECT COALESCE(SUM(length(body)), 0) FROM manual_told WHERE workspace = $1`, k.ws).Scan(&bytes)
		}))
		if bytes != 0 {
			t.Errorf("%d bytes of what was told are kept", bytes)
		}
		_, err = k.s.Moved(ctx, k.ws, k.by(), g, event.Join, []string{"来晚了"})
		k.kind("after its end", err, fault.Conflict)
	})
}

// TestTheLastWordOfADayHolds, and another day is another row.
func TestTheLastWordOfADayHolds(t *testing.T) {
	each(t, func(k *desk) {
		ctx, g := t.Context(), k.make("青禾老客群")[0]
		k.must(k.s.Tell(ctx, k.ws, k.by(), g, Figures{120, 2, Unknown, 30, 8}))
		k.must(k.s.Tell(ctx, k.ws, k.by(), g, Figures{121, 3, 0, Unknown, Unknown}))
		k.clock.at = k.clock.at.Add(24 * time.Hour)
		k.must(k.s.Tell(ctx, k.ws, k.by(), g, Figures{Unknown, Unknown, 1, 40, 9}))
		k.must(k.db.Read(ctx, func(tx *db.Tx) error {
			days, err := figuresOf(ctx, tx, k.ws, g, 10)
			if len(days) != 2 || days[1].Figures != (Figures{121, 3, 0, Unknown, Unknown}) || days[0].By != k.owner {
				t.Errorf("%+v", days)
			}
			kept, err2 := k.s.Kept(ctx, tx, k.ws)
			if kept[g].People != 121 || err2 != nil {
				t.Errorf("%+v %v", kept, err2)
			}
			latest, ok, err3 := k.s.Latest(ctx, tx, k.ws, g)
			if !ok || latest.Messages != 40 || err3 != nil {
				t.Errorf("%+v %v", latest, err3)
			}
			if _, ok, err := k.s.Latest(ctx, tx, k.ws, g+1); ok || err != nil {
				t.Errorf("a group that is not kept by hand: %v %v", ok, err)
			}
			return err
		}))
	})
}

// TestGroupsOfOthersAreNotThere: neither another workspace's nor another unit's.
func TestGroupsOfOthersAreNotThere(t *testing.T) {
	each(t, func(k *desk) {
		ctx, g := t.Context(), k.make("青禾老客群")[0]
		stranger := By{User: 9}
		for what, err := range map[string]error{
			"another unit's":         k.s.Tell(ctx, k.ws, stranger, g, Figures{1, 1, 1, 1, 1}),
			"renamed":                k.s.Rename(ctx, k.ws, stranger, g, "别的名字"),
			"kept":                   k.s.Keep(ctx, k.ws, stranger, g, 0, ""),
			"dismissed":              k.s.Dismiss(ctx, k.ws, stranger, g),
			"another workspace's":    k.s.Tell(ctx, k.ws+1, k.by(), g, Figures{1, 1, 1, 1, 1}),
			"one that is not there":  k.s.Tell(ctx, k.ws, k.by(), g+1, Figures{1, 1, 1, 1, 1}),
			"another workspace's, 2": k.s.Dismiss(ctx, k.ws+1, k.by(), g),
		} {
			k.kind(what, err, fault.NotFound)
		}
		_, err := k.s.Add(ctx, k.ws, stranger, Wanted{Names: []string{"群"}, Unit: k.shop})
		k.kind("made at another unit", err, fault.Invalid)
		_, err = k.s.Add(ctx, k.ws, k.by(), Wanted{Names: []string{"群"}, Keeper: 77})
		k.kind("kept by nobody", err, fault.Invalid)
		k.open = false
		_, err = k.s.Add(ctx, k.ws, By{User: k.owner, Scope: auth.Everything()}, Wanted{Names: []string{"群"}})
		k.kind("without a connection", err, fault.Forbidden)
	})
}

// TestAPasteIsTakenOnce, and what is older than a day is history.
func TestAPasteIsTakenOnce(t *testing.T) {
	each(t, func(k *desk) {
		ctx, g := t.Context(), k.make("青禾老客群")[0]
		text := "小雨 2029-12-30 20:15:33\n排骨还有吗\n\"店主\"邀请\"小北\"加入了群聊\n店主 2030-01-02 9:16:00\n有的"
		for i, want := range []int{2, 0} {
			n, err := k.s.Take(ctx, k.ws, k.by(), g, Clip{Text: text})
			if err != nil || n != want || k.now != 1 || k.past != 1 {
				t.Errorf("time %d: took %d (%d now, %d past): %v", i, n, k.now, k.past, err)
			}
		}
		got, err := k.s.Untold(ctx, k.ws, 5)
		if err != nil || len(got) != 2 || got[1].Event.Kind != event.Join {
			t.Errorf("told %v %v", got, err)
		}
		k.must(k.db.Read(ctx, func(tx *db.Tx) error {
			one, err := groupOf(ctx, tx, k.ws, g)
			if one.Pasted.Format("15:04") != "01:16" {
				t.Errorf("known up to %v", one.Pasted)
			}
			return err
		}))
		_, err = k.s.Take(ctx, k.ws, k.by(), g, Clip{Text: "这里一条消息也没有"})
		if fault.KindOf(err) != fault.Invalid || auth.Field(err) != "text" {
			t.Errorf("nothing to read: %v", err)
		}
	})
}

// TestWhoIsForgottenIsNotHandedOn and leaves no name behind.
func TestWhoIsForgottenIsNotHandedOn(t *testing.T) {
	each(t, func(k *desk) {
		ctx, g := t.Context(), k.make("青禾老客群")[0]
		_, err := k.s.Moved(ctx, k.ws, k.by(), g, event.Join, []string{"小雨", "小北"})
		k.must(err)
		k.must(k.db.Write(ctx, func(tx *db.Tx) error {
			return k.s.Erase(ctx, tx, k.ws, func(body []byte) bool {
				e, err := event.Decode(body)
				return err == nil && len(e.Subjects) > 0 && e.Subjects[0].Name == "小雨"
			})
		}))
		got, err := k.s.Untold(ctx, k.ws, 5)
		if err != nil || len(got) != 2 || got[1].Event.Subjects[0].Name != "小北" {
			t.Errorf("told %+v %v", got, err)
		}
	})
}

// TestEveryChangeIsInTheRecord, without names.
func TestEveryChangeIsInTheRecord(t *testing.T) {
	k := onSQLite(t)
	ctx, g := audit.As(t.Context(), audit.User(k.owner)), k.make("甲", "乙")[0]
	k.must(k.s.Tell(ctx, k.ws, k.by(), g, Figures{1, Unknown, Unknown, Unknown, Unknown}))
	_, err := k.s.Moved(ctx, k.ws, k.by(), g, event.Join, []string{"小雨"})
	k.must(err)
	_, err = k.s.Take(ctx, k.ws, k.by(), g, Clip{Text: "小雨 2030-01-02 9:16:00\n有的"})
	k.must(err)
	k.must(k.s.Rename(ctx, k.ws, k.by(), g, "丙"))
	k.must(k.s.Keep(ctx, k.ws, k.by(), g, k.owner, "周末再看"))
	k.must(k.s.Dismiss(ctx, k.ws, k.by(), g))
	want := []audit.Action{audit.GroupDismissed, audit.GroupKept, audit.GroupRenamed, audit.GroupPasted, audit.GroupTold, audit.GroupTold, audit.GroupsAdded}
	k.must(k.db.Read(ctx, func(tx *db.Tx) error {
		all, err := audit.List(ctx, tx, k.ws, audit.Filter{Actions: want}, 0, 50)
		for i, e := range all {
			if i < len(want) && (e.Action != want[i] || e.Subject != id.Show(g)) {
				t.Errorf("%d: %s of %s", i, e.Action, e.Subject)
			}
		}
		if len(all) != len(want) {
			t.Errorf("%d entries", len(all))
		}
		return err
	}))
}

// TestWhoRunsAGroupHasToSeeIt: else what is to be done in it is nobody's.
func TestWhoRunsAGroupHasToSeeIt(t *testing.T) {
	each(t, func(k *desk) {
		ctx := t.Context()
		lin, _ := k.join("小林", auth.Operator, k.shop)
		g := k.make("青禾老客群")[0]
		k.must(k.s.Keep(ctx, k.ws, k.by(), g, lin, ""))
		keeper := func(want id.User) {
			t.Helper()
			k.must(k.db.Read(ctx, func(tx *db.Tx) error {
				got, err := k.s.Keeper(ctx, tx, k.ws, g)
				if got != want {
					t.Errorf("it is %d's, want %d", got, want)
				}
				return err
			}))
		}
		keeper(lin)
		k.places[g] = Place{Name: "青禾老客群"} // moved to head office, which a store does not see
		keeper(0)
	})
}
