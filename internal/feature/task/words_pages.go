package task

import (
	"maps"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

func text(hans, hant, en string) i18n.Text { return i18n.Text{Hans: hans, Hant: hant, En: en} }

// pageWords are the words of all pages of to-dos, which share their parts.
func pageWords() i18n.Words {
	all := listWords()
	for _, more := range []i18n.Words{oneWords(), askWords(), endedWords(), teamWords(), calendarWords()} {
		maps.Copy(all, more)
	}
	return all
}

// listWords are those of the list.
func listWords() i18n.Words {
	return i18n.Words{
		"title":          text("今日", "今日", "Today"),
		"team":           text("团队和班次", "團隊與班次", "Team and shifts"),
		"calendar":       text("日历订阅", "行事曆訂閱", "Calendar"),
		"whose":          text("看谁的", "看誰的", "Whose"),
		"unit":           text("看哪个单位", "看哪個單位", "Which unit"),
		"go":             text("看", "看", "Show"),
		"now":            text("现在有 %d 件要做", "現在有 %d 件要做", "%d to do now"),
		"now.late":       text("%d 件已逾期", "%d 件已逾期", "%d overdue"),
		"none":           text("现在没有要做的", "現在沒有要做的", "Nothing to do now"),
		"none.sop":       text("去看 SOP", "去看 SOP", "Go to the playbooks"),
		"none.lead":      text("SOP 到点、平台不能自动做、或者有新人进群时，这里会出现要做的事，文案都准备好，复制就能发。", "SOP 到時間、平台無法自動做、或有新人進群時，這裡會出現要做的事，文案都準備好，複製就能發。", "When a step of a playbook is due, when a platform cannot do something by itself, or when somebody joins, it appears here with the text ready to copy."),
		"none.all":       text("看看全部", "看看全部", "See everybody's"),
		"later":          text("还没到时间的（%d）", "還沒到時間的（%d）", "Not yet (%d)"),
		"more":           text("只列了最急的这些。做完几件，后面的会补上来。", "只列了最急的這些。做完幾件，後面的會補上來。", "Only the most pressing are listed. As you get them done, the rest move up."),
		"undo":           text("撤销", "復原", "Undo"),
		"changed":        text("待办有变化", "待辦有變化", "The list has changed"),
		"refresh":        text("更新", "更新", "Update"),
		"copy":           text("复制文案", "複製文案", "Copy text"),
		"done":           text("做完了", "完成了", "Done"),
		"done.proof":     text("做完了，留凭证", "完成了，留憑證", "Done, with proof"),
		"claim":          text("我来做", "我來做", "I will do it"),
		"details":        text("更多", "更多", "More"),
		"wordings":       text("可以这样说（用了哪一条，就选哪一条）", "可以這樣說（用了哪一條，就選哪一條）", "Ways to say it (choose the one you used)"),
		"wording":        text("说法 %d", "說法 %d", "Wording %d"),
		"pictures":       text("配图", "配圖", "Pictures"),
		"picture":        text("图 %d", "圖 %d", "Picture %d"),
		"pictures.apart": text("手机不能一次复制字和图：先复制字去发，再存图去发。", "手機不能一次複製字和圖：先複製字去發，再存圖去發。", "A phone cannot copy words and pictures at once: copy and send the words, then save and send each picture."),
		"picture.own":    text("自己放的图 %d", "自己放的圖 %d", "Your picture %d"),
		"picture.save":   text("存图 %d", "存圖 %d", "Save picture %d"),
		"own":            text("放一张自己的图", "放一張自己的圖", "Add a picture of your own"),
		"own.hint":       text("发这条的人会看到它，存到手机再发。JPG 或 PNG；拍摄地点这些信息不会留下。", "發這則的人會看到它，存到手機再發。JPG 或 PNG；拍攝地點這些資訊不會留下。", "Whoever sends this sees it, saves it on the phone and sends it. JPG or PNG; where it was taken is not kept."),
		"own.go":         text("放上", "放上", "Add"),
		"own.off":        text("拿掉图 %d", "拿掉圖 %d", "Take picture %d away"),
		"page":           text("打开看", "打開看", "Open it"),
		"link":           text("要用到的链接", "要用到的連結", "Link to use"),
	}
}

// oneWords are those of one to-do.
func oneWords() i18n.Words {
	return i18n.Words{
		"proof":         text("执行凭证", "執行憑證", "Proof of work"),
		"proof.picture": text("执行凭证的图片", "執行憑證的圖片", "The picture that proves it"),
		"picture.hint":  text("也可以传一张截屏当凭证", "也可以傳一張截圖當憑證", "Or send a screenshot as proof"),
		"picture.other": text("图片收到了，凭证不用再写；要换就再传一张", "圖片收到了，憑證不用再寫；要換就再傳一張", "The picture is here, and proof enough. Send another to replace it"),
		"picture.send":  text("传图片", "傳圖片", "Send the picture"),
		"proof.hint":    text("贴一个链接，或者写一句发到了哪里、什么时候。涉及钱的都要留，别的十条里抽一条。", "貼一個連結，或寫一句發到哪裡、什麼時候。涉及錢的都要留，其他的十條裡抽一條。", "Paste a link, or write where and when. It is asked wherever money moves, and of one in ten of the rest."),
		"proof.free":    text("想留的话，贴一个链接或写一句，可以空着。", "想留的話，貼一個連結或寫一句，可以留空。", "A link or a sentence, if you like; it may stay empty."),
		"because.proof": text("以后有人问“那天发了没有、发的多少钱”，翻得出来。截屏会重画一遍，去掉里面藏着的位置和机型。", "以後有人問「那天發了沒有、發的多少錢」，翻得出來。截圖會重畫一遍，去掉裡面藏著的位置和機型。", "When somebody asks later whether it was posted and at which price, it can be shown. A screenshot is drawn anew, without the place and device hidden in it."),
		"skip":          text("这次不做", "這次不做", "Not this time"),
		"skip.why":      text("为什么不做", "為什麼不做", "Why not"),
		"skip.note":     text("补充一句", "補充一句", "In your words"),
		"skip.go":       text("不做了", "不做了", "Do not do it"),
		"hand":          text("转交", "轉交", "Hand over"),
		"hand.to":       text("转给谁", "轉給誰", "To whom"),
		"hand.note":     text("给对方留句话", "給對方留句話", "A word to them"),
		"hand.nobody":   text("这里还没有别的同事可以接。", "這裡還沒有其他同事可以接。", "There is no colleague yet who could take it."),
		"owner":         text("负责：%s", "負責：%s", "With %s"),
		"free":          text("还没人接", "還沒人接", "Nobody has it yet"),
		"brought":       text("%s的，逾期很久，提醒你看一眼", "%s的，逾期很久，提醒你看一眼", "%s has it; it is long overdue, so you are told"),
		"selling":       text("促销", "促銷", "Selling"),
		"origin":        text("来自 SOP %s", "來自 SOP %s", "From the playbook %s"),
		"why":           text("为什么现在做", "為什麼現在做", "Why now"),
		"forgotten":     text("这个人的内容已按要求清除", "這個人的內容已依要求清除", "What this said of a person was cleared as they asked"),
		"back":          text("今日", "今日", "Today"),
		"story":         text("来龙去脉", "來龍去脈", "Story"),
		"state":         text("状态：%s", "狀態：%s", "It is %s"),
		"used":          text("用的是说法 %d", "用的是說法 %d", "Wording %d was used"),
	}
}

// askWords are those of what a to-do asks.
func askWords() i18n.Words {
	return i18n.Words{
		"check":    text("怎样算做好：%s", "怎樣算做好：%s", "Done well means: %s"),
		"fill":     text("去填", "去填", "Fill in"),
		"pick":     text("去选", "去選", "Choose"),
		"choice":   text("怎么办", "怎麼辦", "Choose"),
		"default":  text("到时没人选，就按“%s”。", "到時沒人選，就照「%s」。", "If nobody chooses in time, it is “%s”."),
		"final":    text("选好了 SOP 就接着往下走，不能撤销。", "選好了 SOP 就接著往下走，不能復原。", "The playbook goes on with your answer at once, so it cannot be undone."),
		"optional": text("可以空着", "可以留空", "may stay empty"),
		"needed":   text("选%s时要填", "選%s時要填", "needed with %s"),
		"say.why":  text("带 * 的选项要写为什么", "有 * 的選項要寫為什麼", "choices with * need the reason"),
		"anyway":   text("已经发出去了，照实记下", "已經送出了，照實記下", "It was sent already: note it"),
		"chosen":   text("选的是“%s”", "選的是「%s」", "“%s” was chosen"),
		"filled":   text("填的内容", "填的內容", "What was filled in"),
	}
}

// teamWords are those of who has how much to do.
func teamWords() i18n.Words {
	return i18n.Words{
		"team.lead":     text("谁手上有多少事，做得怎么样。按名字排，不排名次。", "誰手上有多少事，做得怎麼樣。依名字排，不排名次。", "Who has how much to do, and how it goes. In order of names, not of figures."),
		"team.free":     text("还有 %d 件没人接。", "還有 %d 件沒人接。", "%d more belong to nobody yet."),
		"who":           text("谁", "誰", "Who"),
		"open":          text("手上", "手上", "Open"),
		"overdue":       text("逾期", "逾期", "Overdue"),
		"done7":         text("7 天做完", "7 天完成", "Done in 7 days"),
		"rate":          text("执行率", "執行率", "Completion rate"),
		"rate.how":      text("执行率 = 28 天里做完的 ÷（做完的 + 决定不做的 + 过期没做的）。撤回的不算。没有结束的待办就不显示。", "執行率 = 28 天裡完成的 ÷（完成的 + 決定不做的 + 逾期未做的）。撤回的不算。沒有結束的待辦就不顯示。", "Completion rate = done ÷ (done + skipped + expired), over 28 days. What was withdrawn does not count. Where nothing ended, there is none."),
		"skipped":       text("没做的原因", "沒做的原因", "Reasons for skipping"),
		"left":          text("已离开的同事", "已離開的同事", "A colleague who left"),
		"onduty":        text("值班中", "值班中", "On duty"),
		"shifts":        text("班次", "班次", "Shifts"),
		"shifts.lead":   text("没有指定谁做的待办，会给正在值班、手上事最少的人。时间按工作区的时区。", "沒有指定誰做的待辦，會給正在值班、手上事最少的人。時間依工作區的時區。", "A to-do that names nobody goes to who is on duty and has the least to do. Times are in the workspace's zone."),
		"shifts.none":   text("还没有班次，没指定的待办谁都可以接。", "還沒有班次，沒指定的待辦誰都可以接。", "No shifts yet: what names nobody can be taken by anybody."),
		"because.shift": text("没写给谁的事，程序要知道这会儿谁在。没有班次，事就挂着，要有人自己来领。", "沒寫給誰的事，程式要知道這時候誰在。沒有班次，事情就擱著，要有人自己來領。", "For what names nobody the program has to know who is there. Without shifts it waits until somebody takes it."),
		"night":         text("到第二天", "到隔天", "into the next day"),
		"remove":        text("去掉", "移除", "Remove"),
		"add":           text("加班次", "新增班次", "Add a shift"),
		"day":           text("星期", "星期", "Day"),
		"start":         text("开始", "開始", "From"),
		"end":           text("结束", "結束", "To"),
		"handall":       text("全部转交", "全部轉交", "Hand over everything"),
		"handall.lead":  text("请假、换班时，把一个人手上的待办一次转给另一位。", "請假、換班時，把一個人手上的待辦一次轉給另一位。", "For leave or a change of shift: everything somebody has goes to another at once."),
		"handall.from":  text("从谁", "從誰", "From"),
		"choose":        text("请选择", "請選擇", "Choose"),
		"groups":        text("各群的执行率", "各群的執行率", "By group"),
		"group":         text("群", "群組", "Group"),
	}
}

// calendarWords are those of calendar addresses.
func calendarWords() i18n.Words {
	return i18n.Words{
		"cal.lead":  text("把自己的待办放进手机日历。地址只给自己用：谁拿到它，谁就能看到你的待办标题。", "把自己的待辦放進手機行事曆。網址只給自己用：誰拿到它，誰就能看到你的待辦標題。", "Your to-dos in your phone's calendar. The address is yours alone: whoever has it sees the titles of your to-dos."),
		"cal.none":  text("还没有地址。", "還沒有網址。", "There is no address yet."),
		"cal.since": text("地址是 %s 取的，当时显示过一次。忘了就重新取，旧的会马上失效。", "網址是 %s 取的，當時顯示過一次。忘了就重新取，舊的會馬上失效。", "An address was made on %s and shown then. If you lost it, get a new one; the old one stops working at once."),
		"cal.make":  text("取一个地址", "取一個網址", "Get an address"),
		"cal.again": text("重新取一个", "重新取一個", "Get a new one"),
		"cal.close": text("停用", "停用", "Close it"),
		"cal.url":   text("在日历里选“订阅日历”，贴上这个地址。它只显示这一次。", "在行事曆裡選「訂閱行事曆」，貼上這個網址。它只顯示這一次。", "In your calendar choose to subscribe, and paste this address. It is shown this once."),
		"cal.copy":  text("复制地址", "複製網址", "Copy address"),
	}
}

var (
	calendarName = text("活水待办", "活水待辦", "Huoshui to-dos")
	saidShift    = text("班次改好了。", "班次改好了。", "The shifts are changed.")
	saidAll      = text("转交了 %d 件。", "轉交了 %d 件。", "%d were handed over.")
	saidSome     = text("转交了 %d 件。还有 %d 件留在原处：那位同事看不到它们所在的门店。", "轉交了 %d 件。還有 %d 件留在原處：那位同事看不到它們所在的門市。", "%d were handed over. %d stay: the colleague does not see the units they belong to.")
)

func saidWords() map[string]i18n.Text {
	return map[string]i18n.Text{
		"opened":   text("建好了。", "建好了。", "It is opened."),
		"done":     text("记下了，做完一件。", "記下了，完成一件。", "Noted: one done."),
		"skipped":  text("记下了，这次不做。", "記下了，這次不做。", "Noted: not this time."),
		"handed":   text("转交好了。", "轉交好了。", "It is handed over."),
		"claimed":  text("这件归你了。", "這件歸你了。", "It is yours now."),
		"reopened": text("撤销了，这一条回到待办里。", "已復原，這一條回到待辦裡。", "Undone: it is to be done again."),
	}
}

// eventWords say what somebody did.
func eventWords() map[string]i18n.Text {
	return map[string]i18n.Text{
		"done":     text("%s做完了", "%s完成了", "%s did it"),
		"skipped":  text("%s决定不做", "%s決定不做", "%s decided not to"),
		"handed":   text("%s转交给%s", "%s轉交給%s", "%s handed it to %s"),
		"opened":   text("%s建了这条", "%s建了這條", "%s opened it"),
		"claimed":  text("%s接下了", "%s接下了", "%s took it"),
		"reopened": text("%s撤销了，重新打开", "%s復原了，重新打開", "%s undid that: it is open again"),
	}
}

// programWords say what happened by itself.
func programWords() map[string]i18n.Text {
	return map[string]i18n.Text{
		"opened":    text("待办出现", "待辦出現", "It came up"),
		"given":     text("给了正在值班的%s", "給了正在值班的%s", "It went to %s, who was on duty"),
		"escalated": text("逾期很久，提醒了%s", "逾期很久，提醒了%s", "It was long overdue, so %s was told"),
		"done":      text("一个程序说做完了", "一個程式說完成了", "A program says it is done"),
		"receipt":   text("平台确认发出了", "平台確認送出了", "The platform says it is done"),
		"postponed": text("触达管控说先等等，挪到后面了", "觸達管控說先等等，挪到後面了", "The gate said to wait, so it was put off"),
		"skipped":   text("一个程序说不做了", "一個程式說不做了", "A program says it is not done"),
		"withdrawn": text("不用做了，已撤回", "不用做了，已撤回", "It was not needed any more"),
		"expired":   text("过了有效时间，没有人做", "過了有效時間，沒有人做", "Its time was over; nobody did it"),
	}
}

func dayWords() []i18n.Text {
	return []i18n.Text{text("周日", "週日", "Sunday"), text("周一", "週一", "Monday"), text("周二", "週二", "Tuesday"), text("周三", "週三", "Wednesday"),
		text("周四", "週四", "Thursday"), text("周五", "週五", "Friday"), text("周六", "週六", "Saturday")}
}
