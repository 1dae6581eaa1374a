package compliance

import (
	"maps"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/compliance/gate"
)

// kindWords are what touches are called on screens.
var kindWords = map[gate.Kind]i18n.Text{
	gate.Welcome:      {Hans: "欢迎语", Hant: "歡迎語", En: "Welcome"},
	gate.Answer:       {Hans: "回答群友", Hant: "回答群友", En: "Answer to a member"},
	gate.Care:         {Hans: "关怀", Hant: "關懷", En: "Care"},
	gate.News:         {Hans: "日常内容", Hant: "日常內容", En: "News"},
	gate.Selling:      {Hans: "促销", Hant: "促銷", En: "Selling"},
	gate.Announcement: {Hans: "群公告", Hant: "群公告", En: "Announcement"},
	gate.Moments:      {Hans: "朋友圈", Hant: "朋友圈", En: "Moments"},
	gate.AtAll:        {Hans: "@所有人", Hant: "@所有人", En: "@all"},
	gate.Invite:       {Hans: "邀请", Hant: "邀請", En: "Invitation"},
	gate.Ask:          {Hans: "提问", Hant: "提問", En: "Question"},
	gate.OrderService: {Hans: "订单服务", Hant: "訂單服務", En: "Order service"},
	gate.Private:      {Hans: "私聊", Hant: "私聊", En: "Private message"},
	gate.Spoken:       {Hans: "当场发的消息", Hant: "當場傳送的訊息", En: "Said on the spot"},
	gate.Act:          {Hans: "群管理动作", Hant: "群組管理動作", En: "Moderation"},
}

// reason is why something was stopped: a label for lists, and a sentence in which
// %[1]d is the limit and %[2]d how much of it was used.
type reason struct{ label, says i18n.Text }

