package qq

import (
	"context"
	"fmt"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/notice"
)

// longestMessage is how much of one message is kept, in bytes.
const longestMessage = 256 << 10

// reader reads one file, line by line.
type reader struct {
	sink export.Sink
	zone *time.Location
	file string

	chat    *chat
	heading bool           // within the lines that name a chat
	fold    string         // 消息分组 of the chat to come
	times   map[string]int // how many chats had a name before
	private int            // one-to-one chats left out
	left    int            // their messages

	cur   head // the message being read
	open  bool // there is one
	line  int  // of its head
	text  strings.Builder
	blank int    // empty lines that belong to it if more follows
	over  bool   // it is over the limit, and that was told
	rule  string // the line before, where it was a rule, which may begin a heading

	stray, strayAt int // lines of no message
	ev             event.Event
}

func read(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) (err error) {
	src, err := in.Open("")
	if err != nil {
		return fmt.Errorf("opening %s: %w", in.Name(), err)
	}
	defer func() {
		if e := src.Close(); err == nil && e != nil {
			err = fmt.Errorf("closing %s: %w", in.Name(), e)
		}
	}()
	r := &reader{sink: sink, zone: opt.Zone, file: in.Name(), times: map[string]int{}}
	if r.zone == nil {
		r.zone = time.FixedZone("UTC+8", 8*60*60)
	}
	lines := export.NewLines(src, in.Name(), sink)
	for n := 1; lines.Next(); n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := r.take(lines.Text(), lines.Number()); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return r.finish()
}

// take takes one line.
func (r *reader) take(s string, line int) error {
	trimmed := strings.TrimSpace(s)
	if isRule(trimmed) {
		r.unrule(line)
		r.rule = trimmed
		return nil
	}
	if ok, err := r.headings(trimmed); ok || err != nil {
		return err
	}
	r.unrule(line)
	h, ok := readHead(trimmed)
	if ok && r.begins(h) {
		r.heading = false
		if err := r.close(); err != nil {
			return err
		}
		r.cur, r.open, r.line = h, true, line
		return r.settle()
	}
	if trimmed == "" {
		r.blank++
		return nil
	}
	r.more(s, line)
	return nil
}

// unrule gives back the rule in the line before, which was part of a message
// after all. Rules of a heading are nobody's.
func (r *reader) unrule(line int) {
	if r.rule != "" && r.open && !r.heading {
		r.more(r.rule, line-1)
	}
	r.rule = ""
}

func isRule(s string) bool { return len(s) >= 16 && strings.Trim(s, "=") == "" }

// headings reads the lines that begin a chat.
//
//	================================================================
//	消息分组:我的群聊
//	================================================================
//	消息对象:早安团
//	================================================================
func (r *reader) headings(s string) (bool, error) {
	if r.open && r.rule == "" { // such words within a message are the message's
		return false, nil
	}
	if !r.open && r.chat == nil && strings.HasPrefix(s, banner) && strings.Contains(s, "文本格式") {
		r.heading, r.rule = true, ""
		return true, nil
	}
	fold, folded := label(s, "消息分组")
	name, named := label(s, "消息对象")
	if !folded && !named {
		return false, nil
	}
	if err := r.close(); err != nil {
		return true, err
	}
	r.heading, r.rule = true, ""
	if folded {
		r.fold = fold
	}
	if named {
		return true, r.enter(name)
	}
	return true, nil
}

// begins reports whether a head begins a message here. In a group every head
// has a number or an address; a line that has none is somebody's words. In a
// one-to-one chat no head has one. The first head of a chat tells which it is.
func (r *reader) begins(h head) bool {
	c := r.chat
	switch {
	case h.id != "" || c == nil:
		return h.id != ""
	case c.kind == group:
		return false
	}
	return r.blank > 0 || !r.open
}

// more adds a line to the message being read.
func (r *reader) more(s string, line int) {
	if !r.open {
		if r.stray == 0 {
			r.strayAt = line
		}
		r.stray++
		r.blank = 0
		return
	}
	if r.text.Len() > longestMessage {
		r.over = true
		return
	}
	if r.text.Len() > 0 {
		r.text.WriteString(strings.Repeat("\n", min(r.blank, 50)+1))
	}
	r.blank = 0
	r.text.WriteString(s)
}

// close ends the message being read, and tells it.
func (r *reader) close() error {
	if r.stray > 0 {
		if err := r.skip(r.strayAt, noHead.With(r.stray)); err != nil {
			return err
		}
		r.stray = 0
	}
	r.blank = 0
	if !r.open {
		return nil
	}
	text := strings.TrimRight(r.text.String(), " \t\n")
	over := r.over
	r.open, r.over = false, false
	r.text.Reset()
	if over {
		if err := r.skip(r.line, tooLong.With(longestMessage>>10)); err != nil {
			return err
		}
	}
	switch c := r.chat; {
	case c.kind == private:
		r.left++
		return nil
	case !r.cur.valid:
		return r.skip(r.line, badTime.With())
	default:
		return r.tell(c, text)
	}
}

// settle finds out, at the first head of a chat, whether it is a group. A
// file that does not name its chat is of the group it is named after.
func (r *reader) settle() error {
	if r.chat == nil {
		if err := r.enter(strings.TrimSuffix(r.file, path.Ext(r.file))); err != nil {
			return err
		}
	}
	if r.chat.kind != unsettled {
		return nil
	}
	r.chat.kind = group
	if r.cur.id == "" || oneToOne(r.fold) {
		r.chat.kind = private
		r.private++
	}
	return nil
}

// oneToOne reports whether the folder of contacts cannot hold groups.
func oneToOne(fold string) bool {
	switch fold {
	case "我的好友", "好友", "陌生人", "特别关心", "黑名单", "我的设备", "手机通讯录", "企业好友", "朋友", "家人", "同学":
		return true
	}
	return false
}

// enter begins the chat called name. A second one of that name in one file is
// another chat.
func (r *reader) enter(name string) error {
	r.times[name]++
	id := name
	if n := r.times[name]; n > 1 {
		id += "#" + strconv.Itoa(n)
	}
	if id == "" {
		id = r.file
	}
	err := r.leave()
	r.chat = &chat{id: event.NativeChat(id), title: name, names: notice.Names{}, ranks: map[string]rank{}}
	return err
}

func (r *reader) finish() error {
	r.unrule(r.line + 1)
	if err := r.close(); err != nil {
		return err
	}
	if err := r.leave(); err != nil || r.left == 0 {
		return err
	}
	return r.skip(0, leftOut.With(r.left, r.private))
}

func (r *reader) skip(line int, why i18n.Message) error {
	return r.sink.Skip(export.Skip{File: r.file, Line: line, Why: why})
}
