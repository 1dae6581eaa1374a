package chatlab

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/notice"
	"github.com/huoshui/huoshui/internal/channel/export/walk"
)

// teller turns the rows of a file into what a sink hears.
type teller struct {
	opt     export.Options
	sink    export.Sink
	file    string
	group   *export.Group // nil until the meta row was heard
	private bool          // the file is of a private chat, of which nothing is told
	self    event.NativeUser
	names   map[event.NativeUser]string // what members are called
	order   export.Sequence
	system  systemLines
	ev      event.Event
}

func newTeller(in export.Input, opt export.Options, sink export.Sink) *teller {
	return &teller{opt: opt, sink: sink, file: in.Name(), names: map[event.NativeUser]string{}, system: systemLines{shown: notice.Names{}}}
}

func (t *teller) skip(line int, why i18n.Message) error {
	return t.sink.Skip(export.Skip{File: t.file, Line: line, Why: why})
}

func (t *teller) head(h head) error {
	at, ok := instant(h.ExportedAt)
	if !ok {
		return nil
	}
	return t.sink.Stamp(at)
}

// meta tells the group. A group without an id goes by its name, one without a
// name by the name of the file.
func (t *teller) meta(m meta) error {
	if m.Type == "private" {
		t.private = true
		return t.skip(0, privateChat.With())
	}
	network, namespace := networkOf(strings.ToLower(m.Platform))
	if t.opt.Namespace != "" {
		namespace = t.opt.Namespace
	}
	name := m.Name
	if name == "" {
		name = strings.TrimSuffix(t.file, path.Ext(t.file))
	}
	id := m.GroupID
	if id == "" {
		id = m.SessionID
	}
	if id == "" {
		id = walk.Loose(name)
	}
	t.self = event.NativeUser(m.OwnerID)
	t.group = &export.Group{Network: network, Namespace: namespace, Chat: event.NativeChat(id), Name: name}
	return t.sink.Group(*t.group)
}

func (t *teller) member(m member) error {
	if t.private || m.PlatformID == "" {
		return nil
	}
	id := event.NativeUser(m.PlatformID)
	name := nameIn(m.GroupNickname, m.AccountName)
	t.names[id] = name
	t.learn(id, m.GroupNickname, m.AccountName)
	t.system.met = t.system.met || id == t.self
	return t.person(export.Person{
		Actor: event.Actor{ID: id, Name: name},
		Self:  id == t.self,
		Owner: slices.Contains(m.Roles, "owner"),
		Admin: slices.Contains(m.Roles, "admin"),
	})
}

// message tells one message, the nth of the file, which began in line.
func (t *teller) message(m *message, line, nth int) error {
	if t.private {
		return nil
	}
	at, ok := instant(m.Timestamp)
	if !ok {
		return t.skip(line, noTime.With(nth, clip(string(m.Timestamp))))
	}
	number := 0
	if m.Type != nil {
		number = *m.Type
	}
	t.ev = event.Event{
		Network: t.group.Network, Namespace: t.group.Namespace, Chat: t.group.Chat,
		NativeID: event.NativeMessage(m.ID), At: at, Order: t.order.Next(at),
	}
	export.At(t.sink, t.file, line)
	switch number {
	case systemLine:
		return t.notice(string(m.Content), line)
	case recalled:
		t.ev.Kind, t.ev.Actor = event.Delete, t.actor(m)
		return t.sink.Event(&t.ev)
	}
	t.ev.Kind, t.ev.Form, t.ev.Actor = event.Message, formOf(number), t.actor(m)
	if !t.ev.Actor.Known() {
		return t.skip(line, noSender.With(nth))
	}
	t.learn(t.ev.Actor.ID, m.GroupNickname, m.AccountName)
	t.ev.ReplyTo = event.NativeMessage(m.ReplyTo)
	if body := string(m.Content); !placeholder(body, t.ev.Form) {
		t.ev.Body, t.ev.Chars = body, utf8.RuneCountInString(body)
	}
	return t.sink.Event(&t.ev)
}

