package roll

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// line is a line of the text while it is read.
type line struct {
	text    string // as it is
	clean   string
	body    string // without its number
	n       int    // its number; 0 for none
	sender  string // who wrote it, where the text tells; "" for nobody
	copy    int    // which copy of the list it stands in
	kind    Kind
	row     int
	marker  bool     // "#接龙"
	time    bool     // says only who wrote what follows, and when
	goods   bool     // a product of the head
	listed  bool     // such a one, by what stands below
	place   string   // of the heading that it stands below
	section bool     // such a heading
	cells   []string // of a line of a sheet
	sum     bool     // a heading or a sum of a sheet
}

// entry is a row while it is read.
type entry struct {
	Row
	copy int
	odd  bool // goods that the head does not tell of stand there in an unusual way

	along  int64  // how many come with who signs up
	unsure bool   // whether they count as persons of their own
	like   string // "3" or a name, of the row that it is the same as; "" for the one above
}

// reader reads one text.
type reader struct {
	lines     []line
	title     string
	products  []Product
	places    []string
	each      Limit
	total     Limit
	until     string
	tails     bool // the head asks for the last digits of phones
	roomsTold bool // and for rooms
	marked    bool // "#接龙" stands there
	numbered  bool // it has numbered rows
	sent      bool // it tells who wrote what
	copies    int

	called     map[string]int  // words that rows use for goods of the head, each with 1 + which
	signs      map[string]int  // of money, and how many prices have each
	headSaid   string          // the same without the goods
	headLow    string          // what stands in the head, folded
	options    map[string]bool // that the head offers beside the goods
	goodsAt    int             // the first line of the head with goods
	halved     []Product       // of the head, named as half of something
	table      *table          // the text is a pasted sheet; nil for none
	words      *vocabulary
	given      bool // the products were told beside the text
	begun      bool // a row has been seen, in a list without numbers
	parsed     []entry
	sources    []source // of parsed
	editing    []editing
	above      map[named]int       // how often each name stands above what is being read
	firsts     map[string][]string // who stands above what is being read, by their first words
	rows       []entry
	changes    []Change
	now        int               // the copy that is being read
	glued      map[named]int     // what stands right before an amount, and nothing else with it
	gluedNames bool              // and is a name
	names      map[string]int    // who stands in the list, and how often
	boardAt    map[string]string // where people get in, by the letters that the head gives them
	meeting    bool              // people sign up themselves, says the head, and it tells of no goods
	inEnglish  bool              // the same, where the head is in English
}

func newReader(lines []string, known Known) *reader {
	r := &reader{lines: make([]line, len(lines)), given: len(known.Products) > 0, products: append([]Product{}, known.Products...), places: append([]string{}, known.Places...),
		names: map[string]int{}, called: map[string]int{}, signs: map[string]int{}}
	for i, t := range lines {
		r.lines[i] = line{text: t, clean: clean(t), row: None}
	}
	r.vocabulary()
	return r
}

// vocabulary makes the words anew from what is known by now.
func (r *reader) vocabulary() {
	r.words = newVocabulary(r.products)
	for _, p := range r.places {
		r.words.places = append(r.words.places, place{p, fold(clean(p))})
	}
}

