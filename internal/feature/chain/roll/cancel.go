package roll

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	crossEnd = regexp.MustCompile(`\s*(?:❌|✗|✘|❎|⛔|🚫)\x{fe0f}?\s*$`)
	ticked   = regexp.MustCompile(`\s*(?:✅|☑|✔|✓)\x{fe0f}?\s*$`)
	// absent is somebody who says that they stay away.
	absent = regexp.MustCompile(`[\s,(]*(?:算了?,?)?(?:不参加|来不了|去不了|参加不了|不来了|不去了|请假|不需要|不用|不买|不订|不参与)(?:了|啦)?\s*\)?\s*[。.]?$`)
	// another stays away, and whoever signed up may come: "阿青 老公去不了".
	another = regexp.MustCompile(`[ ,](?:(?:带|和|跟)\S{1,4}|我?(?:老公|老婆|先生|太太|孩子|娃|宝宝|儿子|女儿|闺女|朋友|同事|对象)|我(?:[妈爸妹弟姐哥爷奶]|家))$`)
	// given is what is taken back, and why: "取消，孩子发烧了".
	given = regexp.MustCompile(`^(.+?)[\s,(:]+((?:已|我)?取消(?:了|报名|接龙|订单)?|(?:来|去|参加)不了了?|不(?:参加|来|去|买|订|需要|用)了?|请假)[\s,。;!]+([^\s,].{0,20})$`)
	// noReason are words of what comes instead, or of something that stays.
	noReason = regexp.MustCompile(`[改换加减要留给转让替补还代来去买订送]|不过|但|先|再|[0-9?？吗呢]|其[他它余]|半|一[个份]|两|全`)
	// crossWhy is a bracket at the end that takes a row back, and says why: "(有事取消🙇)".
	crossWhy = regexp.MustCompile(`\(([^()]{0,10}?)[\s,;。]*(?:要|先)?(?:取消|(?:来|去|参加)不了|不(?:能)?(?:来|去|参加)|请假|退出)(?:了|报名|接龙|哈|哦|喔|啦)*[^\p{L}\p{N}()]*\)\s*$`)
	// notSure are words before that by which it may not be all, or not be sure.
	notSure   = regexp.MustCompile(`可能|也许|大概|万一|如果|要是|估计|不一定|是否|周[一二三四五六日天末]|星期|今[天晚]|明[天早晚]|后天|[上下]午|中午|晚上|早上|[上下前后]半|点|老公|老婆|先生|太太|朋友|同事|对象|[男女]友|我[妈爸妹弟姐哥]`)
	crossNote = regexp.MustCompile(`\((?:已)?(?:划掉|划去|取消|作废|退款|退单|删除|不算)(?:了|掉)?\)`)
)

// cancelled takes out what is crossed out, and notes where that is everything.
func (r *reader) cancelled(e *entry, s string) string {
	if strings.ContainsAny(s, "\u0336\u0335\u0338") {
		s = struckThrough(e, s)
	}
	s = r.crossedBySign(e, s)
	s = r.cancelledEnglish(e, s)
	low := fold(s)
	if !strings.ContainsAny(low, "取退撤作划删请算") && !strings.Contains(low, "不") || notCancel.MatchString(low) {
		return s
	}
	return r.cancelledInWords(e, s, low)
}

// crossedBySign takes out what signs cross out.
func (r *reader) crossedBySign(e *entry, s string) string {
	if m := struck.FindStringSubmatch(s); m != nil {
		rest := struck.ReplaceAllString(s, " ")
		left := r.plain(rest)
		if len(left.Items) == 0 && len(left.Why) <= 1 && left.Name != "" || !hasWord(rest) {
			e.Crossed = true
			s = struck.ReplaceAllString(s, "$1")
		} else {
			s = rest
		}
	}
	if strings.ContainsAny(s, "❌✗✘❎⛔🚫✅☑✔✓") {
		if m := crossEnd.FindStringIndex(s); m != nil {
			e.Crossed = true
			s = s[:m[0]]
		}
		s = ticked.ReplaceAllString(s, "")
	}
	if crossMark.MatchString(s) {
		e.Crossed = true
		s = strings.TrimLeft(s, " ❌✗✘❎⛔×")
	}
	return s
}

