package roll

import (
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestMoreShapes is TestShapes for heads, times, doors and who it is for.
func TestMoreShapes(t *testing.T) {
	const (
		idle    = "搬家闲置，都在3栋大堂自提\n小米台灯 30\n儿童自行车 120（九成新）\n哑铃 40/对\n小何：哑铃1对\n阿诚：哑铃2对\n"
		buns    = "明早早餐登记\n鲜肉包2.5 菜包2 油条2\n小丁 鲜肉包2个\n"
		hens    = "#接龙 土鸡蛋又来啦\n老家散养的，一板30个，38块钱一板，周三带回来\n1. 小雨 1板\n"
		uniform = "#接龙\n校服补订\n夏装85元一套，冬装160元一套\n1. 小雨 夏装1套\n"
		cut     = "周日活动室理发\n剪发15元/位 染发60元/位\n1. 小雨 剪发1位\n"
		fish    = "街坊團購魚製品\n鯪魚餅 $45/包\n魚腐 $30/包\n星期四6點 大堂取 或者 街市取\n1）小雨 魚腐1包\n"
		dumps   = "【團購】水餃\n高麗菜豬肉 $180/包\n韭菜豬肉 $180/包\n玉米豬肉 $190/包\n1. 小雨 玉米豬肉1包\n"
		ball    = "【周六羽毛球】\n最多10人\n1、Kevin\n2、阿泽\n3、小雨\n"
		codes   = "下午茶拼单\nA 奶茶 ¥15\nB 果茶 ¥13\n阿杰 A 1杯\n小雨 B 2杯\n"
		pork    = "#接龙\n五花 28元/斤\n排骨 40元/斤\n1. 小雨 五花1斤\n"
		keys    = "急凍海鮮團購\n1️⃣ 虎蝦 $98/盒\n2️⃣ 帶子 $120/包\n陳太 虎蝦1盒\nKaren 帶子2包\n"
		spoken  = "明早早餐\n肉包2.5 菜包2\n阿亮 肉包2个\n可可妈 菜包1个\n"
	)
	for _, c := range []struct{ name, text, want string }{
		{"bare prices above what people want", idle + "momo：台灯1个", "momo | 台灯 1个"},
		{"goods without an amount are asked about, and not lost", idle + "momo：自行车，周六来推", "?"},
		{"people with numbers are no goods", "#接龙\n土鸡蛋 30元/板\n小雨 20\n阿青 30", "阿青 | 土鸡蛋 30板"},
		{"nor those whom somebody asks", "#接龙\n土鸡蛋 30元/板\n小雨 20\n阿青 30\n小雨改成3板\n老周 帮阿青加1板", "老周 | 土鸡蛋 1板 | >阿青"},
		{"a list of bare prices", buns + "阿芳 菜包1个 油条1根", "阿芳 | 菜包 1个, 油条 1根"},
		{"a price in a sentence", hens + "2. 阿青 半板", "阿青 | 土鸡蛋 0.5板"},
		{"two prices in sentences", "#接龙 土鸡蛋又来啦\n老家散养的，38块钱一板，半板20块钱一份\n1. 小雨 鸭蛋1盒\n2. 阿青 半板", "?"},

		{"a size between goods and amount", uniform + "2. 阿青 冬装140码一套", "阿青 | 冬装 1套 | #140码"},
		{"sizes of several", uniform + "2. 阿青 夏装140码2套，冬装150码1套", "阿青 | 夏装 2套, 冬装 1套 | #夏装140码 冬装150码"},
		{"a number that may be a size or a price", uniform + "2. 阿青 夏装1套 140", "?"},

		{"a time behind an order", cut + "2. 阿青 染发1位，10点", "阿青 | 染发 1位 | #10点"},
		{"a time of the clock", cut + "2. 阿青 染发1位 9:20", "阿青 | 染发 1位 | #9:20"},
		{"a time and no order", cut + "2. 阿青 10点", "?"},
		{"two who are two", cut + "2. 阿青 剪发2位 父子俩", "阿青 | 剪发 2位 | #父子俩"},
		{"two who are three", cut + "2. 阿青 剪发3位 父子俩", "?"},

		{"a door behind the number", cut + "4.3-502 剪发2位", "?"},
		{"for whom, and then what", cut + "2. 阿青 帮婆婆报1位剪发", "阿青 | 剪发 1位 | >婆婆"},
		{"for nobody", cut + "2. 阿青 帮我报1位剪发", "?"},

		{"fetched where the head says", fish + "2）阿青 鯪魚餅2包 街市取", "阿青 | 鯪魚餅 2包 | @街市"},
		{"fetched where it does not", fish + "2）阿青 鯪魚餅2包 檔口取", "?"},
		{"a floor", fish + "2）阿青 18樓 魚腐1包", "阿青 | 魚腐 1包 | ~18樓"},
		{"what all end in", dumps + "2. 阿青 韭菜+1", "阿青 | 韭菜 1包"},
		{"all kinds, in traditional writing", dumps + "2. 阿青 三種各1包", "阿青 | 高麗菜豬肉 1包, 韭菜豬肉 1包, 玉米豬肉 1包"},

		{"a game is a list of persons", ball + "4、🐳", "🐳 | 人 1"},
		{"a refusal is nobody", ball + "4、小陈 🙅", "?"},
		{"persons counted twice", ball + "4、阿敏 3人 两大一小", "阿敏 | 人 3 | #2大 1小"},
		{"and not alike", ball + "4、阿敏 4人 两大一小", "?"},

		{"goods with keys for signs, above rows without numbers", keys + "Mandy 2️⃣x2", "Mandy | 帶子 2包"},
		{"numbered rows with money are no goods", "#接龙\n1. 小雨 樱桃30元\n2. 阿青 芒果20元\n芒果真甜", "-"},
		{"a place by its end", "王婶饺子\n猪肉 22块一斤\n取货点：水果店门口、幸福里北门\n1. 小雨 猪肉1斤 北门", "小雨 | 猪肉 1斤 | @幸福里北门"},
		{"a price behind its unit", "#接龙 土鸡蛋又来啦！30枚一板 35元，老规矩\n1. 小雨 1板\n2. 6号楼502 老周 2板", "老周 | 土鸡蛋 2板 | ~6号楼502"},
		{"a number right before a name", pork + "2小芳五花3斤排骨2斤", "小芳 | 五花 3斤, 排骨 2斤"},
		{"one that was left out between", pork + "3 豆豆爸 五花2斤", "豆豆爸 | 五花 2斤"},
		{"an amount is no number", pork + "2斤五花还有吗", "-"},
		{"a day is no number", pork + "2号早上到", "-"},
		{"a price is no part of a place", "月餅團購\n雙黃 $268/盒\n流心 $238/盒\n取貨：屯門站 / 元朗門市\nCarmen 流心2盒 元朗\n陳生 雙黃1盒 屯門站\n家樂媽咪 流心x3 元朗", "家樂媽咪 | 流心 3盒 | @元朗門市"},
		{"a favour in brackets is for nobody", pork + "2. 阿哲 五花2斤（帮忙挑瘦一点的）", "阿哲 | 五花 2斤 | #帮忙挑瘦一点的"},
		{"a place of which the head of a meeting speaks", "周五晚回嘉定拼车\n6:30公司楼下 6:40地铁站\n1.小林 公司楼下\n2 阿May 地铁站\n3.老K\n4、Sunny 地铁站", "Sunny | 人 1 | @地铁站"},
		{"a surname that is a unit, in the first row", "#接龙\nA 土鸡蛋 38元/板\n1 张阿姨 A1板\n2 糖糖妈 A2板", "糖糖妈 | 土鸡蛋 2板"},
		{"handed over in person", "團購水餃\n鮮蝦 230/包\n韭菜 180/包\n面交：大安站、公司樓下\n1. 小芬 鮮蝦+2 大安站", "小芬 | 鮮蝦 2包 | @大安站"},
		{"what the head asks for is no goods", "#接龙\n驱虫药\n大宠爱128元/盒，拜宠清39元/盒\n犬用备注清楚，写上体重\n1. 小雨 大宠爱1盒 犬用6kg\n2. 阿青 拜宠清1盒 犬用8kg", "?"},
		{"besides, on a line of its own", "#接龙\nA 阅读 26元/本\nC 试卷 18元/套\n1. 小雨 A2本\n   另外C1套", "+"},
		{"besides is nobody", "#接龙\nA 阅读 26元/本\nC 试卷 18元/套\n1. 小雨 A2本\n另外 C1套", "?"},
		{"as usual", spoken + "雯雯 老样子", "?"},
		{"a row goes on with more", "#接龙\n小米 12元/斤\n糙米 40元/袋\n1. 小雨 糙米2袋\n   再要小米2斤", "+"},
		{"more, on a line that is not set in", "#接龙\n小米 12元/斤\n糙米 40元/袋\n1. 小雨 糙米2袋\n再要小米2斤", "?"},
		{"a size behind a shorter word", uniform + "2. 阿青 秋装140码一套", "?"},

		{"a code and no amount, in a list without numbers", codes + "Kevin A 少冰", "?"},
		{"a code right before its amount", codes + "财务陈姐 Bx2", "财务陈姐 | 果茶 2份"},
		{"an x in a name", codes + "Max A 1杯", "Max | 奶茶 1杯"},
		{"me too", codes + "我也要一杯", "?"},
	} {
		got := Read(c.text, Known{})
		if is := understood(&got, strings.Count(c.text, "\n")); is != c.want {
			t.Errorf("%s: read as %q, is %q", c.name, is, c.want)
		}
	}
}

// TestWordsThatMeanOneProduct: what can mean two, or nothing that is sold, is none of them,
// and a word that one row counts otherwise is not.
func TestWordsThatMeanOneProduct(t *testing.T) {
	const head = "周五水果\n妃子笑荔枝 68元/箱\n云南蓝莓 12元/盒\n麒麟西瓜 25元/个\n鲜肉月饼 5元/只\n"
	for rows, want := range map[string]map[string]string{
		"1. 小雨 荔枝1箱\n2. 阿青 蓝莓2盒、荔枝1箱": {"荔枝": "妃子笑荔枝", "蓝莓": "云南蓝莓"},
		"1. 小雨 妃子笑荔枝1箱\n2. 阿青 麒麟西瓜1个": {},
		"1. 小雨 鲜肉20只\n2. 阿青 鲜肉10只":    {"鲜肉": "鲜肉月饼"},
		"1. 小雨 鲜肉20只\n2. 阿青 鲜肉2斤":     {},
		"1. 小雨 荔枝子2箱\n2. 阿青 荔枝子1箱":    {},
		"1. 小雨 豆腐2块\n2. 阿青 豆腐1块":      {},
	} {
		got := Read(head+rows, Known{})
		if diff := gocmp.Diff(want, got.Meant); diff != "" {
			t.Errorf("%s: %s", rows, diff)
		}
	}
	for rows, want := range map[string]string{
		"鲜肉包 2元/个\n1. 小雨 肉包子2个\n2. 阿青 肉包子1个":          "鲜肉包",
		"五花 32元/斤\n排骨 45元/斤\n1. 老赵 五花肉3斤\n2. 小雨 排骨1斤": "五花",
		"麒麟西瓜 25元/个\n1. 小雨 西瓜子2袋\n2. 阿青 西瓜子1袋":        "",
		"西瓜 25元/个\n1. 小雨 西瓜子2袋\n2. 阿青 西瓜子1袋":          "",
		"鸡腿 20元/斤\n1. 小雨 鸡腿肉2斤\n2. 阿青 鸡腿肉1斤":          "",
	} {
		got := Read("#接龙\n"+rows, Known{})
		for word, is := range got.Meant {
			if is != want {
				t.Errorf("%s: %s is %s", rows, word, is)
			}
		}
		if len(got.Meant) == 0 && want != "" {
			t.Errorf("%s: nothing is meant", rows)
		}
	}
	if got := Read(head+"红心火龙果 30元/箱\n白心火龙果 28元/箱\n1. 小雨 荔枝1箱\n2. 阿青 火龙果1箱\n3. 老周 火龙果1箱", Known{}); got.Meant["火龙果"] != "" {
		t.Errorf("two are taken for one: %v", got.Meant)
	}
}

// TestTheNameStandsLast in a row that begins with a door; what only looks like a name is
// asked about.
func TestTheNameStandsLast(t *testing.T) {
	const head = "#接龙\n纱窗 40元/扇\n豆腐 3元/份\n土鸡 80元/只\n"
	for row, want := range map[string]string{
		"2-702 纱窗2扇 老褚":       "老褚 | 纱窗 2扇 | ~2-702",
		"3栋1804 豆腐1份 小胡":      "小胡 | 豆腐 1份 | ~3栋1804",
		"10-605 豆腐1份、纱窗1扇 邱邱": "邱邱 | 豆腐 1份, 纱窗 1扇 | ~10-605",
		"9-1602 豆腐2份 阿锋":      "阿锋 | 豆腐 2份 | ~9-1602",
		"5-301 豆腐2份 豆豆妈":      "豆豆妈 | 豆腐 2份 | ~5-301",
		"5-302 豆腐2份 Mia":      "Mia | 豆腐 2份 | ~5-302",
		"5-303 土鸡1只 小块":       "?",
		"5-304 豆腐1份 小份":       "?",
		"5-305 豆腐1份 谢谢":       "5-305 | 豆腐 1份 | #谢谢",
		"5-306 豆腐1份 老样":       "?",
		"5-307 豆腐1份 给我妈":      "?",
		"5-308 土鸡1只 剁块":       "5-308 | 土鸡 1只 | #剁块",
		"5-309 豆腐1份 周六":       "5-309 | 豆腐 1份 | #周六",
		"豆腐1份 小胡":             "?",
	} {
		got := Read(head+"1. 小雨 豆腐1份\n2. "+row, Known{})
		if g := understood(&got, len(got.Lines)-1); g != want {
			t.Errorf("%q reads as %q, and is %q", row, g, want)
		}
	}
}

// TestWhatAllPricesAreFor is told once for all goods; a word that is no unit, or a price of
// one kind alone, is not that.
func TestWhatAllPricesAreFor(t *testing.T) {
	for line, want := range map[string]string{
		"以上都是每斤价":       "斤",
		"价格都是一斤的":       "斤",
		"以上价格均为元/斤":     "斤",
		"单位：元/斤":        "斤",
		"都按斤卖":          "斤",
		"以上都是每斤价，要切备注":  "斤",
		"以上价格都是今天的":     "",
		"每人限2斤":         "",
		"都是本地货":         "",
		"一斤起卖":          "",
		"以上都是自己家养的，放心吃": "",
	} {
		got := Read("【黑猪肉明早现杀】\n排骨 45\n五花肉 32\n前腿肉 26\n里脊 30\n"+line+"\n1. 梅姐 排骨2斤 五花肉1斤\n2. 阿彪 前腿肉1斤 里脊1斤", Known{})
		if len(got.Products) < 2 || got.Products[1].Unit != want {
			t.Errorf("%s: %+v", line, got.Products)
		}
	}
}

// TestTwoOfThree: 大 and 小 are tickets for grown-ups and children also beside others, where
// one kind of each is sold.
func TestTwoOfThree(t *testing.T) {
	for head, want := range map[string]string{
		"成人票 65元/张\n儿童票 35元/张\n老人票 30元/张":   "袁袁 | 成人票 2张, 儿童票 1张",
		"成人票 65元/张\n儿童票 35元/张":              "袁袁 | 成人票 2张, 儿童票 1张",
		"成人票 65元/张\n成人夜场票 45元/张\n儿童票 35元/张": "?",
	} {
		got := Read("#接龙\n周日动物园\n"+head+"\n1. 袁袁 2大1小", Known{})
		if g := understood(&got, len(got.Lines)-1); g != want {
			t.Errorf("%s reads as %q", head, g)
		}
	}
}

// TestSaidToTheShop: whom a change is said to is no part of who it is of.
func TestSaidToTheShop(t *testing.T) {
	for line, want := range map[string]string{
		"蓉蓉小黄鱼改成2斤":    "e",
		"老板，蓉蓉改成2斤小黄鱼": "e", "团长，蓉蓉改成小黄鱼2斤": "e", "老板 麻烦蓉蓉改成2斤小黄鱼": "e", "老板娘，今天有虾吗": "-", "老板：蓉蓉的收到": "-",
	} {
		got := Read("小黄鱼 35元/斤\n花蛤 10元/斤\n1. 蓉蓉 小黄鱼1斤\n2. 海哥 花蛤3斤\n"+line, Known{})
		if g := understood(&got, len(got.Lines)-1); g != want {
			t.Errorf("%s reads as %q", line, g)
		}
	}
}

// TestGoodsListedAgain in a second copy, numbered with keys as the rows are.
func TestGoodsListedAgain(t *testing.T) {
	const head = "#接龙\n工厂团\n1️⃣ 抽纸 39.9元\n2️⃣ 卷纸 25元\n\n"
	got := Read(head+"1. 嘉嘉 抽纸2箱\n\n大家接着接\n\n"+head+"1. 嘉嘉 抽纸2箱\n2. 老宋 卷纸1提", Known{})
	for i, want := range []string{"-", "-", "-", "-", "-", "^", "-", "-", "-", "-", "-", "-", "-", "-", "嘉嘉 | 抽纸 2箱", "老宋 | 卷纸 1提"} {
		if g := understood(&got, i); g != want {
			t.Errorf("%q reads as %q, and is %q", got.Lines[i].Text, g, want)
		}
	}
}

// TestPlacesWithNumbers of their own; a number of houses alone is a door, and no place.
func TestPlacesWithNumbers(t *testing.T) {
	for places, want := range map[string]string{
		"1期门卫 / 2期便利店，请写取货点": "素素 | 豆腐 1份 | @2期便利店",
		"1期门卫、2期便利店":         "素素 | 豆腐 1份 | @2期便利店",
	} {
		got := Read("#接龙\n豆腐 3元/份\n取货点："+places+"\n\n1. 阿葵 豆腐5份 1期门卫\n2. 素素 豆腐1份 2期便利店", Known{})
		if g := understood(&got, len(got.Lines)-1); g != want {
			t.Errorf("%s: read as %q", places, g)
		}
	}
	if got := Read("#接龙\n豆腐 3元/份\n自提点：3号楼、10元起送\n\n1. 阿葵 豆腐5份", Known{}); len(got.Places) > 0 {
		t.Errorf("places are %q", got.Places)
	}
}

// TestAnotherStaysAway: that is not whoever signed up.
func TestAnotherStaysAway(t *testing.T) {
	for row, want := range map[string]string{
		"阿青 带老公去不了": "?", "老周 老公去不了": "?", "阿国 孩子去不了了": "?", "彤彤 带娃来不了": "?", "小美，我妈来不了": "?", "小北 和同事去不了": "?",
		"小美 去不了": "x 小美", "豆豆妈 去不了": "x 豆豆妈", "豆豆妈去不了": "x 豆豆妈", "阿国 我去不了": "x 阿国", "老周 有事来不了": "x 老周",
	} {
		got := Read("#接龙\n周六爬山报名\n1. 小雨\n2. "+row, Known{})
		if g := understood(&got, len(got.Lines)-1); g != want {
			t.Errorf("%q reads as %q, and is %q", row, g, want)
		}
	}
}

// TestSmallThings that were read as something else.
func TestSmallThings(t *testing.T) {
	for text, want := range map[string]string{
		"#接龙\n土鸡蛋又来啦，30枚一板 45元，鸭蛋 2元/个\n1. 梅子 鸭蛋20个":                                                                           "梅子 | 鸭蛋 20个",
		"#接龙\n海盐卷 6元/个\n取货：东门快递柜旁 / 会所前台\n1. Coco 海盐卷4 东门\n2. 丽丽 海盐卷1 会所前台":                                                    "丽丽 | 海盐卷 1个 | @会所前台",
		"#接龙\n豆腐 6元/份\n取货：东门、明天8点前\n1. Coco 豆腐4 东门":                                                                            "Coco | 豆腐 4份 | @东门",
		"#接龙\n纸品团\n抽纸 24包/箱 39.9\n湿巾 80抽/包 6.9\n1. 小雨 抽纸1\n2. 依依 湿巾3、抽纸1":                                                      "依依 | 湿巾 3包, 抽纸 1箱",
		"#接龙\n土鸡蛋又来啦，30枚一板 45元，鸭蛋 2元/个\n例 张三 8-101 土鸡蛋1板\n1. 静静 土鸡蛋1板\n2. 梅子 土鸡蛋2板":                                            "梅子 | 土鸡蛋 2板",
		"#接龙\n周五羽毛球报名\n1. 小雨\n2. 大刘（20:30到）":                                                                                   "大刘 | 人 1 | #20:30到",
		"#接龙\n五花 32元/斤\n猪蹄 30元/只\n1. 老赵 五花肉3斤\n2. 阿雯 猪蹄2只，对半砍开":                                                                "阿雯 | 猪蹄 2只 | #对半砍开",
		"#接龙\n小青菜 5元/份\n黄瓜 6元/份\n1. 小雨 黄瓜1\n2. 安安妈 全要一份":                                                                       "安安妈 | 小青菜 1份, 黄瓜 1份",
		"#接龙\n五花 32元/斤\n1. 小雨 1斤\n2. 小满 五花1.5斤 138****2210":                                                                    "小满 | 五花 1.5斤 | !138****2210",
		"#接龙\n豆腐 6元/份\n湿巾 5元/包\n1. 大伟 帮李奶奶带豆腐1份，自己湿巾3包":                                                                        "?",
		"#接龙\n珍珠奶茶 13\n柠檬茶 12\n1. 老郭 珍珠奶茶1杯 不要珍珠\n不要珍珠那叫啥珍珠奶茶哈哈哈":                                                              "-",
		"Carpool to the station\nGate 1 or Gate 3\n\n1. Emma - 1 seat, Gate 1\n2. Zoe 2 seats Gate 3\nEmma: make mine 2 seats": "?",
	} {
		got := Read(text, Known{})
		if g := understood(&got, len(got.Lines)-1); g != want {
			t.Errorf("%q reads as %q, and is %q", text, g, want)
		}
	}
}
