package manual

import "github.com/huoshui/huoshui/internal/base/i18n"

var (
	nowTodo    = text("今天有 %d 件，先做最上面的。", "今天有 %d 件，先做最上面的。", "To do today: %d. Start at the top.")
	nowQuiet   = text("现在没有要发的，到点了会出现在这里。", "現在沒有要發的，到時間會出現在這裡。", "Nothing to send now; it appears here when its time comes.")
	nowBegin   = text("先打开下面一句话，到点了要发什么，这里会备好。", "先打開下面一句話，到時間要發什麼，這裡會備好。", "Switch on a sentence below: when its time comes, what to send is ready here.")
	nowNothing = text("现在没有要做的。看一眼群，有人问了没人答就先回。", "現在沒有要做的。看一眼群組，有人問了沒人答就先回。", "Nothing to do now. Have a look at the group: if somebody asked and got no answer, answer first.")

	noSop      = text("没有这一句，可能页面太旧了。请刷新再点。", "沒有這一句，可能頁面太舊了。請重新整理再點。", "There is no such sentence; the page may be too old. Refresh it and press again.")
	notAll     = text("开关 SOP 要由看得到所有群的负责人来。", "開關 SOP 要由看得到所有群組的負責人來。", "Only an owner who sees all groups switches playbooks.")
	needAnswer = text("这里要填一句，不然发出去的话是空的。", "這裡要填一句，不然發出去的話是空的。", "Please fill this in; what is sent would be empty without it.")

	noticeHead       = text("%s · 咱们这么相处", "%s · 我們這樣相處", "%s: how we get along")
	noticeOffer      = text("1. 这里有：%s", "1. 這裡有：%s", "1. What you find here: %s")
	noticeWelcome    = text("2. 欢迎：问问题、晒真实体验、提意见（包括不满意的）", "2. 歡迎：問問題、曬真實體驗、提意見（包括不滿意的）", "2. Welcome: questions, honest experience, and what you are not happy with")
	noticeNever      = text("3. 请不要：广告和拉群、助力链接、别人的隐私、吵架骂人、违法内容", "3. 請不要：廣告和拉群、助力連結、別人的隱私、吵架罵人、違法內容", "3. Please no: adverts and other groups, links that need helpers, other people's private matters, quarrels, anything against the law")
	noticeThen       = text("4. 发了不合适的：先私下提醒；再有，由群主决定去留。觉得冤，随时找%s", "4. 發了不合適的：先私下提醒；再有，由群主決定去留。覺得冤，隨時找%s", "4. If something is out of place we tell you in private first; after that the group owner decides. If that seems unfair, talk to %s")
	noticeThenNobody = text("4. 发了不合适的：先私下提醒；再有，由群主决定去留。觉得冤，随时找群主", "4. 發了不合適的：先私下提醒；再有，由群主決定去留。覺得冤，隨時找群主", "4. If something is out of place we tell you in private first; after that the group owner decides. If that seems unfair, talk to the group owner")
	noticeHours      = text("5. 问题和意见：群里说、私聊说都行，%s有人应", "5. 問題和意見：群組裡說、私訊說都行，%s有人回", "5. Questions and complaints: here or in private; somebody answers %s")
	noticeLess       = text("· 嫌吵就点免打扰；不想收私聊，回“少发点”，就不再主动私聊你", "· 嫌吵就開免打擾；不想收私訊，回「少發點」，就不再主動私訊你", "· Too much? Mute the group. If you want no private messages, say “less, please” and we stop")
	noticeOwner      = text("负责人：%s", "負責人：%s", "In charge: %s")
)

// settledWords say what was done of a to-do a moment ago.
func settledWords() map[string]i18n.Text {
	return map[string]i18n.Text{
		"done":     text("记下了，已发。", "記下了，已發。", "Noted as sent."),
		"skipped":  text("好，这次不发。", "好，這次不發。", "All right, not this time."),
		"reopened": text("撤销了，它又回到今天。", "復原了，它又回到今天。", "Undone: it is back in today."),
	}
}

