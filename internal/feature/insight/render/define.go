package render

import (
	"slices"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Definition says what one figure means: 怎么算的. Every figure that a report
// or a page shows has one, and a page links a figure to it by its key.
type Definition struct {
	Key     string    // stable, fit for an address
	Name    i18n.Text // as the figure is called on screens
	Formula i18n.Text // what is counted, divided by what
	Window  i18n.Text // over which time
	Unit    i18n.Text
	Source  i18n.Text // what it is worked out from
	Why     i18n.Text // why so, and what it does not tell
}

// Definitions lists every figure a report shows, in the order of the report.
func Definitions() []Definition {
	return slices.Concat(groundDefinitions(), lifeDefinitions(), shareDefinitions(), talkDefinitions(), typeDefinitions(), groupDefinitions())
}

// ConsoleDefinitions is Definitions for readers who have pages instead of a
// command line.
func ConsoleDefinitions() []Definition {
	all := Definitions()
	for i := range all {
		if all[i].Key == "people" {
			all[i].Why = peopleOnPages
		}
	}
	return all
}

var peopleOnPages = text("机器人看文件或平台写明的身份,没写明的看发言是否千篇一律。认错了,到群成员里改正。", "機器人看檔案或平台寫明的身分,沒寫明的看發言是否千篇一律。認錯了,到群成員裡更正。", "Bots are those the file or the platform says are bots, else those whose posts all look alike. Where that is wrong, correct it under Members.")

// Windows, units and sources that many definitions share.
var (
	in28Days = text("截至时间那天往前 28 个自然日(群所在时区)", "截至時間那天往前 28 個自然日(群組所在時區)", "the 28 calendar days that end with the day of the report, in the group's zone")
	allTime  = text("全部时间,到截至时间为止", "全部時間,到截至時間為止", "all time up to the time of the report")
	atTime   = text("截至时间那一刻", "截至時間那一刻", "the time of the report")

	unitGroups  = text("群", "群組", "groups")
	unitPeople  = text("人", "人", "people")
	unitShare   = text("占比(0–100%)", "占比(0–100%)", "share (0–100%)")
	unitTimes   = text("次", "次", "count")
	unitMessage = text("条", "則", "messages")
	unitWord    = text("文字", "文字", "words")
	unitPoints  = text("分(0–100)", "分(0–100)", "points (0–100)")
	unitTime    = text("时间", "時間", "time")

	fromChat   = text("导出的聊天记录", "匯出的聊天紀錄", "the exported chat")
	fromStaff  = text("聊天记录,加上「谁是你们的人」的回答", "聊天紀錄,加上「誰是你們的人」的回答", "the exported chat, and the answer to who your staff are")
	fromRoster = text("聊天记录和成员名单", "聊天紀錄和成員名單", "the exported chat and its member list")
	fromNotice = text("聊天记录里的进群、退群通知", "聊天紀錄裡的進群、退群通知", "notices of joining and leaving in the exported chat")
)

// groundDefinitions say whose words are counted, and when.
func groundDefinitions() []Definition {
	return []Definition{
		{"as-of", text("截至时间", "截至時間", "as of"),
			text("按先后取:你指定的时间;导出文件里写的导出时间;文件里最后一条记录的时间。之后的事当作还没发生。某个群的记录更早就断了,只判断到断的那天。",
				"依序取:你指定的時間;匯出檔裡寫的匯出時間;檔案裡最後一筆紀錄的時間。之後的事當作還沒發生。某個群組的紀錄更早就斷了,只判斷到斷的那天。",
				"In this order: the time you gave; the time the export says it was made; the last record in the files. What came later has not happened yet. A group whose record ends earlier is judged up to that day."),
			atTime, unitTime, fromChat,
			text("同一份记录,换一天看结论会变,所以第一行就写明是哪天。", "同一份紀錄,換一天看結論會變,所以第一行就寫明是哪天。", "The same record read on another day gives another verdict, so the first line says which day it is.")},
		{"people", text("群友(人)", "群友(人)", "members (people)"),
			text("至少发过一条消息、又不是工作人员或机器人的人。", "至少發過一則訊息、又不是工作人員或機器人的人。", "Those with at least one message who are neither staff nor bots."),
			allTime, unitPeople, fromStaff,
			text("机器人看文件写明的身份,没写明的看发言是否千篇一律,可以用 --people、--bots 改正。", "機器人看檔案寫明的身分,沒寫明的看發言是否千篇一律,可以用 --people、--bots 更正。", "Bots are those the file says are bots, else those whose posts all look alike; --people and --bots correct this.")},
		{"messages", text("消息", "訊息", "messages"),
			text("文字、语音、图片、视频、表情、文件、引用、接龙都算;系统通知、撤回、拍一拍、领红包的提示不算。", "文字、語音、圖片、影片、貼圖、檔案、引用、接龍都算;系統通知、收回、拍一拍、領紅包的提示不算。", "Text, voice, pictures, video, stickers, files, quotes and chain entries count; system notices, recalls, pokes and red-packet notices do not."),
			allTime, unitMessage, fromChat,
			text("含工作人员和机器人发的。说「有没有人说话」时只看群友。", "含工作人員和機器人發的。說「有沒有人說話」時只看群友。", "Those of staff and bots included. Whether anybody speaks is judged by members alone.")},
		{"skipped", text("跳过的行", "略過的行", "skipped lines"),
			text("读不懂,或时间在将来的行。其余的照读。", "讀不懂,或時間在未來的行。其餘照讀。", "Lines that cannot be read, or lie in the future. The rest is read all the same."),
			allTime, unitTimes, fromChat,
			text("跳过多少都写出来,不悄悄丢掉。", "略過多少都寫出來,不悄悄丟掉。", "How many were skipped is always told, never dropped in silence.")},
	}
}

func lifeDefinitions() []Definition {
	return []Definition{
		{"census", text("七天普查", "七天普查", "seven-day census"),
			text("数群,取先成立的一项:近 7 天每天都有群友说话;近 28 天里有过;28 天没有。三项加起来是全部的群。", "數群組,取先成立的一項:近 7 天每天都有群友說話;近 28 天裡有過;28 天沒有。三項加起來是全部群組。", "Groups, by the first that holds: a member spoke on each of the last 7 days; at least once in 28 days; not in 28 days. The three add up to all groups."),
			text("近 7 天与近 28 天", "近 7 天與近 28 天", "the last 7 and the last 28 days"), unitGroups, fromStaff,
			text("一句话也算有人说话,所以它只说活没活着,不说热不热闹。", "一句話也算有人說話,所以它只說活著沒有,不說熱不熱鬧。", "One word is enough, so it tells life from silence and nothing about bustle.")},
		{"state", text("状态", "狀態", "state"),
			text("取先成立的一项:安静但在买(14 天没人聊,28 天里有接龙);沉寂(28 天以上没有群友说话);沉默(14–27 天);新群(不满 14 天);走弱;活跃(近 7 天每天有人,其中 5 天以上有 3 人以上);其余是平稳。",
				"取先成立的一項:安靜但有人買(14 天沒人聊,28 天裡有接龍);沉寂(28 天以上沒有群友說話);沉默(14–27 天);新群(不滿 14 天);走弱;活躍(近 7 天每天有人,其中 5 天以上有 3 人以上);其餘是平穩。",
				"The first that holds: quiet-buying (no chat for 14 days, an order chain within 28); dead (no member for 28 days or more); dormant (14–27); forming (younger than 14 days); fading; thriving (somebody on each of 7 days, three or more people on five of them); else steady."),
			text("最多 56 天", "最多 56 天", "up to 56 days"), unitWord, fromStaff,
			text("除夕到初七,沉默和沉寂的钟停着不走。", "除夕到初七,沉默和沉寂的鐘停著不走。", "In Chinese zones the clock of silence stands still over the Spring Festival.")},
		{"fading", text("走弱", "走弱", "fading"),
			text("每天说话的不同的人加起来,近 28 天比再前 28 天少了一半以上(再前 28 天至少 10 人次)。有 10 个以上的群时,先减去别的群变化的中位数。", "每天說話的不同的人加起來,近 28 天比再前 28 天少了一半以上(再前 28 天至少 10 人次)。有 10 個以上的群組時,先減去其他群組變化的中位數。", "Different speakers per day, added up: the last 28 days come to less than half of the 28 before (which had at least 10). With ten groups or more, the median change of the others is subtracted first."),
			text("近 28 天与再前 28 天,去掉春节和国庆假期", "近 28 天與再前 28 天,去掉春節和國慶假期", "the last 28 days and the 28 before, holidays left out"), unitShare, fromStaff,
			text("大家一起变少时是季节,不怪某一个群。", "大家一起變少時是季節,不怪某一個群組。", "When all fall together it is the season, not one group's fault.")},
		{"survival", text("留存曲线", "留存曲線", "survival"),
			text("Kaplan–Meier 估计:从第一位群友开口算起;最后一次开口之后满 28 天没人说话,算在最后那次沉寂,其余算还看着。带子是 95% Greenwood 区间。", "Kaplan–Meier 估計:從第一位群友開口算起;最後一次開口之後滿 28 天沒人說話,算在最後那次沉寂,其餘算還看著。帶子是 95% Greenwood 區間。", "Kaplan–Meier from the first word of a member. A group dies at its last word when 28 silent days follow it; the others are still watched. The band is the 95% Greenwood interval."),
			text("全部时间;一个月是 30.4375 天", "全部時間;一個月是 30.4375 天", "all time; a month is 30.4375 days"), unitShare, fromStaff,
			text("要有 20 个群、5 个沉寂才画。从没有人说过话的群和已完成的群不在里面。", "要有 20 個群組、5 個沉寂才畫。從沒有人說過話的群組和已完成的群組不在裡面。", "Drawn from 20 groups and 5 deaths on. Groups nobody ever spoke in, and those that ended as planned, are not in it.")},
		{"risk", text("安静下来的风险", "安靜下來的風險", "risk of falling silent"),
			text("今后 60 天没有任何群友说话的可能,由一个在公开社群上拟合的模型给出,分成高、中、低。", "今後 60 天沒有任何群友說話的可能,由一個在公開社群上擬合的模型給出,分成高、中、低。", "How likely it is that no member speaks in the next 60 days, by a model fitted on public communities, told as high, middle or low."),
			text("截至时间前的历史,近 180 天为主", "截至時間前的歷史,近 180 天為主", "the history before the report, the last 180 days above all"), unitWord, fromStaff,
			text("模型没有在微信、企业微信群上验证过,所以只给高低和理由,不给百分数。近 60 天没人说话的群不判断。", "模型沒有在微信、企業微信群組上驗證過,所以只給高低和理由,不給百分數。近 60 天沒人說話的群組不判斷。", "The model has not been validated on groups like yours, so it gives a level and a reason, no percentage. Groups silent for 60 days are not judged.")},
	}
}

func shareDefinitions() []Definition {
	return []Definition{
		{"concentration", text("发言集中度", "發言集中度", "concentration"),
			text("发言最多的 1%、10% 的人(四舍五入,至少一人)发的消息 ÷ 全部群友的消息。", "發言最多的 1%、10% 的人(四捨五入,至少一人)發的訊息 ÷ 全部群友的訊息。", "Messages of the busiest 1% and 10% of people (rounded, at least one person) ÷ messages of all members."),
			allTime, unitShare, fromStaff,
			text("「1/9/90」按全体成员说,这里只数开过口的人,两者并排看,不能相减。", "「1/9/90」按全體成員說,這裡只數開過口的人,兩者並排看,不能相減。", "The 1/9/90 rule speaks of all members, this of those who ever spoke: read them side by side, not as a difference.")},
		{"gini", text("基尼系数", "吉尼係數", "Gini coefficient"),
			text("Σ(2i−n−1)xᵢ ÷ (nΣx),xᵢ 是每个人的消息数,从少到多排。0 是人人一样多,接近 1 是一个人说。", "Σ(2i−n−1)xᵢ ÷ (nΣx),xᵢ 是每個人的訊息數,從少到多排。0 是人人一樣多,接近 1 是一個人說。", "Σ(2i−n−1)xᵢ ÷ (nΣx), xᵢ being each person's messages from few to many. 0 is all alike, close to 1 is one person talking."),
			allTime, text("0 到 1", "0 到 1", "0 to 1"), fromStaff,
			text("供和别处的研究比较,平时看集中度就够。", "供和別處的研究比較,平時看集中度就夠。", "For comparison with studies; concentration is enough for daily use.")},
		{"heat", text("钟点", "鐘點", "hours"),
			text("每个钟点(和星期几)的消息数,颜色越深越多。", "每個鐘點(和星期幾)的訊息數,顏色越深越多。", "Messages in each hour (and weekday); the darker, the more."),
			text("星期图看近 28 天;每个群的 24 格看全部时间", "星期圖看近 28 天;每個群組的 24 格看全部時間", "the weekday chart 28 days; the 24 cells of a group all time"), unitMessage, fromChat,
			text("含工作人员的消息,所以也看得出自己几点在发。", "含工作人員的訊息,所以也看得出自己幾點在發。", "Messages of staff are included, so your own posting hours show too.")},
		{"network", text("谁回谁", "誰回誰", "who answers whom"),
			text("连线是一个人回了另一个人:明确的回复,其次是 @ 和引用,再其次是按间隔、轮次、称呼和用词推断(虚线)。圆越大,消息越多。", "連線是一個人回了另一個人:明確的回覆,其次是 @ 和引用,再其次是按間隔、輪次、稱呼和用詞推斷(虛線)。圓越大,訊息越多。", "A line is one person answering another: an explicit reply, else a mention or quote, else inferred from gaps, turns, names and words (dashed). Larger circles wrote more."),
			in28Days, unitTimes, fromChat,
			text("推断会错,所以标明有多少是推断的。圆的大小看全部时间。", "推斷會錯,所以標明有多少是推斷的。圓的大小看全部時間。", "Inference errs, so its share is told. The size of circles is over all time.")},
		{"roles", text("共建 / 活跃 / 潜水", "共建 / 活躍 / 潛水", "co-builders / active / onlookers"),
			text("共建:起过 3 次以上有 2 位以上别人加入的对话,并回答别人 5 次以上;活跃:其余说过话的;潜水:名单上没说话的。", "共建:起過 3 次以上有 2 位以上別人加入的對話,並回答別人 5 次以上;活躍:其餘說過話的;潛水:名單上沒說話的。", "Co-builders started 3 conversations that 2 others joined, and answered others 5 times; active are the others who spoke; onlookers are those on the list who did not."),
			in28Days, unitPeople, fromRoster,
			text("没有成员名单,就不知道有多少人潜水;很多人在默默买。", "沒有成員名單,就不知道有多少人潛水;很多人在默默買。", "Without a member list the onlookers are unknown; many of them quietly buy.")},
	}
}
