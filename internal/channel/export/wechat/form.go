package wechat

import (
	"html"
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
)

// The type numbers WeChat gives its messages, as far as they are used here.
const (
	typeText    = 1
	typeShare   = 49
	typeSystem  = 10000
	typeRecall  = 10002
	shareFile   = 6
	shareChain  = 53
	shareQuote  = 57
	sharePoke   = 62
	shareMoney  = 2000
	sharePacket = 2001
)

// kindOf takes a type number apart. WeChat 4 keeps type and subtype in one
// number, subtype × 2³² + type.
func kindOf(kind, sub int64) (int64, int64) {
	if kind > 1<<32 {
		return kind & (1<<32 - 1), kind >> 32
	}
	return kind, sub
}

// isNotice reports whether messages of this type are written by the system.
func isNotice(kind int64) bool { return kind == typeSystem || kind == typeRecall }

// formOf returns the form of a message. Stated by the formats' descriptions:
// 1, 3, 34, 43, 47, 49 with 5, 33, 36, 57, 2000 and 2001. Read in the code of
// the export tools: 6, 19, 51, 53, 62, 63, 87 and 2003. The rest are known
// from public descriptions and not verified on a real file.
func formOf(kind, sub int64) event.Form {
	switch kind {
	case typeText:
		return event.Text
	case 3:
		return event.Picture
	case 34:
		return event.Voice
	case 43, 62: // 62 was the short video of WeChat 6
		return event.Video
	case 47:
		return event.Sticker
	case 48:
		return event.Location
	case typeShare:
		return formOfShare(sub)
	}
	return event.Other // 42 contact card, 50 call, and what is yet unknown
}

func formOfShare(sub int64) event.Form {
	switch sub {
	case 1, 87: // words as a card, group announcement
		return event.Text
	case 2:
		return event.Picture
	case shareFile, 74:
		return event.File
	case 8, 15:
		return event.Sticker
	case shareChain:
		return event.Chain
	case shareQuote:
		return event.Quote
	case sharePoke:
		return event.Poke
	case shareMoney, sharePacket:
		return event.Red
	case 17, 2003: // location shared live, red packet cover
		return event.Other
	}
	return event.Link // 3 music, 5 article, 19 forwarded chat, 33 and 36 mini-program, 51 and 63 channels …
}

// typeNamed returns the type for its Chinese name, as WeFlow, EchoTrace and
// later versions of MemoTrace write it.
func typeNamed(name string) (kind, sub int64) {
	for _, t := range [...]struct {
		word      string
		kind, sub int64
	}{
		{"系统", typeSystem, 0}, {"撤回", typeRecall, 0}, {"引用", typeShare, shareQuote}, {"拍一拍", typeShare, sharePoke},
		{"接龙", typeShare, shareChain}, {"红包封面", typeShare, 2003}, {"红包", typeShare, sharePacket}, {"转账", typeShare, shareMoney},
		{"文件", typeShare, shareFile}, {"小程序", typeShare, 33}, {"公告", typeShare, 87}, {"聊天记录", typeShare, 19},
		{"合并转发", typeShare, 19}, {"链接", typeShare, 5}, {"音乐", typeShare, 3}, {"视频号", typeShare, 51}, {"分享", typeShare, 5},
		{"卡片", typeShare, 5}, {"表情", 47, 0}, {"图片", 3, 0}, {"语音通话", 50, 0}, {"视频通话", 50, 0}, {"通话", 50, 0},
		{"语音", 34, 0}, {"视频", 43, 0}, {"位置", 48, 0}, {"名片", 42, 0}, {"文本", typeText, 0}, {"文字", typeText, 0},
	} {
		if strings.Contains(name, t.word) {
			return t.kind, t.sub
		}
	}
	return 0, 0
}

