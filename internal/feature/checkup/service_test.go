package checkup

import (
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

var (
	quiet  = Answers{Under200, Years, Fortnight, Flood, None, Some}
	better = Answers{Under200, Years, Yesterday, Few, Some, None}
)

func (k *desk) kind(what string, err error, want fault.Kind) {
	k.t.Helper()
	if err == nil || fault.KindOf(err) != want {
		k.t.Errorf("%s: %v, want a fault of kind %v", what, err, want)
	}
}

// checks are what is kept of a group, the latest first.
func (k *desk) checks(one id.Checkup) (out []Check) {
	k.t.Helper()
	k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) (err error) {
		out, err = checksOf(k.t.Context(), tx, k.ws, one, 10)
		return err
	}))
	return out
}

// TestTheSamePaperIsTheSameGroup: sent twice it is one check; with another answer the
// last word of the day holds; another day is another check.
func TestTheSamePaperIsTheSameGroup(t *testing.T) {
	each(t, func(k *desk) {
		one := k.take(0, "PAPER", quiet)
		if again := k.take(0, "PAPER", quiet); again != one || len(k.checks(one)) != 1 {
			t.Errorf("%d and %d, %d checks", one, again, len(k.checks(one)))
		}
		k.take(0, "PAPER", better)
		if got := k.checks(one); len(got) != 1 || got[0].Answers != better || got[0].State != Steady {
			t.Errorf("%+v", got)
		}
		k.clock.at = k.clock.at.Add(24 * time.Hour)
		k.take(one, "", quiet)
		if got := k.checks(one); len(got) != 2 || got[0].Answers != quiet || got[1].Answers != better || got[0].By != k.owner {
			t.Errorf("%+v", got)
		}
		if other := k.take(0, "OTHER", quiet); other == one {
			t.Error("another paper is the same group")
		}
		if a, b := k.take(0, "", quiet), k.take(0, strings.Repeat("X", maxForm+1), quiet); a == b {
			t.Error("without a paper two groups are one")
		}
	})
}

// TestManyHandsOnOnePaper: sent many times at once it is one group.
func TestManyHandsOnOnePaper(t *testing.T) {
	each(t, func(k *desk) {
		var all sync.WaitGroup
		got := make([]id.Checkup, 8)
		for i := range got {
			all.Go(func() {
				got[i], _ = k.s.Take(t.Context(), k.ws, k.by(), Wanted{Form: "PAPER", Answers: quiet})
			})
		}
		all.Wait()
		for _, one := range got {
			if one != got[0] || one == 0 {
				k.t.Fatalf("%v", got)
			}
		}
	})
}

// TestNoTwoGroupsHaveOneNumber, however many are asked about at once.
func TestNoTwoGroupsHaveOneNumber(t *testing.T) {
	each(t, func(k *desk) {
		const hands, papers = 4, 6
		var all sync.WaitGroup
		for h := range hands {
			all.Go(func() {
				for i := range papers {
					if _, err := k.s.Take(t.Context(), k.ws, k.by(), Wanted{Form: "PAPER" + strconv.Itoa(h) + "-" + strconv.Itoa(i), Answers: quiet}); err != nil {
						k.t.Error(err)
					}
				}
			})
		}
		all.Wait()
		var groups []Group
		k.must(k.db.Read(t.Context(), func(tx *db.Tx) (err error) {
			groups, err = groupsOf(t.Context(), tx, k.ws)
			return err
		}))
		if len(groups) != hands*papers {
			k.t.Fatalf("%d groups", len(groups))
		}
		for i, g := range groups {
			if g.N != i+1 {
				k.t.Fatalf("the numbers are not 1 to %d: group %d has %d", len(groups), i+1, g.N)
			}
		}
	})
}

// TestItAsksAgainInAWeek: one to-do for each group, that is done by the next check
// where it was time, and needless where it was not.
func TestItAsksAgainInAWeek(t *testing.T) {
	each(t, func(k *desk) {
		one := k.take(0, "PAPER", quiet)
		first := k.todos["checkup/"+id.Show(one)+"/again/20300102/0"]
		if first == nil || !first.From.Equal(k.clock.at.Add(again)) || first.Owner != k.owner || !strings.HasSuffix(first.Link, "/"+id.Show(one)+"/again") {
			k.t.Fatalf("%+v of %v", first, k.todos)
		}
		if got := first.Title; got.Hans != "再给“第一个群”做一次三分钟体检" || got.En != "Check “The first group” once more, in three minutes" {
			t.Errorf("%+v", got)
		}
		k.take(0, "PAPER", better)
		if n := k.open("/again/"); n != 1 {
			t.Errorf("%d to-dos after another word on the same day", n)
		}
		k.clock.at = k.clock.at.Add(3 * 24 * time.Hour)
		k.take(one, "", quiet)
		if n := k.open("/again/"); n != 1 || first.ended != "needless" {
			t.Errorf("%d to-dos, and the first is %q", n, first.ended)
		}
		k.clock.at = k.clock.at.Add(8 * 24 * time.Hour)
		k.take(one, "", better)
		if second := k.todos["checkup/"+id.Show(one)+"/again/20300105/0"]; k.open("/again/") != 1 || second.ended != "done" {
			t.Errorf("%d to-dos, and the second is %q", k.open("/again/"), second.ended)
		}
		k.must(k.s.Drop(t.Context(), k.ws, k.by(), one))
		if n := k.open(""); n != 0 {
			t.Errorf("%d to-dos after the group was removed", n)
		}
		_, _, err := k.reached(one)
		k.kind("removed", err, fault.NotFound)
	})
}

