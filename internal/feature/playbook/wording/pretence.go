package wording

import "github.com/huoshui/huoshui/internal/base/i18n"

var machineAdvice = advice{
	refused: true,
	why: i18n.Text{
		Hans: "事情是人做的，却说成系统做的，群友会觉得被骗。",
		Hant: "事情是人做的，卻說成系統做的，群友會覺得被騙。",
		En:   "A person does this, and the text says a system did. Members feel deceived.",
	},
	remedy: i18n.Text{
		Hans: "写明是谁做的、为什么、找谁问；真是机器人做的，就写“机器人”和它照的规则。",
		Hant: "寫明是誰做的、為什麼、找誰問；真的是機器人做的，就寫「機器人」和它照的規則。",
		En:   "Say who did it, why, and whom to ask. Where it truly was a bot, name the bot and its rule.",
	},
}

var automaticAdvice = advice{
	why: i18n.Text{
		Hans: "“系统自动”要真的是自动的才能写。",
		Hant: "「系統自動」要真的是自動的才能寫。",
		En:   "“Automatic” may be written only where it truly is.",
	},
	remedy: i18n.Text{
		Hans: "是人办的就写人：“我来办，{{时间}}前好”。",
		Hant: "是人辦的就寫人：「我來辦，{{時間}}前好」。",
		En:   "If a person does it, say so: “I will see to it by {{时间}}.”",
	},
}

var inventedAdvice = advice{
	refused: true,
	why: i18n.Text{
		Hans: "这是编出来的人、话或订单。本产品不做托，也不刷单。",
		Hant: "這是編出來的人、話或訂單。本產品不做暗樁，也不刷單。",
		En:   "These are people, words or orders made up. This product has no shills and no false orders.",
	},
	remedy: i18n.Text{
		Hans: "请真的买过的人说，征得同意再发；店里给优惠就直接写优惠。",
		Hant: "請真的買過的人說，徵得同意再發；店裡給優惠就直接寫優惠。",
		En:   "Let those who bought it speak, with their consent; if the shop gives a discount, just name it.",
	},
}

var insiderAdvice = advice{
	why: i18n.Text{
		Hans: "“内部”的说法谁都查不了，容易被当成骗局。",
		Hant: "「內部」的說法誰都查不了，容易被當成騙局。",
		En:   "Nobody can check what is “internal”; it reads like a swindle.",
	},
	remedy: i18n.Text{
		Hans: "写清谁能享受、到什么时候、比平时少多少。",
		Hant: "寫清楚誰能享受、到什麼時候、比平時少多少。",
		En:   "Say who gets it, until when, and how much less than usual it costs.",
	},
}

var toldAdvice = advice{
	why: i18n.Text{
		Hans: "引用顾客的话，要真有其人，本人同意。",
		Hant: "引用顧客的話，要真有其人，本人同意。",
		En:   "A customer who is quoted must exist and have agreed.",
	},
	remedy: i18n.Text{
		Hans: "写称呼和用了多久，好的坏的都照原话；没征得同意就不发。",
		Hant: "寫稱呼和用了多久，好的壞的都照原話；沒徵得同意就不發。",
		En:   "Give a name they agreed to and how long they used it, praise and blame in their own words; without consent, leave it out.",
	},
}

// pretences are systems, customers and insiders that are not there.
func pretences() []pattern {
	return []pattern{{
		rule: Pretence, deny: true, advice: machineAdvice,
		say: expr(
			`(?:系统|机器人|后台|平台)(?:已|会|将)?(?:自动)?(?:检测|监测|侦测|识别|判定)`,
			`(?:系统|后台|平台)(?:已|会|将)?自动(?:把你|将你|把您|将您)?(?:踢|移|清|禁言|警告|处罚|删|拉黑|封)`,
			`\b(?:the |our )?(?:system|bot) (?:has )?(?:automatically )?(?:detected|flagged|identified|removed you|kicked)\b|\bautomatically (?:removed|kicked|banned) by (?:the|our) system\b`,
		),
	}, {
		rule: Pretence, advice: automaticAdvice,
		say: expr(`系统(?:会|将|已)?自动(?:$|[^检监侦识判踢移清禁警处删拉封把将])`),
	}, {
		rule: Pretence, deny: true, advice: inventedAdvice,
		say: expr(
			`(?:老板娘?|店长|经理|领导)(?:说|讲|喊|刚说|不在|不知道)<..>(?:不用管|别管|偷偷|亏本?|别告诉|别声张)`,
			`趁(?:老板娘?|店长|经理)不在|偷偷(?:给|放|上|加)(?:你们|大家|几)|刷(?:好评|单)|冒充顾客|扮(?:演)?(?:顾客|客户)|(?:安排|找)(?:几个)?托|水军|气氛组`,
			`\b(?:fake|paid) reviews?\b|\bdon't tell the boss\b|\bpretend to be a customer\b`,
		),
	}, {
		rule: Pretence, deny: true, advice: insiderAdvice,
		say: expr(`内部(?:消息|价|渠道|名额|福利价|员工价)|小道消息`, `\binsider (?:price|deal|tip|news)\b`),
	}, {
		rule: Pretence, deny: true, advice: toldAdvice,
		say: expr(`有(?:一)?[个位名](?:老)?(?:顾客|客户|宝妈|姐妹|粉丝)<.>(?:说|反馈|告诉|跟我讲)`, `\b(?:a|one) (?:customer|client|mum|mom) (?:told|says|said)\b`),
	}}
}
