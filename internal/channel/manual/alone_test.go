package manual

import (
	"strings"
	"testing"
)

// TestPeopleCalledLikeDays speak where the text says so, and are asked about elsewhere.
func TestPeopleCalledLikeDays(t *testing.T) {
	const (
		shop = "—— 2030-02-27 ——\n便民店 18:30\n营业时间：\n周一 7:00\n周二 7:30\n12:00起床的人 18:34\n18:30 下班\n昨天 18:40\n老板娘好\n便民店 18:41\n“昨天”好听\n(。・ω・。) 18:45\n可乐 3.5\n—— 2030-03-01 ——\n昨天 09:10\n几点到货"
		desk = "昨天 18:40\n小雨 18:40\n在吗\n小青 18:42\n在\n昨天 19:40\n小雨 19:40\n好\n小青 19:42\n嗯"
		sun  = "Sun 18:20 hi\nAmy 18:21 hello\nSun 18:22 ok\nAmy 18:25 bye"
	)
	claims{
		{"a time out of turn", shop, 4, "said|便民店|2030-02-27 18:30:00|周一 7:00"},
		{"a name that begins with a time", shop, 6, "head|12:00起床的人|2030-02-27 18:34:00|"},
		{"a day with words below, twice", shop, 8, "head|昨天|2030-02-27 18:40:00|"},
		{"its words", shop, 9, "said|昨天|2030-02-27 18:40:00|老板娘好"},
		{"a face", shop, 12, "head|(。・ω・。)|2030-02-27 18:45:00|"},
		{"the day's name on another day", shop, 15, "head|昨天|2030-03-01 09:10:00|"},
		{"it stands there once", strings.Replace(shop, "昨天 09:10", "便民店 09:10", 1), 8, "asked"},
		{"out of turn below", strings.Replace(shop, "昨天 18:40", "昨天 18:50", 1), 8, "said|12:00起床的人|2030-02-27 18:34:00|昨天 18:50"},
		{"no day of the text's own", strings.NewReplacer("—— 2030-02-27 ——\n", "", "—— 2030-03-01 ——\n", "").Replace(strings.Replace(shop, "09:10", "18:50", 1)), 7, "asked"},
		{"a screen's time", desk, 6, "asked"},
		{"names with days", "小雨 昨天 18:40\n在吗\n小青 昨天 18:42\n在\n昨天 18:50\n小雨 昨天 19:40\n好", 5, "said|小青|2030-03-01 18:42:00|昨天 18:50"},
		{"with the words in its line", sun, 1, "said|Sun|2030-03-01 18:20:00|hi"},
		{"the next of them", sun, 2, "said|Amy|2030-03-01 18:21:00|hello"},
		{"a day before each name", "Thu 18:20 Amy\nhi\nThu 18:21 Ken\nhello\nFri 18:22 Amy\nok", 3, "head|Ken|2030-02-28 18:21:00|"},
	}.hold(t)
	for name, is := range map[string]bool{"(。・ω・。)": false, "（＾▽＾）": false, "(好的。)": true, "(1。2)": true, "。・ω・。": true} {
		if oddName(name) != is {
			t.Errorf("%s is odd: %v", name, !is)
		}
	}
	c := copied(t)
	at := func(answers map[int]string) string {
		c.Answers = answers
		return Read(strings.Replace(desk, "昨天 19:40", "前天 19:40", 1), c).Lines[8].At.In(c.Zone).Format("01-02 15:04")
	}
	if left, open := at(map[int]string{6: LeaveOut}), at(nil); left != "02-28 19:42" || open != "03-01 19:42" {
		t.Errorf("left out: %s, open: %s", left, open)
	}
	if p := Read("Sun 18:20\nmilk\nAmy 09:21\nhello\nSun 09:22\nok\nAmy 09:25\nbye", copied(t)); p.Lines[2].At.In(c.Zone).Format("01-02") != "03-02" {
		t.Errorf("of a day that nobody told: %v", p.Lines[2].At)
	}
}

