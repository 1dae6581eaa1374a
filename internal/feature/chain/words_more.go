package chain

import "github.com/huoshui/huoshui/internal/base/i18n"

// listWords are those of the list.
func listWords() i18n.Words {
	return i18n.Words{
		"title":        text("接龙", "接龍", "Sign-up chains"),
		"paste":        text("贴一份接龙", "貼一份接龍", "Paste a chain"),
		"paste.lead":   text("在群里长按最后那条接龙，点“复制”，贴到这里。前后夹着聊天也没关系。", "在群組裡長按最後那則接龍，點「複製」，貼到這裡。前後夾著聊天也沒關係。", "In the group, hold the last copy of the chain, tap Copy, and paste it here. Talk in between does no harm."),
		"paste.go":     text("变成表格", "變成表格", "Make a table"),
		"paste.why":    text("群里的接龙是一大段字，谁加了、谁改了、谁退了都混在里面，手工数容易漏。贴进来只在你自己的电脑上看，不会发到任何地方。", "群組裡的接龍是一大段字，誰加了、誰改了、誰退了都混在裡面，手工數容易漏。貼進來只在你自己的電腦上看，不會發到任何地方。", "In the group a chain is one long text in which additions, changes and cancellations run together, and counting by hand misses some. What you paste is read on your own computer and sent nowhere."),
		"group":        text("是哪个微信群的（可以不选）", "是哪個微信群的（可以不選）", "From which WeChat group (optional)"),
		"group.no":     text("先不选", "先不選", "None for now"),
		"example.go":   text("试一个例子", "試一個例子", "Try an example"),
		"example.lead": text("手边没有接龙，就先看例子：里面有退单、改单、超限购和没写清楚的。看完可以删。", "手邊沒有接龍，就先看例子：裡面有退單、改單、超過限購和沒寫清楚的。看完可以刪。", "No chain at hand? Look at an example first, with an order taken back, one changed, one over the limit and one that is not clear. It can be removed afterwards."),
		"example.is":   text("例子", "例子", "Example"),
		"looks":        text("接龙大概是这样", "接龍大概是這樣", "A chain looks like this"),
		"all":          text("贴过的接龙", "貼過的接龍", "Chains so far"),
		"kept":         text("贴进来的整段文字，30 天没人动过这份接龙就清掉；表格和每人自己那一行留着。", "貼進來的整段文字，30 天沒人動過這份接龍就清除；表格和每人自己那一行留著。", "The whole text you paste is cleared once nobody has changed the chain for 30 days; the table, and each person's own line, stay."),
		"people.n":     text("%s 行", "%s 行", "lines: %s"),
		"asks.n":       text("◌ %s 处要看", "◌ %s 處要看", "◌ %s to look at"),
		"asks.no":      text("● 都清楚", "● 都清楚", "● All clear"),
		"today":        text("今天", "今天", "Today"),
	}
}

