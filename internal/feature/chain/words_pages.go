package chain

import (
	"maps"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/chain/roll"
)

var (
	verdictEmpty     = text("把群里的接龙贴进来，几秒钟就是一张表：谁、要什么、要多少、在哪取。", "把群組裡的接龍貼進來，幾秒鐘就是一張表：誰、要什麼、要多少、在哪取。", "Paste a sign-up chain and it becomes a table: who, what, how much, and where they fetch it.")
	verdictNoToday   = text("一共 %d 份接龙，今天还没有新的。", "一共 %d 份接龍，今天還沒有新的。", "Chains: %d, none of today yet.")
	verdictToday     = text("今天 %d 份接龙，都清楚了。", "今天 %d 份接龍，都清楚了。", "Chains of today: %d, and all is clear.")
	verdictTodayMind = text("今天 %d 份接龙，都看懂了，有 %d 处超限或重复的要留心。", "今天 %d 份接龍，都看懂了，有 %d 處超限或重複的要留心。", "Chains of today: %d, and all is read. Over a limit or doubled: %d.")
	verdictTodayAsks = text("今天 %d 份接龙，还有 %d 处要你看一眼。", "今天 %d 份接龍，還有 %d 處要你看一眼。", "Chains of today: %d. Things to look at: %d.")
	verdictNobody    = text("还没有人接。把下面的话发到群里，等大家接好，再整段贴回来。", "還沒有人接。把下面的話發到群組裡，等大家接好，再整段貼回來。", "Nobody is in it yet. Post the words below in the group, and paste the chain back when people have signed up.")
	verdictClear     = text("%d 行都看懂了，一共 %d 样商品。", "%d 行都看懂了，一共 %d 樣商品。", "All lines are clear (%d); products: %d.")
	verdictAsks      = text("%d 行算进来了，还有 %d 处要你看一眼，看过才算。", "%d 行算進來了，還有 %d 處要你看一眼，看過才算。", "Lines that count: %d. Things to look at first: %d.")
	verdictOnlyAsks  = text("有 %d 处要你看一眼，看过才能算。", "有 %d 處要你看一眼，看過才能算。", "Things to look at before anything counts: %d.")
	pickupNobody     = text("这里还没有人要取。", "這裡還沒有人要取。", "Nobody has anything to fetch here yet.")
	pickupDone       = text("%d 位都取了。", "%d 位都取了。", "All %d have fetched theirs.")
	pickupOpen       = text("还有 %d 位没取，%d 位已取。", "還有 %d 位沒取，%d 位已取。", "Still to come: %d. Fetched: %d.")

	limitEachSays  = text("每人限 %s", "每人限 %s", "%s for each")
	limitTotalSays = text("一共 %s", "一共 %s", "%s in all")
	limitEachOf    = text("%s每人限 %s", "%s每人限 %s", "%s: %s for each")
	limitTotalOf   = text("%s一共 %s", "%s一共 %s", "%s: %s in all")

	untitled  = text("没写标题的接龙", "沒寫標題的接龍", "A chain without a title")
	nowhere   = text("没写在哪取", "沒寫在哪取", "Not said where")
	erased    = text("（已忘记）", "（已忘記）", "(forgotten)")
	anExample = text("例子，不是真的", "例子，不是真的", "An example, not real")
	madeUp    = text("样例数据，不是真的", "範例資料，不是真的", "Sample data, not real")
	simulated = text("模拟数据，不是真的", "模擬資料，不是真的", "Simulated, not real")

	excelName   = text("接龙", "接龍", "chain")
	excelAsks   = text("还有 %d 处没看，没算进来", "還有 %d 處沒看，沒算進來", "%d to look at are not counted")
	sheetRows   = text("明细", "明細", "Lines")
	sheetGoods  = text("按商品", "按商品", "By product")
	sheetPlaces = text("按自提点", "按自取點", "By pick-up point")

	colNumber    = text("序号", "序號", "No.")
	colName      = text("谁", "誰", "Who")
	colFor       = text("替谁", "替誰", "For whom")
	colWants     = text("要什么", "要什麼", "What")
	colPlace     = text("自提点", "自取點", "Pick-up point")
	colRoom      = text("楼号房号", "樓號房號", "Address")
	colPhone     = text("电话", "電話", "Phone")
	colRemark    = text("备注", "備註", "Remark")
	colMoney     = text("金额（按接龙里写的价）", "金額（按接龍裡寫的價）", "Amount (at the chain's prices)")
	colMoneyAll  = text("合计金额（按接龙里写的价）", "合計金額（按接龍裡寫的價）", "Sum (at the chain's prices)")
	colState     = text("状态", "狀態", "State")
	colText      = text("原文", "原文", "As written")
	colProduct   = text("商品", "商品", "Product")
	colPrice     = text("单价", "單價", "Price")
	colAmount    = text("数量", "數量", "How much")
	colUnit      = text("单位", "單位", "Unit")
	colPeople    = text("几位", "幾位", "People")
	stateCounts  = text("算进来了", "算進來了", "Counted")
	stateOpen    = text("还没看，没算", "還沒看，沒算", "To look at, not counted")
	stateCrossed = text("不要了", "不要了", "Taken back")
	stateTaken   = text("已取", "已取", "Fetched")

	example = text("#接龙\n周五鲜蔬团（例子）\nA 土鸡蛋 30枚 25元\nB 老豆腐 6元/盒，每人限3盒\nC 排骨 35元/斤\n自提点：桥头店、河边店\n\n1. 小雨 A1 C2斤 桥头店\n2. 阿青 B2盒 河边店 晚点拿\n3. 老周 +1\n4. 王姐 C一斤半、B4盒 桥头店\n5. ~~林林 A2~~\n6. 小满代何叔 A1 3号楼502\n7. 阿珍 C2斤→3斤 河边店",
		"#接龍\n週五鮮蔬團（例子）\nA 土雞蛋 30顆 180元\nB 板豆腐 45元/盒，每人限3盒\nC 排骨 220元/斤\n自取點：巷口店、河邊店\n\n1. 小雨 A1 C2斤 巷口店\n2. 阿青 B2盒 河邊店 晚點拿\n3. 老周 +1\n4. 王姐 C一斤半、B4盒 巷口店\n5. ~~林林 A2~~\n6. 小滿代何叔 A1 3號樓502\n7. 阿珍 C2斤→3斤 河邊店",
		"#Group Note\nFriday bakery (an example)\nA Sourdough 30元/loaf\nB Bagels 8元/pc，每人限6pc\n自提点：North gate、River shop\n\n1. Amy A1 North gate\n2. Ben B4 River shop\n3. Carol +1\n4. David B8 A1 North gate\n5. ~~Eve A2~~\n6. Fay A2→3 River shop")
)