func (t *teller) actor(m *message) event.Actor {
	id := event.NativeUser(m.Sender)
	name := nameIn(m.GroupNickname, m.AccountName)
	if name == "" {
		name = t.names[id]
	}
	return event.Actor{ID: id, Name: name}
}

// nameIn is what a person goes by in the group.
func nameIn(groupNickname, accountName string) string {
	if groupNickname != "" {
		return groupNickname
	}
	return accountName
}

// placeholder reports whether body only stands for a message that is not
// text: nothing, or one word in brackets such as [图片].
func placeholder(body string, form event.Form) bool {
	switch form {
	case event.Picture, event.Voice, event.Video, event.Sticker, event.File, event.Location, event.Red, event.Other:
	default:
		return false
	}
	inner, ok := strings.CutPrefix(strings.TrimSpace(body), "[")
	if !ok {
		return false
	}
	inner, ok = strings.CutSuffix(inner, "]")
	return ok && !strings.ContainsAny(inner, "[]\n") && utf8.RuneCountInString(inner) <= 12
}

// instant reads a Unix time in seconds, or in milliseconds as some writers
// put it. It reports false for what is no moment of the last fifty years or
// the next thousand.
func instant(text walk.Loose) (time.Time, bool) {
	n, err := strconv.ParseFloat(string(text), 64)
	if err != nil || n < 1e8 {
		return time.Time{}, false
	}
	switch {
	case n < 5e10:
		return time.UnixMilli(int64(n * 1000)).UTC(), true
	case n < 5e13:
		return time.UnixMilli(int64(n)).UTC(), true
	}
	return time.Time{}, false
}

// clip shortens text for a sentence.
func clip(text string) string {
	r := []rune(text)
	if len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return text
}

var privateChat = i18n.Text{
	Hans: "这是两个人的私聊，不是群，没有导入。请导出群聊。",
	Hant: "這是兩個人的私聊，不是群組，因此沒有匯入。請匯出群組聊天。",
	En:   "This is a private chat between two people, not a group, so it was left out. Export a group chat instead.",
}

var noTime = i18n.Text{
	Hans: "第 %[1]d 条消息的 timestamp 是“%[2]s”，应当是 1970 年以来的秒数；这一条已跳过，其余照常读取。",
	Hant: "第 %[1]d 則訊息的 timestamp 是「%[2]s」，應為 1970 年起算的秒數；這一則已略過，其他照常讀取。",
	En:   "The timestamp of message %[1]d is “%[2]s”; seconds since 1970 were expected. This message was skipped, the others were read.",
}

var noSender = i18n.Text{
	Hans: "第 %d 条消息没有写是谁发的(sender)，已跳过，其余照常读取。",
	Hant: "第 %d 則訊息沒有註明發送者(sender)，已略過，其他照常讀取。",
	En:   "Message %d does not say who sent it (sender). It was skipped, the others were read.",
}

var notAMessage = i18n.Text{
	Hans: "第 %d 条消息的写法不对：应当是带 sender、timestamp、type、content 的对象。已跳过，其余照常读取。",
	Hant: "第 %d 則訊息的寫法不對：應為帶有 sender、timestamp、type、content 的物件。已略過，其他照常讀取。",
	En:   "Message %d is malformed: an object with sender, timestamp, type and content was expected. It was skipped, the others were read.",
}

var notAMember = i18n.Text{
	Hans: "第 %d 位成员的写法不对：应当是带 platformId 的对象。已跳过，其余照常读取。",
	Hant: "第 %d 位成員的寫法不對：應為帶有 platformId 的物件。已略過，其他照常讀取。",
	En:   "Member %d is malformed: an object with platformId was expected. It was skipped, the others were read.",
}

var notAMeta = i18n.Text{
	Hans: "meta 一段的写法不对，群名和群号读不出来，先用文件名代替。",
	Hant: "meta 區段的寫法不對，無法讀出群組名稱與編號，先以檔名代替。",
	En:   "The meta section is malformed, so the group's name and id could not be read. The file name is used instead.",
}
