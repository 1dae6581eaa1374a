package roll

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

var (
	// slashDay is a day that could be taken for a price: "6/20收單".
	slashDay = regexp.MustCompile(`(^|[^0-9/.])(1[0-2]|0?[1-9])/(3[01]|[12][0-9]|0?[1-9])(\s|[收截结結封到前后後开開出起发發號日,，()（）。]|$)`)
	// kindOf is what a bracket behind a product's name says of it: "大宠爱（猫）58/支".
	kindOf = regexp.MustCompile(`^([^()（）,，;；]{1,16})[(（]([^()（）0-9]{1,8})[)）]\s*((?:[¥￥$]\s*)?[0-9])`)
	// specIn is how much of it one is, in brackets: "公蟹(4兩) $78/隻".
	specIn = regexp.MustCompile(`^([^()（）,，;；0-9]{1,16})[(（]([0-9]{1,4}(?:\.[0-9])?\p{Han}{1,3})[)）]\s*((?:(?:NT|HK)?[¥￥$]\s*)?[0-9])`)
	// goodsOfTitle is the product that a title names before it says what is done with it.
	goodsOfTitle = regexp.MustCompile(`^(?:\(.{1,8}\)|今天的?|明天的?|今日|明日|新鲜|现摘|本周|(?:周|星期)[一二三四五六日天])?(?:上午|下午|晚上)?(?:统一)?(?:送|\p{Han}{1,4}的)?(\p{Han}{2,8}?)(?:接龙|团购|拼团|开团|拼单|预[订定售]|到货|上新|又?来[了啦咯]|又?(?:开始|开)[了啦]|\s|,|!|$)`)
	// priceWithUnit is a price of one of something.
	priceWithUnit = regexp.MustCompile(`[0-9]+(?:\.[0-9]{1,2})?\s*(?:元|块钱?|塊錢?|圆)?\s*(?:/|一|每)\s*(?:` + soldBy + `)`)
	// unitThenPrice is the same the other way round: "30枚一板 35元".
	unitThenPrice = regexp.MustCompile(`(?:一|每)(` + soldBy + `)\s?([0-9]+(?:\.[0-9]{1,2})?)\s?(?:元|块)`)
	// greeting says good evening, and nothing of what the chain is about.
	greeting = regexp.MustCompile(`^(?:各位|大家|亲爱的|家人们|亲们|邻居们|姐妹们|宝子们)?[^,。:]{0,8}(?:早上|上午|中午|下午|晚上|大家)?好[呀啊哈~!。 ]*$`)
	// timesN is so many of something.
	timesN = regexp.MustCompile(`[\p{Han}a-z] ?[x×*] ?[0-9]`)
	// dayWords say when, and nothing else.
	dayWords = regexp.MustCompile(`今天|明天|后天|今日|明日|今早|明早|今晚|明晚|(?:周|星期|礼拜)[一二三四五六日天末]|[0-9]+[号月日]|上午|下午|中午|晚上?|早上?|[0-9一二三四五六七八九十]+点|左右|前|后|到|发|取|送|统一|[^\p{Han}A-Za-z]`)
	// condition is what a piece of a head may say of when and where, and how much at most.
	condition = regexp.MustCompile(`截|收单|封单|限|自[提取]|取货|提货|领取|起送|满[0-9]|(?:^|[^一二三四五六七八九十0-9])[0-9]{1,2}(?::[0-9]{2}|[点點])|地址|电话|尾号|运费|付款`)
)

// tellsMore reports whether a line of the head that tells of limits or of days begins by
// saying what it is about: "急凍海鮮團 星期四晚截單".
func tellsMore(s string) bool {
	first := s
	if at := strings.IndexAny(s, " ,，(（;；。"); at > 0 {
		first = s[:at]
	} else if at == 0 {
		_, first, _ = strings.Cut(s, ")")
	}
	low := fold(strings.TrimSpace(first))
	if utf8.RuneCountInString(low) < 4 || condition.MatchString(low) || priced.MatchString(s) || strings.Contains(clean(s), ":") {
		return false
	}
	return utf8.RuneCountInString(dayWords.ReplaceAllString(low, "")) >= 2
}

// plainHead writes days and kinds so that they are not taken for prices, nor hide them.
func plainHead(s string) string {
	s = slashDay.ReplaceAllString(s, "$1$2月$3日$4")
	return kindOf.ReplaceAllString(specIn.ReplaceAllString(s, "$1 $2 $3"), "$1 $3")
}

