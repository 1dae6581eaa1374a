package matrix

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export/walk"
)

// said tells a message. Within a thread the client names the message before
// as a fallback for clients without threads; that is no answer.
func (r *reader) said(e *raw, c *content) error {
	rel := c.RelatesTo
	if rel != nil && rel.RelType == "m.replace" {
		r.edits++
		return nil
	}
	r.ev.Kind, r.ev.Actor = event.Message, r.actor(e.Sender)
	r.ev.Form, r.ev.Body = formOf(e.Type, c), c.Body
	switch {
	case e.Type == "m.room.encrypted":
		r.locked++
		r.ev.Body = ""
	case r.ev.Form == event.Sticker, r.ev.Form != event.Text && (c.FileName == "" || c.FileName == c.Body):
		r.ev.Body = "" // a file's name, not a word of its sender
	}
	if rel != nil && rel.InReplyTo != nil {
		r.ev.Body = withoutQuote(r.ev.Body)
	}
	r.ev.Chars = utf8.RuneCountInString(r.ev.Body)
	if rel != nil {
		thread := rel.RelType == "m.thread"
		if thread {
			r.ev.Thread = rel.EventID
		}
		if rel.InReplyTo != nil && !(thread && rel.Fallback) {
			r.ev.ReplyTo = event.NativeMessage(rel.InReplyTo.EventID)
		}
	}
	for _, id := range mentioned(c) {
		r.ev.Mentions = append(r.ev.Mentions, r.actor(id))
	}
	return r.sink.Event(&r.ev)
}

func formOf(kind string, c *content) event.Form {
	switch kind {
	case "m.sticker":
		return event.Sticker
	case "m.room.message":
	default:
		return event.Other
	}
	switch c.MsgType {
	case "m.image":
		return event.Picture
	case "m.video":
		return event.Video
	case "m.audio":
		if c.Voice != nil {
			return event.Voice
		}
		return event.File
	case "m.file":
		return event.File
	case "m.location":
		return event.Location
	case "m.text", "m.emote", "m.notice":
		return event.Text
	}
	return event.Other
}

// withoutQuote drops the lines that older clients put before an answer to
// show what it answers.
func withoutQuote(body string) string {
	if !strings.HasPrefix(body, "> ") {
		return body
	}
	rest := body
	for strings.HasPrefix(rest, ">") {
		_, after, ok := strings.Cut(rest, "\n")
		if !ok {
			return body // nothing but a quote: it is what was said
		}
		rest = after
	}
	return strings.TrimPrefix(rest, "\n")
}

var pill = regexp.MustCompile(`href="https://matrix\.to/#/(@[^"?]+|%40[^"?]+)`)

