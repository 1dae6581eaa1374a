package task_test

import (
	"context"
	"maps"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/task"
)

func said(hans, hant, en string) i18n.Text { return i18n.Text{Hans: hans, Hant: hant, En: en} }

func same(s string) i18n.Text { return said(s, s, s) }

// rules stands for the kinds of fields that SOPs know.
type rules struct{}

var notMoney = said("要填金额，例如 19.90。", "要填金額，例如 19.90。", "It should be an amount, such as 19.90.")

func (rules) Check(f task.Field, value string) error {
	if f.Kind == "money" && strings.Trim(value, "0123456789.") != "" {
		return fault.New(fault.Invalid, notMoney.With())
	}
	return nil
}

// question is a to-do that asks for a choice and two fields.
func question(key string) task.New {
	n := hello(key)
	n.Kind, n.Wordings, n.Title, n.Why = task.Check, nil, "", ""
	n.TitleIn = said("阿青 42 天没动静，看一眼", "阿青 42 天沒動靜，看一眼", "Nothing from 阿青 for 42 days: have a look")
	n.Title = n.TitleIn.Hans
	n.WhyIn = said("两次问候没回", "兩次問候沒回", "Two greetings went unanswered")
	n.Check = said("看过聊天再选；拿不准就保留", "看過聊天再選；拿不準就保留", "You read the chat first; where in doubt, keep them")
	n.Choices = []task.Choice{
		{Text: said("保留", "保留", "Keep them"), Default: true, Free: true},
		{Text: said("给张券", "給張券", "Give a coupon")},
		{Text: said("移出", "移出", "Remove them"), Danger: true, Why: true, Free: true},
	}
	n.Fields = []task.Field{
		{Name: "面额", Kind: "money", Title: said("券多少钱？", "券多少錢？", "How much is it?"), Required: true},
		{Name: "留言", Kind: "text", Help: said("例如：好久不见", "例如：好久不見", "For instance: long time no see")},
	}
	return n
}

// field is about which field an error is, "" for none.
func (k *desk) field(what string, err error, want string) {
	k.t.Helper()
	if got := auth.Field(err); err == nil || got != want {
		k.t.Errorf("%s: %v about %q, want it about %q", what, err, got, want)
	}
}

// TestWhatIsAskedIsAnswered: a choice has to be taken, fields be of their kind, a
// reason given where one is asked for; and what was answered is heard and kept.
func TestWhatIsAskedIsAnswered(t *testing.T) {
	each(t, func(k *desk) {
		k.s.Forms = rules{}
		one, boss := k.open(question(plain("q")))[0], k.person("老板")
		do := func(d task.Did) error { return k.s.Done(k.t.Context(), k.ws, boss, one.ID, d) }
		for _, c := range []struct {
			what  string
			did   task.Did
			field string
		}{
			{"nothing chosen", task.Did{}, "choice"},
			{"a choice there is not", task.Did{Choice: 4}, "choice"},
			{"an empty field", task.Did{Choice: 2}, "fa"},
			{"no amount", task.Did{Choice: 2, Values: map[string]string{"面额": "五块"}}, "fa"},
			{"too long", task.Did{Choice: 2, Values: map[string]string{"面额": "5", "留言": strings.Repeat("长", 1001)}}, "fb"},
			{"no reason", task.Did{Choice: 3}, "note"},
		} {
			k.field(c.what, do(c.did), c.field)
		}
		if len(k.ear.heard) != 0 || k.get(one.Key).Outcome.State != task.Open {
			k.t.Fatalf("a wrong answer settled it: %v", k.ear.heard)
		}
		k.must(do(task.Did{Choice: 2, Values: map[string]string{"面额": " 5 ", "别的": "x"}}))
		got := k.get(one.Key).Outcome
		if want := map[string]string{"面额": "5"}; got.Choice != 2 || !maps.Equal(got.Values, want) || len(k.ear.heard) != 1 {
			k.t.Errorf("it ended as %+v, heard %v", got, k.ear.heard)
		}
		k.must(k.s.Reopen(k.t.Context(), k.ws, boss, one.ID))
		if got := k.get(one.Key); got.Outcome.Choice != 0 || got.Outcome.Values != nil || len(got.Choices) != 3 {
			k.t.Errorf("opened again: %+v", got.Outcome)
		}
		k.must(do(task.Did{Choice: 1}))
	})
}

