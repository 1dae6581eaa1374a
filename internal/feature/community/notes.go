package community

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Notes is what people here have written down of a member.
type Notes struct {
	Friend bool // a friend or customer: may be written to privately
	Birth  Birth
	Tags   []string // in order
}

// Birth is a birthday, without its year: nobody's age is asked. The zero one is not
// known.
type Birth struct {
	Month, Day  int
	Lunar, Leap bool // by the Chinese calendar, and in a leap month of it
}

// Known reports whether there is one.
func (b Birth) Known() bool { return b.Month != 0 }

// longestMonth is how many days each month may have.
var longestMonth = [...]int{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// check says what is wrong with a birthday, if anything.
func (b Birth) check() error {
	most := 30
	if !b.Lunar && b.Month >= 1 && b.Month <= 12 {
		most = longestMonth[b.Month-1]
	}
	switch {
	case b == Birth{}:
		return nil
	case b.Month < 1 || b.Month > 12 || b.Day < 1 || b.Day > most, b.Leap && !b.Lunar:
		return &auth.FieldError{Field: "birth", Err: fault.New(fault.Invalid, noSuchBirth.With())}
	}
	return nil
}

const (
	longestTag = 20 // characters
	mostTags   = 30 // of one member
)

var (
	noSuchBirth = i18n.Text{
		Hans: "没有这一天。月份写 1 到 12，日子写那个月有的。",
		Hant: "沒有這一天。月份填 1 到 12，日子填那個月有的。",
		En:   "There is no such day. Give a month from 1 to 12 and a day it has.",
	}
	badTag = i18n.Text{
		Hans: "“%s”不能当标签：1 到 20 个字，不能换行，也不能有逗号、顿号。",
		Hant: "「%s」不能當標籤：1 到 20 個字，不能換行，也不能有逗號、頓號。",
		En:   "“%s” cannot be a tag: 1 to 20 characters, without line breaks or commas.",
	}
	manyTags = i18n.Text{
		Hans: "一个人最多 %d 个标签。",
		Hant: "一個人最多 %d 個標籤。",
		En:   "A member has %d tags at most.",
	}
)

// isComma reports whether a character stands between tags.
func isComma(r rune) bool { return strings.ContainsRune(",，、;；\n", r) }

// TagsIn reads tags that somebody typed, each once and in order. It fails with
// Invalid about the field "tags".
func TagsIn(text string) ([]string, error) {
	var out []string
	for _, tag := range strings.FieldsFunc(text, isComma) {
		tag = strings.Join(strings.Fields(tag), " ")
		if tag == "" {
			continue
		}
		if !isTag(tag) {
			return nil, &auth.FieldError{Field: "tags", Err: fault.New(fault.Invalid, badTag.With(tag))}
		}
		out = append(out, tag)
	}
	slices.Sort(out)
	out = slices.Compact(out)
	if len(out) > mostTags {
		return nil, &auth.FieldError{Field: "tags", Err: fault.New(fault.Invalid, manyTags.With(mostTags))}
	}
	return out, nil
}

func isTag(tag string) bool {
	n := utf8.RuneCountInString(tag)
	return n >= 1 && n <= longestTag && utf8.ValidString(tag) && !strings.ContainsFunc(tag, func(r rune) bool { return isComma(r) || unicode.IsControl(r) })
}
