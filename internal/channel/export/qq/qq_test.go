package qq

import (
	"flag"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the golden file anew; then read it")

const all = "全部消息记录.txt"

func readText(t testing.TB, name, text string) *exporttest.Recorder {
	t.Helper()
	return exporttest.Read(t, Formats()[0], name, []byte(text), export.Options{})
}

// TestSample compares everything told of the sample with its golden file.
func TestSample(t *testing.T) {
	exporttest.Golden(t, all+".golden", dump(readText(t, all, string(exporttest.Testdata(t, all)))), *update)
}

func TestConform(t *testing.T) {
	text := string(exporttest.Testdata(t, all))
	group, _, ok := strings.Cut(text, strings.Repeat("=", 64)+"\n消息分组:我的好友")
	if !ok {
		t.Fatal("the sample has no one-to-one chat to leave out")
	}
	exporttest.Conform(t, Formats()[0], exporttest.Sample{Name: "早安.txt", Data: []byte(group)})
}

func TestHeads(t *testing.T) {
	tests := []struct {
		line, name, id, at string
		rank               rank
	}{
		{"2025-06-01 9:30:05 小麦(604511223)", "小麦", "604511223", "2025-06-01 09:30:05", plain},
		{"2025-06-01 09:30:05 小麦(2号楼)(604511223)", "小麦(2号楼)", "604511223", "2025-06-01 09:30:05", plain},
		{"2025-06-01 9:30:05 (604511223)", "", "604511223", "2025-06-01 09:30:05", plain},
		{"2025-06-01 9:30:05 【群主】小麦(604511223)", "小麦", "604511223", "2025-06-01 09:30:05", owner},
		{"2025-06-01 9:30:05 【管理员】小麦<Xm@example.com>", "小麦", "xm@example.com", "2025-06-01 09:30:05", admin},
		{"2025-06-01 9:30:05 【果王】小麦(604511223)", "【果王】小麦", "604511223", "2025-06-01 09:30:05", plain},
		{"2019-09-23 8:43:38 PM 小麦(604511223)", "小麦", "604511223", "2019-09-23 20:43:38", plain},
		{"2019-09-23 12:03:38 AM 小麦(604511223)", "小麦", "604511223", "2019-09-23 00:03:38", plain},
		{"2019-09-23 8:43:38 下午 小麦(604511223)", "小麦", "604511223", "2019-09-23 20:43:38", plain},
		{"2025-06-01 9:30:05 <3小麦(604511223)", "<3小麦", "604511223", "2025-06-01 09:30:05", plain},
		{"2025-06-01 9:30:05 小麦(123)", "小麦(123)", "", "2025-06-01 09:30:05", plain},
	}
	for _, tt := range tests {
		h, ok := readHead(tt.line)
		if !ok || !h.valid || h.name != tt.name || h.id != tt.id || h.rank != tt.rank || h.clock.Format("2006-01-02 15:04:05") != tt.at {
			t.Errorf("readHead(%q) = %+v, %t", tt.line, h, ok)
		}
	}
	for _, line := range []string{"", "小麦(604511223)", "2025-06-01 9:30 小麦(604511223)", "2025-06-01 9:30:05", "2025-06-01小麦", "2025/06/01 9:30:05 小麦(604511223)", "20250-6-1 9:30:05 a"} {
		if h, ok := readHead(line); ok {
			t.Errorf("readHead(%q) = %+v; want none", line, h)
		}
	}
	if h, ok := readHead("2025-13-01 9:30:05 小麦(604511223)"); !ok || h.valid {
		t.Errorf("a 13th month is read as %+v, %t; want a head without a time", h, ok)
	}
}

// TestForms tells what stands in brackets from what people say.
func TestForms(t *testing.T) {
	for text, want := range map[string]event.Form{
		"[图片]": event.Picture, "[图片] [图片]\n[图片]": event.Picture, "[表情]": event.Sticker, "[语音]": event.Voice, "[视频]": event.Video,
		"[文件]": event.File, "[QQ红包]": event.Red, "[分享]": event.Link, "[位置]": event.Location, "[戳一戳]": event.Poke,
		"看这个[图片]": event.Text, "[图片]好看吗": event.Text, "[强]": event.Text, "好": event.Text, "#接龙\n1. 甲": event.Chain,
		"[语音通话]": event.Other, "[QQ红包]请使用最新版手机QQ查收红包。": event.Other,
	} {
		if got, body := formOf(text); got != want || (got == event.Text || got == event.Chain) != (body != "") {
			t.Errorf("formOf(%q) = %d with %q; want %d", text, got, body, want)
		}
	}
}

// TestBadParts claims that what is wrong costs only itself.
func TestBadParts(t *testing.T) {
	const top = banner + "（此消息记录为文本格式，不支持重新导入）\n\n消息对象:团\n\n"
	one := "2025-06-01 9:30:05 甲(604511223)\n一\n\n"
	two := "2025-06-01 9:30:06 甲(604511223)\n二\n"
	for _, tt := range []struct {
		name, text string
		line       int
	}{
		{"no such time", top + one + "2025-13-45 9:30:05 甲(604511223)\n坏\n坏\n\n" + two, 8},
		{"lines of nobody", top + "谁说的\n也不知道\n\n" + one + two, 5},
		{"endless message", top + one + "2025-06-01 9:30:05 乙(704511223)\n" + strings.Repeat(strings.Repeat("啊", 1000)+"\n", 200) + "\n" + two, 8},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := readText(t, "x.txt", tt.text)
			kept := strings.Join(got.Bodies(), "")
			if got.Err != nil || !strings.HasPrefix(kept, "一") || !strings.HasSuffix(kept, "二") || strings.Contains(kept, "坏") {
				t.Errorf("error %v, kept %.40q", got.Err, kept)
			}
			if len(got.Skips) != 1 || got.Skips[0].Line != tt.line || got.Skips[0].File != "x.txt" {
				t.Errorf("skips %+v; want one in line %d", got.Skips, tt.line)
			}
			for _, l := range i18n.Langs {
				if s := got.Skips[0].Why.In(l); s == "" || strings.Contains(s, "%!") {
					t.Errorf("the reason in %s is %q", l, s)
				}
			}
		})
	}
}

