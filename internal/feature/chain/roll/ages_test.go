package roll

import "testing"

// lastRead is how the last line of a text was read.
func lastRead(text string) string {
	got := Read(text, Known{})
	return understood(&got, len(got.Lines)-1)
}

// TestAnAgeIsNoGoods and says of whom a row is, who comes alone.
func TestAnAgeIsNoGoods(t *testing.T) {
	head := "#接龙\n周日少儿黏土体验课\n接龙格式：孩子名+年龄\n1. 乐乐 6岁\n2. 石头 4岁半\n3. 浩浩 7岁\n4. "
	for row, want := range map[string]string{
		"朵朵 5岁":               "朵朵 | 人 1 | #5岁",
		"朵朵5岁":                "朵朵 | 人 1 | #5岁",
		"朵朵（5岁）":              "朵朵 | 人 1 | #5岁",
		"朵朵，五岁半":              "朵朵 | 人 1 | #五岁半",
		"朵朵 5岁女孩":             "朵朵 | 人 1 | #5岁女孩",
		"朵朵 4.5岁":             "朵朵 | 人 1 | #4.5岁",
		"朵朵 5岁3个月":            "朵朵 | 人 1 | #5岁3个月",
		"朵朵 18个月":             "朵朵 | 人 1 | #18个月",
		"朵朵 二年级":              "朵朵 | 人 1 | #二年级",
		"朵朵 中班 会晚到10分钟":       "朵朵 | 人 1 | #中班 会晚到10分钟",
		"Coco 5岁 13900001111": "Coco | 人 1 | #5岁 | !13900001111",
		"朵朵 5岁 妹妹3岁一起":        "?",
		"朵朵5岁 乐乐3岁":           "?",
		"朵朵 5岁 可能不来":          "?",
		"朵朵 5岁 2个":            "?",
		"朵朵 5":                "?",
		"朵朵 3班":               "?",
		"朵朵和弟弟 5岁":            "?",
	} {
		if is := lastRead(head + row); is != want {
			t.Errorf("%s: read as %q, is %q", row, is, want)
		}
	}
	goods := "牛奶到货\n牛奶 50元/箱\n奶粉 200元/罐\n1. 乐乐 牛奶1箱\n2. "
	for row, want := range map[string]string{
		"朵朵 5岁 牛奶2箱": "朵朵 | 牛奶 2箱 | #5岁",
		"朵朵 牛奶2箱 5岁": "朵朵 | 牛奶 2箱 | #5岁",
		"朵朵 5岁":      "?",
		"朵朵 奶粉5罐":    "朵朵 | 奶粉 5罐",
	} {
		if is := lastRead(goods + row); is != want {
			t.Errorf("%s: read as %q, is %q", row, is, want)
		}
	}
	if is := lastRead("教辅团购\n初三 40元/套\n初二 38元/套\n1. 乐乐 初二1套\n2. 朵朵 初三 2套"); is != "朵朵 | 初三 2套" {
		t.Errorf("a class that is sold: read as %q", is)
	}
	for _, row := range []string{"朵朵 5岁整", "朵朵 女5岁", "朵朵 3年级的", "朵朵 虚7岁", "朵朵 6月龄"} {
		if is := lastRead("#接龙\n画画\n1. 乐乐 颜料1盒\n2. " + row); is != "?" {
			t.Errorf("%s: read as %q, and a person has to be asked", row, is)
		}
	}
}
