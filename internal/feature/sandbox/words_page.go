package sandbox

import (
	"maps"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

func noneWords() i18n.Words {
	return i18n.Words{
		"title": text("演练群", "演練群", "Sandbox"),
		"none":  text("还没有演练群", "還沒有演練群", "No sandbox yet"),
		"lead": text("演练群是活水自带的模拟群：三个群，几百位由程序扮演的群友，会聊天、提问、抢红包、发广告。在里面怎么试都不会碰到真人。",
			"演練群是活水內建的模擬群組：三個群組，數百位由程式扮演的群友，會聊天、提問、搶紅包、發廣告。在裡面怎麼試都不會碰到真人。",
			"The sandbox is Huoshui's own simulated network: three groups and hundreds of members played by the program, who chat, ask, complain and spam. Nothing you try there reaches a real person."),
		"make": text("建一个演练工作区", "建立一個演練工作區", "Make a sandbox workspace"),
		"ask":  text("请工作区的负责人来建。", "請工作區的負責人建立。", "Ask an owner of a workspace to make one."),
	}
}

// mainWords are the words of the page, part by part.
func mainWords() i18n.Words {
	all := i18n.Words{}
	for _, part := range [...]i18n.Words{pageWords(), phoneWords(), messageWords(), clockWords(), storyWords(), groupWords(), faultWords()} {
		maps.Copy(all, part)
	}
	return all
}

func pageWords() i18n.Words {
	return i18n.Words{
		"title": text("演练群", "演練群", "Sandbox"),
		"lead": text("拿起左边的手机，随便扮成谁说句话；右边看活水怎么听见、认出是谁、记下来、让数字动起来。",
			"拿起左邊的手機，隨意扮成誰說句話；右邊看活水怎麼聽見、認出是誰、記下來、讓數字動起來。",
			"Take the phone, be anybody and say something; then watch Huoshui hear it, recognise who it was, keep it, and move the figures."),
		"tab.phone":   text("手机", "手機", "Phone"),
		"tab.clock":   text("时间", "時間", "Time"),
		"tab.story":   text("活水怎么看", "活水怎麼看", "What Huoshui sees"),
		"lost":        text("连不上活水了，这里可能停住了。恢复后会自己接着动。", "無法連上活水，這裡可能停住了。恢復後會自動繼續。", "Contact with Huoshui is lost, so this may stand still. It goes on by itself."),
		"simulated":   text("模拟", "模擬", "Simulated"),
		"be":          text("我现在是", "我現在是", "I am"),
		"be.else":     text("换个人", "換個人", "Be somebody else"),
		"be.newcomer": text("来个新群友", "來個新群友", "Be a newcomer"),
		"be.spammer":  text("来个发广告的", "來個發廣告的", "Be a spammer"),
	}
}

func phoneWords() i18n.Words {
	return i18n.Words{
		"chats":       text("群聊", "群組", "Chats"),
		"people":      text("%v 人", "%v 人", "%v people"),
		"back":        text("返回群列表", "返回群組列表", "Back to the chats"),
		"about":       text("这个群能做什么、入群码", "這個群組能做什麼、入群碼", "What can be done here, and the code to join"),
		"close":       text("回到聊天", "回到聊天", "Back to the chat"),
		"outside":     text("没进群", "沒進群", "Not a member"),
		"dismissed":   text("已解散", "已解散", "Dismissed"),
		"staff":       text("店员", "店員", "Staff"),
		"edited":      text("改过", "改過", "edited"),
		"recalled":    text("%s 撤回了一条消息", "%s 收回了一則訊息", "%s recalled a message"),
		"recalled.me": text("你撤回了一条消息", "你收回了一則訊息", "You recalled a message"),
		"voice":       text("语音，%v 秒", "語音，%v 秒", "Voice message, %v seconds"),
		"picture.of":  text("%s 发的图片", "%s 發的圖片", "A picture from %s"),
		"red":         text("红包", "紅包", "Red packet"),
		"chain":       text("接龙", "接龍", "Sign-up chain"),
		"link":        text("文章", "文章", "Article"),
		"file":        text("附件", "附件", "Attachment"),
		"join":        text("扫码进群", "掃碼進群", "Scan and join"),
		"join.how":    text("%s 还不在这个群里。真的手机扫这个码能打开这一页；在这里，点下面的按钮就算扫过了。", "%s 還不在這個群組裡。真的手機掃這個碼能打開這一頁；在這裡，按下面的按鈕就算掃過了。", "%s is not in this group. A real phone that scans this opens this page; here, the button counts as scanning."),
		"code":        text("入群码", "入群碼", "Code"),
		"code.enter":  text("用入群码进群", "用入群碼進群", "Join by code"),
		"speak":       text("让活水助手说一句", "讓活水助手說一句", "Let Huoshui's assistant say something"),
		"speak.go":    text("让它说", "讓它說", "Let it speak"),
		"leave":       text("退出这个群", "退出這個群組", "Leave this group"),
		"modes":       text("活水在这个群里能做什么", "活水在這個群組裡能做什麼", "What Huoshui can do in this group"),
	}
}

func messageWords() i18n.Words {
	return i18n.Words{
		"more":          text("对这条消息", "對這則訊息", "With this message"),
		"reply":         text("引用", "引用", "Reply"),
		"change":        text("修改", "修改", "Edit"),
		"recall":        text("撤回", "收回", "Recall"),
		"replying":      text("回复 %s：", "回覆 %s：", "Replying to %s:"),
		"changing":      text("改成：", "改成：", "Change to:"),
		"cancel":        text("取消", "取消", "Cancel"),
		"say":           text("说点什么", "說點什麼", "Say something"),
		"send":          text("发送", "傳送", "Send"),
		"picture":       text("发图片", "傳圖片", "Send a picture"),
		"chosen":        text("已选图片", "已選圖片", "Picture chosen"),
		"muted":         text("被禁言了，暂时说不了话。", "被禁言了，暫時不能發言。", "Muted: cannot speak for now."),
		"readonly":      text("你的角色只能看。", "你的角色只能檢視。", "Your role may only look."),
		"first":         text("还没有人说话。", "還沒有人說話。", "Nobody has said anything yet."),
		"waits":         text("活水准备好了一条消息，等你确认", "活水準備好了一則訊息，等你確認", "Huoshui prepared a message and waits for you"),
		"waits.send":    text("确认发送", "確認傳送", "Confirm and send"),
		"waits.decline": text("不发", "不傳", "Do not send"),
	}
}

// groupWords are those of what can be done with a group itself.
func groupWords() i18n.Words {
	return i18n.Words{
		"group":          text("管这个群", "管理這個群組", "Run this group"),
		"rename":         text("群名", "群組名稱", "Name of the group"),
		"rename.go":      text("改名", "改名", "Rename"),
		"invite":         text("邀请谁进群", "邀請誰進群", "Bring somebody in"),
		"invite.go":      text("邀请", "邀請", "Invite"),
		"invite.none":    text("能邀请的人都在群里了。先在上面“换个人”里来个新群友。", "能邀請的人都在群組裡了。先在上面「換個人」裡來個新群友。", "Everybody who could be invited is here. Make a newcomer first, under “Be somebody else”."),
		"remove":         text("把谁移出群", "把誰移出群組", "Remove somebody"),
		"remove.go":      text("移出", "移出", "Remove"),
		"leads.no":       text("移出群友、解散群要群主或店员来做。先在上面换成店员。", "移出群友、解散群組要由群主或店員來做。先在上面換成店員。", "Removing people and dismissing the group is for its owner and staff. Be one of the staff first."),
		"dismiss":        text("解散这个群", "解散這個群組", "Dismiss this group"),
		"dismiss.why":    text("解散后群里的 %v 人都不能再说话，不能恢复。", "解散後群組裡的 %v 人都不能再發言，無法復原。", "None of its %v people can speak in it any more, and it cannot be undone."),
		"create":         text("新建一个群", "新增一個群組", "Make a group"),
		"create.name":    text("群名", "群組名稱", "Name of the group"),
		"create.profile": text("活水在里面能做什么", "活水在裡面能做什麼", "What Huoshui can do in it"),
		"create.go":      text("新建", "新增", "Make"),
	}
}

// faultWords are those of what the platform can be made to suffer.
func faultWords() i18n.Words {
	return i18n.Words{
		"fault":           text("让平台出点状况", "讓平台出點狀況", "Make the platform suffer"),
		"fault.down":      text("平台断线", "平台斷線", "Take the platform down"),
		"fault.down.now":  text("平台断线了：群友照样聊，活水听不到，也发不出去。恢复后会补上。", "平台斷線了：群友照樣聊，活水聽不到，也送不出去。恢復後會補上。", "The platform is down: members go on talking, Huoshui neither hears nor sends. It catches up afterwards."),
		"fault.up":        text("恢复连线", "恢復連線", "Bring it back"),
		"fault.limit":     text("限流一分钟", "限流一分鐘", "Limit sending for a minute"),
		"fault.limit.now": text("平台限流中，%s 以前活水发的都要等。", "平台限流中，%s 以前活水送的都要等。", "The platform limits: what Huoshui sends waits until %s."),
		"fault.unlimit":   text("不限流了", "解除限流", "Stop limiting"),
		"fault.lose":      text("弄丢下一件事", "弄丟下一件事", "Lose the next event"),
		"fault.lose.now":  text("下一件事不会告诉活水。", "下一件事不會告訴活水。", "Huoshui will not be told of the next thing that happens."),
		"fault.lost":      text("到现在弄丢过 %v 件，活水不知道。", "到現在弄丟過 %v 件，活水不知道。", "Lost so far, unknown to Huoshui: %v."),
		"fault.twice":     text("下一件事送两遍", "下一件事送兩遍", "Deliver the next event twice"),
		"fault.twice.now": text("下一件事会告诉活水两遍。", "下一件事會告訴活水兩遍。", "Huoshui will be told twice of the next thing that happens."),
		"fault.spare":     text("算了，不弄了", "算了，不弄了", "Never mind"),
	}
}

func clockWords() i18n.Words {
	return i18n.Words{
		"clock":       text("演练时间", "演練時間", "Sandbox time"),
		"clock.pause": text("暂停", "暫停", "Pause"),
		"clock.todos": text("看待办", "看待辦", "See the to-dos"),
		"clock.speed": text("时间多快", "時間多快", "How fast time runs"),
	}
}

func storyWords() i18n.Words {
	return i18n.Words{
		"story":       text("活水怎么看", "活水怎麼看", "What Huoshui sees"),
		"story.none":  text("还没有新的事。在手机里说句话，或者把时间调快。", "還沒有新的事。在手機裡說句話，或把時間調快。", "Nothing new yet. Say something in the phone, or speed time up."),
		"story.deaf":  text("这个群像企业微信：里面说的话活水听不到，所以这里不会出现。有人进群、退群才会告诉活水。", "這個群組像企業微信：裡面說的話活水聽不到，所以這裡不會出現。有人進群、退群才會告訴活水。", "This group is like WeCom: what is said in it never reaches Huoshui, so it does not show here. Only joining and leaving does."),
		"story.short": text("只留最近的一些，程序重启就清空。", "只留最近的一些，程式重新啟動就清空。", "Only the latest are kept, until the program restarts."),
		"sent":        text("活水要说的", "活水要說的", "What Huoshui is to say"),
		"step.want":   text("进了发件箱", "進了寄件匣", "Put into the outbox"),
		"step.next":   text("%s 再试", "%s 再試", "tried again at %s"),
		"step.again":  text("又来了一次，认出来了，没有重复算", "又來了一次，認出來了，沒有重複算", "Came again: known, and not counted twice"),
		"sent.see":    text("在手机里点“确认发送”", "在手機裡按「確認傳送」", "Press “Confirm and send” in the phone"),
		"step.in":     text("收到", "收到", "Came in"),
		"step.known":  text("认出", "認出", "Recognised"),
		"step.kept":   text("记下", "記下", "Kept"),
		"step.moved":  text("数字动了", "數字動了", "Figures moved"),
		"step.aside":  text("处理不了，先放一边", "無法處理，先放一邊", "Could not be handled; set aside"),
		"step.count":  text("正在算…", "正在計算…", "Counting…"),
		"step.still":  text("没有数字因此变动", "沒有數字因此變動", "No figure moved by this"),
		"along":       text("和同时的另外 %v 件事一起", "和同時的另外 %v 件事一起", "together with %v other events"),
		"found":       text("对账时发现", "對帳時發現", "found by comparing"),
		"others":      text("等 %v 位", "等 %v 位", "and %v more"),
		"to":          text("变成", "變成", "becomes"),
		"see":         text("在手机里看", "在手機裡看", "See it in the phone"),
	}
}