// TestWithoutHeading reads a file whose first lines were cut off: the group
// has the file's name.
func TestWithoutHeading(t *testing.T) {
	text := "2025-06-01 9:30:05 甲(604511223)\n一\n\n2025-06-01 9:30:06 乙(704511223)\n二\n\n2025-06-01 9:30:07 甲(604511223)\n三\n"
	got := readText(t, "早安团.txt", text)
	if len(got.Groups) != 1 || got.Groups[0].Name != "早安团" || len(got.Events) != 3 {
		t.Errorf("groups %+v, %d events", got.Groups, len(got.Events))
	}
	head, err := export.HeadOf(exporttest.File(t, "早安团.txt", []byte(text)))
	if err != nil || sniff(head) < 50 {
		t.Errorf("not recognised: %d, %v", sniff(head), err)
	}
}

// TestSameNameTwice keeps two groups of one name in one file apart.
func TestSameNameTwice(t *testing.T) {
	block := strings.Repeat("=", 64) + "\n消息对象:团\n" + strings.Repeat("=", 64) + "\n\n2025-06-01 9:30:05 甲(604511223)\n一\n\n"
	got := readText(t, "x.txt", block+block)
	if len(got.Groups) != 2 || got.Groups[0].Chat == got.Groups[1].Chat {
		t.Errorf("groups %+v; want two", got.Groups)
	}
}

