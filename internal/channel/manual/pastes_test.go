package manual

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// wanted is what a pasted chat of testdata is, line by line. They were written
// before the reader was.
type wanted struct {
	Title string
	Lines []struct {
		N             int
		Is            string // aside, head, said, unclear
		Who, At, Text string
	}
}

// readings is how the lines of a folder of pasted chats were read.
type readings struct{ pastes, all, right, asked, wrong int }

// readAll reads the chats of a folder, pasted at a time, and holds each line to what was
// written down of it.
func readAll(t *testing.T, dir string, c Copied) (n readings) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", dir, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	n.pastes = len(files)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(strings.TrimSuffix(file, ".txt") + ".json")
		var want wanted
		if err == nil {
			err = json.Unmarshal(raw, &want)
		}
		if err != nil {
			t.Fatal(file, err)
		}
		p := Read(string(text), c)
		if p.Title != want.Title {
			t.Errorf("%s: its group is %q, read %q", file, want.Title, p.Title)
		}
		for _, w := range want.Lines {
			got := p.Lines[w.N-1]
			n.all++
			switch as := lineAs(got, c.Zone); {
			case got.What == Unclear:
				n.asked++
				if w.Is != "unclear" {
					t.Logf("%s:%d asked about: %s", filepath.Base(file), w.N, strings.Split(string(text), "\n")[w.N-1])
				}
			case as == w.Is+"|"+w.Who+"|"+w.At+"|"+w.Text:
				n.right++
			default:
				n.wrong++
				t.Errorf("%s:%d %q is read as %s, is %s|%s|%s|%s", filepath.Base(file), w.N, strings.Split(string(text), "\n")[w.N-1], as, w.Is, w.Who, w.At, w.Text)
			}
		}
	}
	t.Logf("%d pastes, %d lines: %d right (%.1f %%), %d asked about, %d silently wrong", n.pastes, n.all, n.right, 100*float64(n.right)/float64(n.all), n.asked, n.wrong)
	return n
}

// TestFortyPastes: nineteen lines in twenty of the chats in testdata are read as
// they are, and the rest is asked about; none is silently taken for something else.
func TestFortyPastes(t *testing.T) {
	if n := readAll(t, "pastes", copied(t)); n.pastes < 40 || n.wrong > 0 || 100*n.right < 95*n.all {
		t.Errorf("%d of %d right, %d silently wrong", n.right, n.all, n.wrong)
	}
}

// TestPastesOfStrangers were written by two people who had not seen the reader, and first
// read by one that had not seen them: 79 in 100 lines were right then, and 76; 7 and 9
// were wrong without a word.
func TestPastesOfStrangers(t *testing.T) {
	c := copied(t)
	c.Now = time.Date(2030, 3, 2, 1, 0, 0, 0, time.UTC)
	c.Day = c.Now
	if n := readAll(t, "strangers", c); n.pastes < 48 || n.wrong > 0 || 100*n.right < 88*n.all {
		t.Errorf("%d of %d right, %d silently wrong", n.right, n.all, n.wrong)
	}
}

func lineAs(l Line, zone *time.Location) string {
	at := ""
	if !l.At.IsZero() {
		at = l.At.In(zone).Format("2006-01-02 15:04:05")
	}
	switch l.What {
	case Head:
		return "head|" + l.Who + "|" + at + "|"
	case Said:
		return "said|" + l.Who + "|" + at + "|" + l.Text
	case Aside:
		return "aside|||"
	case Left:
		return "left|||"
	}
	return "blank|||"
}

