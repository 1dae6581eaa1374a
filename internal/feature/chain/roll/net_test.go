package roll

import (
	"strings"
	"testing"
)

// TestNothingIsLostOrGuessedInSilence: each last line once vanished, or was read as
// something that nobody had written.
func TestNothingIsLostOrGuessedInSilence(t *testing.T) {
	four := "#接龙\n烧烤\n1. 小雨 羊肉串20串\n2. 阿青 羊肉串10串\n3. 老周 巴斯克2块\n4. 王姐 巴斯克1块\n"
	for _, c := range []struct{ name, text, want string }{
		{"an order with a question", "#接龙\n排骨 30元/斤\n1. 小雨 排骨2斤\n阿青 排骨3斤，几点能拿", "?"},
		{"a question alone", "#接龙\n排骨 30元/斤\n1. 小雨 排骨2斤\n排骨3斤多少钱", "-"},
		{"me too", "#接龙\n烤鸭 52元/只\n1. 小雨 烤鸭1只\n我也要", "?"},
		{"pieces are no price", "今天的菜\n小雨 排骨2斤\n阿青 豆腐3块", "阿青 | 豆腐 3块"},
		{"an adjective is no wish about the one product", "#接龙\n土鸡蛋 30元/板\n1. 小雨 土鸡蛋1板\n2. 阿青 嫩豆腐2块", "?"},
		{"words stuck to goods", four + "5. 半夏 巴斯克行吗1块", "?"},
		{"words behind an amount", four + "5. 豆豆 5斤小狗专用", "?"},
		{"a word and a number", four + "5. 阿麦 隔壁1", "?"},
		{"far more than all others", four + "5. 阿麦 巴斯克45块", "?"},
		{"many times more is no guess where it is little", four + "5. 阿麦 巴斯克12块", "阿麦 | 巴斯克 12块"},
		{"part of what another names", four + "5. 阿麦 羊肉2串", "阿麦 | 羊肉 2串"},
		{"goods without an amount, in a list without numbers", "鲜花\n嘟嘟 玫瑰一份\n肉肉 玫瑰2份\n乔乔 要粉色玫瑰", "?"},
		{"a picture is no word", "#接龙\n鲜花\n1. 嘟嘟 玫瑰1扎\n2. 晚风 玫瑰3扎🌼", "晚风 | 玫瑰 3扎"},
		{"but one of refusal is", "#接龙\n鲜花\n1. 嘟嘟 玫瑰1扎\n2. 晚风 玫瑰3扎🙅", "?"},
		{"as many kinds as there are", "#接龙\nA 韭菜 22元\nB 虾仁 35元\n1. 嘟嘟 A1\n2. 晚风 两种各2份", "晚风 | 韭菜 2份, 虾仁 2份"},
		{"all of them, in digits", "#接龙\nA 韭菜 22元\nB 虾仁 35元\nC 豆腐 3元\n1. 嘟嘟 A1\n2. Mia 3种各1", "Mia | 韭菜 1份, 虾仁 1份, 豆腐 1份"},
		{"and no other number, in digits", "#接龙\nA 韭菜 22元\nB 虾仁 35元\nC 豆腐 3元\n1. 嘟嘟 A1\n2. Mia 2种各1", "?"},
		{"and no other number of them", "#接龙\nA 韭菜 22元\nB 虾仁 35元\n1. 嘟嘟 A1\n2. 晚风 三种各2份", "?"},
		{"goods of one price", "#接龙\n酸奶\n原味 蓝莓 黄桃 都是15一杯\n1. 嘟嘟 原味1杯\n2. 晚风 蓝莓3杯", "晚风 | 蓝莓 3杯"},
		{"an amount alone, of several", "#接龙\n酸奶\n原味 蓝莓 黄桃 都是15一杯\n1. 嘟嘟 原味1杯\n2. 晚风 3杯", "?"},
		{"two words of the head are not two names", "#接龙\n酸奶\n原味 蓝莓 15元/杯\n1. 嘟嘟 原味1杯\n2. 晚风 蓝莓3杯", "晚风 | 蓝莓 3杯"},
		{"a half is goods where the whole is too", "#接龙\n半只28 整只52 鸭架5块\n1. 小雨 鸭架1个\n2. 阿青 半只", "阿青 | 半只 1"},
		{"on lines of their own", "#接龙\n烤鸭\n半只28元\n整只52元\n1. 小雨 整只1份\n2. 阿青 半只", "阿青 | 半只 1"},
		{"and an amount where it is not", "#接龙\n半只28 鸭架5块\n1. 小雨 鸭架1个\n2. 阿青 半只", "?"},
		{"a day is no code", "#接龙\n聚餐人数，6号晚6:30老灶火锅\n1. 小雨 1人\n2. 阿青 +2", "阿青 | 人 2份"},
	} {
		got := Read(c.text, Known{})
		if is := understood(&got, strings.Count(c.text, "\n")); is != c.want {
			t.Errorf("%s: read as %q, is %q", c.name, is, c.want)
		}
	}
}

// TestWhoSignsUpIsOnePerson where the head is about coming, and nowhere else.
func TestWhoSignsUpIsOnePerson(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"#接龙\n植树报名\n1. 小雨\n2. 阿青\n3. 老周", "老周 | 人 1"},
		{"#接龙\n植树报名\n1. 小雨\n2. 阿青\n3. 老周（带两个娃）", "?"},
		{"#接龙\n植树报名\n1. 小雨\n2. 阿青\n3. 老周 不参加", "x 老周"},
		{"#接龙\n植树报名\n1. 小雨\n2. 阿青\n3. 老周爸爸妈妈都来", "?"},
		{"#接龙\n排骨30元/斤，报名从速\n1. 小雨\n2. 阿青\n3. 老周", "?"},
		{"#接龙\n今天的菜\n1. 小雨\n2. 阿青\n3. 老周", "?"},
		{"#接龙\n植树报名\n1. 小雨 2大1小\n2. 阿青 1大\n3. 老周", "?"},
	} {
		got := Read(c.text, Known{})
		if is := understood(&got, strings.Count(c.text, "\n")); is != c.want {
			t.Errorf("%q: read as %q, is %q", c.text, is, c.want)
		}
	}
}
