package checkup

import "github.com/huoshui/huoshui/internal/base/i18n"

// deedWords are what a deed is, why it is one today, and what to say.
type deedWords struct{ Title, Why, Say i18n.Text }

var easy = text("问个小事，回数字就行：这个群你最想看到什么？1 新到的东西 2 实在的优惠 3 怎么挑、怎么用 4 随便聊聊。我照着大家说的来。",
	"問個小事，回數字就行：這個群組你最想看到什麼？1 新到的東西 2 實在的優惠 3 怎麼挑、怎麼用 4 隨便聊聊。我照著大家說的來。",
	"A small question, a number will do: what would you most like to see here? 1 what is new 2 fair offers 3 how to choose and use things 4 just a chat. I will go by what you say.")

var lateReply = text("你问的我看到了，让你等久了，抱歉。我现在就去查，今天之内给你准话。",
	"你問的我看到了，讓你等久了，抱歉。我現在就去查，今天之內給你答覆。",
	"I have seen your question; sorry to have kept you waiting. I am looking into it now, and you will have an answer today.")

// wordsOf are the words of a deed.
func wordsOf(d Deed) deedWords {
	switch d {
	case Answer:
		return deedWords{text("先回问了没人回的", "先回問了沒人回的", "Answer who is still waiting"),
			text("有人在等，这件排第一。先应一声，再去查。", "有人在等，這件排第一。先應一聲，再去查。", "Somebody is waiting, so this comes first. Say that you have seen it, then look into it."), lateReply}
	case Look:
		return deedWords{text("往上翻一翻，看有没有没回的", "往上翻一翻，看有沒有沒回的", "Scroll up and see whether anyone was left waiting"),
			text("你说不清楚有没有漏回，花两分钟翻一下。有的话，就照下面这样回。", "你說不清楚有沒有漏回，花兩分鐘翻一下。有的話，就照下面這樣回。", "You were not sure whether anyone is unanswered. Two minutes will tell; if so, answer like this."), lateReply}
	case Stop, StopNew:
		return stopWords(d)
	case Ask:
		return deedWords{text("问一个好回答的小问题", "問一個好回答的小問題", "Ask something that is easy to answer"),
			text("安静久了，谁都不好意思先开口。回一个数字最省力。", "安靜久了，誰都不好意思先開口。回一個數字最省力。", "After a long quiet nobody likes to be the first. A number costs the least."), easy}
	case Regroup:
		return deedWords{text("问问大家，这个群还要不要留", "問問大家，這個群組還要不要留", "Ask whether to keep this group"),
			text("硬撑着发广告，只会让人退群。舍不得收群也是常见的误区，不如直接问。", "硬撐著發廣告，只會讓人退群。捨不得收群組也是常見的誤區，不如直接問。", "Advertising into silence makes people leave, and holding on to a group at any price is a common mistake. Better ask."),
			text("这个群安静挺久了，想听听大家的，回数字就行：1 留着，有事我再说 2 只收重要通知 3 想换个地方一起聊。不回也没关系。",
				"這個群組安靜挺久了，想聽聽大家的，回數字就行：1 留著，有事我再說 2 只收重要通知 3 想換個地方一起聊。不回也沒關係。",
				"It has been quiet here for a long while, and I would like to hear from you; a number will do: 1 keep it, and I write when there is something 2 only what is important 3 I would rather chat elsewhere. No answer is fine too.")}
	case Wish:
		return deedWords{text("问问大家在找什么", "問問大家在找什麼", "Ask what people look for"),
			text("有人说话、没人问价，先听他们想要什么，再想卖什么。", "有人說話、沒人問價，先聽他們想要什麼，再想賣什麼。", "People talk and nobody asks for a price: hear first what they want, then think of what to sell."),
			text("最近想找什么、想要什么，跟我说一声，下次进货我留意。说着玩也行，不用马上买。",
				"最近想找什麼、想要什麼，跟我說一聲，下次進貨我留意。說著玩也行，不用馬上買。",
				"If you are looking for anything these days, tell me and I will keep an eye out when I restock. Just mentioning it is fine; nobody has to buy.")}
	case Feedback:
		return deedWords{text("问问买过的人用着怎么样", "問問買過的人用著怎麼樣", "Ask those who bought how it is"),
			text("真话比广告有用，不满意的也要听。别找人假装顾客。", "真話比廣告有用，不滿意的也要聽。別找人假裝顧客。", "True words do more than adverts, the unhappy ones too. Have nobody pretend to be a customer."),
			text("最近在这儿买过东西的，用着怎么样？好的不好的都可以直说，不合适的我来处理。",
				"最近在這裡買過東西的，用著怎麼樣？好的不好的都可以直說，不合適的我來處理。",
				"Those of you who bought something lately: how is it? Good or bad, just say so. What is not right I will put right.")}
	}
	return moreWords(d)
}

