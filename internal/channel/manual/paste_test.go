package manual

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/event"
)

func shanghai(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// copied is what the tests say of a paste: it is 15:00 on 2 March 2030 in Shanghai.
func copied(t testing.TB) Copied {
	t.Helper()
	now := time.Date(2030, 3, 2, 7, 0, 0, 0, time.UTC)
	return Copied{Chat: ChatOf("g"), Zone: shanghai(t), Day: now, Now: now}
}

// short writes a paste down as its lines read.
func short(p Paste, zone *time.Location) (out []string) {
	for _, a := range p.Events {
		out = append(out, fmt.Sprintf("%s %s %d %s", a.Event.At.In(zone).Format("01-02 15:04:05"), a.Event.Actor.Name, a.Event.Form, a.Event.Body))
	}
	return out
}

func TestEveryWritingIsRead(t *testing.T) {
	c := copied(t)
	for name, one := range map[string]struct {
		text string
		want []string
	}{
		"name, date and time":  {"小雨 2030-03-01 20:15:33\n在吗\n\n店主 2030/3/1 20:16\n在的\n要几份", []string{"03-01 20:15:33 小雨 0 在吗", "03-01 20:16:00 店主 0 在的\n要几份"}},
		"time before the name": {"2030-03-01 20:15:33 小雨\n在吗\n2030-03-01 20:16:00 店主\n在的", []string{"03-01 20:15:33 小雨 0 在吗", "03-01 20:16:00 店主 0 在的"}},
		"a day in words":       {"小雨 昨天 20:15\n在吗\n店主 3月2日 上午9:05\n在的", []string{"03-01 20:15:00 小雨 0 在吗", "03-02 09:05:00 店主 0 在的"}},
		"times alone":          {"小雨 9:15\n在吗\n店主 下午 1:05\n在的", []string{"03-02 09:15:00 小雨 0 在吗", "03-02 13:05:00 店主 0 在的"}},
		"names alone":          {"小雨:\n在吗\n\n店主：\n在的", []string{"03-02 15:00:00 小雨 0 在吗", "03-02 15:00:00 店主 0 在的"}},
		"names in the line":    {"小雨: 在吗\n店主：在的", []string{"03-02 15:00:00 小雨 0 在吗", "03-02 15:00:00 店主 0 在的"}},
		"names with spaces":    {"小 雨 2号楼 2030-03-01 20:15:33\n在吗", []string{"03-01 20:15:33 小 雨 2号楼 0 在吗"}},
		"a time in the text":   {"小雨 2030-03-01 20:15:33\n几点开始\n活动时间 20:00\n地址：河边", []string{"03-01 20:15:33 小雨 0 几点开始\n活动时间 20:00\n地址：河边"}},
		"pictures and chains":  {"小雨 2030-03-01 20:15:33\n[图片]\n小雨 2030-03-01 20:15:40\n#接龙\n1. 小雨 两份", []string{"03-01 20:15:33 小雨 2 ", "03-01 20:15:40 小雨 8 #接龙\n1. 小雨 两份"}},
		"what shows nothing":   {"\u200e小雨 2030-03-01 20:15:33\r\n在吗\x00\r\n", []string{"03-01 20:15:33 小雨 0 在吗"}},
		"nothing":              {"   \n\n", nil},
		"no day there is":      {"小雨 2030-13-01 20:15:33\n在吗", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(one.want, short(Read(one.text, c), c.Zone)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestWhoCameIsReadToo(t *testing.T) {
	c := copied(t)
	p := Read("小雨 2030-03-01 20:15:33\n在吗\n\"小雨\"邀请\"小北\"加入了群聊\n店主 2030-03-01 20:16:00\n小雨退出了群聊", c)
	if len(p.Moves) != 1 || p.Moves[0].Name != "小北" || p.Moves[0].Kind != event.Join || p.Moves[0].At.In(c.Zone).Format("15:04") != "20:15" {
		t.Errorf("came and went: %+v", p.Moves)
	}
	if len(p.Events) != 2 || p.Events[1].Event.Body != "小雨退出了群聊" {
		t.Errorf("what somebody said is taken for a notice: %v", short(p, c.Zone))
	}
	early := Read("\"小雨\"邀请\"小北\"加入了群聊\n店主 2030-03-01 23:16:00\n欢迎", c)
	if len(early.Moves) != 1 || early.Moves[0].Key(c.Chat, c.Zone) != p.Moves[0].Key(c.Chat, c.Zone) {
		t.Errorf("the same coming has two keys: %+v", early.Moves)
	}
}

func TestAPasteIsCounted(t *testing.T) {
	c := copied(t)
	p := Read("看不懂的一行\n小雨 2030-03-01 20:15:33\n在吗\n店主 2030-03-01 20:16:00\n在的\n小雨 2030-03-01 20:17:00\n好", c)
	if d := cmp.Diff([]Wrote{{"小雨", 2}, {"店主", 1}}, p.People); d != "" || p.Skipped != 1 || p.Untimed != 0 || p.Cut {
		t.Errorf("%+v %s", p, d)
	}
	if p.From.In(c.Zone).Format("15:04") != "20:15" || p.To.In(c.Zone).Format("15:04") != "20:17" {
		t.Errorf("from %v to %v", p.From, p.To)
	}
	var much strings.Builder
	for i := range MaxMessages + 5 {
		fmt.Fprintf(&much, "小雨 2030-03-01 20:15:33\n%d\n", i)
	}
	if p := Read(much.String(), c); len(p.Events) != MaxMessages || !p.Cut {
		t.Errorf("%d messages, cut: %v", len(p.Events), p.Cut)
	}
}

// said is one message of a made-up talk.
type said struct {
	at   time.Time
	who  string
	text string
}

func write(all []said, zone *time.Location, layout string) string {
	var b strings.Builder
	for _, s := range all {
		fmt.Fprintf(&b, "%s %s\n%s\n\n", s.who, s.at.In(zone).Format(layout), s.text)
	}
	return b.String()
}

// gather reads pastes one after the other, as they are kept: by key, what came
// first stays.
func gather(c Copied, pastes ...string) map[string]string {
	out := map[string]string{}
	for _, text := range pastes {
		for _, a := range Read(text, c).Events {
			if _, ok := out[a.Key]; !ok {
				out[a.Key] = a.Event.Actor.Name + ": " + a.Event.Body
			}
		}
	}
	return out
}

// TestHoweverItIsCutThePasteIsTheSame: any pieces that cover a talk, overlapping or
// not and in any order, give the rows of the whole.
func TestHoweverItIsCutThePasteIsTheSame(t *testing.T) {
	c := copied(t)
	rapid.Check(t, func(t *rapid.T) {
		layout := rapid.SampledFrom([]string{"2006-01-02 15:04:05", "2006/1/2 15:04", "1月2日 15:04"}).Draw(t, "layout")
		n := rapid.IntRange(1, 30).Draw(t, "n")
		all := make([]said, n)
		at := time.Date(2030, 3, 1, 1, 0, 0, 0, time.UTC)
		for i := range all {
			at = at.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "pause")) * time.Second)
			who := rapid.SampledFrom([]string{"小雨", "店主", "阿青 2号楼"}).Draw(t, "who")
			all[i] = said{at, who, fmt.Sprintf("%s %d", rapid.SampledFrom([]string{"好的", "在吗", "两份\n明天取"}).Draw(t, "text"), i)}
		}
		whole := gather(c, write(all, c.Zone, layout))
		if len(whole) != n {
			t.Fatalf("%d of %d are read", len(whole), n)
		}
		var pieces []string
		for from := 0; from < n; {
			to := rapid.IntRange(from+1, n).Draw(t, "to")
			back := rapid.IntRange(0, from).Draw(t, "back")
			pieces = append(pieces, write(all[back:to], c.Zone, layout))
			from = to
		}
		if d := cmp.Diff(whole, gather(c, rapid.Permutation(pieces).Draw(t, "order")...)); d != "" {
			t.Error(d)
		}
	})
}

// TestEqualWordsAreNeverMultiplied: pieces of a talk in which somebody says the
// same again within a minute give no more than the whole.
func TestEqualWordsAreNeverMultiplied(t *testing.T) {
	c := copied(t)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 20).Draw(t, "n")
		all := make([]said, n)
		for i := range all {
			all[i] = said{time.Date(2030, 3, 1, 1, i/6, 0, 0, time.UTC), "小雨", rapid.SampledFrom([]string{"好的", "嗯"}).Draw(t, "text")}
		}
		whole := gather(c, write(all, c.Zone, "2006-01-02 15:04"))
		cut := rapid.IntRange(1, n-1).Draw(t, "cut")
		got := gather(c, write(all[:cut], c.Zone, "2006-01-02 15:04"), write(all[cut:], c.Zone, "2006-01-02 15:04"), write(all[:cut], c.Zone, "2006-01-02 15:04"))
		for key, body := range got {
			if whole[key] != body {
				t.Errorf("%q is not in the whole", body)
			}
		}
		if len(whole) != n || len(got) > n {
			t.Errorf("%d of %d messages, %d in pieces", len(whole), n, len(got))
		}
	})
}

