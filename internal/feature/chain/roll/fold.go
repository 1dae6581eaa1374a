package roll

import (
	"regexp"
	"strings"
	"unicode"
)

// traditional and simplified stand for one another: only words that this package
// looks for, and what is often sold. Each is one rune, so that places in a text stay
// the same.
const (
	traditional = "個隻條塊兩點號樓棟單龍貨電話門購買賣錢價總後來幫謝煩顆蔥薑魚蝦麵飯湯鴨鵝豬蘋檸橙雞腸餃饅頭捲餅葉閩乾羅蔔薯紅綠黃鮮週與給這還沒臺灣橋邊麼嗎車飲奶鹹滷鍋麥煎蝨參藥備註說備過請記幾時間開團結幣讓戶員領圓賬轉減優運費數張雙壺籃" +
		"盤條罐桶樣換劃組層籠冊壇訂東絲嚴臨為義喬書爭產億僅倉們會傘體農馮淨準涼湊擊別則劉剛勸動區盧衛變葷啟嚐園圍場壞壯處複夠獎婦媽嬸孫學寧寶實宮寬對專將屆屬歲嶺帥師帳廣廠廳應庫廢彈錄徹從復憂態懷慣戲擔擇掛捨搶攜攤攪敵斷無舊曬曉暈" +
		"暫極楊標機殺櫃櫻歡歐氣決況潔滿漲漿澆濕瀋燈燒燙熱爛爺牆獅獨現瑪環瓊畫異當療癢發監確碼礎禮種稱窮競筆節範篩紀約純紙紗紋級紛紮細紹終絕絡統經綁維網緊編緩練縣縮績織繞繩繳續習聯聖職聽肅腎腳膠膽臉臟興舉艙艷莊莖華萬蔣藍藝蘇蘭蘿虧" +
		"蟲蠔蠟衝裝裏裡補製見規親覺觀計討訓許設訪診評詞試詩該詳認語誤誰課調談論諸譚譜議護讀豐貓貝負財貢貧販責貯貴貼賀資賈賓賞賢質趕趙跡踐軍軟輛輕輪輸辦迴達違遞遠適選遺鄉鄒鄔鄧鄭鄰醜醬釀釐釣鈴鉛銀銅鋪錯鍵鎖鎮鏡鐘鐵鑰長閃閆閨閱關陣" +
		"陰陳陸陽隊階隨險雜離難雲霧靈靜韓頁頂項順須預頓頗頻題額顏願顧顯風飛飽飾養餓餘館饋馬駕駛駝騎騙驅驗驚驛骯髒鬆鬍魯鮑鯉鯧鯽鰻鱈鱗鱸鳥鳳鴿鹽麗黨齊齡龜歷曆"
	simplified = "个只条块两点号楼栋单龙货电话门购买卖钱价总后来帮谢烦颗葱姜鱼虾面饭汤鸭鹅猪苹柠橙鸡肠饺馒头卷饼叶闽干罗卜薯红绿黄鲜周与给这还没台湾桥边么吗车饮奶咸卤锅麦煎虱参药备注说备过请记几时间开团结币让户员领圆账转减优运费数张双壶篮" +
		"盘条罐桶样换划组层笼册坛订东丝严临为义乔书争产亿仅仓们会伞体农冯净准凉凑击别则刘刚劝动区卢卫变荤启尝园围场坏壮处复够奖妇妈婶孙学宁宝实宫宽对专将届属岁岭帅师帐广厂厅应库废弹录彻从复忧态怀惯戏担择挂舍抢携摊搅敌断无旧晒晓晕" +
		"暂极杨标机杀柜樱欢欧气决况洁满涨浆浇湿沈灯烧烫热烂爷墙狮独现玛环琼画异当疗痒发监确码础礼种称穷竞笔节范筛纪约纯纸纱纹级纷扎细绍终绝络统经绑维网紧编缓练县缩绩织绕绳缴续习联圣职听肃肾脚胶胆脸脏兴举舱艳庄茎华万蒋蓝艺苏兰萝亏" +
		"虫蚝蜡冲装里里补制见规亲觉观计讨训许设访诊评词试诗该详认语误谁课调谈论诸谭谱议护读丰猫贝负财贡贫贩责贮贵贴贺资贾宾赏贤质赶赵迹践军软辆轻轮输办回达违递远适选遗乡邹邬邓郑邻丑酱酿厘钓铃铅银铜铺错键锁镇镜钟铁钥长闪闫闺阅关阵" +
		"阴陈陆阳队阶随险杂离难云雾灵静韩页顶项顺须预顿颇频题额颜愿顾显风飞饱饰养饿余馆馈马驾驶驼骑骗驱验惊驿肮脏松胡鲁鲍鲤鲳鲫鳗鳕鳞鲈鸟凤鸽盐丽党齐龄龟历历"
)

var foldOf = func() map[rune]rune {
	from, to := []rune(traditional), []rune(simplified)
	out := make(map[rune]rune, len(from))
	for i := range min(len(from), len(to)) {
		out[from[i]] = to[i]
	}
	return out
}()

// fold makes words comparable, rune by rune.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if to, ok := foldOf[r]; ok {
			return to
		}
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// Key makes names comparable.
func Key(name string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\u00a0' || r == '\ufe0f' {
			return -1
		}
		return r
	}, fold(clean(name)))
}

var cleaner = strings.NewReplacer("\u200b", "", "\ufeff", "", "\u2060", "", "\u00ad", "", "\u200e", "", "\u200f", "", "\u202a", "", "\u202c", "", "\u2066", "", "\u2068", "", "\u2069", "",
	"\u00a0", " ", "\u3000", " ", "\t", " ", "\u2005", " ", "\u2009", " ", "➕", "+", "✖️", "×", "✖", "×", "✕", "×", "➡️", "→", "➡", "→", "⇒", "→", "⟶", "→", "——>", "→", "->", "→", "=>", "→", "－", "-", "—", "-", "–", "-",
	"【", "(", "】", ")", "[", "(", "]", ")", "〔", "(", "〕", ")", "️⃣", "⃣", "⃣️", "⃣")

// keycap is a run of keys with digits.
var keycap = regexp.MustCompile(`(?:[0-9]⃣)+`)

// clean brings what people type in many ways into one.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' { // full width
			return r - '！' + '!'
		}
		return r
	}, s)
	s = strings.TrimSpace(cleaner.Replace(s))
	if !strings.Contains(s, "⃣") {
		return s
	}
	return keycap.ReplaceAllStringFunc(s, func(one string) string { // "3️⃣" is ③
		if strings.Count(one, "⃣") > 1 || one[0] == '0' {
			return one
		}
		return string('①' + rune(one[0]-'1'))
	})
}

// inner stands for the space within a name of several words.
const inner = "\u2007"

// whole writes a name of several words as one.
func whole(s string) string { return strings.ReplaceAll(s, " ", inner) }

func isHan(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r >= 0x3400 && r <= 0x4dbf || r >= 0x20000 && r <= 0x2fa1f
}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// hasWord reports whether s has a letter or a sign of writing in it.
func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return isHan(r) || isLatin(r) || isDigit(r) })
}

// isPicture reports whether a rune is a picture or a bullet, or goes with one: "▪️", "🍓".
func isPicture(r rune) bool {
	return r == '\ufe0f' || r == '\u200d' || r == '•' || r == '·' || r == ' ' || unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) && r > 0x1f000
}
