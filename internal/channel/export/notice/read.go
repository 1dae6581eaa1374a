package notice

import (
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// How a join came about, as event.Event.Scene has it.
const (
	byInvitation = "invite"
	byQRCode     = "qr"
	byLink       = "link"
)

// Read reads a system notice of a WeChat, WeCom or QQ group, in simplified
// or traditional Chinese or in English. known reports whether somebody in the
// group is shown by a name; it decides whether 「A、B」 is one person or two,
// and may be nil. Text it cannot read is a Reading of Kind event.Notice.
//
// Verified on the shapes of the project's notice samples; other wordings
// come from knowledge of the clients and are not verified on a real file.
func Read(text string, known func(name string) bool) Reading {
	n := notice{known: known, budget: longestSearch}
	text, n.ids = unwrap(export.Clean(text))
	n.text = tidyNotice(text)
	n.low = lowerASCII(n.text)
	if n.text == "" || len(n.text) > longestNotice {
		return Reading{Kind: event.Notice}
	}
	rules := []func() (Reading, bool){
		n.renamed, n.recalled, n.poked, n.owned, n.removed, n.invited, n.scanned, n.left, n.joined,
		n.renamedEn, n.recalledEn, n.pokedEn, n.ownedEn, n.removedEn, n.invitedEn, n.joinedEn, n.leftEn,
	}
	for _, rule := range rules {
		if r, ok := rule(); ok {
			n.identify(&r)
			return r
		}
	}
	return Reading{Kind: event.Notice}
}

// What bounds the work spent on one text: its bytes (a notice with 200 invited
// people stays below), and the places where it may be taken apart.
const (
	longestNotice = 16 << 10
	longestSearch = 200
)

// notice is one notice being read.
type notice struct {
	text   string
	low    string // text with ASCII letters lowered; the same length
	known  func(string) bool
	ids    map[string]event.NativeUser // from markup, by the name shown
	budget int                         // places still to be tried
}

// identify fills in the ids that the markup gave.
func (n *notice) identify(r *Reading) {
	if len(n.ids) == 0 {
		return
	}
	r.Actor.ID, r.Owner.ID = n.ids[r.Actor.Name], n.ids[r.Owner.Name]
	for i, s := range r.Subjects {
		r.Subjects[i].ID = n.ids[s.Name]
	}
}

// cuts yields what is before and after every occurrence of any of the words,
// from left to right, until the budget is spent. Words are in lower case.
func (n *notice) cuts(from, to int, words ...string) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for i := from; i < to; i++ {
			for _, w := range words {
				if !strings.HasPrefix(n.low[i:to], w) {
					continue
				}
				if n.budget--; n.budget < 0 || !yield(i, i+len(w)) {
					return
				}
			}
		}
	}
}

// party reads one person. It says no where s cannot be a person: a quotation
// mark without its partner, or words that belong to a sentence.
func party(s string) (Party, bool) {
	s = strings.TrimSpace(s)
	for _, role := range roles {
		if rest, ok := strings.CutPrefix(s, role); ok {
			if rest = strings.TrimSpace(rest); rest == "" {
				return Party{}, true // 群主 alone names nobody, yet says somebody did it
			}
			if inner, ok := unquote(rest); ok {
				return named(inner)
			}
		}
	}
	for _, adverb := range adverbs {
		if rest, ok := strings.CutSuffix(s, adverb); ok {
			rest = strings.TrimSpace(rest)
			if _, quoted := unquote(rest); quoted || isSelf(rest) {
				s = rest
			}
		}
	}
	if isSelf(s) {
		return Party{Self: true}, true
	}
	if inner, ok := unquote(s); ok {
		return named(inner)
	}
	if strings.ContainsAny(s, quoteMarks) || !plausibleBare(s) {
		return Party{}, false
	}
	return named(s)
}

func named(name string) (Party, bool) {
	name = strings.TrimSpace(name)
	return Party{Name: name}, name != ""
}

func isSelf(s string) bool {
	return s == "你" || s == "您" || strings.EqualFold(s, "you")
}

// The words around a name that are no part of it.
const (
	quoteMarks = "\"“”„‟＂「」『』"
	anyDouble  = "\"“”„‟＂"
)

var (
	roles   = [...]string{"群管理员", "群管理員", "管理员", "管理員", "群主", "成员", "成員", "群成员", "群成員"}
	adverbs = [...]string{"已经", "已經", "已", "刚刚", "剛剛"}
)

