package request

import "github.com/huoshui/huoshui/internal/base/i18n"

var (
	noRequest  = i18n.Text{Hans: "没有找到这条需求。", Hant: "找不到這則需求。", En: "There is no such request."}
	noGroup    = i18n.Text{Hans: "没有找到这个群。", Hant: "找不到這個群組。", En: "There is no such group."}
	missing    = i18n.Text{Hans: "这一项要填。", Hant: "這一項必填。", En: "This is needed."}
	choose     = i18n.Text{Hans: "请从列表里选一个。", Hant: "請從清單中選一個。", En: "Choose one from the list."}
	tooLong    = i18n.Text{Hans: "最多 %d 个字，现在有 %d 个。", Hant: "最多 %d 個字，現在有 %d 個。", En: "At most %d characters; there are %d."}
	badLink    = i18n.Text{Hans: "图片请填以 https:// 开头的链接。", Hant: "圖片請填以 https:// 開頭的連結。", En: "A picture is a link that begins with https://."}
	noGroups   = i18n.Text{Hans: "请至少选一个群，或者选一个门店、区域的全部群。", Hant: "請至少選一個群組，或選一個門市、區域的全部群組。", En: "Choose at least one group, or all groups of a unit."}
	manyGroups = i18n.Text{
		Hans: "一条需求最多选 %d 个群，现在有 %d 个。请分成几条。",
		Hant: "一則需求最多選 %d 個群組，現在有 %d 個。請分成幾則。",
		En:   "A request is for %d groups at most; these are %d. Please split it.",
	}
	badFigure  = i18n.Text{Hans: "请填 %d 到 %d 之间的整数。", Hant: "請填 %d 到 %d 之間的整數。", En: "Enter a whole number from %d to %d."}
	dayOver    = i18n.Text{Hans: "请填一个还没过去的日子。", Hant: "請填一個還沒過去的日子。", En: "Choose a day that is not over."}
	tooFar     = i18n.Text{Hans: "最远能排到 %d 天后。", Hant: "最遠能排到 %d 天後。", En: "At most %d days ahead."}
	lastBefore = i18n.Text{Hans: "最晚的日子不能早于想发的日子。", Hant: "最晚的日子不能早於想發的日子。", En: "The last day cannot come before the wanted one."}
	badHours   = i18n.Text{
		Hans: "时段写成 12:00 到 14:00 这样，结束要晚于开始。",
		Hant: "時段寫成 12:00 到 14:00 這樣，結束要晚於開始。",
		En:   "Hours are written as 12:00 to 14:00, and end after they begin.",
	}
	noWeight = i18n.Text{Hans: "五项里至少有一项要算分。", Hant: "五項裡至少有一項要計分。", En: "At least one of the five parts must count."}
	overCap  = i18n.Text{
		Hans: "请填 0 到 %d：再多，触达管控也不会放行。",
		Hant: "請填 0 到 %d：再多，觸達管控也不會放行。",
		En:   "Enter 0 to %d: the gate would let no more pass.",
	}
	manyOwn = i18n.Text{
		Hans: "单独设名额的群最多 %d 个。先让几个群恢复成一样的。",
		Hant: "單獨設名額的群組最多 %d 個。先讓幾個群組恢復成一樣的。",
		En:   "At most %d groups can have slots of their own; let some be like the rest first.",
	}
	tooManyOpen = i18n.Text{
		Hans: "你还有 %d 条需求没有办完，先撤回几条再提新的。",
		Hant: "你還有 %d 則需求沒有辦完，先撤回幾則再提新的。",
		En:   "You have %d {request|requests} under way; withdraw some before you file another.",
	}
	tooManyDay = i18n.Text{
		Hans: "一天里已经提了 %d 条，明天再来吧。急的请直接找运营。",
		Hant: "一天裡已提了 %d 則，明天再來吧。急的請直接找營運。",
		En:   "You filed %d within a day; please come back tomorrow, or talk to an operator where it presses.",
	}
	tooManyAll = i18n.Text{
		Hans: "排队的需求已经有 %d 条，暂时收不下了。请联系运营。",
		Hant: "排隊的需求已有 %d 則，暫時收不下了。請聯絡營運。",
		En:   "There are %d requests in the queue, and no room for more. Please talk to an operator.",
	}
	notNow = i18n.Text{
		Hans: "这条需求现在是“%s”，不能这样做。页面可能是旧的，请刷新再看。",
		Hant: "這則需求現在是「%s」，不能這樣做。頁面可能是舊的，請重新整理再看。",
		En:   "The request is “%s” now, so this cannot be done. The page may be old: look again.",
	}
	notYours    = i18n.Text{Hans: "这条需求要由运营来定。", Hant: "這則需求要由營運決定。", En: "Operators decide about this request."}
	notTheirs   = i18n.Text{Hans: "只有提需求的人能这样做。", Hant: "只有提需求的人能這樣做。", En: "Only whoever filed the request may do this."}
	groupsGone  = i18n.Text{Hans: "想发的群都不在了，不能排期。请退回补充，让对方重新选群。", Hant: "想發的群組都不在了，不能排期。請退回補充，讓對方重新選群組。", En: "None of the groups is there any more. Send it back, so that others are chosen."}
	notLower    = i18n.Text{Hans: "要让位的那条，分数并不比这条低，不能换。", Hant: "要讓位的那則，分數並不比這則低，不能換。", En: "The other request does not score lower, so it cannot give way."}
	notInTheWay = i18n.Text{Hans: "那条需求不在同一个群、同一周里，换了也没用。", Hant: "那則需求不在同一個群組、同一週裡，換了也沒用。", En: "The other request holds no slot here that week; a swap would not help."}
	badMoment   = i18n.Text{Hans: "请选好日期和时间。", Hant: "請選好日期和時間。", En: "Choose a day and a time."}
	sentAlready = i18n.Text{Hans: "这条需求的结果已经填了，待办不能撤销。", Hant: "這則需求的結果已經填了，待辦不能復原。", En: "The result of the request is noted, so this cannot be undone."}
	againNow    = i18n.Text{Hans: "这条需求已经回到队里，待办不能撤销。", Hant: "這則需求已回到隊裡，待辦不能復原。", En: "The request is back in the queue, so this cannot be undone."}
)

