package manual

import (
	"regexp"
	"strings"
	"sync"

	"github.com/huoshui/huoshui/internal/base/event"
)

var (
	attached = regexp.MustCompile(`^\[(图片|圖片|Photo|Image|视频|影片|Video|语音|語音|Audio|文件|檔案|File)[:：][^\]\n]{1,300}\]$`)
	opening  = regexp.MustCompile(`^\[([^\]\n]{1,12})\]\s*`)
	quoted   = regexp.MustCompile(`(?s)^「([^:：\n]{1,40})[:：].*?」\s*\n?[-—– ]{5,}\n?`)
)

// formOf tells the form of a message by what WeChat writes in its place, and whom it
// answers where it quotes somebody.
func formOf(text string) (event.Form, string, []event.Actor) {
	if form, ok := standIns()[text]; ok {
		return form, "", nil
	}
	if m := attached.FindStringSubmatch(text); m != nil {
		return standIns()["["+m[1]+"]"], "", nil
	}
	if isChain(text) {
		return event.Chain, text, nil
	}
	if m := quoted.FindStringSubmatch(text); m != nil {
		if rest := strings.TrimSpace(text[len(m[0]):]); rest != "" {
			return event.Quote, rest, []event.Actor{{Name: strings.TrimSpace(m[1])}}
		}
	}
	if m := opening.FindStringSubmatch(text); m != nil && !strings.Contains(text, "\n") {
		switch form := standIns()["["+m[1]+"]"]; form {
		case event.Red, event.Link, event.File, event.Location:
			return form, strings.TrimSpace(text[len(m[0]):]), nil
		}
	}
	return event.Text, text, nil
}

func isChain(text string) bool {
	return strings.HasPrefix(text, "#接龙") || strings.HasPrefix(text, "#接龍")
}

// standIns are what stands in the place of what is no text.
var standIns = sync.OnceValue(func() map[string]event.Form {
	return map[string]event.Form{
		"[图片]": event.Picture, "[圖片]": event.Picture, "[Photo]": event.Picture, "[Image]": event.Picture,
		"[语音]": event.Voice, "[語音]": event.Voice, "[Audio]": event.Voice, "[Voice]": event.Voice,
		"[视频]": event.Video, "[影片]": event.Video, "[Video]": event.Video,
		"[表情]": event.Sticker, "[动画表情]": event.Sticker, "[動態貼圖]": event.Sticker, "[貼圖]": event.Sticker, "[Sticker]": event.Sticker,
		"[文件]": event.File, "[檔案]": event.File, "[File]": event.File, "[链接]": event.Link, "[連結]": event.Link, "[Link]": event.Link,
		"[小程序]": event.Link, "[视频号]": event.Link, "[位置]": event.Location, "[Location]": event.Location,
		"[红包]": event.Red, "[微信红包]": event.Red, "[紅包]": event.Red, "[轉帳]": event.Red, "[转账]": event.Red, "[Red Packet]": event.Red, "[Transfer]": event.Red,
	}
})
