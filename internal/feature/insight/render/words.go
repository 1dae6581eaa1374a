package render

import (
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// The opening of a report.
var (
	noName    = text("(没有名字)", "(沒有名稱)", "(no name)")
	fullStop  = text("。", "。", ".")
	semicolon = text(";", ";", "; ")

	asOfFlag  = text("截至 %s(%s),这是用 --as-of 指定的时间。", "截至 %s(%s),這是用 --as-of 指定的時間。", "As of %s (%s), the time given with --as-of.")
	asOfStamp = text("截至 %s(%s),这是导出文件里写的导出时间。", "截至 %s(%s),這是匯出檔裡寫的匯出時間。", "As of %s (%s), when the export says it was made.")
	asOfNow   = text("截至现在,%s(%s)。", "截至現在,%s(%s)。", "As of now, %s (%s).")
	asOfLast  = text("截至 %s(%s),这是文件里最后一条记录的时间。", "截至 %s(%s),這是檔案裡最後一筆紀錄的時間。", "As of %s (%s), the time of the last record in the files.")
	lastIsOld = text(
		"最后一条记录在 %s前:之后是没人说话,还是记录只导到那天?如果是没人说话,请加 --as-of 写明日期再看一遍;如果还有更新的记录,请一起给。",
		"最後一筆紀錄在 %s前:之後是沒有人說話,還是紀錄只匯出到那天?如果是沒有人說話,請加上 --as-of 寫明日期再看一次;如果還有更新的紀錄,請一併提供。",
		"The last record is %s old: did people fall silent after it, or does the export end there? If they fell silent, run again with --as-of and a date; if there are newer records, add them.")

	sampleLabel = text("样例数据:这些群和人都是编的,不是真实的群。", "範例資料:這些群組和人都是虛構的,不是真實的群組。", "Sample data: these groups and people are invented, not real ones.")
	reportTitle = text("群诊断", "群診斷", "Diagnosis")
	madeBy      = text("活水 · 群诊断", "活水 · 群診斷", "Huoshui · diagnosis")

	noGroups     = text("没有读到任何群。", "沒有讀到任何群組。", "No group was found.")
	theGroup     = text("「%s」%s", "「%s」%s", "%s: %s")
	someAlive    = text("%s里,有 %s 个还活着", "%s裡,有 %s 個還活著", "Of %s, %s still live")
	allAlive     = text("%s都还活着", "%s都還活著", "%s, all of them alive")
	noneAlive    = text("%s里,现在没有一个还在说话", "%s裡,現在沒有一個還在說話", "Of %s, none is talking now")
	ofThemFading = text(",其中 %s 个在走弱", ",其中 %s 個在走弱", ", %s of them fading")
	andRest      = text(";另有 %s", ";另有 %s", "; %s")
	onlyRest     = text(":%s", ":%s", ": %s")
	areDormant   = text("%s 个沉默", "%s 個沉默", "%s dormant")
	areDead      = text("%s 个沉寂", "%s 個沉寂", "%s dead")
	areEmpty     = text("%s 个从没有群友说过话", "%s 個從沒有群友說過話", "%s where no member ever spoke")
	areEnded     = text("%s 个已完成", "%s 個已完成", "%s ended as planned")

	fellTogether = text(
		"大多数群同时变少,更像是季节或假期,不像哪一个群出了问题,所以不为这个派待办。",
		"大多數群組同時變少,比較像是季節或假期,不像哪一個群組出了問題,所以不為這個派待辦。",
		"Most groups fell at the same time: that looks like a season or a holiday, not like one group's trouble, so nobody gets a to-do for it.")
	fewerBy     = text("「%s」(说话的人少了 %s)", "「%s」(說話的人少了 %s)", "%s (%s fewer people speak)")
	fadingAre   = text("走弱的是%s。", "走弱的是%s。", "Fading: %s.")
	fadingFirst = text("走弱的有%s,还有 %s 个。", "走弱的有%s,還有 %s 個。", "Fading: %s, and %s more.")

	nobodyNeeded = text("今天没有哪个群急着要人。", "今天沒有哪個群組急著要人。", "No group needs someone urgently today.")
	needToday    = text("今天要人去看的有 %s:%s。", "今天要人去看的有 %s:%s。", "Someone is needed today in %s: %s.")
	needAnswers  = text("%s 个有问题没人答", "%s 個有問題沒人回", "%s with unanswered questions")
	needFading   = text("%s 个在走弱", "%s 個在走弱", "%s fading")
	needSilent   = text("%s 个刚安静下来", "%s 個剛安靜下來", "%s fallen silent lately")
	needRisk     = text("%s 个可能要安静下来", "%s 個可能要安靜下來", "%s that may fall silent")
)

// stateWords are the states as people call them.
var stateWords = map[measure.State]i18n.Text{
	measure.Thriving:    text("活跃", "活躍", "thriving"),
	measure.Steady:      text("平稳", "平穩", "steady"),
	measure.Forming:     text("新群", "新群", "forming"),
	measure.Fading:      text("走弱", "走弱", "fading"),
	measure.QuietBuying: text("安静但在买", "安靜但有人買", "quiet-buying"),
	measure.Dormant:     text("沉默", "沉默", "dormant"),
	measure.Dead:        text("沉寂", "沉寂", "dead"),
	measure.Ended:       text("已完成", "已完成", "ended"),
	measure.Empty:       text("还没人说话", "還沒人說話", "empty"),
	measure.Unheard:     text("看不到发言", "看不到發言", "not heard"),
}

// stateMarks are their shapes, so that colour is never alone.
var stateMarks = map[measure.State]string{
	measure.Thriving: "●", measure.Steady: "◐", measure.Forming: "◌", measure.Fading: "◒", measure.QuietBuying: "●",
	measure.Dormant: "○", measure.Dead: "✕", measure.Ended: "✓", measure.Empty: "·", measure.Unheard: "◇",
}

// stateMeans says each state in a few words.
var stateMeans = map[measure.State]i18n.Text{
	measure.Thriving:    text("天天有不止一个人说话", "天天有不只一個人說話", "several people speak every day"),
	measure.Steady:      text("有来有往,不热闹", "有來有往,不熱鬧", "give and take, without bustle"),
	measure.Forming:     text("建群不满 14 天", "建群不滿 14 天", "younger than 14 days"),
	measure.Fading:      text("说话的人明显变少", "說話的人明顯變少", "clearly fewer people speak"),
	measure.QuietBuying: text("没人聊天,但有人接龙下单", "沒有人聊天,但有人接龍下單", "nobody chats, somebody orders"),
	measure.Dormant:     text("14–27 天没有群友说话", "14–27 天沒有群友說話", "no member spoke for 14–27 days"),
	measure.Dead:        text("28 天以上没有群友说话", "28 天以上沒有群友說話", "no member spoke for 28 days or more"),
	measure.Ended:       text("按计划办完了", "按計畫辦完了", "its declared end has come"),
	measure.Empty:       text("从没有群友说过话", "從沒有群友說過話", "no member ever spoke"),
	measure.Unheard:     text("平台不告诉我们群里说了什么", "平台不告訴我們群組裡說了什麼", "the platform does not tell what is said"),
}

var revivedWord = text("回暖", "回暖", "revived")

// censusWords are the census classes, the liveliest first.
var censusWords = [...]struct {
	class measure.Census
	text  i18n.Text
	brief i18n.Text
}{
	{measure.All7, text("近 7 天每天都有人说话", "近 7 天每天都有人說話", "spoke on each of the last 7 days"), text("天天有人", "天天有人", "every day")},
	{measure.Occasional, text("28 天里偶尔有人说话", "28 天裡偶爾有人說話", "spoke now and then in 28 days"), text("偶尔有人", "偶爾有人", "now and then")},
	{measure.Silent, text("28 天没有人说话", "28 天沒有人說話", "silent for 28 days"), text("没有人", "沒有人", "silent")},
}

// typeWords are the types of the four-self model.
var typeWords = map[measure.TypeName]i18n.Text{
	measure.TooLittle:         text("话太少,看不出类型", "話太少,看不出類型", "too little to say"),
	measure.SelfTalk:          text("自说自话", "自說自話", "self-talk"),
	measure.SelfCentred:       text("自我中心", "自我中心", "self-centred"),
	measure.SelfParticipating: text("自发参与", "自發參與", "self-participating"),
	measure.SelfDirected:      text("自导自演", "自導自演", "self-directed"),
	measure.Mixed:             text("混合", "混合", "mixed"),
}

// bandWords are the bands of risk.
var bandWords = map[measure.Band]i18n.Text{
	measure.High:   text("高", "高", "high"),
	measure.Middle: text("中", "中", "middle"),
	measure.Low:    text("低", "低", "low"),
}
