package manual

import (
	"strings"
	"testing"
)

// TestLinesThatLostTheirTabs: what stands behind times more than once is a name.
func TestLinesThatLostTheirTabs(t *testing.T) {
	const (
		lunch = "2030.02.28 星期四\n19:22 雅婷 請問明天還有便當嗎\n19:25 阿嬤便當 有 雞腿100\n19:26 雅婷 雞腿3 排骨2\n送到：2樓\n12:10送到可以嗎\n12:30 送到 可以嗎\n19:27 阿嬤便當 可以\n2030.03.01 星期五\n11:58 志明加入群組\n12:05 志明 我也要一個\n12:06 雅婷已收回訊息\n12:07 雅婷 志明已收回訊息\n12:08 小芳 好\n12:09 \"收\n12:16 雅婷\n好了"
		fruit = "18:01 Amy Lin Mango box, who wants\n18:03 Ken 2 boxes\n18:04 Amy Lin ok Ken\n18:05 Ken ok thanks\n18:06 Ken ok bye\n18:07 Rosa May joined the group.\n18:08 Amy Lin 1 left\n18:09 Rosa May me\n"
	)
	claims{
		{"a name that stands again", lunch, 2, "said|雅婷|2030-02-28 19:22:00|請問明天還有便當嗎"},
		{"spaces in the words", lunch, 3, "said|阿嬤便當|2030-02-28 19:25:00|有 雞腿100"},
		{"words below", lunch, 5, "said|雅婷|2030-02-28 19:26:00|送到：2樓"},
		{"a time in the words", lunch, 6, "said|雅婷|2030-02-28 19:26:00|12:10送到可以嗎"},
		{"a time out of turn", lunch, 7, "asked"},
		{"after what was asked", lunch, 8, "said|阿嬤便當|2030-02-28 19:27:00|可以"},
		{"somebody came", lunch, 10, "aside|||"},
		{"and speaks once", lunch, 11, "said|志明|2030-03-01 12:05:00|我也要一個"},
		{"words taken back", lunch, 12, "aside|||"},
		{"who says so", lunch, 13, "asked"},
		{"who speaks once", lunch, 14, "asked"},
		{"a piece of words", lunch, 15, "asked"},
		{"a name alone", lunch, 16, "head|雅婷|2030-03-01 12:16:00|"},
		{"and words below it", lunch, 17, "said|雅婷|2030-03-01 12:16:00|好了"},
		{"a name of two parts", fruit, 1, "said|Amy Lin|2030-03-01 18:01:00|Mango box, who wants"},
		{"of one part", fruit, 2, "said|Ken|2030-03-01 18:03:00|2 boxes"},
		{"words that begin alike", fruit, 4, "said|Ken|2030-03-01 18:05:00|ok thanks"},
		{"LINE speaks English", fruit, 6, "aside|||"},
		{"a name LINE told", fruit, 8, "said|Rosa May|2030-03-01 18:09:00|me"},
		{"a family's name", "上午 08:11 Kuo 郭 要2包\n上午 08:12 阿May 有\n上午 08:15 Kuo 郭 謝謝\n上午 08:16 阿May 好的", 1, "said|Kuo 郭|2030-03-02 08:11:00|要2包"},
		{"a second part of two lines alone", "08:11 雅婷 老闆娘 在嗎\n08:12 阿May 在\n08:15 雅婷 老闆娘 要2包\n08:16 阿May 好的", 1, "asked"},
		{"a second part of some lines", "08:11 Amy Lin hi\n08:12 Amy Lin two\n08:15 Amy Wong me\n08:16 Amy Wong ok", 1, "asked"},
		{"nobody stands there again", "08:11 雅婷 要2包\n08:12 阿May 有\n08:15 志明 多少", 2, "asked"},
		{"over midnight", "23:50 雅婷 睡了嗎\n23:58 阿May 還沒\n00:05 雅婷 明天見\n00:06 阿May 好", 3, "said|雅婷|2030-03-02 00:05:00|明天見"},
		{"quotes around words of two lines", "08:11 雅婷 \"要2包\n謝謝\"\n08:12 阿May 有\n08:13 阿May 好的\n08:15 雅婷 好", 2, "said|雅婷|2030-03-02 08:11:00|謝謝"},
		{"names alone with words below", "08:11 Amy Lin\nhi\n08:12 Ken Wu\nhi you\n08:15 Amy Lin\nok", 3, "head|Ken Wu|2030-03-02 08:12:00|"},
		{"a colon behind the name", "08:11 Amy Lin: hi there\n08:12 Ken: hi you\n08:15 Amy Lin: ok", 1, "said|Amy Lin|2030-03-02 08:11:00|hi there"},
		{"tabs, and each speaks once", "08:11\tAmy\thi there\n08:12\tBob\thi you", 2, "said|Bob|2030-03-02 08:12:00|hi you"},
		{"pictures that were not copied", "10:02 小雨\n10:05 阿青\n10:07 小雨\n在", 3, "head|小雨|2030-03-02 10:07:00|"},
		{"of one with a name of two parts", "10:02 Amy Lin\n10:05 Amy Lin\n10:07 Amy Lin\nok", 3, "head|Amy Lin|2030-03-02 10:07:00|"},
		{"a known name out of turn", "19:22 雅婷 請問\n19:26 雅婷 兩個\n12:30 雅婷 來拿\n19:27 雅婷 可以", 3, "asked"},
		{"somebody who says who came", "19:22 雅婷 請問\n19:26 雅婷 兩個\n19:27 雅婷 志明加入群組", 3, "asked"},
		{"and in English", "18:03 Ken 2 boxes\n18:05 Ken ok thanks\n18:07 Ken Rosa joined the group.", 3, "asked"},
		{"who invited whom", "18:03 Ken 2 boxes\n18:05 Ken ok thanks\n18:07 Ken invited Rosa to the group.", 3, "aside|||"},
		{"who was sent away", "18:03 阿偉 2盒\n18:05 阿偉 好\n18:07 阿偉將小芳退出群組", 3, "aside|||"},
		{"words of joining", "18:03 阿偉 2盒\n18:05 阿偉 好\n18:07 阿偉 加入群組了嗎", 3, "said|阿偉|2030-03-01 18:07:00|加入群組了嗎"},
		{"tabs, and LINE speaks twice", "19:22\tAmy\tCan I?\n19:26\tAmy joined the group.\n19:27\tKen left the group.", 1, "said|Amy|2030-03-01 19:22:00|Can I?"},
		{"a name alone, and before words", "10:00 小雨 在吗\n10:01 阿青 在\n10:02 小雨\n两箱\n10:03 阿青 好", 1, "said|小雨|2030-03-02 10:00:00|在吗"},
		{"words that begin alike and no name", "08:11 好的 收到\n08:12 好的 謝謝\n08:13 阿May 在\n08:14 阿May ok", 1, "asked"},
		{"pieces of sentences that begin alike", "08:11 好，我 要\n08:12 好，我 不要\n08:13 阿May 在\n08:14 阿May ok", 1, "asked"},
		{"half of them names alone", "10:00 小雨 在吗\n10:02 小雨\n10:03 小雨 好\n10:05 阿青", 3, "said|小雨|2030-03-02 10:03:00|好"},
		{"a plan", "2030/03/08\n10:00 瑜伽 一樓\n11:00 瑜伽 二樓\n12:00 拳擊 一樓\n13:00 拳擊 二樓", 2, "asked"},
		{"tabs that are there", "08:11\tAmy Lin\thi there\n08:12\tAmy Wong\thi you\n08:15\tAmy Lin\tok", 2, "said|Amy Wong|2030-03-02 08:12:00|hi you"},
	}.hold(t)
}