// oneWords are those of one chain.
func oneWords() i18n.Words {
	return i18n.Words{
		"back":         text("接龙", "接龍", "Sign-up chains"),
		"look":         text("先看这 %s 处", "先看這 %s 處", "Look at first: %s"),
		"excel":        text("下载 Excel", "下載 Excel", "Download Excel"),
		"pickup":       text("取货打勾", "取貨打勾", "Tick off pick-ups"),
		"textback":     text("发回群里的文字", "發回群組的文字", "Text for the group"),
		"isnot":        text("这是一张单子，不是账本：钱按接龙里写的价算，没有记到任何地方。", "這是一張單子，不是帳本：錢按接龍裡寫的價算，沒有記到任何地方。", "This is a list, not an order book: money is worked out at the prices in the chain and booked nowhere."),
		"until":        text("截止 %s", "截止 %s", "until %s"),
		"goods":        text("每样要多少", "每樣要多少", "How much of each"),
		"goods.people": text("%s 行要", "%s 行要", "lines: %s"),
		"unpaid":       text("%s 处单位和价钱对不上，没算钱", "%s 處單位和價錢對不上，沒算錢", "not priced, in another unit: %s"),
		"over":         text("超过总量", "超過總量", "More than there is"),
		"money":        text("合计", "合計", "In all"),
		"money.lead":   text("按接龙里写的价算", "按接龍裡寫的價算", "At the prices in the chain"),
		"yuan":         text("%s 元", "%s 元", "%s"),
		"open.left":    text("还有 %s 行没看，没算进来。", "還有 %s 行沒看，沒算進來。", "Not counted before you have looked: %s."),
		"places":       text("各自提点", "各自取點", "By pick-up point"),
		"place.people": text("%s 行", "%s 行", "lines: %s"),
		"rows":         text("一行一行看", "一行一行看", "Line by line"),
		"rows.only":    text("只看有记号的", "只看有記號的", "Only marked ones"),
		"rows.all":     text("看全部", "看全部", "Show all"),
		"rows.n":       text("%s–%s，共 %s 行", "%s–%s，共 %s 行", "%s–%s of %s"),
		"rows.add":     text("补一行", "補一行", "Add a line"),
		"prev":         text("上一页", "上一頁", "Previous"),
		"next.page":    text("下一页", "下一頁", "Next"),
		"phones.show":  text("显示电话", "顯示電話", "Show phone numbers"),
		"phones.hide":  text("遮住电话", "遮住電話", "Mask phone numbers"),
		"col.text":     text("原文", "原文", "As written"),
		"col.read":     text("看成", "看成", "Read as"),
		"col.where":    text("在哪取", "在哪取", "Where"),
		"col.mark":     text("记号", "記號", "Marks"),
		"fix":          text("改", "改", "Correct"),
		"for":          text("替%s", "替%s", "for %s"),
		"crossed":      text("不要了", "不要了", "Taken back"),
		"taken":        text("已取", "已取", "Fetched"),
		"fresh":        text("新来的", "新來的", "New"),
		"was":          text("原来 %s", "原本 %s", "before: %s"),
		"none":         text("还没有人。", "還沒有人。", "Nobody yet."),
		"again":        text("接龙又变了？再贴一次", "接龍又變了？再貼一次", "Has the chain changed? Paste it again"),
		"again.first":  text("大家接好了？贴回来", "大家接好了？貼回來", "Have people signed up? Paste it back"),
		"again.lead":   text("整段再贴一次就行：新来的会加上，改了的会更新，少了的会问你。你改过的、已取的都留着。", "整段再貼一次就行：新來的會加上，改了的會更新，少了的會問你。你改過的、已取的都留著。", "Paste all of it again: who is new is added, what changed is updated, and what is gone is asked about. Your corrections and ticks stay."),
		"again.go":     text("更新这份接龙", "更新這份接龍", "Update this chain"),
		"post":         text("发到群里的话", "發到群組的話", "Words for the group"),
		"copy":         text("复制", "複製", "Copy"),
		"tomorrow":     text("明天再开一个", "明天再開一個", "Open tomorrow's"),
		"tomorrow.why": text("商品、价钱、限购、自提点照抄，人清空，给你一段能直接发到群里的话。明天贴回来时，会提示每位上次在哪取。", "商品、價錢、限購、自取點照抄，人清空，給你一段能直接發到群組的話。明天貼回來時，會提示每位上次在哪取。", "Products, prices, limits and pick-up points are copied, people are not, and you get the words to post. When you paste it back, it suggests where each person fetched theirs last time."),
		"about":        text("改标题、商品、价钱、限购", "更改標題、商品、價錢、限購", "Title, products, prices, limits"),
		"from":         text("照着上一份开的", "照著上一份開的", "Begun from the one before"),
		"more":         text("删掉这份接龙", "刪掉這份接龍", "Remove this chain"),
		"remove.is":    text("真的要删（里面 %s 行都会删掉，不能恢复）", "真的要刪（裡面 %s 行都會刪掉，不能復原）", "Really remove it (its %s {line goes|lines go} with it, and cannot be brought back)"),
		"remove":       text("删掉", "刪除", "Remove"),
	}
}