// TestWhoIsWho covers what the sample does not: friends shown with numbers,
// words that look like a head, and two people of one name.
func TestWhoIsWho(t *testing.T) {
	rule := strings.Repeat("=", 64) + "\n"
	friends := rule + "消息分组:我的好友\n" + rule + "消息对象:老同学\n" + rule + "\n2025-06-01 9:30:05 老同学(604511223)\n在吗\n\n"
	team := rule + "消息分组:我的群聊\n" + rule + "消息对象:团\n" + rule + "\n"
	got := readText(t, "x.txt", friends+team+
		"2025-06-01 9:30:05 甲(604511223)\n记一下\n\n2025-06-02 10:00:00 开会\n\n"+
		"2025-06-01 9:30:06 甲(704511223)\n@甲 好\n\n2025-06-01 9:30:07 系统消息(1000000)\n甲退出本群。\n")
	if diff := cmp.Diff([]string{"记一下\n\n2025-06-02 10:00:00 开会", "@甲 好"}, got.Bodies()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(got.Groups) != 1 || len(got.Skips) != 1 {
		t.Errorf("groups %+v, skips %+v; want one each", got.Groups, got.Skips)
	}
	last := got.Events[len(got.Events)-1]
	if last.Kind != event.Leave || last.Subjects[0] != (event.Actor{Name: "甲"}) || len(got.Events[1].Mentions) != 0 {
		t.Errorf("read %+v; want 甲, without a number, to leave", last)
	}
}

// TestWhatIsSaidComesBack writes messages as QQ does and reads them.
func TestWhatIsSaidComesBack(t *testing.T) {
	word := rapid.StringMatching(`[\p{Han}a-z0-9=:()]([\p{Han}a-z0-9 =:()]{0,20}[\p{Han}a-z=)])?`).Filter(func(s string) bool { return !isRule(s) })
	rapid.Check(t, func(rt *rapid.T) {
		said := rapid.SliceOfN(rapid.SliceOfN(word, 1, 4), 1, 8).Draw(rt, "said")
		var b strings.Builder
		b.WriteString(strings.Repeat("=", 64) + "\n消息对象:团\n" + strings.Repeat("=", 64) + "\n\n")
		var want []string
		for i, lines := range said {
			text := strings.Join(lines, strings.Repeat("\n", 1+i%3))
			want = append(want, text)
			fmt.Fprintf(&b, "2025-06-01 9:30:%02d 甲(604511223)\n%s\n\n", i/2, text)
		}
		got := readText(t, "x.txt", b.String())
		if diff := cmp.Diff(want, got.Bodies()); diff != "" {
			rt.Fatalf("(-want +got):\n%s", diff)
		}
		for i, e := range got.Events {
			if int(e.Order) != i%2 {
				rt.Fatalf("event %d has order %d", i, e.Order)
			}
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add(exporttest.Testdata(f, all))
	f.Add([]byte("2025-06-01 9:30:05 甲(604511223)\n====================\n消息对象:\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		exporttest.Survive(t, Formats()[0], exporttest.Memory("f.txt", data))
	})
}

// dump writes all that was told, one line each.
func dump(r *exporttest.Recorder) string {
	var b strings.Builder
	for _, g := range r.Groups {
		fmt.Fprintf(&b, "group %s %q\n", g.Chat, g.Name)
	}
	for _, e := range r.Events {
		fmt.Fprintf(&b, "%s.%d kind=%d form=%d in %s by %s/%s", e.At.Format("2006-01-02 15:04:05"), e.Order, e.Kind, e.Form, e.Chat, e.Actor.ID, e.Actor.Name)
		for _, s := range e.Subjects {
			fmt.Fprintf(&b, " of %s/%s", s.ID, s.Name)
		}
		for _, s := range e.Mentions {
			fmt.Fprintf(&b, " to %s/%s", s.ID, s.Name)
		}
		fmt.Fprintf(&b, " %s %q\n", e.Scene, e.Body)
	}
	for _, p := range r.Persons {
		fmt.Fprintf(&b, "person %s/%s in %s self=%t owner=%t admin=%t\n", p.ID, p.Name, p.Chat, p.Self, p.Owner, p.Admin)
	}
	for _, s := range r.Skips {
		fmt.Fprintf(&b, "skip %d %s\n", s.Line, s.Why.In(i18n.ZhHans))
	}
	return b.String()
}
