package manual

import "github.com/huoshui/huoshui/internal/base/i18n"

var (
	manyAnswers = text("这一页的选择太多了，最多 %d 个。请分几次贴。", "這一頁的選擇太多了，最多 %d 個。請分幾次貼。", "There are too many answers on this page; %d is the most. Please paste it in parts.")
	notAChat    = text("这不像聊天：看不出哪一句是谁说的。每一句前面要有昵称，像下面的例子那样。", "這不像聊天：看不出哪一句是誰說的。每一句前面要有暱稱，像下面的例子那樣。", "This does not look like a chat: it cannot be told who says what. Each message needs a name in front, as in the example below.")
	needDay     = text("请选一下最后一句是哪天说的，日期才对得上。", "請選一下最後一句是哪天說的，日期才對得上。", "Please choose the day of the last message, so that the dates are right.")
	needGroup   = text("请选一下这是哪个群，或者写一个新群名。", "請選一下這是哪個群組，或寫一個新群名。", "Please choose which group this is, or write the name of a new one.")

	pastedWaits  = text("认出 %d 句，%d 个人说的。有 %d 句问了没人回。", "認出 %d 句，%d 個人說的。有 %d 句問了沒人回。", "Recognised: %d {message|messages} by %d {person|people}. Questions nobody answered: %d.")
	pastedCalm   = text("认出 %d 句，%d 个人说的。问了没人回的，没有看到。", "認出 %d 句，%d 個人說的。問了沒人回的，沒有看到。", "Recognised: %d {message|messages} by %d {person|people}. No question was found that nobody answered.")
	pastedWho    = text("认出 %d 句，%d 个人说的。点一下谁是自己人，漏回清单才准。", "認出 %d 句，%d 個人說的。點一下誰是自己人，漏回清單才準。", "Recognised: %d {message|messages} by %d {person|people}. Tick your people below, so that the list of unanswered questions is right.")
	pastedBefore = text("这 %d 句之前都贴过了，没有新的。", "這 %d 句之前都貼過了，沒有新的。", "All %d of these were pasted before; nothing is new.")

	waitsStaff   = text("自己人回过的不算漏回。只看贴进来的这一段，后来有没有人回，这里不知道。", "自己人回過的不算漏回。只看貼進來的這一段，後來有沒有人回，這裡不知道。", "What your people answered is left out. Only what was pasted is looked at; what came later is not known here.")
	waitsNobody  = text("里面没有自己人，所以后面有群友接了话就算有人回。只看贴进来的这一段。", "裡面沒有自己人，所以後面有群友接了話就算有人回。只看貼進來的這一段。", "None of your people are in it, so any member's next sentence counts as an answer. Only what was pasted is looked at.")
	waitsUnknown = text("还不知道谁是自己人，分不出谁的话算回答，所以先不列。在下面点出自己人，再看一遍。", "還不知道誰是自己人，分不出誰的話算回答，所以先不列。在下面點出自己人，再看一遍。", "It is not known yet who your people are, so nobody can say whose words are an answer, and nothing is listed. Tick your people below and look again.")

	replySoon = text("@%s 看到你问的了，我确认一下就回你。", "@%s 看到你問的了，我確認一下就回你。", "@%s I saw your question. Let me check and I will get back to you.")
	replyLate = text("@%s 不好意思，刚看到。你问的“%s”，我去确认，今天回你。", "@%s 不好意思，剛看到。你問的「%s」，我去確認，今天回你。", "@%s Sorry, I have only just seen this. About “%s”: I will check and answer today.")
	replyOld  = text("@%s 不好意思，回晚了。你之前问的“%s”，现在还需要吗？需要的话我来办。", "@%s 不好意思，回晚了。你之前問的「%s」，現在還需要嗎？需要的話我來辦。", "@%s Sorry for the late answer. You asked “%s”: do you still need it? If so I will see to it.")
)

