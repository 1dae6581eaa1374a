package render

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// unknown stands where a figure is not known.
const unknown = "—"

// number writes n with commas between thousands.
func number(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "−", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// percent writes a share; small ones, and those close to all, with one decimal.
func percent(share float64) string {
	p := 100 * share
	decimals := 0
	if a := math.Abs(p); a > 0 && a < 9.95 || a > 99 && a < 100 {
		decimals = 1
	}
	scale := math.Pow10(decimals)
	s := strconv.FormatFloat(math.Round(p*scale)/scale, 'f', decimals, 64) // halves away from zero
	return strings.Replace(strings.TrimSuffix(s, ".0"), "-", "−", 1) + "%"
}

// percentOf writes an optional share.
func percentOf(share *float64) string {
	if share == nil {
		return unknown
	}
	return percent(*share)
}

// short writes x with one decimal below ten and none above.
func short(x float64) string {
	if math.Abs(x) >= 9.95 {
		return number(int(math.Round(x)))
	}
	return strings.TrimSuffix(strconv.FormatFloat(x, 'f', 1, 64), ".0")
}

// noun is a word that is counted. One is its English with the number one.
type noun struct {
	many i18n.Text
	one  string
}

// of says how many.
func (n noun) of(k int) i18n.Message {
	t := n.many
	if k == 1 {
		t.En = n.one
	}
	return t.With(number(k))
}

func text(hans, hant, en string) i18n.Text { return i18n.Text{Hans: hans, Hant: hant, En: en} }

var (
	groupsOf    = noun{text("%s 个群", "%s 個群組", "%s groups"), "%s group"}
	peopleOf    = noun{text("%s 位群友", "%s 位群友", "%s members"), "%s member"}
	messagesOf  = noun{text("%s 条消息", "%s 則訊息", "%s messages"), "%s message"}
	staffOf     = noun{text("%s 位工作人员", "%s 位工作人員", "%s staff"), "%s staff"}
	botsOf      = noun{text("%s 个机器人", "%s 個機器人", "%s bots"), "%s bot"}
	daysOf      = noun{text("%s 天", "%s 天", "%s days"), "%s day"}
	monthsOf    = noun{text("%s 个月", "%s 個月", "%s months"), "%s month"}
	yearsOf     = noun{text("%s 年", "%s 年", "%s years"), "%s year"}
	minutesOf   = noun{text("%s 分钟", "%s 分鐘", "%s minutes"), "%s minute"}
	questionsOf = noun{text("%s 个问题", "%s 個問題", "%s questions"), "%s question"}
	postsOf     = noun{text("%s 次播报", "%s 次播報", "%s broadcasts"), "%s broadcast"}
	turnsOf     = noun{text("%s 个话轮", "%s 個話輪", "%s turns"), "%s turn"}
	hoursText   = text("%s 小时", "%s 小時", "%s hours")
	hourText    = text("1 小时", "1 小時", "1 hour")
)

// lasted writes how long something took, in the unit people would use.
func lasted(days float64) i18n.Message {
	n := int(days)
	switch {
	case n < 60:
		return daysOf.of(n)
	case n < 730:
		return monthsOf.of(int(math.Round(days / 30.4375)))
	}
	return yearsOf.of(int(math.Round(days / 365.25)))
}

// served writes service hours: from two days of service on, in days.
func served(hours float64) i18n.Message {
	days, ok := measure.ServiceDays(hours)
	switch {
	case ok:
		return daysOf.of(days)
	case hours < 1:
		return minutesOf.of(int(math.Round(60 * hours)))
	case short(hours) == "1":
		return hourText.With()
	}
	return hoursText.With(short(hours))
}

const dayMillis = float64(24 * time.Hour / time.Millisecond)

func (s *story) time(ms int64) time.Time { return time.UnixMilli(ms).In(s.zone) }

func (s *story) minute(ms int64) string { return s.time(ms).Format("2006-01-02 15:04") }

func (s *story) date(ms int64) string { return s.time(ms).Format("2006-01-02") }

// near writes a time of the days just past: month, day and minute.
func (s *story) near(ms int64) string { return s.time(ms).Format("01-02 15:04") }

// clockTime writes a minute of the day.
func clockTime(minute int) string {
	return time.Unix(int64(minute)*60, 0).UTC().Format("15:04")
}
