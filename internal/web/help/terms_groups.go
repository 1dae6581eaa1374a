package help

import "github.com/huoshui/huoshui/internal/base/i18n"

// termsOfGroups are the words for groups, people and what is measured of them.
func termsOfGroups() []chapter {
	return []chapter{
		{i18n.Text{Hans: "群的状态", Hant: "群組的狀態", En: "States of a group"}, termsStates()},
		{i18n.Text{Hans: "群和人", Hant: "群組和人", En: "Groups and people"}, termsPeople()},
		{i18n.Text{Hans: "量出来的数", Hant: "量出來的數", En: "What is measured"}, termsFigures()},
		{i18n.Text{Hans: "四自模型", Hant: "四自模型", En: "The four-self model"}, termsFourSelf()},
	}
}

func termsStates() []term {
	return []term{
		marked("●", word("活跃", "活躍", "thriving", "天天有不止一个群友说话。", "天天有不只一位群友說話。", "More than one member speaks, every day.")),
		marked("◐", word("平稳", "平穩", "steady", "有来有往，只是不热闹。", "有來有往，只是不熱鬧。", "Give and take, without bustle.")),
		marked("◌", word("新群", "新群", "forming", "建群不满 14 天，还看不出走势。", "建群不滿 14 天，還看不出走勢。", "Younger than 14 days; too early to tell where it goes.")),
		marked("◒", word("走弱", "走弱", "fading", "说话的人比以前明显变少。", "說話的人比以前明顯變少。", "Clearly fewer people speak than before.")),
		marked("○", word("沉默", "沉默", "dormant", "14–27 天没有群友说话。", "14–27 天沒有群友說話。", "No member spoke for 14 to 27 days.")),
		marked("✕", word("沉寂", "沉寂", "dead", "28 天以上没有群友说话。是事实，不是过错。", "28 天以上沒有群友說話。是事實，不是過錯。", "No member spoke for 28 days or more. A fact, not a fault.")),
		marked("●", word("安静但在买", "安靜但有人買", "quiet-buying", "没人聊天，但有人下单或接龙，别去打扰。", "沒有人聊天，但有人下單或接龍，別去打擾。", "Nobody chats, but somebody orders. Leave it as it is.")),
		word("回暖", "回暖", "revived", "沉寂 28 天以后，又有人说话了。", "沉寂 28 天以後，又有人說話了。", "Somebody speaks again after 28 days without."),
		marked("✓", word("已完成", "已完成", "ended", "说好办到哪天的群，那天已经到了。", "說好辦到哪天的群組，那天已經到了。", "A group with a declared end, and the end has come.")),
	}
}

