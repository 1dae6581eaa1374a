package roll

import (
	"strings"
	"testing"
)

// TestWhatIsSaidLaterOfARow changes it where that is clear, is asked about where it names
// somebody and is not, and else is talk.
func TestWhatIsSaidLaterOfARow(t *testing.T) {
	goods := "#接龙\n蔬菜\n土豆 3元/斤\n西红柿 4元/斤\n苹果 30元/箱\n1. 芳芳 西红柿3斤 土豆2斤\n2. 老吴 土豆5斤\n3. 小米 苹果1箱\n4. 阿健 土豆1斤 西红柿1斤\n\n"
	coming := "#接龙\n聚餐报名\n1. 小雨\n2. 大熊 3人\n3. 可乐\n4. 阿青\n\n"
	for _, c := range []struct {
		head, line string
		row        int // of the head
		is, row2   string
	}{
		{goods, "老吴：土豆改成3斤", 6, "e", "老吴 | 土豆 3斤"},
		{goods, "芳芳 西红柿改成2斤哈", 5, "e", "芳芳 | 西红柿 2斤, 土豆 2斤"},
		{goods, "芳芳 西红柿不要了", 5, "e", "芳芳 | 土豆 2斤"},
		{goods, "芳芳 土豆减1斤，西红柿勿要了", 5, "e", "芳芳 | 土豆 1斤"},
		{goods, "把芳芳的土豆改成4斤", 5, "e", "芳芳 | 西红柿 3斤, 土豆 4斤"},
		{goods, "小米 再加一箱苹果", 7, "e", "小米 | 苹果 2箱"},
		{goods, "老吴那份不要了", 6, "e", "x 老吴"},
		{goods, "小米 苹果不要了", 7, "e", "x 小米"},
		{goods, "老吴 取消，临时有事", 6, "e", "x 老吴"},
		{goods, "老吴 退2斤", 6, "e", "老吴 | 土豆 3斤"},
		{goods, "小米 取消1箱", 7, "?", "小米 | 苹果 1箱"},
		{goods, "芳芳 改成2斤", 5, "?", "芳芳 | 西红柿 3斤, 土豆 2斤"},
		{goods, "芳芳 土豆改成3个", 5, "?", "芳芳 | 西红柿 3斤, 土豆 2斤"},
		{goods, "芳芳 苹果改成3箱", 5, "?", "芳芳 | 西红柿 3斤, 土豆 2斤"},
		{goods, "芳芳 土豆减2斤", 5, "?", "芳芳 | 西红柿 3斤, 土豆 2斤"},
		{goods, "老吴 西红柿不要了", 6, "?", "老吴 | 土豆 5斤"},
		{goods, "老吴 取消，不过西红柿还要", 6, "?", "老吴 | 土豆 5斤"},
		{goods, "芳芳：老吴那份不要了", 6, "?", "老吴 | 土豆 5斤"},
		{goods, "阿健 改成每样2斤", 8, "?", "阿健 | 土豆 1斤, 西红柿 1斤"},
		{goods, "小米改2箱 收到", 7, "?", "小米 | 苹果 1箱"},
		{goods, "小米 苹果改2箱可以吗", 7, "?", "小米 | 苹果 1箱"},
		{goods, "小米 不要烂的", 7, "?", "小米 | 苹果 1箱"},
		{goods, "老吴 改到周日取", 6, "?", "老吴 | 土豆 5斤"},
		{goods, "我的减一份", 6, "?", "老吴 | 土豆 5斤"},
		{goods, "老吴来了吗", 6, "-", "老吴 | 土豆 5斤"},
		{goods, "老吴取消了吗", 6, "-", "老吴 | 土豆 5斤"},
		{goods, "老吴 加我微信", 6, "-", "老吴 | 土豆 5斤"},
		{goods, "芳芳 你的土豆没货了", 5, "-", "芳芳 | 西红柿 3斤, 土豆 2斤"},
		{coming, "可乐改成2人，我室友也走", 4, "e", "可乐 | 人 2"},
		{coming, "大熊：老婆加班，我改成2人", 3, "e", "大熊 | 人 2"},
		{coming, "大熊：少一个人", 3, "e", "大熊 | 人 2"},
		{coming, "可乐：不好意思那天出差，去不了了", 4, "e", "x 可乐"},
		{coming, "大熊：我老婆不去了", 3, "?", "大熊 | 人 3"},
		{coming, "可乐带娃", 4, "?", "可乐 | 人 1"},
		{coming, "可乐+1", 4, "?", "可乐 | 人 1"},
		{coming, "可乐 2人", 4, "?", "可乐 | 人 1"},
		{coming, "可乐和阿青去不了", 4, "?", "可乐 | 人 1"},
		{coming, "小雨：可乐改成2人", 4, "?", "可乐 | 人 1"},
		{coming, "可乐带的蛋糕真好吃", 4, "-", "可乐 | 人 1"},
		{coming, "可乐来了吗", 4, "-", "可乐 | 人 1"},
	} {
		text := c.head + c.line
		got := Read(text, Known{})
		if is := understood(&got, strings.Count(text, "\n")); is != c.is {
			t.Errorf("%s: read as %q, is %q", c.line, is, c.is)
		}
		if is := understood(&got, c.row); is != c.row2 {
			t.Errorf("%s: the row is %q, and is to be %q", c.line, is, c.row2)
		}
	}
}

// TestEachOfAllThatThereIs is changed where the row wants all of it.
func TestEachOfAllThatThereIs(t *testing.T) {
	text := "#接龙\n水饺\n韭菜 22/斤\n大葱 26/斤\n1. 阿健 各1斤\n2. 小雨 韭菜1斤\n3. 阿健 改成每样2斤"
	got := Read(text, Known{})
	if is := understood(&got, 4); is != "阿健 | 韭菜 2斤, 大葱 2斤" {
		t.Errorf("read as %q", is)
	}
}

// TestARowThatTakesItselfBack may say why, and nothing of what comes instead.
func TestARowThatTakesItselfBack(t *testing.T) {
	for row, want := range map[string]string{
		"阿豪 奶茶1杯 算了不喝了":       "x 阿豪",
		"阿豪 奶茶1杯 算了":          "x 阿豪",
		"阿豪 奶茶1杯 取消，没空":       "x 阿豪",
		"阿豪 奶茶1杯 咖啡1杯 算了不喝了":  "?",
		"阿豪 奶茶1杯 取消，改要咖啡":     "?",
		"阿豪 奶茶1杯 取消，咖啡1杯":     "?",
		"阿豪 奶茶1杯 不喝咖啡了，换一杯奶茶": "?",
	} {
		got := Read("#接龙\n下午茶\n奶茶 12元/杯\n咖啡 15元/杯\n1. 小雨 奶茶1杯\n2. "+row, Known{})
		if is := understood(&got, 5); is != want {
			t.Errorf("%s: read as %q, is %q", row, is, want)
		}
	}
}
