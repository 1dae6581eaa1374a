package manual

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// way is how a text writes who speaks, and when.
type way uint8

// The ways.
const (
	noWay     way = iota
	nameStamp     // 小雨 2026-03-01 10:23, and the words below
	stampName     // 2026-03-01 10:23 小雨, and the words below
	threeRows     // 小雨, below it 3月1日 10:23, and below that the words
	stampLine     // [2026-03-01 10:23] 小雨: 在吗
	nameLine      // 小雨（10:23）：在吗
	spacedRow     // 小雨 10:23 在吗
	nameAlone     // 小雨:, and the words below
	nameTalks     // 小雨: 在吗
	timeRow       // 10:23 小雨 在吗, where nothing but spaces parts them
	memoryRow     // 小雨 昨天下午2点 在吗, written from memory
	underTime     // 小雨, somewhere below a time that stands alone, and the words below
	ways
)

// Form is a way of copying a chat, as people do it.
type Form struct {
	Name     string // stable short name
	Verified bool   // seen on a real phone or computer by somebody of this project
	Seen     string // where what is known of it comes from
	ways     []way
}

// Forms are the ways of copying that are understood. None was tried on a real
// phone so far; the page that takes pastes says so in its help.
func Forms() []Form {
	return []Form{
		{Name: "mail", Seen: "what people show of WeChat's 多选 → 邮件 in their own posts", ways: []way{nameStamp}},
		{Name: "screen", Seen: "what people say of copying several bubbles in WeChat on a computer", ways: []way{nameStamp, nameAlone, nameTalks, underTime}},
		{Name: "merged", Seen: "the card and the page of a 合并转发, as they look; nobody has copied one for us", ways: []way{threeRows, nameTalks}},
		{Name: "qq", Seen: "QQ's own TXT export, whose heads people paste too", ways: []way{stampName, nameStamp}},
		{Name: "line", Seen: "exports of WhatsApp and the like; name, time and words in one line", ways: []way{stampLine, nameLine, spacedRow}},
		{Name: "whatsapp-web", Seen: "what people show of copies out of WhatsApp Web, with the time before the day", ways: []way{stampLine}},
		{Name: "line-app", Seen: "what people show of LINE's exports, and of copies that lost their tabs", ways: []way{stampLine, timeRow}},
		{Name: "memory", Seen: "how people write down what they remember: name, when and words", ways: []way{memoryRow}},
	}
}

// Unverified reports whether a form has not been tried on a real phone.
func Unverified() bool {
	for _, f := range Forms() {
		if !f.Verified {
			return true
		}
	}
	return false
}

// guess is what a line may be, read in one way.
type guess struct {
	way  way
	name string
	at   stamp
	gap  string // between name and stamp
	rest string // words in the same line
	open bool   // it cannot be known whether that is so
	sure bool   // it can be nothing else
}

// longestHead is how many bytes of a line are looked at for who speaks.
const longestHead = 400

var (
	talksShape = regexp.MustCompile(`^([^:：]+)[:：]\s*(\S.*)$`)
	qqNumber   = regexp.MustCompile(`\s*(?:[(（]\d{5,12}[)）]|<[^<>@\s]+@[^<>\s]+>)$`)
)

