package roll

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// step is one thing that a line below changes of a row.
type step struct {
	kind  byte   // '=' so much of it, '+' more, '-' less, '0' none of it, 'x' nothing at all
	goods string // folded; "" for the only one there is
	much  amount
	all   bool // of each
}

// saying is what a line says of a row above it.
type saying struct {
	name  string // as it stands there; "" for nobody
	steps []step
	clear bool
}

// theirs is somebody of somebody's.
const theirs = `(?:我|我家|咱家|家里)?的?(?:老公|老婆|先生|太太|爷爷|奶奶|外公|外婆|爸爸?|妈妈?|公公|婆婆|室友|同事|朋友|同学|闺蜜|邻居|孩子|娃|宝宝|儿子|女儿|弟弟|妹妹|哥哥?|姐姐?|家里?人|对象|男友|女友)`

var (
	setTo   = regexp.MustCompile(`^(.{0,8}?)(?:改成|改为|改到|改|变成|变为)(每样|各|每种)?(.{1,12})$`)
	addTo   = regexp.MustCompile(`^(.{0,8}?)(?:再加|再来|再要|另加|多加|多要|多来|追加|多|加)(.{1,12})$`)
	takeOff = regexp.MustCompile(`^(.{0,8}?)(?:减掉|减去|减少|减|少要|少来|少拿|少|去掉|取消|退掉|退)(.{1,12})$`)
	dropIt  = regexp.MustCompile(`^(.{1,8}?)(?:不要|勿要|唔要|不想要|取消|退掉|退)(?:了|啦|咯)*$`)
	dropped = regexp.MustCompile(`^(?:不要|取消|退掉|去掉)(.{1,8}?)(?:了|啦|咯)+$`)
	dropAll = regexp.MustCompile(`^(?:临时有事)?(?:(?:都|全部?)?(?:不要|勿要|唔要|取消|退掉|退出|退)(?:报名|接龙|订单)?|(?:来|去|参加)不(?:了|成)|不(?:来|去|参加|报|接|订|坐|打|玩|约|吃|上)|算了?不.{1,2}|算)(?:了|啦|咯)*$`)
	// mineLead is what stands before a change and says nothing of what.
	mineLead = regexp.MustCompile(`^(?:麻烦|请|帮忙?|把|将|不好意思|抱歉|那个|临时|想|我们?家?的?|咱家?的?|俺的?|[这那][份单瓶件袋盒箱桶板只条]|的)+`)
	softTail = regexp.MustCompile(`(?:喔|唷|囉|啰|咯|咧|嘿|哈|啊|呀|吧|哦|噢|哟|嘞|谢谢?|多谢|麻烦了?|辛苦了?|[^\p{L}\p{N}])+$`)
	// changing are words of a clause that changes something, whether it is understood or not.
	changing = regexp.MustCompile(`不要|勿要|唔要|不想要|不用了|取消|退[了掉款单出]|减[掉去少]|减[一二两三0-9半]|少[要来拿一二两三四五0-9半]|多[要加一二两三0-9半]|[改换]|再[加来要][一二两三四五六0-9半]|[加添][一二两三四五六0-9半]|去掉|[去来加]不了|不[去来参]|算了|撤`)
	// joins are words, where people sign up themselves, of others who come too.
	joins = regexp.MustCompile(`带[^的了着来到]|\+ ?[0-9]|[0-9一二两三四五六]个?[人位大小]|一起|俩`)
	// answers are words of who keeps the list.
	answers = regexp.MustCompile(`收到|已经?[改换加减取退]|好的|[改换加减退]好了|你|您|[改加减换退]了$`)
	asks    = regexp.MustCompile(`[?]|吗|呢$|怎么|几点|谁|没$`)
	begs    = regexp.MustCompile(`(?:可以|行|好|成|方便)(?:吗|不|么)|能不能|可不可以|能.{1,8}吗`)
	// comes and stays are those who come, or do not, beside the one who tells: a reason.
	comes       = regexp.MustCompile(`^` + theirs + `(?:也|都|要|想)*(?:去|来|走|参加)(?:了|啦)*$`)
	stays       = regexp.MustCompile(`^` + theirs + `(?:也|都|临时|突然|那天|要)*(?:加班|出差|有事|上班|上课|生病|发烧|不去|不来|[去来]不了)(?:了|啦)*$`)
	shortBehind = regexp.MustCompile(`^[ :,]|^(?:改|的|那份|这份|我|再|取消|不要|少|多|加)`)
	behindName  = regexp.MustCompile(`^(?:的|[那这][份单瓶个件袋盒箱桶板只条斤]|我|和|跟|与|改|再|减|少|多|取消|不|勿|退|算了|去不了|来不了|参加不了|带|\+|[0-9]|加[一二两三四五六0-9半])`)
)