// askWords are those of what a person has to look at.
func askWords() i18n.Words {
	return i18n.Words{
		"ask":          text("要你看一眼的", "要你看一眼的", "To look at"),
		"ask.why":      text("这些字有不止一种意思，猜错了货就备错了，所以不替你猜。改过的会一直留着，接龙更新了也不会丢。", "這些字有不止一種意思，猜錯了貨就備錯了，所以不替你猜。改過的會一直留著，接龍更新了也不會丟。", "These may mean more than one thing, and a wrong guess means the wrong goods, so nothing is guessed. What you correct stays, also when the chain is pasted again."),
		"ask.more":     text("还有 %s 处，看完这些再接着来。", "還有 %s 處，看完這些再接著來。", "When these are done, more follow: %s."),
		"ask.rest":     text("没看懂的字：%s", "沒看懂的字：%s", "Not clear: %s"),
		"sold":         text("这份接龙接的是哪样东西？", "這份接龍接的是哪樣東西？", "What do people sign up for here?"),
		"sold.lead":    text("大家只写了要几份，没写是什么。写一次，下面的就都看懂了。", "大家只寫了要幾份，沒寫是什麼。寫一次，下面的就都看懂了。", "People wrote how many, not of what. Say it once, and the lines below are clear."),
		"sold.go":      text("就是它", "就是它", "That is it"),
		"same.ask":     text("“%s”是哪一样？", "「%s」是哪一樣？", "What is “%s”?"),
		"same.rows":    text("%s 行这么写，商品里没有这个名字。", "%s 行這麼寫，商品裡沒有這個名字。", "Lines that say so: %s. No product has this name."),
		"meant":        text("%s 种叫法已经算进接龙开头写的商品", "%s 種叫法已經算進接龍開頭寫的商品", "Words counted as products of the chain: %s"),
		"meant.why":    text("群友常把商品名写短。只能指一样商品的叫法，直接算进那一样；可能指两样的，会问你。", "群友常把商品名寫短。只能指一樣商品的叫法，直接算進那一樣；可能指兩樣的，會問你。", "Members shorten names. A word that can mean only one product counts as that one; you are asked about one that may mean two."),
		"meant.rows":   text("%s 行", "%s 行", "Lines: %s"),
		"meant.not":    text("不是这样", "不是這樣", "That is wrong"),
		"meant.more":   text("还有 %s 种没列出来。", "還有 %s 種沒列出來。", "Not listed: %s more."),
		"same.own":     text("是另外一样", "是另外一樣", "Something else"),
		"gone.ask":     text("后来贴的那份里没有这一行了。", "後來貼的那份裡沒有這一行了。", "The copy that was pasted later does not have this line."),
		"gone.keep":    text("还要，算进来", "還要，算進來", "Keep it in"),
		"gone.out":     text("不要了", "不要了", "Taken back"),
		"again.ask":    text("你改过这一行，后来接龙里写的又变了：%s", "你改過這一行，後來接龍裡寫的又變了：%s", "You corrected this line, and the chain now says: %s"),
		"again.text":   text("按接龙里的", "按接龍裡的", "As the chain says"),
		"again.mine":   text("留我改的", "留我改的", "Keep mine"),
		"twice":        text("名字一样的", "名字一樣的", "The same name"),
		"twice.ask":    text("“%s”接了不止一次。是一个人还是两个人？现在都算了。", "「%s」接了不止一次。是一個人還是兩個人？現在都算了。", "“%s” stands here more than once. One person or two? For now all count."),
		"twice.one":    text("一个人，合起来", "一個人，合起來", "One: put together"),
		"twice.two":    text("两个人，都留着", "兩個人，都留著", "Two: keep both"),
		"pick.or":      text("点一下是哪样，或者在下面改。", "點一下是哪樣，或者在下面改。", "Tap which one it is, or change it below."),
		"ones":         text("没写数量的 %s 行，都算 1", "沒寫數量的 %s 行，都算 1", "Take all %s as one each"),
		"ones.ask":     text("有 %s 行只差数量没写。", "有 %s 行只差數量沒寫。", "%s {line lacks|lines lack} nothing but an amount."),
		"ones.adds":    text("点了就加上：%s", "點了就加上：%s", "One tap adds: %s"),
		"ones.more":    text("，还有 %s 样", "，還有 %s 樣", ", and %s more"),
		"ones.why":     text("奶茶、盒饭这类东西，不写数量多半就是要一份。点一下，这些行里没写数量的每样记成 1，写了的不动。不要了的不算；论斤论两卖的、还有别处没看懂的也不在里面，照旧一行一行问。点错了可以撤销。", "奶茶、便當這類東西，不寫數量多半就是要一份。點一下，這些行裡沒寫數量的每樣記成 1，寫了的不動。不要了的不算；論斤論兩賣的、還有別處沒看懂的也不在裡面，照舊一行一行問。點錯了可以復原。", "With milk tea or lunch boxes, no amount mostly means one. One tap takes each product without an amount in these lines as one, and leaves amounts that were written. What was taken back does not count; what is sold by weight, and lines that are unclear in other ways, are still asked about one by one. It can be undone."),
		"one.or":       text("点一下就好，或者在下面写数量。", "點一下就好，或者在下面寫數量。", "Tap it, or write the amount below."),
		"untap":        text("撤销", "復原", "Undo"),
		"usual":        text("上次：%s", "上次：%s", "Last time: %s"),
		"usual.ask":    text("有 %s 位这次没写在哪取，上次写过。", "有 %s 位這次沒寫在哪取，上次寫過。", "%s did not say where this time, and did last time."),
		"usual.all":    text("都照上次", "都照上次", "As last time, for all"),
		"usual.one":    text("照上次", "照上次", "As last time"),
		"as.chain":     text("原文", "原文", "As written"),
		"written.hand": text("手工补的", "手工補的", "Added by hand"),
	}
}

