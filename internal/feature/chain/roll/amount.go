package roll

import (
	"slices"
	"strconv"
	"strings"
)

// units that stand behind a number, folded; the longer ones first.
var units = []string{"公斤", "千克", "台斤", "毫升", "斤", "份", "个", "盒", "袋", "包", "箱", "只", "条", "瓶", "罐", "件", "块", "板", "打", "枚", "串", "桶", "提", "把", "颗", "棵", "捆", "扎", "套", "克", "两",
	"升", "根", "支", "杯", "碗", "盆", "束", "篮", "筐", "张", "床", "听", "副", "顶", "片", "对", "双", "壶", "粒", "尾", "头", "本", "册", "卷", "朵", "株", "枝", "盘", "笼", "屉", "磅", "碟", "坛", "筒", "kg", "ml", "pcs", "pc", "lb", "g", "l"}

// mostAmount is more than anybody orders.
const mostAmount = 99999

// digitOf are the signs that Chinese numbers are made of.
var digitOf = map[rune]int64{'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9, '壹': 1, '贰': 2, '叁': 3}

// amount is a number with its unit.
type amount struct {
	n    int64  // in thousandths
	unit string // "" for none
	plus bool   // "+1"
}

// unitAt returns the unit that begins at i, folded, and its length.
func (v *vocabulary) unitAt(s []rune, i int) (string, int) {
	for _, u := range v.units {
		n := 0
		match := true
		for _, r := range u {
			if i+n >= len(s) || s[i+n] != r {
				match = false
				break
			}
			n++
		}
		if !match {
			continue
		}
		if isLatin([]rune(u)[0]) && i+n < len(s) && isLatin(s[i+n]) {
			continue // "g" of "great"
		}
		return u, n
	}
	return "", 0
}

// amountAt reads the amount that begins at i of folded text, and returns where it
// ends; false where there is none.
func (v *vocabulary) amountAt(s []rune, i int) (a amount, end int, ok bool) {
	at := i
	if at >= len(s) {
		return a, i, false
	}
	switch s[at] {
	case '+':
		a.plus = true
		at = skipSpace(s, at+1)
	case '×':
		at = skipSpace(s, at+1)
	}
	sign := at > i
	if at >= len(s) {
		return a, i, false
	}
	switch {
	case isDigit(s[at]):
		return v.arabic(s, at, a)
	case s[at] == '斤' && at+1 < len(s) && s[at+1] == '半' && !sign:
		return amount{1500, "斤", false}, at + 2, true
	case (s[at] == '俩' || s[at] == '仨') && !sign:
		n := int64(2)
		if s[at] == '仨' {
			n = 3
		}
		return amount{n * 1000, "个", false}, at + 1, true
	}
	return v.chinese(s, at, a, sign)
}

// arabic reads "2斤半", "1.5kg", "3".
func (v *vocabulary) arabic(s []rune, at int, a amount) (amount, int, bool) {
	from := at
	for at < len(s) && isDigit(s[at]) {
		at++
	}
	whole, err := strconv.ParseInt(string(s[from:at]), 10, 64)
	if err != nil || whole > mostAmount {
		return a, from, false
	}
	a.n = whole * 1000
	if at+1 < len(s) && s[at] == '.' && isDigit(s[at+1]) {
		at++
		unit := int64(100)
		for at < len(s) && isDigit(s[at]) {
			a.n += int64(s[at]-'0') * unit
			unit /= 10
			at++
		}
	}
	return v.unitOf(s, at, a)
}

// unitOf reads the unit behind a number, and a half behind that.
func (v *vocabulary) unitOf(s []rune, at int, a amount) (amount, int, bool) {
	near := skipSpace(s, at)
	if u, n := v.unitAt(s, near); n > 0 {
		a.unit = u
		at = near + n
		if at < len(s) && s[at] == '半' {
			a.n += 500
			at++
		}
		if tael, end := tael(s, at); u == "斤" && end > at {
			a.n += tael
			at = end
		}
	}
	return a, at, true
}

// tael reads the "二两" of "一斤二两", in thousandths of a catty.
func tael(s []rune, at int) (n int64, end int) {
	if at+1 >= len(s) || s[at+1] != '两' {
		return 0, at
	}
	if d, ok := digitOf[s[at]]; ok {
		return d * 100, at + 2
	}
	if isDigit(s[at]) {
		return int64(s[at]-'0') * 100, at + 2
	}
	return 0, at
}

// chinese reads "两份", "十二个", "半斤", "一斤半". Without a unit it is part of a word.
func (v *vocabulary) chinese(s []rune, at int, a amount, sign bool) (amount, int, bool) {
	from := at
	if s[at] == '半' {
		a.n = 500
		at++
	} else {
		n, end := chineseNumber(s, at)
		if end == at {
			return a, from, false
		}
		a.n, at = n*1000, end
	}
	if at < len(s) && s[at] == '来' { // "十来个" is no number
		return a, from, false
	}
	got, end, _ := v.unitOf(s, at, a)
	if got.unit == "" && !sign && !people(s, end) {
		return a, from, false
	}
	return got, end, true
}

// people reports whether persons are counted at i, and no name goes on there: "两位", "两大两小".
func people(s []rune, i int) bool {
	if i >= len(s) {
		return false
	}
	last := i+1 == len(s) || !isHan(s[i+1])
	switch s[i] {
	case '人', '位', '名':
		return last
	case '大', '小':
		if last {
			return true
		}
		_, end := chineseNumber(s, i+1)
		return end > i+1
	}
	return false
}

// chineseNumber reads a number below a hundred.
func chineseNumber(s []rune, at int) (n int64, end int) {
	from := at
	if d, ok := digitOf[s[at]]; ok {
		n = d
		at++
	} else if s[at] == '十' {
		n = 1
	} else if s[at] == '廿' || s[at] == '卅' {
		n = 20
		if s[at] == '卅' {
			n = 30
		}
		if at++; at < len(s) {
			if d, ok := digitOf[s[at]]; ok && s[at] != '两' {
				return n + d, at + 1
			}
		}
		return n, at
	} else {
		return 0, from
	}
	if at < len(s) && s[at] == '十' {
		n *= 10
		at++
		if at < len(s) {
			if d, ok := digitOf[s[at]]; ok && s[at] != '两' {
				n += d
				at++
			}
		}
	}
	return n, at
}

func skipSpace(s []rune, i int) int {
	for i < len(s) && s[i] == ' ' {
		i++
	}
	return i
}

// Show writes an amount as people do: "2", "0.5".
func Show(n int64) string {
	if n < 0 {
		return "?"
	}
	out := strconv.FormatInt(n/1000, 10)
	if part := n % 1000; part > 0 {
		rest := strings.TrimRight(strconv.FormatInt(1000+part, 10)[1:], "0")
		out += "." + rest
	}
	return out
}

// ParseAmount reads an amount with or without its unit, such as a person types it
// into a field; false where it is none.
func ParseAmount(text string) (n int64, unit string, ok bool) {
	v := newVocabulary(nil)
	s := []rune(fold(clean(text)))
	if len(s) == 0 {
		return 0, "", false
	}
	a, end, ok := v.amountAt(s, 0)
	if !ok { // "两" in a field is two
		if n, end := chineseNumber(s, 0); end == len(s) {
			return n * 1000, "", n > 0
		}
		return 0, "", false
	}
	return a.n, a.unit, end == len(s) && a.n > 0
}

// String writes an item: "排骨 2斤".
func (it Item) String() string {
	out := it.Product
	if out == "" {
		out = "?"
	}
	out += " " + Show(it.Amount)
	if it.Amount >= 0 {
		out += it.Unit
	}
	return out
}

// vocabulary is what words are held against.
type vocabulary struct {
	products []Product
	keys     []string   // their names, folded
	english  [][]string // their words in English
	units    []string
	words    map[rune][]word // by their first rune, folded; the longer ones first
	codes    map[string]int
	places   []place
	told     int  // how many of products the head tells of
	doubted  bool // the one product is a word of one row alone
}

type word struct {
	runes   []rune
	product int
}

type place struct{ name, key string }

func newVocabulary(products []Product) *vocabulary {
	v := &vocabulary{units: units, words: map[rune][]word{}, codes: map[string]int{}}
	for _, p := range products {
		v.add(p)
	}
	return v
}

// add brings in a product. Also one whose name another has, but for a plural: a product
// has the same place here as in the list it comes from.
func (v *vocabulary) add(p Product) {
	i := len(v.products)
	v.products = append(v.products, p)
	v.keys = append(v.keys, fold(clean(p.Name)))
	v.english = append(v.english, nameWords(p.Name))
	v.word(p.Name, i)
	if parts := strings.Fields(p.Name); len(parts) == 2 && isASCII(parts[0]) != isASCII(parts[1]) { // "Salmon 三文鱼" has two names
		for _, part := range parts {
			if len([]rune(part)) > 1 && v.find(part) < 0 {
				v.word(part, i)
			}
		}
	}
	if p.Code != "" {
		v.codes[fold(p.Code)] = i
	}
	if u := fold(p.Unit); u != "" && !slices.Contains(v.units, u) {
		v.units = append(slices.Clone(v.units), u)
		slices.SortStableFunc(v.units, func(a, b string) int { return len(b) - len(a) })
	}
}

func (v *vocabulary) word(name string, product int) {
	runes := []rune(whole(fold(clean(name))))
	if len(runes) == 0 {
		return
	}
	list := append(v.words[runes[0]], word{runes, product})
	slices.SortStableFunc(list, func(a, b word) int { return len(b.runes) - len(a.runes) })
	v.words[runes[0]] = list
}

// find returns which product a name is; None where it is none.
func (v *vocabulary) find(name string) int {
	s := []rune(whole(fold(clean(name))))
	if i, n := v.productAt(s, 0); n == len(s) && n > 0 {
		return i
	}
	return None
}

// productAt returns the product whose name begins at i, and its length.
func (v *vocabulary) productAt(s []rune, i int) (product, n int) {
	if i >= len(s) {
		return None, 0
	}
	for _, w := range v.words[s[i]] {
		if end := i + len(w.runes); end <= len(s) && slices.Equal(s[i:end], w.runes) {
			if isLatin(s[i]) && i > 0 && isLatin(s[i-1]) {
				continue
			}
			if last := w.runes[len(w.runes)-1]; isLatin(last) && end < len(s) && isLatin(s[end]) {
				if s[end] != 's' || end+1 < len(s) && isLatin(s[end+1]) { // "bagels"
					continue
				}
				return w.product, len(w.runes) + 1
			}
			return w.product, len(w.runes)
		}
	}
	return None, 0
}

// only is the one product there is; None where there are more, or none.
func (v *vocabulary) only() int {
	if v.told == 1 || len(v.products) == 1 && !v.doubted {
		return 0
	}
	return None
}
