package main

import "github.com/huoshui/huoshui/internal/base/i18n"

var (
	nothingPast = i18n.Text{Hans: "这里还没有可以回测的聊天。", Hant: "這裡還沒有可以回測的聊天。", En: "There is nothing here to replay."}
	sumPast     = i18n.Text{
		Hans: "%s 到 %s，%d 个群，%d 个人，%d 条消息。",
		Hant: "%s 到 %s，%d 個群組，%d 個人，%d 則訊息。",
		En:   "%s to %s: %d {group|groups}, %d {person|people}, %d {message|messages}.",
	}
	noMoves = i18n.Text{
		Hans: "这段聊天里没有谁进群、谁退群的记录，靠进群开始的 SOP 试不出来。",
		Hant: "這段聊天裡沒有誰入群、誰退群的記錄，靠入群開始的 SOP 試不出來。",
		En:   "This history does not tell who came or left, so what begins by joining cannot be tried over it.",
	}
	sumTouches = i18n.Text{
		Hans: "会开始 %d 次，触达 %d 次：能发 %d，改到以后 %d，先扣着 %d，不发 %d。",
		Hant: "會開始 %d 次，觸達 %d 次：能發 %d，改到以後 %d，先扣著 %d，不發 %d。",
		En:   "%d {run|runs} would begin and say %d {thing|things}: %d may go, %d later, %d once somebody allows it, %d never.",
	}
	sumPeople = i18n.Text{
		Hans: "会收到消息的有 %d 人，收得最多的一位 %d 条（群里说的也算）。",
		Hant: "會收到訊息的有 %d 人，收得最多的一位 %d 則（群組裡說的也算）。",
		En:   "%d {person|people} would get something, at most %d for one of them (what is said to a group counts).",
	}
	sumTodos = i18n.Text{
		Hans: "待办 %d 条，分给 %d 个负责人，每人每天 %.1f 条，最多的一天 %d 条。",
		Hant: "待辦 %d 則，分給 %d 個負責人，每人每天 %.1f 則，最多的一天 %d 則。",
		En:   "%d {to-do|to-dos} for %d {person|people} in charge: %.1f a day for each, %d on the busiest day.",
	}
	sumStopped = i18n.Text{Hans: "触达管控会拦下：%s", Hant: "觸達管控會攔下：%s", En: "The gate would stop: %s"}
	figureHead = i18n.Text{
		Hans: "\n每格是：之前一样长的时间 / 之后不用 SOP / 之后用 SOP",
		Hant: "\n每格是：之前一樣長的時間 / 之後不用 SOP / 之後用 SOP",
		En:   "\nEach is: as long a time before / afterwards without / afterwards with the playbooks",
	}
	figureHeads = [...]i18n.Text{
		{Hans: "模拟群", Hant: "模擬群組", En: "Simulated group"}, {Hans: "群友消息", Hant: "群友訊息", En: "Messages"}, {Hans: "说过话的人", Hant: "說過話的人", En: "Spoke"},
		{Hans: "退群", Hant: "退群", En: "Left"}, {Hans: "漏回", Hant: "漏回", En: "Unanswered"}, {Hans: "SOP 说的", Hant: "SOP 說的", En: "Said by them"},
	}
	stepHeads = [...]i18n.Text{
		{Hans: "SOP", Hant: "SOP", En: "Playbook"}, {Hans: "步骤", Hant: "步驟", En: "Step"}, {Hans: "触达", Hant: "觸達", En: "Touches"},
		{Hans: "拦下", Hant: "攔下", En: "Stopped"}, {Hans: "待办", Hant: "待辦", En: "To-dos"}, {Hans: "跳过", Hant: "略過", En: "Left out"},
	}
	listHeads = [...]i18n.Text{
		{Hans: "时间", Hant: "時間", En: "When"}, {Hans: "对象", Hant: "對象", En: "For"}, {Hans: "步骤", Hant: "步驟", En: "Step"},
		{Hans: "方式", Hant: "方式", En: "Way"}, {Hans: "触达管控", Hant: "觸達管控", En: "Gate"}, {Hans: "内容", Hant: "內容", En: "What"},
	}
	untilThen   = i18n.Text{Hans: "%s，改到 %s", Hant: "%s，改到 %s", En: "%s, goes %s"}
	moreTouches = i18n.Text{Hans: "还有 %d 条没列出来，用 --limit 多列一些。", Hant: "還有 %d 則沒列出來，用 --limit 多列一些。", En: "%d more are not listed; --limit lists more."}
	assumesHead = i18n.Text{Hans: "这样算的：", Hant: "這樣算的：", En: "How it was reckoned:"}
)
