package playbook

import (
	"cmp"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
)

func calendarWords() i18n.Words {
	return i18n.Words{
		"title":          {Hans: "日历", Hant: "行事曆", En: "Calendar"},
		"view":           {Hans: "看多长时间", Hant: "看多長時間", En: "How much to show"},
		"prev.month":     {Hans: "上个月", Hant: "上個月", En: "Month before"},
		"next.month":     {Hans: "下个月", Hant: "下個月", En: "Month after"},
		"prev.week":      {Hans: "上一周", Hant: "上一週", En: "Week before"},
		"next.week":      {Hans: "下一周", Hant: "下一週", En: "Week after"},
		"prev.day":       {Hans: "前一天", Hant: "前一天", En: "Day before"},
		"next.day":       {Hans: "后一天", Hant: "後一天", En: "Day after"},
		"today":          {Hans: "今天", Hant: "今天", En: "Today"},
		"subscribe":      {Hans: "订阅到手机日历", Hant: "訂閱到手機行事曆", En: "Subscribe"},
		"filter":         {Hans: "筛选", Hant: "篩選", En: "Filter"},
		"filter.go":      {Hans: "看这些", Hant: "看這些", En: "Show"},
		"filter.clear":   {Hans: "看全部", Hant: "看全部", En: "Show all"},
		"group":          {Hans: "群", Hant: "群組", En: "Group"},
		"group.all":      {Hans: "所有群", Hant: "所有群組", En: "All groups"},
		"channel":        {Hans: "渠道", Hant: "管道", En: "Channel"},
		"channel.all":    {Hans: "所有渠道", Hant: "所有管道", En: "All channels"},
		"person":         {Hans: "负责人", Hant: "負責人", En: "Owner"},
		"person.all":     {Hans: "所有负责人", Hant: "所有負責人", En: "All owners"},
		"sop":            {Hans: "SOP", Hant: "SOP", En: "Playbook"},
		"sop.all":        {Hans: "所有 SOP", Hant: "所有 SOP", En: "All playbooks"},
		"by":             {Hans: "排列", Hant: "排列", En: "Rows"},
		"next":           {Hans: "下一件在 %s", Hant: "下一件在 %s", En: "Next: %s"},
		"crowd":          {Hans: "要过生日、纪念日的人太多，只看了一部分。按群或按 SOP 筛选，就能看全。", Hant: "要過生日、紀念日的人太多，只看了一部分。按群組或按 SOP 篩選，就能看全。", En: "More members have a birthday or an anniversary than were looked at. Filter by group or playbook to see all of them."},
		"silent":         {Hans: "按“多久没说话”开始的 SOP（%s）不提前排：人一开口就重新算，要到当天才知道轮到谁。", Hant: "按「多久沒說話」開始的 SOP（%s）不提前排：人一開口就重新算，要到當天才知道輪到誰。", En: "Playbooks that begin after a silence (%s) do not show beforehand: one word starts the count anew, so whose turn it is is known only on the day."},
		"conflicts":      {Hans: "要看一眼的地方", Hant: "要看一眼的地方", En: "Worth a look"},
		"conflict":       {Hans: "有冲突", Hant: "有衝突", En: "Conflict"},
		"conflict.more":  {Hans: "还有 %d 处，切到周或日看。", Hant: "還有 %d 處，切到週或日看。", En: "%d more; look at a week or a day."},
		"more":           {Hans: "还有 %d 项", Hant: "還有 %d 項", En: "%d more"},
		"conflict.again": {Hans: "同样的还有 %d 处", Hant: "同樣的還有 %d 處", En: "%d more like it"},
		"groups":         {Hans: "%d 个群", Hant: "%d 個群組", En: "%d {group|groups}"},
		"groups.more":    {Hans: "另外 %d 个群", Hant: "另外 %d 個群組", En: "and %d more {group|groups}"},
		"people":         {Hans: "%d 位群成员", Hant: "%d 位群成員", En: "%d {member|members}"},
		"until":          {Hans: "到 %s", Hant: "到 %s", En: "until %s"},
		"owner":          {Hans: "负责：%s", Hant: "負責：%s", En: "Owner: %s"},
		"cut":            {Hans: "安排太多，只列出了最早的 %d 项。按群或按 SOP 筛选，就能看全。", Hant: "安排太多，只列出了最早的 %d 項。按群組或按 SOP 篩選，就能看全。", En: "There is too much to show: these are the earliest %d. Filter by group or playbook to see all of it."},
		"empty":          {Hans: "SOP 要说的话、要做的事，会按时间排在这里。挑一个现成的，选好群，点“开始”就有了。", Hant: "SOP 要說的話、要做的事，會按時間排在這裡。挑一個現成的，選好群組，點「開始」就有了。", En: "What playbooks will say and do is laid out here by time. Pick a ready-made one, choose its groups and start it."},
		"empty.sop":      {Hans: "去挑一个 SOP", Hant: "去挑一個 SOP", En: "Pick a playbook"},
		"empty.some":     {Hans: "这段时间没有安排。事情发生才开始的 SOP（比如有人进群）不会提前出现。", Hant: "這段時間沒有安排。事情發生才開始的 SOP（比如有人入群）不會提前出現。", En: "Nothing is planned here. Playbooks that begin when something happens, such as somebody joining, do not show beforehand."},
		"empty.yours":    {Hans: "你看得到的群里，这段时间没有安排。SOP 由能看整个工作区的负责人来开始。", Hant: "你看得到的群組裡，這段時間沒有安排。SOP 由能看整個工作區的負責人來開始。", En: "Nothing is planned in the groups you see. Playbooks are started by an owner who sees the whole workspace."},
		"empty.filter":   {Hans: "筛选之后没有安排。", Hant: "篩選之後沒有安排。", En: "Nothing passes these filters."},
		"rows.more":      {Hans: "还有 %d 行，用上面的筛选看。", Hant: "還有 %d 行，用上面的篩選看。", En: "%d more {row|rows}; use the filters above."},
		"key":            {Hans: "△ 条件成立才做　▽ 照现在的情况不会做　◇ 还没放行　✓ 做了　– 没做　◌ 在等　⚠ 有冲突", Hant: "△ 條件成立才做　▽ 照現在的情況不會做　◇ 還沒放行　✓ 做了　– 沒做　◌ 在等　⚠ 有衝突", En: "△ only if its condition holds　▽ not done, as things stand　◇ not let loose yet　✓ done　– left out　◌ waiting　⚠ conflict"},

		"back":       {Hans: "日历", Hant: "行事曆", En: "Calendar"},
		"feed":       {Hans: "订阅到手机日历", Hant: "訂閱到手機行事曆", En: "Subscribe to the calendar"},
		"feed.lead":  {Hans: "手机、电脑自带的日历都能订阅。里面是你看得到的群接下来 60 天的 SOP 安排和排了期的需求；你的待办在今日页面另有一个地址。", Hant: "手機、電腦內建的行事曆都能訂閱。裡面是你看得到的群組接下來 60 天的 SOP 安排和排了期的需求；你的待辦在今日頁面另有一個網址。", En: "Any calendar on a phone or computer can subscribe to it. It holds what playbooks will do within 60 days in the groups you see, and the requests that have a slot; your to-dos have an address of their own on the Today page."},
		"feed.url":   {Hans: "地址只显示这一次，谁拿到都能看，别转发。", Hant: "網址只顯示這一次，誰拿到都能看，別轉發。", En: "The address is shown this once. Whoever has it can read: keep it to yourself."},
		"feed.copy":  {Hans: "复制", Hant: "複製", En: "Copy"},
		"feed.none":  {Hans: "还没有地址。", Hant: "還沒有網址。", En: "There is no address yet."},
		"feed.since": {Hans: "%s 取过一个地址，还在用。忘了就重新取一个，旧的马上停用。", Hant: "%s 取過一個網址，還在用。忘了就重新取一個，舊的馬上停用。", En: "An address was made on %s and is in use. Get a new one if you lost it; the old one stops at once."},
		"feed.make":  {Hans: "取一个地址", Hant: "取一個網址", En: "Get an address"},
		"feed.again": {Hans: "重新取一个", Hant: "重新取一個", En: "Get a new one"},
		"feed.close": {Hans: "停用", Hant: "停用", En: "Close it"},
	}
}

