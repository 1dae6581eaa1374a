// Package qq reads QQ chat histories saved as text by QQ's message manager.
//
// Owns: the layout of those files (one chat or many), the heads of messages
// and the brackets QQ writes in place of pictures and the like.
//
// Needs: package notice, which reads the notices of Tencent's clients alike.
//
// Never: reads a one-to-one chat. Its messages are counted and left out, with
// one Skip that says so.
//
// QQ numbers are the same in every file, so events carry no namespace. The
// file has no number for a group, which is therefore known by its name, and
// no ids of messages. It does not say whose account it is from: 你 is the
// person "self@" + group, named 我 and marked Self, who exists in that one
// group. What is verified: the heading, 消息对象, and the two kinds of heads,
// by the formats' description; blocks, 系统消息, AM and PM, and bare names in
// one-to-one chats, by public samples; ranks such as 【群主】 are not verified
// on a real file.
package qq

import (
	"bytes"
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// Formats returns the readers of this package.
func Formats() []export.Format {
	return []export.Format{{
		Name: "qq-txt",
		Title: i18n.Text{
			Hans: "QQ 聊天记录（消息管理器导出的文本）",
			Hant: "QQ 聊天紀錄（訊息管理器匯出的文字檔）",
			En:   "QQ history (text from the message manager)",
		},
		Sniff: sniff,
		Read:  read,
	}}
}

// banner is how QQ begins the file. In older files its brackets are ASCII.
const banner = "消息记录"

func sniff(h export.Head) int {
	heads, named := 0, false
	first := ""
	for line := range bytes.Lines(h.Text) {
		s := strings.TrimSpace(string(line))
		if first == "" {
			first = s
		}
		if _, ok := label(s, "消息对象"); ok {
			named = true
		}
		if m, ok := readHead(s); ok && m.id != "" && m.valid {
			heads++
		}
	}
	switch {
	case strings.HasPrefix(first, banner) && strings.Contains(first, "文本格式"):
		return 99
	case named && heads > 0:
		return 90
	case heads >= 3: // the heading was cut off
		return 60
	}
	return 0
}

// label reads a line such as 消息对象:早安团.
func label(s, name string) (string, bool) {
	rest, ok := strings.CutPrefix(s, name)
	if !ok {
		return "", false
	}
	for _, colon := range [...]string{":", "："} {
		if value, ok := strings.CutPrefix(rest, colon); ok {
			return strings.TrimSpace(value), true
		}
	}
	return "", false
}
