package render

import (
	"fmt"

	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// fillGroups makes a row for every group, and a card for those that need
// someone most.
func (s *story) fillGroups(p *page) {
	cards := len(s.order)
	if !s.opt.All {
		cards = min(cards, pageCards)
	}
	for n, i := range s.order {
		carded := n < cards
		p.Rows = append(p.Rows, s.row(n, i, carded))
		if carded {
			p.Cards = append(p.Cards, s.cardOf(n, i))
		}
	}
	if cards < len(s.order) {
		p.Cut = s.say(cardsCut, number(cards))
	}
}

// row is a group in the table; what is unknown stays empty, and the style writes
// a dash. Its values are for sorting, in the order of the
// columns: place by need, state, people, messages, risk, last word.
func (s *story) row(n, i int, carded bool) rowView {
	f := s.d.Figures[i]
	r := rowView{Name: s.names[i], Mark: stateMarks[f.State], State: s.stateWord(f), Class: stateClass(f.State), Card: -1,
		People: number(spoke(f))}
	if carded {
		r.Card = i
	}
	if f.Moves.Members != nil {
		r.People += " / " + number(*f.Moves.Members)
	}
	if f.Life.End > 0 {
		r.Last = s.date(f.Life.End)
	}
	_, most := sparkline(f)
	messages := 0
	for _, d := range f.Spark {
		messages += d.Messages
	}
	if most > 0 {
		r.Spark = spark(f, "")
	}
	r.Carry = s.firstCarrier(f)
	if f.Type != nil {
		r.Type = s.say(shortType(f.Type.Name))
	}
	risk := -1.0
	if f.Risk != nil {
		risk = f.Risk.P
		r.Band, r.Risk = string(f.Risk.Band), s.say(bandWords[f.Risk.Band])
		if (carded || len(s.order) <= fullReasons) && f.Risk.Band != measure.Low {
			r.Reason = s.reason(f)
		}
	}
	r.Values = fmt.Sprintf("%d %d %d %d %.4f %d", n, stateRank(f.State), spoke(f), messages, risk, f.Life.End/1000)
	return r
}

func stateRank(st measure.State) int {
	for i, x := range measure.States {
		if x == st {
			return i
		}
	}
	return len(measure.States)
}

// firstCarrier names whoever wrote most in 28 days.
func (s *story) firstCarrier(f *measure.Figures) string {
	if len(f.Carry) == 0 {
		return ""
	}
	name := s.member(f.Carry[0].Member)
	switch f.Carry[0].Standing {
	case measure.Staff:
		name += s.say(staffMark)
	case measure.Bot:
		name += s.say(botMark)
	}
	return name
}

// cardOf is a group with its details; the first three stand open.
func (s *story) cardOf(n, i int) cardView {
	f := s.d.Figures[i]
	c := cardView{Card: i, Name: s.names[i], Mark: stateMarks[f.State], State: s.stateWord(f), Class: stateClass(f.State),
		Verdict: s.groupVerdict(i), Facts: s.facts(f), Do: s.needOf(i).do, Open: n < 3}
	if _, most := sparkline(f); most > 0 {
		c.SparkNote = s.say(mostPeople, peopleOf.of(most))
		c.Spark = spark(f, s.say(sparkLabel, daysOf.of(spokenDays(f)))+" "+c.SparkNote)
	}
	if h := busiest(f.Hours); h >= 0 {
		c.Hours, c.HoursNote = hoursStrip(f.Hours), s.say(mostHour, number(h))
	}
	k := s.kindOf(f)
	lines := []string{k.Name} // add leaves the field out where this is empty
	if k.Figures != "" && f.Type.Name != measure.TooLittle {
		lines = append(lines, k.Figures)
	}
	lines = append(lines, k.Evidence...)
	if k.Cause != "" {
		lines = append(lines, s.say(causeThen, k.Cause), s.say(remedyThen, k.Remedy))
	}
	c.Echo = k.Echo
	c.add("type", s.say(rowType), lines...)
	c.add("roles", s.say(rowRoles), s.roles(f))
	c.add("question", s.say(rowAsks), s.asked(f))
	c.add("moves", s.say(rowMoves), s.moves(f))
	c.add("risk", s.say(rowRisk), s.risk(f))
	c.add("health", s.say(rowHealth), s.health(f))
	c.add("carry", s.say(rowCarry), s.carry(f))
	return c
}

// add puts a figure on the card, unless there is nothing to say of it.
func (c *cardView) add(key, label string, lines ...string) {
	if len(lines) == 0 || lines[0] == "" {
		return
	}
	c.Fields = append(c.Fields, fieldView{key, label, lines})
}