// cancelledInWords takes out the words that take back what a row says.
func (r *reader) cancelledInWords(e *entry, s, low string) string {
	if rest, ok := r.withReason(s, low); ok {
		e.Crossed = true
		return rest
	}
	if m := find(crossWhy, low, "("); m != nil && (r.meeting || strings.Contains(low[m[3]:], "取消")) { // else "(周五不来)" may be when it is fetched
		return r.inBracket(e, s, low, m)
	}
	if m := absent.FindStringIndex(low); m != nil && !strings.ContainsAny(low, "0123456789") && !r.hasAmount(low) {
		if another.MatchString(low[:m[0]]) {
			e.ask(Words)
			return s
		}
		e.Crossed = true
		return cutOut(s, low, m)
	}
	for _, sure := range [...]*regexp.Regexp{crossNote, sureCancel} {
		m := sure.FindStringIndex(low)
		if m == nil {
			continue
		}
		e.Crossed = true
		return cutOut(s, low, m)
	}
	if m := someCancel.FindStringIndex(low); m != nil {
		rest := cutOut(s, low, m)
		if left := r.plain(rest); len(left.Items) > 1 {
			e.ask(Partly)
		} else {
			e.Crossed = true
		}
		return rest
	}
	return s
}

// inBracket takes out a bracket that takes a row back; where it may not be all of it, or not
// be sure, a person is asked.
func (r *reader) inBracket(e *entry, s, low string, m []int) string {
	if why := strings.NewReplacer("不需要了", "", "不要了", "").Replace(low[m[2]:m[3]]); noReason.MatchString(why) || notSure.MatchString(why) || r.hasAmount(why) || r.hasProduct(why) {
		e.ask(Partly)
		return s
	}
	e.Crossed = true
	return cutOut(s, low, m[:2])
}

// withReason takes out that a row is taken back where nothing but a reason for it follows,
// which stays as a remark.
func (r *reader) withReason(s, low string) (rest string, ok bool) {
	m := given.FindStringSubmatchIndex(low)
	if m == nil || noReason.MatchString(low[m[6]:m[7]]) || r.hasAmount(low[m[6]:m[7]]) || r.hasProduct(low[m[6]:m[7]]) {
		return "", false
	}
	return part(s, low, m[2], m[3]) + " (" + strings.NewReplacer("(", "", ")", "").Replace(part(s, low, m[6], m[7])) + ")", true
}

// plain reads a row that has nothing crossed out in it.
func (r *reader) plain(s string) entry {
	if strings.ContainsAny(s, "~\u0336") {
		return entry{}
	}
	e := entry{}
	p := parsing{reader: r, entry: &e, note: &note{}}
	for _, segment := range segments(lowTimes(s)) {
		p.segment(segment)
	}
	p.finish()
	return e
}

// cutOut takes out of s what a pattern found in low, its folded twin.
func cutOut(s, low string, m []int) string {
	runes := []rune(s)
	from, to := utf8.RuneCountInString(low[:m[0]]), utf8.RuneCountInString(low[:m[1]])
	return strings.TrimSpace(string(runes[:from]) + " " + string(runes[to:]))
}

// struckThrough reads text whose letters carry a line through them.
func struckThrough(e *entry, s string) string {
	var struck, kept []rune
	runes := []rune(s)
	for i, c := range runes {
		switch {
		case c == '\u0336' || c == '\u0335' || c == '\u0338':
		case i+1 < len(runes) && (runes[i+1] == '\u0336' || runes[i+1] == '\u0335' || runes[i+1] == '\u0338'):
			struck = append(struck, c)
		default:
			kept = append(kept, c)
		}
	}
	if !hasWord(string(kept)) {
		e.Crossed = true
		return string(struck)
	}
	return strings.TrimSpace(string(kept))
}
