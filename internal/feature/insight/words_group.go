package insight

import "github.com/huoshui/huoshui/internal/base/i18n"

// How a group lives.
var (
	saysThriving = words3("天天有人说话，近 28 天有 %s说过话。", "天天有人說話，近 28 天有 %s說過話。", "Somebody speaks every day; %s spoke in the last 28 days.")
	saysSteady   = words3("有来有往：近 28 天有 %s说过话，%s有人说话。", "有來有往：近 28 天有 %s說過話，%s有人說話。", "Give and take: %s spoke in the last 28 days, on %s.")
	saysForming  = words3("新群，才 %s，已有 %s说过话。", "新群，才 %s，已有 %s說過話。", "A new group, %s old; %s spoke so far.")
	saysFading   = words3("说话的人明显变少：每天说话的人加起来，再前 28 天是 %s，近 28 天是 %s，少了 %s。", "說話的人明顯變少：每天說話的人加起來，再前 28 天是 %s，近 28 天是 %s，少了 %s。", "Clearly fewer people speak: speakers a day added up to %s in the 28 days before and to %s in the last 28, %s fewer.")
	saysBuying   = words3("%s没有人聊天，但 28 天里有人接龙下单。安静不等于没人。", "%s沒有人聊天，但 28 天裡有人接龍下單。安靜不等於沒有人。", "Nobody has chatted for %s, yet somebody ordered within 28 days. Quiet is not gone.")
	saysDormant  = words3("%s没有群友说话了，近 28 天里有 %s说过话。", "%s沒有群友說話了，近 28 天裡有 %s說過話。", "No member has spoken for %s; %s did within the last 28 days.")
	saysDead     = words3("%s没有群友说话了。一共有 %s说过话，从 %s 到 %s。", "%s沒有群友說話了。一共有 %s說過話，從 %s 到 %s。", "No member has spoken for %s. In all %s did, from %s to %s.")
	saysEnded    = words3("按计划办完了。", "按計畫辦完了。", "It ended as planned.")
	saysEmpty    = words3("从有记录起，还没有群友说过话。", "從有紀錄起，還沒有群友說過話。", "As far back as the record goes, no member has spoken here.")
	saysRevived  = words3("安静了 28 天以上之后，又有人说话了。", "安靜了 28 天以上之後，又有人說話了。", "Somebody speaks again after 28 days or more without a word.")
	saysTogether = words3("别的群同期也变少了，不算这个群的问题。", "別的群組同期也變少了，不算這個群組的問題。", "Other groups fell at the same time, so it is not this group’s trouble.")
	saysCut      = words3("这个群的记录只到 %s，就判断到那天。", "這個群組的紀錄只到 %s，就判斷到那天。", "The record of this group ends on %s, so it is judged up to that day.")

	doAnswer   = words3("先把没人答的问题回了，再发别的。", "先把沒人回的問題回了，再發別的。", "Answer the open questions before posting anything else.")
	doAnswerGo = words3("看这 %s", "看這 %s", "See the %s")
	doWake     = words3("找近来说过话的 %s，单独问一件具体的事，再请他们到群里说。", "找近來說過話的 %s，單獨問一件具體的事，再請他們到群組裡說。", "Ask %s, who spoke lately, about one particular thing, and invite them to tell the group.")
	doWakeAny  = words3("在群里问一个一句话就能答的问题，半小时内有人在。", "在群組裡問一個一句話就能回答的問題，半小時內有人在。", "Ask the group something that takes one sentence to answer, and be there for half an hour.")
	doFading   = words3("看看谁不来了：先问近来还在说话的 %s，最近哪里不合心意。", "看看誰不來了：先問近來還在說話的 %s，最近哪裡不合心意。", "See who stopped coming: ask %s, who still speak, what no longer suits them.")
	doDecide   = words3("定下来：认真唤醒一次，还是把愿意的人请到别的群。", "定下來：認真喚醒一次，還是把願意的人請到別的群組。", "Decide: one honest try to win them back, or invite those who want to another group.")
	doLook     = words3("今天去群里说句话，看有没有人接。", "今天去群組裡說句話，看有沒有人接。", "Say something in the group today and see whether anybody takes it up.")
	doLookGo   = words3("为什么", "為什麼", "Why")

	factSpeaking = words3("近 28 天说话的人", "近 28 天說話的人", "Speaking in 28 days")
	factMembers  = words3("群成员", "群成員", "Members")
	factPeople   = words3("说过话的群友", "說過話的群友", "Members who ever wrote")
	factStaff    = words3("工作人员", "工作人員", "Staff")
	factBots     = words3("机器人", "機器人", "Bots")
	factFirst    = words3("第一条消息", "第一則訊息", "First message")
	noList       = words3("聊天记录里没有成员名单，所以没有这一项", "聊天紀錄裡沒有成員名單，所以沒有這一項", "the chat export has no list of members")
)