// placeholder reports whether shown is only a stand-in for something that is
// no text, such as [图片] or [语音 3秒], and which form that is.
func placeholder(shown string) (event.Form, bool) {
	inner, ok := strings.CutPrefix(strings.TrimPrefix(strings.TrimSpace(shown), "!"), "[")
	end := strings.IndexByte(inner, ']')
	if !ok || end < 0 {
		return event.Text, false
	}
	word, _, _ := strings.Cut(inner[:end], "|")
	word, _, _ = strings.Cut(strings.TrimSpace(word), " ")
	if strings.HasPrefix(word, "引用") { // what follows are words of the person's own
		return event.Text, false
	}
	switch word {
	case "图片", "图片消息", "圖片":
		return event.Picture, true
	case "语音", "语音消息", "語音":
		return event.Voice, true
	case "视频", "视频消息", "影片":
		return event.Video, true
	case "动画表情", "GIF表情", "表情包", "表情消息", "表情":
		return event.Sticker, true
	case "文件", "文件消息", "檔案":
		return event.File, true
	case "链接", "链接消息", "分享", "小程序", "小程序消息", "视频号", "合并转发", "聊天记录", "音乐", "卡片消息":
		return event.Link, true
	case "红包", "微信红包", "红包消息", "转账", "转账消息", "微信转账":
		return event.Red, true
	case "位置", "位置消息":
		return event.Location, true
	case "拍一拍":
		return event.Poke, true
	case "群公告", "名片", "名片消息", "红包封面", "语音通话", "视频通话", "通话", "通话消息", "位置共享":
		return event.Other, true
	}
	return event.Text, false
}

// isChain reports whether text is a sign-up chain, by its heading.
func isChain(text string) bool {
	first, rest, _ := strings.Cut(strings.TrimSpace(text), "\n")
	first = strings.TrimSpace(first)
	for _, h := range [...]string{"#接龙", "#接龍", "＃接龙", "＃接龍", "「接龙」", "「接龍」", "【接龙】", "【接龍】"} {
		if strings.HasPrefix(first, h) {
			return true
		}
		if strings.HasSuffix(first, h) && hasEntry(rest) { // @店长 早餐团 #接龙
			return true
		}
	}
	return false
}

// hasEntry reports whether a line of s is the first entry of a list.
func hasEntry(s string) bool {
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		for _, number := range [...]string{"1.", "1、", "1．", "1)", "1）"} {
			if strings.HasPrefix(line, number) {
				return true
			}
		}
	}
	return false
}

// splitQuote takes apart a text that carries what it answers within itself,
// as WeChat wrote quotes before it had a type for them, and as tools show
// them. It returns who was quoted, if said, and the person's own words.
//
//	「小麦：今天有草莓吗」
//	- - - - - - - - - - - - - - -
//	有的
func splitQuote(text string) (who, own string, ok bool) {
	rest, ok := strings.CutPrefix(text, "「")
	if !ok {
		return "", text, false
	}
	quoted, after, ok := strings.Cut(rest, "」\n")
	dashes, own, more := strings.Cut(after, "\n")
	if !ok || !more || strings.Count(dashes, "-") < 6 || strings.Trim(dashes, "- —") != "" {
		return "", text, false
	}
	who, _, named := strings.Cut(quoted, "：")
	if !named {
		if who, _, named = strings.Cut(quoted, ":"); !named {
			who = ""
		}
	}
	return strings.TrimSpace(who), own, true
}

// title returns the title in the markup of a shared thing, and other text as
// it is.
func title(content string) string {
	if !strings.HasPrefix(strings.TrimSpace(content), "<") {
		return content
	}
	_, after, ok := strings.Cut(content, "<title>")
	inner, _, closed := strings.Cut(after, "</title>")
	if !ok || !closed {
		return ""
	}
	if plain, ok := strings.CutPrefix(inner, "<![CDATA["); ok {
		return strings.TrimSuffix(plain, "]]>")
	}
	return html.UnescapeString(inner)
}
