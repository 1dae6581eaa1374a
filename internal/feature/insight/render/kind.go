package render

import (
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// kind is the four-self type of a group as it is shown: the verdict, the
// figures it rests on, where it comes from and what to do.
type kind struct {
	Name     string
	Figures  string
	Evidence []string
	Cause    string // "" where the type says nothing to mend
	Remedy   string
	Echo     string // the question about echo accounts, "" where there is none
}

var (
	typeUnknown = text("要先知道谁是你们的人", "要先知道誰是你們的人", "needs to know who your staff are")
	typeNearest = text("混合,最像%s,差在%s", "混合,最像%s,差在%s", "mixed, nearest to %s but for %s")
	typeFigures = text("播报占比 %[1]s · 群友互答 %[2]s · 漏回 %[3]s", "播報占比 %[1]s · 群友互答 %[2]s · 漏回 %[3]s", "broadcasts %[1]s · members answering members %[2]s · unanswered %[3]s")
	noQuestions = text("不知道(没有可以算的问题)", "不知道(沒有可以算的問題)", "unknown (no question to judge)")

	proofTurns      = text("近 28 天只有 %s,要满 20 个才看类型", "近 28 天只有 %s,要滿 20 個才看類型", "only %s in 28 days; a type takes 20")
	proofPosts      = text("播报 %[1]s 次,群友话轮 %[2]s 个", "播報 %[1]s 次,群友話輪 %[2]s 個", "%[1]s {broadcast|broadcasts}, %[2]s {turn|turns} by members")
	proofMute       = text("%s 的播报一小时内没有群友说话", "%s 的播報一小時內沒有群友說話", "after %s of the broadcasts no member spoke within the hour")
	proofTimes      = text("固定时段:%s 前后", "固定時段:%s 前後", "fixed times of day: around %s")
	proofPeople     = text("%s在互相说话", "%s在互相說話", "%s talk to each other")
	proofExamples   = text("没人理的播报例如:%s", "沒人理的播報例如:%s", "broadcasts nobody took up, such as: %s")
	missingTimes    = text("固定时段或没人理的播报不够多", "固定時段或沒人理的播報不夠多", "too few fixed times or ignored broadcasts")
	missingPeople   = text("互相说话的不到 5 个人", "互相說話的不到 5 個人", "fewer than 5 people talking to each other")
	missingAsks     = text("问题不到 10 个", "問題不到 10 個", "fewer than 10 questions")
	missingB        = text("播报占比", "播報占比", "the share of broadcasts")
	missingU        = text("漏回", "漏回", "unanswered questions")
	missingM        = text("群友互答占比", "群友互答占比", "the share of members answering members")
	echoQuestion    = text("有 %[1]s 个账号几乎只在播报之后夸几句,话也相近:%[2]s。是自己的同事吗?是的话请加进 --staff;是真顾客就不用管。", "有 %[1]s 個帳號幾乎只在播報之後誇幾句,話也相近:%[2]s。是自己的同事嗎?是的話請加進 --staff;是真顧客就不用管。", "%[1]s {account hardly does|accounts hardly do} more than praise after broadcasts, in much the same words: %[2]s. Are they colleagues? If so, add them to --staff; if they are real customers, nothing needs doing.")
	inferredMargin  = text("群友互答里 %[1]s 是推断出来的,所以占比有 ±%[2]s 的误差", "群友互答裡 %[1]s 是推斷出來的,所以占比有 ±%[2]s 的誤差", "%[1]s of the answers are inferred, so the share is within ±%[2]s")
	inferredPlainly = text("群友互答里 %s 是推断出来的", "群友互答裡 %s 是推斷出來的", "%s of the answers are inferred")
)

// causes and remedies are what the four-self model says of each type.
var causes = map[measure.TypeName]i18n.Text{
	measure.SelfTalk:          text("话多半是自己在说,群友没有接话的由头,人手和好处也撑不了几个月。", "話多半是自己在說,群友沒有接話的由頭,人手和好處也撐不了幾個月。", "Most of the talk is your own; members are given nothing to take up, and staff and benefits will not carry it for long."),
	measure.SelfCentred:       text("群友问了没人答,该发的照发,看起来只有自己的事要紧。", "群友問了沒人回,該發的照發,看起來只有自己的事要緊。", "Members ask and nobody answers while posts go on, as if only your own business mattered."),
	measure.SelfParticipating: text("群友自己聊得起来,播报不多,问题有人答。", "群友自己聊得起來,播報不多,問題有人回。", "Members talk among themselves, broadcasts are few and questions get answers."),
}

var remedies = map[measure.TypeName]i18n.Text{
	measure.SelfTalk:          text("先停掉没人理的固定时段,换成一天一个一句话就能答的问题;有人开口,十分钟内接上。", "先停掉沒人理的固定時段,換成一天一個一句話就能回答的問題;有人開口,十分鐘內接上。", "Drop the fixed times nobody takes up; ask one easy question a day instead, and when somebody speaks, answer within ten minutes."),
	measure.SelfCentred:       text("播报减半,先把漏回清单回完;排好每个时段谁来答。", "播報減半,先把漏回清單回完;排好每個時段誰來回。", "Halve the broadcasts, answer the list below first, and agree who answers at which hours."),
	measure.SelfParticipating: text("少插手,多道谢;请起头的人一起共建,再谈扩大和成交。", "少插手,多道謝;請起頭的人一起共建,再談擴大和成交。", "Interfere little and thank much; invite those who start talks to build with you before growing or selling."),
}

// kindOf shows the type of f.
func (s *story) kindOf(f *measure.Figures) kind {
	y := f.Type
	if (f.State == measure.Dead || f.State == measure.Empty) && (y == nil || y.Name == measure.TooLittle) {
		return kind{}
	}
	if y == nil {
		if f.Talk == nil || s.d.Heading.StaffKnown {
			return kind{Name: s.say(typeWords[measure.TooLittle])}
		}
		return kind{Name: s.say(typeUnknown)}
	}
	k := kind{Name: s.say(typeWords[y.Name]), Figures: s.say(typeFigures, percentOf(y.B), percentOf(y.M), s.unanswered(y.U))}
	switch y.Name {
	case measure.Mixed:
		k.Name = s.say(typeNearest, typeWords[y.Nearest], missingWord(y.Missing))
	case measure.SelfDirected: // only ever a question, whoever decided it
		k.Name = s.say(typeWords[measure.Mixed])
	}
	k.Evidence = s.evidence(y.Evidence)
	k.Cause, k.Remedy = s.say(causes[y.Name]), s.say(remedies[y.Name])
	if len(f.Echo) > 0 {
		var names []string
		for _, m := range f.Echo[:min(len(f.Echo), 6)] {
			names = append(names, s.member(m))
		}
		k.Echo = s.say(echoQuestion, number(len(f.Echo)), s.list(names))
	}
	if t := f.Talk; t != nil && t.MError != nil && t.Inferred != nil {
		k.Evidence = append(k.Evidence, s.say(inferredMargin, percent(*t.Inferred), percent(*t.MError)))
	} else if t != nil && t.Inferred != nil && *t.Inferred > 0 {
		k.Evidence = append(k.Evidence, s.say(inferredPlainly, percent(*t.Inferred)))
	}
	return k
}

// unanswered is u, or why there is none.
func (s *story) unanswered(u *float64) string {
	if u == nil {
		return s.say(noQuestions)
	}
	return percent(*u)
}

// missingWord names the figure a mixed group misses.
func missingWord(missing string) i18n.Text {
	switch missing {
	case "b":
		return missingB
	case "u":
		return missingU
	case "times":
		return missingTimes
	case "questions":
		return missingAsks
	case "people":
		return missingPeople
	default:
		return missingM
	}
}

// evidence writes the facts behind a type.
func (s *story) evidence(proofs []measure.Proof) []string {
	value := map[string]float64{}
	var times, examples, out []string
	for _, p := range proofs {
		switch p.What {
		case "fixed_time":
			times = append(times, clockTime(int(p.Value)))
		case "example_broadcast":
			examples = append(examples, s.near(p.At))
		default:
			value[p.What] = p.Value
		}
	}
	if n, ok := value["turns"]; ok {
		return []string{s.say(proofTurns, turnsOf.of(int(n)))}
	}
	if n, ok := value["broadcasts"]; ok {
		out = append(out, s.say(proofPosts, number(int(n)), number(int(value["people_turns"]))))
	}
	if share, ok := value["unanswered_broadcasts"]; ok && value["broadcasts"] > 0 {
		out = append(out, s.say(proofMute, percent(share)))
	}
	if len(times) > 0 {
		out = append(out, s.say(proofTimes, strings.Join(times, " ")))
	}
	if n, ok := value["people_in_conversation"]; ok {
		out = append(out, s.say(proofPeople, peopleOf.of(int(n))))
	}
	if len(examples) > 0 {
		slices.Sort(examples)
		out = append(out, s.say(proofExamples, s.list(examples)))
	}
	return out
}
