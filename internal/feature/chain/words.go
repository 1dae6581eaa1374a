package chain

import "github.com/huoshui/huoshui/internal/base/i18n"

func text(hans, hant, en string) i18n.Text { return i18n.Text{Hans: hans, Hant: hant, En: en} }

var (
	noChain = text("没有找到这份接龙，可能已经删了，或者属于你看不到的门店。", "沒有找到這份接龍，可能已經刪除，或屬於你看不到的門市。", "This chain was not found; it may have been removed, or belong to a unit you do not see.")
	noRow   = text("没有找到这一行，可能刚刚被改过。请回到这份接龙再看一次。", "沒有找到這一行，可能剛剛被改過。請回到這份接龍再看一次。", "This line was not found; it may just have been changed. Go back to the chain and look again.")
	noText  = text("还没有贴东西。在群里长按最后那条接龙，复制，再贴到这里。", "還沒有貼上內容。在群組裡長按最後那則接龍，複製，再貼到這裡。", "Nothing is pasted yet. Hold the last copy of the chain in the group, copy it, and paste it here.")
	// An example stands below the field.
	notChain   = text("这段文字看着不像接龙：没认出谁要什么、要多少。接龙大概是下面这样，一行一个人。", "這段文字看起來不像接龍：沒認出誰要什麼、要多少。接龍大概是下面這樣，一行一個人。", "This does not look like a sign-up chain: nobody who wants so much of something was recognised. A chain looks about like the one below, one person on each line.")
	longText   = text("太长了，一次最多 %d KB。请只贴最后那一份接龙。", "太長了，一次最多 %d KB。請只貼最後那一份接龍。", "That is too long; %d KB is the most at a time. Please paste only the last copy of the chain.")
	manyChains = text("接龙已经有 %d 份了，放不下更多。请先删掉用不着的。", "接龍已經有 %d 份了，放不下更多。請先刪除用不到的。", "There are %d chains already and there is no room for more. Please remove some first.")
	manyRows   = text("一份接龙最多 %d 行。请分成两份。", "一份接龍最多 %d 行。請分成兩份。", "A chain has at most %d lines. Please make two of it.")
	noGroup    = text("请选一个你看得到的微信群，或者先不选。", "請選一個你看得到的微信群，或先不選。", "Please choose a WeChat group that you see, or none for now.")
	noUnit     = text("你的账号还没有安排门店，不能新建接龙。请负责人安排一下。", "你的帳號還沒有安排門市，不能新增接龍。請負責人安排一下。", "Your account has no unit yet, so it cannot add chains. Ask an owner to give it one.")
	noName     = text("请写是谁。", "請寫是誰。", "Please write who it is.")
	noItems    = text("请写要什么、要多少；不要了就勾上“不要了”。", "請寫要什麼、要多少；不要了就勾選「不要了」。", "Please write what they want and how much; tick “Taken back” if nothing.")
	halfItem   = text("每一样都要有商品和数量，数量像 2、半、1.5 这样写。", "每一樣都要有商品和數量，數量像 2、半、1.5 這樣寫。", "Each needs a product and an amount, such as 2 or 1.5.")
	noAnswer   = text("这里已经没有要选的了，可能刚刚有人选过。请再看一次。", "這裡已經沒有要選的了，可能剛剛有人選過。請再看一次。", "There is nothing left to choose here; somebody may just have. Please look again.")
	clearFirst = text("这几行里有没看懂的，请先改清楚，再合并。", "這幾行裡有沒看懂的，請先改清楚，再合併。", "One of these lines is not clear yet. Correct it first, then merge.")
	textGone   = text("贴进来的原文过了 30 天，已经清掉了。请把群里那条接龙再贴一次，再来写。", "貼進來的原文過了 30 天，已經清除了。請把群組裡那則接龍再貼一次，再來寫。", "The text that was pasted is older than 30 days and was cleared. Please paste the chain once more, then say it.")
	noProduct  = text("请写接的是哪样东西。", "請寫接的是哪樣東西。", "Please write what it is that people sign up for.")
	badPrice   = text("“%s”这一行的价钱没看懂，请写成 25 元、6.5 元/盒这样。", "「%s」這一行的價錢沒看懂，請寫成 25 元、6.5 元/盒這樣。", "The price in “%s” is not clear. Write it like 25元 or 6.5元/盒.")
	manyGoods  = text("商品最多 %d 样。", "商品最多 %d 樣。", "At most %d products.")
	badLimit   = text("请写数量，像 2份、30 这样；不限就空着。", "請寫數量，像 2份、30 這樣；不限就留空。", "Write an amount such as 2 or 30, or leave it empty for no limit.")
	badDay     = text("请选一个日期。", "請選一個日期。", "Please choose a day.")
	notSure    = text("请先勾上“真的要删”。", "請先勾選「真的要刪」。", "Please tick that it is really to be removed.")
)
