package render

// talkDefinitions are about questions and answers.
func talkDefinitions() []Definition {
	return []Definition{
		{"turn", text("话轮", "話輪", "turn"),
			text("一个人连着发的消息,间隔不超过 2 分钟,算一个。", "一個人連著發的訊息,間隔不超過 2 分鐘,算一個。", "One person's messages with gaps of at most 2 minutes count as one."),
			in28Days, unitTimes, fromChat,
			text("有人一句话分五条发,有人一条发完,按话轮数才公平。", "有人一句話分五則發,有人一則發完,按話輪數才公平。", "Some send a sentence in five messages, some in one; turns treat them alike.")},
		{"question", text("问题", "問題", "questions"),
			text("群友的话轮里,有一个分句按词和句式是在问。请求(帮我、退款)和客诉另数。", "群友的話輪裡,有一個分句按詞和句式是在問。請求(幫我、退款)和客訴另數。", "Turns of members with a clause that asks, by its words and form. Requests and complaints are counted apart."),
			in28Days, unitTimes, fromChat,
			text("按规则判断,会有误判;准确率写在说明卡里。", "按規則判斷,會有誤判;準確率寫在說明卡裡。", "Judged by rules, which err; their precision is published with them.")},
		{"unanswered", text("漏回", "漏回", "unanswered"),
			text("问了之后,服务时间满 24 小时还没人答的 ÷ 满 24 小时的问题。工作人员回复、引用或 @,30 分钟内的下一句,说了已私信,或另一位群友接话,都算答了。", "問了之後,服務時間滿 24 小時還沒人回的 ÷ 滿 24 小時的問題。工作人員回覆、引用或 @,30 分鐘內的下一句,說了已私訊,或另一位群友接話,都算回了。", "Questions nobody answered within 24 service hours ÷ questions that old. A reply, quote or mention by staff, their next word within 30 minutes, a note that they wrote privately, or another member's word are answers."),
			in28Days, unitShare, fromStaff,
			text("夜里不走钟:服务时间是每天 9:00–22:00。刚问的先不算。", "夜裡不走鐘:服務時間是每天 9:00–22:00。剛問的先不算。", "The clock stops at night: service hours are 9:00–22:00. The newest questions are left out.")},
		{"waiting", text("漏回清单", "漏回清單", "the list of unanswered questions"),
			text("服务时间过了 30 分钟还没人答的问题,新的在前。等了多久只数服务时间,满两天的说天数,一天算 13 小时。", "服務時間過了 30 分鐘還沒人回的問題,新的在前。等了多久只數服務時間,滿兩天的說天數,一天算 13 小時。", "Questions without an answer for 30 service minutes, newest first. Only service hours count as waiting; from two days on they are said in days of 13 hours."),
			in28Days, unitTimes, fromStaff,
			text("图片和语音读不出字,30 分钟没有工作人员说话就另列为「可能在问」。", "圖片和語音讀不出字,30 分鐘沒有工作人員說話就另列為「可能在問」。", "Pictures and voice cannot be read; without a word from staff in 30 minutes they are listed apart as perhaps asking.")},
		{"speed", text("30 分钟内答上", "30 分鐘內回上", "answered within 30 minutes"),
			text("服务时间 30 分钟内有人答的 ÷ 满 24 小时的问题。", "服務時間 30 分鐘內有人回的 ÷ 滿 24 小時的問題。", "Questions answered within 30 service minutes ÷ questions at least 24 service hours old."),
			in28Days, unitShare, fromStaff,
			text("只说快不快,不说答得好不好。", "只說快不快,不說回得好不好。", "It tells speed, not whether the answer was good.")},
	}
}

// typeDefinitions are about the four-self type and its figures.
func typeDefinitions() []Definition {
	return []Definition{
		{"broadcast", text("播报占比 b", "播報占比 b", "share of broadcasts b"),
			text("播报 ÷(播报 + 群友话轮)。播报是工作人员、机器人或只发不聊的账号没人问就发的;同一人 5 分钟内连发算一次。答疑不算播报。", "播報 ÷(播報 + 群友話輪)。播報是工作人員、機器人或只發不聊的帳號沒人問就發的;同一人 5 分鐘內連發算一次。答疑不算播報。", "Broadcasts ÷ (broadcasts + members' turns). A broadcast is an unprompted post by staff, a bot or an account that never converses; a volley within 5 minutes counts once. Answers are not broadcasts."),
			in28Days, unitShare, fromStaff,
			text("不知道谁是工作人员就没有这一项。", "不知道誰是工作人員就沒有這一項。", "Unknown while staff are unknown.")},
		{"mutual", text("群友互答占比 m", "群友互答占比 m", "members answering members m"),
			text("回答另一位群友的话轮 ÷ 群友话轮。", "回答另一位群友的話輪 ÷ 群友話輪。", "Members' turns that answer another member ÷ members' turns."),
			in28Days, unitShare, fromStaff,
			text("一半以上靠推断时,写明 ±,按公布的误差算。", "一半以上靠推斷時,寫明 ±,按公布的誤差算。", "Where over half is inferred, a ± from the published error is shown.")},
		{"type", text("群的类型(四自模型)", "群組的類型(四自模型)", "type (four-self model)"),
			text("依次看:自说自话(b ≥ 60%,并且有固定时段或八成播报没人理);自我中心(问题 ≥ 10,漏回 ≥ 50%,b ≥ 40%);自发参与(m ≥ 35%,5 人以上互相说话,b ≤ 40%,漏回 ≤ 40%);都不是就写最像哪一种、差在哪。",
				"依序看:自說自話(b ≥ 60%,並且有固定時段或八成播報沒人理);自我中心(問題 ≥ 10,漏回 ≥ 50%,b ≥ 40%);自發參與(m ≥ 35%,5 人以上互相說話,b ≤ 40%,漏回 ≤ 40%);都不是就寫最像哪一種、差在哪。",
				"In this order: self-talk (b ≥ 60% with fixed times of day or 80% of broadcasts ignored); self-centred (10 questions, half unanswered, b ≥ 40%); self-participating (m ≥ 35%, five people talking to each other, b ≤ 40%, unanswered ≤ 40%); else the nearest and what it misses."),
			in28Days, unitWord, fromStaff,
			text("不满 20 个话轮不判断。界线是默认值,还要用中文群校准。", "不滿 20 個話輪不判斷。界線是預設值,還要用中文群組校準。", "Not judged below 20 turns. The thresholds are defaults, to be calibrated on Chinese groups.")},
		{"echo", text("是自己的同事吗", "是自己的同事嗎", "are they colleagues"),
			text("5 天以上、5 条以上夸赞或晒单,彼此相近,都在播报后 10 分钟内,平时不问不答;这样的账号有 3 个以上才问。", "5 天以上、5 則以上誇讚或曬單,彼此相近,都在播報後 10 分鐘內,平時不問不答;這樣的帳號有 3 個以上才問。", "Five or more texts of praise on five days, much alike, each within 10 minutes after a broadcast, from an account that never asks or answers; asked only with three such accounts."),
			in28Days, unitPeople, fromStaff,
			text("只是问一句,不下结论:真顾客也会夸。", "只是問一句,不下結論:真顧客也會誇。", "It is a question, not a verdict: real customers praise too.")},
	}
}

