package library

import "github.com/huoshui/huoshui/internal/base/i18n"

// deeds are in the order in which they are listed.
var deeds = [...]Need{
	{"say.group", i18n.Text{Hans: "发到群里", Hant: "發到群組裡", En: "writing to the group"}},
	{"say.announcement", i18n.Text{Hans: "发群公告", Hant: "發群公告", En: "group announcements"}},
	{"say.all", i18n.Text{Hans: "@所有人", Hant: "@所有人", En: "mentioning everybody"}},
	{"say.member", i18n.Text{Hans: "一对一私聊（对方要是客户并同意）", Hant: "一對一私訊（對方要是客戶並同意）", En: "writing to a member who is a customer and agreed"}},
	{"say.moments", i18n.Text{Hans: "发朋友圈", Hant: "發朋友圈", En: "Moments"}},
	{"tag", i18n.Text{Hans: "打标签", Hant: "打標籤", En: "tags"}},
	{"invite", i18n.Text{Hans: "邀请进群", Hant: "邀請入群", En: "invitations"}},
	{"remove", i18n.Text{Hans: "移出群（由人决定）", Hant: "移出群組（由人決定）", En: "removal, by a person's decision"}},
	{"hook", i18n.Text{Hans: "推送", Hant: "推送", En: "outgoing hooks"}},
	{"task", i18n.Text{Hans: "有人做待办", Hant: "有人做待辦", En: "a person for the to-dos"}},
}

var data = [...]Need{
	{"messages", i18n.Text{Hans: "群里的消息", Hant: "群組裡的訊息", En: "the group's messages"}},
	{"joins", i18n.Text{Hans: "谁什么时候进群", Hant: "誰什麼時候入群", En: "who joined when"}},
	{"orders", i18n.Text{Hans: "订单（没有就只做不靠订单的部分）", Hant: "訂單（沒有就只做不靠訂單的部分）", En: "orders; without them only what does not rest on them is done"}},
	{"sale", i18n.Text{Hans: "活动的库存和付款件数（查不到就用不带数字的说法）", Hant: "活動的庫存和付款件數（查不到就用不帶數字的說法）", En: "stock and paid pieces of the sale; where they cannot be had, the wording without figures is used"}},
	{"unsettled", i18n.Text{Hans: "没了结的单和投诉", Hant: "沒了結的單和客訴", En: "orders and complaints that are not settled"}},
	{"consent", i18n.Text{Hans: "群成员的同意和“少发点”", Hant: "群成員的同意和「少發點」", En: "members' consent, and who asked to be written to less"}},
	{"staff", i18n.Text{Hans: "谁是工作人员", Hant: "誰是工作人員", En: "who is staff"}},
	{"birthday", i18n.Text{Hans: "生日", Hant: "生日", En: "birthdays"}},
	{"questions", i18n.Text{Hans: "收到的问题数（查不到就不写）", Hant: "收到的問題數（查不到就不寫）", En: "how many questions came; left out where unknown"}},
	{"topics", i18n.Text{Hans: "最近的话题（没有就说“日常的事”）", Hant: "最近的話題（沒有就說「日常的事」）", En: "what the group talked about; “everyday things” where unknown"}},
	{"columns", i18n.Text{Hans: "群资料里的列", Hant: "群資料裡的欄", En: "columns of the group"}},
}

// facts says which data a fact in a condition is of.
var facts = map[string]string{
	"member.orders": "orders", "member.last_buy": "orders", "group.known_orders": "orders", "member.paying": "orders",
	"sale.left": "sale", "sale.paid": "sale", "sale.unsettled": "unsettled",
	"member.consent": "consent", "member.less": "consent", "member.staff": "staff",
	"group.quiet_new": "messages", "group.last_said": "messages", "member.last_seen": "messages", "member.last_said": "messages",
}
