package manual

import "github.com/huoshui/huoshui/internal/base/i18n"

var (
	noWeek    = text("只能填这周和上周的。请刷新再填。", "只能填這週和上週的。請重新整理再填。", "Only this week and the last can be filled in. Refresh the page.")
	manyRows  = text("一次最多 %d 个群。", "一次最多 %d 個群組。", "At most %d groups at a time.")
	spokeOver = text("说过话的比群里的人还多，请看一下这两个数。", "說過話的比群組裡的人還多，請看一下這兩個數。", "More spoke than there are people; please look at the two again.")
	askedOver = text("问过或买过的比群里的人还多，请看一下这两个数。", "問過或買過的比群組裡的人還多，請看一下這兩個數。", "More asked or bought than there are people; please look at the two again.")

	changeFirst = text("第一次填", "第一次填", "first time")
	changeUp    = text("多了 %d", "多了 %d", "%d more")
	changeDown  = text("少了 %d", "少了 %d", "%d fewer")
	changeSame  = text("没变", "沒變", "no change")

	weekSpan  = text("%d 月 %d 日 – %d 月 %d 日", "%d 月 %d 日 – %d 月 %d 日", "%d/%d – %d/%d")
	thisWeek  = text("填这一周的", "填這一週的", "Fill in this week")
	lastWeek  = text("填上一周的", "填上一週的", "Fill in last week")
	sheetNone = text("还没有群可填。", "還沒有群組可填。", "There is no group to fill in.")
	sheetDone = text("%d 个群，这一周都填过了。", "%d 個群組，這一週都填過了。", "All filled in for this week; groups: %d.")
	sheetOpen = text("%d 个群，还有 %d 个没填。知道几项填几项，不知道就空着。", "%d 個群組，還有 %d 個沒填。知道幾項填幾項，不知道就留空。", "Groups: %d, of which %d are not filled in. Fill in what you know and leave the rest.")
	weekDone  = text("%s 的都填好了。", "%s 的都填好了。", "%s: all filled in.")
	weekOpen  = text("%s，还有 %d 个群没填。", "%s，還有 %d 個群組沒填。", "%s: %d {group|groups} not filled in.")
)

// weekLabels are the four figures, in the order of weekFields.
func weekLabels() [4]i18n.Text {
	return [4]i18n.Text{
		text("现在多少人", "現在多少人", "People now"),
		text("几位群友说过话", "幾位群友說過話", "Members who spoke"),
		text("你发了几条", "你發了幾則", "Messages you sent"),
		text("几位问过或买过", "幾位問過或買過", "Asked or bought"),
	}
}

// weekWords are those of the weekly sheet.
func weekWords() i18n.Words {
	return i18n.Words{
		"week":       text("每周填一次", "每週填一次", "Once a week"),
		"week.is":    text("哪一周", "哪一週", "Week"),
		"week.go":    text("去填这周的", "去填這週的", "Fill in the week"),
		"week.why":   text("微信不给程序数据，这四个数只有你知道。每周一分钟，几周后就看得出群是往上走还是往下走。不填的空着，我们不猜。", "微信不給程式資料，這四個數只有你知道。每週一分鐘，幾週後就看得出群組是往上走還是往下走。沒填的留空，我們不猜。", "WeChat tells programs nothing; only you know these four. A minute a week, and after some weeks you see where the group is going. What you leave empty is not guessed."),
		"week.was":   text("上周 %s", "上週 %s", "last week %s"),
		"week.wasno": text("上周没填", "上週沒填", "last week unknown"),
		"week.save":  text("存好", "儲存", "Save"),
		"week.on":    text("存好，填后面的", "儲存，填後面的", "Save, and go on"),
		"week.prev":  text("前面的", "前面的", "Back"),
		"week.next":  text("后面的", "後面的", "Next"),
		"week.saved": text("存好了，标着“人工填写”，不和算出来的数混在一起。", "儲存好了，標著「人工填寫」，不和算出來的數混在一起。", "Saved, marked as filled in by hand and kept apart from what is measured."),
		"week.none":  text("还没填过。每周一分钟，几周后就看得出往哪走。", "還沒填過。每週一分鐘，幾週後就看得出往哪走。", "Nothing yet. A minute a week, and after some weeks you see where it goes."),
		"week.empty": text("先建一个群，再来填。", "先建一個群組，再來填。", "Add a group first."),
	}
}
