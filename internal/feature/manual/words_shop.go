package manual

import "github.com/huoshui/huoshui/internal/base/i18n"

var (
	noShop     = text("请写店名，或从上面选一个。", "請寫店名，或從上面選一個。", "Write the shop, or pick one above.")
	noArea     = text("请写片区，比如小区或街道的名字。", "請寫片區，例如社區或街道的名稱。", "Write the area, such as the name of a neighbourhood or a street.")
	notWhole   = text("这里管着整个工作区，要看得到所有群的人才能改。", "這裡管著整個工作區，要看得到所有群組的人才能改。", "This holds for the whole workspace, so only those who see all groups change it.")
	manyPlaces = text("最多记 %d 个。请先去掉不用的。", "最多記 %d 個。請先移除不用的。", "At most %d are kept. Please remove some first.")

	noArrived    = text("写一句今天到了什么。", "寫一句今天到了什麼。", "Write a line on what came in today.")
	stillArrived = text("上一句到货还没发，在这一页最上面，先发掉。", "上一句到貨還沒發，在這一頁最上面，先發掉。", "The last one is not sent yet; it stands at the top of this page.")
	manyArrived  = text("今天已经说了 %d 回，够了，明天再说。", "今天已經說了 %d 回，夠了，明天再說。", "That was said %d times today. It is enough; go on tomorrow.")
	arrivedTitle = text("发今天到货", "發今天到貨", "Say what came in today")
	arrivedWhy   = text("你刚写的，换成了发到群里的话。", "你剛寫的，換成了發到群組裡的話。", "What you wrote, in words for the group.")
	arrivedOne   = text("今天到货：%s。%s", "今天到貨：%s。%s", "In today: %s. %s")
	arrivedTwo   = text("刚到的：%s。不知道合不合适，先问我。%s", "剛到的：%s。不知道合不合適，先問我。%s", "Just in: %s. Ask me if you are not sure it suits you. %s")
	arrivedBoth  = text("来%s看就行，群里问也行，%s有人答。", "來%s看就行，群組裡問也行，%s有人回。", "Come and see it at %s, or ask here; somebody answers %s.")
	arrivedShop  = text("来%s看就行。", "來%s看就行。", "Come and see it at %s.")
	arrivedHours = text("%s有人答。", "%s有人回。", "Somebody answers %s.")
	arrivedAsk   = text("想要的说一声。", "想要的說一聲。", "Say a word if you want it.")

	themeWords = text("福利 到货 会员", "福利 到貨 會員", "Offers Arrivals Members")

	guideMade = text("先建群", "先建群組", "Add a group")
	guideHi   = text("打开欢迎", "打開歡迎", "Welcome")
	guideIn   = text("今天到货", "今天到貨", "In today")
)

// shopWords are those of shops.
func shopWords() i18n.Words {
	return i18n.Words{
		"set":          text("微信群设置", "微信群設定", "Settings of WeChat groups"),
		"set.saved":    text("改好了。", "改好了。", "Saved."),
		"shop.mode":    text("实体店模式", "實體店模式", "Shop mode"),
		"shop.offer":   text("开的是实体店？打开实体店模式：按店和片区给群起名，只留适合店里的提醒。", "開的是實體店？打開實體店模式：按店和片區給群組取名，只留適合店裡的提醒。", "Running a shop? Shop mode names groups by shop and area and keeps the reminders that suit a shop."),
		"shop.lead":    text("打开以后：建群先问店和片区，按地方起名；群可以按片区看；不适合实体店的提醒收起来；第一页有三步带着做。随时可以关，关了什么也不丢。", "打開以後：建群組先問店和片區，按地方取名；群組可以按片區看；不適合實體店的提醒收起來；第一頁有三步帶著做。隨時可以關，關了什麼也不丟。", "When on, a new group asks for its shop and area and is named after them, groups can be seen by area, reminders that do not suit a shop are folded away, and three steps lead the way. Switch it off any time; nothing is lost."),
		"shop.on":      text("打开", "打開", "Switch on"),
		"shop.off":     text("关掉", "關掉", "Switch off"),
		"shop.is":      text("● 开着", "● 開著", "● on"),
		"shop.not":     text("○ 没开", "○ 沒開", "○ off"),
		"shop.places":  text("店和片区", "店和片區", "Shops and areas"),
		"shop.none":    text("还没有。建群时写的也会记到这里。", "還沒有。建群組時寫的也會記到這裡。", "None yet. What you write when adding a group is kept here, too."),
		"shop.add":     text("记下", "記下", "Keep"),
		"shop.drop":    text("去掉", "移除", "Remove"),
		"shop":         text("店名", "店名", "Shop"),
		"shop.sample":  text("比如：青禾", "例如：青禾", "Such as: Riverside"),
		"area":         text("片区", "片區", "Area"),
		"area.sample":  text("比如：河西", "例如：河西", "Such as: West Bank"),
		"area.hint":    text("来的人大多住哪一片。", "來的人大多住哪一片。", "Where most of those who come live."),
		"theme":        text("这个群是做什么的", "這個群組是做什麼的", "What the group is for"),
		"theme.sample": text("不写就是“福利”", "不寫就是「福利」", "Offers, if you leave it empty"),
		"geo.go":       text("起个名字", "取個名稱", "Propose a name"),
		"geo.known":    text("给记下的店再加一个：", "給記下的店再加一個：", "One more for:"),
		"geo.name":     text("群名（可以改）", "群組名稱（可以改）", "Name (change it if you like)"),
		"geo.hint":     text("按店、片区、用途和下一个号起的。要一次加几个，就一行一个。", "按店、片區、用途和下一個號取的。要一次加幾個，就一行一個。", "Shop, area, what it is for and the next free number. For several, one on each line."),
		"geo.again":    text("换一个地方", "換一個地方", "Another place"),
		"place.none":   text("还没说属于哪个店、哪个片区，说一下。", "還沒說屬於哪個店、哪個片區，說一下。", "Its shop and area are not said yet: say them."),
		"place.edit":   text("属于哪个店、哪个片区", "屬於哪個店、哪個片區", "Its shop and area"),
		"filter.all":   text("全部", "全部", "All"),
		"filter.none":  text("这个片区没有群。", "這個片區沒有群組。", "There is no group in this area."),
		"guide.done":   text("三步都做了。明天有到货，再写一句。", "三步都做了。明天有到貨，再寫一句。", "All three are done. Write another line when something comes in."),
		"sop.unfit":    text("还有 %d 句不太适合实体店，看看", "還有 %d 句不太適合實體店，看看", "%d more are not for shops: see them"),
		"arrived":      text("今天到货", "今天到貨", "What came in today"),
		"arrived.lead": text("写一句到了什么，话就备好，放在最上面。写真的，别写还没到的。", "寫一句到了什麼，話就備好，放在最上面。寫真的，別寫還沒到的。", "A line on what came in, and the words are ready at the top. Only what is really there."),
		"arrived.say":  text("比如：本地番茄、早上现磨的豆腐", "例如：本地番茄、早上現磨的豆腐", "Such as: local tomatoes, tofu made this morning"),
		"arrived.go":   text("备好要发的话", "備好要發的話", "Make the words"),
		"full":         text("多少人算满", "多少人算滿", "Full at how many people"),
		"full.hint":    text("一般 300。满了以后，新来的请进下一个群。", "一般 300。滿了以後，新來的請進下一個群組。", "Usually 300. Once it is full, newcomers go to the next group."),
		"full.save":    text("保存", "儲存", "Save"),
	}
}
