package chat

import "github.com/huoshui/huoshui/internal/base/i18n"

// howTo says how to get files out of one program.
type howTo struct{ Title, Steps i18n.Text }

// howTos lists what can be read, the commonest first. The steps are those of
// the programs as their makers describe them; they change from time to time.
func howTos() []howTo {
	return []howTo{
		{i18n.Text{Hans: "微信群", Hant: "微信群", En: "WeChat groups"}, i18n.Text{
			Hans: "微信自己不能把群聊导成文件。常见做法是在自己的电脑上，用导出工具导出自己账号里的群：\nchatlog：JSON 或 CSV　WeFlow、EchoTrace：JSON　MemoTrace（留痕）：CSV\n把导出的文件直接放进来。在微信里多选后转发到邮箱的记录，现在还读不了。",
			Hant: "微信本身無法把群組聊天匯出成檔案。常見做法是在自己的電腦上，用匯出工具匯出自己帳號裡的群組：\nchatlog：JSON 或 CSV　WeFlow、EchoTrace：JSON　MemoTrace（留痕）：CSV\n把匯出的檔案直接放進來。在微信裡多選後轉寄到信箱的紀錄，目前還無法讀取。",
			En:   "WeChat itself does not write chats to files. People use an export tool on their own computer, for groups of their own account:\nchatlog: JSON or CSV · WeFlow, EchoTrace: JSON · MemoTrace: CSV\nBring the files as they are. Messages forwarded by e-mail from within WeChat cannot be read yet."}},
		{i18n.Text{Hans: "QQ 群", Hant: "QQ 群", En: "QQ groups"}, i18n.Text{
			Hans: "电脑版 QQ：打开消息管理器，在左边选群，右键“导出消息记录”，保存类型选“文本文件 (*.txt)”。",
			Hant: "電腦版 QQ：開啟訊息管理員，在左側選群組，按右鍵「匯出訊息記錄」，存檔類型選「文字檔 (*.txt)」。",
			En:   "QQ for desktop: open the message manager, choose the group on the left, right-click and export the messages as a text file (*.txt)."}},
		{i18n.Text{Hans: "Excel、CSV 表格", Hant: "Excel、CSV 表格", En: "Excel and CSV tables"}, i18n.Text{
			Hans: "第一行写列名，至少有时间、发言人、内容三列；可以再加群名、发言人编号、类型。导入前会让你确认每一列。每行一条的 JSON 也行。",
			Hant: "第一列寫欄位名稱，至少有時間、發言人、內容三欄；可以再加群組名稱、發言人編號、類型。匯入前會請你確認每一欄。每行一筆的 JSON 也可以。",
			En:   "Column names in the first row; at least time, author and text, and if you have them group, author's id and kind. You confirm the columns before anything is imported. JSON with one object a line works too."}},
		{i18n.Text{Hans: "WhatsApp", Hant: "WhatsApp", En: "WhatsApp"}, i18n.Text{
			Hans: "打开群，点右上角菜单，更多，“导出聊天”，选“不含媒体”。得到的 ZIP 或 TXT 直接放进来。",
			Hant: "開啟群組，點右上角選單，更多，「匯出對話」，選「不含媒體檔」。取得的 ZIP 或 TXT 直接放進來。",
			En:   "Open the group, menu, More, Export chat, without media. Bring the ZIP or TXT as it is."}},
		{i18n.Text{Hans: "Telegram", Hant: "Telegram", En: "Telegram"}, i18n.Text{
			Hans: "Telegram 电脑版：打开群，右上角菜单，“导出聊天记录”，格式选 JSON。把 result.json 放进来。",
			Hant: "Telegram 電腦版：開啟群組，右上角選單，「匯出聊天紀錄」，格式選 JSON。把 result.json 放進來。",
			En:   "Telegram Desktop: open the group, menu, Export chat history, format JSON. Bring result.json."}},
		{i18n.Text{Hans: "Slack、Discord、Element（Matrix）", Hant: "Slack、Discord、Element（Matrix）", En: "Slack, Discord, Element (Matrix)"}, i18n.Text{
			Hans: "Slack：工作区管理员在设置里导出数据，ZIP 不用解压。\nDiscord：用 DiscordChatExporter 导出，格式选 JSON。\nElement：房间信息里“导出聊天”，格式选 JSON。",
			Hant: "Slack：工作區管理員在設定裡匯出資料，ZIP 不必解壓縮。\nDiscord：用 DiscordChatExporter 匯出，格式選 JSON。\nElement：聊天室資訊裡「匯出聊天」，格式選 JSON。",
			En:   "Slack: a workspace admin exports the data in the settings; leave the ZIP as it is.\nDiscord: DiscordChatExporter, format JSON.\nElement: Export chat in the room's information, format JSON."}},
		{i18n.Text{Hans: "IRC、ChatLab、活水归档", Hant: "IRC、ChatLab、活水封存檔", En: "IRC, ChatLab, Huoshui archive"}, i18n.Text{
			Hans: "IRC 日志：保留原来的文件名，日期写在名字里。\nChatLab：JSON 或 JSONL。\n活水归档：把有 messages.tsv 的文件夹打成 ZIP。",
			Hant: "IRC 記錄檔：保留原來的檔名，日期寫在檔名裡。\nChatLab：JSON 或 JSONL。\n活水封存檔：把有 messages.tsv 的資料夾壓縮成 ZIP。",
			En:   "IRC logs: keep the file names, they hold the date.\nChatLab: JSON or JSONL.\nHuoshui archive: zip the folder that has messages.tsv."}},
	}
}
