package report

import (
	"maps"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

var (
	rateNothing = i18n.Text{Hans: "%s没有到时间的 SOP 步骤。", Hant: "%s沒有到時間的 SOP 步驟。", En: "%s: no step of a playbook came due."}
	rateGood    = i18n.Text{Hans: "%s该做 %d 件，做了 %d 件，没有落下的。", Hant: "%s該做 %d 件，做了 %d 件，沒有落下的。", En: "%s: of %d due %d were done; none was left behind."}
	rateOpen    = i18n.Text{Hans: "%s该做 %d 件，做了 %d 件，还有 %d 件没到时限。", Hant: "%s該做 %d 件，做了 %d 件，還有 %d 件沒到時限。", En: "%s: of %d due %d were done; %d still have time."}
	rateLeft    = i18n.Text{Hans: "%s该做 %d 件，做了 %d 件，%d 件过了时间还没做。", Hant: "%s該做 %d 件，做了 %d 件，%d 件過了時間還沒做。", En: "%s: of %d due %d were done; %d are past their time."}

	saidReminded = i18n.Text{Hans: "提醒好了，只有对方自己看得到。", Hant: "提醒好了，只有對方自己看得到。", En: "Reminded. Only they see it."}
	saidSaved    = i18n.Text{Hans: "保存好了。", Hant: "儲存好了。", En: "Saved."}
	saidTried    = i18n.Text{Hans: "发出去了，去看看收到没有。", Hant: "發出去了，去看看收到沒有。", En: "It was sent. See whether it arrived."}
	saidNotTried = i18n.Text{Hans: "没发成（%s）。", Hant: "沒有發成（%s）。", En: "It was not sent (%s)."}
)

func pageWords() i18n.Words {
	out := i18n.Words{}
	for _, words := range []i18n.Words{rateWords(), howWords(), morningWords(), planWords(), serverWords()} {
		maps.Copy(out, words)
	}
	return out
}

// rateWords are those of the figures.
func rateWords() i18n.Words {
	return i18n.Words{
		"title":       {Hans: "执行情况", Hant: "執行情況", En: "Completion"},
		"period":      {Hans: "哪几天", Hant: "哪幾天", En: "Which days"},
		"unit":        {Hans: "哪个单位", Hant: "哪個單位", En: "Which unit"},
		"unit.all":    {Hans: "所有看得到的", Hant: "所有看得到的", En: "All you see"},
		"go":          {Hans: "看", Hant: "看", En: "Show"},
		"morning":     {Hans: "早报", Hant: "早報", En: "Morning report"},
		"back":        {Hans: "执行情况", Hant: "執行情況", En: "Completion"},
		"back.list":   {Hans: "早报", Hant: "早報", En: "Morning report"},
		"sum":         {Hans: "人做的和自动的", Hant: "人做的和自動的", En: "By people, and by itself"},
		"who":         {Hans: "谁做", Hant: "誰做", En: "Done by"},
		"due":         {Hans: "该做", Hant: "該做", En: "Due"},
		"timely":      {Hans: "按时", Hant: "按時", En: "In time"},
		"late":        {Hans: "晚做", Hant: "晚做", En: "Late"},
		"skipped":     {Hans: "有原因没做", Hant: "有原因沒做", En: "Left out"},
		"overdue":     {Hans: "过时没做", Hant: "過時沒做", En: "Past its time"},
		"open":        {Hans: "没到时限", Hant: "沒到時限", En: "Has time"},
		"rate":        {Hans: "执行率", Hant: "執行率", En: "Completion rate"},
		"by.human":    wordHuman,
		"by.auto":     wordAuto,
		"rate.human":  {Hans: "执行率（人做）", Hant: "執行率（人做）", En: "Rate, by people"},
		"rate.auto":   {Hans: "执行率（自动）", Hant: "執行率（自動）", En: "Rate, by itself"},
		"mine":        {Hans: "我自己", Hant: "我自己", En: "Mine"},
		"mine.says":   {Hans: "该做 %d 件，做了 %d 件，还有 %d 件没做。", Hant: "該做 %d 件，做了 %d 件，還有 %d 件沒做。", En: "Of %d due you did %d; %d are not done."},
		"mine.all":    {Hans: "该做 %d 件，没有落下的。", Hant: "該做 %d 件，沒有落下的。", En: "%d were due, none is left behind."},
		"mine.go":     {Hans: "去今日", Hant: "去今日", En: "Go to Today"},
		"regions":     {Hans: "各处", Hant: "各處", En: "Units"},
		"groups":      {Hans: "各个群", Hant: "各個群組", En: "Groups"},
		"group":       {Hans: "群", Hant: "群組", En: "Group"},
		"groups.more": {Hans: "还有 %d 个群没列出来，选一个单位再看。", Hant: "還有 %d 個群組沒有列出，選一個單位再看。", En: "%d more {group is|groups are} not shown; choose a unit."},
		"steps":       {Hans: "各个步骤", Hant: "各個步驟", En: "Steps"},
		"step":        {Hans: "SOP 和步骤", Hant: "SOP 和步驟", En: "Playbook and step"},
		"why":         {Hans: "没做的，为什么", Hant: "沒做的，為什麼", En: "Why it was left out"},
		"why.n":       {Hans: "件数", Hant: "件數", En: "Number"},
		"why.none":    {Hans: "没有写了原因不做的。", Hant: "沒有寫了原因不做的。", En: "Nothing was left out."},
		"team":        {Hans: "同事", Hant: "同事", En: "Colleagues"},
		"team.lead":   {Hans: "只有带这些同事的人看得到，按名字排，不排名次。", Hant: "只有帶這些同事的人看得到，按名字排，不排名次。", En: "Only those who lead them see this. It is in the order of names and is no ranking."},
		"team.none":   {Hans: "这几天没有轮到同事做的步骤。", Hant: "這幾天沒有輪到同事做的步驟。", En: "No step of these days was a colleague's."},
		"name":        {Hans: "名字", Hant: "名字", En: "Name"},
		"remind":      {Hans: "私下提醒", Hant: "私下提醒", En: "Remind in private"},
		"reminded":    {Hans: "今天提醒过了", Hant: "今天提醒過了", En: "Reminded today"},
	}
}

// howWords are those that say how it is counted, and where nothing was.
func howWords() i18n.Words {
	return i18n.Words{
		"how":       {Hans: "怎么算的", Hant: "怎麼算的", En: "How it is counted"},
		"how.1":     {Hans: "到了时间的 SOP 步骤才算。条件不成立的、别的运行替大家做过的、后来用不着的、对照组的，都不算。", Hant: "到了時間的 SOP 步驟才算。條件不成立的、別的執行替大家做過的、後來用不著的、對照組的，都不算。", En: "Counted are steps of playbooks whose time came. Left out are those whose condition did not hold, those another run did for all, those no longer needed, and holdouts."},
		"how.2":     {Hans: "每一步只落在一处：按时、晚做、有原因没做、过时没做、没到时限；五个数加起来就是该做的。", Hant: "每一步只落在一處：按時、晚做、有原因沒做、過時沒做、沒到時限；五個數加起來就是該做的。", En: "Each step is exactly one of: in time, late, left out, past its time, has time. The five sum to what was due."},
		"how.3":     {Hans: "执行率 = 做了的 ÷（该做的 − 没到时限的）。不满 10 件时写成 3/4，不写百分比。", Hant: "執行率 = 做了的 ÷（該做的 − 沒到時限的）。不滿 10 件時寫成 3/4，不寫百分比。", En: "The rate is done ÷ (due − those with time left). Under ten it is written as 3/4, not as a percentage."},
		"how.4":     {Hans: "没写时限的，给 24 小时；自动的给 2 小时。每隔一分钟数一次，最近 40 天的会跟着改。", Hant: "沒寫時限的，給 24 小時；自動的給 2 小時。每隔一分鐘計一次，最近 40 天的會跟著改。", En: "Steps without a limit have 24 hours, automatic ones two. It is counted every minute; the last 40 days follow what changes."},
		"none.lead": {Hans: "SOP 开始之后，每一步做没做、为什么没做，都会数在这里。", Hant: "SOP 開始之後，每一步做了沒有、為什麼沒做，都會計在這裡。", En: "Once a playbook runs, what became of each of its steps, and why, is counted here."},
		"none.go":   {Hans: "去看 SOP", Hant: "去看 SOP", En: "Go to the playbooks"},
	}
}

// morningWords are those of the list of reports.
func morningWords() i18n.Words {
	return i18n.Words{
		"m.lead":      {Hans: "每天早上把昨天的执行情况发给每个单位：做了什么，什么没做、为什么，今天要看哪些群。里面没有群友的名字和说过的话。", Hant: "每天早上把昨天的執行情況發給每個單位：做了什麼，什麼沒做、為什麼，今天要看哪些群組。裡面沒有群友的名字和說過的話。", En: "Each morning a unit is told how the day before went: what was done, what was left out and why, and which groups to look at. It names no member and quotes nobody."},
		"m.unit":      {Hans: "单位", Hant: "單位", En: "Unit"},
		"m.when":      {Hans: "什么时候", Hant: "什麼時候", En: "When"},
		"m.to":        {Hans: "发给", Hant: "發給", En: "To"},
		"m.last":      {Hans: "最近一次", Hant: "最近一次", En: "Last time"},
		"m.off":       {Hans: "没开", Hant: "沒開", En: "Off"},
		"m.workdays":  {Hans: "周一到周五", Hant: "週一到週五", En: "Monday to Friday"},
		"m.daily":     {Hans: "每天", Hant: "每天", En: "Every day"},
		"m.mails":     {Hans: "%d 个邮箱", Hant: "%d 個信箱", En: "%d e-mail {address|addresses}"},
		"m.hook":      {Hans: "程序", Hant: "程式", En: "a program"},
		"m.robot":     {Hans: "群机器人", Hant: "群組機器人", En: "a group robot"},
		"m.set":       {Hans: "设置", Hant: "設定", En: "Set up"},
		"m.server":    {Hans: "邮件服务器", Hant: "郵件伺服器", En: "Mail server"},
		"m.noserver":  {Hans: "还没填，邮件发不出去", Hant: "還沒填，郵件寄不出去", En: "not entered yet, so no e-mail leaves"},
		"m.simulated": {Hans: "这里的群是模拟的，早报只能预览，不往外发。", Hant: "這裡的群組是模擬的，早報只能預覽，不往外發。", En: "The groups here are simulated: the report can be looked at, and is not sent anywhere."},
	}
}

// planWords are those of one report.
func planWords() i18n.Words {
	return i18n.Words{
		"p.title":      {Hans: "%s 的早报", Hant: "%s 的早報", En: "Morning report of %s"},
		"p.on":         {Hans: "打开，到点就发", Hant: "開啟，到時間就發", En: "On: it goes at its time"},
		"p.at":         {Hans: "几点", Hant: "幾點", En: "At"},
		"p.days":       {Hans: "哪几天", Hant: "哪幾天", En: "On"},
		"p.lang":       {Hans: "用什么语言", Hant: "用什麼語言", En: "Language"},
		"p.mails":      {Hans: "邮箱，一行一个", Hant: "信箱，一行一個", En: "E-mail addresses, one to a line"},
		"p.hook":       {Hans: "程序的地址（https）", Hant: "程式的位址（https）", En: "Address of a program (https)"},
		"p.hook.hint":  {Hans: "和推送一样签名，内容是 JSON。", Hant: "和推送一樣簽章，內容是 JSON。", En: "Signed as hooks are; the body is JSON."},
		"p.robot":      {Hans: "群机器人的地址", Hant: "群組機器人的位址", En: "Address of a group robot"},
		"p.robot.hint": {Hans: "在企业微信的群里加一个机器人，把它的 Webhook 地址贴过来。", Hant: "在企業微信的群組裡加一個機器人，把它的 Webhook 位址貼過來。", En: "Add a robot to a WeCom group and paste its webhook address."},
		"p.there":      {Hans: "已经填过，不再显示。换一个就在这里填新的。", Hant: "已經填過，不再顯示。要更換就在這裡填新的。", En: "One is set and is not shown again. Enter another to replace it."},
		"p.drop":       {Hans: "去掉它", Hant: "移除它", En: "Remove it"},
		"p.sign":       {Hans: "验签用的密钥，只显示这一次：", Hant: "驗章用的密鑰，只顯示這一次：", En: "The secret that signs its posts, shown this once:"},
		"p.preview":    {Hans: "现在发出去是这样", Hant: "現在發出去是這樣", En: "As it would go now"},
		"p.try":        {Hans: "现在发一份给我看", Hant: "現在發一份給我看", En: "Send me one now"},
		"p.try.to":     {Hans: "发到哪个邮箱", Hant: "發到哪個信箱", En: "To which address"},
		"p.try.hook":   {Hans: "推一份给程序", Hant: "推一份給程式", En: "Post one to the program"},
		"p.try.robot":  {Hans: "让机器人说一次", Hant: "讓機器人說一次", En: "Let the robot say it once"},
		"p.history":    {Hans: "最近发的", Hant: "最近發的", En: "Sent lately"},
		"p.never":      {Hans: "还没发过。", Hant: "還沒發過。", En: "None was sent yet."},
		"p.again":      {Hans: "再试的时间", Hant: "再試的時間", En: "tried again"},
		"p.noserver":   {Hans: "要发邮件，先填邮件服务器。", Hant: "要發郵件，先填郵件伺服器。", En: "To send e-mail, enter the mail server first."},
		"p.late":       {Hans: "到点时活水没在运行，就在中午之前补发；过了中午这天就不发了。", Hant: "到時間時活水沒有在執行，就在中午之前補發；過了中午這天就不發了。", En: "If Huoshui is not running at that time, it is sent later, until noon; after that the day is left out."},
		"save":         {Hans: "保存", Hant: "儲存", En: "Save"},
	}
}

// serverWords are those of the mail server.
func serverWords() i18n.Words {
	return i18n.Words{
		"s.lead":       {Hans: "早报的邮件从这台服务器发出。密码加密保存，不再显示，也不进备份。", Hant: "早報的郵件由這台伺服器寄出。密碼加密保存，不再顯示，也不進備份。", En: "Reports leave by this server. The password is sealed, never shown again, and cannot be read from a backup."},
		"because":      {Hans: "活水自己没有寄信的服务器，也不想替你经手邮件。用你自己的邮箱发，收的人认得，记录也在你手上。", Hant: "活水自己沒有寄信的伺服器，也不想替你經手郵件。用你自己的信箱寄，收的人認得，紀錄也在你手上。", En: "Huoshui has no mail server of its own and does not want your mail to pass through anybody. From your own mailbox people know the sender, and the record stays with you."},
		"s.host":       {Hans: "服务器", Hant: "伺服器", En: "Server"},
		"s.port":       {Hans: "端口", Hant: "連接埠", En: "Port"},
		"s.security":   {Hans: "怎么加密", Hant: "怎麼加密", En: "Encryption"},
		"s.starttls":   {Hans: "STARTTLS（常用，端口 587）", Hant: "STARTTLS（常用，連接埠 587）", En: "STARTTLS (usual, port 587)"},
		"s.tls":        {Hans: "TLS（端口 465）", Hant: "TLS（連接埠 465）", En: "TLS (port 465)"},
		"s.plain":      {Hans: "不加密（路上的人看得到，包括密码）", Hant: "不加密（路上的人看得到，包括密碼）", En: "None (readable on the way, the password too)"},
		"s.user":       {Hans: "账号，不用登录就空着", Hant: "帳號，不用登入就留空", En: "User; leave empty where none is asked for"},
		"s.password":   {Hans: "密码或授权码", Hant: "密碼或授權碼", En: "Password"},
		"s.password.+": {Hans: "已经填过，不改就空着", Hant: "已經填過，不改就留空", En: "One is set; leave empty to keep it"},
		"s.from":       {Hans: "发件邮箱", Hant: "寄件信箱", En: "Sent from"},
		"s.try":        {Hans: "发一封试试", Hant: "發一封試試", En: "Send a test"},
	}
}

// codeWord says what went wrong, and what to do about it; nothing for a code that
// says it by itself.
func codeWord(code string) i18n.Text {
	switch code {
	case "auth":
		return i18n.Text{Hans: "服务器不认账号或密码。多数邮箱要用授权码，不是登录密码。", Hant: "伺服器不認帳號或密碼。多數信箱要用授權碼，不是登入密碼。", En: "The server does not accept the user or the password. Many mailboxes want a code made for programs, not the password."}
	case "no-starttls":
		return i18n.Text{Hans: "服务器这个端口不支持 STARTTLS。换成 465 端口和 TLS 试试。", Hant: "伺服器這個連接埠不支援 STARTTLS。改用 465 連接埠和 TLS 試試。", En: "The server does not offer STARTTLS on this port. Try port 465 with TLS."}
	case "certificate":
		return i18n.Text{Hans: "服务器的证书不对：名字不符，或者过期了。", Hant: "伺服器的憑證不對：名稱不符，或已過期。", En: "The server's certificate is not right: it is for another name, or has expired."}
	case "inside":
		return i18n.Text{Hans: "地址指向本机或内网，没有连接。要连的话，请安装的负责人用 --allow-networks 写明。", Hant: "位址指向本機或內部網路，沒有連線。要連的話，請安裝的負責人以 --allow-networks 寫明。", En: "The address leads into this machine or its network and was not called. If it is meant, the installation's owner lists it with --allow-networks."}
	case "dns":
		return i18n.Text{Hans: "找不到这个地址。看看有没有写错。", Hant: "找不到這個位址。看看有沒有寫錯。", En: "The address cannot be found. Look for a typo."}
	case "timeout", "unreachable":
		return i18n.Text{Hans: "连不上。看看地址和端口，过一会儿会再试。", Hant: "連不上。看看位址和連接埠，過一會兒會再試。", En: "It cannot be reached. Check the address and the port; it is tried again."}
	case "cut-off":
		return i18n.Text{Hans: "说到一半断了，不知道对方收没收到。打开它，决定再发一次还是不用了。", Hant: "說到一半斷了，不知道對方收到沒有。打開它，決定再發一次還是不用了。", En: "It broke off half way, so nobody knows whether it arrived. Open it and decide: send again, or leave it."}
	case "no-such-address":
		return i18n.Text{Hans: "对方的邮件服务器说没有这个邮箱。", Hant: "對方的郵件伺服器說沒有這個信箱。", En: "The server says that there is no such address."}
	case "key":
		return i18n.Text{Hans: "保存的秘密打不开（比如恢复备份时没带上 secret.key）。请重新填一次。", Hant: "儲存的秘密無法開啟（例如還原備份時沒有帶上 secret.key）。請重新填一次。", En: "What was sealed cannot be opened (say, a backup was restored without secret.key). Enter it again."}
	case "closed":
		return i18n.Text{Hans: "收件的地址已经去掉了。", Hant: "收件的位址已經移除了。", En: "The address was removed meanwhile."}
	case "too-late":
		return i18n.Text{Hans: "试到中午还没发成，这天就不发了。", Hant: "試到中午還沒發成，這天就不發了。", En: "It could not be sent until noon, so this day is left out."}
	case "simulated":
		return i18n.Text{Hans: "模拟的群不往外发。", Hant: "模擬的群組不往外發。", En: "Simulated groups send nothing outside."}
	}
	return i18n.Text{}
}
