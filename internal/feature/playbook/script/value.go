package script

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// longestValue is how many characters the value of a field may have.
const longestValue = 1000

// Check says what is wrong with a value of f, in a sentence to stand beside it in a
// form. It fails with Invalid. Nothing is wrong with no value here; see Lacking.
func (f Field) Check(value string) error {
	value = strings.TrimSpace(value)
	switch {
	case value == "":
		return nil
	case utf8.RuneCountInString(value) > longestValue:
		return fault.New(fault.Invalid, valueTooLong.With(f.Name, longestValue))
	case strings.Contains(value, "{{"), strings.Contains(value, "}}"):
		return fault.New(fault.Invalid, valueHasBraces.With(f.Name))
	case f.is(value):
		return nil
	}
	return fault.New(fault.Invalid, notOfKind.With(f.Name, shown(value), kinds[f.Kind]))
}

// is reports whether a value is of the kind of f.
func (f Field) is(value string) bool {
	switch f.Kind {
	case ACount:
		_, err := strconv.ParseUint(value, 10, 31)
		return err == nil
	case AMoney:
		yuan, fen, dot := strings.Cut(value, ".")
		_, err := strconv.ParseUint(yuan+fen, 10, 53)
		return err == nil && yuan != "" && len(fen) <= 2 && dot == (fen != "")
	case ALink:
		rest, ok := strings.CutPrefix(value, "https://")
		if !ok {
			rest, ok = strings.CutPrefix(value, "http://")
		}
		return ok && rest != "" && !strings.ContainsAny(value, " \t\n")
	case AClock:
		c, err := when.ParseClock(value)
		return err == nil && c < 24*60
	case AMoment:
		_, ok := ParseMoment(value, time.UTC)
		return ok
	}
	return true
}

// Lacking lists the fields from one source that have no value and nothing to be said
// instead, in their order: with them a playbook is not started, or a group is left
// out.
func (s *Playbook) Lacking(values map[string]string, from Source) (out []string) {
	for _, f := range s.Fields {
		if f.From == from && strings.TrimSpace(values[f.Name]) == "" && f.Else.Hans == "" {
			out = append(out, f.Name)
		}
	}
	return out
}

var kinds = map[Kind]i18n.Text{
	ACount:  {Hans: "个数，例如 30", Hant: "個數，例如 30", En: "a count, such as 30"},
	AMoney:  {Hans: "金额，例如 19.90", Hant: "金額，例如 19.90", En: "an amount, such as 19.90"},
	ALink:   {Hans: "链接，以 https:// 开头", Hant: "連結，以 https:// 開頭", En: "a link that begins with https://"},
	AClock:  {Hans: "钟点，例如 9:30", Hant: "鐘點，例如 9:30", En: "a time of day, such as 9:30"},
	AMoment: {Hans: "日期和时间，例如 2030-01-05 20:00", Hant: "日期和時間，例如 2030-01-05 20:00", En: "a day and time, such as 2030-01-05 20:00"},
}

var (
	notOfKind = i18n.Text{
		Hans: "“%s”填的是“%s”，这里要填%s。",
		Hant: "「%s」填的是「%s」，這裡要填%s。",
		En:   "“%s” holds “%s” and should be %s.",
	}
	valueTooLong = i18n.Text{
		Hans: "“%s”太长：最多 %d 个字。",
		Hant: "「%s」太長：最多 %d 個字。",
		En:   "“%s” is too long: at most %d characters.",
	}
	valueHasBraces = i18n.Text{
		Hans: "“%s”里不能再写双大括号。",
		Hant: "「%s」裡不能再寫雙大括號。",
		En:   "“%s” may not hold double braces itself.",
	}
)
