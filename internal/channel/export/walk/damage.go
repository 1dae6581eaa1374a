package walk

import (
	"errors"
	"fmt"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// Damage says where a document stopped making sense.
type Damage struct {
	Line int
	Cut  bool // it ended before it was complete
}

func (d Damage) Error() string {
	if d.Cut {
		return fmt.Sprintf("the JSON ends early, in line %d", d.Line)
	}
	return fmt.Sprintf("the JSON is broken in line %d", d.Line)
}

// Damaged reports whether err is damage to the document, so that what was
// read before it stands.
func Damaged(err error) bool {
	_, ok := errors.AsType[Damage](err)
	return ok
}

// Settle turns damage to the file into a skip, so that what was read before
// it stands. Other errors it returns.
func Settle(err error, file string, sink export.Sink) error {
	d, ok := errors.AsType[Damage](err)
	switch {
	case !ok:
		return err
	case d.Cut:
		return sink.Skip(export.CutShort(file, d.Line))
	}
	return sink.Skip(export.Skip{File: file, Line: d.Line, Why: brokenOff.With()})
}

var tooLong = i18n.Text{
	Hans: "这一条有 %[1]d KB，超过了 %[2]d KB 的上限，不像一条消息，已跳过；其余照常读取。",
	Hant: "這一則有 %[1]d KB，超過 %[2]d KB 的上限，不像一則訊息，已略過；其他照常讀取。",
	En:   "This entry is %[1]d KB long, over the limit of %[2]d KB for a message. It was skipped; all others were read.",
}

var brokenOff = i18n.Text{
	Hans: "从这里起 JSON 的结构坏了，读不下去。前面的内容已经保留；请重新导出一次，不要手工改动文件。",
	Hant: "從這裡開始 JSON 結構已損壞，無法繼續讀取。前面的內容已保留；請重新匯出一次，不要手動修改檔案。",
	En:   "The JSON is broken from here on and cannot be read further. Everything before is kept. Export it again and leave the file as it is.",
}
