package request

import "github.com/huoshui/huoshui/internal/base/i18n"

// partWord names a part of a score, how it is computed, and from which figures.
type partWord struct{ name, how, from i18n.Text }

var partWords = map[Part]partWord{
	Reach: {
		i18n.Text{Hans: "触达", Hant: "觸達", En: "Reach"},
		i18n.Text{Hans: "想发的群的人数 ÷ 全部群的人数", Hant: "想發的群組人數 ÷ 全部群組人數", En: "People in the wanted groups ÷ people in all groups"},
		i18n.Text{Hans: "%d ÷ %d 人", Hant: "%d ÷ %d 人", En: "%d ÷ %d {person|people}"},
	},
	Value: {
		i18n.Text{Hans: "预期价值", Hant: "預期價值", En: "Value"},
		i18n.Text{Hans: "涉及金额 ÷ 满分金额", Hant: "涉及金額 ÷ 滿分金額", En: "Money at stake ÷ the sum for full points"},
		i18n.Text{Hans: "%d ÷ %d 元", Hant: "%d ÷ %d 元", En: "%d ÷ %d yuan"},
	},
	Fit: {
		i18n.Text{Hans: "合不合群的定位", Hant: "合不合群組定位", En: "Fit"},
		i18n.Text{Hans: "适合发的群 ÷ 想发的群；促销只适合养熟了的群和本来就是卖货的群", Hant: "適合發的群組 ÷ 想發的群組；促銷只適合經營熟了的群組和本來就是賣貨的群組", En: "Groups in which it may be said ÷ wanted groups; selling fits groups that were won, or that are there to sell"},
		i18n.Text{Hans: "%d ÷ %d 个群", Hant: "%d ÷ %d 個群組", En: "%d ÷ %d {group|groups}"},
	},
	Urgency: {
		i18n.Text{Hans: "急不急", Hant: "急不急", En: "Urgency"},
		i18n.Text{Hans: "最晚那天 100 分，早 14 天是 0 分，中间按天数算", Hant: "最晚那天 100 分，早 14 天是 0 分，中間按天數算", En: "100 on the last day, 0 fourteen days before it, evenly in between"},
		i18n.Text{Hans: "离最晚的日子 %d 天", Hant: "離最晚的日子 %d 天", En: "%d {day|days} to the last day"},
	},
	Room: {
		i18n.Text{Hans: "群里还有没有空", Hant: "群組裡還有沒有空", En: "Room"},
		i18n.Text{Hans: "想发的那一周，空着的名额 ÷ 全部名额", Hant: "想發的那一週，空著的名額 ÷ 全部名額", En: "Free slots of the wanted week ÷ all of them"},
		i18n.Text{Hans: "%d ÷ %d 个名额", Hant: "%d ÷ %d 個名額", En: "%d ÷ %d {slot|slots}"},
	},
}

var (
	unknownPart = i18n.Text{Hans: "没有数据，这一项不算", Hant: "沒有數據，這一項不算", En: "Not known, so it is left out"}
	reachShare  = i18n.Text{Hans: "占全部群人数的 %d%%", Hant: "占全部群組人數的 %d%%", En: "%d%% of the people in all groups"}
	unsaidMoney = i18n.Text{Hans: "没填金额，按 0 算", Hant: "沒填金額，按 0 算", En: "No sum was given, so it counts 0"}

	atMost         = i18n.Text{Hans: "触达管控最多 %d", Hant: "觸達管控最多 %d", En: "the gate allows %d at most"}
	departmentWord = i18n.Text{Hans: "一个部门每周最多排几条", Hant: "一個部門每週最多排幾則", En: "Requests a week of one department"}
	departmentHint = i18n.Text{Hans: "免得名额都让一家占了", Hant: "免得名額都讓一家占了", En: "so that nobody takes all the slots"}
	gapWord        = i18n.Text{Hans: "同一个群里两条隔多久（分钟）", Hant: "同一個群組裡兩則隔多久（分鐘）", En: "Minutes between two in a group"}
	gapHint        = i18n.Text{Hans: "比这更近算撞在一起", Hant: "比這更近算撞在一起", En: "nearer than that is a clash"}
	fullWord       = i18n.Text{Hans: "预期价值的满分金额（元）", Hant: "預期價值的滿分金額（元）", En: "Sum for full points of value (yuan)"}
	fullHint       = i18n.Text{Hans: "涉及金额到这么多就是 100 分", Hant: "涉及金額到這麼多就是 100 分", En: "that much at stake is 100 points"}
	madeUp         = i18n.Text{Hans: "样例或模拟数据，不是真实的群。", Hant: "範例或模擬資料，不是真實的群組。", En: "Sample or simulated data, of no real groups."}
)

