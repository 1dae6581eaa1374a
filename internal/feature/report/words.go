package report

import (
	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

var (
	subject         = i18n.Text{Hans: "%s · %s 的执行情况", Hant: "%s · %s 的執行情況", En: "%s · how %s went"}
	subjectLabelled = i18n.Text{Hans: "【%s】%s · %s 的执行情况", Hant: "【%s】%s · %s 的執行情況", En: "[%s] %s · how %s went"}
	labelSample     = i18n.Text{Hans: "样例数据", Hant: "範例資料", En: "Sample data"}
	labelSimulated  = i18n.Text{Hans: "模拟", Hant: "模擬", En: "Simulated"}

	verdictNothing = i18n.Text{Hans: "昨天没有到时间的 SOP 步骤。", Hant: "昨天沒有到時間的 SOP 步驟。", En: "No step of a playbook came due yesterday."}
	verdictAll     = i18n.Text{Hans: "昨天该做的 %d 件都按时做了。", Hant: "昨天該做的 %d 件都按時做了。", En: "All of yesterday’s steps (%d) were done in time."}
	verdictGood    = i18n.Text{Hans: "昨天该做 %d 件，做了 %d 件，没有过了时间没人管的。", Hant: "昨天該做 %d 件，做了 %d 件，沒有過了時間沒人管的。", En: "Of %d {step|steps} yesterday %d {was|were} done, and none was left past its time."}
	verdictLeft    = i18n.Text{Hans: "昨天该做 %d 件，做了 %d 件，%d 件过了时间还没做。", Hant: "昨天該做 %d 件，做了 %d 件，%d 件過了時間還沒做。", En: "Of %d {step|steps} yesterday %d {was|were} done, and %d {is past its|are past their} time and not done."}
	saidLate       = i18n.Text{Hans: "活水早上没在运行，所以这份晚到了。", Hant: "活水早上沒有在執行，所以這份晚到了。", En: "Huoshui was not running in the morning, so this comes late."}

	headDone   = i18n.Text{Hans: "做了什么", Hant: "做了什麼", En: "What was done"}
	headWhy    = i18n.Text{Hans: "没做的，为什么", Hant: "沒做的，為什麼", En: "What was left out, and why"}
	headUnits  = i18n.Text{Hans: "各处的执行率", Hant: "各處的執行率", En: "Completion by unit"}
	headGroups = i18n.Text{Hans: "今天要看一眼的群", Hant: "今天要看一眼的群組", En: "Groups to look at today"}
	headToday  = i18n.Text{Hans: "今天", Hant: "今天", En: "Today"}

	wordHuman = i18n.Text{Hans: "人做的", Hant: "人做的", En: "By people"}
	wordAuto  = i18n.Text{Hans: "自动的", Hant: "自動的", En: "By itself"}
	wordOpen  = i18n.Text{Hans: "打开执行情况", Hant: "打開執行情況", En: "Open the page"}

	lineDone       = i18n.Text{Hans: "%s：该做 %d 件，做了 %d 件", Hant: "%s：該做 %d 件，做了 %d 件", En: "%s: %d due, %d done"}
	partLate       = i18n.Text{Hans: "其中 %d 件晚了", Hant: "其中 %d 件晚了", En: "%d of them late"}
	partSkipped    = i18n.Text{Hans: "%d 件决定不做或没法做", Hant: "%d 件決定不做或無法做", En: "%d left out"}
	partOverdue    = i18n.Text{Hans: "%d 件过了时间还没做", Hant: "%d 件過了時間還沒做", En: "%d past their time"}
	partOpen       = i18n.Text{Hans: "%d 件还没到时限", Hant: "%d 件還沒到時限", En: "%d with time left"}
	lineWhy        = i18n.Text{Hans: "%s：%d 件", Hant: "%s：%d 件", En: "%s: %d"}
	lineMore       = i18n.Text{Hans: "别的原因一共 %d 件", Hant: "其他原因一共 %d 件", En: "Other reasons: %d"}
	lineUnit       = i18n.Text{Hans: "%s：%s", Hant: "%s：%s", En: "%s: %s"}
	lineUnitLeft   = i18n.Text{Hans: "%s：%s，%d 件过了时间还没做", Hant: "%s：%s，%d 件過了時間還沒做", En: "%s: %s, %d past their time"}
	lineGroup      = i18n.Text{Hans: "%s（%s）：%s", Hant: "%s（%s）：%s", En: "%s (%s): %s"}
	lineGroupBare  = i18n.Text{Hans: "%s（%s）", Hant: "%s（%s）", En: "%s (%s)"}
	lineMoreGroups = i18n.Text{Hans: "还有 %d 个群", Hant: "還有 %d 個群組", En: "and %d more {group|groups}"}
	lineToDo       = i18n.Text{Hans: "待办 %d 件", Hant: "待辦 %d 件", En: "To-dos: %d"}
	lineNoToDo     = i18n.Text{Hans: "现在没有待办", Hant: "現在沒有待辦", En: "No to-dos for now"}
	lineComplaints = i18n.Text{Hans: "没结的投诉 %d 件", Hant: "未結的客訴 %d 件", En: "Complaints not settled: %d"}
	howCounted     = i18n.Text{
		Hans: "只数到了时间的 SOP 步骤；条件不成立的、对照组的不算。",
		Hant: "只計到了時間的 SOP 步驟；條件不成立的、對照組的不算。",
		En:   "Counted are steps of playbooks whose time came; not those whose condition did not hold, nor holdouts.",
	}
)

// LabelOf says what data are where they are not somebody's own.
func LabelOf(kind auth.WorkspaceKind) i18n.Text {
	switch kind {
	case auth.Sample:
		return labelSample
	case auth.Sandbox:
		return labelSimulated
	case auth.Own:
	}
	return i18n.Text{}
}

// reasonWord says why a step was left out.
func reasonWord(code string) i18n.Text {
	if w, ok := reasonWords()[code]; ok {
		return w
	}
	return i18n.Text{Hans: "别的原因", Hant: "其他原因", En: "Another reason"}
}

func reasonWords() map[string]i18n.Text {
	return map[string]i18n.Text{
		"no-time":    {Hans: "没来得及", Hant: "來不及", En: "No time for it"},
		"not-fit":    {Hans: "当时不适合", Hant: "當時不適合", En: "It did not fit then"},
		"otherwise":  {Hans: "用别的方式做了", Hant: "用別的方式做了", En: "Done in another way"},
		"unwanted":   {Hans: "对方不想要", Hant: "對方不想要", En: "They did not want it"},
		"wrong-text": {Hans: "文案或商品有误", Hant: "文案或商品有誤", En: "The text or the product was wrong"},
		"own-words":  {Hans: "别的原因（写在待办里）", Hant: "其他原因（寫在待辦裡）", En: "Another reason, written on the to-do"},
		"no-answer":  {Hans: "条件没法判断", Hant: "條件無法判斷", En: "Nobody could tell whether its condition holds"},
		"late":       {Hans: "活水没在运行，时间过了", Hant: "活水沒有在執行，時間過了", En: "Its time passed while the program stood still"},
		"lacking":    {Hans: "SOP 里有空着的项", Hant: "SOP 裡有空著的項目", En: "A field of the playbook is empty"},
		"declined":   {Hans: "时间过了，没有人说还要做", Hant: "時間過了，沒有人說還要做", En: "Its time had passed and nobody said that it was still wanted"},
		"gate":       {Hans: "触达管控没让发", Hant: "觸達管控沒有放行", En: "The gate did not let it out"},
		"refused":    {Hans: "平台没让发", Hant: "平台沒有放行", En: "The platform refused it"},
		"dropped":    {Hans: "有人决定不发了", Hant: "有人決定不送了", En: "Somebody decided not to send it"},
		"cannot":     {Hans: "这个平台做不了", Hant: "這個平台做不到", En: "The platform cannot do it"},
	}
}
