package record

import (
	"strings"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

func words() i18n.Words {
	return i18n.Words{
		"title":   {Hans: "操作记录", Hant: "操作記錄", En: "Record"},
		"back":    {Hans: "设置", Hant: "設定", En: "Settings"},
		"lead":    {Hans: "谁在什么时候做了什么。只会增加，不会改，也不会删；里面没有群友的名字和说过的话。", Hant: "誰在什麼時候做了什麼。只會增加，不會更改，也不會刪除；裡面沒有群友的名字和說過的話。", En: "Who did what, and when. It only ever grows: nothing in it is changed or removed. It names no member and quotes nobody."},
		"who":     {Hans: "谁", Hant: "誰", En: "Who"},
		"kind":    {Hans: "哪一类", Hant: "哪一類", En: "Of which kind"},
		"go":      {Hans: "筛选", Hant: "篩選", En: "Filter"},
		"all":     {Hans: "看全部", Hant: "看全部", En: "Show all"},
		"only":    {Hans: "只看和 %s 有关的。", Hant: "只看與 %s 有關的。", En: "Only what was done to %s."},
		"what":    {Hans: "做了什么", Hant: "做了什麼", En: "What"},
		"when":    {Hans: "什么时候", Hant: "什麼時候", En: "When"},
		"program": byProgram,
		"token":   {Hans: "令牌 %s", Hant: "權杖 %s", En: "The token %s"},
		"role":    {Hans: "角色：%s", Hant: "角色：%s", En: "Role: %s"},
		"was":     {Hans: "原来：%s", Hant: "原本：%s", En: "Before: %s"},
		"why":     {Hans: "原因：%s", Hant: "原因：%s", En: "Reason: %s"},
		"scopes":  {Hans: "权限：%s", Hant: "權限：%s", En: "May: %s"},
		"same":    {Hans: "只看这一个", Hant: "只看這一個", En: "Only this one"},
		"older":   {Hans: "更早的", Hant: "更早的", En: "Older"},
		"newest":  {Hans: "回到最新的", Hant: "回到最新的", En: "Back to the newest"},
		"none":    {Hans: "还没有记录。以后有人邀请同事、导入、合并或忘记群成员、接入平台，都会记在这里。", Hant: "還沒有記錄。以後有人邀請同事、匯入、合併或忘記群成員、連接平台，都會記在這裡。", En: "Nothing yet. When somebody invites a colleague, imports, merges or forgets a member, or connects a platform, it is written here."},
		"nothing": {Hans: "这样筛，没有记录。", Hant: "這樣篩選，沒有記錄。", En: "Nothing matches."},
	}
}

var (
	anybody   = i18n.Text{Hans: "所有人", Hant: "所有人", En: "Anybody"}
	anything  = i18n.Text{Hans: "所有操作", Hant: "所有操作", En: "Anything"}
	byProgram = i18n.Text{Hans: "活水（程序或命令行）", Hant: "活水（程式或命令列）", En: "Huoshui (the program or its command line)"}
)

// kind is the actions that a filter takes together: their names begin with one of
// its words.
type kind struct {
	value string
	label i18n.Text
	begin []string
}

var kinds = [...]kind{
	{"staff", i18n.Text{Hans: "账号和手机", Hant: "帳號與手機", En: "Accounts and phones"}, []string{"staff.", "phone."}},
	{"members", i18n.Text{Hans: "群成员", Hant: "群成員", En: "Members"}, []string{"member."}},
	{"groups", i18n.Text{Hans: "群", Hant: "群組", En: "Groups"}, []string{"group.", "checkup."}},
	{"imports", i18n.Text{Hans: "导入", Hant: "匯入", En: "Imports"}, []string{"import."}},
	{"connections", i18n.Text{Hans: "接入和令牌", Hant: "連線與權杖", En: "Connections and tokens"}, []string{"connection.", "token."}},
	{"tasks", i18n.Text{Hans: "待办", Hant: "待辦", En: "To-dos"}, []string{"task."}},
	{"playbooks", i18n.Text{Hans: "SOP", Hant: "SOP", En: "Playbooks"}, []string{"playbook."}},
	{"requests", i18n.Text{Hans: "需求", Hant: "需求", En: "Requests"}, []string{"request."}},
	{"moves", i18n.Text{Hans: "收到和送出的", Hant: "收到與送出的", En: "What comes in and leaves"}, []string{"event.", "deed.", "gate.", "installation."}},
	{"chains", i18n.Text{Hans: "接龙", Hant: "接龍", En: "Sign-up chains"}, []string{"chain."}},
	{"pieces", i18n.Text{Hans: "往期总结", Hant: "往期總結", En: "Past summaries"}, []string{"piece."}},
	{"reports", i18n.Text{Hans: "早报和提醒", Hant: "早報與提醒", En: "Reports and reminders"}, []string{"report."}},
}

// actionsOf lists the actions of a kind, none where there is no such kind.
func actionsOf(value string) (out []audit.Action) {
	for _, k := range kinds {
		if k.value != value {
			continue
		}
		for _, a := range audit.Actions {
			for _, b := range k.begin {
				if strings.HasPrefix(string(a), b) {
					out = append(out, a)
				}
			}
		}
	}
	return out
}

var whatWords = map[audit.Action]i18n.Text{
	audit.StaffInvited:         {Hans: "邀请了一位同事", Hant: "邀請了一位同事", En: "Invited a colleague"},
	audit.StaffWithdrawn:       {Hans: "撤回了一个邀请", Hant: "撤回了一個邀請", En: "Withdrew an invitation"},
	audit.StaffJoined:          {Hans: "接受邀请，加入了", Hant: "接受邀請，加入了", En: "Joined by an invitation"},
	audit.StaffChanged:         {Hans: "改了角色或单位", Hant: "更改了角色或單位", En: "Changed a role or unit"},
	audit.StaffRemoved:         {Hans: "移出了一个账号", Hant: "移出了一個帳號", En: "Removed an account"},
	audit.ImportFinished:       {Hans: "导入了聊天记录", Hant: "匯入了聊天紀錄", En: "Imported chats"},
	audit.ImportUndone:         {Hans: "撤销了一次导入", Hant: "復原了一次匯入", En: "Undid an import"},
	audit.MemberMerged:         {Hans: "合并了群成员", Hant: "合併了群成員", En: "Merged members"},
	audit.MemberParted:         {Hans: "撤销了一次合并", Hant: "復原了一次合併", En: "Undid a merge"},
	audit.MemberErased:         {Hans: "忘记了一位群成员", Hant: "忘記了一位群成員", En: "Forgot a member"},
	audit.MemberNoted:          {Hans: "改了群成员的资料", Hant: "更改了群成員的資料", En: "Changed what is noted of a member"},
	audit.GroupProfiled:        {Hans: "改了一个群的资料", Hant: "更改了一個群組的資料", En: "Changed the details of a group"},
	audit.GroupDefaults:        {Hans: "改了各群通用的资料", Hant: "更改了各群組通用的資料", En: "Changed the details that hold for all groups"},
	audit.GroupsProfiled:       {Hans: "用表格改了多个群的资料", Hant: "用表格更改了多個群組的資料", En: "Changed the details of several groups by a table"},
	audit.TokenMade:            {Hans: "新建了令牌", Hant: "建立了權杖", En: "Made a token"},
	audit.TokenRevoked:         {Hans: "停用了令牌", Hant: "停用了權杖", En: "Revoked a token"},
	audit.ConnectionMade:       {Hans: "新建了接入", Hant: "建立了連線", En: "Made a connection"},
	audit.ConnectionPaused:     {Hans: "暂停了接入", Hant: "暫停了連線", En: "Paused a connection"},
	audit.ConnectionResumed:    {Hans: "恢复了接入", Hant: "恢復了連線", En: "Resumed a connection"},
	audit.ConnectionResealed:   {Hans: "换了接入的密钥", Hant: "更換了連線的密鑰", En: "Replaced a connection's secret"},
	audit.ConnectionRemoved:    {Hans: "移除了接入", Hant: "移除了連線", En: "Removed a connection"},
	audit.EventReplayed:        {Hans: "重新处理了一条搁置的事件", Hant: "重新處理了一筆擱置的事件", En: "Tried an event again that was set aside"},
	audit.DeedAgain:            {Hans: "决定再发一次", Hant: "決定再送一次", En: "Decided to send again"},
	audit.DeedDropped:          {Hans: "决定不发了", Hant: "決定不送了", En: "Decided not to send"},
	audit.PlaybookSaved:        {Hans: "保存了 SOP 的新版本", Hant: "儲存了 SOP 的新版本", En: "Saved a new version of a playbook"},
	audit.PlaybookSwitched:     {Hans: "把 SOP 开始、暂停或停掉了", Hant: "把 SOP 開始、暫停或停掉了", En: "Started, paused or stopped a playbook"},
	audit.PlaybookAsked:        {Hans: "提出开始一个 SOP，等另一位批准", Hant: "提出開始一個 SOP，等另一位批准", En: "Asked for a second person to start a playbook"},
	audit.PlaybookAgreed:       {Hans: "批准开始一个 SOP", Hant: "批准開始一個 SOP", En: "Agreed to start a playbook"},
	audit.PlaybookDeclined:     {Hans: "没有批准开始一个 SOP", Hant: "沒有批准開始一個 SOP", En: "Declined to start a playbook"},
	audit.PlaybookReached:      {Hans: "SOP 放行到下一批群", Hant: "SOP 放行到下一批群組", En: "A playbook reached its next groups"},
	audit.PlaybookBegun:        {Hans: "手动开始了一次 SOP", Hant: "手動開始了一次 SOP", En: "Began a playbook by hand"},
	audit.RequestFiled:         {Hans: "提了一条需求", Hant: "提了一則需求", En: "Filed a request"},
	audit.RequestRevised:       {Hans: "补充了一条需求", Hant: "補充了一則需求", En: "Completed a request"},
	audit.RequestPlaced:        {Hans: "给一条需求排了期", Hant: "為一則需求排了期", En: "Gave a request its slot"},
	audit.RequestYielded:       {Hans: "让一条需求把名额让了出来", Hant: "讓一則需求把名額讓了出來", En: "Took a request's slot for another"},
	audit.RequestDeclined:      {Hans: "没有接一条需求", Hant: "沒有接一則需求", En: "Declined a request"},
	audit.RequestReturned:      {Hans: "把一条需求退回补充", Hant: "把一則需求退回補充", En: "Sent a request back for more"},
	audit.RequestWithdrawn:     {Hans: "撤回了一条需求", Hant: "撤回了一則需求", En: "Withdrew a request"},
	audit.RequestClosed:        {Hans: "填了一条需求的结果", Hant: "填了一則需求的結果", En: "Noted what a request brought"},
	audit.RequestSet:           {Hans: "改了需求的名额和打分", Hant: "改了需求的名額與評分", En: "Changed the slots and scoring of requests"},
	audit.TaskOpened:           {Hans: "新建了一条待办", Hant: "新增了一條待辦", En: "Opened a to-do"},
	audit.TaskDone:             {Hans: "做完了一条待办", Hant: "完成了一條待辦", En: "Did a to-do"},
	audit.TaskSkipped:          {Hans: "决定不做一条待办", Hant: "決定不做一條待辦", En: "Skipped a to-do"},
	audit.TaskClaimed:          {Hans: "接下了一条待办", Hant: "接下了一條待辦", En: "Took a to-do"},
	audit.TaskHanded:           {Hans: "转交了一条待办", Hant: "轉交了一條待辦", En: "Handed a to-do over"},
	audit.TaskReopened:         {Hans: "撤销，待办重新打开", Hant: "復原，待辦重新打開", En: "Undid it: the to-do is open again"},
	audit.TaskImaged:           {Hans: "给待办放了图或拿掉了图", Hant: "給待辦放了圖或拿掉了圖", En: "Put a picture to a to-do, or took one away"},
	audit.TaskAllHanded:        {Hans: "转交了一位同事的全部待办", Hant: "轉交了一位同事的全部待辦", En: "Handed over all to-dos of a colleague"},
	audit.ShiftAdded:           {Hans: "加了一个班次", Hant: "新增了一個班次", En: "Added a shift"},
	audit.ShiftRemoved:         {Hans: "去掉了一个班次", Hant: "移除了一個班次", En: "Removed a shift"},
	audit.CalendarMade:         {Hans: "新建了日历订阅地址", Hant: "建立了行事曆訂閱網址", En: "Made a calendar address"},
	audit.CalendarClosed:       {Hans: "停用了日历订阅地址", Hant: "停用了行事曆訂閱網址", En: "Closed a calendar address"},
	audit.GroupsAdded:          {Hans: "加了微信群", Hant: "新增了微信群", En: "Added WeChat groups"},
	audit.GroupRenamed:         {Hans: "改了群名", Hant: "更改了群組名稱", En: "Renamed a group"},
	audit.GroupKept:            {Hans: "改了群由谁管", Hant: "更改了群組由誰管", En: "Changed who runs a group"},
	audit.GroupDismissed:       {Hans: "把群记为已解散", Hant: "把群組記為已解散", En: "Noted that a group was dismissed"},
	audit.GroupTold:            {Hans: "填了群里的情况", Hant: "填了群組裡的情況", En: "Filled in how a group is"},
	audit.GroupPasted:          {Hans: "贴了群里的聊天", Hant: "貼上了群組裡的聊天", En: "Pasted what was said in a group"},
	audit.GroupAsked:           {Hans: "把贴进来没人回的放进了今日", Hant: "把貼進來沒人回的放進了今日", En: "Put unanswered questions of a paste under Today"},
	audit.GroupShut:            {Hans: "改了一个微信群进不进人", Hant: "更改了一個微信群要不要進人", En: "Changed whether a WeChat group takes people"},
	audit.GroupArrived:         {Hans: "备了今天到货要发的话", Hant: "備了今天到貨要發的話", En: "Put into words what came in"},
	audit.GroupsSet:            {Hans: "改了微信群设置", Hant: "更改了微信群設定", En: "Changed the settings of WeChat groups"},
	audit.CheckupMade:          {Hans: "给一个群做了三分钟体检", Hant: "替一個群組做了三分鐘體檢", En: "Gave a group a three-minute check-up"},
	audit.CheckupRenamed:       {Hans: "改了体检里的群名", Hant: "更改了體檢裡的群組名稱", En: "Renamed a group of the check-up"},
	audit.CheckupPlanned:       {Hans: "把体检的建议放进了今日", Hant: "把體檢的建議放進了今日", En: "Put the advice of a check-up under Today"},
	audit.CheckupTied:          {Hans: "把体检过的群记进了微信群", Hant: "把體檢過的群組記進了微信群", En: "Kept a checked group among the WeChat groups"},
	audit.CheckupDropped:       {Hans: "删掉了一个群的体检", Hant: "刪除了一個群組的體檢", En: "Removed the check-ups of a group"},
	audit.ChainMade:            {Hans: "贴进一份接龙", Hant: "貼進一份接龍", En: "Pasted a sign-up chain"},
	audit.ChainPasted:          {Hans: "贴了接龙的新内容", Hant: "貼上接龍的新內容", En: "Pasted what is new in a chain"},
	audit.ChainChanged:         {Hans: "改了接龙的商品、价钱或限购", Hant: "更改了接龍的商品、價錢或限購", En: "Changed what a chain is about"},
	audit.ChainFixed:           {Hans: "改了接龙里的一行", Hant: "更改了接龍裡的一行", En: "Corrected a line of a chain"},
	audit.ChainCounted:         {Hans: "把接龙里没写数量的算作 1", Hant: "把接龍裡沒寫數量的算作 1", En: "Took lines of a chain without an amount as 1"},
	audit.ChainUncounted:       {Hans: "撤销了把没写数量的算作 1", Hant: "復原了把沒寫數量的算作 1", En: "Undid taking lines without an amount as 1"},
	audit.ChainTaken:           {Hans: "记了接龙的取货", Hant: "記錄了接龍的取貨", En: "Noted what was fetched"},
	audit.ChainRemoved:         {Hans: "删了一份接龙", Hant: "刪除了一份接龍", En: "Removed a sign-up chain"},
	audit.PieceKept:            {Hans: "存了一篇往期总结", Hant: "存了一篇往期總結", En: "Kept a past summary"},
	audit.PieceChanged:         {Hans: "改了一篇往期总结", Hant: "修改了一篇往期總結", En: "Changed a past summary"},
	audit.PieceArchived:        {Hans: "收起了一篇往期总结", Hant: "收起了一篇往期總結", En: "Put a past summary away"},
	audit.PieceRestored:        {Hans: "放回了一篇往期总结", Hant: "放回了一篇往期總結", En: "Put a past summary back"},
	audit.PieceRemoved:         {Hans: "删了一篇往期总结", Hant: "刪除了一篇往期總結", En: "Removed a past summary"},
	audit.GateStopped:          {Hans: "暂停了往外发", Hant: "暫停了往外送", En: "Stopped what goes out"},
	audit.GateResumed:          {Hans: "恢复了往外发", Hant: "恢復了往外送", En: "Let things go out again"},
	audit.GateSet:              {Hans: "改了触达管控的规则", Hant: "更改了觸達管控的規則", En: "Changed the rules of the gate"},
	audit.ReportSet:            {Hans: "改了早报发给谁、几点发", Hant: "更改了早報發給誰、幾點發", En: "Changed when and to whom a morning report goes"},
	audit.ReportMailSet:        {Hans: "改了邮件服务器", Hant: "更改了郵件伺服器", En: "Changed the mail server"},
	audit.ReportReminded:       {Hans: "私下提醒了一位同事", Hant: "私下提醒了一位同事", En: "Reminded a colleague in private"},
	audit.PhoneOpened:          {Hans: "让手机连进来", Hant: "讓手機連進來", En: "Let phones in"},
	audit.PhoneClosed:          {Hans: "不再让手机连进来", Hant: "不再讓手機連進來", En: "Shut phones out"},
	audit.PhonePaired:          {Hans: "连上了一部手机", Hant: "連上了一支手機", En: "Paired a phone"},
	audit.PhoneRemoved:         {Hans: "断开了一部手机", Hant: "中斷了一支手機", En: "Disconnected a phone"},
	audit.PhoneSet:             {Hans: "改了启动时让不让手机进来", Hant: "更改了啟動時讓不讓手機進來", En: "Changed whether phones are let in at the start"},
	audit.InstallationReleased: {Hans: "放行了从备份恢复的活水，可以往外发了", Hant: "放行了從備份還原的活水，可以往外送了", En: "Let the restored installation send again"},
}

// countWords say the same where an entry tells to how many rows it was done.
var countWords = map[audit.Action]i18n.Text{
	audit.ChainFixed:     {Hans: "改了接龙里的 %d 行", Hant: "更改了接龍裡的 %d 行", En: "Corrected %d {line|lines} of a chain"},
	audit.ChainCounted:   {Hans: "把接龙里 %d 行没写数量的算作 1", Hant: "把接龍裡 %d 行沒寫數量的算作 1", En: "Took %d {line|lines} of a chain without an amount as 1"},
	audit.ChainUncounted: {Hans: "撤销：接龙里 %d 行不再算作 1", Hant: "復原：接龍裡 %d 行不再算作 1", En: "Undid it: %d {line|lines} of a chain no longer {counts|count} as 1"},
}

// whatWord says what was done, and to how many where that is known; an action of a
// newer program by its own name.
func whatWord(e *audit.Entry) i18n.Message {
	if w, ok := countWords[e.Action]; ok && e.Detail.Count > 0 {
		return w.With(e.Detail.Count)
	}
	if w, ok := whatWords[e.Action]; ok {
		return w.With()
	}
	name := string(e.Action)
	return i18n.Text{Hans: name, Hant: name, En: name}.With()
}

func networkWord(network string) i18n.Text {
	switch network {
	case "":
		return i18n.Text{}
	case "hook":
		return i18n.Text{Hans: "推送", Hant: "推送", En: "Outgoing hook"}
	case "wechat":
		return i18n.Text{Hans: "微信群", Hant: "微信群", En: "WeChat groups"}
	case "matrix":
		return i18n.Text{Hans: "Matrix", Hant: "Matrix", En: "Matrix"}
	}
	return i18n.Text{Hans: network, Hant: network, En: network}
}

// skipWords say why a to-do was skipped.
var skipWords = map[string]i18n.Text{
	"no-time":    {Hans: "没来得及", Hant: "來不及", En: "no time for it"},
	"not-fit":    {Hans: "当时不适合", Hant: "當時不適合", En: "it did not fit then"},
	"otherwise":  {Hans: "用别的方式做了", Hant: "用別的方式做了", En: "done in another way"},
	"unwanted":   {Hans: "对方不想要", Hant: "對方不想要", En: "they did not want it"},
	"wrong-text": {Hans: "文案或商品有误", Hant: "文案或商品有誤", En: "the text or the product was wrong"},
	"own-words":  {Hans: "别的原因", Hant: "其他原因", En: "another reason"},
}

// requestWords say why a request was declined or returned.
var requestWords = map[string]i18n.Text{
	"too-soon":     {Hans: "时间太紧", Hant: "時間太緊", En: "too soon to prepare"},
	"no-fit":       {Hans: "和群的定位不合", Hant: "和群組的定位不合", En: "it does not fit the groups"},
	"too-much":     {Hans: "群里已经发得很多", Hant: "群組裡已經發得很多", En: "enough is said there already"},
	"repeat":       {Hans: "最近发过一样的", Hant: "最近發過一樣的", En: "the same was said lately"},
	"not-allowed":  {Hans: "规则不允许", Hant: "規則不允許", En: "it is not allowed"},
	"missing-text": {Hans: "缺文案或图片", Hant: "缺文案或圖片", En: "no text or picture"},
	"missing-goal": {Hans: "目标没说清楚", Hant: "目標沒說清楚", En: "its goal is not clear"},
	"missing-whom": {Hans: "发给谁没说清楚", Hant: "發給誰沒說清楚", En: "for whom is not clear"},
	"fix-text":     {Hans: "文案要改", Hant: "文案要改", En: "the text needs changes"},
}

// whyWord says why a connection was paused, or what of the gate was meant.
func whyWord(code string) i18n.Text {
	if w, ok := skipWords[code]; ok {
		return w
	}
	if w, ok := requestWords[code]; ok {
		return w
	}
	switch code {
	case "":
		return i18n.Text{}
	case "on":
		return i18n.Text{Hans: "打开", Hant: "開啟", En: "switched on"}
	case "off":
		return i18n.Text{Hans: "关掉", Hant: "關閉", En: "switched off"}
	case "starttls", "tls":
		return i18n.Text{Hans: "加密连接", Hant: "加密連線", En: "encrypted"}
	case "plain":
		return i18n.Text{Hans: "不加密", Hant: "不加密", En: "not encrypted"}
	case "all":
		return i18n.Text{Hans: "全部", Hant: "全部", En: "everything"}
	case "promos":
		return i18n.Text{Hans: "只停促销", Hant: "只停促銷", En: "promotions only"}
	case "long":
		return i18n.Text{Hans: "长期群", Hant: "長期群組", En: "long-term group"}
	case "flash":
		return i18n.Text{Hans: "快闪群", Hant: "快閃群", En: "flash group"}
	case "rush":
		return i18n.Text{Hans: "抢购群", Hant: "搶購群", En: "rush-sale group"}
	case "paid":
		return i18n.Text{Hans: "下单群", Hant: "下單群", En: "paid-order group"}
	case "hand":
		return i18n.Text{Hans: "人工暂停", Hant: "人工暫停", En: "by hand"}
	case "failing":
		return i18n.Text{Hans: "一天里每次都失败", Hant: "一天裡每次都失敗", En: "every attempt failed for a day"}
	case "gone":
		return i18n.Text{Hans: "接收方说地址不在了", Hant: "接收方說位址不在了", En: "the receiver said that it is gone"}
	case "wrong-codes":
		return i18n.Text{Hans: "配对码输错 5 次", Hant: "配對碼輸錯 5 次", En: "5 wrong pairing codes"}
	case "nobody":
		return i18n.Text{Hans: "没有手机连进来", Hant: "沒有手機連進來", En: "no phone came"}
	case "backlog":
		return i18n.Text{Hans: "积压太多", Hant: "積壓太多", En: "too much waits"}
	case "inside":
		return i18n.Text{Hans: "地址通向内网", Hant: "位址通向內部網路", En: "the address leads inside"}
	case "key":
		return i18n.Text{Hans: "密钥读不出来", Hant: "密鑰讀不出來", En: "its secret cannot be read"}
	}
	return i18n.Text{Hans: code, Hant: code, En: code}
}
