package roll

import (
	"regexp"
	"slices"
	"strings"
)

var (
	// houseName are names that begin with where somebody lives: "6栋张姐", "5楼小刘", "5号楼~阿秋".
	houseName = regexp.MustCompile(`^[0-9]{1,4}(?:[a-z]|号楼|栋|幢|座|楼|单元|室|期|区|弄|#)[-~_·]?[\p{Han}a-z].*$`)
	// someOf is an amount in digits, which is hardly a name.
	someOf = regexp.MustCompile(`^[+×x]?[0-9.]+.?$`)
	// signature is a name at the end of a row.
	signature = regexp.MustCompile(`^(.*\S)\s*-{2,}\s*([^-0-9\s]{1,20})$`)
	// zhang is a surname that is a unit too: "5 张可欣妈妈" in a list that counts so.
	zhang = regexp.MustCompile(`^张\p{Han}{1,3}(?:妈妈|爸爸|奶奶|爷爷|阿姨|先生|女士|老师)?(?: |$)`)
	// sheets are what is counted with it.
	sheets = regexp.MustCompile(`^张.{0,3}(?:票|券|卡|纸|桌|床|椅|凳|饼|皮|膜|照|画|毯|席|海报|贴)`)
	// codeName are names as shops give them to themselves: "A0新鲜果蔬-老周", "AAA建材".
	codeName = regexp.MustCompile(`^a[0-9a]{0,4}[-.·]?[\p{Han}]{2}.*$`)
)

// surnameUnit reports whether a word that begins with a unit is somebody's name.
func surnameUnit(s string) bool { return zhang.MatchString(s) && !sheets.MatchString(s) }

// nameFirst takes the first piece of a row for the name where it looks like more than
// that and has to be one: it begins with a house's number or the signs of a shop, or
// it is a number of three signs or more, and what stands behind it is clear by itself.
func (r *reader) nameFirst(body string) (name, rest string, ok bool) {
	name, rest, ok = strings.Cut(strings.TrimSpace(body), " ")
	rest = strings.TrimSpace(rest)
	low := fold(name)
	if !ok || rest == "" || !houseName.MatchString(low) && !codeName.MatchString(low) && !(len(name) >= 3 && onlyDigits(name)) {
		return "", "", false
	}
	if r.namesGoods(low) && !codeName.MatchString(low) || r.hasProduct(low) {
		return "", "", false
	}
	return strings.TrimSuffix(name, "要"), rest, true
}

// nameAnyway takes the first piece for the name in a chain that WeChat itself keeps,
// which begins each row with one: "8个核桃 单果装1个", where no walnuts are sold.
func (r *reader) nameAnyway(body string) (name, rest string, ok bool) {
	name, rest, ok = strings.Cut(strings.TrimSpace(body), " ")
	low := fold(name)
	if !ok || r.hasProduct(low) || r.namesGoods(low) || someOf.MatchString(low) || nobody.MatchString(low) {
		return "", "", false
	}
	return name, strings.TrimSpace(rest), true
}

// signed takes apart a row that ends in who it is of: "馒头10个——老邓".
func (r *reader) signed(body string) (left, name string, ok bool) {
	m := signature.FindStringSubmatch(body)
	if m == nil || r.hasAmount(fold(m[2])) || !r.hasAmount(fold(m[1])) || r.words.find(m[2]) >= 0 || remarked.MatchString(fold(m[2])) {
		return "", "", false
	}
	return m[1], m[2], true
}

// numberedEntry reads the body of a row with a number.
func (r *reader) numberedEntry(body string) entry {
	e := r.entry(body, "")
	if len(e.Why) == 0 {
		return e
	}
	if left, name, ok := nameLast(clean(body)); ok && slices.Contains(e.Why, NoName) {
		if again := r.entry(left, name); again.Room != "" && len(again.Why) == 0 && len(again.Items) > 0 {
			return again
		}
	}
	name, rest, ok := r.nameFirst(clean(body))
	if !ok && r.marked && r.words.told > 0 && slices.Contains(e.Why, NoName) {
		name, rest, ok = r.nameAnyway(clean(body))
	}
	if ok {
		if again := r.entry(rest, name); len(again.Why) == 0 && len(again.Items) > 0 {
			return again
		}
	}
	return e
}

var (
	// calledSo are words that name somebody, and say nothing of goods.
	calledSo = regexp.MustCompile(`^(?:[小老阿]\p{Han}{1,2}|\p{Han}{1,3}(?:妈|妈妈|爸|爸爸|姐|哥|叔|姨|阿姨|奶奶|爷爷|婶|嫂|老师|先生|女士|太太)|[A-Z][A-Za-z]{2,})$`)
	// calledNot are words of the same shape that name nobody.
	calledNot = regexp.MustCompile(`^(?:老(?:公|婆|妈|爸|人|年|板|弟|样|面|火|一)|小(?:孩|朋友|宝|学|心|火|点|的|份|块|个|袋|盒|包|号|只|条|瓶|碗|杯|串|一)|[给帮送替代和跟带我谢麻])|[份块个袋盒包号的点样条斤瓶碗杯串些]$|^(?:谢谢|慢慢|快快|多多|天天|好好|常常|统统|全全|切切)$|^(?:Thanks?|Please|Pls|Thx)$`)
)

// nameLast takes the last piece of a row for the name, where it is one: "2-702 纱窗2扇 老褚".
func nameLast(body string) (left, name string, ok bool) {
	at := strings.LastIndexByte(body, ' ')
	if at < 0 {
		return "", "", false
	}
	left, name = strings.TrimSpace(body[:at]), body[at+1:]
	two := []rune(name)
	twice := len(two) == 2 && two[0] == two[1] && isHan(two[0])
	return left, name, (twice || calledSo.MatchString(name)) && !calledNot.MatchString(name)
}
