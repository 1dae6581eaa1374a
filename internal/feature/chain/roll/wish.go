package roll

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

var (
	// wishWords are words behind a complete order that say how or when, and are in no name of
	// goods: "家里没人放门口", "包漂亮点", "想坐一起".
	wishWords = regexp.MustCompile(`^(?:我?要|想|帮我|帮忙|(?:尺码|码数|身高|体重|颜色|口味).|唔该)|放(?:在|到|门|前|驿|柜|楼|家|车)|(?:来|过来|去|自己)(?:拿|取|搬|拉|接|提)|(?:晚|早|先|再|才|一起|顺便)(?:点|些)?(?:拿|取|来|到|送|得|发)|送(?:到|去|给|过)|付款|到付|钱?已[转付]|没变|不变|急用|转(?:你|您|过|了|账)|交(?:给|了)|先付|现金|付钱|转账|结账|留靓|唔该|快递|邮寄|闪送|分(?:开|装)|(?:包|装|捆|绑|扎)(?:好|漂亮|严|紧|结实)|(?:切|剁|绞|洗|择|摘|杀|剖|去|吐|削|剥|砍|劈)(?:好|干净|开|块|片|丝|段|成|皮|头|沙|内脏)|没人|不在|不用|不着急|不看|别太|一起|下班|放学|周末|尽快|谢谢|麻烦|拜托|^.{2,8}的$|^.{2,8}用$|.(?:一)?点儿?的?$|包装$|.色$`)
	// optionsOf are lines of a head that tell what may be chosen beside the goods: colours,
	// sizes, hot or cold.
	optionsOf = regexp.MustCompile(`(?:可选|任选|备注|写清|写明|注明|说明|颜色|口味|尺码|规格|冰|甜度|糖度|几分糖)`)
	// asOffered are choices that need no head.
	asOffered = regexp.MustCompile(`^(?:都?1[0-9]{2}(?:的|码)|[微中特重变]辣|切片|切块|切丝|斩块|剁块|去皮|去骨|[小中大]型[犬猫]|[男女]款|热|冰|温|常温|热的|冰的|温的|冷|冷的|少冰|正常|标准|身高[0-9]{2,3}(?:cm)?|体重[0-9]{2,3}斤?|[0-9]{2,3}(?:码|cm))$`)
	// shareOut is into how many bags: "分三袋装".
	shareOut = regexp.MustCompile(`^分(?:成|开)?[0-9两二三四五六七八九十]{1,2}(?:袋|份|包|盒|箱)装$`)
	// onBehalf is "帮小陈点的" behind an order.
	onBehalf = regexp.MustCompile(`^(?:代|帮|替|给)(.{1,8}?)(?:代|带|买|拿|订|定|接龙|接|点|报|攞|取|领|留|要|下单)(?:的|了|哈)?$`)
	// notWho are words there that are nobody.
	notWho = regexp.MustCompile(`^我(?:$|[^妈爸爷奶婆公姐哥弟妹老家])|^(?:忙|您|你|切|剁|杀|洗|装|包|送|挑|选|留)|[的好]$`)
)

// complete reports whether what was read so far ends in an amount of goods.
func (p *parsing) complete() bool {
	n := len(p.tokens)
	return n > 0 && p.tokens[n-1].kind == 'A' || n > 1 && p.tokens[n-1].kind == 'P' && p.amountsFirst()
}

// isWish reports whether a folded text behind a complete order says how, or when.
func (p *parsing) isWish(low string) bool {
	if !p.complete() || p.hasProduct(low) || p.words.find(low) >= 0 || doubtWords.MatchString(low) {
		return false
	}
	if asOffered.MatchString(low) || p.options[strings.TrimSuffix(low, "色")] {
		return true
	}
	if strings.ContainsAny(low, "0123456789+×") || p.hasAmount(low) || p.shortFor(strings.TrimSuffix(low, "的"), "") >= 0 || p.partOfTold(low) {
		return false
	}
	return utf8.RuneCountInString(low) <= 16 && wishWords.MatchString(low)
}

// doubtWords make of a wish a question, or a change.
var doubtWords = regexp.MustCompile(`[?？吗呢]|改|换|或|取消|退|不要了|算了|还有|加(?:[一二两三0-9]|个)|减|再来|少[一二两三0-9]|多[一二两三0-9]|各`)

// learnOptions notes what the head offers as choices: "颜色可选：粉、蓝、米白"; and where
// its first goods stand.
func (r *reader) learnOptions() {
	r.options, r.goodsAt = map[string]bool{}, len(r.lines)
	for i := range r.lines {
		l := &r.lines[i]
		if l.kind != Head {
			continue
		}
		if l.goods {
			r.goodsAt = min(r.goodsAt, i)
			continue
		}
		if l.clean != r.title {
			r.headSaid += fold(l.clean) + "\n"
		}
		if !optionsOf.MatchString(l.clean) {
			continue
		}
		for _, word := range strings.FieldsFunc(fold(l.clean), func(c rune) bool { return strings.ContainsRune(" :,、/;。()或和", c) }) {
			r.options[strings.TrimSuffix(word, "色")] = true
		}
	}
}

// onBehalfOf notes for whom a segment behind a complete order says that it is.
func (p *parsing) onBehalfOf(raw, low string) bool {
	m := onBehalf.FindStringSubmatchIndex(low)
	if m == nil || !p.complete() || p.entry.For != "" || p.hasAmount(low) || p.hasProduct(low) {
		return false
	}
	who := low[m[2]:m[3]]
	if notWho.MatchString(who) || !kin.MatchString(who) && !isASCII(who) && p.names[Key(who)] == 0 {
		return false
	}
	p.entry.For = clip(part(raw, low, m[2], m[3]), 40)
	return true
}

