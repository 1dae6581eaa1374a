package wording

import "github.com/huoshui/huoshui/internal/base/i18n"

var shareAdvice = advice{
	refused: true,
	why: i18n.Text{
		Hans: "拿东西换转发、点赞或拉人，平台不许，按人头给奖励还可能违法。",
		Hant: "拿東西換轉發、按讚或拉人，平台不允許，按人頭給獎勵還可能違法。",
		En:   "Giving something for shares, likes or heads is against the platforms' rules, and paying by the head may be against the law.",
	},
	remedy: i18n.Text{
		Hans: "把东西直接给，愿意转的人自己会转；要谢介绍人，就等朋友真的来了，两边都谢。",
		Hant: "把東西直接給，願意轉的人自己會轉；要謝介紹人，就等朋友真的來了，兩邊都謝。",
		En:   "Give it without the condition; those who like it will share. To thank for a referral, wait until the friend has really come and thank both.",
	},
}

var inviteAdvice = advice{
	why: i18n.Text{
		Hans: "请人介绍可以，但不能按人头给，也不能逼人转发。",
		Hant: "請人介紹可以，但不能按人頭給，也不能逼人轉發。",
		En:   "Referrals may be thanked for, but not by the head and not for sharing.",
	},
	remedy: i18n.Text{
		Hans: "写清楚：朋友真的来了或买了才给，两边都有，不介绍也能买。",
		Hant: "寫清楚：朋友真的來了或買了才給，兩邊都有，不介紹也能買。",
		En:   "Say that it is given when the friend has really come or bought, to both, and that nobody has to.",
	},
}

const (
	shared = `转发|转给|转到(?:朋友圈|群)|集<N>?个?赞|点赞|求赞|按赞|助力|帮砍|砍价|砍一刀|分享(?:到|给|至|本|这|此|朋友圈|群|链接|海报|即|就|出去|一下|<N>)|发朋友圈|标记<N>?(?:个|位|名)?(?:好友|朋友)`
	heads  = `(?:拉|邀请|邀|推荐|介绍|喊|叫|凑)(?:满|够|来|到|约|进)?<N>(?:个|位|名)?(?:好友|朋友|人|新人|群友|亲友)|拉人`
	given  = `领(?:取|到|走|<N>|券|红包|奖|礼|优惠|免费|小样|福利|资料)|领(?:$|[^导带子口养先队事结域土袖])|可得|获得|即得|得<N>|得(?:红包|优惠|礼|奖|券)|(?:免费|就|即|可|再|都|各)?送(?:$|[^货达上到回])|免费|免单|返现|返利|返<N>|奖励|奖金|奖品|抽奖|红包|立减|减<N>|换(?:取|礼|购|<N>)|有礼|解锁`
)

// shares are rewards for sharing, for likes and for head-count, in whichever
// order they are said.
func shares() []pattern {
	innocent := expr(
		`(?:嘉宾|老师|专家|经验|心得|主题|知识|干货|直播|讲师|内容|听|场|次)分享(?:到|给|至|本|这|此|群|就|一下|<N>)?`,
		`分享(?:给我|给大家|一下|<N>[个条点]?)(?:你|您|我|他|心得|经验|故事|想法)?`,
		`转给(?:同事|负责人|客服|仓库|财务|店长|师傅|我)`,
		`拉人(?:$|[^头])<N>?次?(?:会|就|将|者|广告)`,
	)
	return []pattern{{
		rule: Share, deny: true, advice: shareAdvice, but: innocent,
		say: expr(
			`(`+shared+`|`+heads+`)<..>?(`+given+`)`,
			`((?:`+given+`))<..>?(`+shared+`|`+heads+`)`,
			`(集赞|集<N>个?赞|砍一刀|帮我砍|帮我助力|拉人头)`,
			`\b((?:share|forward (?:this|it|to|our)|repost|retweet|like (?:this|us|our|and|the (?:post|page))|tag|invite|refer|recruit)\b[^.!?\n]{0,40}?)\b((?:to|and|for) (?:get|win|receive|earn|claim|unlock|a free|free)\b)`,
			`\b((?:get|win|receive|earn|claim|free)\b)[^.!?\n]{0,40}?\b((?:(?:when|if|by|for) (?:you )?)(?:share|sharing|forward (?:this|it)|forwarding|repost|reposting|likes|like (?:this|us|our)|liking|tag|tagging|invit(?:e|ing) [0-9]+)\b)`,
		),
	}, {
		rule: Share, deny: true, advice: inviteAdvice,
		say: expr(`((?:邀请|推荐|介绍|带)(?:好友|朋友|新人|亲友|闺蜜|同事))<..>?(`+given+`)`, `(邀请有礼|老带新)`),
	}}
}
