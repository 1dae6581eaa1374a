package compliance

import "github.com/huoshui/huoshui/internal/base/i18n"

// whyWords are those of the page that says what somebody got.
func whyWords() i18n.Words {
	return i18n.Words{
		"why.lead":     {Hans: "写群成员的名字，看每一次触达发了没有、为什么。", Hant: "寫群成員的名字，看每一次觸達送了沒有、為什麼。", En: "Enter the name of a member to see what was sent to them and what was not, and why."},
		"why.of":       {Hans: "群成员的名字，或群、群成员的编号", Hant: "群成員的名字，或群組、群成員的編號", En: "Name of a member, or the id of a group or member"},
		"why.go":       {Hans: "查", Hant: "查", En: "Look"},
		"why.none":     {Hans: "180 天里没有给过任何触达，也没有拦下过。", Hant: "180 天裡沒有給過任何觸達，也沒有攔下過。", En: "In 180 days nothing was sent to them, and nothing was stopped."},
		"why.nomember": {Hans: "180 天里，没有给过本人任何触达；在群期间，群里也没有。", Hant: "180 天裡，沒有給過本人任何觸達；在群期間，群組裡也沒有。", En: "In 180 days nothing was sent to them, nor to their groups while they were there."},
		"why.some":     {Hans: "最近 %s 次：放行 %s 次，拦下 %s 次。", Hant: "最近 %s 次：放行 %s 次，攔下 %s 次。", En: "The latest %s: %s let pass, %s stopped."},
		"why.both":     {Hans: "算上在群期间对整个群发的。", Hant: "包含在群期間對整個群組送的。", En: "What was said to whole groups while they were there counts."},
		"why.whole":    {Hans: "对整个群", Hant: "對整個群組", En: "to the whole group"},
		"from":         {Hans: "SOP：%s", Hant: "SOP：%s", En: "Playbook: %s"},
		"why.found":    {Hans: "名字里有“%s”的", Hant: "名字裡有「%s」的", En: "Whose name has “%s” in it"},
		"why.nobody":   {Hans: "没有名字里有“%s”的群成员。", Hant: "沒有名字裡有「%s」的群成員。", En: "No member has “%s” in their name."},
		"why.more":     {Hans: "还有更多，把名字写全一些。", Hant: "還有更多，請把名字寫完整一些。", En: "There are more. Enter more of the name."},
		"why.inside":   {Hans: "群里的人", Hant: "群組裡的人", En: "Who is in the group"},
		"why.others":   {Hans: "只列了前面这些，别的人在上面按名字找。", Hant: "只列了前面這些，其他人在上面按名字找。", En: "Only the first are listed. Find others by name, above."},
		"why.sops":     {Hans: "SOP 跳过了什么", Hant: "SOP 跳過了什麼", En: "What playbooks left out"},
		"why.member":   {Hans: "看这位群成员", Hant: "看這位群成員", En: "See this member"},
		"why.group":    {Hans: "看这个群", Hant: "看這個群組", En: "See this group"},
	}
}
