package checkup

import "github.com/huoshui/huoshui/internal/base/i18n"

// stateWord is the name of a state.
func stateWord(s State) i18n.Text {
	switch s {
	case Thriving:
		return text("活跃", "活躍", "Thriving")
	case Steady:
		return text("平稳", "平穩", "Steady")
	case Forming:
		return text("新群", "新群", "Forming")
	case Fading:
		return text("走弱", "走弱", "Fading")
	case Dormant:
		return text("沉默", "沉默", "Dormant")
	case Dead:
		return text("沉寂", "沉寂", "Dead")
	case QuietBuying:
		return text("安静但在买", "安靜但有人買", "Quiet-buying")
	}
	return text("还说不准", "還說不準", "Cannot be said yet")
}

// mark is the shape of a state; it has a colour too.
func mark(s State) string {
	switch s {
	case Thriving, QuietBuying:
		return "●"
	case Steady:
		return "◐"
	case Forming:
		return "◌"
	case Fading:
		return "◒"
	case Dormant:
		return "○"
	case Dead:
		return "✕"
	}
	return "?"
}

// says is a verdict in one sentence.
func says(s State, a *Answers, reasons []Reason) i18n.Text {
	switch s {
	case Thriving:
		return text("这个群活跃：刚有顾客说过话，这一周来问、来买的人也多。", "這個群組活躍：剛有顧客說過話，這一週來問、來買的人也多。", "This group is thriving: a customer has just spoken, and many asked or bought this week.")
	case Steady:
		if a[Spoke] == LastWeek {
			return text("这个群平稳：群里静了一周多，但这一周有人来问、来买。", "這個群組平穩：群組裡靜了一週多，但這一週有人來問、來買。", "This group is steady: it has been quiet for over a week, yet people asked or bought this week.")
		}
		return text("这个群平稳：最近一周有顾客说过话，不算热闹，也没冷下来。", "這個群組平穩：最近一週有顧客說過話，不算熱鬧，也沒冷下來。", "This group is steady: a customer spoke within the week. It does not bustle, and it has not gone cold.")
	case Forming:
		return text("这是个新群：还不满两周，先把人接住，不急着卖。", "這是個新群：還不滿兩週，先把人接住，不急著賣。", "This group is new, not two weeks old: look after who came, and do not hurry to sell.")
	case Fading:
		return text("这个群在走弱：一周多没有顾客说话，这一周也没人来问、来买。", "這個群組在走弱：一週多沒有顧客說話，這一週也沒人來問、來買。", "This group is fading: no customer spoke for over a week, and nobody asked or bought.")
	case Dormant:
		return text("这个群沉默了：两周以上没有顾客说话，这一周也没人来问、来买。", "這個群組沉默了：兩週以上沒有顧客說話，這一週也沒人來問、來買。", "This group is dormant: no customer spoke for two weeks or more, and nobody asked or bought this week.")
	case Dead:
		return text("这个群沉寂了：四周以上没有顾客说话，这一周也没人来问、来买。", "這個群組沉寂了：四週以上沒有顧客說話，這一週也沒人來問、來買。", "This group has fallen silent: no customer spoke for four weeks or more, and nobody asked or bought this week.")
	case QuietBuying:
		return text("这个群安静但在买：两周以上没人在群里说话，这一周还是有人来问、来买。", "這個群組安靜但有人買：兩週以上沒人在群組裡說話，這一週還是有人來問、來買。", "This group is quiet-buying: nobody spoke in it for two weeks or more, yet people asked or bought this week.")
	}
	return saysUnclear(reasons)
}

func saysUnclear(reasons []Reason) i18n.Text {
	var missing Question = Spoke
	if len(reasons) > 0 && len(reasons[0].Missing) > 0 {
		missing = reasons[0].Missing[0]
	}
	switch missing {
	case Bought:
		return text("还说不准：群里静了一阵，但不清楚这一周有没有人来问、来买。", "還說不準：群組裡靜了一陣，但不清楚這一週有沒有人來問、來買。", "It cannot be said yet: the group has been quiet, but whether anybody asked or bought this week is not known.")
	case Age:
		return text("还说不准：群里安静，但不清楚群建了多久，新群安静是正常的。", "還說不準：群組裡安靜，但不清楚群組建了多久，新群安靜是正常的。", "It cannot be said yet: the group is quiet, but how old it is is not known, and a new group may be quiet.")
	}
	return text("还说不准：不清楚上一次有顾客说话是什么时候。", "還說不準：不清楚上一次有顧客說話是什麼時候。", "It cannot be said yet: when a customer last spoke is not known.")
}

