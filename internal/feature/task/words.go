package task

import "github.com/huoshui/huoshui/internal/base/i18n"

var (
	badKey       = i18n.Text{Hans: "待办的编号只能用字母、数字和 _ . : / + -，不能放名字和文字。", Hant: "待辦的編號只能用字母、數字和 _ . : / + -，不能放名字和文字。", En: "The key of a to-do holds letters, digits and _ . : / + - only, no names or texts."}
	badNew       = i18n.Text{Hans: "这条待办不完整：要有种类和标题，文字不能太长，角色要是能做事的角色。", Hant: "這條待辦不完整：要有種類和標題，文字不能太長，角色要是能做事的角色。", En: "This to-do is not whole: it needs a kind and a title, texts that are not too long, and a role that may do things."}
	badTimes     = i18n.Text{Hans: "待办的时间对不上：截止不能早于开始，失效不能早于截止。", Hant: "待辦的時間對不上：截止不能早於開始，失效不能早於截止。", En: "The times of this to-do do not agree: it cannot be due before it begins, nor end before it is due."}
	noTask       = i18n.Text{Hans: "没有找到这条待办，可能它属于你看不到的门店。请回到今日页面。", Hant: "找不到這條待辦，可能屬於你看不到的門市。請回到今日頁面。", En: "This to-do was not found; it may belong to a unit you do not see. Go back to Today."}
	noGroup      = i18n.Text{Hans: "没有找到这个群，所以没建待办。", Hant: "找不到這個群組，所以沒有建立待辦。", En: "This group was not found, so no to-do was opened."}
	notYours     = i18n.Text{Hans: "这条待办归别人做。需要的话，请对方转交给你。", Hant: "這條待辦由別人負責。如有需要，請對方轉交給你。", En: "This to-do is somebody else's. If you should do it, ask them to hand it over."}
	someoneElses = i18n.Text{Hans: "这条待办刚刚被别人接走了，这次没有改动。请刷新看看在谁手里。", Hant: "這條待辦剛剛被別人接走了，這次沒有更改。請重新整理看看在誰手上。", En: "Somebody else just took this to-do, so nothing was changed. Refresh to see who has it."}
	endedAlready = i18n.Text{Hans: "这条待办已经结束了（%s），这次没有改动。", Hant: "這條待辦已經結束了（%s），這次沒有更改。", En: "This to-do has ended already (%s), so nothing was changed."}
	tooLate      = i18n.Text{Hans: "只有自己做的，并且十分钟之内，才能撤销。", Hant: "只有自己做的，而且在十分鐘之內，才能復原。", En: "Only what you did yourself can be undone, and only within ten minutes."}
	needProof    = i18n.Text{Hans: "这一条要留个执行凭证：贴一个链接，或者写一句发到了哪里、什么时候发的。", Hant: "這一條要留執行憑證：貼一個連結，或寫一句發到哪裡、什麼時候發的。", En: "This one asks for proof of work: paste a link, or write where and when it was sent."}
	needTitle    = i18n.Text{Hans: "写一句要做什么。", Hant: "寫一句要做什麼。", En: "Write in a sentence what is to be done."}
	dueBefore    = i18n.Text{Hans: "截止时间已经过了，请选一个以后的时间。", Hant: "截止時間已經過了，請選一個以後的時間。", En: "That time has passed. Please choose a later one."}
	otherTask    = i18n.Text{Hans: "这个 Idempotency-Key 已经用来建过另一条待办。请换一个；那一条没有变。", Hant: "這個 Idempotency-Key 已用於建立另一條待辦。請換一個；那一條沒有變。", En: "This Idempotency-Key was used for another to-do, which stays as it is. Use another."}
	needChoice   = i18n.Text{Hans: "请选一个。", Hant: "請選一個。", En: "Please choose one."}
	needWhy      = i18n.Text{Hans: "选“%s”要写一句为什么。", Hant: "選「%s」要寫一句為什麼。", En: "“%s” needs a sentence that says why."}
	needValue    = i18n.Text{Hans: "“%s”还没填。", Hant: "「%s」還沒填。", En: "“%s” is still empty."}
	needReason   = i18n.Text{Hans: "请选一个不做的原因。", Hant: "請選一個不做的原因。", En: "Please choose why it is not done."}
	needWords    = i18n.Text{Hans: "请用一句话写下原因。", Hant: "請用一句話寫下原因。", En: "Please write the reason in a sentence."}
	longNote     = i18n.Text{Hans: "太长了，最多 %d 个字。", Hant: "太長了，最多 %d 個字。", En: "That is too long: %d characters at most."}
	noColleague  = i18n.Text{Hans: "请选一位同事。只看数据的同事不能接待办。", Hant: "請選一位同事。只檢視數據的同事不能接待辦。", En: "Please choose a colleague. Those who only view figures cannot take to-dos."}
	cannotSee    = i18n.Text{Hans: "%s看不到这条待办所在的门店，不能转交。", Hant: "%s看不到這條待辦所在的門市，不能轉交。", En: "%s does not see the unit this to-do belongs to, so it cannot be handed over to them."}
	samePerson   = i18n.Text{Hans: "转给的是同一个人。请选另一位同事。", Hant: "轉給的是同一個人。請選另一位同事。", En: "That is the same person. Please choose another colleague."}
	badShift     = i18n.Text{Hans: "班次的时间不对。请写成 09:00 这样的时间，开始和结束不能一样。", Hant: "班次的時間不對。請寫成 09:00 這樣的時間，開始和結束不能一樣。", En: "The times of this shift are not right. Write them like 09:00; start and end must differ."}
	noShift      = i18n.Text{Hans: "没有找到这个班次，可能已经去掉了。", Hant: "找不到這個班次，可能已經移除了。", En: "This shift was not found; it may be gone already."}
	noFeed       = i18n.Text{Hans: "这个日历地址已经停用。请在今日页面重新取一个。", Hant: "這個行事曆網址已經停用。請在今日頁面重新取一個。", En: "This calendar address is closed. Get a new one on the Today page."}
)

