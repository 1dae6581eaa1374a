package chain

import "github.com/huoshui/huoshui/internal/base/i18n"

// What counts and yet wants to be looked at, what one text says differently in its
// copies, and what is said of a chain that is not there any more.
var (
	butAll    = text("不过，%s。", "不過，%s。", "But look: %s.")
	butOver   = text("%d 行超过每人限购（%s）", "%d 行超過每人限購（%s）", "over the limit for one person: %d (%s)")
	butShort  = text("%d 行加上去就超过总量了（%s）", "%d 行加上去就超過總量了（%s）", "more than there is: %d (%s)")
	butTwice  = text("%d 个名字接了不止一次（%s）", "%d 個名字接了不止一次（%s）", "names that stand here more than once: %d (%s)")
	butNumber = text("%d 行序号重复（%s）", "%d 行序號重複（%s）", "lines whose number is used twice: %d (%s)")
	lineOf    = text("第 %d 行 %s", "第 %d 行 %s", "line %d, %s")
	lineWas   = text("原来第 %d 行 %s", "原本第 %d 行 %s", "line %d before, %s")
	nobody    = text("没写名字", "沒寫名字", "no name")
	semicolon = text("；", "；", "; ")
	comma     = text("、", "、", "; ")
	andMore   = text("等", "等", "; …")

	turnsSum     = text("贴的这段里，同一行前后不一样：改了 %d 行，少了 %d 行，后来加的 %d 行", "貼的這段裡，同一行前後不一樣：改了 %d 行，少了 %d 行，後來加的 %d 行", "Within what was pasted, earlier copies differ: %d changed, %d gone, %d added later")
	turnChanged  = text("%s：从 %s 改成 %s", "%s：從 %s 改成 %s", "%s: from %s to %s")
	turnElse     = text("%s：要的没变（%s），在哪取、电话或备注改了", "%s：要的沒變（%s），在哪取、電話或備註改了", "%s: still wants %s; where, phone or remark changed")
	turnCrossed  = text("%s：原来要 %s，后来不要了", "%s：原本要 %s，後來不要了", "%s: wanted %s, and took it back later")
	turnDropped  = text("%s：前面那份要 %s，后面那份里没有了", "%s：前面那份要 %s，後面那份裡沒有了", "%s: wanted %s in an earlier copy, and is not in the later one")
	turnAdded    = text("%s：后面那份才有，要 %s", "%s：後面那份才有，要 %s", "%s: only in a later copy, wants %s")
	turnAddedOut = text("%s：后面那份才有，要过 %s，又不要了", "%s：後面那份才有，要過 %s，又不要了", "%s: only in a later copy, wanted %s, and took it back")
	noWants      = text("（没看懂要什么）", "（沒看懂要什麼）", "(not clear what)")

	oneIs = text("算 %s", "算 %s", "Take as %s")

	goneVerdict = text("这份接龙已经删掉了。", "這份接龍已經刪掉了。", "This chain was removed.")
)

// watchWords are those of the pages about that.
func watchWords() i18n.Words {
	return i18n.Words{
		"turns.why":  text("大家接龙时常把整段复制再发，几份夹在一起。按最后一份算，前面那份说的放在这里，数对不上时来看。", "大家接龍時常把整段複製再發，幾份夾在一起。按最後一份算，前面那份說的放在這裡，數對不上時來看。", "People copy the whole chain and post it again, so several copies run together. The last one holds; what earlier ones said stands here, for when a sum looks wrong."),
		"turns.more": text("还有 %s 处没列在这里，数都按最后一份算了。", "還有 %s 處沒列在這裡，數都按最後一份算了。", "Not listed here: %s. Sums follow the last copy."),
		"watch.n":    text("▲ %s 处要留心", "▲ %s 處要留心", "▲ %s to mind"),
		"form":       text("这里认得的写法，还没在真手机的微信上一一对过。认错了请告诉我们是怎么复制的，接龙不用发来。", "這裡認得的寫法，還沒在真手機的微信上一一對過。認錯了請告訴我們是怎麼複製的，接龍不用傳來。", "The forms that are read here have not been checked against WeChat on a real phone. If something is read wrongly, tell us how you copied it; the chain itself is not needed."),
		"form.back":  text("格式照微信接龙的样子写，还没在真手机的微信上对过：发出去以后，请点一下看能不能接着接。", "格式照微信接龍的樣子寫，還沒在真手機的微信上對過：發出去以後，請點一下看能不能接著接。", "It is written like WeChat's own chains, and was not checked in WeChat on a real phone: after posting, tap it and see whether people can go on from there."),
		"text.gone":  text("贴进来的原文过了 30 天，已经清掉了，所以改了这里也不会重新看一遍。要重新看，把群里那条接龙再贴一次。", "貼進來的原文過了 30 天，已經清除了，所以改了這裡也不會重新看一遍。要重新看，把群組裡那則接龍再貼一次。", "The text that was pasted is older than 30 days and was cleared, so a change here does not read the chain anew. To have it read, paste the chain once more."),
		"gone":       text("接龙已经删掉", "接龍已經刪掉", "A removed chain"),
		"gone.when":  text("删掉的时间：", "刪掉的時間：", "Removed: "),
		"gone.why":   text("删掉的接龙连同里面的每一行都不在了，不能恢复。你点的链接是以前留下的，可能在备注、待办，或者照着它开的下一份里。", "刪掉的接龍連同裡面的每一行都不在了，不能復原。你點的連結是以前留下的，可能在備註、待辦，或者照著它開的下一份裡。", "A removed chain has gone with all its lines and cannot be brought back. The link you followed was left from before: in a note, a to-do, or the chain that was begun from it."),
		"gone.next":  text("群里那条接龙要是还在，可以再贴一次，变成新的一份。", "群組裡那則接龍要是還在，可以再貼一次，變成新的一份。", "If the chain still stands in the group, paste it again and it becomes a new one."),
		"gone.go":    text("去接龙页", "去接龍頁", "Go to the chains"),
		"nowhere":    text("没写在哪取", "沒寫在哪取", "Not said where"),
	}
}