// pasteWords are those of the box.
func pasteWords() i18n.Words {
	return i18n.Words{
		"box.title":  text("贴聊天", "貼聊天", "Paste a chat"),
		"box.lead":   text("把群里的聊天复制过来，看看漏回了谁。先看结果，说“对”才会收下。", "把群裡的聊天複製過來，看看漏回了誰。先看結果，說「對」才會收下。", "Copy what was said in a group and see who is still waiting for an answer. Nothing is kept until you say that it is right."),
		"box.into":   text("贴到“%s”。", "貼到「%s」。", "Into %s."),
		"box.label":  text("聊天内容", "聊天內容", "The chat"),
		"box.hint":   text("手机上：在框里长按，选“粘贴”。", "手機上：在框裡長按，選「貼上」。", "On a phone: press and hold inside the box, then choose Paste."),
		"box.paste":  text("粘贴", "貼上", "Paste"),
		"box.go":     text("看看漏回了谁", "看看漏回了誰", "See who is waiting"),
		"box.limit":  text("一次最多 5000 句、512 KB，多的分几次贴，重复的不会再算。", "一次最多 5000 句、512 KB，多的分幾次貼，重複的不會再算。", "At most 5,000 messages and 512 KB at a time. Paste more in parts; nothing counts twice."),
		"box.how":    text("怎么复制", "怎麼複製", "How to copy"),
		"box.how1":   text("手机：长按一句 → 多选 → 勾上要的 → 转发到邮件，发给自己，再把邮件里的字全选、复制。", "手機：長按一句 → 多選 → 勾選要的 → 轉寄到郵件，寄給自己，再把郵件裡的字全選、複製。", "Phone: hold a message → More → tick what you want → Email it to yourself, then select all of the mail's text and copy it."),
		"box.how2":   text("电脑微信：从第一句拖到最后一句，选中，复制。", "電腦版微信：從第一句拖到最後一句，選取，複製。", "WeChat on a computer: drag from the first message to the last, and copy."),
		"box.how3":   text("别的来路也行，只要每一句看得出是谁说的：昵称、时间、话，前后顺序都可以。", "別的來源也行，只要每一句看得出是誰說的：暱稱、時間、話，前後順序都可以。", "Any other source will do where each message shows who said it: name, time and words, in either order."),
		"box.form":   text("这些写法还没在真手机上对过。认错了请告诉我们，话不用发，只说是怎么复制的。", "這些寫法還沒在真手機上對過。認錯了請告訴我們，話不用傳，只說是怎麼複製的。", "These ways of writing have not been checked on a real phone yet. If something is read wrongly, tell us how you copied it; the words are not needed."),
		"box.sample": text("例子", "例子", "An example"),
		"box.import": text("有聊天记录文件的，去导入", "有聊天記錄檔案的，去匯入", "I have a file of a chat: import it"),
		"box.odd":    text("它就是聊天，照样看", "它就是聊天，照樣看", "It is a chat; look at it anyway"),
		"box.why":    text("活水进不去微信群，也不会去试。群里说了什么，只有你贴过来才知道；没点“收下”之前，什么都不存。", "活水進不去微信群，也不會去試。群裡說了什麼，只有你貼過來才知道；沒點「收下」之前，什麼都不存。", "No program can enter WeChat groups, and ours does not try. What was said there is known only where you paste it, and nothing is kept before you take it in."),
	}
}

