package community

import (
	"maps"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// lifeWord is what a kind of group is called; "" is a long-term one.
func lifeWord(l Life) i18n.Text {
	switch l {
	case Flash:
		return i18n.Text{Hans: "快闪群", Hant: "快閃群", En: "Flash group"}
	case RushSale:
		return i18n.Text{Hans: "抢购群", Hant: "搶購群", En: "Rush-sale group"}
	case PaidOrder:
		return i18n.Text{Hans: "下单群", Hant: "下單群", En: "Paid-order group"}
	}
	return i18n.Text{Hans: "长期群", Hant: "長期群組", En: "Long-term group"}
}

// toneWord is what a tone is called; nothing for any.
func toneWord(t Tone) i18n.Text {
	switch t {
	case Warm:
		return i18n.Text{Hans: "亲切", Hant: "親切", En: "Warm"}
	case Brisk:
		return i18n.Text{Hans: "干练", Hant: "幹練", En: "Brisk"}
	case Playful:
		return i18n.Text{Hans: "俏皮", Hant: "俏皮", En: "Playful"}
	case Mild:
		return i18n.Text{Hans: "温和", Hant: "溫和", En: "Mild"}
	case Plain:
		return i18n.Text{Hans: "平实", Hant: "平實", En: "Plain"}
	case Urgent:
		return i18n.Text{Hans: "急", Hant: "急", En: "Urgent"}
	}
	return i18n.Text{}
}

// toneAsAll says that a group is spoken to as all are.
func toneAsAll(t Tone) i18n.Text {
	w := toneWord(t)
	return i18n.Text{Hans: "跟各群一样：" + w.Hans, Hant: "跟各群組一樣：" + w.Hant, En: "As in all groups: " + w.En}
}

// columnHelp says what belongs into a detail that pages ask for.
func columnHelp(name string) i18n.Text {
	switch name {
	case columnShop:
		return i18n.Text{Hans: "顾客认得的店名，例如：青禾鲜果", Hant: "顧客認得的店名，例如：青禾鮮果", En: "The shop's name as customers know it"}
	case columnOwner:
		return i18n.Text{Hans: "群友怎么叫群主，例如：老周", Hant: "群友怎麼叫群主，例如：老周", En: "What members call the group's owner"}
	case columnDuty:
		return i18n.Text{Hans: "有事找谁。空着就用今天班次上的人", Hant: "有事找誰。留空就用今天班次上的人", En: "Whom to turn to; left empty, whoever is on duty by the shifts"}
	case columnHours:
		return i18n.Text{Hans: "几点到几点有人回，例如：9:00 到 21:00", Hant: "幾點到幾點有人回，例如：9:00 到 21:00", En: "When somebody answers, such as 9:00 to 21:00"}
	case ColumnOffer:
		return i18n.Text{Hans: "进群有什么用，例如：每天到货、接龙、做菜问答", Hant: "進群組有什麼用，例如：每天到貨、接龍、做菜問答", En: "What the group is good for, such as daily arrivals and recipes"}
	case columnEnds:
		return i18n.Text{Hans: "只给快闪群、抢购群、下单群填，例如：2026-12-06 21:00。到了就算已完成，不再说它安静", Hant: "只給快閃群、搶購群、下單群填，例如：2026-12-06 21:00。到了就算已完成，不再說它安靜", En: "For groups made for one occasion only, such as 2026-12-06 21:00; from then on the group has ended, and is not called quiet"}
	case columnPickUp:
		return i18n.Text{Hans: "在哪里取货，例如：河边店门口", Hant: "在哪裡取貨，例如：河邊店門口", En: "Where orders are picked up"}
	}
	return i18n.Text{}
}

// formWords are those of the form of details.
func formWords() i18n.Words {
	return i18n.Words{
		"life":       {Hans: "这是什么群", Hant: "這是什麼群組", En: "What kind of group it is"},
		"life.why":   {Hans: "长期群要先养熟才能卖；别的群是为一次活动建的。", Hant: "長期群組要先養熟才能賣；別的群組是為一次活動建的。", En: "A long-term group is won before it is sold to; the others were made for one occasion."},
		"tone":       {Hans: "语气", Hant: "語氣", En: "Tone"},
		"tone.why":   {Hans: "SOP 里同一句话有几种说法时，用哪一种。", Hant: "SOP 裡同一句話有幾種說法時，用哪一種。", En: "Which wording is taken where a playbook has several."},
		"columns":    {Hans: "SOP 里用得到的资料", Hant: "SOP 裡用得到的資料", En: "Details that playbooks use"},
		"columns.en": {Hans: "SOP 文案里写 {{名字}} 的地方，就会换成这里填的内容。", Hant: "SOP 文案裡寫 {{名稱}} 的地方，就會換成這裡填的內容。", En: "Where the wording of a playbook has {{name}}, it says what stands here."},
		"because":    {Hans: "同一份 SOP 要在不同的群里说不同的店名和时间。填一次，以后每句话都用得上；空着的那句会跳过，不会发出空白。", Hant: "同一份 SOP 要在不同的群組裡說不同的店名和時間。填一次，以後每句話都用得上；空著的那句會略過，不會發出空白。", En: "One SOP says another shop name and other hours in each group. Filled in once, every sentence can use it. A sentence that lacks one is skipped, never posted with a gap."},
		"more":       {Hans: "别的资料", Hant: "其他資料", En: "More details"},
		"more.why":   {Hans: "自己取名字，例如“停车”。SOP 里要先写明 {name: 停车, from: group}。清空内容就是去掉。", Hant: "自己取名稱，例如「停車」。SOP 裡要先寫明 {name: 停車, from: group}。清空內容就是拿掉。", En: "Name them yourself, such as 停车. A playbook declares it first: {name: 停车, from: group}. Empty it to take it away."},
		"name":       {Hans: "名字", Hant: "名稱", En: "Name"},
		"value":      {Hans: "内容", Hant: "內容", En: "Content"},
		"else":       {Hans: "空着就用：%s", Hant: "留空就用：%s", En: "Left empty: %s"},
		"none":       {Hans: "还没填", Hant: "還沒填", En: "Nothing yet"},
		"save":       {Hans: "保存", Hant: "儲存", En: "Save"},
		"saved":      {Hans: "存好了，SOP 下一次说话就用新的。", Hant: "已儲存，SOP 下一次說話就用新的。", En: "Saved. Playbooks use it from the next thing they say."},
	}
}

func withForm(words i18n.Words) i18n.Words {
	all := formWords()
	maps.Copy(all, words)
	return all
}

func profileWords() i18n.Words {
	return withForm(i18n.Words{
		"title": {Hans: "群资料", Hant: "群組資料", En: "Group details"},
		"lead":  {Hans: "SOP 在这个群里说话，用的就是这些。", Hant: "SOP 在這個群組裡說話，用的就是這些。", En: "What playbooks go by when they speak in this group."},
		"all":   {Hans: "各群通用的资料，和一次改很多群", Hant: "各群組通用的資料，和一次改很多群組", En: "Details of all groups, and many groups at once"},
	})
}

func profilesWords() i18n.Words {
	return withForm(i18n.Words{
		"title":      {Hans: "各群的资料", Hant: "各群組的資料", En: "Details of all groups"},
		"lead":       {Hans: "各群都一样的写在这里；某个群不一样，就在那个群里另写。", Hant: "各群組都一樣的寫在這裡；某個群組不一樣，就在那個群組裡另寫。", En: "What is the same in all groups stands here; where a group differs, it is said there."},
		"back":       {Hans: "群", Hant: "群組", En: "Groups"},
		"shop":       {Hans: "各群通用", Hant: "各群組通用", En: "The same in all groups"},
		"sheet":      {Hans: "用表格一次改很多群", Hant: "用表格一次改很多群組", En: "Many groups at once, by a table"},
		"sheet.lead": {Hans: "下载的表里是你管的 %d 个群和现在的内容。改好再传回来，先看会改什么，点头了才改。", Hant: "下載的表裡是你負責的 %d 個群組和現在的內容。改好再傳回來，先看會改什麼，確認了才改。", En: "The table holds the groups you look after (%d) as they are. Change it and send it back; you see what would change before anything does."},
		"sheet.none": {Hans: "你管的群还没有。导入或接入一个群，这里就有表可下载。", Hant: "你負責的群組還沒有。匯入或連接一個群組，這裡就有表可下載。", En: "There is no group of yours yet. Import or connect one, and its table is here."},
		"xlsx":       {Hans: "下载 Excel 表", Hant: "下載 Excel 表", En: "Download for Excel"},
		"csv":        {Hans: "下载 CSV", Hant: "下載 CSV", En: "Download CSV"},
		"file":       {Hans: "填好的表（.xlsx 或 .csv，最多 4 MB）", Hant: "填好的表（.xlsx 或 .csv，最多 4 MB）", En: "The table, filled in (.xlsx or .csv, 4 MB at most)"},
		"send":       {Hans: "传上来看看会改什么", Hant: "上傳，看看會改什麼", En: "Send it and see what would change"},
		"waits":      {Hans: "“%s”传上来了，还没点头。", Hant: "「%s」已上傳，還沒確認。", En: "“%s” was sent and waits for you to agree."},
		"waits.go":   {Hans: "接着看", Hant: "繼續看", En: "Go on"},
		"taken":      {Hans: "改好了，SOP 下一次说话就用新的。", Hant: "已更改，SOP 下一次說話就用新的。", En: "Changed. Playbooks use it from the next thing they say."},
		"dropped":    {Hans: "这张表不用了，什么都没改。", Hant: "這張表不用了，什麼都沒改。", En: "The table was put away; nothing was changed."},
		"only.whole": {Hans: "各群通用的资料，由看得到全部群的人来改。", Hant: "各群組通用的資料，由看得到全部群組的人來改。", En: "What holds in all groups is changed by somebody who sees them all."},
	})
}

func sheetWords() i18n.Words {
	return with(i18n.Words{
		"title":    {Hans: "看看会改什么", Hant: "看看會改什麼", En: "What would change"},
		"back":     {Hans: "各群的资料", Hant: "各群組的資料", En: "Details of all groups"},
		"verdict":  {Hans: "“%s”：会改 %d 个群，%d 个群不变，%d 行没法用。", Hant: "「%s」：會改 %d 個群組，%d 個群組不變，%d 列無法使用。", En: "“%s”: groups that would change: %d; that stay: %d; rows that cannot be used: %d."},
		"nothing":  {Hans: "没有要改的。表里的内容跟现在一样，或者都没法用。", Hant: "沒有要改的。表裡的內容跟現在一樣，或者都無法使用。", En: "There is nothing to change: the table says what stands there already, or none of it can be used."},
		"take":     {Hans: "就这样改 %d 个群", Hant: "就這樣改 %d 個群組", En: "Change them (%d)"},
		"drop":     {Hans: "不改了", Hant: "不改了", En: "Change nothing"},
		"refused":  {Hans: "没法用的行", Hant: "無法使用的列", En: "Rows that cannot be used"},
		"ref.lead": {Hans: "这些行不会改。在表里改好再传一次，别的行不受影响。", Hant: "這些列不會改。在表裡改好再傳一次，其他列不受影響。", En: "These are left as they are. Mend them in the table and send it again; the others are not held up."},
		"cell":     {Hans: "哪一格", Hant: "哪一格", En: "Cell"},
		"why":      {Hans: "为什么", Hant: "為什麼", En: "Why"},
		"changes":  {Hans: "会改的", Hant: "會改的", En: "What would change"},
		"group":    {Hans: "群", Hant: "群組", En: "Group"},
		"what":     {Hans: "哪一项", Hant: "哪一項", En: "Detail"},
		"was":      {Hans: "现在", Hant: "現在", En: "Now"},
		"now":      {Hans: "改成", Hant: "改成", En: "Then"},
		"empty":    {Hans: "（空）", Hant: "（空）", En: "(empty)"},
		"more":     {Hans: "还有 %d 个没列出来，也会一起改。", Hant: "還有 %d 個沒列出來，也會一起改。", En: "%d more are not listed and would change, too."},
		"more.ref": {Hans: "还有 %d 行没列出来。", Hant: "還有 %d 列沒列出來。", En: "%d more are not listed."},
	})
}

var (
	noFile = i18n.Text{
		Hans: "没有收到文件。请选一个 .xlsx 或 .csv 文件再传。",
		Hant: "沒有收到檔案。請選一個 .xlsx 或 .csv 檔案再上傳。",
		En:   "No file came. Choose an .xlsx or .csv file and send it again.",
	}
	noSheet = i18n.Text{
		Hans: "没有等着点头的表：可能已经改好了，或者过了一天。请再传一次。",
		Hant: "沒有等著確認的表：可能已經改好了，或者過了一天。請再上傳一次。",
		En:   "No table waits for you: it was taken already, or a day has passed. Please send it again.",
	}
	sheetChanged = i18n.Text{
		Hans: "刚才有人改过这些群的资料，下面是现在会改的，请再看一眼。",
		Hant: "剛才有人改過這些群組的資料，下面是現在會改的，請再看一眼。",
		En:   "Somebody has changed these groups meanwhile. Below is what would change now; please look again.",
	}
	ownDefaultsOnly = i18n.Text{
		Hans: "各群通用的资料，由看得到全部群的人来改。你管的群，可以一个个改，也可以用表格改。",
		Hant: "各群組通用的資料，由看得到全部群組的人來改。你負責的群組，可以一個個改，也可以用表格改。",
		En:   "What holds in all groups is changed by somebody who sees them all. The groups you look after you can change one by one, or by a table.",
	}
)
