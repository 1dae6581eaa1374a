package playbook

import "github.com/huoshui/huoshui/internal/base/i18n"

// launchWords are the words of the page before an SOP is started.
func launchWords() i18n.Words {
	return i18n.Words{
		"look":           {Hans: "开始之前看一眼", Hant: "開始之前看一眼", En: "Before it starts"},
		"lacking":        {Hans: "这些群还缺东西，先不开始", Hant: "這些群組還缺東西，先不開始", En: "These groups lack something and are left out"},
		"unsaid":         {Hans: "这些群的群资料还空着：用到它们的话会跳过，填好就会说", Hant: "這些群組的群組資料還空著：用到它們的話會跳過，填好就會說", En: "Details of these groups are empty: what needs them is left out until they are filled in"},
		"lacking.more":   {Hans: "另有 %d 个群也缺。", Hant: "另有 %d 個群組也缺。", En: "%d more {group lacks|groups lack} something, too."},
		"lacks":          {Hans: "缺什么", Hant: "缺什麼", En: "What is missing"},
		"untold":         {Hans: "有些数还没有来源", Hant: "有些數還沒有來源", En: "What nothing tells yet"},
		"form":           {Hans: "先填好：%s", Hant: "先填好：%s", En: "Fill in first: %s"},
		"byhand":         {Hans: "平台不让程序做的，会变成待办，话都备好：", Hant: "平台不讓程式做的，會變成待辦，話都備好：", En: "What platforms keep for people becomes to-dos with the wording ready: "},
		"sure":           {Hans: "看到了，就从这些人开始", Hant: "看到了，就從這些人開始", En: "I have seen it; begin with these people"},
		"alone":          {Hans: "价钱、群和时间，我又看了一遍", Hant: "價錢、群組和時間，我又看了一遍", En: "I have looked at prices, groups and times once more"},
		"gap":            {Hans: "下一批什么时候", Hant: "下一批什麼時候", En: "When the next groups follow"},
		"because.stages": {Hans: "先在几个群里试，打扰了人只打扰到几个群；没什么事再放行下一批。", Hant: "先在幾個群組裡試，打擾了人只打擾到幾個群組；沒什麼事再放行下一批。", En: "In a few groups first, a mistake bothers a few groups. The next follow when nothing is wrong."},
		"because.second": {Hans: "价钱写错、发错群，收不回来。写的人看过很多遍反而看不见错，另一位一眼就能看出。", Hant: "價錢寫錯、發錯群組，收不回來。寫的人看過很多遍反而看不見錯，另一位一眼就能看出。", En: "A wrong price or the wrong group cannot be taken back. Whoever wrote it has read it too often to see it; somebody else sees it at once."},
		"go":             {Hans: "开始", Hant: "開始", En: "Start"},
		"go.ask":         {Hans: "请另一位批准", Hant: "請另一位批准", En: "Ask for approval"},
		"go.back":        {Hans: "回去改", Hant: "回去改", En: "Back"},
		"launch":         {Hans: "放行", Hant: "放行", En: "How far it goes"},
		"agree":          {Hans: "批准", Hant: "批准", En: "Approve"},
		"decline":        {Hans: "不批准", Hant: "不批准", En: "Decline"},
		"decline.why":    {Hans: "为什么不批准", Hant: "為什麼不批准", En: "Why you decline"},
		"further":        {Hans: "放行下一批", Hant: "放行下一批", En: "Go on to the next groups"},
		"waits":          {Hans: "还有 %d 个群等着。", Hant: "還有 %d 個群組等著。", En: "%d {group is|groups are} waiting."},
		"pause.in":       {Hans: "在“%s”暂停", Hant: "在「%s」暫停", En: "Pause in “%s”"},
		"resume.in":      {Hans: "在“%s”继续", Hant: "在「%s」繼續", En: "Resume in “%s”"},
		"held":           {Hans: "已暂停", Hant: "已暫停", En: "Paused"},
		"end.hint":       {Hans: "只停掉这一次，开出去的待办会收回。", Hant: "只停掉這一次，開出去的待辦會收回。", En: "Ends this run alone; open to-dos of it are taken back."},
		"resume":         {Hans: "继续", Hant: "繼續", En: "Resume"},
	}
}

