package roll

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	struck      = regexp.MustCompile(`~~(.+?)~~`)
	crossMark   = regexp.MustCompile(`^\s*(?:❌|✗|✘|❎|⛔|×\s?(?:[^0-9]|$))`)
	sureCancel  = regexp.MustCompile(`\(?\s*(?:已取消|已退(?:款|单)?|取消(?:了|掉|接龙|订单)?|作废)\s*\)?\s*$|^\(?(?:已取消|取消)\)?[\s:,]`)
	someCancel  = regexp.MustCompile(`[\s,(]*(?:(?:算了吧?[,\s]*)?我?不(?:要|喝|吃|买|订)了|算了吧?|不用了|不需要了|不接了|退(?:了|掉|单|款)?|撤(?:了|回)?)\s*\)?\s*[。.]?$`)
	notCancel   = regexp.MustCompile(`[不别勿没未](?:取消|退)`)
	phoneNumber = regexp.MustCompile(`(?:电话|手机号?|联系方式|tel|phone)?\s*:?\s*((?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}|1[3-9][0-9]\*{4}[0-9]{4}|09[0-9]{2}[- ]?[0-9]{3}[- ]?[0-9]{3})`)
	phoneTail   = regexp.MustCompile(`(?:电话|手机号?)?\s*(?:尾号|尾数|电话尾)\s*:?\s*([0-9]{4})|(?:电话|手机号?|tel|phone)\s*:?\s*([0-9]{4}\b|[0-9]{7,8}\b|[2-9][0-9]{3}[- ][0-9]{4})`)
	noted       = regexp.MustCompile(`(?:备注|附言|留言|note)\s*:\s*(.+)$`)
	times       = regexp.MustCompile(`\s*×\s*([0-9])`)
	arrow       = regexp.MustCompile(`→|改成|改为|改到|改`)
	roomSpace   = regexp.MustCompile(`(号楼|栋|幢|座|单元)\s+([0-9]{3,4})`)
	fetchColon  = regexp.MustCompile(`((?:自提|自取|取货|提货)点?)\s*:\s*(.)`)
	unitSpace   = regexp.MustCompile(`([0-9半一二两三四五六七八九十]) +((?:公斤|千克|斤|份|个|盒|袋|包|箱|只|条|瓶|罐|件|块|板|打|枚|串|桶|把|颗|棵|捆|根|杯|kg|g)(?:[ ,、;。)]|$))`)
	clockColon  = regexp.MustCompile(`\b([01]?[0-9]|2[0-3]):([0-5][0-9])\b`)
	addOne      = regexp.MustCompile(`(加)\s?(?:[一二两三四五六七八九十]|[0-9]{1,2})\s*$`)
	askWords    = regexp.MustCompile(`^(?:那)?(?:我|俺|咱)?(?:也)?(?:要|来|订|定|买|拿|接|报)(.+)$`)
	countX      = regexp.MustCompile(`\b([0-9]{1,3}) ?[xX] +(?:of )?`)
)

// note is what an entry says beside what is wanted, while it is read.
type note struct {
	remarks []string
	whole   string // who it is for, where brackets told
}

// entry reads the body of one row. sender is who wrote it, where the text tells so
// elsewhere.
func (r *reader) entry(body, sender string) entry {
	e := entry{}
	if utf8.RuneCountInString(body) > mostRunes {
		e.Name, e.Rest = sender, clip(body, mostRunes)
		e.ask(Words)
		return e
	}
	low := ""
	var n note
	if sender == "" {
		if left, name, ok := r.signed(body); ok {
			return r.entry(left, name)
		}
		low = fold(body)
		if m := doorSays.FindStringSubmatchIndex(low); m != nil {
			return r.entry(part(body, low, m[4], m[5]), part(body, low, m[2], m[3]))
		}
	}
	body = clockColon.ReplaceAllString(body, "${1}"+ratio+"${2}")
	body = r.cancelled(&e, body)
	body, low = r.unitDoor(&e, body, fold(body))
	body, low = r.phone(&e, body, low)
	body, low = r.aside(&e, &n, body, low)
	body, low = r.longPlace(&e, body, low)
	if m := find(noted, low, ":"); m != nil {
		from := utf8.RuneCountInString(low[:m[2]])
		n.remarks = append(n.remarks, strings.TrimSpace(string([]rune(body)[from:])))
		cut := utf8.RuneCountInString(low[:m[0]])
		body = string([]rune(body)[:cut])
		low = fold(body)
	}
	p := parsing{reader: r, entry: &e, note: &n, sender: sender}
	if p.english(body) {
		p.finish()
	} else {
		p.bySigns(body, low)
		p.finish()
		p.unsure(body)
	}
	e.Remark = clip(strings.ReplaceAll(wideCommas(strings.Join(n.remarks, " ")), ratio, ":"), 200)
	e.Rest = strings.ReplaceAll(e.Rest, ratio, ":")
	if e.For == "" {
		e.For = n.whole
	}
	return e
}

