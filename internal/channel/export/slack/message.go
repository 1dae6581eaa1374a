package slack

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/walk"
)

// message is one element of a day file.
type message struct {
	Type      string     `json:"type"`
	Subtype   string     `json:"subtype"`
	User      string     `json:"user"`
	BotID     string     `json:"bot_id"`
	Username  string     `json:"username"`
	Text      string     `json:"text"`
	TS        walk.Loose `json:"ts"`
	ThreadTS  walk.Loose `json:"thread_ts"`
	DeletedTS walk.Loose `json:"deleted_ts"`
	Inviter   string     `json:"inviter"`
	Name      string     `json:"name"` // the channel's new name
	Profile   struct {
		DisplayName string `json:"display_name"`
		RealName    string `json:"real_name"`
		Name        string `json:"name"`
	} `json:"user_profile"`
	BotProfile struct {
		Name string `json:"name"`
	} `json:"bot_profile"`
	Files []struct {
		MimeType string `json:"mimetype"`
		Subtype  string `json:"subtype"`
	} `json:"files"`
	Attachments []struct {
		Fallback string `json:"fallback"`
		Text     string `json:"text"`
		Title    string `json:"title"`
	} `json:"attachments"`
}

// message tells one message, the nth of its file, which began in line.
func (w *workspace) message(m *message, line, nth int) error {
	at, ok := instant(string(m.TS))
	if !ok {
		return w.skip(w.file, line, noTime.With(nth))
	}
	w.ev = event.Event{
		Network: event.Slack, Namespace: w.namespace, Chat: w.chat,
		NativeID: event.NativeMessage(m.TS), At: at, Order: w.order.Next(at),
	}
	export.At(w.sink, w.file, line)
	switch m.Subtype {
	case "", "bot_message", "me_message", "thread_broadcast", "reply_broadcast", "file_share", "file_comment",
		"slackbot_response", "document_mention", "assistant_app_thread":
		return w.said(m, line, nth)
	case "message_changed", "message_replied":
		w.edits++
		return nil
	}
	w.happened(m)
	return w.sink.Event(&w.ev)
}

// happened fills in what a line that nobody wrote says.
func (w *workspace) happened(m *message) {
	who := w.actor(m.User)
	switch m.Subtype {
	case "channel_join", "group_join":
		w.ev.Kind, w.ev.Subjects = event.Join, []event.Actor{who}
		if m.Inviter != "" && m.Inviter != m.User {
			w.ev.Actor, w.ev.Scene = w.actor(m.Inviter), "invite"
		}
	case "channel_leave", "group_leave":
		w.ev.Kind, w.ev.Subjects = event.Leave, []event.Actor{who}
		if strings.Contains(m.Text, "was removed") {
			w.ev.Kind = event.Remove
			if _, named := w.readable(m.Text); len(named) > 1 {
				w.ev.Actor = named[1]
			}
		}
	case "channel_name", "group_name":
		w.ev.Kind, w.ev.Actor, w.ev.Body = event.GroupRenamed, who, m.Name
	case "tombstone":
		w.ev.Kind, w.ev.Target = event.Delete, event.NativeMessage(m.TS)
		w.ev.NativeID += "/deleted"
	case "message_deleted":
		w.ev.Kind, w.ev.Target = event.Delete, event.NativeMessage(m.DeletedTS)
	default:
		w.notice(m)
	}
	gone := len(w.ev.Subjects) == 1 && !w.ev.Subjects[0].Known()
	if gone || w.ev.Kind == event.GroupRenamed && m.Name == "" {
		w.notice(m)
	}
}

func (w *workspace) notice(m *message) {
	w.ev.Kind, w.ev.Actor, w.ev.Subjects, w.ev.Scene = event.Notice, event.Actor{}, nil, ""
	w.ev.Body, _ = w.readable(m.Text)
}

// said tells a message. In a thread it answers the thread's first message,
// which is all that Slack records.
func (w *workspace) said(m *message, line, nth int) error {
	who, err := w.author(m)
	if err != nil {
		return err
	}
	if !who.Known() {
		return w.skip(w.file, line, noSender.With(nth))
	}
	w.ev.Kind, w.ev.Actor = event.Message, who
	w.ev.Body, w.ev.Mentions = w.readable(m.Text)
	w.ev.Form = m.form()
	if w.ev.Body == "" && len(m.Attachments) > 0 {
		w.ev.Body = m.card()
	}
	w.ev.Chars = utf8.RuneCountInString(w.ev.Body)
	if m.ThreadTS != "" {
		w.ev.Thread = string(m.ThreadTS)
		if m.ThreadTS != m.TS {
			w.ev.ReplyTo = event.NativeMessage(m.ThreadTS)
		}
	}
	return w.sink.Event(&w.ev)
}