// later reads what a line says of a row above it; the second value is false where it
// names nobody who stands there, or tells of no change. What tells of one and is not
// understood is not clear.
func (r *reader) later(i int, low string) (s saying, ok bool) {
	if r.names == nil {
		return s, false
	}
	l := &r.lines[i]
	lead := ""
	if l.n == 0 {
		lead = mineLead.FindString(low)
	}
	rest, foreign := low[len(lead):], false
	n := r.subject(l, rest)
	if n == 0 && l.n == 0 && l.sender == "" && changing.MatchString(rest) {
		if name := r.calledShort(rest); name != "" {
			return saying{name: name}, true // 小覃 for 质检小覃, it seems
		}
	}
	text := l.clean
	if l.n > 0 {
		text = l.body
	}
	switch {
	case n > 0:
		from := len(lead)
		s.name = strings.Trim(part(text, low, from, from+n), " :,-.")
		rest = rest[n:]
		foreign = l.sender != "" && Key(l.sender) != Key(s.name)
	case l.n > 0:
		return s, false
	case l.sender != "" && r.above[named{None, Key(l.sender), 0}] > 0:
		s.name = l.sender
	case l.sender != "":
		return s, false
	}
	rest = strings.TrimLeft(rest, " :,-.")
	if rest == "" {
		return s, false
	}
	steps, plain := r.clauses(rest)
	s.steps = steps
	if s.name == "" { // whose it is, nobody knows
		return s, plain && len(steps) > 0 && !asks.MatchString(rest) && !slices.ContainsFunc(steps, func(st step) bool { return st.goods != "" && r.words.find(st.goods) < 0 || st.kind == '+' })
	}
	if begged := asks.MatchString(rest); begged && !begs.MatchString(rest) {
		return s, false
	} else if begged || foreign || answers.MatchString(rest) || r.namesOther(rest, s.name) || r.words.find(s.name) >= 0 {
		if answers.MatchString(rest) && len(s.steps) == 0 {
			return s, false
		}
		plain = false
	}
	s.clear = plain && len(s.steps) > 0
	return s, s.clear || len(s.steps) > 0 || changing.MatchString(rest) || r.meeting && joins.MatchString(rest)
}

// subject is the length of the name with which a folded line begins, and which stands
// above it; 0 for none.
func (r *reader) subject(l *line, low string) (n int) {
	key := make([]byte, 0, 60)
	runes := 0
	for at, c := range low {
		if runes++; runes > 21 {
			break
		}
		if at > 0 && len(key) > 0 {
			rest := low[at:]
			parted := strings.ContainsRune(" :,.-", c)
			if (parted || utf8.RuneCount(key) > 1 && (behindName.MatchString(rest) || r.beginsWithGoods(rest))) && r.stands(l, string(key)) {
				n = at
			}
		}
		if c != ' ' && c != '\ufe0f' {
			key = append(key, string(c)...)
		}
	}
	return n
}

// beginsWithGoods reports whether a folded text begins with the name of goods of two signs
// or more: "李姐鸭蛋改成15个".
func (r *reader) beginsWithGoods(low string) bool {
	_, n := r.words.productAt([]rune(clip(low, 24)), 0)
	return n > 1
}