var weekdayWords = [...]i18n.Text{
	{Hans: "周一", Hant: "週一", En: "Mon"}, {Hans: "周二", Hant: "週二", En: "Tue"}, {Hans: "周三", Hant: "週三", En: "Wed"},
	{Hans: "周四", Hant: "週四", En: "Thu"}, {Hans: "周五", Hant: "週五", En: "Fri"}, {Hans: "周六", Hant: "週六", En: "Sat"}, {Hans: "周日", Hant: "週日", En: "Sun"},
}

var exportHeads = [...]i18n.Text{
	{Hans: "需求", Hant: "需求", En: "Request"}, {Hans: "部门", Hant: "部門", En: "Department"}, {Hans: "谁提的", Hant: "誰提的", En: "Filed by"},
	{Hans: "状态", Hant: "狀態", En: "State"}, {Hans: "分数", Hant: "分數", En: "Score"}, {Hans: "方式", Hant: "方式", En: "Channel"},
	{Hans: "发给谁", Hant: "發給誰", En: "For"}, {Hans: "想什么时候发", Hant: "想什麼時候發", En: "Wanted"}, {Hans: "最晚", Hant: "最晚", En: "Last day"},
	{Hans: "排在", Hant: "排在", En: "Slot"}, {Hans: "目标", Hant: "目標", En: "Goal"}, {Hans: "看什么", Hant: "看什麼", En: "Measured by"},
	{Hans: "预期", Hant: "預期", En: "Expected"}, {Hans: "结果", Hant: "結果", En: "Result"}, {Hans: "涉及金额（元）", Hant: "涉及金額（元）", En: "Yuan at stake"},
	{Hans: "原因", Hant: "原因", En: "Reason"}, {Hans: "说明", Hant: "說明", En: "Note"}, {Hans: "提交时间", Hant: "提交時間", En: "Filed"},
}

func pageWords() i18n.Words {
	out := i18n.Words{}
	for _, some := range []i18n.Words{listWords(), formWords(), oneWords(), decideWords(), weekWords()} {
		for key, text := range some {
			out[key] = text
		}
	}
	return out
}