func stopWords(d Deed) deedWords {
	title := text("今天先不发通知和广告，只问一个问题", "今天先不發通知和廣告，只問一個問題", "Send no notices or adverts today; ask one question")
	if d == StopNew {
		return deedWords{title, text("刚进来的人先看到一串广告，多半就点免打扰了。一拉进来就卖，是常见的误区。", "剛進來的人先看到一串廣告，多半就點免打擾了。一拉進來就賣，是常見的誤區。", "Newcomers who first see a row of adverts mute the group. Selling straight after people came in is a common mistake."),
			text("新来的朋友，最想在群里看到什么？1 新到的东西 2 实在的优惠 3 怎么挑、怎么用 4 随便聊聊。回数字就行。",
				"新來的朋友，最想在群組裡看到什麼？1 新到的東西 2 實在的優惠 3 怎麼挑、怎麼用 4 隨便聊聊。回數字就行。",
				"To those who are new: what would you most like to see here? 1 what is new 2 fair offers 3 how to choose and use things 4 just a chat. A number will do.")}
	}
	return deedWords{title, text("发得多、没人接，大家会点免打扰。今天歇一歇，把话头交给顾客。", "發得多、沒人接，大家會點免打擾。今天歇一歇，把話頭交給顧客。", "Much is said and nobody takes it up, so people mute it. Rest today, and let the customers speak."), easy}
}

