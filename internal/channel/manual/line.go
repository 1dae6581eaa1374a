package manual

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// LINE's export has time, name and words in one line with tabs between them. A copy that
// lost its tabs has but spaces there, and names have spaces too; so a name is what stands
// behind times more than once, or what LINE itself says came, went or took words back.
// Whatever is left is asked about. Nobody has copied one on a phone for us.

// timed is a row that begins with a time.
type timed struct {
	row    int
	at     stamp
	gap    string
	parts  []string // what stands behind the time
	astray bool     // the time is out of turn
}

// lineSays is what LINE writes about somebody.
var lineSays = regexp.MustCompile(`^(.{1,40}?) ?(?:` +
	`已?收回了?(?:一則)?[訊消]息|已?加入了?(?:群組|群组|聊天)|已?(?:退出|離開|离开)了?(?:群組|群组|聊天)` +
	`|已?(?:邀請|邀请)了? ?.{1,80} ?加入了?(?:群組|群组|聊天)|已?[將将] ?.{1,80} ?(?:移出|退出|移除)了?(?:群組|群组|聊天)?` +
	`|已?(?:變更|更改|更換)了?(?:群組|群组)(?:名稱|名称|圖片|頭像|照片).{0,80}|已?取消了?通話|已?(?:新增|建立|刪除)了?(?:相簿|記事本|投票|活動).{0,80}` +
	`| (?:joined|left) the (?:group|chat)\.?| unsent a message\.?| (?:invited|added) .{1,80} to the (?:group|chat)\.?| removed .{1,80} from the (?:group|chat)\.?` +
	`| changed the (?:group|chat)(?:'s)? (?:name|photo|profile).{0,80}| cancell?ed the (?:call|invitation).{0,40}| created (?:an album|a note|a poll).{0,80}` +
	`)$`)

// begins are words that begin a sentence rather than end a name.
var begins = regexp.MustCompile(`^(?i:ok|okay|hi|hello|hey|yes|yep|no|nope|thanks|thank|thx|please|good|great|morning|sorry|sure|can|could|is|are|do|does|did|what|when|where|who|why|how|any|i|i'm|i'll|we|my|you|your|it|it's|that|this|the|a|an|and|but|so|two|one|three)$|^(?:好|好的|嗯|嗯嗯|對|对|是|是的|有|沒有|没有|沒|没|要|我|我要|我也|我們|我们|請|请|請問|请问|謝謝|谢谢|收到|可以|在|在嗎|在吗|早|早安|大家|大家好|老闆|老板|不|不要|那|這|这|還|还|今天|明天|昨天|圖片|图片|貼圖|贴图|影片|照片)$`)

// timedRows lists the rows that begin with a time and have something behind a space.
// There are none where tabs are left.
func (j *judge) timedRows() (all []timed) {
	for i := range j.rows {
		row := &j.rows[i]
		if row.blank() || row.day != nil || row.mark != nil || row.text[0] == '[' || len(row.text) > 20*longestHead {
			continue
		}
		if g := row.as(stampLine); g != nil && g.gap == "\t" {
			return nil
		}
		front := row.text[:min(len(row.text), 60)]
		found := when(strings.ToValidUTF8(front, ""))
		if len(found) == 0 || found[0].from != 0 {
			continue
		}
		rest := row.text[found[0].to:]
		said := strings.TrimLeft(rest, " ")
		if gap := rest[:len(rest)-len(said)]; gap != "" && said != "" && !strings.HasPrefix(said, "-") {
			all = append(all, timed{row: i, at: found[0].stamp, gap: gap, parts: strings.Fields(said)})
		}
	}
	return all
}

// lostTabs reports whether a text is a copy of LINE's without its tabs, and then says of
// each row that begins with a time who speaks in it. Where most such rows have nothing
// below them, words stand in the rows themselves.
func (j *judge) lostTabs() bool {
	all := j.timedRows()
	bare, some, colons := 0, 0, 0
	often := map[string]int{}
	for _, t := range all {
		if g := j.rows[t.row].as(stampLine); g != nil {
			often[g.name]++
		}
	}
	whole := map[string]int{}
	for k, t := range all {
		if k+1 == len(all) || j.nothingBetween(t.row, all[k+1].row) {
			bare++
		}
		if len(t.parts) > 1 {
			some++
		}
		if g := j.rows[t.row].as(stampLine); g != nil && (often[g.name] > 1 || len(t.parts) == 1) {
			colons++
		}
		whole[strings.Join(t.parts, " ")]++
	}
	if len(all) < 2 || 2*bare <= len(all) || 2*some < len(all) || 2*colons >= len(all) || 2*len(whole) <= len(all) {
		return false
	}
	j.outOfTurn(all)
	names := namesBehind(all)
	for _, t := range all {
		j.parted(t, names)
	}
	return true
}

// nothingBetween reports whether no words stand between two rows.
func (j *judge) nothingBetween(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if row := &j.rows[i]; !row.blank() && row.day == nil {
			return false
		}
	}
	return true
}

// outOfTurn marks the times that do not go on from those above them: between days
// or nights the longest row of times that goes on stays.
func (j *judge) outOfTurn(all []timed) {
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && !j.dayBetween(all[to-1].row, all[to].row) && !overnight(all[to-1], all[to]) {
			to++
		}
		keepGoing(all[from:to])
		if j.toCome(all[from]) {
			for k := from; k < to; k++ {
				all[k].astray = true // a plan rather than a chat
			}
		}
		from = to
	}
}

