package engine_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/library"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// program makes an SOP ready, and fails where its reader finds fault with it.
func program(t testing.TB, text string) *engine.Program {
	t.Helper()
	r, err := script.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	book, problems := r.Read([]byte(text))
	for _, p := range problems {
		if book == nil || !p.Warning {
			t.Error(p.In("en"), p.Excerpt)
		}
	}
	if book == nil {
		t.FailNow()
	}
	c, err := cond.NewCompiler()
	if err != nil {
		t.Fatal(err)
	}
	p, err := engine.Compile(c, book)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// told is something a run is told at a time.
type told struct {
	at string // after the beginning, as a length of time
	in engine.Input
	do func(*engine.World)
}

// play lets a run live until it is over, and writes down what it does and when.
func play(t testing.TB, p *engine.Program, begin time.Time, w engine.World, fields map[string]string, all ...told) string {
	t.Helper()
	var out strings.Builder
	moment := begin
	if at, ok := script.ParseMoment(fields["T0"], w.Zone); ok {
		moment = at
	}
	s := p.Begin(p.Starts()[0].ID, moment, fields)
	w.Now = begin
	in := engine.Input{}
	for range 200 {
		var acts []engine.Action
		s, acts = p.Advance(s, in, &w)
		for _, a := range acts {
			fmt.Fprintf(&out, "%s %s\n", w.Now.In(w.Zone).Format("01-02 15:04"), shown(a))
		}
		if s.Phase == engine.Over {
			fmt.Fprintf(&out, "%s %s\n", w.Now.In(w.Zone).Format("01-02 15:04"), s.Why)
			return out.String()
		}
		in = engine.Input{}
		if len(all) > 0 && (s.Due.IsZero() || !script.Later(begin, all[0].at, w.Zone).After(s.Due)) {
			w.Now, in = script.Later(begin, all[0].at, w.Zone), all[0].in
			if all[0].do != nil {
				all[0].do(&w)
			}
			all = all[1:]
			continue
		}
		if !s.Due.After(w.Now) {
			t.Fatalf("the run waits for nothing:\n%s%+v", out.String(), s)
		}
		w.Now = s.Due
	}
	t.Fatal("the run does not end")
	return ""
}

func shown(a engine.Action) string {
	switch {
	case a.Say != nil:
		return a.Step + " says " + a.Say.Text
	case a.Ask != nil && a.Ask.Late:
		return a.Step + " asks whether it is still to be done"
	case a.Ask != nil:
		return a.Step + " asks " + a.Owner
	case a.Dealt != nil:
		return a.Step + " deals into " + a.Dealt.Part
	case a.Skip != nil:
		return a.Step + " is left out: " + strings.TrimSpace(string(a.Skip.Why)+" "+strings.Join(a.Skip.Lacking, " "))
	case a.Remove != nil:
		return a.Step + " removes"
	case a.Call != nil:
		return a.Step + " calls " + a.Call.Name
	case len(a.Tag) > 0:
		return a.Step + " tags " + strings.Join(a.Tag, " ")
	}
	return a.Step + " does something"
}

func shanghai(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func at(t testing.TB, text string) time.Time {
	t.Helper()
	out, err := time.ParseInLocation("2006-01-02 15:04", text, shanghai(t))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const silent = `
sop: 1
name: silent
title: 潜水 28 天
per: member
start:
  - {id: quiet, silent: 28d}
owner: 群主
stop:
  - {on: order.paid}
steps:
  - id: greet
    hours: 9:00-21:30
    say:
      to: member
      wordings: ["{{昵称}}，最近还好吗？"]
  - id: wait-for-word
    await:
      on: message.recorded
      within: 7d
      came:
        - {id: back, tag: [回来了]}
      not:
        - id: decide
          task:
            do: 看一眼再决定
            due: 2d
            choices:
              - {name: 保留, default: true}
              - name: 移出
                why: true
                do:
                  - id: out
                    remove: {why: 没有动静, tell: "{{昵称}}，先帮你退出来了，想回来随时找我。"}
`

// TestARunWaitsAnswersAndEnds, in each of the ways it may go.
func TestARunWaitsAnswersAndEnds(t *testing.T) {
	p := program(t, silent)
	begin := at(t, "2026-06-01 23:10")
	for name, c := range map[string]struct {
		told []told
		want string
	}{
		"somebody speaks": {
			[]told{{at: "2d", in: engine.Input{Kind: engine.Happened, On: "message.recorded"}}},
			"06-02 09:00 greet says 小雨，最近还好吗？\n06-03 23:10 back tags 回来了\n06-03 23:10 finished\n",
		},
		"nobody answers": {
			nil,
			"06-02 09:00 greet says 小雨，最近还好吗？\n06-09 09:00 decide asks 群主\n06-11 09:00 finished\n",
		},
		"a person decides": {
			[]told{{at: "9d", in: engine.Input{Kind: engine.Answered, Step: "decide", Choice: 1}}},
			"06-02 09:00 greet says 小雨，最近还好吗？\n06-09 09:00 decide asks 群主\n06-10 23:10 out removes\n06-10 23:10 finished\n",
		},
		"another to-do's end is none of its business": {
			[]told{{at: "9d", in: engine.Input{Kind: engine.Answered, Step: "greet", Choice: 1}}},
			"06-02 09:00 greet says 小雨，最近还好吗？\n06-09 09:00 decide asks 群主\n06-11 09:00 finished\n",
		},
		"what its SOP says ends it": {
			[]told{{at: "1d", in: engine.Input{Kind: engine.Happened, On: "order.paid"}}},
			"06-02 09:00 greet says 小雨，最近还好吗？\n06-02 23:10 stopped\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := engine.World{Zone: shanghai(t), Run: "1", Whom: "7", Known: map[string]string{"昵称": "小雨"}}
			if got := play(t, p, begin, w, nil, c.told...); got != c.want {
				t.Errorf("it went\n%swant\n%s", got, c.want)
			}
		})
	}
}

const sale = `
sop: 1
name: sale
title: 抢购
per: group
fields:
  - {name: T0, from: form, kind: moment}
  - {name: 剩余, from: live, of: left, fresh: 5min}
start:
  - {id: sale, moment: T0}
steps:
  - {id: before, at: T-3d 12:00, say: {to: announcement, wordings: [周六晚上 8 点开始。]}}
  - {id: open, at: T0, missed: skip, say: {to: group, selling: true, wordings: [开始了。]}}
  - {id: last, at: T+90min, missed: ask, say: {to: group, selling: true, wordings: ["还剩 {{剩余}} 件。"], without: [还有半小时。]}}
  - id: dissolve
    at: T+4d 10:00
    hold: {while: sale.open, again: 1d, most: 3d}
    task: {do: 解散群, due: 1d}
`

// TestStepsKeepTheirTime: what was missed is done late, left out or asked, as its
// step says; and what is put off is looked at again.
func TestStepsKeepTheirTime(t *testing.T) {
	p := program(t, sale)
	fields := map[string]string{"T0": "2026-06-06 20:00"}
	left := "12"
	live := func(script.Field) (string, bool) { return left, left != "" }
	for name, c := range map[string]struct {
		begin, left string
		open        bool
		told        []told
		want        string
	}{
		"all in time": {"2026-06-01 10:00", "12", false, nil,
			"06-03 12:00 before says 周六晚上 8 点开始。\n06-06 20:00 open says 开始了。\n06-06 21:30 last says 还剩 12 件。\n06-10 10:00 dissolve asks\n06-10 10:00 finished\n"},
		"no figure": {"2026-06-06 19:00", "", false, nil,
			"06-06 19:00 before is left out: late\n06-06 20:00 open says 开始了。\n06-06 21:30 last says 还有半小时。\n06-10 10:00 dissolve asks\n06-10 10:00 finished\n"},
		"long away": {"2026-06-07 00:10", "12", false, []told{{at: "10min", in: engine.Input{Kind: engine.Answered, Step: "last", Choice: 0}}},
			"06-07 00:10 before is left out: late\n06-07 00:10 open is left out: late\n06-07 00:10 last asks whether it is still to be done\n06-07 00:20 last says 还剩 12 件。\n06-10 10:00 dissolve asks\n06-10 10:00 finished\n"},
		"asked in vain": {"2026-06-07 00:10", "12", false, nil,
			"06-07 00:10 before is left out: late\n06-07 00:10 open is left out: late\n06-07 00:10 last asks whether it is still to be done\n06-08 00:10 last is left out: declined\n06-10 10:00 dissolve asks\n06-10 10:00 finished\n"},
		"put off": {"2026-06-06 19:00", "12", true, []told{{at: "5d", do: func(w *engine.World) { w.Facts = &cond.Facts{} }}},
			"06-06 19:00 before is left out: late\n06-06 20:00 open says 开始了。\n06-06 21:30 last says 还剩 12 件。\n06-12 10:00 dissolve asks\n06-12 10:00 finished\n"},
		"put off for too long": {"2026-06-06 19:00", "12", true, nil,
			"06-06 19:00 before is left out: late\n06-06 20:00 open says 开始了。\n06-06 21:30 last says 还剩 12 件。\n06-13 10:00 dissolve asks whether it is still to be done\n06-14 10:00 dissolve is left out: declined\n06-14 10:00 finished\n"},
	} {
		t.Run(name, func(t *testing.T) {
			left = c.left
			w := engine.World{Zone: shanghai(t), Run: "1", Whom: "7", Live: live, Facts: &cond.Facts{Sale: cond.Sale{Known: true, Open: c.open}}}
			got := strings.ReplaceAll(play(t, p, at(t, c.begin), w, fields, c.told...), "asks \n", "asks\n")
			if got != c.want {
				t.Errorf("it went\n%swant\n%s", got, c.want)
			}
		})
	}
}

const chosen = `
sop: 1
name: chosen
title: 选一选
per: member
fields:
  - {name: 取货点, from: group}
start:
  - {id: hand, hand: true}
steps:
  - id: way
    branch:
      - {if: member.paying, do: [{id: thanks, tag: [老客]}]}
      - {do: [{id: hello, say: {to: member, choose: turn, wordings: [甲, 乙, {if: member.staff, text: 丙}]}}]}
  - {id: where, say: {to: member, wordings: ["在{{取货点}}取。"]}}
  - id: half
    split:
      parts:
        - {name: 发, share: 60, do: [{id: told, tag: [发了]}]}
        - {name: 对照组, share: 40, held: true}
  - {id: after, if: member.orders > 0, tag: [下过单]}
`

// TestAWayIsChosen, by condition, by turn and by chance, and always alike; and an
// empty field keeps a step from being said.
func TestAWayIsChosen(t *testing.T) {
	p := program(t, chosen)
	held := 0
	for n := range 1000 {
		w := engine.World{Zone: time.UTC, Run: fmt.Sprint(n), Whom: fmt.Sprint(n), Turn: n, Facts: &cond.Facts{Member: cond.Member{Paying: n%5 == 0, Orders: 1}, Group: cond.Group{KnownOrders: true}}}
		first := play(t, p, time.Unix(0, 0), w, nil)
		if again := play(t, p, time.Unix(0, 0), w, nil); again != first {
			t.Fatalf("once\n%sand then\n%s", first, again)
		}
		want := [...]string{"hello says 甲", "hello says 乙"}[n%2]
		if n%5 == 0 {
			want = "thanks tags 老客"
		}
		if !strings.Contains(first, want) || !strings.Contains(first, "where is left out: lacking 取货点") {
			t.Fatalf("subject %d:\n%s", n, first)
		}
		if strings.Contains(first, "对照组") {
			held++
			if strings.Contains(first, "after") || !strings.Contains(first, engine.Withheld) {
				t.Fatalf("something is done for the holdout:\n%s", first)
			}
		} else if !strings.Contains(first, "told tags 发了\n") || !strings.Contains(first, "after tags 下过单") {
			t.Fatalf("something is not done:\n%s", first)
		}
	}
	if held < 350 || held > 450 {
		t.Errorf("%d of 1000 are of the holdout", held)
	}
}

// TestWhatNobodyToldTakesItsOwnWay: a branch that hangs on it is not taken for no.
func TestWhatNobodyToldTakesItsOwnWay(t *testing.T) {
	const asks = `
sop: 1
name: asks
title: 问一问
per: member
start:
  - {id: hand, hand: true}
steps:
  - id: way
    branch:
      - {if: member.orders > 0, do: [{id: old, tag: [老客]}]}
      - {if: member.messages > 5, do: [{id: talks, tag: [话多]}]}
      - {do: [{id: new, tag: [新客]}]}
      - {unknown: true, do: [{id: ask, tag: [问一问]}]}
`
	silent := strings.Replace(asks, "      - {unknown: true, do: [{id: ask, tag: [问一问]}]}\n", "", 1)
	talks := cond.Member{Messages: 9}
	for name, c := range map[string]struct {
		text string
		f    cond.Facts
		want string
	}{
		"told, none":              {asks, cond.Facts{Group: cond.Group{KnownOrders: true}}, "new tags 新客\n"},
		"told, some":              {asks, cond.Facts{Group: cond.Group{KnownOrders: true}, Member: cond.Member{Orders: 1}}, "old tags 老客\n"},
		"nobody told":             {asks, cond.Facts{Member: talks}, "ask tags 问一问\n"},
		"nobody told, and no way": {silent, cond.Facts{Member: talks}, "way is left out: no-answer\n01-01 00:00 talks tags 话多\n"},
	} {
		got := play(t, program(t, c.text), time.Unix(0, 0), engine.World{Zone: time.UTC, Run: "1", Whom: "1", Facts: &c.f}, nil)
		if got != "01-01 00:00 "+c.want+"01-01 00:00 finished\n" {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}

// TestAnEventBegins what waits for it, and costs nothing where nothing does.
func TestAnEventBegins(t *testing.T) {
	joins := strings.NewReplacer("hand: true", "on: member.joined, where: '!member.staff', nth: 2", "title: 选一选", "title: 选一选\ngroups: [flash]")
	d := engine.NewDecider([]*engine.Program{program(t, silent), program(t, joins.Replace(chosen))})
	for name, c := range map[string]struct {
		on   string
		nth  int
		f    cond.Facts
		want int
	}{
		"it does":       {"member.joined", 2, cond.Facts{Group: cond.Group{Life: "flash"}}, 1},
		"the first":     {"member.joined", 1, cond.Facts{Group: cond.Group{Life: "flash"}}, 0},
		"staff":         {"member.joined", 2, cond.Facts{Group: cond.Group{Life: "flash"}, Member: cond.Member{Staff: true}}, 0},
		"another group": {"member.joined", 2, cond.Facts{Group: cond.Group{Life: "long-term"}}, 0},
		"another event": {"member.left", 2, cond.Facts{Group: cond.Group{Life: "flash"}}, 0},
	} {
		if got := d.Decide(nil, c.on, c.nth, &c.f); len(got) != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	f := cond.Facts{Group: cond.Group{Life: "long-term"}}
	if n := testing.AllocsPerRun(100, func() { d.Decide(nil, "message.recorded", 1, &f); d.Decide(nil, "member.joined", 2, &f) }); n != 0 {
		t.Errorf("an event that begins nothing costs %v allocations", n)
	}
}

// TestEveryReadySOPRunsToItsEnd, whatever it is told and whoever stays away.
func TestEveryReadySOPRunsToItsEnd(t *testing.T) {
	r, err := script.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	all, err := library.All(r)
	if err != nil {
		t.Fatal(err)
	}
	c, err := cond.NewCompiler()
	if err != nil {
		t.Fatal(err)
	}
	begin := at(t, "2026-06-01 10:00")
	for _, e := range all {
		p, err := engine.Compile(c, e.Playbook)
		if err != nil {
			t.Errorf("%s: %v", e.Playbook.Name, err)
			continue
		}
		t.Run(e.Playbook.Name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				w := engine.World{Now: begin, Zone: time.FixedZone("", 8*3600), Run: rapid.StringMatching("[a-z]{4}").Draw(t, "run"), Whom: "7",
					Known: map[string]string{"昵称": "小雨", "群名": "一群"}, Facts: &cond.Facts{Group: cond.Group{Life: "long-term"}}}
				s := p.Begin(rapid.SampledFrom(p.Starts()).Draw(t, "start").ID, begin.AddDate(0, 0, 5), e.Playbook.Defaults(begin, w.Zone))
				in, did := engine.Input{}, map[string]int{}
				for turn := 0; s.Phase != engine.Over; turn++ {
					if turn > 500 {
						t.Fatalf("it does not end: %+v", s)
					}
					var acts []engine.Action
					s, acts = p.Advance(s, in, &w)
					for _, a := range acts {
						key := a.Step
						if a.Ask != nil && a.Ask.Late {
							key += "/late"
						}
						if did[key]++; did[key] > 1 && a.Skip == nil {
							t.Fatalf("%s is done twice", key)
						}
					}
					in = engine.Input{}
					switch {
					case s.Phase == engine.Over:
					case s.Phase == engine.Called:
						in = engine.Input{Kind: engine.Returned, Step: p.StepAt(s.At)}
					case rapid.Bool().Draw(t, "told"):
						w.Now = w.Now.Add(time.Duration(rapid.IntRange(0, 72*3600).Draw(t, "later")) * time.Second)
						in = engine.Input{Kind: engine.Answered, Step: p.StepAt(s.At), Choice: rapid.IntRange(-1, 3).Draw(t, "choice")}
						if rapid.Bool().Draw(t, "event") {
							in = engine.Input{Kind: engine.Happened, On: "message.recorded"}
						}
					case s.Due.IsZero():
						t.Fatalf("it waits for nothing: %+v", s)
					case s.Due.After(w.Now):
						w.Now = s.Due
					}
				}
			})
		})
	}
}
