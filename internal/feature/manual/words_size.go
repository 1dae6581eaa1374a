package manual

import "github.com/huoshui/huoshui/internal/base/i18n"

var (
	badFull = text("请填 %d 到 %d 的整数。微信群最多 500 人。", "請填 %d 到 %d 的整數。微信群最多 500 人。", "Enter a whole number from %d to %d. A WeChat group holds 500 at most.")
	notFull = text("这个群还没满，先不用开下一个。", "這個群組還沒滿，先不用開下一個。", "This group is not full, so it needs no next one yet.")

	sizeUnknown = text("还没填过多少人，所以不知道满没满。", "還沒填過多少人，所以不知道滿了沒有。", "Nobody has said how many people are in it, so it is not known whether it is full.")
	sizeGrow    = text("%d 人，还有地方：到 %d 人还差 %d 位。", "%d 人，還有位置：到 %d 人還差 %d 位。", "%d people, and there is room: %[3]d more make %[2]d.")
	sizeRight   = text("%d 人，正合适。满 %d 人再开下一个群。", "%d 人，正合適。滿 %d 人再開下一個群組。", "%d people: the right size. Open the next group at %d.")
	sizeFull    = text("%d 人，满了（%d 人算满）。", "%d 人，滿了（%d 人算滿）。", "%d people: full, as it is from %d on.")
	sizeShut    = text("你们说了，这个群先不进人。", "你們說了，這個群組先不進人。", "You said that this group takes nobody for now.")
	sizeSince   = text("上次填的是 %d 人，之后记下来的进退算在里面。不对就重新填一次。", "上次填的是 %d 人，之後記下來的進退算在裡面。不對就重新填一次。", "%d were filled in last; who came and went since is counted in. If it is wrong, fill it in again.")

	growDo   = text("今天可以做一件：把“群里有什么”写成一句话，跟群码一起发一条朋友圈。来的人知道为什么来，才留得住。", "今天可以做一件：把「群組裡有什麼」寫成一句話，跟群組 QR Code 一起發一則朋友圈。來的人知道為什麼來，才留得住。", "One thing to do today: put what the group offers into a line and post it on Moments with the group's code. Who knows why they came stays.")
	growShop = text("今天可以做一件：群码打印出来放收银台，旁边写一句群里有什么。结账时问一声，愿意的自己扫。", "今天可以做一件：群組 QR Code 印出來放收銀台，旁邊寫一句群組裡有什麼。結帳時問一聲，願意的自己掃。", "One thing to do today: print the group's code for the till, with a line on what the group offers. Ask when people pay; who likes scans it.")
	rightDo  = text("先把群里的人照顾好，不用急着加。", "先把群組裡的人照顧好，不用急著加。", "Look after those who are there; there is no hurry for more.")
	fullStay = text("群里的人不用动，新来的进下一个群。", "群組裡的人不用動，新來的進下一個群組。", "Those who are in stay; newcomers go to the next group.")

	fullSplit = text("人多了，可以分一个群：在群里问一声，愿意换的你再邀请到下一个群。不用请人走，也别直接拉。", "人多了，可以分一個群組：在群組裡問一聲，願意換的你再邀請到下一個群組。不用請人走，也別直接拉。", "It is crowded, and may be split: ask in the group, and invite who would like to change to the next one. Ask nobody to leave, and add nobody unasked.")

	fullNext    = text("本群已满 %d 人，新来的请进“%s”。", "本群已滿 %d 人，新來的請進「%s」。", "This group is full at %d people; newcomers, please join “%s”.")
	shutNext    = text("本群先不进人，新来的请进“%s”。", "本群先不進人，新來的請進「%s」。", "This group takes nobody for now; newcomers, please join “%s”.")
	fullNone    = text("本群已满 %d 人，还没有下一个能进人的群。", "本群已滿 %d 人，還沒有下一個能進人的群組。", "This group is full at %d people, and there is no next one that takes people yet.")
	shutNone    = text("本群先不进人，还没有下一个能进人的群。", "本群先不進人，還沒有下一個能進人的群組。", "This group takes nobody for now, and there is no next one that takes people yet.")
	nextPeople  = text("那边 %d 人", "那邊 %d 人", "%d people there")
	nextNobody  = text("那边的人数还没填", "那邊的人數還沒填", "people there not filled in")
	toFull      = text("你好，“%s”已经满了。", "你好，「%s」已經滿了。", "Hello, “%s” is full.")
	toShut      = text("你好，“%s”先不进人了。", "你好，「%s」先不進人了。", "Hello, “%s” takes nobody for now.")
	toCode      = text("%s新来的朋友请进“%s”。愿意来的话，我把群码发你，扫一下就进。", "%s新來的朋友請進「%s」。願意來的話，我把 QR Code 傳給你，掃一下就進。", "%s Whoever is new joins “%s”. If you like, I send you its code: one scan and you are in.")
	toAsk       = text("%s新来的朋友请进“%s”。愿意来的话，我邀请你进去。", "%s新來的朋友請進「%s」。願意來的話，我邀請你進去。", "%s Whoever is new joins “%s”. If you like, I invite you in.")
	toGroup     = text("%s想带朋友来的，请他找我，我带他进去。群里的各位不用动。", "%s想帶朋友來的，請他找我，我帶他進去。群組裡的各位不用動。", "%s If you want to bring a friend, have them ask me and I take them in. Everybody here stays.")
	toSplit     = text("本群人多，话容易刷过去。愿意换到“%s”的朋友跟我说一声，我邀请你过去；想留在这里的，一切照旧。", "本群人多，話容易被洗掉。願意換到「%s」的朋友跟我說一聲，我邀請你過去；想留在這裡的，一切照舊。", "This group is large, and messages rush by. If you would like to change to “%s”, tell me and I invite you; if you stay, nothing changes.")
	saidFull    = text("记下了 %d 位。本群已满 %d 人，再有新来的请进“%s”，话在下面备好了。", "記下了 %d 位。本群已滿 %d 人，再有新來的請進「%s」，話在下面備好了。", "Noted: %d. This group is full at %d people: whoever comes next goes to “%s”, and the words are ready below.")
	saidFullNo  = text("记下了 %d 位。本群已满 %d 人，还没有下一个群，下面点一下就建好。", "記下了 %d 位。本群已滿 %d 人，還沒有下一個群組，下面點一下就建好。", "Noted: %d. This group is full at %d people and has no next one; a touch below makes it.")
	saidShut    = text("记下了 %d 位。你们说了这个群先不进人，新来的怎么办，看下面。", "記下了 %d 位。你們說了這個群組先不進人，新來的怎麼辦，看下面。", "Noted: %d. You said that this group takes nobody for now; where newcomers go is below.")
	headFull    = text("已满 %d 人，新来的请进下一个群", "已滿 %d 人，新來的請進下一個群組", "Full at %d people: newcomers go to the next group")
	headShut    = text("先不进人，新来的请进下一个群", "先不進人，新來的請進下一個群組", "Takes nobody for now: newcomers go to the next group")
	saidNext    = text("建好了，一样的提醒打开了 %d 句。在微信里也建一个同名的群，就能进人了。", "建好了，一樣的提醒打開了 %d 句。在微信裡也建一個同名的群組，就能進人了。", "It is made, and as many of the same reminders are on: %d. Make a group of that name in WeChat too, and people can join.")
	saidNextNew = text("建好了。在微信里也建一个同名的群，就能进人了。", "建好了。在微信裡也建一個同名的群組，就能進人了。", "It is made. Make a group of that name in WeChat too, and people can join.")
	saidNextAsk = text("建好了，提醒要请负责人到新群里打开。在微信里也建一个同名的群，就能进人了。", "建好了，提醒要請負責人到新群組裡打開。在微信裡也建一個同名的群組，就能進人了。", "It is made; an owner has to switch on its reminders there. Make a group of that name in WeChat too, and people can join.")
	saidNextSee = text("建好了，一样的提醒打开了 %d 句，还有 %d 句要到新群里点。在微信里也建一个同名的群，就能进人了。", "建好了，一樣的提醒打開了 %d 句，還有 %d 句要到新群組裡點。在微信裡也建一個同名的群組，就能進人了。", "It is made. Of the same reminders %d are on, and %d are yours to switch on there. Make a group of that name in WeChat too, and people can join.")
)

