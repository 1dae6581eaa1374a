package roll

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// soldBy are what prices of the head are for.
const soldBy = `公斤|斤|份|个|個|盒|袋|包|箱|只|隻|条|條|瓶|罐|板|块|塊|枚|串|桶|把|杯|件|套|张|張|本|双|雙|磅|打|支|根|颗|顆|棵|捆|扎|束|提|碗|盆|篮|片|对|對|盘|笼|株|朵`

var (
	priced     = regexp.MustCompile(`(?i)(?:nt\$|hk\$|[¥￥$£€])\s*([0-9]+(?:\.[0-9]{1,2})?)|([0-9]+(?:\.[0-9]{1,2})?)\s*(?:元|块钱|塊錢|块|塊|圆|圓|文|蚊|€)|([0-9]+(?:\.[0-9]{1,2})?)\s*/|(?:一|每|1)\s?(?:` + soldBy + `)\s?([0-9]{1,4}(?:\.[0-9]{1,2})?)(?:\s|$)|([0-9]+(?:\.[0-9]{1,2})?)\s?(?:一|每)(?:` + soldBy + `)`)
	perUnit    = regexp.MustCompile(`(?i)^\s*(?:元|块钱|塊錢|块|塊)?\s*(?:/|每|一|1\s?|per |a )\s*([\p{Han}]{1,2}|[a-z]{1,10})`)
	hasCode    = regexp.MustCompile(`^([A-Za-z][0-9]?|[0-9]{1,2}[号號])\s*(?:[.、:)]\s*|\s+|(\p{Han}))`)
	noCode     = regexp.MustCompile(`^(?:[A-Za-z](?:恤|盘|弹|领|字|型|形)|[A-Za-z][0-9]?[级类款座栋区组型]|[0-9]{1,2}[号號](?:[楼樓栋棟早中晚上下前后後到截周週星]))`)
	tailWords  = regexp.MustCompile(`(?:团购|拼团|接龙|预定|预订|團購|拼團|接龍|預訂|预售)$`)
	nextCode   = regexp.MustCompile(`\s+([B-Z])[.、:)\s]?\s*\p{Han}`)
	noGoods    = regexp.MustCompile(`满|原价|会员价|市场价|单买|送|免|运费|起送|优惠|红包|定金|押金|差价|减|付款|加价|总价|合计|自提|自取|取货|提货`)
	places     = regexp.MustCompile(`(?:面交点?|交收点?|取件点?|自提点|自取点|取货点|提货点|自提|自取|取货|提货|取货地点|自提地点|领取)\s*(?:地点|地址)?\s*:\s*(.+)`)
	limitEach  = regexp.MustCompile(`每(?:人|户|家|单|位)?(?:最多)?(?:限)?(?:购|买|领|接)?\s*([0-9]+|[一二两三四五六七八九十]+)\s*(\p{Han}|[a-z]+)?|限购\s*([0-9]+|[一二两三四五六七八九十]+)\s*(\p{Han}|[a-z]+)?`)
	limitTotal = regexp.MustCompile(`(?:总共|一共|共|限量|总量|只有|仅)\s*([0-9]+|[一二两三四五六七八九十]+)\s*(\p{Han}|[a-z]+)?`)
	limitTime  = regexp.MustCompile(`截止|截单|结单|停止接龙|封单`)
	untilAt    = regexp.MustCompile(`(?:今天|今晚|明天|明早|明晚|周.|星期.)?(?:上午|下午|晚上|中午|早上|晚)?\s*[0-9]{1,2}(?::[0-9]{2}|[点點](?:半|[0-9]{1,2}分?)?)`)
	titled     = regexp.MustCompile(`^([^:]*(?:今|明|周|到|团|龙|订|预定|上新|清单|群|本期|现货)[^:]*):(.+)$`)
	fetchAt    = regexp.MustCompile(`^(?:在|到|去)?(.{2,40}?)(?:自提|自取|取货|提货|(?:都?可以?)?(?:交收|取|拿|领))$`)
	endsPlace  = regexp.MustCompile(`、|或|和|/|(?:店|点|站|口|区|楼)$`)
	titleLike  = regexp.MustCompile(`^\([^()]{0,8}(?:团|接龙|预订|拼单)[^()]{0,4}\)`)
	askTails   = regexp.MustCompile(`尾号|后四位|后4位|(?:电话|手机)号?(?:码)?(?:\s|\+|,|、|$)|last 4`)
	askRooms   = regexp.MustCompile(`房号|房间号|门牌|室号|楼号`)
	leadWords  = regexp.MustCompile(`^(?:今天的?|今日的?|今晚的?|明天的?|明日的?|本周|本期|现货|新鲜到店的)`)
)

