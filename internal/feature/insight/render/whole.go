package render

import (
	"math"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// What all groups together show.
var (
	survivalTitle = text("第一位群友开口 %[1]s之后,还有 %[2]s 的群在说话(95%% 区间 %[3]s–%[4]s)", "第一位群友開口 %[1]s之後,還有 %[2]s 的群組在說話(95%% 區間 %[3]s–%[4]s)", "%[1]s after their first member spoke, %[2]s of the groups still talk (95%% interval %[3]s–%[4]s)")
	survivalFew   = text("群还少,先不画曲线:要有 20 个以上的群,其中 5 个以上已经沉寂。", "群組還少,先不畫曲線:要有 20 個以上的群組,其中 5 個以上已經沉寂。", "Too few groups for a curve yet: it takes 20, of which 5 have fallen silent.")

	sharesTitle = text("最能说的 10%%(%[1]s)说了 %[2]s 的话", "最能說的 10%%(%[1]s)說了 %[2]s 的話", "The busiest 10%% (%[1]s) wrote %[2]s of the messages")
	sharesNone  = text("还没有群友说过话,没有参与的分布。", "還沒有群友說過話,沒有參與的分布。", "No member has spoken yet, so there is no distribution to show.")
	thumbRule   = text("「1/9/90」是经验说法:1% 的人起头,9% 接话,90% 只看。下面是量出来的。", "「1/9/90」是經驗說法:1% 的人起頭,9% 接話,90% 只看。下面是量出來的。", "1/9/90 is a rule of thumb: 1% start, 9% join in, 90% only look on. Below is what was measured.")
	rolesOver   = text("近 28 天:共建 %[1]s / 活跃 %[2]s / 潜水 %[3]s(有成员名单的 %[4]s)", "近 28 天:共建 %[1]s / 活躍 %[2]s / 潛水 %[3]s(有成員名單的 %[4]s)", "Last 28 days: co-builders %[1]s / active %[2]s / onlookers %[3]s (%[4]s with a member list)")
	rolesUnseen = text("只看不说的有多少:不知道,没有成员名单。说过话的人里,近 28 天共建 %[1]s 人次,活跃 %[2]s 人次。", "只看不說的有多少:不知道,沒有成員名單。說過話的人裡,近 28 天共建 %[1]s 人次,活躍 %[2]s 人次。", "How many only look on is unknown without a member list. Of those who spoke in the last 28 days, %[1]s were co-builders and %[2]s active, counted per group.")

	heatTitle = text("最热闹的是%s的 %s 点", "最熱鬧的是%s的 %s 點", "The liveliest hour is %[2]s:00 on %[1]s")
	heatNone  = text("近 28 天没有消息", "近 28 天沒有訊息", "No message in the last 28 days")

	waitingTitle = text("有 %s没人答", "有 %s沒人回", "%s went unanswered")
	waitingNone  = text("近 28 天的问题都有人答。", "近 28 天的問題都有人回。", "Every question of the last 28 days was answered.")
	waitingQuiet = text("近 28 天没有群友提问。", "近 28 天沒有群友提問。", "No member asked anything in the last 28 days.")
	waitingStaff = text("要先知道谁是你们的人,才知道哪些问题没人答。", "要先知道誰是你們的人,才知道哪些問題沒人回。", "Which questions went unanswered can only be told once your staff are known.")
	waitingWords = text("这里不写原话。要看,加 --quotes;那样报告里就有聊天内容,请只给该看的人。", "這裡不寫原話。要看,加上 --quotes;那樣報告裡就有聊天內容,請只給該看的人。", "The words themselves are left out. Add --quotes to see them, and then pass the report on with care.")
	maybeTitle   = text("可能在问:只发了图片或语音,30 分钟服务时间里没有工作人员说话", "可能在問:只發了圖片或語音,30 分鐘服務時間裡沒有工作人員說話", "Perhaps asking: only a picture or voice, and no word from staff within 30 service minutes")
	waitedFor    = text("等了服务时间 %s", "等了服務時間 %s", "waiting for %s of service time")
)

// weekdays are the days of the week, Monday first.
var weekdays = [...]i18n.Text{
	text("周一", "週一", "Monday"), text("周二", "週二", "Tuesday"), text("周三", "週三", "Wednesday"), text("周四", "週四", "Thursday"),
	text("周五", "週五", "Friday"), text("周六", "週六", "Saturday"), text("周日", "週日", "Sunday"),
}

// survival says what the curve proves, at the month best placed to prove it.
func (s *story) survival() string {
	points := s.d.Whole.Survival
	if len(points) == 0 {
		return s.say(survivalFew)
	}
	best := points[0]
	for _, p := range points {
		if p.AtRisk >= 10 && p.Months <= 6 {
			best = p
		}
	}
	return s.say(survivalTitle, monthsOf.of(best.Months), percent(best.Share), percent(best.Low), percent(best.High))
}

// topPeople is how many people the share p of those who spoke is.
func (s *story) topPeople(p float64) int {
	return max(1, int(math.Round(p*float64(s.d.Whole.People))))
}

// shares says how concentrated talking is.
func (s *story) shares() string {
	c := s.d.Whole.Concentration
	if c == nil {
		return s.say(sharesNone)
	}
	return s.say(sharesTitle, peopleOf.of(s.topPeople(.10)), percent(c.Top10))
}

// part is the share of messages by the busiest part of the people.
type part struct{ People, Messages float64 }

// curve is the measured distribution at a few marks people can hold in mind.
func (s *story) curve() []part {
	c := s.d.Whole.Concentration
	if c == nil {
		return nil
	}
	return []part{{.01, c.Top1}, {.10, c.Top10}, {.20, c.Top20}, {.50, c.Top50}}
}

// structure sums the roles over all groups, beside the rule of thumb.
func (s *story) structure() string {
	var builders, active, onlookers, listed, anyBuilders, anyActive int
	for _, f := range s.d.Figures {
		r := f.Roles
		if r.Cobuilders == nil {
			continue
		}
		anyBuilders, anyActive = anyBuilders+*r.Cobuilders, anyActive+r.Active
		if r.Onlookers != nil {
			listed++
			builders, active, onlookers = builders+*r.Cobuilders, active+r.Active, onlookers+*r.Onlookers
		}
	}
	if all := float64(builders + active + onlookers); all > 0 {
		return s.say(rolesOver, percent(float64(builders)/all), percent(float64(active)/all), percent(float64(onlookers)/all), groupsOf.of(listed))
	}
	return s.say(rolesUnseen, number(anyBuilders), number(anyActive))
}

// heat adds up the hours of the week over all groups.
func (s *story) heat() (cells [7][24]int, most int) {
	for _, f := range s.d.Figures {
		for d := range f.Heat {
			for h, n := range f.Heat[d] {
				cells[d][h] += n
				most = max(most, cells[d][h])
			}
		}
	}
	return cells, most
}

// liveliest says which hour of the week is the busiest.
func (s *story) liveliest() string {
	cells, most := s.heat()
	if most == 0 {
		return s.say(heatNone)
	}
	for d := range cells {
		for h, n := range cells[d] {
			if n == most {
				return s.say(heatTitle, weekdays[d], number(h))
			}
		}
	}
	return ""
}

// waiting says how many questions nobody answered.
func (s *story) waiting() string {
	switch {
	case !s.d.Heading.StaffKnown:
		return s.say(waitingStaff)
	case len(s.waits) > 0:
		return s.say(waitingTitle, questionsOf.of(len(s.waits)))
	}
	for _, f := range s.d.Figures {
		if f.Talk != nil && f.Talk.Answers.Questions > 0 {
			return s.say(waitingNone)
		}
	}
	return s.say(waitingQuiet)
}

// censusShare is the share of groups of a census class.
func (s *story) censusShare(c measure.Census) float64 {
	return share(s.d.Whole.Census[c], s.d.Whole.Groups)
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}
