package risk

import "math"

// figuresEarly returns what the early model is told: what l holds of the
// given number of days after its first message. l holds at least one message.
func figuresEarly(l line, days int, wants map[string]bool) sheet {
	l = l.firstDays(days)
	s := sheet{wants: wants}
	s.earlyCounts(l)
	s.earlyLater(l, days)
	s.earlyTalk(l)
	return s
}

// firstDays returns the part of l written less than n days after its start.
func (l line) firstDays(n int) line {
	k := l.before(l.at[0] + int64(n)*day)
	return line{at: l.at[:k], who: l.who[:k]}
}

// earlyFamilies lists the families of figuresEarly, in the order in which a
// tie between two is broken.
var earlyFamilies = [...]string{"people", "messages", "starter", "reach", "late", "evenness", "days", "turns"}

// earlyCounts counts messages, people, days since the start, and person-days.
func (s *sheet) earlyCounts(l line) {
	people := map[uint32]bool{}
	days := map[int64]bool{}
	both := map[personDay]bool{}
	for i, w := range l.who {
		d := (l.at[i] - l.at[0]) / day
		people[w] = true
		days[d] = true
		both[personDay{w, d}] = true
	}
	s.put("messages", "messages", raises, math.Log1p(float64(len(l.at))))
	s.put("people", "people", raises, math.Log1p(float64(len(people))))
	s.put("days", "days", raises, math.Log1p(float64(len(days))))
	s.put("days", "person_days", raises, math.Log1p(float64(len(both))))
}

// earlyLater asks how far into the window, and how evenly, people came.
func (s *sheet) earlyLater(l line, days int) {
	span := int64(days) * day
	late := map[uint32]bool{}
	messages := 0
	var quarters [4]map[uint32]bool
	for i, w := range l.who {
		since := l.at[i] - l.at[0]
		if since >= span/2 {
			late[w] = true
			messages++
		}
		q := since * 4 / span
		if quarters[q] == nil {
			quarters[q] = map[uint32]bool{}
		}
		quarters[q][w] = true
	}
	even := 0.0
	for _, people := range quarters {
		even += math.Log1p(float64(len(people)))
	}
	s.put("reach", "reach", raises, float64(l.at[len(l.at)-1]-l.at[0])/float64(span))
	s.put("late", "late_messages", raises, math.Log1p(float64(messages)))
	s.put("late", "late_people", raises, math.Log1p(float64(len(late))))
	s.put("evenness", "people_by_quarter", raises, even)
}

// earlyTalk asks whether people take turns, and how much is the starter's.
func (s *sheet) earlyTalk(l line) {
	turns, starter := 1, 0
	for i, w := range l.who {
		if w == l.who[0] {
			starter++
		}
		if i > 0 && w != l.who[i-1] {
			turns++
		}
	}
	s.put("turns", "turns", raises, math.Log1p(float64(turns)))
	s.put("starter", "starter_share", lowers, float64(starter)/float64(len(l.who)))
}
