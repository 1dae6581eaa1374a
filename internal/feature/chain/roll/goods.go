package roll

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

var (
	// bareGood is one of several goods with nothing but numbers for prices: "衬衫10 被子40".
	bareGood = regexp.MustCompile(`^([\p{Han}A-Za-z]{1,8})([0-9]{1,4}(?:\.[0-9]{1,2})?)(?:元|块|塊)?(/\p{Han})?$`)
	// soldAs is goods, so much of them, and a price: "玫瑰20枝 39".
	soldAs = regexp.MustCompile(`^(\p{Han}{1,8}?)((?:[0-9]{1,4}|一)(?:` + soldBy + `|枝|升|[Ll]|kg)装?)\s+([0-9]{1,4}(?:\.[0-9]{1,2})?)$`)
	// bareTail is a price at the end that nothing marks as one.
	bareTail = regexp.MustCompile(`\s([0-9]{1,4}(?:\.[0-9]{1,2})?)\s*(?:一(?:` + soldBy + `))?$`)
	clockIn  = regexp.MustCompile(`[0-9]:[0-9]`)
	// whenWords are words before a number that is a time, a day or a limit.
	whenWords = regexp.MustCompile(`^(?:周|星期|上午|下午|晚上?|早上?|中午|限|满|前|后|共|剩|差|已|还|第|约|只|近|超|尾号|电话|地铁|公交)`)
	// onePrice is goods that cost the same: "原味 蓝莓 黄桃 都是15一杯".
	onePrice = regexp.MustCompile(`^((?:\p{Han}{1,8}[ 、,/]+)+\p{Han}{1,8})[ ,]*(?:都是|全是|都|均|统一|一律|每样|各)[ ,]*((?:¥|￥)?[0-9].*)$`)
	// severalGoods is goods of which nobody can say where one ends.
	severalGoods = regexp.MustCompile(`^\p{Han}+ +\p{Han}+ +\p{Han}+|(?:都是|全是|统一|一律)$`)
	// severalPriced is several of them taken for one.
	severalPriced = regexp.MustCompile(`\p{Han}[0-9]+ +\p{Han}+`)
)

// bareList reads such a line; nil where it is none, and nothing of it where one of the
// names is an amount: "半只28 整只52".
func bareList(s string) (out []string) {
	amounts := false
	var names []string
	for _, one := range strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(" ,、;", c) }) {
		m := bareGood.FindStringSubmatch(one)
		if m == nil || whenWords.MatchString(m[1]) {
			return nil
		}
		amounts = amounts || onlyAmount(m[1])
		names = append(names, m[1])
		out = append(out, m[1]+" "+m[2]+"元"+m[3])
	}
	switch {
	case len(out) < 2:
		return nil
	case amounts && !wholeToo(names):
		return []string{}
	}
	return out
}

var inches = regexp.MustCompile(`^[0-9.]+(?:寸|吋|英寸|抽|层|cm|mm|磅)$`)

// goodsIn cuts a line of the head into its products.
func goodsIn(s string) []string {
	var out []string
	if m := onePrice.FindStringSubmatch(s); m != nil && priced.MatchString(m[2]) {
		for _, one := range strings.FieldsFunc(m[1], func(c rune) bool { return strings.ContainsRune(" 、,/", c) }) {
			out = append(out, one+" "+m[2])
		}
		return out
	}
	for _, part := range strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(",;；。()", c) }) {
		from := 0
		for _, m := range nextCode.FindAllStringSubmatchIndex(part, -1) {
			if priced.MatchString(part[from:m[2]]) {
				out = append(out, part[from:m[2]])
				from = m[2]
			}
		}
		rest := part[from:]
		if each := pricedEach(rest); len(each) > 1 {
			out = append(out, each...)
			continue
		}
		if list := strings.Split(rest, "、"); len(list) > 1 && !slices.ContainsFunc(list, func(one string) bool { return !priced.MatchString(one) }) {
			out = append(out, list...)
			continue
		}
		out = append(out, rest)
	}
	return out
}

// packed is how much is in one of what is sold, and no name: "30枚一板".
var packed = regexp.MustCompile(`^[0-9]{1,4}(?:枚|个|只|片|包|斤|支|粒|条|块|张|卷)(?:一|/|每)(?:板|箱|盒|袋|份|扎|提|件|包|组|套)$`)

