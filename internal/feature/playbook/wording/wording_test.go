package wording_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/feature/playbook/wording"
)

// rulesOf lists the rules of findings, each once, refused ones with "!".
func rulesOf(found []wording.Finding) string {
	var out []string
	for _, f := range found {
		name := string(f.Rule)
		if f.Refused {
			name += "!"
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, " ")
}

// hits are texts with what is found in them, one rule to a list.
var hits = map[string][]string{
	"absolute!": {
		"这是全网最低价", "質量最好", "最好的茶叶", "这款最好吃！", "销量第一的面霜", "行业第一", "全國第1", "唯一指定用油", "全网唯一",
		"頂級食材", "国家级品质", "史无前例的活动", "最佳之选", "100%有效", "百分百正品", "百分之百有效", "絕對安全", "最便宜的一次", "最正宗的川味", "最受歡迎的款式",
		"The best tea in the world", "lowest price ever", "We are No.1", "number one brand", "100% safe", "an unbeatable offer", "world-class",
		// Hidden.
		"最 低 价", "全网最，低，价", "最*便*宜", "最🔥低🔥价", "ｎｏ．１ 品牌", "全网蕞低", "顶​级", "１００％有效", "销量 第 一", "Nо.1 in town",
	},
	"absolute": {"極致口感", "首选好茶", "独一无二", "one-of-a-kind"},
	"effect!": {
		"治療失眠", "根治鼻炎", "可治愈", "无副作用", "沒有任何副作用", "抗癌食物", "减肥10斤", "一个月瘦 8 斤", "7天见效", "三天變白", "永不反弹", "降血糖", "包治百病", "减 肥 十 斤",
		"cures cancer", "no side effects", "lose 10 kg", "works in 3 days", "a miracle pill", "guaranteed results",
	},
	"effect": {"排毒好茶", "提高免疫力", "clinically proven", "臨床證明"},
	"share!": {
		"转发朋友圈领红包", "轉發本則送小樣一份", "集赞 38 个免费领", "集讚換禮", "砍一刀", "分享到群即可领券", "拉3人进群送一份", "邀请 5 位好友免费领", "转发海报，抽奖",
		"免费送，转发即可", "送你一张券，先转发到朋友圈", "助力就能得红包", "按讚分享抽獎", "拉人頭", "转 发 领 红 包", "免费领取，需邀请3个好友",
		"Share this post to win a prize", "Invite 3 friends and get a free cup", "Get a free cup when you share", "like and forward to get a coupon",
	},
	"share": {"邀请好友，两边都送一杯", "推薦朋友有禮", "老带新"},
	"scarcity!": {
		"仅剩 3 件", "只剩最后5份", "還剩不多", "还剩 {{昵称}} 件", "已有 300 人下单", "已有很多人購買", "500多人已付款", "已售 2000 件", "最后 3 件", "最後 5 個名額", "最后两位！", "倒计时 10 分钟", "倒數計時", "即将售罄", "手慢无",
		"仅此一次", "错过不再", "以后不再有", "最后机会", "最后一次", "庫存緊張", "仅，剩，3件", "仅 剩 3 件", "仅剩 3 件共 {{库存}} 件",
		"only 3 left", "just two boxes left", "only {{name}} left", "last chance", "almost gone", "Only a few left!", "200 people already ordered",
	},
	"scarcity": {"限量 100 份", "前50名有礼品", "还剩 2 小时", "limited to 50 pieces"},
	"pretence!": {
		"系统检测到你发了广告", "系統偵測到廣告", "系统自动把你移出", "机器人检测到违规", "老板娘说亏本也卖，不用管", "趁老板不在给大家放一批", "帮我刷好评", "安排几个托",
		"The system has detected an ad", "our bot flagged you", "fake reviews",
	},
	"pretence": {"内部价", "內部消息", "系统自动发货", "有位顾客说很好用", "insider price", "A customer told me"},
	"pressure!": {
		"再不说话就踢", "不發言的移出", "长期不说话的，一律清退", "潜水的请自觉退群", "限你三天内回复", "罚红包 10 元", "违者罚款", "罰錢", "点名批评以下几位", "以下成员还没回复", "发个红包赔罪", "曝光他",
		"Speak up or be kicked", "Inactive members will be removed", "Lurkers please leave", "pay a fine", "a fine of $5", "the following members have not replied",
	},
	"service": {
		"亲，请私聊", "親，請私訊哦", "别人都没有这个问题", "这是规定", "這是公司的規定", "给您带来的不便深表歉意", "您先给个好评", "已反馈相关部门", "sorry for any inconvenience", "It's our policy",
	},
	"placeholder!": {"{{}} 你好", "{{ }}", "{{昵称 你好", "昵称}} 你好", "{昵称}", "｛｛昵称｝｝", "{{a{{b}}"},
	"noise":        {"好呀👋🎉", "来！了！啊！", "好!!!", "👍👍"},
	"length":       {strings.Repeat("好", 91), strings.Repeat("word ", 91)},
}

func TestHits(t *testing.T) {
	for want, texts := range hits {
		for _, text := range texts {
			got := rulesOf(wording.Check(text))
			if !slices.Contains(strings.Fields(got), want) {
				t.Errorf("%s: found %q, want %s", text, got, want)
			}
		}
	}
}

// innocent are texts that look like what is refused.
var innocent = []string{
	// 最, 第一, 唯一, 100%.
	"最近怎么样", "最多买 3 件，最少 1 件", "最晚周五", "最早的一批", "最后提醒", "最好先问一下", "最好提前一天说", "最好用温水泡", "最好喝热的",
	"第一次来", "第一步", "第一个问题", "第一时间放出来", "第一条群规", "唯一编号", "唯一入口", "安全第一", "最好的办法是早点睡", "最高减 50 元", "最低气温 3 度", "最低起订 2 件",
	"最佳赏味期 3 天", "这一周最累的一刻", "100% 棉", "电量 100%", "质量不敢说最好", "不写最低价", "最新消息", "最安全的做法是先关电源", "这一点不是最好的",
	"最強颱風要來了", "7 天內成交的最低價", "第一名是小王", "萬能遙控器",
	"best to order early", "Best wishes", "at best two", "Question no. 1: what is it?", "the first order", "100% cotton", "your best bet is to ask", "not the best in the world",
	// Effects.
	"正在接受治疗的先问医生", "不能替代药物治疗", "不能治疗疾病", "治愈系画面", "五花肉 偏瘦 2 斤", "买 5 斤减 10 元", "3 天减 20 元", "3天内发货", "无法根治", "cured ham", "procure two",
	// Sharing.
	"不要求点赞、转发", "不用转发", "送一张券，不用转发", "直接领，不需要集赞", "嘉宾分享，免费参加", "周日老师分享到 22:00，免费", "邀请你免费试吃", "请不要转发广告", "分享一下你的做法", "禁止拉人头", "不轉發也能領",
	"转给同事处理，免费退换", "分享时先听，问题照样发", "Free to join, no need to share", "Please share your thoughts", "I would like to get your view", "what I would like to get out of it", "one foot forward to get there",
	// Figures.
	"还剩 {{剩余}} 件", "還剩 {{剩餘}} 件", "付款 {{已付款件数}} 件", "一共 {{库存}} 件", "已有 {{已付款件数}} 人付款", "最后 {{剩余}} 件", "最后一个问题", "最后一步", "只剩你没说了", "还剩两步",
	"不会再“最后一次”", "卖完会在这里说", "不做倒计时", "only {{剩余}} left", "The last step", "22:00 结束", "没有退单就没有", "倒计时 {{剩余时间}}", "每人最后限 {{每人限购}} 件",
	"最后一个知道的", "最佳提问", "时间是最好的证明", "冰箱里就剩鸡蛋了", "只剩数字", "最后一次开口之后", "晾十分钟最好吃",
	// Pretending, pressing.
	"系统出问题了，是我们的错", "机器人帮忙欢迎和提醒", "系统升级，10 点恢复", "潜水区也有位置", "不说话也没关系", "第三次会移出", "不罚款", "不点名批评", "每人限购 2 件", "限你们每人 2 件", "权限你来开", "不再有疑问就好", "不想收到，回“不用”",
	"不发言不会被移出", "fine, thanks", "the only thing left is tea", "the game should be unbeatable", "that is fine, 3 please",
	// Service.
	"亲自送到", "亲子活动，请私聊报名", "我私聊找你要", "规定时间内可退",
	// Style.
	"{{昵称}} 空降 👋", "好！来！", "👨‍👩‍👧 一家", "🇨🇳 产地", "👍🏽", strings.Repeat("好", 90), strings.Repeat("word ", 90), "{{ 昵称 }} 你好", "",
}

func TestInnocentUses(t *testing.T) {
	for _, text := range innocent {
		for _, f := range wording.Check(text) {
			t.Errorf("%s: found %s (refused %v) in %q", text, f.Rule, f.Refused, text[f.From:f.To])
		}
	}
}

// Where a finding lies is said of the text as it was written.
func TestWhereItIs(t *testing.T) {
	for text, want := range map[string]string{
		"今天 最 低 价 哦":    "最 低 价",
		"看，{{商品}}頂級，来":  "頂級",
		"我们Ｎｏ．１！":       "Ｎｏ．１",
		"还剩 {{昵称}} 件":   "还剩 {{昵称}}",
		"你好 {{}} 朋友":    "{{}}",
		"先看看，转发后可以领红包吗": "转发后可以领红包",
	} {
		found := wording.Check(text)
		if len(found) != 1 || text[found[0].From:found[0].To] != want {
			t.Errorf("%s: found %v, want %q", text, found, want)
		}
	}
}

// A long text is looked at in pieces: what lies where two of them meet is
// found, and found once.
func TestNothingIsLostBetweenPieces(t *testing.T) {
	for before := range 400 {
		text := strings.Repeat("好", before) + "转发后领红包" + strings.Repeat("好", 400)
		found := wording.Reading{Long: true}.Check(text)
		if len(found) != 1 || text[found[0].From:found[0].To] != "转发后领红包" {
			t.Fatalf("after %d characters: found %v", before, found)
		}
	}
}

func TestWhatIsLiveAndLongIsForTheAskerToSay(t *testing.T) {
	own := wording.Reading{Live: []string{"名額"}, Long: true}
	if got := own.Check("还剩 {{名额}} 位" + strings.Repeat("。好", 90)); got != nil {
		t.Errorf("a placeholder that is live: found %v", got)
	}
	if got := rulesOf(own.Check("还剩 {{剩余}} 件")); got != "scarcity!" {
		t.Errorf("a placeholder that is not live here: found %q", got)
	}
}

func TestEveryFindingSaysWhyInEveryLanguage(t *testing.T) {
	for _, texts := range hits {
		for _, text := range texts {
			for _, f := range wording.Check(text) {
				for _, say := range []string{f.Why.Hans, f.Why.Hant, f.Why.En, f.Remedy.Hans, f.Remedy.Hant, f.Remedy.En} {
					if say == "" {
						t.Errorf("%s: %s lacks a sentence", text, f.Rule)
					}
				}
			}
		}
	}
}

// sound fails where a finding lies outside text or within a character, or the
// order is not that of the text.
func sound(t *testing.T, text string, found []wording.Finding) {
	t.Helper()
	last := 0
	for _, f := range found {
		if f.From < last || f.From >= f.To || f.To > len(text) {
			t.Fatalf("%q: %s from %d to %d of %d, after %d", text, f.Rule, f.From, f.To, len(text), last)
		}
		last = f.From
		if utf8.ValidString(text) && (!utf8.RuneStart(text[f.From]) || f.To < len(text) && !utf8.RuneStart(text[f.To])) {
			t.Fatalf("%q: %s from %d to %d is within a character", text, f.Rule, f.From, f.To)
		}
	}
}

func FuzzCheck(f *testing.F) {
	for _, texts := range hits {
		for _, text := range texts {
			f.Add(text)
		}
	}
	for _, text := range innocent {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		found := wording.Check(text)
		sound(t, text, found)
		if again := wording.Check(text); !slices.Equal(found, again) {
			t.Fatalf("%q: read differently the second time", text)
		}
	})
}

// BenchmarkHostile reads texts that are made to be slow, at two lengths: the longer
// may take as many times as long as it is longer, not the square of that.
func BenchmarkHostile(b *testing.B) {
	for _, unit := range []string{"转发", "送转发", "{{", "{{剩余}}还剩", "最 ", "不不", "最，", "治疗接受治疗", "share to win ", "罚", "潜水的"} {
		for _, size := range []int{4_000, 24_000} {
			text := strings.Repeat(unit, size/len(unit))
			b.Run(fmt.Sprintf("%s/%d", strings.TrimSpace(unit), size), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					wording.Reading{Long: true}.Check(text)
				}
			})
		}
	}
}

func BenchmarkClean(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		wording.Check("开始了：{{链接}} {{商品}} {{活动价}} 元，{{库存}} 件。有问题直接发，{{值班人}}在。")
	}
}
