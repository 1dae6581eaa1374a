package manual

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// TestWhatIsNoChatSaysSo: an article, code, a list of prices, a table, opening hours.
func TestWhatIsNoChatSaysSo(t *testing.T) {
	c := copied(t)
	own, err := os.ReadFile("rows.go")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"a whole file":  string(own),
		"nothing":       " \n\t\n",
		"an article":    "为什么社区团购越来越难做\n\n过去三年，社区团购经历了大起大落。张先生说：我们最多的时候有三百个团长。\n原因有三点：\n一、价格战\n二、履约成本：仓储、配送、损耗\n三、用户习惯\n专家认为：未来会回到门店。\n截至 2030-03-01 20:00，相关部门没有回应。",
		"code":          "version: '3'\nservices:\n  web:\n    image: nginx\n    ports:\n      - \"80:80\"\n  db:\n    image: postgres\nfunc main() {\n\tfmt.Println(\"a: b\")\n}",
		"JSON":          "{\n  \"name\": \"小雨\",\n  \"at\": \"2030-03-01 20:15\",\n  \"text\": \"在吗\"\n}",
		"prices":        "今日菜单\n排骨：32一斤\n豆腐：3块\n青菜：3元一把\n鸡蛋：12\n草莓：19.9一盒",
		"opening hours": "9:00 开门\n10:00 到货\n12:00 午休\n18:00 关门",
		"the same":      "开门 9:00\n到货 10:00\n午休 12:00\n关门 18:00",
		"a table":       "name,time,text\n小雨,2030-03-01 20:15,在吗\n店长,2030-03-01 20:16,在",
		"a letter":      "王老板：\n您好，上次说的价格我们同意。\n请您本周内发货。\n此致\n敬礼",
		"addresses":     "姓名：王小明\n电话：13900000000\n地址：河边路 3 号\n备注：放门口",
	} {
		if p := Read(text, c); !p.Odd {
			t.Errorf("%s passes for a chat: %v", name, short(p, c.Zone))
		}
	}
}

// TestNamesThatMayBeNone are told, and are no names once somebody says so.
func TestNamesThatMayBeNone(t *testing.T) {
	c := copied(t)
	text := "店长：今天有\n黑猪排骨：很新鲜\n土鸡蛋：乡下收的\n小雨：排骨两斤\n店长：好\n小雨：谢谢"
	p := Read(text, c)
	if strings.Join(p.Once, " ") != "黑猪排骨 土鸡蛋" {
		t.Errorf("may be none: %v", p.Once)
	}
	c.NoNames = p.Once
	if got := short(Read(text, c), c.Zone); len(got) != 4 || !strings.HasSuffix(got[0], "今天有\n黑猪排骨：很新鲜\n土鸡蛋：乡下收的") {
		t.Errorf("%q", got)
	}
}

// TestAnswersHold: every answer to a line that was unclear does what it says.
func TestAnswersHold(t *testing.T) {
	c := copied(t)
	text := "那就这样\n小雨 20:15\n还有吗\n店长 20:16\n活动 20:30\n记得来\n小雨 20:40\n好"
	for answer, want := range map[string]int{"": 3, PartOfAbove: 3, Speaks: 3, LeaveOut: 3, By + "阿青": 3} {
		if c.Answers = nil; answer != "" {
			c.Answers = map[int]string{5: answer}
		}
		p := Read(text, c)
		if len(p.Unclear) != 2 || p.Unclear[1].N != 5 || p.Unclear[1].Name != "活动" || p.Unclear[1].Above != "店长" || len(p.Events) != want {
			t.Errorf("%q: %+v %q", answer, p.Unclear, short(p, c.Zone))
		}
		whole := strings.Join(short(p, c.Zone), "|")
		if strings.Contains(whole, "活动 20:30") != (answer == "" || answer == PartOfAbove || answer == By+"阿青") || strings.Contains(whole, "20:30:00 活动") != (answer == Speaks) {
			t.Errorf("%q: %s", answer, whole)
		}
	}
}

