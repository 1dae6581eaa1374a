package community

import (
	"maps"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// partWords are the words of what the pages share.
func partWords() i18n.Words {
	return i18n.Words{
		"also":       {Hans: "也叫", Hant: "也叫", En: "also"},
		"identities": {Hans: "%d 个身份", Hant: "%d 個身分", En: "%d {identity|identities}"},
		"said":       {Hans: "说过 %s 条，在 %s 个群", Hant: "說過 %s 則，在 %s 個群組", En: "Messages: %s, in groups: %s"},
		"search":     {Hans: "搜索", Hant: "搜尋", En: "Search"},
		"search.eg":  {Hans: "名字或编号", Hant: "名字或編號", En: "Name or id"},
		"many":       {Hans: "还有更多没列出，多写几个字再搜。", Hant: "還有更多沒列出，多打幾個字再搜尋。", En: "There are more; add some letters to narrow it down."},
	}
}

func with(words i18n.Words) i18n.Words {
	all := partWords()
	maps.Copy(all, words)
	return all
}

func listWords() i18n.Words {
	return with(i18n.Words{
		"title":       {Hans: "群成员", Hant: "群成員", En: "Members"},
		"lead":        {Hans: "谁在群里说话，说了多少。按说话多少排。", Hant: "誰在群組裡說話，說了多少。依發言多寡排列。", En: "Who speaks in the groups, and how much. Those who say most come first."},
		"lead.scoped": {Hans: "在你管的群里说过话的人，按说话多少排。", Hant: "在你負責的群組裡說過話的人，依發言多寡排列。", En: "Those who spoke in the groups you look after, those who say most first."},
		"staff":       {Hans: "谁是自己人", Hant: "誰是自己人", En: "Who is staff"},
		"nobody":      {Hans: "还没有群成员", Hant: "還沒有群成員", En: "No members yet"},
		"nobody.lead": {Hans: "导入一个群的聊天记录，里面的人就会出现在这里。", Hant: "匯入一個群組的聊天紀錄，裡面的人就會出現在這裡。", En: "Import the history of one group, and the people in it appear here."},
		"nobody.go":   {Hans: "去导入", Hant: "前往匯入", En: "Import"},
		"ask":         {Hans: "谁是你们的人？", Hant: "誰是你們的人？", En: "Who are your people?"},
		"ask.lead":    {Hans: "还没有人说过。不知道谁是自己人，就分不清是群友在聊，还是你们在播报。", Hant: "還沒有人說過。不知道誰是自己人，就分不清是群友在聊，還是你們在播報。", En: "Nobody has said yet. Without knowing your staff, talk among members cannot be told from your own broadcasts."},
		"ask.go":      {Hans: "去回答", Hant: "前往回答", En: "Answer"},
		"standing":    {Hans: "身份", Hant: "身分", En: "Counts as"},
		"found":       {Hans: "“%s”搜到 %s 位。", Hant: "「%s」搜尋到 %s 位。", En: "Found for “%s”: %s."},
		"clear":       {Hans: "看全部", Hant: "看全部", En: "Show all"},
		"who":         {Hans: "谁", Hant: "誰", En: "Who"},
		"messages":    {Hans: "消息", Hant: "訊息", En: "Messages"},
		"groups":      {Hans: "群", Hant: "群組", En: "Groups"},
		"none.found":  {Hans: "没有搜到。名字可以只写一部分；编号要写全。", Hant: "沒有搜尋到。名字可以只寫一部分；編號要寫完整。", En: "Nobody found. Part of a name is enough; an id must be whole."},
		"waiting":     {Hans: "数据还在算，过一两分钟再来看。", Hant: "數據還在計算，過一兩分鐘再來看。", En: "The figures are still being made; look again in a minute or two."},
		"none":        {Hans: "这里还没有人。", Hant: "這裡還沒有人。", En: "There is nobody here yet."},
		"pages":       {Hans: "翻页", Hant: "翻頁", En: "Pages"},
		"prev":        {Hans: "上一页", Hant: "上一頁", En: "Previous"},
		"next":        {Hans: "下一页", Hant: "下一頁", En: "Next"},
		"silent":      {Hans: "没说过话的人不在列表里，可以搜到。", Hant: "沒說過話的人不在列表裡，可以搜尋到。", En: "Those who never spoke are not listed; the search finds them."},
	})
}

func memberWords() i18n.Words {
	return with(i18n.Words{
		"back":             {Hans: "群成员", Hant: "群成員", En: "Members"},
		"verdict":          {Hans: "一共说过 %s 条，在 %s 个群。", Hant: "總共說過 %s 則，在 %s 個群組。", En: "Messages in all: %s, in groups: %s."},
		"standing.title":   {Hans: "身份", Hant: "身分", En: "Counts as"},
		"standing.lead":    {Hans: "工作人员和机器人说的话，不算群友在聊。改了以后，数据一两分钟内跟上。", Hant: "工作人員和機器人說的話，不算群友在聊。更改後，數據會在一兩分鐘內更新。", En: "What staff and bots write does not count as members talking. Once changed, the figures follow within a minute or two."},
		"standing.auto":    {Hans: "交还自动判断", Hant: "交回自動判斷", En: "Let it be judged again"},
		"groups":           {Hans: "在哪些群说过话", Hant: "在哪些群組說過話", En: "Groups they wrote in"},
		"groups.more":      {Hans: "另有 %d 个群没有列出。", Hant: "另有 %d 個群組沒有列出。", En: "%d more {group is|groups are} not listed."},
		"groups.none":      {Hans: "还没有说过话，或者数据还在算。", Hant: "還沒有說過話，或數據還在計算。", En: "Nothing said yet, or the figures are still being made."},
		"group":            {Hans: "群", Hant: "群組", En: "Group"},
		"messages":         {Hans: "消息", Hant: "訊息", En: "Messages"},
		"identities.title": {Hans: "在各平台的身份", Hant: "在各平台的身分", En: "Identities"},
		"name":             {Hans: "名字", Hant: "名字", En: "Name"},
		"network":          {Hans: "平台", Hant: "平台", En: "Platform"},
		"native":           {Hans: "编号", Hant: "編號", En: "Id"},
		"native.none":      {Hans: "没有编号，只在一个群里按名字认", Hant: "沒有編號，只在一個群組裡依名字辨認", En: "None; known by name in one group"},
		"counts":           {Hans: "身份", Hant: "身分", En: "Counts as"},
		"owner":            {Hans: "群主", Hant: "群主", En: "Group owner"},
		"self":             {Hans: "导出记录的人", Hant: "匯出紀錄的人", En: "Made the export"},
		"merge.title":      {Hans: "和另一位是同一个人？", Hant: "和另一位是同一個人？", En: "The same person as somebody else?"},
		"merge.lead":       {Hans: "换过号、在几个平台都在的人，可以合并成一位。合并可以撤销。", Hant: "換過帳號、在幾個平台都有的人，可以合併成一位。合併可以復原。", En: "People who changed accounts or are on several platforms can be merged into one. A merge can be undone."},
		"merge.who":        {Hans: "另一位的名字或编号", Hant: "另一位的名字或編號", En: "Name or id of the other"},
		"merge.with":       {Hans: "和 %s 合并", Hant: "與 %s 合併", En: "Merge with %s"},
		"merge.go":         {Hans: "合并……", Hant: "合併……", En: "Merge…"},
		"merge.none":       {Hans: "没有搜到别的人。", Hant: "沒有搜尋到其他人。", En: "Nobody else was found."},
		"forget.title":     {Hans: "忘记这个人", Hant: "忘記這個人", En: "Forget this person"},
		"forget.lead":      {Hans: "清掉名字、编号和说过的话的内容；人数、消息数照常算。不能撤销。", Hant: "清除名字、編號和說過的話的內容；人數、訊息數照常計算。無法復原。", En: "Clears the name, the ids and the text of what they wrote; they go on counting in figures. It cannot be undone."},
		"forget.go":        {Hans: "忘记这个人……", Hant: "忘記這個人……", En: "Forget this person…"},
		"forgotten":        {Hans: "这位群成员已经被忘记：名字、编号和说过的话都清掉了，只剩数字。", Hant: "這位群成員已經被忘記：名字、編號和說過的話都清除了，只剩數字。", En: "This member has been forgotten: the name, the ids and what they wrote are gone; only figures remain."},
		"notes.title":      {Hans: "资料", Hant: "資料", En: "What is noted"},
		"notes.lead":       {Hans: "只记本人愿意让你们知道的；SOP 按它挑人、问候。", Hant: "只記本人願意讓你們知道的；SOP 依此挑人、問候。", En: "Only what they are glad for you to know; playbooks go by it."},
		"friend":           {Hans: "加了好友，或是客人：可以私下联系", Hant: "加了好友，或是客人：可以私下聯絡", En: "A friend or customer: may be written to privately"},
		"friend.no":        {Hans: "没加好友，不私下联系", Hant: "沒加好友，不私下聯絡", En: "No friend: not written to privately"},
		"birth":            {Hans: "生日", Hant: "生日", En: "Birthday"},
		"birth.note":       {Hans: "本人说过、也同意你们记才填；不记年份。", Hant: "本人說過、也同意你們記才填；不記年份。", En: "Only if they told you and agree that you note it; never the year."},
		"birth.none":       {Hans: "没有记生日", Hant: "沒有記生日", En: "No birthday noted"},
		"birth.is":         {Hans: "生日：%s", Hant: "生日：%s", En: "Birthday: %s"},
		"month":            {Hans: "月", Hant: "月", En: "Month"},
		"day":              {Hans: "日", Hant: "日", En: "Day"},
		"lunar":            {Hans: "农历", Hant: "農曆", En: "Chinese calendar"},
		"leap":             {Hans: "闰月", Hant: "閏月", En: "Leap month"},
		"tags":             {Hans: "标签", Hant: "標籤", En: "Tags"},
		"tags.note":        {Hans: "用逗号分开，例如：老客，爱吃辣。别写会让本人难堪的话。", Hant: "用逗號分開，例如：老客，愛吃辣。別寫會讓本人難堪的話。", En: "Separated by commas, such as: regular, likes it hot. Nothing they would mind reading."},
		"tags.none":        {Hans: "没有标签", Hant: "沒有標籤", En: "No tags"},
		"notes.save":       {Hans: "记下", Hant: "記下", En: "Note it"},
		"consents":         {Hans: "看本人同意收什么、少发什么", Hant: "看本人同意收什麼、少發什麼", En: "What they agreed to receive"},
		"why":              {Hans: "收到了没有，为什么", Hant: "收到了沒有，為什麼", En: "Did they get it, and why"},
		"merges":           {Hans: "合并进来的", Hant: "合併進來的", En: "Merged into this one"},
		"merges.undo":      {Hans: "撤销合并", Hant: "復原合併", En: "Undo the merge"},
	})
}

func mergeWords() i18n.Words {
	return with(i18n.Words{
		"title":          {Hans: "合并群成员", Hant: "合併群成員", En: "Merge members"},
		"ask":            {Hans: "“%s”和“%s”是同一个人？", Hant: "「%s」和「%s」是同一個人？", En: "Are “%s” and “%s” the same person?"},
		"after":          {Hans: "合并以后", Hant: "合併之後", En: "After the merge"},
		"after.name":     {Hans: "名字显示为“%s”", Hant: "名字顯示為「%s」", En: "They are shown as “%s”"},
		"after.messages": {Hans: "说过的话合在一起算，共 %s 条", Hant: "說過的話合在一起計算，共 %s 則", En: "What they said is counted together: %s {message|messages}"},
		"after.standing": {Hans: "算作%s。", Hant: "算作%s。", En: "They count as: %s."},
		"after.differs":  {Hans: "两位现在的身份不一样。", Hant: "兩位目前的身分不同。", En: " The two count as different things now."},
		"after.figures":  {Hans: "他们所在各群的人数和数据会重算", Hant: "他們所在各群組的人數與數據會重新計算", En: "The figures of every group they wrote in are measured anew"},
		"same":           {Hans: "两位在同一个平台各有编号，多半是两个账号。请确认真是同一个人再合并。", Hant: "兩位在同一個平台各有編號，多半是兩個帳號。請確認真的是同一個人再合併。", En: "Both have an id of their own on one platform, so these are two accounts. Please be sure that one person holds both."},
		"undo":           {Hans: "合错了，可以随时在这位群成员的页面上撤销。", Hant: "合併錯了，可以隨時在這位群成員的頁面上復原。", En: "A wrong merge can be undone at any time on the member's page."},
		"go":             {Hans: "合并", Hant: "合併", En: "Merge"},
		"cancel":         {Hans: "不合并", Hant: "不合併", En: "Keep them apart"},
	})
}

func staffWords() i18n.Words {
	return with(i18n.Words{
		"title":   {Hans: "谁是你们的人？", Hant: "誰是你們的人？", En: "Who are your people?"},
		"lead":    {Hans: "店员、客服、运营、同事的小号都算。知道了谁是自己人，才分得清群友在聊，还是你们在播报。", Hant: "店員、客服、營運、同事的分身帳號都算。知道了誰是自己人，才分得清是群友在聊，還是你們在播報。", En: "Shop assistants, service, operators and colleagues' second accounts all count. Only then can talk among members be told from your own broadcasts."},
		"because": {Hans: "店员的话也算进去，冷清的群会看着很热闹，漏回也会被当成有人答了。程序只能看名字猜，所以由你来定。", Hant: "店員的話也算進去，冷清的群組會看著很熱鬧，漏回也會被當成有人答了。程式只能看名字猜，所以由你來定。", En: "Counted together with staff, a quiet group looks lively and an unanswered question looks answered. The program can only guess by names, so you decide."},
		"guess":   {Hans: "这几位看着像，已经替你勾上", Hant: "這幾位看起來像，已經替你勾選", En: "These look like it, so they are ticked"},
		"now":     {Hans: "现在勾着的是自己人", Hant: "目前勾選的是自己人", En: "Those ticked are staff now"},
		"noguess": {Hans: "没看出谁像自己人，请在下面搜名字加上。", Hant: "看不出誰像自己人，請在下方搜尋名字加上。", En: "Nobody looks like staff. Search below and add them."},
		"add":     {Hans: "还有谁？搜名字加上", Hant: "還有誰？搜尋名字加上", En: "Who else? Search and add them"},
		"tick":    {Hans: "勾上是自己人的。", Hant: "勾選是自己人的。", En: "Tick those who are staff."},
		"nofound": {Hans: "没有搜到别的人。名字可以只写一部分。", Hant: "沒有搜尋到其他人。名字可以只寫一部分。", En: "Nobody else was found. Part of a name is enough."},
		"these":   {Hans: "就这些", Hant: "就這些", En: "These are all"},
		"none":    {Hans: "没有自己人", Hant: "沒有自己人", En: "None of them"},
		"later":   {Hans: "以后随时可以回来改。", Hant: "之後隨時可以回來修改。", En: "You can change this at any time."},
	})
}

func unitWords() i18n.Words {
	return with(i18n.Words{
		"title":   {Hans: "这个群归谁管", Hant: "這個群組歸誰管", En: "Whose group is this?"},
		"lead":    {Hans: "换了单位，新单位和它上级的人马上看得到这个群，原来的就看不到了。", Hant: "換了單位，新單位及其上級的人立即看得到這個群組，原來的就看不到了。", En: "Once moved, the new unit and those above it see the group at once; the old one no longer does."},
		"because": {Hans: "谁看得到这个群、待办给谁，都跟着门店走。只有一家店就留在总部，不用选。", Hant: "誰看得到這個群組、待辦給誰，都跟著門市走。只有一家店就留在總部，不用選。", En: "Who sees this group and who gets its to-dos goes by its store. With one shop leave it at head office."},
		"save":    {Hans: "保存", Hant: "儲存", En: "Save"},
		"cancel":  {Hans: "取消", Hant: "取消", En: "Cancel"},
	})
}
