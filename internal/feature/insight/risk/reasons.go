package risk

import (
	"math"
	"slices"
	"strconv"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Band is how the risk is shown where a percentage would claim too much.
type Band uint8

// The bands. NoBand is that of an unknown verdict.
const (
	NoBand Band = iota
	Low
	Middle
	High
)

// Text returns the word for b.
func (b Band) Text() i18n.Text {
	switch b {
	case Low:
		return i18n.Text{Hans: "低", Hant: "低", En: "low"}
	case Middle:
		return i18n.Text{Hans: "中", Hant: "中", En: "medium"}
	case High:
		return i18n.Text{Hans: "高", Hant: "高", En: "high"}
	}
	return i18n.Text{Hans: "还不知道", Hant: "尚無法判斷", En: "unknown"}
}

// Name returns the stable name of b in JSON; "" for NoBand.
func (b Band) Name() string {
	return [...]string{"", "low", "middle", "high"}[min(b, High)]
}

// Bands are the probabilities at which the middle and the high band begin.
type Bands struct {
	Middle float64 `json:"middle"`
	High   float64 `json:"high"`
}

// Of returns the band of probability p.
func (b Bands) Of(p float64) Band {
	switch {
	case p >= b.High:
		return High
	case p >= b.Middle:
		return Middle
	}
	return Low
}

// ReasonKind says what a reason is about.
type ReasonKind uint8

// The reasons there are.
const (
	ReasonSilence  ReasonKind = iota + 1 // Now: days silent; Usual: days between spoken days
	ReasonMessages                       // Now, Usual: messages in the last 30 days; their mean per 30 days in the 90 before
	ReasonPeople                         // Now, Usual: people in the last 30 days; their mean per 30 days in the 90 before
	ReasonPatchy                         // Now: weeks without a message among the last Usual
)

// Reason is one thing that speaks for silence, in figures and in words.
type Reason struct {
	Kind ReasonKind
	// Push is how far it moves the log-odds: for silence against a message
	// at this very moment, else against an average question of the fit.
	Push       float64
	Now, Usual float64
	Text       i18n.Message
}

var (
	silentText = i18n.Text{
		Hans: "连着 %[1]s 天没有群友说话，以前平均 %[2]s 天一次",
		Hant: "已連續 %[1]s 天沒有群友發言，以往平均 %[2]s 天就有一次",
		En:   "days without a word from anybody: %[1]s; days from one word to the next before that: %[2]s",
	}
	silentOnceText = i18n.Text{
		Hans: "连着 %[1]s 天没有群友说话，之前也只有一天有人说过话",
		Hant: "已連續 %[1]s 天沒有群友發言，先前也只有一天有人說過話",
		En:   "days without a word from anybody: %[1]s; before that there was a single day with messages",
	}
	messagesText = i18n.Text{
		Hans: "近 30 天群友说了 %[1]s 条，之前平均每 30 天 %[2]s 条",
		Hant: "近 30 天群友留言 %[1]s 則，先前平均每 30 天有 %[2]s 則",
		En:   "messages in the last 30 days: %[1]s; per 30 days before that: %[2]s",
	}
	peopleText = i18n.Text{
		Hans: "近 30 天有 %[1]s 人说过话，之前平均每 30 天 %[2]s 人",
		Hant: "近 30 天有 %[1]s 人發言，先前平均每 30 天有 %[2]s 人",
		En:   "people who wrote in the last 30 days: %[1]s; per 30 days before that: %[2]s",
	}
	patchyText = i18n.Text{
		Hans: "最近 %[2]s 周里，有 %[1]s 周没人说话",
		Hant: "最近 %[2]s 週裡，有 %[1]s 週無人發言",
		En:   "weeks without a word among the last %[2]s: %[1]s",
	}
)

// why ranks what speaks for silence in l at a moment.
func (m *Model) why(l line, at int64, v Verdict) []Reason {
	s := figuresAt(l, at, m.Silence.families())
	spoken := line{at: append(slices.Clone(l.at), at), who: append(slices.Clone(l.who), l.who[len(l.who)-1])}
	relief := m.Silence.logit(figuresAt(spoken, at, m.Silence.families()))
	var out []Reason
	say := func(r Reason, text i18n.Text) {
		if r.Push > 0 {
			r.Text = text.With(plain(r.Now), plain(r.Usual))
			out = append(out, r)
		}
	}
	if silent := math.Floor(v.DaysSilent); silent >= 1 && v.DaysSilent > v.UsualGap {
		text := silentText
		if v.UsualGap == 0 {
			text = silentOnceText
		}
		say(Reason{Kind: ReasonSilence, Push: m.Silence.logit(s) - relief, Now: silent, Usual: v.UsualGap}, text)
	}
	now, before := recentOf(l, at)
	if now.messages < before.messages {
		push := m.Silence.pushOf(s, "messages", "days", "fading")
		say(Reason{Kind: ReasonMessages, Push: push, Now: now.messages, Usual: before.messages}, messagesText)
	}
	if now.people < before.people {
		push := m.Silence.pushOf(s, "people", "person_days", "others", "newcomers")
		say(Reason{Kind: ReasonPeople, Push: push, Now: now.people, Usual: before.people}, peopleText)
	}
	if quiet, weeks := quietWeeks(l, at); quiet > 0 {
		push := m.Silence.pushOf(s, "weeks", "fortnights", "life", "pauses", "rhythm")
		say(Reason{Kind: ReasonPatchy, Push: push, Now: quiet, Usual: weeks}, patchyText)
	}
	slices.SortStableFunc(out, func(a, b Reason) int {
		switch {
		case a.Push > b.Push:
			return -1
		case a.Push < b.Push:
			return 1
		}
		return 0
	})
	return out[:min(len(out), 3)]
}

// plain writes a number with at most one decimal.
func plain(v float64) string {
	return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
}

// usualGap returns the mean distance in days between the different UTC days
// with a message, in the 90 days up to the last one; 0 where there is one.
func usualGap(l line) float64 {
	last := l.at[len(l.at)-1] / day
	first, seen, n := last, int64(-1), 0
	for i := len(l.at) - 1; i >= 0 && l.at[i]/day > last-90; i-- {
		if d := l.at[i] / day; d != seen {
			first, seen = d, d
			n++
		}
	}
	if n < 2 {
		return 0
	}
	return float64(last-first) / float64(n-1)
}

// amount is how much was said by how many.
type amount struct{ messages, people float64 }

// recentOf returns the amount of the last 30 days, and the mean over the up
// to three spans of 30 days before that the group lived through whole.
func recentOf(l line, at int64) (now, before amount) {
	in := func(from, to int64) amount {
		a, b := l.upTo(from), l.upTo(to)
		people := map[uint32]bool{}
		for _, w := range l.who[a:b] {
			people[w] = true
		}
		return amount{messages: float64(b - a), people: float64(len(people))}
	}
	now = in(at-30*day, at)
	spans := 0.0
	for to := at - 30*day; to > at-120*day && l.at[0] <= to-30*day; to -= 30 * day {
		a := in(to-30*day, to)
		before.messages += a.messages
		before.people += a.people
		spans++
	}
	if spans > 0 {
		before.messages /= spans
		before.people /= spans
	}
	return now, before
}

// quietWeeks returns how many of the last weeks, up to 26 and since the first
// message, passed without one.
func quietWeeks(l line, at int64) (quiet, weeks float64) {
	spoken := map[int64]bool{}
	weeks = float64(min(26, (at-l.at[0])/(7*day)))
	for i := len(l.at) - 1; i >= 0; i-- {
		w := (at - l.at[i]) / (7 * day)
		if w >= int64(weeks) {
			break
		}
		spoken[w] = true
	}
	return weeks - float64(len(spoken)), weeks
}
