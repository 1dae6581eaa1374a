package wording

import "github.com/huoshui/huoshui/internal/base/i18n"

var absoluteAdvice = advice{
	refused: true,
	why: i18n.Text{
		Hans: "这是绝对化用语，广告法不许用，也没有人能证明。",
		Hant: "這是絕對化用語，廣告法規不允許，也沒有人能證明。",
		En:   "This is an absolute claim. Advertising law forbids it, and nobody can prove it.",
	},
	remedy: i18n.Text{
		Hans: "写一个能查证的事实：产地、做法、成分、价格，或者它不适合谁。",
		Hant: "寫一個查得到的事實：產地、做法、成分、價格，或者它不適合誰。",
		En:   "Write a fact that can be checked: where it is from, how it is made, what it costs, or whom it does not suit.",
	},
}

var praiseAdvice = advice{
	why: i18n.Text{
		Hans: "这个说法很满，读的人会当成保证。",
		Hant: "這個說法很滿，讀的人會當成保證。",
		En:   "This is strong praise; readers take it for a promise.",
	},
	remedy: i18n.Text{
		Hans: "有依据就把依据写出来，没有就换成具体的优点。",
		Hant: "有依據就把依據寫出來，沒有就換成具體的優點。",
		En:   "Say what it rests on; if it rests on nothing, name one concrete strength instead.",
	},
}

// absolutes are the claims of being best, first or only. 最 and 第一 are of
// everyday speech: only what is listed is a claim.
func absolutes() []pattern {
	return []pattern{{
		rule: Absolute, deny: true, advice: absoluteAdvice,
		say: expr(
			`最(?:便宜|优惠|划算|实惠|超值|高级|高端|高品质|高标准|先进|好(?:[吃喝用看玩听闻])(?:的|[，。！!?~、\n]|$)|好的|新鲜|正宗|地道|畅销|热销|热卖|热门|受欢迎|流行|专业|权威|安全|健康|有效|强|牛|佳(?:选择|品质|效果|产品|品牌|口感|礼物|拍档|之选|性价比)|优质|优秀|完美|可靠|天然|环保|时尚|豪华|顶级|低价|低折扣|大(?:的)?(?:优惠|力度|折扣|让利)|大(?:规模|品牌|厂家)|新(?:科技|科学|发明)|靠谱|具影响力|底价)`,
			`(?:质量|品质|效果|味道|口感|性价比|服务|材料|做工)(?:是)?最(?:好|高)`,
			`(?:价格?|全网|全城|全国|历史|史上|同行|行业)最低`,
			`(?:全网|全城|全国|全球|世界|史上|行业)最[^近后多少晚早初终]`,
			`(?:全国|全网|全球|世界|亚洲|中国|行业|业界|业内|全城|全市|国内|销量|销售|口碑|排名|效果|人气|热度|好评率?|市场)第[一1]`,
			`第[一1](?:品牌|名牌|大品牌)`,
			`(?:全国|全网|全球|世界|中国|行业|业内|全城|国内|市面上?)唯[一1]|唯[一1](?:指定|正品|授权|品牌|一家|的选择|选择|有效)`,
			`顶级|顶尖|国家级|世界级|宇宙级|绝无仅有|史无前例|前无古人|全网底价|秒杀全网|万能`,
			`(?:100 ?%|百分之?百)(?:有效|正品|纯|天然|安全|满意|好评|见效|中奖|成功|保证|放心|健康|治)`,
			`绝对(?:有效|安全|正品|正宗|便宜|低价|保证|没有副|划算|第一|最)`,
			`\bno[. ]{0,2}1\b|\bnumber one (?:brand|choice|seller|shop)`,
			`\b(?:best|cheapest|finest|greatest|lowest)(?: \w+)? (?:in|on) (?:the )?(?:market|world|town|country|industry|china|internet|web|city)\b`,
			`\b(?:lowest|best|cheapest) prices?(?: (?:ever|anywhere|online|guaranteed))?\b`,
			`\b(?:world|nation|country|market|industry)(?:'?s)? (?:best|first|leading|finest)\b`,
			`\bunbeatable (?:\w+ )?(?:offer|price|deal|value|quality|taste|service)s?\b|\bunrivall?ed\b|\bunparallell?ed\b|\bunprecedented\b|\bworld class\b|\bnever before seen\b`,
			`\b100 ?% (?:effective|safe|guaranteed|natural|pure|satisfaction|genuine)\b`,
		),
		but: expr(
			`(?:分钟|小时|时候|趁热|天|再)最好[吃喝](?:的|[，。！!?~、\n]|$)`,
			`最好的(?:办法|方法|方式|时间|时候|朋友|安排|祝福|状态|自己|证明|证据|交代|你|我们)`,
			`最(?:安全|可靠|有效|靠谱)的?(?:做法|办法|方法|方式)`,
			`最(?:受欢迎|热门|好)的(?:话题|问题|提问)`,
			`最强(?:降雨|台风|寒潮|冷空气)`,
			`(?:天内|近<N>天|成交)的?最低价?`,
			`万能(?:充|插|胶|遥控|工具)`,
			`国家级(?:非遗|非物质|贫困|自然保护|教练|运动员)`,
			`\b(?:question|step|item|point|room|gate|table|order|line|bus|option|rule|number|group) no[. ]{0,2}1\b`,
		),
	}, {
		rule: Absolute, deny: true, advice: praiseAdvice,
		say: expr(`极致|极品|独一无二|无与伦比|无敌|首选|全网首发|巅峰|天花板`, `\bone of a kind\b|\bsecond to none\b|\bperfect for everyone\b`),
		but: expr(`首选(?:项|号|联系)`, `无敌(?:海景|大)`),
	}}
}
