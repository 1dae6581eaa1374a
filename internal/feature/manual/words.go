package manual

import "github.com/huoshui/huoshui/internal/base/i18n"

func text(hans, hant, en string) i18n.Text { return i18n.Text{Hans: hans, Hant: hant, En: en} }

var (
	noGroup     = text("没有找到这个微信群，可能它属于你看不到的门店。", "找不到這個微信群，可能屬於你看不到的門市。", "This WeChat group was not found; it may belong to a unit you do not see.")
	isDismissed = text("这个群已经解散了，不能再改。", "這個群組已經解散了，不能再改。", "This group was dismissed, so it cannot be changed any more.")
	noNames     = text("一个名字也没有。请一行写一个。", "一個名字也沒有。請一行寫一個。", "There is no name yet. Write one on each line.")
	manyNames   = text("一次最多 %d 个，这里有 %d 个。请分几次。", "一次最多 %d 個，這裡有 %d 個。請分幾次。", "At most %d at a time; these are %d. Please do it in parts.")
	longName    = text("“%s”这一行有 %d 个字，最多 %d 个。", "「%s」這一行有 %d 個字，最多 %d 個。", "The line “%s” has %d characters; %d is the most.")
	badFigure   = text("请填 0 到 %d 的整数，不知道就空着。", "請填 0 到 %d 的整數，不知道就留空。", "Enter a whole number from 0 to %d, or leave it empty if you do not know.")
	noFigures   = text("还没填。知道几项就填几项。", "還沒填。知道幾項就填幾項。", "Nothing is filled in yet. Any one of them will do.")
	moreSpoke   = text("说话的人不会比消息还多，请看一下这两个数。", "說話的人不會比訊息還多，請看一下這兩個數。", "More people than messages cannot be; please look at the two again.")
	longNote    = text("最多 %d 个字，这里有 %d 个。", "最多 %d 個字，這裡有 %d 個。", "At most %d characters; these are %d.")
	noUnit      = text("请选一个你看得到的门店。", "請選一個你看得到的門市。", "Please choose a unit that you see.")
	noKeeper    = text("这位同事不在，或者看不到这个门店。请换一位，或先空着。", "這位同事不在，或者看不到這個門市。請換一位，或先留空。", "This colleague is not here, or does not see the unit. Choose another, or nobody for now.")
	noDoor      = text("还没有微信群的接入。请负责人在“接入”里加一个，加好就能建群了。", "還沒有微信群的連線。請負責人在「連線」裡新增一個，加好就能建群組了。", "There is no connection for WeChat groups yet. An owner can add one under Connections; then groups can be added here.")
	noText      = text("还没有贴聊天。在电脑微信里选中几条，复制，再贴到这里。", "還沒有貼上聊天。在電腦版微信裡選取幾則，複製，再貼到這裡。", "Nothing is pasted yet. Select some messages in WeChat on a computer, copy them, and paste them here.")
	nothingRead = text("没认出一条消息。每条前面要有“昵称 日期 时间”，或者“昵称：”。请在电脑微信里选中聊天再复制一次。", "沒認出一則訊息。每則前面要有「暱稱 日期 時間」，或「暱稱：」。請在電腦版微信裡選取聊天再複製一次。", "No message was recognised. Each needs “name date time” or “name:” above it. Please copy it once more from WeChat on a computer.")
)