func moreWords(d Deed) deedWords {
	switch d {
	case Welcome:
		return deedWords{text("跟大家打个招呼，说清楚群里有什么", "跟大家打個招呼，說清楚群組裡有什麼", "Say hello, and what this group is for"),
			text("刚进来的人想知道：这里有什么、吵不吵、有事找谁。", "剛進來的人想知道：這裡有什麼、吵不吵、有事找誰。", "Who has just come wants to know what is here, how noisy it is and whom to ask."),
			text("欢迎大家。店里到了什么、有什么实在的优惠，我在这里说。平时不吵，想找什么、想问什么，直接喊我就行。",
				"歡迎大家。店裡到了什麼、有什麼實在的優惠，我在這裡說。平時不吵，想找什麼、想問什麼，直接喊我就行。",
				"Welcome, everyone. What comes in and what offers there are, I tell you here. It stays quiet otherwise; if you look for anything or want to ask, just call me.")}
	case Rules:
		return deedWords{text("把群规放进群公告", "把群規放進群公告", "Put the rules into the group announcement"),
			text("规矩先说在前面，以后提醒谁都不难为情。没有门槛、没有规矩，是常见的误区。", "規矩先說在前面，以後提醒誰都不難為情。沒有門檻、沒有規矩，是常見的誤區。", "Said beforehand, rules embarrass nobody later. A group without any is a common mistake."),
			text("咱们这么相处：\n1. 欢迎问问题、说实话，不满意的也可以说\n2. 请不要发广告、拉群、助力链接，不晒别人的隐私，不吵架\n3. 发了不合适的，我先私下提醒\n4. 嫌吵就点免打扰，重要的事我写在群公告里\n5. 有意见随时找我",
				"咱們這麼相處：\n1. 歡迎問問題、說實話，不滿意的也可以說\n2. 請不要發廣告、拉群組、助力連結，不曬別人的隱私，不吵架\n3. 發了不合適的，我先私下提醒\n4. 嫌吵就點免打擾，重要的事我寫在群公告裡\n5. 有意見隨時找我",
				"How we get along:\n1. Ask, and say what you think, the bad too\n2. No adverts, no links to other groups, nothing private about others, no quarrels\n3. If something does not belong here, I tell you in private first\n4. Mute the group if it is too much; what is important is in the announcement\n5. Tell me whenever something is not right")}
	case Thanks:
		return deedWords{text("谢谢来买的人，说清楚怎么拿货", "謝謝來買的人，說清楚怎麼拿貨", "Thank those who buy, and say how to collect"),
			text("他们不说话，但在买。别催人冒泡，把取货说清楚就是最好的招呼。", "他們不說話，但在買。別催人冒泡，把取貨說清楚就是最好的招呼。", "They do not speak, but they buy. Do not press them to; a clear word on collecting is the best greeting."),
			text("谢谢这周来问、来买的各位。到货我在群里说一声，取货还是按跟你说好的来，有变动我单独告诉你。平时安静看着也挺好。",
				"謝謝這週來問、來買的各位。到貨我在群組裡說一聲，取貨還是按跟你說好的來，有變動我單獨告訴你。平時安靜看著也很好。",
				"Thank you to all who asked and bought this week. I say so here when goods arrive; collect as we agreed, and if that changes I tell you myself. Just reading along is fine.")}
	case Roomy:
		return deedWords{text("人多，让大家自己选收多少", "人多，讓大家自己選收多少", "So many people: let them choose how much they get"),
			text("人多不等于好，几百人一起收通知，总有人嫌吵。想聊的另外招呼。", "人多不等於好，幾百人一起收通知，總有人嫌吵。想聊的另外招呼。", "Many people are not better people to serve: among hundreds some find it noisy. Look after the talkative apart."),
			text("群里人多了，怕吵的朋友点一下免打扰就好，重要的事我写在群公告里。想多聊几句、想先看新货的，跟我说一声，我另外建个小群。",
				"群組裡人多了，怕吵的朋友點一下免打擾就好，重要的事我寫在群公告裡。想多聊幾句、想先看新貨的，跟我說一聲，我另外建個小群組。",
				"There are many of us now. If it is too much, mute the group: what is important is in the announcement. Those who want to chat more or see new things first, tell me, and I will make a small group.")}
	case Promise:
		return deedWords{text("定一个每天看群的时间，告诉大家", "定一個每天看群組的時間，告訴大家", "Name a time at which you look in every day"),
			text("不用天天热闹，到点有人应就够了。盼着大家自己活跃，是常见的误区。", "不用天天熱鬧，到點有人應就夠了。盼著大家自己活躍，是常見的誤區。", "It need not bustle daily; it is enough that somebody answers at a known time. Waiting for people to be active by themselves is a common mistake."),
			text("以后每天中午和晚上我会专门看一遍群，有想问的随时留言，看到就回，不用等我在线。",
				"以後每天中午和晚上我會專門看一遍群組，有想問的隨時留言，看到就回，不用等我上線。",
				"From now on I look through the group every noon and evening. Leave your question at any time and I answer when I see it; you need not wait for me.")}
	}
	return singleWords(d)
}