// bySigns reads what is wanted piece by piece, as spaces and signs part it.
func (p *parsing) bySigns(body, low string) {
	body, _ = p.longGoods(body, low)
	body = p.changed(tightTimes(lowTimes(body)))
	body = without(body, roomSpace, "楼栋幢座元")
	body = without(body, fetchColon, ":")
	for range 10 { // "1 颗"
		tight := without(body, unitSpace, " ")
		if tight == body {
			break
		}
		body = tight
	}
	for _, segment := range segments(plusWord(body)) {
		p.segment(segment)
	}
}

// wideCommas gives sentences in Chinese their own commas again.
func wideCommas(s string) string {
	runes := []rune(s)
	for i, c := range runes {
		if c == ',' && i > 0 && (isHan(runes[i-1]) || i+1 < len(runes) && isHan(runes[i+1])) {
			runes[i] = '，'
		}
	}
	return string(runes)
}

// find is where a pattern stands in s, which is not looked for without one of the
// signs that it has to have: most entries have none.
func find(re *regexp.Regexp, s, signs string) []int {
	if !strings.ContainsAny(s, signs) {
		return nil
	}
	return re.FindStringSubmatchIndex(s)
}

// longPlace takes out a place of several words, such as "North gate".
func (r *reader) longPlace(e *entry, s, low string) (string, string) {
	for _, p := range r.words.places {
		if !strings.Contains(p.key, " ") || e.Place != "" {
			continue
		}
		if at := strings.Index(low, p.key); at >= 0 {
			e.Place = p.name
			s = cutOut(s, low, []int{at, at + len(p.key)})
			low = fold(s)
		}
	}
	return s, low
}

// longGoods writes goods of several words, such as "Rye loaf", as one.
func (r *reader) longGoods(s, low string) (string, string) {
	if isASCII(low) {
		low = countX.ReplaceAllString(low, "$1 ")
		s = countX.ReplaceAllString(s, "$1 ")
	}
	for _, p := range r.words.products {
		key := fold(clean(p.Name))
		for from := 0; strings.Contains(key, " "); {
			at := strings.Index(low[from:], key)
			if at < 0 {
				break
			}
			at += from
			n, size := utf8.RuneCountInString(low[:at]), utf8.RuneCountInString(key)
			runes := []rune(s)
			s = string(runes[:n]) + whole(string(runes[n:n+size])) + string(runes[n+size:])
			low = fold(s)
			from = at + len(whole(key))
		}
	}
	return s, low
}

// ask notes what is not sure, once.
func (e *entry) ask(w Why) {
	for _, one := range e.Why {
		if one == w {
			return
		}
	}
	e.Why = append(e.Why, w)
}

// tightTimes takes out the space around a sign for times.
func tightTimes(s string) string {
	if !strings.Contains(s, "×") {
		return s
	}
	return times.ReplaceAllString(s, "×$1")
}

// lowTimes writes the sign for times in one way, where it stands between a word and
// a number; elsewhere it is part of a name.
func lowTimes(s string) string {
	runes := []rune(s)
	for i, c := range runes {
		if c != 'X' && c != 'x' && c != '*' && c != '×' {
			continue
		}
		if (c == 'x' || c == 'X') && i > 0 && isLatin(runes[i-1]) && (i > 1 && isLatin(runes[i-2]) || i+1 == len(runes) || !isDigit(runes[i+1])) {
			runes[i] = c
			continue
		}
		if next := skipSpace(runes, i+1); next < len(runes) && isDigit(runes[next]) && i > 0 {
			runes[i] = '×'
		}
	}
	return string(runes)
}

// without takes out what stands between the two groups that a pattern finds in the
// folded text.
func without(s string, re *regexp.Regexp, signs string) string {
	low := fold(s)
	m := find(re, low, signs)
	if m == nil {
		return s
	}
	runes := []rune(s)
	at := func(i int) int { return utf8.RuneCountInString(low[:i]) }
	return string(runes[:at(m[3])]) + string(runes[at(m[4]):])
}

