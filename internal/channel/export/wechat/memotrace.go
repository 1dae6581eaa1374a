package wechat

import (
	"context"
	"io"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/notice"
)

// memoTraceColumns are the columns without which a table is not MemoTrace's,
// for each of its two layouts.
func memoTraceColumns() [][]string {
	return [][]string{{"issender", "createtime", "strcontent"}, {"消息id", "类型", "发送人", "时间", "内容"}}
}

// survey is what a first reading of the table found out. MemoTrace fills the
// last columns in two ways. In a file of one chat, Remark, NickName and Sender
// are those of who wrote the row, Sender being an id. In a file of all chats,
// Remark and NickName are the chat's and Sender is a name, 我 for the file's
// own account. Both are read in MemoTrace's code, not verified on a real file.
type survey struct {
	talkers map[string]*talker
	ids     bool // Sender holds ids
}

// talker is one chat in the table.
type talker struct {
	title   string
	mixed   bool            // NickName differs from row to row, so it is no chat's
	senders map[string]bool // the first few
	group   bool            // a notice only groups have was seen
}

// enoughSenders is how many people make a chat a group beyond doubt.
const enoughSenders = 3

// memoTrace reads one file.
type memoTrace struct {
	*teller
	zone *time.Location
	survey
}

func readMemoTrace(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
	m := &memoTrace{teller: newTeller(in, sink), zone: zoneOf(opt), survey: survey{talkers: map[string]*talker{}}}
	pass := func(tell *teller, visit func(*table) error) error {
		return opened(in, func(r io.Reader) error {
			return rows(ctx, in, r, tell, memoTraceColumns(), []string{"createtime", "strcontent", "时间", "内容"}, visit)
		})
	}
	if err := pass(nil, m.look); err != nil {
		return err
	}
	if err := pass(m.teller, m.item); err != nil {
		return err
	}
	return m.finish()
}

// look takes notes of one row.
func (s *survey) look(t *table) error {
	k := s.talkers[t.get("talkerid")]
	if k == nil {
		k = &talker{senders: map[string]bool{}, title: shownName(t)}
		s.talkers[t.get("talkerid")] = k
	}
	sender, name := t.get("sender", "发送人"), shownName(t)
	s.ids = s.ids || looksLikeID(sender)
	k.mixed = k.mixed || name != k.title && name != ""
	if kind, _ := memoType(t); isNotice(kind) {
		read := notice.Read(t.get("strcontent", "内容"), nil)
		k.group = k.group || read.Kind == event.Join || read.Kind == event.Remove || read.Kind == event.Leave || read.Kind == event.GroupRenamed
		return nil
	}
	if len(k.senders) < enoughSenders && sender != "" {
		k.senders[sender] = true
	}
	return nil
}

// shownName is the name of a chat or person. What the account notes about
// them is the account's own affair, and counts only where there is no name.
func shownName(t *table) string {
	if s := t.get("nickname", "昵称"); s != "" {
		return s
	}
	return t.get("remark", "备注")
}

// looksLikeID reports whether s is an account's id rather than a name.
func looksLikeID(s string) bool {
	return strings.HasPrefix(s, "wxid_") || strings.HasSuffix(s, "@openim") || isRoom(s)
}

// personal reports whether Remark and NickName are those of the row's author.
// The later layout, without TalkerId, always has them so.
func (s *survey) personal(t *table) bool {
	_, numbered := t.at["talkerid"]
	return !numbered || s.ids || len(s.talkers) == 1 && s.mixed(t)
}

func (s *survey) mixed(t *table) bool {
	k := s.talkers[t.get("talkerid")]
	return k != nil && k.mixed
}

func (m *memoTrace) item(t *table) error {
	at, ok := readTime(t.get("createtime"), m.zone)
	if !ok {
		if at, ok = readTime(t.get("strtime", "时间"), m.zone); !ok {
			return m.skip(t.line, badTime.With(t.get("createtime", "时间")))
		}
	}
	kind, sub := memoType(t)
	r := &row{
		line: t.line, at: at, form: formOf(kind, sub), notice: isNotice(kind),
		text: t.get("strcontent", "内容"), self: t.get("issender") == "1",
	}
	m.place(t, r)
	m.author(t, r)
	if kind == typeShare || strings.HasPrefix(r.text, "<?xml") || strings.HasPrefix(r.text, "<msg") {
		if !r.notice {
			r.text = title(r.text)
		}
	}
	return m.tell(r)
}

func memoType(t *table) (kind, sub int64) {
	kind, sub = kindOf(number(t.get("type")), number(t.get("subtype")))
	if kind == 0 {
		return typeNamed(t.get("type", "类型"))
	}
	return kind, sub
}

func number(s string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// place says which chat a row is of. TalkerId is a number that differs between
// the databases one account has, so a chat is known by its name: the name of
// the file, or in a file of all chats the name in the row.
func (m *memoTrace) place(t *table, r *row) {
	id := t.get("talkerid")
	k := m.talkers[id]
	if k == nil {
		return // the file was changed between the two readings
	}
	r.private = len(k.senders) < enoughSenders && !k.group
	switch {
	case isRoom(id):
		r.chat, r.title, r.private = event.NativeChat(id), k.title, false
		if m.personal(t) {
			r.title = m.fileTitle()
		}
	case m.personal(t):
		r.title = m.fileTitle()
		if r.chat = event.NativeChat(roomIn(m.file)); r.chat != "" {
			r.private = false
		} else {
			r.chat = event.NativeChat(r.title)
		}
	default:
		r.title = k.title
		r.chat = event.NativeChat(k.title)
	}
}

// fileTitle is the chat's name as the file's name has it: "早餐团_utf8.csv",
// "早餐团(123@chatroom).csv".
func (m *memoTrace) fileTitle() string {
	s := strings.TrimSuffix(m.file, path.Ext(m.file))
	s = strings.TrimSuffix(s, "_utf8")
	if room := roomIn(s); room != "" {
		if before, _, ok := strings.Cut(s, "("+room); ok && before != "" {
			s = before
		}
	}
	return strings.TrimSpace(s)
}

// roomIn finds a group's id in a file's name.
func roomIn(s string) string {
	end := strings.Index(s, "@chatroom")
	if end < 0 {
		return ""
	}
	begin := end
	for begin > 0 && '0' <= s[begin-1] && s[begin-1] <= '9' {
		begin--
	}
	if begin == end {
		return ""
	}
	return s[begin : end+len("@chatroom")]
}

// author says who wrote a row. A name alone is not an id; 我 is the file's
// own account.
func (m *memoTrace) author(t *table, r *row) {
	sender := t.get("sender", "发送人")
	switch {
	case r.notice:
	case m.personal(t) && looksLikeID(sender):
		r.sender = event.Actor{ID: event.NativeUser(sender), Name: shownName(t)}
		r.alias = t.get("remark", "备注")
	case sender == "我" && t.get("issender") != "0":
		r.self = true
	case m.personal(t) && m.ids && sender != "": // an id of one's own choice, such as xiaomai88
		r.sender = event.Actor{ID: event.NativeUser(sender), Name: shownName(t)}
		r.alias = t.get("remark", "备注")
	case !r.self:
		r.sender.Name = sender
		if sender == "" && m.personal(t) {
			r.sender.Name = shownName(t)
		}
	}
}