// head reads what stands before the rows.
func (r *reader) head() {
	seen := map[int]bool{} // copies whose rows have begun
	boards := r.lettered()
	r.pricedLines()
	goods := r.listedAgain(r.listedGoods())
	for i := range r.lines {
		l := &r.lines[i]
		switch {
		case l.time, l.sum, l.cells != nil, l.clean == "" && !l.marker:
			continue
		case l.marker:
			l.kind = Head
			if l.clean != "" {
				r.about(isMarker.ReplaceAllString(strings.TrimSpace(l.text), ""))
			}
			continue
		case boards[i]:
			if l.kind = Head; !boardsFirst.MatchString(l.clean) {
				r.about(strings.TrimSpace(l.text))
			}
			continue
		case isExample.MatchString(l.clean):
			l.kind = Head
			r.asksFor(l.clean)
			continue
		case goods[i] || l.n > 0 && !seen[l.copy] && hasCode.MatchString(l.body) && priced.MatchString(l.body) && r.goods(l.body, true):
			if goods[i] {
				r.circledGoods(l)
			}
			l.goods, l.kind, l.n = true, Head, 0
			continue
		case l.n > 0:
			seen[l.copy] = true
			continue
		case r.numbered && !seen[l.copy], !r.numbered && r.looksLikeHead(l):
			r.headLine(l)
		}
	}
	r.titleAgain()
	r.pricedTitle()
	r.halves()
	r.learnOptions()
	r.soldBy()
	r.headLow = fold(r.headText())
	r.renumber()
	r.vocabulary()
}

// renumber forgets copies that only numbered the products.
func (r *reader) renumber() {
	r.numbered = false
	now, at := 0, map[int]int{}
	for i := range r.lines {
		l := &r.lines[i]
		if l.n > 0 {
			r.numbered = true
			if _, ok := at[l.copy]; !ok {
				at[l.copy] = now
				now++
			}
		}
	}
	for i := range r.lines {
		r.lines[i].copy = at[r.lines[i].copy]
	}
	r.copies = now
}

// listedGoods finds products that are numbered as the rows are: a run of numbers in
// which each has a price, before another run in which not each has.
func (r *reader) listedGoods() map[int]bool {
	out := map[int]bool{}
	var run []int
	copyOf := None
	for i := range r.lines {
		l := &r.lines[i]
		if l.n == 0 {
			continue
		}
		if copyOf == None {
			copyOf = l.copy
		}
		if l.copy != copyOf {
			for _, at := range run {
				out[at] = true
			}
			return out
		}
		if !priced.MatchString(l.body) && !(isCircled(firstRune(l.clean)) && bareTail.MatchString(l.body)) {
			return out
		}
		run = append(run, i)
	}
	if r.rowsBelow(run) {
		r.numbered = false // the rows are not
		for _, at := range run {
			out[at] = true
		}
	}
	return out
}

// looksLikeHead reports whether a line of a list without numbers is about the chain:
// what stands before the first row is, and prices are.
func (r *reader) looksLikeHead(l *line) bool {
	low := fold(l.clean)
	if r.begun && timesN.MatchString(low) { // "流心x3 元朗" has no price
		return false
	}
	if (r.begun || r.wantsOf(low)) && r.inPieces(l, low) {
		r.begun = true
		return false
	}
	if l.listed || priced.MatchString(low) || !r.begun && soldAs.MatchString(low) || places.MatchString(low) {
		return true
	}
	if r.sent {
		return limitTime.MatchString(low)
	}
	if !r.begun {
		row := r.entry(l.clean, "")
		r.begun = len(row.Items) > 0 || r.wantsOf(low)
	}
	return !r.begun
}

