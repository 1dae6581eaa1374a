package console

import (
	"errors"
	"fmt"
	"html/template"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// reader is what template functions know of who reads. Templates may call
//
//	t "key" args…   a word of the page, in the reader's language
//	say x           a Text or Message
//	lang            the language's tag
//	number n        1,234,567
//	percent x       0.4567 as 46%; small shares with one decimal
//	time t          relative, with the exact time in the reader's zone on hover
//	date t          the day
//	asset name      the address of a file in /static/
//	icon name       one of the drawings in icons.go
//
// number, percent, time and date show — for a nil pointer and a zero time.
type reader struct {
	words i18n.Words
	lang  i18n.Lang
	zone  *time.Location
	clock clock.Clock
	shell *Shell
}

func (r reader) funcs() template.FuncMap {
	return template.FuncMap{
		"t":       func(key string, args ...any) string { return r.words[key].With(args...).In(r.lang) },
		"say":     func(x any) (string, error) { return say(x, r.lang) },
		"lang":    func() string { return string(r.lang) },
		"number":  number,
		"percent": percent,
		"time":    r.time,
		"date":    r.date,
		"icon":    icon,
		"asset": func(name string) (string, error) {
			if r.shell == nil {
				return "/static/-/" + name, nil
			}
			return r.shell.assets.url(name)
		},
	}
}

// unbound declares the functions for parsing.
func unbound() template.FuncMap { return reader{}.funcs() }

func say(x any, l i18n.Lang) (string, error) {
	switch x := x.(type) {
	case i18n.Text:
		return x.In(l), nil
	case i18n.Message:
		return x.In(l), nil
	case *i18n.Message:
		return x.In(l), nil
	}
	return "", fmt.Errorf("say: a %T is neither a Text nor a Message", x)
}

const unknown = "—"

// plain follows pointers, and reports false for nil.
func plain(x any) (reflect.Value, bool) {
	v := reflect.ValueOf(x)
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	return v, v.IsValid()
}

func number(x any) (string, error) {
	v, known := plain(x)
	switch {
	case !known:
		return unknown, nil
	case v.CanInt():
		return group(strconv.FormatInt(v.Int(), 10)), nil
	case v.CanUint():
		return group(strconv.FormatUint(v.Uint(), 10)), nil
	case v.CanFloat():
		if math.IsNaN(v.Float()) || math.IsInf(v.Float(), 0) {
			return unknown, nil
		}
		return group(strconv.FormatFloat(math.Round(v.Float()*100)/100, 'f', -1, 64)), nil
	}
	return "", fmt.Errorf("number: a %T is not a number", x)
}

// group puts commas between thousands.
func group(s string) string {
	sign, rest := "", s
	if strings.HasPrefix(s, "-") {
		sign, rest = "−", s[1:]
	}
	whole, part, point := strings.Cut(rest, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		whole += "." + part
	}
	return sign + whole
}

func percent(x any) (string, error) {
	v, known := plain(x)
	if !known {
		return unknown, nil
	}
	if !v.CanFloat() {
		return "", fmt.Errorf("percent: a %T is not a share", x)
	}
	f := v.Float() * 100
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return unknown, nil
	}
	decimals := 0
	if a := math.Abs(f); a > 0 && a < 9.95 {
		decimals = 1
	}
	return strconv.FormatFloat(f, 'f', decimals, 64) + "%", nil
}

var errNotTime = errors.New("not a time")

func instant(x any) (time.Time, error) {
	switch x := x.(type) {
	case time.Time:
		return x, nil
	case *time.Time:
		if x == nil {
			return time.Time{}, nil
		}
		return *x, nil
	}
	return time.Time{}, fmt.Errorf("%w: %T", errNotTime, x)
}

func (r reader) date(x any) (string, error) {
	at, err := instant(x)
	if err != nil || at.IsZero() {
		return unknown, err
	}
	return at.In(r.zone).Format("2006-01-02"), nil
}

// time shows how long ago, or how far ahead, x is.
func (r reader) time(x any) (template.HTML, error) {
	at, err := instant(x)
	if err != nil || at.IsZero() {
		return unknown, err
	}
	local := at.In(r.zone)
	exact := local.Format("2006-01-02 15:04") + " (" + r.zone.String() + ")"
	return template.HTML(fmt.Sprintf(`<time datetime="%s" title="%s">%s</time>`, //nolint:gosec // every part is escaped
		at.UTC().Format(time.RFC3339), template.HTMLEscapeString(exact),
		template.HTMLEscapeString(r.relative(local)))), nil
}

var ago = [...]struct {
	unit         time.Duration
	past, future i18n.Text
}{
	{24 * time.Hour, i18n.Text{Hans: "%d 天前", Hant: "%d 天前", En: "%d d ago"}, i18n.Text{Hans: "%d 天后", Hant: "%d 天後", En: "in %d d"}},
	{time.Hour, i18n.Text{Hans: "%d 小时前", Hant: "%d 小時前", En: "%d h ago"}, i18n.Text{Hans: "%d 小时后", Hant: "%d 小時後", En: "in %d h"}},
	{time.Minute, i18n.Text{Hans: "%d 分钟前", Hant: "%d 分鐘前", En: "%d min ago"}, i18n.Text{Hans: "%d 分钟后", Hant: "%d 分鐘後", En: "in %d min"}},
}

var justNow = i18n.Text{Hans: "刚刚", Hant: "剛剛", En: "just now"}

// relative is words for up to 30 days, and the day itself beyond.
func (r reader) relative(at time.Time) string {
	gap := r.clock.Now().Sub(at)
	words, half := func(i int) i18n.Text { return ago[i].past }, time.Duration(0)
	if gap < 0 { // what lies ahead is rounded: 6 days and 23 hours are 7 days
		gap, half, words = -gap, 1, func(i int) i18n.Text { return ago[i].future }
	}
	if gap > 30*24*time.Hour {
		return at.Format("2006-01-02")
	}
	for i, step := range ago {
		if rounded := gap + half*step.unit/2; rounded >= step.unit {
			return words(i).With(int(rounded / step.unit)).In(r.lang)
		}
	}
	return justNow.In(r.lang)
}
