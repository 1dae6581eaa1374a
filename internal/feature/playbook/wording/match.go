package wording

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// advice is what people are told of a finding.
type advice struct {
	refused     bool
	why, remedy i18n.Text
}

// pattern finds one kind of wording in a folded text.
//
// A group that say captures is what is judged; with none, all of the match is.
// A match does not count where a group lies inside a match of but, an innocent
// use, or where deny is set and the group is denied: 不要求转发.
type pattern struct {
	rule   Rule
	say    *regexp.Regexp
	but    *regexp.Regexp // may be nil
	deny   bool
	live   bool // a placeholder that is bound to data, in the match or right behind it, makes it right
	advice advice
}

// rules returns every pattern there is. They are made when first asked for.
var rules = sync.OnceValue(func() []pattern {
	return slices.Concat(absolutes(), effects(), shares(), scarcities(), pretences(), pressures(), services())
})

// blanks are what patterns write short: N a number, M a measure of goods or
// people, _ up to twelve characters of the same sentence.
var blanks = strings.NewReplacer(
	"<N>", `(?:[0-9]+|[一二两三四五六七八九十百千万半几数多]+)`,
	"<M>", `(?:件|份|个|单|套|名额|席|位|名|人|盒|箱|瓶|袋|张|斤|只|台|双|桶)`,
	"<..>", `[^。！？!?\n;；]{0,12}`,
	"<.>", `[^。！？!?\n;；,，、]{0,4}`,
)

func expr(s ...string) *regexp.Regexp {
	return regexp.MustCompile(blanks.Replace(strings.Join(s, "|")))
}

// denied are words after which nothing is claimed or asked for, if what is
// claimed follows within a few characters.
var denied = expr(`(?:不(?:用|必|需要?|要求?|会再?|搞|写|说|是|敢说|能|可以?|得|许|靠|强制|鼓励|做|设|发|存在|代表|承诺|保证)?|没有?|无法|无[需须]|勿|别|禁止|严禁|拒绝|谢绝|杜绝|避免|替代|代替|\b(?:no|not|never|without|don't|do not|doesn't|won't|need not|cannot|can't) (?:\w+ )?)(?:要求|需要|任何|所谓|再|去|来|靠|用|有|是|写|说|打|搞|参与|发|把|公开|人|您?点赞|您|你|集赞|转发|分享|、|,|，|/|和|或|的)*$`)

// reach is how many bytes before a wording are looked at for a denial.
const reach = 48

// find adds what p finds in f to found. It looks at a piece at a time, since
// an expression that begins anew prepares for all the text it is given.
func (p *pattern) find(f folded, found []Finding) []Finding {
	for from := 0; from < len(f.text); {
		to := pieceEnd(f.text, from)
		found = p.findIn(f, from, to, found)
		if to == len(f.text) {
			break
		}
		if r, _ := utf8.DecodeLastRuneInString(f.text[:to]); !hard(r) {
			to = behind(f.text, to) // what the cut parted is whole in the next piece
		}
		from = to
	}
	return found
}

// piece is how many bytes are looked at together, at most.
const piece = 512

// pieceEnd returns where the piece that begins at from ends: behind the last
// mark that fits, or between two characters.
func pieceEnd(text string, from int) int {
	if len(text)-from <= piece {
		return len(text)
	}
	to := from + piece
	for !utf8.RuneStart(text[to]) {
		to--
	}
	for at := to; at > from+piece/2; {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		if r == '\n' || r == '。' || r == '!' || r == '?' || r == ';' {
			return at
		}
		at -= size
	}
	return to
}

// findIn adds what p finds in one piece of f.
func (p *pattern) findIn(f folded, from, to int, found []Finding) []Finding {
	var innocent [][]int
	for at := from; at < to; {
		m := p.say.FindStringSubmatchIndex(f.text[at:to])
		if m == nil {
			break
		}
		shift(m, at)
		if innocent == nil && p.but != nil {
			innocent = p.but.FindAllStringIndex(f.text[from:to], -1)
			for _, s := range innocent {
				shift(s, from)
			}
		}
		at = max(m[1], at+1)
		if p.counts(f, m, innocent) {
			found = append(found, says(p.rule, int(f.from[m[0]]), int(f.to[m[1]-1]), p.advice))
		} else if len(m) > 2 {
			at = afterFirst(m)
		}
	}
	return found
}

// shift moves the places of a match by n.
func shift(m []int, n int) {
	for i := range m {
		if m[i] >= 0 {
			m[i] += n
		}
	}
}

// afterFirst is where to go on behind a match that did not count: behind its
// first group, since what follows may begin another.
func afterFirst(m []int) int {
	for i := 2; i+1 < len(m); i += 2 {
		if m[i] >= 0 {
			return max(m[i+1], m[0]+1)
		}
	}
	return m[1]
}

// counts reports whether the match m of p is what p is after.
func (p *pattern) counts(f folded, m []int, innocent [][]int) bool {
	if p.live && bound(f.text[m[0]:ahead(f.text, m[1])]) {
		return false
	}
	groups := m[2:]
	if len(groups) == 0 {
		groups = m
	}
	for i := 0; i+1 < len(groups); i += 2 {
		from, to := groups[i], groups[i+1]
		if from < 0 {
			continue
		}
		if p.deny && denied.MatchString(f.text[max(0, behind(f.text, from)):from]) {
			return false
		}
		if slices.ContainsFunc(innocent, func(s []int) bool { return s[0] <= from && to <= s[1] }) {
			return false
		}
	}
	return true
}

// bound reports whether the figure that a wording gives, the first in it, is
// bound to data.
func bound(wording string) bool {
	figure, _, ok := strings.Cut(wording, string(liveMark))
	return ok && !strings.ContainsAny(figure, "0123456789")
}

// ahead returns the end of what follows to in the same clause, a few
// characters on.
func ahead(text string, to int) int {
	n := 0
	for i, r := range text[to:] {
		if n++; n > 6 || hard(r) {
			return to + i
		}
	}
	return len(text)
}

// behind returns the first character at most reach bytes before from.
func behind(text string, from int) int {
	at := max(0, from-reach)
	for at < from && text[at]&0xC0 == 0x80 {
		at++
	}
	return at
}

// says is a finding of rule in the bytes from to to.
func says(rule Rule, from, to int, a advice) Finding {
	return Finding{Rule: rule, From: from, To: to, Refused: a.refused, Why: a.why, Remedy: a.remedy}
}