// mayI asks about what stands before it: "半板可以吗".
var mayI = regexp.MustCompile(`^(?:可以|行|能行|能要|有|好)(?:吗|么|不|吧)[?？]?$`)

// last is the amount that was read last.
func (p *parsing) last() string {
	n := len(p.tokens)
	if n == 0 || p.tokens[n-1].kind != 'A' {
		return ""
	}
	return fold(p.tokens[n-1].text)
}

// asDescribed is what may stand between goods and their amount: "鲫鱼大点的2条", "黑T M码2件".
var asDescribed = regexp.MustCompile(`^要?(?:.{1,3}点儿?的|[大小嫩老肥瘦熟生]的|新鲜的|[0-9]{2,3}(?:码|号码|cm)|(?:xs|s|m|l|xl|xxl|xxxl)码?|.色的)$`)

// describedAhead is such a word right behind goods, with the amount behind it.
var describedAhead = regexp.MustCompile(`^要?(?:.{1,3}点儿?的|[大小嫩老肥瘦熟生]的|新鲜的|(?:[0-9]{2,3}|xxxl|xxl|xl|xs|[lms])(?:码|号码|cm))(?:[×+]|[0-9两二三四五六七八九十半]|一[^点])`)

// sizeBetween is a size between goods and their amount: "夏装130码1套".
var sizeBetween = regexp.MustCompile(`^(?:[0-9]{2,3}(?:码|号码|cm)|(?:xxxl|xxl|xl|xs|[lms])码)`)

// shortSized is a size between a shorter word for goods and their amount.
var shortSized = regexp.MustCompile(`^(\p{Han}{2,8})((?:[0-9]{2,3}|xxxl|xxl|xl|xs|[lms])(?:码|号码|cm))(.+)$`)

// sizeAhead is a size behind an amount, to the end of a text: "一套150码".
var sizeAhead = regexp.MustCompile(`^[0-9]{2,3}(?:码|cm)$`)

// described takes out such words, and notes them.
// Where several goods have such words, each is told with its goods.
func (p *parsing) described() {
	goods := 0
	for _, t := range p.tokens {
		if t.kind == 'P' {
			goods++
		}
	}
	for i := 1; i+1 < len(p.tokens); i++ {
		if t := p.tokens[i]; t.kind == 'T' && p.tokens[i-1].kind == 'P' && p.tokens[i+1].kind == 'A' && asDescribed.MatchString(fold(t.text)) && (i < 2 || p.tokens[i-2].kind != 'A' || !p.amountsFirst()) {
			if goods > 1 {
				t.text = p.tokens[i-1].text + t.text
			}
			p.note.remarks = append(p.note.remarks, t.text)
			p.tokens = slices.Delete(p.tokens, i, i+1)
		}
	}
}

// atTime is when somebody comes, and nothing else: "9点半左右", "11点以后都行".
var atTime = regexp.MustCompile(`^(?:今天|明天|后天|今晚|明晚|明早|(?:周|星期|礼拜)[一二三四五六日天末])?(?:上午|下午|晚上|中午|早上)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?:点(?:半|[0-5]?[0-9]分?)?|∶[0-5][0-9])(?:左右|前|后|以前|以后|之前|之后|过后|多)?(?:都行|都可以|到|来|过来|拿|取|来拿|来取|去|走|不在家|在家|吧|哈)*$|^几点都(?:行|可以)$`)

// twoOf are two who say what they are to one another, behind an amount of two.
var twoOf = regexp.MustCompile(`^(?:我们)?(?:父子|母子|母女|父女|夫妻|姐妹|兄弟)?俩$`)

// emptiesBack is what goes back: "退一个空桶".
var emptiesBack = regexp.MustCompile(`^(?:退|还)(?:[0-9]{1,2}|[一两二三四五])?个?空[桶瓶箱罐]$|^空[桶瓶箱罐].{1,6}$`)

// beside reports whether a folded piece behind a complete order says when, or what else
// changes nothing in it.
func (p *parsing) beside(low string) bool {
	switch {
	case shareOut.MatchString(low), asOffered.MatchString(low), atTime.MatchString(low), emptiesBack.MatchString(low):
		return true
	case twoOf.MatchString(low):
		n := len(p.tokens)
		return p.tokens[n-1].kind == 'A' && p.tokens[n-1].amount.n == 2000
	}
	return len(p.amounts(low)) > 1 && p.ofThese(low, p.last())
}

// onBehalfFirst is "帮婆婆加1板": for whom, and then what.
var onBehalfFirst = regexp.MustCompile(`^(?:帮|代|替|给)(.{1,6}?)(?:叫|要|订|定|买|拿|带|加|接|报|来|点)(.+)$`)

// behalf notes for whom a piece says that something is, and returns what that is.
func (p *parsing) behalf(raw, low string) (rest string) {
	m := onBehalfFirst.FindStringSubmatchIndex(low)
	if m == nil || p.begun || p.entry.For != "" {
		return ""
	}
	who, what := low[m[2]:m[3]], []rune(low[m[4]:m[5]])
	if notWho.MatchString(who) || !kin.MatchString(who) && !isASCII(who) && p.names[Key(who)] == 0 {
		return ""
	}
	if _, n := p.productOrCode(what, 0); n == 0 {
		if _, _, ok := p.words.amountAt(what, 0); !ok {
			return ""
		}
	}
	p.entry.For = clip(part(raw, low, m[2], m[3]), 40)
	return part(raw, low, m[4], m[5])
}