// The cards.
var (
	wordPeople = words3("说话的人", "說話的人", "People")
	daysSay    = words3("28 天里 %s有人说话，一共 %s、%s", "28 天裡 %s有人說話，一共 %s、%s", "People spoke on %s of 28: %s, %s")
	heatSays   = words3("最热闹的是%s %s–%s", "最熱鬧的是%s %s–%s", "Liveliest on %s, %s–%s")
	weekdays   = [7]i18n.Text{words3("周一", "週一", "Mon"), words3("周二", "週二", "Tue"), words3("周三", "週三", "Wed"), words3("周四", "週四", "Thu"),
		words3("周五", "週五", "Fri"), words3("周六", "週六", "Sat"), words3("周日", "週日", "Sun")}

	carrySays    = words3("说得最多的是 %s，占近 28 天消息的 %s", "說得最多的是 %s，占近 28 天訊息的 %s", "%s writes most: %s of the messages of 28 days")
	roleBuilder  = words3("共建", "共建", "Co-builders")
	roleActive   = words3("活跃", "活躍", "Active")
	roleOnlooker = words3("潜水", "潛水", "Onlookers")
	guide1       = words3("1%", "1%", "1%")
	guide9       = words3("9%", "9%", "9%")
	guide90      = words3("90%", "90%", "90%")

	riskEmpty  = words3("从有记录起还没有群友说过话，谈不上会不会安静下来。", "從有紀錄起還沒有群友說過話，談不上會不會安靜下來。", "No member has spoken as far back as the record goes, so there is nothing to fall silent.")
	riskSilent = words3("28 天以上没有群友说话，已经沉寂了，不用再估。", "28 天以上沒有群友說話，已經沉寂了，不用再估。", "No member has spoken for 28 days or more: it is silent already, and there is nothing to estimate.")

	movesUnseen  = words3("这份聊天记录里没有进群、退群的通知，所以没有这一项。", "這份聊天紀錄裡沒有進群、退群的通知，所以沒有這一項。", "This chat export tells of no joins or leaves, so there is nothing to show.")
	movesSay     = words3("近 28 天进来 %s 人，离开 %s 人", "近 28 天進來 %s 人，離開 %s 人", "%s came and %s left in 28 days")
	movesJoins   = words3("进群", "進群", "Joined")
	movesLeft    = words3("自己退群", "自行退群", "Left")
	movesRemoved = words3("被移出", "被移出", "Removed")
	moves24h     = words3("新人 24 小时内说过话", "新人 24 小時內說過話", "Newcomers who spoke within 24 h")
	moves7d      = words3("新人 7 天内说过话", "新人 7 天內說過話", "Newcomers who spoke within 7 days")
	movesGone    = words3("新人 7 天内离开", "新人 7 天內離開", "Newcomers who left within 7 days")
	movesFirst   = words3("新人多久开口（中位数）", "新人多久開口（中位數）", "Time to a newcomer’s first word (median)")
	movesAfter   = words3("播报之后两小时退群", "播報之後兩小時退群", "Leaves in the two hours after a broadcast")
	timesUsual   = words3("是平时的 %s 倍", "是平時的 %s 倍", "%s times the usual")
	noNewcomers  = words3("近来没有够久的新人", "近來沒有夠久的新人", "no newcomers long enough ago to tell")
	noAfter      = words3("播报或退群太少，看不出", "播報或退群太少，看不出", "too few broadcasts or leaves to tell")

	healthSays         = words3("%s 分，按知道的 %s 分折算", "%s 分，按已知的 %s 分折算", "%s of 100, from the %s points that are known")
	healthNot          = words3("信息不够，不打分：100 分里只知道 %s 分，要知道 60 分以上。每一项都要有 20 个以上的群一起比才算知道。", "資訊不夠，不打分：100 分裡只知道 %s 分，要知道 60 分以上。每一項都要有 20 個以上的群組一起比才算知道。", "Too little is known for a score: %s of 100 points, and it takes 60. A part is known once 20 groups can be compared by it.")
	partVitality       = words3("活力", "活力", "Vitality")
	partInteraction    = words3("互动", "互動", "Interaction")
	partResponsiveness = words3("有问有答", "有問有答", "Responsiveness")
	partRetention      = words3("还来", "還會來", "Retention")
	partStay           = words3("不走", "不離開", "Stay")
	partStructure      = words3("不靠一两个人", "不靠一兩個人", "Structure")
	partBalance        = words3("给的比要的多", "給的比要的多", "Balance")
)