func termsPeople() []term {
	return []term{
		word("工作区", "工作區", "workspace", "一个品牌的所有群、人和设置；别的工作区看不进来。", "一個品牌的所有群組、人和設定；別的工作區看不到裡面。", "Everything of one brand. No other workspace sees into it."),
		word("样例数据", "範例資料", "sample", "编出来给你逛的群，每一页都标着，不会混进真数据。", "虛構出來讓你看的群組，每一頁都有標示，不會混入真資料。", "Invented groups to look around in, labelled on every page."),
		word("群", "群組", "group", "一个有成员的聊天，不管在哪个平台上。", "一個有成員的聊天，不論在哪個平台上。", "One chat with members, on any network."),
		word("群成员 / 群友", "群成員 / 群友", "member", "群里的人；对群里说话时叫群友。", "群組裡的人；對群裡說話時叫群友。", "Somebody in a group."),
		word("工作人员（自己人）", "工作人員", "staff", "店里的人。由你来认，程序不悄悄猜。", "店裡的人。由你來認，程式不會偷偷猜。", "Those who work for you. You name them; the program never guesses silently."),
		word("机器人", "機器人", "bot", "由程序用的账号，说的话不算群友说的。", "由程式使用的帳號，說的話不算群友說的。", "An account run by a program. What it says is not counted as members' talk."),
		word("群主 / 群管理员", "群主 / 群管理員", "group owner / group admin", "建群的人，和能管这个群的人。", "建群的人，和能管這個群組的人。", "Who made the group, and who may administer it."),
		word("总部 / 区域 / 门店 / 导购", "總部 / 區域 / 門市 / 導購", "unit", "组织里的一个位置；一个同事能看到什么，由它决定。", "組織裡的一個位置；一位同事能看到什麼，由它決定。", "Head office, region, store or adviser: a place in the organisation. What a colleague sees hangs on it."),
		word("群资料", "群組資料", "group details", "你告诉程序的群的情况，比如营业时间；SOP 的话里会用到。", "你告訴程式的群組情況，例如營業時間；SOP 的話裡會用到。", "What you say of a group, such as its hours; SOPs name it in what they say."),
		word("各群通用", "各群組通用", "defaults", "哪个群没单独写，就用这一份。", "哪個群組沒有單獨寫，就用這一份。", "What holds where a group says nothing of its own."),
		word("语气", "語氣", "tone", "对一个群怎么说话；SOP 按它挑说法。", "對一個群組怎麼說話；SOP 依它挑說法。", "How a group is spoken to; SOPs choose their wording by it."),
		word("长期群 / 快闪群 / 抢购群 / 下单群", "長期群組 / 快閃群 / 搶購群 / 下單群", "life", "这个群是干什么用的：长期开着，还是办完一次就散。", "這個群組是做什麼用的：長期開著，還是辦完一次就散。", "What a group is for: kept for long, or for one occasion (long-term, flash, rush-sale, paid-order)."),
		word("手动微信群", "手動微信群", "group kept by hand", "程序进不去的微信群：话由人去发，数由人来填。", "程式進不去的微信群：話由人去發，數由人來填。", "A WeChat group no program may enter: people post, and people tell what happened."),
		word("人工填写", "人工填寫", "filled in by hand", "人报的数，单独放，不和量出来的混在一起。", "由人回報的數字，單獨放，不和量出來的混在一起。", "What a person says of a group, kept apart from what is measured."),
		word("每周填一次", "每週填一次", "weekly sheet", "人工填的四个数：多少人、几位说过话、发了几条、几位问过或买过。", "人工填的四個數字：多少人、幾位說過話、發了幾則、幾位問過或買過。", "Four figures a person fills in: people, who spoke, your posts, who asked or bought."),
		word("实体店模式", "實體店模式", "shop mode", "开实体店的打开它：群按店和片区起名，不适合店里的提醒收起来。", "開實體店的打開它：群組按店和片區取名，不適合店裡的提醒收起來。", "For those who run shops: groups are named by shop and area, and what does not suit a shop is folded away."),
		word("片区", "片區", "area", "一个群的人大多住哪一片；和店名一起，说明群属于哪里。", "一個群組的人大多住哪一片；和店名一起，說明群組屬於哪裡。", "Where most people of a group live; with the shop it says where the group belongs."),
		word("已满", "已滿", "full", "群到了设好的人数，一般 300；群里的人不动，新来的进下一个群。", "群組到了設好的人數，一般 300；群組裡的人不動，新來的進下一個群組。", "A group has as many people as were set, usually 300: those who are in stay, newcomers go to the next one."),
		word("先不进人", "先不進人", "takes nobody", "人说了这个群先不收新来的，不管满没满。", "人說了這個群組先不收新來的，不管滿了沒有。", "A person closed the group to newcomers, whether or not it is full."),
		word("今天到货", "今天到貨", "arrived", "店里写一句今天到了什么，换成发到群里的话。", "店裡寫一句今天到了什麼，換成發到群組裡的話。", "A shop's line on what came in today, in words for the group."),
		word("三分钟群体检", "三分鐘群體檢", "check-up", "六个问题，不用导入，看一个群活没活、今天做哪三件事。", "六個問題，不用匯入，看一個群組是否還活著、今天做哪三件事。", "Six questions and nothing imported: is the group alive, and which three things to do today."),
		word("按你的回答估的", "按你的回答估的", "estimated from your answers", "结论只依据你的回答，没有量过，所以没有百分比和分数。", "結論只依據你的回答，沒有量過，所以沒有百分比和分數。", "The verdict rests on your answers alone; nothing was measured, so there is no percentage and no score."),
		word("贴聊天", "貼聊天", "paste", "把从微信复制的文字贴进来读成消息；同样的贴两次，不会多一条。", "把從微信複製的文字貼進來讀成訊息；同樣的貼兩次，不會多一則。", "Text copied out of WeChat, read into messages. The same twice adds nothing."),
		word("私聊", "私聊", "private chat", "你和一个人的聊天。从手机屏幕复制的没有名字，所以会问哪些是你说的。", "你和一個人的聊天。從手機畫面複製的沒有名字，所以會問哪些是你說的。", "A chat of yours with one person. Copied off a phone's screen it has no names, so you are asked which lines are yours."),
		word("接龙（群接龙）", "接龍（團購接龍）", "sign-up chain", "群友一条接一条写下谁要几份。", "群友一則接一則寫下誰要幾份。", "Members write one below the other how many they want."),
		word("往期总结", "往期總結", "past summary", "每次分享之后人写的要点，存着给后来的人看。", "每次分享之後人寫的要點，存著給後來的人看。", "The points that people wrote after a sharing, kept for whoever comes later."),
		word("往期目录", "往期目錄", "index card", "一个群最近十篇以内往期总结的日期和标题，发给新来的人。", "一個群組最近十篇以內往期總結的日期和標題，發給新來的人。", "Days and titles of at most the last ten past summaries of a group, for somebody new."),
	}
}