// guesses lists what a line may be. The stamps of a line are found once.
func guesses(line string) (out []guess) {
	front := line
	if len(front) > longestHead {
		front = strings.ToValidUTF8(front[:longestHead], "")
	}
	found := when(front)
	add := func(g guess) {
		if g.name = trimName(g.name); named(g.name) {
			out = append(out, g)
		}
	}
	if n := len(found); n > 0 {
		first, last := found[0], found[n-1]
		if len(front) == len(line) {
			if g, ok := stampAtEnd(line, last); ok {
				add(g)
			}
		}
		if g, ok := stampInFront(line, first); ok {
			if add(g); g.way == stampName && strings.HasSuffix(line, ":") && line[0] == '[' {
				add(guess{way: stampLine, name: g.name, at: g.at, gap: g.gap}) // a picture, or words below
			}
		} else if g, ok := stampBetween(line, first); ok {
			add(g)
		}
		if g, ok := dayAsName(front); ok && g.rest != "" && len(front) == len(line) {
			add(g)
		}
	}
	colon := strings.IndexAny(front, ":：")
	if colon <= 0 || inside(found, colon) || strings.HasPrefix(line[colon:], "://") || digits(line, colon) {
		return out
	}
	if name, ok := strings.CutSuffix(strings.ReplaceAll(line, "：", ":"), ":"); ok && !strings.Contains(name, ":") {
		add(guess{way: nameAlone, name: name, at: stamp{back: -1}})
	} else if m := talksShape.FindStringSubmatch(line); m != nil {
		add(guess{way: nameTalks, name: m[1], rest: m[2], at: stamp{back: -1}})
	} else if name, ok := lastColon(line); ok { // A:豆豆妈:
		add(guess{way: nameAlone, name: name, at: stamp{back: -1}})
	}
	return out
}

// lastColon reads a name that itself holds a colon.
func lastColon(line string) (string, bool) {
	for _, colon := range [...]string{":", "："} {
		if name, ok := strings.CutSuffix(line, colon); ok {
			return name, true
		}
	}
	return "", false
}

func inside(found []span, at int) bool {
	for _, s := range found {
		if at >= s.from && at < s.to {
			return true
		}
	}
	return false
}

// digits reports whether a colon stands between digits, as in times and ratios.
func digits(line string, colon int) bool {
	after := strings.TrimLeft(line[colon:], ":：")
	return line[colon-1] >= '0' && line[colon-1] <= '9' && after != "" && after[0] >= '0' && after[0] <= '9'
}

// opened takes the bracket off the end of what stands before a stamp, and closed
// its partner off what stands behind.
func opened(before, after string) (string, string, bool) {
	for _, pair := range [...][2]string{{"[", "]"}, {"(", ")"}, {"（", "）"}, {"【", "】"}, {"<", ">"}} {
		b, is := strings.CutSuffix(before, pair[0])
		a, was := strings.CutPrefix(after, pair[1])
		if is && was {
			return b, a, true
		}
	}
	return before, after, false
}

func stampAtEnd(line string, s span) (g guess, ok bool) {
	before, after, bracket := opened(line[:s.from], line[s.to:])
	name := strings.TrimRight(before, " ,，:：")
	gap := before[len(name):]
	after = strings.Trim(after, " ")
	ended := gap == "" && s.dated() && closes.MatchString(name)
	if name == "" || after != "" && after != ":" && after != "：" || gap == "" && !bracket && !ended {
		return g, false
	}
	if !strings.HasSuffix(gap, " ") && !bracket && !ended {
		return g, false
	}
	return guess{way: nameStamp, name: qqNumber.ReplaceAllString(name, ""), at: s.stamp, gap: gap}, true
}

func stampInFront(line string, s span) (g guess, ok bool) {
	before, after, bracket := opened(line[:s.from], line[s.to:])
	if strings.TrimSpace(before) != "" || after == "" {
		return g, false
	}
	rest := strings.TrimLeft(after, " ,，-–—")
	gap := after[:len(after)-len(rest)]
	if rest == "" || gap == "" && !bracket {
		return g, false
	}
	if m := talksShape.FindStringSubmatch(rest); m != nil && !strings.HasPrefix(m[2], "//") {
		return guess{way: stampLine, name: m[1], at: s.stamp, gap: gap, rest: m[2]}, true
	}
	return guess{way: stampName, name: qqNumber.ReplaceAllString(strings.TrimRight(rest, ":："), ""), at: s.stamp, gap: gap}, true
}

// closes is a bracket in which something stands, at the end of a name.
var closes = regexp.MustCompile(`\S[(（\[【][^()（）\[\]【】]{1,20}[)）\]】]$`)