func markWords() map[Mark]i18n.Text {
	return map[Mark]i18n.Text{
		MarkAsks:    text("没看懂", "沒看懂", "Not clear"),
		MarkGone:    text("后来那份里没有了", "後來那份裡沒有了", "Not in the later copy"),
		MarkAgain:   text("你改过，接龙里又变了", "你改過，接龍裡又變了", "Changed after you corrected it"),
		MarkTwice:   text("名字出现不止一次", "名字出現不止一次", "The name stands more than once"),
		MarkEach:    text("超过每人限购", "超過每人限購", "More than one person may have"),
		MarkTotal:   text("超过总量", "超過總量", "More than there is"),
		MarkSeveral: text("一行几样", "一行幾樣", "Several products"),
		MarkNumber:  text("序号重复", "序號重複", "Number used twice"),
		MarkFixed:   text("改过", "改過", "Corrected"),
	}
}

func whyWords() map[roll.Why]i18n.Text {
	return map[roll.Why]i18n.Text{
		roll.NoName:    text("没看出是谁。", "沒看出是誰。", "It does not say who."),
		roll.NoItems:   text("没看出要什么。", "沒看出要什麼。", "It does not say what."),
		roll.NoAmount:  text("没写要多少。", "沒寫要多少。", "It does not say how much."),
		roll.NoProduct: text("没写是哪样商品。", "沒寫是哪樣商品。", "It does not say which product."),
		roll.Words:     text("有几个字没看懂。", "有幾個字沒看懂。", "Some words are not clear."),
		roll.Glued:     text("名字和商品连在一起，分不开。", "名字和商品連在一起，分不開。", "The name and the product run together."),
		roll.Partly:    text("退了一部分，不知道是哪样。", "退了一部分，不知道是哪樣。", "Part of it is taken back, and it does not say which."),
		roll.Edit:      text("这是改单，不知道改的是哪一样。", "這是改單，不知道改的是哪一樣。", "This changes an order, and it does not say which part."),
		roll.Copied:    text("写的是“同上”，上面那行还没看懂。", "寫的是「同上」，上面那行還沒看懂。", "It says “the same”, and the line above is not clear yet."),
	}
}

func saidWords() map[string]i18n.Text {
	return map[string]i18n.Text{
		"fixed":    text("改好了，已经算进来。", "改好了，已經算進來。", "Saved, and counted."),
		"answered": text("记下了，数已经重新算过。", "記下了，數已經重新算過。", "Noted; everything is added up anew."),
		"ones":     text("%d 行没写的数量按 1 记下了，数已经重新算过。", "%d 行沒寫的數量按 1 記下了，數已經重新算過。", "Amounts taken as one in %d {line|lines}; everything is added up anew."),
		"untap":    text("撤销了，%d 行又和接龙里写的一样。", "已復原，%d 行又和接龍裡寫的一樣。", "Undone: %d {line is|lines are} as the chain says again."),
		"about":    text("改好了，整份接龙按新的重新看了一遍，你改过的都留着。", "改好了，整份接龍按新的重新看了一遍，你改過的都留著。", "Saved. The chain was read anew; what you corrected stays."),
		"kept":     text("改好了。贴进来的原文已经清掉，所以每一行还是原来那样。", "改好了。貼進來的原文已經清除，所以每一行還是原本那樣。", "Saved. The pasted text is not kept any more, so the lines stay as they were."),
		"same":     text("和上次贴的一样，没有变化。", "和上次貼的一樣，沒有變化。", "It says the same as before; nothing has changed."),
		"updated":  text("看过了：新来 %d 行，改了 %d 行，少了 %d 行。你改过的、已取的都留着。", "看過了：新來 %d 行，改了 %d 行，少了 %d 行。你改過的、已取的都留著。", "Read: %d new, %d changed, %d gone. What you corrected and what was fetched stays."),
		"next":     text("开好了：商品、价钱、限购、自提点都照旧，人是空的。", "開好了：商品、價錢、限購、自取點都照舊，人是空的。", "Ready: the same products, prices, limits and pick-up points, and nobody in it."),
	}
}

// pageWords are the words of every page here.
func pageWords() i18n.Words {
	all := i18n.Words{}
	for _, some := range []i18n.Words{listWords(), oneWords(), askWords(), rowWords(), aboutWords(), pickupWords(), watchWords()} {
		maps.Copy(all, some)
	}
	return all
}
