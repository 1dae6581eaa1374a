package insight

import (
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// daysView is the chart of 28 days.
type daysView struct {
	Says string
	Bars string // path of the drawing: people a day
	Data daysData
	Rows []dayRow
}

type daysData struct {
	Days     []string `json:"days"`
	People   []int    `json:"people"`
	Messages []int    `json:"messages"`
	Words    struct {
		People   string `json:"people"`
		Messages string `json:"messages"`
	} `json:"words"`
}

type dayRow struct {
	Day              string
	People, Messages int
}

// days draws people and messages of the last 28 days; nil where nothing was said.
func (s *subject) days() *daysView {
	last := s.time(s.f.At)
	v := &daysView{}
	v.Data.Words.People, v.Data.Words.Messages = s.say(wordPeople), s.say(sortWords[byMessages])
	most, said := 0, 0
	for i, d := range s.f.Spark {
		day := time.Date(last.Year(), last.Month(), last.Day()-len(s.f.Spark)+1+i, 12, 0, 0, 0, s.zone).Format("2006-01-02")
		v.Data.Days = append(v.Data.Days, day)
		v.Data.People, v.Data.Messages = append(v.Data.People, d.People), append(v.Data.Messages, d.Messages)
		v.Rows = append(v.Rows, dayRow{day, d.People, d.Messages})
		most, said = max(most, d.People), said+d.Messages
	}
	if said == 0 {
		return nil
	}
	for i, d := range s.f.Spark {
		if d.People > 0 {
			v.Bars += "M" + coordinate(float64(i)*17+8) + " 120v-" + coordinate(max(2, 110*float64(d.People)/float64(most)))
		}
	}
	v.Says = s.say(daysSay, ofDays.of(spokenDays(s.f)), ofPeople.of(spokeLately(s.f)), ofMessages.of(said))
	return v
}

// heatView is the hours of the week at which things are said.
type heatView struct {
	Says  string
	Hours []string // one label for every six columns
	Rows  []heatRow
}

type heatRow struct {
	Day   string
	Cells []heatCell
}

// heatCell is one hour of one weekday: how many messages, and how strong its
// colour is, 0 to 100.
type heatCell struct{ N, Strength int }

func (s *subject) heat() *heatView {
	most, day, hour, said := 0, 0, 0, 0
	for d := range s.f.Heat {
		for h, n := range s.f.Heat[d] {
			said += n
			if n > most {
				most, day, hour = n, d, h
			}
		}
	}
	if most == 0 {
		return nil
	}
	v := &heatView{Says: s.say(heatSays, weekdays[day], clockHour(hour), clockHour((hour+1)%24))}
	for h := 0; h < 24; h += 6 {
		v.Hours = append(v.Hours, clockHour(h))
	}
	for d := range s.f.Heat {
		row := heatRow{Day: s.say(weekdays[d])}
		for _, n := range s.f.Heat[d] {
			row.Cells = append(row.Cells, heatCell{n, (n*100 + most - 1) / most})
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

func clockHour(h int) string { return time.Unix(int64(h)*3600, 0).UTC().Format("15:04") }

// carryView is who carries the group, and the roles beside 1/9/90.
type carryView struct {
	Says    string
	Lines   []carryLine
	Roles   []roleLine
	NoList  bool // onlookers are unknown: no list of members
	Top     string
	Nothing bool // nobody wrote in 28 days
}

type carryLine struct {
	person
	Standing string
	Messages string
	Width    float64
}

type roleLine struct{ Label, Guide, N, Share string }

func (s *subject) carry() carryView {
	f := s.f
	v := carryView{Nothing: len(f.Carry) == 0}
	total := 0
	for _, d := range f.Spark {
		total += d.Messages
	}
	for _, c := range f.Carry {
		line := carryLine{person: s.person(c.Member), Messages: s.tell(ofMessages.of(c.Messages)), Width: places(100*float64(c.Messages)/float64(max(total, 1)), 1)}
		switch c.Standing {
		case measure.Staff:
			line.Standing = s.say(factStaff)
		case measure.Bot:
			line.Standing = s.say(factBots)
		}
		v.Lines = append(v.Lines, line)
	}
	if !v.Nothing {
		v.Says = s.say(carrySays, v.Lines[0].Name, share(float64(f.Carry[0].Messages)/float64(max(total, 1))))
	}
	if f.Top1 != nil && f.Top10 != nil {
		v.Top = s.say(participationSays, share(*f.Top1), share(*f.Top10))
	}
	s.roles(&v)
	return v
}

// roles sets the three roles beside the guideline, with shares where all
// members are known.
func (s *subject) roles(v *carryView) {
	r := s.f.Roles
	all := 0
	if r.Onlookers != nil {
		all = r.Active + orZero(r.Cobuilders) + *r.Onlookers
	}
	line := func(label, guide i18n.Text, n *int) roleLine {
		out := roleLine{Label: s.say(label), Guide: s.say(guide), N: dash, Share: dash}
		if n != nil {
			out.N = commas(*n)
			if all > 0 {
				out.Share = share(float64(*n) / float64(all))
			}
		}
		return out
	}
	v.NoList = r.Onlookers == nil
	v.Roles = []roleLine{line(roleBuilder, guide1, r.Cobuilders), line(roleActive, guide9, &r.Active), line(roleOnlooker, guide90, r.Onlookers)}
}

// riskView is the risk of falling silent, with its reason; Band is "" where it
// is not known, and Why says why.
type riskView struct {
	Band            measure.Band
	Mark, Word, Why string
}

func (s *subject) risk() riskView {
	f := s.f
	switch {
	case f.State == measure.Dead:
		return riskView{Why: s.say(riskSilent)}
	case f.Risk != nil:
		return riskView{f.Risk.Band, bandMarks[f.Risk.Band], s.say(bandWords[f.Risk.Band]), s.reason(f.Risk.Why)}
	case f.Life.Start == 0:
		return riskView{Why: s.say(riskEmpty)}
	case f.State == measure.Ended:
		return riskView{Why: s.say(saysEnded)}
	}
	return riskView{Why: s.say(riskSilent)}
}

// movesView is coming and leaving.
type movesView struct {
	Says  string
	Facts []fact
	Why   string // "" where it is known
}

func (s *subject) moves() movesView {
	m := s.f.Moves
	unheard := s.f.State == measure.Unheard
	switch {
	case !m.Seen && unheard:
		return movesView{Why: s.say(unheardMoves)}
	case !m.Seen:
		return movesView{Why: s.say(movesUnseen)}
	}
	v := movesView{Says: s.say(movesSay, commas(m.Joins), commas(m.Left+m.Removed))}
	shares := func(label i18n.Text, x *float64) {
		one := fact{Label: s.say(label), Value: shareOf(x), Def: "moves"}
		if x == nil {
			one.Why = s.say(noNewcomers)
		}
		v.Facts = append(v.Facts, one)
	}
	v.Facts = []fact{{Label: s.say(movesJoins), Value: commas(m.Joins)}, {Label: s.say(movesLeft), Value: commas(m.Left)}, {Label: s.say(movesRemoved), Value: commas(m.Removed)}}
	if unheard {
		shares(movesGone, m.Gone7d)
		return v
	}
	shares(moves24h, m.Spoke24h)
	shares(moves7d, m.Spoke7d)
	shares(movesGone, m.Gone7d)
	first := fact{Label: s.say(movesFirst), Value: dash, Why: s.say(noNewcomers)}
	if m.FirstWord != nil {
		first = fact{Label: s.say(movesFirst), Value: s.tell(took(*m.FirstWord))}
	}
	after := fact{Label: s.say(movesAfter), Value: dash, Why: s.say(noAfter)}
	if !s.staffKnown {
		after.Why = s.say(typeNeedsStaff)
	}
	if m.AfterPost != nil {
		after = fact{Label: s.say(movesAfter), Value: s.say(timesUsual, brieflyNumber(*m.AfterPost))}
	}
	v.Facts = append(v.Facts, first, after)
	return v
}

// healthView is the health index, or why there is none.
type healthView struct {
	Score string // "" where there is none
	Says  string
	Parts []healthPart
}

type healthPart struct {
	Label string
	Known bool
	Width float64
	Score string
}

func (s *subject) health() healthView {
	h := s.f.Health
	if h == nil {
		return healthView{Says: s.say(healthNot, "0")}
	}
	v := healthView{Says: s.say(healthNot, commas(h.Known))}
	if h.Score != nil {
		v.Score = brieflyNumber(places(*h.Score, 0))
		v.Says = s.say(healthSays, v.Score, commas(h.Known))
	}
	for _, p := range []struct {
		label i18n.Text
		value *float64
	}{{partVitality, h.Parts.Vitality}, {partInteraction, h.Parts.Interaction}, {partResponsiveness, h.Parts.Responsiveness},
		{partRetention, h.Parts.Retention}, {partStay, h.Parts.Stay}, {partStructure, h.Parts.Structure}, {partBalance, h.Parts.Balance}} {
		one := healthPart{Label: s.say(p.label), Score: dash}
		if p.value != nil {
			one.Known, one.Width, one.Score = true, places(*p.value, 0), brieflyNumber(places(*p.value, 0))
		}
		v.Parts = append(v.Parts, one)
	}
	return v
}
