package ask

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// claim says that turn has mark, or that it has not.
type claim struct {
	turn string
	want bool
}

// check tests claims about one mark.
func check(t *testing.T, mark Marks, claims []claim) {
	t.Helper()
	for _, c := range claims {
		if got := Read(c.turn, false); got.Has(mark) != c.want {
			t.Errorf("Read(%q) = %q, want %s = %v", c.turn, got, mark, c.want)
		}
	}
}

func TestQuestion(t *testing.T) {
	check(t, Question, []claim{
		// every way of asking the definition names
		{"今天开门?", true}, {"今天开门？", true}, {"还有货吗", true}, {"还有货嘛", true}, {"还有货么", true},
		{"来不", true}, {"到了没", true}, {"到了没有", true}, {"明天是吧", true}, {"周五对吧", true}, {"这可咋办呀", true},
		{"能吃吗啊", true}, {"什么时候到", true}, {"啥时候到", true}, {"几点关门", true}, {"几号截止", true}, {"哪天方便", true},
		{"要等多久", true}, {"多少钱一斤", true}, {"穿多大", true}, {"一箱几个", true}, {"一次吃几片", true}, {"怎么下单", true},
		{"味道怎么样", true}, {"这怎么办", true}, {"怎么回事", true}, {"为什么退不了", true}, {"为啥退不了", true}, {"咋用", true},
		{"哪里领", true}, {"店在哪", true}, {"哪个好", true}, {"哪家好", true}, {"哪款好", true}, {"谁有多的", true}, {"谁知道门牌", true},
		{"请问地址", true}, {"问一下地址", true}, {"求推荐面霜", true}, {"求助", true}, {"求链接", true}, {"是不是少了一件", true},
		{"能不能换", true}, {"可不可以换", true}, {"有没有大码", true}, {"会不会起球", true}, {"要不要加热", true}, {"这样行不行", true},
		{"红的还是蓝的", true}, {"周三还是周四", true},
		// what it names as no question
		{"怎么这么好看", false}, {"怎麼那麼貴", false}, {"没多少", false}, {"我的要求不高", false}, {"需求已登记", false},
		{"追求品质", false}, {"求中", false}, {"有没有一种可能,你看错了", false}, {"什么都行", false}, {"哪里都能用", false},
		{"红包呢", false}, {"求", false}, {"多少给点", false}, {"在吗", false}, {"??", false}, {"？？？", false},
		// quotes, links, code, names and stickers say nothing
		{"她说「几点开门?」", false}, {"看 https://shop.example/a?b=几点", false}, {"`SELECT ?`", false}, {"@几点开门 好的", false},
		{"[疑问]", false}, {"> 几点开门?\n九点", false}, {"「小满:还有吗?」\n- - - - - -\n没了", false},
		{"https://shop.example/a 这个是真的吗", true}, {"「小满:到货了」\n- - - - - -\n几点能拿", true}, {"```\nwhat is x?\n```\n试试这个", false},
		// clauses are judged one by one
		{"我拍了两份,什么时候发,不急", true}, {"好的\n那几点", true}, {"能用吗[可怜]在线等", true}, {"我还是去吧", false},
		{"今天还是下雨", false}, {"不管红的还是蓝的都行", false}, {"不", false}, {"没有", false}, {"还没", false}, {"9.9 包邮", false},
		// Traditional
		{"請問幾點打烊", true}, {"還有貨嗎", true}, {"甚麼時候出貨", true}, {"誰有連結", true}, {"為什麼不能用", true}, {"邊度攞貨呀", true},
		{"什麼都想買", false}, {"怎麼這麼可愛", false},
		// English
		{"how do i pay", true}, {"anyone know the address", true}, {"any idea", true}, {"any idea why", true}, {"Can I pay by card", true},
		{"is there a smaller one", true}, {"how much is it", true}, {"what is the size", true}, {"hi, when does it open", true},
		{"does it fit a child", true}, {"how nice", false}, {"what a day", false}, {"have a nice day", false}, {"do it now", false},
		{"the shop, which is closed, moved", false}, {"who is it", true}, {"my friend, who is a nurse", false}, {"why not", false},
		{"\"is it open?\" she said", false},
	})
}

func TestCutTurnSaysOnlyWhatIsThere(t *testing.T) {
	for _, c := range []struct {
		turn string
		want Marks
	}{
		{"今天还有没有货可以", Question}, // held by a word
		{"我想说的是这个东西没", 0},       // its end is not a real end
		{"我想说的是这个东西吗", Question},
		{"几点开门?然后呢我们", Question},
		{"收到", 0},
		{"+1", 0},
		{"??", 0},
		{"look at `code that never ends?", 0},
	} {
		if got := Read(c.turn, true); got != c.want {
			t.Errorf("Read(%q, cut) = %q, want %q", c.turn, got, c.want)
		}
	}
}

