package insight

import (
	"math"
	"strconv"
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

func words3(hans, hant, en string) i18n.Text { return i18n.Text{Hans: hans, Hant: hant, En: en} }

// stateWords are the states as people call them.
var stateWords = map[measure.State]i18n.Text{
	measure.Thriving:    words3("活跃", "活躍", "Thriving"),
	measure.Steady:      words3("平稳", "平穩", "Steady"),
	measure.Forming:     words3("新群", "新群", "Forming"),
	measure.Fading:      words3("走弱", "走弱", "Fading"),
	measure.QuietBuying: words3("安静但在买", "安靜但有人買", "Quiet-buying"),
	measure.Dormant:     words3("沉默", "沉默", "Dormant"),
	measure.Dead:        words3("沉寂", "沉寂", "Dead"),
	measure.Ended:       words3("已完成", "已完成", "Ended"),
	measure.Empty:       words3("还没人说话", "還沒人說話", "Empty"),
	measure.Unheard:     words3("看不到发言", "看不到發言", "Not heard"),
}

// stateMeans says each state in a few words.
var stateMeans = map[measure.State]i18n.Text{
	measure.Thriving:    words3("天天有不止一个人说话", "天天有不只一個人說話", "several people speak every day"),
	measure.Steady:      words3("有来有往，不热闹", "有來有往，不熱鬧", "give and take, without bustle"),
	measure.Forming:     words3("建群不满 14 天", "建群不滿 14 天", "younger than 14 days"),
	measure.Fading:      words3("说话的人明显变少", "說話的人明顯變少", "clearly fewer people speak"),
	measure.QuietBuying: words3("没人聊天，但有人接龙下单", "沒有人聊天，但有人接龍下單", "nobody chats, somebody orders"),
	measure.Dormant:     words3("14–27 天没有群友说话", "14–27 天沒有群友說話", "no member spoke for 14–27 days"),
	measure.Dead:        words3("28 天以上没有群友说话", "28 天以上沒有群友說話", "no member spoke for 28 days or more"),
	measure.Ended:       words3("按计划办完了", "按計畫辦完了", "its declared end has come"),
	measure.Empty:       words3("从有记录起还没有群友说过话", "從有紀錄起還沒有群友說過話", "no member has spoken since the record began"),
	measure.Unheard:     unheardWhy,
}

// stateMarks are the shapes of the states, so that colour is never alone.
var stateMarks = map[measure.State]string{
	measure.Thriving: "●", measure.Steady: "◐", measure.Forming: "◌", measure.Fading: "◒", measure.QuietBuying: "●",
	measure.Dormant: "○", measure.Dead: "✕", measure.Ended: "✓", measure.Empty: "·", measure.Unheard: "◇",
}

var revivedWord = words3("回暖", "回暖", "revived")

// typeWords are the types of the four-self model.
var typeWords = map[measure.TypeName]i18n.Text{
	measure.TooLittle:         words3("话太少，看不出", "話太少，看不出", "Too little to say"),
	measure.SelfTalk:          words3("自说自话", "自說自話", "Self-talk"),
	measure.SelfCentred:       words3("自我中心", "自我中心", "Self-centred"),
	measure.SelfParticipating: words3("自发参与", "自發參與", "Self-participating"),
	measure.Mixed:             words3("混合", "混合", "Mixed"),
	measure.SelfDirected:      words3("混合", "混合", "Mixed"), // until the owner has answered, it is only a question
}

var bandWords = map[measure.Band]i18n.Text{
	measure.High:   words3("高", "高", "High"),
	measure.Middle: words3("中", "中", "Middle"),
	measure.Low:    words3("低", "低", "Low"),
}

// bandMarks are the shapes of the bands.
var bandMarks = map[measure.Band]string{measure.High: "▲", measure.Middle: "△", measure.Low: "▽"}

var sortWords = map[sortKey]i18n.Text{
	byNeed:     words3("最要人去看", "最需要人看", "Needs someone most"),
	byName:     words3("群名", "群組名稱", "Name"),
	byState:    words3("状态", "狀態", "State"),
	byActive:   words3("说话的人", "說話的人", "People speaking"),
	byMembers:  words3("群成员", "群成員", "Members"),
	byMessages: words3("消息", "訊息", "Messages"),
	byType:     words3("类型", "類型", "Type"),
	byRisk:     words3("安静下来的风险", "安靜下來的風險", "Risk of falling silent"),
	byWaiting:  words3("漏回", "漏回", "Unanswered"),
	byLast:     words3("最近发言", "最近發言", "Last message"),
}

// dash stands where a figure is not known.
const dash = "—"

// commas writes n with commas between thousands.
func commas[T ~int | ~int64](n T) string {
	s := strconv.FormatInt(int64(n), 10)
	sign := ""
	if n < 0 {
		sign, s = "−", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// share writes a share as people read it; small ones, and those close to all,
// with one decimal, so that 1.3 % is not 1 % and 99.6 % not all.
func share(x float64) string {
	p := 100 * x
	decimals := 0
	if a := math.Abs(p); a > 0 && a < 9.95 || a > 99 && a < 100 {
		decimals = 1
	}
	s := strconv.FormatFloat(p, 'f', decimals, 64)
	return strings.Replace(strings.TrimSuffix(s, ".0"), "-", "−", 1) + "%"
}

// shareOf writes an optional share.
func shareOf(x *float64) string {
	if x == nil {
		return dash
	}
	return share(*x)
}

// brieflyNumber writes x with one decimal below ten and none above.
func brieflyNumber(x float64) string {
	if math.Abs(x) >= 9.95 {
		return commas(int(math.Round(x)))
	}
	return strings.TrimSuffix(strconv.FormatFloat(x, 'f', 1, 64), ".0")
}

// noun is something counted; one is its English for a single one.
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
	return t.With(commas(k))
}

var (
	ofGroups    = noun{words3("%s 个群", "%s 個群組", "%s groups"), "%s group"}
	ofPeople    = noun{words3("%s 位群友", "%s 位群友", "%s members"), "%s member"}
	ofDays      = noun{words3("%s 天", "%s 天", "%s days"), "%s day"}
	ofQuestions = noun{words3("%s 个问题", "%s 個問題", "%s questions"), "%s question"}
	ofMessages  = noun{words3("%s 条消息", "%s 則訊息", "%s messages"), "%s message"}
	ofTurns     = noun{words3("%s 个话轮", "%s 個話輪", "%s turns"), "%s turn"}
	ofMinutes   = noun{words3("%s 分钟", "%s 分鐘", "%s minutes"), "%s minute"}
	ofMonths    = noun{words3("%s 个月", "%s 個月", "%s months"), "%s month"}
	ofYears     = noun{words3("%s 年", "%s 年", "%s years"), "%s year"}
	hoursWord   = words3("%s 小时", "%s 小時", "%s hours")
	oneHour     = words3("1 小时", "1 小時", "1 hour")
)

// waited writes service hours: from two days of service on, in days.
func waited(hours float64) i18n.Message {
	if days, ok := measure.ServiceDays(hours); ok {
		return ofDays.of(days)
	}
	return took(hours)
}

// took writes how many hours something took: from two days on, in days.
func took(hours float64) i18n.Message {
	switch {
	case hours >= 48:
		return ofDays.of(int(math.Round(hours / 24)))
	case hours < 1:
		return ofMinutes.of(int(math.Round(60 * hours)))
	case brieflyNumber(hours) == "1":
		return oneHour.With()
	}
	return hoursWord.With(brieflyNumber(hours))
}

// lasting writes how long something lasted, in the unit people would use.
func lasting(days int) i18n.Message {
	switch {
	case days < 60:
		return ofDays.of(days)
	case days < 730:
		return ofMonths.of(int(math.Round(float64(days) / 30.4375)))
	}
	return ofYears.of(int(math.Round(float64(days) / 365.25)))
}

// joined joins words the way the language does.
func joined(l i18n.Lang, words []string) string {
	if l == i18n.En {
		return strings.Join(words, ", ")
	}
	return strings.Join(words, "、")
}

const dayMillis = 24 * 3600 * 1000

// silentDays is for how many days no member had spoken at the time at.
func silentDays(at int64, l measure.Life) int { return int((at - l.End) / dayMillis) }
