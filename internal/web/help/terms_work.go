package help

import "github.com/huoshui/huoshui/internal/base/i18n"

// termsOfWork are the words for what is to be done, and for SOPs.
func termsOfWork() []chapter {
	return []chapter{
		{i18n.Text{Hans: "要做的事", Hant: "要做的事", En: "What is to be done"}, termsToDo()},
		{i18n.Text{Hans: "SOP 和日历", Hant: "SOP 和行事曆", En: "SOPs and the calendar"}, termsSOP()},
		{i18n.Text{Hans: "别的部门的需求", Hant: "其他部門的需求", En: "What others want said"}, termsRequests()},
	}
}

func termsToDo() []term {
	return []term{
		word("待办", "待辦", "to-do", "要人做的一件事，话和图都备好了。", "要人做的一件事，話和圖都備好了。", "One thing a person is to do, with its words and pictures ready."),
		word("转交", "轉交", "hand over", "把一条待办给同事。", "把一則待辦交給同事。", "Giving a to-do to a colleague."),
		word("执行凭证", "執行憑證", "proof of work", "证明做过的链接、截图或平台回执。", "證明做過的連結、截圖或平台回執。", "A link, a picture or a receipt that shows it was done."),
		word("选项 / 到时没人选", "選項 / 到時沒人選", "choice / by default", "一条待办可以怎么结束；到时没人选，就按写好的那个走。", "一則待辦可以怎麼結束；到時沒人選，就照寫好的那個走。", "The ways a to-do may end, and the one taken where nobody chose in time."),
		word("要填的", "要填的", "field", "待办里请你填的一格，接下来的话里会用到。", "待辦裡請你填的一格，接下來的話裡會用到。", "What a to-do asks you to fill in, for what is said next."),
		word("平台回执", "平台回執", "receipt", "平台自己说这件事办到了。", "平台自己說這件事辦到了。", "The network itself says that it was done."),
		word("执行率", "執行率", "completion rate", "做完的 ÷（做完的 + 跳过的 + 过期的）。", "做完的 ÷（做完的 + 略過的 + 逾期的）。", "Done ÷ (done + skipped + expired)."),
		word("班次 / 值班", "班次 / 值班", "shift / on duty", "没写给谁的待办，谁当班就给谁。", "沒寫給誰的待辦，誰值班就給誰。", "Who gets what names nobody, and when."),
	}
}

func termsSOP() []term {
	return []term{
		word("SOP", "SOP", "playbook", "什么时候、什么情况下、由谁、说什么做什么，写成一份。", "什麼時候、什麼情況下、由誰、說什麼做什麼，寫成一份。", "What is said and done, when, by whom and on which condition."),
		word("现成的 SOP", "現成的 SOP", "ready playbook", "程序带来的，直接用或改成自己的。", "程式附帶的，直接用或改成自己的。", "Those that come with the program, to use or to make your own."),
		word("时间线", "時間線", "time line", "把一份 SOP 按每一步哪天做排开。", "把一份 SOP 依每一步哪天做排開。", "An SOP laid out by when each step is due."),
		word("日历", "行事曆", "calendar", "SOP 要做和做过的、待办、排好的需求，按时间放在一起。", "SOP 要做和做過的、待辦、排好的需求，依時間放在一起。", "What SOPs will do and have done, to-dos and placed requests, by time."),
		word("第几批", "第幾批", "stage", "一份 SOP 分几批开到各群，现在轮到哪一批。", "一份 SOP 分幾批開到各群組，現在輪到哪一批。", "Which of the stages of an SOP being started reaches a group."),
		word("冲突", "衝突", "conflict", "日历上挨得太近的几件事，或者时间不合适的一件。", "行事曆上靠得太近的幾件事，或時間不合適的一件。", "Things in the calendar too close together, or one at a bad time."),
		word("没法判断", "無法判斷", "unknown", "条件问的事没人知道。不知道，不当成“不是”。", "條件問的事沒有人知道。不知道，不當成「不是」。", "Nobody can tell what a condition asks. It is not taken for a no."),
		word("错过了", "錯過了", "missed", "该做的时候没人在，过后补做、跳过或问人。", "該做的時候沒人在，事後補做、略過或問人。", "A time that passed while nobody was there: done late, skipped, or a person is asked."),
		word("收群时间", "收群時間", "end (of a group)", "为一次活动建的群，什么时候办完。到了就算已完成，不再说它安静。", "為一次活動建的群組，什麼時候辦完。到了就算已完成，不再說它安靜。", "When a group made for one occasion is over. From then on it has ended, and is not called quiet."),
		word("先等着", "先等著", "hold", "有事没完，这一步先放一放，过会儿再看。", "有事沒完，這一步先放一放，稍後再看。", "A step put off while something is open, and looked at again."),
		word("历史回测", "歷史回測", "replay", "拿过去的聊天把 SOP 走一遍，什么都不发。", "拿過去的聊天把 SOP 走一遍，什麼都不發。", "An SOP run over the chats of the past. Nothing is sent."),
		word("试跑", "試跑", "rehearsal", "在模拟群友中间用快进的时间走一遍。", "在模擬群友之間用快轉的時間走一遍。", "An SOP run among simulated members in virtual time."),
		word("先试一遍 / 试过的", "先試一遍 / 試過的", "trial", "开始之前的一次回测或试跑，和它的结果。", "開始之前的一次回測或試跑，和它的結果。", "A replay or a rehearsal before the start, and what came of it."),
	}
}

func termsRequests() []term {
	return []term{
		word("需求", "需求", "request", "别的部门想在群里说的事。", "其他部門想在群組裡說的事。", "What another department wants said in the groups."),
		word("名额", "名額", "slot", "一个群、一个渠道、一周里能说的一次。", "一個群組、一個管道、一週裡能說的一次。", "One time in a group, of a channel, in a week."),
		word("排期", "排期", "give a slot", "给一个需求定下时间。", "給一個需求定下時間。", "Giving a request its time."),
		word("退回补充", "退回補充", "send back for more", "请提的人把缺的补上。", "請提出的人把缺的補上。", "Its requester is asked to complete it."),
		word("不接", "不接", "decline", "这次不做，并写明为什么。", "這次不做，並寫明為什麼。", "Not this time, with the reason."),
		word("让位", "讓位", "give way", "分低的把名额让给分高的，自己接着等。", "分數低的把名額讓給分數高的，自己繼續等。", "A lower score gives its slot to a higher one, and waits again."),
	}
}