var (
	isMarker  = regexp.MustCompile(`(?i)^[^\p{L}\p{N}#]{0,8}#\s*(?:接龙|接龍|group\s*(?:note|buy|order)|sign[ -]?up|solitaire|chain)\s*`)
	isNumber  = regexp.MustCompile(`^(?:(?i:no\.?\s?|第)|#)?([0-9]{1,4})\s*(?:[.、)):,，。]|号[、:.]|位[、:.])`)
	inBracket = regexp.MustCompile(`^\(\s*([0-9]{1,4})\s*\)`)
	isKeycap  = regexp.MustCompile(`^((?:[0-9]⃣)+)`)
	hanNumber = regexp.MustCompile(`^([一二三四五六七八九十]{1,3})[、.]`)
	// gluedOne is a number right before a name, and no amount, door or day: "2小胖".
	gluedOne  = regexp.MustCompile(`^([0-9]{1,3})(?:[\p{Han}A-Za-z])`)
	notNumber = regexp.MustCompile(`^(?:[号栋楼幢座单月日点人位岁年期班弄路室层村组队天分]|[大小](?:[0-9一二两三四]|$)|am|pm|th|st|nd|rd|kg|ml)`)
	secondRow = regexp.MustCompile(`^2[ .、)]\s*[\p{L}(]`)
	bareOne   = regexp.MustCompile(`^([0-9]{1,4}) +`)
	isTime    = regexp.MustCompile(`^(.{1,60}?)\s+(?:[0-9]{4}[-/年.][0-9]{1,2}[-/月.][0-9]{1,2}日?\s*|[0-9]{1,2}[-/月][0-9]{1,2}日?\s*|(?:昨天|今天|星期.|周.)\s*)?(?:上午|下午|晚上|早上|中午|凌晨)?\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?$`)
	// doorNext is a door behind a number: "4.3-502 A1斤".
	doorNext = regexp.MustCompile(`^(?:[0-9]{1,3}-[0-9]{2,4}|[0-9]{1,3}(?:号楼?|栋|幢|座|單元|单元|#)[0-9]{2,4}|[0-9]{1,3}(?:号楼|栋|幢|座))(?:[^0-9]|$)`)
	// toShop begins what somebody says to whoever sells: "老板，蓉蓉改成2斤".
	toShop    = regexp.MustCompile(`^@?(?:老板娘?|老闆娘?|店[主长長家]|团长|團長|群主|掌柜)(?:[,，!！~]+| +(?:麻烦|麻煩|帮|幫|请|請))\s*`)
	isExample = regexp.MustCompile(`^(?:例|例如|示例|范例|範例|格式)(?:\s|:|$)`)
)

// circled numbers begin with these signs, each with the number it begins at.
var circled = [...]struct {
	from, to rune
	n        int
}{{'①', '⑳', 1}, {'⑴', '⒇', 1}, {'⒈', '⒛', 1}, {'㉑', '㉟', 21}, {'㊱', '㊿', 36}, {'❶', '❿', 1}, {'➀', '➉', 1}, {'➊', '➓', 1}, {'⓵', '⓾', 1}}

// isCircled reports whether a rune is such a sign.
func isCircled(c rune) bool {
	for _, one := range circled {
		if c >= one.from && c <= one.to {
			return true
		}
	}
	return false
}

// number takes the number off the beginning of a line; 0 where there is none.
func number(s string) (n int, rest string) {
	first, size := utf8.DecodeRuneInString(s)
	for _, c := range circled {
		if first >= c.from && first <= c.to {
			return c.n + int(first-c.from), strings.TrimLeft(s[size:], " .、:,")
		}
	}
	if rest, ok := strings.CutPrefix(s, "🔟"); ok {
		return 10, strings.TrimSpace(rest)
	}
	if m := isKeycap.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(strings.ReplaceAll(m[1], "⃣", "")) // of digits
		return n, strings.TrimLeft(s[len(m[0]):], " .、:,")
	}
	for _, re := range []*regexp.Regexp{inBracket, isNumber} {
		m := re.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		rest := s[len(m[0]):]
		if last := m[0][len(m[0])-1]; (last == '.' || last == ':') && rest != "" && isDigit(rune(rest[0])) && !doorNext.MatchString(rest) {
			return 0, s // 1.5kg, 18:00
		}
		n, _ := strconv.Atoi(m[1]) // of digits
		return n, strings.TrimLeft(rest, " .、")
	}
	if m := hanNumber.FindStringSubmatch(s); m != nil {
		if n, end := chineseNumber([]rune(m[1]), 0); end == utf8.RuneCountInString(m[1]) {
			return int(n), strings.TrimSpace(s[len(m[0]):])
		}
	}
	return 0, s
}