func (k *desk) reached(one id.Checkup) (g Group, place Place, err error) {
	err = k.db.Read(k.t.Context(), func(tx *db.Tx) (err error) {
		g, place, err = k.s.reach(k.t.Context(), tx, k.ws, k.by(), one)
		return err
	})
	return g, place, err
}

// TestWhatIsPlannedFollowsTheAnswers: twice is once; where the answers change what is
// advised no more is taken back, and what is done stays done.
func TestWhatIsPlannedFollowsTheAnswers(t *testing.T) {
	each(t, func(k *desk) {
		ctx := t.Context()
		one := k.take(0, "PAPER", quiet)
		for range 2 {
			if n, err := k.s.Plan(ctx, k.ws, k.by(), one); err != nil || n != 3 || k.open("") != 4 {
				k.t.Fatalf("%d (%v), %d open", n, err, k.open(""))
			}
		}
		key := "checkup/" + id.Show(one) + "/"
		reply := k.todos[key+"answer/20300102"]
		if reply == nil || reply.Due.UTC().Format("02 15:04") != "02 16:00" || reply.Say == "" || reply.Why.Hans != "按你的回答估的。问了没人回的：有，3 位以上" || reply.Title.Hans != "“第一个群”：先回问了没人回的" {
			k.t.Fatalf("%+v", reply)
		}
		k.take(0, "PAPER", quiet) // the same once more
		if k.checks(one)[0].Planned.IsZero() {
			k.t.Error("the same answers forget that there are to-dos")
		}
		reply.ended = "done"
		k.take(0, "PAPER", better)
		for deed, ended := range map[string]string{"answer": "done", "stop": "needless", "old": "needless"} {
			if got := k.todos[key+deed+"/20300102"]; got == nil || got.ended != ended {
				t.Errorf("%s: %+v, want %s", deed, got, ended)
			}
		}
		_, err := k.s.Plan(ctx, k.ws, k.by(), one)
		k.must(err)
		if n := k.open("/20300102"); n != 4 {
			k.t.Errorf("%d are open after other answers", n)
		}
		k.clock.at = k.clock.at.Add(24 * time.Hour)
		_, err = k.s.Plan(ctx, k.ws, k.by(), one) // the same advice, of another day
		k.must(err)
		if a, b := k.open("/20300102"), k.open("/20300103"); a != 1 || b != 3 { // the first is the one that asks again
			t.Errorf("%d open of the first day, %d of the second", a, b)
		}
	})
}

// TestAGroupIsKeptByHandOnce, with its people as a range that is no figure; what is
// planned afterwards belongs to it.
func TestAGroupIsKeptByHandOnce(t *testing.T) {
	each(t, func(k *desk) {
		ctx := t.Context()
		one := k.take(0, "PAPER", quiet)
		k.door = false
		_, err := k.s.Tie(ctx, k.ws, k.by(), one)
		k.kind("without a door", err, fault.Forbidden)
		k.door = true
		g, err := k.s.Tie(ctx, k.ws, k.by(), one)
		k.must(err)
		if again, err := k.s.Tie(ctx, k.ws, k.by(), one); err != nil || again != g || len(k.places) != 1 {
			t.Errorf("%d and %d, %d groups (%v)", g, again, len(k.places), err)
		}
		if k.places[g].Name != "第一个群" || k.remark != "三分钟体检时 100–199 人（按你的回答估的）" {
			t.Errorf("%+v %q", k.places[g], k.remark)
		}
		_, err = k.s.Plan(ctx, k.ws, k.by(), one)
		k.must(err)
		if got := k.todos["checkup/"+id.Show(one)+"/stop/20300102"]; got == nil || got.Group != g || got.Title.Hans != "今天先不发通知和广告，只问一个问题" {
			t.Errorf("%+v", got)
		}
		k.kind("renamed here", k.s.Rename(ctx, k.ws, k.by(), one, "别的"), fault.Conflict)
		for key, ended := range map[string]string{"/again/20300102/0": "needless", "/again/20300102/1": ""} {
			if got := k.todos["checkup/"+id.Show(one)+key]; got == nil || got.ended != ended {
				t.Errorf("%s: %+v", key, got)
			}
		}
		other := k.take(0, "OTHER", better)
		begin := func(since time.Time) (mine bool) {
			k.must(k.db.Write(ctx, func(tx *db.Tx) (err error) {
				mine, err = beginTie(ctx, tx, k.ws, other, since)
				return err
			}))
			return mine
		}
		if !begin(k.db.Clock.Now().Add(-time.Minute)) {
			t.Error("nobody may begin")
		}
		_, err = k.s.Tie(ctx, k.ws, k.by(), other)
		k.kind("while somebody else is about it", err, fault.Conflict)
		if !begin(k.db.Clock.Now().Add(time.Minute)) {
			t.Error("one who began and never ended holds it for good")
		}
	})
}