func TestCall(t *testing.T) {
	check(t, Call, []claim{
		{"在吗", true}, {"在嗎", true}, {"在不在", true}, {"亲,在吗", true}, {"老板在吗?", true}, {"客服在不在呀", true}, {"有人吗", true},
		{"有人在吗?", true}, {"團長在嗎", true}, {"您好在吗", true}, {"anyone here", true}, {"Hello, are you there?", true}, {"在吗 想问下价格", true},
		{"请问在么", true}, {"你在吗[可怜]", true},
		{"货还在吗", false}, {"快递在吗", false}, {"在的", false}, {"不在", false}, {"在哪", false}, {"有人要吗", false}, {"人在家里", false},
		{"她说在吗店里", false},
	})
	if got := Read("在吗,几点关门", false); got != Call|Question {
		t.Errorf("a call with a question reads %q", got)
	}
}

func TestNudge(t *testing.T) {
	check(t, Nudge, []claim{
		{"?", true}, {"??", true}, {"？？", true}, {"?!", true}, {"货呢\n??", true}, {"啊?", true}, {"嗯？", true}, {"@小满 ??", true},
		{"？[疑问]", true}, {"「小满:明天发」\n- - - - -\n??", true}, {"? ?", true}, {"⁇", true}, {"Huh?", true}, {"。。。？", true}, {"?？?", true},
		{"还有??", false}, {"真的🥺?", false}, {"好?", false}, {"", false}, {"!!", false}, {"https://shop.example/?", false},
	})
}

func TestRequest(t *testing.T) {
	check(t, Request, []claim{
		{"帮我留一份", true}, {"幫我取消訂單", true}, {"麻烦尽快发货", true}, {"麻烦您看一下", true}, {"改地址,发到学校", true}, {"我要退款", true},
		{"催一下快递", true}, {"开票,抬头发你", true}, {"给我补发一个", true}, {"取消吧", true}, {"麻煩開個票", true}, {"帮忙查一下", true},
		{"要退货", true}, {"please cancel my order", true}, {"Can you help me with the size", true}, {"I want a refund", true}, {"退款几天到账", false},
		{"太麻烦了", false}, {"不麻烦", false}, {"麻烦死了", false}, {"别催", false}, {"已退款", false}, {"退款到了", false}, {"取消了", false},
		{"活动取消", false}, {"他帮我拿的", false}, {"谢谢帮忙", false}, {"已补发", false}, {"支持退货", false}, {"帮我妈买的", false},
		{"催奶汤怎么煮", false}, {"已开票", false}, {"给孩子催眠", false}, {"this is helpful", false},
	})
}

func TestComplaint(t *testing.T) {
	check(t, Complaint, []claim{
		{"杯子坏了", true}, {"漏发一瓶", true}, {"少发了一包", true}, {"牛奶都过期了", true}, {"快递还没到", true}, {"骗人的", true}, {"给差评", true},
		{"東西壞了", true}, {"還沒收到", true}, {"鸡蛋碎了两个", true}, {"客服没人理", true}, {"什么服务态度", true}, {"草莓发霉", true},
		{"it arrived broken", true}, {"my order hasn't arrived", true}, {"you sent the wrong item", true}, {"發錯貨了", true},
		{"累坏了", false}, {"笑壞了", false}, {"捡漏成功", false}, {"零差评", false}, {"没过期", false}, {"过期不补", false}, {"还没到点", false},
		{"骗你干嘛", false}, {"不骗人", false}, {"没失望过,每次都不失望", false}, {"坏了包赔", false}, {"不漏水", false}, {"别漏了我", false},
		{"少一点糖", false}, {"it is not broken", false}, {"in the worst case", false}, {"多多少少有一点", false},
	})
}

func TestStock(t *testing.T) {
	check(t, Stock, []claim{
		{"收到", true}, {"好的", true}, {"1", true}, {"111", true}, {"+1", true}, {"扣1", true}, {"已拍", true}, {"666", true}, {"👍", true}, {"[表情]", true},
		{"[强][强]", true}, {"收到,谢谢", true}, {"好的老板[玫瑰]", true}, {"@小满 收到", true}, {"OK", true}, {"好噠", true}, {"哈哈哈哈哈哈", true},
		{"謝謝團主", true}, {":+1:", true}, {"ok thanks", true}, {"「小满:明天八点」\n- - - - -\n收到", true}, {"👌🏻", true},
		{"收到货了很新鲜", false}, {"好的,几点", false}, {"16", false}, {"[图片]", false}, {"已拍两份", false}, {"好?", false}, {"", false},
		{"https://shop.example", false}, {"我在家", false}, {"1. 小满 两份", false}, {"6折", false}, {"在吗", false}, {"同问", false},
		{"一号收到的是坏的", false}, {"可以", false}, {"是的", false}, {"yes", false}, {"没有", false}, // answers, not stock
	})
}

