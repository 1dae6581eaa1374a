package roll

import (
	"strings"
	"testing"
)

// TestShapes holds what is read of the last line of a text, and beside each shape what
// looks like it and is not.
func TestShapes(t *testing.T) {
	const (
		fruit   = "#接龙\n樱桃 30元/斤\n芒果 20元/箱\n1. 小雨 樱桃1斤\n"
		numbers = "搬家出闲置\n①电饭煲 50 ②落地灯 30\n③书架 80\n1. 小雨 ②\n"
		weighed = "#接龙\n①排骨 30元/斤\n②豆腐 5元/块\n1. 小雨 ①1斤\n"
		tofu    = "#接龙\n老豆腐3 嫩豆腐3 豆干5\n1. 小雨 豆干1包\n"
		tickets = "#接龙\n周六儿童剧\n成人票 80元/张\n儿童票 50元/张\n1. 小雨 成人票1张\n"
		eggs    = "#接龙\n土鸡蛋接龙啦，散养的\n38元/板（30个），周五到\n1、小雨 1板\n"
		water   = "明天送水\n农夫山泉 22元/桶\n怡宝 20元/桶\n1. 3-2-501 怡宝1桶\n2. 1-1-302 怡宝2桶\n3. 5-1-103 怡宝1桶\n"
		tea     = "#接龙\n下午茶\n奶茶 15元/杯 果茶 18元/杯\n颜色可选：粉、米白\n1. 小雨 奶茶1杯\n"
		spoken  = "今日蔬菜\n土豆3元/斤 豆腐3元/块\n芳芳：豆腐1块\n老吴：土豆2斤\n"
	)
	for _, c := range []struct{ name, text, want string }{
		{"a sign alone is one", numbers + "2. 阿青 ③", "阿青 | 书架 1"},
		{"two of them are one each", numbers + "2. 阿青 ①③", "阿青 | 电饭煲 1, 书架 1"},
		{"and what is sold by weight is asked", weighed + "2. 阿青 ①", "?"},
		{"signs share an amount", weighed + "2. 阿青 ①②各2", "阿青 | 排骨 2斤, 豆腐 2块"},
		{"a letter alone is asked", "#接龙\nA 排骨 30元/份\nB 豆腐 5元/块\n1. 小雨 A1\n2. Kelly B", "?"},
		{"a sign that is taken back", numbers + "2. 小雨 ②不要了", "e"},
		{"first signs", tofu + "2. 阿青 老嫩各一", "阿青 | 老豆腐 1, 嫩豆腐 1"},
		{"first signs of what is not sold", tofu + "2. 阿青 老鲜各一", "?"},
		{"all there is", weighed + "2. 阿青 两样都要", "阿青 | 排骨 1斤, 豆腐 1块"},
		{"more than there is", weighed + "2. 阿青 三样都要", "?"},

		{"what all end in is left out", tickets + "2. 阿青 成人2 儿童1", "阿青 | 成人 2张, 儿童 1张"},
		{"grown-ups and children", tickets + "2. 阿青 2大1小", "阿青 | 成人票 2张, 儿童票 1张"},
		{"grown-ups where no tickets are sold", fruit + "2. 阿青 2大1小", "?"},

		{"a price alone is of what the title names", eggs + "2、阿青 2板", "阿青 | 土鸡蛋 2板"},
		{"a name right before a plus", eggs + "2、阿青妈+2", "阿青妈 | 土鸡蛋 2板"},
		{"goods right before a plus", eggs + "2、鸡蛋+2", "?"},
		{"a day is no price", "#接龙\n【團購】手工蛋捲 6/20收單\n原味 250/盒\n芝麻 260/盒\n1. 小雨 原味2盒\n2. 阿青 各一", "阿青 | 原味 1盒, 芝麻 1盒"},
		{"a kind in brackets", "#接龙\n驱虫药拼单\n大宠爱（猫）58/支\n拜宠清（狗）25/片\n1. 小雨 拜宠清1片\n2. 阿青 大宠爱2", "阿青 | 大宠爱 2支"},

		{"doors for names", water + "4. 2-2-204 农夫1桶", "2-2-204 | 农夫 1桶"},
		{"a door that wants nothing", water + "4. 2-2-204", "?"},
		{"a forgotten name", "水果\n樱桃 30元/斤\n1. 小雨 樱桃1斤\n2. 3-2-501 樱桃2斤", "?"},
		{"a door that speaks", spoken + "6-302：土豆3斤", "6-302 | 土豆 3斤"},

		{"a wish behind an order", fruit + "2. 阿青 樱桃2斤 家里没人放门口", "阿青 | 樱桃 2斤 | #家里没人放门口"},
		{"a word for goods behind an order", fruit + "2. 阿青 樱桃2斤 苹果", "?"},
		{"goods without an amount behind an order", fruit + "2. 阿青 樱桃2斤 芒果", "?"},
		{"goods in a wish", fruit + "2. 阿青 樱桃2斤 芒果要大的", "?"},
		{"a change in a wish", fruit + "2. 阿青 樱桃2斤 不好吃就换的", "?"},
		{"a question behind an order", fruit + "2. 阿青 樱桃半斤可以吗", "?"},
		{"a choice of the head", tea + "2. 阿青 奶茶2杯 米白", "阿青 | 奶茶 2杯 | #米白"},
		{"a choice that nobody offers", tea + "2. 阿青 奶茶2杯 靛青", "?"},
		{"for somebody", tea + "2. 阿青 奶茶2杯 帮小陈点的", "阿青 | 奶茶 2杯 | >小陈"},
		{"a favour is for nobody", tea + "2. 阿青 奶茶2杯 帮我拿", "阿青 | 奶茶 2杯 | #帮我拿"},

		{"how an amount is made up", tea + "2. 阿青 奶茶2杯（一杯不加糖）", "阿青 | 奶茶 2杯 | #一杯不加糖"},
		{"more than the amount", tea + "2. 阿青 奶茶2杯（三杯不加糖）", "?"},
		{"a part for another", tea + "2. 阿青 奶茶2杯（其中1杯给王姐）", "?"},
		{"goods in brackets", tea + "2. 阿青 奶茶2杯（果茶1杯）", "阿青 | 奶茶 2杯, 果茶 1杯"},
		{"a pet in brackets", fruit + "2. 阿青（泰迪，6斤） 樱桃1斤", "阿青 | 樱桃 1斤 | #泰迪，6斤"},
		{"empties", water + "4. 2-2-204 怡宝3桶（退空桶2个）", "2-2-204 | 怡宝 3桶 | #退空桶2个"},
		{"a kind before its amount", fruit + "2. 阿青 樱桃大点的2斤", "阿青 | 樱桃 2斤 | #大点的"},
		{"a name before an amount", fruit + "2. 阿青2斤樱桃", "阿青 | 樱桃 2斤"},

		{"a row goes on", spoken + "豆腐1块", "+"},
		{"a door below is another's", spoken + "11-2-603 豆腐1块", "?"},
		{"and not with what nobody sells", spoken + "苹果1个", "-"},
		{"goods and nobody's amount, in a list without numbers", "搬家出闲置\n婴儿推车 150元\n台灯 15元/个\n小雨 台灯1个\n阿青 台灯2个\n豆包妈 婴儿推车", "?"},
	} {
		got := Read(c.text, Known{})
		if is := understood(&got, strings.Count(c.text, "\n")); is != c.want {
			t.Errorf("%s: read as %q, is %q", c.name, is, c.want)
		}
	}
}
