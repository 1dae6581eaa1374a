package wording

import (
	"regexp"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// services are the sentences that customer service had better not say, each
// with what says the same better (section 7.3 of the playbooks' texts).
func services() []pattern {
	return []pattern{
		better(expr(`亲(?:爱的)?(?:,|，|们)?(?:麻烦|可以)?(?:请|加|来)?您?(?:私聊|私信|私讯|私我)`, `\b(?:dear|hi dear) please (?:dm|pm|message) me\b|\bplease dm (?:me|us) dear\b`), i18n.Text{
			Hans: "只叫人私聊，别的群友看到的是没人管。",
			Hant: "只叫人私訊，別的群友看到的是沒人管。",
			En:   "Sent off to a private chat, it looks to the others as if nobody cares.",
		}, i18n.Text{
			Hans: "看到了，我来跟，订单信息我私聊找你要。",
			Hant: "看到了，我來跟，訂單資訊我私訊跟你要。",
			En:   "I have seen it and will follow it up; I will ask you for the order in private.",
		}),
		better(expr(`别人都?没有?(?:这个|这种|遇到过?|过)?(?:这个|这种)?问题`, `\bno ?(?:body|one) else (?:has|had) (?:this|that) problem\b`), i18n.Text{
			Hans: "听起来像在说问题出在对方。",
			Hant: "聽起來像在說問題出在對方。",
			En:   "It sounds as if the fault were theirs.",
		}, i18n.Text{
			Hans: "你这个情况我没见过，我查一下。",
			Hant: "你這個情況我沒見過，我查一下。",
			En:   "I have not seen this before; let me look into it.",
		}),
		better(expr(`这是(?:我们|公司|店里|平台)?的?规定`, `\b(?:that is|that's|it is|it's) (?:just )?(?:the|our) (?:policy|rule)\b`), i18n.Text{
			Hans: "拿规定堵人，对方不知道为什么，也不知道能怎么办。",
			Hant: "拿規定堵人，對方不知道為什麼，也不知道能怎麼辦。",
			En:   "A rule alone tells neither why nor what can be done.",
		}, i18n.Text{
			Hans: "为什么这样定：{{原因}}；能替你做的是{{能做的}}。",
			Hant: "為什麼這樣定：{{原因}}；能替你做的是{{能做的}}。",
			En:   "Why it is so: {{原因}}. What I can do for you: {{能做的}}.",
		}),
		better(expr(`不便(?:之处)?(?:,|，)?(?:我们)?(?:深表|深感|表示)?(?:歉意|抱歉|敬请谅解)`, `\b(?:apologi[sz]e|sorry) for (?:any|the) inconvenience\b`), i18n.Text{
			Hans: "这是套话，听不出你知道对方遇到了什么。",
			Hant: "這是套話，聽不出你知道對方遇到了什麼。",
			En:   "A stock phrase: it does not show that you know what happened to them.",
		}, i18n.Text{
			Hans: "说出那件事：让你白跑一趟，抱歉。",
			Hant: "說出那件事：讓你白跑一趟，抱歉。",
			En:   "Name the thing: sorry that you came for nothing.",
		}),
		better(expr(`(?:给|来|打|求)(?:我们|我|一)?个?(?:五星)?好评`, `\b(?:five|5) star review\b`), i18n.Text{
			Hans: "事情没办完就要好评，对方会更不高兴。",
			Hant: "事情沒辦完就要好評，對方會更不高興。",
			En:   "Asking for praise before it is settled annoys people.",
		}, i18n.Text{
			Hans: "这句不说。",
			Hant: "這句不說。",
			En:   "Leave it out.",
		}),
		better(expr(`(?:反馈|转交?|上报)给?(?:了)?(?:相关|有关)(?:部门|同事|人员)`, `\b(?:passed|forwarded|reported) (?:it |this )?(?:on )?to the (?:relevant|responsible) (?:department|team)\b`), i18n.Text{
			Hans: "对方不知道归谁管，也不知道等到什么时候。",
			Hant: "對方不知道歸誰管，也不知道等到什麼時候。",
			En:   "They do not know who has it, or how long to wait.",
		}, i18n.Text{
			Hans: "这事归我，{{时间}}前回你。",
			Hant: "這事歸我，{{時間}}前回你。",
			En:   "It is mine; I will answer you by {{时间}}.",
		}),
	}
}

// better is a sentence that is warned of, with why and with a better one.
func better(say *regexp.Regexp, why, remedy i18n.Text) pattern {
	return pattern{rule: Service, say: say, deny: true, advice: advice{why: why, remedy: remedy}}
}
