package manual

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Series is how groups are called that belong together: 福利1群, 福利2群 and so on. A
// name without a number is the first of its series.
type Series struct {
	Before, After string // what stands before the number, and after it
	Tail          string // what follows that is neither letter nor digit
	Number        int
	written       numerals
	bare          bool // the name has no number
}

// numerals are how a series writes its numbers.
type numerals int

const (
	digits  numerals = iota // 1, 2, 3
	chinese                 // 一, 二, 三
)

// highestNumber is the highest that is taken for a number of a series; 2030 is a year.
const highestNumber = 999

// SeriesOf reads a name. A number counts where nothing but a word for group follows it:
// the 5 of 5号楼邻居群 is none, and neither is the 六 of 周六群.
func SeriesOf(name string) Series {
	name = strings.TrimSpace(name)
	body := strings.TrimRightFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if body == "" {
		body = name
	}
	tail := name[len(body):]
	for _, word := range [...]string{"号群", "號群", "群组", "群組", "群", ""} {
		cut, ok := strings.CutSuffix(body, word)
		if !ok {
			continue
		}
		if s, ok := numbered(cut, word); ok {
			s.Tail = tail
			return s
		}
	}
	out := Series{Before: body, Tail: tail, Number: 1, bare: true}
	for _, word := range [...]string{"群组", "群組", "群"} {
		if cut, ok := strings.CutSuffix(body, word); ok && cut != "" {
			out.Before, out.After = cut, word
			break
		}
	}
	return out
}

// numbered takes the number off the end of a name whose word for group is cut off;
// false where it has none.
func numbered(text, word string) (Series, bool) {
	before := strings.TrimRightFunc(text, func(r rune) bool { return r >= '0' && r <= '9' })
	if n, err := strconv.Atoi(text[len(before):]); err == nil && n > 0 && n <= highestNumber {
		return Series{Before: before, After: word, Number: n}, true
	}
	before = strings.TrimRightFunc(text, func(r rune) bool { return strings.ContainsRune("一二三四五六七八九十", r) })
	n := chineseNumber(text[len(before):])
	if last, _ := utf8.DecodeLastRuneInString(before); word == "" || n == 0 || before == "" || strings.ContainsRune("周週期拜", last) {
		return Series{}, false
	}
	return Series{Before: before, After: word, Number: n, written: chinese}, true
}

// Same reports whether two names are of one series.
func (s Series) Same(o Series) bool {
	return strings.TrimRight(s.Before, betweens) == strings.TrimRight(o.Before, betweens) && groupWord(s.After) == groupWord(o.After)
}

// betweens may stand between a name and its number.
const betweens = " -" + placeJoiner

// groupWord is what a word for group comes to: 2群 and 2号群 are of one series.
func groupWord(word string) string {
	if word == "" {
		return ""
	}
	return "群"
}

// With is the name with another number.
func (s Series) With(n int) string {
	number := strconv.Itoa(n)
	if s.written == chinese && n < 100 {
		number = chineseNumeral(n)
	}
	before := s.Before
	switch last, _ := utf8.DecodeLastRuneInString(before); {
	case last >= '0' && last <= '9' && number[0] < 0x80: // or the two would be read as one
		before += "-"
	case s.bare && s.After == "" && last < 0x2e80 && last != ' ':
		before += " "
	}
	return before + number + s.After + s.Tail
}

// chineseNumber reads a number from 一 to 九十九; 0 where it is none.
func chineseNumber(text string) int {
	for n := 1; n < 100 && text != ""; n++ {
		if chineseNumeral(n) == text {
			return n
		}
	}
	return 0
}

// chineseNumeral writes a number below a hundred.
func chineseNumeral(n int) string {
	ones := [...]string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 10:
		return ones[n]
	case n < 20:
		return "十" + ones[n%10]
	}
	return ones[n/10] + "十" + ones[n%10]
}
