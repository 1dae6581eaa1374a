package wechat

import "github.com/huoshui/huoshui/internal/base/i18n"

// Why a part of a file was left out.
var (
	badRow = i18n.Text{
		Hans: "第 %[1]d 条消息不是完整的记录，已跳过。每条应当是 { } 里的一组字段；请不要手工改动导出的文件。",
		Hant: "第 %[1]d 則訊息不是完整的紀錄，已略過。每則應為 { } 內的一組欄位；請不要手動修改匯出的檔案。",
		En:   "Message %[1]d is not a complete record and was skipped. Each should be a set of fields within { }; please leave exported files as they are.",
	}
	badTime = i18n.Text{
		Hans: "这条消息的时间“%[1]s”读不懂，已跳过。应当像 2025-06-01 09:30:00 或从 1970 年起的秒数。",
		Hant: "這則訊息的時間「%[1]s」無法辨識，已略過。應為 2025-06-01 09:30:00 這樣的寫法，或自 1970 年起的秒數。",
		En:   "The time of this message, “%[1]s”, cannot be read; it was skipped. Expected something like 2025-06-01 09:30:00, or seconds since 1970.",
	}
	noSender = i18n.Text{
		Hans: "这条消息没有写是谁发的，已跳过。请用导出工具的新版本重新导出。",
		Hant: "這則訊息沒有註明是誰傳的，已略過。請用匯出工具的新版本重新匯出。",
		En:   "This message does not say who sent it and was skipped. Export again with a newer version of the tool.",
	}
	noChat = i18n.Text{
		Hans: "这条消息没有写属于哪个群，已跳过。请重新导出，保留群的编号或名称。",
		Hant: "這則訊息沒有註明屬於哪個群組，已略過。請重新匯出，保留群組的編號或名稱。",
		En:   "This message does not say which group it belongs to and was skipped. Export again and keep the group's id or name.",
	}
	leftOut = i18n.Text{
		Hans: "有 %[1]d 条消息属于 %[2]d 个一对一聊天，没有读取：这里只看群。如果其中有群，请单独导出那个群再试。",
		Hant: "有 %[1]d 則訊息屬於 %[2]d 個一對一聊天，未予讀取：這裡只看群組。如果其中有群組，請單獨匯出該群組再試。",
		En:   "Not read: %[1]d {message|messages} of one-to-one chats (%[2]d of them), as only groups are looked at. If one of them is a group, export that group by itself and try again.",
	}
	openQuote = i18n.Text{
		Hans: "这一行有一个没有配对的双引号，已跳过；其余各行照常读取。",
		Hant: "這一行有一個沒有成對的雙引號，已略過；其他各行照常讀取。",
		En:   "This line has a double quotation mark without its partner and was skipped; all other lines were read.",
	}
	fewColumns = i18n.Text{
		Hans: "这一行只有 %[1]d 列，表头有 %[2]d 列，缺了要用的列，已跳过。请不要手工改动导出的文件。",
		Hant: "這一行只有 %[1]d 欄，表頭有 %[2]d 欄，缺少需要的欄位，已略過。請不要手動修改匯出的檔案。",
		En:   "This line has %[1]d {column|columns} where the header has %[2]d; one that is needed is missing, so it was skipped. Please leave exported files as they are.",
	}
	noHeader = i18n.Text{
		Hans: "文件“%[1]s”的第一行应当是表头 %[2]s，但没有找到。请重新导出，不要删掉第一行。",
		Hant: "檔案「%[1]s」的第一行應為表頭 %[2]s，但找不到。請重新匯出，不要刪除第一行。",
		En:   "The first line of the file “%[1]s” should be the header %[2]s, which was not found. Export it again and keep the first line.",
	}
	noMessages = i18n.Text{
		Hans: "文件“%[1]s”里没有找到消息列表(%[2]s)。请用导出工具重新导出这个群。",
		Hant: "檔案「%[1]s」裡找不到訊息清單(%[2]s)。請用匯出工具重新匯出這個群組。",
		En:   "No list of messages (%[2]s) was found in the file “%[1]s”. Export the group again with the export tool.",
	}
	noSession = i18n.Text{
		Hans: "文件“%[1]s”没有写是哪个群（缺少 session），可能没有下载完整。请用导出工具重新导出这个群。",
		Hant: "檔案「%[1]s」沒有註明是哪個群組（缺少 session），可能沒有下載完整。請用匯出工具重新匯出這個群組。",
		En:   "The file “%[1]s” does not say which group it is of (session is missing); it may not have been downloaded completely. Export the group again with the export tool.",
	}
)