// sizeWords are those of how large a group is.
func sizeWords() i18n.Words {
	return i18n.Words{
		"size":         text("人数", "人數", "Size"),
		"took.full":    text("贴进来的聊天里有人进群。这个群不再进人了，再有新来的请进下一个群。", "貼進來的聊天裡有人加入。這個群組不再進人了，再有新來的請進下一個群組。", "Somebody joins in this chat. This group takes nobody more: whoever comes next goes to the next group."),
		"size.full":    text("已满", "已滿", "full"),
		"size.shut":    text("先不进人", "先不進人", "takes nobody"),
		"size.tell":    text("去填多少人", "去填多少人", "Fill in how many"),
		"size.limit":   text("微信自己的规定：一个群最多 500 人；过了 200 人，只能邀请进，不能扫码。规定会改，以微信里看到的为准。", "微信自己的規定：一個群組最多 500 人；過了 200 人，只能邀請進，不能掃碼。規定會改，以微信裡看到的為準。", "WeChat's own rules: 500 people at most; over 200, by invitation only and by no code. They change: go by what you see in WeChat."),
		"size.person":  text("有人要进来，就回他", "有人要進來，就回他", "To whoever asks to come in"),
		"size.group":   text("发到本群里的", "發到本群組裡的", "To post in this group"),
		"size.split":   text("问谁愿意换群", "問誰願意換群組", "To ask who would like to change"),
		"size.copy":    text("复制", "複製", "Copy"),
		"size.make":    text("建好 %s", "建立 %s", "Make %s"),
		"size.makewhy": text("店、片区、谁在管、群里有什么都照这个群的，一样的提醒能打开的也打开。这里建好以后，微信里的群要你自己建。", "店、片區、誰在管、群組裡有什麼都照這個群組的，一樣的提醒能打開的也打開。這裡建好以後，微信裡的群組要你自己建。", "Shop, area, who runs it and what it offers are as here, and the same reminders are switched on where they can be. The group in WeChat is yours to make."),
		"size.mayno":   text("请负责人来建下一个群。", "請負責人來建下一個群組。", "An owner can make the next group."),
		"size.close":   text("先不进人", "先不進人", "Take nobody for now"),
		"size.open":    text("可以进人了", "可以進人了", "Take people again"),
		"size.words":   text("话在这里", "話在這裡", "The words are here"),
		"size.openwhy": text("人没满，也可以先不进人：新来的会引到下一个群。", "人沒滿，也可以先不進人：新來的會引到下一個群組。", "A group that is not full may take nobody, too: newcomers are sent to the next one."),
		"size.openis":  text("要不要进人", "要不要進人", "Taking people"),
	}
}
