package task_test

import (
	"errors"
	"fmt"
	"slices"
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
	"github.com/huoshui/huoshui/internal/feature/task"
)

// plain is a key of which no proof is asked.
func plain(name string) string {
	for n := 0; ; n++ {
		if key := fmt.Sprint(name, "/", n); !task.AsksProof(key, false) {
			return key
		}
	}
}

func hello(key string) task.New {
	return task.New{Key: key, Kind: task.Send, Group: 1, Title: "发周六的预告", Why: "周六八点开抢，今天中午该说一声", Due: noon.Add(2 * time.Hour),
		Wordings: []task.Wording{{Tone: "平和", Text: "周六晚上八点见。"}, {Tone: "热一点", Text: "周六晚上八点，别错过新到的草莓。"}}}
}

func (k *desk) kind(what string, err error, want fault.Kind) {
	k.t.Helper()
	if err == nil || fault.KindOf(err) != want {
		k.t.Errorf("%s: %v, want a fault of kind %d", what, err, want)
	}
}

func (k *desk) recorded() (out []audit.Action) {
	k.t.Helper()
	k.must(k.db.Read(k.t.Context(), func(tx *db.Tx) error {
		all, err := audit.List(k.t.Context(), tx, k.ws, audit.Filter{}, 0, 50)
		for _, e := range all {
			if strings.HasPrefix(string(e.Action), "task.") {
				out = append(out, e.Action)
			}
		}
		slices.Reverse(out)
		return err
	}))
	return out
}

// TestTheSameKeyOpensOnce: whoever opens it again gets the same one, also when it
// has ended, and nothing of it changes.
func TestTheSameKeyOpensOnce(t *testing.T) {
	each(t, func(k *desk) {
		key := plain("a")
		other := hello(key)
		other.Title = "另一个标题"
		first := k.open(hello(key))[0]
		again := k.open(other, hello(plain("b")))
		if again[0].ID != first.ID || again[0].Title != first.Title || again[1].ID == first.ID || again[1].Unit != k.shop {
			k.t.Errorf("opened again: %+v", again)
		}
		k.must(k.s.Done(k.t.Context(), k.ws, k.person("老板"), first.ID, task.Did{Wording: 2}))
		if got := k.open(hello(key))[0]; got.ID != first.ID || got.Outcome.State != task.Done || got.Outcome.Wording != 2 {
			k.t.Errorf("after it was done: %+v", got)
		}
		err := k.db.Write(k.t.Context(), func(tx *db.Tx) error {
			strange := hello(plain("c"))
			strange.Group = 99
			_, err := k.s.Open(k.t.Context(), tx, k.ws, []task.New{strange})
			return err
		})
		k.kind("a group of elsewhere", err, fault.NotFound)
		err = k.db.Write(k.t.Context(), func(tx *db.Tx) error {
			_, err := k.s.Open(k.t.Context(), tx, k.ws, []task.New{hello("阿青的生日")})
			return err
		})
		k.kind("a key that holds a name", err, fault.Invalid)
	})
}

// TestTwoPeopleCannotBothDoIt: of many at once one settles it, and only that is
// heard, told and recorded.
func TestTwoPeopleCannotBothDoIt(t *testing.T) {
	each(t, func(k *desk) {
		one := k.open(hello(plain("a")))[0]
		a, _ := k.join("小林", auth.Operator, k.shop)
		b, _ := k.join("小周", auth.Operator, k.shop)
		boss := k.person("老板")
		errs := make([]error, 6)
		var wg sync.WaitGroup
		for n := range errs {
			by := []task.Person{a, b, boss}[n%3]
			wg.Go(func() {
				if n%2 == 0 {
					errs[n] = k.s.Done(k.t.Context(), k.ws, by, one.ID, task.Did{Wording: 1})
				} else {
					errs[n] = k.s.Skip(k.t.Context(), k.ws, by, one.ID, task.NoTime, "")
				}
			})
		}
		wg.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else {
				k.kind("who was late", err, fault.Conflict)
			}
		}
		if won != 1 || len(k.ear.heard) != 1 || len(k.recorded()) != 1 {
			k.t.Errorf("%d settled it, heard %v, recorded %v", won, k.ear.heard, k.recorded())
		}
		two := k.open(hello(plain("b")))[0]
		for n, by := range []task.Person{a, b} {
			wg.Go(func() { errs[n] = k.s.Claim(k.t.Context(), k.ws, by, two.ID) })
		}
		wg.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			k.t.Errorf("two claimed at once: %v, %v", errs[0], errs[1])
		}
	})
}