// TestNinePastesWrittenAfterwards were not there when the reader was made, and it
// was not changed for them.
func TestNinePastesWrittenAfterwards(t *testing.T) {
	c := copied(t)
	for _, one := range []struct{ people, asks, text string }{
		{"阿珍爱上了阿强 2, 邻里鲜-小陈 2, 9栋张姐 1", "", "微信群\"邻里鲜 2 群\"的聊天记录如下:\n\n\n—————  2030-02-28  —————\n\n\n阿珍爱上了阿强  09:12\n\n老板今天有没有黄瓜\n\n邻里鲜-小陈  09:13\n\n有 两块五\n刚到的\n\n9栋张姐  09:14\n\n1斤黄瓜 2个番茄 送到9栋\n谢谢\n\n邻里鲜-小陈  09:15\n\n好的\n9:30 前送到\n\n阿珍爱上了阿强  09:20\n\n我呢？\n\n[呲牙]\n\n\"9栋张姐\" 拍了拍自己\n\n"},
		{"彩虹糖 3, 果真-店长 3, 小七 1", "", "彩虹糖:\n在不在\n\n果真-店长:\n在\n\n彩虹糖:\n问一下：昨天那个蛋糕还能订吗\n要 6 寸的\n\n果真-店长:\n可以\n规格：6寸 128\n时间：至少提前一天\n\n彩虹糖:\n那订明天下午 3:00\n\n小七:\n+1\n\n果真-店长:\n两个是吗？确认一下\n"},
		{"李大爷(5-2-301) 3, 早点铺 2", "", "李大爷(5-2-301) 2030/3/1 7:58\n豆浆送了吗\n\n早点铺 2030/3/1 8:02\n在路上\n\n李大爷(5-2-301) 2030/3/1 8:30\n还没到\n\n早点铺 2030/3/1 8:31\n门口 放了 8:25 放的\n\n李大爷(5-2-301) 2030/3/1 8:33\n看到了\n"},
		{"小美 3, 掌柜 2, 老郑 2", "", "小美: 今天几点关门\n掌柜: 九点\n小美: 好的 我8:30到\n老郑: 还有虾吗\n掌柜: 没了: 明天早上有\n老郑: 那给我留两斤\n小美: 我也要\n"},
		{"团长小鹿 2, 糯米 1, 阿杰 1", "", "2030-03-01 19:20:11 团长小鹿(2873645123)\n@全体成员 今晚接龙\n截止时间：21:00\n\n2030-03-01 19:21:40 糯米(99812345)\n收到\n\n2030-03-01 19:25:02 阿杰<ajie@example.com>\n草莓还有吗\n\n2030-03-01 19:40:55 团长小鹿(2873645123)\n有\n"},
		{"Wing Fat Store 2, May 2, ~ Ken 1", "", "[01/03/2030, 20:15:33] Wing Fat Store: Eggs are in\n[01/03/2030, 20:16:01] May: how much?\n[01/03/2030, 20:16:20] Wing Fat Store: $30 a tray\nPick up: till 22:00\n[01/03/2030, 20:17:05] ~ Ken: 2 trays please\n[01/03/2030, 20:18:05] May: ‎image omitted\n"},
		{"老街坊 2, 店里小妹 1, 不吃香菜 1", "", "老街坊\n2月27日 下午6:05\n有人一起拼车厘子吗\n\n店里小妹\n2月27日 下午6:07\n可以开一个团\n满10份开\n\n老街坊\n2月27日 下午6:08\n算我两份\n\n不吃香菜\n2月27日 下午6:30\n多少钱一份\n"},
		{"阿May 2, 子晴 3, 店長 1", "", "上午 10:02\n阿May：有人要團購鳳梨酥嗎\n子晴：我我我\n子晴：兩盒\n上午 10:30\n阿May：好，統計到中午 12:00\n下午 1:05\n店長：今天到貨\n子晴：幾點可以拿？\n"},
		{"老板娘 3, 王婶 3, 小赵 1", "8 10", "老板娘 8:00\n早上好 今天特价\n鸡蛋：5.5\n王婶 8:05\n鸡蛋要两板\n老板娘 8:06\n好嘞\n送货时间 10:00\n王婶 8:07\n能不能 9:00\n小赵 8:20\n鸡蛋一板\n老板娘 8:21\n行\n王婶 8:22\n谢啦\n"},
	} {
		p := Read(one.text, c)
		var people, asks []string
		for _, w := range p.People {
			people = append(people, fmt.Sprint(w.Name, " ", w.N))
		}
		for _, d := range p.Unclear {
			asks = append(asks, strconv.Itoa(d.N))
		}
		if strings.Join(people, ", ") != one.people || strings.Join(asks, " ") != one.asks || p.Odd {
			t.Errorf("%.20s: %v, asks about %v, odd: %v; want %s, %s", one.text, people, asks, p.Odd, one.people, one.asks)
		}
	}
}
