package qq

import (
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Why a part of a file was left out.
var (
	badTime = i18n.Text{
		Hans: "这条消息的时间不存在，消息已跳过。应当像 2025-06-01 9:30:05；请不要手工改动导出的文件。",
		Hant: "這則訊息的時間不存在，訊息已略過。應為 2025-06-01 9:30:05 這樣的寫法；請不要手動修改匯出的檔案。",
		En:   "The time of this message does not exist, so the message was skipped. Expected something like 2025-06-01 9:30:05; please leave exported files as they are.",
	}
	noHead = i18n.Text{
		Hans: "从这一行起有 %[1]d 行不属于任何消息，已跳过。每条消息上面应当有一行“日期 时间 昵称（QQ号）”。",
		Hant: "從這一行起有 %[1]d 行不屬於任何訊息，已略過。每則訊息上方應有一行「日期 時間 暱稱（QQ 號）」。",
		En:   "From this line on, %[1]d {line belongs|lines belong} to no message and {was|were} skipped. Above each message there should be a line with date, time, and name(QQ number).",
	}
	tooLong = i18n.Text{
		Hans: "这条消息超过 %[1]d KB，不像聊天，后面的部分没有读取；其余消息照常读取。",
		Hant: "這則訊息超過 %[1]d KB，不像聊天內容，後面的部分未予讀取；其他訊息照常讀取。",
		En:   "This message is over %[1]d KB, which is no chat; the rest of it was not read. All other messages were.",
	}
	leftOut = i18n.Text{
		Hans: "有 %[1]d 条消息属于 %[2]d 个一对一聊天，没有读取：这里只看群。",
		Hant: "有 %[1]d 則訊息屬於 %[2]d 個一對一聊天，未予讀取：這裡只看群組。",
		En:   "Not read: %[1]d {message|messages} of one-to-one chats (%[2]d of them), as only groups are looked at.",
	}
)

// formOf returns the form of a message and its words. A message that is
// nothing but stand-ins such as [图片] has the form of the first; one that
// also has words is text, as it stands.
func formOf(text string) (event.Form, string) {
	first, ok := event.Text, false
	rest := strings.TrimSpace(text)
	for rest != "" {
		inner, found := strings.CutPrefix(rest, "[")
		word, after, closed := strings.Cut(inner, "]")
		form, known := standIn(word)
		if !found || !closed || !known {
			ok = false
			break
		}
		if !ok {
			first, ok = form, true
		}
		rest = strings.TrimSpace(after)
	}
	switch {
	case ok:
		return first, ""
	case isChain(text):
		return event.Chain, text
	case strings.Contains(text, "请使用最新版手机QQ") || strings.Contains(text, "请使用新版手机QQ"):
		return event.Other, ""
	}
	return event.Text, text
}

func standIn(word string) (event.Form, bool) {
	switch word {
	case "图片", "闪照", "圖片":
		return event.Picture, true
	case "表情", "动画表情", "商城表情", "魔法表情":
		return event.Sticker, true
	case "语音", "语音消息", "語音":
		return event.Voice, true
	case "视频", "短视频", "影片":
		return event.Video, true
	case "文件", "群文件", "檔案":
		return event.File, true
	case "QQ红包", "红包", "转账", "QQ紅包":
		return event.Red, true
	case "分享", "链接", "小程序", "QQ小程序", "音乐", "合并转发", "聊天记录":
		return event.Link, true
	case "位置", "位置分享":
		return event.Location, true
	case "戳一戳", "窗口抖动":
		return event.Poke, true
	case "名片", "推荐名片", "语音通话", "视频通话", "群公告", "群签到", "签到":
		return event.Other, true
	case "接龙", "群接龙":
		return event.Chain, true
	}
	return event.Text, false
}

// isChain reports whether text is a sign-up chain, by its heading.
func isChain(text string) bool {
	text = strings.TrimSpace(text)
	for _, h := range [...]string{"#接龙", "#接龍", "＃接龙", "「接龙」", "【接龙】", "[接龙]", "[群接龙]"} {
		if strings.HasPrefix(text, h) {
			return true
		}
	}
	return false
}