// doubtWords are those of what is asked about a paste.
func doubtWords() i18n.Words {
	return i18n.Words{
		"ask.title":    text("还要你说一下", "還要你說一下", "Please say"),
		"ask.staff":    text("哪些是自己人？", "哪些是自己人？", "Which of these are your people?"),
		"ask.maybe":    text("像自己人？", "像自己人？", "yours?"),
		"ask.none":     text("里面没有自己人", "裡面沒有自己人", "None of them"),
		"ask.known":    text("已经知道是自己人：", "已經知道是自己人：", "Known to be yours:"),
		"ask.staffwhy": text("店员、客服说的话算“回了”，群友说的不算。不知道谁是自己人，就分不清一句话是有人接话，还是真的答了。", "店員、客服說的話算「回了」，群友說的不算。不知道誰是自己人，就分不清一句話是有人接話，還是真的答了。", "What your staff say counts as an answer; what members say does not. Without knowing who is who, a remark cannot be told from an answer."),
		"ask.day":      text("最后一句是哪天说的？", "最後一句是哪天說的？", "On which day was the last message said?"),
		"ask.back":     text("“昨天”“今天”是按哪天说的？", "「昨天」「今天」是按哪天說的？", "Seen from which day are “yesterday” and “today”?"),
		"ask.today":    text("今天", "今天", "Today"),
		"ask.yester":   text("昨天", "昨天", "Yesterday"),
		"ask.other":    text("别的日子", "別的日子", "Another day"),
		"ask.date":     text("哪一天", "哪一天", "Which day"),
		"ask.daywhy":   text("这段聊天里没有写日期。日子不对，漏了多久、和之前贴的能不能接上，就都不对。", "這段聊天裡沒有寫日期。日子不對，漏了多久、和之前貼的能不能接上，就都不對。", "No date stands in this chat. With a wrong day, how long somebody waits and what overlaps with earlier pastes would be wrong too."),
		"ask.order":    text("日期里 01/03 这样的写法是？", "日期裡 01/03 這樣的寫法是？", "Dates such as 01/03 are"),
		"ask.dm":       text("日/月：1 日 3 月", "日/月：1 日 3 月", "day/month: 1 March"),
		"ask.md":       text("月/日：1 月 3 日", "月/日：1 月 3 日", "month/day: 3 January"),
		"ask.once":     text("这些名字只出现过一次，哪些不是人？", "這些名字只出現過一次，哪些不是人？", "These names stand there once. Which are no people?"),
		"ask.oncehint": text("比如“排骨：很新鲜”里的排骨。不是人的，那一行会接到上一句里。", "比如「排骨：很新鮮」裡的排骨。不是人的，那一行會接到上一句裡。", "Such as “Ribs” in “Ribs: very fresh”. A line of what is no person becomes part of the message above."),
		"ask.lines":    text("这几行拿不准", "這幾行拿不準", "These lines are unclear"),
		"ask.line":     text("第 %d 行", "第 %d 行", "Line %d"),
		"ask.up":       text("接在%s那一句里", "接在%s那一句裡", "part of what %s says above"),
		"ask.head":     text("从这里起是%s说的", "從這裡起是%s說的", "%s speaks from here on"),
		"ask.by":       text("是%s说的", "是%s說的", "said by %s"),
		"ask.out":      text("不要这一行", "不要這一行", "leave it out"),
		"ask.group":    text("这是哪个群？", "這是哪個群組？", "Which group is this?"),
		"ask.new":      text("新的群，名叫", "新的群組，名叫", "A new group, called"),
		"ask.namehint": text("名字是从聊天里看到的，不对就改。", "名字是從聊天裡看到的，不對就改。", "The name was found in the chat; change it if it is wrong."),
		"ask.nomake":   text("还没有能收下的群。请负责人先加群。", "還沒有能收下的群組。請負責人先新增群組。", "There is no group to take it into. An owner can add one."),
		"ask.again":    text("按我选的再看一遍", "按我選的再看一遍", "Look again with my answers"),
		"ask.nothing":  text("没有拿不准的了。", "沒有拿不準的了。", "Nothing is unclear."),
	}
}