// TestWordsAlone below lines that have all in one: a name, a time and a word that may be
// anything are asked about.
func TestWordsAlone(t *testing.T) {
	const (
		rose  = "昨天 14:00 小周：订花，要向日葵\n昨天 14:10 我：几枝\n昨天 14:11 小周：9枝\n百合\n昨天 15:20 百合：我的好了吗\n昨天 15:22 我：好了\n15:30\n昨天 16:05 王太太：康乃馨还有吗\n昨天 16:06 我：有\n小雪\n8点"
		lines = "昨天 14:00 小周：订花，要向日葵\n昨天 14:10 我：几枝\n昨天 14:11 小周：9枝\n要新鲜的，谢谢\n昨天 15:20 百合：我的好了吗\n昨天 15:22 我：好了\n小雪"
	)
	claims{
		{"a name of somebody who speaks", rose, 4, "asked"},
		{"a time", rose, 7, "asked"},
		{"a word", rose, 10, "asked"},
		{"when it is", rose, 11, "asked"},
		{"an answer", strings.Replace(rose, "小雪", "好的", 1), 10, "said|我|2030-03-01 16:06:00|好的"},
		{"an order", strings.Replace(rose, "小雪", "玫瑰 3枝", 1), 10, "said|我|2030-03-01 16:06:00|玫瑰 3枝"},
		{"where others go on below", lines, 7, "said|我|2030-03-01 15:22:00|小雪"},
		{"a name there too", lines + "\n百合", 8, "asked"},
		{"below who speaks", "小周 2030-03-01 14:00\n百合\n百合 2030-03-01 14:01\n在\n小周 2030-03-01 14:02\n好", 2, "said|小周|2030-03-01 14:00:00|百合"},
		{"in a short text", "昨天 14:00 小周：订花\n昨天 14:10 我：几枝\n小雪", 3, "said|我|2030-03-01 14:10:00|小雪"},
	}.hold(t)
}

// TestABracketEndsAName before a day, without a space.
func TestABracketEndsAName(t *testing.T) {
	const below = "李姐 3月1日 10:20\n在\n我 3月1日 10:21\n在\n李姐 3月1日 10:22\n好\n"
	const chat = "李姐 3月1日 10:20 要土鸡一只\n张老师 3月1日 11:05 豆腐两块\n我 3月1日 11:06 好的\n胖哥 3月1日 15:30 五花肉3斤\n"
	claims{
		{"words in the line", chat + "小陈（新来的）3月1日 19:12 几点开门", 5, "said|小陈（新来的）|2030-03-01 19:12:00|几点开门"},
		{"no bracket", chat + "小陈3月1日 19:12 几点开门", 5, "asked"},
		{"no day", chat + "豆腐（两块）19:12 几点开门", 5, "said|胖哥|2030-03-01 15:30:00|豆腐（两块）19:12 几点开门"},
		{"words below", below + "小陈(新来的)3月1日 19:12\n几点开门", 7, "head|小陈(新来的)|2030-03-01 19:12:00|"},
		{"words below, no bracket", below + "小陈3月1日 19:12\n几点开门", 7, "said|李姐|2030-03-01 10:22:00|小陈3月1日 19:12"},
		{"words below, no day", below + "豆腐（两块）19:12\n几点开门", 7, "said|李姐|2030-03-01 10:22:00|豆腐（两块）19:12"},
		{"a bracket and a time, where no line has a day", strings.ReplaceAll(below, "3月1日 ", "") + "豆腐（两块）19:12\n几点开门", 7, "said|李姐|2030-03-02 10:22:00|豆腐（两块）19:12"},
		{"from memory", "小美 昨天下午2点 两箱\n小陈3月1日 19:12 几点开门\n老黄 昨天下午3点 一箱\n小美 昨天下午4点 好", 2, "asked"},
	}.hold(t)
}
