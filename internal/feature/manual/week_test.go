package manual

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// TestAWeekIsAWeek: it begins on a Monday of its own, the one before lies seven days
// earlier, and every moment is in one week.
func TestAWeekIsAWeek(t *testing.T) {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[string]Week{"2029-12-31 00:00": 203001, "2030-01-06 23:59": 203001, "2030-01-07 00:00": 203002, "2026-12-31 12:00": 202653, "2027-01-03 12:00": 202653} {
		moment, err := time.ParseInLocation("2006-01-02 15:04", at, zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := WeekOf(moment, zone); got != want || !got.valid() {
			t.Errorf("%s is in %d, want %d", at, got, want)
		}
	}
	for _, w := range []Week{0, 203000, 203053, 203054, -1, 99999999} {
		if w.valid() {
			t.Errorf("%d is a week", w)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(1e9, 4e9).Draw(t, "at"), 0)
		w := WeekOf(at, zone)
		from := w.Monday(zone)
		if from.Weekday() != time.Monday || at.Before(from) || !at.Before(from.AddDate(0, 0, 7)) || w.Before(zone).Monday(zone) != from.AddDate(0, 0, -7) {
			t.Fatalf("%v is in %d, which begins %v", at, w, from)
		}
	})
}

// TestWhenTheSheetIsDue and when it is reminded of.
func TestWhenTheSheetIsDue(t *testing.T) {
	zone := time.UTC
	day := func(d, h int) time.Time { return time.Date(2030, 1, d, h, 0, 0, 0, zone) } // the 7th is a Monday
	for _, c := range []struct {
		at   time.Time
		want Week
	}{{day(7, 8), 203001}, {day(9, 23), 203001}, {day(10, 0), 203002}, {day(13, 23), 203002}} {
		if got := DueWeek(c.at, zone); got != c.want {
			t.Errorf("%v: %d, want %d", c.at, got, c.want)
		}
	}
	for _, c := range []struct {
		at, made time.Time
		want     bool
	}{{day(7, 8), day(2, 0), false}, {day(7, 9), day(2, 0), true}, {day(8, 0), day(2, 0), true}, {day(9, 23), day(2, 0), true}, {day(10, 9), day(2, 0), false}, {day(8, 9), day(7, 1), false}} {
		if got := Reminds(c.at, c.made, zone); got != c.want {
			t.Errorf("at %v of a group of %v: %v", c.at, c.made, got)
		}
	}
	for _, c := range []struct {
		was, now int
		want     string
	}{{1, Unknown, ""}, {Unknown, 3, "第一次填"}, {3, 5, "多了 2"}, {5, 3, "少了 2"}, {3, 3, "没变"}, {0, 0, "没变"}} {
		if got := Change(c.was, c.now).In(i18n.ZhHans); got != c.want {
			t.Errorf("%d to %d: %q", c.was, c.now, got)
		}
	}
}