// productOf reads "A 土鸡蛋 30枚 25元" and "排骨 35元/斤". Without a price it is a product
// only where it has a code, and sure says nothing against it.
func productOf(s string, sure bool) (p Product, ok bool) {
	s = strings.TrimSpace(s)
	if m := hasCode.FindStringSubmatchIndex(s); m != nil && !noCode.MatchString(s) {
		p.Code = strings.ToUpper(s[m[2]:m[3]])
		end := m[1]
		if m[4] >= 0 {
			end = m[4]
		}
		s = s[end:]
	}
	p.Price = None
	at := priced.FindStringSubmatchIndex(s)
	if at == nil {
		if p.Code == "" || utf8.RuneCountInString(s) > 20 || !hasWord(s) || sure {
			return p, false
		}
	} else {
		number := ""
		for g := 2; g < len(at); g += 2 {
			if at[g] >= 0 {
				number = s[at[g]:at[g+1]]
			}
		}
		p.Price = hundredths(number)
		end := at[1]
		if s[end-1] == '/' {
			end--
		}
		if at[10] >= 0 { // "32一斤"
			end = at[11]
		}
		if at[8] >= 0 { // "一盒380"
			v := vocabulary{units: units}
			p.Unit, _ = v.unitAt([]rune(fold(strings.TrimSpace(strings.TrimLeft(s[at[0]:at[8]], "一每1")))), 0)
		}
		if m := perUnit.FindStringSubmatch(s[end:]); m != nil {
			p.Unit = unitWord(m[1])
		}
		s = s[:at[0]]
	}
	p.Name, p.Spec, p.Unit = nameOf(s, p.Unit)
	if p.Unit == "" && p.Code != "" && strings.ContainsFunc(p.Name, isHan) {
		p.Unit = "份"
	}
	if severalPriced.MatchString(p.Name) || severalGoods.MatchString(p.Name) || clockIn.MatchString(p.Name) {
		return p, false
	}
	n := utf8.RuneCountInString(p.Name)
	return p, n > 0 && !onlyAmount(p.Name) && !packed.MatchString(fold(p.Name)) && n <= 24 && hasWord(p.Name) && !noGoods.MatchString(fold(p.Name)) && !strings.ContainsAny(p.Name, "。!?")
}

// bareGoods reports whether a piece of the head may be a product whose price stands
// behind the comma.
func bareGoods(s string) bool {
	n := utf8.RuneCountInString(strings.TrimSpace(s))
	return n > 1 && n <= 8 && hasWord(s) && !strings.ContainsAny(s, "0123456789:") && !noGoods.MatchString(fold(s)) && !strings.HasSuffix(strings.TrimSpace(s), "的")
}

// priceOnly reports whether a piece of the head is a price and names nothing.
func priceOnly(s string) bool {
	m := priced.FindStringIndex(strings.TrimSpace(s))
	return m != nil && m[0] == 0
}

// onlyAmount reports whether a name is nothing but so much of something: "两斤", "30枚/板".
func onlyAmount(name string) bool {
	v := vocabulary{units: units}
	s := []rune(fold(name))
	a, end, ok := v.amountAt(s, 0)
	return ok && a.unit != "" && (end == len(s) || s[end] == '/' || s[end] == ' ')
}

// namedFirst writes "(土鸡蛋)30枚/板 45元" so that the name stands before what is told of it.
func namedFirst(s string) string {
	inner, rest, ok := strings.Cut(strings.TrimPrefix(s, "("), ")")
	rest = strings.TrimSpace(rest)
	if !ok || !strings.HasPrefix(s, "(") || !hasWord(inner) || !onlyAmount(rest) && !onlyAmount(strings.SplitN(rest, " ", 2)[0]) {
		return s
	}
	return inner + " " + rest
}

// pricedEach cuts "五花 35/斤  前腿 30/斤" behind each price.
func pricedEach(s string) (out []string) {
	from := 0
	for _, m := range priced.FindAllStringIndex(s, -1) {
		end := m[1]
		if end > from && s[end-1] == '/' {
			end--
		}
		if unit := perUnit.FindStringIndex(s[end:]); unit != nil {
			end += unit[1]
		} else if end > from && s[end-1] == ' ' {
			end--
		}
		if end < len(s) && !strings.HasPrefix(strings.TrimLeft(s[end:], "元块圆"), " ") {
			continue
		}
		out = append(out, strings.Trim(s[from:end], " /、"))
		from = end
	}
	return out
}

