package roll

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

var (
	// gathers are words of a head by which people sign up themselves, and buy nothing.
	gathers = regexp.MustCompile(`报名|参加|活动|体验|聚餐|聚会|讲座|志愿|义工|比赛|集合|签到|到场|出席|拼车|公开课|班会|爬山|郊游|球|跑步|徒步|骑行|露营|瑜伽|观影|读书会|桌游|团建|家长会|排练|彩排|[0-9]人开|人数|顺风车|义剪|义诊|理发|招募|试听|出游|自驾|研学|能来的|来的接|要去的|去的接`)
	// surely are those of them that may stand without WeChat's own mark.
	surely = regexp.MustCompile(`报名|接龙|聚餐|聚会|拼车|顺风车|志愿者|义工|义剪|义诊|招募|能来的|来的接|要去的|去的接|人数|(?:羽毛|足|篮|乒乓|网|排|台|匹克)球|飞盘|徒步|爬山|登山|露营|骑行|跑团|约跑|瑜伽|桌游|剧本杀|观影|读书会`)
	// tells are words of a head below which steps, rules or results are numbered, and
	// nobody signs up.
	tells = regexp.MustCompile(`菜单|菜谱|清单|物品|材料|装备|须知|流程|步骤|方法|方式|注意|规则|要求|条件|议程|内容|攻略|说明|介绍|安排|值班|值日|轮值|获奖|中奖|录取|名次|排名|成绩|公示|嘉宾|节目|项目`)
	// sells are words of a head about goods.
	sells = regexp.MustCompile(`团购|拼团|开团|拼单|到货|下单|订购|预订|预定|自提|自取|取货|提货|[0-9一半每]斤|元/|特价|新鲜`)
	// steps are rows of such lists, and no names.
	steps = regexp.MustCompile(`^(?:请|需|须|必须|自备|携带|提前|准时|不得|不要|禁止|严禁|注意|凡|如|若|所有|每|扫码|填写|关注|转发|点击|加微信|付款|缴费|交费|报名|签到|参加|集合|到达|出发|活动|时间|地点|费用|联系|名额|人数|穿|带好|到场)`)
	// moreCome are remarks by which somebody may not come alone, or not come.
	moreCome = regexp.MustCompile(`[0-9?？不没改换带加和跟吗呢或]|可以|待定|再说|候补|可能|看情况|两|俩`)
	// together are names that say that somebody does not come alone.
	together = regexp.MustCompile(`都来|都去|一起|.带.|全家|一家|爸爸妈妈|爸妈|夫妻|夫妇|两口|俩|[+&和]`)
	// boarding is a line of the head that says where people may get in or meet.
	boarding = regexp.MustCompile(`(?:上车|乘车|接人|集合|候车)(?:点|地点|地)?\s*:\s*(.+[、/].+)$`)
	// aPerson is what a word looks like that names somebody.
	aPerson = regexp.MustCompile(`^(?:小|老|阿)\p{Han}{1,2}$|(?:妈|爸|姐|哥|叔|姨|奶奶|爷爷|婶|伯|嫂|老师|先生|女士|小姐|大爷|大妈|同学|师傅|工|总|家长)$|^(?:赵|钱|孙|李|周|吴|郑|王|冯|陈|卫|蒋|沈|韩|杨|朱|秦|许|何|吕|张|孔|曹|严|金|魏|陶|姜|谢|邹|苏|潘|范|彭|鲁|马|方|袁|柳|唐|薛|雷|罗|郝|邓|黄|萧|尹|姚|邵|汪|毛|戴|宋|庞|熊|董|梁|杜|阮|贾|江|郭|林|钟|徐|邱|高|夏|蔡|田|樊|胡|凌|霍|万|卢|丁|龙|叶|余|刘|谭|贺|曾|程|史|侯|任|傅|崔|欧阳)\p{Han}{1,2}$|^[a-z]{2,}`)
	// ourselves are words for who comes, and for nothing that is sold.
	ourselves = regexp.MustCompile(`^(?:我们|咱们?|我家|我们家|夫妻|两口子?|父子|母女|父女|母子|姐妹|兄弟)$`)
	// noPerson is what looks like one and is a day or a dish.
	noPerson = regexp.MustCompile(`^周[一二三四五六日末]|(?:肉|鱼|虾|鸡|鸭|汤|菜|饭|面|豆腐|酒|茶|粥|饼)$`)
)