// TestAGroupOfTheHouse is asked about under its own name, once.
func TestAGroupOfTheHouse(t *testing.T) {
	each(t, func(k *desk) {
		ctx := t.Context()
		g := k.group(k.ws, "福利群", k.shop)
		ask := func(form string, known id.Group) (id.Checkup, error) {
			return k.s.Take(ctx, k.ws, k.by(), Wanted{Form: form, Known: known, Name: "不作数", Answers: quiet})
		}
		one, err := ask("PAPER", g)
		k.must(err)
		if again, err := ask("OTHER", g); err != nil || again != one {
			t.Errorf("%d and %d (%v)", one, again, err)
		}
		got, place, err := k.reached(one)
		if err != nil || got.Name != "福利群" || got.Unit != k.shop || !place.ByHand {
			t.Errorf("%+v %+v %v", got, place, err)
		}
		elsewhere := k.group(k.ws+1, "别人的群", 0)
		_, err = ask("THIRD", elsewhere)
		k.kind("another workspace's", err, fault.NotFound)
	})
}

// TestGroupsOfOthersAreNotThere: neither another workspace's nor another unit's.
func TestGroupsOfOthersAreNotThere(t *testing.T) {
	each(t, func(k *desk) {
		ctx, one := t.Context(), k.take(0, "PAPER", quiet)
		stranger := By{User: 9}
		for what, fn := range map[string]func(ws id.Workspace, by By, one id.Checkup) error{
			"answered": func(ws id.Workspace, by By, one id.Checkup) error {
				_, err := k.s.Take(ctx, ws, by, Wanted{Group: one, Answers: quiet})
				return err
			},
			"planned": func(ws id.Workspace, by By, one id.Checkup) error {
				_, err := k.s.Plan(ctx, ws, by, one)
				return err
			},
			"tied": func(ws id.Workspace, by By, one id.Checkup) error {
				_, err := k.s.Tie(ctx, ws, by, one)
				return err
			},
			"renamed": func(ws id.Workspace, by By, one id.Checkup) error { return k.s.Rename(ctx, ws, by, one, "x") },
			"removed": func(ws id.Workspace, by By, one id.Checkup) error { return k.s.Drop(ctx, ws, by, one) },
		} {
			k.kind(what+" of another unit", fn(k.ws, stranger, one), fault.NotFound)
			k.kind(what+" of another workspace", fn(k.ws+1, k.by(), one), fault.NotFound)
			k.kind(what+" of nothing", fn(k.ws, k.by(), one+1), fault.NotFound)
		}
		if len(k.checks(one)) != 1 || len(k.places) != 0 || k.open("") != 1 {
			t.Error("a stranger changed something")
		}
		_, err := k.s.Take(ctx, k.ws, stranger, Wanted{Form: "PAPER", Answers: quiet})
		k.kind("by the paper", err, fault.NotFound)
	})
}

// TestWhatIsMissingIsNotKept: neither a part of the answers nor one that is none.
func TestWhatIsMissingIsNotKept(t *testing.T) {
	each(t, func(k *desk) {
		for field, w := range map[string]Wanted{
			"people": {},
			"bought": {Answers: Answers{Under30, Days, Today, None, "", None}},
			"spoke":  {Answers: Answers{Under30, Days, "'; DROP", None, None, None}},
			"open":   {Answers: Answers{Under30, Days, Today, None, None, Many}},
			"name":   {Name: strings.Repeat("群", maxName+1), Answers: quiet},
		} {
			_, err := k.s.Take(t.Context(), k.ws, k.by(), w)
			if fault.KindOf(err) != fault.Invalid || auth.Field(err) != field {
				t.Errorf("%s: %v", field, err)
			}
		}
		k.must(k.db.Read(t.Context(), func(tx *db.Tx) error {
			all, err := groupsOf(t.Context(), tx, k.ws)
			if len(all) != 0 {
				t.Errorf("%+v", all)
			}
			return err
		}))
	})
}