var modeWords = map[string]i18n.Text{
	byMonth: {Hans: "月", Hant: "月", En: "Month"}, byWeek: {Hans: "周", Hant: "週", En: "Week"}, byDay: {Hans: "日", Hant: "日", En: "Day"},
}

var rowWords = map[string]i18n.Text{
	"": {Hans: "按时间", Hant: "按時間", En: "By time"}, byGroup: {Hans: "按群", Hant: "按群組", En: "By group"},
	byChannel: {Hans: "按渠道", Hant: "按管道", En: "By channel"}, byPerson: {Hans: "按人", Hant: "按人", En: "By owner"},
}

var rowNames = map[string]i18n.Text{
	byGroup: {Hans: "群", Hant: "群組", En: "Group"}, byChannel: {Hans: "渠道", Hant: "管道", En: "Channel"}, byPerson: {Hans: "负责人", Hant: "負責人", En: "Owner"},
}

var channelWords = map[agenda.Channel]i18n.Text{
	agenda.InGroup: {Hans: "群消息", Hant: "群訊息", En: "Group message"}, agenda.Announcement: {Hans: "群公告", Hant: "群公告", En: "Announcement"},
	agenda.Moments: {Hans: "朋友圈", Hant: "朋友圈", En: "Moments"}, agenda.Private: {Hans: "私聊", Hant: "私聊", En: "Private message"},
	agenda.ToDoList: {Hans: "待办", Hant: "待辦", En: "To-do"}, agenda.Other: {Hans: "其他", Hant: "其他", En: "Other"},
}

