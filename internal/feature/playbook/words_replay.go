package playbook

import (
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/replay"
)

// ReplayAssumes lists what a replay takes for granted, because the past does not
// tell it.
func ReplayAssumes() []i18n.Text {
	return []i18n.Text{
		{Hans: "什么都不发，也不改任何记录。", Hant: "什麼都不發，也不改任何記錄。", En: "Nothing is sent, and no record changes."},
		{Hans: "待办都当作到期时按默认选项办完；要填的内容空着。", Hant: "待辦都當作到期時按預設選項辦完；要填的內容空著。", En: "To-dos count as done when they are due, by their default choice; what they ask to fill in stays empty."},
		{Hans: "群友当时做了什么就是什么，不会因为收到消息多说一句。", Hant: "群友當時做了什麼就是什麼，不會因為收到訊息多說一句。", En: "Members do what they did, whatever is said to them."},
		{Hans: "每一步只看那一刻之前知道的事。", Hant: "每一步只看那一刻之前知道的事。", En: "Each step knows only what was known by then."},
		{Hans: "谁是工作人员、好友、同意过什么、生日是哪天，按今天记的算；标签只算这次回测里打的。", Hant: "誰是工作人員、好友、同意過什麼、生日是哪天，按今天記的算；標籤只算這次回測裡打的。", En: "Who is staff or a friend, has agreed to what, and birthdays are as noted today; tags are only those given within the replay."},
		{Hans: "触达管控按今天的规则，次数从开头数起；今天的暂停不算。", Hant: "觸達管控按今天的規則，次數從開頭數起；今天的暫停不算。", En: "The gate goes by today's rules and counts from the beginning; what is stopped today was not stopped then."},
		{Hans: "群的状态每天看一次。没填的内容写成〔名字〕。", Hant: "群組的狀態每天看一次。沒填的內容寫成〔名稱〕。", En: "In which state a group is, is looked at once a day. What is not filled in stands as 〔its name〕."},
	}
}

// RehearseAssumes lists how far simulated people go.
func RehearseAssumes() []i18n.Text {
	return []i18n.Text{
		{Hans: "模拟群友只对群里的几种说法有反应（欢迎、提问、接龙、红包、点到名字），听不懂意思。", Hant: "模擬群友只對群組裡的幾種說法有反應（歡迎、提問、接龍、紅包、點到名字），聽不懂意思。", En: "Simulated members react to a few ways of speaking only (a welcome, a question, a sign-up chain, a red packet, their name), and understand nothing."},
		{Hans: "发得太多，他们会嫌吵，话变少，有人退群；私聊没有人回。", Hant: "發得太多，他們會嫌吵，話變少，有人退群；私聊沒有人回。", En: "Sent too much, they say so, speak less, and some leave; nobody answers private messages."},
		{Hans: "同一批人、同一个开头，不用 SOP 和用 SOP 各过一遍。多说一句，后面的巧合就全变了，差别小的不作数。", Hant: "同一批人、同一個開頭，不用 SOP 和用 SOP 各過一遍。多說一句，後面的巧合就全變了，差別小的不作數。", En: "The same people live twice from the same beginning, without the playbook and with it. One word more changes every chance after it, so small differences mean nothing."},
		{Hans: "他们都算好友，都同意接收；要人做的话当场就发；群公告和群里说一样。", Hant: "他們都算好友，都同意接收；要人做的話當場就發；群公告和群組裡說一樣。", En: "All of them count as friends who agreed; what a person is to say is said at once; an announcement is heard like any message."},
	}
}

// Simulated is the warning that stands on every rehearsal.
func Simulated() i18n.Text { return simulatedWarning }

var simulatedWarning = i18n.Text{
	Hans: "这些人都是模拟的，只能看流程，不能当预测。",
	Hant: "這些人都是模擬的，只能看流程，不能當預測。",
	En:   "These people are simulated: this shows how it goes, and predicts nothing.",
}

// ChannelWord is by which way something reaches people.
func ChannelWord(c replay.Channel) i18n.Text {
	switch c {
	case replay.ToDo:
		return i18n.Text{Hans: "待办", Hant: "待辦", En: "To-do"}
	case replay.Invite:
		return i18n.Text{Hans: "邀请进群", Hant: "邀請進群", En: "Invite"}
	case replay.Remove:
		return i18n.Text{Hans: "移出群", Hant: "移出群組", En: "Remove"}
	}
	return sayWords[string(c)]
}

// StateWord is whether an SOP runs, in a word.
func StateWord(s State) i18n.Text { return stateOf(s).Word }
