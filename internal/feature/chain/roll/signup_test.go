package roll

import (
	"strings"
	"testing"
)

// TestBareNamesWithoutTheMark are persons where the head and the rows leave no doubt of it.
func TestBareNamesWithoutTheMark(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"neighbours", "社区义剪报名\n免费\n1、孙桂兰 5号楼201\n2、老李头\n3、李秀英 帮我妈报的", "李秀英 | 人 1 | >我妈"},
		{"a car", "周五拼车回南昌，油费平摊\n1 小林 2人\n2 诗诗 带一个大箱子\n3 Mike 晕车想坐前排\n4 阿泽\n5 可乐", "可乐 | 人 1"},
		{"a surname that is a unit", "家长志愿者报名\n1 王梓涵妈妈\n2 陈沐阳奶奶\n3 张可欣妈妈 尾号8812", "张可欣妈妈 | 人 1 | !8812"},
		{"rules", "兴趣班报名须知\n1. 提前报名\n2. 自带水杯\n3. 小李陪同", "-"},
		{"steps", "志愿者报名\n1. 扫码\n2. 填写姓名\n3. 小雨", "-"},
		{"dishes", "公司聚餐\n1. 小炒肉\n2. 老鸭汤\n3. 辣子鸡", "-"},
		{"kinds", "报名\n1. 游泳\n2. 篮球\n3. 足球", "-"},
		{"days", "志愿者报名\n1. 周三\n2. 周五\n3. 周六", "-"},
		{"goods", "鸡蛋到货接龙\n1. 小雨\n2. 阿青\n3. 老周", "-"},
		{"what is told of nothing", "名单\n1. 小雨\n2. 阿青\n3. 老周", "-"},
		{"too few", "聚餐报名\n1. 小雨\n2. 阿青", "-"},
		{"what each does", "聚餐报名\n1. 小雨 跳绳\n2. 阿青 跑步\n3. 老周 唱歌", "-"},
	} {
		got := Read(c.text, Known{})
		if is := understood(&got, strings.Count(c.text, "\n")); is != c.want {
			t.Errorf("%s: read as %q, is %q", c.name, is, c.want)
		}
	}
}

// TestBesideANameThatSignsUp only what is sure to change nothing in how many come is a
// remark.
func TestBesideANameThatSignsUp(t *testing.T) {
	head := "#接龙\n周六去迪士尼拼车\n上车点：北门、地铁口\n1. 阿杰\n2. 丹丹\n3. 娜姐\n4. "
	for row, want := range map[string]string{
		"徐姐 会晚到半小时":        "徐姐 | 人 1 | #会晚到半小时",
		"徐姐 不吃辣":           "徐姐 | 人 1 | #不吃辣",
		"徐姐 带两个大箱子":        "徐姐 | 人 1 | #带两个大箱子",
		"徐姐 只能等到7:45":      "徐姐 | 人 1 | #只能等到7:45",
		"徐姐 行动不便需要上门":      "徐姐 | 人 1 | #行动不便需要上门",
		"徐姐 地铁口":           "徐姐 | 人 1 | @地铁口",
		"徐姐 北门上车 2人":       "徐姐 | 人 2 | @北门",
		"徐姐 两个人":           "徐姐 | 人 2",
		"徐姐（2位）":           "徐姐 | 人 2",
		"徐姐 一家三口":          "徐姐 | 人 3",
		"徐姐 我们俩":           "徐姐 | 人 2",
		"徐姐2人":             "徐姐 | 人 2",
		"徐姐 3人（要宝宝椅）":      "徐姐 | 人 3 | #要宝宝椅",
		"徐姐 电话13800005566": "徐姐 | 人 1 | !13800005566",
		"徐姐 去不了了，出差":       "x 徐姐",
		"徐姐 取消，孩子发烧了":      "x 徐姐",
		"徐姐 算了不去了":         "x 徐姐",
		"徐姐 取消，换我老公去":      "?",
		"徐姐 要宝宝椅":          "?",
		"徐姐 带娃":            "?",
		"徐姐 和老公":           "?",
		"徐姐 2人带娃":          "?",
		"徐姐 +1":            "?",
		"徐姐+1":             "?",
		"徐姐 2":             "?",
		"徐姐 待定":            "?",
		"徐姐 替补":            "?",
		"徐姐 小李":            "?",
		"徐姐 帮我爸妈报的":        "?",
		"徐姐 会不会太早":         "?",
		"徐姐 想带个朋友":         "?",
		"徐姐 下班接孩子一起来":      "?",
		"Tom & Amy":        "?",
		"Tom, Amy":         "?",
		"Tom Chan":         "Tom Chan | 人 1",
		"徐姐、小李":            "?",
		"徐姐 南站":            "?",
	} {
		got := Read(head+row, Known{})
		if is := understood(&got, len(got.Lines)-1); is != want {
			t.Errorf("%s: read as %q, is %q", row, is, want)
		}
	}
}
