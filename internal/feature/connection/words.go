package connection

import (
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/outbox"
	"github.com/huoshui/huoshui/internal/channel"
)

var (
	verdictNone = i18n.Text{
		Hans: "还没有接入。接上聊天平台，或让自己的程序把事件发进来，群里正在发生的事就会出现在这里。",
		Hant: "還沒有連線。接上聊天平台，或讓自己的程式把事件送進來，群組裡正在發生的事就會出現在這裡。",
		En:   "Nothing is connected yet. Connect a chat network, or let a program of yours post events, and what happens in your groups shows up here.",
	}
	verdictGood = i18n.Text{Hans: "%d 个接入，没有要处理的。", Hant: "%d 個連線，沒有需要處理的。", En: "Connections: %d. Nothing needs you."}
	verdictBad  = i18n.Text{Hans: "%d 个接入，其中 %d 个要处理。", Hant: "%d 個連線，其中 %d 個需要處理。", En: "Connections: %d, of which %d need you."}

	wordGood    = i18n.Text{Hans: "正常", Hant: "正常", En: "Working"}
	wordQuiet   = i18n.Text{Hans: "还没有事件", Hant: "還沒有事件", En: "No events yet"}
	wordPaused  = i18n.Text{Hans: "已暂停", Hant: "已暫停", En: "Paused"}
	wordFailing = i18n.Text{Hans: "一直失败", Hant: "一直失敗", En: "Failing"}
	wordUnheard = i18n.Text{Hans: "没在收消息", Hant: "沒在收訊息", En: "Not heard"}
	wordLocked  = i18n.Text{Hans: "密钥解不开了", Hant: "金鑰解不開了", En: "Secret to be entered again"}
	saysLocked  = i18n.Text{
		Hans: "保存的令牌或密钥读不出来（比如恢复备份时没有带上 secret.key）。在它的页面上重新填一次，或换一把。",
		Hant: "目前的金鑰無法開啟它儲存的秘密（例如還原備份時沒有帶上 secret.key）。在它的頁面上重新填寫。",
		En:   "The present key does not open its secret (say, a backup was restored without secret.key). Enter the secret again on its page.",
	}
	saysFailing = i18n.Text{
		Hans: "最近每次都没有送到，会自动再试，越隔越久；连续失败 24 小时会暂停。可以先检查一下。",
		Hant: "最近每次都沒有送達，會自動再試，間隔越來越久；連續失敗 24 小時會暫停。可以先檢查一下。",
		En:   "Every recent attempt failed. It is tried again by itself, less and less often, and paused after 24 hours. Checking it now tells why.",
	}
	saysUnheard = i18n.Text{
		Hans: "现在没有程序在收它的消息。刚接上时要等十几秒；一直这样的话，做一次接入检查。",
		Hant: "沒有程式在聽它說話。剛接上時要等十幾秒；一直這樣的話，檢查一下。",
		En:   "No process hears it. That takes some ten seconds after connecting; if it stays so, check it.",
	}

	wordAll       = i18n.Text{Hans: "全部", Hant: "全部", En: "All"}
	wordForgotten = i18n.Text{Hans: "（内容已清除）", Hant: "（內容已清除）", En: "(content cleared)"}
	replayed      = i18n.Text{Hans: "已放回队列，马上会重新处理。", Hant: "已放回佇列，馬上會重新處理。", En: "It was put back and will be tried again at once."}
	noScopes      = i18n.Text{Hans: "请至少选一项权限。", Hant: "請至少選擇一項權限。", En: "Choose at least one thing it may do."}

	triedToken  = i18n.Text{Hans: "看有没有能用的令牌", Hant: "看有沒有可用的權杖", En: "Look for a token that is good"}
	mendToken   = i18n.Text{Hans: "给它新建一个同名的令牌，换到程序里。", Hant: "為它新建一個同名的權杖，換到程式裡。", En: "Make a new token of the same name and give it to the program."}
	triedEvents = i18n.Text{Hans: "看有没有收到过事件", Hant: "看有沒有收到過事件", En: "See whether any event ever came"}
	mendEvents  = i18n.Text{
		Hans: "让程序发一条试试；它收到 401 是令牌不对，收到 422 看回答里写的是第几条、为什么。",
		Hant: "讓程式送一筆試試；收到 401 是權杖不對，收到 422 請看回應裡寫的是第幾筆、為什麼。",
		En:   "Have the program post one. 401 means a wrong token; 422 says which event cannot be used and why.",
	}
)