// ruleWord is a rule as a sentence.
func ruleWord(r Rule) i18n.Text {
	switch r {
	case RuleYoung:
		return text("不满两周的群叫“新群”，先不看热不热闹。", "不滿兩週的群組叫「新群」，先不看熱不熱鬧。", "A group younger than two weeks is “forming”, however lively it is.")
	case RuleClash:
		return text("建了不到两周的群，不会有两三周以前的话，这两个回答对不上。先按新群看，改一下更准。", "建了不到兩週的群組，不會有兩三週以前的話，這兩個回答對不上。先按新群看，改一下更準。", "A group younger than two weeks has no words from before that, so these two answers do not agree. It is taken as new; mend one to be surer.")
	case RuleMonth:
		return text("28 天以上没有群友说话，叫“沉寂”。", "28 天以上沒有群友說話，叫「沉寂」。", "Where no member spoke for 28 days or more, a group is “dead”.")
	case RuleFortnight:
		return text("14 到 27 天没有群友说话，叫“沉默”。", "14 到 27 天沒有群友說話，叫「沉默」。", "Where no member spoke for 14 to 27 days, a group is “dormant”.")
	case RuleNeverLong:
		return text("建群满三个月，还没有群友说过话，按 28 天以上没人说话算。", "建群滿三個月，還沒有群友說過話，按 28 天以上沒人說話算。", "Three months old and no member ever spoke: it counts as silent for 28 days or more.")
	case RuleNever:
		return text("建群满两周，还没有群友说过话，按 14 天以上没人说话算。", "建群滿兩週，還沒有群友說過話，按 14 天以上沒人說話算。", "Two weeks old and no member ever spoke: it counts as silent for 14 days or more.")
	case RuleNobody:
		return text("这一周也没有人来问、来买，所以不是“安静但在买”。", "這一週也沒有人來問、來買，所以不是「安靜但有人買」。", "Nobody asked or bought this week either, so it is not “quiet-buying”.")
	case RuleQuietBuying:
		return text("14 天以上没人说话，但有人来问、来买，叫“安静但在买”。这不是毛病。", "14 天以上沒人說話，但有人來問、來買，叫「安靜但有人買」。這不是毛病。", "Nobody spoke for 14 days or more, yet somebody asks or buys: “quiet-buying”. It is no fault.")
	case RuleFading:
		return text("满两周的群，一周多没人说话，也没人来问、来买，先按“走弱”看。", "滿兩週的群組，一週多沒人說話，也沒人來問、來買，先按「走弱」看。", "Two weeks old or more, over a week without a word, and nobody asked or bought: it is taken as “fading”.")
	case RuleThriving:
		return text("昨天或今天有顾客说话，来问、来买的有 10 位以上，按“活跃”看。", "昨天或今天有顧客說話，來問、來買的有 10 位以上，按「活躍」看。", "A customer spoke yesterday or today, and 10 or more asked or bought: it is taken as “thriving”.")
	case RuleSmall:
		return text("不到 30 人的群，昨天或今天有顾客说话，来问、来买的有 3 位以上，就按“活跃”看。", "不到 30 人的群組，昨天或今天有顧客說話，來問、來買的有 3 位以上，就按「活躍」看。", "In a group of fewer than 30, a customer spoke yesterday or today and 3 or more asked or bought: it is taken as “thriving”.")
	case RuleSteady:
		return text("最近一周有顾客说过话，按“平稳”看；够不够“活跃”，只凭这几题看不出来。", "最近一週有顧客說過話，按「平穩」看；夠不夠「活躍」，只憑這幾題看不出來。", "A customer spoke within the week: it is taken as “steady”. Whether it is more than that, these answers do not show.")
	case RuleSteadyQuiet:
		return text("一周多没人说话，但这一周有人来问、来买，先按“平稳”看。", "一週多沒人說話，但這一週有人來問、來買，先按「平穩」看。", "Over a week without a word, yet somebody asked or bought this week: it is taken as “steady”.")
	case RuleNoBought:
		return text("静下来的群，有人买就不是毛病。少了这一题，好坏都不说。", "靜下來的群組，有人買就不是毛病。少了這一題，好壞都不說。", "A quiet group in which people buy has no fault. Without this answer nothing is said of it, good or bad.")
	case RuleNoAge:
		return text("新群安静是正常的。少了这一题，好坏都不说。", "新群安靜是正常的。少了這一題，好壞都不說。", "A new group may be quiet. Without this answer nothing is said of it, good or bad.")
	}
	return text("活不活先看顾客说不说话。少了这一题，好坏都不说。", "活不活先看顧客說不說話。少了這一題，好壞都不說。", "Whether a group lives shows first in whether customers speak. Without this answer nothing is said of it, good or bad.")
}