// TestProofAndReasons: what is asked for has to be there, and is kept.
func TestProofAndReasons(t *testing.T) {
	each(t, func(k *desk) {
		ctx, boss := k.t.Context(), k.person("老板")
		money := hello(plain("money"))
		money.Money = true
		one := k.open(money)[0]
		err := k.s.Done(ctx, k.ws, boss, one.ID, task.Did{Wording: 1, Proof: "  "})
		if k.kind("no proof", err, fault.Invalid); auth.Field(err) != "proof" {
			k.t.Errorf("the fault is about %q", auth.Field(err))
		}
		k.must(k.s.Done(ctx, k.ws, boss, one.ID, task.Did{Wording: 1, Proof: " 12:05 发在群里 "}))
		if got := k.get(money.Key).Outcome; got.Proof != "12:05 发在群里" || got.By != k.owner {
			k.t.Errorf("kept %+v", got)
		}
		two := k.open(hello(plain("b")))[0]
		k.kind("a strange reason", k.s.Skip(ctx, k.ws, boss, two.ID, "lazy", ""), fault.Invalid)
		k.kind("own words, and none", k.s.Skip(ctx, k.ws, boss, two.ID, task.OwnWords, ""), fault.Invalid)
		k.kind("too many words", k.s.Skip(ctx, k.ws, boss, two.ID, task.OwnWords, strings.Repeat("长", 501)), fault.Invalid)
		k.must(k.s.Skip(ctx, k.ws, boss, two.ID, task.OwnWords, "店里停电"))
		if want := []string{money.Key + " done", two.Key + " skipped"}; !slices.Equal(k.ear.heard, want) {
			k.t.Errorf("heard %v, want %v", k.ear.heard, want)
		}
	})
}

// TestWhoMay: what belongs to a unit is of nobody else's business, and what is
// somebody's is not another agent's.
func TestWhoMay(t *testing.T) {
	each(t, func(k *desk) {
		ctx := k.t.Context()
		agent, _ := k.join("小林", auth.Agent, k.shop)
		other, _ := k.join("小周", auth.Agent, k.shop)
		far, err := k.auth.CreateUnit(ctx, k.owner, k.ws, k.head, auth.Store, "山上店")
		k.must(err)
		away, _ := k.join("小山", auth.Operator, far)
		one := k.open(hello(plain("a")))[0]
		k.kind("of another unit", k.s.Claim(ctx, k.ws, away, one.ID), fault.NotFound)
		k.must(k.s.Claim(ctx, k.ws, agent, one.ID))
		k.kind("another's", k.s.Done(ctx, k.ws, other, one.ID, task.Did{}), fault.Forbidden)
		k.kind("to who does not see it", k.s.HandOver(ctx, k.ws, agent, one.ID, away.User, ""), fault.Invalid)
		k.kind("to nobody", k.s.HandOver(ctx, k.ws, agent, one.ID, 12345, ""), fault.Invalid)
		k.must(k.s.HandOver(ctx, k.ws, agent, one.ID, other.User, "我下班了"))
		k.kind("given away", k.s.Done(ctx, k.ws, agent, one.ID, task.Did{}), fault.Forbidden)
		k.must(k.s.Done(ctx, k.ws, other, one.ID, task.Did{}))
		k.kind("of another workspace", k.s.Done(ctx, k.ws+1, k.person("老板"), one.ID, task.Did{}), fault.NotFound)
		if want := []audit.Action{audit.TaskClaimed, audit.TaskHanded, audit.TaskDone}; !slices.Equal(k.recorded(), want) {
			k.t.Errorf("recorded %v, want %v", k.recorded(), want)
		}
	})
}

// TestUndo: within ten minutes, by who did it, and not where it has led to
// something.
func TestUndo(t *testing.T) {
	each(t, func(k *desk) {
		ctx, boss := k.t.Context(), k.person("老板")
		agent, _ := k.join("小林", auth.Operator, k.shop)
		one := k.open(hello(plain("a")))[0]
		k.must(k.s.Done(ctx, k.ws, agent, one.ID, task.Did{Wording: 1, Proof: "链接", Note: "备注"}))
		k.kind("by another", k.s.Reopen(ctx, k.ws, boss, one.ID), fault.Conflict)
		k.ear.deny = fault.New(fault.Conflict, i18n.Text{Hans: "不行", Hant: "不行", En: "no"}.With())
		k.kind("it has led to something", k.s.Reopen(ctx, k.ws, agent, one.ID), fault.Conflict)
		if got := k.get(one.Key); got.Open() {
			k.t.Error("it is open though the hearer refused")
		}
		k.ear.deny = nil
		k.must(k.s.Reopen(ctx, k.ws, agent, one.ID))
		if got := k.get(one.Key); !got.Open() || got.Outcome.Proof != "" || got.Outcome.Note != "" || got.Outcome.By != 0 {
			k.t.Errorf("open again: %+v", got.Outcome)
		}
		k.must(k.s.Skip(ctx, k.ws, agent, one.ID, task.NotFit, ""))
		k.wall.on(10 * time.Minute)
		k.kind("too late", k.s.Reopen(ctx, k.ws, agent, one.ID), fault.Conflict)
	})
}

