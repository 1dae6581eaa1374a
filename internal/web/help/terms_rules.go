package help

import "github.com/huoshui/huoshui/internal/base/i18n"

// termsOfRules are the words for what comes in, what goes out and what is kept.
func termsOfRules() []chapter {
	return []chapter{
		{i18n.Text{Hans: "进来的", Hant: "進來的", En: "What comes in"}, termsIn()},
		{i18n.Text{Hans: "出去的", Hant: "出去的", En: "What goes out"}, termsOut()},
		{i18n.Text{Hans: "演练", Hant: "演練", En: "Practising"}, termsSandbox()},
		{i18n.Text{Hans: "保管", Hant: "保管", En: "Keeping it"}, termsKeeping()},
	}
}

func termsIn() []term {
	return []term{
		word("导出的聊天记录", "匯出的聊天紀錄", "chat export", "别的程序把聊天写下来的文件。", "別的程式把聊天寫下來的檔案。", "A file in which another program wrote a chat down."),
		word("导入", "匯入", "import", "把聊天记录放进工作区；可以整个撤销。", "把聊天紀錄放進工作區；可以整個復原。", "Bringing an export into a workspace. It can be undone as a whole."),
		word("跳过的行", "略過的行", "skip", "读不懂的一行，附行号和原因。", "讀不懂的一行，附行號和原因。", "A line that could not be used, with its number and the reason."),
		word("接入", "連線", "connection", "一扇门：消息从这里进来，话从这里出去。", "一扇門：訊息從這裡進來，話從這裡出去。", "A door by which messages come in and words go out."),
		word("接入检查", "連線檢查", "connection doctor", "一步步试一个接入，哪一步不通就说怎么修。", "一步步試一個連線，哪一步不通就說怎麼修。", "Tries a connection step by step and says how to mend what fails."),
		word("推送", "推送", "outgoing hook", "把工作区里发生的事签上名送到你的系统。", "把工作區裡發生的事簽名後送到你的系統。", "Where a workspace's facts are posted to, signed."),
		word("来龙去脉", "來龍去脈", "story", "一个编号背后的全部经过，放在一页上。", "一個編號背後的全部經過，放在一頁上。", "Everything known of one id, on one page."),
		word("没能处理的事件", "無法處理的事件", "set aside", "试了几次都没成的一件，先挪开，不挡后面的。", "試了幾次都沒成的一件，先移開，不擋後面的。", "An event that failed again and again, moved out of the way of what comes after."),
	}
}

func termsOut() []term {
	return []term{
		word("触达", "觸達", "touch", "想发给群友的一句话或一件事。", "想發給群友的一句話或一件事。", "Something that wants to go out to members."),
		word("触达管控", "觸達管控", "gate", "发出去之前查一遍：愿不愿收、发了几次、几点钟。", "發出去之前查一遍：願不願收、發了幾次、幾點鐘。", "Asked before anything goes out: consent, how often, at what hour."),
		word("频次上限", "頻次上限", "cap", "一天或一周里最多发几次。", "一天或一週裡最多發幾次。", "How many at most in a day or a week."),
		word("免打扰时段", "免打擾時段", "quiet hours", "这段时间程序不自己发。", "這段時間程式不自己發。", "Hours in which nothing goes out by itself."),
		word("全部暂停", "全部暫停", "stop everything", "一个开关，要出去的都先停下。", "一個開關，要出去的都先停下。", "The switch that holds all that leaves."),
		word("对照组", "對照組", "holdout", "什么都不发的一些人，拿来比较有没有用。", "什麼都不發的一些人，拿來比較有沒有用。", "Members who get nothing of a campaign, to compare with."),
		word("停止接收", "停止接收", "refused", "群友说不想再收。", "群友說不想再收。", "A member said that they want no more of it."),
	}
}

func termsSandbox() []term {
	return []term{
		word("演练群（模拟）", "演練群（模擬）", "sandbox", "自带的假聊天平台，上面的一切都标着“模拟”。", "內建的假聊天平台，上面的一切都標著「模擬」。", "The built-in chat platform. Everything on it is labelled simulated."),
		word("模拟群友", "模擬群友", "crowd", "演练群里由程序扮演的人，只在演练群里有。", "演練群裡由程式扮演的人，只在演練群裡有。", "The simulated members of a sandbox group, and of no other."),
		word("能力档", "能力設定", "capability profile", "演练群里能做什么：全都能、像企微、几乎都不能。", "演練群裡能做什麼：全都能、像企業微信、幾乎都不能。", "What can be done in a sandbox group: rich, like WeCom, or poor."),
	}
}

func termsKeeping() []term {
	return []term{
		word("备份 / 恢复", "備份 / 還原", "backup / restore", "全部内容存成一个文件；从它再装出一个一样的。", "全部內容存成一個檔案；從它再裝出一個一樣的。", "Everything in one file, and an installation made from it."),
		word("扣着 / 放行", "扣著 / 放行", "held / release", "恢复以后什么都不自己发，等人说可以。", "還原以後什麼都不自己發，等人說可以。", "After a restore nothing leaves by itself until a person says that it may."),
		word("操作记录", "操作記錄", "record", "谁在什么时候做了什么；只会加，不会改。", "誰在什麼時候做了什麼；只會加，不會改。", "Who did what and when. It is only ever added to."),
		word("忘记（这个人）", "忘記（這個人）", "forget", "抹掉一个人是谁、写过什么；次数还照算。", "抹掉一個人是誰、寫過什麼；次數仍照算。", "Clearing who somebody is and what they wrote. Figures go on counting."),
		word("体检（程序）", "體檢（程式）", "doctor", "程序自己试了什么、结果怎样、怎么修。", "程式自己試了什麼、結果怎樣、怎麼修。", "What the program tried, what came back, how to mend it."),
	}
}
