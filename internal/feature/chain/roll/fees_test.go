package roll

import "testing"

// TestAFeeIsNoGoods what something costs that people sign up for is no product.
func TestAFeeIsNoGoods(t *testing.T) {
	for head, goods := range map[string]int{
		"费用：100元，现场缴": 0, "费用 100元/人": 0, "報名費：300元": 0, "場地費 20元": 0, "每人120元": 0,
		"人均80元": 0, "收费：30元/人": 0, "学费 1200元": 0, "油费 15元/人": 0, "球费：25元/位": 0, "体验费 9.9元": 0,
		"门票 50元/张": 1, "成人票 60元/张": 1, "费列罗 38元/盒": 1, "话费卡 100元/张": 1, "加油卡 100元/张": 1, "人参 80元/盒": 1, "单人 88元/张": 1,
	} {
		got := Read("#接龙\n瑜伽体验班\n"+head+"\n1. 美玲\n2. 佩珊\n3. 小雨\n4. 阿青", Known{})
		if got.Told != goods {
			t.Errorf("%s: %d goods %v, want %d", head, got.Told, got.Products, goods)
		}
		want := "阿青 | 人 1"
		if goods > 0 {
			want = "?"
		}
		if is := understood(&got, 6); is != want {
			t.Errorf("%s: read as %q, is %q", head, is, want)
		}
	}
}

// TestSignedUpInTraditional is read as well, and taken back with a reason.
func TestSignedUpInTraditional(t *testing.T) {
	head := "#接龍\n週六登山報名\n費用：100元，現場繳\n1. 美玲\n2. 宜蓁\n3. 秀琴\n4. "
	for row, want := range map[string]string{
		"惠雯 和女兒 共2位":   "惠雯 | 人 2 | #和女兒",
		"惠雯 沒有墊子":      "惠雯 | 人 1 | #沒有墊子",
		"惠雯 帶老公":       "惠雯 | 人 2 | #帶老公",
		"惠雯 帶兩個朋友":     "惠雯 | 人 3 | #帶兩個朋友",
		"惠雯 晚到10分鐘":    "惠雯 | 人 1 | #晚到10分鐘",
		"惠雯（有事取消🙇）":    "x 惠雯",
		"惠雯（臨時有事，取消了）": "x 惠雯",
		"惠雯（孩子發燒不能來）":  "x 惠雯",
		"惠雯（出差，請假）":    "x 惠雯",
		"惠雯（感冒取消）":     "x 惠雯",
		"惠雯 帶小孩":       "?",
		"惠雯（先不取消）":     "?",
		"惠雯（換我妹來）":     "?",
		"惠雯（可能取消）":     "?",
		"惠雯（2位，1位取消）":  "?",
		"惠雯（老公不能來）":    "?",
		"惠雯（上半場不來）":    "?",
		"惠雯（週五不來）":     "?",
	} {
		if is := lastRead(head + row); is != want {
			t.Errorf("%s: read as %q, is %q", row, is, want)
		}
	}
	for line, want := range map[string]string{
		"秀琴：我改成3人喔": "秀琴 | 人 3", "秀琴：改2人囉": "秀琴 | 人 2", "秀琴：不去了喔": "x 秀琴", "秀琴：會晚到喔": "秀琴 | 人 1",
	} {
		got := Read(head+"惠雯\n"+line, Known{})
		if is := understood(&got, 5); is != want {
			t.Errorf("%s: read as %q, is %q", line, is, want)
		}
	}
}

// TestABracketOfAnOrder that says when somebody does not come takes nothing back.
func TestABracketOfAnOrder(t *testing.T) {
	head := "周五到货\n排骨 30元/斤\n豆腐 4元/块\n1. 小雨 排骨1斤\n2. 阿青 "
	for row, want := range map[string]string{
		"排骨2斤（周五不来）":      "阿青 | 排骨 2斤 | #周五不来",
		"排骨2斤（我不去）":       "阿青 | 排骨 2斤 | #我不去",
		"排骨2斤（不要了，取消）":    "x 阿青",
		"排骨2斤（出差取消）":      "x 阿青",
		"排骨2斤 豆腐1块（豆腐取消）": "?",
		"排骨2斤（周五的取消）":     "?",
	} {
		if is := lastRead(head + row); is != want {
			t.Errorf("%s: read as %q, is %q", row, is, want)
		}
	}
}
