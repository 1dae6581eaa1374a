package chat

import "github.com/huoshui/huoshui/internal/base/i18n"

// stateWord is the sign, the colour and the word of a state: whoever does not
// see colours reads the sign.
func stateWord(s State, interrupted bool) (mark, tone string, word i18n.Text) {
	switch {
	case interrupted:
		return "◒", "ic-warn", i18n.Text{Hans: "中断了", Hant: "中斷了", En: "Interrupted"}
	case s == Running:
		return "◌", "ic-busy", i18n.Text{Hans: "正在导入", Hant: "正在匯入", En: "Importing"}
	case s == Done:
		return "●", "ic-good", i18n.Text{Hans: "已导入", Hant: "已匯入", En: "Imported"}
	case s == Undoing:
		return "◌", "ic-busy", i18n.Text{Hans: "正在收回", Hant: "正在收回", En: "Taking back"}
	case s == Undone:
		return "○", "ic-quiet", i18n.Text{Hans: "已撤销", Hant: "已復原", En: "Undone"}
	}
	return "✕", "ic-harm", i18n.Text{Hans: "没有导成", Hant: "沒有成功", En: "Failed"}
}

func listDone() map[string]i18n.Text {
	return map[string]i18n.Text{
		"discarded": {Hans: "文件已删掉，什么都没有导入。", Hant: "檔案已刪除，什麼都沒有匯入。", En: "The files are deleted; nothing was imported."},
	}
}

func detailDone() map[string]i18n.Text {
	return map[string]i18n.Text{
		"reach": {Hans: "记下了，各群的数据正在跟着重算。", Hant: "已記下，各群組的數據正在重新計算。", En: "Noted. The figures of the groups are being measured anew."},
	}
}