// groupDefinitions are what the card of a group shows besides.
func groupDefinitions() []Definition {
	return []Definition{
		{"spark", text("28 天走势", "28 天走勢", "28 days"),
			text("每天有几位不同的群友说话,一天一格。", "每天有幾位不同的群友說話,一天一格。", "How many different members spoke on each day, one bar a day."),
			in28Days, unitPeople, fromStaff,
			text("每个群各自画满,只看自己的起落,不能跨群比高低。", "每個群組各自畫滿,只看自己的起落,不能跨群比高低。", "Each group is drawn to its own height: read the ups and downs, do not compare groups.")},
		{"moves", text("进出", "進出", "coming and leaving"),
			text("进群、退群、被移出各数各的,净增 = 进 − 退 − 移出。新人开口、离开的占比只数进群满 7 天的人。", "進群、退群、被移出各數各的,淨增 = 進 − 退 − 移出。新人開口、離開的占比只數進群滿 7 天的人。", "Joins, leaves and removals apart; net = joins − leaves − removals. Shares of newcomers count those who joined at least 7 days ago."),
			in28Days, unitPeople, fromNotice,
			text("播报之后的退群只说「之后」,不说「因为」。谁折叠、谁免打扰,微信不告诉任何人。", "播報之後的退群只說「之後」,不說「因為」。誰收起、誰關提醒,微信不告訴任何人。", "Leaving after a broadcast is told as after, never as because. Who muted or folded the group, WeChat tells nobody.")},
		{"health", text("群健康分", "群健康分", "health index"),
			text("七项加权:活力 20、互动 15、回应 20、留存 15、停留 15、分布 5、收支 10。每项按自己的群里的百分位给分,要有 20 个以上的群;已知的满 60 分才给总分。", "七項加權:活力 20、互動 15、回應 20、留存 15、停留 15、分布 5、收支 10。每項按自己的群組裡的百分位給分,要有 20 個以上的群組;已知的滿 60 分才給總分。", "Seven weighted parts: vitality 20, interaction 15, responsiveness 20, retention 15, stay 15, structure 5, balance 10. Each is placed on the percentiles of your own groups (20 or more); a score needs 60 known points."),
			text("近 28 天,留存看近 56 天", "近 28 天,留存看近 56 天", "28 days; retention 56"), unitPoints, fromStaff,
			text("信息不够就不打分。分数只在自己的群之间有意义。", "資訊不夠就不打分。分數只在自己的群組之間有意義。", "No score where too little is known. It means something among your own groups only.")},
		{"carry", text("撑群的人", "撐群的人", "who carries the group"),
			text("近 28 天发消息最多的 5 位,工作人员和机器人标明。", "近 28 天發訊息最多的 5 位,工作人員和機器人標明。", "The five who wrote most in 28 days, staff and bots marked."),
			in28Days, unitMessage, fromChat,
			text("只看消息多少;一句顶事的话不比一百句闲聊轻。", "只看訊息多少;一句頂用的話不比一百句閒聊輕。", "By number alone; one helpful word is worth no less than a hundred idle ones.")},
		{"need", text("今天要人看的群", "今天要人看的群組", "groups that need someone today"),
			text("有漏回的在前(每个算 3,最多 30),沉默加 20,走弱加 15,刚沉寂加 8,风险高加 12、中加 4,按合计排。", "有漏回的在前(每個算 3,最多 30),沉默加 20,走弱加 15,剛沉寂加 8,風險高加 12、中加 4,按合計排。", "Ordered by a sum: 3 for each unanswered question up to 30, 20 when dormant, 15 when fading, 8 when newly dead, 12 for a high and 4 for a middle risk."),
			atTime, unitGroups, fromStaff,
			text("沉寂很久的群要的是决定,不是今天赶着去,所以不在里面。", "沉寂很久的群組要的是決定,不是今天趕著去,所以不在裡面。", "Groups silent for long need a decision, not a hurry, and are not in it.")},
	}
}
