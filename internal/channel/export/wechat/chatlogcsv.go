package wechat

import (
	"context"
	"io"
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export"
)

func chatlogColumns() []string {
	return []string{"time", "sendername", "sender", "talkername", "talker", "content"}
}

// readChatlogCSV reads chatlog's table. It has neither types nor the mark of
// the file's own account: forms are told from the words that stand in for
// them, notices from their sender, and 你 is nobody known by id. Messages have
// no ids. How chatlog shows each form is read in its code; its CSV is not
// verified on a real file.
func readChatlogCSV(ctx context.Context, in export.Input, opt export.Options, sink export.Sink) error {
	t, zone := newTeller(in, sink), zoneOf(opt)
	err := opened(in, func(r io.Reader) error {
		need := []string{"time", "sender", "talker", "content"}
		return rows(ctx, in, r, t, [][]string{chatlogColumns()}, need, func(c *table) error {
			at, ok := readTime(c.get("time"), zone)
			if !ok {
				return t.skip(c.line, badTime.With(c.get("time")))
			}
			r := &row{
				line: c.line, at: at, chat: event.NativeChat(c.get("talker")), title: c.get("talkername"),
				sender: event.Actor{ID: event.NativeUser(c.get("sender")), Name: c.get("sendername")},
				text:   c.get("content"),
			}
			r.private = !isRoom(string(r.chat))
			if s := c.get("sender"); s == "" || s == chatlogSystem || s == c.get("talker") && !r.private {
				r.sender.ID = ""
				r.notice = s != "" || r.sender.Name == ""
			}
			if !r.notice {
				shown(r)
			}
			return t.tell(r)
		})
	})
	if err != nil {
		return err
	}
	return t.finish()
}

// shown tells the form of a message from how chatlog shows it:
// ![图片](address), [链接|title](address), and a quote as lines with "> ".
func shown(r *row) {
	if strings.HasPrefix(r.text, "> ") {
		r.form = event.Quote
		r.answers, r.text = quotedLines(r.text)
		return
	}
	form, ok := placeholder(r.text)
	if !ok {
		return
	}
	_, caption, _ := strings.Cut(r.text, "[")
	caption, _, _ = strings.Cut(caption, "](")
	_, caption, _ = strings.Cut(caption, "|")
	if r.form = form; form == event.Link || form == event.File {
		r.text = strings.TrimSuffix(caption, "]")
		return
	}
	r.text = ""
}

// quotedLines takes apart
//
//	> 小麦(wxid_a) 06-01 09:30:00
//	> 今天有草莓吗
//	有的
func quotedLines(text string) (who event.Actor, own string) {
	first := true
	for strings.HasPrefix(text, "> ") {
		line, rest, _ := strings.Cut(text[len("> "):], "\n")
		if first {
			who, first = quotedHead(line), false
		}
		text = rest
	}
	return who, text
}

func quotedHead(line string) event.Actor {
	end := strings.LastIndex(line, ") ")
	if end < 0 {
		return event.Actor{}
	}
	open := strings.LastIndexByte(line[:end], '(')
	if open < 0 {
		return event.Actor{}
	}
	id := line[open+1 : end]
	if id == "我" {
		id = ""
	}
	return event.Actor{ID: event.NativeUser(id), Name: line[:open]}
}