// TestWhatAnSOPWentOnWithStays: its answer is not offered to be undone.
func TestWhatAnSOPWentOnWithStays(t *testing.T) {
	k := onSQLite(t)
	n := question(plain("q"))
	n.Origin = task.Origin{Playbook: "潜水 28 天关怀", Run: id.Show(id.Run(5)), Step: "decide"}
	one := k.open(n)[0]
	k.must(k.s.Done(t.Context(), k.ws, k.person("老板"), one.ID, task.Did{Choice: 1}))
	if got := k.get(one.Key); got.MayUndo(k.owner, noon) {
		t.Error("what an SOP went on with can be undone")
	}
	n = hello(plain("plain"))
	n.Origin = task.Origin{Playbook: "潜水 28 天关怀", Run: id.Show(id.Run(5)), Step: "tell"}
	two := k.open(n)[0]
	k.must(k.s.Done(t.Context(), k.ws, k.person("老板"), two.ID, task.Did{}))
	if got := k.get(two.Key); !got.MayUndo(k.owner, noon) {
		t.Error("what nobody waits for cannot be undone")
	}
}

// TestAskedOnAPage goes the way of a to-do with choices by its forms, in every
// language.
func TestAskedOnAPage(t *testing.T) {
	k := onSQLite(t)
	k.s.Forms = rules{}
	n := question(plain("q"))
	n.Origin = task.Origin{Playbook: "潜水 28 天关怀", Run: id.Show(id.Run(5)), Step: "decide"}
	quick := question(plain("quick"))
	quick.Fields, quick.Title, quick.TitleIn = nil, "还要做吗", said("还要做吗", "還要做嗎", "Do it still?")
	all := k.open(n, quick)
	at := "/w/{ws}/today/" + id.Show(all[0].ID)
	ids := []string{id.Show(all[0].ID), id.Show(all[1].ID), id.Show(id.Group(1)), id.Show(id.Run(5)), id.Show(k.shop)}
	k.golden("asked", k.page(at), ids...)
	k.golden("asked_today", k.page("/w/{ws}/today"), ids...)
	for lang, words := range map[string][]string{"zh-TW": {"給張券", "券多少錢", "兩次問候沒回", "就照「保留」"}, "en": {"Have a look", "Give a coupon", "Two greetings", "it is “Keep them”"}} {
		k.lang = lang
		page := k.page(at)
		if lang == "en" {
			words[0] = "have a look"
		}
		k.says(lang, page, words...)
	}
	k.lang = "zh-CN"
	k.silent("the card", k.page("/w/{ws}/today"), `value="3">移出`)
	wrong := k.post(at+"/done", "choice", "2", "fa", "五块", "fb", "我打的字", "note", "备注")
	k.want("a wrong amount", wrong, 422)
	k.says("a wrong amount", wrong, "要填金额", "五块", "我打的字", "备注")
	k.want("no reason", k.post(at+"/done", "choice", "3"), 422)
	k.want("done", k.post(at+"/done", "choice", "3", "note", "是同行"), 303)
	after := k.page(at)
	k.says("after", after, "选的是“移出”", "是同行")
	k.silent("after", after, "/reopen", `name="choice"`)
	k.want("one touch", k.post("/w/{ws}/today/"+id.Show(all[1].ID)+"/done", "choice", "1"), 303)
}

