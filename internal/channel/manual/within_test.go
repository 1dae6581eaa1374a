package manual

import (
	"strings"
	"testing"
)

// TestWhatStandsWithinWords and looks like a line of the chat's own is asked about,
// or is the word it can only be.
func TestWhatStandsWithinWords(t *testing.T) {
	const (
		fish  = "小美：今天有鱼吗\n老黄：有的\n刘姐：我也要：\n花甲 2斤\n送到：6栋\n老黄：好\n小美：行\n大头：我也要"
		cake  = "小美 2030-03-01 13:02\n蛋糕订一个\n\nAmy 2030-03-01 13:10\n几号要？\n3月6日\n\n小美 2030-03-01 13:11\n\n3月5日\n11:00来拿\n豆豆妈(已转账) 2030-03-01 13:30\n好了吗\n"
		plain = "小美 13:02\n蛋糕订一个\n2月28日\nAmy 13:10\n几号要？\n小美 13:11\n3月1日\n11:00来拿\nAmy 13:12\n好"
		lock  = "小美 2030/3/1 15:01\n在吗\n老丁 2030/3/1 15:03\n在\n12:30 2030/3/1 15:04\n我也在\n老丁 2030/3/1 15:06\n营业：\n12:30\n小美 2030/3/1 15:10\n好"
	)
	claims{
		{"a label in a message of several lines", fish, 5, "asked"},
		{"who speaks again", fish, 6, "said|老黄||好"},
		{"who speaks once below one line", fish, 8, "said|大头||我也要"},
		{"a day that answers", cake, 10, "said|小美|2030-03-01 13:11:00|3月5日"},
		{"what is said below it", cake, 11, "said|小美|2030-03-01 13:11:00|11:00来拿"},
		{"a day below words, where each has its day", cake, 6, "asked"},
		{"a day of the chat's", plain, 3, "aside|||"},
		{"a day below a name, where the chat has days", plain, 7, "asked"},
		{"a day with a rule around it", strings.ReplaceAll(plain, "3月1日", "—— 3月1日 ——"), 7, "aside|||"},
		{"a person called by digits", lock, 5, "head|12:30|2030-03-01 15:04:00|"},
		{"what that person says", lock, 6, "said|12:30|2030-03-01 15:04:00|我也在"},
		{"a time alone is a word", lock, 9, "said|老丁|2030-03-01 15:06:00|12:30"},
		{"digits with another stamp", strings.Replace(lock, "12:30 2030/3/1 15:04", "12:30 2030/3/1 15:04:10", 1), 5, "asked"},
		{"digits earlier than what is above", strings.Replace(lock, "12:30 2030/3/1 15:04", "12:30 2030/3/1 14:04", 1), 5, "asked"},
		{"digits without a year", "小美 3月1日 15:01:02\n在吗\n老丁 3月1日 15:03:02\n在\n12:30 3月1日 15:04:10\n我也在\n老丁 3月1日 15:06:10\n好\n小美 3月1日 15:10:10\n好", 5, "asked"},
		{"a stamp cut off", cake + "小美 2030-03-", 14, "asked"},
		{"a name cut off before its stamp", cake + "小美", 14, "asked"},
		{"a name at the end with words", cake + "小美 3月取", 14, "said|豆豆妈(已转账)|2030-03-01 13:30:00|小美 3月取"},
		{"a name in the middle", cake + "小美\n好的", 14, "said|豆豆妈(已转账)|2030-03-01 13:30:00|小美"},
		{"a bracket cut off", "[18:44, 28/02/2030] Becky: two\n[18:52, 28/02/2030] Sue: ok\n[18:5", 3, "asked"},
		{"a bracket with words", "[18:44, 28/02/2030] Becky: two\n[18:52, 28/02/2030] Sue: ok\n[Sticker]", 3, "said|Sue|2030-02-28 18:52:00|[Sticker]"},
	}.hold(t)
	c := copied(t)
	c.NoNames = []string{"花甲"}
	if p := Read("老黄：有的\n刘姐：我也要\n花甲：2斤\n大头：好\n老黄：行\n刘姐：行", c); readsAs(p, 4, c) != "said|大头||好" {
		t.Errorf("below what somebody said is no name: %v", short(p, c.Zone))
	}
	c.NoNames = nil
	c.Answers = map[int]string{7: LeaveOut}
	if p := Read(plain, c); p.Lines[8].At.In(c.Zone).Format("01-02") != "03-01" {
		t.Errorf("a day that nobody said is not the chat's: %v", short(p, c.Zone))
	}
}
