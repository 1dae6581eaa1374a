package roll

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

var (
	// headCount is how many come.
	headCount = regexp.MustCompile(`^(?:我们?|共|一共|我们?家)?(?:([0-9]{1,2})|([一二两三四五六七八九十]{1,2}))个?(?:人|位|名|口人)$|^(?:我们)?一家([三四五六])口$`)
	// pair are two who say what they are to one another.
	pair = regexp.MustCompile(`^(?:我们|我们夫妻|夫妻|父子|母女|父女|母子|姐妹|兄弟)(?:俩|两个?人?)$`)
	// justMe is one who says so.
	justMe = regexp.MustCompile(`^(?:就|只)?我?(?:一个人|自己)(?:来|去)?$`)
	// gluedCount is a name with how many right behind it: "小林2人".
	gluedCount = regexp.MustCompile(`^(\p{Han}{2,6}|[a-z]{2,12})([0-9]{1,2})(?:人|位)$`)
	// signedFor is somebody who signs up another: "帮我妈报的".
	signedFor = regexp.MustCompile(`^(?:代|帮|替|给)(.{1,8}?)(?:报名?|代?报|接龙?|登记|约|预约)(?:的|了)?$`)
	// plural are several for whom somebody signs up.
	plural = regexp.MustCompile(`爸妈|父母|公婆|两|俩|[二三四五六]|和|跟|与|们|全家|一家|,|及|&|\+`)
	// getsIn is a place where somebody gets in or waits.
	getsIn = regexp.MustCompile(`^(?:在|到|去)?(.{1,10}?)(?:上车|上|集合|等|汇合|见)$`)
	// luggage is what people bring along that is nobody.
	luggage = regexp.MustCompile(`^(?:(?:要|会|我)?带(?:了|着)?|有)(?:[一二两三四五几]|[0-9])?(?:个|件|只|瓶|箱|把|条|袋|份|点|些)?(?:大|小|中|折叠|登机)?(?:号|寸)?(?:行李箱?|箱子?|背?包|水|饮料|零食|水果|酒|雨?伞|帐篷|相机|球拍?|吉他|音响|桌子?|椅子?|工具)$`)
	// ofOne are remarks about the one who makes them.
	ofOne = regexp.MustCompile(`^(?:会|要|想|能|只能|需要?|希望|晚|早|迟|提前|准时|不吃|不喝|不能吃|吃|素食|忌|.{1,4}过敏|晕车|怕|腿|行动|身体|年纪|坐轮椅|自驾|自己|开车|坐|骑车?|走路|住|直接|下班|下课|放学|第一次|新手|零基础|短发|长发|剪|染|烫|[0-9]{1,3}岁|谢|辛苦|麻烦|到时|[上下]午|中午|晚上|[0-9]{1,2}[点∶][0-9半]{0,2}分?(?:才|左右|后|以后|前|能|再)*(?:到|来|走|下班)|[0-9]{1,2}岁)`)
	// notOne are words of remarks by which more or fewer than one may come.
	notOne = regexp.MustCompile(`[会能要行好是]不[会能要行好是]|可不可|[?？吗呢或没改换加和跟另们陪俩仨]|带|家属|老公|老婆|先生|太太|对象|男友|女友|男朋友|女朋友|朋友|同事|同学|室友|邻居|爸|妈|爷|奶奶|外婆|外公|姥|孩|娃|宝|儿|闺|妹|弟|哥|姐|[两二三四五]人|[两二三]个|全家|一家|待定|再说|候补|替补|可能|看情况|不一定|不确定|不能来|不能去|暂定|尽量|争取|不去|不来|[去来到]不|取消|退|不参加|不报|不用|旁听|点名|占位|代`)
	// lateOnly is somebody who comes, and not in time.
	lateOnly  = regexp.MustCompile(`^(?:会|要)?(?:稍微?)?(?:(?:晚|迟)到|晚(?:一?点|一?会儿?)(?:到|来)?|晚(?:来|到)?[0-9一二两三四五半]{1,3}(?:分钟?|刻钟?|个?小时))(?:[0-9一二两三四五半十]{1,3}(?:分钟?|刻钟?|个?小时)|一?会儿?|一点|几分钟)?(?:左右)?$`)
	clockOnly = regexp.MustCompile(`[0-9]{1,2}(?:[点:∶半][0-9]{0,2}|分钟?|小时|岁|寸|号楼?)`)
)