func (j *judge) dayBetween(from, to int) bool {
	return slices.ContainsFunc(j.rows[from:to], func(r row) bool { return r.day != nil })
}

// toCome reports whether the day above a time is yet to come.
func (j *judge) toCome(t timed) bool {
	for i := t.row; i >= 0; i-- {
		if day := j.rows[i].day; day != nil {
			return day.on(j.unit.Day, j.unit.Zone, j.unit.MonthFirst).After(j.unit.Now.Add(24 * time.Hour))
		}
	}
	return false
}

// overnight reports whether a time is of the night after that of another.
func overnight(a, b timed) bool { return a.at.hour >= 18 && b.at.hour < 6 }

// keepGoing marks what is not in the longest row of times, each no earlier than the last.
func keepGoing(part []timed) {
	var ends []int // of the rows of each length, the index with the earliest end
	before := make([]int, len(part))
	for i := range part {
		n, _ := slices.BinarySearchFunc(ends, part[i].minute()+1, func(k, m int) int { return part[k].minute() - m })
		if before[i] = -1; n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	for i := range part {
		part[i].astray = true
	}
	for i := ends[len(ends)-1]; i >= 0; i = before[i] {
		part[i].astray = false
	}
}

func (t *timed) minute() int { return t.at.hour*60 + t.at.min }

// namesBehind finds the names behind times; true for those that are sure, false for what
// may as well be the beginning of words.
func namesBehind(all []timed) map[string]bool {
	names, told, alone := map[string]bool{}, map[string]bool{}, map[string]bool{}
	by := map[string][][]string{}
	for _, t := range all {
		if m := lineSays.FindStringSubmatch(strings.Join(t.parts, " ")); m != nil {
			told[m[1]] = true
			names[m[1]] = !strings.Contains(m[1], " ")
		} else if !t.astray && len(t.parts) == 1 {
			alone[t.parts[0]] = true
		} else if !t.astray {
			by[t.parts[0]] = append(by[t.parts[0]], t.parts)
		}
	}
	for first, rows := range by {
		if alone[first] { // with words below it there
			names[first] = true
		}
		if len(rows) > 1 && !names[first] && !begins.MatchString(first) && !strings.ContainsAny(first, stops) {
			lengthen(names, rows, 1)
		}
	}
	for name := range told { // "志明 老王加入群組" may be a word of 志明's
		first, _, _ := strings.Cut(name, " ")
		names[name] = names[name] || !names[first]
	}
	return names
}

// lengthen notes the name with which all the rows begin that agree on their first n
// parts. More parts belong to it where all agree on them too, and there are three of
// them or the part reads like a name; where only some do, none is sure.
func lengthen(names map[string]bool, rows [][]string, n int) {
	name := strings.Join(rows[0][:n], " ")
	next := map[string]int{}
	short := false
	for _, r := range rows {
		if short = short || len(r) <= n+1; !isWord(r[n]) {
			next[r[n]]++
		}
	}
	more := ""
	for part, often := range next {
		if often > 1 {
			more = part
		}
	}
	switch {
	case n == mostParts:
	case more == "":
		names[name] = true
	case next[more] == len(rows) && !short && (len(rows) > 2 || likeName(more)):
		lengthen(names, rows, n+1)
	default:
		names[name] = false
	}
}

// likeName reports whether a further part of a name reads like one: a family's name of
// one sign, or a word with a capital.
func likeName(s string) bool {
	first, size := utf8.DecodeRuneInString(s)
	return size == len(s) && unicode.Is(unicode.Han, first) || unicode.IsUpper(first)
}

// stops are signs that end words rather than stand in names.
const stops = "，。！？!?；、…,"

// isWord reports whether a part can hardly be of a name.
func isWord(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return begins.MatchString(s) || unicode.IsLower(first) || unicode.IsDigit(first) || strings.ContainsRune("+-[$¥@\"“「", first) || strings.ContainsAny(s, stops) || utf8.RuneCountInString(s) > maxName/2
}

// mostParts is how many parts a name has at most.
const mostParts = 8

// parted says who speaks in a row, and what, or that it cannot be known.
func (j *judge) parted(t timed, names map[string]bool) {
	row := &j.rows[t.row]
	all := strings.Join(t.parts, " ")
	g := guess{way: timeRow, at: t.at, gap: t.gap}
	sure := false
	for n := range min(len(t.parts), mostParts) { // the longest that is known
		if name := strings.Join(t.parts[:n+1], " "); names[name] {
			g.name, g.rest, sure = name, strings.Join(t.parts[n+1:], " "), true
		}
	}
	if m := lineSays.FindStringSubmatch(all); m != nil && (!sure || g.name == m[1]) {
		row.note, row.guesses = all, nil
		return
	} else if m != nil || !sure || t.astray {
		sure = false
	}
	if g.name == "" {
		g.name, g.rest = t.parts[0], strings.Join(t.parts[1:], " ")
	}
	if g.open = !sure; !named(g.name) {
		row.guesses = nil
		return
	}
	row.guesses = []guess{g}
}
