package wechat

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// Formats returns the readers of this package.
func Formats() []export.Format {
	return []export.Format{
		{
			Name: "wechat-chatlog-json",
			Title: i18n.Text{
				Hans: "微信聊天记录（chatlog 导出的 JSON）",
				Hant: "微信聊天紀錄（chatlog 匯出的 JSON）",
				En:   "WeChat history (JSON from chatlog)",
			},
			Sniff: sniffChatlogJSON,
			Read:  readChatlogJSON,
		},
		{
			Name: "wechat-chatlog-csv",
			Title: i18n.Text{
				Hans: "微信聊天记录（chatlog 导出的 CSV）",
				Hant: "微信聊天紀錄（chatlog 匯出的 CSV）",
				En:   "WeChat history (CSV from chatlog)",
			},
			Sniff: func(h export.Head) int { return sniffHeader(h, chatlogColumns()) },
			Read:  readChatlogCSV,
		},
		{
			Name: "wechat-weflow-json",
			Title: i18n.Text{
				Hans: "微信聊天记录（WeFlow、EchoTrace 导出的 JSON）",
				Hant: "微信聊天紀錄（WeFlow、EchoTrace 匯出的 JSON）",
				En:   "WeChat history (JSON from WeFlow or EchoTrace)",
			},
			Sniff: sniffWeFlow,
			Read:  readWeFlow,
		},
		{
			Name: "wechat-memotrace-csv",
			Title: i18n.Text{
				Hans: "微信聊天记录（留痕 MemoTrace 导出的 CSV）",
				Hant: "微信聊天紀錄（留痕 MemoTrace 匯出的 CSV）",
				En:   "WeChat history (CSV from MemoTrace)",
			},
			Sniff: sniffMemoTrace,
			Read:  readMemoTrace,
		},
	}
}

// keysIn counts how many of the JSON names occur in text.
func keysIn(text []byte, names ...string) int {
	n := 0
	for _, name := range names {
		if bytes.Contains(text, []byte(`"`+name+`"`)) {
			n++
		}
	}
	return n
}

func sniffChatlogJSON(h export.Head) int {
	text := bytes.TrimLeft(h.Text, " \t\r\n")
	if len(text) == 0 || text[0] != '[' {
		return 0
	}
	inner := bytes.TrimLeft(text[1:], " \t\r\n")
	if len(inner) == 0 || inner[0] != '{' || keysIn(text, "talker", "isChatRoom", "isSelf") < 3 {
		return 0
	}
	return 70 + 10*keysIn(text, "talkerName", "senderName", "seq")
}

func sniffWeFlow(h export.Head) int {
	text := bytes.TrimLeft(h.Text, " \t\r\n")
	if len(text) == 0 || text[0] != '{' || keysIn(text, "chatlab") > 0 {
		return 0
	}
	if keysIn(text, "senderUsername", "createTime", "isSend") == 3 {
		return 85 + 5*keysIn(text, "weflow", "session", "localType")
	}
	if keysIn(text, "weflow", "session") == 2 { // a long session, or senders listed apart
		return 80
	}
	return 0
}

// sniffHeader says how sure it is that the first line names these columns.
func sniffHeader(h export.Head, columns []string) int {
	head := firstRecord(h.Text)
	if len(head) < len(columns) {
		return 0
	}
	at := columnsOf(head)
	for _, name := range columns {
		if _, ok := at[name]; !ok {
			return 0
		}
	}
	return 95
}

func sniffMemoTrace(h export.Head) int {
	for _, columns := range memoTraceColumns() {
		if sure := sniffHeader(h, columns); sure > 0 {
			return sure
		}
	}
	return 0
}

// firstRecord returns the columns of the first line that says anything.
func firstRecord(text []byte) []string {
	for line := range bytes.Lines(text) {
		if s := strings.TrimSpace(string(line)); s != "" {
			var f fields
			f.feed(s)
			return f.done()
		}
	}
	return nil
}

// opened calls read with the file in in, and closes it.
func opened(in export.Input, read func(io.Reader) error) (err error) {
	r, err := in.Open("")
	if err != nil {
		return fmt.Errorf("opening %s: %w", in.Name(), err)
	}
	defer func() {
		if e := r.Close(); err == nil && e != nil {
			err = fmt.Errorf("closing %s: %w", in.Name(), e)
		}
	}()
	return read(r)
}

// checkEvery is how many rows pass between looks at the context.
const checkEvery = 1024

// stopped returns the context's error, looking only now and then.
func stopped(ctx context.Context, n int) error {
	if n%checkEvery == 0 {
		return ctx.Err()
	}
	return nil
}
