package wording

import "github.com/huoshui/huoshui/internal/base/i18n"

var figureAdvice = advice{
	refused: true,
	why: i18n.Text{
		Hans: "剩多少、多少人买了，要由数据说。写死的数字发出去时就可能是假的。",
		Hant: "剩多少、多少人買了，要由資料說。寫死的數字發出去時就可能是假的。",
		En:   "What is left and how many bought is for the data to say. A figure typed in may be false when it is sent.",
	},
	remedy: i18n.Text{
		Hans: "用 {{剩余}}、{{已付款件数}} 或 {{库存}}；查不到数时发不带数字的那一版。",
		Hant: "用 {{剩餘}}、{{已付款件數}} 或 {{庫存}}；查不到數時發不帶數字的那一版。",
		En:   "Use {{剩余}} (left), {{已付款件数}} (paid) or {{库存}} (stock); where they cannot be had, send the version without figures.",
	},
}

var hurryAdvice = advice{
	refused: true,
	why: i18n.Text{
		Hans: "这是在催人，而且多半不是真的：以后还会有。",
		Hant: "這是在催人，而且多半不是真的：以後還會有。",
		En:   "This hurries people, and is seldom true: there will be another time.",
	},
	remedy: i18n.Text{
		Hans: "写清什么时候结束、结束以后卖什么价，让人自己决定。",
		Hant: "寫清楚什麼時候結束、結束以後賣什麼價，讓人自己決定。",
		En:   "Say when it ends and what it costs afterwards, and let people decide.",
	},
}

var limitAdvice = advice{
	why: i18n.Text{
		Hans: "数量或时间是写死的，改了活动这里不会跟着改。",
		Hant: "數量或時間是寫死的，改了活動這裡不會跟著改。",
		En:   "The number or time is typed in and will not change with the event.",
	},
	remedy: i18n.Text{
		Hans: "用 {{库存}}、{{结束时间}} 这样的占位符。",
		Hant: "用 {{庫存}}、{{結束時間}} 這樣的預留位置。",
		En:   "Use placeholders such as {{库存}} (stock) and {{结束时间}} (end).",
	},
}

// scarcities are stock, buyers and time left, without the data.
func scarcities() []pattern {
	return []pattern{{
		rule: Scarcity, deny: true, live: true, advice: figureAdvice,
		say: expr(
			`仅剩|(?:只|就|还|最后)剩(?:下|余)?<.>(?:[0-9]|[\x{E000}\x{E001}]|[一二两三四五六七八九十百千几]+<M>|不多|少量|无几|尾货)`,
			`剩余[0-9]+<M>|库存(?:仅|只)?(?:剩|有)?[0-9]+|库存(?:紧张|告急|不多)`,
			`已有?(?:经)?(?:有)?<.>?(?:<N>|\x{E001}|很多|不少|上百|上千|无数)[多余几]?(?:人|位|名|单|份|件|群友|朋友|家庭)<.>?(?:下单|购买|付款|抢|买|拼|报名|加入|入手|成交)`,
			`[0-9一二两三四五六七八九十百千万]+[多余几]?(?:人|位|名|群友)(?:都)?已(?:经)?(?:下单|购买|付款|抢|买|拼|报名|入手)`,
			`(?:已售|已卖出?|卖出|售出|热销|热卖|狂销|已抢|销量突?破?)(?:了|超|近|约|过|超过)?<N>`,
			`最后(?:的)?(?:<N>|[\x{E000}\x{E001}])(?:件|份|单|套|名额|席|盒|箱|瓶|袋|张|斤|双|桶|(?:个|位|名|人)(?:名额|位置|位子|座位|席位|$|[了，。！!,、~]))`,
			`倒数?计时|即将售[罄完]|马上(?:卖完|售罄|没货)|快(?:卖完|没货|抢光)了?|手慢无|秒光|所剩无几`,
			`\b(?:only|just) (?:[0-9]+|a few|a couple|one|two|three|four|five|six|seven|eight|nine|ten|some|\x{E001}) (?:\w+ )?(?:left|remaining)\b|\b[0-9]+ (?:left|remaining) in stock\b|\bselling out\b|\balmost (?:gone|sold out)\b|\bcountdown\b`,
			`\b[0-9]+ (?:people|customers|members|others) (?:have )?(?:already )?(?:bought|ordered|paid|joined)\b`,
		),
		but: expr(
			`[还就只]剩(?:下|余)?(?:最后)?(?:<N>个?)?(?:步|题|问题|环节|小时|分钟|天|钟头)`,
			`(?:只|就|还)剩(?:下|余)?(?:你|我|他|她|的)`,
			`最后<N>(?:个|位|名|件)(?:问题|步|环节|嘉宾|提问|事|话题|小时|月|半月|人发言|朋友发言)`,
			`最后(?:<N>)?一(?:个|件|位)(?:问题|事|嘉宾|话题|提问)`,
		),
	}, {
		rule: Scarcity, deny: true, advice: hurryAdvice,
		say: expr(
			`仅此[一1]次|错过(?:就)?(?:不再|没有?了?|再等|后悔|等)|不再有了?|最后(?:的|一次)?机会|最后[一1]次(?:$|[，。！,!、~\n ]|机会|活动|补货|开团|特价|降价|优惠|上架|发售|开放|抢)|过(?:了)?(?:这)?(?:个)?村<.>没<.>店|再不(?:买|抢|下单)就`,
			`\blast chance\b|\bfinal chance\b|\bnow or never\b|\bnever again\b|\bonce in a lifetime\b|\bbefore it's too late\b|\bdon't miss out\b`,
		),
		but: expr(`最后[一1]次活动是`, `不再有(?:问题|疑问|顾虑|烦恼|广告|人)`),
	}, {
		rule: Scarcity, deny: true, live: true, advice: limitAdvice,
		say: expr(`限量[0-9]+<M>?|前[0-9]+名|(?:仅|只|还)剩(?:下|余|最后)?<N>个?(?:小时|分钟|天)`, `\b(?:limited to|first) [0-9]+ (?:pieces|units|customers|orders|buyers)\b`),
	}}
}
