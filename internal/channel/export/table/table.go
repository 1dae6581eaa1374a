// Package table reads chats that were put into a table: CSV in all its
// dialects, Excel workbooks, and JSON objects one per line.
//
// Owns: guessing which column holds what (Guess), and reading times in the
// many ways people write them.
// Needs: a column for the time, one for the text and one for the author.
// Never: reads a table whose columns it cannot name; it says which it found.
//
// All tables share one namespace, so that the same id in last month's file and
// in this one's is the same person; --namespace keeps unrelated ones apart.
package table

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// namespace is what ids in tables are unique in, unless the person says other.
const namespace = "table"

// Formats returns the three kinds of table.
func Formats() []export.Format {
	return []export.Format{
		{Name: "table-csv", Title: csvTitle, Sniff: sniffCSV, Read: readCSV},
		{Name: "table-xlsx", Title: xlsxTitle, Sniff: sniffXLSX, Read: readXLSX},
		{Name: "table-jsonl", Title: jsonlTitle, Sniff: sniffJSONL, Read: readJSONL},
	}
}

// How sure a table can be of itself. Formats with a header of their own are
// surer and come first.
const (
	fullGuess = 55 // time, text and author are named
	halfGuess = 35 // the author is not; reading says so better than "unknown" would
)

// sureness is how sure a guess makes.
func sureness(m export.Mapping) int {
	switch {
	case m.Time == "" || m.Text == "":
		return 0
	case m.User == "" && m.UserID == "":
		return halfGuess
	}
	return fullGuess
}

func sniffCSV(h export.Head) int {
	text := h.Text
	if i := bytes.LastIndexByte(text, '\n'); i > 0 && len(text) > 60<<10 {
		text = text[:i] // the last line may be cut
	}
	if !looksLikeText(text) {
		return 0
	}
	top, err := csvTop(bytes.NewReader(text))
	if err != nil {
		return 0
	}
	return sureness(Guess(top.header))
}

func sniffXLSX(h export.Head) int {
	if bytes.HasPrefix(h.Raw, []byte("PK\x03\x04")) && bytes.Contains(h.Raw, []byte("xl/")) {
		return fullGuess
	}
	return 0
}

func sniffJSONL(h export.Head) int {
	for line := range bytes.Lines(h.Text) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		obj, err := parseObject(line)
		if err != nil {
			return 0
		}
		return sureness(Guess(obj.keys))
	}
	return 0
}

// looksLikeText tells text from what decoding could make no sense of.
func looksLikeText(text []byte) bool {
	sample := text[:min(len(text), 4096)]
	return bytes.Count(sample, []byte(string(utf8.RuneError)))*20 <= len(sample)
}

// groupName is what a table without a group column is called after.
func groupName(in export.Input) string {
	name := in.Name()
	for _, ext := range []string{".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".jsonl", ".ndjson", ".json"} {
		if len(name) > len(ext) && strings.EqualFold(name[len(name)-len(ext):], ext) {
			return name[:len(name)-len(ext)]
		}
	}
	return name
}

var (
	csvTitle   = i18n.Text{Hans: "表格 CSV（时间、发言人、内容）", Hant: "表格 CSV（時間、發言人、內容）", En: "Table, CSV (time, author, text)"}
	xlsxTitle  = i18n.Text{Hans: "Excel 表格（时间、发言人、内容）", Hant: "Excel 表格（時間、發言人、內容）", En: "Excel workbook (time, author, text)"}
	jsonlTitle = i18n.Text{Hans: "每行一条 JSON（时间、发言人、内容）", Hant: "每行一筆 JSON（時間、發言人、內容）", En: "JSON lines (time, author, text)"}
)
