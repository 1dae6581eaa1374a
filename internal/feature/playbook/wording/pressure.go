package wording

import "github.com/huoshui/huoshui/internal/base/i18n"

var threatAdvice = advice{
	refused: true,
	why: i18n.Text{
		Hans: "这是在逼人说话。安静的人里有很多在默默买，不能因为不说话就请出去。",
		Hant: "這是在逼人說話。安靜的人裡有很多在默默買，不能因為不說話就請出去。",
		En:   "This forces people to speak. Many of the quiet ones buy; nobody is put out for silence.",
	},
	remedy: i18n.Text{
		Hans: "一对一问好，问对方想不想留；不点名，不限期赶人。",
		Hant: "一對一問好，問對方想不想留；不點名，不限期趕人。",
		En:   "Greet them one to one and ask whether they want to stay; name nobody and set no term.",
	},
}

var shameAdvice = advice{
	refused: true,
	why: i18n.Text{
		Hans: "当众点名会伤人，也可能泄露隐私。",
		Hant: "當眾點名會傷人，也可能洩露隱私。",
		En:   "Naming people in public hurts them and may give away private matters.",
	},
	remedy: i18n.Text{
		Hans: "先私下提醒，说清是哪条群规、怎么改、觉得冤找谁。",
		Hant: "先私下提醒，說清楚是哪條群規、怎麼改、覺得冤找誰。",
		En:   "Tell them in private which rule it was, how to put it right and whom to appeal to.",
	},
}

var fineAdvice = advice{
	refused: true,
	why: i18n.Text{
		Hans: "群主没有罚钱的权力，罚红包也是罚钱。",
		Hant: "群主沒有罰錢的權力，罰紅包也是罰錢。",
		En:   "A group owner has no right to fine anybody; a red packet as a penalty is a fine.",
	},
	remedy: i18n.Text{
		Hans: "先提醒，再请对方休息一阵，第三次由人决定是否移出。",
		Hant: "先提醒，再請對方休息一陣，第三次由人決定是否移出。",
		En:   "Remind first, then mute for a while; the third time a person decides about removal.",
	},
}

// out are the ways of saying that somebody is put out of a group.
const out = `(?:踢|移出|移除|清退|清理|清出|清人|请出|请离|退群|自觉离|出局|滚)`

// pressures are threats, naming in public, and fines.
func pressures() []pattern {
	return []pattern{{
		rule: Pressure, deny: true, advice: threatAdvice,
		say: expr(
			`(?:再不|不|没有?|从不|长期不)(?:说话|发言|冒泡|出声|吭声|互动|回复|回|签到)(?:的|者|就|一律|将|会|都|，|,|、|人|群友|成员|统统|直接|我|我们|请|被|全部)*`+out,
			`(?:潜水|僵尸|沉默)(?:的|党|者|群友|成员|人|用户|粉)*(?:，|,)?(?:请|一律|将|会|都|麻烦|自觉|主动|被|统统|全部|限期)*`+out,
			`限(?:你们?|您|各位|大家)`,
			`\b(?:speak|say something|reply|post)\b[^.!?\n]{0,20}\bor (?:be|get|you will be|you'll be) (?:kicked|removed|banned)\b|\b(?:inactive|silent) (?:members|people|users) (?:will|must|shall) (?:be|leave)\b|\blurkers (?:will|must|shall|please|should) (?:be|leave|get out)\b`,
		),
		but: expr(`[权期有极上下无]限(?:你们?|您|各位|大家)`, `限(?:你们?|您|各位|大家)(?:每人|买|购|领|<N>件)`),
	}, {
		rule: Pressure, deny: true, advice: shameAdvice,
		say: expr(
			`(?:点名|通报|公开)批评|点名(?:如下|:|：)|曝光(?:他|她|此人|名单|这[个位])|公示(?:违规|名单|黑)|黑名单(?:如下|公布|公示)|挂(?:他|她|出来示众)|示众|以下(?:人员|群友|成员|各位)(?:未|没|从未|还没|一直没)`,
			`\b(?:name and shame|wall of shame|the following members (?:have not|haven't|did not|didn't))\b`,
		),
	}, {
		rule: Pressure, deny: true, advice: fineAdvice,
		say: expr(
			`罚<.>(?:红包|款|钱|金|[0-9]+元?|<N>元)|(?:发|交)<.>红包<.>(?:赔罪|道歉|谢罪|认错)|红包伺候`,
			`\bfine of (?:[$¥]|rmb ?)?[0-9]+|\bfined (?:[$¥]|rmb ?)[0-9]+|\bfined [0-9]+ (?:yuan|rmb)\b|\bpay a (?:fine|penalty)\b|\bpenalty of [$¥]?[0-9]+`,
		),
	}}
}