var pausedSays = map[Pause]i18n.Text{
	ByHand:  {Hans: "有人暂停了它。暂停期间发生的事不会补推。", Hant: "有人暫停了它。暫停期間發生的事不會補推。", En: "Somebody paused it. What happens meanwhile is not posted later."},
	Failing: {Hans: "连续 24 小时都没有送到，所以暂停了。修好接收方再恢复，排队的会接着送；暂停之后发生的不会补推。", Hant: "連續 24 小時都沒有送達，因此暫停。修好接收方再恢復，排隊的會接著送；暫停之後發生的不會補推。", En: "Nothing got through for 24 hours, so it was paused. Mend the receiver, then resume: what waits leaves; what happened since is not posted."},
	Gone:    {Hans: "接收方回答 410，说它不再收了，所以暂停了。不用了就移除，还要用就恢复。", Hant: "接收方回應 410，表示不再接收，因此暫停。不用了就移除，還要用就恢復。", En: "The receiver answered 410: it takes no more. Remove the hook, or resume it if that was a mistake."},
	Backlog: {Hans: "排队超过 1 万条，所以暂停了。等接收方跟上再恢复；暂停之后发生的不会补推。", Hant: "排隊超過 1 萬筆，因此暫停。等接收方跟上再恢復；暫停之後發生的不會補推。", En: "More than 10,000 posts wait, so it was paused. Resume it once the receiver keeps up; what happened since is not posted."},
	Inside:  {Hans: "它的地址指向本机或内网，没有连接。请换地址，或请安装的负责人用 --allow-networks 放行，再恢复。", Hant: "它的位址指向本機或內部網路，沒有連線。請換位址，或請安裝的負責人以 --allow-networks 放行，再恢復。", En: "Its address leads inside, so it was not called. Use another address, or have the network allowed with --allow-networks, then resume."},
	NoKey:   {Hans: "签名用的密钥读不出来（比如恢复备份时没有带上 secret.key）。换一把新密钥就好。", Hant: "簽章用的密鑰讀不出來（例如還原備份時沒有帶上 secret.key）。換一把新密鑰即可。", En: "Its signing secret cannot be read (say, a backup was restored without secret.key). Rotate the secret."},
}

var kinds = map[event.Network]i18n.Text{
	Hook:          {Hans: "推送", Hant: "推送", En: "Outgoing hook"},
	event.Webhook: {Hans: "事件来源", Hant: "事件來源", En: "Event source"},
	event.Matrix:  {Hans: "Matrix", Hant: "Matrix", En: "Matrix"},
	event.WeChat:  {Hans: "手动微信群", Hant: "手動微信群", En: "WeChat groups by hand"},
	event.Sandbox: {Hans: "演练平台（模拟）", Hant: "演練平台（模擬）", En: "Sandbox platform (simulated)"},
}

var kindWords = map[fact.Kind]i18n.Text{
	fact.MessageRecorded: {Hans: "新消息", Hant: "新訊息", En: "New message"},
	fact.MessageEdited:   {Hans: "消息改了", Hant: "訊息編輯", En: "Message edited"},
	fact.MessageDeleted:  {Hans: "消息删了", Hant: "訊息刪除", En: "Message deleted"},
	fact.MemberJoined:    {Hans: "有人进群", Hant: "有人加入", En: "Member joined"},
	fact.MemberLeft:      {Hans: "有人退群", Hant: "有人離開", En: "Member left"},
	fact.GroupCreated:    {Hans: "建了群", Hant: "建立群組", En: "Group created"},
	fact.GroupRenamed:    {Hans: "群改名", Hant: "群組改名", En: "Group renamed"},
	fact.GroupDismissed:  {Hans: "群解散", Hant: "群組解散", En: "Group dismissed"},
	fact.GroupBecame:     {Hans: "群的状态变了", Hant: "群組的狀態變了", En: "Group's state changed"},
	fact.OrderPaid:       {Hans: "付款", Hant: "付款", En: "Order paid"},
	fact.OrderRefunded:   {Hans: "退款", Hant: "退款", En: "Order refunded"},
	Ping:                 {Hans: "测试", Hant: "測試", En: "Test"},
}

var actionWords = map[channel.Action]i18n.Text{
	channel.Send: {Hans: "发消息", Hant: "傳送訊息", En: "Send a message"}, channel.MassSend: {Hans: "群发", Hant: "群發", En: "Mass message"},
	channel.Welcome: {Hans: "欢迎语", Hant: "歡迎語", En: "Welcome"}, channel.InviteLink: {Hans: "做入群链接", Hant: "建立入群連結", En: "Make an invite link"},
	channel.Invite: {Hans: "邀请进群", Hant: "邀請加入", En: "Invite"}, channel.Kick: {Hans: "移出群", Hant: "移出群組", En: "Remove from a group"},
	channel.Ban: {Hans: "封禁", Hant: "封鎖", En: "Ban"}, channel.Mute: {Hans: "禁言", Hant: "禁言", En: "Mute"},
	channel.DeleteMessage: {Hans: "删消息", Hant: "刪除訊息", En: "Delete a message"}, channel.CreateGroup: {Hans: "建群", Hant: "建立群組", En: "Create a group"},
	channel.RenameGroup: {Hans: "改群名", Hant: "更改群組名稱", En: "Rename a group"},
}

var scopeWords = map[string]i18n.Text{
	ScopeEvents: {Hans: "发事件", Hant: "送事件", En: "Post events"},
	ScopeRead:   {Hans: "读数据", Hant: "讀數據", En: "Read figures"},
	ScopeSend:   {Hans: "发消息", Hant: "傳送訊息", En: "Send messages"},
	ScopeTasks:  {Hans: "处理待办", Hant: "處理待辦", En: "Settle to-dos"},
}

