package render

import (
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

var (
	moreNeedsPage = text("还有 %s也要人看,见下面的表。", "還有 %s也要人看,見下面的表。", "%s more need someone; see the table below.")
	moreOlder     = text("更早的还有 %s。", "更早的還有 %s。", "%s more, asked earlier.")
	olderWaits    = text("再看 %s", "再看 %s", "See %s more")
	cardsCut      = text("细节只写最要人看的 %s 个群,表里有全部。", "細節只寫最要人看的 %s 個群組,表裡有全部。", "Details are given for the %s {group that needs|groups that need} someone most; the table has all.")
	sparkLabel    = text("近 28 天有 %s有人说话。", "近 28 天有 %s有人說話。", "Somebody spoke on %s of the last 28.")
	giniLabel     = text("基尼系数", "吉尼係數", "Gini")

	headMonths   = text("多久以后", "多久以後", "after")
	headLiving   = text("还在说话的群", "還在說話的群組", "groups still talking")
	headInterval = text("95% 区间", "95% 區間", "95% interval")
	headWatched  = text("还看着的群", "還看著的群組", "groups watched")
	headTop      = text("说得最多的", "說得最多的", "busiest")
	headPeople   = text("人数", "人數", "people")
	headMessages = text("说了多少", "說了多少", "of messages")
	headWho      = text("谁", "誰", "who")
	headWhom     = text("回了谁", "回了誰", "answers whom")
	headTimes    = text("次数", "次數", "times")
	headGuess    = text("其中推断的", "其中推斷的", "of which inferred")
)

// shortType is a type as a table has room for.
func shortType(t measure.TypeName) i18n.Text {
	switch t {
	case measure.TooLittle:
		return tooLittleShort
	case measure.SelfDirected:
		return typeWords[measure.Mixed]
	default:
		return typeWords[t]
	}
}

var tooLittleShort = text("话太少", "話太少", "too little")

// labels are the fixed words of the page.
var labels = i18n.Words{
	"made":       madeBy,
	"how":        text("怎么算的", "怎麼算的", "How is this worked out?"),
	"numbers":    text("看数字", "看數字", "See the numbers"),
	"window":     text("时间", "時間", "window"),
	"unit":       text("单位", "單位", "unit"),
	"source":     text("来源", "來源", "source"),
	"first":      text("先做", "先做", "First"),
	"staffTitle": staffTitle,
	"staffWhy":   staffWhy,
	"staffMaybe": staffMaybe,
	"staffNone":  staffNobody,
	"staffThen":  staffThen,
	"staffOr":    staffOrNone,
	"needs":      secNeeds,
	"census":     secCensus,
	"survival":   secSurvival,
	"heat":       text("什么时候说话", "什麼時候說話", "When they talk"),
	"shares":     secShares,
	"network":    text("谁接谁的话", "誰接誰的話", "Who answers whom"),
	"waiting":    secWaiting,
	"maybe":      maybeTitle,
	"groups":     secGroups,
	"details":    text("每个群的细节", "每個群組的細節", "Details of each group"),
	"skips":      secSkips,
	"find":       text("找群名", "找群組名稱", "Find a group"),
	"allStates":  text("全部状态", "全部狀態", "All states"),
	"shown":      text("显示 {n} / {all}", "顯示 {n} / {all}", "{n} of {all} shown"),
	"more":       text("再显示 100 个", "再顯示 100 個", "Show 100 more"),
	"noMatch":    text("没有符合的群,换个词或状态试试。", "沒有符合的群組,換個詞或狀態試試。", "No group matches; try another word or state."),
	"colGroup":   text("群", "群組", "Group"),
	"colState":   text("状态", "狀態", "State"),
	"colSpark":   text("28 天", "28 天", "28 days"),
	"colPeople":  text("说话 / 成员", "說話 / 成員", "Speakers / members"),
	"colCarry":   text("谁在撑", "誰在撐", "Carried by"),
	"colType":    rowType,
	"colRisk":    rowRisk,
	"colLast":    text("最近说话", "最近說話", "Last word"),
	"people":     text("说话 / 成员", "說話 / 成員", "speakers / members"),
	"hours":      rowHours,
	"days":       rowDays,
	"print":      text("打印", "列印", "Print"),
	"footer":     text("这一页不连网,也不含聊天原话,除非你要求了。里面有人名,传给别人之前想一想。", "這一頁不連網,也不含聊天原話,除非你要求了。裡面有人名,傳給別人之前想一想。", "This page loads nothing from the network and holds no message text unless you asked for it. It does hold names: think before passing it on."),
}

// words are the labels in the reader's language.
func (s *story) words() map[string]string {
	out := make(map[string]string, len(labels))
	for key, t := range labels {
		out[key] = t.In(s.lang)
	}
	return out
}