// pastedWords are those of what was understood.
func pastedWords() i18n.Words {
	return i18n.Words{
		"prev.title":   text("看看认得对不对", "看看認得對不對", "Is this right"),
		"prev.from":    text("从 %s 到 %s。", "從 %s 到 %s。", "From %s to %s."),
		"prev.fresh":   text("新的 %s 句。", "新的 %s 句。", "New: %s."),
		"prev.known":   text("之前贴过的 %s 句，不会再收。", "之前貼過的 %s 句，不會再收。", "Pasted before and left out: %s."),
		"prev.past":    text("其中 %s 句是一天以前的，只算进数据，不会引出 SOP 和待办。", "其中 %s 句是一天以前的，只算進數據，不會引出 SOP 與待辦。", "Older than a day, so they count in the figures and lead to no playbook or to-do: %s."),
		"prev.skip":    text("有 %s 行没认出是谁说的，会丢掉。", "有 %s 行沒認出是誰說的，會丟掉。", "Lines that belong to nobody and are left out: %s."),
		"prev.none":    text("有 %s 句没写时间，按你选的那天算。", "有 %s 句沒寫時間，按你選的那天算。", "Messages without a time, counted on the day you choose: %s."),
		"prev.cut":     text("太长了，后面的没有读。这些收下后，再贴后面的。", "太長了，後面的沒有讀。這些收下後，再貼後面的。", "It is too long: what follows was not read. Take this in, then paste the rest."),
		"prev.who":     text("谁说了几句", "誰說了幾句", "Who wrote how much"),
		"prev.same":    text("同名的人分不开，会当成一个人。", "同名的人分不開，會當成一個人。", "People of one name cannot be told apart here, and count as one person."),
		"prev.others":  text("还有 %s 位", "還有 %s 位", "and %s more"),
		"prev.came":    text("进群：", "加入：", "Came:"),
		"prev.went":    text("退群：", "離開：", "Left:"),
		"prev.lines":   text("头几句和末几句", "頭幾句和末幾句", "The first and the last"),
		"prev.gap":     text("中间 %s 句略", "中間 %s 句略", "%s in between"),
		"prev.was":     text("贴过", "貼過", "before"),
		"prev.other":   text("（图片、语音或别的）", "（圖片、語音或其他）", "(a picture, voice or the like)"),
		"prev.go":      text("对，收下", "對，收下", "Yes, take it in"),
		"prev.no":      text("不对，重贴", "不對，重貼", "No, paste again"),
		"prev.sim":     text("样例里的群都是模拟的，真的聊天请在自己的工作区里收下。", "範例裡的群組都是模擬的，真的聊天請在自己的工作區裡收下。", "Groups here are simulated. Take a real chat in in a workspace of your own."),
		"waits.title":  text("漏回清单", "漏回清單", "Unanswered"),
		"waits.none":   text("这一段里，问了的都有人回。", "這一段裡，問了的都有人回。", "Everything that was asked in it was answered."),
		"waits.talked": text("里面有人问了问题，有没有人回，要先知道谁是自己人。", "裡面有人問了問題，有沒有人回，要先知道誰是自己人。", "Somebody asks in it. Whether they were answered can be told once your people are known."),
		"waits.noask":  text("这一段里没有看到有人问问题。", "這一段裡沒有看到有人問問題。", "Nobody asks anything in it."),
		"waits.notime": text("没写时间", "沒寫時間", "no time given"),
		"waits.reply":  text("可以这样开头", "可以這樣開頭", "An answer may begin"),
		"waits.copy":   text("复制", "複製", "Copy"),
		"took":         text("收下了 %s 句。", "收下了 %s 句。", "Taken in: %s."),
		"took.none":    text("都是贴过的，没有重复收。", "都是貼過的，沒有重複收。", "All of it was pasted before, so nothing was added."),
		"took.after":   text("数据过一会儿就跟上。", "數據過一會兒就跟上。", "The figures follow in a moment."),
		"took.ask":     text("把没回的放进今日", "把沒回的放進今日", "Put the unanswered under Today"),
		"took.askwhy":  text("每一句没回的变成一条待办，开头的话备好了。按几次都只有一条。", "每一句沒回的變成一條待辦，開頭的話備好了。按幾次都只有一條。", "Each unanswered question becomes one to-do with a beginning ready, however often you press."),
		"took.group":   text("看这个群", "看這個群組", "See the group"),
		"took.more":    text("再贴一段", "再貼一段", "Paste more"),
	}
}
