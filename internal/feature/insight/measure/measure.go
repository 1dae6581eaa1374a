package measure

import (
	"cmp"
	"slices"

	"github.com/huoshui/huoshui/internal/feature/insight/link"
	"github.com/huoshui/huoshui/internal/feature/insight/risk"
)

// Measure works out the figures of one group. Fading and health need the other
// groups and are settled by Combine. Measure may reorder g's slices.
func Measure(g *Group, who Directory, q *Question, model *link.Model) *Figures {
	s := newScene(g, who, q)
	f := &Figures{ID: g.ID, Name: g.Name, Network: string(g.Network), At: s.at, Cut: s.at < q.At}
	s.figures = f
	s.totals()
	s.life()
	if len(s.lights) > 0 {
		s.converse(model)
		if s.q.StaffKnown {
			f.Echo = s.echoes()
		}
		f.Talk = s.talkFigures()
		if len(s.talk.said) > 0 || f.Messages > 0 {
			f.Type = s.decide(f.Talk)
		}
		f.Roles = s.roles()
		f.Carry = s.carriers()
		f.Edges = s.edges()
		f.Moves = s.moves()
	}
	s.parts()
	s.risk()
	return f
}

// totals are the figures over all time to T.
func (s *scene) totals() {
	f := s.figures
	for i := range s.lights {
		l := &s.lights[i]
		if !l.Said() {
			continue
		}
		f.Messages++
		if f.First == 0 {
			f.First = l.At
		}
		f.Last = l.At
		h := s.cal.Hour(l.At)
		f.Hours[h]++
		if d := s.days[i] - (s.today - window + 1); d >= 0 {
			f.Spark[d].Messages++
			f.Heat[Weekday(s.days[i])][h]++
		}
	}
	var counts []int
	for a, p := range s.actors {
		if s.says[a] == 0 {
			continue
		}
		f.Authors = append(f.Authors, AuthorCount{p.Member, p.Standing, int(s.says[a]), s.lasts[a]})
		switch p.Standing {
		case Member:
			f.People++
			counts = append(counts, int(s.says[a]))
		case Staff:
			f.Staff++
		case Bot:
			f.Bots++
		}
	}
	slices.SortFunc(f.Authors, func(a, b AuthorCount) int { return cmp.Compare(s.rank(a.Member), s.rank(b.Member)) })
	if c, ok := concentrationOf(counts); ok {
		f.Top1, f.Top10, f.Gini = ptr(c.Top1), ptr(c.Top10), ptr(c.Gini)
	}
}

// parts are the raw figures of the health index.
func (s *scene) parts() {
	f := s.figures
	p := &f.Parts
	p.Retention = s.retention()
	if f.Top10 != nil {
		p.Structure = ptr(1 - *f.Top10)
	}
	if f.Talk != nil {
		p.Interaction = f.Talk.M
		if f.Talk.Answers.Unanswered != nil {
			p.Responsiveness = ptr(1 - *f.Talk.Answers.Unanswered)
		}
	}
	if n := f.Moves.Members; n != nil && *n > 0 {
		days := 0
		for _, t := range f.Spark {
			days += t.People
		}
		p.Vitality = ptr(float64(days) / float64(*n))
		if f.Moves.Seen {
			gone := float64(f.Moves.Left + f.Moves.Removed)
			p.Stay = ptr(1 - gone/(float64(*n)+gone))
		}
	}
}

// risk asks the model, where a person wrote in the trailing 60 days.
func (s *scene) risk() {
	if s.q.Risk == nil || s.figures.Life.Start == 0 {
		return
	}
	h := risk.History{End: s.at / second}
	recent, before := 0, 0
	for i := range s.lights {
		if !s.person(i) {
			continue
		}
		h.Points = append(h.Points, risk.Point{At: s.lights[i].At / second, Author: uint32(s.actor[i]), Person: true})
		switch ago := s.at - s.lights[i].At; {
		case ago < 30*day:
			recent++
		case ago < 60*day:
			before++
		}
	}
	v := s.q.Risk.Dying(h, h.End)
	if !v.Known {
		return
	}
	why := Reason{SilentDays: v.DaysSilent, UsualGap: v.UsualGap, Trend: -1}
	if before > 0 {
		why.Trend = float64(recent) / float64(before)
	}
	if v.Band != risk.Low && (v.DaysSilent < 1 || v.UsualGap == 0) {
		why.SpokenDays = s.spokenDays(30)
	}
	s.figures.Risk = &RiskFigure{P: v.P, Band: Band(v.Band.Name()), Why: why}
}

// spokenDays is on how many of the last n days a person wrote.
func (s *scene) spokenDays(n int32) int {
	seen := map[int32]bool{}
	for i := range s.lights {
		if d := s.days[i]; d > s.today-n && s.person(i) {
			seen[d] = true
		}
	}
	return len(seen)
}
