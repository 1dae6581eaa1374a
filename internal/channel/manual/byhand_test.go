package manual

import "testing"

// TestLinesFromMemory: name, when and words in one line, as people write them down.
func TestLinesFromMemory(t *testing.T) {
	const list = "昨天群里要货的\n小美 昨天下午2点 砂糖橘两箱，送到3栋\n王姐 昨天下午2:10 一箱\n老周，昨天下午四点半，车厘子还有没有\n12栋刘姐 2月28号晚上8点一刻 苹果10斤\n小陈 今早8:05 榴莲半个\n" +
		"阿强 昨晚12点 一箱\n阿珍 昨天2点 一箱\n小杨 昨天14点 一箱\n送到：6栋\n陈姨 前天中午十二点 两斤：要软的\n记得问发票\n下面没看时间：\n刘姐：火龙果4个\n黑皮：一样\n"
	claims{
		{"what stands above", list, 1, "asked"},
		{"an hour in words", list, 2, "said|小美|2030-03-01 14:00:00|砂糖橘两箱，送到3栋"},
		{"a time", list, 3, "said|王姐|2030-03-01 14:10:00|一箱"},
		{"half past, with commas", list, 4, "said|老周|2030-03-01 16:30:00|车厘子还有没有"},
		{"a day of a month", list, 5, "said|12栋刘姐|2030-02-28 20:15:00|苹果10斤"},
		{"this morning", list, 6, "said|小陈|2030-03-02 08:05:00|榴莲半个"},
		{"midnight of which day", list, 7, "asked"},
		{"which half of the day", list, 8, "asked"},
		{"an hour past noon", list, 9, "said|小杨|2030-03-01 14:00:00|一箱"},
		{"a label between", list, 10, "asked"},
		{"noon", list, 11, "said|陈姨|2030-02-28 12:00:00|两斤：要软的"},
		{"a note", list, 12, "asked"},
		{"what stands above the rest", list, 13, "asked"},
		{"no time", list, 14, "said|刘姐||火龙果4个"},
		{"no time either", list, 15, "said|黑皮||一样"},
		{"a few such lines in a chat", "小美：在吗\n小美 昨天下午2点 砂糖橘两箱\n王姐：好\n王姐 昨天下午3点 一箱\n小美：谢谢", 1, "said|小美||在吗"},
		{"a chat of one day", "小杨 11:02 老板，明天开门吗\n老板娘 11:20 开的\n小杨 11:21 好\n大明 11:32 下午2:00 来", 4, "said|大明|2030-03-02 11:32:00|下午2:00 来"},
		{"a plan", "讲座 3月5日下午2点 开始\n聚会 3月6日下午3点 开始\n球局 3月7号晚上7点 开始", 1, "asked"},
		{"a plan of each day", "早餐 早上7点 一楼\n午餐 中午12点 一楼\n晚餐 下午6点 二楼", 2, "asked"},
		{"a plan of the week", "瑜伽 周三晚上7点 一楼\n拳击 周四晚上7点 一楼\n游泳 周五晚上7点 一楼", 2, "asked"},
		{"a day of the week among days that have been", "王姐 周四晚上7点 两箱\n小美 昨天下午两点 一箱\n老周 昨天下午4点 一箱", 1, "said|王姐|2030-02-28 19:00:00|两箱"},
		{"later today", "王姐 今天晚上7点 两箱\n小美 昨天下午两点 一箱\n老周 昨天下午4点 一箱", 1, "asked"},
		{"last night", "小陈 昨晚8点 榴莲\n小美 昨天下午2点 两箱\n王姐 昨天下午3点 一箱", 1, "said|小陈|2030-03-01 20:00:00|榴莲"},
		{"a whole date among them", "小陈 昨晚8点 榴莲\n小美 昨天下午2点 两箱\n王姐 昨天下午3点 一箱\n小杨 2030-03-01 11:02 老板", 4, "asked"},
		{"several lines, with a colon", "小雨 10:23：在吗\n阿青 10:24：在\n你好\n小雨 10:25：好\n小雨 10:26：走", 3, "said|阿青|2030-03-02 10:24:00|你好"},
		{"several lines, with a space", "小雨 10:23 在吗\n阿青 10:24 在\n你好\n小雨 10:25 好\n小雨 10:26 走", 3, "said|阿青|2030-03-02 10:24:00|你好"},
		{"with years", "小杨 2030-03-01 11:02 老板\n老板娘 2030-03-01 11:20 开的\n小杨 2030-03-01 11:21 好", 1, "said|小杨|2030-03-01 11:02:00|老板"},
	}.hold(t)
	for s, want := range map[string]int{"8": 8, "八": 8, "十": 10, "十二": 12, "二十": 20, "二十三": 23, "两": 2, "": 0} {
		if got := number(s); got != want {
			t.Errorf("%q is %d, not %d", s, got, want)
		}
	}
}