var shortWords = map[agenda.Channel]i18n.Text{
	agenda.InGroup: {Hans: "群", Hant: "群", En: "G"}, agenda.Announcement: {Hans: "告", Hant: "告", En: "A"},
	agenda.Moments: {Hans: "圈", Hant: "圈", En: "M"}, agenda.Private: {Hans: "私", Hant: "私", En: "P"},
	agenda.ToDoList: {Hans: "办", Hant: "辦", En: "T"}, agenda.Other: {Hans: "他", Hant: "他", En: "O"},
}

var stateWords = map[agenda.State]i18n.Text{
	agenda.Waiting: {Hans: "在等人", Hant: "在等人", En: "Waiting for somebody"}, agenda.Done: {Hans: "做了", Hant: "做了", En: "Done"},
	agenda.Skipped: {Hans: "没做", Hant: "沒做", En: "Left out"},
}

var stateMarks = map[agenda.State]string{agenda.Waiting: "◌", agenda.Done: "✓", agenda.Skipped: "–"}

var maybeWords = map[engine.Outlook]i18n.Text{
	engine.IfHolds:  {Hans: "条件成立才做", Hant: "條件成立才做", En: "only if its condition holds"},
	engine.Unlikely: {Hans: "照现在的情况不会做", Hant: "照現在的情況不會做", En: "not done, as things stand"},
}

// stageMark stands at what waits for its stage of a launch, or for a second person.
const stageMark = "◇"

// heldWord says for what an entry waits before it is let loose, or how many of its groups;
// nothing where it is.
func heldWord(e *agenda.Entry) i18n.Text {
	n := len(e.Held)
	switch {
	case n == 0:
		return i18n.Text{}
	case e.Stage == agenda.Unagreed && n == len(e.Groups):
		return i18n.Text{Hans: "等另一位批准", Hant: "等另一位批准", En: "waits for a second person to agree"}
	case e.Stage == agenda.Unagreed:
		return counted(someUnagreed, n)
	case e.Stage == agenda.Several && n == len(e.Groups):
		return i18n.Text{Hans: "还没放行", Hant: "還沒放行", En: "not reached yet"}
	case e.Stage == agenda.Several || n < len(e.Groups):
		return counted(someHeld, n)
	}
	return counted(i18n.Text{Hans: "等第 %d 批放行", Hant: "等第 %d 批放行", En: "waits for stage %d"}, int(e.Stage))
}

var (
	someUnagreed = i18n.Text{Hans: "其中 %d 个群等另一位批准", Hant: "其中 %d 個群組等另一位批准", En: "%d of the groups wait for a second person to agree"}
	someHeld     = i18n.Text{Hans: "其中 %d 个群还没放行", Hant: "其中 %d 個群組還沒放行", En: "%d of the groups are not reached yet"}
)

// counted is a text with a number in it.
func counted(t i18n.Text, n int) i18n.Text {
	say := t.With(n)
	return i18n.Text{Hans: say.In(i18n.ZhHans), Hant: say.In(i18n.ZhHant), En: say.In(i18n.En)}
}

var maybeMarks = map[engine.Outlook]string{engine.IfHolds: "△", engine.Unlikely: "▽"}

var (
	calendarNone   = i18n.Text{Hans: "这段时间没有安排。", Hant: "這段時間沒有安排。", En: "Nothing is planned here."}
	calendarGood   = i18n.Text{Hans: "%d 件事，都错得开。", Hant: "%d 件事，都錯得開。", En: "%d {thing|things}, none in the way of another."}
	calendarBad    = i18n.Text{Hans: "%d 件事，有 %d 处要看一眼。", Hant: "%d 件事，有 %d 處要看一眼。", En: "%d {thing|things}; %d worth a look."}
	comma          = i18n.Text{Hans: "、", Hant: "、", En: ", "}
	nobody         = i18n.Text{Hans: "还没有负责人", Hant: "還沒有負責人", En: "Nobody yet"}
	wholeWorkspace = i18n.Text{Hans: "整个工作区", Hant: "整個工作區", En: "The whole workspace"}
	severalGroups  = i18n.Text{Hans: "%d 个群", Hant: "%d 個群組", En: "%d {group|groups}"}
	otherGroup     = i18n.Text{Hans: "别的群", Hant: "別的群組", En: "Another group"}
	feedName       = i18n.Text{Hans: "活水日历", Hant: "活水行事曆", En: "Huoshui calendar"}
	noFeedThere    = i18n.Text{Hans: "这个日历地址已经停用。请在日历页面重新取一个。", Hant: "這個行事曆網址已經停用。請在行事曆頁面重新取一個。", En: "This calendar address is closed. Get a new one on the Calendar page."}
)

// madeUpWords label what a feed of made-up data says.
var madeUpWords = map[auth.WorkspaceKind]i18n.Text{
	auth.Sample: {Hans: "样例数据", Hant: "範例資料", En: "Sample data"}, auth.Sandbox: {Hans: "模拟", Hant: "模擬", En: "Simulated"},
}

// cmpText orders names as they are written in Chinese.
func cmpText(a, b i18n.Text) int { return cmp.Compare(a.Hans, b.Hans) }
