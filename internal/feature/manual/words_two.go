package manual

import "github.com/huoshui/huoshui/internal/base/i18n"

var (
	noOther     = text("请写对方的名字，最多 40 个字，不用 # 开头。", "請寫對方的名字，最多 40 個字，不用 # 開頭。", "Please write the other person's name: at most 40 characters, not beginning with #.")
	noOwn       = text("请写你自己的名字，最多 40 个字，不用 # 开头。", "請寫你自己的名字，最多 40 個字，不用 # 開頭。", "Please write your own name: at most 40 characters, not beginning with #.")
	oneName     = text("两个人名字一样，就分不清谁说的了。请改一个。", "兩個人名字一樣，就分不清誰說的了。請改一個。", "With one name for both nobody can tell who said what. Please change one.")
	openLines   = text("还有 %d 行没点是谁说的。点一下，或者在最后选“没点的都是对方说的”。", "還有 %d 行沒點是誰說的。點一下，或在最後選「沒點的都是對方說的」。", "Lines that nobody has been chosen for: %d. Tap them, or choose “All the rest is theirs” at the end.")
	openTimes   = text("还有 %d 行像时间，也可能是话。是话就点是谁说的，是时间就点“不是话”。", "還有 %d 行像時間，也可能是話。是話就點是誰說的，是時間就點「不是話」。", "Lines that may be a time or words: %d. Tap who said them, or “no words” where it is a time.")
	nothingSaid = text("一句话也没留下。至少点一句是谁说的。", "一句話也沒留下。至少點一句是誰說的。", "No words are left. Say of one line at least who said it.")

	twoName = text("%s（私聊）", "%s（私聊）", "%s (private chat)")

	aloneSoon = text("看到你问的了，我确认一下就回你。", "看到你問的了，我確認一下就回你。", "I saw your question. Let me check and I will get back to you.")
	aloneLate = text("不好意思，刚看到。你问的“%s”，我去确认，今天回你。", "不好意思，剛看到。你問的「%s」，我去確認，今天回你。", "Sorry, I have only just seen this. About “%s”: I will check and answer today.")
	aloneOld  = text("不好意思，回晚了。你之前问的“%s”，现在还需要吗？需要的话我来办。", "不好意思，回晚了。你之前問的「%s」，現在還需要嗎？需要的話我來辦。", "Sorry for the late answer. You asked “%s”: do you still need it? If so I will see to it.")
)

// twoWords are those of a talk between two.
func twoWords() i18n.Words {
	return i18n.Words{
		"two.ask":       text("这是你和一个人的私聊吗？", "這是你和一個人的私聊嗎？", "Is this a private chat between you and one person?"),
		"two.askwhy":    text("里面只有话和时间，没有名字，看不出哪一句是谁说的。", "裡面只有話和時間，沒有名字，看不出哪一句是誰說的。", "There are only words and times in it and no names, so nothing shows who said what."),
		"two.more":      text("下面还有 %s 行", "下面還有 %s 行", "%s more lines below"),
		"two.yes":       text("是，就我们两个", "是，就我們兩個", "Yes, just the two of us"),
		"two.group":     text("不是，是群里的", "不是，是群組裡的", "No, it is from a group"),
		"two.it":        text("这是我和一个人的私聊", "這是我和一個人的私聊", "It is a private chat of mine with one person"),
		"two.title":     text("哪些是你说的？", "哪些是你說的？", "Which of these did you say?"),
		"two.lead":      text("点一下是你说的，再点一下是对方说的。一句也不替你猜。", "點一下是你說的，再點一下是對方說的。一句也不替你猜。", "Tap a line once if you said it, and once more if they did. Nothing is guessed."),
		"two.other":     text("对方叫什么", "對方叫什麼", "What is the other person called"),
		"two.otherhint": text("用你平时叫的名字。下次贴同一个人，写一样的，才不会重复。", "用你平時叫的名字。下次貼同一個人，寫一樣的，才不會重複。", "The name you know them by. Write it the same next time, so that nothing is kept twice."),
		"two.own":       text("你叫什么", "你叫什麼", "What are you called"),
		"two.ownhint":   text("你说的话记在这个名字下，算自己人说的。", "你說的話記在這個名字下，算自己人說的。", "Your words are kept under this name, as those of your people."),
		"two.list":      text("谁说的", "誰說的", "Who said it"),
		"two.me":        text("我说的", "我說的", "mine"),
		"two.them":      text("对方说的", "對方說的", "theirs"),
		"two.out":       text("不是话", "不是話", "no words"),
		"two.open":      text("还没点", "還沒點", "not chosen"),
		"two.left":      text("还没点的：", "還沒點的：", "Not chosen yet: "),
		"two.first":     text("去第一行", "去第一行", "To the first"),
		"two.rest":      text("没点的都是对方说的", "沒點的都是對方說的", "All the rest is theirs"),
		"two.cut":       text("太长了，只列了前面的。这些收下后，再贴后面的。", "太長了，只列了前面的。這些收下後，再貼後面的。", "It is too long, so only the beginning is listed. Take this in, then paste the rest."),
		"two.no":        text("不是私聊，是群里的", "不是私聊，是群組裡的", "It is from a group after all"),
		"two.change":    text("谁说的，点开改", "誰說的，點開改", "Change who said what"),
		"two.where":     text("这段私聊记在哪里？", "這段私聊記在哪裡？", "Where is this private chat to be kept?"),
		"two.wherehint": text("单独记，才不会混进别的群的数据。", "單獨記，才不會混進別的群組的數據。", "Kept apart, it does not mix with the figures of a group."),
	}
}