// TestThereIsAnEndToGroups: at the most of them no other is taken in, and those that
// are there can still be asked about.
func TestThereIsAnEndToGroups(t *testing.T) {
	k := onSQLite(t)
	one := k.take(0, "PAPER", quiet)
	k.must(k.db.Write(t.Context(), func(tx *db.Tx) error {
		for n := 2; n <= MostGroups; n++ {
			g := Group{ID: id.New[id.Checkup](k.s.IDs, tx.Now), N: n, Made: tx.Now}
			if _, err := insertGroup(t.Context(), tx, k.ws, &g, id.Show(g.ID)); err != nil {
				return err
			}
		}
		return nil
	}))
	_, err := k.s.Take(t.Context(), k.ws, k.by(), Wanted{Form: "MORE", Answers: quiet})
	k.kind("one more", err, fault.Limited)
	k.take(one, "", better)
}

// TestEveryChangeIsInTheRecord, without names.
func TestEveryChangeIsInTheRecord(t *testing.T) {
	k := onSQLite(t)
	ctx := audit.As(t.Context(), audit.User(k.owner))
	one, err := k.s.Take(ctx, k.ws, k.by(), Wanted{Form: "PAPER", Answers: quiet})
	k.must(err)
	k.must(k.s.Rename(ctx, k.ws, k.by(), one, "福利群"))
	k.must(k.s.Rename(ctx, k.ws, k.by(), one, "福利群")) // it has that name
	_, err = k.s.Tie(ctx, k.ws, k.by(), one)
	k.must(err)
	_, err = k.s.Plan(ctx, k.ws, k.by(), one)
	k.must(err)
	k.must(k.s.Drop(ctx, k.ws, k.by(), one))
	want := []audit.Action{audit.CheckupDropped, audit.CheckupPlanned, audit.CheckupTied, audit.CheckupRenamed, audit.CheckupMade}
	k.must(k.db.Read(ctx, func(tx *db.Tx) error {
		all, err := audit.List(ctx, tx, k.ws, audit.Filter{Actions: want}, 0, 50)
		for i, e := range all {
			if i < len(want) && (e.Action != want[i] || e.Subject != id.Show(one)) {
				t.Errorf("%d: %s of %s", i, e.Action, e.Subject)
			}
		}
		if len(all) != len(want) || all[len(all)-1].Detail.Why != "dormant" {
			t.Errorf("%+v", all)
		}
		return err
	}))
}

// TestARenamedGroupIsAskedAboutByItsName.
func TestARenamedGroupIsAskedAboutByItsName(t *testing.T) {
	each(t, func(k *desk) {
		one := k.take(0, "PAPER", quiet)
		k.must(k.s.Rename(t.Context(), k.ws, k.by(), one, "福利群"))
		if got := k.todos["checkup/"+id.Show(one)+"/again/20300102/1"]; k.open("/again/") != 1 || got == nil || got.Title.Hans != "再给“福利群”做一次三分钟体检" {
			t.Errorf("%+v, %d open", got, k.open("/again/"))
		}
		k.clock.at = k.clock.at.Add(again)
		k.take(one, "", better)
		if got := k.todos["checkup/"+id.Show(one)+"/again/20300102/1"]; k.open("/again/") != 1 || got.ended != "done" {
			t.Errorf("%+v, %d open", got, k.open("/again/"))
		}
	})
}

// TestLateInTheEvening there is time until the end of the next day.
func TestLateInTheEvening(t *testing.T) {
	k := onSQLite(t)
	k.clock.at = k.clock.at.Add(3*time.Hour + 34*time.Minute) // 23:34 there
	one := k.take(0, "PAPER", quiet)
	_, err := k.s.Plan(t.Context(), k.ws, k.by(), one)
	k.must(err)
	if got := k.todos["checkup/"+id.Show(one)+"/answer/20300102"]; got == nil || !got.Due.Equal(time.Date(2030, 1, 3, 16, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v", got)
	}
}

// TestNamesThatNobodyGave count.
func TestNamesThatNobodyGave(t *testing.T) {
	for n, want := range map[int]string{1: "第一个群", 6: "第六个群", 7: "第 7 个群", 40: "第 40 个群"} {
		if got := (&Group{N: n}).called().In(i18n.ZhHans); got != want {
			t.Errorf("%d is %s", n, got)
		}
	}
}
