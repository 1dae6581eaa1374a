package link

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// goldFrom is the first line of a log, counted from 0, whose message the gold
// links speak of; the lines before it are context.
const goldFrom = 1000

const (
	goldLinks = ".annotation.txt"
	goldLines = ".ascii.txt"
)

// A Log is one chat log with gold links. Item i is line i of the log, so
// that the numbers of the links are indexes.
type Log struct {
	Name  string
	Items []Item
	Names *Names
	Links map[int32][]int32 // message → the earlier messages it answers, or itself where it starts a conversation
	From  int32             // the first item the links speak of

	authors map[string]int32  // folded name → author
	named   map[int32][]int32 // message → the authors whose names are among its words
}

var (
	noGold = i18n.Text{
		Hans: "在 %[1]s 里没有找到带标注的聊天记录。需要成对的文件：名字以 .annotation.txt 结尾的是标注，以 .ascii.txt 结尾的是聊天内容；可以直接放在文件夹里，也可以放在 train 或 dev 子文件夹里。",
		Hant: "%[1]s 裡找不到附標註的聊天紀錄。檔案要成對：檔名以 .annotation.txt 結尾的是標註，以 .ascii.txt 結尾的是聊天內容；可以直接放在資料夾中，也可以放在 train 或 dev 子資料夾。",
		En:   "No chat logs with gold links were found in %[1]s. Files come in pairs: one ending in .annotation.txt with the links and one ending in .ascii.txt with the lines, either directly in the folder or in a train or dev folder below it.",
	}
	badGold = i18n.Text{
		Hans: "%[1]s 第 %[2]d 行看不懂。每行应是两个行号（从 0 数起）和一个减号，例如“1002 1005 -”，而且不能超出聊天记录的行数。请改正这一行再试。",
		Hant: "%[1]s 第 %[2]d 行無法讀取。每行應為兩個行號（從 0 起算）和一個減號，例如「1002 1005 -」，且不可超出聊天紀錄的行數。請修正這一行後再試一次。",
		En:   "Line %[2]d of %[1]s cannot be read. Each line should hold two line numbers, counted from 0, and a dash, such as \"1002 1005 -\", and neither may lie beyond the log. Correct the line and try again.",
	}
	noLines = i18n.Text{
		Hans: "标注文件 %[1]s 缺少对应的聊天内容 %[2]s。请把两个文件放在一起再试。",
		Hant: "標註檔 %[1]s 缺少對應的聊天內容 %[2]s。請把兩個檔案放在一起後再試一次。",
		En:   "The lines that belong to %[1]s are missing: %[2]s was expected beside it. Put both files together and try again.",
	}
)

// ReadLogs reads the chat logs with gold links of a folder: from part ("train",
// "dev") where there is such a folder in it, else from the folder itself. They
// come in the order of their names.
func ReadLogs(folder fs.FS, part string) ([]*Log, error) {
	dir := "."
	if part != "" {
		if info, err := fs.Stat(folder, part); err == nil && info.IsDir() {
			dir = part
		}
	}
	files, err := fs.Glob(folder, path.Join(dir, "*"+goldLinks))
	if err != nil {
		return nil, fmt.Errorf("listing the gold links: %w", err)
	}
	if len(files) == 0 {
		return nil, fault.New(fault.Invalid, noGold.With(dir))
	}
	slices.Sort(files)
	logs := make([]*Log, 0, len(files))
	for _, file := range files {
		log, err := readLog(folder, file)
		if err != nil {
			return nil, err
		}
		logs = append(logs, log)
	}
	return logs, nil
}

// readLog reads one log and its links.
func readLog(folder fs.FS, file string) (*Log, error) {
	name := strings.TrimSuffix(file, goldLinks)
	text, err := fs.ReadFile(folder, name+goldLines)
	if err != nil {
		return nil, fault.Because(err, fault.Invalid, noLines.With(file, name+goldLines))
	}
	log := parseLines(text)
	log.Name = path.Base(name)
	links, err := fs.ReadFile(folder, file)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	if line := log.parseLinks(links); line > 0 {
		return nil, fault.New(fault.Invalid, badGold.With(file, line))
	}
	return log, nil
}

