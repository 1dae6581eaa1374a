package roll

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// conjoined are words that stand between goods that share an amount: "原味跟起司各一条".
var conjoined = regexp.MustCompile(`跟|和|搭|与|以及|还有`)

// shortFor returns which of the goods of the head a shorter or longer word for it means;
// None where that may be none or several. What ends as the name does is the same kind of
// thing, whatever it is counted in: "火龙果" for "红心火龙果". What begins so may be another,
// unless it is counted as that is: "鲜肉20只" for "鲜肉月饼", which is sold by 只. A longer word
// ends in what the title says of everything: "外科口罩" for "外科", where masks are sold.
func (r *reader) shortFor(low, unit string) int {
	n := utf8.RuneCountInString(low)
	if n > 0 && isLatin(firstRune(low)) {
		return r.shortEnglish(low)
	}
	if n == 0 {
		return None
	}
	if !isHan(firstRune(low)) {
		if n == 1 && isLatin(firstRune(low)) {
			return r.withoutEnd(low)
		}
		return None
	}
	if i := r.withoutEnd(low); i >= 0 {
		return i
	}
	if is := r.called[low] - 1; is >= 0 && is < r.words.told {
		return is
	}
	found := None
	for i := range r.words.told {
		product := &r.words.products[i]
		name := r.words.keys[i]
		rest, longer := strings.CutPrefix(low, name)
		switch {
		case name == low, name == low+"子", plainer(low) == name:
			return i
		case n < 2 && !(unit != "" && unit == fold(product.Unit) && strings.HasPrefix(name, low)):
			if strings.Contains(name, low) {
				return None
			}
			continue
		case strings.HasSuffix(name, low), strings.HasSuffix(name, plainer(low)), strings.HasPrefix(name, low) && unit != "" && unit == fold(product.Unit), longer && utf8.RuneCountInString(rest) > 1 && strings.Contains(fold(r.title), rest):
		case strings.Contains(name, low):
			return None // it may be this one too
		default:
			continue
		}
		if found != None {
			return None
		}
		found = i
	}
	return found
}

var (
	// littleWord ends in a sign that says nothing: "肉包子". "西瓜子" are other goods.
	littleWord = regexp.MustCompile(`^(.+[包饺粽饼橙橘桔柚李杏枣茄柿桃栗])子$`)
	// cutWord is a cut of meat with its kind: "五花肉". "鸡腿肉" is no 鸡腿.
	cutWord = regexp.MustCompile(`^(五花|前腿|后腿|里脊|梅花|夹心|前夹|牛腩|牛腱)肉$`)
)

// plainer is a word without a sign at its end that says nothing more.
func plainer(low string) string {
	for _, longer := range [...]*regexp.Regexp{littleWord, cutWord} {
		if m := longer.FindStringSubmatch(low); m != nil && utf8.RuneCountInString(m[1]) > 1 {
			return m[1]
		}
	}
	return low
}

// shorts finds the words of rows that mean goods of the head. One that means none where
// it is counted in another way means none at all.
func (r *reader) shorts() map[string]string {
	out, not := map[string]string{}, map[string]bool{}
	for i := range r.rows {
		for _, it := range r.rows[i].Items {
			if at := r.productNamed(it.Product); it.Product == "" || at >= 0 && at < r.words.told {
				continue
			}
			low := fold(it.Product)
			is := r.shortFor(low, it.Unit)
			if is < 0 || is >= r.words.told || strings.HasPrefix(fold(r.products[is].Name), low) && it.Unit != r.products[is].Unit {
				not[it.Product] = true // "鲜肉2斤" are no 鲜肉月饼, also where others wrote "鲜肉20只"
				continue
			}
			out[it.Product] = r.products[is].Name
		}
	}
	maps.DeleteFunc(out, func(word, _ string) bool { return not[word] })
	return out
}

func firstRune(s string) rune {
	c, _ := utf8.DecodeRuneInString(s)
	return c
}

// adjective begins words for goods as well as wishes: "切片吐司", "嫩豆腐".
var adjective = regexp.MustCompile(`^(?:切片|嫩|瘦|肥|新鲜|早|晚|鲜)`)

// kindOfGoods reports whether a word that reads as a wish ends in goods that are sold.
func (p *parsing) kindOfGoods(low string) bool {
	return adjective.MatchString(low) && slices.ContainsFunc(p.words.keys, func(name string) bool {
		return utf8.RuneCountInString(name) > 1 && strings.HasSuffix(low, name)
	})
}

// conjoin reads goods with nothing but such words between; nil where there is more.
func (p *parsing) conjoin(s string) (out []token) {
	parts := conjoined.Split(s, -1)
	if len(parts) < 2 {
		return nil
	}
	for _, part := range parts {
		part = strings.TrimSpace(part)
		i := p.words.find(part)
		if i < 0 {
			i = p.shortFor(fold(part), "")
		}
		if i < 0 {
			return nil
		}
		out = append(out, token{kind: 'P', product: i, text: part})
	}
	return out
}

// withoutEnd returns which of the goods a word means that leaves out what all of them
// end in: "成人" for 成人票 beside 儿童票; and "大" and "小" for those. None for none.
func (r *reader) withoutEnd(low string) int {
	told := r.words.told
	if told < 2 || told > mostEach || told > len(r.words.keys) {
		return None
	}
	keys := r.words.keys[:told]
	if grownUp[low] != nil {
		is, only := oneKey(keys, grownUp[low])
		if _, other := oneKey(keys, grownUp[map[string]string{"大": "小", "小": "大"}[low]]); !only || !other {
			return None
		}
		return is
	}
	tail := keys[0]
	for _, key := range keys {
		for !strings.HasSuffix(key, tail) {
			tail = tail[utf8.RuneLen(firstRune(tail)):]
		}
	}
	for tail != "" {
		if is := slices.Index(keys, low+tail); is >= 0 {
			return is
		}
		tail = tail[utf8.RuneLen(firstRune(tail)):]
	}
	return None
}

// oneKey finds which of several names is of a kind, and reports whether only one is.
func oneKey(keys []string, kind *regexp.Regexp) (is int, only bool) {
	is = slices.IndexFunc(keys, kind.MatchString)
	return is, is >= 0 && !slices.ContainsFunc(keys[is+1:], kind.MatchString)
}

// grownUp are goods for grown-ups, and for children.
var grownUp = map[string]*regexp.Regexp{"大": regexp.MustCompile(`^(?:成人|大人)`), "小": regexp.MustCompile(`^(?:儿童|小孩|孩子|小朋友)`)}

// withoutDe takes the 的 off the end of a word of two signs or more: "小型的".
func withoutDe(low string) string {
	if short := strings.TrimSuffix(low, "的"); utf8.RuneCountInString(short) > 1 {
		return short
	}
	return low
}