var reasons = map[gate.Rule]reason{
	gate.Refused: {i18n.Text{Hans: "本人停止接收", Hant: "本人停止接收", En: "They said stop"},
		i18n.Text{Hans: "本人说过不想收这类消息。", Hant: "本人說過不想收這類訊息。", En: "They asked not to get such messages."}},
	gate.NoConsent: {i18n.Text{Hans: "没有同意", Hant: "沒有同意", En: "No consent"},
		i18n.Text{Hans: "关怀要本人同意才发，还没有同意的记录。", Hant: "關懷要本人同意才送，還沒有同意的記錄。", En: "Care goes only to those who agreed, and there is no record that they did."}},
	gate.HeldOut: {i18n.Text{Hans: "对照组", Hant: "對照組", En: "Holdout"},
		i18n.Text{Hans: "在对照组里，故意不发，用来比效果。", Hant: "在對照組裡，刻意不送，用來比較效果。", En: "They are in the holdout: nothing is sent to them, to compare with."}},
	gate.NeverAllowed: {i18n.Text{Hans: "规则不许发", Hant: "規則不允許", En: "Not allowed"},
		i18n.Text{Hans: "这类触达的频次上限设成了 0。", Hant: "這類觸達的頻次上限設成了 0。", En: "The frequency cap for this is set to 0."}},
	gate.Stopped: {i18n.Text{Hans: "全部暂停", Hant: "全部暫停", En: "Everything stopped"},
		i18n.Text{Hans: "当时全部暂停，恢复后再发。", Hant: "當時全部暫停，恢復後再送。", En: "Everything was stopped; it goes once things go out again."}},
	gate.PromosPaused: {i18n.Text{Hans: "促销暂停", Hant: "促銷暫停", En: "Promotions paused"},
		i18n.Text{Hans: "当时促销暂停。", Hant: "當時促銷暫停。", En: "Promotions were paused."}},
	gate.Rest: {i18n.Text{Hans: "过年不促销", Hant: "過年不促銷", En: "Spring Festival"},
		i18n.Text{Hans: "除夕 18:00 到初三不发促销。", Hant: "除夕 18:00 到初三不送促銷。", En: "Nothing is sold from 18:00 on New Year's Eve to the third day of the Chinese year."}},
	gate.StageWelcome: {i18n.Text{Hans: "群还没欢迎过", Hant: "群組還沒歡迎過", En: "No welcome yet"},
		i18n.Text{Hans: "长期群要先有欢迎语，才能发促销。", Hant: "長期群組要先有歡迎語，才能送促銷。", En: "A long-term group is welcomed before anything is sold in it."}},
	gate.StagePosts: {i18n.Text{Hans: "群还没养熟", Hant: "群組還沒養熟", En: "Too little given yet"},
		i18n.Text{Hans: "长期群要先发够 %[1]d 条不卖东西的内容，当时有 %[2]d 条。", Hant: "長期群組要先送足 %[1]d 則不賣東西的內容，當時有 %[2]d 則。", En: "A long-term group gets %[1]d {post that does|posts that do} not sell first; there were %[2]d."}},
	gate.StageDays: {i18n.Text{Hans: "群太新", Hant: "群組太新", En: "Group too new"},
		i18n.Text{Hans: "长期群满 %[1]d 天才能发促销，当时是第 %[2]d 天。", Hant: "長期群組滿 %[1]d 天才能送促銷，當時是第 %[2]d 天。", En: "A long-term group is %[1]d {day|days} old before anything is sold in it; it was %[2]d."}},
	gate.PlatformQuota: {i18n.Text{Hans: "平台额度用完", Hant: "平台額度用完", En: "Platform quota"},
		i18n.Text{Hans: "平台只许发 %[1]d 次，已发 %[2]d 次。", Hant: "平台只允許 %[1]d 次，已送 %[2]d 次。", En: "The platform allows %[1]d; %[2]d were used."}},
	gate.MomentsHours: {i18n.Text{Hans: "不在朋友圈时段", Hant: "不在朋友圈時段", En: "Outside Moments hours"},
		i18n.Text{Hans: "不在发朋友圈的时段里。", Hant: "不在發朋友圈的時段裡。", En: "It was outside the hours for Moments."}},
	gate.QuietHours: {i18n.Text{Hans: "免打扰时段", Hant: "免打擾時段", En: "Quiet hours"},
		i18n.Text{Hans: "当时是免打扰时段。", Hant: "當時是免打擾時段。", En: "It was during quiet hours."}},
	gate.MomentsDay: {i18n.Text{Hans: "朋友圈够多了", Hant: "朋友圈夠多了", En: "Moments cap"},
		i18n.Text{Hans: "朋友圈一天最多 %[1]d 条，当天已有 %[2]d 条。", Hant: "朋友圈一天最多 %[1]d 則，當天已有 %[2]d 則。", En: "Moments: at most %[1]d a day; there were %[2]d that day."}},
	gate.AnnouncedDay: {i18n.Text{Hans: "公告够多了", Hant: "公告夠多了", En: "Announcement cap"},
		i18n.Text{Hans: "群公告一天最多 %[1]d 条，当天已有 %[2]d 条。", Hant: "群公告一天最多 %[1]d 則，當天已有 %[2]d 則。", En: "Announcements: at most %[1]d a day; there were %[2]d that day."}},
	gate.CalledAllWeek: {i18n.Text{Hans: "@所有人 够多了", Hant: "@所有人 夠多了", En: "@all cap"},
		i18n.Text{Hans: "@所有人 一周最多 %[1]d 次，那一周已有 %[2]d 次。", Hant: "@所有人 一週最多 %[1]d 次，那一週已有 %[2]d 次。", En: "@all: at most %[1]d a week; there were %[2]d that week."}},
	gate.MemberDay: {i18n.Text{Hans: "当天找过本人了", Hant: "當天找過本人了", En: "Member's daily cap"},
		i18n.Text{Hans: "一位群成员一天最多主动找 %[1]d 次，当天已有 %[2]d 次。", Hant: "一位群成員一天最多主動找 %[1]d 次，當天已有 %[2]d 次。", En: "At most %[1]d a day to one member; there were %[2]d that day."}},
	gate.MemberWeek: {i18n.Text{Hans: "这周找过本人了", Hant: "這週找過本人了", En: "Member's weekly cap"},
		i18n.Text{Hans: "一位群成员一周最多主动找 %[1]d 次，那一周已有 %[2]d 次。", Hant: "一位群成員一週最多主動找 %[1]d 次，那一週已有 %[2]d 次。", En: "At most %[1]d a week to one member; there were %[2]d that week."}},
	gate.GroupSellingDay: {i18n.Text{Hans: "群里促销够多了", Hant: "群裡促銷夠多了", En: "Group's selling cap"},
		i18n.Text{Hans: "一个长期群一天最多 %[1]d 条促销，当天已有 %[2]d 条。", Hant: "一個長期群組一天最多 %[1]d 則促銷，當天已有 %[2]d 則。", En: "At most %[1]d a day that sell in a long-term group; there were %[2]d that day."}},
	gate.GroupDay: {i18n.Text{Hans: "群里够多了", Hant: "群裡夠多了", En: "Group's cap"},
		i18n.Text{Hans: "一个群一天最多 %[1]d 条，当天已有 %[2]d 条。", Hant: "一個群組一天最多 %[1]d 則，當天已有 %[2]d 則。", En: "At most %[1]d a day in a group; there were %[2]d that day."}},
	gate.ChannelDay: {i18n.Text{Hans: "接入够多了", Hant: "連線夠多了", En: "Connection's cap"},
		i18n.Text{Hans: "一个接入一天最多 %[1]d 条，当天已有 %[2]d 条。", Hant: "一個連線一天最多 %[1]d 則，當天已有 %[2]d 則。", En: "At most %[1]d a day by one connection; there were %[2]d that day."}},
}