// headLine reads one line of the head. Limits that stand beside products are theirs.
func (r *reader) headLine(l *line) {
	l.kind = Head
	low := fold(l.clean)
	r.asksFor(low)
	if title, list, ok := titleAndGoods(l.clean, low); ok && r.goods(list, false) {
		r.about(title)
		return
	}
	if title, list, ok := occasionAndGoods(l.clean); ok && r.title == "" && r.goods(namedFirst(list), false) {
		r.about(title)
		return
	}
	if r.goods(namedFirst(l.clean), false) {
		l.goods = true
		return
	}
	told := r.limits(low, None)
	if m := places.FindStringSubmatch(low); m != nil {
		told = r.readPlaces(l.clean, m[1], low) || told
	} else if r.endPlaces(l.clean) {
		told = true
	}
	if !told || tellsMore(l.clean) {
		r.about(strings.TrimSpace(l.text))
	}
}

// asksFor notes what a line of the head wants to be told: rooms, phones.
func (r *reader) asksFor(low string) {
	r.tails = r.tails || askTails.MatchString(low)
	r.roomsTold = r.roomsTold || askRooms.MatchString(low)
}

// titleAndGoods takes "福利群明天到：土鸡蛋 20元/盒，小排 28元/斤" apart: what stands before the
// colon is the title where two or more products with prices stand behind it.
func titleAndGoods(s, low string) (title, list string, ok bool) {
	m := titled.FindStringSubmatch(low)
	if m == nil || priced.MatchString(m[1]) || utf8.RuneCountInString(low) != utf8.RuneCountInString(s) {
		return "", "", false
	}
	at := utf8.RuneCountInString(m[1])
	raw := []rune(s)
	title, list = strings.TrimSpace(string(raw[:at])), strings.TrimSpace(string(raw[at+1:]))
	return title, list, len(goodsIn(list)) > 1
}

// occasion is a word that says when there is something or what it is on, and is no part
// of a product's name.
var occasion = regexp.MustCompile(`(?:今天|明天|后天|今日|明日|今晚|明晚|(?:周|星期|礼拜)[一二三四五六日天末]|\d+[号月]|到货|团购|拼团|开团|接龙|预[订定]|特价)`)

// occasionAndGoods takes "福利群周六到货 排骨32一斤 豆腐4块一份" apart: the first word is the
// title where it says when, and what stands behind it is a product with its price.
func occasionAndGoods(s string) (title, list string, ok bool) {
	title, list, ok = strings.Cut(strings.TrimSpace(s), " ")
	if !ok || !occasion.MatchString(title) || priced.MatchString(fold(title)) {
		return "", "", false
	}
	first := goodsIn(namedFirst(list))
	if len(first) == 0 {
		return "", "", false
	}
	p, ok := productOf(first[0], false)
	return title, list, ok && p.Price != None && hasWord(p.Name)
}

// endPlaces reads "桥头店、柳荫店自提", as it stands at the end of a line about limits.
func (r *reader) endPlaces(s string) bool {
	told := false
	for _, part := range strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune(",，;；。", c) }) {
		part = strings.TrimSpace(part)
		low := fold(part)
		m := fetchAt.FindStringSubmatch(low)
		if m == nil || !endsPlace.MatchString(m[1]) || utf8.RuneCountInString(low) != utf8.RuneCountInString(part) {
			continue
		}
		list := howMany.ReplaceAllString(string([]rune(part)[:utf8.RuneCountInString(m[1])]), "")
		list = orAnd.Replace(list)
		r.readPlaces(list, list, list)
		told = true
	}
	return told
}

// titleAgain takes for the title, where no other line is one, a line that says what
// there is and until when: the one right below WeChat's own mark, or one that begins so.
func (r *reader) titleAgain() {
	for i := range r.lines {
		l := &r.lines[i]
		if r.title != "" || l.n > 0 {
			return
		}
		if l.kind == Head && !l.goods && !l.marker && (tellsMore(l.clean) || titleLike.MatchString(fold(l.clean)) || i > 0 && r.lines[i-1].marker && r.lines[i-1].clean == "" && !places.MatchString(fold(l.clean))) {
			r.about(strings.TrimSpace(l.text))
		}
	}
}

// about takes the first line that says nothing else for the title.
func (r *reader) about(s string) {
	if r.title == "" && hasWord(s) && !r.sent && !greeting.MatchString(fold(clean(s))) {
		r.title = clip(s, 60)
	}
}

func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n])
}