func TestSameHere(t *testing.T) {
	check(t, SameHere, []claim{
		{"同问", true}, {"同問", true}, {"+1", true}, {"蹲", true}, {"蹲一个", true}, {"蹲蹲", true}, {"me too", true}, {"Same question here", true},
		{"我也想知道", true}, {"我也想知道价格", true}, {"同求链接", true}, {"蹲个后续", true}, {"同问+1", true}, {"@小满 同问", true}, {"同问,急", true},
		{"+1[可怜]", true}, {"也想知道", true}, {"蹲答案", true},
		{"蹲下来擦地", false}, {"+1 我要两份大的", false}, {"蹲在门口", false}, {"同一个问题答过了", false}, {"收到", false}, {"我要一份", false},
		{"他也想知道你的地址", false}, {"some of us have the same one", false}, {"深蹲三组", false}, {"1+1等于二", false}, {"", false},
		{"跟同学问问", false}, {"same price as before", false}, {"C+1", false}, {"蹲坑", false}, {"一同问候", false},
	})
}

func TestPrivateReply(t *testing.T) {
	check(t, PrivateReply, []claim{
		{"已私信", true}, {"私你了", true}, {"看小窗", true}, {"亲,已私聊您", true}, {"私信你了哈", true}, {"发您私信了", true}, {"加你了,通过一下", true},
		{"已私訊", true}, {"私訊妳了", true}, {"查收私信", true}, {"回您私信了", true}, {"小窗发你", true}, {"sent you a DM", true}, {"check your inbox", true},
		{"I messaged you", true}, {"看下私信哦", true},
		{"私信我", false}, {"可以私信吗", false}, {"别私信我", false}, {"私房菜", false}, {"窗户小", false}, {"没看私信", false}, {"请私信客服", false},
		{"已私自改了价", false}, {"有人加你了", false}, {"怎么私信", false}, {"懒得看私信", false}, {"dm me", false}, {"私人订制", false},
		{"小窗口的店", false}, {"不要看私信", false}, {"the admin", false},
	})
}

func TestPraise(t *testing.T) {
	check(t, Praise, []claim{
		{"这个面霜真的很好用,皮肤都变滑了", true}, {"已经回购三次了,家里老人都爱吃", true}, {"包装很好,东西也新鲜,孩子很喜欢", true},
		{"用了一个月,真的淡了不少,值得买", true}, {"刚下单了两箱,上次那箱三天就吃完", true}, {"穿上特别显瘦,同事都说好看呢", true},
		{"性价比高,推荐给身边好几个朋友了", true}, {"口感很好一點都不膩,已經回購第二次", true}, {"太好吃了吧,一口气吃了半包停不下来", true},
		{"质量没得说,又囤了三包给我妈", true}, {"抢到了抢到了,这个价格真的超值", true}, {"真香,本来不信的,现在天天用", true},
		{"I love it, the quality is so good", true}, {"bought two more for my mother today", true}, {"效果很好,黑眼圈明显淡了很多", true},
		{"已经下单两盒了,上次买的特别好,老公也爱喝", true}, {"品质特别好,家里老人小孩都能用", true}, {"还没下单呢,等周末和家里人商量一下", false},
		{"好用", false}, {"好吃好吃", false}, {"不好用,买了后悔,大家别冲动", false}, {"这个好吃吗,想给孩子买一点试试", false},
		{"谢谢老板的红包,喜欢这个群,很满意", false}, {"接龙\n1. 小满 好吃的橙子两份\n2. 阿树 好吃的橙子一份", false},
		{"一点都不好吃,下次再也不买这家的了", false}, {"没抢到,手慢了,下次早点来吧各位", false}, {"东西坏了,本来很喜欢的,真是失望", false},
		{"明天下午三点在小区门口集合出发", false}, {"[强][强][强]喜欢喜欢", false}, {"没有效果,用了两瓶跟没用一样", false},
		{"1. 好吃的苹果三箱\n2. 好吃的梨两箱", false}, {"not worth it, regret buying two of them", false}, {"@一个名字特别特别长的人 喜欢", false},
		{"「小满:真的很好用推荐大家都买」\n- - - - -\n嗯", false},
	})
}