// ratio stands for the colon of a time, which parts nothing.
const ratio = "∶"

// attendee reads a row of a list by which people sign up themselves: a name, and beside it
// only what is sure to change nothing in how many come. The second value is false where
// there is more.
func (r *reader) attendee(body string) (e entry, ok bool) {
	body = r.cancelled(&e, body)
	body, low := r.unitDoor(&e, body, fold(body))
	body, low = r.phone(&e, body, low)
	body = without(body, roomSpace, "楼栋幢座元")
	if len(e.Why) > 0 || strings.Count(body, "(") > 3 {
		return e, false
	}
	var remarks []string
	for range 3 {
		m := find(brackets, low, "(")
		if m == nil {
			break
		}
		if inner := clockOf(part(body, low, m[2], m[3])); !r.attends(&e, inner, &remarks) {
			if moreCome.MatchString(fold(inner)) {
				return e, false
			}
			remarks = append(remarks, inner)
		}
		body = cutOut(body, low, m)
		low = fold(body)
	}
	parts := segments(clockOf(body))
	for len(parts) > 0 && e.Name == "" {
		one := parts[0]
		key := fold(one)
		parts = parts[1:]
		if r.roomOf(key, one, &e) {
			continue
		}
		if m := roomFirst.FindStringSubmatchIndex(key); m != nil && e.Room == "" {
			e.Room, one = part(one, key, m[2], m[3]), part(one, key, m[4], m[5])
			key = fold(one)
		}
		if name, behind := behindIt(one, key); behind != "" {
			one, parts = name, append([]string{behind}, parts...)
		}
		if e.Name = one; len(parts) > 0 && !strings.ContainsAny(parts[0], "0123456789") && !besideName.MatchString(fold(parts[0])) {
			e.Name, parts = joinName(append([]string{one}, parts...))
		}
		if !strings.Contains(body, e.Name) { // "Tom & Amy"
			return e, false
		}
		e.Name = clip(strings.Trim(e.Name, ":.-— "), 60)
	}
	for _, one := range parts {
		if !r.attends(&e, one, &remarks) {
			return e, false
		}
	}
	e.Remark = clip(strings.ReplaceAll(wideCommas(strings.Join(remarks, " ")), ratio, ":"), 200)
	if !e.Crossed && !e.withCompany() {
		return e, false
	}
	return r.attendeeSure(e)
}

// behindIt takes apart a name and what stands right behind it: how many come, how old somebody
// is, or others behind a plus; behind is "" for nothing.
func behindIt(one, key string) (name, behind string) {
	if m := gluedCount.FindStringSubmatchIndex(key); m != nil {
		return part(one, key, m[2], m[3]), part(one, key, m[4], m[5]) + "人"
	}
	if m := ageBehind.FindStringSubmatchIndex(key); m != nil {
		return part(one, key, m[2], m[3]), part(one, key, m[4], m[5])
	}
	if m := plusSome.FindStringSubmatchIndex(key); m != nil && m[2] >= 0 {
		return part(one, key, m[2], m[3]), "+" + key[m[4]:m[5]]
	}
	return one, ""
}

// attendeeSure holds a row that was read so against what could make it unclear, and counts one
// person where it does not say how many.
func (r *reader) attendeeSure(e entry) (entry, bool) {
	low := fold(e.Name)
	switch {
	case !hasWord(e.Name) && !onlyPictures(e.Name), together.MatchString(low), forOther.MatchString(low) && r.names[Key(e.Name)] < 2, r.hasAmount(low) && !e.Crossed, headCount.MatchString(low), strings.ContainsAny(low, "?@#%=🙅👎🚫❌"), absent.MatchString(low), nobody.MatchString(low):
		return e, false
	case e.Crossed:
		e.Items = nil
		return e, true
	case len(e.Items) == 0:
		e.Items = []Item{{Product: "人", Amount: 1000}}
	}
	return e, true
}

