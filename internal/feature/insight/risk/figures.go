package risk

import (
	"math"
	"slices"
	"strconv"
)

// sign bounds the weight a figure may have. In the dying model passing silence
// can only lower the figures that lower the risk and only raise those that
// raise it, so that a longer silence can never lower the risk.
type sign int8

const (
	lowers sign = -1 // its weight is never above zero
	free   sign = 0  // its weight may have either sign
	raises sign = 1  // its weight is never below zero
)

// figure is one input of the model.
type figure struct {
	name   string
	family string // figures are kept or dropped by families
	sign   sign
}

// sheet collects figures and their values side by side. It takes only the
// families it wants, or all of them where wants is nil.
type sheet struct {
	wants   map[string]bool
	figures []figure
	values  []float64
}

func (s *sheet) put(family, name string, sg sign, v float64) {
	if s.wanted(family) {
		s.figures = append(s.figures, figure{name: name, family: family, sign: sg})
		s.values = append(s.values, v)
	}
}

// wanted reports whether any of the families is asked for.
func (s *sheet) wanted(families ...string) bool {
	return s.wants == nil || slices.ContainsFunc(families, func(f string) bool { return s.wants[f] })
}

// windows are the trailing spans counted over, in days.
var windows = [...]int{1, 3, 7, 14, 30, 60, 90, 180}

// halves are the half-lives of the fading counts, in days.
var halves = [...]float64{7, 20, 45, 90, 180}

// faintest is what a fading count reads as when nothing is left of it, so
// that its logarithm stays bounded.
const faintest = 0.01

// inDays converts a span in seconds.
func inDays(seconds int64) float64 { return float64(seconds) / float64(day) }

// dyingFamilies lists the families of figuresAt, in the order in which a tie
// between two is broken.
var dyingFamilies = [...]string{"messages", "people", "days", "others", "person_days", "weeks",
	"fortnights", "fading", "silence", "rhythm", "pauses", "life", "newcomers"}

// figuresAt returns what the dying model is told of l, which ends at or
// before at and holds at least one message.
func figuresAt(l line, at int64, wants map[string]bool) sheet {
	s := sheet{wants: wants}
	if s.wanted("messages", "people", "days", "others", "person_days") {
		s.windows(l, at)
	}
	if s.wanted("weeks") {
		s.weeks(l, at)
	}
	if s.wanted("fortnights") {
		s.fortnights(l, at)
	}
	if s.wanted("fading") {
		s.fading(l, at)
	}
	if s.wanted("silence", "rhythm", "pauses") {
		s.rhythm(l, at)
	}
	if s.wanted("life", "newcomers") {
		s.past(l, at)
	}
	return s
}

// personDay is one person on one UTC day.
type personDay struct {
	who uint32
	day int64
}

// windows counts messages, people, days and person-days over each trailing
// window. Days are UTC days: fixed, so that a count can only fall as the
// window moves on.
func (s *sheet) windows(l line, at int64) {
	by := map[uint32]int{}
	days := map[int64]bool{}
	both := map[personDay]bool{}
	i := len(l.at) - 1
	for _, w := range windows {
		for ; i >= 0 && l.at[i] > at-int64(w)*day; i-- {
			d := l.at[i] / day
			by[l.who[i]]++
			days[d] = true
			both[personDay{l.who[i], d}] = true
		}
		all, top, again := 0, 0, 0
		for _, n := range by {
			all += n
			top = max(top, n)
			if n >= 2 {
				again++
			}
		}
		s.put("messages", "messages_"+strconv.Itoa(w), lowers, math.Log1p(float64(all)))
		s.put("people", "people_"+strconv.Itoa(w), lowers, math.Log1p(float64(len(by))))
		s.put("days", "days_"+strconv.Itoa(w), lowers, math.Log1p(float64(len(days))))
		if w >= 30 {
			s.put("others", "others_"+strconv.Itoa(w), lowers, math.Log1p(float64(all-top)))
			s.put("people", "again_"+strconv.Itoa(w), lowers, math.Log1p(float64(again)))
			s.put("person_days", "person_days_"+strconv.Itoa(w), lowers, math.Log1p(float64(len(both))))
		}
	}
}

