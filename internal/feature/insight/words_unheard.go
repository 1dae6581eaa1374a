package insight

// What is said of groups whose network does not tell what is said in them.
var (
	unheardWhy = words3("平台不告诉我们群里说了什么", "平台不告訴我們群組裡說了什麼", "the platform does not tell us what is said")

	saysUnheard      = words3("平台不告诉我们群里说了什么，所以看不出这个群活不活跃。", "平台不告訴我們群組裡說了什麼，所以看不出這個群組活不活躍。", "The platform does not tell us what is said here, so whether the group is lively cannot be seen.")
	saysUnheardKnown = words3("能知道的是：现在有 %s，近 28 天进来 %s 人，离开 %s 人。", "能知道的是：現在有 %s，近 28 天進來 %s 人，離開 %s 人。", "What is known: %s are in it now; %s came and %s left in 28 days.")
	saysUnheardMoves = words3("能知道的是：近 28 天进来 %s 人，离开 %s 人。", "能知道的是：近 28 天進來 %s 人，離開 %s 人。", "What is known: %s came and %s left in 28 days.")
	saysUnheardOnce  = words3("别处导入的 %s照样留着，只是不拿来判断现在。", "別處匯入的 %s照樣留著，只是不拿來判斷現在。", "%s imported from elsewhere are kept, but do not tell how it is now.")
	unheardList      = words3("平台没有给成员名单，所以没有这一项", "平台沒有提供成員名單，所以沒有這一項", "the platform gives no list of members")
	unheardMoves     = words3("还没有人进群或退群。", "還沒有人進群或退群。", "Nobody has come or left yet.")

	unheardCards = words3("走势、漏回、四自类型、谁在撑着、谁回谁、风险和健康分都要看群里说了什么。平台不告诉我们，这几项就空着，不猜。",
		"走勢、漏回、四自類型、誰在撐著、誰回誰、風險和健康分都要看群組裡說了什麼。平台不告訴我們，這幾項就留空，不猜。",
		"The trend, unanswered questions, the type, who carries it, who answers whom, the risk and the health index all rest on what is said. The platform does not tell us, so they are left out rather than guessed.")

	areUnheard  = words3("另有 %s，平台不告诉我们里面说了什么。", "另有 %s，平台不告訴我們裡面說了什麼。", "Of %s more the platform does not tell what is said.")
	allUnheard  = words3("这里的 %s，平台都不告诉我们群里说了什么，所以看不出活不活跃", "這裡的 %s，平台都不告訴我們群組裡說了什麼，所以看不出活不活躍", "%s: the platform does not tell what is said in any, so whether they live cannot be seen")
	unheardLeft = words3("平台不告诉我们说了什么的 %s不算在内。", "平台不告訴我們說了什麼的 %s不算在內。", "Left out: %s of which the platform does not tell what is said.")
)
