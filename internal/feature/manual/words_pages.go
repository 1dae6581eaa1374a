package manual

import (
	"maps"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

func noSuchUnit() error { return fault.New(fault.Invalid, noUnit.With()) }

var (
	verdictNone = text("还没有微信群。写上群名就能开始，每天要发什么会在这里备好。", "還沒有微信群。寫上群組名稱就能開始，每天要發什麼會在這裡備好。",
		"There are no WeChat groups yet. A name is enough to begin: what to send each day is then ready here.")
	verdictDone = text("%d 个微信群，今天没有要发的。", "%d 個微信群，今天沒有要發的。", "WeChat groups: %d. Nothing to send today.")
	verdictOpen = text("%d 个微信群，今天有 %d 件，先做最上面的。", "%d 個微信群，今天有 %d 件，先做最上面的。", "WeChat groups: %d. To do today: %d, starting at the top.")

	saidMovedBefore = text("这几位今天已经记过了，没有重复记。", "這幾位今天已經記過了，沒有重複記。", "They were all noted today before, so nothing was added.")
	saidTakenBefore = text("都是贴过的，没有重复收。", "都是貼過的，沒有重複收。", "All of it was pasted before, so nothing was added.")
	notSure         = text("请先勾上“群真的已经解散了”。", "請先勾選「群組真的已經解散了」。", "Please tick that the group really was dismissed.")
)

func saidWords() map[string]i18n.Text {
	return map[string]i18n.Text{
		"added":     text("群建好了。", "群組建好了。", "The group is added."),
		"many":      text("都建好了。点进一个群，打开一句话，就开始了。", "都建好了。點進一個群組，打開一句話，就開始了。", "They are all added. Open one and switch on a sentence to begin."),
		"sop-on":    text("打开了。到点了话会备好，出现在“今天”里。", "打開了。到時間話會備好，出現在「今天」裡。", "It is on. When its time comes, the words are ready under today."),
		"sop-off":   text("关掉了。备好还没发的也收回了。", "關掉了。備好還沒發的也收回了。", "It is off, and what was ready but not sent is taken back."),
		"sop-more":  text("记下了，还差几处。", "記下了，還差幾處。", "Noted. A few more things are needed."),
		"described": text("改好了，公告跟着变了。", "改好了，公告跟著變了。", "Saved; the announcement follows."),
		"told":      text("记下了，今天这个群填好了。", "記下了，今天這個群組填好了。", "Noted: this group is filled in for today."),
		"moved":     text("记下了 %d 位。在用的 SOP 会接着安排，待办在“今日”里。", "記下了 %d 位。使用中的 SOP 會接著安排，待辦在「今日」裡。", "Noted: %d. Playbooks that run here go on from it; to-dos come up under Today."),
		"taken":     text("收下了 %d 条，数据过一会儿就跟上。", "收下了 %d 則，數據過一會兒就跟上。", "%d {message was|messages were} taken in; the figures follow in a moment."),
		"renamed":   text("群名改好了。", "群組名稱改好了。", "The group has its new name."),
		"kept":      text("改好了。", "改好了。", "Saved."),
		"placed":    text("改好了。", "改好了。", "Saved."),
		"arrived":   text("话备好了，在最上面。", "話備好了，在最上面。", "The words are ready, at the top."),
		"dismissed": text("记下了，这个群已解散。以前的数据都留着。", "記下了，這個群組已解散。以前的數據都留著。", "Noted: the group was dismissed. What is known of it stays."),
	}
}

// pageWords are the words of every page here.
func pageWords() i18n.Words {
	all := i18n.Words{}
	for _, some := range []i18n.Words{listWords(), groupWords(), pasteWords(), doubtWords(), pastedWords(), todayWords(), sopWords(), weekWords(), sizeWords(), shopWords(), twoWords()} {
		maps.Copy(all, some)
	}
	return all
}

// listWords are those of the list, and of the form for new groups.
func listWords() i18n.Words {
	return i18n.Words{
		"title":       text("微信群", "微信群", "WeChat groups"),
		"add":         text("添加微信群", "新增微信群", "Add WeChat groups"),
		"about":       text("微信群没有官方接口，程序进不去，也不会去试。要发的话这里备好，由人复制去发；群里的情况，由人填、由人贴。", "微信群沒有官方介面，程式進不去，也不會去試。要發的話這裡備好，由人複製去發；群組裡的情況，由人填、由人貼。", "WeChat groups have no official interface: no program can enter them, and ours does not try. What is to be said is prepared here and a person copies it; how the group is, a person fills in and pastes."),
		"keeper":      text("谁在管", "誰在管", "Run by"),
		"keeper.is":   text("%s在管", "%s在管", "Run by %s"),
		"keeper.no":   text("还没定谁管", "還沒定誰管", "Run by nobody in particular"),
		"people.is":   text("%s 人", "%s 人", "%s {person|people}"),
		"people.no":   text("人数没填", "人數沒填", "people not filled in"),
		"people":      text("现在多少人", "現在多少人", "People now"),
		"filled":      text("今天的数填了", "今天的數填了", "Today filled in"),
		"open":        text("今天的数还没填", "今天的數還沒填", "Today not filled in"),
		"pasted":      text("聊天贴到", "聊天貼到", "Talk up to"),
		"never":       text("还没贴过聊天", "還沒貼過聊天", "no talk pasted yet"),
		"own":         text("建自己的工作区", "建立自己的工作區", "Make your own workspace"),
		"simulated":   text("这里的群都是模拟的。真的微信群，请在自己的工作区里加。", "這裡的群組都是模擬的。真的微信群，請在自己的工作區裡新增。", "Groups here are simulated. Add real WeChat groups in a workspace of your own."),
		"gone":        text("已解散", "已解散", "Dismissed"),
		"nobody":      text("先不定", "先不定", "Nobody for now"),
		"back":        text("微信群", "微信群", "WeChat groups"),
		"names":       text("群名，一行一个", "群組名稱，一行一個", "Names, one on each line"),
		"names.hint":  text("从微信里抄过来就行。可以一次写很多个，最多 %d 个。", "從微信裡抄過來就行。可以一次寫很多個，最多 %d 個。", "As they stand in WeChat. Several at once are fine, up to %d."),
		"people.each": text("每个群大约多少人", "每個群組大約多少人", "People in each, roughly"),
		"people.hint": text("不知道就空着，以后再填。", "不知道就留空，以後再填。", "Leave it empty if you do not know; it can be filled in later."),
		"unit":        text("属于哪里", "屬於哪裡", "Belongs to"),
		"keeper.hint": text("这个群要人做的事，会派给这位同事。", "這個群組要人做的事，會派給這位同事。", "What a person is to do in the group goes to this colleague."),
		"note":        text("备注", "備註", "Remark"),
		"add.go":      text("添加", "新增", "Add"),
	}
}

// groupWords are those of one group.
func groupWords() i18n.Words {
	return i18n.Words{
		"checkup":    text("做三分钟体检", "做三分鐘體檢", "Three-minute check-up"),
		"how":        text("今天群里怎么样", "今天群組裡怎麼樣", "How was the group today"),
		"how.lead":   text("看一眼群，大概填就行，知道几项填几项。今天再填一次，以最后一次为准。", "看一眼群組，大概填就行，知道幾項填幾項。今天再填一次，以最後一次為準。", "A glance and rough numbers will do; fill in what you know. The last word of the day holds."),
		"joined":     text("今天进了几位", "今天進了幾位", "Came today"),
		"left":       text("今天走了几位", "今天走了幾位", "Left today"),
		"messages":   text("大约几条消息", "大約幾則訊息", "Messages, roughly"),
		"spoke":      text("大约几个人说话", "大約幾個人說話", "People who spoke, roughly"),
		"how.go":     text("填好了", "填好了", "Save"),
		"by.hand":    text("人工填写", "人工填寫", "Filled in by hand"),
		"by":         text("%s填的", "%s填的", "by %s"),
		"came":       text("新进群的人", "新加入的人", "Who came"),
		"came.lead":  text("一行写一个昵称。在这个群里用的欢迎 SOP 会接着安排，话备好了放进“今日”。", "一行寫一個暱稱。在這個群組使用的歡迎 SOP 會接著安排，話備好了放進「今日」。", "One nickname on each line. A welcome playbook that runs here goes on from it: its words come up under Today."),
		"came.go":    text("记下这几位", "記下這幾位", "Note them"),
		"shelf":      text("给新人的往期目录", "給新人的往期目錄", "Index card for newcomers"),
		"shelf.lead": text("有人刚进来，复制这段发给他：这个群以前聊过什么。", "有人剛進來，複製這段發給他：這個群組以前聊過什麼。", "When somebody has just joined, copy this and send it: what the group has talked about so far."),
		"shelf.none": text("这个群还没有往期总结，所以没有目录可发。", "這個群組還沒有往期總結，所以沒有目錄可發。", "Nothing is kept for this group yet, so there is no index card to send."),
		"shelf.all":  text("这个群的往期总结", "這個群組的往期總結", "This group's past summaries"),
		"shelf.add":  text("存一篇", "存一篇", "Keep one"),
		"went":       text("有人退群", "有人退群", "Somebody left"),
		"went.lead":  text("一行写一个昵称。", "一行寫一個暱稱。", "One nickname on each line."),
		"paste":      text("贴聊天", "貼聊天", "Paste what was said"),
		"paste.lead": text("在电脑微信里选中几条聊天，复制，贴到下面。重复贴没关系，贴过的不会再算。", "在電腦版微信裡選取幾則聊天，複製，貼到下面。重複貼沒關係，貼過的不會再算。", "Select some messages in WeChat on a computer, copy them and paste them below. Pasting the same again is fine: nothing counts twice."),
		"paste.at":   text("大概什么时候说的", "大概什麼時候說的", "About when it was said"),
		"paste.hint": text("聊天里带着时间就按里面的，没带时间才用这个。", "聊天裡帶著時間就按裡面的，沒帶時間才用這個。", "Used only where the text gives no times."),
		"paste.go":   text("先看看认得对不对", "先看看認得對不對", "See what is recognised"),
		"last":       text("聊天贴到", "聊天貼到", "Talk pasted up to"),
		"n.people":   text("人数", "人數", "People"),
		"n.joined":   text("进群", "加入", "Came"),
		"n.left":     text("退群", "離開", "Left"),
		"n.messages": text("消息（约）", "訊息（約）", "Messages (rough)"),
		"n.spoke":    text("说话的人（约）", "說話的人（約）", "Spoke (rough)"),
		"days":       text("填过的", "填過的", "Filled in so far"),
		"day":        text("日期", "日期", "Day"),
		"figures":    text("看这个群的数据", "看這個群組的數據", "Figures of this group"),
		"more":       text("群名、谁在管、解散", "群組名稱、誰在管、解散", "Name, who runs it, dismissing"),
		"rename":     text("改群名", "更改群組名稱", "Rename"),
		"save":       text("保存", "儲存", "Save"),
		"dismiss":    text("记为已解散", "記為已解散", "Note it as dismissed"),
		"dismiss.is": text("群真的已经解散了（这里只是记一笔，不能撤回；以前的数据都留着）", "群組真的已經解散了（這裡只是記一筆，不能復原；以前的數據都留著）", "The group really was dismissed (this only notes it and cannot be undone; what is known stays)"),
	}
}
