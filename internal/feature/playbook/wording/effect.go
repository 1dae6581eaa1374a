package wording

import "github.com/huoshui/huoshui/internal/base/i18n"

var effectAdvice = advice{
	refused: true,
	why: i18n.Text{
		Hans: "这是在承诺疗效或效果。普通商品不许这样说，也没有证据。",
		Hant: "這是在承諾療效或效果。一般商品不允許這樣說，也沒有證據。",
		En:   "This promises a cure or a result. Ordinary goods must not, and there is no proof.",
	},
	remedy: i18n.Text{
		Hans: "删掉效果，写成分、用法和不适合谁；身体不舒服请对方去看医生。",
		Hant: "刪掉效果，寫成分、用法和不適合誰；身體不舒服請對方去看醫生。",
		En:   "Leave the effect out. Write what is in it, how to use it and whom it does not suit; send those who are unwell to a doctor.",
	},
}

var claimAdvice = advice{
	why: i18n.Text{
		Hans: "这听起来像功效，要有批准或检验报告才能说。",
		Hant: "這聽起來像功效，要有核准或檢驗報告才能說。",
		En:   "This sounds like a health claim, which needs an approval or a test report.",
	},
	remedy: i18n.Text{
		Hans: "有报告就附上出处；没有就说口感、用法这些看得见的事。",
		Hant: "有報告就附上出處；沒有就說口感、用法這些看得見的事。",
		En:   "Give the source if there is one; otherwise tell what can be seen: taste, use, feel.",
	},
}

// effects are promised cures and results.
func effects() []pattern {
	return []pattern{{
		rule: Effect, deny: true, advice: effectAdvice,
		say: expr(
			`治疗|根治|治好|疗效|药到病除|(?:无|零|没有)(?:任何)?(?:毒)?副作用|包治|百病|神药|神医|祖传秘方|无效退款`,
			`治愈(?:率|了|疾病|失眠|痘|鼻炎)|(?:可|能|可以|彻底|完全)治愈`,
			`[抗防]癌|抗肿瘤|降(?:血压|血糖|血脂|三高)|壮阳|丰胸|延年益寿|返老还童|立竿见影|药效`,
			`永不(?:反弹|复发)|(?:绝)?不反弹|不会反弹|永久(?:脱毛|美白|祛)`,
			`(?:减肥|瘦身|瘦|减重|减脂|掉秤|轻|减)(?:了|掉|去|下|到)?[约近]?<N>(?:斤|公斤|kg|磅)`,
			`<N>(?:天|日|周|个?月|小时|分钟|秒|次|个?疗程)(?:之?内|就|即|后|可|能|左右)*(?:见效|起效|有效果|显效|变白|美白|瘦|祛斑|祛痘|根治|治好|减肥|长高)`,
			`(?:当天|立即|立刻|马上|快速|一用就)见效`,
			`\b(?:cures?|heals?|treats?) (?:your |all |any )?(?:cancer|diabetes|acne|insomnia|diseases?|illness|depression|arthritis|eczema|pain|hair loss|hypertension|everything)\b`,
			`\b(?:no|zero|without(?: any)?) side effects?\b|\b(?:anti cancer|cancer fighting|prevents cancer)\b|\bmiracle (?:cure|pill|drug)\b`,
			`\blose (?:up to )?[0-9]+ ?(?:kg|kilos?|lbs?|pounds)\b|\b(?:works?|results) (?:with)?in [0-9]+ (?:days?|hours?|weeks?)\b`,
			`\bguaranteed results?\b|\bresults guaranteed\b|\bpermanent results?\b`,
		),
		but: expr(
			`(?:接受|正在|在|去|医院|医生|配合|停止|药物|物理|心理)治疗|治疗(?:期间|中|师|费)`,
			`(?:偏|肥|精|很|半)瘦<N>(?:斤|公斤|kg|磅)`,
			`满<N>(?:斤|公斤|kg|磅)?减<N>(?:斤|公斤|kg|磅)`,
			`<N>个?月(?:后)?瘦(?:肉|身)`,
		),
	}, {
		rule: Effect, deny: true, advice: claimAdvice,
		say: expr(`排毒|(?:提高|增强|提升)免疫力?|改善睡眠|临床(?:证明|证实|验证)|消炎|养颜|瘦身|秘方`, `\bclinically proven\b|\bboosts? (?:your )?immunity\b|\bdetox\b`),
	}}
}
