package sample

import (
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Chain is a sign-up chain to try things on, as it stands in a group after an
// evening: two shops to pick up at, a +1, one person twice, one over the limit,
// one crossed out. It says of itself that it is an example.
func Chain(lang i18n.Lang) string { return exampleChain.In(lang) }

// Pasted is a piece of chat to try things on, as it is copied out of WeChat on
// a computer: of the evening before now, in now's zone. A question is answered,
// one is not, and a 在吗 of the night is open.
func Pasted(lang i18n.Lang, now time.Time) string {
	return strings.ReplaceAll(examplePasted.In(lang), "{day}", now.AddDate(0, 0, -1).Format("2006-01-02"))
}

var exampleChain = i18n.Text{
	Hans: `#接龙
【例子】福利群明天到：土鸡蛋 20元/盒，小排 28元/斤，老豆腐 4元/块
鸡蛋每人限2盒，今晚9点截，桥头店、柳荫店自提
例 昵称 要什么 几份 在哪拿
1. 豆豆妈 土鸡蛋1盒、小排2斤 桥头店
2. 爱喝汤的水獭 老豆腐2块 柳荫店，晚点拿
3. 散步的云 土鸡蛋两盒 桥头店
4. 小竹 小排1斤半 桥头店，剁小块
5. 巷口的茶 老豆腐1块，土鸡蛋1盒 柳荫店
6. 朵朵外婆 土鸡蛋3盒 桥头店
7. 爱喝汤的水獭 小排1斤 柳荫店
8. 阿桂 小排1斤 柳荫店（取消）
9. 慢吞吞的鸽子 +1
`,
	Hant: `#接龍
【例子】福利群明天到：土雞蛋 20元/盒，小排 28元/斤，老豆腐 4元/塊
雞蛋每人限2盒，今晚9點截止，橋頭店、柳蔭店自取
例 暱稱 要什麼 幾份 在哪拿
1. 豆豆媽 土雞蛋1盒、小排2斤 橋頭店
2. 愛喝湯的水獺 老豆腐2塊 柳蔭店，晚點拿
3. 散步的云 土雞蛋兩盒 橋頭店
4. 小竹 小排1斤半 橋頭店，剁小塊
5. 巷口的茶 老豆腐1塊，土雞蛋1盒 柳蔭店
6. 朵朵外婆 土雞蛋3盒 橋頭店
7. 愛喝湯的水獺 小排1斤 柳蔭店
8. 阿桂 小排1斤 柳蔭店（取消）
9. 慢吞吞的鴿子 +1
`,
	En: `#接龙
[Example] Here tomorrow: eggs 20元/盒, spare ribs 28元/斤, tofu 4元/块
At most 2 boxes of eggs each, sign up by 9 pm; pick up at the Bridge or the Willow shop
1. Dou's Mum eggs 1盒, spare ribs 2斤 Bridge
2. Otter who likes soup tofu 2块 Willow, will come late
3. Out for a walk eggs 2盒 Bridge
4. Bamboo spare ribs 1.5斤 Bridge, cut small please
5. Tea at the corner tofu 1块, eggs 1盒 Willow
6. Grandma of Duo eggs 3盒 Bridge
7. Otter who likes soup spare ribs 1斤 Willow
8. Osmanthus spare ribs 1斤 Willow (cancelled)
9. Slow pigeon +1
`,
}

var examplePasted = i18n.Text{
	Hans: `店长·桥头店 {day} 17:32:05
今天的自提都到店了，放在进门右手边，报昵称就行

豆豆妈 {day} 17:40:18
老豆腐还有吗，晚上想做汤

店长·桥头店 {day} 17:46:51
@豆豆妈 还有六块，先给您留两块

豆豆妈 {day} 17:47:20
好，下班来拿，谢谢

“豆豆妈”邀请“小竹”加入了群聊

小竹 {day} 18:05:44
大家好，刚搬过来，以后多关照

爱喝汤的水獭 {day} 19:12:09
[图片]

爱喝汤的水獭 {day} 19:12:30
小排收到了，肉多骨头少，今天已经炖上了

朵朵外婆 {day} 20:26:37
周六还有没有土鸡蛋，想要两盒

散步的云 {day} 20:31:02
[语音]

巷口的茶 {day} 20:40:15
外面下雨了，收衣服的快收

慢吞吞的鸽子 {day} 23:02:48
在吗

慢吞吞的鸽子 {day} 23:03:26
明早几点开门呀，赶着上班前来拿
`,
	Hant: `店長·橋頭店 {day} 17:32:05
今天自取的都到店了，放在進門右手邊，報暱稱就行

豆豆媽 {day} 17:40:18
老豆腐還有嗎，晚上想煮湯

店長·橋頭店 {day} 17:46:51
@豆豆媽 還有六塊，先幫您留兩塊

豆豆媽 {day} 17:47:20
好，下班來拿，謝謝

“豆豆媽”邀請“小竹”加入了群聊

小竹 {day} 18:05:44
大家好，剛搬過來，請多關照

愛喝湯的水獺 {day} 19:12:09
[圖片]

愛喝湯的水獺 {day} 19:12:30
小排收到了，肉多骨頭少，今天已經燉上了

朵朵外婆 {day} 20:26:37
週六還有沒有土雞蛋，想要兩盒

散步的雲 {day} 20:31:02
[語音]

巷口的茶 {day} 20:40:15
外面下雨了，收衣服的快收

慢吞吞的鴿子 {day} 23:02:48
在嗎

慢吞吞的鴿子 {day} 23:03:26
明早幾點開門呀，趕著上班前來拿
`,
	En: `Manager, Bridge shop {day} 17:32:05
Everything for pick-up is here, on the right as you come in. Just say your nickname.

Dou's Mum {day} 17:40:18
Is there any tofu left? I'd like to make soup tonight.

Manager, Bridge shop {day} 17:46:51
@Dou's Mum Six left, I am putting two aside for you.

Dou's Mum {day} 17:47:20
Good, I'll come after work, thanks.

"Dou's Mum" invited "Bamboo" to the group chat

Bamboo {day} 18:05:44
Hello everybody, just moved here.

Otter who likes soup {day} 19:12:09
[Photo]

Otter who likes soup {day} 19:12:30
Got the spare ribs, plenty of meat, they are in the pot already.

Grandma of Duo {day} 20:26:37
Will there be eggs on Saturday? I'd like two boxes.

Out for a walk {day} 20:31:02
[Audio]

Tea at the corner {day} 20:40:15
It started to rain, mind your washing.

Slow pigeon {day} 23:02:48
Anybody there?

Slow pigeon {day} 23:03:26
When do you open tomorrow? I would like to come before work.
`,
}