// mentioned lists the people a message mentions: as it states them, else as
// the links in its formatted text show them.
func mentioned(c *content) []string {
	if c.Mentions != nil {
		return c.Mentions.UserIDs
	}
	_, text, quoted := strings.Cut(c.Formatted, "</mx-reply>") // the quote's own author is no mention
	if !quoted {
		text = c.Formatted
	}
	var out []string
	for _, m := range pill.FindAllStringSubmatch(text, -1) {
		id, err := url.PathUnescape(m[1])
		if err == nil && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// redacted tells that the message e was deleted.
func (r *reader) redacted(e *raw) error {
	by := e.Sender
	if because := e.Unsigned.Redacted; because != nil {
		if at, ok := instant(string(because.TS)); ok {
			r.ev.At, r.ev.Order = at, 0
		}
		if because.Sender != "" {
			by = because.Sender
		}
		r.ev.NativeID = event.NativeMessage(because.EventID)
	} else {
		r.ev.NativeID = ""
	}
	return r.deleteOf(e.EventID, by)
}

// deleteOf tells a deletion, once for each message.
func (r *reader) deleteOf(target, by string) error {
	if r.deleted[target] {
		return nil
	}
	r.deleted[target] = true
	r.ev.Kind, r.ev.Actor, r.ev.Target = event.Delete, r.actor(by), event.NativeMessage(target)
	return r.sink.Event(&r.ev)
}

// member tells what a change of membership means: a join, a leave, a removal,
// a new name, or nothing that concerns the group.
func (r *reader) member(e *raw, c *content) error {
	id := e.Sender
	if e.StateKey != nil {
		id = *e.StateKey
	}
	before := r.members[id]
	if p := e.prev(); p != nil {
		before = p.Membership
		if r.names[id] == "" && p.DisplayName != nil {
			r.names[id] = *p.DisplayName
		}
	}
	r.members[id] = c.Membership
	was := r.actor(id)
	if c.DisplayName != nil && *c.DisplayName != "" {
		r.names[id] = *c.DisplayName
	}
	who := r.actor(id)
	r.ev.Kind = event.Notice
	inside := before == "join" || before == ""
	switch c.Membership {
	case "invite":
		r.inviters[id] = e.Sender
	case "join":
		switch {
		case before != "join":
			r.ev.Kind, r.ev.Subjects = event.Join, []event.Actor{who}
			if by := r.inviters[id]; by != "" && by != id {
				r.ev.Actor, r.ev.Scene = r.actor(by), "invite"
			}
			delete(r.inviters, id)
		case was.Name != who.Name:
			r.ev.Kind, r.ev.Actor, r.ev.Body = event.Renamed, was, who.Name
		}
	case "leave":
		switch {
		case inside && e.Sender == id:
			r.ev.Kind, r.ev.Subjects = event.Leave, []event.Actor{who}
		case inside:
			r.ev.Kind, r.ev.Actor, r.ev.Subjects = event.Remove, r.actor(e.Sender), []event.Actor{who}
		}
	case "ban":
		if inside {
			r.ev.Kind, r.ev.Actor, r.ev.Subjects = event.Remove, r.actor(e.Sender), []event.Actor{who}
		}
	}
	return r.sink.Event(&r.ev)
}

func sortedKeys(m map[string]walk.Loose) []string { return slices.Sorted(maps.Keys(m)) }

var (
	notMatrix = i18n.Text{
		Hans: "“%s”不是完整的 Matrix 房间导出：开头应当是一个带 room_name、messages 的对象。请在 Element 里重新导出聊天，格式选 JSON。",
		Hant: "「%s」不是完整的 Matrix 聊天室匯出：開頭應為帶有 room_name、messages 的物件。請在 Element 重新匯出聊天，格式選 JSON。",
		En:   "“%s” is not a complete Matrix room export: an object with room_name and messages was expected. Export the chat again from Element, with JSON as the format.",
	}
	editsLeftOut = i18n.Text{
		Hans: "有 %d 条是对消息的修改，没有另算成消息，以最初的文字为准。",
		Hant: "有 %d 則是對訊息的編輯，沒有另計為訊息，以最初的文字為準。",
		En:   "Edits: %d. They are not counted as messages of their own, and the first wording stands.",
	}
	stillLocked = i18n.Text{
		Hans: "有 %d 条消息导出时没有解密，只知道谁在什么时候发过，看不到内容。请用能看到这些消息的设备重新导出。",
		Hant: "有 %d 則訊息匯出時沒有解密，只知道誰在何時發送，看不到內容。請用看得到這些訊息的裝置重新匯出。",
		En:   "Messages the export did not decrypt: %d. Who wrote and when is known, the words are not. Export again from a device that can read them.",
	}
	noTime = i18n.Text{
		Hans: "第 %d 条没有能读懂的时间(origin_server_ts)，已跳过，其余照常读取。",
		Hant: "第 %d 則沒有可辨識的時間(origin_server_ts)，已略過，其他照常讀取。",
		En:   "Item %d has no readable time (origin_server_ts). It was skipped, the others were read.",
	}
	noSender = i18n.Text{
		Hans: "第 %d 条没有写是谁发的(sender)，已跳过，其余照常读取。",
		Hant: "第 %d 則沒有註明發送者(sender)，已略過，其他照常讀取。",
		En:   "Item %d does not say who sent it (sender). It was skipped, the others were read.",
	}
	notAnEvent = i18n.Text{
		Hans: "第 %d 条的写法不对：应当是带 type、sender、origin_server_ts、content 的对象。已跳过，其余照常读取。",
		Hant: "第 %d 則的寫法不對：應為帶有 type、sender、origin_server_ts、content 的物件。已略過，其他照常讀取。",
		En:   "Item %d is malformed: an object with type, sender, origin_server_ts and content was expected. It was skipped, the others were read.",
	}
)