// TestWhoSaysNothingSpeaksInNoOther: a line that says who speaks, with nothing below but
// an empty one, is part of no message; not of the next, and not of one that never comes.
func TestWhoSaysNothingSpeaksInNoOther(t *testing.T) {
	p := Read("小雨  20:15\n\n在吗\n\n店长  20:16\n\n在\n\n店长  20:18\n\n\n小雨  20:20\n\n好\n\n店长  20:30\n\n", copied(t))
	if len(p.Events) != 3 || p.Lines[8].What != Head || p.Lines[15].What != Head {
		t.Fatalf("%q, %+v", short(p, copied(t).Zone), p.Lines)
	}
	for _, l := range p.Lines {
		if l.message >= 0 && (l.message >= len(p.Events) || p.Events[l.message].Event.Actor.Name != l.Who) {
			t.Errorf("line %d of %s is part of message %d", l.N, l.Who, l.message)
		}
	}
	if at := p.Lines[8].At; !at.IsZero() {
		t.Errorf("what 店长 did not say was said at %v", at)
	}
}

// TestMidnightIsATime: what was said at midnight is not taken for what has no time.
func TestMidnightIsATime(t *testing.T) {
	c := copied(t)
	p := Read("小雨：在吗\n店长：在\n小雨：好\n00:00:00\n小雨：晚安\n店长：晚安", c)
	got := map[string]bool{}
	for _, a := range p.Events {
		got[a.Event.Body+a.Event.At.In(c.Zone).Format(" 15:04")] = true
	}
	if !got["晚安 00:00"] || got["在吗 00:00"] {
		t.Errorf("%q", short(p, c.Zone))
	}
}

