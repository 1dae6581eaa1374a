package sandbox

import (
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
)

func text(hans, hant, en string) i18n.Text { return i18n.Text{Hans: hans, Hant: hant, En: en} }

var (
	wordPlayer   = text("群友", "群友", "Member")
	wordNewcomer = text("新群友", "新群友", "Newcomer")
	wordSpammer  = text("发广告的", "發廣告的", "Spammer")
	wordStaff    = text("自己人", "自己人", "Staff")

	countsPerson = text("群友", "群友", "member")
	countsStaff  = text("自己人", "自己人", "staff")
	countsBot    = text("机器人", "機器人", "bot")

	hintStands = text("时间停住了，群里什么都不会发生。", "時間停住了，群裡什麼都不會發生。", "Time stands still; nothing happens in the groups.")
	hintNight  = text("现在是夜里，群友多半睡了。把时间调快，看他们醒来。", "現在是夜裡，群友多半睡了。把時間調快，看他們醒來。", "It is night and most members sleep. Speed time up and watch them wake.")
	hintDay    = text("和真实时间一样快。想快点看到变化，就调快。", "和真實時間一樣快。想快點看到變化，就調快。", "As fast as real time. Speed it up to see things change sooner.")

	sayDay     = text("一天 %v就过完。三分钟没人看，会自己变回 ×1。", "一天 %v就過完。三分鐘沒人看，會自動變回 ×1。", "A day passes in %v. If nobody looks for three minutes it goes back to ×1.")
	sayTodos   = text("待办也照演练时间到期：限时半小时的，%v就没了；隔几分钟的步骤可能被跳过。要自己动手做待办，先调回 ×1。", "待辦也照演練時間到期：限時半小時的，%v就沒了；隔幾分鐘的步驟可能被略過。要自己動手做待辦，請先調回 ×1。", "To-dos expire by sandbox time, too: one that is due in half an hour is gone in %v, and steps minutes apart may be skipped. To do them yourself, go back to ×1 first.")
	saySeconds = text("%s 秒", "%s 秒", "%s {second|seconds}")
	sayMinutes = text("%d 分钟", "%d 分鐘", "%d {minute|minutes}")
	sayText    = text("说了一句话（%d 字）", "說了一句話（%d 字）", "said something (%d characters)")

	figureMessages = text("消息", "訊息", "Messages")
	figurePeople   = text("说过话的群友", "說過話的群友", "Members who spoke")
	figureActive   = text("近 28 天说话", "近 28 天發言", "Spoke in 28 days")
	figureWaiting  = text("还没人回", "還沒人回", "Unanswered")
)

var weekdays = [...]i18n.Text{
	text("星期日", "星期日", "Sunday"), text("星期一", "星期一", "Monday"), text("星期二", "星期二", "Tuesday"), text("星期三", "星期三", "Wednesday"),
	text("星期四", "星期四", "Thursday"), text("星期五", "星期五", "Friday"), text("星期六", "星期六", "Saturday"),
}

// formWords are what a list shows instead of text.
var formWords = map[event.Form]i18n.Text{
	event.Text:    text("已撤回一条消息", "已收回一則訊息", "A message was recalled"),
	event.Voice:   text("[语音]", "[語音]", "[Voice]"),
	event.Picture: text("[图片]", "[圖片]", "[Picture]"),
	event.Video:   text("[视频]", "[影片]", "[Video]"),
	event.File:    text("[文件]", "[檔案]", "[File]"),
	event.Sticker: text("[表情]", "[貼圖]", "[Sticker]"),
	event.Red:     text("[红包]", "[紅包]", "[Red packet]"),
	event.Chain:   text("[接龙]", "[接龍]", "[Sign-up chain]"),
	event.Link:    text("[链接]", "[連結]", "[Link]"),
}

// formSays are what somebody did who sent no plain text.
var formSays = map[event.Form]i18n.Text{
	event.Quote:    text("引用别人说了一句", "引用別人說了一句", "answered with a quote"),
	event.Voice:    text("发了一段语音", "發了一段語音", "sent a voice message"),
	event.Picture:  text("发了一张图片", "發了一張圖片", "sent a picture"),
	event.Video:    text("发了一段视频", "發了一段影片", "sent a video"),
	event.Sticker:  text("发了一个表情", "發了一個貼圖", "sent a sticker"),
	event.File:     text("发了一个文件", "發了一個檔案", "sent a file"),
	event.Link:     text("转了一篇文章", "轉了一篇文章", "shared a link"),
	event.Chain:    text("发起或接了龙", "發起或接了龍", "wrote in a sign-up chain"),
	event.Red:      text("发了一个红包", "發了一個紅包", "put a red packet into the group"),
	event.Location: text("发了位置", "發了位置", "sent a place"),
	event.Poke:     text("拍了拍人", "拍了拍人", "poked somebody"),
	event.Other:    text("发了点别的", "發了點別的", "sent something else"),
}

// kindSays are what happened besides messages.
var kindSays = map[event.Kind]i18n.Text{
	event.Delete:         text("撤回了一条消息", "收回了一則訊息", "recalled a message"),
	event.Edit:           text("改了一条消息", "修改了一則訊息", "edited a message"),
	event.Reaction:       text("点了个表情", "點了個表情", "reacted to a message"),
	event.Join:           text("进群了", "進群了", "joined"),
	event.Leave:          text("退群了", "退群了", "left"),
	event.Remove:         text("被移出群", "被移出群組", "was removed"),
	event.GroupCreated:   text("建了群", "建了群組", "The group was made"),
	event.GroupRenamed:   text("改了群名", "改了群組名稱", "renamed the group"),
	event.GroupDismissed: text("解散了群", "解散了群組", "dismissed the group"),
	event.Confirmed:      text("确认发出了活水准备的消息", "確認送出活水準備的訊息", "confirmed what Huoshui had prepared"),
}

