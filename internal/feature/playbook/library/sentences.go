package library

import "github.com/huoshui/huoshui/internal/base/i18n"

// Sentence says in one line what a ready SOP does for a group that no program may
// enter, for a person to switch it on by.
type Sentence struct {
	Name    string
	Says    i18n.Text
	Columns []string  // details of the group that its words need
	Sells   bool      // it says what sells: where the gate still holds that back, a person says first that it may
	Talk    bool      // it works once somebody has pasted what was said
	Lacks   i18n.Text // why it cannot work by hand; zero where it can
	Unfit   i18n.Text // why it does not suit a shop with goods on its shelves; zero where it does
}

func text(hans, hant, en string) i18n.Text { return i18n.Text{Hans: hans, Hant: hant, En: en} }

var (
	lacksTalk   = text("要先贴过聊天，才知道谁在说话、谁安静。", "要先貼過聊天，才知道誰在說話、誰安靜。", "Paste what was said first: only then is it known who speaks and who is quiet.")
	lacksOrders = text("要接上订单，才知道谁买过、多久没来。", "要接上訂單，才知道誰買過、多久沒來。", "Orders have to be connected to know who bought and how long ago.")
	unfitTalk   = text("要请人在线上讲一晚上，还要写总结。开店的时候顾不过来，店里的东西拍张照、摆出来讲更管用。", "要請人在線上講一晚上，還要寫總結。開店的時候顧不過來，店裡的東西拍張照、擺出來講更管用。", "It takes a guest, an evening online and a summary. A shop has its counter to mind, and goods speak better from a picture or the shelf.")
	unfitRush   = text("到点在网上抢、付了款才算，店里架上还在卖同一批货，容易卖超。店里用“今天到货”和接龙就够。", "到時間在網上搶、付了款才算，店裡架上還在賣同一批貨，容易賣超。店裡用「今天到貨」和接龍就夠。", "People buy online at one moment while the same goods sell from the shelf, so more is sold than there is. “What came in today” and a sign-up chain do for a shop.")
	unfitFlash  = text("要下单链接和发货，是给网上卖的。店里办一场，用“今天到货”和接龙，来店里拿。", "要下單連結和發貨，是給網上賣的。店裡辦一場，用「今天到貨」和接龍，來店裡拿。", "It takes a link to order by and a day to send: it is for selling online. For an occasion at a shop use “What came in today” and a sign-up chain.")
	unfitTest   = text("要把老客分成三组比较，一家店的人太少，比不出来。", "要把老客分成三組比較，一家店的人太少，比不出來。", "It compares three groups of regulars, and one shop has too few to tell them apart.")
	lacksDays   = text("要知道生日，还要本人同意。", "要知道生日，還要本人同意。", "It takes birthdays, and the consent of those whose they are.")
)

// Sentences lists the ready SOPs that a group kept by hand is offered, and those of
// which people ask for but that something is lacking for. The rest have no sentence:
// they are parts of others, or one decides about them on their own page.
func Sentences() []Sentence {
	return []Sentence{
		{Name: "welcome", Says: text("有新人进群，提醒我欢迎", "有新人入群，提醒我歡迎", "Remind me to welcome whoever joins"), Columns: []string{"群里有什么", "服务时间", "群主"}},
		{Name: "daily-list", Says: text("每天早上给我一张清单", "每天早上給我一張清單", "Give me a list every morning")},
		{Name: "greet-by-hand", Says: text("28 天没动静的老客，每周提醒我看一眼、问候一声", "28 天沒動靜的老客，每週提醒我看一眼、問候一聲", "Once a week, remind me to look for regulars quiet for 28 days and greet one")},
		{Name: "sale-by-hand", Says: text("每周六抢购，接龙收单", "每週六搶購，接龍收單", "A sale every Saturday, by sign-up chain"), Sells: true},
		{Name: "feedback-digest", Says: text("每周收一次意见，周一给大家回个话", "每週收一次意見，週一給大家一個回覆", "Gather feedback once a week and answer on Monday")},
		{Name: "sunday-talk", Says: text("周日晚上请人来聊一场", "週日晚上請人來聊一場", "Have a guest on Sunday evening"), Columns: []string{"值班人"}, Unfit: unfitTalk},
		{Name: "weekly-board", Says: text("每周一排好四件事：拉新、维护、成交、转介绍", "每週一排好四件事：拉新、維護、成交、轉介紹", "Plan four things every Monday: new people, care, sales, referrals")},
		{Name: "quiet-group", Says: text("群安静下来，提醒我问一句", "群組安靜下來，提醒我問一句", "Remind me to ask something when the group goes quiet"), Talk: true, Lacks: lacksTalk},
		{Name: "first-words", Says: text("新人一直没开口，提醒我起个头", "新人一直沒開口，提醒我起個頭", "Remind me to break the ice for silent newcomers"), Lacks: lacksTalk},
		{Name: "wake-up", Says: text("老客 60 天没来，提醒我问一句", "老客 60 天沒來，提醒我問一句", "Remind me of regulars who have not come for 60 days"), Lacks: lacksOrders, Unfit: unfitTest},
		{Name: "care-days", Says: text("生日和入群纪念日，提醒我问候", "生日和入群紀念日，提醒我問候", "Remind me of birthdays and anniversaries"), Lacks: lacksDays},
	}
}

// Unfit are the ready SOPs that do not suit a shop with goods on its shelves, and why:
// those with a sentence, and those that are part of them or sell online.
func Unfit() map[string]i18n.Text {
	out := map[string]i18n.Text{"rush-sale": unfitRush, "rush-sale-sold-out": unfitRush, "rush-sale-trouble": unfitRush, "wake-up-review": unfitTest, "flash-group": unfitFlash}
	for _, s := range Sentences() {
		if s.Unfit.Hans != "" {
			out[s.Name] = s.Unfit
		}
	}
	return out
}
