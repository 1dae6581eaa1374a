package manual

import (
	"regexp"
	"strings"
)

// sheetHead are the headings of a sheet with a chat in it.
var sheetHead = regexp.MustCompile(`(?i)^(?:序号|时间|日期|日期时间|发送时间|消息时间|昵称|发送人|发送者|发言人|姓名|群昵称|内容|消息|消息内容|消息类型|类型|時間|日期時間|暱稱|內容|訊息|time|date|name|sender|from|message|content|text)$`)

// cellsOf reads a line of a sheet: when, who and what in columns of their own, in
// whichever order the first two stand.
func cellsOf(line string) (g guess, ok bool) {
	if len(line) > longestHead*20 {
		return g, false
	}
	cells := strings.SplitN(strings.Trim(line, "\r\n"), "\t", 4)
	for i := range cells {
		cells[i] = strings.TrimSpace(clean(cells[i]))
	}
	if len(cells) == 4 { // the rest of what was said holds a tab
		cells = []string{cells[0], cells[1], strings.TrimSpace(cells[2] + " " + cells[3])}
	}
	if len(cells) < 3 || cells[2] == "" {
		return g, false
	}
	for at, name := range [2]int{1, 0} {
		if found := when(cells[at]); len(found) == 1 && found[0].from == 0 && found[0].to == len(cells[at]) && named(cells[name]) {
			return guess{way: stampLine, name: trimName(cells[name]), at: found[0].stamp, gap: "\t", rest: cells[2]}, true
		}
	}
	return g, false
}

// headOfSheet reports whether a line holds nothing but headings.
func headOfSheet(line string) bool {
	cells := strings.Split(strings.Trim(line, "\r\n"), "\t")
	for _, c := range cells {
		if !sheetHead.MatchString(strings.TrimSpace(clean(c))) {
			return false
		}
	}
	return len(cells) > 1
}
