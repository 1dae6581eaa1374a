package community

import "github.com/huoshui/huoshui/internal/base/i18n"

func forgetWords() i18n.Words {
	return with(i18n.Words{
		"title": {Hans: "忘记这个人", Hant: "忘記這個人", En: "Forget this person"},
		"ask":   {Hans: "忘记“%s”？", Hant: "忘記「%s」？", En: "Forget “%s”?"},
		"lead": {
			Hans: "有人要求删掉自己的资料时，用这一步。做了就不能撤销，我们也找不回来。",
			Hant: "有人要求刪除自己的資料時，用這一步。做了就無法復原，我們也找不回來。",
			En:   "For when somebody asks to have their data deleted. It cannot be undone, and we cannot bring anything back."},
		"goes":         {Hans: "会清掉的", Hant: "會清除的", En: "What goes"},
		"goes.name":    {Hans: "名字、用过的名字，和在各平台的编号", Hant: "名字、用過的名字，以及在各平台的編號", En: "The name, earlier names, and the ids on every platform"},
		"goes.said":    {Hans: "说过的话的内容，共 %s 条；搜索也搜不到了", Hant: "說過的話的內容，共 %s 則；搜尋也找不到了", En: "The text of what they wrote: %s {message|messages}; the search no longer finds it"},
		"goes.waiting": {Hans: "还没发出去的、与这个人有关的推送和消息", Hant: "還沒送出的、與這個人有關的推送和訊息", En: "What is about them and has not been sent yet"},
		"stays":        {Hans: "会留下的", Hant: "會留下的", En: "What stays"},
		"stays.count":  {Hans: "人数、消息数照常算，只是不知道是谁、说了什么", Hant: "人數、訊息數照常計算，只是不知道是誰、說了什麼", En: "Figures: people and messages go on counting, without who it was or what was said"},
		"stays.others": {Hans: "别人说的话，包括提到这个人的", Hant: "別人說的話，包括提到這個人的", En: "What others wrote, also where they speak of this person"},
		"stays.record": {Hans: "操作记录里写着谁在什么时候做了这一步，不写名字", Hant: "操作記錄裡寫著誰在什麼時候做了這一步，不寫名字", En: "The record says who did this and when, without the name"},
		"elsewhere": {
			Hans: "活水之外的不归这一步管：聊天平台上的、已经发给别的程序的、以前的备份和导出的文件。这个人以后再在群里说话，或者又导入同一份记录，会当作一位新的群友。",
			Hant: "活水之外的不歸這一步管：聊天平台上的、已經送給其他程式的、先前的備份與匯出的檔案。這個人以後再在群組裡說話，或又匯入同一份紀錄，會當作一位新的群友。",
			En:   "Nothing outside Huoshui is touched: the chat platform, programs that were told already, earlier backups and exported files. If this person writes again, or the same history is imported again, they appear as somebody new."},
		"confirm": {Hans: "确认：输入“%s”，或者“%s”两个字", Hant: "確認：輸入「%s」，或「%s」兩個字", En: "To confirm, type “%s” or the word “%s”"},
		"because": {Hans: "忘记以后找不回来，也没有撤销。多打几个字，是防点错人。", Hant: "忘記以後找不回來，也不能復原。多打幾個字，是防止點錯人。", En: "What is forgotten cannot be brought back. Typing a few letters keeps a slip from doing it to the wrong person."},
		"go":      {Hans: "忘记，不能撤销", Hant: "忘記，無法復原", En: "Forget, without return"},
		"cancel":  {Hans: "不忘记", Hant: "不忘記", En: "Keep"},
	})
}

var (
	forgottenOne = i18n.Text{Hans: "已忘记的群友", Hant: "已忘記的群友", En: "Somebody forgotten"}
	forgetWord   = i18n.Text{Hans: "忘记", Hant: "忘記", En: "forget"}
	notConfirmed = i18n.Text{
		Hans: "没有确认，什么都没有动。请输入“%s”，或者“%s”。",
		Hant: "沒有確認，什麼都沒有動。請輸入「%s」，或「%s」。",
		En:   "That does not confirm it, so nothing was done. Type “%s” or “%s”.",
	}
	forgottenAlready = i18n.Text{
		Hans: "这位群成员已经被忘记了，没有什么可以再清的。",
		Hant: "這位群成員已經被忘記了，沒有什麼可以再清除的。",
		En:   "This member has been forgotten already; there is nothing left to clear.",
	}
)