// TestWhoCameInLINE: the time before what LINE says is no part of a name.
func TestWhoCameInLINE(t *testing.T) {
	c := copied(t)
	for _, came := range []string{"Amy joined the group.", "Ken left the group."} {
		p := Read("19:22\tAmy\tCan I?\n19:23\tKen\tyes\n19:26\t"+came, c)
		if name, _, _ := strings.Cut(came, " "); len(p.Moves) != 1 || p.Moves[0].Name != name {
			t.Errorf("%s: %+v", came, p.Moves)
		}
	}
	p := Read("19:22 雅婷 請問\n19:25 阿嬤便當 有\n19:26 雅婷 兩個\n19:27 阿嬤便當 好\n19:58 志明加入群組", c)
	var names []string
	for _, m := range p.Moves {
		names = append(names, m.Name)
	}
	if got := strings.Join(names, ","); got != "" && got != "志明" {
		t.Errorf("came: %s", got)
	}
	if len(p.Events) != 4 || p.Odd {
		t.Errorf("%v, odd: %v", short(p, c.Zone), p.Odd)
	}
	c.NoNames = []string{"阿嬤便當"}
	if p := Read("19:22 雅婷 請問\n19:25 阿嬤便當 有\n19:26 雅婷 兩個\n19:27 阿嬤便當 好", c); len(p.Events) != 2 {
		t.Errorf("what is no name speaks: %v", short(p, c.Zone))
	}
}

// TestAskedRowsCanBeAnswered: whoever says that a name speaks gets its words.
func TestAskedRowsCanBeAnswered(t *testing.T) {
	c := copied(t)
	c.Answers = map[int]string{3: Speaks}
	p := Read("08:11 雅婷 要2包\n08:12 雅婷 謝謝\n08:15 志明 我也要", c)
	if got := short(p, c.Zone); len(got) != 3 || got[2] != "03-02 08:15:00 志明 0 我也要" {
		t.Errorf("%q", got)
	}
}