// obstacleWords say what is in the way of a slot, and what to do.
var obstacleWords = map[Why]i18n.Text{
	Over:       {Hans: "这个时间已经过了，请选以后的时间。", Hant: "這個時間已經過了，請選以後的時間。", En: "That moment has passed; choose a later one."},
	TooLate:    {Hans: "过了对方说的最晚日子。要么排早一点，要么退回去问能不能改期。", Hant: "過了對方說的最晚日子。可以排早一點，或退回去問能不能改期。", En: "That is after their last day. Choose an earlier time, or send it back and ask."},
	InQuiet:    {Hans: "这是免打扰时段，请换一个时间。", Hant: "這是免打擾時段，請換一個時間。", En: "Those are quiet hours; choose another time."},
	TooClose:   {Hans: "“%s”里前后脚已经排了另一条，两条要隔开 %d 分钟。请换一个时间。", Hant: "「%s」裡前後已排了另一則，兩則要隔開 %d 分鐘。請換一個時間。", En: "In “%s” another one is too near: there are to be %d {minute|minutes} between two. Choose another time."},
	Department: {Hans: "“%s”这一周已经排了 %d 条，到上限了。请排到别的周。", Hant: "「%s」這一週已排了 %d 則，到上限了。請排到別的週。", En: "“%s” has its %d {request|requests} of that week. Choose another week."},
}

var (
	fullWeek = i18n.Text{
		Hans: "“%s”这一周的%s名额（%d 个）用完了。可以让分低的那条让位。",
		Hant: "「%s」這一週的%s名額（%d 個）用完了。可以讓分數低的那則讓位。",
		En:   "In “%s” that week's slots for %s (%d) are taken. One that scores lower can give way.",
	}
	fullWeekElse = i18n.Text{
		Hans: "“%s”这一周的%s名额（%d 个）用完了。%s 那一周还有，也可以让分低的那条让位。",
		Hant: "「%s」這一週的%s名額（%d 個）用完了。%s 那一週還有，也可以讓分數低的那則讓位。",
		En:   "In “%s” that week's slots for %s (%d) are taken. The week of %s has some, or one that scores lower can give way.",
	}
	ourMoments = i18n.Text{Hans: "朋友圈", Hant: "朋友圈", En: "Moments"}
)

var channelWords = map[Channel]i18n.Text{
	Message:  {Hans: "群消息", Hant: "群組訊息", En: "group message"},
	Announce: {Hans: "群公告", Hant: "群公告", En: "group announcement"},
	Moments:  {Hans: "朋友圈", Hant: "朋友圈", En: "Moments"},
	Private:  {Hans: "私聊", Hant: "私訊", En: "one to one"},
	Live:     {Hans: "直播", Hant: "直播", En: "live broadcast"},
}