// attends reads a piece of such a row, and reports whether it is sure what it says.
func (r *reader) attends(e *entry, raw string, remarks *[]string) bool {
	low := fold(raw)
	if n := headsIn(low); n > 0 {
		if len(e.Items) > 0 {
			return false
		}
		e.Items = []Item{{Product: "人", Amount: n * 1000}}
		return true
	}
	if r.bringsAlong(e, low) {
		if low[0] != '+' {
			*remarks = append(*remarks, raw)
		}
		return true
	}
	if r.roomOf(low, raw, e) {
		return true
	}
	if onlyPictures(raw) {
		return true
	}
	if known := r.gettingIn(low); known != "" && e.Place == "" {
		e.Place = known
		return true
	}
	if e.Place == "" && utf8.RuneCountInString(low) >= 3 && !strings.ContainsAny(low, "0123456789") && strings.Contains(r.headLow, fold(raw)) && !headCount.MatchString(low) && !remarkOfOne(low) && !r.isRemark(low) {
		e.Place = clip(raw, 40) // of which the head speaks: "6:30公司楼下 6:40地铁站"
		return true
	}
	if m := signedFor.FindStringSubmatchIndex(low); m != nil && e.For == "" && !plural.MatchString(low[m[2]:m[3]]) {
		e.For = clip(part(raw, low, m[2], m[3]), 40)
		return true
	}
	if remarkOfOne(low) || e.Crossed || r.isRemark(low) && !moreCome.MatchString(strings.ReplaceAll(low, "自带", "")) || len(e.Items) > 0 && r.saidOfAll(low) || e.saidOfThem(low) {
		*remarks = append(*remarks, raw)
		return true
	}
	return false
}

// gettingIn is the place of the head at which somebody gets in.
func (r *reader) gettingIn(low string) string {
	if known := r.knownPlace(low); known != "" {
		return known
	}
	if known := r.boardAt[strings.TrimSuffix(strings.TrimSuffix(low, "点"), "上车")]; known != "" {
		return known
	}
	if m := getsIn.FindStringSubmatch(low); m != nil {
		return r.knownPlace(m[1])
	}
	return ""
}

// remarkOfOne reports whether a remark is about the one who makes it, and nobody else.
func remarkOfOne(low string) bool {
	if luggage.MatchString(low) || aged.MatchString(low) || lateOnly.MatchString(low) || lacking.MatchString(low) || lends.MatchString(low) {
		return true
	}
	return ofOne.MatchString(low) && !notOne.MatchString(low) && !strings.ContainsAny(clockOnly.ReplaceAllString(low, ""), "0123456789")
}

// besidesThem are words by which others come beside so many.
var besidesThem = regexp.MustCompile(`[?？吗呢或没改换带加另除]|不含|不算|以外|待定|可能|看情况|不一定|不去|不来|[去来到]不|取消|[0-9]`)

// saidOfAll reports whether a remark behind how many come leaves it at that.
func (r *reader) saidOfAll(low string) bool {
	return (remarked.MatchString(low) || ofOne.MatchString(low)) && !besidesThem.MatchString(clockOnly.ReplaceAllString(low, ""))
}

// headsIn is how many persons a piece counts; 0 for none.
func headsIn(low string) int64 {
	switch {
	case justMe.MatchString(low):
		return 1
	case pair.MatchString(low):
		return 2
	}
	m := headCount.FindStringSubmatch(low)
	if m == nil {
		return 0
	}
	if n, err := strconv.Atoi(m[1]); err == nil {
		return int64(n)
	}
	s := []rune(m[2] + m[3])
	if n, end := chineseNumber(s, 0); end == len(s) {
		return n
	}
	return 0
}

// clockOf writes times so that no colon parts them.
func clockOf(s string) string {
	return clockIn.ReplaceAllStringFunc(s, func(s string) string { return strings.Replace(s, ":", ratio, 1) })
}