// unitWord keeps of what stands behind a price the unit: "斤起" is 斤.
func unitWord(s string) string {
	runes := []rune(strings.ToLower(s))
	v := vocabulary{units: units}
	if u, n := v.unitAt([]rune(fold(s)), 0); n > 0 {
		return u
	}
	if isHan(runes[0]) {
		return string(runes[:1])
	}
	return string(runes)
}

// nameOf takes what is sold at a time off the end of a product's name.
func nameOf(s, unit string) (name, spec, per string) {
	s = strings.TrimFunc(strings.Trim(s, " :.、-~—="), isPicture)
	s = strings.TrimSpace(leadWords.ReplaceAllString(s, ""))
	v := vocabulary{units: units}
	fields := strings.Fields(s)
	for len(fields) > 1 {
		last := fields[len(fields)-1]
		low := []rune(strings.TrimSuffix(strings.TrimPrefix(fold(last), "每"), "装"))
		if len(low) == 0 {
			break
		}
		a, end, ok := v.amountAt(low, 0)
		if !ok && len(low) <= 2 { // "每份"
			if u, n := v.unitAt(low, 0); n == len(low) {
				a, end, ok = amount{n: 1000, unit: u}, n, true
			}
		}
		if inches.MatchString(string(low)) {
			a, end, ok = amount{}, len(low), true
		}
		if ok && a.unit != "" && end+2 == len(low) && low[end] == '/' { // "30枚/板"
			u, _ := v.unitAt(low, end+1)
			if end, unit = len(low), u; unit == "" {
				break
			}
			last = string([]rune(last)[:len([]rune(last))-2])
		}
		if !ok || end != len(low) {
			break
		}
		if a.n == 1000 && a.unit != "" && unit == "" && !strings.HasSuffix(last, "装") {
			unit = a.unit
		} else {
			spec = strings.TrimSpace(last + " " + spec)
		}
		fields = fields[:len(fields)-1]
	}
	name, glued := gluedSpec(strings.Join(fields, " "))
	if short := tailWords.ReplaceAllString(name, ""); hasWord(short) {
		name = strings.TrimSpace(short)
	}
	return clip(name, 24), clip(strings.TrimSpace(glued+" "+spec), 20), unit
}

// gluedSpec parts "鸡蛋30枚".
func gluedSpec(name string) (short, spec string) {
	v := vocabulary{units: units}
	runes := []rune(name)
	for i := 1; i < len(runes); i++ {
		if !isDigit(runes[i]) || isDigit(runes[i-1]) || runes[i-1] == '.' {
			continue
		}
		if a, end, ok := v.amountAt([]rune(fold(name)), i); ok && end == len(runes) && a.unit != "" && hasWord(string(runes[:i])) {
			return strings.TrimSpace(string(runes[:i])), string(runes[i:])
		}
	}
	return name, ""
}

// hundredths reads a price; None where it is none.
func hundredths(s string) int64 {
	whole, part, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || n > 9_999_999 {
		return None
	}
	part = (part + "00")[:2]
	cents, err := strconv.ParseInt(part, 10, 64)
	if err != nil {
		return None
	}
	return n*100 + cents
}

// ParsePrice reads a price as a person types it, in hundredths; None for nothing.
func ParsePrice(s string) (int64, bool) {
	s = strings.TrimSuffix(strings.TrimLeft(clean(s), "¥$£€ "), "元")
	if s = strings.TrimSpace(s); s == "" {
		return None, true
	}
	for i, c := range s {
		if !isDigit(c) && (c != '.' || i == 0) {
			return None, false
		}
	}
	if _, part, _ := strings.Cut(s, "."); len(part) > 2 || strings.Contains(part, ".") {
		return None, false
	}
	n := hundredths(s)
	return n, n >= 0
}

// Unit is a unit as amounts have it, however it was typed.
func Unit(s string) string {
	low := fold(clean(s))
	v := vocabulary{units: units}
	if u, n := v.unitAt([]rune(low), 0); n > 0 && n == len([]rune(low)) {
		return u
	}
	return low
}
