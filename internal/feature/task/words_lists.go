package task

import (
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/web/console"
)

// endedWords are those of what has ended, and of a new to-do.
func endedWords() i18n.Words {
	return i18n.Words{
		"ended":         text("已结束的待办", "已結束的待辦", "Finished to-dos"),
		"ended.lead":    text("谁在什么时候做了什么，结果怎样。", "誰在什麼時候做了什麼，結果怎樣。", "Who did what when, and how it went."),
		"ended.none":    text("这 30 天还没有结束的待办。做完、不做、过期的都会留在这里。", "這 30 天還沒有結束的待辦。完成、不做、逾期的都會留在這裡。", "Nothing has ended in these 30 days. What is done, skipped or expired is kept here."),
		"ended.nothing": text("这样筛，没有待办。", "這樣篩選，沒有待辦。", "Nothing matches."),
		"export":        text("导出 CSV", "匯出 CSV", "Export CSV"),
		"from":          text("从", "從", "From"),
		"to":            text("到", "到", "To"),
		"outcome":       text("结果", "結果", "Outcome"),
		"what":          text("什么事", "什麼事", "What"),
		"whom":          text("给谁", "給誰", "For whom"),
		"when":          text("什么时候", "什麼時候", "When"),
		"any":           text("全部", "全部", "All"),
		"filter":        text("筛选", "篩選", "Filter"),
		"older":         text("更早的", "更早的", "Older"),
		"newest":        text("回到最新的", "回到最新的", "Back to the newest"),
		"new":           text("新建待办", "新增待辦", "New to-do"),
		"new.title":     text("要做什么", "要做什麼", "What is to be done"),
		"new.text":      text("要发的话", "要傳送的話", "Text to send"),
		"new.text.hint": text("写了就是一条要发的消息：复制就能发，发之前会看触达管控。", "寫了就是一則要傳送的訊息：複製就能送，送之前會看觸達管控。", "With a text it is a message: ready to copy, and the gate is asked before it is sent."),
		"new.nogroup":   text("不限群", "不限群組", "No group"),
		"new.to":        text("给谁做", "給誰做", "Who does it"),
		"new.anybody":   text("谁在值班谁做", "誰在值班誰做", "Whoever is on duty"),
		"new.due":       text("什么时候之前", "什麼時候之前", "Due"),
		"new.zone":      text("按 %s 的时间。", "以 %s 的時間為準。", "In the time of %s."),
		"new.selling":   text("这条是促销", "這則是促銷", "It sells something"),
		"new.proof":     text("做完要留执行凭证", "完成要留執行憑證", "Ask for proof of work"),
		"new.go":        text("新建", "新增", "Add it"),
	}
}

var (
	badDue    = text("时间没看懂，请再选一次。", "看不懂這個時間，請再選一次。", "That is no time. Please choose it again.")
	byReceipt = text("平台回执", "平台回執", "The platform")

	sampleLabel    = text("样例数据：这些群和人都是编的，不是真实的群。", "範例資料：這些群組和人都是虛構的，不是真實的群組。", "Sample data: these groups and people are invented, not real ones.")
	simulatedLabel = text("模拟：这些群和群友都由程序扮演，不是真实的群。", "模擬：這些群組與群友都由程式扮演，不是真實的群組。", "Simulated: these groups and members are played by the program, not real ones.")
)

// madeUp is what an export of made-up data says first; the zero text for real data.
func madeUp(v console.Viewer) i18n.Text {
	switch {
	case v.Sample:
		return sampleLabel
	case v.Simulated:
		return simulatedLabel
	}
	return i18n.Text{}
}

// exportHeads are the heads of an export.
func exportHeads(l i18n.Lang) (out []string) {
	for _, head := range []i18n.Text{text("编号", "編號", "Id"), text("什么事", "什麼事", "What"), text("种类", "種類", "Kind"), text("给谁", "給誰", "For whom"),
		text("谁", "誰", "Who"), text("结果", "結果", "Outcome"), text("什么时候", "什麼時候", "When"), text("截止", "截止", "Due"),
		text("选择或原因", "選擇或原因", "Choice or reason"), text("填的内容", "填的內容", "Filled in"), text("备注", "備註", "Note"),
		text("执行凭证", "執行憑證", "Proof of work"), text("SOP", "SOP", "Playbook")} {
		out = append(out, head.In(l))
	}
	return out
}
