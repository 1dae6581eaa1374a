package community

import "github.com/huoshui/huoshui/internal/base/i18n"

// standingWord is the sign, the colour and the word of a standing.
func standingWord(s Standing) (mark, tone string, word i18n.Text) {
	switch s {
	case Staff:
		return "◆", "mb-staff-mark", i18n.Text{Hans: "工作人员", Hant: "工作人員", En: "Staff"}
	case Bot:
		return "■", "mb-bot-mark", i18n.Text{Hans: "机器人", Hant: "機器人", En: "Bot"}
	}
	return "●", "mb-person-mark", i18n.Text{Hans: "群友", Hant: "群友", En: "Member"}
}

func tabWord(s Standing) i18n.Text {
	if s == Unstated {
		return i18n.Text{Hans: "全部", Hant: "全部", En: "All"}
	}
	_, _, word := standingWord(s)
	return word
}

func listDone() map[string]i18n.Text {
	return map[string]i18n.Text{
		"forgotten": {Hans: "已经忘记这个人。说过的话正在清除，几分钟内清完。", Hant: "已經忘記這個人。說過的話正在清除，幾分鐘內清完。", En: "This person is forgotten. What they wrote is being cleared and will be gone in a few minutes."},
		"staff":     {Hans: "记下了。各群的数据会在几分钟内跟着重算。", Hant: "已記下。各群組的數據會在幾分鐘內重新計算。", En: "Noted. The figures of all groups follow within a few minutes."},
	}
}

func memberDone() map[string]i18n.Text {
	return map[string]i18n.Text{
		"standing": {Hans: "改好了，相关的群会在一两分钟内重算。", Hant: "已更改，相關群組會在一兩分鐘內重新計算。", En: "Changed. The groups concerned are measured anew within a minute or two."},
		"merged":   {Hans: "合并好了，相关的群会在一两分钟内重算。", Hant: "已合併，相關群組會在一兩分鐘內重新計算。", En: "Merged. The groups concerned are measured anew within a minute or two."},
		"parted":   {Hans: "合并已撤销，相关的群会在一两分钟内重算。", Hant: "合併已復原，相關群組會在一兩分鐘內重新計算。", En: "The merge is undone. The groups concerned are measured anew within a minute or two."},
		"notes":    {Hans: "记下了。", Hant: "記下了。", En: "Noted."},
		"moved":    {Hans: "那位群成员已经合并到这一位。", Hant: "那位群成員已經合併到這一位。", En: "That member was merged into this one."},
	}
}

var (
	whyByHand = i18n.Text{Hans: "你们标的", Hant: "你們標記的", En: "said so here"}
	whyStated = i18n.Text{Hans: "文件里写明", Hant: "檔案裡寫明", En: "stated in the files"}
	whyJudged = i18n.Text{Hans: "发言像机器人", Hant: "發言像機器人", En: "posts like a machine"}

	becauseSelf  = i18n.Text{Hans: "记录是用这个账号导出的", Hant: "紀錄是用這個帳號匯出的", En: "Made the export"}
	becauseOwner = i18n.Text{Hans: "群主", Hant: "群主", En: "Group owner"}
	becauseName  = i18n.Text{Hans: "名字像自己人", Hant: "名字像自己人", En: "Named like staff"}
	becauseLinks = i18n.Text{Hans: "发了三成以上的链接和图片", Hant: "發了三成以上的連結和圖片", En: "Posts over 30 % of links and pictures"}
	becauseYou   = i18n.Text{Hans: "你加的", Hant: "你加的", En: "You added them"}

	noSuchGroup = i18n.Text{
		Hans: "没有找到这个群，可能导入已经撤销。请回到群列表再选一次。",
		Hant: "找不到這個群組，可能匯入已經復原。請回到群組列表再選一次。",
		En:   "This group was not found; its import may have been undone. Please choose again from the list.",
	}
	noSuchUnit = i18n.Text{
		Hans: "没有这个单位，或者它不归你管。请刷新页面再选。",
		Hant: "沒有這個單位，或它不歸你管。請重新整理頁面後再選。",
		En:   "There is no such unit, or it is not yours. Reload the page and choose again.",
	}
	noSuchMerge = i18n.Text{
		Hans: "这次合并已经撤销，或者不在这位群成员身上。请刷新页面看看。",
		Hant: "這次合併已經復原，或不在這位群成員身上。請重新整理頁面。",
		En:   "This merge has been undone already, or is not one into this member. Reload the page to see.",
	}
	noSuchStanding = i18n.Text{
		Hans: "没有这种身份。请在页面上选群友、工作人员或机器人。",
		Hant: "沒有這種身分。請在頁面上選擇群友、工作人員或機器人。",
		En:   "There is no such standing. Choose member, staff or bot on the page.",
	}
	sameMember = i18n.Text{
		Hans: "这是同一位群成员，不用合并。请选另一位。",
		Hant: "這是同一位群成員，不必合併。請選另一位。",
		En:   "This is one and the same member already. Choose somebody else.",
	}
	tooManyAnswers = i18n.Text{
		Hans: "一次最多 %d 位，这次没有保存。请先保存一部分。",
		Hant: "一次最多 %d 位，這次沒有儲存。請先儲存一部分。",
		En:   "%d people at most at once; nothing was saved. Please save some of them first.",
	}
)
