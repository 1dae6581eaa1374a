package insight

import (
	"maps"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// The sentences above the list.
var (
	fullStop  = words3("。", "。", ".")
	semicolon = words3("；", "；", "; ")

	someAlive  = words3("%s里，有 %s 个还活着", "%s裡，有 %s 個還活著", "Of %s, %s still live")
	allAlive   = words3("%s都还活着", "%s都還活著", "All of %s still live")
	noneAlive  = words3("%s里，现在没有一个还在说话", "%s裡，現在沒有一個還在說話", "Of %s, none is talking now")
	areFading  = words3("走弱 %s 个", "走弱 %s 個", "%s fading")
	areDormant = words3("沉默 %s 个", "沉默 %s 個", "%s dormant")
	areDead    = words3("沉寂 %s 个", "沉寂 %s 個", "%s dead")
	areEmpty   = words3("%s 个从有记录起还没有群友说过话", "%s 個從有紀錄起還沒有群友說過話", "%s where no member has spoken since the record began")
	areEnded   = words3("%s 个已按计划办完", "%s 個已按計畫辦完", "%s ended as planned")

	fellTogether = words3("大多数群同时变少，更像是季节或假期，不像哪一个群出了问题，所以不为这个派待办。",
		"大多數群組同時變少，比較像季節或假期，不像哪一個群組出了問題，所以不為這個派待辦。",
		"Most groups fell at the same time. That looks like a season or a holiday, not like one group’s trouble, so nobody gets a to-do for it.")
	noneFading = words3("没有群在走弱。", "沒有群組在走弱。", "No group is fading.")
	fadingAre  = words3("走弱的是：", "走弱的是：", "Fading:")
	fewerSpeak = words3("说话的人少了 %s", "說話的人少了 %s", "%s fewer people speak")
	andMore    = words3("还有 %s", "還有 %s", "and %s more")

	nobodyNeeded = words3("今天没有哪个群急着要人。", "今天沒有哪個群組急著要人。", "No group needs someone urgently today.")
	needToday    = words3("今天要人去看的有 %s：", "今天需要人去看的有 %s：", "To look at today: %s.")
	needFirst    = words3("今天要人去看的有 %s，先看这 %s 个：", "今天需要人去看的有 %s，先看這 %s 個：", "To look at today: %s. Begin with these %s.")
	whyAsked     = words3("%s没人答，最久的已等 %s（只算服务时间）", "%s沒人回，最久的已等 %s（只算服務時間）", "%s unanswered, the longest for %s of service time")
	whySilent    = words3("%s没有群友说话了", "%s沒有群友說話了", "no member has spoken for %s")
	whyRisk      = words3("安静下来的风险：%s。%s", "安靜下來的風險：%s。%s", "%s risk of falling silent: %s")

	spokeToday    = words3("最近一天还有人说话，平均 %s 天一次", "最近一天還有人說話，平均 %s 天一次", "someone spoke within a day; on average every %s {day|days}")
	spokeJustNow  = words3("最近一天还有人说话", "最近一天還有人說話", "someone spoke within a day")
	busyMeasuring = words3("%s正在重新计算，算好之前显示的是上一次的数字。", "%s正在重新計算，算好之前顯示的是上一次的數字。", "%s are being measured anew; until then the figures are those of last time.")
	askReach      = words3("“%s”的记录到 %s 为止。之后是没人说话，还是记录只导到那天？", "「%s」的紀錄到 %s 為止。之後是沒有人說話，還是紀錄只匯出到那天？", "The record “%s” ends on %s. Did people fall silent after it, or does the export end there?")

	censusAll7       = words3("天天有人说话", "天天有人說話", "Every day")
	censusOccasional = words3("偶尔有人说话", "偶爾有人說話", "Now and then")
	censusSilent     = words3("没有人说话", "沒有人說話", "Silent")
	meansAll7        = words3("近 7 天每天都有", "近 7 天每天都有", "spoke on each of the last 7 days")
	meansOccasional  = words3("近 28 天至少一次", "近 28 天至少一次", "spoke at least once in 28 days")
	meansSilent      = words3("近 28 天一次也没有", "近 28 天一次也沒有", "no word in 28 days")

	survivalSays      = words3("建群 %s后，还有 %s 的群活着（95%% 区间 %s–%s）", "建群 %s後，還有 %s 的群組活著（95%% 區間 %s–%s）", "After %s, %s of the groups still live (95%% interval %s–%s)")
	curveMonths       = words3("个月", "個月", "months")
	curveShare        = words3("还活着", "還活著", "still live")
	curveRange        = words3("95% 区间", "95% 區間", "95% interval")
	participationSays = words3("最爱说话的 1%% 的人说了 %s 的话，前 10%% 说了 %s", "最常說話的 1%% 的人說了 %s 的話，前 10%% 說了 %s", "The busiest 1%% of people wrote %s of the messages, the busiest 10%% %s")
)

// The list.
var (
	listCount      = words3("%s，这一页是第 %s–%s 个", "%s，這一頁是第 %s–%s 個", "%s; %s–%s on this page")
	headName       = words3("群", "群組", "Group")
	headSpark      = words3("28 天", "28 天", "28 days")
	headActive     = words3("说话 / 成员", "說話 / 成員", "Speaking / all")
	headCarry      = words3("谁在撑着", "誰在撐著", "Carried by")
	headType       = words3("四自类型", "四自類型", "Four-self type")
	headRisk       = words3("风险", "風險", "Risk")
	riskOver       = words3("已经沉寂", "已經沉寂", "silent already")
	sparkNone      = words3("近 28 天没有群友说话", "近 28 天沒有群友說話", "no member spoke in 28 days")
	sparkSays      = words3("近 28 天有 %s有人说话，最多一天 %s", "近 28 天有 %s有人說話，最多一天 %s", "people spoke on %s of 28; on the busiest, %s")
	typeNeedsStaff = words3("要先知道谁是你们的人", "要先知道誰是你們的人", "needs to know who your staff are")
	typeNeedsWords = words3("近 28 天没有人说话", "近 28 天沒有人說話", "nobody spoke in 28 days")
)

// portfolioWords are the words of the page and of the list in it.
func portfolioWords() i18n.Words {
	words := i18n.Words{
		"title":       {Hans: "群", Hant: "群組", En: "Groups"},
		"asof":        {Hans: "截至 %s", Hant: "截至 %s", En: "As of %s"},
		"figures":     {Hans: "每个数怎么算的", Hant: "每個數字怎麼算的", En: "How every figure is worked out"},
		"staff":       {Hans: "还不知道谁是你们的人。", Hant: "還不知道誰是你們的人。", En: "Nobody has said who your staff are."},
		"staff.why":   {Hans: "不分清店员和群友，漏回、播报和四自类型就没法算，先空着。", Hant: "分不清店員和群友，漏回、播報和四自類型就無法計算，先留空。", En: "Without telling staff from members, unanswered questions, broadcasts and types cannot be worked out and are left empty."},
		"staff.go":    {Hans: "去认一认", Hant: "去認一認", En: "Say who they are"},
		"staff.ask":   {Hans: "请负责人或运营认一下。", Hant: "請負責人或營運認一下。", En: "An owner or operator can say who they are."},
		"reach.go":    {Hans: "去回答", Hant: "去回答", En: "Answer"},
		"reach.more":  {Hans: "还有 %d 次导入也要问，在导入页。", Hant: "還有 %d 次匯入也要問，在匯入頁。", En: "%d more {import asks|imports ask} the same, on the import page."},
		"outside":     {Hans: "你管的这一块还没有群", Hant: "你負責的這一塊還沒有群組", En: "No groups in your part yet"},
		"outside.why": {Hans: "工作区里有群，但还没有一个归到你所在的门店或区域。请负责人把群分给你们。", Hant: "工作區裡有群組，但還沒有一個歸到你所在的門市或區域。請負責人把群組分給你們。", En: "There are groups, but none is assigned to your store or region. Ask an owner to assign some."},
		"none":        {Hans: "没有符合的群", Hant: "沒有符合的群組", En: "No group fits"},
		"none.why":    {Hans: "换个条件，或者看全部。", Hant: "換個條件，或看全部。", En: "Try other filters, or see all."},
		"clear":       {Hans: "看全部", Hant: "看全部", En: "See all"},
		"census":      {Hans: "多久有人说话", Hant: "多久有人說話", En: "How often people speak"},
		"survival":    {Hans: "群能活多久", Hant: "群組能活多久", En: "How long groups live"},
		"survival.no": {Hans: "群还少，先不画曲线。要 20 个以上的群、5 个以上已经沉寂的，曲线才靠得住。", Hant: "群組還少，先不畫曲線。要 20 個以上的群組、5 個以上已經沉寂的，曲線才可靠。", En: "Too few groups for a curve yet: it takes 20 groups, 5 of them dead, before one can be trusted."},
		"months":      {Hans: "过了", Hant: "過了", En: "After"},
		"alive":       {Hans: "还活着", Hant: "還活著", En: "Still live"},
		"interval":    {Hans: "95% 区间", Hant: "95% 區間", En: "95% interval"},
		"atrisk":      {Hans: "还看得到的群", Hant: "還看得到的群組", En: "Groups still observed"},
		"numbers":     {Hans: "看数字", Hant: "看數字", En: "The numbers"},
		"share":       {Hans: "谁在说话", Hant: "誰在說話", En: "Who speaks"},
		"share.guide": {Hans: "常说的 1/9/90", Hant: "常說的 1/9/90", En: "The 1/9/90 guideline"},
		"share.real":  {Hans: "你这里", Hant: "你這裡", En: "Here"},
		"guide.1":     {Hans: "起头", Hant: "起頭", En: "start talks"},
		"guide.9":     {Hans: "接话", Hant: "接話", En: "join in"},
		"guide.90":    {Hans: "多半只看", Hant: "多半只看", En: "mostly read"},
		"share.said":  {Hans: "说了 %s", Hant: "說了 %s", En: "wrote %s"},
		"share.no":    {Hans: "还没有群友说过话，所以没有这一项。", Hant: "還沒有群友說過話，所以沒有這一項。", En: "No member has spoken yet, so there is nothing to show."},
		"partial":     {Hans: "曲线和集中度按整个工作区算，你看的是其中一部分，所以这里不放。", Hant: "曲線和集中度按整個工作區計算，你看的是其中一部分，所以這裡不放。", En: "The curve and the concentration are worked out over the whole workspace; you see part of it, so they are not shown here."},
		"list":        {Hans: "所有的群", Hant: "所有群組", En: "All groups"},
		"states":      {Hans: "按状态看", Hant: "按狀態看", En: "By state"},
		"search":      {Hans: "找群名", Hant: "搜尋群組名稱", En: "Find a name"},
		"type":        {Hans: "四自类型", Hant: "四自類型", En: "Four-self type"},
		"risk":        {Hans: "风险", Hant: "風險", En: "Risk"},
		"unit":        {Hans: "归谁管", Hant: "歸誰管", En: "Unit"},
		"sort":        {Hans: "排序", Hant: "排序", En: "Sort by"},
		"any":         {Hans: "不限", Hant: "不限", En: "Any"},
		"apply":       {Hans: "看", Hant: "看", En: "Show"},
		"profiles":    {Hans: "群资料", Hant: "群組資料", En: "Group details"},
		"export":      {Hans: "导出", Hant: "匯出", En: "Export"},
		"prev":        {Hans: "上一页", Hant: "上一頁", En: "Previous"},
		"next":        {Hans: "下一页", Hant: "下一頁", En: "Next"},
		"pages":       {Hans: "翻页", Hant: "換頁", En: "Pages"},
		"revived":     {Hans: "回暖", Hant: "回暖", En: "revived"},
		"unanswered":  {Hans: "个没人答", Hant: "個沒人回", En: "unanswered"},
		"speaking":    {Hans: "说话", Hant: "說話", En: "Speaking"},
		"longest":     {Hans: "最久的已等 %s（只算服务时间）", Hant: "最久的已等 %s（只算服務時間）", En: "the longest has waited %s of service time"},
		"members.no":  {Hans: "聊天记录里没有成员名单", Hant: "聊天紀錄裡沒有成員名單", En: "the chat export has no list of members"},
		"chart.png":   {Hans: "存图", Hant: "存圖", En: "PNG"},
		"chart.csv":   {Hans: "存表", Hant: "存表格", En: "CSV"},
	}
	maps.Copy(words, emptyWords())
	return words
}

// emptyWords are those of the page without groups.
func emptyWords() i18n.Words {
	return i18n.Words{
		"empty":         {Hans: "还没有群", Hant: "還沒有群組", En: "No groups yet"},
		"empty.why":     {Hans: "导入一份导出的聊天记录，就能看到哪些群活着、谁在撑着、今天该先管哪个。", Hant: "匯入一份匯出的聊天紀錄，就能看到哪些群組活著、誰在撐著、今天該先管哪一個。", En: "Import a chat export to see which groups live, who carries them and which one to look after first today."},
		"empty.hand":    {Hans: "添加微信群", Hant: "新增微信群", En: "Add WeChat groups"},
		"empty.go":      {Hans: "导入聊天记录", Hant: "匯入聊天紀錄", En: "Import a chat export"},
		"importing":     {Hans: "正在导入", Hant: "正在匯入", En: "Importing"},
		"importing.why": {Hans: "导完以后刷新这一页，群就在这里。", Hant: "匯入完成後重新整理這一頁，群組就在這裡。", En: "Once the import is done, reload this page and the groups are here."},
		"importing.go":  {Hans: "看进度", Hant: "看進度", En: "See the progress"},
		"empty.ask":     {Hans: "请负责人或运营导入。", Hant: "請負責人或營運匯入。", En: "An owner or operator can import one."},
	}
}
