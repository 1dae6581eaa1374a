package roll

import "testing"

// TestAnOccasionBeforeTheGoods is the title and no part of what is sold; a price for one
// of a unit says which.
func TestAnOccasionBeforeTheGoods(t *testing.T) {
	for _, c := range []struct{ text, title, name, unit, row string }{
		{"#接龙\n桥头福利群周六到货 排骨32一斤 豆腐4块一份\n1. 小雨 排骨2斤", "桥头福利群周六到货", "排骨", "斤", "小雨 | 排骨 2斤"},
		{"#接龙\n周六团 草莓35元一箱\n1. 小雨 2箱", "周六团", "草莓", "箱", "小雨 | 草莓 2箱"},
		{"#接龙\n周六拼团\n农家 土鸡蛋 30元/板\n1. 小雨 2板", "周六拼团", "农家 土鸡蛋", "板", "小雨 | 农家 土鸡蛋 2板"},
		{"#接龙\n青团 芝麻馅 5元/个\n1. 小雨 2个", "青团 芝麻馅", "青团 芝麻馅", "个", "小雨 | 青团 芝麻馅 2个"},
	} {
		got := Read(c.text, Known{})
		if got.Title != c.title || len(got.Products) == 0 || got.Products[0].Name != c.name || got.Products[0].Unit != c.unit || understood(&got, len(got.Lines)-1) != c.row {
			t.Errorf("%q is called %q, with %+v and %s", c.text, got.Title, got.Products, understood(&got, len(got.Lines)-1))
		}
	}
}