// mostPersonal is longer than what people write who sign up themselves.
const mostPersonal = 40

// attending is a list by which people sign up themselves, while it is read.
type attending struct {
	as    []entry // the rows, read so
	fits  []bool  // which of them are clear so
	bare  int     // nothing but names, or how old somebody is
	said  int     // rows that also say how many they are, or how old
	signs int     // rows with something that only a person has
	count int     // rows that are clear so
	goods int     // rows in which somebody wants something else
}

// signUps counts the persons of a list by which people sign up themselves: the head says
// so and tells of no goods, and of the rows many are nothing but names. Without WeChat's
// own mark all of it has to look like such a list.
func (r *reader) signUps() {
	r.heads()
	head := fold(r.headText())
	if !r.meeting {
		return
	}
	r.boards()
	a := r.attend()
	lone := r.loneNames()
	switch {
	case r.marked && a.goods > 0 || a.fewOf(len(r.parsed)) || sells.MatchString(head):
		if !r.marked || r.inEnglish || len(lone) < 2 || 2*len(lone) < len(r.parsed) {
			return
		}
		for _, e := range lone { // beside those who want something, only who wants nothing
			e.Items, e.Why = []Item{{Product: "人", Amount: 1000}}, nil
		}
		return
	case r.marked && 2*a.count < len(r.parsed), !r.marked && !r.persons(&a, head):
		return
	}
	for i := range r.parsed {
		e := &r.parsed[i]
		switch {
		case a.fits[i]:
			a.as[i].N, a.as[i].copy = e.N, e.copy
			*e = a.as[i]
		case r.inEnglish && len(e.Why) == 0:
			e.ask(Words)
			e.Crossed, e.Rest = false, clip(r.sources[i].body, 200)
		case len(e.Why) == 0 && !e.Crossed && strings.Contains(r.sources[i].body, "+"):
			e.ask(NoAmount) // one, or one more
		}
	}
	if r.inEnglish {
		r.keepSold(r.words.told) // "friends" are nothing that is sold
	}
}

// fewOf reports whether too few of so many rows are surely persons: nothing but names, or
// nearly all of them say that they are.
func (a *attending) fewOf(rows int) bool {
	if 6*a.said >= 5*rows && rows >= fewRows {
		return false
	}
	return a.bare < 1 || a.bare < 2 && 4*a.count < 3*rows
}

// heads counts persons without a unit, "2个人" as well as "2人", and asks where who comes
// was taken for what they want: "我们俩".
func (r *reader) heads() {
	for i := range r.parsed {
		e := &r.parsed[i]
		e.countedTwice()
		for k := range e.Items {
			it := &e.Items[k]
			switch {
			case it.Product == "人" && it.Unit == "个":
				it.Unit = ""
			case len(e.Why) == 0 && ourselves.MatchString(fold(it.Product)):
				e.ask(Words)
				e.Rest = it.Product
			}
		}
	}
}

// countedTwice takes out how many of the persons are grown up where that stands beside
// how many they are, "3人 两大一小"; and asks where the one is not the sum of the other.
func (e *entry) countedTwice() {
	var all, parts int64
	for _, it := range e.Items {
		switch it.Product {
		case "人":
			all += it.Amount
		case "大", "小":
			parts += it.Amount
		}
	}
	if all <= 0 || parts <= 0 || len(e.Why) > 0 {
		return
	}
	if all != parts {
		e.ask(Words)
		return
	}
	for _, it := range e.Items {
		if it.Product != "人" {
			e.Remark = strings.TrimSpace(e.Remark + " " + Show(it.Amount) + it.Product)
		}
	}
	e.Items = slices.DeleteFunc(e.Items, func(it Item) bool { return it.Product != "人" })
}

