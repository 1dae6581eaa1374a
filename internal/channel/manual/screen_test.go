package manual

import (
	"strings"
	"testing"
)

// TestLinesAboveTimes: on a screen without names, what stands above a time was said
// before it and is nobody's name.
func TestLinesAboveTimes(t *testing.T) {
	const (
		water  = "以上是打招呼的内容\n星期二 09:14\n你好，送水是这个吗\n是的\n星期三 20:33\n送两桶\n10点左右到\n[转账] ¥36.00\n昨天 11:46\n水有点味道\n谢谢"
		short  = "星期二 09:14\n送水是这个吗\n找老孟\n星期三 20:33\n送两桶\n马上\n昨天 11:46\n味道不对\n给你换"
		thanks = "阿宝\n星期二 09:14\n两桶\n好的\n星期三 20:33\n再两桶\n好的\n昨天 11:46\n三桶\n好的\n08:20\n一桶"
		cards  = "老街坊\n2月27日 18:05\n有人拼车厘子吗\n小妹\n2月27日 18:07\n有\n不吃香菜\n2月27日 18:30\n多少钱"
		again  = "老街坊\n2月27日 18:05\n有人拼车厘子吗\n\n老街坊\n2月27日 18:07\n没人吗"
		mixed  = "08:10\n早\n小妹\n2月27日 18:07\n有\n小妹\n2月27日 18:09\n还有\n[图片]\n2月27日 18:30\n多少钱"
	)
	claims{
		{"what WeChat says of a greeting", water, 1, "aside|||"},
		{"a word like it", strings.Replace(water, "以上是打招呼的内容", "以上是我的地址", 1), 1, "asked"},
		{"a time below it", water, 2, "aside|||"},
		{"words of nobody", water, 3, "asked"},
		{"money above a time", water, 8, "asked"},
		{"the time below that", water, 9, "aside|||"},
		{"words below that", water, 10, "asked"},
		{"the first words", short, 2, "asked"},
		{"a short word above a time", short, 3, "asked"},
		{"the time below it", short, 4, "aside|||"},
		{"words below a short one", short, 5, "asked"},
		{"an answer that stands again", thanks, 7, "asked"},
		{"and the words below it", thanks, 9, "asked"},
		{"names that stand once, above each time", cards, 1, "head|老街坊|2030-02-27 18:05:00|"},
		{"the next of them", cards, 5, "head|小妹|2030-02-27 18:07:00|"},
		{"the last of them", cards, 9, "said|不吃香菜|2030-02-27 18:30:00|多少钱"},
		{"below a time of the screen's own", "昨天 08:10\n早\n" + cards, 3, "asked"},
		{"above a time of the screen's own", cards + "\n\n昨天 08:10\n在", 4, "asked"},
		{"a name that speaks again", again, 5, "head|老街坊|2030-02-27 18:07:00|"},
		{"beside a time of the screen's own", mixed, 6, "head|小妹|2030-02-27 18:09:00|"},
		{"a picture above a time", mixed, 9, "asked"},
		{"and the time", mixed, 10, "asked"},
		{"two that stand once", "老街坊\n2月27日 18:05\n有人吗\n小妹\n2月27日 18:07\n有", 3, "asked"},
		{"words below a notice", "小雨 09:14\n在\n你撤回了一条消息\n谢谢\n老孟 09:15\n好", 4, "asked"},
		{"words of who speaks next", "小雨 09:14\n在\n你撤回了一条消息\n谢谢\n老孟 09:15\n好", 6, "said|老孟|2030-03-02 09:15:00|好"},
		{"pairs without words", "开门\n9:00\n到货\n10:00\n午休\n12:00\n关门\n18:00", 1, "asked"},
	}.hold(t)
	for _, name := range []string{"[转账] ¥36.00", "[语音] 12\"", "[图片]", "￥36", "以下为新消息", "好的", "在吗", "水有点味道，怎么回事", "一二三四五六七八九十一二三四五六七八九十一"} {
		if aboveTime(name) {
			t.Errorf("%s passes for a name", name)
		}
	}
	for _, name := range []string{"[太阳]小雨", "老孟", "好的呀小卖部", "Mei Lin", "36号楼"} {
		if !aboveTime(name) {
			t.Errorf("%s is no name", name)
		}
	}
}

// TestWhoSaidWhatStandsBelowATime: words of which somebody tells who said them have the
// time that stands above them.
func TestWhoSaidWhatStandsBelowATime(t *testing.T) {
	c := copied(t)
	c.Answers = map[int]string{2: By + "小孟", 4: By + "我"}
	got := strings.Join(short(Read("星期四 09:14\n送水是这个吗\n星期五 20:33\n是的", c), c.Zone), "|")
	if !strings.Contains(got, "02-28 09:14:00") || !strings.Contains(got, "03-01 20:33:00") {
		t.Error(got)
	}
}
