package roll

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// All of these are held against folded text.
var (
	isRoom     = regexp.MustCompile(`^(?:送到?|住在?)?([0-9]{1,3}#-?[0-9]{3,4}|(?:[0-9]{1,3}(?:号楼|栋|幢|座)|[a-z](?:座|栋|幢))(?:[0-9a-z]{1,2}单元)?(?:-?[0-9]{3,4}(?:室|号|房)?)?|[0-9]{1,3}-(?:[0-9]{1,2}-)?[0-9]{3,4}(?:室)?|[0-9]{3,4}(?:室|房|号房)|[0-9]{1,2}(?:f|楼)[a-h]?|[0-9]{1,3}(?:座|栋|幢|期)[0-9]{1,2}[a-h])$`)
	roomFirst  = regexp.MustCompile(`^([0-9]{1,3}#-?[0-9]{3,4}|(?:[0-9]{1,3}(?:号楼|栋|幢|座)|[a-z](?:座|栋|幢))(?:[0-9a-z]{1,2}单元)?-?[0-9]{3,4}(?:室|号|房)?|[0-9]{1,3}-(?:[0-9]{1,2}-)?[0-9]{3,4}(?:室)?)([^0-9-].*)$`)
	roomLast   = regexp.MustCompile(`^(.*[^0-9-])((?:[0-9]{1,3}(?:号楼|栋|幢|座)|[a-z](?:座|栋|幢))(?:[0-9a-z]{1,2}单元)?-?[0-9]{3,4}(?:室|号|房)?|[0-9]{1,3}-(?:[0-9]{1,2}-)?[0-9]{3,4}(?:室)?)$`)
	fetched    = regexp.MustCompile(`^(?:到|在|去)?(.{0,12}?)(?:自提|自取|来取|取货|提货|取|提|拿|攞|领)$`)
	fetchedAt  = regexp.MustCompile(`^(?:自提|自取|取货|提货)(?:点)?(?:在|到)?(.{2,12})$`)
	delivered  = regexp.MustCompile(`^(?:送货(?:上门)?|送上门|配送|要送|帮送|外送)$`)
	placeEnd   = regexp.MustCompile(`(?:店|点|站|门|门口|超市|驿站|仓|处|岗亭|便利店)$`)
	forWhom    = regexp.MustCompile(`^(?:代|帮|替|给)(.{1,20}?)(?:代|带|买|拿|订|定|接龙|接|点|报|攞|取|领)?(?:的)?$`)
	forOther   = regexp.MustCompile(`^(.{1,20}?)(代|帮|替)(.{1,20})$`)
	kin        = regexp.MustCompile(`^(?:小|老|阿)|(?:老伴|爱人|老公|老婆|咪|姐|哥|叔|姨|奶奶|爷爷|妈|爸|婶|伯|嫂|太|总|老师|先生|女士|小姐|家|邻居|朋友|同事|闺蜜|妹|弟|婆|公|舅|姑)$`)
	remarked   = regexp.MustCompile(`^(?:不要|别|勿|不放|不加|不辣|免|少|多|要(?:辣|新鲜|大|小|嫩|瘦|肥|切|冰|热|袋)|放|加(?:辣|冰|糖|葱|醋)|麻烦|谢|感谢|辛苦|记得|请|切|去|晚|早|明|后天|今|下午|上午|中午|周[一二三四五六日末]|星期|到时|到了|挂|微信|剁|绞|刮鳞|杀好|宰|已|付|转|没付|未付|没有就(?:不|算|退)|唔|多谢|多謝|要(?:剁|切|绞|杀|宰|绑|开|去|留|送|带|刷|发)|要.{1,8}的$|.{1,3}一?点儿?的$|(?:绑|包|装|洗|切|处理)好|自带|自帶|不吃|不喝|忌口|过敏|第一次|坐.{1,8}车$|.{1,8}[上下]车$|不急|急|随便|尽量|挑|选|最好|可以|能不能|大的|小的|嫩|瘦|肥|新鲜|辛苦|please|thx|thank|no )`)
	vague      = regexp.MustCompile(`^(?:都|各|每|全部|其他|其它|那个|这个|一样|两样|老样子|照旧|跟|和|打包|上面|前面|楼上)`)
	doubtful   = regexp.MustCompile(`[或换送约够减退给还没就再补]|^分|大概|左右`)
	paid       = regexp.MustCompile(`^(?:共|合计|一共)?[0-9]+(?:\.[0-9]+)?(?:元|块钱|圆)(?:已付|已转)?$|^(?:共|合计|一共|总共|总计|小计)[0-9]+(?:\.[0-9]+)?(?:已付|已转)?$`)
	remarkTail = regexp.MustCompile(`^(.*?)((?:不要|别放|不放|少放|多放|少辣|多辣|微辣|免辣|不辣|谢谢|麻烦|已付|已转|晚点|早点).*)$`)
	sizeLike   = regexp.MustCompile(`^(?:[0-9]{2,3}(?:码|号码|cm)|(?:xxs|xs|s|m|l|xl|xxl|xxxl|[2-5]xl)码?|均码|(?:(?:少|去|多|正常|常温|热|温|微|全|半|无|[一二三四五六七八九]分)(?:冰|糖|甜|辣|饮))+)$`)
	totalled   = regexp.MustCompile(`^(?:共|累计|合计|总共|一共|总计|小计|目前|还差|差|凑)[0-9]{1,5}.{0,6}$`)
	fewOf      = regexp.MustCompile(`^[0-9]{1,2}$`)
	byThen     = regexp.MustCompile(`送|(?:拿|取|来|前|后|到|得|走|攞|领)$`) // behind a time of day
	clockWords = regexp.MustCompile(`[0-9]{1,2}(?:点|:[0-9]{2}|号(?:[^楼0-9]|$)|月[0-9]{1,2}日?)`)
)