// TestASharedProof: where it says in how many of a hundred, about so many are
// asked for proof, always the same ones, and all of those of money.
func TestASharedProof(t *testing.T) {
	k := onSQLite(t)
	k.join("小林", auth.Operator, k.head) // somebody who could look at it
	count := func(share int, money bool) (n int) {
		var all []task.New
		for i := range 300 {
			one := hello("share/" + string(rune('a'+i/26)) + string(rune('a'+i%26)) + "/" + id.Show(id.Task(share+1)) + map[bool]string{true: "/m"}[money])
			one.Share, one.Money = share, money
			all = append(all, one)
		}
		for _, one := range k.open(all...) {
			if one.ProofAsked {
				n++
			}
		}
		return n
	}
	for _, c := range []struct {
		share     int
		money     bool
		low, high int
	}{{100, false, 300, 300}, {50, false, 110, 190}, {0, false, 10, 60}, {1, true, 300, 300}} {
		if n := count(c.share, c.money); n < c.low || n > c.high {
			t.Errorf("with a share of %d, money %v: %d of 300", c.share, c.money, n)
		}
	}
}

// TestPuttingOffKeepsTheTime: whatever is put off may be begun no earlier, has as
// much time as before, and is never due after it is over.
func TestPuttingOffKeepsTheTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minutes := func(name string, low, high int) time.Duration {
			return time.Duration(rapid.IntRange(low, high).Draw(t, name)) * time.Minute
		}
		one := task.Task{New: task.New{From: noon}}
		if rapid.Bool().Draw(t, "due") {
			one.Due = noon.Add(minutes("due in", 0, 600))
		}
		if rapid.Bool().Draw(t, "over") {
			one.Until = noon.Add(minutes("over in", 600, 900))
		}
		until := noon.Add(minutes("put off", -300, 1200))
		got := one.PutOff(until)
		switch {
		case got.From.Before(one.From) || got.From.Before(until):
			t.Fatalf("it begins at %v", got.From)
		case one.Due.IsZero() != got.Due.IsZero():
			t.Fatalf("due at %v, before at %v", got.Due, one.Due)
		case !got.Due.IsZero() && got.Due.Before(one.Due):
			t.Fatalf("due earlier: %v", got.Due)
		case !got.Until.IsZero() && got.Due.After(got.Until):
			t.Fatalf("due at %v after it is over at %v", got.Due, got.Until)
		}
	})
}

// doorkeeper is a gate that a test moves.
type doorkeeper struct {
	no    task.Verdict // said to all while May is false
	count map[string]string
}

func (d *doorkeeper) Look(context.Context, *db.Tx, id.Workspace, *task.Task, id.User) (task.Verdict, error) {
	return d.no, nil
}

func (d *doorkeeper) May(_ context.Context, _ *db.Tx, _ id.Workspace, t *task.Task, _ id.User) (task.Verdict, error) {
	if d.no.May {
		d.count[t.Key] = "passed"
	}
	return d.no, nil
}

func (d *doorkeeper) Said(_ context.Context, _ *db.Tx, _ id.Workspace, t *task.Task, _ id.User) error {
	d.count[t.Key] = "said"
	return nil
}

func (d *doorkeeper) Return(_ context.Context, _ *db.Tx, _ id.Workspace, key string) error {
	delete(d.count, key)
	return nil
}

