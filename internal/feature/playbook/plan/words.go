package plan

import (
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// nowhen is the moment from which the form's first values are read where only
// times of day matter.
var nowhen = time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)

// event is what happens, in words.
func event(kind string) i18n.Message {
	words, ok := events[kind]
	if !ok {
		return asWritten.With(kind)
	}
	return words.With()
}

// state is a state of a group, in words.
func state(name string) i18n.Message {
	words, ok := states[name]
	if !ok {
		return asWritten.With(name)
	}
	return words.With()
}

// weekdays are the days of a rule, in words.
func weekdays(codes string) i18n.Message {
	var out i18n.Text
	for i, code := range strings.Split(codes, ",") {
		day, ok := dayNames[code]
		if !ok {
			return asWritten.With(codes)
		}
		sep, sepEn := "、", ", "
		if i == 0 {
			sep, sepEn = "", ""
		}
		out.Hans += sep + day.Hans
		out.Hant += sep + day.Hant
		out.En += sepEn + day.En
	}
	return out.With()
}

var dayNames = map[string]i18n.Text{
	"MO": {Hans: "周一", Hant: "週一", En: "Monday"}, "TU": {Hans: "周二", Hant: "週二", En: "Tuesday"},
	"WE": {Hans: "周三", Hant: "週三", En: "Wednesday"}, "TH": {Hans: "周四", Hant: "週四", En: "Thursday"},
	"FR": {Hans: "周五", Hant: "週五", En: "Friday"}, "SA": {Hans: "周六", Hant: "週六", En: "Saturday"},
	"SU": {Hans: "周日", Hant: "週日", En: "Sunday"},
}

var events = map[string]i18n.Text{
	"message.recorded": {Hans: "有人说话", Hant: "有人說話", En: "somebody speaks"},
	"message.edited":   {Hans: "有人改消息", Hant: "有人改訊息", En: "a message is edited"},
	"message.deleted":  {Hans: "有人撤回消息", Hant: "有人收回訊息", En: "a message is taken back"},
	"member.joined":    {Hans: "有人进群", Hant: "有人入群", En: "somebody joins"},
	"member.left":      {Hans: "有人退群", Hant: "有人退群", En: "somebody leaves"},
	"group.created":    {Hans: "新建了群", Hant: "新建了群組", En: "a group is created"},
	"group.renamed":    {Hans: "群改名", Hant: "群組改名", En: "the group is renamed"},
	"group.dismissed":  {Hans: "群解散", Hant: "群組解散", En: "the group is dismissed"},
	"order.paid":       {Hans: "有人付款", Hant: "有人付款", En: "an order is paid"},
	"order.refunded":   {Hans: "有人退款", Hant: "有人退款", En: "an order is refunded"},
}

var states = map[string]i18n.Text{
	"thriving": {Hans: "活跃", Hant: "活躍", En: "thriving"}, "steady": {Hans: "平稳", Hant: "平穩", En: "steady"},
	"forming": {Hans: "新群", Hant: "新群", En: "forming"}, "fading": {Hans: "走弱", Hant: "走弱", En: "fading"},
	"dormant": {Hans: "沉默", Hant: "沉默", En: "dormant"}, "dead": {Hans: "沉寂", Hant: "沉寂", En: "dead"},
	"quiet-buying": {Hans: "安静但在买", Hant: "安靜但有人買", En: "quiet-buying"}, "revived": {Hans: "回暖", Hant: "回暖", En: "revived"},
}