var metricWords = map[Metric]i18n.Text{
	Orders:  {Hans: "订单数", Hant: "訂單數", En: "orders"},
	Revenue: {Hans: "成交额（元）", Hant: "成交額（元）", En: "revenue (yuan)"},
	SignUps: {Hans: "报名人数", Hant: "報名人數", En: "sign-ups"},
	Visits:  {Hans: "到店人数", Hant: "到店人數", En: "visits to a store"},
	Coupons: {Hans: "领券数", Hant: "領券數", En: "coupons taken"},
	Viewers: {Hans: "观看人数", Hant: "觀看人數", En: "viewers"},
	Replies: {Hans: "回复数", Hant: "回覆數", En: "replies"},
}

var stateWords = map[State]i18n.Text{
	Waiting:   {Hans: "排队中", Hant: "排隊中", En: "in the queue"},
	Returned:  {Hans: "退回补充", Hant: "退回補充", En: "sent back for more"},
	Placed:    {Hans: "已排期", Hant: "已排期", En: "has its slot"},
	Sent:      {Hans: "做完了，等结果", Hant: "做完了，等結果", En: "done, result asked for"},
	Closed:    {Hans: "有结果了", Hant: "有結果了", En: "closed with its result"},
	Declined:  {Hans: "没有接", Hant: "沒有接", En: "declined"},
	Withdrawn: {Hans: "已撤回", Hant: "已撤回", En: "withdrawn"},
}

var reasonWords = map[Reason]i18n.Text{
	TooSoon:     {Hans: "时间太紧，来不及准备", Hant: "時間太緊，來不及準備", En: "Too soon to prepare"},
	NotFit:      {Hans: "和这些群的定位不合", Hant: "和這些群組的定位不合", En: "Does not fit what these groups are there for"},
	TooMuch:     {Hans: "这段时间群里已经发得很多", Hant: "這段時間群組裡已經發得很多", En: "Enough is said in these groups already"},
	Repeat:      {Hans: "最近发过一样的", Hant: "最近發過一樣的", En: "The same was said lately"},
	NotAllowed:  {Hans: "法规、平台或自家规则不允许", Hant: "法規、平台或自家規則不允許", En: "The law, a platform or our own rules do not allow it"},
	MissingText: {Hans: "还缺文案或图片", Hant: "還缺文案或圖片", En: "The text or picture is missing"},
	MissingGoal: {Hans: "想达到什么没说清楚", Hant: "想達到什麼沒說清楚", En: "What it is for is not clear"},
	MissingWhom: {Hans: "要发给谁没说清楚", Hant: "要發給誰沒說清楚", En: "Whom it is for is not clear"},
	WrongText:   {Hans: "文案要改", Hant: "文案要改", En: "The text needs changes"},
	OwnWords:    {Hans: "别的原因", Hant: "其他原因", En: "Another reason"},
}

// eventWords tell what somebody did to a request, by what it is kept as; %s is who.
var eventWords = map[string]i18n.Text{
	"filed":     {Hans: "%s提了这条需求", Hant: "%s提了這則需求", En: "%s filed it"},
	"revised":   {Hans: "%s补充后重新提交", Hant: "%s補充後重新提交", En: "%s completed it"},
	"placed":    {Hans: "%s排了期", Hant: "%s排了期", En: "%s gave it a slot"},
	"moved":     {Hans: "%s改了时间", Hant: "%s改了時間", En: "%s moved it"},
	"yielded":   {Hans: "%s让它把名额让给了分更高的需求，它回到队里", Hant: "%s讓它把名額讓給分數更高的需求，它回到隊裡", En: "%s gave its slot to one that scores higher; it is back in the queue"},
	"declined":  {Hans: "%s没有接", Hant: "%s沒有接", En: "%s declined it"},
	"returned":  {Hans: "%s退回补充", Hant: "%s退回補充", En: "%s sent it back for more"},
	"withdrawn": {Hans: "%s撤回了", Hant: "%s撤回了", En: "%s withdrew it"},
	"closed":    {Hans: "%s填了结果", Hant: "%s填了結果", En: "%s noted the result"},
	"sent":      {Hans: "待办做完了，等结果", Hant: "待辦做完了，等結果", En: "The to-dos are done; the result is asked for"},
	"missed":    {Hans: "到了时间没有人发，它回到队里", Hant: "到了時間沒有人發，它回到隊裡", En: "Its time passed and nobody sent it; it is back in the queue"},
	"reopened":  {Hans: "有一条待办撤销了，还没做完", Hant: "有一則待辦復原了，還沒做完", En: "A to-do was undone; it is not finished"},
}

var nobody = i18n.Text{Hans: "已离开的同事", Hant: "已離開的同事", En: "somebody who left"}