// pricedTitle takes the product from the title where the head names none and one line
// of it is a price and nothing else: "土鸡蛋接龙啦" above "38元/板（30个），周五到".
func (r *reader) pricedTitle() {
	if len(r.products) > 0 || r.given || r.title == "" {
		return
	}
	title := clean(r.title)
	low := fold(title)
	m := goodsOfTitle.FindStringSubmatchIndex(low)
	if m == nil {
		return
	}
	if word := low[m[2]:m[3]]; occasion.MatchString(word) || gathers.MatchString(word) || noGoods.MatchString(word) {
		return
	}
	at, price := None, ""
	for i := range r.lines {
		l := &r.lines[i]
		if l.kind != Head || l.goods || !priced.MatchString(l.clean) {
			continue
		}
		if at != None && r.lines[at].clean == l.clean {
			continue // in another copy
		}
		if at != None || len(priced.FindAllString(l.clean, -1)) > 1 {
			return
		}
		if at, price = i, l.clean; !priceOnly(price) {
			told := price
			price = priceWithUnit.FindString(told) // "38块钱一板" in a sentence
			if m := unitThenPrice.FindStringSubmatch(told); m != nil && price == "" {
				price = m[2] + "元/" + m[1]
			}
		}
	}
	if at == None || price == "" {
		return
	}
	name := part(title, low, m[2], m[3])
	r.lines[at].goods = r.goods(name+" "+price, true)
}

// half notes a name such as "半只", which is an amount and no product: unless "整只" is
// sold beside it.
func (r *reader) half(p *Product) {
	if strings.HasPrefix(p.Name, "半") && p.Price != None && utf8.RuneCountInString(p.Name) <= 3 {
		r.halved = append(r.halved, *p)
	}
}

// halves brings in those that are sold by the half as well as whole.
func (r *reader) halves() {
	for _, p := range r.halved {
		if r.productNamed("整"+strings.TrimPrefix(p.Name, "半")) >= 0 && r.productNamed(p.Name) < 0 {
			r.products = append(r.products, p)
		}
	}
}

// wholeToo reports whether goods that look like amounts are sold whole and by the half:
// "半只28 整只52".
func wholeToo(names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		rest, ok := strings.CutPrefix(name, "半")
		return ok && slices.Contains(names, "整"+rest)
	})
}

// circledGoods reads goods that people may call by their signs: "①电饭煲 50 ②落地灯 30".
func (r *reader) circledGoods(l *line) {
	if !isCircled(firstRune(l.clean)) {
		r.goods(l.body, true)
		return
	}
	from := 0
	for at, c := range l.clean + "①" {
		if !isCircled(c) || at == 0 {
			continue
		}
		r.circled(l.clean[from:at])
		from = at
	}
}

// circled reads one of them.
func (r *reader) circled(s string) {
	sign := firstRune(s)
	body := strings.TrimLeft(s[utf8.RuneLen(sign):], " .、:,")
	if m := bareTail.FindStringSubmatchIndex(body); m != nil && !priced.MatchString(body) {
		body = body[:m[2]] + body[m[2]:m[3]] + "元" + strings.Replace(body[m[3]:], "一", "/", 1)
	}
	had := len(r.products)
	r.goods(body, true)
	if len(r.products) == had+1 && r.products[had].Code == "" {
		r.products[had].Code = string(sign)
	}
}

// codesInNames takes the codes of two products of one name into the names: "A看台" and
// "B看台" are two. It reports whether they were parted.
func (r *reader) codesInNames(i int, p *Product) bool {
	was := &r.products[i]
	if p.Code == "" || was.Code == "" || p.Code == was.Code {
		return false
	}
	was.Name, p.Name = was.Code+was.Name, p.Code+p.Name
	return r.productNamed(p.Name) < 0
}

// listedAgain adds the lines of later copies that list the same goods word by word.
func (r *reader) listedAgain(goods map[int]bool) map[int]bool {
	said := map[string]bool{}
	for i := range goods {
		said[r.lines[i].clean] = true
	}
	for i := range r.lines {
		if l := &r.lines[i]; l.n > 0 && said[l.clean] {
			goods[i] = true
		}
	}
	return goods
}

// soldByEach is a line of the head that says what all prices are for: "以上都是每斤价".
var soldByEach = regexp.MustCompile(`(?m)(?:以上|价格?|价钱|均|都|全部?)[^,。;、0-9\n]{0,5}(?:每|一|元/|块/|按)(\p{Han}{1,2}?)(?:的?(?:价格?|价钱|单价|算|卖|计价?)|的)?(?:$|[,。;、) ])|单位:?(?:元/)?(\p{Han}{1,2})(?:$|[,。;、) ])`)

// soldBy gives the goods of the head the unit that it says all prices are for.
func (r *reader) soldBy() {
	m := soldByEach.FindStringSubmatch(fold(r.headText()))
	if m == nil || r.given {
		return
	}
	unit := cmp.Or(m[1], m[2])
	if _, n := r.words.unitAt([]rune(unit), 0); n != utf8.RuneCountInString(unit) {
		return
	}
	for i := range r.products {
		if p := &r.products[i]; p.Unit == "" && p.Price != None {
			p.Unit = unit
		}
	}
}