// sort finds out what kind of text it is, and the lines' numbers and senders.
func (r *reader) sort() {
	sender, last, first := "", 0, true
	for i := range r.lines {
		l := &r.lines[i]
		if m := isMarker.FindString(l.clean); m != "" {
			l.marker, r.marked = true, true
			if l.clean = strings.TrimSpace(l.clean[len(m):]); !hasWord(l.clean) {
				l.clean = ""
			}
			if !first {
				r.copies++
			}
			first, last = false, 0
			l.copy = r.copies
			continue
		}
		l.copy = r.copies
		l.clean = l.clean[len(toShop.FindString(l.clean)):]
		if m := isTime.FindStringSubmatch(l.clean); m != nil && plainName(m[1]) && !startsRow(l.clean) {
			sender, l.time, r.sent = strings.TrimSpace(m[1]), true, true
			continue
		}
		l.sender = sender
		if isExample.MatchString(l.clean) {
			continue
		}
		l.n, l.body = number(l.clean)
		if l.n == 0 {
			l.n, l.body = r.bare(l.clean, last)
		}
		if l.n == 0 {
			continue
		}
		if l.n == 1 && last > 0 {
			r.copies++
			l.copy = r.copies
		}
		last = l.n
		first = false
		r.numbered = true
	}
	r.copies++
}

// startsRow reports whether a line begins as numbered rows do, so that a time at its end is
// when somebody comes, and not when somebody wrote.
func startsRow(s string) bool {
	n, _ := number(s)
	return n > 0
}

// goesOn2 reports whether a line begins with the number two, as a list's second row does.
func (r *reader) goesOn2() bool {
	for i := range r.lines {
		if secondRow.MatchString(r.lines[i].clean) {
			return true
		}
	}
	return false
}

// twice reports whether a line stands in the text more than once: the list begins anew.
func (r *reader) twice(s string) bool {
	n := 0
	for i := range r.lines {
		if r.lines[i].clean == s {
			n++
		}
	}
	return n > 1
}

// bare reads a number with nothing but a space behind it, where it is the next one.
func (r *reader) bare(s string, last int) (int, string) {
	m := bareOne.FindStringSubmatch(s)
	if m == nil {
		m = gluedOne.FindStringSubmatch(s)
	}
	if m == nil {
		return 0, s
	}
	n, _ := strconv.Atoi(m[1]) // of digits
	glued := s[len(m[1])] != ' '
	rest := strings.TrimLeft(s[len(m[1]):], " ")
	counts := r.sent && rest != "" && rest[0] >= 'a' && rest[0] <= 'z' // "2 pork please", as somebody writes it
	if next := n == last+1 || n == last+2 && last > 0 || n == 1 && r.twice(s); !next || counts || glued && notNumber.MatchString(fold(rest)) {
		return 0, s
	}
	if _, size := r.words.unitAt([]rune(fold(rest)), 0); size > 0 && (glued || !(surnameUnit(rest) && (last > 0 || r.goesOn2()))) {
		return 0, s
	}
	return n, rest
}

// plainName reports whether s may be who wrote something.
func plainName(s string) bool {
	return utf8.RuneCountInString(s) <= 40 && !strings.ContainsAny(s, "。,，:!?！？;；")
}

// isChain reports whether what was read is a chain.
func (r *reader) isChain() bool {
	clear, listed, withItems := 0, 0, 0
	for i := range r.parsed {
		e := &r.parsed[i]
		if len(e.Items) > 0 {
			withItems++
			if len(e.Why) == 0 || len(e.Why) == 1 && e.Why[0] == NoProduct && len([]rune(e.Name)) <= 12 {
				clear++
			}
		}
		if e.N > 0 {
			listed++
		}
	}
	switch {
	case r.marked:
		return len(r.parsed) > 0 || len(r.products) > 0
	case r.numbered && listed > 0:
		return withItems*5 >= listed && withItems > 0
	case r.sent, r.given:
		return clear > 0
	}
	return clear > 1 || clear == 1 && (withItems > 2 || withItems > 1 && r.words.told > 0)
}