var stateWords = map[outbox.State]i18n.Text{
	outbox.Waiting:     {Hans: "等着送", Hant: "等待送出", En: "Waiting"},
	outbox.Sending:     {Hans: "正在送", Hant: "正在送出", En: "On its way"},
	outbox.Sent:        {Hans: "送到了", Hant: "已送達", En: "Delivered"},
	outbox.Refused:     {Hans: "没送成", Hant: "未送達", En: "Not delivered"},
	outbox.Uncertain:   {Hans: "不确定", Hant: "不確定", En: "Uncertain"},
	outbox.Human:       {Hans: "等人确认", Hant: "等人確認", En: "Waits for a person"},
	outbox.Unsupported: {Hans: "平台做不到", Hant: "平台做不到", En: "Not possible there"},
	outbox.Dropped:     {Hans: "不送了", Hant: "不送了", En: "Dropped"},
}

func deedState(s outbox.State) stateView {
	v := stateView{Tone: "wait", Mark: "◌", Word: stateWords[s]}
	switch s {
	case outbox.Sent:
		v.Tone, v.Mark = "good", "●"
	case outbox.Refused, outbox.Uncertain, outbox.Unsupported:
		v.Tone, v.Mark = "bad", "✕"
	case outbox.Dropped:
		v.Tone, v.Mark = "", "○"
	}
	return v
}

func attemptState(o outbox.Outcome) stateView {
	switch o {
	case outbox.Done:
		return stateView{"good", "●", stateWords[outbox.Sent], i18n.Text{}}
	case outbox.Limit:
		return stateView{"wait", "◌", i18n.Text{Hans: "对方要我们等", Hant: "對方要我們等", En: "Told to wait"}, i18n.Text{}}
	case outbox.Refuse, outbox.NoSuch:
		return stateView{"bad", "✕", i18n.Text{Hans: "被拒绝", Hant: "被拒絕", En: "Refused"}, i18n.Text{}}
	case outbox.Maybe:
		return stateView{"bad", "◒", stateWords[outbox.Uncertain], i18n.Text{}}
	case outbox.NeedHuman:
		return stateView{"wait", "◌", stateWords[outbox.Human], i18n.Text{}}
	}
	return stateView{"bad", "✕", stateWords[outbox.Refused], i18n.Text{}}
}

// codeWords say what our own codes mean; a network's stand for themselves.
var codeWords = map[string]i18n.Text{
	"closed":      {Hans: "接入已经移除", Hant: "連線已經移除", En: "The connection was removed"},
	"paused":      {Hans: "接入暂停中", Hant: "連線暫停中", En: "The connection is paused"},
	"key":         {Hans: "密钥读不出来", Hant: "密鑰讀不出來", En: "The secret cannot be read"},
	"inside":      {Hans: "地址指向本机或内网", Hant: "位址指向本機或內部網路", En: "The address leads inside"},
	"dns":         {Hans: "找不到这个域名", Hant: "找不到這個網域", En: "The name was not found"},
	"timeout":     {Hans: "15 秒没有回答", Hant: "15 秒沒有回應", En: "No answer within 15 seconds"},
	"certificate": {Hans: "对方的证书有问题", Hant: "對方的憑證有問題", En: "The receiver's certificate is wrong"},
	"unreachable": {Hans: "连不上", Hant: "無法連線", En: "It cannot be reached"},
	"stopped":     {Hans: "送的时候程序停了，用同一个编号再送一次", Hant: "送出時程式停止，以同一個編號再送一次", En: "The program stopped while posting; it is posted again under the same id"},
	"internal":    {Hans: "活水自己的问题，会再试", Hant: "活水自己的問題，會再試", En: "A fault of ours; it is tried again"},
	"skipped":     {Hans: "有人决定不做", Hant: "有人決定不做", En: "Somebody decided against it"},
	"expired":     {Hans: "过期没人做", Hant: "逾期沒人做", En: "Nobody did it in time"},
	"gate":        {Hans: "现在不能送", Hant: "目前不能送", En: "It may not leave now"},
	"url":         {Hans: "地址不对", Hant: "位址不正確", En: "The address is wrong"},
}

var doneWords = map[string]i18n.Text{
	"paused":  {Hans: "已暂停。", Hant: "已暫停。", En: "Paused."},
	"resumed": {Hans: "已恢复，排队的马上送。", Hant: "已恢復，排隊的馬上送。", En: "Resumed; what waits leaves at once."},
	"entered": {Hans: "令牌已保存。", Hant: "權杖已儲存。", En: "The tokens are saved."},
	"revoked": {Hans: "令牌已停用，马上生效。", Hant: "權杖已停用，立即生效。", En: "The token is revoked, from now on."},
	"again":   {Hans: "会再送一次。", Hant: "會再送一次。", En: "It will be sent once more."},
	"dropped": {Hans: "不送了。", Hant: "不送了。", En: "It will not be sent."},
}