// groupWords are the words of the page of a group.
func groupWords() i18n.Words {
	return i18n.Words{
		"back":         {Hans: "群", Hant: "群組", En: "Groups"},
		"asof":         {Hans: "截至 %s", Hant: "截至 %s", En: "As of %s"},
		"told":         {Hans: "此刻：收到 %s 条消息，%s 人说过话，最后一条", Hant: "此刻：收到 %s 則訊息，%s 人說過話，最後一則", En: "This minute: %s {message|messages} received from %s {person|people}, the last one"},
		"unheard":      {Hans: "不知道的", Hant: "不知道的", En: "What is not known"},
		"said":         {Hans: "看聊天记录", Hant: "看聊天紀錄", En: "Read the messages"},
		"now":          {Hans: "现在做这个：", Hant: "現在做這個：", En: "Do now:"},
		"revived":      {Hans: "回暖", Hant: "回暖", En: "revived"},
		"staff":        {Hans: "还不知道谁是你们的人，所以漏回、播报和类型先空着。", Hant: "還不知道誰是你們的人，所以漏回、播報和類型先留空。", En: "Nobody has said who your staff are, so unanswered questions, broadcasts and the type are left empty."},
		"staff.go":     {Hans: "去认一认", Hant: "去認一認", En: "Say who they are"},
		"staff.ask":    {Hans: "请负责人或运营认一下。", Hant: "請負責人或營運認一下。", En: "An owner or operator can say who they are."},
		"profile":      {Hans: "群资料", Hant: "群組資料", En: "Its details"},
		"why":          {Hans: "收到了没有，为什么", Hant: "收到了沒有，為什麼", En: "Did they get it, and why"},
		"members":      {Hans: "看群成员", Hant: "看群成員", En: "See members"},
		"days":         {Hans: "28 天走势", Hant: "28 天走勢", En: "28 days"},
		"days.no":      {Hans: "近 28 天没有人说话，没有走势可看。", Hant: "近 28 天沒有人說話，沒有走勢可看。", En: "Nobody spoke in 28 days."},
		"day":          {Hans: "日期", Hant: "日期", En: "Day"},
		"people":       {Hans: "说话的人", Hant: "說話的人", En: "People"},
		"messages":     {Hans: "消息", Hant: "訊息", En: "Messages"},
		"numbers":      {Hans: "看数字", Hant: "看數字", En: "The numbers"},
		"heat":         {Hans: "什么时候说话", Hant: "什麼時候說話", En: "When people speak"},
		"type":         {Hans: "四自类型", Hant: "四自類型", En: "Four-self type"},
		"type.cause":   {Hans: "为什么会这样", Hant: "為什麼會這樣", En: "Why it is so"},
		"type.remedy":  {Hans: "怎么办", Hant: "怎麼辦", En: "What helps"},
		"echo":         {Hans: "想请你认一下", Hant: "想請你認一下", En: "A question for you"},
		"echo.why":     {Hans: "这些账号几乎只在播报之后夸几句，话也相近。可能是真的喜欢，也可能是自己的同事。", Hant: "這些帳號幾乎只在播報之後誇幾句，話也相近。可能是真的喜歡，也可能是自己的同事。", En: "These accounts hardly do more than praise after broadcasts, in much the same words. They may truly like it, or be colleagues."},
		"carry":        {Hans: "谁在撑着", Hant: "誰在撐著", En: "Who carries it"},
		"carry.no":     {Hans: "近 28 天没有人说话。", Hant: "近 28 天沒有人說話。", En: "Nobody spoke in 28 days."},
		"role":         {Hans: "角色", Hant: "角色", En: "Role"},
		"guide":        {Hans: "常说的比例", Hant: "常說的比例", En: "Guideline"},
		"here":         {Hans: "这个群", Hant: "這個群組", En: "Here"},
		"share":        {Hans: "占比", Hant: "占比", En: "Share"},
		"onlookers.no": {Hans: "聊天记录里没有成员名单，潜水的人数不知道。", Hant: "聊天紀錄裡沒有成員名單，潛水的人數不知道。", En: "The chat export has no list of members, so onlookers are unknown."},
		"net":          {Hans: "谁回谁", Hant: "誰回誰", En: "Who answers whom"},
		"net.dashed":   {Hans: "方块：工作人员 · 圆点：群友 · 虚线：多半是推断出来的", Hant: "方塊：工作人員 · 圓點：群友 · 虛線：多半是推斷出來的", En: "Squares: staff · dots: members · dashed: mostly inferred"},
		"from":         {Hans: "谁", Hant: "誰", En: "Who"},
		"to":           {Hans: "回了谁", Hant: "回了誰", En: "answered"},
		"times":        {Hans: "次数", Hant: "次數", En: "Times"},
		"inferred":     {Hans: "其中推断", Hant: "其中推斷", En: "Inferred"},
		"waiting":      {Hans: "漏回清单", Hant: "漏回清單", En: "Unanswered"},
		"waited":       {Hans: "服务时间已等 %s", Hant: "服務時間已等 %s", En: "waiting for %s of service time"},
		"waiting.more": {Hans: "还有 %d 个更早的没列出来。", Hant: "還有 %d 個更早的沒有列出。", En: "%d earlier {one is|ones are} not listed."},
		"risk":         {Hans: "会不会安静下来", Hant: "會不會安靜下來", En: "Risk of falling silent"},
		"risk.note":    {Hans: "这是按公开社区的数据估的，没有在微信群上验证过，所以只给高、中、低。", Hant: "這是按公開社群的資料估的，沒有在微信群上驗證過，所以只給高、中、低。", En: "Estimated from public communities and not yet tested on WeChat groups, so only high, middle or low is shown."},
		"moves":        {Hans: "进来和离开", Hant: "進來和離開", En: "Coming and leaving"},
		"moves.note":   {Hans: "只是时间上在播报之后，不等于因为播报。", Hant: "只是時間上在播報之後，不等於因為播報。", En: "Later than the broadcast is not the same as because of it."},
		"health":       {Hans: "群健康分", Hant: "群健康分", En: "Health index"},
		"part.no":      {Hans: "不知道", Hant: "不知道", En: "unknown"},
		"def":          {Hans: "怎么算的", Hant: "怎麼算的", En: "How it is worked out"},
		"def.window":   {Hans: "时间范围", Hant: "時間範圍", En: "Window"},
		"def.why":      {Hans: "为什么这样算", Hant: "為什麼這樣算", En: "Why so"},
		"def.all":      {Hans: "所有数字的算法", Hant: "所有數字的算法", En: "All definitions"},
		"chart.png":    {Hans: "存图", Hant: "存圖", En: "PNG"},
		"chart.csv":    {Hans: "存表", Hant: "存表格", En: "CSV"},
	}
}
