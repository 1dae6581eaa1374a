package render

import (
	"fmt"
	"math"
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

var (
	groupLine  = text("%[1]s · %[2]s · %[3]s 至 %[4]s", "%[1]s · %[2]s · %[3]s 至 %[4]s", "%[1]s · %[2]s · %[3]s to %[4]s")
	rolesKnown = text("共建 %[1]s · 活跃 %[2]s · 潜水 %[3]s(%[4]s / %[5]s / %[6]s,经验说法是 1 / 9 / 90)", "共建 %[1]s · 活躍 %[2]s · 潛水 %[3]s(%[4]s / %[5]s / %[6]s,經驗說法是 1 / 9 / 90)", "%[1]s co-builders · %[2]s active · %[3]s onlookers (%[4]s / %[5]s / %[6]s; the rule of thumb is 1 / 9 / 90)")
	rolesPart  = text("共建 %[1]s · 活跃 %[2]s · 潜水未知(没有成员名单)", "共建 %[1]s · 活躍 %[2]s · 潛水未知(沒有成員名單)", "%[1]s co-builders · %[2]s active · onlookers unknown (no member list)")

	riskNone     = text("不判断:近 60 天没有群友说话", "不判斷:近 60 天沒有群友說話", "not judged: no member spoke in the last 60 days")
	riskBand     = text("%s:%s", "%s:%s", "%s: %s")
	riskPercent  = text("%[1]s(模型给 %[3]s,没有在这类群上验证过):%[2]s", "%[1]s(模型給 %[3]s,沒有在這類群組上驗證過):%[2]s", "%[1]s (the model says %[3]s, not validated on groups like this): %[2]s")
	healthScore  = text("%[1]s 分(在 %[2]s 分的已知项里,和自己的群比)", "%[1]s 分(在 %[2]s 分的已知項裡,和自己的群組比)", "%[1]s of 100 (from %[2]s points that are known, among your own groups)")
	healthLittle = text("信息不够,不打分:100 分里能算的有 %s 分", "信息不夠,不打分:100 分裡能算的有 %s 分", "not enough known for a score: %s of 100 points can be worked out")
	healthLacks  = text(";缺%s", ";缺%s", "; missing: %s")
	healthAlone  = text(";%s要有 20 个以上的群一起比才算得出", ";%s要有 20 個以上的群組一起比才算得出", "; %s can only be placed among 20 groups or more")

	movesLine  = text("进 %[1]s · 退 %[2]s · 移出 %[3]s · 净增 %[4]s", "進 %[1]s · 退 %[2]s · 移出 %[3]s · 淨增 %[4]s", "%[1]s joined · %[2]s left · %[3]s removed · net %[4]s")
	movesSpoke = text("新人 7 天内开口 %s", "新人 7 天內開口 %s", "%s of newcomers spoke within 7 days")
	movesGone  = text("新人 7 天内离开 %s", "新人 7 天內離開 %s", "%s of newcomers left within 7 days")
	movesAfter = text("播报之后两小时内的退群是平时的 %s 倍", "播報之後兩小時內的退群是平時的 %s 倍", "leaving within two hours after a broadcast runs at %s times the usual rate")

	asksCount = text("问题 %s", "問題 %s", "questions: %s")
	asksFared = text("漏回 %[1]s · 服务时间 30 分钟内答上 %[2]s", "漏回 %[1]s · 服務時間 30 分鐘內回上 %[2]s", "unanswered: %[1]s · answered within 30 service minutes: %[2]s")
	asksYoung = text("都还不满服务时间 24 小时", "都還不滿服務時間 24 小時", "none of them 24 service hours old yet")
	asksPlus  = text("请求 %[1]s · 客诉 %[2]s", "請求 %[1]s · 客訴 %[2]s", "requests: %[1]s · complaints: %[2]s")

	staffMark = text("(工作人员)", "(工作人員)", " (staff)")
	botMark   = text("(机器人)", "(機器人)", " (bot)")
)

// partWords are the parts of the health index in their order.
var partWords = [...]i18n.Text{
	text("活力", "活力", "vitality"), text("互动", "互動", "interaction"), text("回应", "回應", "responsiveness"),
	text("留存", "留存", "retention"), text("停留", "停留", "stay"), text("分布", "分布", "structure"), text("收支", "收支", "balance"),
}

func partsOf(p *measure.Parts) [7]*float64 {
	return [...]*float64{p.Vitality, p.Interaction, p.Responsiveness, p.Retention, p.Stay, p.Structure, p.Balance}
}

// facts is the line under a group's name.
func (s *story) facts(f *measure.Figures) string {
	m, p := messagesOf.of(f.Messages), peopleOf.of(f.People)
	if f.First == 0 {
		return s.tell(m) + " · " + s.tell(p)
	}
	return s.say(groupLine, m, p, s.date(f.First), s.date(f.Last))
}

// stateWord is the state with the flag of a group that came back.
func (s *story) stateWord(f *measure.Figures) string {
	word := s.say(stateWords[f.State])
	if f.Revived {
		word += " · " + s.say(revivedWord)
	}
	return word
}

// roles is the structure of the last 28 days beside the rule of thumb.
func (s *story) roles(f *measure.Figures) string {
	r := f.Roles
	if r.Cobuilders == nil || r.Onlookers == nil && spoke(f) == 0 {
		return ""
	}
	if r.Onlookers == nil {
		return s.say(rolesPart, number(*r.Cobuilders), number(r.Active))
	}
	all := float64(max(1, *r.Cobuilders+r.Active+*r.Onlookers))
	share := func(n int) string { return percent(float64(n) / all) }
	return s.say(rolesKnown, number(*r.Cobuilders), number(r.Active), number(*r.Onlookers),
		share(*r.Cobuilders), share(r.Active), share(*r.Onlookers))
}

// risk is the band with its reason in words, and the probability only where it
// was asked for.
func (s *story) risk(f *measure.Figures) string {
	if f.Risk == nil {
		if f.State == measure.Dead {
			return s.say(riskNone)
		}
		return ""
	}
	if s.d.Heading.RiskAlways {
		return s.say(riskPercent, bandWords[f.Risk.Band], s.reason(f), percent(f.Risk.P))
	}
	return s.say(riskBand, bandWords[f.Risk.Band], s.reason(f))
}

// reason says in words why a group has its risk.
func (s *story) reason(f *measure.Figures) string {
	return s.tell(f.Risk.Why.Sentence())
}

// health is the score, or what is missing for one.
func (s *story) health(f *measure.Figures) string {
	h := f.Health
	if h == nil || h.Known == 0 && (f.State == measure.Dead || f.State == measure.Empty) {
		return ""
	}
	if h.Score != nil {
		return s.say(healthScore, number(int(math.Round(*h.Score))), number(h.Known))
	}
	var missing, alone []string
	raw, placed := partsOf(&f.Parts), partsOf(&h.Parts)
	for i := range raw {
		switch {
		case raw[i] == nil:
			missing = append(missing, s.say(partWords[i]))
		case placed[i] == nil:
			alone = append(alone, s.say(partWords[i]))
		}
	}
	out := s.say(healthLittle, number(h.Known))
	if len(missing) > 0 {
		out += s.say(healthLacks, s.list(missing))
	}
	if len(alone) > 0 {
		out += s.say(healthAlone, s.list(alone))
	}
	return out
}

// moves is coming and leaving, "" where the source tells of neither.
func (s *story) moves(f *measure.Figures) string {
	m := f.Moves
	if !m.Seen {
		return ""
	}
	net := m.Joins - m.Left - m.Removed
	signed := number(net)
	if net > 0 {
		signed = "+" + signed
	}
	words := []string{s.say(movesLine, number(m.Joins), number(m.Left), number(m.Removed), signed)}
	if m.Spoke7d != nil {
		words = append(words, s.say(movesSpoke, percent(*m.Spoke7d)))
	}
	if m.Gone7d != nil {
		words = append(words, s.say(movesGone, percent(*m.Gone7d)))
	}
	if m.AfterPost != nil {
		words = append(words, s.say(movesAfter, short(*m.AfterPost)))
	}
	return strings.Join(words, " · ")
}

// asked sums up the questions of 28 days, "" where none was asked.
func (s *story) asked(f *measure.Figures) string {
	if f.Talk == nil {
		return ""
	}
	a := f.Talk.Answers
	if a.Questions+a.Requests+a.Complaints == 0 {
		return ""
	}
	words := []string{s.say(asksCount, number(a.Questions))}
	switch {
	case a.Unanswered != nil:
		words = append(words, s.say(asksFared, percent(*a.Unanswered), percentOf(a.Within30)))
	case a.Questions > 0 && s.d.Heading.StaffKnown:
		words = append(words, s.say(asksYoung))
	}
	if a.Requests+a.Complaints > 0 {
		words = append(words, s.say(asksPlus, number(a.Requests), number(a.Complaints)))
	}
	return strings.Join(words, " · ")
}

// carry names those who carry the group, with what they wrote in 28 days.
func (s *story) carry(f *measure.Figures) string {
	var words []string
	for _, c := range f.Carry {
		mark := ""
		switch c.Standing {
		case measure.Staff:
			mark = s.say(staffMark)
		case measure.Bot:
			mark = s.say(botMark)
		}
		words = append(words, fmt.Sprintf("%s%s %s", s.member(c.Member), mark, number(c.Messages)))
	}
	return strings.Join(words, " · ")
}

// busiest is the hour with most messages, −1 where there is none.
func busiest(hours [24]int) int {
	best := -1
	for h, n := range hours {
		if n > 0 && (best < 0 || n > hours[best]) {
			best = h
		}
	}
	return best
}