// singleWords are those of what is said to one person at a time, or elsewhere.
func singleWords(d Deed) deedWords {
	switch d {
	case Greet:
		return deedWords{text("挑三位新来的，私下打个招呼", "挑三位新來的，私下打個招呼", "Greet three newcomers in private"),
			text("一个人被好好接住，比群里一百句欢迎管用。只发给已经是好友的。", "一個人被好好接住，比群組裡一百句歡迎管用。只發給已經是好友的。", "One person who is looked after does more than a hundred greetings. Only to those who are contacts already."),
			text("谢谢你进群。不用急着说话，先看看。想找什么、想问什么，发给我就行。", "謝謝你進群。不用急著說話，先看看。想找什麼、想問什麼，發給我就行。", "Thank you for joining. No need to say anything, just look around. If you want to find or ask something, write to me.")}
	case Buyer:
		return deedWords{text("私下问一位买过或问过的，还满意吗", "私下問一位買過或問過的，還滿意嗎", "Ask one customer in private whether all was well"),
			text("一句一句问，比群里问听得到更多实话。", "一句一句問，比群組裡問聽得到更多實話。", "Asked one by one, people say more of what they think."),
			text("上次你来问的、买的，后来还合适吗？不合适的地方直说，我来处理。不想收这类消息，跟我说一声就行。",
				"上次你來問的、買的，後來還合適嗎？不合適的地方直說，我來處理。不想收這類訊息，跟我說一聲就行。",
				"About what you asked or bought the other day: was it right in the end? If not, just say so and I will see to it. If you would rather not get such messages, tell me.")}
	case Praise:
		return deedWords{text("私下谢谢一位在群里说过话的", "私下謝謝一位在群組裡說過話的", "Thank one who spoke in the group, in private"),
			text("说过话的人被看见，才愿意再说。", "說過話的人被看見，才願意再說。", "Who was noticed likes to speak again."),
			text("这几天你在群里说的我都看到了，谢谢。以后想看什么、不想看什么，直接跟我说就行。",
				"這幾天你在群組裡說的我都看到了，謝謝。以後想看什麼、不想看什麼，直接跟我說就行。",
				"I have read what you wrote in the group these days; thank you. If there is something you want to see or not to see, just tell me.")}
	case Moments:
		return deedWords{text("想说的新东西，今天发朋友圈，不发群里", "想說的新東西，今天發朋友圈，不發群組裡", "Put what is new in Moments today, not in the group"),
			text("愿意看的人会来问，群里不刷屏。", "願意看的人會來問，群組裡不洗版。", "Who wants to know will ask, and the group stays quiet."),
			text("店里这几天有什么新的，想看的留个言，我单独发你，不在群里刷屏。", "店裡這幾天有什麼新的，想看的留個言，我單獨發你，不在群組裡洗版。", "If you want to see what is new in the shop these days, leave a word and I send it to you alone; I do not want to fill the group.")}
	}
	return deedWords{text("挑三位老顾客，私下问一句实话", "挑三位老顧客，私下問一句實話", "Ask three old customers in private what they think"),
		text("群里没人开口的时候，一对一最容易听到原因。只发给已经是好友的。", "群組裡沒人開口的時候，一對一最容易聽到原因。只發給已經是好友的。", "Where nobody speaks in the group, one to one is where you hear why. Only to those who are contacts already."),
		text("最近群里安静，想听你一句实话：你想在群里看到什么，不想看到什么？不想收这类消息，跟我说一声就行。",
			"最近群組裡安靜，想聽你一句實話：你想在群組裡看到什麼，不想看到什麼？不想收這類訊息，跟我說一聲就行。",
			"It has been quiet in the group, and I would like your honest word: what would you like to see there, and what not? If you would rather not get such messages, tell me.")}
}

// spotWord says where the words of a deed go.
func spotWord(p Spot) i18n.Text {
	switch p {
	case InNotice:
		return text("写进群公告", "寫進群公告", "group announcement")
	case InReply:
		return text("在群里回他", "在群組裡回他", "reply in the group")
	case Private:
		return text("私聊发", "私訊發", "in private")
	case OnWall:
		return text("发朋友圈", "發朋友圈", "Moments")
	}
	return text("发到群里", "發到群組裡", "to the group")
}
