package playbook

import (
	"maps"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// trialWords are the words of the pages on which an SOP is tried.
func trialWords() i18n.Words {
	out := tryWords()
	maps.Copy(out, resultWords())
	return out
}

// tryWords are those of the page on which it begins.
func tryWords() i18n.Words {
	return i18n.Words{
		"back":     {Hans: "所有 SOP", Hant: "所有 SOP", En: "All playbooks"},
		"try":      {Hans: "先试一遍", Hant: "先試一遍", En: "Try it first"},
		"try.lead": {Hans: "上线之前，先看看它会做什么。两种办法都什么也不发。", Hant: "上線之前，先看看它會做什麼。兩種辦法都什麼也不發。", En: "Before it goes live, see what it would do. Neither way sends anything."},
		"replay":   {Hans: "历史回测", Hant: "歷史回測", En: "Replay"},
		"replay.lead": {
			Hans: "拿过去的聊天推一遍：会触达谁、什么时候、说什么，触达管控会拦下哪些。",
			Hant: "拿過去的聊天推一遍：會觸達誰、什麼時候、說什麼，觸達管控會攔下哪些。",
			En:   "It runs over what was said in the past: whom it would have reached, when and with what, and what the gate would have stopped.",
		},
		"replay.none":   {Hans: "还没有群。接入或导入一个群，再回来试。", Hant: "還沒有群組。接入或匯入一個群組，再回來試。", En: "There is no group yet. Connect or import one, then try it here."},
		"replay.go":     {Hans: "推一遍", Hant: "推一遍", En: "Replay"},
		"past":          {Hans: "用哪些聊天", Hant: "用哪些聊天", En: "Which history"},
		"past.all":      {Hans: "这里有的全部聊天", Hant: "這裡有的全部聊天", En: "All that is known here"},
		"from":          {Hans: "从哪天", Hant: "從哪天", En: "First day"},
		"to":            {Hans: "到哪天", Hant: "到哪天", En: "Last day"},
		"from.hint":     {Hans: "不填就是从头到尾。开始那天之前的聊天只用来数数，不会触发什么。", Hant: "不填就是從頭到尾。開始那天之前的聊天只用來數數，不會觸發什麼。", En: "Leave them empty for all of it. What was said before the first day is only counted, and begins nothing."},
		"groups":        {Hans: "在哪些群里试", Hant: "在哪些群組裡試", En: "In which groups"},
		"groups.chosen": {Hans: "选群（一共 %d 个）", Hant: "選群組（一共 %d 個）", En: "Choose groups (%d in all)"},
		"placed":        {Hans: "在用", Hant: "在用", En: "in use"},
		"maynot":        {Hans: "你的角色只能看，不能开始试。找能管 SOP 的同事跑一次。", Hant: "你的角色只能看，不能開始試。找能管 SOP 的同事跑一次。", En: "Your role may look but not begin a trial. Ask a colleague who manages playbooks."},
		"assumes":       {Hans: "怎么算的", Hant: "怎麼算的", En: "How it is reckoned"},
		"rehearse":      {Hans: "试跑", Hant: "試跑", En: "Rehearsal"},
		"rehearse.lead": {
			Hans: "让模拟群友过几周，几秒钟跑完：不用 SOP 过一遍，用 SOP 再过一遍，前后数字摆在一起。",
			Hant: "讓模擬群友過幾週，幾秒鐘跑完：不用 SOP 過一遍，用 SOP 再過一遍，前後數字擺在一起。",
			En:   "Simulated members live some weeks, in seconds: once without the playbook and once with it, and the figures stand side by side.",
		},
		"rehearse.go": {Hans: "试跑一次", Hant: "試跑一次", En: "Rehearse"},
		"weeks":       {Hans: "几周", Hant: "幾週", En: "Weeks"},
		"crowds":      {Hans: "几个模拟群", Hant: "幾個模擬群組", En: "Simulated groups"},
		"trials":      {Hans: "试过的", Hant: "試過的", En: "Trials"},
		"trials.none": {Hans: "还没有试过。上面选一种，跑一次。", Hant: "還沒有試過。上面選一種，跑一次。", En: "It has not been tried yet. Pick one of the two above."},
		"what":        {Hans: "怎么试的", Hant: "怎麼試的", En: "What"},
		"state":       {Hans: "状态", Hant: "狀態", En: "State"},
		"created":     {Hans: "开始", Hant: "開始", En: "Began"},
	}
}

// resultWords are those of what came of it.
func resultWords() i18n.Words {
	return i18n.Words{
		"running":           {Hans: "正在跑", Hant: "正在跑", En: "Under way"},
		"running.percent":   {Hans: "跑到 %d%%", Hant: "跑到 %d%%", En: "%d%% done"},
		"running.leave":     {Hans: "可以先去做别的，结果会留在这里。", Hant: "可以先去做別的，結果會留在這裡。", En: "You may leave; the result stays here."},
		"trial.stop":        {Hans: "不跑了", Hant: "不跑了", En: "Stop"},
		"interrupted":       {Hans: "跑到一半程序停了，没有结果。", Hant: "跑到一半程式停了，沒有結果。", En: "The program ended halfway; there is no result."},
		"stopped":           {Hans: "有人停掉了，没有结果。", Hant: "有人停掉了，沒有結果。", En: "Somebody stopped it; there is no result."},
		"again":             {Hans: "再跑一次", Hant: "再跑一次", En: "Run it again"},
		"nothing.came":      {Hans: "选的群和日子里没有聊天，换一段再试。", Hant: "選的群組和日子裡沒有聊天，換一段再試。", En: "Nothing was said in these groups and days. Choose others."},
		"lacking":           {Hans: "没填：%s。靠它定时间的步骤没有开始，先去 SOP 页填上。", Hant: "沒填：%s。靠它定時間的步驟沒有開始，先去 SOP 頁填上。", En: "Not filled in: %s. What takes its time from it did not begin; fill it in on the playbook's page."},
		"nomoves":           {Hans: "这段聊天里没有谁进群、谁退群的记录，靠进群开始的 SOP 试不出来。", Hant: "這段聊天裡沒有誰入群、誰退群的記錄，靠入群開始的 SOP 試不出來。", En: "This history does not tell who came or left, so what begins by joining cannot be tried over it."},
		"rules":             {Hans: "拦下的原因：", Hant: "攔下的原因：", En: "Stopped because of:"},
		"figures":           {Hans: "前后对比（模拟）", Hant: "前後對比（模擬）", En: "Before and after (simulated)"},
		"figure.group":      {Hans: "模拟群", Hant: "模擬群組", En: "Simulated group"},
		"figure.when":       {Hans: "哪一段", Hant: "哪一段", En: "When"},
		"figure.before":     {Hans: "之前一样长的时间", Hant: "之前一樣長的時間", En: "Before, as long"},
		"figure.without":    {Hans: "之后，不用 SOP", Hant: "之後，不用 SOP", En: "After, without it"},
		"figure.with":       {Hans: "之后，用 SOP", Hant: "之後，用 SOP", En: "After, with it"},
		"figure.messages":   {Hans: "群友消息", Hant: "群友訊息", En: "Members' messages"},
		"figure.speakers":   {Hans: "说过话的人", Hant: "說過話的人", En: "Spoke"},
		"figure.people":     {Hans: "群人数", Hant: "群組人數", En: "In the group"},
		"figure.joined":     {Hans: "进群", Hant: "入群", En: "Joined"},
		"figure.left":       {Hans: "退群", Hant: "退群", En: "Left"},
		"figure.unanswered": {Hans: "漏回（近 28 天）", Hant: "漏回（近 28 天）", En: "Unanswered (28 days)"},
		"figure.sent":       {Hans: "SOP 说的", Hant: "SOP 說的", En: "Said by it"},
		"steps":             {Hans: "每一步会做多少", Hant: "每一步會做多少", En: "Step by step"},
		"step":              {Hans: "步骤", Hant: "步驟", En: "Step"},
		"touches":           {Hans: "触达", Hant: "觸達", En: "Touches"},
		"gate.stops":        {Hans: "触达管控会拦下", Hant: "觸達管控會攔下", En: "The gate would stop"},
		"todos":             {Hans: "待办", Hant: "待辦", En: "To-dos"},
		"skips":             {Hans: "跳过", Hant: "略過", En: "Left out"},
		"list":              {Hans: "一条一条看", Hant: "一則一則看", En: "One by one"},
		"list.none":         {Hans: "没有这样的。", Hant: "沒有這樣的。", En: "There are none."},
		"when":              {Hans: "时间", Hant: "時間", En: "When"},
		"whom":              {Hans: "对象", Hant: "對象", En: "For"},
		"text":              {Hans: "内容", Hant: "內容", En: "What"},
		"gate":              {Hans: "触达管控", Hant: "觸達管控", En: "Gate"},
		"byhand":            {Hans: "要人做", Hant: "要人做", En: "by hand"},
		"until":             {Hans: "改到", Hant: "改到", En: "goes"},
		"more":              {Hans: "还有 %d 条没列出来。命令行 huoshui playbook replay --json 能列全。", Hant: "還有 %d 則沒列出來。命令列 huoshui playbook replay --json 能列全。", En: "%d more are not listed; huoshui playbook replay --json lists all."},
		"weeks.of":          {Hans: "按周", Hant: "按週", En: "By week"},
		"week":              {Hans: "周一", Hant: "週一", En: "Monday"},
		"groups.of":         {Hans: "按群", Hant: "按群組", En: "By group"},
		"group":             {Hans: "群", Hant: "群組", En: "Group"},
	}
}

var (
	whatReplay       = i18n.Text{Hans: "历史回测", Hant: "歷史回測", En: "Replay"}
	whatRehearse     = i18n.Text{Hans: "试跑：%d 个模拟群，%d 周", Hant: "試跑：%d 個模擬群組，%d 週", En: "Rehearsal: %d simulated {group|groups}, %d {week|weeks}"}
	trialInterrupted = i18n.Text{Hans: "中断了", Hant: "中斷了", En: "Interrupted"}
	badCrowd         = i18n.Text{
		Hans: "试跑可以是 1 到 %d 周、1 到 %d 个模拟群。",
		Hant: "試跑可以是 1 到 %d 週、1 到 %d 個模擬群組。",
		En:   "A rehearsal has 1 to %d weeks and 1 to %d simulated groups.",
	}
	trialSpan = i18n.Text{
		Hans: "%s 到 %s，%d 个群，%d 个人，%d 条消息。",
		Hant: "%s 到 %s，%d 個群組，%d 個人，%d 則訊息。",
		En:   "%s to %s: %d {group|groups}, %d {person|people}, %d {message|messages}.",
	}
	verdictNothing = i18n.Text{
		Hans: "这段时间里它什么都不会做。看看下面跳过的原因，或换一段时间。",
		Hant: "這段時間裡它什麼都不會做。看看下面略過的原因，或換一段時間。",
		En:   "It would have done nothing in this time. See below why steps were left out, or choose another time.",
	}
	verdictAllPass = i18n.Text{
		Hans: "会触达 %d 次，收到的有 %d 人，触达管控都放行；要人做的待办 %d 条。",
		Hant: "會觸達 %d 次，收到的有 %d 人，觸達管控都放行；要人做的待辦 %d 則。",
		En:   "It would say %d {thing|things} to %d {person|people}, all let through by the gate, and ask people for %d {to-do|to-dos}.",
	}
	verdictSomeStop = i18n.Text{
		Hans: "会触达 %d 次，收到的有 %d 人；其中 %d 次触达管控会先拦下。要人做的待办 %d 条。",
		Hant: "會觸達 %d 次，收到的有 %d 人；其中 %d 次觸達管控會先攔下。要人做的待辦 %d 則。",
		En:   "It would say %d {thing|things} to %d {person|people}; the gate would stop %d of them at first. It would ask people for %d {to-do|to-dos}.",
	}
	cellRuns      = i18n.Text{Hans: "会开始", Hant: "會開始", En: "Runs"}
	cellTouches   = i18n.Text{Hans: "触达", Hant: "觸達", En: "Touches"}
	cellPassed    = i18n.Text{Hans: "当时能发", Hant: "當時能發", En: "Go at once"}
	cellLater     = i18n.Text{Hans: "改到以后", Hant: "改到以後", En: "Go later"}
	cellHeld      = i18n.Text{Hans: "先扣着", Hant: "先扣著", En: "Wait for somebody"}
	cellNever     = i18n.Text{Hans: "不发", Hant: "不發", En: "Never go"}
	cellTouched   = i18n.Text{Hans: "收到的人", Hant: "收到的人", En: "People reached"}
	cellMost      = i18n.Text{Hans: "一个人最多收到", Hant: "一個人最多收到", En: "Most for one person"}
	cellTodos     = i18n.Text{Hans: "待办", Hant: "待辦", En: "To-dos"}
	cellBusy      = i18n.Text{Hans: "一个人一天最多待办", Hant: "一個人一天最多待辦", En: "Most to-dos of one in a day"}
	filterAll     = i18n.Text{Hans: "全部", Hant: "全部", En: "All"}
	filterTouches = i18n.Text{Hans: "触达", Hant: "觸達", En: "Touches"}
	filterStopped = i18n.Text{Hans: "会被拦下的", Hant: "會被攔下的", En: "Stopped"}
	filterTodos   = i18n.Text{Hans: "要人做的", Hant: "要人做的", En: "By hand"}
	gatePass      = i18n.Text{Hans: "放行", Hant: "放行", En: "May go"}
)

var trialStates = map[TrialState]i18n.Text{
	TrialRunning: {Hans: "正在跑", Hant: "正在跑", En: "Under way"}, TrialDone: {Hans: "跑完了", Hant: "跑完了", En: "Done"},
	TrialStopped: {Hans: "停掉了", Hant: "停掉了", En: "Stopped"}, TrialFailed: {Hans: "没跑完", Hant: "沒跑完", En: "Broke off"},
}

// groupStates are the states of groups, as everywhere.
var groupStates = map[string]i18n.Text{
	"thriving": {Hans: "活跃", Hant: "活躍", En: "Thriving"}, "steady": {Hans: "平稳", Hant: "平穩", En: "Steady"}, "forming": {Hans: "新群", Hant: "新群", En: "Forming"},
	"fading": {Hans: "走弱", Hant: "走弱", En: "Fading"}, "dormant": {Hans: "沉默", Hant: "沉默", En: "Dormant"}, "dead": {Hans: "沉寂", Hant: "沉寂", En: "Dead"},
	"quiet-buying": {Hans: "安静但在买", Hant: "安靜但有人買", En: "Quiet-buying"},
}
