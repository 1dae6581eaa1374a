package account

import "github.com/huoshui/huoshui/internal/base/i18n"

func beginWords() i18n.Words {
	return i18n.Words{
		"title":      {Hans: "从哪里开始", Hant: "從哪裡開始", En: "Where to begin"},
		"lead":       {Hans: "三个都不用填表，随时可以回来换一个。", Hant: "三個都不用填表，隨時可以回來換一個。", En: "None of the three asks you to fill in a form, and you can come back for another at any time."},
		"check":      {Hans: "给我的群做个体检", Hant: "幫我的群組做個體檢", En: "Check my groups now"},
		"check.what": {Hans: "一个群六个问题，都是点一下。马上告诉你这个群怎么样、今天先做哪三件事。不用导出，不用装别的。", Hant: "一個群組六個問題，都是點一下。馬上告訴你這個群組怎麼樣、今天先做哪三件事。不用匯出，也不用裝別的。", En: "Six questions a group, each one tap. You are told at once how the group is and which three things to do today. Nothing to export, nothing to install."},
		"check.go":   {Hans: "开始体检，约三分钟", Hant: "開始體檢，約三分鐘", En: "Begin, about three minutes"},
		"bring":      {Hans: "把聊天带进来", Hant: "把聊天帶進來", En: "Bring my chats"},
		"bring.what": {Hans: "从微信复制一段聊天贴进来，或者导入聊天记录文件。先告诉你谁问了没人答。", Hant: "從微信複製一段聊天貼進來，或匯入聊天紀錄檔。先告訴你誰問了沒人答。", En: "Paste talk copied out of WeChat, or import a file. The first thing you see is who asked and got no answer."},
		"bring.go":   {Hans: "贴聊天", Hant: "貼聊天", En: "Paste a chat"},
		"look":       {Hans: "随便看看", Hant: "隨便看看", En: "Look around"},
		"look.what":  {Hans: "一家编出来的社区生鲜店：福利群、会员群、快闪群都在，点什么都不会真的发出去。", Hant: "一家虛構的社區生鮮店：福利群、會員群、快閃群都在，點什麼都不會真的發出去。", En: "An invented neighbourhood grocer with its groups. Whatever you press, nothing is really sent."},
		"look.go":    {Hans: "打开样例", Hant: "打開範例", En: "Open the sample"},
		"look.soon":  {Hans: "样例正在准备，十几秒就好；先点也行，好了会自己打开。", Hant: "範例正在準備，十幾秒就好；先點也行，好了會自己打開。", En: "The sample is being made and takes some seconds. You may press already; it opens by itself."},
		"look.lives": {Hans: "也可以看程序扮演的群友怎么说话。", Hant: "也可以看程式扮演的群友怎麼說話。", En: "You can also watch groups whose members the program plays."},
		"why":        {Hans: "活水不连微信，也不碰你的微信账号。你说的、贴的，只存在你自己装的这个活水里，不传给任何人。", Hant: "活水不連微信，也不碰你的微信帳號。你說的、貼的，只存在你自己裝的這個活水裡，不傳給任何人。", En: "Huoshui does not connect to WeChat and touches no account of yours. What you say or paste stays in this Huoshui of yours and goes to nobody."},
		"own":        {Hans: "已经有自己的工作区了，前两个会接着用它。", Hant: "已經有自己的工作區了，前兩個會接著用它。", En: "You have a workspace of your own already; the first two go on in it."},
		"workspaces": {Hans: "所有工作区", Hant: "所有工作區", En: "All workspaces"},
	}
}

func waitWords() i18n.Words {
	return i18n.Words{
		"title": {Hans: "样例还在准备", Hant: "範例還在準備", En: "The sample is still being made"},
		"lead":  {Hans: "正在编几个月的聊天，好让图表有东西可看。十几秒就好，好了这一页会自己打开。", Hant: "正在編幾個月的聊天，好讓圖表有東西可看。十幾秒就好，好了這一頁會自己打開。", En: "Some months of talk are being invented, so that there is something to see. It takes some seconds; then this page opens by itself."},
		"back":  {Hans: "先做别的", Hant: "先做別的", En: "Do something else first"},
	}
}