// because is the sentence about a verdict's severest rule.
func because(v gate.Verdict) i18n.Message {
	says := reasons[v.Rule].says
	switch v.Rule {
	case gate.StagePosts, gate.StageDays, gate.PlatformQuota, gate.MomentsDay, gate.AnnouncedDay, gate.CalledAllWeek, gate.MemberDay, gate.MemberWeek,
		gate.GroupSellingDay, gate.GroupDay, gate.ChannelDay:
		return says.With(v.Limit, v.Count)
	}
	return says.With()
}

// words are those of every page.
func words() i18n.Words {
	all := formWords()
	maps.Copy(all, pageWords())
	maps.Copy(all, whyWords())
	return all
}

func pageWords() i18n.Words {
	return i18n.Words{
		"title":      {Hans: "规则与合规", Hant: "規則與合規", En: "Compliance"},
		"stopped":    {Hans: "已全部暂停。消息、公告、朋友圈、邀请和群管理动作都不再发出；推送给你自己系统的不受影响。", Hant: "已全部暫停。訊息、公告、朋友圈、邀請與群組管理動作都不再送出；推送給你自己系統的不受影響。", En: "Everything is stopped. No message, announcement, Moment, invitation or moderation leaves. What is posted to your own systems goes on."},
		"promos":     {Hans: "促销已暂停，别的照常。", Hant: "促銷已暫停，其他照常。", En: "Promotions are paused. Everything else goes on."},
		"fine":       {Hans: "照常往外发，每一次都先过触达管控：同意、频次、时段、额度。", Hant: "照常往外送，每一次都先過觸達管控：同意、頻次、時段、額度。", En: "Things go out as usual, and each passes the gate first: consent, caps, hours and quotas."},
		"stop":       {Hans: "全部暂停", Hant: "全部暫停", En: "Stop everything"},
		"stop.will":  {Hans: "马上停下这个工作区所有往外发的：消息、公告、朋友圈、邀请、欢迎语、回答和群管理动作。等着发的会留着，恢复后按规则再发。推送给你自己系统的不停。随时可以恢复。", Hant: "馬上停下這個工作區所有往外送的：訊息、公告、朋友圈、邀請、歡迎語、回答與群組管理動作。等著送的會留著，恢復後依規則再送。推送給你自己系統的不停。隨時可以恢復。", En: "Stops at once all that leaves this workspace: messages, announcements, Moments, invitations, welcomes, answers and moderation. What waits is kept, and goes by the rules afterwards. What is posted to your own systems goes on. You can undo this at any time."},
		"resume":     {Hans: "恢复发送", Hant: "恢復傳送", En: "Let things go out again"},
		"pause":      {Hans: "暂停促销", Hant: "暫停促銷", En: "Pause promotions"},
		"pause.will": {Hans: "只停卖东西的，别的照常。", Hant: "只停賣東西的，其他照常。", En: "Stops what sells; everything else goes on."},
		"unpause":    {Hans: "恢复促销", Hant: "恢復促銷", En: "Resume promotions"},
		"rules":      {Hans: "规则", Hant: "規則", En: "Rules"},
		"rules.go":   {Hans: "改规则", Hant: "改規則", En: "Change the rules"},
		"list":       {Hans: "拦下了什么", Hant: "攔下了什麼", En: "What was stopped"},
		"none":       {Hans: "还没有拦下过什么。以后哪一次没发、为什么，都会写在这里，保留 180 天。", Hant: "還沒有攔下過什麼。以後哪一次沒送、為什麼，都會寫在這裡，保留 180 天。", En: "Nothing was stopped yet. What was, and why, is written here and kept for 180 days."},
		"nothing":    {Hans: "这样筛，没有记录。", Hant: "這樣篩選，沒有記錄。", En: "Nothing matches."},
		"what":       {Hans: "是什么", Hant: "是什麼", En: "What"},
		"whom":       {Hans: "给谁", Hant: "給誰", En: "For whom"},
		"why":        {Hans: "为什么", Hant: "為什麼", En: "Why"},
		"when":       {Hans: "什么时候", Hant: "什麼時候", En: "When"},
		"until":      {Hans: "可以发的时间：", Hant: "可以送的時間：", En: "May go: "},
		"waits":      {Hans: "等有人处理", Hant: "等有人處理", En: "Waits for somebody"},
		"never":      {Hans: "不再发", Hant: "不再送", En: "Not sent"},
		"times":      {Hans: "问了 %s 次", Hant: "問了 %s 次", En: "asked %s {time|times}"},
		"also":       {Hans: "还有：", Hant: "還有：", En: "Also: "},
		"sells":      {Hans: "带促销", Hant: "帶促銷", En: "sells"},
		"passed":     {Hans: "放行了", Hant: "放行了", En: "Let pass"},
		"any":        {Hans: "全部", Hant: "全部", En: "All"},
		"go":         {Hans: "筛选", Hant: "篩選", En: "Filter"},
		"older":      {Hans: "更早的", Hant: "更早的", En: "Older"},
		"newest":     {Hans: "回到最新的", Hant: "回到最新的", En: "Back to the newest"},
		"back":       {Hans: "规则与合规", Hant: "規則與合規", En: "Compliance"},
		"why.title":  {Hans: "收到了没有，为什么", Hant: "收到了沒有，為什麼", En: "Did they get it, and why"},
	}
}

