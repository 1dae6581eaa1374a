package library_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// facts say of each fact that conditions may ask about what it is, and whether it is
// known: "" where it always is.
var facts = map[string][3]string{
	"event.amount":       {"付款或退款的金额（分）", "what was paid or given back, in fen", "只在 order.* 之后 / after order.* only"},
	"event.count":        {"一起进来几个人", "how many came together", ""},
	"event.kind":         {"刚发生的是什么", "what has just happened", ""},
	"event.question":     {"是不是一个问题", "whether it is a question", "按群诊断数问题的规则；message.* 之后 / by the rules that figures count questions by; after message.*"},
	"event.text":         {"说了什么", "what was said", "只在 message.* 之后 / after message.* only"},
	"group.active":       {"28 天里说过话的群友", "members who spoke within 28 days", "隔一会儿算一次 / measured now and then"},
	"group.age_days":     {"群有几天了：从第一条消息，或第一次见到它起", "days since its first message, or since it was first seen", ""},
	"group.column":       {"群资料，例如 group.column['取货点']；群里没填就是各群通用的", "its details, such as group.column['取货点'], else what holds in all groups", ""},
	"group.known_orders": {"它的订单有没有接进来", "whether its orders are told to us", "还没有订单，总是 false / no orders yet, always false"},
	"group.last_said":    {"上一次有人说话（机器人不算）", "when somebody spoke last, bots apart", ""},
	"group.life":         {"什么群：long-term、flash、rush-sale、paid-order", "what it is for", ""},
	"group.members":      {"群里有多少人；只知道一部分就是那一部分", "how many are in it, or of how many it is known", "不知道就没法判断 / where nobody knows it cannot be told"},
	"group.name":         {"群名", "its name", ""},
	"group.quiet_new":    {"进群一到七天、还没说过话的人", "who came one to seven days ago and has not spoken", "接入以后进来的 / of those who came since it is connected"},
	"group.state":        {"群的状态：thriving、steady、forming、fading、dormant、dead …", "its state", "隔一会儿算一次 / measured now and then"},
	"group.tone":         {"群的语气：warm、brisk、playful、mild、plain、urgent，'' 是都可以", "the tone it is spoken to in, '' for any", ""},
	"member.consent":     {"同意我们主动联系", "agreed to be written to", ""},
	"member.customer":    {"是好友或客户，可以私聊", "a friend or customer, who may be written to privately", "在群成员页写明 / noted on the member's page"},
	"member.joined":      {"什么时候进的群", "when they joined", "接入以后进来的才知道；不知道的当作很久以前 / of those who came since it is connected; else long ago"},
	"member.last_buy":    {"上一次买", "when they bought last", "还没有订单，没法判断 / no orders yet, it cannot be told"},
	"member.last_said":   {"上一次在这个群说话", "when they spoke last in this group", "从没说过当作很久以前 / long ago where they never spoke"},
	"member.last_seen":   {"上一次有动静：说话或进群；都没有，就从我们知道这个群起算", "the last sign of them: a word, or that they joined; else since we know the group", ""},
	"member.less":        {"说过“少发点”", "asked to be written to less", ""},
	"member.messages":    {"在这个群说过几条", "how many messages they wrote in this group", ""},
	"member.name":        {"名字", "their name", ""},
	"member.orders":      {"下过几单", "how many orders", "还没有订单，没法判断；先问 group.known_orders / no orders yet, it cannot be told: ask group.known_orders first"},
	"member.paying":      {"付过钱的会员", "a paying member", "还没有订单，没法判断 / no orders yet, it cannot be told"},
	"member.staff":       {"是工作人员", "is staff", ""},
	"member.tags":        {"标签", "their tags", ""},
	"sale.known":         {"活动的数查得到", "the sale's figures can be had", "还没有商品，总是 false / nothing is for sale yet, always false"},
	"sale.left":          {"还剩几件", "pieces left", "还没有商品，没法判断；先问 sale.known / nothing is for sale yet, it cannot be told: ask sale.known first"},
	"sale.open":          {"活动还开着", "the sale is on", "同上 / as above"},
	"sale.paid":          {"付款几件", "pieces paid for", "同上 / as above"},
	"sale.unsettled":     {"没了结的单和投诉", "orders and complaints not settled", "同上 / as above"},
	"start":              {"是哪一个 start 开始的", "which start began the run", ""},
	"field[…]":           {"一个项的值，例如 field['提问钟点']；查的数也行", "the value of a field; figures, too", ""},
	"now":                {"现在", "now", ""},
}

// fields is the page of what texts may name and conditions may ask.
func fields(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("# 能用的项和数 / Fields, figures and facts\n\n从程序生成。Made from the program.\n\n")
	b.WriteString("## 每个 SOP 都有的项 / Fields that every SOP has\n\n文案里直接写 `{{群名}}`，不用列在 `fields` 里。没有值的时候，这一句不说，并且说明缺哪一项。\nWrite `{{群名}}` in a text; it is not listed in `fields`. Where there is no value the sentence is left out, and the run says what it lacked.\n\n| | 是什么 | What it says |\n|---|---|---|\n")
	for _, g := range script.BuiltIn() {
		fmt.Fprintf(&b, "| `{{%s}}` | %s | %s |\n", g.Name, g.Words.Hans, g.Words.En)
	}
	b.WriteString("\n## 群自己的资料 / Details of a group\n\n在群的“群资料”页填，或用 Excel 一次填很多群。文案里要用，先在 `fields` 里写明从群来：\nFilled in on the group's page, or for many groups by a table. Declare one before a text names it:\n\n```yaml\nfields:\n  - {name: 取货点, from: group}\n```\n\n最多 50 项，每项最多 500 个字。At most 50 of 500 characters each.\n")
	b.WriteString("\n## 能查的数 / Figures\n\n`from: live, of: …`，说话那一刻去查。查不到就用 `without` 或 `else` 的说法。`fresh` 是算过多久以内还算数；没写的，隔一会儿算一次的数 24 小时内算数。\nLooked up as it is said; where one cannot be had, `without` or `else` is said. `fresh` says for how long one counts that is measured now and then; 24 hours where it does not.\n\n| `of` | 是什么 | What it is | |\n|---|---|---|---|\n")
	for _, f := range script.Figures() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", f.Of, f.Words.Hans, f.Words.En, map[bool]string{false: "还查不到 / not yet"}[f.Had])
	}
	b.WriteString("\n## 条件能问的 / What conditions may ask\n\n没有人告诉的，条件没法判断，不当作“不是”：开头和步骤不会因此开始、去做；`branch` 走写了 `unknown: true` 的那一路，没有就接着往下问，并且记下来。`a || b` 里有一个成立就成立。\nWhat nobody tells is not answered by no: nothing begins or is done by a condition that hangs on it, and a `branch` takes its way with `unknown: true`; without one what follows is asked, and it is noted. Of `a || b` one that holds is enough.\n\n| | 是什么 | What it is | |\n|---|---|---|---|\n")
	for _, name := range cond.Names() {
		f, ok := facts[name]
		if !ok {
			t.Errorf("the page says nothing of %s", name)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", name, f[0], f[1], f[2])
	}
	if n := len(cond.Names()); n != len(facts) {
		t.Errorf("the page tells of %d facts, and there are %d", len(facts), n)
	}
	return b.String()
}