func termsFigures() []term {
	return []term{
		word("群诊断（群体检）", "群診斷（群體檢）", "diagnosis", "看一个群活没活、谁在撑、今天做什么。", "看一個群組是否還活著、誰在撐、今天做什麼。", "Is the group alive, who carries it, what to do today."),
		word("截至时间", "截至時間", "as of", "所有的数算到哪一刻为止。", "所有的數字算到哪一刻為止。", "The moment up to which everything is counted."),
		word("话轮", "話輪", "turn", "一个人连着说的几句，中间不超过两分钟，算一次。", "一個人連著說的幾句，中間不超過兩分鐘，算一次。", "One person's messages with at most two minutes between them, counted once."),
		word("播报", "播報", "broadcast", "没人问、自己发的通知或广告；连着发算一次。", "沒人問、自己發的通知或廣告；連著發算一次。", "A notice or advert nobody asked for. A volley counts once."),
		word("漏回", "漏回", "unanswered", "群友问了，没有人答。", "群友問了，沒有人回答。", "A member asked and nobody answered."),
		word("首响时长", "首次回覆時間", "first-response time", "从群友问到第一句回答，只算服务时间。", "從群友發問到第一句回覆，只算服務時間。", "From the question to the first answer, in service hours only."),
		word("发言集中度", "發言集中度", "concentration", "最能说的一成人，说了全部话的几成。", "最會說的一成人，說了全部話的幾成。", "How much of all that is said the top tenth says."),
		word("共建成员 / 活跃 / 潜水", "共建成員 / 活躍 / 潛水", "co-builder / active / onlooker", "按 28 天里做了什么分的三种群友；潜水的不少在默默买。", "依 28 天裡做了什麼分的三種群友；潛水的不少在默默購買。", "Roles by what members did in 28 days. Many onlookers buy quietly."),
		word("留存曲线", "留存曲線", "survival", "开了几个月以后，还活着的群占几成。", "開了幾個月以後，還活著的群組占幾成。", "Which share of groups still lives after so many months."),
		word("群健康分", "群健康分", "health index", "几项分开算的分；知道得太少就不打分。", "幾項分開算的分數；知道得太少就不打分。", "Several parts scored apart. Where too little is known there is no score."),
		word("怎么算的", "怎麼算的", "definition", "每个数点一下就能看到：公式、单位、时间段和出处。", "每個數字點一下就能看到：公式、單位、時段和出處。", "One click from every figure: its formula, unit, period and source."),
		word("消息", "訊息", "message", "群里说的一句：文字、语音、图片、视频、表情、文件、引用或接龙。", "群組裡說的一句：文字、語音、圖片、影片、貼圖、檔案、引用或接龍。", "Text, voice, picture, video, sticker, file, quote or a chain entry."),
		word("系统通知", "系統通知", "notice", "平台自己写的一行，比如谁进群了；不算谁说的话。", "平台自己寫的一行，例如誰進群了；不算誰說的話。", "A line the network wrote, such as who joined. Nobody said it."),
	}
}

func termsFourSelf() []term {
	return []term{
		word("自说自话", "自說自話", "self-talk", "大多是店里在发，群友很少接。", "大多是店裡在發，群友很少接。", "Mostly the shop posts, and members rarely take it up."),
		word("自我中心", "自我中心", "self-centred", "有人说话，但都围着店里转，群友之间不来往。", "有人說話，但都圍著店家轉，群友之間不往來。", "People talk, but only with the shop and not with each other."),
		word("自发参与", "自發參與", "self-participating", "群友自己起头，也互相回答。", "群友自己起頭，也互相回答。", "Members begin by themselves and answer each other."),
		word("自导自演", "自導自演", "self-directed", "像是少数几个人你问我答。只会拿来问你一句，不贴在群上。", "像是少數幾個人一問一答。只會拿來問你一句，不會貼在群組上。", "It looks as if a few ask and answer among themselves. Only ever a question to you, never a label."),
	}
}
