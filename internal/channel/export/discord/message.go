package discord

import (
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// message tells one message, the nth of the file, which began in line.
func (r *reader) message(m *message, line, nth int) error {
	at, ok := instant(m.Timestamp, r.opt.Zone)
	if !ok {
		return r.skip(line, noTime.With(nth))
	}
	who := m.Author.actor()
	if !who.Known() {
		return r.skip(line, noSender.With(nth))
	}
	if err := r.meet(m.Author); err != nil {
		return err
	}
	r.ev = event.Event{
		Network: event.Discord, Namespace: r.opt.Namespace, Chat: r.chat,
		NativeID: event.NativeMessage(m.ID), At: at, Order: r.order.Next(at),
	}
	export.At(r.sink, r.in.Name(), line)
	switch m.Type {
	case "", "Default", "0", "Reply", "19", "ApplicationCommand", "ChatInputCommand", "20", "ContextMenuCommand", "23":
		r.said(m, who)
	default:
		r.happened(m, who)
	}
	return r.sink.Event(&r.ev)
}

// said fills in a message. A reference only makes an answer of a reply: news
// posted on and forwards refer to messages of other channels.
func (r *reader) said(m *message, who event.Actor) {
	r.ev.Kind, r.ev.Actor, r.ev.Form, r.ev.Body = event.Message, who, m.form(), m.Content
	if r.ev.Body == "" && r.ev.Form == event.Link {
		r.ev.Body = m.card()
	}
	r.ev.Chars = utf8.RuneCountInString(r.ev.Body)
	if m.Reference != nil && (m.Type == "Reply" || m.Type == "19") {
		r.ev.ReplyTo = event.NativeMessage(m.Reference.MessageID)
	}
	for _, a := range m.Mentions {
		if p := a.actor(); p.Known() {
			r.ev.Mentions = append(r.ev.Mentions, p)
		}
	}
}

// happened fills in what a line that Discord wrote says.
func (r *reader) happened(m *message, who event.Actor) {
	var others []event.Actor
	for _, a := range m.Mentions {
		if p := a.actor(); p.Known() {
			others = append(others, p)
		}
	}
	alone := len(others) == 0 || len(others) == 1 && others[0] == who
	switch m.Type {
	case "GuildMemberJoin", "7":
		r.ev.Kind, r.ev.Subjects = event.Join, []event.Actor{who}
	case "RecipientAdd", "1":
		r.ev.Kind, r.ev.Subjects = event.Join, []event.Actor{who}
		if !alone {
			r.ev.Actor, r.ev.Subjects, r.ev.Scene = who, others, "invite"
		}
	case "RecipientRemove", "2":
		r.ev.Kind, r.ev.Subjects = event.Leave, []event.Actor{who}
		if !alone {
			r.ev.Kind, r.ev.Actor, r.ev.Subjects = event.Remove, who, others
		}
	case "ChannelNameChange", "4":
		if name, ok := newName(m.Content); ok {
			r.ev.Kind, r.ev.Actor, r.ev.Body = event.GroupRenamed, who, name
			return
		}
		r.ev.Kind, r.ev.Body = event.Notice, m.Content
	case "Call", "3":
		r.ev.Kind, r.ev.Actor, r.ev.Form = event.Message, who, event.Other
	default:
		r.ev.Kind, r.ev.Body = event.Notice, m.Content
	}
}

var nameChange = regexp.MustCompile(`(?i)changed the (?:channel|group|thread) name(?: to)?:? (?:\*\*)?["“]?(.+?)["”]?(?:\*\*)?\.?$`)

// newName finds the new name in the sentence the exporter makes of a change;
// without that sentence the text is the name itself.
func newName(content string) (string, bool) {
	content = strings.TrimSpace(content)
	if m := nameChange.FindStringSubmatch(content); m != nil {
		return m[1], true
	}
	return content, content != "" && !strings.Contains(content, " ")
}

func (m *message) form() event.Form {
	switch {
	case len(m.Attachments) > 0:
		return formOfFile(m.Attachments[0].FileName)
	case len(m.Stickers) > 0:
		return event.Sticker
	case m.Content != "":
		return event.Text
	case len(m.Embeds) > 0:
		return event.Link
	}
	return event.Other
}

func formOfFile(name string) event.Form {
	switch strings.ToLower(path.Ext(name)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".avif", ".bmp":
		return event.Picture
	case ".mp4", ".mov", ".webm", ".mkv", ".avi":
		return event.Video
	case ".ogg", ".opus", ".m4a", ".aac", ".amr":
		return event.Voice
	}
	return event.File
}

// card is what an embedded card says, where the message itself says nothing.
func (m *message) card() string {
	e := m.Embeds[0]
	if e.Title != "" && e.Description != "" {
		return e.Title + "\n" + e.Description
	}
	return e.Title + e.Description
}

var (
	notDiscord = i18n.Text{
		Hans: "“%s”不是完整的 DiscordChatExporter JSON：开头应当是一个带 guild、channel、messages 的对象。请重新导出，格式选 JSON。",
		Hant: "「%s」不是完整的 DiscordChatExporter JSON：開頭應為帶有 guild、channel、messages 的物件。請重新匯出，格式選 JSON。",
		En:   "“%s” is not a complete DiscordChatExporter JSON file: an object with guild, channel and messages was expected. Export it again, with JSON as the format.",
	}
	directLeftOut = i18n.Text{
		Hans: "这是两个人的私信，不是群，没有导入。请导出频道。",
		Hant: "這是兩個人的私訊，不是群組，因此沒有匯入。請匯出頻道。",
		En:   "This is a direct conversation between two people, not a group, so it was left out. Export a channel instead.",
	}
	noTime = i18n.Text{
		Hans: "第 %d 条消息没有能读懂的时间(timestamp)，已跳过，其余照常读取。",
		Hant: "第 %d 則訊息沒有可辨識的時間(timestamp)，已略過，其他照常讀取。",
		En:   "Message %d has no readable time (timestamp). It was skipped, the others were read.",
	}
	noSender = i18n.Text{
		Hans: "第 %d 条消息没有写是谁发的(author)，已跳过，其余照常读取。",
		Hant: "第 %d 則訊息沒有註明發送者(author)，已略過，其他照常讀取。",
		En:   "Message %d does not say who sent it (author). It was skipped, the others were read.",
	}
	notAMessage = i18n.Text{
		Hans: "第 %d 条消息的写法不对：应当是带 id、type、timestamp、author、content 的对象。已跳过，其余照常读取。",
		Hant: "第 %d 則訊息的寫法不對：應為帶有 id、type、timestamp、author、content 的物件。已略過，其他照常讀取。",
		En:   "Message %d is malformed: an object with id, type, timestamp, author and content was expected. It was skipped, the others were read.",
	}
)
