package checkup

import (
	"maps"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

var (
	verdictNone = text("还没有人给群做过体检。", "還沒有人替群組做過體檢。", "No group has had a check-up yet.")
	verdictWell = text("%d 个群，看下来都还好。", "%d 個群組，看下來都還好。", "Groups: %d, and none looks bad.")
	verdictOpen = text("%d 个群，没看出要紧的，其中 %d 个还说不准。", "%d 個群組，沒看出要緊的，其中 %d 個還說不準。", "Groups: %d, and none looks bad; of %d nothing can be said yet.")
	verdictSome = text("%d 个群，其中 %d 个要用点心。", "%d 個群組，其中 %d 個要用點心。", "Groups: %d; in need of some care: %d.")
	verdictDue  = text("有 %d 个满一周了，该再查一次。", "有 %d 個滿一週了，該再查一次。", " For %d a week has passed: check them once more.")

	formTitle = text("三分钟群体检", "三分鐘群體檢", "A three-minute check-up")
	formOf    = text("给“%s”做三分钟体检", "替「%s」做三分鐘體檢", "A three-minute check-up of “%s”")
	lastTime  = text("灰色的是上次（%s）的回答，只给你看看，没有替你选。", "灰色的是上次（%s）的回答，只給你看看，沒有替你選。", "In grey are the answers of last time (%s), to look at; nothing is chosen for you.")
	olderOne  = text("这是 %s 那次的结果，不是最近一次。", "這是 %s 那次的結果，不是最近一次。", "This is the result of %s, not the latest.")
	sinceThen = text("和上次（%s）比", "和上次（%s）比", "Since last time (%s)")
	sinceWeek = text("和上周（%s）比", "和上週（%s）比", "Since last week (%s)")
	turned    = text("那时是“%s”，现在是“%s”。", "那時是「%s」，現在是「%s」。", "It was “%s” then, and is “%s” now.")
	turnedNot = text("那时也是“%s”。", "那時也是「%s」。", "It was “%s” then, too.")

	saidPlanned = text("%d 件事放进今日了，话都备好了，照着发就行。", "%d 件事放進今日了，話都備好了，照著發就行。", "%d {thing is|things are} under Today now, with {its|their} words ready.")
	saidTied    = text("记进微信群了。人数没有写成数字，等你数过再填。", "記進微信群了。人數沒有寫成數字，等你數過再填。", "It is among the WeChat groups now. How many people are in it was not made a figure; fill it in once you have counted.")
	saidRenamed = text("群名改好了。", "群組名稱改好了。", "The group has its new name.")
)

// pageWords are the words of every page here.
func pageWords() i18n.Words {
	all := i18n.Words{}
	for _, some := range []i18n.Words{listWords(), formWords(), resultWords(), habitPageWords()} {
		maps.Copy(all, some)
	}
	return all
}

func listWords() i18n.Words {
	return i18n.Words{
		"title":     text("群体检", "群體檢", "Check-up"),
		"estimated": estimated,
		"colon":     text("：", "：", ": "),
		"more":      text("再查一个群", "再查一個群組", "Check another group"),
		"again":     text("再查一次", "再查一次", "Check again"),
		"checked":   text("查于", "查於", "checked"),
		"due":       text("满一周了，该再查了", "滿一週了，該再查了", "a week has passed"),
		"none.lead": text("选六个答案，就知道群活没活、今天该做什么。要查的话，请能管群的同事来做。", "選六個答案，就知道群組活沒活、今天該做什麼。要查的話，請能管群組的同事來做。", "Six answers tell whether a group lives and what to do today. A colleague who runs groups can do it."),
	}
}

func formWords() i18n.Words {
	return i18n.Words{
		"mark":      text("？", "？", "?"),
		"lead":      text("六个问题，点一下就选好，不用打字，也不用导入。选完就有结论。", "六個問題，點一下就選好，不用打字，也不用匯入。選完就有結論。", "Six questions, one touch each. Nothing to type and nothing to import; the verdict follows at once."),
		"name":      text("群名（可以先不填）", "群組名稱（可以先不填）", "Name of the group (may wait)"),
		"was":       text("上次：%s", "上次：%s", "Last time: %s"),
		"go":        text("看结论", "看結論", "See the verdict"),
		"auto":      text("六题都选完，结论会自己出来。", "六題都選完，結論會自己出來。", "After the sixth answer the verdict comes by itself."),
		"left":      text("还差 %s 题", "還差 %s 題", "%s to go"),
		"not.saved": text("看到结论之前，什么都不会存。", "看到結論之前，什麼都不會存。", "Nothing is kept before you see the verdict."),
	}
}

func resultWords() i18n.Words {
	return i18n.Words{
		"back":         text("群体检", "群體檢", "Check-up"),
		"why.title":    text("凭什么这么说", "憑什麼這麼說", "What this rests on"),
		"why.answers":  text("你的六个回答", "你的六個回答", "Your six answers"),
		"unsure.left":  text("没算进去", "沒算進去", "left out"),
		"change":       text("改一改回答", "改一改回答", "Change the answers"),
		"do":           text("今天做这 %d 件事", "今天做這 %d 件事", "To do today: %d"),
		"do.lead":      text("话都备好了，复制去发就行，觉得哪句不像你说的就改一改。", "話都備好了，複製去發就行，覺得哪句不像你說的就改一改。", "The words are ready to copy. Change what does not sound like you."),
		"because":      text("你的回答", "你的回答", "Your answer"),
		"copy":         text("复制", "複製", "Copy"),
		"plan":         text("把这几件放进今日", "把這幾件放進今日", "Put these under Today"),
		"plan.why":     text("放进今日，就不用记在脑子里：做完点一下，没做完明天也看得到。", "放進今日，就不用記在腦子裡：做完點一下，沒做完明天也看得到。", "Under Today nothing has to be kept in mind: touch what is done, and what is not is still there tomorrow."),
		"planned":      text("已经放进今日", "已經放進今日", "Under Today already"),
		"today":        text("去今日", "去今日", "Go to Today"),
		"tie":          text("把它记进微信群", "把它記進微信群", "Keep it among the WeChat groups"),
		"tie.why":      text("记进去以后，这个群有自己的一页：能排 SOP、派待办、贴聊天。程序进不了你的微信，只是在这里记一笔。", "記進去以後，這個群組有自己的一頁：能排 SOP、派待辦、貼聊天。程式進不了你的微信，只是在這裡記一筆。", "The group then has a page of its own, for playbooks, to-dos and pasted talk. The program does not enter your WeChat; it only makes a note here."),
		"tie.name":     text("群名", "群組名稱", "Name of the group"),
		"tied":         text("这个群已经记在微信群里", "這個群組已經記在微信群裡", "This group is among the WeChat groups"),
		"tie.sample":   text("这里是样例或模拟的，可以随便试。查自己的群，请到自己的工作区。", "這裡是範例或模擬的，可以隨便試。查自己的群組，請到自己的工作區。", "Everything here is made up, so try as you like. Check your own groups in a workspace of your own."),
		"group":        text("看这个群", "看這個群組", "See this group"),
		"next":         text("一周后再查一次，就看得出变化。到时候“今日”里会提醒。", "一週後再查一次，就看得出變化。到時候「今日」裡會提醒。", "Check again in a week to see what has changed; Today will remind you."),
		"days":         text("查过的", "查過的", "Checked so far"),
		"better":       text("好些了", "好些了", "better"),
		"worse":        text("要留意", "要留意", "keep an eye on it"),
		"then":         text("那时", "那時", "then"),
		"now":          text("现在", "現在", "now"),
		"latest":       text("看最近一次", "看最近一次", "See the latest"),
		"settings":     text("改名、删除", "改名、刪除", "Rename, remove"),
		"rename":       text("改群名", "更改群組名稱", "Rename"),
		"save":         text("保存", "儲存", "Save"),
		"drop":         text("删掉这个群的体检", "刪除這個群組的體檢", "Remove this group’s check-ups"),
		"drop.is":      text("真的删掉（查过的几次都会没有，不能撤回；微信群里的不受影响）", "真的刪除（查過的幾次都會沒有，不能復原；微信群裡的不受影響）", "Really remove it (all its check-ups go and cannot be brought back; the WeChat group stays)"),
		"read.only":    text("你可以看，改要请能管群的同事来。", "你可以看，改要請能管群組的同事來。", "You may look; a colleague who runs groups can change things."),
		"nothing.same": text("六个回答都没变。", "六個回答都沒變。", "None of the six answers has changed."),
	}
}