// formWords are those of the forms.
func formWords() i18n.Words {
	return i18n.Words{
		"g.stop":      {Hans: "暂停这个群的一切发送", Hant: "暫停這個群組的一切傳送", En: "Stop everything in this group"},
		"g.off":       {Hans: "这个群已暂停，什么都不发。", Hant: "這個群組已暫停，什麼都不送。", En: "This group is stopped: nothing goes into it."},
		"g.kind":      {Hans: "这个群是", Hant: "這個群組是", En: "This group is a"},
		"g.change":    {Hans: "改群资料", Hant: "更改群組資料", En: "Change its details"},
		"g.opened":    {Hans: "已经养熟了，可以发促销", Hant: "已經養熟了，可以送促銷", En: "Won already: it may be sold to"},
		"c.purpose":   {Hans: "本人说了关于什么", Hant: "本人說了關於什麼", En: "What they spoke of"},
		"c.stop":      {Hans: "停止接收", Hant: "停止接收", En: "They said stop"},
		"c.agree":     {Hans: "同意接收", Hant: "同意接收", En: "They agreed"},
		"save":        {Hans: "保存", Hant: "儲存", En: "Save"},
		"saved":       {Hans: "保存好了，下一次发送就按新规则。", Hant: "已儲存，下一次傳送就照新規則。", En: "Saved. It holds from the next thing that is sent."},
		"f.quiet":     {Hans: "从几点起不发", Hant: "從幾點起不送", En: "Nothing goes out from"},
		"f.quiet_to":  {Hans: "到第二天几点", Hant: "到隔天幾點", En: "until, the next day"},
		"f.evening":   {Hans: "有活动的晚上，从几点起", Hant: "有活動的晚上，從幾點起", En: "On a campaign evening, from"},
		"f.mhours":    {Hans: "哪些时段可以发（用逗号隔开）", Hant: "哪些時段可以發（用逗號隔開）", En: "Hours, separated by commas"},
		"f.moments":   {Hans: "每人每天最多", Hant: "每人每天最多", En: "Each person a day, at most"},
		"f.announced": {Hans: "群公告，每天最多", Hant: "群公告，每天最多", En: "Announcements a day, at most"},
		"f.all":       {Hans: "@所有人，每周最多", Hant: "@所有人，每週最多", En: "@all a week, at most"},
		"f.allsale":   {Hans: "@所有人，有抢购的那周最多", Hant: "@所有人，有搶購的那週最多", En: "@all in a week with a sale, at most"},
		"f.posts":     {Hans: "先发够几条不卖东西的", Hant: "先送足幾則不賣東西的", En: "Posts that do not sell, first"},
		"f.days":      {Hans: "建群几天后才开始", Hant: "建群幾天後才開始", En: "Days before it begins"},
		"f.member":    {Hans: "同一位，每天最多", Hant: "同一位，每天最多", En: "To one of them a day, at most"},
		"f.week":      {Hans: "同一位，每周最多", Hant: "同一位，每週最多", En: "To one of them a week, at most"},
		"f.group":     {Hans: "所有消息，每天最多", Hant: "所有訊息，每天最多", En: "Everything a day, at most"},
		"f.gsell":     {Hans: "每天最多", Hant: "每天最多", En: "A day, at most"},
		"f.channel":   {Hans: "每天最多（0 是不限）", Hant: "每天最多（0 為不限）", En: "A day, at most (0: no cap)"},
		"r.hours":     {Hans: "免打扰时段", Hant: "免打擾時段", En: "Quiet hours"},
		"r.moments":   {Hans: "朋友圈", Hant: "朋友圈", En: "Moments"},
		"r.group":     {Hans: "每个群", Hant: "每個群組", En: "Each group"},
		"r.selling":   {Hans: "长期群里的促销", Hant: "長期群組裡的促銷", En: "Selling in long-term groups"},
		"r.member":    {Hans: "私下找群成员", Hant: "私下找群成員", En: "Writing to members"},
		"r.channel":   {Hans: "每个接入", Hant: "每個連線", En: "Each connection"},
		"rules.lead":  {Hans: "整个工作区都照这个来：SOP、活动和人发的加在一起数。超过的会等到能发的时候，或者不发，原因都记下来。", Hant: "整個工作區都照這個來：SOP、活動與人送的加在一起算。超過的會等到能送的時候，或不送，原因都會記下來。", En: "They hold for the whole workspace, over all playbooks, campaigns and people together. What goes beyond them waits, or is not sent, and the reason is kept."},
		"because":     {Hans: "发得太多、太晚，群友会关提醒，再退群。这些数管住所有往外发的，谁都绕不过去；起始值偏少，看两周再放宽。", Hant: "發得太多、太晚，群友會關提醒，再退群。這些數字管住所有往外發的，誰都繞不過去；起始值偏少，看兩週再放寬。", En: "Too many posts or too late, and members mute the group, then leave. These numbers hold for everything that goes out and nobody gets around them. They start low; look for two weeks before raising them."},
		"f.care":      {Hans: "关怀只发给同意的人", Hant: "關懷只送給同意的人", En: "Care only to those who agreed"},
	}
}