// rowWords are those of the form of a row.
func rowWords() i18n.Words {
	return i18n.Words{
		"row":           text("改这一行", "改這一行", "Correct this line"),
		"row.new":       text("补一行", "補一行", "Add a line"),
		"name":          text("谁", "誰", "Who"),
		"whose":         text("替谁接的", "替誰接的", "For whom"),
		"items":         text("要什么、要多少", "要什麼、要多少", "What, and how much"),
		"item.product":  text("商品", "商品", "Product"),
		"item.amount":   text("数量，像 2斤", "數量，像 2斤", "Amount, such as 2"),
		"place":         text("自提点", "自取點", "Pick-up point"),
		"room":          text("楼号房号", "樓號房號", "Address"),
		"phone":         text("电话", "電話", "Phone"),
		"remark":        text("备注", "備註", "Remark"),
		"crossed.check": text("不要了（不算进来）", "不要了（不算進來）", "Taken back (does not count)"),
		"more.cells":    text("在哪取、电话、备注", "在哪取、電話、備註", "Where, phone, remark"),
		"save":          text("保存", "儲存", "Save"),
		"row.ok":        text("这样对", "這樣對", "This is right"),
		"cancel":        text("不改了", "不改了", "Leave it"),
	}
}

// aboutWords are those of the form of what a chain is about.
func aboutWords() i18n.Words {
	return i18n.Words{
		"about.lead":  text("改了这里，整份接龙会按新的重新看一遍；你一行一行改过的都留着。", "改了這裡，整份接龍會按新的重新看一遍；你一行一行改過的都留著。", "When this changes, the chain is read anew by it. Lines that you corrected stay as they are."),
		"about.title": text("标题", "標題", "Title"),
		"about.day":   text("哪天的", "哪天的", "Day"),
		"products":    text("商品", "商品", "Products"),
		"p.code":      text("代号", "代號", "Code"),
		"p.name":      text("名字", "名稱", "Name"),
		"p.spec":      text("规格", "規格", "Size"),
		"p.price":     text("单价", "單價", "Price"),
		"p.unit":      text("单位", "單位", "Unit"),
		"p.each":      text("每人限", "每人限", "Each"),
		"p.total":     text("总量", "總量", "In all"),
		"p.hint":      text("最多 %d 样。价钱不知道就空着，不算钱。要加更多样，先保存再加。", "最多 %d 樣。價錢不知道就留空，不算錢。要加更多樣，先儲存再加。", "At most %d. Leave a price empty if you do not know it. To add more, save first."),
		"places.list": text("自提点，一行一个", "自取點，一行一個", "Pick-up points, one on each line"),
		"each":        text("每人一共限", "每人一共限", "For each person"),
		"total":       text("一共有", "一共有", "In all"),
		"until.at":    text("截止时间", "截止時間", "Until"),
	}
}

// pickupWords are those of the list to tick off, and of the text for the group.
func pickupWords() i18n.Words {
	return i18n.Words{
		"pickup.all":  text("全部", "全部", "All"),
		"pickup.do":   text("已取", "已取", "Fetched"),
		"pickup.undo": text("点错了？再点一下", "點錯了？再點一下", "Tap to undo"),
		"pickup.open": text("有 %s 行没看懂，不在这里。", "有 %s 行沒看懂，不在這裡。", "Not clear, and not here: %s."),
		"pickup.more": text("还有 %s 位没显示，先按自提点分开看。", "還有 %s 位沒顯示，先按自取點分開看。", "%s more are not shown; choose a pick-up point."),
		"pickup.look": text("去看一眼", "去看一眼", "Look at them"),
		"text.lead":   text("按现在的表重新排好了号，%s 行。电话没有写进去。复制后贴回群里，大家接着往下接。", "按現在的表重新排好了號，%s 行。電話沒有寫進去。複製後貼回群組，大家接著往下接。", "Numbered anew from the table; lines: %s. Phone numbers are left out. Copy it into the group, and people go on from there."),
		"text.open":   text("有 %s 行还没看，没写进去。", "有 %s 行還沒看，沒寫進去。", "Not in it before you have looked: %s."),
	}
}
