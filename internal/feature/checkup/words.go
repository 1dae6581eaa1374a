package checkup

import "github.com/huoshui/huoshui/internal/base/i18n"

func text(hans, hant, en string) i18n.Text { return i18n.Text{Hans: hans, Hant: hant, En: en} }

var (
	noCheckup = text("没有找到这次体检，可能它属于你看不到的门店，或者已经删掉了。", "沒有找到這次體檢，可能屬於你看不到的門市，或者已經刪除了。", "This check-up was not found; it may belong to a unit you do not see, or have been removed.")
	noGroup   = text("没有找到这个群，可能它属于你看不到的门店。", "沒有找到這個群組，可能屬於你看不到的門市。", "This group was not found; it may belong to a unit you do not see.")
	noAnswer  = text("这一题还没选。说不上来就选最后一个。", "這一題還沒選。說不上來就選最後一個。", "This one is still open. If you cannot say, choose the last.")
	badAnswer = text("这个选项这里没有，请重新选一个。", "這個選項這裡沒有，請重新選一個。", "That is not one of the answers. Please choose again.")
	longName  = text("群名最多 %d 个字，这里有 %d 个。", "群組名稱最多 %d 個字，這裡有 %d 個。", "A name has at most %d characters; this one has %d.")
	manyOnes  = text("最多记 %d 个群。不再查的，可以先删掉几个。", "最多記 %d 個群組。不再查的，可以先刪掉幾個。", "At most %d groups are kept. Remove some that you no longer check.")
	beingTied = text("正在记进微信群，请过一分钟刷新看看。", "正在記進微信群，請過一分鐘重新整理看看。", "It is being added to the WeChat groups. Please reload in a minute.")
	hasName   = text("这个群已经在微信群里了，请到它的页面改名。", "這個群組已經在微信群裡了，請到它的頁面改名。", "This group is kept among the WeChat groups; rename it on its page.")
	notOnSim  = text("这里的群都是样例或模拟的，不能记成真的微信群。请在自己的工作区里做。", "這裡的群組都是範例或模擬的，不能記成真的微信群。請在自己的工作區裡做。", "Groups here are made up and cannot be kept as real WeChat groups. Use a workspace of your own.")
	notSure   = text("请先勾上“真的删掉”。", "請先勾選「真的刪除」。", "Please tick that it is really to be removed.")
)

// asked are the questions, in the words of whoever runs a shop.
var asked = [questions]i18n.Text{
	People: text("群里有多少人", "群組裡有多少人", "How many people are in the group"),
	Age:    text("这个群建了多久", "這個群組建了多久", "How old is the group"),
	Spoke:  text("上一次有顾客说话是什么时候", "上一次有顧客說話是什麼時候", "When did a customer last say something"),
	Posts:  text("昨天你自己往群里发了几条", "昨天你自己往群組裡發了幾則", "How many posts did you send yesterday"),
	Bought: text("这一周有几位顾客来问过或买过", "這一週有幾位顧客來問過或買過", "How many customers asked or bought this week"),
	Open:   text("还有没有人问了没人回", "還有沒有人問了沒人回", "Is anyone still waiting for an answer"),
}

// short are the questions as the beginning of a line.
var short = [questions]i18n.Text{
	People: text("群里的人", "群組裡的人", "People"),
	Age:    text("建群", "建群", "Age of the group"),
	Spoke:  text("上一次有顾客说话", "上一次有顧客說話", "A customer last spoke"),
	Posts:  text("昨天自己发的", "昨天自己發的", "Own posts yesterday"),
	Bought: text("这一周来问、来买的", "這一週來問、來買的", "Asked or bought this week"),
	Open:   text("问了没人回的", "問了沒人回的", "Waiting for an answer"),
}

// hints stand below a question.
var hints = [questions]i18n.Text{
	Spoke:  text("你和店员不算，领红包、拍一拍也不算。", "你和店員不算，領紅包、拍一拍也不算。", "You and your staff do not count, nor do opened red packets."),
	Posts:  text("通知、广告、转发都算，回答别人的不算。", "通知、廣告、轉發都算，回答別人的不算。", "Notices, adverts and forwards count; answers to somebody do not."),
	Bought: text("私聊、接龙、到店的都算。", "私訊、接龍、到店的都算。", "In private, by sign-up chain or in the shop: all of it counts."),
}

