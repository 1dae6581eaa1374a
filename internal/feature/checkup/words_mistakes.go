package checkup

import "github.com/huoshui/huoshui/internal/base/i18n"

// habitWords are how a mistake is asked about, what it is called, what to do, and by
// what it shows in a group.
type habitWords struct{ asks, is, mend, shows i18n.Text }

var habits = [mistakes]habitWords{
	NoPurpose: {text("拉群的时候，没说这个群是干什么的", "拉群的時候，沒說這個群組是做什麼的", "People were put into the group and nobody said what it is for"),
		text("把人拉到一起，就当是社群", "把人拉到一起，就當是社群", "People put together are not yet a community"),
		text("写一句“群里有什么”，发成群公告：来这里有什么用、每天发几条、什么时候有人答。", "寫一句「群組裡有什麼」，發成群組公告：來這裡有什麼用、每天發幾則、什麼時候有人答。", "Write one sentence on what the group is good for, how much is posted and when somebody answers, and put it up as the announcement."),
		text("没人写过“群里有什么”，也没有一条 SOP 在跑。", "沒人寫過「群組裡有什麼」，也沒有一條 SOP 在跑。", "nobody wrote what the group offers, and no SOP runs in it.")},
	TheMore: {text("人越多越好，见人就拉", "人越多越好，見人就拉", "The more people the better: everybody is added"),
		text("把人多当成群好", "把人多當成群組好", "Many people are taken for a good group"),
		text("一个群两三百人就够。再来的人开第二个群，老客和新客分开。", "一個群組兩三百人就夠。再來的人開第二個群組，老客和新客分開。", "Two or three hundred are enough. Begin a second group for those who come next, with regulars and newcomers apart."),
		text("人数过了 300。", "人數過了 300。", "more than 300 people are in it.")},
	AnyoneIn: {text("谁都能进，进来的都一样对待", "誰都能進，進來的都一樣對待", "Anybody may join, and all are treated alike"),
		text("没有门槛，也不分层", "沒有門檻，也不分層", "Nothing is asked at the door, and nobody is told apart"),
		text("定一条进群的条件，比如买过一次。常来的十几位，单独记下来，有事先找他们。", "定一條進群的條件，例如買過一次。常來的十幾位，單獨記下來，有事先找他們。", "Set one condition for joining, such as having bought once. Note the dozen who come often, and go to them first."),
		text("有 200 人以上，一个打了标签的都没有。", "有 200 人以上，一個貼了標籤的都沒有。", "200 people or more, and not one of them carries a tag.")},
	ByItself: {text("自己不怎么说话，等着大家聊起来", "自己不怎麼說話，等著大家聊起來", "You say little and wait for people to talk"),
		text("指望群友自己热闹", "指望群友自己熱鬧", "People are expected to be active by themselves"),
		text("每天你先开口一次，问一句好回答的，比如二选一；有人接就回他，点名谢一句。", "每天你先開口一次，問一句好回答的，例如二選一；有人接就回他，點名謝一句。", "Speak first once a day: a question that is easy to answer, such as this or that. Answer whoever takes it up, and thank them by name."),
		text("近 28 天说过话的，20 个人里不到 1 个，也没有一条 SOP 在跑。", "近 28 天說過話的，20 個人裡不到 1 個，也沒有一條 SOP 在跑。", "fewer than one in 20 spoke in the last 28 days, and no SOP runs in it.")},
	SellAtOnce: {text("人一拉进来，当天就开始卖", "人一拉進來，當天就開始賣", "Selling begins on the day people are added"),
		text("刚拉群就卖货", "剛拉群就賣貨", "Selling straight after adding people"),
		text("先欢迎，先发三条不卖东西的，过三天再卖。有人自己问价，随时可以答。", "先歡迎，先發三則不賣東西的，過三天再賣。有人自己問價，隨時可以答。", "Welcome people, post three things that sell nothing, and wait three days. A question about a price may be answered at any time."),
		text("从有记录起不到 3 天，就要在里面卖东西。", "從有記錄起不到 3 天，就要在裡面賣東西。", "something was to be sold in it within 3 days of the first that is on record.")},
	EveryDay: {text("想让群天天热闹，一天不响就着急", "想讓群組天天熱鬧，一天不響就著急", "The group should be lively every day, and one quiet day worries you"),
		text("要求天天活跃", "要求天天活躍", "Wanting activity every day"),
		text("一周定两三个固定的时间就够，比如周三上新、周日晚上聊一场。别的时候安静，是正常的。", "一週定兩三個固定的時間就夠，例如週三上新、週日晚上聊一場。其他時候安靜，是正常的。", "Two or three fixed times a week are enough, such as new goods on Wednesday and a talk on Sunday evening. Quiet in between is as it should be."),
		text("接下来 7 天，SOP 天天都要在群里说话；可近 28 天说过话的，20 个人里不到 1 个。", "接下來 7 天，SOP 天天都要在群組裡說話；可近 28 天說過話的，20 個人裡不到 1 個。", "on each of the next 7 days an SOP speaks in it, while fewer than one in 20 spoke in the last 28 days.")},
	NeverEnd: {text("早就没人说话、也没人买的群，还一直留着", "早就沒人說話、也沒人買的群組，還一直留著", "A group in which nobody has talked or bought for long is kept all the same"),
		text("舍不得收掉", "捨不得收掉", "Unwilling to end a group"),
		text("先问一声，愿意的请到新群，剩下的说清楚再收。收之前看一眼有没有没办完的事。", "先問一聲，願意的請到新群組，剩下的說清楚再收。收之前看一眼有沒有沒辦完的事。", "Ask first. Invite those who want to into a new group, tell the others, then end it, once nothing is left undone in it."),
		text("28 天以上没人说话，还留着。", "28 天以上沒人說話，還留著。", "nobody has spoken for 28 days or more, and it is kept.")},
}