func listWords() i18n.Words {
	return i18n.Words{
		"title":       {Hans: "需求", Hant: "需求", En: "Requests"},
		"lead.decide": {Hans: "别的部门想在群里说的话，先到这里排队。分高的在前，同分的先来先排。", Hant: "其他部門想在群組裡說的話，先到這裡排隊。分數高的在前，同分的先來先排。", En: "What other departments want said waits here: the higher score first, then who came first."},
		"lead.mine":   {Hans: "想在群里发什么，在这里提。接不接、排在哪天、为什么，都会写明。", Hant: "想在群組裡發什麼，在這裡提。接不接、排在哪天、為什麼，都會寫明。", En: "Ask here for what you want said in the groups. Whether, when and why is told here, too."},
		"waiting":     {Hans: "%d 条在排队，等你来定。", Hant: "%d 則在排隊，等你來定。", En: "Waiting for a decision: %d."},
		"new":         {Hans: "提需求", Hant: "提需求", En: "New request"},
		"slots":       {Hans: "还有哪些名额", Hant: "還有哪些名額", En: "Free slots"},
		"calendar":    {Hans: "排期", Hant: "排期", En: "Calendar"},
		"settings":    {Hans: "名额和打分", Hant: "名額與評分", En: "Slots and scoring"},
		"export":      {Hans: "导出 CSV", Hant: "匯出 CSV", En: "Export CSV"},
		"lists":       {Hans: "看哪些", Hant: "看哪些", En: "Lists"},
		"what":        {Hans: "要发什么", Hant: "要發什麼", En: "Request"},
		"score":       {Hans: "分数", Hant: "分數", En: "Score"},
		"for":         {Hans: "发给谁", Hant: "發給誰", En: "For"},
		"wanted":      {Hans: "想什么时候发", Hant: "想什麼時候發", En: "Wanted"},
		"last.day":    {Hans: "最晚 %s", Hant: "最晚 %s", En: "by %s"},
		"state":       {Hans: "怎么样了", Hant: "怎麼樣了", En: "State"},
		"late":        {Hans: "过了最晚的日子", Hant: "過了最晚的日子", En: "its last day is over"},
		"news":        {Hans: "有新消息", Hant: "有新消息", En: "news"},
		"slot.at":     {Hans: "排在 %s", Hant: "排在 %s", En: "at %s"},
		"result.of":   {Hans: "%[2]s：%[1]s / 预期 %[3]s", Hant: "%[2]s：%[1]s / 預期 %[3]s", En: "%[2]s: %[1]s of %[3]s expected"},
		"more":        {Hans: "只列出前 %d 条，其余的在导出里。", Hant: "只列出前 %d 則，其餘在匯出裡。", En: "The first %d are shown; the export has the rest."},
		"none.queue":  {Hans: "没有需求在排队。把这一页的地址发给别的部门：有账号的同事都能来提。", Hant: "沒有需求在排隊。把這一頁的網址傳給其他部門：有帳號的同事都能來提。", En: "Nothing is waiting. Send other departments the address of this page: whoever has an account can file a request."},
		"none.mine":   {Hans: "你还没有提过需求。先看看还有哪些名额，再把想发的写下来。", Hant: "你還沒有提過需求。先看看還有哪些名額，再把想發的寫下來。", En: "You have filed no request yet. Look which slots are free, and write down what you want said."},
		"none":        {Hans: "这里还没有。", Hant: "這裡還沒有。", En: "None here."},
	}
}