// author returns who said m. A bot that posts under no account is told of
// the first time it speaks.
func (w *workspace) author(m *message) (event.Actor, error) {
	if m.User != "" {
		who := w.actor(m.User)
		for _, name := range []string{m.Profile.DisplayName, m.Profile.RealName, m.Profile.Name} {
			if who.Name == "" {
				who.Name = name
			}
		}
		w.names[who.ID] = who.Name
		return who, nil
	}
	who := event.Actor{ID: event.NativeUser(m.BotID), Name: m.Username}
	if who.Name == "" {
		who.Name = m.BotProfile.Name
	}
	key := who.ID
	if key == "" {
		key = event.NativeUser("/" + who.Name)
	}
	if !who.Known() || w.bots[key] {
		return who, nil
	}
	w.bots[key] = true
	p := export.Person{Network: event.Slack, Namespace: w.namespace, Actor: who, Kind: export.Bot}
	if who.ID == "" {
		p.Chat = w.chat
	}
	return who, w.sink.Person(p)
}

func (w *workspace) actor(id string) event.Actor {
	return event.Actor{ID: event.NativeUser(id), Name: w.names[event.NativeUser(id)]}
}

func (m *message) form() event.Form {
	if len(m.Files) == 0 {
		switch {
		case m.Text != "":
			return event.Text
		case len(m.Attachments) > 0:
			return event.Link
		}
		return event.Other
	}
	kind, _, _ := strings.Cut(m.Files[0].MimeType, "/")
	switch {
	case m.Files[0].Subtype == "slack_audio" || kind == "audio":
		return event.Voice
	case m.Files[0].Subtype == "slack_video" || kind == "video":
		return event.Video
	case kind == "image":
		return event.Picture
	}
	return event.File
}

// card is what a shared card says, where the message itself says nothing.
func (m *message) card() string {
	a := m.Attachments[0]
	for _, text := range []string{a.Text, a.Fallback, a.Title} {
		if text != "" {
			return text
		}
	}
	return ""
}

// instant reads a Slack time: seconds, a point, six digits.
func instant(ts string) (time.Time, bool) {
	whole, part, _ := strings.Cut(ts, ".")
	s, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || s < 1e8 || s > 1<<37 {
		return time.Time{}, false
	}
	micros, err := strconv.ParseInt((part + "000000")[:6], 10, 64)
	if err != nil || micros < 0 {
		return time.Time{}, false
	}
	return time.Unix(s, micros*1000).UTC(), true
}

var (
	notSlack = i18n.Text{
		Hans: "“%s”里没有 channels.json，不是完整的 Slack 导出。请把下载的 ZIP 原样导入，不要只取其中几个文件。",
		Hant: "「%s」裡沒有 channels.json，不是完整的 Slack 匯出。請直接匯入下載的 ZIP，不要只取其中幾個檔案。",
		En:   "“%s” has no channels.json, so it is not a complete Slack export. Import the downloaded ZIP as it is, not single files from it.",
	}
	directsLeftOut = i18n.Text{
		Hans: "只读频道：另有 %d 个私信会话没有导入。",
		Hant: "只讀取頻道：另有 %d 個私訊對話沒有匯入。",
		En:   "Only channels are read. Direct conversations not imported: %d.",
	}
	editsLeftOut = i18n.Text{
		Hans: "有 %d 条是消息的修改记录，没有另算成消息。",
		Hant: "有 %d 則是訊息的修改紀錄，沒有另計為訊息。",
		En:   "Entries that record edits of messages: %d. They are not counted as messages of their own.",
	}
	noTime = i18n.Text{
		Hans: "第 %d 条没有能读懂的时间(ts)，已跳过，其余照常读取。",
		Hant: "第 %d 則沒有可辨識的時間(ts)，已略過，其他照常讀取。",
		En:   "Item %d has no readable time (ts). It was skipped, the others were read.",
	}
	noSender = i18n.Text{
		Hans: "第 %d 条没有写是谁发的(user、bot_id、username)，已跳过，其余照常读取。",
		Hant: "第 %d 則沒有註明發送者(user、bot_id、username)，已略過，其他照常讀取。",
		En:   "Item %d does not say who sent it (user, bot_id, username). It was skipped, the others were read.",
	}
	notAMessage = i18n.Text{
		Hans: "第 %d 条的写法不对：应当是带 type、user、text、ts 的对象。已跳过，其余照常读取。",
		Hant: "第 %d 則的寫法不對：應為帶有 type、user、text、ts 的物件。已略過，其他照常讀取。",
		En:   "Item %d is malformed: an object with type, user, text and ts was expected. It was skipped, the others were read.",
	}
	notAnEntry = i18n.Text{
		Hans: "第 %d 项的写法不对：应当是带 id、name 的对象。已跳过，其余照常读取。",
		Hant: "第 %d 項的寫法不對：應為帶有 id、name 的物件。已略過，其他照常讀取。",
		En:   "Entry %d is malformed: an object with id and name was expected. It was skipped, the others were read.",
	}
)