// stateWord says how a to-do stands.
func stateWord(s State) i18n.Text {
	switch s {
	case Open:
		return i18n.Text{Hans: "待做", Hant: "待做", En: "to do"}
	case Done:
		return i18n.Text{Hans: "已做", Hant: "已完成", En: "done"}
	case Skipped:
		return i18n.Text{Hans: "决定不做", Hant: "決定不做", En: "skipped"}
	case Withdrawn:
		return i18n.Text{Hans: "不用做了", Hant: "不用做了", En: "not needed any more"}
	case Expired:
		return i18n.Text{Hans: "过期没做", Hant: "逾期未做", En: "expired"}
	}
	return i18n.Text{Hans: string(s), Hant: string(s), En: string(s)}
}

// reasonWord says why something was not done.
func reasonWord(r Reason) i18n.Text {
	switch r {
	case NoTime:
		return i18n.Text{Hans: "没来得及", Hant: "來不及", En: "No time for it"}
	case NotFit:
		return i18n.Text{Hans: "现在不适合", Hant: "現在不適合", En: "It does not fit now"}
	case Otherwise:
		return i18n.Text{Hans: "已经用别的方式做了", Hant: "已經用別的方式做了", En: "Done in another way"}
	case Unwanted:
		return i18n.Text{Hans: "对方不想要", Hant: "對方不想要", En: "They do not want it"}
	case WrongText:
		return i18n.Text{Hans: "文案或商品有误", Hant: "文案或商品有誤", En: "The text or the product is wrong"}
	case OwnWords:
		return i18n.Text{Hans: "别的原因", Hant: "其他原因", En: "Another reason"}
	}
	return i18n.Text{}
}

// kindWord says what is to be done.
func kindWord(k Kind) i18n.Text {
	switch k {
	case Send:
		return i18n.Text{Hans: "发消息", Hant: "發訊息", En: "Send a message"}
	case Announce:
		return i18n.Text{Hans: "发群公告", Hant: "發群公告", En: "Group announcement"}
	case Moments:
		return i18n.Text{Hans: "发朋友圈", Hant: "發朋友圈", En: "Moments"}
	case Welcome:
		return i18n.Text{Hans: "欢迎新人", Hant: "歡迎新人", En: "Welcome"}
	case Kick:
		return i18n.Text{Hans: "移出群", Hant: "移出群組", En: "Remove from the group"}
	case Mute:
		return i18n.Text{Hans: "禁言", Hant: "禁言", En: "Mute"}
	case Delete:
		return i18n.Text{Hans: "撤下消息", Hant: "撤下訊息", En: "Take a message down"}
	case Call:
		return i18n.Text{Hans: "打电话", Hant: "打電話", En: "Call"}
	case Summary:
		return i18n.Text{Hans: "写总结", Hant: "寫總結", En: "Write a summary"}
	case Check:
		return i18n.Text{Hans: "检查", Hant: "檢查", En: "Check"}
	case Approve:
		return i18n.Text{Hans: "审批", Hant: "審批", En: "Approve"}
	case Dismiss:
		return i18n.Text{Hans: "解散群", Hant: "解散群組", En: "Dismiss the group"}
	}
	return i18n.Text{Hans: "别的事", Hant: "其他", En: "Other"}
}

// ReasonWord is a reason in words.
func ReasonWord(r Reason) i18n.Text { return reasonWord(r) }
