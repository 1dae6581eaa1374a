package manual

import "testing"

// TestWhatStandsAboveACopy: headers of exports and a screen's first line tell the group,
// and nobody says them.
func TestWhatStandsAboveACopy(t *testing.T) {
	c := copied(t)
	const (
		qq   = "\n2030-02-28 20:15:03 老陈(10086123)\n在\n2030-02-28 20:16:03 小雨(10086124)\n好"
		line = "\n2030/02/28（四）\n19:20\tVivi\t開團\n19:22\t雅婷\t好"
		we   = "\n小雨 2030-02-28 20:15\n在\n老陈 2030-02-28 20:16\n好"
		view = "\n昨天 18:20\n王姐\n几点能拿\n12栋 小鹿\n我也想问\n昨天 18:41\n王姐\n好\n12栋 小鹿\n行"
	)
	for name, one := range map[string]struct{ text, title, first string }{
		"QQ's records":                  {"消息记录（此消息记录为文本格式，不支持重新导入）\n\n====\n消息分组:我的群聊\n====\n消息对象:五金互助群\n====" + qq, "五金互助群", "aside|||"},
		"QQ's group alone":              {"消息对象:五金互助群" + qq, "五金互助群", "aside|||"},
		"a word like QQ's":              {"消息记录给我看看" + qq, "", "asked"},
		"LINE's, traditional":           {"[LINE] 永康街甜點團的聊天記錄" + line, "永康街甜點團", "aside|||"},
		"LINE's, English":               {"[LINE] Chat history with Fruit Club\nSaved on: 2030/03/02 08:00" + line, "Fruit Club", "aside|||"},
		"when it was saved":             {"儲存日期：2030/03/02 08:47" + line, "", "aside|||"},
		"a word like it":                {"儲存日期：開封後三天內" + line, "", "asked"},
		"of two people":                 {"小美和麻辣烫老板娘的聊天记录" + we, "", "aside|||"},
		"of two, in English":            {"Amy and Ken's chat history" + we, "", "aside|||"},
		"a word of two":                 {"你看，小美和老板娘的聊天记录" + we, "", "asked"},
		"a screen's group":              {"阳光花园3期团购(186)" + view, "阳光花园3期团购", "aside|||"},
		"a group of WeChat's most":      {"阳光花园3期团购(500)" + view, "阳光花园3期团购", "aside|||"},
		"more than it holds":            {"阳光花园3期团购(501)" + view, "", "asked"},
		"fewer than a group has":        {"阳光花园3期团购(2)" + view, "", "asked"},
		"somebody of such a name":       {"老班(201) 20:15\n在\n小雨 20:16\n好\n老班(201) 20:17\n走", "", "head|老班(201)|2030-03-01 20:15:00|"},
		"it stands there again":         {"老班(201)" + view + "\n老班(201)\n好", "", "asked"},
		"somebody of such a name again": {"老班(201)\n小雨 2030-02-28 20:15\n在\n老陈 2030-02-28 20:16\n老班(201)", "", "asked"},
		"who speaks on three lines":     {"老班(201)\n2月27日 18:05\n有人吗\n小雨\n2月27日 18:06\n有\n老陈\n2月27日 18:07\n有", "", "head|老班(201)|2030-02-27 18:05:00|"},
		"words stand below it":          {"苹果(12)\n梨(5)" + view, "", "asked"},
	} {
		p := Read(one.text, c)
		if as := readsAs(p, 1, c); as != one.first || p.Title != one.title {
			t.Errorf("%s: %q, %s; want %q, %s", name, p.Title, as, one.title, one.first)
		}
	}
	claims{{"somebody's words are no header", "小雨 2030-02-28 20:15\n消息对象:五金互助群\n老陈 2030-02-28 20:16\n好", 2, "said|小雨|2030-02-28 20:15:00|消息对象:五金互助群"}}.hold(t)
}