// readPlaces reads "自提点：桥头店、河边店"; low is the folded line that ends with list.
func (r *reader) readPlaces(raw, list, low string) (told bool) {
	from := utf8.RuneCountInString(low) - utf8.RuneCountInString(list)
	if len(r.places) > 0 {
		return true // told before
	}
	between := "、,/;"
	if !strings.ContainsAny(list, between) {
		between = " "
	}
	parts := strings.FieldsFunc(string([]rune(raw)[from:]), func(c rune) bool { return strings.ContainsRune(between, c) })
	for _, part := range parts[:min(len(parts), 30)] {
		part = strings.Trim(part, "()。. ")
		if r.ordered(part) {
			continue // "到店自提：豆腐、豆浆"
		}
		told = true
		if n := utf8.RuneCountInString(part); n < 2 || n > 16 || strings.ContainsAny(part, "0123456789") && !ofEstate.MatchString(fold(part)) || strings.Contains(part, "取") || strings.HasSuffix(part, "前") || strings.HasSuffix(fold(part), "后") {
			continue
		}
		if !slices.Contains(r.places, part) && len(r.places) < 30 {
			r.places = append(r.places, part)
		}
	}
	return told
}

// ordered reports whether somebody wants so much of what a word says.
func (r *reader) ordered(word string) bool {
	key := fold(word)
	for i := range r.lines {
		if r.lines[i].n == 0 || key == "" || !strings.Contains(r.lines[i].body, word) {
			continue
		}
		_, behind, ok := strings.Cut(fold(r.lines[i].body), key)
		if !ok {
			continue
		}
		if a, _, ok := r.words.amountAt([]rune(clip(behind, 20)), 0); ok && a.unit != "" {
			return true
		}
	}
	return false
}

// limits reads limits of a product, or of everything; low is folded.
func (r *reader) limits(low string, product int) (told bool) {
	each, total := &r.each, &r.total
	if product >= 0 {
		each, total = &r.products[product].Each, &r.products[product].Total
	}
	if m := limitEach.FindStringSubmatch(low); m != nil && !priced.MatchString(m[0]) && (strings.Contains(m[0], "限") || strings.Contains(m[0], "最多")) {
		*each = r.limitOf(m[1]+m[3], m[2]+m[4])
		told = true
		low = strings.Replace(low, m[0], " ", 1)
	}
	if m := limitTotal.FindStringSubmatch(low); m != nil {
		if got := r.limitOf(m[1], m[2]); got.Unit != "" {
			*total = got
			told = true
		}
	}
	if product < 0 && limitTime.MatchString(low) {
		if at := untilAt.FindString(low); at != "" {
			r.until = strings.TrimSpace(at)
		}
		told = true
	}
	return told
}

func (r *reader) limitOf(n, unit string) Limit {
	if _, size := r.words.unitAt([]rune(unit), 0); size == 0 {
		unit = ""
	}
	if count, err := strconv.ParseInt(n, 10, 64); err == nil && count <= mostAmount {
		return Limit{count * 1000, unit}
	}
	if s := []rune(n); len(s) > 0 {
		if count, end := chineseNumber(s, 0); end > 0 {
			return Limit{count * 1000, unit}
		}
	}
	return Limit{}
}

// goods reads the products of a line, and reports whether there are any.
func (r *reader) goods(s string, sure bool) bool {
	found := false
	s = soldAs.ReplaceAllString(plainHead(s), "$1 $2 ${3}元")
	parts := bareList(s)
	if parts == nil {
		parts = goodsIn(s)
	}
	for i, part := range parts {
		if i > 0 && bareGoods(parts[i-1]) && priceOnly(part) { // "酱牛肉，38一斤"
			part = parts[i-1] + " " + part
		}
		p, ok := productOf(part, sure)
		if !ok || isFee(p.Name) {
			r.half(&p)
			continue
		}
		found = true
		if p.Price != None {
			r.signs[signOf(part)]++
		}
		if r.given {
			continue
		}
		if i := r.productNamed(p.Name); i >= 0 && !r.codesInNames(i, &p) {
			continue
		}
		if len(r.products) < 60 {
			r.products = append(r.products, p)
			r.limits(fold(s), len(r.products)-1)
		}
	}
	return found
}

func (r *reader) productNamed(name string) int {
	return slices.IndexFunc(r.products, func(p Product) bool { return fold(p.Name) == fold(name) })
}