func TestHasLink(t *testing.T) {
	check(t, HasLink, []claim{
		{"https://shop.example/a", true}, {"看HTTP://shop.example", true}, {"点 www.shop.example 进", true}, {"「看这」https://a.example", true},
		{"九点开门", false}, {"shop", false}, {"http 协议", false}, {"awww. nice", false},
	})
}

func TestMarksName(t *testing.T) {
	if n := len(strings.Fields(markNames)); Marks(1)<<(n-1) != HasLink {
		t.Errorf("%d names for marks up to %b", n, HasLink)
	}
	if got := (Question | HasLink).String(); got != "question+link" {
		t.Errorf("String() = %q", got)
	}
}

// pieces are what turns in the property tests are made of: words that weigh
// something and marks that open or close what is taken out.
var pieces = []string{
	"几点", "开门", "吗", "没有", "在吗", "收到", "+1", "同问", "帮我", "坏了", "已私信", "好用", "喜欢", "什么", "都", "还是", "不", "怎么", "求",
	"?", "？", ",", "。", " ", "\n", "「", "」", "“", "”", "\"", "`", "```", "[强]", "[图片]", ">", "- - -", "https://a.example/?b", "👍", "how", "do", "i",
	"is there", "a", "1", "666", "9.9", "接龙", "1. ", "\u200b", "\u3000", ":+1:", "哈", "(", ")",
}

func anyTurn(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "turn"), "")
}

func TestOuterSpaceSaysNothing(t *testing.T) {
	space := rapid.StringOfN(rapid.SampledFrom([]rune(" \n\t\r\u3000\u2005\u00a0")), 0, 4, -1)
	rapid.Check(t, func(t *rapid.T) {
		turn, cut := anyTurn(t), rapid.Bool().Draw(t, "cut")
		padded := space.Draw(t, "before") + turn + space.Draw(t, "after")
		if got, want := Read(padded, cut), Read(turn, cut); got != want {
			t.Fatalf("Read(%q) = %q, Read(%q) = %q", padded, got, turn, want)
		}
	})
}

func TestMentionSaysNothing(t *testing.T) {
	name := rapid.SampledFrom([]string{"小满", "几点开门吗", "团长", "Amy", "收到", "坏了退款", "阿树2号"})
	rapid.Check(t, func(t *rapid.T) {
		turn := strings.TrimSpace(anyTurn(t))
		if turn == "" {
			return
		}
		end := rapid.SampledFrom([]string{" ", "\u2005"}).Draw(t, "end")
		named := "@" + name.Draw(t, "name") + end + turn
		if got, want := Read(named, false), Read(turn, false); got != want {
			t.Fatalf("Read(%q) = %q, without the name %q", named, got, want)
		}
	})
}

func TestMentionBehindSaysNothing(t *testing.T) {
	for _, turn := range []string{"收到", "几点开门", "还有货吗", "同问", "??", "在吗", "东西坏了", "看 https://a.example/b?c"} {
		for _, name := range []string{"小满", "几点开门吗", "Amy"} {
			for _, end := range []string{"", " ", "\u2005"} {
				if got, want := Read(turn+" @"+name+end, false), Read(turn, false); got != want {
					t.Errorf("Read(%q @%s) = %q, without the name %q", turn, name, got, want)
				}
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, p := range pieces {
		f.Add(p+"吗", false)
		f.Add("@小满 "+p, true)
	}
	f.Add("\xff\xe4\xb8", false)
	f.Add(strings.Repeat("几点", 400), false)
	f.Add("http://\xe4", false)
	f.Fuzz(func(t *testing.T, turn string, cut bool) {
		m := Read(turn, cut)
		if m != Read(strings.TrimFunc(turn, unicode.IsSpace), cut) {
			t.Errorf("Read(%q) depends on outer space", turn)
		}
		if cut && m&(Stock|Nudge) != 0 {
			t.Errorf("Read(%q, cut) = %q speaks of the whole", turn, m)
		}
		if m.Has(Stock) && m&(Question|Request|Complaint|Praise) != 0 {
			t.Errorf("Read(%q) = %q: stock words and more", turn, m)
		}
	})
}

func TestReadAllocatesNothing(t *testing.T) {
	for _, turn := range []string{"收到", "老板这个还有货吗,几点能发?", "have a look at https://a.example/b when you can", strings.Repeat("橙子很甜,", 200)} {
		if n := testing.AllocsPerRun(100, func() { Read(turn, false) }); n != 0 {
			t.Errorf("Read(%.20q…) allocates %v times", turn, n)
		}
	}
}
