package telegram

import (
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// teller turns chats and messages into what a sink hears.
type teller struct {
	file string
	opt  export.Options
	sink export.Sink
	ev   event.Event
}

func (t *teller) skip(line int, why i18n.Message) error {
	return t.sink.Skip(export.Skip{File: t.file, Line: line, Why: why})
}

// leftOut tells in one skip how many chats are not told.
func (t *teller) leftOut(w *tour) error {
	private, channels := 0, 0
	for _, c := range w.chats {
		switch {
		case c.wanted(w.account):
		case strings.HasSuffix(c.kind, "_channel"):
			channels++
		default:
			private++
		}
	}
	if private+channels+w.left == 0 {
		return nil
	}
	return t.skip(0, chatsLeftOut.With(private, channels, w.left))
}

// begin tells a chat's group. One without an id goes by its name, one without
// a name by that of the file.
func (t *teller) begin(c *chat) error {
	if c.told {
		return nil
	}
	c.told = true
	name := c.name
	if name == "" {
		name = strings.TrimSuffix(t.file, path.Ext(t.file))
	}
	if c.id == "" {
		c.id = name
	}
	return t.sink.Group(export.Group{
		Network: event.Telegram, Namespace: t.opt.Namespace, Chat: event.NativeChat(c.id), Name: name,
	})
}

// message tells one message or service line, the nth of its chat.
func (t *teller) message(c *chat, m *message, line, nth int) error {
	at, ok := m.time(t.opt.Zone)
	if !ok {
		return t.skip(line, noTime.With(nth))
	}
	t.ev = event.Event{
		Network: event.Telegram, Namespace: t.opt.Namespace, Chat: event.NativeChat(c.id),
		NativeID: nativeID(m.ID), At: at, Order: c.order.Next(at),
	}
	export.At(t.sink, t.file, line)
	if m.Type == "service" {
		return t.service(c, m)
	}
	t.ev.Kind = event.Message
	t.ev.Actor = event.Actor{ID: userID(m.FromID), Name: m.From}
	if !t.ev.Actor.Known() {
		return t.skip(line, noSender.With(nth))
	}
	if err := t.anonymousAdmin(c); err != nil {
		return err
	}
	body, mentions := m.words()
	t.ev.Form = m.form(body)
	if m.Poll != nil && body == "" {
		body = m.Poll.Question
	}
	t.ev.Body, t.ev.Chars, t.ev.Mentions = body, utf8.RuneCountInString(body), mentions
	if c.topics[m.ReplyTo] {
		t.ev.Thread = strconv.FormatInt(m.ReplyTo, 10) // posted in the topic, an answer to nobody
	} else {
		t.ev.ReplyTo = nativeID(m.ReplyTo)
	}
	return t.sink.Event(&t.ev)
}

// anonymousAdmin tells that somebody who posts in the name of the group
// itself administers it. It is told once.
func (t *teller) anonymousAdmin(c *chat) error {
	own := event.NativeUser("channel" + c.id)
	if t.ev.Actor.ID != own || c.people[string(own)] != "" {
		return nil
	}
	c.people[string(own)] = own
	return t.sink.Person(export.Person{
		Network: event.Telegram, Namespace: t.opt.Namespace, Chat: t.ev.Chat,
		Actor: t.ev.Actor, Admin: true,
	})
}

// service tells what a service line says happened.
func (t *teller) service(c *chat, m *message) error {
	actor := event.Actor{ID: userID(m.ActorID), Name: m.Actor}
	members := c.members(m, actor)
	alone := len(members) == 1 && members[0] == actor
	switch m.Action {
	case "invite_members", "add_members":
		t.ev.Kind, t.ev.Subjects = event.Join, members
		if !alone {
			t.ev.Actor, t.ev.Scene = actor, "invite"
		}
	case "join_group_by_link":
		t.ev.Kind, t.ev.Subjects, t.ev.Scene = event.Join, []event.Actor{actor}, "link"
		if m.Inviter != "" {
			t.ev.Actor = c.person(m.Inviter)
		}
	case "join_group_by_request":
		t.ev.Kind, t.ev.Subjects = event.Join, []event.Actor{actor}
	case "remove_members":
		t.ev.Kind, t.ev.Subjects = event.Leave, members
		if !alone {
			t.ev.Kind, t.ev.Actor = event.Remove, actor
		}
	case "edit_group_title", "edit_channel_title":
		t.ev.Kind, t.ev.Actor, t.ev.Body = event.GroupRenamed, actor, m.Title
	case "create_group", "create_channel":
		return t.created(c, m, actor, members)
	case "topic_created":
		c.topics[m.ID] = true
		fallthrough
	default:
		t.ev.Kind, t.ev.Body = event.Notice, m.Action
	}
	if unknown(t.ev.Kind, t.ev.Subjects) {
		t.ev.Kind, t.ev.Actor, t.ev.Scene, t.ev.Body = event.Notice, event.Actor{}, "", m.Action
	}
	return t.sink.Event(&t.ev)
}

// unknown reports whether an event of kind lacks the people it is about.
func unknown(kind event.Kind, subjects []event.Actor) bool {
	switch kind {
	case event.Join, event.Leave, event.Remove:
		return len(subjects) == 0 || !subjects[0].Known()
	}
	return false
}

// created tells a new group: its name, its owner, and whom the owner brought
// along.
func (t *teller) created(c *chat, m *message, actor event.Actor, members []event.Actor) error {
	t.ev.Kind, t.ev.Actor, t.ev.Body = event.GroupRenamed, actor, m.Title
	if m.Title == "" {
		t.ev.Kind, t.ev.Actor, t.ev.Body = event.Notice, event.Actor{}, m.Action
	}
	if err := t.sink.Event(&t.ev); err != nil {
		return err
	}
	if actor.Known() {
		if err := t.sink.Person(export.Person{
			Network: event.Telegram, Namespace: t.opt.Namespace, Chat: t.ev.Chat, Actor: actor, Owner: true,
		}); err != nil {
			return err
		}
	}
	brought := members[:0]
	for _, p := range members {
		if p != actor {
			brought = append(brought, p)
		}
	}
	if len(brought) == 0 {
		return nil
	}
	t.ev.Kind, t.ev.Actor, t.ev.Body = event.Join, actor, ""
	t.ev.Subjects, t.ev.Scene = brought, "invite"
	t.ev.NativeID += "/members" // the line above has the id itself
	t.ev.Order = c.order.Next(t.ev.At)
	return t.sink.Event(&t.ev)
}

// members returns the people a service line names, the actor with its id.
func (c *chat) members(m *message, actor event.Actor) []event.Actor {
	var out []event.Actor
	for _, name := range m.Members {
		switch {
		case name == nil || *name == "":
		case *name == actor.Name:
			out = append(out, actor)
		default:
			out = append(out, c.person(*name))
		}
	}
	return out
}

// person returns who goes by name in the chat, with the id where the name is
// one account's alone.
func (c *chat) person(name string) event.Actor {
	return event.Actor{ID: c.people[name], Name: name}
}

func nativeID(id int64) event.NativeMessage {
	if id == 0 {
		return ""
	}
	return event.NativeMessage(strconv.FormatInt(id, 10))
}

var chatsLeftOut = i18n.Text{
	Hans: "只读群聊：另有 %[1]d 个私聊、%[2]d 个频道、%[3]d 个已退出的群没有导入。",
	Hant: "只讀取群組聊天：另有 %[1]d 個私聊、%[2]d 個頻道、%[3]d 個已退出的群組沒有匯入。",
	En:   "Only groups are read. Not imported: private chats %[1]d, channels %[2]d, groups since left %[3]d.",
}

var notTelegram = i18n.Text{
	Hans: "“%s”里没有 Telegram 的聊天记录。请在 Telegram Desktop 里打开群，选“导出聊天记录”，格式选 JSON。",
	Hant: "「%s」裡沒有 Telegram 的聊天紀錄。請在 Telegram Desktop 開啟群組，選「匯出聊天紀錄」，格式選 JSON。",
	En:   "“%s” holds no Telegram chat. Open the group in Telegram Desktop, choose “Export chat history” and pick JSON as the format.",
}

var noTime = i18n.Text{
	Hans: "第 %d 条没有能读懂的时间（date_unixtime 或 date），已跳过，其余照常读取。",
	Hant: "第 %d 則沒有可辨識的時間（date_unixtime 或 date），已略過，其他照常讀取。",
	En:   "Item %d has no readable time (date_unixtime or date). It was skipped, the others were read.",
}

var noSender = i18n.Text{
	Hans: "第 %d 条没有写是谁发的(from、from_id)，已跳过，其余照常读取。",
	Hant: "第 %d 則沒有註明發送者(from、from_id)，已略過，其他照常讀取。",
	En:   "Item %d does not say who sent it (from, from_id). It was skipped, the others were read.",
}

var notAMessage = i18n.Text{
	Hans: "第 %d 条的写法不对：应当是带 id、type、date、from、text 的对象。已跳过，其余照常读取。",
	Hant: "第 %d 則的寫法不對：應為帶有 id、type、date、from、text 的物件。已略過，其他照常讀取。",
	En:   "Item %d is malformed: an object with id, type, date, from and text was expected. It was skipped, the others were read.",
}