// stateWords say where something stands that Huoshui was to say.
var stateWords = map[string]i18n.Text{
	"waiting":     text("马上发", "即將傳送", "About to leave"),
	"sending":     text("正在发", "正在傳送", "Leaving"),
	"sent":        text("已发出", "已送出", "Sent"),
	"human":       text("等人确认", "等人確認", "Waits for a person"),
	"refused":     text("被拒绝", "被拒絕", "Refused"),
	"uncertain":   text("不知道发没发出去", "不確定是否送出", "Nobody knows whether it went"),
	"unsupported": text("这个群做不到", "這個群組做不到", "Not possible in this group"),
	"dropped":     text("没有发", "沒有傳送", "Not sent"),
}

// What the check before sending has done about something Huoshui was to say.
var (
	checkPassed = text("发送前检查通过", "發送前檢查通過", "Passed the check before sending")
	checkWaits  = text("排着队，还没到发送前检查", "排著隊，還沒到發送前檢查", "In line; not checked yet")
	checkLater  = text("发送前检查让它晚点再发", "發送前檢查讓它晚點再送", "The check before sending holds it back for now")
	checkHeld   = text("这套活水刚从备份还原，先什么都不发，等负责人放行", "這套活水剛從備份還原，先什麼都不送，等負責人放行", "This installation was restored from a backup: nothing leaves until an owner releases it")
	stateAgain  = text("上一次没发成", "上一次沒送成", "The last attempt failed")
)

var stateTones = map[string]string{"sent": "yes", "human": "wait", "waiting": "wait", "sending": "wait", "uncertain": "wait", "refused": "no", "unsupported": "no", "dropped": "no"}

var kindIcons = map[event.Kind]string{
	event.Message: "groups", event.Delete: "broken", event.Edit: "settings", event.Reaction: "plus", event.Join: "members", event.Leave: "members",
	event.Remove: "members", event.GroupCreated: "groups", event.GroupRenamed: "groups", event.GroupDismissed: "lock", event.Confirmed: "today",
}

// profileWords name what can be done in a group.
var profileWords = map[sandbox.Profile]i18n.Text{
	sandbox.Rich:  text("什么都能做", "什麼都能做", "Can do everything"),
	sandbox.WeCom: text("像企业微信", "像企業微信", "Like WeCom"),
	sandbox.Poor:  text("简陋", "簡陋", "Poor"),
}

var profileSays = map[sandbox.Profile]i18n.Text{
	sandbox.Rich:  text("活水听得到每句话，也能自己发。", "活水聽得到每句話，也能自己發送。", "Huoshui hears every word and can send by itself."),
	sandbox.WeCom: text("活水听不到群里说了什么，只知道谁进谁出；要发消息，得有人点一下确认。", "活水聽不到群裡說了什麼，只知道誰進誰出；要發訊息，須有人按一下確認。", "Huoshui does not hear what is said, only who comes and goes; what it sends waits until a person confirms it."),
	sandbox.Poor:  text("活水听得到、能发，但撤不回消息，也看不到以前的聊天。", "活水聽得到、能發送，但收不回訊息，也看不到以前的聊天。", "Huoshui hears and sends, but cannot delete, and sees nothing said before."),
}

var actionWords = map[channel.Action]i18n.Text{
	channel.ReadMessages:  text("听到群里说的话", "聽到群裡說的話", "Hear what is said"),
	channel.ReadHistory:   text("看以前的聊天", "看以前的聊天", "Read what was said before"),
	channel.ListMembers:   text("看群成员名单", "看群成員名單", "See the list of members"),
	channel.Send:          text("发消息", "發訊息", "Send a message"),
	channel.MassSend:      text("群发", "群發", "Send to many groups"),
	channel.Welcome:       text("欢迎新群友", "歡迎新群友", "Welcome newcomers"),
	channel.InviteLink:    text("给入群码", "提供入群碼", "Make a code to join by"),
	channel.Kick:          text("移出群友", "移出群友", "Remove a member"),
	channel.Mute:          text("禁言", "禁言", "Mute"),
	channel.DeleteMessage: text("撤回别人的消息", "收回別人的訊息", "Delete a message"),
}

var modeWords = map[channel.Mode]i18n.Text{
	channel.None:       text("做不到", "做不到", "Not possible"),
	channel.OutOfBand:  text("只能人去做", "只能由人去做", "Only by a person"),
	channel.NeedsHuman: text("要人确认", "須人確認", "A person confirms"),
	channel.Direct:     text("自动", "自動", "By itself"),
}

var modeTones = map[channel.Mode]string{channel.None: "no", channel.OutOfBand: "hand", channel.NeedsHuman: "wait", channel.Direct: "yes"}

// quickWords are offered for a first try. Groups speak Chinese, whatever the
// language of the page.
func quickWords(self someone, in bool) []string {
	switch {
	case !in:
		return nil
	case self.Spams:
		return []string{"日结兼职，名额有限，加我看资料", "免费领大米鸡蛋，进群就送"}
	case self.Staff:
		return []string{"在的，您说", "今天还有，给您留一份"}
	}
	return []string{"请问今天还有可颂吗？", "店长在吗", "收到，谢谢"}
}