// TestDaysThatAreNotWritten: the last was said on the day that is told, each step
// back is the next morning, and what is later than now was yesterday.
func TestDaysThatAreNotWritten(t *testing.T) {
	c := copied(t) // 15:00 on 2 March
	for text, want := range map[string]string{
		"小雨 9:00\n早\n店长 14:00\n在":           "03-02 09:00 03-02 14:00",
		"小雨 9:00\n早\n店长 16:00\n在":           "03-01 09:00 03-01 16:00",
		"小雨 23:50\n在吗\n店长 8:00\n在":          "03-01 23:50 03-02 08:00",
		"昨天 20:15\n小雨：在吗\n店长：在\n9:30\n小雨：好": "03-01 20:15 03-01 20:15 03-02 09:30",
		"小雨 星期四 20:15\n在吗\n店长 周五 9:00\n在":   "02-28 20:15 03-01 09:00",
	} {
		var got []string
		for _, a := range Read(text, c).Events {
			got = append(got, a.Event.At.In(c.Zone).Format("01-02 15:04"))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %v, want %s", text, got, want)
		}
	}
	c.Day = c.Now.AddDate(0, 0, -7)
	if at := Read("小雨 9:00\n早", c).From.In(c.Zone).Format("01-02"); at != "02-23" {
		t.Errorf("said on %s", at)
	}
	c.MonthFirst = true
	if p := Read("[01/02/2030, 20:15] Tom: hi", c); !p.Slashes || p.From.In(c.Zone).Format("01-02") != "01-02" {
		t.Errorf("%v %v", p.Slashes, p.From)
	}
}

// TestMuchAtOnce: five thousand lines are read and laid over themselves at once; what
// is longer than that says so, and nothing else goes wrong with it.
func TestMuchAtOnce(t *testing.T) {
	c := copied(t)
	ways := map[string]func(i int) string{
		"mail": func(i int) string {
			return fmt.Sprintf("昵称%d  %d:%02d\n\n第%d句 地址：河边 20:00\n\n", i%40, 8+i/400, i/5%60, i)
		},
		"talk":  func(i int) string { return fmt.Sprintf("昵称%d：第%d句\n", i%40, i) },
		"equal": func(i int) string { return "小雨：好的\n" },
		"web": func(i int) string {
			return fmt.Sprintf("[%d:%02d, 28/02/2030] Name %d: %d\nSat: 1\n", 8+i/400, i/5%60, i%40, i)
		},
		"tabless": func(i int) string { return fmt.Sprintf("%02d:%02d 昵称%d 第%d句 好\n", 8+i/400, i/7%60, i%40, i) },
		"memory":  func(i int) string { return fmt.Sprintf("昵称%d 昨天下午%d点半 第%d句\n", i%40, 1+i%10, i) },
		"parts":   func(i int) string { return fmt.Sprintf("10:%02d %s\n", i%60, strings.Repeat("好 ", 50)) },
		"rubbish": func(i int) string { return strings.Repeat("20:1", i%30) + " 加入了群聊 ：\n" },
	}
	lines := 5000
	if testing.Short() {
		lines = 1000 // each takes many times as long under the race detector
	}
	for name, way := range ways {
		var b strings.Builder
		for i := range lines {
			b.WriteString(way(i))
		}
		began := time.Now()
		p := Read(b.String(), c)
		p.Overlap(Kept{})
		took := time.Since(began)
		t.Logf("%s: %d lines, %d messages in %v", name, len(p.Lines), len(p.Events), took.Round(time.Millisecond))
		if took > 20*time.Second {
			t.Errorf("%s takes %v", name, took)
		}
		if name != "rubbish" && name != "parts" && len(p.Events) < lines/2 {
			t.Errorf("%s: %d messages", name, len(p.Events))
		}
	}
	var b strings.Builder
	for b.Len() < MaxPaste+100 {
		b.WriteString("小雨 2030-03-01 20:15:33\n在吗\n")
	}
	if p := Read(b.String(), c); !p.Cut || len(p.Events) != MaxMessages {
		t.Errorf("%d messages, cut: %v", len(p.Events), p.Cut)
	}
	one := Read("小雨 2030-03-01 20:15:33\n"+strings.Repeat("好", 200_000)+"\n店长 2030-03-01 20:16:00\n嗯", c)
	if len(one.Events) == 0 || len(one.Events[0].Event.Body) > maxBody || !utf8.ValidString(one.Events[0].Event.Body) {
		t.Errorf("one long line: %d messages", len(one.Events))
	}
}

// TestSignsThatCannotBeSeen do not become part of names or words, and those that
// make up an emoji stay.
func TestSignsThatCannotBeSeen(t *testing.T) {
	c := copied(t)
	p := Read("\u202e小雨\u202c\u2068 2030-03-01\u00a020:15:33\r\n在\x00吗\x1b[31m\r\n👩\u200d👧\u200f 2030-03-01 20:16:00\r\n好\u2028的\u200b", c)
	if len(p.Events) != 2 || p.Events[0].Event.Actor.Name != "小雨" || p.Events[0].Event.Body != "在吗[31m" || p.Events[1].Event.Actor.Name != "👩\u200d👧" || p.Events[1].Event.Body != "好\n的" {
		t.Errorf("%q", short(p, c.Zone))
	}
}