// TestTheGateIsAsked: what is said to people waits for the gate, is counted once
// when it was said, and not where it was not.
func TestTheGateIsAsked(t *testing.T) {
	each(t, func(k *desk) {
		nine := noon.Add(9 * time.Hour)
		g := &doorkeeper{no: task.Verdict{May: true}, count: map[string]string{}}
		k.s.Gate = g
		boss, ctx := k.person("老板"), k.t.Context()
		early, check := k.open(hello(plain("early")))[0], question(plain("check"))
		g.no = task.Verdict{Why: said("免打扰时段", "免打擾時段", "Quiet hours"), Until: nine}
		late, asked := k.open(hello(plain("late")))[0], k.open(check)[0]
		if !late.From.Equal(nine) || !late.Due.Equal(nine.Add(2*time.Hour)) || !asked.From.Equal(noon) {
			k.t.Errorf("opened at night they begin at %v until %v, and %v", late.From, late.Due, asked.From)
		}
		page := k.page("/w/{ws}/today/" + id.Show(early.ID))
		k.says("the page", page, "现在先别发：免打扰时段，明天 05:00 后再发。", "已经发出去了")
		k.silent("the page", page, `<button class="btn btn-primary">做完了`)
		k.says("the card", k.page("/w/{ws}/today"), "现在先别发：免打扰时段")
		k.kind("said too early", k.s.Done(ctx, k.ws, boss, early.ID, task.Did{}), fault.Conflict)
		if got := k.get(early.Key); !got.Open() || !got.From.Equal(nine) || len(g.count) != 0 {
			k.t.Errorf("it is %s, begins %v, counted %v", got.Outcome.State, got.From, g.count)
		}
		k.says("its story", k.page("/w/{ws}/today/"+id.Show(early.ID)), "挪到后面了")
		k.must(k.s.Done(ctx, k.ws, boss, early.ID, task.Did{Anyway: true}))
		if g.count[early.Key] != "said" {
			k.t.Errorf("said anyway: %v", g.count)
		}
		k.must(k.s.Reopen(ctx, k.ws, boss, early.ID))
		if len(g.count) != 0 {
			k.t.Errorf("undone: %v", g.count)
		}
		k.must(k.s.Done(ctx, k.ws, boss, asked.ID, task.Did{Choice: 1}))
		g.no = task.Verdict{May: true}
		k.must(k.s.Done(ctx, k.ws, boss, late.ID, task.Did{}))
		if len(g.count) != 1 || g.count[late.Key] != "passed" {
			k.t.Errorf("counted %v", g.count)
		}
		g.count[early.Key] = "reserved" // by a deed of the same key that the program could not do
		k.must(k.s.Skip(ctx, k.ws, boss, early.ID, task.NotFit, ""))
		if _, left := g.count[early.Key]; left {
			k.t.Error("what was skipped still counts")
		}
	})
}

// TestReceipts: a network's own receipt ends what it names by key or id, once, and
// is counted; what asks for an answer, and what nobody knows, it leaves alone.
func TestReceipts(t *testing.T) {
	each(t, func(k *desk) {
		g := &doorkeeper{no: task.Verdict{May: true}, count: map[string]string{}}
		k.s.Gate = g
		all := k.open(hello(plain("a")), hello(plain("b")), question(plain("q")))
		receipt := func(ws id.Workspace, refs ...string) {
			k.must(k.db.Write(k.t.Context(), func(tx *db.Tx) error {
				for _, ref := range refs {
					if err := k.s.Receipt(k.t.Context(), tx, ws, ref); err != nil {
						return err
					}
				}
				return nil
			}))
		}
		receipt(k.ws+1, all[0].Key, id.Show(all[0].ID))
		if k.get(all[0].Key).Outcome.State != task.Open {
			k.t.Fatal("another workspace's receipt ended it")
		}
		receipt(k.ws, all[0].Key, all[0].Key, id.Show(all[1].ID), all[2].Key, "nobody/knows", "task_x", "")
		for n, want := range []task.State{task.Done, task.Done, task.Open} {
			if got := k.get(all[n].Key).Outcome; got.State != want || got.By != 0 || got.Receipt != (want == task.Done) {
				k.t.Errorf("%d ended as %+v", n, got)
			}
		}
		if len(k.ear.heard) != 2 || len(g.count) != 2 {
			k.t.Errorf("heard %v, counted %v", k.ear.heard, g.count)
		}
		k.says("its story", k.page("/w/{ws}/today/"+id.Show(all[0].ID)), "平台确认发出了")
	})
}
