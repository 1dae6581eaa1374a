package manual

import (
	"regexp"
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export/notice"
)

// row is a line of a paste, and what it may be.
type row struct {
	text    string // without what cannot be seen
	guesses []guess
	day     *stamp // a line that holds nothing but a day
	mark    *stamp // a line that holds nothing but a time
	tail    bool   // the second row of three
	heads   bool   // the headings of a sheet
	open    bool   // of a talk between two: its time may be what somebody says
	note    string // what the network says in it, without the time; known before it is read
}

func (r *row) blank() bool { return r.text == "" }

// as is what the row is in one way, or nil.
func (r *row) as(w way) *guess {
	for i := range r.guesses {
		if r.guesses[i].way == w {
			return &r.guesses[i]
		}
	}
	return nil
}

// rowsOf takes a text apart.
func rowsOf(text string) []row {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(text)
	var out []row
	for line := range strings.Lines(text) {
		cell, sheet := cellsOf(line)
		heads := headOfSheet(line)
		line = clean(line)
		r := row{text: strings.TrimSpace(line), heads: heads}
		switch {
		case sheet:
			r.guesses = []guess{cell}
		case !r.blank():
			r.look()
		}
		if strings.HasPrefix(line, "  ") { // names do not stand in from the edge; code does
			r.guesses = slices.DeleteFunc(r.guesses, func(g guess) bool { return g.way == nameAlone || g.way == nameTalks })
		}
		out = append(out, r)
	}
	unquote(out)
	for i := 1; i < len(out); i++ {
		name := &out[i-1]
		if out[i].mark == nil || name.blank() || name.mark != nil || name.day != nil || name.as(nameTalks) != nil || name.as(nameAlone) != nil || !named(name.text) || len(when(name.text)) > 0 {
			continue
		}
		name.guesses = append(name.guesses, guess{way: threeRows, name: trimName(name.text), at: *out[i].mark})
		out[i].tail = true
	}
	return out
}

// unquote takes the quotes off words of several lines, in a line of a sheet or of LINE's
// export: they begin before the first of them and end behind the last.
func unquote(rows []row) {
	for i := range rows {
		g := rows[i].quotable()
		if g == nil || !strings.HasPrefix(g.rest, `"`) || strings.Count(g.rest, `"`) != 1 {
			continue
		}
		for k := i + 1; k < len(rows) && k < i+200 && rows[k].quotable() == nil; k++ {
			if last, ok := strings.CutSuffix(rows[k].text, `"`); ok && !strings.Contains(last, `"`) {
				g.rest, rows[k].text = g.rest[1:], last
				break
			}
		}
	}
}

// quotable is what a row of a sheet or of LINE's export is, or nil.
func (r *row) quotable() *guess {
	if g := r.as(stampLine); g != nil && g.gap == "\t" {
		return g
	}
	return r.as(timeRow)
}

// look fills in what a row may be.
func (r *row) look() {
	if len(r.text) <= 80 {
		if day, ok := dayAlone(r.text); ok {
			r.day = &day
			return
		}
		bare := strings.Trim(r.text, " -—–─=_*[]【】()（）")
		if found := when(bare); len(found) == 1 && found[0].from == 0 && found[0].to == len(bare) {
			r.mark = &found[0].stamp
			return
		}
	}
	r.guesses = guesses(r.text)
}

// clean takes off a line what cannot be seen: line ends, control signs, marks of
// direction that WeChat puts around names.
func clean(line string) string {
	line = strings.TrimRight(line, "\r\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\u00a0', r == '\u2005', r == '\u3000', r == '\u202f', r >= '\u2000' && r <= '\u200a':
			return ' '
		case r < ' ', r == 0x7f, r >= 0x80 && r < 0xa0, r == '\u200b', r == '\u200e', r == '\u200f', r == '\ufeff', r == '\u00ad', r >= '\u202a' && r <= '\u202e', r >= '\u2060' && r <= '\u2069':
			return -1
		}
		return r
	}, line)
}

var (
	titleZh = regexp.MustCompile(`^(?:以下(?:是|为|為))?(?:微信)?(?:群聊|群组|群組|讨论组|討論組|群)?\s*(?:[“"「『【](.{1,60}?)[”"」』】])?\s*(?:的|之)?(?:聊天|微信)?(?:聊天)?(?:记录|記錄|紀錄)\s*(?:如下)?[:：。]?$`)
	titleEn = regexp.MustCompile(`(?i)^(?:the following is the )?chat (?:history|records?|log)(?: (?:of|in|from|with|between) (.{1,80}?))?(?: is as follows)?[:.]?$`)
	greets  = regexp.MustCompile(`(?i)^(?:dear(?: \S{1,20})?|hi|hello|您好|你好)[,，:：]?$`)
	unread  = regexp.MustCompile(`^[-—–─ ]*(?:以下(?:为|是|為)(?:新的?|未读|未讀)(?:消息|訊息)|以上(?:为|是|為)(?:(?:历史|歷史)(?:消息|訊息)|打招呼的(?:内容|內容))|New messages below)[-—–─ ]*$`)
	rule    = regexp.MustCompile(`^[-—–─=_*·~ ]{3,}$`)
	packet  = regexp.MustCompile(`领取了.{1,40}的?红包|領取了.{1,40}的?紅包|(?i:opened .{1,40} red packet)`)
	counted = regexp.MustCompile(`\s*[\(（]\d{1,6}(?:人)?[\)）]$`)
)

// titleOf reads the line above a whole copy, with the group's name where it has one.
func titleOf(line string) (name string, ok bool) {
	if len(line) > 240 {
		return "", false
	}
	if inner, ok := strings.CutPrefix(line, "【"); ok && strings.HasSuffix(inner, "】") {
		line = strings.TrimSuffix(inner, "】")
	}
	m := titleZh.FindStringSubmatch(line)
	if m == nil {
		m = titleEn.FindStringSubmatch(line)
	}
	if m == nil {
		return "", false
	}
	name = strings.Trim(strings.TrimSpace(m[1]), "“”\"「」『』")
	name = counted.ReplaceAllString(name, "")
	switch name {
	case "群聊", "群组", "群組", "Group Chat", "group chat":
		name = ""
	}
	return name, true
}

// tells are words without which no line is a notice; most lines hold none of them.
const tells = `加入|进入|進入|退出|离开|離開|移出|踢|邀请|邀請|撤回|收回|拍了拍|群名|群主|红包|紅包|joined|left|removed|invited|recalled|unsent|tickled|nudged|patted|named`

var mayTell = regexp.MustCompile(`(?i)` + tells)

// noticeOf reads a line in which WeChat says something of the group itself.
func noticeOf(line string, known func(string) bool) (notice.Reading, bool) {
	if len(line) > 2000 || !mayTell.MatchString(line) {
		return notice.Reading{}, false
	}
	if packet.MatchString(line) && len(line) < 200 {
		return notice.Reading{Kind: event.Notice}, true
	}
	said := notice.Read(line, known)
	switch {
	case said.Kind == event.Join, said.Kind == event.Leave, said.Kind == event.Remove:
		return said, len(said.Subjects) > 0
	case said.Kind == event.Delete, said.Kind == event.GroupRenamed, said.Kind == event.OwnerChanged, said.Form == event.Poke:
		return said, true
	}
	return said, false
}