// TestReceiptsAndWithdrawing: the program settles what it has learned, once.
func TestReceiptsAndWithdrawing(t *testing.T) {
	each(t, func(k *desk) {
		a, b := hello(plain("a")), hello(plain("b"))
		k.open(a, b)
		for range 2 {
			k.must(k.db.Write(k.t.Context(), func(tx *db.Tx) error {
				return errors.Join(k.s.Settle(k.t.Context(), tx, k.ws, a.Key, task.Outcome{}), k.s.Withdraw(k.t.Context(), tx, k.ws, []string{a.Key, b.Key, "nobody/knows"}))
			}))
		}
		if want := []string{a.Key + " done", b.Key + " withdrawn"}; !slices.Equal(k.ear.heard, want) {
			k.t.Errorf("heard %v, want %v", k.ear.heard, want)
		}
	})
}

// TestShiftsGetWhatIsNobodys: what names nobody goes to who is on duty, evenly, and
// waits where nobody is.
func TestShiftsGetWhatIsNobodys(t *testing.T) {
	each(t, func(k *desk) {
		ctx, boss := k.t.Context(), k.person("老板")
		a, _ := k.join("小林", auth.Operator, k.shop)
		b, _ := k.join("小周", auth.Operator, k.shop)
		if got := k.open(hello(plain("before")))[0]; got.Owner != 0 {
			k.t.Error("it went to somebody, and nobody has a shift")
		}
		for _, p := range []task.Person{a, b} { // noon UTC is 20:00 of a Wednesday in Shanghai
			k.must(k.s.AddShift(ctx, k.ws, boss, task.Shift{User: p.User, Day: time.Wednesday, Start: 18 * 60, End: 22 * 60}))
		}
		k.kind("no time at all", k.s.AddShift(ctx, k.ws, boss, task.Shift{User: a.User, Day: 1, Start: 60, End: 60}), fault.Invalid)
		got := map[id.User]int{}
		for _, t := range k.open(hello(plain("a")), hello(plain("b")), hello(plain("c")), hello(plain("d"))) {
			got[t.Owner]++
		}
		if got[a.User] != 2 || got[b.User] != 2 {
			k.t.Errorf("went to %v", got)
		}
		k.time.on(3 * time.Hour)
		late := hello(plain("late"))
		late.Due = time.Time{}
		if t := k.open(late)[0]; t.Owner != 0 {
			k.t.Error("it went to somebody who is not on duty")
		}
		k.time.on(6*24*time.Hour + 20*time.Hour) // Wednesday, 19:00
		_, err := k.s.Step(ctx, k.ws)
		k.must(err)
		if k.get(late.Key).Owner == 0 {
			k.t.Error("it waits though somebody is on duty now")
		}
		k.must(k.s.RemoveShift(ctx, k.ws, boss, task.Shift{User: a.User, Day: time.Wednesday, Start: 18 * 60}))
		k.kind("gone already", k.s.RemoveShift(ctx, k.ws, boss, task.Shift{User: a.User, Day: time.Wednesday, Start: 18 * 60}), fault.NotFound)
	})
}

