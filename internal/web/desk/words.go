package desk

import "github.com/huoshui/huoshui/internal/base/i18n"

var (
	gettingReady = i18n.Text{Hans: "活水正在准备", Hant: "活水正在準備", En: "Huoshui is getting ready"}

	gettingReadyWhy = i18n.Text{
		Hans: "第一次打开要几秒到一分钟，好了这一页会自己变。",
		Hant: "第一次開啟需要幾秒到一分鐘，好了這一頁會自己更新。",
		En:   "The first time takes from some seconds to a minute. This page changes by itself.",
	}
	cannotOpen = i18n.Text{Hans: "活水这次没有打开", Hant: "活水這次沒有開啟", En: "Huoshui could not be opened"}
	thenAgain  = i18n.Text{
		Hans: "改好后，再双击一次活水。原来的数据没有动过。",
		Hant: "處理好後，再按兩下活水。原來的資料沒有動過。",
		En:   "Once that is mended, double-click Huoshui again. The data that were there have not been touched.",
	}
	onceMore = i18n.Text{Hans: "请再双击一次活水", Hant: "請再按兩下活水", En: "Double-click Huoshui again"}
	usedUp   = i18n.Text{
		Hans: "为了安全，每次双击只放行一次，一分钟内有效。这一次已经用过，或者过了时间。",
		Hant: "為了安全，每次按兩下只放行一次，一分鐘內有效。這一次已經用過，或已經過了時間。",
		En:   "For safety each double-click lets a browser in once, within a minute. This one was used, or its time is over.",
	}
	wayHere = i18n.Text{
		Hans: "这个地址只能在运行活水的那台电脑上打开。",
		Hant: "這個網址只能在執行活水的那台電腦上開啟。",
		En:   "This address is opened at the computer Huoshui runs on.",
	}
	notHere = i18n.Text{
		Hans: "关掉活水，要在运行它的那台电脑上关。",
		Hant: "要關閉活水，請在執行它的那台電腦上操作。",
		En:   "Huoshui is closed at the computer it runs on.",
	}
	notYours = i18n.Text{
		Hans: "关掉活水，别人也就用不了了，所以只有负责人能关。",
		Hant: "關閉活水後別人也無法使用，所以只有負責人能關閉。",
		En:   "When Huoshui is closed nobody can use it, so only an owner closes it.",
	}
	hasEnded     = i18n.Text{Hans: "活水已经关掉，可以关上这一页", Hant: "活水已經關閉，可以關上這一頁", En: "Huoshui is closed. You can close this page"}
	hasEndedThen = i18n.Text{
		Hans: "数据都留在这台电脑上。想再用，双击活水就行。",
		Hant: "資料都留在這台電腦上。想再用，按兩下活水即可。",
		En:   "Everything is kept on this computer. To use it again, double-click Huoshui.",
	}
)

// quitWords are the words of the page that ends the program.
func quitWords() i18n.Words {
	return i18n.Words{
		"title": {Hans: "关掉活水？", Hant: "要關閉活水嗎？", En: "Close Huoshui?"},
		"kept": {
			Hans: "数据都留在这台电脑上，下次双击就能接着用。",
			Hant: "資料都留在這台電腦上，下次按兩下就能接著用。",
			En:   "Everything stays on this computer, and a double-click goes on from here.",
		},
		"meanwhile": {
			Hans: "关着的时候，活水不提醒、不发送，也收不到群里的消息。",
			Hant: "關閉期間，活水不會提醒、不會傳送，也收不到群組的訊息。",
			En:   "While it is closed it reminds nobody, sends nothing, and hears nothing of the groups.",
		},
		"go":   {Hans: "关掉", Hant: "關閉", En: "Close it"},
		"stay": {Hans: "先不关", Hant: "先不關", En: "Not now"},
	}
}