// calledShort is who a folded line begins with by the end of their name, where only one
// is called so; "" for nobody.
func (r *reader) calledShort(low string) string {
	s := []rune(low)
	for size := min(4, len(s)-1); size > 1; size-- {
		word := string(s[:size])
		if r.words.find(word) >= 0 || !isHan(s[0]) || !shortBehind.MatchString(string(s[size:])) {
			continue
		}
		found := ""
		for name := range r.names {
			if name != word && strings.HasSuffix(name, word) {
				if found != "" {
					return ""
				}
				found = name
			}
		}
		if found != "" {
			return found
		}
	}
	return ""
}

// stands reports whether a name stands above a line.
func (r *reader) stands(l *line, key string) bool {
	if r.names[key] == 0 {
		return false
	}
	if l.n > 0 {
		return r.above[named{l.copy, key, 0}] > 0
	}
	return r.above[named{None, key, 0}] > 0
}

// namesOther reports whether a text names somebody else of the list.
func (r *reader) namesOther(low, name string) bool {
	s, own := []rune(clip(low, 60)), Key(name)
	for i := range s {
		for n := 2; n <= 6 && i+n <= len(s); n++ {
			if one := string(s[i : i+n]); r.names[one] > 0 && one != own && !strings.Contains(own, one) {
				return true
			}
		}
	}
	return false
}

// clauses reads what a line says behind the name; false where something in it is not
// understood and may matter.
func (r *reader) clauses(low string) (out []step, plain bool) {
	plain = true
	in, away := 0, 0 // reasons
	for _, clause := range strings.FieldsFunc(low, func(c rune) bool { return strings.ContainsRune(",。;!~:", c) }) {
		list := []string{strings.ReplaceAll(clause, " ", "")}
		if _, ok := r.step(list[0]); !ok {
			list = strings.Fields(clause)
		}
		for _, one := range list {
			st, ok := r.step(one)
			switch {
			case ok:
				out = append(out, st)
			case comes.MatchString(one):
				in++
			case stays.MatchString(one):
				away++
			case changing.MatchString(one) || r.hasAmount(one) || r.hasProduct(one) || strings.ContainsAny(one, "0123456789"):
				plain = false
			}
		}
	}
	for _, st := range out {
		switch st.kind {
		case 'x', '-', '0':
			plain = plain && in == 0 && (st.kind != 'x' || len(out) == 1)
		case '+':
			plain = plain && away == 0
		}
	}
	return out, plain && (in+away == 0 || len(out) > 0)
}

// step reads one clause.
func (r *reader) step(s string) (st step, ok bool) {
	s = softTail.ReplaceAllString(s, "")
	s = mineLead.ReplaceAllString(s, "")
	if dropAll.MatchString(s) {
		return step{kind: 'x'}, true
	}
	if m := setTo.FindStringSubmatch(s); m != nil {
		st = step{kind: '=', goods: m[1], all: m[2] != ""}
		return st, r.much(&st, m[3]) && !(st.all && st.goods != "")
	}
	if m := takeOff.FindStringSubmatch(s); m != nil {
		st = step{kind: '-', goods: m[1]}
		if r.much(&st, m[2]) {
			return st, true
		}
	}
	if m := addTo.FindStringSubmatch(s); m != nil {
		st = step{kind: '+', goods: m[1]}
		return st, r.much(&st, m[2])
	}
	if m := dropIt.FindStringSubmatch(s); m != nil && !changing.MatchString(m[1]) {
		return step{kind: '0', goods: strings.TrimSuffix(m[1], "都")}, true
	}
	if m := dropped.FindStringSubmatch(s); m != nil {
		return step{kind: '0', goods: m[1]}, true
	}
	return st, false
}

// much reads how much of it, and of what where that stands here: "2斤土豆", "土豆2斤".
func (r *reader) much(st *step, s string) bool {
	st.goods = strings.TrimSuffix(strings.TrimSuffix(st.goods, "要"), "的")
	if n := headsIn(s); n > 0 && (st.goods == "" || counted.MatchString(st.goods)) {
		if st.goods == "" {
			st.goods = "人"
		}
		st.much = amount{n: n * 1000}
		return true
	}
	runes := []rune(s)
	for at := range runes {
		a, end, ok := r.words.amountAt(runes, at)
		if !ok {
			continue
		}
		before, behind := string(runes[:at]), strings.TrimPrefix(string(runes[end:]), "的")
		if a.n <= 0 || before != "" && behind != "" || before+behind != "" && (st.goods != "" || st.kind == '=' || changing.MatchString(before+behind)) {
			return false
		}
		if before+behind != "" {
			st.goods = before + behind
		}
		st.much = a
		return !strings.ContainsAny(st.goods, "0123456789")
	}
	return false
}

