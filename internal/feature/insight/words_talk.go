package insight

import (
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// The type and what it rests on.
var (
	typeNearest   = words3("混合，最像%s，差在%s", "混合，最像%s，差在%s", "Mixed, nearest to %s but for %s")
	figureB       = words3("播报占比", "播報占比", "Broadcasts")
	figureM       = words3("群友互答", "群友互答", "Members answering members")
	noQuestions   = words3("没有满 24 个服务小时的问题", "沒有滿 24 個服務小時的問題", "no question is 24 service hours old")
	mostInferred  = words3("一半以上是推断出来的，所以带误差", "一半以上是推斷出來的，所以帶誤差", "more than half is inferred, hence the margin")
	proofTurns    = words3("近 28 天只有 %s，要满 20 个才看类型", "近 28 天只有 %s，要滿 20 個才看類型", "Only %s in 28 days; a type takes 20")
	proofPosts    = words3("播报 %s 次，群友话轮 %s 个", "播報 %s 次，群友話輪 %s 個", "Broadcasts: %s; turns by members: %s")
	proofMute     = words3("%s 的播报一小时内没有群友说话", "%s 的播報一小時內沒有群友說話", "After %s of the broadcasts no member spoke within the hour")
	proofTimes    = words3("固定时段：%s 前后", "固定時段：%s 前後", "Fixed times of day: around %s")
	proofPeople   = words3("%s在互相说话", "%s在互相說話", "%s talk to each other")
	proofExamples = words3("没人理的播报例如：%s", "沒人理的播報例如：%s", "Broadcasts nobody took up, such as: %s")
	echoAsks      = words3("“%s”是自己的同事吗？", "「%s」是自己的同事嗎？", "Is %s a colleague of yours?")
)

// missingWords name the figure a mixed group misses.
var missingWords = map[string]i18n.Text{
	"b":         words3("播报占比", "播報占比", "the share of broadcasts"),
	"u":         words3("漏回", "漏回", "unanswered questions"),
	"m":         words3("群友互答不够多", "群友互答不夠多", "too few members answering members"),
	"times":     words3("固定时段或没人理的播报不够多", "固定時段或沒人理的播報不夠多", "too few fixed times or ignored broadcasts"),
	"people":    words3("互相说话的不到 5 个人", "互相說話的不到 5 個人", "fewer than 5 people talking to each other"),
	"questions": words3("问题不到 10 个", "問題不到 10 個", "fewer than 10 questions"),
}

// causes and remedies are what the four-self model says of each type.
var causes = map[measure.TypeName]i18n.Text{
	measure.SelfTalk:          words3("话多半是自己在说，群友没有接话的由头，人手和好处也撑不了几个月。", "話多半是自己在說，群友沒有接話的由頭，人手和好處也撐不了幾個月。", "Most of the talk is your own; members are given nothing to take up, and staff and benefits will not carry it for long."),
	measure.SelfCentred:       words3("群友问了没人答，该发的照发，看起来只有自己的事要紧。", "群友問了沒人回，該發的照發，看起來只有自己的事要緊。", "Members ask and nobody answers while posts go on, as if only your own business mattered."),
	measure.SelfParticipating: words3("群友自己聊得起来，播报不多，问题有人答。", "群友自己聊得起來，播報不多，問題有人回。", "Members talk among themselves, broadcasts are few and questions get answers."),
}

var remedies = map[measure.TypeName]i18n.Text{
	measure.SelfTalk:          words3("先停掉没人理的固定时段，换成一天一个一句话就能答的问题；有人开口，十分钟内接上。", "先停掉沒人理的固定時段，換成一天一個一句話就能回答的問題；有人開口，十分鐘內接上。", "Drop the fixed times nobody takes up; ask one easy question a day instead, and when somebody speaks, answer within ten minutes."),
	measure.SelfCentred:       words3("播报减半，先把漏回清单回完；排好每个时段谁来答。", "播報減半，先把漏回清單回完；排好每個時段誰來回。", "Halve the broadcasts, answer the list of open questions first, and agree who answers at which hours."),
	measure.SelfParticipating: words3("少插手，多道谢；请起头的人一起共建，再谈扩大和成交。", "少插手，多道謝；請起頭的人一起共建，再談擴大和成交。", "Interfere little and thank much; invite those who start talks to build with you before growing or selling."),
}

// Who answers whom, and what nobody answered.
var (
	netNone  = words3("近 28 天没有人回过别人的话，所以没有图可画。", "近 28 天沒有人回過別人的話，所以沒有圖可畫。", "Nobody answered anybody in 28 days, so there is nothing to draw.")
	netSays  = words3("%s 个人互相回话，图上的回话有 %s 是推断出来的", "%s 個人互相回話，圖上的回話有 %s 是推斷出來的", "%s people answer each other; %s of the answers drawn are inferred")
	nodeSays = words3("%s：回话和被回 %s 次", "%s：回話和被回 %s 次", "%s: %s {answer|answers} given and received")
	linkSays = words3("%s 回 %s：%s 次，其中推断 %s 次", "%s 回 %s：%s 次，其中推斷 %s 次", "%s answered %s: %s {time|times}, %s of them inferred")

	waitsSay    = words3("近 28 天 %s，%s 个没人答。", "近 28 天 %s，%s 個沒人回。", "%s in 28 days, %s unanswered.")
	waitsFold   = words3("再看 %s", "再看 %s", "Show %s more")
	waitsNone   = words3("近 28 天 %s，都有人答。", "近 28 天 %s，都有人回。", "%s in 28 days, all answered.")
	waitsNobody = words3("近 28 天没有群友提问。", "近 28 天沒有群友提問。", "No member asked anything in 28 days.")
	waitsSpeed  = words3("%s 的问题 30 分钟内答上了。", "%s 的問題 30 分鐘內回上了。", "%s were answered within 30 minutes.")
	waitsMaybe  = words3("另有 %s 张图片或语音没人接，可能在问。", "另有 %s 張圖片或語音沒人接，可能在問。", "Nobody took up %s {picture or voice message either, which may be a question|pictures or voice messages either, which may be questions}.")
	noQuotes    = words3("你的角色看不到聊天原文，只列出是谁、什么时候、等了多久。", "你的角色看不到聊天原文，只列出是誰、什麼時候、等了多久。", "Your role does not read message text: who, when and how long are listed.")
)