var (
	habitsAsk  = text("七个常见的误区，对一对", "七個常見的誤區，對一對", "Seven common mistakes: which are yours?")
	habitsNone = text("七个误区，一个也没踩。", "七個誤區，一個也沒踩。", "None of the seven mistakes.")
	habitsSome = text("踩了 %d 个误区，先改第一个。", "踩了 %d 個誤區，先改第一個。", "Mistakes made: %d. Begin with the first.")
	habitsHalf = text("说清楚的里面，一个误区也没踩；还有 %d 个没说。", "說清楚的裡面，一個誤區也沒踩；還有 %d 個沒說。", "None of those you answered; %d are left open.")
)

// What is said of the groups themselves.
var (
	habitsMore      = text("等，还有 %d 个", "等，還有 %d 個", " and %d more")
	lookedAll       = text("看了你的 %d 个群。只认记下来的，没记的不算。", "看了你的 %d 個群組。只認記下來的，沒記的不算。", "Groups looked at: %d. Only what is on record counts.")
	lookedPart      = text("看了其中 %d 个群。只认记下来的，没记的不算。", "看了其中 %d 個群組。只認記下來的，沒記的不算。", "Groups looked at, of more: %d. Only what is on record counts.")
	lookedClear     = text("看了你的 %d 个群，七个误区都没看出来。没记下来的，看不出。", "看了你的 %d 個群組，七個誤區都沒看出來。沒記下來的，看不出。", "Groups looked at: %d. None of the seven shows; what is not on record cannot show.")
	lookedPartClear = text("看了其中 %d 个群，七个误区都没看出来。没记下来的，看不出。", "看了其中 %d 個群組，七個誤區都沒看出來。沒記下來的，看不出。", "Groups looked at, of more: %d. None of the seven shows; what is not on record cannot show.")
)

func habitPageWords() i18n.Words {
	return i18n.Words{
		"h.lead":  text("下面七句，像你的就点“是”。这里不存，关掉就没了。", "下面七句，像你的就點「是」。這裡不存，關掉就沒了。", "Say yes to those that sound like you. Nothing is kept: close the page and it is gone."),
		"h.yes":   text("是", "是", "Yes"),
		"h.no":    text("不是", "不是", "No"),
		"h.un":    text("不清楚", "不清楚", "Not sure"),
		"h.go":    text("看看踩了哪几个", "看看踩了哪幾個", "See which"),
		"h.why":   text("多数群冷下来，不是不努力，是一开始就走偏了。先知道偏在哪，比多发几条有用。", "多數群組冷下來，不是不努力，是一開始就走偏了。先知道偏在哪，比多發幾則有用。", "Most groups fall silent not for want of effort but because they began askew. To know where helps more than another post."),
		"h.again": text("重新对一对", "重新對一對", "Answer again"),
		"h.link":  text("对一对七个常见的误区", "對一對七個常見的誤區", "Seven common mistakes: which are yours?"),
		"h.seen":  text("从你的群里看出来的", "從你的群組裡看出來的", "What shows in your groups"),
		"h.and":   text("、", "、", ", "),
		"h.do":    text("怎么改", "怎麼改", "What to do"),
	}
}