// mend changes a row by steps, and reports whether it is clear how.
func (r *reader) mend(e *entry, list []step) bool {
	if len(list) == 1 && list[0].kind == 'x' {
		e.Crossed, e.Why = true, nil
		return true
	}
	if len(e.Why) > 0 || e.Crossed || len(e.Items) == 0 {
		return false
	}
	e.Items = slices.Clone(e.Items)
	for _, st := range list {
		if st.all && r.mendAll(e, &st) {
			continue
		}
		if is, coded := r.words.codes[st.goods]; coded { // "①不要了"
			st.goods = fold(r.words.products[is].Name)
		}
		at := itemOf(e.Items, st.goods)
		if at < 0 && st.kind == '+' && r.words.find(st.goods) >= 0 {
			e.Items = append(e.Items, Item{r.words.products[r.words.find(st.goods)].Name, st.much.n, st.much.unit})
			continue
		}
		if at < 0 || st.all || len(e.Items) > 1 && st.goods == fold(r.title) || !mendItem(e, at, &st) { // what all is called may mean all
			return false
		}
	}
	return true
}

// mendAll sets everything that a row wants, where that is all there is and of one unit.
func (r *reader) mendAll(e *entry, st *step) bool {
	if len(e.Items) < r.words.told || st.kind != '=' {
		return false
	}
	for i := range e.Items {
		if it := &e.Items[i]; it.Unit != st.much.unit && st.much.unit != "" {
			return false
		}
		e.Items[i].Amount = st.much.n
	}
	return true
}

// mendItem changes one of what a row wants.
func mendItem(e *entry, at int, st *step) bool {
	it := &e.Items[at]
	if st.kind == '0' {
		if len(e.Items) == 1 {
			e.Crossed = true
			return true
		}
		e.Items = slices.Delete(e.Items, at, at+1)
		return true
	}
	fits := st.much.unit == "" || st.much.unit == it.Unit || it.Unit == "" && strings.Contains("个份张位", st.much.unit)
	switch {
	case !fits && (st.kind != '=' || len(e.Items) > 1):
		return false
	case st.kind == '=':
		it.Amount = st.much.n
		if !fits {
			it.Unit = st.much.unit
		}
	case st.kind == '+':
		it.Amount += st.much.n
	case it.Amount <= st.much.n:
		return false // nothing is left: is it taken back, or was something else meant
	default:
		it.Amount -= st.much.n
	}
	return true
}

// itemOf is which of the items a word means: the only one for none, else the one of
// that name, or the only one whose name begins or ends so, or begins the word.
func itemOf(items []Item, goods string) int {
	if goods == "" {
		if len(items) == 1 {
			return 0
		}
		return None
	}
	found := None
	goods = person(goods)
	for i := range items {
		name := person(fold(items[i].Product))
		if name == goods {
			return i
		}
		near := utf8.RuneCountInString(goods) > 1 && (strings.HasPrefix(name, goods) || strings.HasSuffix(name, goods)) || utf8.RuneCountInString(name) > 1 && strings.HasPrefix(goods, name)
		if !near {
			continue
		}
		if found != None {
			return None
		}
		found = i
	}
	return found
}

// ofOther reports whether a line below a row changes one that stands there by its name.
func (r *reader) ofOther(i int, low string) bool {
	s, ok := r.later(i, low)
	return ok && s.name != ""
}

// person writes in one way words for grown-ups and children.
func person(low string) string {
	switch strings.TrimSuffix(low, "票") {
	case "大", "大人", "成人":
		return "大人"
	case "小", "小孩", "儿童", "孩子":
		return "小孩"
	}
	return low
}