// weeks counts the different weeks with a message.
func (s *sheet) weeks(l line, at int64) {
	seen := map[int64]bool{}
	i := len(l.at) - 1
	for _, w := range [...]int{4, 8, 13, 26, 52} {
		for ; i >= 0 && l.at[i] > at-int64(w)*7*day; i-- {
			seen[l.at[i]/(7*day)] = true
		}
		s.put("weeks", "weeks_"+strconv.Itoa(w), lowers, float64(len(seen))/float64(w))
	}
}

// fortnights counts the different spans of 14 days with a message, over as
// long as two years: whether silences of a month or two are this group's way.
func (s *sheet) fortnights(l line, at int64) {
	seen := map[int64]bool{}
	i := len(l.at) - 1
	for _, w := range [...]int{30, 60, 90, 180, 360, 720} {
		for ; i >= 0 && l.at[i] > at-int64(w)*day; i-- {
			seen[l.at[i]/(14*day)] = true
		}
		s.put("fortnights", "fortnights_"+strconv.Itoa(w), lowers, 14*float64(len(seen))/float64(w))
	}
}

// fading counts days and person-days so that each weighs half as much for
// every half-life that has passed since.
func (s *sheet) fading(l line, at int64) {
	var days, both [len(halves)]float64
	last := int64(-1)
	seen := map[personDay]bool{}
	for i := len(l.at) - 1; i >= 0 && l.at[i] > at-1500*day; i-- {
		age, d := inDays(at-l.at[i]), l.at[i]/day
		fresh := !seen[personDay{l.who[i], d}]
		if d == last && !fresh {
			continue
		}
		seen[personDay{l.who[i], d}] = true
		for j, h := range halves {
			v := math.Exp2(-age / h)
			if fresh {
				both[j] += v
			}
			if d != last {
				days[j] += v
			}
		}
		last = d
	}
	for j, h := range halves {
		s.put("fading", "fading_days_"+strconv.Itoa(int(h)), lowers, math.Log(days[j]+faintest))
		s.put("fading", "fading_person_days_"+strconv.Itoa(int(h)), lowers, math.Log(both[j]+faintest))
	}
}

// rhythm sets the present silence against the group's own pauses.
func (s *sheet) rhythm(l line, at int64) {
	silent := inDays(at - l.at[len(l.at)-1])
	p := pausesOf(l)
	s.put("silence", "silence", raises, math.Log1p(silent))
	s.put("rhythm", "silence_to_recent", raises, math.Log1p(silent)-p.recent)
	s.put("rhythm", "silence_to_long", raises, math.Log1p(silent)-math.Log1p(p.quantile(.9)))
	s.put("rhythm", "silence_to_longest", raises, math.Log1p(silent)-math.Log1p(p.longest))
	longer := len(p.sorted) - lowerBound(p.sorted, silent)
	s.put("rhythm", "pauses_as_long", lowers, (float64(longer)+.5)/(float64(len(p.sorted))+1))
	s.put("pauses", "pause_recent", free, p.recent)
	s.put("pauses", "pause_middle", free, math.Log1p(p.quantile(.5)))
	s.put("pauses", "pause_long", free, math.Log1p(p.quantile(.9)))
	s.put("pauses", "pause_longest", free, math.Log1p(p.longest))
	s.put("pauses", "pauses_28", free, math.Log1p(float64(len(p.sorted)-lowerBound(p.sorted, 28))))
	s.put("pauses", "pauses_60", free, math.Log1p(float64(len(p.sorted)-lowerBound(p.sorted, 60))))
}

// past is what the group has been all its life.
func (s *sheet) past(l line, at int64) {
	all := map[uint32]bool{}
	months := map[int64]bool{}
	newcomers := 0
	for i, w := range l.who {
		if !all[w] {
			all[w] = true
			if l.at[i] > at-60*day {
				newcomers++
			}
		}
		months[(l.at[i]-l.at[0])/(30*day)] = true
	}
	span := inDays(l.at[len(l.at)-1] - l.at[0])
	elapsed := inDays(at-l.at[0])/30 + 1
	s.put("life", "span", free, math.Log1p(span))
	s.put("life", "messages_ever", free, math.Log1p(float64(len(l.at))))
	s.put("life", "people_ever", free, math.Log1p(float64(len(all))))
	s.put("life", "months_spoken", lowers, float64(len(months))/elapsed)
	s.put("newcomers", "newcomers_60", lowers, math.Log1p(float64(newcomers)))
}