// unquote takes one pair of quotation marks off s, whichever kind. Marks
// inside the pair belong to the name, unless a verb of a notice stands
// between them: then s is two quoted names and not one.
func unquote(s string) (string, bool) {
	open, size := utf8.DecodeRuneInString(s)
	shut, last := utf8.DecodeLastRuneInString(s)
	if len(s) < size+last || !pair(open, shut) {
		return "", false
	}
	inner := s[size : len(s)-last]
	first := strings.IndexAny(inner, quoteMarks)
	if end := strings.LastIndexAny(inner, quoteMarks); first >= 0 && end > first {
		for _, verb := range verbs {
			if strings.Contains(inner[first:end], verb) {
				return "", false
			}
		}
	}
	return inner, true
}

var verbs = [...]string{"邀请", "邀請", "通过", "通過", "透过", "透過", "扫描", "掃描", "撤回", "移出", "将", "將", "被", "拍了拍", " invited ", " removed ", " joined "}

func pair(open, shut rune) bool {
	switch open {
	case '「':
		return shut == '」'
	case '『':
		return shut == '』'
	}
	return strings.ContainsRune(anyDouble, open) && strings.ContainsRune(anyDouble, shut)
}

// plausibleBare reports whether words without quotation marks can be a name
// rather than the beginning of a sentence such as 欢迎大家(加入本群).
func plausibleBare(s string) bool {
	if s == "" || utf8.RuneCountInString(s) > 64 || strings.ContainsAny(s, "\n\r") {
		return false
	}
	for _, p := range [...]string{"欢迎", "歡迎", "请", "請", "等待", "由于", "由於", "如果", "为了", "為了"} {
		if strings.HasPrefix(s, p) {
			return false
		}
	}
	for _, p := range [...]string{"想", "想要", "希望", "申请", "申請", "请求", "請求", "要求", "可以", "无法", "無法", "正在"} {
		if strings.HasSuffix(s, p) {
			return false
		}
	}
	return true
}

// people reads one person or several: 你和"A、B", "A"、"B", A、B.
func (n *notice) people(s string) ([]Party, bool) {
	s = strings.TrimSpace(s)
	var out []Party
	for _, with := range [...]string{"你和", "你跟", "你、", "您和", "you and ", "You and ", "you, ", "You, "} {
		if rest, ok := strings.CutPrefix(s, with); ok {
			out, s = append(out, Party{Self: true}), strings.TrimSpace(rest)
			break
		}
	}
	if isSelf(s) {
		return append(out, Party{Self: true}), len(out) == 0
	}
	inner, quoted := unquote(s)
	if !quoted {
		inner = s
	}
	for _, name := range n.split(inner) {
		p, ok := Party{Name: strings.TrimSpace(name)}, true
		if !quoted {
			p, ok = party(name)
		}
		if !ok || !p.Known() {
			return nil, false
		}
		out = append(out, p)
	}
	return out, len(out) > 0
}

// split takes a list of names apart. Every name quoted by itself is certain;
// otherwise 、 divides, a comma where there is no 、, and the longest run that
// the group knows as one name stays together.
func (n *notice) split(list string) []string {
	for _, open := range marksIn(list) {
		for _, shut := range marksIn(list) {
			for _, sep := range [...]string{"、", "，", ", ", ",", "和", " and "} {
				if between := string(shut) + sep + string(open); pair(open, shut) && strings.Contains(list, between) {
					return strings.Split(list, between)
				}
			}
		}
	}
	for _, sep := range [...]string{"、", "，", ", ", ","} {
		if strings.Contains(list, sep) {
			return n.join(strings.Split(list, sep), sep)
		}
	}
	return []string{list}
}

// marksIn returns the quotation marks that occur in s.
func marksIn(s string) []rune {
	var out []rune
	for _, q := range quoteMarks {
		if strings.ContainsRune(s, q) {
			out = append(out, q)
		}
	}
	return out
}

// longestName is how many pieces one name may have been cut into.
const longestName = 6

func (n *notice) join(parts []string, sep string) []string {
	if n.known == nil {
		return parts
	}
	var out []string
	for len(parts) > 0 {
		take := 1
		for k := min(longestName, len(parts)); k > 1; k-- {
			if n.known(strings.TrimSpace(strings.Join(parts[:k], sep))) {
				take = k
				break
			}
		}
		out = append(out, strings.Join(parts[:take], sep))
		parts = parts[take:]
	}
	return out
}
