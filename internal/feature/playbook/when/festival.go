package when

import (
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Festival is a day that comes every year, by its name.
type Festival struct {
	names [3]string // zh-Hans, zh-Hant, en
	also  string    // further names, each between bars
	by    reckoning
	month int
	day   int // of the month, or which Sunday
}

type reckoning uint8

const (
	solar reckoning = iota
	lunar
	eve // the last day of the lunar year
	qingming
	dongzhi
	sunday
)

// festivals are those that a schedule may name.
var festivals = [...]Festival{
	{[3]string{"元旦", "元旦", "New Year's Day"}, "|阳历新年|陽曆新年|", solar, 1, 1},
	{[3]string{"腊八", "臘八", "Laba Festival"}, "|腊八节|臘八節|laba|", lunar, 12, 8},
	{[3]string{"小年", "小年", "Little New Year"}, "|北方小年|xiaonian|", lunar, 12, 23},
	{[3]string{"南方小年", "南方小年", "Little New Year in the South"}, "||", lunar, 12, 24},
	{[3]string{"除夕", "除夕", "New Year's Eve (lunar)"}, "|大年三十|年三十|lunar new year's eve|spring festival eve|chuxi|", eve, 0, 0},
	{[3]string{"春节", "春節", "Spring Festival"}, "|大年初一|正月初一|chinese new year|lunar new year|", lunar, 1, 1},
	{[3]string{"情人节", "情人節", "Valentine's Day"}, "||", solar, 2, 14},
	{[3]string{"元宵", "元宵", "Lantern Festival"}, "|元宵节|元宵節|", lunar, 1, 15},
	{[3]string{"妇女节", "婦女節", "Women's Day"}, "|三八|三八节|三八節|女神节|女神節|", solar, 3, 8},
	{[3]string{"清明", "清明", "Qingming"}, "|清明节|清明節|qingming festival|tomb-sweeping day|", qingming, 0, 0},
	{[3]string{"劳动节", "勞動節", "Labour Day"}, "|五一|labor day|may day|", solar, 5, 1},
	{[3]string{"母亲节", "母親節", "Mother's Day"}, "||", sunday, 5, 2},
	{[3]string{"儿童节", "兒童節", "Children's Day"}, "|六一|", solar, 6, 1},
	{[3]string{"端午", "端午", "Dragon Boat Festival"}, "|端午节|端午節|", lunar, 5, 5},
	{[3]string{"618", "618", "618"}, "|六一八|", solar, 6, 18},
	{[3]string{"父亲节", "父親節", "Father's Day"}, "||", sunday, 6, 3},
	{[3]string{"七夕", "七夕", "Qixi"}, "|七夕节|七夕節|qixi festival|", lunar, 7, 7},
	{[3]string{"教师节", "教師節", "Teachers' Day"}, "||", solar, 9, 10},
	{[3]string{"中秋", "中秋", "Mid-Autumn Festival"}, "|中秋节|中秋節|", lunar, 8, 15},
	{[3]string{"国庆", "國慶", "National Day"}, "|国庆节|國慶節|十一|", solar, 10, 1},
	{[3]string{"重阳", "重陽", "Double Ninth Festival"}, "|重阳节|重陽節|chongyang|", lunar, 9, 9},
	{[3]string{"双十一", "雙十一", "Double 11"}, "|双11|雙11|singles' day|", solar, 11, 11},
	{[3]string{"双十二", "雙十二", "Double 12"}, "|双12|雙12|", solar, 12, 12},
	{[3]string{"冬至", "冬至", "Winter Solstice"}, "|冬至节|冬至節|dongzhi|", dongzhi, 0, 0},
	{[3]string{"平安夜", "平安夜", "Christmas Eve"}, "||", solar, 12, 24},
	{[3]string{"圣诞", "聖誕", "Christmas"}, "|圣诞节|聖誕節|christmas day|", solar, 12, 25},
}

// Festivals lists all of them, in the order of the year.
func Festivals() []Festival { return append([]Festival(nil), festivals[:]...) }

// FestivalNamed finds a festival by any of its names, in any of the languages.
func FestivalNamed(name string) (Festival, error) {
	clean := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(name), "’", "'"))
	for _, f := range festivals {
		for _, n := range f.names {
			if strings.ToLower(n) == clean {
				return f, nil
			}
		}
		if clean != "" && !strings.Contains(clean, "|") && strings.Contains(f.also, "|"+clean+"|") {
			return f, nil
		}
	}
	return Festival{}, invalid(noFestival.With(shown(name)))
}

// Name is what f is called.
func (f Festival) Name() i18n.Text {
	return i18n.Text{Hans: f.names[0], Hant: f.names[1], En: f.names[2]}
}

// In lists the days of f in a Gregorian year, earliest first. There is one, but
// of 腊八, which may fall around 1 January, none or two. Those of the Chinese
// calendar are known from 1900 to 2100.
func (f Festival) In(year int) []Date {
	if f.names[0] == "" {
		return nil
	}
	switch f.by {
	case solar:
		return []Date{{year, time.Month(f.month), f.day}}
	case sunday:
		first := Date{year, time.Month(f.month), 1}
		return []Date{first.Plus(floorMod(-int(first.Weekday()), 7) + 7*(f.day-1))}
	}
	if year < 1900 || year > 2100 {
		return nil
	}
	e, _ := yearOf(year)
	switch f.by {
	case qingming:
		return []Date{{year, time.April, e.qingming()}}
	case dongzhi:
		return []Date{{year, time.December, e.dongzhi()}}
	case eve:
		return []Date{dateNumbered(e.newYear(year) - 1)}
	}
	var out []Date
	for y := year - 1; y <= year; y++ {
		if d, ok := lunarDay(y, f.month, f.day, false); ok && d.Year == year {
			out = append(out, d)
		}
	}
	return out
}

// Next returns the first instant after after at which the clocks of zone show
// at on a day of f.
func (f Festival) Next(after time.Time, at Clock, zone *time.Location) (time.Time, bool) {
	year := DateOf(after, zone).Year
	for y := year; y <= year+2; y++ {
		for _, d := range f.In(y) {
			if t := At(d, at, zone); t.After(after) {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

// FestivalsOn lists the festivals that fall on d.
func FestivalsOn(d Date) []Festival {
	var out []Festival
	for _, f := range festivals {
		for _, on := range f.In(d.Year) {
			if on == d {
				out = append(out, f)
			}
		}
	}
	return out
}
