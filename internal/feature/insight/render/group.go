package render

import (
	"math"
	"slices"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

var (
	groupThriving = text("天天有人说话,近 28 天有 %s说过话。", "天天有人說話,近 28 天有 %s說過話。", "Somebody speaks every day; %s spoke in the last 28 days.")
	groupSteady   = text("有来有往:近 28 天有 %[1]s说过话,%[2]s有人说话。", "有來有往:近 28 天有 %[1]s說過話,%[2]s有人說話。", "Give and take: %[1]s spoke in the last 28 days, on %[2]s.")
	groupForming  = text("新群,才 %[1]s,已有 %[2]s说过话。", "新群,才 %[1]s,已有 %[2]s說過話。", "A new group, %[1]s old; %[2]s spoke so far.")
	groupFading   = text("说话的人明显变少:每天说话的人加起来,再前 28 天是 %[1]s,近 28 天是 %[2]s,少了 %[3]s。", "說話的人明顯變少:每天說話的人加起來,再前 28 天是 %[1]s,近 28 天是 %[2]s,少了 %[3]s。", "Clearly fewer people speak: speakers a day added up to %[1]s in the 28 days before and to %[2]s in the last 28, %[3]s fewer.")
	groupBuying   = text("%s没有人聊天,但 28 天里有人接龙下单。安静不等于没人。", "%s沒有人聊天,但 28 天裡有人接龍下單。安靜不等於沒有人。", "Nobody has chatted for %s, yet somebody ordered within 28 days. Quiet is not gone.")
	groupDormant  = text("%[1]s没有群友说话了;近 28 天里有 %[2]s说过话。", "%[1]s沒有群友說話了;近 28 天裡有 %[2]s說過話。", "No member has spoken for %[1]s; %[2]s did within the last 28 days.")
	groupDead     = text("%[1]s没有群友说话了;从 %[3]s 到 %[4]s,有 %[2]s说过话。", "%[1]s沒有群友說話了;從 %[3]s 到 %[4]s,有 %[2]s說過話。", "No member has spoken for %[1]s; from %[3]s to %[4]s, %[2]s did.")
	groupEnded    = text("按计划办完了。", "按計畫辦完了。", "It ended as planned.")
	groupEmpty    = text("从没有群友说过话。", "從沒有群友說過話。", "No member ever spoke here.")
	groupRevived  = text("安静了 28 天以上之后,又有人说话了。", "安靜了 28 天以上之後,又有人說話了。", "Somebody speaks again after 28 days or more without a word.")
	groupTogether = text("别的群同期也变少了,不算这个群的问题。", "別的群組同期也變少了,不算這個群組的問題。", "Other groups fell at the same time, so it is not this group's trouble.")
	groupCut      = text("这个群的记录只到 %s,就判断到那天。", "這個群組的紀錄只到 %s,就判斷到那天。", "The record of this group ends on %s, so it is judged up to that day.")
)

// silent is for how many days no person has spoken in f.
func silent(f *measure.Figures) int { return int(float64(f.At-f.Life.End) / dayMillis) }

// spoke is how many people spoke in the last 28 days.
func spoke(f *measure.Figures) int {
	n := f.Roles.Active
	if f.Roles.Cobuilders != nil {
		n += *f.Roles.Cobuilders
	}
	return n
}

// spokenDays is on how many of the last 28 days people spoke.
func spokenDays(f *measure.Figures) int {
	n := 0
	for _, t := range f.Spark {
		if t.People > 0 {
			n++
		}
	}
	return n
}

// groupVerdict says of group i in a sentence or two how it lives.
func (s *story) groupVerdict(i int) string {
	f := s.d.Figures[i]
	people := peopleOf.of(spoke(f))
	var m i18n.Message
	switch f.State {
	case measure.Thriving:
		m = groupThriving.With(people)
	case measure.Forming:
		m = groupForming.With(daysOf.of(max(1, int(math.Ceil(float64(f.At-f.First)/dayMillis)))), people)
	case measure.Fading:
		m = groupFading.With(short(f.Fade.Before), short(f.Fade.Now), percent(-f.Fade.Change))
	case measure.QuietBuying:
		m = groupBuying.With(daysOf.of(silent(f)))
	case measure.Dormant:
		m = groupDormant.With(daysOf.of(silent(f)), people)
	case measure.Dead:
		m = groupDead.With(lasted(float64(silent(f))), peopleOf.of(f.People), s.date(f.Life.Start), s.date(f.Life.End))
	case measure.Ended:
		m = groupEnded.With()
	case measure.Empty:
		m = groupEmpty.With()
	default:
		m = groupSteady.With(people, daysOf.of(spokenDays(f)))
	}
	words := []string{s.tell(m)}
	if f.Revived {
		words = append(words, s.say(groupRevived))
	}
	if f.Together {
		words = append(words, s.say(groupTogether))
	}
	if f.Cut {
		words = append(words, s.say(groupCut, s.date(f.At)))
	}
	return s.sentences(words...)
}

// need is a group that needs someone: why, and what to do first.
type need struct {
	group     int
	questions int // nobody answered
	why       []string
	do        string
}

var (
	whyAsked  = text("%[1]s没人答,最久的等了服务时间 %[2]s", "%[1]s沒人回,最久的等了服務時間 %[2]s", "%[1]s unanswered, the longest for %[2]s of service time")
	whySilent = text("%s没有群友说话了", "%s沒有群友說話了", "no member has spoken for %s")
	whyFading = text("说话的人少了 %s", "說話的人少了 %s", "%s fewer people speak")
	whyRisk   = text("安静下来的风险%s:%s", "安靜下來的風險%s:%s", "%s risk of falling silent: %s")

	doAnswer   = text("把没人答的问题回了,再发别的。", "把沒人回的問題回了,再發別的。", "Answer the open questions before posting anything else.")
	doWake     = text("找近来说过话的(%s),单独问一件具体的事,再请他们到群里说。", "找近來說過話的(%s),單獨問一件具體的事,再請他們到群組裡說。", "Ask those who spoke lately (%s) about one particular thing, each in private, and invite them to tell the group.")
	doWakeAny  = text("在群里问一个一句话就能答的问题,半小时内有人在。", "在群組裡問一個一句話就能回答的問題,半小時內有人在。", "Ask the group something that takes one sentence to answer, and be there for half an hour.")
	doFading   = text("看看谁不来了:先问近来还在说话的(%s),最近哪里不合心意。", "看看誰不來了:先問近來還在說話的(%s),最近哪裡不合心意。", "See who stopped coming, and ask those who still speak (%s) what no longer suits them.")
	doDecide   = text("定下来:认真唤醒一次,还是把愿意的人请到别的群。拖着最伤人心。", "定下來:認真喚醒一次,還是把願意的人請到別的群組。拖著最傷人心。", "Decide: one honest try to win them back, or invite those who want to another group.")
	doLookRisk = text("今天去群里说句话,看有没有人接。", "今天去群組裡說句話,看有沒有人接。", "Say something in the group today and see whether anybody takes it up.")
)

// needOf says why group i needs someone; why is empty where it does not.
func (s *story) needOf(i int) need {
	f := s.d.Figures[i]
	n := need{group: i}
	if f.Need() == 0 {
		return n
	}
	longest := 0.0
	for _, a := range f.Waiting {
		if !a.Maybe {
			n.questions++
			longest = max(longest, a.Waited)
		}
	}
	friends := s.carriers(f, 2)
	if n.questions > 0 {
		n.why = append(n.why, s.say(whyAsked, questionsOf.of(n.questions), served(longest)))
		n.do = s.say(doAnswer)
	}
	switch f.State {
	case measure.Dormant:
		if f.Risk == nil || f.Risk.Band != measure.High { // whose reason says it too
			n.why = append(n.why, s.say(whySilent, daysOf.of(silent(f))))
		}
		n.first(s.either(friends, doWake, doWakeAny))
	case measure.Fading:
		n.why = append(n.why, s.say(whyFading, percent(-f.Fade.Change)))
		n.first(s.either(friends, doFading, doWakeAny))
	case measure.Dead:
		n.why = append(n.why, s.say(whySilent, daysOf.of(silent(f))))
		n.first(s.say(doDecide))
	}
	if r := f.Risk; r != nil && f.State != measure.Dead && (r.Band == measure.High || r.Band == measure.Middle && len(n.why) == 0) {
		n.why = append(n.why, s.say(whyRisk, bandWords[r.Band], s.reason(f)))
		n.first(s.say(doLookRisk))
	}
	return n
}

// first keeps the most pressing thing to do.
func (n *need) first(do string) {
	if n.do == "" {
		n.do = do
	}
}

func (s *story) either(names []string, with, without i18n.Text) string {
	if len(names) == 0 {
		return s.say(without)
	}
	return s.say(with, s.list(names))
}

// carriers are the names of the n members who wrote most in 28 days.
func (s *story) carriers(f *measure.Figures, n int) []string {
	var out []string
	for _, c := range f.Carry {
		if c.Standing == measure.Member && len(out) < n {
			out = append(out, s.member(c.Member))
		}
	}
	return slices.Clip(out)
}
