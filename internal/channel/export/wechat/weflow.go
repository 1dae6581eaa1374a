package wechat

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/walk"
)

// weflowSession is the chat a file is of. WeFlow calls its id wxid, EchoTrace
// username.
type weflowSession struct {
	Wxid        string `json:"wxid"`
	Username    string `json:"username"`
	Nickname    string `json:"nickname"`
	DisplayName string `json:"displayName"`
	Type        string `json:"type"`
}

// weflowMember is an entry of senders or groupMembers, which one of WeFlow's
// variants has; senderID is its place in senders.
type weflowMember struct {
	SenderID    int64  `json:"senderID"`
	Wxid        string `json:"wxid"`
	DisplayName string `json:"displayName"`
}

// weflowRow is one message. Stated by the format's description: createTime,
// type, content, isSend, senderUsername, senderDisplayName. Read in WeFlow's
// code: the rest. localId is no id: WeFlow counts it anew in every file, and
// EchoTrace takes it from one of several databases.
type weflowRow struct {
	CreateTime    walk.Loose `json:"createTime"`
	FormattedTime string     `json:"formattedTime"`
	Type          string     `json:"type"`
	LocalType     walk.Loose `json:"localType"`
	Content       string     `json:"content"`
	IsSend        mark       `json:"isSend"`
	Sender        string     `json:"senderUsername"`
	SenderName    string     `json:"senderDisplayName"`
	SenderID      int64      `json:"senderID"`
	Source        string     `json:"source"`
	ID            walk.Loose `json:"platformMessageId"`
	ReplyTo       walk.Loose `json:"replyToMessageId"`
	QuotedSender  string     `json:"quotedSender"`
	LinkTitle     string     `json:"linkTitle"`
}

// mark is true where a writer put down 1 or true, as a word or not.
type mark bool

func (m *mark) UnmarshalJSON(raw []byte) error {
	switch strings.Trim(string(raw), `"`) {
	case "1", "true":
		*m = true
	}
	return nil
}

// weflow reads one file.
type weflow struct {
	*teller
	zone    *time.Location
	session weflowSession
	senders map[int64]weflowMember
	found   bool // the list of messages
}

// readWeFlow reads the file twice at most: once for who is who, which stops
// at the messages where the session stands before them, and once for the
// messages.
func readWeFlow(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
	w := &weflow{teller: newTeller(in, sink), zone: zoneOf(opt), senders: map[int64]weflowMember{}}
	if err := walk.Open(in, "", w.headings); err != nil && !walk.Damaged(err) && !errors.Is(err, enough{}) {
		return err // damage is told by the second reading
	}
	if w.chatID() == "" {
		return fault.New(fault.Invalid, noSession.With(in.Name()))
	}
	err := walk.Open(in, "", func(d *walk.Document) error {
		return d.Fields(func(name string) error {
			if name != "messages" {
				return w.stamp(d, name)
			}
			w.found = true
			return walk.Each(ctx, d, w.item, w.unread(d))
		})
	})
	if !w.found && (err == nil || walk.Damaged(err)) {
		return fault.Because(err, fault.Invalid, noMessages.With(in.Name(), "messages"))
	}
	return w.end(err)
}

// enough ends the first reading.
type enough struct{}

func (enough) Error() string { return "all there is to know was read" }

// headings reads the session and the senders. What is not understood of them
// stays empty: without a session the file is refused.
func (w *weflow) headings(d *walk.Document) error {
	return d.Fields(func(name string) error {
		switch {
		case name == "session":
			_, err := d.Into(&w.session)
			return err
		case name == "senders":
			var members []weflowMember
			_, err := d.Into(&members)
			for _, m := range members {
				w.senders[m.SenderID] = m
			}
			return err
		case name == "messages" && w.chatID() != "":
			return enough{}
		}
		return d.Pass()
	})
}

func (w *weflow) chatID() string {
	if w.session.Wxid != "" {
		return w.session.Wxid
	}
	return w.session.Username
}

func (w *weflow) title() string {
	for _, s := range [...]string{w.session.Nickname, w.session.DisplayName} {
		if s != "" && s != w.chatID() {
			return s
		}
	}
	return ""
}

// stamp tells when the file was made, where the field says so: exportedAt in
// weflow's heading, exportTime of EchoTrace.
func (w *weflow) stamp(d *walk.Document, name string) error {
	var said walk.Loose
	switch name {
	case "weflow":
		var heading struct {
			ExportedAt walk.Loose `json:"exportedAt"`
			ExportTime walk.Loose `json:"exportTime"`
		}
		if _, err := d.Into(&heading); err != nil { // one not understood is empty
			return err
		}
		if said = heading.ExportedAt; said == "" {
			said = heading.ExportTime
		}
	case "exportTime", "exportedAt":
		if _, err := d.Into(&said); err != nil {
			return err
		}
	default:
		return d.Pass()
	}
	if at, ok := readTime(string(said), w.zone); ok {
		return w.sink.Stamp(at)
	}
	return nil
}