// placeOf notes a segment that says where somebody fetches it; sure says that it
// stands in brackets. raw is the segment, low its folded twin.
func (r *reader) placeOf(low, raw string, e *entry, sure bool) bool {
	set := func(name string) bool {
		if e.Place != "" && e.Place != name {
			return false
		}
		e.Place = clip(name, 40)
		return true
	}
	if delivered.MatchString(low) {
		return set(raw)
	}
	if known := r.knownPlace(low); known != "" {
		return set(known)
	}
	if m := fetched.FindStringSubmatchIndex(low); m != nil {
		inner := part(raw, low, m[2], m[3])
		key := low[m[2]:m[3]]
		if known := r.knownPlace(key); known != "" {
			return set(known)
		}
		whole := strings.HasSuffix(low, "自提") || strings.HasSuffix(low, "自取")
		switch {
		case inner == "" && whole:
			return set(raw)
		case remarked.MatchString(key) || clockWords.MatchString(key) || r.hasAmount(key):
			return false
		case whole && utf8.RuneCountInString(inner) >= 2 && r.words.find(inner) < 0 && !strings.ContainsAny(key, "0123456789"):
			return set(inner)
		case (sure || utf8.RuneCountInString(inner) >= 2) && placeEnd.MatchString(key):
			return set(inner)
		}
	}
	if m := fetchedAt.FindStringSubmatchIndex(low); m != nil && !clockWords.MatchString(low) && !r.hasAmount(low) {
		key := low[m[2]:m[3]]
		if known := r.knownPlace(key); known != "" {
			return set(known)
		}
		if placeEnd.MatchString(key) {
			return set(part(raw, low, m[2], m[3]))
		}
	}
	return false
}

// part is the part of raw that stands at from to to in low, its folded twin.
func part(raw, low string, from, to int) string {
	runes := []rune(raw)
	return strings.TrimSpace(string(runes[utf8.RuneCountInString(low[:from]):utf8.RuneCountInString(low[:to])]))
}

// knownPlace is the place of the head that a word means: all of it, or the beginning or
// the end of one alone.
func (r *reader) knownPlace(low string) string {
	found := ""
	for _, p := range r.words.places {
		if p.key == low {
			return p.name
		}
		if utf8.RuneCountInString(low) >= 2 && (strings.HasPrefix(p.key, low) || strings.HasSuffix(p.key, low)) {
			if found != "" {
				return ""
			}
			found = p.name
		}
	}
	return found
}

// roomOf notes a segment that says where somebody lives.
func (r *reader) roomOf(low, raw string, e *entry) bool {
	m := isRoom.FindStringSubmatchIndex(low)
	if m == nil || e.Room != "" {
		return false
	}
	e.Room = part(raw, low, m[2], m[3])
	return true
}

// isRemark reports whether a segment is a wish about how, not about what.
func (r *reader) isRemark(low string) bool {
	if paid.MatchString(low) || sizeLike.MatchString(low) {
		return true
	}
	if r.ordersGoods(low) {
		return false
	}
	if clockWords.MatchString(low) && !strings.ContainsAny(low, "+") {
		return remarked.MatchString(low) || byThen.MatchString(low)
	}
	return remarked.MatchString(low) && !r.hasAmount(low) && r.words.find(low) < 0
}

// ordersGoods reports whether a product with an amount behind it stands somewhere in
// a folded text: then it is more than a wish.
func (r *reader) ordersGoods(low string) bool {
	s := []rune(low)
	p := parsing{reader: r}
	for i := range s {
		if _, n := p.productOrCode(s, i); n > 0 && i+n < len(s) {
			if _, _, ok := r.words.amountAt(s, i+n); ok {
				return true
			}
		}
	}
	return false
}
