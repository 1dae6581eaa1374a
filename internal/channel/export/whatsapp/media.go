package whatsapp

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
)

var (
	deleted = regexp.MustCompile(`^(?:(?:This message was deleted|You deleted this message)(?: by admin .+)?\.?` +
		`|(?:此|这条|這則|這條|该|該)?(?:消息|讯息|訊息)已(?:被.*)?(?:删除|刪除|撤回)[。.]?` +
		`|(?:您|你)已?(?:删除|刪除|撤回)了?(?:此|这条|這則|這條|该|該)?(?:消息|讯息|訊息)[。.]?)$`)

	edited = regexp.MustCompile(`\s*<(?:This message was edited|此(?:消息|訊息|讯息)已(?:被)?(?:编辑|編輯)|(?:已编辑|已編輯))>$`)

	attached = regexp.MustCompile(`^<(?:attached|附件|已附加|附加|附檔)[:\x{ff1a}] ?(.+)>$`)
	fileLine = regexp.MustCompile(`^(\S.*\.\w{2,5}) [(\x{ff08}](?:file attached|文件附件|檔案附件|附件|附加檔案|附加文件|已附加檔案|已附加文件|文件已附加)[)\x{ff09}]$`)

	// omitted is what stands for any kind of media, omittedKind what names it.
	omitted     = regexp.MustCompile(`^[<\x{ff1c}](?:Media omitted|[^<>]*(?:省略|略去|略過|忽略)[^<>]*)[>\x{ff1e}]$`)
	omittedKind = regexp.MustCompile(`^(?:.+ • .*?)?(image|photo|video|video note|audio|voice message|sticker|GIF|document|Contact card) omitted$`)
	omittedWord = regexp.MustCompile(`^(?:.+ • .*?)?(?:已?(?:略去|省略|忽略|略過))?(图片|圖片|图像|圖像|照片|相片|视频|影片|視訊|录像|音频|音訊|语音|語音|语音消息|語音訊息|贴图|貼圖|表情|GIF|文件|檔案|文档|联系人名片|聯絡人名片|名片)(?:已?(?:略去|省略|忽略|略過))?$`)

	place = regexp.MustCompile(`^(?:(?:Location|Live location|位置|地点|地點|实时位置|即時位置)[:\x{ff1a}] ?https?://\S+|(?:live location shared|已?分享(?:了)?(?:实时|即時)位置))$`)
	call  = regexp.MustCompile(`^(?:Missed |No answer, )?(?:voice|video|group) ?(?:voice |video )?call\b|^未接(?:语音|視訊|视频|語音)`)
)

// form tells what form a message has and what words belong to it. The first
// line of a message with media names it; what follows is its caption.
func form(text string) (event.Form, string) {
	first, caption, _ := strings.Cut(text, "\n")
	if !hints(first) {
		return event.Text, text
	}
	first = strings.TrimSpace(strings.Map(dropMark, first))
	for _, re := range []*regexp.Regexp{attached, fileLine} {
		if m := re.FindStringSubmatch(first); m != nil {
			return formOfFile(m[1]), caption
		}
	}
	switch {
	case omitted.MatchString(first):
		return event.Picture, caption
	case place.MatchString(first):
		return event.Location, caption
	case call.MatchString(first) && caption == "":
		return event.Other, ""
	}
	if m := omittedKind.FindStringSubmatch(first); m != nil {
		return formOfWord(m[1]), caption
	}
	if m := omittedWord.FindStringSubmatch(first); m != nil && m[1] != first {
		return formOfWord(m[1]), caption
	}
	return event.Text, text
}

// hints reports whether line holds any of the signs without which none of the
// patterns above fits, so that plain talk need not be tried on each of them.
func hints(line string) bool {
	for _, sign := range []string{"<", "(", "\uff1c", "\uff08", "omitted", "略", "http", "call", "live location", "位置", "未接"} {
		if strings.Contains(line, sign) {
			return true
		}
	}
	return false
}

// isDeleted reports whether text stands for a message that was deleted.
func isDeleted(text string) bool {
	for _, sign := range []string{"delete", "删", "刪", "撤回"} {
		if strings.Contains(text, sign) {
			return deleted.MatchString(strings.TrimSpace(strings.Map(dropMark, text)))
		}
	}
	return false
}

// withoutEdited drops the sign that a message was edited.
func withoutEdited(text string) string {
	if !strings.HasSuffix(text, ">") {
		return text
	}
	return edited.ReplaceAllString(text, "")
}

func formOfWord(word string) event.Form {
	switch word {
	case "image", "photo", "图片", "圖片", "图像", "圖像", "照片", "相片":
		return event.Picture
	case "video", "video note", "视频", "影片", "視訊", "录像":
		return event.Video
	case "audio", "voice message", "音频", "音訊", "语音", "語音", "语音消息", "語音訊息":
		return event.Voice
	case "sticker", "GIF", "贴图", "貼圖", "表情":
		return event.Sticker
	case "document", "文件", "檔案", "文档":
		return event.File
	}
	return event.Other // a contact card
}

func formOfFile(name string) event.Form {
	switch strings.ToLower(path.Ext(name)) {
	case ".jpg", ".jpeg", ".png", ".heic":
		return event.Picture
	case ".webp":
		return event.Sticker
	case ".mp4", ".mov", ".3gp":
		return event.Video
	case ".opus", ".ogg", ".m4a", ".aac", ".amr":
		return event.Voice
	case ".vcf":
		return event.Other
	}
	return event.File
}

var mention = regexp.MustCompile("@(?:\u2068~?([^\u2069\n]+)\u2069|\\+?(\\d{8,15})\\b)")

// mentioned lists the people a text mentions, each once: a name between
// isolating marks, or a number.
func mentioned(text string) []event.Actor {
	if !strings.Contains(text, "@") {
		return nil
	}
	var out []event.Actor
	for _, m := range mention.FindAllStringSubmatch(text, -1) {
		p := person(m[1])
		if m[2] != "" {
			p = event.Actor{ID: event.NativeUser("+" + m[2])}
		}
		if p.Known() && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}
