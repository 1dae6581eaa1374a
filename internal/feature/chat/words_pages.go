package chat

import (
	"maps"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// rowWords are the words of what the list and an import's own page share.
func rowWords() i18n.Words {
	return i18n.Words{
		"row.queued":      {Hans: "排队中，前一个完成就轮到它", Hant: "排隊中，前一個完成就輪到它", En: "Waiting; it is next when the one before is done"},
		"row.reading":     {Hans: "导入进度", Hant: "匯入進度", En: "Progress of the import"},
		"row.read":        {Hans: "读了 %s / %s（%d%%）", Hant: "已讀 %s / %s（%d%%）", En: "%s of %s read (%d%%)"},
		"row.finishing":   {Hans: "读完了，正在收尾", Hant: "讀取完成，正在收尾", En: "All read; finishing"},
		"row.figures":     {Hans: "已导入，正在算各群的数据", Hant: "已匯入，正在計算各群組的數據", En: "Imported; measuring the groups"},
		"leave":           {Hans: "可以离开这一页，导入会继续；回来时从这里接着看。", Hant: "可以離開這一頁，匯入會繼續；回來時可從這裡接著看。", En: "You may leave this page; the import goes on, and you find it here again."},
		"messages":        {Hans: "新消息", Hant: "新訊息", En: "New messages"},
		"repeated":        {Hans: "重复", Hant: "重複", En: "Repeated"},
		"skipped":         {Hans: "跳过", Hant: "略過", En: "Skipped"},
		"reach.title":     {Hans: "之后是没人说话，还是记录只导到那天？", Hant: "之後是沒人說話，還是紀錄只匯出到那天？", En: "Did nobody speak after that, or does the record end there?"},
		"reach.ask":       {Hans: "“%s”没写导出时间，最后一条是 %s（%d 天前）。", Hant: "「%s」沒有寫匯出時間，最後一則是 %s（%d 天前）。", En: "“%s” does not say when it was exported; its last entry is of %s (%d {day|days} ago)."},
		"reach.open":      {Hans: "之后没人说话", Hant: "之後沒人說話", En: "Nobody spoke after that"},
		"reach.open.hint": {Hans: "这些天算进去，群会显示沉默或沉寂。", Hant: "這些天算進去，群組會顯示為沉默或沉寂。", En: "Those days count; groups will show as dormant or dead."},
		"reach.cut":       {Hans: "只导到那天", Hant: "只匯出到那天", En: "The record ends there"},
		"reach.cut.hint":  {Hans: "只看到那天为止，之后不下结论。", Hant: "只看到那天為止，之後不下結論。", En: "Groups are judged up to that day and no further."},
	}
}

func with(words i18n.Words) i18n.Words {
	all := rowWords()
	maps.Copy(all, words)
	return all
}

func listWords() i18n.Words {
	return with(i18n.Words{
		"title":          {Hans: "导入聊天记录", Hant: "匯入聊天紀錄", En: "Import chats"},
		"lead":           {Hans: "把导出的群聊文件放进来。跳过了什么都会列出来；导错了可以撤销。", Hant: "把匯出的群組聊天檔案放進來。略過了什麼都會列出來；匯錯了可以復原。", En: "Bring files of exported group chats. Whatever is skipped is listed, and an import can be undone."},
		"reach.more":     {Hans: "另有 %d 份也要问，答完这几份就轮到。", Hant: "另有 %d 份也要問，答完這幾份就輪到。", En: "%d more ask the same; they follow once these are answered."},
		"draft.lead":     {Hans: "表格已上传，等你确认每一列是什么", Hant: "表格已上傳，等你確認每一欄是什麼", En: "The table has arrived; please confirm what its columns are"},
		"draft.go":       {Hans: "去确认", Hant: "前往確認", En: "Confirm"},
		"drop":           {Hans: "把文件拖到这里，或点一下选择", Hant: "把檔案拖曳到這裡，或點一下選擇", En: "Drop files here, or click to choose"},
		"drop.hint":      {Hans: "可以一次放几个。ZIP、GZ 不用解压，文件夹请先打成 ZIP。一共最多 %s。", Hant: "可以一次放幾個。ZIP、GZ 不必解壓縮，資料夾請先壓縮成 ZIP。總共最多 %s。", En: "Several at once are fine. ZIP and GZ stay as they are; zip a folder first. %s at most in all."},
		"zone":           {Hans: "时区", Hant: "時區", En: "Time zone"},
		"zone.hint":      {Hans: "文件里的时间没写时区时，按这里算。", Hant: "檔案裡的時間沒有寫時區時，以這裡為準。", En: "Used for times in the files that state no zone."},
		"unit":           {Hans: "新群归谁管", Hant: "新群組歸誰管", En: "Unit for new groups"},
		"unit.hint":      {Hans: "以前导入过的群不变。", Hant: "先前匯入過的群組不變。", En: "Groups imported before stay where they are."},
		"more":           {Hans: "高级", Hant: "進階", En: "Advanced"},
		"namespace":      {Hans: "来源名", Hant: "來源名稱", En: "Namespace"},
		"namespace.hint": {Hans: "同一个来源名里，相同的编号就是同一个人。几份文件来自同一个平台却认成了两拨人时才填，各份填一样的。", Hant: "同一個來源名稱裡，相同的編號就是同一個人。幾份檔案來自同一個平台卻被認成兩批人時才填，各份填一樣的。", En: "Within one namespace the same id is the same person. Give several files the same one when people in them were taken for different people."},
		"go":             {Hans: "开始导入", Hant: "開始匯入", En: "Start import"},
		"go.hint":        {Hans: "文件只存在你自己的服务器上，导完就删。", Hant: "檔案只存在你自己的伺服器上，匯入完成就刪除。", En: "Files stay on your own server and are deleted once imported."},
		"because":        {Hans: "程序看不进你的聊天软件，只能读你给的文件。读过聊天，才说得出哪个群还活着、谁问了没人答。", Hant: "程式看不進你的聊天軟體，只能讀你給的檔案。讀過聊天，才說得出哪個群組還活著、誰問了沒人答。", En: "No program can look into your chat app, so it reads what you give it. From the chats it can tell which groups live and who was left without an answer."},
		"toolarge":       {Hans: "这些文件加起来超过 %s 的上限，没有上传。请分几次导入。", Hant: "這些檔案加起來超過 %s 的上限，沒有上傳。請分幾次匯入。", En: "Together these files are over the limit of %s and were not sent. Import them in several goes."},
		"sending":        {Hans: "正在上传，请先别关这一页", Hant: "正在上傳，請先不要關閉這一頁", En: "Uploading; please keep this page open"},
		"arrived":        {Hans: "已传完，正在看是什么格式", Hant: "上傳完成，正在辨識格式", En: "Uploaded; looking at what it is"},
		"broken":         {Hans: "上传中断了，什么都没有导入。请检查网络，再传一次。", Hant: "上傳中斷了，什麼都沒有匯入。請檢查網路，再上傳一次。", En: "The upload broke off and nothing was imported. Check the connection and send it again."},
		"list":           {Hans: "导入过的", Hant: "匯入過的", En: "Imports"},
		"name":           {Hans: "文件", Hant: "檔案", En: "Files"},
		"state":          {Hans: "状态", Hant: "狀態", En: "State"},
		"when":           {Hans: "什么时候", Hant: "時間", En: "When"},
		"empty":          {Hans: "还没有导入过。放进一个群的聊天记录，马上能看到这个群活没活、谁在撑。", Hant: "尚未匯入過。放進一個群組的聊天紀錄，馬上就能看到這個群組有沒有人氣、誰在撐。", En: "Nothing imported yet. Bring the history of one group, and see at once whether it is alive and who carries it."},
		"formats":        {Hans: "哪些文件能导入，怎么导出来", Hant: "哪些檔案能匯入，如何匯出", En: "What can be imported, and how to export it"},
		"formats.lead":   {Hans: "格式看内容自动认，文件名随意。只导入你有权使用的群聊。", Hant: "格式依內容自動辨識，檔名不拘。請只匯入你有權使用的群組聊天。", En: "The format is recognised by content, whatever the file is called. Import only chats you have the right to use."},
	})
}

func detailWords() i18n.Words {
	return with(i18n.Words{
		"back":            {Hans: "导入", Hant: "匯入", En: "Import"},
		"ended":           {Hans: "结束于", Hant: "結束於", En: "ended"},
		"stopped":         {Hans: "导入中断了", Hant: "匯入中斷了", En: "The import was interrupted"},
		"stopped.lead":    {Hans: "多半是程序停过。读到一半的内容还没有显示出来。继续，会接着往下读；放弃，会把读过的收回。", Hant: "多半是程式曾經停止。讀到一半的內容尚未顯示。繼續，會接著往下讀；放棄，會把讀過的收回。", En: "Most likely the program was stopped. What has been read so far is not shown anywhere. Continue to read on, or abandon it to take back what was read."},
		"stopped.undo":    {Hans: "收回到一半停了。继续，把剩下的收回完。", Hant: "收回到一半停了。繼續，把剩下的收回。", En: "Taking it back stopped half way. Continue to take back the rest."},
		"resume":          {Hans: "继续", Hant: "繼續", En: "Continue"},
		"resume.undo":     {Hans: "继续撤销", Hant: "繼續復原", En: "Continue the undo"},
		"abandon":         {Hans: "放弃……", Hant: "放棄……", En: "Abandon…"},
		"failed":          {Hans: "没有导成", Hant: "匯入沒有成功", En: "The import failed"},
		"failed.lead":     {Hans: "这次的内容一条都没有留下，别的导入不受影响。按上面说的改好后，再选一次文件。", Hant: "這次的內容一則都沒有留下，其他匯入不受影響。依上面所說修改後，再選一次檔案。", En: "Nothing of it was kept, and other imports are untouched. Once mended, choose the files again."},
		"again":           {Hans: "重新导入", Hant: "重新匯入", En: "Import again"},
		"undone":          {Hans: "已撤销。只有这次带来的消息和群都收回了，别的导入也带来过的还在。", Hant: "已復原。只有這次帶來的訊息和群組都已收回，其他匯入也帶來過的仍在。", En: "Undone. What only this import brought is gone; what others brought too is still there."},
		"last":            {Hans: "最后一条", Hant: "最後一則", En: "Last entry"},
		"counts.about":    {Hans: "重复：以前的导入里已经有，没有记两遍。跳过：读不懂或用不上的行。", Hant: "重複：先前的匯入裡已經有，沒有記兩次。略過：讀不懂或用不到的列。", En: "Repeated: an earlier import has it already, so it is not counted twice. Skipped: lines that could not be read or used."},
		"reach.said.open": {Hans: "你说过：最后一条之后没人说话。", Hant: "你說過：最後一則之後沒人說話。", En: "You said that nobody spoke after the last entry."},
		"reach.said.cut":  {Hans: "你说过：记录只导到最后一条那天。", Hant: "你說過：紀錄只匯出到最後一則那天。", En: "You said that the record ends with its last entry."},
		"reach.to.cut":    {Hans: "改成：只导到那天", Hant: "改為：只匯出到那天", En: "No, the record ends there"},
		"reach.to.open":   {Hans: "改成：之后没人说话", Hant: "改為：之後沒人說話", En: "No, nobody spoke after that"},
		"files":           {Hans: "读了哪些文件", Hant: "讀取了哪些檔案", En: "Files read"},
		"files.more":      {Hans: "另有 %d 个文件没有列出。", Hant: "另有 %d 個檔案沒有列出。", En: "%d more {file is|files are} not listed."},
		"file":            {Hans: "文件", Hant: "檔案", En: "File"},
		"format":          {Hans: "认成", Hant: "辨識為", En: "Read as"},
		"line":            {Hans: "第几行", Hant: "第幾列", En: "Line"},
		"why":             {Hans: "为什么", Hant: "原因", En: "Why"},
		"skips":           {Hans: "跳过了什么，为什么", Hant: "略過了什麼，為什麼", En: "What was skipped, and why"},
		"skips.more":      {Hans: "另有 %d 行没有列出，原因相似。", Hant: "另有 %d 列沒有列出，原因相似。", En: "%d more {line is not listed; its reason is like these|lines are not listed; their reasons are alike}."},
		"skips.none":      {Hans: "没有跳过任何一行。", Hant: "沒有略過任何一列。", En: "Not a line was skipped."},
		"undo":            {Hans: "撤销这次导入", Hant: "復原這次匯入", En: "Undo this import"},
		"undo.lead":       {Hans: "下一步会先说清楚少掉什么，再由你决定。", Hant: "下一步會先說明會少掉什麼，再由你決定。", En: "The next step says what would go; then you decide."},
		"undo.go":         {Hans: "撤销……", Hant: "復原……", En: "Undo…"},
	})
}

func undoWords() i18n.Words {
	return i18n.Words{
		"title":        {Hans: "撤销导入", Hant: "復原匯入", En: "Undo an import"},
		"ask":          {Hans: "撤销“%s”？", Hant: "復原「%s」？", En: "Undo “%s”?"},
		"ask.abandon":  {Hans: "放弃“%s”？", Hant: "放棄「%s」？", En: "Abandon “%s”?"},
		"abandon.lead": {Hans: "已经读过的部分会收回。它们从来没有显示过，别的导入不受影响。", Hant: "已經讀過的部分會收回。它們從未顯示過，其他匯入不受影響。", En: "What was read so far is taken back. None of it was ever shown, and other imports are untouched."},
		"goes":         {Hans: "%s 条消息会删掉", Hant: "%s 則訊息會刪除", En: "Messages deleted: %s"},
		"kept":         {Hans: "%s 条消息别的导入也带来过，会留下", Hant: "%s 則訊息其他匯入也帶來過，會保留", En: "Messages kept because another import brought them too: %s"},
		"kept.more":    {Hans: "其中至少 %s 条别的导入也带来过，会留下", Hant: "其中至少 %s 則其他匯入也帶來過，會保留", En: "Of these at least %s are kept, because another import brought them too"},
		"gone":         {Hans: "%s 个群会消失，只有这次导入提到它们", Hant: "%s 個群組會消失，只有這次匯入提到它們", En: "Groups that disappear, known from this import only: %s"},
		"stay":         {Hans: "%s 个群还在，数据会重算", Hant: "%s 個群組仍在，數據會重新計算", En: "Groups that stay and are measured anew: %s"},
		"lead":         {Hans: "原来的文件已经不在服务器上；想要回来，得重新上传。", Hant: "原來的檔案已不在伺服器上；想要恢復，必須重新上傳。", En: "The files are no longer on the server; to have them back you would upload them again."},
		"go":           {Hans: "撤销", Hant: "復原", En: "Undo"},
		"go.abandon":   {Hans: "放弃", Hant: "放棄", En: "Abandon"},
		"cancel":       {Hans: "不撤了", Hant: "取消", En: "Keep"},
	}
}

func columnsWords() i18n.Words {
	return i18n.Words{
		"title":   {Hans: "每一列是什么？", Hant: "每一欄是什麼？", En: "What are the columns?"},
		"lead":    {Hans: "文件已经传上来了，还没有导入。表格没有统一的写法，请看一眼认得对不对。", Hant: "檔案已經上傳，尚未匯入。表格沒有統一的寫法，請確認是否辨識正確。", En: "The files have arrived and are not imported yet. Tables are written in many ways; please check that the columns were recognised."},
		"because": {Hans: "每家导出的表格写法都不一样。时间或发言人认错一列，后面的数就全错了，所以导入前请人看一眼。", Hant: "每家匯出的表格寫法都不一樣。時間或發言人認錯一欄，後面的數字就全錯了，所以匯入前請人看一眼。", En: "Every program writes its tables its own way. One column taken wrongly, time or speaker, and every figure is wrong; so a person looks first."},
		"back":    {Hans: "导入", Hant: "匯入", En: "Import"},
		"sure":    {Hans: "按列名猜好了，对照下面几行看看，不对就改。", Hant: "已依欄位名稱猜好，請對照下面幾列，不對就修改。", En: "Guessed from the column names. Compare with the rows below and change what is wrong."},
		"unsure":  {Hans: "有几列没认出来，请对照下面几行选一下。", Hant: "有幾欄沒有辨識出來，請對照下面幾列選擇。", En: "Some columns were not recognised. Please choose them by the rows below."},
		"needed":  {Hans: "必选", Hant: "必選", En: "Needed"},
		"none":    {Hans: "没有这一列", Hant: "沒有這一欄", En: "There is none"},
		"choose":  {Hans: "请选择", Hant: "請選擇", En: "Choose"},
		"column":  {Hans: "第 %d 列（没有列名）", Hant: "第 %d 欄（沒有名稱）", En: "Column %d (no name)"},
		"preview": {Hans: "文件的前几行", Hant: "檔案的前幾列", En: "The first rows of the file"},
		"go":      {Hans: "开始导入", Hant: "開始匯入", En: "Start import"},
		"discard": {Hans: "不导入，删掉文件", Hant: "不匯入，刪除檔案", En: "Do not import; delete the files"},
	}
}