// parseLines reads the lines of a log: "[15:04] <name> text", or
// "[15:04]  * name text" for an action; any other line with a time was said by
// its first word; lines without a time are system lines. Days are told by the
// clock going back by more than an hour.
func parseLines(content []byte) *Log {
	log := &Log{
		Names: &Names{}, From: goldFrom,
		Links: make(map[int32][]int32), authors: make(map[string]int32), named: make(map[int32][]int32),
	}
	said := make(map[int32]string)
	minute := int64(0)
	for line := range bytes.Lines(content) {
		clock, name, text, ok := splitLine(strings.TrimRight(string(line), "\r\n"))
		if !ok {
			log.Items = append(log.Items, Item{At: minute * 60000, Author: nobody, ReplyTo: nobody, System: true})
			continue
		}
		now := minute - minute%1440 + clock
		if now < minute-60 {
			now += 1440
		}
		minute = max(minute, now)
		log.Items = append(log.Items, Item{At: minute * 60000, Author: log.author(name), ReplyTo: nobody, Sketch: Read(text)})
		said[int32(len(log.Items)-1)] = text
	}
	for i, text := range said {
		log.named[i] = log.authorsIn(text)
	}
	return log
}

// authorsIn returns the authors whose names are among the words of a text.
func (l *Log) authorsIn(text string) []int32 {
	var out []int32
	for word := range strings.FieldsSeq(strings.ToLower(text)) {
		a, ok := l.authors[word]
		if !ok {
			a, ok = l.authors[strings.Trim(word, "@:,.!?;()'\"")]
		}
		if ok {
			out = append(out, a)
		}
	}
	return out
}

// author returns the number of the author of that name.
func (l *Log) author(name string) int32 {
	key := strings.ToLower(name)
	a, ok := l.authors[key]
	if !ok {
		a = int32(len(l.authors))
		l.authors[key] = a
		l.Names.Add(name, a)
	}
	return a
}

// splitLine takes a line of a log apart. It is not ok for system lines.
func splitLine(line string) (minute int64, name, said string, ok bool) {
	if len(line) < 8 || line[0] != '[' || line[3] != ':' || line[6] != ']' {
		return 0, "", "", false
	}
	hour, err := strconv.Atoi(line[1:3])
	min, err2 := strconv.Atoi(line[4:6])
	if err != nil || err2 != nil || hour > 23 || hour < 0 || min > 59 || min < 0 {
		return 0, "", "", false
	}
	rest := strings.TrimLeft(line[7:], " ")
	rest = strings.TrimPrefix(rest, "* ")
	name, said, _ = strings.Cut(rest, " ")
	name = strings.TrimSuffix(strings.TrimPrefix(name, "<"), ">")
	return int64(hour*60 + min), name, said, name != ""
}

// parseLinks reads the gold links and returns 0, or the number of the first
// line, from 1, that is not one. Links of or to system lines are left out.
func (l *Log) parseLinks(text []byte) int {
	n := int32(len(l.Items))
	lines := bufio.NewReader(bytes.NewReader(text))
	for number := 1; ; number++ {
		line, err := lines.ReadString('\n')
		if strings.TrimSpace(line) != "" {
			var a, b int32
			if _, scanErr := fmt.Sscanf(line, "%d %d", &a, &b); scanErr != nil || a < 0 || b < 0 || a >= n || b >= n {
				return number
			}
			a, b = min(a, b), max(a, b)
			if b >= l.From && !l.Items[b].System && !l.Items[a].System && !slices.Contains(l.Links[b], a) {
				l.Links[b] = append(l.Links[b], a)
			}
		}
		if err == io.EOF {
			return 0
		}
	}
}
