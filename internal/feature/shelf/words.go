package shelf

import (
	"maps"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

func text(hans, hant, en string) i18n.Text { return i18n.Text{Hans: hans, Hant: hant, En: en} }

// What people are told when something is wrong.
var (
	noPiece = text("没有找到这篇总结，可能已经删了，或者属于你看不到的群。", "沒有找到這篇總結，可能已經刪除，或屬於你看不到的群組。", "This summary was not found; it may have been removed, or belong to groups you do not see.")
	noGroup = text("请选你看得到的、还在的群。", "請選你看得到的、還在的群組。", "Please choose groups that you see and that are still there.")
	noUnit  = text("你的账号还没有安排门店，不能给所有群存。请负责人安排一下。", "你的帳號還沒有安排門市，不能給所有群組存。請負責人安排一下。",
		"Your account has no unit yet, so it cannot keep anything for all groups. Ask an owner to give it one.")
	noNoted = text("没有找到这条待办，或者它没有让人写总结。可以直接在这里写。", "沒有找到這則待辦，或它沒有請人寫總結。可以直接在這裡寫。",
		"This to-do was not found, or it asked for no summary. You can write one here.")
	notYours = text("这一篇也给你看不到的群用，要改、要删，请总部来。", "這一篇也給你看不到的群組用，要改、要刪，請總部來。",
		"This summary also belongs to groups that you do not see. Ask head office to change or remove it.")
	noTitle     = text("写个标题，让人一眼知道聊的是什么。", "寫個標題，讓人一眼知道聊的是什麼。", "Give it a title that says what it was about.")
	longTitle   = text("标题最多 %d 个字，现在 %d 个。", "標題最多 %d 個字，現在 %d 個。", "A title has at most %d characters; this one has %d.")
	noSummary   = text("总结还空着。三五条要点就够。", "總結還空著。三五條要點就夠。", "The summary is empty. Three to five points are enough.")
	longSummary = text("总结最多 %d 个字，现在 %d 个。长的放到文档里，这里写要点和链接。", "總結最多 %d 個字，現在 %d 個。長的放到文件裡，這裡寫要點和連結。",
		"A summary has at most %d characters; this one has %d. Put the long version into a document, and the points and its link here.")
	longSharer = text("名字最多 %d 个字，现在 %d 个。", "名字最多 %d 個字，現在 %d 個。", "A name has at most %d characters; this one has %d.")
	badDay     = text("请选一个日子。", "請選一個日子。", "Please choose a day.")
	dayAhead   = text("这一天还没到。往期总结只存聊过的。", "這一天還沒到。往期總結只存聊過的。", "This day has not come yet. Only what has been shared is kept here.")
	badLink    = text("链接要以 http:// 或 https:// 开头，中间没有空格，最多 %d 个字。没有就空着。", "連結要以 http:// 或 https:// 開頭，中間沒有空格，最多 %d 個字。沒有就空著。",
		"A link begins with http:// or https://, has no blanks and at most %d characters. Leave it empty if there is none.")
	noPlaces   = text("选至少一个群，或者选“所有群”。", "選至少一個群組，或選「所有群組」。", "Choose at least one group, or all groups.")
	manyPlaces = text("一篇最多选 %d 个群；再多就选“所有群”。", "一篇最多選 %d 個群組；再多就選「所有群組」。", "A summary belongs to at most %d groups; for more choose all groups.")
	manyPieces = text("往期总结已经有 %d 篇了，放不下更多。请先删掉用不着的。", "往期總結已經有 %d 篇了，放不下更多。請先刪除用不到的。", "There are %d summaries already and there is no room for more. Please remove some first.")
	twice      = text("这一天已经有一篇同名的了。去改那一篇，或者换个标题。", "這一天已經有一篇同名的了。去改那一篇，或換個標題。", "That day already has a summary of this title. Change that one, or choose another title.")
	notSure    = text("请先勾上“删了就找不回来”。", "請先勾選「刪了就找不回來」。", "Please tick that it cannot be brought back.")
)

// What is copied and sent to members.
var (
	dayShort   = text("%[1]d月%[2]d日", "%[1]d月%[2]d日", "%[3]s")
	dayLong    = text("%[4]d年%[1]d月%[2]d日", "%[4]d年%[1]d月%[2]d日", "%[3]s")
	cardHead   = text("%s以前聊过这些，没赶上的慢慢看：", "%s以前聊過這些，沒趕上的慢慢看：", "Some of what we talked about in %s, in case you missed it:")
	cardLine   = text("%d. %s %s", "%d. %s %s", "%d. %s: %s")
	cardSharer = text("（%s）", "（%s）", " (%s)")
	cardAsk    = text("想看哪一篇，说个序号就行。", "想看哪一篇，說個序號就行。", "Tell us the number of the one you want to read.")
	cardMore   = text("再早的也留着，想找什么说一声。", "再早的也留著，想找什麼說一聲。", "Older ones are kept, too. Just say what you are looking for.")
	postHead   = text("“%s”整理好了，%s聊的：", "「%s」整理好了，%s聊的：", "“%s” is written up, from %s:")
	postHeadBy = text("“%s”整理好了，%s%s聊的：", "「%s」整理好了，%s%s聊的：", "“%s” is written up, from %s, with %s:")
	postLink   = text("全文：%s", "全文：%s", "In full: %s")
	postEnd    = text("说错的地方请指出来。", "說錯的地方請指出來。", "If anything is wrong, please say so.")
)

// What pages say first.
var (
	verdictEmpty  = text("还没有存过。每次分享完写几句要点存在这里，后来的人也找得到。", "還沒有存過。每次分享完寫幾句要點存在這裡，後來的人也找得到。", "Nothing is kept yet. Write a few points after each sharing, and whoever comes later finds them here.")
	verdictKept   = text("存了 %d 篇，最近一篇是%s的。", "存了 %d 篇，最近一篇是%s的。", "Kept: %d. The last one is from %s.")
	verdictOf     = text("%s有 %d 篇，最近一篇是%s的。", "%s有 %d 篇，最近一篇是%s的。", "%s has %d, the last one from %s.")
	verdictNoneOf = text("%s还没有往期总结。", "%s還沒有往期總結。", "%s has no past summaries yet.")
	verdictFound  = text("找到 %d 篇。", "找到 %d 篇。", "Found: %d.")
	verdictNot    = text("没有找到“%s”。换个短一点的词试试，或者看看全部。", "沒有找到「%s」。換個短一點的詞試試，或看看全部。", "Nothing was found for “%s”. Try a shorter word, or look at all of them.")
	verdictAway   = text("收起来 %d 篇：目录和列表里都没有，随时能放回去。", "收起來 %d 篇：目錄和列表裡都沒有，隨時能放回去。", "Put away: %d. They are in no list and on no index card, and can be put back.")
	verdictNoAway = text("没有收起来的。", "沒有收起來的。", "Nothing is put away.")
)

func saidWords() map[string]i18n.Text {
	return map[string]i18n.Text{
		"kept":     text("存好了。要发到群里，复制下面的话就行。", "存好了。要發到群組裡，複製下面的話就行。", "It is kept. To post it in the group, copy the words below."),
		"changed":  text("改好了。", "改好了。", "Saved."),
		"archived": text("收起来了，目录里不再有它。", "收起來了，目錄裡不再有它。", "It is put away and no longer on the index card."),
		"restored": text("放回去了，目录里又有它了。", "放回去了，目錄裡又有它了。", "It is back, and on the index card again."),
		"removed":  text("删掉了，找不回来了。", "刪掉了，找不回來了。", "It is removed and cannot be brought back."),
	}
}

// pageWords are the words of every page here.
func pageWords() i18n.Words {
	all := listWords()
	maps.Copy(all, pieceWords())
	maps.Copy(all, formWords())
	return all
}

// listWords are those of the list.
func listWords() i18n.Words {
	return i18n.Words{
		"title": text("往期总结", "往期總結", "Past summaries"),
		"back":  text("往期总结", "往期總結", "Past summaries"),
		"new":   text("存一篇", "存一篇", "Keep one"),
		"empty.why": text("微信群没有群文件，聊过的翻不回来。整理成几条要点，新来的人看目录就知道以前聊过什么。", "微信群沒有群組檔案，聊過的翻不回來。整理成幾則要點，新來的人看目錄就知道以前聊過什麼。",
			"WeChat groups have no group files, and what was said is soon out of sight. A few points on each sharing, and newcomers see by the index what there was."),
		"empty.no":  text("存由运营或负责人来做，存了你就能在这里看到。", "存由營運或負責人來做，存了你就能在這裡看到。", "Operators and owners keep summaries; you will see them here."),
		"find":      text("找标题和总结里的字", "找標題和總結裡的字", "Words in titles and summaries"),
		"find.go":   text("找", "找", "Find"),
		"group":     text("哪个群", "哪個群組", "Group"),
		"group.any": text("全部群", "全部群組", "Any group"),
		"group.cut": text("群太多，这里列了前 %d 个；其余的从群的页面进来。", "群組太多，這裡列了前 %d 個；其餘的從群組的頁面進來。", "There are too many groups; the first %d are listed. Come from a group's own page for the others."),
		"all":       text("看全部", "看全部", "All of them"),
		"away":      text("收起来的", "收起來的", "Put away"),
		"away.back": text("回到没收起来的", "回到沒收起來的", "Back to the others"),
		"everyone":  text("所有群", "所有群組", "All groups"),
		"places.n":  text("%s 等 %d 个群", "%s 等 %d 個群組", "%s and others, %d groups"),
		"gone":      text("（已解散）", "（已解散）", " (dismissed)"),
		"nowhere":   text("原来的群已经不在了", "原來的群組已經不在了", "its groups are no longer there"),
		"shared":    text("%s分享", "%s分享", "shared by %s"),
		"prev":      text("上一页", "上一頁", "Previous"),
		"next":      text("下一页", "下一頁", "Next"),
	}
}

// pieceWords are those of one piece, and of what is copied.
func pieceWords() i18n.Words {
	return i18n.Words{
		"card":       text("给新人的往期目录", "給新人的往期目錄", "Index card for newcomers"),
		"card.lead":  text("最近 %d 篇以内，照着存的列。复制了发给刚进群的人。", "最近 %d 篇以內，照著存的列。複製了發給剛入群的人。", "At most the last %d, just as they are kept. Copy it and send it to whoever has just joined."),
		"card.none":  text("这个群还没有往期总结，所以没有目录可发。", "這個群組還沒有往期總結，所以沒有目錄可發。", "Nothing is kept for this group yet, so there is no index card to send."),
		"card.pick":  text("在上面选一个群，这里就有给新人的往期目录。", "在上面選一個群組，這裡就有給新人的往期目錄。", "Choose a group above to get its index card for newcomers."),
		"copy":       text("复制", "複製", "Copy"),
		"post":       text("复制发群里", "複製發群組裡", "Copy for the group"),
		"post.lead":  text("一条群公告的样子，先看一遍再发。", "一則群公告的樣子，先看一遍再發。", "It reads as an announcement. Look it over before you post it."),
		"link":       text("链接", "連結", "Link"),
		"link.copy":  text("复制链接", "複製連結", "Copy the link"),
		"edit":       text("改", "修改", "Change"),
		"archive":    text("收起来", "收起來", "Put away"),
		"archive.is": text("收起来就不在列表和目录里，随时能放回去。", "收起來就不在列表和目錄裡，隨時能放回去。", "What is put away is in no list and on no index card, and can be put back."),
		"restore":    text("放回去", "放回去", "Put back"),
		"more":       text("收起来、删掉", "收起來、刪掉", "Put away or remove"),
		"remove":     text("删掉", "刪除", "Remove"),
		"remove.is":  text("删了就找不回来，已经发到群里的不会变", "刪了就找不回來，已經發到群組裡的不會變", "It cannot be brought back. What was posted in groups stays there"),
		"notyours":   text("这一篇也给你看不到的群用，改要请总部来。", "這一篇也給你看不到的群組用，修改要請總部來。", "It also belongs to groups that you do not see; head office may change it."),
	}
}

// formWords are those of the form.
func formWords() i18n.Words {
	return i18n.Words{
		"form.new":     text("存一篇往期总结", "存一篇往期總結", "Keep a past summary"),
		"form.edit":    text("改这一篇", "修改這一篇", "Change this summary"),
		"form.lead":    text("只写真聊过的。后来的人先看标题，再看要点。", "只寫真的聊過的。後來的人先看標題，再看要點。", "Only what was really said. Newcomers look at the title first, then at the points."),
		"form.todo":    text("从待办带过来的，看一遍，补上标题再存。", "從待辦帶過來的，看一遍，補上標題再存。", "This comes from the to-do. Look it over and complete the title before you keep it."),
		"f.title":      text("聊了什么", "聊了什麼", "What it was about"),
		"f.title.eg":   text("例如：小排、大排怎么挑", "例如：小排、大排怎麼挑", "For example: how to choose ribs"),
		"f.day":        text("哪天聊的", "哪天聊的", "Which day"),
		"f.sharer":     text("谁分享的（可不填）", "誰分享的（可不填）", "Who shared it (optional)"),
		"f.sharer.is":  text("会写在目录里发给大家，写本人愿意用的称呼。", "會寫在目錄裡發給大家，寫本人願意用的稱呼。", "It stands on the index card that members get. Use the name they agreed to."),
		"f.where":      text("给哪些群", "給哪些群組", "For which groups"),
		"f.some":       text("只给选中的群", "只給選中的群組", "Only those chosen"),
		"f.groups":     text("选群", "選群組", "Choose groups"),
		"f.narrow":     text("群名里的字", "群組名稱裡的字", "Part of the group's name"),
		"f.narrow.go":  text("筛一下", "篩選", "Filter"),
		"f.cut":        text("列了 %d 个。没看到要的，写群名里的字再筛。", "列了 %d 個。沒看到要的，寫群組名稱裡的字再篩。", "%d are listed. If the one you want is missing, filter by a part of its name."),
		"f.summary":    text("要点", "要點", "Summary"),
		"f.summary.is": text("一行一条，最多 %d 个字。", "一行一則，最多 %d 個字。", "A point on each line, %d characters at most."),
		"f.link":       text("全文链接（可不填）", "全文連結（可不填）", "Link to the full text (optional)"),
		"f.link.is":    text("文档、收藏或图文的地址。程序不会去打开它。", "文件、收藏或圖文的網址。程式不會去打開它。", "The address of a document or an article. The program never opens it."),
		"save":         text("存好", "儲存", "Keep it"),
		"cancel":       text("不存了", "取消", "Cancel"),
	}
}