// TestTheSheetIsKept, what is given and no more; nonsense is said beside its field, and
// nothing is kept then; other units' groups and those that are gone are passed over.
func TestTheSheetIsKept(t *testing.T) {
	each(t, func(k *desk) {
		f, _ := k.works()
		g := k.make("青禾一群", "青禾二群", "散了的群")
		k.must(k.s.Dismiss(k.t.Context(), k.ws, k.by(), g[2]))
		zone, err := near{k}.Zone(k.t.Context(), nil, k.ws)
		k.must(err)
		this := WeekOf(k.clock.at, zone)
		tell := func(by By, week Week, all map[id.Group]Weekly) error {
			return k.s.TellWeek(k.t.Context(), k.ws, by, week, all)
		}
		told := func() (out map[id.Group]ToldWeek) {
			k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) (err error) {
				out, err = weeksAll(k.t.Context(), tx, k.ws, this)
				return err
			}))
			return out
		}
		full := Weekly{128, 20, 4, 6}
		f.keys[weekKey(this, k.owner)] = Reminder{}
		k.must(tell(k.by(), this, map[id.Group]Weekly{g[0]: full, g[1]: noWeekly, g[2]: full, 12345: full}))
		if got := told(); len(got) != 1 || got[g[0]].Weekly != full || got[g[0]].By != k.owner {
			k.t.Fatalf("kept is %+v", got)
		}
		if len(f.done) != 0 {
			k.t.Error("the reminder is over before all is filled in")
		}
		for what, bad := range map[string]map[id.Group]Weekly{"spoke": {g[1]: {10, 11, 0, 0}}, "asked": {g[1]: {10, 1, 0, 11}}} {
			err := tell(k.by(), this, bad)
			if fault.KindOf(err) != fault.Invalid || !strings.HasPrefix(auth.Field(err), what+".") {
				k.t.Errorf("%s: %v about %q", what, err, auth.Field(err))
			}
		}
		for _, week := range []Week{0, 203053, WeekOf(k.clock.at.AddDate(0, 0, 8), zone)} {
			if err := tell(k.by(), week, map[id.Group]Weekly{g[0]: full}); fault.KindOf(err) != fault.Invalid {
				k.t.Errorf("week %d: %v", week, err)
			}
		}
		many := map[id.Group]Weekly{}
		for n := range SheetRows + 1 {
			many[id.Group(n+1)] = full
		}
		if err := tell(k.by(), this, many); fault.KindOf(err) != fault.Invalid {
			k.t.Errorf("%d rows: %v", len(many), err)
		}
		other, err := k.auth.CreateUnit(k.t.Context(), k.owner, k.ws, k.head, auth.Store, "山上店")
		k.must(err)
		units, err := k.auth.Units(k.t.Context(), k.ws)
		k.must(err)
		far := By{User: k.owner, Scope: auth.ScopeOf(units, other)}
		k.must(tell(far, this, map[id.Group]Weekly{g[1]: full}))
		if got := told(); len(got) != 1 {
			k.t.Errorf("somebody of another unit told: %+v", got)
		}
		k.must(tell(k.by(), this, map[id.Group]Weekly{g[0]: noWeekly, g[1]: {9, Unknown, Unknown, Unknown}}))
		if got := told(); len(got) != 1 || got[g[1]].People != 9 {
			k.t.Errorf("emptied: %+v", got)
		}
		k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) error {
			people, err := k.s.People(k.t.Context(), tx, k.ws, g)
			if people[g[1]].People != 9 || len(people) != 1 {
				k.t.Errorf("people by the sheet: %v", people)
			}
			return err
		}))
		k.must(tell(k.by(), this, map[id.Group]Weekly{g[0]: full}))
		if len(f.done) != 1 {
			k.t.Errorf("over are %v", f.done)
		}
	})
}

// TestWhoIsReminded: each who runs groups of which nothing is said, once.
func TestWhoIsReminded(t *testing.T) {
	k := onSQLite(t)
	f, _ := k.works()
	k.make("青禾一群", "青禾二群")
	service, _ := k.join("客服", auth.Agent, k.shop)
	_, err := k.s.Add(t.Context(), k.ws, k.by(), Wanted{Names: []string{"客服管的群"}, Unit: k.shop, Keeper: service, People: Unknown})
	k.must(err)
	for range 14 * 24 {
		k.must(k.s.Remind(t.Context(), k.ws))
		k.clock.at = k.clock.at.Add(time.Hour)
	}
	var groups []int
	for key, r := range f.keys {
		groups = append(groups, r.Groups)
		if !strings.HasPrefix(key, "wechat-week/2030") {
			t.Errorf("the key is %s", key)
		}
	}
	if len(f.keys) != 4 { // two people, two Mondays
		t.Errorf("reminded of %v: %v", groups, f.keys)
	}
}

// TestManyGroupsComeInParts: two hundred groups are four sheets, and a save goes on to
// the next.
func TestManyGroupsComeInParts(t *testing.T) {
	k := onSQLite(t)
	k.works()
	var names []string
	for n := range MostGroups {
		names = append(names, fmt.Sprintf("🌱 第 %d 群", n+1))
	}
	k.make(names...)
	first := k.Page("/wechat/week")
	k.Want("first", first, 200)
	if n := strings.Count(first.Body.String(), `<fieldset`); n != SheetRows {
		t.Errorf("%d rows", n)
	}
	last := k.Page("/wechat/week?page=99")
	k.Says("last", last, "第 200 群")
	k.Says("list", k.Page("/wechat"), "🌱 第 1 群", "🌱 第 200 群")
	w := k.Post("/wechat/week", "week", fmt.Sprint(DueWeek(k.clock.at, time.FixedZone("", 8*3600))), "page", "0")
	if !strings.Contains(w.Header().Get("Location"), "page=1") {
		t.Errorf("a save goes to %s", w.Header().Get("Location"))
	}
}