var (
	gapNever = i18n.Text{Hans: "由人来放行", Hant: "由人來放行", En: "When a person says so"}
	gapDay   = i18n.Text{Hans: "没什么事，一天后自己放行", Hant: "沒什麼事，一天後自己放行", En: "After a day, by itself, if nothing is wrong"}
	gapDays  = i18n.Text{Hans: "没什么事，三天后自己放行", Hant: "沒什麼事，三天後自己放行", En: "After three days, by itself, if nothing is wrong"}

	untoldLine = i18n.Text{Hans: "%s%s", Hant: "%s%s", En: "%s %s"}

	wouldNone = i18n.Text{Hans: "还没有能开始的群：先勾上群，把要填的填好。", Hant: "還沒有能開始的群組：先勾選群組，把要填的填好。", En: "There is no group to start in yet: tick groups and fill in what they need."}
	wouldForm = i18n.Text{Hans: "还有要填的没填。", Hant: "還有要填的沒填。", En: "Something is still to be filled in."}
	would1    = i18n.Text{Hans: "会在 %d 个群开始，群里一共 %d 人。", Hant: "會在 %d 個群組開始，群組裡共 %d 人。", En: "It would start in %d {group|groups} with %d {person|people}."}

	muteIn = i18n.Text{
		Hans: "其中 %d 个群不让程序说话：群里要说的话也会变成待办。",
		Hant: "其中 %d 個群組不讓程式說話：群組裡要說的話也會變成待辦。",
		En:   "In %d of them no program may speak: what is said in the group becomes to-dos, too.",
	}
	atOnce = i18n.Text{
		Hans: "一开始就有 %d 个人符合，会马上轮到他们。",
		Hant: "一開始就有 %d 個人符合，會馬上輪到他們。",
		En:   "%d {person fits|people fit} right now; it begins for them at once.",
	}
	atOnceMore = i18n.Text{
		Hans: "一开始就有 %d 个人以上符合，会马上轮到他们。",
		Hant: "一開始就有 %d 個人以上符合，會馬上輪到他們。",
		En:   "More than %d people fit right now; it begins for them at once.",
	}
	needSure = i18n.Text{
		Hans: "一开始就会碰到 %d 个人，请勾上“看到了”再开始。",
		Hant: "一開始就會碰到 %d 個人，請勾選「看到了」再開始。",
		En:   "It begins for %d {person|people} at once. Tick that you have seen it.",
	}
	inTwo = i18n.Text{
		Hans: "先在 %d 个群试，没什么事再到全部 %d 个。走的人超过平时两倍会自己停下。",
		Hant: "先在 %d 個群組試，沒什麼事再到全部 %d 個。走的人超過平時兩倍會自己停下。",
		En:   "First %d {group|groups}, then all %d. It stops by itself where twice as many leave as usual.",
	}
	inThree = i18n.Text{
		Hans: "先在 %d 个群试，再到 %d 个，最后全部 %d 个。走的人超过平时两倍会自己停下。",
		Hant: "先在 %d 個群組試，再到 %d 個，最後全部 %d 個。走的人超過平時兩倍會自己停下。",
		En:   "First %d {group|groups}, then %d, then all %d. It stops by itself where twice as many leave as usual.",
	}
	wouldAll  = i18n.Text{Hans: "会为整个工作区开始，一份。", Hant: "會為整個工作區開始，一份。", En: "It would start once, for the whole workspace."}
	would0    = i18n.Text{Hans: "会在 %d 个群开始。", Hant: "會在 %d 個群組開始。", En: "It would start in %d {group|groups}."}
	aloneThen = i18n.Text{
		Hans: "有价钱、或者群和人多的，本来要另一位看过再开始。这个工作区只有你一个人能批准，请自己再看一遍。",
		Hant: "有價錢、或者群組和人多的，本來要另一位看過再開始。這個工作區只有你一個人能批准，請自己再看一遍。",
		En:   "With a price, or many groups or people, another person would look first. You are the only one here who could, so please look once more yourself.",
	}
	secondPrice = i18n.Text{
		Hans: "里面有价钱，要另一位看过、批准，才会开始。",
		Hant: "裡面有價錢，要另一位看過、批准，才會開始。",
		En:   "It names a price, so another person has to approve it first.",
	}
	secondMany = i18n.Text{
		Hans: "超过 %d 个群或 %d 人，要另一位看过、批准，才会开始。",
		Hant: "超過 %d 個群組或 %d 人，要另一位看過、批准，才會開始。",
		En:   "Above %d {group|groups} or %d {person|people} another person has to approve it first.",
	}

	isAsked         = i18n.Text{Hans: "待批准：%d 个群，%d 人。", Hant: "待批准：%d 個群組，%d 人。", En: "Waiting for approval: %d {group|groups}, %d {person|people}."}
	askedByYou      = i18n.Text{Hans: "是你提出的，等另一位批准。", Hant: "是你提出的，等另一位批准。", En: "You asked for it; another person has to approve."}
	askedByOther    = i18n.Text{Hans: "看过内容和群，再决定。", Hant: "看過內容和群組，再決定。", En: "Look at what it does and where, then decide."}
	isDeclined      = i18n.Text{Hans: "没有批准：%s", Hant: "沒有批准：%s", En: "Declined: %s"}
	isWhole         = i18n.Text{Hans: "整个工作区已经开始。", Hant: "整個工作區已經開始。", En: "It runs for the whole workspace."}
	isGoing         = i18n.Text{Hans: "到了 %d 个群；这之后走了 %d 人，平时每天 %.1f 人。", Hant: "到了 %d 個群組；之後走了 %d 人，平時每天 %.1f 人。", En: "It has reached %d {group|groups}; %d {person has|people have} left since, usually %.1f a day."}
	goingAssumed    = i18n.Text{Hans: "到了 %d 个群；这之后走了 %d 人。平时走多少还不知道（认识不到一周），先按每天 1%% 比。", Hant: "到了 %d 個群組；之後走了 %d 人。平時走多少還不知道（認識不到一週），先按每天 1%% 比。", En: "It has reached %d {group|groups}; %d {person has|people have} left since. How many usually leave is not known yet (less than a week), so it is compared with one in a hundred a day."}
	stoppedAssumed  = i18n.Text{Hans: "自己停下了：走了 %d 人，比每天 1%% 多了一倍（这些群认识不到一周，不知道平时走多少）。", Hant: "自己停下了：走了 %d 人，比每天 1%% 多了一倍（這些群組認識不到一週，不知道平時走多少）。", En: "It has stopped by itself: %d {person|people} left, twice as many as one in a hundred a day (these groups are known for less than a week, so how many usually leave is not known)."}
	isStopped       = i18n.Text{Hans: "自己停下了：走了 %d 人，平时每天 %.1f 人。", Hant: "自己停下了：走了 %d 人，平時每天 %.1f 人。", En: "It has stopped by itself: %d {person|people} left, usually %.1f a day."}
	stoppedThen     = i18n.Text{Hans: "看看哪里打扰了人，改好再放行；或者就停在这里。", Hant: "看看哪裡打擾了人，改好再放行；或者就停在這裡。", En: "See what bothered them, mend it and go on; or leave it at that."}
	furtherByItself = i18n.Text{Hans: "没什么事，满 %d 小时自己放行下一批。", Hant: "沒什麼事，滿 %d 小時自己放行下一批。", En: "If nothing is wrong, the next groups follow after %d {hour|hours}."}
)