// loneNames are the rows of which nothing but who it is, and perhaps a remark, was read,
// and who come alone.
func (r *reader) loneNames() (out []*entry) {
	for i := range r.parsed {
		e := &r.parsed[i]
		if len(e.Why) == 1 && e.Why[0] == NoItems && len(e.Items) == 0 && e.Name != "" && e.For == "" && alone(e) && !strings.Contains(r.sources[i].body, "&") {
			out = append(out, e)
		}
	}
	return out
}

// alone reports whether neither the name nor the remark of a row says that somebody
// comes with them.
func alone(e *entry) bool {
	return !together.MatchString(fold(e.Name)) && !moreCome.MatchString(strings.ReplaceAll(fold(e.Remark), "自带", ""))
}

// attend reads every row as one of such a list.
func (r *reader) attend() attending {
	a := attending{as: make([]entry, len(r.parsed)), fits: make([]bool, len(r.parsed))}
	for i := range r.parsed {
		e := &r.parsed[i]
		if e.N > 0 && len(r.sources[i].lines) == 1 {
			a.as[i], a.fits[i] = r.attendeeOf(r.sources[i].body)
		}
		if !a.fits[i] {
			if len(e.Why) == 0 && !e.Crossed && !ofPersons(e.Items) {
				a.goods++
			}
			continue
		}
		a.count++
		is := &a.as[i]
		low := fold(is.Name)
		plain := len(is.Items) == 1 && is.Items[0].Amount == 1000
		told, age := saysPersons(r.sources[i].body)
		if plain && is.Remark == "" && is.For == "" || age {
			a.bare++
		}
		if told || age || is.Crossed {
			a.said++
		}
		if is.Phone != "" || is.Room != "" || is.For != "" || is.Place != "" || is.Remark != "" || is.Crossed || !plain || aPerson.MatchString(low) && !noPerson.MatchString(low) {
			a.signs++
		}
	}
	return a
}

// attendeeOf reads a row in the way of its list; what is longer than people write who sign up
// themselves is none.
func (r *reader) attendeeOf(body string) (entry, bool) {
	switch n := utf8.RuneCountInString(body); {
	case r.inEnglish && n <= mostPersonalEnglish:
		return r.attendeeEnglish(body)
	case r.inEnglish || n > mostPersonal:
		return entry{}, false
	}
	return r.attendee(body)
}

// ofPersons reports whether nothing but persons is counted.
func ofPersons(items []Item) bool {
	for _, it := range items {
		if !counted.MatchString(fold(it.Product)) {
			return false
		}
	}
	return true
}

// persons reports whether a list without WeChat's own mark is one of persons: three rows
// at least, short and numbered one after the other, most of them clear, and half
// with something that only a person has; and neither it nor its head is about goods, rules
// or what is to be done.
func (r *reader) persons(a *attending, head string) bool {
	n := len(r.parsed)
	if !r.numbered || n < 3 || a.goods > 0 || 2*a.count < n || 4*a.signs < n || !surely.MatchString(head) && !r.inEnglish || tells.MatchString(head) {
		return false
	}
	next := map[int]int{}
	for i := range r.parsed {
		e := &r.parsed[i]
		if e.N == 0 {
			continue
		}
		if e.N < next[e.copy] || e.N > next[e.copy]+2 || steps.MatchString(fold(r.sources[i].body)) || !r.inEnglish && utf8.RuneCountInString(e.Name) > 12 {
			return false
		}
		next[e.copy] = e.N
	}
	return len(next) > 0
}

// boards reads where people may get in, where the head names several places.
func (r *reader) boards() {
	for i := range r.lines {
		l := &r.lines[i]
		low := fold(l.clean)
		m := boarding.FindStringSubmatch(low)
		if l.kind != Head || m == nil || len(r.places) > 0 || utf8.RuneCountInString(low) != utf8.RuneCountInString(l.clean) {
			continue
		}
		r.readPlaces(l.clean, m[1], low)
		for _, p := range r.places {
			r.words.places = append(r.words.places, place{p, fold(clean(p))})
		}
	}
}

// headText is what stands in the head.
func (r *reader) headText() string {
	var out strings.Builder
	for i := range r.lines {
		if l := &r.lines[i]; l.kind == Head {
			out.WriteString(l.clean)
			out.WriteByte('\n')
		}
	}
	return out.String()
}