func stampBetween(line string, s span) (g guess, ok bool) {
	before, after, bracket := opened(line[:s.from], line[s.to:])
	name := strings.TrimRight(before, " ,，")
	gap := before[len(name):]
	if gap == "" && s.dated() && !bracket && closes.MatchString(name) {
		gap = " " // "小陈（新来的）3月1日 19:12": the bracket ends the name
	}
	if name == "" || strings.TrimSpace(after) == "" || gap == "" && !bracket {
		return g, false
	}
	if rest, ok := cutColon(after); ok && rest != "" {
		return guess{way: nameLine, name: name, at: s.stamp, gap: gap, rest: rest}, true
	}
	if strings.HasPrefix(after, " ") {
		return guess{way: spacedRow, name: name, at: s.stamp, gap: gap, rest: strings.TrimSpace(after)}, true
	}
	return g, false
}

func cutColon(s string) (string, bool) {
	s = strings.TrimLeft(s, " ")
	for _, colon := range [...]string{":", "："} {
		if rest, ok := strings.CutPrefix(s, colon); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return s, false
}

func trimName(s string) string { return strings.TrimSpace(s) }

// named reports whether s can be a nickname.
func named(s string) bool {
	n := utf8.RuneCountInString(s)
	return n > 0 && n <= maxName && !strings.HasPrefix(s, "#")
}

var (
	numbered  = regexp.MustCompile(`^[\(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、．)）\]】](?:\D|$)`)
	priceLike = regexp.MustCompile(`^[¥￥]?\d+(?:\.\d+)?\s*(?:$|元|块|塊|/|一|每|斤|份|盒|个|個|两|兩|只|隻|條|条|箱|袋|包|瓶|件|板|把|打|枚|套|罐|杯|人|位)`)
)

// codeLike are signs that stand in code rather than in names.
const codeLike = "{}<>=;\\|`\"^$"

// face is a name of signs alone in brackets, such as (。・ω・。).
var face = regexp.MustCompile(`^[(（][^\p{Han}\p{Latin}\d()（）]{2,12}[)）]$`)

// oddName reports whether a name reads like a label or the beginning of a sentence.
// It costs a line points; it does not decide.
func oddName(s string) bool {
	if face.MatchString(s) {
		return false
	}
	if numbered.MatchString(s) || strings.ContainsAny(s, codeLike+"，。！？!?；、…「」《》") || strings.HasSuffix(s, ",") || strings.HasPrefix(s, "http") || strings.HasPrefix(s, "-") {
		return true
	}
	n := utf8.RuneCountInString(s)
	for _, end := range [...]string{"说", "說", "一句", "问", "問", "如下", "有", "是", "为", "為", "的话", "另外", "比如", "例如"} {
		if strings.HasSuffix(s, end) && n > 1 {
			return true
		}
	}
	low := strings.ToLower(s)
	for _, word := range [...]string{"时间", "時間", "地址", "地点", "地點", "电话", "電話", "手机", "微信号", "价格", "價格", "单价", "原价", "注意", "备注", "備註", "姓名", "数量", "數量",
		"规格", "規格", "截止", "说明", "說明", "公告", "通知", "温馨提示", "提示", "预告", "預告", "自提点", "自取點", "取货", "取貨", "送货", "营业", "營業", "链接", "連結", "产地", "產地", "优惠", "运费", "運費", "合计", "总计", "共计",
		"今天", "明天", "昨天", "后天", "後天", "周末", "週末", "早上", "上午", "下午", "晚上", "中午", "开始", "開始", "结束", "結束"} {
		if strings.Contains(s, word) {
			return true
		}
	}
	for _, word := range [...]string{"ps", "note", "price", "time", "address", "tel", "phone", "from", "to", "date", "subject", "re", "fw", "opening hours", "p.s."} {
		if low == word {
			return true
		}
	}
	return onlyDigits(s)
}

func onlyDigits(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) && !unicode.IsPunct(r) && r != ' ' }) < 0 && strings.IndexFunc(s, unicode.IsDigit) >= 0
}