// plusWord writes "加一" as "+1".
func plusWord(s string) string {
	low := fold(s)
	m := find(addOne, low, "加")
	if m == nil {
		return s
	}
	runes := []rune(s)
	return string(runes[:utf8.RuneCountInString(low[:m[2]])]) + "+" + string(runes[utf8.RuneCountInString(low[:m[3]]):])
}

// longNumber reports whether four digits stand together.
func longNumber(s string) bool {
	run := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			run = 0
			continue
		}
		if run++; run == 4 {
			return true
		}
	}
	return false
}

// phone takes out a phone number, or its last digits.
func (r *reader) phone(e *entry, s, low string) (string, string) {
	if !longNumber(low) {
		return s, low
	}
	for _, re := range [...]*regexp.Regexp{phoneNumber, phoneTail} {
		m := re.FindStringSubmatchIndex(low)
		if m == nil {
			continue
		}
		for g := 2; g < len(m); g += 2 {
			if m[g] >= 0 {
				e.Phone = strings.NewReplacer(" ", "", "-", "").Replace(low[m[g]:m[g+1]])
			}
		}
		s = cutOut(s, low, m)
		return s, fold(s)
	}
	return r.eightPhone(e, s, low)
}

// namesGoods reports whether a folded text begins with a product or its code.
func (r *reader) namesGoods(low string) bool {
	p := parsing{reader: r}
	_, n := p.productOrCode([]rune(low), 0)
	return n > 0
}

// hasAmount reports whether a number with a unit stands in a folded text.
func (r *reader) hasAmount(low string) bool {
	s := []rune(low)
	for i := range s {
		if i > 0 && isDigit(s[i]) && (isDigit(s[i-1]) || s[i-1] == '.') {
			continue
		}
		if a, _, ok := r.words.amountAt(s, i); ok && (a.unit != "" || a.plus || s[i] == '×') {
			return true
		}
	}
	return false
}

// changed keeps of "2斤→3斤" what holds now.
func (r *reader) changed(s string) string {
	low := fold(s)
	m := find(arrow, low, "→改")
	if m == nil {
		return s
	}
	runes, folded := []rune(s), []rune(low)
	from, to := utf8.RuneCountInString(low[:m[0]]), utf8.RuneCountInString(low[:m[1]])
	next := skipSpace(folded, to)
	if next >= len(folded) {
		return s
	}
	_, end, ok := r.words.amountAt(folded, next)
	if !ok {
		return s
	}
	begin := -1
	for i := from - 1; i >= 0 && i >= from-8; i-- {
		if _, stop, ok := r.words.amountAt(folded, i); ok && skipSpace(folded, stop) == from {
			begin = i
		}
	}
	if begin < 0 {
		return s
	}
	after := string(runes[next:end])
	if a, _, _ := r.words.amountAt(folded, next); a.unit == "" { // "2斤→3"
		if was, _, ok := r.words.amountAt(folded, begin); ok && was.unit != "" {
			after += was.unit
		}
	}
	return string(runes[:begin]) + after + string(runes[end:])
}

// segments cuts a body at spaces and marks; a plus between words is a mark, one
// before a number with nothing behind it is an amount.
func segments(s string) []string {
	runes := []rune(s)
	var out []string
	from := 0
	flush := func(to int) {
		if t := strings.TrimSpace(string(runes[from:to])); t != "" {
			out = append(out, t)
		}
		from = to + 1
	}
	for i, c := range runes {
		switch c {
		case ' ', ',', '、', ';', '|', ':', '。', '!', '·', '/':
			flush(i)
		case '&':
			if len(out) > 0 || from > 0 { // else it belongs to the name: "大熊&小鹿"
				flush(i)
			}
		case '+':
			if !plusAmount(runes, i) {
				flush(i)
			}
		}
	}
	flush(len(runes))
	return out
}

// plusAmount reports whether the plus at i begins "+1", with nothing of another
// product behind the number.
func plusAmount(s []rune, i int) bool {
	at := skipSpace(s, i+1)
	from := at
	for at < len(s) && isDigit(s[at]) {
		at++
	}
	if at == from {
		_, end := 0, at
		if at < len(s) {
			_, end = chineseNumberAt(s, at)
		}
		return end > at && (end == len(s) || s[end] == ' ' || s[end] == ',')
	}
	if at == len(s) || strings.ContainsRune(" ,、;。!~)", s[at]) {
		return true
	}
	v := vocabulary{units: units}
	u, n := v.unitAt([]rune(fold(string(s))), at)
	return u != "" && (at+n == len(s) || strings.ContainsRune(" ,、;。!~)", s[at+n]))
}

func chineseNumberAt(s []rune, at int) (int64, int) { return chineseNumber(s, at) }