// TestANameCalledTwice is nobody else's whose name is its beginning.
func TestANameCalledTwice(t *testing.T) {
	p := Read("小雨 20:15\n在吗\n小雨天 20:16\n在\n店长 20:17\n@小雨天 在吗 @小雨天", copied(t))
	if last := p.Events[len(p.Events)-1].Event.Mentions; len(last) != 1 || last[0].Name != "小雨天" {
		t.Errorf("%v", last)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("小雨 2030-03-01 20:15:33\n在吗", "up")
	f.Add("小雨:\n在吗\n\n店长：好", "by:小雨")
	f.Add("\"小雨\"邀请\"小北\"加入了群聊", "out")
	f.Add("群聊“福利群”的聊天记录\n\n—————  2030-03-01  —————\n\n\n小雨  20:15\n\n在吗\n[图片: a.jpg(请在附件中查看)]", "head")
	f.Add("[01/02/2030, 8:15 PM] Tom: hi\n「Tom：hi」\n- - - - - - -\nhello", "")
	f.Add("0", "by:\x00")
	f.Add("19:22 雅婷 請問\n19:25 阿嬤便當 有\n19:26 雅婷 兩個\n19:27 志明加入群組", "head")
	f.Add("[9:05 pm, 3/1/2030] Lee: me\nSat: 1\nTom left\n[9:06 pm, 2/28/2030] Jo: \n", "up")
	f.Add("小美 昨天下午2点 两箱\n老周，今早八点半，一箱\n小陈 昨晚8点 三箱\n刘姐：一箱", "head")
	f.Add("昨天 14:02\n在吗\n周五\n10:00\n\"小雨\"邀请\"小北\"加入了群聊\n[图片]\n12/13 9:00", "them")
	f.Add("Tue 2:02 PM\nany milk?\n1 March 2030\n09:00", "me")
	c := copied(f)
	f.Fuzz(func(t *testing.T, text, answer string) {
		c := c
		c.Answers = map[int]string{1: answer, 2: answer, 3: answer}
		if len(text)%2 == 1 {
			c.Two = &Two{Own: "老板", Other: answer, Rest: len(text)%3 == 1}
		}
		p := Read(text, c)
		keys := map[string]bool{}
		for i, a := range p.Events {
			if keys[a.Key] || a.Event.Actor.Name == "" || strings.ContainsRune(a.Event.Body+a.Event.Actor.Name, 0) || len(a.Event.Body) > maxBody {
				t.Errorf("%+v", a)
			}
			keys[a.Key] = true
			if p.marks[i].bucket.IsZero() {
				t.Errorf("%+v has no time", a)
			}
		}
		kept := Kept{}
		for _, a := range p.Events {
			kept[event.SubjectKey(event.NativeKey(a.Event.NativeID), 0)] = a.Event.At
		}
		again := Read(text, c)
		for i, known := range again.Overlap(kept) {
			if !known {
				t.Errorf("%+v is new the second time", again.Events[i])
			}
		}
	})
}