func (w *weflow) item(m *weflowRow, line, _ int) error {
	at, ok := readTime(string(m.CreateTime), w.zone)
	if !ok {
		if at, ok = readTime(m.FormattedTime, w.zone); !ok {
			return w.skip(line, badTime.With(string(m.CreateTime)))
		}
	}
	if s, ok := w.senders[m.SenderID]; ok && m.Sender == "" {
		m.Sender, m.SenderName = s.Wxid, s.DisplayName
	}
	r := &row{
		line: line, at: at, chat: event.NativeChat(w.chatID()), title: w.title(),
		private: w.session.Type != "群聊" && !isRoom(w.chatID()), self: bool(m.IsSend),
		sender: event.Actor{ID: event.NativeUser(m.Sender), Name: m.SenderName},
		text:   m.Content, id: event.NativeMessage(m.ID), replyTo: event.NativeMessage(m.ReplyTo),
	}
	if r.id == "0" {
		r.id = ""
	}
	kind, sub := kindOf(number(string(m.LocalType)), 0)
	if kind == 0 || sub == 0 && kind == typeShare {
		kind, sub = typeNamed(m.Type)
	}
	r.form, r.notice = formOf(kind, sub), isNotice(kind)
	if r.notice || m.Sender == w.chatID() || m.Sender == "unknown" {
		r.sender = event.Actor{}
	}
	w.shape(r, m)
	return w.tell(r)
}

// shape turns what WeFlow shows into the person's own words.
func (w *weflow) shape(r *row, m *weflowRow) {
	form, stands := placeholder(r.text)
	switch {
	case r.notice:
		return
	case stands && (r.form == event.Other || r.form == event.Link && form == event.Red):
		r.form = form // 其他消息, which the words tell better
	case r.form == event.Voice && looksLikePath(r.text):
		r.text = ""
	case r.form == event.Quote:
		r.text = ownWords(r.text)
		r.answers.Name = m.QuotedSender
	case r.form == event.Link && m.LinkTitle != "":
		r.text = m.LinkTitle
	}
	if r.text = title(r.text); r.form == event.Link || r.form == event.File {
		if _, caption, ok := strings.Cut(r.text, "] "); ok && stands {
			r.text = strings.TrimSpace(caption)
		}
	}
	r.at2 = mentioned(m.Source)
}

// ownWords leaves out the quoted part of a quote, in the ways tools show it:
// lines that begin with "> " or "[引用", and 「…」 over a dashed line.
func ownWords(s string) string {
	if _, own, ok := splitQuote(s); ok {
		return own
	}
	var own []string
	for line := range strings.SplitSeq(s, "\n") {
		if strings.HasPrefix(line, "> ") || strings.HasPrefix(line, "[引用") {
			if _, after, ok := strings.Cut(line, "] "); ok && strings.HasPrefix(line, "[引用") {
				own = append(own, after)
			}
			continue
		}
		own = append(own, line)
	}
	return strings.TrimSpace(strings.Join(own, "\n"))
}

// looksLikePath reports whether s is where an exported recording lies.
func looksLikePath(s string) bool {
	if strings.ContainsAny(s, " \n") {
		return false
	}
	for _, ext := range [...]string{".wav", ".mp3", ".silk", ".amr", ".m4a"} {
		if strings.HasSuffix(strings.ToLower(s), ext) {
			return true
		}
	}
	return false
}

// mentioned reads whom a message addresses from WeChat's own note beside it:
// <msgsource><atuserlist>wxid_a,wxid_b</atuserlist>…. Known from public
// descriptions, not verified on a real file.
func mentioned(source string) []event.NativeUser {
	_, after, ok := strings.Cut(source, "<atuserlist>")
	list, _, closed := strings.Cut(after, "</atuserlist>")
	if !ok || !closed {
		return nil
	}
	list = strings.TrimSuffix(strings.TrimPrefix(list, "<![CDATA["), "]]>")
	var out []event.NativeUser
	for id := range strings.SplitSeq(list, ",") {
		id = strings.TrimSpace(id)
		if id != "" && id != "notify@all" && len(out) < mostAddressed {
			out = append(out, event.NativeUser(id))
		}
	}
	return out
}