var (
	leftSeconds = i18n.Text{Hans: "不到一分钟", Hant: "不到一分鐘", En: "less than a minute left"}
	leftMinutes = i18n.Text{Hans: "大约还要 %d 分钟", Hant: "大約還要 %d 分鐘", En: "about %d min left"}
	leftHours   = i18n.Text{Hans: "大约还要 %d 小时", Hant: "大約還要 %d 小時", En: "about %d h left"}

	partTime       = i18n.Text{Hans: "时间", Hant: "時間", En: "Time"}
	partUser       = i18n.Text{Hans: "发言人", Hant: "發言人", En: "Author"}
	partUserHint   = i18n.Text{Hans: "昵称或名字。和编号至少选一个。", Hant: "暱稱或名字。和編號至少選一個。", En: "A nickname or name. Choose this or the id, or both."}
	partUserID     = i18n.Text{Hans: "发言人编号", Hant: "發言人編號", En: "Author's id"}
	partUserIDHint = i18n.Text{Hans: "有编号，改了昵称也认得是同一个人。", Hant: "有編號，改了暱稱也認得是同一個人。", En: "With an id, people are known even after they change their name."}
	partText       = i18n.Text{Hans: "内容", Hant: "內容", En: "Text"}
	partGroup      = i18n.Text{Hans: "群", Hant: "群組", En: "Group"}
	partGroupHint  = i18n.Text{Hans: "没有的话，一个文件算一个群，用文件名当群名。", Hant: "沒有的話，一個檔案算一個群組，以檔名為群名。", En: "Without it, each file is one group, named after the file."}
	partKind       = i18n.Text{Hans: "类型", Hant: "類型", En: "Kind"}
	partKindHint   = i18n.Text{Hans: "文字、图片、入群这一类。", Hant: "文字、圖片、入群這一類。", En: "Text, picture, joined and the like."}
	partReply      = i18n.Text{Hans: "回复的是哪一条", Hant: "回覆哪一則", En: "Answers which"}
	partReplyHint  = i18n.Text{Hans: "填的是被回复那条的编号。", Hant: "填的是被回覆那則的編號。", En: "The id of the message that is answered."}

	chooseColumn = i18n.Text{Hans: "请选一列。", Hant: "請選一欄。", En: "Please choose a column."}
	chooseAuthor = i18n.Text{Hans: "发言人和编号至少选一个，不然分不清谁说的。", Hant: "發言人和編號至少選一個，否則分不清是誰說的。", En: "Choose the author or the author's id; otherwise nobody can be told apart."}
	usedColumn   = i18n.Text{Hans: "“%s”上面已经选过了，请换一列。", Hant: "「%s」上面已經選過了，請換一欄。", En: "“%s” is chosen above already; please choose another."}
	checkColumns = i18n.Text{Hans: "还没有开始导入：有几列要再选一下。", Hant: "尚未開始匯入：有幾欄需要再選一下。", En: "The import has not begun: some columns need another look."}

	noDraft = i18n.Text{
		Hans: "这些表格已经导入或删掉了。请回到导入页，从列表里打开。",
		Hant: "這些表格已經匯入或刪除了。請回到匯入頁，從列表開啟。",
		En:   "These tables have been imported or deleted already. Go back to the import page and open it from the list.",
	}
	noFile = i18n.Text{
		Hans: "还没有选文件。把导出的聊天记录拖到框里，或点一下选择。",
		Hant: "尚未選擇檔案。請把匯出的聊天紀錄拖曳到框內，或點一下選擇。",
		En:   "No file was chosen. Drop an exported chat on the box, or click it to choose one.",
	}
	tooManyFiles = i18n.Text{
		Hans: "一次最多 %d 个文件，这次没有导入。请打成一个 ZIP 再传。",
		Hant: "一次最多 %d 個檔案，這次沒有匯入。請壓縮成一個 ZIP 再上傳。",
		En:   "%d files at most at once; nothing was imported. Put them into one ZIP and send that.",
	}
	uploadTooLarge = i18n.Text{
		Hans: "这些文件加起来超过 %s 的上限，没有导入。请分几次导入，或压缩成 ZIP、GZ 再传。",
		Hant: "這些檔案加起來超過 %s 的上限，沒有匯入。請分幾次匯入，或壓縮成 ZIP、GZ 再上傳。",
		En:   "Together these files are over the limit of %s, so nothing was imported. Import them in several goes, or compress them to ZIP or GZ.",
	}
	noRoom = i18n.Text{
		Hans: "服务器的磁盘放不下：导入这些要留 %s，现在只剩 %s。请管理服务器的人清出空间，再传一次。",
		Hant: "伺服器的磁碟放不下：匯入這些需要 %s，目前只剩 %s。請管理伺服器的人清出空間，再上傳一次。",
		En:   "The server's disk has no room: %s must be free and %s are. Ask whoever runs the server to make room, then send it again.",
	}
	diskFull = i18n.Text{
		Hans: "服务器的磁盘满了，上传没有完成，什么都没有导入。请管理服务器的人清出空间，再传一次。",
		Hant: "伺服器的磁碟已滿，上傳沒有完成，什麼都沒有匯入。請管理伺服器的人清出空間，再上傳一次。",
		En:   "The server's disk is full, so the upload did not finish and nothing was imported. Ask whoever runs the server to make room, then send it again.",
	}
	brokenUpload = i18n.Text{
		Hans: "上传没有完整到达，什么都没有导入。请检查网络，再传一次。",
		Hant: "上傳沒有完整送達，什麼都沒有匯入。請檢查網路，再上傳一次。",
		En:   "The upload did not arrive whole, and nothing was imported. Check the connection and send it again.",
	}
	noZone = i18n.Text{
		Hans: "没有这个时区：%s。请从列表里选一个。",
		Hant: "沒有這個時區：%s。請從清單中選擇。",
		En:   "There is no time zone called %s. Choose one from the list.",
	}
	noUnit = i18n.Text{
		Hans: "没有这个单位，或者它不归你管。请从列表里另选一个。",
		Hant: "沒有這個單位，或它不歸你管。請從清單中另選一個。",
		En:   "There is no such unit, or it is not yours. Choose another from the list.",
	}
	whichReach = i18n.Text{
		Hans: "请从两个答案里选一个：之后没人说话，或只导到那天。",
		Hant: "請從兩個答案裡選一個：之後沒人說話，或只匯出到那天。",
		En:   "Please choose one of the two answers: nobody spoke after that, or the record ends there.",
	}
	notDone = i18n.Text{
		Hans: "这次导入还没完成或已经撤销，不用回答这个问题。",
		Hant: "這次匯入尚未完成或已經復原，不必回答這個問題。",
		En:   "This import has not finished or was undone, so the question does not arise.",
	}
	cannotResume = i18n.Text{
		Hans: "这次导入没有中断，不用继续。请刷新页面看最新状态。",
		Hant: "這次匯入沒有中斷，不必繼續。請重新整理頁面看最新狀態。",
		En:   "This import is not interrupted, so there is nothing to continue. Reload the page to see how it stands.",
	}
)