// TestStepEscalatesAndExpires, each once, whoever steps.
func TestStepEscalatesAndExpires(t *testing.T) {
	each(t, func(k *desk) {
		ctx := k.t.Context()
		a, _ := k.join("小林", auth.Operator, k.shop)
		lead, _ := k.join("店长", auth.Operator, k.shop)
		one := hello(plain("a"))
		one.Owner, one.Until = a.User, noon.Add(6*time.Hour)
		k.open(one)
		step := func() {
			k.t.Helper()
			var wg sync.WaitGroup
			errs := make([]error, 3)
			for n := range errs {
				wg.Go(func() { _, errs[n] = k.s.Step(ctx, k.ws) })
			}
			wg.Wait()
			k.must(errors.Join(errs...))
		}
		k.time.on(2*time.Hour + 29*time.Minute)
		step()
		if got := k.get(one.Key); got.Lead != 0 {
			k.t.Error("somebody was told within the grace")
		}
		k.time.on(time.Minute)
		step()
		if got := k.get(one.Key); got.Lead != lead.User || got.Owner != a.User || !got.Escalated.Equal(noon.Add(150*time.Minute)) {
			k.t.Errorf("told %v at %v, it is with %v", got.Lead, got.Escalated, got.Owner)
		}
		k.must(k.s.Claim(ctx, k.ws, lead, k.open(hello(plain("b")))[0].ID))
		k.time.on(4 * time.Hour)
		step()
		step()
		if got := k.get(one.Key); got.Outcome.State != task.Expired {
			k.t.Errorf("it is %s", got.Outcome.State)
		}
		if want := []string{one.Key + " expired"}; !slices.Equal(k.ear.heard, want) {
			k.t.Errorf("heard %v, want %v", k.ear.heard, want)
		}
		var told int
		k.must(k.db.Read(ctx, func(tx *db.Tx) error {
			return tx.QueryRow(ctx, `SELECT COUNT(*) FROM task_story WHERE workspace = $1 AND task = $2`, k.ws, k.get(one.Key).ID).Scan(&told)
		}))
		if told != 3 {
			k.t.Errorf("its story has %d lines, want opened, escalated, expired", told)
		}
	})
}

// TestHandOverAll takes along what the other sees, and says what stays.
func TestHandOverAll(t *testing.T) {
	each(t, func(k *desk) {
		ctx, boss := k.t.Context(), k.person("老板")
		a, _ := k.join("小林", auth.Operator, k.head)
		b, _ := k.join("小周", auth.Operator, k.shop)
		mine := hello(plain("a"))
		mine.Owner = a.User
		also := hello(plain("b"))
		also.Owner, also.Group = a.User, 2
		k.open(mine, also)
		went, stay, err := k.s.HandOverAll(ctx, k.ws, boss, a.User, b.User, "休假")
		k.must(err)
		if went != 1 || stay != 1 || k.get(mine.Key).Owner != b.User || k.get(also.Key).Owner != a.User {
			k.t.Errorf("%d went, %d stay", went, stay)
		}
		_, _, err = k.s.HandOverAll(ctx, k.ws, boss, a.User, a.User, "")
		k.kind("to themselves", err, fault.Invalid)
	})
}

// TestErase leaves no text of whoever is forgotten, and what was to be done for
// them is needed no more.
func TestErase(t *testing.T) {
	each(t, func(k *desk) {
		ctx, boss := k.t.Context(), k.person("老板")
		about := func(key string, ord uint32, title string) task.New {
			return task.New{Key: key, Kind: task.Call, Group: 1, About: true, Member: ord, Title: title, Why: title, Link: "https://x/" + title,
				Pictures: []string{"https://x/" + title}, Wordings: []task.Wording{{Text: title}}}
		}
		k.open(about(plain("a"), 7, "秘密甲"), about(plain("b"), 7, "秘密乙"), about(plain("c"), 8, "别人"))
		done := k.get(plain("b"))
		k.must(k.s.Done(ctx, k.ws, boss, done.ID, task.Did{Wording: 1, Proof: "秘密丙", Note: "秘密丁"}))
		k.must(k.db.Write(ctx, func(tx *db.Tx) error { return k.s.Erase(ctx, tx, k.ws, []uint32{7}) }))
		if got := k.get(plain("a")); got.Outcome.State != task.Withdrawn {
			k.t.Errorf("it is %s", got.Outcome.State)
		}
		if got := k.get(plain("c")); got.Title != "别人" || !got.Open() {
			k.t.Errorf("another's became %+v", got)
		}
		k.must(k.db.Read(ctx, func(tx *db.Tx) error {
			for _, q := range []string{`SELECT title || why || wordings || pictures || link || note || proof FROM task_item WHERE workspace = $1`, `SELECT note FROM task_story WHERE workspace = $1`} {
				err := tx.Each(ctx, q, []any{k.ws}, func(scan func(...any) error) error {
					var text string
					err := scan(&text)
					if strings.Contains(text, "秘密") {
						k.t.Errorf("left: %s", text)
					}
					return err
				})
				if err != nil {
					return err
				}
			}
			return nil
		}))
		page := k.page("/w/{ws}/today/" + id.Show(done.ID))
		k.says("the page of what was done", page, "已按要求清除")
	})
}