func formWords() i18n.Words {
	return i18n.Words{
		"back":            {Hans: "返回", Hant: "返回", En: "Back"},
		"form.lead":       {Hans: "写得越清楚，越容易排上。带 * 的要填。", Hant: "寫得越清楚，越容易排上。標 * 的必填。", En: "The clearer it is, the sooner it finds its place. What has a * is needed."},
		"edit":            {Hans: "修改需求", Hant: "修改需求", En: "Change the request"},
		"returned.why":    {Hans: "退回的原因：%s", Hant: "退回的原因：%s", En: "Why it came back: %s"},
		"f.title":         {Hans: "要发什么 *", Hant: "要發什麼 *", En: "What to say *"},
		"f.title.hint":    {Hans: "一句话，比如：周六新品试吃报名", Hant: "一句話，例如：週六新品試吃報名", En: "In one line, such as: sign up for Saturday's tasting"},
		"f.department":    {Hans: "你的部门 *", Hant: "你的部門 *", En: "Your department *"},
		"f.channel":       {Hans: "怎么发 *", Hant: "怎麼發 *", En: "How *"},
		"f.groups":        {Hans: "发到哪些群 *", Hant: "發到哪些群組 *", En: "Groups *"},
		"f.groups.hint":   {Hans: "朋友圈不用选群。", Hant: "朋友圈不用選群組。", En: "Not needed for Moments."},
		"f.groups.cut":    {Hans: "还有 %d 个群没有列出来，请按门店或区域选。", Hant: "還有 %d 個群組沒有列出，請按門市或區域選。", En: "%d more {group is|groups are} not listed: choose by unit."},
		"f.groups.none":   {Hans: "你还看不到任何群。请负责人把你放到一个门店或区域，或者先提朋友圈。", Hant: "你還看不到任何群組。請負責人把你放到一個門市或區域，或先提朋友圈。", En: "You see no groups yet. Ask an owner for a unit, or ask for Moments."},
		"f.unit":          {Hans: "或者：某个门店、区域的全部群", Hant: "或者：某個門市、區域的全部群組", En: "Or all groups of a unit"},
		"f.unit.none":     {Hans: "不按门店选", Hant: "不按門市選", En: "No unit"},
		"f.whom":          {Hans: "群里的哪些人", Hant: "群組裡的哪些人", En: "Which people there"},
		"f.whom.hint":     {Hans: "私聊要写，比如：上个月买过的客户。别写具体的人名。", Hant: "私訊必填，例如：上個月買過的客戶。別寫具體的人名。", En: "Needed for private messages, such as: everybody who bought last month. Name nobody."},
		"f.day":           {Hans: "想哪天发 *", Hant: "想哪天發 *", En: "Wanted day *"},
		"f.from":          {Hans: "从几点 *", Hant: "從幾點 *", En: "From *"},
		"f.to":            {Hans: "到几点 *", Hant: "到幾點 *", En: "Until *"},
		"f.last":          {Hans: "最晚哪天", Hant: "最晚哪天", En: "Last day"},
		"f.last.hint":     {Hans: "不填就是只能那一天", Hant: "不填就是只能那一天", En: "Left empty: on that day only"},
		"f.goal":          {Hans: "想达到什么 *", Hant: "想達到什麼 *", En: "Goal *"},
		"f.metric":        {Hans: "看哪个数 *", Hant: "看哪個數 *", En: "Measured by *"},
		"f.expected":      {Hans: "预期多少 *", Hant: "預期多少 *", En: "Expected *"},
		"f.expected.hint": {Hans: "发完会请你填实际多少", Hant: "發完會請你填實際多少", En: "afterwards you are asked what came of it"},
		"because":         {Hans: "名额有限，谁先发看分数。写了想达到什么、预期多少，发完才知道值不值得再发，也不用为“为什么不排我”争。", Hant: "名額有限，誰先發看分數。寫了想達到什麼、預期多少，發完才知道值不值得再發，也不用為「為什麼不排我」爭。", En: "Slots are few and go by score. With a goal and a figure expected, everybody can see afterwards whether it was worth it, and nobody needs to argue about whose turn it was."},
		"f.money":         {Hans: "涉及金额（元）", Hant: "涉及金額（元）", En: "Money at stake (yuan)"},
		"f.money.hint":    {Hans: "不填按 0 算分", Hant: "不填按 0 計分", En: "Left empty, it counts as 0"},
		"f.selling":       {Hans: "这是促销、卖东西", Hant: "這是促銷、賣東西", En: "It sells something"},
		"f.draft":         {Hans: "文案初稿", Hant: "文案初稿", En: "Draft"},
		"f.draft.hint":    {Hans: "像对群友说话那样写，一条只说一件事", Hant: "像對群友說話那樣寫，一則只說一件事", En: "As you would say it to them; one thing at a time"},
		"f.picture":       {Hans: "图片链接", Hant: "圖片連結", En: "Link to a picture"},
		"f.file":          {Hans: "提交", Hant: "送出", En: "File it"},
		"f.never":         {Hans: "提了不会自动发：运营接下后，会有人来发。", Hant: "提了不會自動發：營運接下後，會有人來發。", En: "Nothing is sent by itself: once it has a slot, a person sends it."},
	}
}