// whys say for what a question is asked.
var whys = [questions]i18n.Text{
	People: text("十几个人的群和几百人的群，该做的不一样：小群有几个人说话就算热闹，人多的群要防着有人嫌吵。", "十幾個人的群組和幾百人的群組，該做的不一樣：小群組有幾個人說話就算熱鬧，人多的群組要防著有人嫌吵。", "A dozen people and several hundred need different things: in a small group a few voices are lively, in a large one some will find it noisy."),
	Age:    text("不满两周的群还没热起来，安静是正常的，先不下结论。", "不滿兩週的群組還沒熱起來，安靜是正常的，先不下結論。", "A group younger than two weeks is still warming up. Quiet is normal then, and no judgement is made."),
	Spoke:  text("群是不是活的，先看顾客说不说话。只有自己在说，不算。", "群組是不是活的，先看顧客說不說話。只有自己在說，不算。", "Whether a group lives shows first in whether customers speak. Our own voice does not count."),
	Posts:  text("发得太勤，顾客会点免打扰，后面说什么都看不到了。", "發得太勤，顧客會點免打擾，後面說什麼都看不到了。", "Who posts too often is muted, and is not seen any more afterwards."),
	Bought: text("很多顾客只看不说，默默在买。有人买，安静就不是毛病。", "很多顧客只看不說，默默在買。有人買，安靜就不是毛病。", "Many customers only read, and buy without a word. Where somebody buys, quiet is no fault."),
	Open:   text("问了没人回，是顾客离开群最快的原因，也是今天最容易补上的。", "問了沒人回，是顧客離開群組最快的原因，也是今天最容易補上的。", "A question without an answer drives people away fastest, and is what can be mended most easily today."),
}

var unsures = [questions]i18n.Text{
	People: text("没数过", "沒數過", "Never counted"),
	Age:    text("记不清", "記不清", "Cannot remember"),
	Spoke:  text("不清楚", "不清楚", "Not sure"),
	Posts:  text("记不清", "記不清", "Cannot remember"),
	Bought: text("不清楚", "不清楚", "Not sure"),
	Open:   text("不清楚", "不清楚", "Not sure"),
}

// label is an answer as its chip says it.
func label(q Question, c Choice) i18n.Text {
	if c == Unsure {
		return unsures[q]
	}
	return labels()[q][c]
}

func labels() [questions]map[Choice]i18n.Text {
	return [questions]map[Choice]i18n.Text{
		People: {
			Under30: text("不到 30 人", "不到 30 人", "fewer than 30"), Under100: text("30–99 人", "30–99 人", "30–99"), Under200: text("100–199 人", "100–199 人", "100–199"),
			Under300: text("200–299 人", "200–299 人", "200–299"), Over300: text("300 人以上", "300 人以上", "300 or more"),
		},
		Age: {
			Days: text("不到两周", "不到兩週", "less than two weeks"), Weeks: text("两周到三个月", "兩週到三個月", "two weeks to three months"),
			Months: text("三个月到一年", "三個月到一年", "three months to a year"), Years: text("一年以上", "一年以上", "over a year"),
		},
		Spoke: {
			Today: text("今天", "今天", "today"), Yesterday: text("昨天", "昨天", "yesterday"), ThisWeek: text("这几天（2–6 天前）", "這幾天（2–6 天前）", "2–6 days ago"),
			LastWeek: text("一周多以前（7–13 天）", "一週多以前（7–13 天）", "7–13 days ago"), Fortnight: text("两三周以前（14–27 天）", "兩三週以前（14–27 天）", "14–27 days ago"),
			Month: text("四周以前，或更早", "四週以前，或更早", "four weeks ago or more"), Never: text("还没人说过", "還沒人說過", "nobody ever did"),
		},
		Posts: {
			None: text("没发", "沒發", "none"), Few: text("1–2 条", "1–2 則", "1–2"), Some: text("3–5 条", "3–5 則", "3–5"),
			Many: text("6–10 条", "6–10 則", "6–10"), Flood: text("超过 10 条", "超過 10 則", "more than 10"),
		},
		Bought: {
			None: text("没有", "沒有", "none"), Few: text("1–2 位", "1–2 位", "1–2"), Some: text("3–9 位", "3–9 位", "3–9"), Many: text("10 位以上", "10 位以上", "10 or more"),
		},
		Open: {
			None: text("没有，都回了", "沒有，都回了", "no, all answered"), Few: text("有，1–2 位", "有，1–2 位", "yes, 1–2"), Some: text("有，3 位以上", "有，3 位以上", "yes, 3 or more"),
		},
	}
}
