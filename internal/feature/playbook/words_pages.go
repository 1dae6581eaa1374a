package playbook

import (
	"maps"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// textIn is a sentence of an SOP in every language: what it was not written in is
// said as it was written.
func textIn(t script.Text) i18n.Text {
	return i18n.Text{Hans: t.In(i18n.ZhHans), Hant: t.In(i18n.ZhHant), En: t.In(i18n.En)}
}

func words() i18n.Words {
	out := launchWords()
	maps.Copy(out, pageWords())
	return out
}

func pageWords() i18n.Words {
	return i18n.Words{
		"title":        {Hans: "SOP", Hant: "SOP", En: "Playbooks"},
		"new":          {Hans: "写一个 SOP", Hant: "寫一個 SOP", En: "Write a playbook"},
		"own":          {Hans: "用着的", Hant: "用著的", En: "Yours"},
		"ready":        {Hans: "现成的", Hant: "現成的", En: "Ready-made"},
		"ready.lead":   {Hans: "打开看看，改成自己的话再保存。保存后先选群，再开始。", Hant: "打開看看，改成自己的話再儲存。儲存後先選群組，再開始。", En: "Open one, put it into your own words, and save. Then choose the groups and start it."},
		"ready.open":   {Hans: "打开", Hant: "打開", En: "Open"},
		"ready.unfit":  {Hans: "还有 %d 个不太适合实体店，看看", Hant: "還有 %d 個不太適合實體店，看看", En: "%d more are not for shops: see them"},
		"ready.have":   {Hans: "已经有了", Hant: "已經有了", En: "You have it"},
		"needs":        {Hans: "要用到", Hant: "要用到", En: "Needs"},
		"name":         {Hans: "名称", Hant: "名稱", En: "Name"},
		"state":        {Hans: "状态", Hant: "狀態", En: "State"},
		"whole":        wordWhole,
		"paused":       wordPaused,
		"waiting":      {Hans: "还没到这个群", Hant: "還沒到這個群組", En: "not reached yet"},
		"places":       {Hans: "群", Hant: "群組", En: "Groups"},
		"open":         {Hans: "进行中", Hant: "進行中", En: "Under way"},
		"version":      {Hans: "第 %d 版", Hant: "第 %d 版", En: "version %d"},
		"back":         {Hans: "SOP", Hant: "SOP", En: "Playbooks"},
		"save":         {Hans: "保存", Hant: "儲存", En: "Save"},
		"edit":         {Hans: "修改", Hant: "修改", En: "Edit"},
		"edit.lead":    {Hans: "保存会成为新的一版；已经开始的照旧版走完。", Hant: "儲存會成為新的一版；已經開始的照舊版走完。", En: "Saving makes a new version; runs under way finish by the old one."},
		"edit.tongue":  {Hans: "用哪种语言写", Hant: "用哪種語言寫", En: "Written in"},
		"text":         {Hans: "内容（YAML）", Hant: "內容（YAML）", En: "The document (YAML)"},
		"problem.at":   {Hans: "第 %d 行第 %d 个字", Hant: "第 %d 行第 %d 個字", En: "Line %d, column %d"},
		"problem.mild": {Hans: "提醒", Hant: "提醒", En: "Note"},
		"start":        {Hans: "开始", Hant: "開始", En: "Start"},
		"pause":        {Hans: "暂停", Hant: "暫停", En: "Pause"},
		"stop":         {Hans: "停掉", Hant: "停掉", En: "Stop"},
		"stop.hint":    {Hans: "停掉会结束所有进行中的；暂停只是先不做。", Hant: "停掉會結束所有進行中的；暫停只是先不做。", En: "Stopping ends all that are under way; pausing only waits."},
		"cannot":       {Hans: "这个版本还不会这一项，先不能开始：%s", Hant: "這個版本還不會這一項，先不能開始：%s", En: "This release cannot do this yet, so it cannot be started: %s"},
		"timeline":     {Hans: "一步一步", Hant: "一步一步", En: "Step by step"},
		"starts":       {Hans: "什么时候开始", Hant: "什麼時候開始", En: "It begins"},
		"owner":        {Hans: "负责：%s", Hant: "負責：%s", En: "Owner: %s"},
		"check":        {Hans: "做好的样子：%s", Hant: "做好的樣子：%s", En: "Done well when: %s"},
		"where":        {Hans: "在哪些群用", Hant: "在哪些群組使用", En: "Where it runs"},
		"where.none":   {Hans: "还没有群。接入或导入一个群，再回来选。", Hant: "還沒有群組。接入或匯入一個群組，再回來選。", En: "There is no group yet. Connect or import one, then choose it here."},
		"where.all":    {Hans: "开始前填好", Hant: "開始前填好", En: "Fill in before it starts"},
		"where.whole":  {Hans: "整个工作区只有一份，不用选群。", Hant: "整個工作區只有一份，不用選群組。", En: "There is one for the whole workspace: no groups to choose."},
		"where.save":   {Hans: "保存", Hant: "儲存", En: "Save"},
		"runs":         {Hans: "最近的运行", Hant: "最近的執行", En: "Latest runs"},
		"runs.none":    {Hans: "还没有开始过。", Hant: "還沒有開始過。", En: "It has not begun yet."},
		"begun":        {Hans: "开始", Hant: "開始", En: "Began"},
		"ended":        {Hans: "结束", Hant: "結束", En: "Ended"},
		"whom":         {Hans: "对象", Hant: "對象", En: "For"},
		"due":          {Hans: "下一次看", Hant: "下一次看", En: "Looked at next"},
		"acts":         {Hans: "做了什么", Hant: "做了什麼", En: "What it did"},
		"fill":         {Hans: "看看群资料", Hant: "看看群組資料", En: "Look at the group's details"},
		"acts.none":    {Hans: "还没有做什么。", Hant: "還沒有做什麼。", En: "Nothing yet."},
		"try":          {Hans: "先试一遍", Hant: "先試一遍", En: "Try it first"},
		"hand":         {Hans: "手动开始一次", Hant: "手動開始一次", En: "Begin it by hand"},
		"hand.hint":    {Hans: "用下面填好、存好的内容，现在就开始一次。", Hant: "用下面填好、存好的內容，現在就開始一次。", En: "It begins once, now, with what is filled in and saved below."},
		"hand.all":     {Hans: "全部 %d 个群", Hant: "全部 %d 個群組", En: "All groups (%d)"},
		"hand.go":      {Hans: "现在开始", Hant: "現在開始", En: "Begin now"},
		"on.calendar":  {Hans: "在日历上看", Hant: "在行事曆上看", En: "See it on the calendar"},
		"back.book":    {Hans: "回到这个 SOP", Hant: "回到這個 SOP", En: "Back to the playbook"},
	}
}

var (
	wordOn      = i18n.Text{Hans: "进行中", Hant: "進行中", En: "Running"}
	wordAsked   = i18n.Text{Hans: "待批准", Hant: "待批准", En: "Waiting for approval"}
	wordWhole   = i18n.Text{Hans: "整个工作区", Hant: "整個工作區", En: "The whole workspace"}
	wordGone    = i18n.Text{Hans: "已经不在的群", Hant: "已經不在的群組", En: "A group that is gone"}
	wordPaused  = i18n.Text{Hans: "已暂停", Hant: "已暫停", En: "Paused"}
	wordOff     = i18n.Text{Hans: "没开始", Hant: "未開始", En: "Off"}
	verdictNone = i18n.Text{Hans: "还没有 SOP。从现成的里挑一个，五分钟就能用上。", Hant: "還沒有 SOP。從現成的裡挑一個，五分鐘就能用上。", En: "There is no playbook yet. Pick a ready-made one: it takes five minutes."}
	verdictOff  = i18n.Text{Hans: "有 %d 个 SOP，都没在进行。", Hant: "有 %d 個 SOP，都沒在進行。", En: "Playbooks: %d, none of them running."}
	verdictOn   = i18n.Text{Hans: "%d 个 SOP，%d 个在进行。", Hant: "%d 個 SOP，%d 個在進行。", En: "%d {playbook|playbooks}, %d running."}
	newTitle    = i18n.Text{Hans: "写一个 SOP", Hant: "寫一個 SOP", En: "Write a playbook"}
	badForm     = i18n.Text{Hans: "表单没有读完整，请再试一次。", Hant: "表單沒有讀完整，請再試一次。", En: "The form did not arrive whole. Please try again."}
)

var phaseWords = map[engine.Phase]i18n.Text{
	engine.Ready:  {Hans: "等时间到", Hant: "等時間到", En: "Waiting for its time"},
	engine.Awaits: {Hans: "等事情发生", Hant: "等事情發生", En: "Waiting for something to happen"},
	engine.Asked:  {Hans: "等待办做完", Hant: "等待辦做完", En: "Waiting for a to-do"},
	engine.Late:   {Hans: "等人决定还做不做", Hant: "等人決定還做不做", En: "Waiting for somebody to decide"},
	engine.Called: {Hans: "等另一个 SOP 做完", Hant: "等另一個 SOP 做完", En: "Waiting for another playbook"},
}

var endWords = map[string]i18n.Text{
	engine.Finished:  {Hans: "做完了", Hant: "做完了", En: "Finished"},
	engine.Stopped:   {Hans: "提前结束", Hant: "提前結束", En: "Ended early"},
	engine.Unwanted:  {Hans: "条件不成立", Hant: "條件不成立", En: "Its condition did not hold"},
	engine.Withheld:  {Hans: "在对照组", Hant: "在對照組", En: "In the holdout"},
	engine.Cancelled: {Hans: "被停掉了", Hant: "被停掉了", En: "Stopped by somebody"},
	merged:           {Hans: "和另一位是同一个人，那边已经在做", Hant: "和另一位是同一個人，那邊已經在做", En: "Another run does it: the two are one person"},
	gone:             {Hans: "人或群已经不在", Hant: "人或群組已經不在", En: "The member or group is gone"},
}

var actWords = map[string]i18n.Text{
	"say": {Hans: "说了", Hant: "說了", En: "Said"}, "ask": {Hans: "开了待办", Hant: "開了待辦", En: "Opened a to-do"},
	"skip": {Hans: "跳过", Hant: "跳過", En: "Left out"}, "tag": {Hans: "打了标签", Hant: "打了標籤", En: "Tagged"},
	"deal": {Hans: "分到", Hant: "分到", En: "Dealt into"}, "invite": {Hans: "邀请进群", Hant: "邀請進群", En: "Invited"},
	"remove": {Hans: "移出群", Hant: "移出群組", En: "Removed"}, "hook": {Hans: "推送", Hant: "推送", En: "Posted"},
	"call": {Hans: "开始另一个 SOP", Hant: "開始另一個 SOP", En: "Began another playbook"}, "extend": {Hans: "交给别的功能", Hant: "交給別的功能", En: "Handed on"},
}

var whyWords = map[string]i18n.Text{
	string(engine.NoCondition): {Hans: "条件不成立", Hant: "條件不成立", En: "its condition did not hold"},
	string(engine.NoAnswer):    {Hans: "条件没法判断", Hant: "條件無法判斷", En: "nobody could tell whether its condition holds"},
	string(engine.TooLate):     {Hans: "时间过了", Hant: "時間過了", En: "its time had passed"},
	string(engine.NoValue):     {Hans: "有空着的项", Hant: "有空著的項", En: "a field is empty"},
	string(engine.Declined):    {Hans: "没有人说还要做", Hant: "沒有人說還要做", En: "nobody said that it was still wanted"},
	string(engine.SaidForAll):  {Hans: "和大家一起说过了", Hant: "和大家一起說過了", En: "it was said for all who came together"},
	"held":                     {Hans: "拖得太久，问负责人", Hant: "拖得太久，問負責人", En: "put off for too long"},
}

// deedOf says in a word what a step does.
func deedOf(s *script.Step) i18n.Text {
	switch {
	case s.Say != nil:
		return sayWords[s.Say.To]
	case s.Task != nil:
		return i18n.Text{Hans: "待办", Hant: "待辦", En: "To-do"}
	case s.Await != nil:
		return i18n.Text{Hans: "等一件事", Hant: "等一件事", En: "Wait for something"}
	case len(s.Branch) > 0:
		return i18n.Text{Hans: "按情况分开", Hant: "按情況分開", En: "Depends"}
	case s.Split != nil:
		return i18n.Text{Hans: "按比例分组", Hant: "按比例分組", En: "Split"}
	case s.Invite != nil:
		return i18n.Text{Hans: "邀请进群", Hant: "邀請進群", En: "Invite"}
	case s.Remove != nil:
		return i18n.Text{Hans: "移出群", Hant: "移出群組", En: "Remove"}
	case s.Hook != nil:
		return i18n.Text{Hans: "推送", Hant: "推送", En: "Post to a hook"}
	case s.Call != nil:
		return i18n.Text{Hans: "开始另一个 SOP", Hant: "開始另一個 SOP", En: "Another playbook"}
	case s.Extend != nil:
		return i18n.Text{Hans: "交给别的功能", Hant: "交給別的功能", En: "Another feature"}
	case s.Wait != "":
		return i18n.Text{Hans: "等一会儿", Hant: "等一會兒", En: "Wait"}
	}
	return i18n.Text{Hans: "打标签", Hant: "打標籤", En: "Tag"}
}

var sayWords = map[string]i18n.Text{
	"group": {Hans: "群里说", Hant: "群組裡說", En: "Say in the group"}, "announcement": {Hans: "发群公告", Hant: "發群公告", En: "Announce"},
	"member": {Hans: "跟本人说", Hant: "跟本人說", En: "Say to the member"}, "moments": {Hans: "发朋友圈", Hant: "發朋友圈", En: "Post to Moments"},
}
