package replay_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/library"
	"github.com/huoshui/huoshui/internal/feature/playbook/replay"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

const shop, other id.Group = 11, 12

var zone = time.FixedZone("", 8*3600)

// at is a moment in January 2030, as "3 09:30".
func at(text string) time.Time {
	t, err := time.ParseInLocation("2006-1-2 15:04", "2030-1-"+text, zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

func program(t testing.TB, text string) *engine.Program {
	t.Helper()
	r, err := script.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	book, problems := r.Read([]byte(text))
	if book == nil {
		for _, p := range problems {
			t.Error(p.In("en"), p.Excerpt)
		}
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

// world is two groups of people of whom the 90th is staff and the 91st a bot.
type world struct {
	states map[string]string // by day
	last   string
	hears  int
	own    replay.Place // what groups say of themselves
}

func (w *world) Person(m uint32) replay.Person {
	p := replay.Person{Name: fmt.Sprint("第", m, "位"), Staff: m == 90, Bot: m == 91, Customer: true, Consent: true}
	if m == 5 {
		p.Birthday = when.Yearly{Month: 1, Day: 8}
	}
	return p
}

func (w *world) Place(g id.Group) replay.Place {
	return replay.Place{Name: fmt.Sprint("群", int64(g)), Speaks: g == shop, Tone: w.own.Tone, Columns: w.own.Columns}
}

func (w *world) Hear(*replay.Happening, bool) { w.hears++ }

func (w *world) States(now time.Time) []replay.Became {
	if s := w.states[now.In(zone).Format("2")]; s != "" {
		w.last = s
	}
	return []replay.Became{{Group: shop, State: w.last}}
}

// night is a gate that lets nothing go before nine and after 21:30, and never lets
// anything go to the 7th.
type night struct{ asked int }

func (g *night) Ask(t *replay.Touch, now time.Time) replay.Verdict {
	g.asked++
	local := now.In(zone)
	minute := local.Hour()*60 + local.Minute()
	opens := time.Date(local.Year(), local.Month(), local.Day(), 9, 0, 0, 0, zone)
	switch {
	case t.Member == 7 && t.Channel == replay.ToMember:
		return replay.Verdict{Outcome: replay.Never, Rule: "refused"}
	case minute < 9*60:
		return replay.Verdict{Outcome: replay.Later, Rule: "quiet", Until: opens}
	case minute >= 21*60+30:
		return replay.Verdict{Outcome: replay.Later, Rule: "quiet", Until: opens.AddDate(0, 0, 1)}
	}
	return replay.Verdict{Outcome: replay.Pass}
}

// past is a history: "3 09:30 joined 1", "3 10:00 says 1 多少钱", "4 08:00 left 1"; in
// the other group with a * before the number.
func past(t testing.TB, lines ...string) (out []replay.Happening) {
	t.Helper()
	for _, line := range lines {
		words := strings.SplitN(line, " ", 5)
		h := replay.Happening{At: at(words[0] + " " + words[1]), Group: shop, Kind: map[string]string{"joined": "member.joined", "left": "member.left", "says": "message.recorded"}[words[2]]}
		if strings.HasPrefix(words[3], "*") {
			h.Group = other
		}
		if _, err := fmt.Sscanf(strings.TrimPrefix(words[3], "*"), "%d", &h.Member); err != nil || h.Kind == "" || h.At.IsZero() {
			t.Fatalf("%q cannot be read", line)
		}
		if len(words) == 5 {
			h.Text = words[4]
		}
		out = append(out, h)
	}
	return out
}

// played lets SOPs run over a history until a moment, and writes down the touches.
func played(t testing.TB, o replay.Options, history []replay.Happening, end time.Time) ([]string, replay.Summary) {
	t.Helper()
	var out []string
	if o.Zone == nil {
		o.Zone = zone
	}
	if o.World == nil {
		o.World = &world{}
	}
	if o.Gate == nil {
		o.Gate = &night{}
	}
	o.Tell = func(t *replay.Touch) error {
		line := fmt.Sprintf("%s %s %s.%s %s %s", t.At.In(zone).Format("2 15:04"), whom(t), t.SOP, t.Step, t.Channel, t.Text)
		if t.ByHand {
			line += " (by hand)"
		}
		switch t.Verdict.Outcome {
		case replay.Later:
			line += " — " + t.Verdict.Rule + " until " + t.Verdict.Until.In(zone).Format("2 15:04")
		case replay.Held, replay.Never:
			line += " — " + t.Verdict.Rule
		}
		out = append(out, line)
		return nil
	}
	p := replay.New(o)
	for i := range history {
		if err := p.Tell(&history[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Until(end); err != nil {
		t.Fatal(err)
	}
	return out, p.Summary()
}

func whom(t *replay.Touch) string {
	if t.Member == 0 {
		return fmt.Sprintf("g%d", t.Group)
	}
	return fmt.Sprintf("g%d/%d", t.Group, t.Member)
}

func everywhere(programs ...*engine.Program) (out []replay.Planned) {
	for _, p := range programs {
		out = append(out, replay.Planned{Program: p, Everywhere: map[string]string{"店名": "青禾"}})
	}
	return out
}

const hello = `
sop: 1
name: hello
title: 招呼
per: member
owner: 群主
start: [{id: come, on: member.joined}]
if: "!member.staff"
once: 30d
stop: [{on: member.left}]
steps:
  - {id: hi, say: {to: group, wordings: ["欢迎{{昵称}}来{{店名}}"]}}
  - id: spoke
    await:
      on: message.recorded
      within: 1d
      came: [{id: thanks, say: {to: member, wordings: ["谢谢{{昵称}}开口"]}}]
      not: [{id: call, task: {do: 跟新朋友说句话}}]
`

func TestWhatWouldHaveBeenDone(t *testing.T) {
	once := strings.Replace(hello, "start: [{id: come, on: member.joined}]", "start: [{id: third, on: message.recorded, nth: 3}]", 1)
	asks := strings.Replace(hello, "start: [{id: come, on: member.joined}]", `start: [{id: price, on: message.recorded, where: "event.text.contains('多少钱') && member.messages == 2"}]`, 1)
	weekly := `{sop: 1, name: talk, title: 周三, per: group, owner: 群主, start: [{id: wed, every: "FREQ=WEEKLY;BYDAY=WE", at: "08:00"}], steps: [{id: say, say: {to: group, wordings: ["{{群名}}有{{人数}}位"]}}]}`
	silent := `{sop: 1, name: silent, title: 潜水, per: member, owner: 群主, start: [{id: quiet, silent: 7d}], steps: [{id: say, say: {to: member, wordings: ["{{昵称}}好久不见"]}}]}`
	born := `{sop: 1, name: born, title: 生日, per: member, owner: 群主, start: [{id: day, yearly: birthday, at: "10:00"}], steps: [{id: say, say: {to: member, wordings: ["{{昵称}}生日快乐"]}}]}`
	fades := `{sop: 1, name: fades, title: 走弱, per: group, owner: 群主, start: [{id: fades, becomes: fading}], steps: [{id: look, task: {do: 去群里看看}}]}`
	crowd := strings.Replace(hello, "on: member.joined}", "on: member.joined, gather: {for: 10min, most: 2}}", 1)
	tags := `{sop: 1, name: tags, title: 标签, per: member, owner: 群主, start: [{id: word, on: message.recorded}], steps: [{id: if, if: "'老' in member.tags", say: {to: member, wordings: [又见面了]}}, {id: tag, tag: [老]}]}`
	asked := `{sop: 1, name: asked, title: 问人, per: group, owner: 店长, start: [{id: word, on: message.recorded}], once: 30d, steps: [{id: ask, task: {do: 发不发, due: 2h, choices: [{name: 发, do: [{id: yes, say: {to: group, wordings: [发]}}]}, {name: 不发, default: true, do: [{id: no, wait: 1min}, {id: later, say: {to: announcement, wordings: [改天]}}]}]}}]}`
	for _, c := range []struct {
		name string
		sops string
		past []string
		end  string
		want []string
	}{
		{"who joins and speaks", hello, []string{"3 10:00 joined 1", "3 11:00 says 1 大家好"}, "6 00:00",
			[]string{"3 10:00 g11/1 hello.hi group 欢迎第1位来青禾", "3 11:00 g11/1 hello.spoke member "}},
		{"who joins and does not", hello, []string{"3 10:00 joined 1"}, "6 00:00",
			[]string{"3 10:00 g11/1 hello.hi group 欢迎第1位来青禾", "4 10:00 g11/1 hello.call task 跟新朋友说句话 (by hand)"}},
		{"what comes too late is not seen", hello, []string{"3 10:00 joined 1", "5 11:00 says 1 大家好"}, "6 00:00",
			[]string{"3 10:00 g11/1 hello.hi", "4 10:00 g11/1 hello.call"}},
		{"who leaves is left alone", hello, []string{"3 10:00 joined 1", "3 12:00 left 1"}, "6 00:00", []string{"3 10:00 g11/1 hello.hi"}},
		{"once in thirty days", hello, []string{"3 10:00 joined 1", "3 10:01 left 1", "4 10:00 joined 1"}, "4 11:00", []string{"3 10:00 g11/1 hello.hi"}},
		{"staff are not greeted", hello, []string{"3 10:00 joined 90"}, "6 00:00", nil},
		{"at night", hello, []string{"3 23:00 joined 1"}, "4 08:00", []string{"3 23:00 g11/1 hello.hi group 欢迎第1位来青禾 — quiet until 4 09:00"}},
		{"who wants nothing", hello, []string{"3 10:00 joined 7", "3 11:00 says 7 好"}, "4 08:00", []string{"3 10:00", "3 11:00 g11/7 hello.thanks member 谢谢第7位开口 (by hand) — refused"}},
		{"where a person has to say it", hello, []string{"3 10:00 joined *1"}, "3 11:00", []string{"3 10:00 g12/1 hello.hi group 欢迎第1位来青禾 (by hand)"}},
		{"the third word", once, []string{"3 10:00 says 1 一", "3 10:00 says 1 二", "3 10:00 says 2 一", "3 10:05 says 1 三", "3 10:06 says 1 四"}, "3 11:00", []string{"3 10:05 g11/1 hello.hi", "3 10:06 g11/1 hello.thanks"}},
		{"what is asked, and how often they spoke", asks, []string{"3 10:00 says 1 多少钱", "3 10:01 says 1 多少钱", "3 10:02 says 1 多少钱"}, "3 11:00", []string{"3 10:01 g11/1 hello.hi", "3 10:02 g11/1 hello.thanks"}},
		{"by the calendar", weekly, []string{"1 10:00 says 1 早", "1 11:00 says 2 早"}, "10 00:00",
			[]string{"2 08:00 g11 talk.say group 群11有2位 — quiet until 2 09:00", "9 08:00 g11 talk.say group 群11有2位 — quiet until 9 09:00"}},
		{"who has been silent", silent, []string{"1 10:30 says 1 早", "2 10:30 says 2 早", "8 09:00 says 2 在"}, "12 00:00", []string{"9 10:00 g11/1 silent.say member 第1位好久不见 (by hand)"}},
		{"who has a birthday", born, []string{"1 10:30 says 5 早", "1 10:30 says 6 早"}, "12 00:00", []string{"8 10:00 g11/5 born.say member 第5位生日快乐 (by hand)"}},
		{"a group fades", fades, []string{"1 10:30 says 5 早"}, "12 00:00", []string{"6 00:05 g11 fades.look task 去群里看看 (by hand)"}},
		{"two who come together", crowd, []string{"3 10:00 joined 1", "3 10:05 joined 2"}, "3 12:00", []string{"3 10:10 g11/1 hello.hi", "3 10:10 g11/2 hello.hi"}},
		{"many who come together", crowd, []string{"3 10:00 joined 1", "3 10:05 joined 2", "3 10:06 joined 3", "3 10:07 left 2", "3 10:08 joined 4"}, "3 12:00", []string{"3 10:10 g11/1 hello.hi"}},
		{"tags that an SOP gave", tags, []string{"3 10:00 says 1 一", "3 10:01 says 1 二"}, "4 00:00", []string{"3 10:01 g11/1 tags.if member 又见面了"}},
		{"a to-do ends by its default", asked, []string{"3 10:00 says 1 一"}, "4 00:00", []string{"3 10:00 g11 asked.ask task 发不发 (by hand)", "3 12:01 g11 asked.later announcement 改天 (by hand)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, _ := played(t, replay.Options{SOPs: everywhere(program(t, c.sops)), World: &world{states: map[string]string{"1": "steady", "6": "fading", "8": "fading"}, last: "steady"}}, past(t, c.past...), at(c.end))
			if len(got) != len(c.want) {
				t.Fatalf("got %q\nwant %q", got, c.want)
			}
			for i := range got {
				want := strings.ReplaceAll(c.want[i], "hello.spoke member ", "hello.thanks member ")
				if !strings.HasPrefix(got[i], want) {
					t.Errorf("got %q, want %q", got[i], want)
				}
			}
		})
	}
}

// TestWhatIsSaidOfAGroup goes before blanks, and what was filled in before both; it
// is said in the group's tone.
func TestWhatIsSaidOfAGroup(t *testing.T) {
	sop := program(t, `{sop: 1, name: hello, title: 招呼, per: member, owner: 群主, start: [{id: come, on: member.joined}], fields: [{name: 铺名, from: group}, {name: 取货点, from: group}, {name: 礼物, from: form, else: 一份心意}],
		steps: [{id: hi, say: {to: group, choose: tone, wordings: [{tone: brisk, text: 来了。}, {tone: warm, text: "{{铺名}}的{{群主}}{{日期}}备好{{礼物}}和{{取货点}}"}]}}]}`)
	own := replay.Place{Tone: "warm", Columns: map[string]string{"铺名": "青禾", "群主": "阿青"}}
	for want, given := range map[string]map[string]string{
		"青禾的阿青2030年1月3日备好一份心意和〔取货点〕": nil,
		"总店的阿青2030年1月3日备好一份心意和〔取货点〕": {"铺名": "总店"},
		"青禾的阿青2030年1月3日备好糖和〔取货点〕":    {"铺名": "", "礼物": "糖"},
	} {
		if given == nil {
			given = map[string]string{}
		}
		got, _ := played(t, replay.Options{SOPs: []replay.Planned{{Program: sop, Everywhere: given, Blanks: replay.Blanks(sop.Book)}}, World: &world{own: own}}, past(t, "3 10:00 joined 1"), at("3 11:00"))
		if len(got) != 1 || !strings.HasSuffix(got[0], "group "+want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestOneSOPCallsAnother, and waits for it.
func TestOneSOPCallsAnother(t *testing.T) {
	a := program(t, `{sop: 1, name: a, title: 甲, per: group, owner: 群主, start: [{id: word, on: message.recorded}], once: 30d, steps: [{id: call, call: {name: b, wait: true}}, {id: after, say: {to: group, wordings: [之后]}}]}`)
	b := program(t, `{sop: 1, name: b, title: 乙, per: group, owner: 群主, start: [{id: hand, hand: true}], steps: [{id: wait, wait: 1h}, {id: say, say: {to: group, wordings: [乙说]}}]}`)
	history := past(t, "3 10:00 says 1 好")
	got, _ := played(t, replay.Options{SOPs: everywhere(a, b)}, history, at("4 00:00"))
	if want := []string{"3 11:00 g11 b.say group 乙说", "3 11:00 g11 a.after group 之后"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got, _ = played(t, replay.Options{SOPs: everywhere(a)}, history, at("4 00:00")); !slices.Equal(got, []string{"3 10:00 g11 a.after group 之后"}) {
		t.Errorf("without the other: %q", got)
	}
}

// TestWhatIsOnlyCounted: before From nothing begins, but it is known.
func TestWhatIsOnlyCounted(t *testing.T) {
	third := program(t, strings.Replace(hello, "start: [{id: come, on: member.joined}]", "start: [{id: third, on: message.recorded, nth: 3}]", 1))
	weekly := program(t, `{sop: 1, name: talk, title: 周三, per: group, owner: 群主, start: [{id: wed, every: "FREQ=WEEKLY;BYDAY=WE", at: "12:00"}], steps: [{id: say, say: {to: group, wordings: ["{{人数}}位"]}}]}`)
	got, s := played(t, replay.Options{SOPs: everywhere(third, weekly), From: at("4 00:00")},
		past(t, "1 10:00 says 1 一", "1 10:00 says 2 一", "1 11:00 says 1 二", "1 11:30 says 2 二", "1 11:40 says 2 三", "5 10:00 says 1 三"), at("10 00:00"))
	want := []string{"5 10:00 g11/1 hello.hi group 欢迎第1位来青禾", "6 10:00 g11/1 hello.call task 跟新朋友说句话 (by hand)", "9 12:00 g11 talk.say group 2位"}
	if !slices.Equal(got, want) || !s.From.Equal(at("4 00:00")) || !s.To.Equal(at("10 00:00")) {
		t.Errorf("%q, want %q; %v to %v", got, want, s.From, s.To)
	}
}

func TestSummary(t *testing.T) {
	got, s := played(t, replay.Options{SOPs: everywhere(program(t, hello))}, past(t,
		"1 10:00 says 2 早", "1 10:00 says 91 喂", "3 10:00 joined 1", "3 11:00 says 1 好", "3 12:00 left 1", "3 23:00 joined 3", "4 12:00 joined *4", "5 10:00 joined 7", "5 11:00 says 7 好"), at("9 00:00"))
	if s.Messages != 4 || s.Happenings != 9 || s.Groups != 2 || s.People != 6 || s.Begun != 4 {
		t.Errorf("heard %+v", s)
	}
	// 1 and 7 in the group and thanked, 7's thanks never; 3 at night; 4 by hand.
	if s.Touches != 6 || s.Passed != 4 || s.Later != 1 || s.Never != 1 || s.Todos != 5 {
		t.Errorf("%+v of %q", s.Count, got)
	}
	// 2 heard of 1, 3 and 7; 1 heard their own and was thanked; 3 of 3 and 7; 7 of 7; 4 of 4. The bot is nobody.
	if s.Touched != 5 || s.Most != 3 || s.MostWho != 2 || s.MostIn != shop {
		t.Errorf("reached %d, the most %d by %d", s.Touched, s.Most, s.MostWho)
	}
	if s.Doers != 2 || s.BusyDay != 1 {
		t.Errorf("%d have to-dos, %d on the busiest day", s.Doers, s.BusyDay)
	}
	if want := []replay.RuleCount{{Rule: "quiet", N: 1}, {Rule: "refused", N: 1}}; !slices.Equal(s.Stopping, want) {
		t.Errorf("stopped by %v", s.Stopping)
	}
	if len(s.Weeks) != 1 || s.Weeks[0].Monday != "2029-12-31" && len(s.Weeks) != 2 {
		t.Errorf("weeks %v", s.Weeks)
	}
	if len(s.Steps) != 3 || s.Steps[0].Touches != 4 || s.Steps[1].Step != "thanks" || s.Steps[2].Todos != 2 {
		t.Errorf("steps %+v", s.Steps)
	}
}

// drawn is a history of a few people in two groups.
func drawn(t *rapid.T) (out []replay.Happening) {
	now := at("1 00:00")
	for range rapid.IntRange(0, 60).Draw(t, "happenings") {
		now = now.Add(time.Duration(rapid.IntRange(0, 30*3600).Draw(t, "later")) * time.Second)
		out = append(out, replay.Happening{At: now, Kind: rapid.SampledFrom([]string{"member.joined", "member.left", "message.recorded", "message.recorded"}).Draw(t, "kind"),
			Group: rapid.SampledFrom([]id.Group{shop, other}).Draw(t, "group"), Member: uint32(rapid.IntRange(1, 8).Draw(t, "who")), Text: rapid.SampledFrom([]string{"好", "多少钱", "退款"}).Draw(t, "text")})
	}
	return out
}

// TestTheBeginningOfAHistory gives the beginning of what is done; twice the same
// gives the same.
func TestTheBeginningOfAHistory(t *testing.T) {
	r, err := script.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	c, err := cond.NewCompiler()
	if err != nil {
		t.Fatal(err)
	}
	all, err := library.All(r)
	if err != nil {
		t.Fatal(err)
	}
	var sops []replay.Planned
	for _, e := range all {
		p, err := engine.Compile(c, e.Playbook)
		if err != nil {
			t.Fatal(err)
		}
		fields := e.Playbook.Defaults(at("1 00:00"), zone)
		for _, name := range []string{"群主", "店名", "群里有什么", "服务时间", "值班人", "每周公告数"} {
			fields[name] = name
		}
		sops = append(sops, replay.Planned{Program: p, Everywhere: fields})
	}
	sops = append(sops, everywhere(program(t, hello))...)
	most := 0
	rapid.Check(t, func(rt *rapid.T) {
		history := drawn(rt)
		end := at("1 00:00").Add(60 * 24 * time.Hour)
		all, s := played(t, replay.Options{SOPs: sops}, history, end)
		again, _ := played(t, replay.Options{SOPs: sops}, history, end)
		if !slices.Equal(all, again) {
			rt.Fatal("twice the same gives something else")
		}
		most = max(most, len(all))
		cut := rapid.IntRange(0, len(history)).Draw(rt, "cut")
		until := at("1 00:00")
		if cut > 0 {
			until = history[cut-1].At
		}
		for cut < len(history) && history[cut].At.Equal(until) {
			cut++
		}
		part, _ := played(t, replay.Options{SOPs: sops}, history[:cut], until)
		if len(part) > len(all) || !slices.Equal(part, all[:len(part)]) {
			rt.Fatalf("a part gives %q\nthe whole %q", part, all)
		}
		if s.Touches != s.Passed+s.Stopped() || s.Todos > len(all) {
			rt.Fatalf("%+v", s.Count)
		}
	})
	if most < 10 {
		t.Errorf("at most %d touches: nothing was tried", most)
	}
}

// BenchmarkMessage is what a message costs for which nothing begins.
func BenchmarkMessage(b *testing.B) {
	p := replay.New(replay.Options{SOPs: everywhere(program(b, hello)), Zone: zone, World: &world{}, Gate: &night{}})
	h := replay.Happening{At: at("3 10:00"), Kind: "message.recorded", Group: shop, Text: "好"}
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		h.At, h.Member = h.At.Add(time.Second), uint32(n%500)
		if err := p.Tell(&h); err != nil {
			b.Fatal(err)
		}
	}
}