var (
	asWritten  = i18n.Text{Hans: "%s", Hant: "%s", En: "%s"}
	minutes    = i18n.Text{Hans: "%s 分钟", Hant: "%s 分鐘", En: "%s min"}
	hours      = i18n.Text{Hans: "%s 小时", Hant: "%s 小時", En: "%s h"}
	days       = i18n.Text{Hans: "%s 天", Hant: "%s 天", En: "%s {day|days}"}
	weeks      = i18n.Text{Hans: "%s 周", Hant: "%s 週", En: "%s {week|weeks}"}
	asItBegins = i18n.Text{Hans: "一开始", Hant: "一開始", En: "at once"}
	then       = i18n.Text{Hans: "接着", Hant: "接著", En: "then"}
	assoon     = i18n.Text{Hans: "马上", Hant: "馬上", En: "at once"}
	laterBy    = i18n.Text{Hans: "%s后", Hant: "%s後", En: "%s later"}
	atT        = i18n.Text{Hans: "准时（T）", Hant: "準時（T）", En: "at T"}
	onTheDay   = i18n.Text{Hans: "当天 %s", Hant: "當天 %s", En: "on the day, %s"}
	beforeT    = i18n.Text{Hans: "前 %s", Hant: "前 %s", En: "%s before"}
	beforeTAt  = i18n.Text{Hans: "前 %s %s", Hant: "前 %s %s", En: "%s before, at %s"}
	afterT     = i18n.Text{Hans: "后 %s", Hant: "後 %s", En: "%s after"}
	afterTAt   = i18n.Text{Hans: "后 %s %s", Hant: "後 %s %s", En: "%s after, at %s"}
	cameWay    = i18n.Text{Hans: "等到了", Hant: "等到了", En: "it came"}
	notWay     = i18n.Text{Hans: "%s没等到", Hant: "%s沒等到", En: "not within %s"}
	ifWay      = i18n.Text{Hans: "如果 %s", Hant: "如果 %s", En: "if %s"}
	unknownWay = i18n.Text{Hans: "没法判断时", Hant: "無法判斷時", En: "where nobody can tell"}
	elseWay    = i18n.Text{Hans: "否则", Hant: "否則", En: "else"}
	partWay    = i18n.Text{Hans: "%s（%d%%）", Hant: "%s（%d%%）", En: "%s (%d %%)"}
	choiceWay  = i18n.Text{Hans: "选了“%s”", Hant: "選了「%s」", En: "“%s” was chosen"}
	nthTime    = i18n.Text{Hans: "%s，同一个人的第 %d 次", Hant: "%s，同一個人的第 %d 次", En: "%s, for the same member the time number %d"}
	gathered   = i18n.Text{Hans: "%s；%s内超过 %d 位，合成一次", Hant: "%s；%s內超過 %d 位，合成一次", En: "%s; more than %[3]d within %[2]s are taken together"}
	onEvent    = i18n.Text{Hans: "%s的时候", Hant: "%s的時候", En: "when %s"}
	onDay      = i18n.Text{Hans: "%s %s", Hant: "%s %s", En: "%s %s"}
	birthday   = i18n.Text{Hans: "生日当天 %s", Hant: "生日當天 %s", En: "on a birthday, %s"}
	joinedDay  = i18n.Text{Hans: "入群纪念日 %s", Hant: "入群紀念日 %s", En: "on the anniversary of joining, %s"}
	fromMoment = i18n.Text{Hans: "从表里的“%s”算起（记作 T）", Hant: "從表裡的「%s」算起（記作 T）", En: "counted from “%s” of the form (T)"}
	silentFor  = i18n.Text{Hans: "%s没说过话", Hant: "%s沒說過話", En: "%s without a word"}
	becomes    = i18n.Text{Hans: "群变成“%s”的时候", Hant: "群組變成「%s」的時候", En: "when the group becomes %s"}
	byHand     = i18n.Text{Hans: "由人来开始", Hant: "由人來開始", En: "begun by a person"}
	everyDay   = i18n.Text{Hans: "每天 %s", Hant: "每天 %s", En: "every day at %s"}
	everyWeek  = i18n.Text{Hans: "每%s %s", Hant: "每%s %s", En: "every %s at %s"}
	everyMonth = i18n.Text{Hans: "每月 %s 日 %s", Hant: "每月 %s 日 %s", En: "on day %s of every month at %s"}
)
