package wechat

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/walk"
)

// chatlogRow is one message as chatlog writes it, in an array of any number
// of chats sorted by time.
type chatlogRow struct {
	Seq        walk.Loose      `json:"seq"`
	Time       walk.Loose      `json:"time"`
	Talker     string          `json:"talker"`
	TalkerName string          `json:"talkerName"`
	IsChatRoom bool            `json:"isChatRoom"`
	Sender     string          `json:"sender"`
	SenderName string          `json:"senderName"`
	IsSelf     bool            `json:"isSelf"`
	Type       int64           `json:"type"`
	SubType    int64           `json:"subType"`
	Content    string          `json:"content"`
	Contents   json.RawMessage `json:"contents"`
}

// chatlogDetail is what a shared thing has besides. The layout of refer is
// read in chatlog's code, not verified on a real file.
type chatlogDetail struct {
	Title string `json:"title"`
	Refer *struct {
		Time       walk.Loose `json:"time"`
		Sender     string     `json:"sender"`
		SenderName string     `json:"senderName"`
	} `json:"refer"`
}

// chatlogSystem is who chatlog says wrote a system notice.
const chatlogSystem = "系统消息"

// chatlog reads one file.
type chatlog struct {
	*teller
	zone   *time.Location
	ids    map[event.NativeChat]*numbered
	recent recent
}

// numbered is the seq last seen in a chat, and how often.
type numbered struct {
	seq string
	n   int
}

func readChatlogJSON(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
	c := &chatlog{teller: newTeller(in, sink), zone: zoneOf(opt), ids: map[event.NativeChat]*numbered{}}
	return c.end(walk.Open(in, "", func(d *walk.Document) error {
		return walk.Each(ctx, d, c.item, c.unread(d))
	}))
}

func (c *chatlog) item(m *chatlogRow, line, n int) error {
	if m.Talker == "" && m.Time == "" {
		return c.bad(line, n)
	}
	at, ok := readTime(string(m.Time), c.zone)
	if !ok {
		return c.skip(line, badTime.With(string(m.Time)))
	}
	r := &row{
		line: line, at: at, chat: event.NativeChat(m.Talker), title: m.TalkerName,
		private: !m.IsChatRoom && !isRoom(m.Talker), self: m.IsSelf,
		sender: event.Actor{ID: event.NativeUser(m.Sender), Name: m.SenderName},
	}
	if m.Sender == chatlogSystem || m.Sender == m.Talker && !r.private {
		r.sender = event.Actor{}
	}
	kind, sub := kindOf(m.Type, m.SubType)
	r.form, r.notice, r.text = formOf(kind, sub), isNotice(kind), m.Content
	r.id = c.number(r.chat, string(m.Seq))
	if kind == typeShare {
		c.detail(r, m)
	}
	if r.sender.ID != "" && r.id != "" {
		c.recent.add(r.chat, r.sender.ID, at, r.id)
	}
	return c.tell(r)
}

// isRoom reports whether id is that of a group. WeCom groups end in
// @im.chatroom.
func isRoom(id string) bool {
	return strings.HasSuffix(id, "@chatroom") || strings.HasSuffix(id, "@im.chatroom")
}

// number makes the id of a message. seq is a time in milliseconds with a
// count, unique within a chat; on some platforms chatlog leaves it 0, and
// where it repeats the repetitions are counted, which is stable as long as
// files are not cut within one second.
func (c *chatlog) number(chat event.NativeChat, seq string) event.NativeMessage {
	if seq == "" || seq == "0" {
		return ""
	}
	last := c.ids[chat]
	if last == nil {
		last = &numbered{}
		c.ids[chat] = last
	}
	if last.seq != seq {
		last.seq, last.n = seq, 1
		return event.NativeMessage(seq)
	}
	last.n++
	return event.NativeMessage(seq + "." + strconv.Itoa(last.n))
}

// detail fills in titles and what a quote answers. A quote names its message
// by author and second; the message is looked up among those read before.
func (c *chatlog) detail(r *row, m *chatlogRow) {
	var more chatlogDetail
	if len(m.Contents) > 0 && walk.Decode(m.Contents, &more) != nil {
		more = chatlogDetail{} // the message itself is sound
	}
	if r.text = title(r.text); r.text == "" {
		r.text = more.Title
	}
	if r.form != event.Quote || more.Refer == nil {
		return
	}
	r.answers = event.Actor{ID: event.NativeUser(more.Refer.Sender), Name: more.Refer.SenderName}
	if at, ok := readTime(string(more.Refer.Time), c.zone); ok {
		r.replyTo = c.recent.find(r.chat, r.answers.ID, at)
	}
}

// recent remembers who wrote which message when, for the last hundred
// thousand messages at least.
type recent struct{ young, old map[said]event.NativeMessage }

type said struct {
	chat event.NativeChat
	who  event.NativeUser
	sec  int64
}

const recentSize = 100_000

func (r *recent) add(chat event.NativeChat, who event.NativeUser, at time.Time, id event.NativeMessage) {
	if r.young == nil || len(r.young) >= recentSize {
		r.young, r.old = map[said]event.NativeMessage{}, r.young
	}
	key := said{chat, who, at.Unix()}
	if _, twice := r.young[key]; twice {
		id = "" // two in one second: either may be meant
	}
	r.young[key] = id
}

func (r *recent) find(chat event.NativeChat, who event.NativeUser, at time.Time) event.NativeMessage {
	key := said{chat, who, at.Unix()}
	if id, ok := r.young[key]; ok {
		return id
	}
	return r.old[key]
}
