package table

import (
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// formOf returns the form of message that a kind column names, and whether it
// names one.
func formOf(word string) (event.Form, bool) {
	switch strings.ToLower(word) {
	case "text", "文本", "文字", "文本消息", "文字消息", "文字訊息", "msg", "message", "me":
		return event.Text, true
	case "image", "picture", "photo", "img", "图片", "照片", "图片消息", "圖片", "相片":
		return event.Picture, true
	case "voice", "audio", "语音", "语音消息", "語音", "語音訊息":
		return event.Voice, true
	case "video", "视频", "视频消息", "影片", "視頻":
		return event.Video, true
	case "sticker", "emoji", "emoticon", "表情", "动画表情", "表情包", "貼圖", "動畫表情":
		return event.Sticker, true
	case "file", "attachment", "document", "文件", "附件", "檔案":
		return event.File, true
	case "link", "share", "url", "链接", "分享", "小程序", "連結", "鏈接":
		return event.Link, true
	case "reply", "quote", "引用", "回复", "引用消息", "回覆":
		return event.Quote, true
	case "chain", "接龙", "接龍":
		return event.Chain, true
	case "redpacket", "red packet", "红包", "转账", "紅包", "轉帳":
		return event.Red, true
	case "location", "位置", "定位":
		return event.Location, true
	case "poke", "拍一拍", "戳一戳":
		return event.Poke, true
	}
	return event.Text, false
}

// kindOf returns what else a kind column may name; Message for all the rest.
func kindOf(word string) event.Kind {
	switch strings.ToLower(word) {
	case "join", "joined", "入群", "进群", "加入", "進群":
		return event.Join
	case "leave", "left", "part", "quit", "退群", "退出", "离开", "離開":
		return event.Leave
	case "remove", "removed", "kick", "移出", "踢出", "移除":
		return event.Remove
	case "recall", "recalled", "delete", "deleted", "撤回", "收回":
		return event.Delete
	case "system", "notice", "系统", "系统消息", "系统通知", "通知", "系統", "系統訊息", "系統通知":
		return event.Notice
	}
	return event.Message
}

// placeholder returns the form of a message whose whole text only stands for
// it, such as [图片].
func placeholder(text string) (event.Form, bool) {
	if len(text) < 3 || len(text) > 40 {
		return event.Text, false
	}
	inner, ok := strings.CutPrefix(text, "[")
	if !ok {
		inner, ok = strings.CutPrefix(text, "【")
		if !ok {
			return event.Text, false
		}
		inner, ok = strings.CutSuffix(inner, "】")
	} else {
		inner, ok = strings.CutSuffix(inner, "]")
	}
	if !ok {
		return event.Text, false
	}
	form, known := formOf(inner)
	return form, known && form != event.Text && form != event.Quote
}

var (
	timeWord   = i18n.Text{Hans: "时间", Hant: "時間", En: "time"}
	textWord   = i18n.Text{Hans: "内容", Hant: "內容", En: "text"}
	authorWord = i18n.Text{Hans: "发言人", Hant: "發言人", En: "author"}

	noColumn = i18n.Text{
		Hans: "没看出“%[1]s”里哪一列是%[2]s。现有的列：%[3]s。请在导入页面上指定，或把那一列的列名改成“%[2]s”。",
		Hant: "看不出「%[1]s」裡哪一欄是%[2]s。現有的欄位：%[3]s。請在匯入頁面上指定，或把那一欄的名稱改成「%[2]s」。",
		En:   "Which column of “%[1]s” holds the %[2]s is not clear. It has these: %[3]s. Choose one on the import page, or name the column “%[2]s”.",
	}
	noSuchColumn = i18n.Text{
		Hans: "“%[1]s”里没有指定的列：%[2]s。现有的列：%[3]s。请重新指定。",
		Hant: "「%[1]s」裡沒有指定的欄位：%[2]s。現有的欄位：%[3]s。請重新指定。",
		En:   "“%[1]s” lacks the columns chosen for it: %[2]s. It has these: %[3]s. Choose again.",
	}
	noHeader = i18n.Text{
		Hans: "“%[1]s”的前几行里没有列名。请让第一行写上列名，例如：时间、发言人、内容。",
		Hant: "「%[1]s」的前幾列裡沒有欄位名稱。請在第一列寫上欄位名稱，例如：時間、發言人、內容。",
		En:   "The first rows of “%[1]s” hold no column names. Put names into the first row, such as: time, author, text.",
	}
	wrongCount = i18n.Text{
		Hans: "这一行应当有 %[1]d 列，实际有 %[2]d 列，已跳过。内容里有分隔符或换行时，要用英文双引号把内容括起来。",
		Hant: "這一列應有 %[1]d 欄，實際有 %[2]d 欄，已略過。內容裡有分隔符號或換行時，要用半形雙引號把內容括起來。",
		En:   "This row should have %[1]d {column|columns} and has %[2]d, so it was skipped. Text that holds a separator or a line break must stand in double quotes.",
	}
	openQuote = i18n.Text{
		Hans: "这一行有一个双引号没有成对，已跳过这一行；后面各行照常读取。内容里的双引号要写成两个。",
		Hant: "這一列有一個雙引號沒有成對，已略過這一列；後面各列照常讀取。內容裡的雙引號要寫成兩個。",
		En:   "A double quote in this line is never closed, so the line was skipped; those after it were read. A double quote within text is written twice.",
	}
	badTime = i18n.Text{
		Hans: "看不懂时间“%[1]s”，这一行已跳过。请写成 2025-03-02 09:15:00 这样。",
		Hant: "看不懂時間「%[1]s」，這一列已略過。請寫成 2025-03-02 09:15:00 這樣。",
		En:   "“%[1]s” is not a time that can be read, so the row was skipped. Write it like 2025-03-02 09:15:00.",
	}
	assumedOrder = i18n.Text{
		Hans: "“%[1]s”这样的日期分不清月和日，按先月后日读取。如果不对，请把日期改成 2025-03-02 的写法再导入。",
		Hant: "「%[1]s」這樣的日期分不清月和日，以先月後日讀取。如果不對，請把日期改成 2025-03-02 的寫法再匯入。",
		En:   "Dates such as “%[1]s” do not show which number is the month; the first was taken. If that is wrong, write dates like 2025-03-02 and import again.",
	}
	nobody = i18n.Text{
		Hans: "这一行没有发言人，已跳过。",
		Hant: "這一列沒有發言人，已略過。",
		En:   "This row names no author, so it was skipped. Fill in who wrote it.",
	}
	badObject = i18n.Text{
		Hans: "这一行不是完整的 JSON 对象，已跳过。每一行应当是一个 {…}。",
		Hant: "這一列不是完整的 JSON 物件，已略過。每一列應為一個 {…}。",
		En:   "This line is not a complete JSON object, so it was skipped. Each line should be one {…}.",
	}
	badWorkbook = i18n.Text{
		Hans: "“%[1]s”打不开，可能损坏、加了密码，或不是 .xlsx 文件。请用 Excel 另存为 .xlsx 再导入。",
		Hant: "「%[1]s」無法開啟，可能損毀、設有密碼，或不是 .xlsx 檔案。請用 Excel 另存為 .xlsx 再匯入。",
		En:   "“%[1]s” cannot be opened; it may be damaged, locked with a password, or no .xlsx file. Save it as .xlsx in Excel and import it again.",
	}
	hugeWorkbook = i18n.Text{
		Hans: "“%[1]s”超过 %[2]d MB，作为 Excel 表格太大。请另存为 CSV 再导入。",
		Hant: "「%[1]s」超過 %[2]d MB，作為 Excel 表格太大。請另存為 CSV 再匯入。",
		En:   "“%[1]s” is over %[2]d MB, too large for a workbook. Save it as CSV and import that.",
	}
)