// todayWords are those of what is to be done today.
func todayWords() i18n.Words {
	return i18n.Words{
		"text":         text("要发的话", "要發的話", "What to send"),
		"copy":         text("复制文案", "複製文案", "Copy text"),
		"sent":         text("已发", "已發", "Sent"),
		"done":         text("做完了", "完成了", "Done"),
		"sent.proof":   text("已发，留凭证", "已發，留憑證", "Sent, with proof"),
		"pick":         text("去填、去选", "去填、去選", "Fill in or choose"),
		"page":         text("打开看", "打開看", "Open it"),
		"look":         text("看看", "看看", "Have a look"),
		"undo":         text("撤销", "復原", "Undo"),
		"skip":         text("这次不发", "這次不發", "Not this time"),
		"skip.why":     text("为什么不发", "為什麼不發", "Why not"),
		"skip.note":    text("补充一句", "補充一句", "In your words"),
		"choose":       text("请选择", "請選擇", "Choose"),
		"other":        text("换个说法、这次不发", "換個說法、這次不發", "Other words, or not this time"),
		"other.page":   text("转交、来龙去脉、放一张图", "轉交、來龍去脈、放一張圖", "Hand over, its story, add a picture"),
		"wording":      text("说法 %d", "說法 %d", "Wording %d"),
		"picture":      text("图 %d", "圖 %d", "Picture %d"),
		"picture.save": text("存图 %d", "存圖 %d", "Save picture %d"),
		"picture.open": text("打开图 %d，长按存", "打開圖 %d，長按儲存", "Open picture %d, hold to save"),
		"apart":        text("手机不能一次复制字和图：先复制字去发，再存图（存不下就长按图）去发。", "手機不能一次複製字和圖：先複製字去發，再存圖（存不了就長按圖）去發。", "A phone cannot copy words and pictures at once: copy and send the words, then save each picture (or hold it) and send it."),
		"late":         text("晚了", "晚了", "Late:"),
		"due":          text("最晚", "最晚", "By"),
		"rest":         text("还有 %d 件", "還有 %d 件", "%d more"),
		"no.group":     text("别的事", "其他", "Other"),
		"none":         text("今天没有要发的", "今天沒有要發的", "Nothing to send today"),
		"none.week":    text("可以花一分钟，把每个群这周的四个数填一下。", "可以花一分鐘，把每個群組這週的四個數填一下。", "You could take a minute for the four weekly figures of each group."),
		"none.look":    text("看一眼群：有人问了没人答，就先回一句。", "看一眼群組：有人問了沒人答，就先回一句。", "Have a look at the groups: if somebody asked and got no answer, say a word."),
		"groups":       text("我的群", "我的群組", "Groups"),
		"twin":         text("还有一个群也叫这个名字。两个都留着；怕弄混，就在下面改个名。", "還有一個群組也叫這個名稱。兩個都留著；怕弄混，就在下面改個名。", "Another group bears the same name. Both stay; rename one below if that is confusing."),
		"first.name":   text("群叫什么", "群組叫什麼", "What is the group called"),
		"first.sample": text("比如：青禾福利群", "例如：青禾福利群", "Such as: Riverside regulars"),
		"first.go":     text("建好", "建立", "Add it"),
		"first.many":   text("一次加好几个", "一次加好幾個", "Add several at once"),
		"first.mayno":  text("还没有群。请负责人加一个，这里就会有每天要做的事。", "還沒有群組。請負責人加一個，這裡就會有每天要做的事。", "There is no group yet. Once an owner adds one, what to do each day appears here."),
		"add.more":     text("多少人、谁在管、备注（可以以后填）", "多少人、誰在管、備註（可以以後填）", "People, who runs it, remark (can wait)"),
	}
}

// sopWords are those of ready SOPs and of a group's rules.
func sopWords() i18n.Words {
	return i18n.Words{
		"sops":       text("让它到点提醒你", "讓它到時間提醒你", "Be reminded in time"),
		"sops.all":   text("所有群一起的提醒", "所有群組一起的提醒", "Reminders for all groups together"),
		"sops.lead":  text("一句话一个开关。打开后，到点了话会备好，由你复制去发；随时可以关。", "一句話一個開關。打開後，到時間話會備好，由你複製去發；隨時可以關。", "One sentence, one switch. When its time comes the words are ready for you to copy; switch it off any time."),
		"sops.why":   text("群多了，靠脑子记会漏。开一句，少记一件。它不会自己往群里发，发不发都由你。", "群組多了，靠腦子記會漏。開一句，少記一件。它不會自己往群組裡發，發不發都由你。", "With several groups things slip one's mind. It never posts by itself: sending is up to you."),
		"sop.whole":  text("管所有群", "管所有群組", "all groups"),
		"sop.on":     text("打开", "打開", "Switch on"),
		"sop.off":    text("关掉", "關掉", "Switch off"),
		"sop.page":   text("看它都做什么", "看它都做什麼", "See all it does"),
		"sop.mayno":  text("开关由负责人来点。", "開關由負責人來點。", "An owner switches these."),
		"sop.not":    text("还有 %d 句现在开不了，看看差什么", "還有 %d 句現在開不了，看看差什麼", "%d more cannot be switched on yet: see what they lack"),
		"rules":      text("群里有什么、群规", "群組裡有什麼、群規", "What is in the group, and its rules"),
		"rules.lead": text("写好了，复制去微信里贴成群公告。", "寫好了，複製去微信裡貼成群公告。", "Ready: copy it and post it as the announcement in WeChat."),
		"rules.none": text("先说一句群里有什么，群规就能写好：新人知道来这里有什么用，才会留下。", "先說一句群組裡有什麼，群規就能寫好：新人知道來這裡有什麼用，才會留下。", "Say in a line what the group offers, and its rules are written: newcomers stay when they know what it is good for."),
		"rules.copy": text("复制公告", "複製公告", "Copy the announcement"),
		"rules.edit": text("改这几句", "改這幾句", "Change these lines"),
	}
}

// ruleAsks are what the rules of a group are made of.
func ruleAsks() []Ask {
	return []Ask{
		{Key: colOffer, Label: text("群里有什么", "群組裡有什麼", "What the group offers"), Why: text("写真有的，一句话。欢迎新人时也用它。", "寫真有的，一句話。歡迎新人時也用它。", "What there really is, in a line. Newcomers are greeted with it, too."), Sample: "每天到货、预订和自提"},
		{Key: colHours, Label: text("什么时候有人答", "什麼時候有人答", "When somebody answers"), Why: text("写做得到的时间。", "寫做得到的時間。", "Hours that you can keep."), Sample: "9:00–20:00"},
		{Key: colOwner, Label: text("群主怎么称呼", "群主怎麼稱呼", "Who is in charge"), Why: text("群友有事喊谁。", "群友有事喊誰。", "Whom members call."), Sample: "小河"},
	}
}
