package roll

import "testing"

// TestWhoComesAlong counts where it is said how many that are, and is asked about else.
func TestWhoComesAlong(t *testing.T) {
	head := "#接龙\n周三羽毛球 19:00-21:00\n1. 阿强\n2. 大熊\n3. 小苹果\n4. "
	for row, want := range map[string]string{
		"菲菲 带老公":             "菲菲 | 人 2 | #带老公",
		"菲菲（带男朋友）":           "菲菲 | 人 2 | #带男朋友",
		"菲菲 带我妈来":            "菲菲 | 人 2 | #带我妈来",
		"菲菲 带一个朋友":           "菲菲 | 人 2 | #带一个朋友",
		"菲菲 带2个同事":           "菲菲 | 人 3 | #带2个同事",
		"菲菲 带两人":             "菲菲 | 人 3 | #带两人",
		"菲菲 和女儿 共2位":         "菲菲 | 人 2 | #和女儿",
		"菲菲 2人 带儿子":          "菲菲 | 人 2 | #带儿子",
		"菲菲 2人（其中一个小孩）":      "菲菲 | 人 2 | #其中一个小孩",
		"菲菲 没拍子 谁借我一把":       "菲菲 | 人 1 | #没拍子 谁借我一把",
		"菲菲 没打过，求带":          "菲菲 | 人 1 | #没打过 求带",
		"菲菲 没有球拍":            "菲菲 | 人 1 | #没有球拍",
		"菲菲 有一个大箱子":          "菲菲 | 人 1 | #有一个大箱子",
		"菲菲 带女儿":             "?",
		"菲菲 带朋友":             "?",
		"菲菲 可能带老公":           "?",
		"菲菲 带老公 带闺蜜":         "?",
		"菲菲 3人 带老公":          "?",
		"菲菲 和爸妈 共2位":         "?",
		"菲菲 带老公吗":            "?",
		"菲菲 带2个娃":            "?",
		"菲菲 1人 其中两个小孩":       "?",
		"菲菲带老公":              "?",
		"王 带娃":               "?",
		"菲菲 没时间":             "?",
		"菲菲 没定":              "?",
		"菲菲 谁替我":             "?",
		"菲菲+1":               "?",
		"菲菲 +1":              "?",
		"菲菲 +老公":             "?",
		"菲菲 带老公 13711112222": "菲菲 | 人 2 | #带老公 | !13711112222",
	} {
		if is := lastRead(head + row); is != want {
			t.Errorf("%s: read as %q, is %q", row, is, want)
		}
	}
}

// TestAllSayHowMany is a list of persons, though nobody stands there with nothing but a name.
func TestAllSayHowMany(t *testing.T) {
	for row, want := range map[string]string{"2人 有一个大箱子": "曾哥 | 人 2 | #有一个大箱子", "3人（含1小孩）": "曾哥 | 人 3 | #含1小孩", "2人或3人": "?", "2人带娃": "?"} {
		if is := lastRead("周五拼车回南昌\n1. 黄伟 2人 晕车\n2. 彭姐 2人 会晚到\n3. 小易 3人 有行李箱\n4. 曾哥 " + row); is != want {
			t.Errorf("%s: read as %q, is %q", row, is, want)
		}
	}
}

// TestWhoBringsAChild may not count where children do.
func TestWhoBringsAChild(t *testing.T) {
	for row, want := range map[string]string{"朵朵 5岁 带爸爸": "?", "朵朵 带两个朋友": "?", "朵朵 2人 带爸爸": "朵朵 | 人 2 | #带爸爸", "朵朵 5岁": "朵朵 | 人 1 | #5岁"} {
		if is := lastRead("#接龙\n周日少儿体验课\n1. 乐乐\n2. 石头\n3. 浩浩\n4. " + row); is != want {
			t.Errorf("%s: read as %q, is %q", row, is, want)
		}
	}
}

// TestAPlusBehindAName are others where the head says so; one, or one more, else.
func TestAPlusBehindAName(t *testing.T) {
	for _, c := range []struct{ head, row, want string }{
		{"费用AA，带人的写+1 +2", "老冯+1", "老冯 | 人 2"},
		{"费用AA，带人的写+1 +2", "老冯 +2", "老冯 | 人 3"},
		{"带朋友请+1", "Leo+1", "Leo | 人 2"},
		{"+1表示带一个人", "老冯 +1 晚到", "老冯 | 人 2 | #晚到"},
		{"来的+1", "老冯+1", "?"},
		{"能带球的吱一声", "老冯+1", "?"},
		{"带人的写+1 +2", "老冯+1+1", "?"},
		{"带人的写+1 +2", "老冯+1 带老公", "?"},
		{"带人的写+1 +2", "老冯+水", "?"},
		{"带人的写+1 +2", "老冯 2人+1", "?"},
	} {
		if is := lastRead("#接龙\n周六羽毛球\n" + c.head + "\n1. 阿杰\n2. 小鹿\n3. Kevin\n4. " + c.row); is != c.want {
			t.Errorf("%s, %s: read as %q, is %q", c.head, c.row, is, c.want)
		}
	}
}

// TestPlacesWithLetters are those of the head.
func TestPlacesWithLetters(t *testing.T) {
	rows := "\n1. 黄伟 1人 西门公交站\n2. 彭姐 2人 万达\n3. 小易 1人 万达 有一个大箱子\n4. 曾哥 3人 "
	for _, c := range []struct{ head, row, want string }{
		{"上车点：A 西门公交站  B 万达", "B 18944445555", "曾哥 | 人 3 | @万达 | !18944445555"},
		{"上车点：A 西门公交站  B 万达", "A", "曾哥 | 人 3 | @西门公交站"},
		{"上车点：A 西门公交站  B 万达", "b上车", "曾哥 | 人 3 | @万达"},
		{"上车点：A 西门公交站  B 万达", "A点", "曾哥 | 人 3 | @西门公交站"},
		{"上车点：A.西门公交站，B.万达", "西门", "曾哥 | 人 3 | @西门公交站"},
		{"集合地点 A、西门公交站 B、万达", "B", "曾哥 | 人 3 | @万达"},
		{"上车点：\nA 西门公交站\nB 万达", "B", "曾哥 | 人 3 | @万达"},
		{"上车点：A西门公交站/B万达", "A", "曾哥 | 人 3 | @西门公交站"},
		{"上车点A西门公交站 B万达", "B", "曾哥 | 人 3 | @万达"},
		{"上车点：A 西门公交站  B 万达", "C", "?"},
		{"上车点：A 西门公交站  B 万达", "A B", "?"},
		{"上车点：A 西门公交站  B 万达", "A或B", "?"},
		{"上车点：西门公交站、万达", "B", "?"},
		{"上车点：C 西门公交站  D 万达", "D", "?"},
		{"车型：A 西门公交站  B 万达", "B", "?"},
	} {
		if is := lastRead("国庆回老家拼车\n" + c.head + rows + c.row); is != c.want {
			t.Errorf("%s, %s: read as %q, is %q", c.head, c.row, is, c.want)
		}
	}
	if got := Read("周五回家拼车 上车点：A 西门 B 万达"+rows+"A", Known{}); got.Title == "" || len(got.Places) != 2 {
		t.Errorf("called %q, with places %v", got.Title, got.Places)
	}
}
